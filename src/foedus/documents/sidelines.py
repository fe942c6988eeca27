"""Lines beside a text that no single one of them gives away: lists of other pages, whom to reach, the fields of a page.

"Read also:" and the headlines below it, "Contact" and the names and numbers below it, "Views" and the number below it, the first
lines of a menu: what opens them is told by ``more``, ``contact`` and ``fields`` of a language's ``layout.toml``, and how far they go
by the form of the lines, which end before the first finished sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LISTED, REACHED = 12, 8  #: lines that a list of pages, and one of ways to reach somebody, may have
LINE = 160  #: characters of such a line
VALUE = 40  #: characters of the value of a field
MENU = 3  #: words of an entry of a menu
_ENDS = re.compile(r"[.!?。][\"'”’»)\]]*\s*$")
_ITEM = re.compile(r"\s*(?:[-–—•*·▶►☞>»]|\d{1,2}[.)])\s+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A number to call or an address to write to, with its label at most.
_REACH = re.compile(
    r"(?:[^\W\d][\w .()-]{0,24}[:：|]\s*)?(?:\+\d[\d\s().-]{7,20}|\(?0\d{1,3}\)?[-–.\s]\d{3,4}[-–.\s]\d{4}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"(?:\s*\([^()]{1,30}\))?(?:[,;/\s]+(?:\+\d[\d\s().-]{7,20}|\(?0\d{1,3}\)?[-–.\s]\d{3,4}[-–.\s]\d{4}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+))*"
)


def sidelines(
    texts: Sequence[str], gaps: Sequence[int], known: set[int], more: re.Pattern[str], contact: re.Pattern[str], fields: re.Pattern[str]
) -> set[int]:
    """Return which lines stand beside the text.

    Parameters
    ----------
    texts, gaps
        The lines that are not blank, and the number of blank lines before each.
    known
        Lines known to be furniture.
    more, contact, fields
        What opens a list of other pages, what opens the lines on whom to reach, and labels with a value below.
    """
    out: set[int] = set()
    for i, line in enumerate(texts):
        label = line.strip(" \t:：<>[]■▶-*#")
        if _REACH.fullmatch(line.strip()):
            out.add(i)
        elif fields.fullmatch(label) and i + 1 < len(texts) and gaps[i + 1] == 0 and _value(texts[i + 1]):
            out |= {i} if _YEAR.search(texts[i + 1]) else {i, i + 1}
        elif more.fullmatch(label):
            listed = _below(texts, gaps, i, LISTED)
            if listed:
                out |= {i, *listed}
        elif contact.fullmatch(label):
            reached = _below(texts, gaps, i, REACHED, apart=i * 3 > len(texts))
            if any(_REACH.search(texts[k]) for k in reached):
                out |= {i, *reached}
    return out | _menu(texts, gaps, known | out)


def _value(line: str) -> bool:
    return len(line.strip()) <= VALUE and not _ENDS.search(line)


def _below(texts: Sequence[str], gaps: Sequence[int], head: int, most: int, *, apart: bool = False) -> list[int]:
    """Return the lines below a head up to the first finished sentence, or to a blank line before an unmarked one unless `apart`."""
    out: list[int] = []
    for k in range(head + 1, min(head + 1 + most, len(texts))):
        line, item = texts[k], bool(_ITEM.match(texts[k]))
        if len(line) > LINE or _ENDS.search(line) or (gaps[k] and not apart and out and not item):
            break
        out.append(k)
    return out


def _menu(texts: Sequence[str], gaps: Sequence[int], known: set[int]) -> set[int]:
    """Return the short numbered or marked lines right below furniture at the very top."""
    out: set[int] = set()
    for i, line in enumerate(texts):
        if i in known:
            continue
        m = _ITEM.match(line)
        if not (i and m and gaps[i] == 0 and len(line[m.end() :].split()) <= MENU and not _ENDS.search(line)):
            break
        out.add(i)
    return out
