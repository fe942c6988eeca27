"""What differs between two versions of one text, sentence by sentence.

Every finding names exactly two places, or one where a version has nothing to show. A mere difference of
wording or layout is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from foedus.documents.model import Document
from foedus.evidence.confidence import level
from foedus.evidence.rows import Row, group_row
from foedus.evidence.versions.index import Inside, anchor, tongue
from foedus.evidence.versions.values import bounds, same_date, same_number
from foedus.langs.registry import language

METHOD = "versions/1"
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One version of an aligned sentence."""

    span: Row
    text: str
    language: str


def finding(kind: str, severity: str, anchors: Sequence[Row], explanation: str, confidence: float) -> Row:
    """Make a row of the table ``findings``."""
    return group_row(
        "findings", method=METHOD, confidence=confidence, kind=kind, severity=severity,
        anchors=[anchor(a) for a in anchors], explanation=explanation,
    )


def differences(documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]], alignment: Sequence[Row]) -> Iterator[Row]:
    """Yield the findings of every aligned group, each version against the group's most complete one."""
    by_id = {d.id: d for d in documents}
    numbers, dates = Inside(evidence["quantities"]), Inside(evidence["dates"])
    actors = Inside([a for a in evidence["actors"] if a["confidence"] >= level("actors", 0.8)])
    groups = [[_side(by_id[s["doc"]], s) for s in g["spans"]] for g in alignment]
    lost = _damaged(groups)
    yield from _report_lost(lost)
    damaged = {key[2:] for key in lost}
    for sides in groups:
        whole = [s for s in sides if (s.span["doc"], s.span["part"]) not in damaged]
        if len(whole) < 2:
            continue
        pivot = max(whole, key=_weight)
        for other in whole:
            if other is not pivot:
                yield from _numbers(pivot, other, numbers, dates)
                yield from _names(pivot, other, actors)
                yield from _negation(pivot, other)


def _damaged(groups: Sequence[Sequence[Side]]) -> dict[tuple[str, ...], list[tuple[Side, Side]]]:
    """Return the sentences in which one version has lost words another of its language has, by pair of parts.

    A part is damaged if that is so in a fifth of the sentences the two share; what it says alone is not
    compared further.
    """
    lost: dict[tuple[str, ...], list[tuple[Side, Side]]] = defaultdict(list)
    shared: Counter[tuple[str, ...]] = Counter()
    for sides in groups:
        for one, two in permutations(sides, 2):
            if one.language == two.language:
                pair = (one.span["doc"], one.span["part"], two.span["doc"], two.span["part"])
                shared[pair] += 1
                if _lost(one.text, two.text):
                    lost[pair].append((one, two))
    return {k: v for k, v in lost.items() if len(v) >= max(2, shared[k] / 5) and len(v) > len(lost.get((*k[2:], *k[:2]), ()))}


def _report_lost(lost: Mapping[tuple[str, ...], list[tuple[Side, Side]]]) -> Iterator[Row]:
    for pairs in lost.values():
        one, two = pairs[0]
        yield finding(
            "words_lost", "high", [one.span, two.span],
            f"{two.span['doc']} ({two.span['part']}) has lost single words in {len(pairs)} of its sentences that "
            f"{one.span['doc']} still has; its dates and numbers are not to be read alone.", 0.9,
        )


def _side(document: Document, span: Row) -> Side:
    a, b = document.view.from_raw(span["start"], span["end"])
    code = next((p.language for p in document.parts if p.id == span["part"]), "und")
    return Side(span, document.view.text[a:b], code)


def _weight(side: Side) -> tuple[bool, int]:
    """The version that others are held against: English, then the longest."""
    return side.language == "en", len(side.text)


def _lost(one: str, two: str) -> bool:
    """Whether `two` is `one` with tokens missing, single syllables most of all."""
    a, b = Counter(_TOKEN.findall(one)), Counter(_TOKEN.findall(two))
    gone, new = a - b, b - a
    if not gone or sum(new.values()) > 0.5 * sum(a.values()):
        return False
    short = sum(n for w, n in gone.items() if len(w) <= 2)
    return short >= 1 and sum(a.values()) > sum(b.values())


def _show(r: Row) -> str:
    return " ".join(str(r["quote"]).split())


def _numbers(one: Side, two: Side, numbers: Inside, dates: Inside) -> Iterator[Row]:
    """What is counted or dated in one version and otherwise, or not at all, in the other."""
    counted = [[q for q in numbers(s.span) if q["confidence"] >= level("quantities", 0.5) and bounds(q)] for s in (one, two)]
    dated = [[d for d in dates(s.span) if re.search(r"\d", d["quote"])] for s in (one, two)]
    for what, (a, b), same in (("number", counted, same_number), ("date", dated, same_date)):
        only_a = [x for x in a if not any(same(x, y) for y in b)]
        only_b = [y for y in b if not any(same(x, y) for x in a)]
        if only_a and only_b:
            yield finding(
                "numbers_differ", "high", [only_a[0], only_b[0]],
                f"One version gives the {what} as {_show(only_a[0])}, the other as {_show(only_b[0])}.", 0.6,
            )
        elif only_a or only_b:
            here, there = (one, two) if only_a else (two, one)
            gone = (only_a or only_b)[0]
            if what == "number" and gone["value"] is None:
                continue  # "several" is easily said in other words
            yield finding(
                "omitted", "medium", [gone, there.span],
                f"The {what} {_show(gone)} of the {tongue(here.language)} version has no counterpart in the {tongue(there.language)} one.", 0.5,
            )


def _names(one: Side, two: Side, actors: Inside) -> Iterator[Row]:
    """States and organisations that one version names where the other names others.

    Persons are left out: a name unknown to the lexicons has another id in each script.
    """
    kinds = {"state", "government", "organisation"}
    a = {_state(r["actor"]): r for r in actors(one.span) if r["kind"] in kinds}
    b = {_state(r["actor"]): r for r in actors(two.span) if r["kind"] in kinds}
    only_a, only_b = [a[k] for k in a if k not in b], [b[k] for k in b if k not in a]
    if only_a and only_b:
        yield finding(
            "names_differ", "low", [only_a[0], only_b[0]],
            f"Where one version names {_show(only_a[0])}, the other names {_show(only_b[0])}.", 0.4,
        )


def _state(actor: str) -> str:
    return actor.removesuffix("_GOV")


def _denials(text: str, code: str) -> int | None:
    """Count the words that deny, or None if the language has no table of them."""
    cues = language(code).table("cues")
    if not cues:
        return None
    for pattern in cues.get("not_negation", ()):
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return sum(len(re.findall(p, text, re.IGNORECASE)) for p in cues["negation"])


def _negation(one: Side, two: Side) -> Iterator[Row]:
    a, b = _denials(one.text, one.language), _denials(two.text, two.language)
    # Korean negates with endings that translations turn into other words; only like systems are compared.
    alike = {one.language, two.language} <= {"en", "es"} or one.language == two.language
    if a is None or b is None or not alike or bool(a) == bool(b):
        return
    denies, affirms = (one, two) if a else (two, one)
    yield finding(
        "negation_or_modality", "high", [one.span, two.span],
        f"The {tongue(denies.language)} version denies where the {tongue(affirms.language)} one affirms.", 0.5,
    )
