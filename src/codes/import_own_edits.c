/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_own_edits.c -- our own layouts of edits and prices.
 *
 * A schedule of one's own has no localities: its rows stand under carrier 0,
 * locality 0 (facts.h).
 */
#include "codes/import_own.h"

/* ---- ptp.csv ------------------------------------------------------------- */

enum { SECOND = OWN_FIRST, PTP_SETTING, INDICATOR, REASON };

static const struct sheet_column ptp_want[] = { OWN_DAYS,
	[OWN_CODE] = { "COLUMN1", true }, [SECOND] = { "COLUMN2", true },
	[PTP_SETTING] = { "SETTING", true },
	[INDICATOR] = { "INDICATOR", true },
	[REASON] = { "REASON", false },
};

static const char *const ptp_settings[] = { "practitioner", "hospital", NULL };
static const char *const indicators[] = { "0", "1", "9", NULL };

static enum rc
ptp_row(struct import_row *r)
{
	static const struct { enum code_set set; enum relation relation; }
	of[] = { { SET_PTP_PRACTITIONER, RELATION_PTP_PRACTITIONER },
		{ SET_PTP_HOSPITAL, RELATION_PTP_HOSPITAL } };
	code_key first, second;
	unsigned setting, indicator;
	date from, until;
	enum rc rc = row_code(r, OWN_CODE, 5, 5, &first);

	if (rc == RC_OK)
		rc = row_code(r, SECOND, 5, 5, &second);
	if (rc == RC_OK)
		rc = row_word(r, PTP_SETTING, ptp_settings, &setting);
	if (rc == RC_OK)
		rc = row_word(r, INDICATOR, indicators, &indicator);
	if (rc == RC_OK)
		rc = own_days(r, &from, &until);
	if (rc != RC_OK)
		return rc;
	build_pair(r->in->build, own_release(r, of[setting].set),
	    of[setting].relation, first, second,
	    (uint32_t)(indicators[indicator][0] - '0') |
	    build_text(r->in->build, row_cell(r, REASON)) << 8, from, until);
	return RC_OK;
}

/* ---- mue.csv ------------------------------------------------------------- */

enum { MUE_SETTING = OWN_FIRST, UNITS, MAI };

static const struct sheet_column mue_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [MUE_SETTING] = { "SETTING", true },
	[UNITS] = { "UNITS", true }, [MAI] = { "MAI", true },
};

/* In the order of enum mue_setting. */
static const char *const mue_settings[] = {
	"practitioner", "hospital", "dme", NULL
};
static const enum code_set mue_sets[MUE_SETTINGS] = {
	SET_MUE_PRACTITIONER, SET_MUE_OUTPATIENT, SET_MUE_DME,
};

static enum rc
mue_row(struct import_row *r)
{
	code_key key;
	unsigned setting;
	uint32_t units, mai;
	date from, until;
	enum rc rc = row_code(r, OWN_CODE, 5, 5, &key);

	if (rc == RC_OK)
		rc = row_word(r, MUE_SETTING, mue_settings, &setting);
	if (rc == RC_OK)
		rc = row_number(r, UNITS, 0xFFFFFF, 0, &units);
	if (rc == RC_OK)
		rc = row_number(r, MAI, 3, 0, &mai);
	if (rc == RC_OK && (mai == 0 || row_cell(r, UNITS).n == 0))
		rc = row_fail(r, mai == 0 ? MAI : UNITS, "a number");
	if (rc == RC_OK)
		rc = own_days(r, &from, &until);
	if (rc == RC_OK)
		build_pair(r->in->build, own_release(r, mue_sets[setting]),
		    RELATION_MUE, key, setting, units | mai << 24, from,
		    until);
	return rc;
}

/* ---- addon.csv ----------------------------------------------------------- */

enum { PRIMARY = OWN_FIRST, TYPE };

static const struct sheet_column addon_want[] = { OWN_DAYS,
	[OWN_CODE] = { "ADDON", true }, [PRIMARY] = { "PRIMARY", true },
	[TYPE] = { "TYPE", true },
};

static enum rc
addon_row(struct import_row *r)
{
	code_key addon, primary;
	uint32_t type;
	date from, until;
	enum rc rc = row_code(r, OWN_CODE, 5, 5, &addon);

	if (rc == RC_OK)
		rc = row_code(r, PRIMARY, 0, 5, &primary);
	if (rc == RC_OK)
		rc = row_number(r, TYPE, 3, 0, &type);
	if (rc == RC_OK && (type == 0 || (type == 1 && primary == CODE_NONE)))
		rc = row_fail(r, type == 0 ? TYPE : PRIMARY,
		    type == 0 ? "1, 2 or 3" : "a procedure");
	if (rc == RC_OK)
		rc = own_days(r, &from, &until);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release, RELATION_ADD_ON,
		    addon, primary, type, from, until);
	return rc;
}

/* ---- fees.csv ------------------------------------------------------------ */

enum { MODIFIER = OWN_FIRST, PRICE, STATUS, WORK, OTHER, FACILITY,
	MALPRACTICE, GLOBAL, PC_TC, MULTIPLE, BILATERAL, ASSISTANT,
	CO_SURGEONS, TEAM };

static const struct sheet_column fees_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [MODIFIER] = { "MODIFIER", true },
	[PRICE] = { "PRICE", false }, [STATUS] = { "STATUS", false },
	[WORK] = { "WORK", false }, [OTHER] = { "PE NONFACILITY", false },
	[FACILITY] = { "PE FACILITY", false },
	[MALPRACTICE] = { "MALPRACTICE", false },
	[GLOBAL] = { "GLOBAL", false }, [PC_TC] = { "PCTC", false },
	[MULTIPLE] = { "MULTIPLE", false },
	[BILATERAL] = { "BILATERAL", false },
	[ASSISTANT] = { "ASSISTANT", false },
	[CO_SURGEONS] = { "COSURGEON", false }, [TEAM] = { "TEAM", false },
};

/* Two characters as a number, or 0. */
static enum rc
row_pair(const struct import_row *r, int column, uint32_t *out)
{
	str cell = row_cell(r, column);

	*out = 0;
	if (cell.n != 0 && cell.n != 2)
		return row_fail(r, column, "two characters");
	if (cell.n == 2)
		*out = PAIR_OF(cell.p[0], cell.p[1]);
	return RC_OK;
}

/* A letter or digit as its byte, or 0. */
static enum rc
row_letter(const struct import_row *r, int column, uint32_t *out)
{
	str cell = row_cell(r, column);

	if (cell.n > 1)
		return row_fail(r, column, "one letter or digit");
	*out = cell.n == 1 ? (uint8_t)cell.p[0] : 0;
	return RC_OK;
}

/* "000" "010" "090" as days, "XXX" and the like as three letters. */
static enum rc
row_global(const struct import_row *r, uint32_t *out)
{
	str cell = row_cell(r, GLOBAL);
	uint64_t days;

	*out = 0;
	if (cell.n == 0)
		return RC_OK;
	if (cell.n != 3)
		return row_fail(r, GLOBAL, "three digits or letters");
	*out = str_to_u64(cell, 90, &days) ? (uint32_t)days :
	    (uint32_t)(uint8_t)cell.p[0] << 16 | PAIR_OF(cell.p[1], cell.p[2]);
	return RC_OK;
}

/* Relative values, in hundredths. */
static enum rc
read_values(const struct import_row *r, struct book_rvu *v)
{
	const struct { int column; uint32_t *to; } values[] = {
		{ WORK, &v->work }, { OTHER, &v->practice_other },
		{ FACILITY, &v->practice_facility },
		{ MALPRACTICE, &v->malpractice },
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK &&
	    i < sizeof values / sizeof *values; i++)
		rc = row_decimal(r, values[i].column, 2, values[i].to);
	return rc;
}

/* Medicare's indicators. */
static enum rc
read_indicators(const struct import_row *r, struct book_rvu *v)
{
	const struct { int column; uint32_t *to; } letters[] = {
		{ STATUS, &v->status }, { PC_TC, &v->pc_tc },
		{ MULTIPLE, &v->multiple }, { BILATERAL, &v->bilateral },
		{ ASSISTANT, &v->assistant },
		{ CO_SURGEONS, &v->co_surgeons }, { TEAM, &v->team },
	};
	enum rc rc = row_global(r, &v->global);

	for (size_t i = 0; rc == RC_OK &&
	    i < sizeof letters / sizeof *letters; i++)
		rc = row_letter(r, letters[i].column, letters[i].to);
	return rc;
}

static enum rc
fees_row(struct import_row *r)
{
	struct book_rvu v = { .base = NO_ROW };
	struct book_payment p = { 0 };
	code_key key;
	enum rc rc = row_code(r, OWN_CODE, 5, 5, &key);

	if (rc == RC_OK)
		rc = row_pair(r, MODIFIER, &v.modifier);
	if (rc == RC_OK)
		rc = read_values(r, &v);
	if (rc == RC_OK)
		rc = read_indicators(r, &v);
	if (rc == RC_OK)
		rc = row_decimal(r, PRICE, 2, &p.other);
	if (rc != RC_OK)
		return rc;
	v.procedure = p.procedure = build_code_ref(r->in->build,
	    SYSTEM_PROCEDURE, key);
	p.modifier = v.modifier;
	p.facility = p.other;
	p.status = v.status;
	if (v.status != 0)
		build_row(r->in->build, own_release(r, SET_RVU), TABLE_RVU,
		    &v);
	if (row_cell(r, PRICE).n != 0)
		build_row(r->in->build, own_release(r, SET_FEES),
		    TABLE_PAYMENT, &p);
	return RC_OK;
}

/* ---- gpci.csv ------------------------------------------------------------ */

enum { LOCALITY = OWN_FIRST, LOCALITY_NAME, GPCI_WORK, GPCI_PRACTICE,
	GPCI_MALPRACTICE };

static const struct sheet_column gpci_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CARRIER", true }, [LOCALITY] = { "LOCALITY", true },
	[LOCALITY_NAME] = { "NAME", true }, [GPCI_WORK] = { "WORK", true },
	[GPCI_PRACTICE] = { "PE", true },
	[GPCI_MALPRACTICE] = { "MALPRACTICE", true },
};

static enum rc
gpci_row(struct import_row *r)
{
	struct book_gpci g = { .name = build_text(r->in->build,
	    row_cell(r, LOCALITY_NAME)) };
	enum rc rc = row_number(r, OWN_CODE, 99999, 0, &g.carrier);

	if (rc == RC_OK && g.carrier == 0)
		rc = row_fail(r, OWN_CODE, "a carrier, five digits");
	if (rc == RC_OK)
		rc = row_number(r, LOCALITY, 99, 0, &g.locality);
	if (rc == RC_OK)
		rc = row_decimal(r, GPCI_WORK, 3, &g.work);
	if (rc == RC_OK)
		rc = row_decimal(r, GPCI_PRACTICE, 3, &g.practice);
	if (rc == RC_OK)
		rc = row_decimal(r, GPCI_MALPRACTICE, 3, &g.malpractice);
	if (rc == RC_OK)
		build_row(r->in->build, r->in->release, TABLE_GPCI, &g);
	return rc;
}

/* ---- conversion-factor.csv ----------------------------------------------- */

enum { FACTOR = OWN_FIRST };

static const struct sheet_column factor_want[] = { OWN_DAYS,
	[OWN_CODE] = { "KIND", true }, [FACTOR] = { "FACTOR", true },
};

/* In the order of enum factor_kind. */
static const char *const factor_kinds[] = {
	"physician", "physician_apm", "anesthesia", NULL
};

static enum rc
factor_row(struct import_row *r)
{
	struct book_factor f = { 0 };
	unsigned kind;
	enum rc rc = row_word(r, OWN_CODE, factor_kinds, &kind);

	if (rc == RC_OK)
		rc = row_decimal(r, FACTOR, 4, &f.factor);
	if (rc == RC_OK && f.factor == 0)
		rc = row_fail(r, FACTOR, "a factor");
	f.kind = kind;
	if (rc == RC_OK)
		build_row(r->in->build, r->in->release, TABLE_FACTOR, &f);
	return rc;
}

/* ---- clia-waived.csv, hac.csv -------------------------------------------- */

static const struct sheet_column clia_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true },
};

static enum rc
clia_row(struct import_row *r)
{
	code_key key;
	date from, until;
	enum rc rc = row_code(r, OWN_CODE, 5, 5, &key);

	if (rc == RC_OK)
		rc = own_days(r, &from, &until);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release, RELATION_CLIA_WAIVED,
		    key, 0, 0, from, until);
	return rc;
}

enum { HAC = OWN_FIRST };

static const struct sheet_column hac_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [HAC] = { "HAC", true },
};

static enum rc
hac_row(struct import_row *r)
{
	code_key key;
	uint32_t hac;
	date from, until;
	enum rc rc = row_code(r, OWN_CODE, 3, 7, &key);

	if (rc == RC_OK)
		rc = row_number(r, HAC, 99, 0, &hac);
	if (rc == RC_OK && hac == 0)
		rc = row_fail(r, HAC, "the number of a condition");
	if (rc == RC_OK)
		rc = own_days(r, &from, &until);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release, RELATION_HAC, key,
		    hac, 0, from, until);
	return rc;
}

/* ---- the layouts --------------------------------------------------------- */

const struct own_layout own_edits[] = {
	{ "ptp.csv", SETS, SYSTEM_PROCEDURE, OWN_WANT(ptp_want), ptp_row,
	  false, NULL },
	{ "mue.csv", SETS, SYSTEM_PROCEDURE, OWN_WANT(mue_want), mue_row,
	  false, NULL },
	{ "addon.csv", SET_ADD_ON, SYSTEM_PROCEDURE, OWN_WANT(addon_want),
	  addon_row, false, NULL },
	{ "fees.csv", SETS, SYSTEM_PROCEDURE, OWN_WANT(fees_want), fees_row,
	  false, NULL },
	{ "gpci.csv", SET_GPCI, SYSTEM_PROCEDURE, OWN_WANT(gpci_want),
	  gpci_row, false, NULL },
	{ "conversion-factor.csv", SET_FACTORS, SYSTEM_PROCEDURE,
	  OWN_WANT(factor_want), factor_row, false, NULL },
	{ "clia-waived.csv", SET_CLIA_WAIVED, SYSTEM_PROCEDURE,
	  OWN_WANT(clia_want), clia_row, false, NULL },
	{ "hac.csv", SET_HAC, SYSTEM_DIAGNOSIS, OWN_WANT(hac_want), hac_row,
	  false, NULL },
	{ .name = NULL },
};
