/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mpfs_private.h -- a line being priced.
 *
 * mpfs_begin() finds the fee and what the modifiers make of it, up to what
 * depends on other lines; then comes the rank (mpfs_lines.c), then mpfs_end()
 * with what is shared among people.
 */
#ifndef CC_PRICING_MPFS_PRIVATE_H
#define CC_PRICING_MPFS_PRIVATE_H

#include "pricing/mpfs.h"

#define SHARE_ALL 10000		/* shares are in hundredths of a per cent */

struct mpfs_work {
	const struct book *book;
	const struct mpfs_request *request;
	struct mpfs_result *result;
	const struct book_rvu *values;
	const struct book_gpci *gpci;
	bool	 facility;
	money	 fee;		/* of one unit, all shares but of ranks taken */
	uint32_t units;
};

/* True: the line has a fee.  False: it has its outcome. */
bool mpfs_begin(struct mpfs_work *w, const struct book *b,
    const struct mpfs_request *request, struct mpfs_result *result);

/* Assistants, two surgeons, those who do not participate. */
void mpfs_end(struct mpfs_work *w);

/* Price anesthesia, status J. */
void mpfs_anesthesia(struct mpfs_work *w);

/* The fee of values at the line's place and locality, with practice expense at
 * `practice`, a share: cents. */
money mpfs_fee(const struct mpfs_work *w, const struct book_rvu *values,
    uint32_t practice);

/* The OPPS cap of a component, PAIR_OF("TC") or 0; INT64_MAX: none. */
money mpfs_cap(const struct mpfs_work *w, uint32_t modifier);

/* Values of the line's procedure with another modifier, or NULL. */
const struct book_rvu *mpfs_values(const struct mpfs_work *w,
    uint32_t modifier);

/* `share` of an amount, half up. */
money mpfs_share(money amount, uint32_t share);

/* Does the request have a modifier? */
bool mpfs_has(const struct mpfs_request *r, char a, char b);

/* Tell a step; the amount is now `after`. */
void PRINTF(4, 5) mpfs_step(struct mpfs_work *w, money after,
    const char *source, const char *fmt, ...);

/* Take a share, and tell it: "16.00 % of 123.45, WHY". */
void mpfs_take(struct mpfs_work *w, uint32_t share, const char *source,
    const char *why);

#endif
