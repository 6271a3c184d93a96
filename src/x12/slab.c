/* SPDX-License-Identifier: Apache-2.0 */
/* slab.c -- the segments of a slab, its control segments, and where to cut. */
#include "x12/slab.h"

#include <ctype.h>
#include <stdlib.h>

/* ---- memory and views ----------------------------------------------- */

/* See slab.h. */
enum rc
slab_init(struct slab *s, struct err *err)
{
	size_t offsets = (SLAB_TEXT + SCAN_PAD) * sizeof(uint32_t);

	*s = (struct slab){ .text = malloc(SLAB_TEXT + 2 * SCAN_PAD) };
	s->ix.at = malloc(offsets);
	s->ix.inner = malloc(offsets);
	s->ix.ends = malloc(offsets);
	s->ix.odd = malloc(offsets);
	s->heads = malloc(SLAB_TEXT * sizeof *s->heads);
	s->controls = malloc(SLAB_CONTROLS * sizeof *s->controls);
	if (s->text != NULL && s->ix.at != NULL && s->ix.inner != NULL &&
	    s->ix.ends != NULL && s->ix.odd != NULL && s->heads != NULL &&
	    s->controls != NULL)
		return RC_OK;
	slab_fini(s);
	return fail(err, RC_MEMORY, "no memory for a window of the file");
}

/* See slab.h. */
void
slab_fini(struct slab *s)
{
	free(s->text);
	free(s->ix.at);
	free(s->ix.inner);
	free(s->ix.ends);
	free(s->ix.odd);
	free(s->heads);
	free(s->controls);
	*s = (struct slab){ 0 };
}

/* The first of the ascending v[0..n) that is not below `least`. */
static size_t
seek(const uint32_t *v, size_t n, uint32_t least)
{
	size_t from = 0;

	while (from < n) {
		size_t middle = from + (n - from) / 2;

		if (v[middle] < least)
			from = middle + 1;
		else
			n = middle;
	}
	return from;
}

/* See slab.h. */
void
slab_seek(const struct slab *s, uint32_t i, struct slab_cursor *c)
{
	uint32_t begin = s->heads[i].begin;

	c->at = s->ix.at + (i == 0 ? 0 : s->ix.ends[i - 1] + 1);
	c->inner = s->ix.inner + seek(s->ix.inner, s->ix.n_inner, begin);
	c->odd = s->ix.odd + seek(s->ix.odd, s->ix.n_odd, begin);
}

/* See slab.h. */
void
slab_segment(const struct slab *s, uint32_t i, struct segment *out)
{
	struct slab_cursor c;

	slab_seek(s, i, &c);
	slab_show(s, out);
	slab_next(s, i, &c, out);
	segment_check_name(out);
	out->position = 0;
}

/* ---- control segments ----------------------------------------------- */

#define TWO(a, b) ((unsigned)(a) | (unsigned)(b) << 8)

#define LETTER(c) ((uint64_t)1 << ((c) - 'A'))

/* The letters that control segments begin with, and their second letters. */
#define FIRST	(LETTER('B') | LETTER('G') | LETTER('I') | LETTER('S') | \
	LETTER('T'))
#define SECOND	(LETTER('A') | LETTER('D') | LETTER('E') | LETTER('I') | \
	LETTER('S') | LETTER('T'))

/* Might a control segment begin at `p`?  Nearly all that do not are told from
 * it; a byte that is no letter may be taken for one. */
static inline bool
may_be_control(const char *p)
{
	unsigned first = (unsigned)p[0] - 'A', second = (unsigned)p[1] - 'A';

	return (FIRST >> (first & 63) & SECOND >> (second & 63) & 1) != 0;
}

/* Which control segment begins at `p`?  -1: none; else an enum control. */
static int
control_at(const char *p, unsigned char element)
{
	switch (TWO((unsigned char)p[0], (unsigned char)p[1])) {
	case TWO('S', 'T'):
		return (unsigned char)p[2] == element ? CONTROL_ST : -1;
	case TWO('S', 'E'):
		return (unsigned char)p[2] == element ? CONTROL_SE : -1;
	case TWO('G', 'S'):
		return (unsigned char)p[2] == element ? CONTROL_GS : -1;
	case TWO('G', 'E'):
		return (unsigned char)p[2] == element ? CONTROL_GE : -1;
	case TWO('I', 'S'):
		return p[2] == 'A' ? CONTROL_ISA : -1;
	case TWO('I', 'E'):
		return p[2] == 'A' ? CONTROL_IEA : -1;
	case TWO('T', 'A'):
		return p[2] == '1' ? CONTROL_TA1 : -1;
	case TWO('B', 'I'):
		return p[2] == 'N' ? CONTROL_BINARY : -1;
	case TWO('B', 'D'):
		return p[2] == 'S' ? CONTROL_BINARY : -1;
	default:
		return -1;
	}
}

/* True for an ISA of the right width with the slab's delimiters. */
static bool
is_same_isa(const struct slab *s, uint32_t begin)
{
	const unsigned char *p = (const unsigned char *)s->text + begin;

	return s->n - begin >= 106 && p[3] == s->d.element &&
	    p[103] == s->d.element && p[104] == s->d.component &&
	    p[105] == s->d.segment && (p[82] == s->d.repetition ||
	    (s->d.repetition == s->d.element && isalnum(p[82])));
}

/* Forget the segments from `i` on; they will begin the next slab. */
static void
cut_slab(struct slab *s, uint32_t i, uint32_t begin)
{
	s->ix.n_ends = i;
	s->n = begin;
}

/* True when the next slab must begin with this segment: an ISA with other
 * delimiters, or binary data. */
static bool
must_cut(const struct slab *s, int kind, uint32_t begin)
{
	return kind == CONTROL_BINARY || s->n_controls == SLAB_CONTROLS ||
	    (kind == CONTROL_ISA && !is_same_isa(s, begin));
}

/* Where the slab may be cut: before its last transaction. */
struct cut { uint32_t segment, begin, controls; };

/* Take note of segment `i`, if it is a control segment.  True when the slab
 * must be cut before it. */
static bool
take_control(struct slab *s, uint32_t i, uint32_t begin, struct cut *cut)
{
	int kind = control_at(s->text + begin, s->d.element);

	if (kind < 0)
		return false;
	if (i > 0 && must_cut(s, kind, begin))
		return true;
	if (kind == CONTROL_ST && begin >= SLAB_GOAL)
		*cut = (struct cut){ i, begin, s->n_controls };
	if (kind == CONTROL_BINARY)
		return false;
	s->controls[s->n_controls].segment = i;
	s->controls[s->n_controls++].kind = (enum control)kind;
	return false;
}

/* Read over line ends and indentation at `begin`, but not past `end`, the end
 * of the segment's name.  An indentation is noted. */
static __attribute__((noinline)) uint32_t
skip_all_layout(struct slab *s, uint32_t i, uint32_t begin, uint32_t end)
{
	while (begin < end && slab_is_layout(s->text[begin]))
		begin++;
	if (begin > 0 && s->indented == 0 &&
	    (s->text[begin - 1] == ' ' || s->text[begin - 1] == '\t'))
		s->indented = s->ordinal + i;
	return begin;
}

/* The same; nearly always there is nothing, or one line end. */
static inline uint32_t
skip_layout(struct slab *s, uint32_t i, uint32_t begin, uint32_t end)
{
	uint32_t at = begin + (s->text[begin] == '\n' && begin < end);

	return (unsigned char)s->text[at] > ' ' && s->d.segment > ' ' ? at :
	    skip_all_layout(s, i, begin, end);
}

/* See slab.h. */
bool
slab_list(struct slab *s)
{
	struct cut cut = { 0, 0, 0 };
	const struct scan_index *ix = &s->ix;
	uint32_t begin = 0, first = 0;

	s->n_controls = 0;
	ix->inner[ix->n_inner] = ix->odd[ix->n_odd] = UINT32_MAX;
	for (uint32_t i = 0; i < ix->n_ends; i++) {
		uint32_t end = ix->at[first];

		begin = skip_layout(s, i, begin, end);
		s->heads[i] = (struct slab_head){ begin,
		    segment_bytes_at(s->text + begin, end - begin),
		    ix->ends[i] - first };
		if (may_be_control(s->text + begin) &&
		    take_control(s, i, begin, &cut)) {
			cut_slab(s, i, begin);
			return true;
		}
		first = ix->ends[i] + 1;
		begin = ix->at[ix->ends[i]] + 1;
	}
	if (cut.segment != 0) {
		cut_slab(s, cut.segment, cut.begin);
		s->n_controls = cut.controls;
		if (s->indented >= s->ordinal + cut.segment)
			s->indented = 0;
	}
	return false;
}
