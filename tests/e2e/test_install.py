#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_install.py -- libcleanclaim installed, and used as others use it.

Runs ./install over the build in $BUILD, into a folder of its own, finds the
library there through pkg-config, compiles the examples against it, shared and
static, and runs them.  Prints TAP.
"""
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BUILD = os.environ["BUILD"]
CC = shlex.split(os.environ["CC"])
FLAGS = os.environ["BUILD_FLAGS"].split()
STRICT = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-Wstrict-prototypes"]
EXAMPLES = ("check", "total_remittance", "write_claim")
SAMPLES = os.path.join(ROOT, "samples")


def run(command, **options):
    return subprocess.run(command, text=True, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120, **options)


def must(command, **options):
    """What a command prints; its failure fails the case."""
    ran = run(command, **options)
    assert ran.returncode == 0, "%s\n%s%s" % (
        shlex.join(command), ran.stdout, ran.stderr)
    return ran.stdout


def install(*args, **env):
    """./install, over the build under test."""
    return run([os.path.join(ROOT, "install"), *args],
               env=dict({k: v for k, v in os.environ.items()
                         if k != "DESTDIR"}, CLEANCLAIM_BUILD=BUILD, **env))


def files_below(top):
    return {os.path.relpath(os.path.join(folder, name), top)
            for folder, _, names in os.walk(top) for name in names}


class Installed:
    """What ./install PREFIX put below PREFIX; `top` is for what it makes."""

    def __init__(self, top):
        self.top = top
        # Always the same: another one would configure the build anew.
        self.prefix = os.path.join(BUILD, "installed")
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.ran = install(self.prefix)
        assert self.ran.returncode == 0, self.ran
        found = glob.glob(self.prefix + "/**/cleanclaim.pc", recursive=True)
        assert len(found) == 1, "cleanclaim.pc: %s" % found
        self.env = dict(os.environ, PKG_CONFIG_LIBDIR=os.path.dirname(found[0]))
        self.lib = os.path.dirname(os.path.dirname(found[0]))

    def pkg_config(self, *options):
        return must(["pkg-config", *options, "cleanclaim"],
                    env=self.env).split()

    def compile(self, name, static):
        """An example as a program, linked with the one library or other."""
        program = os.path.join(self.top, name + (
            "-static" if static else "-shared"))
        libs = self.pkg_config("--libs", *["--static"] * static)
        if static:
            libs = ["-l:libcleanclaim.a" if lib == "-lcleanclaim" else lib
                    for lib in libs]
        must([*CC, "-std=c99", *STRICT, *FLAGS, *self.pkg_config("--cflags"),
              "-o", program, os.path.join(ROOT, "examples", name + ".c"),
              *libs])
        return program

    def run(self, program, *args):
        env = dict(os.environ, LD_LIBRARY_PATH=self.lib)
        return run([program, *args], env=env)

    def path(self, pattern):
        found = glob.glob(self.prefix + "/**/" + pattern, recursive=True)
        assert found, pattern + " was not installed"
        return found[0]


def symbols(*command):
    return {line.split()[-1].split("@")[0]
            for line in must(["nm", *command]).splitlines()
            if len(line.split()) >= 3 and line.split()[-2] != "A"}


def declared():
    with open(os.path.join(ROOT, "include", "cleanclaim.h"),
              encoding="utf-8") as f:
        text = re.sub(r"/\*.*?\*/", " ", f.read(), flags=re.S)
    return set(re.findall(r"CLEANCLAIM_API[^;(]*?\b(cleanclaim_\w+)\s*\(",
                          text))


# ---- cases ---------------------------------------------------------------

def case_all_is_there(i):
    """header, both libraries, program and pkg-config file are installed"""
    for pattern in ("include/cleanclaim.h", "libcleanclaim.a",
                    "libcleanclaim.so", "libcleanclaim.so.0",
                    "bin/cleanclaim"):
        i.path(pattern)
    if not FLAGS or FLAGS == ["--coverage"]:
        i.path("man1/cleanclaim.1")
    assert "libcleanclaim.so.0" in must(
        ["readelf", "-d", i.path("libcleanclaim.so")])
    assert i.pkg_config("--modversion") == [
        re.search(r'CLEANCLAIM_VERSION "(.*)"', open(
            i.path("include/cleanclaim.h"), encoding="utf-8").read())[1]]


def case_program_runs_where_it_is(i):
    """the program runs from below the prefix, and install says where that is"""
    assert i.prefix in i.ran.stdout and "pkg-config" in i.ran.stdout, i.ran
    said = must([os.path.join(i.prefix, "bin", "cleanclaim"), "version"])
    assert i.pkg_config("--modversion")[0] in said, said
    assert i.prefix in i.pkg_config("--variable=prefix")[0]


def case_destdir_takes_it_all(i):
    """with DESTDIR the same files land below that, and nothing elsewhere"""
    dest = os.path.join(i.top, "dest")
    before = files_below(i.prefix)
    shutil.move(i.prefix, i.prefix + ".kept")
    try:
        ran = install(i.prefix, DESTDIR=dest)
        assert ran.returncode == 0 and dest + i.prefix in ran.stdout, ran
        assert not os.path.exists(i.prefix), i.prefix
    finally:
        shutil.move(i.prefix + ".kept", i.prefix)
    below = {os.path.relpath(f, i.prefix[1:]) for f in files_below(dest)}
    assert below == before, sorted(below ^ before)


def case_install_refuses_what_it_does_not_know(i):
    """install tells how it is used, and takes one prefix and no options"""
    helped = install("--help")
    assert helped.returncode == 0 and "PREFIX" in helped.stdout, helped
    for args in (["--prefix=/usr"], ["a", "b"]):
        refused = install(*args)
        assert refused.returncode == 2 and "usage" in refused.stderr, refused


def case_shared_lets_out_what_is_declared(i):
    """the shared library exports what the header declares, and no more"""
    out = symbols("-D", "--defined-only", i.path("libcleanclaim.so"))
    # Coverage and sanitizers may add symbols of theirs.
    out = {s for s in out if not s.startswith(("__", "_ZTI", "gcov", "mangle"))}
    assert out == declared(), sorted(out ^ declared())


def case_static_lets_out_what_is_declared(i):
    """the static library has no other global symbols either"""
    out = symbols("-g", "--defined-only", i.path("libcleanclaim.a"))
    out = {s for s in out if not s.startswith(("__", "_ZTI", "gcov", "mangle"))}
    assert out == declared(), sorted(out ^ declared())


def case_header_stands_alone(i):
    """the header is C99 and C++ by itself"""
    cxx = shutil.which("g++") or shutil.which("clang++")
    for language, compiler in (("c", CC), ("c++", [cxx] if cxx else None)):
        if compiler:
            must([*compiler, "-x", language, "-fsyntax-only", "-Wall",
                  "-Wextra", "-Werror", "-pedantic",
                  *(["-std=c99"] if language == "c" else []),
                  i.path("include/cleanclaim.h")])


def example_check(i, static):
    program = i.compile("check", static)
    clean = i.run(program, SAMPLES + "/837p-clean.x12")
    assert (clean.returncode, clean.stdout) == (0, ""), clean
    wrong = i.run(program, SAMPLES + "/837p-errors.x12")
    assert wrong.returncode == 1, wrong
    assert "segment 22, CLM02, claim-total: The total charge is 225.00" \
        in wrong.stdout, wrong.stdout
    absent = i.run(program, "no/such/file")
    assert absent.returncode == 2 and "no/such/file" in absent.stderr, absent


def example_total(i, static):
    program = i.compile("total_remittance", static)
    ran = i.run(program, SAMPLES + "/835-clean.x12")
    assert ran.returncode == 0, ran
    assert "RFM-10001    paid 22100 cents, lines reduced by 6400\n" \
        in ran.stdout, ran.stdout
    assert ran.stdout.endswith("paid in all: 506300 cents\n"), ran.stdout
    assert i.run(program, "no/such/file").returncode == 2


def example_write(i, static):
    program = i.compile("write_claim", static)
    out = os.path.join(i.top, "claim.x12")
    ran = i.run(program, out)
    assert (ran.returncode, ran.stderr) == (0, ""), ran
    checked = run([os.environ["CLEANCLAIM"], "check", out])
    assert checked.returncode == 0 and "clean" in checked.stdout, checked
    os.remove(out)
    assert i.run(program, "no/such/folder/file").returncode == 1


def example_codes(i, static):
    program = i.compile("code_search", static)
    book = os.path.join(i.top, "starter.book")
    must([os.environ["CLEANCLAIM"], "codes", "build", "codes/starter",
          "-o", book])
    ran = i.run(program, book, "htn", "2025-06-01")
    assert ran.returncode == 0 and ran.stdout.startswith(
        "1 I10 Essential (primary) hypertension\n"), ran
    assert i.run(program, book, "qzxqzx").returncode == 1
    assert i.run(program, book, "htn", "2025-02-30").returncode == 2
    assert i.run(program, "no/such/book", "htn").returncode == 2


def case_examples_shared(i):
    """the examples run with the shared library"""
    example_check(i, False)
    example_total(i, False)
    example_write(i, False)
    example_codes(i, False)


def case_examples_static(i):
    """the examples run with the static library, without the shared one"""
    example_check(i, True)
    example_total(i, True)
    example_write(i, True)
    example_codes(i, True)
    needed = must(["readelf", "-d", os.path.join(i.top, "check-static")])
    assert "libcleanclaim" not in needed, needed


def case_python(i):
    """Python reads findings and claims through ctypes"""
    env = dict(os.environ)
    for flag in ("address", "undefined", "thread"):
        if any(flag in f for f in FLAGS):
            name = {"address": "asan", "undefined": "ubsan",
                    "thread": "tsan"}[flag]
            found = must([*CC, "-print-file-name=lib%s.so" % name]).strip()
            env["LD_PRELOAD"] = (env.get("LD_PRELOAD", "") + " " +
                                 found).strip()
            env["ASAN_OPTIONS"] = "detect_leaks=0"
    ran = run([sys.executable, os.path.join(ROOT, "examples/findings.py"),
               i.path("libcleanclaim.so.0"), SAMPLES + "/837p-errors.x12"],
              env=env)
    assert ran.returncode == 0, ran.stderr
    assert "segment 22: The total charge is 225.00" in ran.stdout, ran.stdout
    assert ran.stdout.count("\nclaim RFM-") == 9, ran.stdout
    assert run([sys.executable, os.path.join(ROOT, "examples/findings.py"),
                i.path("libcleanclaim.so.0"), "no/such/file"],
               env=env).returncode == 1


def main():
    cases = [f for name, f in globals().items() if name.startswith("case_")]
    print("1..%d" % len(cases))
    failed = 0
    with tempfile.TemporaryDirectory() as top:
        installed = Installed(top)
        for n, case in enumerate(cases, 1):
            try:
                case(installed)
                print("ok %d - %s" % (n, case.__doc__))
            except AssertionError as e:
                failed += 1
                print("not ok %d - %s" % (n, case.__doc__))
                print("#   " + str(e).replace("\n", "\n#   "))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
