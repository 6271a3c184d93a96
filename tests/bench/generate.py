#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""generate.py KIND FILE [--mb N] [--seed N] [--faults PERCENT]

Write an X12 file of about N million bytes in which `cleanclaim check` finds
nothing: KIND 837p (professional claims, 005010X222A1) or 835 (remittances,
005010X221A1).  The same seed gives the same bytes.  With --faults, that share
of the claims carries one fault each.

Everybody in it is made up.
"""
import argparse
import random

END = "~\n"
ISA = ("ISA*00*          *00*          *ZZ*%-15s*ZZ*%-15s*260105*0915*^*00501"
       "*%09d*0*T*:")

CLAIMS_IN_A_BATCH = {"837p": 2000, "835": 250}

FIRST = "ADA BRUNO CLEO DARIO ELENA FELIX GRETA HUGO INES JONAS KIRA LEON".split()
HEAD = "AL BRAN COR DEN ESTER FAIR GAR HOL IVER KEL LANG MOR".split()
TAIL = "BERG DALE FORD HAM LEY MAN SEN STROM TON WICK WOOD WORTH".split()
STREETS = "ALDER BIRCH CLAY DOCK EAST FERRY GROVE HARBOR".split()
CITIES = [("AKRON", "OH", "443081234"), ("BOISE", "ID", "837025678"),
          ("DAYTON", "OH", "454022345"), ("OMAHA", "NE", "681023456"),
          ("TACOMA", "WA", "984024567"), ("WACO", "TX", "767013456")]
PAYERS = [("EVERGREEN HEALTH PLAN", "90001"), ("HARBOR MUTUAL", "90002"),
          ("NORTHERN LIFE AND HEALTH", "90003")]
SPECIALTIES = "207Q00000X 207R00000X 208D00000X 363LF0000X".split()
DIAGNOSES = "E119 I10 E785 M545 J209 N390 R51 Z0000 K219 F419".split()
# Procedure, usual charge in cents, a modifier that suits it.
PROCEDURES = [("99213", 11500, "25"), ("99214", 17200, "25"),
              ("99203", 16900, ""), ("36415", 1100, ""), ("85025", 2300, ""),
              ("80053", 3900, ""), ("71046", 8800, "26"),
              ("20610", 15100, "RT"), ("97110", 5400, "GP"),
              ("93000", 4700, "")]


def npi(rng):
    """A provider number whose check digit holds."""
    body = "1%08d" % rng.randrange(10 ** 8)
    total = 24
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 - place % 2)
        total += doubled - 9 * (doubled > 9)
    return body + str(-total % 10)


def money(cents):
    """An amount the way X12 writes it: no zeros that say nothing."""
    sign, cents = "-" * (cents < 0), abs(cents)
    if cents % 100 == 0:
        return "%s%d" % (sign, cents // 100)
    return sign + ("%d.%02d" % divmod(cents, 100)).rstrip("0")


class Maker:
    """People, places and services, drawn with one random generator."""

    def __init__(self, seed, faults):
        self.rng = random.Random(seed)
        self.faults = faults / 100
        self.doctors = [(self.surname(), self.pick(FIRST), npi(self.rng),
                         self.pick(SPECIALTIES)) for _ in range(300)]
        self.practices = [(self.surname() + " CLINIC", npi(self.rng),
                           self.digits(9)) for _ in range(60)]

    def pick(self, pool):
        return pool[int(self.rng.random() * len(pool))]

    def digits(self, n):
        return "%0*d" % (n, self.rng.randrange(10 ** n))

    def surname(self):
        return self.pick(HEAD) + self.pick(TAIL)

    def day(self, first, last):
        rng = self.rng
        return "%d%02d%02d" % (rng.randint(first, last), rng.randint(1, 12),
                               rng.randint(1, 28))

    def home(self):
        return ["N3*%d %s STREET" % (self.rng.randint(1, 9000),
                                     self.pick(STREETS)),
                "N4*%s*%s*%s" % self.pick(CITIES)]

    def services(self):
        """Some lines: (procedure with modifier, charge in cents)."""
        lines = []
        for _ in range(self.rng.randint(1, 5)):
            code, charge, modifier = self.pick(PROCEDURES)
            code = "HC:" + code
            if modifier and self.rng.random() < 0.5:
                code += ":" + modifier
            lines.append((code, charge + self.rng.randint(-90, 90)))
        return lines

    def spoil(self, segments, faults):
        """With the chance asked for, break one of the segments."""
        if self.rng.random() >= self.faults:
            return
        name, make = self.pick(faults)
        for i, segment in enumerate(segments):
            if segment.startswith(name):
                segments[i] = make(segment)
                return


# ---- 837P -------------------------------------------------------------------

CLAIM_FAULTS = [
    ("DMG*", lambda s: s.replace("D8*19", "D8*19991")),
    ("DTP*472", lambda s: s[:-4] + "1345"),
    ("NM1*82", lambda s: s[:-1]),
    ("CLM*", lambda s: s.replace(":B:1", ":B:1:1:1")),
    ("SBR*", lambda s: "SBR*Z" + s[5:]),
    ("N4*", lambda s: s.rsplit("*", 1)[0] + "*4A"),
    ("PRV*PE", lambda s: s + "*X*X*X*X"),
    ("SV1*", lambda s: s.replace("*UN*", "*XX*")),
]


def claim(m, number, parent, level):
    """A subscriber who is the patient, and one claim for him."""
    services = m.services()
    diagnoses = m.rng.sample(DIAGNOSES, m.rng.randint(1, 4))
    doctor, day, payer = m.pick(m.doctors), m.day(2025, 2025), m.pick(PAYERS)
    o = ["HL*%d*%d*22*0" % (level, parent),
         "SBR*P*18*G%s******CI" % m.digits(5),
         "NM1*IL*1*%s*%s****MI*M%s" % (m.surname(), m.pick(FIRST),
                                       m.digits(8))]
    o += m.home()
    o += ["DMG*D8*%s*%s" % (m.day(1940, 1999), m.pick("FM")),
          "NM1*PR*2*%s*****PI*%s" % payer,
          "CLM*A%07d*%s***11:B:1*Y*A*Y*Y" % (
              number, money(sum(charge for _, charge in services))),
          "REF*D9*%012d" % number,
          "HI*ABK:" + "*ABF:".join(diagnoses),
          "NM1*82*1*%s*%s****XX*%s" % doctor[:3],
          "PRV*PE*PXC*" + doctor[3]]
    for i, (code, charge) in enumerate(services, 1):
        o += ["LX*%d" % i,
              "SV1*%s*%s*UN*1***%d" % (code, money(charge),
                                       m.rng.randint(1, len(diagnoses))),
              "DTP*472*D8*" + day,
              "REF*6R*A%07dL%d" % (number, i)]
    m.spoil(o, CLAIM_FAULTS)
    return o


def claim_batch(m, control, number, room):
    """One ST..SE of claims, until `room` bytes are filled."""
    o = ["ST*837*%04d*005010X222A1" % control,
         "BHT*0019*00*B%06d*20260105*0915*CH" % control,
         "NM1*41*2*QUICK BILLING*****46*SENDER1",
         "PER*IC*ADA FORD*TE*5555550100",
         "NM1*40*2*CLEARING HUB*****46*HUB1"]
    level, size, begun = 0, 0, number
    while number - begun < CLAIMS_IN_A_BATCH["837p"] and size < room:
        name, provider, tax = m.pick(m.practices)
        level += 1
        parent = level
        o += ["HL*%d**20*1" % level,
              "PRV*BI*PXC*" + m.pick(SPECIALTIES),
              "NM1*85*2*%s*****XX*%s" % (name, provider)]
        o += m.home() + ["REF*EI*" + tax]
        for _ in range(40):
            if size >= room:
                break
            level, number = level + 1, number + 1
            one = claim(m, number, parent, level)
            size += sum(map(len, one)) + len(END) * len(one)
            o += one
    return o, number


# ---- 835 --------------------------------------------------------------------

PAID_FAULTS = [
    ("SVC*", lambda s: s.replace("HC:", "QQ:")),
    ("DTM*232", lambda s: s[:-4] + "0230"),
    ("CAS*", lambda s: s.replace("CAS*CO", "CAS*ZZ")),
    ("NM1*82", lambda s: s + "*1*2*3*4*5"),
    ("CLP*", lambda s: s.replace("*12*", "*ZZ*")),
]


def paid_line(m, charge):
    """(paid, the patient's share, the CAS segments) of one line."""
    if m.rng.random() < 0.06:
        return 0, 0, ["CAS*CO*%s*%s" % (m.pick(("16", "97")), money(charge))]
    written_off = charge * m.rng.randint(10, 40) // 100
    share = (charge - written_off) // 5
    return (charge - written_off - share, share,
            ["CAS*CO*45*" + money(written_off), "CAS*PR*2*" + money(share)])


def paid_claim(m, number):
    """One CLP with its lines: the segments, and the cents paid."""
    doctor, day = m.pick(m.doctors), m.day(2025, 2025)
    lines, total, paid, share = [], 0, 0, 0
    for i, (code, charge) in enumerate(m.services(), 1):
        line_paid, line_share, adjustments = paid_line(m, charge)
        total, paid = total + charge, paid + line_paid
        share += line_share
        lines += ["SVC*%s*%s*%s**1" % (code, money(charge), money(line_paid)),
                  "DTM*472*" + day]
        lines += adjustments + ["REF*6R*A%07dL%d" % (number, i)]
        if line_paid:
            lines.append("AMT*B6*" + money(line_paid + line_share))
    o = ["CLP*A%07d*%d*%s*%s*%s*12*P%s*11*1" % (
            number, 1 if paid else 4, money(total), money(paid),
            money(share) if share else "", m.digits(10)),
         "NM1*QC*1*%s*%s****MI*M%s" % (m.surname(), m.pick(FIRST),
                                       m.digits(8)),
         "NM1*82*1*%s*%s****XX*%s" % doctor[:3],
         "DTM*232*" + day] + lines
    m.spoil(o, PAID_FAULTS)
    return o, paid


def payment(m, control, number, room):
    """One ST..SE: a payment with its claims, until `room` bytes are filled."""
    body, total, size, begun = ["LX*1"], 0, 0, number
    while number - begun < CLAIMS_IN_A_BATCH["835"] and size < room:
        number += 1
        one, paid = paid_claim(m, number)
        size += sum(map(len, one)) + len(END) * len(one)
        total += paid
        body += one
    name, provider, tax = m.pick(m.practices)
    payer = m.pick(PAYERS)
    way = "I*%s*C*ACH*CCP*01*021000021*DA*100200300*1999999999**01" \
        "*044000037*DA*400500600*20260105" % money(total)
    if not total:
        way = "H*0*C*NON************20260105"
    o = ["ST*835*%04d" % control, "BPR*" + way,
         "TRN*1*T%08d*1999999999" % control, "DTM*405*20260105",
         "N1*PR*" + payer[0]] + m.home()
    o += ["REF*2U*" + payer[1], "PER*BL*HELP DESK*TE*5555550101",
          "N1*PE*%s*XX*%s" % (name, provider), "REF*TJ*" + tax]
    return o + body, number


# ---- the file ---------------------------------------------------------------

KINDS = {
    "837p": (claim_batch, "HC", "005010X222A1"),
    "835": (payment, "HP", "005010X221A1"),
}


def write(out, kind, size, seed, faults):
    """Write the file; the number of its claims."""
    make, group, version = KINDS[kind]
    m = Maker(seed, faults)
    head = [ISA % ("SENDER1", "HUB1", 1),
            "GS*%s*SENDER1*HUB1*20260105*0915*1*X*%s" % (group, version)]
    written = out.write(END.join(head) + END)
    control = number = 0
    while written < size or control == 0:
        control += 1
        o, number = make(m, control, number, size - written)
        o.append("SE*%d*%04d" % (len(o) + 1, control))
        written += out.write(END.join(o) + END)
    out.write(END.join(["GE*%d*1" % control, "IEA*1*%09d" % 1]) + END)
    return number


def main():
    p = argparse.ArgumentParser(
        description="Write a big clean X12 file of invented claims.")
    p.add_argument("kind", choices=sorted(KINDS))
    p.add_argument("file")
    p.add_argument("--mb", type=float, default=100)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--faults", type=float, default=0, metavar="PERCENT")
    a = p.parse_args()
    with open(a.file, "w", newline="", buffering=1 << 20) as out:
        claims = write(out, a.kind, int(a.mb * 1e6), a.seed, a.faults)
    print("%s: %d claims" % (a.file, claims))


if __name__ == "__main__":
    main()
