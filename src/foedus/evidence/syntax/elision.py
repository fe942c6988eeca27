"""Words cut short before a vowel (« l'aide », « d'armes », « qu'il »), and articles spelled like prepositions (« des vivres »)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

#: Word classes behind which such a word belongs to what stands before it, and is no article.
NOMINAL = frozenset(("noun", "pron", "num", "time", "det"))


def tokens(table: Mapping[str, Any], word: re.Pattern[str]) -> re.Pattern[str]:
    """Return the pattern of a word for a language: `word`, or one of those in ``elided`` with its apostrophe."""
    cut = "|".join(table.get("elided", ()))
    return re.compile(rf"(?<!\w)(?i:{cut})[’'](?=\w)|{word.pattern}") if cut else word


def spelled(text: str) -> str:
    """Return a word in lower case, an apostrophe at its end straight, as tables write it."""
    low = text.lower()
    return low[:-1] + "'" if low.endswith("’") else low


def is_article(low: str, before: str, after: str, partitive: Collection[str]) -> bool:
    """Whether a contracted preposition is an article: behind a verb and before a common noun ("a envoyé des vivres").

    Parameters
    ----------
    low
        The word in lower case.
    before
        Class of the word before it, "" at the start of a sentence.
    after
        What follows it in the sentence.
    """
    return low in partitive and before not in NOMINAL and after.lstrip()[:1].islower()
