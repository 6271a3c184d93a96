/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_check.c -- whole files: the same findings with any number of threads
 * (C3, W1), in file order (C2), in bounded memory (C1, W2); stopped, or failed
 * in the middle.
 */
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "guides.h"
#include "hearing.h"
#include "envelopes.h"

#define THREADS_MOST 8

/* ---- files of any size --------------------------------------------- */

/*
 * `transactions` of up to `claims` claims each, in groups of 100; every
 * `each`th transaction has a fault in each claim, and none if `each` is 0.
 */
static void
put_file(struct buf *file, unsigned transactions, unsigned claims,
    unsigned each)
{
	unsigned groups = 0;

	put(file, ISA_1);
	for (unsigned i = 0; i < transactions; i++) {
		unsigned last = i % 100 == 99 || i + 1 == transactions;

		if (i % 100 == 0)
			buf_fmt(file, "GS*HC*SS*RR*20260302*0915*%u*X*"
			    "005010X222A1~", ++groups);
		put_837p(file, i % 100 + 1, 1 + i % claims,
		    each != 0 && i % each == 0 ? 1 + i % 3 : 0);
		if (last)
			buf_fmt(file, "GE*%u*%u~", i % 100 + 1, groups);
	}
	buf_fmt(file, "IEA*%u*000000001~", groups);
	assert_false(file->failed);
}

/* Demand that 2 to THREADS_MOST threads say what one says. */
static void
assert_threads_agree(str file, struct heard *one)
{
	heard_init(one);
	one->only_count = true;
	hear_text(one, file, &guides, 1);
	for (unsigned t = 0; t <= THREADS_MOST; t++) {
		struct heard h;

		heard_init(&h);
		h.only_count = true;
		hear_text(&h, file, &guides, t);
		assert_int_equal(h.n, one->n);
		assert_int_equal(h.hash, one->hash);
		assert_memory_equal(h.counts, one->counts, sizeof h.counts);
		assert_int_equal(h.sum.segments, one->sum.segments);
		assert_int_equal(h.sum.interchanges, one->sum.interchanges);
		assert_int_equal(h.sum.groups, one->sum.groups);
		assert_int_equal(h.sum.claims, one->sum.claims);
		assert_memory_equal(h.sum.kinds, one->sum.kinds,
		    sizeof h.sum.kinds);
		heard_fini(&h);
	}
	heard_fini(one);
}

/* C3 */
static void
check_of_a_sample_is_the_same_with_any_threads(void **state)
{
	static const char *const samples[] = { "samples/837p-clean.x12",
	    "samples/837p-errors.x12", "samples/835-unbalanced.x12",
	    "samples/several-interchanges.x12", "samples/999-rejected.x12",
	    "samples/ta1.x12" };

	(void)state;
	for (size_t i = 0; i < LENGTH(samples); i++) {
		struct file_map map;
		struct heard one;
		struct err err;

		assert_int_equal(file_map(samples[i], &map, &err), RC_OK);
		assert_threads_agree(map.text, &one);
		file_unmap(&map);
	}
}

/* C3 */
static void
check_of_a_clean_file_finds_nothing_with_any_threads(void **state)
{
	struct buf file;
	struct heard one;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_file(&file, 300, 40, 0);
	assert_threads_agree(buf_str(&file), &one);
	assert_int_equal(one.n, 0);
	assert_true(one.sum.claims > 5000);
	buf_fini(&file);
}

/* C3, W1 */
static void
check_of_a_faulty_file_is_the_same_with_any_threads(void **state)
{
	struct buf file;
	struct heard one;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_file(&file, 600, 40, 3);
	put(&file, "\nstray*1~\n");
	put_file(&file, 200, 90, 1);
	assert_threads_agree(buf_str(&file), &one);
	assert_true(one.n > 8000);
	buf_fini(&file);
}

/* C3: a transaction larger than all slabs in flight. */
static void
check_of_one_large_transaction_is_the_same_with_any_threads(void **state)
{
	struct buf file;
	struct heard one;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_837P);
	put_837p(&file, 1, 60000, 0);
	put_837p(&file, 2, 3, 3);
	put(&file, "GE*2*1~" IEA_1);
	assert_true(file.n > 32 * (256 << 10) / 2);
	assert_threads_agree(buf_str(&file), &one);
	assert_int_equal(one.counts[FINDING_DATE_INVALID], 3);
	assert_int_equal(one.counts[FINDING_SEGMENT_UNKNOWN], 3);
	buf_fini(&file);
}

/* W2: findings past what a batch may keep wait for their turn. */
static void
check_of_a_file_full_of_faults_is_the_same_with_any_threads(void **state)
{
	struct buf file;
	struct heard one;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_837P);
	for (unsigned i = 0; i < 4; i++) {
		buf_fmt(&file, "ST*837*%04u*005010X222A1~", i);
		for (unsigned k = 0; k < 150000; k++)
			put(&file, "ZZ~");
		buf_fmt(&file, "SE*150002*%04u~", i);
	}
	put(&file, "GE*4*1~" IEA_1);
	assert_threads_agree(buf_str(&file), &one);
	assert_true(one.n >= 600000);
	buf_fini(&file);
}

/* ---- file order ---------------------------------------------------- */

struct ordered { uint64_t n, transaction, before; bool in_order; };

/* C2: segments of findings only go back within their transaction. */
static void
hear_order(void *ctx, const struct finding *f)
{
	struct ordered *o = ctx;
	uint64_t number = 0;

	o->n++;
	if (f->at.transaction.n == 0)
		return;
	assert_true(str_to_u64(f->at.transaction, 10000, &number));
	if (number < o->transaction ||
	    f->at.segment + f->at.position < o->before)
		o->in_order = false;
	o->transaction = number;
	if (f->at.position != 0)
		o->before = f->at.segment - f->at.position;
}

/* C2 */
static void
check_tells_findings_in_file_order(void **state)
{
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_file(&file, 100, 60, 1);
	for (unsigned t = 1; t <= 4; t += 3) {
		struct ordered o = { .in_order = true };
		const struct finding_sink sink = { &o, hear_order };
		const struct check_options options = { .guides = &guides,
		    .threads = t };
		struct check_summary sum;
		struct file_stream in;
		struct err err;

		file_stream_memory(&in, buf_str(&file));
		in.size = 0;	/* as a pipe: threads, however small */
		assert_int_equal(check_run(&in, &options, &sink, &sum, &err),
		    RC_OK);
		assert_true(o.n > 100);
		assert_true(o.in_order);
	}
	buf_fini(&file);
}

/* ---- one caller at a time ------------------------------------------ */

struct busy { pthread_mutex_t lock; uint64_t n; bool met; };

static void
hear_busy(void *ctx, const struct finding *f)
{
	struct busy *b = ctx;

	(void)f;
	if (pthread_mutex_trylock(&b->lock) != 0) {
		b->met = true;
		return;
	}
	if (b->n++ % 64 == 0)
		usleep(20);
	pthread_mutex_unlock(&b->lock);
}

/* W1 */
static void
check_calls_the_sink_from_one_thread_at_a_time(void **state)
{
	struct busy b = { PTHREAD_MUTEX_INITIALIZER, 0, false };
	const struct finding_sink sink = { &b, hear_busy };
	const struct check_options options = { .guides = &guides,
	    .threads = THREADS_MOST };
	struct check_summary sum;
	struct file_stream in;
	struct buf file;
	struct err err;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_file(&file, 900, 40, 2);
	file_stream_memory(&in, buf_str(&file));
	in.size = 0;	/* as a pipe: threads, however small */
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err), RC_OK);
	assert_false(b.met);
	assert_int_equal(b.n, sum.counts[0] + sum.counts[1] + sum.counts[2]);
	buf_fini(&file);
}

/* ---- stopping ------------------------------------------------------ */

struct stopper { bool stop; uint64_t n, at; };

static void
hear_and_stop(void *ctx, const struct finding *f)
{
	struct stopper *s = ctx;

	(void)f;
	if (++s->n == s->at)
		__atomic_store_n(&s->stop, true, __ATOMIC_RELAXED);
}

static void
check_stops_when_a_sink_says_so(void **state)
{
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_file(&file, 2000, 60, 1);
	for (unsigned t = 1; t <= THREADS_MOST; t++) {
		struct stopper s = { .at = 10 };
		const struct finding_sink sink = { &s, hear_and_stop };
		const struct check_options options = { .guides = &guides,
		    .threads = t, .stop = &s.stop };
		struct check_summary sum;
		struct file_stream in;
		struct err err;

		file_stream_memory(&in, buf_str(&file));
		in.size = 0;	/* as a pipe: threads, however small */
		assert_int_equal(check_run(&in, &options, &sink, &sum, &err),
		    RC_STOPPED);
		assert_true(s.n >= 10);
		assert_true(sum.bytes < file.n);
		assert_int_equal(s.n, sum.counts[0] + sum.counts[1] +
		    sum.counts[2]);
	}
	buf_fini(&file);
}

static void
check_that_is_stopped_at_once_says_nothing(void **state)
{
	struct stopper s = { .stop = true };
	const struct finding_sink sink = { &s, hear_and_stop };
	const struct check_options options = { .guides = &guides,
	    .stop = &s.stop };
	struct check_summary sum;
	struct file_stream in;
	struct err err;

	(void)state;
	file_stream_memory(&in, STR("ISA"));
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err),
	    RC_STOPPED);
	assert_int_equal(s.n, 0);
}

/* ---- a stream that fails ------------------------------------------- */

struct feeder { int fd; str text; };

static void *
feed(void *arg)
{
	const struct feeder *f = arg;
	size_t done = 0;
	ssize_t n = 1;

	while (done < f->text.n && n > 0) {
		n = write(f->fd, f->text.p + done, f->text.n - done);
		done += n > 0 ? (size_t)n : 0;
	}
	close(f->fd);
	return NULL;
}

static void
count_only(void *ctx, const struct finding *f)
{
	(void)f;
	++*(uint64_t *)ctx;
}

/* Break the stream once half of the file was read. */
static void
break_half_way(void *ctx, uint64_t bytes)
{
	struct file_stream *in = ctx;

	if (bytes > (2 << 20) && in->memory.n == 0 && in->fd >= 0) {
		close(in->fd);
		in->fd = 1 << 20;
	}
}

/* C3: what was found before is told. */
static void
check_fails_with_a_stream_that_fails_in_the_middle(void **state)
{
	uint64_t told[2] = { 0, 0 };
	struct buf file;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	buf_init(&file, FILE_MOST);
	put_file(&file, 1000, 60, 1);
	for (unsigned t = 0; t < 2; t++) {
		const struct finding_sink sink = { &told[t], count_only };
		struct file_stream in = { .owned = false };
		const struct check_options options = { .guides = &guides,
		    .threads = t == 0 ? 1 : 4, .progress = break_half_way,
		    .progress_ctx = &in };
		struct check_summary sum;
		struct feeder f;
		pthread_t thread;
		struct err err;
		int fd[2];

		assert_int_equal(pipe(fd), 0);
		in.fd = fd[0];
		f = (struct feeder){ fd[1], buf_str(&file) };
		assert_int_equal(pthread_create(&thread, NULL, feed, &f), 0);
		assert_int_equal(check_run(&in, &options, &sink, &sum, &err),
		    RC_IO);
		assert_true(err.msg[0] != '\0');
		assert_int_equal(pthread_join(thread, NULL), 0);
		assert_int_equal(told[t], sum.counts[0] + sum.counts[1] +
		    sum.counts[2]);
	}
	assert_true(told[0] > 0);
	assert_int_equal(told[0], told[1]);
	buf_fini(&file);
}

/* ---- watching and progress ----------------------------------------- */

struct watcher { uint64_t segments, progress, placed; };

static void
watch(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct watcher *w = ctx;

	assert_int_equal(s->ordinal, ++w->segments);
	assert_true(node == NULL || j != NULL);
	w->placed += node != NULL;
}

static void
note_progress(void *ctx, uint64_t bytes)
{
	struct watcher *w = ctx;

	assert_true(bytes >= w->progress);
	w->progress = bytes;
}

static void
check_shows_every_segment_in_file_order(void **state)
{
	struct watcher w = { 0 };
	uint64_t n = 0;
	const struct finding_sink sink = { &n, count_only };
	const struct check_options options = { .guides = &guides,
	    .threads = 4, .watch = watch, .watch_ctx = &w,
	    .progress = note_progress, .progress_ctx = &w };
	struct check_summary sum;
	struct file_stream in;
	struct buf file;
	struct err err;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_file(&file, 120, 30, 7);
	put(&file, "stray*1~" ISA_WITH("^", "00501", "000000002", ":") "~"
	    "GS*PO*SS*RR*20260302*0915*1*X*004010~ST*850*1~BEG*1~SE*3*1~"
	    "GE*1*1~IEA*1*000000002~*~more*1~");
	file_stream_memory(&in, buf_str(&file));
	in.size = 0;	/* as a pipe: threads, however small */
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err), RC_OK);
	assert_int_equal(w.segments, sum.segments);
	assert_int_equal(w.progress, file.n);
	assert_true(w.placed > 1000);
	buf_fini(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    check_of_a_sample_is_the_same_with_any_threads),
		cmocka_unit_test(
		    check_of_a_clean_file_finds_nothing_with_any_threads),
		cmocka_unit_test(
		    check_of_a_faulty_file_is_the_same_with_any_threads),
		cmocka_unit_test(
		    check_of_one_large_transaction_is_the_same_with_any_threads),
		cmocka_unit_test(
		    check_of_a_file_full_of_faults_is_the_same_with_any_threads),
		cmocka_unit_test(check_tells_findings_in_file_order),
		cmocka_unit_test(
		    check_calls_the_sink_from_one_thread_at_a_time),
		cmocka_unit_test(check_stops_when_a_sink_says_so),
		cmocka_unit_test(check_that_is_stopped_at_once_says_nothing),
		cmocka_unit_test(
		    check_fails_with_a_stream_that_fails_in_the_middle),
		cmocka_unit_test(check_shows_every_segment_in_file_order),
	};

	return cmocka_run_group_tests(tests, load_guides, drop_guides);
}
