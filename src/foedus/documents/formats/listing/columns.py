"""What the columns of a list hold, by the names in ``columns.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_EASTERN = re.compile("[\uac00-\ud7a3\u4e00-\u9fff\u3400-\u4dbf\u3040-\u30ff\\s]+")

#: Fields of an article.
FIELDS = ("title", "text", "lead", "author", "published", "publisher", "url", "language", "id", "file")


@cache
def names(field: str) -> tuple[str, ...]:
    """Return the names of a field, most telling first."""
    table: Mapping[str, list[str]] = tomllib.loads((files(__package__) / "columns.toml").read_text(encoding="utf-8"))
    return tuple(table[field])


def plain(name: str) -> str:
    """Return the name of a column in small letters with single blanks."""
    return re.sub(r"[\s_-]+", " ", name.replace("\ufeff", "")).strip().casefold()


def known(columns: Iterable[str]) -> frozenset[str]:
    """Return which fields some of `columns` hold."""
    here = {plain(c) for c in columns}
    return frozenset(f for f in FIELDS if here & set(names(f)))


def value(record: Mapping[str, Any], field: str) -> str | None:
    """Return the value of a field of a record as text: that of the first of its columns that is filled."""
    by_name = {plain(str(k)): v for k, v in record.items()}
    return next(filter(None, (written(by_name[n], "\n\n" if field == "text" else ", ") for n in names(field) if n in by_name)), None)


def written(thing: object, between: str) -> str | None:
    """Return a value as text: lists joined, objects by the key that names them; None if it holds none."""
    if isinstance(thing, str):
        return thing.strip() or None
    if isinstance(thing, bool) or thing is None:
        return None
    if isinstance(thing, int):
        return str(thing)
    if isinstance(thing, float):
        return f"{thing:.0f}" if thing.is_integer() else None
    if isinstance(thing, Mapping):
        inner = next((thing[k] for k in names("values") if thing.get(k)), None)
        if inner is None and isinstance(thing.get("family"), str):  # a person of CSL-JSON
            first = " ".join(str(thing[k]) for k in ("given", "non-dropping-particle") if thing.get(k))
            inner = " ".join(filter(None, (in_order(first, thing["family"]), str(thing.get("suffix") or ""))))
        return written(inner, between)
    if isinstance(thing, Sequence):
        return between.join(filter(None, (written(x, between) for x in thing[:1000]))) or None
    return None


def in_order(given: str, family: str) -> str:
    """Return a name as it is spoken: in Korean, Chinese and Japanese letters the family's first, without a blank."""
    given, family = given.strip(), family.strip()
    if given and family and _EASTERN.fullmatch(given + family):
        return family + given
    return f"{given} {family}".strip()


def expected() -> str:
    """Return in words which columns a list of articles has."""
    return (
        f"a column for the text, called {', '.join(names('told')[:-1])} or {names('told')[-1]}, and, "
        "where there are any, title, author, date, publisher, url, language and id"
    )
