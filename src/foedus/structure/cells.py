"""Files of numbers with sources (TOML): every cell names where it comes from, and a cell of the wrong kind is told by its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from foedus.core.errors import FoedusError

SOURCE = ("title", "url", "illustrative", "confirmed", "derived")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from.

    Attributes
    ----------
    id, title, url
        Its key in the file, what it is, and where it stands.
    illustrative
        Whether the number only shows how the model works and is no datum.
    confirmed
        False while a number is told from memory and its source is to be found.
    derived
        Whether the number was computed from others, as what is left of a total: nobody reports it.
    """

    id: str
    title: str
    url: str
    illustrative: bool
    confirmed: bool
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a file: where it stands, its value, and the id of its source ("" if none is named)."""

    where: str
    value: float
    source: str


class Sheet:
    """One file: its tables, its numbers as they are read, and its sources.

    Parameters
    ----------
    text
        TOML.
    name
        The file in messages.
    kind
        What the file is, such as ``network``: the code of an error is ``<kind>-file``.
    page
        Where a file in full is shown.

    Raises
    ------
    FoedusError
        If the text is no TOML.
    """

    def __init__(self, text: str, name: str, kind: str, page: str) -> None:
        self.name, self.kind, self.page = name, kind, page
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self.bad(f"the file is no TOML: {error}") from None
        self.cells: list[Cell] = []
        given = self.table(self.data.get("sources", {}), "sources")
        self.sources = {key: _source(key, self.table(value, f"sources.{key}", SOURCE)) for key, value in given.items()}

    def bad(self, message: str, expected: str | None = None) -> FoedusError:
        """Return the error that tells what is wrong in the file."""
        return FoedusError(f"{self.kind}-file", message, self.name, expected or f"a {self.kind} as {self.page} describes it", f"see {self.page} for a {self.kind} in full")

    def table(self, value: Any, where: str, keys: Sequence[str] | None = None, needed: Sequence[str] = ()) -> Mapping[str, Any]:
        """Return `value` if it is a table with no keys but `keys` (None for any) and with all of `needed`."""
        if not isinstance(value, Mapping):
            raise self.bad(f"{where} is {value!r}", "a table of keys and values")
        if keys is not None and (unknown := [k for k in value if k not in keys]):
            raise self.bad(f"{where}: unknown key {unknown[0]!r}" if where else f"unknown key {unknown[0]!r}", f"some of {', '.join(keys)}")
        if lost := [k for k in needed if k not in value]:
            raise self.bad(f"{where} must hold {', '.join(needed)}; {lost[0]} is missing")
        return value

    def texts(self, value: Any, where: str) -> tuple[str, ...]:
        """Return `value` if it is a list of texts."""
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.bad(f"{where} is {value!r}", 'a list of texts, as ["RUS"]')
        return tuple(value)

    def rows(self, key: str) -> list[Any]:
        """Return the list of tables called `key`, empty if there is none."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise self.bad(f"{key} is {value!r}", f"tables headed [[{key}]]")
        return value

    def text(self, value: Any, where: str) -> str:
        """Return `value` if it is a text."""
        if not isinstance(value, str) or not value:
            raise self.bad(f"{where} is {value!r}", "a text")
        return value

    def number(self, value: Any, where: str) -> float:
        """Return a cell: a number of 0 or more, or a list of the number and the id of its source; and note it."""
        source = ""
        if isinstance(value, list):
            if len(value) != 2 or not isinstance(value[1], str):
                raise self.bad(f"{where} is {value!r}", 'a number, or [number, "source id"]')
            value, source = value
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
            raise self.bad(f"{where} is {value!r}", 'a number of 0 or more, or [number, "source id"]')
        self.cite(source, where)
        if source or value:
            self.cells.append(Cell(where, float(value), source))
        return float(value)

    def cite(self, source: Any, where: str) -> None:
        """Refuse a source that the file does not have."""
        if source and (not isinstance(source, str) or source not in self.sources):
            raise self.bad(f"{where} names a source that is not there: {source!r}", f"[sources.{source}] with title and url")


def _source(key: str, value: Mapping[str, Any]) -> Source:
    return Source(key, str(value.get("title", key)), str(value.get("url", "")), value.get("illustrative") is True, value.get("confirmed") is not False, value.get("derived") is True)
