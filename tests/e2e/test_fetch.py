#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_fetch.py DRIVER -- fetching, against servers of our own.

Starts HTTP servers on the loopback interface, whose paths misbehave in one way
each, and has DRIVER (fetch_driver.c) fetch from them.  Cases name the invariant
of wire/fetch.h (D1 to D8) or wire/update.h (N1 to N4) that they hold.  Prints
TAP.
"""
import email.utils
import fcntl
import hashlib
import http.server
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import traceback

DRIVER = sys.argv[1]
BODY = b"PK\3\4" + (bytes(range(256)) * 4096)[4:]    # 1 MiB
OTHER = bytes(reversed(range(256))) * 4096
MODIFIED = email.utils.formatdate(1700000000, usegmt=True)
RC = {"INVALID": 1, "RANGE": 2, "IO": 4, "STOPPED": 6}


def sha256(body):
    return hashlib.sha256(body).hexdigest()


class Path:
    """How one path behaves; what is not said is as a good server does."""

    def __init__(self, body=BODY, etag='"1"', modified=MODIFIED, status=200,
                 cut=0, at=None, location=None, type="application/zip",
                 sleep=0, ranges=True, headers=(), chunks=False, then=None,
                 lie=0):
        self.body, self.etag, self.modified = body, etag, modified
        self.status, self.location, self.type = status, location, type
        self.cut = cut          # so many answers break off
        self.at = at if at is not None else len(body) // 2
        self.sleep = sleep      # seconds, in the middle
        self.ranges = ranges
        self.headers = headers
        self.chunks = chunks    # no Content-Length
        self.then = then        # the Path it is from the next request on
        self.lie = lie          # a range begins so many bytes off


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def head(self, status, pairs):
        self.send_response(status)
        for name, value in pairs:
            if value is not None:
                self.send_header(name, value)
        self.end_headers()

    def do_GET(self):
        server = self.server
        server.asked.append((self.path, dict(self.headers)))
        name = self.path.partition("?")[0]
        if "://" in name:                   # asked as a proxy
            name = "/" + name.split("/", 3)[3]
        p = server.paths.get(name)
        if p is None:
            p = Path(b"no such file", status=404, type="text/html")
        if p.then is not None:
            server.paths[name] = p.then
        self.answer(p)

    def answer(self, p):
        tags = [("ETag", p.etag), ("Last-Modified", p.modified),
                *p.headers]
        if p.status != 200:
            body = p.body if p.status != 304 else b""
            self.head(p.status, [("Location", p.location),
                                 ("Content-Length", str(len(body))), *tags])
            self.wfile.write(body)
            return
        if (p.etag and self.headers.get("If-None-Match") == p.etag) or (
                p.modified and "If-None-Match" not in self.headers and
                self.headers.get("If-Modified-Since") == p.modified):
            self.head(304, tags)
            return
        self.send_body(p, tags)

    def send_body(self, p, tags):
        begin, body = 0, p.body
        wanted = self.headers.get("Range")
        same = self.headers.get("If-Range") in (None, p.etag, p.modified)
        if wanted and p.ranges and same:
            begin = int(wanted[len("bytes="):-1])
            if begin >= len(body):
                self.head(416, [("Content-Length", "0")])
                return
            tags += [("Content-Range", "bytes %d-%d/%d" % (
                begin + p.lie, len(body) - 1 + p.lie, len(body)))]
            body = body[begin:]
        length = None if p.chunks else str(len(body))
        self.close_connection = True
        self.head(206 if begin else 200, [
            ("Content-Length", length), ("Content-Type", p.type), *tags])
        half = p.at if p.cut else len(body) // 2
        try:
            self.wfile.write(body[:half])
            self.wfile.flush()
            if p.sleep:
                self.server.wake.wait(p.sleep)
            if p.cut:
                p.cut -= 1
            else:
                self.wfile.write(body[half:])
        except OSError:
            pass                            # the driver has hung up


class Server:
    def __init__(self, tls=None):
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.paths, self.http.asked = {}, []
        self.http.wake = threading.Event()
        self.http.handle_error = lambda *args: None
        if tls:
            self.http.socket = tls.wrap_socket(self.http.socket,
                                               server_side=True)
        self.port = self.http.server_address[1]
        self.url = "%s://127.0.0.1:%d" % ("https" if tls else "http",
                                          self.port)
        threading.Thread(target=self.http.serve_forever, args=(0.02,),
                         daemon=True).start()

    def close(self):
        self.http.wake.set()
        self.http.shutdown()
        self.http.server_close()


class Case:
    """A folder and a server of its own."""

    def __init__(self):
        self.top = tempfile.mkdtemp(prefix="cleanclaim-test-")
        self.server = Server()
        self.path = os.path.join(self.top, "file.zip")
        self.env = {k: v for k, v in os.environ.items()
                    if not k.lower().endswith("_proxy")}

    def serve(self, path, **how):
        self.server.http.paths[path] = Path(**how)

    @property
    def asked(self):
        return self.server.http.asked

    def run(self, *args, **env):
        ran = subprocess.run([DRIVER, *args], env=dict(self.env, **env),
                             text=True, capture_output=True, timeout=60,
                             stdin=subprocess.DEVNULL)
        assert ran.stderr == "", ran.stderr
        return ran.stdout

    def fetch(self, path, *options, **env):
        return self.run("fetch", self.server.url + path, self.path, *options,
                        **env).strip()

    def file(self):
        with open(self.path, "rb") as f:
            return f.read()

    def left(self):
        return sorted(os.listdir(self.top))

    def close(self):
        self.server.close()
        shutil.rmtree(self.top)


def same(got, want):
    assert got == want, "got  %r\nwant %r" % (got, want)


def new(body=BODY, came=None):
    return "new %d %s came %d" % (len(body), sha256(body),
                                  len(body) if came is None else came)


def failed(rc, *words):
    """A test of what the driver printed."""
    def check(got):
        assert got.startswith("failed %d " % RC[rc]), got
        for word in words:
            assert word in got, "%r is not in %r" % (word, got)
    return check


# ---- cases ---------------------------------------------------------------

def d1_a_file_is_fetched_whole_with_its_checksum(c):
    c.serve("/f.zip")
    same(c.fetch("/f.zip"), new())
    same(c.file(), BODY)
    same(c.left(), ["file.zip", "file.zip.fetched"])
    same(c.asked[0][1]["User-Agent"].split("/")[0], "cleanclaim")
    assert "Cookie" not in c.asked[0][1] and "Referer" not in c.asked[0][1]


def d1_an_empty_file_is_a_file(c):
    c.serve("/f.zip", body=b"")
    same(c.fetch("/f.zip"), new(b""))
    same(c.file(), b"")


def d1_a_transfer_that_breaks_off_goes_on_by_itself(c):
    c.serve("/f.zip", cut=1)
    same(c.fetch("/f.zip"), new())
    same(c.file(), BODY)
    same(c.asked[1][1]["Range"], "bytes=%d-" % (len(BODY) // 2))
    same(c.asked[1][1]["If-Range"], '"1"')
    same(c.left(), ["file.zip", "file.zip.fetched"])


def d1_what_broke_off_twice_goes_on_in_the_next_run(c):
    c.serve("/f.zip", cut=2, at=1000)
    failed("IO", "127.0.0.1", "broke off", "run it again")(c.fetch("/f.zip"))
    same(c.left(), ["file.zip.part", "file.zip.part.fetched"])
    same(c.fetch("/f.zip"), new(came=len(BODY) - 2000))
    same(c.file(), BODY)


def d1_the_file_before_stands_until_the_new_one_is_whole(c):
    c.serve("/f.zip")
    c.fetch("/f.zip")
    c.serve("/f.zip", body=OTHER, etag='"2"', modified=None, cut=2,
            at=1000)
    failed("IO", "broke off")(c.fetch("/f.zip"))
    same(c.file(), BODY)
    c.serve("/f.zip", body=OTHER, etag='"2"', modified=None)
    c.fetch("/f.zip")
    same(c.file(), OTHER)


def d1_progress_can_end_a_transfer_and_the_part_is_kept(c):
    c.serve("/f.zip", sleep=5)
    failed("STOPPED", "kept")(c.fetch("/f.zip", "stop=1000"))
    c.serve("/f.zip")
    got = c.fetch("/f.zip")
    came = int(got.split()[-1])
    assert got.startswith(new().split(" came")[0]) and came < len(BODY), got
    same(c.file(), BODY)


def d2_only_https_is_asked_but_for_this_machine(c):
    for url in ("http://example.org/f.zip", "ftp://127.0.0.1/f.zip",
                "file:///etc/hostname", "https://user@example.org/"):
        failed("INVALID", "https")(c.run("fetch", url, c.path))


def d2_a_redirect_is_followed_where_it_may(c):
    c.serve("/f.zip", status=302, body=b"", location="/g.zip")
    c.serve("/g.zip")
    same(c.fetch("/f.zip"), new())
    same([a[0] for a in c.asked], ["/f.zip", "/g.zip"])


def d2_a_redirect_to_plain_http_is_refused(c):
    for location in ("http://example.org/f.zip", "ftp://example.org/f.zip",
                     "file:///etc/hostname"):
        c.serve("/f.zip", status=302, body=b"", location=location)
        failed("IO", "not https", "127.0.0.1")(c.fetch("/f.zip"))
        same(c.left(), [])


def d2_a_redirect_loop_ends(c):
    c.serve("/f.zip", status=302, body=b"x" * 900000, location="/f.zip")
    failed("IO", "without end")(c.fetch("/f.zip"))
    same(len(c.asked), 6)


def d4_a_file_that_changed_between_parts_is_fetched_anew(c):
    c.serve("/f.zip", cut=2, at=1000)
    c.fetch("/f.zip")
    c.serve("/f.zip", body=OTHER, etag='"2"', modified=None)
    same(c.fetch("/f.zip"), new(OTHER))
    same(c.file(), OTHER)


def d4_it_may_change_within_a_run(c):
    c.serve("/f.zip", cut=1, at=1000, then=Path(
        OTHER, etag='"2"', modified=None))
    same(c.fetch("/f.zip"), new(OTHER, came=len(OTHER) + 1000))


def d4_a_part_without_tag_or_date_is_not_continued(c):
    c.serve("/f.zip", cut=1, etag=None, modified=None)
    same(c.fetch("/f.zip"), new(came=len(BODY) + len(BODY) // 2))
    assert "Range" not in c.asked[1][1]


def d4_a_weak_tag_is_not_trusted_but_the_date_is(c):
    c.serve("/f.zip", cut=1, etag='W/"1"')
    same(c.fetch("/f.zip"), new())
    same(c.asked[1][1]["If-Range"], MODIFIED)


def d4_a_server_without_ranges_sends_all(c):
    c.serve("/f.zip", cut=1, ranges=False)
    same(c.fetch("/f.zip"), new(came=len(BODY) + len(BODY) // 2))
    same(c.file(), BODY)


def d4_a_piece_that_was_not_asked_for_is_thrown_away(c):
    c.serve("/f.zip", cut=1, lie=7)
    failed("IO", "not asked for")(c.fetch("/f.zip"))
    same(c.left(), [])
    c.serve("/f.zip")
    same(c.fetch("/f.zip"), new())


def d4_a_part_longer_than_the_file_is_thrown_away(c):
    c.serve("/f.zip", cut=2, at=1000)
    c.fetch("/f.zip")
    with open(c.path + ".part", "ab") as f:
        f.write(BODY)
    same(c.fetch("/f.zip"), new())
    same(c.file(), BODY)


def d4_a_part_of_another_address_is_not_continued(c):
    c.serve("/f.zip", cut=2, at=1000)
    c.fetch("/f.zip")
    c.serve("/g.zip", body=OTHER)
    same(c.fetch("/g.zip"), new(OTHER))


def d5_nothing_new_is_not_fetched_twice(c):
    unchanged = "unchanged %d %s came 0" % (len(BODY), sha256(BODY))
    c.serve("/f.zip")
    c.fetch("/f.zip")
    same(c.fetch("/f.zip"), unchanged)
    same(c.asked[1][1]["If-None-Match"], '"1"')
    c.serve("/g.zip", etag=None)
    c.fetch("/g.zip")
    same(c.fetch("/g.zip"), unchanged)
    same(c.asked[-1][1]["If-Modified-Since"], MODIFIED)


def d5_without_tag_and_date_the_checksum_tells(c):
    c.serve("/f.zip", etag=None, modified=None)
    c.fetch("/f.zip")
    same(c.fetch("/f.zip"), "unchanged %d %s came %d" % (
        len(BODY), sha256(BODY), len(BODY)))


def d5_a_file_that_was_tampered_with_is_fetched_anew(c):
    c.serve("/f.zip")
    c.fetch("/f.zip")
    with open(c.path, "r+b") as f:
        f.write(b"x")
    same(c.fetch("/f.zip"), new())
    with open(c.path + ".fetched", "w", encoding="ascii") as f:
        f.write("garbage\nurl\nsize x\n")
    same(c.fetch("/f.zip"), new())
    os.unlink(c.path)
    same(c.fetch("/f.zip"), new())


def d6_what_is_too_large_is_refused_before_it_comes(c):
    c.serve("/f.zip")
    failed("RANGE", "larger than 1000 bytes", "127.0.0.1")(
        c.fetch("/f.zip", "ceiling=1000"))
    same(c.left(), [])


def d6_or_when_it_has_come_so_far(c):
    c.serve("/f.zip", chunks=True)
    failed("RANGE", "larger than 200000 bytes")(
        c.fetch("/f.zip", "ceiling=200000"))
    part = c.path + ".part"
    assert not os.path.exists(part) or os.path.getsize(part) <= 200000


def d7_a_page_is_not_taken_for_a_file(c):
    c.serve("/f.zip", body=b"<html>accept</html>", type="text/html; x=y")
    same(c.fetch("/f.zip"), "page 0  came 19")
    same(c.left(), [])
    c.path = os.path.join(c.top, "page.html")
    assert c.fetch("/f.zip").startswith("new 19 ")


def d7_a_page_without_end_is_cut(c):
    c.serve("/f.zip", body=BODY * 3, type="text/html")
    assert c.fetch("/f.zip").startswith("page 0 ")


def d8_two_do_not_write_one_file(c):
    c.serve("/f.zip", cut=2, at=1000)
    c.fetch("/f.zip")
    with open(c.path + ".part", "r+b") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        failed("IO", "another cleanclaim")(c.fetch("/f.zip"))
    same(os.path.getsize(c.path + ".part"), 2000)
    same(c.fetch("/f.zip"), new(came=len(BODY) - 2000))


def what_is_not_there_is_said_and_tried_once(c):
    c.serve("/gone.zip", status=410, body=b"")
    for path in ("/nowhere.zip", "/gone.zip"):
        assert c.fetch(path).startswith("absent 0 "), path
        same(c.left(), [])
    same(len(c.asked), 2)


def a_server_that_is_busy_is_asked_once_more(c):
    c.serve("/f.zip", status=503, body=b"", then=Path())
    same(c.fetch("/f.zip"), new())
    c.serve("/g.zip", status=503, body=b"")
    failed("IO", "busy", "HTTP 503")(c.fetch("/g.zip"))
    same(len(c.asked), 4)


def a_server_that_refuses_is_not_asked_again(c):
    c.serve("/f.zip", status=403, body=b"")
    failed("IO", "refuses", "browser", "HTTP 403")(c.fetch("/f.zip"))
    same(len(c.asked), 1)


def a_server_that_stalls_is_given_up(c):
    c.serve("/f.zip", sleep=30)
    began = time.monotonic()
    failed("IO", "too slowly")(c.fetch("/f.zip", "stall=1"))
    assert time.monotonic() - began < 20
    same(os.path.getsize(c.path + ".part") >= len(BODY) // 2, True)


def nobody_there_says_what_to_look_at(c):
    c.server.close()
    got = c.fetch("/f.zip")
    failed("IO", "127.0.0.1", "offline", "proxy")(got)
    c.server = Server()


def a_name_that_is_not_known_says_what_to_look_at(c):
    # .invalid is reserved (RFC 2606), and here no server of names is asked.
    got = c.run("fetch", "https://cms.invalid/f.zip", c.path,
                https_proxy="http://127.0.0.1:1")
    failed("IO", "cms.invalid", "proxy")(got)


def proxies_of_the_environment_are_used(c):
    c.serve("/f.zip")
    got = c.run("fetch", "http://localhost:1/f.zip", c.path,
                http_proxy=c.server.url).strip()
    same(got, new())
    same(c.asked[0][0], "http://localhost:1/f.zip")


def a_folder_that_is_not_there_is_named(c):
    c.serve("/f.zip")
    c.path = os.path.join(c.top, "none", "f.zip")
    failed("IO", "cannot write", "none/f.zip.part")(c.fetch("/f.zip"))


def certificate(top, name):
    """A certificate for `name`, which signs itself, made now."""
    key, cert = (os.path.join(top, n) for n in ("key.pem", "cert.pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         "/CN=test", "-addext", "subjectAltName=" + name, "-keyout", key,
         "-out", cert], check=True, capture_output=True, timeout=60)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, key)
    return tls, cert


def d3_a_certificate_is_verified(c):
    if not shutil.which("openssl"):
        return "SKIP no openssl"
    for name, trusted in (("IP:127.0.0.1", True), ("DNS:example.org", False)):
        tls, cert = certificate(c.top, name)
        server = Server(tls)
        server.http.paths["/f.zip"] = Path()
        url = server.url + "/f.zip"
        failed("IO", "certificate")(c.run("fetch", url, c.path))
        got = c.run("fetch", url, c.path, "ca=" + cert).strip()
        if trusted:
            same(got, new())
        else:
            failed("IO", "certificate")(got)
        server.close()
    return None


# ---- updates -------------------------------------------------------------

MANIFEST = """
licence ama
    page %(url)s/license/ama
    says "Yes"
set hcpcs
    page %(url)s/hcpcs
    file codes
        link  {month-name}-{YYYY}-*.zip
        try   %(url)s/none-{YYYY}.zip
        try   %(url)s/{month-name}-{YYYY}.zip
    file notes
        try   %(url)s/broken.zip
        try   %(url)s/notes-{q}.txt
set mue-practitioner
    page %(url)s/mue
    needs ama
    each
    file practitioner
        link  mue-{YYYY}-{quarter}.zip
set rvu
    page %(url)s/rvu
    file values
        link  rvu{YY}{letter}.zip
        try   %(url)s/rvu{YY}{letter}.zip
set pos
    page %(url)s/pos
"""


def update(c, *options, today="20261122"):
    manifest = os.path.join(c.top, "m.manifest")
    with open(manifest, "w", encoding="ascii") as f:
        f.write(MANIFEST % {"url": c.server.url})
    got = c.run("update", manifest, os.path.join(c.top, "new"), today,
                *options)
    return got.replace(c.top + "/new/", "").splitlines()


LOADED = ["load=hcpcs:20261001", "load=mue-practitioner:20261001",
          "load=rvu:20261001", "load=pos:20260101"]


def n1_nothing_is_wanted_when_all_is_loaded(c):
    same(update(c, *LOADED), [])
    same(c.asked, [])


def n1_a_release_is_fetched_by_the_first_way_that_leads_there(c):
    c.serve("/hcpcs", type="text/html", body=b'<a href="/z/october-2026-x.zip'
            b'">')
    c.serve("/z/october-2026-x.zip")
    c.serve("/notes-4.txt", body=b"notes", type="text/plain")
    want = ["item hcpcs 2026-10-01 overdue",
            "file codes: %s hcpcs/2026-10-01/october-2026-x.zip",
            "file notes: %s hcpcs/2026-10-01/notes-4.txt"]
    for word in ("new", "unchanged"):
        same(update(c, "load=hcpcs:20260401", *LOADED[1:]),
             [w % word if "%" in w else w for w in want])
    assert os.path.exists(os.path.join(
        c.top, "new/hcpcs/2026-10-01/notes-4.txt.fetched"))


def n1_without_the_link_an_address_is_tried(c):
    c.serve("/hcpcs", type="text/html", body=b"moved")
    c.serve("/october-2026.zip")
    same(update(c, *LOADED[1:])[:2], [
        "item hcpcs 2026-10-01 not loaded",
        "file codes: new hcpcs/2026-10-01/october-2026.zip"])


def n2_an_unaccepted_licence_stands_before_the_net(c):
    got = update(c, LOADED[0], "load=mue-practitioner:20260401", *LOADED[2:])
    same(got[0], "item mue-practitioner 2026-07-01 overdue")
    failed("INVALID", "licence ama", "mue-practitioner")(got[1])
    same(got[2], "item mue-practitioner 2026-10-01 overdue")
    same(c.asked, [])


def n2_an_accepted_one_lets_the_link_behind_its_page_be_followed(c):
    accepted = os.path.join(c.top, "accepted")
    with open(accepted, "w", encoding="ascii") as f:
        f.write("x12 2026-01-01\nama 2026-11-22\n")
    c.serve("/mue", type="text/html", body=b'<a href="/license/ama?file='
            b'/z/mue-2026-q4.zip">')
    c.serve("/z/mue-2026-q4.zip")
    same(update(c, LOADED[0], *LOADED[2:], "accept=" + accepted), [
        "item mue-practitioner 2026-10-01 not loaded",
        "file practitioner: new mue-practitioner/2026-10-01/mue-2026-q4.zip"])


def n2_a_link_behind_terms_without_a_licence_ends_the_search(c):
    c.serve("/rvu", type="text/html", body=b'<a href="/license/ama?file='
            b'/z/rvu26d.zip">')
    c.serve("/z/rvu26d.zip")
    c.serve("/rvu26d.zip")
    got = update(c, *LOADED[:2], LOADED[3])
    same(got[0], "item rvu 2026-10-01 not loaded")
    assert got[1].startswith("file values: failed: its terms"), got
    same([a[0] for a in c.asked], ["/rvu"])


def n3_one_file_that_fails_does_not_keep_the_others(c):
    c.serve("/none-2026.zip", status=403, body=b"")
    c.serve("/notes-4.txt", body=b"notes", type="text/plain")
    got = update(c, *LOADED[1:])
    assert got[1].startswith("file codes: failed: cannot fetch from 127"), got
    same(got[2], "file notes: new hcpcs/2026-10-01/notes-4.txt")


def n4_what_cannot_be_the_file_is_not_handed_on(c):
    for n, (body, why) in enumerate((
            (b"\r\n<html>Sorry</html>", "a page came in the place of the file"),
            (b"Sorry", "what came is not a zip file"))):
        c.serve("/october-2026.zip", body=body, etag='"%d"' % n)
        for _ in range(2):              # fetched, and still there
            same(update(c, *LOADED[1:])[1], "file codes: failed: %s: "
                 "%s/october-2026.zip" % (why, c.server.url))


def what_is_not_published_yet_is_no_failure(c):
    same(update(c, *LOADED, today="20261215"), [
        "item hcpcs 2027-01-01 current",
        "file codes: not published", "file notes: not published",
        "item mue-practitioner 2027-01-01 current",
        "failed 1 the licence ama must be accepted before mue-practitioner is "
        "fetched",
        "item rvu 2027-01-01 current",
        "file values: not published"])


def a_set_without_calendar_is_named_until_it_is_loaded(c):
    same(update(c, *LOADED[:3]), ["item pos  not loaded by hand"])


CASES = [f for name, f in list(globals().items())
         if getattr(f, "__code__", None) and f.__code__.co_varnames[:1] ==
         ("c",) and name not in ("update",)]


def main():
    print("1..%d" % len(CASES))
    bad = 0
    for n, f in enumerate(CASES, 1):
        case, note, said = Case(), "", ""
        try:
            note = f(case) or ""
        except (AssertionError, OSError, subprocess.SubprocessError):
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
