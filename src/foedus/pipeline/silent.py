"""What the readers left without a row, document by document, from a case or a folder of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from foedus.core.errors import FoedusError, nearest
from foedus.evidence.silence import TELLING, Silences, silences
from foedus.pipeline.searching import open_evidence


@dataclass(frozen=True, slots=True)
class Document:
    """The silent sentences of one document, and its title if it has one."""

    doc: str
    title: str | None
    held: Silences


def silent(folder: str | Path, doc: str | None = None) -> list[Document]:
    """List the sentences of which the readers say nothing though they name an actor.

    Parameters
    ----------
    folder
        A case folder, a folder that ``foedus read`` wrote, or its database.
    doc
        Only this document.

    Returns
    -------
    list of Document
        Those with a sentence that names an actor, in the order of the evidence.

    Raises
    ------
    FoedusError
        If there is no evidence there, or no such document in it.
    """
    return list(_each(Path(folder), doc))


def _each(folder: Path, only: str | None) -> Iterator[Document]:
    with open_evidence(folder) as store:
        titles = {r["doc"]: r["title"] for r in store.iter_rows("documents")}
        if only is not None and only not in titles:
            raise FoedusError(
                "no-such-document", f"there is no document {only!r} here", where=str(store.path),
                expected="the id of a document that was read", hint=f"documents here: {nearest(only, list(titles))}" if titles else "no document was read here",
            )  # fmt: skip
        for doc in [only] if only is not None else titles:
            told = chain.from_iterable(store.iter_rows(t, doc) for t in TELLING)
            held = silences(store.iter_rows("segments", doc), store.iter_rows("actors", doc), told)
            if held.named:
                yield Document(doc, titles[doc], held)
