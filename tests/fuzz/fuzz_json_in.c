/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_json_in.c -- any text read as JSON records and written as X12.
 *
 * Every item can be looked at to its end (K2), and the writer takes it or
 * refuses it with a finding.  Of what it took, what was written is read and
 * written again as the same bytes.
 */
#include <stdlib.h>

#include "interop/json_in.h"
#include "claim/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct guide_set guides;

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static void
count_errors(void *ctx, const struct finding *f)
{
	uint64_t *errors = ctx;

	demand(f->code < FINDING_N);
	*errors += finding_def(f->code)->severity == SEVERITY_ERROR;
}

/* Put an item, and demand that it is taken or told of. */
static void
put(struct writer *w, const struct item *item, const uint64_t *errors,
    struct buf *out)
{
	uint64_t before = *errors;
	struct err err;
	enum rc rc;

	demand(schema_equal(item->schema, item->object, item->object));
	rc = writer_put(w, item, &err);
	demand(rc == RC_OK || rc == RC_INVALID);
	demand((rc == RC_INVALID) == (*errors != before));
	buf_add(out, writer_take(w));
}

static void
read_json(str text, struct buf *out)
{
	uint64_t in_errors = 0, out_errors = 0;
	const struct finding_sink in_sink = { &in_errors, count_errors };
	const struct finding_sink out_sink = { &out_errors, count_errors };
	const struct json_in_options jo = { &guides };
	const struct writer_options wo = { .guides = &guides };
	struct file_stream in;
	struct json_in *j;
	struct writer *w;
	struct item item;
	struct err err;

	file_stream_memory(&in, text);
	j = json_in_open(&in, &jo, &in_sink);
	demand(j != NULL);
	demand(writer_new(&wo, &out_sink, &w, &err) == RC_OK);
	for (;;) {
		demand(json_in_next(j, &item, &err) == RC_OK);
		if (item.object == NULL)
			break;
		put(w, &item, &out_errors, out);
	}
	demand(writer_end(w, &err) == RC_OK);
	buf_add(out, writer_take(w));
	writer_free(w);
	json_in_close(j);
	file_stream_close(&in);
}

static void
read_x12(str text, struct buf *out)
{
	uint64_t in_errors = 0, out_errors = 0;
	const struct finding_sink in_sink = { &in_errors, count_errors };
	const struct finding_sink out_sink = { &out_errors, count_errors };
	const struct reader_options ro = { &guides, CHECK_GUIDE };
	const struct writer_options wo = { .guides = &guides };
	struct file_stream in;
	struct reader *r;
	struct writer *w;
	struct item item;
	struct err err;

	file_stream_memory(&in, text);
	demand(reader_open(&in, &ro, &in_sink, &r, &err) == RC_OK);
	demand(writer_new(&wo, &out_sink, &w, &err) == RC_OK);
	for (;;) {
		demand(reader_next(r, &item, &err) == RC_OK);
		if (item.object == NULL)
			break;
		put(w, &item, &out_errors, out);
	}
	demand(out_errors == 0);
	demand(writer_end(w, &err) == RC_OK);
	buf_add(out, writer_take(w));
	writer_free(w);
	reader_close(r);
	file_stream_close(&in);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct err err;

	(void)argc;
	(void)argv;
	demand(guide_set_init(&guides, &err) == RC_OK);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf first, second;

	buf_init(&first, (size_t)256 << 20);
	buf_init(&second, (size_t)256 << 20);
	read_json((str){ (const char *)data, size }, &first);
	if (first.n != 0) {
		read_x12(buf_str(&first), &second);
		demand(str_eq(buf_str(&first), buf_str(&second)));
	}
	buf_fini(&first);
	buf_fini(&second);
	return 0;
}
