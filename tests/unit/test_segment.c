/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_segment.c -- a segment is cut at its delimiters (V1 to V4).
 */
#include "unit.h"

#include "base/buf.h"
#include "x12/segment.h"

static const struct delimiters usual = { '*', '^', ':', '~' };

/* A block, its index, and the view of its first segment. */
struct cut {
	char	 text[4096 + SCAN_PAD];
	uint32_t lists[4][4096 + SCAN_PAD];
	struct scan_index ix;
	struct segment s;
};

static struct cut cut;

/* The view of `text` cut by `d`. */
static const struct segment *
cut_by(const struct delimiters *d, const char *text)
{
	size_t n = strlen(text);

	assert_true(n <= 4096);
	memset(cut.text, 'x', sizeof cut.text);
	memcpy(cut.text, text, n);
	cut.ix = (struct scan_index){ cut.lists[0], cut.lists[1],
	    cut.lists[2], cut.lists[3], 0, 0, 0, 0 };
	scan_block(d, cut.text, n, &cut.ix);
	assert_true(cut.ix.n_ends >= 1);
	memset(&cut.s, 0xA5, sizeof cut.s);
	cut.s.offset = 1000;
	cut.ix.inner[cut.ix.n_inner] = UINT32_MAX;
	segment_view(&cut.s, cut.text, d, 0, cut.ix.at,
	    cut.ix.ends[0] + 1, cut.ix.inner);
	return &cut.s;
}

static const struct segment *
cut_usual(const char *text)
{
	return cut_by(&usual, text);
}

static void
assert_str(str got, const char *want)
{
	assert_int_equal(got.n, strlen(want));
	if (got.n != 0)
		assert_memory_equal(got.p, want, got.n);
}

static void
segment_name_is_its_first_element(void **state)
{
	const struct segment *s = cut_usual("NM1*85*2*ACME~");

	(void)state;
	assert_int_equal(s->id, SEGMENT_ID('N', 'M', '1'));
	assert_str(segment_name(s), "NM1");
	assert_int_equal(s->n, 3);
	assert_str(segment_element(s, 1), "85");
	assert_str(segment_element(s, 3), "ACME");
}

static void
segment_name_of_two_letters_is_a_name(void **state)
{
	(void)state;
	assert_int_equal(cut_usual("LX*1~")->id, SEGMENT_ID2('L', 'X'));
}

static void
segment_name_that_is_none_gives_no_id(void **state)
{
	static const char *const none[] = { "~", "*1~", "N~", "NM1X*1~",
	    "nm1*85~", "1NM*85~", "N\xC3\x9C*1~", "N *1~", "N1 *2~", ":N1~" };

	(void)state;
	for (size_t i = 0; i < LENGTH(none); i++)
		assert_int_equal(cut_usual(none[i])->id, 0);
}

/* V2 */
static void
segment_gives_an_empty_text_for_what_was_not_sent(void **state)
{
	const struct segment *s = cut_usual("CLM*A*1***11:B~");

	(void)state;
	assert_str(segment_element(s, 3), "");
	assert_str(segment_element(s, 6), "");
	assert_str(segment_element(s, 62), "");
	assert_str(segment_element(s, 63), "");
	assert_str(segment_element(s, UINT_MAX), "");
	assert_str(segment_component(s, 5, 3), "");
	assert_str(segment_component(s, 5, 1000), "");
	assert_str(segment_component(s, 1, 2), "");
	assert_str(segment_component(s, 62, 2), "");
	assert_false(segment_has(s, 3));
	assert_false(segment_has(s, 6));
}

/* V2 */
static void
segment_of_nothing_has_an_empty_name(void **state)
{
	const struct segment *s = cut_usual("~");

	(void)state;
	assert_int_equal(s->n, 0);
	assert_str(segment_name(s), "");
	assert_int_equal(s->present, 0);
}

static void
segment_component_is_of_the_first_repetition(void **state)
{
	const struct segment *s = cut_usual("HI*ABK:J0190^ABF:I10*X^Y~");

	(void)state;
	assert_str(segment_component(s, 1, 1), "ABK");
	assert_str(segment_component(s, 1, 2), "J0190");
	assert_str(segment_component(s, 1, 3), "");
	assert_str(segment_component(s, 2, 1), "X");
	assert_str(segment_element(s, 2), "X^Y");
}

static void
segment_component_of_a_simple_element_is_the_element(void **state)
{
	(void)state;
	assert_str(segment_component(cut_usual("REF*G1*X~"), 2, 1), "X");
}

static void
segment_knows_which_elements_hold_separators(void **state)
{
	const struct segment *s = cut_usual("AB*1*a:b*2*c^d**:~");

	(void)state;
	assert_int_equal(s->compound, 1 << 2 | 1 << 4 | 1 << 6);
	assert_int_equal(s->present, 1 | 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 |
	    1 << 6);
}

static void
segment_without_repetitions_takes_a_caret_as_text(void **state)
{
	static const struct delimiters old = { '*', '*', ':', '~' };
	const struct segment *s = cut_by(&old, "REF*A^B:C*D~");

	(void)state;
	assert_int_equal(s->n, 2);
	assert_str(segment_component(s, 1, 1), "A^B");
	assert_str(segment_component(s, 1, 2), "C");
}

static void
segment_ends_though_its_terminator_is_a_separator_too(void **state)
{
	static const struct delimiters clash[] = {
		{ '*', '^', '~', '~' }, { '*', '~', ':', '~' },
		{ '*', '^', '*', '~' }, { '*', '^', '^', '~' },
		{ '*', '~', '*', '~' },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(clash); i++) {
		const struct segment *s = cut_by(&clash[i], "REF*G1*X~");

		assert_int_equal(s->n, 2);
		assert_str(segment_name(s), "REF");
		assert_str(segment_element(s, 2), "X");
		assert_int_equal(cut_by(&clash[i], "~")->n, 0);
	}
}

/* Write "AB" and `n` elements, the i-th being i. */
static void
write_long(struct buf *to, unsigned n)
{
	buf_reset(to);
	buf_add(to, STR("AB"));
	for (unsigned i = 1; i <= n; i++)
		buf_fmt(to, "*%u", i);
	buf_putc(to, '~');
}

/* V3 */
static void
segment_gives_elements_past_the_limit_but_not_their_bits(void **state)
{
	static const unsigned sent[] = { 60, 61, 62, 63, 64, 200, 900 };
	struct buf text;
	char number[12];

	(void)state;
	buf_init(&text, 4096);
	for (size_t k = 0; k < LENGTH(sent); k++) {
		const struct segment *s;

		write_long(&text, sent[k]);
		s = cut_usual(text.p);
		assert_int_equal(s->n, sent[k]);
		for (unsigned i = 1; i <= sent[k]; i++) {
			snprintf(number, sizeof number, "%u", i);
			assert_str(segment_element(s, i), number);
			if (i <= SEGMENT_MAX)
				assert_true(segment_has(s, i));
		}
		assert_int_equal(s->present >> (SEGMENT_MAX + 1), 0);
		assert_str(segment_element(s, sent[k] + 1), "");
	}
	buf_fini(&text);
}

static void
segment_with_many_separators_is_cut_like_one_with_few(void **state)
{
	struct segment few;
	struct buf text;

	(void)state;
	buf_init(&text, 4096);
	buf_add(&text, STR("AB**1*"));
	for (unsigned i = 0; i < 50; i++)
		buf_add(&text, STR("a:"));
	buf_add(&text, STR("b*2**3^4~"));
	few = *cut_usual("AB**1*a:b*2**3^4~");
	assert_int_equal(cut_usual(text.p)->present, few.present);
	assert_int_equal(cut.s.compound, few.compound);
	assert_int_equal(cut.s.n, few.n);
	assert_int_equal(cut.s.id, few.id);
	assert_str(segment_component(&cut.s, 3, 51), "b");
	assert_str(segment_element(&cut.s, 6), "3^4");
	buf_fini(&text);
}

static void
segment_offset_of_an_element_counts_from_the_file(void **state)
{
	const struct segment *s = cut_usual("CLM*A*1***11:B~");

	(void)state;
	assert_int_equal(segment_offset_of(s, segment_name(s)), 1000);
	assert_int_equal(segment_offset_of(s, segment_element(s, 2)), 1006);
	assert_int_equal(segment_offset_of(s, segment_component(s, 5, 2)),
	    1013);
}

/* V1, V4: the view points into the block, which may be read on. */
static void
segment_points_into_its_block(void **state)
{
	const struct segment *s = cut_usual("REF*G1*X~");
	str x = segment_element(s, 2);
	char eight[8];

	(void)state;
	assert_ptr_equal(x.p, cut.text + 7);
	memcpy(eight, x.p, 8);
	assert_memory_equal(eight, "X~xxxxxx", 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segment_name_is_its_first_element),
		cmocka_unit_test(segment_name_of_two_letters_is_a_name),
		cmocka_unit_test(segment_name_that_is_none_gives_no_id),
		cmocka_unit_test(
		    segment_gives_an_empty_text_for_what_was_not_sent),
		cmocka_unit_test(segment_of_nothing_has_an_empty_name),
		cmocka_unit_test(segment_component_is_of_the_first_repetition),
		cmocka_unit_test(
		    segment_component_of_a_simple_element_is_the_element),
		cmocka_unit_test(segment_knows_which_elements_hold_separators),
		cmocka_unit_test(
		    segment_without_repetitions_takes_a_caret_as_text),
		cmocka_unit_test(
		    segment_ends_though_its_terminator_is_a_separator_too),
		cmocka_unit_test(
		    segment_gives_elements_past_the_limit_but_not_their_bits),
		cmocka_unit_test(
		    segment_with_many_separators_is_cut_like_one_with_few),
		cmocka_unit_test(
		    segment_offset_of_an_element_counts_from_the_file),
		cmocka_unit_test(segment_points_into_its_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
