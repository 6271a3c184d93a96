/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_hcpcs_other.c -- what CMS publishes beside HCPCS Level II: corrections
 * and the codes that are not otherwise classified (NOC).
 *
 * Corrections come as a table of a few codes and in words what is to be done.
 * What they say is a partial release of the day of the file they correct, read
 * before it, so that it wins (build.h L1).  "ADD" lists a code, "Terminate" and
 * "Discontinue" end one, "Revise" gives a title; the rest are words about
 * attributes, which the next file carries out.
 */
#include "codes/import_hcpcs.h"
#include "codes/text.h"

/* ---- corrections -------------------------------------------------------- */

enum { CODE, ACTION, DAY, BRIEF, FULL, COVERAGE, BETOS, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	{ "CODE", true }, { "ACTION", true }, { "EFF DATE", true },
	{ "SHORT DESC", true }, { "LONG DESC", true }, { "COV", true },
	{ "BETOS", true },
};

static bool
begins(str s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && str_eq_nocase((str){ s.p, n }, str_of(word));
}

/* Without the quotes that stand in quotes in one of the files. */
static str
unquoted(str s)
{
	while (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = text_trim((str){ s.p + 1, s.n - 2 });
	return s;
}

static enum rc
correct(struct import_table *t)
{
	const struct hcpcs_releases *r = t->ctx;
	str action = table_cell(t, ACTION);
	struct hcpcs_record h = { .key = code_pack(table_cell(t, CODE)),
	    .brief = unquoted(table_cell(t, BRIEF)),
	    .full = unquoted(table_cell(t, FULL)), .from = DATE_NONE,
	    .until = DATE_NONE };
	date on;

	if (code_length(h.key) != 5 && code_length(h.key) != 2)
		return table_expected(t, CODE, "a code or a modifier");
	/* One date is misprinted, 01/0/12019: the code then has none. */
	if (!import_date(table_cell(t, DAY), &on) &&
	    !sheet_serial_date(table_cell(t, DAY), &on))
		on = DATE_NONE;
	if (begins(action, "ADD CODE") || str_eq_nocase(action, STR("ADD"))) {
		h.from = on;
		h.facts[6] = table_cell(t, COVERAGE);
		h.facts[8] = table_cell(t, BETOS);
	} else if (begins(action, "Terminate") ||
	    begins(action, "Discontinue")) {
		if (on == DATE_NONE)
			return table_expected(t, DAY, "a day");
		h.until = on - 1;
	} else if (h.full.n == 0 && h.brief.n == 0) {
		return RC_OK;
	}
	hcpcs_add(t->in, *r, &h);
	return RC_OK;
}

/* The .prn twins are cut at the width of a page: import_aside.c. */
static bool
knows_corrections(const struct source *s)
{
	return import_named(s, "HCPC*corrections*.txt") ||
	    import_named(s, "*HCPC*corrections*.xlsx");
}

static bool
is_blank(const struct import_table *t)
{
	return table_cell(t, CODE).n == 0;
}

static enum rc
read_corrections(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want, COLUMNS,
	    correct, is_blank, false };
	date from = import_january(import_year(in->source));
	struct hcpcs_releases r;

	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should tell the "
		    "year");
	r = hcpcs_begin(in, from, true);
	return import_table(in, &c, &r, err);
}

const struct importer importer_hcpcs_corrections = {
	.name = "HCPCS-corrections", .what = "corrections of HCPCS Level II",
	.least = 1, .knows = knows_corrections, .read = read_corrections,
};

/* ---- not otherwise classified ------------------------------------------- */

static void
add_noc(struct import *in, code_key key, date from, date until)
{
	in->rows++;
	build_pair(in->build, in->release, RELATION_NOC, key, 0, 0, from,
	    until);
}

static enum rc
begin_noc(struct import *in, struct err *err)
{
	date from = import_january(import_year(in->source));

	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should tell the year, "
		    "as NOC_Codes_2019.prn does");
	import_release(in, SET_NOC, from, STR(""), false);
	return RC_OK;
}

/* Days at the end of a line: the last, and the one before it. */
static bool
cut_day(str *line, date *on)
{
	str s = str_trim(*line);

	if (s.n < 9 || s.p[s.n - 9] != ' ' ||
	    !date_parse8((str){ s.p + s.n - 8, 8 }, on))
		return false;
	*line = (str){ s.p, s.n - 9 };
	return true;
}

/*
 * CODE, description, the day added and, if it ended, the day it did.  A long
 * description goes on in lines that have the code again and no days; a few
 * codes have no days at all.
 */
static enum rc
read_noc_line(struct import *in, str line, uint64_t number, code_key *before,
    struct err *err)
{
	str rest = str_trim(line);
	code_key key = code_pack(str_cut(&rest, ' '));
	date last = DATE_NONE, first = DATE_NONE;

	if (rest.n == 0 || !import_is_procedure(key) || key == *before)
		return RC_OK;
	*before = key;
	if (cut_day(&rest, &last) && !cut_day(&rest, &first)) {
		first = last;
		last = DATE_NONE;
	}
	if (last != DATE_NONE && first > last)
		return import_fail(in, err, number, "the day on which a code "
		    "ends was expected behind the day on which it was added");
	add_noc(in, key, first, last);
	return RC_OK;
}

static bool
knows_noc(const struct source *s)
{
	return import_named(s, "NOC_Codes_*.txt") ||
	    import_named(s, "NOC_Codes_*.prn");
}

static enum rc
read_noc(struct import *in, struct err *err)
{
	struct text t;
	str line;
	code_key before = CODE_NONE;
	enum rc rc = text_init(&t, in->source, err);

	if (rc == RC_OK)
		rc = begin_noc(in, err);
	while (rc == RC_OK && text_line(&t, &line))
		rc = read_noc_line(in, line, t.line, &before, err);
	return rc;
}

const struct importer importer_noc = {
	.name = "NOC", .what = "codes not otherwise classified", .least = 50,
	.knows = knows_noc, .read = read_noc,
};

enum { N_CODE, N_TITLE, N_FROM, N_UNTIL, N_COLUMNS };

static const struct sheet_column want_noc[N_COLUMNS] = {
	{ "HCPCS", true }, { "LONG DESCRIPTION", true }, { "ADD DATE", true },
	{ "TERM DATE", true },
};

/* The last row may hold the end-of-file mark of DOS. */
static bool
has_no_title(const struct import_table *t)
{
	return table_cell(t, N_TITLE).n == 0;
}

static enum rc
read_noc_row(struct import_table *t)
{
	code_key key = table_code(t, N_CODE);
	date from = table_day(t, N_FROM), until = table_day(t, N_UNTIL);

	t->in->rows--;		/* add_noc() counts */
	if (t->rc == RC_OK)
		add_noc(t->in, key, from, until);
	return t->rc;
}

static bool
knows_noc_sheet(const struct source *s)
{
	return import_named(s, "NOC_Codes_*.xlsx") ||
	    import_named(s, "hcpcs_noc_*.csv");
}

static enum rc
read_noc_sheet(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want_noc,
	    N_COLUMNS, read_noc_row, has_no_title, false };
	enum rc rc = begin_noc(in, err);

	return rc != RC_OK ? rc : import_table(in, &c, NULL, err);
}

const struct importer importer_noc_sheet = {
	.name = "NOC-sheet", .what = "codes not otherwise classified, a table",
	.least = 50, .knows = knows_noc_sheet, .read = read_noc_sheet,
};
