"""Whom a name lists as the members of its body: "BRICS (Brazil, Russia, India, China and South Africa)" as one mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedus.evidence.mentions import Mention
from foedus.evidence.relations.ties import Tie
from foedus.langs.grammar.name_tokens import matcher

_BRACKETED = re.compile(r"[(（]([^()（）]{5,160})[)）]")
_FEWEST = 2  #: states in the brackets: a single one says where a body is, or whose
_SURE = 0.72


def roll_ties(named: Sequence[Mention], code: str) -> Iterator[Tie]:
    """Yield a tie for each state that stands in the brackets of an organisation's name, where there are two or more.

    Parameters
    ----------
    named
        The actors of a sentence, with half-open offsets in it.
    code
        ISO 639-1 code of the language.
    """
    for m in named:
        if m.kind != "organisation" or not m.actor or (inside := _BRACKETED.search(m.text)) is None:
            continue
        states = dict.fromkeys(t.entries[0].id for t in matcher(code).tokens(inside[1]) if t.cls == "state")
        if len(states) < _FEWEST:
            continue
        for state in states:
            yield Tie(m.start, m.end, "member_of", state, str(m.actor), None, None, None, _SURE)
