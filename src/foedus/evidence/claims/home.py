"""The state from within which a text is told, whose government needs no name in it ("우리나라 … 정부는")."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.statement import Sentence
from foedus.langs.grammar.name_entries import owner_of
from foedus.langs.grammar.name_home import WITHIN


def home_of(sentences: Sequence[Sentence], author: tuple[str, ...], grammar: ReportingGrammar) -> str:
    """Return the state of the language from within which a text is told, by its author, its "we", and its bodies named again and again."""
    state = grammar.home
    if not state:
        return ""
    own = sum(owner_of(m.actor) == state or m.actor.startswith(f"{state}_") for s in sentences for m in s.mentions)
    within = own >= WITHIN or any(a.startswith(state) or owner_of(a) == state for a in author) or any(grammar.at_home.search(s.text) for s in sentences)
    return state if within else ""
