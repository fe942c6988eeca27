"""What stands on a page: glyphs, chunks of a line, lines, rules. Points; x to the right, y downwards from the top."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: Around a raised mark until it is known whether a note answers it: noncharacters, which no text holds.
RAISED, LOWERED = "\ufdd0", "\ufdd1"
#: A soft hyphen at a line's end: a hyphen of the wrap for sure.
SOFT = "\u00ad"


#: The mark of an item of a list, alone.
ITEM = re.compile(r"(?:[☐□■◦○●•▪▶◆◇※*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]|[①-⑳])$")


@dataclass(slots=True)
class Glyph:
    """One character as set: its text, its advance from `x0` to `x1`, its baseline and size of type."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule; upright if `x0` equals `x1`, level if `y0` equals `y1`."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def upright(self) -> bool:
        """Whether it stands; else it lies."""
        return self.x1 - self.x0 < self.y1 - self.y0


@dataclass(slots=True)
class Chunk:
    """A stretch of a line without a wide gap.

    `opens_blank` and `ends_blank` say whether a blank was set before the first or after the last letter; `gaps` are
    the blanks inside: the offset of each in the text, and its left and right end.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    opens_blank: bool = False
    ends_blank: bool = False
    gaps: tuple[tuple[int, float, float], ...] = ()

    @property
    def top(self) -> float:
        """Height of the tallest letters."""
        return self.y - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Depth of the deepest letters."""
        return self.y + 0.25 * self.size


@dataclass(slots=True)
class Line:
    """Chunks on one baseline, left to right."""

    chunks: list[Chunk]

    @property
    def text(self) -> str:
        """Its text, wide gaps as one space."""
        return " ".join(c.text for c in self.chunks)

    @property
    def x0(self) -> float:
        """Left end."""
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(c.x1 for c in self.chunks)

    @property
    def y(self) -> float:
        """Baseline of its widest chunk."""
        return max(self.chunks, key=lambda c: c.x1 - c.x0).y

    @property
    def size(self) -> float:
        """Size of type of its widest chunk."""
        return max(self.chunks, key=lambda c: c.x1 - c.x0).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(c.bold for c in self.chunks)


@dataclass(slots=True)
class Sheet:
    """A page as read.

    Attributes
    ----------
    chunks
        Upright text, in no order.
    aside
        Texts set at another angle than the page's: stamps and watermarks.
    rules
        Rules, those that touch end to end joined.
    pictures
        Share of the page that pictures cover, in [0, 1].
    letters, unmapped
        Glyphs that are no blanks, and how many of them the font gives no character for.
    links
        Addresses of the page's links.
    """

    label: str
    width: float
    height: float
    chunks: list[Chunk]
    aside: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    letters: int = 0
    unmapped: int = 0
    links: tuple[str, ...] = ()
