/* SPDX-License-Identifier: Apache-2.0 */
/* test_finding.c -- F1 to F3 of base/finding.h, and every row there is. */
#include "unit.h"

#include "base/finding.h"

/* A finding whose texts from inside the file all hold SECRET. */
static struct finding
sample(enum finding_code code)
{
	return (struct finding){
		.code = code,
		.at = {
			.offset = 1234, .segment = 7, .position = 5,
			.interchange = STR("SECRET1"), .group = STR("SECRET2"),
			.transaction = STR("SECRET3"), .claim = STR("SECRET4"),
			.loop = STR("2010AA"), .segment_id = STR("CLM"),
			.element = 5, .component = 3, .repetition = 2,
		},
		.value = STR("SECRET5"), .want = STR("WANT"),
		.name = STR("NAME"), .a = STR("SECRET6"),
		.b = STR("SECRET7"), .c = STR("SECRET8"),
	};
}

/* True when all of `s` is of the bytes in `allowed`. */
static bool
only(str s, const char *allowed)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\0' || strchr(allowed, s.p[i]) == NULL)
			return false;
	return true;
}

static void
every_row_has_all_its_texts(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_N; i++) {
		const struct finding_def *d = finding_def(i);
		const str texts[] = { d->code, d->title, d->message, d->why,
			d->fix, d->example };

		for (size_t k = 0; k < LENGTH(texts); k++)
			if (texts[k].n == 0 ||
			    str_trim(texts[k]).n != texts[k].n ||
			    memchr(texts[k].p, '\n', texts[k].n) != NULL)
				fail_msg("row %d, text %zu", i, k);
	}
}

static void
every_sentence_ends_and_no_title_does(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_N; i++) {
		const struct finding_def *d = finding_def(i);
		const str whole[] = { d->message, d->why, d->fix };

		for (size_t k = 0; k < LENGTH(whole); k++)
			if (whole[k].p[whole[k].n - 1] != '.')
				fail_msg("%s: text %zu", d->code.p, k);
		if (d->title.n > 60 || d->title.p[d->title.n - 1] == '.')
			fail_msg("%s: title", d->code.p);
	}
}

static void
every_code_is_kebab_case_and_unique(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_N; i++) {
		str c = finding_def(i)->code;

		assert_true(only(c, "abcdefghijklmnopqrstuvwxyz0123456789-"));
		assert_true(c.p[0] != '-' && c.p[c.n - 1] != '-');
		assert_null(strstr(c.p, "--"));
		assert_ptr_equal(finding_by_code(c), finding_def(i));
	}
}

static void
every_severity_and_snip_type_is_one_there_is(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_N; i++) {
		const struct finding_def *d = finding_def(i);

		assert_in_range(d->snip, 1, 7);
		assert_in_range(d->severity, SEVERITY_INFO, SEVERITY_ERROR);
	}
}

/* True when `s` is one of the words of `list`. */
static bool
one_of(str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_of(list[i])))
			return true;
	return false;
}

static void
every_999_code_is_one_that_a_999_may_carry(void **state)
{
	static const char *const ik304[] = { "", "1", "2", "3", "4", "5", "6",
		"7", "8", "I4", "I6", "I7", "I8", "I9" };
	static const char *const ik403[] = { "1", "2", "3", "4", "5", "6",
		"7", "8", "9", "10", "12", "13", "I6", "I9", "I10", "I11",
		"I12", "I13" };

	(void)state;
	for (int i = 0; i < FINDING_N; i++) {
		const struct finding_def *d = finding_def(i);

		if (!one_of(d->ik3, ik304, LENGTH(ik304)))
			fail_msg("%s: IK304", d->code.p);
		if (d->ik4.n != 0 && (!str_eq(d->ik3, STR("8")) ||
		    !one_of(d->ik4, ik403, LENGTH(ik403))))
			fail_msg("%s: IK403", d->code.p);
	}
}

static void
every_placeholder_is_known(void **state)
{
	static const char *const known[] = { "value", "want", "name", "at",
		"seg", "loop", "field", "claim", "a", "b", "c" };

	(void)state;
	for (int i = 0; i < FINDING_N; i++) {
		const struct finding_def *d = finding_def(i);
		const str templates[] = { d->message, d->fix };
		/* not the example, which may be JSON */
		const str plain[] = { d->title, d->why };

		for (size_t k = 0; k < LENGTH(templates); k++) {
			str rest = templates[k];

			str_cut(&rest, '{');
			while (rest.n > 0) {
				str key = str_cut(&rest, '}');

				if (!one_of(key, known, LENGTH(known)))
					fail_msg("%s: %s", d->code.p, key.p);
				str_cut(&rest, '{');
			}
		}
		for (size_t k = 0; k < LENGTH(plain); k++)
			assert_null(memchr(plain[k].p, '{', plain[k].n));
	}
}

static void
a_code_is_found_in_any_case_and_an_unknown_one_is_not(void **state)
{
	(void)state;
	assert_ptr_equal(finding_by_code(STR("Not-Closed")),
	    finding_def(FINDING_NOT_CLOSED));
	assert_null(finding_by_code(STR("")));
	assert_null(finding_by_code(STR("not-close")));
	assert_null(finding_by_code(STR("not-closed ")));
	assert_null(finding_by_code(STR("NOT_CLOSED")));
}

/* Where findings go in the test of F1. */
static void
count(void *ctx, const struct finding *f)
{
	*(int *)ctx += f->code == FINDING_BLANK;
}

static void
F1_a_sink_takes_findings_and_has_no_way_to_stop_the_reader(void **state)
{
	int n = 0;
	struct finding_sink sink = { &n, count };
	struct finding f = sample(FINDING_BLANK);

	(void)state;
	for (int i = 0; i < 3; i++)
		sink.add(sink.ctx, &f);
	assert_int_equal(n, 3);
}

static void
F2_shown_words_are_filled_in(void **state)
{
	struct finding f = sample(FINDING_NOT_A_NUMBER);
	struct buf b;

	(void)state;
	f.value = STR("1,250.00");
	buf_init(&b, 1000);
	finding_message(&f, FINDING_SHOW, &b);
	assert_string_equal(b.p, "NAME \"1,250.00\" is not WANT.");
	buf_reset(&b);
	f.code = FINDING_CONTROL_MISMATCH;
	finding_message(&f, FINDING_SHOW, &b);
	assert_string_equal(b.p,
	    "CLM05-3 says 1,250.00, but its header said SECRET6.");
	buf_reset(&b);
	finding_fix(&f, FINDING_SHOW, &b);
	assert_string_equal(b.p, "Make CLM05-3 the same as WANT.");
	buf_fini(&b);
}

static void
F2_a_value_with_braces_is_no_template(void **state)
{
	struct finding f = sample(FINDING_NOT_A_NUMBER);
	struct buf b;

	(void)state;
	f.value = STR("{a}{");
	buf_init(&b, 1000);
	finding_message(&f, FINDING_SHOW, &b);
	assert_string_equal(b.p, "NAME \"{a}{\" is not WANT.");
	buf_fini(&b);
}

static void
F2_hidden_words_show_nothing_from_inside_in_any_row(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10000);
	for (int i = 0; i < FINDING_N; i++) {
		struct finding f = sample(i);

		buf_reset(&b);
		finding_message(&f, FINDING_HIDE, &b);
		finding_fix(&f, FINDING_HIDE, &b);
		assert_false(b.failed);
		assert_null(strstr(b.p, "SECRET"));
		assert_null(strchr(b.p, '{'));
	}
	buf_fini(&b);
}

static void
F2_a_segment_name_that_is_none_is_hidden(void **state)
{
	static const char *const bad[] = { "", "A", "SMITH", "nm1", "1NM",
		"NM ", "N-1", "N~" };
	struct finding f = sample(FINDING_SEGMENT_UNKNOWN);
	struct finding g = sample(FINDING_ELEMENT_MISSING);
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < LENGTH(bad); i++) {
		f.at.segment_id = g.at.segment_id = str_of(bad[i]);
		buf_reset(&b);
		finding_message(&f, FINDING_HIDE, &b);
		assert_string_equal(b.p,
		    "(hidden) is not a segment of this transaction.");
		buf_reset(&b);
		finding_message(&g, FINDING_HIDE, &b);
		assert_string_equal(b.p, "NAME ((hidden)) is missing.");
	}
	f.at.segment_id = g.at.segment_id = STR("N1");
	buf_reset(&b);
	finding_message(&f, FINDING_HIDE, &b);
	finding_message(&g, FINDING_HIDE, &b);
	assert_string_equal(b.p, "N1 is not a segment of this transaction."
	    "NAME (N105-3) is missing.");
	f.at.segment_id = STR("SMITH");
	buf_reset(&b);
	finding_message(&f, FINDING_SHOW, &b);
	assert_string_equal(b.p, "SMITH is not a segment of this transaction.");
	buf_fini(&b);
}

/* True when no byte of `copy` is one of `from`'s. */
static bool
copied(str copy, str from)
{
	return str_eq(copy, from) && copy.p != from.p;
}

static void
F3_a_copy_owns_every_text(void **state)
{
	struct finding f = sample(FINDING_BLANK);
	struct finding *c;
	struct arena a;

	(void)state;
	arena_init(&a, 10000);
	c = finding_copy(&a, &f);
	assert_non_null(c);
	assert_int_equal(c->code, FINDING_BLANK);
	assert_true(copied(c->value, f.value));
	assert_true(copied(c->want, f.want));
	assert_true(copied(c->name, f.name));
	assert_true(copied(c->a, f.a));
	assert_true(copied(c->b, f.b));
	assert_true(copied(c->c, f.c));
	assert_true(copied(c->at.interchange, f.at.interchange));
	assert_true(copied(c->at.group, f.at.group));
	assert_true(copied(c->at.transaction, f.at.transaction));
	assert_true(copied(c->at.claim, f.at.claim));
	assert_true(copied(c->at.loop, f.at.loop));
	assert_true(copied(c->at.segment_id, f.at.segment_id));
	assert_int_equal(c->at.offset, 1234);
	assert_int_equal(c->at.segment, 7);
	assert_int_equal(c->at.position, 5);
	assert_int_equal(c->at.element, 5);
	assert_int_equal(c->at.component, 3);
	assert_int_equal(c->at.repetition, 2);
	arena_fini(&a);
}

static void
F3_an_empty_text_is_not_borrowed_either(void **state)
{
	char gone[] = "x";
	struct finding f = { .code = FINDING_BLANK, .value = { gone, 0 } };
	struct finding *c;
	struct arena a;

	(void)state;
	arena_init(&a, 10000);
	c = finding_copy(&a, &f);
	assert_non_null(c);
	assert_null(c->value.p);
	assert_int_equal(c->value.n, 0);
	arena_fini(&a);
}

static void
F3_a_copy_without_room_is_null_whatever_is_missing(void **state)
{
	struct finding f = sample(FINDING_BLANK);
	size_t need = 0;

	(void)state;
	for (size_t ceiling = 0; need == 0; ceiling += 8) {
		struct arena a;

		arena_init(&a, ceiling);
		if (finding_copy(&a, &f) != NULL)
			need = ceiling;
		arena_fini(&a);
	}
	assert_true(need >= sizeof f + 12 * 5);
}

static void
an_address_names_the_element_and_the_component(void **state)
{
	struct place at = { .segment_id = STR("CLM") };
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	finding_element(&at, &b);
	buf_putc(&b, ' ');
	at.element = 5;
	finding_element(&at, &b);
	buf_putc(&b, ' ');
	at.component = 3;
	finding_element(&at, &b);
	buf_putc(&b, ' ');
	at.element = 12;
	at.component = 0;
	finding_element(&at, &b);
	assert_string_equal(b.p, "CLM CLM05 CLM05-3 CLM12");
	buf_fini(&b);
}

static void
severities_have_names(void **state)
{
	(void)state;
	assert_string_equal(severity_name(SEVERITY_INFO), "info");
	assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_has_all_its_texts),
		cmocka_unit_test(every_sentence_ends_and_no_title_does),
		cmocka_unit_test(every_code_is_kebab_case_and_unique),
		cmocka_unit_test(every_severity_and_snip_type_is_one_there_is),
		cmocka_unit_test(every_999_code_is_one_that_a_999_may_carry),
		cmocka_unit_test(every_placeholder_is_known),
		cmocka_unit_test(
		    a_code_is_found_in_any_case_and_an_unknown_one_is_not),
		cmocka_unit_test(
		    F1_a_sink_takes_findings_and_has_no_way_to_stop_the_reader),
		cmocka_unit_test(F2_shown_words_are_filled_in),
		cmocka_unit_test(F2_a_value_with_braces_is_no_template),
		cmocka_unit_test(
		    F2_hidden_words_show_nothing_from_inside_in_any_row),
		cmocka_unit_test(F2_a_segment_name_that_is_none_is_hidden),
		cmocka_unit_test(F3_a_copy_owns_every_text),
		cmocka_unit_test(F3_an_empty_text_is_not_borrowed_either),
		cmocka_unit_test(
		    F3_a_copy_without_room_is_null_whatever_is_missing),
		cmocka_unit_test(an_address_names_the_element_and_the_component),
		cmocka_unit_test(severities_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
