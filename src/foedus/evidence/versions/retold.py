"""One event told by independent sources with another day, or told by one and denied by the other; one speech quoted otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from foedus.evidence.events.sides import level as at_level
from foedus.evidence.rows import Row
from foedus.evidence.versions.independence import Independence
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.setting import Settings
from foedus.evidence.versions.sides import finding, show

MOST = 12
SAME, DENIED = 0.5, 0.5  #: cosines from which two sentences tell of one event, and one of them denies the other
DAYS = 14  # further apart two dates are those of two events
_MANY = 200  # tellings of one sort that are compared with each other
_REPEATED = frozenset(("ASSAULT", "PROTEST", "ACCUSE", "COERCE", "SUPPORT", "THREATEN", "REQUEST"))  # what happens day after day
_QUOTED = re.compile(r"[“«「『\"]([^“”«»「」『』\"]{20,400})[”»」』\"]")
_WORD = re.compile(r"[^\W_]+")
_WORDS = 6  # least words of a quotation
_LIKE = 0.6  # share of its words that two forms of one quotation have in common
_KEYS = ("id", "doc", "part", "start", "end", "quote")


@dataclass(frozen=True, slots=True)
class _Telling:
    row: Row
    day: str | None  # told in the sentence itself
    date: Row | None
    status: str
    vector: NDArray[np.float32]


def retold(library: Library, independence: Independence, settings: Settings) -> Iterator[Row]:
    """Yield contradictions on the day or the fact of an event, and quotations that differ."""
    sorts: dict[tuple[str, ...], list[_Telling]] = defaultdict(list)
    for key, t in _tellings(library):
        if len(sorts[key]) < _MANY:
            sorts[key].append(t)
    found: list[tuple[float, str, tuple[str, ...], Row]] = []
    for key, held in sorts.items():
        for a, b in combinations(held, 2):
            if not independence.apart(a.row, b.row) or not settings.shared(a.row, b.row):
                continue
            cos = float(a.vector @ b.vector)
            told = _other_day(key[0], a, b, cos) or _denied(a, b, cos)
            if told is not None:
                found.append((-cos, told["id"], (*key, told["anchors"][0]["doc"], told["anchors"][1]["doc"]), told))
    seen: set[tuple[str, ...]] = set()
    for _, _, event, f in sorted(found, key=lambda f: f[:2]):
        if event not in seen and len(seen) < MOST:
            seen.add(event)
            yield f
    yield from _misquoted(library, independence)


def _tellings(library: Library) -> Iterator[tuple[tuple[str, ...], _Telling]]:
    for d in library.rows("documents"):
        if d["error"]:
            continue
        dates: Inside | None = None
        part, sentences = "", None  # unpacked once for the events of a part
        for e in library.rows("events", d["doc"]):
            who = sorted({at_level(x) for x in (*(e["actors"] or ()), *(e["recipients"] or ()))})
            if len(who) < 2 or e["status"] not in ("happened", "denied", "refrained"):
                continue
            if e["part"] != part:
                part, sentences = e["part"], library.sentences(e["doc"], e["part"])
            k = sentences.at(e["start"]) if sentences else None
            if sentences is None or k is None:
                continue
            dates = dates or Inside(list(library.rows("dates", d["doc"])))
            own = next((x for x in dates(e) if x["iso"] == e["date"] and x["precision"] == "day" and re.search(r"\d", x["quote"])), None)
            row = {k: e[k] for k in _KEYS}
            day = e["date"] if own else None
            yield (e["type"], e["mode"] or "", *who), _Telling(row, day, own, e["status"], sentences.vectors[k].astype(np.float32))


def _other_day(kind: str, a: _Telling, b: _Telling, cos: float) -> Row | None:
    if kind in _REPEATED or cos < SAME or a.date is None or b.date is None or not (a.status == b.status == "happened"):
        return None
    apart = abs((date.fromisoformat(str(a.day)) - date.fromisoformat(str(b.day))).days)
    if not 0 < apart <= DAYS:
        return None
    return finding(
        "contradiction", "medium", [a.date, b.date],
        f"Of what seems one event {a.row['doc']} gives the day as {show(a.date['quote'])}, {b.row['doc']} as {show(b.date['quote'])}.",
        min(0.8, 0.2 + 0.6 * cos),
    )


def _denied(a: _Telling, b: _Telling, cos: float) -> Row | None:
    if cos < DENIED or {a.status, b.status} not in ({"happened", "denied"}, {"happened", "refrained"}):
        return None
    if a.day and b.day and a.day != b.day:
        return None
    told, denied = (a, b) if a.status == "happened" else (b, a)
    return finding(
        "contradiction", "medium", [told.row, denied.row],
        f"{told.row['doc']} tells that something happened which in {denied.row['doc']} is denied, or did not happen.", min(0.7, 0.2 + 0.5 * cos),
    )


def _misquoted(library: Library, independence: Independence) -> Iterator[Row]:
    """Quotations of one speaker in one language that share most of their words and are not the same."""
    said: dict[str, list[tuple[Row, tuple[str, ...]]]] = defaultdict(list)
    for c in library.rows("claims"):
        if isinstance(c["speaker"], str) and c["speaker"] != "UNSPECIFIED":
            for m in _QUOTED.finditer(c["quote"]):
                words = tuple(w.casefold() for w in _WORD.findall(m[1]))
                place = {**{k: c[k] for k in ("doc", "part")}, "start": c["start"] + m.start(1), "end": c["start"] + m.end(1), "quote": m[1]}
                if len(words) >= _WORDS and len(said[c["speaker"]]) < _MANY:
                    said[c["speaker"]].append((place, words))
    n = 0
    for speaker, held in sorted(said.items()):
        for (a, one), (b, two) in combinations(held, 2):
            if n < MOST and independence.apart(a, b) and _changed(one, two):
                n += 1
                yield finding(
                    "misquote", "medium", [a, b], f"{speaker} is quoted as “{show(a['quote'])}” and as “{show(b['quote'])}”.", 0.65
                )


def _changed(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether words were exchanged or dropped inside a quotation: not merely cut short."""
    if one == two or not set(one) & set(two):
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < _LIKE:
        return False
    steps = matcher.get_opcodes()
    inner = steps[1:-1] if len(steps) > 2 else ()
    return any(op != "equal" for op, *_ in inner) or any(op == "replace" for op, *_ in (steps[0], steps[-1]))
