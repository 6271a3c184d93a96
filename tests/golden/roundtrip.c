/* SPDX-License-Identifier: Apache-2.0 */
/*
 * roundtrip.c -- a file read into models and written again.
 *
 *	roundtrip [--quiet] FILE
 *
 * What was written goes to standard output; --quiet throws it away, for
 * measuring.  Findings of the writer go to standard error.  Exit status 0; 1
 * when an item was refused; 2 when something failed.
 */
#include <stdio.h>
#include <string.h>

#include "claim/reader.h"
#include "claim/writer.h"

static void
ignore(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static void
tell(void *ctx, const struct finding *f)
{
	struct buf b;

	(void)ctx;
	buf_init(&b, 65536);
	finding_message(f, FINDING_SHOW, &b);
	fprintf(stderr, STR_FMT ": %s\n", STR_ARG(f->at.field), b.p);
	buf_fini(&b);
}

/* Copy every item; the number refused, or -1. */
static int
copy(struct reader *r, struct writer *w, bool quiet, struct err *err)
{
	struct item item;
	int refused = 0;
	enum rc rc;

	while ((rc = reader_next(r, &item, err)) == RC_OK &&
	    item.object != NULL) {
		str out;

		rc = writer_put(w, &item, err);
		if (rc == RC_INVALID) {
			fprintf(stderr, "refused: %s: %s\n",
			    item.schema->name, err->msg);
			refused++;
		} else if (rc != RC_OK) {
			return -1;
		}
		out = writer_take(w);
		if (!quiet)
			fwrite(out.p, 1, out.n, stdout);
	}
	if (rc != RC_OK || writer_end(w, err) != RC_OK)
		return -1;
	if (!quiet) {
		str out = writer_take(w);

		fwrite(out.p, 1, out.n, stdout);
	}
	return refused;
}

int
main(int argc, char **argv)
{
	const struct finding_sink none = { NULL, ignore };
	const struct finding_sink loud = { NULL, tell };
	struct guide_set guides;
	struct file_stream in;
	struct reader *r = NULL;
	struct writer *w = NULL;
	struct err err = { RC_OK, "" };
	bool quiet = argc > 2 && strcmp(argv[1], "--quiet") == 0;
	int refused = -1;

	if (guide_set_init(&guides, &err) == RC_OK &&
	    file_stream_open(&in, argv[argc - 1], &err) == RC_OK) {
		const struct reader_options ro = { &guides, CHECK_GUIDE };
		const struct writer_options wo = { .guides = &guides };

		if (reader_open(&in, &ro, &none, &r, &err) == RC_OK &&
		    writer_new(&wo, &loud, &w, &err) == RC_OK)
			refused = copy(r, w, quiet, &err);
		reader_close(r);
		writer_free(w);
		file_stream_close(&in);
	}
	guide_set_fini(&guides);
	if (refused < 0)
		fprintf(stderr, "roundtrip: %s\n", err.msg);
	return refused < 0 ? 2 : refused != 0;
}
