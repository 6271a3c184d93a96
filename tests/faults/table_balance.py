# SPDX-License-Identifier: Apache-2.0
"""Faults of sums: claims, other payers, remittances."""

from edit import append, before, both, change, delete
from fault import Table

table = fault = Table("balance")

# ---- the claim's total ----------------------------------------------------------------

fault("the total is a dollar too high", "837P",
      change("CLM*RFM-10002", 2, "291"), "claim-total", "2300", "CLM02")
fault("the total is a cent too low", "837P",
      change("CLM*RFM-10001", 2, "424.99"), "claim-total", "2300", "CLM02")
fault("a line's charge is raised", "837P",
      change("SV1*HC:99214", 2, "181"), "claim-total", "2300", "CLM02",
      at="CLM*RFM-10001")
fault("a line is lost", "837P",
      delete("CLM*RFM-10002 > LX*2", 3), "claim-total", "2300", "CLM02",
      at="CLM*RFM-10002")
fault("a hospital's total is wrong", "837I",
      change("CLM*LTH-70001", 2, "18250.05"), "claim-total", "2300",
      "CLM02")
fault("a hospital's line is wrong", "837I",
      change("SV2*0301", 3, "4001"), "claim-total", "2300", "CLM02",
      at="CLM*LTH-70001")
fault("a dentist's total is wrong", "837D",
      change("CLM*BTD-5001", 2, "550"), "claim-total", "2300", "CLM02")
fault("a dentist's line is wrong", "837D",
      change("SV3*AD:D7140", 2, "250"), "claim-total", "2300", "CLM02",
      at="CLM*BTD-5002")
fault("a charge is negative", "837P",
      both(change("SV1*HC:83036", 2, "-45"),
           change("CLM*RFM-10001", 2, "335")),
      "amount-negative", "2400", "SV102")

# ---- what other payers decided ------------------------------------------------------------

fault("the first payer's line does not come to the charge", "837P",
      change("SVD*60003*120", 2, "121"), "other-payer-line", "2400", "SV102",
      at="SV1*HC:20610")
fault("an adjustment of the first payer's line is too low", "837P",
      change("CAS*CO*45*20", 3, "19"), "other-payer-line", "2400", "SV102",
      at="SV1*HC:73562")
fault("an adjustment of the second payer's line is lost", "837P",
      delete("CAS*OA*23*80"), "other-payer-line", "2400", "SV102",
      at="SV1*HC:73562")
fault("the first payer paid another sum than his lines", "837P",
      change("AMT*D*190", 2, "200"), "other-payer-paid", "2320", "AMT02")
fault("the second payer's adjustment is not his lines'", "837P",
      change("CAS*PR*1*40", 3, "50"), "other-payer-paid", "2320", "AMT02",
      at="AMT*D*20")
fault("a secondary claim's total is wrong", "837P",
      change("CLM*RFM-10003", 2, "310"), "claim-total", "2300", "CLM02")
fault("Medicare's payment does not come to the total", "837I",
      change("AMT*D*4864", 2, "4846"), "other-payer-balance", "2320",
      "AMT02")
fault("an adjustment of Medicare's is wrong", "837I",
      change("CAS*PR*1*1736", 3, "1763"), "other-payer-balance", "2320",
      "AMT02", at="AMT*D*4864")
fault("a hospital line does not come to the charge", "837I",
      change("SVD*60003*250", 2, "240"), "other-payer-line", "2400",
      "SV203", at="SV2*0510")
fault("a hospital's other payer paid another sum than his lines", "837I",
      change("AMT*D*380", 2, "400"), "other-payer-paid", "2320", "AMT02")
fault("a dental line does not come to the charge", "837D",
      change("CAS*PR*2*500", 3, "400"), "other-payer-line", "2400", "SV302",
      at="SV3*AD:D2740")
fault("an adjustment of nothing is told", "837P",
      append("CAS*CO*45*50", "**253*0"), "adjustment-zero", "2430", "CAS06")

# ---- remittances ------------------------------------------------------------------------------

fault("a paid line does not balance", "835",
      change("SVC*HC:99214", 3, "106"), "remit-line-balance", "2110",
      "SVC03")
fault("a paid line's adjustment is wrong", "835",
      change("CAS*CO*45*9", 3, "8"), "remit-line-balance", "2110", "SVC03",
      at="SVC*HC:83036")
fault("a paid line's adjustment is lost", "835",
      delete("CAS*PR*2*22"), "remit-line-balance", "2110", "SVC03",
      at="SVC*HC:99213*150")
fault("a paid line's charge is wrong", "835",
      change("SVC*HC:96372", 2, "101"), "remit-line-balance", "2110",
      "SVC03")
fault("a reversal's line does not balance", "835",
      change("CAS*CO*45*-15", 3, "15"), "remit-line-balance", "2110",
      "SVC03", at="SVC*HC:99213*-130")
fault("a claim's payment is not that of its lines", "835",
      change("CLP*RFM-10001", 4, "222"), "remit-claim-balance", "2100",
      "CLP04")
fault("a claim's adjustment at the claim is wrong", "835",
      change("CAS*CO*45*2400", 3, "2300"), "remit-claim-balance", "2100",
      "CLP04", at="CLP*RFM-H0042")
fault("a claim's charge is not that of its lines", "835",
      change("CLP*RFM-09870", 3, "160"),
      "remit-claim-charge", "2100", "CLP03")
fault("the patient owes another sum than his adjustments", "835",
      change("CLP*RFM-09870", 5, "20"), "patient-share", "2100", "CLP05")
fault("the payment is not what its claims come to", "835",
      change("BPR", 2, "5091.12"), "remit-payment-balance", "835", "BPR02")
fault("a provider adjustment has the wrong sign", "835",
      change("PLB", 4, "3.21"), "remit-payment-balance", "835", "BPR02",
      at="BPR")
fault("a provider adjustment is lost", "835",
      delete("PLB"), "remit-payment-balance", "835", "BPR02", at="BPR")
fault("a paid claim is lost", "835",
      delete("CLP*RFM-H0042", 8), "remit-payment-balance", "835", "BPR02",
      at="BPR")
fault("the group counts another number of claims", "835",
      change("TS3", 4, "2"), "group-claims", "2000", "TS304")
fault("the group states another charge", "835",
      change("TS3", 5, "330"), "group-charge", "2000", "TS305")
fault("a claim's lines do not make up its whole charge", "835",
      both(change("CLP*RFM-09910", 3, "250"),
           before("NM1*QC*1*DENIED", "CAS*CO*45*10")),
      "remit-lines-charge", "2100", "CLP03")
