/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spill.h -- bytes put away for later, in memory or, when they are many, in a
 * temporary file that nobody else sees.
 *
 *   P1  a spill holds no more than SPILL_MEMORY bytes of memory
 *   P2  its file has no name: it is gone when the spill or the program ends
 */
#ifndef CC_BASE_SPILL_H
#define CC_BASE_SPILL_H

#include "base/err.h"
#include "base/str.h"

#define SPILL_MEMORY ((size_t)64 << 20)

struct spill {
	char	*p;		/* all, or what is not in the file yet */
	size_t	 n, size;
	size_t	 limit;		/* P1 */
	uint64_t in_file;	/* bytes of the file, before those at p */
	int	 fd;		/* -1: no file yet */
};

/* Make *s empty.  Allocates nothing. */
void spill_init(struct spill *s);

/* Free everything; *s is then as after spill_init(). */
void spill_fini(struct spill *s);

/* Make *s empty again, keeping some memory. */
void spill_reset(struct spill *s);

/* Bytes held. */
static inline uint64_t
spill_size(const struct spill *s)
{
	return s->in_file + s->n;
}

/* Append bytes.  RC_MEMORY; RC_IO: the temporary file. */
MUST_USE enum rc spill_add(struct spill *s, str bytes, struct err *err);

/* Write over what stands at `at`, all of which is held.  RC_IO. */
MUST_USE enum rc spill_patch(struct spill *s, uint64_t at, str bytes,
    struct err *err);

/* Read at most `n` bytes from `at` on; *got is less only at the end.  RC_IO. */
MUST_USE enum rc spill_read(const struct spill *s, uint64_t at, char *to,
    size_t n, size_t *got, struct err *err);

#endif
