# SPDX-License-Identifier: Apache-2.0
"""Faults of the tree: segments and loops missing, twice, misplaced, unknown."""

from edit import again, before, behind, both, change, delete, find, move, \
    replace, swap
from fault import Table

table = fault = Table("structure")


def many(selector, n, times, number=None):
    """`n` segments sent `times` more; element 1 of the first counted on."""
    def edit(file):
        i = find(file, selector)
        block = file[i:i + n]
        rest = []
        for k in range(times):
            copy = list(block)
            if number is not None:
                copy[0] = "LX*%d" % (number + k)
            rest += copy
        file[i + n:i + n] = rest
        return i + n * times
    return edit


# ---- segments nobody knows -----------------------------------------------------

fault("an unknown segment stands in a claim", "837P",
      before("HI*ABK", "NM2*1*2*3"), "segment-unknown", "2300", "NM2")
fault("an unknown segment stands in a service line", "837P",
      before("REF*6R", "SV9*1*2"), "segment-unknown", "2400", "SV9")
fault("an unknown segment stands in an address", "837P",
      before("N4*BOISE", "N9*1*2"), "segment-unknown", "2010AA", "N9")
fault("an unknown segment takes the place of a required one", "837P",
      replace("SV1*HC:83036", "SVX*HC:83036*45*UN*1***3"),
      "segment-unknown", "2400", "SVX")
fault("the name of a required segment is misspelt", "837P",
      replace("N3*100", "N33*100 RIVER ROAD*SUITE 4"), "segment-unknown",
      "2010AA", "N33")
fault("the name of a loop's first segment is misspelt", "837P",
      replace("CLM*RFM-10002", "CLN*RFM-10002*290***11:B:1*Y*A*Y*Y**AA:::ID"),
      "segment-unknown", "2010CA", "CLN")
fault("the name of a level is in lower case", "837P",
      replace("HL*6", "hl*6*1*22*0"), "segment-id", "2400", "hl")
fault("the name of a line is misspelt", "837P",
      replace("CLM*RFM-10003 > LX*2", "LXX*2"), "segment-unknown", "2430",
      "LXX")
fault("the name of a paid claim is misspelt", "835",
      replace("CLP*RFM-09910", "CLQ*RFM-09910*1*240*0**12*ICN900004*11*1"),
      "segment-unknown", "2110", "CLQ")
fault("the name of a payer is misspelt", "835",
      replace("N1*PR", "N11*PR*ACME HEALTH PLAN*XV*60001"),
      "segment-unknown", "835", "N11")
fault("the name of a contact is misspelt", "837P",
      replace("PER", "PEX*IC*PAT BILLER*TE*5555550100*EX*12"),
      "segment-unknown", "1000A", "PEX")
fault("an unknown segment begins the transaction", "837I",
      before("BHT", "BGN*00*1"), "segment-unknown", "837", "BGN")
fault("an unknown segment ends the transaction", "835",
      before("SE", "CTT*1"), "segment-unknown", "835", "CTT")
fault("a remittance's segment stands in a claim", "837P",
      before("HI*ABK", "CLP*1*1*1*1**12*1"), "segment-unknown", "2300",
      "CLP")
fault("a professional line stands in an institutional claim", "837I",
      replace("SV2*0250", "SV1*HC:99213*3250.5*UN*41"),
      "segment-unknown", "2400", "SV1")
fault("an unknown segment stands in a remittance's claim", "835",
      before("SVC*HC:83036", "SVD*1*2"), "segment-unknown", "2110", "SVD")

# ---- segments in the wrong place -------------------------------------------------

fault("a patient segment stands in a claim", "837P",
      before("HI*ABK", "PAT*19"), "segment-order", "2000B", "PAT")
fault("a birth date stands at the billing provider", "837P",
      behind("REF*EI", "DMG*D8*19700101*M"), "segment-unexpected", "2010AA",
      "DMG")
fault("an adjustment stands in a line that no payer decided", "837P",
      behind("REF*6R", "CAS*CO*45*10"), "segment-unexpected", "2400", "CAS")
fault("a drug quantity stands in a claim", "837P",
      before("HI*ABK", "CTP****2*ML"), "segment-unexpected", "2300", "CTP")
fault("an ambulance's condition stands at the subscriber", "837P",
      before("DMG*D8*19800214", "CRC*07*Y*01"), "segment-unexpected",
      "2010BA", "CRC")
fault("a tooth stands at the claim", "837D",
      before("NTE*ADD", "TOO*JP*8"), "segment-unexpected", "2300", "TOO")
fault("the admission stands in a service line", "837I",
      behind("REF*6R", "CL1*1*1*01"), "segment-order", "2300", "CL1")
fault("a street stands in a paid claim", "835",
      before("AMT*AU", "N3*12 OAK ST"), "segment-unexpected", "2100", "N3")

# ---- segments out of order --------------------------------------------------------

fault("the city comes before the street", "837P",
      swap("N3*21 ASPEN"), "segment-order", "2010BA", "N3")
fault("the taxonomy comes before the level", "837P",
      move("PRV*BI", "HL*1"), "segment-missing", "2000A", "HL",
      at="PRV*BI")
fault("a claim date comes after the diagnoses", "837P",
      move("DTP*431", "NM1*DN"), "segment-order", "2300", "DTP")
fault("a note comes before the reference numbers", "837P",
      move("NTE*ADD", "AMT*F5"), "segment-order", "2300", "AMT",
      at="AMT*F5")
fault("the service date comes after the line's reference", "837P",
      swap("DTP*472", 1), "segment-order", "2400", "DTP")
fault("the procedure comes before the line number", "837P",
      swap("LX*2"), "segment-missing", "2400", "LX", at="SV1*HC:83036")
fault("the demographics come before the address", "837I",
      move("DMG*D8*19480705", "N3*14 BIRCH"), "segment-order", "2010BA",
      "N3", at="N3*14 BIRCH")
fault("the adjudication of the other payer comes before his amount", "837P",
      swap("AMT*D*190"), "segment-order", "2320", "AMT")
fault("the tooth comes after the date", "837D",
      swap("TOO*JP*14"), "segment-order", "2400", "TOO")
fault("a provider stands before the diagnoses", "837P",
      move("NM1*DN", "HI*ABK"), "segment-order", "2300", "HI",
      at="HI*ABK")
fault("a provider with his taxonomy stands before the dates", "837P",
      move("NM1*82", "DTP*431", 3), "segment-order", "2300", "DTP",
      at="DTP*431")
fault("the lines stand before the other insurance", "837I",
      move("CLM*LTH-70003 > LX", "CLM*LTH-70003 > SBR", 4),
      "segment-order", "2320", "SBR", at="CLM*LTH-70003 > SBR")
fault("a payment policy comes before the line's number", "835",
      behind("CAS*PR*3*40", "AMT*KH*1"), "segment-order", "2110", "REF",
      at="REF*6R*RFM10001L1")
fault("a provider adjustment stands among the claims", "835",
      move("PLB", "CLP*RFM-09910"), "segment-order", "2100", "CLP",
      at="CLP*RFM-09910")
fault("a paid line's date comes after its adjustment", "835",
      swap("DTM*472*20260211"), "segment-order", "2110", "DTM")
fault("the payment trace comes before the payment", "835",
      swap("BPR"), "segment-order", "835", "BPR")

# ---- required segments missing ------------------------------------------------------

fault("the beginning of the batch is missing", "837P",
      delete("BHT"), "segment-missing", "837", "BHT")
fault("the submitter has no contact", "837P",
      delete("PER"), "segment-missing", "1000A", "PER")
fault("the billing provider has no street", "837P",
      delete("N3*100"), "segment-missing", "2010AA", "N3")
fault("the billing provider has no city", "837I",
      delete("N4*MADISON"), "segment-missing", "2010AA", "N4")
fault("the billing provider has no tax id", "837P",
      delete("REF*EI"), "segment-missing", "2010AA", "REF")
fault("the subscriber segment is missing", "837P",
      delete("SBR*P*18*GRP4471"), "segment-missing", "2000B", "SBR")
fault("the subscriber's name is missing", "837P",
      delete("NM1*IL*1*PARENTAL"), "loop-missing", "2010BA", "NM1",
      at="HL*4")
fault("the subscriber's name is missing over his address", "837P",
      delete("NM1*IL*1*SAMPLE"), "segment-missing", "2010BA", "NM1")
fault("the subscriber's whole name loop is missing", "837P",
      delete("NM1*IL*1*SAMPLE", 5), "loop-missing", "2010BA", "NM1",
      at="CLM")
fault("the payer is missing", "837P",
      delete("NM1*PR*2*FICTIONAL"), "loop-missing", "2010BB", "NM1")
fault("the receiver is missing", "837P",
      delete("NM1*40"), "loop-missing", "1000B", "NM1")
fault("the submitter's name is missing", "837I",
      delete("NM1*41"), "segment-missing", "1000A", "NM1")
fault("the billing provider's name is missing", "837P",
      delete("NM1*85"), "segment-missing", "2010AA", "NM1")
fault("the billing level is missing", "837P",
      delete("HL*1"), "segment-missing", "2000A", "HL")
fault("the subscriber level is missing", "837P",
      delete("HL*2"), "segment-missing", "2000B", "HL")
fault("the patient level is missing", "837P",
      delete("HL*4"), "segment-missing", "2000C", "HL")
fault("the patient segment is missing", "837P",
      delete("PAT*19"), "segment-missing", "2000C", "PAT")
fault("the patient's name is missing", "837P",
      delete("NM1*QC"), "segment-missing", "2010CA", "NM1")
fault("the patient has no birth date", "837I",
      delete("DMG*D8*19850321"), "segment-missing", "2010CA", "DMG")
fault("the patient has no street", "837D",
      delete("N3*3 FERN HILL#2"), "segment-missing", "2010CA", "N3")
fault("the claim segment is missing", "837P",
      delete("CLM*RFM-10005"), "segment-missing", "2300", "CLM")
fault("the second claim of a subscriber has no claim segment", "837P",
      delete("CLM*RFM-10004"), "segment-missing", "2300", "CLM")
fault("the second subscriber level is missing", "837P",
      delete("HL*6"), "segment-missing", "2000B", "HL")
fault("the second billing level is missing", "837P",
      delete("HL*7"), "segment-missing", "2000A", "HL")
fault("the second patient level is missing", "837P",
      delete("HL*5*3"), "segment-missing", "2000C", "HL")
fault("the diagnoses are missing", "837P",
      delete("HI*ABK:M1711"), "segment-missing", "2300", "HI")
fault("the line number is missing", "837P",
      delete("LX*2"), "segment-missing", "2400", "LX")
fault("the first line number is missing", "837P",
      delete("CLM*RFM-10002 > LX*1"), "segment-missing", "2400", "LX")
fault("the procedure is missing", "837P",
      delete("SV1*HC:83036"), "segment-missing", "2400", "SV1")
fault("the service date is missing", "837P",
      delete("CLM*RFM-10002 > DTP*472"), "segment-missing", "2400", "DTP")
fault("the claim has no lines", "837P",
      delete("CLM*RFM-10005 > LX", 3), "loop-missing", "2400", "LX")
fault("the other subscriber's segment is missing", "837P",
      delete("SBR*P*18*******MB"), "segment-missing", "2320", "SBR")
fault("the other insurance's segment is missing", "837P",
      delete("OI"), "segment-missing", "2320", "OI")
fault("the other subscriber's name is missing", "837P",
      delete("NM1*IL*1*EXAMPLE*TAYLOR****MI*SUP"), "loop-missing", "2330A",
      "NM1", at="CLM*RFM-10003 > LX")
fault("the other payer's name is missing", "837P",
      delete("NM1*PR*2*MADE UP"), "loop-missing", "2330B", "NM1")
fault("what the payer paid on the line is missing", "837P",
      delete("SVD*60004*20"), "segment-missing", "2430", "SVD")
fault("the day the payer decided is missing", "837P",
      delete("DTP*573"), "segment-missing", "2430", "DTP")
fault("the drug has no quantity", "837P",
      delete("CTP"), "segment-missing", "2410", "CTP")
fault("the drug's number is missing", "837P",
      delete("LIN"), "segment-missing", "2410", "LIN")
fault("the service facility has no street", "837P",
      delete("N3*102"), "segment-missing", "2310C", "N3")
fault("the ambulance's pick-up has no city", "837P",
      delete("NM1*PW > N4"), "segment-missing", "2310E", "N4")
fault("the statement period is missing", "837I",
      delete("DTP*434"), "segment-missing", "2300", "DTP", at="CL1")
fault("the admission segment is missing", "837I",
      delete("CL1"), "segment-missing", "2300", "CL1")
fault("the principal diagnosis is missing", "837I",
      delete("HI*ABK"), "segment-missing", "2300", "HI", at="NM1*71")
fault("the revenue line is missing", "837I",
      delete("SV2*0301"), "segment-missing", "2400", "SV2")
fault("the dental service is missing", "837D",
      delete("SV3*AD:D0120"), "segment-missing", "2400", "SV3")
fault("the payment is missing", "835",
      delete("BPR"), "segment-missing", "835", "BPR")
fault("the payment's trace is missing", "835",
      delete("TRN"), "segment-missing", "835", "TRN")
fault("the payer of a remittance is missing", "835",
      delete("N1*PR"), "segment-missing", "1000A", "N1")
fault("the payer of a remittance has no city", "835",
      delete("N4"), "segment-missing", "1000A", "N4")
fault("nobody helps with the remittance", "835",
      delete("PER*BL"), "segment-missing", "1000A", "PER")
fault("the payee is missing", "835",
      delete("N1*PE", 2), "loop-missing", "1000B", "N1")
fault("the group of claims is missing", "835",
      delete("LX*1", 2), "segment-missing", "2000", "LX")
fault("the paid claim's segment is missing", "835",
      delete("CLP*RFM-09870"), "segment-missing", "2100", "CLP")
fault("the paid claim's patient is missing", "835",
      delete("NM1*QC*1*DENIED"), "segment-missing", "2100", "NM1")
fault("the paid line's segment is missing", "835",
      delete("SVC*HC:83036"), "segment-missing", "2110", "SVC")

# ---- too often ------------------------------------------------------------------------

fault("the street is sent twice", "837P",
      again("N3*21"), "segment-repeats", "2010BA", "N3")
fault("the beginning is sent twice", "837P",
      again("BHT"), "segment-repeats", "837", "BHT")
fault("a reference is sent twice", "837P",
      again("REF*D9"), "segment-repeats", "2300", "REF")
fault("the onset is sent twice", "837P",
      again("DTP*431"), "segment-repeats", "2300", "DTP")
fault("the diagnoses are sent twice", "837P",
      behind("HI*ABK:J0190", "HI*ABK:R05"), "segment-repeats", "2300", "HI")
fault("the procedure is sent twice", "837P",
      again("SV1*HC:99213*95"), "segment-repeats", "2400", "SV1")
fault("the service date is sent twice", "837P",
      again("DTP*472"), "segment-repeats", "2400", "DTP")
fault("the amount that the patient paid is sent twice", "837P",
      again("AMT*F5"), "segment-repeats", "2300", "AMT")
fault("there are eleven attachments", "837P",
      many("PWK", 1, 10), "segment-repeats", "2300", "PWK")
fault("there are six adjustments of an other payer", "837P",
      behind("CAS*PR*1*40", *["CAS*OA*23*%d*1" % n for n in
                              (1, 1, 1, 1, -4)]),
      "segment-repeats", "2320", "CAS", at="CAS*OA*23*-4")
fault("the admission is sent twice", "837I",
      again("CL1"), "segment-repeats", "2300", "CL1")
fault("the principal diagnosis is sent twice", "837I",
      behind("HI*ABK:I5023", "HI*ABK:I5022:::::::Y"), "segment-repeats",
      "2300", "HI")
fault("the payment is sent twice", "835",
      again("BPR"), "segment-repeats", "835", "BPR")
fault("the payment's trace is sent twice", "835",
      again("TRN"), "segment-repeats", "835", "TRN")
fault("the paid claim's patient is sent twice", "835",
      again("NM1*QC*1*FORWARDED"), "segment-repeats", "2100", "NM1")
fault("a claim has fifty-one lines", "837P",
      both(many("CLM*RFM-10005 > LX", 3, 50, 2),
           change("CLM*RFM-10005", 2, "4845")),
      "loop-repeats", "2400", "LX", at="LX*51")
fault("the rendering provider is sent twice", "837P",
      behind("PRV*PE", "NM1*82*1*SECOND*PAT****XX*1554433221"),
      "loop-repeats", "2310B", "NM1")
fault("the payer is sent twice", "837P",
      again("NM1*PR*2*FICTIONAL"), "loop-repeats", "2010BB", "NM1")
fault("the receiver is sent twice", "837I",
      again("NM1*40"), "loop-repeats", "1000B", "NM1")
fault("the payee is sent twice", "835",
      again("N1*PE", 2), "loop-repeats", "1000B", "N1", at="N1*PE#2")
fault("a line has three referring providers", "837P",
      behind("NTE*ADD*LONGER", *[
          "NM1*DN*1*REF%s*ROBIN****XX*%s" % x for x in
          (("A", "1554433221"), ("B", "1122334455"), ("C", "1357924681"))]),
      "loop-repeats", "2420F", "NM1", at="NM1*DN*1*REFC")

# ---- qualifiers -----------------------------------------------------------------------

fault("the subscriber's level has a code that is none", "837P",
      change("HL*2", 3, "24"), "qualifier-invalid", "2000B", "HL03")
fault("the patient's level has a code that is none", "837P",
      change("HL*4", 3, "99"), "qualifier-invalid", "2000C", "HL03")
fault("the billing level has a code that is none", "837I",
      change("HL*1", 3, "21"), "qualifier-invalid", "2000A", "HL03")
fault("the billing provider has a role that is none", "837P",
      change("NM1*85", 1, "86"), "qualifier-invalid", "2010AA", "NM101")
fault("the subscriber has a role that is none", "837P",
      change("NM1*IL", 1, "IX"), "qualifier-invalid", "2010BA", "NM101")
fault("the payer has a role that is none", "837P",
      change("NM1*PR", 1, "P9"), "qualifier-invalid", "2010BB", "NM101")
fault("the rendering provider has a role that is none", "837P",
      change("NM1*82", 1, "83"), "qualifier-invalid", "2310B", "NM101")
fault("the submitter has a role that is none", "837D",
      change("NM1*41", 1, "43"), "qualifier-invalid", "1000A", "NM101")
fault("a provider of the claim has no role", "837P",
      change("NM1*DN", 1, ""), "element-missing", "2310A", "NM101")
fault("a reference of the claim is of a kind that is none", "837P",
      change("REF*D9", 1, "ZZ"), "qualifier-invalid", "2300", "REF01")
fault("the tax id is of a kind that is none", "837P",
      change("REF*EI", 1, "TJ"), "qualifier-invalid", "2010AA", "REF01")
fault("a reference of the line is of a kind that is none", "837P",
      change("REF*6R", 1, "6S"), "qualifier-invalid", "2400", "REF01")
fault("a date of the claim is of a kind that is none", "837P",
      change("DTP*431", 1, "432"), "qualifier-invalid", "2300", "DTP01")
fault("the service date is of a kind that is none", "837P",
      change("DTP*472", 1, "473"), "qualifier-invalid", "2400", "DTP01")
fault("the statement period is of a kind that is none", "837I",
      change("DTP*434", 1, "433"), "qualifier-invalid", "2300", "DTP01")
fault("the diagnoses are of a kind that is none", "837P",
      change("HI*ABK:M1711", "1-1", "ABX"), "qualifier-invalid", "2300",
      "HI01-1")
fault("the principal diagnosis is of a kind that is none", "837I",
      change("HI*ABK", "1-1", "ABX"), "qualifier-invalid", "2300", "HI01-1")
fault("an amount of the claim is of a kind that is none", "837P",
      change("AMT*F5", 1, "F6"), "qualifier-invalid", "2300", "AMT01")
fault("a note of the claim is of a kind that is none", "837P",
      change("NTE*ADD*FOLLOW", 1, "XXX"), "qualifier-invalid", "2300",
      "NTE01")
fault("the payer of a remittance has a role that is none", "835",
      change("N1*PR", 1, "PQ"), "qualifier-invalid", "1000A", "N101")
fault("the payee has a role that is none", "835",
      change("N1*PE", 1, "PF"), "qualifier-invalid", "1000B", "N101")
fault("a date of a paid line is of a kind that is none", "835",
      change("DTM*472*20260211", 1, "473"), "qualifier-invalid", "2110",
      "DTM01")
fault("a remark is of a list that is none", "835",
      change("LQ*HE", 1, "HX"), "qualifier-invalid", "2110", "LQ01")
