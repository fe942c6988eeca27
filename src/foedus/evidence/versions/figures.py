"""Figures that disagree: quantities of one unit, in sentences about the same thing, by independent sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from foedus.documents.model import Document
from foedus.evidence.confidence import level
from foedus.evidence.events.sides import level as level_of
from foedus.evidence.rows import Row
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.independence import Independence
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.setting import Settings
from foedus.evidence.versions.sides import finding
from foedus.evidence.versions.values import bounds

DAYS = 21  # documents further apart in time are not about the same figure
LIKELY, SURELY = 0.4, 0.75  # cosines of two sentences that may be, and that are, about the same thing
FACTOR = 2.5  # sources disagree about one figure by less than this far more often than by more
MOST = 12  # findings of one kind across documents; a reader stops there
_COUNTED = frozenset({"count", "money", "share", "length", "mass"})
_LOOSE = frozenset({"", "%", "persons", "people", "members", "states", "countries", "times"})  # units that say little of what is counted
_SURE = 0.5  # what its rule must claim for a quantity to be compared
_BLOCK = 512  # quantities whose sentences are compared with as many others at a time
_DOCS = 256  # documents whose actors are held
_KEYS = ("id", "doc", "part", "start", "end", "quote")

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Figures:
    """The quantities of one unit, of which only the place and numbers are held."""

    name: str
    unit: str
    rows: Sequence[Row]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    figure: NDArray[np.int64]  # equal for equal bounds
    day: NDArray[np.float64]  # of the document; NaN where none is known
    subject: NDArray[np.int64]  # -1 where none is known
    source: NDArray[np.int64]
    version: NDArray[np.int64]  # -1 where the part has no versions
    rank: NDArray[np.int64]  # of the id

    def exclude(self, a: slice, b: slice) -> Bools:
        """Return which pairs are told by independent sources of one time about one subject and cannot both be right, (a, b)."""
        x, y = (a, None), (None, b)
        out = (self.high[x] < self.low[y]) | (self.high[y] < self.low[x])
        out &= self.source[x] != self.source[y]
        out &= (self.version[x] != self.version[y]) | (self.version[x] < 0)
        out &= (self.subject[x] == self.subject[y]) | (self.subject[x] < 0) | (self.subject[y] < 0)
        out &= ~(np.abs(self.day[x] - self.day[y]) > DAYS)
        # Each pair once, the earlier row first.
        out &= np.arange(len(self.rows))[x] < np.arange(len(self.rows))[y]
        return np.asarray(out)

    def close(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> Bools:
        """Whether two numbers are of one order: such that one could be the other told otherwise."""
        positive = np.minimum(self.low[a], self.low[b]) > 0
        return np.asarray(positive & (np.maximum(self.low[a], self.low[b]) <= FACTOR * np.minimum(self.high[a], self.high[b])))


@dataclass(frozen=True, slots=True)
class _Pair:
    cos: float
    a: Row
    b: Row

    @property
    def order(self) -> tuple[float, str, str]:
        return -self.cos, self.a["id"], self.b["id"]


def figures(library: Library, independence: Independence, settings: Settings) -> Iterator[Row]:
    """Yield the contradictions between figures, the likest sentences first; the same two figures stand against each other once."""
    best: dict[tuple[str, int, int], _Pair] = {}

    @lru_cache(_DOCS)
    def named(doc: str) -> frozenset[str]:
        return frozenset(level_of(a["actor"]) for a in library.rows("actors", doc))

    for group in _grouped(library, independence):
        for key, pair in _disagreeing(library, group):
            # Two documents that name nobody in common are hardly about one thing.
            if not named(pair.a["doc"]) & named(pair.b["doc"]) or not settings.shared(pair.a, pair.b):
                continue
            if key not in best or pair.order < best[key].order:
                best[key] = pair
        # A pair that falls out is outdone by enough others for good.
        best = dict(sorted(best.items(), key=lambda kv: kv[1].order)[: 2 * MOST])
    told: set[frozenset[str]] = set()
    for p in sorted(best.values(), key=lambda p: p.order):
        pair_told = frozenset((str(p.a["unit"]), str(p.a["bounds"]), str(p.b["bounds"])))
        if pair_told in told:
            continue
        told.add(pair_told)
        if len(told) > MOST:
            return
        yield finding(
            "contradiction", "high" if p.cos > SURELY else "medium", [p.a, p.b],
            f"{p.a['doc']} gives {' '.join(p.a['quote'].split())}, {p.b['doc']} gives {' '.join(p.b['quote'].split())}; "
            "check whether they tell of the same thing.",
            float(np.clip(0.3 + p.cos / 2, 0.3, 0.9)),
        )


def _grouped(library: Library, independence: Independence) -> Iterator[_Figures]:
    """Yield the quantities of each unit that more than one source counts in."""
    days = {r["doc"]: _ordinal(r["published"]) for r in library.rows("documents")}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for q in library.rows("quantities"):
        unit = str(q["unit"] or "").lower()
        known = q["value"] is not None or q["low"] is not None
        if known and q["unit_kind"] in _COUNTED and unit and q["confidence"] >= level("quantities", _SURE):
            kept = {k: q[k] for k in (*_KEYS, "as_of")} | {"unit": unit, "bounds": bounds(q), "subject": q["subject"]}
            groups[q["unit_kind"], unit].append(kept)
    for (kind, unit), rows in groups.items():
        named = [independence.of_row(r) for r in rows]
        if len(set(named)) > 1:
            yield _columns(f"{kind} {unit}", unit, rows, named, days)


def _columns(name: str, unit: str, rows: Sequence[Row], named: Sequence[tuple[str, int]], days: Mapping[str, float]) -> _Figures:
    subjects = [str(r["subject"]).removesuffix("_GOV") if r["subject"] else None for r in rows]
    ranks = np.empty(len(rows), dtype=np.int64)
    ranks[sorted(range(len(rows)), key=lambda i: rows[i]["id"])] = np.arange(len(rows))
    return _Figures(
        name, unit, rows, np.array([r["bounds"][0] for r in rows]), np.array([r["bounds"][1] for r in rows]),
        _numbered([r["bounds"] for r in rows]), np.array([days.get(r["doc"], np.nan) for r in rows]), _numbered(subjects),
        _numbered([s for s, _ in named]), np.array([v for _, v in named]), ranks,
    )


def _numbered(values: Sequence[object]) -> NDArray[np.int64]:
    """Return a number for each value, equal for equal ones; -1 for None."""
    number: dict[object, int] = {None: -1}
    return np.array([number.setdefault(v, len(number) - 1) for v in values], dtype=np.int64)


def _ordinal(day: str | None) -> float:
    try:
        return float(date.fromisoformat(day or "").toordinal())
    except ValueError:
        return float("nan")


def _disagreeing(library: Library, group: _Figures) -> Iterator[tuple[tuple[str, int, int], _Pair]]:
    """Yield, for each two figures that stand against each other in a block, the pair of likest sentences."""
    n = len(group.rows)
    for a in range(0, n, _BLOCK):
        for b in range(a, n, _BLOCK):
            at = slice(a, min(a + _BLOCK, n)), slice(b, min(b + _BLOCK, n))
            i, j = np.nonzero(group.exclude(*at))
            if not len(i):
                continue
            i, j = i + a, j + b
            cos = _cosines(library, group.rows, i, j)
            held = cos >= LIKELY
            if group.unit in _LOOSE:
                held &= cos >= SURELY
            else:
                held &= (cos >= SURELY) | group.close(i, j)
            i, j, cos = i[held], j[held], cos[held]
            one, two = np.minimum(group.figure[i], group.figure[j]), np.maximum(group.figure[i], group.figure[j])
            order = np.lexsort((group.rank[j], group.rank[i], -cos, two, one))
            seen = None
            for k in order:
                key = (int(one[k]), int(two[k]))
                if key != seen:
                    seen = key
                    yield (group.name, *key), _Pair(float(cos[k]), group.rows[i[k]], group.rows[j[k]])


def _cosines(library: Library, rows: Sequence[Row], i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float32]:
    used, at = np.unique(np.concatenate([i, j]), return_inverse=True)
    vectors = _sentences(library, [rows[k] for k in used])
    one, two = at[: len(i)], at[len(i) :]
    return np.asarray((vectors @ vectors.T)[one, two])


def _sentences(library: Library, rows: Sequence[Row]) -> NDArray[np.float32]:
    """Return the vector of the sentence each row stands in; what stands outside prose is encoded now."""
    out: list[NDArray[np.float32]] = []
    for r in rows:
        found = library.sentences(r["doc"], r["part"])
        k = found.at(r["start"]) if found else None
        if found is not None and k is not None:
            out.append(found.vectors[k].astype(np.float32))
        else:
            out.append(encode([_line(library.document(r["doc"]), r)])[0].astype(np.float32))
    return np.array(out)


def _line(document: Document, q: Row) -> str:
    a, _ = document.view.from_raw(q["start"], q["end"])
    for _, s in document.segments():
        if s.start <= a < s.end:
            return document.slice(s)
    return str(q["quote"])
