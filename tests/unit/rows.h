/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h -- sheets opened from bytes, for tests of sheet.h. */
#ifndef CC_TESTS_ROWS_H
#define CC_TESTS_ROWS_H

#include "unit.h"

#include "sheet/sheet.h"

static struct sheet sheet;
static struct err err;

/* Open `bytes` as a file of that name. */
static inline enum rc
rows_open(const char *name, str bytes, const struct sheet_options *o)
{
	const struct source from = { str_of(name), str_of(name), bytes };

	return sheet_open(&sheet, SHEET_BY_NAME, &from, o, &err);
}

/* The next row reads "LINE:a|b|"; NULL: there is none. */
static inline void
expect_row(const char *want)
{
	char got[1024];
	size_t n;
	bool more;

	assert_int_equal(sheet_row(&sheet, &more, &err), RC_OK);
	assert_int_equal(more, want != NULL);
	if (!more) {
		assert_int_equal(sheet.n, 0);
		return;
	}
	n = (size_t)snprintf(got, sizeof got, "%u:", (unsigned)sheet.line);
	for (unsigned i = 0; i < sheet.n; i++)
		n += (size_t)snprintf(got + n, sizeof got - n, STR_FMT "|",
		    STR_ARG(sheet.cells[i]));
	assert_string_equal(got, want);
}

/* The next row is refused; the message has `words`. */
static inline void
expect_refused(enum rc rc, const char *words)
{
	bool more;

	assert_int_equal(sheet_row(&sheet, &more, &err), rc);
	if (strstr(err.msg, words) == NULL)
		fail_msg("%s", err.msg);
}

#endif
