# SPDX-License-Identifier: Apache-2.0
"""Faults of the interchange, its groups, and what wraps a transaction."""

from edit import again, append, before, behind, both, change, delete, \
    replace, swap
from fault import Table

table = fault = Table("envelope")

ISA = ("ISA*00*          *00*          *ZZ*RFM001         "
       "*ZZ*ACMECH         *260320*0630*^*00501*000000301*0*T*:")

# ---- ISA --------------------------------------------------------------------

fault("the sender of the interchange is not padded", "837P",
      replace("ISA", ISA.replace("RFM001         ", "RFM001")),
      "isa-length", None, "ISA06")
fault("the receiver of the interchange is padded too far", "837P",
      replace("ISA", ISA.replace("ACMECH  ", "ACMECH   ")),
      "isa-length", None, "ISA08")
fault("the password of the interchange is empty", "837I",
      replace("ISA", ISA.replace("*00*          *ZZ", "*00**ZZ")),
      "isa-length", None, "ISA04")
fault("the interchange date has eight digits", "835",
      replace("ISA", ISA.replace("260320", "20260320")),
      "isa-length", None, "ISA09")
fault("the interchange is neither test nor production", "837P",
      change("ISA", 15, "X"), "code-invalid", None, "ISA15")
fault("the interchange asks for authorization 99", "837P",
      change("ISA", 1, "99"), "code-invalid", None, "ISA01")
fault("the kind of sender is not known", "837D",
      change("ISA", 5, "QQ"), "code-invalid", None, "ISA05")
fault("the kind of receiver is in lower case", "837D",
      change("ISA", 7, "zz"), "lower-case-code", None, "ISA07")
fault("the interchange was made in month 13", "835",
      change("ISA", 9, "261320"), "date-invalid", None, "ISA09")
fault("the interchange was made at 24:60", "835",
      change("ISA", 10, "2460"), "time-invalid", None, "ISA10")
fault("the interchange says neither yes nor no to a TA1", "837I",
      change("ISA", 14, "Y"), "code-invalid", None, "ISA14")
fault("the interchange states version 4010", "837P",
      change("ISA", 12, "00401"), "isa-version", "GS", "GS08",
      at="GS*HC")
fault("the repetition separator is also the component separator", "837P",
      change("ISA", 11, ":"), "separators-clash", None, "ISA")
fault("the component separator is also the element separator", "837P",
      replace("ISA", ISA[:-1] + "*"), "separators-clash", None, "ISA")
fault("there is no interchange header", "837P", None,
      "no-interchange", None, None, raw=lambda t: t[t.index("GS*"):])
fault("a covering note stands before the interchange", "837P", None,
      "bytes-before-isa", None, None,
      raw=lambda t: "Please find our claims below.\n" + t)

# ---- counts and control numbers ----------------------------------------------

fault("the transaction counts a segment too few", "837P",
      lambda f: change("SE", 1, str(len(f) - 5))(f),
      "segment-count", None, "SE01", counts=False)
fault("the transaction counts a segment too many", "835",
      change("SE", 1, "99"), "segment-count", None, "SE01", counts=False)
fault("the transaction does not count its segments", "837P",
      change("SE", 1, ""), "element-missing", "837", "SE01", counts=False)
fault("the transaction counts in letters", "837I",
      change("SE", 1, "MANY"), "not-a-number", "837", "SE01", counts=False)
fault("the group counts a transaction too many", "batch",
      change("GE", 1, "3"), "transaction-count", "GS", "GE01", counts=False)
fault("the second group counts a transaction too few", "batch",
      change("GE#2", 1, "1"), "transaction-count", "GS", "GE01",
      counts=False)
fault("the interchange counts a group too few", "batch",
      change("IEA", 1, "1"), "group-count", None, "IEA01",
      counts=False)
fault("the interchange does not count its groups", "837D",
      change("IEA", 1, ""), "element-missing", None, "IEA01",
      counts=False)
fault("the interchange ends with another number", "837P",
      change("IEA", 2, "000000302"), "control-number-mismatch", None,
      "IEA02")
fault("the group ends with another number", "837P",
      change("GE", 2, "302"), "control-number-mismatch", "GS", "GE02")
fault("the transaction ends with another number", "837P",
      change("SE", 2, "0002"), "control-number-mismatch", None, "SE02")
fault("the second of two transactions ends with the first's number", "batch",
      change("SE#2", 2, "0001"), "control-number-mismatch", None, "SE02")
fault("two interchanges have one number", "batch",
      both(change("ISA#2", 13, "000000301"), change("IEA#2", 2, "000000301")),
      "duplicate-interchange", None, "ISA13")
fault("two groups have one number", "batch",
      both(change("GS#2", 6, "301"), change("GE#2", 2, "301")),
      "duplicate-group", "GS", "GS06")
fault("two transactions have one number", "batch",
      both(change("ST#2", 2, "0001"), change("SE#2", 2, "0001")),
      "duplicate-transaction", None, "ST02")
fault("the group has no number", "837P",
      change("GS", 6, ""), "element-missing", "GS", "GS06")
fault("the transaction has no number", "837P",
      change("ST", 2, ""), "element-missing", "837", "ST02")
fault("the transaction's number is too short", "837D",
      both(change("ST", 2, "1"), change("SE", 2, "0001")),
      "element-too-short", "837", "ST02")

# ---- GS and ST ---------------------------------------------------------------

fault("claims travel in a group of remittances", "837P",
      change("GS", 1, "HP"), "group-kind", "GS", "GS01")
fault("a remittance travels in a group of claims", "835",
      change("GS", 1, "HC"), "group-kind", "GS", "GS01")
fault("the group says institutional, the transaction professional", "837P",
      change("GS", 8, "005010X223A2"), "version-mismatch", None, "ST03",
      at="ST*837")
fault("the guide is one that nobody knows", "837P",
      both(change("ST", 3, "005010X999"), change("GS", 8, "005010X999")),
      "no-guide", None, "ST01")
fault("the group was made on the 30th of February", "837I",
      change("GS", 4, "20260230"), "date-invalid", "GS", "GS04")
fault("the group was made at a time of letters", "837I",
      change("GS", 5, "NOON"), "time-invalid", "GS", "GS05")
fault("the group does not name its sender", "835",
      change("GS", 2, ""), "element-missing", "GS", "GS02")
fault("the group is of nobody's standard", "835",
      change("GS", 7, "Z"), "code-invalid", "GS", "GS07")

# ---- headers and trailers missing, or standing alone ---------------------------

fault("the interchange is not closed at the end", "837P",
      delete("IEA"), "not-closed", None, "ISA", at="ISA")
fault("the first of two interchanges is not closed", "batch",
      delete("IEA"), "not-closed", None, "ISA", at="ISA", counts=False)
fault("the group is not closed before the next", "batch",
      delete("GE"), "not-closed", "GS", "GS", at="GS", counts=False)
fault("the last group of an interchange is not closed", "batch",
      delete("GE#2"), "not-closed", "GS", "GS", at="GS#2", counts=False)
fault("the transaction is not closed before the next", "batch",
      delete("SE"), "not-closed", None, "ST", at="ST")
fault("the last transaction of a group is not closed", "batch",
      delete("SE#2"), "not-closed", None, "ST", at="ST#2")
fault("the only transaction is not closed", "835",
      delete("SE"), "not-closed", None, "ST", at="ST")
fault("a group has no header", "batch", delete("GS#2"),
      "not-opened", None, "ST", counts=False)
fault("the only group has no header", "837P", delete("GS"),
      "not-opened", None, "ST", counts=False)
fault("the only group of a remittance has no header", "835", delete("GS"),
      "not-opened", None, "ST", counts=False)
fault("a transaction has no header", "batch", delete("ST#2"),
      "not-opened", None, "BHT", counts=False)
fault("the only transaction has no header", "835", delete("ST"),
      "not-opened", None, "BPR", counts=False)
fault("the second interchange has no header", "batch", delete("ISA#2"),
      "not-opened", "GS", "GS", counts=False)
fault("a transaction is closed twice", "837P", again("SE"),
      "not-opened", None, "SE", counts=False)
fault("a group is closed twice", "837P", again("GE"),
      "not-opened", "GS", "GE", counts=False)
fault("an interchange is closed twice", "837P", again("IEA"),
      "not-opened", None, "IEA", counts=False)
fault("the end of a transaction and its group is lost", "batch",
      delete("SE#2", 2), "not-closed", None, "ST", at="ST#2", counts=False)
fault("the end of an interchange is lost before the next", "batch",
      delete("SE#4", 3), "not-closed", None, "ST", at="ST#4", counts=False)
fault("the interchange is closed before its group", "837P",
      swap("GE"), "not-closed", "GS", "GS", at="GS", counts=False)
fault("the group is closed before its transaction", "837P",
      swap("SE"), "not-closed", None, "ST", at="ST", counts=False)

# ---- the file broken off, or mixed with something else ---------------------------

fault("the file ends inside its last segment", "837P", None,
      "truncated", None, "IEA", raw=lambda t: t[:-5])
fault("the file ends in the middle of a claim", "837P", None,
      "truncated", None, "HI", raw=lambda t: t[:t.index("HI*ABK:J189") + 8])
fault("the file ends in the middle of a payment", "835", None,
      "truncated", None, "CAS", raw=lambda t: t[:t.index("CAS*CO*16") + 8])
fault("the file ends between two segments", "837I", None,
      "not-closed", None, "ST", raw=lambda t: t[:t.index("HI*ABK:Z00")])
fault("two terminators stand in a row in a claim", "837P",
      before("HI*ABK", ""), "empty-segment", "2300", None)
fault("two terminators stand in a row between groups", "batch",
      before("GS#2", ""), "empty-segment", None, None)
fault("the file ends with an empty segment", "837P",
      behind("IEA", ""), "empty-segment", None, None)
fault("text that is no segment stands in a claim", "837P",
      before("HI*ABK", "PLEASE CALL US"), "segment-id", "2300",
      "PLEASE CALL US")
fault("text that is no segment stands between transactions", "batch",
      before("ST#2", "PLEASE CALL US"), "segment-id", None,
      "PLEASE CALL US")
fault("a segment's name is in lower case", "837P",
      replace("REF*D9", "ref*D9*CH2026030200001"), "segment-id", "2300",
      "ref")
fault("a segment has elements, but no name", "837P",
      replace("REF*D9", "*D9*CH2026030200001"), "segment-id", "2300", None)
fault("a segment stands between two transactions", "batch",
      before("ST#2", "REF*D9*1234"), "not-opened", None, "REF")
fault("a segment stands between the group and the interchange trailer",
      "837P", before("IEA", "REF*D9*1234"), "not-opened", None, "REF")
fault("a segment stands behind the interchange", "837I",
      behind("IEA", "REF*D9*1234"), "not-opened", None, "REF")
fault("a TA1 stands inside a transaction", "837P",
      before("HL*2", "TA1*000000905*260301*1200*A*000"),
      "segment-unknown", "2010AB", "TA1")
fault("the group trailer has an element too many", "837P",
      append("GE", "*1"), "too-many-elements", "GS", "GE03")
fault("the file ends inside the group trailer", "837P", None,
      "truncated", None, "GE", raw=lambda t: t[:t.index("GE*") + 5])
