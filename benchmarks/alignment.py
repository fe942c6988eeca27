"""Aligns the German and French articles of Bleualign and compares with the links their authors gave.

Run ``FOEDUS_DATA=DIR python benchmarks/alignment.py [--dev] [--json]``, where ``DIR/read/align_bleualign`` holds the
articles (Sennrich & Volk 2010; GPL-2, never shipped here). A link is strictly right if it equals a gold link
and laxly right if it shares a sentence with one on both sides; links without a counterpart do not count, as in
the scorer of Thompson & Koehn (2019), whose Vecalign with LASER has strict F1 .902 and lax .986 on the same set.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path

import numpy as np

from foedus.documents.model import Document, Part, Segment
from foedus.documents.offsets import identity
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.links import Text, links

Link = tuple[frozenset[int], frozenset[int]]


def text_of(path: Path, language: str) -> Text:
    """Return one article as a text whose sentences are its lines."""
    lines = [line.strip() or "." for line in path.read_text(encoding="utf-8").splitlines()]
    raw = "\n".join(lines)
    segments, at = [], 0
    for n, line in enumerate(lines):
        segments.append(Segment(at, at + len(line), "sentence", language, n))
        at += len(line) + 1
    part = Part("p1", language, 0, len(raw), tuple(segments))
    document = Document(path.name, raw, "", "utf-8", "text/plain", identity(raw), (part,))
    return Text(document, part, part.segments, encode(lines))


def gold(path: Path) -> list[Link]:
    """Return the links of a gold file, lines such as ``[3]:[4, 5]``."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if ":" in line:
            one, two = ([int(x) for x in re.findall(r"\d+", side)] for side in line.split(":")[:2])
            found.append((frozenset(one), frozenset(two)))
    return found


def right(links_of: list[Link], reference: list[Link], lax: bool) -> tuple[int, int]:
    """Return how many links are right, and how many there are, empty ones left out."""
    full = [x for x in links_of if x[0] and x[1]]
    if lax:
        good = sum(any(a & c and b & d for c, d in reference) for a, b in full)
    else:
        good = sum(x in reference for x in full)
    return good, len(full)


def measure(folder: Path, articles: str) -> dict[str, float]:
    """Align every article so named and return precision, recall and F1, strict and lax, and seconds."""
    counts = {k: np.zeros(2) for k in ("strict_p", "strict_r", "lax_p", "lax_r")}
    began = time.perf_counter()
    for reference in sorted(folder.glob(f"{articles}*.defr")):
        one, two = (text_of(reference.with_suffix(f".{c}"), c) for c in ("de", "fr"))
        found = [(frozenset(range(a, b)), frozenset(range(c, d))) for a, b, c, d in links(one, two)]
        wanted = gold(reference)
        for kind, lax in (("strict", False), ("lax", True)):
            counts[f"{kind}_p"] += right(found, wanted, lax)
            counts[f"{kind}_r"] += right(wanted, found, lax)
    out = {k: float(v[0] / v[1]) for k, v in counts.items()}
    for kind in ("strict", "lax"):
        p, r = out[f"{kind}_p"], out[f"{kind}_r"]
        out[f"{kind}_f1"] = 2 * p * r / (p + r)
    out["seconds"] = time.perf_counter() - began
    return {k: round(v, 3) for k, v in sorted(out.items())}


def main() -> int:
    """Print the figures."""
    folder = Path(os.environ.get("FOEDUS_DATA", ""), "read", "align_bleualign")
    if not folder.is_dir():
        print("set FOEDUS_DATA to the folder of the reference data sets", file=sys.stderr)
        return 2
    figures = measure(folder, "dev" if "--dev" in sys.argv else "test")
    print(json.dumps(figures) if "--json" in sys.argv else "\n".join(f"{k:10} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
