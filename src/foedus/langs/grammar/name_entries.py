"""The lexicon of actors: states, offices, organisations, persons and cue words, read from the language folders.

Identifiers are those of the evidence tables: ISO 3166-1 alpha-3 for states, acronyms for organisations,
``surname_givenname`` for persons. Every alias keeps all entries it may mean; choosing among them needs the
document and is done later (`foedus.langs.grammar.name_persons`).
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from babel import Locale

from foedus.langs.grammar.name_forms import forms, person_forms
from foedus.langs.registry import Language, language

#: Classes a name or cue word can have; rules name them in braces.
CLASSES = (
    "state", "adjective", "people", "seat", "organisation", "media", "place", "person", "surname", "role",
    "profession", "government", "military", "masses", "body", "head", "given",
)  # fmt: skip
CUES = frozenset(("role", "profession", "government", "military", "masses", "body", "head", "given"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one alias may stand for.

    Attributes
    ----------
    id
        Canonical id of the actor; for cue words the word itself.
    cls
        One of `CLASSES`.
    name
        English name.
    kind
        Kind of actor, as in the actors table; empty for cue words.
    of
        State or organisation it belongs to, if any; for a role the codes of the office, for a body the suffix of its
        id (``shared/bodies.toml``); for a surname ``"titled"`` if the word needs a title or the full name beside it.
    metonym
        True for a seat of power.
    told
        The name counts only in a text that tells of the state `of` (`foedus.langs.grammar.name_told`).
    """

    id: str
    cls: str
    name: str = ""
    kind: str = ""
    of: str = ""
    metonym: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """A dated office: `role` is one of P M L K F D S V N I C A X O (see ``docs/actors.md``)."""

    of: str
    roles: frozenset[str]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Person:
    """A holder of public office. `alone`: the surname by itself is distinctive enough to stand for the person."""

    id: str
    name: str
    alone: bool
    offices: tuple[Office, ...]


def shared_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``langs/shared/<name>.csv``."""
    text = (files("foedus.langs") / "shared" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def shared_table(name: str) -> Mapping[str, Any]:
    """Return ``langs/shared/<name>.toml`` parsed."""
    text = (files("foedus.langs") / "shared" / f"{name}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def states() -> Mapping[str, tuple[str, str, str]]:
    """Return alpha-3 code -> (alpha-2 code, English name, kind)."""
    return MappingProxyType({r["alpha3"]: (r["alpha2"], r["name"], r["kind"]) for r in shared_rows("states")})


@cache
def english_names() -> Mapping[str, tuple[str, str]]:
    """Return actor id -> (English name, kind) for every state, organisation, medium and person known."""
    out = {code: (name, kind) for code, (_, name, kind) in states().items()}
    out |= {r["id"]: (r["name"], r["kind"]) for r in shared_rows("organisations")}
    out |= {r["id"]: (r["name"], "media") for r in shared_rows("media")}
    out |= {p.id: (p.name, "person") for p in persons().values()}
    return MappingProxyType(out)


@cache
def _owners() -> Mapping[str, str]:
    return MappingProxyType({r["id"]: r["of"] for r in shared_rows("organisations") if r["of"] in states()})


def owner_of(organisation: str | None) -> str | None:
    """Return the state that a known organisation belongs to, or None."""
    return _owners().get(organisation or "")


@cache
def persons() -> Mapping[str, Person]:
    """Return the holders of public office by id."""
    out = {}
    for r in shared_rows("persons"):
        offices = []
        for text in r["offices"].split("|"):
            *words, dates = text.split()
            since, _, until = dates.partition("/")
            of = " ".join(w for w in words if len(w) > 1)  # a place may have two words
            offices.append(Office(of, frozenset(w for w in words if len(w) == 1), since, until))
        out[r["id"]] = Person(r["id"], r["name"], r["alone"] == "yes", tuple(offices))
    return MappingProxyType(out)


def split(cell: str) -> list[str]:
    """Return the aliases in a cell, which are joined by ``|``."""
    return [a.strip() for a in cell.split("|") if a.strip()]


def own_names(lang: Language, kind: str, row: Mapping[str, str], key: str) -> list[str]:
    """Return how `lang` writes the actor of a shared row: its column there, else ``aliases.toml`` of its folder."""
    if lang.code in row:
        return split(row[lang.code])
    return list(lang.table("aliases").get(kind, {}).get(row[key], ()))


def inflect(word: str, endings: Mapping[str, list[str]]) -> list[str]:
    """Return the forms of a demonym given in its base form, by its longest listed ending.

    Examples
    --------
    >>> inflect("danés", {"s": ["s"], "és": ["és", "esa", "eses", "esas"]})
    ['danés', 'danesa', 'daneses', 'danesas']
    """
    for length in range(min(4, len(word)), 0, -1):
        forms = endings.get(word[-length:])
        if forms:
            return [word[:-length] + f for f in forms]
    return [word]


def _capitalised(alias: str) -> Iterator[str]:
    yield alias
    if alias[:1].islower():
        yield alias[0].upper() + alias[1:]
        if "-" in alias:
            yield "-".join(w[:1].upper() + w[1:] for w in alias.split("-"))
        if " " in alias:
            small = {"of", "the", "de", "del", "la", "los", "las"}
            first, *rest = (w if w in small else w[:1].upper() + w[1:] for w in alias.split(" "))
            yield " ".join((first, *rest))
            yield " ".join((alias.split(" ")[0], *rest))  # "ministro de Defensa"


def _state_aliases(lang: Language, table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    territories = Locale(lang.code).territories
    endings = table.get("inflection", {})
    for code, (alpha2, name, kind) in states().items():
        extra = table["states"].get(code, {})
        state = Entry(code, "state", name, kind)
        written = [territories.get(alpha2, ""), *extra.get("names", ())]
        if lang.code == "en":
            written.append(name)  # the CLDR writes some with a second name in brackets, as nobody does in a sentence
        elif lang.script == "Hang":
            written += [w.replace(" ", "") for w in written]  # written with and without the space
        for alias in dict.fromkeys(f for base in written for f in forms(base, lang)):
            if len(alias) > 1:
                yield alias, state
                # upper-case headings; short words in capitals are more often acronyms
                if len(alias) >= 4 and alias.upper() != alias:
                    yield alias.upper(), state
        for word in extra.get("adjectives", ()):
            for form in inflect(word, endings):
                for alias in _capitalised(form):
                    yield alias, Entry(code, "adjective", name, kind)
        for alias in dict.fromkeys(f for word in extra.get("people", ()) for f in forms(word, lang)):
            yield alias, Entry(code, "people", name, kind)


def _short_forms(row: Mapping[str, str], full: list[str], latin: bool) -> set[str]:
    """Return the words by which a person is called after the full name has been given once."""
    if row["order"] == "japanese" and not latin:
        return {a.split()[0] for a in full if " " in a}
    surname = row["surname"]
    own = {surname} if latin else set()
    if row["order"] == "eastern" or " " in surname:
        return own
    given = set(row["name"].split()) - {surname}
    return own | {a.split()[-1] for a in full if " " in a and a.split()[-1] not in given}


def _person_aliases(lang: Language, table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    latin = lang.script == "Latn"
    bare = set(table.get("surnames", {}).get("bare", ()))
    for r in shared_rows("persons"):
        own = own_names(lang, "persons", r, "id")
        full = [r["name"], *split(r["en"]), *own] if latin else own
        western = r["order"] == "western"
        all_forms = {alias: person_forms(alias, lang, whole=western) for alias in dict.fromkeys(full)}
        for alias in dict.fromkeys(f for given in all_forms.values() for f in given):
            yield alias, Entry(r["id"], "person", r["name"], "person")
        declined = [f for given in all_forms.values() for f in given]
        for alias in sorted(s for s in _short_forms(r, declined, latin) if len(s) > 1 and not s.endswith(".")):
            # a short word in Hangul is seldom a name only: it then needs a title or the full name
            of = "titled" if not latin and len(alias) <= 2 and alias not in bare else ""
            yield alias, Entry(r["id"], "surname", r["name"], "person", of)


def _organisation_aliases(lang: Language) -> Iterator[tuple[str, Entry]]:
    for r in shared_rows("organisations"):
        kind = r["kind"]
        cls = kind if kind in ("state", "place") else "organisation"
        entry = Entry(r["id"], cls, r["name"], kind, r["of"])
        names = [*split(r["all"]), *_declined(lang, "organisations", r, "id")] + ([r["name"]] if lang.script == "Latn" else [])
        shared = replace(entry, told=True)
        yield from ((a.removesuffix("?"), shared if a.endswith("?") else entry) for a in dict.fromkeys(names))
    for r in shared_rows("media"):
        entry = Entry(r["id"], "media", r["name"], "media", r["of"])
        names = [*split(r["all"]), *_declined(lang, "media", r, "id")]
        yield from ((alias, entry) for alias in dict.fromkeys(names))
    for r in shared_rows("places"):
        entry = Entry(r["id"], "place", r["id"], "place", r["of"])
        yield from ((alias, entry) for alias in _declined(lang, "places", r, "id"))
    known = states()
    for r in shared_rows("capitals"):
        of = r["of"]
        name = f"Government of {known[of][1]}" if of in known else english_names()[of][0]
        entry = Entry(r["place"], "seat", name, r["type"], of, True)
        yield from ((alias, entry) for alias in _declined(lang, "capitals", r, "place"))


def _declined(lang: Language, kind: str, row: Mapping[str, str], key: str) -> Iterator[str]:
    for alias in own_names(lang, kind, row, key):
        yield from forms(alias, lang)


def _cue_aliases(lang: Language, table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    for cls, words in table["cues"].items():
        if cls not in CUES or (cls == "head" and lang.script == "Hang"):
            continue  # Korean head words end longer words; rules find them by pattern
        coded = {w: suffix for suffix, group in words.items() for w in group} if cls == "body" else words
        for word in coded:
            entry = Entry(word, cls, of=coded[word] if cls in ("role", "body") else "")
            if cls in ("role", "profession") and table.get("former"):
                yield from ((f, Entry(word, cls, of="O")) for f in _capitalised(table["former"] + word))
            for form in forms(word, lang):
                written: Iterable[str] = (form,) if cls == "head" else _capitalised(form)
                yield from ((alias, entry) for alias in written)
    given = table.get("given") or shared_table("given_names")["latin" if lang.script == "Latn" else "hangul"]
    for name in given:
        yield from ((alias, Entry(name, "given")) for alias in forms(name, lang))


@cache
def aliases(code: str) -> Mapping[str, tuple[Entry, ...]]:
    """Return alias -> every entry it may mean, for the language with this code; empty without tables.

    An alias that is a name is never also a cue word: the name wins.
    """
    lang = language(code)
    table = lang.table("names")
    out: dict[str, list[Entry]] = {}
    dropped = set(table.get("drop", ()))
    if table:
        for source in (
            _state_aliases(lang, table),
            _organisation_aliases(lang),
            _person_aliases(lang, table),
        ):
            for alias, entry in source:
                if alias in dropped:
                    continue
                known = out.setdefault(alias, [])
                if entry not in known and not any(k.id == entry.id and k.cls == "person" for k in known):
                    known.append(entry)
        for alias, entry in _cue_aliases(lang, table):
            if alias not in out:
                out[alias] = [entry]
    return MappingProxyType({a: tuple(e) for a, e in out.items()})
