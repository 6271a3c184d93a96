/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim.h -- what the files of claim rules share (private to them).
 *
 * Where a comment names a source: "RFI n" is X12's answer to a request for
 * interpretation, "guide" the implementation guide of the claim at hand,
 * "CMS" the manual named.
 */
#ifndef CC_X12_RULES_CLAIM_H
#define CC_X12_RULES_CLAIM_H

#include "base/date.h"
#include "x12/rules.h"

#define BIT(n) ((uint32_t)1 << (n))

/* The facts of the transaction that `j` judges. */
static inline struct claim_facts *
claim_facts(const struct judge *j)
{
	return &j->facts->claim;
}

/* The day at the start of `s` (CCYYMMDD, an hour may follow), or 0. */
ccyymmdd claim_day(str s);

/* The days of an element in the form D8, DT or RD8: "from" or "from-through".
 * False, with *p untouched, when a day in it is none. */
bool claim_days(const struct segment *s, unsigned element,
    struct claim_period *p);

/* `day` as "2026-11-21" into `to`; borrowed from it. */
str claim_day_text(ccyymmdd day, char to[DATE_TEXT_MAX]);

/* A number that stands for `s`: equal texts, equal numbers. */
static inline uint64_t
claim_hash(str s)
{
	return s.n == 0 ? 0 : s.n <= 8 ? pack_code(s) : str_hash(s);
}

/* True when the code `s` is `code`, a literal. */
#define IS(s, code) str_eq((s), STR(code))

/* Add element `i` of `s` to *sum; false when it is no amount. */
bool claim_add(const struct segment *s, unsigned i, money *sum);

/* A claim begins: count it for its subscriber, and check him if it is the
 * first of his own. */
void claim_of_subscriber(struct judge *j);

/* Report `code` at `m`; what `value` says there, or empty. */
void claim_report_at(struct judge *j, enum finding_code code,
    const struct judge_mark *m, unsigned element, unsigned component,
    str value);

/* Report an amount below zero in `element`. */
void claim_not_negative(struct judge *j, const struct segment *s,
    unsigned element);

/* Report `code` at an element of `s`. */
void claim_report(struct judge *j, enum finding_code code,
    const struct segment *s, unsigned element, unsigned component);

#endif
