"""What changed since the last reading: a file that did not is passed over whole, in one that did only changed documents are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from foedus.documents.formats.registry import Item, holds_many, unfold
from foedus.pipeline.gather import Source, read_bytes
from foedus.pipeline.items import Found, Job, file_key, item_key
from foedus.store.sqlite import EvidenceStore, Known


@dataclass(slots=True)
class Update:
    """What changed between a store and the files, and the writing of it.

    Jobs are made ahead of what is written; a file is noted as read once the documents of its last job are in.

    Parameters
    ----------
    store
        The store.
    sources
        The files.
    code
        Hash of the code that reads.
    strict
        As in `Job`.

    Attributes
    ----------
    read_now
        Ids of the documents that were written.
    removed
        Ids that were in the store and are no longer; known once `finish` was called.
    """

    store: EvidenceStore
    sources: Sequence[Source]
    code: str
    strict: bool
    read_now: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    docs: dict[str, list[str]] = field(default_factory=dict)  # of each file, in its order
    open: dict[str, _Open] = field(default_factory=dict)  # files whose documents are not all in
    known: dict[str, Known] = field(init=False)

    def __post_init__(self) -> None:
        self.known = self.store.known()

    def jobs(self) -> Iterator[Job]:
        """Yield what is to be read, file by file."""
        files = self.store.files()
        taken = {s.id for s in self.sources}
        for source in self.sources:
            data = read_bytes(source)
            sha = hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else None
            key = file_key(self.code, source.id, sha or str(data), source.given)
            held = files.get(source.id)
            if held is not None and held.key == key:
                self.docs[source.id] = list(held.docs)
                taken.update(held.docs)
                continue
            self.docs[source.id] = []
            opened = self.open[source.id] = _Open(sha, key)
            for job in self._jobs_of(source, data, taken):
                opened.jobs += 1
                yield job
            opened.complete = True
            self._close(source.id)

    def is_current(self) -> bool:
        """Say whether the store holds just what the files do, all of it read by this code; writes nothing."""
        files = self.store.files()
        for source in self.sources:
            data = read_bytes(source)
            held, sha = files.pop(source.id, None), hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else None
            if held is None or held.key != file_key(self.code, source.id, sha or str(data), source.given):
                return False
            self.docs[source.id] = list(held.docs)
        return not files

    def _jobs_of(self, source: Source, data: bytes | str, taken: set[str]) -> Iterator[Job]:
        if isinstance(data, str) or not holds_many(source.id, data):
            yield Job(source.id, data, source.given, self.code, self.strict, alone=len(self.sources) == 1)
            return
        for item in unfold(source.id, data, source.given):
            item = _named_apart(item, source.id, taken)
            self.docs[source.id].append(item.id)
            before = self.known.get(item.id)
            if before is None or not before.key or before.key != item_key(self.code, item):
                yield Job(source.id, item, source.given, self.code, self.strict)

    def put(self, job: Job, found: Sequence[Found]) -> None:
        """Write the documents of a job."""
        for f in found:
            doc = f.row["doc"]
            self.store.put_document(f.row, f.text, f.evidence, f.key, f.signatures)
            self.known[doc] = Known(f.row["sha256"], f.key, f.row["error"])
            self.read_now.append(doc)
            if isinstance(job.content, bytes | str):
                self.docs[job.file].append(doc)
        self.open[job.file].jobs -= 1
        self._close(job.file)

    def _close(self, file: str) -> None:
        """Note a file as read if all of it is."""
        opened = self.open[file]
        if opened.complete and not opened.jobs:
            # A document that is to be tried again keeps its file from being passed over.
            sure = all(self.known[d].key for d in self.docs[file])
            self.store.put_file(file, opened.sha256, opened.key if sure else "", self.docs[file])
            del self.open[file]

    def finish(self) -> None:
        """Forget what is no longer there: files, and documents that no file holds."""
        for file in self.store.files():
            if file not in self.docs:
                self.store.drop_file(file)
        held = {doc for docs in self.docs.values() for doc in docs}
        for doc in self.store.known():
            if doc not in held:
                self.store.drop_document(doc)
        self.removed = sorted(set(self.known) - held)

    def state(self) -> Iterator[str]:
        """Yield what the comparison of the documents depends on."""
        for s in self.sources:
            for doc in self.docs[s.id]:
                known = self.known[doc]
                yield known.key + ("!" if known.error else "")

    def readable(self) -> Iterator[str]:
        """Yield the documents that could be read, in the order of the files."""
        return (d for s in self.sources for d in self.docs[s.id] if self.known[d].error is None)

    def unreadable(self) -> dict[str, str]:
        """Return why each other document could not be read."""
        return {d: error for s in self.sources for d in self.docs[s.id] if (error := self.known[d].error) is not None}


@dataclass(slots=True)
class _Open:
    """A file that is being read."""

    sha256: str | None
    key: str
    jobs: int = 0
    complete: bool = False


def _named_apart(item: Item, file: str, taken: set[str]) -> Item:
    """Return a document of a file under an id that no other has."""
    name, n = item.id, 1
    while name in taken and not (name == file and n == 1):
        n += 1
        name = f"{item.id}~{n}"
    taken.add(name)
    return item if name == item.id else replace(item, id=name)
