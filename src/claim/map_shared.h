/* SPDX-License-Identifier: Apache-2.0 */
/* map_shared.h -- schemas that several transactions use. (private) */
#ifndef CC_CLAIM_MAP_SHARED_H
#define CC_CLAIM_MAP_SHARED_H

#include "claim/schema.h"

extern const struct schema interchange_schema, functional_group_schema,
    interchange_acknowledgement_schema;

/* party.h */
extern const struct schema party_schema, identifier_schema, contact_schema;

#endif
