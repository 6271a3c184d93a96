/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_rules_questions.c -- questions and answers (270 to 277CA) with one thing
 * changed, and what is said about it; and which guide a 277 is judged by.
 */
#include "change.h"

static const char inquiry[] =
    PAYER_HEAD("HS", "005010X279A1")
    "ST*270*0001*005010X279A1~\n"
    "BHT*0022*13*B1*20260320*0630~\n"
    "HL*1**20*1~\n"
    "NM1*PR*2*ACME HEALTH PLAN*****PI*60001~\n"
    "HL*2*1*21*1~\n"
    "NM1*1P*2*RIVERBEND FAMILY MEDICINE*****XX*1234567893~\n"
    "HL*3*2*22*1~\n"
    "NM1*IL*1*PARENT*JAMIE****MI*M1~\n"
    "HL*4*3*23*0~\n"
    "NM1*03*1*PARENT*ROBIN~\n"
    "HI*ABK:E119~\n"
    "EQ*98****1~\n"
    "HL*5*2*22*0~\n"
    "NM1*IL*1*SAMPLE*ALEX****MI*M2~\n"
    "HI*ABK:E119*ABF:I10~\n"
    "EQ*30****1:2~\n"
    "SE*#*0001~\n" PAYER_TAIL;

static const char answer[] =
    PAYER_HEAD("HB", "005010X279A1")
    "ST*271*0001*005010X279A1~\n"
    "BHT*0022*11*B1*20260320*0630~\n"
    "HL*1**20*1~\n"
    "NM1*PR*2*ACME HEALTH PLAN*****PI*60001~\n"
    "HL*2*1*21*1~\n"
    "NM1*1P*2*RIVERBEND FAMILY MEDICINE*****XX*1234567893~\n"
    "HL*3*2*22*1~\n"
    "NM1*IL*1*PARENT*JAMIE****MI*M1~\n"
    "HL*4*3*23*0~\n"
    "NM1*03*1*PARENT*ROBIN~\n"
    "EB*1**30~\n"
    "HL*5*2*22*0~\n"
    "NM1*IL*1*SAMPLE*ALEX****MI*M2~\n"
    "EB*A**30*****.2~\n"
    "SE*#*0001~\n" PAYER_TAIL;

/* The receiver is refused, and his levels do not come back. */
static const char refusal[] =
    PAYER_HEAD("HB", "005010X279A1")
    "ST*271*0001*005010X279A1~\n"
    "BHT*0022*11*B1*20260320*0630~\n"
    "HL*1**20*1~\n"
    "NM1*PR*2*ACME HEALTH PLAN*****PI*60001~\n"
    "HL*2*1*21*1~\n"
    "NM1*1P*2*RIVERBEND FAMILY MEDICINE*****XX*1234567893~\n"
    "AAA*Y**50*N~\n"
    "SE*#*0001~\n" PAYER_TAIL;

static const char receipt[] =
    PAYER_HEAD("HN", "005010X214")
    "ST*277*0001*005010X214~\n"
    "BHT*0085*08*A1*20260303*0712*TH~\n"
    "HL*1**20*1~\n"
    "NM1*PR*2*ACME HEALTH PLAN*****PI*60001~\n"
    "TRN*1*R1~\n"
    "DTP*050*D8*20260302~\n"
    "DTP*009*D8*20260303~\n"
    "HL*2*1*21*1~\n"
    "NM1*41*2*RIVERBEND FAMILY MEDICINE*****46*RFM001~\n"
    "TRN*2*B1~\n"
    "STC*A1:19:PR*20260303*WQ*400~\n"
    "QTY*90*2~\n"
    "QTY*AA*1~\n"
    "AMT*YU*300~\n"
    "AMT*YY*100~\n"
    "HL*3*2*19*1~\n"
    "NM1*85*2*RIVERBEND FAMILY MEDICINE*****XX*1234567893~\n"
    "TRN*1*0~\n"
    "STC*A1:19:PR**WQ*200~\n"
    "QTY*QA*1~\n"
    "QTY*QC*1~\n"
    "AMT*YU*100.00~\n"
    "AMT*YY*100~\n"
    "HL*4*3*PT~\n"
    "NM1*QC*1*SAMPLE*ALEX****MI*M1~\n"
    "TRN*2*C1~\n"
    "STC*A2:20:PR*20260303*WQ*100~\n"
    "DTP*472*D8*20260226~\n"
    "TRN*2*C2~\n"
    "STC*A7:562:85*20260303*U*100~\n"
    "STC*A6:145:85*20260303*U*100~\n"
    "DTP*472*D8*20260227~\n"
    "HL*5*2*19*1~\n"
    "NM1*85*1*TESTDOCTOR*JORDAN****XX*1456789019~\n"
    "HL*6*5*PT~\n"
    "NM1*QC*1*RIVERS*CASEY****MI*M2~\n"
    "TRN*2*C3~\n"
    "STC*A2:20:PR*20260303*WQ*200~\n"
    "DTP*472*D8*20260301~\n"
    "SE*#*0001~\n" PAYER_TAIL;

static const struct change changes[] = {
{ "a clean question gives no finding", inquiry, "ACME", "ACME", "" },
{ "a clean answer gives no finding", answer, "ACME", "ACME", "" },
{ "a refusal gives no finding", refusal, "ACME", "ACME", "" },
{ "a clean receipt gives no finding", receipt, "ACME", "ACME", "" },

/* persons */
{ "a subscriber about whom nothing is asked is told",
  inquiry, "EQ*30****1:2~\n", "", "person-unasked HL" },
{ "a subscriber with a dependent need not be asked about",
  inquiry, "EQ*98****1~", "EQ*98****1~", "" },
{ "a subscriber who is not answered is told",
  answer, "EB*A**30*****.2~\n", "", "person-unanswered HL" },
{ "a dependent who is not answered is told, and the subscriber not",
  answer, "EB*1**30~\n", "", "person-unanswered HL" },
{ "a reason is an answer",
  answer, "EB*1**30~", "AAA*N**67*C~", "" },
{ "one answer is enough",
  answer, "NM1*IL*1*PARENT*JAMIE****MI*M1~\n",
  "NM1*IL*1*PARENT*JAMIE****MI*M1~\nEB*6~\n", "" },
{ "a refusal without its reason leaves levels missing",
  refusal, "AAA*Y**50*N~\n", "", "level-no-child HL04" },
{ "a refusal may say that none is below",
  refusal, "HL*2*1*21*1", "HL*2*1*21*0", "" },

/* pointers and fractions */
{ "a dependent's pointer is not met by the next person's diagnoses",
  inquiry, "EQ*98****1~", "EQ*98****2~", "patient-pointer EQ05-1" },
{ "a pointer at nothing is told",
  inquiry, "EQ*30****1:2~", "EQ*30****1:0~", "patient-pointer EQ05-2" },
{ "each pointer is told",
  inquiry, "EQ*30****1:2~", "EQ*30****3:4~",
  "patient-pointer EQ05-1, patient-pointer EQ05-2" },
{ "an answer's pointer without diagnoses is told",
  answer, "EB*A**30*****.2~", "EB*A**30*****.2******1~",
  "patient-pointer EB14-1" },
{ "a person's diagnoses are not the next one's",
  inquiry, "HI*ABK:E119*ABF:I10~\n", "",
  "patient-pointer EQ05-1, patient-pointer EQ05-2" },
{ "the whole is a fraction", answer, "*.2~", "*1~", "" },
{ "the whole with zeros is a fraction", answer, "*.2~", "*01.000~", "" },
{ "nearly the whole is a fraction", answer, "*.2~", "*0.9999~", "" },
{ "more than the whole is told", answer, "*.2~", "*1.001~",
  "benefit-percent EB08" },
{ "per cent are told", answer, "*.2~", "*20~", "benefit-percent EB08" },

/* verdicts */
{ "a decision is told", receipt, "STC*A2:20:PR*20260303*WQ*100",
  "STC*F2:20:PR*20260303*WQ*100", "status-category STC01-1" },
{ "a pending claim is told", receipt, "STC*A1:19:PR*20260303",
  "STC*P1:19:PR*20260303", "status-category STC01-1" },
{ "E0 is told", receipt, "STC*A1:19:PR*20260303",
  "STC*E0:19:PR*20260303", "status-category STC01-1" },
{ "E1 is none of it", receipt, "STC*A1:19:PR*20260303",
  "STC*E1:19:PR*20260303", "" },
{ "A8 does not accept", receipt, "STC*A2:20:PR*20260303*WQ*100",
  "STC*A8:20:PR*20260303*WQ*100", "status-verdict STC03" },
{ "A1 may go with either verdict", receipt, "STC*A7:562:85",
  "STC*A1:562:85", "" },
{ "A2 does not reject", receipt, "STC*A7:562:85", "STC*A2:562:85",
  "status-verdict STC03" },

/* totals */
{ "a provider's count is told once, and the batch's not",
  receipt, "QTY*QA*1", "QTY*QA*2", "status-count QTY02" },
{ "a provider's count of none is told",
  receipt, "QTY*QC*1", "QTY*QC*0", "status-count QTY02" },
{ "a batch's count is told", receipt, "QTY*90*2", "QTY*90*3",
  "status-count QTY02" },
{ "a provider's amount is told once",
  receipt, "AMT*YU*100.00", "AMT*YU*99.99", "status-amount AMT02" },
{ "a batch's amount is told", receipt, "AMT*YU*300", "AMT*YU*301",
  "status-amount AMT02" },
{ "a charge of a provider without totals is told of the batch",
  receipt, "WQ*200~\nDTP", "WQ*201~\nDTP", "status-amount AMT02" },
{ "a claim that is lost is told once", receipt,
  "TRN*2*C1~\nSTC*A2:20:PR*20260303*WQ*100~\nDTP*472*D8*20260226~\n", "",
  "status-count QTY02" },
{ "totals that are not sent are not missed", receipt,
  "QTY*QA*1~\nQTY*QC*1~\nAMT*YU*100.00~\nAMT*YY*100~\n", "", "" },
{ "a claim with two verdicts leaves the totals unsure", receipt,
  "STC*A6:145:85*20260303*U*100", "STC*A6:145:85*20260303*WQ*100",
  "status-verdict STC03" },
{ "a verdict that is none leaves the totals unsure", receipt,
  "STC*A2:20:PR*20260303*WQ*100", "STC*A2:20:PR*20260303*W*100",
  "code-invalid STC03" },

/* which guide: ST03 names it, or else GS08 */
{ "a 277CA without ST03 is judged by GS08", receipt,
  "ST*277*0001*005010X214", "ST*277*0001", "element-missing ST03" },
};

/* The same ST01 and GS01; version alone tells them apart. */
static void
a_277_and_a_277CA_are_told_apart_by_version(void **state)
{
	static const struct { const char *set, *version, *id; } rows[] = {
		{ "277", "005010X212", "277" },
		{ "277", "005010X214", "277CA" },
		{ "276", "005010X212", "276" },
		{ "270", "005010X279A1", "270" },
		{ "270", "005010X279", "270" },
		{ "271", "005010X279A1", "271" },
		{ "271", "005010X279", "271" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct guide *g = guide_find(&guides,
		    str_of(rows[i].set), str_of(rows[i].version));

		assert_non_null(g);
		assert_true(str_eq(g->id, str_of(rows[i].id)));
		assert_ptr_equal(guide_by_id(&guides, g->id), g);
	}
	assert_null(guide_find(&guides, STR("277"), STR("004010X093A1")));
	assert_null(guide_find(&guides, STR("277"), STR("")));
	assert_null(guide_find(&guides, STR("276"), STR("005010X214")));
}

/* A loop written once stands under its own name with each person. */
static void
a_benefit_is_a_place_of_each_person(void **state)
{
	const struct guide *g = guide_by_id(&guides, STR("271"));
	const struct guide_node *c = guide_path(g, STR("2120C/NM1"));
	const struct guide_node *d = guide_path(g, STR("2120D/NM1"));

	(void)state;
	assert_non_null(c);
	assert_non_null(d);
	assert_true(str_eq(c->parent->id, STR("2120C")));
	assert_true(str_eq(d->parent->parent->parent->id, STR("2110D")));
	assert_non_null(guide_path(g, STR("2115C/III")));
	assert_non_null(guide_path(g, STR("2110D/EB")));
	assert_null(guide_path(g, STR("2110*")));
	assert_null(guide_path(g, STR("2110")));
}

int
main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(a_277_and_a_277CA_are_told_apart_by_version),
		cmocka_unit_test(a_benefit_is_a_place_of_each_person),
	};
	struct CMUnitTest tests[LENGTH(changes) + LENGTH(others)];

	for (size_t i = 0; i < LENGTH(changes); i++)
		tests[i] = change_test(&changes[i]);
	memcpy(tests + LENGTH(changes), others, sizeof others);
	return _cmocka_run_group_tests("questions", tests, LENGTH(tests),
	    load_guides, drop_guides);
}
