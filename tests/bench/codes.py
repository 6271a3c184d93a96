# SPDX-License-Identifier: Apache-2.0
"""codes.py -- the codebook measured: building it, opening, looking up.

Needs the publishers' files beside the repository (../shared); without them
there is nothing large enough to measure.
"""
import os
import subprocess
import time

AIMS = (("building", "s", 60, False),
        ("opening", "ms", 5, False),
        ("codes of the book", "M/s", 50, True),
        ("pairs of the book, a claim at once", "M/s", 20, True),
        ("searching, 99 % take", "ms", 2, False),
        ("resident, with the keys", "MB", 200, False))


def measure(root, build, cache):
    """Lines to print; none without the files."""
    files = os.path.join(root, "..", "shared", "data", "codesets")
    if not os.path.isdir(files):
        return ["codebook: not measured, ../shared is not there"]
    book = os.path.join(cache, "full.book")
    began = time.monotonic()
    subprocess.run([os.path.join(build, "cleanclaim"), "codes", "build",
                    files, "-o", book], check=True,
                   stdout=subprocess.DEVNULL)
    figures = {"building": (time.monotonic() - began, "s, all of ../shared")}
    with open(os.path.join(root, "tests", "data",
                           "search_queries.tsv")) as queries:
        said = subprocess.run(
            [os.path.join(build, "tests", "bench", "bench_codes"), book],
            check=True, stdin=queries, stdout=subprocess.PIPE,
            text=True).stdout
    for line in said.splitlines():
        name, number, unit = line.split("\t")
        figures[name] = (float(number), unit)
    megabytes = os.path.getsize(book) / 1e6
    return list(lines(figures, megabytes))


def lines(figures, megabytes):
    yield "codebook of %.0f MB" % megabytes
    for name, (number, unit) in figures.items():
        yield "  %-36s %9.3f %s" % (name, number, unit)
    for name, unit, aim, at_least in AIMS:
        if name in figures:
            number = figures[name][0]
            met = number >= aim if at_least else number <= aim
            yield "  %s %s, at %s %g %s" % (
                "met   " if met else "MISSED", name,
                "least" if at_least else "most", aim, unit)
