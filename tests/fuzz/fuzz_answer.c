/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_answer.c -- any bytes read as TA1, 999 and 277CA: every answer names
 * what it is of one of the levels, and says it in words.
 *
 * What was answered is looked for in a clean file, twice, with one result.
 */
#include <stdlib.h>

#include "acknowledge/acknowledge_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static const char file[] = "ISA*00*          *00*          *ZZ*A      "
    "        *ZZ*B              *260302*0915*^*00501*000000301*0*T*:~"
    "GS*HC*A*B*20260302*0915*301*X*005010X222A1~"
    "ST*837*0001*005010X222A1~BHT*0019*00*BATCH0301*20260302*0915*CH~"
    "NM1*41*2*R*****46*R~HL*1**20*1~NM1*85*2*R~HL*2*1*22*0~SBR*P~"
    "CLM*RFM-10001*2***11:B:1~HI*ABK:J0190~LX*1~SV1*HC:99213*1~"
    "REF*6R*RFM10001L1~SE*13*0001~GE*1*301~IEA*1*000000301~";

static struct guide_set guides;

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static void
ignore(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static void
take(void *ctx, const struct answer *a)
{
	struct buf words;

	demand(a->level < ANSWER_LEVELS && a->kind < ACK_KINDS);
	demand(a->n_codes <= ANSWER_CODES);
	demand(answer_level_name(a->level).n != 0);
	(void)answer_verdict_name(a->verdict);
	buf_init(&words, 1 << 16);
	for (unsigned i = 0; i < a->n_codes; i++)
		answer_meaning(a, i, &words);
	demand(!words.failed);
	buf_fini(&words);
	answer_index_add(ctx, a);
}

static uint64_t
find(struct answer_index *x)
{
	struct file_stream in;
	struct err err;
	uint64_t h = 0;

	file_stream_memory(&in, (str){ file, sizeof file - 1 });
	demand(answer_index_find(x, &in, &guides, &err) == RC_OK);
	file_stream_close(&in);
	for (size_t i = 0; i < x->answers.n; i++) {
		const struct answer *a = x->answers.v[i];

		demand(a->found.offset < sizeof file);
		h = h * 31 + a->found.segment;
		h = h * 31 + str_hash(a->found.claim);
	}
	return h;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct err err;

	(void)argc;
	(void)argv;
	demand(guide_set_init(&guides, &err) == RC_OK);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct finding_sink sink = { NULL, ignore };
	struct answer_index x;
	struct file_stream in;
	struct err err;
	uint64_t first;

	answer_index_init(&x);
	file_stream_memory(&in, (str){ (const char *)data, size });
	demand(acknowledge_read(&in, &guides, &sink, take, &x, &err) ==
	    RC_OK);
	file_stream_close(&in);
	demand(!x.failed);
	first = find(&x);
	demand(find(&x) == first);
	answer_index_fini(&x);
	return 0;
}
