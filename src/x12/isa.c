/* SPDX-License-Identifier: Apache-2.0 */
/*
 * isa.c -- the delimiters, told from the ISA segment.
 *
 * X12.5: ISA has 16 elements of fixed width.  The character behind "ISA" is
 * the element separator, ISA11 the repetition separator (from 00402 on; before
 * that it was "U"), ISA16 the component separator, and what follows ISA16 ends
 * every segment.
 */
#include <ctype.h>

#include "x12/stream.h"

#define ISA_LONGEST 250		/* enough for any padding gone wrong */

static const uint8_t widths[17] = { 3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1,
	5, 9, 1, 1, 1 };

/* A character that could be a delimiter. */
static bool
may_delimit(unsigned char c)
{
	return c != 0 && c != ' ' && !isalnum(c);
}

/* ISA11 and ISA12 tell whether there is a repetition separator. */
static unsigned char
repetition_of(str isa11, str isa12, unsigned char element)
{
	unsigned char c = isa11.n == 1 ? (unsigned char)isa11.p[0] : 'U';

	if (!may_delimit(c) || str_cmp(isa12, STR("00402")) < 0)
		return element;
	return c;
}

/* True when what follows the ISA is what may follow one, or an ST, whose GS is
 * then missing. */
static bool
follows_isa(str rest)
{
	rest = str_trim(rest);
	return rest.n < 3 || str_starts(rest, STR("GS")) ||
	    str_starts(rest, STR("ST")) ||
	    str_starts(rest, STR("TA1")) || str_starts(rest, STR("IEA")) ||
	    str_starts(rest, STR("ISA"));
}

/* See stream.h. */
bool
isa_read(str bytes, struct isa *out)
{
	size_t start[18], n = 0, i;
	unsigned char e;

	if (bytes.n < 40 || !str_starts(bytes, STR("ISA")))
		return false;
	e = (unsigned char)bytes.p[3];
	if (!may_delimit(e))
		return false;
	start[0] = 0;
	for (i = 3; i < bytes.n && i < ISA_LONGEST && n < 16; i++)
		if ((unsigned char)bytes.p[i] == e)
			start[++n] = i + 1;
	if (n < 16 || start[16] + 1 >= bytes.n)
		return false;
	out->d.element = e;
	out->d.component = (unsigned char)bytes.p[start[16]];
	out->d.segment = (unsigned char)bytes.p[start[16] + 1];
	out->d.repetition = repetition_of(
	    (str){ bytes.p + start[11], start[12] - 1 - start[11] },
	    (str){ bytes.p + start[12], start[13] - 1 - start[12] }, e);
	out->length = (uint32_t)start[16] + 2;
	start[17] = out->length;
	out->bad_width = out->right_width = 0;
	for (i = 1; i <= 16; i++)
		if (out->bad_width == 0 &&
		    start[i + 1] - 1 - start[i] != widths[i]) {
			out->bad_width = (uint8_t)i;
			out->right_width = widths[i];
		}
	/* A separator for two ends is none: envelope.c says so. */
	if (out->d.repetition == out->d.component)
		out->d.repetition = e;
	if (!may_delimit(out->d.component) || !may_delimit(out->d.segment) ||
	    out->d.segment == e)
		return false;
	/* Of the right widths it is an ISA whatever follows. */
	return out->bad_width == 0 || follows_isa((str){
	    bytes.p + out->length, bytes.n - out->length });
}
