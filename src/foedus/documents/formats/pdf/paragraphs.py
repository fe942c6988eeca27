"""Lines of a column to paragraphs: by leading, indent, type and the ragged last line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from foedus.documents.formats.pdf.columns import Strip
from foedus.documents.formats.pdf.joints import is_hangul
from foedus.documents.formats.pdf.shapes import LOWERED, RAISED, Line

FINAL = re.compile(rf"[.!?…。:;][\"'”’»)\]]*(?:\s*\[\d+\]|\s*{RAISED}[^{LOWERED}]*{LOWERED})*\s*$")
_MARKED = re.compile(r"(?:[☐□■◦○●•▪▶◆◇※–—-](?=\s)|\(?\d{1,3}[.)](?=\s)|\[\^?\d{1,3}\](?=\s?\S)|[①-⑳])")
# A letter also ends a sentence or a bracket broken over lines, so it opens an item only after a finished line.
_LETTERED = re.compile(r"\(?[a-zA-Z가나다라마바사아자차카타파하][.)](?=\s)")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.)\s")
_LEADERS = re.compile(r"(?:\.{4,}|(?: \.){4,}|·{4,}|…{2,})\s*[\divxl]+\s*$")
RAISED_HEAD = re.compile(rf"{RAISED}[^{LOWERED}]+{LOWERED}\s*\S")


def opens_item(text: str, before: str = "") -> bool:
    """Whether a line opens an item of a list, given the line before it."""
    return _MARKED.match(text) is not None or (_LETTERED.match(text) is not None and (not before or FINAL.search(before) is not None))


@dataclass(slots=True)
class Paragraph:
    """Lines that make one paragraph, with the room they were set in.

    `page` is that of each line; `breaks` are the indices of lines before which a column or page ends.
    """

    lines: list[Line]
    left: float
    right: float
    page: list[int]
    kind: str = ""  #: a kind of segment where the page tells it
    breaks: set[int] = field(default_factory=set)

    @property
    def size(self) -> float:
        """Size of its type."""
        return max(self.lines, key=lambda n: n.x1 - n.x0).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(n.bold for n in self.lines)

    @property
    def text(self) -> str:
        """Its lines joined by blanks, for tests of how it begins and ends."""
        return " ".join(n.text for n in self.lines)

    @property
    def whole(self) -> bool:
        """Whether it ends as a finished paragraph does."""
        return FINAL.search(self.lines[-1].text) is not None


def body_size(lines: Iterable[Line]) -> float:
    """Return the size of type that most letters are set in."""
    sizes: Counter[float] = Counter()
    for n in lines:
        for c in n.chunks:
            sizes[round(c.size * 4) / 4] += len(c.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def leadings(strips: Iterable[Strip]) -> dict[float, float]:
    """Return the usual distance of baselines for each size of type."""
    seen: dict[float, Counter[float]] = {}
    for s in strips:
        for a, b in pairwise(s.lines):
            gap = round((b.y - a.y) * 4) / 4
            if abs(a.size - b.size) < 0.06 * a.size and 0.8 * a.size < gap < 3 * a.size:
                seen.setdefault(round(a.size * 2) / 2, Counter())[gap] += 1
    out = {}
    for size, gaps in seen.items():
        total = sum(gaps.values())
        # The least of the common distances: more is the space between paragraphs.
        out[size] = min(g for g, n in gaps.items() if n >= 0.12 * total)
    return out


def fits(a: Line, word: str, b: Line, right: float) -> bool:
    """Whether `word`, which opens line `b`, would have fitted at the end of line `a`."""
    wide = sum(map(is_hangul, b.text))
    narrow = max(0.3, (b.x1 - b.x0 - 0.95 * b.size * wide) / max(1, len(b.text) - wide))
    held = sum(map(is_hangul, word))
    # A line that does not end a sentence must be clearly short.
    spare = 0.15 if FINAL.search(a.text) else 0.6
    return a.x1 + 0.95 * b.size * held + (len(word) - held + 0.7) * narrow < right - spare * b.size


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: leading by size of type, size of the running text, whether Korean words break over lines."""

    leading: dict[float, float]
    body: float
    breaks_words: bool = True

    def usual(self, size: float) -> float:
        """Return the usual distance of the baselines of two lines of this size of type."""
        found = self.leading.get(round(size * 2) / 2) or 1.25 * size
        return min(found, 1.7 * size) if size > 1.1 * self.body else found


def _ends_at(run: Sequence[Line], b: Line, strip: Strip, setting: Setting) -> bool:
    """Whether the paragraph of the lines `run` ends before line `b`."""
    a, em = run[-1], b.size
    if not 0.9 < em / a.size < 1.1 or a.bold != b.bold:
        return True
    if opens_item(b.text, a.text) or RAISED_HEAD.match(b.text):
        return True
    if _parted(a) or _parted(b):
        return True  # names or places set side by side
    gap = (b.y - a.y) / setting.usual(em)
    # What a semicolon parts goes on in the same paragraph where it goes on in lower case.
    final = FINAL.search(a.text) is not None and not (a.text.rstrip().endswith(";") and b.text[:1].islower())
    full = not fits(a, b.text.split(" ", 1)[0], b, strip.right)
    if gap > 1.45:
        # Far more than the leading: still one paragraph only where a tall mark pushed the lines apart.
        return gap > 1.6 or not full or final or a.bold
    if em > 1.15 * setting.body or (a.bold and len(run) < 4 and _centred(a, strip) and _centred(b, strip)):
        return False  # large type is broken to look well, not because its lines are full
    hanging = opens_item(run[0].text) or RAISED_HEAD.match(run[0].text) is not None
    shift = b.x0 - a.x0
    if shift > 0.7 * em and not (len(run) == 1 and (hanging or (full and not final))):
        return True
    if shift < -0.7 * em and (len(run) > 1 or hanging) and not full:
        return True
    if gap > 1.13 and (final or not full):
        return True
    if full:
        # Where words break anywhere a last line that leaves room for a syllable is a last line.
        korean = setting.breaks_words and is_hangul(a.text.rstrip(".!?…”’\"' )")[-1:])
        return final and korean and strip.right - a.x1 > 1.3 * em
    return final or not _goes_on(b.text)


def _parted(n: Line) -> bool:
    """Whether wide gaps part the line, other than one behind the mark of an item."""
    return any(b.x0 - a.x1 > 2 * n.size for k, (a, b) in enumerate(pairwise(n.chunks)) if k or not opens_item(n.text))


def _goes_on(text: str) -> bool:
    """Whether a line begins as none does that opens a paragraph."""
    return text[:1].islower() or text[:1] in "%,;:.!?)]”’»"


def _centred(n: Line, strip: Strip) -> bool:
    return abs((n.x0 - strip.left) - (strip.right - n.x1)) < n.size and n.x0 > strip.left + n.size


def split(strip: Strip, setting: Setting, page: int) -> list[Paragraph]:
    """Return the paragraphs of a strip.

    Parameters
    ----------
    strip
        Lines from the top down.
    setting
        How the document is set.
    page
        Index of the page.
    """
    runs: list[list[Line]] = []
    for n in strip.lines:
        if runs and not _ends_at(runs[-1], n, strip, setting):
            runs[-1].append(n)
        else:
            runs.append([n])
    return [Paragraph(run, strip.left, strip.right, [page] * len(run), _kind(run, setting)) for run in runs]


def _kind(run: Sequence[Line], setting: Setting) -> str:
    text = " ".join(n.text for n in run).strip()
    if _LEADERS.search(text):
        return "furniture"  # a line of the table of contents
    large = max(run, key=lambda n: n.x1 - n.x0).size > 1.12 * setting.body
    heavy = all(n.bold for n in run) and not FINAL.search(text)
    listed = opens_item(text) and not (_NUMBERED.match(text) and not FINAL.search(text))
    heading = (large or heavy) and len(text) <= 250 and len(run) <= 4 and not listed and any(c.isalpha() for c in text)
    return "heading" if heading else ""


def continues(a: Paragraph, b: Paragraph) -> bool:
    """Whether paragraph `b`, first of a column or page, goes on paragraph `a`, last of the one before."""
    if a.kind or b.kind or not 0.93 < a.size / b.size < 1.07 or a.bold != b.bold:
        return False
    if opens_item(b.text, a.lines[-1].text) or RAISED_HEAD.match(b.text):
        return False
    begins, last = b.text.lstrip("“‘\"'("), a.lines[-1]
    if a.whole and not re.search(r"[:;,]\s*$", a.text):
        return _goes_on(begins)
    full = not fits(last, b.text.split(" ", 1)[0], b.lines[0], a.right)
    return full or _goes_on(begins)
