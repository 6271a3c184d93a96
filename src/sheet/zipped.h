/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zipped.h -- the members of a zip in memory, looked at before they are
 * unpacked.  Private to this folder: source.c unpacks members whole, the
 * reader of workbooks streams them.
 */
#ifndef CC_SHEET_ZIPPED_H
#define CC_SHEET_ZIPPED_H

#include <zip.h>

#include "base/err.h"
#include "base/str.h"

/* A member, as the zip's directory speaks of it. */
struct zipped_member {
	zip_uint64_t index;
	const char *name;	/* UTF-8; the zip's */
	uint64_t size;		/* unpacked */
	uint64_t packed;
};

/*
 * Open the zip in `bytes`, borrowed until zip_discard(*out).  `path` is for
 * messages.  RC_SYNTAX: damaged, or no zip.  RC_MEMORY.
 */
MUST_USE enum rc zipped_open(str path, str bytes, zip_t **out,
    struct err *err);

/*
 * Look at the member `index`.  RC_SYNTAX: it cannot be unpacked: encrypted, its
 * size is not told or makes no sense.
 */
MUST_USE enum rc zipped_look(zip_t *z, str path, zip_uint64_t index,
    struct zipped_member *m, struct err *err);

/* Fail because of what libzip says of the member. */
MUST_USE enum rc zipped_fail(zip_error_t *e, str path, const char *name,
    struct err *err);

#endif
