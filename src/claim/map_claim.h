/* SPDX-License-Identifier: Apache-2.0 */
/* map_claim.h -- schemas that the tables of claim.h share. (private) */
#ifndef CC_CLAIM_MAP_CLAIM_H
#define CC_CLAIM_MAP_CLAIM_H

#include "claim/map_shared.h"

/* map_claim_part.c */
extern const struct schema attachment_schema, contract_schema,
    file_information_schema, ambulance_trip_schema, conditions_schema,
    repricing_schema;

/* map_claim_line.c, map_claim_payer.c */
extern const struct schema service_line_schema, other_payer_schema;

#endif
