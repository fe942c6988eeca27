"""Walk the body of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
WHAT = "this OpenDocument text"
#: What was deleted, remarked or only steers.
_SKIPPED = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls", "forms", "ruby-text", "desc", "title"})


def read(data: bytes) -> Decoded:
    """Return the text of an OpenDocument file.

    Raises
    ------
    UndecodableError
        If it is locked or damaged.
    """
    if b"encryption-data" in part(data, "META-INF/manifest.xml", WHAT, MEDIA_TYPE):
        raise UndecodableError(f"{WHAT} is locked with a password; open it, save it without one and read that", MEDIA_TYPE)
    with not_too_deep(WHAT, MEDIA_TYPE):
        return _read(data)


def _read(data: bytes) -> Decoded:
    root = tree(part(data, "content.xml", WHAT, MEDIA_TYPE), WHAT, MEDIA_TYPE)
    held = names(data)
    outer = tree(part(data, "styles.xml", WHAT, MEDIA_TYPE), WHAT, MEDIA_TYPE) if "styles.xml" in held else None
    walk = _Walk()
    walk.learn(outer)
    walk.learn(root)
    body = next((e for e in root.iter() if local(e) == "text" and "}" in e.tag and "office" in e.tag), None)
    if body is None:
        raise UndecodableError(f"{WHAT} holds no text body", MEDIA_TYPE)
    flow = Flow(list(walk.blocks(body)), walk.notes)
    if outer is not None:
        flow.furniture = [plain([b]) for e in outer.iter() if local(e) in ("header", "footer") for b in walk.blocks(e)]
    title = author = None
    if "meta.xml" in held:
        for e in tree(part(data, "meta.xml", WHAT, MEDIA_TYPE), WHAT, MEDIA_TYPE).iter():
            title = e.text if local(e) == "title" and title is None else title
            author = e.text if local(e) == "initial-creator" or (local(e) == "creator" and author is None) else author
    return decoded(flow, MEDIA_TYPE, title, author)


@dataclass(slots=True)
class _Walk:
    styles: dict[str, str] = field(default_factory=dict)  # kind
    bold: set[str] = field(default_factory=set)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    notes: list[tuple[str, Block]] = field(default_factory=list)

    def learn(self, root: Element | None) -> None:
        """Learn styles and lists from a part."""
        for e in root.iter() if root is not None else ():
            name, key = local(e), attribute(e, "name") or ""
            if name == "style":
                parent = attribute(e, "parent-style-name") or ""
                shown = (attribute(e, "display-name") or key).replace("_20_", " ")
                kind = kind_of_style(shown) or self.styles.get(parent, "") or kind_of_style(parent.replace("_20_", " "))
                self.styles[key] = kind
                if parent in self.bold or any(attribute(x, "font-weight") == "bold" for x in e):
                    self.bold.add(key)
            elif name == "list-style":
                self.lists[key] = {}
                for x in e:
                    at = figure(attribute(x, "level"), 1) - 1
                    if local(x) == "list-level-style-bullet":
                        self.lists[key][at] = Level(symbol(attribute(x, "bullet-char") or "•"))
                    elif local(x) == "list-level-style-number":
                        shown = f"{attribute(x, 'num-prefix') or ''}%{at + 1}{attribute(x, 'num-suffix') or ''}" if attribute(x, "num-format") else ""
                        self.lists[key][at] = Level(shown, attribute(x, "num-format") or "1", figure(attribute(x, "start-value"), 1))

    def blocks(self, holder: Element, counter: Counter | None = None, level: int = -1) -> Iterator[Block]:
        """Yield the blocks of the body, a section, a cell, a note or a list."""
        for e in holder:
            name = local(e)
            if name in _SKIPPED:
                continue
            if name in ("p", "h"):
                yield from self._paragraph(e)
            elif name == "list":
                own = counter or Counter(self.lists.get(attribute(e, "style-name") or "", {}))
                for item in e:
                    yield from self._item(item, own, level + 1)
            elif name == "table":
                cells: list[Cell] = []
                self._cells(e, cells, 0)
                yield laid_out(cells)
            elif name in ("section", "text-box", "frame", "note-body"):
                yield from self.blocks(e)  # tables of contents and indices repeat the text

    def _item(self, item: Element, counter: Counter, level: int) -> Iterator[Block]:
        first = True
        for b in self.blocks(item, counter, level):
            if first and b.rows is None and local(item) == "list-item" and b.kind != "list_item":
                mark = counter.next(level)
                yield Block(marked(mark, b.text), b.kind or ("list_item" if mark else ""), b.bold, b.links)
            else:
                yield b
            first = False

    def _paragraph(self, p: Element) -> Iterator[Block]:
        text: list[str] = []
        links: list[str] = []
        after: list[Block] = []
        self._inline(p, text, links, after)
        style = attribute(p, "style-name") or ""
        kind = self.styles.get(style, "") or kind_of_style(style.replace("_20_", " "))
        kind = "heading" if local(p) == "h" and kind != "title" else "" if kind in ("list_item", "note") else kind
        if "".join(text).strip():
            yield Block("".join(text).strip(), kind, style in self.bold, tuple(links))
        yield from after

    def _inline(self, e: Element, text: list[str], links: list[str], after: list[Block]) -> None:
        text.append((e.text or "").replace("\n", " "))
        for x in e:
            name = local(x)
            if name == "s" or name == "tab":
                text.append(" ")
            elif name == "line-break":
                text.append(BREAK)
            elif name == "note":
                mark = str(len(self.notes) + 1)
                self.notes.append((mark, Block()))
                found = [b for body in x if local(body) == "note-body" for b in self.blocks(body)]
                self.notes[int(mark) - 1] = (mark, Block(plain(found), links=tuple(u for b in found for u in b.links)))
                text.append(f"[{mark}]")
            elif name in ("frame", "text-box", "custom-shape"):
                after += [b for box in x.iter() if local(box) == "text-box" for b in self.blocks(box)]
            elif name not in _SKIPPED:
                if name == "a" and attribute(x, "href"):
                    links.append(attribute(x, "href") or "")
                self._inline(x, text, links, after)
            text.append((x.tail or "").replace("\u00ad", "").replace("\n", " "))

    def _cells(self, table: Element, out: list[Cell], at: int) -> int:
        """Collect the cells of a table from row `at` on; return the row past the last."""
        for e in table:
            if local(e) in ("table-header-rows", "table-rows", "table-row-group"):
                at = self._cells(e, out, at)
            elif local(e) == "table-row":
                column = 0
                for c in e:
                    if local(c) not in ("table-cell", "covered-table-cell"):
                        continue
                    times = _span(c, "number-columns-repeated")
                    found = list(self.blocks(c)) if local(c) == "table-cell" else []
                    for k in range(times if found else 0):
                        out.append(Cell(at, column + k, found, _span(c, "number-columns-spanned"), _span(c, "number-rows-spanned")))
                    column += times
                at += 1
        return at


def _span(element: Element, name: str) -> int:
    return max(1, min(figure(attribute(element, name), 1), WIDEST))
