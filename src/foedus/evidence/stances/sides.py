"""Sides on the matter of a text: those that only deeds show, and those that are told in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from foedus.evidence.stances.classes import Wanting, wantings
from foedus.evidence.stances.deed import PEOPLE, TOLD, Deed, bound, plain, speaking
from foedus.evidence.stances.matter import HARMS, Matter, Text, does, linked, on, side
from foedus.evidence.stances.stance import Stance
from foedus.evidence.stances.topics import FORCE, TRUCE, UNDOING, topics
from foedus.evidence.stances.whole import Placed

_SELF = frozenset({"refuses", "unwilling"})  #: classes of a refusal to do a thing oneself
_TURNED = {"for": "against", "against": "for"}
#: Types of event that are more than words, whatever else the sentence says.
_DONE = frozenset({"ASSAULT", "MOBILIZE", "SANCTION", "COERCE", "AID", "RETREAT"})
_SURE = 0.45


def by_deeds(matter: Matter, found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> list[Placed]:
    """Return the stances on the matter that only deeds show, of actors who take none in words.

    Deeds that point both ways show nothing.
    """
    told = [p for p in found if p.stance.issue == matter.issue or on(matter, p.stance)]
    spoken = {x for p in told for x in bound(p.stance.actor, date)}
    # Where an actor's words were read, what else the sentence shows of it is on the same.
    read = {(p.at, x) for p in found for x in bound(p.stance.actor, date)}
    polled = {p.at for p in found if p.stance.polled}
    beside: dict[int, list[Placed]] = defaultdict(list)
    for p in found:
        beside[p.at].append(p)
    shown: dict[str, list[tuple[str, Deed, str]]] = defaultdict(list)
    for d in done:
        for actor in speaking(d):
            where = side(matter, d, date)
            if where is None or not linked(matter, d, date) or (actor.endswith(PEOPLE) and d.attitude is None) or plain(actor) in spoken or not text.near(matter, d.at):
                continue
            if (does(matter, actor, date) and where != "for") or (d.row["type"] not in _DONE and (d.at in polled or (d.at, plain(actor)) in read)):
                continue
            if any(wished(p, d, actor) or told_of_body(p, d, actor) for p in beside[d.at]):
                continue
            shown[plain(actor)].append((where, d, actor.removesuffix("_MILITARY")))
    known: dict[str, set[str]] = {actor: {w for w, _, _ in given} for actor, given in shown.items()}
    for p in told:
        for x in bound(p.stance.actor, date):
            known.setdefault(x, set()).add(p.stance.direction)
    for d in done:
        # Who sides with a party to the dispute takes its side.
        theirs = sorted({s for x in d.aimed for s in known.get(x, ())}) if _backs(d) and text.near(matter, d.at) else []
        for actor in d.actors if len(theirs) == 1 else ():
            if plain(actor) not in known and (d.at, plain(actor)) not in read and not does(matter, actor, date) and not any(told_of_body(p, d, actor) for p in beside[d.at]):
                shown[plain(actor)].append((theirs[0], d, actor))
    out = []
    for given in shown.values():
        if len({w for w, _, _ in given}) == 1:
            out.append(_made(matter, *given[0], date))
    return sorted(out, key=lambda p: (p.at, p.stance.start, p.stance.actor))


def outranked(spoken: Sequence[Placed], shown: Sequence[Placed]) -> list[Placed]:
    """Return the sides that deeds show without those that the actor's own words on anything else speak against.

    Where words point one way and deeds the other, it is the deeds that may have been read of another matter.
    """
    words: dict[str, set[str]] = defaultdict(set)
    for p in spoken:
        words[plain(p.stance.actor)].add(p.stance.direction)
    return [p for p in shown if words.get(plain(p.stance.actor), {p.stance.direction}) == {p.stance.direction}]


def wished(p: Placed, deed: Deed, actor: str) -> bool:
    """Whether a deed is only what somebody else wants done or not."""
    a, b = p.stance.outcome
    if p.stance.direction == "against" and deed.row["event"] is None and deed.attitude is None:
        return False  # who condemns the embargo of Peru says that it is Peru's
    return p.at == deed.at and not p.stance.pronoun and a <= deed.start and deed.end <= b and plain(p.stance.actor) != plain(actor)


def told_of_body(p: Placed, deed: Deed, actor: str) -> bool:
    """Whether a deed of a state is what a body or a leader of it is told to want in the same words: it is theirs."""
    who, state = p.stance.actor, plain(actor)
    if deed.row["type"] in _DONE and deed.row["status"] == "happened":
        return False  # who gave the order, and those who carried it out
    theirs = (who.startswith(f"{state}_") and plain(who) != state) or (who == who.lower() and state == state.upper())
    return theirs and p.at == deed.at and p.stance.start < deed.end and deed.start < p.stance.end


def _backs(deed: Deed) -> bool:
    return deed.row["status"] in TOLD and (deed.attitude == "for" or (deed.attitude is None and deed.row["type"] == "SUPPORT"))


def with_limits(matter: Matter, found: Sequence[Placed]) -> list[Placed]:
    """Join an actor's refusal to take part itself to its support of the matter: it is a limit, no opposition."""
    backing = {plain(p.stance.actor): k for k, p in enumerate(found) if p.stance.direction == "for" and on(matter, p.stance) and not _own(p.stance)}
    limits: dict[int, list[str]] = defaultdict(list)
    out = []
    for k, p in enumerate(found):
        to = backing.get(plain(p.stance.actor))
        force = bool(FORCE & matter.topics) and bool(FORCE & topics(p.stance.issue))
        if to is not None and to != k and p.stance.direction == "against" and _own(p.stance) and (force or on(matter, p.stance)):
            limits[to].append(p.stance.issue)
        else:
            out.append((k, p))
    return [
        Placed(p.at, replace(p.stance, reasons=tuple(dict.fromkeys((*p.stance.reasons, *limits[k]))))) if limits.get(k) else p for k, p in out
    ]


def _own(stance: Stance) -> bool:
    """Whether a stance is on what the actor itself would do, as refusing to do it is."""
    return stance.wanting.name in _SELF and not stance.named


def _made(matter: Matter, where: str, deed: Deed, actor: str, date: str | None) -> Placed:
    name = {"for": "does" if does(matter, actor, date) else "helps", "against": "counters", "mixed": "abstains"}[where]
    kind: Wanting = replace(wantings()[name], basis="inferred")
    return Placed(deed.at, Stance(
        deed.start, deed.end, actor, kind, where, matter.issue, (), _SURE, (deed.start, deed.end),
        (matter.doers | matter.aimed) - bound(actor, date), event=matter.event,
    ))


def towards(matter: Matter, found: Iterable[Placed], date: str | None) -> list[Placed]:
    """Tell stances of the matter that are for or against it in other words.

    Wanting a measure against whoever carries it out, or its undoing, is to be against it.
    """
    out = []
    held = [p.stance for p in found if on(matter, p.stance)]
    for p in found:
        s = p.stance
        about = topics(s.issue)
        theirs = {t.direction for t in held if t.actor != s.actor and bound(t.actor, date) & s.named} if s.theirs else set()
        if s.theirs and s.named and not theirs:
            # Of whoever does it and whomever it harms the position need not be told.
            theirs = {"for"} if s.named <= matter.doers else {"against"} if s.named <= matter.aimed and matter.kind in HARMS else set()
        if len(theirs) == 1 and s.direction in _TURNED:
            # Backing somebody's decision or position is to be of its side.
            of_them = theirs.pop()
            where = of_them if s.direction == "for" else _TURNED.get(of_them, of_them)
            out.append(Placed(p.at, replace(s, issue=matter.issue, direction=where, event=matter.event)))
            continue
        measure = "sanctions" in about and "sanctions" not in matter.topics and not does(matter, s.actor, date) and (
            bool(s.named & matter.doers) or (not s.named and matter.kind in HARMS)
        )
        # To want an apology, or somebody punished, for a thing is to be against it.
        redress = "redress" in about and bool(s.named & matter.doers) and not does(matter, s.actor, date)
        # Who would rather talk would not have force used.
        rather = s.wanting.name == "prefers" and bool({"talks", TRUCE} & about) and bool(FORCE & matter.topics)
        truce = TRUCE in about and TRUCE not in matter.topics and bool(FORCE & matter.topics) and not does(matter, s.actor, date)
        own = does(matter, s.actor, date)
        # Who carries it out and refuses to stop is for it; to end it oneself says less.
        undoing = (UNDOING in about) != matter.undone and not s.clause and (on(matter, s) if not own else s.direction == "against" and about <= matter.topics | {UNDOING})
        # Of an end decided on, "its withdrawal" alone is that of the decision.
        recalled = matter.undone and about == {UNDOING} and len(s.issue.split()) == 1
        if recalled and s.direction in _TURNED:
            out.append(Placed(p.at, replace(s, issue=matter.issue, direction=_TURNED[s.direction], event=matter.event)))
            continue
        if (measure or redress or truce or rather or undoing) and s.issue != matter.issue:
            turned = _TURNED.get(s.direction, s.direction)
            p = Placed(p.at, replace(s, issue=matter.issue, direction=turned, event=matter.event))
        elif on(matter, s) and s.event is None:
            p = Placed(p.at, replace(s, event=matter.event))
        out.append(p)
    return out
