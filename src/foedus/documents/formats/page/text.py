"""A web page to decoded text: its lines put together, each with the kind its markup tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from foedus.documents.decode import Decoded, UndecodableError
from foedus.documents.formats.page.about import declared, urlsplit_safe, window_title
from foedus.documents.formats.page.comments import find_comments
from foedus.documents.formats.page.cues import Element, squeezed, words
from foedus.documents.formats.page.furniture import (
    find_furniture,
    prose_lengths,
    protected,
    reference_zones,
    second_voice,
)
from foedus.documents.formats.page.lines import Line
from foedus.documents.formats.page.notes import find_notes
from foedus.documents.formats.page.source import markup
from foedus.documents.formats.page.tree import main_parts, parse, prune
from foedus.documents.formats.page.walk import Writer
from foedus.documents.model import Hint, Metadata

MEDIA_TYPE = "text/html"
_FINAL = re.compile(r"[.!?…。][\"'”’»)\]]*(?:\s*\[\^?\d{1,3}\])*\s*$")
_MARKED = re.compile(r"\[\^?\d")
_ADDRESS = re.compile(r"https?://|www\.|[\w-]+\.[a-z]{2,6}/", re.IGNORECASE)
#: Lines from either end of the text in which author and date may stand.
ENDS = 8
#: A heading is no longer than this; what is longer is set as a heading and is none.
LONGEST_HEADING = 250
LONGEST_BYLINE = 200


def decode_page(data: bytes) -> Decoded:
    """Return the text of a web page.

    Raises
    ------
    UndecodableError
        If it is in no encoding that gives text, or shows no words.
    """
    source = markup(data)
    root = parse(source.text)
    framed = next(root.iter("frameset"), None) is not None
    about, window = declared(root, source.url), window_title(root)
    lines, furniture = _read(root, urlsplit(about.url or "").hostname or "")
    if all(furniture):
        raise UndecodableError(_no_words(framed, bool(lines)), MEDIA_TYPE)
    _cite_addresses(lines, about.url)
    return _put_together(lines, furniture, about, window, source.encoding)


def decode_fragment(text: str) -> Decoded:
    """Return the text of a piece of HTML, such as a field of a record holds; nothing in it is furniture."""
    root = prune(parse(f"<div>{text}</div>"))
    lines = Writer(find_notes(root)).write(root)
    _cite_addresses(lines, None)
    zones = reference_zones(lines)
    furniture = [False] * len(lines)
    joined, places = _joined(lines)
    kinds = [_kind(lines, k, furniture, zones[k]) for k in range(len(lines))]
    hints = tuple(Hint(a, z, kind) for (a, z), kind in zip(places, kinds, strict=True) if kind)
    return Decoded(joined, "utf-8", media_type=MEDIA_TYPE, flowing=True, hints=hints)


def _read(root: Element, site: str) -> tuple[list[Line], list[bool]]:
    prune(root)
    comments = find_comments(root, prose_lengths(root))
    main = [e for e in main_parts(root) if not any(a in comments for a in (e, *e.iterancestors()))]
    kept = protected(root, main, prose_lengths(root, comments)) - comments
    lines = Writer(find_notes(root), set(main), kept, comments).write(root)
    return lines, find_furniture(lines, main, second_voice(root) if lines else None, site)


def _no_words(framed: bool, any_lines: bool) -> str:
    if framed:
        return "this page only frames other pages; open the frame that holds the text and save that"
    if any_lines:
        return "this page holds nothing but menus and links; open the article itself and save that"
    return (
        "this page shows no words without its scripts; open it in a browser, wait until the text is there, "
        "and save it as a complete page, as MHTML or as PDF"
    )


def _put_together(lines: list[Line], furniture: list[bool], about: Metadata, window: str | None, encoding: str) -> Decoded:
    zones = reference_zones(lines)
    kinds = [_kind(lines, k, furniture, zones[k] and not lines[k].likely) for k in range(len(lines))]
    title = _title(lines, furniture, about.title or window)
    if title is None and about.title is None:
        title = _first_heading(lines, kinds)
        about = replace(about, title=window)
    if title is not None:
        kinds[title], furniture[title] = "title", False
        about = replace(about, title=lines[title].text)
        for k in _below_title(lines, furniture, title):
            kinds[k], furniture[k] = "", False
    for k in _ends(lines, kinds, title):
        if lines[k].byline and kinds[k] in ("", "list_item") and len(lines[k].text) <= LONGEST_BYLINE and not _FINAL.search(lines[k].text):
            kinds[k] = "byline"
    text, places = _joined(lines)
    hints = tuple(Hint(a, z, kind) for (a, z), kind in zip(places, kinds, strict=True) if kind)
    return Decoded(text, encoding, media_type=MEDIA_TYPE, flowing=True, hints=hints, about=about)


def _kind(lines: Sequence[Line], k: int, furniture: Sequence[bool], zone: bool) -> str:
    line = lines[k]
    if furniture[k]:
        return "furniture"
    if line.kind == "note" or line.kind.startswith("table"):
        return line.kind
    if line.kind == "heading":
        above_table = k + 1 < len(lines) and lines[k + 1].kind == "table_row"
        return "" if above_table or len(line.text) > LONGEST_HEADING else "heading"
    if zone:
        return "" if _MARKED.match(line.text) else "reference"
    if line.kind == "list_item":
        return "list_item"
    # Whole sentences are told of, lest a list of references above draws them in; what begins as a note may be one.
    return "prose" if _FINAL.search(line.text) and len(line.text) > 60 and not _MARKED.match(line.text) else ""


def _title(lines: Sequence[Line], furniture: Sequence[bool], told: str | None) -> int | None:
    """Return which line is the title: of the first-level headings the one the page's head names, else the first.

    A heading in the head of the site is the title only if it is nearly all that the page's head names: it may be the
    name of the site.
    """
    name = squeezed(told or "")
    first = [(k, squeezed(x.text)) for k, x in enumerate(lines) if x.level == 1 and not x.sure]
    open_ones = [(k, body) for k, body in first if not furniture[k]]
    same = [k for k, body in open_ones if body and name and (body in name or name in body)]
    above = [k for k, body in first if furniture[k] and body in name and len(body) > 0.6 * len(name)]
    if same or above or open_ones:
        return [*same, *above, *(k for k, _ in open_ones)][0]
    named = [k for k, x in enumerate(lines) if not furniture[k] and _names(squeezed(x.text), name)]
    headings = [k for k in named if lines[k].kind == "heading"]
    return next(iter(headings or named), None)


def _below_title(lines: Sequence[Line], furniture: Sequence[bool], title: int) -> range:
    """Return the lines between title and text that are thought furniture only because they stand outside the text.

    Author and date stand there. A page that marks its title by a class alone names no element to look in.
    """
    end = title + 1
    while end < len(lines) and furniture[end] and not (lines[end].likely or lines[end].sure) and _is_short(lines[end]):
        end += 1
    told = any(c.isdigit() for x in lines[title + 1 : end] for c in x.text)
    return range(title + 1, end if told and end < len(lines) and end <= title + 4 else title + 1)


def _is_short(line: Line) -> bool:
    return len(line.text) <= LONGEST_BYLINE and line.linked < 0.5 and not _FINAL.search(line.text)


def _first_heading(lines: Sequence[Line], kinds: Sequence[str]) -> int | None:
    """Return the heading that stands before any sentence: the title of a page that names none in its head."""
    for k, kind in enumerate(kinds):
        if kind == "heading":
            return k
        if kind != "furniture" and _FINAL.search(lines[k].text):
            return None
    return None


def _names(line: str, title: str) -> bool:
    """Whether a line is the title of the window, or that without the name of the site at one end."""
    return len(line) >= max(4, 0.4 * len(title)) and (title.startswith(line) or title.endswith(line))


def _ends(lines: Sequence[Line], kinds: Sequence[str], title: int | None) -> list[int]:
    body = [k for k in range(len(lines)) if kinds[k] not in ("furniture", "note", "reference", "table_row", "table_title")]
    at = body.index(title) if title in body else 0
    return [*body[max(0, at - ENDS) : at + ENDS], *body[-ENDS:]]


def _joined(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """Return the lines as one text, and where in it each stands."""
    parts: list[str] = []
    places = []
    at = 0
    for line in lines:
        gap = ("\n" if line.close else "\n\n") if parts else ""
        parts.append(gap + line.text)
        places.append((at + len(gap), at + len(gap) + len(line.text)))
        at += len(gap) + len(line.text)
    return "".join(parts) + ("\n" if parts else ""), places


def _cite_addresses(lines: Sequence[Line], base: str | None) -> None:
    """Add to notes and references the addresses that their links hide."""
    for line, zone in zip(lines, reference_zones(lines), strict=True):
        if (line.kind != "note" and not zone) or line.kind == "heading":
            continue
        addresses = []
        for link in line.links:
            address = urljoin(base or "", link.address.strip())
            shown = line.text[link.start : link.end]
            if urlsplit_safe(address) and not _ADDRESS.search(shown) and not (base and address.split("#")[0] == base.split("#")[0]):
                addresses.append((link.end, address))
        pages = [(e, a) for e, a in addresses if urlsplit(a).path.strip("/") or urlsplit(a).query]
        kept = [(e, a) for e, a in pages or addresses if not _is_archive(a)] or pages or addresses
        _append(line, kept)


def _is_archive(address: str) -> bool:
    return (urlsplit(address).hostname or "").removeprefix("www.") in words("archive_sites")


def _append(line: Line, addresses: Sequence[tuple[int, str]]) -> None:
    """Put each address at the end of the work it belongs to: before the next semicolon, or at the end of the line."""
    placed: dict[int, list[str]] = {}
    for end, address in addresses:
        stop = line.text.find("; ", end)
        placed.setdefault(len(line.text) if stop < 0 else stop, []).append(address)
    for stop, found in sorted(placed.items(), reverse=True):
        line.text = f"{line.text[:stop].rstrip()} {' '.join(dict.fromkeys(found))}{line.text[stop:]}"
