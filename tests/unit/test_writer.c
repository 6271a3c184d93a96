/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_writer.c -- what the writer numbers, counts, opens, closes and splits
 * (O1, O5), whatever was taken in between.
 */
#include "guides.h"
#include "models.h"

static void
count_error(void *ctx, const struct finding *f)
{
	if (finding_def(f->code)->severity == SEVERITY_ERROR) {
		*(unsigned *)ctx += 1;
		print_error("  " STR_FMT " " STR_FMT "\n",
		    STR_ARG(finding_def(f->code)->code),
		    STR_ARG(f->at.loop));
	}
}

/* Demand that the form of what was written is without an error. */
static void
assert_clean(const struct desk *d)
{
	unsigned errors = 0;
	const struct finding_sink sink = { &errors, count_error };
	const struct check_options options = { .guides = &guides,
	    .depth = CHECK_GUIDE };
	struct check_summary sum;
	struct file_stream in;
	struct err err;

	file_stream_memory(&in, buf_str(&d->out));
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err), RC_OK);
	file_stream_close(&in);
	if (errors != 0)
		fail_msg("%u errors in\n%.*s", errors, (int)d->out.n,
		    d->out.p);
}

/* A subscriber's claim for himself, and one for his child. */
static void
make_family(struct model *m, struct claim *own, struct claim *of_child)
{
	make_model(m, "OWN");
	*own = m->claim;
	*of_child = m->claim;
	of_child->control_number = STR("CHILD");
	of_child->patient = &m->patient;
}

/* O1 */
static void
O1_numbers_and_counts_what_the_model_does_not(void **state)
{
	static struct model a, b;
	struct desk d;

	(void)state;
	make_model(&a, "A");
	make_model(&b, "B");
	b.batch.group = &a.group;
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &a.claim);
	desk_take_claim(&d, &professional_map, &b.claim);
	desk_end(&d);
	assert_wrote(&d, "*00501*000000001*0*P*:~");
	assert_wrote(&d, "~GS*HC*SS*RR*20241004*0915*1*X*005010X222A1~");
	assert_wrote(&d, "~ST*837*0001*005010X222A1~");
	assert_wrote(&d, "~ST*837*0002*005010X222A1~");
	assert_wrote(&d, "~HL*1**20*1~");
	assert_wrote(&d, "~HL*2*1*22*0~");
	assert_wrote(&d, "~LX*1~SV1*HC:99213*100*UN*1***1~");
	assert_wrote(&d, "~LX*2~SV1*");
	assert_wrote(&d, "*0002~GE*2*1~IEA*1*000000001~");
	assert_clean(&d);
	desk_close(&d);
}

/* O1: the model's own numbers, and its separators. */
static void
O1_keeps_numbers_that_the_model_has(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "A");
	m.interchange.control_number = STR("000000905");
	m.interchange.separators = STR("|>!\\");
	m.group.control_number = STR("17");
	m.batch.control_number = STR("ABCD1");
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &m.claim);
	desk_end(&d);
	assert_wrote(&d, "|!|00501|000000905|0|P|>\\GS|HC|");
	assert_wrote(&d, "|17|X|005010X222A1\\ST|837|ABCD1|");
	assert_wrote(&d, "|ABCD1\\GE|1|17\\IEA|1|000000905\\");
	assert_wrote(&d, "SV1|HC>99213|100");
	assert_clean(&d);
	desk_close(&d);
}

/* HL04, known only when a level below comes; while that may be, the bytes are
 * kept back. */
static void
O1_says_that_levels_are_below_when_they_come(void **state)
{
	static struct model m;
	struct claim own, of_child;
	struct desk d;

	(void)state;
	make_family(&m, &own, &of_child);
	for (unsigned taking = 0; taking < 2; taking++) {
		desk_open(&d, &guides, 0);
		desk_take_claim(&d, &professional_map, &own);
		if (taking != 0)
			desk_take(&d);
		desk_take_claim(&d, &professional_map, &of_child);
		if (taking != 0)
			desk_take(&d);
		desk_end(&d);
		assert_wrote(&d, "~HL*2*1*22*1~");
		assert_wrote(&d, "~HL*3*2*23*0~");
		assert_clean(&d);
		desk_close(&d);
	}
}

/* O3: a dependent's claim that is refused leaves HL04 as it was. */
static void
O3_takes_back_that_levels_are_below(void **state)
{
	static struct model m;
	struct claim own, of_child;
	struct desk d;

	(void)state;
	make_family(&m, &own, &of_child);
	of_child.control_number = STR("");
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &own);
	assert_int_equal(desk_claim(&d, &professional_map, &of_child),
	    RC_INVALID);
	desk_end(&d);
	assert_wrote(&d, "~HL*2*1*22*0~");
	assert_clean(&d);
	desk_close(&d);
}

/* A subscriber's own claim behind those of dependents: his level again, or it
 * would be the last dependent's. */
static void
begins_a_level_again_for_what_belongs_before(void **state)
{
	static struct model m;
	struct claim own, of_child;
	struct desk d;

	(void)state;
	make_family(&m, &own, &of_child);
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &of_child);
	desk_take_claim(&d, &professional_map, &own);
	desk_end(&d);
	assert_wrote(&d, "~HL*3*2*23*0~");
	assert_wrote(&d, "~HL*4*1*22*0~");
	assert_int_equal(desk_count(&d, "NM1*IL*"), 2);
	assert_clean(&d);
	desk_close(&d);
}

/* O5: a hundred claims a subscriber. */
static void
O5_begins_a_full_level_anew(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "MANY");
	desk_open(&d, &guides, 0);
	for (unsigned i = 0; i < 205; i++) {
		desk_take_claim(&d, &professional_map, &m.claim);
		desk_take(&d);
	}
	desk_end(&d);
	assert_int_equal(desk_count(&d, "~CLM*MANY*"), 205);
	assert_int_equal(desk_count(&d, "~NM1*IL*"), 3);
	assert_wrote(&d, "~HL*4*1*22*0~");
	assert_clean(&d);
	desk_close(&d);
}

/* O5: so many records in a transaction; each has the head and the levels. */
static void
O5_begins_a_full_transaction_anew(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "MANY");
	m.batch.control_number = STR("0077");
	desk_open(&d, &guides, 2);
	for (unsigned i = 0; i < 5; i++)
		desk_take_claim(&d, &professional_map, &m.claim);
	desk_end(&d);
	assert_int_equal(desk_count(&d, "~ST*837*"), 3);
	assert_int_equal(desk_count(&d, "~CLM*MANY*"), 5);
	assert_wrote(&d, "~ST*837*0077*");
	assert_wrote(&d, "~ST*837*0002*");
	assert_wrote(&d, "~ST*837*0003*");
	assert_wrote(&d, "~GE*3*1~IEA*1*");
	assert_clean(&d);
	desk_close(&d);
}

/* Two interchanges, three groups. */
static void
closes_what_is_another(void **state)
{
	static struct model a, b;
	static struct functional_group other;
	struct desk d;

	(void)state;
	make_model(&a, "A");
	make_model(&b, "B");
	b.interchange.control_number = STR("000000002");
	other = a.group;
	other.kind = STR("HC");		/* put by itself: no guide is known */
	other.version = STR("005010X222A1");
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &a.claim);
	a.batch.group = &other;
	assert_int_equal(desk_put(&d, &envelope_map, &functional_group_schema,
	    &other), RC_OK);
	desk_take_claim(&d, &professional_map, &a.claim);
	desk_take_claim(&d, &professional_map, &b.claim);
	desk_end(&d);
	assert_wrote(&d, "~IEA*2*000000001~ISA*");
	assert_wrote(&d, "~GS*HC*SS*RR*20241004*0915*2*X*");
	assert_wrote(&d, "~GE*1*2~IEA*2*");
	assert_wrote(&d, "~GE*1*1~IEA*1*000000002~");
	assert_int_equal(desk_count(&d, "ISA*00*"), 2);
	desk_close(&d);
}

/* TA1 stands in the interchange, outside groups. */
static void
writes_an_interchange_acknowledgement(void **state)
{
	static struct model m;
	struct interchange_acknowledgement ta1 = {
	    .interchange = &m.interchange,
	    .answered_control_number = STR("000000301"),
	    .answered_date = when_of(20000), .answered_time = STR("0915"),
	    .verdict = STR("A"), .fault = STR("000") };
	struct desk d;

	(void)state;
	make_model(&m, "A");
	desk_open(&d, &guides, 0);
	assert_int_equal(desk_put(&d, &envelope_map,
	    &interchange_acknowledgement_schema, &ta1), RC_OK);
	desk_take_claim(&d, &professional_map, &m.claim);
	desk_end(&d);
	assert_wrote(&d, "~TA1*000000301*241004*0915*A*000~GS*HC*");
	assert_clean(&d);
	desk_close(&d);
}

/* Nothing put, nothing written; and an interchange alone. */
static void
writes_nothing_for_nothing(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "A");
	desk_open(&d, &guides, 0);
	desk_end(&d);
	assert_int_equal(d.out.n, 0);
	assert_int_equal(desk_put(&d, &envelope_map, &interchange_schema,
	    &m.interchange), RC_OK);
	desk_end(&d);
	assert_wrote(&d, "~IEA*0*000000001~");
	desk_close(&d);
}

/* A period of one day where the guide has no place for a day. */
static void
writes_one_day_as_a_period(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "A");
	m.claim.statement = when_of(20000);
	desk_open(&d, &guides, 0);
	(void)desk_claim(&d, &institutional_map, &m.claim);
	assert_null(strstr(d.heard.text.p, "claim.statement"));
	desk_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(O1_numbers_and_counts_what_the_model_does_not),
		cmocka_unit_test(O1_keeps_numbers_that_the_model_has),
		cmocka_unit_test(O1_says_that_levels_are_below_when_they_come),
		cmocka_unit_test(O3_takes_back_that_levels_are_below),
		cmocka_unit_test(begins_a_level_again_for_what_belongs_before),
		cmocka_unit_test(O5_begins_a_full_level_anew),
		cmocka_unit_test(O5_begins_a_full_transaction_anew),
		cmocka_unit_test(closes_what_is_another),
		cmocka_unit_test(writes_an_interchange_acknowledgement),
		cmocka_unit_test(writes_nothing_for_nothing),
		cmocka_unit_test(writes_one_day_as_a_period),
	};

	return cmocka_run_group_tests(tests, load_guides, drop_guides);
}
