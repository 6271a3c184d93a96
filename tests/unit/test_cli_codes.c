/* SPDX-License-Identifier: Apache-2.0 */
/* test_cli_codes.c -- what the commands of the codebook stand on: line.h,
 * spans.h, near.h, changes.h. */
#include "unit.h"

#include "cli/changes.h"
#include "cli/line.h"
#include "cli/near.h"
#include "cli/spans.h"
#include "codes/build.h"

static date
day(int y, int m, int d)
{
	date on = DATE_NONE;

	assert_true(date_from_ymd(y, m, d, &on));
	return on;
}

static code_key
K(const char *text)
{
	return code_pack(str_of(text));
}

/* ---- a book of three years ------------------------------------------------- */

static const struct { unsigned year; const char *code, *title; } listed[] = {
	{ 0, "E11", "Diabetes" }, { 0, "E119", "Plain diabetes" },
	{ 0, "E118", "Other diabetes" }, { 0, "M545", "Back pain" },
	{ 1, "E11", "Diabetes" }, { 1, "E119", "Plain diabetes" },
	{ 1, "E118", "Other diabetes" },
	{ 2, "E11", "Diabetes" }, { 2, "E119", "Plain diabetes, revised" },
	{ 2, "E118", "Other diabetes" }, { 2, "M545", "Back pain" },
	{ 2, "Z992", "Dialysis" },
};

static void
make_book(struct buf *bytes, struct book *book)
{
	struct build *b = build_new();
	unsigned r[3];
	struct err err;

	for (int y = 0; y < 3; y++)
		r[y] = build_release(b, &(struct build_release){
		    .set = SET_ICD10CM, .from = day(2021 + y, 10, 1),
		    .until = DATE_NONE });
	for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
		build_code(b, r[listed[i].year], &(struct build_code){
		    .system = SYSTEM_DIAGNOSIS, .key = K(listed[i].code),
		    .full = str_of(listed[i].title), .from = DATE_NONE,
		    .until = DATE_NONE,
		    .billable = strlen(listed[i].code) > 3 });
	buf_init(bytes, 1 << 26);
	assert_int_equal(build_finish(b, NULL, NULL, bytes, &err), RC_OK);
	build_free(b);
	assert_int_equal(book_open_memory(book, buf_str(bytes), "test", &err),
	    RC_OK);
}

/* ---- cases ------------------------------------------------------------------ */

static void
L1_L2_a_line_is_json_whatever_a_text_holds(void **state)
{
	struct line l;
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	line_begin(&l, &b);
	line_text(&l, "a", STR("x\"\n\xff"));
	line_text(&l, "b", STR(""));
	line_day(&l, "c", DATE_NONE);
	line_day(&l, "d", DATE_LAST);
	line_open(&l, "e");
	line_item(&l, STR("1"));
	line_open_item(&l);
	line_number(&l, "f", -2);
	line_bool(&l, "g", true);
	line_close_item(&l);
	line_close(&l);
	line_number(&l, "h", 3);
	line_end(&l);
	assert_string_equal(b.p, "{\"a\":\"x\\\"\\u000a\xEF\xBF\xBD\",\"b\":null,"
	    "\"c\":null,\"d\":null,\"e\":[\"1\",{\"f\":-2,\"g\":true}],"
	    "\"h\":3}\n");
	buf_fini(&b);
}

static void
spans_join_releases_that_follow_each_other(void **state)
{
	struct span s[RELEASES_MAX];
	struct book book;
	struct buf bytes, words;
	const struct book_code *c;

	(void)state;
	make_book(&bytes, &book);
	buf_init(&words, 4096);
	c = book_code(&book, SYSTEM_DIAGNOSIS, K("M545"));
	assert_int_equal(code_spans(&book, c, true, s), 2);
	span_text(&s[0], &words);
	buf_add(&words, STR("; "));
	span_text(&s[1], &words);
	assert_string_equal(words.p, "until 2022-09-30; since 2023-10-01");
	c = book_code(&book, SYSTEM_DIAGNOSIS, K("E119"));
	assert_int_equal(code_spans(&book, c, true, s), 1);
	buf_reset(&words);
	span_text(&s[0], &words);
	assert_string_equal(words.p, "since 2021-10-01 or before");
	c = book_code(&book, SYSTEM_DIAGNOSIS, K("E11"));
	assert_int_equal(code_spans(&book, c, true, s), 0);
	buf_fini(&words);
	book_close(&book);
	buf_fini(&bytes);
}

static void
near_codes_are_below_or_a_slip_away(void **state)
{
	code_key near[NEAR_MAX];
	struct book book;
	struct buf bytes;
	date on = day(2023, 12, 1);

	(void)state;
	make_book(&bytes, &book);
	assert_int_equal(codes_near(&book, SYSTEM_DIAGNOSIS, K("E11"), on,
	    near), 2);
	assert_true(near[0] == K("E118") && near[1] == K("E119"));
	assert_int_equal(codes_near(&book, SYSTEM_DIAGNOSIS, K("E1119"), on,
	    near), 1);
	assert_true(near[0] == K("E119"));
	assert_int_equal(codes_near(&book, SYSTEM_DIAGNOSIS, K("Q00"), on,
	    near), 0);
	assert_int_equal(codes_near(&book, SYSTEM_DIAGNOSIS, CODE_NONE, on,
	    near), 0);
	book_close(&book);
	buf_fini(&bytes);
}

static void
changes_are_counted_between_two_days(void **state)
{
	struct change_counts n;
	struct book book;
	struct buf bytes;
	struct side a, b;

	(void)state;
	make_book(&bytes, &book);
	a = (struct side){ &book, day(2022, 1, 1) };
	b = (struct side){ &book, day(2024, 1, 1) };
	changes_of(&a, &b, SET_ICD10CM, NULL, NULL, &n);
	assert_int_equal(n.before, 4);
	assert_int_equal(n.after, 5);
	assert_int_equal(n.n[CHANGE_ADDED], 1);
	assert_int_equal(n.n[CHANGE_ENDED], 0);
	assert_int_equal(n.n[CHANGE_REVISED], 1);
	b.on = day(2023, 1, 1);
	changes_of(&a, &b, SET_ICD10CM, NULL, NULL, &n);
	assert_int_equal(n.n[CHANGE_ENDED], 1);
	changes_of(&a, &a, SET_ICD10CM, NULL, NULL, &n);
	assert_int_equal(n.n[CHANGE_ENDED] + n.n[CHANGE_ADDED] +
	    n.n[CHANGE_REVISED] + n.n[CHANGE_FACT], 0);
	book_close(&book);
	buf_fini(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(L1_L2_a_line_is_json_whatever_a_text_holds),
		cmocka_unit_test(spans_join_releases_that_follow_each_other),
		cmocka_unit_test(near_codes_are_below_or_a_slip_away),
		cmocka_unit_test(changes_are_counted_between_two_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
