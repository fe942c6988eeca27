"""Sides that deeds show: the matter of a text, and who helps or counters whoever carries it out.

A text mostly turns on one thing that somebody does or wants to do: a war, a mission, a blockade. Who breaks off relations
with the attacker is against the attack, who thanks the sender for the mission is for it, though neither says so. The
matter is the thing on which most actors of the text take a side, by word or by deed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.rows import Row
from foedus.evidence.stances.about import Telling
from foedus.evidence.stances.classes import Wanting, wantings
from foedus.evidence.stances.grammar import StanceGrammar
from foedus.evidence.stances.stance import Heard, Stance, actors_of
from foedus.evidence.stances.topics import UNDOING, topics
from foedus.evidence.stances.whole import Placed
from foedus.langs.grammar.name_entries import persons
from foedus.langs.grammar.name_persons import holds

#: Types of event that are things to be for or against.
_THINGS = frozenset({"ASSAULT", "MOBILIZE", "SANCTION", "COERCE", "RETREAT"})
#: Of these, the ones that harm whom they are aimed at, so that helping that one is to be against them.
_HARMS = frozenset({"ASSAULT", "SANCTION", "COERCE"})
_HELPS = frozenset({"SUPPORT", "AID", "COOPERATE", "AGREE"})
#: A war or a rivalry with whoever does the thing is older and wider than it, and shows nothing.
_COUNTERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "PROTEST"})
_MEASURES = frozenset({"SANCTION", "ACCUSE"})
_SENDS = frozenset({"MOBILIZE", "AID"})
_FORCE = frozenset({"attack", "deployment"})  #: topics that go together
_TOLD = frozenset({"happened", "planned", "reported", "offered"})
_PEOPLE = ("_MASSES",)
_MOST = 24  #: things weighed in a part
_SIDES = 2  #: actors besides those who do it that must take a side, or nothing is debated
#: What a title or question on the same topic adds, a telling in a title, and an early one, in actors.
_ASKED, _HEADED, _EARLY = 2.0, 2.0, 2.0
#: What a thing of a kind is about, whatever its words.
_KIN = {"ASSAULT": "attack", "MOBILIZE": "deployment", "SANCTION": "sanctions"}
_NEAR = 6  #: sentences at most between a deed and words on the matter
_SHORT = 60  #: characters of words in a title that still name a thing
_SELF = frozenset({"refuses", "unwilling"})
_SURE = 0.45
_MARK = re.compile(r"^(?:[^\w\s]\s*|[A-Z]: )+")


@dataclass(frozen=True, slots=True)
class Matter:
    """A thing that actors of a text are for or against.

    Attributes
    ----------
    issue
        Its words in the text.
    kind
        Type of the event that tells it, ``None`` where only stances do.
    topics
        What it is about, without ``undoing``.
    undone
        It is itself the end of something.
    doers, aimed
        Who carries it out or wants it, and whom it is aimed at; a government counts as its state.
    event
        Id of the event.
    """

    issue: str
    kind: str | None
    topics: frozenset[str]
    undone: bool
    doers: frozenset[str]
    aimed: frozenset[str]
    event: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """A telling with its sentence: half-open offsets in it, who does what to whom."""

    at: int
    start: int
    end: int
    row: Row
    actors: tuple[str, ...]
    aimed: frozenset[str]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """What the sentences of a part are about.

    Attributes
    ----------
    asked
        Topics of its titles, headings and questions.
    topics
        Topics of each sentence, by number.
    titles
        Words and topics of its titles and headings, by number.
    length
        How many sentences it has, at least 1.
    """

    asked: frozenset[str]
    topics: Mapping[int, frozenset[str]]
    titles: Mapping[int, tuple[str, frozenset[str]]]
    length: int

    def about(self, matter: Matter) -> list[int]:
        """Return the numbers of the sentences about the matter."""
        return [n for n, t in self.topics.items() if t & matter.topics]

    def near(self, matter: Matter, at: int) -> bool:
        """Whether a sentence about the matter stands near to the one numbered `at`."""
        return any(self.topics.get(n, frozenset()) & matter.topics for n in range(at - _NEAR, at + _NEAR + 1))


def plain(actor: str) -> str:
    """Return the id of the state for its government, any other as it is."""
    return actor.removesuffix("_GOV").removesuffix("_MILITARY")


def bound(actor: str, date: str | None) -> frozenset[str]:
    """Return an actor, and what it held office of on a day."""
    known = persons().get(actor)
    return frozenset({plain(actor), *((o.of for o in known.offices if holds(o, date)) if known and date else ())})


def deeds(told: Mapping[int, Sequence[Telling]]) -> list[Deed]:
    """Return what the events reader found as deeds, in the order of the text."""
    return [
        Deed(n, a, b, r, tuple(r["actors"] or ()), frozenset(plain(x) for x in r["recipients"] or ()), topics(r["quote"]))
        for n, rows in told.items() for a, b, r in rows if r["actors"] or r["recipients"]
    ]


def acts(at: int, heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> list[Deed]:
    """Return the deeds towards an actor that the words of a sentence tell, whether or not the events reader has them."""
    sk = heard.skeleton
    out = []
    for name, pattern in grammar.deeds:
        for m in pattern.finditer(sk.text):
            who, whom = (actors_of(m.group(g), heard, discourse) for g in ("s", "o"))
            start, end = sk.source(*m.span())
            told = {"type": "SUPPORT" if name == "helps" else "ACCUSE", "status": "happened", "event": None}
            if who and whom:
                out.append(Deed(at, start, end, told, tuple(who), frozenset(map(plain, whom)), topics(sk.words(*m.span()))))
    return out


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
        sided = {x for d in done for x in d.actors if side(matter, d, date) and not _does(matter, x, date)}
        sided |= {p.stance.actor for p in found if (p.stance.pronoun or on(matter, p.stance)) and not _does(matter, p.stance.actor, date)}
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
        if d.row["type"] in _THINGS and d.row["status"] in _TOLD and d.row["mode"] != "resign" and any(_public(x, date) for x in d.actors):
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
    return not actor.endswith(_PEOPLE) and (actor == actor.upper() or len(bound(actor, date)) > 1)


def _does(matter: Matter, actor: str, date: str | None) -> bool:
    return bool(bound(actor, date) & matter.doers)


def on(matter: Matter, stance: Stance) -> bool:
    """Whether a stance is on the matter: it shares a topic, and names nobody or somebody of the matter."""
    about = topics(stance.issue)
    # "The work to be halted": the end of a thing not told anew is that of the matter.
    if not (about - {UNDOING}) & matter.topics and about != {UNDOING}:
        return False
    return not stance.named or bool(stance.named & (matter.doers | matter.aimed))


def side(matter: Matter, deed: Deed, date: str | None) -> str | None:
    """Return the side a deed takes on the matter: ``for``, ``against``, ``mixed``, or None if it takes none."""
    kind, status = deed.row["type"], deed.row["status"]
    if deed.row["event"] == matter.event:
        return "for" if status in _TOLD else None
    aimed = frozenset(x for a in deed.aimed for x in bound(a, date))
    about = bool((deed.topics - {UNDOING}) & matter.topics)
    undoes = about and (UNDOING in deed.topics) != matter.undone
    doers, target = bool(aimed & matter.doers), bool(aimed & (matter.aimed - matter.doers))
    if status == "denied":
        if kind in _HELPS and (doers or about):
            return "against"
        return "mixed" if kind in ("ACCUSE", "REJECT") and (doers or about) else None
    if status not in _TOLD:
        return None
    if kind == "REQUEST":
        # To ask whoever does it to stop is to be against it; to ask for anything else is not.
        return "against" if (about and undoes) or (doers and UNDOING in deed.topics and not matter.undone) else None
    if doers and (matter.kind or about or kind == "SUPPORT"):
        return "for" if kind in _HELPS else "against" if kind in _COUNTERS else None
    if about and kind in ("ACCUSE", "REJECT", "SUPPORT"):
        with_it = kind == "SUPPORT"
        return "for" if with_it != undoes else "against"
    joins = kind == matter.kind or (kind in _SENDS and bool(_FORCE & matter.topics and _FORCE & deed.topics))
    if joins and (target or not aimed) and not matter.aimed & frozenset(map(plain, deed.actors)):
        return "for"
    if target and matter.kind in _HARMS:
        return "against" if kind in ("SUPPORT", "AID", "COOPERATE") else "for" if kind in _MEASURES else None
    return None


def by_deeds(matter: Matter, found: Sequence[Placed], done: Sequence[Deed], text: Text, date: str | None) -> list[Placed]:
    """Return the stances on the matter that only deeds show, of actors who take none in words.

    Deeds that point both ways show nothing.
    """
    spoken = {plain(p.stance.actor) for p in found if p.stance.issue == matter.issue or on(matter, p.stance)}
    shown: dict[str, list[tuple[str, Deed, str]]] = defaultdict(list)
    for d in done:
        for actor in d.actors:
            where = "for" if d.row["event"] == matter.event else side(matter, d, date)
            if where is None or actor.endswith(_PEOPLE) or plain(actor) in spoken or not text.near(matter, d.at):
                continue
            if _does(matter, actor, date) and where != "for":
                continue
            shown[plain(actor)].append((where, d, actor.removesuffix("_MILITARY")))
    out = []
    for given in shown.values():
        if len({w for w, _, _ in given}) == 1:
            out.append(_made(matter, *given[0], date))
    return sorted(out, key=lambda p: (p.at, p.stance.start, p.stance.actor))


def with_limits(matter: Matter, found: Sequence[Placed]) -> list[Placed]:
    """Join an actor's refusal to take part itself to its support of the matter: it is a limit, no opposition."""
    backing = {plain(p.stance.actor): k for k, p in enumerate(found) if p.stance.direction == "for" and on(matter, p.stance) and not _own(p.stance)}
    limits: dict[int, list[str]] = defaultdict(list)
    out = []
    for k, p in enumerate(found):
        to = backing.get(plain(p.stance.actor))
        force = bool(_FORCE & matter.topics) and bool(_FORCE & topics(p.stance.issue))
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
    name = {"for": "does" if _does(matter, actor, date) else "helps", "against": "counters", "mixed": "abstains"}[where]
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
    for p in found:
        s = p.stance
        about = topics(s.issue)
        measure = "sanctions" in about and "sanctions" not in matter.topics and not _does(matter, s.actor, date) and (
            bool(s.named & matter.doers) or (not s.named and matter.kind in _HARMS)
        )
        # To want an apology, or somebody punished, for a thing is to be against it.
        redress = "redress" in about and bool(s.named & matter.doers) and not _does(matter, s.actor, date)
        # Who would rather talk would not have force used.
        rather = s.wanting.name == "prefers" and bool({"talks", "truce"} & about) and bool(_FORCE & matter.topics)
        truce = "truce" in about and "truce" not in matter.topics and bool(_FORCE & matter.topics) and not _does(matter, s.actor, date)
        undoing = on(matter, s) and (UNDOING in about) != matter.undone and not s.clause and not _does(matter, s.actor, date)
        if (measure or redress or truce or rather or undoing) and s.issue != matter.issue:
            turned = {"for": "against", "against": "for"}.get(s.direction, s.direction)
            p = Placed(p.at, replace(s, issue=matter.issue, direction=turned, event=matter.event))
        elif on(matter, s) and s.event is None:
            p = Placed(p.at, replace(s, event=matter.event))
        out.append(p)
    return out
