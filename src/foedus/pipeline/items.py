"""One document read: what a worker process does, and all that the store is given of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from foedus.core.blas import one_thread
from foedus.core.ids import canonical_json, digest
from foedus.documents.formats.registry import Item, unfold
from foedus.documents.load import load_item
from foedus.documents.model import Metadata, Unreadable
from foedus.documents.stored import essence
from foedus.evidence.read import document_row, read_document
from foedus.evidence.rows import Row
from foedus.store.library import WHOLE, packed


@dataclass(frozen=True, slots=True)
class Job:
    """What is read in one go: a file that holds one document, one document of many, or the news that it cannot be read.

    Attributes
    ----------
    file
        Id of the file it belongs to.
    content
        The bytes of the file; one of its documents; or in words why it cannot be read.
    given
        What a list beside the file says of it.
    code
        Hash of the code that reads.
    strict
        Raise when a reader fails, instead of reporting the document.
    alone
        There is no other document that it will be compared with.
    """

    file: str
    content: bytes | Item | str
    given: Metadata | None
    code: str
    strict: bool = False
    alone: bool = False

    @property
    def weight(self) -> int:
        """How much it holds, in bytes or characters."""
        if isinstance(self.content, Item):
            return len(self.content.content) if isinstance(self.content.content, str) else len(self.content.content.text)
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Found:
    """One document as it goes into the store.

    Attributes
    ----------
    row
        Its row of the table ``documents``; `error` there says why it could not be read.
    key
        What it was read under; empty if it is to be tried again.
    text
        Its text; None if it could not be read.
    evidence
        Its rows, by table.
    signatures
        What is kept of it and its parts (see `foedus.store.library`).
    """

    row: Row
    key: str
    text: str | None = None
    evidence: Mapping[str, list[Row]] = field(default_factory=dict)
    signatures: Mapping[str, bytes] = field(default_factory=dict)


def file_key(code: str, file: str, content: str, given: Metadata | None) -> str:
    """Return a hash of all that reading a file depends on; `content` is the hash of its bytes, or why there are none."""
    return digest(code, file, content, canonical_json(asdict(given or Metadata())))


def item_key(code: str, item: Item) -> str:
    """Return a hash of all that reading one document depends on."""
    return digest(code, item.id, item.sha256, canonical_json(asdict(item.given)))


def read_job(job: Job) -> list[Found]:
    """Read the documents of a job."""
    if isinstance(job.content, str):
        return [Found(document_row(Unreadable(job.file, job.content)), file_key(job.code, job.file, job.content, job.given))]
    items: Iterator[Item] = unfold(job.file, job.content, job.given) if isinstance(job.content, bytes) else iter((job.content,))
    with one_thread():
        return [_read(item, job) for item in items]


def _read(item: Item, job: Job) -> Found:
    key = item_key(job.code, item)
    try:
        document = load_item(item)
        if isinstance(document, Unreadable):
            return Found(document_row(document), key)
        evidence = read_document(document)
        signatures = packed(document, alone=job.alone)
    except MemoryError:
        raise
    except Exception as failure:
        if job.strict:
            raise
        # A fault of ours must not cost the user the other documents; without a key it is tried again.
        return failed(item.id, f"foedus failed on it ({type(failure).__name__}: {failure}); --debug shows where", item)
    (row,) = evidence.pop("documents")
    return Found(row, key, document.text, evidence, {WHOLE: essence(item), **signatures})


def failed(doc: str, why: str, item: Item | None = None) -> Found:
    """Return a document whose reading failed for no fault of its own: it is tried again the next time."""
    encoding = item.content.encoding if item and not isinstance(item.content, str) else None
    return Found(document_row(Unreadable(doc, why, item.sha256 if item else None, item.media_type if item else None, encoding)), "")
