"""Fit the line of one table and reader to rows known to be right or wrong, and say how well it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedus.evidence.confidence import HIGHEST, LOWEST, STRENGTH, Line, on_line

CLASSES = 8  #: at most so many classes of rules before pooling


@dataclass(frozen=True, slots=True)
class Judged:
    """A row whose truth is known: what its rule claimed, whether it is right, and how much it counts."""

    claimed: float
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Class:
    """Rules of about the same confidence: mean `claimed`, weighted number of rows, right ones, and `shown` in [0, 1]."""

    claimed: float
    n: float
    right: float
    shown: float


def fit(rows: Sequence[Judged]) -> tuple[Class, ...]:
    """Return classes of rising `claimed` and rising `shown`.

    Parameters
    ----------
    rows
        Judged rows of one table and reader; without any, there is no class.
    """
    blocks: list[Class] = []
    for group in _classes(rows):
        n = sum(r.weight for r in group)
        right = sum(r.weight for r in group if r.right)
        claimed = sum(r.weight * r.claimed for r in group) / n
        blocks.append(_block(claimed, n, right))
        while len(blocks) > 1 and blocks[-2].shown >= blocks[-1].shown:
            last, before = blocks.pop(), blocks.pop()
            n = last.n + before.n
            blocks.append(
                _block((last.claimed * last.n + before.claimed * before.n) / n, n, last.right + before.right)
            )
    return tuple(blocks)


def _block(claimed: float, n: float, right: float) -> Class:
    shown = (right + STRENGTH * claimed) / (n + STRENGTH)
    return Class(claimed, n, right, min(max(shown, LOWEST), HIGHEST))


def _classes(rows: Sequence[Judged]) -> list[list[Judged]]:
    """Return rows by claimed confidence, equal ones together, in at most `CLASSES` groups of about equal size."""
    ordered = sorted(rows, key=lambda r: r.claimed)
    out: list[list[Judged]] = []
    for row in ordered:
        same = out and out[-1][-1].claimed == row.claimed
        full = not out or len(out[-1]) >= max(1, len(ordered) // CLASSES)
        if same or not full:
            out[-1].append(row)
        else:
            out.append([row])
    return out


def line_of(classes: Iterable[Class]) -> Line:
    """Return the line through the classes."""
    return tuple((c.claimed, c.shown) for c in classes)


def brier(rows: Sequence[Judged], line: Line | None) -> float:
    """Return the mean squared difference between what is given and what is true; with no line, of what rules claim."""
    given = [(on_line(line, r.claimed) if line else r.claimed, r) for r in rows]
    return sum(r.weight * (p - r.right) ** 2 for p, r in given) / sum(r.weight for r in rows)


def left_out(
    parts: Mapping[str, Sequence[Judged]], always: Sequence[Judged] = ()
) -> list[tuple[float, Judged]]:
    """Return every row of `parts` with the probability given by a line fitted to the other parts and `always`."""
    out: list[tuple[float, Judged]] = []
    for name, rows in parts.items():
        others = [r for other, held in parts.items() if other != name for r in held]
        line = line_of(fit([*others, *always]))
        out += [(on_line(line, r.claimed) if line else r.claimed, r) for r in rows]
    return out


def reliability(
    given: Sequence[tuple[float, Judged]], bins: int = 5
) -> list[tuple[float, float, int, float, float]]:
    """Return for every bin of probability that holds rows: its ends, number of rows, mean given and share right."""
    out = []
    for k in range(bins):
        low, high = k / bins, (k + 1) / bins
        held = [(p, r) for p, r in given if low <= p < high or (p == high == 1.0)]
        if held:
            n = len(held)
            out.append((low, high, n, sum(p for p, _ in held) / n, sum(r.right for _, r in held) / n))
    return out
