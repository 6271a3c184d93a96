/* SPDX-License-Identifier: Apache-2.0 */
/* map_shared.h -- schemas that several transactions use. (private) */
#ifndef CC_CLAIM_MAP_SHARED_H
#define CC_CLAIM_MAP_SHARED_H

#include "claim/schema.h"

extern const struct schema interchange_schema, functional_group_schema,
    interchange_acknowledgement_schema;

/* Rows that several tables have: where somebody lives, and how a transaction
 * begins. */
#define ADDRESS \
	TEXT(street, "N3.1"), TEXT(street2, "N3.2"), TEXT(city, "N4.1"), \
	TEXT(state, "N4.2"), TEXT(postal_code, "N4.3"), TEXT(country, "N4.4")
#define TRANSACTION_HEAD \
	UP(group, functional_group_schema), TEXT(control_number, "ST.2"), \
	TEXT(version, "ST.3")

/* party.h */
extern const struct schema party_schema, identifier_schema, contact_schema;

/* service.h; a day from DTM, a day or period from DTP */
extern const struct schema coded_service_schema, dated_day_schema,
    dated_period_schema, stated_amount_schema, stated_quantity_schema;

/* remittance.h: what claims tell of other payers too */
extern const struct schema adjustment_schema, inpatient_remarks_schema,
    outpatient_remarks_schema;

/* remittance.h: the levels of an 835 */
extern const struct schema payment_schema, payment_group_schema,
    paid_claim_schema, provider_adjustment_schema;

/* acknowledgement.h: the records of a 999 and a 277CA */
extern const struct schema implementation_acknowledgement_schema,
    patient_acknowledgement_schema;

/* status.h: STC */
extern const struct schema claim_status_schema;

#endif
