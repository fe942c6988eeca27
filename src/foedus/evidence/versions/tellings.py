"""The same thing told differently by independent documents: figures, framings, and copies counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

import numpy as np

from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.evidence.versions.differences import finding
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.values import apart, bounds

DAYS = 21  # documents further apart in time are not about the same figure
LIKELY, SURELY = 0.2, 0.75  # cosines of two sentences that may be, and that are, about the same thing
FACTOR = 2.5  # sources disagree about one figure by less than this far more often than by more
MOST = 12  # findings of one kind across documents; a reader stops there
_COUNTED = frozenset({"count", "money", "share"})
_LOOSE = frozenset({"", "%", "persons", "people", "members", "states", "countries", "times"})  # units that say little of what is counted


def tellings(documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]], alignment: Sequence[Row]) -> Iterator[Row]:
    """Yield findings across documents that are not versions of one another."""
    family = _families(documents, alignment)
    yield from _copies(alignment)
    yield from _figures(documents, evidence, family)
    yield from _framings(evidence, family)


def _families(documents: Sequence[Document], alignment: Sequence[Row]) -> dict[tuple[str, str], int]:
    """Number the families of versions; parts of one family are one source."""
    number: dict[tuple[str, str], int] = {(d.id, p.id): i for i, (d, p) in enumerate((d, p) for d in documents for p in d.parts)}
    for group in alignment:
        keys = [(s["doc"], s["part"]) for s in group["spans"]]
        low = min(number[k] for k in keys)
        old = {number[k] for k in keys}
        for k, v in number.items():
            if v in old:
                number[k] = low
    return number


def _copies(alignment: Sequence[Row]) -> Iterator[Row]:
    first: dict[tuple[str, str], dict[str, Row]] = {}
    for group in alignment:
        for a, b in combinations(group["spans"], 2):
            if a["doc"] != b["doc"]:
                first.setdefault((a["doc"], b["doc"]), {"a": a, "b": b})
    for (one, two), at in sorted(first.items()):
        yield finding(
            "same_source", "medium", [at["a"], at["b"]],
            f"{one} and {two} are versions of one text and count as one source.", 0.95,
        )


def _near(a: str | None, b: str | None) -> bool:
    try:
        return abs((date.fromisoformat(a or "") - date.fromisoformat(b or "")).days) <= DAYS
    except ValueError:
        return True


def _head(q: Row) -> str:
    """What is counted, as far as two languages can be compared: the unit."""
    return str(q["unit"] or "").lower()


def _close(a: Row, b: Row) -> bool:
    """Whether two numbers are of one order: such that one could be the other told otherwise."""
    one, two = bounds(a), bounds(b)
    if one is None or two is None or min(one[0], two[0]) <= 0:
        return False
    return max(one[0], two[0]) <= FACTOR * min(one[1], two[1])


def _figures(documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]], family: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    """Quantities of the same unit in sentences about the same thing, by independent sources, that disagree."""
    by_id = {d.id: d for d in documents}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for q in evidence["quantities"]:
        known = q["value"] is not None or q["low"] is not None
        if known and q["unit_kind"] in _COUNTED and _head(q) and q["confidence"] >= 0.5:
            groups[q["unit_kind"], _head(q)].append(q)
    found = []
    for members in groups.values():
        if len({family.get((q["doc"], q["part"])) for q in members}) < 2 or len(members) > 200:
            continue
        vectors = encode([_sentence(by_id[q["doc"]], q) for q in members])
        cos = vectors @ vectors.T
        for i, j in combinations(range(len(members)), 2):
            a, b = members[i], members[j]
            if family.get((a["doc"], a["part"])) == family.get((b["doc"], b["part"])) or cos[i, j] < LIKELY:
                continue
            if cos[i, j] < SURELY and (_head(a) in _LOOSE or not _close(a, b)):
                continue
            if a["subject"] and b["subject"] and a["subject"].removesuffix("_GOV") != b["subject"].removesuffix("_GOV"):
                continue
            if apart(a, b) and _near(by_id[a["doc"]].metadata.published, by_id[b["doc"]].metadata.published):
                found.append((float(cos[i, j]), a, b))
    found.sort(key=lambda f: (-f[0], f[1]["id"], f[2]["id"]))
    told: set[frozenset[str]] = set()
    for cos_ab, a, b in found:
        # The same two figures stand against each other once, whoever repeats them.
        pair = frozenset((_head(a), str(bounds(a)), str(bounds(b))))
        if pair in told:
            continue
        told.add(pair)
        if len(told) > MOST:
            return
        yield finding(
            "contradiction", "high" if cos_ab > SURELY else "medium", [a, b],
            f"{a['doc']} gives {' '.join(a['quote'].split())}, {b['doc']} gives {' '.join(b['quote'].split())}; "
            "check whether they tell of the same thing.",
            float(np.clip(0.3 + cos_ab / 2, 0.3, 0.9)),
        )


def _sentence(document: Document, q: Row) -> str:
    a, _ = document.view.from_raw(q["start"], q["end"])
    for _, s in document.segments():
        if s.start <= a < s.end:
            return document.slice(s)
    return str(q["quote"])


def _framings(evidence: Mapping[str, Sequence[Row]], family: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    """Speakers who characterise the same days by different words of the vocabulary."""
    best: dict[tuple[str, str], Row] = {}
    for c in evidence["claims"]:
        speaker = c["speaker"] if isinstance(c["speaker"], str) else None
        if not c["framing"] or c["framing"] == "other" or not speaker or speaker == "UNSPECIFIED" or c["polarity"] == "deny":
            continue
        key = (speaker.removesuffix("_GOV"), c["framing"])
        if key not in best or c["confidence"] > best[key]["confidence"]:
            best[key] = c
    labels: dict[str, list[Row]] = defaultdict(list)
    both: dict[str, set[str]] = defaultdict(set)
    for (speaker, label), c in sorted(best.items()):
        labels[label].append(c)
        both[speaker].add(label)
    pairs = []
    for one, two in combinations(sorted(labels), 2):
        if any({one, two} <= used for used in both.values()):
            continue  # somebody uses both words: they do not exclude each other
        options = [
            (a, b) for a in labels[one] for b in labels[two]
            if a["speaker"] != b["speaker"] and family.get((a["doc"], a["part"])) != family.get((b["doc"], b["part"]))
        ]
        if options:
            a, b = max(options, key=lambda p: (p[0]["confidence"] + p[1]["confidence"], p[0]["id"], p[1]["id"]))
            pairs.append((a["confidence"] * b["confidence"], a, b))
    for confidence, a, b in sorted(pairs, key=lambda p: (-p[0], p[1]["id"]))[:MOST]:
        yield finding(
            "framing_differs", "medium", [a, b],
            f"{a['speaker']} speaks of {a['framing'].replace('_', ' ')}, {b['speaker']} of {b['framing'].replace('_', ' ')}.",
            float(confidence),
        )
