/* SPDX-License-Identifier: Apache-2.0 */
/* map_service.c -- where procedures, days and stated amounts stand. */
#include "claim/map_shared.h"
#include "claim/service.h"

#define M struct coded_service
static const struct field coded_service_fields[] = {
	QUALIFIER(kind, "-1", "HC"),
	TEXT(code, "-2"),
	TEXTS(modifiers, "-3"),
	TEXT(description, "-7"),
	TEXT(last_code, "-8"),
};
#undef M
const struct schema coded_service_schema =
    SCHEMA_SEGMENT(coded_service, coded_service_fields);

/* DTM: one day. */
#define M struct dated
static const struct field dated_day_fields[] = {
	QUALIFIER(kind, "1", ""),
	WHEN(on, "2"),
};
/* DTP: a day or a period. */
static const struct field dated_period_fields[] = {
	QUALIFIER(kind, "1", ""),
	WHEN(on, "3"),
};
#undef M
const struct schema dated_day_schema =
    SCHEMA_SEGMENT(dated, dated_day_fields);
const struct schema dated_period_schema =
    SCHEMA_SEGMENT(dated, dated_period_fields);

#define M struct stated_amount
static const struct field stated_amount_fields[] = {
	QUALIFIER(kind, "1", ""),
	AMOUNT(amount, "2"),
};
#undef M
const struct schema stated_amount_schema =
    SCHEMA_SEGMENT(stated_amount, stated_amount_fields);

#define M struct stated_quantity
static const struct field stated_quantity_fields[] = {
	QUALIFIER(kind, "1", ""),
	QUANTITY(quantity, "2"),
};
#undef M
const struct schema stated_quantity_schema =
    SCHEMA_SEGMENT(stated_quantity, stated_quantity_fields);
