#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Read files into models and write them again: what is written must be what was
read (O4 of src/claim/writer.h).

Files: samples/, roundtrip/ beside this file (each with one odd thing, named in
its name), variants made of both (other separators, line ends, several
interchanges in one file), and, where it is there, the corpus of files written
by others (../shared/corpus/x12).

Asked of every file: it is read and written without a crash; the writer's
findings each have a path to a field; an item is refused only with a finding;
no segment is written that was not read, but for those that the writer makes, and
Of a file without errors, all of whose transactions have a model: what is
written is what was read, but for line ends, empty elements and components at
the end, and the padding of ISA.  Prints TAP.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "x12")
PLACES = os.path.join(HERE, "roundtrip")
WIDTHS = (3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
OWN = (b"ISA", b"GS", b"ST", b"HL", b"SE", b"GE", b"IEA")
BLANKS = b"\r\n\t \0"


def separators(text):
    """Element, component, repetition and segment separator of an ISA."""
    element = text[3:4]
    parts = text.split(element, 17)
    return (element, parts[16][:1], parts[11], parts[16][1:2])


def normal_segment(segment, four):
    """A segment without empty elements and components at its ends."""
    element, component, repetition, _ = four
    cells = segment.split(element)
    if cells[0] == b"ISA":
        fixed = [c.rstrip(b" ").ljust(w) for c, w in zip(cells, WIDTHS)]
        return element.join(fixed + cells[17:])
    for i, cell in enumerate(cells):
        if len(repetition) == 1 and not repetition.isalnum():
            cells[i] = repetition.join(c.rstrip(component)
                                       for c in cell.split(repetition))
        else:
            cells[i] = cell.rstrip(component)
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return element.join(cells)


def normal(text):
    """The segments of a file, each ended by its separator, normalised."""
    done, at = [], text.find(b"ISA")
    while at >= 0:
        four = separators(text[at:])
        end = text.find(four[3] + b"IEA" + four[0], at)
        if end < 0:     # line ends between the segments
            end = text.find(b"IEA" + four[0], at) - 1
        end = text.find(four[3], end + 1) if end >= 0 else -1
        whole = text[at:] if end < 0 else text[at:end]
        for segment in whole.split(four[3]):
            segment = segment.replace(b"\r", b"").replace(b"\n", b"")
            segment = segment.lstrip(BLANKS)
            if segment:
                done.append(normal_segment(segment, four) + four[3])
        at = -1 if end < 0 else text.find(b"ISA", end)
    return done


# ---- files made of files -------------------------------------------------

def with_line_ends(text):
    """A line end behind every segment, and one within some."""
    end = separators(text)[3]
    return text.replace(b"\n", b"").replace(b"\r", b"").replace(
        end, end + b"\r\n")


def with_separators(text, four):
    """The same with other separators; None if it has them in its texts."""
    old = separators(text)
    if any(c in text for c in four) or len(old[2]) != 1 or old[2].isalnum():
        return None
    return text.translate(bytes.maketrans(b"".join(old), b"".join(four)))


def with_empty_ends(text):
    """Empty elements and components behind what was sent."""
    four = separators(text)
    body = text[text.index(four[3]) + 1:]
    head = text[:len(text) - len(body)]
    return head + body.replace(four[3] + b"NM1", four[0] * 2 + four[3] +
                               b"NM1")


def variants(name, text):
    """Files made of a clean one: (name, text)."""
    if text.count(b"ISA" + text[3:4]) == 1:
        yield name + " with line ends", with_line_ends(text)
        yield name + " three times", text.rstrip() * 3
        odd = with_separators(text, (b"|", b">", b"!", b"\\"))
        if odd is not None:
            yield name + " with other separators", odd
            yield (name + " and itself with other separators",
                   text + odd + b"\n" + text)
        odd = with_separators(text, (b"\x1d", b"\x1f", b"\x1e", b"\x1c"))
        if odd is not None:
            yield name + " with control characters between", odd


def many_lines():
    """A claim of 999 lines whose references are not in the guide's order, and
    one of an 835's contacts, of which there is no limit."""
    segments = read_file(os.path.join(ROOT, "samples", "837i-clean.x12")) \
        .replace(b"\n", b"").split(b"~")
    clm = next(i for i, s in enumerate(segments) if s.startswith(b"CLM"))
    line = next(i for i, s in enumerate(segments) if s.startswith(b"LX"))
    ref = next(i for i, s in enumerate(segments) if s.startswith(b"REF*EA"))
    claim = segments[:ref + 1] + [b"REF*D9*CH1"] + segments[ref + 1:line]
    for i in range(999):
        claim += [b"LX*%d" % (i + 1), b"SV2*0120**%s*DA*4" %
                  (b"18250.5" if i == 0 else b"0")]
    assert clm < ref
    st = next(i for i, s in enumerate(claim) if s.startswith(b"ST"))
    claim += [b"SE*%d*0001" % (len(claim) - st + 1)] + segments[-3:]
    yield "a claim of 999 lines in disorder", b"~".join(claim)

    text = read_file(os.path.join(ROOT, "samples", "835-clean.x12"))
    contacts = [b"PER*BL*TECHNICAL %d*TE*8005550199~" % i for i in range(3000)]
    contacts.insert(1500, b"PER*CX*CLAIMS*TE*8005550198~")
    first = text.index(b"PER*"), text.index(b"N1*PE")
    text = text[:first[0]] + b"".join(contacts) + text[first[1]:]
    st, se = text.index(b"ST*"), re.search(rb"SE\*(\d+)", text)
    n = text.count(b"~", st, se.start()) + 1
    yield ("an 835 with 3,001 contacts", text[:se.start(1)] + b"%d" % n +
           text[se.end(1):])


# ---- running ------------------------------------------------------------

Result = collections.namedtuple("Result",
                                "errors unmodelled refused findings text")


def run_each(program, names):
    """What became of each file; None and the reason if the run broke off."""
    done = subprocess.run([program, "--each"] + names, capture_output=True,
                          timeout=280, check=False)
    out, at, results = done.stdout, 0, {}
    while out.find(b"\n", at) >= 0:
        line = out.index(b"\n", at)
        if out[at:line].count(b"\t") != 4:
            break           # the run broke off
        name, *numbers = out[at:line].decode().split("\t")
        errors, unmodelled, refused, size = map(int, numbers)
        at, findings = line + 1, []
        while out[at:at + 1] != b"\n" and out.find(b"\n", at) >= 0:
            line = out.index(b"\n", at)
            findings.append(tuple(out[at:line].decode(
                "latin-1").split("\t")))
            at = line + 1
        if at + 1 + size > len(out):
            break
        results[name] = Result(errors, unmodelled, refused, findings,
                               out[at + 1:at + 1 + size])
        at += 1 + size
    fault = "" if done.returncode == 0 and not done.stderr else (
        "exit %d: %s" % (done.returncode, done.stderr[-2000:].decode(
            "latin-1")))
    return results, fault


def difference(wanted, written):
    """The first difference between two lists of segments; "" if none."""
    for i, (a, b) in enumerate(zip(wanted, written), 1):
        if a != b:
            return "segment %d is %s, was %s" % (i, b, a)
    if len(wanted) != len(written):
        longer = max(wanted, written, key=len)
        return "%d segments of %d, then %s" % (
            len(written), len(wanted), longer[min(len(wanted),
                                                  len(written))])
    return ""


def judge_same(text, result):
    """What is wrong with what was written of a file without errors."""
    written = normal(result.text)
    if result.refused or result.findings:
        return "refused: %s" % result.findings[:5]
    if b"".join(written) != result.text:
        return "what is written is not normal"
    return difference(normal(text), written)


def is_part_of(segment, other):
    """Is each cell of a segment that was written empty or the other's?  Of two
    cells it may be a code that the guide leaves no choice of: there the file
    has another, and a finding says so."""
    name = re.match(rb"[A-Z0-9]{2,3}", segment).group()
    mark = segment[len(name):len(name) + 1]
    cells, others = segment[:-1].split(mark), other[:-1].split(mark)
    if cells[0] != others[0]:
        return False
    changed = 0
    for i, cell in enumerate(cells):
        was = others[i] if i < len(others) else b""
        if cell and cell != was:
            changed += 1
            if len(cell) > 3 or not cell.isalnum():
                return False
    return changed <= 2


def judge_part(text, result):
    """What is wrong with what was written of any file."""
    read = collections.Counter(normal(text))
    written = collections.Counter(normal(result.text))
    if result.refused and not result.findings:
        return "%d items refused without a finding" % result.refused
    for code, field in result.findings:
        if not field:
            return "a finding %s without a field" % code
    for segment, n in written.items():
        if segment.startswith(OWN) or n <= read[segment]:
            continue
        if result.errors == 0 or not any(is_part_of(segment, other)
                                         for other in read):
            return "%s was not read" % segment
    return ""


def read_file(path):
    with open(path, "rb") as f:
        return f.read()


def folder(path):
    """The files in a folder and those below, by what they are called."""
    found = {}
    for top, _, names in os.walk(path):
        for name in names:
            if not name.endswith((".md", ".tsv")):
                full = os.path.join(top, name)
                found[os.path.relpath(full, path)] = full
    return found


def cases_of(files, results):
    """(name, fault) of each question about the files, (name, path)."""
    for name, path in files:
        if path not in results:
            yield name + " is read and written", "not done"
            continue
        text, result = read_file(path), results[path]
        yield name + ": nothing is made up", judge_part(text, result)
        if result.errors == 0 and result.unmodelled == 0:
            yield name + " is written as it was read", judge_same(text,
                                                                  result)


def print_tap(cases):
    print("1..%d" % len(cases))
    for i, (name, fault) in enumerate(cases, 1):
        print("%s %d - roundtrip: %s" % ("not ok" if fault else "ok", i,
                                         name))
        if fault:
            print("# " + str(fault))
    return any(fault for _, fault in cases)


def main(program):
    files = []
    for label, top in (("sample", os.path.join(ROOT, "samples")),
                       ("place", PLACES)):
        files += [("%s %s" % (label, n), p)
                  for n, p in sorted(folder(top).items())]
    own = list(files)
    with tempfile.TemporaryDirectory() as made:
        for name, path in own:
            for other, text in variants(name, read_file(path)):
                path = os.path.join(made, other.replace(" ", "-"))
                with open(path, "wb") as f:
                    f.write(text)
                files.append((other, path))
        for name, text in many_lines():
            path = os.path.join(made, name.replace(" ", "-"))
            with open(path, "wb") as f:
                f.write(text)
            own.append(("place " + name, path))
            files.append(("place " + name, path))
        if os.path.isdir(CORPUS):
            files += [("corpus " + n, p)
                      for n, p in sorted(folder(CORPUS).items())
                      if not n.startswith("expected")]
        else:
            print("# NOTICE: ../shared is absent, the corpus of files "
                  "written by others was NOT read")
        results, fault = run_each(program, [p for _, p in files])
        cases = [("the run ends in good order", fault)]
        cases += cases_of(files, results)
        same = sum(1 for name, _ in cases if name.endswith("as it was read"))
        cases.append(("there are files to compare",
                      "" if same > 20 else "%d files" % same))
        # Each odd thing must be judged clean, or the test shows nothing.
        for name, path in own:
            if name.startswith("place") and path in results:
                cases.append((name + " has no error",
                              "%d errors" % results[path].errors
                              if results[path].errors else ""))
        return print_tap(cases)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
