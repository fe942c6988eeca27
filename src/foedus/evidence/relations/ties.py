"""The ties of a sentence: patterns laid on its skeleton, ends resolved, kinds checked, values and dates attached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from anyascii import anyascii

from foedus.evidence.relations.anaphora import STATES, Discourse, first_fitting
from foedus.evidence.relations.inventory import THING, Relation, inventory
from foedus.evidence.relations.patterns import TieGrammar
from foedus.evidence.relations.slots import ANAPHORS, SLOT, Skeleton, Slot
from foedus.langs.grammar.name_entries import shared_rows
from foedus.langs.grammar.name_home import belongs_to
from foedus.langs.grammar.name_persons import state_of

_BEFORE = 18  #: characters before a match in which a denial still reaches it
_AFTER = 14  #: characters behind a match in which a date still belongs to it
_LENGTH = 25  #: characters behind a border in which its length may follow
_WHERE = {"located_in": "so", "largest_city_of": "so", "leases": "o"}  #: ends that are a city and not who governs from it
_OWNED = ("state_company_of", "mouthpiece_of")  #: ties of what a state owns, whether the words name the state or not
_PLACE = frozenset({"place"})
_SLOT = re.compile(SLOT)
_GLOSS = re.compile(rf" ?[(（]({SLOT}|[A-Z][A-Za-z .&’'-]+[A-Za-z])[)）]")
_LONGEST = 8  #: words of an end that is a thing
_BARE = 0.72  #: confidence of a tie whose ends are both named
_RESOLVED = 0.5  #: of one with an end that a pronoun or the sentence before supplies


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity in a sentence: half-open offsets, kind of its unit, unit, value (None where vague), date it holds for."""

    start: int
    end: int
    kind: str
    unit: str | None
    value: float | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie stated in a sentence: half-open offsets in it, relation, ends by id, value, unit, date, confidence, and
    whether the sentence leaves an end out.
    """

    start: int
    end: int
    relation: str
    subject: str
    object: str
    value: float | None
    unit: str | None
    date: str | None
    confidence: float
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence to be read for ties: skeleton, its quantities, its dates as (start, end, ISO)."""

    skeleton: Skeleton
    measures: Sequence[Measure]
    dates: Sequence[tuple[int, int, str]]
    date: str | None = None  #: day of the document


def ties(told: Told, discourse: Discourse, grammar: TieGrammar) -> list[Tie]:
    """Return the ties a sentence states, in its order; each once, unless it is said again in other words."""
    found: list[Tie] = []
    text = told.skeleton.text
    for name, pattern in grammar.likely(text):
        relation = inventory()[name]
        for m in pattern.finditer(text):
            if name != "refuses_membership" and grammar.blocked.search(_asserted(text, m), max(0, m.start() - _BEFORE), m.end()):
                continue
            if _of_clause(text, m, grammar) or grammar.denied.match(text, m.end()):
                continue
            rank = relation.value == {"rank"}  # of one figure, the first pattern says whose it is
            earlier = [f for f in found if f.relation == name]
            for tie in _made(told, discourse, grammar, relation, m):
                if rank and not tie.implied and any(not f.implied and f.start < tie.end and tie.start < f.end for f in earlier):
                    continue
                ends = {(tie.subject, tie.object), (tie.object, tie.subject) if relation.symmetric else (tie.subject, tie.object)}
                if not any(f.relation == name and (f.subject, f.object) in ends and (f.start < tie.end and tie.start < f.end) for f in found):
                    found.append(tie)
    # Who has the chair of a body of states presides over it, and does not lead it.
    chairs = {(f.subject, f.object) for f in found if f.relation == "chairs"}
    found = [f for f in found if f.relation != "head_of" or (f.subject, f.object) not in chairs]
    # Who leads a body is told of as more than one of its members.
    leads = {(f.subject, f.object, f.start) for f in found if f.relation == "head_of"}
    found = [f for f in found if f.relation != "member_of" or (f.subject, f.object, f.start) not in leads]
    # "A NATO ally": of a body of states the allies are its members.
    belongs = [(f.subject, f.object) for f in found if f.relation == "member_of"]
    found = [f for f in found if f.relation != "ally_of" or ((f.subject, f.object) not in belongs and (f.object, f.subject) not in belongs)]
    # Who sends a share of its goods through a place is supplied by that way too: the share says more.
    shared = {(f.object, f.subject) for f in found if f.relation == "transit_share"}
    found = [f for f in found if f.relation != "supply_route_for" or (f.subject, f.object) not in shared]
    # What one pattern supplies from the sentences before, another reads in the words themselves.
    said = [f for f in found if not f.implied]
    kept = [f for f in found if not f.implied or not any(f.relation == s.relation and f.start < s.end and s.start < f.end for s in said)]
    return sorted(kept, key=lambda t: (t.start, t.end, t.relation))


def _asserted(text: str, m: re.Match[str]) -> str:
    """Return the text without what a match passes over: an apposition in between denies nothing of the tie."""
    if "skip" not in m.re.groupindex or not m.group("skip"):
        return text
    a, b = m.span("skip")
    return text[:a] + " " * (b - a) + text[b:]


def _of_clause(text: str, m: re.Match[str], grammar: TieGrammar) -> bool:
    """Whether the subject belongs to a clause or apposition that ends at the comma behind it: "Peru, which borders
    Chile, is ...", "Peru, an ally of Chile, is ...".
    """
    if "s" not in m.re.groupindex or not m.group("s"):
        return False
    before, after = text[: m.start("s")], text[m.end("s") :]
    if not after.startswith(",") or m.end() <= m.end("s") + 1 or grammar.renamed.match(after):
        return False
    return bool(grammar.relative.search(before) or (grammar.predicate.match(after) and grammar.apposed.search(before)))


def _made(told: Told, discourse: Discourse, grammar: TieGrammar, relation: Relation, m: re.Match[str]) -> Iterator[Tie]:
    sk, groups = told.skeleton, m.re.groupindex
    whole = sk.source(*m.span())
    a, b = m.span("q") if "q" in groups and m.group("q") else m.span()
    start, end = sk.source(a, b)
    value, unit, as_of, missing = _value(told, grammar, relation, m, (start, end))
    if missing:
        return
    subjects = _ends(m, "s", sk, relation, discourse)
    objects = _ends(m, "o", sk, relation, discourse)
    if "mil" in groups and m.group("mil"):
        objects = [_forces(o, sk, discourse, start) for o in objects]
        if not any(objects):
            return
    if objects == [None] and relation.symmetric and len(subjects) == 2:
        subjects, objects = subjects[:1], subjects[1:]  # "both countries are allies": of each other
    named = frozenset(str(x.actor).removesuffix("_GOV") for x in subjects if isinstance(x, Slot) and x.actor)
    for obj, subj in ((o, s) for o in objects for s in subjects):
        o, sure_o = _object(obj, subj, named, relation, grammar, sk, discourse, start)
        if o is None:
            continue
        s, sure_s = _subject(subj, o, relation, sk, discourse, start)
        if s is None or s.removesuffix("_GOV") == o.removesuffix("_GOV"):
            continue
        if "f" in groups and m.group("f"):
            s = _firms(s, m.group("f"), grammar)
        if "gov" in groups and m.group("gov") and isinstance(obj, Slot) and obj.kind == "person":
            state = state_of(o, told.date)
            o = f"{state}_GOV" if state else o
        date = _date(told, whole) or as_of
        yield Tie(start, end, relation.name, s, relation.same.get(o, o), value, unit, date, _BARE if sure_o and sure_s else _RESOLVED, subj is None or (obj is None and not relation.default))


def _ends(m: re.Match[str], name: str, sk: Skeleton, relation: Relation, discourse: Discourse) -> list[Slot | str | None]:
    """Return what stands at one end: slots, words, or None where the pattern has no such end."""
    if name not in m.re.groupindex or not m.group(name):
        return [None]
    listed = sk.listed(m.group(name))
    if name == "s" and relation.name == "member_of":  # "Ghana joined the union and Mali left": no union among the states
        listed = tuple(s for s in listed if (s.kind == "organisation") == (listed[-1].kind == "organisation"))
    if listed and listed[0].kind in ("both", "three", "these"):
        return [*discourse.together(listed[0], sk)]
    if listed and name in _WHERE.get(relation.name, ""):
        return [_city(s) for s in listed]
    if listed:
        return [*listed]
    gloss = _GLOSS.match(sk.text, m.end(name))
    if gloss:  # "우르그스(Urgs)": a name in another script goes by its form in Latin letters
        return [sk.slot(gloss[1])] if _SLOT.fullmatch(gloss[1]) else [gloss[1]]
    return [" ".join(sk.words(*m.span(name)).split())]


def _forces(state: Slot | str | None, sk: Skeleton, discourse: Discourse, at: int) -> Slot | None:
    """Return the armed forces of a state, or of the one spoken of where none is named."""
    of = state if isinstance(state, Slot) else discourse.home(sk, at)
    return replace(of, kind="military", actor=f"{str(of.actor).removesuffix('_GOV')}_MILITARY") if of else None


def _city(slot: Slot) -> Slot:
    """Return the city that a slot names, where the name of a capital was taken for its government."""
    city = _capitals().get(slot.text.lower()) if slot.kind == "government" else None
    return replace(slot, kind="place", actor=city) if city else slot


@cache
def _capitals() -> Mapping[str, str]:
    """Return the English names of capitals by their names in any language, in small letters."""
    rows = [r for r in shared_rows("capitals") if r["type"] == "capital"]
    return {alias.lower(): r["place"] for r in rows for key, names in r.items() if len(key) == 2 for alias in (names or "").split("|") if alias}


def _object(
    end: Slot | str | None, subject: Slot | str | None, subjects: frozenset[str], relation: Relation, grammar: TieGrammar, sk: Skeleton,
    discourse: Discourse, at: int,
) -> tuple[str | None, bool]:
    if not relation.object:
        return _region(end, grammar) or relation.default, True
    if isinstance(end, str):
        return (end, True) if THING in relation.object and len(end.split()) <= _LONGEST else (None, False)
    if end is None:
        if relation.default:
            return relation.default, True
        if relation.name in _OWNED:
            owner = belongs_to(str(subject.actor)) if isinstance(subject, Slot) else None
            if owner or relation.name == "mouthpiece_of":
                return f"{owner}_GOV" if owner and relation.name == "mouthpiece_of" else owner, owner is not None
        # "the third-largest investor": in the country spoken of
        other = subject.actor if isinstance(subject, Slot) else None
        of = discourse.owner(sk, at) if relation.symmetric else discourse.setting(sk, at)
        found = first_fitting(of, relation.object & STATES, other) or first_fitting(of, relation.object, other)
        return (found.actor, False) if found else (None, False)
    other = subject.actor if isinstance(subject, Slot) else None
    meant = discourse.meant(end, sk)
    if end.kind in ANAPHORS:  # "the new government" that two states back is neither's
        meant = tuple(c for c in meant if str(c.actor).removesuffix("_GOV") not in subjects)
    found = first_fitting(meant, relation.object, other)
    return (found.actor, end.kind not in ANAPHORS) if found else (None, False)


def _region(end: Slot | str | None, grammar: TieGrammar) -> str | None:
    """Return the part of the world in which a rank holds; None for the world."""
    if isinstance(end, str):
        return next((name for pattern, name in grammar.regions if pattern.fullmatch(end)), None)
    return end.actor if end is not None else None


def _subject(
    end: Slot | str | None, other: str, relation: Relation, sk: Skeleton, discourse: Discourse, at: int
) -> tuple[str | None, bool]:
    if isinstance(end, str):
        if THING not in relation.subject:
            return None, False
        return (end if relation.name in _WHERE else _named(end)), True
    candidates = discourse.subject(sk, at) if end is None else discourse.meant(end, sk)
    # Of what a region is told without its name ("a province with ...") it is not the state beside it.
    places = _PLACE & relation.subject if end is None else frozenset()
    found = first_fitting(candidates, places, other) or first_fitting(candidates, relation.subject, other)
    return (_spoken_for(found.actor), end is not None and end.kind not in ANAPHORS) if found else (None, False)


def _spoken_for(actor: str | None) -> str | None:
    """Return whom an actor binds: a foreign ministry its government."""
    return f"{actor.removesuffix('_MFA')}_GOV" if actor and actor.endswith("_MFA") else actor


def _firms(state: str, noun: str, grammar: TieGrammar) -> str:
    """Return the id of those of a state who act for themselves: "Peruvian banks" are ``PER_BANKS``."""
    name = next((n for pattern, n in grammar.firms if pattern.search(noun)), None)
    return f"{state.removesuffix('_GOV')}_{name}" if name else state


def _named(words: str) -> str | None:
    """Return an id for a name the lexicons do not know, as transliterated capitals."""
    return re.sub(r"[^A-Z0-9]+", "_", anyascii(words).upper()).strip("_") or None


def _value(
    told: Told, grammar: TieGrammar, relation: Relation, m: re.Match[str], span: tuple[int, int]
) -> tuple[float | None, str | None, str | None, bool]:
    """Return value, unit and date of the value, and whether a value that is needed is missing."""
    if not relation.value:
        return None, None, None, False
    groups = m.re.groupindex
    near = told.skeleton.source(*m.span("n")) if "n" in groups and m.group("n") else span
    whole = next((v for pattern, v in grammar.shares if pattern.fullmatch(m.group("n"))), None) if "n" in groups and m.group("n") else None
    if whole is not None and "share" in relation.value:
        return whole, relation.unit, None, False
    if "length" in relation.value:
        near = (near[0], near[1] + _LENGTH)
    fitting = [q for q in told.measures if q.kind in relation.value and q.start < near[1] and near[0] < q.end and q.value is not None]
    if fitting:
        q = fitting[0]
        return q.value, relation.unit or q.unit, q.as_of, False
    if relation.value == {"rank"}:
        # "The largest" is a rank without a numeral; an ordinal that is not understood is none.
        ordinal = m.group("ord") if "ord" in groups else None
        return (_ordinal(ordinal, grammar) if ordinal else 1.0), relation.unit, None, False
    return None, None, None, relation.needs_value


def _ordinal(words: str, grammar: TieGrammar) -> float | None:
    figure = re.search(r"\d+", words)
    return float(figure.group()) if figure else grammar.ordinals.get(words.lower().strip())


def _date(told: Told, span: tuple[int, int]) -> str | None:
    inside = [iso for a, b, iso in told.dates if a < span[1] + _AFTER and span[0] < b]
    return inside[0] if len(set(inside)) == 1 else None
