/* SPDX-License-Identifier: Apache-2.0 */
/* csv_tables.c -- claims, lines, payments and adjustments as tables. */
#include "interop/csv_tables.h"

#include <stddef.h>

#define PATIENT(member) \
	"/patient.patient." member "|/subscriber.subscriber." member

static const struct csv_column claims[] = {
	{ "guide", { "@guide", "@guide" } },
	{ "claim", { "control_number", "control_number" } },
	{ "status", { "frequency", "status" } },
	{ "payer_claim", { "original_claim_number", "payer_number" } },
	{ "patient_last_name", { PATIENT("name"), "patient.name" } },
	{ "patient_first_name", { PATIENT("first_name"),
	    "patient.first_name" } },
	{ "member_id", { "subscriber.subscriber.id",
	    "subscriber.id|patient.id" } },
	{ "payer", { "subscriber.payer.name", "payment.payer.name" } },
	{ "provider", { "subscriber.billing.provider.name",
	    "payment.payee.name" } },
	{ "provider_id", { "subscriber.billing.provider.id",
	    "payment.payee.id" } },
	{ "rendering_id", { "rendering_provider.id|attending_provider.id",
	    "rendering.id" } },
	{ "from", { "statement.from|service_date.from|"
	    "lines{1}.service_date.from",
	    "statement_dates{kind=232}.on.from|"
	    "lines{1}.dates{kind=472}.on.from|"
	    "lines{1}.dates{kind=150}.on.from" } },
	{ "through", { "statement.through|service_date.through|"
	    "lines{1}.service_date.through",
	    "statement_dates{kind=233}.on.through|"
	    "statement_dates{kind=232}.on.through|"
	    "lines{1}.dates{kind=472}.on.through|"
	    "lines{1}.dates{kind=151}.on.through|"
	    "lines{1}.dates{kind=150}.on.through" } },
	{ "place_or_bill_type", { "place_of_service|type_of_bill",
	    "facility" } },
	{ "diagnoses", { "diagnoses.code|principal_diagnosis.code" } },
	{ "lines", { "#lines", "#lines" } },
	{ "charge", { "charge", "charge" } },
	{ "paid", { "patient_paid", "paid" } },
	{ "patient_owes", { NULL, "patient_owes" } },
	{ "contractual", { NULL, "+adjustments{group=CO}.amount "
	    "+lines.adjustments{group=CO}.amount" } },
	{ "patient_responsibility", { NULL, "+adjustments{group=PR}.amount "
	    "+lines.adjustments{group=PR}.amount" } },
	{ "other_adjustments", { NULL, "+adjustments{group=OA}.amount "
	    "+adjustments{group=PI}.amount "
	    "+lines.adjustments{group=OA}.amount "
	    "+lines.adjustments{group=PI}.amount" } },
	{ "payment", { NULL, "payment.trace_number" } },
	{ "paid_on", { NULL, "payment.paid_on" } },
};

static const struct csv_column lines[] = {
	{ "guide", { "@guide", "@guide" } },
	{ "claim", { "/control_number", "/control_number" } },
	{ "line", { "number" } },
	{ "control_number", { "control_number", "control_number" } },
	{ "patient_last_name", { PATIENT("name"), "/patient.name" } },
	{ "from", { "service_date.from|/statement.from|/service_date.from",
	    "dates{kind=472}.on.from|dates{kind=150}.on.from|"
	    "/statement_dates{kind=232}.on.from" } },
	{ "through", { "service_date.through|/statement.through|"
	    "/service_date.through",
	    "dates{kind=472}.on.through|dates{kind=151}.on.through|"
	    "dates{kind=150}.on.through|"
	    "/statement_dates{kind=233}.on.through|"
	    "/statement_dates{kind=232}.on.through" } },
	{ "revenue_code", { "revenue_code", "revenue" } },
	{ "procedure", { "procedure.code", "procedure.code" } },
	{ "modifiers", { "procedure.modifiers", "procedure.modifiers" } },
	{ "diagnosis_pointers", { "diagnosis_pointers" } },
	{ "place_of_service", { "place_of_service|/place_of_service",
	    "/facility" } },
	{ "unit", { "unit" } },
	{ "units", { "units", "units" } },
	{ "charge", { "charge", "charge" } },
	{ "allowed", { NULL, "amounts{kind=B6}.amount" } },
	{ "paid", { NULL, "paid" } },
	{ "contractual", { NULL, "+adjustments{group=CO}.amount" } },
	{ "patient_responsibility", { NULL,
	    "+adjustments{group=PR}.amount" } },
	{ "other_adjustments", { NULL, "+adjustments{group=OA}.amount "
	    "+adjustments{group=PI}.amount" } },
	{ "remarks", { NULL, "remarks.code" } },
	{ "payment", { NULL, "/payment.trace_number" } },
};

static const struct csv_column payments[] = {
	{ "payment", { "trace_number" } },
	{ "paid_on", { "paid_on" } },
	{ "paid", { "paid" } },
	{ "credit_or_debit", { "credit_or_debit" } },
	{ "method", { "method" } },
	{ "payer", { "payer.name" } },
	{ "payer_id", { "payer.id|payer.payer_ids{kind=2U}.number" } },
	{ "payee", { "payee.name" } },
	{ "payee_id", { "payee.id" } },
	{ "payee_tax_id", { "payee.numbers{kind=TJ}.number" } },
	{ "closed", { "closed" } },
	{ "transaction", { "control_number" } },
	{ "group", { "group.control_number" } },
	{ "interchange", { "group.interchange.control_number" } },
};

static const struct csv_column adjustments[] = {
	{ "payment", { "/payment.trace_number", "/payment.trace_number",
	    "/payment.trace_number" } },
	{ "paid_on", { "/payment.paid_on", "/payment.paid_on",
	    "/payment.paid_on" } },
	{ "level", { "=claim", "=line", "=provider", "=other payer" } },
	{ "claim", { "/control_number", "/control_number", NULL,
	    "/control_number" } },
	{ "line", { NULL, "^control_number" } },
	{ "procedure", { NULL, "^procedure.code" } },
	{ "provider", { NULL, NULL, "/provider" } },
	{ "payer", { "/payment.payer.name", "/payment.payer.name",
	    "/payment.payer.name", "^payer.name" } },
	{ "adjustment_group", { "group", "group", NULL, "group" } },
	{ "reason", { "reason", "reason", "reason", "reason" } },
	{ "reference", { NULL, NULL, "reference" } },
	{ "amount", { "amount", "amount", "amount", "amount" } },
	{ "quantity", { "quantity", "quantity", NULL, "quantity" } },
};

#define COLUMNS(table) (table), sizeof(table) / sizeof((table)[0])

const struct csv_table csv_tables[] = {
	{ "claims", { { "claim", "" }, { "paid_claim", "" } }, 2,
	    COLUMNS(claims) },
	{ "lines", { { "claim", "lines" }, { "paid_claim", "lines" } }, 2,
	    COLUMNS(lines) },
	{ "payments", { { "payment", "" } }, 1, COLUMNS(payments) },
	{ "adjustments", { { "paid_claim", "adjustments" },
	    { "paid_claim", "lines.adjustments" },
	    { "provider_adjustment", "reasons" },
	    { "claim", "other_payers.adjustments" } }, 4,
	    COLUMNS(adjustments) },
};

const unsigned csv_n_tables = sizeof csv_tables / sizeof csv_tables[0];
