"""Positions from stances: the interval of a scale that the words of an actor leave open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedus.case.homes import home
from foedus.case.question import Question
from foedus.evidence.rows import Row
from foedus.evidence.stances.classes import wantings
from foedus.evidence.stances.deed import TOLD
from foedus.evidence.stances.grammar import stance_grammar
from foedus.langs.grammar.name_entries import persons
from foedus.langs.grammar.name_persons import holds
from foedus.langs.registry import languages

#: How much wider, at its inner end, an interval is where the words are not the actor's own.
WIDER: Mapping[str, float] = {"stated": 0.0, "ascribed": 0.05, "inferred": 0.1, "predicted": 0.15}
#: On a scale of numbers, wanting a thing says that it is more than nothing, and no more.
SOME = 0.1
#: Types of event that tell what is said of a thing, and not that it is done.
_NOT = "REJECT"  #: who does not do a thing, where its words name whom it would be done to
_SAID = frozenset({"ACCUSE", "THREATEN", "REQUEST", "PROTEST", "CONSULT"})
_FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
_DEFAULT: Mapping[str, tuple[float, float]] = {"for": (0.6, 1.0), "against": (0.0, 0.4), "mixed": (0.25, 0.75)}


@dataclass(frozen=True, slots=True)
class Leaning:
    """What one stance says on the question.

    Attributes
    ----------
    row
        Its row.
    direction
        ``for``, ``against`` or ``mixed``, towards what the question asks about.
    low, high
        Shares in [0, 1] of a scale from wholly against to wholly for.
    named
        Its words name an actor of the question other than the one whose stance it is.
    reversed
        The outcome is the undoing of what the question asks about ("withdrawal" for a deployment).
    """

    row: Row
    direction: str
    low: float
    high: float
    reversed: bool
    named: bool = False


def leanings(question: Question, stances: Iterable[Row], mentions: Iterable[Row] = ()) -> list[Leaning]:
    """Return what the stances on the question's outcome say of it, those on other outcomes left out.

    Parameters
    ----------
    mentions
        Rows of the table of actors, which tell whom the words of a stance name.
    """
    asked = {home(a) for a in question.actors}
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for m in mentions:
        if m.get("actor") and home(m["actor"]) in asked:
            places[m["doc"]].append((m["start"], m["end"], home(m["actor"])))
    told = [r for r in stances if r.get("issue")]
    named = [_others(r, places[r["doc"]]) for r in told]
    about = ((_as_worded(r, question, n), n) for r, n in zip(told, named, strict=True))
    return [_leaning(r, question, bool(n)) for r, n in about if r is not None]


def deeds(question: Question, events: Iterable[Row], mentions: Iterable[Row] = ()) -> list[Leaning]:
    """Return what is done of what the question asks: who does it to one of its actors is for it, as inferred.

    Who is told not to do it is against it. Of two actors of the question the one named first does it: an attack the other
    way round says nothing of it. Others who do the like count where what they do is no use of force, which each state
    decides on for itself. Empty for a question that asks for a number.

    Parameters
    ----------
    mentions
        Rows of the table of actors, which tell where those it is done to are named.
    """
    if question.aspects:
        return []
    asked = [home(a) for a in question.actors]
    named = [m for m in mentions if m.get("actor") and home(m["actor"]) in asked]
    out = []
    for e in events:
        if e.get("type") in _SAID or e.get("status") not in TOLD or not question.bears(e["quote"]):
            continue
        sides = [e.get("actors") or (), e.get("recipients") or e.get("actors") or ()]
        doers, to = ([home(x) for x in side] for side in sides)
        for actor, by in zip(sides[0], doers, strict=True):
            places = [
                (m["start"] - e["start"], m["end"] - e["start"]) for m in named
                if m["doc"] == e["doc"] and e["start"] <= m["start"] < e["end"] and home(m["actor"]) in to and home(m["actor"]) != by
            ]
            aimed = [asked.index(x) for x in to if x in asked and x != by]
            reached = question.reaches(e["quote"], places)
            does = aimed and (asked.index(by) < min(aimed) if by in asked else e["type"] not in _FORCE)
            if does and (reached or (reached is None and e["type"] != _NOT)):
                told = {"issue": e["quote"], "words": "", "direction": "against" if e["type"] == _NOT else "for", "basis": "inferred"}
                out.append(_leaning({**e, **told, "actor": actor}, question, named=True))
    return out


def _as_worded(row: Row, question: Question, others: Sequence[tuple[int, int]]) -> Row | None:
    """Return a stance that bears on the question, None for any other.

    A stance told of what the whole text turns on is read as worded where the question is about its words: who
    adopted sanctions because of a war is for the sanctions where they are what is asked. Words that share only what
    is done with the question are on something else, unless they name an actor that it is done to.
    """
    issue = str(row["issue"])
    named = bool(others) and question.reaches(row["quote"], others) is not False
    if question.bears(issue) and (named or question.objects(issue)):
        return row
    words = str(row.get("words") or "")
    if row.get("basis") == "inferred" or not question.bears(words) or (issue in words and question.acts and not named):
        return None
    kind = _kind(words)
    return {**row, "issue": words, "direction": wantings()[kind].direction} if kind else None


def _kind(words: str) -> str | None:
    """Return the class of the words of a stance in whichever language has one."""
    names = (grammar.class_of(words) for language in languages().values() if (grammar := stance_grammar(language)) is not None)
    return next((n for n in names if n is not None), None)


def _others(row: Row, places: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Return where the words of a stance name actors of the question other than whose it is, as offsets in them."""
    return [(a - row["start"], b - row["start"]) for a, b, actor in places if row["start"] <= a < row["end"] and actor != home(row["actor"])]


def by_actor(found: Sequence[Leaning], dates: Mapping[str, str | None]) -> dict[str, list[Leaning]]:
    """Return leanings by actor; those of who held an office on the day of the document count for the state too.

    Of an actor's leanings those whose words name another actor of the question count alone, where there are any.

    Parameters
    ----------
    dates
        Day of publication by document.
    """
    out: dict[str, list[Leaning]] = defaultdict(list)
    for x in found:
        for actor in dict.fromkeys([x.row["actor"], *_offices(x.row["actor"], dates.get(x.row["doc"]))]):
            if not any(_same(x, y) for y in out[actor]):
                out[actor].append(x)
    # Words that name another actor of the question are about it more surely than those that share its topic.
    return {actor: [x for x in given if x.named] or given for actor, given in out.items()}


def _offices(person: str, date: str | None) -> list[str]:
    known = persons().get(person)
    return [o.of for o in known.offices if holds(o, date)] if known and date else []


def _same(a: Leaning, b: Leaning) -> bool:
    """Whether two leanings rest on the same words: a leader's stance and the one inferred from it for the state."""
    return (a.row["doc"], a.row["start"], a.direction) == (b.row["doc"], b.row["start"], b.direction)


def _leaning(row: Row, question: Question, named: bool) -> Leaning:
    turned = question.reverses(row["issue"])
    direction = {"for": "against", "against": "for"}.get(row["direction"], "mixed") if turned else row["direction"]
    low, high = _strength(row)
    wider = WIDER.get(row.get("basis") or "", 0.1)
    low, high = (max(0.0, low - wider) if high >= 0.9 else low, min(1.0, high + wider) if low <= 0.1 else high)
    if turned:
        low, high = 1 - high, 1 - low
    return Leaning(row, direction, round(low, 6), round(high, 6), turned, named)


def _strength(row: Row) -> tuple[float, float]:
    """Return the interval of the strongest words of the row's direction, that of the direction if there are none."""
    words, direction = str(row.get("words") or row["issue"]), row["direction"]
    for language in languages().values():
        grammar = stance_grammar(language)
        name = grammar.class_of(words) if grammar else None
        if name is None:
            continue
        low, high = wantings()[name].low, wantings()[name].high
        if wantings()[name].direction == direction:
            return low, high
        if {wantings()[name].direction, direction} == {"for", "against"}:
            return 1 - high, 1 - low  # words for the undoing of what the row is about
    return _DEFAULT.get(direction, _DEFAULT["mixed"])


def interval(found: Sequence[Leaning], *, numeric: bool) -> tuple[float, float]:
    """Return the share of the scale that all leanings of an actor span together.

    Parameters
    ----------
    found
        At least one leaning.
    numeric
        The scale counts something, so that being for it does not say how much.
    """
    spans = [((SOME if x.direction == "for" else 0.0) if numeric and x.direction != "against" else x.low, x.high) for x in found]
    return min(a for a, _ in spans), max(b for _, b in spans)


def conflicting(found: Sequence[Leaning]) -> bool:
    """Whether an actor is told to be both for and against."""
    return {"for", "against"} <= {x.direction for x in found}
