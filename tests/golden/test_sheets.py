#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Read publishers' tables with our reader and with Python's: csv, zipfile,
ElementTree.  Every cell of every row must be the same.

The files (../shared/data/codesets) are not part of the repository.  Where they
are absent the test says so and is skipped; tests/unit covers the same ground.
Prints TAP, one case a file.
"""
import csv
import io
import lzma
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, "..", "..", "..", "shared", "data", "codesets")
BLANKS = " \t\r\n\u00a0"
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/" \
    "relationships}id"


def rows_of_text(data, delimiter):
    """The rows of a CSV or tab-separated file."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def text_of(element):
    """The text of a shared or inline string: its runs, not its phonetics."""
    return "".join(t.text or "" for child in element
                   for t in ([child] if child.tag == NS + "t" else
                             child.findall(NS + "t")
                             if child.tag == NS + "r" else []))


def unescape(text):
    return re.sub("_x00([0-7][0-9A-Fa-f])_",
                  lambda m: chr(int(m.group(1), 16)), text)


def first_worksheet(book):
    """The part of the first worksheet."""
    sheets = ET.fromstring(book.read("xl/workbook.xml")).find(NS + "sheets")
    relations = {r.get("Id"): r for r in ET.fromstring(
        book.read("xl/_rels/workbook.xml.rels"))}
    for sheet in sheets:
        relation = relations[sheet.get(RELATION)]
        if relation.get("Type").endswith("/worksheet"):
            target = relation.get("Target")
            return target[1:] if target[0] == "/" else "xl/" + target
    raise KeyError("no worksheet")


def value_of(cell, shared):
    """What a cell says."""
    if cell.get("t") == "inlineStr":
        return unescape(text_of(cell.find(NS + "is")))
    value = cell.find(NS + "v")
    if value is None or value.text is None:
        return ""
    if cell.get("t") == "s":
        return shared[int(value.text)]
    if cell.get("t") == "b":
        return "TRUE" if value.text == "1" else "FALSE"
    return unescape(value.text) if cell.get("t") == "str" else value.text


def column_of(reference):
    """The column of "BC12", from 0."""
    n = 0
    for c in reference.rstrip("0123456789"):
        n = n * 26 + ord(c) - ord("A") + 1
    return n - 1


def rows_of_workbook(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = [unescape(text_of(si)) for si in
                      ET.fromstring(book.read("xl/sharedStrings.xml"))]
        with book.open(first_worksheet(book)) as part:
            for _, row in ET.iterparse(part):
                if row.tag != NS + "row":
                    continue
                cells = {}
                for cell in row.findall(NS + "c"):
                    cells[column_of(cell.get("r"))] = value_of(cell, shared)
                row.clear()
                yield [cells.get(i, "") for i in range(max(cells, default=-1)
                                                       + 1)]


def rows_of(name, data):
    """The rows of a file, or None if it is no table."""
    if name.endswith(".xz"):
        return rows_of(name[:-3], lzma.decompress(data))
    if name.endswith(".csv"):
        return rows_of_text(data, ",")
    if name.endswith(".tsv"):
        return rows_of_text(data, "\t")
    if name.endswith(".xlsx"):
        return rows_of_workbook(data)
    return None


def normal(rows):
    """Each row as our program prints it, blank ones left out."""
    for row in rows:
        cells = [c.strip(BLANKS) for c in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield "".join(c + "\x1f" for c in cells)


def compare(sheets, path):
    """How many rows there are, and what is wrong, "" if nothing."""
    with open(path, "rb") as f:
        want = list(normal(rows_of(path, f.read())))
    done = subprocess.run([sheets, path], capture_output=True, check=False)
    if done.returncode != 0:
        return 0, done.stderr.decode("utf-8", "replace").strip()
    got = done.stdout.decode("utf-8").split("\x1e")[1:-1]
    if got == want:
        return len(want), ""
    if len(got) != len(want):
        return len(want), "%d rows, not %d" % (len(got), len(want))
    n = next(i for i, pair in enumerate(zip(got, want)) if pair[0] != pair[1])
    return len(want), "row %d: %r, not %r" % (n + 1, got[n][:200],
                                              want[n][:200])


def main(sheets):
    if not os.path.isdir(FILES):
        print("1..1\nok 1 - tables of publishers # SKIP %s is absent"
              % "../shared/data/codesets")
        return 0
    paths = sorted(os.path.join(d, name) for d, _, names in os.walk(FILES)
                   for name in names
                   if re.search(r"\.(csv|xlsx|tsv)(\.xz)?$", name))
    print("1..%d" % len(paths))
    failed = 0
    for n, path in enumerate(paths, 1):
        rows, fault = compare(sheets, path)
        failed += fault != ""
        print("%sok %d - %s: every cell of %d rows"
              % ("not " if fault else "", n, os.path.relpath(path, FILES),
                 rows))
        if fault:
            print("#   " + fault)
    return 1 if failed else 0


if __name__ == "__main__":
    csv.field_size_limit(1 << 24)
    sys.exit(main(sys.argv[1]))
