"""A line of the un-wrapped text, and whether it tells something."""

from __future__ import annotations

import re
from dataclasses import dataclass

URL = re.compile(r"https?://|www\.")
_SENTENCE = re.compile(r"[^.!?…。]*[^.!?…。\s]{2}[.!?…。]+[\"”’»)]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the view that is a paragraph, heading, row, item, note or furniture. View offsets."""

    start: int
    end: int
    kind: str
    text: str
    gap: int  # blank lines before it


def tells(text: str, least: int) -> bool:
    """Whether `text` holds at least so many sentences of six words or more, most in small letters, and no address."""
    if URL.search(text):
        return False
    told: list[list[str]] = [s.split() for s in _SENTENCE.findall(text)]
    return sum(len(w) >= 6 and 2 * sum(not x[:1].isupper() and x[:1].isalpha() for x in w) > len(w) for w in told) >= least
