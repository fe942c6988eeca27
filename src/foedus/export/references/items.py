"""Sources, reference data, methods and foedus itself as CSL-JSON items, in sections.

The record is CSL-JSON (Citation Style Language 1.0.2, its input schema): an item needs ``id`` and ``type``. Names stay as
printed: they are ``literal``, never cut into given and family name, because a byline does not say which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from anyascii import anyascii

from foedus import __version__
from foedus.analysis.bibliography import Source
from foedus.analysis.drawn import DataSource
from foedus.core.ids import digest

Item = dict[str, Any]

#: Sections of a list of references, in their order; an item says which in ``categories``.
SECTIONS = ("sources", "data", "methods", "software")

#: Other documents of one source that are named by their keys.
NAMED = 3
_METHOD = re.compile(r"(?P<authors>[^()]{2,200}?) \((?P<year>\d{4})\),?\s+(?P<rest>.+)", re.DOTALL)


def source_item(source: Source, keys: dict[str, str]) -> Item:
    """Return a document as an item.

    Parameters
    ----------
    source
        The document.
    keys
        Key of every document of the list, to name translations and copies by.
    """
    notes = [
        *kin(source, keys, "counts as one source with"),
        *(["breaks off before its end"] if source.truncated else []),
        f"file {source.doc}",
        *([f"SHA-256 {source.sha256}"] if source.sha256 else []),
    ]
    return _without_nothing({
        "id": source.key, "type": "document", "categories": ["sources"], "title": source.title or source.doc,
        "author": [{"literal": source.author}] if source.author else None, "publisher": source.publisher,
        "issued": issued(source.published), "language": source.languages[0] if source.languages else None,
        "genre": source.kind, "page": ", ".join(source.pages) or None, "note": "; ".join(notes),
    })  # fmt: skip


def kin(source: Source, keys: Mapping[str, str], same: str) -> list[str]:
    """Return what a document is a translation of, and which others are one source with it: a few by key, then how many.

    Naming all would make the list of a thousand copies of one report a million keys long.
    """
    others = [keys.get(d, d) for d in source.same_source if d not in source.translation_of]
    more = len(others) - NAMED
    if more > 1:
        others = [*others[:NAMED], f"{more} others"]
    return [
        *(f"translation of {keys.get(d, d)}" for d in source.translation_of),
        *([f"{same} {', '.join(others[:-1])} and {others[-1]}" if len(others) > 1 else f"{same} {others[0]}"] if others else []),
    ]


def data_items(sources: Iterable[DataSource]) -> list[Item]:
    """Return what to cite for reference data as items, each once; what has no citation of its own is cited as itself."""
    found: dict[str, Item] = {}
    for source in sources:
        used = f"used as {source.kind} {source.name}{f', {source.details}' if source.details else ''}"
        for made in [_cited(item) for item in source.cite] or [_itself(source)]:
            item = found.setdefault(made["id"], made)
            item["note"] = "; ".join([*([item["note"]] if "note" in item else []), used])
    return list(found.values())


def _cited(item: Mapping[str, Any]) -> Item:
    return _without_nothing({
        "id": item["id"], "type": item["type"], "categories": ["data"], "title": item["title"], "author": [{"literal": a} for a in item["author"]],
        "container-title": item.get("journal"), "volume": item.get("volume"), "issue": item.get("issue"), "page": item.get("page"),
        "publisher": item.get("publisher"), "DOI": item.get("doi"), "URL": item.get("url"), "issued": issued(str(item["year"])),
    })  # fmt: skip


def _itself(source: DataSource) -> Item:
    stands = {"note": f"after {'; '.join(source.stands)}"} if source.stands else {}
    return {"id": source.key, "type": "dataset", "categories": ["data"], "title": source.title, **stands}


def method_items(publications: Iterable[str]) -> list[Item]:
    """Return the publications that engines follow as items, each once.

    A line such as ``Black (1948), On the rationale, Journal 56: 23-34`` gives authors and year; what follows is kept
    as one title, because where a title ends is not marked.
    """
    out = []
    for text in dict.fromkeys(publications):
        found = _METHOD.fullmatch(text)
        authors = re.split(r", | and ", found["authors"]) if found else []
        words = re.findall("[a-z]+", anyascii(authors[0] if authors else text).lower())
        key = "-".join(p for p in ("-".join(words[:3])[:32], found["year"] if found else "", digest(text)[:6]) if p)
        out.append(_without_nothing({
            "id": key, "type": "document", "categories": ["methods"], "title": found["rest"] if found else text,
            "author": [{"literal": a.strip()} for a in authors] or None, "issued": issued(found["year"]) if found else None,
        }))  # fmt: skip
    return out


def software_item() -> Item:
    """Return foedus itself as an item."""
    return {
        "id": "foedus", "type": "software", "categories": ["software"], "version": __version__,
        "title": "foedus: from documents about an interstate crisis to evidence, forecasts and their reasons",
        "author": [{"literal": "The foedus developers"}],
    }  # fmt: skip


def items(sources: Sequence[Source], publications: Iterable[str], data: Iterable[DataSource] = ()) -> list[Item]:
    """Return the whole list: documents, then reference data, then methods, then foedus."""
    keys = {s.doc: s.key for s in sources}
    return [*(source_item(s, keys) for s in sources), *data_items(data), *method_items(publications), software_item()]


def issued(iso: str | None) -> Item | None:
    """Return an ISO 8601 date, possibly partial, as a CSL date.

    Examples
    --------
    >>> issued("2031-03"), issued("about then")
    ({'date-parts': [[2031, 3]]}, {'literal': 'about then'})
    """
    if not iso:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", iso)
    return {"date-parts": [[int(p) for p in found.groups() if p]]} if found else {"literal": iso}


def _without_nothing(item: Item) -> Item:
    return {k: v for k, v in item.items() if v is not None}
