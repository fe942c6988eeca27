"""What a whole text says of an actor's wants: outcomes and their undoing made one issue, motives joined to positions.

A sentence shows a preference over an outcome as worded. The text around it shows two things more. Where some want a
thing and others its undoing, it is one issue, and the thing itself is it. And a fear, or the will to prevent a harm
that nobody proposes, tells why an actor wants what it wants: where the text gives the actor's position, it is a
reason for that position.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from foedus.evidence.stances.grammar import StanceGrammar
from foedus.evidence.stances.stance import Stance
from foedus.evidence.stances.topics import TRUCE, UNDOING, topics, undone_thing

_WORRIED = ("fears", "doubts")
_REFUSED = ("refuses", "unwilling")
_BACK = 4  #: sentences before a pronoun in which what it stands for is sought
_DECISION = re.compile(r"[“\"‘']|.*(?:결정|방침|조치|decisi(?:on|ón)|measure|medida|plan|proposal|propuesta)")  #: words for what somebody has decided
_FAR = 2  #: times as many actors, beyond which what most speak of counts
_MEANT = 2  #: words of an outcome that may stand without what it points to
_OTHER = {"for": "against", "against": "for"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A stance and the number of the sentence it stands in."""

    at: int
    stance: Stance


def as_told(found: Sequence[Placed], grammar: StanceGrammar) -> list[Placed]:
    """Return the stances of a part as the whole of it tells them, in their order."""
    return _joined_to_positions(_on_one_issue(found), grammar)


def with_antecedents(found: Sequence[Placed], matter: tuple[str, Collection[int]] | None) -> list[Placed]:
    """Give stances on "it" the outcome it stands for; those for which none is told shortly before are left out.

    Parameters
    ----------
    matter
        The words of what the text turns on and the numbers of the sentences that tell of it, None if there is none.
    """
    out: list[Placed] = []
    about = set(matter[1]) if matter else set()
    for p in found:
        if p.stance.pronoun:
            others = (q for q in reversed(out) if p.at - 1 <= q.at and (q.at, q.stance.start) != (p.at, p.stance.start))
            last = next((q for q in others if not q.stance.pronoun and q.stance.actor != p.stance.actor), None)
            if p.stance.echo:
                if last is None:
                    continue
                turned = p.stance.direction == "against"
                p = Placed(p.at, replace(
                    last.stance, direction=_OTHER.get(last.stance.direction, "mixed") if turned else last.stance.direction, start=p.stance.start, end=p.stance.end, actor=p.stance.actor, reasons=(), share=None, polled=False,
                    confidence=p.stance.confidence, outcome=p.stance.outcome,
                ))
                out.append(p)
                continue
            if last is not None and last.at < p.at and p.stance.wanting.name == "abstains" and matter is None:
                continue  # whoever is divided is so on what the text turns on, or on something else
            told = (p.stance.wanting.name != "accepts" or last is None or last.at < p.at - 1) and any(n in about for n in range(p.at - _BACK, p.at + 1))
            if matter is not None and told and (last is None or last.at < p.at):
                p = Placed(p.at, replace(p.stance, issue=matter[0], pronoun=False))
                about.add(p.at)
            elif last is not None and (last.at == p.at or len(p.stance.issue.split()) < _MEANT):
                side = _OTHER.get(p.stance.direction, p.stance.direction) if last.stance.turned else p.stance.direction
                # "The decision", of whose end another spoke, is the thing itself.
                thing = undone_thing(last.stance.issue, plainly=True) if _DECISION.match(p.stance.issue) else None
                p = Placed(p.at, replace(p.stance, issue=thing or last.stance.issue, direction=side, named=last.stance.named - {p.stance.actor}, pronoun=False))
            elif len(p.stance.issue.split()) < _MEANT:
                continue
        out.append(p)
    return out


def echoed(found: Sequence[Placed], placed: Sequence[Placed]) -> list[Placed]:
    """Return the echoes among stances as found ("so does X") of a side that was read only later, as deeds and attitudes are."""
    done = {(p.at, p.stance.actor) for p in placed}
    out = []
    for p in found:
        if not p.stance.echo or (p.at, p.stance.actor) in done:
            continue
        near = [q for q in placed if p.at - 1 <= q.at <= p.at and q.stance.actor != p.stance.actor and (q.at, q.stance.start) < (p.at, p.stance.start)]
        if near:
            last = near[-1].stance
            turned = p.stance.direction == "against"
            out.append(Placed(p.at, replace(
                last, direction=_OTHER.get(last.direction, "mixed") if turned else last.direction, start=p.stance.start, end=p.stance.end, actor=p.stance.actor,
                reasons=(), share=None, polled=False, confidence=min(last.confidence, p.stance.confidence), outcome=p.stance.outcome,
            )))
    return out


def _on_one_issue(found: Sequence[Placed]) -> list[Placed]:
    """Turn stances on the undoing of what others in the text have a stance on ("withdrawal" where there is a deployment)."""
    about = [topics(p.stance.issue) for p in found]
    things = [(p, t) for p, t in zip(found, about, strict=True) if t and UNDOING not in t and not p.stance.clause]
    out = []
    for p, t in zip(found, about, strict=True):
        whole = _nearest(p, [q for q, of in things if (of & t) - {TRUCE} and _compatible(p.stance, q.stance)]) if UNDOING in t and not _own_part(p.stance) else None
        if whole is not None and _rarely(t, found, about):
            whole = None  # what nearly all speak of is the undoing
        if whole is not None:
            direction = _OTHER.get(p.stance.direction, p.stance.direction)
            p = Placed(p.at, replace(p.stance, issue=whole.stance.issue, direction=direction, turned=True))
        out.append(p)
    return out


def _own_part(stance: Stance) -> bool:
    """Whether a stance is a refusal to do a thing oneself that is told by its verb alone ("refused to resign")."""
    return stance.wanting.name in _REFUSED and not stance.named and len(stance.issue.split()) == 1


def _rarely(topic: frozenset[str], found: Sequence[Placed], about: Sequence[frozenset[str]]) -> bool:
    """Whether far fewer actors have a stance on a thing itself than on its undoing."""
    undo, thing = (
        {p.stance.actor for p, t in zip(found, about, strict=True) if t & topic - {UNDOING} and (UNDOING in t) is undone} for undone in (True, False)
    )
    return len(undo) > _FAR * len(thing)


def _compatible(a: Stance, b: Stance) -> bool:
    """Whether what two outcomes name lets them be about one thing."""
    mine, theirs = a.named | {a.actor.removesuffix("_GOV")}, b.named | {b.actor.removesuffix("_GOV")}
    return not a.named or not b.named or bool(a.named & theirs or b.named & mine)


def _nearest(p: Placed, others: Sequence[Placed]) -> Placed | None:
    """Return the nearest, of those that name an actor if any does: their words say more."""
    telling = [q for q in others if q.stance.named] or list(others)
    return min(telling, key=lambda q: (abs(q.at - p.at), q.at), default=None)


def _joined_to_positions(found: Sequence[Placed], grammar: StanceGrammar) -> list[Placed]:
    positions = [k for k, p in enumerate(found) if not _is_motive(p, found, grammar)]
    reasons: dict[int, list[str]] = {}
    left = set(range(len(found)))
    for k in left - set(positions):
        mine = [n for n in positions if _same(found[n].stance.actor, found[k].stance.actor)]
        if mine:
            to = min(mine, key=lambda n: (abs(found[n].at - found[k].at), n))
            reasons.setdefault(to, []).append(found[k].stance.issue)
            left.discard(k)
    return [
        Placed(found[k].at, replace(found[k].stance, reasons=tuple(dict.fromkeys([*found[k].stance.reasons, *reasons.get(k, ())]))))
        for k in sorted(left)
    ]


def _is_motive(placed: Placed, found: Sequence[Placed], grammar: StanceGrammar) -> bool:
    stance = placed.stance
    if stance.direction != "against":
        return False
    if stance.wanting.name in _WORRIED:
        beside = (p.stance for p in found if p.at == placed.at and p.stance.wanting.name not in _WORRIED)
        return stance.clause or any(_same(s.actor, stance.actor) for s in beside)
    # What else it is about may be decided on, and then it is a position.
    return bool(grammar.harm.search(stance.issue)) and not topics(stance.issue) - {UNDOING, "unrest"}


def _same(a: str, b: str) -> bool:
    return a.removesuffix("_GOV") == b.removesuffix("_GOV")
