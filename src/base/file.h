/* SPDX-License-Identifier: Apache-2.0 */
/*
 * file.h -- files in: mapped whole, or read as a stream; and files out, whole
 * or not at all.
 *
 *   F1  a stream's memory does not grow with the file
 *   F2  an output file appears under its name complete, or not at all
 */
#ifndef CC_BASE_FILE_H
#define CC_BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

/* ---- a whole file, read-only ------------------------------------------ */

struct file_map { str text; bool mapped; };

/*
 * Make the file's bytes readable at out->text until file_unmap().  Ordinary
 * files are mapped; others (a pipe) are read into memory, up to 1 GiB.
 * RC_IO: cannot open or read.  RC_RANGE: too large.
 */
MUST_USE enum rc file_map(const char *path, struct file_map *out,
    struct err *err);

/* Let go of what file_map() gave. */
void file_unmap(struct file_map *m);

/* ---- a stream ----------------------------------------------------------- */

struct file_stream {
	int	 fd;		/* -1: the memory below */
	bool	 owned;		/* close fd at the end */
	str	 memory;	/* what is left of a stream over memory */
	uint64_t size;		/* bytes in all, 0 when not known (a pipe) */
};

/*
 * Open `path` for reading from its start; "-" is standard input.
 * RC_IO: cannot open, or a directory.
 */
MUST_USE enum rc file_stream_open(struct file_stream *s, const char *path,
    struct err *err);

/* A stream over bytes that the caller keeps alive until the close. */
void file_stream_memory(struct file_stream *s, str bytes);

/*
 * Read at most `n` bytes into `to`; *got is 0 only at the end.  RC_IO: the
 * system refused.  Interrupted calls are repeated.
 */
MUST_USE enum rc file_stream_read(struct file_stream *s, char *to, size_t n,
    size_t *got, struct err *err);

/* Close the stream. */
void file_stream_close(struct file_stream *s);

/* ---- an output, whole or not at all (F2) ------------------------------- */

struct file_out {
	int	 fd;
	char	*path, *temporary;
};

/*
 * Begin writing `path`: bytes go to a temporary file beside it.  RC_IO: cannot
 * be created there.  RC_MEMORY.
 */
MUST_USE enum rc file_out_open(struct file_out *o, const char *path,
    struct err *err);

/* Append bytes.  RC_IO: for instance a full disk; then abandon. */
MUST_USE enum rc file_out_write(struct file_out *o, str bytes,
    struct err *err);

/* Make the file durable under its name.  On failure nothing is left. */
MUST_USE enum rc file_out_commit(struct file_out *o, struct err *err);

/* Give up: nothing is left behind.  Harmless after a commit. */
void file_out_abandon(struct file_out *o);

#endif
