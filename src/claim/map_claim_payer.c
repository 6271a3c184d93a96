/* SPDX-License-Identifier: Apache-2.0 */
/* map_claim_payer.c -- where a claim tells of other payers (loop 2320). */
#include "claim/claim.h"
#include "claim/map_claim.h"

#define M struct other_payer
static const struct field other_payer_fields[] = {
	TEXT(turn, "SBR.1"),
	TEXT(relationship, "SBR.2"),
	TEXT(group_number, "SBR.3"),
	TEXT(group_name, "SBR.4"),
	TEXT(secondary_reason, "SBR.5"),
	TEXT(filing_indicator, "SBR.9"),
	GROUPS(adjustments, "CAS", adjustment_schema, 2, 3, 6),
	AMOUNT(paid, "AMT:D.2"),
	AMOUNT(not_covered, "AMT:A8.2"),
	AMOUNT(patient_owes, "AMT:EAF.2"),
	TEXT(benefits_assigned, "OI.3"),
	TEXT(signed_for_patient, "OI.4"),
	TEXT(release, "OI.6"),
	ONE(inpatient, "MIA", inpatient_remarks_schema),
	ONE(outpatient, "MOA", outpatient_remarks_schema),
	ONE(subscriber, "NM1:IL", party_schema),
	ONE(payer, "NM1:PR", party_schema),
	MANY(referring_providers, "NM1:DN", party_schema),
	ONE(rendering_provider, "NM1:82", party_schema),
	ONE(service_facility, "NM1:77", party_schema),
	ONE(supervising_provider, "NM1:DQ", party_schema),
	ONE(billing_provider, "NM1:85", party_schema),
	ONE(attending_provider, "NM1:71", party_schema),
	ONE(operating_physician, "NM1:72", party_schema),
	ONE(other_operating_physician, "NM1:ZZ", party_schema),
	ONE(assistant_surgeon, "NM1:DD", party_schema),
};
#undef M
const struct schema other_payer_schema =
    SCHEMA_LOOP(other_payer, other_payer_fields);
