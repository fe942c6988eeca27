"""A stance as it is found in a sentence, and how one is made of the words of its preference and of its outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.relations.slots import KINDS, SLOT, Skeleton
from foedus.evidence.stances.classes import Wanting, wantings
from foedus.evidence.stances.grammar import StanceGrammar
from foedus.evidence.stances.holders import resolved
from foedus.evidence.stances.outcomes import ACTOR_ONLY

_READY = ("offers", "accepts")
_TEXT = 90  #: characters behind the words of a text in which it says for or against what it is
#: "The president of the country, X": the person alone; but in a list of more than two, each.
_OF_PERSON = re.compile(rf"\A(?:{KINDS['state']}|{KINDS['government']}|{KINDS['country']})[\ue100-\uf8ff], ({KINDS['person']}[\ue100-\uf8ff])(?!,? (?:and|y|e|,) ?{SLOT})")
_BESIDE = re.compile(rf"\A{SLOT}, ({SLOT})\Z")  #: what an adjunct names and the subject behind it: no list, but in a headline
_ASKED = re.compile(rf"(?:on|upon|urg\w+|ask\w*|press\w*|told|tells|invit\w+|advis\w+|encourag\w+|appeal\w* to|al?) (?:the |la |los |las )?({SLOT})(?:\W[\w’'-]+){{0,3}}? (?:to|a|que)\Z")  #: who is asked for the outcome
_NEAR = 60  #: characters before an outcome in which its condition stands where the verb comes last


@dataclass(frozen=True, slots=True)
class Stance:
    """A preference over an outcome.

    Attributes
    ----------
    start, end
        Half-open offsets in the sentence of the whole, `outcome` those of the outcome.
    actor, wanting, direction, issue, reasons, confidence
        Who wants, in which way, in which direction towards the outcome as worded, why, and how sure that was read.
    named
        Actors that the outcome names, without who wants; a government counts as its state.
    polled, share
        Whether a poll tells it, and the per cent of those asked where a number is given.
    clause
        The outcome is a whole clause of what might happen, no thing to be done.
    pronoun
        The outcome is a word for what was told before, or is left out.
    echo
        It is told as the same that the actor before wants.
    event
        Id of the event it is about, where the whole text tells.
    turned
        Its words are on the undoing of what it is told of.
    theirs
        The outcome is what another has decided or stands for, whatever that is.
    """

    start: int
    end: int
    actor: str
    wanting: Wanting
    direction: str
    issue: str
    reasons: tuple[str, ...]
    confidence: float
    outcome: tuple[int, int]
    named: frozenset[str] = frozenset()
    share: float | None = None
    polled: bool = False
    clause: bool = False
    pronoun: bool = False
    echo: bool = False
    event: str | None = None
    turned: bool = False
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence to be read for stances: who is told to say it, whose words it is as the author's own, and the people its polls ask."""

    skeleton: Skeleton
    speakers: Sequence[str]
    author: Sequence[str] = ()
    asked: str | None = None


def made(
    heard: Heard, grammar: StanceGrammar, name: str, actor: str, span: tuple[int, int], outcome: tuple[int, int], sure: float,
    *, share: float | None = None, polled: bool = False,
) -> Stance:
    """Return the stance of class `name` that `actor` takes, spans being half-open offsets in the skeleton."""
    sk, kind = heard.skeleton, wantings()[name]
    first, last = min(span[0], outcome[0]), max(span[1], outcome[1])
    start, end = sk.source(first, last)
    direction, issue = kind.direction, plain(sk, *outcome)
    pronoun = bool(meant := grammar.pronoun.fullmatch(issue))
    issue = (meant and meant.groupdict().get("p")) or issue
    text = None if pronoun else grammar.texts.match(sk.text, outcome[0], outcome[1] + _TEXT if not grammar.topical else outcome[1])
    if text is not None:
        # Backing a text that condemns a thing is to be against the thing.
        held = (text.start("i"), min(text.end("i"), m.start() if (m := grammar.cut.search(sk.text, text.start("i") + 1)) else len(sk.text)))
        if not ACTOR_ONLY.fullmatch(sk.text[slice(*held)]):
            direction = {"for": "against", "against": "for"}.get(direction, direction) if text.groupdict().get("con") or text.groupdict().get("end") else direction
            outcome, issue = held, plain(sk, *held)
    here = sk.text[max(0, outcome[0] - _NEAR) : last] if grammar.topical else sk.text
    if (name in _READY and grammar.condition.search(here)) or (direction == "for" and grammar.only.search(here)):
        direction = "mixed"
    asked = _ASKED.search(sk.text, *span) if not grammar.topical else None
    about = frozenset(s.actor.removesuffix("_GOV") for s in sk.listed(sk.text[outcome[0] if grammar.topical else min(outcome[0], max(span[1], outcome[0] - _NEAR)) : outcome[1]]) if s.actor)
    if asked:
        about |= frozenset(s.actor.removesuffix("_GOV") for s in sk.listed(asked.group(1)) if s.actor)
    return Stance(
        start, end, actor, kind, direction, issue, _reasons(sk, outcome, grammar), sure, sk.source(*outcome),
        about - {actor.removesuffix("_GOV")}, share, polled,
        bool(grammar.befalls.search(sk.words(first, last))), pronoun, theirs=bool(grammar.theirs.fullmatch(sk.text[slice(*outcome)].strip(" ,"))),
    )


def plain(sk: Skeleton, start: int, end: int) -> str:
    """Return the words of a stretch of a skeleton on one line, without marks of notes."""
    return " ".join(re.sub(r"\s*\[\d{1,3}\]", "", sk.words(start, end)).split()).strip(" ,;:–—-")


def _reasons(sk: Skeleton, outcome: tuple[int, int], grammar: StanceGrammar) -> tuple[str, ...]:
    given = [
        plain(sk, *m.span("r")) for m in grammar.reasons.finditer(sk.text)
        if grammar.topical or m.start() >= outcome[0]
    ]
    polls = [plain(sk, *m.span()) for m in grammar.poll.finditer(sk.text)]
    return tuple(dict.fromkeys(r for r in (*given, *polls) if len(r) > 3))


def actors_of(piece: str, heard: Heard, discourse: Discourse) -> list[str]:
    """Return the ids of whom the slots in a piece of a skeleton name, pronouns resolved."""
    piece = _OF_PERSON.sub(r"\1", piece)
    if not heard.skeleton.text.startswith(piece):
        piece = _BESIDE.sub(r"\1", piece)
    found = [resolved(s, heard.skeleton, discourse, (*heard.speakers, *heard.author)) for s in heard.skeleton.listed(piece)]
    return list(dict.fromkeys(a for a in found if a))
