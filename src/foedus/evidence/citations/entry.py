"""One entry of a note or reference list to its fields: authors, title, outlet, date, address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from foedus.evidence.citations.names import is_named, kind_of, people, strip_quotes
from foedus.evidence.citations.published import Published, dates_in, published
from foedus.evidence.citations.urls import find_addresses, site, words_of
from foedus.evidence.citations.vocabulary import vocabulary

#: The symbol of a document: "S/2019/142", "A/RES/70/1".
_SYMBOL = re.compile(r",\s(?:[A-Z][\w.-]*/){1,4}[\w.-]+(?=[,.;]|$)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited work. `start` and `end` are half-open offsets into the text it was read from.

    `kind` is ``"work"``, ``"pointer"`` (a page that a sentence refers to), ``"attribution"`` (a source
    named in brackets or on a line of its own) or ``"again"`` (a work cited before); `confidence` lies in [0, 1].
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
    # The mark that opens first encloses the title: behind it an outlet may stand in marks of its own.
    for left, right in sorted((*v.title_quotes, *v.quotes), key=lambda q: text.find(q[0])):
        a = text.find(left)
        b = text.find(right, a + 1)
        if a < 0 or b < 0:
            continue
        while left != right and text[a + 1 : b].count(left) > text[a + 1 : b].count(right) and text.find(right, b + 1) > 0:
            b = text.find(right, b + 1)
        before, title, after = text[:a].strip(), strip_quotes(text[a:b + len(right)]).strip(" ,."), text[b + len(right) :].strip()
        shut = text[b - 1] in ".,?!"  # “The Long Dyke,” Coast Review
        whole = len(before.split()) <= 10 and (not before or before[-1] in ",.:)" or kind_of(before) in {"person", "corporate"})
        if whole and len(title) > 1 and ((left, right) in v.title_quotes or (len(title) > 5 and " " in title)) and (not after or after[0] in ",.;:(『《「〈" or before or shut):
            return before, title, after
    return None


def titled(text: str) -> bool:
    """Whether a title stands in quotation marks or title brackets in `text`."""
    return _quoted_title(text) is not None


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


def _imprint(text: str) -> tuple[str, str | None]:
    """Split "The Long Dyke (Emden: Saltmarsh Books" or "The Long Dyke, Emden: Saltmarsh Books" into title and publisher."""
    m = re.match(r"(.{4,}?)\s*(?:\((?:([^():]{2,40}):\s)?([^():]{2,60})|,\s([^():,]{2,30}):\s([^():,]{2,60}))[ ,.]*$", text, re.DOTALL)
    if not m:
        return text, None
    place, publisher = m[2] or m[4], m[3] or m[5]
    if not is_named(publisher.strip(" ,."), 8) or (place and not is_named(place, 4)) or (not place and kind_of(publisher) != "outlet"):
        return text, None
    return m[1].strip(" ,"), f"{place}: {publisher}".strip(" ,.") if place else publisher.strip(" ,.")


def _without_pages(chunks: list[str]) -> list[str]:
    """Leave out pages at the end, and through whom the source was read."""
    v = vocabulary()
    kept = [chunks[0], *(c for c in chunks[1:] if not v.relayed.search(c.strip(" .")))] if chunks else []
    while len(kept) > 1 and v.pages.match(kept[-1].strip(" .()")):
        kept.pop()
    return kept


def _leading_outlets(chunks: list[str]) -> int:
    """How many of the first chunks are outlets named together ("RIA, TASS, report on …")."""
    n = 1
    while n < len(chunks) - 1 and n < 4 and is_named(chunks[n], 3) and kind_of(chunks[n]) in {"outlet", "name"}:
        n += 1
    return n


@dataclass(frozen=True, slots=True)
class _Fields:
    authors: tuple[str, ...] = ()
    title: str | None = None
    outlet: str | None = None


def _titled(authors: tuple[str, ...], chunks: list[str], book: bool) -> _Fields:
    rest, outlet = _peel_outlet(chunks, book)
    title = ", ".join(rest)
    if outlet is None:
        title, outlet = _outlet_after_stop(title)
    return _Fields(authors, title, outlet)


def _unquoted(body: str, authors: tuple[str, ...], book: bool, listed: bool, linked: bool) -> _Fields:
    """Read what stands before the date where no quotation marks tell the title.

    A lone name is an outlet; but where an address is given too (`linked`) it is what the address leads to.
    """
    chunks = _without_pages(_chunks(body))
    if not chunks:
        return _Fields(authors)
    first, last = chunks[0].strip(" ."), chunks[-1].strip(" .")
    kind, kind_last = kind_of(first), kind_of(last)
    if authors:
        return _titled(authors, chunks, book)
    if len(chunks) == 1:
        title, outlet = _outlet_after_stop(first)
        short = kind in {"outlet", "corporate", "person"} or (kind == "name" and len(first.split()) <= 3)
        if outlet is None and short and not book and listed and not linked:
            return _Fields((), None, first)
        return _Fields((), title, outlet)
    # "Outlet, Title": a short name and then something longer that is none.
    if is_named(first) and kind != "territory":
        if kind == "person" and (kind_last == "outlet" or (len(chunks) == 2 and is_named(last, 3) and not re.search(r"\d", last))):
            return _Fields((first,), ", ".join(chunks[1:-1]) or None, last)
        if kind == "corporate" and kind_last != "outlet":
            return _Fields((first,), ", ".join(chunks[1:]), None)
        if listed and (kind == "outlet" or kind_last != "outlet"):
            n = _leading_outlets(chunks)
            return _Fields((), ", ".join(chunks[n:]), ", ".join([first, *chunks[1:n]]))
    return _titled((), chunks, book)


def _headed(body: str, book: bool, listed: bool, linked: bool) -> _Fields:
    """Read "Name: Title, Outlet", or what has no such head."""
    book_of, press = _imprint(body)
    if press is not None:
        return replace(_headed(book_of, book, listed, linked), outlet=press) if len(book_of.split(",")) < 2 else _bound(book_of, press)
    split = _split_head(body)
    if split is None:
        return _unquoted(body, (), book, listed, linked)
    head, kind, rest = split
    if kind in {"person", "corporate"}:
        return _unquoted(rest, tuple(people(head)) if kind == "person" else (head,), book, listed, linked)
    title = ", ".join(_without_pages(_chunks(rest))) or None
    names = _chunks(head)
    if len(names) > 1 and kind_of(names[0]) == "person":  # "Jane Doe, Example Post: Title"
        return _Fields((names[0],), title, ", ".join(names[1:]))
    return _Fields((), title, head)


def _bound(text: str, press: str) -> _Fields:
    """Read "Lena Orr, The Long Dyke" or "Orr, Lena, The Long Dyke", whose publisher is known."""
    split = _split_head(text)
    if split is not None and split[1] in {"person", "corporate"} and "," not in split[0]:
        return _Fields(tuple(people(split[0])), split[2], press)
    chunks = _chunks(text)
    n = 2 if len(chunks) > 2 and is_named(chunks[0], 3) and len(chunks[1].split()) <= 2 and is_named(chunks[1], 2) else 1
    who = ", ".join(chunks[:n])
    if n == 2 or kind_of(chunks[0]) in {"person", "corporate"}:
        return _Fields(tuple(people(who)) if kind_of(chunks[0]) != "corporate" else (who,), ", ".join(chunks[n:]) or None, press)
    return _Fields((), text, press)


def _author_year(body: str, after: str) -> _Fields:
    """Read "Doe, J. (2019). Title. Outlet, 12(3)": what precedes the year is the author."""
    tail = re.sub(r"\s*\[[^\[\]]+\](?=[.,]|$)", "", after.lstrip(" ).:,"))  # a translation of the title
    title, outlet = _outlet_after_stop(tail)
    parts = re.split(r"(?<=[^\W\d_]{2})\.\s+|(?<=\d)\.\s+(?=[^\W\d])", tail, maxsplit=1)
    if outlet is None and len(parts) == 2 and _chunks(parts[1]):
        title, outlet = parts[0], _chunks(parts[1])[0].strip(" .")
    return _Fields(tuple(people(body)), title, outlet)


def _around_quotes(head: str, title: str, tail: str, when: str) -> _Fields:
    """Read "Author, “Title”, Outlet, date"."""
    v = vocabulary()
    names = re.sub(r"\(?\b\d{4}\)?\.?", "", head).strip(" .,():")
    authors = tuple(people(names)) if names else ()
    rest = [c.strip(" .,():") for c in _chunks("".join(tail.rsplit(when, 1)) if when else tail)]
    outlet = next((strip_quotes(v.inside.sub("", c)) for c in rest if c and not v.pages.match(c)), None)
    if authors and outlet is None and kind_of(authors[0]) == "outlet":
        return _Fields((), title, authors[0])
    return _Fields(authors, title, outlet)


def _after_date(after: str) -> str | None:
    """Return the outlet that stands after the date ("…, in: Example Journal No. 4")."""
    v = vocabulary()
    for chunk in _without_pages(_chunks(after.strip(" ,.;)(:"))):
        body = v.inside.sub("", chunk).strip(" .:()")
        if body and (body != chunk.strip(" .:()") or is_named(body, 6)) and not v.pages.match(body):
            return body
    return None


def _fields(plain: str, when: Published | None, listed: bool, linked: bool) -> _Fields:
    """Read the fields of an entry without its address."""
    quoted = _quoted_title(plain)
    if quoted:
        return _around_quotes(*quoted, plain[when.start : when.end] if when else "")
    if when is None or not when.apart:
        return _headed(plain.strip(" ,(:–—-"), when is not None, listed, linked)
    before, after = plain[: when.start], plain[when.end :]
    if not before.strip(" ,(:"):
        before, after = after, ""
    body = before.strip(" ,(:–—-")
    tail = after.lstrip(" )")
    named = re.match(r"[^\W\d_]", tail) and kind_of(_chunks(body)[0] if _chunks(body) else "") != "none"
    bracketed = plain[max(0, when.start - 1)] == "(" and (tail[:1] in tuple(".:,") or bool(named))
    # "Doe, Jane. 2019. Title": the year stands between stops.
    bracketed = bracketed or (len(when.iso) == 4 and body.endswith(".") and after.startswith(". ") and is_named(body, 8))
    if bracketed and len(after.split()) > 3 and len(body.split()) <= 12 and not vocabulary().inside.match(after):
        return _author_year(body, after)
    fields = _headed(body, len(when.iso) == 4, listed, linked)
    return fields if fields.outlet else replace(fields, outlet=_after_date(after))


def parse_entry(text: str, *, offset: int = 0, listed: bool = False, alone: bool = False) -> Reference | None:
    """Read one entry.

    Parameters
    ----------
    text
        The entry: one work.
    offset
        Added to the offsets of the result.
    listed
        The entry stands in a reference list, where "Outlet, Title, date" is the usual order.
    alone
        It is the whole line of such a list.

    Returns
    -------
    Reference or None
        None if nothing in the text shows that it is a reference: no address, date, page or quoted title.
    """
    v = vocabulary()
    lead = len(text) - len(text.lstrip(" \t\n,;"))
    start, end = offset + lead, offset + len(text.rstrip(" \t\n,;"))
    labelled = v.label.match(text[lead:])
    plain = text[lead + (labelled.end() if labelled else 0) :]
    addresses = list(find_addresses(plain))
    url = addresses[-1].text if addresses else None
    if addresses:
        plain = f"{plain[: addresses[0].start].rstrip(' (<[')} {plain[addresses[-1].end :].lstrip(' .)>]')}"
    plain = " ".join(v.access.sub("", plain).split()).strip(" ;")
    plain = _SYMBOL.sub("", plain)
    when = published(plain)
    chunks = _chunks(plain)
    paged = any(v.pages.match(c.strip(" .()")) for c in chunks[1:])
    sourced = listed and len(chunks) > 1 and kind_of(chunks[0]) in {"outlet", "corporate"}
    if url is None and when is None and not paged and not sourced and _quoted_title(plain) is None:
        # What a list of references holds is a work, however its day is told: "… Order of 1 December 2023, …".
        day = next((d for d in dates_in(plain) if d.day), None) if alone else None
        return Reference(start, end, (), plain.strip(" ."), None, day.iso, confidence=0.6) if day else None
    fields = _fields(plain, when, listed, bool(addresses and addresses[-1].has_page))
    title = strip_quotes(v.editors.sub("", fields.title or "").strip(" ,.:(")) or None
    if not title and not fields.outlet and not fields.authors:
        if url is None:
            return None
        title = words_of(url)
    named = bool(fields.authors or fields.outlet)
    return Reference(
        start, end, fields.authors, title, fields.outlet or (site(url) if url else None), when.iso if when else None,
        url, confidence=round(0.5 + 0.2 * (url is not None) + 0.15 * (when is not None) + 0.1 * named, 2),
    )


def with_author(reference: Reference, authors: tuple[str, ...]) -> Reference:
    """Return `reference` with `authors` where it names none of its own."""
    return reference if reference.authors or not authors else replace(reference, authors=authors)
