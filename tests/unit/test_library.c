/* SPDX-License-Identifier: Apache-2.0 */
/* test_library.c -- cleanclaim.h from outside: reading, and L2 of lib/lib.h. */
#include "library.h"

/* ---- the context --------------------------------------------------------- */

static void
the_version_is_the_one_of_the_header(void **state)
{
	(void)state;
	assert_string_equal(cleanclaim_version(), CLEANCLAIM_VERSION);
	assert_int_equal(cleanclaim_version_number(),
	    CLEANCLAIM_VERSION_NUMBER);
}

static void
a_guide_may_be_added_until_the_context_is_used(void **state)
{
	static const char guide[] = "include 837P\n";
	struct cleanclaim *c = cleanclaim_new(NULL);
	struct cleanclaim_record *r;

	(void)state;
	assert_non_null(c);
	assert_error(cleanclaim_add_guide(c, "x.guide", "nonsense", 8, &err),
	    CLEANCLAIM_SYNTAX, "x.guide:1:");
	cleanclaim_free(c);
	c = cleanclaim_new(NULL);
	r = cleanclaim_record_new(c, "835", "paid_claim", NULL, &err);
	assert_non_null(r);
	assert_error(cleanclaim_add_guide(c, "x.guide", guide,
	    sizeof guide - 1, &err), CLEANCLAIM_INVALID, "before");
	assert_error(cleanclaim_add_guide(c, NULL, NULL, 0, &err),
	    CLEANCLAIM_INVALID, "no guide");
	assert_error(cleanclaim_add_guide(NULL, "x", "y", 1, &err),
	    CLEANCLAIM_INVALID, "no guide");
	cleanclaim_record_free(r);
	cleanclaim_free(c);
	cleanclaim_free(NULL);
}

static void
handles_keep_the_context(void **state)
{
	struct cleanclaim *c = cleanclaim_new(&err);
	struct cleanclaim_reader *r = cleanclaim_reader_file(c, CLAIMS, BOTH,
	    &err);
	struct cleanclaim_record *built = cleanclaim_record_new(c, "837P",
	    "claim", NULL, &err);

	(void)state;
	cleanclaim_free(c);
	assert_non_null(next_of(r, "claim"));
	cleanclaim_reader_close(r);
	assert_int_equal(cleanclaim_set_cents(built, "charge", 1, &err), 0);
	cleanclaim_record_free(built);
}

/* ---- reading -------------------------------------------------------------- */

static void
what_cannot_be_opened_is_told(void **state)
{
	(void)state;
	assert_null(cleanclaim_reader_file(context, "no/such/file", BOTH,
	    &err));
	assert_error(err.code, CLEANCLAIM_IO, "no/such/file");
	assert_null(cleanclaim_reader_file(context, NULL, BOTH, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no file");
	assert_null(cleanclaim_reader_file(NULL, CLAIMS, BOTH, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no context");
	assert_null(cleanclaim_reader_memory(context, NULL, 4, BOTH, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no file");
	assert_null(cleanclaim_reader_stream(context, NULL, NULL, BOTH,
	    &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no file");
	assert_null(cleanclaim_reader_file(context, CLAIMS, 0, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "wanted");
	assert_null(cleanclaim_reader_file(context, CLAIMS, BOTH | 1u << 20,
	    NULL));
}

static void
an_empty_file_has_a_finding_and_an_end(void **state)
{
	struct cleanclaim_reader *r = cleanclaim_reader_memory(context, NULL,
	    0, BOTH, &err);

	(void)state;
	assert_int_equal(cleanclaim_reader_next(r, &err), CLEANCLAIM_FINDING);
	assert_null(cleanclaim_reader_record(r));
	assert_string_equal(cleanclaim_reader_finding(r)->code,
	    "no-interchange");
	for (int i = 0; i < 3; i++)
		assert_int_equal(cleanclaim_reader_next(r, &err),
		    CLEANCLAIM_END);
	assert_null(cleanclaim_reader_finding(r));
	assert_int_equal(cleanclaim_reader_count(r, CLEANCLAIM_N_ERRORS), 1);
	cleanclaim_reader_close(r);
	cleanclaim_reader_close(NULL);
	assert_int_equal(cleanclaim_reader_next(NULL, &err),
	    CLEANCLAIM_INVALID);
	assert_null(cleanclaim_reader_finding(NULL));
	assert_null(cleanclaim_reader_record(NULL));
	assert_int_equal(cleanclaim_reader_count(NULL, CLEANCLAIM_N_BYTES),
	    0);
}

/* Findings of FAULTY by a reader, one a line. */
static void
hear_all(struct cleanclaim_reader *r, struct buf *to)
{
	while (cleanclaim_reader_next(r, &err) > 0) {
		const struct cleanclaim_finding *f =
		    cleanclaim_reader_finding(r);

		if (f != NULL)
			buf_fmt(to, "%s %llu %s %s\n", f->code,
			    (unsigned long long)f->offset, f->element,
			    f->message);
	}
	assert_int_equal(err.code, 0);
	cleanclaim_reader_close(r);
}

struct pieces { str rest; size_t step; int fails_after; };

static ptrdiff_t
read_piece(void *user, char *to, size_t n)
{
	struct pieces *p = user;
	size_t take = p->step < n ? p->step : n;

	if (p->fails_after != 0 && --p->fails_after == 0)
		return -1;
	if (take > p->rest.n)
		take = p->rest.n;
	memcpy(to, p->rest.p, take);
	p->rest.p += take;
	p->rest.n -= take;
	p->step = p->step % 7 + 1;
	return (ptrdiff_t)take;
}

static void
findings_are_the_same_however_a_file_is_read(void **state)
{
	struct buf wanted, got;
	struct file_map map;

	(void)state;
	buf_init(&wanted, 1 << 20);
	buf_init(&got, 1 << 20);
	assert_int_equal(file_map(FAULTY, &map, NULL), RC_OK);
	hear_all(open_file(FAULTY, CLEANCLAIM_FINDINGS), &wanted);
	assert_true(count(&wanted, "\n") > 9);
	for (int i = 0; i < 3; i++) {
		struct pieces pieces = { map.text, 1, 0 };

		buf_reset(&got);
		hear_all(i == 0 ? open_file(FAULTY, BOTH) : i == 1 ?
		    cleanclaim_reader_memory(context, map.text.p, map.text.n,
		    BOTH, &err) : cleanclaim_reader_stream(context, read_piece,
		    &pieces, BOTH, &err), &got);
		assert_string_equal(got.p, wanted.p);
	}
	file_unmap(&map);
	buf_fini(&wanted);
	buf_fini(&got);
}

static void
a_stream_that_fails_fails_every_later_call(void **state)
{
	struct pieces pieces = { STR("ISA*00*          *00*"), 3, 3 };
	struct cleanclaim_reader *r = cleanclaim_reader_stream(context,
	    read_piece, &pieces, BOTH, &err);

	(void)state;
	for (int i = 0; i < 2; i++)
		assert_error(cleanclaim_reader_next(r, &err), CLEANCLAIM_IO,
		    "stream");
	cleanclaim_reader_close(r);
}

static int
hear(void *user, const struct cleanclaim_finding *f)
{
	struct buf *to = user;

	buf_fmt(to, "%s %llu %s %s\n", f->code,
	    (unsigned long long)f->offset, f->element, f->message);
	return to->ceiling == 1000;	/* the one that stops */
}

static void
findings_are_the_same_all_at_once(void **state)
{
	struct buf wanted, got;
	struct cleanclaim_reader *r;

	(void)state;
	buf_init(&wanted, 1 << 20);
	hear_all(open_file(FAULTY, CLEANCLAIM_FINDINGS), &wanted);
	for (unsigned threads = 0; threads < 3; threads++) {
		buf_init(&got, 1 << 20);
		r = open_file(FAULTY, CLEANCLAIM_FINDINGS);
		assert_int_equal(cleanclaim_reader_check(r, threads, hear,
		    &got, &err), 0);
		assert_string_equal(got.p, wanted.p);
		assert_int_equal(cleanclaim_reader_count(r,
		    CLEANCLAIM_N_ERRORS), 10);
		assert_int_equal(cleanclaim_reader_next(r, &err),
		    CLEANCLAIM_END);
		assert_error(cleanclaim_reader_check(r, 1, hear, &got, &err),
		    CLEANCLAIM_INVALID, "begun");
		cleanclaim_reader_close(r);
		buf_fini(&got);
	}
	buf_fini(&wanted);
}

static void
a_check_stops_when_told(void **state)
{
	struct cleanclaim_reader *r = open_file(FAULTY, CLEANCLAIM_FINDINGS);
	struct buf got;

	(void)state;
	buf_init(&got, 1000);
	assert_error(cleanclaim_reader_check(r, 1, hear, &got, &err),
	    CLEANCLAIM_STOPPED, "stopped");
	assert_int_equal(count(&got, "\n"), 1);
	assert_int_equal(cleanclaim_reader_next(r, &err), CLEANCLAIM_STOPPED);
	cleanclaim_reader_close(r);
	buf_fini(&got);
	r = open_file(FAULTY, CLEANCLAIM_RECORDS);
	assert_error(cleanclaim_reader_check(r, 1, hear, &got, &err),
	    CLEANCLAIM_INVALID, "wanted");
	assert_error(cleanclaim_reader_check(r, 1, NULL, &got, &err),
	    CLEANCLAIM_INVALID, "nobody");
	assert_error(cleanclaim_reader_check(NULL, 1, hear, &got, &err),
	    CLEANCLAIM_INVALID, "no reader");
	cleanclaim_reader_close(r);
}

static void
hidden_findings_hold_nothing_of_the_file(void **state)
{
	struct cleanclaim_reader *r = open_file(FAULTY, CLEANCLAIM_FINDINGS |
	    CLEANCLAIM_HIDE);
	unsigned n = 0;

	(void)state;
	while (cleanclaim_reader_next(r, &err) > 0) {
		const struct cleanclaim_finding *f =
		    cleanclaim_reader_finding(r);

		assert_string_equal(f->claim, "");
		assert_string_equal(f->value, "");
		assert_string_equal(f->interchange, "");
		assert_null(strstr(f->message, "PO BOX"));
		assert_true(f->element[0] != '\0');
		n++;
	}
	assert_true(n > 9);
	cleanclaim_reader_close(r);
}

static void
counts_are_those_of_the_file(void **state)
{
	static const uint64_t wanted[] = { 0, 0, 1, 1, 1 };
	struct cleanclaim_reader *r = open_file(FAULTY, BOTH |
	    CLEANCLAIM_FORM);

	(void)state;
	while (cleanclaim_reader_next(r, &err) > 0)
		;
	for (size_t i = 2; i < LENGTH(wanted); i++)
		assert_int_equal(cleanclaim_reader_count(r,
		    (enum cleanclaim_counter)i), wanted[i]);
	assert_int_equal(cleanclaim_reader_count(r, CLEANCLAIM_N_CLAIMS), 9);
	assert_true(cleanclaim_reader_count(r, CLEANCLAIM_N_SEGMENTS) > 100);
	assert_true(cleanclaim_reader_count(r, CLEANCLAIM_N_BYTES) > 1000);
	assert_in_range(cleanclaim_reader_count(r, CLEANCLAIM_N_ERRORS), 1,
	    12);
	assert_int_equal(cleanclaim_reader_count(r, CLEANCLAIM_N_WARNINGS),
	    1);
	assert_int_equal(cleanclaim_reader_count(r, CLEANCLAIM_N_INFOS), 0);
	assert_int_equal(cleanclaim_reader_count(r,
	    (enum cleanclaim_counter)99), 0);
	cleanclaim_reader_close(r);
}

/* ---- values of records ---------------------------------------------------- */

static void
values_of_a_claim_are_reached_by_path(void **state)
{
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c = next_of(r, "claim");
	int64_t n;
	int32_t from, through;
	uint64_t offset, segment;
	size_t length;

	(void)state;
	assert_string_equal(cleanclaim_record_guide(c), "837P");
	cleanclaim_record_place(c, &offset, &segment);
	assert_int_equal(segment, 24);
	assert_true(offset > 500);
	assert_text(c, "control_number", "RFM-10001");
	assert_text(c, "claim.control_number", "RFM-10001");
	assert_text(c, "charge", "325");
	assert_int_equal(cleanclaim_get_cents(c, "lines[2].charge", &n, &err),
	    1);
	assert_int_equal(n, 4500);
	assert_int_equal(cleanclaim_get_thousandths(c, "lines[3].units", &n,
	    &err), 1);
	assert_int_equal(n, 2000);
	assert_int_equal(cleanclaim_get_days(c, "onset", &from, &through,
	    &err), 1);
	assert_int_equal(from, 20260215);
	assert_int_equal(through, 20260215);
	assert_string_equal(cleanclaim_get_text(c,
	    "lines[1].procedure.modifiers[1]", &length, &err), "25");
	assert_int_equal(length, 2);
	assert_text(c, "lines[1].diagnosis_pointers[3]", "3");
	assert_text(c, "subscriber.billing.provider.id", "1234567893");
	assert_text(c, "billing_level.provider.id", "1234567893");
	assert_text(c, "claim_batch.reference", "BATCH0301");
	assert_text(c, "interchange.sender", "RFM001");
	assert_int_equal(cleanclaim_get_count(c, "lines", &err), 3);
	assert_int_equal(cleanclaim_get_count(c,
	    "lines[1].diagnosis_pointers", &err), 3);
	cleanclaim_reader_close(r);
}

static void
what_is_not_there_is_empty_and_no_error(void **state)
{
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c = next_of(r, "claim");
	int64_t n = 7;
	int32_t day = 7;

	(void)state;
	assert_text(c, "lines[9].procedure.code", NULL);
	assert_text(c, "supervising_provider.numbers[2].number", NULL);
	assert_text(c, "patient_level.patient.name", NULL);
	assert_int_equal(cleanclaim_get_cents(c, "patient_paid", &n, &err), 0);
	assert_int_equal(n, 0);
	assert_int_equal(cleanclaim_get_days(c, "discharge", &day, NULL, &err),
	    0);
	assert_int_equal(day, 0);
	assert_null(cleanclaim_record_at(c, "supervising_provider", &err));
	assert_int_equal(err.code, 0);
	assert_null(cleanclaim_record_at(c, "lines[4]", &err));
	assert_int_equal(err.code, 0);
	assert_null(cleanclaim_record_first(c, "other_payers", &err));
	assert_int_equal(err.code, 0);
	assert_int_equal(cleanclaim_get_count(c, "other_payers", &err), 0);
	assert_int_equal(cleanclaim_get_count(c, "lines[9].forms", &err), 0);
	cleanclaim_reader_close(r);
}

static void
a_wrong_path_is_told(void **state)
{
	static const struct { const char *path; int code; const char *word; }
	    wrong[] = {
		{ "chrage", CLEANCLAIM_UNKNOWN, "claim has no field" },
		{ "lines[1].chrage", CLEANCLAIM_UNKNOWN, "service_line has" },
		{ "lines[99].chrage", CLEANCLAIM_UNKNOWN, "service_line has" },
		{ "supervising_provider.chrage", CLEANCLAIM_UNKNOWN, "party" },
		{ "lines[1].claim.charge", CLEANCLAIM_UNKNOWN, "no field" },
		{ "payment.paid", CLEANCLAIM_UNKNOWN, "no field" },
		{ "", CLEANCLAIM_INVALID, "byte 1" },
		{ ".charge", CLEANCLAIM_INVALID, "byte 1" },
		{ "lines[0].charge", CLEANCLAIM_INVALID, "byte 8" },
		{ "lines[].charge", CLEANCLAIM_INVALID, "byte 7" },
		{ "lines[1", CLEANCLAIM_INVALID, "byte 8" },
		{ "lines[-1]", CLEANCLAIM_INVALID, "byte 7" },
		{ "lines[99999999999]", CLEANCLAIM_INVALID, "byte 18" },
		{ "charge ", CLEANCLAIM_INVALID, "byte 7" },
		{ "lines[1]charge", CLEANCLAIM_INVALID, "byte 9" },
		{ "lines[1].", CLEANCLAIM_INVALID, "byte 10" },
		{ "lines", CLEANCLAIM_TYPE, "a list" },
		{ "lines.charge", CLEANCLAIM_TYPE, "a list" },
		{ "lines[1]", CLEANCLAIM_TYPE, "fields of its own" },
		{ "claim", CLEANCLAIM_TYPE, "not a text" },
		{ "subscriber", CLEANCLAIM_TYPE, "not a text" },
		{ "charge[1]", CLEANCLAIM_TYPE, "not a list" },
		{ "charge.cents", CLEANCLAIM_TYPE, "an amount" },
		{ "related_causes", CLEANCLAIM_TYPE, "several texts" },
		{ "related_causes[3]", CLEANCLAIM_RANGE, "2 at most" },
	};
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c = next_of(r, "claim");

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		assert_null(cleanclaim_get_text(c, wrong[i].path, NULL, &err));
		assert_error(err.code, wrong[i].code, wrong[i].word);
	}
	assert_null(cleanclaim_get_text(c, NULL, NULL, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no path");
	assert_null(cleanclaim_get_text(NULL, "charge", NULL, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no record");
	cleanclaim_reader_close(r);
}

static void
a_value_of_another_type_is_told(void **state)
{
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c = next_of(r, "claim");
	int64_t n;
	int32_t day;

	(void)state;
	assert_error(cleanclaim_get_cents(c, "onset", &n, &err),
	    CLEANCLAIM_TYPE, "not an amount");
	assert_error(cleanclaim_get_cents(c, "control_number", &n, &err),
	    CLEANCLAIM_TYPE, "control_number is a text");
	assert_error(cleanclaim_get_thousandths(c, "charge", &n, &err),
	    CLEANCLAIM_TYPE, "not a quantity");
	assert_error(cleanclaim_get_days(c, "charge", &day, NULL, &err),
	    CLEANCLAIM_TYPE, "not a day");
	assert_error((int)cleanclaim_get_count(c, "charge", &err),
	    CLEANCLAIM_TYPE, "not a list");
	assert_null(cleanclaim_record_at(c, "charge", &err));
	assert_error(err.code, CLEANCLAIM_TYPE, "not a record");
	assert_null(cleanclaim_record_first(c, "subscriber", &err));
	assert_error(err.code, CLEANCLAIM_TYPE, "not a list");
	assert_error(cleanclaim_get_cents(c, "charge", NULL, &err),
	    CLEANCLAIM_INVALID, "nowhere");
	assert_error(cleanclaim_get_thousandths(c, "charge", NULL, &err),
	    CLEANCLAIM_INVALID, "nowhere");
	assert_error(cleanclaim_get_days(c, "onset", NULL, NULL, &err),
	    CLEANCLAIM_INVALID, "nowhere");
	cleanclaim_reader_close(r);
}

static void
a_text_that_is_no_number_or_day_is_told(void **state)
{
	static const char *const change[][2] = {
		{ "CLM*RFM-10001*325*", "CLM*RFM-10001*3X5*" },
		{ "*UN*1***1:2:3", "*UN*A***1:2:3" },
		{ "D8*20260215", "D8*2026021Q" },
	};
	struct cleanclaim_reader *r;
	struct cleanclaim_record *c;
	struct file_map map;
	struct buf b;
	int64_t n;
	int32_t day;

	(void)state;
	buf_init(&b, 1 << 20);
	assert_int_equal(file_map(CLAIMS, &map, NULL), RC_OK);
	buf_add(&b, map.text);
	file_unmap(&map);
	for (size_t i = 0; i < LENGTH(change); i++)
		memcpy(strstr(b.p, change[i][0]), change[i][1],
		    strlen(change[i][1]));
	r = cleanclaim_reader_memory(context, b.p, b.n, CLEANCLAIM_RECORDS,
	    &err);
	c = next_of(r, "claim");
	assert_error(cleanclaim_get_cents(c, "charge", &n, &err),
	    CLEANCLAIM_RANGE, "no amount");
	assert_text(c, "charge", "3X5");
	assert_error(cleanclaim_get_thousandths(c, "lines[1].units", &n, &err),
	    CLEANCLAIM_RANGE, "no quantity");
	assert_error(cleanclaim_get_days(c, "onset", &day, NULL, &err),
	    CLEANCLAIM_RANGE, "no day");
	cleanclaim_reader_close(r);
	buf_fini(&b);
}

static void
lists_are_walked(void **state)
{
	struct cleanclaim_reader *r = open_file(PAID, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c, *line, *a;
	int64_t cents, sum = 0, paid = 0;

	(void)state;
	while ((c = next_of(r, "paid_claim")) != NULL)
		for (line = cleanclaim_record_first(c, "lines", &err);
		    line != NULL; line = cleanclaim_record_next(line)) {
			assert_int_equal(cleanclaim_get_cents(line, "paid",
			    &cents, &err), 1);
			paid += cents;
			for (a = cleanclaim_record_first(line, "adjustments",
			    &err); a != NULL; a = cleanclaim_record_next(a)) {
				assert_int_equal(cleanclaim_get_cents(a,
				    "amount", &cents, &err), 1);
				sum += cents;
			}
		}
	assert_true(paid > 10000);
	assert_true(sum > 10000);
	assert_null(cleanclaim_record_next(NULL));
	cleanclaim_reader_close(r);
}

static void
fields_tell_their_names_and_kinds(void **state)
{
	struct cleanclaim_record *c = new_record("claim", NULL);
	bool seen[CLEANCLAIM_LIST + 1] = { false };
	enum cleanclaim_kind kind;
	const char *name;
	size_t n;

	(void)state;
	for (n = 0; (name = cleanclaim_record_field(c, n, &kind)) != NULL; n++)
		seen[kind] = true;
	assert_true(n > 100);
	assert_string_equal(cleanclaim_record_field(c, 2, NULL),
	    "control_number");
	assert_null(cleanclaim_record_field(c, SIZE_MAX, NULL));
	assert_null(cleanclaim_record_field(NULL, 0, NULL));
	assert_true(seen[CLEANCLAIM_TEXT] && seen[CLEANCLAIM_AMOUNT] &&
	    seen[CLEANCLAIM_DAYS] && seen[CLEANCLAIM_TEXTS] &&
	    seen[CLEANCLAIM_PART] && seen[CLEANCLAIM_LIST]);
	cleanclaim_record_free(c);
}

static void
a_record_is_json_too(void **state)
{
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c = next_of(r, "claim"), *line;
	const char *json;
	size_t n;

	(void)state;
	json = cleanclaim_get_json(c, &n, &err);
	assert_non_null(json);
	assert_int_equal(strlen(json), n);
	assert_non_null(strstr(json, "\"control_number\":\"RFM-10001\""));
	assert_non_null(strstr(json, "\"subscriber\":{"));
	assert_int_equal(json[n - 1], '}');
	line = cleanclaim_record_at(c, "lines[2]", &err);
	json = cleanclaim_get_json(line, NULL, &err);
	assert_non_null(strstr(json, "\"record\":\"service_line\""));
	assert_non_null(strstr(json, "\"charge\":45"));
	cleanclaim_reader_close(r);
	assert_null(cleanclaim_get_json(NULL, &n, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no record");
	c = new_claim("A1", NULL);
	assert_non_null(strstr(cleanclaim_get_json(c, NULL, &err),
	    "\"charge\":100"));
	assert_int_equal(cleanclaim_set_cents(c, "billing_level.provider.x",
	    1, &err), CLEANCLAIM_UNKNOWN);
	set(c, "billing_level.provider.city", "NAMPA");
	assert_non_null(strstr(cleanclaim_get_json(c, NULL, &err), "NAMPA"));
	cleanclaim_record_free(c);
}

/* L2 */
static void
L2_a_record_is_void_when_its_reader_went_on(void **state)
{
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c = next_of(r, "claim"), *line;
	struct cleanclaim_writer *w = cleanclaim_writer_memory(context, 0,
	    &err);
	uint64_t segment;

	(void)state;
	line = cleanclaim_record_at(c, "lines[1]", &err);
	assert_non_null(line);
	assert_non_null(next_of(r, "claim"));
	assert_null(cleanclaim_get_text(c, "control_number", NULL, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "void");
	assert_null(cleanclaim_get_text(line, "charge", NULL, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "void");
	assert_set_error(c, "charge", "1", CLEANCLAIM_INVALID, "void");
	assert_error(cleanclaim_writer_put(w, c, &err), CLEANCLAIM_INVALID,
	    "void");
	assert_null(cleanclaim_record_type(c));
	assert_null(cleanclaim_record_next(line));
	cleanclaim_record_place(c, NULL, &segment);
	assert_int_equal(segment, 0);
	cleanclaim_writer_free(w);
	cleanclaim_reader_close(r);
}

#define TEST(f) cmocka_unit_test(f)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_version_is_the_one_of_the_header),
		TEST(a_guide_may_be_added_until_the_context_is_used),
		TEST(handles_keep_the_context),
		TEST(what_cannot_be_opened_is_told),
		TEST(an_empty_file_has_a_finding_and_an_end),
		TEST(findings_are_the_same_however_a_file_is_read),
		TEST(a_stream_that_fails_fails_every_later_call),
		TEST(findings_are_the_same_all_at_once),
		TEST(a_check_stops_when_told),
		TEST(hidden_findings_hold_nothing_of_the_file),
		TEST(counts_are_those_of_the_file),
		TEST(values_of_a_claim_are_reached_by_path),
		TEST(what_is_not_there_is_empty_and_no_error),
		TEST(a_wrong_path_is_told),
		TEST(a_value_of_another_type_is_told),
		TEST(a_text_that_is_no_number_or_day_is_told),
		TEST(lists_are_walked),
		TEST(fields_tell_their_names_and_kinds),
		TEST(a_record_is_json_too),
		TEST(L2_a_record_is_void_when_its_reader_went_on),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
