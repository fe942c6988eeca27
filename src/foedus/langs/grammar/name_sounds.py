"""Whether a name in Hangul and one in Latin letters are the same name: compared by their sounds.

Consonants are kept in coarse classes, vowels in four; a vowel, an [h] and an [l] or [r] more or less weigh half, since
Korean drops the [r] before a consonant of English names and writes vowels as they are spoken, not as they are spelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from anyascii import anyascii

from foedus.langs.grammar.name_entries import shared_table

_SYLLABLES, _FIRST, _MIDDLE = 0xAC00, 588, 28  #: how Unicode composes a syllable of Hangul
_WEAK = frozenset("aeiohL")
_VOWELS = frozenset("aeio")
#: Least likeness of given name and surname to a name that the same document gives, and to one of the tables.
LIKE, SURE = 0.64, 0.83


@lru_cache(maxsize=8192)
def sounds(word: str) -> str:
    """Return the sounds of a word in Hangul or Latin letters: consonants in capitals, vowels and h small.

    Examples
    --------
    >>> sounds("벨라스코"), sounds("Velasco")
    ('PeLaSKo', 'PeLaSKo')
    """
    table = shared_table("sounds")
    if re.search("[가-힣]", word):
        out = "".join(table["first"][a] + table["vowel"][b] + table["last"][c] for a, b, c in map(parts_of, word) if a >= 0)
    else:
        out = anyascii(word).lower()
        for pattern, sound in table["latin"].items():
            out = re.sub(pattern, sound, out)
    return re.sub(r"(.)\1+", r"\1", re.sub("[^A-Zaeioh]", "", out))


def parts_of(syllable: str) -> tuple[int, int, int]:
    """Return the numbers of the first consonant, the vowel and the last consonant of a syllable; -1 for other letters."""
    if not "가" <= syllable <= "힣":
        return -1, -1, -1
    first, rest = divmod(ord(syllable) - _SYLLABLES, _FIRST)
    return first, rest // _MIDDLE, rest % _MIDDLE


def likeness(one: str, two: str) -> float:
    """Return how alike two results of `sounds` are: 1 for the same, falling with the weight of what must be changed."""
    if not one or not two:
        return 0.0
    row = [0.0]
    for c in two:
        row.append(row[-1] + _cost(c))
    for a in one:
        last, row = row, [row[0] + _cost(a)]
        for j, b in enumerate(two):
            swap = 0.0 if a == b else 0.4 if a in _VOWELS and b in _VOWELS else 1.0
            row.append(min(last[j] + swap, last[j + 1] + _cost(a), row[j] + _cost(b)))
    return 1 - row[-1] / max(len(one), len(two))


@lru_cache(maxsize=8192)
def _begins(word: str) -> str:
    """Return the first sound of a word, all vowels and h being one."""
    first = sounds(word)[:1]
    return "" if first in _VOWELS or first == "h" else first


def _cost(sound: str) -> float:
    return 0.5 if sound in _WEAK else 1.0


def same_name(hangul: str, latin: str) -> float:
    """Return how alike a full name in Hangul and one in Latin letters are: the lesser of given name and surname."""
    one, two = hangul.split(), latin.split()
    if len(one) < 2 or len(two) < 2 or _begins(one[0]) != _begins(two[0]):
        return 0.0
    # The surname of an Arabic or Spanish name may be written without what stands before it.
    rest = max(likeness(sounds(" ".join(one[1:])), sounds(" ".join(two[k:]))) for k in {1, len(two) - 1})
    return min(likeness(sounds(one[0]), sounds(two[0])), rest)


@cache
def spelled(hangul: str, named: tuple[tuple[str, str], ...], listed: tuple[tuple[str, str], ...]) -> str | None:
    """Return the id of the person whose Latin name a full name in Hangul spells, or None where that is open.

    Parameters
    ----------
    named
        (id, name) of the persons that the same document names in Latin letters.
    listed
        (id, name) of the persons of the tables.
    """
    for people, least in ((named, LIKE), (listed, SURE)):
        best, second = _best(hangul, people)
        if best[0] >= least and best[0] > second:
            return best[1]
    return None


def _best(hangul: str, people: Iterable[tuple[str, str]]) -> tuple[tuple[float, str], float]:
    """Return the likeness and id of the person most alike, and the likeness of the next other person."""
    best, second = (0.0, ""), 0.0
    for who, name in people:
        like = same_name(hangul, name)
        if who == best[1]:
            best = max(best, (like, who))
        elif like > best[0]:
            best, second = (like, who), best[0]
        else:
            second = max(second, like)
    return best, second
