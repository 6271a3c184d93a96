/* SPDX-License-Identifier: Apache-2.0 */
/* line.c -- see line.h. */
#include "cli/line.h"

#include <inttypes.h>

/* See line.h. */
void
line_begin(struct line *l, struct buf *out)
{
	*l = (struct line){ .out = out };
	buf_putc(out, '{');
}

/* See line.h. */
void
line_end(struct line *l)
{
	buf_add(l->out, STR("}\n"));
}

/* What stands before a member or an item. */
static void
add_key(struct line *l, const char *key)
{
	if (l->more)
		buf_putc(l->out, ',');
	l->more = true;
	if (key != NULL)
		buf_fmt(l->out, "\"%s\":", key);
}

/* See line.h. */
void
line_text(struct line *l, const char *key, str text)
{
	add_key(l, key);
	if (text.n == 0)
		buf_add(l->out, STR("null"));
	else
		buf_json(l->out, text);
}

/* See line.h. */
void
line_number(struct line *l, const char *key, int64_t n)
{
	add_key(l, key);
	buf_fmt(l->out, "%" PRId64, n);
}

/* See line.h. */
void
line_bool(struct line *l, const char *key, bool yes)
{
	add_key(l, key);
	buf_add(l->out, yes ? STR("true") : STR("false"));
}

/* See line.h. */
void
line_day(struct line *l, const char *key, date on)
{
	char text[DATE_TEXT_MAX];

	line_text(l, key, on <= DATE_FIRST || on >= DATE_LAST ? STR("") :
	    date_format(on, text));
}

/* See line.h. */
void
line_open(struct line *l, const char *key)
{
	add_key(l, key);
	buf_putc(l->out, '[');
	l->more = false;
}

/* See line.h. */
void
line_item(struct line *l, str text)
{
	line_text(l, NULL, text);
}

/* See line.h. */
void
line_open_item(struct line *l)
{
	add_key(l, NULL);
	buf_putc(l->out, '{');
	l->more = false;
}

/* See line.h. */
void
line_close_item(struct line *l)
{
	buf_putc(l->out, '}');
	l->more = true;
}

/* See line.h. */
void
line_close(struct line *l)
{
	buf_putc(l->out, ']');
	l->more = true;
}
