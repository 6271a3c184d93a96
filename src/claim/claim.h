/* SPDX-License-Identifier: Apache-2.0 */
/*
 * claim.h -- claims: what a provider bills, for whom, and to whom (837).
 *
 * One struct claim serves professional claims (a doctor's, CMS-1500),
 * institutional ones (a hospital's, UB-04) and dental ones.  A guide uses the
 * members that its claims have, and the writer refuses the others; where only
 * some do, the comment begins with P, I or D.
 *
 * A file's claims hang in a tree: batch, billing provider, subscriber, and,
 * where the patient is not the subscriber, patient.
 *
 *   B1  a claim's patient is NULL when the subscriber is the patient
 *   B2  amounts are US dollars unless the billing level names a currency
 *   B3  codes are as sent: without points, in capitals
 *
 * Sources: guides 005010X222A1, 005010X223A2, 005010X224A2; forms CMS-1500
 * (02/12) and UB-04, whose boxes are named: "box 26", "FL 4".
 */
#ifndef CC_CLAIM_CLAIM_H
#define CC_CLAIM_CLAIM_H

#include "claim/envelope.h"
#include "claim/party.h"
#include "claim/remittance.h"
#include "claim/service.h"

/* ---- the levels above a claim --------------------------------------- */

/* The claims that one submitter sends at once. */
struct claim_batch {
	struct part part;
	const struct functional_group *group;
	str	 control_number;	/* of the transaction */
	str	 version;	/* the guide, "005010X222A1" */
	str	 purpose;	/* "00" original, "18" sent again */
	str	 reference;	/* the submitter's number of the batch; the
				 * 277CA names it; BHT03 */
	struct when made;
	str	 made_time;	/* HHMM, seconds allowed */
	str	 kind;		/* "CH" claims, "RP" encounters, "31"
				 * subrogation demand */
	struct party *submitter;	/* id: as agreed with the receiver;
					 * contacts: one at least */
	struct party *receiver;		/* a payer or clearinghouse */
};

/* Who is to be paid. */
struct billing_level {
	struct part part;
	struct level level;
	const struct claim_batch *batch;
	str	 taxonomy;	/* NUCC provider taxonomy, if it decides */
	str	 currency;	/* ISO 4217, only if not US dollars */
	struct party *provider;		/* box 33, FL 1: street address, nine
					 * digits of ZIP, tax id */
	struct party *pay_to_address;	/* FL 2: if money goes elsewhere; a PO
					 * box may stand here */
	struct party *pay_to_plan;	/* a plan that paid and claims the
					 * money back (subrogation) */
};

/* Whose insurance it is, and the payer this claim goes to. */
struct subscriber_level {
	struct part part;
	struct level level;
	const struct billing_level *billing;
	str	 turn;		/* of this payer: "P" pays first, "S" second,
				 * "T" third, "A"-"H" fourth and on, "U" */
	str	 relationship;	/* "18" the subscriber is the patient, else
				 * empty */
	str	 group_number;	/* box 11, FL 62 */
	str	 group_name;	/* box 11c, FL 61 */
	str	 secondary_reason;	/* P: why Medicare pays second: "12"
					 * working aged, "43" disabled ... */
	str	 filing_indicator;	/* kind of plan: "MB" Medicare B, "CI"
					 * commercial, "12" PPO ... */
	struct when death;	/* P: of the subscriber as patient */
	struct quantity weight;	/* P: of the same, pounds */
	str	 pregnant;	/* P: "Y" */
	struct party *subscriber;	/* id: member id, box 1a, FL 60 */
	struct party *payer;	/* provider_numbers: the billing provider's
				 * with this payer */
};

/* A patient who is not the subscriber. */
struct patient_level {
	struct part part;
	struct level level;
	const struct subscriber_level *subscriber;
	str	 relationship;	/* to the subscriber: "01" spouse, "19" child,
				 * "20" employee, "21" unknown, "39" organ
				 * donor, "40" cadaver donor, "53" partner,
				 * "G8" other; box 6, FL 59 */
	struct when death;	/* P */
	struct quantity weight;	/* P: pounds */
	str	 pregnant;	/* P: "Y" */
	struct party *patient;
};

/* ---- small parts of claims and lines -------------------------------- */

/* A diagnosis, and whether the patient came with it. */
struct diagnosis {
	struct diagnosis *next;
	bool	 breaks;
	str	 kind;		/* "ABK" ICD-10 principal, "ABF" ICD-10 other;
				 * "BK", "BF" ICD-9; "TQ" SNODENT; likewise
				 * "ABJ" admitting, "APR" reason, "ABN" cause */
	str	 code;
	str	 present_on_admission;	/* I: "Y", "N", "U" unknown, "W"
					 * undetermined; empty: exempt */
};

/* An institution's procedure. */
struct surgery {
	struct surgery *next;
	bool	 breaks;
	str	 kind;		/* "BBR" ICD-10-PCS principal, "BBQ" other;
				 * "BR", "BQ" ICD-9; "CAH" */
	str	 code;
	struct when on;
};

/* A health code alone: condition, treatment, DRG. */
struct health_code {
	struct health_code *next;
	bool	 breaks;
	str	 code;
};

/* Something that happened on a day, or from a day through another. */
struct occurrence {
	struct occurrence *next;
	bool	 breaks;
	str	 code;		/* NUBC; FL 31-36 */
	struct when on;
};

/* A figure that a code explains. */
struct value_code {
	struct value_code *next;
	bool	 breaks;
	str	 code;		/* NUBC; FL 39-41 */
	struct amount amount;	/* dollars; days and counts as whole dollars */
};

/* A paper or picture that belongs to a claim. */
struct attachment {
	struct attachment *next;
	str	 kind;		/* "OZ" support data, "RB" X-ray, "EB" another
				 * payer's explanation ... */
	str	 sent_by;	/* "BM" mail, "FX" fax, "EL" electronic, "FT"
				 * file, "EM" e-mail, "AA" on request */
	str	 control_number;	/* by which it will be known */
};

/* What provider and payer agreed on. */
struct contract {
	str	 kind;		/* "02" per diem, "05" capitated ... */
	struct amount amount;
	struct quantity percent;	/* of the charge */
	str	 code;
	struct quantity discount_percent;
	str	 version;
};

/* Words to the payer. */
struct note {
	struct note *next;
	str	 kind;		/* "ADD" additional; P: "CER" certification,
				 * "DCP" goals, "DGN" diagnosis, "TPO" third
				 * party; I: "MED" medication ... */
	str	 text;		/* 80 characters at most */
};

/* Data in a form that some state or payer lays down. */
struct file_information {
	struct file_information *next;
	str	 text;
};

/* A trip by ambulance. */
struct ambulance_trip {
	struct quantity weight;	/* of the patient, pounds */
	str	 reason;	/* "A" nearest facility, "E" rehabilitation */
	struct quantity miles;	/* with the patient aboard */
	str	 round_trip;	/* its purpose */
	str	 stretcher;	/* why one was used */
};

/* Conditions that apply, or do not. */
struct conditions {
	struct conditions *next;
	str	 kind;		/* of vision: "E1" spectacles, "E2" contact
				 * lenses, "E3" frames; else empty */
	str	 apply;		/* "Y", "N" */
	str	 codes[5];	/* which */
};

struct spinal_manipulation {
	str	 nature;	/* of the condition: "A" acute, "C" chronic,
				 * "M" acute manifestation of a chronic ... */
	str	 description, description2;
};

/* What a repricer made of a claim or line. */
struct repricing {
	str	 method;	/* "01" standard fee, "03" single case ... */
	struct amount allowed;
	struct amount savings;
	str	 repricer;	/* its id */
	struct amount rate;	/* per diem or flat */
	str	 group;		/* approved DRG or APG */
	struct amount group_amount;
	str	 revenue_code;	/* I: approved */
	str	 procedure_kind;	/* as coded_service.kind */
	str	 procedure;	/* approved */
	str	 unit;		/* "UN" units, "DA" days, "MJ" minutes */
	struct quantity units;	/* approved */
	str	 rejection;	/* "T1" to "T6" */
	str	 compliance;	/* with the plan's rules, "1" to "5" */
	str	 exception;	/* "1" to "6" */
};

/* D: months of braces. */
struct orthodontics {
	struct quantity months;	/* in all */
	struct quantity months_left;
	str	 untold;	/* "Y": treatment is, its months are not told */
};

/* D: a tooth that is missing or will be. */
struct missing_tooth {
	struct missing_tooth *next;
	str	 tooth;		/* universal numbering: "1"-"32", "A"-"T" */
	str	 status;	/* "M" missing, "E" to be extracted */
};

/* ---- service lines -------------------------------------------------- */

/* P: equipment that is rented or bought. */
struct equipment {
	str	 code;		/* HCPCS */
	struct quantity days;	/* it is needed */
	struct amount rental, purchase;	/* prices */
	str	 rental_unit;	/* "1" week, "4" month, "6" day */
};

/* P: how long equipment is needed. */
struct equipment_certification {
	str	 kind;		/* "I" initial, "R" renewal, "S" revised */
	struct quantity months;
};

/* P: a result that the payer must see. */
struct test_result {
	struct test_result *next;
	str	 source;	/* "OG" original, "TR" test result */
	str	 kind;		/* "HT" height, "R1" hemoglobin, "R2"
				 * hematocrit, "R3" epoetin dose, "R4"
				 * creatinine */
	struct quantity value;
};

/* P: a service bought from somebody else. */
struct purchased_service {
	str	 seller;	/* number of who sold it */
	struct amount price;
};

/* A drug or supply that was given. */
struct drug {
	struct part part;
	str	 kind;		/* "N4" NDC; P: "UP" UPC, "ON" order ... */
	str	 code;		/* NDC: eleven digits, no hyphens */
	struct quantity quantity;
	str	 unit;		/* "ML", "GR", "ME" milligrams, "UN", "F2"
				 * international units */
	str	 prescription_kind;	/* "XZ" pharmacy's, "VY" links the
					 * parts of a compound */
	str	 prescription;	/* number */
};

/* D: a tooth that was treated. */
struct tooth {
	struct tooth *next;
	str	 tooth;		/* as missing_tooth.tooth */
	str	 surfaces[5];	/* "B", "D", "F", "I", "L", "M", "O" */
};

/* How another payer decided the line. */
struct line_decision {
	struct line_decision *next;
	struct part part;
	str	 payer_id;	/* that of the other payer in the claim */
	struct amount paid;
	struct coded_service procedure;	/* as paid */
	str	 revenue_code;	/* I: as paid */
	struct quantity units;	/* paid */
	str	 bundled_into;	/* number of the line */
	LIST(adjustment) adjustments;
	struct when decided;	/* day of its check or notice */
	struct amount patient_owes;	/* still */
};

struct form_answer {
	struct form_answer *next;
	str	 question;	/* its number on the form */
	str	 answer;	/* "Y", "N", "W" not applicable */
	str	 text;
	struct when on;
	struct quantity percent;
};

/* P: a form, such as a certificate of medical necessity. */
struct form {
	struct form *next;
	struct part part;
	str	 kind;		/* "UT" Medicare's, "AS" another */
	str	 number;	/* "484.3" oxygen ... */
	LIST(form_answer) answers;
};

/* One service, or one kind of service. */
struct service_line {
	struct service_line *next;
	struct part part;
	str	 number;	/* 1, 2 ...; empty: as it comes */
	str	 revenue_code;	/* I: FL 42 */
	struct coded_service procedure;	/* box 24D, FL 44 */
	struct amount charge;	/* of all units; box 24F, FL 47 */
	str	 unit;		/* "UN" units, "MJ" minutes, "DA" days */
	struct quantity units;	/* box 24G, FL 46 */
	struct amount not_covered;	/* I: FL 48 */
	str	 place_of_service;	/* P, D: if not the claim's */
	str	 diagnosis_pointers[4];	/* P, D: "1" is the claim's first
					 * diagnosis; box 24E */
	str	 emergency;	/* P: "Y" */
	str	 epsdt;		/* P: "Y", early and periodic screening */
	str	 family_planning;	/* P: "Y" */
	str	 copay_exempt;	/* P: "0" */
	str	 oral_cavity[5];	/* D: areas of the mouth */
	str	 prosthesis;	/* D: "I" initial, "R" replacement */
	struct quantity times;	/* D: how often it was done */
	LIST(tooth) teeth;
	struct equipment *equipment;
	LIST(attachment) attachments;
	str	 certificate_sent_by;	/* P: certificate of medical necessity:
					 * as attachment.sent_by, "AD" and
					 * others that are its own */
	struct ambulance_trip *ambulance;
	struct equipment_certification *equipment_certification;
	LIST(conditions) ambulance_conditions;
	str	 hospice_employee;	/* P: the provider is one: "Y", "N" */
	struct conditions *equipment_conditions;

	struct when service_date;	/* or days; box 24A, FL 45 */
	struct when prescription;	/* P */
	struct when recertification;	/* P */
	struct when therapy_began;	/* P */
	struct when last_certification;	/* P */
	struct when last_seen;		/* P: by the physician in charge */
	LIST(dated) tests;		/* P: "738" hemoglobin or hematocrit,
					 * "739" creatinine */
	struct when shipped;		/* P */
	struct when last_xray;		/* P */
	struct when initial_treatment;	/* P */
	struct when prior_placement;	/* D: of the crown or bridge that is
					 * replaced */
	struct when appliance_placed;	/* D: braces */
	struct when appliance_replaced;	/* D: braces */
	struct when treatment_began;	/* D */
	struct when treatment_completed;	/* D */

	struct quantity ambulance_patients;	/* P: in one vehicle */
	struct quantity anesthesia_units;	/* P: additional, obstetric */
	LIST(test_result) test_results;
	struct contract *contract;
	str	 control_number;	/* the provider's number of the line; a
					 * remittance names it; REF*6R */
	LIST(identifier) prior_authorizations;	/* P, D; payer_id: another
						 * payer's */
	LIST(identifier) referrals;		/* P, D: likewise */
	LIST(identifier) predeterminations;	/* D: likewise */
	str	 repriced_number, adjusted_repriced_number;
	str	 mammography_certification;	/* P */
	str	 clia;			/* P: number of the laboratory */
	str	 referring_clia;	/* P: of the laboratory that sent it */
	str	 immunization_batch;	/* P */
	struct amount sales_tax;	/* P, D */
	struct amount postage;		/* P */
	struct amount service_tax;	/* I */
	struct amount facility_tax;	/* I */
	LIST(file_information) file_information;	/* P, D */
	str	 note_kind;	/* P: "ADD" additional, "DCP" goals */
	str	 note;		/* P */
	str	 third_party_note;	/* P, I: of the repricer */
	struct purchased_service *purchased_service;
	struct repricing *repricing;
	struct drug *drug;	/* P, I */

	/* Providers, where they are others than the claim's. */
	struct party *rendering_provider;
	struct party *purchased_service_provider;	/* P: seller's NPI */
	struct party *service_facility;			/* P, D */
	struct party *supervising_provider;		/* P, D */
	struct party *ordering_provider;		/* P */
	LIST(party) referring_providers;	/* P, I; role "DN", "P3" */
	struct party *ambulance_pick_up, *ambulance_drop_off;	/* P */
	struct party *operating_physician;		/* I */
	struct party *other_operating_physician;	/* I */
	struct party *assistant_surgeon;		/* D */
	LIST(line_decision) decisions;	/* of payers that went before */
	LIST(form) forms;
};

/* ---- the patient's other insurances --------------------------------- */

/* Another payer of the patient: it went before us, or comes after. */
struct other_payer {
	struct other_payer *next;
	struct part part;
	str	 turn;		/* as subscriber_level.turn */
	str	 relationship;	/* of the patient to this subscriber: "18"
				 * self, else as patient_level.relationship */
	str	 group_number;	/* box 9a */
	str	 group_name;	/* box 9d */
	str	 secondary_reason;	/* P: as subscriber_level's */
	str	 filing_indicator;	/* as subscriber_level's */
	LIST(adjustment) adjustments;	/* of the whole claim; the lines' are
					 * in their decisions */
	struct amount paid;		/* FL 54 */
	struct amount not_covered;	/* if it was not billed */
	struct amount patient_owes;	/* still */
	str	 benefits_assigned;	/* "Y", "N", "W" */
	str	 signed_for_patient;	/* P: "P" */
	str	 release;		/* of information: "Y", "I" */
	struct inpatient_remarks *inpatient;	/* I */
	struct outpatient_remarks *outpatient;
	struct party *subscriber;
	struct party *payer;	/* also its numbers for the claim, and the
				 * day it decided */

	/* Numbers alone by which that payer knows the providers. */
	LIST(party) referring_providers;
	struct party *rendering_provider;
	struct party *service_facility;
	struct party *supervising_provider;	/* P, D */
	struct party *billing_provider;
	struct party *attending_provider;	/* I */
	struct party *operating_physician;	/* I */
	struct party *other_operating_physician;	/* I */
	struct party *assistant_surgeon;	/* D */
};

/* ---- the claim ------------------------------------------------------ */

struct claim {
	struct part part;
	const struct subscriber_level *subscriber;
	const struct patient_level *patient;	/* B1 */
	str	 control_number;	/* the provider's number of the claim,
					 * 20 characters are safe; every answer
					 * names it; box 26, FL 3a, CLM01 */
	struct amount charge;	/* of all lines; box 28 */
	str	 place_of_service;	/* P, D: "11" office ...; box 24B */
	str	 type_of_bill;	/* I: first two digits without the leading
				 * zero: "11" hospital inpatient; FL 4 */
	str	 frequency;	/* "1" original, "7" replaces, "8" voids an
				 * earlier one; box 22, FL 4's last digit */
	str	 signature;	/* P, D: provider's on file, "Y", "N"; box 31 */
	str	 accepts_assignment;	/* "A" yes, "B" of laboratory services
					 * only, "C" no; box 27 */
	str	 benefits_assigned;	/* to the provider: "Y", "N", "W" not
					 * applicable; box 13, FL 53 */
	str	 release;	/* of information: "Y" signed, "I" informed;
				 * box 12, FL 52 */
	str	 signed_for_patient;	/* P: "P", by the provider */
	str	 related_causes[2];	/* P, D: "AA" auto accident, "EM" work,
					 * "OA" other accident; box 10 */
	str	 accident_state;	/* auto accident's; box 10b, FL 29 */
	str	 accident_country;	/* P, D: if not the United States */
	str	 special_program;	/* P, D: "02" physically handicapped
					 * children's ... */
	str	 predetermination;	/* D: "PB", nothing was done yet */
	str	 delay_reason;	/* why so late: "1" to "11", "15" */
	str	 admission_type;	/* I: "1" emergency ...; FL 14 */
	str	 point_of_origin;	/* I: FL 15 */
	str	 patient_status;	/* I: on discharge: "01" home ...; FL
					 * 17 */

	struct when onset;		/* P: of the illness; box 14 */
	struct when initial_treatment;	/* P: box 15, as the next three */
	struct when last_seen;		/* P */
	struct when acute_manifestation;	/* P */
	struct when accident;		/* P, D */
	struct when last_menstrual_period;	/* P: box 14 */
	struct when last_xray;		/* P */
	struct when prescription;	/* P: of hearing or vision aids */
	str	 disability_kind;	/* P: "314" from and through, "360"
					 * from, "361" through */
	struct when disability;		/* P: box 16 */
	struct when last_worked;	/* P: likewise */
	struct when return_to_work;	/* P: likewise */
	struct when admission;		/* P, I: hour behind the day allowed;
					 * box 18, FL 12, 13 */
	struct when discharge;		/* P: box 18 */
	str	 discharge_hour;	/* I: HHMM; FL 16 */
	LIST(dated) care;		/* P: "090" assumed, "091"
					 * relinquished */
	struct when first_contact;	/* P: property and casualty */
	struct when repricer_received;
	struct when statement;		/* I: from and through; FL 6 */
	struct when service_date;	/* D: of lines that have none */
	struct when appliance_placed;	/* D: braces */

	struct orthodontics *orthodontics;	/* D */
	LIST(missing_tooth) missing_teeth;	/* D */
	LIST(attachment) attachments;
	struct contract *contract;
	struct amount patient_paid;	/* P, D: box 29 */
	struct amount patient_due;	/* I: estimated; FL 55 */

	str	 authorization_exception;	/* why there is none: "1"
						 * immediate care ... "7" */
	str	 medicare_crossover;	/* P: "Y", "N" */
	str	 mammography_certification;	/* P */
	str	 referral;	/* number; box 23, FL 63, as the next */
	str	 prior_authorization;	/* number */
	str	 original_claim_number;	/* the payer's, of the claim that this
					 * one replaces or voids; box 22, FL 64,
					 * REF*F8 */
	str	 predetermination_number;	/* D: the payer's */
	str	 clia;		/* P: number of the laboratory */
	str	 repriced_number, adjusted_repriced_number;
	LIST(identifier) investigational_devices;	/* P, I: exemption
							 * numbers */
	str	 clearinghouse_number;	/* its own number of the claim */
	str	 medical_record_number;	/* P, I: FL 3b */
	str	 demonstration_project;	/* P, I */
	str	 care_plan_oversight;	/* P: number of the home health agency
					 * or hospice */
	str	 peer_review;		/* I: approval */
	LIST(file_information) file_information;
	LIST(note) notes;	/* P: one; box 19, FL 80 */
	LIST(note) care_notes;	/* I: kinds "DME", "MED", "RHB" ... */
	struct ambulance_trip *ambulance;	/* P */
	struct spinal_manipulation *spinal_manipulation;	/* P */
	LIST(conditions) ambulance_conditions;	/* P */
	LIST(conditions) vision;	/* P */
	str	 homebound;	/* P: "Y" */
	struct conditions *epsdt_referral;	/* P, I: "AV" not used, "NU"
						 * none, "S2" under treatment,
						 * "ST" new service */

	LIST(diagnosis) diagnoses;	/* P, D: lines point at them; box 21 */
	struct diagnosis principal_diagnosis;	/* I: FL 67 */
	struct diagnosis admitting_diagnosis;	/* I: FL 69 */
	LIST(diagnosis) reasons_for_visit;	/* I: FL 70 */
	LIST(diagnosis) external_causes;	/* I: of injury; FL 72 */
	str	 drg;				/* I: FL 71 */
	LIST(diagnosis) other_diagnoses;	/* I: FL 67 A to Q */
	struct surgery principal_procedure;	/* I: FL 74 */
	LIST(surgery) other_procedures;		/* I: FL 74 */
	LIST(occurrence) occurrence_spans;	/* I: FL 35, 36 */
	LIST(occurrence) occurrences;		/* I: FL 31-34 */
	LIST(value_code) values;		/* I: FL 39-41 */
	LIST(health_code) condition_codes;	/* P, I: box 10d, FL 18-28 */
	LIST(health_code) treatments;		/* I */
	str	 anesthesia_procedure;	/* P: surgery that anesthesia was for */
	str	 anesthesia_procedure2;	/* P: another */
	struct repricing *repricing;

	LIST(party) referring_providers;	/* role "DN", or "P3" primary
						 * care; box 17 */
	struct party *rendering_provider;	/* if not who bills; box 24J */
	struct party *service_facility;	/* if not where who bills is; box 32 */
	struct party *supervising_provider;	/* P, D */
	struct party *ambulance_pick_up, *ambulance_drop_off;	/* P */
	struct party *attending_provider;	/* I: FL 76 */
	struct party *operating_physician;	/* I: FL 77 */
	struct party *other_operating_physician;	/* I: FL 78 */
	struct party *assistant_surgeon;	/* D */
	LIST(other_payer) other_payers;
	LIST(service_line) lines;
};

/* ---- what users ask ------------------------------------------------- */

/* The patient: of the patient's own level, or else the subscriber.  NULL when
 * the file names nobody. */
const struct party *claim_patient(const struct claim *claim);

/* The level of who is paid; NULL when the claim hangs on none. */
const struct billing_level *claim_billing(const struct claim *claim);

/* The sum of the lines' charges.  False, *out untouched, on overflow ($2). */
bool claim_total_of_lines(const struct claim *claim, money *out);

/* How many diagnoses a claim has: those that lines point at, or all of an
 * institution's but the admitting one, reasons for the visit and causes. */
size_t claim_diagnosis_count(const struct claim *claim);

/* The diagnosis that pointer "1", "2" ... of a line means, or NULL. */
const struct diagnosis *claim_diagnosis(const struct claim *claim,
    str pointer);

/* True for frequencies 7 and 8: an earlier claim is replaced or voided. */
bool claim_is_correction(const struct claim *claim);

/* The first day of service that is told: of the lines, the statement or the
 * claim; DATE_NONE when there is none. */
date claim_first_day(const struct claim *claim);

#endif
