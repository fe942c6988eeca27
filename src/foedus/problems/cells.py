"""Cells of tables: numbers as people write them, and faults gathered line by line so that a file is mended in one go."""

from __future__ import annotations

import csv
import io
import math
import re

from foedus.core.errors import FoedusError
from foedus.documents.decode import UndecodableError, decode

#: Faults named in one message, at most.
NAMED = 8
#: Numbers beyond this are mistakes, and would run out of the range of what is computed with them.
LARGEST = 1e15

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_DOTTED = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")

Rows = list[tuple[int, list[str]]]


def text_of(data: bytes, name: str) -> str:
    """Return the text of a file.

    Raises
    ------
    FoedusError
        If it is no text (``table-encoding``).
    """
    try:
        return decode(data).text.removeprefix("\ufeff")
    except UndecodableError as error:
        raise FoedusError("table-encoding", str(error), name, "a table as text", "save it as UTF-8, as CSV or with tabs") from None


def rows_of(text: str, delimiter: str, quote: str = '"') -> Rows:
    """Return the filled lines of a table with their numbers, cells without blanks and quotes around them."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quotechar=quote, skipinitialspace=True)
    return [(reader.line_num, [c.strip() for c in row]) for row in reader if any(c.strip() for c in row)]


def delimiter_of(line: str) -> str:
    """Return the delimiter of a line: what of tab, semicolon and comma it holds most."""
    return max("\t;,", key=line.count)


class Faults:
    """What is wrong with a file, by line; raised together.

    Parameters
    ----------
    name
        Name of the file.
    expected
        What a right file looks like.
    """

    def __init__(self, name: str, expected: str) -> None:
        self.name, self.expected = name, expected
        self.found: list[tuple[int, str]] = []
        self._comma = ""  # the first number with a decimal comma
        self._dotted: list[tuple[int, str, str]] = []  # numbers that mean something else where commas are decimal

    def add(self, line: int, message: str) -> None:
        """Note a fault."""
        self.found.append((line, message))

    def number(self, line: int, cell: str, what: str, low: float = -math.inf, high: float = math.inf) -> float:
        """Return the number a cell holds; a cell that holds none, or one off its range, is a fault and gives NaN."""
        cleaned = cell.replace("\u00a0", "").replace(" ", "")
        if _GROUPED.fullmatch(cleaned) and not cleaned.lstrip("+-").startswith("0"):
            self.add(line, f"{what} is {cell}, which may be thousands or a decimal: write {cleaned.replace(',', '')} or {cleaned.replace(',', '.', 1)}")
            return math.nan
        if _DOTTED.fullmatch(cleaned):
            self._dotted.append((line, what, cell))
        if cleaned.count(",") == 1 and "." not in cleaned:  # a decimal comma
            self._comma = self._comma or cell
            cleaned = cleaned.replace(",", ".")
        try:
            value = float(cleaned)
        except ValueError:
            value = math.nan
        if abs(value) > LARGEST:
            self.add(line, f"{what} is {cell}, more than {LARGEST:g}")
            return math.nan
        if not math.isfinite(value):
            self.add(line, f"{what} is {cell!r}, not a number" if cell else f"{what} is empty")
            return math.nan
        if not low <= value <= high:
            self.add(line, f"{what} is {cell}, expected {low:g} to {high:g}" if high < math.inf else f"{what} is {cell}, expected {low:g} or more")
            return math.nan
        return value

    def check(self) -> None:
        """Raise what was found.

        Raises
        ------
        FoedusError
            If a fault was noted (``table-cells``), with the lines.
        """
        for line, what, cell in self._dotted if self._comma else ():
            self.add(line, f"{what} is {cell}, which beside {self._comma} may be thousands: write {cell.replace('.', '')} or {cell.replace('.', ',')}0")
        if not self.found:
            return
        told = "; ".join(f"line {line}: {message}" if line else message for line, message in self.found[:NAMED])
        more = len(self.found) - NAMED
        raise FoedusError(
            "table-cells", told + (f"; and {more} more" if more > 0 else ""), self.name, self.expected,
            "correct these lines of the file, then run the same command",
        )  # fmt: skip


def fold(text: str) -> str:
    """Return a heading as tables of column names have it: small letters, blanks for lines and underscores."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
