"""Words that make no person of a name: things named after people, and ordinary nouns where a surname would stand.

"USS Ana Ruiz", "the Ana Ruiz frigate" and 마리아 태풍 name a ship and a storm; what stands beside tells, listed in
``[named_after]`` of a language's ``names.toml`` as two patterns, `before` and `after` (`ending` where it is written onto the name). An unknown name that a document
calls a ship once is a ship throughout; a known person is not, who may be told of in the same text.

Korean writes no capitals, so that a given name of the tables before any noun looks like a full name. Its nouns are
those that the words of action list, and the `words` and `endings` of ``[not_persons]``. Asking a morphological analyser
was rejected: names are read where none is installed, and it takes transcribed surnames for nouns too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from foedus.langs.grammar.name_entries import shared_table
from foedus.langs.grammar.name_persons import Setting
from foedus.langs.grammar.name_rules import Found
from foedus.langs.registry import Language, language

GIVEN = re.compile(r"(?<![\w-])(\w+) $")
REACH = 60  #: how many characters before and behind a name are looked at
SHORTEST = 2  #: syllables of a noun that is no surname


def without_thing(f: Found, text: str, lang: Language, setting: Setting) -> Found:
    """Return a person as something to pass over where the words beside say that a thing bears the name.

    So is a seat of power behind a given name: "the George Washington carrier".
    """
    if "named_after" not in lang.table("names") or not (f.kind == "person" or f.makes in ("new person", "seat")):
        return f
    if f.makes == "seat":
        before = GIVEN.search(text[: f.start])
        given = shared_table("given_names")["hangul" if lang.script == "Hang" else "latin"]
        return replace(f, makes="skip") if before and before[1] in given and _thing(text, before.start(1), f.end, lang) else f
    known, cues = f.actor is not None, lang.table("names")["named_after"]
    if not known and "ending" in cues and re.search(cues["ending"], f.text):
        return replace(f, makes="skip")
    a, b = f.core if f.core[1] else (f.start, f.end)
    if text[f.start].isupper() and f.actor is None:
        a = f.start  # a rank that belongs to the ship's name: "the frigate Admiral Ruiz"
    elif (f.start, f.end) != (a, b) and f.actor is not None:
        return f  # who has an office is no ship
    whole = setting.text if not known and " " in f.text else ""
    if _thing(text, a, b, lang) or _thing_anywhere(f.text, whole, lang.code):
        return replace(f, makes="skip")
    return f


@lru_cache(maxsize=512)
def _thing_anywhere(name: str, whole: str, code: str) -> bool:
    """Whether a document calls a name a thing's somewhere; asked once for a name, however often it stands there."""
    return any(_thing(whole, i, i + len(name), language(code)) for i in _places(name, whole))


def _places(name: str, text: str) -> Iterator[int]:
    at = text.find(name) if text else -1
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _thing(text: str, a: int, b: int, lang: Language) -> bool:
    before, after = _patterns(lang.code)
    return bool(before.search(text[max(0, a - REACH) : a]) or after.match(text[b : b + REACH]))


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = language(code).table("names")["named_after"]
    return re.compile(table["before"]), re.compile(table["after"])


def is_noun(name: str, lang: Language) -> bool:
    """Whether a word of a name of several words in Hangul is an ordinary noun, with particles or without.

    Examples
    --------
    >>> is_noun("하산 배치에", language("ko")), is_noun("하산 도간", language("ko"))
    (True, False)
    """
    if lang.script != "Hang" or " " not in name:
        return False
    return any(_noun(word, lang.code) for word in re.split(r"[\s·]+", name))


@cache
def _noun(word: str, code: str) -> bool:
    lang = language(code)
    endings = tuple(lang.table("names").get("not_persons", {}).get("endings", ()))
    particles = lang.table("particles").get("particles", ())
    bare = [word, *(word.removesuffix(p) for p in particles if word.endswith(p))]
    return any(len(w) >= SHORTEST and (w in _nouns(code) or w.endswith(endings)) for w in bare)


@cache
def _nouns(code: str) -> frozenset[str]:
    lang = language(code)
    listed = lang.table("names").get("not_persons", {}).get("words", ())
    classes = lang.table("events").get("classes", {}).values()
    return frozenset(listed) | {w for words in classes for w in words if len(w) >= SHORTEST and re.fullmatch("[가-힣]+", w)}
