#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_floors.py -- each folder of src/ includes only what it may use.

USES says what a folder may name in #include "folder/file.h"; LIBRARIES what
it may name in #include <...> beyond libc.  A folder that is not in USES has
no place in the house yet: add it here together with its meson.build.
Prints TAP, one case a folder.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

USES = {
    "base": "",
    "x12": "base",
    "sheet": "base",
    "codes": "base",
    "search": "codes base",
    "publish": "codes base",
    "import": "search sheet codes base",
    "ledger": "base",
    "claim": "x12 codes ledger base",
    "edits": "claim x12 codes ledger base",
    "pricing": "claim codes ledger base",
    "assist": "claim codes ledger base",
    "acknowledge": "claim x12 base",
    "interop": "claim codes x12 base",
    "print": "claim codes base",
    "store": "claim ledger codes base",
    "cycle": "store edits pricing assist interop acknowledge print claim "
             "x12 import publish search codes ledger base",
    "lib": "interop pricing search claim codes x12 base",
    "wire": "cycle publish codes base",
    "web": "cycle store edits pricing assist interop acknowledge print claim "
           "x12 search codes ledger base",
    "cli": "web wire cycle store edits pricing assist interop acknowledge "
           "print claim x12 import publish search sheet codes ledger base",
}

LIBRARIES = {
    "base": "yajl/",
    "ledger": "",
    "lib": "cleanclaim.h",
    "assist": "linear.h xgboost/",
    "interop": "expat.h libxml/",
    "print": "hpdf.h qrencode.h",
    "sheet": "expat.h lzma.h sodium.h zip.h",
    "codes": "xxhash.h",
    "search": "libstemmer.h utf8proc.h",
    "import": "expat.h",
    "store": "sqlite3.h libpq-fe.h sodium.h",
    "wire": "curl/ microhttpd.h gnutls/ sodium.h",
    "web": "microhttpd.h gnutls/ sodium.h liboath/",
    "cli": "editline/ histedit.h argp.h",
}

LIBC = set("""
assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h
locale.h math.h setjmp.h signal.h stdalign.h stdarg.h stdatomic.h stdbool.h
stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h threads.h time.h
wchar.h wctype.h
dirent.h dlfcn.h endian.h err.h fcntl.h fnmatch.h getopt.h glob.h langinfo.h
poll.h pthread.h regex.h sched.h semaphore.h spawn.h strings.h syslog.h
termios.h unistd.h
sys/file.h sys/ioctl.h sys/mman.h sys/random.h sys/resource.h sys/select.h
sys/sendfile.h sys/socket.h sys/stat.h sys/time.h sys/types.h sys/uio.h
sys/un.h sys/wait.h sys/auxv.h
cpuid.h emmintrin.h immintrin.h arm_neon.h
sanitizer/asan_interface.h
""".split())

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def faults_of(folder):
    """Every include of src/FOLDER that its floor does not allow."""
    allowed = set(USES[folder].split()) | {folder}
    libraries = tuple(LIBRARIES.get(folder, "").split())
    top = os.path.join(ROOT, "src", folder)
    for path in sorted(os.path.join(d, name) for d, _, names in os.walk(top)
                       for name in names):
        if not path.endswith((".c", ".h", ".def", ".inc")):
            continue
        with open(path, encoding="utf-8") as f:
            text = f.read()
        for kind, name in INCLUDE.findall(text):
            where = os.path.relpath(path, ROOT)
            if kind == '"':
                beside = os.path.join(os.path.dirname(path), name)
                other = folder if os.path.exists(beside) \
                    else name.partition("/")[0]
                if other not in allowed:
                    yield '%s includes "%s": src/%s may use %s' % (
                        where, name, folder, USES[folder] or "libc only")
            elif name not in LIBC and not (libraries
                                           and name.startswith(libraries)):
                yield "%s includes <%s>: not libc, and not a library of " \
                    "src/%s" % (where, name, folder)


def main():
    src = os.path.join(ROOT, "src")
    folders = sorted(f for f in os.listdir(src)
                     if os.path.isdir(os.path.join(src, f)))
    print("1..%d" % len(folders))
    failed = 0
    for n, folder in enumerate(folders, 1):
        faults = list(faults_of(folder)) if folder in USES else [
            "src/%s has no line in USES" % folder]
        failed += bool(faults)
        print("%sok %d - src/%s includes only what lies below it"
              % ("not " if faults else "", n, folder))
        for fault in faults:
            print("#   " + fault)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
