#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Price the physician fee schedule with our program and with Python's fractions.

Every row of PPRRVU2025_Oct and of the 2024 releases, in four localities, in a
facility and not, must come out the same to the cent.  There are no geographic
indices of 2025 here: those of July 2024 answer for it, which the book says
(BASIS_AFTER).  The formula itself is held to what CMS published: the relative
values behind the 4,033 amounts of PFREV26B are found by least squares, and
priced again.  The files are not part of the repository; without them the test
is skipped.  Prints TAP.
"""
import csv
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, "..", "..", "..", "shared", "data", "codesets",
                     "mpfs")
CODEBOOK = sys.argv[1]
C24 = "2024-converted/"
NAMES = ["2025/PPRRVU2025_Oct.csv", "2026/GPCI2026.csv"] + [
    C24 + n for n in ("pprrvu_rvu24a_jan.csv", "pprrvu_rvu24ar_jan.csv",
                      "pprrvu_rvu24c_jul.csv", "gpci_rvu24a.csv",
                      "gpci_rvu24ar.csv", "gpci_rvu24c.csv",
                      "oppscap_rvu24c_jul.csv", "anes_rvu24c.csv")]
# Alabama, Manhattan, San Francisco, Alaska: carrier and locality.
LOCALITIES = [(10112, 0), (13202, 1), (1112, 5), (2102, 1)]
OUTCOMES = dict(zip("BCDEFGHIMNPX", (4, 5, 7, 6, 7, 7, 7, 7, 9, 8, 4, 6)))

cases = failed = 0


def case(ok, name, why=""):
    global cases, failed
    cases += 1
    failed += not ok
    print("%sok %d - %s" % ("" if ok else "not ", cases, name))
    if not ok and why:
        print("#   " + why[:400])


def path(name):
    return os.path.join(FILES, name)


def exact(text, places):
    """A number as it was published, without the noise of floats."""
    return Fraction(round(float(text or 0) * 10 ** places), 10 ** places)


def cents(dollars):
    return (dollars * 200 + 1) // 2


def share(amount, percent):
    return (amount * percent * 2 + 10000) // 20000


class Row:
    """What is needed of a row of the relative value file."""

    def __init__(self, cells):
        self.code, self.modifier, self.status = cells[0], cells[1], cells[3]
        self.work, self.other, self.facility, self.malpractice = (
            exact(cells[i], 2) for i in (5, 6, 8, 10))
        self.not_facility = cells[9] == "NA"
        self.rules = dict(zip(("multiple", "bilateral", "assistant", "co",
                               "team"), cells[18:23]))
        self.shares = [exact(c, 2) for c in cells[15:18]]
        self.factor = exact(cells[24], 4)
        self.imaging = cells[27] == "88"
        self.cap = [exact(c, 2) for c in cells[28:31]]

    def empty(self):
        return not (self.work or self.other or self.facility or
                    self.malpractice)

    def price(self, index, facility, caps=None):
        """The cents of one unit, or minus the outcome."""
        if self.status in OUTCOMES:
            return -OUTCOMES[self.status]
        if self.empty():
            return -5
        if facility and self.not_facility:
            return -10
        practice = self.facility if facility else self.other
        fee = cents((self.work * index[0] + practice * index[1] +
                     self.malpractice * index[2]) * self.factor)
        return min(fee, self.capped(index, facility, caps))

    def capped(self, index, facility, caps):
        """What the OPPS cap leaves of imaging, published or computed."""
        if not self.imaging:
            return 1 << 60
        if caps:
            return caps[not facility]
        practice = self.cap[1] if facility else self.cap[0]
        if not practice:
            return 1 << 60
        return cents((self.work * index[0] + practice * index[1] +
                      self.cap[2] * index[2]) * self.factor)


def read_values(name):
    with open(path(name), newline="") as f:
        cells = list(csv.reader(f))
    return [Row(c) for c in cells[10 if "2025" in name else 1:]]


def read_indices(name):
    with open(path(name), newline="") as f:
        return {(int(r[0]), int(r[2])): tuple(exact(x, 3) for x in r[4:7])
                for r in csv.reader(f) if r[0].isdigit()}


def read_caps():
    with open(path(C24 + "oppscap_rvu24c_jul.csv"), newline="") as f:
        return {(r["hcpcs"], r["mod"], int(r["carrier"]),
                 int(r["locality"])): [round(float(r[k]) * 100) for k in
                                       ("facility_price",
                                        "non_facility_price")]
                for r in csv.DictReader(f)}


def price(book, lines):
    done = subprocess.run([CODEBOOK, "price", book], text=True,
                          input="\n".join(lines) + "\n", capture_output=True)
    return [[int(x) for x in line.split()] for line in
            done.stdout.splitlines()]


def line(on, where, place, *words):
    return "%s %d %d %d %s" % (on, *where, place, " ".join(words))


def word(row, *more, units=1):
    parts = [row.code] + ([row.modifier] if row.modifier else []) + list(more)
    return "%s*%d@0" % ("-".join(parts), units)


def check_all(book, name, on, indices, caps):
    """Every row, each locality, both places."""
    values = [r for r in read_values(name) if r.status != "J"]
    for where in LOCALITIES:
        for place in (11, 21):
            got = price(book, [line(on, where, place, word(r))
                               for r in values])
            want = [r.price(indices[where], place == 21, caps and caps.get(
                (r.code, r.modifier, *where))) for r in values]
            wrong = [(r.code, r.modifier, w, g) for r, w, g in
                     zip(values, want, got) if [w] != g]
            case(len(got) == len(values) and not wrong,
                 "%d rows of %s, locality %d-%d, place %d" % (
                     len(values), os.path.basename(name), *where, place),
                 "%d differ: %s" % (len(wrong), wrong[:4]))


# ---- adjustments ------------------------------------------------------------------

def adjusted(row, index, modifier):
    """The price with a modifier, or minus the outcome."""
    base = row.price(index, True)
    rules = row.rules
    if base < 0:
        return base
    if modifier == "50":
        return share(base, {"1": 15000, "3": 20000}.get(
            rules["bilateral"], 10000))
    if modifier in ("80", "AS"):
        if rules["assistant"] not in "02":
            return -11
        return share(base, 1600 if modifier == "80" else 1360)
    if modifier == "62":
        return share(base, 6250) if rules["co"] in "12" else -12
    if modifier == "66":
        return -13 if rules["team"] in "12" else -12
    if modifier == "52":
        return -13
    parts = {"54": (1, 1, 0), "55": (0, 0, 1), "56": (1, 0, 0),
             "78": (0, 1, 0)}[modifier]
    if not any(row.shares):
        return base if modifier == "78" else -14
    return share(base, int(10000 * sum(
        a * b for a, b in zip(parts, row.shares))))


def check_modifiers(book, indices):
    values = [r for r in read_values(C24 + "pprrvu_rvu24a_jan.csv")
              if r.status != "J" and not r.modifier and not r.imaging]
    where = LOCALITIES[0]
    for modifier in ("50", "80", "AS", "62", "66", "52", "54", "55", "56",
                     "78"):
        got = price(book, [line("2024-02-01", where, 22, word(r, modifier))
                           for r in values])
        want = [adjusted(r, indices[where], modifier) for r in values]
        wrong = [(r.code, w, g) for r, w, g in zip(values, want, got)
                 if [w] != g]
        case(len(got) == len(values) and not wrong,
             "%d rows with modifier %s" % (len(values), modifier),
             "%d differ: %s" % (len(wrong), wrong[:4]))


def check_surgeries(book, indices):
    """Random claims of surgeries: the highest whole, four more at half."""
    values = [r for r in read_values(C24 + "pprrvu_rvu24a_jan.csv")
              if r.status == "A" and r.rules["multiple"] == "2" and
              not r.modifier and not r.not_facility]
    with open(path(C24 + "pprrvu_rvu24a_jan.csv"), newline="") as f:
        bases = {r[23] for r in csv.reader(f) if r[23]}
    values = [r for r in values if r.code not in bases]
    where, lines, want = LOCALITIES[1], [], []
    for _ in range(2000):
        claim = random.sample(values, random.randint(2, 7))
        lines.append(line("2024-02-01", where, 22, *map(word, claim)))
        fees = [r.price(indices[where], True) for r in claim]
        order = sorted(range(len(claim)), key=lambda i: (-fees[i], i))
        want.append([fees[i] if order.index(i) == 0 else -13
                     if order.index(i) > 4 else share(fees[i], 5000)
                     for i in range(len(claim))])
    got = price(book, lines)
    wrong = [(x, w, g) for x, w, g in zip(lines, want, got) if w != g]
    case(len(got) == 2000 and not wrong, "2,000 claims of several surgeries",
         "%d differ: %s" % (len(wrong), wrong[:2]))


# ---- what CMS published --------------------------------------------------------------

def solve(points):
    """The three values behind amounts: least squares, to the hundredth."""
    m = [[sum(x[i] * x[j] for x, _ in points) for j in range(3)] +
         [sum(x[i] * y for x, y in points)] for i in range(3)]
    for i in range(3):
        best = max(range(i, 3), key=lambda k: abs(m[k][i]))
        m[i], m[best] = m[best], m[i]
        for k in range(3):
            if k != i:
                times = m[k][i] / m[i][i]
                m[k] = [a - times * b for a, b in zip(m[k], m[i])]
    return [Fraction(round(100 * m[i][3] / m[i][i]), 100) for i in range(3)]


def check_published():
    """PFREV26B: amounts of 2026, whose relative values are not here."""
    factor, indices = exact("33.4009", 4), read_indices("2026/GPCI2026.csv")
    amounts, same = {}, 0
    with open(path("2026/PFREV26B.txt")) as f:
        for r in csv.reader(f):
            if len(r) == 16:
                amounts.setdefault(r[3], []).append(
                    (indices[int(r[1]), int(r[2])], exact(r[5], 2)))
    for published in amounts.values():
        values = solve([([float(i * factor) for i in index], float(amount))
                        for index, amount in published])
        same += sum(cents(factor * sum(v * i for v, i in zip(values, index)))
                    == amount * 100 for index, amount in published)
    case(same == 4033, "the formula gives all 4,033 published amounts of "
         "PFREV26B", "%d are the same" % same)


def main():
    if not os.path.isdir(FILES):
        print("1..0 # SKIP the publishers' files are not here")
        return 0
    random.seed(20261122)
    with tempfile.TemporaryDirectory() as folder:
        book = os.path.join(folder, "mpfs.book")
        done = subprocess.run([CODEBOOK, "build", book, *map(path, NAMES)],
                              capture_output=True, text=True)
        case(done.returncode == 0, "the schedules are imported", done.stderr)
        indices = read_indices(C24 + "gpci_rvu24c.csv")
        check_all(book, C24 + "pprrvu_rvu24a_jan.csv", "2024-02-01", indices,
                  None)
        check_all(book, C24 + "pprrvu_rvu24ar_jan.csv", "2024-03-20", indices,
                  None)
        check_all(book, C24 + "pprrvu_rvu24c_jul.csv", "2024-08-01", indices,
                  read_caps())
        check_all(book, "2025/PPRRVU2025_Oct.csv", "2025-11-01", indices,
                  None)
        check_modifiers(book, indices)
        check_surgeries(book, indices)
        check_published()
    print("1..%d" % cases)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
