"""Bytes to a `Document`: decode, clean with exact maps, find blocks, parts, sentences and metadata."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from foedus.documents import datelines, hyphens, identify, layout, offsets, sentences, tongues, wrap
from foedus.documents.about import HEAD, TAIL, breaks_off, describe, is_byline, names_page
from foedus.documents.blocks import Block, tells
from foedus.documents.decode import Decoded
from foedus.documents.formats.registry import Item, merged, unfold
from foedus.documents.model import Document, Part, Segment, Unreadable, View
from foedus.langs.grammar.chronology import NEAR, entries
from foedus.langs.registry import Language, language

VERSION = "2"
KICKED = 4  #: lines below a kicker among which the title stands
HEADLINE = 5  #: words of a headline that a page repeats
#: Kinds that say nothing of the language a part is in.
_SILENT = frozenset({"note", "reference", "furniture", "front", "table_row"})
#: Kinds that are one segment however many stops they hold.
_WHOLE = frozenset({"title", "heading", "byline", "table_title", "table_row", "note", "reference", "furniture"})


def clean(text: str, *, flowing: bool = False) -> View:
    """Return the normalised view of a decoded text: composed, plain spaces, hard wraps undone.

    `flowing` text has no hard wraps: its line ends are left alone.
    """
    view = offsets.identity(text)
    steps = (offsets.newlines, offsets.plain_spaces, offsets.composed, offsets.unspaced_figures)
    for step in steps if flowing else (*steps, wrap.unwrap, hyphens.rejoin):
        view = step(view)
    return view


def load_bytes(doc_id: str, data: bytes) -> Document | Unreadable:
    """Read a file that holds one document; of several, the first.

    Parameters
    ----------
    doc_id
        POSIX path of the file relative to the path that was read.
    data
        Its bytes.

    Returns
    -------
    Document or Unreadable
        Never raises for bad content: what cannot be read comes back with the reason.
    """
    item = next(iter(unfold(doc_id, data)), None)
    if item is None:
        return Unreadable(doc_id, "the file holds no document", sha256=hashlib.sha256(data).hexdigest())
    return load_item(item)


def load_item(item: Item) -> Document | Unreadable:
    """Read one document that a file holds. Never raises for bad content."""
    decoded = item.content
    if isinstance(decoded, str):
        return Unreadable(item.id, decoded, sha256=item.sha256, media_type=item.media_type)
    view = clean(decoded.text, flowing=decoded.flowing)
    told = (lambda found: _hinted(found, view, decoded)) if decoded.hints else None
    blocks = datelines.parted(_hinted(layout.classify(view.text, told), view, decoded))
    if not any(b.kind != "furniture" for b in blocks):
        return Unreadable(item.id, "the file holds no words; expected text", sha256=item.sha256, encoding=decoded.encoding)
    passages = [({}, 0.0) if b.kind in _SILENT else identify.scores(b.text) for b in blocks]
    labels = tongues.whole(identify.label(passages), passages)
    blocks = _titles(blocks, labels)
    parts = _parts(blocks, labels, tongues.own(labels, passages))
    main = language(parts[0].language)
    head = blocks[: parts[0].segments[-1].block + 1] if len(parts) > 1 else blocks
    about = describe(head, main)
    cut = decoded.cut or any(breaks_off(run) for run in _runs(blocks, labels))
    about = replace(merged(item.given, merged(decoded.about, about)), truncated=cut)
    return Document(
        item.id, decoded.text, item.sha256, decoded.encoding, item.media_type or decoded.media_type, view, parts, about,
        decoded.pages,
    )  # fmt: skip


def _hinted(blocks: list[Block], view: View, decoded: Decoded) -> list[Block]:
    """Give each block the kind its format knows, where that covers most of it."""
    if not decoded.hints:
        return blocks
    spans = [(*view.from_raw(h.start, h.end), h.kind) for h in decoded.hints]
    starts = [a for a, _, _ in spans]
    out = []
    for b in blocks:
        share: dict[str, int] = {}
        first = max(0, bisect_right(starts, b.start) - 1)
        for a, z, kind in spans[first : bisect_right(starts, b.end)]:
            share[kind] = share.get(kind, 0) + max(0, min(z, b.end) - max(a, b.start))
        kind = max(share, key=lambda k: share[k], default="")
        listed = b.kind == "reference" and kind == "list_item"  # an item of a list of references
        out.append(replace(b, kind=kind) if kind and share[kind] * 2 > b.end - b.start and not listed else b)
    return out


def _bounds(labels: Sequence[str]) -> list[tuple[int, int]]:
    """Return the runs of equal labels as half-open index intervals."""
    cuts = [0, *(i for i in range(1, len(labels)) if labels[i] != labels[i - 1]), len(labels)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _runs(blocks: Sequence[Block], labels: Sequence[str]) -> list[Sequence[Block]]:
    return [blocks[a:b] for a, b in _bounds(labels)]


def _titles(blocks: list[Block], labels: list[str]) -> list[Block]:
    """Tell the title and the bylines of each part."""
    out = list(blocks)
    for a, b in _bounds(labels):
        lang = language(labels[a])
        body = [i for i in range(a, b) if out[i].kind not in ("furniture", "front", "note", "reference", "table_row", "table_title")]
        head, tail = body[:HEAD], body[-TAIL:] if len(body) > HEAD else []
        dated = _entries(out, body, lang)
        told = next((i for i in head if out[i].kind == "title"), None)
        if told is None:
            told = _letter(out, head)
        can = [i for i in head if _can_be_title(out[i]) and i not in dated] if told is None else [told]
        stamps = _stamps(out, head, can, lang) if told is None else frozenset[int]()
        title = next((i for i in can if i not in stamps), None)
        if told is None and title is not None and title != body[0] and any(out[i].kind == "prose" and i not in stamps for i in body[: body.index(title)]):
            title = None  # a text that opens with prose has no title
        if told is None and title is not None and _is_kicker(out[title].text):
            below = next((i for i in body[: body.index(title) + KICKED] if i > title and not is_byline(out[i], lang)), None)
            if below is not None and _can_be_title(out[below]):
                title = below
        if told is None and title is not None:
            title = _repeated(out, head) or title
        begun = next((i for i in body if tells(out[i].text, 1)), b)  # below it a line with the address of a page points elsewhere
        for i in [i for i in head + tail if i <= begun or not names_page(out[i].text)]:
            if i != title and i not in dated and out[i].kind in ("heading", "prose", "list_item") and is_byline(out[i], lang):
                out[i] = replace(out[i], kind="byline")
        if title is not None:
            out[title] = replace(out[title], kind="title")
    return out


def _entries(blocks: Sequence[Block], body: Sequence[int], lang: Language) -> frozenset[int]:
    """Return which lines near the ends of a part are entries of a chronology, whose dates are not the day of writing."""
    ends = (body[: HEAD + NEAR], body[-TAIL - NEAR :])
    return frozenset(near[k] for near in ends for k in entries([blocks[i].text for i in near], lang))


def _stamps(blocks: Sequence[Block], head: Sequence[int], can: Sequence[int], lang: Language) -> frozenset[int]:
    """Return the lines above a title that tell when the page was written: "Updated 04/03/2008 01:42".

    The last line that could be the title is it, whatever day it tells.
    """
    above: list[int] = []
    for i in head:
        later = any(k > i and not is_byline(blocks[k], lang) for k in can)
        if not (later and blocks[i].kind in ("heading", "prose") and is_byline(blocks[i], lang)):
            break
        above.append(i)
    return frozenset(above)


def _is_kicker(text: str) -> bool:
    """Whether a line above a title only says what follows: "INTERVIEW | COAST"."""
    words = text.replace("|", " ").split()
    return len(words) <= (6 if "|" in text else 3) and text.isupper()


def _letter(out: list[Block], head: Sequence[int]) -> int | None:
    """Tell the lines at the head of a letter, and return that of its subject, or None where this is no letter."""
    sender, subject = (next((i for i in head if layout.field(out[i].text, key)), None) for key in ("sender", "subject"))
    if sender is None or subject is None:
        return None
    out[sender] = replace(out[sender], kind="byline")
    for i in head:
        if i not in (sender, subject) and layout.field(out[i].text, "receiver"):
            out[i] = replace(out[i], kind="furniture")
    return subject


def _repeated(blocks: Sequence[Block], head: Sequence[int]) -> int | None:
    """Return the headline that stands twice at the head of a page, as many print it above a picture and above the text."""
    seen: dict[str, int] = {}
    for i in head:
        text = " ".join(blocks[i].text.split())
        if len(text.split()) >= HEADLINE and text in seen and _can_be_title(blocks[seen[text]]):
            return seen[text]
        seen.setdefault(text, i)
    return None


def _can_be_title(b: Block) -> bool:
    if b.kind not in ("heading", "prose"):
        return False
    text = b.text.strip()
    whole = not re.search(r"[.!?…。][\"'”’»)]*\s+\S", text.replace("...", ""))
    return (whole and 8 <= len(text) <= 250 and not re.search(r"[.。;]$", text)) or text.startswith("# ")


def _parts(blocks: list[Block], labels: list[str], own: list[str]) -> tuple[Part, ...]:
    parts = []
    for n, (a, b) in enumerate(_bounds(labels), start=1):
        code = labels[a]
        segments: list[Segment] = []
        for k in range(a, b):
            segments += _segments(blocks[k], k, own[k])
        if segments:
            start, end = segments[0].start, segments[-1].end
            parts.append(Part(f"p{n}", code, start, end, tuple(segments)))
    return tuple(parts)


def _segments(block: Block, number: int, code: str) -> list[Segment]:
    lead = len(block.text) - len(block.text.lstrip())
    start, end = block.start + lead, block.start + len(block.text.rstrip())
    own = code
    if block.kind in ("note", "reference", "furniture"):
        probabilities, _ = identify.scores(block.text)
        own = max(probabilities, key=lambda k: (probabilities[k], k)) if probabilities else code
    if block.kind == "front":
        return [Segment(start, end, "furniture", code, number)]
    if block.kind in _WHOLE:
        return [Segment(start, end, block.kind, own, number)]
    spans = list(sentences.split(block.text, language(code)))
    listed = block.kind == "list_item" and len(spans) == 1 and not layout.FINAL.search(block.text)
    kind = "list_item" if listed else "sentence"
    return [Segment(block.start + a, block.start + b, kind, code, number) for a, b in spans]
