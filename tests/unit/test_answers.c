/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_answers.c -- payments, questions and answers: built from nothing they
 * are written as their guides want them; read, they are what the file says.
 */
#include "hearing.h"

#include "claim/eligibility.h"
#include "claim/envelope.h"
#include "claim/reader.h"
#include "claim/remittance.h"
#include "claim/status.h"
#include "claim/writer.h"

static struct guide_set set;

static int
begin(void **state)
{
	struct err err;

	(void)state;
	return guide_set_init(&set, &err) == RC_OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	guide_set_fini(&set);
	return 0;
}

/* ---- writing -------------------------------------------------------- */

static struct interchange interchange;
static struct functional_group group;
static char refused[512];		/* what and where in the model, the first */

static void
note_refused(void *ctx, const struct finding *f)
{
	(void)ctx;
	if (refused[0] == '\0')
		snprintf(refused, sizeof refused, STR_FMT " " STR_FMT,
		    STR_ARG(finding_def(f->code)->code), STR_ARG(f->at.field));
}

/* A writer, and an envelope of members that are wanted only. */
static struct writer *
new_writer(void)
{
	static const struct finding_sink sink = { NULL, note_refused };
	static const struct writer_options options = {
	    .guides = &set, .lines = true };
	struct writer *w;
	struct err err;
	date day;

	refused[0] = '\0';
	assert_true(date_from_ymd(2026, 3, 20, &day));
	interchange = (struct interchange){ .sender = STR("RFM001"),
	    .receiver = STR("ACMEHP"), .made = when_of(day),
	    .made_time = STR("0630"), .control_number = STR("000000701") };
	group = (struct functional_group){ .interchange = &interchange,
	    .sender = STR("RFM001"), .receiver = STR("ACMEHP"),
	    .made = when_of(day), .made_time = STR("0630"),
	    .control_number = STR("701") };
	assert_int_equal(writer_new(&options, &sink, &w, &err), RC_OK);
	return w;
}

/* Put `object`, a struct called `name`; true when it was taken, else `refused`
 * says why. */
static bool
put(struct writer *w, const struct transaction_map *map, const char *name,
    const void *object)
{
	struct item item = { map, transaction_schema(str_of(name)), object };
	struct err err;

	assert_non_null(item.schema);
	refused[0] = '\0';
	return writer_put(w, &item, &err) == RC_OK;
}

#define assert_taken(...) \
	(put(__VA_ARGS__) ? (void)0 : fail_msg("refused: %s", refused))

/* What was written, from the first BHT or BPR to before SE; the whole must be
 * faultless.  Frees the writer. */
static void
assert_written(struct writer *w, const char *want)
{
	struct heard h;
	struct err err;
	str all, body;
	const char *from, *to;

	assert_int_equal(writer_end(w, &err), RC_OK);
	all = writer_take(w);
	heard_init(&h);
	hear_text(&h, all, &set, 1);
	from = memmem(all.p, all.n, "\nB", 2);
	to = memmem(all.p, all.n, "\nSE*", 4);
	assert_non_null(from);
	assert_non_null(to);
	body = (str){ from + 1, (size_t)(to - from) };
	if (!str_eq(body, str_of(want)))
		fail_msg("written:\n" STR_FMT, STR_ARG(body));
	assert_heard(&h, 0);
	heard_fini(&h);
	writer_free(w);
}

static date
day_of(const char *ccyymmdd)
{
	date d;

	assert_true(date_parse8(str_of(ccyymmdd), &d));
	return d;
}

/* ---- a payment ------------------------------------------------------ */

static struct payment payment;
static struct payment_party payer, payee;
static struct payment_group payment_group;
static struct contact helper;
static struct contact_number phone;

static void
build_payment(void)
{
	payment = (struct payment){ .group = &group, .handling = STR("I"),
	    .paid = amount_of(9000), .method = STR("CHK"),
	    .paid_on = when_of(day_of("20260320")),
	    .trace_number = STR("CK-5501"), .trace_payer = STR("1820000001"),
	    .payer = &payer, .payee = &payee };
	payer = (struct payment_party){ .name = STR("ACME HEALTH PLAN"),
	    .street = STR("1 PLAN PLAZA"), .city = STR("BOISE"),
	    .state = STR("ID"), .postal_code = STR("83702") };
	payee = (struct payment_party){ .name = STR("RIVERBEND FAMILY"),
	    .id_kind = STR("XX"), .id = STR("1234567893") };
	helper = (struct contact){ .name = STR("EDI DESK") };
	phone = (struct contact_number){ .kind = STR("TE"),
	    .number = STR("8005550100") };
	list_append(&helper.numbers, &phone);
	list_append(&payer.technical_contacts, &helper);
	payment_group = (struct payment_group){ .payment = &payment };
}

static void
a_payment_built_from_nothing_is_written(void **state)
{
	struct writer *w = new_writer();
	struct claim_name patient = { .name = STR("SAMPLE"),
	    .first_name = STR("ALEX") };
	struct adjustment over = { .group = STR("CO"), .reason = STR("45"),
	    .amount = amount_of(2000) };
	struct adjustment copay = { .group = STR("PR"), .reason = STR("3"),
	    .amount = amount_of(1500) };
	struct adjustment penalty = { .group = STR("CO"),
	    .reason = STR("144"), .amount = amount_of(-500) };
	struct dated served = { .kind = STR("472"),
	    .on = when_of(day_of("20260226")) };
	struct paid_line line = { .charge = amount_of(12000),
	    .paid = amount_of(9000), .procedure = { .code = STR("99213"),
	    .modifiers = { STR("25") } } };
	struct paid_claim claim = { .payment = &payment,
	    .group = &payment_group, .control_number = STR("RFM-1"),
	    .status = STR("1"), .charge = amount_of(12000),
	    .paid = amount_of(9000), .patient_owes = amount_of(1500),
	    .filing = STR("12"), .payer_number = STR("ICN1"),
	    .patient = &patient };
	struct provider_reason taken = { .reason = STR("WO"),
	    .reference = STR("ICN0"), .amount = amount_of(2500) };
	struct provider_reason given = { .reason = STR("L6"),
	    .amount = amount_of(-2500) };
	struct provider_adjustment plb = { .payment = &payment,
	    .provider = STR("1234567893"),
	    .year_end = when_of(day_of("20261231")) };

	(void)state;
	build_payment();
	list_append(&line.adjustments, &over);
	list_append(&line.adjustments, &penalty);
	list_append(&line.adjustments, &copay);
	list_append(&line.dates, &served);
	list_append(&claim.lines, &line);
	list_append(&plb.reasons, &taken);
	list_append(&plb.reasons, &given);
	assert_taken(w, &remittance_map, "paid_claim", &claim);
	assert_taken(w, &remittance_map, "provider_adjustment", &plb);
	assert_written(w,
	    "BPR*I*90*C*CHK************20260320~\n"
	    "TRN*1*CK-5501*1820000001~\n"
	    "N1*PR*ACME HEALTH PLAN~\n"
	    "N3*1 PLAN PLAZA~\n"
	    "N4*BOISE*ID*83702~\n"
	    "PER*BL*EDI DESK*TE*8005550100~\n"
	    "N1*PE*RIVERBEND FAMILY*XX*1234567893~\n"
	    "LX*1~\n"
	    "CLP*RFM-1*1*120*90*15*12*ICN1~\n"
	    "NM1*QC*1*SAMPLE*ALEX~\n"
	    "SVC*HC:99213:25*120*90~\n"
	    "DTM*472*20260226~\n"
	    "CAS*CO*45*20**144*-5~\n"
	    "CAS*PR*3*15~\n"
	    "PLB*1234567893*20261231*WO:ICN0*25*L6*-25~\n");
}

static void
a_payment_without_its_parties_is_refused(void **state)
{
	struct writer *w = new_writer();
	struct provider_adjustment plb = { .payment = &payment };

	(void)state;
	build_payment();
	payment.payee = NULL;
	assert_false(put(w, &remittance_map, "provider_adjustment", &plb));
	assert_string_equal(refused, "loop-missing payment.payee");
	writer_free(w);
}

static void
a_seventh_provider_reason_is_refused(void **state)
{
	struct writer *w = new_writer();
	struct provider_reason reasons[7];
	struct provider_adjustment plb = { .payment = &payment,
	    .provider = STR("1234567893"),
	    .year_end = when_of(day_of("20261231")) };

	(void)state;
	build_payment();
	for (size_t i = 0; i < LENGTH(reasons); i++) {
		reasons[i] = (struct provider_reason){ .reason = STR("L6"),
		    .amount = amount_of(100) };
		list_append(&plb.reasons, &reasons[i]);
	}
	assert_false(put(w, &remittance_map, "provider_adjustment", &plb));
	assert_string_equal(refused,
	    "model-too-many provider_adjustment.reasons");
	writer_free(w);
}

/* ---- eligibility ---------------------------------------------------- */

static struct eligibility_batch batch;
static struct eligibility_source source;
static struct eligibility_receiver asker;
static struct eligibility_party plan, practice;
static struct eligibility_subscriber subscriber;
static struct covered_person person;

static void
build_eligibility(const char *purpose)
{
	batch = (struct eligibility_batch){ .group = &group,
	    .purpose = str_of(purpose), .number = STR("E1"),
	    .made = when_of(day_of("20260320")), .made_time = STR("0631") };
	plan = (struct eligibility_party){ .role = STR("PR"),
	    .entity = STR("2"), .name = STR("ACME HEALTH PLAN"),
	    .id_kind = STR("PI"), .id = STR("60001") };
	practice = (struct eligibility_party){ .role = STR("1P"),
	    .entity = STR("2"), .name = STR("RIVERBEND FAMILY"),
	    .id_kind = STR("XX"), .id = STR("1234567893") };
	source = (struct eligibility_source){ .batch = &batch,
	    .party = &plan };
	asker = (struct eligibility_receiver){ .source = &source,
	    .party = &practice };
	subscriber = (struct eligibility_subscriber){ .receiver = &asker,
	    .person = &person };
	person = (struct covered_person){ .entity = STR("1"),
	    .name = STR("SAMPLE"), .first_name = STR("ALEX"),
	    .id_kind = STR("MI"), .id = STR("XQM1") };
}

static void
a_question_about_a_subscriber_is_written(void **state)
{
	static str types[] = { STR_INIT("30"), STR_INIT("98") };
	struct writer *w = new_writer();
	struct eligibility_trace trace = { .number = STR("ASK-1"),
	    .assigner = STR("1820000001") };
	struct eligibility_inquiry inquiry = { .service_types = { types, 2 },
	    .place_of_service = STR("11"), .authorization = STR("A77"),
	    .diagnosis_pointers = { STR("1") } };
	struct eligibility_diagnosis d = { .kind = STR("ABK"),
	    .code = STR("E119") };

	(void)state;
	build_eligibility("13");
	person.birth = when_of(day_of("19800229"));
	list_append(&subscriber.traces, &trace);
	list_append(&person.diagnoses, &d);
	list_append(&person.inquiries, &inquiry);
	assert_taken(w, &eligibility_request_map, "eligibility_subscriber",
	    &subscriber);
	assert_written(w,
	    "BHT*0022*13*E1*20260320*0631~\n"
	    "HL*1**20*1~\n"
	    "NM1*PR*2*ACME HEALTH PLAN*****PI*60001~\n"
	    "HL*2*1*21*1~\n"
	    "NM1*1P*2*RIVERBEND FAMILY*****XX*1234567893~\n"
	    "HL*3*2*22*0~\n"
	    "TRN*1*ASK-1*1820000001~\n"
	    "NM1*IL*1*SAMPLE*ALEX****MI*XQM1~\n"
	    "DMG*D8*19800229~\n"
	    "HI*ABK:E119~\n"
	    "EQ*30^98****1~\n"
	    "III*ZZ*11~\n"
	    "REF*G1*A77~\n");
}

static void
a_benefit_and_whom_it_involves_are_written(void **state)
{
	static str types[] = { STR_INIT("30") };
	struct writer *w = new_writer();
	struct eligibility_dependent dependent = { .subscriber = &subscriber };
	struct covered_person child = { .name = STR("SAMPLE"),
	    .first_name = STR("ROBIN"), .relationship = STR("19"),
	    .entity = STR("1") };
	struct eligibility_party other = { .role = STR("PR"),
	    .entity = STR("2"), .name = STR("SAMPLE MUTUAL") };
	struct benefit_parties involved = { .parties = { NULL, NULL } };
	struct eligibility_benefit benefit = { .kind = STR("R"),
	    .service_types = { types, 1 }, .involved = &involved };

	(void)state;
	build_eligibility("11");
	dependent.person = &child;
	list_append(&involved.parties, &other);
	list_append(&child.benefits, &benefit);
	assert_taken(w, &eligibility_response_map,
	    "eligibility_dependent", &dependent);
	assert_written(w,
	    "BHT*0022*11*E1*20260320*0631~\n"
	    "HL*1**20*1~\n"
	    "NM1*PR*2*ACME HEALTH PLAN*****PI*60001~\n"
	    "HL*2*1*21*1~\n"
	    "NM1*1P*2*RIVERBEND FAMILY*****XX*1234567893~\n"
	    "HL*3*2*22*1~\n"
	    "NM1*IL*1*SAMPLE*ALEX****MI*XQM1~\n"
	    "HL*4*3*23*0~\n"
	    "NM1*03*1*SAMPLE*ROBIN~\n"
	    "INS*N*19~\n"
	    "EB*R**30~\n"
	    "LS*2120~\n"
	    "NM1*PR*2*SAMPLE MUTUAL~\n"
	    "LE*2120~\n");
}

static void
a_question_does_not_hold_an_answer(void **state)
{
	struct writer *w = new_writer();
	struct eligibility_benefit benefit = { .kind = STR("1") };

	(void)state;
	build_eligibility("13");
	list_append(&person.benefits, &benefit);
	assert_false(put(w, &eligibility_request_map,
	    "eligibility_subscriber", &subscriber));
	assert_string_equal(refused,
	    "model-no-place eligibility_subscriber.person.benefits");
	person.benefits.first = person.benefits.last = NULL;
	person.change = STR("001");
	assert_false(put(w, &eligibility_request_map,
	    "eligibility_subscriber", &subscriber));
	assert_string_equal(refused,
	    "model-no-place eligibility_subscriber.person.change");
	writer_free(w);
}

static void
a_ninth_diagnosis_is_refused(void **state)
{
	struct writer *w = new_writer();
	struct eligibility_diagnosis d[9];

	(void)state;
	build_eligibility("13");
	for (size_t i = 0; i < LENGTH(d); i++) {
		d[i] = (struct eligibility_diagnosis){ .code = STR("I10"),
		    .kind = i == 0 ? STR("ABK") : STR("ABF") };
		list_append(&person.diagnoses, &d[i]);
	}
	assert_false(put(w, &eligibility_request_map,
	    "eligibility_subscriber", &subscriber));
	assert_non_null(strstr(refused, "person.diagnoses"));
	writer_free(w);
}

/* ---- claim status --------------------------------------------------- */

static struct status_batch questions;
static struct status_payer status_payer;
static struct status_receiver status_receiver;
static struct status_provider status_provider;
static struct status_subscriber status_subscriber;
static struct party parties[4];

static void
build_status(void)
{
	static const char *const names[] = { "ACME HEALTH PLAN",
		"RIVERBEND BILLING", "RIVERBEND FAMILY", "SAMPLE" };
	static const char *const ids[][2] = { { "PI", "60001" },
		{ "46", "RFM001" }, { "XX", "1234567893" },
		{ "MI", "XQM1" } };

	for (size_t i = 0; i < LENGTH(parties); i++)
		parties[i] = (struct party){ .entity = i == 3 ? STR("1") :
		    STR("2"), .name = str_of(names[i]),
		    .id_kind = str_of(ids[i][0]), .id = str_of(ids[i][1]) };
	questions = (struct status_batch){ .group = &group,
	    .number = STR("S1"), .made = when_of(day_of("20260320")),
	    .made_time = STR("0700") };
	status_payer = (struct status_payer){ .batch = &questions,
	    .party = &parties[0] };
	status_receiver = (struct status_receiver){ .payer = &status_payer,
	    .party = &parties[1] };
	status_provider = (struct status_provider){
	    .receiver = &status_receiver };
	list_append(&status_provider.parties, &parties[2]);
	status_subscriber = (struct status_subscriber){
	    .provider = &status_provider, .party = &parties[3] };
}

#define STATUS_TOP(bht) \
	bht "HL*1**20*1~\n" \
	"NM1*PR*2*ACME HEALTH PLAN*****PI*60001~\n" \
	"HL*2*1*21*1~\n" \
	"NM1*41*2*RIVERBEND BILLING*****46*RFM001~\n" \
	"HL*3*2*19*1~\n" \
	"NM1*1P*2*RIVERBEND FAMILY*****XX*1234567893~\n"

static void
questions_about_claims_are_written_where_the_patient_is(void **state)
{
	struct writer *w = new_writer();
	struct party child = { .entity = STR("1"), .name = STR("SAMPLE"),
	    .first_name = STR("ROBIN") };
	struct status_dependent dependent = {
	    .subscriber = &status_subscriber, .party = &child,
	    .birth = when_of(day_of("20190704")) };
	struct status_inquiry own = { .subscriber = &status_subscriber,
	    .trace_number = STR("Q1"), .charge = amount_of(12000),
	    .served = when_range(day_of("20260226"), day_of("20260227")) };
	struct status_inquiry childs = { .subscriber = &status_subscriber,
	    .dependent = &dependent, .trace_number = STR("Q2"),
	    .control_number = STR("RFM-2"),
	    .served = when_of(day_of("20260227")) };

	(void)state;
	build_status();
	status_subscriber.birth = when_of(day_of("19800229"));
	assert_taken(w, &status_request_map, "status_inquiry", &own);
	assert_taken(w, &status_request_map, "status_inquiry", &childs);
	assert_written(w, STATUS_TOP("BHT*0010*13*S1*20260320*0700~\n")
	    "HL*4*3*22*1~\n"
	    "DMG*D8*19800229~\n"
	    "NM1*IL*1*SAMPLE*****MI*XQM1~\n"
	    "TRN*1*Q1~\n"
	    "AMT*T3*120~\n"
	    "DTP*472*RD8*20260226-20260227~\n"
	    "HL*5*4*23~\n"
	    "DMG*D8*20190704~\n"
	    "NM1*QC*1*SAMPLE*ROBIN~\n"
	    "TRN*1*Q2~\n"
	    "REF*EJ*RFM-2~\n"
	    "DTP*472*D8*20260227~\n");
}

static void
an_answer_about_a_claim_is_written(void **state)
{
	struct writer *w = new_writer();
	struct claim_status paid = { .status = { .category = STR("F1"),
	    .code = STR("65") }, .second = { .category = STR("F1"),
	    .code = STR("66"), .entity = STR("PR") },
	    .as_of = when_of(day_of("20260319")), .charge = amount_of(12000),
	    .paid = amount_of(9000), .trace_number = STR("CK-5501"),
	    .paid_on = when_of(day_of("20260320")) };
	struct status_answer answer = { .subscriber = &status_subscriber,
	    .trace_number = STR("Q1"), .payer_number = STR("ICN1") };

	(void)state;
	build_status();
	list_append(&answer.statuses, &paid);
	assert_taken(w, &status_response_map, "status_answer", &answer);
	assert_written(w, STATUS_TOP("BHT*0010*08*S1*20260320*0700*DG~\n")
	    "HL*4*3*22*0~\n"
	    "NM1*IL*1*SAMPLE*****MI*XQM1~\n"
	    "TRN*2*Q1~\n"
	    "STC*F1:65*20260319**120*90***20260320*CK-5501*F1:66:PR~\n"
	    "REF*1K*ICN1~\n");
}

static void
an_acknowledgments_verdict_has_no_place_in_an_answer(void **state)
{
	struct writer *w = new_writer();
	struct claim_status status = { .status = { .category = STR("F1"),
	    .code = STR("65") }, .as_of = when_of(day_of("20260319")),
	    .message = STR("PAID") };
	struct status_answer answer = { .subscriber = &status_subscriber,
	    .trace_number = STR("Q1") };

	(void)state;
	build_status();
	list_append(&answer.statuses, &status);
	assert_false(put(w, &status_response_map, "status_answer", &answer));
	assert_string_equal(refused,
	    "model-no-place status_answer.statuses[1].message");
	writer_free(w);
}

/* ---- reading -------------------------------------------------------- */

static void
ignore(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

/* Call `look` for each item of a file that is called `name`; returns how
 * many there were. */
static unsigned
each_item(const char *path, const char *name,
    void (*look)(unsigned i, const void *object))
{
	static const struct finding_sink sink = { NULL, ignore };
	const struct reader_options options = { &set, CHECK_RULES };
	struct file_stream in;
	struct reader *r;
	struct item item;
	struct err err;
	unsigned n = 0;

	assert_int_equal(file_stream_open(&in, path, &err), RC_OK);
	assert_int_equal(reader_open(&in, &options, &sink, &r, &err), RC_OK);
	for (;;) {
		assert_int_equal(reader_next(r, &item, &err), RC_OK);
		if (item.object == NULL)
			break;
		if (strcmp(item.schema->name, name) == 0)
			look(n++, item.object);
	}
	reader_close(r);
	file_stream_close(&in);
	return n;
}

#define assert_str(s, want) assert_true(str_eq((s), STR(want)))

static void
look_subscriber(unsigned i, const void *object)
{
	const struct eligibility_subscriber *s = object;
	const struct covered_person *p = s->person;
	const struct eligibility_benefit *b = p->benefits.first;

	assert_str(s->receiver->source->party->id, "60001");
	if (i == 2) {
		assert_null(b);
		assert_str(p->problems.first->reason, "72");
	}
	if (i != 0)
		return;
	assert_int_equal(list_count(&s->traces), 2);
	assert_str(p->change_reason, "25");
	assert_int_equal(list_count(&p->diagnoses), 2);
	assert_str(p->diagnoses.last->code, "I10");
	assert_int_equal(list_count(&p->benefits), 8);
	assert_str(b->plan, "GOLD PPO");
	b = b->next;
	assert_int_equal(b->service_types.n, 12);
	assert_str(b->service_types.v[11], "UC");
	b = b->next;
	assert_int_equal(b->amount.cents, 2500);
	assert_str(b->in_network, "Y");
	b = b->next;
	assert_int_equal(b->share.thousandths, 200);
	b = b->next->next->next;
	assert_str(b->procedure.code, "83036");
	assert_str(b->diagnosis_pointers[1], "2");
	assert_int_equal(b->deliveries.first->quantity.thousandths, 4000);
	assert_int_equal(list_count(&b->places), 2);
	b = b->next;
	assert_int_equal(list_count(&b->involved->parties), 2);
	assert_str(b->involved->parties.last->id, "SM55500");
	assert_null(b->part.carried.first);
	assert_null(b->involved->part.carried.first);
}

static void
look_dependent(unsigned i, const void *object)
{
	const struct eligibility_dependent *d = object;

	assert_int_equal(i, 0);
	assert_str(d->person->relationship, "19");
	assert_str(d->person->birth_order, "2");
	assert_str(d->subscriber->person->first_name, "JAMIE");
}

static void
answers_about_coverage_are_read(void **state)
{
	(void)state;
	assert_int_equal(each_item("samples/271-clean.x12",
	    "eligibility_subscriber", look_subscriber), 3);
	assert_int_equal(each_item("samples/271-clean.x12",
	    "eligibility_dependent", look_dependent), 1);
}

static void
look_inquiry(unsigned i, const void *object)
{
	const struct status_inquiry *q = object;

	assert_non_null(q->subscriber);
	assert_true((q->dependent != NULL) == (i == 2));
	if (i == 0) {
		assert_str(q->bill_type, "131");
		assert_int_equal(q->served.through - q->served.from, 1);
	} else if (i == 1) {
		assert_str(q->lines.first->procedure.modifiers[0], "25");
		assert_str(q->lines.first->control_number, "RFM09910L1");
	} else {
		assert_ptr_equal(q->dependent->subscriber, q->subscriber);
		assert_str(q->dependent->party->first_name, "ROBIN");
	}
}

static void
questions_about_claims_are_read(void **state)
{
	(void)state;
	assert_int_equal(each_item("samples/276-clean.x12", "status_inquiry",
	    look_inquiry), 3);
	assert_int_equal(each_item("samples/276-clean.x12", "status_answer",
	    look_inquiry), 0);
}

static void
look_paid(unsigned i, const void *object)
{
	const struct paid_claim *c = object;
	money rest = 77;

	(void)i;
	assert_non_null(c->payment->payee);
	assert_ptr_equal(c->group->payment, c->payment);
	assert_non_null(c->patient);
	assert_null(c->part.carried.first);
	assert_true(paid_claim_rest(c, &rest));
	assert_int_equal(rest, 0);
}

static void
a_payment_is_read_and_balances(void **state)
{
	(void)state;
	assert_true(each_item("samples/835-clean.x12", "paid_claim",
	    look_paid) > 1);
}

static unsigned out_of_balance;

static void
look_unbalanced(unsigned i, const void *object)
{
	money rest = 0;

	(void)i;
	out_of_balance += !paid_claim_rest(object, &rest) || rest != 0;
}

static void
a_claim_that_does_not_balance_is_seen(void **state)
{
	(void)state;
	assert_true(each_item("samples/835-unbalanced.x12", "paid_claim",
	    look_unbalanced) > 0);
	assert_true(out_of_balance > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_payment_built_from_nothing_is_written),
		cmocka_unit_test(a_payment_without_its_parties_is_refused),
		cmocka_unit_test(a_seventh_provider_reason_is_refused),
		cmocka_unit_test(a_question_about_a_subscriber_is_written),
		cmocka_unit_test(a_benefit_and_whom_it_involves_are_written),
		cmocka_unit_test(a_question_does_not_hold_an_answer),
		cmocka_unit_test(a_ninth_diagnosis_is_refused),
		cmocka_unit_test(
		    questions_about_claims_are_written_where_the_patient_is),
		cmocka_unit_test(an_answer_about_a_claim_is_written),
		cmocka_unit_test(
		    an_acknowledgments_verdict_has_no_place_in_an_answer),
		cmocka_unit_test(answers_about_coverage_are_read),
		cmocka_unit_test(questions_about_claims_are_read),
		cmocka_unit_test(a_payment_is_read_and_balances),
		cmocka_unit_test(a_claim_that_does_not_balance_is_seen),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
