"""How a foreign name given in Hangul only is most likely written in Latin letters, for an id that others may share.

Words of known persons are written as the tables have them (세르게이 is Sergei in most), given names as the table of given
names has the one that sounds alike, other words by rules. Of names of the tables left out in turn, 30 % get the exact id,
against 1 % by plain transliteration; both do for an id that is local to its document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache

from anyascii import anyascii

from foedus.langs.grammar.name_entries import shared_rows, shared_table
from foedus.langs.grammar.name_sounds import parts_of, sounds


@cache
def latin_name(hangul: str) -> str:
    """Return a foreign name of several words in Latin letters.

    Examples
    --------
    >>> latin_name("세르게이 코벨린")
    'Sergei Kovelin'
    """
    given, *rest = hangul.split()
    alike = _given().get(sounds(given), ())
    first = _known().get(given) or (max(alike, key=lambda g: (_same_letters(g, given), g)) if alike else _by_rule(given))
    return " ".join([first, *(_known().get(w) or _by_rule(w) for w in rest)])


def _same_letters(latin: str, hangul: str) -> float:
    return SequenceMatcher(None, anyascii(latin).lower(), _by_rule(hangul).lower()).ratio()


@cache
def _known() -> Mapping[str, str]:
    """Return words of names in Hangul -> the Latin word that the tables have for most persons so called."""
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for r in shared_rows("persons"):
        latin = r["name"].split()
        for alias in r["ko"].split("|") if r["order"] == "western" else ():
            words = alias.split()
            if len(words) == len(latin):
                for one, two in zip(words, latin, strict=True):
                    pairs[one][two] += 1
    return {word: max(count, key=lambda w: (count[w], w)) for word, count in pairs.items()}


@cache
def _given() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, list[str]] = defaultdict(list)
    for name in shared_table("given_names")["latin"]:
        out[sounds(name)].append(name)
    return {k: tuple(v) for k, v in out.items()}


def _by_rule(word: str) -> str:
    table = shared_table("sounds")["written"]
    out = "".join(table["first"][a] + table["vowel"][b] + table["last"][c] for a, b, c in map(parts_of, word) if a >= 0)
    for pattern, letters in table["rules"].items():
        out = re.sub(pattern, letters, out)
    return out.capitalize()
