"""Tables: by their rules where they are ruled, else by cells that stand under each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from foedus.documents.formats.pdf.shapes import ITEM, Chunk, Line, Rule

_VALUE = re.compile(r"(?:[-–—.·…]|n/?a|(?:[$€£₩]\s?)?[-−+]?\d[\d.,\s]*\s?(?:%|％|[^\W\d]{1,3})?)$", re.IGNORECASE)
_LEADER = re.compile(r"\.{4,}|(?: \.){3,}|·{4,}|…{2,}")
Joiner = Callable[[Sequence[Line]], str]


@dataclass(slots=True)
class Grid:
    """Rows of cells, each cell the chunks that stand in it; and the box of the table."""

    rows: list[list[list[Chunk]]]
    x0: float
    top: float
    x1: float
    bottom: float
    ruled: bool
    texts: list[list[str]] = field(default_factory=list)


def ruled(chunks: Sequence[Chunk], rules: Sequence[Rule]) -> tuple[list[Grid], list[Chunk]]:
    """Return the tables with rules around their cells, and the chunks that are in none."""
    grids: list[Grid] = []
    rest = list(chunks)
    for xs, ys in _frames(rules):
        inside = [
            c for c in rest if xs[0] - 2 <= (c.x0 + c.x1) / 2 <= xs[-1] + 2 and ys[0] - 2 <= c.y - 0.3 * c.size <= ys[-1] + 2
        ]
        rows = _filled(inside, xs, ys, rules)
        rows = [r for r in rows if any(r)]
        used = [k for k in range(len(xs) - 1) if any(r[k] for r in rows)]
        rows = [[r[k] for k in used] for r in rows]
        if len(rows) < 2 or len(used) < 2 or sum(sum(bool(c) for c in r) > 1 for r in rows) < 2:
            continue
        if sum(len(c.text) for c in inside) > 150 * len(rows) * len(used) + 400:
            continue  # a frame around running text
        grids.append(Grid(rows, xs[0], ys[0], xs[-1], ys[-1], ruled=True))
        gone = {id(c) for c in inside}
        rest = [c for c in rest if id(c) not in gone]
    return grids, rest


def _filled(inside: Sequence[Chunk], xs: Sequence[float], ys: Sequence[float], rules: Sequence[Rule]) -> list[list[list[Chunk]]]:
    """Return the cells of a frame; a rule that is missing between two makes them one.

    A heading that spans columns stands over each of them, a name that spans rows beside each of them.
    """
    wide, high = len(xs) - 1, len(ys) - 1

    def open_right(r: int, k: int) -> bool:
        middle = (ys[r] + ys[r + 1]) / 2
        return not any(u.upright and abs(u.x0 - xs[k + 1]) < 4 and u.y0 - 2 <= middle <= u.y1 + 2 for u in rules)

    def open_below(r: int, k: int) -> bool:
        middle = (xs[k] + xs[k + 1]) / 2
        return not any(not u.upright and abs(u.y0 - ys[r + 1]) < 4 and u.x0 - 2 <= middle <= u.x1 + 2 for u in rules)

    home = {(r, k): (r, k) for r in range(high) for k in range(wide)}
    for r in range(high):
        for k in range(wide):
            if k and open_right(r, k - 1):
                home[r, k] = home[r, k - 1]
            elif r and open_below(r - 1, k):
                home[r, k] = home[r - 1, k]
    rows: list[list[list[Chunk]]] = [[[] for _ in range(wide)] for _ in range(high)]
    for c in inside:
        k = max((i for i, x in enumerate(xs[:-1]) if c.x0 >= x - 2), default=0)
        r = max((i for i, y in enumerate(ys[:-1]) if c.y - 0.3 * c.size >= y - 1), default=0)
        top, left = home[r, k]
        rows[top][left].append(c)
    for (r, k), (top, left) in home.items():
        held = rows[top][left]
        whole = all(home[top, i] == (top, left) for i in range(wide))
        if (r, k) != (top, left) and held and not whole:
            heading = top == 0 and r == top
            name = k == left and top > 0 and not any(c.text[:1].isdecimal() for c in held)
            if heading or name:
                rows[r][k] = held
    return rows


def _frames(rules: Sequence[Rule]) -> list[tuple[list[float], list[float]]]:
    """Return for each group of crossing rules the places of its upright and of its level ones."""
    groups: list[list[Rule]] = []
    for r in rules:
        touching = [g for g in groups if any(_touch(r, o) for o in g)]
        merged = [r, *(o for g in touching for o in g)]
        groups = [g for g in groups if not any(g is t for t in touching)] + [merged]
    out = []
    for g in groups:
        xs = _places([r.x0 for r in g if r.upright])
        ys = _places([r.y0 for r in g if not r.upright])
        if len(xs) >= 3 and len(ys) >= 3:
            out.append((xs, ys))
        elif len(xs) == 1 and len(ys) >= 3:
            # Open at the sides.
            flat = [r for r in g if not r.upright]
            out.append((_places([min(r.x0 for r in flat), xs[0], max(r.x1 for r in flat)]), ys))
        elif len(xs) == 2 and len(ys) >= 3:
            flat = [r for r in g if not r.upright]
            ends = _places([min(r.x0 for r in flat), *xs, max(r.x1 for r in flat)])
            if len(ends) >= 3:
                out.append((ends, ys))
    return sorted(out, key=lambda f: f[1][0])


def _touch(a: Rule, b: Rule) -> bool:
    return a.x0 <= b.x1 + 3 and b.x0 <= a.x1 + 3 and a.y0 <= b.y1 + 3 and b.y0 <= a.y1 + 3


def _places(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for v in sorted(values):
        if not out or v - out[-1] > 4.0:
            out.append(v)
    return out


def aligned(lines: Sequence[Line], rules: Sequence[Rule], size: float) -> list[tuple[int, int, Grid]]:
    """Return the tables set without a frame, each with the half-open range of its lines.

    Lines of two cells or more form a table as long as a white strip runs down between their cells. A line
    of one cell goes on a cell above it. Two lines must hold a figure beyond their first cell, or level
    rules must bound them.
    """
    bands = _bands(_sharpened(lines))
    out = []
    k = at = 0
    while k < len(bands):
        n = bands[k]
        if _cells(n) < 2 or _LEADER.search(n.text):
            k, at = k + 1, at + n.lines
            continue
        end = _extent(bands, k, size)
        grid = _grid(bands[k:end], rules, size) if end - k >= 2 else None
        if grid is None:
            k, at = k + 1, at + n.lines
            continue
        taken = sum(x.lines for x in bands[k:end])
        out.append((at, at + taken, grid))
        k, at = end, at + taken
    return out


@dataclass(slots=True)
class _Band(Line):
    """Lines so close that they belong to one row: a cell of one line is set at the middle of one of two."""

    lines: int = 1

    @property
    def first(self) -> float:
        """Baseline of its first line."""
        return min(c.y for c in self.chunks)

    @property
    def last(self) -> float:
        """Baseline of its last line."""
        return max(c.y for c in self.chunks)


def _bands(lines: Sequence[Line]) -> list[_Band]:
    out: list[_Band] = []
    for n in lines:
        if out and n.y - out[-1].last < 0.85 * n.size:
            out[-1].chunks = sorted([*out[-1].chunks, *n.chunks], key=lambda c: c.x0)
            out[-1].lines += 1
        else:
            out.append(_Band(list(n.chunks)))
    return out


def _cells(n: Line) -> int:
    return len(_covered([], n.chunks))


def _sharpened(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with cells parted that stand closer than usual, where the lines beside them are parted too."""
    out = []
    for k, n in enumerate(lines):
        white = [
            (a.x1, b.x0) for j in (k - 2, k - 1, k + 1, k + 2)
            if 0 <= j < len(lines) and abs(lines[j].y - n.y) < 4 * n.size and len(lines[j].chunks) > len(n.chunks)
            for a, b in pairwise(lines[j].chunks)
        ]
        out.append(Line([piece for c in n.chunks for piece in _parted(c, white)]) if white else n)
    return out


def _parted(c: Chunk, white: Sequence[tuple[float, float]]) -> list[Chunk]:
    """Cut a chunk at its wider blanks that lie in the white between the cells of another line."""
    usual = sorted(b - a for _, a, b in c.gaps)[: max(1, len(c.gaps) // 2)]
    out: list[Chunk] = []
    start, left = 0, c.x0
    for at, a, b in c.gaps:
        wide = b - a >= 0.42 * c.size and (len(c.gaps) == 1 or b - a > 1.3 * usual[-1] or b - a > 0.55 * c.size)
        if wide and any(x <= a + 1 and b - 1 <= y for x, y in white):
            out.append(replace(c, text=c.text[start:at], x0=left, x1=a, gaps=_between(c, start, at), ends_blank=True))
            start, left = at + 1, b
    out.append(replace(c, text=c.text[start:], x0=left, gaps=_between(c, start, len(c.text)), opens_blank=c.opens_blank or start > 0))
    return out


def _between(c: Chunk, start: int, end: int) -> tuple[tuple[int, float, float], ...]:
    return tuple((at - start, a, b) for at, a, b in c.gaps if start < at < end)


def _extent(lines: Sequence[_Band], start: int, size: float) -> int:
    """Return the end of the run of lines from `start` on whose cells keep white strips between them."""
    spans = _covered([], lines[start].chunks)
    k = start + 1
    while k < len(lines):
        n, gap = lines[k], lines[k].first - lines[k - 1].last
        wider = _covered(spans, n.chunks)
        if gap > 3.2 * max(n.size, size) or _LEADER.search(n.text) or len(wider) < 2:
            break
        if _cells(n) == 1:
            # Only a cell that goes on below its first line.
            inside = any(a - 0.5 * size <= n.x0 and n.x1 <= z + 0.5 * size for a, z in spans)
            if not inside or gap > 1.5 * n.size:
                break
        elif k - start >= 3 and _is_prose(n, lines[start + 1 : k]):
            break
        spans = wider
        k += 1
    return k


def _is_prose(n: Line, above: Sequence[Line]) -> bool:
    """Whether a line below rows of figures holds none but words: running text with a wide blank in it."""
    worded = not any(_VALUE.match(c.text) for c in n.chunks[1:]) and sum(len(c.text.split()) for c in n.chunks[1:]) >= 3
    return worded and all(_VALUE.match(c.text.split(" ")[-1]) for m in above for c in m.chunks[1:])


def _covered(spans: Sequence[tuple[float, float]], chunks: Sequence[Chunk], near: float = 0.4) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for a, z in sorted([*spans, *((c.x0, c.x1) for c in chunks)]):
        if out and a <= out[-1][1] + near * chunks[0].size:
            out[-1] = (out[-1][0], max(z, out[-1][1]))
        else:
            out.append((a, z))
    return out


def _refined(lines: Sequence[_Band], spans: list[tuple[float, float]]) -> tuple[list[_Band], list[tuple[float, float]]]:
    """Part columns that stand closer than usual: where blanks lie under each other in every line, with figures behind."""
    out = list(lines)
    for a, z in list(spans):
        # What is white in this column: the blanks of each line, and what lies outside its text there.
        white: list[tuple[float, float]] | None = None
        for n in out:
            held = [c for c in n.chunks if a - 0.1 <= c.x0 and c.x1 <= z + 0.1]
            if not held:
                continue
            gaps = sorted([(a - 1, held[0].x0), *((x, y) for c in held for _, x, y in c.gaps), *((p.x1, q.x0) for p, q in pairwise(held)), (held[-1].x1, z + 1)])
            white = gaps if white is None else [(max(p, x), min(q, y)) for p, q in white for x, y in gaps if min(q, y) - max(p, x) > 0.3 * n.size]
        inner = [(x, y) for n in out for c in n.chunks if a - 0.1 <= c.x0 and c.x1 <= z + 0.1 for _, x, y in c.gaps]
        strips = [
            (p, q) for p, q in white or []
            if p > a and q < z and sum(x <= p + 0.1 and q - 0.1 <= y for x, y in inner) >= max(2, 0.6 * len(out))
        ]
        if not strips:
            continue
        parted = [_Band([x for c in n.chunks for x in _cut_at(c, strips, a, z)], n.lines) for n in out]
        behind = [c.text for n in parted for c in n.chunks if any(abs(c.x0 - q) < 30 and c.x0 >= q - 1 and c.x1 <= z + 1 for _, q in strips)]
        if len(behind) >= 2 and sum(_VALUE.match(t) is not None for t in behind) >= 0.6 * len(behind):
            out = parted
    found: list[tuple[float, float]] = []
    for n in out:
        found = _covered(found, n.chunks, near=0.15)
    return out, found


def _cut_at(c: Chunk, strips: Sequence[tuple[float, float]], a: float, z: float) -> list[Chunk]:
    if not (a - 0.1 <= c.x0 and c.x1 <= z + 0.1):
        return [c]
    out, start, left = [], 0, c.x0
    for at, x, y in c.gaps:
        if any(x <= p + 0.1 and q - 0.1 <= y for p, q in strips):
            out.append(replace(c, text=c.text[start:at], x0=left, x1=x, gaps=_between(c, start, at)))
            start, left = at + 1, y
    return [*out, replace(c, text=c.text[start:], x0=left, gaps=_between(c, start, len(c.text)))]


def _head(lines: Sequence[_Band], pitch: Sequence[float], spans: Sequence[tuple[float, float]]) -> int:
    """Return how many lines from the first on are one row of headings: set closer than the rows, with one name in the first column."""
    end = 1
    while end < len(lines) and pitch[end - 1] <= 1.05 * pitch[0]:
        end += 1
    named = sum(c.x1 <= spans[0][1] + 0.1 for n in lines[:end] for c in n.chunks)
    closer = all(p >= 1.1 * pitch[0] for p in pitch[end - 1 :])
    return end if 1 < end < len(lines) - 1 and closer and named <= 1 else 0


def _grid(lines: Sequence[_Band], rules: Sequence[Rule], size: float) -> Grid | None:
    spans: list[tuple[float, float]] = []
    for n in lines:
        spans = _covered(spans, n.chunks)
    if len(spans) < 2:
        return None
    lines, spans = _refined(lines, spans)
    x0, x1 = spans[0][0], spans[-1][1]
    top, bottom = lines[0].first - lines[0].size, lines[-1].last + 0.4 * lines[-1].size
    level = sorted(
        r.y0 for r in rules
        if not r.upright and r.x0 <= x0 + 2 * size and r.x1 >= x1 - 2 * size and top - 2 * size < r.y0 < bottom + 2 * size
    )
    rows: list[list[list[Chunk]]] = []
    last_y = None
    pitch = [b.first - a.last for a, b in pairwise(lines)]
    tight = min(pitch, default=0.0)
    between = [y for y in level if lines[0].first < y < lines[-1].last - 0.5 * size]
    every = len(between) >= 2
    head = _head(lines, pitch, spans)
    for at, n in enumerate(lines):
        cells: list[list[Chunk]] = [[] for _ in spans]
        for c in n.chunks:
            cells[next(k for k, (a, z) in enumerate(spans) if a - 0.1 <= c.x0 and c.x1 <= z + 0.1)].append(c)
        goes_on = False
        if rows and last_y is not None:
            gap = n.first - last_y
            parted = any(last_y < y < n.first for y in between)
            words = not any(_VALUE.match(c.text) for c in n.chunks)
            fewer = sum(bool(c) for c in cells) < sum(bool(c) for c in rows[-1])
            goes_on = not parted and (
                at < head or (every and gap < 1.6 * n.size) or (not cells[0] and words and fewer and gap <= 1.15 * tight)
                or (_cells(n) == 1 and fewer and gap <= 1.5 * n.size and words)
            )
        if goes_on:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        else:
            rows.append(cells)
        last_y = n.last
    if len(rows) < 2 or all(ITEM.match(r[0][0].text) for r in rows if r[0]):
        return None
    whole = [r for r in rows if sum(bool(c) for c in r) > 1]
    figures = sum(any(_VALUE.match(c[0].text) for c in r[1:] if c) for r in rows)
    longest = max(sum(len(x.text) for x in c) for r in rows for c in r)
    framed = len(level) >= 2 and len(whole) >= 2
    if len(whole) < 2 or longest > 160 or not (figures >= 2 or framed or (len(spans) >= 3 and len(whole) >= 3 and longest <= 40)):
        return None
    return Grid(rows, x0, top, x1, bottom, ruled=bool(level))
