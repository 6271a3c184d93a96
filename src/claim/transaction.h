/* SPDX-License-Identifier: Apache-2.0 */
/*
 * transaction.h -- which structs a transaction is read into.
 *
 * A transaction is a tree of levels: a claim file has billing providers, below
 * them subscribers, below them patients and claims.  Each level is a struct
 * that its children point up to.  A level that is a `record` is what the
 * transaction is about (a claim, a paid claim, an answer): it is delivered
 * when it is complete.  The transaction's own struct is delivered when its
 * head is complete, the levels between only when nothing below them was.
 */
#ifndef CC_CLAIM_TRANSACTION_H
#define CC_CLAIM_TRANSACTION_H

#include "claim/schema.h"

/* One level: the loop, or lone segment, that begins with `head` (see schema.h
 * for how places are written); "" is the transaction itself. */
struct level_map {
	const char *head;
	const struct schema *schema;
	bool	 record;
};

struct transaction_map {
	const char *guide;		/* "837P": id or kind of a guide */
	const char *title;		/* "professional claims" */
	const struct level_map *levels;	/* the first is the transaction */
	unsigned n_levels;
};

#define TRANSACTION(guide_, title_, levels_) { .guide = (guide_), \
	.title = (title_), .levels = (levels_), \
	.n_levels = sizeof(levels_) / sizeof((levels_)[0]) }

/* The map for a guide's id or kind, or NULL. */
const struct transaction_map *transaction_map(str guide);

/* Map number `i`, or NULL behind the last. */
const struct transaction_map *transaction_map_at(unsigned i);

/* The schema called `name` among all maps' levels, or NULL. */
const struct schema *transaction_schema(str name);

/* The map of the envelope: interchange, functional_group and
 * interchange_acknowledgement. */
extern const struct transaction_map envelope_map;

/* The tables of map_*.c, one for each guide. */
extern const struct transaction_map professional_map, institutional_map,
    dental_map, remittance_map, eligibility_request_map,
    eligibility_response_map, status_request_map, status_response_map,
    claim_acknowledgement_map, implementation_acknowledgement_map;

#endif
