"""Records out of CSV and TSV: the separator is told from the heading row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.listing.columns import expected, known
from foedus.documents.formats.listing.record import Record

MEDIA_TYPE = "text/csv"
SEPARATORS = (",", ";", "\t", "|")
#: Rows with broken quotation marks after which the rest of a file is given up.
BROKEN = 100
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FIGURE = re.compile(r"[-+]?[\d.,\s]*\d[\d.,\s]*%?|")


def csv_records(text: str, *, wanted: str = "text") -> Iterator[Record]:
    """Yield one record for each row below the heading; rows count as in a spreadsheet, the heading is row 1.

    Parameters
    ----------
    wanted
        The field that some column must hold.

    Raises
    ------
    UndecodableError
        If no column holds it.
    """
    text = text.removeprefix("\ufeff")
    lines = _LINE.findall(text if "\n" in text else text.replace("\r", "\n"))
    # Spreadsheets for some languages write the separator into the first line.
    told = re.fullmatch(r"sep=(.)\s*", lines[0]) if lines else None
    skip = 1 if told else 0
    separator = told.group(1) if told else _separator(lines)
    head: list[str] | None = None
    for row, cells, error in _rows(lines[skip:], separator):
        number = row + skip
        if error:
            if head is None:
                raise UndecodableError(f"row {number}: {error}; expected the names of the columns", MEDIA_TYPE)
            yield Record(f"row={number}", {}, f"row {number}, {error}")
        elif head is None:
            if any(c.strip() for c in cells):
                head = [c.strip() for c in cells]
                _check(head, wanted, lines, separator)
        elif any(c.strip() for c in cells):
            yield _record(head, cells, number)


def _record(head: list[str], cells: list[str], number: int) -> Record:
    if any(c.strip() for c in cells[len(head) :]):
        return Record(
            f"row={number}", {},
            f"row {number}, column {len(head) + 1}: {len(cells)} cells, where the heading has {len(head)}; "
            "put quotation marks around a cell that holds the separator",
        )  # fmt: skip
    fields: dict[str, str] = {}
    for name, cell in zip(head, cells, strict=False):
        if not fields.get(name):
            fields[name] = cell
    return Record(f"row={number}", fields)


def _separator(lines: list[str]) -> str:
    """Return the separator under which the heading names most columns that are known, then most columns."""
    first = next((line for line in lines if line.strip()), "")

    def names(separator: str) -> list[str]:
        with _long_cells():
            return next(iter(csv.reader([first], delimiter=separator)), [])

    return max(SEPARATORS, key=lambda s: (len(known(names(s))), len(names(s)) > 1, len(names(s))))


def _check(head: list[str], wanted: str, lines: list[str], separator: str) -> None:
    if wanted in known(head) or (wanted == "text" and "lead" in known(head)):
        return
    shown = ", ".join(repr(h) for h in head[:8]) + (" ..." if len(head) > 8 else "")
    body = [cells for _, cells, error in _rows(lines[1:30], separator) if not error and len(cells) > 1]
    figures = sum(bool(_FIGURE.fullmatch(c.strip())) for cells in body for c in cells[1:])
    if body and figures * 2 > sum(len(cells) - 1 for cells in body):
        raise UndecodableError(
            f"a table of data (columns {shown}), no list of articles: foedus reads documents; "
            "figures come into a case by case.yaml, or in a text that shows the table",
            MEDIA_TYPE,
        )
    raise UndecodableError(f"a list with the columns {shown}, none of which holds the text of articles; expected {expected()}", MEDIA_TYPE)


def _rows(lines: list[str], separator: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield (number, cells, None) of each row, or (number, [], why it cannot be read)."""
    at = row = broken = 0
    while at < len(lines):
        reader = csv.reader(lines[at:], delimiter=separator, strict=True)
        begun = 0
        while True:
            try:
                with _long_cells():
                    cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                row, broken = row + 1, broken + 1
                yield row, [], f"line {at + begun + 1}: quotation marks do not close ({error}); double the marks inside a quoted cell"
                break
            row += 1
            yield row, cells, None
            begun = reader.line_num
        if broken >= BROKEN:
            yield row + 1, [], f"line {at + begun + 2}: more than {BROKEN} rows are broken; what follows is not read"
            return
        at += begun + 1


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell hold a whole article; the limit belongs to the process, so it is put back."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)
