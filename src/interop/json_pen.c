/* SPDX-License-Identifier: Apache-2.0 */
/* json_pen.c -- what a pen seldom does: get memory, escape, count. */
#include "interop/json_pen.h"

/* See json_pen.h. */
const uint8_t pen_odd_byte[256] = {
	[0 ... 0x1F] = 1, ['"'] = 1, ['\\'] = 1, [0x80 ... 0xFF] = 1,
};

/* See json_pen.h. */
char *
pen_begin(struct pen *pen)
{
	pen->end = pen->to->p + pen->to->size;
	return pen->to->p + pen->to->n;
}

/* See json_pen.h. */
char *
pen_stretch(struct pen *pen, char *at, size_t need)
{
	pen->to->n = pen_position(pen, at);
	return buf_reserve(pen->to, need) ? pen_begin(pen) : NULL;
}

/* See json_pen.h. */
char *
pen_number(struct pen *pen, char *at, uint64_t n)
{
	char digits[20];
	size_t from = sizeof digits;

	do
		digits[--from] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	return pen_add(pen, at, (str){ digits + from, sizeof digits - from });
}

/* Write the JSON form of one ASCII character; there is room for six. */
static char *
add_ascii(char *at, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	if (c == '"' || c == '\\') {
		*at++ = '\\';
	} else if (c < 0x20) {
		memcpy(at, "\\u00", 4);
		at[4] = hex[c >> 4];
		at[5] = hex[c & 15];
		return at + 6;
	}
	*at++ = (char)c;
	return at;
}

/* See json_pen.h. */
char *
pen_escape(struct pen *pen, char *at, str s)
{
	at = pen_room(pen, at, 6 * s.n);
	for (size_t i = 0; at != NULL && i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n;

		if (c < 0x80) {
			at = add_ascii(at, c);
			continue;
		}
		n = pen->latin ? 0 :
		    str_utf8_length((str){ s.p + i, s.n - i });
		if (n == 0) {
			pen->foreign = true;
			*at++ = (char)(0xC0 | c >> 6);
			*at++ = (char)(0x80 | (c & 0x3F));
			continue;
		}
		memcpy(at, s.p + i, n);
		at += n;
		i += n - 1;
	}
	if (at != NULL)
		*at++ = '"';
	return at;
}
