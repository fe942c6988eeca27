"""A note to its entries: several works, lead-ins, translations in brackets, pointers to pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from foedus.evidence.citations.entry import Reference, parse_entry, with_author
from foedus.evidence.citations.names import kind_of, people
from foedus.evidence.citations.published import dates_in
from foedus.evidence.citations.urls import find_addresses, site, words_of
from foedus.evidence.citations.vocabulary import vocabulary

LONGEST = 200  #: characters before a semicolon in which a page must show itself
_MARK = re.compile(r"\s*(?:\[\^?(\d{1,3})\]|\((\d{1,3})\)(?=\s)|(\d{1,3})\)(?=\s)|([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}))[.:]?\s*")
_BARE = re.compile(r"\s*(\d{1,3})(?:\.\s+(?=[^\W\d_])|\s+(?=[^\W\d_a-z]|https?:)|\.?\s+(?=[\"“‘'«<《〈「『]))")  # marks that a list of notes alone makes plain
_ITEM = re.compile(r"\s*\d{1,3}\.\s+(?=[^\W\d]|[\"“‘«<《〈「『])")  # the number of an entry in a list of references
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[.!?])\s+(?=[\"“«<\[]?[A-ZÀ-Ý가-힣])|(?<=\d[.])\s+(?=[A-ZÀ-Ý가-힣])")
_SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark that opens a note: its number, how it is printed, and where the note's text begins."""

    number: int
    text: str
    end: int


def note_mark(text: str, *, bare: bool = False) -> Mark | None:
    """Return the mark at the head of a note ("[7] …", "7) …", "⁷ …"; if `bare`, also "7 …" and "7. …"), or None."""
    m = _MARK.match(text) or (_BARE.match(text) if bare else None)
    if not m:
        return None
    digits = next(g for g in m.groups() if g)
    return Mark(int(digits.translate(_SUPERSCRIPT)), m.group().strip().rstrip(".:").strip(), m.end())


def _paged(text: str) -> bool:
    """Whether `text` ends with a page, volume or the like, set off by a comma."""
    pages = vocabulary().pages
    return any(pages.match(c.strip(" .()")) for c in text[-LONGEST:].split(",")[1:])


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of the pieces of a note: one work each, or a remark."""
    start = 0
    addresses = list(find_addresses(text))
    ends = {a.end for a in addresses}
    inside = [(a.start, a.end) for a in addresses]
    shown = [a.start for a in addresses] + [d.start for d in dates_in(text)]
    # "…, 5 May 2019. See also …": a new lead-in after a stop begins another work.
    leads = {
        m.end() - len(m.group().lstrip()) for m in vocabulary().lead_start.finditer(text)
        if text[: m.start()].rstrip()[-1:] in (".", ";")
    }
    depth = 0
    k = 0
    while k < len(text):
        hop = next((e for s, e in inside if s <= k < e), None)
        if hop is not None:
            k = hop
            if k in ends:
                tail = re.match(r"[.,;)]*", text[k:])
                access = vocabulary().access.match(text, k)
                stop = access.end() if access and access.end() > k else k
                yield start, stop
                start = k = max(stop, k + (tail.end() if tail and stop == k else 0))
                depth = 0
            continue
        c = text[k]
        if k in leads and depth == 0 and text[start:k].strip():
            yield start, k
            start = k
        if c == "[" and text[k + 1 : k + 2] in "<〈《「『“\"":
            # A translation of the entry before it, with an address of its own.
            if text[start:k].strip():
                yield start, k
            start, depth = k + 1, 0
        elif c in "([":
            depth += 1
        elif c in ")]":
            if depth == 0:
                if text[start:k].strip(" .;,"):
                    yield start, k
                start = k + 1
            depth = max(0, depth - 1)
        elif (c in ";；" or (c == "\n" and text[k + 1 : k + 2] == "\n")) and depth == 0 and (
            any(start <= p < k for p in shown) or _paged(text[start:k])
        ):
            yield start, k
            start = k + 1
        k += 1
    if text[start:].strip():
        yield start, len(text)


@dataclass(frozen=True, slots=True)
class _Led:
    start: int  # where the work begins
    authors: tuple[str, ...]  # whom the lead-in names
    same_author: bool
    led: bool


def _after_lead_in(text: str) -> _Led:
    """Find where the work begins behind words that only lead to it ("See on this the study by …")."""
    v = vocabulary()
    first_address = next((a.start for a in find_addresses(text)), len(text))
    first_date = next((d.end for d in dates_in(text)), len(text) + 1)
    start = 0
    last = len(text.rstrip(" ."))
    for m in v.lead_end.finditer(text, 0, first_address):
        if m.end() < last and m.start() < first_date:
            start = m.end()
    same = bool(v.same_author.search(text, 0, start))
    led = False
    for m in v.lead_start.finditer(text, start, first_address):
        if m.start() < first_date:
            start, led = m.end(), True
    near = v.same_author.search(text, start, min(start + 60, first_address))
    if near and (led or not text[start : near.start()].strip(" ,;")):
        same, led, start = True, True, near.end()
    start += len(text[start:]) - len(text[start:].lstrip(" ,:;"))
    # "We have written on this in: The Long Dyke": a clause in small letters that ends so leads to the work.
    told = re.match(r"(?:[^\s:,\"“«]+\s+){3,16}?(\S+):\s+(?=[\"“«]?[^\W\d_a-z])", text[start:first_address])
    if told and told[1].lower() in v.inside_words and sum(w[:1].islower() for w in told[0].split()) >= 3:
        return _Led(start + told.end(), (), same, True)
    if not led:
        return _Led(start, (), same, same or start > len(text) - len(text.lstrip(" ,:;")))
    head = re.match(r"[^:]{0,160}?[.:](?=\s)", re.sub(r"\b(?:e\.g|i\.e|cf|p\. ?ej|pp?|[Nn]o|[Vv]ols?|ch|ed|[A-Z])\.", lambda m: "x" * len(m.group()), text[start:first_address]))
    if head and v.works.search(text, start, start + head.end()):
        by = v.by.search(text, start, start + head.end() + 1)
        if by and kind_of(text[by.end() : start + head.end() - 1]) in {"person", "corporate", "name"}:
            return _Led(by.end(), tuple(people(text[by.end() : start + head.end() - 1])), same, True)
        if text[start + head.end() - 1] == "." or text[start + head.end() :].strip(" ."):
            start += head.end()
            return _Led(start + len(text[start:]) - len(text[start:].lstrip()), (), same, True)
    # Words in small letters after "see" still belong to the lead-in.
    small = re.match(r"(?:\s*(?:e\.g\.|i\.e\.|p\. ?ej\.|[a-zà-ÿ][\w'’-]*)[,:]?\s+)*", text[start:first_address])
    if small and text[start + small.end() :].strip():
        start += small.end()
    return _Led(start, (), same, True)


def parse_pointer(text: str, start: int, end: int) -> Reference | None:
    """Read a sentence that points to a page by its address."""
    addresses = list(find_addresses(text[start:end]))
    if not addresses or not addresses[-1].has_page:
        return None
    address = addresses[-1]
    before = text[start : start + address.start]
    if not vocabulary().pointer.search(before) or any(p.day for p in dates_in(before)) or re.search(r"\((?:1[5-9]|20)\d\d[a-z]?\)", before):
        return None
    breaks = [m.end() for m in _SENTENCE.finditer(before)]
    # Where the address is a sentence of its own, the one before it says what it is.
    while breaks and not before[breaks[-1] :].strip(" :-–<("):
        breaks.pop()
    first = start + (breaks[-1] if breaks else 0)
    first += len(text[first:end]) - len(text[first:end].lstrip(" \t\n,;"))
    return Reference(
        first, start + address.end, title=words_of(address.text), outlet=site(address.text), url=address.text,
        kind="pointer", confidence=0.8,
    )


def _cited_again(text: str, start: int, end: int) -> Reference | None:
    """Read "Ibid., p. 9" or "Doe, op. cit.": a work cited before, by whom alone."""
    v = vocabulary()
    m = v.again.match(text, start, end)
    if m is None or ":" in m["rest"] or (m["rest"] and any(p.day for p in dates_in(m["rest"]))):
        return None
    rest = m["rest"].strip(" ,.\n\t")
    if v.same_author.search(m[0]) and rest and not v.pages.match(rest):
        return None  # "Idem, Storm Years": another work of the author
    who = (m["who"] or "").strip(" ,\n\t")
    led = v.lead_start.match(who)
    who = who[led.end() :].strip(" ,") if led else who
    if who and kind_of(who) not in {"person", "corporate", "name", "outlet"}:
        return None
    first = text.index(who, start) if who else start
    return Reference(first, m.end(), tuple(people(who)) if who else (), kind="again", confidence=0.8)


def parse_note(text: str, *, listed: bool = False, bare: bool = False) -> list[Reference]:
    """Read every work that a note or an entry of a reference list cites.

    Parameters
    ----------
    text
        The whole note; a mark at its head ("[7]") is passed over.
    listed
        The text stands in a reference list.
    bare
        It is known for a note, whose mark may be a number alone.

    Returns
    -------
    list of Reference
        In order. Remarks and lead-ins belong to none of them. Empty where the note only comments.
    """
    mark = note_mark(text, bare=bare)
    item = _ITEM.match(text) if listed else None
    at = mark.end if mark else item.end() if item else len(text) - len(text.lstrip("*·•-–◦ \t\n"))
    out: list[Reference] = []
    carried: tuple[str, ...] = ()
    for a, b in _cuts(text[at:]):
        a, b = a + at, b + at
        pointer = parse_pointer(text, a, b)
        if pointer is not None:
            out.append(pointer)
            continue
        a += len(text[a:b]) - len(text[a:b].lstrip(" \t\n.,;"))
        again = _cited_again(text, a, b)
        if again is not None:
            out.append(again)
            a = again.end + len(text[again.end : b]) - len(text[again.end : b].lstrip(" .;,"))
            if a >= b:
                continue
        led = _after_lead_in(text[a:b])
        alone = listed and mark is None and a == at and not led.led
        entry = parse_entry(text[a + led.start : b], offset=a + led.start, listed=listed or not led.led, alone=alone)
        if entry is None:
            continue
        if led.same_author or (not led.led and text[:a].rstrip().endswith(";")):
            # "…; the next title" goes on a list of works by one author.
            entry = with_author(entry, carried)
        else:
            entry = with_author(entry, led.authors)
        carried = entry.authors or carried
        out.append(replace(entry, confidence=min(entry.confidence, 0.9)))
    return out

