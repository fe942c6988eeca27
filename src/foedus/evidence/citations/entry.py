"""One entry of a note or reference list to its fields: authors, title, outlet, date, address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from foedus.evidence.citations.names import is_named, kind_of, people, strip_quotes
from foedus.evidence.citations.published import Published, published
from foedus.evidence.citations.urls import find_addresses, site, words_of
from foedus.evidence.citations.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited work. `start` and `end` are half-open offsets into the text it was read from.

    `kind` is ``"work"``, ``"pointer"`` (a page that a sentence refers to) or ``"attribution"`` (a source
    named in brackets or on a line of its own); `confidence` lies in [0, 1].
    """

    start: int
    end: int
    authors: tuple[str, ...] = ()
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    kind: str = "work"
    confidence: float = 0.8


def _chunks(text: str) -> list[str]:
    """Split at commas that stand outside brackets and quotation marks."""
    out, depth, at = [], 0, 0
    quoted: str | None = None
    pairs = dict(vocabulary().quotes)
    for k, c in enumerate(text):
        if quoted:
            quoted = None if c == quoted else quoted
        elif c in pairs and pairs[c] in text[k + 1 :] and (pairs[c] != c or not text[k - 1 : k].isalnum()):
            # An apostrophe opens nothing: a straight mark opens only after a gap.
            quoted = pairs[c]
        elif c in "([":
            depth += 1
        elif c in ")]":
            depth = max(0, depth - 1)
        elif c == "," and not depth and not (text[k - 1 : k].isdigit() and text[k + 1 : k + 2].isdigit()):
            out.append(text[at:k])
            at = k + 1
    out.append(text[at:])
    return [c.strip() for c in out if c.strip(" .;")]


def _quoted_title(text: str) -> tuple[str, str, str] | None:
    """Return (before, title, after) where a title stands in quotation marks or title brackets."""
    v = vocabulary()
    for left, right in (*v.title_quotes, *v.quotes):
        a = text.find(left)
        b = text.find(right, a + 1)
        if a < 0 or b < 0:
            continue
        before, title, after = text[:a].strip(), text[a + len(left) : b].strip(" ,."), text[b + len(right) :].strip()
        whole = len(before.split()) <= 10 and (not before or before[-1] in ",.:)" or kind_of(before) in {"person", "corporate"})
        if whole and len(title) > 5 and (" " in title or (left, right) in v.title_quotes) and (not after or after[0] in ",.;:(『《「〈" or before):
            return before, title, after
    return None


def _split_head(text: str) -> tuple[str, str, str] | None:
    """Return (head, kind of head, rest) of "Name: rest", where the head is the name of someone or something."""
    m = re.match(r"([^:：]{2,90}?)\s*[:：]\s+(\S.*)$", text, re.DOTALL)
    if not m:
        return None
    kind = kind_of(m.group(1))
    return None if kind in {"none", "territory"} else (m.group(1).strip(), kind, m.group(2).strip())


def _peel_outlet(chunks: list[str], book: bool) -> tuple[list[str], str | None]:
    """Take the outlet off the end of the chunks of a title; for a book also the place of printing."""
    v = vocabulary()
    if len(chunks) < 2 or v.pages.match(chunks[-1].strip(" .")):
        return chunks, None
    last = chunks[-1].strip(" .")
    kind = kind_of(last)
    joined = v.joiner.search(last)
    if not is_named(last) or kind == "territory" or (kind == "name" and joined):
        return chunks, None
    if book and len(last.split()) <= 2 and len(chunks) > 2 and is_named(chunks[-2], 4):
        return chunks[:-2], f"{chunks[-2]}, {last}"
    return chunks[:-1], last


def _outlet_after_stop(title: str) -> tuple[str, str | None]:
    """Split "Why now? The Example Review" after the title's own question or exclamation mark or stop."""
    m = re.match(r"(.+[?!]|.+[^\W\d_]{2}\.)\s+([^.?!:]{2,60})\.?$", title, re.DOTALL)
    if m and is_named(m.group(2)) and (m.group(1)[-1] != "." or kind_of(m.group(2)) == "outlet"):
        return m.group(1).strip(), m.group(2).strip()
    return title, None


def _without_pages(chunks: list[str]) -> list[str]:
    pages = vocabulary().pages
    kept = list(chunks)
    while len(kept) > 1 and pages.match(kept[-1].strip(" .()")):
        kept.pop()
    return kept


def _body_fields(body: str, authors: tuple[str, ...], book: bool, listed: bool) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return authors, title and outlet of what stands before the date."""
    chunks = _without_pages(_chunks(body))
    if not chunks:
        return authors, None, None
    if authors:
        rest, outlet = _peel_outlet(chunks, book)
        title = ", ".join(rest)
        return authors, *((title, outlet) if outlet else _outlet_after_stop(title))
    first, last = chunks[0].strip(" ."), chunks[-1].strip(" .")
    kinds = kind_of(first), kind_of(last)
    if len(chunks) == 1:
        title, outlet = _outlet_after_stop(first)
        if outlet is None and kinds[0] in {"outlet", "corporate", "person", "name"} and not book and is_named(first, 4) and listed:
            return (), None, first
        return (), title, outlet
    # "Outlet, Title": a short name and then something longer that is none.
    if is_named(first) and kinds[0] != "territory":
        if kinds[0] == "person" and (kinds[1] == "outlet" or (len(chunks) == 2 and is_named(last, 3))):
            return (first,), (", ".join(chunks[1:-1]) or None), last
        if kinds[0] == "corporate" and kinds[1] != "outlet":
            return (first,), ", ".join(chunks[1:]), None
        if listed and (kinds[0] == "outlet" or kinds[1] != "outlet"):
            return (), ", ".join(chunks[1:]), first
    rest, outlet = _peel_outlet(chunks, book)
    title = ", ".join(rest)
    return (), *((title, outlet) if outlet else _outlet_after_stop(title))


def _after_fields(after: str) -> str | None:
    """Return the outlet that stands after the date ("…, in: Example Journal No. 4")."""
    v = vocabulary()
    for chunk in _without_pages(_chunks(after.strip(" ,.;)(:"))):
        body = v.inside.sub("", chunk).strip(" .:()")
        if body and (body != chunk.strip(" .:()") or is_named(body, 6)) and not v.pages.match(body):
            return body
    return None


def parse_entry(text: str, *, offset: int = 0, listed: bool = False) -> Reference | None:
    """Read one entry.

    Parameters
    ----------
    text
        The entry: one work.
    offset
        Added to the offsets of the result.
    listed
        The entry stands in a reference list, where "Outlet, Title, date" is the usual order.

    Returns
    -------
    Reference or None
        None if nothing in the text shows that it is a reference: no address, date, page or quoted title.
    """
    v = vocabulary()
    lead = len(text) - len(text.lstrip(" \t\n,;"))
    span_start, span_end = offset + lead, offset + len(text.rstrip(" \t\n,;"))
    labelled = v.label.match(text[lead:])
    plain = text[lead + (labelled.end() if labelled else 0) :]
    addresses = list(find_addresses(plain))
    url = addresses[-1].text if addresses else None
    if addresses:
        plain = plain[: addresses[0].start].rstrip() + plain[addresses[-1].end :].lstrip(" .")
    plain = " ".join(v.access.sub("", plain).split()).strip(" ;<>")
    when: Published | None = published(plain)
    quoted = _quoted_title(plain)
    chunks = _chunks(plain)
    paged = any(v.pages.match(c.strip(" .()")) for c in chunks[1:])
    if url is None and when is None and not paged and quoted is None:
        return None
    before, after = (plain[: when.start], plain[when.end :]) if when else (plain, "")
    book = when is not None and len(when.iso) == 4
    if when and when.start == 0:
        before, after = after, ""
    authors: tuple[str, ...] = ()
    title = outlet = None
    if when and not when.apart:
        before, after = plain, ""
    if quoted:
        head, title, tail = quoted
        authors = tuple(people(re.sub(r"\(?\b\d{4}\)?\.?", "", head))) if head.strip(" .,():0123456789") else ()
        rest = [c for c in _chunks(re.sub(re.escape(plain[when.start : when.end]), "", tail) if when else tail) if c.strip(" .()")]
        outlet = next((strip_quotes(v.inside.sub("", c).strip(" .()")) for c in rest if not v.pages.match(c.strip(" .()"))), None)
        if authors and kind_of(authors[0]) == "outlet" and outlet is None:
            authors, outlet = (), authors[0]
    else:
        body = before.strip(" ,(:–—-")
        head_split = _split_head(body)
        # "Doe, J. (2019). Title. Outlet": what precedes the year is the author.
        if when and after and plain[max(0, when.start - 1)] == "(" and len(after.split()) > 3 and len(body.split()) <= 12 and after.lstrip(" )")[:1] in ".:,":
            authors = tuple(people(body))
            title, outlet = _outlet_after_stop(after.lstrip(" ).:,"))
            parts = re.split(r"(?<=[^\W\d_]{2})\.\s+", after.lstrip(" ).:,"), maxsplit=1)
            if outlet is None and len(parts) == 2:
                title, outlet = parts[0], _chunks(parts[1])[0].strip(" .")
        elif head_split:
            head, kind, rest_text = head_split
            if kind in {"person", "corporate"}:
                authors, title, outlet = _body_fields(rest_text, tuple(people(head)) if kind == "person" else (head,), book, listed)
            else:
                _, title, peeled = _body_fields(rest_text, ("",), book, listed)
                outlet = head
                title = f"{title}, {peeled}" if peeled and title else title or peeled
        else:
            authors, title, outlet = _body_fields(body, (), book, listed)
        outlet = outlet or _after_fields(after)
    title = strip_quotes(title.strip(" ,.:(")) if title and title.strip(" ,.:(") else None
    if not title and not outlet and not authors:
        if url is None:
            return None
        title = words_of(url)
    return Reference(
        span_start, span_end, authors, title, outlet or (site(url) if url else None), when.iso if when else None, url,
        confidence=round(0.5 + 0.2 * (url is not None) + 0.15 * (when is not None) + 0.1 * (bool(authors) or bool(outlet)), 2),
    )


def with_author(reference: Reference, authors: tuple[str, ...]) -> Reference:
    """Return `reference` with `authors` where it names none of its own."""
    return reference if reference.authors or not authors else replace(reference, authors=authors)
