"""Given names that are names of places too: "Jordan Smith" and "Milan Novák" are people, no state and no city.

``[given_places]`` of a language's ``names.toml`` lists them as `words`. One is a given name where an unknown capitalised
word stands right behind it, with no comma between, that may be a surname: no name or cue word of the lexicon, none of
the words that are never part of a person's name and none that `not_surnames` describes ("Jordan Valley"), with no
further capitalised word behind it. `not_before` tells a compound or a place: "the Milan Forum", "in Milan Novák met …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from foedus.langs.grammar.name_entries import Entry
from foedus.langs.grammar.name_tokens import Token
from foedus.langs.registry import Language, language

SURNAME = r" (?P<surname>[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]+(?:[-’'][A-ZÀ-Þa-zß-ž]+)?)(?![\w’'-]*[A-Z])(?! [A-ZÀ-Þ])(?!-)"
TITLES = frozenset(("title", "heading"))


def with_given(tokens: Sequence[Token], text: str, kind: str, lang: Language) -> list[Token]:
    """Return the tokens of a segment of this kind with the places that are given names there as such."""
    table = lang.table("names").get("given_places")
    out = list(tokens)
    if not table:
        return out
    never = lang.table("names").get("not_persons", {}).get("words", ())
    for match in _pattern(lang.code).finditer(text):
        surname = match["surname"]
        if surname in never or re.search(table["not_surnames"], surname) or re.search(table["not_before"], text[: match.start()]):
            continue
        if kind in TITLES and surname.isascii():
            continue  # "Chad Rejects offer": titles write words of all kinds with a capital
        a, b = match.span("given")
        held = [t for t in out if t.start < b and a < t.end]
        behind = [t for t in out if t.start < match.end("surname") and match.start("surname") < t.end]
        if any((t.start, t.end) != (a, b) for t in held) or any(t.cls not in ("surname", "given") for t in behind):
            continue
        out = sorted([*(t for t in out if t not in held), Token(a, b, (Entry(match["given"], "given"),))], key=lambda t: t.start)
    return out


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = language(code).table("names")["given_places"]["words"]
    return re.compile(rf"(?<![\w-])(?P<given>{'|'.join(map(re.escape, words))}){SURNAME}")
