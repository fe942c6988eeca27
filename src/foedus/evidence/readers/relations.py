"""Reads structural ties: who is a member of what, borders whom, depends on whom, backs or rivals whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.claims.speakers import Mention
from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.relations.figures import Figure, column_of, figure_ties
from foedus.evidence.relations.inventory import inventory
from foedus.evidence.relations.patterns import TieGrammar, tie_grammar
from foedus.evidence.relations.slots import skeleton
from foedus.evidence.relations.ties import Measure, Told, ties
from foedus.evidence.rows import Row, row
from foedus.evidence.shared import rows_named
from foedus.langs.registry import language

NAME = "relations"
VERSION = "1"
TABLE = "relations"

_TEXT = frozenset({"sentence", "list_item", "heading", "title"})
_IN_TABLE = 0.85  #: confidence of a tie from a table
LONGEST = 1500  #: characters beyond which a stretch without a stop is no sentence


class Placed:
    """Rows of some reader with view offsets, found by the segment they lie in."""

    def __init__(self, document: Document, rows: Sequence[Row]) -> None:
        found = [(*document.view.from_raw(r["start"], r["end"]), r) for r in rows]
        self._rows = sorted(found, key=lambda f: (f[0], -f[1]))
        self._starts = [f[0] for f in self._rows]

    def inside(self, segment: Segment) -> list[tuple[int, int, Row]]:
        """Return the rows in a segment: half-open offsets in it, and the row."""
        k = bisect_left(self._starts, segment.start)
        out = []
        while k < len(self._rows) and self._starts[k] < segment.end:
            a, b, r = self._rows[k]
            if a < b <= segment.end:
                out.append((a - segment.start, b - segment.start, r))
            k += 1
        return out


def mentions(found: Sequence[tuple[int, int, Row]], text: str) -> list[Mention]:
    """Return the actors named in a sentence from rows of the actors table and their offsets in it."""
    return [Mention(a, b, r["actor"], r["kind"] or "", text[a:b]) for a, b, r in found]


def _measure(a: int, b: int, r: Row) -> Measure:
    value: Any = r["value"]
    return Measure(a, b, r["unit_kind"] or "", r["unit"], value if isinstance(value, int | float) else None, r["as_of"])


def read(document: Document) -> Iterator[Row]:
    """Yield one row per tie stated in `document`, in sentences, headings and tables."""
    actors, quantities, dates = (Placed(document, rows_named(n, document)) for n in ("actors", "quantities", "dates"))
    for part in document.parts:
        grammar = tie_grammar(language(part.language))
        if grammar is None:
            continue
        discourse = Discourse()
        for segment in part.segments:
            if segment.kind not in _TEXT or segment.end - segment.start > LONGEST:
                continue
            text = document.slice(segment)
            named = skeleton(text, mentions(actors.inside(segment), text), grammar.anaphors, grammar.left_out)
            if (named.slots or named.left_out) and not text.rstrip().endswith(("?", "？")):
                told = Told(
                    named, [_measure(*q) for q in quantities.inside(segment)],
                    [(a, b, r["iso"]) for a, b, r in dates.inside(segment)], document.metadata.published,
                )
                for t in ties(told, discourse, grammar):
                    made = row(
                        TABLE, document, part.id, segment.start + t.start, segment.start + t.end,
                        method=f"{NAME}/{VERSION}", confidence=t.confidence,
                        subject=t.subject, relation=t.relation, object=t.object, value=t.value, unit=t.unit, date=t.date,
                    )
                    if made is not None:
                        yield made
            if segment.kind not in ("heading", "title"):
                discourse.note(named)
        yield from _tabled(document, part, actors, quantities, grammar)


def _tabled(document: Document, part: Part, actors: Placed, quantities: Placed, grammar: TieGrammar) -> Iterator[Row]:
    figures: list[Figure] = []
    rows: list[Row] = []
    for k, segment in enumerate(part.segments):
        if segment.kind != "table_row":
            continue
        named = actors.inside(segment)
        for _, _, q in quantities.inside(segment):
            title, column = column_of(str(q["about"] or ""))
            if named and title and q["value"] is not None:
                actor = named[0][2]
                figures.append(Figure(len(rows), actor["actor"], actor["kind"] or "", k, title, column, q["unit_kind"] or ""))
                rows.append(q)
    for figure, name in figure_ties(figures, grammar):
        q, relation = rows[figure.number], inventory()[name]
        made = row(
            TABLE, document, part.id, *document.view.from_raw(q["start"], q["end"]), method=f"{NAME}/{VERSION}",
            confidence=_IN_TABLE, subject=figure.actor, relation=name, object=relation.default,
            value=q["value"], unit=relation.unit or q["unit"], date=q["as_of"],
        )
        if made is not None:
            yield made
