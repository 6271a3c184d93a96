/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts_claim.h -- what the claim rules remember within a transaction.
 *
 * A claim is judged as it goes by: what stands above it (billing provider,
 * subscriber, patient), the claim itself, and the line at hand.  Each part is
 * cleared when its first segment is met, so nothing here is ever walked to be
 * cleared; arrays are valid up to their count or where a bit says so.
 *
 *   C1  a sum that could not be read in full is marked, and not judged
 *   C2  what is counted in a claim is bounded by what a guide allows in it
 */
#ifndef CC_X12_FACTS_CLAIM_H
#define CC_X12_FACTS_CLAIM_H

#include "x12/judge.h"

#define CLAIM_PAYERS	10	/* other payers (2320) of a claim */
#define CLAIM_DIAGNOSES	25	/* principal and other, institutional */
#define CLAIM_CONTROLS	128	/* slots for line numbers, a power of 2 */
#define CLAIM_UNEVEN	8	/* lines a payer's amounts do not fit */

/* A day as X12 writes it, its eight digits read as one number; 0: not told.
 * It orders as days do, which is all that the rules ask. */
typedef uint32_t ccyymmdd;

enum claim_kind { CLAIM_PROFESSIONAL, CLAIM_INSTITUTIONAL, CLAIM_DENTAL };

/* The days of a claim that are compared. */
enum claim_event {
	EVENT_SERVICE, EVENT_STATEMENT, EVENT_ADMISSION, EVENT_DISCHARGE,
	EVENT_ONSET, EVENT_INITIAL, EVENT_LAST_SEEN, EVENT_ACUTE,
	EVENT_ACCIDENT, EVENT_MENSTRUAL, EVENT_XRAY, EVENT_PRESCRIPTION,
	EVENT_DISABLED, EVENT_DISABLED_FROM, EVENT_DISABLED_TO,
	EVENT_LAST_WORKED, EVENT_RETURN, EVENT_ASSUMED, EVENT_RELINQUISHED,
	EVENT_CONTACT, EVENT_APPLIANCE, EVENT_N
};

struct claim_period { ccyymmdd from, through; struct judge_mark at; };

/* Providers that a claim and its lines may both name. */
enum claim_role {
	ROLE_RENDERING, ROLE_REFERRING, ROLE_PRIMARY_CARE, ROLE_SUPERVISING,
	ROLE_FACILITY, ROLE_OPERATING, ROLE_OTHER_OPERATING, ROLE_ASSISTANT,
	ROLE_ATTENDING, ROLE_N
};

struct claim_billing { uint64_t npi, street, city; };

struct claim_subscriber {
	struct judge_mark at;		/* SBR of 2000B */
	struct judge_mark name_at;	/* NM1 of 2010BA */
	char	 turn;			/* SBR01 */
	char	 children;		/* HL04 */
	bool	 is_patient;		/* SBR02 is 18 */
	bool	 is_unclear;		/* SBR02 is a code that is none */
	bool	 broken;		/* something was lost in this loop */
	bool	 has_details;		/* PAT was sent */
	struct judge_mark details_at;	/* valid if so */
	uint8_t	 parts;			/* of 2010BA that were met */
	uint32_t claims, patients;	/* claims of his own; 2000C loops */
};

struct claim_patient {
	ccyymmdd birth, death;
	char	 sex;
	bool	 birth_reported;
	bool	 pregnant;
	struct judge_mark pregnant_at;	/* valid if pregnant */
};

/* Another payer, and what he decided. */
struct claim_payer {
	uint64_t id;			/* hash of 2330B NM109 */
	struct judge_mark at;		/* NM1 of 2330B */
	struct judge_mark paid_at;	/* AMT*D */
	money	 paid;			/* AMT*D */
	money	 adjusted;		/* CAS of 2320 */
	money	 line_paid;		/* SVD02, all lines */
	money	 line_adjusted;		/* CAS of 2430, all lines */
	money	 this_line;		/* both, of the line at hand */
	ccyymmdd decided;		/* DTP*573 of 2330B */
	struct judge_mark decided_at;
	uint32_t lines;			/* SVD segments */
	uint8_t	 groups, full;		/* CAS groups met, and those full */
	bool	 adjudicated, dated;
};

/* A line that does not come to what a payer paid and adjusted. */
struct claim_uneven { struct judge_mark at; money charge, decided; };

struct claim_line {
	struct judge_mark at;		/* SV1, SV2 or SV3 */
	money	 charge;
	bool	 has_charge;
	bool	 dated;			/* DTP*472 was sent */
	ccyymmdd from, through;
	uint16_t payers;		/* bit: decided by this payer */
	uint8_t	 groups, full;		/* CAS groups of the 2430 at hand */
	struct claim_payer *payer;	/* whose 2430 is at hand, or NULL */
};

struct claim_now {
	struct judge_mark at;		/* CLM */
	enum claim_kind kind;
	money	 total, lines_total;
	bool	 has_total;
	bool	 lines_unclear;		/* C1: a charge could not be read */
	bool	 total_reported;
	char	 place[2];		/* CLM05-1 */
	char	 frequency;		/* CLM05-3 */
	bool	 has_causes, accident;	/* CLM11; AA or OA in it */
	bool	 predetermination;	/* CLM19 PB */
	bool	 has_original;		/* REF*F8 */
	bool	 service_dated, accident_dated, admission_dated; /* DTP sent */
	bool	 has_origin;		/* CL102 */
	bool	 other_than_transport;	/* a line not of revenue code 054x */
	bool	 hospital_line, facility_line; /* a line at 21; at 51, 61 */
	bool	 payers_unclear;	/* C1 */
	bool	 payer_reported, future_reported, period_reported,
		 death_reported, decided_reported;
	bool	 group_again;		/* a CAS group twice at one place */
	char	 group[2];
	struct judge_mark group_at;	/* valid if so */
	uint32_t events;		/* bit: period[] is valid */
	uint32_t turns;			/* bit: SBR01 letter met */
	uint32_t diagnoses;		/* bit: HI element sent */
	uint32_t pointers_reported;
	unsigned n_codes;		/* of diagnosis_codes */
	unsigned n_payers, n_uneven;
	uint32_t lines, last_line;	/* counted; LX01 as stated */
	uint32_t undated;		/* lines without a service date */
	struct judge_mark original_at;	/* REF*F8 */
	struct judge_mark undated_at;	/* the first of them */
	uint64_t providers[ROLE_N];	/* NPI; 0: not named */
};

struct claim_facts {
	ccyymmdd made;			/* BHT04 */
	uint16_t generation;		/* of `controls`; counts claims */
	uint64_t last_id;		/* hash of the CLM01 before */
	struct claim_billing billing;
	uint64_t pay_to_street;
	struct claim_subscriber subscriber;
	struct claim_patient patient;
	struct claim_now now;
	struct claim_line line;
	struct claim_period periods[EVENT_N];
	uint64_t diagnosis_codes[CLAIM_DIAGNOSES];
	struct claim_payer payers[CLAIM_PAYERS];
	struct claim_uneven uneven[CLAIM_UNEVEN];
	uint64_t controls[CLAIM_CONTROLS];	/* generation and hash */
};

#endif
