"""Walk the tree of a page in its order and write down its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from foedus.documents import offsets, wrap
from foedus.documents.decode import UndecodableError
from foedus.documents.formats.page.cues import (
    HEADINGS,
    Element,
    is_block,
    is_likely_furniture,
    is_sure_furniture,
    named,
    role,
    words,
)
from foedus.documents.formats.page.lines import Line, Link, Piece, Run, Walk
from foedus.documents.formats.page.notes import Notes, raised
from foedus.documents.formats.page.tables import Grid, cells_of, is_data, lay_out

_BULLETED = re.compile(r"[☐□■◦○●•▪▶◆◇※*–—-]\s|\(?\d{1,3}[.)]\s|[①-⑳]|\[\d{1,3}\]")
_ENDED = re.compile(r"[.!?…:;。\"”’»)\]]\s*$")
_MARKED = re.compile(r"\[\^?[\w*†‡§]{1,5}\]|\(?\d{1,3}\)|\d{1,3}\.(?=\s)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
#: Nesting below which the parser leaves out what is inside.
DEEPEST = 2000
#: A name and its value in one line: "Published: 3 May 2020".
SHORT = 100


@dataclass(slots=True)
class _Frame:
    """A block that is open: what it says of the lines in it."""

    element: Element
    kind: str
    sure: bool
    likely: bool
    byline: bool
    inside_main: bool
    level: int = 0
    bullet: str = ""
    items: int = 0


class Writer:
    """Writes the lines of a page.

    Parameters
    ----------
    notes
        Its footnotes.
    main
        The elements it calls its main text.
    protected
        Elements that hold too much of the page to be furniture, whatever they are called.
    comments
        Elements that hold comments of readers.
    """

    def __init__(self, notes: Notes, main: Set[Element] = frozenset(), protected: Set[Element] = frozenset(), comments: Set[Element] = frozenset()) -> None:
        self.notes, self.main, self.protected, self.comments = notes, main, protected, comments
        self.lines: list[Line] = []

    def write(self, root: Element) -> list[Line]:
        """Return the lines of `root`."""
        self._run, self._frames, self._aside = Run(), [_Frame(root, "", False, False, False, False)], list[Line]()
        walk = Walk(root)
        skipped: Element = None
        depth = 0
        for opens, element in walk:
            depth += 1 if opens else -1
            if depth > DEEPEST:
                raise UndecodableError(f"elements nested more than {DEEPEST:,} deep; open the page in a browser and save it as PDF or text", "text/html")
            if opens:
                if self._start(element):
                    continue
                skipped = element
                walk.skip()
            else:
                self._end(element, skipped is element)
                if skipped is element:
                    skipped = None
                if element is not root:
                    self._run.add(element.tail)
        self._flush()
        return self.lines

    def flat(self, element: Element) -> tuple[str, tuple[Link, ...]]:
        """Return all that `element` holds in one line."""
        run = Run()
        walk = Walk(element)
        skipped: Element = None
        for opens, e in walk:
            if opens:
                if e is not element and (is_block(e) or e.tag == "br"):
                    run.add(" ")
                if not self._inline(e, run):
                    skipped = e
                    walk.skip()
                    continue
                run.add(e.text)
            else:
                if skipped is e:
                    skipped = None
                elif e.tag == "a":
                    run.close_link(e)
                if e is not element:
                    run.add(" " if is_block(e) else "")
                    run.add(e.tail)
        found = run.pieces()
        return (found[0][0], found[0][1]) if found else ("", ())

    # -- elements ---------------------------------------------------------------------------------------------

    def _start(self, element: Element) -> bool:
        """Open `element`; say whether what is inside is still to be walked."""
        frame = self._frames[-1]
        if element is not frame.element and element.tag != "br" and is_block(element):
            return self._block(element, frame)
        if element.tag == "br":
            self._run.line_break()
        elif (element is not frame.element and self._set_aside(element, frame)) or not self._inline(element, self._run):
            return False
        self._run.add(element.text)
        return True

    def _inline(self, element: Element, run: Run) -> bool:
        """Write what an inline element stands for; say whether its text is still to be written."""
        notes = self.notes
        if element in notes.backs:
            return False
        if element in notes.openings:
            text, mark = "".join(element.itertext()).strip(), notes.openings[element]
            there = not text and (element.tail or "").lstrip().startswith(mark)
            run.note("" if there else mark + " ")
            return not _MARKED.fullmatch(text) and bool(text)
        if element in notes.marks:
            # Brackets that stand around the link are those of the mark.
            run.put(notes.marks[element].strip("[]") if run.tail.endswith("[") else notes.marks[element])
            return False
        if element.tag == "sup":
            written = raised(element, run.tail, notes)
            if written is not None:
                run.put(written)
                return False
        if element.tag == "ruby":
            self._ruby(element, run)
            return False
        if element.tag == "img":
            return False
        if element.tag == "q":
            run.put("“")
        if element.tag == "a" and element.get("href"):
            run.open_link(element)
        return True

    def _ruby(self, element: Element, run: Run) -> None:
        """Write the words and then, in brackets, how they are read."""
        base = (element.text or "") + "".join(("" if e.tag in ("rt", "rp", "rtc") else "".join(e.itertext())) + (e.tail or "") for e in element)
        read = "".join("".join(rt.itertext()) for rt in element.iter("rt"))
        run.add("".join(base.split()) if not base.isascii() else base)
        if read.strip():
            run.put(f"({' '.join(read.split())})")

    def _set_aside(self, element: Element, frame: _Frame) -> bool:
        """Keep inline furniture ("[edit]" in a heading) for a line of its own after this one."""
        if frame.sure or element in self.protected or element in self.notes.marks or element in self.notes.openings:
            return False
        sure = is_sure_furniture(element, inside_main=frame.inside_main)
        if not sure and not (element.tag in ("span", "a", "small", "sup") and not frame.likely and is_likely_furniture(element, inside_main=frame.inside_main)):
            return False
        text, links = self.flat(element) if element.tag != "select" else ("", ())
        if sure is False and (len(text) > SHORT or element.tag == "a"):
            return False
        if text:
            self._aside.append(Line(text, "", element, links, sure=sure, likely=True))
        return True

    def _block(self, element: Element, outer: _Frame) -> bool:
        self._flush()
        frame = self._frame(element, outer)
        if element in self.notes.bodies:
            text, links = self.flat(element)
            text, links = _without_mark(text, links, self.notes.bodies[element] + " ")
            self._line(Line(text, "note", element, links), frame)
            return False
        if element.tag == "pre":
            self._pre(element, frame)
            return False
        if element.tag == "table" and is_data(element):
            self._table(lay_out(element, lambda cell: self.flat(cell)[0]), element, frame)
            return False
        if element.tag == "tr" and self._pairs(element, frame):
            return False
        if element.tag == "dl" and self._definitions(element, frame):
            return False
        if element.tag in ("textarea", "select"):
            return False
        self._frames.append(frame)
        self._run.add(element.text)
        return True

    def _frame(self, element: Element, outer: _Frame) -> _Frame:
        inside = outer.inside_main or element in self.main
        kept = element in self.protected or element in self.main
        sure = outer.sure or element in self.comments or (not kept and is_sure_furniture(element, inside_main=inside))
        likely = outer.likely or (not kept and is_likely_furniture(element, inside_main=inside))
        here = named(element)
        byline = (outer.byline and element.tag not in HEADINGS) or element.tag == "address" or bool(
            here.words & words("byline_words") and not here.words & words("title_words")
        )
        frame = _Frame(element, outer.kind, sure, likely and element not in self.main, byline, inside)
        if element.tag in HEADINGS or role(element) == "heading":
            frame.kind = "heading"
            told = element.tag[1:] if element.tag in HEADINGS else element.get("aria-level") or "2"
            frame.level = int(told) if told.isdigit() and len(told) == 1 else 2
        elif element.tag == "li" or role(element) == "listitem":
            frame.kind, frame.bullet = "list_item", self._bullet(element, outer)
        elif element.tag == "figcaption" or (element.tag == "caption" and outer.element.tag == "table") or element.tag in ("table", "blockquote", "article", "section"):
            frame.kind = ""
        return frame

    def _bullet(self, element: Element, outer: _Frame) -> str:
        outer.items += 1
        depth = sum(1 for f in self._frames if f.kind == "list_item" and f.element.tag == "li")
        if outer.element.tag != "ol":
            return "  " * depth + "• "
        first = str(outer.element.get("start") or "1")
        own = str(element.get("value") or "")
        number = int(own) if own.isdigit() and len(own) < 6 else (int(first) if first.isdigit() and len(first) < 6 else 1) + outer.items - 1
        return "  " * depth + f"{number}. "

    def _end(self, element: Element, skipped: bool) -> None:
        if skipped:
            return
        if len(self._frames) > 1 and self._frames[-1].element is element:
            self._flush()
            self._frames.pop()
            return
        if element.tag == "a":
            self._run.close_link(element)
        elif element.tag == "q":
            self._run.put("”")

    # -- lines ------------------------------------------------------------------------------------------------

    def _line(self, line: Line, frame: _Frame) -> None:
        line.sure, line.likely, line.byline = line.sure or frame.sure, line.likely or frame.likely, line.byline or frame.byline
        if line.text:
            self.lines.append(line)

    def _flush(self) -> None:
        """Write what was gathered as the lines of the innermost block."""
        frame, first = self._frames[-1], True
        run, self._run = self._run, self._run.handed_on()
        for text, links, blank, opens in _sentences(run):
            line = Line(text, frame.kind, frame.element, links, frame.level, close=not first and not blank)
            if opens:
                line.kind, line.close = "note", False
            elif frame.bullet and first and not _BULLETED.match(text):
                line = _shifted(line, frame.bullet)
            elif frame.bullet and not first:
                line.kind = ""
            line.close = line.close or (frame.kind == "list_item" and bool(self.lines) and self.lines[-1].kind == "list_item")
            self._line(line, frame)
            first = False
        if not first:
            frame.bullet = ""
        for line in self._aside:
            self._line(line, frame)
        self._aside = []

    def _pre(self, element: Element, frame: _Frame) -> None:
        """Write text set as typed; lines broken at a width are joined."""
        text = "".join(element.itertext()).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        gap = True
        for line in wrap.unwrap(offsets.identity(text)).text.split("\n") if text else ():
            if line.strip():
                self._line(Line(line.rstrip(), "", element, close=not gap), frame)
            gap = not line.strip()

    def _table(self, grid: Grid, element: Element, frame: _Frame) -> None:
        if grid.title:
            self._line(Line(grid.title, "table_title", element), frame)
        for k, row in enumerate(grid.rows):
            text = "| " + " | ".join(c.replace("|", "\\|") for c in row) + " |"
            self._line(Line(text, "table_row", element, close=bool(k) or bool(grid.title)), frame)
            if k + 1 == grid.heads:
                self._line(Line("|" + " --- |" * len(row), "table_row", element, close=True), frame)
        for text in grid.below:
            self._line(Line(text, "", element), frame)

    def _pairs(self, row: Element, frame: _Frame) -> bool:
        """Write a row of names and values of a layout table as lines; say whether it was one."""
        cells = cells_of(row)
        if len(cells) < 2 or [c.tag for c in cells] != ["th", "td"] * (len(cells) // 2):
            return False
        texts = [self.flat(c) for c in cells]
        if any(len(t) > SHORT for t, _ in texts) or any(c.find(".//table") is not None for c in cells):
            return False
        for (name, _), (value, links) in zip(texts[::2], texts[1::2], strict=True):
            self._pair(name, value, links, row, frame)
        return True

    def _definitions(self, element: Element, frame: _Frame) -> bool:
        """Write a list of short names and values as lines; say whether it was one."""
        items = list(element.iter("dt", "dd"))
        if [e.tag for e in items] != ["dt", "dd"] * (len(items) // 2) or not items:
            return False
        texts = [self.flat(e) for e in items]
        if any(len(t) > SHORT for t, _ in texts):
            return False
        for (name, _), (value, links) in zip(texts[::2], texts[1::2], strict=True):
            self._pair(name, value, links, element, frame)
        return True

    def _pair(self, name: str, value: str, links: tuple[Link, ...], element: Element, frame: _Frame) -> None:
        if not name or not value:
            self._line(Line(name or value, "", element), frame)
            return
        lead = name if name.endswith((":", "：")) else f"{name}:"
        self._line(_shifted(Line(value, "", element, links, close=bool(self.lines) and self.lines[-1].element is element), lead + " "), frame)


def _sentences(run: Run) -> Iterator[Piece]:
    """Yield the lines of a run; a break in the midst of a sentence is the page's, not the text's."""
    held: list[Piece] = []
    for piece in run.pieces():
        text, _, blank, opens = piece
        if held and (blank or opens or not text[:1].islower() or _ENDED.search(held[-1][0][-8:])):
            yield _together(held)
            held = []
        held.append(piece)
    if held:
        yield _together(held)


def _together(pieces: list[Piece]) -> Piece:
    at, links = 0, []
    for text, inner, _, _ in pieces:
        links += [Link(x.start + at, x.end + at, x.address) for x in inner]
        at += len(text) + 1
    return " ".join(p[0] for p in pieces), tuple(links), pieces[0][2], pieces[0][3]


def _shifted(line: Line, lead: str) -> Line:
    line.text = lead + line.text
    line.links = tuple(Link(x.start + len(lead), x.end + len(lead), x.address) for x in line.links)
    return line


def _without_mark(text: str, links: tuple[Link, ...], mark: str) -> tuple[str, tuple[Link, ...]]:
    """Put a note's mark before it in place of the one printed there."""
    m = re.match(rf"(?:{_MARKED.pattern}|\^)[\s.:]*", text)
    cut = m.end() if m else 0
    inner = tuple(Link(x.start - cut, x.end - cut, x.address) for x in links if x.start >= cut)
    line = _shifted(Line(text[cut:].strip(), links=inner), mark)
    return line.text, line.links
