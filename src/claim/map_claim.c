/* SPDX-License-Identifier: Apache-2.0 */
/* map_claim.c -- where claims and the levels above them stand in an 837. */
#include "claim/claim.h"
#include "claim/map_claim.h"
#include "claim/transaction.h"

/* ---- levels --------------------------------------------------------- */

#define M struct claim_batch
static const struct field claim_batch_fields[] = {
	TRANSACTION_HEAD,
	QUALIFIER(purpose, "BHT.2", "00"),
	TEXT(reference, "BHT.3"),
	WHEN(made, "BHT.4"),
	TEXT(made_time, "BHT.5"),
	QUALIFIER(kind, "BHT.6", "CH"),
	ONE(submitter, "NM1:41", party_schema),
	ONE(receiver, "NM1:40", party_schema),
};
#undef M
static const struct schema claim_batch_schema =
    SCHEMA_LOOP(claim_batch, claim_batch_fields);

#define M struct billing_level
static const struct field billing_level_fields[] = {
	UP(batch, claim_batch_schema),
	TEXT(taxonomy, "PRV.3"),
	TEXT(currency, "CUR.2"),
	ONE(provider, "NM1:85", party_schema),
	ONE(pay_to_address, "NM1:87", party_schema),
	ONE(pay_to_plan, "NM1:PE", party_schema),
};
#undef M
static const struct schema billing_level_schema =
    SCHEMA_LEVEL(billing_level, billing_level_fields);

#define M struct subscriber_level
static const struct field subscriber_level_fields[] = {
	UP(billing, billing_level_schema),
	TEXT(turn, "SBR.1"),
	TEXT(relationship, "SBR.2"),
	TEXT(group_number, "SBR.3"),
	TEXT(group_name, "SBR.4"),
	TEXT(secondary_reason, "SBR.5"),
	TEXT(filing_indicator, "SBR.9"),
	WHEN(death, "PAT.6"),
	QUANTITY(weight, "PAT.8"),
	TEXT(pregnant, "PAT.9"),
	ONE(subscriber, "NM1:IL", party_schema),
	ONE(payer, "NM1:PR", party_schema),
};
#undef M
static const struct schema subscriber_level_schema =
    SCHEMA_LEVEL(subscriber_level, subscriber_level_fields);

#define M struct patient_level
static const struct field patient_level_fields[] = {
	UP(subscriber, subscriber_level_schema),
	TEXT(relationship, "PAT.1"),
	WHEN(death, "PAT.6"),
	QUANTITY(weight, "PAT.8"),
	TEXT(pregnant, "PAT.9"),
	ONE(patient, "NM1:QC", party_schema),
};
#undef M
static const struct schema patient_level_schema =
    SCHEMA_LEVEL(patient_level, patient_level_fields);

/* ---- codes of HI ---------------------------------------------------- */

/* Several in one segment; and one alone. */
#define M struct diagnosis
static const struct field diagnosis_fields[] = {
	QUALIFIER(kind, "+0-1", "ABK"),
	TEXT(code, "+0-2"),
	TEXT(present_on_admission, "+0-9"),
};
static const struct field lone_diagnosis_fields[] = {
	QUALIFIER(kind, "-1", "ABK"),
	TEXT(code, "-2"),
	TEXT(present_on_admission, "-9"),
};
#undef M
static const struct schema diagnosis_schema =
    SCHEMA_GROUP(diagnosis, diagnosis_fields);
static const struct schema lone_diagnosis_schema =
    SCHEMA_SEGMENT(diagnosis, lone_diagnosis_fields);

#define M struct surgery
static const struct field surgery_fields[] = {
	QUALIFIER(kind, "+0-1", "BBQ"),
	TEXT(code, "+0-2"),
	WHEN(on, "+0-4"),
};
static const struct field lone_surgery_fields[] = {
	QUALIFIER(kind, "-1", "BBR"),
	TEXT(code, "-2"),
	WHEN(on, "-4"),
};
#undef M
static const struct schema surgery_schema =
    SCHEMA_GROUP(surgery, surgery_fields);
static const struct schema lone_surgery_schema =
    SCHEMA_SEGMENT(surgery, lone_surgery_fields);

#define M struct health_code
static const struct field health_code_fields[] = {
	TEXT(code, "+0-2"),
};
#undef M
static const struct schema health_code_schema =
    SCHEMA_GROUP(health_code, health_code_fields);

#define M struct occurrence
static const struct field occurrence_fields[] = {
	TEXT(code, "+0-2"),
	WHEN(on, "+0-4"),
};
#undef M
static const struct schema occurrence_schema =
    SCHEMA_GROUP(occurrence, occurrence_fields);

#define M struct value_code
static const struct field value_code_fields[] = {
	TEXT(code, "+0-2"),
	AMOUNT(amount, "+0-5"),
};
#undef M
static const struct schema value_code_schema =
    SCHEMA_GROUP(value_code, value_code_fields);

/* ---- other segments of a claim -------------------------------------- */

/* NTE */
#define M struct note
static const struct field note_fields[] = {
	QUALIFIER(kind, "1", "ADD"),
	TEXT(text, "2"),
};
#undef M
static const struct schema note_schema = SCHEMA_SEGMENT(note, note_fields);

/* CR2 */
#define M struct spinal_manipulation
static const struct field spinal_manipulation_fields[] = {
	TEXT(nature, "8"),
	TEXT(description, "10"),
	TEXT(description2, "11"),
};
#undef M
static const struct schema spinal_manipulation_schema =
    SCHEMA_SEGMENT(spinal_manipulation, spinal_manipulation_fields);

/* DN1 */
#define M struct orthodontics
static const struct field orthodontics_fields[] = {
	QUANTITY(months, "1"),
	QUANTITY(months_left, "2"),
	TEXT(untold, "4"),
};
#undef M
static const struct schema orthodontics_schema =
    SCHEMA_SEGMENT(orthodontics, orthodontics_fields);

/* DN2 */
#define M struct missing_tooth
static const struct field missing_tooth_fields[] = {
	TEXT(tooth, "1"),
	TEXT(status, "2"),
};
#undef M
static const struct schema missing_tooth_schema =
    SCHEMA_SEGMENT(missing_tooth, missing_tooth_fields);

/* ---- the claim ------------------------------------------------------ */

#define M struct claim
static const struct field claim_fields[] = {
	UP(subscriber, subscriber_level_schema),
	UP(patient, patient_level_schema),
	TEXT(control_number, "CLM.1"),
	AMOUNT(charge, "CLM.2"),
	TEXT(place_of_service, "837P/CLM.5-1 837D/CLM.5-1"),
	TEXT(type_of_bill, "837I/CLM.5-1"),
	TEXT(frequency, "CLM.5-3"),
	TEXT(signature, "CLM.6"),
	TEXT(accepts_assignment, "CLM.7"),
	TEXT(benefits_assigned, "CLM.8"),
	TEXT(release, "CLM.9"),
	TEXT(signed_for_patient, "CLM.10"),
	TEXTS(related_causes, "CLM.11-1"),
	TEXT(accident_state, "CLM.11-4 REF:LU.2"),
	TEXT(accident_country, "CLM.11-5"),
	TEXT(special_program, "CLM.12"),
	TEXT(predetermination, "CLM.19"),
	TEXT(delay_reason, "CLM.20"),
	TEXT(admission_type, "CL1.1"),
	TEXT(point_of_origin, "CL1.2"),
	TEXT(patient_status, "CL1.3"),
	WHEN(onset, "DTP:431.3"),
	WHEN(initial_treatment, "DTP:454.3"),
	WHEN(last_seen, "DTP:304.3"),
	WHEN(acute_manifestation, "DTP:453.3"),
	WHEN(accident, "DTP:439.3"),
	WHEN(last_menstrual_period, "DTP:484.3"),
	WHEN(last_xray, "DTP:455.3"),
	WHEN(prescription, "DTP:471.3"),
	QUALIFIER(disability_kind, "DTP:314.1", "314"),
	WHEN(disability, "DTP:314.3"),
	WHEN(last_worked, "DTP:297.3"),
	WHEN(return_to_work, "DTP:296.3"),
	WHEN(admission, "DTP:435.3"),
	WHEN(discharge, "837P/DTP:096.3"),
	TEXT(discharge_hour, "837I/DTP:096.3"),
	MANY(care, "DTP:090", dated_period_schema),
	WHEN(first_contact, "DTP:444.3"),
	WHEN(repricer_received, "DTP:050.3"),
	WHEN(statement, "DTP:434.3"),
	WHEN(service_date, "DTP:472.3"),
	WHEN(appliance_placed, "DTP:452.3"),
	ONE(orthodontics, "DN1", orthodontics_schema),
	MANY(missing_teeth, "DN2", missing_tooth_schema),
	MANY(attachments, "PWK:AA", attachment_schema),
	ONE(contract, "CN1", contract_schema),
	AMOUNT(patient_paid, "AMT:F5.2"),
	AMOUNT(patient_due, "AMT:F3.2"),
	TEXT(authorization_exception, "REF:4N.2"),
	TEXT(medicare_crossover, "REF:F5.2"),
	TEXT(mammography_certification, "REF:EW.2"),
	TEXT(referral, "REF:9F.2"),
	TEXT(prior_authorization, "REF:G1.2"),
	TEXT(original_claim_number, "REF:F8.2"),
	TEXT(predetermination_number, "REF:G3.2"),
	TEXT(clia, "REF:X4.2"),
	TEXT(repriced_number, "REF:9A.2"),
	TEXT(adjusted_repriced_number, "REF:9C.2"),
	MANY(investigational_devices, "REF:LX", identifier_schema),
	TEXT(clearinghouse_number, "REF:D9.2"),
	TEXT(medical_record_number, "REF:EA.2"),
	TEXT(demonstration_project, "REF:P4.2"),
	TEXT(care_plan_oversight, "REF:1J.2"),
	TEXT(peer_review, "REF:G4.2"),
	MANY(file_information, "K3", file_information_schema),
	MANY(notes, "NTE:ADD", note_schema),
	MANY(care_notes, "NTE:ALG", note_schema),
	ONE(ambulance, "CR1", ambulance_trip_schema),
	ONE(spinal_manipulation, "CR2", spinal_manipulation_schema),
	MANY(ambulance_conditions, "CRC:07", conditions_schema),
	MANY(vision, "CRC:E1", conditions_schema),
	TEXT(homebound, "CRC:75.2"),
	ONE(epsdt_referral, "CRC:ZZ", conditions_schema),
	GROUPS(diagnoses, "837P/HI:ABK 837D/HI:ABK", diagnosis_schema,
	    1, 1, 12),
	PART(principal_diagnosis, "837I/HI:ABK.1", lone_diagnosis_schema),
	PART(admitting_diagnosis, "HI:ABJ.1", lone_diagnosis_schema),
	GROUPS(reasons_for_visit, "HI:APR", diagnosis_schema, 1, 1, 3),
	GROUPS(external_causes, "HI:ABN", diagnosis_schema, 1, 1, 12),
	TEXT(drg, "HI:DR.1-2"),
	GROUPS(other_diagnoses, "HI:ABF", diagnosis_schema, 1, 1, 12),
	PART(principal_procedure, "HI:BBR.1", lone_surgery_schema),
	GROUPS(other_procedures, "HI:BBQ", surgery_schema, 1, 1, 12),
	GROUPS(occurrence_spans, "HI:BI", occurrence_schema, 1, 1, 12),
	GROUPS(occurrences, "HI:BH", occurrence_schema, 1, 1, 12),
	GROUPS(values, "HI:BE", value_code_schema, 1, 1, 12),
	GROUPS(condition_codes, "HI:BG", health_code_schema, 1, 1, 12),
	GROUPS(treatments, "HI:TC", health_code_schema, 1, 1, 12),
	TEXT(anesthesia_procedure, "HI:BP.1-2"),
	TEXT(anesthesia_procedure2, "HI:BP.2-2"),
	ONE(repricing, "HCP", repricing_schema),
	MANY(referring_providers, "NM1:DN", party_schema),
	ONE(rendering_provider, "NM1:82", party_schema),
	ONE(service_facility, "NM1:77", party_schema),
	ONE(supervising_provider, "NM1:DQ", party_schema),
	ONE(ambulance_pick_up, "NM1:PW", party_schema),
	ONE(ambulance_drop_off, "NM1:45", party_schema),
	ONE(attending_provider, "NM1:71", party_schema),
	ONE(operating_physician, "NM1:72", party_schema),
	ONE(other_operating_physician, "NM1:ZZ", party_schema),
	ONE(assistant_surgeon, "NM1:DD", party_schema),
	MANY(other_payers, "SBR", other_payer_schema),
	MANY(lines, "LX", service_line_schema),
};
#undef M
static const struct schema claim_schema = SCHEMA_LOOP(claim, claim_fields);

/* ---- the maps ------------------------------------------------------- */

static const struct level_map levels[] = {
	{ "", &claim_batch_schema, false },
	{ "HL:20", &billing_level_schema, false },
	{ "HL:22", &subscriber_level_schema, false },
	{ "HL:23", &patient_level_schema, false },
	{ "CLM", &claim_schema, true },
};

const struct transaction_map professional_map =
    TRANSACTION("837P", "professional claims", levels);
const struct transaction_map institutional_map =
    TRANSACTION("837I", "institutional claims", levels);
const struct transaction_map dental_map =
    TRANSACTION("837D", "dental claims", levels);
