/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream.h -- a file as a sequence of slabs: whole segments, indexed.
 *
 * A slab (slab.h) is a stretch of the file that begins and ends at segment ends
 * and has one set of delimiters.
 *
 *   T1  a slab's segments are whole; a segment longer than SLAB_TEXT is passed
 *       over, and the slab behind it says so
 *   T2  every byte of the file is in a slab or counted in `skipped`, but for
 *       binary data (T4) and blanks at the file's end
 *   T3  an ISA with other delimiters begins a slab
 *   T4  a BIN or BDS segment is a slab of its own, its data taken by length
 */
#ifndef CC_X12_STREAM_H
#define CC_X12_STREAM_H

#include "base/file.h"
#include "x12/slab.h"

/* What an ISA segment says about the reading of what follows. */
struct isa {
	struct delimiters d;
	uint32_t length;	/* with its terminator; 106 when right */
	uint8_t	 bad_width;	/* the first element of a wrong width, or 0 */
	uint8_t	 right_width;	/* what it should be */
};

/*
 * Read the ISA at the head of `bytes`.  False when it is none, or when the
 * delimiters cannot be told for certain.
 */
bool isa_read(str bytes, struct isa *out);

struct stream {
	struct file_stream *in;
	char	*pending;	/* bytes read and not yet in a slab */
	size_t	 head, tail;
	uint64_t offset;	/* of pending[head] in the file */
	uint64_t ordinal;	/* of the next segment */
	size_t	 span;		/* bytes to take at most, see stream.c */
	size_t	 loaded, direct; /* bytes in the slab at hand, and how many of
				  * them are not pending */
	bool	 eof, known;	/* no more to read; `d` is set */
	struct delimiters d;
};

/* Begin reading `in`, which stays the caller's.  RC_MEMORY. */
MUST_USE enum rc stream_init(struct stream *t, struct file_stream *in,
    struct err *err);
void stream_fini(struct stream *t);

/*
 * Fill *s with the next slab; s->last is set on the final one, which may be
 * empty.  RC_IO: reading failed.
 */
MUST_USE enum rc stream_next(struct stream *t, struct slab *s,
    struct err *err);

#endif
