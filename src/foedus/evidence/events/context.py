"""Whom a deed concerns where its clause does not say so: what was told before, and which state the text is about.

What is found so costs confidence: it is inferred, not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from foedus.evidence.events.discourse import TELLING
from foedus.evidence.events.doers import CLASH, supply
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import level, own_side, side, state_of
from foedus.evidence.events.telling import Telling
from foedus.evidence.mentions import Mention

FORCE = frozenset(("ASSAULT", "COERCE"))
HOSTILE = FORCE | {"MOBILIZE", "SANCTION", "THREATEN"}
#: What may answer a deed told just before, and the deeds that call for an answer.
ANSWERS = frozenset(("REJECT", "CONCEDE", "ACCUSE", "AGREE"))
CALLS = HOSTILE | {"REQUEST", "ACCUSE", "AGREE", "REJECT", "COERCE"}
#: Deeds that several do one after the other.
SERIAL = frozenset(("AID", "MOBILIZE", "SANCTION", "RETREAT"))
SAID = frozenset(("REQUEST", "ACCUSE", "THREATEN"))
#: Types whose deeds in one breath are most often done to the same side.
AGAINST = HOSTILE | {"ACCUSE", "REJECT"}
WITH = frozenset(("AID", "SUPPORT", "COOPERATE", "CONSULT", "AGREE"))
NOT_DONE = frozenset(("denied", "refrained"))
UPWARD = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN"))
JUDGED = frozenset(("REJECT", "SUPPORT", "REQUEST"))
JUST = 2  #: sentences
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
VERBAL = frozenset(("REQUEST", "ACCUSE", "REJECT", "CONCEDE", "AGREE"))
OFTEN = 2  #: how often a text must tell of an opponent
BEFORE = 12  #: sentences
SHARE = 0.25  #: of the mentions, for a state the text is about
MOST = 0.4  #: of the mentions of states, for the one a text is at home in
NEXT = 0.6  #: ... or of those of the state most told of
COST = 0.12


def alike(one: str, two: str) -> bool:
    """Whether deeds of two types may be done to the same side in one breath.

    Examples
    --------
    >>> alike("SANCTION", "COERCE"), alike("SUPPORT", "REQUEST")
    (True, False)
    """
    return one == two or {one, two} <= HOSTILE


def main_states(mentions: Iterable[Mention]) -> list[str]:
    """Return the states that a text is about, the one most told of first."""
    count = Counter(s for m in mentions if m.kind in TELLING and (s := state_of(m.actor)))
    total = sum(count.values())
    first = count.most_common(1)
    most = first[0][1] if first else 0
    return [s for s, n in count.most_common() if s == first[0][0] or (n >= OFTEN and (n >= SHARE * total or n >= NEXT * most))]


def home(mentions: Iterable[Mention]) -> str | None:
    """Return the state that most mentions of a text are of, if a good share of them is."""
    count = Counter(s for m in mentions if m.kind in TELLING and (s := state_of(m.actor)))
    state, n = next(iter(count.most_common(1)), ("", 0))
    return state if n > MOST * sum(count.values()) else None


def main_body(mentions: Sequence[Mention], author: Collection[str] = ()) -> str | None:
    """Return the organisation that a text is about: told of nearly as often as its first state, and not who writes it."""
    bodies = Counter(m.actor for m in mentions if m.kind == "organisation" and not state_of(m.actor) and m.actor not in author)
    count = Counter(s for m in mentions if m.kind in TELLING and (s := state_of(m.actor)))
    body, n = next(iter(bodies.most_common(1)), ("", 0))
    return body if n >= OFTEN * OFTEN and n >= NEXT * max(count.values(), default=0) else None


def complete(
    tellings: Sequence[Telling], about: Sequence[str], sentences: Sequence[Sentence] = (), body: str | None = None
) -> list[Telling]:
    """Return the tellings, with recipients for those that name none, as far as the text gives them.

    Parameters
    ----------
    about
        The states that the text is about, the one most told of first.
    sentences
        Those the tellings stand in.
    body
        The organisation that the text is about: what is refused or welcomed without a name is its.
    """
    against = _opponents(tellings)
    lone = {n for n, s in enumerate(sentences) if s.entry is not None}
    tellings = supply(tellings, against, lone)
    rising = {i for t in tellings if t.type == "PROTEST" for i in t.actors}
    out: list[Telling] = []
    acting: dict[tuple[int, str], set[str]] = {}
    for t in tellings:
        for key in (t.type, ""):
            acting.setdefault((t.sentence, key), set()).update(map(level, t.actors))
    fights = [t for t in tellings if t.concept == CLASH and len({side(i) for i in t.actors}) > 1]
    fighting = {_parties(t) for t in fights}
    for t in tellings:
        alone = t.type != "AGREE" or len({side(i) for i in t.actors}) < 2  # who agree, agree with one another
        if not t.recipients and t.actors and alone and not t.unknown:
            beside = acting[t.sentence, t.type]
            entry = sentences[t.sentence].entry if sentences else None
            named = _named(t, sentences[t.sentence], beside) if sentences else ()
            if not named or set(named) <= acting[t.sentence, ""]:  # who does something of its own beside is rather not meant
                named = _mediated(t, tellings) or (_asked(t, fights) if entry is None else ()) or named
            before = out if entry is None else [o for o in out if o.sentence >= entry]  # an entry of a chronology borrows from no other
            topics = about if entry is None else ()
            whom = (
                _own_rulers(t, against) or _before(t, before) or _joined(t, before) or _of_deed(t, before) or _answered(t, before) or t.heard or named or _series(t, before)
                or ((body,) if body and entry is None and t.type in JUDGED and body not in t.actors else ())
                or (() if t.noun else _about(t, topics, against if entry is None else {}, rising if entry is None else ()))
            )
            whom = t.actors if _fight(t, fighting) else _own_people(t, whom)
            if whom:
                t = replace(t, recipients=whom, confidence=max(0.1, t.confidence - COST))
        out.append(t)
    return out


def _opponents(tellings: Sequence[Telling]) -> dict[str, str]:
    """Return side -> the other side that the text tells most often, and more than once, that its hostile deeds are done to."""
    count: dict[str, Counter[str]] = {}
    for t in tellings:
        for i in t.actors if t.type in HOSTILE else ():
            for x in dict.fromkeys(o for r in t.recipients if (o := side(r)) != side(i)):
                count.setdefault(side(i), Counter())[x] += 1
                count.setdefault(x, Counter())[side(i)] += 1
    most = {who: c.most_common(1)[0] for who, c in count.items() if c}
    return {who: whom for who, (whom, n) in most.items() if n >= OFTEN}


def _parties(t: Telling) -> frozenset[str]:
    return frozenset(map(level, t.actors))


def _mediated(t: Telling, tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Return those between whom is mediated: who agree in the same sentence."""
    if t.concept != "mediation":
        return ()
    pairs = [o.actors for o in tellings if o.sentence == t.sentence and o.type == "AGREE" and len(o.actors) > 1 and not set(o.actors) & set(t.actors)]
    return pairs[0] if pairs else ()


def _asked(t: Telling, fights: Sequence[Telling]) -> tuple[str, ...]:
    """Return those who fight one another, as told last, whom an outsider asks for something."""
    before = [f for f in fights if f.sentence <= t.sentence] or list(fights)
    if t.type != "REQUEST" or not before:
        return ()
    sides = before[-1].actors
    sides = tuple(map(level, sides)) if all(map(own_side, sides)) else sides
    return () if {level(i) for i in t.actors} & {x for i in sides for x in (i, level(i))} else sides


def _fight(t: Telling, fighting: Collection[frozenset[str]]) -> bool:
    """Whether those who do a deed of force do it to one another: so it is told, or they are told to fight each other elsewhere."""
    return t.type == "ASSAULT" and len({side(i) for i in t.actors}) > 1 and (t.concept == CLASH or _parties(t) in fighting)


def _own_rulers(t: Telling, against: Mapping[str, str]) -> tuple[str, ...]:
    """Return the state whose people or parties ask, accuse or refuse: they do so of those who rule them, unless they fight others."""
    if any(state_of(i) and level(against.get(side(i) or i, i)) != level(i) and not i.endswith("_MASSES") and side(i) in against for i in t.actors):
        return ()
    if t.type not in UPWARD or not t.actors or not all(i.endswith("_MASSES") or (state_of(i) and not own_side(i) and not i[:1].islower()) for i in t.actors):
        return ()
    return tuple(dict.fromkeys(level(i) for i in t.actors))


def _own_people(t: Telling, whom: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom force is used on: where a state is said to use it within itself, its people."""
    own = {level(i) for i in t.actors if not i.endswith("_MASSES")}
    return tuple(f"{i}_MASSES" if i in own and t.type in FORCE else i for i in whom)


def _joined(t: Telling, told: Sequence[Telling]) -> tuple[str, ...]:
    """Return the recipients of what the same actors do in the same sentence, in the same spirit."""
    for o in reversed(told):
        if o.sentence != t.sentence:
            break
        spirit = {t.type, o.type} <= AGAINST or {t.type, o.type} <= WITH
        if o.recipients and spirit and set(o.actors) == set(t.actors) and (o.status in NOT_DONE) == (t.status in NOT_DONE):
            return o.recipients
    return ()


def _of_deed(t: Telling, told: Sequence[Telling]) -> tuple[str, ...]:
    """Return who did the deed that a word of judgement is about, told before: "they sent troops; X condemned the deployment"."""
    own = {side(i) for i in t.actors}
    for o in reversed(told) if t.deeds else ():
        if o.type in t.deeds and (others := tuple(i for i in o.actors if side(i) not in own)):
            return others
    return ()


def _before(t: Telling, told: Sequence[Telling]) -> tuple[str, ...]:
    """Return the recipients of the same deed of the same actors, told shortly before."""
    if t.concept == t.type.lower():  # a type is no event: who supports one may support another
        return ()
    for o in reversed(told):
        if t.sentence - o.sentence > BEFORE:
            break
        if o.recipients and o.concept == t.concept and {level(i) for i in o.actors} & {level(i) for i in t.actors}:
            return o.recipients
    return ()


def _answered(t: Telling, told: Sequence[Telling]) -> tuple[str, ...]:
    """Return whom a deed of words answers: who last asked, offered, threatened or did something, of another side."""
    if t.type not in ANSWERS or (t.type in MUTUAL and len(t.actors) > 1):
        return ()
    own = {side(i) for i in t.actors}
    for o in reversed(told):
        if t.sentence - o.sentence > JUST:
            break
        others = tuple(i for i in o.actors if side(i) not in own)
        calls = HOSTILE | {"ACCUSE"} if t.type == "ACCUSE" else CALLS
        told_to = {side(i) for i in o.recipients} & own if o.recipients else o.type in SAID
        if others and o.type in calls and told_to:
            return others
    return ()


def _series(t: Telling, told: Sequence[Telling]) -> tuple[str, ...]:
    """Return whom others have just done the same to: "Kenya sent 400 policemen to Haiti; Benin too will send soldiers"."""
    own = {side(i) for i in t.actors}
    for o in reversed(told):
        if t.sentence - o.sentence > JUST or t.type not in SERIAL:
            break
        if o.type == t.type and o.recipients and not {side(i) for i in o.recipients} & own:
            return o.recipients
    return ()


def _named(t: Telling, s: Sentence, beside: Collection[str]) -> tuple[str, ...]:
    """Return the one other state that the sentence names, beside who acts and who in it does the same."""
    own = {level(i) for i in t.actors} | set(beside)
    spoken = t.type in VERBAL | JUDGED  # where something is said is no side
    others = {x for m in s.mentions if (x := state_of(m.actor)) and x not in own and m.kind in TELLING and not (spoken and m.kind == "place")}
    return tuple(others) if len(others) == 1 and t.type not in MUTUAL else ()


def _about(t: Telling, about: Sequence[str], against: Mapping[str, str], rising: Collection[str]) -> tuple[str, ...]:
    """Return the opponent of who acts, as the text has it, or the state that it is about."""
    own = [s for i in t.actors if (s := state_of(i))]
    crowd = bool(t.actors) and all(i.endswith("_MASSES") for i in t.actors)
    if t.mode == "resign" or (crowd and t.type in HOSTILE):  # from an office of one's own state; a crowd rises at home
        return tuple(own[:1])
    for i in t.actors:
        if i in rising:
            return tuple(own[:1])
        other = against.get(side(i))
        if t.type in HOSTILE and other and (t.type in FORCE or other.removesuffix("_MASSES") not in own):
            return (other,)
    unrest = [f"{s}_MASSES" for s in own if f"{s}_MASSES" in rising]
    if unrest and t.type in FORCE | {"MOBILIZE"}:
        return tuple(unrest[:1])
    if t.type == "CONSULT" or (t.type in MUTUAL and len(t.actors) > 1):  # a body that meets meets nobody
        return ()
    for s in about if t.type in HOSTILE | VERBAL else about[:1]:
        if s not in own:
            return (s,)
    return ()
