/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_walk.c -- segments that exist, in any order, so that the walk has
 * something to repair.
 *
 * The first byte chooses a clean claim file or remittance and, with its next
 * bit, a way: each further byte is a segment of the pool; or each three bytes
 * are an edit (take away, put in, swap) of the clean file.  However bad the
 * order, findings stay few (J1) and the judge's state within its bounds (J2,
 * G3).  With FUZZ_SHOW in the environment the file made goes to
 * standard error.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "x12/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define LENGTH(array)	(sizeof (array) / sizeof (array)[0])
#define SEGMENTS	512	/* in a transaction, at most */
#define EACH		12	/* findings a segment, at most */
#define EACH_EDIT	40	/* findings an edit, at most */

static const char *const claims[] = {
	"BHT*0019*00*BATCH0301*20260302*0915*CH",
	"NM1*41*2*RIVERBEND FAMILY MEDICINE*****46*RFM001",
	"PER*IC*PAT BILLER*TE*5555550100*EX*12",
	"NM1*40*2*ACME CLEARINGHOUSE*****46*ACMECH",
	"HL*1**20*1",
	"PRV*BI*PXC*207Q00000X",
	"NM1*85*2*RIVERBEND FAMILY MEDICINE*****XX*1234567893",
	"N3*100 RIVER ROAD*SUITE 4",
	"N4*BOISE*ID*837021234",
	"REF*EI*820000001",
	"PER*IC*PAT BILLER*TE*5555550100",
	"HL*2*1*22*0",
	"SBR*P*18*GRP4471******CI",
	"NM1*IL*1*SAMPLE*ALEX*Q***MI*XQM100200300",
	"N3*21 ASPEN LANE",
	"N4*BOISE*ID*837041111",
	"DMG*D8*19800214*F",
	"NM1*PR*2*ACME HEALTH PLAN*****PI*60001",
	"N3*PO BOX 1000",
	"N4*BOISE*ID*837071000",
	"CLM*RFM-10001*325***11:B:1*Y*A*Y*Y",
	"DTP*431*D8*20260215",
	"REF*D9*CH2026030200001",
	"HI*ABK:J0190*ABF:I10*ABF:E119",
	"NM1*DN*1*REFERRAL*ROBIN****XX*1987654328",
	"NM1*82*1*TESTDOCTOR*JORDAN****XX*1456789019",
	"PRV*PE*PXC*207Q00000X",
	"LX*1",
	"SV1*HC:99214:25*180*UN*1***1:2:3",
	"DTP*472*D8*20260226",
	"REF*6R*RFM10001L1",
	"LX*2",
	"SV1*HC:83036*45*UN*1***3",
	"DTP*472*D8*20260226",
	"REF*6R*RFM10001L2",
	"LX*3",
	"SV1*HC:96372*100*UN*2***1",
	"DTP*472*D8*20260226",
	"REF*6R*RFM10001L3",
	"HL*3*1*22*1",
	"SBR*P**GRP9902******BL",
	"NM1*IL*1*PARENTAL*MORGAN****MI*BLX7788990",
	"NM1*PR*2*FICTIONAL BLUE PLAN*****PI*60002",
	"HL*4*3*23*0",
	"PAT*19",
	"NM1*QC*1*PARENTAL*CASEY",
	"N3*8 MAPLE COURT",
	"N4*MERIDIAN*ID*836421200",
	"DMG*D8*20180909*M",
	"CLM*RFM-10002*290***11:B:1*Y*A*Y*Y**OA",
	"DTP*439*D8*20260225",
	"REF*G1*AUTH5544",
	"HI*ABK:S52501A*ABF:W1830XA",
	"NM1*82*1*TESTDOCTOR*JORDAN****XX*1456789019",
	"PRV*PE*PXC*207Q00000X",
	"LX*1",
	"SV1*HC:25600:RT*240*UN*1***1:2",
	"DTP*472*D8*20260225",
	"LX*2",
	"SV1*HC:73110:RT*50*UN*1***1",
	"DTP*472*D8*20260225",
	"HL*5*1*22*0",
	"SBR*S*18*GRP4471******CI",
	"NM1*IL*1*EXAMPLE*TAYLOR****MI*XQM500600700",
	"N3*77 JUNIPER WAY",
	"N4*NAMPA*ID*836510042",
	"DMG*D8*19501130*M",
	"NM1*PR*2*ACME HEALTH PLAN*****PI*60001",
	"CLM*RFM-10003*300***11:B:1*Y*A*Y*Y",
	"HI*ABK:M1711",
	"NM1*82*1*TESTDOCTOR*JORDAN****XX*1456789019",
	"PRV*PE*PXC*207Q00000X",
	"SBR*P*18*******MB",
	"AMT*D*190",
	"OI***Y***Y",
	"NM1*IL*1*EXAMPLE*TAYLOR****MI*1AA2BB3CC44",
	"N3*77 JUNIPER WAY",
	"N4*NAMPA*ID*836510042",
	"NM1*PR*2*MADE UP MEDICARE CONTRACTOR*****PI*60003",
	"LX*1",
	"SV1*HC:20610:RT*200*UN*1***1",
	"DTP*472*D8*20260112",
	"REF*6R*RFM10003L1",
	"SVD*60003*120*HC:20610:RT**1",
	"CAS*CO*45*50",
	"CAS*PR*2*30",
	"DTP*573*D8*20260205",
	"LX*2",
	"SV1*HC:73562:RT*100*UN*1***1",
	"DTP*472*D8*20260112",
	"REF*6R*RFM10003L2",
	"SVD*60003*70*HC:73562:RT**1",
	"CAS*CO*45*20",
	"CAS*PR*2*10",
	"DTP*573*D8*20260205",
};

static const char *const remittance[] = {
	("BPR*I*5091.21*C*ACH*CCP*01*999999992*DA*123456*"
	    "1820000009**01*999988880*DA*98765*20260320"),
	"TRN*1*EFT20260320001*1820000009",
	"REF*EV*RFM001",
	"DTM*405*20260318",
	"N1*PR*ACME HEALTH PLAN*XV*60001",
	"N3*PO BOX 1000",
	"N4*BOISE*ID*837071000",
	"REF*2U*60001",
	"PER*CX*PROVIDER SERVICES*TE*8005550100",
	"PER*BL*ERA SUPPORT*TE*8005550101",
	"N1*PE*RIVERBEND FAMILY MEDICINE*XX*1234567893",
	"REF*TJ*820000001",
	"LX*1",
	"CLP*RFM-10001*1*325*221*40*12*ICN900001*11*1",
	"NM1*QC*1*SAMPLE*ALEX*Q***MI*XQM100200300",
	"NM1*82*1*TESTDOCTOR*JORDAN****XX*1456789019",
	"REF*1L*GRP4471",
	"DTM*050*20260303",
	"AMT*AU*261",
	"SVC*HC:99214:25*180*105**1",
	"DTM*472*20260226",
	"CAS*CO*45*35",
	"CAS*PR*3*40",
	"REF*6R*RFM10001L1",
	"AMT*B6*145",
	"SVC*HC:83036*45*36**1",
	"DTM*472*20260226",
	"CAS*CO*45*9",
	"REF*6R*RFM10001L2",
	"AMT*B6*36",
	"SVC*HC:96372*100*80**2",
	"DTM*472*20260226",
	"CAS*CO*45*20",
	"REF*6R*RFM10001L3",
	"AMT*B6*80",
	"CLP*RFM-09870*19*150*88*22*12*ICN900002*11*1",
	"NM1*QC*1*FORWARDED*KIM****MI*XQM300400500",
	"NM1*TT*2*FICTIONAL MEDIGAP PLAN*****PI*60004",
	"MOA***MA18*N89",
	"DTM*232*20260210",
	"SVC*HC:99213*150*88**1",
	"CAS*CO*45*40",
	"CAS*PR*2*22",
	"LQ*HE*N89",
	"CLP*RFM-09500*22*-130*-95**12*ICN800777*11*7",
	"NM1*QC*1*REVERSED*LEE****MI*XQM600700800",
	"DTM*232*20260105",
	"SVC*HC:99213*-130*-95**1",
	"CAS*CO*45*-15",
	"CAS*PR*3*-20",
	"CLP*RFM-09500*1*130*85*30*12*ICN900003*11*7",
	"NM1*QC*1*REVERSED*LEE****MI*XQM600700800",
	"DTM*232*20260105",
	"SVC*HC:99213*130*85**1",
	"CAS*CO*45*15",
	"CAS*PR*3*30",
	"CLP*RFM-09910*1*240*0**12*ICN900004*11*1",
	"NM1*QC*1*DENIED*JO****MI*XQM700800900",
	"MOA***MA130",
	"SVC*HC:99215*240*0**1",
	"DTM*472*20260211",
	"CAS*CO*16*240",
	"LQ*HE*M76",
	"LX*2",
	"CLP*RFM-H0042*1*9000*4864*1736*MA*ICN900005*11*1**291",
	"CAS*CO*45*2400",
	"CAS*PR*1*1736",
	"NM1*QC*1*INPATIENT*SAM*T***MI*XQM800900100",
	"MIA*2***6600",
	"DTM*232*20260105",
	"DTM*233*20260107",
	"QTY*CA*2",
	"PLB*1234567893*20261231*L6:ICN900001*-3.21*WO:RFM-08111*75",
};

/* What clean files of these kinds do not have, and what none may have. */
static const char *const strange[] = {
	"REF*G1*AUTH5544",
	"REF*ZZ*NOBODY",
	"REF",
	"NM1*85*2*SECOND BILLING*****XX*1234567893",
	"NM1*87*2",
	"NM1*PE*2*PAY TO PLAN*****PI*60009",
	"NM1*71*1*ATTENDING*DANA",
	"NM1*77*2*OTHER PLACE*****XX*1234567893",
	"NM1*QC*1*PATIENT*PIM",
	"NM1*XX*1*NOBODY",
	"NM1",
	"HL*3*2*23*0",
	"HL*9*8*19*1",
	"HL",
	"PAT*19",
	"SBR*T*18*******CI",
	"CLM*EXTRA-1*10***11:B:1*Y*A*Y*Y",
	"CLM*EXTRA-2*X***11",
	"LX*9",
	"LX",
	"SV1*HC:99213*10*UN*1***1",
	"SV2*0450*HC:99281*10*UN*1",
	"SVD*60003*1*HC:99213**1",
	"CAS*CO*45*1",
	"CAS*PR*1*1*1*2*2*1*3",
	"AMT*D*1",
	"AMT*AU*1",
	"OI***Y***Y",
	"K3*NOTE",
	"NTE*ADD*SAID",
	"PWK*OZ*EL***AC*1",
	"CR1*LB*150*A*DH*5",
	"CRC*07*Y*01",
	"HCP*00*1",
	"LIN**N4*00000000001",
	"CTP****1*UN",
	"MEA*TR*R1*1",
	"FRM*1*Y",
	"LQ*UT*01.02",
	"DTP*472*D8*20260230",
	"DTP*ZZZ*D8*20260101",
	"DTP",
	"CLP*EXTRA-1*1*10*10**12*ICN1*11*1",
	"CLP*EXTRA-2*22*-10*-10",
	"SVC*HC:99213*10*10",
	"PLB*1234567893*20261231*WO:1*1",
	"N1*PR*PAYER AGAIN",
	"N1*ZZ*NOBODY",
	"TS3*1*11*20261231*1*1",
	"MIA*1",
	"MOA***MA01",
	"ZZZ*1",
	"BHT*0019*00*1*20260302*0915*CH",
	"TA1*000000301*260302*0915*A*000",
	"BIN*3*A~B",
	"*",
	"nm1*85",
};

static struct guide_set guides;

/* The transaction made: pointers to texts. */
struct made { const char *v[SEGMENTS]; size_t n; };

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

/* Segment `i` of all there are, counted round. */
static const char *
from_pool(unsigned i)
{
	i %= LENGTH(claims) + LENGTH(remittance) + LENGTH(strange);
	if (i < LENGTH(strange))
		return strange[i];
	i -= LENGTH(strange);
	return i < LENGTH(claims) ? claims[i] :
	    remittance[i - LENGTH(claims)];
}

static void
take_away(struct made *m, size_t at)
{
	if (m->n == 0)
		return;
	at %= m->n;
	memmove(&m->v[at], &m->v[at + 1], (--m->n - at) * sizeof m->v[0]);
}

static void
put_in(struct made *m, size_t at, const char *segment)
{
	if (m->n == SEGMENTS)
		return;
	at %= m->n + 1;
	memmove(&m->v[at + 1], &m->v[at], (m->n++ - at) * sizeof m->v[0]);
	m->v[at] = segment;
}

static void
swap(struct made *m, size_t a, size_t b)
{
	const char *was;

	if (m->n == 0)
		return;
	a %= m->n;
	b = (a + b % 8) % m->n;
	was = m->v[a];
	m->v[a] = m->v[b];
	m->v[b] = was;
}

static void
edit(struct made *m, const uint8_t e[3])
{
	switch (e[0] % 4) {
	case 0:
		take_away(m, e[1]);
		break;
	case 1:
		swap(m, e[1], e[2]);
		break;
	default:
		put_in(m, e[1], from_pool(e[2]));
	}
}

/* The transaction in its envelope. */
static void
write_file(const struct made *m, bool claim, struct buf *out)
{
	const char *group = claim ? "HC" : "HP";
	const char *version = claim ? "005010X222A1" : "005010X221A1";

	buf_fmt(out, "ISA*00*          *00*          *ZZ*RFM001         "
	    "*ZZ*ACMECH         *260302*0915*^*00501*000000301*0*T*:~\n"
	    "GS*%s*RFM001*ACMECH*20260302*0915*301*X*%s~\nST*%s*0001*%s~\n",
	    group, version, claim ? "837" : "835", version);
	for (size_t i = 0; i < m->n; i++)
		buf_fmt(out, "%s~\n", m->v[i]);
	buf_fmt(out, "SE*%zu*0001~\nGE*1*301~\nIEA*1*000000301~\n", m->n + 2);
	demand(!out->failed);
}

struct heard { uint64_t findings, segments; };

static void
hear(void *ctx, const struct finding *f)
{
	struct heard *h = ctx;

	(void)f;
	h->findings++;
}

/* The judge between two segments. */
static void
watch(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct heard *h = ctx;

	h->segments++;
	if (j == NULL)
		return;
	demand(j->depth >= 1 && j->depth <= GUIDE_DEPTH);
	demand(j->n_missing <= LENGTH(j->missing));
	demand(j->claim_n <= sizeof j->claim);
	for (unsigned i = 0; i < j->depth; i++) {
		const struct judge_level *l = &j->levels[i];

		demand(l->loop->is_loop && l->loop->depth == i);
		demand(i == 0 || l->loop->parent == j->levels[i - 1].loop);
	}
	for (unsigned i = 0; i < j->n_missing; i++)
		demand(j->missing[i].level < j->depth);
	demand(node == NULL || node->segment == s->id);
}

static void
judge(const struct made *m, bool claim, size_t most)
{
	struct heard h = { 0 };
	const struct finding_sink sink = { &h, hear };
	const struct check_options options = { .guides = &guides,
	    .watch = watch, .watch_ctx = &h };
	struct check_summary sum;
	struct file_stream in;
	struct buf text;
	struct err err;

	buf_init(&text, (size_t)1 << 20);
	write_file(m, claim, &text);
	if (getenv("FUZZ_SHOW") != NULL)
		fwrite(text.p, 1, text.n, stderr);
	file_stream_memory(&in, buf_str(&text));
	demand(check_run(&in, &options, &sink, &sum, &err) == RC_OK);
	demand(h.segments == sum.segments);
	demand(h.findings <= most);
	buf_fini(&text);
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
	struct made m = { .n = 0 };
	bool claim, edits;
	size_t i, n_edits = 0;

	if (size < 1)
		return 0;
	claim = (data[0] & 1) == 0;
	edits = (data[0] & 2) != 0;
	for (i = 0; edits && i < (claim ? LENGTH(claims) :
	    LENGTH(remittance)); i++)
		m.v[m.n++] = claim ? claims[i] : remittance[i];
	for (i = 1; edits && i + 3 <= size; i += 3, n_edits++)
		edit(&m, data + i);
	for (i = 1; !edits && i < size && m.n < SEGMENTS; i++)
		m.v[m.n++] = from_pool(data[i]);
	judge(&m, claim, edits ? n_edits * EACH_EDIT : m.n * EACH + 64);
	return 0;
}
