#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""coverage.py BUILD-DIR PERCENT -- line coverage of src/base, x12, claim, lib.

Prints TAP, one case a folder, with each file under PERCENT named below it.
Code for instructions that this processor lacks is not counted.
"""
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = ("src/base", "src/x12", "src/claim", "src/acknowledge",
           "src/interop", "src/lib")
VARIANTS = (("avx2", "scan_avx2.c"), ("avx512_vbmi2", "scan_avx512.c"))


def lacking():
    """Files that cannot run on this processor."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            flags = set(f.read().split())
    except OSError:
        return []
    return [name for flag, name in VARIANTS if flag not in flags]


def measure(build):
    """gcovr's summary: a list of {filename, line_total, line_covered}."""
    summary = os.path.join(build, "coverage.json")
    command = ["gcovr", "-r", ROOT, "--json-summary", summary]
    for folder in FOLDERS:
        command += ["--filter", folder + "/"]
    for name in lacking():
        command += ["--exclude", ".*/" + name.replace(".", r"\.")]
    ran = subprocess.run(command + [build], cwd=ROOT, text=True,
                         capture_output=True)
    if ran.returncode:
        print("not ok - gcovr reads the coverage of " + build)
        print("#   " + "\n#   ".join(ran.stderr.rstrip().split("\n")))
        sys.exit(1)
    with open(summary, encoding="utf-8") as f:
        return json.load(f)["files"]


def main(build, least):
    files, failed = measure(build), 0
    print("1..%d" % len(FOLDERS))
    for n, folder in enumerate(FOLDERS, 1):
        inside = [f for f in files if f["filename"].startswith(folder + "/")]
        total = sum(f["line_total"] for f in inside)
        covered = sum(f["line_covered"] for f in inside)
        percent = 100.0 * covered / total if total else 100.0
        bad = percent < least
        failed += bad
        print("%sok %d - line coverage of %s is at least %g%%"
              % ("not " if bad else "", n, folder, least))
        print("#   %.1f%% of %d lines" % (percent, total))
        for f in inside:
            if f["line_covered"] * 100.0 < least * f["line_total"]:
                print("#   %5.1f%% of %4d lines: %s" % (
                    100.0 * f["line_covered"] / f["line_total"],
                    f["line_total"], f["filename"]))
    for name in lacking():
        print("#   not counted: %s (this processor cannot run it)" % name)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
