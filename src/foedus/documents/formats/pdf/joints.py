"""What stands between two lines of one paragraph: a blank, nothing, or a hyphen that goes or stays.

A Korean line may break inside a word, and then nothing in the letters tells. The page does: a blank set
before or after the break; a line so short that one more syllable would have fitted, which a setter who breaks inside
words never leaves. Only where the page is silent do the document's own words decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from foedus.documents.formats.pdf.korean import Words, inside
from foedus.documents.formats.pdf.korean import learn as learn_words
from foedus.documents.formats.pdf.shapes import LOWERED, RAISED, SOFT, Chunk, Line
from foedus.langs.grammar.vocabulary import known_compound, known_word

_WORD = re.compile(r"[^\W_]+")
_URL_TAIL = re.compile(r"(?:https?://|www\.)\S*$")
_URL_HEAD = re.compile(r"[^\s가-힣]*[/\-_=&?%#.~+][^\s가-힣]*|[A-Za-z0-9]+(?=[\s,;\])]|$)")
_ADDRESS_ENDS = re.compile(r"[.,;)\]]$")
_MARKS = re.compile(f"{RAISED}.*?{LOWERED}")
_SOLID = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff、。「」『』（）]")


class End(NamedTuple):
    """What the page tells of one line end inside a paragraph."""

    left: str
    right: str
    spaced: bool  # a blank was set at the break
    kept: bool  # and before it
    room: float  # ems left when the blanks of the line are set back to their least width


def is_hangul(c: str) -> bool:
    """Whether a character is a Korean syllable."""
    return "가" <= c <= "힣"


@dataclass(slots=True)
class Joints:
    """How the lines of a document were broken, learnt from all of them.

    Attributes
    ----------
    words
        Its words.
    keeps_blank
        Broken lines end in a blank where there was one.
    breaks_words
        Korean words are broken over lines.
    hyphenates
        Latin words are.
    links
        Addresses the document links to.
    """

    words: Words
    keeps_blank: bool = False
    breaks_words: bool = True
    hyphenates: bool = True
    links: tuple[str, ...] = ()

    def text(self, lines: Sequence[Line]) -> str:
        """Return the text of the lines of one paragraph."""
        out = ""
        for k, n in enumerate(lines):
            out = self.joined(out, n.text, end_of(lines[k - 1], n, reach_of(lines[k - 1], lines))) if k else n.text
        return out.removesuffix(SOFT)

    def joined(self, left: str, right: str, end: End | None = None) -> str:
        """Return two stretches of one paragraph as one."""
        left, right = left.rstrip(), right.lstrip()
        if not left or not right:
            return left + right
        if left.endswith(SOFT):
            return left[:-1] + right
        if self._address(left, right):
            return left + right
        hyphen = re.search(r"([^\W\d_]+|\w*\d)[-‐]$", left)
        if hyphen and right[:1].isalnum():
            return left[: hyphen.end() - 1] + right if self._hyphen_goes(left, right) else left + right
        if left[-1:] in "/—–" and left[-2:-1].isalnum() and right[:1].isalnum() and not is_hangul(right[0]) and " " not in left[-2:]:
            return left + right
        return left + (" " if self._blank(left, right, end) else "") + right

    def _address(self, left: str, right: str) -> bool:
        tail, head = _URL_TAIL.search(left), _URL_HEAD.match(right)
        if not tail or not head or is_hangul(right[0]):
            return False
        start, more = tail.group(), head.group().rstrip(".,;)")
        known = [u for u in self.links if start.rstrip("/") in u]
        if known:
            return any(start + more[:6] in u for u in known)
        if re.match(r"https?://|www\.", right) or (_ADDRESS_ENDS.search(start) and not re.search(r"[./]", more)):
            return False
        # A word of running text after a finished address begins with a capital or has no sign of an address in it.
        return start[-1:] in "/-_=&?%#.+~" or re.search(r"[/\-_=&?%#.]", more) is not None or any(c.isdigit() for c in more)

    def _hyphen_goes(self, left: str, right: str) -> bool:
        a, b = _WORD.findall(left)[-1], _WORD.findall(right)[0]
        if not b[0].islower() or a[-1].isdigit() or is_hangul(b[0]):
            return False
        whole, kept = (a + b).lower(), f"{a}-{b}".lower()
        if self.words.whole[whole] or self.words.whole[kept]:
            return self.words.whole[whole] >= self.words.whole[kept]
        if a.isupper() and len(a) > 1:
            return False
        if known_compound(kept) or known_word(a + b):
            return not known_compound(kept)
        if len(b) > 2 and all(self.words.whole[w.lower()] or known_word(w) for w in (a, b)):
            return False
        return self.hyphenates

    def _blank(self, left: str, right: str, end: End | None) -> bool:
        a, b = _MARKS.sub("", left)[-1:], right[:1]
        if end is not None and end.spaced:
            return True
        if not a or b == RAISED:
            return b != RAISED
        if b in "”’)]》〉」』,.;:!?" or a in "“‘([《〈「『":
            return False  # what closes hangs on what is before it, what opens on what follows
        if _SOLID.match(a) and _SOLID.match(b):
            return False
        if not (is_hangul(a) or is_hangul(b)):
            return True
        if not self.breaks_words or (end is not None and end.room > 1.15) or a in ".,;:!?…" or left.endswith(LOWERED):
            return True
        if self.keeps_blank and end is not None:
            return False  # at a page's end the blank may be lost
        return not inside(left, right, self.words)


def end_of(a: Line, b: Line, right: float) -> End:
    """Return what the page tells of the break between two lines set up to `right`."""
    x, y = a.chunks[-1], b.chunks[0]
    return End(a.text, b.text, x.ends_blank or y.opens_blank, x.ends_blank, (right - x.x1 + _stretch(a.chunks)) / max(x.size, 1.0))


def reach_of(line: Line, lines: Sequence[Line], right: float = 0.0) -> float:
    """Return how far to the right a line of a paragraph may reach; of one that runs over columns, in its own column."""
    own = [n for n in lines if n.x0 < line.x1 and line.x0 < n.x1]
    return max(n.x1 for n in own) if right == 0.0 or len(own) < len(lines) else right


def _stretch(chunks: Sequence[Chunk]) -> float:
    """Return by how much the blanks of a line are wider than a third of an em, the usual."""
    return sum(max(0.0, b - a - 0.32 * c.size) for c in chunks for _, a, b in c.gaps)


def learn(paragraphs: Iterable[Sequence[Line]], rights: Iterable[float], links: Sequence[str] = ()) -> Joints:
    """Learn how the lines of a document were broken.

    Parameters
    ----------
    paragraphs
        The lines of each paragraph.
    rights
        How far to the right the lines of each may reach.
    links
        Addresses the document links to.
    """
    runs: list[list[str]] = []
    ends: list[End] = []
    hyphens = latin = flush = 0
    for lines, right in zip(paragraphs, rights, strict=True):
        for k, n in enumerate(lines):
            tokens = _MARKS.sub("", n.text).split()
            runs.append(tokens[1 if k else 0 : -1 if k + 1 < len(lines) else None])
        for a, b in pairwise(lines):
            far = reach_of(a, lines, right)
            end = end_of(a, b, far)
            ends.append(end)
            if end.left[-1:].isascii() and end.right[:1].isascii():
                latin += 1
                flush += far - a.x1 < 0.4 * a.size
                hyphens += bool(re.search(r"[a-zà-ÿа-яё][-‐]$", end.left)) and end.right[:1].islower()
    korean = [e for e in ends if is_hangul(e.left[-1:]) and is_hangul(e.right[:1])]
    sure = sum(e.room > 1.15 for e in korean)
    return Joints(
        learn_words(runs),
        # Where every blank is kept, about two line ends of five have one; a setter that keeps some keeps fewer.
        keeps_blank=sum(e.kept for e in korean) >= max(3, 0.28 * len(korean)),
        breaks_words=sure < max(1, 0.2 * len(korean)) or len(korean) < 3,
        # A compound stands at a line's end once in a hundred lines; who breaks words does it in one of twenty or more,
        # and seldom without setting the lines flush.
        hyphenates=hyphens > (0.03 if flush > 0.5 * latin else 0.04) * latin,
        links=tuple(links),
    )
