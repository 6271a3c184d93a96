/* SPDX-License-Identifier: Apache-2.0 */
/* test_book.c -- a codebook built and read: code.h, build.h, book.h, look.h. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "codes/book_private.h"
#include "codes/build.h"
#include "codes/look.h"

#define DAY(y, m, d) day(y, m, d)

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

static unsigned
release(struct build *b, enum code_set set, date from, bool partial)
{
	return build_release(b, &(struct build_release){ .set = set,
	    .from = from, .until = DATE_NONE, .partial = partial });
}

static void
list(struct build *b, unsigned r, enum code_system s, const char *key,
    const char *title, bool billable)
{
	build_code(b, r, &(struct build_code){ .system = s, .key = K(key),
	    .full = str_of(title), .from = DATE_NONE, .until = DATE_NONE,
	    .billable = billable });
}

/* The bytes of what was built, aligned, and the book in them. */
static void
finish(struct build *b, struct buf *bytes, struct book *book)
{
	struct err err = { 0 };

	buf_init(bytes, 1 << 26);
	assert_int_equal(build_finish(b, NULL, NULL, bytes, &err), RC_OK);
	assert_int_equal(book_open_memory(book, buf_str(bytes), "test", &err),
	    RC_OK);
	assert_int_equal(book_verify(book, &err), RC_OK);
	build_free(b);
}

static str
title_on(const struct book *b, enum code_system s, const char *key, date on)
{
	const struct book_code *c = book_code(b, s, K(key));

	assert_non_null(c);
	return book_text(b, code_title_on(b, c, on)->full);
}

/* ---- codes as numbers -------------------------------------------------- */

static void
P1_a_code_is_its_text_again(void **state)
{
	static const char *const codes[] = { "A", "E119", "S020XXA",
		"207Q00000X", "A00-A09", "Z", "0" };
	char text[CODE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		assert_true(str_eq(code_text(K(codes[i]), text),
		    str_of(codes[i])));
	assert_true(K("e11.9") == K("E119"));
	assert_true(str_eq(code_text_icd(K("E119"), text), STR("E11.9")));
	assert_true(str_eq(code_text_icd(K("E11"), text), STR("E11")));
	assert_true(str_eq(code_text_icd(K("S020XXA"), text),
	    STR("S02.0XXA")));
	assert_true(str_eq(code_text_icd(K("A00-A09"), text), STR("A00-A09")));
}

static void
P1_what_is_no_code_is_none(void **state)
{
	(void)state;
	assert_true(K("") == CODE_NONE);
	assert_true(K("E11 9") == CODE_NONE);
	assert_true(K("12345678901") == CODE_NONE);
	assert_true(K("E11*") == CODE_NONE);
}

static void
P2_P3_codes_sort_as_texts_and_prefixes_are_ranges(void **state)
{
	(void)state;
	assert_true(K("A") < K("A0"));
	assert_true(K("A09") < K("A1"));
	assert_true(K("9") < K("A"));
	assert_true(code_begins(K("E119"), K("E11")));
	assert_true(code_begins(K("E11"), K("E11")));
	assert_false(code_begins(K("E12"), K("E11")));
	assert_int_equal(code_length(K("E119")), 4);
	assert_true(code_prefix(K("E119"), 3) == K("E11"));
	assert_true(code_append(K("E11"), '9') == K("E119"));
}

/* ---- dates ------------------------------------------------------------- */

/* Two years of ICD-10-CM, with a gap of one between them. */
static struct build *
two_years(bool backwards)
{
	struct build *b = build_new();
	unsigned old, new;

	assert_non_null(b);
	if (backwards) {
		new = release(b, SET_ICD10CM, DAY(2024, 10, 1), false);
		old = release(b, SET_ICD10CM, DAY(2022, 10, 1), false);
	} else {
		old = release(b, SET_ICD10CM, DAY(2022, 10, 1), false);
		new = release(b, SET_ICD10CM, DAY(2024, 10, 1), false);
	}
	for (int i = 0; i < 2; i++) {
		if ((i == 0) != backwards) {
			list(b, old, SYSTEM_DIAGNOSIS, "E11", "Diabetes", false);
			list(b, old, SYSTEM_DIAGNOSIS, "E119", "Old name", true);
			list(b, old, SYSTEM_DIAGNOSIS, "E110", "Gone", true);
		} else {
			list(b, new, SYSTEM_DIAGNOSIS, "E11", "Diabetes", false);
			list(b, new, SYSTEM_DIAGNOSIS, "E119", "New name", true);
			list(b, new, SYSTEM_DIAGNOSIS, "E112", "Come", true);
		}
	}
	return b;
}

static void
Q1_the_date_picks_the_release(void **state)
{
	struct buf bytes;
	struct book book;

	(void)state;
	finish(two_years(false), &bytes, &book);
	assert_true(code_valid_on(&book, SYSTEM_DIAGNOSIS, K("E11.9"),
	    DAY(2023, 1, 1)));
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E11"),
	    DAY(2023, 1, 1)).state, CODE_HEADING);
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E110"),
	    DAY(2025, 1, 1)).state, CODE_ENDED);
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E112"),
	    DAY(2023, 1, 1)).state, CODE_NOT_YET);
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E113"),
	    DAY(2023, 1, 1)).state, CODE_UNKNOWN);
	assert_true(str_eq(title_on(&book, SYSTEM_DIAGNOSIS, "E119",
	    DAY(2023, 1, 1)), STR("Old name")));
	assert_true(str_eq(title_on(&book, SYSTEM_DIAGNOSIS, "E119",
	    DAY(2025, 1, 1)), STR("New name")));
	assert_true(str_eq(title_on(&book, SYSTEM_DIAGNOSIS, "E110",
	    DAY(2025, 1, 1)), STR("Gone")));
	buf_fini(&bytes);
}

static void
K4_beyond_the_horizon_the_newest_release_answers(void **state)
{
	struct buf bytes;
	struct book book;

	(void)state;
	finish(two_years(false), &bytes, &book);
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E119"),
	    DAY(2025, 9, 30)).basis, BASIS_RELEASE);
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E119"),
	    DAY(2025, 10, 1)).basis, BASIS_AFTER);
	/* In the gap, and before everything. */
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E119"),
	    DAY(2023, 10, 1)).basis, BASIS_AFTER);
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("E119"),
	    DAY(2020, 1, 1)).basis, BASIS_BEFORE);
	assert_true(code_valid_on(&book, SYSTEM_DIAGNOSIS, K("E119"),
	    DAY(2030, 1, 1)));
	assert_int_equal(book_edition(&book, SET_HCPCS, 0).basis,
	    BASIS_NOTHING);
	buf_fini(&bytes);
}

static void
L1_any_order_of_releases_gives_the_same_bytes(void **state)
{
	struct buf one, two;
	struct book book;

	(void)state;
	finish(two_years(false), &one, &book);
	finish(two_years(true), &two, &book);
	assert_true(str_eq(buf_str(&one), buf_str(&two)));
	buf_fini(&one);
	buf_fini(&two);
}

static void
L3_a_partial_release_leaves_the_rest_as_it_was(void **state)
{
	struct build *b = build_new();
	unsigned whole = release(b, SET_HCPCS, DAY(2025, 1, 1), false);
	unsigned part = release(b, SET_HCPCS, DAY(2025, 4, 1), true);
	struct buf bytes;
	struct book book;

	(void)state;
	list(b, whole, SYSTEM_PROCEDURE, "A0021", "Kept", true);
	list(b, whole, SYSTEM_PROCEDURE, "A0022", "Before", true);
	list(b, whole, SYSTEM_PROCEDURE, "A0023", "Ended", true);
	list(b, part, SYSTEM_PROCEDURE, "A0022", "After", true);
	build_code(b, part, &(struct build_code){ .system = SYSTEM_PROCEDURE,
	    .key = K("A0023"), .from = DATE_NONE, .until = DATE_NONE,
	    .ended = true });
	build_pair(b, whole, RELATION_MUE, K("A0021"), 0, 5, DATE_NONE,
	    DATE_NONE);
	finish(b, &bytes, &book);
	assert_true(code_valid_on(&book, SYSTEM_PROCEDURE, K("A0021"),
	    DAY(2025, 5, 1)));
	assert_true(str_eq(title_on(&book, SYSTEM_PROCEDURE, "A0021",
	    DAY(2025, 5, 1)), STR("Kept")));
	assert_true(str_eq(title_on(&book, SYSTEM_PROCEDURE, "A0022",
	    DAY(2025, 5, 1)), STR("After")));
	assert_int_equal(code_on(&book, SYSTEM_PROCEDURE, K("A0023"),
	    DAY(2025, 5, 1)).state, CODE_ENDED);
	buf_fini(&bytes);
}

static void
Q2_what_publishers_date_holds_on_both_days(void **state)
{
	struct build *b = build_new();
	unsigned r = release(b, SET_PTP_PRACTITIONER, DAY(2024, 1, 1), false);
	struct buf bytes;
	struct book book;
	uint32_t left, right;
	enum book_basis basis;
	static const int days[][4] = { { 2020, 1, 1, 1 }, { 2021, 12, 31, 1 },
		{ 2019, 12, 31, 0 }, { 2022, 1, 1, 0 }, { 2024, 1, 5, 1 } };

	(void)state;
	build_pair(b, r, RELATION_PTP_PRACTITIONER, K("99213"), K("36415"),
	    1 | build_text(b, STR("Misuse of code")) << 8, DAY(2020, 1, 1),
	    DAY(2021, 12, 31));
	build_pair(b, r, RELATION_PTP_PRACTITIONER, K("99213"), K("36415"), 0,
	    DAY(2024, 1, 1), DATE_NONE);
	build_pair(b, r, RELATION_PTP_PRACTITIONER, K("99213"), K("36410"), 0,
	    DAY(2024, 1, 1), DATE_NONE);
	finish(b, &bytes, &book);
	left = book_row(&book, SYSTEM_PROCEDURE, K("99213"));
	right = book_row(&book, SYSTEM_PROCEDURE, K("36415"));
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		const struct book_pair *p = pair_on(&book,
		    RELATION_PTP_PRACTITIONER, left, right,
		    DAY(days[i][0], days[i][1], days[i][2]), &basis);

		assert_int_equal(p != NULL, days[i][3]);
	}
	assert_null(pair_on(&book, RELATION_PTP_PRACTITIONER, right, left,
	    DAY(2024, 1, 5), &basis));
	assert_true(str_eq(book_text(&book, PTP_RATIONALE(pair_on(&book,
	    RELATION_PTP_PRACTITIONER, left, right, DAY(2020, 1, 1),
	    &basis)->value)), STR("Misuse of code")));
	buf_fini(&bytes);
}

static void
the_tree_is_that_of_the_codes(void **state)
{
	struct build *b = build_new();
	unsigned r = release(b, SET_ICD10CM, DAY(2024, 10, 1), false);
	const struct book_code *c;
	struct buf bytes;
	struct book book;

	(void)state;
	build_code(b, r, &(struct build_code){ .system = SYSTEM_DIAGNOSIS,
	    .key = K("S00-S09"), .full = STR("Injuries to the head"),
	    .from = DATE_NONE, .until = DATE_NONE, .always = true });
	build_code(b, r, &(struct build_code){ .system = SYSTEM_DIAGNOSIS,
	    .key = K("S02"), .full = STR("Fracture of skull"),
	    .from = DATE_NONE, .until = DATE_NONE, .parent = K("S00-S09") });
	list(b, r, SYSTEM_DIAGNOSIS, "S020", "Fracture of vault", false);
	list(b, r, SYSTEM_DIAGNOSIS, "S020XXA", "... initial", true);
	list(b, r, SYSTEM_DIAGNOSIS, "S020XXB", "... open", true);
	finish(b, &bytes, &book);
	c = book_code(&book, SYSTEM_DIAGNOSIS, K("S02.0XXB"));
	c = book_code_at(&book, SYSTEM_DIAGNOSIS, c->parent);
	assert_true(c->key == K("S020"));
	assert_int_equal(c->n_children, 2);
	c = book_code_at(&book, SYSTEM_DIAGNOSIS, c->parent);
	assert_true(c->key == K("S02"));
	c = book_code_at(&book, SYSTEM_DIAGNOSIS, c->parent);
	assert_true(c->key == K("S00-S09"));
	assert_int_equal(c->parent, NO_ROW);
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("S00-S09"),
	    DAY(2030, 1, 1)).state, CODE_HEADING);
	buf_fini(&bytes);
}

/* ---- damage ------------------------------------------------------------ */

/* How `bytes` are refused; "" if they are not, by opening or by verifying. */
static const char *
refusal(str bytes)
{
	static struct err err;
	struct book book;

	err.msg[0] = '\0';
	if (book_open_memory(&book, bytes, "x.book", &err) != RC_OK ||
	    book_verify(&book, &err) != RC_OK)
		return err.msg;
	return "";
}

static void
K1_a_damaged_book_is_refused(void **state)
{
	struct buf bytes;
	struct book book;
	struct book_head *h;

	(void)state;
	finish(two_years(false), &bytes, &book);
	h = (struct book_head *)(void *)bytes.p;
	assert_string_equal(refusal(buf_str(&bytes)), "");
	assert_non_null(strstr(refusal((str){ bytes.p, bytes.n - 1 }),
	    "cut short"));
	assert_non_null(strstr(refusal((str){ bytes.p, 20 }), "cut short"));
	assert_non_null(strstr(refusal((str){ bytes.p + 64, 64 }),
	    "is not a codebook"));
	h->version++;
	assert_non_null(strstr(refusal(buf_str(&bytes)), "of version"));
	h->version--;
	h->order = __builtin_bswap32(h->order);
	assert_non_null(strstr(refusal(buf_str(&bytes)), "byte order"));
	h->order = __builtin_bswap32(h->order);
	for (size_t i = 8; i < bytes.n; i++) {
		bytes.p[i] ^= 0x10;
		/* What only fills up is in no part. */
		if (refusal(buf_str(&bytes))[0] == '\0')
			assert_int_equal(bytes.p[i], 0x10);
		bytes.p[i] ^= 0x10;
	}
	buf_fini(&bytes);
}

/* ---- the shelf --------------------------------------------------------- */

static void
save(const struct buf *bytes, const char *path)
{
	struct file_out out;
	struct err err;

	assert_int_equal(file_out_open(&out, path, &err), RC_OK);
	assert_int_equal(file_out_write(&out, buf_str(bytes), &err), RC_OK);
	assert_int_equal(file_out_commit(&out, &err), RC_OK);
}

static void
a_claim_finishes_on_the_book_it_began_with(void **state)
{
	char path[] = "/tmp/cc-book-XXXXXX";
	struct book_shelf *s = book_shelf_new();
	const struct book *first, *second;
	struct buf bytes;
	struct book book;
	struct err err;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_null(book_shelf_take(s));
	finish(two_years(false), &bytes, &book);
	save(&bytes, path);
	assert_int_equal(book_shelf_put(s, path, &err), RC_OK);
	first = book_shelf_take(s);
	assert_int_equal(book_shelf_put(s, path, &err), RC_OK);
	second = book_shelf_take(s);
	assert_ptr_not_equal(first, second);
	assert_true(code_valid_on(first, SYSTEM_DIAGNOSIS, K("E119"),
	    DAY(2025, 1, 1)));
	book_shelf_give_back(s, first);
	/* One that is refused leaves what is there. */
	bytes.p[bytes.n / 2] ^= 1;
	save(&bytes, path);
	assert_int_equal(book_shelf_put(s, path, &err), RC_INVALID);
	assert_true(code_valid_on(second, SYSTEM_DIAGNOSIS, K("E119"),
	    DAY(2025, 1, 1)));
	book_shelf_give_back(s, second);
	book_shelf_free(s);
	unlink(path);
	buf_fini(&bytes);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(P1_a_code_is_its_text_again),
		cmocka_unit_test(P1_what_is_no_code_is_none),
		cmocka_unit_test(
		    P2_P3_codes_sort_as_texts_and_prefixes_are_ranges),
		cmocka_unit_test(Q1_the_date_picks_the_release),
		cmocka_unit_test(K4_beyond_the_horizon_the_newest_release_answers),
		cmocka_unit_test(L1_any_order_of_releases_gives_the_same_bytes),
		cmocka_unit_test(L3_a_partial_release_leaves_the_rest_as_it_was),
		cmocka_unit_test(Q2_what_publishers_date_holds_on_both_days),
		cmocka_unit_test(the_tree_is_that_of_the_codes),
		cmocka_unit_test(K1_a_damaged_book_is_refused),
		cmocka_unit_test(a_claim_finishes_on_the_book_it_began_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
