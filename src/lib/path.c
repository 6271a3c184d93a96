/* SPDX-License-Identifier: Apache-2.0 */
/*
 * path.c -- "lines[2].charge" to a place in a struct.
 *
 * Names are looked up in the schemas whether or not there is a struct, so that
 * a wrong name is wrong in every record.
 */
#include "lib/lib.h"

struct walk {
	const struct cleanclaim_record *record;
	const char *path;
	const char *p;			/* not read yet */
	enum path_mode mode;
	struct spot here;
	struct cleanclaim_error *err;
};

/* See lib.h. */
enum cleanclaim_kind
field_kind(const struct field *f)
{
	switch ((enum field_type)f->type) {
	case FIELD_TEXT:
		return CLEANCLAIM_TEXT;
	case FIELD_AMOUNT:
		return CLEANCLAIM_AMOUNT;
	case FIELD_QUANTITY:
		return CLEANCLAIM_QUANTITY;
	case FIELD_WHEN:
		return CLEANCLAIM_DAYS;
	case FIELD_TEXTS:
	case FIELD_REPEATED:
		return CLEANCLAIM_TEXTS;
	case FIELD_MANY:
	case FIELD_GROUPS:
		return CLEANCLAIM_LIST;
	case FIELD_PART:
	case FIELD_ONE:
	case FIELD_UP:
		break;
	}
	return CLEANCLAIM_PART;
}

/* See lib.h. */
enum cleanclaim_kind
path_kind(const struct spot *p)
{
	if (p->field == NULL || p->schema != NULL)
		return CLEANCLAIM_PART;
	return p->item != 0 ? CLEANCLAIM_TEXT : field_kind(p->field);
}

/* See lib.h. */
int
path_wrong(const struct spot *p, const char *wanted,
    struct cleanclaim_error *err)
{
	static const char *const kinds[] = {
		[CLEANCLAIM_TEXT] = "a text",
		[CLEANCLAIM_AMOUNT] = "an amount",
		[CLEANCLAIM_QUANTITY] = "a quantity",
		[CLEANCLAIM_DAYS] = "a day or days",
		[CLEANCLAIM_TEXTS] = "several texts, each with its number",
		[CLEANCLAIM_PART] = "a record with fields of its own",
		[CLEANCLAIM_LIST] = "a list, each item with its number",
	};

	return give(err, CLEANCLAIM_TYPE, "%s is %s, not %s",
	    p->field == NULL ? "the record" : p->field->name,
	    kinds[path_kind(p)], wanted);
}

static int
unreadable(const struct walk *w)
{
	return give(w->err, CLEANCLAIM_INVALID,
	    "the path cannot be read: byte %zu of \"%.100s\"",
	    (size_t)(w->p - w->path) + 1, w->path);
}

static str
read_name(struct walk *w)
{
	const char *from = w->p;

	while ((*w->p >= 'a' && *w->p <= 'z') || *w->p == '_' ||
	    (*w->p >= '0' && *w->p <= '9'))
		w->p++;
	return (str){ from, (size_t)(w->p - from) };
}

/* "[2]", if it stands here; *item is 0 if not. */
static int
read_item(struct walk *w, size_t *item)
{
	const char *from = w->p + 1;
	uint64_t n;

	*item = 0;
	if (*w->p != '[')
		return CLEANCLAIM_OK;
	for (w->p++; *w->p >= '0' && *w->p <= '9'; w->p++)
		;
	if (*w->p != ']' || !str_to_u64((str){ from, (size_t)(w->p - from) },
	    UINT32_MAX, &n) || n == 0)
		return unreadable(w);
	w->p++;
	*item = (size_t)n;
	return CLEANCLAIM_OK;
}

static int
no_memory(const struct walk *w)
{
	return give(w->err, CLEANCLAIM_MEMORY, "no memory for the record");
}

/* Item number `item` of a list or array that has `n` is to be made: may it? */
static int
check_next(const struct walk *w, size_t n, size_t item)
{
	if (w->mode == PATH_LOOK || item <= n + 1)
		return CLEANCLAIM_OK;
	return give(w->err, CLEANCLAIM_RANGE,
	    "%s has %zu, so number %zu cannot be set", w->here.field->name, n,
	    item);
}

/* ---- one step ----------------------------------------------------------- */

static int
step_one(struct walk *w, void **slot)
{
	const struct schema *of = w->here.field->of;

	w->here.schema = of;
	w->here.slot = slot;
	w->here.at = slot == NULL ? NULL : *slot;
	if (w->mode != PATH_MAKE || w->here.at != NULL || *w->p == '\0')
		return CLEANCLAIM_OK;
	*slot = w->here.at = arena_zero(w->here.memory->arena, 1, of->size);
	return *slot == NULL ? no_memory(w) : CLEANCLAIM_OK;
}

static int
step_list(struct walk *w, struct list *list, size_t item)
{
	const struct schema *of = w->here.field->of;
	void *at = list == NULL ? NULL : list->first;
	size_t n = 0;
	int code;

	w->here.at = list;
	if (item == 0)
		return CLEANCLAIM_OK;
	for (; at != NULL && n + 1 < item; n++)
		at = *(void **)at;
	n += at != NULL;
	code = check_next(w, n, item);
	if (code != CLEANCLAIM_OK)
		return code;
	if (at == NULL && w->mode == PATH_MAKE) {
		at = arena_zero(w->here.memory->arena, 1, of->size);
		if (at == NULL)
			return no_memory(w);
		list_append(list, at);
	}
	w->here.schema = of;
	w->here.at = at;
	w->here.item = item;
	w->here.listed = true;
	return CLEANCLAIM_OK;
}

/* Texts in an array that grows. */
static int
step_repeated(struct walk *w, struct texts *t, size_t item)
{
	size_t n = t == NULL ? 0 : t->n;
	int code;

	w->here.at = t;
	w->here.item = item;
	if (item == 0)
		return CLEANCLAIM_OK;
	code = check_next(w, n, item);
	if (code != CLEANCLAIM_OK)
		return code;
	if (item > n && w->mode == PATH_MAKE) {
		str *more = arena_zero(w->here.memory->arena, n + 1,
		    sizeof *more);

		if (more == NULL)
			return no_memory(w);
		if (n != 0)
			memcpy(more, t->v, n * sizeof *more);
		*t = (struct texts){ more, ++n };
	}
	w->here.at = item > n ? NULL : &t->v[item - 1];
	return CLEANCLAIM_OK;
}

/* So many texts as there are places. */
static int
step_texts(struct walk *w, str *v, size_t item)
{
	if (item > w->here.field->n)
		return give(w->err, CLEANCLAIM_RANGE, "%s has %u at most",
		    w->here.field->name, w->here.field->n);
	w->here.item = item;
	w->here.at = v == NULL || item == 0 ? v : &v[item - 1];
	return CLEANCLAIM_OK;
}

/* To a level above `object`, which is what we are at. */
static int
step_up(struct walk *w, const struct schema *from, void *object,
    const struct schema *to)
{
	w->here.above = true;
	w->here.schema = to;
	w->here.at = object == NULL ? NULL : level_above(from, object, to);
	if (w->here.at != NULL)
		w->here.memory = level_memory(w->here.memory, w->here.at);
	if (w->mode == PATH_LOOK || *w->p == '\0')
		return CLEANCLAIM_OK;
	if (w->record->memory->reading)
		return give(w->err, CLEANCLAIM_INVALID, "the levels above a "
		    "record that was read cannot be changed");
	if (w->mode == PATH_PLAN || w->here.at != NULL)
		return CLEANCLAIM_OK;
	w->here.at = level_need(w->here.memory, from, object, to);
	if (w->here.at == NULL)
		return no_memory(w);
	w->here.memory = level_memory(w->here.memory, w->here.at);
	return CLEANCLAIM_OK;
}

/* Into a field of the struct that we are at. */
static int
step_field(struct walk *w, const struct field *f)
{
	const struct schema *from = w->here.schema;
	void *object = w->here.at;
	void *at = object == NULL ? NULL : field_at(object, f);
	size_t item;
	int code = read_item(w, &item);

	if (code != CLEANCLAIM_OK)
		return code;
	w->here = (struct spot){ .memory = w->here.memory, .field = f,
	    .above = w->here.above, .at = at };
	if (item != 0 && field_kind(f) != CLEANCLAIM_LIST &&
	    field_kind(f) != CLEANCLAIM_TEXTS)
		return path_wrong(&w->here, "a list", w->err);
	switch ((enum field_type)f->type) {
	case FIELD_MANY:
	case FIELD_GROUPS:
		return step_list(w, at, item);
	case FIELD_REPEATED:
		return step_repeated(w, at, item);
	case FIELD_TEXTS:
		return step_texts(w, at, item);
	case FIELD_ONE:
		return step_one(w, at);
	case FIELD_UP:
		return step_up(w, from, object, f->of);
	case FIELD_PART:
		w->here.schema = f->of;
		return CLEANCLAIM_OK;
	default:
		return CLEANCLAIM_OK;
	}
}

/* The next name: a field, or, the first, a level. */
static int
step(struct walk *w, bool first)
{
	const struct schema *s = w->here.schema, *level;
	const struct field *f;
	str name = read_name(w);

	if (name.n == 0)
		return unreadable(w);
	if (s == NULL)
		return path_wrong(&w->here, "a record", w->err);
	f = schema_field(s, name);
	if (f != NULL)
		return step_field(w, f);
	if (first && str_eq(str_of(s->name), name))
		return CLEANCLAIM_OK;
	level = first ? level_named(s, name) : NULL;
	if (level == NULL)
		return give(w->err, CLEANCLAIM_UNKNOWN,
		    "%s has no field \"%.*s\"", s->name,
		    (int)(name.n < 60 ? name.n : 60), name.p);
	return step_up(w, s, w->here.at, level);
}

/* See lib.h. */
int
path_walk(struct cleanclaim_record *record, const char *path,
    enum path_mode mode, struct spot *out, struct cleanclaim_error *err)
{
	struct walk w = { .record = record, .path = path, .p = path,
	    .mode = mode, .err = err };
	int code = record_check(record, err);

	if (code != CLEANCLAIM_OK)
		return code;
	if (path == NULL)
		return give(err, CLEANCLAIM_INVALID, "there is no path");
	if (mode != PATH_LOOK && record->shared)
		return give(err, CLEANCLAIM_INVALID, "a %s that was read "
		    "cannot be changed: records hang below it",
		    record->schema->name);
	w.here = (struct spot){ .memory = record->memory,
	    .schema = record->schema, .at = record->object };
	for (bool first = true; code == CLEANCLAIM_OK; first = false) {
		code = step(&w, first);
		if (code == CLEANCLAIM_OK && *w.p == '\0')
			break;
		if (code == CLEANCLAIM_OK && *w.p++ != '.') {
			w.p--;
			code = unreadable(&w);
		}
	}
	*out = w.here;
	return code == CLEANCLAIM_OK ? give_ok(err) : code;
}
