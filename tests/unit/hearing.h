/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hearing.h -- check a text and keep what was said: how many findings of each
 * code, a hash of them all in their order, and the last of each code.
 */
#ifndef CC_TESTS_HEARING_H
#define CC_TESTS_HEARING_H

#include "unit.h"

#include "x12/check.h"

struct heard {
	uint64_t n, hash;
	unsigned counts[FINDING_N];
	struct finding *last[FINDING_N];	/* NULL: none */
	struct arena arena;			/* of `last` */
	struct check_summary sum;
	enum rc	 rc;
	bool	 only_count;			/* keep no copies */
};

static inline void
heard_add(void *ctx, const struct finding *f)
{
	struct heard *h = ctx;

	h->n++;
	h->hash = (h->hash ^ (uint64_t)f->code) * 0x100000001B3u;
	h->hash = (h->hash ^ f->at.offset) * 0x100000001B3u;
	h->hash = (h->hash ^ f->at.segment) * 0x100000001B3u;
	h->hash = (h->hash ^ f->at.position) * 0x100000001B3u;
	h->hash ^= str_hash(f->value) ^ str_hash(f->at.claim) * 3 ^
	    str_hash(f->at.transaction) * 5 ^ str_hash(f->want) * 7 ^
	    str_hash(f->a) * 11 ^ str_hash(f->at.loop) * 13;
	h->counts[f->code]++;
	if (h->only_count || h->counts[f->code] > 100)
		return;
	h->last[f->code] = finding_copy(&h->arena, f);
	assert_non_null(h->last[f->code]);
}

/* Begin to hear; free with heard_fini(). */
static inline void
heard_init(struct heard *h)
{
	*h = (struct heard){ 0 };
	arena_init(&h->arena, (size_t)64 << 20);
}

static inline void
heard_fini(struct heard *h)
{
	arena_fini(&h->arena);
}

/* Check what `in` gives by the guides of `set`, with `threads`. */
static inline void
hear_stream(struct heard *h, struct file_stream *in,
    const struct guide_set *set, unsigned threads)
{
	const struct finding_sink sink = { h, heard_add };
	const struct check_options options = { .guides = set,
	    .threads = threads };
	struct err err;

	h->rc = check_run(in, &options, &sink, &h->sum, &err);
}

/* Check `text`, which can be read. */
static inline void
hear_text(struct heard *h, str text, const struct guide_set *set,
    unsigned threads)
{
	struct file_stream in;

	file_stream_memory(&in, text);
	hear_stream(h, &in, set, threads);
	assert_int_equal(h->rc, RC_OK);
	assert_int_equal(h->sum.bytes, text.n);
	assert_int_equal(h->sum.counts[0] + h->sum.counts[1] +
	    h->sum.counts[2], h->n);
}

/* Fail, naming what was heard, unless it was `n` findings. */
static inline void
assert_heard(const struct heard *h, uint64_t n)
{
	for (int i = 0; i < FINDING_N && h->n != n; i++)
		if (h->counts[i] != 0)
			print_error("  %u " STR_FMT "\n", h->counts[i],
			    STR_ARG(finding_def((enum finding_code)i)->code));
	assert_int_equal(h->n, n);
}

#endif
