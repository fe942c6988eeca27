"""Who was killed, wounded, detained, missing or displaced, and how many: the numbers that sources differ about most.

A number is one of a loss where a word of loss stands next to it (the table ``checks`` of a language), no other number
between. A part of those just counted ("9 of them children") is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from foedus.core.ids import content_id
from foedus.evidence.events.sides import state_of
from foedus.evidence.rows import Row
from foedus.evidence.versions.checks.lines import Line
from foedus.evidence.versions.checks.rules import number_of, rules
from foedus.evidence.versions.cues import cues
from foedus.langs.grammar.numbers import parse_number

_REACH = 40  # code points between a number and the word of loss
_BODIES = frozenset(("persons", "people", "deaths", "injuries", "troops", None))
_OWN = {"deaths": "killed", "injuries": "wounded"}
_KEYS = ("id", "doc", "part", "start", "end", "quote")
_EVENT = ("type", "mode", "actors", "recipients", "place", "status", "confidence", "date")
_ROUGH = 0.1


def losses(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the losses told in a document.

    Returns
    -------
    iterator of dict
        ``row`` (id, place and words of the number), ``kind`` of loss, ``some`` (told of soldiers, children, ...: not of
        anybody), ``low``, ``high`` (None where nothing bounds it), ``day`` (ISO, or None), ``states`` (whose people, or
        where), ``event`` (the telling the number stands in, or None).
    """
    about = Counter(s for x in lines for a in x.rows["actors"] if (s := state_of(a["actor"])))
    most = [s for s, _ in about.most_common(1)]
    for x in lines:
        table = rules(x.language)
        if not table.tolls:
            continue
        counts = [q for q in x.rows["quantities"] if q["unit_kind"] == "count" and q["value"] is not None and q["value"] == int(q["value"])]
        counts += _bare(x, [x.where(q) for q in x.rows["quantities"]])
        places = [x.where(q) for q in counts]
        for n, q in enumerate(counts):
            kind = _OWN.get(str(q["unit"])) or _kind(x, n, places)
            noun = str(q["about"] or "")
            some = q["unit"] == "troops" or bool(table.some.search(noun))
            if kind is None or not (q["unit"] in _BODIES or some or table.people.search(noun)) or _part(x, places[n]):
                continue
            event = next((e for e in x.rows["events"] if e["start"] <= q["start"] < e["end"]), None)
            low, high = _bounds(x, q, places[n])
            yield {
                "row": {k: q[k] for k in _KEYS}, "kind": kind, "some": some, "low": low, "high": high,
                "day": q["as_of"] or (event["date"] if event else None),
                "states": sorted({s for a in x.rows["actors"] if (s := state_of(a["actor"]))} or most),
                "event": {k: event[k] for k in _EVENT} if event else None,
            }  # fmt: skip


def _bare(x: Line, taken: Sequence[tuple[int, int]]) -> Iterator[Row]:
    """Numbers right before a word of loss which are no quantities of their own: "40 injured"."""
    for m in number_of(x.language).finditer(x.text):
        a, b = m.span()
        value = parse_number(m[0], x.language)
        beside = any(w.after.match(x.text, b + 1) for w in rules(x.language).tolls.values())
        if value and value == int(value) and beside and not any(p < b and a < q for p, q in taken):
            place = x.place(a, b)
            yield {
                **place, "id": content_id("lo", place["doc"], place["start"], m[0]), "quote": m[0], "value": value, "unit": None, "about": None,
                "approximate": False, "as_of": None,
            }  # fmt: skip


def _part(x: Line, place: tuple[int, int]) -> bool:
    return bool(rules(x.language).part.search(x.text, max(0, place[0] - 16), place[0]))


def _kind(x: Line, n: int, places: Sequence[tuple[int, int]]) -> str | None:
    """Return the loss whose word stands nearest to a number."""
    start, end = places[n]
    left = max((b for _, b in places if b <= start), default=0)
    right = min((a for a, _ in places if a >= end), default=len(x.text))
    best: tuple[int, str] | None = None
    for kind, words in rules(x.language).tolls.items():
        # The noun that is counted may be the word of loss: "40 wounded".
        gaps = [m.start() - end for m in words.after.finditer(x.text, start, min(right, end + _REACH))]
        gaps += [start - m.end() for m in words.before.finditer(x.text, max(left, start - _REACH), start)]
        for gap in gaps:
            if best is None or max(0, gap) < best[0]:
                best = (max(0, gap), kind)
    return best[1] if best else None


def _bounds(x: Line, q: Row, place: tuple[int, int]) -> tuple[float, float | None]:
    v = float(q["value"])
    table = cues(x.language)
    around = x.text[max(0, place[0] - 12) : place[1] + 4]
    if table and any(p.search(around) for p in table.focus.get("at_least", ())):
        return v, None
    return (v * (1 - _ROUGH), v * (1 + _ROUGH)) if q["approximate"] else (v, v)
