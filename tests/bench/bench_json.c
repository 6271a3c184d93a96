/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_json.c -- how long records take to become JSON, and to come from it.
 *
 *	bench_json FILE
 *
 * Reads an X12 file into records, writes each as JSON, and throws the text
 * away.  Prints the bytes of X12 and of JSON, the seconds in all, and those
 * spent on JSON.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "interop/json_out.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
ignore(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

struct cost { uint64_t bytes; double seconds; };

static enum rc
write_all(struct reader *r, struct json_out *o, bool show, struct cost *cost,
    struct err *err)
{
	struct item item;
	struct buf text;
	enum rc rc;

	buf_init(&text, (size_t)1 << 30);
	while ((rc = reader_next(r, &item, err)) == RC_OK &&
	    item.object != NULL) {
		double began = now();

		rc = json_out_item(o, &item, &text, err);
		cost->seconds += now() - began;
		if (rc != RC_OK)
			break;
		cost->bytes += text.n;
		if (show)
			fwrite(text.p, 1, text.n, stdout);
		buf_reset(&text);
	}
	buf_fini(&text);
	return rc;
}

int
main(int argc, char **argv)
{
	const struct finding_sink none = { NULL, ignore };
	struct json_out_options options = { .guides = NULL };
	struct cost cost = { 0, 0 };
	struct guide_set guides;
	struct file_stream in;
	struct reader *r = NULL;
	struct json_out *o;
	struct err err = { RC_OK, "" };
	double began = now();
	enum rc rc;

	rc = guide_set_init(&guides, &err);
	if (rc == RC_OK)
		rc = file_stream_open(&in, argv[argc - 1], &err);
	if (rc == RC_OK) {
		const struct reader_options ro = { &guides, CHECK_GUIDE };

		options.guides = &guides;
		o = json_out_new(&options);
		rc = reader_open(&in, &ro, &none, &r, &err);
		if (rc == RC_OK && o != NULL)
			rc = write_all(r, o, argc > 2, &cost, &err);
		if (argc == 2)
			printf("%llu %llu %.3f %.3f\n",
			    (unsigned long long)in.size,
			    (unsigned long long)cost.bytes, now() - began,
			    cost.seconds);
		json_out_free(o);
		reader_close(r);
		file_stream_close(&in);
	}
	guide_set_fini(&guides);
	if (rc != RC_OK)
		fprintf(stderr, "bench_json: %s\n", err.msg);
	return rc != RC_OK;
}
