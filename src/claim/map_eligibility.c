/* SPDX-License-Identifier: Apache-2.0 */
/* map_eligibility.c -- where questions and answers about coverage stand: 270,
 * 271. */
#include "claim/eligibility.h"
#include "claim/map_shared.h"
#include "claim/transaction.h"

/* ---- small parts ---------------------------------------------------- */

/* AAA */
#define M struct request_problem
static const struct field request_problem_fields[] = {
	TEXT(valid, "1"),
	TEXT(reason, "3"),
	TEXT(follow_up, "4"),
};
#undef M
static const struct schema request_problem_schema =
    SCHEMA_SEGMENT(request_problem, request_problem_fields);

/* TRN */
#define M struct eligibility_trace
static const struct field trace_fields[] = {
	QUALIFIER(kind, "1", "1"),
	TEXT(number, "2"),
	TEXT(assigner, "3"),
	TEXT(assigner_part, "4"),
};
#undef M
static const struct schema trace_schema =
    SCHEMA_SEGMENT(eligibility_trace, trace_fields);

/* HI: eight composites of one segment. */
#define M struct eligibility_diagnosis
static const struct field diagnosis_fields[] = {
	TEXT(kind, "+0-1"),
	TEXT(code, "+0-2"),
};
#undef M
static const struct schema diagnosis_schema =
    SCHEMA_GROUP(eligibility_diagnosis, diagnosis_fields);

/* MPI */
#define M struct military_service
static const struct field military_service_fields[] = {
	TEXT(status, "1"),
	TEXT(employment, "2"),
	TEXT(branch, "3"),
	TEXT(description, "4"),
	TEXT(rank, "5"),
	WHEN(during, "7"),
};
#undef M
static const struct schema military_service_schema =
    SCHEMA_SEGMENT(military_service, military_service_fields);

#define M struct eligibility_party
static const struct field party_fields[] = {
	TEXT(role, "NM1.1"),
	TEXT(entity, "NM1.2"),
	TEXT(name, "NM1.3"),
	TEXT(first_name, "NM1.4"),
	TEXT(middle_name, "NM1.5"),
	TEXT(suffix, "NM1.7"),
	QUALIFIER(id_kind, "NM1.8", ""),
	TEXT(id, "NM1.9"),
	TEXT(relationship, "NM1.10"),
	MANY(numbers, "REF", identifier_schema),
	ADDRESS,
	TEXT(defense_region, "N4.6"),
	TEXT(subdivision, "N4.7"),
	MANY(contacts, "PER", contact_schema),
	TEXT(taxonomy_role, "PRV.1"),
	TEXT(taxonomy, "PRV.3"),
	MANY(problems, "AAA", request_problem_schema),
};
#undef M
static const struct schema eligibility_party_schema =
    SCHEMA_LOOP(eligibility_party, party_fields);

/* ---- questions ------------------------------------------------------ */

#define M struct eligibility_inquiry
static const struct field inquiry_fields[] = {
	REPEATED(service_types, "EQ.1"),
	PART(procedure, "EQ.2", coded_service_schema),
	TEXT(coverage_level, "EQ.3"),
	TEXTS(diagnosis_pointers, "EQ.5-1"),
	AMOUNT(spend_down, "AMT:R.2"),
	AMOUNT(spend_down_billed, "AMT:PB.2"),
	TEXT(place_of_service, "III.2"),
	QUALIFIER(authorization_kind, "REF.1", "G1"),
	TEXT(authorization, "REF.2"),
	WHEN(asked_for, "DTP:291.3"),
};
#undef M
static const struct schema inquiry_schema =
    SCHEMA_LOOP(eligibility_inquiry, inquiry_fields);

/* ---- answers -------------------------------------------------------- */

/* HSD */
#define M struct benefit_delivery
static const struct field delivery_fields[] = {
	TEXT(quantity_kind, "1"),
	QUANTITY(quantity, "2"),
	TEXT(interval_unit, "3"),
	QUANTITY(interval, "4"),
	TEXT(period, "5"),
	QUANTITY(periods, "6"),
	TEXT(pattern, "7"),
	TEXT(time, "8"),
};
#undef M
static const struct schema delivery_schema =
    SCHEMA_SEGMENT(benefit_delivery, delivery_fields);

/* MSG */
#define M struct benefit_message
static const struct field message_fields[] = {
	TEXT(text, "1"),
};
#undef M
static const struct schema message_schema =
    SCHEMA_SEGMENT(benefit_message, message_fields);

#define M struct benefit_place
static const struct field place_fields[] = {
	TEXT(kind, "III.1"),
	TEXT(code, "III.2"),
	TEXT(injured_part, "III.4"),
};
#undef M
static const struct schema place_schema =
    SCHEMA_LOOP(benefit_place, place_fields);

#define M struct benefit_parties
static const struct field benefit_parties_fields[] = {
	MANY(parties, "NM1", eligibility_party_schema),
};
#undef M
static const struct schema benefit_parties_schema =
    SCHEMA_LOOP(benefit_parties, benefit_parties_fields);

#define M struct eligibility_benefit
static const struct field benefit_fields[] = {
	TEXT(kind, "EB.1"),
	TEXT(coverage_level, "EB.2"),
	REPEATED(service_types, "EB.3"),
	TEXT(insurance, "EB.4"),
	TEXT(plan, "EB.5"),
	TEXT(period, "EB.6"),
	AMOUNT(amount, "EB.7"),
	QUANTITY(share, "EB.8"),
	TEXT(quantity_kind, "EB.9"),
	QUANTITY(quantity, "EB.10"),
	TEXT(authorization, "EB.11"),
	TEXT(in_network, "EB.12"),
	PART(procedure, "EB.13", coded_service_schema),
	TEXTS(diagnosis_pointers, "EB.14-1"),
	MANY(deliveries, "HSD", delivery_schema),
	MANY(numbers, "REF", identifier_schema),
	MANY(dates, "DTP", dated_period_schema),
	MANY(problems, "AAA", request_problem_schema),
	MANY(messages, "MSG", message_schema),
	MANY(places, "III", place_schema),
	ONE(involved, "LS", benefit_parties_schema),
};
#undef M
static const struct schema benefit_schema =
    SCHEMA_LOOP(eligibility_benefit, benefit_fields);

/* ---- persons -------------------------------------------------------- */

#define M struct covered_person
static const struct field person_fields[] = {
	TEXT(entity, "NM1.2"),
	TEXT(name, "NM1.3"),
	TEXT(first_name, "NM1.4"),
	TEXT(middle_name, "NM1.5"),
	TEXT(suffix, "NM1.7"),
	QUALIFIER(id_kind, "NM1.8", ""),
	TEXT(id, "NM1.9"),
	MANY(numbers, "REF", identifier_schema),
	ADDRESS,
	TEXT(subdivision, "N4.7"),
	TEXT(provider_role, "PRV.1"),
	QUALIFIER(provider_id_kind, "PRV.2", "PXC"),
	TEXT(provider_id, "PRV.3"),
	WHEN(birth, "DMG.2"),
	TEXT(sex, "DMG.3"),
	TEXT(relationship, "INS.2"),
	TEXT(change, "INS.3"),
	TEXT(change_reason, "INS.4"),
	TEXT(birth_order, "INS.17"),
	GROUPS(diagnoses, "HI", diagnosis_schema, 1, 1, 8),
	MANY(dates, "DTP", dated_period_schema),
	MANY(military, "MPI", military_service_schema),
	MANY(problems, "AAA", request_problem_schema),
	MANY(inquiries, "EQ", inquiry_schema),
	MANY(benefits, "EB", benefit_schema),
};
#undef M
static const struct schema covered_person_schema =
    SCHEMA_LOOP(covered_person, person_fields);

/* ---- levels --------------------------------------------------------- */

#define M struct eligibility_batch
static const struct field batch_fields[] = {
	TRANSACTION_HEAD,
	TEXT(purpose, "BHT.2"),
	TEXT(number, "BHT.3"),
	WHEN(made, "BHT.4"),
	TEXT(made_time, "BHT.5"),
	TEXT(kind, "BHT.6"),
};
#undef M
static const struct schema eligibility_batch_schema =
    SCHEMA_LOOP(eligibility_batch, batch_fields);

#define M struct eligibility_source
static const struct field source_fields[] = {
	UP(batch, eligibility_batch_schema),
	MANY(problems, "AAA", request_problem_schema),
	ONE(party, "NM1", eligibility_party_schema),
};
#undef M
static const struct schema eligibility_source_schema =
    SCHEMA_LEVEL(eligibility_source, source_fields);

#define M struct eligibility_receiver
static const struct field receiver_fields[] = {
	UP(source, eligibility_source_schema),
	ONE(party, "NM1", eligibility_party_schema),
};
#undef M
static const struct schema eligibility_receiver_schema =
    SCHEMA_LEVEL(eligibility_receiver, receiver_fields);

#define M struct eligibility_subscriber
static const struct field subscriber_fields[] = {
	UP(receiver, eligibility_receiver_schema),
	MANY(traces, "TRN", trace_schema),
	ONE(person, "NM1:IL", covered_person_schema),
};
#undef M
static const struct schema eligibility_subscriber_schema =
    SCHEMA_LEVEL(eligibility_subscriber, subscriber_fields);

#define M struct eligibility_dependent
static const struct field dependent_fields[] = {
	UP(subscriber, eligibility_subscriber_schema),
	MANY(traces, "TRN", trace_schema),
	ONE(person, "NM1:03", covered_person_schema),
};
#undef M
static const struct schema eligibility_dependent_schema =
    SCHEMA_LEVEL(eligibility_dependent, dependent_fields);

static const struct level_map levels[] = {
	{ "", &eligibility_batch_schema, false },
	{ "HL:20", &eligibility_source_schema, false },
	{ "HL:21", &eligibility_receiver_schema, false },
	{ "HL:22", &eligibility_subscriber_schema, true },
	{ "HL:23", &eligibility_dependent_schema, true },
};

const struct transaction_map eligibility_request_map =
    TRANSACTION("270", "eligibility questions", levels);
const struct transaction_map eligibility_response_map =
    TRANSACTION("271", "eligibility answers", levels);
