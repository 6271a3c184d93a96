/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.c -- a whole file, with or without threads.
 *
 * The caller's thread reads the file, indexes it and checks its envelopes; that
 * is the small part of the work.  Without threads it then judges each slab
 * itself.  With threads, crew.c does.
 */
#include "x12/check_private.h"

#define SMALL_FILE ((uint64_t)256 << 10)	/* bytes */

/* The sink around the caller's: count, then pass on. */
static void
count_and_pass(void *ctx, const struct finding *f)
{
	struct counting *c = ctx;

	c->sum->counts[finding_def(f->code)->severity]++;
	c->out->add(c->out->ctx, f);
}

/* See check_private.h. */
enum rc
read_on(struct reading *r, struct work *w, struct err *err)
{
	const struct check_options *o = r->options;
	enum rc rc;

	if (o->stop != NULL && __atomic_load_n(o->stop, __ATOMIC_RELAXED))
		return fail(err, RC_STOPPED, "stopped");
	rc = stream_next(&r->stream, &w->slab, err);
	if (rc == RC_OK)
		rc = envelope_take(r->envelope, w, err);
	r->sum->bytes = r->stream.offset;
	if (rc == RC_OK && o->progress != NULL)
		o->progress(o->progress_ctx, r->stream.offset);
	return rc;
}

/* Read and judge in turn. */
static enum rc
check_alone(struct reading *r, const struct finding_sink *sink,
    struct err *err)
{
	struct reviewer reviewer;
	struct work w;
	enum rc rc = work_init(&w, err);

	if (rc == RC_OK)
		rc = reviewer_init(&reviewer, sink, err);
	if (rc != RC_OK) {
		work_fini(&w);
		return rc;
	}
	reviewer.watch = r->options->watch;
	reviewer.watch_ctx = r->options->watch_ctx;
	do {
		rc = read_on(r, &w, err);
		if (rc == RC_OK)
			reviewer_take(&reviewer, &w);
	} while (rc == RC_OK && !w.slab.last);
	r->sum->claims += reviewer.claims;
	reviewer_fini(&reviewer);
	work_fini(&w);
	return rc;
}

/* Starting threads costs more than a small file. */
static bool
is_worth_threads(const struct file_stream *in,
    const struct check_options *options)
{
	return options->threads > 1 && options->watch == NULL &&
	    (in->size == 0 || in->size > SMALL_FILE);
}

/* See check.h. */
enum rc
check_run(struct file_stream *in, const struct check_options *options,
    const struct finding_sink *sink, struct check_summary *sum,
    struct err *err)
{
	struct counting counting = { sum, sink };
	const struct finding_sink counted = { &counting, count_and_pass };
	struct reading r = { .options = options, .sum = sum };
	enum rc rc;

	*sum = (struct check_summary){ 0 };
	rc = stream_init(&r.stream, in, err);
	if (rc == RC_OK)
		rc = envelope_new(options->guides, sum, &r.envelope, err);
	if (rc == RC_OK)
		rc = is_worth_threads(in, options) ?
		    crew_run(&r, &counted, options->threads, err) :
		    check_alone(&r, &counted, err);
	envelope_free(r.envelope);
	stream_fini(&r.stream);
	return rc;
}
