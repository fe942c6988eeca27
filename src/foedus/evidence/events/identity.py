"""One event, many tellings: an id made from what tellings of the same event share, whatever their words.

Two tellings are of one event if what is told is of one concept (the lexicon's `concept`, so that a visit told as
CONSULT in one language and a visit told in another meet), their participants at the level of states agree, and their
months do. The id is made from concept, the state it happens to or in, and the month, and from nothing that depends on
other documents: tellings elsewhere fall on the same id by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from foedus.core.ids import content_id
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import side
from foedus.evidence.events.telling import Telling

NOT_DONE = frozenset(("denied", "refrained"))
SPOKEN = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"))
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
DAY = len("2022-01-05")


def identify(tellings: Sequence[Telling], sentences: Sequence[Sentence] = ()) -> list[Telling]:
    """Give each telling the id of its event; those of one document are merged first.

    Parameters
    ----------
    sentences
        Those the tellings stand in: what is told too thinly for another document to mean it knows its words by them.
    """
    groups: list[list[Telling]] = []
    where: list[int] = []
    # A long document repeats itself: each group is compared by those of its tellings that differ, within one concept.
    differing: list[dict[object, Telling]] = []
    of_side: dict[tuple[str, str], set[int]] = {}  # tellings without a side in common are of two events
    for t in tellings:
        best, score = -1, 0
        own = [(t.concept, x) for x in frozenset().union(*_sides(t))]
        for k in sorted({k for x in own for k in of_side.get(x, ())}):
            # What was told of two days is of two events, though a third telling names no more than their month or year.
            apart = any(not _dates_meet(t.date, other.date) for other in differing[k].values())
            s = 0 if apart else max(agree(t, other) for other in differing[k].values())
            if s > 0 and s >= score:
                best, score = k, s
        if best < 0:
            best = len(groups)
            groups.append([])
            differing.append({})
        groups[best].append(t)
        if differing[best].setdefault((t.date, t.type, *_sides(t)), t) is t:
            for x in own:
                of_side.setdefault(x, set()).add(best)
        where.append(best)
    ids = _keys(groups, sentences)
    return [replace(t, event=ids[k]) for t, k in zip(tellings, where, strict=True)]


def known_once(tellings: Sequence[Telling], sentences: Sequence[Sentence]) -> list[Telling]:
    """Leave out bare mentions of an event already told ("the uprising"): they refer, and tell nothing."""
    out: list[Telling] = []
    of_concept: dict[str, list[Telling]] = {}
    for t in tellings:
        bare = t.bare and not sentences[t.sentence].heading
        if not (bare and any(agree(o, t) for o in of_concept.get(t.concept, ()))):
            out.append(t)
            of_concept.setdefault(t.concept, []).append(t)
    return out


def _sides(t: Telling) -> tuple[frozenset[str], frozenset[str]]:
    return _sides_of(t.type, t.actors, t.recipients)


@lru_cache(maxsize=8192)
def _sides_of(type_: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    # What one minister says another does not, whoever's office both hold.
    own = frozenset(i for i in actors if i[:1].islower()) if type_ in SPOKEN else frozenset[str]()
    one = own or frozenset(map(side, actors))
    two = frozenset(map(side, recipients))
    if type_ in MUTUAL:
        return one | two, frozenset()
    return one, two


def agree(a: Telling, b: Telling) -> int:
    """Return how well two tellings may be of one event; 0 if not."""
    if a.concept != b.concept or not _dates_meet(a.date, b.date):
        return 0
    if a.sentence == b.sentence and (a.status in NOT_DONE) != (b.status in NOT_DONE):
        return 0  # what was not done is another deed than what was, told in one breath
    if a.concept == "agree" and a.sentence != b.sentence and not (a.noun or b.noun or a.points_back or b.points_back):
        return 0  # who agreed on one thing has agreed on another
    (a1, a2), (b1, b2) = _sides(a), _sides(b)
    if a.type in MUTUAL or b.type in MUTUAL:
        common = a1 & b1
        return len(common) if common and (a1 <= b1 or b1 <= a1) else 0
    if a2 and b2 and not a2 & b2:
        return 0
    if a1 and b1 and not a1 & b1:
        return 0
    if a.concept == a.type.lower() and bool(a2) != bool(b2):
        return 0  # a type is no event: who refuses one may refuse another
    return len(a1 & b1) + len(a2 & b2)


def _dates_meet(one: str | None, two: str | None) -> bool:
    if one is None or two is None:
        return one is two or one is None or two is None
    n = min(len(one.split("/")[0]), len(two.split("/")[0]))
    return one[:n] == two[:n]


def _keys(groups: Sequence[Sequence[Telling]], sentences: Sequence[Sentence]) -> list[str]:
    """Return the ids of the events of one document: that of the second of a month between the same sides holds its day too.

    The second agreement of a month holds its words.
    """
    ids = [_key(g, sentences) for g in groups]
    days = [min((t.date for t in g if t.date and len(t.date) == DAY), default="") for g in groups]
    first: dict[str, str] = {}
    agreed: set[str] = set()
    for k, group in enumerate(groups):
        if group[0].concept == "agree" and ids[k] in agreed and sentences:
            t = group[0]
            ids[k] = content_id("event", ids[k], " ".join(sentences[t.sentence].text[t.start : t.end].split()))
        agreed.add(ids[k])
    for k in sorted(range(len(groups)), key=lambda k: (days[k], k)):
        if days[k] and first.setdefault(ids[k], days[k]) != days[k]:
            ids[k] = content_id("event", ids[k], days[k])
    return ids


def _key(group: Sequence[Telling], sentences: Sequence[Sentence]) -> str:
    main = max(group, key=lambda t: (t.confidence, len(t.actors) + len(t.recipients), -t.sentence))
    one, two = _sides(main)
    months = sorted({t.date[:7] for t in group if t.date})
    only_type = main.concept == main.type.lower()
    parts: list[object] = [main.concept, sorted(one), sorted(two), months[:1]]
    if only_type and all(t.status in NOT_DONE for t in group):
        parts.append("not")
    thin = not months or not (one or two) or (only_type and not (two or (main.type in MUTUAL and len(one) > 1)))
    if thin and sentences:  # "X refused", some time: what tells it in other words elsewhere may be another refusal
        parts.append(" ".join(sentences[main.sentence].text[main.start : main.end].split()))
    return content_id("event", *parts)
