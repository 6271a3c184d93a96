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
 * The hot loop of the engine: one step a delimiter, no branch but the loop's.
 * A delimiter that ends no element only marks the element as compound; the
 * next one overwrites the start that it wrote.
 */
/* See segment.h. */
void
segment_view(struct segment *s, const char *text, const struct delimiters *d,
    uint32_t begin, const uint32_t *at, size_t n_at)
{
	uint64_t present = 0, compound = 0;
	uint32_t e = 0, n = 0;

	s->start[0] = begin;
	for (size_t i = 0; i < n_at; i++) {
		unsigned char c = (unsigned char)text[at[i]];
		bool ends = c == d->element || c == d->segment;

		present |= (uint64_t)(at[i] > s->start[e]) << e;
		compound |= (uint64_t)!ends << e;
		s->start[e + 1] = at[i] + 1;
		n += ends;
		e = n < SEGMENT_MAX ? n : SEGMENT_MAX;
	}
	s->text = text;
	s->d = d;
	s->n = n - 1;
	s->present = present;
	s->compound = compound;
	s->id = segment_id_of(segment_name(s));
}
