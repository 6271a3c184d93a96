/* SPDX-License-Identifier: Apache-2.0 */
/* map_status.c -- where questions and answers about claims stand: 276, 277. */
#include "claim/map_shared.h"
#include "claim/status.h"
#include "claim/transaction.h"

/* ---- statuses ------------------------------------------------------- */

#define M struct status_code
static const struct field status_code_fields[] = {
	TEXT(category, "-1"),
	TEXT(code, "-2"),
	TEXT(entity, "-3"),
	TEXT(list, "-4"),
};
#undef M
static const struct schema status_code_schema =
    SCHEMA_SEGMENT(status_code, status_code_fields);

/* STC; also of a 277CA */
#define M struct claim_status
static const struct field claim_status_fields[] = {
	PART(status, "1", status_code_schema),
	WHEN(as_of, "2"),
	QUALIFIER(action, "3", ""),
	AMOUNT(charge, "4"),
	AMOUNT(paid, "5"),
	WHEN(decided, "6"),
	WHEN(paid_on, "8"),
	TEXT(trace_number, "9"),
	PART(second, "10", status_code_schema),
	PART(third, "11", status_code_schema),
	TEXT(message, "12"),
};
#undef M
const struct schema claim_status_schema =
    SCHEMA_SEGMENT(claim_status, claim_status_fields);

#define M struct batch_status
static const struct field batch_status_fields[] = {
	TEXT(trace_number, "TRN.2"),
	MANY(statuses, "STC", claim_status_schema),
};
#undef M
static const struct schema batch_status_schema =
    SCHEMA_LOOP(batch_status, batch_status_fields);

/* ---- levels --------------------------------------------------------- */

#define M struct status_batch
static const struct field status_batch_fields[] = {
	TRANSACTION_HEAD,
	TEXT(number, "BHT.3"),
	WHEN(made, "BHT.4"),
	TEXT(made_time, "BHT.5"),
};
#undef M
static const struct schema status_batch_schema =
    SCHEMA_LOOP(status_batch, status_batch_fields);

#define M struct status_payer
static const struct field status_payer_fields[] = {
	UP(batch, status_batch_schema),
	ONE(party, "NM1:PR", party_schema),
};
#undef M
static const struct schema status_payer_schema =
    SCHEMA_LEVEL(status_payer, status_payer_fields);

#define M struct status_receiver
static const struct field status_receiver_fields[] = {
	UP(payer, status_payer_schema),
	ONE(party, "NM1:41", party_schema),
	ONE(refused, "TRN", batch_status_schema),
};
#undef M
static const struct schema status_receiver_schema =
    SCHEMA_LEVEL(status_receiver, status_receiver_fields);

#define M struct status_provider
static const struct field status_provider_fields[] = {
	UP(receiver, status_receiver_schema),
	MANY(parties, "NM1:1P", party_schema),
	ONE(refused, "TRN", batch_status_schema),
};
#undef M
static const struct schema status_provider_schema =
    SCHEMA_LEVEL(status_provider, status_provider_fields);

#define M struct status_subscriber
static const struct field status_subscriber_fields[] = {
	UP(provider, status_provider_schema),
	WHEN(birth, "DMG.2"),
	TEXT(sex, "DMG.3"),
	ONE(party, "NM1:IL", party_schema),
};
#undef M
static const struct schema status_subscriber_schema =
    SCHEMA_LEVEL(status_subscriber, status_subscriber_fields);

#define M struct status_dependent
static const struct field status_dependent_fields[] = {
	UP(subscriber, status_subscriber_schema),
	WHEN(birth, "DMG.2"),
	TEXT(sex, "DMG.3"),
	ONE(party, "NM1:QC", party_schema),
};
#undef M
static const struct schema status_dependent_schema =
    SCHEMA_LEVEL(status_dependent, status_dependent_fields);

/* ---- questions and answers ------------------------------------------ */

#define M struct status_line
static const struct field status_line_fields[] = {
	PART(procedure, "SVC.1", coded_service_schema),
	AMOUNT(charge, "SVC.2"),
	AMOUNT(paid, "SVC.3"),
	TEXT(revenue, "SVC.4"),
	QUANTITY(units, "SVC.7"),
	MANY(statuses, "STC", claim_status_schema),
	TEXT(control_number, "REF:FJ.2"),
	WHEN(served, "DTP:472.3"),
};
#undef M
static const struct schema status_line_schema =
    SCHEMA_LOOP(status_line, status_line_fields);

#define M struct status_inquiry
static const struct field status_inquiry_fields[] = {
	UP(subscriber, status_subscriber_schema),
	UP(dependent, status_dependent_schema),
	TEXT(trace_number, "TRN.2"),
	TEXT(payer_number, "REF:1K.2"),
	TEXT(bill_type, "REF:BLT.2"),
	TEXT(payer_site, "REF:LU.2"),
	TEXT(group_number, "REF:6P.2"),
	TEXT(control_number, "REF:EJ.2"),
	TEXT(prescription, "REF:XZ.2"),
	TEXT(clearinghouse_number, "REF:D9.2"),
	AMOUNT(charge, "AMT:T3.2"),
	WHEN(served, "DTP:472.3"),
	MANY(lines, "SVC", status_line_schema),
};
#undef M
static const struct schema status_inquiry_schema =
    SCHEMA_LOOP(status_inquiry, status_inquiry_fields);

#define M struct status_answer
static const struct field status_answer_fields[] = {
	UP(subscriber, status_subscriber_schema),
	UP(dependent, status_dependent_schema),
	TEXT(trace_number, "TRN.2"),
	MANY(statuses, "STC", claim_status_schema),
	TEXT(payer_number, "REF:1K.2"),
	TEXT(bill_type, "REF:BLT.2"),
	TEXT(control_number, "REF:EJ.2"),
	TEXT(prescription, "REF:XZ.2"),
	TEXT(voucher, "REF:VV.2"),
	TEXT(clearinghouse_number, "REF:D9.2"),
	WHEN(served, "DTP:472.3"),
	MANY(lines, "SVC", status_line_schema),
};
#undef M
static const struct schema status_answer_schema =
    SCHEMA_LOOP(status_answer, status_answer_fields);

/* A row of a receiver or provider that takes its TRN goes before the level. */
#define LEVELS(record) \
	{ "", &status_batch_schema, false }, \
	{ "HL:20", &status_payer_schema, false }, \
	{ "HL:21", &status_receiver_schema, false }, \
	{ "HL:19", &status_provider_schema, false }, \
	{ "HL:22", &status_subscriber_schema, false }, \
	{ "HL:23", &status_dependent_schema, false }, \
	{ "TRN", &(record), true }

static const struct level_map request_levels[] = {
	LEVELS(status_inquiry_schema)
};
static const struct level_map response_levels[] = {
	LEVELS(status_answer_schema)
};

const struct transaction_map status_request_map =
    TRANSACTION("276", "claim status questions", request_levels);
const struct transaction_map status_response_map =
    TRANSACTION("277", "claim status answers", response_levels);
