"""The tables of evidence: which keys a row has, in which order, and how a row is made.

A row is a plain dict; `TABLES` is the one manifest from which the store, the exports and the
documentation are made. Rows are created with `row`, which refuses a key the manifest lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from foedus.core.ids import content_id
from foedus.documents.model import Document
from foedus.evidence.confidence import calibrated
from foedus.evidence.spans import beside_marks

Row = dict[str, Any]

COMMON = ("id", "doc", "part", "start", "end", "quote")
TAIL = ("method", "confidence")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of evidence. `keys` maps each key beyond the common ones to its meaning."""

    name: str
    meaning: str
    keys: Mapping[str, str]
    anchored: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """Every key of a row, in the order in which it is written."""
        if self.name == "documents":
            return tuple(self.keys)
        head = COMMON if self.anchored else ("id",)
        return (*head, *self.keys, *TAIL)


def _t(name: str, meaning: str, anchored: bool = True, /, **keys: str) -> Table:
    return Table(name, meaning, MappingProxyType(keys), anchored)


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        t.name: t
        for t in (
            _t(
                "documents", "a document", False,
                doc="path relative to the path read", sha256="hash of the raw bytes", media_type="media type",
                encoding="encoding found", title="title", author="author as printed", publisher="publisher as printed",
                published="date of publication, ISO", kind="genre", truncated="breaks off before its end",
                error="why it could not be read", parts="[{part, language, start, end, translation_of, unread: characters in languages that no reader knows}]",
                text_sha256="hash of the decoded text as UTF-8, which the offsets count in",
                pages="[{page, start, end}] where the file has pages", family="id shared by copies and translations of one source",
                url="address it was published at, where its file or a list beside it gives one",
            ),
            _t("segments", "a sentence, heading, list item, table row or note", kind="kind of segment", language="ISO 639-1"),
            _t(
                "actors", "one mention of an actor", actor="canonical id", name="name in English",
                kind="state/government/institution/organisation/person/military/population/group/place/media",
                metonym="a seat of power stands for its government",
            ),
            _t(
                "dates", "a date expression", iso="ISO 8601, partial allowed, intervals a/b",
                precision="day/month/year/decade/interval", resolved_from="anchor of what supplied the missing part",
            ),
            _t(
                "quantities", "a quantity", value="number", low="lower bound", high="upper bound", unit="unit",
                unit_kind="count/share/money/rank/length/mass/duration/other", approximate="marked as approximate",
                subject="actor id it is about", about="what is counted or measured", as_of="date it holds for",
            ),
            _t(
                "claims", "an attributed statement", speaker="id, or list of ids", through="who reports the speaker",
                form="direct/indirect/author", topic="what it is about", event="event id", framing="label from the vocabulary",
                polarity="affirm/deny", proposition="what is said, in English, or null",
            ),
            _t(
                "events", "an event, as told in one place", event="id shared by all tellings of the event",
                type="PLOVER type, as told here", mode="PLOVER mode", context="PLOVER contexts", date="ISO date, partial allowed",
                place="place id", actors="ids of those who act", recipients="ids of those acted upon",
                status="happened/planned/reported/offered/refrained/denied/predicted/hypothetical",
                gloss="machine-made line from the coded fields",
            ),
            _t(
                "relations", "a structural tie stated", subject="actor id", relation="relation from the published inventory",
                object="actor id, place id or thing", value="number", unit="unit of the value", date="ISO date it holds for",
            ),
            _t(
                "stances", "a preference over an outcome, stated or ascribed", actor="actor id", issue="the outcome, in words",
                direction="for/against/mixed, towards the issue as worded", words="the words that state it",
                basis="stated/ascribed/predicted/inferred", ascribed_by="who ascribes it", reasons="reasons given", event="id of the event it is about",
                poll="{pollster, date, n, margin, share} where a poll tells it; n is how many were asked, margin and share are per cent",
            ),
            _t("tables", "a table", title="title", header="column names", rows="rows of cells", note="note below it"),
            _t(
                "citations", "a bibliographic reference", marker="mark in the text", authors="list of names", title="title",
                outlet="journal, publisher or site", date="ISO date", url="address", cited_at="raw starts of the marks",
            ),
            _t("alignment", "the same sentence in several parts", False, group="number", spans="[{doc, part, start, end}]", kind="kind"),
            _t(
                "findings", "something a careful reader would point out", False, kind="kind", severity="low/medium/high",
                anchors="[{doc, part, start, end}]", explanation="one sentence",
            ),
        )
    }
)


def row(table: str, document: Document, part: str, start: int, end: int, *, method: str, confidence: float, **values: Any) -> Row | None:
    """Make an anchored row from a view interval of `document`.

    Parameters
    ----------
    table
        Name of a table in `TABLES`.
    start, end
        View offsets; outer white space is trimmed, and a note mark is not split.
    method
        Reader and version, such as ``"dates/1"``.
    confidence
        What the rule that made it claims, in [0, 1]; the row holds what annotated texts showed of such rules
        (`foedus.evidence.confidence`).
    **values
        The table's own keys; those not given are null.

    Returns
    -------
    dict or None
        None if the interval holds nothing but white space.

    Raises
    ------
    KeyError
        If a value's key is not in the table's manifest.
    """
    spec = TABLES[table]
    unknown = set(values) - set(spec.keys)
    if unknown:
        raise KeyError(f"table {table!r} has no key {sorted(unknown)}")
    anchor = document.anchor(*beside_marks(document.view.text, start, end))
    if anchor is None:
        return None
    a, b, quote = anchor
    own = {k: values.get(k) for k in spec.keys}
    return {
        "id": content_id(table[:2], table, document.id, a, b, own), "doc": document.id, "part": part,
        "start": a, "end": b, "quote": quote, **own, "method": method,
        "confidence": round(calibrated(table, method, float(confidence)), 3),
    }


def group_row(table: str, *, method: str, confidence: float, **values: Any) -> Row:
    """Make a row of an unanchored table (alignment, findings), whose anchors are among its values."""
    spec = TABLES[table]
    unknown = set(values) - set(spec.keys)
    if unknown:
        raise KeyError(f"table {table!r} has no key {sorted(unknown)}")
    own = {k: values.get(k) for k in spec.keys}
    return {"id": content_id(table[:2], table, own), **own, "method": method, "confidence": round(calibrated(table, method, float(confidence)), 3)}
