/* SPDX-License-Identifier: Apache-2.0 */
/*
 * text.h -- the lines, fixed columns and characters of a publisher's text.
 *
 * Lines end with LF or CR LF.  The characters of a file are UTF-8 if all of it
 * is valid UTF-8, and Windows-1252 otherwise: decided once for the whole file,
 * so that one word is never read in two ways.  Fixed columns count bytes of the
 * file, so a line is cut first and its fields are converted afterwards.
 *
 *	struct text t;
 *	str line, code;
 *
 *	if (text_init(&t, source, err) != RC_OK)
 *		...
 *	while (text_line(&t, &line))
 *		code = text_field(line, (struct text_field){ 7, 13 });
 *
 *   X1  every line is given once, in order, without its line end; the last one
 *       need not have one
 *   X2  a field lies within its line, however short that is
 *   X3  what text_utf8() gives is valid UTF-8
 */
#ifndef CC_SHEET_TEXT_H
#define CC_SHEET_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "sheet/source.h"

struct text {
	str	 rest;		/* lines to come */
	uint64_t line;		/* number of the last line given, 1 the first */
	bool	 utf8;		/* Windows-1252 otherwise */
};

/* Columns of a fixed layout as publishers count: from 1, both inclusive. */
struct text_field { unsigned from, to; };

/*
 * Begin to read `from`, whose bytes are borrowed.  A byte order mark of UTF-8
 * is passed over.  RC_SYNTAX: UTF-16, which no publisher uses.
 */
MUST_USE enum rc text_init(struct text *t, const struct source *from,
    struct err *err);

/* The next line, borrowed from the source; false at the end. */
bool text_line(struct text *t, str *line);

/* The bytes of a field, without blanks at its ends (X2); borrowed. */
str text_field(str line, struct text_field f);

/*
 * `s` in UTF-8 as *out: borrowed where it is so already, in `a` otherwise.  A
 * byte that Windows-1252 does not know becomes U+FFFD.  False: no memory.
 */
bool text_utf8(const struct text *t, str s, struct arena *a, str *out);

/* `s`, in UTF-8, without blanks at its ends: as str_trim(), and U+00A0. */
str text_trim(str s);

#endif
