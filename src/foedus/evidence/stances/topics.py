"""What an outcome is about, in any language, and whether it is the undoing of a thing: 병력 and "troops" are both ``deployment``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from foedus.langs.registry import languages

UNDOING = "undoing"  #: the topic of words that turn an outcome round, such as a withdrawal

_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def topics(text: str) -> frozenset[str]:
    """Return what a text is about, by the ``families`` of the stance tables of all languages.

    Topics join a question in one language with words in another: 병력 and "troops" are both ``deployment``.
    """
    plain = unicodedata.normalize("NFC", text).lower()
    return frozenset(name for name, pattern in _families() if pattern.search(plain))


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    beginnings: dict[str, list[str]] = {}
    for language in languages().values():
        for name, words in language.table("stances").get("families", {}).items():
            beginnings.setdefault(name, []).extend(w if _HANGUL.search(w) else rf"\b{w}" for w in words)
    return tuple((name, re.compile("|".join(words))) for name, words in beginnings.items())
