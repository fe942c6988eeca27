"""Leanings: where an actor's words of approval or disapproval are on nothing that the text turns on, and nothing else is read of it.

Who "applauded the verdict" in a text on a dam has a stance on the verdict. Each is told in the words of its sentence, or of
the matter where the sentence names nothing else; all are inferred and unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from foedus.evidence.stances.classes import wantings
from foedus.evidence.stances.deed import PEOPLE, TOLD, Deed, bound, plain
from foedus.evidence.stances.find import SUPPOSED
from foedus.evidence.stances.matter import Matter
from foedus.evidence.stances.sides import wished
from foedus.evidence.stances.stance import Stance
from foedus.evidence.stances.topics import UNDOING
from foedus.evidence.stances.whole import Placed

_SURE = 0.35
_NAMES = {"for": "helps", "against": "counters", "mixed": "abstains"}
#: Acts of speech and of help that show for or against what they are on, by type of event.
_SHOWN = {
    "REQUEST": "for", "AGREE": "for", "SUPPORT": "for", "AID": "for", "ACCUSE": "against", "PROTEST": "against",
    "THREATEN": "against", "SANCTION": "against", "MOBILIZE": "for",
}  # fmt: skip
_TURNED_ON = frozenset({"SANCTION", "AID", "THREATEN"})  #: what shows a side only where the text turns on something
_SENT = frozenset({"AID", "MOBILIZE"})  #: what whoever is attacked does against the attack
_CROWD = "PROTEST"  #: what a population itself does
_LENGTH = 18  #: words of a sentence that an issue keeps


def leanings(
    matter: Matter | None, placed: Sequence[Placed], done: Sequence[Deed], words: Mapping[int, str], date: str | None
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
    """
    known = {x for p in placed for x in bound(p.stance.actor, date)}
    spoken = {p.at for p in placed}
    polled = {p.at for p in placed if p.stance.polled}
    shown: dict[str, list[tuple[str, Deed, str]]] = defaultdict(list)
    for d in done:
        kind = str(d.row["type"])
        if d.attitude is None and SUPPOSED.search(words[d.at][: d.start]):
            continue
        where = d.attitude or (_SHOWN.get(kind) if d.row["status"] in TOLD else None)
        for actor in d.actors if where and d.at not in polled else ():
            if (d.aimed and not d.topics and (kind == "SUPPORT" or (matter is None and d.attitude == "for"))) or (matter is None and (kind in _TURNED_ON or (d.attitude is None and d.at in spoken))):
                continue  # backing an actor is a tie
            if any(wished(p, d, actor) for p in placed) or (kind in _SENT and matter is not None and plain(actor) in matter.aimed):
                continue
            if plain(actor) not in known and not (actor.endswith(PEOPLE) and d.attitude is None and kind != _CROWD):
                shown[plain(actor)].append((str(where), d, actor.removesuffix("_MILITARY")))
    out = []
    for given in shown.values():
        felt = [g for g in given if g[1].attitude] or given
        if len({where for where, _, _ in felt}) == 1:
            out.append(_made(matter, *felt[0], words))
    return out


def _made(matter: Matter | None, where: str, deed: Deed, actor: str, words: Mapping[int, str]) -> Placed:
    own = deed.topics - {UNDOING}
    told = matter if matter and (matter.headed if not own else bool(own & matter.topics)) and UNDOING not in deed.topics and not deed.transitive else None
    issue = told.issue if told else " ".join(words[deed.at].split()[:_LENGTH])
    return Placed(deed.at, Stance(
        deed.start, deed.end, actor, replace(wantings()[_NAMES[where]], basis="inferred"), where, issue, (), _SURE,
        (deed.start, deed.end), event=told.event if told else None,
    ))
