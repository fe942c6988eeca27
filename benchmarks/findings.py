"""Counts how many of the differences planted in pairs of versions are found, and how many findings are of nothing.

Run ``python benchmarks/findings.py [--each]``. A pair is a file of ``benchmarks/planted``: its first two lines name two
languages; every other line holds a sentence, its version in the other language, and the kinds of finding planted in it,
separated by bars. The texts are made up. A finding counts by the line it points into and its kind.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row

PAIRS = Path(__file__).parent / "planted"
KINDS = ("numbers_differ", "negation_or_modality", "names_differ", "omitted", "added")
Told = set[tuple[int, str]]


def read(path: Path) -> tuple[Told, Told]:
    """Return what was planted in a pair and what is found in it, as (line, kind)."""
    written = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    codes, lines = [line.lstrip("#") for line in written[:2]], [line.split("|") for line in written[2:]]
    texts = dict.fromkeys(codes, "")
    places: dict[str, list[tuple[int, int]]] = {code: [] for code in codes}
    for n, line in enumerate(lines):
        for code, sentence in zip(codes, line, strict=False):
            start = len(texts[code])
            texts[code] += sentence + ("\n\n" if n < 2 or n % 4 == 1 else " ")
            places[code].append((start, start + len(sentence)))
    documents = [d for c, t in texts.items() if isinstance(d := load_bytes(f"{c}.txt", t.encode()), Document)]
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in documents:
        for name, own in read_document(document).items():
            rows[name] += own
    found = read_corpus(documents, rows)["findings"]
    told = {
        (n, f["kind"]) for f in found if f["kind"] in KINDS for a in f["anchors"]
        for n, (start, end) in enumerate(places[a["doc"].removesuffix(".txt")]) if start <= a["start"] < end
    }  # fmt: skip
    return {(n, kind) for n, line in enumerate(lines) for kind in line[2].split(",") if kind}, told


def main() -> int:
    """Measure every pair and print the counts."""
    by_kind: dict[str, Counter[str]] = {k: Counter() for k in KINDS}
    for path in sorted(PAIRS.glob("*.txt")):
        planted, told = read(path)
        for name, held in (("found", planted & told), ("missed", planted - told), ("false", told - planted)):
            for _, kind in held:
                by_kind[kind][name] += 1
        if "--each" in sys.argv:
            print(path.stem, json.dumps({"found": len(planted & told), "missed": sorted(planted - told), "false": sorted(told - planted)}))
    total = sum(by_kind.values(), Counter())
    for kind, counts in (*by_kind.items(), ("all", total)):
        print(f"{kind:22s} planted {counts['found'] + counts['missed']:3d}  found {counts['found']:3d}  false {counts['false']:3d}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
