"""Pieces that tables of shares have in common: percentages, bars that no terminal breaks, and files of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from foedus.cli.session import say
from foedus.core.errors import FoedusError


def percent(share: float | None) -> str:
    """Return a share as a percentage with one decimal; "-" where there is none."""
    return "-" if share is None or share != share else f"{100 * share:.1f} %"


def bar(value: float, most: float, width: int) -> str:
    """Return a bar that is `width` characters long at `most`; what is there at all is seen."""
    if value <= 0 or most <= 0:
        return ""
    return "█" * max(1, round(width * value / most))


def columns(heads: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]]) -> None:
    """Print aligned columns, never wrapped within a cell; `heads` are (heading, is a number)."""
    cells = [[h for h, _ in heads], *rows] if any(h for h, _ in heads) else list(rows)
    widths = [max(len(row[k]) for row in cells) for k in range(len(heads))]
    for row in cells:
        told = (c.rjust(w) if number else c.ljust(w) for c, w, (_, number) in zip(row, widths, heads, strict=True))
        say("  ".join(told).rstrip())


def text_of(path: Path, code: str, page: str) -> str:
    """Return the text of a file of the user's.

    Raises
    ------
    FoedusError
        If it is not in UTF-8 (`code`).
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FoedusError(code, "the file is no text in UTF-8", str(path), "a text file", f"see {page}") from None
