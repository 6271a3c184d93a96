# SPDX-License-Identifier: Apache-2.0
"""Small changes to a list of segments, each a function to be called later.

A selector names a segment: "NM1*IL" is the first that begins so, "NM1*IL#2"
the second, "CLM*RFM-10002 > LX#2" the second LX behind that claim.  A change
returns the index where the fault now shows: the changed segment, the inserted
one, or what stands in the place of a deleted one.
"""


def find(file, selector, start=0):
    i = start - 1
    for step in selector.split(" > "):
        prefix, _, nth = step.partition("#")
        for _ in range(int(nth or 1)):
            i = next(k for k in range(i + 1, len(file))
                     if file[k].startswith(prefix))
    return i


def put(segment, element, value):
    """The segment with element 2, or component "5-3", changed."""
    number, _, component = str(element).partition("-")
    parts = segment.split("*")
    parts += [""] * (int(number) + 1 - len(parts))
    if component:
        inner = parts[int(number)].split(":")
        inner += [""] * (int(component) - len(inner))
        inner[int(component) - 1] = value
        value = ":".join(inner).rstrip(":")
    parts[int(number)] = value
    return "*".join(parts).rstrip("*")


def change(selector, element, value):
    def edit(file):
        i = find(file, selector)
        file[i] = put(file[i], element, value)
        return i
    return edit


def replace(selector, segment):
    def edit(file):
        i = find(file, selector)
        file[i] = segment
        return i
    return edit


def append(selector, text):
    """Text behind a segment, as it is."""
    def edit(file):
        i = find(file, selector)
        file[i] += text
        return i
    return edit


def delete(selector, n=1):
    def edit(file):
        i = find(file, selector)
        del file[i:i + n]
        return i
    return edit


def delete_to(selector, to):
    """All from there up to `to`, which stays."""
    def edit(file):
        i = find(file, selector)
        del file[i:find(file, to)]
        return i
    return edit


def before(selector, *segments):
    def edit(file):
        i = find(file, selector)
        file[i:i] = segments
        return i
    return edit


def behind(selector, *segments):
    def edit(file):
        i = find(file, selector) + 1
        file[i:i] = segments
        return i
    return edit


def again(selector, n=1, times=1):
    """The `n` segments from there, sent again right behind: where again."""
    def edit(file):
        i = find(file, selector)
        file[i + n:i + n] = file[i:i + n] * times
        return i + n * times
    return edit


def swap(selector, n=1):
    """The segment and the `n` behind it change places: where it now is."""
    def edit(file):
        i = find(file, selector)
        file[i:i + n + 1] = file[i + 1:i + n + 1] + [file[i]]
        return i + n
    return edit


def move(selector, to, n=1):
    """The `n` segments from there, moved in front of `to`."""
    def edit(file):
        i = find(file, selector)
        taken = file[i:i + n]
        del file[i:i + n]
        k = find(file, to)
        file[k:k] = taken
        return k
    return edit


def both(first, *others):
    """Several changes that make one fault: it shows where the first is."""
    def edit(file):
        i = first(file)
        for other in others:
            other(file)
        return i
    return edit
