"""Quoted stretches of a paragraph, also those that run over several sentences or are never closed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from foedus.langs.registry import Language, languages

_SINGLE = "‘’'"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, half-open, marks included. `closed` is false where no mark ends it."""

    start: int
    end: int
    closed: bool


@lru_cache(maxsize=64)
def _marks(language: Language) -> dict[str, str]:
    pairs = language.table("quotes").get("pairs") or [
        p for lang in languages().values() for p in lang.table("quotes").get("pairs", ())
    ]
    # Single marks are apostrophes as often as quotations, and Korean sets terms in them.
    return {p[0]: p[1] for p in pairs if p[0] not in _SINGLE and p[0] not in "「『"}


def quotations(text: str, language: Language) -> list[Quotation]:
    """Return the quoted stretches of a paragraph, in order.

    A quotation that is not closed ends with the paragraph, or where the next one opens. A straight mark
    may close what a curved one opened, as careless texts do.
    """
    marks = _marks(language)
    out: list[Quotation] = []
    open_at: int | None = None
    closer = ""
    for k, c in enumerate(text):
        before, after = text[k - 1 : k], text[k + 1 : k + 2]
        straight = marks.get(c) == c
        if open_at is None:
            if c in marks and (not straight or ((not before or before in " \t\n([—–-'“") and not after.isspace())):
                open_at, closer = k, marks[c]
        elif c == closer or (c == '"' and not before.isspace()):
            if straight and before.isspace() and not after.isspace() and closer == c:
                out.append(Quotation(open_at, k, False))
                open_at = k
            else:
                out.append(Quotation(open_at, k + 1, True))
                open_at = None
        elif c in marks and not straight:
            out.append(Quotation(open_at, k, False))
            open_at, closer = k, marks[c]
    if open_at is not None:
        out.append(Quotation(open_at, len(text), False))
    return out


def is_speech(text: str) -> bool:
    """Whether a quoted stretch is long enough to be someone's words and not a term in quotation marks."""
    words = re.findall(r"\w+", text)
    hangul = len(re.findall(r"[가-힣]", text))
    return len(words) >= 4 or hangul >= 9
