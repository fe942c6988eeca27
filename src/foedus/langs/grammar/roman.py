"""Roman numerals, as centuries and articles are numbered."""

from __future__ import annotations

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(text: str) -> int | None:
    """Return the value of a Roman numeral, or None if `text` is none.

    Examples
    --------
    >>> roman("XIX"), roman("MIX"), roman("Kiev")
    (19, 1009, None)
    """
    values = [_VALUES.get(c) for c in text.upper()]
    if not values or None in values:
        return None
    known = [v for v in values if v is not None]
    return sum(-v if v < max(known[i:], default=0) else v for i, v in enumerate(known))
