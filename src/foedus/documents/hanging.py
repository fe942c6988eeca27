"""Lines that go on though no measure tells so: below the mark of a list item, and in short prose.

An outline sets its items with a mark and the lines below it under the item's text. Such a line continues the item
if it begins in small letters, if the line above ends in a word that nothing ends with ("the", "que", a Korean object),
or if its first word would not have fitted there. A line that begins a sentence below a short one does not: that is a
heading with its text.

Prose of two or three lines is too short to have a measure; it is told by where its lines begin and end, over the whole
run of lines, so that verses and lists without marks stay as they are. The words that leave a line open are in
``langs/<code>/layout.toml`` under ``open``; written ``-x`` they are endings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from foedus.langs.registry import languages

BEYOND = 3  #: columns that a hanging line may stand to the right of its item's text
SHORTEST = 24  #: columns of the narrowest line that can be a full one
LIKE = 0.75  #: of the line ends inside a run that must be open: verses begin in capitals
_ITEM = re.compile(
    r"[ \t]*(?:[☐□■◦○●•▪▶◆◇※*–—-]|\(?\d{1,3}[.)]|[①-⑳]|[가나다라마바사아자차카타파하][.)]|\(?(?:[a-zA-Z]|[ivxIVX]{2,4})[.)])[ \t]+(?=\S)"
)
_STOP = re.compile(r"[.!?…。:][\"'”’»)\]]*(?:\s*\[\^?\d+\])*\s*$")
_OPENERS = " \t\"'“‘«([¿¡"
_LAST = re.compile(r"([^\W\d_]+)\s*$")
_COLUMNS = re.compile(r"[^\s.!?]\s{2,}\S")
_BROKEN = re.compile(r"\w[-\u00ad\u2010]\s*$")  # a hyphen at the end breaks a word, which is joined by what the word is


@dataclass(frozen=True, slots=True)
class Item:
    """Where a list item stands: the columns of its mark and of its text."""

    mark: int
    text: int


def item(line: str) -> Item | None:
    """Return the item that `line` opens, or None."""
    m = _ITEM.match(line)
    if not m:
        return None
    lead = m[0].expandtabs(4)
    return Item(len(lead) - len(lead.lstrip()), len(lead))


def indent(line: str) -> int:
    """Return the column at which `line` begins."""
    s = line.expandtabs(4)
    return len(s) - len(s.lstrip())


def stops(line: str) -> bool:
    """Whether `line` ends a sentence or announces what follows."""
    return bool(_STOP.search(line))


@cache
def _open() -> tuple[frozenset[str], tuple[str, ...]]:
    words = [w for lang in languages().values() for w in lang.table("layout").get("open", ())]
    return frozenset(w for w in words if w[0] != "-"), tuple(w[1:] for w in words if w[0] == "-")


def is_open(line: str) -> bool:
    """Whether `line` ends in a word that neither a sentence nor a heading ends in."""
    last = _LAST.search(line)
    if not last:
        return False
    words, endings = _open()
    ended = last[1].endswith(endings) and last[1] not in endings
    return ended or (last[1] in words and len(line.split()) >= 3)


def _begins_small(line: str) -> bool:
    return line.lstrip(_OPENERS)[:1].islower()


def continues(opened: Item, left: str, right: str, fits: bool, wide: int) -> bool:
    """Whether `right`, a line without a mark, goes on with the item of `left`.

    Parameters
    ----------
    opened
        The item.
    left, right
        A line of the item and the one directly below it.
    fits
        Whether the first word of `right` had room behind `left`.
    wide
        Display columns of `left`.
    """
    if _BROKEN.search(left):
        return False
    if not opened.mark < indent(right) <= opened.text + BEYOND or _COLUMNS.search(right.strip()):
        return False
    full = not fits and wide >= SHORTEST
    if stops(left):
        return full and not left.rstrip().endswith(":")
    return full or _begins_small(right) or is_open(left)


def _is_styled(line: str) -> bool:
    """Whether `line` has the capitals of a heading."""
    found = re.findall(r"[^\W\d_][\w'’-]*", line)
    words = [w for w in found[1:] if w not in _open()[0]] or found
    return all(w[0].isupper() for w in words)


def runs_on(run: Sequence[str], at: int, fits: bool) -> bool:
    """Whether line `at + 1` of `run`, lines that stand together without marks, goes on with the one before.

    `fits` tells whether its first word had room there.
    """
    if not stops(run[-1]) or run[-1].rstrip().endswith(":") or _begins_small(run[0]):
        return False
    inner = [(a, b) for a, b in pairwise(run) if not stops(a)]
    told = sum(_begins_small(b) or is_open(a) for a, b in inner)
    left, right = run[at], run[at + 1]
    if _BROKEN.search(left):
        return False
    if stops(left) or told < LIKE * len(inner):
        return False
    if is_open(left):
        return True
    if at == 0 and _is_styled(left):
        return False
    return _begins_small(right) or (at > 0 and not fits)
