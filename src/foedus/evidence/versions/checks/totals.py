"""Tables whose numbers do not agree with each other: sums, shares, ranks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.evidence.rows import Row
from foedus.evidence.versions.checks.rules import Rules, rules
from foedus.evidence.versions.sides import finding, show

_LEAST = 3  # rows from which columns are compared
_MOST_ALIKE = 0.6  # of the rows that must obey a rule for the others to break it
_ROUNDED = 0.005  # relative difference that rounding may make
_NEAR = 0.2  # relative difference up to which a total is taken to be one of these rows

Cell = float | str | None


@dataclass(frozen=True, slots=True)
class _Table:
    row: Row
    header: list[str]
    body: list[list[Cell]]
    total: list[Cell] | None
    rules: Rules
    cells: Sequence[Row]

    def column(self, k: int) -> list[Cell]:
        return [r[k] if k < len(r) else None for r in self.body]

    def name(self, k: int) -> str:
        return self.header[k] if k < len(self.header) else f"column {k + 1}"

    def additive(self, k: int) -> bool:
        return not self.rules.not_additive.search(self.name(k))


def totals(table: Row, code: str, cells: Sequence[Row] = ()) -> Iterator[Row]:
    """Yield what cannot be in one row of ``tables``: at most one finding of each sort.

    Parameters
    ----------
    table
        A row of the table ``tables``.
    code
        Language of the part it stands in.
    cells
        The quantities that stand in it, whose places are pointed at.
    """
    t = _read(table, rules(code), cells)
    if t is None:
        return
    yield from _across(t)
    yield from _down(t)
    yield from _shares(t)
    yield from _ranks(t)


def _read(table: Row, found: Rules, cells: Sequence[Row]) -> _Table | None:
    rows = [list(r) for r in table["rows"] or [] if r]
    if len(rows) < _LEAST:
        return None
    last = rows[-1]
    label = next((c for c in last if isinstance(c, str)), "")
    total = last if found.total.search(label.strip()) else None
    return _Table(table, [str(h) for h in table["header"] or []], rows[:-1] if total else rows, total, found, cells)


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _numeric(t: _Table) -> list[int]:
    width = max(len(r) for r in t.body)
    return [k for k in range(width) if sum(_number(c) is not None for c in t.column(k)) * 2 > len(t.body)]


def _same(a: float, b: float, terms: int) -> bool:
    """Whether a sum agrees with its terms as they are rounded."""
    unit = 1.0 if a == int(a) and b == int(b) else 0.1
    slack = 0.0 if unit == 1.0 and max(abs(a), abs(b)) < 10_000 and terms < 3 else unit * terms / 2
    return abs(a - b) <= max(slack, _ROUNDED * max(abs(a), abs(b)))


def _across(t: _Table) -> Iterator[Row]:
    """A column that is the sum of the others in most rows, and in some is not."""
    columns = [k for k in _numeric(t) if t.additive(k)]
    if len(columns) < _LEAST:
        return
    for k in columns[::-1]:
        held: list[tuple[list[Cell], float, float]] = []
        good = 0
        for r in t.body + ([t.total] if t.total else []):
            own = _number(r[k]) if k < len(r) else None
            terms = [v for j in columns if j != k and j < len(r) and (v := _number(r[j])) is not None]
            if own is None or len(terms) < 2:
                continue
            held.append((r, sum(terms), own))
            good += _same(sum(terms), own, len(terms))
        if len(held) >= _LEAST and good < len(held) and good >= _MOST_ALIKE * len(held):
            row, total, own = next(h for h in held if not _same(h[1], h[2], len(columns) - 1))
            yield _told(
                t, f"In the row “{_label(row)}”, {t.name(k)} is {_shown(own)}, and what it sums up makes {_shown(total)}.", 0.8, own, _label(row)
            )
            return


def _down(t: _Table) -> Iterator[Row]:
    """A row of totals that is not the sum of the rows above."""
    if t.total is None:
        return
    sums = []
    for k in _numeric(t):
        cells, own = t.column(k), _number(t.total[k]) if k < len(t.total) else None
        if own is None or not t.additive(k) or any(_number(c) is None for c in cells) or t.rules.rank.search(t.name(k).strip()):
            continue
        made = sum(_number(c) or 0.0 for c in cells)
        sums.append((k, made, own, _same(made, own, len(cells))))
    agree = any(s[3] for s in sums)
    for k, made, own, good in sums:
        # A total may be that of more rows than are shown: then it exceeds every sum.
        if not good and (made > own or agree or abs(made - own) <= _NEAR * abs(own)):
            yield _told(
                t, f"The total of {t.name(k)} is given as {_shown(own)}; its {len(t.body)} rows make {_shown(made)}.", 0.75, own, _label(t.total)
            )
            return


def _shares(t: _Table) -> Iterator[Row]:
    """Shares of one whole that make more than all of it."""
    for k in _numeric(t):
        found = [v for c in t.column(k) if (v := _number(c)) is not None]
        if t.rules.share.search(t.name(k)) and "%" in t.name(k) and min(found) >= 0 and sum(found) > 100 + 0.5 * len(found):
            yield _told(t, f"The shares in {t.name(k)} make {_shown(sum(found))}%, which is more than the whole.", 0.75)
            return


def _ranks(t: _Table) -> Iterator[Row]:
    """Ranks that skip a place, or repeat one where the figures differ."""
    for k in _numeric(t)[:1]:
        found = [_number(c) for c in t.column(k)]
        if not t.rules.rank.search(t.name(k).strip()) or any(v is None or v != int(v) for v in found):
            continue
        given = [int(v) for v in found if v is not None]
        places = sorted(given)
        for a, b in itertools.pairwise(places):
            if b == a and not _tied(t, k, a):
                yield _told(t, f"The place {a} is given to {places.count(a)} rows whose figures differ.", 0.75)
                return
        # Of a longer ranking rows may be chosen: one gap in an unbroken run is none of choice.
        gaps = [(a, b) for a, b in itertools.pairwise(places) if b > a + places.count(a)]
        if places[0] == 1 and len(places) > _LEAST and len(gaps) == 1 and gaps[0][1] == gaps[0][0] + places.count(gaps[0][0]) + 1:
            yield _told(t, f"No row has the place {gaps[0][1] - 1}, which lies between others.", 0.6)


def _tied(t: _Table, k: int, rank: int) -> bool:
    rows = [r for r in t.body if _number(r[k]) == rank]
    return len({tuple(_number(c) for j, c in enumerate(r) if j != k) for r in rows}) == 1


def _label(row: Sequence[Cell]) -> str:
    return show(next((c for c in row if isinstance(c, str)), ""))


def _shown(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def _told(t: _Table, explanation: str, confidence: float, value: float | None = None, label: str = "") -> Row:
    """Return a finding that points at the cell that holds `value`, if it is known, and at the table."""
    cell = [c for c in t.cells if value is not None and c["value"] == value and str(c["about"]).endswith(label)]
    return finding("contradiction", "medium", [*cell[:1], t.row], explanation, confidence)
