"""Whether an author's own sentence judges, or only reports in words that characterise.

A sentence that nobody else is named for is its author's statement where it judges: by a sign that suffices alone (comment,
inference, blame, what ought to be), or by a weaker one beside a word of the framing vocabulary ("fears that the uprising").
The word alone does not: "the uprising began on Monday" tells what happened under the name the teller has for it. The signs
stand in ``langs/<code>/judging.toml``.

*Decided against:* taking every sentence with such a word for a judgement. Half of what that found was reports, measured on
sentences written for the purpose (`benchmarks/authors.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from foedus.evidence.claims.framing import Framing
from foedus.langs.registry import Language

_CALLS_OUT = re.compile(r"[!！][”\"»’)\]]*\s*(?:\[\d+\])*\s*$")
_BEFORE = 80  # characters looked at before a word that something may be called by


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs that an author judges: `judges` alone, the others beside a word that characterises."""

    judges: re.Pattern[str]
    weighs: re.Pattern[str]
    called_before: re.Pattern[str]
    called_after: re.Pattern[str]


@lru_cache(maxsize=64)
def signs(language: Language) -> Signs | None:
    """Return the signs of `language`, or None where it has none: there no author's statement is found."""
    table = language.table("judging")
    if not table:
        return None
    left, right = ("", "") if language.script == "Hang" else (r"(?<!\w)", r"(?!\w)")

    def words(name: str, left: str = left, right: str = right) -> re.Pattern[str]:
        return re.compile(f"{left}(?:{'|'.join(table.get(name, ())) or '(?!)'}){right}", re.IGNORECASE)

    return Signs(
        words("judges"),
        words("weighs"),
        words("called_before", right=""),
        words("called_after", left="", right=""),
    )


def judged(text: str, label: Framing | None, language: Language) -> float:
    """Return how surely a sentence without a speaker is its author's judgement: 0 if it reports.

    Parameters
    ----------
    text
        The sentence.
    label
        What it calls the matter.
    """
    found = signs(language)
    if found is None:
        return 0.0
    if found.judges.search(text):
        return 0.55
    if label is None or label.weight < 2:
        return 0.0
    calls = found.called_before.search(
        text[max(0, label.at - _BEFORE) : label.at]
    ) or found.called_after.match(text[label.end :])
    return 0.5 if calls or found.weighs.search(text) or _CALLS_OUT.search(text) else 0.0
