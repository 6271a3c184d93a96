/* SPDX-License-Identifier: Apache-2.0 */
/* look_notes.c -- see look_notes.h. */
#include "codes/look_notes.h"

#define DEPTH_MAX 16		/* a chapter is eight above its last code */

/* The notes at w->at. */
static void
load_notes(struct note_walk *w)
{
	w->next = 0;
	w->n = w->at != NULL ? w->at->n_notes : 0;
	w->notes = w->n == 0 ? NULL : book_run(w->book, PART_NOTES, 0,
	    w->at->notes, &w->n);
}

/* See look_notes.h. */
void
note_walk_begin(struct note_walk *w, const struct book *b, code_key key,
    date on)
{
	*w = (struct note_walk){ .book = b,
	    .at = book_code(b, SYSTEM_DIAGNOSIS, key),
	    .bit = book_edition(b, SET_ICD10CM_NOTES, on).bit };
	load_notes(w);
}

/* Go up; false at the top, and where a damaged book goes in circles (K1). */
static bool
go_up(struct note_walk *w)
{
	if (w->at == NULL || ++w->depth > DEPTH_MAX)
		return false;
	w->at = book_code_at(w->book, SYSTEM_DIAGNOSIS, w->at->parent);
	load_notes(w);
	return w->at != NULL;
}

/* See look_notes.h. */
bool
note_walk_next(struct note_walk *w, enum note_kind kind, struct note_hit *hit)
{
	do {
		while (w->next < w->n) {
			const struct book_note *n = &w->notes[w->next++];

			if ((n->in & w->bit) == 0 ||
			    (kind != NOTES && n->kind != (uint32_t)kind))
				continue;
			*hit = (struct note_hit){ n, w->at };
			return true;
		}
	} while (go_up(w));
	*hit = (struct note_hit){ NULL, NULL };
	return false;
}

/* See look_notes.h. */
bool
note_names(const struct book *b, const struct book_note *n, code_key key)
{
	uint32_t count = n->n_ranges;
	const struct book_range *r = book_run(b, PART_RANGES, 0, n->ranges,
	    &count);

	for (uint32_t i = 0; i < count; i++)
		if (book_range_has(&r[i], key))
			return true;
	return false;
}

/* Does a note of `kind` at `key`, or above it, name `other`? */
static bool
finds(const struct book *b, code_key key, code_key other, date on,
    enum note_kind kind, struct note_hit *hit)
{
	struct note_walk w;

	note_walk_begin(&w, b, key, on);
	while (note_walk_next(&w, kind, hit))
		if (note_names(b, hit->note, other))
			return true;
	return false;
}

/* See look_notes.h. */
bool
excludes1(const struct book *b, code_key one, code_key other, date on,
    struct note_hit *hit)
{
	return finds(b, one, other, on, NOTE_EXCLUDES1, hit) ||
	    finds(b, other, one, on, NOTE_EXCLUDES1, hit);
}

/* See look_notes.h. */
bool
code_first_names(const struct book *b, code_key key, code_key first, date on,
    struct note_hit *hit)
{
	return finds(b, key, first, on, NOTE_CODE_FIRST, hit);
}

/* See look_notes.h. */
bool
code_first(const struct book *b, code_key key, date on, struct note_hit *hit)
{
	struct note_walk w;

	note_walk_begin(&w, b, key, on);
	return note_walk_next(&w, NOTE_CODE_FIRST, hit);
}

/* ---- seventh characters --------------------------------------------- */

/* `key` filled up to six characters with X. */
static code_key
filled(code_key key)
{
	while (key != CODE_NONE && code_length(key) < 6)
		key = code_append(key, 'X');
	return key;
}

/* See look_notes.h. */
bool
code_needs_7th(const struct book *b, code_key key, date on)
{
	code_key stem = filled(key);
	uint32_t row;
	const struct book_code *c;

	if (code_length(key) > 6 || code_length(key) < 3 ||
	    code_valid_on(b, SYSTEM_DIAGNOSIS, key, on))
		return false;
	row = book_lower_bound(b, SYSTEM_DIAGNOSIS, stem);
	for (; (c = book_code_at(b, SYSTEM_DIAGNOSIS, row)) != NULL &&
	    code_begins(c->key, stem); row++)
		if (code_length(c->key) == 7 &&
		    code_valid_on(b, SYSTEM_DIAGNOSIS, c->key, on))
			return true;
	return false;
}

/* See look_notes.h. */
code_key
code_with_7th(const struct book *b, code_key key, char seventh, date on)
{
	code_key whole = code_append(filled(key), seventh);

	if (code_length(key) > 6 ||
	    !code_valid_on(b, SYSTEM_DIAGNOSIS, whole, on))
		return CODE_NONE;
	return whole;
}

/* See look_notes.h. */
str
code_7th_meaning(const struct book *b, code_key key, char seventh, date on)
{
	struct note_walk w;
	struct note_hit hit;

	note_walk_begin(&w, b, key, on);
	while (note_walk_next(&w, NOTE_SEVENTH, &hit)) {
		str text = book_text(b, hit.note->text);

		if (text.n > 2 && text.p[0] == seventh)
			return (str){ text.p + 2, text.n - 2 };
	}
	return STR("");
}
