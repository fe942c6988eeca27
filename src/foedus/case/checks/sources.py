"""Checks of sources: anchors that hold, inputs older than the decision, values nobody has looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from foedus.case.checks.base import Context, Found, check
from foedus.case.schema import Anchor
from foedus.core.errors import nearest

_SHOWN = 60


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


@check("anchor-document", "error", "An anchor names a document that is not in `documents/`.")
def anchor_document(c: Context) -> Iterator[Found]:
    """Find anchors without a document."""
    known = sorted(c.documents)
    for path, anchor, _ in c.anchors():
        if anchor.doc not in c.documents:
            hint = f"did you mean {nearest(anchor.doc, known, 1)}?" if known else "put it into documents/"
            yield f"there is no document {anchor.doc!r}", c.at(*path, "doc"), hint


@check("anchor-quote", "error", "The quote of an anchor is not the text that stands at its offsets.")
def anchor_quote(c: Context) -> Iterator[Found]:
    """Find anchors whose document has changed under them."""
    for path, anchor, _ in c.anchors():
        document = c.documents.get(anchor.doc)
        if document is None or document.text[anchor.start : anchor.end] == anchor.quote:
            continue
        there = document.text[anchor.start : anchor.end]
        stands = f"{_cut(there)!r} stands there" if there else f"the document ends at {len(document.text)}"
        yield (
            f"{anchor.doc}[{anchor.start}:{anchor.end}] is not {_cut(anchor.quote)!r}: {stands}",
            c.at(*path), _where_now(anchor, c),
        )


def _where_now(anchor: Anchor, c: Context) -> str:
    """Say where the quote stands now: nearest to its old place, or in another document of the case."""
    starts = _occurrences(c.documents[anchor.doc].text, anchor.quote)
    if starts:
        start = min(starts, key=lambda s: (abs(s - anchor.start), s))
        return f"write start: {start}, end: {start + len(anchor.quote)}"
    for name in sorted(c.documents):
        found = _occurrences(c.documents[name].text, anchor.quote)
        if found:
            return f"the quote stands in {name}: write start: {found[0]}, end: {found[0] + len(anchor.quote)}"
    return "the quote stands in no document of the case: restore the document, or anchor the value anew"


def _occurrences(text: str, quote: str) -> list[int]:
    out, at = [], text.find(quote)
    while at >= 0:
        out.append(at)
        at = text.find(quote, at + 1)
    return out


@check("decided-date", "error", "`decided` is not a day of the calendar.")
def decided_date(c: Context) -> Iterator[Found]:
    """Find a decision on the 31st of February."""
    if c.case.decided is not None and _day(c.case.decided, last=False) is None:
        yield f"decided is {c.case.decided!r}, which is no day", c.at("decided"), "write year-month-day, as in 2022-01-06"


@check(
    "anchor-after-decision", "error",
    "An input rests on a document published on the day of the decision or later. An account may; the forecast may not.",
)
def anchor_after_decision(c: Context) -> Iterator[Found]:
    """Find inputs that knew the outcome."""
    decided = _day(c.case.decided, last=False)
    for path, anchor, is_input in c.anchors():
        document = c.documents.get(anchor.doc)
        published = _day(document.metadata.published, last=False) if document else None
        if is_input and decided and published and published >= decided:
            yield (
                f"{anchor.doc} was published on {published}, and the decision fell on {decided}", c.at(*path),
                "anchor the value to an earlier document, write an assumption instead, or move it to an account",
            )


@check(
    "anchor-undated", "warning",
    "`decided` is set, and a document that an input rests on has no date, or one too vague to be placed before it.",
)
def anchor_undated(c: Context) -> Iterator[Found]:
    """Find inputs whose documents cannot be placed before the decision; one line per document."""
    decided = _day(c.case.decided, last=False)
    told: set[str] = set()
    for path, anchor, is_input in c.anchors():
        document = c.documents.get(anchor.doc)
        if not is_input or decided is None or document is None or anchor.doc in told:
            continue
        first, last = (_day(document.metadata.published, last=end) for end in (False, True))
        if last is None or (last >= decided and first is not None and first < decided):
            told.add(anchor.doc)
            said = document.metadata.published or "no date"
            yield (
                f"{anchor.doc} has {said}: it is not known to be older than {decided}", c.at(*path),
                "write the date of publication below the title of the document",
            )


def _day(iso: str | None, *, last: bool) -> date | None:
    """Return the first or last day that an ISO date, possibly partial, can mean."""
    if not iso:
        return None
    parts = iso[:10].split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) == 3:
            return date(*numbers)
        year, month = numbers[0], numbers[1] if len(numbers) == 2 else (12 if last else 1)
        if not last:
            return date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except (ValueError, IndexError):
        return None


@check("drafted", "warning", "Values are still as foedus proposed them: nobody has accepted or corrected them.")
def drafted(c: Context) -> Iterator[Found]:
    """Count what is still drafted."""
    states = Counter(v.value.status for v in c.values())
    issues = [i.id for i in c.case.issues if i.status == "drafted"]
    if states["drafted"]:
        total = sum(states.values())
        quoted = [v for v in c.values() if v.value.status == "drafted" and v.field == "position" and v.value.anchors and not v.account]
        told = ", ".join(dict.fromkeys(v.actor for v in quoted))
        yield (
            f"{states['drafted']} of {total} values are drafted" + (f"; positions read from quotes: {told}" if quoted else ""),
            c.at("stakeholders"),
            "look at each and write status: accepted or status: corrected",
        )
    if issues:
        yield (
            f"the scale of {', '.join(issues)} is drafted", c.at("issues"),
            "look at question, unit, lower and upper and write status: accepted or status: corrected",
        )
