/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.c -- what all sheets have in common. */
#include "sheet/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "sheet/sheet_private.h"
#include "sheet/text.h"

#define PATH_SHOWN	100	/* bytes of it in messages */
#define LOOKED_AT	((size_t)8 << 10)	/* for a tab */
#define SERIAL_MAX	2958465	/* 9999-12-31 */

/* See sheet_private.h. */
enum rc
sheet_fail(const struct sheet *s, uint64_t line, enum rc rc, struct err *err,
    const char *fmt, ...)
{
	const bool cut = s->path.n > PATH_SHOWN;
	const str path = { cut ? s->path.p + s->path.n - PATH_SHOWN :
	    s->path.p, cut ? PATH_SHOWN : s->path.n };
	char at[32] = "", said[256];
	va_list ap;

	if (line != 0)
		snprintf(at, sizeof at, ", line %llu",
		    (unsigned long long)line);
	va_start(ap, fmt);
	vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	return fail(err, rc, "%s" STR_FMT "%s: %s", cut ? "..." : "",
	    STR_ARG(path), at, said);
}

/* What kind of sheet a file is by its name, or by a look at its head. */
static enum sheet_kind
kind_of(const struct source *from)
{
	const size_t n = from->bytes.n < LOOKED_AT ? from->bytes.n : LOOKED_AT;
	const size_t dot = from->name.n < 4 ? 0 : from->name.n - 4;
	const str ending = { from->name.p + dot, from->name.n - dot };

	if (str_eq_nocase(ending, STR("xlsx")))
		return SHEET_XLSX;
	if (str_eq_nocase(ending, STR(".csv")))
		return SHEET_CSV;
	if (str_eq_nocase(ending, STR(".tsv")))
		return SHEET_TSV;
	return n != 0 && memchr(from->bytes.p, '\t', n) != NULL ? SHEET_TSV :
	    SHEET_CSV;
}

/* See sheet.h. */
enum rc
sheet_open(struct sheet *s, enum sheet_kind kind, const struct source *from,
    const struct sheet_options *o, struct err *err)
{
	static const struct sheet_options none;

	*s = (struct sheet){ .path = from->path };
	if (o == NULL)
		o = &none;
	if (kind == SHEET_BY_NAME)
		kind = kind_of(from);
	if (kind == SHEET_XLSX)
		return sheet_xlsx_open(s, from, o, err);
	return sheet_csv_open(s, kind == SHEET_TSV ? '\t' : ',', from, o, err);
}

/* See sheet.h. */
void
sheet_close(struct sheet *s)
{
	if (s->reader != NULL)
		s->reader->free(s->reader);
	if (s->saved != NULL)
		arena_fini(&s->saved->a);
	free(s->saved);
	*s = (struct sheet){ 0 };
}

/* See sheet_private.h. */
enum rc
sheet_read(struct sheet *s, bool *more, struct err *err)
{
	enum rc rc = s->reader->row(s, more, err);

	if (rc != RC_OK || !*more) {
		s->cells = NULL;
		s->n = 0;
	}
	return rc;
}

/* See sheet.h. */
enum rc
sheet_row(struct sheet *s, bool *more, struct err *err)
{
	struct sheet_saved *saved = s->saved;

	if (saved == NULL || (saved->next == saved->n && !saved->ended))
		return sheet_read(s, more, err);
	*more = saved->next < saved->n;
	s->cells = NULL;
	s->n = 0;
	if (*more) {
		const struct sheet_saved_row *row = &saved->rows[saved->next++];

		s->cells = row->cells;
		s->n = row->n;
		s->line = row->line;
	}
	return RC_OK;
}

/* See sheet.h. */
bool
sheet_serial_date(str s, date *out)
{
	date first;
	uint64_t n;
	str days = str_cut(&s, '.');

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	if (!str_to_u64(days, SERIAL_MAX, &n) || n == 0 || n == 60 ||
	    !date_from_ymd(1899, 12, 31, &first))
		return false;
	first += (date)(n < 60 ? n : n - 1);
	if (first > DATE_LAST)
		return false;
	*out = first;
	return true;
}
