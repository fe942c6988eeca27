"""Quote cards: an exact span, highlighted within the sentences around it, linked to its document.

Cards show the un-wrapped text of a document (its view), so that a line broken inside a word reads as one;
the appendix shows the text exactly as decoded. All offsets are code points and all highlighting happens
here, so a browser never has to count characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from foedus.documents.model import Document, Segment
from foedus.report.cite import Citations
from foedus.report.numbers import day, direction, language_name

CONTEXT = 220  #: code points of context kept on either side of a highlighted span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that is wholly highlighted or wholly not; `ids` name the spans that begin with it."""

    text: str
    mark: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote card.

    Attributes
    ----------
    stretches
        Context and highlight, in reading order.
    href
        Link to the span in the appendix; None if the document is not there.
    state
        ``ok``, ``missing`` (no such document) or ``changed`` (the document no longer says this there).
    """

    stretches: tuple[Stretch, ...]
    number: int
    label: str
    date: str | None
    language: str
    language_name: str
    direction: str
    href: str | None
    state: str = "ok"

    @property
    def text(self) -> str:
        """The highlighted words alone."""
        return "".join(s.text for s in self.stretches if s.mark)


def quote(
    citations: Citations, doc: str, start: int, end: int, expected: str | None = None, *, context: int = CONTEXT
) -> Quote:
    """Make a card of raw ``[start, end)`` of a document and register the span for the appendix.

    Parameters
    ----------
    expected
        The words recorded with the anchor. Where the document no longer holds them at this place, the
        card shows them and says so; it never shows other words in their stead.
    context
        Code points of context to keep on either side; 0 for the span alone, without marks of omission.
    """
    document = citations.documents.get(doc)
    if document is None:
        return _loose(citations, doc, expected or "", "missing")
    if not 0 <= start < end <= len(document.text) or (expected is not None and document.text[start:end] != expected):
        return _loose(citations, doc, expected or "", "changed")
    a, b = document.view.from_raw(start, end)
    href = "#" + citations.cite(doc, start, end)
    language, left, right = surroundings(document, a, b, context)
    text = document.view.text
    before = ("… " if left < 0 else "") + text[abs(left):a].lstrip() if context else ""
    after = text[b:abs(right)].rstrip() + (" …" if right < 0 else "") if context else ""
    stretches = tuple(
        s for s in (Stretch(_tidy(before)), Stretch(_tidy(text[a:b]), True), Stretch(_tidy(after))) if s.text
    )
    return Quote(
        stretches, citations.number(doc), citations.label(doc), day(document.metadata.published), language,
        language_name(language), direction(language), href,
    )


def surroundings(document: Document, start: int, end: int, context: int = CONTEXT) -> tuple[str, int, int]:
    """Return the language of view ``[start, end)`` and the bounds of its context.

    The context is the paragraph, at most `context` code points on either side and cut between words.
    A bound is negative where it was cut; its absolute value is the bound.
    """
    touched: list[Segment] = []
    paragraph: list[Segment] = []
    language = "und"
    for part in document.parts:
        if part.end <= start or part.start >= end:
            continue
        if language == "und":
            language = part.language
        hit = [s for s in part.segments if s.start < end and s.end > start]
        touched += hit
        blocks = {s.block for s in hit}
        paragraph += [s for s in part.segments if s.block in blocks]
    if touched and touched[0].language != "und":
        language = touched[0].language
    left = min([start, *(s.start for s in paragraph)])
    right = max([end, *(s.end for s in paragraph)])
    text = document.view.text
    if start - left > context:
        cut = text.find(" ", start - context, start)
        left = -(cut + 1 if cut >= 0 else start - context)
    if right - end > context:
        cut = text.rfind(" ", end, end + context)
        right = -(cut if cut >= 0 else end + context)
    return language, left, right


def stretches(text: str, spans: Iterable[tuple[int, int, str | None]], offset: int = 0) -> tuple[Stretch, ...]:
    """Cut `text` at the borders of `spans`, which may overlap, and mark what they cover.

    Parameters
    ----------
    spans
        ``(start, end, id)`` in the coordinates of `text` shifted by `offset`. Parts outside the text are ignored.
    """
    inside = [(a - offset, b - offset, i) for a, b, i in spans if a - offset < len(text) and b > offset]
    clipped = [(max(a, 0), min(b, len(text)), i if a >= 0 else None) for a, b, i in inside]
    borders = sorted({0, len(text), *(a for a, _, _ in clipped), *(b for _, b, _ in clipped)})
    cover = [0] * (len(borders) + 1)
    index = {border: k for k, border in enumerate(borders)}
    ids: dict[int, list[str]] = {}
    for a, b, i in clipped:
        cover[index[a]] += 1
        cover[index[b]] -= 1
        if i is not None:
            ids.setdefault(a, []).append(i)
    out: list[Stretch] = []
    depth = 0
    for k, (a, b) in enumerate(pairwise(borders)):
        depth += cover[k]
        out.append(Stretch(text[a:b], depth > 0, tuple(dict.fromkeys(ids.get(a, ())))))
    return tuple(out)


def segment_with_marks(document: Document, start: int, end: int, marks: Sequence[tuple[int, int]]) -> tuple[Stretch, ...]:
    """Return raw ``[start, end)`` as un-wrapped text in which the raw spans `marks` are highlighted."""
    a, b = document.view.from_raw(start, end)
    spans = [(*document.view.from_raw(s, e), None) for s, e in marks]
    return stretches(document.view.text[a:b], spans, a)


def _loose(citations: Citations, doc: str, text: str, state: str) -> Quote:
    document = citations.documents.get(doc)
    date = day(document.metadata.published) if document else None
    shown = (Stretch(_tidy(text), True),) if text else ()
    return Quote(shown, citations.number(doc), citations.label(doc), date, "und", "", "ltr", None, state)


def _tidy(text: str) -> str:
    # Blank lines between blocks carry no meaning inside a card; a space keeps words apart.
    return " ".join(text.split("\n")) if "\n" in text else text
