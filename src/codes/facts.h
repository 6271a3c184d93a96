/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts.h -- the shapes of what the book holds, as they stand in the file.
 *
 * Everything the book says is said by a *release* of a *set*: ICD-10-CM of
 * October 2025, the MUE table of April 2026.  The releases of a set are
 * numbered by date, from 0; whatever they say carries a mask with a bit for
 * each release that says it.  So one book answers for any date: the date picks
 * the release (book.h), the release picks the bit, the bit picks the row.
 *
 * Rows of one code that differ between releases stand beside each other, with
 * masks that share no bit; what stays the same over the years is kept once.
 *
 *   F1  structs have no padding, and hold 4- and 8-byte numbers only
 *   F2  rows are sorted by their key; those of one key have disjoint masks
 *   F3  a reference to another row or to text is checked when it is followed,
 *       so that any bytes are safe to read (book.c, the accessors of book.h)
 */
#ifndef CC_CODES_FACTS_H
#define CC_CODES_FACTS_H

#include "base/date.h"
#include "codes/code.h"

enum code_system {
#define SYSTEM(id, name, title) SYSTEM_##id,
#include "codes/sets.def"
	SYSTEMS
};

enum code_set {
#define SET(id, name, system, cadence, title) SET_##id,
#include "codes/sets.def"
	SETS
};

enum relation {
#define RELATION(id, name, left, right, title) RELATION_##id,
#include "codes/sets.def"
	RELATIONS
};

enum note_kind {
#define NOTE(id, name) NOTE_##id,
#include "codes/sets.def"
	NOTES
};

enum fact_kind {
#define FACT(id, name, title) FACT_##id,
#include "codes/sets.def"
	FACTS
};

#define RELEASES_MAX	64	/* of one set: the bits of a mask */
#define NO_ROW		UINT32_MAX

typedef uint64_t releases;	/* bit n: the release n of the set says so */
typedef uint32_t text_ref;	/* 0: no text */

/* A release of a set. */
struct book_release {
	uint32_t set;
	date	 from;		/* its first day */
	date	 until;		/* the last day it speaks for: its horizon */
	text_ref version;	/* "v43.1", "July 2026"; what it calls itself */
	uint32_t partial;	/* 1: speaks only of some codes, and leaves the
				 * others as the release before has them */
	uint32_t starter;	/* 1: of the starter book, not of a publisher */
	uint32_t rows;		/* read from its files */
	uint32_t sources;	/* files of it */
};

/* A file that was read. */
struct book_source {
	uint32_t release;	/* row of the table of releases */
	text_ref name;
	uint32_t rows;
	uint32_t zero;
	uint64_t bytes;
	uint64_t sha256[4];
};

/* A code; sorted by key within its system. */
struct book_code {
	code_key	 key;
	releases in;		/* listed; bits of releases of `set` */
	releases billable;	/* may be billed, is no heading; part of `in` */
	date	 from, until;	/* what its publisher says; or DATE_NONE */
	uint32_t set;		/* which lists it; SETS when none does and it
				 * is only known from edits (CPT) */
	uint32_t parent;	/* row in this system, or NO_ROW */
	uint32_t titles, n_titles;	/* rows of the table of titles */
	uint32_t children, n_children;	/* of the table of children */
	uint32_t notes, n_notes;	/* of the table of notes */
	uint32_t facts, n_facts;	/* of the table of facts */
};

/* What a code is called. */
struct book_title {
	releases in;
	text_ref full, brief;	/* long and short; brief may be 0 */
};

/* A note beside a code; `in` are releases of SET_ICD10CM_NOTES. */
struct book_note {
	releases in;
	uint32_t kind;		/* enum note_kind */
	text_ref text;
	uint32_t ranges, n_ranges;	/* codes that the text names */
};

/* Codes that a note names: all from `from` to `to`, and those below `to`. */
struct book_range {
	code_key	from, to;
};

/* Is `key` one of them? */
static inline bool
book_range_has(const struct book_range *r, code_key key)
{
	return key >= r->from && key <= code_last(r->to);
}

/* Something else that is known of a code. */
struct book_fact {
	releases in;
	uint32_t set;		/* whose releases those are */
	uint32_t kind;		/* enum fact_kind */
	text_ref text;
	uint32_t zero;
};

/* When a pair holds. */
struct book_span {
	releases in;
	uint32_t set;
	date	 from, until;	/* what the publisher says; or DATE_NONE */
	uint32_t zero;
};

/* A pair of a relation; those of one left code stand together, sorted by
 * `right`. */
struct book_pair {
	uint32_t right;		/* row of the right system, or a number */
	uint32_t value;		/* see below */
	uint32_t span;		/* row of the table of spans */
};

/*
 * The values of pairs.
 *
 * PTP_*	the modifier indicator, 0, 1 or 9 (NCCI Policy Manual, I.E);
 *		rationale << 8, a text_ref within 24 bits
 * MUE		right: enum mue_setting; units, adjudication indicator << 24
 * ADD_ON	type of the edit, 1, 2 or 3; a pair of type 2 or 3 without a
 *		primary code has the right side NO_ROW
 * MCE*		right: enum mce_edit; value: the letter of the list within
 *		the edit ('B': non-covered unless ...), or 0
 * CC		1 CC, 2 MCC
 * DRG_INDEX	first group << 16 | last group
 * NCD_DIAGNOSIS, LCD_DIAGNOSIS	enum coverage_policy; right side NO_ROW: of
 *		all diagnoses that are not listed
 * HCC		enum hcc_model; HCC_DROPS the same
 * HCC_EDIT	enum hcc_model, sex << 8 (1 male, 2 female, 0 either), first age
 *		<< 16, last age << 24; for such persons the category is the
 *		right side, NO_ROW if the diagnosis then has none
 * CCSR		1 default of inpatient, 2 default of outpatient, together 3
 * GEM_*	1 approximate, 2 no map, 4 combination; scenario << 8,
 *		choice list << 16
 * ANESTHESIA_BASE	units
 * POA_EXEMPT	right: 0; value: 0
 * CHRONIC	right: 0; value: 0 no, 1 yes, 2 not applicable, 3 both acute
 *		and chronic
 * CONVERSION	1 new, 2 revised, 3 deleted; from and until say when; a pair
 *		without a code before it has the right side NO_ROW
 */
enum mue_setting { MUE_PRACTITIONER, MUE_OUTPATIENT, MUE_DME, MUE_SETTINGS };

#define MUE_UNITS(value)	((value) & 0xFFFFFF)
#define MUE_INDICATOR(value)	((value) >> 24)
#define PTP_INDICATOR(value)	((value) & 0xFF)
#define PTP_RATIONALE(value)	((value) >> 8)

enum mce_edit {
	MCE_NEWBORN,		/* age 0 */
	MCE_PEDIATRIC,		/* 0 to 17 */
	MCE_MATERNITY,		/* 9 to 64 */
	MCE_ADULT,		/* 15 to 124 */
	MCE_FEMALE, MCE_MALE,
	MCE_MANIFESTATION,	/* never principal */
	MCE_QUESTIONABLE_ADMISSION,
	MCE_UNACCEPTABLE_PRINCIPAL,
	MCE_UNACCEPTABLE_ALONE,	/* principal only with a secondary diagnosis */
	MCE_UNSPECIFIED,	/* laterality not said */
	MCE_NON_COVERED, MCE_LIMITED_COVERAGE, MCE_WRONG_PROCEDURE,
	MCE_LENGTH_OF_STAY, MCE_E_CODE, MCE_OTHER,
	/* Questionable admissions unless there is a diagnosis of ... */
	MCE_CESAREAN, MCE_VAGINAL_DELIVERY,
	MCE_DELIVERY_OUTCOME,
	MCE_EDITS
};

enum coverage_policy {
	COVERAGE_NONE,		/* no determination speaks of it */
	COVERAGE_COVERED, COVERAGE_DENIED, COVERAGE_NOT_NECESSARY,
};

/*
 * Models number their categories each for itself, so the key of a category has
 * its model before the number: V24-18, V28-37; E21-, E24- of ESRD; R05-, R08-
 * of RxHCC; H07-35_1 of HHS (hcc.h).  The releases of a model are those of a
 * payment year (HHS: benefit year), from its January 1: the diagnoses of the
 * year before count in it, and the day to ask for is one of the payment year.
 */
enum hcc_model { HCC_V21, HCC_V22, HCC_V23, HCC_V24, HCC_V28, HCC_ESRD_V21,
	HCC_ESRD_V24, HCC_RX_V05, HCC_RX_V08, HCC_HHS, HCC_MODELS };

/* ---- tables of typed rows ------------------------------------------------ */

/*
 * Rows begin with their mask; then come the numbers of the key, in the order in
 * which they are compared, then what is said.  ROW(id, struct, keys,
 * words): how many 4-byte numbers the key has, and for each 4-byte number what
 * it is: p a row of SYSTEM_PROCEDURE, d one of
 * SYSTEM_DIAGNOSIS, t a text, . a number.
 */
#define BOOK_TABLES(ROW) \
	ROW(RVU, book_rvu, 2, "p..................p.......t..") \
	ROW(GPCI, book_gpci, 2, "...t....") \
	ROW(ANESTHESIA, book_anesthesia, 2, "....t.") \
	ROW(OPPS_CAP, book_opps_cap, 4, "p.....") \
	ROW(PAYMENT, book_payment, 4, "p.........") \
	ROW(LOCALITY, book_locality, 3, "...tt.") \
	ROW(COEFFICIENT, book_coefficient, 3, ".tt...") \
	ROW(EXCLUSION, book_exclusion, 2, "..ttttttt......t") \
	ROW(FACTOR, book_factor, 1, "....") \
	ROW(TERM, book_term, 2, "....tttddddddd..")

enum book_table {
#define ROW(id, type, keys, words) TABLE_##id,
	BOOK_TABLES(ROW)
#undef ROW
	TABLES
};

/* Two letters or digits as a number, for modifiers and localities: 0 none. */
#define PAIR_OF(a, b)	((uint32_t)(uint8_t)(a) << 8 | (uint8_t)(b))

/*
 * A row of the physician fee schedule's relative value file.  RVUs are in
 * hundredths, the conversion factor in ten-thousandths of a dollar, percentages
 * in hundredths of a per cent; letters are bytes.  (PF RVU record layout, CMS.)
 */
struct book_rvu {
	releases in;		/* of SET_RVU */
	uint32_t procedure;	/* row of SYSTEM_PROCEDURE */
	uint32_t modifier;	/* PAIR_OF(), "26" "TC" "53", or 0 */
	uint32_t status;	/* 'A', 'B', 'C' ... */
	uint32_t work, practice_other, practice_facility, malpractice;
	uint32_t not_other, not_facility;	/* 1: "NA", rarely done there */
	uint32_t global;	/* days: 0 10 90; or three letters, XXX ... */
	uint32_t before, during, after;		/* shares of a surgery */
	uint32_t pc_tc, multiple, bilateral, assistant, co_surgeons, team;
	uint32_t base;		/* endoscopic base: a procedure or NO_ROW */
	uint32_t factor;	/* conversion factor, 1/10000 $; 0: see
				 * struct book_factor */
	uint32_t supervision, calculation, family;
	uint32_t cap_other, cap_facility;	/* OPPS caps of practice, RVU */
	uint32_t cap_malpractice;
	text_ref title;		/* the schedule's own, for what is not CPT */
	uint32_t qualifying;	/* 1: of participants in an APM (from 2026) */
	uint32_t zero;
};

/* Geographic indices of a locality, in thousandths. */
struct book_gpci {
	releases in;		/* of SET_GPCI */
	uint32_t carrier;	/* MAC, five digits as a number */
	uint32_t locality;	/* two digits as a number */
	uint32_t state;		/* PAIR_OF() */
	text_ref name;
	uint32_t work, practice, malpractice;
	uint32_t zero;
};

/* The anesthesia conversion factor of a locality, in ten-thousandths of $. */
struct book_anesthesia {
	releases in;		/* of SET_ANESTHESIA */
	uint32_t carrier, locality;
	uint32_t factor;
	uint32_t qualifying;
	text_ref name;
	uint32_t zero;
};

/* A conversion factor that goes with no row, of a schedule of one's own. */
enum factor_kind { FACTOR_PHYSICIAN, FACTOR_PHYSICIAN_APM, FACTOR_ANESTHESIA };

struct book_factor {
	releases in;		/* of SET_FACTORS */
	uint32_t kind;		/* enum factor_kind */
	uint32_t factor;	/* 1/10000 $ */
	uint32_t zero[2];
};

/* What imaging is capped at, in cents. */
struct book_opps_cap {
	releases in;		/* of SET_OPPS_CAP */
	uint32_t procedure, modifier, carrier, locality;
	uint32_t facility, other;
};

/* A published payment amount, in cents; carrier 0 and locality 0 are a schedule
 * of one's own. */
struct book_payment {
	releases in;		/* of SET_FEES */
	uint32_t procedure, modifier, carrier, locality;
	uint32_t other, facility;
	uint32_t cap_other, cap_facility;	/* OPPS, cents */
	uint32_t status;
	uint32_t qualifying;	/* as in book_rvu */
};

struct book_locality {
	releases in;		/* of SET_LOCALITY */
	uint32_t carrier, locality;
	uint32_t state;
	text_ref area, counties;
	uint32_t zero;
};

/* A coefficient of a condition category or of another variable. */
struct book_coefficient {
	releases in;		/* of SET_HCC_COEFFICIENTS */
	uint32_t model;		/* enum hcc_model */
	uint32_t segment;	/* a text_ref: "CNA", community non-dual aged */
	text_ref variable;	/* "HCC18", "F65_69" */
	uint32_t zero;
	int64_t	 millionths;
};

/* A person or entity excluded from federal programs. */
struct book_exclusion {
	releases in;		/* of SET_LEIE */
	uint32_t npi_high, npi_low;	/* five digits each; 0: none, and then
				 * many rows have this key */
	text_ref name, first, middle, business;
	text_ref kind, specialty, address;
	uint32_t state;
	date	 born, excluded, reinstated, waived;
	uint32_t waiver_state;
	text_ref reason;	/* "1128a1" */
};

/*
 * A line of the Alphabetic Index, the table of drugs, of neoplasms or of
 * external causes; terms stand below their parents, in the order of the book.
 * Of these sets only the newest release is kept: they help to find, and judge
 * nothing.
 */
struct book_term {
	releases in;		/* of `set` */
	uint32_t set, line;	/* line: from 0, in order */
	uint32_t parent;	/* the line of the term above, or NO_ROW */
	uint32_t see;		/* 0 none, 1 see, 2 see also, of `target` */
	text_ref title;
	text_ref modifiers;	/* nonessential, without their parentheses */
	text_ref target;
	uint32_t codes[7];	/* rows of SYSTEM_DIAGNOSIS or NO_ROW; [0] of
				 * the index, with [1] its manifestation; [1]
				 * to [6] of the columns of the table of drugs
				 * or neoplasms; a category stands for "and
				 * more characters" */
	uint32_t zero[2];
};

#endif
