/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_in.h -- JSON read into items: the other way of json_out.h.
 *
 * Each json_in_next() gives the next record as an item.  Records may stand one
 * a line or be spread over several; their members may come in any order.
 *
 *   K1  memory does not grow with the file, only with its largest record
 *   K2  an item, and all it points at, lives until the next call; a level that
 *       it points up to, and transactions, groups and interchanges, live until
 *       one after the next of their kind was read
 *   K3  a record that is not as docs/schema describes it is not given, but told
 *       by findings: place.field is the path of the member,
 *       "claim.lines[2].charge", line and column where it stands.  Reading goes
 *       on with the next record
 *   K4  levels of one record and the next are the same, and have the same
 *       address, when they have the same "level", or none, and are equal
 */
#ifndef CC_INTEROP_JSON_IN_H
#define CC_INTEROP_JSON_IN_H

#include "base/file.h"
#include "base/finding.h"
#include "claim/reader.h"

struct json_in_options {
	/* To know the places in part.order by name; NULL: by number only. */
	const struct guide_set *guides;
};

struct json_in;

/* Read `in`, which stays the caller's, and tell findings to `sink`.  NULL:
 * no memory.  Close with json_in_close(). */
struct json_in *json_in_open(struct file_stream *in,
    const struct json_in_options *options, const struct finding_sink *sink);

/*
 * The next item; out->object is NULL at the end.  RC_IO: the stream failed;
 * RC_MEMORY: also for a record larger than READER_RECORD_MAX.
 */
MUST_USE enum rc json_in_next(struct json_in *j, struct item *out,
    struct err *err);

/* Where the record given last begins. */
uint64_t json_in_line(const struct json_in *j);

/* Bytes read so far, and records given. */
uint64_t json_in_bytes(const struct json_in *j);
uint64_t json_in_records(const struct json_in *j);

/* NULL is fine. */
void json_in_close(struct json_in *j);

#endif
