"""What a text turns on: of the things it tells, the one on which most actors take a side, by word or by deed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from foedus.evidence.stances.deed import PEOPLE, TOLD, Deed, bound, plain
from foedus.evidence.stances.matter import Matter, Text, does, on, side
from foedus.evidence.stances.topics import UNDOING, topics
from foedus.evidence.stances.whole import Placed

#: Types of event that are things to be for or against.
_THINGS = frozenset({"ASSAULT", "MOBILIZE", "SANCTION", "COERCE", "RETREAT"})
#: What a thing of a kind is about, whatever its words.
_KIN = {"ASSAULT": "attack", "MOBILIZE": "deployment", "SANCTION": "sanctions"}
_MOST = 24  #: things weighed in a part
_SIDES = 2  #: actors besides those who do it that must take a side, or nothing is debated
#: What a title or question on the same topic adds, a telling in a title, and an early one, in actors.
_ASKED, _HEADED, _EARLY = 2.0, 2.0, 2.0
_SHORT = 60  #: characters of words in a title that still name a thing
_MARK = re.compile(r"^(?:[^\w\s]\s*|[A-Z]: )+")


def matter_of(found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> Matter | None:
    """Return the thing on which most actors take a side, None where too few do.

    Parameters
    ----------
    found
        The stances of a part.
    done
        What is told in it.
    text
        The topics of its sentences, titles and questions.
    date
        Day of publication.
    """
    best: tuple[float, int] | None = None
    chosen = None
    for at, matter in _candidates(found, done, text, date):
        sided = {x for d in done for x in d.actors if side(matter, d, date) and not does(matter, x, date)}
        sided |= {p.stance.actor for p in found if (p.stance.pronoun or on(matter, p.stance)) and not does(matter, p.stance.actor, date)}
        sided = {plain(x) for x in sided}
        asked = bool(matter.topics & text.asked) or at in text.titles
        if len(sided) < (_SIDES if asked else _SIDES + 1):
            continue
        worth = len(sided) + _ASKED * bool(matter.topics & text.asked) + _HEADED * (at in text.titles) + _EARLY * (1 - at / text.length)
        if best is None or (worth, -at) > best:
            best, chosen = (worth, -at), matter
    return _entitled(found, text, asks=True) or chosen or _entitled(found, text, asks=False)


def _entitled(found: Sequence[Placed], text: Text, *, asks: bool) -> Matter | None:
    """Return what the first title that is about something names, if enough actors speak for or against it.

    Parameters
    ----------
    asks
        Only of titles that are a question, which say best what is debated.
    """
    told = ((w, t) for w, t in text.titles.values() if t - {UNDOING} and (not asks or w.endswith(("?", "？"))))
    words, about = next(told, ("", frozenset()))
    matter = Matter(words, None, about - {UNDOING}, UNDOING in about, frozenset(), frozenset(), None)
    sided = {plain(p.stance.actor) for p in found if p.stance.pronoun or on(matter, p.stance)}
    return matter if words and len(sided) >= _SIDES else None


def _candidates(found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> Iterator[tuple[int, Matter]]:
    by_event: dict[str, list[Deed]] = defaultdict(list)
    for d in done:
        if d.row["type"] in _THINGS and d.row["status"] in TOLD and d.row["mode"] != "resign" and any(_public(x, date) for x in d.actors):
            by_event[str(d.row["event"])].append(d)
    for event, told in [*by_event.items()][:_MOST]:
        about = frozenset(t for d in told for t in d.topics) | {_KIN[k] for d in told if (k := d.row["type"]) in _KIN}
        if told[0].row["type"] == "RETREAT" and not about - {UNDOING}:
            continue  # who gives way in something that is not told of
        first = next((d for d in told if d.at in text.titles and len(d.row["quote"]) <= _SHORT), told[0])
        issue = _MARK.sub("", " ".join(first.row["quote"].split()))
        yield first.at, Matter(
            issue, told[0].row["type"], about - {UNDOING}, UNDOING in topics(issue),
            frozenset(plain(x) for d in told for x in d.actors), frozenset(x for d in told for x in d.aimed), event,
        )
    wanted = [p for p in found if p.stance.direction == "for" and not p.stance.clause and not p.stance.pronoun and topics(p.stance.issue)]
    for p in wanted[:_MOST]:
        about = topics(p.stance.issue)
        yield p.at, Matter(
            p.stance.issue, None, about - {UNDOING}, UNDOING in about,
            # What is backed is another's, where it names one.
            p.stance.named if p.stance.wanting.name == "supports" and p.stance.named else frozenset({plain(p.stance.actor)}),
            p.stance.named, None,
        )


def _public(actor: str, date: str | None) -> bool:
    """Whether an actor is a state, a body or somebody in office, and not a population or a person who acts for none."""
    return not actor.endswith(PEOPLE) and (actor == actor.upper() or len(bound(actor, date)) > 1)
