/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_out.h -- items written as JSON, one record a line.
 *
 *	{"record":"claim_batch","guide":"837P","control_number":"0001", ...}
 *	{"record":"claim","subscriber":{"level":2, ...},"charge":100.00, ...}
 *
 * An object's members are named as the struct's, in the order of its schema;
 * what is empty is left out.  docs/schema describes them, docs/json.md tells
 * about them.
 *
 *   L1  json_in.h reads back what was written: the same items, schema_equal(),
 *       with the same texts of amounts and dates
 *   L2  each line is a JSON object in UTF-8, whatever bytes the items hold.  A
 *       record with a text that is not UTF-8 is written as Latin-1: each byte
 *       from 0x80 as the character of that number; it says so with
 *       "encoding":"latin-1"
 *   L3  an amount or quantity is a number, digit by digit as in the file, or
 *       else a text; a day is "2026-01-31", days "2026-01-31/2026-02-02", with
 *       time "2026-01-31T13:45"; what is no date is the text as it is, and a
 *       text that only looks like one of these {"text":"2026-01-31"}
 *   L4  levels between the transaction and the record are objects within each
 *       record, with a "level": the number they have in the file, or one that
 *       changes with each
 */
#ifndef CC_INTEROP_JSON_OUT_H
#define CC_INTEROP_JSON_OUT_H

#include "base/buf.h"
#include "claim/reader.h"

struct json_out_options {
	/* To name the places in part.order; NULL: they are numbers. */
	const struct guide_set *guides;
	bool	 positions;		/* write where things were: "at" */
};

struct json_out;

/* NULL when there is no memory.  The guides must outlive it. */
struct json_out *json_out_new(const struct json_out_options *options);

/*
 * Append the line of `item` to `to`, which has it whole or not at all.  The
 * text of a level is kept until another takes its place: a level that was
 * changed must have another address, number or offset, or come after the next
 * transaction.  RC_MEMORY.
 */
MUST_USE enum rc json_out_item(struct json_out *o, const struct item *item,
    struct buf *to, struct err *err);

/*
 * Append the path `field` of a finding about writing `item` as its JSON has it:
 * "subscriber_level.turn" is "claim.subscriber.turn" in a claim.
 */
void json_out_path(const struct item *item, str field, struct buf *to);

/* NULL is fine. */
void json_out_free(struct json_out *o);

#endif
