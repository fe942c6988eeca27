"""How a foreign name given in Hangul only is most likely written in Latin letters, for an id that others may share.

Words of known persons are written as the tables have them (세르게이 is Sergei in most), given names and surnames as the lists
of them have the one that is alike in sounds and letters, other words by rules. Of names of the tables left out in turn, 34 % get
the exact id (25 % without the list of surnames), against 1 % by plain transliteration; all do for an id that is local to its document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from anyascii import anyascii

from foedus.langs.grammar.name_entries import shared_rows, shared_table
from foedus.langs.grammar.name_sounds import likeness, parts_of, sounds

#: Least likeness by sounds and by letters of a word in Hangul to the name of a list that it is taken for: most like by one
#: of the two, at least like by the other.
SOUNDS, SAME_SOUNDS = 0.9, 0.97
LETTERS, SAME_LETTERS = 0.6, 0.85
SHORT = 3  #: letters of a word that must be alike by its letters in any case
_VOWELS = re.compile("[aeiohL]")


class Spoken(NamedTuple):
    """A name of a list, one way its sounds are, and the letters that Korean would tell of it."""

    name: str
    sounds: str
    letters: str


@cache
def latin_name(hangul: str) -> str:
    """Return a foreign name of several words in Latin letters.

    Examples
    --------
    >>> latin_name("세르게이 코벨린"), latin_name("신시아 플레밍")
    ('Sergei Kovelin', 'Cynthia Fleming')
    """
    given, *rest = hangul.split()
    known = _known()
    first = known.get(given) or _nearest(given, _given()) or _by_rule(given)
    return " ".join([first, *(known.get(w) or _nearest(w, _surnames()) or _by_rule(w) for w in rest)])


def _nearest(hangul: str, listed: Mapping[str, tuple[Spoken, ...]]) -> str | None:
    """Return the name of a list that a word in Hangul spells, or None if none is alike in sounds and letters."""
    heard, best = sounds(hangul), (0.0, "")
    written = _folded(_by_rule(hangul).lower())
    for name, spoken, letters in listed.get(_frame(heard), ()):
        by_sound, by_letter = likeness(heard, spoken), SequenceMatcher(None, letters, written).ratio()
        if by_sound >= SOUNDS and by_letter >= (LETTERS if len(written) > SHORT and by_sound >= SAME_SOUNDS else SAME_LETTERS):
            best = max(best, (by_sound + LETTERS * by_letter, name))
    return best[1] or None


def _frame(heard: str) -> str:
    """Return the consonants of `sounds` that Korean never drops."""
    return _VOWELS.sub("", heard)


def _listed(names: Iterable[str]) -> dict[str, tuple[Spoken, ...]]:
    """Return names by the frames of all their sounds, since one spelling is spoken otherwise in other languages."""
    out: dict[str, set[Spoken]] = defaultdict(set)
    table = shared_table("sounds")
    for name in names:
        plain = english = anyascii(name).lower()
        for a, b in table["english"].items():
            english = re.sub(a, b, english)
        other = (re.sub(a, b, plain) for part in ("otherwise", "english") for a, b in table[part].items())
        for letters in {plain, english, *other}:
            heard = sounds(letters)
            out[_frame(heard)].add(Spoken(name, heard, _folded(letters)))
    return {k: tuple(sorted(v)) for k, v in out.items()}


@cache
def _folded(letters: str) -> str:
    for a, b in shared_table("sounds")["folded"].items():
        letters = re.sub(a, b, letters)
    return letters


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
def _given() -> Mapping[str, tuple[Spoken, ...]]:
    return _listed(shared_table("given_names")["latin"])


@cache
def _surnames() -> Mapping[str, tuple[Spoken, ...]]:
    two = (r["name"].split() for r in shared_rows("persons") if r["order"] == "western")
    return _listed({*(name.split()[-1] for name in shared_table("surnames")["latin"]), *(words[1] for words in two if len(words) == 2)})


def _by_rule(word: str) -> str:
    table = shared_table("sounds")["written"]
    out = "".join(table["first"][a] + table["vowel"][b] + table["last"][c] for a, b, c in map(parts_of, word) if a >= 0)
    for pattern, letters in table["rules"].items():
        out = re.sub(pattern, letters, out)
    return out.capitalize()
