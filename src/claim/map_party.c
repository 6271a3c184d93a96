/* SPDX-License-Identifier: Apache-2.0 */
/* map_party.c -- where names, addresses, numbers and contacts stand. */
#include "claim/map_shared.h"
#include "claim/party.h"

/* REF: elements 1 and 2, and in 4 the payer whose number it is. */
#define M struct identifier
static const struct field identifier_fields[] = {
	QUALIFIER(kind, "1", ""),
	TEXT(number, "2"),
	TEXT(description, "3"),
	QUALIFIER(payer_kind, "4-1", "2U"),
	TEXT(payer_id, "4-2"),
};
#undef M
const struct schema identifier_schema =
    SCHEMA_SEGMENT(identifier, identifier_fields);

#define M struct contact_number
static const struct field contact_number_fields[] = {
	QUALIFIER(kind, "+0", "TE"),
	TEXT(number, "+1"),
};
#undef M
static const struct schema contact_number_schema =
    SCHEMA_GROUP(contact_number, contact_number_fields);

#define M struct contact
static const struct field contact_fields[] = {
	QUALIFIER(function, "1", "IC"),
	TEXT(name, "2"),
	GROUPS(numbers, "3", contact_number_schema, 3, 2, 3),
};
#undef M
const struct schema contact_schema = SCHEMA_SEGMENT(contact, contact_fields);

#define M struct party
static const struct field party_fields[] = {
	QUALIFIER(role, "NM1.1", ""),
	TEXT(entity, "NM1.2"),
	TEXT(name, "NM1.3"),
	TEXT(first_name, "NM1.4"),
	TEXT(middle_name, "NM1.5"),
	TEXT(prefix, "NM1.6"),
	TEXT(suffix, "NM1.7"),
	QUALIFIER(id_kind, "NM1.8", ""),
	TEXT(id, "NM1.9"),
	QUALIFIER(taxonomy_role, "PRV.1", ""),
	TEXT(taxonomy, "PRV.3"),
	ADDRESS,
	TEXT(subdivision, "N4.7"),
	WHEN(birth, "DMG.2"),
	TEXT(sex, "DMG.3"),
	QUALIFIER(tax_id_kind, "REF:EI.1", "EI"),
	TEXT(tax_id, "REF:EI.2"),
	MANY(social_security_numbers, "REF:SY", identifier_schema),
	MANY(numbers, "REF:0B", identifier_schema),
	MANY(payer_ids, "REF:2U", identifier_schema),
	MANY(provider_numbers, "REF:G2", identifier_schema),
	MANY(property_casualty_numbers, "REF:1W", identifier_schema),
	TEXT(casualty_claim_number, "REF:Y4.2"),
	WHEN(decided, "DTP:573.3"),
	MANY(authorizations, "REF:G1", identifier_schema),
	MANY(referrals, "REF:9F", identifier_schema),
	MANY(predeterminations, "REF:G3", identifier_schema),
	MANY(claim_numbers, "REF:F8", identifier_schema),
	TEXT(adjusted, "REF:T4.2"),
	MANY(contacts, "PER", contact_schema),
};
#undef M
const struct schema party_schema = SCHEMA_LOOP(party, party_fields);
