#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""static_library.py OUTPUT WORK-DIR OBJCOPY AR lto|plain LIBRARY... -- CC...

Makes OUTPUT, a static library of one object: LIBRARY... linked together, of
the first all, of the others what is needed, with all hidden symbols made local
so that a program that links it sees only what the header declares.
"""
import os
import subprocess
import sys


def main(output, work, objcopy, ar, lto, *rest):
    at = rest.index("--")
    libraries, compiler = rest[:at], rest[at + 1:]
    os.makedirs(work, exist_ok=True)
    whole = os.path.join(work, "cleanclaim.o")
    link = list(compiler) + ["-r", "-nostdlib", "-o", whole]
    if lto == "lto":
        # Real code, not what a compiler of the same version could make it of.
        link += ["-flto=auto", "-flinker-output=nolto-rel"]
    link += ["-Wl,--whole-archive", libraries[0], "-Wl,--no-whole-archive",
             "-Wl,--start-group", *libraries[1:], "-Wl,--end-group"]
    subprocess.run(link, check=True)
    subprocess.run([objcopy, "--localize-hidden", whole], check=True)
    if os.path.exists(output):
        os.remove(output)
    subprocess.run([ar, "rcs", output, whole], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
