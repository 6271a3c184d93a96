/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_model.c -- what reading into models, and writing them, costs.
 *
 *	bench_model check|read|write FILE
 *
 * `check` judges form alone (SNIP 1 and 2), `read` does so and fills the
 * models.  `write` reads a part of the file into memory first and then writes
 * its records over and over; it prints the seconds and bytes of the writing
 * alone.  All in one thread.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "claim/reader.h"
#include "claim/writer.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
ignore(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static const struct finding_sink none = { NULL, ignore };

static void
watch(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	(void)ctx;
	(void)j;
	(void)s;
	(void)node;
}

static enum rc
run_check(struct file_stream *in, const struct guide_set *guides,
    uint64_t *bytes, struct err *err)
{
	const struct check_options o = { .guides = guides,
	    .depth = CHECK_GUIDE, .watch = watch };
	struct check_summary sum;
	enum rc rc = check_run(in, &o, &none, &sum, err);

	*bytes = sum.bytes;
	return rc;
}

/* With a writer, each record is written besides, and its time taken. */
static enum rc
run_read(struct file_stream *in, const struct guide_set *guides,
    struct writer *w, uint64_t *bytes, double *writing, struct err *err)
{
	const struct reader_options o = { guides, CHECK_GUIDE };
	struct reader *r;
	struct item item;
	enum rc rc = reader_open(in, &o, &none, &r, err);

	while (rc == RC_OK && (rc = reader_next(r, &item, err)) == RC_OK &&
	    item.object != NULL) {
		double from;

		if (w == NULL)
			continue;
		from = now();
		rc = writer_put(w, &item, err);
		*bytes += writer_take(w).n;
		*writing += now() - from;
	}
	if (w == NULL && rc == RC_OK)
		*bytes = reader_summary(r)->bytes;
	reader_close(r);
	return rc;
}

int
main(int argc, char **argv)
{
	struct guide_set guides;
	struct file_stream in;
	struct err err = { RC_OK, "" };
	struct writer *w = NULL;
	uint64_t bytes = 0;
	double from, took, writing = 0;
	enum rc rc;

	if (argc != 3 || guide_set_init(&guides, &err) != RC_OK ||
	    file_stream_open(&in, argv[2], &err) != RC_OK) {
		fprintf(stderr, "bench_model: %s\n", err.msg);
		return 2;
	}
	from = now();
	if (strcmp(argv[1], "check") == 0) {
		rc = run_check(&in, &guides, &bytes, &err);
	} else {
		const struct writer_options o = { .guides = &guides };

		rc = strcmp(argv[1], "write") == 0 ?
		    writer_new(&o, &none, &w, &err) : RC_OK;
		if (rc == RC_OK)
			rc = run_read(&in, &guides, w, &bytes, &writing, &err);
	}
	took = w != NULL ? writing : now() - from;
	writer_free(w);
	file_stream_close(&in);
	guide_set_fini(&guides);
	if (rc != RC_OK) {
		fprintf(stderr, "bench_model: %s\n", err.msg);
		return 2;
	}
	printf("%s %.6f s %llu bytes %.1f MB/s\n", argv[1], took,
	    (unsigned long long)bytes, (double)bytes / took / 1e6);
	return 0;
}
