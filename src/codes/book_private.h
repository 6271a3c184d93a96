/* SPDX-License-Identifier: Apache-2.0 */
/*
 * book_private.h -- the head of a book file; shared by book.c and build.c.
 *
 * A file is a head, a directory of parts, and the parts, each at a multiple of
 * 64 bytes.  Numbers are in the byte order of the machine that made it, and
 * `order` tells another one so.
 */
#ifndef CC_CODES_BOOK_PRIVATE_H
#define CC_CODES_BOOK_PRIVATE_H

#include "codes/book.h"

#define BOOK_MAGIC	"CCBOOK\r\n"
#define BOOK_VERSION	1
#define BOOK_ORDER	0x01020304u
#define BOOK_ALIGN	64
#define TEXT_ALIGN	4	/* a text_ref counts these */

struct book_head {
	char	 magic[8];
	uint32_t order, version;
	uint64_t size;		/* of the file */
	uint32_t parts;		/* entries of the directory */
	uint32_t starter;
	uint64_t directory;	/* checksum of head (this as 0) and directory */
	uint64_t identity;	/* checksum of the checksums of all parts */
	uint64_t zero[2];
};

struct book_entry {
	uint32_t part, sub;
	uint32_t stride, n;
	uint64_t offset;
	uint64_t checksum;	/* of n * stride bytes */
};

/* The stride of a part that has a fixed one, else 0. */
uint32_t book_stride(unsigned part, unsigned sub);

/* XXH3 of n bytes: it tells damage, not malice. */
uint64_t book_checksum(const void *bytes, size_t n);

/*
 * Where `key` begins to be looked for in a table of `size` slots.  A key of few
 * characters is all in its upper bits, which a product takes no further down:
 * they are folded first.
 */
static inline uint32_t
book_hash(code_key key, uint32_t size)
{
	return (uint32_t)(((key ^ key >> 32) * 0x9E3779B97F4A7C15u) >> 32) &
	    (size - 1);
}

/* The bucket that a pair of a relation belongs to, of `size` slots, is by the
 * upper half of this. */
static inline uint64_t
book_pair_hash(uint32_t left, uint32_t right)
{
	uint64_t h = ((uint64_t)left << 32 | right) * 0x9E3779B97F4A7C15u;

	return (h ^ h >> 29) * 0xBF58476D1CE4E5B9u;
}

/* The first slot of that bucket. */
static inline uint32_t
book_pair_bucket(uint32_t left, uint32_t right, uint32_t size)
{
	return (uint32_t)(book_pair_hash(left, right) >> 32) & (size - 1) &
	    ~(uint32_t)(PAIR_BUCKET - 1);
}

#endif
