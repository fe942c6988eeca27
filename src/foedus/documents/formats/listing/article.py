"""A record of a list to a document: text, metadata and id."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from foedus.documents.decode import Decoded, UndecodableError
from foedus.documents.formats.entry import Entry
from foedus.documents.formats.listing.columns import expected, known, value
from foedus.documents.formats.listing.record import Record
from foedus.documents.formats.publication import Order, iso_day, order_of
from foedus.documents.model import Hint, Metadata

LONGEST_ID = 80
_TAGS = re.compile(r"</?(?:p|br|div|a|span|b|i|u|strong|em|h[1-6]|ul|ol|li|table|tr|td|blockquote|img|figure|font|sup|section|article)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|quot|lt|gt|nbsp|apos|[lr][sd]quo|hellip|[mn]dash|#\d{2,6}|#x[0-9a-fA-F]{2,6});")
_PLACE = re.compile(r"(?:line|row|item)=\d+")


def articles(records: Sequence[Record], encoding: str, media_type: str, *, damaged: bool = False) -> Iterator[Entry]:
    """Yield one document for each record, and the reason for each that cannot be read.

    Parameters
    ----------
    damaged
        Bytes that are no text were replaced; the records with a replacement are reported, not read.

    Raises
    ------
    UndecodableError
        If there is no record, or none has a column for the text.
    """
    if not records:
        raise UndecodableError("the list is empty; expected articles", media_type)
    whole = [r for r in records if r.error is None]
    if whole and not any({"text", "lead"} & known(map(str, r.fields)) for r in whole):
        shown = ", ".join(repr(str(k)) for k in list(whole[0].fields)[:8]) or "none"
        raise UndecodableError(f"no list of articles: none of its keys ({shown}) holds the text; expected {expected()}", media_type)
    own = _ids(whole)
    order = order_of(filter(None, (value(r.fields, "published") for r in whole)))
    for record in records:
        name = own.get(record.place, record.place)
        suffix = f"#{name}" if name else ""
        if record.error is not None:
            yield Entry(suffix, record.error, media_type=media_type)
            continue
        given = _given(record, order)
        text = value(record.fields, "text") or value(record.fields, "lead")
        if text is None:
            yield Entry(suffix, _empty(record), given, media_type)
            continue
        if damaged and any("\ufffd" in v for v in (text, *filter(None, (given.title, given.author)))):
            yield Entry(suffix, f"{_where(record)}: damaged characters, no UTF-8; restore the list, or save it anew as UTF-8", given, media_type)
            continue
        yield Entry(suffix, _decoded(text, given.title, encoding, media_type), given)


def _where(record: Record) -> str:
    return record.place.replace("=", " ") or "the record"


def _empty(record: Record) -> str:
    columns = [str(k) for k in record.fields if {"text", "lead"} & known([str(k)])]
    if columns:
        return f"{_where(record)}: no text; {' and '.join(map(repr, columns))} is empty"
    shown = ", ".join(repr(str(k)) for k in list(record.fields)[:8]) or "none"
    return f"{_where(record)}: no text; of its keys ({shown}) none holds it, expected {expected()}"


def _ids(records: Sequence[Record]) -> dict[str, str]:
    """Return the id of each record by its place, if every record has one of its own that can be printed."""
    found = {r.place: value(r.fields, "id") for r in records if r.place}
    sound = [i for i in found.values() if i and _is_sound(i)]
    if len(sound) < len(found) or len(set(sound)) < len(found):
        return {}
    return {place: i for place, i in found.items() if i}


def _is_sound(own: str) -> bool:
    return len(own) <= LONGEST_ID and own.isprintable() and not re.search(r"[\s/#]", own) and not _PLACE.fullmatch(own)


def _given(record: Record, order: Order | None) -> Metadata:
    def line(field: str) -> str | None:
        text = value(record.fields, field)
        if text and _TAGS.search(text):
            text = re.sub(r"<[^<>]*>", "", text)
        return " ".join(html.unescape(text).split()) or None if text else None

    published = line("published")
    return Metadata(
        title=line("title"), author=line("author"), publisher=line("publisher"), url=line("url"),
        published=iso_day(published, order) if published else None,
    )  # fmt: skip


def _decoded(text: str, title: str | None, encoding: str, media_type: str) -> Decoded:
    """Return title, blank line and body as one text; the title once where the body opens with it."""
    if _TAGS.search(text):
        from foedus.documents.formats.page.text import decode_fragment

        body = decode_fragment(text)
    else:
        plain = html.unescape(text) if _ENTITY.search(text) else text
        body = Decoded(plain.replace("\r\n", "\n").strip("\n"), encoding)
    lead = f"{title}\n\n" if title and not body.text.lstrip().startswith(title) else ""
    shift = len(lead)
    hints = tuple(Hint(h.start + shift, h.end + shift, h.kind) for h in body.hints)
    if title:
        first = (lead + body.text).index(title)
        end = first + len(title)
        opens = (lead + body.text)[end : end + 1] in ("", "\n", "\r")
        if opens:
            hints = (Hint(first, end, "title"), *(h for h in hints if h.start >= end))
    return Decoded(lead + body.text, encoding, media_type=media_type, flowing=body.flowing, hints=hints)
