"""Whether a sentence of a text that speaks in its own person says what its author thinks, wants or will do.

In a speech or a declaration the author need not mark a judgement as one: what is told in the present or of what is to come is
what the author holds, demands or promises, as far as the sentence names the author's own side ("we", "our"). Left out are what
tells what was done, courtesies, and scraps. What tells of the past stands in ``langs/<code>/voice.toml``.

*Decided against:* taking every sentence in the present for one, which makes claims of a polemic's slogans and asides; and
taking every sentence for a statement, which makes claims of every deed that a speaker counts up.
"""

from __future__ import annotations

import re
from functools import lru_cache

from foedus.langs.registry import Language

SURE = 0.5
LEAST, LEAST_KO = 6, 4  #: words


@lru_cache(maxsize=64)
def _signs(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    table = language.table("voice")
    if "narrates" not in table:
        return None
    return re.compile(table["narrates"], re.IGNORECASE), re.compile(table["courtesy"], re.IGNORECASE)


def own_words(text: str, language: Language, judged: float) -> float:
    """Return how surely a sentence of a text in the first person is its author's statement: 0 if it tells what was done.

    Parameters
    ----------
    text
        The sentence.
    judged
        How surely its words alone show that it judges.
    """
    found = _signs(language)
    if found is None:
        return judged
    narrates, courtesy = found
    if len(text.split()) < (LEAST_KO if language.script == "Hang" else LEAST) or courtesy.search(text):
        return 0.0
    return 0.0 if narrates.search(text) else max(judged, SURE)


def narrates(text: str, language: Language) -> bool:
    """Whether a sentence tells what was done."""
    found = _signs(language)
    return found is not None and found[0].search(text) is not None
