#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The starter lists and the words: codes/starter, codes/words.

Every file has the layout of docs/codes/layouts.md, is sorted, and names only
what exists.  Where ../shared is present, codes and titles of ICD-10-CM and
HCPCS agree with the official files there, and no meaning repeats the words of
a list that belongs to somebody.  Prints TAP.
"""
import csv
import datetime
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LAYOUTS = os.path.join(ROOT, "docs", "codes", "layouts.md")
SHARED = os.path.join(ROOT, "..", "shared", "data", "codesets")
FOLDERS = [os.path.join(ROOT, "codes", name) for name in ("starter", "words")]
DAY = re.compile(r"\d{4}-\d\d-\d\d$")
NUMBERS = ("seq", "rank")       # these columns sort as numbers

# What each file must hold at least.
LEAST = {
    "icd10cm-notes.csv": 1500, "icd10cm-index.csv": 600, "hcpcs.csv": 150,
    "modifiers.csv": 350, "pos.csv": 50, "taxonomy.csv": 40,
    "carc.csv": 400, "rarc.csv": 1100, "claim-status.csv": 700,
    "claim-status-category.csv": 45, "group-codes.csv": 5,
    "bill-type.csv": 40, "condition.csv": 20, "occurrence.csv": 20,
    "value.csv": 20, "revenue.csv": 20, "discharge-status.csv": 20,
    "fees.csv": 25, "gpci.csv": 2, "conversion-factor.csv": 1,
    "ptp.csv": 12, "mue.csv": 12, "addon.csv": 12,
}

# What a column may hold, wherever it stands.
FORMS = {
    "from": r"(\d{4}-\d\d-\d\d)?", "until": r"(\d{4}-\d\d-\d\d)?",
    "verified": r"(\d{4}-\d\d-\d\d)?",
    "billable": r"[01]", "facility": r"[01]?", "ncci": r"[01]?",
    "alert": r"[01]?", "seq": r"[1-9]\d*", "rank": r"[1-9]\d*",
    "level": r"chapter|block|code", "seventh": r"[0-9A-Z]",
    "kind": r"[a-z_0-9]+", "set": r"[a-z0-9-]+",
    "indicator": r"[019]", "mai": r"[123]", "units": r"\d+",
    "setting": r"practitioner|hospital|dme", "type": r"[123]",
    "price": r"(\d+\.\d\d)?", "factor": r"\d+\.\d{4}",
    "work": r"(\d+\.\d{2,3})?", "pe": r"\d+\.\d{3}",
    "pe_nonfacility": r"(\d+\.\d\d)?", "pe_facility": r"(\d+\.\d\d)?",
    "malpractice": r"(\d+\.\d{2,3})?", "coverage": r"[CDIMS]?",
    "column1": r"[0-9A-Z]{5}", "column2": r"[0-9A-Z]{5}",
    "addon": r"[0-9A-Z]{5}", "primary": r"([0-9A-Z]{5})?",
}

NOTES = ("includes", "excludes1", "excludes2", "code_first",
         "use_additional", "code_also", "inclusion", "note")
CODE = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$")


def name_of(path):
    return os.path.basename(path)


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, strict=True))


def layouts():
    """Of each file: its columns, which are optional, its key."""
    with open(LAYOUTS, encoding="utf-8") as f:
        text = f.read()
    found = {}
    for part in re.split(r"\n(?=##+ )", text):
        names = re.match(r"##+ ([\w-]+\.csv)", part)
        key = re.search(r"Key:\s*((?:`\w+`(?:,\s+)?)+)", part)
        if not key:
            continue
        names = [names.group(1)] if names else \
            re.findall(r"\*\*([\w-]+\.csv)\*\*", part)
        columns, optional = [], set()
        for heads, holds in re.findall(r"\n\| ([a-z_0-9, ]+) \| (.*) \|",
                                       part):
            for head in heads.split(", "):
                if head != "column":
                    columns.append(head)
                    if holds.startswith("*optional*"):
                        optional.add(head)
        for name in names:
            found[name] = (columns, optional,
                           re.findall(r"`(\w+)`", key.group(1)))
    return found


def form_faults(path):
    """Bytes and lines: UTF-8, LF, no blanks at the ends, header first."""
    with open(path, "rb") as f:
        data = f.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        yield str(e)
        return
    if "\r" in text or "\ufeff" in text or "\t" in text:
        yield "has a CR, a tab or a byte order mark"
    if not text.endswith("\n") or "\n\n" in text:
        yield "has an empty line, or none at the end"
    for n, line in enumerate(csv.reader(text.splitlines()), 1):
        if any(v != v.strip() or "  " in v for v in line):
            yield "line %d: blanks" % n
        if n > 1 and len(line) != width:
            yield "line %d: %d columns" % (n, len(line))
        width = len(line)


def layout_faults(path, layout):
    columns, _, _ = layout
    rows = read(path)
    heads = list(rows[0]) if rows else []
    if heads != columns:
        yield "columns %s, not %s" % (heads, columns)
        return
    for row in rows:
        for column, value in row.items():
            form = FORMS.get(column)
            if form and not re.fullmatch(form, value):
                yield "%s: %s is '%s'" % (row[heads[0]], column, value)
            elif value and form and DAY.match(value):
                try:
                    datetime.date.fromisoformat(value)
                except ValueError:
                    yield "%s: no such day %s" % (row[heads[0]], value)
        if row.get("until") and row.get("from", "") > row["until"]:
            yield "%s ends before it begins" % row[heads[0]]


def order_faults(path, layout):
    _, _, key = layout
    keys = [tuple(int(row[k]) if k in NUMBERS else row[k].encode()
                  for k in key) for row in read(path)]
    for a, b in zip(keys, keys[1:]):
        if a == b:
            yield "twice: %s" % (a,)
        elif a > b:
            yield "out of order: %s, %s" % (a, b)


def overlap_faults(path, layout):
    """No two rows of a code are valid on one day."""
    _, _, key = layout
    if "from" not in key:
        return
    rest = [k for k in key if k != "from"]
    spans = {}
    for row in read(path):
        spans.setdefault(tuple(row[k] for k in rest), []).append(
            (row["from"], row["until"]))
    for code, found in spans.items():
        for a, b in zip(found, found[1:]):
            if not a[1] or a[1] >= b[0]:
                yield "%s: %s and %s overlap" % (code, a, b)


def count_faults(name, rows):
    if len(rows) < LEAST.get(name, 1):
        yield "%d rows" % len(rows)
    if name == "carc.csv":
        bare = [r["code"] for r in rows
                if not r["until"] and not r["meaning"]]
        if bare:
            yield "in force without words: %s" % bare
    if name == "rarc.csv" and sum(r["meaning"] != "" for r in rows) < 120:
        yield "too few meanings"
    if name == "icd10cm.csv":
        number = sum(r["billable"] == "1" and not r["until"] for r in rows)
        if number < 380:
            yield "%d billable codes" % number
    if name in ("abbreviations.csv", "plain-language.csv"):
        number = len({list(r.values())[0].lower() for r in rows})
        if number < 250:
            yield "%d entries" % number


def tree_faults(rows):
    """Parents exist, billable codes have no children, levels fit."""
    level = {r["code"]: r["level"] for r in rows}
    parents = {r["parent"] for r in rows}
    above = {"chapter": None, "block": "chapter"}
    for r in rows:
        code, parent = r["code"], r["parent"]
        want = above.get(r["level"],
                         "block" if len(code) == 3 else "code")
        if level.get(parent) != want:
            yield "%s has the parent '%s'" % (code, parent)
        if r["level"] == "code":
            if not CODE.match(code):
                yield "%s is no code" % code
            if want == "code" and not code.startswith(parent):
                yield "%s does not continue %s" % (code, parent)
            if r["level"] == "code" and r["billable"] == "0" \
                    and code not in parents:
                yield "%s is a header above nothing" % code
            if r["billable"] == "1" and not r["until"] and code in parents:
                yield "%s is billable and a header" % code
        elif r["billable"] != "0":
            yield "%s is billable" % code


def reference_faults(starter):
    """Notes, sevenths and Index name what icd10cm.csv holds."""
    codes = {r["code"] for r in starter["icd10cm.csv"]}
    for name in ("icd10cm-notes.csv", "icd10cm-sevenths.csv"):
        for r in starter[name]:
            if r["code"] not in codes:
                yield "%s: %s" % (name, r["code"])
            if "kind" in r and r["kind"] not in NOTES:
                yield "%s: kind %s" % (name, r["kind"])
    terms = {r["term"] for r in starter["icd10cm-index.csv"]}
    heads = {t.rsplit(" > ", 1)[0] for t in terms if " > " in t}
    for r in starter["icd10cm-index.csv"]:
        code = r["code"].rstrip("-").rstrip(".")
        if code and not any(c.startswith(code) for c in codes):
            yield "Index: %s leads to %s" % (r["term"], r["code"])
        if " > " in r["term"] and r["term"].rsplit(" > ", 1)[0] not in terms:
            yield "Index: nothing above %s" % r["term"]
        if not (code or r["see"] or r["see_also"] or r["term"] in heads):
            yield "Index: %s leads nowhere" % r["term"]


def seventh_faults(starter):
    """A code with a seventh character has one that its category takes."""
    takes = {}
    for r in starter["icd10cm-sevenths.csv"]:
        takes.setdefault(r["code"], set()).add(r["seventh"])
    for r in starter["icd10cm.csv"]:
        code = r["code"]
        if len(code) < 8 or code[0] not in "MOSTVWXY":
            continue
        near = [c for c in takes if code.startswith(c)]
        if not near or code[-1] not in takes[max(near, key=len)]:
            yield code


def release_faults(folder):
    rows = {r["file"] for r in read(os.path.join(folder, "releases.csv"))}
    files = {name_of(p) for p in glob.glob(os.path.join(folder, "*.csv"))}
    for name in rows ^ (files - {"releases.csv"}):
        yield name


def example_faults(starter):
    """Nothing invented can pass for a real price or locality."""
    for r in starter["gpci.csv"]:
        if not r["name"].startswith("Example"):
            yield "gpci.csv: %s" % r["name"]
    for r in starter["releases.csv"]:
        if r["file"] in ("fees.csv", "gpci.csv", "conversion-factor.csv") \
                and "invented" not in r["version"]:
            yield r["file"]


FOREIGN = re.compile(
    r"american medical association|american dental|\bcopyright|©|®|"
    r"all rights reserved|\bAMA\b|cpt only|\bNUBC\b|\bNUCC\b|5010|"
    r"\btr3\b", re.I)
AMA_IS_PLAIN = ("abbreviations.csv",)   # against medical advice


def foreign_faults(path):
    """No notice, and no row of a set that may not be here."""
    for row in read(path):
        for value in row.values():
            if FOREIGN.search(value) and name_of(path) not in AMA_IS_PLAIN:
                yield value
        if name_of(path) == "hcpcs.csv" and \
                not re.match(r"[A-CE-V]\d{4}$", row["code"]):
            yield "hcpcs.csv: %s" % row["code"]


def shared(*names):
    return os.path.join(SHARED, *names)


def plain(text):
    return re.sub(r"\s+", " ", text).strip().lower()


def read_order(path):
    """Code: (billable, title) of an official order file."""
    found = {}
    with open(path, encoding="ascii", errors="replace") as f:
        for line in f:
            code = line[6:13].strip()
            code = code[:3] + ("." + code[3:] if len(code) > 3 else "")
            found[code] = (line[14], line[77:].strip())
    return found


def diagnosis_faults(rows):
    new = {r["Code"]: r["Description"].strip() for r in read_any(
        shared("icd10cm", "2025", "ICD10CM_2025_codes.csv"))}
    y21 = read_order(shared("icd10cm", "2021", "icd10cm-order-Jan-2021.txt"))
    y22 = read_order(shared("icd10cm", "2022",
                            "icd10cm-order-2022.RECONSTRUCTED.txt"))
    for r in rows:
        code = r["code"]
        if r["level"] != "code":
            continue
        if r["until"]:
            if code not in y21 or y21[code][0] != "1":
                yield "%s was not billable in 2021" % code
            continue
        if not r["from"] and y21.get(code, "?")[0] != r["billable"]:
            yield "%s: billable differs in 2021" % code
        if code in new:
            if new[code] != r["title"]:
                yield "%s: %s" % (code, new[code])
        elif code in y22:
            if y22[code] != (r["billable"], r["title"]):
                yield "%s: %s" % (code, y22[code])
        elif not (code[:7] in new and
                  r["title"].startswith(new[code[:7]] + ", ")):
            yield "%s is unknown" % code


def read_any(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def procedure_faults(starter):
    """Codes, days, coverage and titles of HCPCS."""
    old = {r["hcpcs"].strip(): r for r in read_any(shared(
        "hcpcs", "converted-2024", "hcpcs_level2_2024.csv"))}
    new = {}
    with open(shared("hcpcs", "2025", "HCPC2025_OCT_ANWEB.csv"),
              encoding="latin-1", newline="") as f:
        for line in csv.reader(f):
            if len(line[0]) > 6:
                new.setdefault(line[0][:-6].strip(), []).append(
                    (line[0][-6:-1], line[1].strip()))
    for name, title in (("hcpcs.csv", "long"), ("modifiers.csv", "meaning")):
        for r in starter[name]:
            code = r["code"]
            if r.get("set") == "cpt":
                continue
            if code in new:
                official = " ".join(t for _, t in sorted(new[code]))
            elif code in old and r["until"]:
                official = old[code]["lvlII_desc_long"]
            else:
                yield "%s is unknown" % code
                continue
            if plain(official) != plain(r[title]):
                yield "%s: %s" % (code, official)
            if code in old:
                if old[code]["lvlII_date_added"] != r["from"]:
                    yield "%s was added on %s" % (
                        code, old[code]["lvlII_date_added"])
                ended = old[code]["lvlII_date_term"]
                if ended and ended != r["until"]:
                    yield "%s ended on %s" % (code, ended)


def number_faults(starter):
    """Reasons and remarks: the same numbers on the same days."""
    for name, source in (("carc.csv", "carc_2024-06.csv"),
                         ("rarc.csv", "rarc_2024-06.csv")):
        ours = {r["code"]: (r["from"], r["until"]) for r in starter[name]}
        for r in read_any(shared("x12", source)):
            want = (r["start_date"], r.get("end_date", ""))
            if ours.pop(r["code"], None) != want:
                yield "%s: %s %s" % (name, r["code"], want)
        for code in ours:
            yield "%s: %s is unknown" % (name, code)


def runs(text, length):
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[i:i + length])
            for i in range(len(words) - length + 1)}


def copy_faults(starter):
    """Our words share no run of six with the list of the same numbers."""
    pairs = (("carc.csv", "meaning", "x12/carc_2024-06.csv", "code",
              "description"),
             ("rarc.csv", "meaning", "x12/rarc_2024-06.csv", "code",
              "description"),
             ("pos.csv", "description", "refs/place_of_service_2024-06.csv",
              "pos_code", "pos_description"),
             ("taxonomy.csv", "name", "nucc/nucc_taxonomy_251.csv", "Code",
              "Definition"),
             ("revenue.csv", "meaning", "tuva/terminology__revenue_center.csv",
              "revenue_center_code", "revenue_center_description"),
             ("discharge-status.csv", "meaning",
              "tuva/terminology__discharge_disposition.csv",
              "discharge_disposition_code",
              "discharge_disposition_description"))
    for name, column, source, key, words in pairs:
        theirs = {r[key]: r[words] for r in read_any(shared(source))}
        for r in starter[name]:
            text = theirs.get(r["code"], "")
            if plain(text).rstrip(".") == plain(r[column]).rstrip(".") \
                    and len(text.split()) > 3:
                yield "%s: %s is copied" % (name, r["code"])
            for run in runs(text, 6) & runs(r[column], 6):
                yield "%s: %s: %s" % (name, r["code"], " ".join(run))


def edit_faults(starter):
    """Add-on pairs and unit limits are those of the NCCI files."""
    pairs = {(r["addon"], r["primary"], r["type"], r["edit_effective"])
             for r in read_any(shared("ncci", "converted-2024",
                                      "aoc_2024q1.csv"))}
    for r in starter["addon.csv"]:
        if (r["addon"], r["primary"], r["type"], r["from"][:4]) not in pairs:
            yield "addon.csv: %s with %s" % (r["addon"], r["primary"])
    for kind, source in (("practitioner", "PractitionerServices"),
                         ("hospital", "OutpatientHospitalServices"),
                         ("dme", "DMESupplierServices")):
        with open(shared("ncci", "mue-2026q2", "MCR_MUE_%s_Eff_"
                         "04-01-2026.csv" % source), encoding="cp1252",
                  newline="") as f:
            limits = {line[0]: (line[1], line[2][:1])
                      for line in csv.reader(f) if len(line) > 2}
        for r in starter["mue.csv"]:
            if r["setting"] == kind and \
                    limits.get(r["code"]) != (r["units"], r["mai"]):
                yield "mue.csv: %s %s" % (r["code"], kind)


def cases():
    """Each case: a name, and an iterator of faults or None to skip."""
    known = layouts()
    starter = {}
    for folder in FOLDERS:
        for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
            name = name_of(path)
            if folder == FOLDERS[0]:
                starter[name] = read(path)
            yield name + " is tidy", form_faults(path)
            if name not in known:
                yield name + " has a layout", ["none in docs/codes"]
                continue
            layout = known[name]
            yield name + " has its layout", layout_faults(path, layout)
            yield name + " is sorted", order_faults(path, layout)
            yield name + " is plain on every day", \
                overlap_faults(path, layout)
            yield name + " holds enough", count_faults(name, read(path))
            yield name + " holds nothing of others", foreign_faults(path)
        yield name_of(folder) + " tells what each file is", \
            release_faults(folder)
    yield "diagnoses are a tree", tree_faults(starter["icd10cm.csv"])
    yield "notes and Index name diagnoses", reference_faults(starter)
    yield "seventh characters fit", seventh_faults(starter)
    yield "what is invented says so", example_faults(starter)
    there = os.path.isdir(SHARED)
    for name, faults in (
            ("diagnoses agree with the official files",
             lambda: diagnosis_faults(starter["icd10cm.csv"])),
            ("HCPCS agrees with the official files",
             lambda: procedure_faults(starter)),
            ("reasons and remarks have the published numbers",
             lambda: number_faults(starter)),
            ("edits agree with the official files",
             lambda: edit_faults(starter)),
            ("meanings are in our own words",
             lambda: copy_faults(starter))):
        yield name, faults() if there else None


def main():
    done = [(name, None if faults is None else list(faults))
            for name, faults in cases()]
    if not os.path.isdir(SHARED):
        print("# NOTICE: ../shared is absent, the lists were not compared "
              "with official files")
    print("1..%d" % len(done))
    bad = 0
    for i, (name, faults) in enumerate(done, 1):
        bad += bool(faults)
        print("%s %d - starter: %s%s" % (
            "not ok" if faults else "ok", i, name,
            " # SKIP ../shared is absent" if faults is None else ""))
        for fault in (faults or [])[:10]:
            print("# " + str(fault))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
