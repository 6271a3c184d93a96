/* SPDX-License-Identifier: Apache-2.0 */
/*
 * envelopes.h -- made-up interchanges for tests: headers, trailers, and whole
 * files of any size in a struct buf.
 */
#ifndef CC_TESTS_ENVELOPES_H
#define CC_TESTS_ENVELOPES_H

#include "base/buf.h"

#define FILE_MOST	((size_t)1 << 30)	/* bytes of a file made here */

#define ISA_WITH(repetition, version, number, component) \
	"ISA*00*          *00*          *ZZ*TESTSENDER     " \
	"*ZZ*TESTRECEIVER   *260302*0915*" repetition "*" version "*" number \
	"*0*T*" component

#define ISA_1	ISA_WITH("^", "00501", "000000001", ":") "~"
#define GS_837P	"GS*HC*SS*RR*20260302*0915*1*X*005010X222A1~"
#define GS_835	"GS*HP*SS*RR*20260302*0915*1*X*005010X221A1~"
#define GE_1	"GE*1*1~"
#define IEA_1	"IEA*1*000000001~"

/* Append a literal. */
static inline void
put(struct buf *b, const char *text)
{
	buf_add(b, str_of(text));
}

/* Append `text` with each of "*^:~" replaced by that of `four`. */
static inline void
put_with(struct buf *b, const char *four, const char *text)
{
	static const char usual[] = "*^:~";

	for (; *text != '\0'; text++) {
		const char *at = strchr(usual, *text);

		buf_putc(b, at != NULL ? four[at - usual] : *text);
	}
}

/* Append a professional claim for nobody, clean but for what its numbers in
 * `wrong` say: 1 an impossible date, 2 an unknown segment. */
static inline void
put_claim(struct buf *b, unsigned number, unsigned wrong)
{
	buf_fmt(b, "CLM*TEST-%u*100***11:B:1*Y*A*Y*Y~HI*ABK:J0190~LX*1~"
	    "SV1*HC:99213*100*UN*1***1~DTP*472*D8*%s~%s", number,
	    (wrong & 1) != 0 ? "20260231" : "20260226",
	    (wrong & 2) != 0 ? "ZZZ*1~" : "");
}

/* Segments of put_claim(). */
#define CLAIM_SEGMENTS(wrong)	(5 + ((wrong) >> 1 & 1))

/* Append ST to SE with `claims` claims; `wrong` as put_claim(). */
static inline void
put_837p(struct buf *b, unsigned number, unsigned claims, unsigned wrong)
{
	buf_fmt(b, "ST*837*%04u*005010X222A1~"
	    "BHT*0019*00*TEST*20260302*0915*CH~"
	    "NM1*41*2*TEST SUBMITTER*****46*T1~PER*IC*NOBODY*TE*5555550100~"
	    "NM1*40*2*TEST RECEIVER*****46*T2~HL*1**20*1~"
	    "NM1*85*2*TEST CLINIC*****XX*1234567893~N3*1 TEST ROAD~"
	    "N4*BOISE*ID*837021234~REF*EI*820000001~HL*2*1*22*0~"
	    "SBR*P*18*G1******CI~NM1*IL*1*TESTMAN*TEST****MI*T123~"
	    "N3*2 TEST ROAD~N4*BOISE*ID*837021234~DMG*D8*19800214*F~"
	    "NM1*PR*2*TEST PLAN*****PI*60001~", number);
	for (unsigned i = 0; i < claims; i++)
		put_claim(b, i + 1, wrong);
	buf_fmt(b, "SE*%u*%04u~", 18 + claims * CLAIM_SEGMENTS(wrong),
	    number);
}

#endif
