"""Everything a careful reader would point out, most important first and few enough to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.evidence.versions.coverage import coverage, tables
from foedus.evidence.versions.differences import differences
from foedus.evidence.versions.tellings import tellings

_SEVERITY = {"high": 0, "medium": 1, "low": 2}


def find(documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]], alignment: Sequence[Row]) -> list[Row]:
    """Return the table ``findings``.

    Parameters
    ----------
    documents
        Every readable document.
    evidence
        Their rows, by table.
    alignment
        Rows of the table ``alignment``.

    Returns
    -------
    list of dict
        Each content once, ordered by severity, then confidence, then place.
    """
    rows = [
        *differences(documents, evidence, alignment),
        *coverage(documents, alignment),
        *tables(evidence),
        *tellings(documents, evidence, alignment),
    ]
    unique = {r["id"]: r for r in rows}
    return sorted(unique.values(), key=_order)


def _order(r: Row) -> tuple[object, ...]:
    first = r["anchors"][0]
    return (_SEVERITY[r["severity"]], -r["confidence"], r["kind"], first["doc"], first["start"], r["id"])
