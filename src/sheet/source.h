/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source.h -- the publishers' files, whole and unpacked.
 *
 * CMS, CDC and the others publish code sets as plain files, as zips of them,
 * as zips inside zips, some as .xz.  A *source* is one file as the publisher
 * wrote it, whatever it came wrapped in.  What is packed is told by the name
 * (.zip, .xz).  A workbook (.xlsx) is a zip inside, but it is one source.
 *
 *   U1  the members of a zip come in the byte order of their names, so that
 *       the same file gives the same sources in the same order everywhere
 *   U2  nothing is unpacked past its ceilings: size, ratio, sum, depth
 *   U3  a member is given whole and with the checksum it should have, or the
 *       whole file is refused; no half of one is ever given
 *   U4  nothing is written to disk, so a member's name can do no harm; it is
 *       only ever shown, and control characters in it are shown as "?"
 *
 * This module does not know what a source means.
 */
#ifndef CC_SHEET_SOURCE_H
#define CC_SHEET_SOURCE_H

#include "base/err.h"
#include "base/str.h"

#define SOURCE_UNPACKED_MAX	((uint64_t)1 << 30)
#define SOURCE_SUM_MAX		((uint64_t)8 << 30)
#define SOURCE_RATIO_MAX	400
#define SOURCE_DEPTH_MAX	2	/* a zip in a zip, an .xz in a zip */
#define SOURCE_MEMBERS_MAX	10000	/* of one zip */
#define SOURCE_SHA256		32	/* bytes */

/* One file of a publisher; all of it is borrowed until the function returns. */
struct source {
	str	 path;		/* as shown: "rvu25d.zip: PPRRVU2025_Oct.csv" */
	str	 name;		/* without folders: "PPRRVU2025_Oct.csv" */
	str	 bytes;		/* whole and unpacked; may be empty */
};

/* Ceilings; 0, and NULL instead of the struct, stand for those above. */
struct source_options {
	uint64_t unpacked_max;	/* bytes of one member */
	uint64_t sum_max;	/* bytes unpacked from one file, all members */
	unsigned ratio_max;	/* unpacked to packed, beyond the first MiB */
};

/*
 * Called for each source.  Anything but RC_OK, for which it fills *err, ends
 * the reading and is what source_each() returns.
 */
typedef enum rc source_fn(void *ctx, const struct source *s, struct err *err);

/*
 * Open the file `path`, not a folder, and call `fn` once for each source in it:
 * itself, or each regular member of a zip (U1), or what an .xz holds, under its
 * name without ".xz".  Plain files are mapped and must not shrink meanwhile
 * (file.h).
 *
 * RC_IO: cannot be read.  RC_SYNTAX: a zip or .xz that is damaged or no such
 * thing, a member that is encrypted or packed in an unknown way.  RC_RANGE: a
 * ceiling (U2).  RC_MEMORY.  Each names the member.  Members that came before
 * the fault were given to `fn`.
 */
MUST_USE enum rc source_each(const char *path, const struct source_options *o,
    source_fn *fn, void *ctx, struct err *err);

/* The same for bytes that the caller has, of a file named `path`. */
MUST_USE enum rc source_each_of(str path, str bytes,
    const struct source_options *o, source_fn *fn, void *ctx,
    struct err *err);

/* The SHA-256 of the source's bytes, computed anew each time. */
void source_sha256(const struct source *s,
    unsigned char digest[SOURCE_SHA256]);

#endif
