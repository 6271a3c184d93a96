#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Build a codebook of the publishers' procedure files and ask it for facts that
are drawn here from the same files, by csv and slices of lines.

Tables are compared whole; of codes and pairs some are drawn at random, with
those that are known to be hard.  The files (../shared/data/codesets) are not
part of the repository; without them the test is skipped.  Prints TAP, one case
a fact or table.
"""
import csv
import io
import json
import lzma
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, "..", "..", "..", "shared", "data", "codesets")
CODEBOOK = sys.argv[1]

# File, records in it (the publisher's own count, or its lines).
COUNTS = [
    ("hcpcs/2017/HCPC17_CONTR_ANWEB.txt", 6498),
    ("hcpcs/2018/HCPC2018_CONTR_ANWEB_disc.txt", 6559),
    ("hcpcs/2018/HCPC2018_CONTR_ANWEB_disc.xlsx", 6559),
    ("hcpcs/2019/HCPC2019_CONTR_ANWEB.txt", 6800),
    ("hcpcs/2019/HCPC2019_CONTR_ANWEB.xlsx", 6801),
    ("hcpcs/2017/hcpc2017_corrections_alpha.txt", 12),
    ("hcpcs/2018/V4_HCPC2018_Corrections_ANWEB.xlsx", 28),
    ("hcpcs/2019/HCPC2019_Corrections_ALPHA.xlsx", 11),
    ("hcpcs/2019/HCPC2019_Corrections_ALPHA_v2.xlsx", 3),
    ("hcpcs/2017/NOC_Codes_2017.txt", 991),
    ("hcpcs/2018/NOC_Codes_2018.xlsx", 146),
    ("hcpcs/2018/NOC_Codes_2018.prn", 144),
    ("hcpcs/converted-2024/hcpcs_level2_2024.csv", 8349),
    ("hcpcs/converted-2024/hcpcs_noc_2024.csv", 161),
    ("mpfs/2024-converted/anes_rvu24a.csv", 109),
    ("mpfs/2024-converted/anes_rvu24c.csv", 109),
    ("mpfs/2024-converted/gpci_rvu24a.csv", 109),
    ("mpfs/2024-converted/gpci_rvu24c.csv", 109),
    ("mpfs/2024-converted/locco_rvu24c.csv", 110),
    ("mpfs/2024-converted/oppscap_rvu24c_jul.csv", 17710),
    ("mpfs/2024-converted/pprrvu_rvu24a_jan.csv", 18499),
    ("mpfs/2024-converted/pprrvu_rvu24ar_jan.csv", 18499),
    ("mpfs/2024-converted/pprrvu_rvu24c_jul.csv", 18664),
    ("mpfs/2025/PPRRVU2025_Oct.csv", 19090),
    ("mpfs/2026/GPCI2026.csv", 109),
    ("mpfs/2026/PFREV26B.txt", 4033),
    ("ncci/converted-2024/aoc_2024q1.csv", 8186),
    ("ncci/converted-2024/mue_2024q2.csv", 32202),
    ("ncci/converted-2024/ptp_practitioner_2024q1.tsv.xz", 2545089),
    ("ncci/mue-2026q2/MCR_MUE_DMESupplierServices_Eff_04-01-2026.csv", 3083),
    ("ncci/mue-2026q2/MCR_MUE_OutpatientHospitalServices_Eff_04-01-2026.csv",
     15045),
    ("ncci/mue-2026q2/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
     15095),
    ("refs/rbcs_2024.csv", 17033),
]
# Known, and with nothing to read.
ASIDE = ["hcpcs/2017/HCPC2017_README.txt", "hcpcs/2019/proc_notes_2019.txt",
         "hcpcs/2017/HCPCS17_recordlayout.txt",
         "hcpcs/2019/Changes_by_ActionCode.prn",
         "hcpcs/2025/HCPC2025_OCT_ANWEB.csv",
         "mpfs/2024-converted/table.csv"]
# Excerpts: a few rows; under the names of whole files they would be cut off.
EXCERPTS = ["hcpcs/excerpts/HCPC2026_OCT_ANWEB.selected-rows.csv",
            "mpfs/2026/PPRRVU2026_Jul_nonQPP.header+3.redacted.csv",
            "ncci/excerpts/ccipra-v322r0-f1.selected-rows.txt"]
DRAWN = 60

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


def run(*args, **more):
    return subprocess.run([CODEBOOK, *args], capture_output=True, text=True,
                          **more)


def ask(what, book, lines, *args):
    """The answers to questions, one a line."""
    done = run(what, book, *args, input="\n".join(lines) + "\n")
    return done.stdout.splitlines()


def rows(name):
    opened = lzma.open(path(name), "rt") if name.endswith(".xz") \
        else open(path(name), encoding="utf-8-sig", newline="")
    return csv.DictReader(opened, delimiter="\t" if ".tsv" in name else ",")


def build(book):
    """Every file is read, and has as many records as it should."""
    names = [name for name, _ in COUNTS] + ASIDE
    done = run("build", book, "-", input="\n".join(map(path, names)))
    case(done.returncode == 0, "all files are imported", done.stderr)
    got = [json.loads(line) for line in done.stdout.splitlines()]
    count = {g["file"]: g["rows"] for g in got if g["importer"] != "aside"}
    for name, records in COUNTS:
        short = os.path.basename(name).removesuffix(".xz")
        case(count.get(short) == records, "%s has %d records" %
             (short, records), "it has %s" % count.get(short))
    aside = {g["file"] for g in got if g["importer"] == "aside"}
    for name in ASIDE:
        case(os.path.basename(name) in aside,
             "%s is known and left aside" % os.path.basename(name))


def check_excerpts(folder):
    """Left aside by that name; under the name of the whole, cut off."""
    for name in EXCERPTS:
        short = os.path.basename(name)
        done = run("build", os.path.join(folder, "no"), path(name))
        case('"aside"' in done.stdout, short + " is left aside", done.stderr)
        whole = os.path.join(folder, re.sub(
            r"\.(selected-rows|header\+3\.redacted)", "", short))
        shutil.copy(path(name), whole)
        done = run("build", os.path.join(folder, "no"), whole)
        case(done.returncode != 0 and "may be cut off" in done.stderr,
             "an excerpt is refused: " + short, done.stderr)


# ---- HCPCS --------------------------------------------------------------------

def hcpcs_text(name):
    """code: (title, brief, added, ended, coverage) of a fixed file."""
    found = {}
    with open(path(name), encoding="cp1252", errors="replace") as f:
        for line in f:
            line = line.rstrip("\r\n")
            if len(line) < 12 or line[10] not in "3478" or \
                    not line[5:10].isdigit():
                continue
            code = line[:5].strip()
            if line[10] in "37":
                found[code] = [line[11:91].strip(), line[91:119].strip(),
                               line[268:276].strip(), line[284:292].strip(),
                               line[229:230].strip()]
            else:
                found[code][0] += " " + line[11:91].strip()
    return found


def dashed(day):
    return "%s-%s-%s" % (day[:4], day[4:6], day[6:8]) if day else None


def check_hcpcs(book):
    corrected = set("C9488 C9745 C9746 C9747 C9748 G0279".split())
    with open(path("hcpcs/2017/hcpc2017_corrections_alpha.txt")) as f:
        corrected |= {line.split("\t")[0] for line in f}
    for year, name in ((2017, COUNTS[0][0]), (2018, COUNTS[1][0]),
                       (2019, COUNTS[3][0])):
        codes = hcpcs_text(name)
        drawn = [c for c in random.sample(sorted(codes), DRAWN)
                 if not c[0] in "CG" and c not in corrected]
        answers = ask("show", book, ["%s %s %d-02-01" % (
            "procedure" if len(c) == 5 else "modifier", c, year)
            for c in drawn])
        for code, line in zip(drawn, answers):
            check_code(code, codes[code], json.loads(line), year)


def check_code(code, want, got, year):
    title, brief, added, ended, coverage = want
    said = {f["kind"]: f["text"] for f in got.get("facts", [])
            if f["set"] in ("hcpcs", "modifiers")}
    day = "%d-02-01" % year
    state = "not-yet" if dashed(added) > day else \
        "ended" if ended and dashed(ended) < day else "valid"
    if got.get("until") != dashed(ended):
        state = got.get("state")  # a later file says when it ended
    case(got.get("title") == title and got.get("brief") == brief and
         said.get("coverage", "") == coverage and
         got.get("from") is not None and got.get("state") == state,
         "%s is in %d what the file says" % (code, year),
         "%r %r" % (want, {k: got.get(k) for k in
                           ("title", "brief", "from", "until", "state")}))


# ---- NCCI ----------------------------------------------------------------------

def check_ptp(book):
    """Random pairs on random days, by what the table says of both."""
    table, codes = {}, set()
    for row in rows("ncci/converted-2024/ptp_practitioner_2024q1.tsv.xz"):
        table.setdefault((row["column1"], row["column2"]), []).append(row)
        codes.add(row["column1"])
    keys, codes = sorted(table), sorted(codes)
    questions = [(random.choice(keys), random.choice(
        ["2024-02-01", "2012-07-01", "2001-01-01", "2023-12-31"]))
        for _ in range(20000)]
    questions += [((random.choice(codes), random.choice(codes)), "2024-02-01")
                  for _ in range(20000)]
    answers = ask("ptp", book, ["%s %s %s" % (on, *pair)
                                for pair, on in questions], "practitioner")
    wrong = [(q, want_ptp(table.get(q[0], []), q[1]), got)
             for q, got in zip(questions, answers)
             if want_ptp(table.get(q[0], []), q[1]) != got]
    case(len(answers) == len(questions) and not wrong,
         "40,000 pairs hold as the table says", str(wrong[:3]))
    for (pair, on), got in random.sample(list(zip(questions, answers)), 40):
        case(got == want_ptp(table.get(pair, []), on),
             "%s with %s on %s: %s" % (*pair, on, got))


def want_ptp(found, on):
    """The indicator of the edit that was active, or none."""
    holding = []
    for row in found:
        end = "9999" if row["deletion_date"] == "*" else \
            dashed(row["deletion_date"])
        if row["modifier"] == "9" and end != "9999":
            ok = end == on
        else:
            ok = on <= end
        if ok:
            holding.append((row["modifier"] == "9", end, row["modifier"]))
    return min(holding)[2] if holding else "none"


def pairs(book, relation, on):
    done = run("pairs", book, relation, on)
    return {tuple(line.split("\t")) for line in done.stdout.splitlines()}


def check_mue(book):
    settings = {"Practitioner": "0", "Outpatient": "1", "DME": "2"}
    want = set()
    for setting, number in settings.items():
        name = [n for n, _ in COUNTS if "MUE_" + setting in n][0]
        with open(path(name), encoding="cp1252", newline="") as f:
            table = [r for r in csv.reader(f) if len(r) == 4 and r[1].isdigit()]
        want |= {(r[0], number, str(int(r[1]) | int(r[2][0]) << 24))
                 for r in table}
    case(pairs(book, "mue", "2026-05-01") == want,
         "all 33,223 MUE of April 2026 are as published")
    words = {"Practitioner": "0", "Outpatient Hospital": "1",
             "DME Supplier": "2"}
    want = {(r["hcpcs"], words[r["mue_service_type"]],
             str(int(r["mue_uos"]) | int(r["mue_mai"]) << 24))
            for r in rows("ncci/converted-2024/mue_2024q2.csv")}
    case(pairs(book, "mue", "2024-05-01") == want,
         "all 32,202 MUE of April 2024 are as published")


def check_add_on(book):
    on = 2024
    want = set()
    for r in rows("ncci/converted-2024/aoc_2024q1.csv"):
        ends = [int(r[k]) for k in ("edit_deleted", "addon_deleted",
                                    "primary_deleted") if r[k]]
        if int(r["edit_effective"] or 0) <= on and min(ends, default=on) >= on:
            primary = "" if r["primary"] == "CCCCC" else r["primary"]
            want.add((r["addon"], primary, r["type"]))
    got = pairs(book, "add-on", "2024-02-01")
    case(got == want, "all add-on codes of 2024 are as published",
         "%s %s" % (sorted(got - want)[:3], sorted(want - got)[:3]))


# ---- the fee schedule -------------------------------------------------------------

def table(book, name, on):
    done = run("rows", book, name, on)
    return [json.loads(line) for line in done.stdout.splitlines()]


def hundredths(text, places=2):
    return round(float(text or 0) * 10 ** places)


def letter(text):
    return ord(text) if text else 0


def pair_of(text):
    return ord(text[0]) << 8 | ord(text[1]) if text else 0


def check_rvu(book):
    with open(path("mpfs/2025/PPRRVU2025_Oct.csv")) as f:
        published = list(csv.reader(f))[10:]
    got = {(r[0], r[1]): r for r in table(book, "RVU", "2025-11-01")}
    wrong = []
    for r in published:
        want = [r[0], pair_of(r[1]), ord(r[3]), *map(hundredths, (
            r[5], r[6], r[8], r[10])), r[7] == "NA", r[9] == "NA"]
        tail = [letter(r[13]), *map(letter, r[18:23]), r[23] or None,
                hundredths(r[24], 4)]
        g = got.get((want[0], want[1]), [])
        if g[:9] != want or g[13:21] != tail:
            wrong.append((want, tail, g))
    case(len(got) == len(published) and not wrong,
         "all 19,090 rows of PPRRVU2025_Oct are as published", str(wrong[:1]))
    case(all(r[27] == "" or "A" <= r[0][0] <= "V" for r in got.values()),
         "no descriptor of CPT is taken over")
    for name, on, cf in (("24a", "2024-02-01", 327442),
                         ("24ar", "2024-03-20", 332875),
                         ("24c", "2024-08-01", 332875)):
        factors = {r[20] for r in table(book, "RVU", on)}
        case(factors == {cf}, "RVU%s answers on %s" % (name.upper(), on),
             str(factors))


def check_localities(book):
    with open(path("mpfs/2026/GPCI2026.csv")) as f:
        want = {(int(r[0]), int(r[2]), pair_of(r[1]), r[3].rstrip("*"),
                 *(hundredths(x, 3) for x in r[4:7]))
                for r in csv.reader(f) if r[0].isdigit()}
    got = {tuple(r[:7]) for r in table(book, "GPCI", "2026-05-01")}
    case(got == want, "the 109 localities of 2026 are as published",
         str(sorted(got ^ want)[:2]))
    want = {(int(r["contractor"]), int(r["locality"]),
             hundredths(r["anesthesia_conv_factor"], 4))
            for r in rows("mpfs/2024-converted/anes_rvu24c.csv")
            if r["contractor"].isdigit()}
    got = {tuple(r[:3]) for r in table(book, "ANESTHESIA", "2024-08-01")}
    case(got == want, "anesthesia factors of 2024 are as published")
    want = {(r["hcpcs"], pair_of(r["mod"]), int(r["carrier"]),
             int(r["locality"]), hundredths(r["facility_price"]),
             hundredths(r["non_facility_price"]))
            for r in rows("mpfs/2024-converted/oppscap_rvu24c_jul.csv")}
    got = {tuple(r) for r in table(book, "OPPS_CAP", "2024-08-01")}
    case(got == want, "the 17,710 OPPS caps of July 2024 are as published")
    with open(path("mpfs/2026/PFREV26B.txt")) as f:
        want = {(r[3], pair_of(r[4].strip()), int(r[1]), int(r[2]),
                 hundredths(r[5]), hundredths(r[6]))
                for r in csv.reader(f) if len(r) == 16}
    got = {tuple(r[:6]) for r in table(book, "PAYMENT", "2026-05-01")}
    case(got == want, "the 4,033 amounts of PFREV26B are as published")


def main():
    if not os.path.isdir(FILES):
        print("1..0 # SKIP the publishers' files are not here")
        return 0
    random.seed(20261122)
    with tempfile.TemporaryDirectory() as folder:
        book = os.path.join(folder, "procedures.book")
        build(book)
        check_excerpts(folder)
        if not failed:
            check_hcpcs(book)
            check_ptp(book)
            check_mue(book)
            check_add_on(book)
            check_rvu(book)
            check_localities(book)
    print("1..%d" % cases)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
