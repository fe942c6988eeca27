"""Evidence to a file or folder in a format of others: masked unless asked otherwise, each file whole or not at all."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from foedus import __version__
from foedus.core.errors import FoedusError
from foedus.evidence.rows import Row
from foedus.export.evidence import Evidence, counts
from foedus.export.masking import masked
from foedus.export.pieces import Piece
from foedus.export.registry import Options, exporter, exporters
from foedus.pipeline.gather import DEFAULT_MAX_SIZE
from foedus.pipeline.progress import Step
from foedus.pipeline.reading import Listen, read_case, silent
from foedus.store.atomic import make_folder, named_file, replacing, write_text
from foedus.store.folder import DATABASE, is_case, open_case
from foedus.store.jsonl import TEXTS, text_name
from foedus.store.lock import locked
from foedus.store.sqlite import EvidenceStore

#: Written last into the folder of an export; says what the folder holds, and that foedus may replace it.
MANIFEST = "foedus-export.json"
#: The one format that is written by the store and not by a module of `foedus.export.formats`.
PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Exported:
    """An export.

    Attributes
    ----------
    path
        The file or folder.
    format
        Its format.
    files
        Every file written.
    rows
        Rows of each table of the evidence.
    masked
        How many persons stand under a pseudonym; None if masking was lifted.
    """

    path: Path
    format: str
    files: tuple[Path, ...]
    rows: Mapping[str, int]
    masked: int | None


class Stored:
    """The evidence of a store, a few rows at a time."""

    def __init__(self, store: EvidenceStore) -> None:
        self._store = store
        # A document of an archive or of a list has no file of its own, whatever its bytes.
        inner = {doc for file, held in store.files().items() for doc in held.docs if doc != file}
        rows = store.iter_rows("documents")
        self._apart = {
            r["doc"] for r in rows if r["text_sha256"] and (r["doc"] in inner or r["text_sha256"] != r["sha256"])
        }

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table."""
        return self._store.iter_rows(table)

    def text(self, doc: str) -> str | None:
        """Return the decoded text of a document."""
        return self._store.text(doc)

    def text_file(self, doc: str) -> str | None:
        """Return where the text of a document lies in the export, as in what ``foedus read`` writes."""
        return f"{TEXTS}/{text_name(doc)}" if doc in self._apart else None


def export(
    source: str | Path,
    to: str,
    out: str | Path,
    *,
    mask: bool = True,
    base: str | None = None,
    excel: bool = False,
    max_size: int = DEFAULT_MAX_SIZE,
    listen: Listen = silent,
    strict: bool = False,
) -> Exported:
    """Write evidence in a format of others.

    Parameters
    ----------
    source
        A case folder (what changed in it is read first), or a folder that ``foedus read`` wrote.
    to
        Name of the format, see `formats`.
    out
        A file or, for formats of several files, a folder.
    mask
        Put persons without a public role under pseudonyms (`foedus.export.masking`).
    base, excel
        As in `foedus.export.registry.Options`.
    max_size, listen, strict
        As in `foedus.pipeline.reading.read_paths`.

    Raises
    ------
    FoedusError
        If there is no such format or no evidence, or `out` holds something else or cannot be written.
    """
    chosen, target = None if to == PARQUET else exporter(to, PARQUET), Path(out)
    options = Options(**({} if base is None else {"base": base if base.endswith(("/", "#")) else base + "/"}), excel=excel)
    if excel and to != "csv":
        raise FoedusError("bad-option", "--excel is for CSV", expected="--to csv", hint="leave --excel out")
    if chosen is not None and chosen.SINGLE:
        named_file(target)
    home = open_case(Path(source)).root if is_case(Path(source)) else Path(source)
    database = _database(Path(source))
    if target.resolve() in {home.resolve(), database.parent.resolve(), (home / "documents").resolve()}:
        raise FoedusError(
            "out-is-input", "the export would be written among what it is made from", where=str(out), expected="another folder",
            hint=f"--out {target / to}",
        )  # fmt: skip
    with _opened(Path(source), database, max_size, listen, strict) as store:
        listen(Step("exporting", 0, 1))
        evidence: Evidence = Stored(store)
        found = None
        if mask:
            hidden = masked(evidence)
            evidence, found = hidden, hidden.masks.persons
        rows = counts(evidence)
        about = {"format": to, "foedus": __version__, "masked": found, "rows": rows}
        if chosen is None:
            files = _folder(target, about, lambda: _parquet(target, store, evidence))
        elif chosen.SINGLE:
            files = (_single(target, next(chosen.export(evidence, options))),)
        else:
            pieces = chosen.export(evidence, options)
            files = _folder(target, about, lambda: (_write(target / PurePosixPath(p.name), p) for p in pieces))
        listen(Step("exporting", 1, 1))
    return Exported(files[0] if chosen and chosen.SINGLE else target, to, files, rows, found)


def formats() -> dict[str, str]:
    """Return every format by name, with what it is."""
    told = {name: e.MEANING for name, e in exporters().items()}
    return dict(sorted({**told, PARQUET: "Parquet, one typed file for each table, written by DuckDB"}.items()))


def _parquet(target: Path, store: EvidenceStore, evidence: Evidence) -> Iterator[Path]:
    from foedus.store import parquet

    # Parquet asks a store for rows, texts and files, and gets the rows as they may be exported.
    yield from parquet.export(cast(EvidenceStore, _Facade(store, evidence)), target)


class _Facade:
    """A store whose rows are those of `evidence`."""

    def __init__(self, store: EvidenceStore, evidence: Evidence) -> None:
        self.iter_rows, self.texts, self.files = evidence.rows, store.texts, store.files


def _database(source: Path) -> Path:
    """Return the SQLite file of a case folder or of a folder that ``foedus read`` wrote."""
    if is_case(source) or source.name == "case.yaml":
        return open_case(source).database
    database = source if source.name == DATABASE else source / DATABASE
    if not database.is_file():
        raise FoedusError(
            "no-evidence" if source.exists() else "no-such-folder",
            f"there is no {DATABASE} here" if source.exists() else "there is no such folder", where=str(source),
            expected="a case folder, or a folder written by foedus read", hint=f"foedus read DOCUMENTS --out {source}",
        )  # fmt: skip
    return database


@contextlib.contextmanager
def _opened(source: Path, database: Path, max_size: int, listen: Listen, strict: bool) -> Iterator[EvidenceStore]:
    if not is_case(source) and source.name != "case.yaml":
        with EvidenceStore(database, readonly=True) as store:
            yield store
        return
    case = open_case(source)
    with locked(case.root):
        read_case(case, max_size=max_size, listen=listen, strict=strict)
        with EvidenceStore(database, readonly=True) as store:
            yield store


def _single(target: Path, piece: Piece) -> Path:
    return _write(target / piece.name if target.is_dir() else target, piece)


def _folder(target: Path, about: Mapping[str, Any], write: Callable[[], Iterator[Path]]) -> tuple[Path, ...]:
    before = _earlier(target, str(about["format"]))
    with locked(make_folder(target)):
        files = tuple(write())
        names = [f.relative_to(target).as_posix() for f in files]
        for name in before - set(names):  # such as the last pages of an export that was longer
            (target / PurePosixPath(name)).unlink(missing_ok=True)
        write_text(target / MANIFEST, json.dumps({**about, "files": names}, ensure_ascii=False, indent=1) + "\n")
    return files


def _earlier(target: Path, to: str) -> set[str]:
    """Return the files of an earlier export of the same format; an error if the folder holds anything else."""
    if target.exists() and not target.is_dir():
        raise FoedusError("not-a-folder", f"{to} is written as a folder, and this is a file", where=str(target), hint=f"--out {target}-{to}")
    if not target.is_dir() or not any(target.iterdir()):
        return set()
    try:
        told = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        names = {str(n) for n in told["files"]} if told["format"] == to else None
    except (OSError, ValueError, KeyError, TypeError):
        names = None
    if names is None or any(PurePosixPath(n).is_absolute() or ".." in PurePosixPath(n).parts for n in names):
        raise FoedusError(
            "folder-not-empty", "this folder holds something else", where=str(target),
            expected=f"a new or empty folder, or an earlier export to {to}", hint=f"--out {target / to}",
        )  # fmt: skip
    return names


def _write(path: Path, piece: Piece) -> Path:
    with replacing(path) as temporary, temporary.open("wb") as file:
        for chunk in piece.chunks:
            file.write(chunk)
    return path
