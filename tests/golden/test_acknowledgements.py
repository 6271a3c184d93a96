#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Answer files, and hold the answers to the checker and to other programs.

Of every sample, and of every file of the corpus (../shared/corpus/x12) where
that is present: the answers are written, and the checker finds nothing in them
but the form of an NPI, which a 277CA repeats as it was sent.

Of the corpus's expected/, answers that another program gave to the same files:
TA1, AK9, AK5 and every error agree, but for what
corpus_acknowledgements.tsv argues.  Their 997 has AK3, AK4 and AK5 where a 999
has IK3, IK4 and IK5; the codes are the same.  Most of those files are 4010,
for which there is no guide here.  So each is answered a second time with 5010
written over 4010, and every error of theirs must be among ours.  Prints TAP.
"""
import fnmatch
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "x12")
PROGRAM = os.path.abspath(os.environ.get(
    "CLEANCLAIM", os.path.join(ROOT, "build", "cleanclaim")))
KINDS = ("ta1", "999", "277ca")
REPEATED = ("npi-format", "npi-check-digit")
VERSIONS = ((rb"004010X098(A\d)?", b"005010X222A1"),
            (rb"004010X096(A\d)?", b"005010X223A2"),
            (rb"004010X091(A\d)?", b"005010X221A1"),
            (rb"004010X092(A\d)?", b"005010X279A1"))


def answer(path, folder):
    """The answers to a file: their paths, and what went wrong."""
    paths = [os.path.join(folder, kind) for kind in KINDS]
    command = [PROGRAM, "ack", "--quiet", path, "--at", "202603011200"]
    for kind, out in zip(KINDS, paths):
        command += ["--" + kind, out]
    done = subprocess.run(command, capture_output=True, timeout=120,
                          check=False)
    fault = "" if done.returncode in (0, 1) and not done.stderr else \
        "exit %d: %s" % (done.returncode, done.stderr[:200])
    return paths, fault


def check(paths):
    """What the checker says of answers, as text."""
    written = [p for p in paths if os.path.exists(p) and os.path.getsize(p)]
    if not written:
        return ""
    done = subprocess.run([PROGRAM, "check", "--json"] + written,
                          capture_output=True, timeout=120, check=False)
    rows = [json.loads(x) for x in done.stdout.decode("utf-8").splitlines()]
    return "; ".join("%s %s %s" % (os.path.basename(r["file"]), r["code"],
                                   r["element"])
                     for r in rows if r["type"] == "finding" and
                     r["code"] not in REPEATED)


def segments(path):
    """The segments of a file as lists of elements."""
    with open(path, "rb") as file:
        text = file.read().decode("latin-1")
    text = text[text.find("ISA"):]
    if len(text) < 106:
        return []
    terminator = text.split(text[3])[16][1]
    return [s.strip("\r\n ").split(text[3])
            for s in text.split(terminator) if s.strip()]


def told(path):
    """What a file of answers tells, a line for each thing."""
    lines, where = [], ""
    for s in segments(path):
        name = {"AK3": "IK3", "AK4": "IK4", "AK5": "IK5"}.get(s[0], s[0])
        if name == "TA1":
            lines.append("TA1 " + "*".join(s[1:6]))
        elif name == "AK1":
            group = where = s[2]
        elif name == "AK2":
            where = group + "/" + s[2]
        elif name in ("IK3", "IK4", "IK5"):
            lines.append(" ".join((where, name, "*".join(s[1:]))))
        elif name == "AK9":
            lines.append(" ".join((group, name, "*".join(s[1:]))))
    return lines


def differences(theirs, ours):
    """Lines of one side alone; "-" theirs, "+" ours."""
    rest, out = list(ours), []
    for line in theirs:
        if line in rest:
            rest.remove(line)
        else:
            out.append("-" + line)
    return sorted(out) + sorted("+" + line for line in rest)


def as_5010(path, folder):
    """A copy of a 4010 file that says it is 5010."""
    with open(path, "rb") as file:
        text = file.read()
    for old, new in VERSIONS:
        text = re.sub(old, new, text)
    text = text.replace(b"*00401*", b"*00501*").replace(b"*U*00501", b"*^*00501")
    copy = os.path.join(folder, "as-5010")
    with open(copy, "wb") as file:
        file.write(text)
    return copy


def read_argued():
    """Patterns of differences by file, each with its reason."""
    argued = {}
    path = os.path.join(HERE, "corpus_acknowledgements.tsv")
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, difference, reason = line.rstrip("\n").split("\t")
                argued.setdefault(name, {})[difference] = reason
    return argued


def compare(expected, folder):
    """Differences between an expected answer and ours; None without input."""
    stem = re.sub(r"\.99\d\.x12$", "", os.path.basename(expected))
    found = [p for p in glob.glob(os.path.join(CORPUS, "*", stem + ".x12"))
             if os.path.basename(os.path.dirname(p)) not in
             ("expected", "997", "999")]
    if not found:
        return None
    paths, fault = answer(found[0], folder)
    if fault:
        return [fault]
    theirs, ours = told(expected), told(paths[0]) + told(paths[1])
    paths, fault = answer(as_5010(found[0], folder), folder)
    errors = [x for x in theirs if " IK3 " in x or " IK4 " in x]
    relabelled = [x.replace("-", "5010 -", 1) for x in
                  differences(errors, told(paths[1])) if x[0] == "-"]
    if not any(line.startswith("TA1") for line in theirs):
        # It answers with a TA1 only where ISA14 asks for one.
        ours = [line for line in ours if not line.startswith("TA1")]
    return differences(theirs, ours) + relabelled


def compare_all(folder):
    """A case for each expected answer."""
    argued = read_argued()
    for path in sorted(glob.glob(os.path.join(CORPUS, "expected", "*"))):
        name = os.path.basename(path)
        found = compare(path, folder)
        if found is None:
            continue
        patterns = argued.get(name, {})
        fault = [d for d in found if not
                 any(fnmatch.fnmatchcase(d, p) for p in patterns)] + \
            ["no more: " + p for p in patterns
             if not fnmatch.filter(found, p)]
        yield name + ", as another program answered", "; ".join(fault)


def files():
    """What is answered: samples, and the corpus where it is."""
    names = sorted(glob.glob(os.path.join(ROOT, "samples", "*.x12")))
    for folder, _, inside in sorted(os.walk(CORPUS)):
        if os.path.basename(folder) != "expected":
            names += [os.path.join(folder, x) for x in sorted(inside)]
    return names


def cases(folder):
    for path in files():
        paths, fault = answer(path, folder)
        yield os.path.basename(path) + " is answered", \
            fault or check(paths)
    if os.path.isdir(CORPUS):
        yield from compare_all(folder)


def main():
    if "--differences" in sys.argv:     # what the list would hold
        with tempfile.TemporaryDirectory() as folder:
            for path in sorted(glob.glob(
                    os.path.join(CORPUS, "expected", "*"))):
                for line in compare(path, folder) or []:
                    print("%s\t%s\t" % (os.path.basename(path), line))
        return 0
    if not os.path.isdir(CORPUS):
        print("# NOTICE: ../shared is absent, only samples/ was answered")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        done = list(cases(folder))
    print("1..%d" % len(done))
    for i, (name, fault) in enumerate(done, 1):
        bad += fault != ""
        print("%s %d - answers: %s" % ("not ok" if fault else "ok", i, name))
        if fault:
            print("# " + fault)
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
