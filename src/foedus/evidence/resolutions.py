"""Resolutions: one sentence over many paragraphs, whose subject stands in a line of its own ("The Council,").

"Recalling …", "1. Demands that …" have no subject beside them. Whoever the line names is told to each paragraph, and the
grammar that such a text leaves out is supplied for the analysis: "It demands that …". A line counts if it names a body and ends
open, and two of the paragraphs below it open with a form that ``[resolution]`` of the language's ``syntax.toml`` describes.
Short lines that end without a mark, as the head of a page or a heading, stand between two of them without ending it.

*Decided against:* joining the paragraphs into one sentence, of which every row would quote a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from foedus.evidence.mentions import Mention
from foedus.evidence.syntax.model import Argument, Predicate, Span
from foedus.langs.registry import Language

LEAST = 2  #: paragraphs that make a resolution
PAGE = 60  #: characters of a line that may be the head or foot of a page
PAGES = 4  #: such lines in a row
LONGEST = 600  #: characters of the line that names who resolves
PARTIES = 3  #: states in a line that a colon ends which resolve together
BODIES = frozenset(("organisation", "institution", "government", "group"))
_MARK = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|[*•–—-])\s+")
_OPEN = re.compile(r"[,:]\s*$")
_GOES_ON = re.compile(r"[,;:]\s*(?:and|y|et|и)?\s*$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of a resolution: who resolves, where its words begin, and what the analysis reads before them."""

    holder: tuple[str, ...]
    lead: int = 0
    prefix: str = ""

    def read(self, text: str) -> str:
        """Return the text with its subject."""
        body = text[self.lead :]
        return self.prefix + body[:1].lower() + body[1:] if self.prefix else text

    def forth(self, spans: Sequence[Span]) -> list[Span]:
        """Return where stretches of the paragraph stand in what is read."""
        return [(a + self._by, b + self._by) for a, b in spans if a >= self.lead] if self.prefix else list(spans)

    def back(self, p: Predicate) -> Predicate:
        """Return a predicate of what was read as one of the paragraph; the subject supplied takes no room in it."""
        if not self.prefix:
            return p
        arguments = tuple(self._argument(a) for a in p.arguments)
        return replace(p, start=self._at(p.start), end=self._at(p.end), clause=self._span(p.clause), arguments=arguments)

    @property
    def _by(self) -> int:
        return len(self.prefix) - self.lead

    def _at(self, offset: int) -> int:
        return max(offset - self._by, self.lead)

    def _span(self, span: Span) -> Span:
        return self._at(span[0]), self._at(span[1])

    def _argument(self, a: Argument) -> Argument:
        return replace(a, start=self._at(a.start), end=self._at(a.end), heads=tuple(map(self._span, a.heads)))


def clauses(texts: Sequence[str], mentions: Sequence[Sequence[Mention]], language: Language) -> dict[int, Clause]:
    """Return the paragraphs of resolutions by their place among `texts`.

    Parameters
    ----------
    texts
        Paragraphs, headings and items in order.
    mentions
        The actors named in each, offsets in it.
    """
    table = language.table("syntax").get("resolution")
    if not table:
        return {}
    finite, participle = re.compile(table["finite"]), re.compile(table["participle"])
    out: dict[int, Clause] = {}
    k = 0
    while k < len(texts):
        holder = _opens(texts[k], mentions[k])
        found: dict[int, Clause] = {}
        n, before = k + 1, k  # `before`: the last line that was no head of a page
        while holder and n < len(texts):
            mark = _MARK.match(texts[n])
            lead = mark.end() if mark else 0
            form = "finite" if finite.match(texts[n], lead) else "participle" if participle.match(texts[n], lead) else ""
            if form:
                found[n] = Clause(holder, lead, str(table.get(f"before_{form}", "")))
            elif n - before <= PAGES and _of_a_page(texts[n]) and _GOES_ON.search(texts[before]):
                n += 1
                continue
            elif not (mark and _GOES_ON.search(texts[before])):
                break
            before = n
            n += 1
        if len(found) >= LEAST:
            out |= found
        k = before + 1 if len(found) >= LEAST else k + 1
    return out


def _of_a_page(text: str) -> bool:
    return len(text) <= PAGE and bool(text.strip()) and text.rstrip()[-1] not in ".,;:!?"


def _opens(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return whom a line names that leaves a sentence open: "The Security Council,"."""
    if len(text) > LONGEST or not _OPEN.search(text) or _MARK.match(text):
        return ()
    body = next((m for m in mentions if m.kind in BODIES), None)
    states = tuple(dict.fromkeys(m.actor for m in mentions if m.kind == "state"))
    if len(states) >= PARTIES and text.rstrip().endswith(":") and (body is None or body.kind != "organisation"):
        return states  # "The foreign ministers of Chile, Peru and Brazil, meeting in Lima on 3 May:"
    return (body.actor,) if body is not None else ()
