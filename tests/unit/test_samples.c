/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_samples.c -- the files in samples/ give the findings that their README
 * tells of: the clean ones none at all.
 */
#include "change.h"

struct sample { const char *name, *findings; };

static const struct sample samples[] = {
	{ "samples/270-clean.x12", "" },
	{ "samples/271-clean.x12", "" },
	{ "samples/276-clean.x12", "" },
	{ "samples/277-clean.x12", "" },
	{ "samples/277ca-clean.x12", "" },
	{ "samples/835-clean.x12", "" },
	{ "samples/837d-clean.x12", "" },
	{ "samples/837i-clean.x12", "" },
	{ "samples/837p-clean.x12", "" },
	{ "samples/999-accepted.x12", "" },
	{ "samples/999-rejected.x12", "" },
	{ "samples/ta1.x12", "" },
	{ "samples/several-interchanges.x12", "bytes-before-isa " },
	{ "samples/835-unbalanced.x12",
	    "remit-line-balance SVC03, "
	    "remit-claim-balance CLP04, "
	    "remit-payment-balance BPR02, "
	    "remit-adjustment-zero CAS06, "
	    "patient-share CLP05" },
	{ "samples/277ca-unbalanced.x12",
	    "status-category STC01-1, "
	    "status-verdict STC03, "
	    "status-count QTY02" },
	{ "samples/837p-errors.x12",
	    "billing-address-box N301, "
	    "claim-total CLM02, "
	    "npi-check-digit NM109, "
	    "diagnosis-pointer SV107-2, "
	    "original-number-missing CLM05-3, "
	    "date-invalid DTP03, "
	    "code-invalid DMG03, "
	    "qualifier-invalid REF01, "
	    "patient-part-missing NM1, "
	    "other-payer-paid AMT02, "
	    "segment-count SE01" },
};

static void
check_sample(void **state)
{
	const struct sample *s = *state;
	struct said said = { .n = 0 };
	struct finding_sink sink = { &said, hear };
	struct file_stream in;
	struct err err;

	assert_int_equal(file_stream_open(&in, s->name, &err), RC_OK);
	check_stream(&in, CHECK_RULES, &sink);
	file_stream_close(&in);
	assert_string_equal(said.text, s->findings);
}

int
main(void)
{
	struct CMUnitTest tests[LENGTH(samples)];

	for (size_t i = 0; i < LENGTH(samples); i++)
		tests[i] = (struct CMUnitTest){ samples[i].name, check_sample,
		    NULL, NULL, (void *)(uintptr_t)&samples[i] };
	return _cmocka_run_group_tests("samples", tests, LENGTH(tests),
	    load_guides, drop_guides);
}
