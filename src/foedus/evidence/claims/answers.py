"""Statements that answer a charge without naming it: "Doe called it a foreign plot. Roe denied it."."""

from __future__ import annotations

from dataclasses import replace

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.statement import Statement

_NEAR = 200  # characters between a charge and what answers it


def answering(s: Statement, before: Statement, grammar: ReportingGrammar) -> Statement:
    """Give a statement that denies or shares a charge without naming it what the charge calls the matter.

    The charge is another's, in the same sentence or up to two before: "Doe called it a foreign plot. Roe denied it."
    """
    near = 0 <= s.sentence.block - before.sentence.block <= 1 and s.sentence.start - before.sentence.end < _NEAR
    if before.framing is None or before.denies or not near or s.voice.speakers == before.voice.speakers:
        return s
    text = s.sentence.text[s.lead : s.until]
    denies = s.denies or bool(grammar.nonsense.search(text))
    if (denies and grammar.charge.search(text)) or (not denies and grammar.shares.search(text)):
        return replace(s, framing=replace(before.framing, denied=denies), denies=denies)
    return s
