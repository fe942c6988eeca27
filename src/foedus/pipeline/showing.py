"""One span of a document in its context: the sentences around it, what was read from it, and the same in other versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from foedus.core.errors import FoedusError, nearest
from foedus.evidence.rows import TABLES, Row
from foedus.pipeline.searching import open_evidence
from foedus.store.search import page_of
from foedus.store.search_index import normal
from foedus.store.sqlite import EvidenceStore

_ADDRESS = re.compile(r"(?P<doc>.+):(?P<start>\d+)(?:-(?P<end>\d+))?")
_GROUPS = {"alignment": "spans", "findings": "anchors"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text as it is shown, and the raw offsets it was made from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment of the context, in stretches that are wholly inside a span of evidence or outside it."""

    part: str
    start: int
    end: int
    kind: str
    language: str
    focus: bool  #: whether the span that was asked for stands in it
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The same sentence in another version."""

    doc: str
    part: str
    start: int
    end: int
    language: str | None
    title: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A span in its context.

    Attributes
    ----------
    doc, part, start, end, quote
        The span; `part` is None where the span lies in none. Of a whole document, its first sentences.
    page, title, publisher, author, published, family
        Where it stands.
    sentences
        Those it touches and those around it.
    rows
        (table, row) of the evidence that shares a character with it, in the order of tables and places.
    versions
        The same in other versions of the text.
    findings
        What a careful reader would point out of it.
    """

    doc: str
    part: str | None
    start: int
    end: int
    quote: str
    page: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    family: str | None
    sentences: tuple[Sentence, ...]
    rows: tuple[tuple[str, Row], ...]
    versions: tuple[Version, ...]
    findings: tuple[Row, ...]

    @property
    def address(self) -> str:
        """What ``foedus show`` takes."""
        return f"{self.doc}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked for: a span, a row of evidence with its spans, or a document.

    Attributes
    ----------
    table, row
        The row, where an id was given.
    document
        The row of ``documents``, where a document was named alone.
    counts
        Of such a document, the number of rows in each table.
    """

    passages: tuple[Passage, ...]
    table: str | None = None
    row: Row | None = None
    document: Row | None = None
    counts: dict[str, int] | None = None


def show(folder: str | Path, address: str, *, context: int = 2) -> Shown:
    """Return a span, a row of evidence or a document in context.

    Parameters
    ----------
    folder
        A case folder, a folder that ``foedus read`` wrote, or its database.
    address
        ``DOC:START-END`` in code points of the decoded text, ``DOC:START``, an id of a row, or ``DOC`` alone.
    context
        Sentences on either side, at least 0.

    Raises
    ------
    FoedusError
        If there is no evidence, or nothing by this address in it.
    """
    with open_evidence(Path(folder)) as store:
        found = store.row(address)
        if found is not None:
            table, row = found
            spans = row[_GROUPS[table]] or [] if table in _GROUPS else [row]
            return Shown(tuple(_passage(store, s["doc"], s["start"], s["end"], context) for s in spans), table, row)
        if _document(store, address) is None and (match := _ADDRESS.fullmatch(address)):
            return Shown((_span(store, match["doc"], int(match["start"]), match["end"], context),))
        return _whole(store, address, context)


def _span(store: EvidenceStore, doc: str, start: int, end: str | None, context: int) -> Passage:
    text = _text(store, doc)
    stop = int(end) if end is not None else start + 1
    if not start < stop <= len(text):
        raise FoedusError(
            "no-such-span", f"there is no span {start}-{stop} in this document", where=doc,
            expected=f"START-END with START < END, at most {len(text)}, the code points of its text", hint="foedus search prints addresses",
        )  # fmt: skip
    if end is None:
        start, stop = next(((s["start"], s["end"]) for s in store.rows_at("segments", doc, start, stop)), (start, stop))
    return _passage(store, doc, start, stop, context)


def _whole(store: EvidenceStore, doc: str, context: int) -> Shown:
    document = _document(store, doc)
    if document is None:
        raise _no_document(store, doc)
    counts = {name: sum(1 for _ in store.iter_rows(name, doc)) for name in TABLES if name != "documents"}
    first = next(store.iter_rows("segments", doc), None)
    passages = () if first is None else (_passage(store, doc, first["start"], first["end"], context),)
    return Shown(passages, document=document, counts=counts)


def _document(store: EvidenceStore, doc: str) -> Row | None:
    return next(store.iter_rows("documents", doc), None)


def _text(store: EvidenceStore, doc: str) -> str:
    text = store.text(doc)
    if text is not None:
        return text
    row = _document(store, doc)
    if row is None:
        raise _no_document(store, doc)
    raise FoedusError("not-read", f"this document could not be read: {row['error']}", where=doc, hint="mend it, then read again")


def _no_document(store: EvidenceStore, asked: str) -> FoedusError:
    known = list(store.known())
    return FoedusError(
        "no-such-address", f"there is no document, span or row of evidence {asked!r}", where=str(store.path),
        expected="DOC, DOC:START-END, or the id of a row of evidence",
        hint=f"documents here: {nearest(asked.partition(':')[0], known)}" if known else "no document was read here",
    )  # fmt: skip


def _passage(store: EvidenceStore, doc: str, start: int, end: int, context: int) -> Passage:
    text = _text(store, doc)
    row = _document(store, doc) or {}
    rows = tuple(
        (name, r) for name, t in TABLES.items() if t.anchored and name != "segments" for r in store.rows_at(name, doc, start, end)
    )
    segments = _around(store, doc, start, end, context)
    part = next((p["part"] for p in row.get("parts") or [] if p["start"] <= start < p["end"]), None)
    gaps = store.joins(doc)
    marks = {start, end} | {at for _, r in rows for at in (r["start"], r["end"])}
    return Passage(
        doc, part, start, end, text[start:end], page_of(row.get("pages"), start),
        row.get("title"), row.get("publisher"), row.get("author"), row.get("published"), row.get("family"),
        tuple(_sentence(s, start, end, marks, gaps) for s in segments), rows,
        tuple(_versions(store, doc, start, end)), tuple(store.rows_at("findings", doc, start, end)),
    )  # fmt: skip


def _around(store: EvidenceStore, doc: str, start: int, end: int, context: int) -> list[Row]:
    """Return the segments the span touches, and `context` more on either side."""
    # A hundred characters are more than most sentences; the window grows until it holds enough.
    reach = 200 * (context + 1)
    while True:
        found = list(store.rows_at("segments", doc, max(0, start - reach), end + reach))
        touched = [i for i, s in enumerate(found) if s["start"] < end and s["end"] > start]
        first = touched[0] if touched else sum(s["end"] <= start for s in found)
        last = touched[-1] + 1 if touched else first
        enough = first >= context or start - reach <= 0
        if (enough and len(found) - last >= context) or reach > 100_000:
            return found[max(0, first - context) : last + context]
        reach *= 4


def _sentence(segment: Row, start: int, end: int, marks: Iterable[int], gaps: Sequence[int]) -> Sentence:
    view = normal(segment["quote"], segment["start"], gaps)
    low, high = segment["start"], segment["end"]
    inner = sorted({view.from_raw(at - low, high - low)[0] for at in marks if low < at < high} | {0, len(view.text)})
    stretches = []
    for a, b in pairwise(inner):
        if a < b:
            raw = view.raw(a, b)
            stretches.append(Stretch(view.text[a:b], low + raw[0], low + raw[1]))
    focus = low < end and high > start
    return Sentence(segment["part"], low, high, segment["kind"], segment["language"], focus, tuple(stretches))


def _versions(store: EvidenceStore, doc: str, start: int, end: int) -> Iterable[Version]:
    for group in store.rows_at("alignment", doc, start, end):
        for span in group["spans"]:
            if span["doc"] == doc and span["start"] < end and span["end"] > start:
                continue
            about: dict[str, Any] = _document(store, span["doc"]) or {}
            text = store.text(span["doc"]) or ""
            language = next((p["language"] for p in about.get("parts") or [] if p["part"] == span["part"]), None)
            yield Version(
                span["doc"], span["part"], span["start"], span["end"], language, about.get("title"), text[span["start"] : span["end"]]
            )
