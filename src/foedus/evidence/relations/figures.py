"""Ties that tables state: a row named after an actor, under a column that says what its figure is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.evidence.relations.inventory import inventory
from foedus.evidence.relations.patterns import TieGrammar


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a table: number of its cell, actor of its row, what title and column say of it, and its unit's kind."""

    number: int
    actor: str
    kind: str
    row: int
    told: str
    column: str
    unit_kind: str


def figure_ties(figures: Sequence[Figure], grammar: TieGrammar) -> list[tuple[Figure, str]]:
    """Return the figures that state a tie, each with its relation.

    A relation of the language's ``columns`` names, in order, what title and column together must say and, first
    choice first, what the column says: of several columns of a row that fit, the one with the best word counts
    (the total before a part of it).
    """
    out = []
    for name, (title, *columns) in grammar.columns.items():
        relation = inventory()[name]
        best: dict[int, tuple[int, Figure]] = {}
        for f in figures:
            if f.unit_kind not in relation.value or f.kind not in relation.subject or not title.search(f.told):
                continue
            rank = next((k for k, c in enumerate(columns) if c.search(f.column)), None) if columns else 0
            if rank is not None and (f.row not in best or rank < best[f.row][0]):
                best[f.row] = (rank, f)
        out += [(f, name) for _, f in best.values()]
    return out


def column_of(about: str) -> tuple[str, str]:
    """Split what a table's figure is about ("title; column; row") into title and column; both empty if it is not so."""
    pieces = [p.strip() for p in re.split(r";", about)]
    return (" ".join(pieces[:-1]), pieces[-2]) if len(pieces) >= 2 else ("", "")
