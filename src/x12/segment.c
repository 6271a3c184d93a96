/* SPDX-License-Identifier: Apache-2.0 */
/* segment.c -- cut a segment at its delimiters. */
#include "x12/segment.h"

static bool
is_name_byte(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* See segment.h. */
segment_id
segment_id_of(str name)
{
	const unsigned char *p = (const unsigned char *)name.p;

	if (name.n < 2 || name.n > 3 || p[0] < 'A' || p[0] > 'Z' ||
	    !is_name_byte(p[1]))
		return 0;
	if (name.n == 2)
		return SEGMENT_ID2(p[0], p[1]);
	return is_name_byte(p[2]) ? SEGMENT_ID(p[0], p[1], p[2]) : 0;
}

/* See segment.h. */
str
segment_component(const struct segment *s, unsigned i, unsigned c)
{
	str rest = segment_element(s, i);

	if ((s->compound >> i & 1) == 0)
		return c == 1 ? rest : (str){ NULL, 0 };
	if (s->d->repetition != s->d->element)
		rest = str_cut(&rest, (char)s->d->repetition);
	while (c-- > 1)
		str_cut(&rest, (char)s->d->component);
	return str_cut(&rest, (char)s->d->component);
}

/*
 * Take the delimiters one by one.  One that ends no element only marks the
 * element as compound.  Elements past SEGMENT_MAX all land in the last place,
 * where nobody asks for them (V3).
 */
static void
view_long(struct segment *s, const uint32_t *at, size_t n_at)
{
	uint32_t n = 0;

	for (size_t i = 0; i < n_at; i++) {
		unsigned char c = (unsigned char)s->text[at[i]];
		uint32_t e = n < SEGMENT_MAX ? n : SEGMENT_MAX;

		if (at[i] > s->start[e])
			s->present |= (uint64_t)1 << e;
		if (c != s->d->element && c != s->d->segment) {
			s->compound |= (uint64_t)1 << e;
			continue;
		}
		s->start[e + 1] = at[i] + 1;
		n++;
	}
	s->n = n - 1;
}

/*
 * The same for a segment with few delimiters, which is every one of a clean
 * file: the hot loop of the engine.
 */
static void
view_short(struct segment *s, const uint32_t *at, size_t n_at)
{
	const char *text = s->text;
	unsigned char element = s->d->element, terminator = s->d->segment;
	uint64_t present = 0, compound = 0, bit = 1;
	uint32_t *start = s->start, from = *start;

	for (size_t i = 0; i < n_at; i++) {
		unsigned char c = (unsigned char)text[at[i]];

		present |= at[i] > from ? bit : 0;
		if (c != element && c != terminator) {
			compound |= bit;
			continue;
		}
		*++start = from = at[i] + 1;
		bit <<= 1;
	}
	s->present = present;
	s->compound = compound;
	s->n = (uint32_t)(start - s->start) - 1;
}

/* See segment.h. */
void
segment_view(struct segment *s, const char *text, const struct delimiters *d,
    uint32_t begin, const uint32_t *at, size_t n_at)
{
	s->text = text;
	s->d = d;
	s->start[0] = begin;
	s->present = s->compound = 0;
	if (n_at <= SEGMENT_MAX)
		view_short(s, at, n_at);
	else
		view_long(s, at, n_at);
	s->id = segment_id_of(segment_name(s));
}
