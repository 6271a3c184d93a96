/* SPDX-License-Identifier: Apache-2.0 */
/* test_library_build.c -- cleanclaim.h from outside: building, writing, many
 * threads; L1 and L3 of lib/lib.h. */
#include "library.h"

#include <pthread.h>
#include <unistd.h>

/* ---- building ------------------------------------------------------------- */

static void
what_is_set_is_got_again(void **state)
{
	struct cleanclaim_record *c = new_record("claim", NULL), *line;
	int32_t from, through;
	int64_t n;

	(void)state;
	assert_int_equal(cleanclaim_set_cents(c, "charge", -12345, &err), 0);
	assert_text(c, "charge", "-123.45");
	set(c, "charge", "125.50");
	assert_text(c, "charge", "125.5");
	assert_int_equal(cleanclaim_set_thousandths(c, "lines[1].units", 1500,
	    &err), 0);
	assert_text(c, "lines[1].units", "1.5");
	assert_int_equal(cleanclaim_set_days(c, "statement", 20260131,
	    20260202, &err), 0);
	assert_text(c, "statement", "20260131-20260202");
	set(c, "statement", "2026-02-01/2026-02-03");
	assert_int_equal(cleanclaim_get_days(c, "statement", &from, &through,
	    &err), 1);
	assert_int_equal(from, 20260201);
	assert_int_equal(through, 20260203);
	assert_int_equal(cleanclaim_set_days(c, "onset", 20260131, 0, &err),
	    0);
	assert_text(c, "onset", "20260131");
	set(c, "onset", NULL);
	assert_text(c, "onset", NULL);
	line = cleanclaim_append(c, "lines", &err);
	set(line, "procedure.code", "99213");
	set(line, "procedure.modifiers[2]", "25");
	assert_text(c, "lines[2].procedure.modifiers[2]", "25");
	assert_text(c, "lines[2].procedure.modifiers[1]", NULL);
	assert_int_equal(cleanclaim_get_count(c, "lines", &err), 2);
	set(c, "lines[2].drug.code", "1");
	set(c, "lines[2].drug", NULL);
	assert_null(cleanclaim_record_at(c, "lines[2].drug", &err));
	set(c, "lines", NULL);
	assert_int_equal(cleanclaim_get_count(c, "lines", &err), 0);
	set(c, "lines[1].charge", "");
	assert_int_equal(cleanclaim_get_cents(c, "lines[1].charge", &n, &err),
	    0);
	cleanclaim_record_free(c);
}

static void
repeated_texts_grow(void **state)
{
	struct cleanclaim_record *q = cleanclaim_record_new(context, "270",
	    "eligibility_subscriber", NULL, &err);

	(void)state;
	assert_non_null(q);
	set(q, "person.inquiries[1].service_types[1]", "30");
	set(q, "person.inquiries[1].service_types[2]", "98");
	assert_int_equal(cleanclaim_get_count(q,
	    "person.inquiries[1].service_types", &err), 2);
	assert_text(q, "person.inquiries[1].service_types[1]", "30");
	assert_text(q, "person.inquiries[1].service_types[3]", NULL);
	assert_set_error(q, "person.inquiries[1].service_types[4]", "1",
	    CLEANCLAIM_RANGE, "has 2");
	set(q, "person.inquiries[1].service_types", NULL);
	assert_int_equal(cleanclaim_get_count(q,
	    "person.inquiries[1].service_types", &err), 0);
	cleanclaim_record_free(q);
}

/* L3 */
static void
L3_what_cannot_be_set_leaves_the_record_as_it_was(void **state)
{
	static const struct { const char *path, *text; int code;
	    const char *word; } wrong[] = {
		{ "rendering_provider.nmae", "X", CLEANCLAIM_UNKNOWN, "party" },
		{ "rendering_provider.numbers[2].number", "1",
		    CLEANCLAIM_RANGE, "has 0" },
		{ "lines[2].charge", "1", CLEANCLAIM_RANGE, "lines has 0" },
		{ "lines[1].charge", "1.234", CLEANCLAIM_RANGE, "amount" },
		{ "lines[1].charge", "12,50", CLEANCLAIM_RANGE, "amount" },
		{ "lines[1].charge", "9999999999999999", CLEANCLAIM_RANGE,
		    "amount" },
		{ "lines[1].units", "-", CLEANCLAIM_RANGE, "quantity" },
		{ "lines[1].units", "1.2345", CLEANCLAIM_RANGE, "quantity" },
		{ "onset", "20260230", CLEANCLAIM_RANGE, "day" },
		{ "onset", "2026-02-30", CLEANCLAIM_RANGE, "day" },
		{ "onset", "999999", CLEANCLAIM_RANGE, "day" },
		{ "onset", "tomorrow", CLEANCLAIM_RANGE, "day" },
		{ "lines", "x", CLEANCLAIM_TYPE, "a list" },
		{ "subscriber", "x", CLEANCLAIM_TYPE, "not a text" },
		{ "lines[1].diagnosis_pointers[5]", "1", CLEANCLAIM_RANGE,
		    "4 at most" },
		{ "subscriber", NULL, CLEANCLAIM_INVALID, "no levels" },
		{ "claim", NULL, CLEANCLAIM_INVALID, "only fields" },
		{ "lines[1]", NULL, CLEANCLAIM_INVALID, "not items" },
	};
	struct cleanclaim_record *c = new_record("claim", NULL);

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_set_error(c, wrong[i].path, wrong[i].text,
		    wrong[i].code, wrong[i].word);
	assert_null(cleanclaim_append(c, "charge", &err));
	assert_error(err.code, CLEANCLAIM_TYPE, "not a list");
	assert_null(cleanclaim_append(c, "lines[3].forms", &err));
	assert_error(err.code, CLEANCLAIM_RANGE, "has 0");
	assert_null(cleanclaim_record_at(c, "rendering_provider", &err));
	assert_null(cleanclaim_record_at(c, "subscriber", &err));
	assert_int_equal(cleanclaim_get_count(c, "lines", &err), 0);
	assert_string_equal(cleanclaim_get_json(c, NULL, &err),
	    "{\"record\":\"claim\"}");
	cleanclaim_record_free(c);
}

static void
numbers_out_of_range_are_told(void **state)
{
	static const int32_t days[][2] = { { 20260230, 0 }, { 17991231, 0 },
	    { 30000101, 0 }, { 0, 0 }, { -20260101, 0 }, { 2026, 0 },
	    { 20260202, 20260131 }, { 20260101, 99 }, { INT32_MIN, 0 } };
	struct cleanclaim_record *c = new_record("claim", NULL);

	(void)state;
	for (size_t i = 0; i < LENGTH(days); i++)
		assert_error(cleanclaim_set_days(c, "onset", days[i][0],
		    days[i][1], &err), CLEANCLAIM_RANGE, "day");
	assert_error(cleanclaim_set_cents(c, "charge", INT64_MAX, &err),
	    CLEANCLAIM_RANGE, "15 digits");
	assert_error(cleanclaim_set_cents(c, "charge", INT64_MIN, &err),
	    CLEANCLAIM_RANGE, "15 digits");
	assert_error(cleanclaim_set_thousandths(c, "lines[1].units", INT64_MAX,
	    &err), CLEANCLAIM_RANGE, "15 digits");
	assert_error(cleanclaim_set_cents(c, "control_number", 1, &err),
	    CLEANCLAIM_TYPE, "a text");
	assert_error(cleanclaim_set_thousandths(c, "charge", 1, &err),
	    CLEANCLAIM_TYPE, "an amount");
	assert_error(cleanclaim_set_days(c, "charge", 20260101, 0, &err),
	    CLEANCLAIM_TYPE, "an amount");
	assert_int_equal(cleanclaim_set_cents(c, "charge",
	    INT64_C(99999999999999999), &err), 0);
	assert_text(c, "charge", "999999999999999.99");
	cleanclaim_record_free(c);
}

static void
a_record_that_is_not_known_is_told(void **state)
{
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c;

	(void)state;
	assert_null(cleanclaim_record_new(context, "837X", "claim", NULL,
	    &err));
	assert_error(err.code, CLEANCLAIM_UNKNOWN, "837X");
	assert_null(cleanclaim_record_new(context, "835", "claim", NULL,
	    &err));
	assert_error(err.code, CLEANCLAIM_UNKNOWN, "\"claim\"");
	assert_null(cleanclaim_record_new(context, "837P", "service_line",
	    NULL, &err));
	assert_error(err.code, CLEANCLAIM_UNKNOWN, "service_line");
	assert_null(cleanclaim_record_new(NULL, "835", "claim", NULL, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "context");
	assert_null(cleanclaim_record_new(context, NULL, NULL, NULL, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "guide");
	c = next_of(r, "claim");
	assert_null(cleanclaim_record_new(context, "837P", "claim", c, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "read");
	cleanclaim_reader_close(r);
	c = cleanclaim_record_new(context, "837p", "interchange", NULL, &err);
	assert_string_equal(cleanclaim_record_guide(c), "ENVELOPE");
	cleanclaim_record_free(c);
	c = cleanclaim_record_new(context, "envelope", "functional_group",
	    NULL, &err);
	assert_non_null(c);
	cleanclaim_record_free(c);
	cleanclaim_record_free(NULL);
}

/* ---- writing -------------------------------------------------------------- */

static void
claims_near_each_other_share_their_levels(void **state)
{
	struct cleanclaim_writer *w = cleanclaim_writer_memory(context,
	    CLEANCLAIM_LINES, &err);
	struct cleanclaim_record *a = new_claim("A1", NULL), *b, *c, *d,
	    *other;
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	put(w, a);
	b = new_claim("B1", a);			/* the same subscriber */
	put(w, b);
	other = new_record("billing_level", a);	/* another provider */
	for (size_t i = 0; levels[i][0] != NULL; i++)
		if (strncmp(levels[i][0], "billing_level.", 14) == 0)
			set(other, levels[i][0], levels[i][1]);
	c = new_record("claim", other);		/* and subscriber */
	set_all(c, subscriber);
	set_all(c, claim);
	set(c, "control_number", "C1");
	cleanclaim_record_free(a);
	cleanclaim_record_free(other);
	put(w, c);
	d = new_claim("D1", c);
	cleanclaim_record_free(c);
	cleanclaim_record_free(b);
	put(w, d);
	assert_text(d, "interchange.sender", "SENDER");
	cleanclaim_record_free(d);
	finish(w, &out);
	assert_int_equal(count(&out, "ISA*"), 1);
	assert_int_equal(count(&out, "ST*837"), 1);
	assert_int_equal(count(&out, "**20*1"), 2);
	assert_int_equal(count(&out, "*22*0"), 2);
	assert_int_equal(count(&out, "CLM*"), 4);
	assert_clean(&out);
	buf_fini(&out);
}

static void
a_patient_below_a_subscriber_is_the_claims(void **state)
{
	struct cleanclaim_record *c = new_record("claim", NULL), *p, *q;

	(void)state;
	set(c, "subscriber_level.turn", "P");
	p = new_record("patient_level", c);
	set(p, "relationship", "19");
	q = new_record("claim", p);
	assert_text(q, "subscriber.turn", "P");
	assert_text(q, "patient.relationship", "19");
	assert_text(q, "patient.subscriber.turn", "P");
	set(q, "billing_level.taxonomy", "X");	/* in the first claim's (L1) */
	cleanclaim_record_free(q);
	assert_text(c, "billing_level.taxonomy", "X");
	cleanclaim_record_free(c);
	assert_text(p, "billing_level.taxonomy", "X");
	cleanclaim_record_free(p);
	c = new_record("claim", NULL);
	set(c, "patient_level.relationship", "19");
	set(c, "subscriber_level.turn", "S");
	assert_text(c, "patient.subscriber.turn", "S");
	cleanclaim_record_free(c);
}

static void
what_is_refused_leaves_no_trace_and_tells_where(void **state)
{
	struct cleanclaim_writer *w = cleanclaim_writer_memory(context, 0,
	    &err);
	struct cleanclaim_record *a = new_claim("A1", NULL), *b;
	const struct cleanclaim_finding *f;
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	put(w, a);
	assert_null(cleanclaim_writer_finding(w, 0));
	b = new_claim("B1", a);
	set(b, "lines[1].unit", "ZZ");
	assert_error(cleanclaim_writer_put(w, b, &err), CLEANCLAIM_REFUSED,
	    "findings");
	f = cleanclaim_writer_finding(w, 0);
	assert_non_null(f);
	assert_string_equal(f->field, "claim.lines[1].unit");
	assert_text(b, f->field, "ZZ");		/* is a path of the record */
	assert_null(cleanclaim_writer_finding(w, 1));
	set(b, "lines[1].unit", "UN");
	put(w, b);
	assert_error(cleanclaim_writer_put(w, cleanclaim_record_at(b,
	    "lines[1]", &err), &err), CLEANCLAIM_INVALID, "service_line");
	assert_error(cleanclaim_writer_put(w, NULL, &err), CLEANCLAIM_INVALID,
	    "no record");
	cleanclaim_record_free(a);
	cleanclaim_record_free(b);
	finish(w, &out);
	assert_int_equal(count(&out, "CLM*"), 2);
	assert_clean(&out);
	buf_fini(&out);
}

static void
a_record_without_levels_is_refused(void **state)
{
	struct cleanclaim_writer *w = cleanclaim_writer_memory(context, 0,
	    &err);
	struct cleanclaim_record *c = new_record("claim", NULL);

	(void)state;
	assert_error(cleanclaim_writer_put(w, c, &err), CLEANCLAIM_REFUSED,
	    "findings");
	set(c, "subscriber_level.turn", "P");
	assert_error(cleanclaim_writer_put(w, c, &err), CLEANCLAIM_REFUSED,
	    "findings");
	assert_non_null(cleanclaim_writer_finding(w, 0));
	cleanclaim_record_free(c);
	cleanclaim_writer_free(w);
}

static void
a_writer_that_was_ended_says_so(void **state)
{
	struct cleanclaim_writer *w = cleanclaim_writer_memory(context, 0,
	    &err);
	struct cleanclaim_record *c = new_claim("A1", NULL);
	size_t n = 1;

	(void)state;
	assert_int_equal(cleanclaim_writer_end(w, &err), 0);
	assert_error(cleanclaim_writer_put(w, c, &err), CLEANCLAIM_INVALID,
	    "ended");
	assert_error(cleanclaim_writer_end(w, &err), CLEANCLAIM_INVALID,
	    "ended");
	assert_null(cleanclaim_writer_take(w, &n));
	assert_int_equal(n, 0);
	cleanclaim_writer_free(w);
	cleanclaim_record_free(c);
	assert_int_equal(cleanclaim_writer_end(NULL, &err),
	    CLEANCLAIM_INVALID);
	assert_int_equal(cleanclaim_writer_put(NULL, NULL, &err),
	    CLEANCLAIM_INVALID);
	assert_null(cleanclaim_writer_take(NULL, NULL));
	assert_null(cleanclaim_writer_finding(NULL, 0));
	cleanclaim_writer_free(NULL);
	assert_null(cleanclaim_writer_memory(NULL, 0, &err));
	assert_null(cleanclaim_writer_memory(context, 8, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "no such way");
	assert_null(cleanclaim_writer_stream(context, NULL, NULL, 0, &err));
	assert_error(err.code, CLEANCLAIM_INVALID, "nowhere");
	assert_null(cleanclaim_writer_file(context, "no/such/file", 0, &err));
	assert_error(err.code, CLEANCLAIM_IO, "no/such/file");
}

static int
write_some(void *user, const char *bytes, size_t n)
{
	struct buf *to = user;

	buf_add(to, (str){ bytes, n });
	return to->failed;
}

static void
a_stream_takes_all_or_the_writer_is_spoilt(void **state)
{
	struct cleanclaim_writer *w;
	struct cleanclaim_record *c = new_claim("A1", NULL);
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	w = cleanclaim_writer_stream(context, write_some, &out, 0, &err);
	put(w, c);
	assert_int_equal(cleanclaim_writer_end(w, &err), 0);
	cleanclaim_writer_free(w);
	assert_clean(&out);
	buf_fini(&out);
	buf_init(&out, 10);
	w = cleanclaim_writer_stream(context, write_some, &out, 0, &err);
	assert_error(cleanclaim_writer_put(w, c, &err), CLEANCLAIM_IO,
	    "stream");
	assert_error(cleanclaim_writer_put(w, c, &err), CLEANCLAIM_INVALID,
	    "failed before");
	assert_error(cleanclaim_writer_end(w, &err), CLEANCLAIM_INVALID,
	    "failed before");
	cleanclaim_writer_free(w);
	buf_fini(&out);
	cleanclaim_record_free(c);
}

static void
a_file_is_there_when_writing_was_ended(void **state)
{
	char path[] = "/tmp/cleanclaim-library-XXXXXX";
	struct cleanclaim_writer *w;
	struct cleanclaim_record *c = new_claim("A1", NULL);
	struct file_map map;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	unlink(path);
	for (int end = 0; end < 2; end++) {
		w = cleanclaim_writer_file(context, path, 0, &err);
		assert_non_null(w);
		for (int i = 0; i < 200; i++)	/* more than is kept back */
			put(w, c);
		assert_int_equal(access(path, F_OK), -1);
		if (end)
			assert_int_equal(cleanclaim_writer_end(w, &err), 0);
		cleanclaim_writer_free(w);
		assert_int_equal(access(path, F_OK), end - 1);
	}
	cleanclaim_record_free(c);
	assert_int_equal(file_map(path, &map, NULL), RC_OK);
	assert_memory_equal(map.text.p, "ISA*", 4);
	assert_memory_equal(map.text.p + map.text.n - 16, "IEA*1*000000001~",
	    16);
	file_unmap(&map);
	unlink(path);
}

/* Copy records for which `wanted` says so. */
static void
copy(struct cleanclaim_reader *r, struct cleanclaim_writer *w,
    bool (*wanted)(struct cleanclaim_record *record))
{
	while (cleanclaim_reader_next(r, &err) > 0) {
		struct cleanclaim_record *record = cleanclaim_reader_record(r);

		if (wanted(record))
			put(w, record);
	}
	assert_int_equal(err.code, 0);
	cleanclaim_reader_close(r);
}

static bool
is_any(struct cleanclaim_record *record)
{
	(void)record;
	return true;
}

static void
what_was_read_is_written_as_it_was(void **state)
{
	static const char *const samples[] = { CLAIMS, PAID,
	    "samples/837i-clean.x12", "samples/271-clean.x12",
	    "samples/277-clean.x12", "samples/ta1.x12" };

	(void)state;
	for (size_t i = 0; i < LENGTH(samples); i++) {
		struct cleanclaim_writer *w = cleanclaim_writer_memory(context,
		    CLEANCLAIM_LINES, &err);
		struct file_map map;
		struct buf out;

		buf_init(&out, 1 << 20);
		copy(open_file(samples[i], CLEANCLAIM_RECORDS), w, is_any);
		finish(w, &out);
		assert_int_equal(file_map(samples[i], &map, NULL), RC_OK);
		assert_int_equal(out.n, map.text.n);
		assert_memory_equal(out.p, map.text.p, out.n);
		file_unmap(&map);
		buf_fini(&out);
	}
}

/* A claim of every other interchange: what lies between is read, but not
 * written, and the next may come to lie where the last was. */
static bool
is_odd(struct cleanclaim_record *record)
{
	const char *number = cleanclaim_get_text(record,
	    "interchange.control_number", NULL, &err);

	return strcmp(cleanclaim_record_type(record), "claim") == 0 &&
	    number != NULL && (number[8] & 1) != 0;
}

static void
levels_that_are_left_out_do_not_run_together(void **state)
{
	struct cleanclaim_writer *w = cleanclaim_writer_memory(context, 0,
	    &err);
	struct cleanclaim_record *c = new_claim("A1", NULL);
	struct buf in, out;
	const char *p;
	size_t n;

	(void)state;
	buf_init(&in, 1 << 20);
	buf_init(&out, 1 << 20);
	for (int i = 1; i <= 5; i++) {
		struct cleanclaim_writer *one = cleanclaim_writer_memory(
		    context, 0, &err);
		char number[16];

		snprintf(number, sizeof number, "%09d", i);
		set(c, "interchange.control_number", number);
		put(one, c);
		finish(one, &in);
	}
	cleanclaim_record_free(c);
	/* Twice: another reader's levels are others too. */
	for (int i = 0; i < 2; i++) {
		copy(cleanclaim_reader_memory(context, in.p, in.n,
		    CLEANCLAIM_RECORDS, &err), w, is_odd);
		p = cleanclaim_writer_take(w, &n);
		buf_add(&out, (str){ p, n });
	}
	finish(w, &out);
	assert_int_equal(count(&out, "ISA*"), 6);
	assert_int_equal(count(&out, "IEA*1*"), 6);
	assert_int_equal(count(&out, "000000003~"), 2);
	assert_int_equal(count(&out, "CLM*"), 6);
	buf_fini(&in);
	buf_fini(&out);
}

static void
a_record_that_was_read_can_be_changed_but_not_its_levels(void **state)
{
	struct cleanclaim_writer *w = cleanclaim_writer_memory(context, 0,
	    &err);
	struct cleanclaim_reader *r = open_file(CLAIMS, CLEANCLAIM_RECORDS);
	struct cleanclaim_record *c, *batch;
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	batch = next_of(r, "claim_batch");
	assert_set_error(batch, "reference", "X", CLEANCLAIM_INVALID, "below");
	c = next_of(r, "claim");
	assert_set_error(c, "claim_batch.reference", "X", CLEANCLAIM_INVALID,
	    "above");
	assert_set_error(cleanclaim_record_at(c, "subscriber.payer", &err),
	    "name", "X", CLEANCLAIM_INVALID, "cannot be changed");
	set(c, "lines[1].note", "CHANGED");
	set(c, "lines[1].note_kind", "ADD");
	put(w, c);
	set(cleanclaim_record_at(c, "lines[1]", &err), "note", "AGAIN");
	put(w, c);
	cleanclaim_reader_close(r);
	finish(w, &out);
	assert_int_equal(count(&out, "NTE*ADD*CHANGED~"), 1);
	assert_int_equal(count(&out, "NTE*ADD*AGAIN~"), 1);
	assert_clean(&out);
	buf_fini(&out);
}

/* ---- threads --------------------------------------------------------------- */

static void *
work(void *arg)
{
	struct cleanclaim_error e;
	struct cleanclaim_record *c, *d;
	struct cleanclaim_writer *w;
	struct cleanclaim_reader *r;
	uint64_t *findings = arg;
	int code;

	for (int i = 0; i < 4; i++) {
		r = cleanclaim_reader_file(context, FAULTY, BOTH, &e);
		w = cleanclaim_writer_memory(context, 0, &e);
		while ((code = cleanclaim_reader_next(r, &e)) > 0) {
			c = cleanclaim_reader_record(r);
			if (code == CLEANCLAIM_FINDING)
				++*findings;
			else
				(void)cleanclaim_writer_put(w, c, &e);
		}
		c = cleanclaim_record_new(context, "837P", "claim", NULL, &e);
		d = cleanclaim_record_new(context, "837P", "claim", c, &e);
		if (cleanclaim_set_text(d, "claim_batch.reference", "X", &e) !=
		    0)
			*findings = 0;
		cleanclaim_record_free(c);
		cleanclaim_record_free(d);
		cleanclaim_reader_close(r);
		cleanclaim_writer_free(w);
	}
	return NULL;
}

static void
a_context_serves_several_threads_at_once(void **state)
{
	pthread_t threads[4];
	uint64_t findings[4] = { 0 };

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work,
		    &findings[i]), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < 4; i++)
		assert_int_equal(findings[i], 4 * 11);
}

#define TEST(f) cmocka_unit_test(f)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_set_is_got_again),
		TEST(repeated_texts_grow),
		TEST(L3_what_cannot_be_set_leaves_the_record_as_it_was),
		TEST(numbers_out_of_range_are_told),
		TEST(a_record_that_is_not_known_is_told),
		TEST(claims_near_each_other_share_their_levels),
		TEST(a_patient_below_a_subscriber_is_the_claims),
		TEST(what_is_refused_leaves_no_trace_and_tells_where),
		TEST(a_record_without_levels_is_refused),
		TEST(a_writer_that_was_ended_says_so),
		TEST(a_stream_takes_all_or_the_writer_is_spoilt),
		TEST(a_file_is_there_when_writing_was_ended),
		TEST(what_was_read_is_written_as_it_was),
		TEST(levels_that_are_left_out_do_not_run_together),
		TEST(a_record_that_was_read_can_be_changed_but_not_its_levels),
		TEST(a_context_serves_several_threads_at_once),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
