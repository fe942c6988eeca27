"""A table's lines to its title, column names and rows of typed cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from foedus.evidence.tables.cells import Cell, NumberMarks, cell, clean, number_marks
from foedus.evidence.tables.grid import grid
from foedus.langs.registry import Language, languages

_MARKS = re.compile(r"(?:\s*\[(\d{1,3})\])+\s*$|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s*$")
_RANKED = re.compile(r"(\d{1,3})[.)]\s+(\S.*)$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:\s*[-–/]\s*\d{2,4})?\s*[년*]?$")


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A table read from lines.

    Attributes
    ----------
    title
        Title without footnote marks, or None.
    mark
        Footnote mark of the title, such as ``"[13]"``, or None.
    header
        Column names; None where a column has none. Empty if the table has no heading line.
    rows
        Cells by row, all rows of one length: numbers, texts, or None for an empty cell or a dash.
    last
        Index of the last line that belongs to the table.
    confidence
        In [0, 1]; lower where cells had to be placed by position.
    """

    title: str | None
    mark: str | None
    header: tuple[str | None, ...]
    rows: tuple[tuple[Cell, ...], ...]
    last: int
    confidence: float


def is_title(line: str) -> bool:
    """Whether `line` is a table's caption in any language known ("Table 2. …")."""
    body = line.strip().lstrip("#*> ")
    return any(
        re.match(rf"(?:{p})(?:\s*[.:)>\]〉》–—-]|\s|$)", body, re.IGNORECASE)
        for lang in languages().values()
        for p in lang.table("tables").get("title", ())
    )


def is_navigation(rows: Sequence[Sequence[Cell]], header: Sequence[str | None]) -> bool:
    """Whether the rows are a page's links to its neighbours ("previous | next") and no data."""
    words = {w for lang in languages().values() for w in lang.table("tables").get("navigation", ())}
    first = [str(r[0]).strip(" «»<>←→:").lower() for r in [header, *rows] if r and r[0] is not None]
    return bool(first) and sum(w in words for w in first) * 2 >= len(first)


def _split_title(line: str) -> tuple[str | None, str | None]:
    body = line.strip().strip("#*> ").strip()
    found = _MARKS.search(body)
    mark = re.search(r"\[\d{1,3}\]", found.group()) if found else None
    return (_MARKS.sub("", body).strip() or None), (mark.group() if mark else None)


def _has_number(cells: Sequence[str], marks: NumberMarks) -> bool:
    """Whether a figure other than a year stands in the row: years head columns, figures do not."""
    return any(isinstance(cell(c, marks), int | float) and not _YEAR.match(clean(c)) for c in cells)


def _heading_lines(rows: Sequence[tuple[str, ...]], ruled_after: int, marks: NumberMarks) -> int:
    """How many of the first rows name the columns."""
    if 0 < ruled_after < len(rows):
        return ruled_after
    figures = [_has_number(r, marks) for r in rows]
    if figures[0]:
        return 0
    if not any(figures):
        return 1
    n = 1
    while n < len(rows) and not figures[n] and sum(bool(c) for c in rows[n]) > 1 and any(figures[n + 1 :]):
        n += 1
    # A long run of rows without figures is data in words, not a tall heading.
    return n if n <= 3 else 1


def _ranked(body: list[tuple[str, ...]], header: list[str | None]) -> tuple[list[tuple[str, ...]], list[str | None]]:
    """Give ranks written into the first cell ("1. Peru") a column of their own, unnamed as in the text."""
    split = [_RANKED.match(r[0]) for r in body]
    found = [m for m in split if m]
    ranks = [int(m.group(1)) for m in found]
    in_order = all(a <= b <= a + 1 for a, b in pairwise(ranks))
    if len(found) < len(body) or len(ranks) < 2 or not in_order:
        return body, header
    rows = [(m.group(1), m.group(2), *r[1:]) for m, r in zip(found, body, strict=True)]
    return rows, [None, *header] if header else header


def parse_table(lines: Sequence[str], language: Language, *, titled: bool | None = None) -> ParsedTable | None:
    """Read a table from its lines.

    Parameters
    ----------
    lines
        The table's lines as printed: horizontal positions matter where columns are set with spaces.
    language
        Language of the text, for decimal marks and words.
    titled
        Whether the first line is the title; None finds out.

    Returns
    -------
    ParsedTable or None
        None where the lines hold no table: fewer than two columns or rows, or page navigation.
    """
    body_from = 0
    title = mark = None
    first = next((k for k, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    if titled or (titled is None and is_title(lines[first]) and "|" not in lines[first]):
        title, mark = _split_title(lines[first])
        body_from = first + 1
    laid = grid(lines[body_from:])
    rows = list(laid.rows)
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    marks = number_marks(language)
    heads = _heading_lines(rows, laid.ruled_after, marks)
    if heads == len(rows):
        return None
    header: list[str | None] = [
        " ".join(filter(None, (clean(r[k]) for r in rows[:heads]))) or None for k in range(len(rows[0]))
    ] if heads else []
    body, header = _ranked(rows[heads:], header)
    cells = tuple(tuple(cell(c, marks, first=k == 0) for k, c in enumerate(r)) for r in body)
    if is_navigation(cells, header):
        return None
    doubt = laid.shifted / len(rows)
    confidence = 0.95 - 0.4 * doubt - (0.1 if not heads else 0) - (0.05 if title is None else 0)
    return ParsedTable(title, mark, tuple(header), cells, body_from + laid.lines[-1], round(max(confidence, 0.3), 3))
