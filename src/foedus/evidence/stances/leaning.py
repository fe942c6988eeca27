"""Leanings: where an actor's words of approval or disapproval are on nothing that the text turns on, and nothing else is read of it.

Who "applauded the verdict" in a text on a dam has a stance on the verdict. Each is told in the words of its sentence, or of
the matter where the sentence names nothing else. Whoever does a thing is for what it does, where nothing that it feels or
says of anything is read. All are inferred and unsure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from foedus.evidence.stances.classes import wantings
from foedus.evidence.stances.deed import PEOPLE, TOLD, Deed, bound, plain, speaking
from foedus.evidence.stances.find import SUPPOSED
from foedus.evidence.stances.matter import Matter
from foedus.evidence.stances.sides import told_of_body, wished
from foedus.evidence.stances.stance import Stance
from foedus.evidence.stances.topics import UNDOING
from foedus.evidence.stances.whole import Placed
from foedus.evidence.stances.wording import thing

_SURE = 0.35
_NAMES = {"for": "helps", "against": "counters", "mixed": "abstains"}
#: What words towards others show of what they are on, and what deeds show of themselves, by type of event.
_SPOKEN = {"REQUEST": "for", "AGREE": "for", "SUPPORT": "for", "ACCUSE": "against", "PROTEST": "against", "REJECT": "against"}
_DONE = dict.fromkeys(("AID", "MOBILIZE", "SANCTION", "THREATEN", "ASSAULT", "COERCE", "COOPERATE", "RETREAT", "CONCEDE", "OWN"), "for")
_SENT = frozenset({"AID", "MOBILIZE"})  #: what whoever is attacked does against the attack
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|n(?:ieg|eg)(?:a|an|ó|aron|ado)(?! a\b)|desm(?:iente|ienten|intió|intieron))\b|부인(?:하|했)|사실무근", re.IGNORECASE)
_MUCH = 0.6  #: of the shorter of two stretches
_FAR = 3  #: times as many where no title says what the text turns on
_BACK = 3  #: sentences before an attitude in which what it is on is told
_CROWD = "PROTEST"  #: what a population itself does


def leanings(
    matter: Matter | None, placed: Sequence[Placed], done: Sequence[Deed], words: Mapping[int, str], names: Mapping[int, Sequence[str]], date: str | None
) -> list[Placed]:
    """Return one stance for each actor without any whose words or acts of speech all point one way.

    Parameters
    ----------
    matter
        What the text turns on, if anything.
    placed
        The stances of the part that were read.
    done
        What is told in it.
    words
        The sentences, by number.
    names
        Names of actors in each of them.
    """
    known = {x for p in placed for x in bound(p.stance.actor, date)}
    polled = {p.at for p in placed if p.stance.polled}
    beside: dict[int, list[Placed]] = defaultdict(list)
    for p in placed:
        beside[p.at].append(p)
    shown: dict[str, list[tuple[int, str, Deed, str]]] = defaultdict(list)
    for d in done:
        kind = str(d.row["type"])
        if d.attitude is None and SUPPOSED.search(words[d.at][: d.start]):
            continue
        where = d.attitude or ((_SPOKEN | _DONE).get(kind) if d.row["status"] in TOLD else None)
        if d.attitude is None and _DENIES.search(str(d.row.get("quote", ""))):
            continue  # who denies a thing defends itself
        rank = 0 if d.attitude else 1 if kind in _SPOKEN and d.row["event"] else 2
        for actor in speaking(d) if where and d.at not in polled else ():
            if d.aimed and not d.topics and (kind == "SUPPORT" or (matter is None and d.attitude == "for")):
                continue  # backing an actor is a tie
            if any(wished(p, d, actor) or told_of_body(p, d, actor) or _same_words(p, d, actor) for p in beside[d.at]) or (kind in _SENT and matter is not None and plain(actor) in matter.aimed):
                continue
            if plain(actor) not in known and not (actor.endswith(PEOPLE) and d.attitude is None and kind != _CROWD):
                shown[plain(actor)].append((rank, str(where), d, actor.removesuffix("_MILITARY")))
    out: list[Placed] = []
    for given in sorted(shown.values(), key=lambda g: (g[0][2].at, g[0][2].start)):
        best = min(rank for rank, *_ in given)
        felt = [g for g in given if g[0] == best]
        if len({where for _, where, _, _ in felt}) == 1:
            d = felt[0][2]
            out.append(_made(matter, *felt[0][1:], words, names, _spoken_of(matter, sorted([*placed, *out], key=lambda p: (p.at, p.stance.start)), d.at)))
    return out


def _same_words(p: Placed, deed: Deed, actor: str) -> bool:
    """Whether a stance of somebody else was read in the words that tell a deed."""
    s = p.stance
    shared = min(s.end, deed.end) - max(s.start, deed.start)
    return p.at == deed.at and deed.row["event"] is not None and plain(s.actor) != plain(actor) and plain(s.actor) not in map(plain, deed.actors) and s.wanting.basis != "inferred" and shared > _MUCH * min(s.end - s.start, deed.end - deed.start)


def _spoken_of(matter: Matter | None, placed: Sequence[Placed], at: int) -> str | None:
    """Return what is spoken of where an attitude names nothing: what a title asks, else the last thing that another wants or not, else the matter."""
    told = [p.stance.issue for p in placed if at - _BACK * (1 if matter and matter.headed else _FAR) <= p.at <= at]
    return matter.issue if matter and (matter.headed or not told) else told[-1] if told else None


def _made(matter: Matter | None, where: str, deed: Deed, actor: str, words: Mapping[int, str], names: Mapping[int, Sequence[str]], before: str | None) -> Placed:
    done = deed.row["type"] in _DONE or (deed.row["event"] is None and "quote" in deed.row)
    own = deed.topics - {UNDOING}
    told = matter if matter and not done and (matter.headed if not own else bool(own & matter.topics)) and UNDOING not in deed.topics and not deed.transitive and not (deed.aimed and deed.row["type"] == "ACCUSE" and not own) else None
    quote = deed.row.get("quote")
    clause = thing(str(quote), names.get(deed.at, ())) if quote else ""
    issue = told.issue if told else deed.thing or (clause if " " in clause else "") or before or thing(words[deed.at], names.get(deed.at, ()))
    return Placed(deed.at, Stance(
        deed.start, deed.end, actor, replace(wantings()["does" if done else _NAMES[where]], basis="inferred"), where, issue, (), _SURE,
        (deed.start, deed.end), event=told.event if told else None,
    ))
