#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_cli.py [--update] [TRANSCRIPT...] -- the command line, as a user types it.

A transcript (cli/*.txt) holds cases one after the other:

    # an option that does not exist is answered with one that does
    $ cleanclaim check --jsno clean.edi
    ! cleanclaim: check: there is no option --jsno; did you mean --json?
    = 2

"$" is the command, run by the shell in cli/data; "|" a line of standard
output, "!" of standard error, "=" the exit status.  --update writes what the
program says now.  The cases that no transcript can hold are functions below.
Prints TAP.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DATA = os.path.join(HERE, "cli", "data")
PROGRAM = os.path.abspath(os.environ.get(
    "CLEANCLAIM", os.path.join(ROOT, "build", "cleanclaim")))

KEYS = ["type", "severity", "code", "snip", "file", "offset", "segment",
        "position", "interchange", "group", "transaction", "claim", "loop",
        "element", "repetition", "value", "message", "fix"]
SUMMARY_KEYS = ["type", "file", "bytes", "interchanges", "transactions",
                "claims", "errors", "warnings"]


def environment():
    env = {k: v for k, v in os.environ.items()
           if k not in ("NO_COLOR", "COLUMNS", "LC_CTYPE", "LANG",
                        "CLEANCLAIM_BOOK")}
    # No codebook is installed there: the starter serves.
    env.update(XDG_DATA_HOME=os.path.join(SCRATCH, "data"),
               LC_ALL="C.UTF-8", COLUMNS="80", TERM="xterm-256color",
               PATH=SCRATCH + os.pathsep + env.get("PATH", ""))
    return env


def run(command, data=None, **more):
    """Run a shell command in the data folder; (status, stdout, stderr)."""
    env = environment()
    env.update(more)
    done = subprocess.run(["sh", "-c", command], cwd=DATA, input=data or b"",
                          capture_output=True, env=env, timeout=120)
    return done.returncode, done.stdout, done.stderr


def text_of(command, data=None, **more):
    return run(command, data, **more)[1].decode()


def objects(command, data=None):
    return [json.loads(line) for line in text_of(command, data).split("\n")
            if line]


# ---- transcripts ------------------------------------------------------------

def read_transcript(path):
    """The cases of a transcript: [title, command, output, error, status]."""
    cases = []
    with open(path, encoding="utf-8") as f:
        for line in f.read().split("\n"):
            mark, rest = line[:1], line[2:]
            if mark == "#":
                cases.append([rest, "", [], [], 0])
            elif mark == "$":
                cases[-1][1] = rest
            elif mark == "|":
                cases[-1][2].append(rest)
            elif mark == "!":
                cases[-1][3].append(rest)
            elif mark == "=":
                cases[-1][4] = int(rest)
    return cases


def lines_of(output):
    lines = output.decode("utf-8", "backslashreplace").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def run_case(case):
    status, out, err = run(case[1])
    return case[:2] + [lines_of(out), lines_of(err), status]


def write_transcript(path, cases):
    with open(path, "w", encoding="utf-8") as f:
        for title, command, out, err, status in cases:
            f.write("# %s\n$ %s\n" % (title, command))
            for mark, lines in (("|", out), ("!", err)):
                for line in lines:
                    f.write((mark + " " + line).rstrip() + "\n")
            f.write("= %d\n\n" % status)


def same(a, b):
    return a[:2] + [[[x.rstrip() for x in lines] for lines in a[2:4]]] + \
        a[4:] == b[:2] + [[[x.rstrip() for x in lines]
                           for lines in b[2:4]]] + b[4:]


def differences(want, got):
    for name, i in (("stdout", 2), ("stderr", 3)):
        for line in want[i]:
            if line.rstrip() not in [x.rstrip() for x in got[i]]:
                yield "%s lacks: %s" % (name, line)
        for line in got[i]:
            if line.rstrip() not in [x.rstrip() for x in want[i]]:
                yield "%s has:   %s" % (name, line)
    if want[4] != got[4]:
        yield "exit status %d, not %d" % (got[4], want[4])


# ---- cases of their own -------------------------------------------------------

def many_claims(n):
    """clean.edi with `n` claims, every third of them faulty."""
    with open(os.path.join(DATA, "clean.edi")) as f:
        segments = f.read().split("\n")[:-1]
    st = segments.index(next(s for s in segments if s.startswith("ST*")))
    body = segments[st:st + 26]
    out = segments[:st]
    for i in range(n):
        for s in body:
            s = s.replace("0001~", "%04d~" % (i % 9999 + 1)) \
                if s.startswith("SE") else s
            s = s.replace("*0001*", "*%04d*" % (i % 9999 + 1)) \
                if s.startswith("ST") else s
            s = s.replace("PCN0001", "PCN%07d" % i)
            if i % 3 == 0:
                s = s.replace("*Y*A*Y", "*Y*Q*Y")
            out.append(s)
    return ("\n".join(out + ["GE*%d*905~" % n, "IEA*1*000000905~"]) +
            "\n").encode()


def inside(path):
    """Every value of a file that is long enough to be told from our words."""
    with open(os.path.join(DATA, path)) as f:
        text = f.read()
    return sorted({v for v in re.split(r"[*:^~\n]", text)
                   if len(v.strip()) > 3})


def case_json_keys_stand_in_order():
    """JSON has its keys in the order that is promised"""
    for o in objects("cleanclaim check --json faulty.edi clean.edi"):
        want = KEYS if o["type"] == "finding" else SUMMARY_KEYS
        if list(o) != want:
            yield "keys are %s" % list(o)


def case_json_offsets_point_at_the_value():
    """the offset of a finding with a value is where the value stands"""
    with open(os.path.join(DATA, "faulty.edi"), "rb") as f:
        text = f.read()
    seen = 0
    for o in objects("cleanclaim check --json faulty.edi"):
        if o["type"] == "finding" and o["value"]:
            at, value = o["offset"], o["value"].encode()
            seen += 1
            if text[at:at + len(value)] != value:
                yield "%s at %d" % (o["value"], at)
    if seen == 0:
        yield "no finding had a value"


def case_json_of_any_bytes_is_json():
    """whatever bytes a file holds, every line of JSON can be read"""
    with open(os.path.join(DATA, "faulty.edi"), "rb") as f:
        text = f.read()
    junk = bytes(range(256)).replace(b"~", b"").replace(b"*", b"")
    for data in (text.replace(b"MAPLE CLINIC", junk), junk, b"",
                 text.replace(b"HI*ABK", b"\x1b[2J*"), text[:700]):
        if not objects("cleanclaim check --json -", data):
            yield "nothing came for %r" % data[:20]


def case_terminal_gets_no_control_characters():
    """what a file holds cannot move the cursor"""
    with open(os.path.join(DATA, "faulty.edi"), "rb") as f:
        text = f.read()
    data = text.replace(b"WRONGREF1", b"\x1b[2J\x9b\xe2\x80\xae\x07") \
        .replace(b"*ZZ*\x1b", b"*\x1bZ*\x1b")
    for command in ("check", "show", "show --brief"):
        out = run("cleanclaim %s -" % command, data)[1]
        if re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xe2\x80\xae|\xc2[\x80-\x9f]",
                     out):
            yield "%s lets a control character through" % command


def case_no_phi_leaks_nothing():
    """with --no-phi no value of the file appears in any output"""
    for command in ("check --json", "check", "check --max 0", "show",
                    "show --brief", "show --claim PCN0002"):
        status, out, err = run("cleanclaim %s --no-phi faulty.edi" % command)
        said = (out + err).decode()
        for word in inside("faulty.edi"):
            # A claim number that the user typed is no secret.
            if word in said and word not in command and \
                    word not in ("005010X222A1", "2026"):
                yield "%s: %s" % (command, word)
        if status != 1:
            yield "%s: exit status %d" % (command, status)


def case_any_number_of_threads_gives_the_same_bytes():
    """one, two, three or eight threads write the same bytes"""
    path = os.path.join(SCRATCH, "many.edi")
    with open(path, "wb") as f:
        f.write(many_claims(5000))
    for options in ("--json", "--max 3"):
        first = run("cleanclaim check %s -t1 %s" % (options, path))
        for n in (2, 3, 8):
            if run("cleanclaim check %s -t%d %s" % (options, n, path)) != \
                    first:
                yield "%s: %d threads differ" % (options, n)
        if first[0] != 1 or len(first[1]) < 1000:
            yield "exit status %d, %d bytes" % (first[0], len(first[1]))


def case_rejected_claims_are_counted():
    """the verdict counts claims with errors, and the table the rest"""
    path = os.path.join(SCRATCH, "count.edi")
    with open(path, "wb") as f:
        f.write(many_claims(300))
    said = text_of("cleanclaim check --max 2 --snip 2 %s" % path)
    if "100 of 300 claims would be rejected" not in said:
        yield said[-300:]
    if "and 98 more like those above" not in said:
        yield "no count of those left out"


def case_full_disk_is_said():
    """output that cannot be written is one line and exit status 2"""
    if not os.path.exists("/dev/full"):
        return
    for command in ("check faulty.edi", "check --json faulty.edi",
                    "show clean.edi", "explain", "guide 837P", "help",
                    "version", "completion bash"):
        status, _, err = run("cleanclaim %s >/dev/full" % command)
        if status != 2 or err.count(b"\n") != 1 or b"standard output" not in \
                err:
            yield "%s: %d %r" % (command, status, err)


def case_output_file_is_whole_or_absent():
    """--output leaves a whole file, or none, and never a stray one"""
    folder = os.path.join(SCRATCH, "out")
    os.mkdir(folder)
    path = os.path.join(folder, "report")
    said = run("cleanclaim check faulty.edi")[1]
    run("cleanclaim check -o %s faulty.edi" % path)
    with open(path, "rb") as f:
        if f.read() != said:
            yield "the file differs from standard output"
    os.remove(path)
    if run("cleanclaim check -o %s absent.edi" % path)[0] != 2:
        yield "a missing file was no failure"
    if run("cleanclaim check -o %s/no/where clean.edi" % folder)[0] != 2:
        yield "a missing folder was no failure"
    if os.listdir(folder):
        yield "left behind: %s" % os.listdir(folder)


def case_interrupted_output_leaves_no_file():
    """a signal in the middle leaves no file behind"""
    folder = os.path.join(SCRATCH, "signal")
    os.mkdir(folder)
    child = subprocess.Popen(
        [PROGRAM, "check", "-o", os.path.join(folder, "report"), "-"],
        stdin=subprocess.PIPE, cwd=DATA, env=environment())
    child.stdin.write(many_claims(2000))
    child.stdin.flush()
    child.send_signal(15)
    child.stdin.close()
    if child.wait(timeout=60) == 0:
        yield "it ended as if nothing had happened"
    if os.listdir(folder):
        yield "left behind: %s" % os.listdir(folder)


def case_standard_input_reads_like_a_file():
    """"-" gives what the file gives, but for its name"""
    with open(os.path.join(DATA, "faulty.edi"), "rb") as f:
        data = f.read()
    for command in ("check", "check --json", "show", "show --brief"):
        piped = run("cat | cleanclaim %s -" % command, data)[1]
        named = run("cleanclaim %s faulty.edi" % command)[1]
        piped = piped.replace(b"standard input", b"faulty.edi") \
            .replace(b'"file":"-"', b'"file":"faulty.edi"')
        if piped != named:
            yield "%s differs" % command


def case_show_has_every_finding():
    """show prints each finding that check finds, in its place"""
    found = [o["code"] for o in objects("cleanclaim check --json faulty.edi")
             if o["type"] == "finding"]
    shown = re.findall(r"^ +([a-z-]+)$",
                       text_of("cleanclaim show faulty.edi"), re.M)
    if sorted(found) != sorted(shown) or not found:
        yield "check: %s, show: %s" % (found, shown)


def case_colour_follows_its_option_and_the_terminal():
    """colour is used when asked for, and not in a pipe"""
    for options, want in (("", False), ("--color=auto", False),
                          ("--color=never", False), ("--color=always", True)):
        out = run("cleanclaim check %s faulty.edi" % options)[1]
        if (b"\033[" in out) != want:
            yield "with \"%s\"" % options


def case_ascii_locale_gets_ascii():
    """where the locale is not UTF-8 only ASCII is written"""
    for command in ("check faulty.edi", "check clean.edi", "show faulty.edi",
                    "guide 837P"):
        out = run("cleanclaim " + command, LC_ALL="C")[1]
        if any(c > 126 for c in out):
            yield command


def case_lines_fit_the_width():
    """lines stay within the width, from 60 columns to 100"""
    for columns in (60, 80, 100):
        for command in ("check faulty.edi", "explain", "guide",
                        "check --help"):
            for line in text_of("cleanclaim " + command,
                                COLUMNS=str(columns)).split("\n"):
                if len(line) > columns and "$ " not in line and \
                        not line.startswith("  cleanclaim "):
                    yield "%d: %s" % (columns, line)


def case_every_command_has_help_and_a_manual():
    """every command has --help, help, and a manual page that man can read"""
    names = re.findall(r"^  ([a-z]+) ", text_of("cleanclaim help"), re.M)
    names += re.findall(r"^  (codes [a-z]+) ",
                        text_of("cleanclaim help codes"), re.M)
    if len(names) < 6:
        yield "commands: %s" % names
    for name in names:
        first = run("cleanclaim %s --help" % name)
        if first != run("cleanclaim help %s" % name) or first[0] != 0:
            yield "%s: --help and help differ" % name
        page = run("cleanclaim help --man %s" % name)[1]
        if not page.startswith(b".") or b".SH OPTIONS" not in page:
            yield "%s: no manual page" % name
        if shutil.which("groff"):
            said = subprocess.run(
                ["groff", "-man", "-ww", "-Tascii"], input=page,
                capture_output=True).stderr
            if said:
                yield "%s: %s" % (name, said)


def case_completion_scripts_load():
    """completion scripts load, and offer what fits"""
    for shell in ("bash", "zsh", "fish"):
        script = text_of("cleanclaim completion " + shell)
        if "check" not in script or "no-phi" not in script:
            yield "%s: not complete" % shell
        if shutil.which(shell):
            done = subprocess.run([shell, "-n"], input=script.encode(),
                                  capture_output=True)
            if done.returncode != 0:
                yield "%s: %s" % (shell, done.stderr)
    if not shutil.which("bash"):
        return
    for line, want in (("cleanclaim ch", "check"),
                       ("cleanclaim check --js", "--json"),
                       ("cleanclaim check --severity w", "warning"),
                       ("cleanclaim codes sea", "search"),
                       ("cleanclaim codes search --li", "--limit"),
                       ("cleanclaim guide 837", "837P"),
                       ("cleanclaim explain segment-c", "segment-count")):
        words = " ".join("'%s'" % w for w in line.split(" "))
        said = subprocess.run(
            ["bash", "-c", "%s\nCOMP_WORDS=(%s); COMP_CWORD=$(("
             "${#COMP_WORDS[@]} - 1)); _cleanclaim; echo \"${COMPREPLY[@]}\""
             % (text_of("cleanclaim completion bash"), words)],
            capture_output=True).stdout.decode().split()
        if want not in said:
            yield "%s: %s" % (line, said)


def case_codes_are_built_imported_and_compared():
    """a book is built, imported, found where it is installed, and compared"""
    starter = os.path.join(ROOT, "codes", "starter")
    book = os.path.join(SCRATCH, "built.book")
    place = os.path.join(SCRATCH, "data", "cleanclaim")
    said = run("cleanclaim codes build %s -o %s" % (starter, book))
    if said[0] != 0 or b"was written" not in said[1]:
        yield "build: %s" % (said,)
    said = run("cleanclaim codes import %s" % starter)
    if said[0] != 0 or b"Installed as" not in said[1]:
        yield "import: %s" % (said,)
    said = run("cleanclaim codes import %s" % starter)
    if said[0] != 0 or b"Nothing changed" not in said[1]:
        yield "import again: %s" % (said,)
    said = run("cleanclaim codes diff %s %s/codebook" % (book, place))
    if said[0] != 0:
        yield "diff: %s" % (said,)
    for o in objects("cleanclaim codes status --json"):
        if list(o)[:3] != ["type", "set", "title"] or not o["files"]:
            yield "status: %s" % o
    shutil.rmtree(place)


def case_a_set_that_lost_codes_is_not_installed():
    """a set that lost a fifth of its codes is refused unless --anyway"""
    folder = os.path.join(SCRATCH, "lists")
    place = os.path.join(SCRATCH, "data", "cleanclaim")
    os.mkdir(folder)
    path = os.path.join(folder, "revenue.csv")
    with open(os.path.join(ROOT, "codes", "starter", "revenue.csv")) as f:
        lines = f.read().split("\n")
    for rows, more, want in ((len(lines), "", 0), (12, "", 1),
                             (12, "--anyway", 0)):
        with open(path, "w") as f:
            f.write("\n".join(lines[:rows]) + "\n" * (rows < len(lines)))
        if os.path.exists(place) and rows < len(lines):
            # The list of before is taken away, as its publisher did.
            os.remove(os.path.join(place, "codes/sources/own/revenue.csv"))
        said = run("cleanclaim codes import %s %s" % (more, path))
        if said[0] != want:
            yield "%d rows, %s: %s" % (rows, more, said)
        if want == 1:
            shutil.copy(path, os.path.join(place,
                                           "codes/sources/own/revenue.csv"))
    shutil.rmtree(place)


def case_a_build_that_fails_leaves_the_old_book():
    """a build that fails leaves the old file, and no stray one"""
    folder = os.path.join(SCRATCH, "broken")
    os.mkdir(folder)
    book = os.path.join(folder, "my.book")
    with open(book, "w") as f:
        f.write("old")
    path = os.path.join(folder, "hcpcs.csv")
    with open(path, "w") as f:
        f.write("code,long\nA0425,Ground mileage\nnonsense code,x\n")
    status, out, err = run("cleanclaim codes build %s -o %s" % (path, book))
    if status != 2 or b"hcpcs.csv" not in out or b"1 file" not in err:
        yield "%d %s %s" % (status, out, err)
    with open(book) as f:
        if f.read() != "old" or sorted(os.listdir(folder)) != \
                ["hcpcs.csv", "my.book"]:
            yield "left: %s" % os.listdir(folder)


def case_explain_knows_every_code():
    """every code is listed once and can be explained"""
    listed = re.findall(r"^  ([a-z][a-z0-9-]+)  ",
                        text_of("cleanclaim explain"), re.M)
    if len(listed) != len(set(listed)) or len(listed) < 40:
        yield "listed: %d" % len(listed)
    said = text_of("cleanclaim explain " + " ".join(listed))
    for word in ("{", "}"):
        if word in said:
            yield "a placeholder was left: %s" % said[said.index(word):][:60]


def case_findings_reference_is_current():
    """docs/findings.md is what explain --markdown prints (tools/gen_docs)"""
    with open(os.path.join(ROOT, "docs", "findings.md"),
              encoding="utf-8") as f:
        if f.read() != text_of("cleanclaim explain --markdown"):
            yield "docs/findings.md is old: run tools/gen_docs"


def case_guides_print_without_holes():
    """every guide prints as a tree in which each line has a label"""
    ids = re.findall(r"^(\S+) ", text_of("cleanclaim guide"), re.M)
    if "837P" not in ids or "835" not in ids:
        yield "guides: %s" % ids
    for name in ids:
        for line in text_of("cleanclaim guide " + name).split("\n")[3:]:
            if line and not re.match(r"[RSN] \S+ +\S+  \S", line):
                yield "%s: %s" % (name, line)


# ---- TAP ------------------------------------------------------------------------

def report(number, title, faults):
    faults = list(faults)
    print("%sok %d - %s" % ("not " if faults else "", number, title))
    for fault in faults[:20]:
        print("#   " + str(fault).replace("\n", "\n#   "))
    return bool(faults)


def main(args):
    update = args[:1] == ["--update"]
    if not os.access(PROGRAM, os.X_OK):
        sys.exit("run_cli.py: there is no program at " + PROGRAM)
    paths = args[update:] or sorted(glob.glob(os.path.join(HERE, "cli",
                                                           "*.txt")))
    transcripts = [(path, read_transcript(path)) for path in paths]
    own = [] if args[update:] else [
        f for name, f in list(globals().items()) if name.startswith("case_")]
    os.symlink(PROGRAM, os.path.join(SCRATCH, "cleanclaim"))
    print("1..%d" % (sum(len(c) for _, c in transcripts) + len(own)))
    number = failed = 0
    for path, cases in transcripts:
        got = [run_case(case) for case in cases]
        if update:
            write_transcript(path, got)
            cases = got
        for want, have in zip(cases, got):
            number += 1
            failed += report(number, want[0], [] if same(want, have) else
                             list(differences(want, have)) or ["order"])
    for f in own:
        number += 1
        failed += report(number, f.__doc__, f())
    return 1 if failed else 0


if __name__ == "__main__":
    SCRATCH = tempfile.mkdtemp(prefix="cleanclaim-cli-")
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        shutil.rmtree(SCRATCH)
