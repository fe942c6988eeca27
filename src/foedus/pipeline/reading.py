"""Documents to evidence: each document is read once, and again only when it or the readers changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus.core.errors import ExitCode, FoedusError
from foedus.core.ids import digest
from foedus.documents.load import load_bytes
from foedus.documents.model import Document, Unreadable
from foedus.evidence.read import document_row, read_corpus, read_document
from foedus.evidence.rows import TABLES, Row
from foedus.pipeline.gather import DEFAULT_MAX_SIZE, Source, gather, read_bytes
from foedus.pipeline.progress import Event, Step
from foedus.pipeline.versions import READ, code_version
from foedus.store.folder import DATABASE, CaseFolder
from foedus.store.jsonl import export
from foedus.store.lock import locked
from foedus.store.sqlite import EvidenceStore

Listen = Callable[[Event], None]

FORMATS = ("jsonl", "sqlite")


def silent(event: Event) -> None:
    """Hear nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading found.

    Attributes
    ----------
    database
        The SQLite file that holds it.
    documents
        Ids of the documents that were read, now or before.
    unreadable
        Why each other one could not be, by id.
    read_now
        Ids of those read in this run; the rest was unchanged.
    removed
        Ids that were in the store and are no longer there.
    counts
        Rows of each table.
    key
        Hash of every document and of the readers.
    files
        Files exported.
    """

    database: Path
    documents: tuple[str, ...]
    unreadable: Mapping[str, str]
    read_now: tuple[str, ...]
    removed: tuple[str, ...]
    counts: Mapping[str, int]
    key: str
    files: tuple[Path, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """``OK``; ``PARTIAL`` if some documents could not be read; ``BAD_INPUT`` if none could."""
        if not self.unreadable:
            return ExitCode.OK
        return ExitCode.PARTIAL if self.documents else ExitCode.BAD_INPUT

    def evidence(self) -> dict[str, list[Row]]:
        """Return every table."""
        with EvidenceStore(self.database) as store:
            return store.evidence()


def read_paths(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    format: str = "jsonl",  # noqa: A002 -- the word of the command line
    max_size: int = DEFAULT_MAX_SIZE,
    listen: Listen = silent,
    strict: bool = False,
) -> Reading:
    """Read files and folders and write what they say to the folder `out`.

    Parameters
    ----------
    paths
        Files or folders. A document's id is its path relative to the one named.
    out
        Folder of the result: ``evidence.sqlite`` and, for ``jsonl``, one file per table.
    format
        ``jsonl`` or ``sqlite`` (the database alone).
    max_size
        Files larger than this, in bytes, are reported instead of read.
    listen
        Hears the progress.
    strict
        Raise when a reader fails, instead of reporting the document and going on.

    Raises
    ------
    FoedusError
        If a path does not exist, there is no file at all, or `out` cannot be written.
    """
    if format not in FORMATS:
        raise FoedusError("bad-format", f"there is no format {format!r}", expected=" or ".join(FORMATS), hint="--format jsonl")
    named = [Path(p) for p in paths]
    folder = Path(out)
    for path in named:
        if path.is_dir() and folder.resolve() == path.resolve():
            raise FoedusError(
                "out-is-input", "the result would be written among the documents", where=str(out),
                expected="another folder", hint=f"--out {out}-evidence",
            )  # fmt: skip
    sources = gather(named, max_size=max_size)
    if not sources:
        raise FoedusError(
            "no-documents", "there is no file to read", where=", ".join(map(str, named)),
            expected="text or Markdown files; hidden files are passed over", hint="name a folder that holds documents",
        )  # fmt: skip
    with locked(folder):
        reading, evidence = _read(sources, folder, listen, strict, want_rows=format == "jsonl")
        files = tuple(export(evidence, folder)) if format == "jsonl" else ()
    return Reading(
        reading.database, reading.documents, reading.unreadable, reading.read_now, reading.removed,
        reading.counts, reading.key, files,
    )  # fmt: skip


def read_case(
    case: CaseFolder, *, max_size: int = DEFAULT_MAX_SIZE, listen: Listen = silent, strict: bool = False
) -> Reading:
    """Read the documents of a case into its ``evidence/``. The caller holds the case's lock."""
    return _read(case_sources(case, max_size=max_size), case.evidence, listen, strict, want_rows=False)[0]


def case_sources(case: CaseFolder, *, max_size: int = DEFAULT_MAX_SIZE) -> list[Source]:
    """Return the documents of a case; none if it has no ``documents/``."""
    return gather([case.documents], max_size=max_size) if case.documents.is_dir() else []


def load_documents(sources: Sequence[Source]) -> dict[str, Document]:
    """Return those of `sources` that can be read, decoded and divided, by id."""
    out = {}
    for source in sources:
        data = read_bytes(source)
        document = load_bytes(source.id, data) if isinstance(data, bytes) else None
        if isinstance(document, Document):
            out[source.id] = document
    return out


def _read(
    sources: Sequence[Source], folder: Path, listen: Listen, strict: bool, *, want_rows: bool
) -> tuple[Reading, dict[str, list[Row]]]:
    """Bring the store in `folder` up to date with `sources`."""
    code = code_version(READ)
    with EvidenceStore(folder / DATABASE) as store:
        known = store.known()
        removed = sorted(set(known) - {s.id for s in sources})
        for doc in removed:
            store.drop_document(doc)
        read_now, state = [], []
        unreadable: dict[str, str] = {}
        fresh: dict[str, Document] = {}
        for number, source in enumerate(sources):
            listen(Step("reading", number, len(sources)))
            data = read_bytes(source)
            sha = hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else None
            key = digest(code, source.id, sha or str(data))
            before = known.get(source.id)
            error = before.error if before else None
            if before is None or before.key != key:
                document = Unreadable(source.id, data) if isinstance(data, str) else load_bytes(source.id, data)
                error = _store_one(store, document, key, strict)
                read_now.append(source.id)
                if isinstance(document, Document) and error is None:
                    fresh[source.id] = document
            if error is not None:
                unreadable[source.id] = error
            state.append(key + ("!" if error else ""))
        listen(Step("reading", len(sources), len(sources)))
        corpus = digest(code, *state)
        if store.corpus_key() != corpus:
            _join(store, sources, unreadable, fresh, corpus, listen)
        readable = tuple(s.id for s in sources if s.id not in unreadable)
        reading = Reading(
            store.path, readable, unreadable, tuple(read_now), tuple(removed), store.counts(), corpus
        )
        return reading, store.evidence() if want_rows else {}


def _store_one(store: EvidenceStore, document: Document | Unreadable, key: str, strict: bool) -> str | None:
    """Read one document into the store and return why that failed, or None."""
    if isinstance(document, Document):
        try:
            evidence = read_document(document)
        except Exception as failure:
            if strict:
                raise
            # A fault of ours must not cost the user the other documents; without a key it is tried again.
            key = ""
            words = f"foedus failed on it ({type(failure).__name__}: {failure}); --debug shows where"
            document = Unreadable(document.id, words, document.sha256, document.media_type, document.encoding)
        else:
            (row,) = evidence["documents"]
            store.put_document(row, document.text, evidence, key)
            return None
    store.put_document(document_row(document), None, {}, key)
    return document.error


def _join(
    store: EvidenceStore, sources: Sequence[Source], unreadable: Mapping[str, str], fresh: dict[str, Document],
    key: str, listen: Listen,
) -> None:  # fmt: skip
    """Make the rows that join documents: alignments and findings."""
    listen(Step("comparing", 0, 1))
    missing = [s for s in sources if s.id not in unreadable and s.id not in fresh]
    documents = fresh | load_documents(missing)
    ordered = [documents[s.id] for s in sources if s.id in documents]
    joined = read_corpus(ordered, store.evidence())
    store.put_corpus({name: joined.get(name, []) for name, t in TABLES.items() if not t.anchored}, key)
    listen(Step("comparing", 1, 1))
