#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_codes_icd.py CODEBOOK -- the publishers' ICD files become the facts that
they hold.

The files are read here once more, by other means (csv, ElementTree, columns cut
by hand), and what they say is asked of the book.  Skipped where they are not.

Rows: a count must be that of the file's lines, less its header.  Files of which
lines are no records are counted by what is one: <diag>, <mainTerm> and <term>,
rows CODE TAB TITLE of the code editor below a heading of a list, "Add:" and the
like of addenda, lines that are not blank of prose.
"""
import collections
import csv
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree

CODEBOOK = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
SETS = os.path.join(ROOT, "..", "shared", "data", "codesets")

cases = []          # (name, expected, found)


def path(name):
    return os.path.join(SETS, name)


def check(name, expected, found):
    cases.append((name, expected, found))


def run(*args, **more):
    return subprocess.run([CODEBOOK, *args], capture_output=True, text=True,
                          encoding="utf-8", **more)


def lines(name, encoding="cp1252"):
    with open(path(name), encoding=encoding, newline="") as f:
        return [line.rstrip("\r\n") for line in f]


def table(name):
    with open(path(name), encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def bare(code):
    return code.replace(".", "")


def folded(text):
    """Without accents: the order files are ASCII, the XML is not."""
    return "".join(c for c in unicodedata.normalize("NFD", text)
                   if not unicodedata.combining(c))


def every(items, n):
    """About n of them, from the first to the last."""
    items = list(items)
    return items[::max(1, len(items) // n)][:n + 1]


# ---- the book ----------------------------------------------------------

BOOK = os.path.join(tempfile.mkdtemp(), "icd.book")


def files():
    found = []
    for folder in ("icd10cm", "icd10pcs", "gems", "poa", "mce"):
        found += glob.glob(os.path.join(SETS, folder, "**", "*"),
                           recursive=True)
    return sorted(f for f in found if os.path.isfile(f))


def codes(system, day):
    out = run("codes", BOOK, system, day)
    found = {}
    for line in out.stdout.splitlines():
        code, state, title = line.split("\t")
        found[code] = (state, title)
    return found


def valid(system, day):
    return {c for c, (state, _) in codes(system, day).items()
            if state == "valid"}


def show(questions):
    """Answers in the order of (system, code, day)."""
    asked = "".join("%s %s %s\n" % q for q in questions)
    out = run("show", BOOK, input=asked)
    return [json.loads(line) for line in out.stdout.splitlines()]


def pairs(relation, day):
    out = run("pairs", BOOK, relation, day)
    return [line.split("\t") for line in out.stdout.splitlines()]


def terms():
    out = run("rows", BOOK, "TERM")
    return [json.loads(line) for line in out.stdout.splitlines()]


# ---- what the files say --------------------------------------------------

def order(name):
    found = {}
    for line in lines(name):
        found[line[6:13].strip()] = (line[14], line[16:76].strip(),
                                     line[77:].strip())
    return found


def tabular(name):
    """{code: (title, parent, {kind: [notes]}, [sevenths])}, by ElementTree."""
    kinds = {"includes": "includes", "excludes1": "excludes1",
             "excludes2": "excludes2", "codeFirst": "code-first",
             "useAdditionalCode": "use-additional", "codeAlso": "code-also",
             "inclusionTerm": "inclusion", "notes": "note",
             "sevenChrNote": "seventh-note"}
    found = {}

    def read(element, key, parent):
        notes = collections.defaultdict(list)
        for child in element:
            for note in child.iter("note"):
                if child.tag in kinds:
                    notes[kinds[child.tag]].append(note.text.strip())
            if child.tag == "sevenChrDef":
                notes["seventh"] += ["%s %s" % (e.get("char"), e.text.strip())
                                     for e in child]
        found[key] = (element.findtext("desc").strip(), parent, notes)
        for child in element.findall("diag"):
            read(child, child.findtext("name"), key)

    for chapter in ElementTree.parse(path(name)).getroot().iter("chapter"):
        above = "CHAPTER-%02d" % int(chapter.findtext("name"))
        read(chapter, above, None)
        for section in chapter.findall("section"):
            block = section.get("id")
            block = block if "-" in block else block + "-" + block
            read(section, block, None)
    return found


# ---- counts ----------------------------------------------------------------

def test_rows(imported):
    def xml_count(name, *marks):
        text = open(path(name), encoding="utf-8").read()
        return sum(len(re.findall(m, text)) for m in marks)

    rows = {os.path.basename(r["file"]): r["rows"] for r in imported}
    with open(path("MANIFEST.tsv"), encoding="utf-8") as f:
        manifest = list(csv.DictReader(f, delimiter="\t"))
    for m in manifest:
        name = os.path.basename(m["local_path"])
        folder = m["local_path"].split("/")[0]
        if folder not in ("icd10cm", "icd10pcs", "gems", "poa", "mce"):
            continue
        if name.endswith(".xml") and "tabular" in name:
            expected = xml_count(m["local_path"], r"<diag[ >]")
        elif name.endswith(".xml"):
            expected = xml_count(m["local_path"], r"<mainTerm>", r"<term ")
        elif "addenda" in name:
            text = lines(m["local_path"])
            prose = re.match("tables|index|definitions", name)
            expected = sum(1 for t in text if (t.strip() if prose else
                           re.match(r"Add:|Delete:|Revise", t)))
        elif name.endswith(".xsd") or name.startswith("ReadMe"):
            expected = 0
        elif name.startswith("Definitions of Medicare"):
            expected = sum(len(v) for v in mce_lists().values()) - 2
        else:
            expected = int(m["lines"])
            # MCE_Simple has a header, and no line end after its last row.
            if name.endswith((".csv", "table.txt")) or folder == "poa":
                expected -= 1
        check("rows of " + name, expected, rows.get(name))


def test_releases():
    out = [json.loads(r) for r in run("releases", BOOK).stdout.splitlines()]
    found = {(r["set"], r["from"]): r for r in out}
    # name of the set, first day, last day, partial
    for name, first, last, partial in (
            ("icd10cm", "2020-10-01", "2020-12-31", False),
            ("icd10cm", "2021-01-01", "2021-09-30", False),
            ("icd10cm", "2021-10-01", "2022-09-30", False),
            ("icd10cm", "2023-10-01", "2024-09-30", False),
            ("icd10cm", "2024-10-01", "2025-09-30", False),
            # Headings only, and a year later: speaks for no day.
            ("icd10cm", "2026-04-01", "2025-09-30", True),
            ("icd10cm-notes", "2020-10-01", "2021-09-30", False),
            ("icd10cm-notes", "2024-10-01", "2021-09-30", True),
            ("icd10pcs", "2025-10-01", "2026-09-30", False),
            ("icd10pcs-conversion", "2026-04-01", "2026-09-30", False),
            ("gems", "2017-10-01", "2999-12-31", False),
            ("poa-exempt", "2025-10-01", "2026-09-30", False),
            ("mce", "2026-04-01", "2026-09-30", False),
            ("mce", "2024-04-01", "2020-03-31", True),
            ("chronic", "2021-10-01", "2022-09-30", False)):
        r = found.get((name, first), {})
        check("%s of %s speaks until %s" % (name, first, last),
              (last, partial), (r.get("until"), r.get("partial")))


# ---- diagnoses ---------------------------------------------------------------

def test_order_files():
    for name, day in (("icd10cm/2021/icd10cm-order-Jan-2021.txt", "2021-05-01"),
                      ("icd10cm/2022/icd10cm-order-2022.RECONSTRUCTED.txt",
                       "2022-03-01")):
        said, book = order(name), codes("diagnosis", day)
        told = {c for c, (flag, _, _) in said.items() if flag == "1"}
        check("all codes of %s are valid, no other" % name, set(),
              told ^ valid("diagnosis", day))
        check("all titles of " + name, [],
              [c for c in said if book[c][1] != said[c][2]])
        some = every(said, 20)
        for code, a in zip(some, show([("diagnosis", c, day) for c in some])):
            check("%s on %s" % (code, day), (
                "valid" if said[code][0] == "1" else "heading",
                "release", said[code][2], said[code][1]),
                (a["state"], a["basis"], a["title"], a["brief"]))


def test_seventh_characters():
    """The XML and the order file of 2021 give the same codes and titles."""
    xml = codes("diagnosis", "2020-11-01")
    said = order("icd10cm/2021/icd10cm-order-Jan-2021.txt")
    check("codes built from the Tabular List of 2021 are those of the order "
          "file", set(), {c for c in said if said[c][0] == "1"} ^
          {c for c in xml if xml[c][0] == "valid"})
    check("headings of the Tabular List are those of the order file", set(),
          {c for c in said if said[c][0] == "0"} ^
          {c for c in xml if xml[c][0] == "heading" and "-" not in c})
    check("and so are their titles, but for accents", [],
          [c for c in said if folded(xml[c][1]) != folded(said[c][2])])
    for code, day, state in (
            ("S52.501A", "2025-01-01", "valid"),
            ("S52.501", "2025-01-01", "heading"),
            ("S52.501Z", "2025-01-01", "unknown"),
            ("S02.0XXA", "2020-11-01", "valid"),
            ("S02.0XXA", "2025-01-01", "valid"),
            ("S02.0", "2025-01-01", "heading"),
            ("T45.AX1A", "2025-01-01", "valid"),
            ("T45.AX1A", "2024-01-01", "not-yet"),
            ("W44.A0XA", "2024-01-01", "valid"),
            ("W44.A0XA", "2025-01-01", "valid"),
            ("W44.A0XA", "2022-01-01", "not-yet"),
            ("S06.1X7A", "2020-11-01", "valid"),
            ("S06.1X7D", "2020-11-01", "unknown"),
            ("E11.9", "2025-01-01", "valid"),
            ("E66.8", "2024-01-01", "valid"),
            ("E66.8", "2025-01-01", "heading"),
            ("E66.811", "2024-01-01", "not-yet"),
            ("V20.0XXA", "2022-01-01", "valid"),
            ("V20.0XXA", "2024-01-01", "ended"),
            ("U07.1", "2021-02-01", "valid"),
            ("H54.512A", "2020-11-01", "valid"),
            ("O35.00X1", "2024-01-01", "valid"),
            ("A53.9", "2024-01-01", "valid")):
        check("%s on %s" % (code, day), state,
              show([("diagnosis", code, day)])[0]["state"])
    check("past the last list the answer says so", "after",
          show([("diagnosis", "E11.9", "2026-05-01")])[0]["basis"])
    # What CMS announces: 74,044 codes for 2024; for 2025 252 more, 36 less.
    check("codes of 2024", 74044, len(valid("diagnosis", "2024-01-01")))
    check("codes of 2025", 74260, len(valid("diagnosis", "2025-01-01")))
    check("new in 2025", 252, len(valid("diagnosis", "2025-01-01") -
                                  valid("diagnosis", "2024-01-01")))
    # The title of 2024 with its seventh character, where the base is the same.
    north = {bare(r["code"]): r["long_description"] for r in
             table("icd10cm/2024/icd10cm_2024_codes.northstar.csv")}
    plain = {bare(r["Code"]): r["Description"] for r in
             table("icd10cm/2025/ICD10CM_2025_codes.csv")}
    book = codes("diagnosis", "2025-01-01")
    check("titles of 2025 are those of its list", [],
          [c for c in plain if book[c][1] != plain[c]])
    check("built titles of 2025 are those of 2024 where the code's own is", [],
          [c for c in north if len(c) == 7 and c not in plain and
           book[c][0] == "valid" and north[c[:6].rstrip("X")] ==
           plain.get(c[:6].rstrip("X")) and book[c][1] != north[c]])


def test_tabular():
    said = tabular("icd10cm/2021/icd10cm_tabular_2021.xml")
    day = "2020-11-01"
    with_notes = [c for c in said if said[c][2] and len(c) < 11]
    some = every(with_notes, 40)
    some += ["CHAPTER-01", "A00-A09", "B10-B10", "V00-V99", "S02", "E08.32",
             "E11", "T36", "H54"]
    for code, a in zip(some, show([("diagnosis", c, day) for c in some])):
        title, parent, notes = said[code]
        found = collections.defaultdict(list)
        for n in a["notes"]:
            found[n["kind"]].append(n["text"])
        check("title of " + code, title, a["title"])
        if parent:
            check("parent of " + code, parent, a["parent"])
        for kind in notes:
            check("%s of %s" % (kind, code),
                  sorted(set(notes[kind])), sorted(found[kind]))
        check("no other notes of " + code, set(notes), set(found))
    for code, above in (("A00", "A00-A09"), ("A00-A09", "CHAPTER-01"),
                        ("B10", "B10-B10"), ("C00-C14", "C00-C75"),
                        ("C00-C75", "C00-C96"), ("V01", "V00-V09"),
                        ("V00-V09", "V00-V99"), ("S52.501A", "S52.501"),
                        ("E11.9", "E11")):
        check("parent of " + code, above,
              show([("diagnosis", code, "2022-01-01")])[0]["parent"])


def test_ranges():
    """Codes that notes name."""
    for code, kind, begins, expected in (
            ("B10", "excludes2", "herpes simplex", [["B00", "B00"]]),
            ("S02", "code-also", "any associated", [["S06", "S06"]]),
            ("CHAPTER-01", "excludes2", "influenza", [["J00", "J22"]]),
            ("B10", "excludes2", "human herpesvirus 3",
             [["B01", "B01"], ["B02", "B02"]])):
        notes = show([("diagnosis", code, "2020-11-01")])[0]["notes"]
        check("codes in the note %s of %s" % (begins, code), expected,
              [n["ranges"] for n in notes if n["kind"] == kind and
               n["text"].startswith(begins)][0])
    # T36-T50 with fifth or sixth character 5: by the codes themselves.
    said = order("icd10cm/2021/icd10cm-order-Jan-2021.txt")
    adverse = {c[:6].rstrip("X") for c in said if "T36" <= c[:3] <= "T50" and
               len(c) == 7 and "5" in (c[4], c[5]) and
               "Adverse effect" in said[c][2]}
    for n in show([("diagnosis", "D52.1", "2020-11-01")])[0]["notes"]:
        if "with fifth or sixth character 5" in n["text"]:
            check("codes of adverse effects", adverse,
                  {bare(a) for a, b in n["ranges"]})


# ---- indexes -----------------------------------------------------------------

def test_indexes():
    found = collections.defaultdict(list)
    for t in terms():
        found[t[0]].append(t)
    size = sorted(len(v) for v in found.values())
    check("terms of the newest indexes", [1940, 7430, 8090, 81024], size)
    by_size = {len(v): v for v in found.values()}
    index = table("icd10cm/2025/ICD10CM_2025_Index.csv")
    for i in every(range(len(index)), 12):
        r, t = index[i], by_size[81024][i]
        code = r["Code"].rstrip("-").rstrip(".") or None
        check("term %s of the Index" % r["RowID"],
              (r["Term"], r["See"] or r["SeeAlso"], code),
              (t[4], t[6], t[7]))
    drugs = ElementTree.parse(path(
        "icd10cm/2026/icd10cm-drug-April-1-2026-XML.xml")).getroot()
    said = [e for e in drugs.iter() if e.tag in ("mainTerm", "term")]
    for i in every(range(len(said)), 12):
        t, e = by_size[7430][i], said[i]
        cells = {int(c.get("col")): c.text.strip("-") for c in
                 e.findall("cell")}
        check("drug %d" % i,
              ((e.find("title").text or "").strip(),
               [cells.get(n) or None for n in range(2, 8)]),
              (t[4] if not t[5] else (e.find("title").text or "").strip(),
               t[8:14]))


# ---- procedures of hospitals ---------------------------------------------------

def test_pcs():
    said = order("icd10pcs/2026/icd10pcs_order_2026.txt")
    now = valid("inpatient", "2026-05-01")
    check("codes of ICD-10-PCS from April 2026", set(),
          {c for c in said if said[c][0] == "1"} ^ now)
    added = {t[13:20].strip() for t in lines(
        "icd10pcs/2026/order_addenda_2026.txt") if t.startswith("Add:")}
    added = {c for c in added if len(c) == 7}
    check("those of April are not valid in March", added,
          now - valid("inpatient", "2026-03-31"))
    old = order("icd10pcs/2024/icd10pcs_order_2024.RECONSTRUCTED.txt")
    check("codes of ICD-10-PCS of 2024", set(),
          {c for c in old if old[c][0] == "1"} ^
          valid("inpatient", "2024-02-01"))
    some = every(said, 15)
    for code, a in zip(some, show([("inpatient", c, "2026-05-01")
                                   for c in some])):
        check("title of " + code, (said[code][2], said[code][1]),
              (a["title"], a["brief"]))
    types = {"New": "1", "Revised": "2", "Deleted": "3"}
    told = set()
    for t in lines("icd10pcs/2026/icd10pcs_conversion_table.txt")[1:]:
        f = t.split("\t")
        left, right = f[0], f[3]
        if left == "NoPCS":
            left, right = right, ""
        year, day = int(f[2]), f[-1].replace(".", "-")
        told.add((left, right.replace("NoPCS", ""), types[f[5]],
                  "%d-%s" % (year - (day >= "10"), day)))
    found = {(p[0], p[1], p[2], p[4].strip('"'))
             for p in pairs("conversion", "all")}
    check("the conversion table", set(), told ^ found)


# ---- maps and edits ------------------------------------------------------------

def test_gems():
    for name, relation in (("gems/2018/2018_I9gem.txt", "gem-forward"),
                           ("gems/2018/2018_I10gem.txt", "gem-backward")):
        told = set()
        for t in lines(name):
            a, b, f = t.upper().split()     # there is a "v5889"
            f = [int(c) for c in f]
            told.add((a, b.replace("NODX", ""), str(
                f[0] + 2 * f[1] + 4 * f[2] + (f[3] << 8) + (f[4] << 16))))
        check(relation, set(), told ^ {tuple(p) for p in
                                       pairs(relation, "2024-01-01")})


def test_poa():
    for name, day in (("poa/2019/POAexemptCodes2019.txt", "2019-01-01"),
                      ("poa/2020/POAexemptCodes2020.txt", "2020-01-01"),
                      ("poa/2026/POAexemptCodesFY26.txt", "2026-01-01")):
        told = {bare(t.split("\t")[1]) for t in lines(name)[1:] if t}
        check(name, set(), told ^ {p[0] for p in pairs("poa-exempt", day)})
    said = table("icd10cm/2022/icd10cm_2022_poa_chronic.csv")
    check("POA of 2022", set(), {r["code"] for r in said
                                 if r["poa_exempt"] == "Y"} ^
          {p[0] for p in pairs("poa-exempt", "2022-01-01")})
    check("chronic conditions of 2022", set(),
          {(r["code"], str("ACNB".index(r["hcup_chronic_indicator"])))
           for r in said if r["hcup_chronic_indicator"]} ^
          {(p[0], p[2]) for p in pairs("chronic", "2022-01-01")})


def mce_lists():
    """{(edit, letter): codes} of the newest text, found by line patterns."""
    starts = (("A. Perinatal", 0), ("B. Pediatric", 1), ("C. Maternity", 2),
              ("D. Adult", 3), ("Manifestation codes not", 6),
              ("Questionable admission codes", 7), ("1. Cesarean", 17),
              ("2. Vaginal", 18), ("3. Outcome", 19),
              ("Unacceptable principal diagnosis codes", 8),
              ("A. Non-covered", 11), ("B. Non-covered", 11),
              ("C. Non-covered", 11), ("D. Non-covered", 11),
              ("E. Non-covered", 11), ("F. Non-covered", 11),
              ("G. Non-covered", 11), ("A. Limited", 12), ("B. Limited", 12),
              ("Wrong procedure performed codes", 13),
              ("19. Procedure inconsistent", 14), ("20. Unspecified", 10))
    found, now = collections.defaultdict(set), None
    text = lines("mce/Definitions of Medicare Code Edits_v_43_1.txt")
    for t in text[:text.index("Chapter 2: Code list changes")]:
        for words, edit in starts:
            if t.startswith(words):
                now = (edit, t[0] if edit in (11, 12) else "")
        m = re.match(r"(\*?)([A-Z0-9]{3,7}) ?\t", t)
        if m and now:
            found[(9, "") if m[1] else now].add(m[2])
    found[(11, "B")] |= {"0FYG0Z0", "0FYG0Z1"}
    return found


def test_mce():
    book = collections.defaultdict(set)
    for relation in ("mce", "mce-inpatient"):
        for code, edit, letter in pairs(relation, "2026-05-01"):
            book[(int(edit), chr(int(letter)) if letter != "0" else "")].add(
                code)
    told = mce_lists()
    check("lists of the code editor", set(told), set(book))
    for key in told:
        check("edit %d %s" % key, set(), told[key] ^ book[key])
    for code, day, edit, expected in (
            ("A33", "2026-05-01", "0", True), ("A33", "2017-01-01", "0", True),
            ("Z51.89", "2026-05-01", "9", True),
            ("N40.0", "2020-01-01", "5", True),
            ("N40.0", "2026-05-01", "5", False)):
        a = show([("diagnosis", code, day)])[0]
        check("%s in edit %s on %s" % (code, edit, day), expected,
              any(p["relation"] == "mce" and str(p["right"]) == edit
                  for p in a["pairs"]))
    # Each of the converted lists, whole.
    for version, day in ((33, "2016-01-01"), (35, "2018-01-01"),
                         (37, "2020-01-01")):
        name = "mce/MCE_Simple_Code_Edits_v%d.txt" % version
        told = {t.split("\t")[6] for t in lines(name)[1:]}
        found = {p[0] for r in ("mce", "mce-inpatient")
                 for p in pairs(r, day)}
        check(name, set(), told ^ found)


# ---- what is refused --------------------------------------------------------------

def test_refused():
    folder = tempfile.mkdtemp()

    def refusal(name, text):
        with open(os.path.join(folder, name), "w", newline="") as f:
            f.write(text)
        return run("build", BOOK + ".x", os.path.join(folder, name)).stderr

    whole = "\r\n".join(lines("icd10cm/2021/icd10cm-order-Jan-2021.txt"))
    for what, name, text, words in (
            ("cut off", "icd10cm-order-2021.txt", whole[:300000],
             "may be cut off"),
            ("a column moved", "icd10cm-order-2021.txt",
             whole.replace("\n", "\n "), "line 2"),
            ("a line is missing", "icd10cm-order-2021.txt",
             whole.replace("00002 A000 ", "00003 A000 "),
             "00002 was expected"),
            ("no year", "icd10cm_order_new.txt", whole, "fiscal year"),
            ("another layout", "icd10cm_order_2021.txt",
             "code,title\r\nA00,Cholera\r\n", "line 1"),
            ("another year", "icd10cm_tabular_2022.xml", open(path(
                "icd10cm/2021/icd10cm_tabular_2021.xml"),
                encoding="utf-8").read(), "2021")):
        found = refusal(name, text)
        check("refused: " + what, True, words in found or found)


def main():
    if not os.path.isdir(os.path.join(SETS, "icd10cm")):
        print("1..0 # SKIP the publishers' files are not here")
        return 0
    out = run("build", BOOK, *files())
    if out.returncode != 0:
        print("1..1\nnot ok 1 - the files are imported\n# " + out.stderr)
        return 1
    test_rows([json.loads(line) for line in out.stdout.splitlines()])
    for test in (test_releases, test_order_files, test_seventh_characters,
                 test_tabular, test_ranges, test_indexes, test_pcs, test_gems,
                 test_poa, test_mce, test_refused):
        test()
    print("1..%d" % len(cases))
    failed = 0
    for n, (name, expected, found) in enumerate(cases, 1):
        good = expected == found
        failed += not good
        print("%s %d - %s" % ("ok" if good else "not ok", n,
                              name.replace("#", "no. ")))
        if not good:
            print("#   expected %.300s\n#   found    %.300s" % (
                expected, found))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
