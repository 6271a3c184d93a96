/* SPDX-License-Identifier: Apache-2.0 */
/* map_remittance.c -- where a payment, its claims and lines stand in an 835. */
#include "claim/map_shared.h"
#include "claim/remittance.h"
#include "claim/service.h"
#include "claim/transaction.h"

/* ---- small parts ---------------------------------------------------- */

/* CAS: up to six reasons of one group. */
#define M struct adjustment
static const struct field adjustment_fields[] = {
	TEXT(group, "1"),
	TEXT(reason, "+0"),
	AMOUNT(amount, "+1"),
	QUANTITY(quantity, "+2"),
};
#undef M
const struct schema adjustment_schema =
    SCHEMA_GROUP(adjustment, adjustment_fields);

#define M struct remark
static const struct field remark_fields[] = {
	TEXT(code, "2"),
};
#undef M
static const struct schema remark_schema =
    SCHEMA_SEGMENT(remark, remark_fields);

#define M struct claim_name
static const struct field claim_name_fields[] = {
	QUALIFIER(entity, "2", "1"),
	TEXT(name, "3"),
	TEXT(first_name, "4"),
	TEXT(middle_name, "5"),
	TEXT(suffix, "7"),
	QUALIFIER(id_kind, "8", ""),
	TEXT(id, "9"),
};
#undef M
static const struct schema claim_name_schema =
    SCHEMA_SEGMENT(claim_name, claim_name_fields);

/* ---- the payment ---------------------------------------------------- */

#define M struct payment_party
static const struct field payment_party_fields[] = {
	TEXT(name, "N1.2"),
	QUALIFIER(id_kind, "N1.3", ""),
	TEXT(id, "N1.4"),
	ADDRESS,
	TEXT(subdivision, "N4.7"),
	MANY(payer_ids, "REF:2U", identifier_schema),
	MANY(numbers, "REF:0B", identifier_schema),
	MANY(claim_contacts, "PER:CX", contact_schema),
	MANY(technical_contacts, "PER:BL", contact_schema),
	TEXT(policy_address, "PER:IC.4"),
	TEXT(delivery, "RDM.1"),
	TEXT(delivery_name, "RDM.2"),
	TEXT(delivery_address, "RDM.3"),
};
#undef M
static const struct schema payment_party_schema =
    SCHEMA_LOOP(payment_party, payment_party_fields);

#define M struct payment
static const struct field payment_fields[] = {
	TRANSACTION_HEAD,
	TEXT(handling, "BPR.1"),
	AMOUNT(paid, "BPR.2"),
	QUALIFIER(credit_or_debit, "BPR.3", "C"),
	TEXT(method, "BPR.4"),
	TEXT(format, "BPR.5"),
	QUALIFIER(payer_bank_kind, "BPR.6", "01"),
	TEXT(payer_bank, "BPR.7"),
	TEXT(payer_account, "BPR.9"),
	TEXT(payer_originator, "BPR.10"),
	TEXT(payer_part, "BPR.11"),
	QUALIFIER(bank_kind, "BPR.12", "01"),
	TEXT(bank, "BPR.13"),
	QUALIFIER(account_kind, "BPR.14", "DA"),
	TEXT(account, "BPR.15"),
	WHEN(paid_on, "BPR.16"),
	TEXT(trace_number, "TRN.2"),
	TEXT(trace_payer, "TRN.3"),
	TEXT(trace_part, "TRN.4"),
	TEXT(currency, "CUR.2"),
	TEXT(receiver, "REF:EV.2"),
	TEXT(system_version, "REF:F2.2"),
	WHEN(closed, "DTM:405.2"),
	ONE(payer, "N1:PR", payment_party_schema),
	ONE(payee, "N1:PE", payment_party_schema),
};
#undef M
const struct schema payment_schema = SCHEMA_LOOP(payment, payment_fields);

/* ---- groups of claims ----------------------------------------------- */

/* TS3 */
#define M struct group_totals
static const struct field group_totals_fields[] = {
	TEXT(provider, "1"),
	TEXT(facility, "2"),
	WHEN(year_end, "3"),
	QUANTITY(claims, "4"),
	AMOUNT(charge, "5"),
	AMOUNT(medicare_secondary, "13"),
	AMOUNT(not_laboratory, "15"),
	AMOUNT(coded_charge, "17"),
	AMOUNT(coded_payable, "18"),
	AMOUNT(professional, "20"),
	AMOUNT(medicare_secondary_met, "21"),
	AMOUNT(paid_to_patients, "22"),
	QUANTITY(interim_claims, "23"),
	AMOUNT(interim_adjustment, "24"),
};
#undef M
static const struct schema group_totals_schema =
    SCHEMA_SEGMENT(group_totals, group_totals_fields);

/* TS2 */
#define M struct inpatient_totals
static const struct field inpatient_totals_fields[] = {
	AMOUNT(drg, "1"),
	AMOUNT(federal, "2"),
	AMOUNT(hospital, "3"),
	AMOUNT(disproportionate_share, "4"),
	AMOUNT(capital, "5"),
	AMOUNT(medical_education, "6"),
	QUANTITY(outlier_days, "7"),
	AMOUNT(day_outlier, "8"),
	AMOUNT(cost_outlier, "9"),
	QUANTITY(average_stay, "10"),
	QUANTITY(discharges, "11"),
	QUANTITY(cost_report_days, "12"),
	QUANTITY(covered_days, "13"),
	QUANTITY(noncovered_days, "14"),
	AMOUNT(medicare_secondary_pass_through, "15"),
	QUANTITY(average_weight, "16"),
	AMOUNT(capital_federal, "17"),
	AMOUNT(capital_hospital, "18"),
	AMOUNT(capital_disproportionate_share, "19"),
};
#undef M
static const struct schema inpatient_totals_schema =
    SCHEMA_SEGMENT(inpatient_totals, inpatient_totals_fields);

#define M struct payment_group
static const struct field payment_group_fields[] = {
	UP(payment, payment_schema),
	TEXT(number, "LX.1"),
	ONE(totals, "TS3", group_totals_schema),
	ONE(inpatient_totals, "TS2", inpatient_totals_schema),
};
#undef M
const struct schema payment_group_schema =
    SCHEMA_LOOP(payment_group, payment_group_fields);

/* ---- claims --------------------------------------------------------- */

/* MIA */
#define M struct inpatient_remarks
static const struct field inpatient_remarks_fields[] = {
	QUANTITY(covered_days, "1"),
	AMOUNT(operating_outlier, "2"),
	QUANTITY(psychiatric_days, "3"),
	AMOUNT(drg, "4"),
	TEXT(remark, "5"),
	AMOUNT(disproportionate_share, "6"),
	AMOUNT(medicare_secondary_pass_through, "7"),
	AMOUNT(capital, "8"),
	AMOUNT(capital_federal, "9"),
	AMOUNT(capital_hospital, "10"),
	AMOUNT(capital_disproportionate_share, "11"),
	AMOUNT(old_capital, "12"),
	AMOUNT(capital_medical_education, "13"),
	AMOUNT(operating_hospital, "14"),
	QUANTITY(cost_report_days, "15"),
	AMOUNT(operating_federal, "16"),
	AMOUNT(capital_outlier, "17"),
	AMOUNT(indirect_teaching, "18"),
	AMOUNT(professional, "19"),
	TEXTS(remarks, "20"),
	AMOUNT(capital_exception, "24"),
};
#undef M
const struct schema inpatient_remarks_schema =
    SCHEMA_SEGMENT(inpatient_remarks, inpatient_remarks_fields);

/* MOA */
#define M struct outpatient_remarks
static const struct field outpatient_remarks_fields[] = {
	QUANTITY(rate, "1"),
	AMOUNT(payable, "2"),
	TEXTS(remarks, "3"),
	AMOUNT(renal_payment, "8"),
	AMOUNT(professional, "9"),
};
#undef M
const struct schema outpatient_remarks_schema =
    SCHEMA_SEGMENT(outpatient_remarks, outpatient_remarks_fields);

#define M struct paid_line
static const struct field paid_line_fields[] = {
	PART(procedure, "SVC.1", coded_service_schema),
	AMOUNT(charge, "SVC.2"),
	AMOUNT(paid, "SVC.3"),
	TEXT(revenue, "SVC.4"),
	QUANTITY(units, "SVC.5"),
	PART(billed, "SVC.6", coded_service_schema),
	QUANTITY(units_billed, "SVC.7"),
	MANY(dates, "DTM:150", dated_day_schema),
	GROUPS(adjustments, "CAS", adjustment_schema, 2, 3, 6),
	MANY(numbers, "REF:1S", identifier_schema),
	TEXT(control_number, "REF:6R.2"),
	MANY(provider_numbers, "REF:0B", identifier_schema),
	MANY(policies, "REF:0K", identifier_schema),
	MANY(amounts, "AMT:B6", stated_amount_schema),
	MANY(quantities, "QTY:ZK", stated_quantity_schema),
	MANY(remarks, "LQ:HE", remark_schema),
	MANY(pharmacy_rejects, "LQ:RX", remark_schema),
};
#undef M
const struct schema paid_line_schema =
    SCHEMA_LOOP(paid_line, paid_line_fields);

#define M struct paid_claim
static const struct field paid_claim_fields[] = {
	UP(payment, payment_schema),
	UP(group, payment_group_schema),
	TEXT(control_number, "CLP.1"),
	TEXT(status, "CLP.2"),
	AMOUNT(charge, "CLP.3"),
	AMOUNT(paid, "CLP.4"),
	AMOUNT(patient_owes, "CLP.5"),
	TEXT(filing, "CLP.6"),
	TEXT(payer_number, "CLP.7"),
	TEXT(facility, "CLP.8"),
	TEXT(frequency, "CLP.9"),
	TEXT(drg, "CLP.11"),
	QUANTITY(drg_weight, "CLP.12"),
	QUANTITY(discharge_fraction, "CLP.13"),
	GROUPS(adjustments, "CAS", adjustment_schema, 2, 3, 6),
	ONE(patient, "NM1:QC", claim_name_schema),
	ONE(subscriber, "NM1:IL", claim_name_schema),
	ONE(corrected, "NM1:74", claim_name_schema),
	ONE(rendering, "NM1:82", claim_name_schema),
	ONE(forwarded_to, "NM1:TT", claim_name_schema),
	ONE(other_payer, "NM1:PR", claim_name_schema),
	ONE(other_subscriber, "NM1:GB", claim_name_schema),
	ONE(inpatient, "MIA", inpatient_remarks_schema),
	ONE(outpatient, "MOA", outpatient_remarks_schema),
	MANY(numbers, "REF:1L", identifier_schema),
	MANY(provider_numbers, "REF:0B", identifier_schema),
	MANY(statement_dates, "DTM:232", dated_day_schema),
	WHEN(coverage_ended, "DTM:036.2"),
	WHEN(received, "DTM:050.2"),
	MANY(contacts, "PER:CX", contact_schema),
	MANY(amounts, "AMT:AU", stated_amount_schema),
	MANY(quantities, "QTY:CA", stated_quantity_schema),
	MANY(lines, "SVC", paid_line_schema),
};
#undef M
const struct schema paid_claim_schema =
    SCHEMA_LOOP(paid_claim, paid_claim_fields);

/* ---- provider adjustments ------------------------------------------- */

#define M struct provider_reason
static const struct field provider_reason_fields[] = {
	TEXT(reason, "+0-1"),
	TEXT(reference, "+0-2"),
	AMOUNT(amount, "+1"),
};
#undef M
static const struct schema provider_reason_schema =
    SCHEMA_GROUP(provider_reason, provider_reason_fields);

#define M struct provider_adjustment
static const struct field provider_adjustment_fields[] = {
	UP(payment, payment_schema),
	TEXT(provider, "PLB.1"),
	WHEN(year_end, "PLB.2"),
	GROUPS(reasons, "PLB", provider_reason_schema, 3, 2, 6),
};
#undef M
const struct schema provider_adjustment_schema =
    SCHEMA_LOOP(provider_adjustment, provider_adjustment_fields);

static const struct level_map levels[] = {
	{ "", &payment_schema, false },
	{ "LX", &payment_group_schema, false },
	{ "CLP", &paid_claim_schema, true },
	{ "PLB", &provider_adjustment_schema, true },
};

const struct transaction_map remittance_map =
    TRANSACTION("835", "remittance", levels);
