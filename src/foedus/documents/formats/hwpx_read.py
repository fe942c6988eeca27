"""Walk the sections of a Hangul file: paragraphs, tables, text boxes, notes, heads and feet.

The namespaces differ between the versions of the standard (2011, 2016, 2024), so elements are known by their
local names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from foedus.documents.decode import Decoded, UndecodableError
from foedus.documents.formats.blocks import (
    BREAK,
    WIDEST,
    Block,
    Cell,
    Flow,
    decoded,
    kind_of_style,
    laid_out,
    plain,
)
from foedus.documents.formats.container import attribute, figure, local, names, not_too_deep, part, tree
from foedus.documents.formats.numerals import Counter, Level, marked, symbol

MEDIA_TYPE = "application/hwp+zip"
WHAT = "this Hangul file"
_SECTION = re.compile(r"Contents/section(\d+)\.xml")
_ADDRESS = re.compile(r"(?:https?|ftp)[\\]?:/{0,2}[^;\s|]+")
_SKIPPED = frozenset({"secPr", "colPr", "linesegarray", "hiddenComment", "bookmark", "indexmark", "pageNum", "autoNum", "newNum", "pageHiding", "script"})
_BLANKS = {"tab": " ", "nbSpace": " ", "fwSpace": " ", "lineBreak": BREAK, "hyphen": "-"}


def read(data: bytes) -> Decoded:
    """Return the text of a Hangul file.

    Raises
    ------
    UndecodableError
        If it is locked or damaged.
    """
    held = names(data)
    if "META-INF/manifest.xml" in held and b"encryption-data" in part(data, "META-INF/manifest.xml", WHAT, MEDIA_TYPE):
        raise UndecodableError(
            f"{WHAT} is locked with a password; open it in Hangul, take the password off (Security > Change or remove password), "
            "save it and read that",
            MEDIA_TYPE,
        )
    with not_too_deep(WHAT, MEDIA_TYPE):
        return _read(data, held)


def _read(data: bytes, held: frozenset[str]) -> Decoded:
    walk = _Walk(_shapes(data, held))
    flow = Flow()
    for name in sorted((n for n in held if _SECTION.fullmatch(n)), key=_number):
        flow.blocks += walk.blocks(tree(part(data, name, WHAT, MEDIA_TYPE), WHAT, MEDIA_TYPE))
    flow.notes, flow.furniture = walk.notes, walk.furniture
    title, author = _properties(data, held)
    return decoded(flow, MEDIA_TYPE, title, author)


def _number(name: str) -> int:
    m = _SECTION.fullmatch(name)
    return int(m.group(1)) if m else 0


def _properties(data: bytes, held: frozenset[str]) -> tuple[str | None, str | None]:
    if "Contents/content.hpf" not in held:
        return None, None
    title = author = None
    for e in tree(part(data, "Contents/content.hpf", WHAT, MEDIA_TYPE), WHAT, MEDIA_TYPE).iter():
        if local(e) == "title":
            title = title or e.text
        elif local(e) == "creator" or (local(e) == "meta" and attribute(e, "name") == "creator"):
            author = author or e.text
    return title, author


@dataclass(slots=True)
class _Shapes:
    """What the head of the file says of styles, letters and lists, by id."""

    styles: dict[str, str] = field(default_factory=dict)  # kind
    bold: set[str] = field(default_factory=set)
    headings: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # of paragraphs: type, list, level
    numberings: dict[str, Counter] = field(default_factory=dict)
    bullets: dict[str, str] = field(default_factory=dict)


def _shapes(data: bytes, held: frozenset[str]) -> _Shapes:
    out = _Shapes()
    if "Contents/header.xml" not in held:
        return out
    for e in tree(part(data, "Contents/header.xml", WHAT, MEDIA_TYPE), WHAT, MEDIA_TYPE).iter():
        name, key = local(e), attribute(e, "id") or ""
        if name == "style":
            out.styles[key] = kind_of_style(attribute(e, "name") or "") or kind_of_style(attribute(e, "engName") or "")
        elif name == "charPr" and any(local(x) == "bold" for x in e):
            out.bold.add(key)
        elif name == "paraPr":
            found = next((x for x in e.iter() if local(x) == "heading"), None)
            if found is not None and (attribute(found, "type") or "NONE") != "NONE":
                level = attribute(found, "level")
                out.headings[key] = (attribute(found, "type") or "", attribute(found, "idRef") or "", figure(level, 0))
        elif name == "numbering":
            levels = {}
            for head in (x for x in e if local(x) == "paraHead"):
                level, start = attribute(head, "level"), attribute(head, "start")
                pattern = re.sub(r"\^(\d)", r"%\1", "".join(head.itertext()))
                levels[figure(level, 1) - 1] = Level(pattern, attribute(head, "numFormat") or "DIGIT", figure(start, 1))
            out.numberings[key] = Counter(levels)
        elif name == "bullet":
            out.bullets[key] = symbol(attribute(e, "char") or "•")
    return out


@dataclass(slots=True)
class _Paragraph:
    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    deleted: bool = False


@dataclass(slots=True)
class _Walk:
    shapes: _Shapes
    notes: list[tuple[str, Block]] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def blocks(self, holder: Element) -> Iterator[Block]:
        """Yield the blocks of a section, cell, note or text box."""
        for p in holder:
            if local(p) == "subList":
                yield from self.blocks(p)
            elif local(p) == "p":
                yield from self._paragraph(p)

    def _paragraph(self, p: Element) -> Iterator[Block]:
        held = _Paragraph()
        for run in p:
            if local(run) == "run":
                self._run(run, held, (attribute(run, "charPrIDRef") or "") in self.shapes.bold)
        text = "".join(held.text).strip()
        kind = self.shapes.styles.get(attribute(p, "styleIDRef") or "", "")
        if text:
            mark, listed = self._mark(p)
            if kind in ("list_item", "note"):
                kind = ""
            kind = kind or ("list_item" if listed and mark else "")
            yield Block(marked(mark, text), kind, held.letters > 0 and held.bold > 0.9 * held.letters, tuple(held.links))
        yield from held.after

    def _mark(self, p: Element) -> tuple[str, bool]:
        sort, key, level = self.shapes.headings.get(attribute(p, "paraPrIDRef") or "", ("", "", 0))
        if sort == "BULLET":
            return self.shapes.bullets.get(key, "•"), True
        counter = self.shapes.numberings.get(key) if sort in ("NUMBER", "OUTLINE") else None
        return (counter.next(level), sort == "NUMBER") if counter is not None else ("", False)

    def _run(self, run: Element, out: _Paragraph, bold: bool) -> None:
        for e in run:
            name = local(e)
            if name == "t":
                self._text(e, out, bold)
            elif name == "ctrl":
                self._control(e, out)
            elif name == "tbl":
                out.after += self._table(e)
            elif name == "dutmal":
                out.text += [x.text or "" for x in e if local(x) == "mainText"]
            elif name == "compose":
                out.text.append(attribute(e, "composeText") or "")
            elif name == "equation":
                out.text += [x.text or "" for x in e if local(x) == "script"]
            elif name not in _SKIPPED:
                # A text box, or a picture with its caption.
                for inner in e.iter():
                    if local(inner) in ("drawText", "caption"):
                        out.after += list(self.blocks(inner))

    def _text(self, t: Element, out: _Paragraph, bold: bool) -> None:
        pieces = [t.text or ""]
        for e in t:
            name = local(e)
            if name == "deleteBegin":
                out.deleted = True
            elif name == "deleteEnd":
                out.deleted = False
            else:
                pieces.append("" if out.deleted else _BLANKS.get(name, ""))
            pieces.append("" if out.deleted else e.tail or "")
        text = "".join(pieces).replace("\u00ad", "")
        out.text.append(text)
        solid = len(text.strip())
        out.letters += solid
        out.bold += solid if bold else 0

    def _control(self, ctrl: Element, out: _Paragraph) -> None:
        for e in ctrl:
            name = local(e)
            if name in ("footNote", "endNote"):
                mark = str(len(self.notes) + 1)
                self.notes.append((mark, Block()))  # holds its place: a note may hold notes
                found = list(self.blocks(e))
                links = tuple(u for b in found for u in b.links)
                self.notes[int(mark) - 1] = (mark, Block(re.sub(r"^\d{1,3}\)\s*", "", plain(found)), links=links))
                out.text.append(f"[{mark}]")
            elif name in ("header", "footer"):
                self.furniture += [plain([b]) for b in self.blocks(e)]
            elif name == "fieldBegin" and (attribute(e, "type") or "") == "HYPERLINK":
                address = next((m.group() for x in e.iter() if x.text and (m := _ADDRESS.search(x.text))), None)
                out.links += [address.replace("\\", "")] if address else []

    def _table(self, table: Element) -> Iterator[Block]:
        cells: list[Cell] = []
        caption: list[Block] = []
        at = 0
        for e in table:
            if local(e) == "caption":
                caption = [replace(b, kind="table_title") for b in self.blocks(e)]
            if local(e) != "tr":
                continue
            column = 0
            for tc in (x for x in e if local(x) == "tc"):
                where = next((x for x in tc if local(x) == "cellAddr"), None)
                span = next((x for x in tc if local(x) == "cellSpan"), None)
                column = _span(where, "colAddr", column)
                across, down = _span(span, "colSpan", 1), _span(span, "rowSpan", 1)
                cells.append(Cell(at, min(column, WIDEST), list(self.blocks(tc)), max(1, across), max(1, down)))
                column += max(1, across)
            at += 1
        if cells:
            yield from caption
            yield laid_out(cells)


def _span(element: Element | None, name: str, otherwise: int) -> int:
    return figure(attribute(element, name), otherwise) if element is not None else otherwise
