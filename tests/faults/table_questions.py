# SPDX-License-Identifier: Apache-2.0
"""Faults of questions and answers: 270, 271, 276, 277, 277CA.  Half of the rows
are changes that are no fault, mostly the last value before one."""

from edit import (again, before, behind, both, change, delete, delete_to,
                  move, replace, swap)
from fault import Table

table = fault = Table("questions")
fine = table.fine


def repeated(n):
    """An element of n repetitions, all of them codes."""
    return "^".join(str(30 + i % 2 * 5) for i in range(n))


# ---- 270 ------------------------------------------------------------------------------

fault("a kind of service is no code", "270",
      change("EQ*30^98", 1, "30^29"), "code-invalid", "2110C", "EQ01")
fault("a hundred kinds of service", "270",
      change("EQ*30^98", 1, repeated(100)), "too-many-repetitions", "2110C",
      "EQ01")
fine("ninety-nine kinds of service", "270",
     change("EQ*30^98", 1, repeated(99)))
fault("nothing is asked in a question", "270",
      replace("EQ*30^98", "EQ"), "one-of-elements", "2110C", "EQ01")
fine("a procedure is asked for without a kind of service", "270",
     replace("EQ*30^98", "EQ**CJ:99213"))
fault("the sender's level has a wrong number", "270",
      change("HL*2*1", 1, "3"), "level-number", "2000B", "HL01")
fault("a child is put under the sender", "270",
      change("HL*5", 2, "2"), "level-parent", "2000D", "HL02")
fault("the subscriber of a child has none", "270",
      change("HL*4*2*22", 4, "0"), "level-has-child", "2000C", "HL04")
fault("a subscriber is the patient and nothing is asked", "270",
      delete("EQ*30^98", 5), "person-unasked", "2000C", "HL", at="HL*3")
fine("a question stands with the subscriber and with the child", "270",
     before("HL*5", "EQ*98"))
fault("nothing is asked of the child", "270",
      delete("HL*5 > EQ"), "loop-missing", "2110D", "EQ")
fault("a pointer at the third of two diagnoses", "270",
      change("EQ**HC", 5, "1:3"), "patient-pointer", "2110C", "EQ05-2")
fine("a pointer at the last diagnosis alone", "270",
     change("EQ**HC", 5, "2"))
fault("a ninth diagnosis of the patient", "270",
      replace("HI*", "HI*ABK:E119" + "*ABF:I10" * 8), "element-unused",
      "2100C", "HI09")
fine("eight diagnoses of the patient", "270",
     replace("HI*", "HI*ABK:E119" + "*ABF:I10" * 7))
fault("the payer is a role that holds no coverage", "270",
      change("NM1*PR", 1, "85"), "qualifier-invalid", "2100A", "NM101")
fine("a third-party administrator holds the coverage", "270",
     change("NM1*PR", 1, "P5"))
fault("the trace number's owner has nine characters", "270",
      change("TRN*1*ASK-0001", 3, "182000000"), "element-too-short",
      "2000C", "TRN03")
fine("the trace number's owner has ten", "270",
     change("TRN*1*ASK-0001", 3, "9ACMEHP777"))
fault("a third trace number of the question", "270",
      both(again("TRN*1*ASK-0001"), again("TRN*1*ASK-0001")),
      "segment-repeats", "2000C", "TRN", at="TRN*1*ASK-0001#3")
fine("two trace numbers of the question", "270", again("TRN*1*ASK-0001"))
fault("the day asked about is no day", "270",
      change("DTP*291*D8*20260323", 3, "20260229"), "date-invalid",
      "2100C", "DTP03")
fine("the day asked about is a leap day", "270",
     change("DTP*291*D8*20260323", 3, "20280229"))
fine("nobody's birth date and sex are known", "270", delete("DMG"))

# ---- 271 ------------------------------------------------------------------------------

fault("what a benefit tells is no code", "271",
      change("EB*B", 1, "Z"), "code-invalid", "2110C", "EB01")
fine("a primary care provider is told", "271", change("EB*B", 1, "L"))
fault("a kind of service of a benefit is no code", "271",
      change("EB*1**1^33", 3, "1^31^98"), "code-invalid", "2110C", "EB03")
fault("a hundred kinds of service of a benefit", "271",
      change("EB*1**1^33", 3, repeated(100)), "too-many-repetitions", "2110C",
      "EB03")
fine("ninety-nine kinds of service of a benefit", "271",
     change("EB*1**1^33", 3, repeated(99)))
fault("a period of a benefit is no code", "271",
      change("EB*C*IND*30***29", 6, "37"), "code-invalid", "2110C", "EB06")
fine("what is left of a lifetime", "271",
     change("EB*C*IND*30***29", 6, "33"))
fault("coinsurance of twenty times the charge", "271",
      change("EB*A", 8, "20"), "benefit-percent", "2110C", "EB08")
fault("coinsurance of a little more than all", "271",
      change("EB*A", 8, "1.01"), "benefit-percent", "2110C", "EB08")
fine("coinsurance of all", "271", change("EB*A", 8, "1.00"))
fine("coinsurance of nothing", "271", change("EB*A", 8, "0"))
fault("a count without its kind", "271",
      change("EB*F", 10, "4"), "elements-together", "2110C", "EB09")
fine("a count of visits", "271",
     both(change("EB*F", 9, "VS"), change("EB*F", 10, "4")))
fault("a benefit points past the diagnoses", "271",
      change("EB*F", 14, "1:4"), "patient-pointer", "2110C", "EB14-2")
fine("a benefit points at one diagnosis", "271", change("EB*F", 14, "1"))
fault("the entities of a benefit are never ended", "271",
      delete("LE*2120"), "segment-missing", "LS", "LE")
fault("the entities of a benefit have another name", "271",
      change("LS", 1, "2110"), "code-invalid", "LS", "LS01")
fine("a benefit without entities", "271", delete("LS*2120", 7))
fault("a person is not answered", "271",
      delete("AAA*N**72"), "person-unanswered", "2000C", "HL", at="HL*6")
fault("a child is not answered", "271",
      delete("AAA*N**67"), "person-unanswered", "2000D", "HL", at="HL*5")
fine("a child is told active instead of refused", "271",
     both(delete("AAA*N**67"), behind("INS*N", "EB*1**30")))
fault("a reason of the child's is the subscriber's", "271",
      change("AAA*N**72", 3, "67"), "code-invalid", "2100C", "AAA03")
fine("the subscriber is found twice", "271",
     change("AAA*N**72", 3, "76"))
fault("the child's relationship is no code", "271",
      change("INS*N", 2, "18"), "code-invalid", "2100D", "INS02")
fine("the payer refuses as a whole, with levels announced", "271",
     both(delete_to("HL*2*1*21", "SE*"),
          behind("PER*IC*PROVIDER", "AAA*Y**42*R")))
fault("a payer without levels announces them", "271",
      delete_to("HL*2*1*21", "SE*"), "level-no-child", "2000A", "HL04", at="HL*1")
fault("the birth date stands behind the relationship", "271",
      swap("DMG*D8*1980"), "segment-order", "2100C", "DMG")
fault("the benefit's date stands before its reference", "271",
      move("DTP*291*RD8", "REF*18"), "segment-order", "2110C", "REF",
      at="REF*18")

# ---- 276 ------------------------------------------------------------------------------

fault("a status inquiry has a kind", "276",
      change("BHT", 6, "DG"), "element-unused", "276", "BHT06")
fault("the provider's role is the claim's", "276",
      change("NM1*1P", 1, "85"), "qualifier-invalid", "2100C", "NM101")
fine("the provider is known by a tax number", "276",
     both(change("NM1*1P", 8, "FI"), change("NM1*1P", 9, "820000001")))
fault("the provider's NPI is mistyped", "276",
      change("NM1*1P", 9, "1234567894"), "npi-check-digit", "2100C",
      "NM109")
fine("the provider has another NPI", "276",
     change("NM1*1P", 9, "1456789019"))
fault("a third name of the provider", "276",
      again("NM1*1P", 1, 2), "loop-repeats", "2100C", "NM1")
fine("a second name of the provider", "276", again("NM1*1P"))
fault("a dependent's level says what is below", "276",
      change("HL*6", 4, "0"), "element-unused", "2000E", "HL04")
fault("a dependent without a birth date", "276",
      delete("DMG*D8*2019"), "segment-missing", "2000E", "DMG")
fine("a subscriber without a birth date", "276", delete("DMG*D8*1980"))
fault("a dependent without a claim", "276",
      delete("TRN*1*STQ-0003", 4), "loop-missing", "2200E", "TRN")
fault("a subscriber without a claim and without a dependent", "276",
      delete_to("TRN*1*STQ-0001", "HL*5"), "person-unasked", "2000D", "HL",
      at="HL*4")
fine("a subscriber with one claim less", "276",
     delete("TRN*1*STQ-0002", 7))
fault("the charge has eleven digits", "276",
      change("AMT*T3*325", 2, "123456789.01"), "element-too-long", "2200D",
      "AMT02")
fine("the charge has ten digits", "276",
     change("AMT*T3*325", 2, "12345678.90"))
fault("the patient control number is sent twice", "276",
      again("REF*EJ*RFM-10001"), "segment-repeats", "2200D", "REF")
fine("the clearinghouse's number stands first", "276",
     before("REF*1K", "REF*D9*CH-1"))
fault("the line has no date", "276",
      delete("REF*FJ > DTP"), "segment-missing", "2210D", "DTP")
fault("the line is told by a code of remittances only", "276",
      change("SVC*HC", "1-1", "UI"), "code-invalid", "2210D", "SVC01-1")
fine("the line is told by a drug code", "276",
     change("SVC*HC", 1, "N4:00000000000"))

# ---- 277 ------------------------------------------------------------------------------

fault("a status answer has no kind", "277",
      change("BHT", 6, ""), "element-missing", "277", "BHT06")
fault("a status answer has the acknowledgment's kind", "277",
      change("BHT", 6, "TH"), "code-invalid", "277", "BHT06")
fault("the claim's trace is the question's own", "277",
      change("TRN*2*STQ-0001", 1, "1"), "code-invalid", "2200D", "TRN01")
fault("a claim has no status", "277",
      delete("STC*P1"), "segment-missing", "2200E", "STC")
fine("a claim has two statuses", "277", again("STC*P1"))
fault("whose turn it is is no code", "277",
      change("STC*F2:288:85*20260318**240", "1-3", "XX"), "code-invalid",
      "2200D", "STC01-3")
fine("it is a hospital's turn", "277",
     change("STC*F2:288:85*20260318**240", "1-3", "FA"))
fault("a pharmacy code is called something else", "277",
      change("STC*P1", 1, "P1:20::RC"), "code-invalid", "2200E", "STC01-4")
fine("a pharmacy's reject code", "277",
     change("STC*P1", 1, "F2:65::RX"))
fault("an answer is an acknowledgment's verdict", "277",
      change("STC*P1", 3, "WQ"), "element-unused", "2200E", "STC03")
fine("a status has three reasons", "277",
     change("STC*F2:288:85*20260318**240", 11, "F2:9"))
fault("the line's payment is missing", "277",
      change("SVC*HC", 3, ""), "element-missing", "2220D", "SVC03")
fine("the line's payment is nothing", "277", change("SVC*HC", 3, "0.00"))
fault("a subscriber is not answered", "277",
      delete_to("TRN*2*STQ-0001", "HL*5"), "person-unanswered", "2000D", "HL",
      at="HL*4")
fine("a subscriber is answered in one claim", "277",
     delete("TRN*2*STQ-0001", 6))
fault("the questions are refused by a claim's role", "277",
      behind("NM1*41", "TRN*2*STAT0301", "STC*E0:24:85*20260320"),
      "code-invalid", "2200B", "STC01-3", at="STC*E0")
fine("the questions are refused by the payer", "277",
     behind("NM1*41", "TRN*2*STAT0301", "STC*E0:24:41*20260320"))
fine("a provider is refused by name", "277",
     behind("NM1*1P", "TRN*1*0", "STC*E0:24:1P*20260320"))

# ---- 277CA ----------------------------------------------------------------------------

fault("an acknowledgment has an answer's order of levels", "277CA",
      change("BHT", 1, "0010"), "code-invalid", "277", "BHT01")
fault("a claim's category is a decision", "277CA",
      change("STC*A2:20:PR*20260303*WQ*325", "1-1", "F1"),
      "status-category", "2200D", "STC01-1")
fault("the batch's category is E0", "277CA",
      change("STC*A1:19:PR*20260303", "1-1", "E0"), "status-category",
      "2200B", "STC01-1")
fine("the batch's category is E1, in real time", "277CA",
     change("STC*A1:19:PR*20260303", "1-1", "E1"))
fine("the batch's category is A0, sent on", "277CA",
     change("STC*A1:19:PR*20260303", "1-1", "A0"))
fault("an accepted claim has the category of a wrong one", "277CA",
      change("STC*A2:20:PR*20260303*WQ*325", "1-1", "A7"),
      "status-verdict", "2200D", "STC03")
fault("a rejected claim has the category of an accepted one", "277CA",
      change("STC*A3", "1-1", "A2"), "status-verdict", "2200D", "STC03")
fine("an accepted claim is only received", "277CA",
     change("STC*A2:20:PR*20260303*WQ*325", "1-1", "A1"))
fault("the provider's accepted claims are one too many", "277CA",
      change("QTY*QA", 2, "3"), "status-count", "2200C", "QTY02")
fault("the provider's rejected claims are one too few", "277CA",
      change("QTY*QC", 2, "1"), "status-count", "2200C", "QTY02")
fine("the provider's claims are not counted", "277CA",
     delete("QTY*QA", 2))
fault("the provider's accepted charges are a cent too low", "277CA",
      change("AMT*YU*625", 2, "624.99"), "status-amount", "2200C", "AMT02")
fine("the provider's accepted charges have cents", "277CA",
     change("AMT*YU*625", 2, "625.00"))
fault("the provider's rejected charges are a dollar too high", "277CA",
      change("AMT*YY*555#2", 2, "556"), "status-amount", "2200C", "AMT02")
fault("the batch's accepted claims are one too few", "277CA",
      change("QTY*90", 2, "2"), "status-count", "2200B", "QTY02")
fault("the batch's rejected charges are wrong", "277CA",
      change("AMT*YY*555", 2, "565"), "status-amount", "2200B", "AMT02")
fault("an acknowledged claim's charge is wrong", "277CA",
      change("STC*A2:20:PR*20260303*WQ*325", 4, "352"), "status-amount",
      "2200C", "AMT02", at="AMT*YU*625")
fault("an acknowledged claim is lost", "277CA",
      delete("TRN*2*RFM-10009", 3), "status-count", "2200C", "QTY02",
      at="QTY*QA")
fine("a rejected claim is told a third reason", "277CA",
     again("STC*A6"))
fine("a claim's second reason is its only one", "277CA",
     delete("STC*A6"))
fault("a claim's date of service is missing", "277CA",
      delete("DTP*472*D8*20260301"), "segment-missing", "2200D", "DTP")
fault("a patient's level says what is below", "277CA",
      change("HL*4*3*PT", 4, "0"), "element-unused", "2000D", "HL04")
fault("a provider's level has no patient", "277CA",
      change("HL*7", 4, "0"), "code-invalid", "2000C", "HL04",
      also={"level-has-child": "says none below, and one is"})
fine("a batch is rejected as a whole", "277CA",
     both(change("HL*2*1*21", 4, "0"), delete_to("HL*3", "SE*")))
fine("a provider's verdict is left out", "277CA",
     delete("TRN*1*0", 7))
fault("a line is accepted by itself", "277CA",
      change("STC*A7:454", 3, "WQ"), "code-invalid", "2220D", "STC03")
fine("a line comes back for two reasons", "277CA", again("STC*A7:454"))
