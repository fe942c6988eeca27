"""Reads stances: which actor wants which outcome, or does not, in what words, for what reasons, on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from foedus.documents.model import Document, Segment
from foedus.evidence.claims.grammar import reporting
from foedus.evidence.claims.speakers import UNSPECIFIED
from foedus.evidence.mentions import named_in
from foedus.evidence.passages import Placed, passages
from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.relations.slots import skeleton
from foedus.evidence.rows import Row, row
from foedus.evidence.shared import rows_named
from foedus.evidence.stances import sides, whole
from foedus.evidence.stances.about import Telling, event_of
from foedus.evidence.stances.attitude import attitudes, judgements
from foedus.evidence.stances.debate import matter_of
from foedus.evidence.stances.deed import PEOPLE, Deed, deeds, named_deeds, plain, with_purpose
from foedus.evidence.stances.deed import acts as acts_of
from foedus.evidence.stances.find import RIVAL, find_stances, holders_of, opening
from foedus.evidence.stances.grammar import stance_grammar
from foedus.evidence.stances.holders import BINDING, with_factions
from foedus.evidence.stances.leaning import leanings
from foedus.evidence.stances.matter import Text
from foedus.evidence.stances.position import with_one_position
from foedus.evidence.stances.shares import poll_of, told_of_poll
from foedus.evidence.stances.stance import Heard, Stance
from foedus.evidence.stances.topics import topics
from foedus.langs.grammar.name_entries import persons, states
from foedus.langs.grammar.name_persons import holds
from foedus.langs.registry import language

NAME = "stances"
VERSION = "3"
TABLE = "stances"

_INFERRED = 0.7  #: of the confidence, where the state's stance is taken from its leader's word


def _speakers(claims: Placed, segment: Segment) -> tuple[list[str], list[str]]:
    """Return who is told to say a sentence, and whose it is as the author's own words."""
    said: list[str] = []
    own: list[str] = []
    for _, _, r in claims.inside(segment):
        who = r["speaker"] if isinstance(r["speaker"], list) else [r["speaker"]]
        (own if r["form"] == "author" else said).extend(w for w in who if w)
    return list(dict.fromkeys(said)), list(dict.fromkeys(own))


def _homes(document: Document) -> dict[str, str]:
    """Return the state that each part names most, by itself, its government or its people; none for one that names none."""
    named: dict[str, Counter[str]] = {}
    for r in named_in(document):
        if r["kind"] in ("state", "government", "population") and (code := r["actor"].split("_")[0]) in states():
            named.setdefault(r["part"], Counter())[code] += 1
    return {part: max(codes, key=lambda c: codes[c]) for part, codes in named.items()}


def read(document: Document) -> Iterator[Row]:
    """Yield one row per preference over an outcome that `document` states or ascribes.

    Where the holder of an office that binds a state states a preference, a second row gives it to the state, with
    the basis ``inferred``.
    """
    actors = Placed(document, named_in(document))
    claims, dates, events = (Placed(document, rows_named(n, document)) for n in ("claims", "dates", "events"))
    homes = _homes(document)
    for part in document.stretches():
        tongue = language(part.language)
        grammar = stance_grammar(tongue)
        if grammar is None:
            continue
        discourse = Discourse()
        found: list[whole.Placed] = []
        heard: dict[int, tuple[Segment, Heard]] = {}
        polls: dict[int, dict[str, Any]] = {}
        told: dict[int, list[Telling]] = {}
        about: dict[int, frozenset[str]] = {}
        asked: frozenset[str] = frozenset()
        titles: dict[int, tuple[str, frozenset[str]]] = {}
        questions: dict[int, tuple[str, frozenset[str]]] = {}
        openers: dict[int, str] = {}
        acts: list[Deed] = []
        asking: set[int] = set()  # a question tells no deed
        asked_at_home = grammar.poll_home[0].search(document.view.text, part.start, part.end) is not None
        people = f"{grammar.poll_home[1]}{PEOPLE}" if asked_at_home else None
        home = grammar.poll_home[1] if asked_at_home else homes.get(part.id)
        for n, passage in enumerate(passages(document, part, actors)):
            segment, text = passage.segment, passage.text
            named = skeleton(text, with_factions(passage.named, text, grammar, home, document.metadata.published), grammar.anaphors)
            said, own = _speakers(claims, segment)
            heard[n] = segment, Heard(named, said, own, people)
            told[n] = events.inside(segment)
            poll = told_of_poll(text, [r["iso"] for _, _, r in dates.inside(segment) if r["iso"]], grammar)
            if poll is not None:
                polls[n] = poll
            if not passage.asks:
                found += [whole.Placed(n, s) for s in find_stances(heard[n][1], discourse, grammar, reporting(tongue))]
                acts += [*acts_of(n, heard[n][1], discourse, grammar), *named_deeds(n, heard[n][1], discourse, grammar)]
                acts += attitudes(n, heard[n][1], discourse, grammar, partial(holders_of, heard[n][1], discourse, grammar, reporting(tongue)))
                acts += judgements(n, heard[n][1], grammar, [r for _, _, r in claims.inside(segment)])
            about[n] = topics(text)
            if passage.heads or passage.asks:
                asked |= about[n]
            if passage.asks and not passage.heads:
                asking.add(n)
            opener = None if passage.heads or passage.asks else opening(heard[n][1], discourse, grammar)
            if opener:
                openers[n] = opener
            if passage.asks and not passage.heads and not grammar.open_question.search(text):
                questions[n] = " ".join(text.split()), about[n]
            if passage.heads:
                titles[n] = " ".join(text.split()), about[n]
            else:
                discourse.note(named)
        words = {n: " ".join(h.skeleton.words(0, len(h.skeleton.text)).split()) for n, (_, h) in heard.items()}
        told_words = {n: document.view.text[s.start : s.end] for n, (s, _) in heard.items()}
        names = {n: [s.text for s in h.skeleton.slots if s.actor] for n, (_, h) in heard.items()}
        text_about = Text(asked, about, titles, questions, openers, words, names, len(about) or 1)
        stated = {n: rows for n, rows in told.items() if n not in asking}
        placed = _with_sides(whole.as_told(found, grammar), [*_of_this(stated, told_words), *acts], text_about, document.metadata.published)
        sides_of: dict[str, set[str]] = {}
        for p in placed:
            sides_of.setdefault(plain(p.stance.actor), set()).add(p.stance.direction)
        linked = [p.stance.event or event_of(p.stance, p.at, told) for p in placed]
        # Stances on one issue are about one event, whichever of them stands beside its telling.
        known = {p.stance.issue: event for p, event in zip(placed, linked, strict=True) if event}
        for p, event in zip(placed, linked, strict=True):
            segment, speech = heard[p.at]
            more = {
                "event": event or known.get(p.stance.issue),
                "poll": poll_of(p.stance.share, p.at, polls) if p.stance.polled else None,
            }
            for actor, basis, sure in _whose(p.stance, document.metadata.published):
                if actor != p.stance.actor and p.stance.direction not in sides_of.get(plain(actor), {p.stance.direction}):
                    continue  # what a state says itself outranks what its leader says
                made = _row(document, part.id, segment, p.stance, actor, basis, sure, speech, more)
                if made is not None:
                    yield made


def _of_this(stated: Mapping[int, list[Telling]], words: Mapping[int, str]) -> Iterator[Deed]:
    """Yield the deeds told, but no refusal of "it" where that is another draft."""
    for d in deeds(stated):
        if d.row["type"] != "REJECT" or not RIVAL.search(words[d.at][: d.end]):
            yield with_purpose(d, words[d.at])


def _with_sides(
    found: list[whole.Placed], done: list[Deed], text: Text, date: str | None
) -> list[whole.Placed]:
    """Return the stances of a part and those its deeds show, in the order of the text."""
    matter = matter_of(found, done, text, date)
    if matter is None:
        placed = whole.with_antecedents(found, None)
        return sorted([*placed, *leanings(None, placed, done, text.words, text.names, date)], key=_order)
    told = found
    found = whole.with_antecedents(found, (matter.issue, text.about(matter)))
    turned = sides.with_limits(matter, sides.towards(matter, found, date))
    placed = [*turned, *sides.outranked(turned, sides.by_deeds(matter, turned, done, text, date))]
    placed = sorted([*placed, *leanings(matter, placed, done, text.words, text.names, date)], key=_order)
    return with_one_position(matter, sorted([*placed, *whole.echoed(told, placed)], key=_order))


def _order(p: whole.Placed) -> tuple[int, int, int]:
    return p.at, p.stance.start, p.stance.end


def _whose(stance: Stance, date: str | None) -> list[tuple[str, str | None, float]]:
    """Return the actor of a stance, and the state bound by it if the actor holds office on that day."""
    out: list[tuple[str, str | None, float]] = [(stance.actor, "inferred" if stance.wanting.basis == "inferred" else None, stance.confidence)]
    known = persons().get(stance.actor)
    if known and date:
        out += [
            (o.of, "inferred", stance.confidence * _INFERRED) for o in known.offices
            if holds(o, date) and BINDING & set("".join(o.roles))
        ][:1]
    return out


def _row(
    document: Document, part: str, segment: Segment, stance: Stance, actor: str, basis: str | None, sure: float, heard: Heard,
    more: Mapping[str, Any],
) -> Row | None:
    # An attitude is ascribed by whoever tells of it; an act of speech only by somebody quoted.
    said, author = heard.speakers, heard.author
    tellers = (*said, *author) if stance.wanting.basis != "stated" else said
    mine = {actor.removesuffix("_GOV"), stance.actor.removesuffix("_GOV")}
    others = [s for s in tellers if s != UNSPECIFIED and s.removesuffix("_GOV") not in mine]
    own = any(s.removesuffix("_GOV") in mine for s in (*said, *author))
    told = basis or ("stated" if own else "ascribed" if others and stance.wanting.basis == "stated" else stance.wanting.basis)
    start, end = segment.start + stance.start, segment.start + stance.end
    return row(
        TABLE, document, part, start, end, method=f"{NAME}/{VERSION}", confidence=sure,
        actor=actor, issue=stance.issue, direction=stance.direction, words=" ".join(document.view.text[start:end].split()), basis=told,
        ascribed_by=others[0] if others and not own else None, reasons=list(stance.reasons), **more,
    )
