"""Read a page's glyphs and rules from PDFium, turned upright."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from foedus.documents.formats.pdf.shapes import Glyph, Rule

#: Latin ligatures with a character of their own.
_LIGATURES = range(0xFB00, 0xFB07)
#: Dots of lists in symbol fonts, which have no character of their own.
_DOTS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "▶", 0xF06C: "●", 0xF06E: "■", 0xF0FC: "•", 0xF02D: "–"}
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what PDFium makes of a hyphen at a line's end
_BOLD = ("bold", "black", "heavy", "semibold", "demi")


def _letter(code: int) -> str:
    """Return the text of a code, "" for what prints nothing."""
    if code in _HYPHENS:
        return _HYPHENS[code]
    if code in _LIGATURES:
        return unicodedata.normalize("NFKC", chr(code))
    if code in _DOTS:
        return _DOTS[code]
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0x200B, 0x2060, 0xFEFF):
        return ""
    return " " if code in (0xA0, 0x202F, 0x3000) or 0x2000 <= code <= 0x200A else chr(code)


def unmapped(text: str) -> bool:
    """Whether a letter is one that a font without a map to Unicode leaves: private use or the replacement sign."""
    return text == "\ufffd" or "\ue000" <= text <= "\uf8ff" or text >= "\U000f0000"


def read_glyphs(
    textpage: Any, width: float, height: float, origin: tuple[float, float] = (0.0, 0.0)
) -> tuple[dict[int, list[Glyph]], int]:
    """Return the glyphs of a page by quarter turns, in the order they were set.

    Parameters
    ----------
    textpage
        Text page of PDFium.
    width, height
        Size of the page before any turn, in points.
    origin
        Its lower left corner.

    Returns
    -------
    glyphs
        By angle: 0 to 3 quarter turns, each in the frame in which its text is upright; -1 for the rest.
    broken
        How many glyphs the fonts give no character for.
    """
    import pypdfium2.raw as raw

    out: dict[int, list[Glyph]] = {}
    broken = 0
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    heavy: dict[bytes, bool] = {}
    for i in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        text = _letter(raw.FPDFText_GetUnicode(textpage, i))
        lost = raw.FPDFText_HasUnicodeMapError(textpage, i) == 1
        broken += lost or unmapped(text)
        if not text:
            continue
        raw.FPDFText_GetMatrix(textpage, i, matrix)
        scale = math.hypot(matrix.c, matrix.d) or math.hypot(matrix.a, matrix.b)
        size = raw.FPDFText_GetFontSize(textpage, i) * scale
        if size < 1.0:
            continue
        raw.FPDFText_GetLooseCharBox(textpage, i, box)
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        raw.FPDFText_GetFontInfo(textpage, i, name, 128, flags)
        face = name.value
        if face not in heavy:
            heavy[face] = any(w in face.decode("latin-1").lower() for w in _BOLD)
        turn = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        quarter = round(turn)
        angle = quarter % 4 if abs(turn - quarter) < 0.05 else -1
        x0, x1, y0, y1 = box.left - origin[0], box.right - origin[0], box.bottom - origin[1], box.top - origin[1]
        across, up = x.value - origin[0], y.value - origin[1]
        if angle == 1:
            left, right, base = y0, y1, across
        elif angle == 2:
            left, right, base = width - x1, width - x0, up
        elif angle == 3:
            left, right, base = height - y1, height - y0, width - across
        else:
            left, right, base = x0, x1, height - up
        if not (angle == -1 or _on_page(left, right, base, angle, width, height)):
            continue
        bold = heavy[face] or raw.FPDFText_GetFontWeight(textpage, i) >= 600
        out.setdefault(angle, []).append(Glyph(text, left, right, base, size, bold))
    return out, broken


def _on_page(left: float, right: float, base: float, angle: int, width: float, height: float) -> bool:
    """Whether a glyph can be seen; NaN is nowhere."""
    wide, high = (height, width) if angle % 2 else (width, height)
    return right > -5 and left < wide + 5 and 0 < right - left + 1 < wide and -5 < base < high + 5


def upright(glyphs: dict[int, list[Glyph]]) -> int:
    """Return the quarter turns that most of a page's text is set at."""
    turned = {k: len(v) for k, v in glyphs.items() if k >= 0}
    return max(turned, key=lambda k: turned[k], default=0)


def read_drawings(
    page: Any, turn: int, width: float, height: float, origin: tuple[float, float] = (0.0, 0.0)
) -> tuple[list[Rule], list[Glyph], float]:
    """Return what is drawn on a page, in the frame of its text.

    Returns
    -------
    rules
        Straight rules and the sides of boxes, those that touch end to end made one.
    dots
        Small filled shapes as glyphs "•": browsers draw the marks of lists.
    pictures
        Share of the page that pictures cover, in [0, 1].
    """
    import pypdfium2.raw as raw

    rules: list[Rule] = []
    dots: list[Glyph] = []
    covered = 0.0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=4):
        try:
            a, b, c, d = item.get_bounds()
        except Exception:  # an object without bounds has no place
            continue
        a, b, c, d = a - origin[0], b - origin[1], c - origin[0], d - origin[1]
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, min(c, width) - max(a, 0.0)) * max(0.0, min(d, height) - max(b, 0.0))
            continue
        box = _turned((a, height - d, c, height - b), turn, width, height)
        x0, y0, x1, y1 = box
        if 2.0 <= x1 - x0 <= 9.0 and 0.6 < (y1 - y0) / (x1 - x0) < 1.7:
            # A mark stands at half the height of small letters and is about 0.38 em wide.
            size = (x1 - x0) / 0.38
            dots.append(Glyph("•", x0, x1, (y0 + y1) / 2 + 0.31 * size, size, bold=False))
            continue
        rules += _edges(*box)
    return list(_joined(rules)), dots, min(1.0, covered / max(1.0, width * height))


def _turned(box: tuple[float, float, float, float], turn: int, width: float, height: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    if turn == 1:
        return height - y1, x0, height - y0, x1
    if turn == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 3:
        return y0, width - x1, y1, width - x0
    return box


def _edges(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    """Yield the rules that a path makes: itself if it is thin, else the four sides of its box."""
    if y1 - y0 <= 3.0 or x1 - x0 <= 3.0:
        if x1 - x0 > 6.0 and y1 - y0 <= 3.0:
            yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
        elif y1 - y0 > 6.0:
            yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
        return
    yield Rule(x0, y0, x1, y0)
    yield Rule(x0, y1, x1, y1)
    yield Rule(x0, y0, x0, y1)
    yield Rule(x1, y0, x1, y1)


def _joined(rules: list[Rule]) -> Iterator[Rule]:
    """Yield the rules with those that lie on one line and touch made one."""
    groups: dict[tuple[bool, int], list[Rule]] = {}
    for r in rules:
        groups.setdefault((r.upright, round((r.x0 if r.upright else r.y0) / 1.5)), []).append(r)
    for (standing, _), group in sorted(groups.items()):
        spans = sorted((r.y0, r.y1) if standing else (r.x0, r.x1) for r in group)
        place = Counter(round(r.x0 if standing else r.y0, 1) for r in group).most_common(1)[0][0]
        a, z = spans[0]
        for b, c in [*spans[1:], (math.inf, math.inf)]:
            if b <= z + 3.0:
                z = max(z, c)
                continue
            yield Rule(place, a, place, z) if standing else Rule(a, place, z, place)
            a, z = b, c
