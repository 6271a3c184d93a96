/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_memory.c -- a file ten times as large takes no more memory (C1, W2).
 * With "large" as its argument the files are of a hundred MiB and more.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guides.h"
#include "hearing.h"
#include "envelopes.h"

/* Sanitizers take memory of their own. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
# define SLACK 288	/* MiB beyond what a small file of the kind takes */
#else
# define SLACK 48
#endif

/* Append a part of a file, the `i`-th of its kind. */
typedef void put_fn(struct buf *file, unsigned i);

/* A writer of the file into a pipe, so that it is nowhere in memory. */
struct source { int fd; size_t bytes; put_fn *head, *body, *tail; };

static void *
pour(void *arg)
{
	const struct source *s = arg;
	struct buf block;
	size_t done = 0;

	buf_init(&block, FILE_MOST);
	for (unsigned i = 0; done < s->bytes; i++) {
		buf_reset(&block);
		if (i == 0)
			s->head(&block, 0);
		while (block.n < 60000)
			s->body(&block, i);
		if (done + block.n >= s->bytes)
			s->tail(&block, i);
		if (write(s->fd, block.p, block.n) != (ssize_t)block.n)
			break;
		done += block.n;
	}
	buf_fini(&block);
	close(s->fd);
	return NULL;
}

/* In a child: check what the source pours, and write to `to` what came. */
struct result { uint64_t findings, claims, bytes; enum rc rc; };

static void
check_poured(struct source s, unsigned threads, int to)
{
	struct file_stream in = { .owned = true };
	struct result r = { 0 };
	struct heard h;
	pthread_t thread;
	int fd[2];

	heard_init(&h);
	h.only_count = true;
	if (pipe(fd) != 0)
		_exit(1);
	s.fd = fd[1];
	in.fd = fd[0];
	if (pthread_create(&thread, NULL, pour, &s) != 0)
		_exit(1);
	hear_stream(&h, &in, &guides, threads);
	pthread_join(thread, NULL);
	r = (struct result){ h.n, h.sum.claims, h.sum.bytes, h.rc };
	if (write(to, &r, sizeof r) != (ssize_t)sizeof r)
		_exit(1);
	_exit(0);
}

/*
 * Check a file of `bytes` in a child; *r is what came of it.  Returns the most
 * memory that the child held, in MiB.
 */
static long
memory_for(size_t bytes, put_fn *head, put_fn *body, put_fn *tail,
    unsigned threads, struct result *r)
{
	struct source s = { 0, bytes, head, body, tail };
	struct rusage usage;
	int status, fd[2];
	pid_t child;

	assert_int_equal(pipe(fd), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		check_poured(s, threads, fd[1]);
	close(fd[1]);
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(read(fd[0], r, sizeof *r), sizeof *r);
	close(fd[0]);
	assert_int_equal(r->rc, RC_OK);
	return usage.ru_maxrss / 1024;
}

static void
put_transaction(struct buf *b, unsigned i)
{
	(void)i;
	put(b, ISA_1 GS_837P);
	put_837p(b, 1, 1, 0);
	b->n -= strlen("SE*23*0001~");
}

static void
put_one_claim(struct buf *b, unsigned i)
{
	put_claim(b, i, 0);
}

static void
put_unknown(struct buf *b, unsigned i)
{
	(void)i;
	put(b, "ZZZ~");
}

static void
put_endless(struct buf *b, unsigned i)
{
	(void)i;
	put(b, "no end in sight, no end in sight, no end in sight, ");
}

static void
put_trailers(struct buf *b, unsigned i)
{
	(void)i;
	put(b, "SE*1*0001~" GE_1 IEA_1);
}

static void
put_nothing(struct buf *b, unsigned i)
{
	(void)b;
	(void)i;
}

/* Whole transactions, each with its faults, in one group. */
static void
put_faulty(struct buf *b, unsigned i)
{
	put_837p(b, i % 10000, 2, 3);
}

static void
put_group(struct buf *b, unsigned i)
{
	(void)i;
	put(b, ISA_1 GS_837P);
}

/* Demand as much memory for `bytes` as for a tenth of them. */
static struct result
assert_flat(size_t bytes, put_fn *head, put_fn *body, put_fn *tail,
    unsigned threads)
{
	struct result r;
	long small = memory_for(bytes / 10, head, body, tail, threads, &r);
	long large = memory_for(bytes, head, body, tail, threads, &r);

	if (large > small + SLACK)
		fail_msg("%ld MiB grew to %ld MiB", small, large);
	assert_true(r.bytes >= bytes);
	return r;
}

static size_t scale = 1;	/* of the files below; 10 or more for "large" */

#define MIB	((size_t)1 << 20)

/* C1 */
static void
memory_is_flat_without_a_terminator(void **state)
{
	struct result r = assert_flat(100 * scale * MIB, put_group,
	    put_endless, put_nothing, 1);

	(void)state;
	assert_int_equal(r.findings, 2);	/* too long; not closed */
}

/* C1 */
static void
memory_is_flat_without_an_interchange(void **state)
{
	struct result r = assert_flat(20 * scale * MIB, put_endless,
	    put_endless, put_nothing, 1);

	(void)state;
	assert_int_equal(r.findings, 1);
}

/* C1 */
static void
memory_is_flat_for_one_large_transaction(void **state)
{
	for (unsigned threads = 1; threads <= 4; threads += 3) {
		struct result r = assert_flat(10 * scale * MIB,
		    put_transaction, put_one_claim, put_trailers, threads);

		assert_true(r.claims > 80000 * scale);
	}
	(void)state;
}

/* C1 */
static void
memory_is_flat_for_any_number_of_findings(void **state)
{
	for (unsigned threads = 1; threads <= 4; threads += 3) {
		struct result r = assert_flat(4 * scale * MIB,
		    put_transaction, put_unknown, put_trailers, threads);

		assert_true(r.findings > 1000000 * scale);
	}
	(void)state;
}

/* C1, W2 */
static void
memory_is_flat_for_any_number_of_faulty_transactions(void **state)
{
	for (unsigned threads = 1; threads <= 4; threads += 3) {
		struct result r = assert_flat(10 * scale * MIB, put_group,
		    put_faulty, put_nothing, threads);

		assert_true(r.findings > 20000 * scale);
	}
	(void)state;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_flat_without_a_terminator),
		cmocka_unit_test(memory_is_flat_without_an_interchange),
		cmocka_unit_test(memory_is_flat_for_one_large_transaction),
		cmocka_unit_test(memory_is_flat_for_any_number_of_findings),
		cmocka_unit_test(
		    memory_is_flat_for_any_number_of_faulty_transactions),
	};

	signal(SIGPIPE, SIG_IGN);
	if (argc > 1 && strcmp(argv[1], "large") == 0)
		scale = 10;
	return cmocka_run_group_tests(tests, load_guides, drop_guides);
}
