"""Lines that open with a day, one below the other: entries of a chronology, each a paragraph of its own however wide it is.

A date may stand at the beginning of a wrapped line by chance. Where three lines of a block do and a third of all, they are entries.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.langs.grammar.dates import find_dates
from foedus.langs.registry import languages

LEAST, SHARE = 3, 3  #: lines of a block that open with a day, at least, and one in so many of all
OPENING = 40  #: characters in which the date stands
#: What may be the opening of an entry, cheap to look for: a mark, one word (a month, an article), figures.
_MAY = re.compile(r"\s*(?:[☐□■◦○●•▪▶◆◇※▲△*–—-]\s?)?[\[(<【]?(?:[^\W\d_]{1,10}\.? ){0,2}\d")


def opened(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines of a block (lines without a blank one between them) open an entry of a chronology."""
    may = [k for k, line in enumerate(lines) if _MAY.match(line)]
    if len(may) < LEAST or len(may) * SHARE < len(lines):
        return frozenset()
    found = [k for k in may if _opens(lines[k])]
    return frozenset(found) if len(found) >= LEAST and len(found) * SHARE >= len(lines) else frozenset()


def _opens(line: str) -> bool:
    head = line[:OPENING]
    at = min((m.start() for m in re.finditer(r"\w", head)), default=0)
    for lang in languages().values():
        for d in find_dates(head, lang):
            if d.first.month is not None and not d.relative and d.start - at <= _article(head[at:]):
                return True
            break
    return False


def _article(head: str) -> int:
    """Return how many characters a short word before the date takes: "El 5 de marzo", "On 5 March"."""
    m = re.match(r"[^\W\d_]{1,3} (?=\d)|(?:el|on|am|le) (?=\w)", head, re.IGNORECASE)
    return m.end() if m else 0
