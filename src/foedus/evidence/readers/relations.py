"""Reads structural ties: who is a member of what, borders whom, depends on whom, backs or rivals whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from foedus.documents.model import Document, Part
from foedus.evidence.mentions import named_in
from foedus.evidence.passages import Placed, passages
from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.relations.figures import Figure, column_of, figure_ties
from foedus.evidence.relations.inventory import inventory
from foedus.evidence.relations.offices import UNSURE, office_ties
from foedus.evidence.relations.patterns import TieGrammar, tie_grammar
from foedus.evidence.relations.rolls import roll_ties
from foedus.evidence.relations.slots import skeleton
from foedus.evidence.relations.ties import Measure, Told, ties
from foedus.evidence.rows import Row, row
from foedus.evidence.shared import rows_named
from foedus.langs.registry import language

NAME = "relations"
VERSION = "2"
TABLE = "relations"

#: Ties that titles and names of places repeat ("the secretary-general of X", "the A-B border") without telling them again.
_LABELS = frozenset({"head_of", "chairs", "borders", "located_in"})
_IN_TABLE = 0.85  #: confidence of a tie from a table


def _measure(a: int, b: int, r: Row) -> Measure:
    value: Any = r["value"]
    return Measure(a, b, r["unit_kind"] or "", r["unit"], value if isinstance(value, int | float) else None, r["as_of"])


def read(document: Document) -> Iterator[Row]:
    """Yield one row per tie stated in `document`, in sentences, headings and tables."""
    actors = Placed(document, named_in(document))
    quantities, dates = (Placed(document, rows_named(n, document)) for n in ("quantities", "dates"))
    signed = {m["actor"] for _, s in document.segments() if s.kind == "byline" for _, _, m in actors.inside(s) if m["kind"] == "organisation"}
    author = signed.pop() if len(signed) == 1 else None
    for part in document.stretches():
        grammar = tie_grammar(language(part.language))
        if grammar is None:
            continue
        discourse = Discourse(author=author, day=document.metadata.published)
        told_of: set[tuple[str, ...]] = set()
        led: set[str] = set()  # persons whose body was named: their office alone is of that body
        for passage in passages(document, part, actors):
            segment = passage.segment
            named = skeleton(passage.text, passage.named, grammar.anaphors, grammar.left_out)
            if (named.slots or named.left_out) and not passage.asks:
                told = Told(
                    named, [_measure(*q) for q in quantities.inside(segment)],
                    [(a, b, r["iso"]) for a, b, r in dates.inside(segment)], document.metadata.published,
                )
                found = ties(told, discourse, grammar)
                stated = {("head_of" if t.relation == "chairs" else t.relation, t.subject, t.object) for t in found}
                held = office_ties(passage.text, passage.named, grammar, part.language, partial(discourse.body, named), partial(discourse.state, named))
                listed = roll_ties(passage.named, part.language)
                for t in sorted([*found, *(t for t in (*held, *listed) if (t.relation, t.subject, t.object) not in stated)], key=lambda t: (t.start, t.end)):
                    tie = (t.relation, *sorted((t.subject, t.object)))
                    if tie in told_of and (t.relation in _LABELS or t.implied) and t.value is None:
                        continue
                    if t.relation == "head_of":
                        if t.confidence <= UNSURE and t.subject in led:
                            continue
                        led.add(t.subject)
                    told_of.add(tie)
                    made = row(
                        TABLE, document, part.id, segment.start + t.start, segment.start + t.end,
                        method=f"{NAME}/{VERSION}", confidence=t.confidence,
                        subject=t.subject, relation=t.relation, object=t.object, value=t.value, unit=t.unit, date=t.date,
                    )
                    if made is not None:
                        yield made
            if not passage.heads:
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
