/* SPDX-License-Identifier: Apache-2.0 */
/* map_claim_line.c -- where a claim's lines stand (loop 2400). */
#include "claim/claim.h"
#include "claim/map_claim.h"

/* SV5 */
#define M struct equipment
static const struct field equipment_fields[] = {
	TEXT(code, "1-2"),
	QUANTITY(days, "3"),
	AMOUNT(rental, "4"),
	AMOUNT(purchase, "5"),
	TEXT(rental_unit, "6"),
};
#undef M
static const struct schema equipment_schema =
    SCHEMA_SEGMENT(equipment, equipment_fields);

/* CR3 */
#define M struct equipment_certification
static const struct field equipment_certification_fields[] = {
	TEXT(kind, "1"),
	QUANTITY(months, "3"),
};
#undef M
static const struct schema equipment_certification_schema =
    SCHEMA_SEGMENT(equipment_certification, equipment_certification_fields);

/* MEA */
#define M struct test_result
static const struct field test_result_fields[] = {
	TEXT(source, "1"),
	TEXT(kind, "2"),
	QUANTITY(value, "3"),
};
#undef M
static const struct schema test_result_schema =
    SCHEMA_SEGMENT(test_result, test_result_fields);

/* PS1 */
#define M struct purchased_service
static const struct field purchased_service_fields[] = {
	TEXT(seller, "1"),
	AMOUNT(price, "2"),
};
#undef M
static const struct schema purchased_service_schema =
    SCHEMA_SEGMENT(purchased_service, purchased_service_fields);

/* TOO */
#define M struct tooth
static const struct field tooth_fields[] = {
	TEXT(tooth, "2"),
	TEXTS(surfaces, "3-1"),
};
#undef M
static const struct schema tooth_schema = SCHEMA_SEGMENT(tooth, tooth_fields);

/* Loop 2410 */
#define M struct drug
static const struct field drug_fields[] = {
	QUALIFIER(kind, "LIN.2", "N4"),
	TEXT(code, "LIN.3"),
	QUANTITY(quantity, "CTP.4"),
	TEXT(unit, "CTP.5-1"),
	QUALIFIER(prescription_kind, "REF:VY.1", "XZ"),
	TEXT(prescription, "REF:VY.2"),
};
#undef M
static const struct schema drug_schema = SCHEMA_LOOP(drug, drug_fields);

/* Loop 2430 */
#define M struct line_decision
static const struct field line_decision_fields[] = {
	TEXT(payer_id, "SVD.1"),
	AMOUNT(paid, "SVD.2"),
	PART(procedure, "SVD.3", coded_service_schema),
	TEXT(revenue_code, "SVD.4"),
	QUANTITY(units, "SVD.5"),
	TEXT(bundled_into, "SVD.6"),
	GROUPS(adjustments, "CAS", adjustment_schema, 2, 3, 6),
	WHEN(decided, "DTP:573.3"),
	AMOUNT(patient_owes, "AMT:EAF.2"),
};
#undef M
static const struct schema line_decision_schema =
    SCHEMA_LOOP(line_decision, line_decision_fields);

/* FRM */
#define M struct form_answer
static const struct field form_answer_fields[] = {
	TEXT(question, "1"),
	TEXT(answer, "2"),
	TEXT(text, "3"),
	WHEN(on, "4"),
	QUANTITY(percent, "5"),
};
#undef M
static const struct schema form_answer_schema =
    SCHEMA_SEGMENT(form_answer, form_answer_fields);

/* Loop 2440 */
#define M struct form
static const struct field form_fields[] = {
	QUALIFIER(kind, "LQ:AS.1", "UT"),
	TEXT(number, "LQ:AS.2"),
	MANY(answers, "FRM", form_answer_schema),
};
#undef M
static const struct schema form_schema = SCHEMA_LOOP(form, form_fields);

/* Loop 2400 */
#define M struct service_line
static const struct field service_line_fields[] = {
	TEXT(number, "LX.1"),
	TEXT(revenue_code, "SV2.1"),
	PART(procedure, "SV1.1 SV2.2 SV3.1", coded_service_schema),
	AMOUNT(charge, "SV1.2 SV2.3 SV3.2"),
	QUALIFIER(unit, "SV1.3 SV2.4", "UN"),
	QUANTITY(units, "SV1.4 SV2.5"),
	AMOUNT(not_covered, "SV2.7"),
	TEXT(place_of_service, "SV1.5 SV3.3"),
	TEXTS(diagnosis_pointers, "SV1.7-1 SV3.11-1"),
	TEXT(emergency, "SV1.9"),
	TEXT(epsdt, "SV1.11"),
	TEXT(family_planning, "SV1.12"),
	TEXT(copay_exempt, "SV1.15"),
	TEXTS(oral_cavity, "SV3.4-1"),
	TEXT(prosthesis, "SV3.5"),
	QUANTITY(times, "SV3.6"),
	MANY(teeth, "TOO:JP", tooth_schema),
	ONE(equipment, "SV5", equipment_schema),
	MANY(attachments, "PWK:AA", attachment_schema),
	TEXT(certificate_sent_by, "PWK:AB.2"),
	ONE(ambulance, "CR1", ambulance_trip_schema),
	ONE(equipment_certification, "CR3", equipment_certification_schema),
	MANY(ambulance_conditions, "CRC:07", conditions_schema),
	TEXT(hospice_employee, "CRC:70.2"),
	ONE(equipment_conditions, "CRC:09", conditions_schema),
	WHEN(service_date, "DTP:472.3"),
	WHEN(prescription, "DTP:471.3"),
	WHEN(recertification, "DTP:607.3"),
	WHEN(therapy_began, "DTP:463.3"),
	WHEN(last_certification, "DTP:461.3"),
	WHEN(last_seen, "DTP:304.3"),
	MANY(tests, "DTP:738", dated_period_schema),
	WHEN(shipped, "DTP:011.3"),
	WHEN(last_xray, "DTP:455.3"),
	WHEN(initial_treatment, "DTP:454.3"),
	WHEN(prior_placement, "DTP:441.3"),
	WHEN(appliance_placed, "DTP:452.3"),
	WHEN(appliance_replaced, "DTP:446.3"),
	WHEN(treatment_began, "DTP:196.3"),
	WHEN(treatment_completed, "DTP:198.3"),
	QUANTITY(ambulance_patients, "QTY:PT.2"),
	QUANTITY(anesthesia_units, "QTY:FL.2"),
	MANY(test_results, "MEA", test_result_schema),
	ONE(contract, "CN1", contract_schema),
	TEXT(control_number, "REF:6R.2"),
	MANY(prior_authorizations, "REF:G1", identifier_schema),
	MANY(referrals, "REF:9F", identifier_schema),
	MANY(predeterminations, "REF:G3", identifier_schema),
	TEXT(repriced_number, "REF:9B.2"),
	TEXT(adjusted_repriced_number, "REF:9D.2"),
	TEXT(mammography_certification, "REF:EW.2"),
	TEXT(clia, "REF:X4.2"),
	TEXT(referring_clia, "REF:F4.2"),
	TEXT(immunization_batch, "REF:BT.2"),
	AMOUNT(sales_tax, "AMT:T.2"),
	AMOUNT(postage, "AMT:F4.2"),
	AMOUNT(service_tax, "AMT:GT.2"),
	AMOUNT(facility_tax, "AMT:N8.2"),
	MANY(file_information, "K3", file_information_schema),
	QUALIFIER(note_kind, "NTE:ADD.1", "ADD"),
	TEXT(note, "NTE:ADD.2"),
	TEXT(third_party_note, "NTE:TPO.2"),
	ONE(purchased_service, "PS1", purchased_service_schema),
	ONE(repricing, "HCP", repricing_schema),
	ONE(drug, "LIN", drug_schema),
	ONE(rendering_provider, "NM1:82", party_schema),
	ONE(purchased_service_provider, "NM1:QB", party_schema),
	ONE(service_facility, "NM1:77", party_schema),
	ONE(supervising_provider, "NM1:DQ", party_schema),
	ONE(ordering_provider, "NM1:DK", party_schema),
	MANY(referring_providers, "NM1:DN", party_schema),
	ONE(ambulance_pick_up, "NM1:PW", party_schema),
	ONE(ambulance_drop_off, "NM1:45", party_schema),
	ONE(operating_physician, "NM1:72", party_schema),
	ONE(other_operating_physician, "NM1:ZZ", party_schema),
	ONE(assistant_surgeon, "NM1:DD", party_schema),
	MANY(decisions, "SVD", line_decision_schema),
	MANY(forms, "LQ:AS", form_schema),
};
#undef M
const struct schema service_line_schema =
    SCHEMA_LOOP(service_line, service_line_fields);
