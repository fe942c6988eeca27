"""Documents that count as one source, and why: the finding ``same_source``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.evidence.versions.differences import finding
from foedus.evidence.versions.edges import Edge, Place
from foedus.evidence.versions.families import Fold
from foedus.evidence.versions.index import tongue
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.shingles import shared_passage
from foedus.evidence.versions.signature import prose

MOST = 12  #: documents of one family that are told of one by one

Anchors = tuple[Row, Row]


def copies(
    library: Library,
    folds: Sequence[Fold],
    family: Mapping[str, str],
    edges: Mapping[tuple[str, str], Edge],
    places: Mapping[str, Sequence[Place]],
    aligned: Mapping[tuple[str, str], Anchors],
) -> Iterator[Row]:
    """Yield one finding for each document that is folded into a family, the first `MOST` of a family.

    Parameters
    ----------
    library
        The documents.
    folds
        What holds the families together.
    family
        The family of each document.
    edges
        What binds texts.
    places
        The parts with prose, by document.
    aligned
        By pair of documents: a sentence of each that correspond, where they are aligned.
    """
    told: dict[str, int] = {}
    size: dict[str, int] = {}
    for name in family.values():
        size[name] = size.get(name, 0) + 1
    for fold in folds:
        name = family[fold.doc]
        told[name] = told.get(name, 0) + 1
        if told[name] > MOST:
            continue
        one, two = _bound(places[fold.doc], places[fold.other], edges)
        anchors = aligned.get((fold.doc, fold.other))
        if anchors is None or (not fold.whole and one.signature.language == two.signature.language):
            anchors = _shared(library, one, two)
        more = f" {size[name]} documents are of this source." if told[name] == MOST and size[name] > MOST + 1 else ""
        yield finding("same_source", "medium", anchors, _reason(fold, one, two) + more, 0.95)


def _reason(fold: Fold, one: Place, two: Place) -> str:
    if not fold.whole:
        part, whole, share = (fold.doc, fold.other, fold.share) if fold.share > fold.other_share else (fold.other, fold.doc, fold.other_share)
        return f"{round(100 * share)} % of {part} stands in {whole}; the two count as one source."
    languages = sorted({one.signature.language, two.signature.language})
    if len(languages) > 1:
        what = f"{' and '.join(tongue(c) for c in languages)}, likeness {fold.likeness:.2f}"
    elif fold.likeness:
        what = f"likeness {fold.likeness:.2f}"
    else:
        what = f"{round(100 * min(fold.share, fold.other_share))} % of the wording in common"
    return f"{fold.doc} and {fold.other} are versions of one text ({what}) and count as one source."


def _bound(ones: Sequence[Place], twos: Sequence[Place], edges: Mapping[tuple[str, str], Edge]) -> tuple[Place, Place]:
    """Return the parts of two documents that are bound most."""

    def bond(one: Place, two: Place) -> float:
        a, b = one.signature.text, two.signature.text
        if a == b:
            return 2.0
        edge = edges.get((min(a, b), max(a, b)))
        return max(edge.share_one, edge.share_two) if edge else 0.0

    return max(((one, two) for one in ones for two in twos), key=lambda p: bond(*p))


def _shared(library: Library, one: Place, two: Place) -> Anchors:
    """Return the longest wording that two parts have in common, or else where the prose of each begins."""
    documents = [library.document(p.doc) for p in (one, two)]
    parts = [next(x for x in d.parts if x.id == p.part) for d, p in zip(documents, (one, two), strict=True)]
    found = shared_passage(*(d.view.text[x.start : x.end] for d, x in zip(documents, parts, strict=True)))
    if found is None:
        spans = [(s.start, s.end) for s in (prose(x)[0] for x in parts)]
    else:
        spans = [(x.start + a, x.start + b) for x, (a, b) in zip(parts, found, strict=True)]
    a, b = (_anchor(d, p.part, span) for d, p, span in zip(documents, (one, two), spans, strict=True))
    return a, b


def _anchor(document: Document, part: str, span: tuple[int, int]) -> Row:
    start, end = document.view.raw(*span)
    return {"doc": document.id, "part": part, "start": start, "end": end}
