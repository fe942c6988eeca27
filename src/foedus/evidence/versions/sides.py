"""One version of an aligned sentence, and the findings made of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.documents.model import Document
from foedus.evidence.rows import Row, group_row
from foedus.evidence.versions.index import anchor, tongue

METHOD = "versions/3"
_RANK = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Side:
    """One version of an aligned sentence: its anchor, its text in the view from `at` on, its language."""

    document: Document
    span: Row
    at: int
    text: str
    language: str

    @property
    def key(self) -> tuple[str, str]:
        """Return (document, part)."""
        return self.span["doc"], self.span["part"]

    def place(self, start: int, end: int) -> Row:
        """Return the anchor of ``text[start:end]``; of the whole sentence where that is blank."""
        found = self.document.anchor(self.at + start, self.at + end)
        return anchor(self.span) if found is None else {**anchor(self.span), "start": found[0], "end": found[1]}


def side(document: Document, span: Row) -> Side:
    """Return the version of an aligned sentence that stands at `span`."""
    a, b = document.view.from_raw(span["start"], span["end"])
    code = next((p.language for p in document.parts if p.id == span["part"]), "und")
    return Side(document, span, a, document.view.text[a:b], code)


def finding(kind: str, severity: str, anchors: Sequence[Row], explanation: str, confidence: float) -> Row:
    """Make a row of the table ``findings``."""
    return group_row(
        "findings", method=METHOD, confidence=confidence, kind=kind, severity=severity,
        anchors=[anchor(a) for a in anchors], explanation=explanation,
    )


def gravest(row: Row) -> tuple[int, float, str]:
    """Return what findings are sorted by: the gravest first, of these the surest."""
    return _RANK[row["severity"]], -row["confidence"], row["id"]


def which(one: Side, two: Side) -> tuple[str, str]:
    """Return how to name the two versions: by language, or by document and part where that is one."""
    if one.language != two.language:
        return f"the {tongue(one.language)} version", f"the {tongue(two.language)} one"
    return f"{one.span['doc']} ({one.span['part']})", f"{two.span['doc']} ({two.span['part']})"


def show(text: str, most: int = 60) -> str:
    """Return words as they are shown in an explanation: on one line, and not longer than `most`."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
