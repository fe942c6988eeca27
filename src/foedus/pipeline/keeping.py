"""What a run rested on, kept beside its numbers, so that two runs can be compared when the documents have changed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from foedus.analysis.rests import spans, touched
from foedus.case.schema import Case
from foedus.core.errors import FoedusError
from foedus.core.ids import canonical_json
from foedus.evidence.read import versions
from foedus.evidence.rows import TABLES, Row
from foedus.pipeline.reading import Reading
from foedus.pipeline.versions import evidence_code
from foedus.store.atomic import write_bytes, write_text
from foedus.store.sqlite import EvidenceStore

INPUTS = "inputs.json"
ROWS = "evidence.jsonl.gz"
FORMAT = 1
#: Sentences can be made again from the documents and would be half of the file: of them only the place is kept.
_PLACES_ONLY = frozenset({"segments"})


def keep_inputs(folder: Path, case: Case, reading: Reading) -> list[Path]:
    """Write ``inputs.json`` and ``evidence.jsonl.gz`` into the folder of a run and return their paths.

    Parameters
    ----------
    folder
        The run's own folder.
    case
        The case as it was run.
    reading
        What was read from its documents.

    Returns
    -------
    list of Path
        ``inputs.json`` holds the case, the documents with their hashes, the versions of the readers and hashes of their code, the number of rows of every
        table and the ids of the rows that the case's anchors touch; ``evidence.jsonl.gz`` every row but those of
        ``documents``. Equal inputs give equal files, byte for byte.
    """
    where = spans(case)
    buffer = io.BytesIO()
    used: dict[str, list[str]] = {}
    content = hashlib.sha256()
    with EvidenceStore(reading.database, readonly=True) as store, gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as packed:
        documents = [_document(r, where.get(r["doc"], ())) for r in store.iter_rows("documents")]
        for name, table in TABLES.items():
            if name == "documents":
                continue
            if table.anchored and name not in _PLACES_ONLY:
                used[name] = [r["id"] for r in touched(store.iter_rows(name), where)]
            for row in store.iter_rows(name):
                kept = {k: row[k] for k in ("id", "doc", "part", "start", "end")} if name in _PLACES_ONLY else row
                line = canonical_json([name, kept]).encode("utf-8", "surrogatepass") + b"\n"
                content.update(line)
                packed.write(line)
    told = {
        "format": FORMAT, "case": case.model_dump(mode="json"), "documents": documents, "rows": dict(reading.counts),
        "readers": {name: str(version) for name, version in versions().items()}, "code": dict(evidence_code()),
        "used": {name: ids for name, ids in used.items() if ids}, "evidence": content.hexdigest(),
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return [write_text(folder / INPUTS, text), write_bytes(folder / ROWS, buffer.getvalue())]


def kept_inputs(folder: Path) -> dict[str, Any]:
    """Return what `keep_inputs` wrote about a run.

    Raises
    ------
    FoedusError
        If the run keeps nothing (it was made before runs kept their inputs), or the file is damaged.
    """
    path = folder / INPUTS
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise ValueError("made by another version of foedus")
        Case.model_validate(found["case"])
        return found
    except (OSError, ValueError, KeyError, TypeError) as error:
        missing = isinstance(error, FileNotFoundError)
        raise FoedusError(
            "run-inputs-missing" if missing else "run-inputs-damaged",
            "this run does not say what it rested on" if missing else f"what this run rested on cannot be read: {error}",
            where=str(path), expected="a run made by this version of foedus",
            hint=f"delete {folder}, then: foedus run {folder.parent.parent}",
        ) from error  # fmt: skip


def kept_rows(folder: Path) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for every row a run kept.

    Raises
    ------
    FoedusError
        If the file is missing or damaged.
    """
    path = folder / ROWS
    try:
        with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass") as lines:
            for line in lines:
                name, row = json.loads(line)
                yield str(name), row
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise FoedusError(
            "run-inputs-damaged", f"the rows this run kept cannot be read: {error}", where=str(path),
            hint=f"delete {folder}, then: foedus run {folder.parent.parent}",
        ) from error  # fmt: skip


def _document(row: Row, where: Any) -> Mapping[str, Any]:
    """Return a document's row with only those pages on which something rests: a book has hundreds."""
    pages = row.get("pages") or []
    kept = [p for p in pages if any(p["start"] < end and start < p["end"] for start, end in where)]
    return {**row, "pages": kept or None}
