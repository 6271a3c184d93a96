/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_rules_claim.c -- a clean claim, one thing changed, and what is said
 * about it: one finding in one place, or nothing.
 *
 * The names are sentences; half of them say what is not a fault.
 */
#include "change.h"

/* '#' in SE stands for the number of segments. */
#define HEAD(version) \
    "ISA*00*          *00*          *ZZ*RFM001         *ZZ*ACMECH         " \
    "*260402*0915*^*00501*000000301*0*T*:~\n" \
    "GS*HC*RFM001*ACMECH*20260402*0915*301*X*" version "~\n" \
    "ST*837*0001*" version "~\n" \
    "BHT*0019*00*B1*20260402*0915*CH~\n" \
    "NM1*41*2*RIVERBEND BILLING*****46*RFM001~\n" \
    "PER*IC*PAT SAMPLE*TE*2085550101~\n" \
    "NM1*40*2*ACME CLEARING*****46*ACMECH~\n"
#define TAIL \
    "SE*#*0001~\n" \
    "GE*1*301~\n" \
    "IEA*1*000000301~\n"

/* A subscriber treated himself, and a child whose other parent's plan paid
 * first. */
static const char professional[] =
    HEAD("005010X222A1")
    "HL*1**20*1~\n"
    "PRV*BI*PXC*207Q00000X~\n"
    "NM1*85*2*RIVERBEND FAMILY MEDICINE*****XX*1234567893~\n"
    "N3*12 OAK ST~\n"
    "N4*BOISE*ID*837021234~\n"
    "REF*EI*123456789~\n"
    "NM1*87*2~\n"
    "N3*PO BOX 99~\n"
    "N4*BOISE*ID*837010099~\n"
    "HL*2*1*22*0~\n"
    "SBR*P*18*GRP1******MB~\n"
    "PAT*******01*150*Y~\n"
    "NM1*IL*1*SAMPLE*ALEX****MI*1EG4TE5MK73~\n"
    "N3*1 ELM ST~\n"
    "N4*BOISE*ID*83702~\n"
    "DMG*D8*19580301*F~\n"
    "NM1*PR*2*ACME HEALTH*****PI*60001~\n"
    "CLM*A1*200.5***11:B:1*Y*A*Y*Y**OA~\n"
    "DTP*431*D8*20260301~\n"
    "DTP*439*D8*20260228~\n"
    "PWK*OZ*FX***AC*77~\n"
    "REF*X4*05D0123456~\n"
    "HI*ABK:E119*ABF:I10~\n"
    "NM1*82*1*CARE*DANA****XX*1000000012~\n"
    "NM1*77*2*RIVERBEND CLINIC*****XX*1000000020~\n"
    "N3*14 OAK ST~\n"
    "N4*BOISE*ID*837021234~\n"
    "LX*1~\n"
    "SV1*HC:99213*150*UN*1***1:2~\n"
    "DTP*472*D8*20260310~\n"
    "REF*6R*L1~\n"
    "LIN**N4*00074123401~\n"
    "CTP****1*UN~\n"
    "NM1*DK*1*ORDER*ODA****XX*1000000038~\n"
    "LX*2~\n"
    "SV1*HC:83036*50.5*UN*1***1~\n"
    "DTP*472*RD8*20260310-20260311~\n"
    "REF*6R*L2~\n"
    "HL*3*1*22*1~\n"
    "SBR*S**GRP2******CI~\n"
    "NM1*IL*1*SAMPLE*BLAKE****MI*M2~\n"
    "NM1*PR*2*FICTIONAL PLAN*****PI*60002~\n"
    "HL*4*3*23*0~\n"
    "PAT*19~\n"
    "NM1*QC*1*SAMPLE*CASEY~\n"
    "N3*2 ELM ST~\n"
    "N4*BOISE*ID*837029999~\n"
    "DMG*D8*20150501*M~\n"
    "CLM*A2*300***11:B:1*Y*A*Y*Y~\n"
    "HI*ABK:J069~\n"
    "SBR*P*19*******BL~\n"
    "CAS*PR*1*20~\n"
    "AMT*D*180~\n"
    "OI***Y***Y~\n"
    "NM1*IL*1*SAMPLE*DEVON****MI*M3~\n"
    "NM1*PR*2*EXAMPLE MUTUAL*****PI*60003~\n"
    "LX*1~\n"
    "SV1*HC:99214*200*UN*1***1~\n"
    "DTP*472*D8*20260312~\n"
    "SVD*60003*150*HC:99214**1~\n"
    "CAS*CO*45*40**253*10~\n"
    "DTP*573*D8*20260320~\n"
    "LX*2~\n"
    "SV1*HC:87880*100*UN*1***1~\n"
    "DTP*472*D8*20260312~\n"
    "SVD*60003*50*HC:87880**1~\n"
    "CAS*CO*45*30~\n"
    "CAS*PR*2*20~\n"
    "DTP*573*D8*20260320~\n"
    TAIL;

/* A stay, and another plan that decided the claim as a whole. */
static const char institutional[] =
    HEAD("005010X223A2")
    "HL*1**20*1~\n"
    "NM1*85*2*RIVERBEND HOSPITAL*****XX*1234567893~\n"
    "N3*100 RIVER RD~\n"
    "N4*BOISE*ID*837021234~\n"
    "REF*EI*123456789~\n"
    "HL*2*1*22*0~\n"
    "SBR*S*18*GRP1******CI~\n"
    "NM1*IL*1*SAMPLE*ALEX****MI*M1~\n"
    "N3*1 ELM ST~\n"
    "N4*BOISE*ID*83702~\n"
    "DMG*D8*19580301*F~\n"
    "NM1*PR*2*ACME HEALTH*****PI*60001~\n"
    "CLM*I1*900***11:A:1**A*Y*Y~\n"
    "DTP*434*RD8*20260301-20260305~\n"
    "DTP*435*DT*202603011030~\n"
    "CL1*1*1*01~\n"
    "HI*ABK:I2510~\n"
    "HI*ABJ:I2510~\n"
    "HI*ABF:E119*ABF:I10~\n"
    "NM1*71*1*CARE*DANA****XX*1000000012~\n"
    "SBR*P*18*******MA~\n"
    "CAS*PR*1*100~\n"
    "AMT*D*800~\n"
    "OI***Y***Y~\n"
    "NM1*IL*1*SAMPLE*ALEX****MI*M9~\n"
    "NM1*PR*2*EXAMPLE MUTUAL*****PI*60003~\n"
    "DTP*573*D8*20260320~\n"
    "LX*1~\n"
    "SV2*0120**800*DA*4~\n"
    "LX*2~\n"
    "SV2*0300*HC:80053*100*UN*1~\n"
    "DTP*472*D8*20260302~\n"
    TAIL;

static const char dental[] =
    HEAD("005010X224A2")
    "HL*1**20*1~\n"
    "NM1*85*1*TEETH*TERRY****XX*1234567893~\n"
    "N3*12 OAK ST~\n"
    "N4*BOISE*ID*837021234~\n"
    "REF*SY*123456789~\n"
    "HL*2*1*22*0~\n"
    "SBR*P*18*GRP1******CI~\n"
    "NM1*IL*1*SAMPLE*ALEX****MI*M1~\n"
    "N3*1 ELM ST~\n"
    "N4*BOISE*ID*83702~\n"
    "DMG*D8*19580301*F~\n"
    "NM1*PR*2*ACME HEALTH*****PI*60001~\n"
    "CLM*D1*250***11:B:1*Y*A*Y*Y~\n"
    "DTP*472*D8*20260310~\n"
    "LX*1~\n"
    "SV3*AD:D2391*150****1~\n"
    "TOO*JP*3*O~\n"
    "LX*2~\n"
    "SV3*AD:D1110*100****1~\n"
    TAIL;

#define P professional
#define I institutional
#define D dental

static const struct change changes[] = {
{ "a clean professional claim gives no finding", P, "", "", "" },
{ "a clean institutional claim gives no finding", I, "", "", "" },
{ "a clean dental claim gives no finding", D, "", "", "" },

/* levels */
{ "a level number that was skipped is told once",
  P, "HL*3*1*22*1~", "HL*7*1*22*1~", "level-number HL01" },
{ "numbers may go on from a wrong one",
  P, "HL*3*1*22*1~\nSBR*S**GRP2******CI~\n"
  "NM1*IL*1*SAMPLE*BLAKE****MI*M2~\n"
  "NM1*PR*2*FICTIONAL PLAN*****PI*60002~\nHL*4*3",
  "HL*7*1*22*1~\nSBR*S**GRP2******CI~\n"
  "NM1*IL*1*SAMPLE*BLAKE****MI*M2~\n"
  "NM1*PR*2*FICTIONAL PLAN*****PI*60002~\nHL*8*7", "level-number HL01" },
{ "levels may have leading zeros", P, "HL*3*1*22", "HL*03*01*22", "" },
{ "a wrong parent is told", P, "HL*4*3*23", "HL*4*1*23",
  "level-parent HL02" },
{ "a parent that does not come first is told", P, "HL*3*1*22", "HL*3*2*22",
  "level-parent HL02" },
{ "a child not announced is told at its parent", P, "HL*3*1*22*1",
  "HL*3*1*22*0", "level-has-child HL04" },
{ "a child announced in vain is told", P, "HL*2*1*22*0", "HL*2*1*22*1",
  "level-no-child HL04" },
{ "a child announced by the last level is told", D, "HL*2*1*22*0",
  "HL*2*1*22*1", "level-no-child HL04" },

/* subscriber and patient */
{ "claims of a subscriber who is not the patient are told",
  P, "SBR*P*18*GRP1", "SBR*P**GRP1", "subscriber-not-self SBR02" },
{ "a subscriber said to be the patient of others' claims is told",
  P, "SBR*S**GRP2", "SBR*S*18*GRP2", "subscriber-self SBR02" },
{ "a subscriber without a claim is told",
  D, "HL*2*1*22*0~\n", "HL*2*1*22*0~\nSBR*P*18*******CI~\n"
  "NM1*IL*1*SAMPLE*GALE****MI*M7~\nNM1*PR*2*ACME HEALTH*****PI*60001~\n"
  "HL*3*1*22*0~\n", "subscriber-empty SBR" },
{ "a patient without a street is told", P, "N3*1 ELM ST~\n", "",
  "patient-part-missing NM1" },
{ "a patient without a city is told", P, "N4*BOISE*ID*83702~\n", "",
  "patient-part-missing NM1" },
{ "a patient without a birth date is told", I, "DMG*D8*19580301*F~\n", "",
  "patient-part-missing NM1" },
{ "a subscriber who is no patient needs no birth date", P,
  "NM1*IL*1*SAMPLE*BLAKE****MI*M2~\n",
  "NM1*IL*1*SAMPLE*BLAKE****MI*M2~\nN3*3 ELM ST~\nN4*BOISE*ID*83702~\n",
  "" },
{ "patient details of one who is no patient are told", P,
  "SBR*S**GRP2******CI~\n", "SBR*S**GRP2******CI~\nPAT*******01*9~\n",
  "patient-details-misplaced PAT" },
{ "a pregnant man is told", P, "DMG*D8*19580301*F", "DMG*D8*19580301*M",
  "pregnant-male PAT09" },
{ "a pregnant patient of unknown sex is not told", P, "DMG*D8*19580301*F",
  "DMG*D8*19580301*U", "" },

/* Medicare second */
{ "Medicare second without a reason is told", P, "SBR*P*18*GRP1*",
  "SBR*S*18*GRP1*", "medicare-reason-missing SBR05" },
{ "Medicare second with a reason is clean", P, "SBR*P*18*GRP1******MB",
  "SBR*S*18*GRP1**12****MB", "" },
{ "a reason of a first payer is told", P, "SBR*P*18*GRP1******MB",
  "SBR*P*18*GRP1**12****MB", "medicare-reason-unexpected SBR05" },
{ "another second payer needs no reason", P, "SBR*P*18*GRP1******MB",
  "SBR*S*18*GRP1******CI", "" },

/* the claim */
{ "two claims of one number are told", P, "CLM*A2*", "CLM*A1*",
  "claim-id-repeated CLM01" },
{ "a replacement without its original is told", P, "300***11:B:1",
  "300***11:B:7", "original-number-missing CLM05-3" },
{ "a void without its original is told", I, "11:A:1", "11:A:8",
  "original-number-missing CLM05-3" },
{ "a replacement of its original is clean", P,
  "300***11:B:1*Y*A*Y*Y~\n", "300***11:B:7*Y*A*Y*Y~\nREF*F8*ICN1~\n", "" },
{ "an original with an original is told", P,
  "300***11:B:1*Y*A*Y*Y~\n", "300***11:B:1*Y*A*Y*Y~\nREF*F8*ICN1~\n",
  "original-number-unexpected REF" },
{ "a first interim bill is no correction", I, "11:A:1", "11:A:2", "" },
{ "an auto accident without a state is told", P, "*OA~", "*AA~",
  "accident-state-missing CLM11-4" },
{ "an auto accident with a state is clean", P, "*OA~", "*AA:::ID~", "" },
{ "an auto accident abroad is clean", P, "*OA~", "*AA::::CA~", "" },
{ "a second cause is seen", P, "*OA~", "*EM:AA~",
  "accident-state-missing CLM11-4" },
{ "an accident without a date is told", P, "DTP*439*D8*20260228~\n", "",
  "accident-date-missing CLM11" },
{ "an accident at work may have no date", P,
  "*OA~\nDTP*431*D8*20260301~\nDTP*439*D8*20260228~\n",
  "*EM~\nDTP*431*D8*20260301~\n", "" },
{ "an accident date without a cause is told", P, "**OA~", "~",
  "accident-cause-missing DTP" },
{ "an inpatient visit without admission is told", P, "300***11",
  "300***21", "admission-date-missing CLM" },
{ "an inpatient visit of a line is told", P, "99214*200*UN*1***",
  "99214*200*UN*1*21**", "admission-date-missing CLM" },
{ "an inpatient visit with admission is clean", P,
  "300***11:B:1*Y*A*Y*Y~\n",
  "300***21:B:1*Y*A*Y*Y~\nDTP*435*D8*20260311~\n", "" },
{ "a psychiatric stay without admission is told softly", P, "300***11",
  "300***51", "admission-date-likely CLM" },
{ "an outpatient visit needs no admission", P, "300***11", "300***22", "" },
{ "a stay without admission is told", I, "DTP*435*DT*202603011030~\n", "",
  "admission-date-missing CLM" },
{ "an outpatient bill needs no admission", I,
  "11:A:1**A*Y*Y~\nDTP*434*RD8*20260301-20260305~\n"
  "DTP*435*DT*202603011030~\nCL1*1*1*01",
  "13:A:1**A*Y*Y~\nDTP*434*RD8*20260301-20260305~\nCL1*1**01", "" },
{ "a stay without its origin is told", I, "CL1*1*1*01", "CL1*1**01",
  "admission-source-missing CLM" },
{ "a bill without an attending provider is told", I,
  "NM1*71*1*CARE*DANA****XX*1000000012~\n", "", "attending-missing CLM" },
{ "an ambulance bill needs no attending provider", I,
  "NM1*71*1*CARE*DANA****XX*1000000012~\nSBR*P*18*******MA~\n"
  "CAS*PR*1*100~\nAMT*D*800~\nOI***Y***Y~\n"
  "NM1*IL*1*SAMPLE*ALEX****MI*M9~\nNM1*PR*2*EXAMPLE MUTUAL*****PI*60003~\n"
  "DTP*573*D8*20260320~\nLX*1~\nSV2*0120**800*DA*4~\nLX*2~\n"
  "SV2*0300*HC:80053*100*UN*1~\n",
  "LX*1~\nSV2*0540*HC:A0429*800*UN*1~\nLX*2~\n"
  "SV2*0540*HC:A0425*100*UN*1~\n", "" },
{ "an attachment without a number is told", P, "PWK*OZ*FX***AC*77~",
  "PWK*OZ*FX~", "attachment-number-missing PWK06" },
{ "an attachment kept at the provider needs none", P,
  "PWK*OZ*FX***AC*77~", "PWK*OZ*AA~", "" },

/* sums */
{ "a wrong total is told", P, "CLM*A1*200.5*", "CLM*A1*200*",
  "claim-total CLM02" },
{ "a wrong charge is told at the total", P, "83036*50.5*", "83036*50*",
  "claim-total CLM02" },
{ "a lost line is told at the total", D,
  "LX*2~\nSV3*AD:D1110*100****1~\n", "", "claim-total CLM02" },
{ "a wrong institutional charge is told at the total", I, "80053*100",
  "80053*10", "claim-total CLM02" },
{ "a wrong charge another payer decided is told at the total alone", P,
  "99214*200*", "99214*210*", "claim-total CLM02" },
{ "a wrong total another payer decided is told alone", P, "CLM*A2*300*",
  "CLM*A2*310*", "claim-total CLM02" },
{ "amounts may be written with decimals", P, "83036*50.5*",
  "83036*50.50*", "" },
{ "a charge of nothing is clean", P, "99213*150*UN*1***1:2~\n",
  "99213*150*UN*1***1:2~\n", "" },
{ "a charge that is no number keeps the sums silent", P, "99213*150*",
  "99213*15O*", "not-a-number SV102" },
{ "a total that is no number keeps the sums silent", P, "CLM*A2*300*",
  "CLM*A2*3OO*", "not-a-number CLM02" },
{ "a line without its service keeps the sums silent", P,
  "SV1*HC:83036*50.5*UN*1***1~\n", "", "segment-missing SV1" },
{ "a negative charge is told", D,
  "CLM*D1*250***11:B:1*Y*A*Y*Y~\nDTP*472*D8*20260310~\nLX*1~\n"
  "SV3*AD:D2391*150",
  "CLM*D1*50***11:B:1*Y*A*Y*Y~\nDTP*472*D8*20260310~\nLX*1~\n"
  "SV3*AD:D2391*-50", "amount-negative SV302" },

/* other payers */
{ "a wrong SVD02 is told at the line", P, "SVD*60003*150*", "SVD*60003*160*",
  "other-payer-line SV102" },
{ "a wrong line CAS is told at the line", P, "CAS*CO*45*40**253*10~",
  "CAS*CO*45*40**253*11~", "other-payer-line SV102" },
{ "a lost line CAS is told at the line", P, "CAS*CO*45*30~\n", "",
  "other-payer-line SV102" },
{ "a wrong AMT*D is told there", P, "AMT*D*180", "AMT*D*190",
  "other-payer-paid AMT02" },
{ "a wrong claim CAS is told at AMT*D", P, "CAS*PR*1*20~", "CAS*PR*1*25~",
  "other-payer-paid AMT02" },
{ "a line the payer did not decide is told at AMT*D", P,
  "SVD*60003*50*HC:87880**1~\nCAS*CO*45*30~\nCAS*PR*2*20~\n"
  "DTP*573*D8*20260320~\n", "", "other-payer-paid AMT02" },
{ "a wrong AMT*D of a claim decided as a whole is told", I, "AMT*D*800",
  "AMT*D*700", "other-payer-balance AMT02" },
{ "a wrong CAS of a claim decided as a whole is told at AMT*D", I,
  "CAS*PR*1*100~", "CAS*PR*1*90~", "other-payer-balance AMT02" },
{ "a payer that did not decide is not added up", I,
  "CAS*PR*1*100~\nAMT*D*800~\n", "", "" },
{ "what another payer leaves open is not added up", P, "AMT*D*180~\n",
  "AMT*D*180~\nAMT*EAF*40~\n", "" },
{ "a line unbundled by its payer adds up", P,
  "SVD*60003*50*HC:87880**1~\nCAS*CO*45*30~\n",
  "SVD*60003*30*HC:87880**1~\nCAS*CO*45*30~\nDTP*573*D8*20260320~\n"
  "SVD*60003*20*HC:87430**1~\n", "" },
{ "each payer is added up by himself", P,
  "NM1*PR*2*EXAMPLE MUTUAL*****PI*60003~\n",
  "NM1*PR*2*EXAMPLE MUTUAL*****PI*60003~\nSBR*T*18*******MC~\n"
  "CAS*OA*23*250~\nAMT*D*50~\nOI***Y***Y~\n"
  "NM1*IL*1*SAMPLE*CASEY****MI*M4~\nNM1*PR*2*SAMPLE STATE*****PI*60004~\n"
  "DTP*573*D8*20260325~\n", "" },
{ "a second payer that does not add up is told", P,
  "NM1*PR*2*EXAMPLE MUTUAL*****PI*60003~\n",
  "NM1*PR*2*EXAMPLE MUTUAL*****PI*60003~\nSBR*T*18*******MC~\n"
  "CAS*OA*23*250~\nAMT*D*40~\nOI***Y***Y~\n"
  "NM1*IL*1*SAMPLE*CASEY****MI*M4~\nNM1*PR*2*SAMPLE STATE*****PI*60004~\n"
  "DTP*573*D8*20260325~\n", "other-payer-balance AMT02" },
{ "a payer told as not covering is not added up", I,
  "CAS*PR*1*100~\nAMT*D*800~\n", "AMT*A8*900~\n", "" },
{ "an amount of a payer that is no number keeps silent", P, "AMT*D*180",
  "AMT*D*18O", "not-a-number AMT02" },
{ "lines decided without AMT*D are told", P, "AMT*D*180~\n", "",
  "other-payer-paid-missing NM1" },
{ "adjustments without AMT*D are told", I, "AMT*D*800~\n", "",
  "other-payer-paid-missing NM1" },
{ "a decided line of an unknown payer is told", P,
  "SVD*60003*150*", "SVD*60009*150*", "line-payer-unknown SVD01" },
{ "a wrong payer id is told once", P, "EXAMPLE MUTUAL*****PI*60003",
  "EXAMPLE MUTUAL*****PI*60009", "line-payer-unknown SVD01" },
{ "a decision without a date is told", I, "DTP*573*D8*20260320~\n", "",
  "other-payer-date-missing NM1" },
{ "a line decided before it happened is told", P,
  "253*10~\nDTP*573*D8*20260320", "253*10~\nDTP*573*D8*20250320",
  "other-payer-date-early DTP03" },
{ "a claim decided before it happened is told", I, "DTP*573*D8*20260320",
  "DTP*573*D8*20250320", "other-payer-date-early DTP03" },
{ "two payers of one turn are told", P, "SBR*P*19", "SBR*S*19",
  "payer-turn-repeated SBR01" },
{ "two payers of unknown turn are clean", P, "SBR*P*19", "SBR*U*19", "" },
{ "an adjustment of nothing is told", P, "CAS*CO*45*30~",
  "CAS*CO*45*30**253*0~", "adjustment-zero CAS06" },
{ "a CAS of the same group is told", P, "CAS*CO*45*40**253*10~",
  "CAS*CO*45*40~\nCAS*CO*253*10~", "adjustment-group-repeated CAS01" },
{ "a seventh adjustment of a group is clean", P, "CAS*CO*45*40**253*10~",
  "CAS*CO*45*10**253*10**1*10**2*10**3*5**4*4~\nCAS*CO*23*1~", "" },

/* diagnoses */
{ "a pointer past the last diagnosis is told", P, "50.5*UN*1***1~",
  "50.5*UN*1***3~", "diagnosis-pointer SV107-1" },
{ "a pointer of a later component is told there", P, "***1:2~", "***1:3~",
  "diagnosis-pointer SV107-2" },
{ "a lost diagnosis is told once", P, "HI*ABK:E119*ABF:I10~\n",
  "HI*ABK:E119~\n", "diagnosis-pointer SV107-2" },
{ "a claim without diagnoses keeps the pointers silent", P,
  "HI*ABK:E119*ABF:I10~\n", "", "segment-missing HI" },
{ "a pointer twice in a line is told", P, "***1:2~", "***1:1~",
  "diagnosis-pointer-repeated SV107-2" },
{ "a pointer in another order is clean", P, "***1:2~", "***2:1~", "" },
{ "a pointer that is no pointer is told once", P, "***1:2~", "***1:13~",
  "code-invalid SV107-2" },
{ "a dental pointer without diagnoses is told", D, "D2391*150****1~",
  "D2391*150****1*****1~", "diagnosis-pointer SV311-1" },
{ "a dental pointer at a diagnosis is clean", D,
  "DTP*472*D8*20260310~\nLX*1~\nSV3*AD:D2391*150****1~",
  "DTP*472*D8*20260310~\nHI*ABK:K029~\nLX*1~\n"
  "SV3*AD:D2391*150****1*****1~", "" },
{ "a repeated diagnosis is told", P, "ABF:I10~", "ABF:E119~",
  "diagnosis-repeated HI02-2" },
{ "a repeated other diagnosis is told", I, "ABF:E119*ABF:I10",
  "ABF:E119*ABF:E119", "diagnosis-repeated HI02-2" },
{ "another diagnosis that is the principal is told", I, "ABF:E119*",
  "ABF:I2510*", "diagnosis-repeated HI01-2" },
{ "an admitting diagnosis may be the principal", I, "ABJ:I2510",
  "ABJ:I2510", "" },
{ "two claims may share a diagnosis", P, "HI*ABK:J069", "HI*ABK:E119", "" },

/* lines */
{ "a line number that was skipped is told", P, "LX*2~\nSV1*HC:83036",
  "LX*3~\nSV1*HC:83036", "line-number LX01" },
{ "line numbers begin anew in each claim", P, "LX*1~\nSV1*HC:99214",
  "LX*3~\nSV1*HC:99214", "line-number LX01" },
{ "two lines of one control number are told", P, "REF*6R*L2", "REF*6R*L1",
  "line-control-repeated REF02" },
{ "two claims may share a line control number", P,
  "DTP*472*D8*20260312~\nSVD*60003*150",
  "DTP*472*D8*20260312~\nREF*6R*L1~\nSVD*60003*150", "" },
{ "a dental claim without a date is told", D, "DTP*472*D8*20260310~\n", "",
  "service-date-missing SV3" },
{ "dental lines may have the date", D,
  "DTP*472*D8*20260310~\nLX*1~\nSV3*AD:D2391*150****1~\nTOO*JP*3*O~\n"
  "LX*2~\nSV3*AD:D1110*100****1~\n",
  "LX*1~\nSV3*AD:D2391*150****1~\nTOO*JP*3*O~\nDTP*472*D8*20260310~\n"
  "LX*2~\nSV3*AD:D1110*100****1~\nDTP*472*D8*20260311~\n", "" },
{ "a predetermination needs no date", D,
  "Y*A*Y*Y~\nDTP*472*D8*20260310~\n", "Y*A*Y*Y**********PB~\n", "" },
{ "a date that is none is told once", D, "DTP*472*D8*20260310",
  "DTP*472*D8*20260230", "date-invalid DTP03" },

/* dates */
{ "a period that runs backwards is told", P, "20260310-20260311",
  "20260311-20260310", "period-reversed DTP03" },
{ "a statement period that runs backwards is told", I,
  "20260301-20260305", "20260305-20260301", "period-reversed DTP03" },
{ "a period of one day is clean", P, "20260310-20260311",
  "20260310-20260310", "" },
{ "a service in the future is told once a claim", P, "20260310-20260311",
  "20260310-20260511", "service-in-future DTP03" },
{ "a service on the day of the batch is clean", P, "20260310-20260311",
  "20260310-20260402", "" },
{ "a service before birth is told once", P, "DMG*D8*20150501*M",
  "DMG*D8*20260401*M", "service-before-birth DTP03" },
{ "a service on the day of birth is clean", P, "DMG*D8*20150501*M",
  "DMG*D8*20260312*M", "" },
{ "a service after death is told once", P, "PAT*******01*150*Y",
  "PAT*****D8*20260309*01*150*Y", "service-after-death DTP03" },
{ "a service before death is clean", P, "PAT*******01*150*Y",
  "PAT*****D8*20260311*01*150*Y", "" },
{ "a death before the birth is told alone", P, "PAT*******01*150*Y",
  "PAT*****D8*19570101*01*150*Y", "death-before-birth DMG02" },
{ "a line outside the statement is told", I, "DTP*472*D8*20260302",
  "DTP*472*D8*20260306", "service-outside-statement DTP03" },
{ "an onset after the service is told", P, "DTP*431*D8*20260301",
  "DTP*431*D8*20260312", "date-too-late DTP03" },
{ "an onset on the day of the service is clean", P, "DTP*431*D8*20260301",
  "DTP*431*D8*20260310", "" },
{ "an accident after the service is told", P, "DTP*439*D8*20260228",
  "DTP*439*D8*20260401", "date-too-late DTP03" },
{ "a discharge before the admission is told", P,
  "300***11:B:1*Y*A*Y*Y~\n", "300***21:B:1*Y*A*Y*Y~\n"
  "DTP*435*D8*20260311~\nDTP*096*D8*20260310~\n", "date-too-early DTP03" },
{ "an admission after the statement is told", I, "DT*202603011030",
  "DT*202603061030", "date-too-late DTP03" },
{ "an admission before the statement is clean", I, "DT*202603011030",
  "DT*202602251030", "" },
{ "a disability that ends before it begins is told", P,
  "300***11:B:1*Y*A*Y*Y~\n", "300***11:B:1*Y*A*Y*Y~\n"
  "DTP*314*RD8*20260320-20260312~\n", "period-reversed DTP03" },
{ "a return before the last day of work is told", P,
  "300***11:B:1*Y*A*Y*Y~\n", "300***11:B:1*Y*A*Y*Y~\n"
  "DTP*297*D8*20260312~\nDTP*296*D8*20260301~\n", "date-too-early DTP03" },
{ "a return in the future is clean", P,
  "300***11:B:1*Y*A*Y*Y~\n", "300***11:B:1*Y*A*Y*Y~\n"
  "DTP*297*D8*20260312~\nDTP*296*D8*20260701~\n", "" },
{ "a line's last visit after its service is told", P,
  "DTP*472*D8*20260310~\n", "DTP*472*D8*20260310~\nDTP*304*D8*20260311~\n",
  "date-too-late DTP03" },

/* providers, numbers, addresses */
{ "an NPI of nine digits is told", P, "XX*1000000012", "XX*100000001",
  "npi-format NM109" },
{ "an NPI with a letter is told", I, "XX*1000000012", "XX*10000000A2",
  "npi-format NM109" },
{ "an NPI that begins with 3 is told", D, "XX*1234567893",
  "XX*3234567893", "npi-format NM109" },
{ "an NPI with a wrong digit is told", P, "XX*1000000012",
  "XX*1000000013", "npi-check-digit NM109" },
{ "an NPI with two digits swapped is told", P, "XX*1234567893",
  "XX*1234576893", "npi-check-digit NM109" },
{ "a provider without an NPI is clean", P,
  "NM1*82*1*CARE*DANA****XX*1000000012", "NM1*82*1*CARE*DANA", "" },
{ "a tax id with a hyphen is told", P, "REF*EI*123456789",
  "REF*EI*12-3456789", "tax-id-format REF02" },
{ "a Social Security number with letters is told", D, "REF*SY*123456789",
  "REF*SY*12345678A", "tax-id-format REF02" },
{ "a CLIA number without its D is told", P, "05D0123456", "0500123456",
  "clia-format REF02" },
{ "an NDC with hyphens is told", P, "N4*00074123401", "N4*0074-1234-01",
  "ndc-format LIN03" },
{ "another product number is no NDC", P, "LIN**N4*00074123401",
  "LIN**EN*0074-1234", "" },
{ "an address without a state is told", P, "N4*BOISE*ID*83702~",
  "N4*BOISE**83702~", "address-state-missing N402" },
{ "an address without a ZIP is told", P, "N4*BOISE*ID*83702~",
  "N4*BOISE*ID~", "address-zip-missing N403" },
{ "an address abroad needs neither", P, "N4*BOISE*ID*83702~",
  "N4*LISBOA***PT~", "" },
{ "a ZIP with a hyphen is told", P, "N4*BOISE*ID*83702~",
  "N4*BOISE*ID*83702-1234~", "zip-format N403" },
{ "a Canadian postal code is no ZIP", P, "N4*BOISE*ID*83702~",
  "N4*TORONTO*ON*M5V 2T6*CA~", "" },
{ "a billing address with a short ZIP is told", P,
  "N3*12 OAK ST~\nN4*BOISE*ID*837021234",
  "N3*12 OAK ST~\nN4*BOISE*ID*83702", "zip-short N403" },
{ "a facility with a short ZIP is told", P,
  "N3*14 OAK ST~\nN4*BOISE*ID*837021234",
  "N3*14 OAK ST~\nN4*BOISE*ID*83702", "zip-short N403" },
{ "a box as billing address is told", P, "N3*12 OAK ST~",
  "N3*P.O. Box 12~", "billing-address-box N301" },
{ "a box on the second line is told", P, "N3*12 OAK ST~",
  "N3*12 OAK ST*POST OFFICE BOX 7~", "billing-address-box N302" },
{ "a lock box is told", I, "N3*100 RIVER RD~", "N3*LOCKBOX 7~",
  "billing-address-box N301" },
{ "a street that sounds like a box is clean", P, "N3*12 OAK ST~",
  "N3*12 DEPO BOXWOOD LN~", "" },
{ "a pay-to address that is the billing address is told", P,
  "N3*PO BOX 99~\nN4*BOISE*ID*837010099~",
  "N3*12 OAK ST~\nN4*BOISE*ID*837021234~", "pay-to-needless N4" },
{ "a rendering provider who bills is told", P, "XX*1000000012",
  "XX*1234567893", "rendering-is-billing NM109" },
{ "a line's provider who is the claim's is told", P,
  "NM1*DK*1*ORDER*ODA****XX*1000000038",
  "NM1*82*1*CARE*DANA****XX*1000000012",
  "line-provider-needless NM109" },
{ "a line's own provider is clean", P,
  "NM1*DK*1*ORDER*ODA****XX*1000000038",
  "NM1*82*1*OTHER*ODA****XX*1000000038", "" },
};

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
	struct CMUnitTest tests[LENGTH(changes) + 1] = {
		cmocka_unit_test(messages_are_whole),
	};

	for (size_t i = 0; i < LENGTH(changes); i++)
		tests[i + 1] = change_test(&changes[i]);
	return _cmocka_run_group_tests("rules of claims", tests,
	    LENGTH(tests), load_guides, drop_guides);
}
