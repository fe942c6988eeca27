"""Deeds: who does what to whom, as the events reader and words of help or hostility tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.rows import Row
from foedus.evidence.stances.about import Telling
from foedus.evidence.stances.grammar import StanceGrammar
from foedus.evidence.stances.stance import Heard, actors_of
from foedus.evidence.stances.topics import topics
from foedus.evidence.stances.wording import purpose
from foedus.langs.grammar.name_entries import persons
from foedus.langs.grammar.name_persons import holds

TOLD = frozenset({"happened", "planned", "reported", "offered"})  #: statuses of a deed that counts
#: What words of help or hostility count as; to give soldiers, means or money helps whatever is told beside it.
_GIVES = "gives"
_SHOWN = {"helps": "SUPPORT", "counters": "ACCUSE", _GIVES: "AID"}
_BEFORE = 26  #: characters before a noun in which what denies it stands
PEOPLE = "_MASSES"  #: how the id of a population ends


@dataclass(frozen=True, slots=True)
class Deed:
    """A telling with its sentence: half-open offsets in it, who does what to whom.

    An attitude has the side it takes on what it is on, whether its words name a thing that it is on, and the words of that.
    """

    at: int
    start: int
    end: int
    row: Row
    actors: tuple[str, ...]
    aimed: frozenset[str]
    topics: frozenset[str]
    attitude: str | None = None
    transitive: bool = False
    thing: str = ""


def plain(actor: str) -> str:
    """Return the id of the state for its government, any other as it is."""
    return actor.removesuffix("_GOV").removesuffix("_MILITARY")


def speaking(deed: Deed) -> tuple[str, ...]:
    """Return the actors of a deed without the state of the one person who does it."""
    people = tuple(x for x in deed.actors if x == x.lower())
    return people if len(people) == 1 and len(deed.actors) == len(people) + 1 else deed.actors


@lru_cache(maxsize=4096)
def bound(actor: str, date: str | None) -> frozenset[str]:
    """Return an actor, and what it held office of on a day; where no day is known, what it still holds."""
    known = persons().get(actor)
    held = [o.of for o in known.offices if (holds(o, date) if date else not o.until)] if known else []
    return frozenset({plain(actor), *held})


def deeds(told: Mapping[int, Sequence[Telling]]) -> list[Deed]:
    """Return what the events reader found as deeds, in the order of the text."""
    return [
        Deed(n, a, b, r, tuple(r["actors"] or ()), frozenset(plain(x) for x in r["recipients"] or ()), topics(r["quote"]))
        for n, rows in told.items() for a, b, r in rows if r["actors"] or r["recipients"]
    ]


def with_purpose(deed: Deed, words: str) -> Deed:
    """Return a protest with the side it takes and what that is on, where the words behind its telling say so."""
    told = purpose(words[deed.start :]) if deed.row["type"] == "PROTEST" and deed.attitude is None else None
    return replace(deed, attitude=told[0], thing=told[1], transitive=True, topics=topics(told[1])) if told else deed


def acts(at: int, heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> list[Deed]:
    """Return the deeds towards an actor that the words of a sentence tell, whether or not the events reader has them."""
    sk = heard.skeleton
    out = []
    for name, pattern in grammar.deeds:
        for m in pattern.finditer(sk.text):
            who, whom = (actors_of(m.groupdict().get(g) or "", heard, discourse) for g in ("s", "o"))
            start, end = sk.source(*m.span())
            told = {"type": _SHOWN[name], "status": "happened", "event": None}
            if who and (whom or name == _GIVES):
                about = topics(sk.words(*m.span())) | ({"deployment"} if name == _GIVES else set())
                out.append(Deed(at, start, end, told, tuple(who), frozenset(map(plain, whom)), about))
    return out


def named_deeds(at: int, heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> list[Deed]:
    """Return the deeds that nouns tell beside whose they are ("the embargo of Peru"), but those that there are not."""
    sk = heard.skeleton
    out = []
    for kind, pattern in grammar.nouns:
        for m in pattern.finditer(sk.text):
            denied = grammar.turned.match(sk.text, m.end()) if grammar.topical else grammar.turned.search(sk.text[max(0, m.start() - _BEFORE) : m.start()])
            who = [] if denied else actors_of(m.group("s"), heard, discourse)
            if who:
                words = sk.words(*m.span())
                told = {"type": kind, "status": "happened", "event": None, "quote": " ".join(words.split())}
                out.append(Deed(at, *sk.source(*m.span()), told, tuple(who), frozenset(), topics(words)))
    return out
