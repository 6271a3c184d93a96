#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the checker over files written by others.

The corpus (../shared/corpus/x12) is not part of the repository.  Where it is
absent the test says so loudly and is skipped; samples/ covers the same ground.

Asked of every file: read to its end, without a crash, and summed up.  Of those
their source calls valid 5010, and of questions and their answers (27x) that it
does not call invalid: no error, but for corpus_valid.tsv.  Of those it calls
invalid: the stated error in the stated place, corpus_invalid.tsv.
Prints TAP.
"""
import collections
import csv
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, "..", "..", "..", "shared", "corpus", "x12")
TRANSACTIONS = ("837", "835", "999", "TA1")
UNSTATED = ("270", "271", "276", "277", "277CA")    # held to be valid as well


def read_list(name):
    """The rows of a list beside this file, comments left out."""
    rows = {}
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                fields = line.rstrip("\n").split("\t")
                rows[fields[0]] = fields[1:]
    return rows


def check_corpus():
    """Findings and summary of each file, by its name in the corpus."""
    done = subprocess.run(
        [os.environ["CLEANCLAIM"], "check", "--json", CORPUS],
        capture_output=True, timeout=250, check=False)
    findings, summaries = collections.defaultdict(list), {}
    for line in done.stdout.decode("utf-8").splitlines():
        row = json.loads(line)
        name = os.path.relpath(row["file"], CORPUS)
        if row["type"] == "summary":
            summaries[name] = row
        else:
            findings[name].append(row)
    return done, findings, summaries


def places(rows):
    """Each finding as code@loop/element."""
    return {"%s@%s/%s" % (r["code"], r["loop"] or "-", r["element"] or "")
            for r in rows}


def held_valid(row):
    """Is a file of the manifest to be without errors?"""
    if row["transaction"] in UNSTATED and row["guide"].startswith("005010"):
        return not row["validity"].startswith("invalid")
    return row["validity"].startswith("valid") and \
        row["transaction"].startswith(TRANSACTIONS) and \
        row["ISA12"] == "00501"


def judge_valid(rows, exception):
    """What is wrong with a file that is stated valid; "" if nothing."""
    codes = {r["code"] for r in rows if r["severity"] == "error"}
    if exception is None:
        return ", ".join(sorted(codes))
    if exception[0] == "*":
        return "" if codes else "no error is left: drop the exception"
    allowed = set(exception[0].split())
    return ", ".join(sorted(codes - allowed))


def judge_invalid(rows, stated):
    """Stated errors that were not found."""
    found = places(rows)
    # ISA's and trailers' findings may carry the envelope's loop name.
    found |= {p.split("@")[0] + "@-/" + p.split("/", 1)[1] for p in found}
    return ", ".join(s for s in stated if s not in found)


def main():
    manifest = os.path.join(CORPUS, "MANIFEST.tsv")
    if not os.path.exists(manifest):
        print("1..0 # SKIP NOTICE: ../shared is absent, the corpus of files "
              "written by others was NOT checked")
        return 0
    valid, invalid = read_list("corpus_valid.tsv"), read_list(
        "corpus_invalid.tsv")
    done, findings, summaries = check_corpus()
    cases = [("the run ends in good order",
              "" if done.returncode in (0, 1) and not done.stderr
              else "exit %d: %s" % (done.returncode, done.stderr[:300]))]
    with open(manifest, encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            name = row["file"]
            cases.append((name + " is read to its end",
                          "" if name in summaries else "no summary"))
            if held_valid(row):
                cases.append((name + ", held valid, has no error",
                              judge_valid(findings[name], valid.get(name))))
            if name in invalid:
                cases.append((name + ", stated invalid, has that error",
                              judge_invalid(findings[name], invalid[name])))
    print("1..%d" % len(cases))
    for i, (name, fault) in enumerate(cases, 1):
        print("%s %d - corpus: %s" % ("not ok" if fault else "ok", i, name))
        if fault:
            print("# " + str(fault))
    return any(fault for _, fault in cases)


if __name__ == "__main__":
    sys.exit(main())
