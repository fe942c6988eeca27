"""How numbers, units and dates are printed: the same everywhere, with no more digits than they carry."""

from __future__ import annotations

import math

from babel import Locale
from babel.core import UnknownLocaleError

from foedus.analysis.wording import LOCALE as LOCALE
from foedus.analysis.wording import day as day
from foedus.analysis.wording import language_name as language_name
from foedus.analysis.wording import listing as listing

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"


def exact(x: float) -> str:
    """Return `x` as the case states it: up to six significant digits, thousands separated.

    >>> exact(2030), exact(0.35), exact(-1.5)
    ('2,030', '0.35', '−1.5')
    """
    digits = 0 if x == 0 else max(0, 5 - math.floor(math.log10(abs(x))))
    text = f"{abs(x):,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (MINUS if x < 0 and text != "0" else "") + text


def step(lower: float, upper: float) -> float:
    """Return the resolution at which results on a scale from `lower` to `upper` are printed.

    The smallest power of ten that is at least one thousandth of the scale: finer digits would claim a
    precision that simulated results do not have.

    >>> step(0, 10_000), step(0, 500), step(0, 60), step(0, 1)
    (10.0, 1.0, 0.1, 0.001)
    """
    # Nudged, because log10(0.001) may come out a hair above -3 and ceil would then lose a decade.
    return float(10.0 ** math.ceil(math.log10((upper - lower) / 1000.0) - 1e-9))


def resolution(low: float, high: float, lower: float, upper: float) -> float:
    """Return the resolution at which the outcomes of an issue are printed.

    The rule: the power of ten that cuts the 80 % interval `low` to `high` of the headline engine into at
    least ten and fewer than a hundred steps, so that a result carries two to three digits that its own
    spread supports; and never finer than `step` of the scale. An interval without width falls back to
    `step`. Every figure and sentence of an issue uses the same resolution; data tables print full values.

    >>> resolution(1594.2, 3971.8, 0, 6000), resolution(16.5, 42.8, 0, 60), resolution(0.31, 0.52, 0, 1)
    (100.0, 1.0, 0.01)
    """
    finest = step(lower, upper)
    if high <= low:
        return finest
    return max(float(10.0 ** math.floor(math.log10((high - low) / 10.0) + 1e-9)), finest)


def significant(x: float, digits: int) -> str:
    """Return `x` to so many significant digits: inputs and errors that have no scale of their own.

    >>> significant(12.34, 2), significant(0.0614, 2), significant(1234, 2)
    ('12', '0.061', '1,200')
    """
    return exact(float(f"{x:.{digits}g}"))


def rounded(x: float, resolution: float) -> str:
    """Return `x` rounded to a multiple of `resolution` (a power of ten), halves away from zero.

    >>> rounded(2313.4, 10.0), rounded(13.24, 0.1)
    ('2,310', '13.2')
    """
    digits = max(0, -math.floor(math.log10(resolution) + 1e-9))
    # Halves go up, as readers expect; the nudge keeps 0.15 / 0.1 from falling below its half.
    value = math.copysign(math.floor(abs(x) / resolution + 0.5 + 1e-9), x) * resolution
    text = f"{abs(value):,.{digits}f}"
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


def between(low: float, high: float, resolution: float) -> str:
    """Return a range such as ``1,870–2,790``; with the word "to" where a number is negative."""
    a, b = rounded(low, resolution), rounded(high, resolution)
    return f"{a} to {b}" if MINUS in a + b else f"{a}{DASH}{b}"


def unit(text: str, name: str) -> str:
    """Return a number with its unit, held together."""
    return f"{text}{NBSP}{name}" if name else text


def percent(share: float) -> str:
    """Return a share of one as whole percent, never 0 or 100 where it is not.

    >>> percent(0.34).replace(NBSP, " "), percent(0.001).replace(NBSP, " "), percent(0.999).replace(NBSP, " ")
    ('34 %', 'under 1 %', 'over 99 %')
    """
    if 0 < share < 0.005:
        return f"under 1{NBSP}%"
    if 0.995 < share < 1:
        return f"over 99{NBSP}%"
    return f"{share * 100:.0f}{NBSP}%"


def count(n: int, one: str, many: str | None = None) -> str:
    """Return ``1 draw`` or ``2,000 draws``, held together."""
    return f"{n:,}{NBSP}{one if n == 1 else many or one + 's'}"


def direction(code: str) -> str:
    """Return ``rtl`` for languages written from right to left, else ``ltr``."""
    try:
        return str(Locale.parse(code).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
