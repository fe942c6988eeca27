"""Scales drawn in text: where actors stand, and where outcomes fall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BLOCKS = " ▁▂▃▄▅▆▇█"


def cell(value: float, lower: float, upper: float, width: int) -> int:
    """Return the column, 0 to `width` - 1, of a value on a scale."""
    share = (value - lower) / (upper - lower)
    return min(width - 1, max(0, round(share * (width - 1))))


def heights(values: Iterable[tuple[float, float]], lower: float, upper: float, width: int) -> str:
    """Return a strip in which each column is as high as the weight that stands there; `values` are (position, weight)."""
    columns = [0.0] * width
    for position, weight in values:
        columns[cell(position, lower, upper, width)] += weight
    most = max(columns) or 1.0
    # What stands there at all is seen, however little it weighs.
    return "".join(_BLOCKS[max(1, round(8 * c / most))] if c > 0 else "·" for c in columns)


def marks(values: Sequence[tuple[float, str]], lower: float, upper: float, width: int) -> str:
    """Return a strip with a mark at each value; where two meet, a star."""
    columns = [" "] * width
    for value, mark in values:
        at = cell(value, lower, upper, width)
        columns[at] = mark if columns[at] in (" ", mark) else "*"
    return "".join(columns)


def interval(low: float, middle: float, high: float, lower: float, upper: float, width: int) -> str:
    """Return a strip with a range and the point within it."""
    columns = [" "] * width
    for at in range(cell(low, lower, upper, width), cell(high, lower, upper, width) + 1):
        columns[at] = "─"
    columns[cell(middle, lower, upper, width)] = "●"
    return "".join(columns)
