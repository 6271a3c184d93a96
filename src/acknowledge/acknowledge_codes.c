/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge_codes.c -- which finding is which code of an answer.
 *
 * The codes of segments and elements (IK304, IK403) stand in findings.def.
 * Sources: X12.5 (TA105), 005010X231A1 (IK502, AK905), code sources 507 and
 * 508 as X12 publishes them, and the status codes that Medicare's front end
 * gives for the same faults (CMS 277CA edits).
 */
#include "acknowledge/acknowledge_private.h"

/* ---- the envelope --------------------------------------------------- */

/* TA105 for what is wrong in an element of ISA, by element. */
static const char *const isa_codes[17] = { "022", "010", "011", "012", "013",
	"005", "006", "007", "008", "014", "015", "016", "017", "018", "019",
	"020", "027" };

/* AK905 for elements of GS, IK502 for those of ST: NULL is no code of the
 * group's, but a fault of what the interchange holds. */
static const char *const gs_codes[9] = { [1] = "1", [6] = "6", [8] = "2" };
static const char *const st_codes[4] = { "6", "6", "7", "19" };

struct row { enum finding_code code; enum ack_scope scope; const char *told; };

/* Findings that have a code of their own, wherever they stand. */
static const struct row rows[] = {
	{ FINDING_ISA_DUPLICATE, SCOPE_INTERCHANGE, "025" },
	{ FINDING_GROUP_COUNT, SCOPE_INTERCHANGE, "021" },
	{ FINDING_TRUNCATED, SCOPE_INTERCHANGE, "023" },
	{ FINDING_SEGMENT_TOO_LONG, SCOPE_INTERCHANGE, "004" },
	{ FINDING_NOT_OPENED, SCOPE_INTERCHANGE, "022" },
	{ FINDING_GS_DUPLICATE, SCOPE_GROUP, "19" },
	{ FINDING_TRANSACTION_COUNT, SCOPE_GROUP, "5" },
	{ FINDING_GROUP_KIND, SCOPE_GROUP, "1" },
	{ FINDING_ST_DUPLICATE, SCOPE_TRANSACTION, "23" },
	{ FINDING_SEGMENT_COUNT, SCOPE_TRANSACTION, "4" },
	{ FINDING_VERSION_MISMATCH, SCOPE_TRANSACTION, "19" },
	/* Trailers that are missing are seen by the acknowledger itself. */
	{ FINDING_NOT_CLOSED, SCOPE_NONE, "" },
};

static struct ack_code
code_in(enum ack_scope scope, const char *const *codes, size_t n,
    unsigned element)
{
	const char *code = element < n ? codes[element] : NULL;

	if (code == NULL)
		return (struct ack_code){ SCOPE_INTERCHANGE, STR("024") };
	return (struct ack_code){ scope, str_of(code) };
}

/* The separators of two kinds are told by what they separate. */
static struct ack_code
separator_code(const struct finding *f)
{
	return (struct ack_code){ SCOPE_INTERCHANGE,
	    str_eq(f->want, STR("component")) ? STR("027") : STR("016") };
}

/* A control number that is not the header's. */
static struct ack_code
mismatch_code(const struct finding *f)
{
	if (str_eq(f->at.segment_id, STR("IEA")))
		return (struct ack_code){ SCOPE_INTERCHANGE, STR("001") };
	if (str_eq(f->at.segment_id, STR("GE")))
		return (struct ack_code){ SCOPE_GROUP, STR("4") };
	return (struct ack_code){ SCOPE_TRANSACTION, STR("3") };
}

/* What is wrong with an element of a control segment, by segment. */
static struct ack_code
control_code(const struct finding *f)
{
	str id = f->at.segment_id;
	unsigned e = f->at.element;

	if (str_eq(id, STR("ISA")))
		return code_in(SCOPE_INTERCHANGE, isa_codes, 17, e);
	if (str_eq(id, STR("IEA")))
		return (struct ack_code){ SCOPE_INTERCHANGE,
		    e == 2 ? STR("001") : STR("021") };
	if (str_eq(id, STR("GS")))
		return code_in(SCOPE_GROUP, gs_codes, 9, e);
	if (str_eq(id, STR("GE")))
		return (struct ack_code){ SCOPE_GROUP,
		    e == 2 ? STR("4") : STR("5") };
	if (str_eq(id, STR("TA1")))
		return (struct ack_code){ SCOPE_NONE, STR("") };
	if (str_eq(id, STR("ST")))
		return code_in(SCOPE_TRANSACTION, st_codes, 4, e);
	if (str_eq(id, STR("SE")))
		return (struct ack_code){ SCOPE_TRANSACTION,
		    e == 2 ? STR("3") : STR("4") };
	return (struct ack_code){ SCOPE_SEGMENT, STR("") };
}

/* A guide is lacking: for the version, or for the kind of transaction. */
static struct ack_code
no_guide_code(const struct finding *f)
{
	static const char known[] = " 270 271 276 277 278 820 834 835 837 ";
	char word[8];

	if (f->a.n != 3)
		return (struct ack_code){ SCOPE_TRANSACTION, STR("1") };
	memcpy(word, "     ", 5);
	memcpy(word + 1, f->a.p, 3);
	word[5] = '\0';
	return (struct ack_code){ SCOPE_TRANSACTION,
	    strstr(known, word) != NULL ? STR("I6") : STR("1") };
}

/* See acknowledge_private.h. */
struct ack_code
ack_code_of(const struct finding *f)
{
	if (f->code == FINDING_NO_GUIDE)
		return no_guide_code(f);
	if (finding_def(f->code)->severity != SEVERITY_ERROR)
		return (struct ack_code){ SCOPE_NONE, STR("") };
	if (f->code == FINDING_SEPARATORS_CLASH)
		return separator_code(f);
	if (f->code == FINDING_CONTROL_MISMATCH)
		return mismatch_code(f);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].code == f->code)
			return (struct ack_code){ rows[i].scope,
			    str_of(rows[i].told) };
	return control_code(f);
}

/* ---- triggers ------------------------------------------------------- */

#define AT2(a, b, element)	SEGMENT_ID2(a, b), element, 0
#define AT(a, b, c, element, component) \
	SEGMENT_ID(a, b, c), element, component

static const struct {
	enum finding_code code;
	struct ack_trigger trigger;
} triggers[] = {
	{ FINDING_ORIGINAL_NUMBER_MISSING,
	    { AT('C', 'L', 'M', 5, 3), "REF" } },
	{ FINDING_ACCIDENT_STATE, { AT('C', 'L', 'M', 11, 1), NULL } },
	{ FINDING_ACCIDENT_DATE, { AT('C', 'L', 'M', 11, 1), "DTP" } },
	{ FINDING_ADMISSION_DATE, { AT('C', 'L', 'M', 5, 1), "DTP" } },
	{ FINDING_ATTENDING_MISSING, { AT('C', 'L', 'M', 5, 1), "NM1" } },
	{ FINDING_SUBSCRIBER_NOT_SELF, { AT('C', 'L', 'M', 1, 0), NULL } },
	{ FINDING_SUBSCRIBER_SELF, { AT2('H', 'L', 3), NULL } },
	{ FINDING_PATIENT_PART_MISSING, { AT('S', 'B', 'R', 2, 0), "N3" } },
	{ FINDING_PAYER_PAID_MISSING, { AT('S', 'B', 'R', 1, 0), "AMT" } },
	{ FINDING_PAYER_DATE_MISSING, { AT('S', 'B', 'R', 1, 0), "DTP" } },
};

/* See acknowledge_private.h. */
struct ack_trigger
ack_trigger_of(enum finding_code code)
{
	for (size_t i = 0; i < sizeof triggers / sizeof triggers[0]; i++)
		if (triggers[i].code == code)
			return triggers[i].trigger;
	return (struct ack_trigger){ 0, 0, 0, NULL };
}

/* ---- statuses ------------------------------------------------------- */

/* `entity` "@" is whom the finding's loop is about. */
static const struct {
	enum finding_code code;
	struct ack_status first, second;
} statuses[] = {
	/* 400 out of balance, 178 submitted charges */
	{ FINDING_CLAIM_TOTAL, { "A7", 400, "" }, { "A7", 178, "" } },
	/* 672 other payer's payment information is out of balance */
	{ FINDING_PAYER_LINE_BALANCE, { "A7", 672, "" }, { "", 0, "" } },
	{ FINDING_PAYER_PAID, { "A7", 672, "" }, { "", 0, "" } },
	{ FINDING_PAYER_BALANCE, { "A7", 672, "" }, { "", 0, "" } },
	/* 286 other payer's explanation of benefits, 516 its date */
	{ FINDING_PAYER_TURN_REPEATED, { "A8", 286, "" }, { "", 0, "" } },
	{ FINDING_LINE_PAYER_UNKNOWN, { "A8", 479, "" }, { "", 0, "" } },
	{ FINDING_PAYER_PAID_MISSING, { "A6", 286, "" }, { "", 0, "" } },
	{ FINDING_PAYER_DATE_MISSING, { "A6", 516, "" }, { "", 0, "" } },
	/* 156 patient's relationship to the subscriber */
	{ FINDING_SUBSCRIBER_NOT_SELF, { "A8", 156, "" }, { "", 0, "" } },
	{ FINDING_SUBSCRIBER_SELF, { "A8", 156, "" }, { "", 0, "" } },
	/* 126 address, 501 state, 500 ZIP code */
	{ FINDING_PATIENT_PART_MISSING, { "A6", 126, "IL" }, { "", 0, "" } },
	{ FINDING_ADDRESS_STATE, { "A6", 501, "@" }, { "", 0, "" } },
	{ FINDING_ADDRESS_ZIP, { "A6", 500, "@" }, { "", 0, "" } },
	{ FINDING_BILLING_BOX, { "A7", 126, "85" }, { "", 0, "" } },
	/* 464 payer's claim number */
	{ FINDING_ORIGINAL_NUMBER_MISSING, { "A6", 464, "" },
	    { "", 0, "" } },
	/* 248 accident: day, state, cause */
	{ FINDING_ACCIDENT_STATE, { "A6", 248, "" }, { "", 0, "" } },
	{ FINDING_ACCIDENT_DATE, { "A6", 248, "" }, { "", 0, "" } },
	/* 189 admission date, 125 a name */
	{ FINDING_ADMISSION_DATE, { "A6", 189, "" }, { "", 0, "" } },
	{ FINDING_ATTENDING_MISSING, { "A6", 125, "71" }, { "", 0, "" } },
	/* 489 attachment control number */
	{ FINDING_ATTACHMENT_NUMBER, { "A6", 489, "" }, { "", 0, "" } },
	/* 255 diagnosis, 477 pointer to it, 187 dates of service */
	{ FINDING_DIAGNOSIS_REPEATED, { "A8", 255, "" }, { "", 0, "" } },
	{ FINDING_POINTER_DANGLING, { "A7", 477, "" }, { "", 0, "" } },
	{ FINDING_PERIOD_REVERSED, { "A7", 187, "" }, { "", 0, "" } },
};

/* Entities that a claim's status may name. */
static bool
is_claim_entity(str code)
{
	static const char *const known[] = { "71", "72", "73", "77", "82",
		"85", "87", "DK", "DN", "DQ", "GB", "IL", "PR", "QC", "TTP" };

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (str_eq(code, str_of(known[i])))
			return true;
	return false;
}

/* Whom a loop is about: the code of the name that it begins with. */
static void
put_entity(struct ack_status *to, const struct guide *guide, str loop)
{
	const struct guide_node *node = guide != NULL && loop.n != 0 ?
	    guide_path(guide, loop) : NULL;

	memset(to->entity, 0, sizeof to->entity);
	if (node == NULL || !node->is_loop)
		return;
	node = node->children[0];
	if (node->is_loop || node->keys == NULL || node->keys->n == 0 ||
	    !is_claim_entity(node->keys->text[0]))
		return;
	memcpy(to->entity, node->keys->text[0].p, node->keys->text[0].n);
}

/*
 * See acknowledge_private.h.  A fault that the 999 tells already is, unless
 * there is a better status, 684: see the 999.  Another is 21, something is
 * missing or invalid.
 */
void
ack_statuses(const struct finding *f, const struct guide *guide,
    struct ack_status to[2], unsigned *n)
{
	*n = 1;
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
		if (statuses[i].code != f->code)
			continue;
		to[0] = statuses[i].first;
		to[1] = statuses[i].second;
		if (f->code == FINDING_PATIENT_PART_MISSING &&
		    str_eq(f->want, STR("DMG")))
			to[0].status = 158;	/* day of birth */
		*n += to[1].status != 0;
		for (unsigned k = 0; k < *n; k++)
			if (to[k].entity[0] == '@')
				put_entity(&to[k], guide, f->at.loop);
		return;
	}
	to[0] = (struct ack_status){ .category = "A3", .status =
	    finding_def(f->code)->ik3.n != 0 ? 684 : 21 };
}
