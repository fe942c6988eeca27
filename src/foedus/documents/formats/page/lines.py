"""The lines of a page: what its decoded text is made of, each with what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foedus.documents.formats.page.cues import Element


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a line: half-open place in its text, and where it leads as written."""

    start: int
    end: int
    address: str


#: Text of a line, its links, blank lines before it, whether a note's mark opens it.
Piece = tuple[str, tuple[Link, ...], int, bool]


@dataclass(slots=True)
class Line:
    """One paragraph, heading, list item, table row or note.

    Attributes
    ----------
    text
        Its words, white space as it is seen.
    kind
        Kind of segment the page's markup tells, empty where it does not.
    element
        The block element it stands in.
    links
        Its links, in order.
    level
        Level of a heading, 1 to 6; 0 else.
    close
        Whether it stands right below the line before it, without a gap.
    sure, likely
        Whether it surely, or likely, is the page's own furniture.
    byline
        Whether class or element say that it names author or date.
    """

    text: str
    kind: str = ""
    element: Element = None
    links: tuple[Link, ...] = ()
    level: int = 0
    close: bool = False
    sure: bool = False
    likely: bool = False
    byline: bool = False

    @property
    def linked(self) -> float:
        """Share of the letters and figures that are links."""
        inside = sum(_letters(self.text[x.start : x.end]) for x in self.links)
        return inside / max(1, _letters(self.text))


class Walk:
    """Each element of a tree as it opens and as it closes, in the order of the page.

    lxml has a walk of its own; asked to pass over an element, it passes over some that follow it too.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._skipped = False

    def __iter__(self) -> Iterator[tuple[bool, Element]]:
        todo = [(True, self._root)]
        while todo:
            opens, element = todo.pop()
            self._skipped = False
            yield opens, element
            if opens:
                todo.append((False, element))
                if not self._skipped:
                    todo += [(True, c) for c in reversed(element) if isinstance(c.tag, str)]

    def skip(self) -> None:
        """Pass over what is inside the element that has just opened; it still closes."""
        self._skipped = True


class Run:
    """Inline text being gathered, white space collapsed as it comes."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._last = "\n"
        self._opened: list[tuple[int, str, Element]] = []
        self._links: list[Link] = []
        self._notes: set[int] = set()

    def add(self, text: str | None) -> None:
        """Add text of the page, in which any white space is one blank."""
        out = _collapsed(text or "")
        self.put(out[1:] if out.startswith(" ") and self._last in " \n" else out)

    def put(self, text: str) -> None:
        """Add text that stands as it is."""
        if text:
            self._parts.append(text)
            self._size += len(text)
            self._last = text[-1]

    def line_break(self) -> None:
        """End the line, not the paragraph."""
        self.put("\n")

    def note(self, mark: str) -> None:
        """Add the mark of a note at the head of the note itself."""
        self._notes.add(self._size)
        self.put(mark)

    def open_link(self, element: Element) -> None:
        """Begin the link of an element."""
        self._opened.append((self._size, element.get("href"), element))

    def close_link(self, element: Element) -> None:
        """End the link of an element, if it was begun."""
        if self._opened and self._opened[-1][2] is element:
            start, address, _ = self._opened.pop()
            if self._size > start:
                self._links.append(Link(start, self._size, address))

    def handed_on(self) -> Run:
        """Return a new run in which the links go on that are open in this one: a link may hold whole blocks."""
        new = Run()
        new._opened = [(0, address, element) for _, address, element in self._opened]
        for _, _, element in reversed(self._opened[:]):
            self.close_link(element)
        return new

    @property
    def tail(self) -> str:
        """The last characters of what was added."""
        return "".join(self._parts[-4:])[-12:]

    def pieces(self) -> list[Piece]:
        """Return each line that is not blank: text, links, blank lines before it, whether a note's mark opens it."""
        out: list[Piece] = []
        text = "".join(self._parts)
        at = blank = 0
        for body in text.split("\n"):
            lead = len(body) - len(body.lstrip())
            line = body.strip()
            if line:
                a, z = at + lead, at + lead + len(line)
                links = tuple(
                    Link(max(x.start, a) - a, min(x.end, z) - a, x.address) for x in self._links if x.start < z and x.end > a
                )
                out.append((line, links, blank, a in self._notes))
                blank = 0
            else:
                blank += 1
            at += len(body) + 1
        return out


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _collapsed(text: str) -> str:
    """Collapse runs of white space and leave out what has no width."""
    for c in _NO_WIDTH:
        if c in text:
            text = text.replace(c, "")
    return _BLANK.sub(" ", text)


_NO_WIDTH = "\u00ad\u200b\ufeff\u2060"
# Narrow blanks stay: they group the figures of numbers.
_BLANK = re.compile("[ \t\n\r\f\v\u00a0\u3000\u2028\u2029\x85]+")
