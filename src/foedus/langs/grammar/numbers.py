"""Read the numbers of a language: figures with its own marks, number words, and scales such as million or 만."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from foedus.langs.grammar.patterns import expand, word_choice
from foedus.langs.registry import Language, language


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """A language's number tables, compiled.

    Attributes
    ----------
    regex
        Regular expression (without named groups) of one number, figures or words.
    figures
        Regular expression of a number in figures alone.
    weak
        Numbers that are more often another word; they count only where something is counted.
    """

    regex: str
    figures: str
    decimal: str
    group: tuple[str, ...]
    words: Mapping[str, float]
    scales: Mapping[str, float]
    weak: frozenset[str]
    token: re.Pattern[str]


@lru_cache(maxsize=64)
def number_grammar(tongue: Language) -> NumberGrammar:
    """Return the number grammar of a language; without ``numbers.toml``, figures as in English."""
    table = tongue.table("numbers") or {"decimal": ".", "group": [","], "number": "<digits>"}
    decimal, group = table["decimal"], tuple(table["group"])
    figures = _figures(decimal, group)
    words: dict[str, float] = {k.casefold(): float(v) for k, v in table.get("words", {}).items()}
    scales: dict[str, float] = {k.casefold(): float(v) for k, v in table.get("scales", {}).items()}
    slots = {
        "digits": figures,
        "word": word_choice([*words, *scales]) if words else "(?!)",
        "scale": word_choice(list(scales)) if scales else "(?!)",
    }
    known = [*words, *scales]
    token = re.compile(
        rf"(?P<figures>{figures})|(?P<word>{word_choice(known) if known else '(?!)'})", re.IGNORECASE
    )
    return NumberGrammar(
        expand(table["number"], slots, table.get("macros", {}), named=False),
        figures, decimal, group, words, scales,
        frozenset(w.casefold() for w in table.get("weak", ())), token,
    )  # fmt: skip


def _figures(decimal: str, group: tuple[str, ...]) -> str:
    marks = "[" + "".join(re.escape(g) for g in group) + "]"
    fraction = rf"{re.escape(decimal)}[0-9]+"
    plain = rf"[0-9]+(?:{fraction})?"
    # A mark that groups by threes elsewhere may be the other decimal mark: 29.1 is no thousand in any language.
    other = "".join(re.escape(g) for g in group if g in ".,")
    if other:
        plain = rf"[0-9]+(?:{fraction}|[{other}][0-9]{{1,2}}(?![0-9]))?"
    return rf"[0-9]{{1,3}}(?:{marks}[0-9]{{3}})+(?![0-9])(?:{fraction})?|{plain}"


def parse_number(text: str, tongue: Language | str) -> float | None:
    """Return the value of a number as `tongue` writes it, or None if `text` is not one number.

    Parameters
    ----------
    text
        Such as ``"3,000"``, ``"two hundred thousand"``, ``"3.000"`` (Spanish), ``"3만 2천"`` (Korean).

    Examples
    --------
    >>> parse_number("1.5 million", "en"), parse_number("mil doscientos", "es"), parse_number("30만", "ko")
    (1500000.0, 1200.0, 300000.0)
    """
    rules = number_grammar(language(tongue) if isinstance(tongue, str) else tongue)
    text = re.sub(r"\s+", " ", text).strip()
    if not re.fullmatch(rules.regex, text, re.IGNORECASE):
        return None
    parts: list[float] = []
    plain = False  # whether the last part is a number still waiting for its scale
    for m in rules.token.finditer(text):
        word = m[0].casefold()
        if m["figures"] is not None:
            if parts and not _room(parts[-1], _value(word, rules)):
                return None
            parts.append(_value(word, rules))
            plain = True
        elif word in rules.words:
            if parts and not _room(parts[-1], rules.words[word]):
                return None
            parts.append(rules.words[word])
            plain = True
        else:
            scale, below = rules.scales[word], 0.0
            while parts and (plain or parts[-1] < scale):
                below += parts.pop()
                plain = False
            parts.append((below or 1.0) * scale)
    value = sum(parts) if parts else None
    return value if value is None or math.isfinite(value) else None  # a run of digits too long to be a quantity


def _room(before: float, value: float) -> bool:
    """Whether `value` may follow `before` in one number: a hundred and five, but not five six."""
    return before >= 10 and before % 10 ** len(str(int(value))) == 0


def _value(figures: str, rules: NumberGrammar) -> float:
    groups = "[" + "".join(re.escape(g) for g in rules.group) + "]"
    if re.fullmatch(rf"[0-9]{{1,3}}(?:{groups}[0-9]{{3}})+(?:{re.escape(rules.decimal)}[0-9]+)?", figures):
        figures = re.sub(groups, "", figures)
    elif rules.decimal not in figures:
        figures = re.sub("[.,]", rules.decimal, figures)
    return float(figures.replace(rules.decimal, "."))
