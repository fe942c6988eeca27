"""Each document checked against itself, once for as long as it does not change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from foedus.evidence.rows import Row
from foedus.evidence.versions.checks.impossible import impossible, later
from foedus.evidence.versions.checks.itself import itself
from foedus.evidence.versions.checks.lines import Line, lines
from foedus.evidence.versions.checks.losses import losses
from foedus.evidence.versions.checks.shares import shares
from foedus.evidence.versions.checks.totals import totals
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.sides import gravest

KIND = "within/2"
MOST = 12  # findings of one document; a reader stops there


def check(library: Library) -> None:
    """Check every document that was not checked before, and keep what is found: the gravest first."""
    names = dict(_names(library))
    kept = library.names(KIND)
    library.forget(KIND, kept - set(names.values()))
    for doc, name in names.items():
        if name not in kept:
            published = name.partition(":")[2] or None
            read = list(lines(library, doc))
            found = sorted(_checked(library, doc, published, read), key=gravest)
            kept_of_it = {"findings": found[:MOST], "losses": list(losses(read))}
            library.keep(KIND, {name: json.dumps(kept_of_it, ensure_ascii=False).encode("utf-8", "surrogatepass")})


def within(library: Library) -> Iterator[Row]:
    """Yield what was found in each document."""
    for _, name in _names(library):
        yield from _kept(library, name, "findings")


def noted(library: Library) -> Iterator[tuple[str | None, Row]]:
    """Yield the losses told in each document, with the date it was published."""
    for _, name in _names(library):
        for row in _kept(library, name, "losses"):
            yield name.partition(":")[2] or None, row


def _kept(library: Library, name: str, what: str) -> list[Row]:
    data = library.kept(KIND, name)
    found: list[Row] = json.loads(data)[what] if data else []
    return found


def _names(library: Library) -> Iterator[tuple[str, str]]:
    """Yield each document with the name under which what is found in it is kept."""
    for d in library.rows("documents"):
        if not d["error"]:
            yield d["doc"], f"{library.stamp(d['doc'])}:{d['published'] or ''}"


def _checked(library: Library, doc: str, published: str | None, read: Sequence[Line]) -> Iterator[Row]:
    for line in read:
        yield from shares(line)
        yield from impossible(line)
    yield from later(read, published)
    yield from itself(library, read)
    tongues = {p.id: p.language for p in library.document(doc).parts}
    cells = Inside(list(library.rows("quantities", doc)))
    for t in library.rows("tables", doc):
        yield from totals(t, tongues[t["part"]], cells(t))
