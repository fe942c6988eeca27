"""Entries of a RIS list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.listing.bibtex import spoken
from foedus.documents.formats.listing.catalogue import Named, key
from foedus.documents.formats.publication import iso_day
from foedus.documents.model import Metadata

_START = re.compile(r"^TY  ?-", re.MULTILINE)
#: Types whose journal, paper or site is who published them.
_CONTAINED = frozenset(("BLOG", "EJOUR", "ELEC", "ICOMM", "JFULL", "JOUR", "MGZN", "NEWS", "WEB"))
_TITLES = ("primary_title", "title", "short_title")
_AUTHORS = ("first_authors", "authors")
_CONTAINERS = ("journal_name", "alternate_title3", "alternate_title2", "secondary_title", "alternate_title1")


def from_ris(text: str) -> Iterator[Named]:
    """Yield the entries of a RIS list; one that is broken with the reason.

    Raises
    ------
    UndecodableError
        If no entry begins in it.
    """
    import rispy

    starts = [m.start() for m in _START.finditer(text)]
    if not starts:
        raise UndecodableError("a RIS list without an entry; expected lines such as 'TY  - NEWS' and 'TI  - the title'")
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        line = text.count("\n", 0, a) + 1
        try:
            found = rispy.loads(_closed(text[a:b]))
        except (OSError, ValueError, KeyError, IndexError, TypeError) as problem:
            yield Named(f"line={line}", error=f"line {line}: an entry that is no RIS ({' '.join(str(problem).split())}); export it anew")
            continue
        for item in found:
            yield _entry(item, number)


def _closed(entry: str) -> str:
    """Return an entry with its last line, which some programs leave out."""
    return entry if re.search(r"^ER  ?-", entry, re.MULTILINE) else entry.rstrip() + "\nER  - \n"


def _texts(item: Mapping[str, Any], *names: str) -> list[str]:
    out: list[str] = []
    for name in names:
        values = item.get(name) or []
        out += [str(v).strip() for v in (values if isinstance(values, list) else [values]) if str(v).strip()]
    return out


def _entry(item: Mapping[str, Any], number: int) -> Named:
    container, publisher = (next(iter(_texts(item, *n)), None) for n in (_CONTAINERS, ("publisher",)))
    contained = item.get("type_of_reference") in _CONTAINED
    addresses = [u.strip() for t in _texts(item, "urls") for u in re.split(r";\s*(?=\S+:|\S+\.)", t)]
    odd: Mapping[str, Any] = item.get("unknown_tag") or {}
    named = [*_texts(item, "file_attachments1", "file_attachments2"), *_texts(odd, "LK", "L3"), *addresses]
    files = [n for n in named if not re.match(r"(?:https?|ftp|doi):", n)]
    web = next((u for u in [*addresses, *named] if u.startswith(("http:", "https:"))), None)
    dates = [iso_day(d.strip("/ ")) for d in _texts(item, "date", "publication_year", "year")]
    return Named(
        key(next(iter(_texts(item, "id", "label")), str(number))), tuple((f,) for f in dict.fromkeys(files)),
        Metadata(
            title=next(iter(_texts(item, *_TITLES)), None), author=", ".join(spoken(a) for a in _texts(item, *_AUTHORS)) or None,
            publisher=(container or publisher) if contained else (publisher or container),
            published=max(filter(None, dates), key=len, default=None), url=web,
        ),
    )  # fmt: skip
