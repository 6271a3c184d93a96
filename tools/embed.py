#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""embed.py OUT NAME FILE... -- write FILE... as one C file (base/embedded.h).
embed.py --text NAME HEADER OUT FILE -- write FILE as char NAME[], which HEADER
declares, and NAME_size, its bytes without the NUL.

The array is called NAME.  The output depends on names and contents alone: the
same files give the same bytes on every machine.
"""
import os
import sys


def c_string(line):
    """One line of a file (bytes, newline included) as a C string literal."""
    out = ['"']
    for byte in line:
        char = chr(byte)
        if char in '"\\?':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append("\\%03o" % byte)
    return "".join(out) + '"'


def write_lines(out, text, indent):
    for line in text.splitlines(keepends=True) or [b""]:
        out.write("%s%s\n" % (indent, c_string(line)))


def write_text(name, header, out_path, path):
    with open(path, "rb") as f:
        text = f.read()
    with open(out_path, "w", encoding="ascii", newline="\n") as out:
        out.write("/* Written by tools/embed.py; do not edit. */\n")
        out.write('#include "%s"\n\nconst char %s[] =\n' % (header, name))
        write_lines(out, text, "\t")
        out.write("\t;\nconst unsigned long %s_size = %dul;\n"
                  % (name, len(text)))


def main(out_path, symbol, paths):
    files = []
    for path in paths:
        with open(path, "rb") as f:
            files.append((os.path.basename(path), f.read()))
    files.sort()
    names = [name for name, _ in files]
    if len(set(names)) != len(names):
        sys.exit("embed.py: two files have the same name: %s" % names)

    with open(out_path, "w", encoding="ascii", newline="\n") as out:
        out.write("/* Written by tools/embed.py; do not edit. */\n")
        out.write('#include "base/embedded.h"\n\n#include <stddef.h>\n\n')
        out.write("extern const struct embedded_file %s[];\n" % symbol)
        out.write("extern const unsigned %s_n;\n\n" % symbol)
        out.write("const struct embedded_file %s[] = {\n" % symbol)
        for name, text in files:
            out.write("\t{ %s,\n" % c_string(name.encode()))
            write_lines(out, text, "\t  ")
            out.write("\t  , %dul },\n" % len(text))
        out.write("\t{ NULL, NULL, 0ul },\n};\n\n")
        out.write("const unsigned %s_n = %du;\n" % (symbol, len(files)))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if sys.argv[1] == "--text":
        write_text(*sys.argv[2:])
    else:
        main(sys.argv[1], sys.argv[2], sys.argv[3:])
