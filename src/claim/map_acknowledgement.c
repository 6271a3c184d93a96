/* SPDX-License-Identifier: Apache-2.0 */
/* map_acknowledgement.c -- where the fields of 999 and 277CA stand. */
#include "claim/acknowledgement.h"
#include "claim/map_shared.h"
#include "claim/transaction.h"

/* ---- 999 ------------------------------------------------------------ */

/* CTX01 is repeated: groups of one element, each its repetition. */
#define M struct context_name
static const struct field context_name_fields[] = {
	TEXT(name, "+0-1"),
	TEXT(value, "+0-2"),
};
#undef M
static const struct schema context_name_schema =
    SCHEMA_GROUP(context_name, context_name_fields);

#define M struct error_trigger
static const struct field error_trigger_fields[] = {
	GROUPS(names, "1", context_name_schema, 1, 0, 10),
	TEXT(segment, "2"),
	TEXT(position, "3"),
	TEXT(loop, "4"),
	TEXT(element, "5-1"),
	TEXT(component, "5-2"),
	TEXT(repetition, "5-3"),
	TEXT(reference, "6-1"),
	TEXT(component_reference, "6-2"),
};
#undef M
static const struct schema error_trigger_schema =
    SCHEMA_SEGMENT(error_trigger, error_trigger_fields);

#define M struct error_owner
static const struct field error_owner_fields[] = {
	QUALIFIER(name, "1-1", "CLM01"),
	TEXT(value, "1-2"),
	TEXT(element, "5-1"),
	TEXT(component, "5-2"),
	TEXT(repetition, "5-3"),
};
#undef M
static const struct schema error_owner_schema =
    SCHEMA_SEGMENT(error_owner, error_owner_fields);

#define M struct element_error
static const struct field element_error_fields[] = {
	TEXT(element, "IK4.1-1"),
	TEXT(component, "IK4.1-2"),
	TEXT(repetition, "IK4.1-3"),
	TEXT(reference, "IK4.2"),
	TEXT(fault, "IK4.3"),
	TEXT(value, "IK4.4"),
	MANY(triggers, "CTX", error_trigger_schema),
};
#undef M
static const struct schema element_error_schema =
    SCHEMA_LOOP(element_error, element_error_fields);

#define M struct segment_error
static const struct field segment_error_fields[] = {
	TEXT(segment, "IK3.1"),
	TEXT(position, "IK3.2"),
	TEXT(loop, "IK3.3"),
	TEXT(fault, "IK3.4"),
	ONE(owner, "CTX:CLM01", error_owner_schema),
	MANY(triggers, "CTX", error_trigger_schema),
	MANY(elements, "IK4", element_error_schema),
};
#undef M
static const struct schema segment_error_schema =
    SCHEMA_LOOP(segment_error, segment_error_fields);

#define M struct transaction_acknowledgement
static const struct field transaction_acknowledgement_fields[] = {
	TEXT(kind, "AK2.1"),
	TEXT(control_number, "AK2.2"),
	TEXT(version, "AK2.3"),
	MANY(errors, "IK3", segment_error_schema),
	TEXT(verdict, "IK5.1"),
	TEXTS(faults, "IK5.2"),
};
#undef M
static const struct schema transaction_acknowledgement_schema = SCHEMA_LOOP(
    transaction_acknowledgement, transaction_acknowledgement_fields);

#define M struct implementation_acknowledgement
static const struct field implementation_acknowledgement_fields[] = {
	TRANSACTION_HEAD,
	TEXT(answered_kind, "AK1.1"),
	TEXT(answered_control_number, "AK1.2"),
	TEXT(answered_version, "AK1.3"),
	MANY(transactions, "AK2", transaction_acknowledgement_schema),
	TEXT(verdict, "AK9.1"),
	QUANTITY(stated, "AK9.2"),
	QUANTITY(received, "AK9.3"),
	QUANTITY(accepted, "AK9.4"),
	TEXTS(faults, "AK9.5"),
};
#undef M
const struct schema implementation_acknowledgement_schema = SCHEMA_LOOP(
    implementation_acknowledgement, implementation_acknowledgement_fields);

/* The whole transaction is the record: its verdict comes last. */
static const struct level_map implementation_levels[] = {
	{ "", &implementation_acknowledgement_schema, true },
};

const struct transaction_map implementation_acknowledgement_map =
    TRANSACTION("999", "group acknowledgements", implementation_levels);

/* ---- 277CA ---------------------------------------------------------- */

#define M struct claim_acknowledgement
static const struct field claim_acknowledgement_fields[] = {
	TRANSACTION_HEAD,
	TEXT(reference, "BHT.3"),
	WHEN(made, "BHT.4"),
	TEXT(made_time, "BHT.5"),
};
#undef M
static const struct schema claim_acknowledgement_schema =
    SCHEMA_LOOP(claim_acknowledgement, claim_acknowledgement_fields);

#define M struct batch_receipt
static const struct field batch_receipt_fields[] = {
	TEXT(number, "TRN.2"),
	WHEN(received, "DTP:050.3"),
	WHEN(processed, "DTP:009.3"),
};
#undef M
static const struct schema batch_receipt_schema =
    SCHEMA_LOOP(batch_receipt, batch_receipt_fields);

#define M struct acknowledgement_source
static const struct field acknowledgement_source_fields[] = {
	UP(acknowledgement, claim_acknowledgement_schema),
	ONE(source, "NM1:AY", party_schema),
	MANY(receipts, "TRN", batch_receipt_schema),
};
#undef M
static const struct schema acknowledgement_source_schema =
    SCHEMA_LEVEL(acknowledgement_source, acknowledgement_source_fields);

#define M struct batch_verdict
static const struct field batch_verdict_fields[] = {
	TEXT(batch, "TRN.2"),
	MANY(statuses, "STC", claim_status_schema),
	QUANTITY(accepted_claims, "QTY:90.2"),
	QUANTITY(rejected_claims, "QTY:AA.2"),
	AMOUNT(accepted_charge, "AMT:YU.2"),
	AMOUNT(rejected_charge, "AMT:YY.2"),
};
#undef M
static const struct schema batch_verdict_schema =
    SCHEMA_LOOP(batch_verdict, batch_verdict_fields);

#define M struct provider_verdict
static const struct field provider_verdict_fields[] = {
	TEXT(number, "TRN.2"),
	MANY(statuses, "STC", claim_status_schema),
	MANY(numbers, "REF:0B", identifier_schema),
	QUANTITY(accepted_claims, "QTY:QA.2"),
	QUANTITY(rejected_claims, "QTY:QC.2"),
	AMOUNT(accepted_charge, "AMT:YU.2"),
	AMOUNT(rejected_charge, "AMT:YY.2"),
};
#undef M
static const struct schema provider_verdict_schema =
    SCHEMA_LOOP(provider_verdict, provider_verdict_fields);

#define M struct acknowledgement_receiver
static const struct field acknowledgement_receiver_fields[] = {
	UP(source, acknowledgement_source_schema),
	ONE(receiver, "NM1:41", party_schema),
	ONE(verdict, "TRN", batch_verdict_schema),
};
#undef M
static const struct schema acknowledgement_receiver_schema =
    SCHEMA_LEVEL(acknowledgement_receiver, acknowledgement_receiver_fields);

#define M struct acknowledgement_provider
static const struct field acknowledgement_provider_fields[] = {
	UP(receiver, acknowledgement_receiver_schema),
	MANY(providers, "NM1:85", party_schema),
	ONE(verdict, "TRN", provider_verdict_schema),
};
#undef M
static const struct schema acknowledgement_provider_schema =
    SCHEMA_LEVEL(acknowledgement_provider, acknowledgement_provider_fields);

#define M struct line_acknowledgement
static const struct field line_acknowledgement_fields[] = {
	PART(procedure, "SVC.1", coded_service_schema),
	AMOUNT(charge, "SVC.2"),
	TEXT(revenue, "SVC.4"),
	QUANTITY(units, "SVC.7"),
	MANY(statuses, "STC", claim_status_schema),
	TEXT(control_number, "REF:FJ.2"),
	TEXT(prescription, "REF:XZ.2"),
	WHEN(served, "DTP:472.3"),
};
#undef M
static const struct schema line_acknowledgement_schema =
    SCHEMA_LOOP(line_acknowledgement, line_acknowledgement_fields);

#define M struct claim_verdict
static const struct field claim_verdict_fields[] = {
	TEXT(claim, "TRN.2"),
	MANY(statuses, "STC", claim_status_schema),
	TEXT(payer_number, "REF:1K.2"),
	TEXT(clearinghouse_number, "REF:D9.2"),
	TEXT(bill_type, "REF:BLT.2"),
	WHEN(served, "DTP:472.3"),
	MANY(lines, "SVC", line_acknowledgement_schema),
};
#undef M
static const struct schema claim_verdict_schema =
    SCHEMA_LOOP(claim_verdict, claim_verdict_fields);

#define M struct patient_acknowledgement
static const struct field patient_acknowledgement_fields[] = {
	UP(provider, acknowledgement_provider_schema),
	ONE(patient, "NM1:QC", party_schema),
	MANY(claims, "TRN", claim_verdict_schema),
};
#undef M
const struct schema patient_acknowledgement_schema =
    SCHEMA_LEVEL(patient_acknowledgement, patient_acknowledgement_fields);

static const struct level_map claim_levels[] = {
	{ "", &claim_acknowledgement_schema, false },
	{ "HL:20", &acknowledgement_source_schema, false },
	{ "HL:21", &acknowledgement_receiver_schema, false },
	{ "HL:19", &acknowledgement_provider_schema, false },
	{ "HL:PT", &patient_acknowledgement_schema, true },
};

const struct transaction_map claim_acknowledgement_map =
    TRANSACTION("277CA", "claim acknowledgements", claim_levels);
