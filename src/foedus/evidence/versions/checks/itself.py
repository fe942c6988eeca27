"""A document that contradicts itself: one thing counted twice otherwise, or affirmed and denied in its own voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from foedus.evidence.confidence import level
from foedus.evidence.rows import Row
from foedus.evidence.versions.checks.lines import Line
from foedus.evidence.versions.checks.rules import rules
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.sides import finding, show
from foedus.evidence.versions.values import apart, bounds

SAME = 0.6  #: cosine of two sentences that may count the same thing
SHARED = 0.6  #: share of their words that a statement and its denial have in common
_WORD = re.compile(r"[^\W\d_]{2,}")
_SYLLABLES = re.compile(r"[가-힣]")
_COUNTED = frozenset(("count", "money", "share", "length", "mass", "other"))
_AGE = "years of age"  # people of two ages are two people
_MOST = 400  # sentences with numbers, and with words that deny, that are held against the others of a part


def itself(library: Library, lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the contradictions inside each part of a document.

    Parameters
    ----------
    library
        Where the vectors of its sentences are kept.
    lines
        The sentences of the document.
    """
    parts: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.kind == "sentence" or line.kind == "list_item":
            parts[line.part].append(line)
    for held in parts.values():
        yield from _figures(library, held)
        yield from _denials(held)


def _figures(library: Library, lines: Sequence[Line]) -> Iterator[Row]:
    numbered = [line for line in lines if any(_counts(q) for q in line.rows["quantities"])][:_MOST]
    if not _any_apart(numbered):
        return  # before vectors are asked for: they may have to be made
    first = numbered[0]
    sentences = library.sentences(first.document.id, first.part)
    if sentences is None:
        return
    at = [sentences.at(line.span["start"]) for line in numbered]
    placed = [(line, k) for line, k in zip(numbered, at, strict=True) if k is not None]
    vectors = sentences.vectors[[k for _, k in placed]].astype(np.float32)
    cos = vectors @ vectors.T
    for j in range(len(placed)):
        for i in range(j):
            one, two = placed[i][0], placed[j][0]
            if cos[i, j] < SAME or not _comparable(one, two):
                continue
            for a in one.rows["quantities"]:
                for b in two.rows["quantities"]:
                    if _counts(a) and _counts(b) and _alike(a, b) and apart(a, b):
                        sure = min(0.8, 0.3 + 0.5 * float(cos[i, j]))
                        yield finding(
                            "contradiction", "high" if cos[i, j] > 0.75 else "medium", [a, b],
                            f"The document gives {show(a['quote'])} and, of what seems the same, {show(b['quote'])}.", sure,
                        )


def _any_apart(lines: Sequence[Line]) -> bool:
    """Whether two sentences count what may be one thing otherwise."""
    counted: dict[tuple[str, str], list[tuple[int, Row]]] = defaultdict(list)
    for n, line in enumerate(lines):
        for q in line.rows["quantities"]:
            if _counts(q):
                counted[str(q["unit"]), _noun(q)].append((n, q))
    return any(i != j and _alike(a, b) and apart(a, b) for held in counted.values() for (i, a), (j, b) in combinations(held, 2))


def _counts(q: Row) -> bool:
    return q["unit_kind"] in _COUNTED and q["unit"] != _AGE and bool(bounds(q)) and q["confidence"] >= level("quantities", 0.5)


def _alike(a: Row, b: Row) -> bool:
    """Whether two quantities may be of one thing: of one unit and noun, about one subject, for one time."""
    if a["unit"] != b["unit"] or a["unit"] is None or _noun(a) != _noun(b):
        return False
    subjects = {str(q["subject"]).removesuffix("_GOV") for q in (a, b) if q["subject"]}
    times = {q["as_of"] for q in (a, b) if q["as_of"]}
    return len(subjects) < 2 and len(times) < 2


def _noun(q: Row) -> str:
    words = _WORD.findall(str(q["about"] or q["unit"] or "").casefold())
    return words[-1] if words else ""


def _comparable(one: Line, two: Line) -> bool:
    """Whether nothing in two sentences tells that their figures are of two times, places or tellers."""
    if any(rules(x.language).changed.search(x.text) or rules(x.language).ahead.search(x.text) for x in (one, two)):
        return False
    for table, key in (("dates", "iso"), ("actors", "actor")):
        a, b = ({str(r[key]).removesuffix("_GOV") for r in x.rows[table]} for x in (one, two))
        # An actor is often understood, a date is not.
        if (a and b and not (a <= b or b <= a)) or (table == "dates" and bool(a) != bool(b)):
            return False
    return _tellers(one) == _tellers(two)


def _tellers(line: Line) -> frozenset[str]:
    return frozenset(str(c["speaker"]) for c in line.rows["claims"] if c["form"] != "author")


def _denials(lines: Sequence[Line]) -> Iterator[Row]:
    table = cues(lines[0].language)
    if table is None:
        return
    own = [line for line in lines if not _tellers(line) and not re.search(r"[“”\"«»?]", line.text)]
    words = [_content(line) for line in own]
    denied = [bool(table.places(line.text).get("denial")) for line in own]
    holders: dict[str, list[int]] = defaultdict(list)
    for k, found in enumerate(words):
        if not denied[k]:
            for w in found:
                holders[w].append(k)
    for j in [k for k, d in enumerate(denied) if d][:_MOST]:
        common: dict[int, int] = defaultdict(int)
        for w in words[j]:
            for k in holders.get(w, ()):
                common[k] += 1
        for i, n in sorted(common.items()):
            union = len(words[i] | words[j])
            if n >= 3 and n >= SHARED * union and _comparable(own[i], own[j]) and _same_numbers(own[i], own[j]):
                yield finding(
                    "contradiction", "high", [own[min(i, j)].span, own[max(i, j)].span],
                    "The document states something in one place and denies it in almost the same words in another.", 0.55,
                )
                break


def _content(line: Line) -> frozenset[str]:
    """The words of a sentence by their first letters, which endings leave alone: five, or two syllables; what denies is left out."""
    table = cues(line.language)
    text = line.text
    for start, end in sorted(table.places(text).get("denial", ()) if table else (), reverse=True):
        text = text[:start] + " " + text[end:]
    return frozenset(w[: 2 if _SYLLABLES.match(w) else 5].casefold() for w in _WORD.findall(text) if len(w) > 2 or not w.isascii())


def _same_numbers(one: Line, two: Line) -> bool:
    a, b = (sorted(str(bounds(q)) for q in x.rows["quantities"]) for x in (one, two))
    return a == b
