"""Words that the tables of all languages hold: whether letters on both sides of a line end are one known word.

Nothing more is asked of it than that ("Feb-" and "ruary"), so words of every table count, whatever they are listed for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from foedus.langs.grammar.cities import states_of_town
from foedus.langs.registry import languages

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMPOUND = re.compile(r"(?<![\w-])[^\W\d_]{2,}-[^\W\d_]{2,}(?![\w-])")
#: Endings that a listed word may have besides, and the letters that must be left.
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "mente")
_STEM = 4
_LARGE = frozenset(("cities", "coordinates"))


def _tables() -> Iterator[str]:
    root = files("foedus.langs")
    for code, lang in languages().items():
        if lang.script != "Hang":
            yield from (f.read_text(encoding="utf-8") for f in (root / code).iterdir() if f.name.endswith(".toml"))
    shared = [f for f in (root / "shared").iterdir() if f.name.endswith(".csv") and f.name[:-4] not in _LARGE]
    yield from (f.read_text(encoding="utf-8") for f in shared)


@cache
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    words: set[str] = set()
    compounds: set[str] = set()
    for text in _tables():
        small = text.lower()
        words.update(_WORD.findall(small))
        compounds.update(_COMPOUND.findall(small))
    return frozenset(words), frozenset(compounds)


def known_word(word: str) -> bool:
    """Return whether a table of any language has a word, or the word it is inflected from, or it is a town's name.

    Examples
    --------
    >>> known_word("February"), known_word("negotiations"), known_word("ruary")
    (True, True, False)
    """
    small, words = word.lower(), _listed()[0]
    bare = (small.removesuffix(e) for e in _ENDINGS if small.endswith(e))
    return small in words or any(len(b) >= _STEM and b in words for b in bare) or bool(states_of_town(word[:1].upper() + word[1:]))


def known_compound(words: str) -> bool:
    """Return whether a table of any language has two words with a hyphen between them ("cease-fire")."""
    return words.lower() in _listed()[1]
