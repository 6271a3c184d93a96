/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judging.h -- a small guide, a transaction written for it, and what is said
 * about that: for tests that are tables.
 *
 * What is said is a text: "position code loop/address" for each finding, with
 * ", " between them; "" when there is none.
 */
#ifndef CC_TESTS_JUDGING_H
#define CC_TESTS_JUDGING_H

#include "unit.h"
#include "envelopes.h"

#include "x12/check.h"

/* One transaction: its segments between ST and SE, and what is said. */
struct judged { const char *name, *body, *said; };

static struct guide_set guides;

/* A finding_sink's `add`; ctx is a struct buf. */
static inline void
judged_hear(void *ctx, const struct finding *f)
{
	struct buf *said = ctx;

	buf_fmt(said, "%s%u " STR_FMT " " STR_FMT "/", said->n > 0 ? ", " : "",
	    f->at.position, STR_ARG(finding_def(f->code)->code),
	    STR_ARG(f->at.loop));
	finding_element(&f->at, said);
	if (f->at.repetition != 0)
		buf_fmt(said, "(%u)", f->at.repetition);
	assert_false(said->failed);
}

/* Check `body` within ST, SE and an envelope; *said is the caller's. */
static inline void
judge_body(const char *body, struct buf *said)
{
	const struct finding_sink sink = { said, judged_hear };
	const struct check_options options = { .guides = &guides };
	struct check_summary sum;
	struct file_stream in;
	struct buf text;
	unsigned n = 2;
	struct err err;

	buf_init(&text, (size_t)1 << 20);
	for (const char *p = body; *p != '\0'; p++)
		n += *p == '~';
	buf_fmt(&text, ISA_1 "GS*ZZ*SS*RR*20260302*0915*1*X*TEST1~"
	    "ST*900*0001*TEST1~%sSE*%u*0001~" GE_1 IEA_1, body, n);
	file_stream_memory(&in, buf_str(&text));
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err), RC_OK);
	buf_fini(&text);
}

/* A test whose *state is a struct judged. */
static inline void
judged_test(void **state)
{
	const struct judged *row = *state;
	struct buf said;

	buf_init(&said, (size_t)1 << 20);
	judge_body(row->body, &said);
	if (!str_eq(buf_str(&said), str_of(row->said)))
		fail_msg("said \"%s\"\nnot  \"%s\"", said.n > 0 ? said.p : "",
		    row->said);
	buf_fini(&said);
}

/* Load the guide `text`, whose version is TEST1 and whose set is 900. */
static inline int
load_small_guide(const char *text)
{
	struct err err;

	if (guide_set_init(&guides, &err) == RC_OK &&
	    guide_set_read(&guides, STR("small.guide"), str_of(text),
	    &err) == RC_OK)
		return 0;
	print_error("%s\n", err.msg);
	return -1;
}

static inline int
drop_small_guide(void **state)
{
	(void)state;
	guide_set_fini(&guides);
	return 0;
}

#define JUDGED(row) { (row).name, judged_test, NULL, NULL, \
	(void *)(uintptr_t)&(row) }

#endif
