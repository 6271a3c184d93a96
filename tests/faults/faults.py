#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""faults.py [--write FOLDER] -- plants one fault at a time into clean files.

Each fault has to be found, in the right place, and nothing else be called an
error; of changes that are no faults nothing is to be said.  Prints TAP, one case a fault.  The program is $CLEANCLAIM; with --write
the files are left in FOLDER.
"""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import clean                    # noqa: E402
import table_balance            # noqa: E402
import table_element            # noqa: E402
import table_envelope           # noqa: E402
import table_questions          # noqa: E402
import table_situational        # noqa: E402
import table_structure          # noqa: E402

TABLES = [t.table for t in (
    table_envelope, table_structure, table_element, table_balance,
    table_situational, table_questions)]
LEAST = {"envelope": 25, "structure": 35, "element": 40, "balance": 20,
         "situational": 40, "questions": 60}


def write(folder, name, text):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(text.encode("latin-1"))


def check(folder, threads):
    """What the program prints of all files of the folder, as JSON lines."""
    ran = subprocess.run(
        [os.environ.get("CLEANCLAIM", "build/cleanclaim"), "check", "--json",
         "--threads", str(threads), folder], capture_output=True)
    if ran.returncode not in (0, 1):
        raise SystemExit("Bail out! cleanclaim: " + ran.stderr.decode())
    return ran.stdout


def by_file(output):
    found = {}
    for line in output.decode("latin-1").splitlines():
        row = json.loads(line)
        rows = found.setdefault(os.path.basename(row["file"]), [])
        if row["type"] == "finding":
            rows.append(row)
    return found


def place(row):
    return "%s %s in %s, segment %s at %s: %s" % (
        row["code"], row["element"], row["loop"], row["segment"],
        row["offset"], row["message"])


def is_it(fault, row):
    """Is this what should be said?"""
    return row["code"] == fault.code and row["loop"] == fault.loop and \
        row["element"] == fault.element and \
        (fault.ordinal is None or row["segment"] == fault.ordinal) and \
        (fault.begin is None or fault.begin <= row["offset"] < fault.end)


def complaints(fault, rows):
    """What is wrong with what was said; nothing, if all is well."""
    hits = [r for r in rows if is_it(fault, r)]
    rest = [r for r in rows if r not in hits[:1] and
            r["code"] not in fault.also]
    if not hits and fault.code is not None:
        yield "wanted: %s %s in %s, segment %s at %s" % (
            fault.code, fault.element, fault.loop, fault.ordinal, fault.begin)
    for row in rest:
        yield "said: " + place(row)
    for code in fault.also:
        if all(r["code"] != code for r in rows):
            yield "allowed, but not said: " + code


class Tap:
    def __init__(self, cases):
        print("1..%d" % cases)
        self.n = self.failed = 0

    def case(self, name, wrong):
        wrong = list(wrong)
        self.n += 1
        self.failed += bool(wrong)
        print("%s %d - %s" % ("not ok" if wrong else "ok", self.n, name))
        for line in wrong:
            print("# " + line)


def run(folder):
    rows = [(t.family, f) for t in TABLES for f in t.faults]
    names = ["%s-%03d.x12" % (family, i)
             for i, (family, _) in enumerate(rows)]
    for name, (_, fault) in zip(names, rows):
        write(folder, name, fault.text)
    for base, segments in clean.FILES.items():
        write(folder, "clean-%s.x12" % base,
              "".join(s + clean.TERMINATOR for s in segments))
    output = check(folder, 1)
    found = by_file(output)
    tap = Tap(len(rows) + len(clean.FILES) + len(LEAST) + 2)
    for base in clean.FILES:
        tap.case("the clean %s file has no finding" % base,
                 map(place, found["clean-%s.x12" % base]))
    for name, (family, fault) in zip(names, rows):
        tap.case("%s: %s (%s)" % (family, fault.name, fault.base),
                 complaints(fault, found.get(name, [])))
    for t in TABLES:
        tap.case("at least %d %s faults" % (LEAST[t.family], t.family),
                 [] if len(t.faults) >= LEAST[t.family] else
                 ["only %d" % len(t.faults)])
    sentences = [f.name + f.base for _, f in rows]
    tap.case("no two faults have the same name",
             sorted({s for s in sentences if sentences.count(s) > 1}))
    tap.case("three threads say the same as one",
             [] if check(folder, 3) == output else ["they do not"])
    return 1 if tap.failed else 0


def main():
    if sys.argv[1:2] == ["--write"]:
        os.makedirs(sys.argv[2], exist_ok=True)
        return run(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        return run(folder)


sys.exit(main())
