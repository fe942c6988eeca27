"""Walk the body of a Word file: paragraphs and tables in their order, notes where they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from foedus.documents.decode import Decoded
from foedus.documents.formats.blocks import BREAK, WIDEST, Block, Cell, Flow, decoded, laid_out, plain
from foedus.documents.formats.container import figure, not_too_deep
from foedus.documents.formats.docx.parts import (
    MEDIA_TYPE,
    WHAT,
    Package,
    child,
    is_on,
    name_of,
    open_package,
    value,
)
from foedus.documents.formats.numerals import marked, symbol

_HOLDERS = frozenset({"ins", "moveTo", "smartTag", "sdtContent", "customXml", "bdo", "dir", "rubyBase", "ruby", "Choice", "oMath", "oMathPara"})
#: What was deleted, moved away, hidden, or only steers.
_SKIPPED = frozenset({"del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "Fallback", "commentReference", "annotationRef"})
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"')


def read(data: bytes) -> Decoded:
    """Return the text of a Word file.

    Raises
    ------
    UndecodableError
        If it cannot be opened.
    """
    with not_too_deep(WHAT, MEDIA_TYPE):
        return _read(open_package(data))


def _read(package: Package) -> Decoded:
    walk = _Walk(package)
    flow = Flow(list(walk.blocks(package.body, "main")))
    k = 0
    while k < len(walk.called):  # a note may call another
        kind, key, mark = walk.called[k]
        found = list(walk.blocks(package.notes[kind, key], f"{kind}s"))
        links = tuple(u for b in found for u in b.links)
        flow.notes.append((mark, Block(plain(found), links=links)))
        k += 1
    for key, root in package.around:
        flow.furniture += [b.text for b in walk.blocks(root, key) if b.rows is None] + [
            plain(c) for b in walk.blocks(root, key) if b.rows is not None for r in b.rows for c in r
        ]
    return decoded(flow, MEDIA_TYPE, package.title, package.author)


@dataclass(slots=True)
class _Paragraph:
    """What is collected of one paragraph."""

    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    letters: int = 0
    bold: int = 0


@dataclass(slots=True)
class _Walk:
    package: Package
    called: list[tuple[str, str, str]] = field(default_factory=list)

    def blocks(self, holder: Any, part: str) -> Iterator[Block]:
        """Yield the blocks that an element holds."""
        for e in holder:
            name = name_of(e)
            if name == "p":
                yield from self._paragraph(e, part)
            elif name == "tbl":
                yield self._table(e, part)
            elif name == "sdt":
                yield from self.blocks(child(e, "sdtContent") if child(e, "sdtContent") is not None else (), part)
            elif name in ("customXml", "ins", "moveTo", "txbxContent"):
                yield from self.blocks(e, part)
            elif name == "AlternateContent":
                yield from self.blocks(child(e, "Choice") if child(e, "Choice") is not None else (), part)

    def _paragraph(self, p: Any, part: str) -> Iterator[Block]:
        props = child(p, "pPr")
        style = self.package.styles.get(value(child(props, "pStyle")) or "" if props is not None else "")
        held = _Paragraph()
        self._inline(p, held, part, style.bold if style else False)
        text = "".join(held.text)
        level = value(child(props, "outlineLvl")) if props is not None else None
        kind = style.kind if style else ""
        if figure(level, 9) < 9 and not kind:
            kind = "heading"
        mark = self._number(props, style) if text.strip() else ""
        if mark and kind not in ("heading", "title"):
            kind = "list_item"
        elif kind in ("list_item", "note"):
            kind = ""  # the style alone makes no item: lists indent their second paragraphs with it
        if text.strip():
            yield Block(marked(mark, text.strip()), kind, held.letters > 0 and held.bold > 0.9 * held.letters, tuple(held.links))
        for box in held.boxes:
            yield from self.blocks(box, part)

    def _number(self, props: Any, style: Any) -> str:
        numbered = child(props, "numPr") if props is not None else None
        list_id = value(child(numbered, "numId")) if numbered is not None else None
        at = value(child(numbered, "ilvl")) if numbered is not None else None
        if list_id is None and style is not None:
            list_id = style.list_id
            at = at if at is not None else str(style.level)
        if list_id is None or list_id not in self.package.lists:
            return ""  # 0 takes an item out of its list
        return self.package.lists[list_id].next(figure(at, 0), self.package.starts.get(list_id))

    def _inline(self, holder: Any, out: _Paragraph, part: str, bold: bool) -> None:
        for e in holder:
            name = name_of(e)
            if name in _SKIPPED:
                continue
            if name == "r":
                self._run(e, out, part, bold)
            elif name == "hyperlink":
                target = self.package.targets.get(part, {}).get(value(e, "id") or "")
                if target:
                    out.links.append(target)
                self._inline(e, out, part, bold)
            elif name == "fldSimple":
                found = _ADDRESS.search(value(e, "instr") or "")
                out.links += [found.group(1)] if found else []
                self._inline(e, out, part, bold)
            elif name == "sdt":
                inner = child(e, "sdtContent")
                self._inline(inner if inner is not None else (), out, part, bold)
            elif name == "AlternateContent":
                inner = child(e, "Choice")
                self._inline(inner if inner is not None else (), out, part, bold)
            elif name == "t":
                out.text.append(e.text or "")
            elif name in _HOLDERS:
                self._inline(e, out, part, bold)

    def _run(self, run: Any, out: _Paragraph, part: str, bold: bool) -> None:
        props = child(run, "rPr")
        if props is not None and is_on(child(props, "vanish")):
            return
        own = child(props, "b") if props is not None else None
        heavy = is_on(own) if own is not None else bold
        for e in run:
            name = name_of(e)
            if name == "t":
                text = (e.text or "").replace("\u00ad", "")
                out.text.append(text)
                solid = len(text.strip())
                out.letters += solid
                out.bold += solid if heavy else 0
            elif name in ("tab", "ptab"):
                out.text.append(" ")
            elif name in ("br", "cr"):
                out.text.append(BREAK if value(e, "type") in (None, "textWrapping") else " ")
            elif name == "noBreakHyphen":
                out.text.append("-")
            elif name == "sym":
                code = value(e, "char") or ""
                out.text.append(symbol(chr(int(code, 16))) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else "")
            elif name in ("footnoteReference", "endnoteReference"):
                out.text.append(self._call(name.removesuffix("Reference"), value(e, "id") or ""))
            elif name == "instrText":
                found = _ADDRESS.search(e.text or "")
                out.links += [found.group(1)] if found else []
            elif name in ("drawing", "pict", "object"):
                out.boxes += [x for x in e.iter() if name_of(x) == "txbxContent" and not _in_fallback(x)]
            elif name == "AlternateContent":
                inner = child(e, "Choice")
                if inner is not None:
                    out.boxes += [x for x in inner.iter() if name_of(x) == "txbxContent"]
            elif name == "ruby":
                self._inline(e, out, part, heavy)

    def _call(self, kind: str, key: str) -> str:
        """Return the mark of a note, counted in the order of the calls, and remember the note."""
        if (kind, key) not in self.package.notes:
            return ""
        known = next((m for k, i, m in self.called if (k, i) == (kind, key)), None)
        if known is None:
            known = str(len(self.called) + 1)
            self.called.append((kind, key, known))
        return f"[{known}]"

    def _table(self, table: Any, part: str) -> Block:
        cells: list[Cell] = []
        above: dict[int, Cell] = {}  # the cell that a vertical merge goes on, by column
        at = 0
        for tr in _of(table, "tr"):
            props = child(tr, "trPr")
            if props is not None and child(props, "del") is not None:
                continue
            before = value(child(props, "gridBefore")) if props is not None else None
            column = min(figure(before, 0), WIDEST)
            for tc in _of(tr, "tc"):
                shape = child(tc, "tcPr")
                span = value(child(shape, "gridSpan")) if shape is not None else None
                merged = child(shape, "vMerge") if shape is not None else None
                across = max(1, min(figure(span, 1), WIDEST))
                if merged is not None and (value(merged) or "continue") == "continue" and column in above:
                    above[column].down += 1
                else:
                    above[column] = Cell(at, column, list(self.blocks(tc, part)), across)
                    cells.append(above[column])
                column += across
            at += 1
        return laid_out(cells)


def _of(holder: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or cells of a row, those in content controls and insertions too."""
    for e in holder:
        own = name_of(e)
        if own == name:
            yield e
        elif own in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _of(e, name)


def _in_fallback(element: Any) -> bool:
    return any(name_of(a) == "Fallback" for a in element.iterancestors())
