"""Running heads, feet and page numbers: what comes again at the same place of many pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from foedus.documents.formats.pdf import notes
from foedus.documents.formats.pdf.lines import lines
from foedus.documents.formats.pdf.shapes import Line, Sheet

REACH = 0.14  # share of the page's height at either end in which furniture stands
TOP, FOOT = 0.07, 0.035  # the same for a page of which nothing comes again; notes stand near its foot
_NUMBER = re.compile(
    r"(?:[-–—•|~\[(<]\s*)?(?:[^\W\d_]{1,7}\.?\s*)?(\d{1,4})(?:\s*(?:/|of|de|von|из|sur)\s*\d{1,4})?(?:\s*[-–—•|~\])>쪽면])?$", re.IGNORECASE
)
_ROMAN = re.compile(r"[ivxl]{1,7}$")
_FIGURE = re.compile(r"\d+")


def part(sheets: Sequence[Sheet], size: float) -> tuple[list[list[Line]], list[list[Line]]]:
    """Split every page into its text and its furniture.

    Parameters
    ----------
    sheets
        The pages.
    size
        Size of the running text in points.

    Returns
    -------
    text, furniture
        Lines by page, from the top down.
    """
    rows = [lines(s.chunks) for s in sheets]
    seen: Counter[tuple[bool, str]] = Counter()
    for sheet, page in zip(sheets, rows, strict=True):
        seen.update({(top, _key(n)) for top in (True, False) for n in _reach(sheet, page, top)})
    enough = 2 if len(sheets) <= 10 else 3
    counted = _offset(rows, sheets)
    texts, furniture = [], []
    for k_page, (sheet, page) in enumerate(zip(sheets, rows, strict=True)):
        gone: set[int] = set()
        for top in (True, False):
            near = _reach(sheet, page, top)
            # From the edge inwards: what lies beyond text is text.
            ordered = near if top else near[::-1]
            last = -1
            for k, n in enumerate(ordered):
                again = len(sheets) > 1 and seen[top, _key(n)] >= enough
                if again or _is_number(n, sheet) or _bears(n, k_page, counted) or _on_the_edge(n, sheet, page, size, top=top):
                    last = k
                elif k - last > 1:
                    break
            gone |= {id(n) for n in ordered[: last + 1]}
        texts.append([n for n in page if id(n) not in gone])
        furniture.append([n for n in page if id(n) in gone])
    return texts, furniture


def _reach(sheet: Sheet, page: Sequence[Line], top: bool) -> list[Line]:
    limit = REACH * sheet.height
    return [n for n in page if (n.y < limit if top else n.y > sheet.height - limit)][slice(0, 4) if top else slice(-4, None)]


def _offset(rows: Sequence[Sequence[Line]], sheets: Sequence[Sheet]) -> int | None:
    """Return by how much the numbers printed at the pages' edges exceed their indices, or None."""
    found: Counter[int] = Counter()
    for k, (sheet, page) in enumerate(zip(sheets, rows, strict=True)):
        ends = [*_reach(sheet, page, True), *_reach(sheet, page, False)]
        found.update({int(m) - k for n in ends for m in _at_ends(n)})
    offset, count = max(found.items(), key=lambda x: (x[1], -abs(x[0] - 1)), default=(0, 0))
    return offset if count >= max(3, 0.6 * len(sheets)) and offset >= 0 else None


def _at_ends(n: Line) -> set[str]:
    """Return the numbers that a line begins or ends with, set apart from its words."""
    ends = {n.chunks[0].text.strip(), n.chunks[-1].text.strip()}
    return {t for t in ends if t.isdecimal() and len(t) <= 4}


def _bears(n: Line, index: int, offset: int | None) -> bool:
    """Whether a line bears the number of its page."""
    return offset is not None and str(index + offset) in _at_ends(n) and len(n.text) < 120


def _key(n: Line) -> str:
    return f"{_FIGURE.sub('#', n.text).strip().lower()}|{round(n.y / 6)}"


def _is_number(n: Line, sheet: Sheet) -> bool:
    text = n.text.strip()
    outside = n.y < 0.1 * sheet.height or n.y > 0.9 * sheet.height
    return outside and (_NUMBER.match(text) is not None or (_ROMAN.match(text) is not None and n.x1 - n.x0 < 4 * n.size))


def _on_the_edge(n: Line, sheet: Sheet, page: Sequence[Line], size: float, *, top: bool) -> bool:
    """Whether a line of small type stands alone at the edge of the page, as a browser prints date and address."""
    away = n.y if top else sheet.height - n.y
    if away > (TOP if top else FOOT) * sheet.height or n.size > 0.92 * size:
        return False
    others = [abs(o.y - n.y) for o in page if o is not n and abs(o.y - n.y) > 0.5 * n.size]
    return min(others, default=0.0) > 2.0 * size and not notes.mark(n.text)


def labels(sheets: Sequence[Sheet], furniture: Sequence[Sequence[Line]]) -> list[str]:
    """Return the label of each page: the number printed on it where the pages agree, else the file's own."""
    offsets: Counter[int] = Counter()
    for k, page in enumerate(furniture):
        offsets.update({int(m.group()) - k for n in page for m in _FIGURE.finditer(n.text) if len(m.group()) <= 4})
    if offsets and len(sheets) > 1:
        offset, count = max(offsets.items(), key=lambda x: (x[1], -abs(x[0] - 1)))
        if count >= max(2, 0.6 * len(sheets)) and offset >= 0:
            return [str(k + offset) if k + offset > 0 else s.label for k, s in enumerate(sheets)]
    return [s.label for s in sheets]
