"""Tell whose quantity it is, and which date it holds for, from what stands around it in its clause.

The patterns are the ``[subject]`` table of a language's ``units.toml``. They ask for an actor in one of a few close
constructions: inside the quantity's own words ("two Chilean trawlers"), right before it as owner ("Chile's 40 ports"), right
behind it as whole ("a third of Chile's catch"), in apposition to a rank, or as the subject of its clause. Where none
holds, or two actors do, the answer is null: a wrong owner is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from foedus.langs.registry import Language

OWNERS = frozenset(
    ("state", "government", "organisation", "military", "population", "group", "person", "media")
)


@dataclass(frozen=True, slots=True)
class Named:
    """An actor named in a sentence: half-open offsets into it, id and kind."""

    start: int
    end: int
    actor: str
    kind: str


@lru_cache(maxsize=64)
def _patterns(tongue: Language) -> Mapping[str, re.Pattern[str]]:
    table = tongue.table("units").get("subject", {})
    verbs = "|".join(sorted(map(re.escape, table.get("verbs", ())), key=len, reverse=True)) or "(?!)"
    return {
        k: re.compile(v.replace("<verb>", f"(?:{verbs})"), re.IGNORECASE)
        for k, v in table.items()
        if isinstance(v, str)
    }


def subject_of(
    text: str, span: tuple[int, int], kind: str, named: Sequence[Named], tongue: Language
) -> str | None:
    """Return the id of the actor that the quantity at `span` is about, or None where that is not plain.

    Parameters
    ----------
    text
        The sentence.
    span
        Half-open offsets of the quantity in it.
    kind
        Its ``unit_kind``. What follows a rank is where the rank counts, not who holds it.
    named
        Actors of the sentence, in order.
    tongue
        Language of the sentence; one without patterns gives only actors inside the quantity's words.
    """
    start, end = span
    rules = _patterns(tongue)
    owners = [n for n in named if n.kind in OWNERS]
    within = [n for n in owners if start <= n.start and n.end <= end]
    if within:
        # In "the second-largest investor in Chile" Chile is not the investor.
        return None if kind == "rank" else _one(within)
    before = [n for n in owners if n.end <= start]
    if before and _joined(rules, "owner", text, before[-1].end, start):
        return before[-1].actor
    if kind == "rank":
        if (
            before
            and _joined(rules, "apposition", text, before[-1].end, start)
            and _opens(rules, text, before[-1])
        ):
            return before[-1].actor
    else:
        after = next((n for n in owners if n.start >= end), None)
        gap_from = end
        if after is not None and _joined(rules, "whole", text, gap_from, after.start, words=text[start:end]):
            return after.actor
    return _clause_subject(text, start, before, rules)


def _one(named: Iterable[Named]) -> str | None:
    found = {n.actor for n in named}
    return found.pop() if len(found) == 1 else None


def _joined(
    rules: Mapping[str, re.Pattern[str]], rule: str, text: str, start: int, end: int, words: str = ""
) -> bool:
    """Whether what lies between an actor and a quantity is what `rule` allows; `words` are the quantity's own."""
    if rule not in rules:
        return False
    if words and "whole_inside" in rules and (inside := rules["whole_inside"].search(words)) is not None:
        return rules[rule].fullmatch(words[inside.start() :] + text[start:end]) is not None
    return rules[rule].fullmatch(text, start, end) is not None


def _opens(rules: Mapping[str, re.Pattern[str]], text: str, named: Named) -> bool:
    """Whether an actor opens its clause, so that no other noun is the subject."""
    return "opens" not in rules or rules["opens"].search(text[: named.start]) is not None


def _clause_subject(
    text: str, start: int, before: Sequence[Named], rules: Mapping[str, re.Pattern[str]]
) -> str | None:
    if "clause" not in rules or "clause_subject" not in rules:
        return None
    breaks = [m.end() for m in rules["clause"].finditer(text, 0, start)]
    floor = breaks[-1] if breaks else 0
    marked = "marked" in rules  # a language that marks its subjects, so that words may stand between
    here = [n for n in before if n.start >= floor]
    if marked:
        subjects = [n for n in here if rules["marked"].match(text, n.end)]
        if not subjects or _one(subjects) is None:
            return None
        last = subjects[-1]
        return last.actor if rules["clause_subject"].fullmatch(text, last.end, start) else None
    if not here or not _opens(rules, text, here[-1]):
        return None
    return here[-1].actor if rules["clause_subject"].fullmatch(text, here[-1].end, start) else None


def date_of(text: str, start: int, told: Sequence[tuple[int, int, str]], tongue: Language) -> str | None:
    """Return the date that holds for a quantity at `start`: the only one of its sentence, else of its clause.

    Parameters
    ----------
    told
        Dates of the sentence: half-open offsets and ISO dates.
    """
    if len({iso for *_, iso in told}) <= 1:
        return told[0][2] if told else None
    rules = _patterns(tongue)
    if "date_clause" not in rules:
        return None
    # A mark inside a date ("May 3, 2011") parts no clauses.
    marks = [
        m
        for m in rules["date_clause"].finditer(text)
        if not any(a < m.end() and m.start() < b for a, b, _ in told)
    ]
    left = max((m.end() for m in marks if m.end() <= start), default=0)
    right = min((m.start() for m in marks if m.start() >= start), default=len(text))
    inside = {iso for a, b, iso in told if left <= a and b <= right}
    return inside.pop() if len(inside) == 1 else None
