"""Works that a later note cites again: "Ibid.", "Doe, op. cit., p. 9", "Doe, Long Dyke, 50"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.citations.entry import Reference
from foedus.evidence.citations.vocabulary import vocabulary

_SHORT = re.compile(r"\s*([^,;:.\d\n]{2,40}),\s*([^,;\n]{3,60}?)[,.]?\s*(?:pp?\.\s*)?(?:\d[\d\s,–-]*)?\.?\s*$")


def cited_before(reference: Reference, earlier: Sequence[Reference]) -> Reference:
    """Return `reference` with the fields of the work of `earlier` that it cites again, if it does and the work is found.

    With an author it is the last work of the same surname, without one the work cited last.
    """
    if reference.kind != "again":
        return reference
    works = [r for r in earlier if r.kind != "pointer"]
    if reference.authors:
        works = [r for r in works if any(_surnames(r.authors) & {w} for w in _surnames(reference.authors))]
    if not works:
        return reference
    work = works[-1]
    return replace(reference, authors=work.authors, title=work.title, outlet=work.outlet, date=work.date, url=work.url)


def _surnames(authors: Sequence[str]) -> set[str]:
    """Return what may be the surname of each author: the words before a comma, else the last word, or all of it."""
    out = set()
    others = vocabulary().others
    for a in authors:
        a = " ".join(w for w in a.split() if w.lower().strip(".") not in others and w.lower() not in ("et", "al."))
        head, comma, _ = a.partition(",")
        words = a.lower().split()
        # Of two surnames the first may stand alone: "Díaz" for "Díaz Melo, P.".
        out |= {head.strip().lower(), head.lower().split(" ")[0]} if comma else {a.lower(), *words[-1:], *words[:1], " ".join(words[-2:])}
    return out


def cited_in_short(text: str, at: int, earlier: Sequence[Reference]) -> Reference | None:
    """Read a note, from `at` on, that names a work of `earlier` by a surname and words of its title alone: "Doe, Long Dyke, 50."."""
    m = _SHORT.match(text, at)
    if m is None:
        return None
    words = set(re.findall(r"[^\W\d_]{3,}", m[2].lower()))
    for work in reversed(earlier):
        known = set(re.findall(r"[^\W\d_]{3,}", (work.title or "").lower()))
        if words and words <= known and m[1].strip().lower() in _surnames(work.authors):
            return replace(work, start=m.start(1), end=m.start() + len(m[0].rstrip()), confidence=0.8)
    return None
