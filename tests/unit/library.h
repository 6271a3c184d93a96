/* SPDX-License-Identifier: Apache-2.0 */
/* library.h -- for tests of cleanclaim.h: a context, and what they all ask. */
#ifndef CC_TESTS_LIBRARY_H
#define CC_TESTS_LIBRARY_H

#include "unit.h"

#include <cleanclaim.h>

#include "base/buf.h"
#include "base/file.h"

#define CLAIMS	"samples/837p-clean.x12"
#define FAULTY	"samples/837p-errors.x12"
#define PAID	"samples/835-clean.x12"
#define BOTH	(CLEANCLAIM_FINDINGS | CLEANCLAIM_RECORDS)

static struct cleanclaim *context;
static struct cleanclaim_error err;

static inline int
set_up(void **state)
{
	(void)state;
	context = cleanclaim_new(&err);
	return context == NULL ? -1 : 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	cleanclaim_free(context);
	return 0;
}

/* ---- helpers ------------------------------------------------------------ */

static inline struct cleanclaim_reader *
open_file(const char *path, unsigned wanted)
{
	struct cleanclaim_reader *r = cleanclaim_reader_file(context, path,
	    wanted, &err);

	assert_non_null(r);
	assert_int_equal(err.code, 0);
	return r;
}

/* Read on to the next record of `type`; NULL at the end. */
static inline struct cleanclaim_record *
next_of(struct cleanclaim_reader *r, const char *type)
{
	int code;

	while ((code = cleanclaim_reader_next(r, &err)) > 0) {
		struct cleanclaim_record *record = cleanclaim_reader_record(r);

		if (record != NULL &&
		    strcmp(cleanclaim_record_type(record), type) == 0)
			return record;
	}
	assert_int_equal(code, CLEANCLAIM_END);
	return NULL;
}

/* Set a value that is right. */
static inline void
set(struct cleanclaim_record *record, const char *path, const char *text)
{
	if (cleanclaim_set_text(record, path, text, &err) != CLEANCLAIM_OK)
		fail_msg("%s: %s", path, err.message);
}

static inline struct cleanclaim_record *
new_record(const char *type, struct cleanclaim_record *near)
{
	struct cleanclaim_record *r = cleanclaim_record_new(context, "837P",
	    type, near, &err);

	if (r == NULL)
		fail_msg("%s: %s", type, err.message);
	return r;
}

static inline void
assert_text(struct cleanclaim_record *record, const char *path,
    const char *wanted)
{
	const char *text = cleanclaim_get_text(record, path, NULL, &err);

	if (wanted == NULL) {
		assert_null(text);
		assert_int_equal(err.code, 0);
		return;
	}
	if (text == NULL)
		fail_msg("%s: %s", path, err.message);
	assert_string_equal(text, wanted);
}

/* The call that gave `code` failed so, and said why. */
static inline void
assert_error(int code, int wanted, const char *word)
{
	assert_int_equal(code, wanted);
	assert_int_equal(err.code, wanted);
	if (strstr(err.message, word) == NULL)
		fail_msg("\"%s\" does not tell of \"%s\"", err.message, word);
	memset(&err, 0, sizeof err);
}

static inline void
assert_set_error(struct cleanclaim_record *record, const char *path,
    const char *text, int wanted, const char *word)
{
	assert_error(cleanclaim_set_text(record, path, text, &err), wanted,
	    word);
}

/* ---- what there is to write --------------------------------------------- */

static const char *const levels[][2] = {
	{ "interchange.sender", "SENDER" }, { "interchange.receiver", "TO" },
	{ "interchange.made", "2026-03-02" },
	{ "interchange.made_time", "0915" },
	{ "functional_group.sender", "SS" },
	{ "functional_group.receiver", "RR" },
	{ "functional_group.made", "20260302" },
	{ "functional_group.made_time", "0915" },
	{ "claim_batch.reference", "BATCH" },
	{ "claim_batch.made", "2026-03-02" },
	{ "claim_batch.made_time", "0915" },
	{ "claim_batch.submitter.entity", "2" },
	{ "claim_batch.submitter.name", "TEST CLINIC" },
	{ "claim_batch.submitter.id", "T1" },
	{ "claim_batch.submitter.contacts[1].name", "NOBODY" },
	{ "claim_batch.submitter.contacts[1].numbers[1].kind", "TE" },
	{ "claim_batch.submitter.contacts[1].numbers[1].number", "2085550100" },
	{ "claim_batch.receiver.entity", "2" },
	{ "claim_batch.receiver.name", "TEST RECEIVER" },
	{ "claim_batch.receiver.id", "T2" },
	{ "billing_level.provider.entity", "2" },
	{ "billing_level.provider.name", "TEST CLINIC" },
	{ "billing_level.provider.id", "1234567893" },
	{ "billing_level.provider.street", "1 TEST ROAD" },
	{ "billing_level.provider.city", "BOISE" },
	{ "billing_level.provider.state", "ID" },
	{ "billing_level.provider.postal_code", "837021234" },
	{ "billing_level.provider.tax_id", "820000001" },
	{ NULL, NULL },
};

static const char *const subscriber[][2] = {
	{ "subscriber_level.turn", "P" },
	{ "subscriber_level.relationship", "18" },
	{ "subscriber_level.filing_indicator", "CI" },
	{ "subscriber_level.subscriber.entity", "1" },
	{ "subscriber_level.subscriber.name", "TESTMAN" },
	{ "subscriber_level.subscriber.first_name", "TEST" },
	{ "subscriber_level.subscriber.id_kind", "MI" },
	{ "subscriber_level.subscriber.id", "T123" },
	{ "subscriber_level.subscriber.street", "2 TEST ROAD" },
	{ "subscriber_level.subscriber.city", "BOISE" },
	{ "subscriber_level.subscriber.state", "ID" },
	{ "subscriber_level.subscriber.postal_code", "837021234" },
	{ "subscriber_level.subscriber.birth", "1980-02-14" },
	{ "subscriber_level.subscriber.sex", "F" },
	{ "subscriber_level.payer.entity", "2" },
	{ "subscriber_level.payer.name", "TEST PLAN" },
	{ "subscriber_level.payer.id_kind", "PI" },
	{ "subscriber_level.payer.id", "60001" },
	{ NULL, NULL },
};

static const char *const claim[][2] = {
	{ "charge", "100" }, { "place_of_service", "11" },
	{ "frequency", "1" }, { "signature", "Y" },
	{ "accepts_assignment", "A" }, { "benefits_assigned", "Y" },
	{ "release", "Y" }, { "diagnoses[1].code", "J0190" },
	{ "lines[1].procedure.code", "99213" }, { "lines[1].charge", "100" },
	{ "lines[1].unit", "UN" }, { "lines[1].units", "1" },
	{ "lines[1].diagnosis_pointers[1]", "1" },
	{ "lines[1].service_date", "20260226" },
	{ NULL, NULL },
};

static inline void
set_all(struct cleanclaim_record *record, const char *const values[][2])
{
	for (size_t i = 0; values[i][0] != NULL; i++)
		set(record, values[i][0], values[i][1]);
}

/* A claim with all that is above it, or near another. */
static inline struct cleanclaim_record *
new_claim(const char *number, struct cleanclaim_record *near)
{
	struct cleanclaim_record *c = new_record("claim", near);

	if (near == NULL) {
		set_all(c, levels);
		set_all(c, subscriber);
	}
	set_all(c, claim);
	set(c, "control_number", number);
	return c;
}

static inline void
put(struct cleanclaim_writer *w, struct cleanclaim_record *record)
{
	int code = cleanclaim_writer_put(w, record, &err);

	if (code != CLEANCLAIM_OK) {
		const struct cleanclaim_finding *f =
		    cleanclaim_writer_finding(w, 0);

		fail_msg("%s %s %s", err.message, f == NULL ? "" : f->field,
		    f == NULL ? "" : f->message);
	}
}

/* End writing to memory, and append what was written. */
static inline void
finish(struct cleanclaim_writer *w, struct buf *to)
{
	const char *p;
	size_t n;

	assert_int_equal(cleanclaim_writer_end(w, &err), CLEANCLAIM_OK);
	p = cleanclaim_writer_take(w, &n);
	buf_add(to, (str){ p, n });
	cleanclaim_writer_free(w);
}

static inline size_t
count(const struct buf *b, const char *what)
{
	const char *p = b->p;
	size_t n = 0;

	for (; (p = strstr(p, what)) != NULL; p++)
		n++;
	return n;
}

/* No findings of severity error in these bytes. */
static inline void
assert_clean(const struct buf *b)
{
	struct cleanclaim_reader *r = cleanclaim_reader_memory(context, b->p,
	    b->n, CLEANCLAIM_FINDINGS, &err);

	assert_non_null(r);
	while (cleanclaim_reader_next(r, &err) > 0)
		if (cleanclaim_reader_finding(r)->severity == CLEANCLAIM_ERROR)
			fail_msg("%s", cleanclaim_reader_finding(r)->message);
	assert_int_equal(err.code, 0);
	cleanclaim_reader_close(r);
}

#endif
