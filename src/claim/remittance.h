/* SPDX-License-Identifier: Apache-2.0 */
/*
 * remittance.h -- what a payer paid, what it did not, and why (835).
 *
 * A payment is one check or transfer.  Its claims stand in groups, usually one
 * for each provider or kind of bill.  What belongs to no claim is a provider
 * adjustment.  It balances at three levels (facts_remittance.h):
 *
 *	a line's charge less its adjustments is what was paid for it
 *	a claim's charge less its own and its lines' adjustments is its paid
 *	all claims' paid less all provider adjustments is the payment
 *
 * Amounts keep the payer's signs: an adjustment above 0 lowers what is paid,
 * one below 0 raises it, and a reversal repeats a claim with every sign
 * turned.  Source: guide 005010X221A1.
 */
#ifndef CC_CLAIM_REMITTANCE_H
#define CC_CLAIM_REMITTANCE_H

#include "claim/party.h"
#include "claim/service.h"

struct functional_group;

/* A remark or reject code, from a list that the payer's 835 does not hold. */
struct remark {
	struct remark *next;
	str	 code;		/* RARC "N130", or an NCPDP reject */
};

/* Why money was not paid, or more was: one reason of one group. */
struct adjustment {
	struct adjustment *next;
	bool	 breaks;
	str	 group;		/* "CO" contract, "PR" patient, "OA" other,
				 * "PI" payer-initiated */
	str	 reason;	/* CARC, "45" over the contract's fee ... */
	struct amount amount;	/* above 0: not paid */
	struct quantity quantity;	/* units not paid */
};

/* A person or payer in the life of a claim. */
struct claim_name {
	str	 entity;	/* "1" person, "2" organization; where it can
				 * only be one of the two, empty */
	str	 name;		/* organization, or last name */
	str	 first_name, middle_name, suffix;
	str	 id_kind;	/* "MI" member, "XX" NPI, "PI" payer ... */
	str	 id;
};

/* The payer or the payee of a payment. */
struct payment_party {
	struct part part;
	str	 name;
	str	 id_kind;	/* payee: "XX" NPI, "FI" tax id; payer: plan */
	str	 id;
	str	 street, street2;
	str	 city;
	str	 state;		/* two letters */
	str	 postal_code;	/* ZIP, five or nine digits without hyphen */
	str	 country;	/* ISO 3166, only outside the United States */
	str	 subdivision;	/* ISO 3166-2, likewise */
	LIST(identifier) payer_ids;	/* payer: "2U" payer id, "NF" NAIC,
					 * "HI" plan id, "EO" submitter id */
	LIST(identifier) numbers;	/* payee: "TJ" tax id, "PQ" payee id,
					 * "0B" license, "D3" NCPDP */
	LIST(contact) claim_contacts;	/* payer: whom to ask about the
					 * payment; PER*CX */
	LIST(contact) technical_contacts;	/* payer: who helps with the
						 * file; PER*BL */
	str	 policy_address;	/* payer: its policies on the web */
	str	 delivery;	/* payee: how the remittance comes: "BM" mail,
				 * "EM" e-mail, "FT" file, "OL" online */
	str	 delivery_name;	/* whose attention */
	str	 delivery_address;
};

/* One check, transfer or notice without money. */
struct payment {
	struct part part;
	const struct functional_group *group;
	str	 control_number;	/* of the transaction */
	str	 version;	/* the guide; most payers leave it out */
	str	 handling;	/* "I" money with remittance, "H" notice only,
				 * "D" money alone, "P" prenotification ... */
	struct amount paid;	/* in all, after provider adjustments */
	str	 credit_or_debit;	/* "C": to the payee; "D": from it */
	str	 method;	/* "ACH", "CHK" check, "NON" no money ... */
	str	 format;	/* of an ACH: "CCP", "CTX" */
	str	 payer_bank_kind;	/* "01" ABA routing, "04" Canada */
	str	 payer_bank, payer_account;
	str	 payer_originator;	/* the payer's id with its bank: 1 and
					 * tax id; BPR10 */
	str	 payer_part;	/* division or the like, both sides know it */
	str	 bank_kind, bank;	/* the payee's, as payer's */
	str	 account_kind;	/* "DA" checking, "SG" savings */
	str	 account;
	struct when paid_on;	/* date of the check or transfer */
	str	 trace_number;	/* check or transfer number; the bank's entry
				 * shows it too */
	str	 trace_payer;	/* who gave it: as payer_originator */
	str	 trace_part;
	str	 currency;	/* ISO 4217, only if not US dollars */
	str	 receiver;	/* if it is not the payee, REF*EV */
	str	 system_version;	/* of the payer's system, REF*F2 */
	struct when closed;	/* last day whose claims can be in it */
	struct payment_party *payer, *payee;
};

/* What the claims of a group come to, by the payer's own count. */
struct group_totals {
	str	 provider;	/* number */
	str	 facility;	/* place of service, or type of bill */
	struct when year_end;	/* end of the provider's fiscal year */
	struct quantity claims;
	struct amount charge;
	struct amount medicare_secondary;	/* primary payers' part */
	struct amount not_laboratory;
	struct amount coded_charge, coded_payable;	/* of HCPCS lines */
	struct amount professional;	/* professional component */
	struct amount medicare_secondary_met;	/* patient's liability met */
	struct amount paid_to_patients;
	struct quantity interim_claims;		/* periodic interim payment */
	struct amount interim_adjustment;
};

/* The same of inpatient claims. */
struct inpatient_totals {
	struct amount drg, federal, hospital;	/* DRG and its two parts */
	struct amount disproportionate_share;
	struct amount capital, medical_education;
	struct quantity outlier_days;
	struct amount day_outlier, cost_outlier;
	struct quantity average_stay, discharges;
	struct quantity cost_report_days, covered_days, noncovered_days;
	struct amount medicare_secondary_pass_through;
	struct quantity average_weight;	/* of the DRGs */
	struct amount capital_federal, capital_hospital;
	struct amount capital_disproportionate_share;
};

/* Claims that the payer put together. */
struct payment_group {
	struct part part;
	const struct payment *payment;
	str	 number;	/* 1, 2 ...; or as the payer likes; LX01 */
	struct group_totals *totals;
	struct inpatient_totals *inpatient_totals;
};

/* Remarks on an inpatient claim, and how its DRG was priced. */
struct inpatient_remarks {
	struct quantity covered_days;	/* or visits */
	struct amount operating_outlier;
	struct quantity psychiatric_days;	/* of the lifetime's */
	struct amount drg;
	str	 remark;	/* RARC, the first of five */
	struct amount disproportionate_share;
	struct amount medicare_secondary_pass_through;
	struct amount capital;
	struct amount capital_federal, capital_hospital;	/* of the DRG */
	struct amount capital_disproportionate_share;
	struct amount old_capital;
	struct amount capital_medical_education;
	struct amount operating_hospital;	/* part of the DRG */
	struct quantity cost_report_days;
	struct amount operating_federal;	/* part of the DRG */
	struct amount capital_outlier;
	struct amount indirect_teaching;
	struct amount professional;	/* billed, but not payable here */
	str	 remarks[4];	/* RARC, the second to fifth */
	struct amount capital_exception;
};

/* Remarks on any other claim. */
struct outpatient_remarks {
	struct quantity rate;	/* reimbursement rate, a fraction of 1 */
	struct amount payable;	/* of HCPCS lines */
	str	 remarks[5];	/* RARC */
	struct amount renal_payment;	/* end-stage renal disease */
	struct amount professional;	/* billed, but not payable here */
};

/* One line of a paid claim. */
struct paid_line {
	struct paid_line *next;
	struct part part;
	struct coded_service procedure;	/* as paid */
	struct amount charge, paid;
	str	 revenue;	/* code */
	struct quantity units;	/* paid; not given: 1 */
	struct coded_service billed;	/* if paid as something else */
	struct quantity units_billed;	/* if not those paid */
	LIST(dated) dates;	/* "472" day, or "150" from and "151" through */
	LIST(adjustment) adjustments;
	LIST(identifier) numbers;	/* "G1" authorization, "BB" ... */
	str	 control_number;	/* of the line, as billed; REF*6R */
	LIST(identifier) provider_numbers;	/* the rendering provider's */
	LIST(identifier) policies;	/* payment policy applied, REF*0K */
	LIST(stated_amount) amounts;	/* "B6" is the allowed amount */
	LIST(stated_quantity) quantities;
	LIST(remark) remarks;	/* RARC */
	LIST(remark) pharmacy_rejects;
};

/* A claim as the payer settled it; or turned an earlier settlement back. */
struct paid_claim {
	struct part part;
	const struct payment *payment;
	const struct payment_group *group;
	str	 control_number;	/* the patient's, as billed; CLM01 */
	str	 status;	/* "1" primary, "2" secondary, "3" tertiary,
				 * "4" denied, "19"-"21" and sent on, "22"
				 * reversal, "23" not ours and sent on, "25"
				 * predetermination; 1-3 may be paid 0 */
	struct amount charge, paid;
	struct amount patient_owes;	/* by the payer's count; CLP05 */
	str	 filing;	/* kind of plan: "12" PPO, "MB" Medicare B */
	str	 payer_number;	/* the payer's number of the claim */
	str	 facility;	/* place of service, or type of bill */
	str	 frequency;	/* "1" original, "7" replacement, "8" void */
	str	 drg;
	struct quantity drg_weight;
	struct quantity discharge_fraction;	/* of the stay, a fraction of
						 * 1; paid for a transfer */
	LIST(adjustment) adjustments;	/* of the claim, not of its lines */
	struct claim_name *patient;
	struct claim_name *subscriber;	/* if not the patient */
	struct claim_name *corrected;	/* name or member id as it should be */
	struct claim_name *rendering;
	struct claim_name *forwarded_to;	/* payer it was sent on to */
	struct claim_name *other_payer;	/* should have come first */
	struct claim_name *other_subscriber;	/* there */
	struct inpatient_remarks *inpatient;
	struct outpatient_remarks *outpatient;
	LIST(identifier) numbers;	/* "EA" record, "F8" original claim,
					 * "G1" authorization, "1L" group ... */
	LIST(identifier) provider_numbers;	/* the rendering provider's */
	LIST(dated) statement_dates;	/* "232" from, "233" through */
	struct when coverage_ended;
	struct when received;	/* by the payer */
	LIST(contact) contacts;	/* whom to ask about it */
	LIST(stated_amount) amounts;
	LIST(stated_quantity) quantities;
	LIST(paid_line) lines;
};

/* One reason of a provider adjustment. */
struct provider_reason {
	struct provider_reason *next;
	bool	 breaks;
	str	 reason;	/* "WO" overpayment, "FB" forwarding balance,
				 * "L6" interest, "72" refund ... */
	str	 reference;	/* claim, trace or letter that it is about */
	struct amount amount;	/* above 0: the payment is lower */
};

/* Money that belongs to no claim of the payment. */
struct provider_adjustment {
	struct part part;
	const struct payment *payment;
	str	 provider;	/* NPI or other id */
	struct when year_end;	/* end of its fiscal year */
	LIST(provider_reason) reasons;
};

/* ---- what users ask ------------------------------------------------- */

/* True when an adjustment counts; `group` and `reason` empty: any. */
bool adjustment_is(const struct adjustment *adjustment, str group, str reason);

/*
 * The sum of a claim's adjustments, its own and those of its lines, with
 * `group` and `reason`; an empty one stands for any.  False, *out untouched,
 * on overflow ($2): so too below.
 */
bool paid_claim_adjusted(const struct paid_claim *claim, str group, str reason,
    money *out);

/* The same of one line. */
bool paid_line_adjusted(const struct paid_line *line, str group, str reason,
    money *out);

/*
 * The patient's share as the plan has it: deductible, coinsurance and copay in
 * group PR, so not what the plan does not cover (CARC 96, 119, 204 ...), which
 * may be the patient's to pay as well.  For all of that ask for group PR.
 */
bool paid_line_cost_share(const struct paid_line *line, money *out);
bool paid_claim_cost_share(const struct paid_claim *claim, money *out);

/*
 * The allowed amount of a line: what the payer states (AMT*B6), or else what it
 * paid and the patient's share.
 */
bool paid_line_allowed(const struct paid_line *line, money *out);

/* That of a claim: the sum that its lines state, if each does, or else what was
 * paid and the patient's share. */
bool paid_claim_allowed(const struct paid_claim *claim, money *out);

/*
 * What is left of a line's charge after its adjustments and what was paid: 0 in
 * one that balances.
 */
bool paid_line_rest(const struct paid_line *line, money *out);

/* The same of a claim, with its own adjustments and its lines'. */
bool paid_claim_rest(const struct paid_claim *claim, money *out);

/* True for status 22: an earlier settlement is taken back. */
bool paid_claim_is_reversal(const struct paid_claim *claim);

/*
 * True when the payer sent the claim back without money: it was charged and
 * not paid, and neither the patient's share, an earlier payer (OA 23) nor a
 * capitation (CO 24) stands for the money.  The status does not tell: a denial
 * usually comes as "1".  Never true for a reversal, a predetermination, or a
 * claim that was not this payer's and was sent on.
 */
bool paid_claim_is_denied(const struct paid_claim *claim);

/* The sum of a provider adjustment's amounts with `reason`, empty for any.
 * Above 0: the payment was lowered. */
bool provider_adjusted(const struct provider_adjustment *adjustment,
    str reason, money *out);

#endif
