"""Reads mentions of actors: states, governments, organisations, persons, forces, peoples, media, places.

Notes, reference lists and page furniture are left out: what is named there is a source or a site, not a party
to what the document tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from foedus.documents.model import Document
from foedus.evidence.rows import Row, row
from foedus.langs.grammar.name_learning import Stretch
from foedus.langs.grammar.names import find_names
from foedus.langs.registry import languages

NAME = "actors"
VERSION = 1
TABLE = "actors"

READ = frozenset(("title", "heading", "byline", "sentence", "list_item", "table_title", "table_row"))


def read(document: Document) -> Iterator[Row]:
    """Yield one row per mention of an actor, in the order of the text.

    Persons outside the lexicon get an id made from their name, valid within this document only.
    """
    known = languages()
    places = [(part, s) for part, s in document.segments() if s.kind in READ]
    stretches = [
        Stretch(document.slice(s), s.language if s.language in known else part.language, s.kind)
        for part, s in places
    ]
    for (part, segment), names in zip(
        places, find_names(stretches, document.metadata.published), strict=True
    ):
        for n in names:
            made = row(
                TABLE, document, part.id, segment.start + n.start, segment.start + n.end,
                method=f"{NAME}/{VERSION}", confidence=n.confidence,
                actor=n.actor, name=n.name, kind=n.kind, metonym=n.metonym,
            )  # fmt: skip
            if made is not None:
                yield made
