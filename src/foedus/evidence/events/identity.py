"""One event, many tellings: an id made from what tellings of the same event share, whatever their words.

Two tellings are of one event if what is told is of one concept (the lexicon's `concept`, so that a visit told as
CONSULT in one language and a visit told in another meet), their participants at the level of states agree, and their
months do. The id is made from concept, the state it happens to or in, and the month, and from nothing that depends on
other documents: tellings elsewhere fall on the same id by themselves.

Within a document a heading tells in fewer words what the text below it tells again, and "this visit" what was told before:
both need no more than to contradict nothing. In running text a type alone is no event ("called on", "rejected"): who asks
twice has asked for two things, unless both sides are named both times.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
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
AGREED = "agree"  #: the concept of agreements, of which one text tells several
NEAR = 2  #: sentences within which an agreement is told again
BACK = 8  #: sentences over which a noun points back, and groups of a concept that are looked at


SHARED = 2  #: words that two tellings have in common which tell the same of sides that one of them leaves out
WORD = re.compile(r"(?<!\w)(?:[가-힣]{2}|[^\W\d_가-힣]{5})")


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
    of_concept: dict[str, list[int]] = {}
    agreed: dict[int, int] = {}  # group -> where the running text last told of its agreement
    for t in tellings:
        best, score = -1, 0
        own = [(t.concept, x) for x in frozenset().union(*_sides(t))]
        clause = t.concept == AGREED and not (t.noun or t.points_back or _headed(sentences, t))
        for k in sorted({k for x in own for k in of_side.get(x, ())}):
            if clause and t.sentence - agreed.get(k, t.sentence) > NEAR:
                continue  # a heading announces one agreement, not all that follow
            s = _fits(t, differing[k].values(), sentences)
            if s > 0 and s >= score:
                best, score = k, s
        if best < 0:
            best = _meant(t, of_concept.get(t.concept, ()), groups, differing, sentences)
        if best < 0 and sentences:
            best = _again(t, of_concept.get(t.concept, ()), groups, differing, sentences)
        if best < 0:
            best = len(groups)
            groups.append([])
            differing.append({})
            of_concept.setdefault(t.concept, []).append(best)
        groups[best].append(t)
        if clause:
            agreed[best] = t.sentence
        if differing[best].setdefault((t.date, t.type, _headed(sentences, t), *_sides(t)), t) is t:
            for x in own:
                of_side.setdefault(x, set()).add(best)
        where.append(best)
    ids = _keys(groups, sentences)
    return [replace(t, event=ids[k]) for t, k in zip(tellings, where, strict=True)]


def _fits(t: Telling, group: Collection[Telling], sentences: Sequence[Sentence]) -> int:
    """Return how well a telling fits those of a group; 0 if one of them contradicts it, by its day or its sides."""
    best = 0
    for o in group:
        headed = _headed(sentences, t, o)
        # What was told of two days is of two events, though a third telling names no more than their month or year.
        if _contradict(t, o, headed):
            return 0
        if headed or not _vague(t, o):
            best = max(best, agree(t, o, headed))
    return best


def _meant(
    t: Telling, of_concept: Sequence[int], groups: Sequence[Sequence[Telling]],
    differing: Sequence[dict[object, Telling]], sentences: Sequence[Sentence],
) -> int:  # fmt: skip
    """Return the last group that a telling may mean without naming its sides: beside a heading, or by a noun that points back."""
    if t.concept == t.type.lower():
        return -1
    bare = t.noun and t.points_back and not any(_sides(t))
    for k in reversed(of_concept[-BACK:]):
        last = groups[k][-1]
        headed = _headed(sentences, t, last)
        near = headed or (bare and t.sentence - last.sentence <= BACK)
        if near and not any(_contradict(t, o, headed) for o in differing[k].values()):
            return k
    return -1


def _again(
    t: Telling, of_concept: Sequence[int], groups: Sequence[Sequence[Telling]],
    differing: Sequence[dict[object, Telling]], sentences: Sequence[Sentence],
) -> int:  # fmt: skip
    """Return the last group that tells the same in the same words, where one telling leaves out who or whom."""
    if t.concept != t.type.lower() or t.type in SPOKEN:
        return -1
    own = words_of(t, sentences)
    for k in reversed(of_concept[-BACK:]):
        if any(_contradict(t, o, headed=False) for o in differing[k].values()):
            continue
        if any(_open(t, o) and (t.status in NOT_DONE) == (o.status in NOT_DONE) and len(own & words_of(o, sentences)) >= SHARED for o in groups[k]):
            return k
    return -1


def _open(a: Telling, b: Telling) -> bool:
    """Whether one of two tellings leaves out a side that the other names."""
    return any(bool(x) != bool(y) for x, y in zip(_sides(a), _sides(b), strict=True))


def words_of(t: Telling, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the beginnings of the words of a telling that name nobody: two syllables in Korean, five letters elsewhere."""
    s = sentences[t.sentence]
    names = [(m.start, m.end) for m in s.mentions]
    found = (m for m in WORD.finditer(s.text, t.start, t.end) if not any(a < m.end() and m.start() < b for a, b in names))
    return frozenset(m[0].casefold() for m in found)


def _headed(sentences: Sequence[Sentence], *tellings: Telling) -> bool:
    return bool(sentences) and any(sentences[t.sentence].heading for t in tellings)


def _contradict(a: Telling, b: Telling, headed: bool) -> bool:
    """Whether two tellings cannot be of one event. A day that is not told in a heading or its text contradicts nothing."""
    if not _dates_meet(a.date, b.date) and not (headed and not (a.stated and b.stated)):
        return True
    (a1, a2), (b1, b2) = _sides(a), _sides(b)
    if a.type in MUTUAL or b.type in MUTUAL:
        return not (a1 <= b1 or b1 <= a1)
    return bool((a1 and b1 and not a1 & b1) or (a2 and b2 and not a2 & b2))


def _vague(a: Telling, b: Telling) -> bool:
    """Whether two tellings share no more than a type, and one of them leaves a side out."""
    return a.concept == a.type.lower() and a.type not in MUTUAL and not all(all(_sides(t)) for t in (a, b))


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


def agree(a: Telling, b: Telling, headed: bool = False) -> int:
    """Return how well two tellings may be of one event; 0 if not.

    Parameters
    ----------
    headed
        One of them stands in a heading, which tells what the text tells again.
    """
    if a.concept != b.concept or (not headed and not _dates_meet(a.date, b.date)):
        return 0
    if a.sentence == b.sentence and (a.status in NOT_DONE) != (b.status in NOT_DONE):
        return 0  # what was not done is another deed than what was, told in one breath
    (a1, a2), (b1, b2) = _sides(a), _sides(b)
    pointed = a.noun or b.noun or a.points_back or b.points_back
    again = a1 == b1 and abs(a.sentence - b.sentence) <= NEAR and not (a.stated and b.stated)
    if a.concept == AGREED and a.sentence != b.sentence and not (headed or pointed or again):
        return 0  # who agreed on one thing has agreed on another
    if a.type in MUTUAL or b.type in MUTUAL:
        common = a1 & b1
        return len(common) if common and (a1 <= b1 or b1 <= a1) else 0
    if a2 and b2 and not a2 & b2:
        return 0
    if a1 and b1 and not a1 & b1:
        return 0
    if a.concept == a.type.lower() and (bool(a2) != bool(b2) or bool(a1) != bool(b1)):
        return 0  # a type is no event: who refuses one may refuse another, and what one refuses others may
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
        if group[0].concept == AGREED and ids[k] in agreed and sentences:
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
