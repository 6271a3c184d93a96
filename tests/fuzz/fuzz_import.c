/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_import.c -- any bytes under the name of a publisher's file are read, or
 * refused with a message, and what was read makes a book that can be asked.
 *
 * The first byte of the input picks the name; the rest is the file.
 */
#include <stdlib.h>

#include "codes/import.h"
#include "codes/look.h"

#define BOOK_MAX ((size_t)1 << 28)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
	"icd10cm_order_2026.txt",
	"icd10pcs_codes_2026.txt",
	"icd10cm_order_addenda_2026.txt",
	"icd10cm_tabular_2021.xml",
	"icd10cm-drug-2025.xml",
	"ICD10CM_2025_Index.csv",
	"icd10cm_2024_codes.northstar.csv",
	"ICD10CM_2025_codes.csv",
	"ICD10CM_2025_sections.csv",
	"icd10cm-categories-April-1-2026.csv",
	"icd10cm_2022_poa_chronic.csv",
	"icd10pcs_tables_2026.xml",
	"icd10pcs_conversion_table.txt",
	"2018_I9gem.txt",
	"2018_I10gem.txt",
	"POAexemptCodesFY26.txt",
	"POAexemptDeleteCodesFY26.txt",
	"Definitions of Medicare Code Edits_v_43_1.txt",
	"MCE_Simple_Code_Edits_v37.txt",
	"mce_v41.1_code_edits.converted.csv",
	"nucc_taxonomy_251.csv",
};

/* Ask of some codes what edits ask. */
static void
ask(const struct book *b)
{
	for (enum code_system s = 0; s < SYSTEMS; s++)
		for (uint32_t i = 0; i < 50; i++) {
			const struct book_code *c = book_code_at(b, s, i);
			struct code_answer a;

			if (c == NULL)
				break;
			a = code_on(b, s, c->key, 20000);
			/* Every code that stands there is found (F2). */
			if (book_row(b, s, c->key) != i ||
			    (c->set < SETS && a.code != c))
				abort();
			(void)code_title_on(b, c, 20000);
		}
}

/* A book of what the file said. */
static void
build(struct build *b)
{
	struct err err = { 0 };
	struct book book;
	struct buf bytes;

	buf_init(&bytes, BOOK_MAX);
	if (build_finish(b, NULL, NULL, &bytes, &err) == RC_OK) {
		if (book_open_memory(&book, buf_str(&bytes), "new", &err) !=
		    RC_OK || book_verify(&book, &err) != RC_OK)
			abort();
		ask(&book);
	} else if (err.msg[0] == '\0') {
		abort();
	}
	buf_fini(&bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct build *b = build_new();
	struct err err = { 0 };
	struct import_result r;
	struct source s;
	struct import in = { .build = b, .source = &s, .starter = true,
	    .from = DATE_NONE, .until = DATE_NONE };

	if (b == NULL || size == 0) {
		build_free(b);
		return 0;
	}
	s.path = s.name = str_of(names[data[0] %
	    (sizeof names / sizeof *names)]);
	s.bytes = (str){ (const char *)data + 1, size - 1 };
	if (import_source(&in, &r, &err) == RC_OK)
		build(b);
	else if (err.msg[0] == '\0')
		abort();
	build_free(b);
	return 0;
}
