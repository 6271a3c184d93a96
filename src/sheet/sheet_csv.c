/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet_csv.c -- comma- and tab-separated text.
 *
 * A cell is a slice of the file wherever it stands there as it is; only one
 * with doubled quotes, or not in UTF-8, is put together anew.
 */
#include <stdlib.h>

#include "base/vec.h"
#include "sheet/sheet_private.h"
#include "sheet/text.h"

struct csv {
	struct sheet_reader reader;	/* first */
	struct text text;
	const char *p, *end;	/* what is to be read */
	uint64_t line;		/* of p */
	char	 separator;
	bool	 raw;
	bool	 filled;	/* the row has a cell that is not blank */
	struct { str *v; size_t n, size; } cells;
	struct arena a;		/* cells put together anew, of one row */
};

/* A quoted cell: what is inside, and where the file goes on. */
struct quoted { str inside; const char *behind; bool doubled; };

/*
 * Find the end of the quoted cell whose first quote is at `p`.  False when it
 * is not closed within the size that a cell may have.
 */
static bool
find_quoted(const struct csv *c, const char *p, struct quoted *q)
{
	const char *at = ++p, *end = c->end;

	if ((size_t)(end - p) > SHEET_CELL_MAX)
		end = p + SHEET_CELL_MAX;
	q->doubled = false;
	while (at < end && (at = memchr(at, '"', (size_t)(end - at))) != NULL) {
		if (at + 1 == c->end || at[1] != '"') {
			q->inside = (str){ p, (size_t)(at - p) };
			q->behind = at + 1;
			return true;
		}
		q->doubled = true;
		at += 2;
	}
	return false;
}

/* Does a cell end at `p`? */
static bool
at_end_of_cell(const struct csv *c, const char *p)
{
	if (p + 1 < c->end && p[0] == '\r')
		p++;
	return p == c->end || *p == c->separator || *p == '\n' || *p == '\r';
}

/* Where the unquoted text at `p` ends: separator, line feed, end of file. */
static const char *
find_plain_end(const struct csv *c, const char *p)
{
	const char *end = c->end;
	const char separator = c->separator;

	while (p < end && *p != separator && *p != '\n')
		p++;
	return p;
}

/* The text from `p` to `end` without the CR of a line's end. */
static str
plain(const struct csv *c, const char *p, const char *end)
{
	if (end > p && end[-1] == '\r' && (end == c->end || *end == '\n'))
		end--;
	return (str){ p, (size_t)(end - p) };
}

/* `q` with single quotes for doubled ones, and `tail`, in the arena. */
static bool
put_together(struct csv *c, const struct quoted *q, str tail, str *out)
{
	char *to = arena_alloc(&c->a, q->inside.n + tail.n);
	size_t n = 0;

	if (to == NULL)
		return false;
	for (size_t i = 0; i < q->inside.n; i++) {
		to[n++] = q->inside.p[i];
		if (q->inside.p[i] == '"')
			i++;
	}
	if (tail.n != 0)
		memcpy(to + n, tail.p, tail.n);
	*out = (str){ to, n + tail.n };
	return true;
}

/* Lines that begin within `s`. */
static uint64_t
count_lines(str s)
{
	uint64_t n = 0;
	const char *at;

	while (s.n != 0 && (at = memchr(s.p, '\n', s.n)) != NULL) {
		n++;
		s.n -= (size_t)(at + 1 - s.p);
		s.p = at + 1;
	}
	return n;
}

/* Read the quoted cell at c->p. */
static enum rc
read_quoted(const struct sheet *s, struct csv *c, str *out, struct err *err)
{
	struct quoted q;
	const char *end;
	str tail;

	if (!find_quoted(c, c->p, &q) ||
	    (c->separator == '\t' && !at_end_of_cell(c, q.behind))) {
		/* In tab-separated text a quote may be an inch. */
		if (c->separator != '\t')
			return sheet_fail(s, c->line, RC_SYNTAX, err,
			    "a quote is not closed");
		end = find_plain_end(c, c->p);
		*out = plain(c, c->p, end);
		c->p = end;
		return RC_OK;
	}
	end = find_plain_end(c, q.behind);
	tail = plain(c, q.behind, end);
	c->line += count_lines(q.inside);
	c->p = end;
	*out = q.inside;
	if ((q.doubled || tail.n != 0) && !put_together(c, &q, tail, out))
		return sheet_fail(s, c->line, RC_RANGE, err,
		    "a row is too long");
	return RC_OK;
}

/* True when there is nothing to trim at a glance. */
static bool
is_trim(str s)
{
	const unsigned char first = (unsigned char)s.p[0],
	    last = (unsigned char)s.p[s.n - 1];

	return first > ' ' && first < 0x80 && last > ' ' && last < 0x80;
}

/* Make a cell of the text `s` of the file. */
static enum rc
add_cell(const struct sheet *s, struct csv *c, str text, struct err *err)
{
	str trimmed;

	if (text.n > SHEET_CELL_MAX)
		return sheet_fail(s, c->line, RC_RANGE, err,
		    "a cell is longer than %zu bytes", SHEET_CELL_MAX);
	if (c->cells.n == SHEET_COLUMNS_MAX)
		return sheet_fail(s, c->line, RC_RANGE, err,
		    "more than %d columns", SHEET_COLUMNS_MAX);
	if (!VEC_ROOM(&c->cells, 1))
		return sheet_fail(s, c->line, RC_MEMORY, err, "no memory");
	if (text.n != 0) {
		if (!text_utf8(&c->text, text, &c->a, &text))
			return sheet_fail(s, c->line, RC_RANGE, err,
			    "a row is too long");
		trimmed = is_trim(text) ? text : text_trim(text);
		c->filled |= trimmed.n != 0;
		if (!c->raw)
			text = trimmed;
	}
	c->cells.v[c->cells.n++] = text;
	return RC_OK;
}

/* Read the cells up to the end of the row. */
static enum rc
read_cells(const struct sheet *s, struct csv *c, struct err *err)
{
	const char *began = c->p, *end;
	enum rc rc = RC_OK;
	str text;

	while (rc == RC_OK) {
		if (c->p < c->end && *c->p == '"') {
			rc = read_quoted(s, c, &text, err);
			if (rc != RC_OK)
				return rc;
		} else {
			end = find_plain_end(c, c->p);
			text = plain(c, c->p, end);
			c->p = end;
		}
		rc = add_cell(s, c, text, err);
		if ((size_t)(c->p - began) > SHEET_ROW_MAX && rc == RC_OK)
			rc = sheet_fail(s, c->line, RC_RANGE, err,
			    "a row is longer than %zu bytes", SHEET_ROW_MAX);
		if (c->p == c->end || *c->p == '\n')
			break;
		c->p++;
	}
	return rc;
}

static enum rc
csv_row(struct sheet *s, bool *more, struct err *err)
{
	struct csv *c = (struct csv *)s->reader;
	enum rc rc = RC_OK;

	c->filled = false;
	while (rc == RC_OK && !c->filled && c->p < c->end) {
		arena_reset(&c->a);
		c->cells.n = 0;
		s->line = c->line;
		rc = read_cells(s, c, err);
		if (rc == RC_OK && c->p < c->end) {
			c->p++;
			c->line++;
		}
	}
	*more = rc == RC_OK && c->filled;
	s->cells = c->cells.v;
	s->n = (unsigned)c->cells.n;
	return rc;
}

static void
csv_free(struct sheet_reader *r)
{
	struct csv *c = (struct csv *)r;

	VEC_FREE(&c->cells);
	arena_fini(&c->a);
	free(c);
}

/* See sheet_private.h. */
enum rc
sheet_csv_open(struct sheet *s, char separator, const struct source *from,
    const struct sheet_options *o, struct err *err)
{
	struct csv *c = calloc(1, sizeof *c);
	enum rc rc;

	if (c == NULL)
		return sheet_fail(s, 0, RC_MEMORY, err, "no memory");
	rc = text_init(&c->text, from, err);
	if (rc != RC_OK) {
		free(c);
		return rc;
	}
	c->reader = (struct sheet_reader){ csv_row, csv_free };
	c->p = c->text.rest.p;
	c->end = c->p + c->text.rest.n;
	c->line = 1;
	c->separator = separator;
	c->raw = o->raw;
	/* Each cell may be put together, and then converted. */
	arena_init(&c->a, 5 * SHEET_ROW_MAX);
	s->reader = &c->reader;
	return RC_OK;
}
