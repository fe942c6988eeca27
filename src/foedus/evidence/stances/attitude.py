"""Attitudes: words of approval, disapproval or holding back whose object is left out, is an actor, or is the matter itself.

"Peru cheered" and "Chile threw in its lot with Peru" name no outcome. They are told as deeds, so that the matter of the
text decides what they are about, if anything: `foedus.evidence.stances.matter.side`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from foedus.evidence.claims.speakers import UNSPECIFIED
from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.relations.slots import SLOT, Skeleton
from foedus.evidence.rows import Row
from foedus.evidence.stances.deed import PEOPLE, Deed, plain
from foedus.evidence.stances.find import RIVAL, SUPPOSED
from foedus.evidence.stances.grammar import StanceGrammar
from foedus.evidence.stances.outcomes import after, before
from foedus.evidence.stances.stance import Heard, actors_of
from foedus.evidence.stances.stance import plain as plain_words
from foedus.evidence.stances.topics import FORCE, topics

TURNED = {"for": "against", "against": "for"}
_DENIED = {"for": "against", "against": "mixed"}  #: who does not oppose a thing need not want it
_AFTER = 14  #: characters behind words in which what denies them stands where the verb comes last
_BEFORE = 26  #: characters before a judgement in which what denies it stands
_ON = re.compile(r" (?:about|at|over|of|against|by|on|por|ante|contra|sobre|acerca de|respecto a) ")  #: what leads to what a feeling is on
#: What a framing of an intervention says of it.
_FRAMED = {"peacekeeping_lawful": "for", "imperialist_intervention": "against"}

Holders = Callable[[re.Match[str]], tuple[list[str], int]]
#: To deny that one does or plans a thing oneself.
_OWN_DEED = re.compile(
    r"\bden(?:y|ies|ied|ying) (?:that (?:it|he|she|they)\b|having|plan|any|intend|involvement|sending|attacking)"
    r"|\bn(?:iega|egó|egaron) (?:que (?:pretend|quier|planea|tenga|haya)|haber|tener|estar|cualquier|planes)"
    r"|(?:계획|의도|개입|관여|가담|배후)[가-힣]{0,6}(?: [가-힣]{1,8}){0,3} ?부인",
    re.IGNORECASE,
)


def attitudes(at: int, heard: Heard, discourse: Discourse, grammar: StanceGrammar, holders: Holders) -> list[Deed]:
    """Return the attitudes that a sentence tells, as deeds with a side.

    Parameters
    ----------
    at
        Number of the sentence.
    holders
        Where particles tell who wants: whose the words of a match are, and where its words begin.
    """
    found = _by_particle(heard, grammar, holders) if grammar.topical else _by_order(heard, discourse, grammar)
    out = []
    for side, (a, b), actors, (c, d), explicit in found:
        if not explicit and RIVAL.search(heard.skeleton.text, 0, b):
            continue  # "it" is another draft
        others = [x for x in actors_of(heard.skeleton.text[c:d], heard, discourse) if x not in actors]
        on = _thing(heard.skeleton, c, d, b, grammar) if c < d and (explicit or grammar.topical or _ON.match(heard.skeleton.text, c)) else None
        made = _deed(at, heard.skeleton, side, (a, b), actors, others, (min(a, c), max(b, d)), explicit=explicit)
        told = plain_words(heard.skeleton, *on) if on else "" if grammar.topical or side != "for" else _done(heard.skeleton, a, b, d)
        out.append(replace(made, thing=told) if told else made)
    return out


def _done(sk: Skeleton, start: int, end: int, last: int) -> str:
    """Return the words of an approval that is told with what it is shown by ("flew in to congratulate the winner"), none where it stands alone."""
    behind = sk.words(end, last).strip()
    subject = list(re.finditer(SLOT, sk.text[start:end]))
    first = start + subject[-1].end() if subject else start
    return plain_words(sk, first, last).removeprefix("to ") if len(behind.split()) > 1 else ""


def _thing(sk: Skeleton, start: int, end: int, last: int, grammar: StanceGrammar) -> tuple[int, int] | None:
    """Return where the words of what an attitude is on stand, None if they name no thing."""
    if not grammar.topical:
        led = _ON.match(sk.text, start)
        return after(sk, led.end() - 1 if led else start, grammar, end)
    m = grammar.objects.search(sk.text, start, last)
    told = before(sk, start, m.end("o"), grammar) if m else None
    return None if told is None or grammar.pronoun.fullmatch(sk.words(*told).strip()) else told


def judgements(at: int, heard: Heard, grammar: StanceGrammar, claims: Sequence[Row]) -> list[Deed]:
    """Return what speakers call the thing they speak of: a crime, a duty; and what their framing of it says."""
    sk = heard.skeleton
    speakers = [s for s in (heard.speakers or heard.author) if s != UNSPECIFIED][:2]
    if not speakers:
        return []
    out = []
    for side, pattern in grammar.judged:
        for m in pattern.finditer(sk.text):
            denied = grammar.turned.search(sk.text[m.end() : m.end() + _AFTER] if grammar.topical else sk.text[max(0, m.start() - _BEFORE) : m.start()])
            others = [str(s.actor) for s in sk.slots if s.actor and s.actor not in speakers]
            # What it is called is not what it is about, and it may be something else that is called so.
            rest = topics(f"{sk.words(0, m.start())} {sk.words(m.end(), len(sk.text))}")
            told = TURNED[side] if denied else side
            out.append(replace(_deed(at, sk, told, m.span(), speakers, others, (0, 0), explicit=True), topics=rest))
    for r in claims:
        side = _FRAMED.get(str(r["framing"]), "")
        who = [s for s in (r["speaker"] if isinstance(r["speaker"], list) else [r["speaker"]]) if s and s != UNSPECIFIED]
        if r["polarity"] == "deny" and _OWN_DEED.search(sk.words(0, len(sk.text))):
            continue  # who denies what it is said to do or plan says nothing of the thing
        if side and who and FORCE & topics(sk.words(0, len(sk.text))):
            told = TURNED[side] if r["polarity"] == "deny" else side
            out.append(_deed(at, sk, told, (0, len(sk.text)), who, [], (0, len(sk.text)), explicit=False))
    return out


def _deed(
    at: int, sk: Skeleton, side: str, span: tuple[int, int], actors: Sequence[str], others: Sequence[str], about: tuple[int, int], *, explicit: bool
) -> Deed:
    told = {"type": None, "status": "happened", "event": None}
    return Deed(
        at, *sk.source(*span), told, tuple(actors), frozenset(plain(x).removesuffix(PEOPLE) for x in others), topics(sk.words(*about)), attitude=side, transitive=explicit,
    )


def _by_order(heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> Iterator[tuple[str, tuple[int, int], list[str], tuple[int, int], bool]]:
    sk = heard.skeleton
    for m in grammar.attitudes.finditer(sk.text):
        side, taking = _side(m)
        actors = actors_of(m.group("s"), heard, discourse)
        if not actors or SUPPOSED.search(sk.text, 0, m.start("s")):
            continue
        end = c.start() if (c := grammar.cut.search(sk.text, m.end())) else len(sk.text)
        said = _DENIED.get(side, side) if m.group("no") else side
        yield said, m.span(), actors, (m.end(), end), taking and _has_object(sk, m.end(), end, grammar)


def _by_particle(heard: Heard, grammar: StanceGrammar, holders: Holders) -> Iterator[tuple[str, tuple[int, int], list[str], tuple[int, int], bool]]:
    sk = heard.skeleton
    for m in grammar.attitudes.finditer(sk.text):
        side, taking = _side(m)
        if grammar.supposed.match(sk.text, m.end()):
            continue
        actors, floor = holders(m)
        if not actors:
            continue
        said = _DENIED.get(side, side) if grammar.turned.match(sk.text[m.end() : m.end() + _AFTER]) else side
        start = floor if floor <= m.start() else m.start()
        yield said, m.span(), actors, (start, m.start()), taking and _has_object(sk, start, m.end(), grammar)


def _side(m: re.Match[str]) -> tuple[str, bool]:
    """Return the side that the words of an attitude take, and whether they are words that take an object."""
    kind, _, side = next(name for name, words in m.groupdict().items() if words is not None and name.startswith(("feeling_", "taking_"))).partition("_")
    return side, kind == "taking"


def _has_object(sk: Skeleton, start: int, end: int, grammar: StanceGrammar) -> bool:
    """Whether words between two offsets name a thing that the attitude is on, and not just "it"."""
    m = grammar.objects.search(sk.text, start, end) if grammar.topical else grammar.objects.match(sk.text, start, end)
    if m is None or re.fullmatch(rf"\W*(?:{SLOT})\W*", m.group("o")):
        return False
    return not grammar.pronoun.fullmatch(sk.words(*m.span("o")).strip())
