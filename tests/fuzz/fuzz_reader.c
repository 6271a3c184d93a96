/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_reader.c -- a file of any bytes read into models and written again.
 *
 * Every item leads up to an interchange of those given before (R3) or the
 * writer says what is missing; what the writer refuses it refuses with a
 * finding that has a field (O2), and then writes nothing (O3).  Of a file in
 * which no error is found, what was written is read as equal items, and
 * written again as the same bytes (O4).
 */
#include <stdlib.h>

#include "claim/envelope.h"
#include "claim/map_shared.h"
#include "claim/reader.h"
#include "claim/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct guide_set guides;

struct heard { uint64_t errors, fieldless; };

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static void
hear_read(void *ctx, const struct finding *f)
{
	struct heard *h = ctx;

	h->errors += finding_def(f->code)->severity == SEVERITY_ERROR;
}

static void
hear_written(void *ctx, const struct finding *f)
{
	struct heard *h = ctx;

	h->errors += finding_def(f->code)->severity == SEVERITY_ERROR;
	h->fieldless += f->at.field.n == 0 || f->at.field.p[0] == '.';
}

/* What must stand in memory of an item: every field can be looked at. */
static void
look_at(const struct item *item)
{
	demand(schema_equal(item->schema, item->object, item->object));
}

/* A number, a date or a code that the file has in more than one look may be
 * told apart by its text only; so items are compared by what is written of
 * them.  Returns what was refused. */
static unsigned
copy(str bytes, struct buf *out, struct heard *read, struct heard *written)
{
	const struct finding_sink in_sink = { read, hear_read };
	const struct finding_sink out_sink = { written, hear_written };
	const struct reader_options ro = { &guides, CHECK_GUIDE };
	const struct writer_options wo = { .guides = &guides };
	struct file_stream in;
	struct reader *r;
	struct writer *w;
	struct item item;
	struct err err;
	unsigned refused = 0;

	file_stream_memory(&in, bytes);
	demand(reader_open(&in, &ro, &in_sink, &r, &err) == RC_OK);
	demand(writer_new(&wo, &out_sink, &w, &err) == RC_OK);
	for (;;) {
		uint64_t before = written->errors;
		enum rc rc;

		demand(reader_next(r, &item, &err) == RC_OK);
		if (item.object == NULL)
			break;
		look_at(&item);
		rc = writer_put(w, &item, &err);
		demand(rc == RC_OK || rc == RC_INVALID);
		demand((rc == RC_INVALID) == (written->errors != before));
		refused += rc == RC_INVALID;
		buf_add(out, writer_take(w));
	}
	demand(writer_end(w, &err) == RC_OK);
	buf_add(out, writer_take(w));
	demand(!out->failed);
	writer_free(w);
	reader_close(r);
	file_stream_close(&in);
	return refused;
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
	struct heard read = { 0, 0 }, written = { 0, 0 };
	struct heard read2 = { 0, 0 }, written2 = { 0, 0 };
	struct buf first, second;
	unsigned refused;

	buf_init(&first, (size_t)256 << 20);
	buf_init(&second, (size_t)256 << 20);
	refused = copy((str){ (const char *)data, size }, &first, &read,
	    &written);
	demand(written.fieldless == 0);
	if (refused == 0) {
		/* What was written fits: reading it gives the same again. */
		demand(copy(buf_str(&first), &second, &read2, &written2) == 0);
		demand(str_eq(buf_str(&first), buf_str(&second)));
	}
	demand(read.errors != 0 || refused == 0);
	buf_fini(&first);
	buf_fini(&second);
	return 0;
}
