"""Reading order of a page: columns found by the white between them, under and over what spans them.

The page is cut where a white strip runs down through a run of lines with running text on both sides (a
recursive cut in the manner of Nagy and Seth 1984, "Hierarchical representation of optically scanned
documents"). What crosses the strip ends the run, so titles and wide figures part the columns above them
from those below. A table also has white strips; it is told from columns by its short cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.documents.formats.pdf.shapes import ITEM, Chunk, Line
from foedus.documents.wrap import width

BIN = 2.0  # points
GUTTER = 0.8  # ems: narrowest white between columns
NARROWEST = 7.0  # ems: narrowest column
ALIKE = 0.15  #: ems by which the blanks of a stretched line differ
_FIGURES = re.compile(r"[\d.,:%()/+\-–—\s]+$")


@dataclass(slots=True)
class Strip:
    """Lines read from the top down, and the room they were set in."""

    lines: list[Line]
    left: float
    right: float


def order(lines: Sequence[Line], size: float) -> list[Strip]:
    """Return the lines of a page in strips, in reading order.

    Parameters
    ----------
    lines
        From the top down.
    size
        Size of the running text in points.
    """
    strips = [s for s in _cut(list(lines), size, 0) if s.lines]
    if len(strips) > 1:
        for s in strips:
            _mend(s.lines, size)
    for s in strips:
        _mend_stretched(s.lines, size)
    out: list[Strip] = []
    for s in strips:
        last = out[-1] if out else None
        if last and abs(last.left - s.left) < size and abs(last.right - s.right) < size and last.lines[-1].y < s.lines[0].y:
            last.lines += s.lines  # cut for nothing
            last.left, last.right = min(last.left, s.left), max(last.right, s.right)
        else:
            out.append(s)
    return out


def _cut(lines: list[Line], size: float, depth: int) -> list[Strip]:
    if not lines:
        return []
    left, right = min(n.x0 for n in lines), max(n.x1 for n in lines)
    if len(lines) >= 3 and right - left > 2 * NARROWEST * size and depth < 6:
        found = _gutter(lines, size, left, right)
        if found is not None:
            a, b, x = found
            sides: tuple[list[Line], list[Line]] = ([], [])
            for n in lines[a:b]:
                for k in (0, 1):
                    part = [c for c in n.chunks if ((c.x0 + c.x1) / 2 > x) == bool(k)]
                    if part:
                        sides[k].append(Line(part))
            return [
                *_cut(lines[:a], size, depth + 1), *_cut(sides[0], size, depth + 1), *_cut(sides[1], size, depth + 1),
                *_cut(lines[b:], size, depth + 1),
            ]
    return [Strip(lines, left, right)]


def _gutter(lines: Sequence[Line], size: float, left: float, right: float) -> tuple[int, int, float] | None:
    """Return the run of lines and the place of the best strip between columns, or None."""
    n = int((right - left) / BIN) + 2
    ink = np.zeros((len(lines), n), dtype=bool)
    for k, line in enumerate(lines):
        for c in line.chunks:
            ink[k, int((c.x0 - left) / BIN) : int((c.x1 - left) / BIN) + 1] = True
    wide = max(1, int(GUTTER * size / BIN) - 1)
    filled = np.concatenate([np.zeros((len(lines), 1), int), np.cumsum(ink, axis=1)], axis=1)
    white: NDArray[np.bool_] = np.asarray(filled[:, wide:] == filled[:, :-wide])  # white[k, b]: bins b to b + wide of line k hold nothing
    margin = int(NARROWEST * size / BIN)
    best: tuple[int, int, int, float] | None = None
    tried: set[tuple[int, int, int]] = set()
    for b in range(margin, white.shape[1] - margin):
        column = [bool(w) for w in white[:, b]]
        sides = (np.any(ink[:, :b], axis=1), np.any(ink[:, b + wide :], axis=1))
        k = 0
        while k < len(lines):
            if not column[k]:
                k += 1
                continue
            start = k
            while k < len(lines) and column[k]:
                k += 1
            both = int(min(np.sum(s[start:k]) for s in sides))
            if both < 2 or (best is not None and both < best[0]):
                continue
            key = (start, k, both)
            x = left + (b + wide / 2) * BIN
            if key in tried:
                if best is not None and key == (best[1], best[2], best[0]):
                    best = (*best[:3], (best[3] + x) / 2)
                continue
            tried.add(key)
            if _are_columns(lines[start:k], x, size) and (best is None or both > best[0]):
                best = (both, start, k, x)
    if best is None:
        return None
    _, start, end, x = best
    # The last line of a title over the columns may be short enough to stand above one of them.
    while 0 < start < end - 2 and _goes_on_title(lines[start - 1], lines[start], x, size):
        start += 1
    return start, _without_tail(lines, start, end, x), x


def _goes_on_title(a: Line, b: Line, x: float, size: float) -> bool:
    one_side = b.x1 < x or b.x0 > x
    return one_side and b.size > 1.12 * size and abs(a.size - b.size) < 0.5 and b.y - a.y < 1.7 * b.size


def _without_tail(lines: Sequence[Line], start: int, end: int, x: float) -> int:
    """Return the end of the run without a short line that stands apart below the columns, such as a heading."""
    if end == len(lines):
        return end
    right = [k for k in range(start, end) if lines[k].x1 > x]
    last = max(right)
    k = end
    while k - 1 > last and lines[k - 1].y - lines[k - 2].y > 1.6 * lines[k - 1].size:
        k -= 1
    return k


def _are_columns(lines: Sequence[Line], x: float, size: float) -> bool:
    """Whether running text stands on both sides of `x`."""
    # A list of terms and what they mean shares its baselines; of a box beside the text they are its own.
    both = sum(n.x0 < x < n.x1 for n in lines)
    sides = [sum(n.x0 < x for n in lines), sum(n.x1 > x for n in lines)]
    flush = _is_flush(lines, x, size)
    fewest = 20 if both >= 0.6 * min(sides) and not flush else 12
    for right in (False, True):
        parts = [[c for c in n.chunks if ((c.x0 + c.x1) / 2 > x) == right] for n in lines]
        rows = [p for p in parts if p]
        if len(rows) < 2:
            return False
        a, z = min(p[0].x0 for p in rows), max(p[-1].x1 for p in rows)
        if z - a < NARROWEST * size:
            return False
        full = sum(sum(c.x1 - c.x0 for c in p) >= 0.7 * (z - a) for p in rows)
        figures = sum(_FIGURES.match(c.text) is not None for p in rows for c in p)
        letters = sum(width(c.text) for p in rows for c in p)
        pieces = sum(len(p) for p in rows)
        if figures > 0.3 * pieces or letters < fewest * len(rows):
            return False
        if not flush and (full < 0.45 * len(rows) or pieces > 2.2 * len(rows)):
            return False
    return True


def _is_flush(lines: Sequence[Line], x: float, size: float) -> bool:
    """Whether the text left of `x` is set flush on both sides, as cells are not.

    In a narrow column the blanks of such lines are so wide that the lines fall into pieces.
    """
    rows = [Line(p) for p in ([c for c in n.chunks if (c.x0 + c.x1) / 2 < x] for n in lines) if p]
    return len(_flush(rows, size)) >= 0.5 * len(rows) > 2


def _flush(rows: Sequence[Line], size: float) -> list[Line]:
    """Return the lines that reach from the left to the right end of all."""
    a, z = min((n.x0 for n in rows), default=0.0), max((n.x1 for n in rows), default=0.0)
    return [n for n in rows if n.x0 - a < 0.3 * size and z - n.x1 < 0.3 * size]


def _mend(lines: Sequence[Line], size: float) -> None:
    """Make the lines of a column whole that fell into pieces because they are set flush."""
    flush = _flush(lines, size)
    if len(lines) < 6 or len(flush) < 0.5 * len(lines):
        return
    for n in flush:
        if len(n.chunks) > 1 and not any(_FIGURES.match(c.text) for c in n.chunks[1:-1]) and not _tall(n, size):
            n.chunks = [_whole(n.chunks)]


def _mend_stretched(lines: Sequence[Line], size: float) -> None:
    """Make the lines whole whose blanks are all stretched alike, from a beginning to an end that lines beside them share.

    In a list only the first line of an item stands at the left edge. The cells of a table have blanks of the usual
    width inside and wide ones between them.
    """
    for k, n in enumerate(lines):
        figures = [_FIGURES.match(c.text) is not None for c in n.chunks]
        if len(n.chunks) < 2 or any(figures[1:-1]) or 2 * sum(figures) >= len(figures):
            continue
        marked = ITEM.match(n.chunks[0].text.split(" ")[0]) is not None
        near = [m for m in lines[max(0, k - 4) : k + 5] if m is not n]
        beside = [m for m in near if abs(m.x1 - n.x1) < 0.3 * size and any(abs(x - y) < 0.3 * size for x in _begins(m) for y in _begins(n))]
        first = 1 if marked and " " not in n.chunks[0].text else 0
        inner = [z - a for c in n.chunks[first:] for _, a, z in c.gaps]
        blanks = inner[marked and not first :] + [b.x0 - a.x1 for a, b in pairwise(n.chunks[first:])]
        if len(beside) >= 2 and blanks and not _tall(Line(n.chunks[first:]), size) and max(blanks) - min(blanks) < ALIKE * size:
            n.chunks = [*n.chunks[:first], _whole(n.chunks[first:])]


def _begins(line: Line) -> tuple[float, float]:
    """Return where a line begins, and where its text does behind the mark of an item."""
    first = line.chunks[0]
    if not ITEM.match(first.text.split(" ")[0]):
        return first.x0, first.x0
    return first.x0, first.gaps[0][2] if first.gaps else line.chunks[min(1, len(line.chunks) - 1)].x0


def _tall(line: Line, size: float) -> bool:
    return any(abs(c.size - line.chunks[0].size) > 0.1 * size for c in line.chunks)


def _whole(pieces: Sequence[Chunk]) -> Chunk:
    """Return the pieces of a line as one, the white between them as blanks."""
    text, gaps = "", []
    for k, c in enumerate(pieces):
        if k:
            gaps.append((len(text), pieces[k - 1].x1, c.x0))
            text += " "
        gaps += [(len(text) + at, a, b) for at, a, b in c.gaps]
        text += c.text
    last = pieces[-1]
    return replace(pieces[0], text=text, x1=last.x1, bold=all(c.bold for c in pieces), ends_blank=last.ends_blank, gaps=tuple(gaps))
