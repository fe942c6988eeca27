"""Pages to one text: paragraphs over page ends made whole, then each page's notes and furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from foedus.documents.decode import Decoded
from foedus.documents.formats.draft import Draft, is_caption
from foedus.documents.formats.pdf import columns, furniture, grids, notes
from foedus.documents.formats.pdf.joints import Joints, end_of, learn, reach_of
from foedus.documents.formats.pdf.lines import lines as to_lines
from foedus.documents.formats.pdf.paragraphs import (
    Paragraph,
    Setting,
    body_size,
    continues,
    leadings,
    opens_item,
    split,
)
from foedus.documents.formats.pdf.shapes import RAISED, Chunk, Line, Sheet

_FIGURE = re.compile(r"\s*(?:fig(?:ure|ura|\.)?|graph|chart|map|box|gráfico|mapa|그림|지도|도표)\s*\.?\s*\d+", re.IGNORECASE)
_GRID = "\ufdd2"  # stands in a page's lines where a table was taken out


@dataclass(slots=True)
class _Page:
    """What a page holds, in reading order, and what stands around it."""

    items: list[Paragraph | grids.Grid] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


def compose(sheets: Sequence[Sheet]) -> Decoded:
    """Return the text of a file of pages.

    Parameters
    ----------
    sheets
        Its pages in order.
    """
    size = body_size(n for s in sheets for n in to_lines(s.chunks))
    texts, around = furniture.part(sheets, size)
    size = body_size(n for page in texts for n in page)
    labels = furniture.labels(sheets, around)
    framed: list[list[grids.Grid]] = []
    strips: list[list[columns.Strip]] = []
    for sheet, page in zip(sheets, texts, strict=True):
        found, rest = grids.ruled([c for n in page for c in n.chunks], sheet.rules)
        framed.append(found)
        holders = [Chunk(f"{_GRID}{k}", g.x0, g.x1, g.bottom - 0.25 * size, size, bold=False) for k, g in enumerate(found)]
        strips.append(columns.order(to_lines([*rest, *holders]), size))
    _widen(strips, size)
    setting = Setting(leadings(s for page in strips for s in page), size)
    first = [p for page in strips for s in page for p in split(s, setting, 0)]
    setting = replace(setting, breaks_words=learn((p.lines for p in first), (p.right for p in first)).breaks_words)
    pages = [_Page(furniture=[n.text for n in lines] + sheet.aside) for lines, sheet in zip(around, sheets, strict=True)]
    columns_of = [
        [_items(s, framed[k], sheet, setting, k) for s in page] for k, (sheet, page) in enumerate(zip(sheets, strips, strict=True))
    ]
    _take_notes(columns_of, pages, size)
    _join_over_ends(pages, columns_of)
    _title(pages)
    links = sorted({u for s in sheets for u in s.links})
    plain = [p for page in pages for p in (*page.items, *page.notes) if isinstance(p, Paragraph)]
    joints = learn((p.lines for p in plain), (p.right for p in plain), links)
    return _written(pages, joints, labels)


def _widen(strips: Sequence[Sequence[columns.Strip]], size: float) -> None:
    """Give every strip the room that the lines set at its left edge have on all pages: as far as several of them reach."""
    flat = [s for page in strips for s in page]
    reach = []
    for s in flat:
        own = _reach([s], size)
        near = sum(n.x1 > own - 3 * size for n in s.lines)
        if len(s.lines) >= 8 and near >= 0.4 * len(s.lines):
            reach.append(own)  # its lines show how far they may go
        else:
            reach.append(_reach([o for o in flat if abs(o.left - s.left) < 1.5 * size and o.left < s.right and s.left < o.right], size))
    columned = {id(s) for page in strips if len(page) > 1 for s in page}
    for s, right in zip(flat, reach, strict=True):
        s.right = right
        if id(s) in columned and len(s.lines) < 8:  # a title and a byline over columns are wider than these
            s.right = max([right, *(n.x1 for n in s.lines if len(n.chunks) == 1)])


def _reach(strips: Sequence[columns.Strip], size: float) -> float:
    """Return how far to the right several lines reach; lines of several chunks may be rows of a table that is wider."""
    ends = sorted((n.x1 for s in strips for n in s.lines if len(n.chunks) == 1), reverse=True) or [max(s.right for s in strips)]
    enough = int(max(3, 0.06 * len(ends)))
    far = next((x for k, x in enumerate(ends) if sum(y > x - 2 * size for y in ends[k : k + enough + 1]) >= enough), ends[0])
    near = [x for x in ends if far - 2 * size < x <= far]
    flush = max(near, key=lambda x: sum(abs(x - y) < 0.05 * size for y in near))
    # Lines set flush end at one place; a title that is a little longer tells nothing of them.
    return flush if sum(abs(flush - y) < 0.05 * size for y in near) >= max(3, 0.6 * len(near)) else far


def _items(
    strip: columns.Strip, framed: Sequence[grids.Grid], sheet: Sheet, setting: Setting, page: int
) -> list[Paragraph | grids.Grid]:
    """Return the paragraphs and tables of a strip, from the top down."""
    out: list[Paragraph | grids.Grid] = []
    run: list[Line] = []

    def close() -> None:
        if run:
            out.extend(split(columns.Strip(list(run), strip.left, strip.right), setting, page))
            run.clear()

    loose: list[Line | grids.Grid] = []
    for n in strip.lines:
        loose += [framed[int(c.text[1:])] for c in n.chunks if c.text.startswith(_GRID)]
        kept = [c for c in n.chunks if not c.text.startswith(_GRID)]
        if kept:
            loose.append(Line(kept))
    at = 0
    while at < len(loose):
        if isinstance(loose[at], grids.Grid):
            close()
            out.append(loose[at])  # type: ignore[arg-type]
            at += 1
            continue
        end = at
        while end < len(loose) and isinstance(loose[end], Line):
            end += 1
        stretch = [n for n in loose[at:end] if isinstance(n, Line)]
        done = 0
        for a, b, grid in grids.aligned(stretch, sheet.rules, setting.body):
            run += stretch[done:a]
            close()
            out.append(grid)
            done = b
        run += stretch[done:]
        close()
        at = end
    return out


def _take_notes(columns_of: Sequence[Sequence[list[Paragraph | grids.Grid]]], pages: Sequence[_Page], size: float) -> None:
    """Move the notes at the foot of every column out of the text."""
    called = {
        m for page in columns_of for column in page for p in column
        if isinstance(p, Paragraph) and not notes.mark(p.text) for m in notes.raised(p.text)
    }
    called |= {
        m for page in columns_of for column in page for p in column
        if isinstance(p, Paragraph) and notes.mark(p.text) for m in notes.raised(notes.body(p.text))
    }
    last: Paragraph | None = None
    for page, out in zip(columns_of, pages, strict=True):
        for column in page:
            tail: list[Paragraph] = []
            for p in reversed(column):
                if not isinstance(p, Paragraph):
                    break
                tail.insert(0, p)
            first = notes.at_foot(tail, size, called, open_note=last is not None and notes.breaks_off(last.text))
            taken = tail[first:]
            if not taken:
                continue
            del column[len(column) - len(taken) :]
            for p in taken:
                own = notes.mark(p.text)
                if last is not None and (own is None or (own not in called and not p.text.startswith(RAISED))):
                    last.lines += p.lines  # a note goes on
                    last.page += p.page
                else:
                    p.kind = "note"
                    out.notes.append(p)
                    last = p


def _join_over_ends(pages: Sequence[_Page], columns_of: Sequence[Sequence[list[Paragraph | grids.Grid]]]) -> None:
    """Join paragraphs that run over the end of a column or page, past tables and captions between."""
    unfinished: Paragraph | None = None
    for out, page in zip(pages, columns_of, strict=True):
        for column in page:
            for k, item in enumerate(column):
                if unfinished is None or isinstance(item, grids.Grid) or is_caption(item.text) or _FIGURE.match(item.text):
                    continue
                if continues(unfinished, item):
                    unfinished.breaks.add(len(unfinished.lines))
                    unfinished.lines += item.lines
                    unfinished.page += item.page
                    unfinished.right = max(unfinished.right, item.right)
                    column[k] = unfinished
                break
            prose = [p for p in column if isinstance(p, Paragraph) and not is_caption(p.text) and not _FIGURE.match(p.text)]
            if prose:
                unfinished = prose[-1]
            out.items += [p for p in column if not any(p is o for o in out.items)]
    held: set[int] = set()
    for out in pages:
        # A paragraph stands where it begins.
        out.items = [p for p in out.items if id(p) not in held]
        held |= {id(p) for p in out.items}


def _title(pages: Sequence[_Page]) -> None:
    """Tell the title: the largest heading of the first page that has any, if it is larger than all others there."""
    first = next((page for page in pages if page.items), None)
    if first is None:
        return
    heads = [p for p in first.items if isinstance(p, Paragraph) and p.kind == "heading" and len(p.text) >= 8]
    if heads:
        largest = max(heads, key=lambda p: p.size)
        others = [p.size for page in pages for p in page.items if isinstance(p, Paragraph) and p is not largest and p.kind == "heading"]
        if all(largest.size > 1.08 * s for s in others) and largest.size > 1.15 * min(p.size for p in first.items if isinstance(p, Paragraph)):
            largest.kind = "title"


def _written(pages: Sequence[_Page], joints: Joints, labels: Sequence[str]) -> Decoded:
    answered = {m for page in pages for p in page.notes if (m := notes.mark(p.text)) and m.isdigit()}
    draft = Draft()
    for k, page in enumerate(pages):
        items = list(page.items)
        at = 0
        while at < len(items):
            item = items[at]
            if isinstance(item, grids.Grid):
                draft.table(_cells(item, joints, answered), page=k)
            elif (grid := _below(items, at)) is not None:
                draft.table(_cells(grid, joints, answered), title=_text(item, joints, answered)[0], page=k)
                at += 1
            else:
                text, cuts = _text(item, joints, answered)
                kind = item.kind or ("list_item" if opens_item(text) and not text.startswith("[") else "")
                draft.add(text, kind, pages=cuts)
            at += 1
        for p in page.notes:
            text, cuts = _text(p, joints, answered)
            own = notes.mark(p.text)
            label = f"[{own}] " if own and own.isdigit() else f"{own} " if own else ""
            head = _text(p, joints, answered, raw=True)[0]
            body = notes.resolve(notes.body(head), answered)
            draft.add(label + body, "note", pages=[(0, p.page[0])] if len(cuts) < 2 else cuts)
        for text in page.furniture:
            draft.add(notes.resolve(text, ()), "furniture", pages=[(0, k)])
    return draft.decoded("application/pdf", labels=labels)


def _below(items: Sequence[Paragraph | grids.Grid], at: int) -> grids.Grid | None:
    """Return the table right below a paragraph that is its title."""
    item = items[at]
    after = items[at + 1] if at + 1 < len(items) else None
    if not isinstance(item, Paragraph) or not isinstance(after, grids.Grid):
        return None
    near = 0 < after.top - item.lines[-1].y < 2.2 * item.size and len(item.text) < 160
    titled = is_caption(item.text) or (near and not item.whole and (item.bold or len(item.lines) == 1) and item.kind != "title")
    return after if titled and not opens_item(item.text) else None


def _cells(grid: grids.Grid, joints: Joints, answered: set[str]) -> list[list[str]]:
    return [[notes.resolve(joints.text(to_lines(c)), answered) for c in row] for row in grid.rows]


def _text(p: Paragraph, joints: Joints, answered: set[str], *, raw: bool = False) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a paragraph and where in it each of its pages begins."""
    out = ""
    cuts = [(0, p.page[0])]
    for k, n in enumerate(p.lines):
        if not k:
            out = n.text
            continue
        end = None if k in p.breaks else end_of(p.lines[k - 1], n, reach_of(p.lines[k - 1], p.lines, p.right))
        out = joints.joined(out, n.text, end)
        if p.page[k] != p.page[k - 1]:
            start = out[: len(out) - len(n.text)] if out.endswith(n.text) else out
            cuts.append((len(start if raw else notes.resolve(start, answered)), p.page[k]))
    out = out.removesuffix("\u00ad")
    return (out if raw else notes.resolve(out, answered)), cuts
