/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.c -- a whole file, with or without threads.
 *
 * The caller's thread reads the file, indexes it and checks its envelopes; that
 * is the small part of the work.  Without threads it then judges each slab
 * itself.  With threads, crew.c does.
 */
#include <stdlib.h>

#include "x12/check_private.h"

#define SMALL_FILE ((uint64_t)256 << 10)	/* bytes */

/* The last SNIP type that is told where only form is judged. */
#define SNIP_FORM 2

/* One file being judged without threads. */
struct check {
	struct check_options options;
	struct reading reading;
	struct counting counting;
	struct finding_sink counted;
	struct work work;
	struct reviewer reviewer;
	bool	 reviewing;	/* the slab at hand is not done with */
	bool	 shown;		/* to the watcher, and not yet released */
	bool	 over;		/* that was the last, or all failed */
};

/* The sink around the caller's: count, then pass on. */
static void
count_and_pass(void *ctx, const struct finding *f)
{
	struct counting *c = ctx;
	const struct finding_def *def = finding_def(f->code);

	if (c->depth == CHECK_GUIDE && def->snip > SNIP_FORM)
		return;
	c->sum->counts[def->severity]++;
	c->out->add(c->out->ctx, f);
}

/* Begin to read `in`.  RC_MEMORY; end_reading() also then. */
static enum rc
begin_reading(struct reading *r, struct file_stream *in, struct err *err)
{
	enum rc rc;

	*r->sum = (struct check_summary){ 0 };
	rc = stream_init(&r->stream, in, err);
	if (rc == RC_OK)
		rc = envelope_new(r->options->guides, r->sum, &r->envelope,
		    err);
	return rc;
}

static void
end_reading(struct reading *r)
{
	envelope_free(r->envelope);
	stream_fini(&r->stream);
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

/* ---- in the caller's thread ----------------------------------------- */

/* See check.h. */
enum rc
check_open(struct file_stream *in, const struct check_options *options,
    const struct finding_sink *sink, struct check_summary *sum,
    struct check **out, struct err *err)
{
	struct check *c = calloc(1, sizeof *c);
	enum rc rc;

	*out = NULL;
	if (c == NULL)
		return fail(err, RC_MEMORY, "no memory to check a file");
	c->options = *options;
	c->counting = (struct counting){ options->depth, sum, sink };
	c->counted = (struct finding_sink){ &c->counting, count_and_pass };
	c->reading = (struct reading){ .options = &c->options, .sum = sum };
	rc = begin_reading(&c->reading, in, err);
	if (rc == RC_OK)
		rc = work_init(&c->work, err);
	if (rc == RC_OK)
		rc = reviewer_init(&c->reviewer, &c->counted, options->depth,
		    err);
	if (rc != RC_OK) {
		check_close(c);
		return rc;
	}
	reviewer_watch(&c->reviewer, options->watch, options->watch_ctx);
	*out = c;
	return RC_OK;
}

static void
release(struct check *c)
{
	if (c->shown && c->options.release != NULL)
		c->options.release(c->options.watch_ctx,
		    (str){ c->work.slab.text, c->work.slab.n });
	c->shown = false;
}

/* See check.h. */
enum rc
check_step(struct check *c, bool *more, struct err *err)
{
	enum rc rc = RC_OK;

	*more = false;
	while (!c->over && rc == RC_OK && !*more) {
		if (!c->reviewing) {
			release(c);
			rc = read_on(&c->reading, &c->work, err);
			c->over = rc != RC_OK;
		}
		if (rc == RC_OK) {
			c->shown = true;
			*more = !reviewer_take(&c->reviewer, &c->work);
			c->reviewing = *more;
			c->over = !*more && c->work.slab.last;
		}
	}
	c->reading.sum->claims = c->reviewer.claims;
	return rc;
}

/* See check.h. */
void
check_pause(struct check *c)
{
	c->reviewer.pause = true;
}

/* See check.h. */
void
check_close(struct check *c)
{
	if (c == NULL)
		return;
	release(c);
	reviewer_fini(&c->reviewer);
	work_fini(&c->work);
	end_reading(&c->reading);
	free(c);
}

static enum rc
check_alone(struct file_stream *in, const struct check_options *options,
    const struct finding_sink *sink, struct check_summary *sum,
    struct err *err)
{
	struct check *c;
	enum rc rc = check_open(in, options, sink, sum, &c, err);
	bool more = true;

	while (rc == RC_OK && more)
		rc = check_step(c, &more, err);
	check_close(c);
	return rc;
}

/* ---- with threads --------------------------------------------------- */

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
	struct counting counting = { options->depth, sum, sink };
	const struct finding_sink counted = { &counting, count_and_pass };
	struct reading r = { .options = options, .sum = sum };
	enum rc rc;

	if (!is_worth_threads(in, options))
		return check_alone(in, options, sink, sum, err);
	rc = begin_reading(&r, in, err);
	if (rc == RC_OK)
		rc = crew_run(&r, &counted, options->threads, err);
	end_reading(&r);
	return rc;
}
