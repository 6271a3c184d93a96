/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crew.c -- reviewers in threads, their findings in file order.
 *
 * The reader deals slabs out in batches.  A batch begins where no transaction
 * is open, so its reviewer needs nothing from the one before; it ends where
 * the next begins.  Batches are reviewed side by side.  The first batch not
 * yet finished is the head: its reviewer reports straight to the sink.  The
 * others keep their findings, up to KEEP_MAX bytes, and then wait to become
 * the head.
 *
 * The reader is one of the threads: when all slabs are in use, it reviews too,
 * a slab at a time.
 *
 * Nobody waits for ever: the reader deals a batch only when the batches before
 * it have all their slabs, so the head always can finish.
 *
 *   W1  the sink is called by one thread at a time, in file order
 *   W2  slabs in flight are at most 4 and 4 a thread, batches at most BATCHES;
 *       findings kept at most KEEP_MAX a batch
 */
#include <pthread.h>
#include <stdlib.h>

#include "x12/check_private.h"

#define THREADS_MAX	64
#define SLABS		(4 + 4 * THREADS_MAX)
#define BATCH_GOAL	4		/* slabs in a batch, if it may be cut */
#define KEEP_MAX	((size_t)1 << 20)
#define BATCHES		64		/* not yet reported, at most */

/* A stretch of the file reviewed by one thread. */
struct batch {
	struct batch *next;
	struct work *slabs[SLABS];	/* dealt, not yet reviewed: a ring */
	unsigned first, n;
	bool	 complete;		/* no more slabs will come */
	bool	 taken, finished;
	struct arena arena;		/* of the findings kept */
	struct { const struct finding **v; size_t n, size; } kept;
};

struct crew {
	pthread_mutex_t lock;
	pthread_cond_t	changed;
	struct batch	*head, *tail;	/* in file order */
	unsigned	 n_batches;
	bool		 reporting;	/* somebody is in report_finished() */
	struct work	 work[SLABS];
	struct work	*free[SLABS];
	unsigned	 n_free, n_work;
	unsigned	 most;		/* slabs (W2), or what memory allows */
	const struct finding_sink *sink;
	struct reading	*reading;
	bool		 over;		/* the reader is done */
	struct batch	*readers;	/* what the reader reviews, or NULL */
	struct reviewer	 reviewers[THREADS_MAX];
	pthread_t	 threads[THREADS_MAX];
};

/* What a reviewer's sink needs: whose batch, in which crew. */
struct desk { struct crew *crew; struct batch *batch; };

/* ---- findings in order ---------------------------------------------- */

static bool
is_head(struct crew *c, const struct batch *b)
{
	bool head;

	pthread_mutex_lock(&c->lock);
	head = c->head == b;
	pthread_mutex_unlock(&c->lock);
	return head;
}

/* Report what was kept.  Only the head may. */
static void
report_kept(struct crew *c, struct batch *b)
{
	for (size_t i = 0; i < b->kept.n; i++)
		c->sink->add(c->sink->ctx, b->kept.v[i]);
	b->kept.n = 0;
	arena_reset(&b->arena);
}

static void
wait_for_head(struct crew *c, struct batch *b)
{
	pthread_mutex_lock(&c->lock);
	while (c->head != b)
		pthread_cond_wait(&c->changed, &c->lock);
	pthread_mutex_unlock(&c->lock);
	report_kept(c, b);
}

static bool
keep(struct batch *b, const struct finding *f)
{
	const struct finding *copy = finding_copy(&b->arena, f);

	if (copy == NULL || !VEC_ROOM(&b->kept, 1))
		return false;
	b->kept.v[b->kept.n++] = copy;
	return true;
}

/* The sink of a reviewer (W1). */
static void
add_finding(void *ctx, const struct finding *f)
{
	struct desk *d = ctx;

	if (d->batch->kept.n == 0 && is_head(d->crew, d->batch)) {
		d->crew->sink->add(d->crew->sink->ctx, f);
		return;
	}
	if (keep(d->batch, f))
		return;
	wait_for_head(d->crew, d->batch);
	d->crew->sink->add(d->crew->sink->ctx, f);
}

/* ---- reviewing ------------------------------------------------------ */

static void
free_batch(struct batch *b)
{
	arena_fini(&b->arena);
	VEC_FREE(&b->kept);
	free(b);
}

/* Report the head while it is finished.  Called, and returns, with the lock;
 * it is open while the sink is called, so one thread at a time comes here. */
static void
report_finished(struct crew *c)
{
	c->reporting = true;
	while (c->head != NULL && c->head->finished) {
		struct batch *done = c->head;

		pthread_mutex_unlock(&c->lock);
		report_kept(c, done);
		pthread_mutex_lock(&c->lock);
		c->head = done->next;
		if (c->head == NULL)
			c->tail = NULL;
		c->n_batches--;
		free_batch(done);
		pthread_cond_broadcast(&c->changed);
	}
	c->reporting = false;
}

/* The batch is reviewed: report it and all finished ones behind it, if it is
 * the head; else whoever reviews or reports the head will. */
static void
finish_batch(struct crew *c, struct batch *b)
{
	pthread_mutex_lock(&c->lock);
	b->finished = true;
	if (!c->reporting)
		report_finished(c);
	pthread_mutex_unlock(&c->lock);
}

/* The first batch that nobody reviews, now taken, or NULL.  With the lock. */
static struct batch *
take_waiting(struct crew *c)
{
	struct batch *b = c->head;

	while (b != NULL && b->taken)
		b = b->next;
	if (b != NULL)
		b->taken = true;
	return b;
}

/* The next batch that nobody reviews; NULL when there will be none. */
static struct batch *
take_batch(struct crew *c)
{
	struct batch *b;

	pthread_mutex_lock(&c->lock);
	while ((b = take_waiting(c)) == NULL && !c->over)
		pthread_cond_wait(&c->changed, &c->lock);
	pthread_mutex_unlock(&c->lock);
	return b;
}

/* A slab dealt to this batch, or NULL.  With the lock. */
static struct work *
take_dealt(struct batch *b)
{
	struct work *w = NULL;

	if (b->n != 0) {
		w = b->slabs[b->first];
		b->first = (b->first + 1) % SLABS;
		b->n--;
	}
	return w;
}

/* The next slab of a batch; NULL when it has no more. */
static struct work *
take_slab(struct crew *c, struct batch *b)
{
	struct work *w;

	pthread_mutex_lock(&c->lock);
	while (b->n == 0 && !b->complete)
		pthread_cond_wait(&c->changed, &c->lock);
	w = take_dealt(b);
	pthread_mutex_unlock(&c->lock);
	return w;
}

static void
give_back(struct crew *c, struct work *w)
{
	pthread_mutex_lock(&c->lock);
	c->free[c->n_free++] = w;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
}

struct start { struct crew *crew; unsigned i; };

/* Review one slab of `b`. */
static void
review_slab(struct crew *c, struct reviewer *r, struct batch *b,
    struct work *w)
{
	struct desk desk = { c, b };
	const struct finding_sink sink = { &desk, add_finding };

	r->sink = r->judge.sink = &sink;
	(void)reviewer_take(r, w);
	r->sink = r->judge.sink = NULL;
	give_back(c, w);
}

static void
review_batch(struct crew *c, struct reviewer *r, struct batch *b)
{
	struct work *w;

	while ((w = take_slab(c, b)) != NULL)
		review_slab(c, r, b, w);
	finish_batch(c, b);
}

static void *
review(void *arg)
{
	struct start *start = arg;
	struct crew *c = start->crew;
	struct batch *b;

	while ((b = take_batch(c)) != NULL)
		review_batch(c, &c->reviewers[start->i], b);
	return NULL;
}

/* ---- reading and dealing -------------------------------------------- */

/* The reader's reviewer; the others are threads[i]'s. */
#define READERS(c) (&(c)->reviewers[0])

/*
 * The reader does a reviewer's work: one slab, or the end of a batch.  False
 * when there is nothing to do.  Called, and returns, with the lock.
 */
static bool
help(struct crew *c)
{
	struct batch *b = c->readers != NULL ? c->readers : take_waiting(c);
	struct work *w = b != NULL ? take_dealt(b) : NULL;
	bool done = b != NULL && w == NULL && b->complete;

	c->readers = done ? NULL : b;
	if (w == NULL && !done)
		return false;
	pthread_mutex_unlock(&c->lock);
	if (w != NULL)
		review_slab(c, READERS(c), b, w);
	else
		finish_batch(c, b);
	pthread_mutex_lock(&c->lock);
	return true;
}

/* Help, or wait for a change when there is nothing to help with.  With the
 * lock. */
static void
help_or_wait(struct crew *c)
{
	if (!help(c))
		pthread_cond_wait(&c->changed, &c->lock);
}

/* There is no memory for more slabs: go on with those there are. */
static struct work *
take_returned(struct crew *c)
{
	struct work *w;

	pthread_mutex_lock(&c->lock);
	work_fini(&c->work[--c->n_work]);
	c->most = c->n_work;
	while (c->n_free == 0)
		help_or_wait(c);
	w = c->free[--c->n_free];
	pthread_mutex_unlock(&c->lock);
	return w;
}

/* A slab to read into: one given back, or a new one up to SLABS.  NULL when
 * there is no memory. */
static struct work *
take_free(struct crew *c, struct err *err)
{
	struct work *w = NULL;

	pthread_mutex_lock(&c->lock);
	while (c->n_free == 0 && c->n_work == c->most)
		help_or_wait(c);
	if (c->n_free != 0)
		w = c->free[--c->n_free];
	pthread_mutex_unlock(&c->lock);
	if (w != NULL)
		return w;
	w = &c->work[c->n_work++];
	if (work_init(w, err) == RC_OK)
		return w;
	return c->n_work > 1 ? take_returned(c) : NULL;
}

/* Begin a batch behind the others, when there are not too many (W2). */
static struct batch *
begin_batch(struct crew *c)
{
	struct batch *b = calloc(1, sizeof *b);

	if (b == NULL)
		return NULL;
	arena_init(&b->arena, KEEP_MAX);
	pthread_mutex_lock(&c->lock);
	if (c->tail != NULL) {
		c->tail->complete = true;
		pthread_cond_broadcast(&c->changed);
	}
	while (c->n_batches == BATCHES)
		help_or_wait(c);
	if (c->tail != NULL)
		c->tail->next = b;
	else
		c->head = b;
	c->tail = b;
	c->n_batches++;
	pthread_mutex_unlock(&c->lock);
	return b;
}

static void
deal(struct crew *c, struct batch *b, struct work *w)
{
	pthread_mutex_lock(&c->lock);
	b->slabs[(b->first + b->n) % SLABS] = w;
	b->n++;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
}

/* Read the file to its end, dealing out slabs. */
static enum rc
read_and_deal(struct crew *c, struct err *err)
{
	struct batch *b = NULL;
	unsigned dealt = 0;
	bool last = false;
	enum rc rc = RC_OK;

	while (rc == RC_OK && !last) {
		bool may_cut = !envelope_is_inside(c->reading->envelope);
		struct work *w = take_free(c, err);

		if (w == NULL)
			return RC_MEMORY;
		rc = read_on(c->reading, w, err);
		if (rc != RC_OK) {
			give_back(c, w);
			break;
		}
		last = w->slab.last;
		if (b == NULL || (may_cut && dealt >= BATCH_GOAL)) {
			b = begin_batch(c);
			dealt = 0;
		}
		if (b == NULL) {
			give_back(c, w);
			return fail(err, RC_MEMORY, "no memory for threads");
		}
		deal(c, b, w);
		dealt++;
	}
	return rc;
}

/* Tell the reviewers that nothing more comes, and help with what there is. */
static void
end_dealing(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->over = true;
	if (c->tail != NULL)
		c->tail->complete = true;
	pthread_cond_broadcast(&c->changed);
	while (help(c))
		;
	pthread_mutex_unlock(&c->lock);
}

/* ---- the crew's life ------------------------------------------------ */

static enum rc
crew_new(struct reading *r, const struct finding_sink *sink,
    struct crew **out, struct err *err)
{
	struct crew *c = calloc(1, sizeof *c);

	if (c == NULL)
		return fail(err, RC_MEMORY, "no memory for threads");
	*out = c;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->changed, NULL);
	c->sink = sink;
	c->reading = r;
	return RC_OK;
}

static void
crew_free(struct crew *c)
{
	if (c == NULL)
		return;
	for (unsigned i = 0; i < c->n_work; i++)
		work_fini(&c->work[i]);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* Start the reviewers but the reader's, as many as the machine lets us; *n are
 * there in all. */
static enum rc
start_reviewers(struct crew *c, struct start *starts, unsigned threads,
    unsigned *n, struct err *err)
{
	enum rc rc = reviewer_init(READERS(c), NULL,
	    c->reading->options->depth, err);

	if (rc != RC_OK)
		return rc;
	for (*n = 1; *n < threads; ++*n) {
		struct reviewer *r = &c->reviewers[*n];

		starts[*n] = (struct start){ c, *n };
		if (reviewer_init(r, NULL, c->reading->options->depth,
		    NULL) != RC_OK)
			break;
		if (pthread_create(&c->threads[*n], NULL, review,
		    &starts[*n]) != 0) {
			reviewer_fini(r);
			break;
		}
	}
	return RC_OK;
}

/* See check_private.h. */
enum rc
crew_run(struct reading *r, const struct finding_sink *sink,
    unsigned threads, struct err *err)
{
	struct start starts[THREADS_MAX];
	struct crew *c = NULL;
	unsigned n = 0;
	enum rc rc = crew_new(r, sink, &c, err);

	if (rc != RC_OK)
		return rc;
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	c->most = 4 + 4 * threads;
	rc = start_reviewers(c, starts, threads, &n, err);
	if (rc == RC_OK)
		rc = read_and_deal(c, err);
	end_dealing(c);
	for (unsigned i = 0; i < n; i++) {
		if (i > 0)
			pthread_join(c->threads[i], NULL);
		r->sum->claims += c->reviewers[i].claims;
		reviewer_fini(&c->reviewers[i]);
	}
	crew_free(c);
	return rc;
}
