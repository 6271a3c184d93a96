/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_leie.c -- OIG's List of Excluded Individuals and Entities,
 * UPDATED.csv.
 *
 * Published each month, and the whole list each time.  The file does not say of
 * which month it is; the newest exclusion in it does, for OIG adds those of the
 * month before.  An NPI of zeros is none.  Dates are YYYYMMDD, zeros if none.
 */
#include "codes/import_rows.h"

enum { LAST, FIRST, MIDDLE, BUSINESS, GENERAL, SPECIALTY, NPI, BORN, ADDRESS,
	CITY, STATE, ZIP, TYPE, EXCLUDED, REINSTATED, WAIVED, WAIVER_STATE,
	COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	[LAST] = { "LASTNAME", true }, [FIRST] = { "FIRSTNAME", true },
	[MIDDLE] = { "MIDNAME", true }, [BUSINESS] = { "BUSNAME", true },
	[GENERAL] = { "GENERAL", true }, [SPECIALTY] = { "SPECIALTY", true },
	[NPI] = { "NPI", true }, [BORN] = { "DOB", true },
	[ADDRESS] = { "ADDRESS", true }, [CITY] = { "CITY", true },
	[STATE] = { "STATE", true }, [ZIP] = { "ZIP", true },
	[TYPE] = { "EXCLTYPE", true }, [EXCLUDED] = { "EXCLDATE", true },
	[REINSTATED] = { "REINDATE", true },
	[WAIVED] = { "WAIVERDATE", true },
	[WAIVER_STATE] = { "WVRSTATE", true },
};

struct reading {
	date	 newest;
	bool	 looking;	/* only for the newest day */
	struct buf address;
};

static bool
knows(const struct source *s)
{
	return import_named(s, "*UPDATED*.csv") &&
	    str_starts(s->bytes, STR("LASTNAME,FIRSTNAME,MIDNAME,BUSNAME"));
}

static enum rc
leie_date(const struct import_row *r, int column, date *out)
{
	if (!str_eq(row_cell(r, column), STR("00000000")))
		return row_date(r, column, out);
	*out = DATE_NONE;
	return RC_OK;
}

static enum rc
read_dates(const struct import_row *r, struct book_exclusion *x)
{
	enum rc rc = leie_date(r, BORN, &x->born);

	if (rc == RC_OK)
		rc = leie_date(r, EXCLUDED, &x->excluded);
	if (rc == RC_OK && x->excluded == DATE_NONE)
		rc = row_fail(r, EXCLUDED, "the day of the exclusion");
	if (rc == RC_OK)
		rc = leie_date(r, REINSTATED, &x->reinstated);
	if (rc == RC_OK)
		rc = leie_date(r, WAIVED, &x->waived);
	return rc;
}

static uint32_t
state_of(str s)
{
	return s.n == 2 ? PAIR_OF(s.p[0], s.p[1]) : 0;
}

static enum rc
read_npi(const struct import_row *r, struct book_exclusion *x)
{
	uint64_t npi = 0;
	str cell = row_cell(r, NPI);

	if (cell.n != 0 && !str_to_u64(cell, 9999999999, &npi))
		return row_fail(r, NPI, "an NPI or zeros");
	x->npi_high = (uint32_t)(npi / 100000);
	x->npi_low = (uint32_t)(npi % 100000);
	return RC_OK;
}

static void
read_names(const struct import_row *r, struct reading *w,
    struct book_exclusion *x)
{
	struct build *b = r->in->build;
	const struct { int column; text_ref *to; } texts[] = {
		{ LAST, &x->name }, { FIRST, &x->first },
		{ MIDDLE, &x->middle }, { BUSINESS, &x->business },
		{ GENERAL, &x->kind }, { SPECIALTY, &x->specialty },
		{ TYPE, &x->reason },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i].to = build_text(b, row_cell(r, texts[i].column));
	buf_reset(&w->address);
	buf_fmt(&w->address, STR_FMT ", " STR_FMT ", " STR_FMT " " STR_FMT,
	    STR_ARG(row_cell(r, ADDRESS)), STR_ARG(row_cell(r, CITY)),
	    STR_ARG(row_cell(r, STATE)), STR_ARG(row_cell(r, ZIP)));
	x->address = build_text(b, buf_str(&w->address));
	x->state = state_of(row_cell(r, STATE));
	x->waiver_state = state_of(row_cell(r, WAIVER_STATE));
}

static enum rc
read_row(struct import_row *r)
{
	struct reading *w = r->ctx;
	struct book_exclusion x = { 0 };
	enum rc rc = read_npi(r, &x);

	if (rc == RC_OK)
		rc = read_dates(r, &x);
	if (rc != RC_OK)
		return rc;
	if (w->looking) {
		w->newest = x.excluded > w->newest ? x.excluded : w->newest;
		return RC_OK;
	}
	read_names(r, w, &x);
	build_row(r->in->build, r->in->release, TABLE_EXCLUSION, &x);
	return RC_OK;
}

/* Once to learn the day, once to read. */
static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading w = { .newest = DATE_NONE, .looking = true };
	const struct import_sheet s = { SHEET_CSV, NULL, want, COLUMNS,
	    read_row, &w };
	enum rc rc;

	buf_init(&w.address, SHEET_ROW_MAX);
	rc = import_rows(in, &s, err);
	if (rc == RC_OK && in->rows == 0)
		rc = import_fail(in, err, 0, "there is no exclusion in it");
	if (rc == RC_OK) {
		w.looking = false;
		in->rows = 0;
		import_release(in, SET_LEIE, w.newest, STR(""), false);
		rc = import_rows(in, &s, err);
	}
	buf_fini(&w.address);
	return rc;
}

const struct importer importer_leie = {
	.name = "LEIE", .what = "OIG's exclusions", .least = 70000,
	.knows = knows, .read = read_file,
};
