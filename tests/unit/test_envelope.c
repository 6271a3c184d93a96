/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_envelope.c -- interchanges, groups and transactions: what is said about
 * their headers, trailers, counts and numbers (P1, P2), and about files that
 * are none.
 */
#include "guides.h"
#include "hearing.h"
#include "envelopes.h"

#include "x12/envelope.h"

static struct heard heard;

static int
begin(void **state)
{
	(void)state;
	heard_init(&heard);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	heard_fini(&heard);
	return 0;
}

static const struct heard *
hear_bytes(const char *p, size_t n)
{
	heard_fini(&heard);
	heard_init(&heard);
	hear_text(&heard, (str){ p, n }, &guides, 1);
	return &heard;
}

static const struct heard *
hear(const char *text)
{
	return hear_bytes(text, strlen(text));
}

/* The finding of `code`, heard once and alone. */
static const struct finding *
only(const char *text, enum finding_code code)
{
	const struct heard *h = hear(text);

	assert_heard(h, 1);
	assert_int_equal(h->counts[code], 1);
	return h->last[code];
}

static void
assert_str(str got, const char *want)
{
	if (!str_eq(got, str_of(want)))
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(got), want);
}

/* A transaction for which there is no guide is checked by nothing but the
 * envelope; a group for it. */
#define GS_X(number) "GS*PO*SS*RR*20260302*0915*" number "*X*004010~"
#define ST_X(number) "ST*850*" number "~BEG*00~"
#define SE_X(number) "SE*3*" number "~"
#define TX(number) ST_X(number) SE_X(number)
#define ANSWER "TA1*000000009*260302*0915*A*000~"

/* ---- nothing wrong ------------------------------------------------- */

static void
envelope_of_answers_alone_is_clean(void **state)
{
	(void)state;
	assert_heard(hear(ISA_1 ANSWER ANSWER "IEA*0*000000001~"), 0);
	assert_int_equal(heard.sum.interchanges, 1);
	assert_int_equal(heard.sum.n_kinds, 1);
	assert_string_equal(heard.sum.kinds[0].name, "TA1");
	assert_int_equal(heard.sum.kinds[0].n, 2);
}

static void
envelope_may_leave_out_zeros_of_a_number(void **state)
{
	(void)state;
	assert_heard(hear(ISA_1 GS_X("01") TX("0001") GE_1 IEA_1), 1);
	assert_int_equal(heard.counts[FINDING_NO_GUIDE], 1);
}

/* ---- no interchange ------------------------------------------------ */

static void
file_without_interchange_is_told_of_once(void **state)
{
	static const char *const none[] = { "", " ", "\n", "X", "ISA",
	    "ST*837*0001~SE*2*0001~", "ISA*00*", "{\"json\": true}" };

	(void)state;
	for (size_t i = 0; i < LENGTH(none); i++) {
		const struct finding *f = only(none[i],
		    FINDING_NO_INTERCHANGE);

		assert_int_equal(f->at.offset, 0);
	}
}

static void
text_before_an_interchange_is_counted(void **state)
{
	const struct finding *f = only("\xEF\xBB\xBF" ISA_1 ANSWER
	    "IEA*0*000000001~", FINDING_BYTES_BEFORE_ISA);

	(void)state;
	assert_str(f->a, "3");
	assert_int_equal(f->at.offset, 0);
}

/* ---- control numbers and counts ------------------------------------ */

static void
trailers_repeat_the_number_of_their_header(void **state)
{
	static const struct { const char *text, *value, *a; } wrong[] = {
		{ ISA_1 GS_X("1") ST_X("0001") "SE*3*0002~" GE_1 IEA_1,
		    "0002", "0001" },
		{ ISA_1 GS_X("1") TX("0001") "GE*1*2~" IEA_1, "2", "1" },
		{ ISA_1 GS_X("1") TX("0001") GE_1 "IEA*1*000000002~",
		    "000000002", "000000001" },
		{ ISA_1 GS_X("A") TX("0001") "GE*1*a~" IEA_1, "a", "A" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		hear(wrong[i].text);
		assert_int_equal(heard.counts[FINDING_CONTROL_MISMATCH], 1);
		assert_str(heard.last[FINDING_CONTROL_MISMATCH]->value,
		    wrong[i].value);
		assert_str(heard.last[FINDING_CONTROL_MISMATCH]->a,
		    wrong[i].a);
	}
}

/* What is kept of a number that is far too long is not held against it. */
static void
trailer_with_a_long_number_like_its_header_is_no_mismatch(void **state)
{
	(void)state;
	hear(ISA_1 GS_X("1") ST_X("12345678901234567890")
	    "SE*3*12345678901234567890~" GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_CONTROL_MISMATCH], 0);
	hear(ISA_1 GS_X("1") ST_X("12345678901234567890")
	    "SE*3*22345678901234567890~" GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_CONTROL_MISMATCH], 1);
}

static void
trailers_count_what_is_inside(void **state)
{
	(void)state;
	hear(ISA_1 GS_X("1") ST_X("0001") "SE*4*0001~" GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_SEGMENT_COUNT], 1);
	assert_str(heard.last[FINDING_SEGMENT_COUNT]->a, "3");
	hear(ISA_1 GS_X("1") TX("0001") TX("0002") GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_TRANSACTION_COUNT], 1);
	assert_str(heard.last[FINDING_TRANSACTION_COUNT]->a, "2");
	hear(ISA_1 GS_X("1") TX("0001") GE_1 "IEA*0*000000001~");
	assert_int_equal(heard.counts[FINDING_GROUP_COUNT], 1);
	assert_str(heard.last[FINDING_GROUP_COUNT]->a, "1");
}

static void
numbers_are_used_once_in_what_is_around_them(void **state)
{
	(void)state;
	hear(ISA_1 GS_X("1") TX("0001") TX("0001") "GE*2*1~" IEA_1);
	assert_int_equal(heard.counts[FINDING_ST_DUPLICATE], 1);
	hear(ISA_1 GS_X("1") TX("0001") GE_1 GS_X("1") TX("0001") GE_1
	    "IEA*2*000000001~");
	assert_int_equal(heard.counts[FINDING_GS_DUPLICATE], 1);
	assert_int_equal(heard.counts[FINDING_ST_DUPLICATE], 0);
	hear(ISA_1 ANSWER "IEA*0*000000001~" ISA_1 ANSWER "IEA*0*000000001~");
	assert_int_equal(heard.counts[FINDING_ISA_DUPLICATE], 1);
}

static void
numbers_may_be_used_again_elsewhere(void **state)
{
	(void)state;
	hear(ISA_1 GS_X("1") TX("0001") GE_1 GS_X("2") TX("0001") "GE*1*2~"
	    "IEA*2*000000001~" ISA_WITH("^", "00501", "000000002", ":") "~"
	    GS_X("1") TX("0001") GE_1 "IEA*1*000000002~");
	assert_int_equal(heard.counts[FINDING_ST_DUPLICATE], 0);
	assert_int_equal(heard.counts[FINDING_GS_DUPLICATE], 0);
	assert_int_equal(heard.counts[FINDING_ISA_DUPLICATE], 0);
}

/* P2 */
static void
numbers_are_remembered_to_a_bound(void **state)
{
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_X("1"));
	for (unsigned i = 1; i <= 120000; i++)
		buf_fmt(&file, "ST*850*%u~SE*2*%u~", i, i);
	put(&file, "ST*850*119999~SE*2*119999~GE*120001*1~" IEA_1);
	hear_bytes(file.p, file.n);
	assert_int_equal(heard.counts[FINDING_ST_DUPLICATE], 1);
	assert_str(heard.last[FINDING_ST_DUPLICATE]->value, "119999");
	assert_int_equal(heard.n, heard.counts[FINDING_NO_GUIDE] + 1);
	buf_fini(&file);
}

/* ---- headers and trailers alone ------------------------------------ */

static void
headers_without_trailer_are_not_closed(void **state)
{
	static const struct {
		const char *text, *header, *trailer;
	} open[] = {
		{ ISA_1 ANSWER, "ISA", "IEA" },
		{ ISA_1 GS_X("1") TX("0001") "IEA*1*000000001~", "GS", "GE" },
		{ ISA_1 GS_X("1") ST_X("0001") GE_1 IEA_1, "ST", "SE" },
		{ ISA_1 GS_X("1") ST_X("0001") TX("0002") "GE*2*1~" IEA_1,
		    "ST", "SE" },
		{ ISA_1 GS_X("1") TX("0001") GS_X("2") TX("0001") "GE*1*2~"
		    "IEA*2*000000001~", "GS", "GE" },
		{ ISA_1 ANSWER ISA_WITH("^", "00501", "000000002", ":") "~"
		    ANSWER "IEA*0*000000002~", "ISA", "IEA" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(open); i++) {
		const struct finding *f;

		hear(open[i].text);
		f = heard.last[FINDING_NOT_CLOSED];
		assert_int_equal(heard.counts[FINDING_NOT_CLOSED], 1);
		assert_str(f->at.segment_id, open[i].header);
		assert_str(f->want, open[i].trailer);
	}
}

static void
trailers_and_segments_without_header_are_not_opened(void **state)
{
	static const struct {
		const char *text, *segment, *want;
	} stray[] = {
		{ ISA_1 GS_X("1") TX("0001") "SE*3*0001~" GE_1 IEA_1,
		    "SE", "ST" },
		{ ISA_1 ANSWER "GE*0*1~IEA*0*000000001~", "GE", "GS" },
		{ ISA_1 ANSWER "IEA*0*000000001~IEA*0*000000001~", "IEA",
		    "ISA" },
		{ ISA_1 ANSWER "IEA*0*000000001~" GS_X("1") TX("0001") GE_1,
		    "GS", "ISA" },
		{ ISA_1 "TA1*1~ST*850*0001~SE*2*0001~IEA*0*000000001~", "ST",
		    "GS" },
		{ ISA_1 ANSWER "IEA*0*000000001~" ANSWER, "TA1", "ISA" },
		{ ISA_1 GS_X("1") "NM1*85~REF*G1~" TX("0001") GE_1 IEA_1,
		    "NM1", "ST" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(stray); i++) {
		hear(stray[i].text);
		assert_int_equal(heard.counts[FINDING_NOT_OPENED], 1);
		assert_str(heard.last[FINDING_NOT_OPENED]->at.segment_id,
		    stray[i].segment);
		assert_str(heard.last[FINDING_NOT_OPENED]->want,
		    stray[i].want);
	}
}

/* P1 */
static void
stray_segments_are_told_of_once_for_a_run(void **state)
{
	(void)state;
	hear(ISA_1 GS_X("1") "A1*1~B2*2~C3*3~" TX("0001") "D4*4~E5*5~" GE_1
	    IEA_1 "F6*6~G7*7~");
	assert_int_equal(heard.counts[FINDING_NOT_OPENED], 3);
	hear(ISA_1 ANSWER "~~IEA*0*000000001~*x~");
	assert_int_equal(heard.counts[FINDING_EMPTY_SEGMENT], 2);
	hear(ISA_1 ANSWER "oh*no~IEA*0*000000001~");
	assert_int_equal(heard.counts[FINDING_SEGMENT_ID], 1);
}

/* P1 */
static void
answer_inside_a_transaction_belongs_to_it(void **state)
{
	(void)state;
	hear(ISA_1 GS_X("1") ST_X("0001") ANSWER "SE*4*0001~" GE_1 IEA_1);
	assert_heard(&heard, 1);
	assert_int_equal(heard.counts[FINDING_NO_GUIDE], 1);
}

/* ---- the ISA ------------------------------------------------------- */

static void
isa_of_a_wrong_width_names_its_element(void **state)
{
	const struct finding *f = only("ISA*00*          *00*          *ZZ*"
	    "SHORT*ZZ*TESTRECEIVER   *260302*0915*^*00501*000000001*0*T*:~"
	    ANSWER "IEA*0*000000001~", FINDING_ISA_LENGTH);

	(void)state;
	assert_int_equal(f->at.element, 6);
	assert_str(f->a, "5");
	assert_str(f->want, "15");
}

static void
isa_is_checked_element_by_element(void **state)
{
	static const struct {
		const char *right, *wrong;
		unsigned element;
	} changes[] = {
		{ "ISA*00", "ISA*99", 1 }, { "*ZZ*TESTS", "*QQ*TESTS", 5 },
		{ "*260302*", "*261302*", 9 }, { "*0915*", "*2515*", 10 },
		{ "*0*T*", "*7*T*", 14 }, { "*0*T*", "*0*X*", 15 },
		{ "000000001", "00000000A", 13 },
	};
	char text[400];

	(void)state;
	for (size_t i = 0; i < LENGTH(changes); i++) {
		char *at;

		snprintf(text, sizeof text, "%s", ISA_1 ANSWER
		    "IEA*0*000000001~");
		at = strstr(text, changes[i].right);
		memcpy(at, changes[i].wrong, strlen(changes[i].wrong));
		hear(text);
		assert_true(heard.n >= 1);
		for (int k = 0; k < FINDING_N; k++)
			if (k != FINDING_CONTROL_MISMATCH && heard.last[k])
				assert_int_equal(heard.last[k]->at.element,
				    changes[i].element);
	}
}

static void
isa_with_two_equal_separators_is_told_of(void **state)
{
	static const char *const clash[] = {
		ISA_WITH("^", "00501", "000000001", "*") "~",
		ISA_WITH("^", "00501", "000000001", "~") "~",
		ISA_WITH(":", "00501", "000000001", ":") "~",
		ISA_WITH("~", "00501", "000000001", ":") "~",
	};
	char text[400];

	(void)state;
	for (size_t i = 0; i < LENGTH(clash); i++) {
		snprintf(text, sizeof text, "%s%s", clash[i],
		    ANSWER "IEA*0*000000001~");
		hear(text);
		assert_int_equal(heard.counts[FINDING_SEPARATORS_CLASH] +
		    heard.counts[FINDING_NO_INTERCHANGE], 1);
	}
}

static void
isa_of_another_version_is_told_of_at_a_5010_group(void **state)
{
	(void)state;
	hear(ISA_WITH("U", "00401", "000000001", ":") "~" GS_837P
	    "GE*0*1~" IEA_1);
	assert_int_equal(heard.counts[FINDING_ISA_VERSION], 1);
	hear(ISA_WITH("U", "00401", "000000001", ":") "~" GS_X("1")
	    "GE*0*1~" IEA_1);
	assert_int_equal(heard.counts[FINDING_ISA_VERSION], 0);
}

/* ---- which guide --------------------------------------------------- */

static void
transaction_of_no_guide_is_told_of(void **state)
{
	const struct finding *f;

	(void)state;
	f = only(ISA_1 GS_X("1") TX("0001") GE_1 IEA_1, FINDING_NO_GUIDE);
	assert_str(f->a, "850");
	assert_str(f->value, "004010");
	hear(ISA_1 GS_X("1") "ST**0001~SE*2*0001~" GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_NO_GUIDE], 1);
}

/* No ST may be judged by the guide of the envelope itself. */
static void
transaction_without_a_kind_has_no_guide(void **state)
{
	(void)state;
	hear(ISA_1 "GS*HC*SS*RR*20260302*0915*1*X*00501~ST**0001*00501~"
	    "SE*2*0001~" GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_NO_GUIDE], 1);
	assert_int_equal(heard.n, 1);
}

static void
group_and_transaction_name_the_same_guide(void **state)
{
	(void)state;
	hear(ISA_1 GS_837P "ST*837*0001*005010X223A2~SE*2*0001~" GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_VERSION_MISMATCH], 1);
	assert_string_equal(heard.sum.kinds[0].name, "837I");
	hear(ISA_1 GS_837P "ST*837*0001*005010X222~SE*2*0001~" GE_1 IEA_1);
	assert_int_equal(heard.counts[FINDING_VERSION_MISMATCH], 0);
}

static void
group_is_of_the_kind_of_its_transaction(void **state)
{
	const struct finding *f;

	(void)state;
	hear(ISA_1 "GS*HP*SS*RR*20260302*0915*1*X*005010X222A1~"
	    "ST*837*0001*005010X222A1~SE*2*0001~"
	    "ST*837*0002*005010X222A1~SE*2*0002~GE*2*1~" IEA_1);
	assert_int_equal(heard.counts[FINDING_GROUP_KIND], 1);
	f = heard.last[FINDING_GROUP_KIND];
	assert_str(f->value, "HP");
	assert_str(f->want, "HC");
	assert_str(f->at.segment_id, "GS");
}

/* ---- the summary --------------------------------------------------- */

static void
summary_counts_kinds_past_the_table_as_other(void **state)
{
	struct buf file;
	uint64_t sum = 0;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_X("1"));
	for (unsigned i = 1; i <= 60; i++)
		buf_fmt(&file, "ST*%u*%u~SE*2*%u~", 100 + i, i, i);
	put(&file, "GE*60*1~" IEA_1);
	hear_bytes(file.p, file.n);
	assert_int_equal(heard.sum.n_kinds, CHECK_KINDS);
	for (unsigned i = 0; i < CHECK_KINDS; i++)
		sum += heard.sum.kinds[i].n;
	assert_int_equal(sum, 60);
	assert_string_equal(heard.sum.kinds[0].name, "101");
	assert_string_equal(heard.sum.kinds[CHECK_KINDS - 1].name, "other");
	buf_fini(&file);
}

/* A name of a kind is shown, so it is no free text. */
static void
summary_takes_no_strange_name_for_a_kind(void **state)
{
	static const char *const strange[] = { "ST*\x1B[2J*1~", "ST**1~",
	    "ST*PETER PAN*1~", "ST*A B*1~", "ST*ABCDEFGH*1~" };
	char text[400];

	(void)state;
	for (size_t i = 0; i < LENGTH(strange); i++) {
		snprintf(text, sizeof text, "%s%s%sSE*2*1~%s%s", ISA_1,
		    GS_X("1"), strange[i], GE_1, IEA_1);
		hear(text);
		assert_string_equal(heard.sum.kinds[0].name, "other");
	}
}

/* ---- ends of files ------------------------------------------------- */

static void
file_that_ends_inside_a_segment_is_truncated(void **state)
{
	(void)state;
	hear(ISA_1 ANSWER "IEA*0*000000001");
	assert_heard(&heard, 1);
	assert_int_equal(heard.counts[FINDING_TRUNCATED], 1);
	hear(ISA_1 GS_X("1") ST_X("0001") "REF*G");
	assert_int_equal(heard.counts[FINDING_TRUNCATED], 1);
	assert_int_equal(heard.counts[FINDING_NOT_CLOSED], 0);
}

static void
segment_without_end_is_too_long(void **state)
{
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_X("1") ST_X("0001"));
	for (size_t i = 0; i < 2 * SLAB_TEXT; i++)
		buf_putc(&file, 'x');
	put(&file, "~SE*4*0001~" GE_1 IEA_1);
	hear_bytes(file.p, file.n);
	assert_int_equal(heard.counts[FINDING_SEGMENT_TOO_LONG], 1);
	assert_str(heard.last[FINDING_SEGMENT_TOO_LONG]->at.transaction,
	    "0001");
	buf_fini(&file);
}

static void
indentation_is_told_of_once_and_in_its_place(void **state)
{
	(void)state;
	hear(ISA_1 GS_X("1") TX("0001") "  " TX("0002") "\n   " TX("0003")
	    "GE*3*1~" IEA_1);
	assert_int_equal(heard.counts[FINDING_INDENTED], 1);
	assert_int_equal(heard.last[FINDING_INDENTED]->at.segment, 6);
	assert_int_equal(heard.counts[FINDING_NO_GUIDE], 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(envelope_of_answers_alone_is_clean),
		TEST(envelope_may_leave_out_zeros_of_a_number),
		TEST(file_without_interchange_is_told_of_once),
		TEST(text_before_an_interchange_is_counted),
		TEST(trailers_repeat_the_number_of_their_header),
		TEST(trailer_with_a_long_number_like_its_header_is_no_mismatch),
		TEST(trailers_count_what_is_inside),
		TEST(numbers_are_used_once_in_what_is_around_them),
		TEST(numbers_may_be_used_again_elsewhere),
		TEST(numbers_are_remembered_to_a_bound),
		TEST(headers_without_trailer_are_not_closed),
		TEST(trailers_and_segments_without_header_are_not_opened),
		TEST(stray_segments_are_told_of_once_for_a_run),
		TEST(answer_inside_a_transaction_belongs_to_it),
		TEST(isa_of_a_wrong_width_names_its_element),
		TEST(isa_is_checked_element_by_element),
		TEST(isa_with_two_equal_separators_is_told_of),
		TEST(isa_of_another_version_is_told_of_at_a_5010_group),
		TEST(transaction_of_no_guide_is_told_of),
		TEST(transaction_without_a_kind_has_no_guide),
		TEST(group_and_transaction_name_the_same_guide),
		TEST(group_is_of_the_kind_of_its_transaction),
		TEST(summary_counts_kinds_past_the_table_as_other),
		TEST(summary_takes_no_strange_name_for_a_kind),
		TEST(file_that_ends_inside_a_segment_is_truncated),
		TEST(segment_without_end_is_too_long),
		TEST(indentation_is_told_of_once_and_in_its_place),
	};

	return cmocka_run_group_tests(tests, load_guides, drop_guides);
}
