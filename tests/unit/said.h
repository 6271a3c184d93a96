/* SPDX-License-Identifier: Apache-2.0 */
/*
 * said.h -- what the checker says about a text, as lines "code element".
 */
#ifndef CC_TESTS_SAID_H
#define CC_TESTS_SAID_H

#include "unit.h"

#include "x12/check.h"

struct said { char text[4096]; size_t n; unsigned count; };

/* A finding_sink's `add`, for a struct said. */
static inline void
said_hear(void *ctx, const struct finding *f)
{
	struct said *s = ctx;
	struct buf at;

	buf_init(&at, 64);
	finding_element(&f->at, &at);
	s->n += (size_t)snprintf(s->text + s->n, sizeof s->text - s->n,
	    STR_FMT " " STR_FMT "\n", STR_ARG(finding_def(f->code)->code),
	    STR_ARG(buf_str(&at)));
	assert_true(s->n < sizeof s->text);
	s->count++;
	buf_fini(&at);
}

/* Check `in` by `guides` and fill *said. */
static inline void
said_about(struct said *said, struct file_stream *in,
    const struct guide_set *guides)
{
	struct finding_sink sink = { said, said_hear };
	struct check_options options = { .guides = guides };
	struct check_summary sum;
	struct err err;

	said->text[0] = '\0';
	said->n = said->count = 0;
	assert_int_equal(check_run(in, &options, &sink, &sum, &err), RC_OK);
}

#endif
