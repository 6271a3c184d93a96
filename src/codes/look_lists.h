/* SPDX-License-Identifier: Apache-2.0 */
/*
 * look_lists.h -- what edits ask of the lists about diagnoses and providers:
 * the Medicare Code Editor, present on admission, complications, risk
 * adjustment, coverage, clinical categories, exclusions.
 *
 * Pure as look.h is.  A pair that a publisher dates holds on both its days; a
 * day that the book has no release for is answered by the nearest one, and
 * `basis` says so where an answer has it (K4 of book.h).  A diagnosis that a
 * list does not name gives the answer "nothing", never an error.
 */
#ifndef CC_CODES_LOOK_LISTS_H
#define CC_CODES_LOOK_LISTS_H

#include "codes/look.h"

/* ---- inpatient diagnoses ------------------------------------------------- */

/* The edits of the Medicare Code Editor that name the diagnosis: a bit,
 * 1 << MCE_..., for each. */
uint32_t mce_edits(const struct book *b, code_key diagnosis, date on);

/* Is the diagnosis one of an age that `age`, in years, is not?  (MCE, 3:
 * newborn 0, pediatric 0-17, maternity 9-64, adult 15-124.) */
bool mce_age_conflict(const struct book *b, code_key diagnosis, unsigned age,
    date on);

/* Need its presence on admission not be told? */
bool poa_exempt(const struct book *b, code_key diagnosis, date on);

/* 0, or 1 for a complication or comorbidity, 2 for a major one. */
unsigned cc_of(const struct book *b, code_key diagnosis, date on);

/* ---- risk adjustment ----------------------------------------------------- */

#define HCC_MOST 8	/* categories of one diagnosis */

/* Age and sex, on which some categories depend; sex 1 male, 2 female, 0 not
 * known, and then only the age counts. */
struct hcc_person { unsigned age, sex; };

/*
 * The categories of a diagnosis in a model, before hierarchies, into *to; how
 * many there are.  `on` is a day of the payment year (facts.h).  `who` may be
 * NULL: then no edit by age and sex is made.
 */
unsigned hcc(const struct book *b, code_key diagnosis, enum hcc_model m,
    const struct hcc_person *who, date on, code_key to[HCC_MOST]);

/*
 * Take out of v[0] to v[n - 1] the categories that another of them takes away
 * (hierarchy), and what stands there twice; how many stay, in their order.
 */
unsigned hcc_drop(const struct book *b, date on, code_key v[], unsigned n);

/* The coefficient of "HCC18" in the segment "CNA", in millionths.  False: there
 * is none. */
bool hcc_coefficient(const struct book *b, enum hcc_model m, str segment,
    str variable, date on, int64_t *millionths);

/* ---- coverage ------------------------------------------------------------ */

/* What a determination says of a procedure for a diagnosis. */
struct coverage {
	enum coverage_policy policy;
	enum code_system system;	/* SYSTEM_NCD or SYSTEM_LCD */
	code_key determination;		/* CODE_NONE: none speaks of it */
	enum book_basis basis;
};

/*
 * Of the determinations that speak of the procedure, national before local: the
 * one that denies, else one that covers, else one that does not.  A diagnosis
 * that an NCD with a list of diagnoses does not name does not support medical
 * necessity.  An LCD of which the book has no diagnoses gives COVERAGE_NONE
 * with its number: somebody should read it.
 */
struct coverage covered(const struct book *b, code_key procedure,
    code_key diagnosis, date on);

/* ---- clinical categories ------------------------------------------------- */

#define CCSR_MOST 8

struct ccsr { code_key category; bool inpatient, outpatient; };

/* The categories of a diagnosis, and for which setting each is the default;
 * how many there are. */
unsigned ccsr(const struct book *b, code_key diagnosis, date on,
    struct ccsr to[CCSR_MOST]);

/* ---- providers ----------------------------------------------------------- */

/*
 * The exclusion of the provider with this NPI that holds on `on`, or NULL: not
 * before its day, and before he is reinstated.  A waiver, for some state, is
 * for the caller to see.  Most rows of the list have no NPI: no hit is no
 * proof.
 */
const struct book_exclusion *excluded(const struct book *b, uint64_t npi,
    date on);

#endif
