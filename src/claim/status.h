/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status.h -- what became of a claim: asked (276) and answered (277).
 *
 * Both have the same levels: a payer, who asks, the provider whose claims they
 * are, the subscriber, and the patient where that is somebody else.  A question
 * or an answer stands below the patient; its trace number comes back in the
 * answer.  Source: guide 005010X212.
 */
#ifndef CC_CLAIM_STATUS_H
#define CC_CLAIM_STATUS_H

#include "claim/party.h"
#include "claim/service.h"

struct functional_group;

/* What is said of a claim: where it is, what is wrong, whose turn it is. */
struct status_code {
	str	 category;	/* "A" received, "P" pending, "F" final, "R"
				 * more is wanted, "E" error, "D" not found */
	str	 code;		/* claim status code, "20" accepted ... */
	str	 entity;	/* whom it is about: "85" billing provider, "IL"
				 * subscriber, "PR" payer ... */
	str	 list;		/* "RX": code is a pharmacy reject; or empty */
};

/* One status of a claim, line or batch; up to three codes tell of it. */
struct claim_status {
	struct claim_status *next;
	struct status_code status;
	struct when as_of;
	str	 action;	/* acknowledged: "WQ" accepted, "U" rejected */
	struct amount charge, paid;	/* of the claim */
	struct when decided;	/* day the payer made up its mind */
	struct when paid_on;	/* date of the check or transfer */
	str	 trace_number;	/* its number */
	struct status_code second, third;
	str	 message;	/* in words */
};

/* A status of questions turned down, for all of a receiver or provider. */
struct batch_status {
	struct part part;
	str	 trace_number;	/* the batch's, or one of the answerer's */
	LIST(claim_status) statuses;
};

/* Questions to payers, or their answers. */
struct status_batch {
	struct part part;
	const struct functional_group *group;
	str	 control_number;	/* of the transaction */
	str	 version;	/* the guide: "005010X212" */
	str	 number;	/* of the batch; the answer repeats it */
	struct when made;
	str	 made_time;	/* HHMM */
};

/* Whom the questions go to, or the answers come from. */
struct status_payer {
	struct part part;
	struct level level;
	const struct status_batch *batch;
	struct party *party;
};

/* Who asks: a provider, or its clearinghouse or billing service. */
struct status_receiver {
	struct part part;
	struct level level;
	const struct status_payer *payer;
	struct party *party;
	struct batch_status *refused;	/* answer: all questions were */
};

/* Whose claims they are. */
struct status_provider {
	struct part part;
	struct level level;
	const struct status_receiver *receiver;
	LIST(party) parties;	/* the second: the same with an older number */
	struct batch_status *refused;	/* answer: all its questions were */
};

struct status_subscriber {
	struct part part;
	struct level level;
	const struct status_provider *provider;
	struct when birth;	/* question, subscriber is the patient */
	str	 sex;		/* likewise: "F", "M" */
	struct party *party;	/* with member id */
};

/* The patient, who is not the subscriber. */
struct status_dependent {
	struct part part;
	struct level level;
	const struct status_subscriber *subscriber;
	struct when birth;	/* question */
	str	 sex;		/* likewise: "F", "M" */
	struct party *party;
};

/* A line asked about or answered. */
struct status_line {
	struct status_line *next;
	struct part part;
	struct coded_service procedure;
	struct amount charge;
	struct amount paid;	/* answer */
	str	 revenue;	/* code */
	struct quantity units;
	LIST(claim_status) statuses;	/* answer */
	str	 control_number;	/* of the line, as billed */
	struct when served;	/* day or days of service */
};

/* A question: what became of this claim? */
struct status_inquiry {
	struct part part;
	const struct status_subscriber *subscriber;
	const struct status_dependent *dependent;	/* NULL: subscriber is
							 * the patient */
	str	 trace_number;	/* ours, for the question */
	str	 payer_number;	/* the payer's number of the claim */
	str	 bill_type;	/* three digits, institutional */
	str	 payer_site;	/* the payer's system or application */
	str	 group_number;	/* the insured group's */
	str	 control_number;	/* the patient's, as billed; CLM01 */
	str	 prescription;	/* pharmacy */
	str	 clearinghouse_number;	/* a clearinghouse's, of the claim */
	struct amount charge;
	struct when served;	/* day or days of service */
	LIST(status_line) lines;
};

/* The answer, for one claim that fits the question. */
struct status_answer {
	struct part part;
	const struct status_subscriber *subscriber;
	const struct status_dependent *dependent;	/* NULL: subscriber is
							 * the patient */
	str	 trace_number;	/* of the question */
	LIST(claim_status) statuses;
	str	 payer_number;	/* the payer's number of the claim */
	str	 bill_type;	/* three digits, institutional */
	str	 control_number;	/* the patient's, as billed; CLM01 */
	str	 prescription;	/* pharmacy */
	str	 voucher;	/* of the payment */
	str	 clearinghouse_number;	/* a clearinghouse's, of the claim */
	struct when served;	/* day or days of service */
	LIST(status_line) lines;
};

#endif
