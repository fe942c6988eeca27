"""Text of documents on a terminal: in colour where there is one, and with nothing in it that could steer it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

_BLANKS = re.compile(r"[ \t\r\n\u2028\u2029]+")
_STEERING = {"Cc", "Cf", "Cs"}


def visible(text: str) -> str:
    """Return text on one line, blanks as single spaces, with characters that steer a terminal made harmless.

    A document may hold escape sequences, or marks that turn the direction of what follows.
    """
    plain = _BLANKS.sub(" ", text)
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _STEERING and c not in "\u200c\u200d" else c for c in plain)


def styled(*pieces: tuple[str, str | None]) -> Text:
    """Return pieces of text, each with its style."""
    from rich.text import Text

    line = Text()
    for text, style in pieces:
        line.append(text, style or "")
    return line


def show_lines(lines: list[Any]) -> None:
    """Print lines, strings or `rich.text.Text`: in colour on a terminal, plain elsewhere, never cut or wrapped."""
    from rich.console import Console

    console = Console(markup=False, highlight=False, soft_wrap=True, emoji=False)
    for line in lines:
        console.print(line)


def source_words(title: str | None, publisher: str | None, published: str | None, page: str | None, language: str | None = None) -> str:
    """Return the source of a span on one line."""
    words = [title, publisher, published, f"page {page}" if page else None, language]
    return ", ".join(visible(w) for w in words if w)
