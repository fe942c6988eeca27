"""Sources named outside notes: in brackets in the text, on a line of their own, by an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.evidence.citations.entry import Reference, parse_entry, titled
from foedus.evidence.citations.names import is_named, kind_of, publishes
from foedus.evidence.citations.pieces import parse_note, parse_pointer
from foedus.evidence.citations.published import Published, dates_in, languages_of
from foedus.evidence.citations.urls import Address, find_addresses, site, words_of
from foedus.evidence.citations.vocabulary import vocabulary
from foedus.langs.grammar.cities import states_of_town
from foedus.langs.grammar.dates import find_dates
from foedus.langs.grammar.resolve import resolve

_ISSUED = re.compile(r"(?<=일)\s?자(?=\W*$)")  # a paper "of the 5th"
_LEAD = re.compile(r"(?<=[^\W\d_]):\s+")
_STOP = re.compile(r"(?<=[^\W\d_]{2}[.;])\s+")
_BRACKETS = re.compile(r"[(（]((?:[^()（）\n]|\([^()（）\n]{1,20}\)){5,110})[)）]")


def _names(text: str) -> str | None:
    """Return `text` as the names of sources, or None if it is no list of names."""
    body = text.strip(" ,;:–—-")
    if not body or len(body) > 80 or "%" in body:
        return None
    parts = [p for p in vocabulary().joiner.split(body) if p and p.strip()]
    kinds = [kind_of(p) for p in parts]
    # A place, or words that name nobody, say where or what, not who reported it.
    return body if kinds and len(kinds) <= 5 and not {"none", "territory"} & set(kinds) else None


def _dated_names(text: str, written: str | None = None) -> tuple[str, str] | None:
    """Return (names, date) of "Example Post, 4 May 2021", or None.

    The date is one to the day, its year that of the text `written` where it is left out; or a month and year. Then
    the names must be of those who publish, for a place stands before such dates as often.
    """
    text = _ISSUED.sub("", text)
    for p in (*dates_in(text), *(_short_dates(text, written) if written else ())):
        before = text[: p.start].rstrip()
        if text[p.end :].strip(" .,") or not before.endswith((",", ";", "|", "–", "-", ":")):
            continue
        names = _names(before) if p.day or len(p.iso) == 7 else None
        if names is not None and (publishes(names) or (p.day and p.apart and not states_of_town(names))):
            return names, p.iso
    return None


def _short_dates(text: str, written: str) -> Iterator[Published]:
    """Yield the days that are told without their year, with the year that the day of writing gives them."""
    for lang in languages_of(text):
        for m in find_dates(text, lang):
            if m.complete or m.first.day is None or m.first.month is None or m.relative or m.last is not None:
                continue
            meant = resolve(m, written)
            if meant is not None:
                yield Published(m.start, m.end, meant.iso, True, apart=False)


def bracketed(text: str, written: str | None = None) -> Iterator[Reference]:
    """Yield the sources that stand in round brackets with a date: "(Example Post, 4 May 2021)".

    `written` is the day the text was written, ISO 8601, which supplies the year of "(Example Post, 4 May)".
    """
    for m in _BRACKETS.finditer(text):
        found = _dated_names(m.group(1), written)
        if found:
            yield Reference(
                m.start(1), m.end(1), outlet=found[0], date=found[1], kind="attribution", confidence=0.85
            )
        else:
            # "(see Example Post, “The Long Dyke”, 4 May 2021)"
            named = parse_note(m.group(1), listed=True)
            whole = len(named) == 1 and named[0].title and named[0].date and len(named[0].date) > 4 and titled(m.group(1))
            if whole:
                yield replace(named[0], start=m.start(1) + named[0].start, end=m.start(1) + named[0].end)


def labelled(text: str) -> bool:
    """Whether a line says that what follows is its source: "Source: …"."""
    return bool(vocabulary().label.match(text.strip()))


def source_line(text: str) -> Reference | None:
    """Read a line that only names sources: "Example Post, Sample Wire, 4 May 2021" or "Source: …"."""
    body = text.strip()
    start = text.find(body) if body else 0
    label = vocabulary().label.match(body)
    rest = body[label.end() :] if label else body
    if not rest or len(rest) > 120 or "\n" in rest.strip():
        return None
    found = _dated_names(rest)
    if found is None:
        if label is None:
            return None
        names = _names(rest.rstrip("."))
        if names is None:
            return parse_entry(rest, offset=start + label.end(), listed=True)
        found = (names, "")
    first = start + (label.end() if label else 0)
    return Reference(
        first, start + len(body.rstrip(" .")) if not found[1] else start + len(body), outlet=found[0],
        date=found[1] or None, kind="attribution", confidence=0.8 if label or found[1] else 0.6,
    )


def _named_before(text: str, at: int, address: Address) -> Reference | None:
    """Read the work whose title and day stand right before its address: "… wrote earlier: The Long Dyke, 4 May 2021, https://…"."""
    days = [d for d in dates_in(text[: address.start]) if d.day and d.start >= at and _closed(text[d.end : address.start])]
    if not days:
        return None
    leads = [m.end() for m in _LEAD.finditer(text, at, days[-1].start) if _in_small_letters(text[at : m.start()])]
    start = max([at, *leads, *(m.end() for m in _STOP.finditer(text, at, days[-1].start))])
    if _in_small_letters(text[start : days[-1].start]):
        return None
    return parse_entry(text[start : address.end], offset=start, listed=True)


def _closed(between: str) -> bool:
    """Whether nothing stands between a day and an address but where the work appeared: ", in: Coast Review No. 9,"."""
    rest = vocabulary().inside.sub("", between, count=1).strip(" ,;:()<[–—-")
    return not re.search(r"\w", rest) or (vocabulary().inside.match(between) is not None and is_named(rest, 8))


def _in_small_letters(words: str) -> bool:
    """Whether `words` run on as a sentence does: most of four or more begin with a small letter."""
    every = [w for w in words.split() if w[:1].isalpha()]
    return len(every) >= 4 and 2 * sum(w[:1].islower() for w in every) > len(every)


def pointers(text: str) -> Iterator[Reference]:
    """Yield the pages that running text gives by address, each with the sentence that points to it."""
    at = 0
    for address in find_addresses(text):
        if not address.has_page:
            continue
        pointed = parse_pointer(text, at, address.end) or _named_before(text, at, address)
        if pointed is not None:
            yield pointed
        else:
            yield Reference(
                address.start, address.end, title=words_of(address.text), outlet=site(address.text),
                url=address.text, kind="pointer", confidence=0.6,
            )
        at = address.end
