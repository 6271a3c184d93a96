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

/* See segment.h. */
const uint32_t *
segment_compound(const uint32_t *ends, uint32_t n, const uint32_t *inner,
    uint64_t *compound)
{
	uint64_t found = 0;

	for (uint32_t e = 0; e <= n; e++) {
		if (*inner >= ends[e])
			continue;
		if (e <= SEGMENT_MAX)
			found |= (uint64_t)1 << e;
		while (*inner < ends[e])
			inner++;
	}
	*compound = found;
	return inner;
}

/* See segment.h. */
void
segment_view(struct segment *s, const char *text, const struct delimiters *d,
    uint32_t begin, const uint32_t *ends, size_t n_ends,
    const uint32_t *inner)
{
	s->text = text;
	s->d = d;
	s->begin = begin;
	s->ends = ends;
	s->inner = inner;
	s->n = (uint32_t)n_ends - 1;
	s->present = segment_present(begin, ends, s->n);
	(void)segment_compound(ends, s->n, inner, &s->compound);
	s->id = segment_id_of(segment_name(s));
}
