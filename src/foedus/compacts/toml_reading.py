"""Parts of TOML files of compacts and scenarios, taken with their place so that a mistake can be named."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from foedus.compacts.model import Hours, Source
from foedus.core.errors import FoedusError, nearest

COMMON = ("since", "until", "source", "confirmed", "note")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file and where it stands."""

    data: Mapping[str, Any]
    where: str

    def only(self, *keys: str) -> None:
        """Refuse any other key."""
        for key in self.data:
            if key not in keys:
                raise bad(f"unknown key {key!r}", self.where, f"one of {', '.join(keys)}", f"nearest: {nearest(key, keys, 1)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise bad(f"{key} is {'missing' if value is None else f'no text: {value!r}'}", self.where, "a text in quotes", f'{key} = "..."')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single one may stand without brackets."""
        value = self.data.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise bad(f"{key} is no list of texts: {value!r}", self.where, "texts in brackets", f'{key} = ["..."]')
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise bad(f"{key} is neither true nor false: {value!r}", self.where, "true or false", f"{key} = {str(default).lower()}")
        return value

    def whole(self, key: str) -> int | None:
        """Return a whole number of at least 0, None if it is not given."""
        value = self.data.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise bad(f"{key} is no whole number: {value!r}", self.where, "a whole number", f"{key} = 90")
        return value

    def day(self, key: str) -> date | None:
        """Return a day, None if it is not given."""
        value = self.data.get(key)
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise bad(f"{key} is no day: {value!r}", self.where, "a day without quotes", f"{key} = 2024-02-22")
        return value

    def moment(self, key: str) -> datetime | None:
        """Return a moment with its offset from UTC, None if it is not given."""
        value = self.data.get(key)
        if value is not None and (not isinstance(value, datetime) or value.tzinfo is None):
            raise bad(f"{key} is no moment with an offset: {value!r}", self.where, "day, hour and offset without quotes", f"{key} = 2022-01-06T03:00:00+06:00")
        return value

    def hours(self, key: str = "hours") -> Hours:
        """Return three hours: least, most likely, most."""
        value = self.data.get(key)
        good = isinstance(value, list) and len(value) == 3 and all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
        if not good or not 0 <= value[0] <= value[1] <= value[2]:  # type: ignore[index]
            raise bad(f"{key} is {value!r}", self.where, "three hours that do not fall: least, most likely, most", f"{key} = [2, 4, 7]")
        least, likely, most = map(float, value)  # type: ignore[arg-type]
        return least, likely, most

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an array."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value):
            raise bad(f"{key} is no array of tables", self.where, f"[[{key}]]", f"[[{key}]]")
        return [Table(v, f"{self.where}: {key}[{n}]") for n, v in enumerate(value)]

    def mapping(self, key: str) -> Mapping[str, Any] | None:
        """Return a table as it stands, None if it is not given."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, Mapping):
            raise bad(f"{key} is no table: {value!r}", self.where, "a table in braces", f"{key} = {{...}}")
        return value

    def statement(self, sources: Mapping[str, Source]) -> dict[str, Any]:
        """Return period, sources and what else every statement has.

        Raises
        ------
        FoedusError
            If a source is unknown, or a statement without any is not marked ``confirmed = false`` (``compact-file``).
        """
        found, confirmed = self.texts("source"), self.flag("confirmed", True)
        for one in found:
            if one not in sources:
                raise bad(f"there is no source {one!r}", self.where, f"one of {', '.join(sources)}", f"nearest: {nearest(one, list(sources), 1)}")
        if confirmed and not found:
            raise bad("a statement has no source", self.where, "a key of [sources], or confirmed = false", 'source = ["charter"]')
        since, until = self.day("since"), self.day("until")
        if since and until and until <= since:
            raise bad(f"the period ends on {until}, before it begins", self.where, "until after since", f"until = {since.replace(year=since.year + 1)}")
        return {"since": since, "until": until, "sources": found, "confirmed": confirmed, "note": self.text("note", "")}


def parsed(text: str, name: str) -> Table:
    """Return a TOML text as a table; `name` is told in errors."""
    try:
        return Table(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise bad(f"the file is no TOML: {error}", name, "a TOML file as docs/compacts.md describes it", "see docs/compacts.md") from None


def read_sources(table: Table) -> dict[str, Source]:
    """Return the sources of a file by key."""
    out = {}
    for key, value in (table.mapping("sources") or {}).items():
        one = Table(value if isinstance(value, Mapping) else {"title": value}, f"{table.where}: sources.{key}")
        one.only("title", "url")
        out[key] = Source(key, one.text("title"), one.text("url", "") or None)
    return out


def bad(message: str, where: str, expected: str, hint: str) -> FoedusError:
    """Return the error for a file that does not say what it should."""
    return FoedusError("compact-file", message, where, expected, hint)


def unique(names: Sequence[str], where: str, what: str) -> None:
    """Refuse a name that stands twice."""
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise bad(f"{what} {twice!r} stands twice", where, "each once", "take one of them out")
