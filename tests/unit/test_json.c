/* SPDX-License-Identifier: Apache-2.0 */
/* test_json.c -- J1 to J3 of base/json.h, and where faults are. */
#include "unit.h"

#include "base/buf.h"
#include "base/json.h"

/* What was told, as text: "{key:=number ...". */
struct ear { struct json_parser *p; struct buf said; const char *stop; };

static bool
goes_on(const struct ear *e, str s)
{
	return e->stop == NULL || !str_eq(s, str_of(e->stop));
}

static bool
hear_open(void *ctx, enum json_type type)
{
	struct ear *e = ctx;

	buf_putc(&e->said, type == JSON_OBJECT ? '{' : '[');
	return true;
}

static bool
hear_close(void *ctx, enum json_type type)
{
	struct ear *e = ctx;

	buf_putc(&e->said, type == JSON_OBJECT ? '}' : ']');
	return true;
}

static bool
hear_key(void *ctx, str name)
{
	struct ear *e = ctx;

	buf_add(&e->said, name);
	buf_putc(&e->said, ':');
	return goes_on(e, name);
}

static bool
hear_value(void *ctx, enum json_type type, str text)
{
	static const char kinds[] = "-ft#\"";
	struct ear *e = ctx;

	buf_putc(&e->said, kinds[type]);
	buf_add(&e->said, text);
	buf_putc(&e->said, ' ');
	return goes_on(e, text);
}

static const struct json_listener listener = { hear_open, hear_close,
	hear_key, hear_value };
static const struct json_limits limits = { 4, 64 };

static void
begin(struct ear *e)
{
	*e = (struct ear){ .p = json_parser_new(&listener, e, &limits) };
	assert_non_null(e->p);
	buf_init(&e->said, 1 << 20);
}

static void
end(struct ear *e)
{
	json_parser_free(e->p);
	buf_fini(&e->said);
}

/* Feed `text` by pieces of `step` bytes. */
static enum rc
feed(struct ear *e, str text, size_t step, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < text.n && rc == RC_OK; i += step)
		rc = json_parser_feed(e->p, (str){ text.p + i,
		    text.n - i < step ? text.n - i : step }, err);
	return rc == RC_OK ? json_parser_end(e->p, err) : rc;
}

/* What is told of `text`, fed whole and by every size of piece. */
static void
tells(const char *text, const char *want)
{
	for (size_t step = strlen(text); step != 0; step--) {
		struct ear e;
		struct err err;

		begin(&e);
		if (feed(&e, str_of(text), step, &err) != RC_OK)
			fail_msg("%s by %zu: %s", text, step, err.msg);
		if (strcmp(e.said.p, want) != 0)
			fail_msg("%s by %zu: %s", text, step, e.said.p);
		end(&e);
	}
}

/* `text` fails with `rc`, a reason with `why`, at line and column. */
static void
fails(const char *text, enum rc rc, const char *why, unsigned line,
    unsigned column)
{
	struct json_place at;
	struct ear e;
	struct err err = { .rc = RC_OK };

	begin(&e);
	assert_int_equal(feed(&e, str_of(text), 1000, &err), rc);
	at = json_parser_where(e.p);
	if (strstr(err.msg, why) == NULL || strchr(err.msg, '\n') != NULL)
		fail_msg("%s: %s", text, err.msg);
	if (at.line != line || at.column != column)
		fail_msg("%s: line %d, column %d", text, (int)at.line,
		    (int)at.column);
	assert_int_equal(json_parser_feed(e.p, STR("1"), &err), RC_INVALID);
	end(&e);
}

/* J1 */
static void
J1_numbers_are_told_as_written(void **state)
{
	(void)state;
	tells("[10.10, 100, -0, 1e5, 0.001]", "[#10.10 #100 #-0 #1e5 #0.001 ]");
	tells("123456789012345678901234567890 ",
	    "#123456789012345678901234567890 ");
}

/* J2 */
static void
J2_texts_are_told_as_utf8(void **state)
{
	(void)state;
	tells("\"a\\\"b\\\\c\\u00e9\\n\"", "\"a\"b\\c\xC3\xA9\n ");
	tells("\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80 ");
	tells("\"M\xC3\xBCller\"", "\"M\xC3\xBCller ");
}

/* J2 */
static void
J2_refuses_bytes_that_are_not_utf8(void **state)
{
	(void)state;
	fails("\"M\xFCller\"", RC_SYNTAX, "UTF", 1, 1);
	fails("[{\"\xED\xA0\x80\":1}]", RC_SYNTAX, "UTF", 1, 3);
	fails("\"\xC0\xAF\"", RC_SYNTAX, "UTF", 1, 1);
}

/* J2 */
static void
J2_refuses_half_of_a_surrogate_pair(void **state)
{
	(void)state;
	fails("[1,\"\\ud83d\"]", RC_SYNTAX, "surrogate", 1, 4);
	fails("\"\\uD83Dx\"", RC_SYNTAX, "surrogate", 1, 1);
	fails("\"\\ud83d\\n\"", RC_SYNTAX, "surrogate", 1, 1);
	fails("\"\\ud83d\\u0041\"", RC_SYNTAX, "surrogate", 1, 1);
	fails("\"\\ud83d\\ud83d\\ude00\"", RC_SYNTAX, "surrogate", 1, 1);
	fails("\"\\uDE00\"", RC_SYNTAX, "surrogate", 1, 1);
	fails("[{\"\\ude00\":1}]", RC_SYNTAX, "surrogate", 1, 3);
	tells("\"\\\\ud83d\\\\\"", "\"\\ud83d\\ ");
	tells("\"\\ud7ff\\ue000\"", "\"\xED\x9F\xBF\xEE\x80\x80 ");
}

/* J3 */
static void
J3_refuses_what_is_nested_too_deep(void **state)
{
	(void)state;
	tells("[[[[]]]]", "[[[[]]]]");
	fails("[[[[\n[]]]]]", RC_RANGE, "nested", 2, 1);
}

/* J3 */
static void
J3_refuses_a_value_that_is_too_long(void **state)
{
	char text[5000];
	struct ear e;
	struct err err;

	(void)state;
	memset(text, 'A', sizeof text);
	text[0] = '{';
	text[1] = '"';
	for (size_t step = 1; step <= sizeof text; step *= 3) {
		begin(&e);
		assert_int_equal(feed(&e, (str){ text, sizeof text }, step,
		    &err), step < 5000 ? RC_RANGE : RC_SYNTAX);
		end(&e);
	}
}

static void
several_values_may_follow_each_other(void **state)
{
	(void)state;
	tells("{\"a\":1}\n{\"b\":true}\r\n\n{\"c\":null}{\"d\":false}",
	    "{a:#1 }{b:t }{c:- }{d:f }");
	tells("{}", "{}");
	tells(" \n ", "");
}

static void
says_what_is_wrong_and_where(void **state)
{
	(void)state;
	fails("{\"a\":1}\n{\"a\" 1}", RC_SYNTAX, "colon", 2, 6);
	fails("{\"a\":1,}", RC_SYNTAX, "", 1, 8);
	fails("{\n \"a\": tru }", RC_SYNTAX, "", 2, 9);
	fails("{'a':1}", RC_SYNTAX, "invalid char", 1, 2);
	fails("\n\n  [1 2]", RC_SYNTAX, "", 3, 6);
	fails("[01]", RC_SYNTAX, "", 1, 3);
	fails("ISA*00*", RC_SYNTAX, "invalid char", 1, 1);
}

static void
says_that_the_end_is_missing(void **state)
{
	(void)state;
	fails("{\"a\":\"b", RC_SYNTAX, "EOF", 1, 8);
	fails("[1,\n", RC_SYNTAX, "EOF", 2, 1);
}

static void
where_is_the_beginning_of_what_is_told(void **state)
{
	struct json_place at;
	struct ear e;
	struct err err;

	(void)state;
	begin(&e);
	e.stop = "x";
	assert_int_equal(json_parser_feed(e.p, STR("{\"a\":1}\n"), &err),
	    RC_OK);
	assert_int_equal(json_parser_feed(e.p, STR("{\"ab\": \"x\"}"), &err),
	    RC_STOPPED);
	assert_int_equal(json_parser_depth(e.p), 1);
	at = json_parser_where(e.p);
	assert_int_equal(at.line, 2);
	assert_int_equal(at.offset, 8 + 9);
	end(&e);
}

static void
goes_on_after_a_restart(void **state)
{
	struct ear e;
	struct err err;

	(void)state;
	begin(&e);
	assert_int_equal(json_parser_feed(e.p, STR("{]\n"), &err), RC_SYNTAX);
	buf_reset(&e.said);
	assert_true(json_parser_restart(e.p, (struct json_place){ 3, 2, 1 }));
	assert_int_equal(json_parser_feed(e.p, STR("[1]"), &err), RC_OK);
	assert_string_equal(e.said.p, "[#1 ]");
	assert_int_equal(json_parser_feed(e.p, STR(" ]"), &err), RC_SYNTAX);
	assert_int_equal(json_parser_where(e.p).line, 2);
	assert_int_equal(json_parser_where(e.p).column, 5);
	end(&e);
}

/* Where an event stood, and how many came. */
struct places { struct json_parser *p; uint64_t n, column; bool wrong; };

/* A number tells the column that it stands in. */
static bool
place_value(void *ctx, enum json_type type, str text)
{
	struct places *e = ctx;
	struct json_place at = json_parser_where(e->p);
	uint64_t column;

	(void)type;
	e->n++;
	e->wrong |= !str_to_u64(text, UINT64_MAX, &column) ||
	    at.column != column || at.offset != column - 1 || at.line != 1;
	return true;
}

/* Brackets and names only have to come one behind the other. */
static bool
place_other(void *ctx, enum json_type type)
{
	struct places *e = ctx;
	uint64_t column = json_parser_where(e->p).column;

	(void)type;
	e->n++;
	e->wrong |= column <= e->column;
	e->column = column;
	return true;
}

static bool
place_key(void *ctx, str name)
{
	(void)name;
	return place_other(ctx, JSON_OBJECT);
}

/*
 * Places are counted on from the last one asked for: were each counted from
 * the beginning of the line, the bytes looked at would be some 10^12, and this
 * would not end.
 */
static void
where_may_be_asked_after_every_event_of_a_long_line(void **state)
{
	const size_t size = (size_t)4 << 20;
	const struct json_listener all = { place_other, place_other,
	    place_key, place_value };
	struct places e = { .n = 0 };
	struct buf line;
	struct err err;

	(void)state;
	buf_init(&line, size + 64);
	buf_putc(&line, '[');
	while (line.n < size) {
		buf_fmt(&line, "{\"a\":[%zu,", line.n + 7);
		buf_fmt(&line, "%zu]},", line.n + 1);
	}
	line.n--;
	buf_putc(&line, ']');
	assert_false(line.failed);
	e.p = json_parser_new(&all, &e, &limits);
	assert_non_null(e.p);
	assert_int_equal(json_parser_feed(e.p, buf_str(&line), &err), RC_OK);
	assert_int_equal(json_parser_end(e.p, &err), RC_OK);
	assert_false(e.wrong);
	assert_true(e.n > size / 5);
	json_parser_free(e.p);
	buf_fini(&line);
}

static void
types_have_words(void **state)
{
	(void)state;
	assert_string_equal(json_type_words(JSON_NULL), "null");
	assert_string_equal(json_type_words(JSON_ARRAY), "an array");
	json_parser_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(J1_numbers_are_told_as_written),
		cmocka_unit_test(J2_texts_are_told_as_utf8),
		cmocka_unit_test(J2_refuses_bytes_that_are_not_utf8),
		cmocka_unit_test(J2_refuses_half_of_a_surrogate_pair),
		cmocka_unit_test(J3_refuses_what_is_nested_too_deep),
		cmocka_unit_test(J3_refuses_a_value_that_is_too_long),
		cmocka_unit_test(several_values_may_follow_each_other),
		cmocka_unit_test(says_what_is_wrong_and_where),
		cmocka_unit_test(says_that_the_end_is_missing),
		cmocka_unit_test(where_is_the_beginning_of_what_is_told),
		cmocka_unit_test(
		    where_may_be_asked_after_every_event_of_a_long_line),
		cmocka_unit_test(goes_on_after_a_restart),
		cmocka_unit_test(types_have_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
