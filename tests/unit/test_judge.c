/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_judge.c -- the walk finds each segment's place, and repairs one fault
 * with one finding (J1), in bounded memory (J2), by a small guide.
 */
#include "judging.h"

static const char guide[] =
    "guide SMALL TEST1 \"Small\"\n"
    "    set 900\n"
    "    group ZZ\n"
    "    claim CLM01\n"
    "tree\n"
    "    ST R 1\n"
    "        01 R\n"
    "        02 R\n"
    "        03 S\n"
    "    BHT R 1 \"Start\"\n"
    "        01 R\n"
    "    REF S 2 \"Number\"\n"
    "        01 R key A B\n"
    "        02 R\n"
    "    REF R 1 \"Needed number\"\n"
    "        01 R key N\n"
    "        02 R\n"
    "    loop 1000 R 2 \"Party\"\n"
    "        NM1 R 1\n"
    "            01 R key 40 41\n"
    "            02 R\n"
    "        N3 R 1\n"
    "            01 R\n"
    "        N4 S 1\n"
    "            01 R\n"
    "    loop 2000 R >1 \"Level\"\n"
    "        HL R 1\n"
    "            01 R\n"
    "            03 R key 20\n"
    "        PRV N 1\n"
    "        loop 2010 S 2 \"Name\"\n"
    "            NM1 R 1\n"
    "                01 R key 85 87\n"
    "                02 R\n"
    "            N3 S 1\n"
    "                01 R\n"
    "        loop 2300 R 3 \"Claim\"\n"
    "            CLM R 1\n"
    "                01 R\n"
    "            DTP S 1 \"Onset\"\n"
    "                01 R key 431\n"
    "                03 R\n"
    "            DTP R 1 \"Seen\"\n"
    "                01 R key 454\n"
    "                03 R\n"
    "            HI S 1\n"
    "                01 R\n"
    "            loop 2400 S 2 \"Line\"\n"
    "                LX R 1\n"
    "                    01 R\n"
    "                SV1 R 1\n"
    "                    02 R\n"
    "                HCP S 1\n"
    "                    01 R\n"
    "    SE R 1\n"
    "        01 R\n"
    "        02 R\n";

#define BEGIN	"BHT*0019~"
#define NUMBER	"REF*N*1~"
#define PARTY	"NM1*41*2~N3*X~"
#define LEVEL	"HL*1**20~"
#define SEEN	"DTP*454**20260101~"
#define CLAIM	"CLM*C1~" SEEN
#define LINE	"LX*1~SV1**1~"

static const struct judged rows[] = {
	/* ---- nothing wrong */
	{ "judge_finds_nothing_in_the_least_transaction",
	    BEGIN NUMBER PARTY LEVEL CLAIM, "" },
	{ "judge_finds_nothing_in_the_largest_transaction",
	    BEGIN "REF*A*1~REF*B*2~" NUMBER PARTY "N4*XX~" PARTY LEVEL
	    "NM1*85*2~N3*X~NM1*87*2~N3*X~CLM*C1~DTP*431**20260101~" SEEN
	    "HI*X~" LINE LINE CLAIM CLAIM LEVEL CLAIM, "" },
	/* G1 */
	{ "judge_takes_neighbours_of_one_name_in_any_order",
	    BEGIN NUMBER "REF*B*1~REF*A*2~" PARTY LEVEL
	    "CLM*C1~" SEEN "DTP*431**20260101~", "" },
	/* ---- what is missing (J1) */
	{ "judge_misses_a_segment_where_the_next_one_stands",
	    BEGIN PARTY LEVEL CLAIM,
	    "3 segment-missing 900/REF" },
	{ "judge_misses_the_first_segment",
	    NUMBER PARTY LEVEL CLAIM, "2 segment-missing 900/BHT" },
	{ "judge_misses_a_loop", BEGIN NUMBER LEVEL CLAIM,
	    "4 loop-missing 1000/NM1" },
	{ "judge_misses_a_loop_at_the_end_of_what_is_around_it",
	    BEGIN NUMBER PARTY LEVEL "NM1*85*2~",
	    "8 loop-missing 2300/CLM" },
	{ "judge_misses_a_segment_of_a_loop_when_it_ends",
	    BEGIN NUMBER "NM1*41*2~" LEVEL CLAIM,
	    "5 segment-missing 1000/N3" },
	{ "judge_misses_one_of_two_neighbours",
	    BEGIN NUMBER PARTY LEVEL "CLM*C1~DTP*431**20260101~HI*X~",
	    "9 segment-missing 2300/DTP" },
	{ "judge_misses_everything_in_an_empty_transaction", "",
	    "2 segment-missing 900/BHT, 2 segment-missing 900/REF, "
	    "2 loop-missing 1000/NM1, 2 loop-missing 2000/HL" },
	/* ---- first segments of loops missing (J1) */
	{ "judge_enters_a_required_loop_without_its_first_segment",
	    BEGIN NUMBER "N3*X~N4*XX~" LEVEL CLAIM,
	    "4 segment-missing 1000/NM1" },
	{ "judge_enters_a_loop_in_loops_without_its_first_segment",
	    BEGIN NUMBER PARTY LEVEL SEEN LINE,
	    "7 segment-missing 2300/CLM" },
	{ "judge_begins_a_loop_anew_without_its_first_segment",
	    BEGIN NUMBER PARTY LEVEL CLAIM LINE "HCP*00~SV1**1~HCP*00~",
	    "12 segment-missing 2400/LX" },
	{ "judge_enters_a_loop_by_two_segments_that_only_it_has",
	    BEGIN NUMBER PARTY LEVEL CLAIM "SV1**1~HCP*00~",
	    "9 segment-missing 2400/LX" },
	{ "judge_passes_over_one_segment_of_a_loop_not_begun",
	    BEGIN NUMBER PARTY LEVEL CLAIM "SV1**1~",
	    "9 segment-unexpected 2300/SV1" },
	/* ---- out of order (J1) */
	{ "judge_says_late_of_a_segment_whose_turn_has_passed",
	    BEGIN PARTY NUMBER LEVEL CLAIM, "5 segment-order 900/REF" },
	{ "judge_does_not_miss_what_comes_late",
	    NUMBER PARTY BEGIN LEVEL CLAIM, "5 segment-order 900/BHT" },
	{ "judge_says_late_of_two_segments_that_changed_places",
	    BEGIN NUMBER "NM1*41*2~N4*XX~N3*X~" LEVEL CLAIM,
	    "6 segment-order 1000/N3" },
	{ "judge_goes_back_to_a_loop_that_comes_late",
	    BEGIN NUMBER LEVEL CLAIM PARTY "N4*XX~" LEVEL CLAIM,
	    "7 segment-order 1000/NM1" },
	{ "judge_stays_where_it_was_after_a_lone_late_segment",
	    BEGIN NUMBER PARTY LEVEL CLAIM "REF*A*1~" LINE,
	    "9 segment-order 900/REF" },
	/* ---- too often */
	{ "judge_counts_segments", BEGIN NUMBER NUMBER NUMBER PARTY LEVEL
	    CLAIM, "4 segment-repeats 900/REF" },
	{ "judge_counts_loops_once_for_all_that_are_too_many",
	    BEGIN NUMBER PARTY PARTY PARTY PARTY LEVEL CLAIM,
	    "8 loop-repeats 1000/NM1" },
	{ "judge_counts_loops_in_each_turn_of_what_is_around_them",
	    BEGIN NUMBER PARTY LEVEL CLAIM CLAIM CLAIM CLAIM LEVEL CLAIM,
	    "13 loop-repeats 2300/CLM" },
	{ "judge_takes_any_number_without_a_limit",
	    BEGIN NUMBER PARTY LEVEL CLAIM LEVEL CLAIM LEVEL CLAIM LEVEL
	    CLAIM LEVEL CLAIM, "" },
	/* ---- wrong keys (J1) */
	{ "judge_takes_a_wrong_key_for_the_required_segment_still_open",
	    BEGIN "REF*Q*1~" PARTY LEVEL CLAIM,
	    "3 qualifier-invalid 900/REF01" },
	{ "judge_takes_a_wrong_key_for_the_loop_that_the_next_fits",
	    BEGIN NUMBER "NM1*99*2~N3*X~" LEVEL CLAIM,
	    "4 qualifier-invalid 1000/NM101" },
	{ "judge_takes_a_wrong_key_inside_a_loop",
	    BEGIN NUMBER PARTY LEVEL "NM1*99*2~N3*X~" CLAIM,
	    "7 qualifier-invalid 2010/NM101" },
	{ "judge_misses_a_key_that_was_not_sent",
	    BEGIN NUMBER PARTY LEVEL CLAIM "DTP***20260101~",
	    "9 element-missing 2300/DTP01" },
	{ "judge_passes_over_a_wrong_key_where_nothing_is_open",
	    BEGIN NUMBER "REF*Q*1~" PARTY LEVEL CLAIM,
	    "4 qualifier-invalid 900/REF01" },
	/* ---- no place (J1) */
	{ "judge_passes_over_a_segment_that_the_guide_does_not_know",
	    BEGIN NUMBER PARTY "SVC*1~" LEVEL CLAIM,
	    "6 segment-unknown 1000/SVC" },
	{ "judge_passes_over_a_name_in_no_dictionary",
	    BEGIN NUMBER PARTY LEVEL CLAIM "ZZZ*1~" LINE,
	    "9 segment-unknown 2300/ZZZ" },
	{ "judge_passes_over_text_that_is_no_segment",
	    BEGIN NUMBER PARTY LEVEL CLAIM "hello*1~" LINE,
	    "9 segment-id 2300/hello" },
	{ "judge_passes_over_an_empty_segment",
	    BEGIN NUMBER PARTY "~" LEVEL CLAIM, "6 empty-segment 1000/" },
	{ "judge_passes_over_a_child_of_a_loop_that_is_over",
	    BEGIN NUMBER PARTY LEVEL CLAIM LINE "N4*XX~" LINE,
	    "11 segment-unexpected 2400/N4" },
	{ "judge_says_unused_of_a_segment_that_must_not_be_sent",
	    BEGIN NUMBER PARTY LEVEL "PRV~" CLAIM,
	    "7 segment-unused 2000/PRV" },
	{ "judge_takes_an_unknown_segment_for_the_missing_one_misspelt",
	    BEGIN NUMBER "NM1*41*2~NX3*X~" LEVEL CLAIM,
	    "5 segment-unknown 1000/NX3" },
	{ "judge_says_once_that_two_neighbours_changed_places",
	    BEGIN NUMBER PARTY LEVEL CLAIM "SV1**1~LX*1~" CLAIM,
	    "9 segment-missing 2400/LX" },
	/* ---- several faults, as many findings */
	{ "judge_says_each_of_several_faults_once",
	    BEGIN "REF*Q*1~" "NM1*41*2~" "ZZZ*1~" LEVEL "CLM*C1~" LINE,
	    "3 qualifier-invalid 900/REF01, "
	    "5 segment-unknown 1000/ZZZ, 8 segment-missing 2300/DTP" },
};

static int
begin(void **state)
{
	(void)state;
	return load_small_guide(guide);
}

/* ---- J2, J3: the judge itself -------------------------------------- */

struct watched { uint64_t n, deepest, claims; unsigned named; };

/* J3: between two calls nothing of the judge points into the slab. */
static void
watch(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct watched *w = ctx;

	(void)node;
	w->n++;
	if (j == NULL)
		return;
	assert_true(j->depth <= GUIDE_DEPTH);
	assert_true(j->n_missing <= LENGTH(j->missing));
	w->deepest = j->depth > w->deepest ? j->depth : w->deepest;
	w->claims = j->claims;
	w->named += j->claim_n != 0;
	assert_true(j->names.transaction.p < s->text ||
	    j->names.transaction.p > s->text + (256 << 10));
}

static void
hear_nothing(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

/* J2, J3 */
static void
judge_keeps_within_its_bounds_in_a_deep_and_long_transaction(void **state)
{
	struct watched w = { 0 };
	const struct finding_sink sink = { NULL, hear_nothing };
	const struct check_options options = { .guides = &guides,
	    .watch = watch, .watch_ctx = &w };
	struct check_summary sum;
	struct file_stream in;
	struct buf text;
	struct err err;

	(void)state;
	buf_init(&text, (size_t)1 << 28);
	put(&text, ISA_1 "GS*ZZ*SS*RR*20260302*0915*1*X*TEST1~"
	    "ST*900*0001*TEST1~" BEGIN NUMBER PARTY);
	for (unsigned i = 0; i < 20000; i++)
		put(&text, LEVEL CLAIM LINE "SV1**1~N3*X~ZZZ~HI*X~");
	put(&text, "SE*1*0001~" GE_1 IEA_1);
	file_stream_memory(&in, buf_str(&text));
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err), RC_OK);
	assert_int_equal(w.n, sum.segments);
	assert_int_equal(w.deepest, 4);
	assert_int_equal(w.claims, 20000);
	assert_int_equal(sum.claims, 20000);
	buf_fini(&text);
}

/* J2: more is missing than the judge has room to note. */
static void
judge_misses_more_than_it_can_note(void **state)
{
	struct buf text, said;

	(void)state;
	guide_set_fini(&guides);
	buf_init(&text, 1 << 20);
	buf_init(&said, 1 << 20);
	put(&text, "guide SMALL TEST1 \"Small\"\n    set 900\n    group ZZ\n"
	    "tree\n    ST R 1\n        01 R\n        02 R\n        03 S\n");
	for (unsigned i = 0; i < 100; i++)
		buf_fmt(&text, "    REF R 1\n        01 R key K%u\n", i);
	put(&text, "    SE R 1\n        01 R\n        02 R\n");
	assert_int_equal(load_small_guide(text.p), 0);
	judge_body("", &said);
	buf_fini(&text);
	assert_int_equal(said.n, 100 * strlen("2 segment-missing 900/REF, ") -
	    2);
	buf_fini(&said);
}

/* ---- claims -------------------------------------------------------- */

struct named { char claims[200]; };

static void
hear_claim(void *ctx, const struct finding *f)
{
	struct named *n = ctx;
	size_t used = strlen(n->claims);

	snprintf(n->claims + used, sizeof n->claims - used, STR_FMT ";",
	    STR_ARG(f->at.claim));
}

static void
judge_names_the_claim_of_a_finding_while_it_lasts(void **state)
{
	struct named n = { "" };
	const struct finding_sink sink = { &n, hear_claim };
	const struct check_options options = { .guides = &guides };
	struct check_summary sum;
	struct file_stream in;
	struct err err;

	(void)state;
	file_stream_memory(&in, STR(ISA_1
	    "GS*ZZ*SS*RR*20260302*0915*1*X*TEST1~ST*900*0001*TEST1~"
	    BEGIN NUMBER PARTY LEVEL "ZZZ~CLM*A1~" SEEN "ZZZ~LX*1~ZZZ~"
	    "SV1**1~CLM*B2~" SEEN "ZZZ~HL*2**20~ZZZ~CLM*"
	    "1234567890123456789012345678901234567890123~" SEEN "ZZZ~"
	    "SE*22*0001~" GE_1 IEA_1));
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err), RC_OK);
	assert_string_equal(n.claims, ";A1;A1;B2;;"
	    "1234567890123456789012345678901234567890;"
	    "1234567890123456789012345678901234567890;");
	assert_int_equal(sum.claims, 3);
}

int
main(void)
{
	struct CMUnitTest tests[LENGTH(rows) + 3] = {
		cmocka_unit_test(
		    judge_keeps_within_its_bounds_in_a_deep_and_long_transaction),
		cmocka_unit_test(
		    judge_names_the_claim_of_a_finding_while_it_lasts),
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		tests[i + 2] = (struct CMUnitTest)JUDGED(rows[i]);
	tests[LENGTH(rows) + 2] = (struct CMUnitTest)
	    cmocka_unit_test(judge_misses_more_than_it_can_note);
	return _cmocka_run_group_tests("judge", tests, LENGTH(tests), begin,
	    drop_small_guide);
}
