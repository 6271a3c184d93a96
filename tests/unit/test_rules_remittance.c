/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_rules_remittance.c -- a clean 835 or 999, one thing changed, and what
 * is said about it: one finding in one place, or nothing.
 */
#include "change.h"

static const char remittance[] =
    PAYER_HEAD("HP", "005010X221A1")
    "ST*835*0001~\n"
    "BPR*I*600*C*ACH*CCP*01*999999992*DA*123456*1820000009**01*999988880*DA"
    "*98765*20260320~\n"
    "TRN*1*EFT1*1820000009~\n"
    "N1*PR*ACME HEALTH PLAN~\n"
    "N3*PO BOX 1000~\n"
    "N4*BOISE*ID*837071000~\n"
    "PER*BL*ERA SUPPORT*TE*8005550101~\n"
    "N1*PE*RIVERBEND FAMILY MEDICINE*XX*1234567893~\n"
    "LX*1~\n"
    "TS3*1234567893*11*20261231*2*480~\n"
    "CLP*A1*1*180*105*40*12*ICN1*11*1~\n"
    "NM1*QC*1*SAMPLE*ALEX****MI*M1~\n"
    "SVC*HC:99214*100*60**1~\n"
    "DTM*472*20260226~\n"
    "CAS*CO*45*20~\n"
    "CAS*PR*1*15**2*5~\n"
    "SVC*HC:83036*80*45**1~\n"
    "DTM*150*20260225~\n"
    "DTM*151*20260226~\n"
    "CAS*CO*45*15~\n"
    "CAS*PR*3*20~\n"
    "CLP*A2*2*300*250**12*ICN2*11*1~\n"
    "CAS*OA*23*40~\n"
    "NM1*QC*1*SAMPLE*BLAKE****MI*M2~\n"
    "DTM*232*20260201~\n"
    "DTM*233*20260203~\n"
    "SVC*HC:99222*300*290**1~\n"
    "CAS*CO*45*10~\n"
    "LX*2~\n"
    "CLP*A3*22*-100*-80**12*ICN3*11*7~\n"
    "NM1*QC*1*SAMPLE*CASEY****MI*M3~\n"
    "DTM*232*20260110~\n"
    "SVC*HC:99213*-100*-80**1~\n"
    "CAS*PR*3*-20~\n"
    "CLP*A3*19*100*75*25*12*ICN4*11*7~\n"
    "NM1*QC*1*SAMPLE*CASEY****MI*M3~\n"
    "NM1*TT*2*FICTIONAL PLAN*****PI*60004~\n"
    "DTM*232*20260110~\n"
    "SVC*HC:99213*100*75**1~\n"
    "CAS*PR*3*25~\n"
    "CLP*A4*1*1000*300**MA*ICN5*11*1~\n"
    "CAS*CO*45*600*2*253*100~\n"
    "NM1*QC*1*SAMPLE*DEVON****MI*M4~\n"
    "DTM*232*20260105~\n"
    "PLB*1234567893*20261231*L6:ICN1*-10*WO:ICN9*60~\n"
    "SE*#*0001~\n"
    PAYER_TAIL;

/* Nothing is paid: what was taken back is carried forward. */
static const char notice[] =
    PAYER_HEAD("HP", "005010X221A1")
    "ST*835*0001~\n"
    "BPR*H*0*C*NON************20260320~\n"
    "TRN*1*RA1*1820000009~\n"
    "N1*PR*ACME HEALTH PLAN~\n"
    "N3*PO BOX 1000~\n"
    "N4*BOISE*ID*837071000~\n"
    "PER*BL*ERA SUPPORT*TE*8005550101~\n"
    "N1*PE*RIVERBEND FAMILY MEDICINE*XX*1234567893~\n"
    "LX*1~\n"
    "CLP*A1*22*-100*-80**12*ICN1*11*7~\n"
    "CAS*CO*45*-20~\n"
    "NM1*QC*1*SAMPLE*CASEY****MI*M3~\n"
    "DTM*232*20260110~\n"
    "PLB*1234567893*20261231*FB:RA1*-80~\n"
    "SE*#*0001~\n"
    PAYER_TAIL;

/* Money without a remittance. */
static const char money_only[] =
    PAYER_HEAD("HP", "005010X221A1")
    "ST*835*0001~\n"
    "BPR*D*50*C*CHK************20260320~\n"
    "TRN*1*RA1*1820000009~\n"
    "N1*PR*ACME HEALTH PLAN~\n"
    "N3*PO BOX 1000~\n"
    "N4*BOISE*ID*837071000~\n"
    "PER*BL*ERA SUPPORT*TE*8005550101~\n"
    "N1*PE*RIVERBEND FAMILY MEDICINE*XX*1234567893~\n"
    "SE*#*0001~\n"
    PAYER_TAIL;

static const char acknowledgment[] =
    "ISA*00*          *00*          *ZZ*ACMECH         *ZZ*RFM001         "
    "*260302*0920*^*00501*000000401*0*T*:~\n"
    "TA1*000000301*260302*0915*A*000~\n"
    "GS*FA*ACMECH*RFM001*20260302*0920*401*X*005010X231A1~\n"
    "ST*999*0001*005010X231A1~\n"
    "AK1*HC*301*005010X222A1~\n"
    "AK2*837*0001*005010X222A1~\n"
    "IK3*SV1*31*2400*8~\n"
    "CTX*CLM01:A1~\n"
    "IK4*7:1*1328*7*9~\n"
    "IK5*R*5~\n"
    "AK2*837*0002*005010X222A1~\n"
    "IK3*REF*57**3~\n"
    "IK5*E~\n"
    "AK2*837*0003*005010X222A1~\n"
    "IK5*A~\n"
    "AK9*P*4*4*3~\n"
    "SE*#*0001~\n"
    "GE*1*401~\n"
    "IEA*1*000000401~\n";

static const struct change changes[] = {
{ "a clean remittance gives no finding",
  remittance, "ACME", "ACME", "" },
{ "a clean notice gives no finding",
  notice, "ACME", "ACME", "" },
{ "a clean acknowledgment gives no finding",
  acknowledgment, "ACME", "ACME", "" },

/* R1: a line */
{ "a wrong SVC03 is told at the line",
  remittance, "99214*100*60", "99214*100*61", "remit-line-balance SVC03" },
{ "a wrong SVC02 is told at the line",
  remittance, "99214*100*60", "99214*110*60", "remit-line-balance SVC03" },
{ "a wrong line CAS is told at the line",
  remittance, "CAS*CO*45*15~", "CAS*CO*45*16~", "remit-line-balance SVC03" },
{ "a wrong PR amount of a line is told at the line only",
  remittance, "PR*1*15**2*5~", "PR*1*15**2*6~", "remit-line-balance SVC03" },
{ "a line that was lost its CAS is told at the line",
  remittance, "CAS*CO*45*10~\n", "", "remit-line-balance SVC03" },
{ "a wrong line under a claim adjustment is told at the line",
  remittance, "99222*300*290", "99222*300*280", "remit-line-balance SVC03" },
{ "a line may be paid nothing",
  remittance, "99214*100*60**1~\nDTM*472*20260226~\nCAS*CO*45*20~",
  "99214*100*60**1~\nDTM*472*20260226~\nCAS*CO*45*80**22*-60~", "" },
{ "adjustments may be negative",
  remittance, "CAS*CO*45*15~", "CAS*CO*45*20**144*-5~", "" },
{ "amounts may be written with decimals",
  remittance, "99214*100*60", "99214*100.00*60.0", "" },

/* R2, R3: a claim */
{ "a wrong CLP04 is told at the claim",
  remittance, "A2*2*300*250", "A2*2*300*255", "remit-claim-balance CLP04" },
{ "a wrong claim CAS is told at the claim",
  remittance, "CAS*OA*23*40~", "CAS*OA*23*41~", "remit-claim-balance CLP04" },
{ "a wrong CLP03 over lines is told at the charge",
  remittance, "A3*19*100*75", "A3*19*110*75", "remit-claim-charge CLP03" },
{ "a wrong CLP04 without lines is told at the claim",
  remittance, "A4*1*1000*300", "A4*1*1000*310", "remit-claim-balance CLP04" },
{ "a wrong CLP03 without lines is told at the claim",
  remittance, "A4*1*1000*300", "A4*1*1010*300", "remit-claim-balance CLP04" },
{ "a lost line is told as a charge not made up",
  remittance, "CAS*CO*45*600*2*253*100~",
  "CAS*CO*45*600*2*253*100~\nNM1*QC*1*SAMPLE*DEVON****MI*M4~\n"
  "DTM*232*20260105~\nSVC*HC:99213*900*900~\nCLP*A5*1*0*0**12*I*11*1~",
  "remit-lines-charge CLP03" },
{ "a claim adjustment may split over CAS of one group",
  remittance, "CAS*CO*45*600*2*253*100~", "CAS*CO*45*600~\nCAS*CO*253*100~",
  "" },

/* R4: the payment */
{ "a wrong BPR02 is told at the payment",
  remittance, "BPR*I*600", "BPR*I*601", "remit-payment-balance BPR02" },
{ "a wrong PLB amount is told at the payment",
  remittance, "WO:ICN9*60", "WO:ICN9*61", "remit-payment-balance BPR02" },
{ "a PLB of the wrong sign is told at the payment",
  remittance, "L6:ICN1*-10", "L6:ICN1*10", "remit-payment-balance BPR02" },
{ "a lost PLB is told at the payment",
  remittance, "PLB*1234567893*20261231*L6:ICN1*-10*WO:ICN9*60~\n", "",
  "remit-payment-balance BPR02" },
{ "an adjustment moved to a PLB of its own balances",
  remittance, "*L6:ICN1*-10*WO:ICN9*60~",
  "*L6:ICN1*-10~\nPLB*1234567893*20261231*WO:ICN9*60~", "" },

/* how it is paid */
{ "a transfer without an account is told",
  remittance, "DA*98765*2026", "DA**2026", "element-needs-other BPR15" },
{ "a transfer without its sender is told",
  remittance, "*1820000009**01", "***01", "payment-banks BPR10" },
{ "an ACH transfer without a format is told",
  remittance, "ACH*CCP*", "ACH**", "payment-banks BPR05" },
{ "a wire transfer needs no ACH format",
  remittance, "ACH*CCP*", "FWT**", "" },
{ "a check needs no banks",
  remittance, "ACH*CCP*01*999999992*DA*123456*1820000009**01*999988880*DA"
  "*98765*", "CHK************", "" },
{ "money in a notice is told",
  remittance, "BPR*I*", "BPR*H*", "payment-not-zero BPR02" },
{ "a means of payment for nothing is told",
  notice, "BPR*H*0*C*NON", "BPR*H*0*C*CHK", "payment-zero BPR04" },
{ "nothing paid that is no notice is told",
  notice, "BPR*H*", "BPR*I*", "payment-zero BPR01" },
{ "a trial of accounts pays nothing",
  notice, "BPR*H*", "BPR*P*", "" },
{ "a negative payment is told",
  money_only, "BPR*D*50", "BPR*D*-50", "payment-negative BPR02" },
{ "money may come without a remittance",
  money_only, "ACME", "ACME", "" },
{ "a remittance that is announced and not there is told",
  money_only, "BPR*D*", "BPR*I*", "remit-empty BPR01" },
{ "a payment that does not balance is not also told to be negative",
  notice, "BPR*H*0*C*NON", "BPR*I*-80*C*CHK", "remit-payment-balance BPR02" },
{ "another sender in TRN03 is told",
  remittance, "EFT1*1820000009", "EFT1*1820000008", "trace-payer TRN03" },
{ "a sender of another form is told",
  notice, "RA1*1820000009", "RA1*9820000009", "trace-payer-form TRN03" },

/* provider adjustments */
{ "a provider adjustment of nothing is told",
  remittance, "L6:ICN1*-10*WO:ICN9*60", "L6:ICN1*-10*WO:ICN9*60*72:X*0",
  "plb-zero PLB08" },
{ "a recovery without its claim is told",
  remittance, "WO:ICN9*60", "WO*60", "plb-reference PLB05-2" },
{ "a forwarded balance without its payment is told",
  notice, "FB:RA1", "FB", "plb-reference PLB03-2" },
{ "interest needs no reference",
  remittance, "L6:ICN1", "L6", "" },

/* status */
{ "a reversal with a positive charge is told",
  remittance, "A3*22*-100*-80", "A3*22*100*-80", "reversal-sign CLP03" },
{ "a reversal with a positive payment is told",
  remittance, "A3*22*-100*-80", "A3*22*-100*80", "reversal-sign CLP04" },
{ "a reversal that says what the patient owes is told",
  remittance, "A3*22*-100*-80**", "A3*22*-100*-80*-20*", "reversal-patient CLP05" },
{ "a reversal of an unpaid claim is clean",
  notice, "CLP*A1*22*-100*-80**12*ICN1*11*7~\nCAS*CO*45*-20~",
  "CLP*A1*22*-100*0**12*ICN1*11*7~\nCAS*CO*45*-100~",
  "remit-payment-balance BPR02" },
{ "a predetermination that pays is told",
  remittance, "A4*1*1000", "A4*25*1000", "predetermination-paid CLP04" },
{ "a predetermination needs no date",
  remittance, "CLP*A4*1*1000*300**MA*ICN5*11*1~\nCAS*CO*45*600*2*253*100~\n"
  "NM1*QC*1*SAMPLE*DEVON****MI*M4~\nDTM*232*20260105~\n",
  "CLP*A4*25*1000*0**MA*ICN5*11*1~\nCAS*CO*45*600*2*253*100~\n"
  "CAS*OA*101*300~\nNM1*QC*1*SAMPLE*DEVON****MI*M4~\n",
  "remit-payment-balance BPR02" },
{ "a denied claim that was paid is told",
  remittance, "A4*1*1000", "A4*4*1000", "denied-paid CLP04" },
{ "a claim sent on to nobody is told",
  remittance, "NM1*TT*2*FICTIONAL PLAN*****PI*60004~\n", "",
  "remit-forwarded CLP02" },
{ "a claim not sent on needs no crossover",
  remittance, "A3*19*100*75*25*12*ICN4*11*7~\n"
  "NM1*QC*1*SAMPLE*CASEY****MI*M3~\nNM1*TT*2*FICTIONAL PLAN*****PI*60004~\n",
  "A3*1*100*75*25*12*ICN4*11*7~\nNM1*QC*1*SAMPLE*CASEY****MI*M3~\n",
  "" },
{ "the same claim twice in a row is told",
  remittance, "CLP*A4*1*1000*300**MA*ICN5*11*1~\nCAS*CO*45*600*2*253*100~\n",
  "CLP*A4*1*500*150**MA*ICN5*11*1~\nCAS*CO*45*350~\n"
  "NM1*QC*1*SAMPLE*DEVON****MI*M4~\nDTM*232*20260105~\n"
  "CLP*A4*1*500*150**MA*ICN5*11*1~\nCAS*CO*45*350~\n",
  "remit-claim-twice CLP01" },
{ "two payments of one claim are clean",
  remittance, "CLP*A4*1*1000*300**MA*ICN5*11*1~\nCAS*CO*45*600*2*253*100~\n",
  "CLP*A4*1*500*150**MA*ICN5*11*1~\nCAS*CO*45*350~\n"
  "NM1*QC*1*SAMPLE*DEVON****MI*M4~\nDTM*232*20260105~\n"
  "CLP*A4*1*500*150**MA*ICN6*11*1~\nCAS*CO*45*350~\n", "" },
{ "a reversal behind its correction is told",
  remittance, "CLP*A4*1*1000*300**MA*ICN5*11*1~\nCAS*CO*45*600*2*253*100~\n",
  "CLP*A4*1*1000*900**MA*ICN5*11*7~\nCAS*CO*45*100~\n"
  "NM1*QC*1*SAMPLE*DEVON****MI*M4~\nDTM*232*20260105~\n"
  "CLP*A4*22*-1000*-600**MA*ICN6*11*1~\nCAS*CO*45*-400~\n",
  "reversal-late CLP02" },
{ "a denial by reasons is status 1 and clean",
  remittance, "CLP*A4*1*1000*300**MA*ICN5*11*1~\nCAS*CO*45*600*2*253*100~",
  "CLP*A4*1*1000*300**MA*ICN5*11*1~\nCAS*CO*16*700~", "" },

/* what the patient owes */
{ "a wrong CLP05 is told",
  remittance, "A1*1*180*105*40", "A1*1*180*105*45", "patient-share CLP05" },
{ "a missing CLP05 is told",
  remittance, "A1*1*180*105*40", "A1*1*180*105*", "patient-share CLP05" },
{ "a share in another group is told",
  remittance, "CAS*PR*3*25~", "CAS*CO*3*25~", "patient-share CLP05" },
{ "a CLP05 of zero may be sent",
  remittance, "A2*2*300*250**12", "A2*2*300*250*0*12", "" },

/* adjustments */
{ "an adjustment of nothing is told",
  remittance, "CAS*CO*45*20~", "CAS*CO*45*20**253*0~", "remit-adjustment-zero CAS06" },
{ "an adjustment with units only is told",
  remittance, "CAS*CO*45*10~", "CAS*CO*45*10**253**1~", "remit-adjustment-amount CAS06" },
{ "units beside an amount are clean",
  remittance, "CAS*CO*45*10~", "CAS*CO*45*10*1~", "" },

/* dates */
{ "a claim and line without a date are told at the line",
  remittance, "DTM*472*20260226~\nCAS*CO*45*20~", "CAS*CO*45*20~",
  "remit-dates-missing SVC" },
{ "a claim without lines and without a date is told at the claim",
  remittance, "DTM*232*20260105~\n", "", "remit-dates-missing CLP" },
{ "the claim's dates serve its lines",
  remittance, "DTM*233*20260203~\n", "", "" },
{ "a line's dates serve without the claim's",
  remittance, "DTM*232*20260110~\nSVC*HC:99213*100*75**1~\n",
  "SVC*HC:99213*100*75**1~\nDTM*472*20260110~\n", "" },
{ "half a span of days is told",
  remittance, "DTM*151*20260226~\n", "", "remit-date-alone SVC" },
{ "a line's span that ends before it begins is told",
  remittance, "DTM*151*20260226", "DTM*151*20260224", "remit-dates-order DTM02" },
{ "a claim's span that ends before it begins is told",
  remittance, "DTM*233*20260203", "DTM*233*20260131", "remit-dates-order DTM02" },
{ "a span of one day is clean",
  remittance, "DTM*233*20260203", "DTM*233*20260201", "" },

/* totals and repeats */
{ "a wrong count of claims is told",
  remittance, "20261231*2*480", "20261231*3*480", "group-claims TS304" },
{ "a wrong sum of charges is told",
  remittance, "20261231*2*480", "20261231*2*481", "group-charge TS305" },
{ "a group without totals is clean",
  remittance, "TS3*1234567893*11*20261231*2*480~\n", "", "" },
{ "what was billed equal to what was paid is told",
  remittance, "99222*300*290**1", "99222*300*290**1*HC:99222",
  "remit-billed-same SVC06" },
{ "what was billed unlike what was paid is clean",
  remittance, "99222*300*290**1", "99222*300*290**1*HC:99223", "" },
{ "a remittance with only provider adjustments is judged",
  notice, "LX*1~\nCLP*A1*22*-100*-80**12*ICN1*11*7~\nCAS*CO*45*-20~\n"
  "NM1*QC*1*SAMPLE*CASEY****MI*M3~\nDTM*232*20260110~\n", "",
  "remit-payment-balance BPR02" },

/* one fault, one finding */
{ "an amount that is no number keeps the sums silent",
  remittance, "99214*100*60", "99214*1OO*60", "not-a-number SVC02" },
{ "a payment that is no number keeps the sums silent",
  remittance, "BPR*I*600", "BPR*I*6OO", "not-a-number BPR02" },
{ "an unknown segment keeps its claim silent",
  remittance, "CAS*CO*45*10~", "CAX*CO*45*10~", "segment-unknown CAX" },

/* acknowledgements */
{ "a rejection without a reason is told",
  acknowledgment, "IK3*SV1*31*2400*8~\nCTX*CLM01:A1~\nIK4*7:1*1328*7*9~\n"
  "IK5*R*5~", "IK5*R~", "ack-no-reason IK501" },
{ "a rejection with a code alone is clean",
  acknowledgment, "IK3*SV1*31*2400*8~\nCTX*CLM01:A1~\nIK4*7:1*1328*7*9~\n",
  "", "" },
{ "an acceptance with faults is told",
  acknowledgment, "IK5*E~", "IK5*A~", "ack-accepted-faults IK501" },
{ "an element fault without its element is told",
  acknowledgment, "IK4*7:1*1328*7*9~\n", "", "ack-elements IK304" },
{ "an element under a segment fault is told",
  acknowledgment, "2400*8~", "2400*3~", "ack-elements IK304" },
{ "fewer received than listed is told",
  acknowledgment, "AK9*P*4*4*3", "AK9*P*2*2*1", "ack-count AK903" },
{ "fewer accepted than listed is told",
  acknowledgment, "AK9*P*4*4*3", "AK9*P*4*4*1", "ack-count AK904" },
{ "more accepted than can be is told",
  acknowledgment, "AK9*P*4*4*3", "AK9*P*4*4*4", "ack-count AK904" },
{ "accepted transactions may be left out",
  acknowledgment, "AK9*P*4*4*3", "AK9*P*9*9*8", "" },
{ "a group accepted with a rejection is told",
  acknowledgment, "AK9*P*4*4*3", "AK9*A*4*4*3", "ack-group-verdict AK901" },
{ "a group rejected with an acceptance is told",
  acknowledgment, "AK9*P*4*4*3", "AK9*R*4*4*3", "ack-group-verdict AK901" },
{ "a count that differs from the stated one is told",
  acknowledgment, "AK9*P*4*4*3", "AK9*P*5*4*3", "ack-stated-count AK902" },
{ "a count that differs and says so is clean",
  acknowledgment, "AK9*P*4*4*3", "AK9*P*5*4*3*5", "" },
{ "an interchange accepted with a fault is told",
  acknowledgment, "*A*000~", "*A*006~", "ta1-verdict TA105" },
{ "an interchange rejected without a fault is told",
  acknowledgment, "*A*000~", "*R*000~", "ta1-verdict TA105" },
{ "an interchange rejected with a fault is clean",
  acknowledgment, "*A*000~", "*R*006~", "" },
};

/* ---- every amount --------------------------------------------------- */

/* Which elements of a segment are amounts that enter a sum. */
static bool
is_amount(const char *segment, unsigned element)
{
	if (strncmp(segment, "BPR*", 4) == 0)
		return element == 2;
	if (strncmp(segment, "CLP*", 4) == 0)
		return element >= 3 && element <= 5;
	if (strncmp(segment, "SVC*", 4) == 0)
		return element == 2 || element == 3;
	if (strncmp(segment, "CAS*", 4) == 0)
		return element % 3 == 0;
	return strncmp(segment, "PLB*", 4) == 0 && element >= 4 &&
	    element % 2 == 0;
}

/* With the amount at `at` made 7 larger, one finding is given. */
static void
check_amount(const char *at)
{
	char find[64], put[64];
	struct change c = { .file = remittance, .find = find, .put = put };
	struct said said = { .n = 0 };
	struct finding_sink sink = { &said, hear };
	int n = (int)strcspn(at, "*~"), before = 24;

	snprintf(find, sizeof find, "%.*s", before + n, at - before);
	snprintf(put, sizeof put, "%.*s%ld", before, at - before,
	    strtol(at, NULL, 10) + 7);
	check_changed(&c, CHECK_RULES, &sink);
	if (said.n == 0 || strchr(said.text, ',') != NULL)
		fail_msg("%s: %s", put, said.text);
}

/* One wrong amount gives one finding (facts_remittance.h). */
static void
one_wrong_amount_gives_one_finding(void **state)
{
	const char *segment = remittance;
	unsigned element = 0, checked = 0;

	(void)state;
	for (const char *p = remittance; *p != '\0'; p++) {
		if (*p == '\n') {
			segment = p + 1;
			element = 0;
		} else if (*p == '*' && is_amount(segment, ++element) &&
		    p[1] != '*') {
			check_amount(p + 1);
			checked++;
		}
	}
	assert_int_equal(checked, 36);
}

/* No finding of a rule leaves a placeholder unfilled. */
static void
messages_are_whole(void **state)
{
	struct finding_sink sink = { NULL, hear_words };

	(void)state;
	for (size_t i = 0; i < LENGTH(changes); i++)
		check_changed(&changes[i], CHECK_RULES, &sink);
}

int
main(void)
{
	struct CMUnitTest tests[LENGTH(changes) + 2] = {
		cmocka_unit_test(one_wrong_amount_gives_one_finding),
		cmocka_unit_test(messages_are_whole),
	};

	for (size_t i = 0; i < LENGTH(changes); i++)
		tests[i + 2] = change_test(&changes[i]);
	return _cmocka_run_group_tests("remittance", tests, LENGTH(tests),
	    load_guides, drop_guides);
}
