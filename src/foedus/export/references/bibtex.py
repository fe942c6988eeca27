"""CSL-JSON items as BibTeX (biblatex fields), written by bibtexparser and read back by it to the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from foedus.export.references.items import SECTIONS, Item

#: Letters that mean something to TeX, and how they are written as themselves.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_PLAIN = {v: k for k, v in _TEX.items()}
_WRITTEN = re.compile("|".join(re.escape(v) for v in sorted(_PLAIN, key=len, reverse=True)))


def bibtex(found: Iterable[Item], documents: str = "Documents") -> str:
    """Return items as BibTeX, with a comment before each section.

    Parameters
    ----------
    found
        The items.
    documents
        What the documents are, as the comment before them says.
    """
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, ExplicitComment, Field
    from bibtexparser.writer import write

    library = Library()
    done: set[str] = set()
    for item in found:
        section = item["categories"][0]
        if section not in done:
            done.add(section)
            library.add(ExplicitComment(_HEADINGS.get(section, documents)))
        fields = [Field(k, "{" + v + "}") for k, v in _fields(item).items()]
        library.add(Entry("software" if item["type"] == "software" else "misc", item["id"], fields))
    return str(write(library))


def escape(text: str) -> str:
    """Return `text` on one line, written so that TeX prints it as it is."""
    return "".join(_TEX.get(c, c) for c in " ".join(text.split()))


def plain(text: str) -> str:
    """Return what `escape` was given, but for its white space; protecting braces are taken off."""
    inner = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    return _WRITTEN.sub(lambda m: _PLAIN[m[0]], inner)


_HEADINGS = dict(zip(SECTIONS[1:], ("Reference data that inputs were drawn from", "Methods of its engines", "The program"), strict=True))


def _fields(item: Item) -> dict[str, str]:
    """Return the fields of an entry. A second pair of braces keeps case, and keeps a printed name whole."""
    date = item.get("issued", {})
    parts = date.get("date-parts", [[]])[0]
    told = {
        "author": " and ".join("{" + escape(a["literal"]) + "}" for a in item.get("author", ())),
        "title": "{" + escape(item["title"]) + "}", "date": "-".join(f"{n:02}" for n in parts) or date.get("literal", ""),
        "year": str(parts[0]) if parts else "", "publisher": "{" + escape(item["publisher"]) + "}" if "publisher" in item else "",
        "version": item.get("version", ""), "langid": item.get("language", ""), "pages": escape(item.get("page", "")),
        "type": escape(item.get("genre", "")), "journaltitle": escape(item.get("container-title", "")), "volume": item.get("volume", ""),
        "number": item.get("issue", ""), "doi": item.get("DOI", ""), "url": item.get("URL", ""), "note": escape(item.get("note", "")),
    }  # fmt: skip
    return {k: v for k, v in told.items() if v}
