#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""findings.py LIBRARY FILE -- a file's findings and claims, without any C.

LIBRARY is libcleanclaim.so.0, with its folder if it is not where the system
looks.
"""
import ctypes
import json
import sys

FINDING, RECORD = 1, 2


class Finding(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in (
        "code title message why fix value interchange group transaction "
        "claim loop element field").split()] + [
        ("offset", ctypes.c_uint64), ("segment", ctypes.c_uint64),
        ("position", ctypes.c_uint32), ("severity", ctypes.c_int),
        ("snip", ctypes.c_int)]


class Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("message", ctypes.c_char * 252)]


def load(path):
    lib = ctypes.CDLL(path)
    handle = ctypes.c_void_p
    for name, result, arguments in (
            ("new", handle, [handle]),
            ("free", None, [handle]),
            ("reader_file", handle,
             [handle, ctypes.c_char_p, ctypes.c_uint, handle]),
            ("reader_next", ctypes.c_int, [handle, handle]),
            ("reader_finding", ctypes.POINTER(Finding), [handle]),
            ("reader_record", handle, [handle]),
            ("get_json", ctypes.c_char_p, [handle, handle, handle]),
            ("reader_close", None, [handle])):
        function = getattr(lib, "cleanclaim_" + name)
        function.restype, function.argtypes = result, arguments
    return lib


def main(library, path):
    lib, err = load(library), Error()
    context = lib.cleanclaim_new(ctypes.byref(err))
    reader = lib.cleanclaim_reader_file(context, path.encode(), 1 | 2,
                                        ctypes.byref(err))
    while err.code == 0:
        event = lib.cleanclaim_reader_next(reader, ctypes.byref(err))
        if event == FINDING:
            f = lib.cleanclaim_reader_finding(reader).contents
            print("segment %d: %s" % (f.segment, f.message.decode()))
        elif event == RECORD:
            claim = json.loads(lib.cleanclaim_get_json(
                lib.cleanclaim_reader_record(reader), None, None))
            print(claim["record"], claim.get("control_number", ""))
        else:
            break
    lib.cleanclaim_reader_close(reader)
    lib.cleanclaim_free(context)
    return err.message.decode() or 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: findings.py LIBRARY FILE")
    sys.exit(main(*sys.argv[1:]))
