/* SPDX-License-Identifier: Apache-2.0 */
/* write_claim.c FILE -- a professional claim for one visit, built and written;
 * what does not fit the guide is told, and then there is no file. */
#include <cleanclaim.h>
#include <stdio.h>

static const char *const values[][2] = {
	{ "interchange.sender", "RFM001" },
	{ "interchange.receiver", "ACMECH" },
	{ "interchange.made", "2026-03-02" },
	{ "interchange.made_time", "0915" },
	{ "interchange.usage", "T" }, { "functional_group.sender", "RFM001" },
	{ "functional_group.receiver", "ACMECH" },
	{ "functional_group.made", "2026-03-02" },
	{ "functional_group.made_time", "0915" },
	{ "claim_batch.reference", "BATCH0301" },
	{ "claim_batch.made", "2026-03-02" },
	{ "claim_batch.made_time", "0915" },
	{ "claim_batch.submitter.entity", "2" },
	{ "claim_batch.submitter.name", "RIVERBEND FAMILY MEDICINE" },
	{ "claim_batch.submitter.id", "RFM001" },
	{ "claim_batch.submitter.contacts[1].name", "PAT BILLER" },
	{ "claim_batch.submitter.contacts[1].numbers[1].kind", "TE" },
	{ "claim_batch.submitter.contacts[1].numbers[1].number", "2085550100" },
	{ "claim_batch.receiver.entity", "2" },
	{ "claim_batch.receiver.name", "ACME CLEARINGHOUSE" },
	{ "claim_batch.receiver.id", "ACMECH" },
	{ "billing_level.provider.entity", "2" },
	{ "billing_level.provider.name", "RIVERBEND FAMILY MEDICINE" },
	{ "billing_level.provider.id", "1234567893" },
	{ "billing_level.provider.street", "100 RIVER ROAD" },
	{ "billing_level.provider.city", "BOISE" },
	{ "billing_level.provider.state", "ID" },
	{ "billing_level.provider.postal_code", "837021234" },
	{ "billing_level.provider.tax_id", "820000001" },
	{ "subscriber_level.turn", "P" },
	{ "subscriber_level.relationship", "18" },
	{ "subscriber_level.filing_indicator", "CI" },
	{ "subscriber_level.subscriber.entity", "1" },
	{ "subscriber_level.subscriber.name", "SAMPLE" },
	{ "subscriber_level.subscriber.first_name", "ALEX" },
	{ "subscriber_level.subscriber.id_kind", "MI" },
	{ "subscriber_level.subscriber.id", "XQM100200300" },
	{ "subscriber_level.subscriber.street", "21 ASPEN LANE" },
	{ "subscriber_level.subscriber.city", "BOISE" },
	{ "subscriber_level.subscriber.state", "ID" },
	{ "subscriber_level.subscriber.postal_code", "837041111" },
	{ "subscriber_level.subscriber.birth", "1980-02-14" },
	{ "subscriber_level.subscriber.sex", "F" },
	{ "subscriber_level.payer.name", "ACME HEALTH PLAN" },
	{ "subscriber_level.payer.entity", "2" },
	{ "subscriber_level.payer.id_kind", "PI" },
	{ "subscriber_level.payer.id", "60001" },
	{ "control_number", "RFM-10001" }, { "charge", "180.00" },
	{ "place_of_service", "11" }, { "frequency", "1" },
	{ "signature", "Y" },
	{ "accepts_assignment", "A" }, { "benefits_assigned", "Y" },
	{ "release", "Y" }, { "diagnoses[1].code", "J0190" },
	{ "lines[1].procedure.code", "99214" }, { "lines[1].charge", "180.00" },
	{ "lines[1].unit", "UN" }, { "lines[1].units", "1" },
	{ "lines[1].diagnosis_pointers[1]", "1" },
	{ "lines[1].service_date", "2026-02-26" },
};

int
main(int argc, char **argv)
{
	struct cleanclaim_error err;
	struct cleanclaim *context = cleanclaim_new(&err);
	struct cleanclaim_writer *writer = cleanclaim_writer_file(context,
	    argc > 1 ? argv[1] : "-", CLEANCLAIM_LINES, &err);
	struct cleanclaim_record *claim = writer == NULL ? NULL :
	    cleanclaim_record_new(context, "837P", "claim", NULL, &err);
	const struct cleanclaim_finding *f;
	size_t i;
	int ok = claim != NULL;

	for (i = 0; ok && i < sizeof values / sizeof values[0]; i++)
		ok = cleanclaim_set_text(claim, values[i][0], values[i][1],
		    &err) == CLEANCLAIM_OK;
	ok = ok &&
	    cleanclaim_writer_put(writer, claim, &err) == CLEANCLAIM_OK &&
	    cleanclaim_writer_end(writer, &err) == CLEANCLAIM_OK;
	if (!ok)
		fprintf(stderr, "write_claim: %s\n", err.message);
	for (i = 0; (f = cleanclaim_writer_finding(writer, i)) != NULL; i++)
		fprintf(stderr, "%s: %s\n", f->field, f->message);
	cleanclaim_record_free(claim);
	cleanclaim_writer_free(writer);
	cleanclaim_free(context);
	return ok ? 0 : 1;
}
