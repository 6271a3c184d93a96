/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_hcc.c -- risk adjustment as CMS's own software has it: formats,
 * hierarchies and labels of SAS.
 *
 *	F2424P1M.TXT	diagnoses of V24, payment year 2024: CODE, tab, number
 *	CY22F07A...	the same of HHS-HCC, benefit year 2022
 *	V24H86H1.TXT	%SET0(CC=8, HIER=%STR(9, 10, 11, 12 )) and so on
 *	V24H86L1.TXT	HCC8 ="Metastatic Cancer and Acute Leukemia "
 *
 * Hierarchies and labels belong to a model for all of its years: they begin
 * with the first year the model was used in, and speak of that model only.
 * What is named for V24 serves the ESRD model of the same version too.
 */
#include "codes/import.h"

#include "codes/hcc.h"
#include "codes/text.h"

/* The models that a version in a name stands for; HCC_MODELS: no second. */
static const struct version { const char *name; enum hcc_model models[2]; }
versions[] = {
	{ "V20", { HCC_V21, HCC_ESRD_V21 } },
	{ "V21", { HCC_V21, HCC_ESRD_V21 } },
	{ "V22", { HCC_V22, HCC_MODELS } },
	{ "V23", { HCC_V23, HCC_MODELS } },
	{ "V24", { HCC_V24, HCC_ESRD_V24 } },
	{ "V28", { HCC_V28, HCC_MODELS } },
	{ "V07", { HCC_HHS, HCC_MODELS } },
	{ "R05", { HCC_RX_V05, HCC_MODELS } },
	{ "R08", { HCC_RX_V08, HCC_MODELS } },
};

static const struct version *
version_of(str name)
{
	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
		if (name.n >= 3 && str_eq_nocase((str){ name.p, 3 },
		    str_of(versions[i].name)))
			return &versions[i];
	return NULL;
}

static date
january(int year)
{
	date on;

	return date_from_ymd(year, 1, 1, &on) ? on : DATE_NONE;
}

/* A line function of a file at work. */
struct reading {
	struct import *in;
	const struct version *version;
	enum hcc_model model;
	struct text text;
	struct err *err;
};

typedef enum rc line_fn(struct reading *r, str line);

static enum rc
read_lines(struct reading *r, line_fn *fn)
{
	enum rc rc = text_init(&r->text, r->in->source, r->err);
	str line;

	while (rc == RC_OK && text_line(&r->text, &line))
		if (str_trim(line).n != 0)
			rc = fn(r, line);
	return rc;
}

/* ---- formats ------------------------------------------------------------- */

/* "F2424P1M": F, model, year. */
static bool
is_format(const struct source *s)
{
	return import_named(s, "F[0-9][0-9][0-9][0-9][A-Z]*.TXT") ||
	    import_named(s, "CY[0-9][0-9]F[0-9][0-9]*.TXT");
}

/* The version and the year in the name. */
static bool
name_says(const struct source *s, enum hcc_model *model, int *year)
{
	bool hhs = s->name.p[0] == 'C' || s->name.p[0] == 'c';
	char name[3] = { 'V', s->name.p[hhs ? 5 : 1], s->name.p[hhs ? 6 : 2] };
	const char *digits = s->name.p + (hhs ? 2 : 3);
	const struct version *v = version_of((str){ name, sizeof name });

	if (v == NULL)
		return false;
	*model = v->models[0];
	*year = 2000 + (digits[0] - '0') * 10 + digits[1] - '0';
	return true;
}

static enum rc
format_line(struct reading *r, str line)
{
	str rest = line;
	str code = str_trim(str_cut(&rest, '\t'));
	str number = str_trim(str_cut(&rest, '\t'));
	code_key key = code_pack(code), hcc = hcc_key(r->model, number);

	r->in->rows++;
	if (key == CODE_NONE || code_length(key) < 3 || code_length(key) > 7 ||
	    hcc == CODE_NONE)
		return import_fail(r->in, r->err, r->text.line, "a diagnosis "
		    "and a category with a tab between them were expected, "
		    "not \"" STR_FMT "\"", STR_ARG(str_trim(line)));
	build_pair(r->in->build, r->in->release, RELATION_HCC, key, hcc,
	    r->model, DATE_NONE, DATE_NONE);
	return RC_OK;
}

static enum rc
read_format(struct import *in, struct err *err)
{
	struct reading r = { .in = in, .err = err };
	int year;

	if (!name_says(in->source, &r.model, &year))
		return import_fail(in, err, 0, "the name should have a model "
		    "and a year, such as F2424P1M");
	import_release(in, hcc_kinds[r.model].set, january(year), STR(""),
	    false);
	return read_lines(&r, format_line);
}

const struct importer importer_hcc_format = {
	.name = "HCC format", .what = "diagnoses and condition categories",
	.least = 5000, .knows = is_format, .read = read_format,
};

/* ---- hierarchies --------------------------------------------------------- */

static bool
begins_version(const struct source *s)
{
	return import_named(s, "[VR][0-9][0-9]*.TXT") &&
	    version_of(s->name) != NULL;
}

static bool
is_hierarchy(const struct source *s)
{
	return begins_version(s) && import_named(s, "*H[0-9].TXT");
}

/* What stands in `s` between `from` and the next of `until`. */
static str
between(str s, const char *from, char until)
{
	const char *at = s.n == 0 ? NULL :
	    memmem(s.p, s.n, from, strlen(from));
	str rest;

	if (at == NULL)
		return STR("");
	at += strlen(from);
	rest = (str){ at, s.n - (size_t)(at - s.p) };
	return str_trim(str_cut(&rest, until));
}

/* One model: `above` takes away all of `below`. */
static enum rc
drop(struct reading *r, enum hcc_model m, str above, str below)
{
	while (below.n != 0) {
		code_key left = hcc_key(m, above);
		code_key right = hcc_key(m, str_trim(str_cut(&below, ',')));

		if (left == CODE_NONE || right == CODE_NONE)
			return import_fail(r->in, r->err, r->text.line,
			    "numbers of categories were expected in %%SET0");
		build_pair(r->in->build, r->in->release, RELATION_HCC_DROPS,
		    left, right, m, DATE_NONE, DATE_NONE);
	}
	return RC_OK;
}

static enum rc
hierarchy_line(struct reading *r, str line)
{
	str above = between(line, "%SET0(CC=", ',');
	str below = between(line, "%STR(", ')');
	enum rc rc = RC_OK;

	/* The macro's own definition has neither numbers nor %STR. */
	if (above.n == 0 || below.n == 0)
		return RC_OK;
	r->in->rows++;
	for (int i = 0; rc == RC_OK && i < 2; i++)
		if (r->version->models[i] != HCC_MODELS)
			rc = drop(r, r->version->models[i], above, below);
	return rc;
}

/*
 * From the first year of the model, until a later file says otherwise; partial,
 * for the set has all models.
 */
static void
begin_model(struct reading *r)
{
	r->in->until = DATE_LAST;
	r->version = version_of(r->in->source->name);
	import_release(r->in, SET_HCC_HIERARCHIES,
	    january(hcc_kinds[r->version->models[0]].first_year), STR(""),
	    true);
}

static enum rc
read_hierarchy(struct import *in, struct err *err)
{
	struct reading r = { .in = in, .err = err };

	begin_model(&r);
	return read_lines(&r, hierarchy_line);
}

const struct importer importer_hcc_hierarchy = {
	.name = "HCC hierarchy", .what = "which category takes away which",
	.least = 30, .knows = is_hierarchy, .read = read_hierarchy,
};

/* ---- labels -------------------------------------------------------------- */

static bool
is_labels(const struct source *s)
{
	return begins_version(s) && import_named(s, "*L[0-9].TXT");
}

/*
 * ' HCC8 ="..."'.  The CCs below are the same again, before hierarchies; RXC
 * are drugs, which no claim of diagnoses leads to.
 */
static enum rc
label_line(struct reading *r, str line)
{
	str rest = str_trim(line), name = str_trim(str_cut(&rest, '='));
	str label;

	if (rest.n < 2 || memchr(rest.p, '"', rest.n) == NULL)
		return RC_OK;
	r->in->rows++;
	if (name.n == 0 || memmem(name.p, name.n, "HCC", 3) == NULL)
		return RC_OK;
	str_cut(&rest, '"');
	label = str_trim(str_cut(&rest, '"'));
	for (int i = 0; i < 2; i++) {
		enum hcc_model m = r->version->models[i];
		code_key key = m == HCC_MODELS ? CODE_NONE : hcc_key(m, name);

		if (m == HCC_MODELS)
			continue;
		if (key == CODE_NONE || label.n == 0)
			return import_fail(r->in, r->err, r->text.line,
			    "a category and its label were expected");
		build_code(r->in->build, r->in->release, &(struct build_code){
		    .system = SYSTEM_HCC, .key = key, .full = label,
		    .from = DATE_NONE, .until = DATE_NONE, .billable = true });
	}
	return RC_OK;
}

static enum rc
read_labels(struct import *in, struct err *err)
{
	struct reading r = { .in = in, .err = err };

	begin_model(&r);
	return read_lines(&r, label_line);
}

const struct importer importer_hcc_labels = {
	.name = "HCC labels", .what = "what condition categories are called",
	.least = 70, .knows = is_labels, .read = read_labels,
};
