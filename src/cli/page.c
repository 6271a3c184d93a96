/* SPDX-License-Identifier: Apache-2.0 */
/* page.c -- columns are counted in characters; escapes take none. */
#include "cli/page.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

static const char *const styles[STYLE_N] = {
	[STYLE_PLAIN] = "",
	[STYLE_DIM] = "\033[2m",
	[STYLE_BOLD] = "\033[1m",
	[STYLE_TITLE] = "\033[1;36m",
	[STYLE_ERROR] = "\033[1;31m",
	[STYLE_WARNING] = "\033[33m",
	[STYLE_INFO] = "\033[34m",
	[STYLE_GOOD] = "\033[32m",
	[STYLE_FIX] = "\033[36m",
	[STYLE_FAULT] = "\033[4;31m",
};

static const struct { str utf8, ascii; } symbols[SYMBOL_N] = {
	[SYMBOL_ARROW] = { STR_INIT("\xE2\x86\x92"), STR_INIT("->") },
	[SYMBOL_MORE] = { STR_INIT("\xE2\x80\xA6"), STR_INIT("...") },
	[SYMBOL_DOT] = { STR_INIT("\xC2\xB7"), STR_INIT("-") },
	[SYMBOL_GOOD] = { STR_INIT("\xE2\x9C\x93"), STR_INIT("ok") },
	[SYMBOL_BAD] = { STR_INIT("\xE2\x9C\x97"), STR_INIT("!!") },
	[SYMBOL_DASH] = { STR_INIT("\xE2\x80\x94"), STR_INIT("--") },
};

/* See page.h. */
str
page_symbol(const struct page *p, enum symbol symbol)
{
	return p->utf8 ? symbols[symbol].utf8 : symbols[symbol].ascii;
}

/*
 * Read the UTF-8 character at the head of `s` into *point; returns its length,
 * or 0 when there is none.
 */
static size_t
decode(str s, uint32_t *point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char c = (unsigned char)s.p[0];
	size_t n = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 :
	    c < 0xF8 ? 4 : 0;

	if (n == 0 || n > s.n)
		return 0;
	*point = n == 1 ? c : c & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s.p[i] & 0xC0) != 0x80)
			return 0;
		*point = *point << 6 | (s.p[i] & 0x3F);
	}
	if (*point < least[n] || *point > 0x10FFFF ||
	    (*point >= 0xD800 && *point <= 0xDFFF))
		return 0;
	return n;
}

/* False for what could disturb a terminal or hide in a line (P2). */
static bool
shows(uint32_t point)
{
	return point >= 0x20 && (point < 0x7F || point > 0x9F) &&
	    (point < 0x200B || point > 0x200F) &&
	    (point < 0x2028 || point > 0x202E) &&
	    (point < 0x2060 || point > 0x206F) && point != 0xFEFF;
}

/* Append the character at the head of `s`, or a mark; returns its length. */
static size_t
add_char(struct page *p, str s)
{
	uint32_t point = 0;
	size_t n = decode(s, &point);

	p->column++;
	if (n == 1 && shows(point)) {
		buf_putc(p->out, s.p[0]);
	} else if (!p->utf8) {
		buf_putc(p->out, '?');
	} else if (n == 0 || !shows(point)) {
		buf_add(p->out, STR("\xEF\xBF\xBD"));
	} else {
		buf_add(p->out, (str){ s.p, n });
	}
	return n != 0 ? n : 1;
}

/* See page.h. */
void
page_text(struct page *p, enum style style, str text)
{
	bool styled = p->colour && style != STYLE_PLAIN && text.n > 0;

	if (styled)
		buf_add(p->out, str_of(styles[style]));
	while (text.n > 0) {
		size_t n = add_char(p, text);

		text = (str){ text.p + n, text.n - n };
	}
	if (styled)
		buf_add(p->out, STR("\033[0m"));
}

/* See page.h. */
void
page_fmt(struct page *p, enum style style, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	page_text(p, style, str_of(text));
}

/* See page.h. */
unsigned
page_columns(str text)
{
	unsigned n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += (text.p[i] & 0xC0) != 0x80;
	return n;
}

/* The longest head of `text` that fits in `room` columns and ends at a space
 * or the end; at least one word. */
static str
fitting(str text, unsigned room)
{
	size_t best = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] != ' ')
			continue;
		if (best != 0 && page_columns((str){ text.p, i }) > room)
			break;
		best = i;
	}
	return (str){ text.p, best };
}

/* Does the first word of `text` fit into `room` columns? */
static bool
first_fits(str text, unsigned room)
{
	str rest = text;

	return page_columns(str_cut(&rest, ' ')) <= room;
}

/* See page.h. */
void
page_wrap(struct page *p, enum style style, unsigned indent, str text)
{
	text = str_trim(text);
	if (p->column > indent && !first_fits(text,
	    p->width > p->column ? p->width - p->column : 0)) {
		page_newline(p);
		page_to(p, indent);
	}
	while (text.n > 0) {
		unsigned room = p->width > p->column ?
		    p->width - p->column : 0;
		str line = fitting(text, room);

		page_text(p, style, line);
		text = str_trim((str){ text.p + line.n, text.n - line.n });
		if (text.n > 0) {
			page_newline(p);
			page_to(p, indent);
		}
	}
}

/* See page.h. */
void
page_to(struct page *p, unsigned column)
{
	unsigned n = column >= p->column ? column - p->column : 2;

	for (unsigned i = 0; i < n; i++)
		buf_putc(p->out, ' ');
	p->column += n;
}

/* See page.h. */
void
page_newline(struct page *p)
{
	buf_putc(p->out, '\n');
	p->column = 0;
}

/* See page.h. */
const char *
number_text(uint64_t n, char to[NUMBER_TEXT_MAX])
{
	char digits[NUMBER_TEXT_MAX];
	size_t length, at = 0;

	length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, n);
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			to[at++] = ',';
		to[at++] = digits[i];
	}
	to[at] = '\0';
	return to;
}
