"""What somebody else says or does in a clause of its own, and on whose word a sentence stands, where one version leaves it out.

"…; Ankara denied it" and "According to the envoy, …" each name an actor. A clause is missing where nobody it names is named in
the other version; an attribution is missing where the other version has none, has no more verbs of speech, and does not
name its source. What is found so is no denial and no name that differs: the whole clause is gone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from foedus.evidence.claims.grammar import ReportingGrammar, reporting
from foedus.evidence.rows import Row
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.phrases import Missing
from foedus.evidence.versions.sides import Side
from foedus.langs.registry import language

_STATES = {"state", "government", "organisation"}  # ids of persons and bodies no table holds differ from script to script
_FAR = 60  # code points from the words of an attribution to the end of its source
_LEAST = 10  # code points of a clause


def asides(one: Side, two: Side, actors: Inside) -> Iterator[Missing]:
    """Yield the clauses and attributions of `one` that `two` lacks, for languages that set them off by conjunctions."""
    grammar, other = reporting(language(one.language)), reporting(language(two.language))
    if grammar is None or other is None or grammar.topical:
        return
    mine, theirs = actors(one.span), actors(two.span)
    yield from _clauses(one, two, mine, theirs, grammar)
    yield from _attributions(one, two, mine, theirs, grammar, other)


def _id(row: Row) -> str:
    return str(row["actor"]).removesuffix("_GOV")


def _at(side: Side, row: Row) -> tuple[int, int]:
    """Return where a row stands in the text of a side."""
    start, end = side.document.view.from_raw(row["start"], row["end"])
    return start - side.at, end - side.at


def _clauses(one: Side, two: Side, mine: Sequence[Row], theirs: Sequence[Row], grammar: ReportingGrammar) -> Iterator[Missing]:
    named = {_id(r) for r in theirs}
    states = [r for r in mine if r["kind"] in _STATES]
    if {_id(r) for r in theirs if r["kind"] in _STATES} - {_id(r) for r in states}:
        return  # the other version names somebody else instead
    cuts = [m.end() for m in grammar.contrast.finditer(one.text) if one.text[m.start()] in ",;"]
    for start, end in itertools.pairwise([*cuts, len(one.text)]):
        inside = [r for r in states if start <= _at(one, r)[0] < end]
        speaks = grammar.say.search(one.text, start, end) or grammar.say_with.search(one.text, start, end) or grammar.declare.search(one.text, start, end)
        if end - start >= _LEAST and speaks and inside and not {_id(r) for r in inside} & named:
            yield Missing(one, two, start, end, 0.6)


def _attributions(
    one: Side, two: Side, mine: Sequence[Row], theirs: Sequence[Row], grammar: ReportingGrammar, other: ReportingGrammar
) -> Iterator[Missing]:
    if other.according.search(two.text) or other.quoted.search(two.text) or other.hearsay.search(two.text):
        return
    if _spoken(two.text, other) > _spoken(one.text, grammar):
        return  # it says so by a verb
    for m in grammar.according.finditer(one.text):
        stop = re.compile(r"[,;:.]").search(one.text, m.end())
        end = stop.start() if stop else len(one.text)
        source = [r for r in mine if m.end() <= _at(one, r)[0] < end]
        if end - m.start() > _FAR or not source or any(_id(r) == _id(s) or r["kind"] == s["kind"] == "person" for r in theirs for s in source):
            continue
        yield Missing(one, two, m.start(), end, 0.6)
        return


def _spoken(text: str, grammar: ReportingGrammar) -> int:
    return sum(1 for p in (grammar.say, grammar.say_with, grammar.declare) for _ in p.finditer(text))
