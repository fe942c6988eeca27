"""Tables of a page: which hold data, and their cells with spans spread out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from foedus.documents.formats.page.cues import Element, role, words

#: A cell with more characters than this is a column of a layout, or a paragraph, not a cell of data.
LONG = 240
#: Columns and rows a cell may span; more is a mistake of the page.
WIDEST = 100
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of data: `title` may be empty; the first `heads` of `rows` name the columns; `below` are lines under it."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    heads: int
    below: tuple[str, ...]


def own_rows(table: Element) -> list[Element]:
    """Return the rows of `table` without those of tables inside it."""
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows += [r for r in child if r.tag == "tr"]
    return rows


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [c for c in row if c.tag in ("td", "th")]


def is_data(table: Element) -> bool:
    """Whether a table holds data: rows and columns of short cells, and no parts of a page."""
    if role(table) in words("presentation_roles"):
        return False
    rows = [r for r in (cells_of(r) for r in own_rows(table)) if r]
    if len(rows) < 2 or max(len(r) for r in rows) < 2:
        return False
    if any(e is not table for e in table.iter("table", "form", "h1", "article", "main", "nav")):
        return False
    lengths = [len(" ".join("".join(c.itertext()).split())) for r in rows for c in r]
    headed = table.find("caption") is not None or table.find("thead") is not None or all(c.tag == "th" for c in rows[0])
    if headed:
        return True
    if max(lengths) > LONG:
        return False
    # Two columns of "name: value" at the head of a page are lines; a table has several rows as wide as most.
    wide = sum(len(r) > 1 for r in rows)
    return wide >= 2 and wide * 2 >= len(rows) and not _named_values(rows)


def _named_values(rows: list[list[Element]]) -> bool:
    """Whether every row is made of names (``th``) each followed by its value, without any figures to compare."""
    return all(len(r) % 2 == 0 and [c.tag for c in r] == ["th", "td"] * (len(r) // 2) for r in rows if len(r) > 1) and (
        max(map(len, rows)) > 2 or len(rows) <= 6
    )


def _span(cell: Element, name: str) -> int:
    told = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    return min(WIDEST, max(1, int(told.group(1)))) if told else 1


def lay_out(table: Element, text_of: Callable[[Element], str]) -> Grid:
    """Return the cells of `table`, spans spread out.

    A heading that spans columns stands over each of them, a name that spans rows beside each of them. Any other
    cell stands once, so that no figure is counted twice.

    Parameters
    ----------
    text_of
        Gives the text of a cell in one line.
    """
    caption = table.find("caption")
    title = text_of(caption) if caption is not None else ""
    rows = own_rows(table)
    heads = _heads(rows)
    out: list[list[str]] = []
    held: dict[int, tuple[int, str]] = {}  # column -> rows still covered, text there
    alone: list[tuple[int, str]] = []  # rows of one cell as wide as the table
    for r, row in enumerate(rows):
        line: list[str] = []
        cells = cells_of(row)
        for cell in [*cells, None]:
            while len(line) in held and held[len(line)][0] > 0:
                left, text = held[len(line)]
                held[len(line)] = (left - 1, text)
                line.append(text)
            if cell is None or len(line) > WIDEST:
                break
            text, across, down = text_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")
            if len(cells) == 1 and not line and across > 1:
                alone.append((r, text))
            for k in range(across):
                shown = text if not k or r < heads else ""
                if down > 1:
                    held[len(line)] = (down - 1, "" if r < heads or k or _is_figure(text) else text)
                line.append(shown)
        out.append(line)
    n = max((len(r) for r in out), default=0)
    grid = [(*r, *[""] * (n - len(r))) for r in out]
    first, last = 0, len(grid)
    below_lines: list[str] = []
    spanning = {r: t for r, t in alone if sum(bool(c) for c in grid[r]) <= 1 or r < heads}
    if not title and 0 in spanning and len(grid) > 2:
        title, first, heads = spanning[0], 1, max(0, heads - 1)
    while last - 1 > first and last - 1 in spanning:
        last -= 1
        below_lines.insert(0, spanning[last])
    kept = [r for r in grid[first:last] if any(r)]
    used = [k for k in range(n) if any(r[k] for r in kept)]
    return Grid(title, tuple(tuple(r[k] for k in used) for r in kept), min(heads, len(kept)), tuple(filter(None, below_lines)))


def _heads(rows: list[Element]) -> int:
    """Return how many of the first rows name the columns."""
    n = 0
    for row in rows:
        cells = cells_of(row)
        up = row.getparent()
        if not ((up is not None and up.tag == "thead") or (cells and all(c.tag == "th" for c in cells))):
            break
        n += 1
    return n if n < len(rows) else 0


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.search(text)) and len(text) < 12 and not _YEAR.fullmatch(text.strip())
