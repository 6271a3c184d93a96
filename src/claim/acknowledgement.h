/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledgement.h -- the answers to a file: TA1, 999 and 277CA.
 *
 * Three answers, one inside the other.  The TA1 speaks of an interchange: did
 * its envelope hold?  The 999 speaks of a group and each transaction in it:
 * does it keep to the guide?  The 277CA speaks of claims: which go on to be
 * decided, and which come back unfiled?
 *
 * Source: X12 TA1 (X12.5), 005010X231A1, 005010X214.
 */
#ifndef CC_CLAIM_ACKNOWLEDGEMENT_H
#define CC_CLAIM_ACKNOWLEDGEMENT_H

#include "claim/party.h"
#include "claim/service.h"
#include "claim/status.h"

struct interchange;
struct functional_group;

/* ---- TA1 ------------------------------------------------------------ */

/* The answer to an interchange; interchange is the one that it travels in. */
struct interchange_acknowledgement {
	struct part part;
	const struct interchange *interchange;
	str	 answered_control_number;	/* ISA13 of the one answered */
	struct when answered_date;		/* its ISA09 and ISA10 */
	str	 answered_time;
	str	 verdict;	/* "A" accepted, "E" with errors, "R" not */
	str	 fault;		/* "000" none, "023" ended early ... */
};

/* ---- 999 ------------------------------------------------------------ */

/* Of whom or what an error speaks: "CLM01" and the claim's number. */
struct context_name {
	struct context_name *next;
	bool	 breaks;
	str	 name;		/* "CLM01", "TRN02", "SITUATIONAL TRIGGER" */
	str	 value;
};

/* What makes something needed or forbidden: another place. */
struct error_trigger {
	struct error_trigger *next;
	LIST(context_name) names;
	str	 segment, position, loop;
	str	 element, component, repetition;	/* as element_error */
	str	 reference;	/* the element's number in the dictionary */
	str	 component_reference;
};

/* The claim (or payment, member ...) that a segment in error belongs to. */
struct error_owner {
	str	 name;		/* "CLM01" */
	str	 value;		/* its number */
	str	 element, component, repetition;
};

struct element_error {
	struct element_error *next;
	struct part part;
	str	 element;	/* 1 is the first */
	str	 component;	/* in a composite, 1 is the first */
	str	 repetition;	/* of a repeated element, 1 is the first */
	str	 reference;	/* the element's number in the dictionary */
	str	 fault;		/* "1" missing, "7" no such code, "I9" ... */
	str	 value;		/* what was sent */
	LIST(error_trigger) triggers;
};

struct segment_error {
	struct segment_error *next;
	struct part part;
	str	 segment;	/* "NM1" */
	str	 position;	/* ST is 1 */
	str	 loop;
	str	 fault;		/* "3" missing, "8" has element errors ... */
	struct error_owner *owner;
	LIST(error_trigger) triggers;
	LIST(element_error) elements;
};

#define TRANSACTION_FAULTS 5

struct transaction_acknowledgement {
	struct transaction_acknowledgement *next;
	struct part part;
	str	 kind;			/* ST01, "837" */
	str	 control_number;	/* ST02 */
	str	 version;		/* ST03 */
	LIST(segment_error) errors;
	str	 verdict;	/* "A" accepted, "E" with errors, "R" not */
	str	 faults[TRANSACTION_FAULTS];	/* "5" segments in error,
				 * "4" wrong count, "23" used twice ... */
};

/* The answer to a group. */
struct implementation_acknowledgement {
	struct part part;
	const struct functional_group *group;
	str	 control_number;
	str	 version;		/* "005010X231A1" */
	str	 answered_kind;		/* GS01, "HC" */
	str	 answered_control_number;	/* GS06 */
	str	 answered_version;	/* GS08 */
	LIST(transaction_acknowledgement) transactions;
	str	 verdict;		/* "A", "E", "P" in part, "R" */
	struct quantity stated;		/* transactions by GE01 ... */
	struct quantity received;	/* ... as counted ... */
	struct quantity accepted;	/* ... and accepted */
	str	 faults[TRANSACTION_FAULTS];	/* "3" trailer missing ... */
};

/* ---- 277CA ---------------------------------------------------------- */

struct claim_acknowledgement {
	struct part part;
	const struct functional_group *group;
	str	 control_number;
	str	 version;		/* "005010X214" */
	str	 reference;		/* of this answer */
	struct when made;
	str	 made_time;
};

/* When the batch came, and was worked on. */
struct batch_receipt {
	struct batch_receipt *next;
	struct part part;
	str	 number;	/* of who answers */
	struct when received, processed;
};

/* Who answers: a payer or a clearinghouse. */
struct acknowledgement_source {
	struct part part;
	struct level level;
	const struct claim_acknowledgement *acknowledgement;
	struct party *source;
	LIST(batch_receipt) receipts;
};

/* What is said of the batch as a whole. */
struct batch_verdict {
	struct part part;
	str	 batch;		/* BHT03 of the claims answered */
	LIST(claim_status) statuses;
	struct quantity accepted_claims, rejected_claims;
	struct amount accepted_charge, rejected_charge;
};

/* What is said of the claims of one provider. */
struct provider_verdict {
	struct part part;
	str	 number;	/* "0" when the payer has none */
	LIST(claim_status) statuses;
	LIST(identifier) numbers;
	struct quantity accepted_claims, rejected_claims;
	struct amount accepted_charge, rejected_charge;
};

/* Who sent the claims. */
struct acknowledgement_receiver {
	struct part part;
	struct level level;
	const struct acknowledgement_source *source;
	struct party *receiver;
	struct batch_verdict *verdict;
};

struct acknowledgement_provider {
	struct part part;
	struct level level;
	const struct acknowledgement_receiver *receiver;
	LIST(party) providers;		/* one, unless the payer knows more */
	struct provider_verdict *verdict;
};

struct line_acknowledgement {
	struct line_acknowledgement *next;
	struct part part;
	struct coded_service procedure;
	struct amount charge;
	str	 revenue;
	struct quantity units;
	LIST(claim_status) statuses;
	str	 control_number;	/* REF*6R of the line answered */
	str	 prescription;
	struct when served;
};

struct claim_verdict {
	struct claim_verdict *next;
	struct part part;
	str	 claim;			/* CLM01 of the claim answered */
	LIST(claim_status) statuses;
	str	 payer_number;
	str	 clearinghouse_number;	/* REF*D9 of the claim answered */
	str	 bill_type;
	struct when served;
	LIST(line_acknowledgement) lines;
};

/* A patient with the claims, the record of a 277CA. */
struct patient_acknowledgement {
	struct part part;
	struct level level;
	const struct acknowledgement_provider *provider;
	struct party *patient;
	LIST(claim_verdict) claims;
};

#endif
