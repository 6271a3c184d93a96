/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_sheet.c -- any bytes as a sheet: the first says of which kind, and
 * whether raw, and whether a header is looked for.  What is given must hold
 * S1 to S4 of sheet/sheet.h.  With 16 in the first byte the others are the XML
 * of a workbook, shared texts and worksheet divided by a NUL: few changes of a
 * zip get past its checksums.
 */
#include <stdlib.h>
#include <zip.h>

#include "base/buf.h"
#include "sheet/sheet.h"
#include "sheet/text.h"

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

/* Add a part of the workbook. */
static void
add_part(zip_t *z, const char *name, str bytes)
{
	const zip_int64_t at = zip_file_add(z, name,
	    zip_source_buffer(z, bytes.n != 0 ? bytes.p : "", bytes.n, 0), 0);

	if (at < 0 || zip_set_file_compression(z, (zip_uint64_t)at,
	    ZIP_CM_STORE, 0) != 0)
		abort();
}

/* A workbook of one worksheet. */
static void
make_book(struct buf *to, str texts, str worksheet)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	zip_stat_t st;

	if (z == NULL)
		abort();
	zip_source_keep(source);
	add_part(z, "xl/workbook.xml", STR("<workbook><sheets>"
	    "<sheet name='A' id='1'/></sheets></workbook>"));
	add_part(z, "xl/_rels/workbook.xml.rels", STR("<Relationships>"
	    "<Relationship Id='1' Type='/worksheet' Target='a.xml'/>"
	    "<Relationship Id='2' Type='/sharedStrings' Target='s.xml'/>"
	    "</Relationships>"));
	add_part(z, "xl/s.xml", texts);
	add_part(z, "xl/a.xml", worksheet);
	if (zip_close(z) != 0 || zip_source_stat(source, &st) != 0 ||
	    !buf_reserve(to, st.size) || zip_source_open(source) != 0)
		abort();
	to->n = (size_t)zip_source_read(source, to->p, st.size);
	zip_source_close(source);
	zip_source_free(source);
}

/* Read all of the sheet. */
static void
judge(unsigned how, const struct source *from)
{
	static const enum sheet_kind kinds[] = { SHEET_CSV, SHEET_TSV,
		SHEET_XLSX, SHEET_BY_NAME };
	const struct sheet_options o = { { NULL, 0 }, (how & 4) != 0 };
	uint64_t before = 0;
	bool more = true;
	struct sheet s;
	struct err err;
	enum rc rc;

	rc = sheet_open(&s, kinds[how & 3], from, &o, &err);
	if (rc != RC_OK)
		return;
	if (how & 8)
		rc = judge_header(&s, &err);
	while (rc == RC_OK && more) {
		rc = sheet_row(&s, &more, &err);
		if (rc != RC_OK || !more)
			break;
		judge_row(&s, o.raw, before);
		before = s.line;
	}
	sheet_close(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source from = { STR("a.txt"), STR("a.txt"), { NULL, 0 } };
	struct buf book;
	str texts;

	if (size == 0)
		return 0;
	buf_init(&book, (size_t)64 << 20);
	from.bytes = (str){ (const char *)data + 1, size - 1 };
	if (data[0] & 16) {
		texts = str_cut(&from.bytes, '\0');
		make_book(&book, texts, from.bytes);
		from.bytes = buf_str(&book);
		judge((data[0] & 12) | 2, &from);
	} else {
		judge(data[0], &from);
	}
	buf_fini(&book);
	return 0;
}
