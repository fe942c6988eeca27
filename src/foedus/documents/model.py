"""A document as read: immutable decoded text, a normalised view of it, and its parts.

Two coordinate systems exist and never mix:

* **raw** offsets count code points of `Document.text`, the text exactly as decoded. Every anchor that
  leaves the documents layer is raw.
* **view** offsets count code points of `Document.view.text`, the same text composed (NFC), with hard
  wraps undone and odd spaces made plain. Readers search the view and turn what they find into anchors
  with `Document.anchor`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Kinds of segments that are read for what they tell. Notes, references and furniture in another language stay with their part.
TOLD = frozenset({"title", "heading", "byline", "sentence", "list_item"})


@dataclass(frozen=True, slots=True)
class View:
    """A normalised text with an exact map back to the raw text.

    Attributes
    ----------
    text
        The normalised text, `n` code points.
    starts, ends
        int64 arrays of shape (n,): view character ``i`` was made from raw ``[starts[i], ends[i])``.
        Both never decrease, and ``ends[i] <= starts[i + 1]``.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw half-open interval that view ``[start, end)`` was made from.

        Raises
        ------
        ValueError
            If the interval is empty or outside the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"view interval [{start}, {end}) is empty or outside [0, {len(self.text)})")
        return int(self.starts[start]), int(self.ends[end - 1])

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest view interval that covers raw ``[start, end)`` (may be empty)."""
        a = int(np.searchsorted(self.ends, start, side="right"))
        b = int(np.searchsorted(self.starts, end, side="left"))
        return a, max(a, b)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, heading, list item, table row or note. Offsets are view offsets.

    `kind` is one of ``title heading byline sentence list_item table_title table_row note reference
    furniture``; `language` an ISO 639-1 code or ``"und"``; `block` numbers the paragraph it stands in.
    """

    start: int
    end: int
    kind: str
    language: str
    block: int


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document in one language, as a whole: single paragraphs in it may be in another. Offsets are view offsets."""

    id: str
    language: str
    start: int
    end: int
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; every field null where it says nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None  #: ISO 8601 date, possibly partial
    kind: str | None = None
    truncated: bool = False
    url: str | None = None  #: where it was published, if its file or a list beside it tells


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the file, by the label printed in or counted by it. Offsets are raw offsets."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What a format knows of a stretch of its text: a heading, a table row, page furniture. Raw offsets.

    `kind` is a kind of `Segment`. A hint outweighs what the layout of the lines alone suggests.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as received: a file, or an entry of an archive or a list of articles.

    Attributes
    ----------
    id
        POSIX path relative to the path that was read.
    text
        The text exactly as decoded: no newline translation, no composition, no trimming. For a file that
        is not plain text, what its format yields.
    sha256
        Hash of the raw bytes.
    pages
        Its pages in order, where it has any.
    """

    id: str
    text: str
    sha256: str
    encoding: str
    media_type: str
    view: View
    parts: tuple[Part, ...]
    metadata: Metadata = field(default_factory=Metadata)
    pages: tuple[Page, ...] = ()

    def page(self, start: int) -> str | None:
        """Return the label of the page on which raw offset `start` stands, or None."""
        return next((p.label for p in self.pages if p.start <= start < p.end), None)

    def anchor(self, start: int, end: int) -> tuple[int, int, str] | None:
        """Turn view ``[start, end)``, trimmed of outer white space, into ``(raw start, raw end, quote)``.

        None if nothing but white space is left.
        """
        t = self.view.text
        while start < end and t[start].isspace():
            start += 1
        while end > start and t[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        a, b = self.view.raw(start, end)
        return a, b, self.text[a:b]

    def segments(self) -> Iterator[tuple[Part, Segment]]:
        """Yield every segment with its part, in order."""
        for part in self.parts:
            for segment in part.segments:
                yield part, segment

    def stretches(self) -> Iterator[Part]:
        """Yield each part, and after it what is in another language in it: parts of the same id with those segments alone.

        Readers whose grammar is that of one language walk these.
        """
        for part in self.parts:
            codes = dict.fromkeys((part.language, *(s.language for s in part.segments if s.kind in TOLD)))
            for code in codes:
                segments = tuple(s for s in part.segments if (s.language if s.kind in TOLD else part.language) == code)
                if segments:
                    yield replace(part, language=code, segments=segments) if len(codes) > 1 else part

    def slice(self, item: Segment | Part) -> str:
        """Return the view text of a segment or part."""
        return self.view.text[item.start : item.end]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why. It is reported; the run goes on."""

    id: str
    error: str
    sha256: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)
