/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_check.c -- how fast a file is judged for somebody who watches every
 * segment and does nothing with it.
 *
 *	bench_check form|rules FILE [PASSES]
 *
 * "form" judges SNIP types 1 and 2 only (CHECK_GUIDE), "rules" everything.
 * Prints the best pass; loading the guides is not in it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "x12/check.h"

/* What was shown and said, so that nothing is left out as useless. */
struct counted { uint64_t segments, placed, findings; };

static void
watch(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct counted *c = ctx;

	(void)j;
	(void)s;
	c->segments++;
	c->placed += node != NULL;
}

static void
count_finding(void *ctx, const struct finding *f)
{
	(void)f;
	((struct counted *)ctx)->findings++;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* One pass over the file; seconds, or less than 0 when it failed. */
static double
one_pass(const struct guide_set *guides, enum check_depth depth,
    const char *path, struct counted *c, struct check_summary *sum)
{
	const struct finding_sink sink = { c, count_finding };
	const struct check_options options = { .guides = guides,
	    .threads = 1, .depth = depth, .watch = watch, .watch_ctx = c };
	double start = now();
	struct file_stream in;
	struct err err;
	enum rc rc = file_stream_open(&in, path, &err);

	if (rc == RC_OK) {
		rc = check_run(&in, &options, &sink, sum, &err);
		file_stream_close(&in);
	}
	if (rc != RC_OK)
		fprintf(stderr, "bench_check: %s\n", err.msg);
	return rc == RC_OK ? now() - start : -1;
}

/* The best of `passes` over the file; false when one failed. */
static bool
measure(const char *path, enum check_depth depth, int passes)
{
	struct guide_set guides;
	struct check_summary sum;
	struct counted c = { 0 };
	struct err err;
	double best = 1e9, seconds = 0;
	bool loaded = guide_set_init(&guides, &err) == RC_OK;

	for (int i = 0; i < passes && loaded && seconds >= 0; i++) {
		c = (struct counted){ 0 };
		seconds = one_pass(&guides, depth, path, &c, &sum);
		best = seconds < best ? seconds : best;
	}
	guide_set_fini(&guides);
	if (!loaded || seconds < 0)
		return false;
	printf("%.1f MB/s, %.1f ns a segment; %" PRIu64 " segments, %" PRIu64
	    " placed, %" PRIu64 " findings\n", (double)sum.bytes / best / 1e6,
	    best * 1e9 / (double)c.segments, c.segments, c.placed,
	    c.findings);
	return true;
}

int
main(int argc, char **argv)
{
	bool form = argc > 1 && strcmp(argv[1], "form") == 0;

	if (argc < 3 || (!form && strcmp(argv[1], "rules") != 0)) {
		fprintf(stderr,
		    "usage: bench_check form|rules FILE [PASSES]\n");
		return 2;
	}
	return measure(argv[2], form ? CHECK_GUIDE : CHECK_RULES,
	    argc > 3 ? (int)strtol(argv[3], NULL, 10) : 1) ? 0 : 1;
}
