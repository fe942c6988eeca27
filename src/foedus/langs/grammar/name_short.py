"""One-character names of states (미, 러, 美), which are names only in set combinations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from foedus.langs.grammar.name_entries import Entry, states
from foedus.langs.grammar.name_tokens import Token
from foedus.langs.registry import Language, language


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    table = language(code).table("names").get("short", {})
    return tuple(re.compile(table[k]) for k in ("separated", "joined", "standing", "headline", "directed") if k in table)


def short_names(text: str, lang: Language) -> Iterator[Token]:
    """Yield the one-character names of states in a sentence, left to right per pattern."""
    characters = lang.table("names").get("short", {}).get("characters", {})
    seen: set[int] = set()
    for pattern in _patterns(lang.code):
        for match in pattern.finditer(text):
            a, b = match.span("state") if "state" in pattern.groupindex else match.span()
            for i in range(a, b):
                code = characters.get(text[i])
                if code and i not in seen:
                    seen.add(i)
                    _, name, kind = states().get(code, ("", "Soviet Union", "state"))
                    yield Token(i, i + 1, (Entry(code, "state", name, kind),))
