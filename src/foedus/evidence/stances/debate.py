"""What a text turns on: of the things it tells, the one on which most actors take a side, by word or by deed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.evidence.stances.deed import PEOPLE, TOLD, Deed, bound, plain
from foedus.evidence.stances.matter import Matter, Text, does, on, side
from foedus.evidence.stances.topics import UNDOING, topics, undone_thing
from foedus.evidence.stances.whole import Placed
from foedus.evidence.stances.wording import asked as named_by
from foedus.evidence.stances.wording import headed, thing

#: Types of event that are things to be for or against.
_THINGS = frozenset({"ASSAULT", "MOBILIZE", "SANCTION", "COERCE", "RETREAT"})
#: What a thing of a kind is about, whatever its words.
_KIN = {"ASSAULT": "attack", "MOBILIZE": "deployment", "SANCTION": "sanctions"}
_MOST = 24  #: things weighed in a part
_SIDES = 2  #: actors besides those who do it that must take a side, or nothing is debated
#: What a title or question on the same topic adds, a telling in a title, and an early one, in actors.
_ASKED, _HEADED, _EARLY = 2.0, 2.0, 2.0
_TOLD = 4.0  #: what it adds that no topic is told of in more sentences, in actors
_UNDONE = 3.0  #: what the end of a thing is worth less than the thing itself, in actors: sides on both can be told of it
_OFTEN, _SHARE = 3, 0.2  #: sentences, and share of all, that are about what a text without a title turns on, at least
_LEAST = 3  #: words of a title that say what a text is about
_QUOTED = tuple("“\"‘«「『")
_OWN = re.compile(r"(?:its|his|her|their|sus?) ", re.IGNORECASE)
_SPEAKS_AGAINST = ("opposes", "refuses")
_SHORT = 60  #: characters of words in a title that still name a thing
_CLASH = re.compile(r"\b(?:clash(?:e[sd])?|collision|collided?|skirmish\w*|choques?|choc(?:ó|aron)|enfrentamientos?|colisi(?:ón|onaron)|escaramuzas?)\b|충돌", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;:…|·]\s|…|[“”\"‘’]|\[[^\]]*\]|-\s")
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
    titles = [*text.titles.values()]
    asking = [(w, t) for w, t in titles if w.endswith(("?", "？")) or (t - {UNDOING} and named_by(w) != w)]
    often = Counter(t for told in text.topics.values() for t in told - {UNDOING})
    most = max(often.values(), default=1)
    often_told = Counter(str(d.row["event"]) for d in done if d.row["event"])
    best: tuple[float, int] | None = None
    chosen = None
    for at, matter in _candidates(found, done, text, date):
        sided = {
            x for d in done for x in d.actors
            if not does(matter, x, date) and side(matter, d, date) and (d.attitude is None or d.aimed or d.topics & matter.topics)
        }  # fmt: skip
        sided |= {p.stance.actor for p in found if (p.stance.pronoun or on(matter, p.stance)) and not does(matter, p.stance.actor, date)}
        sided = {plain(x) for x in sided}
        asked = bool(matter.topics & text.asked) or at in text.titles
        once = matter.event is not None and not often_told.get(matter.event, 0) > 1
        # A deed told once in passing is what a text turns on only if more take a side on it.
        if len(sided) < (_SIDES if asked else _SIDES + 1 + once):
            continue
        worth = len(sided) + _ASKED * bool(matter.topics & text.asked) + _HEADED * (at in text.titles) + _EARLY * (1 - at / text.length)
        worth += _TOLD * max((often[t] for t in matter.topics), default=0) / most
        if matter.undone:
            worth -= _UNDONE
        if best is None or (worth, -at) > best:
            best, chosen = (worth, -at), matter
    if chosen is not None and chosen.kind is not None and any(t & chosen.topics for _, t in asking):
        chosen = None  # what a title asks is not this deed, which has its topic
    found_so = (
        _named(asking, found, done, text, date) or chosen or _named([*titles, *text.questions.values()], found, done, text, date)
        or _spoken_of(found, done, text, date) or _whole(found, done, text, date)
    )
    found_so = None if found_so is None else _as_headed(found_so, titles, {p.at for p in found} & set(text.titles))
    return None if found_so is None else replace(found_so, headed=bool(found_so.topics & text.asked) or any(_either(found_so.issue, w) for w, _ in titles))


def _as_headed(matter: Matter, titles: Sequence[tuple[str, frozenset[str]]], wanted: set[int]) -> Matter:
    """Return the end of a matter instead where a title names that and asks nobody for it: to welcome "the decision" is to welcome the end."""
    if matter.undone or wanted or matter.kind is not None:
        return matter
    for words, about in titles:
        clause = next((c.strip() for c in _CLAUSES.split(words) if c and UNDOING in topics(c) and topics(c) & matter.topics), None)
        if clause and UNDOING in about and not words.endswith(("?", "？")) and named_by(words) == words:
            return replace(matter, issue=clause, undone=True)
    return matter


def _either(a: str, b: str) -> bool:
    return a in b or b in a


def _named(
    told: Sequence[tuple[str, frozenset[str]]], found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None
) -> Matter | None:
    """Return what the first of some titles and questions that is about something names, if enough actors take a side on it."""
    words, about = next(((w, t) for w, t in told if t - {UNDOING}), ("", frozenset()))
    return _if_debated(words, about, found, done, text, date) if words else None


def _spoken_of(found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> Matter | None:
    """Return what the first sentence on the topic tells that most sentences are about, if enough actors take a side on it."""
    about = Counter(t for topics_ in text.topics.values() for t in topics_ - {UNDOING})
    for topic, times in about.most_common(1):
        first = min(n for n, t in text.topics.items() if topic in t)
        if times >= _OFTEN and times >= text.length * _SHARE and first in text.words:
            return _if_debated(text.words[first], text.topics[first], found, done, text, date)
    return None


def _whole(found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> Matter | None:
    """Return what a text without any topic of the tables is about: its title, else its first question or sentence."""
    named = [w for w, _ in text.titles.values() if len(w.split()) >= _LEAST and not w.startswith(_QUOTED)]
    words = next(iter([*named, *(w for w, _ in text.questions.values()), *text.words.values()]), "")
    about = frozenset[str]()
    matter = Matter(words, None, about, False, about, about, None)
    sided = {plain(x) for d in done for x in d.actors if d.attitude and side(matter, d, date)}
    sided |= {plain(p.stance.actor) for p in found if p.stance.pronoun or on(matter, p.stance)}
    return matter if words and len(sided) > _SIDES else None


def _if_debated(words: str, about: frozenset[str], found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> Matter | None:
    named = headed(words)
    if named != words:
        words, about = named, topics(named) or about - {UNDOING}
    plainly = about - {UNDOING}
    # The first to be told of with it carries it out, unless it takes a side in other words.
    sayers = {(d.at, plain(x)) for d in done if d.attitude or d.row["type"] not in _THINGS for x in d.actors} | {(p.at, plain(p.stance.actor)) for p in found}
    doer = next(((n, plain(x)) for n, x in text.openers.items() if text.topics[n] & plainly and (UNDOING in text.topics[n]) == (UNDOING in about)), None)
    doers = frozenset({doer[1]}) if doer and doer not in sayers else frozenset()
    matter = Matter(words, None, plainly, UNDOING in about, doers, frozenset(), None)
    sided = {plain(p.stance.actor) for p in found if p.stance.pronoun or on(matter, p.stance)}
    sided |= {plain(x) for d in done for x in d.actors if text.near(matter, d.at) and side(matter, d, date)}
    return matter if len(sided) >= _SIDES else None


def _candidates(found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> Iterator[tuple[int, Matter]]:
    by_event: dict[str, list[Deed]] = defaultdict(list)
    for d in done:
        if d.row["event"] and d.row["type"] in _THINGS and d.row["status"] in TOLD and d.row["mode"] != "resign" and any(_public(x, date) for x in d.actors):
            by_event[str(d.row["event"])].append(d)
    for event, told in [*by_event.items()][:_MOST]:
        about = frozenset(t for d in told for t in d.topics) | {_KIN[k] for d in told if (k := d.row["type"]) in _KIN}
        if all(_CLASH.search(d.row["quote"]) for d in told) or all(d.row["quote"].startswith(_QUOTED) for d in told):
            continue  # nobody wants a clash, and what only somebody alleges may not have been done
        if told[0].row["type"] == "RETREAT" and not about - {UNDOING}:
            continue  # who gives way in something that is not told of
        first = next((d for d in told if d.at in text.titles and len(d.row["quote"]) <= _SHORT), told[0])
        issue = thing(_MARK.sub("", first.row["quote"]), ())
        matter = Matter(
            issue, told[0].row["type"], about - {UNDOING}, told[0].row["type"] == "RETREAT" or (told[0].row["type"] != "ASSAULT" and UNDOING in topics(issue)),
            frozenset(plain(x) for d in told for x in d.actors), frozenset(x for d in told for x in d.aimed), event,
        )
        yield first.at, matter
        ended = undone_thing(issue) if matter.undone else None
        if ended:
            # Who ends what another began did not begin it.
            doers = matter.doers if _OWN.match(ended) else frozenset()
            yield first.at, replace(matter, issue=_OWN.sub("", ended), kind=None, topics=topics(ended), undone=False, doers=doers, aimed=frozenset(), event=None)
    wanted = [
        p for p in found
        if not p.stance.clause and not (p.stance.pronoun or p.stance.turned) and (
            p.at in text.titles or ((p.stance.direction == "for" or p.stance.wanting.name in _SPEAKS_AGAINST) and topics(p.stance.issue))
        )
    ]
    for p in wanted[:_MOST]:
        about = topics(p.stance.issue)
        yield p.at, Matter(
            # What is demanded of somebody is aimed at that one, so that backing it is to be against the demand.
            p.stance.issue, "COERCE" if p.stance.wanting.name == "demands" and p.stance.named else None, about - {UNDOING}, UNDOING in about,
            # What is backed is another's, where it names one.
            p.stance.named if p.stance.direction != "for" or (p.stance.wanting.name == "supports" and p.stance.named) else frozenset({plain(p.stance.actor)}),
            p.stance.named, None,
        )


def _public(actor: str, date: str | None) -> bool:
    """Whether an actor is a state, a body or somebody in office, and not a population or a person who acts for none."""
    return not actor.endswith(PEOPLE) and (actor == actor.upper() or len(bound(actor, date)) > 1)
