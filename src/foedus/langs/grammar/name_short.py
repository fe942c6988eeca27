"""One-character names of states (미, 러, 美), which are names only in set combinations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from foedus.langs.grammar.name_entries import states
from foedus.langs.grammar.name_rules import Found
from foedus.langs.registry import Language, language


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    table = language(code).table("names").get("short", {})
    weights = {"separated": 0.85, "joined": 0.85, "standing": 0.8, "directed": 0.7}
    return tuple((re.compile(table[k]), w) for k, w in weights.items() if k in table)


def short_names(text: str, lang: Language) -> Iterator[Found]:
    """Yield the one-character names of states in a sentence, left to right per pattern."""
    characters = lang.table("names").get("short", {}).get("characters", {})
    seen: set[int] = set()
    for pattern, confidence in _patterns(lang.code):
        for match in pattern.finditer(text):
            a, b = match.span("state") if "state" in pattern.groupindex else match.span()
            for i in range(a, b):
                code = characters.get(text[i])
                if code and i not in seen:
                    seen.add(i)
                    _, name, kind = states().get(code, ("", "Soviet Union", "state"))
                    yield Found(i, i + 1, code, name, kind, False, confidence, "state")
