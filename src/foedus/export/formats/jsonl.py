"""JSON Lines: one file for each table, as ``foedus read`` writes them, in the order of the rows."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.evidence.rows import TABLES
from foedus.export.addresses import texts
from foedus.export.evidence import Evidence
from foedus.export.pieces import Piece, json_bytes
from foedus.export.registry import Options

NAME = "jsonl"
MEANING = "JSON Lines, one file for each table"
SINGLE = False


def export(evidence: Evidence, options: Options) -> Iterator[Piece]:  # noqa: ARG001 -- every format is asked alike
    """Yield ``<table>.jsonl`` for every table, empty ones too, and the texts that offsets count in."""
    yield from texts(evidence)
    for name, table in TABLES.items():
        rows = evidence.rows(name)
        yield Piece(f"{name}.jsonl", (json_bytes({c: r.get(c) for c in table.columns}) + b"\n" for r in rows))
