/* SPDX-License-Identifier: Apache-2.0 */
/* words.c -- one word after the other; and the choice of who does it. */
#include "claim/words.h"

#include <string.h>

#include "x12/scan.h"

#if defined(__x86_64__)
#include "claim/words_avx2.h"
#endif

/* See words.h. */
void
words_find_anywhere(const void *object, unsigned n, uint64_t *bits)
{
	const char *p = object;
	uint64_t word, found = 0;

	for (unsigned i = 0; i < n; i++) {
		memcpy(&word, p + (size_t)i * WORD_BYTES, sizeof word);
		found |= (uint64_t)(word != 0) << i % WORDS_PANE;
		if (i % WORDS_PANE == WORDS_PANE - 1 || i == n - 1) {
			*bits++ = found;
			found = 0;
		}
	}
}

#if defined(__x86_64__)

static WORDS_AVX2 void
find_avx2(const void *object, unsigned n, uint64_t *bits)
{
	words_find_avx2(object, n, bits);
}

#endif

/* See words.h. */
words_fn *
words_finder(void)
{
#if defined(__x86_64__)
	if (scan_best() >= SCAN_AVX2)
		return find_avx2;
#endif
	return words_find_anywhere;
}
