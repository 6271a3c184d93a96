/* SPDX-License-Identifier: Apache-2.0 */
/*
 * file.h -- files in: mapped whole, or read as a stream; and files out, whole
 * or not at all.
 *
 *   F1  a stream's memory does not grow with the file
 *   F2  an output file appears under its name complete, or not at all
 *
 * (finding.h numbers its own F1 to F3: cite these as "file.h F1".)
 */
#ifndef CC_BASE_FILE_H
#define CC_BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

/* ---- a whole file, read-only ---------------------------------------- */

struct file_map { str text; bool mapped; };

/*
 * Make the file's bytes readable at out->text until file_unmap().  Ordinary
 * files are mapped, and must not shrink meanwhile: reading what is gone ends
 * the program (SIGBUS).  Others (a pipe) are read into memory, up to 1 GiB.
 * RC_IO: cannot open or read, or a directory.  RC_RANGE: too large.  RC_MEMORY.
 * On failure *out is untouched.
 */
MUST_USE enum rc file_map(const char *path, struct file_map *out,
    struct err *err);

/* Let go of what file_map() gave; *m is then empty. */
void file_unmap(struct file_map *m);

/* ---- a stream ------------------------------------------------------- */

/*
 * Where a stream's bytes come from if not from a file: fill `to` with at most
 * `n` bytes and return how many, 0 at the end, below 0 if they cannot be had.
 */
typedef ptrdiff_t file_pull_fn(void *ctx, char *to, size_t n);

struct file_stream {
	int	 fd;		/* -1: the function or memory below */
	bool	 owned;		/* close fd at the end */
	str	 memory;	/* what comes before fd, or instead of it */
	file_pull_fn *pull;	/* instead of fd; NULL: none */
	void	*pull_ctx;
	uint64_t size;		/* bytes of the file, 0 if not known (a pipe) */
};

/*
 * Open `path` for reading from its start; "-" is standard input.
 * RC_IO: cannot open, or a directory; then there is nothing to close.
 */
MUST_USE enum rc file_stream_open(struct file_stream *s, const char *path,
    struct err *err);

/* A stream over bytes that the caller keeps alive until the close. */
void file_stream_memory(struct file_stream *s, str bytes);

/* A stream over what `pull` gives when called with `ctx`. */
void file_stream_pull(struct file_stream *s, file_pull_fn *pull, void *ctx);

/*
 * Read at most `n` bytes (not 0) into `to`; *got may be less, and is 0 only at
 * the end.  RC_IO: the system refused, or the function that gives the bytes.
 * Interrupted calls are repeated.
 */
MUST_USE enum rc file_stream_read(struct file_stream *s, char *to, size_t n,
    size_t *got, struct err *err);

/*
 * Let `bytes` come before all that was not read yet: what was read to look at
 * it.  They stay the caller's, until they were read.  Once at a time.
 */
void file_stream_unread(struct file_stream *s, str bytes);

/* Close the stream; standard input stays open. */
void file_stream_close(struct file_stream *s);

/* ---- an output, whole or not at all (F2) ---------------------------- */

struct file_out {
	int	 fd;		/* -1: not open */
	char	*path;		/* where to; in place, only for messages */
	char	*temporary;	/* beside it; NULL if written in place */
};

/*
 * Begin writing `path`: bytes go to a temporary file beside it,
 * "path.part0123abcd".  A file already there must be writable; it stays until
 * the commit, and its permissions are kept.  A new one gets 0666 less the
 * umask.  Behind a symbolic link it is the file linked to that is replaced.
 *
 * "-" is standard output.  It, a device and a pipe are written in place: F2
 * cannot hold for them.
 *
 * RC_IO: cannot be created there, or a directory.  RC_MEMORY.  On failure
 * there is nothing to abandon.
 */
MUST_USE enum rc file_out_open(struct file_out *o, const char *path,
    struct err *err);

/*
 * Append bytes, at once and unbuffered: best in large pieces.  RC_IO: for
 * instance a full disk; then abandon.  RC_INVALID: not open.
 */
MUST_USE enum rc file_out_write(struct file_out *o, str bytes,
    struct err *err);

/*
 * Make the file durable under its name.  RC_IO: nothing is left behind and what
 * stood there still stands; only when it was the folder that could not be
 * synced, the new file stands complete, but a power cut may undo it.
 * RC_INVALID: not open.  In every case *o is closed.
 */
MUST_USE enum rc file_out_commit(struct file_out *o, struct err *err);

/*
 * Give up: nothing is left behind (what was written in place stays).  Harmless
 * after a commit.
 */
void file_out_abandon(struct file_out *o);

#endif
