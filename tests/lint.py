#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""lint.py [CHECK...] -- the rules of style that a machine can check.

Prints TAP, one case a check.  With names, runs only those checks.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

MAX_COLUMNS = 80
MAX_FUNCTION = 90
MAX_FILE = 900
MAX_README = 40

BANNED = re.compile(
    r"\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|gets|alloca|system)\s*\(")

# Folders of one machine.  Written so that it does not match itself.
MACHINE_PATH = re.compile(
    r"(?<![\w.~*$}/-])/(?:work|root|home|Users)/(?=\w)")


def tree():
    """Every file of the tree that git knows or would add, sorted."""
    names = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], capture_output=True)
    if names.returncode == 0:
        found = names.stdout.decode().split("\0")
    else:
        found = [os.path.relpath(os.path.join(d, name), ROOT)
                 for d, _, files in os.walk(ROOT) for name in files]
        found = [f for f in found if not f.startswith((".git", "build"))]
    return sorted(f for f in set(found)
                  if f and os.path.isfile(os.path.join(ROOT, f)))


def read(path):
    with open(os.path.join(ROOT, path), "rb") as f:
        return f.read().decode("utf-8", "replace")


def sources(*tops, ext=(".c", ".h")):
    return [f for f in FILES if f.startswith(tops) and f.endswith(ext)]


TOKEN = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blanked(text, mark_comments=False):
    """`text` with strings emptied and comments gone, newlines kept.  With
    mark_comments a comment leaves a \\1 where it ended."""
    def blank(m):
        token = m.group()
        lines = "\n" * token.count("\n")
        if token[0] == "/":
            return lines + ("\1" if mark_comments else " ")
        return token[0] + token[0] + lines
    return TOKEN.sub(blank, text)


def check_no_banned_call():
    """no banned call in src/ or tests/"""
    for path in sources("src/", "tests/", "examples/"):
        for n, line in enumerate(blanked(read(path)).split("\n"), 1):
            for name in BANNED.findall(line):
                yield "%s:%d: calls %s()" % (path, n, name)


def check_lines_are_short():
    """lines of src/ end by column 80"""
    for path in sources("src/", "include/", "examples/",
                        ext=(".c", ".h", ".def")):
        for n, line in enumerate(read(path).split("\n"), 1):
            if len(line.expandtabs(8)) > MAX_COLUMNS:
                yield "%s:%d: %d columns" % (path, n,
                                             len(line.expandtabs(8)))


def check_functions_are_short():
    """functions of src/ have at most 90 lines"""
    for path in sources("src/"):
        began = None
        for n, line in enumerate(blanked(read(path)).split("\n"), 1):
            opens = re.match(r"(\{|[^\s#].*\)\s*\{)\s*$", line)
            if began is None and opens:
                began = n
            elif began is not None and line.startswith("}"):
                if n - began + 1 > MAX_FUNCTION:
                    yield "%s:%d: function of %d lines" % (
                        path, began, n - began + 1)
                began = None


def check_files_are_short():
    """files of src/ have at most 900 lines"""
    for path in sources("src/"):
        n = read(path).count("\n")
        if n > MAX_FILE:
            yield "%s: %d lines" % (path, n)


def declarations(text):
    """The top-level pieces of a header: (first line, text, kind), where kind
    is "comment", "blank" or "code".  Preprocessor lines are left out."""
    text = blanked(text, mark_comments=True)
    text = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*",
                  lambda m: "\n" * m.group().count("\n") + "\2", text,
                  flags=re.M)
    piece, depth, line, began, empty = "", 0, 1, 1, 0
    for c in text:
        if not piece.strip():
            if c in "\1\2":
                yield line, "", "comment" if c == "\1" else "preprocessor"
                piece, empty = "", 0
                continue
            if c == "\n":
                line, empty = line + 1, empty + 1
                if empty == 2:
                    yield line, "", "blank"
                continue
            if c.isspace():
                continue
            piece, began, empty = "", line, 0
        piece += " " if c in "\1\2" else c
        line += c == "\n"
        depth += (c in "{(") - (c in "})")
        if depth == 0 and c in ";}":
            done = c == ";" or is_function(piece)
            if done:
                yield began, piece, "code"
                piece, empty = "", 0


def is_function(piece):
    """Does this declaration declare (or define) a function?"""
    head = re.sub(r"__attribute__\s*\(\(.*?\)\)", "", piece, flags=re.S)
    head = re.sub(r"_Static_assert\s*\(.*", "", head, flags=re.S)
    head = head.partition("{")[0].strip()
    if re.match(r"(typedef|extern\s+\"|extern\s+const\s+\w+\s+\w+\s*\[)",
                head):
        return False
    return re.search(r"\b[a-z_]\w*\s*\((?!\s*\*)", head) is not None


def check_header_functions_have_a_comment():
    """every function in a header has a comment above it"""
    for path in sources("src/", "include/", ext=(".h",)):
        covered = False
        for line, piece, kind in declarations(read(path)):
            if kind == "comment":
                covered = True
            elif kind == "blank":
                covered = False
            elif kind == "code" and is_function(piece):
                if not covered:
                    yield "%s:%d: no comment above: %s" % (
                        path, line, " ".join(piece.split())[:50])
            elif kind == "code":
                covered = False


def check_no_machine_path():
    """no file names a folder of one machine"""
    for path in FILES:
        for n, line in enumerate(read(path).split("\n"), 1):
            if MACHINE_PATH.search(line):
                yield "%s:%d: %s" % (path, n, line.strip()[:60])


def check_folders_have_a_readme():
    """every folder of src/ has a README.md of at most 40 lines"""
    for folder in sorted({f.split("/")[1] for f in FILES
                          if f.startswith("src/") and f.count("/") > 1}):
        path = "src/%s/README.md" % folder
        if path not in FILES:
            yield "%s: missing" % path
        elif read(path).count("\n") > MAX_README:
            yield "%s: %d lines" % (path, read(path).count("\n"))


def check_licence_line():
    """every .c and .h begins with its SPDX line"""
    for path in sources("src/", "tests/", "tools/", "include/", "examples/"):
        if not read(path).startswith(
                "/* SPDX-License-Identifier: Apache-2.0 */\n"):
            yield "%s:1: no SPDX line" % path


def check_build_names_every_file():
    """every .c file, guide and corpus is named in a meson.build"""
    for path in FILES:
        folder, _, name = path.rpartition("/")
        if re.match(r"src/\w+/\w+\.c$|guides/[\w.-]+\.(dict|guide)$", path):
            listed = name
        elif re.match(r"tests/(unit|property|golden)/test_\w+\.c$", path):
            folder, listed = "tests", path[len("tests/"):]
        elif re.match(r"tests/fuzz/fuzz_\w+\.c$", path):
            listed = name[len("fuzz_"):-len(".c")]
        else:
            continue
        build = read(folder + "/meson.build")
        variant = re.match(r"src/x12/scan_(\w+)\.c$", path)
        if "'%s'" % listed not in build and not (
                variant and "['%s'," % variant.group(1) in build):
            yield "%s: not in %s/meson.build" % (path, folder)
    for target in sources("tests/fuzz/fuzz_", ext=(".c",)):
        corpus = "tests/fuzz/corpus/%s/" % target[len("tests/fuzz/fuzz_"):-2]
        if not any(f.startswith(corpus) for f in FILES):
            yield "%s: %s is empty" % (target, corpus)


def check_versions_agree():
    """the headers and meson.build name the same version"""
    build = re.search(r"version: '([^']+)'", read("meson.build")).group(1)
    for path in ("src/base/version.h", "include/cleanclaim.h"):
        if 'CLEANCLAIM_VERSION "%s"\n' % build not in read(path):
            yield "%s and meson.build differ" % path
    number = "".join("%02d" % int(n) for n in build.split(".")).lstrip("0")
    if "CLEANCLAIM_VERSION_NUMBER %s\t" % number not in read(
            "include/cleanclaim.h"):
        yield "include/cleanclaim.h: the version's number is not " + number


CHECKS = [(name[len("check_"):], f) for name, f in list(globals().items())
          if name.startswith("check_")]


def main(wanted):
    checks = [(n, f) for n, f in CHECKS if not wanted or n in wanted]
    if len(checks) < len(wanted):
        sys.exit("lint.py: checks are " + " ".join(n for n, _ in CHECKS))
    print("1..%d" % len(checks))
    failed = 0
    for number, (_, check) in enumerate(checks, 1):
        faults = list(check())
        failed += bool(faults)
        print("%sok %d - %s" % ("not " if faults else "", number,
                                check.__doc__))
        for fault in faults:
            print("#   " + fault)
    return 1 if failed else 0


if __name__ == "__main__":
    FILES = tree()
    sys.exit(main(sys.argv[1:]))
