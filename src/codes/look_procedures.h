/* SPDX-License-Identifier: Apache-2.0 */
/*
 * look_procedures.h -- what edits and prices ask of the book about procedures.
 *
 * As in look.h: pure questions about a day, which allocate nothing, lock
 * nothing and never fail, and say on what they rest.
 *
 *   Q4  where several rows of one release answer, it is the one that was active
 *       (NCCI: indicator 0 or 1 before 9, and the one that ends first, when
 *       the first days of the others are not known)
 *   Q5  of two conversion factors of a year, that of participants in an
 *       alternative payment model is given to those who ask for it, and the
 *       other to all; where the book has but one, it is given to both
 */
#ifndef CC_CODES_LOOK_PROCEDURES_H
#define CC_CODES_LOOK_PROCEDURES_H

#include "codes/look.h"

/* ---- NCCI --------------------------------------------------------------- */

enum ptp_setting { PTP_PRACTITIONER, PTP_HOSPITAL };

/* A procedure-to-procedure edit: column 1 is paid, column 2 is not. */
struct ptp_edit {
	bool	 holds;		/* if not, only `basis` says something */
	uint8_t	 indicator;	/* 0: never both; 1: with a modifier; 9 */
	enum book_basis basis;
	text_ref rationale;
	date	 from, until;	/* DATE_NONE: not known; still active */
};

/* The edit of two codes, in this order, on `on`. */
struct ptp_edit ptp_on(const struct book *b, code_key column1,
    code_key column2, enum ptp_setting setting, date on);

struct ptp_question { code_key column1, column2; };

/*
 * The edits of n pairs, as ptp_on() of each: the pairs of a claim's lines.  The
 * questions are looked up side by side, so that they wait for far memory
 * together: several times as many a second.
 */
void ptp_on_each(const struct book *b, const struct ptp_question *q, size_t n,
    enum ptp_setting setting, date on, struct ptp_edit *edits);

struct mue_edit {
	bool	 holds;
	uint8_t	 indicator;	/* 1 a line; 2 a day, policy; 3 a day,
				 * clinical */
	enum book_basis basis;
	uint32_t units;
};

/* The medically unlikely units of a procedure. */
struct mue_edit mue_on(const struct book *b, code_key procedure,
    enum mue_setting setting, date on);

/*
 * The primary codes of an add-on code on `on`: how many there are, of which the
 * first `max` are written to `out`.  *type is that of the edit: 1 only with
 * those, 2 the contractor decides, 3 those and what the contractor allows; 0:
 * it is no add-on code.
 */
uint32_t add_on_primaries(const struct book *b, code_key add_on, date on,
    code_key out[], uint32_t max, unsigned *type, enum book_basis *basis);

/* Does the add-on code go with the primary, by a list? */
bool add_on_goes_with(const struct book *b, code_key add_on,
    code_key primary, date on);

/* ---- the physician fee schedule ----------------------------------------- */

/* The relative values of a procedure with a modifier ("26" as PAIR_OF(), or
 * 0).  NULL: the release that answers has none. */
const struct book_rvu *rvu_on(const struct book *b, code_key procedure,
    uint32_t modifier, date on, bool qualifying, enum book_basis *basis);

/* The indices of a locality.  NULL: there is none. */
const struct book_gpci *gpci_on(const struct book *b, uint32_t carrier,
    uint32_t locality, date on, enum book_basis *basis);

/*
 * The locality of a state (PAIR_OF()) whose name begins with `name`, in any
 * case; an empty name finds the only one of a state.  NULL: none, or several.
 */
const struct book_gpci *gpci_named(const struct book *b, uint32_t state,
    str name, date on, enum book_basis *basis);

/* The anesthesia conversion factor of a locality. */
const struct book_anesthesia *anesthesia_on(const struct book *b,
    uint32_t carrier, uint32_t locality, date on, bool qualifying,
    enum book_basis *basis);

/* The base units of an anesthesia code.  False: none are known. */
bool anesthesia_base_on(const struct book *b, code_key procedure, date on,
    uint32_t *units, enum book_basis *basis);

/* What imaging is capped at in a locality.  NULL: it is not. */
const struct book_opps_cap *opps_cap_on(const struct book *b,
    code_key procedure, uint32_t modifier, uint32_t carrier,
    uint32_t locality, date on, enum book_basis *basis);

/* A published payment amount. */
const struct book_payment *payment_on(const struct book *b,
    code_key procedure, uint32_t modifier, uint32_t carrier,
    uint32_t locality, date on, bool qualifying, enum book_basis *basis);

#endif
