/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_refuse.c -- what the writer refuses: each fault is told with its place
 * in the model (O2) and leaves no trace in what is written (O3).
 */
#include "guides.h"
#include "models.h"

/* ---- faults --------------------------------------------------------- */

static void
fifty_one_lines(struct model *m)
{
	for (unsigned i = 2; i < LINES; i++)
		list_append(&m->claim.lines, &m->lines[i]);
}

static void
thirteen_diagnoses(struct model *m)
{
	for (unsigned i = 1; i < 13; i++) {
		m->diagnoses[i].kind = STR("ABF");
		m->diagnoses[i].code = STR("I10");
		list_append(&m->claim.diagnoses, &m->diagnoses[i]);
	}
}

static void
two_notes(struct model *m)
{
	static struct note notes[2];

	notes[0] = notes[1] = (struct note){ .text = STR("A NOTE") };
	list_append(&m->claim.notes, &notes[0]);
	list_append(&m->claim.notes, &notes[1]);
}

static void
four_contact_numbers(struct model *m)
{
	static struct contact_number more[3];

	for (unsigned i = 0; i < 3; i++) {
		more[i] = (struct contact_number){ .kind = STR("FX"),
		    .number = STR("5555550101") };
		list_append(&m->contact.numbers, &more[i]);
	}
}

static void
bad_third_diagnosis(struct model *m)
{
	for (unsigned i = 1; i < 3; i++) {
		m->diagnoses[i] = (struct diagnosis){ .kind = STR("ABF"),
		    .code = STR("I10") };
		list_append(&m->claim.diagnoses, &m->diagnoses[i]);
	}
	m->diagnoses[2].kind = STR("XYZ");
}

static void
not_in_this_guide(struct model *m)
{
	m->claim.principal_diagnosis.code = STR("J0190");
}

static void
second_cause_not_in_this_guide(struct model *m)
{
	m->lines[1].oral_cavity[1] = STR("10");
}

static void
bad_authorization(struct model *m)
{
	static struct identifier bad;

	bad = (struct identifier){ .kind = STR("G1"),
	    .number = STR("A~1") };
	list_append(&m->lines[1].prior_authorizations, &bad);
}

static void
empty_struct(struct model *m)
{
	static struct repricing nothing;

	nothing = (struct repricing){ .allowed = { .text = { NULL, 0 } } };
	m->lines[0].repricing = &nothing;
}

/* Set one member. */
#define SET(name_, statement) \
	static void name_(struct model *m) { m->statement; }

SET(element_in_name, insured.name = STR("O*NEIL"))
SET(component_in_name, insured.name = STR("A:B"))
SET(repetition_in_name, insured.name = STR("A^B"))
SET(terminator_in_name, insured.name = STR("A~B"))
SET(name_too_long, insured.name = STR("A123456789A123456789A123456789"
    "A123456789A123456789A123456789A"))
SET(control_in_name, insured.first_name = STR("TE\nST"))
SET(blank_name, insured.first_name = STR("  "))
SET(key_wrong, provider.tax_id_kind = STR("QQ"))
SET(key_too_long, provider.tax_id_kind = STR("EI EI EI EI EI EI EI EI EI EI"))
SET(key_with_separator, provider.tax_id_kind = STR("E*"))
SET(code_wrong, subscriber.filing_indicator = STR("QQ"))
SET(code_lower_case, subscriber.turn = STR("p"))
SET(line_code_wrong, lines[1].unit = STR("XX"))
SET(component_in_part, lines[1].procedure.code = STR("99:13"))
SET(modifier_too_long, lines[1].procedure.modifiers[1] = STR("ABC"))
SET(pointer_wrong, lines[1].diagnosis_pointers[0] = STR("13"))
SET(amount_no_number, lines[1].charge = amount_read(STR("12,50")))
SET(amount_too_long, lines[1].charge = amount_of(12345678901))
SET(cents_missing, claim.charge = amount_read(STR("1.005")))
SET(date_wrong, lines[0].service_date = when_read(STR("20260231")))
SET(time_wrong, batch.made_time = STR("2515"))
SET(no_charge, claim.charge = amount_read(STR("")))
SET(no_control_number, claim.control_number = STR(""))
SET(no_provider, billing.provider = NULL)
SET(no_payer, subscriber.payer = NULL)
SET(no_lines, claim.lines.first = NULL)
SET(no_procedure, lines[1].procedure.code = STR(""))
SET(no_date, lines[1].service_date = when_of(DATE_NONE))
SET(no_subscriber, claim.subscriber = NULL)
SET(no_billing, subscriber.billing = NULL)
SET(no_group, batch.group = NULL)
SET(no_interchange, group.interchange = NULL)
SET(admission, claim.admission_type = STR("1"))
SET(bill_type, claim.type_of_bill = STR("11"))
SET(revenue_code, lines[1].revenue_code = STR("0450"))
SET(poa, diagnoses[0].present_on_admission = STR("Y"))
SET(sender_too_long, interchange.sender = STR("A123456789A12345"))
SET(interchange_number, interchange.control_number = STR("12"))
SET(interchange_day, interchange.made = when_of(DATE_NONE))
SET(interchange_usage, interchange.usage = STR("X"))
SET(separators_alike, interchange.separators = STR("**:~"))
SET(separators_letter, interchange.separators = STR("AB:~"))
SET(group_number, group.control_number = STR("12345678901234567890"))
SET(group_kind, group.kind = STR("HP"))
SET(group_version, group.version = STR("005010X221A1"))
SET(group_version_unknown, group.version = STR("QQ"))
SET(transaction_version, batch.version = STR("QQ"))
SET(versions_differ, batch.version = STR("005010X223A2"))
SET(group_receiver, group.receiver = STR("R*R"))
SET(transaction_number, batch.control_number = STR("1"))

static const struct refusal {
	const char *name;
	void	(*spoil)(struct model *m);
	const char *said;
} refusals[] = {
#define ROW(f, said_) { "refuses_" #f, f, said_ }
	ROW(fifty_one_lines, "model-too-many claim.lines"),
	ROW(thirteen_diagnoses, "model-too-many claim.diagnoses"),
	ROW(two_notes, "model-too-many claim.notes"),
	ROW(four_contact_numbers, "model-too-many "
	    "claim_batch.submitter.contacts[1].numbers"),
	ROW(bad_third_diagnosis, "code-invalid claim.diagnoses[3].kind"),
	ROW(not_in_this_guide, "model-no-place claim.principal_diagnosis"),
	ROW(second_cause_not_in_this_guide, "model-no-place "
	    "claim.lines[2].oral_cavity"),
	ROW(bad_authorization, "value-separator "
	    "claim.lines[2].prior_authorizations[1].number"),
	ROW(empty_struct, "element-missing claim.lines[1].repricing.method, "
	    "element-missing claim.lines[1].repricing.allowed"),
	ROW(element_in_name, "value-separator "
	    "subscriber_level.subscriber.name"),
	ROW(component_in_name, "value-separator "
	    "subscriber_level.subscriber.name, not-composite "
	    "subscriber_level.subscriber.name"),
	ROW(repetition_in_name, "value-separator "
	    "subscriber_level.subscriber.name, too-many-repetitions "
	    "subscriber_level.subscriber.name"),
	ROW(terminator_in_name, "value-separator "
	    "subscriber_level.subscriber.name"),
	ROW(name_too_long, "element-too-long "
	    "subscriber_level.subscriber.name"),
	ROW(control_in_name, "bad-character "
	    "subscriber_level.subscriber.first_name"),
	ROW(blank_name, "blank "
	    "subscriber_level.subscriber.first_name"),
	ROW(key_wrong, "code-invalid billing_level.provider.tax_id_kind"),
	ROW(key_too_long, "code-invalid "
	    "billing_level.provider.tax_id_kind"),
	ROW(key_with_separator, "value-separator "
	    "billing_level.provider.tax_id_kind, code-invalid "
	    "billing_level.provider.tax_id_kind"),
	ROW(code_wrong, "code-invalid subscriber_level.filing_indicator"),
	ROW(code_lower_case, "lower-case-code subscriber_level.turn"),
	ROW(line_code_wrong, "code-invalid claim.lines[2].unit"),
	ROW(component_in_part, "value-separator "
	    "claim.lines[2].procedure.code, element-missing "
	    "claim.lines[2].procedure.code"),
	ROW(modifier_too_long, "element-too-long "
	    "claim.lines[2].procedure.modifiers"),
	ROW(pointer_wrong, "code-invalid claim.lines[2].diagnosis_pointers"),
	ROW(amount_no_number, "not-a-number claim.lines[2].charge"),
	ROW(amount_too_long, "element-too-long claim.lines[2].charge"),
	ROW(cents_missing, "amount-cents claim.charge"),
	ROW(date_wrong, "date-invalid claim.lines[1].service_date"),
	ROW(time_wrong, "time-invalid claim_batch.made_time"),
	ROW(no_charge, "element-missing claim.charge"),
	ROW(no_control_number, "element-missing claim.control_number"),
	ROW(no_provider, "loop-missing billing_level.provider"),
	ROW(no_payer, "loop-missing subscriber_level.payer"),
	ROW(no_lines, "loop-missing claim.lines"),
	ROW(no_procedure, "element-missing claim.lines[2].procedure"),
	ROW(no_date, "segment-missing claim.lines[2].service_date"),
	ROW(no_subscriber, "model-no-parent claim.subscriber"),
	ROW(no_billing, "model-no-parent claim.subscriber.billing"),
	ROW(no_group, "model-no-parent claim.subscriber.billing.batch.group"),
	ROW(no_interchange, "model-no-parent "
	    "claim.subscriber.billing.batch.group.interchange"),
	ROW(admission, "model-no-place claim.admission_type"),
	ROW(bill_type, "model-no-place claim.type_of_bill"),
	ROW(revenue_code, "model-no-place claim.lines[2].revenue_code"),
	ROW(poa, "model-no-place claim.diagnoses.present_on_admission"),
	ROW(sender_too_long, "element-too-long interchange.sender"),
	ROW(interchange_number, "not-a-number interchange.control_number"),
	ROW(interchange_day, "blank interchange.made"),
	ROW(interchange_usage, "code-invalid interchange.usage"),
	ROW(separators_alike, "separators-clash interchange.separators"),
	ROW(separators_letter, "separators-clash interchange.separators"),
	ROW(group_number, "element-too-long functional_group.control_number"),
	ROW(group_kind, "model-no-place claim_batch.group.kind"),
	ROW(group_version, "model-no-place claim_batch.group.version"),
	ROW(group_version_unknown, "model-no-place "
	    "claim_batch.group.version"),
	ROW(transaction_version, "model-no-place claim_batch.version"),
	ROW(versions_differ, "model-no-place claim_batch.version"),
	ROW(group_receiver, "value-separator functional_group.receiver"),
	ROW(transaction_number, "element-too-short "
	    "claim_batch.control_number"),
#undef ROW
};

/* O2, O3: between two good claims; with all taken in between, or nothing. */
static void
refuse_between(const struct refusal *row, bool taking)
{
	static struct model first, bad, last;
	struct desk with, without;

	make_model(&first, "FIRST");
	make_model(&bad, "BAD");
	make_model(&last, "LAST");
	row->spoil(&bad);
	desk_open(&with, &guides, 0);
	desk_open(&without, &guides, 0);
	desk_take_claim(&with, &professional_map, &first.claim);
	if (taking)
		desk_take(&with);
	assert_int_equal(desk_claim(&with, &professional_map, &bad.claim),
	    RC_INVALID);
	if (strcmp(with.heard.text.n != 0 ? with.heard.text.p : "",
	    row->said) != 0)
		fail_msg("said \"%s\"\nnot  \"%s\"", with.heard.text.n != 0 ?
		    with.heard.text.p : "", row->said);
	if (taking)
		desk_take(&with);
	/* The first's levels are still open, and its separators known. */
	last.claim.subscriber = &first.subscriber;
	desk_take_claim(&with, &professional_map, &last.claim);
	desk_end(&with);
	(void)desk_claim(&without, &professional_map, &first.claim);
	(void)desk_claim(&without, &professional_map, &last.claim);
	desk_end(&without);
	if (!str_eq(buf_str(&with.out), buf_str(&without.out)))
		fail_msg("%s\nis not\n%s", with.out.p, without.out.p);
	desk_close(&with);
	desk_close(&without);
}

static void
refuse(void **state)
{
	refuse_between(*state, false);
	refuse_between(*state, true);
}

/* ---- more ----------------------------------------------------------- */

/* O3: an interchange that is refused takes its separators along. */
static void
O3_keeps_the_separators_of_the_interchange_before(void **state)
{
	static struct model first, bad;
	struct desk d;

	(void)state;
	make_model(&first, "FIRST");
	make_model(&bad, "BAD");
	bad.interchange.separators = STR("|>!\\");
	bad.interchange.usage = STR("X");
	desk_open(&d, &guides, 0);
	assert_int_equal(desk_put(&d, &envelope_map, &interchange_schema,
	    &first.interchange), RC_OK);
	assert_int_equal(desk_put(&d, &envelope_map, &interchange_schema,
	    &bad.interchange), RC_INVALID);
	desk_take_claim(&d, &professional_map, &first.claim);
	desk_end(&d);
	assert_int_equal(desk_count(&d, "|"), 0);
	assert_int_equal(desk_count(&d, "ISA*"), 1);
	desk_close(&d);
}

/* O3: who reads uses memory again; a subscriber that was refused must not
 * leave his claims to the one before. */
static void
O3_memory_used_again_is_no_level_that_is_open(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "ONE");
	m.subscriber.level.number = 2;
	m.subscriber.part.segment = 10;
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &m.claim);
	m.subscriber.level.number = 5;
	m.subscriber.part.segment = 40;
	m.insured.name = STR("ANOTHER");
	desk_take_claim(&d, &professional_map, &m.claim);
	m.subscriber.part.segment = 60;		/* the number twice */
	m.insured.name = STR("THIRD");
	desk_take_claim(&d, &professional_map, &m.claim);
	desk_end(&d);
	assert_wrote(&d, "NM1*IL*1*TESTMAN*");
	assert_wrote(&d, "NM1*IL*1*ANOTHER*");
	assert_wrote(&d, "NM1*IL*1*THIRD*");
	desk_close(&d);
}

/* A blank at an end and a byte above 127 are written, and told. */
static void
warns_of_what_is_odd(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "ONE");
	m.insured.first_name = STR("REN\xC9");
	m.person.first_name = STR(" TEST");
	m.subscriber.relationship = STR("");
	m.claim.patient = &m.patient;
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &m.claim);
	assert_string_equal(d.heard.text.p,
	    "not-ascii subscriber_level.subscriber.first_name, "
	    "padded patient_level.patient.first_name");
	desk_close(&d);
}

/* 837I: what only professional claims have. */
static void
N3_refuses_fields_of_another_kind_of_claim(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "ONE");
	m.claim.related_causes[1] = STR("EM");	/* the second alone */
	desk_open(&d, &guides, 0);
	assert_int_equal(desk_claim(&d, &institutional_map, &m.claim),
	    RC_INVALID);
	if (strstr(d.heard.text.p, "model-no-place claim.related_causes") ==
	    NULL || strstr(d.heard.text.p, "model-no-place claim.signature") ==
	    NULL || strstr(d.heard.text.p,
	    "model-no-place claim.place_of_service") == NULL)
		fail_msg("%s", d.heard.text.p);
	desk_end(&d);
	assert_int_equal(d.out.n, 0);
	desk_close(&d);
}

/* A paid claim belongs before the provider adjustments, and to a group. */
static void
refuses_what_has_no_level_or_comes_too_late(void **state)
{
	static struct model m;
	struct payment p = { .group = &m.group, .handling = STR("I") };
	struct paid_claim c = { .payment = &p };
	struct desk d;

	(void)state;
	make_model(&m, "ONE");
	desk_open(&d, &guides, 0);
	assert_int_equal(desk_put(&d, &remittance_map, &paid_claim_schema,
	    &c), RC_INVALID);
	if (strstr(d.heard.text.p, "model-no-parent paid_claim.group") == NULL)
		fail_msg("%s", d.heard.text.p);
	desk_close(&d);
}

int
main(void)
{
	struct CMUnitTest tests[LENGTH(refusals) + 8] = { 0 };
	const struct CMUnitTest others[] = {
		cmocka_unit_test(
		    O3_keeps_the_separators_of_the_interchange_before),
		cmocka_unit_test(
		    O3_memory_used_again_is_no_level_that_is_open),
		cmocka_unit_test(warns_of_what_is_odd),
		cmocka_unit_test(N3_refuses_fields_of_another_kind_of_claim),
		cmocka_unit_test(refuses_what_has_no_level_or_comes_too_late),
	};
	size_t n = 0;

	for (; n < LENGTH(refusals); n++)
		tests[n] = (struct CMUnitTest){ refusals[n].name, refuse, NULL,
		    NULL, (void *)(uintptr_t)&refusals[n] };
	for (size_t i = 0; i < LENGTH(others); i++)
		tests[n++] = others[i];
	return _cmocka_run_group_tests("refuse", tests, n, load_guides,
	    drop_guides);
}
