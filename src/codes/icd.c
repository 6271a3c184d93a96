/* SPDX-License-Identifier: Apache-2.0 */
/* icd.c -- see icd.h. */
#include "codes/icd.h"

#include <stdio.h>

#define YEAR_FIRST	2010	/* drafts came before ICD-10-CM was used */
#define YEAR_LAST	2099
#define HEAD_BYTES	4096	/* what a layout is told by */
#define ARENA_CEILING	((size_t)256 << 20)

/* The year in a name: the first of four digits that can be one, or the two
 * behind "FY"; 0: none. */
static int
year_of(const struct source *s)
{
	int year;

	for (unsigned i = 0; (year = import_name_number(s, 4, i)) != -1; i++)
		if (year >= YEAR_FIRST && year <= YEAR_LAST)
			return year;
	for (size_t i = 0; i + 3 < s->name.n; i++)
		if (str_eq_nocase((str){ s->name.p + i, 2 }, STR("FY")) &&
		    s->name.p[i + 2] >= '1' && s->name.p[i + 2] <= '9' &&
		    s->name.p[i + 3] >= '0' && s->name.p[i + 3] <= '9')
			return 2000 + (s->name.p[i + 2] - '0') * 10 +
			    (s->name.p[i + 3] - '0');
	return 0;
}

/* See icd.h. */
enum rc
icd_date(const struct import *in, int stated, struct icd_date *d,
    struct err *err)
{
	static const char *const months[] = { [1] = ", January",
		[4] = ", April" };
	int year = year_of(in->source), month = import_name_month(in->source);

	if (year == 0)
		year = stated;
	if (year < YEAR_FIRST || year > YEAR_LAST)
		return import_fail(in, err, 0, "its name should tell the "
		    "fiscal year, as icd10cm_order_2026.txt does");
	if (stated != 0 && stated != year)
		return import_fail(in, err, 0, "its name says the year %d, and "
		    "the file says %d", year, stated);
	if (month != 0 && month != 1 && month != 4 && month != 10)
		return import_fail(in, err, 0, "ICD-10 is released for "
		    "October, January or April, not for month %d as its name "
		    "says", month);
	d->year = year;
	d->from = import_fiscal(year);
	if ((month == 1 || month == 4) &&
	    !date_from_ymd(year, month, 1, &d->from))
		d->from = DATE_NONE;
	snprintf(d->version, sizeof d->version, "FY%d%s", year,
	    month == 1 || month == 4 ? months[month] : "");
	return RC_OK;
}

/* See icd.h. */
enum rc
icd_each_line(struct import *in, icd_line_fn *fn, void *ctx, struct err *err)
{
	struct text t;
	str line;
	enum rc rc = text_init(&t, in->source, err);

	while (rc == RC_OK && text_line(&t, &line))
		if (str_trim(line).n != 0)
			rc = fn(in, &t, line, ctx, err);
	return rc;
}

/* See icd.h. */
str
icd_utf8(const struct text *t, str s, struct arena *to)
{
	str out;

	if (to->ceiling == 0)
		arena_init(to, ARENA_CEILING);
	return text_utf8(t, s, to, &out) ? text_trim(out) : STR("");
}

/* See icd.h. */
bool
icd_begins_with(const struct source *s, const char *mark)
{
	size_t n = s->bytes.n < HEAD_BYTES ? s->bytes.n : HEAD_BYTES;

	return n != 0 && memmem(s->bytes.p, n, mark, strlen(mark)) != NULL;
}

/* See icd.h. */
enum rc
icd_each_row(struct import *in, enum sheet_kind kind,
    const struct sheet_column *want, unsigned n, icd_row_fn *fn, void *ctx,
    struct err *err)
{
	int at[ICD_COLUMNS_MAX];
	bool more = false;
	struct sheet s;
	enum rc rc = sheet_open(&s, kind, in->source, NULL, err);

	if (rc != RC_OK)
		return rc;
	rc = sheet_header(&s, want, n, at, err);
	while (rc == RC_OK && (rc = sheet_row(&s, &more, err)) == RC_OK && more)
		rc = fn(in, &s, at, ctx, err);
	sheet_close(&s);
	return rc;
}

/* ---- codes ---------------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* See icd.h. */
code_key
icd_cm_key(str text)
{
	code_key key = code_pack(text);
	unsigned n = code_length(key);

	/* From 2026 the second character may be a letter: QA0. */
	if (n < 3 || n > 7 || !is_capital(code_char(key, 0)) ||
	    (!is_digit(code_char(key, 1)) && !is_digit(code_char(key, 2))))
		return CODE_NONE;
	for (unsigned i = 1; i < n; i++)
		if (!is_digit(code_char(key, i)) &&
		    !is_capital(code_char(key, i)))
			return CODE_NONE;
	return key;
}

/* See icd.h. */
code_key
icd_pcs_key(str text)
{
	code_key key = code_pack(text);
	unsigned n = code_length(key);

	if (n != 3 && n != 7)
		return CODE_NONE;
	for (unsigned i = 0; i < n; i++) {
		char c = code_char(key, i);

		if ((!is_digit(c) && !is_capital(c)) || c == 'I' || c == 'O')
			return CODE_NONE;
	}
	return key;
}

/* See icd.h. */
code_key
icd_block_key(str text)
{
	str rest = text, first = str_trim(str_cut(&rest, '-'));
	str last = rest.n != 0 ? str_trim(rest) : first;
	char both[8];

	if (first.n != 3 || last.n != 3 || icd_cm_key(first) == CODE_NONE ||
	    icd_cm_key(last) == CODE_NONE)
		return CODE_NONE;
	memcpy(both, first.p, 3);
	both[3] = '-';
	memcpy(both + 4, last.p, 3);
	return code_pack((str){ both, 7 });
}

/* See icd.h. */
code_key
icd_chapter_key(uint64_t number)
{
	char text[16];

	if (number < 1 || number > 99)
		return CODE_NONE;
	snprintf(text, sizeof text, "CHAPTER-%02u", (unsigned)number);
	return code_pack(str_of(text));
}

/* See icd.h. */
void
icd_heading(struct import *in, code_key key, code_key parent, str title)
{
	build_code(in->build, in->release, &(struct build_code){
	    .system = SYSTEM_DIAGNOSIS, .key = key, .full = title,
	    .from = DATE_NONE, .until = DATE_NONE, .parent = parent,
	    .always = true });
}

/* See icd.h. */
void
icd_listing(struct import *in, enum code_system system, code_key key,
    str full, str brief, code_key parent, bool billable)
{
	build_code(in->build, in->release, &(struct build_code){
	    .system = system, .key = key, .full = full, .brief = brief,
	    .from = DATE_NONE, .until = DATE_NONE, .parent = parent,
	    .billable = billable });
}
