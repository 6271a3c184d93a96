/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_own_codes.c -- our own layouts of codes: ICD-10-CM, HCPCS, modifiers,
 * places, taxonomy, types of bill, and lists of meanings.
 */
#include "codes/import_own.h"

#define DAYS_NONE	.from = DATE_NONE, .until = DATE_NONE

/* ---- lists of meanings --------------------------------------------------- */

enum { MEANING = OWN_FIRST, ALERT };

static const struct sheet_column meaning_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [MEANING] = { "MEANING", true },
	[ALERT] = { "ALERT", false },
};

static enum rc
meaning_row(struct import_row *r)
{
	const struct own_work *w = r->ctx;
	struct build_code c = { .system = w->layout->system,
	    .full = row_cell(r, MEANING), .billable = true, DAYS_NONE };
	str alert = row_cell(r, ALERT);
	enum rc rc = row_code(r, OWN_CODE, 1, 4 + (c.system == SYSTEM_REMARK),
	    &c.key);

	if (rc == RC_OK)
		rc = own_list(r, &c);
	if (rc == RC_OK && alert.n != 0)
		build_fact(r->in->build, w->base, c.system, c.key, FACT_USAGE,
		    str_eq(alert, STR("1")) ? STR("alert") :
		    STR("adjustment"));
	return rc;
}

/* ---- icd10cm.csv --------------------------------------------------------- */

enum { LEVEL = OWN_FIRST, TITLE, BILLABLE, PARENT };

static const struct sheet_column icd10cm_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [LEVEL] = { "LEVEL", true },
	[TITLE] = { "TITLE", true }, [BILLABLE] = { "BILLABLE", true },
	[PARENT] = { "PARENT", true },
};

static const char *const levels[] = { "chapter", "block", "code", NULL };
static const char *const no_yes[] = { "0", "1", NULL };

static enum rc
icd10cm_key(const struct import_row *r, code_key *out)
{
	*out = own_diagnosis_key(row_cell(r, OWN_CODE));
	return *out != CODE_NONE ? RC_OK :
	    row_fail(r, OWN_CODE, "a chapter, a block or a code");
}

static enum rc
icd10cm_row(struct import_row *r)
{
	unsigned level, billable;
	struct build_code c = { .system = SYSTEM_DIAGNOSIS,
	    .full = row_cell(r, TITLE), DAYS_NONE,
	    .parent = own_diagnosis_key(row_cell(r, PARENT)) };
	enum rc rc = icd10cm_key(r, &c.key);

	if (rc == RC_OK)
		rc = row_word(r, LEVEL, levels, &level);
	if (rc == RC_OK)
		rc = row_word(r, BILLABLE, no_yes, &billable);
	if (rc == RC_OK && c.full.n == 0)
		rc = row_fail(r, TITLE, "a title");
	if (rc == RC_OK && c.parent == CODE_NONE && level != 0)
		rc = row_fail(r, PARENT, "the code above");
	if (rc != RC_OK)
		return rc;
	c.billable = billable;
	c.always = level < 2;
	return own_list(r, &c);
}

/* ---- hcpcs.csv ----------------------------------------------------------- */

enum { LONG = OWN_FIRST, SHORT, COVERAGE };

static const struct sheet_column hcpcs_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [LONG] = { "LONG", true },
	[SHORT] = { "SHORT", true }, [COVERAGE] = { "COVERAGE", false },
};

static enum rc
hcpcs_row(struct import_row *r)
{
	const struct own_work *w = r->ctx;
	struct build_code c = { .system = SYSTEM_PROCEDURE, .billable = true,
	    .full = row_cell(r, LONG), .brief = row_cell(r, SHORT),
	    DAYS_NONE };
	enum rc rc = row_code(r, OWN_CODE, 5, 5, &c.key);

	if (rc == RC_OK)
		rc = own_list(r, &c);
	if (rc == RC_OK)
		build_fact(r->in->build, w->base, c.system, c.key,
		    FACT_COVERAGE, row_cell(r, COVERAGE));
	return rc;
}

/* ---- modifiers.csv ------------------------------------------------------- */

enum { SET = OWN_FIRST, MODIFIER_MEANING, NCCI };

static const struct sheet_column modifiers_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [SET] = { "SET", true },
	[MODIFIER_MEANING] = { "MEANING", true }, [NCCI] = { "NCCI", false },
};

static const char *const modifier_sets[] = { "hcpcs", "cpt", NULL };

static enum rc
modifiers_row(struct import_row *r)
{
	const struct own_work *w = r->ctx;
	unsigned set;
	struct build_code c = { .system = SYSTEM_MODIFIER, .billable = true,
	    .full = row_cell(r, MODIFIER_MEANING), DAYS_NONE };
	enum rc rc = row_code(r, OWN_CODE, 2, 2, &c.key);

	if (rc == RC_OK)
		rc = row_word(r, SET, modifier_sets, &set);
	if (rc == RC_OK)
		rc = own_list(r, &c);
	if (rc != RC_OK)
		return rc;
	build_fact(r->in->build, w->base, c.system, c.key, FACT_CATEGORY,
	    str_of(modifier_sets[set]));
	build_fact(r->in->build, w->base, c.system, c.key, FACT_NCCI,
	    row_cell(r, NCCI));
	return RC_OK;
}

/* ---- pos.csv ------------------------------------------------------------- */

enum { NAME = OWN_FIRST, DESCRIPTION, FACILITY };

static const struct sheet_column pos_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [NAME] = { "NAME", true },
	[DESCRIPTION] = { "DESCRIPTION", false },
	[FACILITY] = { "FACILITY", true },
};

static enum rc
pos_row(struct import_row *r)
{
	const struct own_work *w = r->ctx;
	struct build_code c = { .system = SYSTEM_PLACE, .billable = true,
	    .full = row_cell(r, NAME), DAYS_NONE };
	enum rc rc = row_code(r, OWN_CODE, 2, 2, &c.key);

	if (rc == RC_OK)
		rc = own_list(r, &c);
	if (rc != RC_OK)
		return rc;
	build_fact(r->in->build, w->base, c.system, c.key, FACT_DEFINITION,
	    row_cell(r, DESCRIPTION));
	build_fact(r->in->build, w->base, c.system, c.key, FACT_FACILITY,
	    row_cell(r, FACILITY));
	return RC_OK;
}

/* ---- taxonomy.csv -------------------------------------------------------- */

enum { KIND = OWN_FIRST, TAXONOMY_NAME };

static const struct sheet_column taxonomy_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [KIND] = { "KIND", true },
	[TAXONOMY_NAME] = { "NAME", true },
};

static enum rc
taxonomy_row(struct import_row *r)
{
	const struct own_work *w = r->ctx;
	struct build_code c = { .system = SYSTEM_TAXONOMY, .billable = true,
	    .full = row_cell(r, TAXONOMY_NAME), DAYS_NONE };
	enum rc rc = row_code(r, OWN_CODE, 10, 10, &c.key);

	if (rc == RC_OK)
		rc = own_list(r, &c);
	if (rc == RC_OK)
		build_fact(r->in->build, w->base, c.system, c.key,
		    FACT_SECTION, row_cell(r, KIND));
	return rc;
}

/* ---- bill-type.csv ------------------------------------------------------- */

enum { CONTEXT = OWN_FIRST, DIGIT, BILL_MEANING };

static const struct sheet_column bill_want[] = { OWN_DAYS,
	[OWN_CODE] = { "POSITION", true }, [CONTEXT] = { "CONTEXT", true },
	[DIGIT] = { "DIGIT", true }, [BILL_MEANING] = { "MEANING", true },
};

static const char *const positions[] = { "1", "2", "3", NULL };

/* List what a digit means, as "1__", "13_" or "__7": no types by themselves. */
static void
list_digit(struct import_row *r, const char pattern[3], date from, date until)
{
	build_code(r->in->build, r->in->release, &(struct build_code){
	    .system = SYSTEM_BILL_TYPE, .key = code_pack((str){ pattern, 3 }),
	    .full = row_cell(r, BILL_MEANING), .from = from, .until = until });
}

/* The second digit of each facility of the context, "7" or "1-6". */
static enum rc
list_second(struct import_row *r, char digit, date from, date until)
{
	str context = row_cell(r, CONTEXT);
	char last;

	if ((context.n != 1 && context.n != 3) || context.p[0] < '0' ||
	    (last = context.p[context.n - 1]) > '9')
		return row_fail(r, CONTEXT, "a digit, or two with a dash");
	for (char first = context.p[0]; first <= last; first++)
		list_digit(r, (char[3]){ first, digit, '_' }, from, until);
	return RC_OK;
}

static enum rc
bill_row(struct import_row *r)
{
	str digit = row_cell(r, DIGIT);
	unsigned position;
	date from, until;
	enum rc rc = row_word(r, OWN_CODE, positions, &position);

	if (rc == RC_OK && (digit.n != 1 || code_pack(digit) == CODE_NONE))
		rc = row_fail(r, DIGIT, "one digit or letter");
	if (rc == RC_OK)
		rc = own_days(r, &from, &until);
	if (rc != RC_OK)
		return rc;
	if (position == 1)
		return list_second(r, digit.p[0], from, until);
	list_digit(r, position == 0 ? (char[3]){ digit.p[0], '_', '_' } :
	    (char[3]){ '_', '_', digit.p[0] }, from, until);
	return RC_OK;
}

/* ---- the layouts --------------------------------------------------------- */

#define MEANINGS(name, set, system) \
	{ name, SET_##set, SYSTEM_##system, OWN_WANT(meaning_want), \
	  meaning_row, true, NULL }

const struct own_layout own_codes[] = {
	{ "icd10cm.csv", SET_ICD10CM, SYSTEM_DIAGNOSIS,
	  OWN_WANT(icd10cm_want), icd10cm_row, true, icd10cm_key },
	{ "hcpcs.csv", SET_HCPCS, SYSTEM_PROCEDURE, OWN_WANT(hcpcs_want),
	  hcpcs_row, true, NULL },
	{ "modifiers.csv", SET_MODIFIERS, SYSTEM_MODIFIER,
	  OWN_WANT(modifiers_want), modifiers_row, true, NULL },
	{ "pos.csv", SET_POS, SYSTEM_PLACE, OWN_WANT(pos_want), pos_row, true,
	  NULL },
	{ "taxonomy.csv", SET_TAXONOMY, SYSTEM_TAXONOMY,
	  OWN_WANT(taxonomy_want), taxonomy_row, true, NULL },
	{ "bill-type.csv", SET_BILL_TYPES, SYSTEM_BILL_TYPE,
	  OWN_WANT(bill_want), bill_row, false, NULL },
	MEANINGS("admission-source.csv", ADMISSION_SOURCES, ADMISSION_SOURCE),
	MEANINGS("admission-type.csv", ADMISSION_TYPES, ADMISSION_TYPE),
	MEANINGS("condition.csv", CONDITIONS, CONDITION),
	MEANINGS("discharge-status.csv", DISCHARGES, DISCHARGE),
	MEANINGS("occurrence.csv", OCCURRENCES, OCCURRENCE),
	/* Spans are numbered from where occurrences end: one space of codes. */
	MEANINGS("occurrence-span.csv", OCCURRENCES, OCCURRENCE),
	MEANINGS("revenue.csv", REVENUE, REVENUE),
	MEANINGS("value.csv", VALUES, VALUE),
	MEANINGS("carc.csv", CARC, ADJUSTMENT),
	MEANINGS("rarc.csv", RARC, REMARK),
	MEANINGS("claim-status.csv", CLAIM_STATUS, STATUS),
	MEANINGS("claim-status-category.csv", CLAIM_STATUS_CATEGORY,
	    STATUS_CATEGORY),
	MEANINGS("group-codes.csv", GROUPS, GROUP),
	{ .name = NULL },
};
