"""Who may have a say: the actors that the documents name most, with what they are told to have said."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from foedus.case.homes import home
from foedus.case.positions import Leaning
from foedus.case.schema import Actor
from foedus.case.sentences import Place, Sentences
from foedus.evidence.rows import Row
from foedus.langs.grammar.name_entries import persons, states
from foedus.langs.grammar.name_persons import holds

MOST = 12  #: stakeholders in a draft

_ALWAYS = ("state", "government", "organisation")
_IF_SPEAKING = ("group", "population", "military", "institution")
_FACTION = re.compile(r"[A-Z][A-Z_]*")
_INVALID = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor proposed as a stakeholder.

    Attributes
    ----------
    actor
        The actor; a state, its government and its ministries are one.
    segments
        Sentences that name it or report what it said; versions of one text in several languages count once.
    claims
        Rows of what it, or who held office for it on the day of the document, is told to have said; not what
        it wrote as an author.
    leanings
        What its stances say on the question.
    """

    actor: Actor
    segments: int
    claims: tuple[Row, ...]
    leanings: tuple[Leaning, ...] = ()


def find_candidates(
    sentences: Sentences, evidence: Mapping[str, Sequence[Row]], asked: Sequence[str] = (),
    leaning: Mapping[str, Sequence[Leaning]] = MappingProxyType({}), deciding: Sequence[str] = (),
) -> list[Candidate]:
    """Return the proposed stakeholders, at most `MOST`: those the question names, those who decide on it, those who take a stance
    on it, then the most often named.

    States, governments and organisations count where they are named; armed forces, populations, groups, and parliaments and
    courts (organisations in a case) where they speak in at least two sentences or take a stance; persons, places and media never do.

    Parameters
    ----------
    leaning
        What the stances on the question say of it, by actor (`foedus.case.positions.by_actor`).
    deciding
        Who sends what is asked about (`foedus.case.senders.senders`).
    """
    held: dict[str, list[Leaning]] = defaultdict(list)
    for who, given in leaning.items():
        held[merged(who)] += [x for x in given if x not in held[merged(who)]]
    names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    seen: dict[str, set[Place]] = defaultdict(set)
    spoke: dict[str, set[Place]] = defaultdict(set)
    said: dict[str, list[Row]] = defaultdict(list)
    for row in evidence.get("actors", ()):
        kind, actor = row.get("kind"), row.get("actor")
        if not actor or kind not in (*_ALWAYS, *_IF_SPEAKING):
            continue
        names[merged(actor)][_named(row)] += 1
        seen[merged(actor)].add(sentences.place(row))
    for row in evidence.get("claims", ()):
        if row.get("form") == "author":
            continue
        date = sentences.dates.get(row["doc"])
        for actor in {merged(a) for s in _speakers(row) for a in (s, *_offices(s, date))} & names.keys():
            seen[actor].add(sentences.place(row))
            spoke[actor].add(sentences.place(row))
            said[actor].append(row)
    for actor, given in held.items():
        if actor not in names and actor not in persons() and _FACTION.fullmatch(actor):
            # A faction that no entry names: "PER_FARMERS".
            names[actor]["group", _faction(actor)] += 1
            seen[actor] |= {sentences.place(x.row) for x in given}
    found = []
    for actor, forms in names.items():
        kind = _kind(forms)
        if kind in _IF_SPEAKING and len(spoke[actor]) < 2 and not held[actor]:
            continue
        found.append(Candidate(
            Actor.model_validate({"id": actor, "name": _name(actor, forms), "kind": "organisation" if kind == "institution" else kind}),
            _once_per_version(seen[actor]), tuple(said[actor]), tuple(held[actor]),
        ))
    first = {merged(a) for a in asked}
    found.sort(key=lambda c: (c.actor.id not in first, c.actor.id not in deciding, not c.leanings, -c.segments, c.actor.id))
    often = [c for c in found if c.segments >= 2 or c.leanings or c.actor.id in first or c.actor.id in deciding]
    return (often if len(often) >= 2 else found)[:MOST]


def merged(actor: str) -> str:
    """Return the id under which an actor is counted in a case: that of the state for its government and ministries.

    Characters that the id of a case file cannot hold become ``-``.
    """
    plain = _INVALID.sub("-", home(actor)).strip("-") or "actor"
    return plain if plain[0].isalpha() else f"A-{plain}"


def _faction(actor: str) -> str:
    """Return the name of a faction without an entry: "Farmers (PER)"."""
    owner, _, noun = actor.partition("_")
    if not noun:
        return owner.capitalize()
    return f"{noun.replace('_', ' ').capitalize()} ({owner})"


def _named(row: Row) -> tuple[str, str]:
    return str(row["kind"]), str(row.get("name") or row["actor"])


def _kind(forms: Counter[tuple[str, str]]) -> str:
    kinds = Counter({"state" if k == "government" else k: 0 for k, _ in forms})
    for (kind, _), n in forms.items():
        kinds["state" if kind == "government" else kind] += n
    return min(kinds, key=lambda k: (-kinds[k], k))


def _name(actor: str, forms: Counter[tuple[str, str]]) -> str:
    """Return the commonest name, that of the state before that of its government."""
    best = min(forms, key=lambda f: (f[0] == "government", -forms[f], f[1]))
    if best[0] == "government" and actor in states():
        return states()[actor][1]  # named by its ministries only
    return best[1] or actor


def _speakers(row: Row) -> list[str]:
    speaker = row.get("speaker")
    return [s for s in (speaker if isinstance(speaker, list) else [speaker]) if s]


def _offices(person: str, date: str | None) -> list[str]:
    """Return the states and organisations for which a person held office on a date, as the lexicon has it."""
    known = persons().get(person)
    return [o.of for o in known.offices if holds(o, date)] if known and date else []


def _once_per_version(segments: Iterable[Place]) -> int:
    """Count segments, of the parts of one document only those of the part that has most."""
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for doc, part, _ in segments:
        parts[doc][part] += 1
    return sum(max(c.values()) for c in parts.values())
