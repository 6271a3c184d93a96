/* SPDX-License-Identifier: Apache-2.0 */
/* text.c -- lines, fixed columns, Windows-1252. */
#include "sheet/text.h"

/* 0x80 to 0x9F of Windows-1252; what stands above is as in Unicode. */
static const uint16_t high[32] = {
	0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
	0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

/* See text.h. */
enum rc
text_init(struct text *t, const struct source *from, struct err *err)
{
	str bytes = from->bytes;

	if (str_starts(bytes, STR("\xFF\xFE")) ||
	    str_starts(bytes, STR("\xFE\xFF")))
		return fail(err, RC_SYNTAX, STR_FMT
		    ": this is UTF-16; save it as UTF-8",
		    STR_ARG(from->path));
	if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
		bytes.p += 3;
		bytes.n -= 3;
	}
	*t = (struct text){ bytes, 0, str_is_utf8(bytes) };
	return RC_OK;
}

/* See text.h. */
bool
text_line(struct text *t, str *line)
{
	if (t->rest.n == 0)
		return false;
	*line = str_cut(&t->rest, '\n');
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	t->line++;
	return true;
}

/* See text.h. */
str
text_field(str line, struct text_field f)
{
	if (f.from == 0 || f.from > line.n || f.to < f.from)
		return STR("");
	if (line.n > f.to)
		line.n = f.to;
	return str_trim((str){ line.p + f.from - 1, line.n - f.from + 1 });
}

/* Write a character of 16 bits as UTF-8; how many bytes. */
static size_t
put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	to[0] = (char)(0xE0 | c >> 12);
	to[1] = (char)(0x80 | (c >> 6 & 0x3F));
	to[2] = (char)(0x80 | (c & 0x3F));
	return 3;
}

/* See text.h. */
bool
text_utf8(const struct text *t, str s, struct arena *a, str *out)
{
	size_t n = 0;
	char *to;

	*out = s;
	if (t->utf8 || str_ascii_length(s) == s.n)
		return true;
	to = s.n <= SIZE_MAX / 3 ? arena_alloc(a, 3 * s.n) : NULL;
	if (to == NULL)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		const unsigned c = (unsigned char)s.p[i];

		n += put_utf8(to + n, c >= 0x80 && c < 0xA0 ?
		    high[c - 0x80] : c);
	}
	*out = (str){ to, n };
	return true;
}

/* See text.h. */
str
text_trim(str s)
{
	const str blank = STR("\xC2\xA0");
	size_t before;

	do {
		before = s.n;
		s = str_trim(s);
		if (str_starts(s, blank)) {
			s.p += blank.n;
			s.n -= blank.n;
		}
		if (s.n >= blank.n && memcmp(s.p + s.n - blank.n, blank.p,
		    blank.n) == 0)
			s.n -= blank.n;
	} while (s.n != before);
	return s;
}
