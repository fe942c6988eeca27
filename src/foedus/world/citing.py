"""References for exactly the tables that a frame used, as BibTeX and as CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from foedus.world.manifest import Table

#: Types of BibTeX for those of CSL that the manifests use; what is not named is ``misc``.
KINDS = {"article-journal": "article", "book": "book", "chapter": "incollection", "report": "techreport"}
FIELDS = {"title": "title", "journal": "journal", "volume": "volume", "issue": "number", "page": "pages", "publisher": "publisher", "doi": "doi", "url": "url"}
CSL = {"journal": "container-title", "issue": "issue", "page": "page", "doi": "DOI", "url": "URL"}
_TEX = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_"}


@dataclass(frozen=True, slots=True)
class Citations:
    """References, once each.

    Attributes
    ----------
    bibtex
        As BibTeX.
    csl
        As CSL-JSON.
    tables
        For each table, the keys of its references.
    """

    bibtex: str
    csl: tuple[dict[str, Any], ...]
    tables: Mapping[str, tuple[str, ...]]


def citations(used: Iterable[Table]) -> Citations:
    """Return the references of tables, in their order, each once."""
    tables = list(used)
    items = {str(item["id"]): item for table in tables for item in table.cite}
    keys = {table.name: tuple(str(item["id"]) for item in table.cite) for table in tables}
    versions: dict[str, list[str]] = {}
    for table in tables:
        for key in keys[table.name]:
            versions.setdefault(key, []).append(f"{table.name} ({table.version})")
    return Citations(_bibtex(items, versions), tuple(_csl(item, versions[key]) for key, item in items.items()), keys)


def _bibtex(items: Mapping[str, Mapping[str, Any]], versions: Mapping[str, list[str]]) -> str:
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import write

    library = Library()
    for key, item in items.items():
        # A project is no person: braces keep its name whole.
        authors = " and ".join(_tex(a) if "," in a else "{" + _tex(a) + "}" for a in item["author"]).replace("{et al.}", "others")
        fields = {"author": authors, "year": str(item["year"])}
        fields.update({theirs: _tex(str(item[ours])).replace("-", "--") if ours == "page" else _tex(str(item[ours])) for ours, theirs in FIELDS.items() if ours in item})
        fields["note"] = _tex("Used as " + ", ".join(versions[key]))
        library.add(Entry(KINDS.get(str(item["type"]), "misc"), key, [Field(k, "{" + v + "}") for k, v in fields.items()]))
    return str(write(library))


def _csl(item: Mapping[str, Any], versions: list[str]) -> dict[str, Any]:
    authors = [dict(zip(("family", "given"), a.split(", ", 1), strict=False)) if "," in a else {"literal": a} for a in item["author"]]
    rest = {CSL.get(k, k): v for k, v in item.items() if k not in ("author", "year")}
    return {**rest, "author": authors, "issued": {"date-parts": [[int(item["year"])]]}, "note": "Used as " + ", ".join(versions)}


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in text)
