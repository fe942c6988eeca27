"""Losses of one event that independent sources count differently: killed, wounded, detained, missing, displaced.

Losses (`foedus.evidence.versions.checks.losses`) of two documents are of one event if they are of one kind, of people of one
state or in it, at about one time, and the tellings they stand in agree (`foedus.evidence.events.identity.agree`) or,
where no event was read, their sentences are alike. A toll rises: a higher one of a later day contradicts nothing. A
part of those harmed is held against parts only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import inf

import numpy as np
from numpy.typing import NDArray

from foedus.evidence.events.identity import agree
from foedus.evidence.events.telling import Telling
from foedus.evidence.rows import Row
from foedus.evidence.versions.checks.within import noted
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.independence import Independence
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.sides import finding, show

DAYS, WEEKS = 4, 60  # days between two tellings of one event, and between the documents that tell it
ALIKE, ALIKE_UNDATED = 0.3, 0.5  #: cosines from which two sentences may tell of one event; where a day is unknown, the second
MOST = 12  # findings; a reader stops there
_SHOWN = 4  # numbers named in one of them


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people who suffered a loss, as told in one place."""

    row: Row
    low: float
    high: float
    day: str | None
    published: str | None
    states: frozenset[str]
    telling: Telling | None
    vector: NDArray[np.float32]


def tolls(library: Library, independence: Independence) -> Iterator[Row]:
    """Yield one finding for each event and kind of loss that independent sources count differently, the most told first."""
    kinds: dict[tuple[str, bool], list[Toll]] = defaultdict(list)
    for published, t in noted(library):
        kinds[t["kind"], t["some"]].append(_toll(library, t, published))
    found: list[tuple[int, str, str, list[Toll]]] = []
    for (kind, _), held in sorted(kinds.items()):
        for group in _together(held):
            told = _disagreeing(group, independence)
            if told:
                found.append((-len({independence.family(t.row["doc"]) for t in group}), told[0].row["id"], kind, told))
    for n, _, kind, told in sorted(found, key=lambda f: f[:2])[:MOST]:
        yield _finding(-n, kind, told, independence)


def _toll(library: Library, t: Row, published: str | None) -> Toll:
    row = t["row"]
    sentences = library.sentences(row["doc"], row["part"])
    k = sentences.at(row["start"]) if sentences else None
    vector = sentences.vectors[k] if sentences is not None and k is not None else encode([row["quote"]])[0]
    high = inf if t["high"] is None else t["high"]
    telling = _telling(t["event"]) if t["event"] else None
    return Toll(row, t["low"], high, t["day"], published, frozenset(t["states"]), telling, vector.astype(np.float32))


def _telling(e: Row) -> Telling:
    # Days are compared apart, with more patience; the dead of a state and of its people are the same dead.
    return Telling(
        0, 0, 0, (0, 0), e["type"], e["mode"], (), f"{e['type']} {e['mode'] or ''}", tuple(e["actors"] or ()),
        tuple(r.removesuffix("_MASSES") for r in e["recipients"] or ()), e["place"], e["status"], e["confidence"], False,
    )  # fmt: skip


def _together(held: Sequence[Toll]) -> Iterator[list[Toll]]:
    """Yield groups of losses that are of one event: each is so with the first of its group."""
    groups: list[list[Toll]] = []
    for t in held:
        home = next((g for g in groups if _one_event(g[0], t)), None)
        if home is None:
            groups.append([t])
        else:
            home.append(t)
    yield from (g for g in groups if len(g) > 1)


def _one_event(a: Toll, b: Toll) -> bool:
    if not a.states & b.states or not _near(a.day, b.day, DAYS) or not _near(a.published, b.published, WEEKS):
        return False
    one, two = a.telling, b.telling
    if one and two and one.concept == two.concept and all(t.actors or t.recipients for t in (one, two)) and not agree(one, two):
        return False
    known = a.day is not None and b.day is not None
    return float(a.vector @ b.vector) >= (ALIKE if known else ALIKE_UNDATED)


def _near(one: str | None, two: str | None, days: int) -> bool:
    """Whether two dates may be at most so many days apart."""
    if one is None or two is None:
        return True
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(two)).days) <= days
    except ValueError:
        n = min(len(one), len(two))
        return one[:n] == two[:n]


def _disagreeing(group: Sequence[Toll], independence: Independence) -> list[Toll]:
    """Return the tellings that independent sources exclude each other by, the lowest numbers first; nothing if there are none."""
    excluded = {
        k for i, j in combinations(range(len(group)), 2)
        if _exclude(group[i], group[j]) and independence.apart(group[i].row, group[j].row) for k in (i, j)
    }
    return sorted((group[k] for k in excluded), key=lambda t: (t.low, t.row["doc"], t.row["start"]))


def _exclude(a: Toll, b: Toll) -> bool:
    low, high = (a, b) if a.low < b.low else (b, a)
    rose = low.published and high.published and low.published < high.published
    return low.high < high.low and not rose


def _finding(n: int, kind: str, told: Sequence[Toll], independence: Independence) -> Row:
    by_number: dict[float, list[Toll]] = {}
    for t in told:
        by_number.setdefault(t.low, []).append(t)
    shown = list(by_number.values())[:_SHOWN]
    numbers = []
    for held in shown:
        sources = len({independence.family(t.row["doc"]) for t in held})
        numbers.append(f"{held[0].row['doc']} {show(held[0].row['quote'])}" + (f" (as {sources - 1} more)" if sources > 1 else ""))
    return finding(
        "contradiction", "high", [held[0].row for held in shown],
        f"Of what seems one event {n} sources count those {kind} differently: {'; '.join(numbers)}.", 0.6,
    )
