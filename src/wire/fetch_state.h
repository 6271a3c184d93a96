/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fetch_state.h -- what is remembered of a file that was fetched (private).
 *
 * A few lines of text beside the file, under its name and ".fetched".
 */
#ifndef CC_WIRE_FETCH_STATE_H
#define CC_WIRE_FETCH_STATE_H

#include "publish/address.h"
#include "wire/fetch.h"

#define FETCH_TAG	512	/* bytes of an ETag or a date, with the NUL */
#define FETCH_PATH	4096

struct fetch_state {
	char	 url[ADDRESS_MAX + 1];	/* as it was asked for */
	char	 etag[FETCH_TAG];	/* as the server sent it, or empty */
	char	 modified[FETCH_TAG];	/* Last-Modified likewise */
	uint64_t size;			/* 0 for a part */
	char	 sha256[FETCH_SHA256];	/* empty for a part */
};

/* Read what is beside `path`; false when there is nothing of use. */
bool fetch_state_read(const char *path, struct fetch_state *out);

/* Write it.  RC_IO, RC_MEMORY. */
MUST_USE enum rc fetch_state_write(const char *path,
    const struct fetch_state *s, struct err *err);

/* Remove it, if it is there. */
void fetch_state_remove(const char *path);

/*
 * True when `path` is still the file that *s tells of, byte for byte, and came
 * from `url`.
 */
bool fetch_state_holds(const struct fetch_state *s, const char *path,
    const char *url);

/* The SHA-256 and size of the file at `path`.  RC_IO. */
MUST_USE enum rc fetch_hash(const char *path, char sha256[FETCH_SHA256],
    uint64_t *size, struct err *err);

#endif
