# SPDX-License-Identifier: Apache-2.0
"""What a fault is: a clean file, a change, and what is to be said of it."""

import clean
import edit


class Fault:
    """One row of a table.

    name     a sentence
    base     a key of clean.FILES
    change   of edit.py: gets a list of segments, returns an index
    code, loop, element   what the finding says; element is "CLM02", "HI01-2"
             or, for a whole segment, its name; code None: nothing is said
    at       where it points, if not where the change was made: a selector
    counts   False: SE01, GE01 and IEA01 are left as they were
    raw      makes text of text, when segments will not do
    also     {code: reason}: warnings that rightly come with it
    """

    def __init__(self, name, base, change, code, loop, element, at=None,
                 counts=True, raw=None, also=None):
        self.name = name
        self.base = base
        self.code = code
        self.loop = loop
        self.element = element
        self.also = also or {}
        segments = list(clean.FILES[base])
        index = change(segments) if change else None
        if counts:
            clean.fix_counts(segments)
        if at is not None:
            index = edit.find(segments, at)
        self.ordinal = None if index is None else index + 1
        texts = [s + clean.TERMINATOR for s in segments]
        self.text = "".join(texts)
        self.begin = self.end = None
        if index is not None and index < len(texts):
            self.begin = len("".join(texts[:index]).encode("latin-1"))
            self.end = self.begin + len(texts[index].encode("latin-1"))
        if raw is not None:
            self.text = raw(self.text)


class Table:
    """Faults of one family; calling it adds one."""

    def __init__(self, family):
        self.family = family
        self.faults = []

    def __call__(self, *args, **more):
        self.faults.append(Fault(*args, **more))

    def fine(self, name, base, change):
        """A change that comes close to a fault and is none."""
        self.faults.append(Fault(name, base, change, None, None, None))
