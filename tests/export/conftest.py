"""Evidence made by hand: every table has rows, one text begins with an emoji, one document was converted."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from foedus.evidence.rows import TABLES, Row
from foedus.export.evidence import InMemory

EN = (
    "\N{EARTH GLOBE AMERICAS} Canal talks\n\nMayor Ana Lund met Otto Brack, a journalist, in Quito on 3 March 2031. "
    "“Peru will reopen the port,” Otto Brack said.\nColombia counted 40 % of its freight there [1].\n\n[1] Harbour Gazette, 2031."
)
ES = "Otto Brack habló el 4 de marzo de 2031 en Lima. Perú preside la Unión del Canal. =Suma de cupos: \"diez\"\r\nFin."


def sha(text: str, marker: str = "") -> str:
    return hashlib.sha256((marker + text).encode()).hexdigest()


def make(table: str, doc: str, text: str, quote: str, number: int, **values: Any) -> Row:
    at = text.index(quote)
    row: Row = dict.fromkeys(TABLES[table].columns)
    own = {
        "id": f"{table[:2]}-{number:012x}", "doc": doc, "part": "p1", "start": at, "end": at + len(quote), "quote": quote,
        "method": f"{table}/1", "confidence": 0.8,
    }  # fmt: skip
    assert not set(values) - set(TABLES[table].keys)
    return row | own | values


def document(doc: str, text: str, language: str, **values: Any) -> Row:
    row: Row = dict.fromkeys(TABLES["documents"].columns)
    parts = [{"part": "p1", "language": language, "start": 0, "end": len(text), "translation_of": None}]
    return row | {"doc": doc, "sha256": sha(text), "text_sha256": sha(text), "truncated": False, "parts": parts} | values


@pytest.fixture
def evidence() -> InMemory:
    """Return two documents with a row in every table, and one that could not be read."""
    a, b = "a canal.md", "b/canal.pdf"
    rows: dict[str, list[Row]] = {
        "documents": [
            document(a, EN, "en", title="Canal talks", publisher="Harbour Gazette", published="2031-03-05", family="so-1"),
            document(b, ES, "es", sha256=sha(ES, "pdf"), media_type="application/pdf", published="2031-03", family="so-1"),
            document("c.bin", "", "und", error="no text", parts=[], sha256=None, text_sha256=None),
        ],
        "segments": [
            make("segments", a, EN, "Mayor Ana Lund met Otto Brack, a journalist, in Quito on 3 March 2031.", 1, kind="sentence", language="en"),
            make("segments", b, ES, "Otto Brack habló el 4 de marzo de 2031 en Lima.", 2, kind="sentence", language="es"),
            make("segments", b, ES, '=Suma de cupos: "diez"', 3, kind="sentence", language="es"),
        ],
        "actors": [
            make("actors", a, EN, "Mayor Ana Lund", 1, actor="lund_ana", name="Ana Lund", kind="person", metonym=False),
            make("actors", a, EN, "Otto Brack", 2, actor="brack_otto", name="Otto Brack", kind="person", metonym=False),
            make("actors", a, EN, "Quito", 3, actor="Quito", name="Quito", kind="place", metonym=False),
            make("actors", a, EN, "Peru", 4, actor="PER", name="Peru", kind="state", metonym=False),
            make("actors", b, ES, "Otto Brack", 5, actor="brack_otto", name="Otto Brack", kind="person", metonym=False),
            make("actors", b, ES, "Perú", 6, actor="PER_GOV", name="Government of Peru", kind="government", metonym=True),
        ],
        "dates": [make("dates", a, EN, "3 March 2031", 1, iso="2031-03-03", precision="day", resolved_from={"start": 1, "end": 2})],
        "quantities": [
            make("quantities", a, EN, "40 %", 1, value=40.0, unit="%", unit_kind="share", approximate=False, subject="COL", about=""),
            make("quantities", b, ES, "diez", 2, value=10, unit='""', unit_kind="count", approximate=True, about="- 3"),
        ],
        "claims": [
            make("claims", a, EN, "“Peru will reopen the port,” Otto Brack said.", 1, speaker="brack_otto", through=["lund_ana"], form="direct", polarity="affirm"),
            make("claims", b, ES, "Otto Brack habló", 2, speaker=["brack_otto", "PER"], through=[], form="indirect", framing="other"),
        ],
        "events": [
            make("events", a, EN, "met Otto Brack", 1, event="event-1", type="CONSULT", context=[], date="2031-03-03", place="Quito", actors=["lund_ana"], recipients=["brack_otto"], status="happened", gloss="CONSULT: lund_ana -> brack_otto, 2031-03-03"),
            make("events", b, ES, "habló el 4 de marzo", 2, event="event-1", type="CONSULT", place="Atlantis", actors=["brack_otto"], recipients=[], status="reported"),
        ],
        "relations": [
            make("relations", a, EN, "Colombia counted 40 % of its freight", 1, subject="COL", relation="transit_share", value=40, unit="%"),
            make("relations", b, ES, "Perú preside la Unión del Canal", 2, subject="PER", relation="chairs", object="COL"),
        ],
        "stances": [make("stances", a, EN, "Peru will reopen the port", 1, actor="PER", issue="the port is opened", direction="for", words="will", basis="ascribed", ascribed_by="brack_otto", reasons=[], event="event-1")],
        "tables": [make("tables", b, ES, "Fin.", 1, title="x", header=["a", None], rows=[[1, None], ["=2", 2.5]], note=None)],
        "citations": [make("citations", a, EN, "[1] Harbour Gazette, 2031.", 1, marker="[1]", authors=[], outlet="Harbour Gazette", date="2031", url="https://example.org/a?b=1", cited_at=[3, 9])],
    }  # fmt: skip
    spans = [{"doc": a, "part": "p1", "start": 15, "end": 29}, {"doc": b, "part": "p1", "start": 0, "end": 10}]
    rows["alignment"] = [{"id": "al-1", "group": 1, "spans": spans, "kind": "sentence", "method": "alignment/1", "confidence": 0.9}]
    rows["findings"] = [
        {"id": "fi-1", "kind": "framing_differs", "severity": "low", "anchors": spans, "explanation": "brack_otto (Otto Brack) says more.", "method": "versions/1", "confidence": 0.5}
    ]  # fmt: skip
    return InMemory(rows, {a: EN, b: ES})
