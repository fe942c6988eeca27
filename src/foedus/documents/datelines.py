"""The dateline of a news report, which says where, when and by whom it was sent, told apart from its first sentence.

Forms that agencies print: ``CITY, date (Agency) -``, ``City, date (Agency).-``, ``CITY, date. /AGENCY/.``,
``City, date (Agency) Text``, ``(City=Agency) reporter =``. A dateline becomes a line of its own kind, so
that no reader takes its place for somebody who acts or speaks in the sentence after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from foedus.documents.blocks import Block
from foedus.langs.grammar.dates import DateMatch, find_dates
from foedus.langs.registry import languages

_NAME = r"[A-ZÀ-ÝА-ЯЁ][\w’'.-]*(?:[ -](?:[a-zà-ÿ]{1,3} ){0,2}[A-ZÀ-ÝА-ЯЁ][\w’'-]*){0,3}"
_FORM = re.compile(
    rf"\s*(?P<city>{_NAME}(?:/{_NAME})*(?:, {_NAME}\b(?!\.?\s*\d))?)"
    r"(?:[,.]?\s+(?P<date>[^()/;:—–]{0,20}\d[^()/;:—–]{0,20}?))??"
    r"(?:\s*[,.]?\s*(?:\((?P<round>[^()\d]{2,40})\)|/(?P<slash>[^/\d]{2,30})/)|\s*[,.—–-]\s+(?P<bare>[A-ZÀ-ÝА-ЯЁ][\w.]*(?: [A-ZÀ-ÝА-ЯЁ]\w*)?))?"
    r"(?P<end>\s*\.?\s*[-–—―]{1,2}\s+|\.\s+(?!\d)|(?<=\))\s+(?=[\"“«¿¡]?[A-ZÀ-ÝА-ЯЁ]))(?=[\"“‘'«¿¡(]*[\w])"
)
_SOLID = re.compile(r"\s*[(\[【](?P<city>[가-힣A-Z][^=()\[\]\d]{0,30})=(?P<round>[^=()\[\]]{2,20})[)\]】]\s*(?:[가-힣·,\s]{2,40}=\s*|[=–—-]\s*)?")
_ALONE = re.compile(r"\s*\((?P<round>[^()\d]{2,40})\)\s*[-–—―]{1,2}\s+")
#: A day that a page has lost the gap behind: "May 3, 2012The ministers …".
_GLUED = re.compile(r"\s*(?P<date>[^\n]{5,30}?\d{4})(?=[^\W\d_a-zà-ÿа-яё가-힣][a-zà-ÿа-яё])")
#: The day and the hour behind who posted a page, with no end of line behind them: "Posted by Ann on 3-5-2012 | 15:40The ministers …".
_STAMP = re.compile(r"(?P<date>[^\n.!?]{3,70}?\d{4}(?:\.|년.{0,8}일)?)[\s|,·-]{1,4}\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?(?!\w))?\s*", re.IGNORECASE)
OPENING = 6  #: lines at the head of a text among which such a day stands
LONGEST = 110  # characters a dateline can have
_LINES = frozenset({"prose", "list_item"})


def parted(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` with every dateline cut off the paragraph it opens, as a block of kind ``byline``.

    A form without an agency also opens the entries of a chronology. It counts only in the first
    paragraph below a heading, and only if no other paragraph of the document opens so with another date.
    """
    found: dict[int, tuple[int, str | None, bool]] = {}
    for k, b in enumerate(blocks):
        if b.kind in _LINES:
            cut = _cut(b.text) or (_glued(b.text) if k < OPENING else None)
            if cut:
                found[k] = cut
    plain = {when for _, when, sure in found.values() if not sure}
    out: list[Block] = []
    for k, b in enumerate(blocks):
        end, _, sure = found.get(k, (0, None, False))
        first = b.kind == "prose" and not (k and blocks[k - 1].kind in _LINES)
        if end and (sure or (first and len(plain) == 1)):
            at = b.start + end
            out += [Block(b.start, at, "byline", b.text[:end], b.gap), replace(b, start=at, text=b.text[end:], gap=0)]
        elif b.kind == "heading" and _dated_alone(b.text):
            out.append(replace(b, kind="byline"))
        else:
            out.append(b)
    return out


def agency(line: str) -> str | None:
    """Return the news agency that a dateline names, as printed, if it is a known one."""
    m = _SOLID.match(line) or _ALONE.match(line + " ") or _FORM.match(line + " X")
    return _agency(m) if m else None


def _cut(text: str) -> tuple[int, str | None, bool] | None:
    """Return the length of the dateline `text` opens with, its date, and whether its form leaves no doubt."""
    solid = _SOLID.match(text[:LONGEST])
    if solid and (_known(solid["round"]) or solid.group().rstrip().endswith("=")):
        return solid.end(), None, True
    alone = _ALONE.match(text[:LONGEST])
    if alone and _known(alone["round"]):
        return alone.end(), None, True
    m = _FORM.match(text[: LONGEST + 1])
    if not m or m.end() > LONGEST:
        return None
    named, dash = _agency(m), m["end"].strip(" .") != ""
    set_off = m["round"] or m["slash"]
    if m["bare"] and not named:
        return None
    day = _date(text, m) if m["date"] else None
    # "City, date (Agency) Text": without a dash the place, the day and who sent it must all be told.
    if not (dash or m["slash"] or (m["bare"] and named) or (m["round"] and day)):
        return None
    if named:
        return m.end(), day, True
    if m["date"] and day is None:
        return None
    if set_off and m["date"]:
        return m.end(), day, True
    # Without an agency a new sentence must open after the dash, else the dash parts a remark from one that goes on.
    opens = text[m.end() :].lstrip("\"“‘'«¿¡(")[:1].isupper()
    return (m.end(), day, False) if opens and not set_off and (day or _heads(m)) else None


def _dated_alone(line: str) -> bool:
    """Whether a line holds a dateline of an agency and a day, and nothing else: "(City=Agency) 3 May 2021"."""
    m = _SOLID.match(line)
    rest = line[m.end() :].strip(" .-–—") if m and _known(m["round"]) else ""
    found = [d for lang in languages().values() for d in find_dates(rest, lang) if d.precision == "day"] if rest else []
    return any(not re.search(r"\w", rest[: d.start] + rest[d.end :]) for d in found)


def _glued(text: str) -> tuple[int, str | None, bool] | None:
    """Return what `_cut` does for a paragraph that opens with a day and goes on without a gap."""
    m = _GLUED.match(text)
    day = _date(m[0], m) if m else None
    if m and day:
        return m.end(), day, True
    m = _STAMP.match(text)
    cues = tuple(c for lang in languages().values() for c in lang.table("layout").get("byline", ()))
    if m and len(text) > m.end() + LONGEST and text.startswith(cues):
        found = (_told(d) for lang in languages().values() for d in find_dates(m[0], lang) if d.precision == "day" and d.last is None)
        day = next(found, None)
        return (m.end(), day, True) if day else None
    return None


def _heads(m: re.Match[str]) -> bool:
    """Whether a name alone is where a report was sent from: a place in capitals, or with its country, before ".-" or a dash set off."""
    name, _, country = m["city"].partition(",")
    place = name.lower() in _names_of("capitals") | _names_of("places")
    if not name.isupper() or len(name) < 4:
        return place and m["end"].startswith(" ") and m["end"].strip() in ("–", "—", "--")  # "City – Text", set off
    return bool(country) or m["end"].strip().startswith(".") or place


def _date(text: str, m: re.Match[str]) -> str | None:
    """Return the day in a dateline as told, or None if what stands in its place is no date alone."""
    a, b = m.span("date")
    for lang in languages().values():
        for d in find_dates(text[: m.end()], lang):
            if d.precision == "day" and d.last is None and a <= d.start and not re.search(r"\w", text[a : d.start] + text[d.end : b]):
                return _told(d)
    return None


def _told(d: DateMatch) -> str:
    return f"{d.first.year}-{d.first.month}-{d.first.day}"


def _agency(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    name = next((g.strip() for g in (groups.get("round"), groups.get("slash"), groups.get("bare")) if g), "")
    return name if _known(name) else None


def _known(name: str) -> bool:
    plain = re.sub(r"\.[a-z]{2,4}$", "", name.strip(), flags=re.IGNORECASE).lower()
    return any(part.strip() in _names_of("media") for part in re.split(r"[/,-]", plain))


@cache
def _names_of(table: str) -> frozenset[str]:
    """Return the names in a shared table of names, in every language and in lower case."""
    from foedus.langs.grammar.name_entries import shared_rows

    names: set[str] = set()
    for r in shared_rows(table):
        names.update(n for key, cell in r.items() if key not in ("id", "of", "type", "source") and cell for n in cell.split("|"))
    for lang in languages().values():
        for told in lang.table("aliases").get(table, {}).values():
            names.update([told] if isinstance(told, str) else told)
    return frozenset(n.strip(" =").lower() for n in names)
