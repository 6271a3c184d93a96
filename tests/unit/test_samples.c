/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_samples.c -- the files in samples/ give the findings that their README
 * tells of: the clean ones none at all.
 */
#include "said.h"

struct sample { const char *name, *findings; };

static const struct sample samples[] = {
	{ "samples/835-clean.x12", "" },
	{ "samples/837d-clean.x12", "" },
	{ "samples/837i-clean.x12", "" },
	{ "samples/837p-clean.x12", "" },
	{ "samples/999-accepted.x12", "" },
	{ "samples/999-rejected.x12", "" },
	{ "samples/ta1.x12", "" },
	{ "samples/several-interchanges.x12", "bytes-before-isa \n" },
	{ "samples/835-unbalanced.x12",
	    "remit-line-balance SVC03\n"
	    "remit-claim-balance CLP04\n"
	    "remit-payment-balance BPR02\n"
	    "remit-adjustment-zero CAS06\n"
	    "patient-share CLP05\n" },
	{ "samples/837p-errors.x12",
	    "billing-address-box N301\n"
	    "claim-total CLM02\n"
	    "npi-check-digit NM109\n"
	    "diagnosis-pointer SV107-2\n"
	    "original-number-missing CLM05-3\n"
	    "date-invalid DTP03\n"
	    "code-invalid DMG03\n"
	    "qualifier-invalid REF01\n"
	    "patient-part-missing NM1\n"
	    "other-payer-paid AMT02\n"
	    "segment-count SE01\n" },
};

static struct guide_set guides;

static void
check_sample(void **state)
{
	const struct sample *s = *state;
	struct file_stream in;
	struct said said;
	struct err err;

	assert_int_equal(file_stream_open(&in, s->name, &err), RC_OK);
	said_about(&said, &in, &guides);
	file_stream_close(&in);
	assert_string_equal(said.text, s->findings);
}

static int
load_guides(void **state)
{
	struct err err;

	(void)state;
	return guide_set_init(&guides, &err) == RC_OK ? 0 : -1;
}

static int
drop_guides(void **state)
{
	(void)state;
	guide_set_fini(&guides);
	return 0;
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
