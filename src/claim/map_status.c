/* SPDX-License-Identifier: Apache-2.0 */
/* map_status.c -- where a status stands in STC. */
#include "claim/map_shared.h"
#include "claim/status.h"

#define M struct status_code
static const struct field status_code_fields[] = {
	TEXT(category, "-1"),
	TEXT(status, "-2"),
	TEXT(entity, "-3"),
	TEXT(list, "-4"),
};
#undef M
static const struct schema status_code_schema =
    SCHEMA_SEGMENT(status_code, status_code_fields);

#define M struct claim_status
static const struct field claim_status_fields[] = {
	PART(code, "1", status_code_schema),
	WHEN(on, "2"),
	TEXT(action, "3"),
	AMOUNT(charge, "4"),
	AMOUNT(paid, "5"),
	WHEN(decided, "6"),
	TEXT(method, "7"),
	WHEN(remitted, "8"),
	TEXT(check, "9"),
	PART(code2, "10", status_code_schema),
	PART(code3, "11", status_code_schema),
	TEXT(message, "12"),
};
#undef M
const struct schema claim_status_schema =
    SCHEMA_SEGMENT(claim_status, claim_status_fields);
