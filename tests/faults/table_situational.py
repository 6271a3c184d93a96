# SPDX-License-Identifier: Apache-2.0
"""Faults between segments: each right in itself, together they are not."""

from edit import again, behind, both, change, delete, move, replace
from fault import Table

table = fault = Table("situational")

# ---- levels --------------------------------------------------------------------------

fault("a level skips a number", "837P",
      change("HL*5*3", 1, "15"), "level-number", "2000C", "HL01")
fault("a level repeats a number", "837P",
      change("HL*6", 1, "5"), "level-number", "2000B", "HL01")
fault("the first level is not number 1", "837D",
      change("HL*1", 1, "0"), "level-number", "2000A", "HL01")
fault("a subscriber is under the wrong provider", "837P",
      change("HL*8", 2, "1"), "level-parent", "2000B", "HL02")
fault("a patient is under the wrong subscriber", "837P",
      change("HL*5*3", 2, "2"), "level-parent", "2000C", "HL02")
fault("a subscriber is under a level that is not there", "837I",
      change("HL*2*1", 2, "9"), "level-parent", "2000B", "HL02")
fault("a subscriber with a patient says he has none below", "837P",
      change("HL*3", 4, "0"), "level-has-child", "2000B", "HL04")
fault("a subscriber without a patient says he has one below", "837P",
      change("HL*2", 4, "1"), "level-no-child", "2000B", "HL04")
fault("the last subscriber says he has one below", "837I",
      change("HL*5*1", 4, "1"), "level-no-child", "2000B", "HL04")
fault("a patient of a hospital is under the provider", "837I",
      change("HL*4", 2, "1"), "level-parent", "2000C", "HL02")
fault("a dental subscriber with a patient says he has none below", "837D",
      change("HL*3", 4, "0"), "level-has-child", "2000B", "HL04")

# ---- subscribers and patients -----------------------------------------------------------

fault("a subscriber with a claim is not said to be the patient", "837P",
      change("SBR*P*18*GRP4471", 2, ""), "subscriber-not-self", "2000B",
      "SBR02")
fault("a subscriber with a patient is said to be the patient", "837P",
      change("SBR*P**GRP9902", 2, "18"), "subscriber-self", "2000B",
      "SBR02")
fault("a subscriber has no claim", "837P",
      delete("HL*8 > CLM", 17), "subscriber-empty", "2000B", "SBR",
      at="HL*8 > SBR")
fault("a subscriber who is the patient has no birth date", "837P",
      delete("DMG*D8*19800214"), "patient-part-missing", "2010BA", "NM1",
      at="NM1*IL*1*SAMPLE")
fault("a subscriber who is the patient has no street", "837I",
      delete("N3*14 BIRCH"), "patient-part-missing", "2010BA", "NM1",
      at="NM1*IL*1*INPATIENT")
fault("a subscriber who is the patient has no city", "837D",
      delete("N4*TACOMA*WA*984031000"), "patient-part-missing", "2010BA",
      "NM1", at="NM1*IL*1*TOOTHWELL")
fault("more about the patient stands at a subscriber who is not he", "837P",
      behind("SBR*P**GRP9902", "PAT*****D8*20260227"),
      "patient-details-misplaced", "2000B", "PAT")
fault("a man is pregnant", "837P",
      change("PAT*****D8", 9, "Y"), "pregnant-male", "2000B", "PAT09")
fault("two payers take the same turn", "837P",
      change("SBR*S", 1, "P"), "payer-turn-repeated", "2320", "SBR01")
fault("the claim's payer takes the turn of another", "837P",
      change("SBR*T", 1, "P"), "payer-turn-repeated", "2320", "SBR01",
      at="SBR*P*18*******MB")
fault("Medicare comes second and does not say why", "837P",
      change("HL*8 > SBR", 1, "S"), "medicare-reason-missing", "2000B",
      "SBR05")
fault("Medicare comes first and says why it comes second", "837P",
      change("HL*8 > SBR", 5, "12"), "medicare-reason-unexpected", "2000B",
      "SBR05")

# ---- the claim ------------------------------------------------------------------------------

fault("a replacement does not name what it replaces", "837P",
      delete("REF*F8*ICN20260111"), "original-number-missing", "2300",
      "CLM05-3", at="CLM*RFM-10004")
fault("a void does not name what it voids", "837D",
      change("CLM*BTD-5001", "5-3", "8"), "original-number-missing", "2300",
      "CLM05-3")
fault("a hospital's replacement does not name what it replaces", "837I",
      delete("REF*F8*ICN7700040"), "original-number-missing", "2300",
      "CLM05-3", at="CLM*LTH-70004")
fault("an original claim names one that it replaces", "837P",
      behind("REF*G1*AUTH1001", "REF*F8*ICN1"),
      "original-number-unexpected", "2300", "REF")
fault("an auto accident has no state", "837P",
      change("CLM*RFM-10002", 11, "AA"), "accident-state-missing", "2300",
      "CLM11-4")
fault("an auto accident has no date", "837P",
      delete("DTP*439"), "accident-date-missing", "2300", "CLM11",
      at="CLM*RFM-10002")
fault("another accident has no date", "837D",
      change("CLM*BTD-5001", 11, "OA"), "accident-date-missing", "2300",
      "CLM11")
fault("the date of an accident comes without its cause", "837P",
      change("CLM*RFM-10002", 11, ""), "accident-cause-missing", "2300",
      "DTP", at="DTP*439")
fault("a hospital stay has no admission date", "837P",
      delete("DTP*435*D8*20260110"), "admission-date-missing", "2300", "CLM",
      at="CLM*RFM-10004")
fault("a line of a hospital stay has no admission date", "837P",
      change("SV1*HC:99213*95", 5, "21"), "admission-date-missing", "2300",
      "CLM", at="CLM*RFM-10005")
fault("a psychiatric stay perhaps lacks its admission date", "837P",
      change("CLM*RFM-10005", "5-1", "51"), "admission-date-likely", "2300",
      "CLM")
fault("an inpatient bill has no admission date", "837I",
      delete("DTP*435"), "admission-date-missing", "2300", "CLM",
      at="CLM*LTH-70001")
fault("an inpatient bill has no point of origin", "837I",
      change("CL1", 2, ""), "admission-source-missing", "2300", "CLM",
      at="CLM*LTH-70001")
fault("an inpatient bill has no attending provider", "837I",
      delete("NM1*71", 2), "attending-missing", "2300", "CLM",
      at="CLM*LTH-70001")
fault("an attachment has no control number", "837P",
      replace("PWK", "PWK*OZ*EL"), "attachment-number-missing", "2300",
      "PWK06")
fault("a diagnosis is sent twice", "837P",
      change("HI*ABK:J0190", "3-2", "I10"), "diagnosis-repeated", "2300",
      "HI03-2")
fault("a diagnosis has its decimal point", "837P",
      change("HI*ABK:J0190", "1-2", "J01.90"), "diagnosis-point", "2300",
      "HI01-2")
fault("a hospital's diagnosis is sent twice", "837I",
      change("HI*ABF:I110", "2-2", "I110"), "diagnosis-repeated", "2300",
      "HI02-2")
fault("two claims have one number", "837P",
      change("CLM*RFM-10004", 1, "RFM-10001"), "claim-id-repeated", "2300",
      "CLM01")

# ---- lines ------------------------------------------------------------------------------------

fault("a line skips a number", "837P",
      change("CLM*RFM-10002 > LX*2", 1, "3"), "line-number", "2400", "LX01")
fault("a line repeats a number", "837I",
      change("LX*3", 1, "2"), "line-number", "2400", "LX01")
fault("a line points at a diagnosis that was not sent", "837P",
      change("SV1*HC:83036", 7, "4"), "diagnosis-pointer", "2400", "SV107-1")
fault("a line's third pointer points at nothing", "837P",
      change("SV1*HC:99214", 7, "1:2:12"), "diagnosis-pointer", "2400",
      "SV107-3")
fault("a line points twice at one diagnosis", "837P",
      change("SV1*HC:99214", 7, "1:2:2"), "diagnosis-pointer-repeated",
      "2400", "SV107-3")
fault("a dental line points where no diagnosis was sent", "837D",
      change("SV3*AD:D0120", 11, "1"), "diagnosis-pointer", "2400",
      "SV311-1")
fault("two lines have one control number", "837P",
      change("REF*6R*RFM10001L2", 2, "RFM10001L1"), "line-control-repeated",
      "2400", "REF02")
fault("a dental claim says no date at all", "837D",
      delete("DTP*472"), "service-date-missing", "2400", "SV3",
      at="SV3*AD:D0120")
fault("a line was paid by a payer the claim does not name", "837P",
      change("SVD*60003*70", 1, "60009"), "line-payer-unknown", "2430",
      "SVD01")
fault("a hospital line was paid by a payer nobody named", "837I",
      change("SVD*60003*250", 1, "99999"), "line-payer-unknown", "2430",
      "SVD01")
fault("another payer decided lines, but not the claim", "837P",
      delete("AMT*D*190"), "other-payer-paid-missing", "2330B", "NM1",
      at="NM1*PR*2*MADE UP")
fault("when the other payer decided is not told", "837I",
      delete("DTP*573"), "other-payer-date-missing", "2330B", "NM1",
      at="CLM*LTH-70003 > NM1*PR")

# ---- dates ------------------------------------------------------------------------------------

fault("a line ends before it begins", "837P",
      change("DTP*472*RD8", 3, "20260226-20260225"), "period-reversed",
      "2400", "DTP03")
fault("a statement ends before it begins", "837I",
      change("DTP*434", 3, "20260224-20260220"), "period-reversed", "2300",
      "DTP03")
fault("a service is after the day the file was made", "837P",
      change("CLM*RFM-10005 > DTP*472", 3, "20260303"), "service-in-future",
      "2400", "DTP03")
fault("a service is before the patient's birth", "837P",
      change("DMG*D8*20150303", 2, "20260228"), "service-before-birth",
      "2400", "DTP03", at="CLM*RFM-10005 > DTP*472")
fault("a service is after the patient's death", "837P",
      change("PAT*****D8", 6, "20260219"), "service-after-death", "2400",
      "DTP03", at="CLM*RFM-10006 > DTP*472")
fault("a line is outside the statement period", "837I",
      change("SV2*0450 > DTP*472", 3, "20260302"),
      "service-outside-statement", "2400", "DTP03")
fault("the onset is after the service", "837P",
      change("DTP*431", 3, "20260228"), "date-too-late", "2300", "DTP03")
fault("the accident is after the service", "837P",
      change("DTP*439", 3, "20260226"), "date-too-late", "2300", "DTP03")
fault("the discharge is before the admission", "837P",
      change("DTP*096", 3, "20260109"), "date-too-early", "2300", "DTP03")
fault("the admission is after the statement period", "837I",
      change("DTP*435", 3, "202602250930"), "date-too-late", "2300",
      "DTP03")
fault("the other payer decided before the service", "837P",
      change("DTP*573", 3, "20260111"), "other-payer-date-early", "2430",
      "DTP03")

# ---- numbers and addresses ------------------------------------------------------------------------

fault("the billing provider's NPI has a wrong check digit", "837P",
      change("NM1*85", 9, "1234567890"), "npi-check-digit", "2010AA",
      "NM109")
fault("two digits of a rendering provider's NPI are swapped", "837P",
      change("NM1*82*1*DEPUTY", 9, "1867543202"), "npi-check-digit", "2420A",
      "NM109")
fault("the attending provider's NPI has nine digits", "837I",
      change("NM1*71", 9, "187654320"), "npi-format", "2310A", "NM109")
fault("the payee's NPI has a wrong check digit", "835",
      change("N1*PE", 4, "1234567894"), "npi-check-digit", "1000B", "N104")
fault("an NPI begins with 3", "837D",
      change("NM1*82", 9, "3554433221"), "npi-format", "2310B", "NM109")
fault("the tax id has a hyphen", "837P",
      change("REF*EI", 2, "82-0000001"), "tax-id-format", "2010AA", "REF02")
fault("the tax id has eight digits", "837I",
      change("REF*EI", 2, "39000000"), "tax-id-format", "2010AA", "REF02")
fault("the CLIA number has no D", "837P",
      change("REF*X4", 2, "1300012345"), "clia-format", "2400", "REF02")
fault("the NDC has hyphens", "837P",
      change("LIN", 3, "00641-0367-25"), "ndc-format", "2410", "LIN03")
fault("the NDC has ten digits", "837P",
      change("LIN", 3, "0064103672"), "ndc-format", "2410", "LIN03")
fault("the ZIP has six digits", "837P",
      change("N4*BOISE*ID*837041111", 3, "837041"), "zip-format", "2010BA",
      "N403")
fault("the ZIP has a hyphen", "837P",
      change("N4*BOISE*ID*837041111", 3, "83704-1111"), "zip-format",
      "2010BA", "N403")
fault("the billing provider's ZIP has five digits", "837P",
      change("N4*BOISE", 3, "83702"), "zip-short", "2010AA", "N403")
fault("an address has no state", "837P",
      change("N4*MERIDIAN", 2, ""), "address-state-missing", "2010CA",
      "N402")
fault("an address has no ZIP", "837I",
      change("N4*MIDDLETON", 3, ""), "address-zip-missing", "2010CA", "N403")
fault("the billing provider lives in a post office box", "837P",
      change("N3*100", 1, "P.O. Box 12"), "billing-address-box", "2010AA",
      "N301")

# ---- remittances -------------------------------------------------------------------------------------

fault("a reversal pays", "835",
      change("CLP*RFM-09500*22", 4, "95"), "reversal-sign", "2100", "CLP04")
fault("a reversal states what the patient owes", "835",
      change("CLP*RFM-09500*22", 5, "-20"), "reversal-patient", "2100",
      "CLP05")
fault("a forwarded claim does not say to whom", "835",
      delete("NM1*TT"), "remit-forwarded", "2100", "CLP02",
      at="CLP*RFM-09870")
fault("a denied patient was paid", "835",
      change("CLP*RFM-09500*1", 2, "4"), "denied-paid", "2100", "CLP04")
fault("a predetermination pays", "835",
      change("CLP*RFM-09500*1", 2, "25"), "predetermination-paid", "2100",
      "CLP04")
fault("an adjustment of a paid line is nothing", "835",
      behind("CAS*CO*16", "CAS*OA*23*0"), "remit-adjustment-zero", "2110",
      "CAS03")
fault("a second reason of a paid line has a count and no amount", "835",
      replace("CAS*CO*16", "CAS*CO*16*240**45**1"),
      "remit-adjustment-amount", "2110", "CAS06")
fault("no day is told of a paid line", "835",
      delete("DTM*472*20260211"), "remit-dates-missing", "2110", "SVC",
      at="SVC*HC:99215")
fault("a paid line tells only its first day", "835",
      delete("DTM*151"), "remit-date-alone", "2110", "SVC",
      at="SVC*HC:96372")
fault("a paid line ends before it begins", "835",
      change("DTM*151", 2, "20260224"), "remit-dates-order", "2110",
      "DTM02")
fault("money is announced by a notice", "835",
      change("BPR", 1, "H"), "payment-not-zero", "835", "BPR02")
fault("a transfer does not name the payee's bank", "835",
      both(change("BPR", 12, ""), change("BPR", 13, "")),
      "payment-banks", "835", "BPR12")
fault("the trace names another sender than the payment", "835",
      change("TRN", 3, "1820000008"), "trace-payer", "835", "TRN03")
fault("a provider adjustment is nothing", "835",
      replace("PLB", "PLB*1234567893*20261231*L6:ICN900001*-3.21"
              "*WO:RFM-08111*75*CS:X*0"), "plb-zero", "835", "PLB08")
fault("a balance carried forward names nothing", "835",
      change("PLB", 5, "WO"), "plb-reference", "835", "PLB05-2")
fault("the trace's sender has no tax number's form", "835",
      both(change("TRN", 3, "9820000009"), change("BPR", 10, "9820000009")),
      "trace-payer-form", "835", "TRN03")
fault("a reversal stands behind its correction", "835",
      move("CLP*RFM-09500*22", "CLP*RFM-09910", 6), "reversal-late", "2100",
      "CLP02")
fault("what was billed is told though it was paid", "835",
      change("SVC*HC:99215", 6, "HC:99215"), "remit-billed-same", "2110",
      "SVC06")
fault("a payment is negative", "835",
      both(change("BPR", 2, "-8.79"), change("PLB", 6, "5175")),
      "payment-negative", "835", "BPR02")
fault("a payment of nothing is made by transfer", "835",
      both(change("BPR", 2, "0"), change("PLB", 6, "5166.21")),
      "payment-zero", "835", "BPR01")
fault("a remittance brings nothing", "835",
      delete("LX*1", 63), "remit-empty", "835", "BPR01", at="BPR")
fault("the same claim is paid twice", "835",
      both(again("CLP*RFM-09910", 7)), "remit-claim-twice", "2100", "CLP01")
fault("a second adjustment of a group has a segment of its own", "837P",
      behind("CAS*PR*1*40", "CAS*PR*2*5*1*3*-5"),
      "adjustment-group-repeated", "2320", "CAS01")
fault("a patient died before he was born", "837P",
      change("PAT*****D8", 6, "19400101"), "death-before-birth", "2010BA",
      "DMG02", at="HL*8 > DMG")
fault("the pay-to address is the billing address", "837P",
      both(replace("N3*PO BOX 77", "N3*100 RIVER ROAD"),
           replace("N4*BOISE*ID*837010077", "N4*BOISE*ID*837021234")),
      "pay-to-needless", "2010AB", "N4", at="N4*BOISE#2")
fault("the rendering provider is the billing provider", "837P",
      change("CLM*RFM-10004 > NM1*82", 9, "1234567893"),
      "rendering-is-billing", "2310B", "NM109")
fault("a line's rendering provider is the claim's", "837P",
      change("NM1*82*1*DEPUTY", 9, "1456789019"), "line-provider-needless",
      "2420A", "NM109")
