/* SPDX-License-Identifier: Apache-2.0 */
/* map_envelope.c -- where the envelope's fields are in an interchange. */
#include "claim/acknowledgement.h"
#include "claim/envelope.h"
#include "claim/map_shared.h"
#include "claim/transaction.h"

/* The separators are the reader's and writer's business: no element. */
#define M struct interchange
static const struct field interchange_fields[] = {
	TEXT(separators, ""),
	QUALIFIER(authorization_kind, "ISA.1", "00"),
	TEXT(authorization, "ISA.2"),
	QUALIFIER(password_kind, "ISA.3", "00"),
	TEXT(password, "ISA.4"),
	QUALIFIER(sender_kind, "ISA.5", "ZZ"),
	TEXT(sender, "ISA.6"),
	QUALIFIER(receiver_kind, "ISA.7", "ZZ"),
	TEXT(receiver, "ISA.8"),
	WHEN6(made, "ISA.9"),
	TEXT(made_time, "ISA.10"),
	QUALIFIER(version, "ISA.12", "00501"),
	TEXT(control_number, "ISA.13"),
	QUALIFIER(wants_acknowledgement, "ISA.14", "0"),
	QUALIFIER(usage, "ISA.15", "P"),
};
#undef M
const struct schema interchange_schema =
    SCHEMA_LOOP(interchange, interchange_fields);

#define M struct functional_group
static const struct field functional_group_fields[] = {
	UP(interchange, interchange_schema),
	TEXT(kind, "GS.1"),
	TEXT(sender, "GS.2"),
	TEXT(receiver, "GS.3"),
	WHEN(made, "GS.4"),
	TEXT(made_time, "GS.5"),
	TEXT(control_number, "GS.6"),
	QUALIFIER(agency, "GS.7", "X"),
	TEXT(version, "GS.8"),
};
#undef M
const struct schema functional_group_schema =
    SCHEMA_LOOP(functional_group, functional_group_fields);

#define M struct interchange_acknowledgement
static const struct field interchange_acknowledgement_fields[] = {
	UP(interchange, interchange_schema),
	TEXT(answered_control_number, "TA1.1"),
	WHEN6(answered_date, "TA1.2"),
	TEXT(answered_time, "TA1.3"),
	TEXT(verdict, "TA1.4"),
	TEXT(fault, "TA1.5"),
};
#undef M
const struct schema interchange_acknowledgement_schema =
    SCHEMA_LOOP(interchange_acknowledgement,
    interchange_acknowledgement_fields);

static const struct level_map levels[] = {
	{ "", &interchange_schema, false },
	{ "GS", &functional_group_schema, false },
	{ "TA1", &interchange_acknowledgement_schema, true },
};

const struct transaction_map envelope_map =
    TRANSACTION("ENVELOPE", "envelope", levels);
