/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_rbcs.c -- the Restructured BETOS Classification System: to which
 * category, subcategory and family a service belongs.
 *
 * A code has a row for each assignment with the day from which it holds; the
 * newest of them is kept.  Rows of one code stand together.
 */
#include "codes/import_table.h"

enum { CODE, CATEGORY, SUBCATEGORY, FAMILY, FROM, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	{ "HCPCS CODE|HCPCS CD", true },
	{ "RBCS CATEGORY|RBCS CAT DESC", true },
	{ "RBCS SUBCATEGORY|RBCS SUBCAT DESC", true },
	{ "RBCS FAMILY|RBCS FAMILY DESC", true },
	{ "RBCS DATE EFFECTIVE|RBCS ASSIGNMENT EFF DT", true },
};

/* The newest assignment of the code that is being read. */
struct assignment { code_key key; date from; struct buf text; };

static void
keep(struct import *in, struct assignment *a)
{
	if (a->key != CODE_NONE)
		build_fact(in->build, in->release, SYSTEM_PROCEDURE, a->key,
		    FACT_CATEGORY, buf_str(&a->text));
	a->key = CODE_NONE;
}

static enum rc
read_row(struct import_table *t)
{
	struct assignment *a = t->ctx;
	code_key key = table_code(t, CODE);
	date from = table_day(t, FROM);

	if (t->rc != RC_OK)
		return t->rc;
	if (key != a->key)
		keep(t->in, a);
	else if (from < a->from)
		return RC_OK;
	a->key = key;
	a->from = from;
	buf_reset(&a->text);
	buf_fmt(&a->text, STR_FMT " / " STR_FMT " / " STR_FMT,
	    STR_ARG(table_cell(t, CATEGORY)),
	    STR_ARG(table_cell(t, SUBCATEGORY)),
	    STR_ARG(table_cell(t, FAMILY)));
	return RC_OK;
}

static bool
knows(const struct source *s)
{
	return import_named(s, "rbcs_[0-9]*.csv") ||
	    import_named(s, "RBCS_RY[0-9]*.csv");
}

static enum rc
read_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_CSV, want, COLUMNS,
	    read_row, NULL, false };
	struct assignment a = { .from = DATE_NONE };
	date from = import_january(import_year(in->source));
	enum rc rc;

	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should tell the "
		    "year");
	import_release(in, SET_RBCS, from, STR(""), false);
	buf_init(&a.text, SHEET_ROW_MAX);
	rc = import_table(in, &c, &a, err);
	keep(in, &a);
	buf_fini(&a.text);
	return rc;
}

const struct importer importer_rbcs = {
	.name = "RBCS", .what = "categories of services", .least = 5000,
	.knows = knows, .read = read_file,
};
