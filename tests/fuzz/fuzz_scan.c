/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_scan.c -- every level of the scanner gives the lists of the reference
 * (N1 to N4), whatever the bytes and the delimiters.
 *
 * The first four bytes of the input are the element, repetition, component
 * and segment delimiter; the rest is the block.
 */
#include <stdlib.h>

#include "../scan_reference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Lists for `n` bytes in one piece of memory, which begins at ->at. */
static struct scan_index
new_lists(size_t n)
{
	struct scan_index ix = { 0 };

	ix.at = calloc(4 * (n + SCAN_PAD), sizeof *ix.at);
	if (ix.at == NULL)
		abort();
	ix.inner = ix.at + n + SCAN_PAD;
	ix.ends = ix.inner + n + SCAN_PAD;
	ix.odd = ix.ends + n + SCAN_PAD;
	return ix;
}

/* Abort unless `level` finds in the block what `want` holds. */
static void
check_level(scan_fn *scan, const struct delimiters *d, const char *p,
    size_t n, const struct scan_index *want)
{
	struct scan_index got = new_lists(n);

	scan(d, p, n, &got);
	if (!same_index(want, &got))
		abort();
	free(got.at);
}

static void
check_levels(const struct delimiters *d, const char *p, size_t n)
{
	struct scan_index want = new_lists(n);

	scan_reference(d, p, n, &want);
	for (int i = 0; i < SCAN_LEVELS; i++) {
		scan_fn *scan = scan_at((enum scan_level)i);

		if (scan != NULL)
			check_level(scan, d, p, n, &want);
	}
	free(want.at);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct delimiters d;
	char *block;
	size_t n;

	if (size < 4)
		return 0;
	d = (struct delimiters){ data[0], data[1], data[2], data[3] };
	n = size - 4;
	block = malloc(n + SCAN_PAD);	/* exactly, so that ASan sees past */
	if (block == NULL)
		abort();
	memcpy(block, data + 4, n);
	memset(block + n, d.segment, SCAN_PAD);	/* a lure */
	check_levels(&d, block, n);
	free(block);
	return 0;
}
