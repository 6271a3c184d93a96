/* SPDX-License-Identifier: Apache-2.0 */
/* emit_copy.h -- short texts copied. (private) */
#ifndef CC_CLAIM_EMIT_COPY_H
#define CC_CLAIM_EMIT_COPY_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Copy few bytes, as most values are; the 16 bytes behind `to` are ours. */
static inline void
copy_short(char *to, const char *from, size_t n)
{
	uint64_t head, tail;
	uint32_t head4, tail4;

	if (n > 16) {
		memcpy(to, from, n);
	} else if (n >= 8) {
		memcpy(&head, from, 8);
		memcpy(&tail, from + n - 8, 8);
		memcpy(to, &head, 8);
		memcpy(to + n - 8, &tail, 8);
	} else if (n >= 4) {
		memcpy(&head4, from, 4);
		memcpy(&tail4, from + n - 4, 4);
		memcpy(to, &head4, 4);
		memcpy(to + n - 4, &tail4, 4);
	} else if (n != 0) {
		to[0] = from[0];
		to[n >> 1] = from[n >> 1];
		to[n - 1] = from[n - 1];
	}
}

#endif
