/* SPDX-License-Identifier: Apache-2.0 */
/* test_search.c -- W1-W4 of words.h, R1-R5 of search.h, on a book of a few
 * codes; how well searches do on a whole one, golden/test_search.py measures. */
#include "unit.h"

#include "codes/search.h"
#include "codes/search_words.h"
#include "codes/words.h"

/* ---- words ------------------------------------------------------------- */

/* The stems of `text`, with a blank between. */
static const char *
stems(const char *text)
{
	static char all[512];
	struct words *w = words_new();
	enum word_role role;
	str stem;
	size_t n = 0;

	assert_non_null(w);
	words_begin(w, str_of(text));
	while (words_next(w, &stem, NULL, &role)) {
		if (n != 0)
			all[n++] = ' ';
		memcpy(all + n, stem.p, stem.n);
		n += stem.n;
	}
	all[n] = '\0';
	words_free(w);
	return all;
}

static void
W1_a_word_has_one_stem_however_it_is_written(void **state)
{
	static const char *const alike[][2] = {
		{ "Fractures", "fracture" }, { "Crohn's", "crohn" },
		{ "M\xC3\xA9ni\xC3\xA8re's", "meniere" },
		{ "DIABETIC", "diabetes" }, { "ulcers", "ulcer" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
		char one[64];

		snprintf(one, sizeof one, "%s", stems(alike[i][0]));
		assert_string_equal(one, stems(alike[i][1]));
	}
}

static void
W2_numerals_of_types_are_digits(void **state)
{
	(void)state;
	assert_string_equal(stems("type II"), "type 2");
	assert_string_equal(stems("stage IV"), "stage 4");
	/* Elsewhere they are what they are. */
	assert_string_equal(stems("vitamin V"), "vitamin v");
}

static void
W3_words_that_fill_up_are_not_told(void **state)
{
	(void)state;
	assert_string_equal(stems("pain of the left knee"), "pain left knee");
	assert_string_equal(stems(""), "");
	assert_string_equal(stems("..., of the"), "");
}

static void
W4_what_is_denied_is_another_word(void **state)
{
	(void)state;
	assert_string_equal(stems("diabetes without coma"),
	    "diabet without ~coma");
	assert_string_equal(stems("ulcer without bleeding, acute"),
	    "ulcer without ~bleed acut");
	assert_string_equal(stems("unspecified as acute"),
	    "unspecifi ~acut");
}

static void
bytes_that_are_no_text_do_no_harm(void **state)
{
	(void)state;
	assert_string_equal(stems("\xFF\xC3 pain\x80"), "pain");
	assert_string_equal(stems("((((]]]] pain"), "pain");
}

static void
letters_are_counted_apart(void **state)
{
	(void)state;
	assert_int_equal(search_distance(STR("asthma"), STR("athsma"), 2), 2);
	assert_int_equal(search_distance(STR("form"), STR("from"), 2), 1);
	assert_int_equal(search_distance(STR("pain"), STR("pains"), 2), 1);
	assert_int_equal(search_distance(STR("pain"), STR("pain"), 2), 0);
	assert_int_equal(search_distance(STR("abc"), STR("xyz"), 2), 3);
	assert_int_equal(search_distance(STR(""), STR("ab"), 2), 2);
}

/* ---- a book ------------------------------------------------------------ */

static const struct { const char *code, *title; bool billable; } codes[] = {
	{ "E11", "Type 2 diabetes mellitus", false },
	{ "E11.40", "Type 2 diabetes mellitus with diabetic neuropathy, "
	    "unspecified", true },
	{ "E11.8", "Type 2 diabetes mellitus with unspecified complications",
	    true },
	{ "E11.9", "Type 2 diabetes mellitus without complications", true },
	{ "I10", "Essential (primary) hypertension", true },
	{ "I15.9", "Secondary hypertension, unspecified", true },
	{ "M25.56", "Pain in knee", false },
	{ "M25.561", "Pain in right knee", true },
	{ "M25.562", "Pain in left knee", true },
	{ "M25.569", "Pain in unspecified knee", true },
	{ "S62.1", "Fracture of other and unspecified carpal bone(s)", false },
	{ "S62.10", "Fracture of unspecified carpal bone", false },
	{ "S62.102", "Fracture of unspecified carpal bone, left wrist",
	    false },
	{ "S62.102A", "Fracture of unspecified carpal bone, left wrist, "
	    "initial encounter for closed fracture", true },
	{ "S62.102D", "Fracture of unspecified carpal bone, left wrist, "
	    "subsequent encounter for fracture with routine healing", true },
	{ "J45.909", "Unspecified asthma, uncomplicated", true },
};

static const struct search_phrase phrases[] = {
	{ STR_INIT("HTN"), STR_INIT("hypertension"), 1, false },
	{ STR_INIT("DM2"), STR_INIT("type 2 diabetes mellitus"), 1, false },
	{ STR_INIT("fx"), STR_INIT("fracture"), 1, false },
	{ STR_INIT("sugar"), STR_INIT("diabetes"), 1, true },
	{ STR_INIT("aching"), STR_INIT("pain"), 0, false },
};

struct fixture {
	struct buf bytes;
	struct book book;
	struct search *search;
};

static void
add_codes(struct build *b)
{
	date from = DATE_NONE;
	unsigned r;

	assert_true(date_from_ymd(2024, 10, 1, &from));
	r = build_release(b, &(struct build_release){ .set = SET_ICD10CM,
	    .from = from, .until = DATE_NONE });
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		build_code(b, r, &(struct build_code){
		    .system = SYSTEM_DIAGNOSIS,
		    .key = code_pack(str_of(codes[i].code)),
		    .full = str_of(codes[i].title), .from = DATE_NONE,
		    .until = DATE_NONE, .billable = codes[i].billable });
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct indexer *x = indexer_new();
	struct build *b = build_new();
	struct err err;

	assert_true(f != NULL && x != NULL && b != NULL);
	add_codes(b);
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
		assert_true(indexer_phrase(x, &phrases[i]));
	buf_init(&f->bytes, 1 << 26);
	assert_int_equal(build_finish(b, indexer_run, x, &f->bytes, &err),
	    RC_OK);
	assert_int_equal(book_open_memory(&f->book, buf_str(&f->bytes), "test",
	    &err), RC_OK);
	f->search = search_new(&f->book);
	assert_non_null(f->search);
	build_free(b);
	indexer_free(x);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	search_free(f->search);
	book_close(&f->book);
	buf_fini(&f->bytes);
	free(f);
	return 0;
}

/* The first result, as people write the code; "" for none. */
static const char *
first(struct fixture *f, const char *text, bool any)
{
	static char code[CODE_TEXT_MAX];
	struct search_result found[10];
	struct search_query q = { .text = str_of(text),
	    .system = SYSTEM_DIAGNOSIS, .limit = 10, .any = any };

	assert_true(date_from_ymd(2025, 1, 1, &q.on));
	if (search_run(f->search, &q, found) == 0)
		return "";
	return code_text_icd(found[0].code->key, code).p;
}

static void
R1_the_plain_code_comes_before_its_special_cases(void **state)
{
	assert_string_equal(first(*state, "type 2 diabetes", false), "E11.9");
	assert_string_equal(first(*state, "DM2", false), "E11.9");
	assert_string_equal(first(*state, "hypertension essential", false),
	    "I10");
	assert_string_equal(first(*state, "diabetes neuropathy", false),
	    "E11.40");
	assert_string_equal(first(*state, "knee pain", false), "M25.569");
	assert_string_equal(first(*state, "left knee pain", false),
	    "M25.562");
}

static void
R2_words_above_a_code_count_for_it(void **state)
{
	assert_string_equal(first(*state, "left wrist fx initial", false),
	    "S62.102A");
	assert_string_equal(first(*state, "fx wrist left subsequent", false),
	    "S62.102D");
}

static void
R3_slips_of_the_pen_are_forgiven(void **state)
{
	assert_string_equal(first(*state, "hypertention", false), "I10");
	assert_string_equal(first(*state, "athsma", false), "J45.909");
	assert_string_equal(first(*state, "diabetis", false), "E11.9");
	assert_string_equal(first(*state, "xyzzy", false), "");
}

static void
R4_headings_come_only_when_they_are_asked_for(void **state)
{
	assert_string_equal(first(*state, "S62.1", false), "S62.1");
	assert_string_equal(first(*state, "e119", false), "E11.9");
	assert_string_equal(first(*state, "pain knee right", true),
	    "M25.561");
}

static void
R5_the_same_query_gives_the_same_answer(void **state)
{
	char once[CODE_TEXT_MAX];

	for (int i = 0; i < 3; i++) {
		snprintf(once, sizeof once, "%s",
		    first(*state, "fracture", false));
		first(*state, "sugar", false);
		assert_string_equal(first(*state, "fracture", false), once);
	}
}

static void
synonyms_find_what_has_the_other_word(void **state)
{
	assert_string_equal(first(*state, "aching left knee", false),
	    "M25.562");
}

static void
what_is_missing_is_said(void **state)
{
	struct fixture *f = *state;
	struct search_result found[10];
	struct search_query q = { .text = STR("S62.102"),
	    .system = SYSTEM_DIAGNOSIS, .limit = 10 };

	assert_true(date_from_ymd(2025, 1, 1, &q.on));
	assert_int_equal(search_run(f->search, &q, found), 3);
	assert_int_equal(found[0].missing, SEARCH_SEVENTH);
	q.text = STR("pain unspecified knee");
	assert_true(search_run(f->search, &q, found) > 0);
	assert_int_equal(found[0].missing, SEARCH_LATERALITY);
}

static void
a_query_without_words_finds_nothing(void **state)
{
	static const char *const none[] = { "", "   ", "of the", "...", "-" };

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_string_equal(first(*state, none[i], false), "");
}

static void
the_reading_and_the_reason_are_told(void **state)
{
	struct fixture *f = *state;
	struct search_result found[10];
	struct search_query q = { .text = STR("htn"),
	    .system = SYSTEM_DIAGNOSIS, .limit = 10 };
	struct buf to;

	assert_true(date_from_ymd(2025, 1, 1, &q.on));
	assert_true(search_run(f->search, &q, found) > 0);
	buf_init(&to, 1024);
	search_reading(f->search, &to);
	assert_true(str_eq(buf_str(&to), STR("hypertension")));
	buf_reset(&to);
	search_why(f->search, &found[0], &to);
	assert_true(str_starts(buf_str(&to), STR("title: ")));
	buf_fini(&to);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(W1_a_word_has_one_stem_however_it_is_written),
		cmocka_unit_test(W2_numerals_of_types_are_digits),
		cmocka_unit_test(W3_words_that_fill_up_are_not_told),
		cmocka_unit_test(W4_what_is_denied_is_another_word),
		cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
		cmocka_unit_test(letters_are_counted_apart),
		cmocka_unit_test(
		    R1_the_plain_code_comes_before_its_special_cases),
		cmocka_unit_test(R2_words_above_a_code_count_for_it),
		cmocka_unit_test(R3_slips_of_the_pen_are_forgiven),
		cmocka_unit_test(R4_headings_come_only_when_they_are_asked_for),
		cmocka_unit_test(R5_the_same_query_gives_the_same_answer),
		cmocka_unit_test(synonyms_find_what_has_the_other_word),
		cmocka_unit_test(what_is_missing_is_said),
		cmocka_unit_test(a_query_without_words_finds_nothing),
		cmocka_unit_test(the_reading_and_the_reason_are_told),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
