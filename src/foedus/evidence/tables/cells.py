"""One cell: a number, a text, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foedus.langs.registry import Language

Cell = int | float | str | None

_MARK = re.compile(r"\s*(?:\[(?:\d{1,3}|[a-z])\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*†‡§]+)$")
_DASHES = re.compile(r"[-–—−―‒·.…]{1,3}$")
_EMPHASIS = re.compile(r"^(\*\*|__|\*|_)(.+)\1$")
_ORDINAL = re.compile(r"(\d{1,3})[.)]$")


@dataclass(frozen=True, slots=True)
class NumberMarks:
    """Decimal and grouping marks of a language, and the words that stand for an empty cell."""

    decimal: str
    group: str
    empty: frozenset[str]


def number_marks(language: Language) -> NumberMarks:
    """Return the number marks of `language`; those of English where it has none."""
    table = language.table("tables")
    return NumberMarks(
        table.get("decimal", "."), table.get("group", ","), frozenset(table.get("empty", ()))
    )


def clean(text: str) -> str:
    """Return the text of a cell without emphasis marks, footnote marks and outer white space."""
    text = " ".join(text.split())
    emphasised = _EMPHASIS.match(text)
    if emphasised:
        text = emphasised.group(2).strip()
    # A star that is the whole cell is its content, not a mark on it.
    return _MARK.sub("", text) or text


def number(text: str, marks: NumberMarks) -> int | float | None:
    """Return the number that the whole of `text` writes, or None.

    A percent sign is dropped (the column says what is counted). Of two readings the language's own
    wins: ``3.000`` is three thousand in Spanish and three in English; ``29.1`` has one reading only.
    """
    body = text.replace("−", "-").replace("–", "-").replace("\u2009", "").strip()
    body = re.sub(r"\s*[%％]$", "", body)
    sign = -1 if body.startswith("-") else 1
    body = body.lstrip("+-").strip()
    for decimal, group in ((marks.decimal, marks.group), (".", ","), (",", ".")):
        d, g = re.escape(decimal), re.escape(group)
        grouped = rf"\d{{1,3}}(?:{g}\d{{3}})+|\d{{1,3}}(?: \d{{3}})+|\d+"
        if len(body) < 40 and re.fullmatch(rf"(?:{grouped})(?:{d}\d+)?", body, re.ASCII):
            whole, _, fraction = body.partition(decimal)
            whole = whole.replace(group, "").replace(" ", "")
            return sign * (float(f"{whole}.{fraction}") if fraction else int(whole))
    return None


def cell(text: str, marks: NumberMarks, *, first: bool = False) -> Cell:
    """Return the value of a cell: a number, a text, or None for an empty one, a dash or its word.

    Parameters
    ----------
    first
        The cell stands in the first column, where ``1.`` is a rank.
    """
    body = clean(text)
    if not body or _DASHES.match(body) or body.lower() in marks.empty:
        return None
    if first and (rank := _ORDINAL.match(body)):
        return int(rank.group(1))
    value = number(body, marks)
    return body if value is None else value
