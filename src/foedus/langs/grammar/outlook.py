"""Whether the words around a date look ahead: the table ``[ahead]`` of a language's ``dates.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from foedus.langs.grammar.dates import DateMatch
from foedus.langs.registry import Language

Direction = Literal["past", "ahead", "near", "soon"]
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"")


def outlook(text: str, match: DateMatch, language: Language) -> Direction:
    """Tell whether the words around a date look ahead: right before it ``ahead``, in its sentence ``near``.

    ``soon`` where nothing looks anywhere and no verb of the sentence tells of what has been, else ``past``.
    """
    cues = cues_of(language)
    if cues is None:
        return "past"
    text = unquoted(text, match.start)
    left, right = text[: match.start], text[match.end :]
    beside = right if cues.side == "after" else left
    around = f"{left}\n{right}" if cues.side == "both" else beside
    if cues.past.search(left):
        return "past"
    if cues.ahead.search(left):
        return "ahead"
    near = cues.until.search(beside) or cues.sentence.search(around)
    opens = cues.opening is not None and re.fullmatch(r"\W*(?:\w+\W+){0,2}", left) and cues.opening.match(right)
    if near or opens:
        return "near"
    return "past" if cues.told is None or cues.told.search(f"{left}\n{right}") else "soon"


def unquoted(text: str, at: int = -1) -> str:
    """Return `text` with its quotations blanked, their length kept; the one that holds `at` stays."""
    return _QUOTED.sub(lambda m: m[0] if m.start() <= at < m.end() else " " * len(m[0]), text)


@dataclass(frozen=True, slots=True)
class Cues:
    """The table ``[ahead]`` of a language, compiled; `side` tells where the words of `sentence` stand."""

    past: re.Pattern[str]
    ahead: re.Pattern[str]
    until: re.Pattern[str]
    sentence: re.Pattern[str]
    joiner: re.Pattern[str]
    side: str
    opening: re.Pattern[str] | None
    onward: re.Pattern[str] | None = None
    told: re.Pattern[str] | None = None


@lru_cache(maxsize=64)
def cues_of(language: Language) -> Cues | None:
    """Return the words of a language that look ahead, or None if its folder tells none."""
    table = language.table("dates").get("ahead")
    if not table:
        return None
    past, ahead, until, sentence, joiner = (
        re.compile(table[k]) for k in ("near_past", "near_ahead", "until", "sentence", "joiner")
    )
    opening = re.compile(table["opening"]) if "opening" in table else None
    onward = re.compile(table["onward"]) if "onward" in table else None
    told = re.compile(table["told"]) if "told" in table else None
    return Cues(past, ahead, until, sentence, joiner, table["side"], opening, onward, told)
