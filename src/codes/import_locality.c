/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_locality.c -- what the physician fee schedule has by locality:
 * geographic indices (GPCI), anesthesia conversion factors (ANES), the counties
 * of localities (LOCCO), caps of imaging (OPPSCAP), and payment amounts (PFALL,
 * and PFREV with the amounts that were revised).
 *
 * A locality is known by its contractor, five digits, and its number, two: the
 * number alone occurs with many.
 */
#include "codes/import_table.h"

/* The contractor in `column`, a number; files also have it without its leading
 * zero. */
static uint32_t
carrier_of(struct import_table *t, unsigned column)
{
	uint32_t v = table_number(t, column, 0);

	if (v < 100 || v > 99999)
		table_expected(t, column, "a contractor of five digits");
	return v;
}

static uint32_t
locality_of(struct import_table *t, unsigned column)
{
	str cell = table_cell(t, column);
	uint64_t v;

	if (!str_to_u64(cell, 99, &v)) {
		table_expected(t, column, "a locality of two digits");
		return 0;
	}
	return (uint32_t)v;
}

/* Notes below the rows have text in the first column only. */
static bool
has_no_second(const struct import_table *t)
{
	return table_cell(t, 1).n == 0;
}

static enum rc
begin(struct import *in, enum code_set set, date from, bool partial,
    struct err *err)
{
	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "neither its name nor that of "
		    "its package (rvu24a.zip) tells the year");
	import_release(in, set, from, STR(""), partial);
	return RC_OK;
}

/* ---- GPCI --------------------------------------------------------------- */

enum { G_CARRIER, G_LOCALITY, G_STATE, G_NAME, G_WORK, G_PRACTICE,
	G_MALPRACTICE, G_COLUMNS };

static const struct sheet_column want_gpci[G_COLUMNS] = {
	{ "MEDICARE ADMINISTRATIVE CONTRACTOR MAC|MAC", true },
	{ "LOCALITY NUMBER", true }, { "STATE", true },
	{ "LOCALITY NAME", true },
	{ "*PW GPCI WITH 1 0 FLOOR|GPCI WORK", true },
	{ "*PE GPCI|GPCI PE", true }, { "*MP GPCI|GPCI MP", true },
};

/* Names without the stars that lead to notes. */
static str
without_stars(str s)
{
	while (s.n > 0 && s.p[s.n - 1] == '*')
		s.n--;
	return str_trim(s);
}

static enum rc
read_gpci(struct import_table *t)
{
	struct book_gpci g = {
		.carrier = carrier_of(t, G_CARRIER),
		.locality = locality_of(t, G_LOCALITY),
		.state = table_pair(t, G_STATE),
		.name = build_text(t->in->build,
		    without_stars(table_cell(t, G_NAME))),
		.work = table_number(t, G_WORK, 3),
		.practice = table_number(t, G_PRACTICE, 3),
		.malpractice = table_number(t, G_MALPRACTICE, 3),
	};

	if (g.work == 0 || g.practice == 0 || g.malpractice == 0)
		table_expected(t, G_WORK, "an index, as in all three columns,");
	if (t->rc == RC_OK)
		build_row(t->in->build, t->in->release, TABLE_GPCI, &g);
	return t->rc;
}

/* Our own gpci.csv is told by its header (import_own_edits.c). */
static bool
is_own_gpci(const struct source *s)
{
	return import_named(s, "gpci.csv") && s->bytes.n != 0 &&
	    memmem(s->bytes.p, s->bytes.n < 300 ? s->bytes.n : 300,
	    "malpractice", 11) != NULL;
}

static bool
knows_gpci(const struct source *s)
{
	return (import_named(s, "GPCI*.csv") && !is_own_gpci(s)) ||
	    import_named(s, "GPCI*.xlsx");
}

static enum rc
read_gpci_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want_gpci,
	    G_COLUMNS, read_gpci, has_no_second, false };
	static const struct import_columns converted = { SHEET_CSV, want_gpci,
	    G_COLUMNS, read_gpci, NULL, true };
	enum rc rc = begin(in, SET_GPCI, import_schedule_day(in->source),
	    false, err);

	return rc != RC_OK ? rc : import_table(in,
	    import_named(in->source, "gpci_rvu*") ? &converted : &c, NULL,
	    err);
}

const struct importer importer_gpci = {
	.name = "GPCI", .what = "geographic indices", .least = 80,
	.knows = knows_gpci, .read = read_gpci_file,
};

/* ---- anesthesia --------------------------------------------------------- */

enum { A_CARRIER, A_LOCALITY, A_NAME, A_FACTOR, A_COLUMNS };

static const struct sheet_column want_factor[A_COLUMNS] = {
	{ "CONTRACTOR", true }, { "LOCALITY|LOCALITY NUMBER", true },
	{ "LOCALITY NAME", true },
	{ "ANESTHESIA CONV FACTOR|*CONVERSION FACTOR|*CONV FACTOR", true },
};

static enum rc
read_factor(struct import_table *t)
{
	struct book_anesthesia a = {
		.carrier = carrier_of(t, A_CARRIER),
		.locality = locality_of(t, A_LOCALITY),
		.factor = table_number(t, A_FACTOR, 4),
		.qualifying = import_qualifying(t->in->source),
		.name = build_text(t->in->build,
		    without_stars(table_cell(t, A_NAME))),
	};

	if (a.factor == 0)
		table_expected(t, A_FACTOR, "a conversion factor");
	if (t->rc == RC_OK)
		build_row(t->in->build, t->in->release, TABLE_ANESTHESIA, &a);
	return t->rc;
}

static bool
knows_factor(const struct source *s)
{
	return import_named(s, "ANES*.csv") || import_named(s, "ANES*.xlsx");
}

static enum rc
read_factor_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want_factor,
	    A_COLUMNS, read_factor, has_no_second, true };
	enum rc rc = begin(in, SET_ANESTHESIA,
	    import_schedule_day(in->source), false, err);

	return rc != RC_OK ? rc : import_table(in, &c, NULL, err);
}

const struct importer importer_anesthesia = {
	.name = "ANES", .what = "anesthesia conversion factors", .least = 80,
	.knows = knows_factor, .read = read_factor_file,
};

enum { B_CODE, B_UNITS, B_COLUMNS };

static const struct sheet_column want_base[B_COLUMNS] = {
	{ "CODE|HCPCS|CPT CODE|HCPCS CODE|CPT", true },
	{ "BASE UNITS|BASE UNIT|*BASE UNITS|ANESTHESIA BASE UNIT*", true },
};

static enum rc
read_base(struct import_table *t)
{
	code_key key = table_code(t, B_CODE);
	uint32_t units = table_number(t, B_UNITS, 0);

	if (units > 100 || table_cell(t, B_UNITS).n == 0)
		table_expected(t, B_UNITS, "a number of units");
	if (t->rc == RC_OK)
		build_pair(t->in->build, t->in->release,
		    RELATION_ANESTHESIA_BASE, key, 0, units, DATE_NONE,
		    DATE_NONE);
	return t->rc;
}

static bool
knows_base(const struct source *s)
{
	return import_named(s, "*anesthesia*base*unit*.csv") ||
	    import_named(s, "*anesthesia*base*unit*.xlsx");
}

static enum rc
read_base_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want_base,
	    B_COLUMNS, read_base, has_no_second, false };
	enum rc rc = begin(in, SET_ANESTHESIA_BASE,
	    import_january(import_year(in->source)), false, err);

	return rc != RC_OK ? rc : import_table(in, &c, NULL, err);
}

const struct importer importer_anesthesia_base = {
	.name = "anesthesia-base", .what = "anesthesia base units",
	.least = 100, .knows = knows_base, .read = read_base_file,
};

/* ---- OPPS caps ---------------------------------------------------------- */

enum { O_CODE, O_MODIFIER, O_CARRIER, O_LOCALITY, O_FACILITY, O_OTHER,
	O_COLUMNS };

static const struct sheet_column want_cap[O_COLUMNS] = {
	{ "HCPCS", true }, { "MOD", true }, { "CARRIER", true },
	{ "LOCALITY", true }, { "FACILITY PRICE", true },
	{ "NON FACILITY PRICE|NONFACILITY PRICE|NON FACILTY PRICE", true },
};

static enum rc
read_cap(struct import_table *t)
{
	struct book_opps_cap c = {
		.procedure = build_code_ref(t->in->build, SYSTEM_PROCEDURE,
		    table_code(t, O_CODE)),
		.modifier = table_pair(t, O_MODIFIER),
		.carrier = carrier_of(t, O_CARRIER),
		.locality = locality_of(t, O_LOCALITY),
		.facility = table_number(t, O_FACILITY, 2),
		.other = table_number(t, O_OTHER, 2),
	};

	if (t->rc == RC_OK)
		build_row(t->in->build, t->in->release, TABLE_OPPS_CAP, &c);
	return t->rc;
}

static bool
knows_cap(const struct source *s)
{
	return import_named(s, "OPPSCAP*.csv") ||
	    import_named(s, "OPPSCAP*.xlsx");
}

static enum rc
read_cap_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want_cap,
	    O_COLUMNS, read_cap, has_no_second, false };
	static const struct import_columns converted = { SHEET_CSV, want_cap,
	    O_COLUMNS, read_cap, NULL, true };
	enum rc rc = begin(in, SET_OPPS_CAP, import_schedule_day(in->source),
	    false, err);

	/* With a modifier, the second column is never empty. */
	return rc != RC_OK ? rc : import_table(in,
	    import_named(in->source, "oppscap_rvu*") ? &converted : &c, NULL,
	    err);
}

const struct importer importer_opps_cap = {
	.name = "OPPSCAP", .what = "OPPS caps of imaging", .least = 1000,
	.knows = knows_cap, .read = read_cap_file,
};

/* ---- localities --------------------------------------------------------- */

enum { L_CARRIER, L_LOCALITY, L_STATE, L_AREA, L_COUNTIES, L_LETTERS,
	L_COLUMNS };

static const struct sheet_column want_locality[L_COLUMNS] = {
	{ "MEDICARE ADMINISTRATIVE CONTRACTOR|MAC|"
	    "MEDICARE ADMINSTRATIVE CONTRACTOR", true },
	{ "LOCALITY NUMBER", true }, { "STATE", true },
	{ "FEE SCHEDULE AREA", true }, { "COUNTIES", true },
	{ "STATE ABB", false },
};

/* The file has the state on its first row only; the name goes on below it. */
static enum rc
read_locality(struct import_table *t)
{
	struct book_locality l = {
		.carrier = carrier_of(t, L_CARRIER),
		.locality = locality_of(t, L_LOCALITY),
		.state = table_pair(t, L_LETTERS),
		.area = build_text(t->in->build, table_cell(t, L_AREA)),
		.counties = build_text(t->in->build,
		    table_cell(t, L_COUNTIES)),
	};

	if (t->rc == RC_OK)
		build_row(t->in->build, t->in->release, TABLE_LOCALITY, &l);
	return t->rc;
}

static bool
knows_locality(const struct source *s)
{
	return import_named(s, "[0-9][0-9]LOCCO*.csv") ||
	    import_named(s, "[0-9][0-9]LOCCO*.xlsx") ||
	    import_named(s, "locco_rvu*.csv");
}

static enum rc
read_locality_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want_locality,
	    L_COLUMNS, read_locality, has_no_second, false };
	enum rc rc = begin(in, SET_LOCALITY, import_schedule_day(in->source),
	    false, err);

	return rc != RC_OK ? rc : import_table(in, &c, NULL, err);
}

const struct importer importer_locality = {
	.name = "LOCCO", .what = "localities and their counties", .least = 80,
	.knows = knows_locality, .read = read_locality_file,
};
