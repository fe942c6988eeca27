"""Documents to evidence: each document is read once, and again only when it or the readers changed.

Files are unfolded one after the other, their documents are read here or in worker processes, and each goes into
the store in one transaction, in the order of the files: the store is the same whatever the number of workers.
Then the documents are compared with each other (`foedus.evidence.versions.join`). Nothing holds all of them.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from foedus.core.blas import one_thread
from foedus.core.crew import Crew, Died
from foedus.core.errors import ExitCode, FoedusError
from foedus.core.ids import digest
from foedus.documents.formats.registry import unfold
from foedus.documents.load import load_item
from foedus.documents.model import Document
from foedus.documents.tongues import READ as READ_KINDS
from foedus.documents.tongues import SHORT, UNTOLD
from foedus.evidence.rows import Row
from foedus.langs.registry import languages
from foedus.pipeline.changes import Update
from foedus.pipeline.gather import DEFAULT_MAX_SIZE, Source, gather, read_bytes
from foedus.pipeline.items import Found, Job, failed, read_job
from foedus.pipeline.progress import Event, Step
from foedus.pipeline.versions import READ, code_version
from foedus.store.folder import DATABASE, CaseFolder
from foedus.store.jsonl import export_store
from foedus.store.library import StoredLibrary
from foedus.store.lock import locked
from foedus.store.sqlite import EvidenceStore

Listen = Callable[[Event], None]

FORMATS = ("jsonl", "parquet", "sqlite")
#: Bytes of changed files for which another worker process is worth starting: it spends about as long on importing
#: and loading its tables and models (`benchmarks/corpus.py` measures both).
WORTH_A_WORKER = 200_000
#: Bytes of documents under way in worker processes; one larger document is read alone.
UNDER_WAY = 8 * 2**20


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
    unread
        How many characters of each document are in languages that no reader knows, by language.
    damaged
        How many characters of each document are damaged, and where the first stands; each is read as U+FFFD.
    cut
        Documents that break off before their end.
    notes
        What was done to a file of evidence that was there: upgraded, set aside.
    """

    database: Path
    documents: tuple[str, ...]
    unreadable: Mapping[str, str]
    read_now: tuple[str, ...]
    removed: tuple[str, ...]
    counts: Mapping[str, int]
    key: str
    files: tuple[Path, ...] = ()
    unread: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    damaged: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    cut: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """``OK``; ``PARTIAL`` if some documents could not be read; ``BAD_INPUT`` if none could."""
        if not self.unreadable:
            return ExitCode.OK
        return ExitCode.PARTIAL if self.documents else ExitCode.BAD_INPUT

    def evidence(self) -> dict[str, list[Row]]:
        """Return every table."""
        with EvidenceStore(self.database, readonly=True) as store:
            return store.evidence()


def read_paths(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    format: str = "jsonl",  # noqa: A002 -- the word of the command line
    max_size: int = DEFAULT_MAX_SIZE,
    workers: int | None = None,
    listen: Listen = silent,
    strict: bool = False,
) -> Reading:
    """Read files and folders and write what they say to the folder `out`.

    Parameters
    ----------
    paths
        Files or folders. A document's id is its path relative to the one named.
    out
        Folder of the result: ``evidence.sqlite`` and, for ``jsonl`` and ``parquet``, one file per table.
    format
        ``jsonl``, ``parquet`` or ``sqlite`` (the database alone).
    max_size
        Files larger than this, in bytes, are reported instead of read.
    workers
        Most processes to use; None for one per processor. The result does not depend on it.
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
        raise FoedusError(
            "bad-format", f"there is no format {format!r}", expected=", ".join(FORMATS[:-1]) + f" or {FORMATS[-1]}",
            hint="--format jsonl",
        )  # fmt: skip
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
            expected="documents; hidden files are passed over", hint="name a folder that holds documents",
        )  # fmt: skip
    with locked(folder):
        reading = _read(sources, folder, workers, listen, strict)
        return replace(reading, files=tuple(_export(reading.database, folder, format)))


def read_case(
    case: CaseFolder, *, max_size: int = DEFAULT_MAX_SIZE, workers: int | None = None, listen: Listen = silent,
    strict: bool = False,
) -> Reading:  # fmt: skip
    """Read the documents of a case into its ``evidence/``. The caller holds the case's lock."""
    return _read(case_sources(case, max_size=max_size), case.evidence, workers, listen, strict)


def finished_reading(case: CaseFolder, *, max_size: int = DEFAULT_MAX_SIZE) -> Reading | None:
    """Return what was read of the documents of a case if that is up to date, and None if not. Writes nothing."""
    path = case.evidence / DATABASE
    if not path.is_file():
        return None
    code = code_version(READ)
    with EvidenceStore(path, readonly=True) as store:
        update = Update(store, case_sources(case, max_size=max_size), code, strict=False)
        current = update.is_current() and store.corpus_key() == digest(code, *update.state())
        return _told(store, update, digest(code, *update.state())) if current else None


def case_sources(case: CaseFolder, *, max_size: int = DEFAULT_MAX_SIZE) -> list[Source]:
    """Return the documents of a case; none if it has no ``documents/``."""
    return gather([case.documents], max_size=max_size) if case.documents.is_dir() else []


def load_documents(sources: Sequence[Source]) -> dict[str, Document]:
    """Return every document of `sources` that can be read, decoded and divided, by id; all of them are held."""
    out = {}
    for source in sources:
        data = read_bytes(source)
        for item in unfold(source.id, data, source.given) if isinstance(data, bytes) else ():
            document = load_item(item)
            if isinstance(document, Document):
                out[item.id] = document
    return out


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # not every system can say which processors are ours
        return os.cpu_count() or 1


def _export(database: Path, folder: Path, format: str) -> list[Path]:  # noqa: A002 -- the word of the command line
    if format == "sqlite":
        return []
    with EvidenceStore(database) as store:
        if format == "parquet":
            from foedus.store.parquet import export

            return export(store, folder)
        return export_store(store, folder)


def _read(sources: Sequence[Source], folder: Path, workers: int | None, listen: Listen, strict: bool) -> Reading:
    """Bring the store in `folder` up to date with `sources`."""
    code = code_version(READ)
    with EvidenceStore(folder / DATABASE) as store:
        update = Update(store, sources, code, strict)
        order = {s.id: n for n, s in enumerate(sources)}
        for job, found in _done(update.jobs(), workers or processors(), lambda j: listen(Step("reading", order[j.file], len(sources)))):
            update.put(job, found)
        update.finish()
        listen(Step("reading", len(sources), len(sources)))
        corpus = digest(code, *update.state())
        if store.corpus_key() != corpus:
            _join(store, code, corpus, listen)
        return _told(store, update, corpus)


def _told(store: EvidenceStore, update: Update, key: str) -> Reading:
    return Reading(
        store.path, tuple(update.readable()), update.unreadable(), tuple(update.read_now), tuple(update.removed), store.counts(), key,
        unread=_unread(store), damaged=store.damaged(), cut=tuple(r["doc"] for r in store.iter_rows("documents") if r["truncated"]), notes=tuple(store.notes),
    )  # fmt: skip


def _unread(store: EvidenceStore) -> dict[str, dict[str, int]]:
    known = {*languages(), UNTOLD}
    lost = {doc: {c: n for c, n in held.items() if c not in known and n >= SHORT} for doc, held in store.lengths(READ_KINDS).items()}
    return {doc: held for doc, held in sorted(lost.items()) if held}


def _done(jobs: Iterator[Job], workers: int, begun: Callable[[Job], None]) -> Iterator[tuple[Job, list[Found]]]:
    """Yield every job with what was read, in order; in worker processes if there is enough to do for more than one."""
    first: list[Job] = []
    weight = 0
    while weight < WORTH_A_WORKER * (workers - 1) and (job := next(jobs, None)) is not None:
        first.append(job)
        weight += job.weight
    crew = min(workers, 1 + weight // WORTH_A_WORKER)
    coming = chain(first, jobs)
    if crew == 1:
        for job in coming:
            begun(job)
            yield job, read_job(job)
        return
    with contextlib.closing(Crew(read_job, crew, weigh=lambda j: j.weight, limit=UNDER_WAY).map(coming)) as results:
        for job, found in results:
            begun(job)
            yield job, [failed(_doc(job), found.why)] if isinstance(found, Died) else found


def _doc(job: Job) -> str:
    return job.file if isinstance(job.content, bytes | str) else job.content.id


def _join(store: EvidenceStore, code: str, key: str, listen: Listen) -> None:
    """Make the rows that join documents: alignments, findings, families."""
    from foedus.evidence.versions.join import join

    listen(Step("comparing", 0, None))
    library = StoredLibrary(store, code)
    library.own()
    with one_thread():
        joined = join(library, lambda done, total: listen(Step("comparing", done, total)))
        library.put(joined, key)
    listen(Step("comparing", 1, 1))
