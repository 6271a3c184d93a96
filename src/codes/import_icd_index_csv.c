/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_icd_index_csv.c -- the Alphabetic Index of ICD-10-CM, converted from
 * its XML: RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code.
 *
 * A row is a term; Level, from 0, says below which of the rows before it.
 */
#include "codes/icd.h"

#define LEVELS	16

enum { ROW_ID, LEVEL, TERM, SEE, SEE_ALSO, MODIFIERS, CODE, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	[ROW_ID] = { "ROWID", true },
	[LEVEL] = { "LEVEL", true },
	[TERM] = { "TERM", true },
	[SEE] = { "SEE", true },
	[SEE_ALSO] = { "SEEALSO", true },
	[MODIFIERS] = { "NONESSMODIF", true },
	[CODE] = { "CODE", true },
};

struct reading { uint32_t above[LEVELS]; unsigned depth; };

static bool
knows(const struct source *s)
{
	return import_named(s, "icd10cm_[0-9]*_index.csv");
}

/* "(adult) (child)" as "adult; child". */
static text_ref
bare_modifiers(struct import *in, str s)
{
	char to[1024];
	size_t n = 0;

	for (size_t i = 0; i < s.n && n + 2 < sizeof to; i++) {
		if (s.p[i] == ')' && i + 2 < s.n && s.p[i + 1] == ' ' &&
		    s.p[i + 2] == '(') {
			to[n++] = ';';
			to[n++] = ' ';
			i += 2;
		} else if (s.p[i] != '(' && (s.p[i] != ')' || i + 1 < s.n)) {
			to[n++] = s.p[i];
		}
	}
	return build_text(in->build, (str){ to, n });
}

static bool
read_code(struct import *in, str code, uint32_t *row)
{
	code_key key;

	while (code.n > 0 && (code.p[code.n - 1] == '-' ||
	    code.p[code.n - 1] == '.'))
		code.n--;
	*row = NO_ROW;
	if (code.n == 0)
		return true;
	key = icd_cm_key(code);
	*row = build_code_ref(in->build, SYSTEM_DIAGNOSIS, key);
	return key != CODE_NONE;
}

static enum rc
read_row(struct import *in, const struct sheet *s, const int at[], void *ctx,
    struct err *err)
{
	struct reading *r = ctx;
	str see = sheet_cell(s, at[SEE]), also = sheet_cell(s, at[SEE_ALSO]);
	struct book_term t = { .set = SET_ICD10CM_INDEX, .line = in->rows,
	    .parent = NO_ROW, .see = see.n != 0 ? 1 : also.n != 0 ? 2 : 0 };
	uint64_t level;

	if (!str_to_u64(sheet_cell(s, at[LEVEL]), LEVELS - 1, &level) ||
	    level > r->depth)
		return import_fail(in, err, s->line, "a level of at most %u "
		    "was expected, not \"" STR_FMT "\"", r->depth,
		    STR_ARG(sheet_cell(s, at[LEVEL])));
	for (unsigned i = 1; i < 7; i++)
		t.codes[i] = NO_ROW;
	if (!read_code(in, sheet_cell(s, at[CODE]), &t.codes[0]))
		return import_fail(in, err, s->line, "a code was expected, not "
		    "\"" STR_FMT "\"", STR_ARG(sheet_cell(s, at[CODE])));
	if (level > 0)
		t.parent = r->above[level - 1];
	r->above[level] = t.line;
	r->depth = (unsigned)level + 1 < LEVELS ? (unsigned)level + 1 : LEVELS;
	t.title = build_text(in->build, sheet_cell(s, at[TERM]));
	t.modifiers = bare_modifiers(in, sheet_cell(s, at[MODIFIERS]));
	t.target = build_text(in->build, see.n != 0 ? see : also);
	in->rows++;
	build_row(in->build, in->release, TABLE_TERM, &t);
	return RC_OK;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading r = { .depth = 0 };
	struct icd_date d;
	enum rc rc = icd_date(in, 0, &d, err);

	if (rc != RC_OK)
		return rc;
	import_release(in, SET_ICD10CM_INDEX, d.from, str_of(d.version),
	    false);
	return icd_each_row(in, SHEET_CSV, want, COLUMNS, read_row, &r, err);
}

const struct importer importer_icd_index_csv = {
	.name = "ICD-10-CM index, CSV",
	.what = "the Alphabetic Index of ICD-10-CM, converted",
	.least = 50000, .knows = knows, .read = read_file,
};
