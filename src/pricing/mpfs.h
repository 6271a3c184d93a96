/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mpfs.h -- what Medicare's physician fee schedule allows for a service.
 *
 * A *request* is a line of a claim: procedure, modifiers, place, day, locality.
 * A *result* is the allowed amount in cents with the steps that led to it, each
 * with the rule that it applies, or the reason why the schedule has no amount.
 * What Medicare then pays (deductible, 80 %, sequestration) is not said here.
 *
 *   M1  all arithmetic is of integers.  A fee is
 *           (work * work index + practice * practice index
 *            + malpractice * malpractice index) * conversion factor
 *       exactly, rounded once, half up, to the cent; so rounded, it is the
 *       published amount (PFREV26B, all 4,033 of them)
 *   M2  each adjustment is of the amount before it, and rounded half up to the
 *       cent (100-04 ch. 12, 20 and 40, in which the share of each rule is
 *       said and no other rounding)
 *   M3  the day picks the release of each table; the result says on which
 *       bases (book.h K4), the worse of values and indices
 *   M4  the amount of a line is that of the steps: the last one's `after`
 *   M5  nothing is priced by guess: what the schedule leaves to the contractor,
 *       or to a report, has no amount
 *
 * Sources: Medicare Claims Processing Manual (100-04) chapter 12, sections 20,
 * 40, 50; Physician fee schedule relative value file, record layout; Social
 * Security Act 1848(b)(4), OPPS caps of imaging (DRA 5102).
 */
#ifndef CC_PRICING_MPFS_H
#define CC_PRICING_MPFS_H

#include "base/money.h"
#include "codes/look_procedures.h"

#define MPFS_MODIFIERS	4
#define MPFS_STEPS_MAX	16
#define MPFS_LINES_MAX	100	/* of a claim whose lines are priced together */

struct mpfs_request {
	code_key procedure;
	uint32_t modifiers[MPFS_MODIFIERS];	/* PAIR_OF(), 0: none */
	uint32_t carrier, locality;		/* as in book_gpci */
	uint32_t place;		/* place of service, 11 */
	date	 on;
	uint32_t units;		/* 0 is 1 */
	uint32_t minutes;	/* of anesthesia */
	bool	 qualifying;	/* participates in an alternative payment
				 * model: its own factor from 2026 */
	bool	 not_participating;	/* does not accept assignment always */
};

/* MPFS_x, and why there is no amount, in words. */
#define MPFS_OUTCOMES(OUTCOME) \
	OUTCOME(PRICED, "priced") \
	OUTCOME(NO_VALUES, "the schedule does not have the procedure") \
	OUTCOME(NO_LOCALITY, "the schedule does not have the locality") \
	OUTCOME(NO_COMPONENT, "the procedure is not divided into a " \
	    "professional and a technical component") \
	OUTCOME(BUNDLED, "payment is part of another service's") \
	OUTCOME(CONTRACTOR, "the Medicare contractor sets the price") \
	OUTCOME(EXCLUDED, "not covered by Medicare under this schedule") \
	OUTCOME(NOT_VALID, "not valid for Medicare; it uses another code") \
	OUTCOME(NOT_COVERED, "not covered by Medicare") \
	OUTCOME(REPORTING_ONLY, "a measure, for reporting only") \
	OUTCOME(NOT_IN_FACILITY, "in a facility the schedule does not pay it") \
	OUTCOME(NO_ASSISTANT, "no assistant at surgery is paid") \
	OUTCOME(NO_CO_SURGEON, "no second surgeon is paid") \
	OUTCOME(BY_REPORT, "priced by the contractor from a report") \
	OUTCOME(NO_GLOBAL, "the procedure has no global period to share") \
	OUTCOME(NO_BASE_UNITS, "the procedure's base units are not known") \
	OUTCOME(NO_FACTOR, "no anesthesia conversion factor is known there") \
	OUTCOME(NO_MINUTES, "the minutes of anesthesia are not given") \
	OUTCOME(NO_ANESTHESIA_MODIFIER, "who gave the anesthesia is not said")

enum mpfs_outcome {
#define OUTCOME(id, text) MPFS_##id,
	MPFS_OUTCOMES(OUTCOME)
#undef OUTCOME
};

/* A line of the arithmetic. */
struct mpfs_step {
	char	 text[112];	/* "50 % of 123.45, second procedure" */
	const char *source;	/* "100-04 ch. 12, 40.6" */
	money	 after;
};

struct mpfs_result {
	enum mpfs_outcome outcome;
	money	 amount;	/* allowed, of all units; 0 unless priced */
	money	 limiting;	/* the most that one who does not participate
				 * may charge; 0 for others */
	bool	 facility;
	bool	 needs_documentation;	/* paid if it shows the need */
	enum book_basis basis;	/* M3 */
	const struct book_rvu *values;	/* NULL: none */
	unsigned n_steps;
	struct mpfs_step steps[MPFS_STEPS_MAX];
};

/* Price one line by itself. */
void mpfs_price(const struct book *b, const struct mpfs_request *request,
    struct mpfs_result *result);

/*
 * Price the lines of one patient, one physician or group, one day: as
 * mpfs_price(), and with the reductions for several procedures.  Lines beyond
 * MPFS_LINES_MAX are priced by themselves.
 */
void mpfs_price_lines(const struct book *b,
    const struct mpfs_request *requests, size_t n,
    struct mpfs_result *results);

/* Does Medicare pay the facility amount at this place of service? */
bool mpfs_is_facility(uint32_t place);

/* The outcome in words. */
const char *mpfs_outcome_text(enum mpfs_outcome o);

#endif
