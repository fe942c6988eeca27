"""Groups that a state or a part of the world has, as actors of their own: "the Japanese press", "서방 언론", "la izquierda chilena".

Such a group is no mention of the state it belongs to. Its id is made of both (`JPN_MEDIA`, `WESTERN_MEDIA`, `CHL_LEFT`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.statement import Sentence
from foedus.evidence.mentions import Mention
from foedus.langs.grammar.name_home import belongs_to

_GAP = re.compile(r"(?:[’']s|의)?\s?")
_OF = re.compile(r"\s(?:del? |de la )?$")
_ENDED = re.compile(r"(?:들)?(?:은|는|이|가|도|의|에|과|와|을|를|측|으로|만|\s|[,.]|$)")
_NEAR = 40  # code points before an owner in which its group may stand
_OWNERS = frozenset({"state", "government", "population", "group", "place"})
_PEOPLE = frozenset({"MASSES", "STUDENTS", "WORKERS", "PROTESTERS"})  # who a state's people are; others are of a side


def with_groups(sentences: Sequence[Sentence], grammar: ReportingGrammar) -> list[Sentence]:
    """Put into each sentence the groups it names, in the place of the owners named with them."""
    out = []
    for s in sentences:
        found = list(_groups(s, grammar))
        kept = _outside(s.mentions, found)
        mentions = tuple(sorted((*kept, *found), key=lambda m: m.start))
        out.append(replace(s, mentions=mentions) if found else s)
    return out


def _outside(mentions: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that no group takes in; both stand in order."""
    kept, k = [], 0
    for m in mentions:
        while k < len(found) and found[k].end <= m.start:
            k += 1
        if k == len(found) or m.end <= found[k].start:
            kept.append(m)
    return kept


def _groups(s: Sentence, grammar: ReportingGrammar) -> Iterator[Mention]:
    taken = -1
    for start, end, actor in sorted([*_as_one(s.text, grammar), *_of_regions(s.text, grammar), *_of_owners(s, grammar), *_missions(s, grammar)]):
        if start >= taken:
            taken = end
            yield Mention(s.start + start, s.start + end, actor, "group", s.text[start:end])


def _as_one(text: str, grammar: ReportingGrammar) -> Iterator[tuple[int, int, str]]:
    for name, words in grammar.as_one:
        for m in words.finditer(text):
            yield m.start(), m.end(), name


def _of_regions(text: str, grammar: ReportingGrammar) -> Iterator[tuple[int, int, str]]:
    for region, words in grammar.regions:
        for m in words.finditer(text):
            yield from _beside(text, m.start(), m.end(), region, grammar)


def _of_owners(s: Sentence, grammar: ReportingGrammar) -> Iterator[tuple[int, int, str]]:
    for m in s.mentions:
        if m.kind in _OWNERS:
            owner = m.actor.removesuffix("_GOV").removesuffix("_MASSES")
            inside = None if m.kind != "population" else next((n for n, nouns in grammar.groups if n not in _PEOPLE and nouns.search(m.text)), None)
            if len(owner) == 3 and inside:
                yield m.start - s.start, m.end - s.start, f"{owner}_{inside}"  # "Peru's opposition" is not Peru's people
            elif len(owner) == 3:
                yield from _beside(s.text, m.start - s.start, m.end - s.start, owner, grammar)


def _missions(s: Sentence, grammar: ReportingGrammar) -> Iterator[tuple[int, int, str]]:
    """Yield the embassies and ambassadors of a state abroad, by whose they are and where ("Peru's embassy in Rome": PER_EMBASSY_ITA)."""
    starts = {m.start: m for m in s.mentions}
    for m in s.mentions:
        owner = m.actor.removesuffix("_GOV")
        start, end = m.start - s.start, m.end - s.start
        if m.kind not in _OWNERS or len(owner) != 3:
            continue
        for name, nouns in grammar.missions:
            inside = nouns.search(s.text, start, end)
            gap = _GAP.match(s.text, end)
            behind = inside or nouns.match(s.text, gap.end() if gap else end)
            joint = None if grammar.topical else _OF.search(s.text, max(0, start - _NEAR), start)
            before = list(nouns.finditer(s.text, max(0, start - _NEAR), joint.start())) if joint else []
            if behind is None and not (joint and before and before[-1].end() == joint.start()):
                continue
            opens, closes = (start, max(end, behind.end())) if behind else (before[-1].start(), end)
            at = grammar.mission_at.match(s.text, closes)
            host = starts.get(s.start + at.end()) if at else None
            if host is not None:
                yield opens, host.end - s.start, f"{owner}_{name}_{belongs_to(host.actor) or host.actor}"
            elif grammar.mission_home.search(s.text, max(0, start - _NEAR), start):
                yield opens, closes, f"{owner}_{name}_{grammar.home}"


def _beside(text: str, start: int, end: int, owner: str, grammar: ReportingGrammar) -> Iterator[tuple[int, int, str]]:
    """Yield the group whose noun stands right behind the owner, or before it where adjectives follow their noun."""
    for name, nouns in grammar.groups:
        gap = _GAP.match(text, end)
        behind = nouns.match(text, gap.end() if gap else end)
        if behind and behind.start() > end and (not grammar.topical or _ENDED.match(text, behind.end())):
            yield start, behind.end(), f"{owner}_{name}"
            return
        joint = None if grammar.topical else _OF.search(text, max(0, start - _NEAR), start)
        before = list(nouns.finditer(text, max(0, start - _NEAR), joint.start())) if joint else []
        if joint and before and before[-1].end() == joint.start():
            yield before[-1].start(), end, f"{owner}_{name}"
            return
