/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_json.c -- any bytes read as records; what is given is written as JSON,
 * and must be read back as the same, and written the same again (json_out.h,
 * L1, L2).
 */
#include <stdio.h>
#include <stdlib.h>

#include "interop/json_in.h"
#include "interop/json_out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Findings count; none may come where there are to be none. */
static void
count(void *ctx, const struct finding *f)
{
	unsigned *n = ctx;

	if (finding_def(f->code) == NULL)
		abort();
	++*n;
}

/* Append to `to` what is read from `text`; how many findings there were. */
static unsigned
copy(str text, struct buf *to)
{
	const struct json_in_options in_options = { NULL };
	const struct json_out_options out_options = { .positions = true };
	struct file_stream stream;
	unsigned n = 0;
	const struct finding_sink sink = { &n, count };
	struct json_out *out = json_out_new(&out_options);
	struct json_in *in;
	struct item item;
	struct err err;

	file_stream_memory(&stream, text);
	in = json_in_open(&stream, &in_options, &sink);
	if (in == NULL || out == NULL)
		abort();
	while (json_in_next(in, &item, &err) == RC_OK && item.object != NULL)
		if (json_out_item(out, &item, to, &err) != RC_OK)
			abort();
	json_in_close(in);
	json_out_free(out);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf once, twice;

	buf_init(&once, (size_t)256 << 20);
	buf_init(&twice, (size_t)256 << 20);
	copy((str){ (const char *)data, size }, &once);
	if (!str_is_utf8(buf_str(&once)))
		abort();
	if (copy(buf_str(&once), &twice) != 0 ||
	    !str_eq(buf_str(&once), buf_str(&twice))) {
		fprintf(stderr, "%s\n%s\n", once.p, twice.p);
		abort();
	}
	buf_fini(&once);
	buf_fini(&twice);
	return 0;
}
