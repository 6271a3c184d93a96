#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_search.py SEARCHING -- coders find the code they want.

tests/data/search_queries.tsv has a query a line: its kind, what is typed, and
the code that is wanted (several, divided by "|", where coders would differ).  It
was written by hand, before it was tried, from four sources: abbreviations of
charts, words as they are mistyped, what patients say, and leads of the
Alphabetic Index; the codes were looked up in the tabular list.  A query that
did not find was never taken out.

With ../shared a book is built of the files of ICD-10-CM there, and the share
of queries whose code comes first, and among the first ten, must reach what
LEAST says.  Without, the book is the starter's, which has a tenth of the codes:
only queries whose code is in it are asked.  Prints TAP and, as comments, the
share by kind.
"""
import collections
import csv
import glob
import os
import subprocess
import sys
import tempfile

SEARCHING = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
ICD10CM = os.path.join(ROOT, "..", "shared", "data", "codesets", "icd10cm")
LEAST = {"first": 70.0, "in the first ten": 95.0}
DAY = "2025-11-01"


def files():
    found = sorted(f for f in glob.glob(os.path.join(ICD10CM, "**"),
                                        recursive=True) if os.path.isfile(f))
    if found:
        return found, None
    starter = sorted(glob.glob(os.path.join(ROOT, "codes", "starter",
                                            "*.csv")))
    with open(os.path.join(ROOT, "codes", "starter", "icd10cm.csv"),
              encoding="utf-8", newline="") as f:
        return starter, {row["code"] for row in csv.DictReader(f)
                         if row["billable"] == "1" and not row.get("until")}


def queries(known):
    with open(os.path.join(ROOT, "tests", "data", "search_queries.tsv"),
              encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    for kind, text, wanted in rows:
        codes = set(wanted.split("|"))
        if known is None or codes & known:
            yield kind, text, codes


def main():
    paths, known = files()
    asked = list(queries(known))
    tally = {kind: collections.Counter() for kind, _, _ in asked}
    with tempfile.TemporaryDirectory() as folder:
        book = os.path.join(folder, "book")
        subprocess.run([SEARCHING, "build", book, *paths], check=True)
        out = subprocess.run([SEARCHING, "search", book, "diagnosis", DAY],
                             input="".join(q[1] + "\n" for q in asked),
                             text=True, capture_output=True, check=True)
    for (kind, _, wanted), line in zip(asked, out.stdout.splitlines()):
        codes = [found.split(":")[0] for found in line.split("\t")[1:]]
        tally[kind]["all"] += 1
        tally[kind]["first"] += bool(codes) and codes[0] in wanted
        tally[kind]["in the first ten"] += bool(wanted & set(codes))
    report(tally)


def report(tally):
    total = sum(tally.values(), collections.Counter())
    print("1..3")
    for kind, n in [*tally.items(), ("all", total)]:
        print("# %-14s %3d queries, first %5.1f %%, in the first ten %5.1f %%"
              % (kind, n["all"], 100 * n["first"] / n["all"],
                 100 * n["in the first ten"] / n["all"]))
    good = total["all"] >= 50
    print("%s 1 - there are queries enough" % ("ok" if good else "not ok"))
    for number, (place, least) in enumerate(LEAST.items(), 2):
        share = 100 * total[place] / total["all"]
        print("%s %d - the code that is wanted comes %s for %.0f %% of the "
              "queries" % ("ok" if share >= least else "not ok", number, place,
                           least))


if __name__ == "__main__":
    main()
