/* SPDX-License-Identifier: Apache-2.0 */
/* guide_dict.c -- read element.dict and segment.dict. */
#include "x12/guide_dict.h"

#include "x12/guide_text.h"

/* The types as the dictionary writes them; N0..N9 are all TYPE_N. */
static bool
read_type(str s, enum element_type *out)
{
	static const struct { str name; enum element_type type; } types[] = {
		{ STR_INIT("AN"), TYPE_AN }, { STR_INIT("ID"), TYPE_ID },
		{ STR_INIT("R"), TYPE_R }, { STR_INIT("DT"), TYPE_DT },
		{ STR_INIT("TM"), TYPE_TM }, { STR_INIT("B"), TYPE_B },
		{ STR_INIT("N0"), TYPE_N }, { STR_INIT("N2"), TYPE_N },
	};

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (str_eq(types[i].name, s)) {
			*out = types[i].type;
			return true;
		}
	return false;
}

/* "2..80" */
static bool
read_range(str s, uint16_t *min, uint16_t *max)
{
	str low = str_cut(&s, '.');
	uint64_t a, b;

	if (s.n == 0 || s.p[0] != '.' ||
	    !str_to_u64(low, UINT16_MAX, &a) ||
	    !str_to_u64((str){ s.p + 1, s.n - 1 }, UINT16_MAX, &b) || a > b)
		return false;
	*min = (uint16_t)a;
	*max = (uint16_t)b;
	return true;
}

static enum rc
read_element(struct guide_set *set, const struct guide_text *t,
    struct err *err)
{
	const struct guide_token *k = t->line.token;
	struct data_element *e = ARENA_NEW(&set->arena, struct data_element);

	if (t->line.level != 0 || t->line.n != 4 || !k[3].quoted)
		return guide_text_fail(t, 0, err,
		    "expected: NUMBER TYPE MIN..MAX \"label\"");
	if (e == NULL)
		return fail(err, RC_MEMORY, "no memory for the dictionary");
	e->number = k[0].text;
	e->label = k[3].text;
	if (!read_type(k[1].text, &e->type))
		return guide_text_fail(t, 1, err, "unknown type");
	if (!read_range(k[2].text, &e->min, &e->max))
		return guide_text_fail(t, 2, err, "expected MIN..MAX");
	if (map_get(&set->elements, e->number) != NULL)
		return guide_text_fail(t, 0, err, "defined before");
	if (!map_set(&set->elements, e->number, e))
		return fail(err, RC_MEMORY, "no memory for the dictionary");
	return RC_OK;
}

/* See guide_dict.h. */
enum rc
guide_read_elements(struct guide_set *set, str name, str text,
    struct err *err)
{
	struct guide_text t;
	bool more;
	enum rc rc;

	guide_text_init(&t, name, text);
	while ((rc = guide_text_next(&t, &more, err)) == RC_OK && more) {
		rc = read_element(set, &t, err);
		if (rc != RC_OK)
			return rc;
	}
	return rc;
}

/* A segment or composite while its lines are read. */
struct entry {
	str	 name, label;
	const struct data_element *elements[SEGMENT_MAX];
	unsigned n;
	struct syntax_note notes[16];
	unsigned n_notes;
};

/* "P0809": a kind and two digits for each element. */
static bool
read_note(str s, struct syntax_note *out)
{
	*out = (struct syntax_note){ .kind = s.n > 0 ? s.p[0] : 0 };
	if (s.n < 5 || s.n % 2 == 0 || s.n > 15 ||
	    memchr("PREC" "L", out->kind, 5) == NULL)
		return false;
	for (size_t i = 1; i < s.n; i += 2) {
		uint64_t e;

		if (!str_to_u64((str){ s.p + i, 2 }, SEGMENT_MAX, &e) || e == 0)
			return false;
		out->elements[out->n++] = (uint8_t)e;
		out->mask |= (uint64_t)1 << e;
	}
	if (out->kind == 'C' || out->kind == 'L') {
		out->first = out->elements[0];
		out->mask &= ~((uint64_t)1 << out->first);
	}
	return true;
}

static enum rc
read_notes(const struct guide_text *t, struct entry *e, struct err *err)
{
	for (unsigned i = 1; i < t->line.n; i++) {
		if (e->n_notes == sizeof e->notes / sizeof e->notes[0] ||
		    !read_note(t->line.token[i].text, &e->notes[e->n_notes]))
			return guide_text_fail(t, i, err, "no such note");
		e->n_notes++;
	}
	return RC_OK;
}

static bool
is_composite(str name)
{
	return name.n == 4 && name.p[0] == 'C';
}

/* A composite that is used before it was read stands empty until then. */
static const struct data_element *
element_called(struct guide_set *set, str number)
{
	struct data_element *e = map_get(&set->elements, number);

	if (e != NULL || !is_composite(number))
		return e;
	e = ARENA_NEW(&set->arena, struct data_element);
	if (e == NULL)
		return NULL;
	e->number = number;
	e->type = TYPE_COMPOSITE;
	return map_set(&set->elements, number, e) ? e : NULL;
}

static enum rc
read_numbers(struct guide_set *set, const struct guide_text *t,
    struct entry *e, struct err *err)
{
	for (unsigned i = 0; i < t->line.n; i++) {
		const struct data_element *d =
		    element_called(set, t->line.token[i].text);

		if (d == NULL && is_composite(t->line.token[i].text))
			return fail(err, RC_MEMORY,
			    "no memory for the dictionary");
		if (d == NULL)
			return guide_text_fail(t, i, err,
			    "no element has this number");
		if (e->n == SEGMENT_MAX)
			return guide_text_fail(t, i, err,
			    "more than %d elements", SEGMENT_MAX);
		e->elements[e->n++] = d;
	}
	return RC_OK;
}

/* Copies of what was gathered, owned by the arena. */
static const struct data_element **
keep_elements(struct guide_set *set, const struct entry *e)
{
	const struct data_element **v = ARENA_ARRAY(&set->arena,
	    const struct data_element *, e->n);

	if (v != NULL)
		memcpy(v, e->elements, e->n * sizeof *v);
	return v;
}

static const struct syntax_note *
keep_notes(struct guide_set *set, const struct entry *e)
{
	struct syntax_note *v = ARENA_ARRAY(&set->arena, struct syntax_note,
	    e->n_notes);

	if (v != NULL)
		memcpy(v, e->notes, e->n_notes * sizeof *v);
	return v;
}

/* What must have been sent for a note to be broken.  Of elements that exclude
 * each other one alone breaks nothing: the first is left out. */
static uint64_t
noted_by(const struct syntax_note *n)
{
	if (n->kind == 'R')
		return UINT64_MAX;
	if (n->kind == 'E')
		return n->mask & (n->mask - 1);
	return n->first != 0 ? (uint64_t)1 << n->first : n->mask;
}

static uint64_t
noted_elements(const struct entry *e)
{
	uint64_t noted = 0;

	for (unsigned i = 0; i < e->n_notes; i++)
		noted |= noted_by(&e->notes[i]);
	return noted;
}

/* The same for a segment, its pairs of neighbours and one list of which one
 * must be sent apart (segment_def). */
static void
sort_notes(const struct entry *e, struct segment_def *s)
{
	s->any = UINT64_MAX;
	for (unsigned i = 0; i < e->n_notes; i++) {
		const struct syntax_note *n = &e->notes[i];
		uint64_t low = n->mask & -n->mask;

		if (n->kind == 'P' && n->mask == (low | low << 1))
			s->pairs |= low;
		else if (n->kind == 'R' && s->any == UINT64_MAX)
			s->any = n->mask;
		else
			s->noted |= noted_by(n);
	}
}

static enum rc
keep_composite(struct guide_set *set, const struct entry *e, struct err *err)
{
	struct data_element *d = map_get(&set->elements, e->name);

	if (d == NULL && element_called(set, e->name) != NULL)
		d = map_get(&set->elements, e->name);
	if (d == NULL)
		return fail(err, RC_MEMORY, "no memory for the dictionary");
	d->label = e->label;
	d->parts = keep_elements(set, e);
	d->n_parts = e->n;
	d->notes = keep_notes(set, e);
	d->n_notes = e->n_notes;
	d->noted = noted_elements(e);
	if (d->parts == NULL || d->notes == NULL)
		return fail(err, RC_MEMORY, "no memory for the dictionary");
	return RC_OK;
}

static enum rc
keep_segment(struct guide_set *set, const struct entry *e, struct err *err)
{
	struct segment_def *s = ARENA_NEW(&set->arena, struct segment_def);

	if (s == NULL)
		return fail(err, RC_MEMORY, "no memory for the dictionary");
	s->id = segment_id_of(e->name);
	s->name = e->name;
	s->label = e->label;
	s->elements = keep_elements(set, e);
	s->n_elements = e->n;
	s->notes = keep_notes(set, e);
	s->n_notes = e->n_notes;
	sort_notes(e, s);
	if (s->elements == NULL || s->notes == NULL ||
	    !map_set(&set->segments, s->name, s))
		return fail(err, RC_MEMORY, "no memory for the dictionary");
	return RC_OK;
}

/* True when the name has its elements already: it is not only spoken of. */
static bool
is_defined(const struct guide_set *set, str name)
{
	const struct data_element *d = map_get(&set->elements, name);

	return is_composite(name) ? d != NULL && (d->parts != NULL ||
	    d->type != TYPE_COMPOSITE) : map_get(&set->segments, name) != NULL;
}

/* One segment or composite: the line at hand and those under it. */
static enum rc
read_entry(struct guide_set *set, struct guide_text *t, struct err *err)
{
	struct entry e = { .n = 0 };
	bool more;
	enum rc rc;

	if (t->line.level != 0 || t->line.n != 2 || !t->line.token[1].quoted)
		return guide_text_fail(t, 0, err, "expected: NAME \"label\"");
	e.name = t->line.token[0].text;
	e.label = t->line.token[1].text;
	if (!is_composite(e.name) && segment_id_of(e.name) == 0)
		return guide_text_fail(t, 0, err, "not a segment's name");
	if (is_defined(set, e.name))
		return guide_text_fail(t, 0, err, "defined before");
	while ((rc = guide_text_child(t, 1, &more, err)) == RC_OK && more) {
		rc = guide_text_is(t, 0, "notes") ? read_notes(t, &e, err) :
		    read_numbers(set, t, &e, err);
		if (rc != RC_OK)
			return rc;
	}
	if (rc != RC_OK)
		return rc;
	return is_composite(e.name) ? keep_composite(set, &e, err) :
	    keep_segment(set, &e, err);
}

/* See guide_dict.h. */
enum rc
guide_read_segments(struct guide_set *set, str name, str text,
    struct err *err)
{
	struct guide_text t;
	bool more;
	enum rc rc;

	guide_text_init(&t, name, text);
	while ((rc = guide_text_next(&t, &more, err)) == RC_OK && more) {
		rc = read_entry(set, &t, err);
		if (rc != RC_OK)
			return rc;
	}
	return rc;
}
