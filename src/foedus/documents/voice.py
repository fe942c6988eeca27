"""Whose words a document is: the places where its head, its opening or its last lines name who speaks in it.

A title tells it ("Statement by the Minister of …", "…의 대국민 담화"), a letterhead beside a line that only names the kind of
document, the sentence that hands over to the text or that says who "we" are, a body that opens with what it does by saying
so, or a signature. The forms stand in ``langs/<code>/voice.toml``. Who is named there the readers of actors know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from foedus.documents.model import Document, Part, Segment
from foedus.langs.registry import Language, language, languages

HEAD = 8  #: segments at the head of a part
OPENING = 3  #: sentences that may say who speaks
TAIL = 5  #: segments at the end
LONGEST = 400  #: characters of a line or sentence searched
NAME = 90  #: characters of a line that may be a name alone
_LABEL = re.compile(r"\s*title:\s*", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«「『][^”\"»」』]*[”\"»」』]")
_LINES = frozenset({"title", "heading", "byline"})
_ENDS = re.compile(r"[.!?…。][\"”»)]*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Words that say who speaks: half-open offsets in the view.

    `how` is ``behind`` or ``before`` the kind of document, ``issued``, ``defines`` ("we, the ministers of …"), ``opens``, or ``line``
    (a letterhead or signature, which must be a name as a whole).
    """

    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class _Forms:
    first: re.Pattern[str]
    alone: re.Pattern[str]
    titles: Mapping[str, re.Pattern[str]]
    openings: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=64)
def _forms(tongue: Language) -> _Forms | None:
    table = tongue.table("voice")
    if not table:
        return None

    def made(name: str) -> re.Pattern[str]:
        text = str(table.get(name, "(?!)")).replace("{forms}", f"{table['forms']}|{table['spoken']}")
        return re.compile(text, re.IGNORECASE)

    return _Forms(
        made("first"), made("alone"),
        {how: made(how) for how in ("behind", "before") if how in table},
        {how: made(how) for how in ("defines", "issued", "opens") if how in table},
    )  # fmt: skip


def speaks_itself(document: Document, part: Part) -> bool:
    """Whether a part speaks in the first person outside quotation marks."""
    forms = _forms(language(part.language))
    if forms is None:
        return False
    texts = (document.slice(s) for s in part.segments if s.kind in ("sentence", "list_item"))
    return any(forms.first.search(_QUOTED.sub(" ", t)) for t in texts if len(t) < 10 * LONGEST)


@cache
def _offices() -> re.Pattern[str]:
    told = [str(x.table("voice")["offices"]) for x in languages().values() if "offices" in x.table("voice")]
    return re.compile("|".join(told) or "(?!)", re.IGNORECASE)


def speaks_for(words: str) -> bool:
    """Whether words name an office whose holder speaks for a state, in any language: a title may be in another than its text.

    Examples
    --------
    >>> speaks_for("the Foreign Minister of Peru"), speaks_for("the Peruvian Left")
    (True, False)
    """
    return _offices().search(words) is not None


def voices(document: Document, part: Part) -> Iterator[Voice]:
    """Yield where a part says whose words it is, the surest first."""
    own = _forms(language(part.language))
    if own is None:
        return
    head = [s for s in part.segments if s.kind != "furniture"][:HEAD]
    lines = [s for s in head if _is_line(document, s)]
    sentences = [s for s in part.segments if s.kind == "sentence"][:OPENING]
    yield from _in_titles(document, lines)
    for s in sentences:
        text = document.slice(s)[:LONGEST]
        for how in ("issued", "defines"):
            if m := own.openings[how].search(text) if how in own.openings else None:
                yield Voice(s.start + m.start("who"), s.start + m.end("who"), how)
    for s in lines:
        if m := own.openings["issued"].search(document.slice(s)[:LONGEST]) if "issued" in own.openings else None:
            yield Voice(s.start + m.start("who"), s.start + m.end("who"), "issued")
    if any(own.alone.fullmatch(document.slice(s)) for s in lines):
        yield from _names(document, lines)
    for s in sentences[:2]:
        if m := own.openings["opens"].search(document.slice(s)[:LONGEST]) if "opens" in own.openings else None:
            yield Voice(s.start + m.start("who"), s.start + m.end("who"), "opens")
    yield from _names(document, list(reversed([s for s in part.segments if s.kind != "furniture"][-TAIL:])))


def _in_titles(document: Document, lines: Sequence[Segment]) -> Iterator[Voice]:
    """Yield the names beside the kind of document; a title may be in another language than its text."""
    for s in lines:
        text = document.slice(s)[:LONGEST]
        label = _LABEL.match(text)
        at = label.end() if label else 0
        for forms in filter(None, map(_forms, languages().values())):
            for how, pattern in forms.titles.items():
                if m := pattern.search(text[at:]):
                    yield Voice(s.start + at + m.start("who"), s.start + at + m.end("who"), how)


def _names(document: Document, segments: Sequence[Segment]) -> Iterator[Voice]:
    for s in segments:
        if s.end - s.start <= NAME and _is_line(document, s):
            yield Voice(s.start, s.end, "line")


def _is_line(document: Document, s: Segment) -> bool:
    return s.kind in _LINES or (s.kind == "sentence" and s.end - s.start <= NAME and not _ENDS.search(document.slice(s).strip()))
