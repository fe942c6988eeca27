"""What an outcome is about, in any language, and whether it is the undoing of a thing: 병력 and "troops" are both ``deployment``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from foedus.langs.registry import languages

TRUCE = "truce"  #: the topic of an end of fighting, which undoes a war and is itself a thing to agree on
FORCE = frozenset({"attack", "deployment"})  #: topics that go together
UNDOING = "undoing"  #: the topic of words that turn an outcome round, such as a withdrawal

#: Words of a script can stand only in a text that has it, so that the others need not be tried.
_SCRIPTS = (re.compile(r"[\uac00-\ud7a3]"), re.compile(r"[\u0400-\u04ff]"), re.compile(r"[a-z]"))
_HANGUL = _SCRIPTS[0]
#: What stands between the end and what ends.
_HEAD = re.compile(r"^(?:\W+(?:of|to|from|in|de|del|al?|con|out)\b)*\W+")
_TAIL = re.compile(r"(?:을|를|의|에서의?|에|이|가)?\s*(?:즉각|완전|전면|모두|즉시)?\s*$")


@lru_cache(maxsize=8192)
def topics(text: str) -> frozenset[str]:
    """Return what a text is about, by the ``families`` of the stance tables of all languages.

    Topics join a question in one language with words in another: 병력 and "troops" are both ``deployment``.
    """
    plain = unicodedata.normalize("NFC", text).lower()
    there = [script.search(plain) is not None for script in _SCRIPTS]
    return frozenset(name for name, k, pattern in _families() if there[k] and pattern.search(plain))


def undone_thing(text: str, *, plainly: bool = False) -> str | None:
    """Return the words of what a text tells the end of ("the mission" of "suspended the mission"), None where they name nothing, or nothing on a topic unless `plainly`."""
    plain = unicodedata.normalize("NFC", text)
    for name, k, pattern in _families():
        found = list(pattern.finditer(plain.lower())) if name == UNDOING else []
        if not found:
            continue
        if _SCRIPTS[k] is _HANGUL:
            thing = _TAIL.sub("", plain[: found[-1].start()])
        else:
            word = re.compile(r"\w*").match(plain, found[0].end())
            thing = _HEAD.sub("", plain[word.end() if word else found[0].end() :])
        if thing.strip() and (plainly or topics(thing)) and UNDOING not in topics(thing):
            return thing.strip()
    return None


@cache
def _families() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    beginnings: dict[tuple[str, int], list[str]] = {}
    for language in languages().values():
        for name, words in language.table("stances").get("families", {}).items():
            for w in words:
                script = next((k for k, s in enumerate(_SCRIPTS) if s.search(w.replace("\\w", "").replace("\\b", ""))), len(_SCRIPTS) - 1)
                beginnings.setdefault((name, script), []).append(w)
    return tuple(
        (name, k, re.compile("|".join(words) if _SCRIPTS[k] is _HANGUL else rf"\b(?:{'|'.join(words)})"))
        for (name, k), words in beginnings.items()
    )
