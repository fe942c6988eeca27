"""What each line of the un-wrapped text is: prose, heading, list, table, note, reference or page furniture.

Cue words come from ``langs/<code>/layout.toml``. They are pooled over all languages, since a page in one
language often carries furniture in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from foedus.documents.blocks import Block, tells
from foedus.documents.notes import notes
from foedus.documents.sidelines import sidelines
from foedus.documents.wrap import width
from foedus.langs.registry import languages

_RULE = re.compile(r"\s*(?:[-=_~·•─━]{3,}|(?:[*·-]\s*){3,})\s*$")
_BULLET = re.compile(r"\s*(?:[☐□■◦○●•▪▶◆◇※*–—-]|\(?\d{1,3}[.)]|[①-⑳]|[가나다라마바사아자차카타파하]\.|#{1,6})\s")
_TOLD = 6  # words from which an item of an outline that ends like a clause is no heading
_OUTLINE = re.compile(r"\s*(?:[☐□■◦○▶◆◇]|#{1,6})\s")
#: The end of a finished sentence, with what closes after its stop.
FINAL = re.compile(r"[.!?…。][\"'”’»)\]]*(?:\s*\[\^?\d{1,3}\])*\s*$")
_CELLS = re.compile(r" {2,}|\t+|\s*\|\s*")
_NUMERIC = re.compile(r"(?:[-–—]|(?:[$€£₩]\s?)?[-−]?\d[\d.,\s]*(?:%|％|\s?[^\W\d]{1,3})?|\d+[.)]\s.*)$")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_BRACKETED = re.compile(r"\s*[\[【<〈(][^\]】>〉)\d]{2,30}[\]】>〉)]\s*$")
#: Where a page stands on its site: "Home > News > Coast".
_TRAIL = re.compile(r"\s*([^<>«»‹›|]{2,80}?)((?:\s+[>»›]\s+[^<>«»‹›|]{2,80}?){1,8})\s*$")
#: What names a passage in front of it, on the same line: "[Summary in English] The ministers …".
_LABELLED = re.compile(r"\s*[\[【][^\[\]【】\d]{4,40}[\]】]\s+(?=\S)")
_FRONT = re.compile(r"-{3}\s*\n(?:[A-Za-z_-]+:.*\n)+-{3}\s*(?:\n|$)")


LABEL = 8  #: words that a label of a page with a full stop may have ("Sign up for our newsletter.")


#: Keys of the layout tables that hold regular expressions; the others hold words.
_PATTERNS = frozenset({"furniture", "notices", "more", "contact", "fields", "told"})


@cache
def _pattern(key: str) -> re.Pattern[str]:
    items = [p for lang in languages().values() for p in lang.table("layout").get(key, ())]
    if key not in _PATTERNS:
        items = [re.escape(p) for p in items]
    if not items:
        return re.compile(r"(?!)")
    return re.compile(r"(?:" + "|".join(sorted(items, key=len, reverse=True)) + r")", re.IGNORECASE)


def field(text: str, key: str) -> str | None:
    """Return what stands behind a label of the page ("Subject: …") that the layout tables have under `key`, or None."""
    m = re.match(rf"\s*{_pattern(key).pattern}\s?[:：]\s*(\S.*)", text, re.IGNORECASE)
    return m[1].strip() if m else None


def lines(text: str) -> list[Block]:
    """Return the non-blank lines of `text` as blocks of kind ``prose``, front matter as one block."""
    out: list[Block] = []
    front = _FRONT.match(text)
    at, gap = 0, 0
    if front:
        out.append(Block(0, front.end(), "front", text[: front.end()], 0))
        at = front.end()
    for line in text[at:].split("\n"):
        if line.strip():
            out.append(Block(at, at + len(line), "prose", line, gap))
            gap = 0
        else:
            gap += 1
        at += len(line) + 1
    return out


def classify(text: str, told: Callable[[list[Block]], list[Block]] | None = None) -> list[Block]:
    """Split `text` into blocks and tell what each is.

    Parameters
    ----------
    text
        The view of a document.
    told
        Gives blocks the kinds their format knows. Its notes and furniture stand: no block is joined to them, and
        a list of references goes on past them.

    Returns
    -------
    list of Block
        Kinds: ``prose heading list_item table_title table_row note reference furniture front``. Titles
        and bylines are told later, once the parts are known.
    """
    blocks = lines(text)
    aside: frozenset[int] = frozenset()
    if told is not None:
        known = told(blocks)
        blocks = [k if k.kind in ("note", "furniture") else b for b, k in zip(blocks, known, strict=True)]
        aside = frozenset(b.start for b in blocks if b.kind in ("note", "furniture"))
    blocks = _furniture(blocks)
    blocks = _tables(blocks)
    blocks = notes(blocks, text, _pattern("references"))
    blocks = _references(blocks, aside)
    return _headings(blocks)


def _mark(blocks: list[Block], indices: Iterable[int], kind: str) -> list[Block]:
    chosen = set(indices)
    return [replace(b, kind=kind) if i in chosen else b for i, b in enumerate(blocks)]


def _furniture(blocks: list[Block]) -> list[Block]:
    pattern, notices = _pattern("furniture"), _pattern("notices")
    hit = set()
    for i, b in enumerate(blocks):
        s = b.text.strip().strip("|").strip()
        listed = [x.strip() for x in s.split("|")]
        notice = b.kind == "prose" and notices.fullmatch(s.strip("<>〈〉[]() "))
        if b.kind == "prose" and _states(s) and not _RULE.match(b.text) and not notice:
            continue
        if b.kind == "prose" and (_RULE.match(b.text) or notice or pattern.fullmatch(s) or all(map(pattern.fullmatch, listed)) or _is_trail(b.text, pattern)):
            hit.add(i)
    words = (_pattern("more"), _pattern("contact"), _pattern("fields"))
    beside = sidelines([b.text for b in blocks], [b.gap for b in blocks], hit, *words)
    hit |= {i for i in beside if blocks[i].kind == "prose"}
    # A short line wedged between two pieces of furniture belongs to them.
    for i in range(1, len(blocks) - 1):
        if i not in hit and i - 1 in hit and i + 1 in hit and width(blocks[i].text) < 60 and not FINAL.search(blocks[i].text):
            b = blocks[i]
            valued = words[2].fullmatch(blocks[i - 1].text.strip(" :：")) is not None  # a date below its label
            if not valued and not _RULE.match(blocks[i - 1].text) and b.gap == 0 and blocks[i + 1].gap == 0:
                hit.add(i)
    # The rule under a header row of a Markdown table is the table's.
    hit -= {i for i in hit if _PIPE_RULE.match(blocks[i].text) and i - 1 not in hit}
    return _mark(blocks, hit, "furniture")


def _states(line: str) -> bool:
    """Whether a line is a sentence of the text, which no label of a page is, whatever word it opens with ("Next week …")."""
    return bool(FINAL.search(line)) and (len(line.split()) > LABEL or line.endswith("다."))


def _is_trail(line: str, furniture: re.Pattern[str]) -> bool:
    m = _TRAIL.match(line)
    if not m or FINAL.search(line):
        return False
    return len(re.findall(r"\s[>»›]\s", m[2])) > 1 or bool(furniture.fullmatch(m[1].strip()))


def cells(line: str) -> list[str]:
    """Return the cells of a line set in columns by runs of spaces, tabs or pipes."""
    return [c.strip() for c in _CELLS.split(line.strip().strip("|").strip())]


def _is_row(b: Block) -> bool:
    if b.kind != "prose" or (_BULLET.match(b.text) and not re.match(r"\s*\d", b.text)):
        return False
    if _PIPE_RULE.match(b.text):
        return True
    row = cells(b.text)
    if len(row) < 2 or len(b.text.split()) > 40 or any(width(c) > 60 for c in row):
        return False
    return not re.search(r"[다요까][.!?][\"”’]?$", row[-1]) and not any(re.search(r"[a-zà-ÿа-яё]{3}[.!?,;]$", c) for c in row)


def _tables(blocks: list[Block]) -> list[Block]:
    rows = [_is_row(b) for b in blocks]
    hit: set[int] = set()
    titles: set[int] = set()
    named = re.compile(rf"\s*(?:#+ )?\W{{0,2}}(?:{_pattern('table').pattern})\s*\.?\s*\d+", re.IGNORECASE)
    i = 0
    while i < len(blocks):
        if not rows[i]:
            i += 1
            continue
        j = i + 1
        while j < len(blocks) and rows[j] and blocks[j].gap <= 4:
            j += 1
        body = [k for k in range(i, j) if not _PIPE_RULE.match(blocks[k].text)]
        numeric = [k for k in body if any(_NUMERIC.match(c) for c in cells(blocks[k].text)[1:])]
        piped = [k for k in body if blocks[k].text.count("|") >= 2]
        if len(numeric) >= 2 or len(piped) >= 2:
            hit.update(range(i, j))
            k = i - 1
            if k >= 0 and blocks[k].kind == "prose" and (
                named.match(blocks[k].text)
                or (blocks[i].gap == 0 and blocks[k].gap > 0 and width(blocks[k].text) < 100 and not FINAL.search(blocks[k].text))
            ):
                titles.add(k)
        i = j
    return _mark(_mark(blocks, hit, "table_row"), titles, "table_title")


def _references(blocks: list[Block], aside: frozenset[int]) -> list[Block]:
    words = _pattern("references")
    zone, hit, heads = False, set(), set()
    for i, b in enumerate(blocks):
        s = re.sub(r"^[\s*#※\[【<〈☐◦■-]+|[\s:\]】>〉*]+$", "", b.text)
        if b.kind in ("prose", "heading") and words.fullmatch(s) and i >= len(blocks) // 4:
            zone = True
            heads.add(i)
        elif b.start in aside:
            continue
        elif b.kind != "prose" or _OUTLINE.match(b.text) or _BRACKETED.match(b.text):
            zone = zone and b.kind == "furniture" and bool(_RULE.match(b.text))
        elif zone and b.gap and _LABELLED.match(b.text) and tells(b.text[_label_end(b.text) :], 1):
            zone = False  # a summary, often in another language, stands below the list
        elif zone and not (b.gap and tells(b.text, 3)):
            hit.add(i)
    return _mark(_mark(blocks, hit, "reference"), heads, "heading")


def _label_end(line: str) -> int:
    m = _LABELLED.match(line)
    return m.end() if m else 0


def _headings(blocks: list[Block]) -> list[Block]:
    out = []
    for i, b in enumerate(blocks):
        if b.kind != "prose":
            out.append(b)
            continue
        final = bool(FINAL.search(b.text.rstrip()))
        apart = b.gap > 0 or i == 0 or (i + 1 < len(blocks) and blocks[i + 1].gap > 0) or i + 1 == len(blocks)
        told = len(b.text.split()) >= _TOLD and _pattern("told").search(b.text.rstrip())
        if not final and not told and _OUTLINE.match(b.text) and width(b.text) <= 160:
            b = replace(b, kind="heading")
        elif _BULLET.match(b.text):
            b = replace(b, kind="list_item")
        elif not final and width(b.text.strip()) <= 110 and (apart or _BRACKETED.match(b.text)):
            b = replace(b, kind="heading")
        out.append(b)
    return out
