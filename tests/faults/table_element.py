# SPDX-License-Identifier: Apache-2.0
"""Faults of single elements: missing, unused, of the wrong form or code."""

from edit import append, behind, change, replace
from fault import Table

table = fault = Table("element")

# ---- missing, unused ---------------------------------------------------------------

fault("the claim has no total", "837P",
      change("CLM*RFM-10002", 2, ""), "element-missing", "2300", "CLM02")
fault("the claim has no number", "837P",
      change("CLM*RFM-10002", 1, ""), "element-missing", "2300", "CLM01")
fault("the claim has no frequency", "837P",
      change("CLM*RFM-10005", "5-3", ""), "element-missing", "2300",
      "CLM05-3")
fault("the procedure code is missing", "837P",
      change("SV1*HC:99213*95", "1-2", ""), "element-missing", "2400",
      "SV101-2")
fault("the charge is missing", "837P",
      change("SV1*HC:99213*95", 2, ""), "element-missing", "2400", "SV102")
fault("the line has no diagnosis pointer", "837P",
      change("SV1*HC:99213*95", 7, ""), "element-missing", "2400", "SV107")
fault("the payer has no id", "837P",
      change("NM1*PR", 9, ""), "element-missing", "2010BB", "NM109")
fault("the payer's turn is missing", "837P",
      change("SBR*P**GRP9902", 1, ""), "element-missing", "2000B", "SBR01")
fault("the diagnosis has no code", "837P",
      change("HI*ABK:J0190", "2-2", ""), "element-missing", "2300",
      "HI02-2")
fault("the bill has no type", "837I",
      change("CLM*LTH-70002", "5-1", ""), "element-missing", "2300",
      "CLM05-1")
fault("the patient's status is missing", "837I",
      change("CL1", 3, ""), "element-missing", "2300", "CL103")
fault("the paid claim has no status", "835",
      change("CLP*RFM-09910", 2, ""), "element-missing", "2100", "CLP02")
fault("the payment has no amount", "835",
      change("BPR", 2, ""), "element-missing", "835", "BPR02")
fault("the paid line has no charge", "835",
      change("SVC*HC:99215", 2, ""), "element-missing", "2110", "SVC02")
fault("the adjustment has no group", "835",
      change("CAS*CO*16", 1, ""), "element-missing", "2110", "CAS01")
fault("an unused element of the claim is sent", "837P",
      change("CLM*RFM-10002", 3, "X"), "element-unused", "2300", "CLM03")
fault("an unused element of the level is sent", "837P",
      change("HL*1", 2, "1"), "element-unused", "2000A", "HL02")
fault("an unused element of a name is sent", "837P",
      change("NM1*QC", 6, "MR"), "element-unused", "2010CA", "NM106")
fault("an unused component is sent", "837P",
      change("SV1*HC:99213*95", "1-8", "99214"), "element-unused", "2400",
      "SV101-8")
fault("the provider's signature is sent on a hospital's claim", "837I",
      change("CLM*LTH-70002", 6, "Y"), "element-unused", "2300", "CLM06")

# ---- lengths --------------------------------------------------------------------------

fault("the claim's number is too long", "837P",
      change("CLM*RFM-10002", 1, "X" * 39), "element-too-long", "2300",
      "CLM01")
fault("the street is too long", "837P",
      change("N3*21", 1, "A" * 56), "element-too-long", "2010BA", "N301")
fault("the city is too short", "837P",
      change("N3*21 > N4", 1, "B"), "element-too-short", "2010BA", "N401")
fault("the modifier is too long", "837P",
      change("SV1*HC:25600", "1-3", "RTX"), "element-too-long", "2400",
      "SV101-3")
fault("the modifier is too short", "837P",
      change("SV1*HC:25600", "1-3", "R"), "element-too-short", "2400",
      "SV101-3")
fault("the charge has more digits than money has", "837P",
      change("CLM*RFM-10001 > AMT*F5", 2, "12345678901"),
      "element-too-long", "2300", "AMT02")
fault("the taxonomy of a remark is too long", "835",
      change("LQ*HE*M76", 2, "M" * 31), "element-too-long", "2110", "LQ02")
fault("the payer's number is too short", "837I",
      change("NM1*PR", 9, "6"), "element-too-short", "2010BB", "NM109")

# ---- numbers, dates, times ----------------------------------------------------------------

fault("the total has a comma", "837P",
      change("CLM*RFM-10001", 2, "4,25"), "not-a-number", "2300", "CLM02")
fault("the charge has a currency sign", "837P",
      change("SV1*HC:83036", 2, "$45"), "not-a-number", "2400", "SV102")
fault("the charge has two decimal points", "837P",
      change("SV1*HC:83036", 2, "4.5.0"), "not-a-number", "2400", "SV102")
fault("the units are a word", "837P",
      change("SV1*HC:83036", 4, "ONE"), "not-a-number", "2400", "SV104")
fault("the line number has a decimal point", "837P",
      change("LX*2", 1, "2.0"), "not-a-number", "2400", "LX01")
fault("the total has a tenth of a cent", "837P",
      change("CLM*RFM-10001", 2, "425.005"), "amount-cents", "2300",
      "CLM02")
fault("the paid amount is a word", "835",
      change("CLP*RFM-09870", 4, "ALL"), "not-a-number", "2100", "CLP04")
fault("an adjustment is no number", "835",
      change("CAS*CO*16", 3, "2A0"), "not-a-number", "2110", "CAS03")
fault("the subscriber was born on the 30th of February", "837P",
      change("DMG*D8*19800214", 2, "19800230"), "date-invalid", "2010BA",
      "DMG02")
fault("the birth date is written with dashes", "837P",
      change("DMG*D8*19800214", 2, "1980-02-14"), "date-invalid", "2010BA",
      "DMG02")
fault("the service was on the 31st of April", "837P",
      change("DTP*472", 3, "20260431"), "date-invalid", "2400", "DTP03")
fault("the service was in month 13", "837I",
      change("DTP*472", 3, "20261301"), "date-invalid", "2400", "DTP03")
fault("29 February in a common year", "837P",
      change("DTP*431", 3, "20250229"), "date-invalid", "2300", "DTP03")
fault("a period is written as one day", "837I",
      change("DTP*434", 3, "20260220"), "date-invalid", "2300", "DTP03")
fault("a day is written as a period", "837P",
      change("DTP*472", 3, "20260226-20260226"), "date-invalid", "2400",
      "DTP03")
fault("the discharge hour is 25", "837I",
      change("DTP*096", 3, "2500"), "time-invalid", "2300", "DTP03")
fault("the admission has no hour, but says so", "837I",
      change("DTP*435", 3, "20260220"), "date-invalid", "2300", "DTP03")
fault("the date of a procedure is none", "837I",
      change("HI*BBR", "1-4", "20260231"), "date-invalid", "2300",
      "HI01-4")
fault("the date of the payment is none", "835",
      change("BPR", 16, "20260232"), "date-invalid", "835", "BPR16")
fault("the batch was made at a time that is none", "837P",
      change("BHT", 5, "0960"), "time-invalid", "837", "BHT05")

# ---- codes ---------------------------------------------------------------------------------

fault("the sex is a code that is none", "837P",
      change("DMG*D8*19800214", 3, "X"), "code-invalid", "2010BA", "DMG03")
fault("the filing indicator is a code that is none", "837P",
      change("SBR*P**GRP9902", 9, "C1"), "code-invalid", "2000B", "SBR09")
fault("the relationship is a code that is none", "837P",
      change("PAT*19", 1, "18"), "code-invalid", "2000C", "PAT01")
fault("assignment is a code that is none", "837P",
      change("CLM*RFM-10002", 7, "P"), "code-invalid", "2300", "CLM07")
fault("the unit is a code that is none", "837P",
      change("SV1*HC:83036", 3, "DA"), "code-invalid", "2400", "SV103")
fault("the batch has a purpose that is none", "837P",
      change("BHT", 2, "01"), "code-invalid", "837", "BHT02")
fault("the place of service is said to be a type of bill", "837P",
      change("CLM*RFM-10002", "5-2", "A"), "code-invalid", "2300",
      "CLM05-2")
fault("the second diagnosis is of a kind that is none", "837P",
      change("HI*ABK:J0190", "2-1", "ABX"), "code-invalid", "2300",
      "HI02-1")
fault("the second diagnosis is said to be the principal", "837P",
      change("HI*ABK:J0190", "2-1", "ABK"), "code-invalid", "2300",
      "HI02-1")
fault("the pointer is 13", "837P",
      change("SV1*HC:83036", "7-1", "13"), "code-invalid", "2400",
      "SV107-1")
fault("present on admission is a code that is none", "837I",
      change("HI*ABF:I110", "1-9", "1"), "code-invalid", "2300", "HI01-9")
fault("the tooth's surface is a code that is none", "837D",
      change("TOO*JP*30", "3-2", "X"), "code-invalid", "2400", "TOO03-2")
fault("the claim status is a code that is none", "835",
      change("CLP*RFM-09910", 2, "5"), "code-invalid", "2100", "CLP02")
fault("the adjustment group is one of 4010", "835",
      change("CAS*CO*16", 1, "CR"), "code-invalid", "2110", "CAS01")
fault("the provider adjustment has a reason that is none", "835",
      change("PLB", "3-1", "ZZ"), "code-invalid", "835", "PLB03-1")
fault("the way of payment is a code that is none", "835",
      change("BPR", 4, "EFT"), "code-invalid", "835", "BPR04")
fault("the kind of procedure is in lower case", "837P",
      change("SV1*HC:83036", "1-1", "hc"), "lower-case-code", "2400",
      "SV101-1")
fault("the sex is in lower case", "837P",
      change("DMG*D8*19800214", 3, "f"), "lower-case-code", "2010BA",
      "DMG03")
fault("the kind of id is in lower case", "837I",
      change("NM1*IL", 8, "mi"), "lower-case-code", "2010BA", "NM108")
fault("a qualifier is in lower case", "837P",
      change("NM1*85", 1, "8s"), "qualifier-invalid", "2010AA", "NM101")
fault("the billing provider of a hospital is a person", "837I",
      change("NM1*85", 2, "1"), "code-invalid", "2010AA", "NM102")

# ---- too many -------------------------------------------------------------------------------

fault("the street has three parts", "837P",
      append("N3*100", "*FLOOR 2"), "too-many-elements", "2010AA", "N303")
fault("the claim has more elements than CLM", "837P",
      change("CLM*RFM-10002", 21, "X"), "too-many-elements", "2300",
      "CLM21")
fault("the place of service has four components", "837P",
      change("CLM*RFM-10002", "5-4", "X"), "too-many-components", "2300",
      "CLM05")
fault("a procedure has nine components", "837P",
      change("SV1*HC:83036", "1-9", "X"), "too-many-components", "2400",
      "SV101")
fault("a street holds a component separator", "837P",
      change("N3*21", 1, "21 ASPEN:LANE"), "not-composite", "2010BA",
      "N301")
fault("a number holds a component separator", "837P",
      change("CLM*RFM-10002", 2, "290:00"), "not-composite", "2300",
      "CLM02")
fault("a claim number holds a repetition separator", "837P",
      change("CLM*RFM-10002", 1, "RFM^10002"), "too-many-repetitions",
      "2300", "CLM01")
fault("a name is repeated", "837I",
      change("NM1*IL", 3, "INPATIENT^OTHER"), "too-many-repetitions",
      "2010BA", "NM103")
fault("an element separator stands where a component separator belongs",
      "837P", replace("HI*ABK:J0190", "HI*ABK*J0190*ABF*I10*ABF*E119"),
      "component-separator", "2300", "HI01")
fault("a procedure is parted by the element separator", "837P",
      replace("SV1*HC:83036", "SV1*HC*83036*45*UN*1***3"),
      "component-separator", "2400", "SV101")

# ---- syntax notes ------------------------------------------------------------------------------

fault("an id comes without its kind (P)", "837P",
      change("NM1*DN", 8, ""), "elements-together", "2310A", "NM108")
fault("a kind of id comes without the id (P)", "837P",
      change("NM1*82", 9, ""), "elements-together", "2310B", "NM109")
fault("a contact's number comes without its kind (P)", "837P",
      change("PER*IC*PAT BILLER*TE*5555550100*EX", 5, ""),
      "elements-together", "1000A", "PER05")
fault("a weight comes without its unit (P)", "837P",
      change("CR1", 1, ""), "elements-together", "2300", "CR101")
fault("the patient's death has no date (P)", "837P",
      change("PAT*****D8", 6, ""), "elements-together", "2000B", "PAT06")
fault("the attachment's number has no kind (P)", "837P",
      change("PWK", 5, ""), "elements-together", "2300", "PWK05")
fault("the value's composite has a date without its format (P)", "837I",
      change("HI*BH", "1-3", ""), "element-missing", "2300", "HI01-3")
fault("a second adjustment has neither reason (C)", "835",
      replace("CAS*CO*16", "CAS*CO*16*200***40"), "element-needs-other", "2110", "CAS05")
fault("a second reason has neither amount nor count (L)", "835",
      change("CAS*CO*16", 5, "45"), "element-needs-other", "2110", "CAS06")
fault("a state and a foreign subdivision are both sent (E)", "837P",
      replace("N4*BOISE*ID*837041111", "N4*BOISE*ID*837041111*US***ID"),
      "not-both-elements", "2010BA", "N402")
fault("an answer on a form says nothing (R)", "837P",
      behind("REF*G2*REND200", "LQ*UT*01.02", "FRM*1B*Y", "FRM*1A"),
      "one-of-elements", "2440", "FRM02", at="FRM*1A")
fault("the payer's bank number has no kind (P)", "835",
      change("BPR", 6, ""), "elements-together", "835", "BPR06")
fault("the payer's account has a kind and no number (C)", "835",
      change("BPR", 9, ""), "element-needs-other", "835", "BPR09")

# ---- characters ---------------------------------------------------------------------------------

fault("a name is only spaces", "837P",
      change("NM1*QC", 3, "   "), "blank", "2010CA", "NM103")
fault("the claim's number begins with a space", "837P",
      change("CLM*RFM-10002", 1, " RFM-10002"), "padded", "2300", "CLM01")
fault("the member id ends with a space", "837P",
      change("NM1*IL", 9, "XQM100200300 "), "padded", "2010BA", "NM109")
fault("a street holds a tab", "837P",
      change("N3*21", 1, "21\tASPEN LANE"), "bad-character", "2010BA",
      "N301")
fault("a street holds a line feed", "837P",
      change("N3*21", 1, "21 ASPEN\nLANE"), "bad-character", "2010BA",
      "N301")
fault("a name holds a letter that is not ASCII", "837P",
      change("NM1*QC", 3, "MU\xd1OZ"), "not-ascii", "2010CA", "NM103")
fault("a note holds a bell", "837I",
      change("NTE*ADD", 2, "RING \x07"), "bad-character", "2300", "NTE02")
fault("a segment ends with empty elements", "837P",
      append("N3*21", "*"), "trailing-separators", "2010BA", "N3")
fault("a composite ends with an empty component", "837P",
      replace("SV1*HC:83036", "SV1*HC:83036:*45*UN*1***3"), "trailing-separators", "2400",
      "SV101")
