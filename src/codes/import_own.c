/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_own.c -- lists in our own layouts (docs/codes/layouts.md).
 *
 * A file is one release.  The days of a row are those of its code where a code
 * has one row.  Where it has several, and for ICD-10-CM, whose codes are
 * headings on some days and billed on others, rows of later days become
 * releases of their own that speak of these codes alone (O3 of own.h).
 */
#include "codes/import_own.h"

#define WAY_CEILING	((size_t)256 << 20)

static const struct own_layout *const families[] = {
	own_codes, own_terms, own_edits,
};

static const struct own_layout *
layout_of(const struct source *s)
{
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		for (const struct own_layout *l = families[i]; l->name != NULL;
		    l++)
			if (import_named(s, l->name))
				return l;
	return NULL;
}

static bool
knows(const struct source *s)
{
	return layout_of(s) != NULL;
}

/* ---- releases and days --------------------------------------------------- */

/* The release of later days, which speaks only of codes that change. */
static unsigned
later_release(const struct import *in, enum code_set set, date from)
{
	return build_release(in->build, &(struct build_release){ .set = set,
	    .from = from, .until = in->until, .version = in->version,
	    .partial = true, .starter = in->starter });
}

/* See import_own.h. */
unsigned
own_release(const struct import_row *r, enum code_set set)
{
	const struct own_work *w = r->ctx;

	return import_release(r->in, set, w->begins, r->in->version, false);
}

/* See import_own.h. */
enum rc
own_days(const struct import_row *r, date *from, date *until)
{
	enum rc rc = row_date(r, OWN_FROM, from);

	if (rc == RC_OK)
		rc = row_date(r, OWN_UNTIL, until);
	if (rc == RC_OK && *from != DATE_NONE && *until != DATE_NONE &&
	    *until < *from)
		return row_fail(r, OWN_UNTIL, "a day not before column FROM");
	return rc;
}

/* See import_own.h. */
code_key
own_diagnosis_key(str text)
{
	char chapter[] = "CHAPTER-00";

	if (text.n != 2)
		return text.n >= 3 && text.n <= 8 ? code_pack(text) : CODE_NONE;
	memcpy(chapter + 8, text.p, 2);
	return code_pack(str_of(chapter));
}

/* ---- codes that change --------------------------------------------------- */

static int
compare_days(const void *a, const void *b)
{
	const struct own_days *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

static enum rc
key_of(const struct import_row *r, code_key *out)
{
	const struct own_work *w = r->ctx;

	return w->layout->key != NULL ? w->layout->key(r, out) :
	    row_code(r, OWN_CODE, 1, CODE_CHARS, out);
}

/* An import_row_fn: keep the days of a code. */
static enum rc
note_days(struct import_row *r)
{
	struct own_work *w = r->ctx;
	struct own_days d;
	enum rc rc = key_of(r, &d.key);

	if (rc == RC_OK)
		rc = own_days(r, &d.from, &d.until);
	if (rc != RC_OK)
		return rc;
	if (!VEC_ROOM(w, 1))
		return fail(r->err, RC_MEMORY, "no memory to read code lists");
	w->v[w->n++] = d;
	return RC_OK;
}

/* The days of all rows of `key`: v[first] to v[end - 1]. */
static void
days_of(const struct own_work *w, code_key key, size_t *first, size_t *end)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->v[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (*first = low; low < w->n && w->v[low].key == key; low++)
		;
	*end = low;
}

/* What the row lists holds from its first day, or the file's. */
static void
begin_code(const struct import_row *r, const struct build_code *c, date from)
{
	const struct own_work *w = r->ctx;
	unsigned release = from > w->begins ?
	    later_release(r->in, w->layout->set, from) : w->base;

	build_code(r->in->build, release, c);
}

/* It ends, unless the next row of the code begins there. */
static void
end_code(const struct import_row *r, code_key key, date until,
    const struct own_days *next)
{
	const struct own_work *w = r->ctx;

	if (until == DATE_NONE || (next != NULL && next->from == until + 1))
		return;
	build_code(r->in->build,
	    later_release(r->in, w->layout->set, until + 1),
	    &(struct build_code){ .system = w->layout->system, .key = key,
	    .from = DATE_NONE, .until = DATE_NONE, .ended = true });
}

/* See import_own.h. */
enum rc
own_list(const struct import_row *r, const struct build_code *said)
{
	struct own_work *w = r->ctx;
	struct build_code c = *said;
	size_t first, end, at;
	date from, until;
	bool by_release = w->layout->set == SET_ICD10CM;
	enum rc rc = own_days(r, &from, &until);

	if (rc != RC_OK)
		return rc;
	days_of(w, c.key, &first, &end);
	for (at = first; at < end && w->v[at].from != from; at++)
		;
	if (at + 1 < end && w->v[at + 1].from == from)
		return row_fail(r, OWN_CODE, "a code that stands once for "
		    "the same days");
	c.from = c.until = DATE_NONE;
	if (!by_release) {
		c.from = w->v[first].from;
		c.until = w->v[end - 1].until;
	}
	if (until != DATE_NONE && until < w->begins && by_release)
		return RC_OK;
	begin_code(r, &c, by_release || at > first ? from : DATE_NONE);
	if (by_release || at + 1 < end)
		end_code(r, c.key, until, at + 1 < end ? &w->v[at + 1] : NULL);
	return RC_OK;
}

/* ---- the file ------------------------------------------------------------ */

static enum rc
read_layout(struct import *in, struct own_work *w, struct err *err)
{
	struct import_sheet s = { SHEET_CSV, NULL, w->layout->want,
	    w->layout->columns, note_days, w };
	enum rc rc = RC_OK;

	if (w->layout->codes) {
		rc = import_rows(in, &s, err);
		if (w->n != 0)
			qsort(w->v, w->n, sizeof *w->v, compare_days);
		in->rows = 0;
	}
	s.row = w->layout->row;
	if (rc == RC_OK)
		rc = import_rows(in, &s, err);
	return rc;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct own_work w = { .layout = layout_of(in->source),
	    .begins = in->from != DATE_NONE ? in->from : DATE_FIRST };
	enum rc rc;

	if (in->until == DATE_NONE)
		in->until = DATE_LAST;
	arena_init(&w.arena, WAY_CEILING);
	map_init(&w.lines);
	buf_init(&w.scratch, SHEET_ROW_MAX);
	if (w.layout->set < SETS)
		w.base = import_release(in, w.layout->set, w.begins,
		    in->version, false);
	rc = read_layout(in, &w, err);
	buf_fini(&w.scratch);
	map_fini(&w.lines);
	arena_fini(&w.arena);
	VEC_FREE(&w);
	return rc;
}

const struct importer importer_own = {
	.name = "own", .what = "a list in our own layout", .least = 1,
	.knows = knows, .read = read_file,
};
