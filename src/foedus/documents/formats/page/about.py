"""What the head of a page and its markup say of author, publisher and date.

Only fields that are made to say it are read. A date is never taken from running text, an address or the line of
the copyright: no date is better than a wrong one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from foedus.documents.formats.page.comments import in_comments
from foedus.documents.formats.page.cues import Element, named, squeezed, table, words
from foedus.documents.formats.publication import iso_day
from foedus.documents.model import Metadata

_SPLIT = re.compile(r"\s+[|–—·»:-]\s+|\s*\|\s*")


def declared(root: Element, address: str | None) -> Metadata:
    """Return the metadata that the page declares.

    Parameters
    ----------
    root
        The whole page, scripts and all.
    address
        Where the page was saved from, if the file tells.
    """
    meta = _meta(root)
    linked = _linked_data(root, meta)
    published = next(filter(None, (iso_day(t) for t in (*_texts(linked.get("datePublished")), *meta.get("published", ()), *_times(root)))), None)
    return Metadata(
        title=_clean(next(iter(_texts(linked.get("headline"))), None) or _first(meta, "title")),
        author=_people(linked.get("author")) or _author(meta) or _itemprop(root, "author"),
        publisher=_clean(next(iter(_names(linked.get("publisher"))), None) or _first(meta, "publisher")),
        published=published,
        url=page_address(root, address),
    )


def page_address(root: Element, address: str | None) -> str | None:
    """Return the address of the page: the one it calls its own, else where it was saved from."""
    own = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    meta = _meta(root)
    for found in (*own, *meta.get("url", ()), address):
        if found and urlsplit_safe(found):
            return str(found).strip()
    return None


def urlsplit_safe(address: str) -> bool:
    """Whether an address is one of the web, with a site."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _meta(root: Element) -> dict[str, list[str]]:
    """Return the fields of the ``meta`` elements, by what they are for, in the order of their standing."""
    given: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = " ".join((element.get("content") or "").split())
        if key and value:
            given.setdefault(key, []).append(value)
    fields: Mapping[str, list[str]] = table()["meta"]
    return {field: [v for key in keys for v in given.get(key, ())] for field, keys in fields.items()}


def _first(meta: Mapping[str, list[str]], field: str) -> str | None:
    return next(iter(meta.get(field, ())), None)


def _clean(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def window_title(root: Element) -> str | None:
    """Return the title of the window, without the name of the site where the page tells that."""
    meta = _meta(root)
    element = next(root.iter("title"), None)
    text = _clean("".join(element.itertext())) if element is not None else None
    if not text:
        return None
    site = squeezed(_first(meta, "publisher") or "")
    pieces = [p for p in _SPLIT.split(text) if p]
    if site and len(pieces) > 1:
        for outer, rest in ((pieces[-1], text[: text.rindex(pieces[-1])]), (pieces[0], text[len(pieces[0]) :])):
            if squeezed(outer) == site:
                return rest.strip(" |–—·»:-") or text
    return text


def _author(meta: Mapping[str, list[str]]) -> str | None:
    found = [a for a in meta.get("author", ()) if not a.startswith(("http:", "https:", "@", "/")) and a.lower() not in words("nobody")]
    # Several fields of one kind name several people; fields of several kinds name the same.
    return ", ".join(dict.fromkeys(found)) if found and all(len(f) < 60 for f in found) and len(found) < 6 and not _repeats(found) else next(iter(found), None)


def _repeats(names: list[str]) -> bool:
    forms = [squeezed(n) for n in names]
    return any(a in b for k, a in enumerate(forms) for j, b in enumerate(forms) if j != k)


def _itemprop(root: Element, name: str) -> str | None:
    for element in root.iter():
        if (name in (element.get("itemprop") or "").split() or (name in (element.get("rel") or "").split() and element.tag == "a")) and not in_comments(element):
            text = _clean("".join(element.itertext())) or element.get("content")
            if text and len(text) < 80 and text.lower() not in words("nobody"):
                return str(text)
    return None


def _times(root: Element) -> Iterator[str]:
    """Yield the dates of elements that say they hold the date of publication."""
    for element in root.iter():
        if "datePublished" in (element.get("itemprop") or "").split():
            yield element.get("datetime") or element.get("content") or "".join(element.itertext())
        elif element.tag == "time" and element.get("datetime"):
            here = named(element).words
            if ("pubdate" in element.attrib or here & {"published", "pubdate"}) and not in_comments(element):
                yield element.get("datetime")


def _linked_data(root: Element, meta: Mapping[str, list[str]]) -> Mapping[str, Any]:
    """Return the JSON-LD object of the article on this page, or nothing where it cannot be told which it is."""
    kinds = list(table()["articles"])
    found: list[tuple[int, Mapping[str, Any]]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads("".join(script.itertext()), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            types = [t.rsplit("/", 1)[-1].lower() for t in _texts(item.get("@type"))]
            rank = next((r for r, k in enumerate(kinds) if k in types), None)
            if rank is not None:
                found.append((rank == len(kinds) - 1, item))  # a WebPage only where there is no article
    if not found:
        return {}
    found.sort(key=lambda x: x[0])
    first = [item for rank, item in found if rank == found[0][0]]
    if len(first) == 1:
        return first[0]
    titles = {squeezed(t) for t in meta.get("title", ())} | {squeezed("".join(h.itertext())) for h in root.iter("h1")}
    return next((i for i in first if any(squeezed(h) in titles for h in _texts(i.get("headline")))), {})


def _objects(data: Any, depth: int = 4) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list) and depth:
        for item in data:
            yield from _objects(item, depth - 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity"):
            yield from _objects(data.get(key), depth - 1) if depth else ()


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, str) and v.strip()]


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    out = [v.get("name") if isinstance(v, dict) else v for v in values]
    return [n.strip() for v in out for n in _texts(v) if not n.startswith(("http:", "https:"))]


def _people(value: Any) -> str | None:
    names = [" ".join(n.split()) for n in _names(value) if n.lower() not in words("nobody")]
    return ", ".join(dict.fromkeys(names)) or None
