"""Lists of works inside an archive give their metadata to the files beside them there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.entry import Entry
from foedus.documents.formats.listing.catalogue import is_catalogue, placed, read_catalogue
from foedus.documents.formats.registry import merged
from foedus.documents.model import Metadata

_ENDINGS = (b".bib", b".BIB", b".ris", b".RIS", b".json", b"metadata.")


def may_hold_lists(data: bytes) -> bool:
    """Say whether an archive may hold such a list, by the names that stand in it."""
    return any(e in data for e in _ENDINGS)


def with_lists(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Yield the files of an archive with what its lists say of them; what is wrong with a list in place of it."""
    held: list[Entry] = []
    broken: UndecodableError | None = None
    try:
        held.extend(entries)
    except UndecodableError as problem:
        broken = problem  # what was unpacked before it is kept
    names = [e.suffix.lstrip("/") for e in held]
    given: dict[str, Metadata] = {}
    instead: dict[str, list[Entry]] = {}
    for entry, name in zip(held, names, strict=True):
        content = entry.content
        if not isinstance(content, bytes) or not is_catalogue(name, lambda content=content: content):  # type: ignore[misc]
            continue
        try:
            found, missing = placed(name, read_catalogue(name, content), names)
        except UndecodableError as problem:
            instead[name] = [Entry(entry.suffix, str(problem), media_type=problem.media_type)]
            continue
        given = {n: merged(given.get(n, Metadata()), found.get(n, Metadata())) for n in {*given, *found}}
        instead[name] = [Entry(f"{entry.suffix}#{key}", why) for key, why in missing.items()]
    for entry, name in zip(held, names, strict=True):
        if name in instead:
            yield from instead[name]
        else:
            yield replace(entry, given=merged(given[name], entry.given)) if name in given else entry
    if broken is not None:
        raise broken
