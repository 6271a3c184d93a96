#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_codes_update.py PROGRAM -- `codes update`, from the net to the book.

A server on the loopback interface stands for the publishers: it has files under
their hosts and official names, made here of codes that mean nothing, and, where
../shared is, the true ones.  PROGRAM fetches them with --from and --on, into a
home of its own for each case.  Prints TAP.
"""
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
import zipfile

import test_fetch
from test_fetch import Path, same

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
SETS = os.path.join(ROOT, "..", "shared", "data", "codesets")
DAY = "2026-02-10"
LATER = "2026-07-15"
NUCC = "/www.nucc.org/images/stories/CSV/nucc_taxonomy_%s.csv"
CMS = "/www.cms.gov/files/zip/"
CDC = "/ftp.cdc.gov/pub/Health_Statistics/NCHS/Publications/ICD10CM/"
MUE = CMS + "medicare-ncci-2026-q1-practitioner-services-mue-table.zip"
PTP = CMS + "medicare-ncci-2026q1-practitioner-ptp-edits-ccipra-v320r0-f%d.zip"


# ---- made-up files -------------------------------------------------------

def taxonomy(n=1000, word="Healer"):
    """n codes that look like NUCC's."""
    rows = ["Code,Grouping,Classification,Specialization,Definition,Notes,"
            "Display Name,Section"]
    rows += ["%09dX,Group %d,%s %d,,Heals.,,%s of kind %d,Individual" % (
        300000000 + i, i % 9, word, i, word, i) for i in range(n)]
    return "\r\n".join(rows).encode("ascii") + b"\r\n"


def zipped(name, text):
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 0, 0, 0)), text,
                   zipfile.ZIP_DEFLATED)
    return to.getvalue()


def mue(n=1200):
    rows = ["HCPCS/CPT Code,Practitioner Services MUE Values,"
            "MUE Adjudication Indicator,MUE Rationale"]
    rows += ["Z%04d,%d,2 Date of Service Edit: Policy,Nature" % (i, i % 9 + 1)
             for i in range(n)]
    return zipped("MCR_MUE_PractitionerServices_Eff_01-01-2026.csv",
                  "\r\n".join(rows) + "\r\n")


def ptp(part, n=1100):
    rows = ["Column 1\tColumn 2\t*=in existence prior to 1996\t"
            "Effective Date\tDeletion Date\tModifier\tPTP Edit Rationale"]
    rows += ["Z%d%03d\tY%04d\t\t20200101\t*\t1\tMade up" % (
        part, i % 1000, i) for i in range(n)]
    return zipped("ccipra-v320r0-f%d.TXT" % part, "\r\n".join(rows) + "\r\n")


# ---- a home and a server -------------------------------------------------

class Case(test_fetch.Case):
    def __init__(self):
        super().__init__()
        self.data = os.path.join(self.top, "data", "cleanclaim")
        self.book = os.path.join(self.data, "codebook")
        self.env.update(HOME=self.top, LC_ALL="C.UTF-8", COLUMNS="100",
                        XDG_DATA_HOME=os.path.join(self.top, "data"))
        self.env.pop("CLEANCLAIM_BOOK", None)

    def program(self, *args, status, **env):
        ran = subprocess.run([PROGRAM, *args], env=dict(self.env, **env),
                             text=True, encoding="utf-8", timeout=200,
                             capture_output=True, stdin=subprocess.DEVNULL)
        said = ran.stdout + ran.stderr
        assert ran.returncode == status, "status %d\n%s" % (
            ran.returncode, said)
        return said

    def update(self, *args, on=DAY, mirror=None, status=1, **env):
        """Sets that nobody serves are missing: the status is 1."""
        return self.program("codes", "update", "--on", on, "--from",
                            mirror or self.server.url, *args, status=status,
                            **env)

    def lines(self, *args, **more):
        said = self.update("--json", *args, **more)
        return [json.loads(l) for l in said.splitlines()
                if l.startswith("{")]

    def status(self, name, on=DAY):
        said = subprocess.run([PROGRAM, "codes", "status", "--json", "--on",
                               on], env=self.env, text=True, timeout=60,
                              capture_output=True, check=False).stdout
        for line in map(json.loads, said.splitlines()):
            if line.get("set") == name:
                return line
        return None

    def sent(self):
        """The files that were asked for since the last look, not pages."""
        names = [a[0] for a in self.asked]
        self.asked.clear()
        return [n for n in names if n in self.server.http.paths]

    def tree(self):
        """What is in the home: {path: SHA-256}."""
        files = {}
        for folder, _, names in os.walk(self.top):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    files[os.path.relpath(path, self.top)] = \
                        hashlib.sha256(f.read()).hexdigest()
        return files

    def kept(self):
        """The book and the library: what a failure must leave alone."""
        return {k: v for k, v in self.tree().items() if "/fetched/" not in k}

    def begin(self):
        """A book with the taxonomy of January 2026."""
        self.serve(NUCC % "260", body=taxonomy(), type="text/csv")
        self.update()
        self.sent()
        return self.kept()


def has(said, *words):
    flat = " ".join(said.split())
    for word in words:
        assert word in flat, "%r is not in\n%s" % (word, said)


def of(lines, kind, name):
    return [l for l in lines if l["type"] == kind and l.get("set") == name]


# ---- cases ---------------------------------------------------------------

def a_check_tells_what_is_due_and_changes_nothing(c):
    c.serve(NUCC % "260", body=taxonomy(), type="text/csv")
    said = c.update("--check")
    assert re.search(r"^taxonomy +2026-01-01 +due$", said, re.M), said
    assert re.search(r"^mue-dme +2026-01-01 +terms to accept first$", said,
                     re.M), said
    same(of(c.lines("--check"), "due", "taxonomy"), [{
        "type": "due", "set": "taxonomy", "release": "2026-01-01",
        "certain": True, "state": "not loaded", "licence": None,
        "by_hand": False, "page": c.server.url + "/www.nucc.org/index.php/"
        "code-sets-mainmenu-41/provider-taxonomy-mainmenu-40/csv-mainmenu-57",
    }])
    same(c.asked, [])
    same(c.tree(), {})


def an_update_fetches_tells_and_installs(c):
    c.serve(NUCC % "260", body=taxonomy(), type="text/csv")
    said = c.update()
    has(said, "taxonomy 2026-01-01 new, ", NUCC % "260",
        "1,000 nucc_taxonomy_260.csv", "taxonomy new, 1,000", "Installed as",
        "hcpcs 2026-01-01 not published")
    now = c.status("taxonomy")
    same([now[k] for k in ("from", "rows", "starter", "state")],
         ["2026-01-01", 1000, False, "current"])
    has(c.program("codes", "show", "300000007X", status=0),
        "Healer of kind 7")
    same(sorted(k for k in c.kept()), [
        "data/cleanclaim/codebook",
        "data/cleanclaim/codes/sources/taxonomy/nucc_taxonomy_260.csv"])


def a_second_update_fetches_nothing_new(c):
    before = c.begin()
    said = c.update()
    same(c.sent(), [])
    assert "taxonomy" not in said and "Installed" not in said, said
    same(c.kept(), before)


def what_was_fetched_is_not_sent_again(c):
    c.begin()
    shutil.rmtree(os.path.join(c.data, "codes", "sources"))
    os.unlink(c.book)
    got = of(c.lines(), "fetched", "taxonomy")
    same([g["how"] for g in got], ["unchanged"])
    asked = [a for a in c.asked if a[0] == NUCC % "260"]
    same([a[1].get("If-None-Match") for a in asked], ['"1"'])
    same(c.status("taxonomy")["from"], "2026-01-01")


def the_next_release_tells_what_it_changes(c):
    c.begin()
    c.serve(NUCC % "261", body=taxonomy(1010).replace(
        b"Healer of kind 7,", b"Healer of sevens,"), type="text/csv")
    same(c.status("taxonomy", LATER)["state"], "due")
    has(c.update("--check", on=LATER), "taxonomy 2026-07-01 due")
    said = c.update(on=LATER)
    same(c.sent(), [NUCC % "261"])
    has(said, "taxonomy 1,000 to 1,010, 10 added, 1 revised", "Installed as")
    same(c.status("taxonomy", LATER)["from"], "2026-07-01")
    for day, word in ((DAY, "kind 7"), (LATER, "sevens")):
        has(c.program("codes", "show", "--on", day, "300000007X", status=0),
            word)


def refused(c, name, *words, args=(), on=LATER, status=1, **how):
    """Serve a bad file: it is told, and all is as it was."""
    before = c.kept()
    c.serve(name, **how)
    said = c.update(*args, on=on, status=status)
    assert name in c.sent(), "%s was not asked for" % name
    has(said, *words)
    assert "Installed" not in said, said
    same(c.kept(), before)
    return said


def a_file_that_is_not_there_is_told(c):
    c.begin()
    before = c.kept()
    has(c.update(on=LATER), "taxonomy 2026-07-01 not published")
    same(c.kept(), before)


def a_file_that_is_cut_off_is_told(c):
    c.begin()
    refused(c, NUCC % "261", "taxonomy 2026-07-01 failed", "broke off",
            "run it again", body=taxonomy(1010), type="text/csv", cut=99)


def a_file_that_was_cut_off_at_the_publishers_is_told(c):
    c.begin()
    refused(c, NUCC % "261", "nucc_taxonomy_261.csv", "may be cut off",
            body=taxonomy(300), type="text/csv", status=2)


def a_page_in_the_place_of_a_file_is_told(c):
    c.begin()
    page = b"<!DOCTYPE html>\n<html><body>We are sorry.</body></html>"
    refused(c, NUCC % "261", "taxonomy 2026-07-01 failed", "a page came",
            body=page, type="text/html")
    refused(c, NUCC % "261", "taxonomy 2026-07-01 failed", "a page came",
            body=page, type="text/csv", etag='"2"')


def a_page_in_the_place_of_a_zip_is_told(c):
    c.begin()
    for kind in ("text/html", "application/zip"):
        refused(c, MUE, "mue-practitioner 2026-01-01 failed", "a page came",
                args=("--accept-licence", "ama"), on=DAY, type=kind,
                body=b"\n <html><body>Accept?</body></html>")


def a_zip_that_does_not_parse_is_told(c):
    c.begin()
    whole = mue()
    for n, bad in enumerate((whole[:-30], b"PK\3\4" + b"x" * 2000)):
        refused(c, MUE, "mue-table.zip", "not be read",
                args=("--accept-licence", "ama"), on=DAY, status=2, body=bad,
                etag='"%d"' % n)
    refused(c, MUE, "mue-practitioner 2026-01-01 failed", "is not a zip",
            on=DAY, body=b"sorry", etag='"9"')
    # The publisher mends it.
    c.serve(MUE, body=whole, etag='"10"')
    has(c.update(), "mue-practitioner new, 1,200", "Installed as")


def counts_that_are_not_plausible_are_told(c):
    c.begin()
    refused(c, NUCC % "261", "taxonomy 1,000 to 800, 200 ended",
            "nothing was installed: taxonomy lost more than 10% of its codes",
            "--anyway", body=taxonomy(800), type="text/csv")
    has(c.update("--anyway", on=LATER), "taxonomy 1,000 to 800", "Installed")
    same(c.status("taxonomy", LATER)["rows"], 800)


def a_release_of_which_a_part_is_missing_is_not_installed(c):
    before = c.begin()
    for part in (1, 2, 4):
        c.serve(PTP % part, body=ptp(part))
    said = c.update("--accept-licence", "ama")
    has(said, "ptp-practitioner 2026-01-01 not published",
        "ptp-practitioner 2026-01-01 is not installed: not all of its files "
        "could be had")
    del before["data/cleanclaim/codebook"]
    same({k: v for k, v in c.kept().items() if k in before}, before)
    same(c.status("ptp-practitioner")["from"], None)
    c.serve(PTP % 3, body=ptp(3))
    c.sent()
    has(c.update(), "ptp-practitioner new, 4,400", "Installed as")
    unchanged = [a for a in c.asked if "If-None-Match" in a[1]
                 and a[0] != PTP % 3 and a[0].startswith(CMS)]
    same(len(unchanged), 3)


def terms_are_accepted_before_anything_is_asked_for(c):
    c.serve(MUE, body=mue())
    accepted = os.path.join(c.data, "accepted")
    said = c.update()
    has(said, "mue-practitioner 2026-01-01 terms to accept first",
        "copyrighted and a trademark of the American Medical Association",
        "cleanclaim codes update --accept-licence ama")
    same(c.sent(), [])
    assert not [a for a in c.asked if "ncci" in a[0]]
    assert not os.path.exists(accepted)
    has(c.program("codes", "update", "--accept-licence", "nobody", status=2),
        'no terms called "nobody"')
    assert not os.path.exists(accepted)
    has(c.update("--accept-licence", "ama"),
        "mue-practitioner new, 1,200", "Installed as")
    same(c.sent(), [MUE])
    with open(accepted, encoding="ascii") as f:
        assert re.fullmatch(r"ama \d{4}-\d\d-\d\d\n", f.read())
    # Once is enough.
    has(c.update("--check", on="2026-04-20"),
        "mue-practitioner 2026-04-01 due")


def a_transfer_that_broke_off_is_continued(c):
    c.begin()
    body = taxonomy(1010)
    c.serve(NUCC % "261", body=body, type="text/csv", cut=2, at=2000)
    has(c.update(on=LATER), "broke off")
    c.asked.clear()
    has(c.update(on=LATER), "taxonomy 1,000 to 1,010")
    asked = [a[1] for a in c.asked if a[0] == NUCC % "261"]
    same([(a.get("Range"), a.get("If-Range")) for a in asked],
         [("bytes=4000-", '"1"')])
    with open(os.path.join(c.data, "codes", "fetched", "taxonomy",
                           "2026-07-01", "nucc_taxonomy_261.csv"),
              "rb") as f:
        same(f.read(), body)


def a_link_on_the_publishers_page_is_followed(c):
    page = "/www.nucc.org/index.php/code-sets-mainmenu-41/" \
        "provider-taxonomy-mainmenu-40/csv-mainmenu-57"
    elsewhere = "/www.nucc.org/new/nucc_taxonomy_260.csv"
    for link in (elsewhere, "https:/" + elsewhere):
        c.serve(page, type="text/html", etag=None, modified=None,
                body=b'<a href="%s">Here</a>' % link.encode("ascii"))
        c.serve(elsewhere, body=taxonomy(), type="text/csv")
        got = of(c.lines(), "fetched", "taxonomy")
        same([g["url"] for g in got], [c.server.url + elsewhere])
        shutil.rmtree(c.data)


def a_proxy_of_the_environment_is_asked(c):
    c.serve(NUCC % "260", body=taxonomy(), type="text/csv")
    said = c.update(mirror="http://localhost:1", http_proxy=c.server.url)
    has(said, "taxonomy new, 1,000")
    assert "http://localhost:1" + NUCC % "260" in [a[0] for a in c.asked]
    assert all(a[0].startswith("http://localhost:1/") for a in c.asked)


def a_mirror_that_is_not_https_is_refused(c):
    has(c.update(mirror="http://example.org", status=2), "https")
    same(c.tree(), {})


# ---- the publishers' own files -------------------------------------------

def own(*names):
    with open(os.path.join(SETS, *names), "rb") as f:
        return f.read()


def packed(*names):
    return zipped(names[-1], own(*names))


def the_publishers_own_files_are_installed(c):
    if not os.path.isdir(SETS):
        return "SKIP ../shared is absent"
    c.serve(NUCC % "251", body=own("nucc", "nucc_taxonomy_251.csv"),
            type="text/csv")
    c.serve(CDC + "2026/POAexemptCodesFY26.zip",
            body=packed("poa", "2026", "POAexemptCodesFY26.txt"))
    c.serve(CMS + "2026-icd-10-pcs-order-file-long-and-abbreviated-titles"
            ".zip", body=packed("icd10pcs", "2026",
                                "icd10pcs_order_2026.txt"))
    for kind, file in (("practitioner", "Practitioner"),
                       ("facility-outpatient-hospital",
                        "OutpatientHospital"), ("dme-supplier",
                                                "DMESupplier")):
        c.serve(CMS + "medicare-ncci-2026-q2-%s-services-mue-table.zip" %
                kind, body=packed("ncci", "mue-2026q2", "MCR_MUE_%sServices"
                                  "_Eff_04-01-2026.csv" % file))
    has(c.update(on="2025-11-20"), "Installed as")
    has(c.update("--accept-licence", "ama", on="2026-04-20"), "Installed as")
    for name, day, least in (
            ("taxonomy", "2025-07-01", 880), ("icd10pcs", "2025-10-01", 78000),
            ("poa-exempt", "2025-10-01", 30000),
            ("mue-practitioner", "2026-04-01", 12000),
            ("mue-outpatient", "2026-04-01", 12000),
            ("mue-dme", "2026-04-01", 2500)):
        now = c.status(name, "2026-04-20")
        same((name, now["from"]), (name, day))
        assert now["rows"] >= least, (name, now["rows"])
    c.sent()
    c.update(on="2026-04-20")
    same(c.sent(), [])
    return None


CASES = [f for name, f in list(globals().items())
         if getattr(f, "__code__", None) and f.__module__ == __name__ and
         f.__code__.co_varnames[:1] == ("c",) and name != "refused"]


def main():
    print("1..%d" % len(CASES))
    bad = 0
    for n, f in enumerate(CASES, 1):
        case, note, said = Case(), "", ""
        try:
            note = f(case) or ""
        except (AssertionError, OSError, TypeError, KeyError,
                subprocess.SubprocessError):
            said = traceback.format_exc()
        finally:
            case.close()
        bad += said != ""
        print("%sok %d - %s%s" % ("not " if said else "", n,
                                  f.__name__.replace("_", " "),
                                  " # " + note if note else ""), flush=True)
        for line in said.splitlines():
            print("# " + line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
