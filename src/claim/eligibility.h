/* SPDX-License-Identifier: Apache-2.0 */
/*
 * eligibility.h -- whether somebody is insured, and for what: asked (270) and
 * answered (271).
 *
 * Both have the same levels: who holds the coverage, who asks, the subscriber,
 * and a dependent where the patient is not the subscriber.  A subscriber or
 * dependent holds the questions about that person, or the answers; what only
 * one of the two has is told below.  Source: guide 005010X279A1.
 */
#ifndef CC_CLAIM_ELIGIBILITY_H
#define CC_CLAIM_ELIGIBILITY_H

#include "claim/party.h"
#include "claim/service.h"

struct functional_group;

/* Why there is no answer (answer; AAA). */
struct request_problem {
	struct request_problem *next;
	str	 valid;		/* "Y": the request was right; "N": wrong */
	str	 reason;	/* "42" cannot answer now, "72" member id, "73"
				 * name, "71" birth date, "75" not found ... */
	str	 follow_up;	/* "C" correct and ask again, "R" ask again,
				 * "N" do not, "P" ask the payer itself ... */
};

/* A number given to a question or an answer. */
struct eligibility_trace {
	struct eligibility_trace *next;
	str	 kind;		/* "1" the answerer's, in a question the
				 * asker's; "2" the asker's, returned */
	str	 number;
	str	 assigner;	/* whose: 1 and tax id, 9 and any other */
	str	 assigner_part;
};

/* Who holds the coverage, who asks, or whom a benefit involves. */
struct eligibility_party {
	struct eligibility_party *next;
	struct part part;
	str	 role;		/* "PR" payer, "1P" provider, "P3" primary care,
				 * "PRP" first payer, "SEP" second ... */
	str	 entity;	/* "1" person, "2" organization */
	str	 name;		/* organization, or last name */
	str	 first_name, middle_name, suffix;
	str	 id_kind;	/* "XX" NPI, "PI" payer, "MI" member ... */
	str	 id;
	str	 relationship;	/* of whom a benefit involves: "01" parent,
				 * "27" domestic partner, "41" spouse ... */
	LIST(identifier) numbers;	/* who asks: license "0B", "TJ" tax id,
					 * "EL" device PIN ... */
	str	 street, street2;
	str	 city;
	str	 state;		/* two letters */
	str	 postal_code;	/* ZIP, five or nine digits without hyphen */
	str	 country;	/* ISO 3166, only outside the United States */
	str	 defense_region;	/* of military health care */
	str	 subdivision;	/* ISO 3166-2, likewise */
	LIST(contact) contacts;	/* answer */
	str	 taxonomy_role;	/* "BI" billing, "PE" performing, "RF" ... */
	str	 taxonomy;	/* NUCC provider taxonomy, ten characters */
	LIST(request_problem) problems;
};

/* A diagnosis that questions or answers point at. */
struct eligibility_diagnosis {
	struct eligibility_diagnosis *next;
	bool	 breaks;
	str	 kind;		/* "ABK" first, "ABF" others: ICD-10 */
	str	 code;		/* without point */
};

/* Service in the armed forces (answer). */
struct military_service {
	struct military_service *next;
	str	 status;	/* of the information: "C" current, "P" partial,
				 * "S" prior, "O" unknown ... */
	str	 employment;	/* "AO" active, "RE" recruit, "RU" retired */
	str	 branch;	/* "D" Army, "F" Air Force, "C" Navy ... */
	str	 description;
	str	 rank;
	struct when during;
};

/* A question: is this service covered? */
struct eligibility_inquiry {
	struct eligibility_inquiry *next;
	struct part part;
	struct texts service_types;	/* "30" the whole plan, "98" office
					 * visit, "88" pharmacy ... */
	struct coded_service procedure;	/* besides, or instead */
	str	 coverage_level;	/* "FAM": the family's; empty: the
					 * person's */
	str	 diagnosis_pointers[4];	/* "1" is the person's first */
	struct amount spend_down;	/* Medicaid: still owed */
	struct amount spend_down_billed;	/* Medicaid: billed in all */
	str	 place_of_service;	/* code, "11" office ... */
	str	 authorization_kind;	/* "9F" referral, "G1" authorization */
	str	 authorization;
	struct when asked_for;	/* day or days; not given: the person's */
};

/* How often a service may be given. */
struct benefit_delivery {
	struct benefit_delivery *next;
	str	 quantity_kind;	/* "VS" visits, "DY" days, "HS" hours ... */
	struct quantity quantity;
	str	 interval_unit;	/* each ...: "WK" week, "MO" month ... */
	struct quantity interval;	/* every so many of them */
	str	 period;	/* in each ...: "23" calendar year, "34" month,
				 * "35" week, "27" visit ... */
	struct quantity periods;	/* so many of them */
	str	 pattern;	/* "1" first week of the month, "A" Monday to
				 * Friday ... */
	str	 time;		/* "A" first shift, "D" morning, "G" any ... */
};

/* A message in words. */
struct benefit_message {
	struct benefit_message *next;
	str	 text;
};

/* Where a benefit holds, or for which injury. */
struct benefit_place {
	struct benefit_place *next;
	struct part part;
	str	 kind;		/* "ZZ" place of service, "GR", "NI" nature of
				 * an injury */
	str	 code;
	str	 injured_part;	/* of the body, in words */
};

/* Whom a benefit involves; the answer puts them between LS and LE. */
struct benefit_parties {
	struct part part;
	LIST(eligibility_party) parties;	/* another payer, primary care
						 * provider ... */
};

/* An answer: what is covered, or what of it the patient pays. */
struct eligibility_benefit {
	struct eligibility_benefit *next;
	struct part part;
	str	 kind;		/* "1" active, "6" inactive, "A" coinsurance,
				 * "B" copay, "C" deductible, "F" limit, "G" out
				 * of pocket, "I" not covered, "R" another
				 * payer, "CB" coverage basis ... */
	str	 coverage_level;	/* "IND" person, "FAM" family ... */
	struct texts service_types;	/* as of the question */
	str	 insurance;	/* kind: "HM" HMO, "PR" PPO, "MA" Part A ... */
	str	 plan;		/* name */
	str	 period;	/* "23" calendar year, "27" visit, "29" what is
				 * left, "32" lifetime ... */
	struct amount amount;
	struct quantity share;	/* the patient's, a fraction of 1 */
	str	 quantity_kind;	/* "VS" visits, "DY" days, "P6" units ... */
	struct quantity quantity;
	str	 authorization;	/* needed: "Y", "N", "U" unknown */
	str	 in_network;	/* "Y", "N", "W" both, "U" unknown */
	struct coded_service procedure;
	str	 diagnosis_pointers[4];	/* "1" is the person's first */
	LIST(benefit_delivery) deliveries;
	LIST(identifier) numbers;	/* "18" plan, "6P" group, "G1"
					 * authorization ... */
	LIST(dated) dates;	/* "307" eligible, "346" plan begins, "292"
				 * benefit ... */
	LIST(request_problem) problems;
	LIST(benefit_message) messages;
	LIST(benefit_place) places;
	struct benefit_parties *involved;
};

/* The subscriber or dependent. */
struct covered_person {
	struct part part;
	str	 entity;	/* "1" person, "2" organization (an employer) */
	str	 name;		/* last name, or organization */
	str	 first_name, middle_name, suffix;
	str	 id_kind;	/* "MI" member id, "II" unique health id */
	str	 id;
	LIST(identifier) numbers;	/* "SY" social security, "6P" group,
					 * "18" plan, "EJ" patient account */
	str	 street, street2;
	str	 city;
	str	 state;		/* two letters */
	str	 postal_code;	/* ZIP, five or nine digits without hyphen */
	str	 country;	/* ISO 3166, only outside the United States */
	str	 subdivision;	/* ISO 3166-2, likewise */
	str	 provider_role;	/* provider meant: "PE", "RF" ... */
	str	 provider_id_kind;	/* "PXC" taxonomy, "HPI" NPI, "SY" */
	str	 provider_id;
	struct when birth;
	str	 sex;		/* "F", "M", "U" unknown */
	str	 relationship;	/* to the subscriber: "18" self, "01" spouse,
				 * "19" child, "34" other adult ... */
	str	 change;	/* answer: "001", something was changed */
	str	 change_reason;	/* answer: "25", who it is was corrected */
	str	 birth_order;	/* of twins and the like: "1", "2" ... */
	LIST(eligibility_diagnosis) diagnoses;	/* eight at most */
	LIST(dated) dates;	/* question: "291" asked for, "102" card
				 * issued; answer: "346" plan begins, "356"
				 * eligible from ... */
	LIST(military_service) military;
	LIST(request_problem) problems;
	LIST(eligibility_inquiry) inquiries;	/* question */
	LIST(eligibility_benefit) benefits;	/* answer */
};

/* Questions to holders of coverage, or their answers. */
struct eligibility_batch {
	struct part part;
	const struct functional_group *group;
	str	 control_number;	/* of the transaction */
	str	 version;	/* the guide: "005010X279A1" */
	str	 purpose;	/* question: "13" asked, "01" cancelled; answer:
				 * "11" answered, "06" confirmed */
	str	 number;	/* of the batch; the answer repeats it */
	struct when made;
	str	 made_time;	/* HHMM */
	str	 kind;		/* question: "RT" Medicaid spend-down */
};

/* Who holds the coverage: a payer, an employer, a gateway. */
struct eligibility_source {
	struct part part;
	struct level level;
	const struct eligibility_batch *batch;
	LIST(request_problem) problems;	/* with all of the questions */
	struct eligibility_party *party;
};

/* Who asks: a provider, usually. */
struct eligibility_receiver {
	struct part part;
	struct level level;
	const struct eligibility_source *source;
	struct eligibility_party *party;
};

/* The subscriber; the patient, if no dependent is below. */
struct eligibility_subscriber {
	struct part part;
	struct level level;
	const struct eligibility_receiver *receiver;
	LIST(eligibility_trace) traces;	/* numbers of the question */
	struct covered_person *person;
};

/* A patient who is not the subscriber. */
struct eligibility_dependent {
	struct part part;
	struct level level;
	const struct eligibility_subscriber *subscriber;
	LIST(eligibility_trace) traces;	/* numbers of the question */
	struct covered_person *person;
};

#endif
