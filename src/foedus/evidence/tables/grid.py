"""Lines of a table to rows of cell texts, each under its own column.

Where columns are set with spaces a cell is told from a gap by two spaces or more, and an empty cell
leaves no trace but its place: cells are laid under the columns by horizontal position, in display
columns (a wide character takes two).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_RULE = re.compile(r"[\s|+:=_─━┼│╋-]+$")
_GAP = re.compile(r"[^\S\n\t]{2,}")  # any kind of blank


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cell texts, all of one length; ``""`` where a cell is empty.

    `lines` gives for each row the index of its line; `shifted` counts rows that had to be laid out by
    position because they have more or fewer cells than columns; `ruled_after` is the number of rows
    above the first ruled line (``---``), 0 if there is none.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    shifted: int
    ruled_after: int


Placed = tuple[str, int, int]  # text, first and last display column (half-open)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _spaced(line: str) -> list[Placed]:
    """Cells of a line set with runs of spaces."""
    out: list[Placed] = []
    at = 0
    for gap in [*_GAP.finditer(line), None]:
        end = gap.start() if gap else len(line)
        text = line[at:end]
        if text.strip():
            left = _width(line[:at]) + len(text) - len(text.lstrip())
            out.append((text.strip(), left, left + _width(text.strip())))
        if gap:
            at = gap.end()
    return out


def _piped(line: str) -> list[str]:
    body = line.strip()
    body = body.removeprefix("|")
    # An escaped pipe is a character of the cell.
    body = re.sub(r"(?<!\\)\|$", "", body)
    return [c.replace("\\|", "|").strip() for c in re.split(r"(?<!\\)\|", body)]


def _columns(rows: Sequence[Sequence[Placed]]) -> list[tuple[float, float]]:
    """Place of every column: the mean over the lines that have a cell in each."""
    counts = Counter(len(r) for r in rows)
    head = len(rows[0])
    beyond = [r for r in rows[1:] if len(r) > head]
    n = head
    if len(beyond) * 2 >= len(rows) - 1 and beyond:
        n = Counter(len(r) for r in beyond).most_common(1)[0][0]
    elif counts[head] == 1 and len(rows) > 2 and head == 1:
        n = max(counts)
    whole = [r for r in rows if len(r) == n]
    return [
        (sum(r[k][1] for r in whole) / len(whole), sum(r[k][2] for r in whole) / len(whole)) for k in range(n)
    ]


def _distance(cell: Placed, column: tuple[float, float]) -> float:
    # Numbers are set flush right, words flush left, headings often in the middle.
    _, a, b = cell
    left, right = column
    return min(abs(a - left), abs(b - right), abs((a + b) - (left + right)) / 2)


def _lay(cells: Sequence[Placed], columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """Put cells under columns, in order, as near to their places as possible."""
    n, far = len(columns), 1e6
    # best[j]: cost with the latest cell in column j; the path is kept beside it.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * n
    for i, c in enumerate(cells):
        new = []
        for j in range(n):
            stay = (best[j][0] + far, best[j][1]) if i else (0.0, ())
            step = min((best[k] for k in range(j)), default=(far * far, ())) if i else (0.0, ())
            cost, path = min(stay, step)
            new.append((cost + _distance(c, columns[j]), (*path, j)))
        best = new
    out = [""] * n
    for c, j in zip(cells, min(best)[1], strict=True):
        out[j] = f"{out[j]} {c[0]}".strip()
    return tuple(out)


def _by_position(lines: Sequence[tuple[int, str]]) -> tuple[list[tuple[str, ...]], list[int], int]:
    placed = [(k, _spaced(line)) for k, line in lines]
    placed = [(k, cells) for k, cells in placed if cells]
    if not placed:
        return [], [], 0
    columns = _columns([cells for _, cells in placed])
    rows = [
        tuple(c[0] for c in cells) if len(cells) == len(columns) else _lay(cells, columns) for _, cells in placed
    ]
    return rows, [k for k, _ in placed], sum(len(cells) != len(columns) for _, cells in placed)


def _padded(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    n = max(map(len, rows), default=0)
    return [(*r, *[""] * (n - len(r))) for r in rows]


def grid(lines: Sequence[str]) -> Grid:
    """Return the cells of a table's lines (without its title).

    Parameters
    ----------
    lines
        Lines of one table; blank and ruled lines may stand among them.
    """
    kept = [(k, line.rstrip(" \r\n")) for k, line in enumerate(lines) if line.strip()]  # a last tab is a cell
    ruled = next((i for i, (_, line) in enumerate(kept) if _RULE.match(line) and len(line.strip()) > 2), 0)
    kept = [(k, line) for k, line in kept if not (_RULE.match(line) and len(line.strip()) > 2)]
    if not kept:
        return Grid((), (), 0, 0)
    half = len(kept) / 2
    if sum("|" in line for _, line in kept) > half:
        piped = [_piped(line) for _, line in kept]
        rows, where = _padded(piped), [k for k, _ in kept]
        shifted = sum(len(r) != len(rows[0]) for r in piped)
    elif sum("\t" in line for _, line in kept) > half:
        split = [[c.strip() for c in line.split("\t")] for _, line in kept]
        if len({len(r) for r in split}) == 1:
            rows, where, shifted = _padded(split), [k for k, _ in kept], 0
        else:
            rows, where, shifted = _by_position([(k, line.expandtabs(8).replace("\t", "  ")) for k, line in kept])
    else:
        rows, where, shifted = _by_position(kept)
    return Grid(tuple(rows), tuple(where), shifted, ruled)
