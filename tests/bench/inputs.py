# SPDX-License-Identifier: Apache-2.0
"""inputs.py -- the files that bench.py measures on, made once and kept.

A file's name holds its size and a digest of the generator's source: when the
generator changes, the file is made again.
"""
import hashlib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, "generate.py")

# Generators that other X12 programs are measured with too, if they are there.
SHARED = os.path.join(HERE, "..", "..", "..", "shared", "bench")
SHARED_NAMES = {"837p": "gen837.py", "835": "gen835.py"}


class Input:
    """One file: its kind, path, maker, and what the checker says it holds."""

    def __init__(self, kind, path, maker):
        self.kind, self.path, self.maker = kind, path, maker
        self.bytes = os.path.getsize(path)
        self.claims = self.findings = 0
        self.clean = False

    def describe(self):
        return {"kind": self.kind, "bytes": self.bytes, "maker": self.maker,
                "claims": self.claims, "findings": self.findings}


def digest(paths):
    sums = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as f:
            sums.update(f.read())
    return sums.hexdigest()[:8]


def make(path, command):
    """Run a generator that writes `path`, unless the file is there."""
    if os.path.exists(path):
        return
    print("making " + os.path.basename(path), file=sys.stderr)
    half = path + ".part"
    subprocess.run([half if word == path else word for word in command],
                   check=True, stdout=subprocess.DEVNULL)
    os.replace(half, path)


def look(found, program):
    """Let the checker count the file's claims and findings."""
    run = subprocess.run([program, "check", "--threads", "1", "--json",
                          found.path], stdout=subprocess.PIPE)
    lines = run.stdout.splitlines()
    summary = json.loads(lines[-1]) if lines else {}
    found.clean = run.returncode == 0
    found.findings = len(lines) - 1
    found.claims = summary.get("claims", 0)
    return found


def own(cache, program, kind, mb, faults=0):
    """A file of tests/bench/generate.py."""
    name = "%s-%gMB%s-%s.edi" % (kind, mb, "-faulty" if faults else "",
                                 digest([OWN]))
    path = os.path.join(cache, name)
    make(path, [sys.executable, "-B", OWN, kind, path, "--mb", str(mb),
                "--faults", str(faults)])
    return look(Input(kind, path, "tests/bench/generate.py"), program)


def shared(cache, program, kind, mb):
    """A file of the shared generator; None when that is not there."""
    if not os.path.isdir(SHARED):
        return None
    sources = [os.path.join(SHARED, f) for f in sorted(os.listdir(SHARED))
               if f.endswith(".py")]
    script = os.path.join(SHARED, SHARED_NAMES[kind])
    if script not in sources:
        return None
    path = os.path.join(cache, "%s-%gMB-shared-%s.edi" % (
        kind, mb, digest(sources)))
    make(path, [sys.executable, "-B", script, str(10 ** 9), path,
                "--bytes", str(int(mb * 1e6))])
    maker = os.path.join("..", "shared", "bench", SHARED_NAMES[kind])
    return look(Input(kind, path, maker), program)


def clean(cache, program, kind, mb):
    """A file without findings, of the shared generator if it can be."""
    found = shared(cache, program, kind, mb)
    if found is not None and found.clean:
        return found
    if found is not None:
        print("%s: the checker finds errors in it; using generate.py instead"
              % found.maker, file=sys.stderr)
    found = own(cache, program, kind, mb)
    if not found.clean:
        sys.exit("bench: %s is not clean, and check --quiet would stop early"
                 % found.path)
    return found


def renumbered(text, number):
    """The interchange `text` (bytes) with another control number."""
    new = b"%09d" % number
    text = re.sub(rb"\A(ISA\*(?:[^*]*\*){12})\d{9}", rb"\g<1>" + new, text)
    return re.sub(rb"(IEA\*\d+\*)\d{9}(?=~\s*\Z)", rb"\g<1>" + new, text)


def copies(found, count):
    """Yield the file `count` times as interchanges with their own numbers,
    in pieces."""
    with open(found.path, "rb") as f:
        text = f.read()
    edge = 1000
    head, tail = text[:edge], text[-edge:]
    body = memoryview(text)[edge:-edge]
    for i in range(count):
        yield renumbered(head, i + 1)
        for at in range(0, len(body), 1 << 20):
            yield body[at:at + (1 << 20)]
        yield renumbered(tail, i + 1)
