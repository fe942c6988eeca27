"""Paragraphs in another language than the part around them, and what of a document no reader knows the language of.

A part is one run. What stands inside it in another language, as a quoted statement does or each second paragraph of a text
printed in two, belongs to it and says its own language, so that its readers read it. A run of a page or more between two of one
language is a part: a text of its own.

*Decided against:* a part for each change of language (a text in two by turns would be dozens, each with a title, an author and a
year of its own to find) and two parts that interleave (an offset would no longer tell the part).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import exp, log

from foedus.documents.identify import label
from foedus.documents.model import Part
from foedus.langs.registry import languages

Passage = tuple[Mapping[str, float], float]

PAGE = 1000.0  #: letters from which a run inside another is a text of its own
CHANGE = 25.0  #: letters of evidence that a change of language within a part costs
PLAIN = 0.9  #: probability from which a paragraph counts, among languages of one script
ALONE = 45.0  #: letters from which a paragraph may tell its language by itself
LEAST = 1e-3  #: probability of a language that one line of several denies
UNTOLD = "und"  #: the language of what has no words
SHORT = 40  #: characters of foreign words that nobody misses
READ = frozenset({"title", "heading", "sentence", "list_item"})


def whole(labels: Sequence[str], passages: Sequence[Passage]) -> list[str]:
    """Return the language of the part that each passage is in: `labels` with short runs joined to those around them.

    Parameters
    ----------
    labels
        The language of each passage as `foedus.documents.identify.label` tells it.
    passages
        Their probabilities and evidence.
    """
    runs: list[tuple[str, list[int]]] = [(code, [k for k, _ in group]) for code, group in groupby(enumerate(labels), key=lambda x: x[1])]
    weights = [sum(passages[k][1] for k in ks) for _, ks in runs]
    out: list[str] = []
    n = 0
    while n < len(runs):
        end = n
        while (again := _returns(runs, weights, end)) is not None:
            end = again
        inside = {code for code, _ in runs[n : end + 1]}
        while end > n and end + 1 < len(runs) and weights[end + 1] < PAGE and runs[end + 1][0] in inside:
            end += 1  # the last paragraph of a text in two languages
        mass: dict[str, float] = {}
        for (code, _), weight in zip(runs[n : end + 1], weights[n : end + 1], strict=True):
            mass[code] = mass.get(code, 0.0) + weight
        out += [max(mass, key=lambda c: mass[c])] * sum(len(ks) for _, ks in runs[n : end + 1])
        n = end + 1
    return out


def _returns(runs: Sequence[tuple[str, list[int]]], weights: Sequence[float], n: int) -> int | None:
    """Return the next run in the language of run `n` if less than a page stands between, else None."""
    between = 0.0
    for k in range(n + 1, len(runs)):
        if runs[k][0] == runs[n][0]:
            return k
        between += weights[k]
        if between >= PAGE:
            return None
    return None


def own(labels: Sequence[str], passages: Sequence[Passage]) -> list[str]:
    """Return the language of each passage itself: of its part, save for paragraphs plainly in another.

    Parameters
    ----------
    labels
        The language of the part that each passage is in.
    passages
        Probabilities and evidence; a passage without evidence is in the language of its part.
    """
    told = _together(labels, passages)
    plain = [
        p if p[0] and (code not in p[0] or max(p[0].values()) >= PLAIN) else (dict[str, float](), 0.0)
        for p, code in zip(told, labels, strict=True)
    ]
    out = list(labels)
    for _, group in groupby(range(len(labels)), key=labels.__getitem__):
        ks = list(group)
        if any(plain[k][1] for k in ks):
            for k, code in zip(ks, label([plain[k] for k in ks], CHANGE), strict=True):
                out[k] = code if plain[k][1] else labels[k]
    return out


def _together(labels: Sequence[str], passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages, lines in a row in another script than their part as one text is: three short lines tell what one does not.

    Paragraphs that tell their language by themselves are left as they are.
    """
    out: list[Passage] = []
    for strange, group in groupby(zip(labels, passages, strict=True), key=lambda x: bool(x[1][0]) and x[0] not in x[1][0]):
        run = [p for _, p in group]
        if strange:
            lines = [k for k, (p, w) in enumerate(run) if w < ALONE or max(p.values()) < PLAIN]
            if len(lines) > 1:
                joint = _joint([run[k][0] for k in lines])
                run = [(joint, p[1]) if k in lines else p for k, p in enumerate(run)]
        out += run
    return out


def _joint(told: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    logs = {c: sum(log(max(p.get(c, 0.0), LEAST)) for p in told) for c in {c for p in told for c in p}}
    mass = {c: exp(x - max(logs.values())) for c, x in logs.items()}
    return {c: m / sum(mass.values()) for c, m in mass.items()}


def unread(part: Part) -> int:
    """Return how many characters of a part no reader reads, because their language has no folder; figures are in none."""
    known = {*languages(), UNTOLD}
    lost = sum(s.end - s.start for s in part.segments if s.kind in READ and s.language not in known)
    return lost if lost >= SHORT else 0
