/* SPDX-License-Identifier: Apache-2.0 */
/*
 * roundtrip.c -- a file read into models and written again.
 *
 *	roundtrip [--quiet] FILE
 *	roundtrip --each FILE...
 *
 * What was written goes to standard output; --quiet throws it away, for
 * measuring.  Findings of the writer go to standard error.  Exit status 0; 1
 * when an item was refused; 2 when something failed.
 *
 * --each does it for many files, for test_roundtrip.py.  Before what was
 * written of a file goes a line with, between tabs: its name, the errors that
 * all rules find in it, how many of its transactions have no model, the items
 * that the writer refused, and the bytes that follow; then a line with the
 * code and field of each finding of the writer, and an empty line.
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

/* ---- many files ----------------------------------------------------- */

/* What is heard of one file. */
struct heard {
	uint64_t errors;		/* of the reader */
	uint64_t transactions;		/* given */
	struct buf told;		/* a line for each */
};

static void
count_error(void *ctx, const struct finding *f)
{
	struct heard *h = ctx;

	h->errors += finding_def(f->code)->severity == SEVERITY_ERROR;
}

static void
note_refusal(void *ctx, const struct finding *f)
{
	struct heard *h = ctx;

	buf_fmt(&h->told, STR_FMT "\t" STR_FMT "\n",
	    STR_ARG(finding_def(f->code)->code), STR_ARG(f->at.field));
}

/* Transactions that were met, all but those given. */
static uint64_t
count_unmodelled(const struct check_summary *sum, uint64_t given)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < sum->n_kinds; i++)
		n += sum->kinds[i].n;
	return n - given;
}

static bool
is_transaction(const struct item *item)
{
	return item->map != &envelope_map &&
	    item->schema == item->map->levels[0].schema;
}

/* Copy every item into *all; the number refused, or -1. */
static int
copy_into(struct reader *r, struct writer *w, struct buf *all,
    uint64_t *transactions, struct err *err)
{
	struct item item;
	int refused = 0;
	enum rc rc;

	while ((rc = reader_next(r, &item, err)) == RC_OK &&
	    item.object != NULL) {
		*transactions += is_transaction(&item);
		rc = writer_put(w, &item, err);
		refused += rc == RC_INVALID;
		if (rc != RC_OK && rc != RC_INVALID)
			return -1;
		buf_add(all, writer_take(w));
	}
	if (rc != RC_OK || writer_end(w, err) != RC_OK)
		return -1;
	buf_add(all, writer_take(w));
	return refused;
}

/* Read and write one file, and tell how it went.  False: it failed. */
static bool
do_each(const struct guide_set *guides, const char *name, struct err *err)
{
	const struct reader_options ro = { guides, CHECK_RULES };
	const struct writer_options wo = { .guides = guides };
	struct heard h = { 0 };
	const struct finding_sink in_sink = { &h, count_error };
	const struct finding_sink out_sink = { &h, note_refusal };
	struct file_stream in;
	struct reader *r = NULL;
	struct writer *w = NULL;
	struct buf all;
	int refused = -1;

	if (file_stream_open(&in, name, err) != RC_OK)
		return false;
	buf_init(&h.told, (size_t)64 << 20);
	buf_init(&all, (size_t)1 << 30);
	if (reader_open(&in, &ro, &in_sink, &r, err) == RC_OK &&
	    writer_new(&wo, &out_sink, &w, err) == RC_OK)
		refused = copy_into(r, w, &all, &h.transactions, err);
	if (refused >= 0) {
		printf("%s\t%llu\t%llu\t%d\t%zu\n", name,
		    (unsigned long long)h.errors, (unsigned long long)
		    count_unmodelled(reader_summary(r), h.transactions), refused, all.n);
		fwrite(h.told.p, 1, h.told.n, stdout);
		putchar('\n');
		fwrite(all.p, 1, all.n, stdout);
	}
	reader_close(r);
	writer_free(w);
	file_stream_close(&in);
	buf_fini(&h.told);
	buf_fini(&all);
	return refused >= 0;
}

static int
do_all(int n, char **names)
{
	struct guide_set guides;
	struct err err = { RC_OK, "" };
	bool good = guide_set_init(&guides, &err) == RC_OK;

	for (int i = 0; i < n && good; i++)
		good = do_each(&guides, names[i], &err);
	guide_set_fini(&guides);
	if (!good)
		fprintf(stderr, "roundtrip: %s\n", err.msg);
	return good ? 0 : 2;
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

	if (argc > 1 && strcmp(argv[1], "--each") == 0)
		return do_all(argc - 2, argv + 2);
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
