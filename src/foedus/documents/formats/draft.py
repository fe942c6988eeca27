"""A text in the making: blocks in order, what is known of each, and the page it stands on.

Every block of running text is one line, blocks are a blank line apart; the rows of a table and the items of a
list follow each other line by line. Cells stand between bars, as in Markdown, which keeps empty ones in their
place; *decided against* tabs and runs of spaces, in which an empty cell can be told by its position only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from foedus.documents.decode import Decoded
from foedus.documents.model import Hint, Metadata, Page
from foedus.langs.registry import languages

LONG = 12  #: characters from which on the one cell of a table's last row is a line below it and not a name
_LISTED = frozenset({"list_item", "table_row"})


@cache
def _caption() -> re.Pattern[str]:
    words = {w for lang in languages().values() for w in lang.table("layout").get("table", ())}
    cues = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"\W{{0,2}}(?:{cues})\s*\.?\s*(?:\d+|[IVX]+\b)", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a table in any language known ("Table 2. ...")."""
    return _caption().match(text.strip()) is not None and len(text) < 250


@cache
def _references() -> re.Pattern[str]:
    words = {w for lang in languages().values() for w in lang.table("layout").get("references", ())}
    return re.compile(rf"[\W\d]*(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})[\s:]*", re.IGNORECASE)


def opens_references(text: str) -> bool:
    """Whether a line stands over a list of references in any language known."""
    return _references().fullmatch(text.strip()) is not None


@dataclass(slots=True)
class Draft:
    """Collects blocks; `decoded` gives the text."""

    _texts: list[str] = field(default_factory=list)
    _at: int = 0
    _last: str = ""
    _hints: list[Hint] = field(default_factory=list)
    _pages: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, kind: str = "", *, pages: Sequence[tuple[int, int]] = (), close: bool = False) -> None:
        """Add a block.

        Parameters
        ----------
        text
            Its text; white space is made plain.
        kind
            Kind of segment, where known.
        pages
            Offsets in `text` at which it goes on on another page, each with the index of that page. `text` must be
            plain already where any is past 0.
        close
            Whether it follows the block before it without a blank line, as the rows of a table do.
        """
        text = " ".join(text.split())
        if not text:
            return
        if self._texts:
            listed = close or (kind == self._last and kind in _LISTED)
            self._put("\n" if listed else "\n\n")
        for offset, page in pages:
            if not self._pages or self._pages[-1][1] != page:
                self._pages.append((self._at + min(offset, len(text)), page))
        if kind:
            self._hints.append(Hint(self._at, self._at + len(text), kind))
        self._put(text)
        self._last = kind

    def table(self, rows: Sequence[Sequence[str]], *, title: str = "", page: int | None = None) -> None:
        """Add a table, with its title in a line above its rows; one of a single column is a run of paragraphs."""
        pages = () if page is None else ((0, page),)
        plain = [[" ".join(c.split()) for c in r] for r in rows]
        plain = [r for r in plain if any(r)]
        wide = max(map(len, plain), default=0)
        plain = [r + [""] * (wide - len(r)) for r in plain]
        below: list[str] = []
        while len(plain) > 2 and sum(map(bool, plain[-1])) == 1 and len(plain[-1][0]) > LONG and all(sum(map(bool, r)) > 1 for r in plain[1:-1]):
            below.insert(0, plain.pop()[0])  # "Source: ..." in a cell over all columns
        if not title and len(plain) > 2 and sum(map(bool, plain[0])) == 1 and all(sum(map(bool, r)) > 1 for r in plain[1:]):
            title = next(c for c in plain.pop(0) if c)  # one cell over all columns
        used = [k for k in range(wide) if any(r[k] for r in plain)]
        if title:
            self.add(title, "table_title" if len(used) > 1 and len(plain) > 1 else "", pages=pages)
        for n, r in enumerate(plain):
            if len(used) == 1 or len(plain) == 1:
                for k in used:
                    self.add(r[k], pages=pages)
            else:
                cells = " | ".join(r[k].replace("|", "\\|") for k in used)
                self.add(f"| {cells} |", "table_row", pages=pages, close=bool(title) and n == 0)
        for text in below:
            self.add(text, pages=pages)

    def _put(self, text: str) -> None:
        self._texts.append(text)
        self._at += len(text)

    @property
    def empty(self) -> bool:
        """Whether nothing has been added."""
        return not self._texts

    def decoded(self, media_type: str, about: Metadata | None = None, labels: Sequence[str] = ()) -> Decoded:
        """Return the text with its hints and, if `labels` are given, its pages: one stretch or more for each."""
        text = "".join(self._texts) + "\n"
        ends = [*(start for start, _ in self._pages[1:]), len(text)]
        pages = tuple(Page(labels[k], start, end) for (start, k), end in zip(self._pages, ends, strict=True)) if labels else ()
        return Decoded(
            text, "utf-8", media_type=media_type, flowing=True, hints=tuple(self._hints), pages=pages, about=about or Metadata()
        )
