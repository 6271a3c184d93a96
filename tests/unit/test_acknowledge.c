/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_acknowledge.c -- a file and what it is answered: a table of changes to a
 * clean file, the limits, and answers read back.
 */
#include "unit.h"

#include "base/file.h"
#include "acknowledge/acknowledge_read.h"
#include "acknowledge/acknowledge_private.h"
#include "envelopes.h"

#define CLEAN	"samples/837p-clean.x12"

static struct guide_set guides;

/* A file's answers, by kind. */
struct answers {
	struct buf texts[ACK_KINDS];
	struct acknowledge_summary sum;
};

static enum rc
take_bytes(void *ctx, enum acknowledgement kind, str bytes, struct err *err)
{
	struct answers *a = ctx;

	(void)err;
	buf_add(&a->texts[kind], bytes);
	return RC_OK;
}

/* Answer `text` with everything. */
static void
answer(struct answers *a, str text, bool clearinghouse)
{
	const struct acknowledge_options o = { .guides = &guides,
	    .wanted = 7, .on = 20514, .at = STR("1200"),
	    .clearinghouse = clearinghouse, .write = take_bytes, .ctx = a };
	struct acknowledger *acknowledger;
	struct check_summary sum;
	struct file_stream in;
	struct err err = { .msg = "" };

	for (unsigned i = 0; i < ACK_KINDS; i++)
		buf_init(&a->texts[i], (size_t)1 << 30);
	assert_int_equal(acknowledger_new(&o, &acknowledger, &err), RC_OK);
	{
		const struct finding_sink sink = { acknowledger,
		    acknowledger_finding };
		const struct check_options options = { .guides = &guides,
		    .watch = acknowledger_segment,
		    .watch_ctx = acknowledger };

		file_stream_memory(&in, text);
		assert_int_equal(check_run(&in, &options, &sink, &sum, &err),
		    RC_OK);
	}
	if (acknowledger_end(acknowledger, &err) != RC_OK)
		fail_msg("%s", err.msg);
	a->sum = *acknowledger_summary(acknowledger);
	acknowledger_free(acknowledger);
}

static void
answers_fini(struct answers *a)
{
	for (unsigned i = 0; i < ACK_KINDS; i++)
		buf_fini(&a->texts[i]);
}

/* A finding_sink: answers have none but of NPIs, which are repeated. */
static void
hear_no_finding(void *ctx, const struct finding *f)
{
	(void)ctx;
	if (f->code != FINDING_NPI_FORMAT && f->code != FINDING_NPI_CHECK_DIGIT)
		fail_msg(STR_FMT, STR_ARG(finding_def(f->code)->code));
}

/* The checker finds nothing in an answer. */
static void
check_answers(const struct answers *a)
{
	const struct finding_sink sink = { NULL, hear_no_finding };
	const struct check_options options = { .guides = &guides };

	for (unsigned i = 0; i < ACK_KINDS; i++) {
		struct check_summary sum;
		struct file_stream in;
		struct err err;

		if (a->texts[i].n == 0)
			continue;
		file_stream_memory(&in, buf_str(&a->texts[i]));
		assert_int_equal(check_run(&in, &options, &sink, &sum, &err),
		    RC_OK);
	}
}

static str
read_clean(void)
{
	static struct file_map file;
	struct err err;

	if (file.text.p == NULL)
		assert_int_equal(file_map(CLEAN, &file, &err), RC_OK);
	return file.text;
}

/* The clean file, with the first `find` behind `from` replaced. */
static void
put_changed(struct buf *b, const char *find, const char *put_text)
{
	str text = read_clean();
	const char *at = memmem(text.p, text.n, find, strlen(find));

	assert_non_null(at);
	buf_add(b, (str){ text.p, (size_t)(at - text.p) });
	put(b, put_text);
	at += strlen(find);
	buf_add(b, (str){ at, (size_t)(text.p + text.n - at) });
}

struct change {
	const char *name, *find, *put;
	enum acknowledgement kind;
	const char *has;	/* in the answer; NULL: it is empty */
};

static const struct change changes[] = {
	{ "a clean interchange is accepted", "~", "~", ACK_TA1,
	    "*260302*0915*A*000~" },
	{ "a clean transaction is accepted", "~", "~", ACK_999,
	    "AK2*837*0001*005010X222A1~IK5*A~AK9*A*1*1*1~SE*6*" },
	{ "a clean claim is accepted", "~", "~", ACK_277CA,
	    "TRN*2*RFM-10001~STC*A2:20*20260302*WQ*325~" },
	{ "IEA counts wrong: R 021", "IEA*1*", "IEA*2*", ACK_TA1, "*R*021~" },
	{ "a rejected interchange has no 999 (A2)", "IEA*1*", "IEA*2*",
	    ACK_999, NULL },
	{ "nor a 277CA", "IEA*1*", "IEA*2*", ACK_277CA, NULL },
	{ "ISA and IEA differ: R 001", "IEA*1*0", "IEA*1*9", ACK_TA1,
	    "*R*001~" },
	{ "an interchange without IEA: R 023", "IEA*1*000000301~", "",
	    ACK_TA1, "*R*023~" },
	{ "ISA10 is no time: R 015, and not repeated", "*0915*^", "*2515*^",
	    ACK_TA1, "*260302*0000*R*015~" },
	{ "ISA12 of another version is only odd", "*00501*", "*00401*",
	    ACK_TA1, "*A*000~" },
	{ "GE counts wrong: R 5, nothing is accepted", "~\nGE*1*",
	    "~\nGE*2*", ACK_999, "AK9*R*2*1*0*5~" },
	{ "no transaction of a rejected group is listed as accepted",
	    "~\nGE*1*", "~\nGE*2*", ACK_999, "X222A1~AK9*R" },
	{ "claims of a rejected group are not answered", "~\nGE*1*",
	    "~\nGE*2*", ACK_277CA, NULL },
	{ "GS and GE differ: R 4", "~\nGE*1*", "~\nGE*1*9", ACK_999,
	    "AK9*R*1*1*0*4~" },
	{ "a group without GE: R 3", "\nGE*1*301~", "", ACK_999,
	    "AK9*R*1*1*0*3~" },
	{ "what stands between transactions is an envelope that fails: R 022",
	    "\nGE*1*", "\nREF*D9*1~\nGE*1*", ACK_TA1, "*R*022~" },
	{ "SE counts wrong: R 4", "~\nSE*", "~\nSE*1", ACK_999, "IK5*R*4~" },
	{ "ST and SE differ: R 3", "*0001~\nGE", "*0002~\nGE", ACK_999,
	    "IK5*R*3~" },
	{ "ST02 too short is told by 7, not by IK3", "ST*837*0001*",
	    "ST*837*001*", ACK_999, "AK2*837*0001*005010X222A1~IK5*R*7~" },
	{ "a transaction without SE: R 2", "~\nSE*", "~\nK3*", ACK_999,
	    "*2" },
	{ "an unknown guide: R I6", "005010X222A1~\nBHT", "005010X999~\nBHT",
	    ACK_999, "IK5*R*19~" },
	{ "a missing segment is told by its name", "BHT*0019*00*BATCH0301*"
	    "20260302*0915*CH~\n", "", ACK_999, "IK3*BHT*2**3~" },
	{ "an element by its place and value", "*11:B:1*Y*A*Y*Y",
	    "*11:B:1*Y*Q*Y*Y", ACK_999, "IK3*CLM*22**8~CTX*CLM01:RFM-10001~"
	    "IK4*7*1359*7*Q~" },
	{ "a missing element without a value", "*11:B:1*Y*A*Y*Y",
	    "*11:B:1**A*Y*Y", ACK_999, "IK4*6*1073*1~" },
	{ "what may not be sent is not repeated", "SAMPLE*ALEX",
	    "SAMPLE*AL\tEX", ACK_999, "IK4*4*1036*6~" },
	{ "a claim out of balance does not concern the 999 (SNIP 3)",
	    "CLM*RFM-10001*325*", "CLM*RFM-10001*326*", ACK_999,
	    "IK5*A~AK9*A*1*1*1~" },
	{ "it rejects the claim", "CLM*RFM-10001*325*", "CLM*RFM-10001*326*",
	    ACK_277CA, "STC*A7:400*20260302*U*326~STC*A7:178*20260302*U*326~"
	    },
	{ "the totals are those of the claims (A3)", "CLM*RFM-10001*325*",
	    "CLM*RFM-10001*326*", ACK_277CA, "*WQ*916~QTY*90*2~QTY*AA*1~"
	    "AMT*YU*590~AMT*YY*326~" },
	{ "what a claim lacks for its place is noted (SNIP 4): E",
	    "CLM*RFM-10001*325***11:B:1*", "CLM*RFM-10001*325***21:B:1*",
	    ACK_999, "IK3*DTP*22**I6~CTX*CLM01:RFM-10001~"
	    "CTX*SITUATIONAL TRIGGER*CLM*22**5:1~IK5*E*I5~AK9*E*1*1*1~" },
	{ "and rejects the claim", "CLM*RFM-10001*325***11:B:1*",
	    "CLM*RFM-10001*325***21:B:1*", ACK_277CA,
	    "TRN*2*RFM-10001~STC*A6:189*20260302*U*325~" },
};

static void
check_change(void **state)
{
	const struct change *c = *state;
	struct answers a;
	struct buf text;
	str got;

	buf_init(&text, FILE_MOST);
	put_changed(&text, c->find, c->put);
	answer(&a, buf_str(&text), false);
	got = buf_str(&a.texts[c->kind]);
	if (c->has == NULL)
		assert_int_equal(got.n, 0);
	else if (got.n == 0 || memmem(got.p, got.n, c->has,
	    strlen(c->has)) == NULL)
		fail_msg("no %s in\n" STR_FMT, c->has, STR_ARG(got));
	check_answers(&a);
	answers_fini(&a);
	buf_fini(&text);
}

/* ---- limits (A5) ---------------------------------------------------- */

static unsigned
count_of(str text, const char *what)
{
	unsigned n = 0;
	const char *p = text.p, *end = text.p + text.n;

	while (p != NULL && (p = memmem(p, (size_t)(end - p), what,
	    strlen(what))) != NULL) {
		n++;
		p++;
	}
	return n;
}

/* A transaction of `claims` claims, each with an impossible date. */
static void
put_faulty(struct buf *b, unsigned claims)
{
	str clean = read_clean();
	const char *at = memmem(clean.p, clean.n, "CLM*", 4);

	buf_add(b, (str){ clean.p, (size_t)(at - clean.p) });
	for (unsigned i = 1; i <= claims; i++)
		put_claim(b, i, 1);
	put(b, "SE*1*0001~GE*1*301~IEA*1*000000301~");
}

static void
a_hundred_thousand_errors_give_a_short_answer(void **state)
{
	struct answers a;
	struct buf text;

	(void)state;
	buf_init(&text, FILE_MOST);
	put_faulty(&text, 100000);
	answer(&a, buf_str(&text), false);
	assert_int_equal(count_of(buf_str(&a.texts[ACK_999]), "~IK3*"),
	    ACK_SEGMENTS);
	assert_int_equal(count_of(buf_str(&a.texts[ACK_999]), "~IK5*R*4*5"),
	    1);
	assert_true(a.sum.untold >= 100000 - ACK_SEGMENTS);
	assert_int_equal(a.texts[ACK_277CA].n, 0);
	check_answers(&a);
	answers_fini(&a);
	buf_fini(&text);
}

/* A4 */
static void
the_same_file_has_the_same_answers(void **state)
{
	struct answers a, b;

	(void)state;
	answer(&a, read_clean(), false);
	answer(&b, read_clean(), false);
	for (unsigned i = 0; i < ACK_KINDS; i++)
		assert_true(str_eq(buf_str(&a.texts[i]),
		    buf_str(&b.texts[i])));
	answers_fini(&a);
	answers_fini(&b);
}

/* A1, A2 */
static void
answers_are_not_answered(void **state)
{
	static const char *const files[] = { "samples/ta1.x12",
		"samples/999-accepted.x12" };

	(void)state;
	for (size_t i = 0; i < LENGTH(files); i++) {
		struct file_map file;
		struct answers a;
		struct err err;

		assert_int_equal(file_map(files[i], &file, &err), RC_OK);
		answer(&a, file.text, false);
		assert_int_equal(a.texts[ACK_999].n, 0);
		assert_int_equal(a.texts[ACK_277CA].n, 0);
		assert_int_equal(a.texts[ACK_TA1].n == 0, i == 0);
		answers_fini(&a);
		file_unmap(&file);
	}
}

static void
a_clearinghouse_has_received(void **state)
{
	struct answers a;

	(void)state;
	answer(&a, read_clean(), true);
	assert_int_equal(count_of(buf_str(&a.texts[ACK_277CA]),
	    "STC*A1:20*"), 3);
	assert_int_equal(count_of(buf_str(&a.texts[ACK_277CA]), "NM1*AY*"),
	    1);
	check_answers(&a);
	answers_fini(&a);
}

/* Every error that can reject a claim has a status, and one with an entity
 * where the status asks for it. */
static void
every_error_of_a_claim_has_a_status(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_N; i++) {
		const struct finding f = { .code = (enum finding_code)i };
		struct ack_status to[2];
		unsigned n = 0;

		ack_statuses(&f, NULL, to, &n);
		assert_in_range(n, 1, 2);
		assert_int_equal(to[0].category[0], 'A');
		assert_true(memchr("3678", to[0].category[1], 4) != NULL);
		assert_in_range(to[0].status, 1, 999);
	}
}

/* ---- read back ------------------------------------------------------ */

static void
hear_nothing(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static void
read_back(struct answer_index *x, str text)
{
	const struct finding_sink sink = { NULL, hear_nothing };
	struct file_stream in;
	struct err err;

	file_stream_memory(&in, text);
	assert_int_equal(acknowledge_read(&in, &guides, &sink,
	    answer_index_add, x, &err), RC_OK);
	assert_false(x->failed);
}

static void
an_error_is_read_back_and_found(void **state)
{
	struct answer_index x;
	struct file_stream in;
	struct answers a;
	struct buf text;
	struct err err;
	const struct answer *e;

	(void)state;
	buf_init(&text, FILE_MOST);
	put_changed(&text, "*11:B:1*Y*A*Y*Y", "*11:B:1*Y*Q*Y*Y");
	answer(&a, buf_str(&text), false);
	answer_index_init(&x);
	read_back(&x, buf_str(&a.texts[ACK_999]));
	assert_int_equal(x.answers.n, 3);
	e = x.answers.v[2];
	assert_int_equal(e->level, ANSWER_ELEMENT);
	assert_true(str_eq(e->group, STR("301")));
	assert_true(str_eq(e->transaction, STR("0001")));
	assert_true(str_eq(e->claim, STR("RFM-10001")));
	assert_true(str_eq(e->segment, STR("CLM")));
	assert_int_equal(e->position, 22);
	assert_int_equal(e->element, 7);
	assert_true(str_eq(e->codes[0], STR("7")));
	file_stream_memory(&in, buf_str(&text));
	assert_int_equal(answer_index_find(&x, &in, &guides, &err), RC_OK);
	assert_int_equal(e->found.segment, 24);
	assert_true(str_eq(e->found.loop, STR("2300")));
	answer_index_fini(&x);
	answers_fini(&a);
	buf_fini(&text);
}

/* Verdicts of the claims among answers. */
static unsigned
claims_with(const struct answer_index *x, enum answer_verdict v)
{
	unsigned n = 0;

	for (size_t i = 0; i < x->answers.n; i++)
		n += x->answers.v[i]->level == ANSWER_CLAIM &&
		    x->answers.v[i]->verdict == v;
	return n;
}

static void
claims_are_read_back_with_their_verdict(void **state)
{
	struct answer_index x;
	struct answers a;
	struct buf text;

	(void)state;
	buf_init(&text, FILE_MOST);
	put_changed(&text, "CLM*RFM-10001*325*", "CLM*RFM-10001*326*");
	answer(&a, buf_str(&text), false);
	answer_index_init(&x);
	read_back(&x, buf_str(&a.texts[ACK_277CA]));
	assert_int_equal(claims_with(&x, VERDICT_ACCEPTED), 2);
	assert_int_equal(claims_with(&x, VERDICT_REJECTED), 1);
	assert_int_equal(a.sum.claims[0], 2);
	assert_int_equal(a.sum.claims[1], 1);
	answer_index_fini(&x);
	answers_fini(&a);
	buf_fini(&text);
}

static void
a_file_without_answers_gives_none(void **state)
{
	struct answer_index x;

	(void)state;
	answer_index_init(&x);
	read_back(&x, read_clean());
	read_back(&x, STR("ISA*not really~"));
	assert_int_equal(x.answers.n, 0);
	answer_index_fini(&x);
}

static int
load(void **state)
{
	struct err err;

	(void)state;
	return guide_set_init(&guides, &err) == RC_OK ? 0 : -1;
}

static int
unload(void **state)
{
	(void)state;
	guide_set_fini(&guides);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(a_hundred_thousand_errors_give_a_short_answer),
		cmocka_unit_test(the_same_file_has_the_same_answers),
		cmocka_unit_test(answers_are_not_answered),
		cmocka_unit_test(a_clearinghouse_has_received),
		cmocka_unit_test(every_error_of_a_claim_has_a_status),
		cmocka_unit_test(an_error_is_read_back_and_found),
		cmocka_unit_test(claims_are_read_back_with_their_verdict),
		cmocka_unit_test(a_file_without_answers_gives_none),
	};
	struct CMUnitTest tests[LENGTH(changes) + LENGTH(others)];

	for (size_t i = 0; i < LENGTH(changes); i++)
		tests[i] = (struct CMUnitTest){ changes[i].name, check_change,
		    NULL, NULL, (void *)(uintptr_t)&changes[i] };
	memcpy(tests + LENGTH(changes), others, sizeof others);
	return cmocka_run_group_tests_name("acknowledge", tests, load,
	    unload);
}
