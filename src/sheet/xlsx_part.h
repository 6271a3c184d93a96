/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xlsx_part.h -- one XML file of a workbook, streamed out of its zip.
 * Private to sheet_xlsx.c.
 *
 *   P1  a part needs no more than PART_MEMORY for its parsing, whatever its
 *       tags, names and depth
 *   P2  a part has no document type, and so no entities of its own
 *   P3  a part is read to its end, checksum included, or it is a failure
 */
#ifndef CC_SHEET_XLSX_PART_H
#define CC_SHEET_XLSX_PART_H

#include <expat.h>
#include <zip.h>

#include "base/err.h"
#include "base/str.h"

#define PART_MEMORY	((size_t)64 << 20)
#define PART_SIZE_MAX	((uint64_t)1 << 30)	/* bytes of XML */
#define PART_TOKEN_MAX	((uint64_t)1 << 20)	/* a tag, a comment */

struct part;

/* Who listens.  Names come without their prefix ("x:row" is "row"). */
struct part_handler {
	void	(*start)(struct part *p, const char *name, const char **atts);
	void	(*end)(struct part *p, const char *name);
	void	(*text)(struct part *p, str text);	/* may be NULL */
};

struct part {
	void	*ctx;		/* the handler's */
	const struct part_handler *handler;
	str	 path;		/* of the workbook, for messages */
	const char *name;	/* of the part; borrowed from the zip */
	zip_file_t *file;
	XML_Parser parser;
	size_t	 memory;	/* what the parser holds (P1) */
	uint64_t fed;		/* bytes */
	enum rc	 rc;		/* why part_stop() was called */
	struct err *err;	/* of the run that goes on */
	bool	 paused;
};

/*
 * Open the part `name` of `zip`; *p must not move until part_close().
 * RC_SYNTAX: it is not there, or as zipped_look().  RC_RANGE: too large.
 * RC_MEMORY.  On failure there is nothing to close.
 */
MUST_USE enum rc part_open(struct part *p, zip_t *zip, str path,
    const char *name, const struct part_handler *handler, void *ctx,
    struct err *err);

/* Free everything; harmless when done twice. */
void part_close(struct part *p);

/*
 * Parse on, until part_pause() or the end: *paused says which.  RC_SYNTAX: no
 * well-formed XML, or damaged; RC_RANGE, RC_MEMORY; or what part_stop() was
 * told.
 */
MUST_USE enum rc part_run(struct part *p, bool *paused, struct err *err);

/* From within the handler: let part_run() return; a later one goes on. */
void part_pause(struct part *p);

/* From within the handler: let part_run() fail so. */
void PRINTF(3, 4) part_stop(struct part *p, enum rc rc, const char *fmt, ...);

/* The value of the attribute `name`, with or without prefix; or NULL. */
const char *part_attribute(const char **atts, const char *name);

#endif
