"""From the confidence a reader's rule claims to the share of its rows that proved right.

Each reader gives a row the confidence of the rule that made it, set by hand: it orders rules well and means little as
a number. ``maps.toml`` holds, for each table and reader, a rising line through what annotated texts showed: rules of
about the same confidence are put in one class, its right and wrong rows are counted and drawn towards the rule's own
figure as if `STRENGTH` rows had shown it (a beta prior), and classes out of order are pooled (Ayer et al. 1955, pool
adjacent violators). ``scripts/calibrate.py`` makes the file anew; a reader it does not know keeps its own figure.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.resources import files
from tomllib import loads

STRENGTH = 10.0  #: rows that a rule's own figure counts for
LOWEST, HIGHEST = 0.02, 0.99
Line = tuple[tuple[float, float], ...]  # rising points (claimed, shown)


def calibrated(table: str, method: str, claimed: float) -> float:
    """Return the probability that a row is right.

    Parameters
    ----------
    table
        Table of the row.
    method
        Reader and version, ``"dates/1"``; the version makes no difference.
    claimed
        Confidence of the rule that made it, in [0, 1].

    Returns
    -------
    float
        In [0, 1], rising with `claimed`; `claimed` itself for a reader without a map.
    """
    line = lines().get((table, method.partition("/")[0]))
    return on_line(line, claimed) if line else claimed


def level(table: str, claimed: float, method: str | None = None) -> float:
    """Return the calibrated confidence that stands for `claimed`: what a threshold on rows of `table` is to be.

    Thresholds are set in terms of rules ("only names known for certain"), so that a new calibration moves none.
    """
    return round(calibrated(table, method or table, claimed), 3)


@cache
def lines() -> dict[tuple[str, str], Line]:
    """Return the line of every table and reader that was calibrated."""
    data = loads((files(__package__) / "maps.toml").read_text(encoding="utf-8"))
    return {
        (m["table"], m["reader"]): tuple((c["claimed"], c["shown"]) for c in m["class"])
        for m in data.get("map", ())
    }


def on_line(line: Line, claimed: float) -> float:
    """Return the height of a rising line at `claimed`; beyond its ends it runs to (0, 0) and (1, 1)."""
    points = ((0.0, 0.0), *(p for p in line if 0 < p[0] < 1), (1.0, 1.0))
    k = min(max(bisect_left([x for x, _ in points], claimed), 1), len(points) - 1)
    (x0, y0), (x1, y1) = points[k - 1], points[k]
    height = y0 + (y1 - y0) * (claimed - x0) / (x1 - x0)
    return min(max(height, LOWEST), HIGHEST) if line else claimed
