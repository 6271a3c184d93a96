/* SPDX-License-Identifier: Apache-2.0 */
/*
 * line.h -- an object of JSON on a line of its own.
 *
 * For commands whose objects have a few members each (findings, of which there
 * may be millions, are written by json.h).
 *
 *   L1  every line is valid JSON, whatever bytes a text holds
 *   L2  an empty text and a day that is not given are null
 */
#ifndef CC_CLI_LINE_H
#define CC_CLI_LINE_H

#include "base/buf.h"
#include "base/date.h"

struct line {
	struct buf *out;
	bool	 more;		/* something stands before: a comma is due */
};

/* Begin an object on `out`, and end it with the line. */
void line_begin(struct line *l, struct buf *out);
void line_end(struct line *l);

/* A member: a text (L2), a whole number, true or false, a day (L2). */
void line_text(struct line *l, const char *key, str text);
void line_number(struct line *l, const char *key, int64_t n);
void line_bool(struct line *l, const char *key, bool yes);
void line_day(struct line *l, const char *key, date on);

/* A member that is an array, until line_close(); its items are texts, or
 * objects between line_open_item() and line_close_item(). */
void line_open(struct line *l, const char *key);
void line_item(struct line *l, str text);
void line_open_item(struct line *l);
void line_close_item(struct line *l);
void line_close(struct line *l);

#endif
