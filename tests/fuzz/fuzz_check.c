/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_check.c -- the whole engine over arbitrary bytes, by the built-in
 * guides: every finding can be shown, lies within the file, and is the same
 * with any number of threads (F1, F2, C2, C3).
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/finding.h"
#include "x12/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define TEXT_MAX	((size_t)64 << 10)	/* of one finding, rendered */
#define BOTH_WAYS	64	/* one input of so many is judged twice */
#define THREADS		3

static struct guide_set guides;

/* What was heard of one run. */
struct heard {
	uint64_t n, hash;
	uint64_t counts[3];
	uint64_t size;			/* of the file */
	struct buf text;
};

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

/* Nothing of the file's may show in what is hidden (F2): no control byte can
 * come from our own texts. */
static void
demand_clean(str text)
{
	for (size_t i = 0; i < text.n; i++)
		demand((unsigned char)text.p[i] >= 0x20 &&
		    (unsigned char)text.p[i] < 0x7F);
}

static void
render(struct heard *h, const struct finding *f)
{
	finding_message(f, FINDING_SHOW, &h->text);
	finding_fix(f, FINDING_SHOW, &h->text);
	finding_element(&f->at, &h->text);
	buf_json(&h->text, f->value);
	buf_json(&h->text, f->at.claim);
	buf_json(&h->text, f->at.transaction);
	buf_json(&h->text, f->at.group);
	buf_json(&h->text, f->at.interchange);
	buf_json(&h->text, f->at.loop);
	h->hash = h->hash * 31 + str_hash(buf_str(&h->text));
	buf_reset(&h->text);
	finding_message(f, FINDING_HIDE, &h->text);
	finding_fix(f, FINDING_HIDE, &h->text);
	demand_clean(buf_str(&h->text));
	buf_reset(&h->text);
}

static void
hear(void *ctx, const struct finding *f)
{
	struct heard *h = ctx;

	demand(f->code < FINDING_N);
	demand(f->at.offset <= h->size);
	demand(f->at.segment <= h->size + 1);
	demand(f->at.position <= f->at.segment);
	demand(f->at.loop.n == 0 || f->at.loop.p != NULL);
	h->n++;
	h->counts[finding_def(f->code)->severity]++;
	h->hash = h->hash * 31 + (uint64_t)f->code;
	h->hash = h->hash * 31 + f->at.offset;
	h->hash = h->hash * 31 + f->at.segment;
	h->hash = h->hash * 31 + f->at.position;
	render(h, f);
}

/* Judge the bytes with `threads`; what was heard is in *h. */
static void
run(const uint8_t *data, size_t size, unsigned threads, struct heard *h,
    struct check_summary *sum)
{
	const struct finding_sink sink = { h, hear };
	const struct check_options options = { .guides = &guides,
	    .threads = threads };
	struct file_stream in;
	struct err err;

	*h = (struct heard){ .size = size };
	buf_init(&h->text, TEXT_MAX);
	file_stream_memory(&in, (str){ (const char *)data, size });
	in.size = 0;	/* as a pipe: else a small file gets no threads */
	demand(check_run(&in, &options, &sink, sum, &err) == RC_OK);
	file_stream_close(&in);
	buf_fini(&h->text);
	demand(sum->bytes == size);
	demand(sum->segments <= size + 1);
	demand(sum->claims <= sum->segments);
	demand(sum->n_kinds <= CHECK_KINDS);
	for (unsigned i = 0; i < 3; i++)
		demand(sum->counts[i] == h->counts[i]);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct err err;

	(void)argc;
	(void)argv;
	demand(guide_set_init(&guides, &err) == RC_OK);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct check_summary sum, again;
	struct heard first, second;

	run(data, size, 1, &first, &sum);
	if (str_hash((str){ (const char *)data, size }) % BOTH_WAYS != 0)
		return 0;
	run(data, size, THREADS, &second, &again);
	demand(first.n == second.n && first.hash == second.hash);
	demand(sum.claims == again.claims && sum.segments == again.segments);
	return 0;
}
