"""Find the quantities a text states, by the grammar in a language's ``numbers.toml`` and ``units.toml``.

Every table of the two files is a slot of the same name in the singular (``units`` is ``<unit>``); ``<n>`` is a
number, ``<fig>`` one in figures, ``<approx>`` and ``<approx_after>`` mark it as approximate. ``[slots]`` of
``units.toml`` holds further slots as regular expressions; ``about`` among them is the noun phrase counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from foedus.langs.grammar.dates import find_dates
from foedus.langs.grammar.masking import FILLER, mask
from foedus.langs.grammar.numbers import number_grammar, parse_number
from foedus.langs.grammar.numerals import fraction_value
from foedus.langs.grammar.patterns import Hit, Pattern, compile_patterns, expand, hits, word_choice
from foedus.langs.registry import Language

_LEFT = r"(?<![0-9A-Za-zÀ-ɏЀ-ԯ])(?<![0-9][.,:/])(?<![A-Za-z][-–])"
_RIGHT = r"(?![0-9A-Za-zÀ-ɏЀ-ԯ])(?![.,:/][0-9])"

LARGEST = 1e30  #: no text counts or weighs more; longer runs of digits are codes


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """A quantity found in a text.

    Attributes
    ----------
    start, end
        Half-open offsets into the text searched.
    value
        The number, or null where only bounds are told.
    low, high
        Bounds of a range or of a vague word; `high` is null where the words set none.
    unit
        What it is counted in: ``"%"``, ``"km"``, ``"years"``, a currency code, ``"rank"``, or what is counted.
    unit_kind
        count, share, money, rank, length, mass, duration or other.
    approximate
        Whether the words say that the number is not exact.
    about
        The noun phrase counted or measured, as written, or null.
    form
        Name of the pattern.
    confidence
        Probability in [0, 1] that it is a quantity rightly read, by pattern.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    unit_kind: str
    approximate: bool
    about: str | None
    form: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Grammar:
    language: Language
    patterns: tuple[Pattern, ...]
    words: Mapping[str, Mapping[str, Any]]


@lru_cache(maxsize=64)
def _grammar(tongue: Language) -> _Grammar:
    numbers, units = tongue.table("numbers"), tongue.table("units")
    tables: dict[str, Mapping[str, Any]] = {
        "ordinal": numbers.get("ordinals", {}), "fraction": numbers.get("fractions", {}),
        "vague": numbers.get("vague", {}), "few": numbers.get("few", {}),
        "unit": units.get("units", {}), "span": units.get("spans", {}), "money": units.get("money", {}), "sign": units.get("signs", {}),
        "mscale": units.get("money_scales", {}), "classifier": units.get("classifiers", {}),
        "counted": units.get("counted", {}),
    }  # fmt: skip
    approx = numbers.get("approx", {})
    rules = number_grammar(tongue)
    slots = {"n": rules.regex, "fig": rules.figures}
    slots |= {name: word_choice(list(words)) for name, words in tables.items() if words}
    slots |= {
        name: word_choice(words)
        for name, words in (("approx", approx.get("before")), ("approx_after", approx.get("after")))
        if words
    }
    slots |= units.get("slots", {})
    slots = {k: expand(v, slots, units.get("macros", {}), named=False) for k, v in slots.items()}
    patterns = compile_patterns(
        units.get("pattern", []), slots, units.get("macros", {}),
        left=units.get("left", _LEFT), right=units.get("right", _RIGHT), flags=re.IGNORECASE,
    )  # fmt: skip
    folded = {name: {_fold(k): v for k, v in words.items()} for name, words in tables.items()}
    return _Grammar(tongue, patterns, folded)


def find_quantities(
    text: str, language: Language, *, skip: Iterable[tuple[int, int]] = ()
) -> list[QuantityMatch]:
    """Find every quantity in `text`.

    Parameters
    ----------
    text
        Any text; dates, addresses and footnote marks in it are passed over.
    language
        Whose grammar to use; one without ``units.toml`` has none, and nothing is found.
    skip
        Further half-open intervals to pass over.

    Returns
    -------
    list of QuantityMatch
        In order of place, none overlapping another.

    Examples
    --------
    >>> from foedus.langs.registry import language
    >>> [(m.value, m.unit) for m in find_quantities("Nearly 40 % of the 12 members left.", language("en"))]
    [(40.0, '%'), (12.0, 'members')]
    """
    rules = _grammar(language)
    if not rules.patterns:
        return []
    hidden = mask(text)
    for start, end in [*((d.start, d.end) for d in find_dates(text, language)), *skip]:
        hidden = hidden[:start] + FILLER * (end - start) + hidden[end:]
    found: list[QuantityMatch] = []
    taken: list[tuple[int, int]] = []
    for hit in sorted(
        hits(hidden, rules.patterns),
        key=lambda h: (-h.pattern.values.get("priority", 0), h.start - h.end, h.start),
    ):
        if any(hit.start < b and a < hit.end for a, b in taken):
            continue
        match = _read(hit, hidden, rules)
        if match is not None:
            found.append(match)
            taken.append((hit.start, hit.end))
    return sorted(found, key=lambda m: m.start)


def _fold(word: str) -> str:
    return re.sub(r"\s+", " ", word).casefold()


def _read(hit: Hit, text: str, rules: _Grammar) -> QuantityMatch | None:
    slots, values = hit.slots, hit.pattern.values
    whole = text[hit.start : hit.end]
    if "refuse" in values and re.search(values["refuse"], whole):
        return None
    bounds = _amount(slots, values, rules)
    if bounds is None:
        return None
    value, low, high = bounds
    if any(v is not None and abs(v) > LARGEST for v in bounds):
        return None
    kind, unit = values.get("kind"), values.get("unit")
    measure = next((_fold(v) for k, v in slots.items() if k.endswith("unit")), None)
    if measure is not None:
        entry = rules.words["unit"].get(measure)
        if entry is None:
            return None
        kind, unit, factor = kind or entry["kind"], unit or entry["unit"], entry.get("factor", 1)
        value, low, high = (None if v is None else v * factor for v in (value, low, high))
    if "money" in slots or "sign" in slots:
        unit = rules.words["money"].get(_fold(slots.get("money", ""))) or rules.words["sign"].get(
            _fold(slots.get("sign", ""))
        )
    about = slots.get("about") or next((v for k, v in slots.items() if k.endswith("noun")), None)
    if _name(hit, text, slots):
        return None
    if kind == "count" and unit is None:
        counter = next((v for k, v in slots.items() if k.endswith("classifier")), None)
        unit = _counted(about, counter, rules) or values.get("noun")
    weak = number_grammar(rules.language).weak
    if _fold(slots.get("n", "")) in weak and kind == "count" and "one_noun" not in slots:
        return None
    return QuantityMatch(
        hit.start, hit.end, _clean(value), _clean(low), _clean(high), unit, kind or "count",
        any(k.startswith("approx") for k in slots) or value is None or bool(values.get("approximate")),
        about.strip() if about else None, hit.pattern.form, float(values.get("confidence", 0.7)),
    )  # fmt: skip


def _amount(
    slots: Mapping[str, str], values: Mapping[str, Any], rules: _Grammar
) -> tuple[float | None, float | None, float | None] | None:
    """Return value, low and high; None where the words make no number."""
    if "sum" in values:  # "two hours and 20 minutes"
        parts = [_number(slots, end, rules) for end in ("", "2") if "n" + end in slots]
        known = [v for v in parts if v is not None]
        whole = known[0] if len(known) > 1 else 1.0
        return (float(values["sum"]) * whole + known[-1], None, None) if known and len(known) == len(parts) else None
    if "n" in slots or "fig" in slots:
        first = _number(slots, "", rules)
        if first is None:
            return None
        if "minus" in slots or "below" in slots:
            first = -first
        if "cents" in slots:
            first += int(slots["cents"]) / 100
        if "n2" not in slots:
            return first, None, None
        second = _number(slots, "2", rules)
        if second is None:
            return None
        scale = re.search(r"[^\W\d].*$", slots["n2"])
        if scale and not re.search(r"[^\W\d]", slots["n"]) and first * 1000 <= second:
            bare = parse_number(slots["n2"][: scale.start()].strip(), rules.language)
            first = first * second / bare if bare else first
        return (None, first, second) if first < second else None
    if "of" in slots:
        share = fraction_value(slots.get("part", "1"), slots["of"], rules.language)
        return (100 * share, None, None) if share is not None and 0 < share < 1 else None
    if "digit" in slots:
        return number_grammar(rules.language).words[_fold(slots["digit"])], None, None
    for name in ("vague", "few"):
        if name in slots:
            bounds = rules.words[name][_fold(slots[name])]
            return None, float(bounds[0]), float(bounds[1]) if len(bounds) > 1 else None
    if "fraction" in slots:
        return 100 * float(rules.words["fraction"][_fold(slots["fraction"])]), None, None
    if "span" in slots:
        return float(rules.words["span"][_fold(slots["span"])]), None, None
    if "ordinal" in slots:
        return float(rules.words["ordinal"][_fold(slots["ordinal"])]), None, None
    if "value" in values:
        return float(values["value"]), None, None
    return (None, float(values["low"]), None) if "low" in values else None


def _number(slots: Mapping[str, str], end: str, rules: _Grammar) -> float | None:
    value = parse_number(slots.get("n" + end) or slots["fig" + end], rules.language)
    scale = slots.get("mscale" + end)
    if value is None or scale is None:
        return value
    return value * float(rules.words["mscale"][_fold(scale)])


def _counted(about: str | None, classifier: str | None, rules: _Grammar) -> str | None:
    """Return the common name of what is counted: by its longest part known to the table, else the noun itself."""
    if about:
        words = _fold(about).split(" ")
        known = rules.words["counted"]
        for size in range(len(words), 0, -1):
            for i in range(len(words) - size, -1, -1):
                name = " ".join(words[i : i + size])
                if name in known:
                    return str(known[name])
    if classifier:
        named = rules.words["classifier"].get(_fold(classifier))
        if named:
            return str(named)
    return _fold(about) if about else None


def _name(hit: Hit, text: str, slots: Mapping[str, str]) -> bool:
    """Whether a number word stands capitalised inside a sentence: part of a name, not a count."""
    number = slots.get("n", "")
    if not number[:1].isupper() or not text[: hit.start].strip():
        return False
    at = text.find(number, hit.start)
    left = text[:at].rstrip()
    return (
        bool(left) and left[-1] not in ".!?:;“”\"'‘«¡¿-–—*•" and not left[-1].isdigit() and left[-1] != FILLER
    )


def _clean(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
