/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_out.c -- a struct's members one after the other, by its plan.
 *
 * Five bytes are written for each byte of X12 read, so this is where converting
 * spends its time: names with their quotes and commas are ready, a text is
 * looked at and copied eight bytes at a time, and the levels above a record,
 * which change seldom, are kept as text.
 *
 * Each member begins with a comma.  The first one's is where the object's
 * bracket comes to stand, once there is a member.
 */
#include "interop/json_out.h"

#include <stdlib.h>

#include "interop/json_day.h"
#include "interop/json_order.h"
#include "interop/json_plan.h"

#define SLACK	64		/* room behind each text; see add_key() */
#define LEVELS_CEILING ((size_t)64 << 20)

/* The text of a level, as long as it stays the same. */
struct level_text {
	const void *object;
	uint64_t offset;
	uint32_t number;
	bool	 foreign;	/* it has bytes that are not UTF-8 */
	bool	 latin;		/* it was written as Latin-1 */
	struct buf text;	/* from the comma before its name on */
};

struct json_out {
	struct json_plans plans;
	struct json_order *order;
	bool	 positions;
	struct level_text *levels;	/* by json_member.cache */
	unsigned n_levels;
	uint32_t next_level;	/* for levels that have no number */
};

/* Where in a record we are; only to find the guide's loop for an order. */
struct frame {
	const struct frame *up;
	const struct field *field;	/* NULL in the record itself */
};

/* A line being written: at `at`, before `end`, both in to->p. */
struct pen {
	struct json_out *o;
	struct buf *to;
	const struct item *item;
	const struct json_plan *record;
	char	*at, *end;
	bool	 latin;		/* write as Latin-1 */
	bool	 foreign;	/* a text was not UTF-8 */
	bool	 failed;	/* no memory */
};

static void add_object(struct pen *p, const struct json_plan *plan,
    const void *object, const struct frame *frame);

/* ---- the pen ------------------------------------------------------------ */

static void
pick_up(struct pen *p)
{
	p->at = p->to->p + p->to->n;
	p->end = p->at + (p->to->size != 0 ? p->to->size - p->to->n : 0);
}

/* Get more room. */
static bool
stretch(struct pen *p, size_t need)
{
	if (p->failed)
		return false;
	p->to->n = (size_t)(p->at - p->to->p);
	p->failed = !buf_reserve(p->to, need);
	pick_up(p);
	return !p->failed;
}

/* True when `need` bytes can be written. */
static inline bool
room(struct pen *p, size_t need)
{
	return (size_t)(p->end - p->at) > need || stretch(p, need);
}

/* Where we are, in a way that survives stretch(). */
static inline size_t
position(const struct pen *p)
{
	return (size_t)(p->at - p->to->p);
}

static inline void
go_back(struct pen *p, size_t to)
{
	p->at = p->to->p + to;
}

static inline void
add_char(struct pen *p, char c)
{
	if (room(p, 1))
		*p->at++ = c;
}

static void
add_str(struct pen *p, str s)
{
	if (!room(p, s.n))
		return;
	memcpy(p->at, s.p, s.n);
	p->at += s.n;
}

/* Copies whole cells: there is room for SLACK more than asked for. */
static inline void
copy_key(struct pen *p, str key)
{
	char *to = p->at;

	memcpy(to, key.p, KEY_CELL);
	for (size_t i = KEY_CELL; i < key.n; i += KEY_CELL)
		memcpy(to + i, key.p + i, KEY_CELL);
	p->at = to + key.n;
}

static inline void
add_key(struct pen *p, const struct json_member *m)
{
	if (room(p, m->key.n + SLACK))
		copy_key(p, m->key);
}

static void
add_number(struct pen *p, uint64_t n)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	add_str(p, (str){ digits + at, sizeof digits - at });
}

/* ---- texts -------------------------------------------------------------- */

#define EACH(byte) ((uint64_t)(byte) * 0x0101010101010101u)

/* Not 0 when one of eight bytes cannot stand in JSON as it is, or is not ASCII;
 * never 0 for one that can not. */
static inline uint64_t
is_special(uint64_t v)
{
	uint64_t quote = v ^ EACH('"'), slash = v ^ EACH('\\');

	return (v | (v - EACH(0x20)) | ((quote - EACH(1)) & ~quote) |
	    ((slash - EACH(1)) & ~slash)) & EACH(0x80);
}

static inline uint64_t
load8(const char *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return v;
}

/* Copy a text shorter than 8 bytes; not 0 as is_special(). */
static inline uint64_t
copy_short(char *to, str s)
{
	uint32_t head = 0x41414141, tail = 0x41414141;

	if (s.n >= 4) {
		memcpy(&head, s.p, 4);
		memcpy(&tail, s.p + s.n - 4, 4);
		memcpy(to, &head, 4);
		memcpy(to + s.n - 4, &tail, 4);
	} else {
		unsigned char first = (unsigned char)s.p[0];
		unsigned char middle = (unsigned char)s.p[s.n / 2];
		unsigned char last = (unsigned char)s.p[s.n - 1];

		to[0] = (char)first;
		to[s.n / 2] = (char)middle;
		to[s.n - 1] = (char)last;
		head = 0x41000000u | (uint32_t)first << 16 |
		    (uint32_t)middle << 8 | last;
	}
	return is_special((uint64_t)head << 32 | tail);
}

/* Copy a text that is not empty; not 0 when it cannot stand as it is. */
static inline uint64_t
copy_plain(char *to, str s)
{
	uint64_t special, v;
	size_t i;

	if (s.n < 8)
		return copy_short(to, s);
	v = load8(s.p + s.n - 8);
	special = is_special(v);
	memcpy(to + s.n - 8, &v, 8);
	for (i = 0; i + 8 < s.n; i += 8) {
		v = load8(s.p + i);
		special |= is_special(v);
		memcpy(to + i, &v, 8);
	}
	return special;
}

/* Write the JSON form of one ASCII character; there is room for six. */
static void
add_ascii(struct pen *p, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	if (c == '"' || c == '\\') {
		*p->at++ = '\\';
	} else if (c < 0x20) {
		memcpy(p->at, "\\u00", 4);
		p->at[4] = hex[c >> 4];
		p->at[5] = hex[c & 15];
		p->at += 6;
		return;
	}
	*p->at++ = (char)c;
}

/* The same text by character; there is room for six times its length. */
static void
add_slowly(struct pen *p, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n;

		if (c < 0x80) {
			add_ascii(p, c);
			continue;
		}
		n = p->latin ? 0 : str_utf8_length((str){ s.p + i, s.n - i });
		if (n == 0) {
			p->foreign = true;
			*p->at++ = (char)(0xC0 | c >> 6);
			*p->at++ = (char)(0x80 | (c & 0x3F));
			continue;
		}
		memcpy(p->at, s.p + i, n);
		p->at += n;
		i += n - 1;
	}
}

/* A text in quotes; there is room for six times its length and SLACK. */
static inline void
quote(struct pen *p, str s)
{
	char *begin = p->at;

	*begin = '"';
	p->at = begin + 1;
	if (s.n != 0 && copy_plain(p->at, s) != 0)
		add_slowly(p, s);
	else
		p->at += s.n;
	*p->at++ = '"';
}

static inline void
add_text(struct pen *p, str s)
{
	if (room(p, 6 * s.n + SLACK))
		quote(p, s);
}

static inline void
add_named(struct pen *p, const struct json_member *m, str s)
{
	if (!room(p, m->key.n + 6 * s.n + 2 * SLACK))
		return;
	copy_key(p, m->key);
	quote(p, s);
}

/* ---- values ------------------------------------------------------------- */

/* True for what JSON takes as a number; it has an exponent too, X12 none. */
static bool
is_json_number(str s)
{
	const char *p = s.p, *end = s.p + s.n, *digits;

	p += p < end && *p == '-';
	digits = p;
	while (p < end && (unsigned char)(*p - '0') <= 9)
		p++;
	if (p == digits || (*digits == '0' && p - digits > 1))
		return false;
	if (p == end)
		return true;
	if (*p++ != '.' || p == end)
		return false;
	while (p < end && (unsigned char)(*p - '0') <= 9)
		p++;
	return p == end;
}

static void
add_decimal(struct pen *p, const struct json_member *m, str text)
{
	if (!is_json_number(text)) {
		add_named(p, m, text);
	} else if (room(p, m->key.n + text.n + SLACK)) {
		copy_key(p, m->key);
		memcpy(p->at, text.p, text.n);
		p->at += text.n;
	}
}

/* "20260131" is a day: with lines between. */
static inline char *
copy_day(char *to, const char *day)
{
	memcpy(to, day, 4);
	to[4] = '-';
	memcpy(to + 5, day + 4, 2);
	to[7] = '-';
	memcpy(to + 8, day + 6, 2);
	return to + 10;
}

/* Days (L3). */
static void
add_when(struct pen *p, const struct json_member *m, const struct when *w)
{
	char x12[VALUE_TEXT_MAX], json[JSON_DAY_MAX];
	str text = when_text(w, x12), days;
	/* A day that was not read is written with all digits of its year. */
	unsigned digits = text.p == w->text.p ? m->field->n : 0;

	if (text.n == 8 && digits == 0 && w->from != DATE_NONE &&
	    room(p, m->key.n + SLACK)) {
		copy_key(p, m->key);
		*p->at++ = '"';
		p->at = copy_day(p->at, text.p);
		*p->at++ = '"';
		return;
	}
	days = json_day_out(text, digits, json);
	if (days.n != 0) {
		add_named(p, m, days);
	} else if (json_day_in(text, m->field->n, json).n == 0) {
		add_named(p, m, text);
	} else {
		add_key(p, m);
		add_str(p, STR("{\"text\":"));
		add_text(p, text);
		add_char(p, '}');
	}
}

static void
add_texts(struct pen *p, const struct json_member *m, const str *v, size_t n)
{
	add_key(p, m);
	for (size_t i = 0; i < n; i++) {
		add_char(p, i == 0 ? '[' : ',');
		add_text(p, v[i]);
	}
	add_char(p, ']');
}

/* ---- what is remembered of the file ------------------------------------- */

static void
add_carried(struct pen *p, const struct json_plan *plan,
    const struct part *part)
{
	const struct carried *c = part->carried.first;
	char before = '[';

	add_key(p, json_plan_own(plan, ROLE_CARRIED));
	for (; c != NULL; c = c->next, before = ',') {
		add_char(p, before);
		add_str(p, STR("{\"place\":"));
		add_text(p, c->place);
		add_str(p, STR(",\"text\":"));
		add_text(p, c->text);
		add_char(p, '}');
	}
	add_char(p, ']');
}

/* The names of the places in part.order. */
static void
add_order(struct pen *p, const struct json_plan *plan, str order,
    const struct frame *frame)
{
	const struct field *path[JSON_ORDER_DEPTH];
	const struct guide_node *loop;
	char name[JSON_ORDER_NAME];
	unsigned n = 0;

	for (; frame->field != NULL && n < JSON_ORDER_DEPTH; frame = frame->up)
		path[n++] = frame->field;
	loop = json_order_find(p->o->order, p->item->map, p->record->schema,
	    path, n);
	add_key(p, json_plan_own(plan, ROLE_ORDER));
	for (size_t i = 0; i < order.n; i++) {
		add_char(p, i == 0 ? '[' : ',');
		add_text(p, json_order_name(loop, (uint8_t)order.p[i], name));
	}
	add_char(p, ']');
}

static void
add_part(struct pen *p, const struct json_plan *plan, const struct part *part,
    const struct frame *frame)
{
	if (p->o->positions && part->segment != 0) {
		add_key(p, json_plan_own(plan, ROLE_AT));
		add_str(p, STR("{\"byte\":"));
		add_number(p, part->offset);
		add_str(p, STR(",\"segment\":"));
		add_number(p, part->segment);
		add_char(p, '}');
	}
	if (part->carried.first != NULL)
		add_carried(p, plan, part);
	if (part->order.n != 0)
		add_order(p, plan, part->order, frame);
}

static void
add_level(struct pen *p, const struct json_plan *plan, uint32_t number,
    bool below)
{
	if (number != 0) {
		add_key(p, json_plan_own(plan, ROLE_LEVEL));
		add_number(p, number);
	}
	if (below) {
		add_key(p, json_plan_own(plan, ROLE_BELOW));
		add_str(p, STR("true"));
	}
}

static const struct level *
level_in(const struct schema *s, const void *object)
{
	return s->level == SCHEMA_NONE ? NULL :
	    (const void *)((const char *)object + s->level);
}

static const struct part *
part_in(const struct schema *s, const void *object)
{
	return s->part == SCHEMA_NONE ? NULL :
	    (const void *)((const char *)object + s->part);
}

/* Members of our own that an object has. */
static void
add_own(struct pen *p, const struct json_plan *plan, const void *object,
    const struct frame *frame)
{
	const struct schema *s = plan->schema;
	const struct part *part = part_in(s, object);

	if (part != NULL && (part->carried.first != NULL ||
	    part->order.n != 0 || p->o->positions))
		add_part(p, plan, part, frame);
	if (s->breaks != SCHEMA_NONE &&
	    *(const bool *)((const char *)object + s->breaks)) {
		add_key(p, json_plan_own(plan, ROLE_BREAKS));
		add_str(p, STR("true"));
	}
}

/* ---- levels (L4) -------------------------------------------------------- */

/* The text kept for a level is what we would write now. */
static bool
is_same(const struct pen *p, const struct level_text *t, const void *object,
    uint64_t offset, uint32_t number)
{
	return t->object == object && t->offset == offset &&
	    (number == 0 || t->number == number) && t->latin == p->latin;
}

static void
write_level(struct pen *p, const struct json_member *m, const void *object,
    uint32_t number, const struct frame *frame)
{
	const struct frame within = { frame, m->field };
	const struct level *level = level_in(m->of->schema, object);
	size_t open;

	add_key(p, m);
	open = position(p);
	add_level(p, m->of, number, level != NULL && level->below);
	add_object(p, m->of, object, &within);
	if (!p->failed)
		p->to->p[open] = '{';
	add_char(p, '}');
}

/* Keep what was written from `from` on. */
static void
keep(struct pen *p, struct level_text *t, const void *object, uint64_t offset,
    uint32_t number, size_t from)
{
	t->object = object;
	t->offset = offset;
	t->number = number;
	t->latin = p->latin;
	t->foreign = p->foreign;
	buf_reset(&t->text);
	if (!p->failed)
		buf_add(&t->text, (str){ p->to->p + from,
		    position(p) - from });
	if (p->failed || t->text.failed)
		t->object = NULL;
}

static void
add_up(struct pen *p, const struct json_member *m, const void *object,
    const struct frame *frame)
{
	struct level_text *t = &p->o->levels[m->cache];
	const struct level *level = level_in(m->of->schema, object);
	const struct part *part = part_in(m->of->schema, object);
	uint64_t offset = part != NULL ? part->offset : 0;
	uint32_t number = level != NULL ? level->number : 0;
	size_t from = position(p);
	bool before = p->foreign;

	if (is_same(p, t, object, offset, number)) {
		p->foreign |= t->foreign;
		add_str(p, buf_str(&t->text));
		return;
	}
	if (number == 0)
		number = t->object == object && t->offset == offset ?
		    t->number : p->o->next_level++;
	p->foreign = false;
	write_level(p, m, object, number, frame);
	keep(p, t, object, offset, number, from);
	p->foreign |= before;
}

/* ---- objects ------------------------------------------------------------ */

static const void *
pointer_at(const void *at)
{
	const void *p;

	memcpy(&p, at, sizeof p);
	return p;
}

/* An object of its own, in its brackets. */
static void
add_braced(struct pen *p, const struct json_plan *plan, const void *object,
    const struct frame *frame)
{
	size_t open = position(p);

	add_object(p, plan, object, frame);
	if (position(p) == open)
		add_char(p, '{');
	else if (!p->failed)
		p->to->p[open] = '{';
	add_char(p, '}');
}

static void
add_list(struct pen *p, const struct json_member *m, const void *first,
    const struct frame *frame)
{
	const struct frame within = { frame, m->field };
	char before = '[';

	add_key(p, m);
	for (; first != NULL; first = pointer_at(first), before = ',') {
		add_char(p, before);
		add_braced(p, m->of, first, &within);
	}
	add_char(p, ']');
}

/* A struct inside: left out when it is empty. */
static void
add_inside(struct pen *p, const struct json_member *m, const void *object,
    const struct frame *frame)
{
	const struct frame within = { frame, m->field };
	size_t from = position(p), open;

	add_key(p, m);
	open = position(p);
	add_object(p, m->of, object, &within);
	if (position(p) == open) {
		go_back(p, from);
		return;
	}
	if (!p->failed)
		p->to->p[open] = '{';
	add_char(p, '}');
}

/* Members that point elsewhere. */
static void
add_pointed(struct pen *p, const struct json_member *m, const void *at,
    const struct frame *frame)
{
	const struct frame within = { frame, m->field };
	const void *to = pointer_at(at);

	if (to == NULL)
		return;
	if (m->type == FIELD_ONE) {
		add_key(p, m);
		add_braced(p, m->of, to, &within);
	} else if (m->type != FIELD_UP) {
		add_list(p, m, to, frame);
	} else if (frame->field == NULL ||
	    !json_points_up(p->record->schema, m->field->of)) {
		add_up(p, m, to, frame);
	}
}

/* A member that is not a text. */
static void
add_other(struct pen *p, const struct json_member *m, const void *at,
    const struct frame *frame)
{
	char room_[VALUE_TEXT_MAX];
	const struct texts *texts = at;
	const str *v = at;
	size_t n = m->field->n;

	switch ((enum field_type)m->type) {
	case FIELD_AMOUNT:
		if (amount_given(at))
			add_decimal(p, m, amount_text(at, room_));
		break;
	case FIELD_QUANTITY:
		if (quantity_given(at))
			add_decimal(p, m, quantity_text(at, room_));
		break;
	case FIELD_WHEN:
		if (when_given(at))
			add_when(p, m, at);
		break;
	case FIELD_TEXTS:
		while (n != 0 && v[n - 1].n == 0)
			n--;
		if (n != 0)
			add_texts(p, m, v, n);
		break;
	case FIELD_REPEATED:
		if (texts->n != 0)
			add_texts(p, m, texts->v, texts->n);
		break;
	case FIELD_PART:
		add_inside(p, m, at, frame);
		break;
	default:
		add_pointed(p, m, at, frame);
	}
}

/*
 * A bit for each of `n` members that may not be empty.  Most are: to find
 * those that are not, words are looked at without a branch.
 */
static inline uint64_t
find_given(const char *object, const uint16_t *words, unsigned n)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < n; i++)
		bits |= (uint64_t)(pointer_at(object + words[i]) != NULL) << i;
	return bits;
}

/* The members of an object, each with a comma before it. */
static void
add_object(struct pen *p, const struct json_plan *plan, const void *object,
    const struct frame *frame)
{
	const char *begin = object;

	add_own(p, plan, object, frame);
	for (unsigned i = 0; i < plan->n_fields; i += PLAN_BITS) {
		unsigned n = plan->n_fields - i;
		uint64_t bits = plan->unsure[i / PLAN_BITS] | find_given(begin,
		    plan->words + i, n < PLAN_BITS ? n : PLAN_BITS);

		for (; bits != 0; bits &= bits - 1) {
			unsigned k = i + (unsigned)__builtin_ctzll(bits);
			const struct json_member *m = &plan->members[k];
			const void *at = begin + plan->words[k];
			const str *text = at;

			if (m->type != FIELD_TEXT)
				add_other(p, m, at, frame);
			else if (text->n != 0)
				add_named(p, m, *text);
		}
	}
}

/* ---- records ------------------------------------------------------------ */

static void
write_record(struct pen *p)
{
	const struct frame frame = { NULL, NULL };
	const struct item *item = p->item;
	const struct level *level = level_in(item->schema, item->object);

	add_str(p, p->record->head);
	if (item->schema == item->map->levels[0].schema &&
	    item->map != &envelope_map)
		add_named(p, json_plan_own(p->record, ROLE_GUIDE),
		    str_of(item->map->guide));
	if (p->latin)
		add_named(p, json_plan_own(p->record, ROLE_ENCODING),
		    STR("latin-1"));
	if (level != NULL)
		add_level(p, p->record, level->number, level->below);
	add_object(p, p->record, item->object, &frame);
	add_str(p, STR("}\n"));
}

/* Forget the levels: another transaction has its own. */
static void
forget_levels(struct json_out *o)
{
	for (unsigned i = 0; i < o->n_levels; i++)
		o->levels[i].object = NULL;
	o->next_level = 1;
}

/* Make sure that each UP member has its place among the levels. */
static bool
make_levels(struct json_out *o)
{
	unsigned n = o->plans.n_caches;
	struct level_text *more;

	if (n == o->n_levels)
		return true;
	more = realloc(o->levels, n * sizeof *more);
	if (more == NULL)
		return false;
	for (unsigned i = o->n_levels; i < n; i++) {
		more[i] = (struct level_text){ .object = NULL };
		buf_init(&more[i].text, LEVELS_CEILING);
	}
	o->levels = more;
	o->n_levels = n;
	return true;
}

/* See json_out.h. */
enum rc
json_out_item(struct json_out *o, const struct item *item, struct buf *to,
    struct err *err)
{
	struct pen p = { .o = o, .to = to, .item = item };
	size_t before = to->n;

	p.record = json_plan_of(&o->plans, item->schema);
	if (p.record == NULL || !make_levels(o))
		return fail(err, RC_MEMORY, "no memory for a record");
	if (p.record->above)
		forget_levels(o);
	pick_up(&p);
	write_record(&p);
	if (p.foreign && !p.failed) {
		go_back(&p, before);
		p.latin = true;
		write_record(&p);
	}
	if (p.failed)
		p.at = to->p + before;
	to->n = (size_t)(p.at - to->p);
	if (to->size != 0)
		to->p[to->n] = '\0';
	return p.failed ? fail(err, RC_MEMORY, "no memory for a record") :
	    RC_OK;
}

/* See json_out.h. */
struct json_out *
json_out_new(const struct json_out_options *options)
{
	struct json_out *o = calloc(1, sizeof *o);

	if (o == NULL)
		return NULL;
	json_plans_init(&o->plans);
	o->positions = options->positions;
	o->next_level = 1;
	o->order = json_order_new(options->guides);
	if (o->order != NULL)
		return o;
	json_out_free(o);
	return NULL;
}

/* See json_out.h. */
void
json_out_free(struct json_out *o)
{
	if (o == NULL)
		return;
	for (unsigned i = 0; i < o->n_levels; i++)
		buf_fini(&o->levels[i].text);
	free(o->levels);
	json_order_free(o->order);
	json_plans_fini(&o->plans);
	free(o);
}

/* ---- paths ---------------------------------------------------------- */

/* Append the way from a struct of `schema` up to the level called `name`. */
static bool
add_way_up(const struct schema *schema, str name, struct buf *to)
{
	size_t before = to->n;

	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];

		if (f->type != FIELD_UP)
			return false;		/* D4 */
		buf_fmt(to, ".%s", f->name);
		if (str_eq(str_of(f->of->name), name) ||
		    add_way_up(f->of, name, to))
			return true;
		to->n = before;
	}
	return false;
}

/* See json_out.h. */
void
json_out_path(const struct item *item, str field, struct buf *to)
{
	str rest = field, level = str_cut(&rest, '.');
	size_t before = to->n;

	buf_add(to, str_of(item->schema->name));
	if (!add_way_up(item->schema, level, to)) {
		to->n = before;
		buf_add(to, field);
	} else if (rest.n != 0) {
		buf_putc(to, '.');
		buf_add(to, rest);
	}
}
