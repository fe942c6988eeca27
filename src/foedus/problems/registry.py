"""Finds the format of a table and reads its problems."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from foedus.core.errors import FoedusError
from foedus.documents.decode import UndecodableError, decode
from foedus.problems.problem import Problem


class Format(Protocol):
    """What a module of `foedus.problems.formats` offers."""

    NAME: str
    VERSION: str

    def recognises(self, data: bytes, name: str) -> bool:
        """Say whether a file is of this format."""

    def read(self, data: bytes, name: str) -> Iterator[Problem]:
        """Yield its problems.

        Raises
        ------
        FoedusError
            If a line cannot be used.
        """


def _plain(data: bytes) -> bytes:
    """Return text in any encoding as UTF-8 with plain line ends; XML says itself what it is in, and other bytes are no table."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml"):
        return data
    try:
        text = decode(data).text.removeprefix("\ufeff")
    except UndecodableError:
        return b""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, by name; the plain table, which recognises any table with headings, comes last."""
    package = import_module("foedus.problems.formats")
    found = [cast(Format, import_module(m.name)) for m in pkgutil.iter_modules(package.__path__, package.__name__ + ".")]
    return tuple(sorted(found, key=lambda f: (f.NAME == "plain", f.NAME)))


def read_problems(data: bytes, name: str) -> tuple[Problem, ...]:
    """Return the problems of a file.

    Parameters
    ----------
    data
        Its bytes.
    name
        Its name, for titles and messages.

    Raises
    ------
    FoedusError
        If no format recognises it (``table-format``), it holds no problem (``table-empty``), or a line cannot be used.
    """
    if data.startswith(b"PK"):
        raise FoedusError(
            "table-format", "a workbook or another archive is no table foedus reads", name, "a table as text",
            "save the sheet as CSV",
        )  # fmt: skip
    data = _plain(data)
    for one in formats():
        if one.recognises(data, name):
            found = tuple(one.read(data, name))
            if not any(p.stakes for p in found):
                raise FoedusError("table-empty", "the table has no line with a stake", name, "at least one actor with a position", "see whether the file is whole")
            return found
    raise FoedusError(
        "table-format", "this is no table of issues and stakeholders", name,
        "columns actor, position, salience, capability (with issue, lower, upper, reference, outcome if known), or a file of "
        "decide (#A, #P, #M, #D), of KTAB (CSV or XML) or of DEU", "actor,position,salience,capability",
    )  # fmt: skip
