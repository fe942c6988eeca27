"""Cities that only name a treaty, a conference or a group: "the Rome Statute", "acuerdos de Minsk", 파리협정.

Who names such a text does not tell of the state where it was signed, so that the city is neither its government nor a
place told of. ``[treaty]`` of a language's ``names.toml`` lists the words (`nouns`) and two patterns: what stands `before`
the city and what `after` it, with ``{noun}`` for one of the words; `not_before` and `not_after` are what shows that the state
itself is a party ("the Ankara–Baku agreement", "the agreement of Ankara with Baku").
"""

from __future__ import annotations

import re
from functools import cache

from foedus.langs.grammar.name_tokens import Token
from foedus.langs.registry import Language, language

REACH = 60  #: how many characters before and behind a city are looked at
#: Kinds of names that a treaty is called by.
NAMED = frozenset(("capital", "place", "city"))


def names_treaty(token: Token, text: str, lang: Language) -> bool:
    """Whether the words beside a city make it the name of a treaty, a conference or a group.

    Examples
    --------
    >>> from foedus.langs.grammar.name_tokens import matcher
    >>> en = language("en")
    >>> [names_treaty(t, s, en) for s in ("The Ottawa Convention", "Ottawa convened") for t in matcher("en").tokens(s)[-1:]]
    [True, False]
    """
    if "treaty" not in lang.table("names") or not any(e.kind in NAMED for e in token.entries):
        return False
    before, after, joined, party = _patterns(lang.code)
    a, b = text[max(0, token.start - REACH) : token.start], text[token.end : token.end + REACH]
    behind = after and after.match(b) and not (joined and joined.search(a))
    return bool(behind or (before and before.search(a) and not (party and party.match(b))))


@cache
def _patterns(code: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return the patterns `before`, `after`, `not_before` and `not_after`; None where the language has none."""
    table = language(code).table("names")["treaty"]
    nouns = "(?:" + "|".join(table["nouns"]) + ")"
    return tuple(
        re.compile(table[k].replace("{noun}", nouns)) if k in table else None for k in ("before", "after", "not_before", "not_after")
    )
