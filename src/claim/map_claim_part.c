/* SPDX-License-Identifier: Apache-2.0 */
/* map_claim_part.c -- segments that claims and their lines both have. */
#include "claim/claim.h"
#include "claim/map_claim.h"

/* PWK */
#define M struct attachment
static const struct field attachment_fields[] = {
	TEXT(kind, "1"),
	TEXT(sent_by, "2"),
	TEXT(control_number, "6"),
};
#undef M
const struct schema attachment_schema =
    SCHEMA_SEGMENT(attachment, attachment_fields);

/* CN1 */
#define M struct contract
static const struct field contract_fields[] = {
	TEXT(kind, "1"),
	AMOUNT(amount, "2"),
	QUANTITY(percent, "3"),
	TEXT(code, "4"),
	QUANTITY(discount_percent, "5"),
	TEXT(version, "6"),
};
#undef M
const struct schema contract_schema =
    SCHEMA_SEGMENT(contract, contract_fields);

/* K3 */
#define M struct file_information
static const struct field file_information_fields[] = {
	TEXT(text, "1"),
};
#undef M
const struct schema file_information_schema =
    SCHEMA_SEGMENT(file_information, file_information_fields);

/* CR1 */
#define M struct ambulance_trip
static const struct field ambulance_trip_fields[] = {
	QUANTITY(weight, "2"),
	TEXT(reason, "4"),
	QUANTITY(miles, "6"),
	TEXT(round_trip, "9"),
	TEXT(stretcher, "10"),
};
#undef M
const struct schema ambulance_trip_schema =
    SCHEMA_SEGMENT(ambulance_trip, ambulance_trip_fields);

/* CRC */
#define M struct conditions
static const struct field conditions_fields[] = {
	QUALIFIER(kind, "1", ""),
	TEXT(apply, "2"),
	TEXTS(codes, "3"),
};
#undef M
const struct schema conditions_schema =
    SCHEMA_SEGMENT(conditions, conditions_fields);

/* HCP */
#define M struct repricing
static const struct field repricing_fields[] = {
	TEXT(method, "1"),
	AMOUNT(allowed, "2"),
	AMOUNT(savings, "3"),
	TEXT(repricer, "4"),
	AMOUNT(rate, "5"),
	TEXT(group, "6"),
	AMOUNT(group_amount, "7"),
	TEXT(revenue_code, "8"),
	QUALIFIER(procedure_kind, "9", "HC"),
	TEXT(procedure, "10"),
	QUALIFIER(unit, "11", "UN"),
	QUANTITY(units, "12"),
	TEXT(rejection, "13"),
	TEXT(compliance, "14"),
	TEXT(exception, "15"),
};
#undef M
const struct schema repricing_schema =
    SCHEMA_SEGMENT(repricing, repricing_fields);
