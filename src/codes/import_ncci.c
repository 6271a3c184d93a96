/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_ncci.c -- the edits of Medicare's National Correct Coding Initiative:
 * procedure-to-procedure (PTP) and medically unlikely units (MUE).
 *
 * PTP: ccipra-vNNNr0-f1 to f4 for practitioners, ccioph- for the outpatient
 * hospital, as tab-separated text or workbook.  Each is a full history since
 * 1996, split by column 1 codes.  Version 322 is 32.2, the third quarter of
 * 2026: the first was of 1995.  A deletion date is the last day on which the
 * edit was active; an edit deleted on its effective date was never active, and
 * has indicator 9.
 *
 * MUE: MCR_MUE_..._Eff_MM-DD-YYYY.csv.  Only the name has the date.  A release
 * replaces the table.
 */
#include "codes/import_table.h"

/* ---- PTP ---------------------------------------------------------------- */

enum { LEFT, RIGHT, FROM, UNTIL, INDICATOR, RATIONALE, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	{ "COLUMN 1|COLUMN1", true }, { "COLUMN 2|COLUMN2", true },
	{ "EFFECTIVE DATE|EFFECTIVE DATE*", true },
	{ "DELETION DATE|DELETION DATE*", true },
	{ "MODIFIER|MODIFIER*", true },
	{ "PTP EDIT RATIONALE|RATIONALE", true },
};

/* A table of which the effective dates were lost. */
static const struct sheet_column want_converted[COLUMNS] = {
	{ "COLUMN1", true }, { "COLUMN2", true },
	{ "EFFECTIVE DATE", false }, { "DELETION DATE", true },
	{ "MODIFIER", true }, { "RATIONALE", true },
};

/* The last text of a rationale, since there are a dozen in a million rows. */
struct ptp { enum relation relation; str said; text_ref text; };

static text_ref
rationale(struct import_table *t, struct ptp *p)
{
	str cell = table_cell(t, RATIONALE);

	p->text = build_text(t->in->build, cell);
	if (p->text >= 1u << 24)
		import_fail(t->in, t->err, t->sheet.line, "too many texts");
	return p->text;
}

/* "*" says that the edit is active. */
static date
deletion(struct import_table *t)
{
	return str_eq(table_cell(t, UNTIL), STR("*")) ? DATE_NONE :
	    table_day(t, UNTIL);
}

static enum rc
read_pair(struct import_table *t)
{
	struct ptp *p = t->ctx;
	code_key left = table_code(t, LEFT), right = table_code(t, RIGHT);
	date from = table_day(t, FROM), until = deletion(t);
	str cell = table_cell(t, INDICATOR);

	if (cell.n != 1 || memchr("019", cell.p[0], 3) == NULL)
		return table_expected(t, INDICATOR, "0, 1 or 9");
	if (from == DATE_NONE && t->columns->want == want)
		return table_expected(t, FROM, "a day");
	/* Never active: on the only day that is known. */
	if (cell.p[0] == '9' && from == DATE_NONE)
		from = until;
	if (t->rc == RC_OK)
		build_pair(t->in->build, t->in->release, p->relation, left,
		    right, (uint32_t)(cell.p[0] - '0') |
		    rationale(t, p) << 8, from, until);
	return t->rc;
}

/* Rows of the notice that workbooks have below. */
static bool
is_blank(const struct import_table *t)
{
	return table_cell(t, RIGHT).n == 0;
}

/* Version 322 begins on 2026-07-01. */
static date
version_day(int version)
{
	date on;

	return version >= 10 && version % 10 < 4 &&
	    date_from_ymd(1994 + version / 10, 1 + version % 10 * 3, 1, &on) ?
	    on : DATE_NONE;
}

/* 2024q1 of a converted file. */
static date
quarter_day(const struct source *s)
{
	int year = import_name_number(s, 4, 0), quarter = 0;
	date on;

	for (unsigned i = 0; quarter == 0 || quarter > 4; i++) {
		quarter = import_name_number(s, 1, i);
		if (quarter < 0)
			return DATE_NONE;
	}
	return year > 0 && date_from_ymd(year, 3 * quarter - 2, 1, &on) ? on :
	    DATE_NONE;
}

static enum rc
begin_ptp(struct import *in, bool hospital, date from, struct ptp *p,
    struct err *err)
{
	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should have a "
		    "version, as ccipra-v322r0-f1.TXT does, or a quarter");
	p->relation = hospital ? RELATION_PTP_HOSPITAL :
	    RELATION_PTP_PRACTITIONER;
	import_release(in, hospital ? SET_PTP_HOSPITAL : SET_PTP_PRACTITIONER,
	    from, STR(""), false);
	return RC_OK;
}

static bool
knows_ptp(const struct source *s)
{
	return (import_named(s, "ccipra-*") || import_named(s, "ccioph-*")) &&
	    (import_named(s, "*.txt") || import_named(s, "*.xlsx") ||
	    import_named(s, "*.csv"));
}

static enum rc
read_ptp(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want, COLUMNS,
	    read_pair, is_blank, false };
	struct ptp p;
	enum rc rc = begin_ptp(in, import_named(in->source, "ccioph-*"),
	    version_day(import_name_number(in->source, 3, 0)), &p, err);

	return rc != RC_OK ? rc : import_table(in, &c, &p, err);
}

const struct importer importer_ptp = {
	.name = "PTP", .what = "NCCI procedure-to-procedure edits",
	.least = 1000, .knows = knows_ptp, .read = read_ptp,
};

static bool
knows_ptp_converted(const struct source *s)
{
	return import_named(s, "ptp_*_[0-9]*q[1-4].tsv") ||
	    import_named(s, "ptp_*_[0-9]*q[1-4].csv");
}

static enum rc
read_ptp_converted(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME,
	    want_converted, COLUMNS, read_pair, NULL, false };
	struct ptp p;
	enum rc rc = begin_ptp(in, import_named(in->source, "ptp_hospital*"),
	    quarter_day(in->source), &p, err);

	return rc != RC_OK ? rc : import_table(in, &c, &p, err);
}

const struct importer importer_ptp_converted = {
	.name = "PTP-converted",
	.what = "NCCI procedure-to-procedure edits, converted",
	.least = 1000, .knows = knows_ptp_converted,
	.read = read_ptp_converted,
};

/* ---- MUE ---------------------------------------------------------------- */

static const struct {
	const char *file;	/* how its files are named */
	const char *word;	/* what the column of a converted file says */
	enum code_set set;
} settings[MUE_SETTINGS] = {
	[MUE_PRACTITIONER] = { "MCR_MUE_PractitionerServices*",
		"Practitioner", SET_MUE_PRACTITIONER },
	[MUE_OUTPATIENT] = { "MCR_MUE_OutpatientHospitalServices*",
		"Outpatient Hospital", SET_MUE_OUTPATIENT },
	[MUE_DME] = { "MCR_MUE_DMESupplierServices*", "DME Supplier",
		SET_MUE_DME },
};

enum { U_CODE, U_UNITS, U_INDICATOR, U_SETTING, U_COLUMNS };

static const struct sheet_column want_mue[U_COLUMNS] = {
	{ "HCPCS CPT CODE", true }, { "*MUE VALUES", true },
	{ "MUE ADJUDICATION INDICATOR", true }, { "MUE SETTING", false },
};

static const struct sheet_column want_mue_converted[U_COLUMNS] = {
	{ "HCPCS", true }, { "MUE UOS", true }, { "MUE MAI", true },
	{ "MUE SERVICE TYPE", true },
};

/* A release of each setting; UINT_MAX where the file does not speak of it. */
struct mue { unsigned setting, releases[MUE_SETTINGS]; };

static unsigned
setting_of(struct import_table *t, const struct mue *m)
{
	str cell = table_cell(t, U_SETTING);

	if (m->setting < MUE_SETTINGS)
		return m->setting;
	for (unsigned i = 0; i < MUE_SETTINGS; i++)
		if (str_eq_nocase(cell, str_of(settings[i].word)))
			return i;
	table_expected(t, U_SETTING, "Practitioner, Outpatient Hospital or "
	    "DME Supplier");
	return 0;
}

static enum rc
read_units(struct import_table *t)
{
	const struct mue *m = t->ctx;
	code_key key = table_code(t, U_CODE);
	uint32_t units = table_number(t, U_UNITS, 0);
	str mai = table_cell(t, U_INDICATOR);
	unsigned s = setting_of(t, m);

	if (table_cell(t, U_UNITS).n == 0 || units > 0xFFFFFF)
		return table_expected(t, U_UNITS, "a number of units");
	/* "2 Date of Service Edit: Policy" */
	if (mai.n == 0 || mai.p[0] < '1' || mai.p[0] > '3')
		return table_expected(t, U_INDICATOR, "1, 2 or 3");
	if (t->rc == RC_OK)
		build_pair(t->in->build, m->releases[s], RELATION_MUE, key, s,
		    units | (uint32_t)(mai.p[0] - '0') << 24, DATE_NONE,
		    DATE_NONE);
	return t->rc;
}

/* The day behind "_Eff_": 04-01-2026. */
static date
effective_day(const struct source *s)
{
	int month = import_name_number(s, 2, 0), day, year;
	date on;

	day = import_name_number(s, 2, 1);
	year = import_name_number(s, 4, 0);
	return date_from_ymd(year, month, day, &on) ? on : DATE_NONE;
}

static bool
knows_mue(const struct source *s)
{
	return import_named(s, "MCR_MUE_*Services*.csv") ||
	    import_named(s, "MCR_MUE_*Services*.xlsx");
}

static enum rc
read_mue(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want_mue,
	    U_COLUMNS, read_units, NULL, false };
	date from = effective_day(in->source);
	struct mue m = { .setting = 0 };

	while (m.setting < MUE_SETTINGS &&
	    !import_named(in->source, settings[m.setting].file))
		m.setting++;
	if (m.setting == MUE_SETTINGS ||
	    (from == DATE_NONE && in->from == DATE_NONE))
		return import_fail(in, err, 0, "the name should be as "
		    "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv is");
	m.releases[m.setting] = import_release(in, settings[m.setting].set,
	    from, STR(""), false);
	return import_table(in, &c, &m, err);
}

const struct importer importer_mue = {
	.name = "MUE", .what = "NCCI medically unlikely edits", .least = 1000,
	.knows = knows_mue, .read = read_mue,
};

static bool
knows_mue_converted(const struct source *s)
{
	return import_named(s, "mue_[0-9]*q[1-4].csv");
}

static enum rc
read_mue_converted(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_CSV,
	    want_mue_converted, U_COLUMNS, read_units, NULL, false };
	date from = quarter_day(in->source);
	struct mue m = { .setting = MUE_SETTINGS };

	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should have a "
		    "quarter, as mue_2024q2.csv does");
	for (unsigned i = 0; i < MUE_SETTINGS; i++)
		m.releases[i] = import_release(in, settings[i].set, from,
		    STR(""), false);
	return import_table(in, &c, &m, err);
}

const struct importer importer_mue_converted = {
	.name = "MUE-converted",
	.what = "NCCI medically unlikely edits, converted", .least = 1000,
	.knows = knows_mue_converted, .read = read_mue_converted,
};
