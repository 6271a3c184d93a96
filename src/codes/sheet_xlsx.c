/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet_xlsx.c -- the rows of a worksheet.
 *
 * The parser is paused behind each row.  Cells are kept by column; those that a
 * row sets are noted, so that a row costs what it holds, not how far to the
 * right it reaches.
 */
#include <stdlib.h>

#include "base/vec.h"
#include "codes/sheet_private.h"
#include "codes/text.h"
#include "codes/xlsx_book.h"
#include "codes/xlsx_part.h"
#include "codes/zipped.h"

struct xlsx {
	struct sheet_reader reader;	/* first */
	str	 path;
	zip_t	*zip;
	struct part part;	/* the worksheet's */
	struct xlsx_texts texts;
	struct arena names;
	bool	 raw;
	bool	 inside;	/* <sheetData> */
	/* The row. */
	uint64_t line;
	bool	 filled;	/* it has a cell that is not blank */
	str	*cells;		/* SHEET_COLUMNS_MAX of them */
	unsigned n;		/* columns, to the last that is set */
	struct { unsigned *v; size_t n, size; } set;
	struct arena a;		/* texts of the row */
	/* The cell. */
	unsigned column;	/* from 0 */
	char	 type;		/* of t="": s(hared), b(oolean), t(ext), n */
	bool	 within;	/* <v> or <t> */
	unsigned phonetic;	/* <rPh> */
	struct buf text;
};

/* ---- cells ---------------------------------------------------------- */

/* The column of "BC12", from 0; `next` if there is no letter. */
static unsigned
column_of(const char *ref, unsigned next)
{
	unsigned column = 0;

	if (ref == NULL || ref[0] < 'A' || ref[0] > 'Z')
		return next;
	while (*ref >= 'A' && *ref <= 'Z' && column <= SHEET_COLUMNS_MAX)
		column = column * 26 + (unsigned)(*ref++ - 'A' + 1);
	return column - 1;
}

/* A letter for the type of a cell. */
static char
type_of(const char *t)
{
	if (t == NULL)
		return 'n';
	if (strcmp(t, "s") == 0 || strcmp(t, "b") == 0)
		return t[0];
	return strcmp(t, "str") == 0 || strcmp(t, "inlineStr") == 0 ? 't' : 'n';
}

static void
begin_cell(struct xlsx *x, struct part *p, const char **atts)
{
	x->column = column_of(part_attribute(atts, "r"), x->column + 1);
	x->type = type_of(part_attribute(atts, "t"));
	x->phonetic = 0;
	buf_reset(&x->text);
	if (x->column >= SHEET_COLUMNS_MAX)
		part_stop(p, RC_RANGE, "row %llu: more than %d columns",
		    (unsigned long long)x->line, SHEET_COLUMNS_MAX);
}

/* What the cell that ended says; false, part stopped, if it cannot be. */
static bool
read_value(struct xlsx *x, struct part *p, str *out)
{
	uint64_t i;

	switch (x->type) {
	case 's':
		if (!str_to_u64(str_trim(buf_str(&x->text)),
		    x->texts.list.n, &i) || i == x->texts.list.n) {
			part_stop(p, RC_SYNTAX, "row %llu: a text that is "
			    "not there", (unsigned long long)x->line);
			return false;
		}
		*out = x->texts.list.v[i];
		return true;
	case 'b':
		*out = str_eq(buf_str(&x->text), STR("1")) ? STR("TRUE") :
		    STR("FALSE");
		return true;
	case 't':
		xlsx_unescape(&x->text);
		/* fall through */
	default:
		*out = arena_str(&x->a, buf_str(&x->text));
		if (out->p == NULL)
			part_stop(p, RC_RANGE, "row %llu is longer than %zu "
			    "bytes", (unsigned long long)x->line,
			    SHEET_ROW_MAX);
		return out->p != NULL;
	}
}

static void
end_cell(struct xlsx *x, struct part *p)
{
	str value, trimmed;

	if (x->column >= SHEET_COLUMNS_MAX || x->text.n == 0 ||
	    !read_value(x, p, &value))
		return;
	trimmed = text_trim(value);
	x->filled |= trimmed.n != 0;
	if (x->set.n == SHEET_COLUMNS_MAX || !VEC_ROOM(&x->set, 1)) {
		part_stop(p, RC_RANGE, "row %llu has too many cells",
		    (unsigned long long)x->line);
		return;
	}
	x->set.v[x->set.n++] = x->column;
	x->cells[x->column] = x->raw ? value : trimmed;
	if (x->column >= x->n)
		x->n = x->column + 1;
}

/* ---- rows ----------------------------------------------------------- */

/* Forget the cells of the last row. */
static void
clear_row(struct xlsx *x)
{
	for (size_t i = 0; i < x->set.n; i++)
		x->cells[x->set.v[i]] = STR("");
	x->set.n = 0;
	x->n = 0;
	x->column = UINT_MAX;
	x->filled = false;
	arena_reset(&x->a);
}

static void
begin_row(struct xlsx *x, struct part *p, const char **atts)
{
	const char *r = part_attribute(atts, "r");
	uint64_t line = x->line + 1;

	clear_row(x);
	if (r != NULL && (!str_to_u64(str_of(r), UINT32_MAX, &line) ||
	    line <= x->line))
		part_stop(p, RC_SYNTAX, "rows are not in order behind %llu",
		    (unsigned long long)x->line);
	x->line = line;
}

static void
sheet_start(struct part *p, const char *name, const char **atts)
{
	struct xlsx *x = p->ctx;

	x->within = false;
	if (strcmp(name, "sheetData") == 0)
		x->inside = true;
	if (!x->inside)
		return;
	if (strcmp(name, "c") == 0)
		begin_cell(x, p, atts);
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		x->within = x->phonetic == 0;
	else if (strcmp(name, "row") == 0)
		begin_row(x, p, atts);
	else if (strcmp(name, "rPh") == 0)
		x->phonetic++;
}

static void
sheet_end(struct part *p, const char *name)
{
	struct xlsx *x = p->ctx;

	x->within = false;
	if (strcmp(name, "sheetData") == 0)
		x->inside = false;
	if (!x->inside)
		return;
	if (strcmp(name, "c") == 0)
		end_cell(x, p);
	else if (strcmp(name, "row") == 0 && x->filled)
		part_pause(p);
	else if (strcmp(name, "rPh") == 0 && x->phonetic > 0)
		x->phonetic--;
}

static void
sheet_text(struct part *p, str text)
{
	struct xlsx *x = p->ctx;

	if (!x->within)
		return;
	buf_add(&x->text, text);
	if (x->text.failed)
		part_stop(p, RC_RANGE, "row %llu: a cell is longer than %zu "
		    "bytes", (unsigned long long)x->line, SHEET_CELL_MAX);
}

static enum rc
xlsx_row(struct sheet *s, bool *more, struct err *err)
{
	struct xlsx *x = (struct xlsx *)s->reader;
	enum rc rc;

	*more = false;
	if (x->part.parser == NULL)
		return RC_OK;
	rc = part_run(&x->part, more, err);
	if (rc != RC_OK)
		return rc;
	if (!*more) {
		part_close(&x->part);
		return RC_OK;
	}
	s->cells = x->cells;
	s->n = x->n;
	s->line = x->line;
	return RC_OK;
}

/* ---- the whole ------------------------------------------------------ */

static void
xlsx_free(struct sheet_reader *r)
{
	struct xlsx *x = (struct xlsx *)r;

	part_close(&x->part);
	if (x->zip != NULL)
		zip_discard(x->zip);
	xlsx_free_texts(&x->texts);
	VEC_FREE(&x->set);
	buf_fini(&x->text);
	arena_fini(&x->a);
	arena_fini(&x->names);
	free(x->cells);
	free(x);
}

/* Open the parts of the workbook. */
static enum rc
open_parts(struct xlsx *x, str bytes, str wanted, struct err *err)
{
	static const struct part_handler handler = {
		sheet_start, sheet_end, sheet_text,
	};
	str worksheet, texts;
	enum rc rc;

	if (str_starts(bytes, STR("\xD0\xCF\x11\xE0")))
		return fail(err, RC_SYNTAX, STR_FMT ": an old .xls, or locked "
		    "with a password; save it as .xlsx without one",
		    STR_ARG(x->path));
	rc = zipped_open(x->path, bytes, &x->zip, err);
	if (rc == RC_OK)
		rc = xlsx_find(x->zip, x->path, wanted, &x->names, &worksheet,
		    &texts, err);
	if (rc == RC_OK && texts.n != 0)
		rc = xlsx_read_texts(x->zip, x->path, texts.p, &x->texts, err);
	if (rc == RC_OK)
		rc = part_open(&x->part, x->zip, x->path, worksheet.p,
		    &handler, x, err);
	return rc;
}

/* See sheet_private.h. */
enum rc
sheet_xlsx_open(struct sheet *s, const struct source *from,
    const struct sheet_options *o, struct err *err)
{
	struct xlsx *x = calloc(1, sizeof *x);
	enum rc rc;

	if (x == NULL)
		return sheet_fail(s, 0, RC_MEMORY, err, "no memory");
	x->reader = (struct sheet_reader){ xlsx_row, xlsx_free };
	x->path = from->path;
	x->raw = o->raw;
	arena_init(&x->names, (size_t)4 << 20);
	arena_init(&x->a, SHEET_ROW_MAX);
	buf_init(&x->text, SHEET_CELL_MAX);
	x->cells = calloc(SHEET_COLUMNS_MAX, sizeof *x->cells);
	if (x->cells == NULL)
		rc = sheet_fail(s, 0, RC_MEMORY, err, "no memory");
	else
		rc = open_parts(x, from->bytes, o->worksheet, err);
	if (rc != RC_OK) {
		xlsx_free(&x->reader);
		return rc;
	}
	s->reader = &x->reader;
	return RC_OK;
}
