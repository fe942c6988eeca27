"""Sentences with exact spans: one rule for all scripts, abbreviations from the language folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from foedus.langs.registry import Language

_CLOSERS = "\"'”’»)\\]】』」〉》›"
_MARKS = r"(?:\s?\[\^?\d{1,3}\])*"
# A stop, what closes with it, footnote marks; then blank space, or Hangul set solid after a final ending.
_STOP = re.compile(
    rf"(?:[.!?…]+|[。！？]+)(?:\s?[{_CLOSERS}]+(?:\s?[.](?=\s|$))?)?{_MARKS}(?=\s|$|(?<=[다요까오죠음함됨임]\.)[가-힣“‘\"(])"
)
_INITIAL = re.compile(r"(?:^|[\s(\"“‘'«])(?:[^\W\d_]\.)*[A-ZÀ-ÝА-Я]\.$")
_ORDINAL_DATE = re.compile(r"\d\.$")
_OPENER = re.compile(r"[\s]*[\"'“‘«(¿¡\[–—-]*\s*(.)", re.S)
_MARK_AHEAD = re.compile(r"\s*\[\^?\d{1,3}\]")
# A quotation handed on by the clause around it: “…” said he; “...”라고.
_CARRY = re.compile(r"\s*(?:이?라고|고|라는|라며|며|면서|란|이라는)\b")

LONGEST = 4000  #: characters of a sentence; the memory of a parser follows the longest it is given
SOLID = 500  #: length of the pieces of what has no blank at which to cut it
_SAFE = (re.compile(r"[.!?…。;:]\S*\s+"), re.compile(r",\s+"), re.compile(r"\s+"))


@lru_cache(maxsize=64)
def _abbreviations(language: Language) -> frozenset[str]:
    return frozenset(language.table("segment").get("abbreviations", ()))


def _ends(text: str, start: int, m: re.Match[str], language: Language) -> bool:
    """Whether the stop at `m` ends the sentence that began at `start`."""
    stop = m.group()
    after = _OPENER.match(text, m.end())
    following = after.group(1) if after else ""
    if not following:
        return True
    if _CARRY.match(text, m.end()):
        return False
    bare = stop.rstrip()[:1] == "." and stop.strip() == "."
    before = text[max(start, m.start() - 80) : m.start() + 1]
    if bare:
        if _INITIAL.search(before) and (following.isupper() or following.islower() or following.isdigit()):
            # "U.S. Navy" and "U.S. or China" go on; "in the U.S. [3] The ..." cannot be told and goes on too.
            return False
        word = re.search(r"([^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_])|\. (?=[^\W\d_]))*)\.$", before)
        if word:
            w = word.group(1).lower()
            known = _abbreviations(language)
            if w in known or w.rsplit(" ", 1)[-1] in known:
                return False
        if _ORDINAL_DATE.search(before) and following.isdigit():
            return False  # "2022. 1. 10."
        if re.search(r"(?:^|\s)\(?\d{1,3}\.$", before) and len(before.strip()) <= 5:
            return False  # the number of a list item
    if stop.startswith("...") or stop[0] == "…":
        return following.isupper() or "가" <= following <= "힣"
    return not following.islower()


def split(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of the sentences of `text`, outer blank space left out.

    Footnote marks after a stop belong to the sentence they follow. What runs on for more than `LONGEST` characters
    without an end is cut, at a stop or comma if there is one.
    """
    start = 0
    for m in _STOP.finditer(text):
        if m.end() <= start or not _ends(text, start, m, language):
            continue
        end = m.end()
        while mark := _MARK_AHEAD.match(text, end):
            end = mark.end()
        yield from _bounded(text, start, end)
        start = end
    yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a stretch in pieces of at most `LONGEST` characters, cut where it hurts least."""
    while end - start > LONGEST:
        span = (start + SOLID, start + LONGEST)
        cut = next((m.end() for p in _SAFE for m in [_last(p, text, *span)] if m), start + SOLID)
        yield from _trim(text, start, cut)
        start = cut
    yield from _trim(text, start, end)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    m = None
    for m in pattern.finditer(text, start, end):  # noqa: B007
        pass
    return m


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
