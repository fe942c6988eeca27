"""A version that still refers the reader to an appendix or a table which it no longer has."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.evidence.rows import Row
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.sides import Side, finding, show, which

_HEADS = frozenset(("heading", "title", "table_title", "list_item"))


def pointers(one: Side, two: Side) -> Iterator[Row]:
    """Yield at most one finding: both refer to another place of the text, which only one of them has."""
    here, there = _target(one), _target(two)
    if here is None or there is None or here[1] == there[1]:
        return
    lacks, has = (two, one) if here[1] else (one, two)
    place, _ = there if here[1] else here
    words = lacks.text[slice(*place)]
    kept = _target(has)
    assert kept is not None
    first, second = which(has, lacks)
    yield finding(
        "omitted" if lacks is two else "added", "medium", [has.place(*kept[0]), lacks.place(*place)],
        f"Both versions say “{show(words)}”; {first} has what is referred to, {second} has not.", 0.7,
    )


def _target(s: Side) -> tuple[tuple[int, int], bool] | None:
    """Return where a sentence refers to a place of its text, and whether its part has such a place."""
    table = cues(s.language)
    found = table.pointer.search(s.text) if table and table.pointer else None
    if found is None:
        return None
    word = found[1].casefold()
    part = next(p for p in s.document.parts if p.id == s.span["part"])
    heads = (s.document.slice(x).strip().casefold() for x in part.segments if x.kind in _HEADS)
    return found.span(), any(h.startswith(word) for h in heads)
