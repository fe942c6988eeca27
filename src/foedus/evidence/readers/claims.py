"""Reads attributed statements: who says what, directly or not, and what the words make of the matter.

The simple reader: reporting frames by language, pronouns and left-out subjects carried over, quotations
over several sentences. It resolves speakers to the actors that the actors reader found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from operator import attrgetter

from foedus.documents.model import Document, Part
from foedus.evidence.authors import NOBODY, authors
from foedus.evidence.claims.framing import Vocabulary, interventions
from foedus.evidence.claims.noted import named_by_note, writers
from foedus.evidence.claims.speakers import UNSPECIFIED
from foedus.evidence.claims.statement import Sentence, Statement
from foedus.evidence.claims.statements import statements
from foedus.evidence.mentions import Mention, named_in, outermost
from foedus.evidence.readers import citations
from foedus.evidence.resolutions import clauses
from foedus.evidence.rows import Row, row
from foedus.evidence.shared import rows_named, rows_of
from foedus.langs.grammar.name_entries import persons
from foedus.langs.registry import language

NAME = "claims"
VERSION = "1"
TABLE = "claims"

_TEXT = frozenset({"sentence", "list_item"})
_HEADS = frozenset({"title", "heading"})
_TOP = 4  #: lines above a text among which its author signs
_ACTORS = "foedus.evidence.readers.actors"
_DATES = "foedus.evidence.readers.dates"


def _actor_rows(document: Document) -> Iterable[Row]:
    """Ask the actors reader; without it every speaker is unspecified."""
    return named_in(document) if find_spec(_ACTORS) else ()


def _mentions(document: Document, actors: Iterable[Row | None]) -> list[Mention]:
    out = []
    for a in outermost(a for a in actors if a is not None):
        start, end = document.view.from_raw(a["start"], a["end"])
        if start < end:
            out.append(Mention(start, end, a["actor"], a["kind"] or "", document.view.text[start:end]))
    return sorted(out, key=lambda m: (m.start, -m.end))


def _dates(document: Document) -> list[int]:
    """Return where dates stand in the view, in order; none without the dates reader."""
    rows = rows_named("dates", document) if find_spec(_DATES) else ()
    return sorted(document.view.from_raw(r["start"], r["end"])[0] for r in rows)


def _sentences(document: Document, part: Part, mentions: Sequence[Mention], dates: Sequence[int]) -> list[Sentence]:
    out = []
    k = bisect_left(mentions, part.segments[0].start, key=attrgetter("start")) if part.segments else 0
    for s in part.segments:
        if s.kind not in _TEXT | _HEADS:
            continue
        while k < len(mentions) and mentions[k].start < s.start:
            k += 1
        inside = []
        while k < len(mentions) and mentions[k].start < s.end:
            if mentions[k].end <= s.end:
                inside.append(mentions[k])
            k += 1
        dated = bisect_left(dates, s.start) < bisect_left(dates, s.end)
        out.append(Sentence(s.start, s.end, s.block, document.slice(s), tuple(inside), s.kind in _HEADS, dated=dated))
    own = [[replace(m, start=m.start - s.start, end=m.end - s.start) for m in s.mentions] for s in out]
    led = clauses([s.text for s in out], own, language(part.language))
    return [replace(s, heads=False, holder=led[n].holder, lead=led[n].lead) if n in led else s for n, s in enumerate(out)]


class _Authors:
    """Who signs the parts of a document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._signed: dict[str, list[Mention]] = {}
        self._speaking = authors(document) if find_spec(_ACTORS) else {}
        for part, s in document.segments():
            if s.kind == "byline":
                first, last = (bisect_left(mentions, at, key=attrgetter("start")) for at in (s.start, s.end))
                self._signed.setdefault(part.id, []).extend(mentions[first:last])
        every = [m for found in self._signed.values() for m in found]
        self._printed = [p for p in (document.metadata.author, document.metadata.publisher) if p]
        self._every = [_named(p, (*every, *mentions)) for p in self._printed]
        self._person = next((m for m in every if m.kind == "person"), None)
        self._known = bool(document.metadata.author)
        self._signer = next((m.actor for m in mentions if m.kind == "person" and m.actor not in persons() and _signs(document, m)), None)

    def speaks(self, part: Part) -> bool:
        """Whether a part speaks in its author's own person."""
        return bool(self._speaking.get(part.id, NOBODY).one)

    def of(self, part: Part) -> tuple[str, ...]:
        """Return the id of who speaks in a part, else of its author, else of its publisher, as far as the actors reader knows them.

        A name in a byline that is neither may be that of a source the document sums up.
        """
        voice = self._speaking.get(part.id, NOBODY)
        if voice.one:
            return voice.one
        own = self._signed.get(part.id, ())
        for printed, other in zip(self._printed, self._every, strict=True):
            m = _named(printed, own) or other
            if m:
                return (m.actor,)
        # A person in the byline of a translation is the author whose name the metadata give in another script.
        person = next((m for m in own if m.kind == "person"), self._person)
        if person and self._known:
            return (person.actor,)
        return (self._signer,) if self._signer else ()


def _signs(document: Document, m: Mention) -> bool:
    """Whether a name with a title is a line by itself above the text, as columns are signed: "정다래 칼럼니스트"."""
    above = [s for _, s in document.segments()][:_TOP]
    line = next((document.slice(s).strip() for s in above if s.kind in _HEADS | {"byline"} and s.start <= m.start < s.end), "")
    return line == m.text.strip() and len(line.split()) > 1


def _named(printed: str, mentions: Iterable[Mention]) -> Mention | None:
    """Return the first mention of a name as it is printed, or of a part of it, or that it is a part of."""
    return next((m for m in mentions if m.text == printed or (len(m.text) > 3 and m.text in printed) or (len(printed) > 3 and printed in m.text)), None)


def _row(document: Document, part: Part, s: Statement) -> Row | None:
    who: str | list[str] = s.voice.speakers[0] if len(s.voice.speakers) == 1 else list(s.voice.speakers)
    start = s.sentence.start
    # The mark of a list item is no part of what is said.
    lead = re.match(r"\s*(?:[*•◦○●▪■☐–—-]|\(?\d{1,2}[.)])\s+", s.sentence.text)
    start += s.lead or (lead.end() if lead else 0)
    end = s.sentence.end if s.until is None else s.sentence.start + s.until
    return row(
        TABLE, document, part.id, start, end, method=f"{NAME}/{VERSION}",
        confidence=min(s.voice.confidence, 0.5) if who == UNSPECIFIED else s.voice.confidence,
        speaker=who, through=list(s.voice.through), form=s.form,
        framing=s.framing.label if s.framing else None, polarity="deny" if s.denies else "affirm",
        proposition=s.proposition,
    )


def read(
    document: Document, actors: Iterable[Row | None] | None = None, vocabulary: Vocabulary | None = None
) -> Iterator[Row]:
    """Yield one row per attributed statement of `document`.

    Parameters
    ----------
    actors
        Rows of the table ``actors`` for this document; None asks the actors reader.
    vocabulary
        Framing vocabulary; None takes the built-in one for interventions.
    """
    mentions = _mentions(document, _actor_rows(document) if actors is None else actors)
    words = vocabulary or interventions()
    dates = _dates(document)
    writer = writers(rows_of(citations, document))
    authors = _Authors(document, mentions)
    for part in document.stretches():
        sentences = _sentences(document, part, mentions, dates)
        author = authors.of(part)
        remarks = document.metadata.kind == "remarks"
        own = authors.speaks(part)
        for statement in statements(sentences, language(part.language), words, author, remarks=remarks, own=own):
            made = _row(document, part, named_by_note(document, statement, writer))
            if made is not None:
                yield made
