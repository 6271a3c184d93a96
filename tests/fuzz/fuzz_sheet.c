/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_sheet.c -- any bytes as a sheet: the first says of which kind, and
 * whether raw, and whether a header is looked for.  What is given must hold
 * S1 to S4 of codes/sheet.h.
 */
#include <stdlib.h>

#include "codes/sheet.h"
#include "codes/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct sheet_column want[] = {
	{ "CODE|HCPCS|HCPCS CPT CODE", true }, { "*DATE", false },
	{ "EFF*", false }, { "CODE", false },
};

enum { WANTED = sizeof want / sizeof *want };

/* The row must be as sheet.h promises. */
static void
judge_row(const struct sheet *s, bool raw, uint64_t before)
{
	bool filled = false;

	if (s->n == 0 || s->n > SHEET_COLUMNS_MAX || s->line <= before)
		abort();
	for (unsigned i = 0; i < s->n; i++) {
		const str cell = s->cells[i], trimmed = text_trim(cell);

		if (cell.n > 3 * SHEET_CELL_MAX || !str_is_utf8(cell) ||
		    (!raw && trimmed.n != cell.n))
			abort();
		filled |= trimmed.n != 0;
	}
	if (!filled)
		abort();
}

/* Find the header; each column at most once, none that is required missing. */
static enum rc
judge_header(struct sheet *s, struct err *err)
{
	int at[WANTED];
	enum rc rc = sheet_header(s, want, WANTED, at, err);

	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < WANTED; i++) {
		if (at[i] < (want[i].required ? 0 : -1))
			abort();
		for (int k = 0; k < i; k++)
			if (at[i] >= 0 && at[i] == at[k])
				abort();
	}
	return RC_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum sheet_kind kinds[] = { SHEET_CSV, SHEET_TSV,
		SHEET_XLSX, SHEET_BY_NAME };
	struct source from = { STR("a.txt"), STR("a.txt"), { NULL, 0 } };
	struct sheet_options o = { { NULL, 0 }, false };
	uint64_t before = 0;
	bool more = true;
	struct sheet s;
	struct err err;
	enum rc rc;

	if (size == 0)
		return 0;
	from.bytes = (str){ (const char *)data + 1, size - 1 };
	o.raw = (data[0] & 4) != 0;
	rc = sheet_open(&s, kinds[data[0] & 3], &from, &o, &err);
	if (rc != RC_OK)
		return 0;
	if (data[0] & 8)
		rc = judge_header(&s, &err);
	while (rc == RC_OK && more) {
		rc = sheet_row(&s, &more, &err);
		if (rc != RC_OK || !more)
			break;
		judge_row(&s, o.raw, before);
		before = s.line;
	}
	sheet_close(&s);
	return 0;
}
