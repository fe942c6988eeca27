"""What a document says of itself: title, author, publisher, date, genre, and whether it breaks off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from foedus.documents.blocks import Block
from foedus.documents.datelines import agency
from foedus.documents.layout import FINAL, field
from foedus.documents.model import Metadata
from foedus.documents.undated import day_of_writing
from foedus.langs.grammar.chronology import NEAR, entries
from foedus.langs.grammar.dates import find_dates
from foedus.langs.registry import Language, languages

_SITE = re.compile(r"\b(?:https?://)?(?:www\.)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_PAGE = re.compile(r"(?:https?://|www\.)[^\s/]+/\S")  # names a page, not only a site
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_FIELD = re.compile(r"^title\s?:\s+", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[*•○●▪■–—-]|\(?\d{1,3}[.)])\s+")
_WORD = re.compile(r"(?<!\w)[^\W\d]+(?!\w)")
_COLUMN = re.compile(r"\s{3,}|\t+|\s*\|\s*")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\s?[ap]\.\s?m\.\s*$", re.IGNORECASE)
LETTERHEAD = 4  # lines at the head in which a date set apart is that of the letter or paper
MONTHLY = 80  #: characters that a line may have which tells who issued a text, and in which month
ITEM = 4  #: words besides figures that a marked line may have to be a byline
OPENING = 8  #: words from which a line that a colon ends opens what follows: "The ministers, meeting in Lima on 3 May:"
HEAD, TAIL = 8, 3  # lines at either end in which a document speaks of itself


def names_page(text: str) -> bool:
    """Whether a line gives the address of a page: at the end of a text such a line points to another."""
    return bool(_PAGE.search(text))


def is_byline(b: Block, language: Language) -> bool:
    """Whether a line near an end of a part names author, publisher or date rather than telling something."""
    text = b.text.strip()
    cues = tuple(language.table("layout").get("byline", ()))
    if len(text) > 300 or (text.endswith(":") and len(text.split()) > OPENING):
        return False
    # "2022. 1. 10." ends in a stop and is no sentence; what holds a finished sentence before its last one is prose,
    # and so is what runs into its date ("… met on 9 April 2022.") where a byline would set it off.
    ends = bool(FINAL.search(_CLOCK.sub("", text)))
    prose = bool(re.search(r"[^\W\d_]{3}[.!?]\s", text)) or _runs_into_date(text, language)
    sentence = ends and (not re.search(r"\d\.[)\]>]?\s*$", text) or prose)
    opens = any(text.lower().startswith(c.lower()) and not text[len(c) : len(c) + 1].isalpha() for c in cues)
    if b.kind == "list_item" and len(_WORD.findall(_ITEM.sub("", text))) > ITEM:
        return False  # what an item tells of a day is no day of writing
    if sentence and not opens and not _SITE.search(text):
        return False  # whatever date stands in it: most passages are such, and dates are slow to look for
    dated = _day(text, language) is not None
    if dated and (opens or not sentence):
        return True
    signed = bool(_SITE.search(text)) and text.count(",") >= 2 and not sentence
    return (opens and len(text) < 200 and not sentence) or signed or (dated and bool(_SITE.search(text)))


def _runs_into_date(text: str, language: Language) -> bool:
    """Whether the date at the end of a line of six words or more follows a word in small letters."""
    if len(text.split()) < 6 or not re.search(r"\d\.\s*$", text):
        return False
    found = (d for lang in (language, *languages().values()) for d in find_dates(text, lang))
    # Another language may read no more than the year of it: the date is what the one that reads most of it reads.
    start = min((d.start for d in found if not text[d.end :].strip(" .")), default=None)
    return start is not None and bool(re.search(r"(?:^|\s)[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ가-힣]+\s$", text[:start]))


def describe(blocks: Sequence[Block], language: Language) -> Metadata:
    """Read the metadata of a document from its blocks.

    The date of publication is taken from front matter, else from the first byline or dateline, else from a line at
    the end that gives source and date; a date inside a running sentence is never taken for it.
    """
    front = _front(blocks)
    heads = (b.text.strip().lstrip("# ") for b in blocks if b.kind == "title")
    title = front.get("title") or next((field(t, "subject") or _FIELD.sub("", t) for t in heads), None)
    # A dateline runs on into its sentence on the same line; one far down is that of another report.
    sent = {b.start for b, after in pairwise(blocks) if b.kind == "byline" and after.start == b.end}
    bylines = [b for k, b in enumerate(blocks) if b.kind == "byline" and (b.start not in sent or k < 2 * HEAD)]
    published = front.get("date") or front.get("published")
    if published is None:
        published = _first_date(bylines, language) or _beside(blocks, language) or day_of_writing(blocks, bylines, language) or _month_beside(blocks, language)
    text = " ".join(b.text for b in bylines if b.start not in sent)
    agencies = (agency(b.text) for b in bylines if b.start in sent)
    return Metadata(
        title=title,
        author=front.get("author") or _author(bylines),
        publisher=front.get("publisher") or front.get("source") or _publisher(text) or next((a for a in agencies if a), None),
        published=published,
        kind=_kind(title or "", text, language),
        truncated=breaks_off(blocks),
    )


def _front(blocks: Sequence[Block]) -> dict[str, str]:
    if not blocks or blocks[0].kind != "front":
        return {}
    pairs = (line.split(":", 1) for line in blocks[0].text.split("\n") if ":" in line)
    return {k.strip().lower(): v.strip().strip("\"'") for k, v in pairs if v.strip()}


def _day(text: str, language: Language) -> str | None:
    """Return the first full date of a line, ISO; bylines may be in another language than their text."""
    for lang in (language, *(x for x in languages().values() if x != language)):
        for d in find_dates(text, lang):
            if d.precision == "day" and d.first.known and d.last is None:
                return d.first.iso
    return None


def _first_date(bylines: Sequence[Block], language: Language) -> str | None:
    return next((day for b in bylines if (day := _day(b.text, language))), None)


def _beside(blocks: Sequence[Block], language: Language) -> str | None:
    """Return the day that stands alone on a line at the head, or at the right of a letterhead or title."""
    head = [b for b in blocks if b.kind not in ("furniture", "front")][: HEAD + NEAR]
    days = entries([b.text for b in head], language)  # each the head of what happened on it
    for b in [b for k, b in enumerate(head[:LETTERHEAD]) if k not in days]:
        right = _COLUMN.split(b.text.strip().lstrip("# "))[-1]
        if b.kind in ("title", "heading", "table_row") and len(right) < 60 and re.search(r"\d", right) and _alone(right, language):
            return _day(right, language)
    return None


def _month_beside(blocks: Sequence[Block], language: Language) -> str | None:
    """Return the month that closes a line below the title, set off from who wrote or issued the text: "Institute of X, June 2021"."""
    head = [b for b in blocks if b.kind not in ("furniture", "front")][:LETTERHEAD]
    days = entries([b.text for b in head], language)
    for k, b in enumerate(head):
        text = b.text.strip()
        if not k or k in days or len(text) > MONTHLY or b.kind == "title" or FINAL.search(text) or not re.search(r"\d$", text.rstrip(")년월. ")):
            continue
        for lang in (language, *languages().values()):
            for d in find_dates(text, lang):
                whole = d.precision == "month" and d.complete and d.last is None and not re.search(r"\w", text[d.end :])
                if whole and re.search(r"(?:^|[,|·(–—-])\s*$", text[: d.start]):
                    return d.first.iso
    return None


def _alone(text: str, language: Language) -> bool:
    """Whether a full date is all there is, with the place it was written at in front of it at most: "Lima, 12 March 2019"."""
    for lang in (language, *languages().values()):
        for d in find_dates(text, lang):
            if d.precision == "day" and d.first.known and d.last is None and not re.search(r"\w", text[d.end :]):
                return bool(re.fullmatch(r"\W*(?:[^\W\d]+(?:[ -][^\W\d]+){0,2},\s)?(?:(?i:on|el|le|a)\s)?\W*", text[: d.start]))
    return False


def _author(bylines: Sequence[Block]) -> str | None:
    own = "|".join(re.escape(w) for lang in languages().values() for w in lang.table("layout").get("author", ()))
    opener = re.compile(rf"^(?:By|Por|글쓴이\s?:?|저자\s?:?|Author:?|Autora?:?|(?:{own or '(?!)'})\s?:?)\s+(.+)$", re.IGNORECASE)
    for b in bylines:
        text = b.text.strip()
        sender = field(text, "sender")
        if sender and "@" in sender and (name := re.sub(r"\s*[<(\[]?\S+@\S+", "", sender).strip(" \"'")):
            return name
        head = re.split(r",|\s[-–|]\s|\s{2,}", text)[0].strip()
        m = opener.match(head)
        if m:
            return m.group(1).strip()
        if _SITE.search(text) and 2 <= len(head) <= 40 and not any(c.isdigit() for c in head):
            return head
    return None


def _publisher(text: str) -> str | None:
    acronym = _ACRONYM.search(text)
    if acronym:
        return acronym.group(1)
    site = _SITE.search(text)
    if site:
        return site.group(1).lower()
    # "Institute - 2024.05.29", the head of a page of many an institute.
    head = re.match(r"\s*([^\W\d_][^\d|]{2,40}?)\s*[-–|]+\s*\d{4}[./-]", text)
    return head.group(1).strip(" -–|") if head else None


def _kind(title: str, byline: str, language: Language) -> str | None:
    for text in (byline, title):
        for lang in (language, *languages().values()):
            for kind, words in lang.table("layout").get("kinds", {}).items():
                if any(re.search(rf"(?<!\w){re.escape(w)}" + (r"\b" if w.isascii() else ""), text, re.IGNORECASE) for w in words):
                    return str(kind)
    return None


def breaks_off(blocks: Sequence[Block]) -> bool:
    """Whether the text stops in mid-sentence: the last prose or note has no end, or an open bracket."""
    body = [b for b in blocks if b.kind in ("prose", "list_item", "note", "heading", "byline", "reference", "table_row")]
    if not body:
        return False
    last = body[-1]
    text = last.text.rstrip()
    if last.kind == "prose":
        return not FINAL.search(text) and len(text) > 40
    if last.kind == "heading":
        return text.endswith(",") or text.count("(") > text.count(")")
    if last.kind == "note":
        # A reference ends in a date, a page or an address, or is a bare name; a scrap after the last one is cut off.
        tail = re.split(r"[;]\s|(?<=\S)\.\s", text)[-1].strip()
        return bool(tail) and len(tail) < 25 and not re.search(r"[\d/.)\]\"”»]", tail) and len(text) > 60
    return False
