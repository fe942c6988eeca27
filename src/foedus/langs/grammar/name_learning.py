"""What a document introduces by itself: initials, organisations, persons and the surnames they go by later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii

from foedus.langs.grammar.name_entries import Entry, aliases, english_names, persons, states
from foedus.langs.grammar.name_forms import declines, forms, person_forms, surname_forms
from foedus.langs.grammar.name_persons import Setting, new_person_id, surname_of
from foedus.langs.grammar.name_rules import Found
from foedus.langs.grammar.name_sounds import spelled
from foedus.langs.grammar.name_spelling import latin_name
from foedus.langs.registry import Language, language

PARENTHESIS = re.compile(r"\s?\(\s?([^()]{2,120})\)")
ABBREVIATION = re.compile(
    r"((?:[A-Z][A-Za-z0-9&-]*[A-Z][A-Za-z0-9]{0,8})|[А-ЯЁ][А-Яа-яЁё]{0,6}[А-ЯЁ])\s?(?:[:;,].*)?", re.DOTALL
)
#: The article before an Arabic surname.
ARTICLE = re.compile("^(?:a[lnrstdz]|el|ul|ash|ath)-(?=.)")
#: A name of several words in Hangul, as no Korean has.
FOREIGN = re.compile("[가-힣]+(?: [가-힣]+)+")
#: A full name of one word, and what may be a surname with a title.
HANGUL_NAME = re.compile("[가-힣]{2,4}(?![가-힣])")
TITLED = re.compile("(?<![가-힣])([가-힣]) ([가-힣]{2,8})")
#: A word of a foreign name, and what may be a title.
WORD_TITLED = re.compile("(?<![가-힣])([가-힣]{2,8}) (?=([가-힣]{2,8}))")
#: Kinds whose names are introduced with an abbreviation.
INTRODUCED = frozenset(("organisation", "institution", "government", "military", "media"))

Learned = dict[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or other segment to read: its text, ISO 639-1 language, and kind of segment."""

    text: str
    language: str
    kind: str = "sentence"


def identity(f: Found) -> tuple[str, str, str]:
    """Return (id, English name, kind) of a name, making the id where the lexicon has none."""
    if f.actor is not None:
        known = english_names().get(f.actor)
        return (
            f.actor,
            f.name or (known[0] if known else f.actor),
            f.kind or (known[1] if known else "organisation"),
        )
    latin = f.latin or anyascii(f.text)
    if f.makes == "new person":
        name = f.latin or (latin_name(f.text) if FOREIGN.fullmatch(f.text) else f.text)
        return new_person_id(name, f.surname), name, "person"
    if f.makes == "place":
        return latin, latin, "place"
    short = ABBREVIATION.fullmatch(latin)
    if short and len(short[1]) <= 10 and " " not in latin.split(",")[0]:
        return short[1], f.text if f.text.isascii() else short[1], "organisation"
    return re.sub(r"[^A-Z0-9]+", "_", anyascii(latin).upper()).strip("_"), latin, "organisation"


def known_again(first: Sequence[Sequence[Found]]) -> dict[str, str]:
    """Return full names in Hangul -> id, where the tables or the document's own Latin letters know the person.

    Parameters
    ----------
    first
        What each stretch of the document names.
    """
    persons_found = [f for found in first for f in found if f.kind == "person" or f.makes == "new person"]
    foreign = {f.text for f in persons_found if f.actor is None and not f.latin and FOREIGN.fullmatch(f.text)}
    if not foreign:
        return {}
    named = {f.actor: persons()[f.actor].name for f in persons_found if f.actor is not None and f.actor in persons()}
    named |= {identity(f)[0]: f.latin or f.text for f in persons_found if f.actor is None and (f.latin or f.text.isascii())}
    pool, table = tuple(sorted(named.items())), tuple((p.id, p.name) for p in persons().values())
    return {text: who for text in sorted(foreign) if (who := spelled(text, pool, table))}


def learn_name(s: Stretch, f: Found, learned: Learned) -> None:
    """Note what a mention introduces: an abbreviation, a new organisation's name, a surname."""
    actor, name, kind = identity(f)
    if kind in INTRODUCED:
        cls = "media" if kind == "media" else "organisation"
        entry = Entry(actor, cls, name, kind)
        match = PARENTHESIS.search(s.text[f.start : f.end])
        short = (ABBREVIATION.fullmatch(match[1].strip()) if match else None) or ABBREVIATION.fullmatch(f.latin)
        if short and short[1] not in states():
            learned.setdefault(short[1], (entry,))
        if f.actor is None and f.makes == "organisation":
            for alias in forms(f.text, language(s.language)):
                learned.setdefault(alias, (entry,))
    elif f.makes == "new person" and kind == "person" and " " in f.text:
        for alias in person_forms(f.text, language(s.language)):
            learned.setdefault(alias, (Entry(actor, "person", name, kind),))


def learn_word(s: Stretch, f: Found, learned: Learned) -> None:
    """Note a person of whom the document gives one word only: the whole of a Korean name, or a surname."""
    actor, name, _ = identity(f)
    for alias in person_forms(f.text, language(s.language)):
        learned.setdefault(alias, (Entry(actor, "person", name, "person"),))


def learn_surnames(
    stretches: Sequence[Stretch], first: list[list[Found]], setting: Setting, learned: Learned
) -> None:
    """Note the surnames of newly named persons, where one person only bears the surname in this document."""
    bearers: dict[str, set[tuple[str, str]]] = {}
    for s, found in zip(stretches, first, strict=True):
        for f in found:
            surname = (f.surname or surname_of(f.text)) if f.makes == "new person" else _unlisted(s, f)
            if surname and any(e.cls == "state" for e in aliases(s.language).get(surname, ())):
                continue  # a state is spoken of more often than its namesake
            foreign = language(s.language).table("names").get("foreign")
            spelled = surname and (ARTICLE.sub("", surname)[0].isupper() or f.of or f.latin or (foreign and re.fullmatch(foreign, surname)))
            borne = f.latin and surname and any(e.cls == "surname" for e in aliases(s.language).get(surname, ()))  # 살레, of whom the tables know another
            if surname and (len(surname) >= 3 or borne) and spelled:
                known = {e.id for e in aliases(s.language).get(surname, ())} & setting.named
                for form in (surname, *surname_forms(f.text, language(s.language))) if declines(language(s.language)) else (surname,):
                    bearers.setdefault(form, set()).update([identity(f)[:2], *((k, k) for k in known)])
    for surname, held in sorted(bearers.items()):
        if len(held) == 1:
            actor, name = next(iter(held))
            learned.setdefault(surname, (Entry(actor, "person", name, "person"),))


def learn_titled_surnames(stretches: Sequence[Stretch], first: list[list[Found]], learned: Learned) -> None:
    """Note "surname title" for the bearer of a full name of one word in Hangul, where one person only bears the surname."""
    bearers: dict[str, set[tuple[str, str]]] = {}
    titles: dict[str, set[str]] = {}
    for s, found in zip(stretches, first, strict=True):
        table = language(s.language).table("names")
        if "titled_surnames" not in table:
            continue
        titles.setdefault(s.language, {*table["cues"]["role"], *table["cues"]["profession"]})
        for f in found:
            match = HANGUL_NAME.match(s.text, f.core[0] if f.core != (0, 0) else f.start)
            full = match[0] if match else ""
            actor, name, kind = identity(f)
            known = any(e.cls == "person" for e in aliases(s.language).get(full, ()))
            if kind == "person" and full and full[0] not in table["titled_surnames"]["not_names"] and (known or full == f.text):
                bearers.setdefault(full[0], set()).add((actor, name))
    held = {surname: next(iter(who)) for surname, who in bearers.items() if len(who) == 1}
    for s in stretches:
        for match in TITLED.finditer(s.text) if held and s.language in titles else ():
            ends = (match[2][:n] for n in range(len(match[2]), 1, -1))
            title = next((t for t in ends if t in titles[s.language]), None)
            if title and match[1] in held:
                actor, name = held[match[1]]
                learned.setdefault(f"{match[1]} {title}", (Entry(actor, "person", name, "person"),))


def learn_titled_words(stretches: Sequence[Stretch], first: list[list[Found]], learned: Learned) -> None:
    """Note "word title" for the one bearer of a name of several words in Hangul that the word is of: 카림 총리, of 나빌 카림."""
    bearers: dict[str, set[tuple[str, str]]] = {}
    for f in (f for found in first for f in found if f.makes == "new person" and FOREIGN.fullmatch(f.text)):
        for word in f.text.split():
            bearers.setdefault(word, set()).add(identity(f)[:2])
    held = {word: next(iter(who)) for word, who in bearers.items() if len(who) == 1}
    for s in stretches if held else ():
        table = language(s.language).table("names")
        titles = {*table["cues"]["role"], *table["cues"]["profession"]} if "titled_surnames" in table else set()
        for match in WORD_TITLED.finditer(s.text):
            ends = (match[2][:n] for n in range(len(match[2]), 1, -1))
            title = next((t for t in ends if t in titles), None) if match[1] in held else None
            if title and not aliases(s.language).get(match[1]):
                actor, name = held[match[1]]
                learned.setdefault(f"{match[1]} {title}", (Entry(actor, "person", name, "person"),))


def _unlisted(s: Stretch, f: Found) -> str | None:
    """Return the surname of a known person named in full whom the table calls by no surname: it is a word or a place as well."""
    name = f.name.split(" ")
    written = s.text[f.start : f.end]
    if f.kind != "person" or len(name) < 2 or f.actor not in persons() or not written.endswith(" " + name[-1]):
        return None
    return None if aliases(s.language).get(name[-1]) else name[-1]


def learn_short_forms(lang: Language, seen: set[str], learned: Learned) -> None:
    """Note the shorter forms that stand for an actor where the document names it, or its parent, in full."""
    for actor, form in lang.table("names").get("short_forms", {}).items():
        if seen & set(form["when"]):
            name, kind = english_names()[actor]
            cls = "person" if kind == "person" else "organisation"
            for alias in form["names"]:
                learned.setdefault(alias, (Entry(actor, cls, name, kind),))
