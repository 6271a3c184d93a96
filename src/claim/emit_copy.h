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

/* The 1 to 8 bytes at `p` as a number, the first one lowest, as pack_code(). */
static inline uint64_t
load_short(const char *p, size_t n)
{
	uint64_t v = 0;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint32_t head4, tail4;
	uint16_t head2;

	if (n == 8) {
		memcpy(&v, p, 8);
	} else if (n >= 4) {		/* two halves, which may overlap */
		memcpy(&head4, p, 4);
		memcpy(&tail4, p + n - 4, 4);
		v = (uint64_t)tail4 << (8 * n - 32) | head4;
	} else if (n >= 2) {
		memcpy(&head2, p, 2);
		v = (uint64_t)(unsigned char)p[n - 1] << (8 * n - 8) | head2;
	} else {
		v = (unsigned char)p[0];
	}
#else
	memcpy(&v, p, n);
#endif
	return v;
}

#endif
