"""JSON Lines: one file per table of evidence, the same bytes for the same rows.

Beside the tables, ``texts/`` holds the decoded text of each document whose file is not itself that text in UTF-8:
the offsets of its rows count in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category
from urllib.parse import quote

from foedus.core.ids import canonical_json
from foedus.evidence.rows import TABLES, Row
from foedus.store.atomic import replacing, write_bytes, write_text

if TYPE_CHECKING:
    from foedus.store.sqlite import EvidenceStore

TEXTS = "texts"
_LONGEST = 200  # bytes of one name; file systems take 255, and an ending is added


def sort_key(row: Row) -> tuple[Any, ...]:
    """Return what rows are ordered by: document, start, end; for groups, those of their first span."""
    at = row
    if "start" not in row:
        spans = row.get("spans") or row.get("anchors") or ()
        at = min(spans, key=lambda s: (s["doc"], s["start"], s["end"]), default=row)
    return (
        at.get("doc") or "",
        at.get("start") if at.get("start") is not None else -1,
        at.get("end") if at.get("end") is not None else -1,
        row.get("id") or "",
        canonical_json(row),
    )


def table_text(name: str, rows: Iterable[Row]) -> str:
    """Return a table as JSON Lines text: keys in manifest order, absent values null.

    Raises
    ------
    KeyError
        If there is no such table.
    ValueError
        If a row holds NaN or infinity, which JSON lacks.
    """
    return "".join(f"{_line(name, row)}\n" for row in sorted(rows, key=sort_key))


def _line(name: str, row: Row) -> str:
    return json.dumps({k: row.get(k) for k in TABLES[name].columns}, ensure_ascii=False, allow_nan=False)


def export(evidence: Mapping[str, Iterable[Row]], folder: Path) -> list[Path]:
    """Write every table, empty ones too, to ``folder/<table>.jsonl`` and return the paths."""
    return [write_text(folder / f"{name}.jsonl", table_text(name, evidence.get(name, ()))) for name in TABLES]


def export_store(store: EvidenceStore, folder: Path) -> list[Path]:
    """Write every table of a store as `export` does, and the texts, a few rows at a time; return the paths.

    Texts in ``texts/`` that belong to no document any more are removed.
    """
    files = []
    for name in TABLES:
        path = folder / f"{name}.jsonl"
        with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
            out.writelines(f"{_line(name, row)}\n" for row in store.iter_rows(name))
        files.append(path)
    return files + export_texts(store, folder / TEXTS)


def text_name(doc: str) -> str:
    """Return the path below ``texts/`` of a document's decoded text.

    It is the document's id and ``.txt``. Characters that some file system refuses are written as in a web
    address (``%3F``); a name that is too long ends in a hash instead of its own end.
    """
    return "/".join(_safe(name) for name in f"{doc}.txt".split("/"))


def _safe(name: str) -> str:
    kept = "".join(c if category(c)[0] in "LMN" or c in " !#$&'()+,-.;=@[]^_`{}~" else quote(c, safe="", errors="surrogatepass") for c in name)
    if kept.strip(". ") == "" or kept.startswith("."):
        kept = kept.replace(".", "%2E", 1) or "%"
    data = kept.encode("utf-8")
    if len(data) <= _LONGEST:
        return kept
    return f"{data[: _LONGEST - 21].decode('utf-8', 'ignore')}~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.txt"


def export_texts(store: EvidenceStore, folder: Path) -> list[Path]:
    """Write to `folder` the text of each document whose file is not that text in UTF-8; remove those of others."""
    raw = {row["doc"]: row.get("sha256") for row in store.iter_rows("documents")}
    # A document of an archive or a list has no file of its own, whatever its bytes.
    inner = {doc for file, held in store.files().items() for doc in held.docs if doc != file}
    files = []
    for doc, text in store.texts():
        data = text.encode("utf-8", "surrogatepass")
        if doc in inner or hashlib.sha256(data).hexdigest() != raw.get(doc):
            files.append(write_bytes(folder / text_name(doc), data))
    _remove_others(folder, set(files))
    return files


def _remove_others(folder: Path, kept: set[Path]) -> None:
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            with contextlib.suppress(OSError):
                path.rmdir()
        elif path.suffix == ".txt" and path not in kept:
            path.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()
