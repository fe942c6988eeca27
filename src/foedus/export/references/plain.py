"""Lists of references for people, in the words of the report or by author and date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedus.analysis.bibliography import Source
from foedus.analysis.drawn import DataSource
from foedus.analysis.wording import day, listing
from foedus.export.references.items import Item, kin

STYLES = ("report", "author-date")


def lines(
    sources: Sequence[Source], methods: Iterable[Item], software: Item, style: str, uses: bool = True, documents: str = "Documents",
    data: Sequence[DataSource] = (),
) -> list[str]:  # fmt: skip
    """Return the list as lines: documents, reference data, methods, program, each under its heading.

    Parameters
    ----------
    sources
        The documents.
    methods, software
        From `foedus.export.references.items`.
    style
        ``"report"``: title first, as reports list their references; ``"author-date"``: who and when first.
    uses
        Say below each document what rests on it.
    documents
        What the documents are, as the heading says.
    data
        The reference data that inputs were drawn from.
    """
    out = [documents]
    keys = {s.doc: s.key for s in sources}
    for s in sources:
        out.append(f"  [{s.key}] {document(s, style)}")
        told = kin(s, keys, "one source with")
        if told:
            out.append(f"      {'; '.join(told)}")
        if uses and s.uses:
            out.append(f"      for {'; '.join(s.uses)}")
    if data:
        out += ["", "Reference data"]
    for d in data:
        out.append(f"  [{d.key}] {d.title}{f'. {d.details}' if d.details else ''}.")
        out += [f"      {line}" for line in d.references]
        if uses and d.uses:
            out.append(f"      for {'; '.join(d.uses)}")
    methods = list(methods)
    if methods:
        out += ["", "Methods"]
        out += [f"  [{m['id']}] {_method(m)}" for m in methods]
    out += ["", "Program", f"  [{software['id']}] {software['author'][0]['literal']}. {software['title']}. Version {software['version']}."]
    return out


def document(source: Source, style: str) -> str:
    """Return a document as one line."""
    pages = f"{'p.' if len(source.pages) == 1 else 'pp.'} {', '.join(source.pages)}" if source.pages else ""
    title = " ".join((source.title or source.doc).split())
    if style == "report":
        pieces = [title, source.details, source.language_names, pages, source.doc if source.title else ""]
    else:
        who = source.author or source.publisher or title
        year = (source.published or "no date")[:4] if source.published else "no date"
        rest = source.publisher if source.author and source.publisher != source.author else ""
        pieces = [
            f"{who} ({year})", title if who != title else "", ", ".join(p for p in (rest, day(source.published)) if p), pages,
            source.doc if source.title else "",
        ]  # fmt: skip
    return ". ".join(p.rstrip(".") for p in pieces if p) + "."


def _method(item: Item) -> str:
    names = listing([a["literal"] for a in item.get("author", ())])
    year = item.get("issued", {}).get("date-parts", [[None]])[0][0]
    return (f"{names} ({year}). " if names else "") + str(item["title"]).rstrip(".") + "."
