"""Phrases of one version that another version does not have: left out, or added.

A phrase counts as missing if the other version's sentence comes closer to this one once the phrase is taken out of it: its
*gain* in cosine. What a translation words otherwise loses likeness when taken out; what it does not have at all gains.
The gain is held against those of all phrases of the two texts, so that no threshold on a raw cosine rules; a raw cosine
means another thing in each pair of languages. Rejected: a lexicon of translations (none ships for these languages), and
word alignment by attention (needs a larger model).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from foedus.evidence.versions.embed import Floats, encode
from foedus.evidence.versions.sides import Side
from foedus.langs.registry import language

_STOP = re.compile(r"[,;:–—()\[\]{}“”\"«»ㅡ?!]+|(?<=\S)\s-\s|\.(?=\s)")
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"\s?\[\d{1,3}\]")
_BRACKETED = re.compile(r"\(([^()]{2,400})\)|\[([^\[\]]{2,400})\](?!\()")
GAIN = 0.03  #: least gain in cosine of a whole phrase that is missing
PIECE = 0.06  #: the same of a piece of one, held against the likest phrase; of a whole phrase it is always enough
ALIEN, LOSS = 0.2, 0.06  #: a whole clause that nothing comes near (cosine) is missing even if taking it out loses this little
CLOSE = 0.75  #: cosine of a phrase with its counterpart from which its pieces are looked into
OUTLIER = 4.0  #: deviations (median absolute) by which the gain exceeds that of the pair's other phrases
_MOST = 400  # pairs of sentences of one pair of texts that are looked into
_LONG = 60  # phrases of a sentence that are looked into


@dataclass(frozen=True, slots=True)
class Missing:
    """A phrase ``side.text[start:end]`` that `other` does not have, and how surely, in [0, 1]."""

    side: Side
    other: Side
    start: int
    end: int
    sure: float


@dataclass(slots=True)
class _Phrase:
    pair: int
    start: int
    end: int
    near: float = 0.0  # cosine with the likest stretch of the other side
    stretch: int = -1  # index of that stretch
    gain: float = -1.0


def phrases(text: str, code: str) -> list[tuple[int, int]]:
    """Split a sentence at its stops, brackets, dashes and clause words; what says next to nothing is joined to its neighbour."""
    cuts = {0, len(text)}
    for m in _STOP.finditer(text):
        inside_number = m.group() in ",." and text[m.end() : m.end() + 1].isdigit() and text[m.start() - 1 : m.start()].isdigit()
        if not inside_number:
            cuts.add(m.start() if set(m.group()) & set("([{“«") else m.end())
    clause = language(code).table("cues").get("phrases", {}).get("clause")
    if clause:
        cuts |= {m.end() for m in _compiled(clause).finditer(text)}
    ordered = sorted(cuts)
    out: list[tuple[int, int]] = []
    for a, b in itertools.pairwise(ordered):
        if out and (_size(text[a:b], code) < 2 or _size(text[out[-1][0] : out[-1][1]], code) < 2):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out[:_LONG]


def pieces(text: str, start: int, end: int, code: str) -> list[tuple[int, int]]:
    """Split a phrase at its prepositions; the first piece, which holds its head, is left out."""
    pattern = language(code).table("cues").get("phrases", {}).get("piece")
    if not pattern:
        return []
    cuts = sorted({m.end() + start for p in (_compiled(pattern), _STOP) for m in p.finditer(text[start:end])} | {end})
    return [(a, b) for a, b in itertools.pairwise(cuts) if _size(text[a:b], code) >= 2]


def missing(pairs: Sequence[tuple[Side, Side]]) -> Iterator[Missing]:
    """Yield what the first of each pair has and the second has not.

    Parameters
    ----------
    pairs
        Sentences that correspond, of two texts in two languages.
    """
    pairs = [p for p in pairs if len(_WORD.findall(p[0].text)) > 3][:_MOST]
    found, others = _matched(pairs)
    if len(found) < 8:
        return  # too few to say what is usual
    usual = float(np.median([p.near for p in found]))
    low = [p for p in found if p.near < usual]
    texts: list[str] = []
    for p in low:
        a, b = pairs[p.pair]
        texts += [a.text, b.text, a.text[: p.start] + a.text[p.end :]]
    vectors = encode(texts)
    for k, p in enumerate(low):
        whole, other, less = vectors[3 * k : 3 * k + 3]
        p.gain = float(less @ other - whole @ other)
    # A sentence of one phrase has nothing left to be compared once that is out.
    within = [p for p in low if p.end - p.start < len(pairs[p.pair][0].text)]
    if not within:
        return
    gains = np.array([p.gain for p in within])
    middle = float(np.median(gains))
    spread = float(np.median(np.abs(gains - middle))) or 1.0
    taken: dict[int, list[tuple[int, int]]] = {}
    least = max(GAIN, min(PIECE, middle + OUTLIER * spread))
    for p in sorted(within, key=lambda p: -p.gain):
        a, b = pairs[p.pair]
        if _size(a.text[p.start : p.end], a.language) < 2:
            continue
        start, end = p.start, p.end
        if p.gain < least and not (p.near <= ALIEN and p.gain >= -LOSS and _led(a.text, p.start, a.language)):
            # What stands in brackets in one version only is held against its phrase alone.
            enclosed = _enclosed(a.text, p) if p.gain > middle and len(_brackets(a.text)) > len(_brackets(b.text)) else None
            if enclosed is None:
                continue
            start, end = enclosed
        taken.setdefault(p.pair, []).append((start, end))
        yield Missing(a, b, start, end, min(0.7, 0.45 + 2 * max(0.0, p.gain)))
    yield from _pieces(pairs, found, taken, others)


def _pieces(
    pairs: Sequence[tuple[Side, Side]], found: Sequence[_Phrase], taken: dict[int, list[tuple[int, int]]], others: Floats
) -> Iterator[Missing]:
    """Yield pieces of phrases whose likest stretch of the other version comes closer once they are taken out."""
    cut: list[tuple[int, int, int]] = []
    texts: list[str] = []
    for k, p in enumerate(found):
        a, _ = pairs[p.pair]
        # Only where a phrase is otherwise well told: where the whole is worded freely, so is the piece.
        if p.near < CLOSE or any(x < p.end and p.start < y for x, y in taken.get(p.pair, ())):
            continue
        for x, y in pieces(a.text, p.start, p.end, a.language):
            cut.append((k, x, y))
            texts.append(a.text[p.start : x] + a.text[y : p.end])
    for (k, x, y), less in zip(cut, encode(texts) if texts else (), strict=True):
        p = found[k]
        gain = float(less @ others[p.stretch] - p.near)
        if gain >= PIECE:
            a, b = pairs[p.pair]
            yield Missing(a, b, x, y, min(0.6, 0.4 + 2 * gain))


def _matched(pairs: Sequence[tuple[Side, Side]]) -> tuple[list[_Phrase], Floats]:
    """Return the phrases of the first sides with the likest one or two phrases of the second, and the vectors of those."""
    found: list[_Phrase] = []
    texts: list[str] = []
    stretches: list[str] = []
    ranges: list[tuple[int, int]] = []
    for k, (a, b) in enumerate(pairs):
        there = phrases(b.text, b.language)
        first = len(stretches)
        stretches += [b.text[there[i][0] : there[min(len(there), i + n) - 1][1]] for i in range(len(there)) for n in (1, 2)]
        ranges.append((first, len(stretches)))
        for x, y in phrases(a.text, a.language):
            found.append(_Phrase(k, x, y))
            texts.append(a.text[x:y])
    own, others = encode(texts), encode(stretches)
    for p, v in zip(found, own, strict=True):
        first, last = ranges[p.pair]
        cos = others[first:last] @ v
        best = int(cos.argmax())
        p.near, p.stretch = float(cos[best]), first + best
    return found, others


def _size(text: str, code: str) -> int:
    """Return how many words of `text` say something."""
    empty = language(code).table("cues").get("phrases", {}).get("empty", ())
    return sum(w not in empty and not (w.isdigit() and len(w) < 3) for w in _WORD.findall(_MARK.sub("", text).lower()))


def _brackets(text: str) -> list[tuple[int, int]]:
    """Return what stands in brackets: no footnote marks, and no abbreviation of the name before."""
    found = (m for m in _BRACKETED.finditer(text) if not _MARK.fullmatch(m.group()))
    return [m.span() for m in found if not re.fullmatch(r"[A-Z]{2,8}", m.group()[1:-1].strip())]


def _led(text: str, start: int, code: str) -> bool:
    """Whether a phrase begins with a word that leads a remark about what was said."""
    aside = language(code).table("cues").get("phrases", {}).get("aside")
    at = start + len(text[start:]) - len(text[start:].lstrip())
    return bool(aside and at and _compiled(aside).match(text, at))


def _enclosed(text: str, p: _Phrase) -> tuple[int, int] | None:
    """Return the brackets that make up a phrase, or its end."""
    return next(((a, b) for a, b in _brackets(text) if p.start <= a < p.end), None)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
