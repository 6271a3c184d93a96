/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_drg.c -- MS-DRG: groups, categories, complications and the index of
 * diagnoses, out of the Definitions Manual; and the weights of the IPPS final
 * rule (Table 5) as the Tuva project has them.
 *
 * Version 41 is fiscal year 2024, from October 1, 2023; 41.1 is its April.
 * What comes before the categories ("Pre-MDC") is the category 00.
 */
#include "codes/import_rows.h"

struct file {
	const char *pattern;
	enum code_set set;
	const struct sheet_column *want;
	unsigned columns;
	import_row_fn *row;
	uint32_t least;
};

/* "08", or "Pre" for what comes before the categories. */
static enum rc
row_mdc(const struct import_row *r, int column, code_key *out)
{
	if (str_eq_nocase(row_cell(r, column), STR("Pre"))) {
		*out = code_pack(STR("00"));
		return RC_OK;
	}
	return row_code(r, column, 0, 2, out);
}

/*
 * The next of "371-373" or "927,933": groups from *first to *last.  *rest is
 * what follows.
 */
static enum rc
row_groups(const struct import_row *r, int column, str *rest,
    uint32_t *first, uint32_t *last)
{
	str right = str_trim(str_cut(rest, ',')), left = str_cut(&right, '-');
	uint64_t from, to;

	if (!str_to_u64(left, 999, &from))
		return row_fail(r, column, "groups with dashes or commas");
	to = from;
	if (right.n != 0 && (!str_to_u64(right, 999, &to) || to < from))
		return row_fail(r, column, "groups with dashes or commas");
	*first = (uint32_t)from;
	*last = (uint32_t)to;
	return RC_OK;
}

static void
pair_mdc(const struct import_row *r, code_key drg, code_key mdc)
{
	if (mdc != CODE_NONE)
		build_pair(r->in->build, r->in->release, RELATION_DRG_MDC, drg,
		    mdc, 0, DATE_NONE, DATE_NONE);
}

/* ---- msdrg_list ---------------------------------------------------------- */

enum { LIST_DRG, LIST_MDC, LIST_TYPE, LIST_TITLE };

static const struct sheet_column list_want[] = {
	[LIST_DRG] = { "DRG", true }, [LIST_MDC] = { "MDC", true },
	[LIST_TYPE] = { "DRG ABB", true },
	[LIST_TITLE] = { "DRG DESCRIPTION", true },
};

/* M medical; P has an operating room procedure; neither: groups of errors. */
static enum rc
list_row(struct import_row *r)
{
	code_key drg, mdc;
	str type = row_cell(r, LIST_TYPE);
	enum rc rc = row_code(r, LIST_DRG, 3, 3, &drg);

	if (rc == RC_OK)
		rc = row_mdc(r, LIST_MDC, &mdc);
	if (rc == RC_OK && type.n > 1)
		rc = row_fail(r, LIST_TYPE, "M, P or nothing");
	if (rc != RC_OK)
		return rc;
	row_list(r, SYSTEM_DRG, drg, row_cell(r, LIST_TITLE), STR(""),
	    DATE_NONE, DATE_NONE);
	pair_mdc(r, drg, mdc);
	build_fact(r->in->build, r->in->release, SYSTEM_DRG, drg,
	    FACT_DRG_TYPE, type.n == 0 ? STR("") : type.p[0] == 'P' ?
	    STR("surgical") : STR("medical"));
	return RC_OK;
}

/* ---- drg_groups ---------------------------------------------------------- */

enum { GROUP_MDC, GROUP_TITLE, GROUP_DRGS, GROUP_NAME };

static const struct sheet_column groups_want[] = {
	[GROUP_MDC] = { "MDC", true },
	[GROUP_TITLE] = { "MDC DESCRIPTION", true },
	[GROUP_DRGS] = { "DRG GROUP", true },
	[GROUP_NAME] = { "DRG GROUP DESCRIPTION", true },
};

/* A group belongs to the category, and is called so. */
static void
group_one(const struct import_row *r, uint32_t n, code_key mdc)
{
	char text[3] = { (char)('0' + n / 100), (char)('0' + n / 10 % 10),
	    (char)('0' + n % 10) };
	code_key drg = code_pack((str){ text, sizeof text });

	pair_mdc(r, drg, mdc);
	build_fact(r->in->build, r->in->release, SYSTEM_DRG, drg,
	    FACT_CATEGORY, row_cell(r, GROUP_NAME));
}

static enum rc
groups_row(struct import_row *r)
{
	uint32_t first = 0, last = 0;
	str rest = row_cell(r, GROUP_DRGS);
	code_key mdc;
	enum rc rc = row_mdc(r, GROUP_MDC, &mdc);

	if (rc != RC_OK)
		return rc;
	row_list(r, SYSTEM_MDC, mdc, row_cell(r, GROUP_TITLE), STR(""),
	    DATE_NONE, DATE_NONE);
	do {
		rc = row_groups(r, GROUP_DRGS, &rest, &first, &last);
		for (uint32_t n = first; rc == RC_OK && n <= last; n++)
			group_one(r, n, mdc);
	} while (rc == RC_OK && rest.n != 0);
	return rc;
}

/* ---- cc_list, mcc_list --------------------------------------------------- */

enum { CC_CODE, CC_TYPE };

static const struct sheet_column cc_want[] = {
	[CC_CODE] = { "ICD CODE", true }, [CC_TYPE] = { "DX TYPE", true },
};

static const char *const cc_types[] = { "CC", "MCC", NULL };

static enum rc
cc_row(struct import_row *r)
{
	code_key key;
	unsigned type;
	enum rc rc = row_code(r, CC_CODE, 3, 7, &key);

	if (rc == RC_OK)
		rc = row_word(r, CC_TYPE, cc_types, &type);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release, RELATION_CC, key, 0,
		    type + 1, DATE_NONE, DATE_NONE);
	return rc;
}

/* ---- dx_index ------------------------------------------------------------ */

enum { DX_CODE, DX_MDC, DX_GROUPS };

static const struct sheet_column dx_want[] = {
	[DX_CODE] = { "ICD CODE", true }, [DX_MDC] = { "MDC", true },
	[DX_GROUPS] = { "DRG", true },
};

static enum rc
dx_row(struct import_row *r)
{
	uint32_t first = 0, last = 0;
	str rest = row_cell(r, DX_GROUPS);
	code_key key, mdc;
	enum rc rc = row_code(r, DX_CODE, 3, 7, &key);

	if (rc == RC_OK)
		rc = row_mdc(r, DX_MDC, &mdc);
	while (rc == RC_OK) {
		rc = row_groups(r, DX_GROUPS, &rest, &first, &last);
		if (rc == RC_OK)
			build_pair(r->in->build, r->in->release,
			    RELATION_DRG_INDEX, key, mdc, first << 16 | last,
			    DATE_NONE, DATE_NONE);
		if (rest.n == 0)
			break;
	}
	return rc;
}

/* ---- the files ----------------------------------------------------------- */

#define WANT(columns) columns, sizeof (columns) / sizeof *(columns)

static const struct file files[] = {
	{ "msdrg_list_v[0-9][0-9]*.csv", SET_MS_DRG, WANT(list_want),
	  list_row, 700 },
	{ "drg_groups_v[0-9][0-9]*.csv", SET_MS_DRG, WANT(groups_want),
	  groups_row, 200 },
	{ "cc_list_v[0-9][0-9]*.csv", SET_CC, WANT(cc_want), cc_row, 10000 },
	{ "mcc_list_v[0-9][0-9]*.csv", SET_CC, WANT(cc_want), cc_row, 2000 },
	{ "dx_index_v[0-9][0-9]*.csv", SET_DRG_INDEX, WANT(dx_want), dx_row,
	  70000 },
};

static const struct file *
file_of(const struct source *s)
{
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (import_named(s, files[i].pattern))
			return &files[i];
	return NULL;
}

static bool
knows(const struct source *s)
{
	return file_of(s) != NULL;
}

/* 41 begins in October 2023, 41.1 in the April after it. */
static date
day_of(const struct source *s)
{
	int version = import_name_number(s, 2, 0);
	int revision = import_name_number(s, 1, 0);
	date april;

	if (version < 0)
		return DATE_NONE;
	if (revision <= 0)
		return import_fiscal(1983 + version);
	return date_from_ymd(1983 + version, 4, 1, &april) ? april : DATE_NONE;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	const struct file *f = file_of(in->source);
	date on = day_of(in->source);
	enum rc rc;

	if (on == DATE_NONE)
		return import_fail(in, err, 0, "the name should have the "
		    "version, such as v41.1");
	import_release(in, f->set, on, STR(""), false);
	rc = import_rows(in, &(struct import_sheet){ SHEET_CSV, NULL, f->want,
	    f->columns, f->row, NULL }, err);
	if (rc == RC_OK && !in->starter && in->rows < f->least)
		return import_fail(in, err, 0, "only %u rows were found where "
		    "such a file has at least %u; it may be cut off",
		    in->rows, f->least);
	return rc;
}

const struct importer importer_drg = {
	.name = "MS-DRG", .what = "groups, complications, index of diagnoses",
	.least = 200, .knows = knows, .read = read_file,
};

/* ---- weights ------------------------------------------------------------- */

enum { WEIGHT_DRG, WEIGHT_MDC, WEIGHT_TYPE, WEIGHT_TITLE, WEIGHT, GEOMETRIC,
	ARITHMETIC, WEIGHT_COLUMNS };

static const struct sheet_column weights_want[WEIGHT_COLUMNS] = {
	[WEIGHT_DRG] = { "MS DRG", true }, [WEIGHT_MDC] = { "MDC", true },
	[WEIGHT_TYPE] = { "TYPE", true },
	[WEIGHT_TITLE] = { "MS DRG TITLE", true },
	[WEIGHT] = { "DRG WEIGHT", true },
	[GEOMETRIC] = { "GEOMETRIC MEAN LOS", true },
	[ARITHMETIC] = { "ARITHMETIC MEAN LOS", true },
};

static enum rc
weight_row(struct import_row *r)
{
	struct buf *stay = r->ctx;
	code_key drg, mdc;
	enum rc rc = row_code(r, WEIGHT_DRG, 1, 3, &drg);

	if (rc == RC_OK)
		rc = row_mdc(r, WEIGHT_MDC, &mdc);
	if (rc != RC_OK)
		return rc;
	row_list(r, SYSTEM_DRG, drg, row_cell(r, WEIGHT_TITLE), STR(""),
	    DATE_NONE, DATE_NONE);
	pair_mdc(r, drg, mdc);
	build_fact(r->in->build, r->in->release, SYSTEM_DRG, drg, FACT_WEIGHT,
	    row_cell(r, WEIGHT));
	buf_reset(stay);
	buf_fmt(stay, STR_FMT " " STR_FMT, STR_ARG(row_cell(r, GEOMETRIC)),
	    STR_ARG(row_cell(r, ARITHMETIC)));
	build_fact(r->in->build, r->in->release, SYSTEM_DRG, drg, FACT_STAY,
	    buf_str(stay));
	return RC_OK;
}

static bool
knows_weights(const struct source *s)
{
	return import_named(s, "terminology__ms_drg_weights_los.csv");
}

/* The year stands in a header: "fy_2024_final_post_acute_drg". */
static date
weights_day(const struct source *s)
{
	const char *at = s->bytes.n == 0 ? NULL : memmem(s->bytes.p,
	    s->bytes.n < 200 ? s->bytes.n : 200, "fy_", 3);
	uint64_t year;

	if (at == NULL || s->bytes.n - (size_t)(at - s->bytes.p) < 7 ||
	    !str_to_u64((str){ at + 3, 4 }, 2999, &year))
		return DATE_NONE;
	return import_fiscal((int)year);
}

static enum rc
read_weights(struct import *in, struct err *err)
{
	date on = weights_day(in->source);
	struct buf stay;
	enum rc rc;

	if (on == DATE_NONE)
		return import_fail(in, err, 1, "a column such as "
		    "fy_2024_final_post_acute_drg was expected");
	/* Partial, for a copy without rows says nothing of any group. */
	import_release(in, SET_MS_DRG, on, STR(""), true);
	buf_init(&stay, SHEET_ROW_MAX);
	rc = import_rows(in, &(struct import_sheet){ SHEET_CSV, NULL,
	    weights_want, WEIGHT_COLUMNS, weight_row, &stay }, err);
	buf_fini(&stay);
	return rc;
}

/* Some copies have a header and no rows. */
const struct importer importer_drg_weights = {
	.name = "MS-DRG weights", .what = "weights and lengths of stay",
	.least = 0, .knows = knows_weights, .read = read_weights,
};
