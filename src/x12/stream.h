/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream.h -- a file as a sequence of slabs: whole segments, indexed.
 *
 * A slab is a stretch of the file that begins and ends at segment ends and has
 * one set of delimiters.  It carries the index of its delimiters and a list of
 * its control segments (ISA, GS, ST ...), so that whoever takes it needs to
 * search for nothing.
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
#include "x12/scan.h"
#include "x12/segment.h"

#define SLAB_TEXT	((size_t)256 << 10)	/* bytes in a slab, at most */
#define SLAB_GOAL	((size_t)128 << 10)	/* cut at an ST from here on */

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

enum control { CONTROL_ISA, CONTROL_GS, CONTROL_ST, CONTROL_SE, CONTROL_GE,
	CONTROL_IEA, CONTROL_TA1, CONTROL_BINARY };

struct slab_control { uint32_t segment; enum control kind; };

enum skip { SKIP_NONE, SKIP_NO_ISA, SKIP_TOO_LONG };

struct slab {
	char	*text;
	uint32_t n;		/* bytes in use */
	uint64_t offset;	/* of text[0] in the file */
	uint64_t ordinal;	/* of the first segment in the file, 1-based */
	uint32_t n_segments;
	struct delimiters d;
	struct scan_index ix;
	struct slab_control *controls;
	uint32_t n_controls;
	uint64_t skipped;	/* bytes passed over right before text[0] */
	enum skip why;
	uint64_t indented;	/* first segment with blanks before it, or 0 */
	bool	 unterminated;	/* the last segment ended with the file */
	bool	 last;		/* nothing follows */
};

/* Give *s its memory.  RC_MEMORY. */
MUST_USE enum rc slab_init(struct slab *s, struct err *err);
void slab_fini(struct slab *s);

/* How far a slab's separators and odd bytes were used; begin with zeros. */
struct slab_cursor { size_t inner, odd; };

/*
 * Segment `i` of the slab: a view of it, with offset, ordinal; position 0.
 * Who asks for ascending `i` keeps a cursor, which saves the search; NULL is
 * right always.
 */
void slab_segment(const struct slab *s, uint32_t i, struct slab_cursor *c,
    struct segment *out);

struct stream {
	struct file_stream *in;
	char	*pending;	/* bytes read and not yet in a slab */
	size_t	 head, tail;
	uint64_t offset;	/* of pending[head] in the file */
	uint64_t ordinal;	/* of the next segment */
	size_t	 span;		/* bytes to take at most, see stream.c */
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
