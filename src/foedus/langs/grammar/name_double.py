"""Given names that are names of places or of known persons too: "Jordan Smith" is no state, "Ali Touré" no leader called Ali.

``[given_places]`` of a language's ``names.toml`` lists them as `words`. One is a given name where an unknown capitalised
word stands right behind it, with no comma between, that may be a surname: no name or cue word of the lexicon, none of
the words that are never part of a person's name and none that `not_surnames` describes ("Jordan Valley"), with no
further capitalised word behind it. `not_before` tells a compound or a place: "the Milan Forum", "in Milan Novák met …".

The surname of a known person that is a given name as well (``given_names.toml``), and a given name by which one is known,
are given names where a capitalised word stands behind them that no name known to the tables holds: whoever bears another
surname is somebody else, whatever office is named with him.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from foedus.langs.grammar.name_entries import Entry, aliases, shared_table
from foedus.langs.grammar.name_tokens import Token
from foedus.langs.registry import Language, language

SURNAME = r" (?P<surname>[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]+(?:[-’'][A-ZÀ-Þa-zß-ž]+)?)(?![\w’'-]*[A-Z])(?! [A-ZÀ-Þ])(?!-)"
TITLES = frozenset(("title", "heading"))


def with_given(tokens: Sequence[Token], text: str, kind: str, lang: Language) -> list[Token]:
    """Return the tokens of a segment of this kind with the places that are given names there as such."""
    table = lang.table("names").get("given_places")
    out = _strangers(tokens, text, kind, lang)
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


def _strangers(tokens: Sequence[Token], text: str, kind: str, lang: Language) -> list[Token]:
    """Return the tokens with the one word by which a known person goes as a given name where a stranger's surname follows."""
    if lang.script != "Latn" or kind in TITLES:
        return list(tokens)
    given, known = shared_table("given_names")["latin"], aliases(lang.code)
    behind = _name(lang.code)
    out = []
    for i, token in enumerate(tokens):
        word = text[token.start : token.end]
        named = token.cls == "person" or (token.cls == "surname" and word in given)
        if named and " " not in word and "-" not in word:
            nearest = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].start == token.end + 1 else None
            after = behind.match(text, token.end)
            if (nearest and nearest.cls in ("surname", "given")) or (nearest is None and after and after[1] not in known):
                token = Token(token.start, token.end, (Entry(word, "given"),))
        out.append(token)
    return out


@cache
def _name(code: str) -> re.Pattern[str]:
    return re.compile(f" ({language(code).table('names')['name']})")


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = language(code).table("names")["given_places"]["words"]
    return re.compile(rf"(?<![\w-])(?P<given>{'|'.join(map(re.escape, words))}){SURNAME}")
