"""What the head of a table's column says its figures are counted in: "(thousands)", "(US$ billion)", "(억 달러)"."""

from __future__ import annotations

import re
from functools import lru_cache

from foedus.langs.grammar.numbers import number_grammar
from foedus.langs.registry import Language

_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{1,40})[)\]）]")


def header_unit(head: str, tongue: Language) -> tuple[float, str | None]:
    """Return the factor of a column's figures and their currency, null where they are no money.

    Only what stands in brackets counts, and only if it holds nothing but scales, currencies and small words: a scale
    beside other words ("share of the million poorest") multiplies nothing.

    Examples
    --------
    >>> from foedus.langs.registry import language
    >>> header_unit("Budget (US$ billion)", language("en")), header_unit("Ships", language("en"))
    ((1000000000.0, 'USD'), (1.0, None))
    """
    for bracket in _BRACKETS.finditer(head):
        found = _read(bracket[1], tongue)
        if found is not None:
            return found
    return 1.0, None


def bare_head(head: str) -> str:
    """Return the head of a column without what stands in brackets."""
    return _BRACKETS.sub("", head).strip()


def _read(words: str, tongue: Language) -> tuple[float, str | None] | None:
    token, values = _vocabulary(tongue)
    factor, currency, at = 1.0, None, 0
    text = words.strip().casefold()
    while at < len(text):
        match = token.match(text, at)
        if match is None:
            return None
        meaning = values.get(match[0])
        if isinstance(meaning, str):
            currency = meaning
        elif meaning is not None:
            factor *= meaning
        at = match.end()
    return (factor, currency) if factor != 1.0 or currency else None


@lru_cache(maxsize=64)
def _vocabulary(tongue: Language) -> tuple[re.Pattern[str], dict[str, float | str]]:
    """Return what matches one word of such a bracket, and what scales and currencies mean; other words mean nothing."""
    units, table = tongue.table("units"), tongue.table("tables").get("header", {})
    values: dict[str, float | str] = {
        **number_grammar(tongue).scales,
        **{k.casefold(): float(v) for k, v in table.get("scales", {}).items()},
        **{k.casefold(): v for k, v in {**units.get("signs", {}), **units.get("money", {})}.items()},
    }
    words = [*values, *(w.casefold() for w in table.get("small", ()))]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r"|[\s,.]+"), values
