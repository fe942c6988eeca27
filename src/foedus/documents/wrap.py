"""Undo hard wraps: which line ends are the paragraph's, which only the page's.

Text copied from a PDF breaks every line at the page's width, inside words too where the script allows
it. Three conventions occur and are told apart by the text itself, in a window around each line:

* a broken line keeps the space that stood there, so a line end *without* one splits a word;
* all trailing spaces were stripped, so a line end may be either: the document's own words decide;
* lines are not wrapped at all: a line is a paragraph.

A line is *full* when the next word would not have fitted. Only full lines are joined to the next, and those that
`foedus.documents.hanging` tells: hanging lines of a list item, and prose too short to have a measure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from foedus.documents import daybook, hanging
from foedus.documents.model import View
from foedus.documents.offsets import Edit, apply

WINDOW = 40  # lines on either side that share a convention
WIDEST = 140  # display columns; wider lines are not wrapped lines
OVERLONG = 1.25  # of the measure: so wide a line was not broken at it, though type is proportional
_MARKER = re.compile(
    r"\s*(?:[☐□■◦○●•▪▶◆◇※*–—-](?=\s)|\(?\d{1,3}[.)](?=\s)|\[\^?\d{1,3}\]|[①-⑳]|#{1,6} |>|\|)"
)
# Letters also end sentences and brackets ("…이\n다."), so they open an item only after a finished line.
_LETTER = re.compile(r"\s*\(?(?:[가나다라마바사아자차카타파하]|[a-zA-Z]|[ivxIVX]{2,4})[.)]\s")
_TABULAR = re.compile(r"\S(?: {3,}|\t+| *\| *)\S")
_RULE = re.compile(r"\s*[-=_*~·•─━ ]{3,}\s*$")
#: A line at the head that says what a field of the page holds ("title: …"), without the rules of front matter around it.
_FIELD = re.compile(r"(?:title|date|author|source|publisher|published|url|from|to|cc|subject|sent)\s?:\s", re.IGNORECASE)
FIELDS = 8  #: lines at the head among which fields stand
_FINAL = re.compile(r"[.!?…。:;][\"'”’»)\]]*(?:\s*\[\^?\d+\])*\s*$")
RIGHT = 24  #: columns from which a line is set to the right
_URL = re.compile(r"https?://|www\.")
_URL_TAIL = re.compile(r"(?:https?://|www\.)\S*$")
_URL_HEAD = re.compile(r"[^\s가-힣]*[/\-_=&?%#.][^\s가-힣]*|[a-z0-9]+(?=[\s,;\])]|$)")
# What no address ends in, what none begins with, and what makes a word a part of one.
_URL_OPEN = re.compile(r"(?:.*[-_=&%#+~]|.*\w/.*\?)$", re.DOTALL)
_URL_MORE = re.compile(r"[/?&=#%_~]\w|\.(?:s?html?|php|aspx?|pdf|com|org|net|info|int|gov|edu)\b", re.IGNORECASE)
_URL_PART = re.compile(r"[/_=&?%#]|-[^-]*-|\w-.*\d|\.(?:s?html?|php|aspx?|pdf)$", re.IGNORECASE)
_UNHOSTED = re.compile(r"(?:https?://)?(?:www\.)?[\w-]*$", re.IGNORECASE)  # "https://daily-exam": a host of one word is none
_HOST = re.compile(r"[\w-]*\.[a-z]{2,}", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def _char_width(c: str) -> int:
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def width(line: str) -> int:
    """Return the display width of `line`: wide characters count two columns."""
    return len(line) if line.isascii() else sum(map(_char_width, line))


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # without its line feed
    text: str
    width: int
    blank: bool
    fixed: bool  # a table row, rule, heading mark or field of the page: never joined
    is_wide: bool


def _lines(text: str) -> list[_Line]:
    out: list[_Line] = []
    at = 0
    for raw in text.split("\n"):
        body = raw.rstrip(" \t")
        # What is set to the right is the head or foot of a page, or a line of a title page.
        fixed = len(body) - len(body.lstrip(" ")) >= RIGHT or bool(_RULE.match(body)) or bool(_TABULAR.search(body.strip())) or (len(out) < FIELDS and bool(_FIELD.match(body)))
        w = width(body)
        out.append(_Line(at, at + len(raw), raw, w, not body.strip(), fixed, w > 1.25 * max(1, len(body))))
        at += len(raw) + 1
    return out


@dataclass(frozen=True, slots=True)
class _Convention:
    """How the lines of a window were broken."""

    wide: int  # display columns of a full line of wide script; 0 if lines are not wrapped
    narrow: int  # the same of other script: a page of proportional type holds fewer columns of it
    keeps_space: bool
    splits_words: bool
    chars: int = 0  # characters of a full line where all hold as many, whatever their width; else 0

    def measure(self, line: _Line) -> int:
        return self.wide if line.is_wide else self.narrow


    def counts(self, line: _Line) -> bool:
        """Whether `line` is full by the number of its characters."""
        return 0 < self.chars <= len(line.text)


_UNWRAPPED = _Convention(0, 0, False, False)


def _first_word(line: str) -> str:
    s = line.strip()
    return s.split(" ", 1)[0] if s else ""


def _measure(widths: list[int]) -> int:
    """Width of a full line if these lines were wrapped, else 0.

    A few lines may stand out of the page (references, lines of a table), the more the clearer the others agree.
    """
    if len(widths) < 3:
        return 0
    widths = sorted(widths)
    for within, agreeing in ((0.95, 0.5), (0.9, 0.6), (0.85, 0.65), (0.8, 0.7)):
        top = widths[min(len(widths) - 1, int(len(widths) * within))]
        full = sum(0.8 * top <= w <= OVERLONG * top for w in widths)
        if 30 <= top <= WIDEST and full >= max(3, agreeing * len(widths)):
            return top
    return 0


def _count(lengths: list[int]) -> int:
    """Characters of a full line if most lines hold as many, or one more, the blank at which they break; else 0."""
    often = Counter(lengths)
    n = max(often, key=lambda k: (often[k] + often[k + 1], -k), default=0)
    return n if often[n] + often[n + 1] >= max(3, 0.6 * len(lengths)) else 0


def _convention(lines: list[_Line], words: _Words) -> _Convention:
    inner = [
        (a, b) for a, b in pairwise(lines)
        if not (a.blank or b.blank or a.fixed or b.fixed or _MARKER.match(b.text))
    ]
    told = [a for a, _ in inner if not _URL.search(a.text)]  # an address is broken where it can be, not where the line is full
    wide = _measure([a.width for a in told if a.is_wide])
    narrow = _measure([a.width for a in told if not a.is_wide]) or wide
    wide = wide or narrow
    if not wide:
        return _UNWRAPPED
    full = [(a, b) for a, b in inner if a.width >= 0.8 * (wide if a.is_wide else narrow)]
    spaced = sum(a.text.endswith(" ") for a, _ in full)
    keeps = spaced >= 2 and spaced >= 0.15 * len(full)
    glued = sum(_splits(a.text, b.text, words.whole) is True for a, b in full)
    chars = _count([len(a.text) for a in told if a.width <= WIDEST])
    return _Convention(wide, narrow, keeps, not keeps and glued >= max(1, 0.1 * len(full)), chars)


@dataclass(frozen=True, slots=True)
class _Words:
    """What the insides of the lines tell of the document's words: which are whole, how they open and close."""

    whole: frozenset[str]
    inner: Mapping[str, int]  # two characters within a word
    outer: Mapping[str, int]  # the last character of a word and the first of the next
    final: Mapping[str, float]  # how often a character closes its word
    initial: Mapping[str, float]  # how often a character opens its word

    def splits(self, left: str, right: str) -> bool:
        """Whether a break between these characters is more likely inside a word than between two."""
        pair = left[-1] + right[0]
        closes, opens = self.final.get(left[-1], 0.5), self.initial.get(right[0], 0.5)
        inside = (1 - closes) * (1 - opens) * (self.inner.get(pair, 0) + 0.5)
        between = closes * opens * (self.outer.get(pair, 0) + 0.5)
        return inside > between


def _splits(left: str, right: str, words: frozenset[str]) -> bool | None:
    """Whether the break is inside a word, by the document's own words; None if they do not tell."""
    a, b = left.rstrip().rsplit(" ", 1)[-1], _first_word(right)
    la, rb = _WORD.findall(a)[-1:], _WORD.findall(b)[:1]
    if not la or not rb or not a.endswith(la[0]) or not b.startswith(rb[0]):
        return False
    if la[0] + rb[0] in words:
        return True
    if la[0] in words and rb[0] in words:
        return False
    return None


def _vocabulary(lines: list[_Line]) -> _Words:
    """Learn from what stands inside a line, where words are surely whole."""
    whole: set[str] = set()
    inner: Counter[str] = Counter()
    outer: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for line in lines:
        tokens = line.text.split()[1:-1]
        whole.update(_WORD.findall(" ".join(tokens)))
        for token in tokens:
            inner.update(a + b for a, b in pairwise(token))
            seen.update(token)
            first[token[0]] += 1
            last[token[-1]] += 1
        outer.update(a[-1] + b[0] for a, b in pairwise(tokens))
    # One doubtful case on either side keeps rare characters undecided.
    final = {c: (last[c] + 1) / (n + 2) for c, n in seen.items()}
    initial = {c: (first[c] + 1) / (n + 2) for c, n in seen.items()}
    return _Words(frozenset(whole), inner, outer, final, initial)


def _joint(a: _Line, b: _Line, c: _Convention, words: _Words) -> str:
    """What stands between two lines of one paragraph: a space or nothing."""
    left, right = a.text.rstrip(), b.text.lstrip()
    if c.keeps_space:
        if not a.text.endswith(" ") and _URL_TAIL.search(left):
            return ""
        return " " if a.text.endswith((" ", "\t")) or b.text[:1] == " " else ""
    if _URL_TAIL.search(left) and _URL_HEAD.match(right) and a.width >= c.measure(a) - 12:
        return ""
    if left.endswith(("-", "\u00ad")) and left[-2:-1].isalpha() and right[:1].islower():
        return ""
    hangul = "가" <= left[-1:] <= "힣" and "가" <= right[:1] <= "힣"
    if hangul:
        if not c.splits_words or (a.width < c.measure(a) - 3 and not c.counts(a)):
            return " "
        told = _splits(left, right, words.whole)
        return "" if (words.splits(left, right) if told is None else told) else " "
    return " "


def _joins(a: _Line, b: _Line, gap: bool, c: _Convention) -> bool:
    """Whether line `b` continues the paragraph of line `a` (`gap`: blank lines, a page's end, lie between)."""
    measure = c.measure(a)
    if not measure or a.blank or b.blank or a.fixed or b.fixed or _MARKER.match(b.text):
        return False
    final = bool(_FINAL.search(a.text))
    if final and _LETTER.match(b.text):
        return False
    if _URL_TAIL.search(a.text) and a.width >= 0.6 * measure and _URL_HEAD.match(b.text) and not gap:
        return True
    first = _first_word(b.text)
    # Where words split anywhere only a syllable had to fit; elsewhere the whole word, or the whole address.
    anywhere = (c.keeps_space or c.splits_words) and "가" <= first[:1] <= "힣"
    full = c.counts(a) or (a.width <= OVERLONG * measure and (
        a.width + (8 if anywhere else width(first)) + 1 >= measure or a.width >= 0.93 * measure
    ))
    indented = b.text[:1] in " \t"
    if gap:
        return full and not final and not indented and a.width >= 0.8 * measure
    if indented and (final or width(b.text) - width(b.text.lstrip()) >= 2):
        return False
    # A kept space says the line was broken, not ended: addresses and justified lines are short of the measure.
    return full or (c.keeps_space and a.text.endswith(" ") and not final and a.width >= 0.6 * measure)


def _address(before: str, line: str) -> str:
    """The address that `line` ends in; `before` is one that goes on with its first word."""
    if line[-1:].isspace():
        return ""
    found = _URL_TAIL.search(line)
    if found:
        return found.group()
    return before + line.strip() if before and not re.search(r"\s", line.strip()) else ""


def _goes_on(address: str, line: str) -> bool:
    """Whether `line` opens with the rest of an `address` that a line end cuts, by the two alone."""
    token = _first_word(line)
    bare = token.rstrip(".,;:)]")
    if not bare or not bare.isascii() or _URL.match(bare):
        return False
    if _URL_MORE.match(bare):
        return True
    if not bare[0].isalnum():
        return False
    if _UNHOSTED.match(address):
        return bool(_HOST.match(bare))
    if _URL_OPEN.match(address):
        return not bare[0].isupper() or bool(_URL_PART.search(bare))
    alone = token == line.strip() and not bare[0].isupper()
    return address.endswith("/") and (alone or bool(_URL_PART.search(bare)))


def _is_set_apart(line: _Line) -> bool:
    return line.blank or line.fixed or bool(_MARKER.match(line.text))


def _fits(a: _Line, b: _Line, around: Iterable[_Line]) -> bool:
    """Whether the first word of `b` had room behind `a`, by the widest line that is set like them."""
    widest = max((x.width for x in around if x.width <= WIDEST), default=0)
    return a.width + 1 + width(_first_word(b.text)) <= 0.9 * widest


def _hangs(lines: list[_Line], last: int, k: int, item: hanging.Item) -> bool:
    """Whether line `k` hangs below the mark of the list item that line `last` belongs to."""
    a, b = lines[last], lines[k]
    if a.fixed or b.fixed or _MARKER.match(b.text) or hanging.item(b.text):
        return False
    near = [x for x in lines[max(0, k - WINDOW) : k + WINDOW] if not x.blank and (hanging.item(x.text) or x.text[:1] in " \t")]
    return hanging.continues(item, a.text, b.text, _fits(a, b, near), a.width)


def _runs_on(lines: list[_Line], k: int) -> bool:
    """Whether line `k` goes on with the one above, in a run of lines too short to have a measure."""
    if _is_set_apart(lines[k]) or lines[k].text[:1] in " \t":
        return False
    low, high = k - 1, k + 1
    while low > 0 and k - low < WINDOW and not _is_set_apart(lines[low]) and not lines[low - 1].blank and not lines[low - 1].fixed:
        low -= 1
    while high < len(lines) and high - k < WINDOW and not _is_set_apart(lines[high]):
        high += 1
    run = lines[low:high]
    if any(x.blank or x.fixed for x in run) or (_MARKER.match(run[0].text) and not hanging.item(run[0].text)):
        return False
    return hanging.runs_on([x.text for x in run], k - 1 - low, _fits(lines[k - 1], lines[k], run))


def _days(lines: list[_Line]) -> set[int]:
    """Return the lines that open entries of a chronology, block by block."""
    out: set[int] = set()
    for blank, group in groupby(range(len(lines)), key=lambda k: lines[k].blank):
        block = list(group)
        if not blank and len(block) >= daybook.LEAST:
            out |= {block[k] for k in daybook.opened([lines[n].text for n in block])}
    return out


def unwrap(view: View) -> View:
    """Join the lines of each paragraph; a line feed that stays ends a paragraph, heading, row or item."""
    lines = _lines(view.text)
    words = _vocabulary(lines)
    step = WINDOW // 2
    conventions = [
        _convention(lines[max(0, k - WINDOW) : k + step + WINDOW], words) for k in range(0, len(lines), step)
    ]

    def edits() -> Iterator[Edit]:
        last = -1
        address = ""  # the one that the lines so far end in
        item: hanging.Item | None = None  # the one that the lines so far belong to
        days = _days(lines)
        for k, line in enumerate(lines):
            if line.blank:
                continue
            joint = None
            if last >= 0:
                a, c = lines[last], conventions[last // step]
                gap = k - last > 1
                if k in days:
                    pass
                elif address and not gap and not a.fixed and not line.fixed and _goes_on(address, line.text):
                    joint = ""
                elif _joins(a, line, gap, c):
                    joint = _joint(a, line, c, words)
                elif not gap and ((item and _hangs(lines, last, k, item)) or (not c.measure(a) and _runs_on(lines, k))):
                    joint = _joint(a, line, c, words) if c.measure(a) else " "
                if joint is not None:
                    left = a.start + len(a.text.rstrip(" \t"))
                    right = line.start + len(line.text) - len(line.text.lstrip(" \t"))
                    yield left, right, joint
            address = _address(address if joint == "" else "", line.text)
            if joint is None:
                below = item and last == k - 1 and hanging.stops(lines[last].text) and hanging.indent(line.text) > item.mark
                item = hanging.item(line.text) or (item if below else None)
            last = k

    return apply(view, edits())
