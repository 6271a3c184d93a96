#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tally.py [--failures] LOG... -- count test cases.

A LOG is TAP (*.tap) or a log of meson test (*.json: one test a line).  A
meson test that printed a TAP plan counts as the cases it printed; another
counts as one.  A case that was planned and never reported failed, and so did
a test that ended badly though each of its cases passed.  A case that ran in
more builds than one counts once: as failed when it failed in any of them.

Prints what failed and what was skipped, then "N passed, N failed[, N skipped]"
on the last line.  With --failures prints only the first of these.  Exits 1
when something failed or nothing ran.
"""
import collections
import json
import os
import re
import sys

CASE = re.compile(r"^(not )?ok\b[ \t]*\d*[ \t]*(?:-[ \t]*)?(.*)$")
SKIP = re.compile(r"#[ \t]*SKIP\b[ \t]*(.*)$", re.I)
PLAN = re.compile(r"^1\.\.(\d+)[ \t]*(?:#.*)?$")
TAIL = 60  # lines of a failed test's output that are shown

Case = collections.namedtuple("Case", "result name detail build",
                              defaults=("",))


def tap_cases(text):
    """The cases of a TAP text, and how many its plans promise."""
    cases, planned = [], None
    for line in text.split("\n"):
        line = line.rstrip("\r")
        plan, case = PLAN.match(line), CASE.match(line)
        if plan:
            planned = (planned or 0) + int(plan.group(1))
        elif case:
            skip = SKIP.search(case.group(2))
            if skip:
                before = case.group(2)[:skip.start()].strip()
                cases.append(Case("skipped", before or skip.group(1),
                                  skip.group(1) if before else ""))
            else:
                cases.append(Case("failed" if case.group(1) else "passed",
                                  case.group(2), ""))
    return cases, planned


def test_cases(test):
    """The cases of one line of meson's log."""
    name = test["name"].rpartition(" / ")[2]
    output = (test.get("stdout") or "") + (test.get("stderr") or "")
    tail = "\n".join(output.rstrip("\n").split("\n")[-TAIL:])
    bad = test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL")
    if test["result"] == "SKIP":
        return [Case("skipped", name, output.strip().split("\n")[0])]

    cases, planned = tap_cases(test.get("stdout") or "")
    if planned is None:
        return [Case("failed" if bad else "passed", name, tail)]
    cases = [c._replace(name="%s: %s" % (name, c.name)) for c in cases]
    failed = any(c.result == "failed" for c in cases)
    if len(cases) < planned:
        lost = Case("failed", "%s: planned, never reported" % name, "")
        cases += [lost] * (planned - len(cases))
        failed = True
    elif bad and not failed:
        cases.append(Case("failed", "%s: ended with %s (exit status %s)" % (
            name, test["result"], test.get("returncode")), ""))
        failed = True
    if failed:
        cases = [c._replace(detail=tail) if c.result == "failed" else c
                 for c in cases]
    return cases


def cases_of(path):
    """Every case of one log; none when the log is not there."""
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", errors="replace") as f:
        if path.endswith(".tap"):
            return tap_cases(f.read())[0]
        stage = os.path.basename(os.path.dirname(os.path.dirname(
            os.path.abspath(path))))
        return [c._replace(build=stage + ": ")
                for line in f if line.strip()
                for c in test_cases(json.loads(line))]


def show_failures(cases):
    """Name each failed case; show each failed test's output once."""
    shown = None
    for case in cases:
        if case.result == "failed":
            print("   FAILED: " + case.build + case.name)
            if case.detail and case.detail != shown:
                print("\n".join("      | " + line
                                for line in case.detail.split("\n")))
            shown = case.detail


def merged(logs):
    """The cases of all logs, each once, with its worst result (skipped only
    when it was skipped everywhere)."""
    weight = {"skipped": 0, "passed": 1, "failed": 2}
    worst = {}
    for log in logs:
        seen = collections.Counter()
        for case in log:
            seen[case.name] += 1
            key = case.name, seen[case.name]
            if key not in worst or \
                    weight[case.result] > weight[worst[key].result]:
                worst[key] = case
    return list(worst.values())


def main(args):
    only_failures = args[:1] == ["--failures"]
    logs = [cases_of(path) for path in args[only_failures:]]
    if only_failures:
        for log in logs:
            show_failures(log)
        return 0
    cases = merged(logs)

    for case in cases:
        if case.result == "failed":
            print("FAILED: " + case.build + case.name)
    for case in cases:
        if case.result == "skipped":
            print("SKIPPED: %s%s" % (case.name, case.detail
                                     and " (%s)" % case.detail))
    counts = collections.Counter(case.result for case in cases)
    line = "%d passed, %d failed" % (counts["passed"], counts["failed"])
    if counts["skipped"]:
        line += ", %d skipped" % counts["skipped"]
    print(line)
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
