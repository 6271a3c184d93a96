#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bench.py -- measure build/cleanclaim; run by ./bench.

Every round runs every job once, each second round in reverse, so that a busy
spell of the machine falls on all of them.  Ratios are taken within a round;
what is printed are medians over the rounds, with the least and the greatest.
See docs/performance.md.
"""
import argparse
import json
import os
import platform
import subprocess
import sys

import codes
import inputs
import table

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(ROOT, "build")
CACHE = os.path.join(BUILD, "bench")
RUNNER = os.path.join(BUILD, "tests", "bench", "bench_run")
SCANNER = os.path.join(BUILD, "tests", "bench", "bench_scan")
MODELER = os.path.join(BUILD, "tests", "bench", "bench_model")
WATCHER = os.path.join(BUILD, "tests", "bench", "bench_check")

PEERS = {"x12-parser": ("1.3.0", "peer_x12_parser.mjs"),
         "node-x12": ("1.7.1", "peer_node_x12.mjs")}
MODEL_JOBS = (("read", "read into models, SNIP 1-2"),
              ("write", "write models"))
CONVERT = "convert to JSON"
ANSWER = "ack, 999 and 277CA"
PEER_MB = 5
FAULTY_MB = 10
STARTS = 50
INSTALL_SECONDS = 120


class Bench:
    """The options, the files, and all samples: samples[job, kind][round]."""

    def __init__(self, options):
        self.options = options
        self.program = os.path.join(BUILD, "cleanclaim")
        self.samples = {}
        self.starts = {}
        self.notices = []
        self.files = {}

    def note(self, key, **sample):
        self.samples.setdefault(key, []).append(sample)

    def series(self, key, field):
        return [s[field] for s in self.samples.get(key, [])]


# ---- running ----------------------------------------------------------------

def run(command, first=False, stdin=None, stdout=subprocess.DEVNULL):
    """Run under bench_run: what it cost, and what it wrote if asked for."""
    report = os.path.join(CACHE, "report")
    runner = [RUNNER] + ["--first"] * first + [report] + command
    child = subprocess.Popen(runner, stdin=subprocess.PIPE if stdin else None,
                             stdout=stdout, pipesize=1 << 20)
    for piece in stdin or ():
        child.stdin.write(piece)
    said = child.communicate()[0]
    return {**cost_in(report, child), "said": said}


def cost_in(report, child):
    """What a bench_run that ended wrote down."""
    if child.returncode != 0:
        raise OSError("could not run " + " ".join(child.args))
    with open(report) as f:
        fields = f.read().split()
    wall, user, system = map(float, fields[1:4])
    return {"status": int(fields[0]), "wall": wall, "cpu": user + system,
            "rss": int(fields[4]), "first": float(fields[5])}


def check(bench, threads, path, *options, program=None, stdin=None):
    return run([program or bench.program, "check", "--threads", str(threads),
                *options, path], stdin=stdin)


def scan_job(bench, file):
    """Every level of the scanner, memcpy and the plain count: one pass."""
    said = subprocess.run([SCANNER, "--tsv", file.path, "1"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    for line in said.splitlines()[1:]:
        name, rate = line.split("\t")[:2]
        bench.note((name, file.kind), mb_s=float(rate))


def check_job(bench, file, threads, key, program=None):
    cost = check(bench, threads, file.path, "--quiet", program=program)
    if cost["status"] != 0:
        sys.exit("bench: %s ended with status %d on %s" % (
            key, cost["status"], file.path))
    bench.note((key, file.kind), mb_s=file.bytes / cost["wall"] / 1e6,
               claims_s=file.claims / cost["wall"], **cost)


def form_job(bench, file):
    """Form alone, for somebody who watches each segment: as a library."""
    cost = run([WATCHER, "form", file.path])
    if cost["status"] != 0:
        sys.exit("bench: bench_check failed on %s" % file.path)
    bench.note(("check, SNIP 1-2 only", file.kind),
               mb_s=file.bytes / cost["wall"] / 1e6,
               claims_s=file.claims / cost["wall"], **cost)


def model_job(bench, file, what, key):
    """Read into models, or write what was read: the program says how long."""
    said = subprocess.run([MODELER, what, file.path], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.split()
    bench.note((key, file.kind), mb_s=float(said[3]) / float(said[1]) / 1e6)


def command_job(bench, file, key, *command):
    """Any command of the program over a file without errors."""
    cost = run([bench.program, *command, file.path])
    if cost["status"] != 0:
        sys.exit("bench: %s ended with status %d" % (key, cost["status"]))
    bench.note((key, file.kind), mb_s=file.bytes / cost["wall"] / 1e6,
               claims_s=file.claims / cost["wall"], **cost)


def pair_job(bench, file):
    """Two checks of one thread at once: what two cores here can do at all."""
    children = []
    for i in range(2):
        report = os.path.join(CACHE, "report%d" % i)
        children.append((report, subprocess.Popen(
            [RUNNER, report, bench.program, "check", "--threads", "1",
             "--quiet", file.path])))
    walls = []
    for report, child in children:
        child.wait()
        walls.append(cost_in(report, child)["wall"])
    bench.note(("two at once", file.kind),
               mb_s=2 * file.bytes / max(walls) / 1e6)


def faulty_job(bench, file):
    cost = check(bench, 1, file.path, "--json")
    bench.note(("check --json, faulty", file.kind),
               mb_s=file.bytes / cost["wall"] / 1e6,
               claims_s=file.claims / cost["wall"],
               findings_s=file.findings / cost["wall"], **cost)


def start_job(bench, file):
    """Some starts, a share of STARTS for each round."""
    for _ in range(-(-STARTS // bench.options.runs)):
        for key, command in (
                ("program", [bench.program, "check", file.path]),
                ("one thread", [bench.program, "check", "--threads", "1",
                                file.path]),
                ("nothing", ["echo", "x"])):
            cost = run(command, first=True)
            bench.starts.setdefault(key, []).append(cost["first"] * 1e3)


def peer_job(bench, file, name):
    cost = run(["node", os.path.join(HERE, PEERS[name][1]),
                os.path.join(CACHE, "peers"), file.path],
               stdout=subprocess.PIPE)
    if cost["status"] != 0:
        raise OSError("%s failed on %s" % (name, file.path))
    segments, seconds = cost["said"].split()
    bench.note((name, file.kind), mb_s=file.bytes / float(seconds) / 1e6,
               segments=int(segments), rss=cost["rss"])


def install_peers(bench):
    """Bring the npm packages into the cache; their names, if that worked."""
    folder = os.path.join(CACHE, "peers")
    if bench.options.no_peers:
        return []
    if all(os.path.isdir(os.path.join(folder, "node_modules", name))
           for name in PEERS):
        return list(PEERS)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "package.json"), "w") as f:
        f.write('{"private": true}\n')
    try:
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
            + ["%s@%s" % (name, p[0]) for name, p in PEERS.items()],
            cwd=folder, check=True, timeout=INSTALL_SECONDS,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return list(PEERS)
    except (OSError, subprocess.SubprocessError):
        bench.notices.append("npm packages not measured: node, npm or the "
                             "registry cannot be reached.")
        return []


def jobs_of(bench):
    """Every job of a round, as functions of nothing."""
    files = bench.files
    jobs = []
    for kind in ("837p", "835"):
        big, excerpt = files[kind], files["excerpt " + kind]
        jobs.append(lambda f=big: scan_job(bench, f))
        for n in (1, 2):
            key = "check --quiet, %d thread%s" % (n, "s" * (n > 1))
            jobs.append(lambda f=big, n=n, k=key: check_job(bench, f, n, k))
            if bench.options.against:
                jobs.append(lambda f=big, n=n, k=key: check_job(
                    bench, f, n, k.replace("check", "other"),
                    bench.options.against))
        jobs.append(lambda f=big: form_job(bench, f))
        for what, key in MODEL_JOBS:
            jobs.append(lambda f=big, w=what, k=key: model_job(
                bench, f, w, k))
        jobs.append(lambda f=big: command_job(bench, f, CONVERT, "convert"))
        jobs.append(lambda f=big: pair_job(bench, f))
        if bench.peers:
            jobs.append(lambda f=excerpt: check_job(bench, f, 1, "excerpt"))
        for name in bench.peers:
            jobs.append(lambda f=excerpt, n=name: peer_job(bench, f, n))
    jobs.append(lambda: command_job(
        bench, files["837p"], ANSWER, "ack", "--quiet",
        "--999", os.path.join(CACHE, "answer.999"),
        "--277ca", os.path.join(CACHE, "answer.277")))
    jobs.append(lambda: faulty_job(bench, files["faulty"]))
    jobs.append(lambda: start_job(bench, files["small"]))
    return jobs


def measure(bench):
    jobs = jobs_of(bench)
    for i in range(bench.options.runs):
        print("round %d of %d" % (i + 1, bench.options.runs),
              file=sys.stderr)
        for job in jobs if i % 2 == 0 else reversed(jobs):
            job()


def stream(bench):
    """Standard input, 100 MB and ten times that: does the memory grow?"""
    found = bench.files["837p"]
    for count in (1, 10):
        cost = check(bench, 1, "-", "--quiet",
                     stdin=inputs.copies(found, count))
        size = found.bytes * count
        if cost["status"] != 0:
            bench.notices.append("standard input: exit status %d"
                                 % cost["status"])
        yield ("check --quiet -, %.0f MB on standard input" % (size / 1e6),
               "%.0f MB/s, peak RSS %.1f MB" % (
                   size / cost["wall"] / 1e6, cost["rss"] / 1e6))


# ---- results ----------------------------------------------------------------

def ratios(bench, key, other):
    return [a / b for a, b in zip(bench.series(key, "mb_s"),
                                  bench.series(other, "mb_s"))]


def median(values):
    return table.spread(values)["median"]


def rows_of(bench):
    levels = ("portable", "sse2", "avx2", "avx512", "neon")
    for kind in ("837p", "835"):
        for job, k in bench.samples:
            if k != kind or job in (*PEERS, "excerpt", "two at once"):
                continue
            key = (job, k)
            yield {
                "job": "index, " + job if job in levels else job,
                "file": kind.upper(),
                "mb_s": table.spread(bench.series(key, "mb_s")),
                "of_memcpy": median(ratios(bench, key, ("memcpy", k))),
                "of_count": median(ratios(bench, key, ("count", k))),
                **{name: median([s[field] / unit
                                 for s in bench.samples[key] if field in s])
                   for name, field, unit in (
                       ("wall_s", "wall", 1), ("cpu_s", "cpu", 1),
                       ("claims_s", "claims_s", 1), ("rss_mb", "rss", 1e6))},
            }


def figures_of(bench):
    for kind in ("837p", "835"):
        one = ("check --quiet, 1 thread", kind)
        two = ("check --quiet, 2 threads", kind)
        gain = table.spread(ratios(bench, two, one), "%.2f")
        both = table.spread(ratios(bench, ("two at once", kind), one),
                            "%.2f")
        yield ("two threads against one, %s" % kind.upper(),
               "%.2f times (%s)" % (gain["median"], gain["text"]))
        yield ("  two processes at once against one",
               "%.2f times (%s): what the machine had to give" % (
                   both["median"], both["text"]))
        extra = table.spread([b / a for a, b in zip(
            bench.series(one, "cpu"), bench.series(two, "cpu"))], "%.2f")
        yield ("  processor time they take, against one",
               "%.2f times (%s)" % (extra["median"], extra["text"]))
        for n, key in ((1, one), (2, two)):
            other = (key[0].replace("check", "other"), kind)
            if other in bench.samples:
                gain = table.spread(ratios(bench, key, other), "%.3f")
                yield ("this build against the other, %d thread%s, %s" % (
                           n, "s" * (n > 1), kind.upper()),
                       "%.3f times as fast (%s)" % (gain["median"],
                                                    gain["text"]))
    rate = table.spread(
        bench.series(("check --json, faulty", "837p"), "findings_s"))
    yield ("findings/s of check --json, faulty 837P",
           "%.0f (%s)" % (rate["median"], rate["text"]))
    for key, name in (("program", "first byte of check, 10 KB, all threads"),
                      ("one thread", "  the same with --threads 1"),
                      ("nothing", "  for scale: of echo")):
        ms = table.spread(bench.starts[key], "%.1f")
        yield (name, "%.2f ms (%s), %d starts" % (
            ms["median"], ms["text"], len(bench.starts[key])))


def peers_of(bench):
    for name in bench.peers:
        for kind in ("837p", "835"):
            key = (name, kind)
            yield {"name": name, "version": PEERS[name][0],
                   "file": kind.upper(),
                   "mb_s": table.spread(bench.series(key, "mb_s"), "%.2f"),
                   "segments": bench.samples[key][0]["segments"],
                   "rss_mb": median(bench.series(key, "rss")) / 1e6,
                   "check_times": table.spread(
                       ratios(bench, ("excerpt", kind), key), "%.1f")}


def targets_of(bench):
    """What the project promises, and whether this run kept it."""
    best = [job for job, kind in bench.samples if kind == "837p" and
            job in ("portable", "sse2", "avx2", "avx512", "neon")][-1]
    for kind in ("837p", "835"):
        one = ("check --quiet, 1 thread", kind)
        two = ("check --quiet, 2 threads", kind)
        per_cpu = bench.files[kind].bytes / 1e6 / median(
            bench.series(one, "cpu"))
        both = median(ratios(bench, ("two at once", kind), one))
        for target, least, value, words in (
                ("index, %s, at least 1,000 MB/s a core", 1000,
                 median(bench.series((best, kind), "mb_s")), "%.0f MB/s"),
                ("check --quiet, %s, at least 250 MB/s a core", 250,
                 median(bench.series(one, "mb_s")),
                 "%%.0f MB/s; %.0f of processor time" % per_cpu),
                ("check --quiet, %s, 1.8 times that on two cores", 1.8,
                 median(ratios(bench, two, one)),
                 "%%.2f times; two processes %.2f" % both)):
            yield {"target": target % kind.upper(), "met": value >= least,
                   "measured": words % value}
        for key, least in ((MODEL_JOBS[0][1], 400), (MODEL_JOBS[1][1], 400),
                           (CONVERT, 200)):
            value = median(bench.series((key, kind), "mb_s"))
            yield {"target": "%s, %s, at least %d MB/s a core" % (
                       key, kind.upper(), least),
                   "met": value >= least, "measured": "%.0f MB/s" % value}
    one = bench.series(("check --quiet, 1 thread", "837p"), "wall")
    extra = median([a - b for a, b in zip(
        bench.series((ANSWER, "837p"), "wall"), one)])
    yield {"target": "999 and 277CA of 100 MB in under 1 s beyond its check",
           "met": extra < 1, "measured": "%.2f s" % extra}
    start = median(bench.starts["program"])
    yield {"target": "first finding of a 10 KB file in under 5 ms",
           "met": start < 5, "measured": "%.2f ms" % start}


def processor():
    try:
        with open("/proc/cpuinfo") as f:
            for line in f:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def head_of(bench, load_before):
    version = subprocess.run([bench.program, "version"], text=True,
                             stdout=subprocess.PIPE).stdout.split("\n")[0]
    load_after = os.getloadavg()[0]
    yield "program", version
    yield "machine", "%s, %d cores; %s %s; load %.1f before, %.1f after" % (
        processor(), len(os.sched_getaffinity(0)), platform.system(),
        platform.release().split("-")[0], load_before, load_after)
    for kind in ("837p", "835"):
        f = bench.files[kind]
        yield kind.upper(), "%.1f MB, %d claims, no findings, by %s" % (
            f.bytes / 1e6, f.claims, f.maker)
    f = bench.files["faulty"]
    yield "faulty", "%.1f MB, %d claims, %d findings, by %s" % (
        f.bytes / 1e6, f.claims, f.findings, f.maker)
    yield "rounds", "%d; medians, and min..max. MB is 10^6 bytes." % (
        bench.options.runs)
    yield "commands", "bench_scan --tsv FILE 1 (memcpy, count, index: blocks "\
        "of 256 KB in the cache); cleanclaim check --threads N --quiet FILE; "\
        "bench_check form FILE (SNIP 1-2 only); "\
        "bench_model read|write FILE; "\
        "cleanclaim check --threads 1 --json FILE >/dev/null"


def result_of(bench, load_before, streamed):
    excerpt = bench.files["excerpt 837p"]
    return {
        "head": list(head_of(bench, load_before)),
        "inputs": {name: f.describe() for name, f in bench.files.items()},
        "rows": list(rows_of(bench)),
        "figures": list(figures_of(bench)) + streamed,
        "peers": list(peers_of(bench)),
        "peer_note": "Peers parse and count segments, without a guide, in "
                     "files of %.0f MB by the same generator; their start-up "
                     "is left out, that of check is counted." % (
                         excerpt.bytes / 1e6),
        "targets": list(targets_of(bench)),
        "notices": bench.notices,
    }


def make_inputs(bench):
    o = bench.options
    for kind in ("837p", "835"):
        bench.files[kind] = inputs.clean(CACHE, bench.program, kind, o.size)
        bench.files["excerpt " + kind] = inputs.clean(
            CACHE, bench.program, kind, min(PEER_MB, o.size))
    bench.files["faulty"] = inputs.own(CACHE, bench.program, "837p",
                                       min(FAULTY_MB, o.size), faults=50)
    bench.files["small"] = inputs.own(CACHE, bench.program, "837p", 0.01,
                                      faults=20)


def options():
    p = argparse.ArgumentParser(
        prog="./bench", description="Measure the release build.")
    p.add_argument("--size", type=float, default=100, metavar="MB",
                   help="size of the two files (100)")
    p.add_argument("--runs", type=int, default=7, metavar="N",
                   help="rounds (7)")
    p.add_argument("--no-peers", action="store_true",
                   help="leave the npm packages out")
    p.add_argument("--large", action="store_true",
                   help="also stream ten times the size through standard "
                   "input")
    p.add_argument("--against", metavar="PROGRAM",
                   help="compare with another build of cleanclaim")
    p.add_argument("--json", action="store_true",
                   help="print the results as JSON")
    o = p.parse_args()
    if o.runs < 1 or o.size <= 0:
        p.error("--runs and --size must be above zero")
    return o


def main():
    bench = Bench(options())
    os.makedirs(CACHE, exist_ok=True)
    make_inputs(bench)
    bench.peers = install_peers(bench)
    load = os.getloadavg()[0]
    measure(bench)
    streamed = list(stream(bench)) if bench.options.large else []
    if load > 0.5:
        bench.notices.append("the machine was not idle: the load was %.1f "
                             "before the first round." % load)
    result = result_of(bench, load, streamed)
    if bench.options.json:
        print(json.dumps(result, indent=2))
    else:
        print(table.text(result), end="")
        print("\n" + "\n".join(codes.measure(ROOT, BUILD, CACHE)))


if __name__ == "__main__":
    sys.exit(main())
