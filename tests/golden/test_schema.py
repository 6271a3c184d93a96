#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_schema.py -- records as JSON fit the published schema.

docs/schema/records.schema.json is what the program prints, and what it writes
of the samples, and of those files of ../shared/corpus/x12 in which it finds no
error, is valid by that schema.  The judge is the npm package ajv
(tests/npm/package.json), kept below the build folder; without node, npm or a
registry the cases that need it are skipped.  Prints TAP.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.path.abspath(os.environ.get(
    "CLEANCLAIM", os.path.join(ROOT, "build", "cleanclaim")))
SCHEMA = os.path.join(ROOT, "docs", "schema", "records.schema.json")
NPM = os.path.join(os.path.dirname(PROGRAM), "npm")
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "x12")
INSTALL_SECONDS = 120


def run(*command):
    done = subprocess.run(command, capture_output=True)
    return done.returncode, done.stdout


def validator():
    """The folder with ajv in it, or None and why not."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None, "node and npm are not here"
    if os.path.isdir(os.path.join(NPM, "node_modules", "ajv")):
        return NPM, ""
    os.makedirs(NPM, exist_ok=True)
    shutil.copy(os.path.join(ROOT, "tests", "npm", "package.json"), NPM)
    try:
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts",
             "--no-package-lock"], cwd=NPM, check=True,
            timeout=INSTALL_SECONDS, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None, "the npm registry cannot be reached"
    return NPM, ""


def records(paths, only_clean, folder):
    """A file of records for each X12 file, and what it is called."""
    made = {}
    for n, path in enumerate(paths):
        status, out = run(PROGRAM, "convert", "--to", "json", path)
        if status == 2 or (only_clean and status != 0):
            continue
        name = os.path.join(folder, "%d.jsonl" % n)
        with open(name, "wb") as f:
            f.write(out)
        made[name] = os.path.relpath(path, ROOT)
    return made


def judged(npm, made):
    """What the validator says against the files."""
    status, out = run("node", os.path.join(HERE, "validate.mjs"), npm, SCHEMA,
                      *made)
    lines = out.decode().split("\n")[:-1]
    if status != 0 or len([s for s in lines if ": " not in s]) != len(made):
        yield "the validator failed: %s" % lines[-1:]
    for line in lines:
        if ": " in line:
            name, rest = line.split(":", 1)
            yield "%s:%s" % (made[name], rest)


def schema_is_current():
    """docs/schema is what convert --schema prints (tools/gen_docs)"""
    with open(SCHEMA, "rb") as f:
        if f.read() != run(PROGRAM, "convert", "--schema")[1]:
            yield "docs/schema is old: run tools/gen_docs"


def samples_are_valid(npm, folder):
    """the records of the clean samples are valid by the schema"""
    made = records(sorted(glob.glob(os.path.join(ROOT, "samples", "*.x12"))),
                   True, folder)
    if len(made) < 8:
        yield "only %d samples are clean" % len(made)
    yield from judged(npm, made)


def corpus_is_valid(npm, folder):
    """the records of files without errors are valid by the schema"""
    made = records(sorted(glob.glob(os.path.join(CORPUS, "*", "*"))), True,
                   folder)
    if len(made) < 30:
        yield "only %d files are clean" % len(made)
    yield from judged(npm, made)


def faults_are_invalid(npm, folder):
    """what breaks the schema is found by the validator"""
    bad = os.path.join(folder, "bad.jsonl")
    with open(bad, "w") as f:
        f.write('{"record":"claim","charge":true}\n{"record":"clam"}\n'
                '{"record":"claim","charges":1}\n{"charge":1}\n'
                '{"record":"claim","onset":"yesterday"}\n'
                '{"record":"claim","frequency":"17"}\n')
    said = "\n".join(judged(npm, {bad: "bad"}))
    for n in range(1, 7):
        if "bad:%d: " % n not in said:
            yield "line %d was found valid" % n


def main():
    cases = [samples_are_valid, corpus_is_valid, faults_are_invalid]
    npm, why = validator()
    print("1..%d" % (len(cases) + 1))
    failed = report(1, schema_is_current, schema_is_current())
    folder = tempfile.mkdtemp(prefix="cleanclaim-schema-")
    try:
        for n, case in enumerate(cases, 2):
            missing = why if npm is None else "../shared is absent" \
                if case is corpus_is_valid and not os.path.isdir(CORPUS) \
                else ""
            if missing:
                print("ok %d - %s # SKIP %s" % (n, case.__doc__, missing))
            else:
                failed += report(n, case, case(npm, folder))
    finally:
        shutil.rmtree(folder)
    return 1 if failed else 0


def report(number, case, faults):
    faults = list(faults)
    print("%sok %d - %s" % ("not " if faults else "", number, case.__doc__))
    for fault in faults[:20]:
        print("#   " + fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
