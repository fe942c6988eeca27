"""The store as what the comparison of documents reads from and keeps its findings in."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from foedus.documents.load import load_item
from foedus.documents.model import Document
from foedus.documents.stored import restored
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions.repair import METHOD as REPAIR
from foedus.evidence.versions.repair import REPAIRED
from foedus.evidence.versions.same_events import NAMING
from foedus.evidence.versions.signature import Sentences, Signature, sign
from foedus.store.schema import insert
from foedus.store.schema_cells import TYPES, encode
from foedus.store.sqlite import EvidenceStore

if TYPE_CHECKING:
    from foedus.evidence.versions.join import Joined

#: Names under which `EvidenceStore.put_document` keeps what is needed later: of the whole document, what makes it
#: again from its text; of a part, its signature under the part's own id and its sentences with this ending.
WHOLE, SENTENCES = "", "/sentences"
_HELD, _MOST = 500_000, 32  # characters of documents, and documents, held at once
_CODE = "code"
_RENAMED = "renamed"  # by table: the rows whose event has another id than their own reading gave it, and both ids


def packed(document: Document, *, alone: bool = False) -> dict[str, bytes]:
    """Return what is kept of the parts of a document that have prose; less if there is no other to compare it with."""
    out = {}
    for part, signature, sentences in sign(document, alone=alone):
        out[part] = signature.pack()
        out[part + SENTENCES] = sentences.pack()
    return out


class StoredLibrary:
    """A library over a store that is open for writing.

    Parameters
    ----------
    store
        The store.
    code
        Hash of the code that compares; what other code found is forgotten.
    """

    def __init__(self, store: EvidenceStore, code: str) -> None:
        self.store = store
        self._db = store._db
        self._held: OrderedDict[str, Document] = OrderedDict()
        self._size = 0
        if self.kept(_CODE, _CODE) != code.encode():
            with store._transaction():
                self._db.execute("DELETE FROM _kept WHERE kind <> ?", (_RENAMED,))
            self.keep(_CODE, {_CODE: code.encode()})

    def signatures(self) -> Iterator[tuple[str, str, Signature]]:
        """Yield (document, part, signature) of every part with prose, ordered by document.

        A document that was read alone gets its vectors here once there is another.
        """
        if self._db.execute("SELECT count(*) FROM (SELECT 1 FROM documents LIMIT 2)").fetchone()[0] > 1:
            for doc in {doc for doc, _, signature in self._signed() if signature.waits}:
                self._complete(doc)
        yield from self._signed()

    def _signed(self) -> Iterator[tuple[str, str, Signature]]:
        found = self._db.execute(
            "SELECT doc, part, data FROM _signatures WHERE part <> ? AND instr(part, '/') = 0 ORDER BY doc, part", (WHOLE,)
        )
        for doc, part, data in found:
            yield str(doc), str(part), Signature.unpack(data)

    def sentences(self, doc: str, part: str) -> Sentences | None:
        """Return the sentences of a part, with their vectors; None if it has no prose."""
        data = self._signature(doc, part + SENTENCES)
        if data is None:
            return None
        found = Sentences.unpack(data)
        if found.waits:
            data = self._complete(doc)[part + SENTENCES]
            found = Sentences.unpack(data)
        return found

    def _complete(self, doc: str) -> dict[str, bytes]:
        """Keep of a document that was read alone what its reading among others would have kept."""
        made = packed(self.document(doc))
        with self.store._transaction():
            self._db.executemany("UPDATE _signatures SET data = ? WHERE doc = ? AND part = ?", ((d, doc, n) for n, d in made.items()))
        return made

    def document(self, doc: str) -> Document:
        """Return a document that was read, made again from its text.

        Raises
        ------
        KeyError
            If it is not in the store.
        """
        if doc in self._held:
            self._held.move_to_end(doc)
            return self._held[doc]
        text, kept = self.store.text(doc), self._signature(doc, WHOLE)
        document = load_item(restored(doc, text, kept)) if text is not None and kept is not None else None
        if not isinstance(document, Document):
            raise KeyError(doc)
        self._held[doc] = document
        self._size += len(document.text)
        while len(self._held) > 1 and (self._size > _HELD or len(self._held) > _MOST):
            self._size -= len(self._held.popitem(last=False)[1].text)
        return document

    def stamp(self, doc: str) -> str:
        """Return a hash that changes whenever anything changes that was read from the document."""
        found = self._db.execute("SELECT key FROM _read WHERE doc = ?", (doc,)).fetchone()
        return str(found[0]) if found else ""

    def rows(self, table: str, doc: str | None = None) -> Iterator[Row]:
        """Yield the rows of a table, ordered by document and place, or those of one document."""
        # What was restored when the documents were last compared is no reading of their own.
        return (r for r in self.store.iter_rows(table, doc) if table not in REPAIRED or r["method"] != REPAIR)

    def names(self, kind: str) -> set[str]:
        """Return the names under which something of this kind is kept."""
        return {str(r[0]) for r in self._db.execute("SELECT name FROM _kept WHERE kind = ?", (kind,))}

    def kept(self, kind: str, name: str) -> bytes | None:
        """Return what is kept, or None."""
        found = self._db.execute("SELECT data FROM _kept WHERE kind = ? AND name = ?", (kind, name)).fetchone()
        return None if found is None else bytes(found[0])

    def keep(self, kind: str, found: Mapping[str, bytes]) -> None:
        """Keep data by name, instead of what was kept before, in one transaction."""
        with self.store._transaction():
            self._db.executemany("INSERT OR REPLACE INTO _kept VALUES (?, ?, ?)", ((kind, n, d) for n, d in found.items()))

    def forget(self, kind: str, names: Iterable[str]) -> None:
        """Forget what is kept under these names."""
        gone = [(kind, n) for n in sorted(names)]
        if gone:
            with self.store._transaction():
                self._db.executemany("DELETE FROM _kept WHERE kind = ? AND name = ?", gone)

    def put(self, joined: Joined, key: str) -> None:
        """Write what comparing found: the alignment, the findings, and what it adds to the documents.

        Parameters
        ----------
        joined
            What was found.
        key
            What it was found under.
        """
        columns = TABLES["documents"].columns
        change = f'UPDATE documents SET {", ".join(f"{chr(34)}{c}{chr(34)} = ?" for c in (*columns, TYPES))} WHERE doc = ?'
        docs = [str(r[0]) for r in self._db.execute("SELECT doc FROM documents ORDER BY doc")]
        rows = ((row, joined.document(row)) for doc in docs for row in self.rows("documents", doc))
        with self.store._transaction():
            self._db.executemany(change, ([*encode(columns, new), new["doc"]] for old, new in rows if old != new))
            for table in REPAIRED:
                self._db.execute(f'DELETE FROM "{table}" WHERE method = ?', (REPAIR,))
                insert(self._db, table, joined.repaired(table))
            self._rename(joined.same_events())
        self.store.put_corpus({"alignment": joined.alignment(), "findings": joined.findings()}, key)

    def own(self) -> None:
        """Give every row the id of its event back that its own reading gave it."""
        with self.store._transaction():
            for table in NAMING:
                found = [(was, row, now) for row, was, now in json.loads(self.kept(_RENAMED, table) or b"[]")]
                self._db.executemany(f'UPDATE "{table}" SET event = ? WHERE id = ? AND event = ?', found)
            self._db.execute("DELETE FROM _kept WHERE kind = ?", (_RENAMED,))

    def _rename(self, names: Mapping[str, str]) -> None:
        for table in NAMING if names else ():
            told = self._db.execute(f'SELECT id, event FROM "{table}" WHERE event IS NOT NULL ORDER BY id')
            found = [(row, was, names[was]) for row, was in told if was in names]
            self._db.executemany(f'UPDATE "{table}" SET event = ? WHERE id = ?', ((now, row) for row, _, now in found))
            self._db.execute("INSERT OR REPLACE INTO _kept VALUES (?, ?, ?)", (_RENAMED, table, json.dumps(found).encode()))

    def _signature(self, doc: str, name: str) -> bytes | None:
        found = self._db.execute("SELECT data FROM _signatures WHERE doc = ? AND part = ?", (doc, name)).fetchone()
        return None if found is None else bytes(found[0])
