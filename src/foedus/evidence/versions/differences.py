"""What differs between two versions of one text, sentence by sentence.

Each version of an aligned sentence is held against the most complete one, the pivot: two versions that differ cannot both
agree with it, so that a difference is told once and not in every pair. A finding names a place in each of the two. A mere
difference of wording, of sentence splitting or of layout is none. A damaged version (`foedus.evidence.versions.damage`) is
told of as such and compared with no other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from foedus.documents.model import Document
from foedus.evidence.confidence import level
from foedus.evidence.mentions import outermost
from foedus.evidence.rows import Row
from foedus.evidence.versions.asides import asides
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.damage import damaged, words_lost
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.modality import modality
from foedus.evidence.versions.naming import names
from foedus.evidence.versions.phrases import Missing, missing
from foedus.evidence.versions.pointers import pointers
from foedus.evidence.versions.runs import runs
from foedus.evidence.versions.sides import Side, finding, gravest, show, side, which
from foedus.evidence.versions.values import bounds, date_told, same_date, same_number, stated
from foedus.evidence.versions.words import single_words

__all__ = ["differences", "finding"]

Place = tuple[str, str]
_EDGE = " ,;:–—-\n"
_NARROW = 60  # code points up to which an anchor points at words and not at their sentence
_FEW = 15  # findings of little weight on one pair of texts, the surest of them


def differences(documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]], alignment: Sequence[Row]) -> Iterator[Row]:
    """Yield the findings of every aligned group, each version against the group's most complete one."""
    by_id = {d.id: d for d in documents}
    numbers, dates = Inside(evidence["quantities"]), Inside(evidence["dates"])
    actors = Inside([a for a in outermost(evidence["actors"]) if a["confidence"] >= level("actors", 0.8)])
    groups = [[side(by_id[s["doc"]], s) for s in g["spans"]] for g in alignment]
    lost = damaged(groups)
    yield from words_lost(lost)
    hurt = {two for _, two in lost}
    pairs: dict[tuple[Place, Place], list[tuple[Side, Side]]] = defaultdict(list)
    for sides in groups:
        whole = [s for s in sides if s.key not in hurt]
        if len(whole) < 2:
            continue
        pivot = max(whole, key=_weight)
        for other in whole:
            if other is not pivot and other.text != pivot.text:
                pairs[pivot.key, other.key].append((pivot, other))
    for both in pairs.values():
        beyond = [*_asides(both, actors), *_beyond(both)]
        told: list[Row] = []
        for one, two in both:
            told += _numbers(one, two, numbers, dates)
            told += names(one, two, actors)
            told += pointers(one, two)
            # What only one version has at all is told as such: that it denies or doubts is no second finding.
            if _heads(one) == _heads(two):
                told += modality(one, two, [(m.start, m.end) for _, m in beyond if m.side is one], [(m.start, m.end) for _, m in beyond if m.side is two])
        told += _phrases(both, told, beyond, actors)
        low = sorted((f for f in told if f["severity"] == "low"), key=gravest)
        yield from (f for f in told if f["severity"] != "low")
        yield from low[:_FEW]


def _heads(side: Side) -> bool:
    """Whether a side holds a title: joined to what follows it in one version only, it is no ground for a difference."""
    inside = (side.at, side.at + len(side.text))
    return any(s.kind == "title" and s.start < inside[1] and inside[0] < s.end for p in side.document.parts for s in p.segments[:20])


def _weight(side: Side) -> tuple[bool, int, str]:
    """The version that others are held against: English, then the longest."""
    return side.language == "en", len(side.text), side.key[0]


def _numbers(one: Side, two: Side, numbers: Inside, dates: Inside) -> Iterator[Row]:
    """What is counted or dated in one version and otherwise, or not at all, in the other."""
    counted = [[q for q in numbers(s.span) if q["confidence"] >= level("quantities", 0.5) and bounds(q)] for s in (one, two)]
    dated = [dates(s.span) for s in (one, two)]
    for what, (a, b), same in (("number", counted, same_number), ("date", dated, same_date)):
        only_a = [x for x in a if _plain(what, x) and not any(same(x, y) for y in b) and not _told_otherwise(what, x, two)]
        only_b = [y for y in b if _plain(what, y) and not any(same(x, y) for x in a) and not _told_otherwise(what, y, one)]
        if only_a and only_b:
            yield finding(
                "numbers_differ", "high", [only_a[0], only_b[0]],
                f"One version gives the {what} as {show(only_a[0]['quote'])}, the other as {show(only_b[0]['quote'])}.", 0.75,
            )
        elif only_a or only_b:
            here, there = (one, two) if only_a else (two, one)
            gone = (only_a or only_b)[0]
            if what == "number" and gone["value"] is None:
                continue  # "several" is easily said in other words
            first, second = which(here, there)
            yield finding(
                "omitted" if only_a else "added", "medium", [gone, there.span],
                f"The {what} {show(gone['quote'])} of {first} has no counterpart in {second}.", 0.5,
            )
        elif what == "number":
            yield from _places(one, two, a, b)


def _plain(what: str, x: Row) -> bool:
    """Whether a number or date is told so that it can be missed: no "then", no weekday, no "one" that may be an article."""
    if re.search(r"\d", x["quote"]):
        return True
    return bool(x["value"] != 1 if what == "number" else x["precision"] == "month")


def _told_otherwise(what: str, x: Row, other: Side) -> bool:
    return (stated if what == "number" else date_told)(x, other.text, other.language)


def _places(one: Side, two: Side, a: Sequence[Row], b: Sequence[Row]) -> Iterator[Row]:
    """A place in a ranking ("the third-largest") that became one of so many leaders ("one of the three largest"), or the reverse."""
    for x in a:
        y = next((y for y in b if same_number(x, y)), None)
        if y is None or "rank" not in (x["unit_kind"], y["unit_kind"]):
            continue
        if _among(x, one) != _among(y, two):
            yield finding(
                "numbers_differ", "high", [x, y],
                f"One version gives a place in a ranking, the other so many leaders: {show(x['quote'])}, {show(y['quote'])}.", 0.6,
            )


def _among(q: Row, s: Side) -> bool:
    table = cues(s.language)
    return bool(table and table.among and table.among.search(" ".join(str(q["quote"]).split())))


def _beyond(both: Sequence[tuple[Side, Side]]) -> list[tuple[str, Missing]]:
    """Return the phrases that one of two versions in two languages has and the other has not, as (kind, phrase)."""
    if both[0][0].language == both[0][1].language:
        return []
    return [(kind, m) for kind, pairs in (("omitted", both), ("added", [(b, a) for a, b in both])) for m in missing(pairs)]


def _asides(both: Sequence[tuple[Side, Side]], actors: Inside) -> list[tuple[str, Missing]]:
    """Return the clauses and attributions that only one version has, as (kind, clause)."""
    if both[0][0].language == both[0][1].language:
        return []
    return [(kind, m) for kind, pairs in (("omitted", both), ("added", [(b, a) for a, b in both])) for one, two in pairs for m in asides(one, two, actors)]


def _phrases(both: Sequence[tuple[Side, Side]], told: Sequence[Row], beyond: Sequence[tuple[str, Missing]], actors: Inside) -> Iterator[Row]:
    """What a version has beyond the other: phrases and single words, or in one language runs of words."""
    seen = [a for f in told for a in f["anchors"] if a["end"] - a["start"] < _NARROW]
    if both[0][0].language == both[0][1].language:
        for one, two in both:
            yield from (f for f in runs(one, two) if not _seen(f["anchors"][0], seen))
        return
    for kind, m in beyond:
        found = m.side.text[m.start : m.end]
        words = found.strip(_EDGE)
        start = m.start + found.index(words)
        place = m.side.place(start, start + len(words))
        if _seen(place, seen) or _person(place, actors):
            continue  # told already, as a number, a name or a word of doubt; or a name in another script
        seen.append(place)
        first, second = which(m.side, m.other)
        yield finding(kind, "low", [place, m.other.span], f"“{show(words)}” of {first} has no counterpart in {second}.", m.sure)
    for kind, pairs in (("omitted", both), ("added", [(b, a) for a, b in both])):
        for w in single_words(pairs):
            place = w.side.place(w.start, w.end)
            if _seen(place, seen):
                continue
            first, second = which(w.side, w.other)
            word = w.side.text[w.start : w.end].strip()
            yield finding(
                kind, "medium" if w.strong else "low", [place, w.other.span], f"The word “{show(word)}” of {first} has no counterpart in {second}.", w.sure
            )


def _person(place: Row, actors: Inside) -> bool:
    """Whether a phrase is little more than the name of a person."""
    return any(a["kind"] == "person" and 2 * (a["end"] - a["start"]) > place["end"] - place["start"] for a in actors(place))


def _seen(place: Row, seen: Sequence[Row]) -> bool:
    return any(a["doc"] == place["doc"] and a["start"] < place["end"] and place["start"] < a["end"] for a in seen)
