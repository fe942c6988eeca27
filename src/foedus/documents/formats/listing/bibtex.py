"""Entries of a BibTeX list, as JabRef, Zotero and others write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foedus.documents.formats.listing.catalogue import Named, key
from foedus.documents.formats.listing.columns import in_order
from foedus.documents.formats.publication import iso_day
from foedus.documents.model import Metadata

#: Fields that name files.
FILES = ("file", "localfile", "local-url", "pdf")
#: Who published it: the paper or journal of an article, else who issued it.
_OUTLETS = ("journaltitle", "journal", "newspaper", "publisher", "institution", "organization", "school", "booktitle", "howpublished")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPED = re.compile(r"\\(.)")


def from_bibtex(text: str) -> Iterator[Named]:
    """Yield the entries of a BibTeX list; one that is broken with the reason."""
    from bibtexparser import middlewares

    raw = _parsed(text)
    named = _parsed(text, middlewares.SeparateCoAuthors(), middlewares.SplitNameParts(), middlewares.MergeNameParts("first"))
    for entry in named.entries:
        for field in entry.fields:
            if isinstance(field.value, list):
                field.value = ", ".join(field.value)
    words = {e.key: e for e in middlewares.LatexDecodingMiddleware().transform(named).entries}
    for block in raw.blocks:
        entry = getattr(block, "ignore_error_block", None) or block
        if getattr(entry, "key", None) and hasattr(entry, "entry_type"):
            told = words.get(entry.key, entry) if entry is block else entry
            fields = _values(entry)
            yield Named(key(entry.key), tuple(_files(fields)), _given(fields, _values(told)))
        elif getattr(block, "error", None) is not None:
            line = (block.start_line or 0) + 1
            why = " ".join(str(getattr(block.error, "abort_reason", None) or block.error).split())
            yield Named(f"line={line}", error=f"line {line}: an entry that is no BibTeX ({why}); mend its braces and quotation marks")


def _values(entry: Any) -> dict[str, str]:
    return {k.lower(): str(f.value) for k, f in entry.fields_dict.items()}


def _parsed(text: str, *further: Any) -> Any:
    from bibtexparser import entrypoint, splitter
    from bibtexparser.middlewares import fieldkeys

    # The parser prints what it cannot read; here that becomes a row.
    loggers = (entrypoint.logger, splitter.logger, fieldkeys.logger)
    before = [x.disabled for x in loggers]
    try:
        for x in loggers:
            x.disabled = True
        return entrypoint.parse_string(text, append_middleware=list(further))
    finally:
        for x, was in zip(loggers, before, strict=True):
            x.disabled = was


def _files(fields: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for name in FILES:
        for piece in re.split(r"(?<!\\);", fields.get(name, "")):
            if piece.strip(" {}"):
                yield tuple(dict.fromkeys(_readings(piece.strip(" {}"))))


def _readings(piece: str) -> Iterator[str]:
    """Yield every path that one entry of a ``file`` field may mean: itself, or between description and type."""
    parts = [_ESCAPED.sub(r"\1", p).strip() for p in re.split(r"(?<!\\):", piece)]
    if len(parts) >= 3:
        yield ":".join(parts[1:-1])
    if len(parts) == 2:
        yield parts[0]
        yield parts[1]
    yield piece
    yield _ESCAPED.sub(r"\1", piece)


def _given(raw: Mapping[str, str], told: Mapping[str, str]) -> Metadata:
    def words(name: str) -> str | None:
        return " ".join(told.get(name, "").replace("{", "").replace("}", "").split()) or None

    return Metadata(
        title=words("title"), author=words("author"),
        publisher=next(filter(None, (words(n) for n in _OUTLETS if "://" not in raw.get(n, ""))), None),
        published=_published(raw), url=_address(raw),
    )  # fmt: skip


def spoken(name: str) -> str:
    """Return "Ruiz, Ana" as "Ana Ruiz", and "김, 하늘" as "김하늘"."""
    family, comma, given = name.partition(",")
    return in_order(given, family) if comma and "," not in given else name.strip()


def _published(fields: Mapping[str, str]) -> str | None:
    if date := fields.get("date", "").strip("{} "):
        return iso_day(date.split("/")[0])
    year, month, day = (fields.get(n, "").strip("{} .") for n in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year):
        return None
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else int(month) if month.isdigit() else None
    parts = [year, *([str(number)] if number else []), *([day] if number and day.isdigit() else [])]
    return iso_day("-".join(parts))


def _address(fields: Mapping[str, str]) -> str | None:
    for name in ("url", "howpublished"):
        found = re.search(r"https?://[^\s{}]+", re.sub(r"\\([_%&#~$])", r"\1", fields.get(name, "")))
        if found:
            return found.group()
    return None
