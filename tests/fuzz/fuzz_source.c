/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_source.c -- any bytes as a file; the first says what it is called.
 * Whatever comes of it, each source has a path that can be shown, within its
 * ceilings, and a second reading gives the same.
 */
#include <stdlib.h>

#include "sheet/source.h"

#define MAX	((uint64_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a reading gave. */
struct given { uint64_t n, sum, hash; };

static enum rc
take(void *ctx, const struct source *s, struct err *err)
{
	struct given *g = ctx;

	(void)err;
	g->n++;
	g->sum += s->bytes.n;
	g->hash = g->hash * 31 + str_hash(s->path) + str_hash(s->bytes);
	if (s->path.n < s->name.n)
		abort();
	for (size_t i = 0; i < s->path.n; i++)
		if ((unsigned char)s->path.p[i] < ' ')
			abort();
	return RC_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct source_options limits = { MAX, 4 * MAX, 100 };
	static const char *const names[] = { "a.zip", "a.xz", "a.zip.xz",
		"a.txt" };
	struct given once = { 0 }, twice = { 0 };
	struct err err;
	str path, bytes;
	enum rc rc;

	if (size == 0)
		return 0;
	path = str_of(names[data[0] & 3]);
	bytes = (str){ (const char *)data + 1, size - 1 };
	rc = source_each_of(path, bytes, &limits, take, &once, &err);
	if (source_each_of(path, bytes, &limits, take, &twice, &err) != rc ||
	    once.n != twice.n || once.hash != twice.hash)
		abort();
	if (once.sum > 4 * MAX + size)
		abort();
	return 0;
}
