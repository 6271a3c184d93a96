/* SPDX-License-Identifier: Apache-2.0 */
/* code.c -- see code.h. */
#include "codes/code.h"

/* In the order of ASCII (P2); 0 ends a code, so that shorter sorts first. */
static const char letters[] = "\0-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_";

const uint8_t code_values[256] = {
	['.'] = CODE_POINT, ['-'] = 1, ['/'] = 2,
	['0'] = 3, ['1'] = 4, ['2'] = 5, ['3'] = 6, ['4'] = 7,
	['5'] = 8, ['6'] = 9, ['7'] = 10, ['8'] = 11, ['9'] = 12,
	['A'] = 13, ['B'] = 14, ['C'] = 15, ['D'] = 16, ['E'] = 17,
	['F'] = 18, ['G'] = 19, ['H'] = 20, ['I'] = 21, ['J'] = 22,
	['K'] = 23, ['L'] = 24, ['M'] = 25, ['N'] = 26, ['O'] = 27,
	['P'] = 28, ['Q'] = 29, ['R'] = 30, ['S'] = 31, ['T'] = 32,
	['U'] = 33, ['V'] = 34, ['W'] = 35, ['X'] = 36, ['Y'] = 37,
	['Z'] = 38, ['_'] = 39,
	['a'] = 13, ['b'] = 14, ['c'] = 15, ['d'] = 16, ['e'] = 17,
	['f'] = 18, ['g'] = 19, ['h'] = 20, ['i'] = 21, ['j'] = 22,
	['k'] = 23, ['l'] = 24, ['m'] = 25, ['n'] = 26, ['o'] = 27,
	['p'] = 28, ['q'] = 29, ['r'] = 30, ['s'] = 31, ['t'] = 32,
	['u'] = 33, ['v'] = 34, ['w'] = 35, ['x'] = 36, ['y'] = 37,
	['z'] = 38,
};

/* See code.h. */
char
code_char(code_key c, unsigned at)
{
	unsigned v;

	if (at >= CODE_CHARS)
		return '\0';
	v = c >> ((CODE_CHARS - 1 - at) * CODE_BITS) & 63;
	return v < sizeof(letters) - 1 ? letters[v] : '\0';
}

/* See code.h. */
code_key
code_append(code_key c, char ch)
{
	unsigned n = code_length(c);
	uint8_t v = code_values[(uint8_t)ch];

	if (n >= CODE_CHARS || v == 0 || v == CODE_POINT)
		return CODE_NONE;
	return c | (code_key)v << ((CODE_CHARS - 1 - n) * CODE_BITS);
}

/* See code.h. */
str
code_text(code_key c, char to[CODE_TEXT_MAX])
{
	size_t n = 0;

	while (n < CODE_CHARS && (to[n] = code_char(c, (unsigned)n)) != '\0')
		n++;
	to[n] = '\0';
	return (str){ to, n };
}

/* See code.h. */
str
code_text_icd(code_key c, char to[CODE_TEXT_MAX])
{
	str s = code_text(c, to);

	/* Blocks and chapters, A00-A09 and CHAPTER-01, are as they are. */
	if (s.n <= 3 || memchr(to, '-', s.n) != NULL)
		return s;
	memmove(to + 4, to + 3, s.n - 2);
	to[3] = '.';
	return (str){ to, s.n + 1 };
}
