"""The cited documents in full, exactly as decoded, with every cited span marked."""

from __future__ import annotations

from itertools import pairwise

from foedus.documents.model import Document
from foedus.report.cite import Citations, Reference, Span, span_id
from foedus.report.numbers import count, direction
from foedus.report.quotes import Stretch, stretches
from foedus.report.tree import Fact, FullText, Passage

LONGEST = 200_000  #: code points; longer documents are shown as passages
MARGIN = 1_500  #: code points shown around a cited span of a longer document


def full_texts(references: tuple[Reference, ...], citations: Citations) -> tuple[FullText, ...]:
    """Return the cited documents in the order of their numbers."""
    out = []
    for reference in references:
        document = citations.documents.get(reference.doc)
        spans = sorted(citations.spans.get(reference.doc, ()))
        if document is not None and spans:
            out.append(_full_text(document, reference, spans))
    return tuple(out)


def _full_text(document: Document, reference: Reference, spans: list[Span]) -> FullText:
    marks = [(a, b, span_id(reference.number, a, b)) for a, b in spans]
    length = len(document.text)
    excerpted = length > LONGEST
    passages: list[Passage] = []
    for a, b in windows(spans, length) if excerpted else [(0, length)]:
        for start, end, language in _by_language(document, a, b):
            runs = list(stretches(document.text[start:end], marks, start))
            if start == a and a > 0:
                runs.insert(0, Stretch("[…]\n\n"))
            if end == b and b < length:
                runs.append(Stretch("\n\n[…]"))
            passages.append(Passage(language, direction(language), tuple(runs)))
    facts = [
        Fact("File", document.id),
        Fact("Languages", reference.languages or "undetermined"),
        Fact("Length", f"{count(len(document.text), 'character')}, {document.encoding}"),
        Fact("SHA-256", document.sha256),
    ]
    if document.metadata.truncated:
        facts.append(Fact("Caution", "the text as received breaks off before its end"))
    return FullText(reference, tuple(facts), tuple(passages), excerpted)


def _by_language(document: Document, start: int, end: int) -> list[tuple[int, int, str]]:
    """Cut raw ``[start, end)`` where a part begins, so that each piece can name its language."""
    begins = [(document.view.raw(p.start, p.end)[0], p.language) for p in document.parts if p.start < p.end]
    cuts = sorted({start, end, *(a for a, _ in begins if start < a < end)})
    pieces = []
    for a, b in pairwise(cuts):
        language = next((code for at, code in reversed(begins) if at <= a), begins[0][1] if begins else "und")
        pieces.append((a, b, language))
    return pieces


def windows(spans: list[Span], length: int) -> list[Span]:
    """Return the passages of a long document that hold `spans` (sorted) with a margin, joined where they meet."""
    out: list[Span] = []
    for start, end in spans:
        a, b = max(0, start - MARGIN), min(length, end + MARGIN)
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out
