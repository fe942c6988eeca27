"""Which lines of a text are its footnotes.

A line opened by a mark in square brackets is one. Other marks open items of lists too ("1) …", "(1) …", "1. …", "1 …"), so
a run of lines numbered from one is one of notes where the text above bears the same numbers set on its words, in whatever
brackets, or where most of its lines only name works. Notes of the last kind stand in the later part of a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from foedus.documents.blocks import URL, Block, tells
from foedus.langs.registry import languages

_NOTE = re.compile(r"\s*\[\^?(\d{1,3})\]:?\s*\S")
_SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
#: How the number of a line may be printed, by the style's name.
_STYLES = {
    "raised": re.compile(r"\s*([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})\s*[^\s¹²³⁴⁵⁶⁷⁸⁹⁰]"),
    "half": re.compile(r"\s*(\d{1,3})\)\s+\S"),
    "round": re.compile(r"\s*\((\d{1,3})\)\s+\S"),
    "stop": re.compile(r"\s*(\d{1,3})\.\s+(?=[^\W\d]|[\"“‘'«<《〈「『])"),
    "bare": re.compile(r"\s*(\d{1,3})\s+(?=[^\W\d_a-z]|[\"“‘'«<《〈「『]|https?:)"),
}
#: Styles whose marks on the words of the text are told from all else by their print.
_WORN = {"raised": r"¹", "half": r"\(?1\)", "round": r"\(?1\)"}
_ASIDE = re.compile(r"\s*[※☞▶■□●○*•]\s")  # opens a remark of its own below the notes
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_PAGE = re.compile(r"(?:https?://|www\.)[^\s/]+/\S")
_SET_OFF = re.compile(r"[\"“«「『《〈]\S.*[\"”»」』》〉]|[^\s:]{2}: \S|,.*,", re.DOTALL)
_KOREAN = re.compile(r"[가-힣]다\.\s*$")
EARLIEST = 3  #: a run told by its works alone begins behind one in so many of a text's lines
MOST = 2 / 3  #: share of its lines that must name works


def notes(blocks: list[Block], text: str, references: re.Pattern[str]) -> list[Block]:
    """Make blocks of kind ``note`` of the footnotes, with the lines that go on with them joined to them.

    Parameters
    ----------
    blocks
        The lines of `text`.
    text
        The view of a document.
    references
        What stands above a list of references, at which notes end.
    """
    starts = [i for i, b in enumerate(blocks) if b.kind == "prose" and _NOTE.match(b.text)] or _numbered(blocks, text)
    sure = any(blocks[i].text.lstrip().startswith("[^") for i in starts)  # Markdown's own mark of a note
    if len(starts) < 2 and not sure and not (starts and starts[0] and blocks[starts[0] - 1].kind == "furniture"):
        return blocks
    opening = set(starts)
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        if i not in opening:
            out.append(blocks[i])
            i += 1
            continue
        k = bisect_right(starts, i)
        closes = k < len(starts) and starts[k] - i <= 4
        j = i + 1
        while j < len(blocks) and j not in opening:
            b = blocks[j]
            goes_on = closes or (b.gap == 0 and not _ASIDE.match(b.text)) or bool(URL.match(b.text.strip(" (<")))
            if references.fullmatch(b.text.strip(" :#*[]")):
                break  # a list of references stands below the notes
            if b.kind not in ("prose", "furniture") or not goes_on or (b.kind == "furniture" and not closes):
                break
            j += 1
        a, z = blocks[i], blocks[j - 1]
        out.append(Block(a.start, z.end, "note", text[a.start : z.end], a.gap))
        i = j
    return out


def _numbered(blocks: Sequence[Block], text: str) -> list[int]:
    """Return the last run of lines numbered 1, 2, … in one style that the text bears or that names works."""
    for style, pattern in _STYLES.items():
        run = _last_run({
            i: int(m[1].translate(_SUPERSCRIPT)) for i, b in enumerate(blocks) if b.kind == "prose" and (m := pattern.match(b.text))
        })  # fmt: skip
        if not run:
            continue
        worn = style in _WORN and _borne(text[: blocks[run[0]].start], _WORN[style])
        if worn and (len(run) > 1 or style == "raised"):
            return run
        named = sum(_names_work(blocks[i].text) for i in run)
        if len(run) > 1 and run[0] * EARLIEST >= len(blocks) and named >= MOST * len(run):
            return run
    return []


def _last_run(numbers: dict[int, int]) -> list[int]:
    """Return the lines at the end that are numbered from one without a gap, in order."""
    found: list[int] = []
    for i in sorted(numbers, reverse=True):
        if found and numbers[i] != numbers[found[0]] - 1:
            break
        found.insert(0, i)
    return found if found and numbers[found[0]] == 1 else []


def _borne(above: str, mark: str) -> bool:
    """Whether `above` holds the first mark, set solid on a word, or in full brackets before a stop or the next word."""
    solid = rf"[^\s\d(]{mark}(?![\d¹²³⁴⁵⁶⁷⁸⁹⁰])"
    apart = r"[^\W\d_][\"”’»]? \(1\)(?=[.,;:!?]|\s|$)"
    return bool(re.search(solid, above) or ("1\\)" in mark and re.search(apart, above)))


def _names_work(line: str) -> bool:
    """Whether a line only names a work: an address of a page, one cited before, or a year beside a title or names set off."""
    body = re.sub(r"^\W*\d+\W*", "", line)
    if _PAGE.search(body) or _again().match(body):
        return True
    return bool(_YEAR.search(body) and _SET_OFF.search(body)) and not (_KOREAN.search(body) or (not re.search(r"[가-힣]", body) and tells(body, 1)))


@cache
def _again() -> re.Pattern[str]:
    words = {w for lang in languages().values() for w in lang.table("citations").get("again", ())}
    return re.compile("|".join(sorted((re.escape(w) for w in words), key=len, reverse=True)) or "(?!)", re.IGNORECASE)
