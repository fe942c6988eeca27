"""Values of rows in cells of text, and back: nothing is lost, and nothing becomes a formula.

A column has a type that is found from its values. In a column of strings a cell is the string. In every other column it
is JSON, but that a string which is no JSON stands as it is. Null is an empty cell; an empty string is ``""``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

#: What spreadsheet programs take for a formula at the beginning of a cell, and the guard itself.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "'")
_GUARD = "'"
_QUOTES = re.compile('"{2,}')


def column_type(values: Iterable[Any]) -> str:
    """Return the Frictionless type that fits every value that is not null.

    Returns
    -------
    str
        ``string boolean integer number array object``, or ``any`` for a mixture or no value at all.
    """
    found = {_type(v) for v in values if v is not None}
    if found == {"integer", "number"}:
        return "number"
    return found.pop() if len(found) == 1 else "any"


def encode(value: Any, kind: str, *, excel: bool = False) -> str:
    """Return a value as a cell of a column of type `kind`; with `excel` guarded where it would be a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        cell = _string(value) if kind == "string" or not _is_json(value) else json.dumps(value, ensure_ascii=False)
        return _GUARD + cell if excel and cell.startswith(_ACTIVE) else cell
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def decode(cell: str, kind: str, *, excel: bool = False) -> Any:
    """Return the value that `encode` wrote as this cell."""
    if cell == "":
        return None
    if excel and cell.startswith(_GUARD):
        cell = cell[1:]
    if kind == "string" or not _is_json(cell):
        if _QUOTES.fullmatch(cell):
            return cell[1:] if len(cell) > 2 else ""
        return cell
    return json.loads(cell)


def _string(value: str) -> str:
    # Two quote marks mean the empty string, so a string of nothing but quote marks gets one more.
    return '""' if value == "" else value + '"' if _QUOTES.fullmatch(value) else value


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _type(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "any")
