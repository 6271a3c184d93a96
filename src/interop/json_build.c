/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_build.c -- events fill the struct at hand.
 *
 * There is a frame for each bracket that is open.  A member that is refused is
 * told once, and what it holds is passed over, so that all faults of a record
 * are found at once.
 */
#include "interop/json_build.h"

#include <stdio.h>

#include "base/suggest.h"
#include "interop/json_day.h"

#define WANT_MAX 160

/* ---- findings ----------------------------------------------------------- */

/* See json_build.h. */
struct json_place
json_build_place(const struct json_builder *b)
{
	return b->replaying ? b->at : json_parser_where(b->parser);
}

/* See json_build.h. */
void
json_build_report(struct json_builder *b, enum finding_code code, str path,
    struct json_place at, str value, const char *want, const char *name)
{
	struct finding f = { .code = code, .value = value,
	    .want = str_of(want), .name = str_of(name) };

	f.at.offset = at.offset;
	f.at.line = at.line;
	f.at.column = at.column;
	f.at.field = path;
	b->bad = true;
	b->sink->add(b->sink->ctx, &f);
}

/* Append a step of the path. */
static void
add_step(struct buf *path, str name)
{
	if (path->n != 0)
		buf_putc(path, '.');
	buf_add(path, name);
}

/* See json_build.h. */
str
json_build_path(struct json_builder *b, const char *behind)
{
	buf_reset(&b->path);
	add_step(&b->path, str_of(b->plan != NULL ? b->plan->schema->name :
	    "record"));
	for (unsigned i = 0; i < b->depth; i++) {
		const struct json_frame *f = &b->frames[i];
		bool last = i + 1 == b->depth;

		if (f->kind == FRAME_OBJECT) {
			if (f->member != NULL && !(last && behind != NULL))
				add_step(&b->path, f->member->name);
		} else if (f->sub != NULL && !(last && behind != NULL)) {
			add_step(&b->path, str_of(f->sub));
		} else if (f->index != 0) {
			buf_fmt(&b->path, "[%u]", f->index);
		}
	}
	if (behind != NULL && *behind != '\0')
		add_step(&b->path, str_of(behind));
	return buf_str(&b->path);
}

/* Report a finding about what is at hand. */
static void
refuse(struct json_builder *b, enum finding_code code, str value,
    const char *want, const char *name)
{
	json_build_report(b, code, json_build_path(b, NULL),
	    json_build_place(b), value, want, name);
}

static void
wrong_type(struct json_builder *b, const char *want, enum json_type type)
{
	refuse(b, FINDING_JSON_WRONG_TYPE, STR(""), want,
	    json_type_words(type));
}

/* Report a member that is not known; `near` was offered those that are. */
static void
unknown_member(struct json_builder *b, const struct suggestion *near)
{
	char want[WANT_MAX] = "Look the name up in docs/schema.";

	if (near->best.n != 0)
		snprintf(want, sizeof want, "Did you mean " STR_FMT "?",
		    STR_ARG(near->best));
	json_build_report(b, FINDING_JSON_UNKNOWN_MEMBER,
	    json_build_path(b, ""), json_build_place(b), near->typed, want,
	    NULL);
}

/* ---- frames ------------------------------------------------------------- */

static struct json_frame *
top(struct json_builder *b)
{
	return &b->frames[b->depth - 1];
}

/* Open a frame; its arena is that of the one around it. */
static struct json_frame *
push(struct json_builder *b, enum json_frame_kind kind)
{
	struct json_frame *f = &b->frames[b->depth++];

	*f = (struct json_frame){ .kind = kind, .arena = b->depth > 1 ?
	    f[-1].arena : b->arena };
	return f;
}

/* See json_build.h. */
void
json_build_push(struct json_builder *b, const struct json_plan *plan,
    void *object)
{
	struct json_frame *f = push(b, FRAME_OBJECT);

	f->plan = plan;
	f->object = object;
	if (object == NULL) {
		f->kind = FRAME_SKIP;
		b->failed = true;
	}
}

/* Where the member at hand lies. */
static void *
member_at(const struct json_frame *f)
{
	return field_at(f->object, f->member->field);
}

static void *
own_at(const struct json_frame *f, uint16_t offset)
{
	return (char *)f->object + offset;
}

/* ---- texts -------------------------------------------------------------- */

/* Set *slot to a copy of `text`; it is remembered if it may be Latin-1. */
static void
set_text(struct json_builder *b, str *slot, str text)
{
	*slot = arena_str(top(b)->arena, text);
	if (slot->p == NULL)
		b->failed = true;
	else if (text.n == 0)
		*slot = (str){ NULL, 0 };
	else if (str_ascii_length(text) == text.n)
		return;
	else if (!VEC_ROOM(&b->foreign, 1))
		b->failed = true;
	else
		b->foreign.v[b->foreign.n++] = slot;
}

static void
set_when(struct json_builder *b, struct when *w, str text, unsigned digits)
{
	char room[JSON_DAY_MAX];
	str x12 = json_day_in(text, digits, room);

	set_text(b, &w->text, x12.n != 0 ? x12 : text);
	*w = when_read(w->text);
}

/* ---- values ------------------------------------------------------------- */

static void
set_boolean(struct json_builder *b, bool *to, enum json_type type)
{
	if (type == JSON_TRUE || type == JSON_FALSE)
		*to = type == JSON_TRUE;
	else
		wrong_type(b, "true or false", type);
}

static void
set_number(struct json_builder *b, uint64_t *to, uint64_t most,
    enum json_type type, str text)
{
	if (type != JSON_NUMBER || !str_to_u64(text, most, to))
		wrong_type(b, "a whole number", type);
}

static void
set_level(struct json_builder *b, enum json_type type, str text)
{
	struct json_frame *f = top(b);
	uint64_t number = 0;

	set_number(b, &number, UINT32_MAX, type, text);
	if (f->held != NULL)
		f->held->told_number = (uint32_t)number;
	if (f->plan->schema->level != SCHEMA_NONE)
		((struct level *)own_at(f, f->plan->schema->level))->number =
		    (uint32_t)number;
}

static void
set_encoding(struct json_builder *b, enum json_type type, str text)
{
	b->latin = type == JSON_STRING && str_eq(text, STR("latin-1"));
	if (!b->latin)
		wrong_type(b, "\"latin-1\"", type);
}

static void
set_guide(struct json_builder *b, enum json_type type, str text)
{
	b->guided = true;
	b->map = type == JSON_STRING ? transaction_map(text) : NULL;
	if (b->map != NULL && b->map->levels[0].schema == b->plan->schema)
		return;
	refuse(b, FINDING_JSON_WRONG_TYPE, STR(""),
	    json_build_guides(b), type == JSON_STRING ? "another" :
	    json_type_words(type));
}

/* A member of our own. */
static void
set_own(struct json_builder *b, enum json_type type, str text)
{
	struct json_frame *f = top(b);
	const struct schema *s = f->plan->schema;

	switch ((enum json_role)f->member->role) {
	case ROLE_LEVEL:
		set_level(b, type, text);
		break;
	case ROLE_BELOW:
		set_boolean(b, &((struct level *)own_at(f, s->level))->below,
		    type);
		break;
	case ROLE_BREAKS:
		set_boolean(b, own_at(f, s->breaks), type);
		break;
	case ROLE_ENCODING:
		set_encoding(b, type, text);
		break;
	case ROLE_GUIDE:
		set_guide(b, type, text);
		break;
	case ROLE_RECORD:
		break;
	default:
		wrong_type(b, f->member->role == ROLE_AT ? "an object" :
		    "an array", type);
	}
}

/* What a row wants, in words. */
static const char *
wanted(const struct field *f)
{
	static const char *const words[] = {
		[FIELD_TEXT] = "a text",
		[FIELD_AMOUNT] = "a number, such as 125.50",
		[FIELD_QUANTITY] = "a number, such as 1.5",
		[FIELD_WHEN] = "a day as text, such as \"2026-01-31\"",
		[FIELD_TEXTS] = "an array of texts",
		[FIELD_REPEATED] = "an array of texts",
		[FIELD_PART] = "an object", [FIELD_ONE] = "an object",
		[FIELD_MANY] = "an array of objects",
		[FIELD_GROUPS] = "an array of objects",
		[FIELD_UP] = "an object",
	};

	return words[f->type];
}

/* A member of the schema's. */
static void
set_field(struct json_builder *b, enum json_type type, str text)
{
	struct json_frame *f = top(b);
	const struct field *field = f->member->field;
	void *at = member_at(f);
	struct amount *amount = at;
	struct quantity *quantity = at;
	bool number = type == JSON_NUMBER;

	if (type != JSON_STRING && !(number && (field->type == FIELD_AMOUNT ||
	    field->type == FIELD_QUANTITY))) {
		wrong_type(b, wanted(field), type);
		return;
	}
	switch ((enum field_type)field->type) {
	case FIELD_TEXT:
		set_text(b, at, text);
		break;
	case FIELD_AMOUNT:
		set_text(b, &amount->text, text);
		*amount = amount_read(amount->text);
		break;
	case FIELD_QUANTITY:
		set_text(b, &quantity->text, text);
		*quantity = quantity_read(quantity->text);
		break;
	case FIELD_WHEN:
		set_when(b, at, text, field->n);
		break;
	default:
		wrong_type(b, wanted(field), type);
	}
}

static void
add_array_text(struct json_builder *b, enum json_type type, str text)
{
	top(b)->index++;
	if (type != JSON_STRING) {
		wrong_type(b, "a text", type);
		return;
	}
	if (!VEC_ROOM(&b->texts, 1)) {
		b->failed = true;
		return;
	}
	b->texts.v[b->texts.n] = arena_str(top(b)->arena, text);
	b->failed |= b->texts.v[b->texts.n++].p == NULL;
}

/* A member of an object that stands for no schema. */
static void
set_sub(struct json_builder *b, enum json_type type, str text)
{
	struct json_frame *f = top(b);
	struct carried *c = f->object;
	struct part *part = f->object;
	struct when *w = f->object;

	if (f->sub == NULL)
		return;
	if (f->kind == FRAME_AT)
		set_number(b, *f->sub == 'b' ? &part->offset : &part->segment,
		    UINT64_MAX, type, text);
	else if (type != JSON_STRING)
		wrong_type(b, "a text", type);
	else if (f->kind == FRAME_CARRIED)
		set_text(b, *f->sub == 'p' ? &c->place : &c->text, text);
	else {
		set_text(b, &w->text, text);
		*w = when_read(w->text);
	}
}

/* See json_build.h. */
void
json_build_value(struct json_builder *b, enum json_type type, str text)
{
	struct json_frame *f = top(b);

	switch (f->kind) {
	case FRAME_OBJECT:
		if (f->member == NULL)
			break;
		if (f->member->field != NULL)
			set_field(b, type, text);
		else
			set_own(b, type, text);
		break;
	case FRAME_TEXTS:
	case FRAME_ORDER:
		add_array_text(b, type, text);
		break;
	case FRAME_LIST:
	case FRAME_CARRIEDS:
		f->index++;
		wrong_type(b, "an object", type);
		break;
	case FRAME_CARRIED:
	case FRAME_AT:
	case FRAME_WHEN:
		set_sub(b, type, text);
		break;
	case FRAME_SKIP:
		break;
	}
}

/* ---- names -------------------------------------------------------------- */

/* True when the object may have this member of our own. */
static bool
has_own(const struct json_builder *b, const struct json_frame *f,
    enum json_role role)
{
	const struct schema *s = f->plan->schema;

	switch (role) {
	case ROLE_RECORD:
	case ROLE_ENCODING:
		return f == b->frames;
	case ROLE_GUIDE:
		return f == b->frames &&
		    b->becomes == &b->above[ABOVE_TRANSACTION];
	case ROLE_LEVEL:
		return f->held != NULL || s->level != SCHEMA_NONE;
	case ROLE_BELOW:
		return s->level != SCHEMA_NONE;
	case ROLE_BREAKS:
		return s->breaks != SCHEMA_NONE;
	default:
		return s->part != SCHEMA_NONE;
	}
}

/* Report that the object at hand has no member called `name`. */
static void
no_such_member(struct json_builder *b, const struct json_frame *f, str name)
{
	struct suggestion near;

	suggest_begin(&near, name);
	for (unsigned i = 0; i < f->plan->n; i++) {
		const struct json_member *m = &f->plan->members[i];

		if (m->field != NULL ||
		    has_own(b, f, (enum json_role)m->role))
			suggest_offer(&near, m->name);
	}
	unknown_member(b, &near);
}

static void
name_member(struct json_builder *b, struct json_frame *f, str name)
{
	const struct json_member *m = json_plan_member(f->plan, name);
	uint64_t bit;

	f->member = NULL;
	if (m == NULL || (m->field == NULL &&
	    !has_own(b, f, (enum json_role)m->role))) {
		no_such_member(b, f, name);
		return;
	}
	bit = (uint64_t)1 << m->number % 64;
	f->member = m;
	if ((f->seen[m->number / 64] & bit) != 0) {
		refuse(b, FINDING_JSON_DUPLICATE_MEMBER, STR(""), NULL, NULL);
		f->member = NULL;
	}
	f->seen[m->number / 64] |= bit;
}

/* The names of the two members that an object without a schema has. */
static const char *const *
sub_names(enum json_frame_kind kind)
{
	static const char *const carried[] = { "place", "text" };
	static const char *const at[] = { "byte", "segment" };
	static const char *const when[] = { "text", "text" };

	return kind == FRAME_CARRIED ? carried : kind == FRAME_AT ? at : when;
}

/* See json_build.h. */
void
json_build_key(struct json_builder *b, str name)
{
	struct json_frame *f = top(b);
	const char *const *names;
	struct suggestion near;

	if (f->kind == FRAME_OBJECT) {
		name_member(b, f, name);
		return;
	}
	if (f->kind == FRAME_SKIP)
		return;
	names = sub_names(f->kind);
	f->sub = NULL;
	suggest_begin(&near, name);
	for (unsigned i = 0; i < 2; i++) {
		if (str_eq(str_of(names[i]), name))
			f->sub = names[i];
		suggest_offer(&near, str_of(names[i]));
	}
	if (f->sub == NULL)
		unknown_member(b, &near);
}

/* ---- brackets ----------------------------------------------------------- */

/* A level of the record: it has an arena of its own. */
static void
open_level(struct json_builder *b, const struct json_member *m)
{
	struct json_held *h = json_held_of(b, m->field->of);
	struct arena *arena = NULL;

	if (h != NULL && h->told != NULL) {
		refuse(b, FINDING_JSON_DUPLICATE_MEMBER, STR(""), NULL, NULL);
		push(b, FRAME_SKIP);
		return;
	}
	if (h != NULL)
		arena = json_room_spare(&h->room);
	if (arena == NULL) {
		b->failed = true;
		push(b, FRAME_SKIP);
		return;
	}
	h->told = arena_zero(arena, 1, m->field->of->size);
	h->told_number = 0;
	h->takes = NULL;
	json_build_push(b, m->of, h->told);
	top(b)->arena = arena;
	top(b)->held = h;
}

static void
open_one(struct json_builder *b, const struct json_member *m, void *at)
{
	void *object = arena_zero(top(b)->arena, 1, m->field->of->size);

	memcpy(at, &object, sizeof object);
	json_build_push(b, m->of, object);
}

/* A list, or texts. */
static void
open_array(struct json_builder *b, enum json_frame_kind kind,
    const struct json_member *m, void *at)
{
	struct json_frame *f = push(b, kind);

	f->plan = m->of;
	f->member = m;
	f->object = at;
	b->texts.n = 0;
}

/* What the row at hand holds opens with a bracket. */
static bool
open_field(struct json_builder *b, enum json_type type)
{
	const struct json_member *m = top(b)->member;
	void *at = member_at(top(b));
	bool array = type == JSON_ARRAY;

	switch ((enum field_type)m->type) {
	case FIELD_PART:
		if (!array)
			json_build_push(b, m->of, at);
		return !array;
	case FIELD_ONE:
		if (!array)
			open_one(b, m, at);
		return !array;
	case FIELD_UP:
		if (!array)
			open_level(b, m);
		return !array;
	case FIELD_WHEN:
		if (!array)
			push(b, FRAME_WHEN)->object = at;
		return !array;
	case FIELD_MANY:
	case FIELD_GROUPS:
		if (array)
			open_array(b, FRAME_LIST, m, at);
		return array;
	case FIELD_TEXTS:
	case FIELD_REPEATED:
		if (array)
			open_array(b, FRAME_TEXTS, m, at);
		return array;
	default:
		return false;
	}
}

static bool
open_own(struct json_builder *b, enum json_type type)
{
	struct json_frame *f = top(b);
	const struct json_member *m = f->member;
	void *part;

	if (m->role < ROLE_AT || m->role == ROLE_BREAKS ||
	    (type == JSON_ARRAY) == (m->role == ROLE_AT))
		return false;
	part = own_at(f, f->plan->schema->part);
	if (m->role == ROLE_AT)
		push(b, FRAME_AT)->object = part;
	else
		open_array(b, m->role == ROLE_CARRIED ? FRAME_CARRIEDS :
		    FRAME_ORDER, m, part);
	return true;
}

static void
open_member(struct json_builder *b, enum json_type type)
{
	const struct json_member *m = top(b)->member;

	if (m == NULL || m->role == ROLE_RECORD) {
		push(b, FRAME_SKIP);
	} else if (m->field != NULL ? !open_field(b, type) :
	    !open_own(b, type)) {
		wrong_type(b, m->field != NULL ? wanted(m->field) :
		    "as docs/schema says", type);
		push(b, FRAME_SKIP);
	}
}

/* One more item of an array of objects. */
static void
open_item(struct json_builder *b)
{
	struct json_frame *f = top(b);
	struct part *part = f->object;
	size_t size = f->kind == FRAME_LIST ? f->plan->schema->size :
	    sizeof(struct carried);
	void *item = arena_zero(f->arena, 1, size);

	f->index++;
	if (f->kind == FRAME_LIST) {
		if (item != NULL)
			list_append(f->object, item);
		json_build_push(b, f->plan, item);
	} else if (item != NULL) {
		list_append(&part->carried, item);
		push(b, FRAME_CARRIED)->object = item;
	} else {
		b->failed = true;
		push(b, FRAME_SKIP);
	}
}

/* See json_build.h. */
void
json_build_open(struct json_builder *b, enum json_type type)
{
	struct json_frame *f = top(b);

	if (f->kind == FRAME_OBJECT) {
		open_member(b, type);
		return;
	}
	if ((f->kind == FRAME_LIST || f->kind == FRAME_CARRIEDS) &&
	    type == JSON_OBJECT) {
		open_item(b);
		return;
	}
	f->index += f->kind != FRAME_SKIP;
	if (f->kind != FRAME_SKIP)
		wrong_type(b, f->kind == FRAME_LIST ||
		    f->kind == FRAME_CARRIEDS ? "an object" : "a text", type);
	push(b, FRAME_SKIP);
}

/* ---- the end of an array ------------------------------------------------ */

static void
note_foreign(struct json_builder *b, str *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_ascii_length(v[i]) == v[i].n)
			continue;
		if (VEC_ROOM(&b->foreign, 1))
			b->foreign.v[b->foreign.n++] = &v[i];
		else
			b->failed = true;
	}
}

/* The texts of an array are complete. */
static void
take_texts(struct json_builder *b, const struct json_frame *f)
{
	const struct field *field = f->member->field;
	size_t n = b->texts.n;
	struct texts *texts = f->object;
	str *v = f->object;
	char most[32];

	if (field->type == FIELD_TEXTS && n > field->n) {
		snprintf(most, sizeof most, "%u texts at most", field->n);
		refuse(b, FINDING_JSON_WRONG_TYPE, STR(""), most, "more");
		return;
	}
	if (field->type == FIELD_REPEATED) {
		v = arena_zero(f->arena, n, sizeof *v);
		*texts = (struct texts){ n != 0 ? v : NULL, n };
	}
	if (v == NULL) {
		b->failed = true;
		return;
	}
	for (size_t i = 0; i < n; i++)
		v[i] = b->texts.v[i].n != 0 ? b->texts.v[i] : (str){ NULL, 0 };
	note_foreign(b, v, n);
}

/* The guide's loop for the object at hand. */
static const struct guide_node *
loop_now(const struct json_builder *b)
{
	const struct field *path[JSON_ORDER_DEPTH];
	unsigned n = 0;

	for (unsigned i = b->depth - 1; i-- > 0 && n < JSON_ORDER_DEPTH;)
		if (b->frames[i].kind == FRAME_OBJECT)
			path[n++] = b->frames[i].member->field;
	return b->map == NULL ? NULL : json_order_find(b->order, b->map,
	    b->plan->schema, path, n);
}

static void
take_order(struct json_builder *b, const struct json_frame *f)
{
	const struct guide_node *loop = loop_now(b);
	struct part *part = f->object;
	char *order = arena_alloc(f->arena, b->texts.n);

	if (order == NULL) {
		b->failed = true;
		return;
	}
	for (size_t i = 0; i < b->texts.n; i++) {
		int index = json_order_index(loop, b->texts.v[i]);

		if (index < 0 || index > UINT8_MAX) {
			refuse(b, FINDING_JSON_WRONG_TYPE, STR(""),
			    "names of places in the loop", "another");
			return;
		}
		order[i] = (char)index;
	}
	part->order = (str){ order, b->texts.n };
}

/* See json_build.h. */
void
json_build_close(struct json_builder *b)
{
	const struct json_frame f = b->frames[--b->depth];

	if (f.kind == FRAME_TEXTS)
		take_texts(b, &f);
	else if (f.kind == FRAME_ORDER)
		take_order(b, &f);
}
