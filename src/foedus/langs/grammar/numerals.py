"""Find the bare numbers of a text: figures, number words, fractions, numbers below zero.

A language adds to figures what its ``numbers.toml`` holds under ``[find]``: ``pattern`` entries as in
`foedus.langs.grammar.patterns`, with the slots ``n`` (any number), ``whole``, ``part`` and ``of`` (of a fraction), ``one``
(an upper part that is 1), ``digit`` (one of ``digits``), ``minus``, ``bare`` (a decimal without its zero) and ``spelled`` (digits read out after a point).
A word that ``weak`` matches whole counts only before what ``weak_after`` matches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from foedus.langs.grammar.dates import find_dates
from foedus.langs.grammar.masking import FILLER, mask
from foedus.langs.grammar.numbers import number_grammar, parse_number
from foedus.langs.grammar.patterns import Hit, Pattern, compile_patterns, hits, word_choice
from foedus.langs.registry import Language

_LEFT = r"(?<![^\W_])(?<![0-9][.,:/^+-])"
_RIGHT = r"(?![0-9A-Za-zÀ-ɏ%])(?![.,:/^][0-9])"
_SHARED: tuple[dict[str, Any], ...] = (
    {"form": "number", "re": "<minus>?<n>"},
    {"form": "decimal", "re": "<minus>?<bare>"},
    {"form": "fraction", "re": "<minus>?(?:<whole> )?<part>/<of>"},
)


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number in a text: half-open offsets and its value."""

    start: int
    end: int
    value: float


@lru_cache(maxsize=64)
def _patterns(tongue: Language) -> tuple[Pattern, ...]:
    rules, table = number_grammar(tongue), tongue.table("numbers").get("find", {})
    any_number = "|".join(filter(None, (rules.regex, table.get("lone"))))
    digits = table.get("digits")
    slots = {
        "n": any_number, "bare": r"\.[0-9]+", "minus": table.get("minus", "[-−]"), "one": table.get("one", "(?!)"),
        "spelled": f"{word_choice(list(digits))}+" if digits else "(?!)",
        "digit": word_choice(list(digits)) if digits else "(?!)",
    }  # fmt: skip
    slots |= dict.fromkeys(
        ("whole", "part", "of"), any_number + (f"|{word_choice(list(digits))}" if digits else "")
    )
    figures = dict.fromkeys(("whole", "part", "of"), "[0-9]+")
    return tuple(
        pattern
        for entries, held in ((_SHARED, slots | figures), (table.get("pattern", ()), slots))
        for pattern in compile_patterns(
            entries, held, {}, left=_LEFT, right=table.get("right", _RIGHT), flags=re.IGNORECASE
        )
    )


def find_numbers(text: str, language: Language) -> list[NumberMatch]:
    """Find every number in `text` that is no part of a date, an address or a code.

    Parameters
    ----------
    text
        Any text.
    language
        Whose number words to read; figures are found in any language.

    Returns
    -------
    list of NumberMatch
        In order of place, none overlapping another.

    Examples
    --------
    >>> from foedus.langs.registry import language
    >>> [m.value for m in find_numbers("삼분의 이와 -4.5", language("ko"))]
    [0.6666666666666666, -4.5]
    """
    hidden = mask(text)
    for day in find_dates(text, language):
        hidden = hidden[: day.start] + FILLER * (day.end - day.start) + hidden[day.end :]
    out: list[NumberMatch] = []
    weak = _weak(language)
    for hit in sorted(hits(hidden, _patterns(language)), key=lambda h: (h.start - h.end, h.start)):
        if any(hit.start < m.end and m.start < hit.end for m in out):
            continue
        if (
            weak is not None
            and weak[0].fullmatch(hidden, hit.start, hit.end)
            and not weak[1].match(hidden, hit.end)
        ):
            continue
        value = _value(hit, language)
        if value is not None:
            out.append(NumberMatch(hit.start, hit.end, value))
    return sorted(out, key=lambda m: m.start)


@lru_cache(maxsize=64)
def _weak(tongue: Language) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    table = tongue.table("numbers").get("find", {})
    return (re.compile(table["weak"]), re.compile(table["weak_after"])) if "weak" in table else None


def fraction_value(upper: str, lower: str, tongue: Language) -> float | None:
    """Return `upper` divided by `lower`, both as the language writes numbers; None where one is no number, or zero."""
    a, b = _read(upper, tongue), _read(lower, tongue)
    return a / b if a is not None and b else None


def _read(text: str, tongue: Language) -> float | None:
    value = parse_number(text, tongue)
    if value is None:
        value = number_grammar(tongue).words.get(text.strip().casefold())
    if value is None:
        value = tongue.table("numbers").get("find", {}).get("digits", {}).get(text.strip())
    return value


def _value(hit: Hit, tongue: Language) -> float | None:
    slots = hit.slots
    whole = _read(slots["whole"], tongue) if "whole" in slots else 0.0
    value: float | None
    if "of" in slots:
        value = fraction_value(slots.get("part") or slots["one"], slots["of"], tongue)
    elif "spelled" in slots:
        digits = tongue.table("numbers")["find"]["digits"]
        value = float("0." + "".join(str(digits[c]) for c in re.sub(r"\s", "", slots["spelled"])))
    elif "bare" in slots:
        value = float(slots["bare"])
    else:
        value = _read(slots.get("n") or slots["digit"], tongue)
    if value is None or whole is None:
        return None
    return -(whole + value) if "minus" in slots else whole + value
