"""Why the rows of a table are not what they were: which of the things they are made from differ between two runs."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.analysis.compare.inputs import InputChange
from foedus.evidence.read import readers
from foedus.evidence.rows import TABLES
from foedus.evidence.versions.repair import REPAIRED
from foedus.evidence.versions.same_events import NAMING

#: What every row is read from.
_ALWAYS = ("reader documents", "code of documents", "code of languages")


def causes(table: str, documents: bool, made: Sequence[InputChange]) -> tuple[str, ...]:
    """Return what can have changed the rows of a table.

    Parameters
    ----------
    table
        Its name.
    documents
        Whether documents differ.
    made
        What differs of that which the evidence was made with: readers, hashes of code, libraries.

    Returns
    -------
    tuple of str
        Such as ``("documents", "code of findings a1b2 -> c3d4")``; empty where nothing that is known of differs.
    """
    joined = not TABLES[table].anchored or table in REPAIRED or table in NAMING
    wanted = {*_ALWAYS}
    if table != "segments":
        wanted |= {"code of readers", *(f"reader {r.NAME}" for r in readers() if joined or table == r.TABLE)}
    if joined:
        wanted.add("code of findings")
    told = [f"{c.what} {c.before} -> {c.now}" for c in made if c.what in wanted or c.what.startswith("library ")]
    return (*(("documents",) if documents else ()), *told)
