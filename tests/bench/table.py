# SPDX-License-Identifier: Apache-2.0
"""table.py -- the results of bench.py as text of at most 100 columns."""
import statistics
import textwrap

WIDTH = 100

HEAD = "%-25s %-5s %7s %13s %7s %7s %9s %6s %6s %6s" % (
    "job", "file", "MB/s", "min..max", "wall s", "cpu s", "claims/s",
    "RSS MB", "memcpy", "count")


def spread(values, form="%.0f"):
    """{median, min, max} of the values, and the words for them."""
    if not values:
        return {"median": None, "min": None, "max": None, "text": "-"}
    low, high = min(values), max(values)
    return {"median": statistics.median(values), "min": low, "max": high,
            "text": (form + ".." + form) % (low, high)}


def share(value):
    """A ratio in six columns."""
    if value is None:
        return "-"
    return "%.4f" % value if value < 0.1 else "%.2f" % value


def number(value, form):
    return "-" if value is None else form % value


def row_line(row):
    claims = row["claims_s"]
    return "%-25s %-5s %7.0f %13s %7s %7s %9s %6s %6s %6s" % (
        row["job"], row["file"], row["mb_s"]["median"], row["mb_s"]["text"],
        number(row["wall_s"], "%.3f"), number(row["cpu_s"], "%.3f"),
        number(claims, "%.0f"), number(row["rss_mb"], "%.1f"),
        share(row["of_memcpy"]), share(row["of_count"]))


def wrapped(label, text):
    return textwrap.fill(text, WIDTH, initial_indent="%-10s" % label,
                         subsequent_indent=" " * 10)


def peer_line(peer):
    return "%-11s %-8s %-5s %6.2f %14s %9.0f %7.0f %15s" % (
        peer["name"], peer["version"], peer["file"], peer["mb_s"]["median"],
        peer["mb_s"]["text"], peer["segments"], peer["rss_mb"],
        "%.1f (%s)" % (peer["check_times"]["median"],
                       peer["check_times"]["text"]))


def target_line(t):
    return "%-6s %-52s %s" % ("met" if t["met"] else "MISSED", t["target"],
                              t["measured"])


def text(result):
    """The whole report."""
    out = []
    for label, words in result["head"]:
        out.append(wrapped(label, words))
    out += ["", HEAD, "-" * WIDTH]
    out += [row_line(row) for row in result["rows"]]
    out += ["", "memcpy, count: the share of their speed, in the same round."]
    if result["figures"]:
        out.append("")
        for name, words in result["figures"]:
            out.append("%-44s %s" % (name, words))
    if result["peers"]:
        out += ["", "%-11s %-8s %-5s %6s %14s %9s %7s   %s" % (
            "npm package", "version", "file", "MB/s", "min..max", "segments",
            "RSS MB", "check is so many times as fast")]
        out += [peer_line(peer) for peer in result["peers"]]
        out.append(textwrap.fill(result["peer_note"], WIDTH))
    out += [""] + [target_line(t) for t in result["targets"]]
    for notice in result["notices"]:
        out.append(wrapped("notice", notice))
    return "\n".join(out) + "\n"
