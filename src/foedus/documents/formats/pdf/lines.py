"""Glyphs to chunks: which glyphs stand on one line, where the blanks are, what is raised."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from foedus.documents.formats.pdf.shapes import ITEM, LOWERED, RAISED, SOFT, Chunk, Glyph, Line, Rule

#: Gaps in ems: a blank without a glyph, and one so wide that it may part columns.
BLANK, WIDE = 0.17, 0.75
AFTER_NUMBER = 0.05  #: ems: a blank after the number of a list item that is set apart from its text
_MARK = re.compile(r"[\[(]?(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|[*†‡§]{1,3})[\])]?[,.]?$")


def _runs(glyphs: Sequence[Glyph], standing: Sequence[Rule]) -> list[list[Glyph]]:
    """Split the glyphs as set into runs on one baseline, of one size, going right, with no upright rule in them."""
    out: list[list[Glyph]] = []
    for g in glyphs:
        last = out[-1][-1] if out else None
        if (
            last is not None
            and abs(g.y - last.y) <= 0.08 * last.size
            and 0.88 < g.size / last.size < 1.13
            and last.x0 - 0.05 * last.size <= g.x0 <= last.x1 + WIDE * last.size
            and not any(last.x1 - 0.5 <= r.x0 <= g.x0 + 0.5 and _beside(r, g) for r in standing)
        ):
            out[-1].append(g)
        else:
            out.append([g])
    return _once(out)


def _beside(rule: Rule, g: Glyph) -> bool:
    """Whether an upright rule stands on the height of a glyph."""
    return rule.y0 <= g.y - 0.2 * g.size and rule.y1 >= g.y - 0.3 * g.size


def _once(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Return the runs without those set twice in one place, to look bold or to cast a shadow."""
    seen: dict[str, list[Glyph]] = {}
    out = []
    for run in runs:
        text = "".join(g.text for g in run)
        twin = seen.get(text)
        if twin and abs(twin[0].x0 - run[0].x0) < 0.15 * run[0].size and abs(twin[0].y - run[0].y) < 0.15 * run[0].size:
            continue
        seen[text] = run
        out.append(run)
    return out


def _hosts(runs: list[list[Glyph]]) -> list[tuple[list[Glyph], bool]]:
    """Set raised and lowered runs on the baseline of the text they hang on; the flag says which were raised."""
    whole = sorted((r for r in runs if any(g.text != " " for g in r)), key=lambda r: r[0].y)
    out: list[tuple[list[Glyph], bool]] = []
    ys = [r[0].y for r in whole]
    for k, run in enumerate(whole):
        size, y = run[0].size, ys[k]
        text = "".join(g.text for g in run).strip()
        raised = False
        if len(text) <= 12:
            best: tuple[float, float] | None = None
            for step in (1, -1):
                j = k + step
                while 0 <= j < len(whole) and abs(ys[j] - y) < 1.1 * max(size, 24.0):
                    host = whole[j]
                    big = host[0].size
                    up = (ys[j] - y) / big
                    small = size <= 0.88 * big
                    gap = max(host[0].x0 - run[-1].x1, run[0].x0 - host[-1].x1)
                    fits = (small and (0.1 <= up <= 0.75 or -0.4 <= up <= -0.05)) or (
                        0.2 <= up <= 0.6 and size <= 1.02 * big and _MARK.match(text) is not None
                    )
                    if fits and gap < 0.6 * big and (best is None or gap < best[0]):
                        best = (gap, ys[j])
                        raised = up > 0
                    j += step
            if best is not None:
                for g in run:
                    g.y = best[1]
        out.append((run, raised))
    return out


def _marking(dots: Sequence[Glyph], runs: Sequence[list[Glyph]]) -> Iterator[Glyph]:
    """Yield the drawn dots that stand before a line, on its baseline."""
    for dot in dots:
        beside = [
            r[0] for r in runs
            if 0 < r[0].x0 - dot.x1 < 2.5 * r[0].size and abs(r[0].y - dot.y) < 0.35 * r[0].size and dot.size < 1.6 * r[0].size
        ]
        if beside:
            first = min(beside, key=lambda g: g.x0)
            # Drawn right before the text, as a glyph would be set.
            yield Glyph(dot.text, first.x0 - 0.7 * first.size, first.x0 - 0.35 * first.size, first.y, first.size, bold=False)


def _set_marks(runs: Sequence[list[Glyph]]) -> None:
    """Set the marks of list items on the baseline of their text: larger ones often stand a little lower or higher.

    Smaller ones may be the raised marks of notes.
    """
    for run in runs:
        mark = run[0]
        if len(run) > 4 or not ITEM.match("".join(g.text for g in run).strip()):
            continue
        behind = [r[0] for r in runs if 0 < r[0].x0 - run[-1].x1 < 2.5 * r[0].size and abs(r[0].y - mark.y) < 0.45 * r[0].size]
        behind = [g for g in behind if mark.size >= 0.95 * g.size]
        if behind and not any(abs(g.y - mark.y) <= 0.2 * min(g.size, mark.size) for g in behind):
            y = min(behind, key=lambda g: abs(g.y - mark.y)).y
            for g in run:
                g.y = y


def _blank(run: Sequence[Glyph]) -> float:
    """Return the gap in ems from which on two letters of a run are two words: more where letters are set wide."""
    gaps = [(b.x0 - a.x1) / b.size for a, b in pairwise(run) if a.text.isalnum() and b.text.isalnum()]
    usual = median(gaps) if len(gaps) >= 5 else 0.0
    return BLANK + max(0.0, usual if usual > 0.04 else 0.0)


def _chunk(runs: Sequence[tuple[list[Glyph], bool]]) -> Chunk | None:
    """Make one chunk of runs that follow each other closely on one line."""
    text: list[str] = []
    last: Glyph | None = None
    opens = pending = False
    gaps: list[tuple[int, float, float]] = []
    letters: list[Glyph] = []
    for run, raised in runs:
        limit = _blank(run)
        mark = "".join(g.text for g in run).strip() if raised else ""
        inked = bool(mark) and _MARK.match(mark) is not None
        begun = False
        # The number of a list item, often in larger type, stands close before its text.
        numbered = last is not None and last.text in ".)" and ITEM.match("".join(text)) is not None
        for g in run:
            if g.text == " ":
                pending = True
                continue
            gap = g.x0 - last.x1 if last else 0.0
            if last is None:
                opens = pending
            elif (pending and gap > 0.02 * g.size) or gap > limit * max(g.size, last.size) or (numbered and gap > AFTER_NUMBER * g.size):
                gaps.append((len(text), last.x1, g.x0))
                text.append(" ")
            if inked and not begun:
                if text and text[-1] == " " and last is not None:
                    text.pop()  # a raised mark hangs on the word before it
                    gaps.pop()
                text.append(RAISED)
                begun = True
            text.append(g.text)
            letters.append(g)
            pending, numbered, last = False, False, g
        if begun:
            text.append(LOWERED)
    if last is None:
        return None
    body = "".join(text)
    soft = body.endswith(SOFT)
    body = body.replace(SOFT, "") + (SOFT if soft else "")
    composed = unicodedata.normalize("NFC", body)
    # Places count pieces as set; where composing or ligatures moved them they are found again, blank by blank.
    places = [m.start() for m in re.finditer(" ", composed)]
    kept = tuple((at, a, b) for at, (_, a, b) in zip(places, gaps, strict=True)) if len(places) == len(gaps) else ()
    widths: Counter[float] = Counter()
    for g in letters:
        widths[round(g.size, 1)] += g.x1 - g.x0  # type: ignore[assignment]
    size = widths.most_common(1)[0][0]
    x1 = max(g.x1 for g in letters)
    bold = sum(g.bold for g in letters) > 0.9 * len(letters)
    return Chunk(composed, letters[0].x0, x1, letters[-1].y, size, bold, opens, pending, kept)


def chunks(glyphs: Sequence[Glyph], rules: Sequence[Rule], dots: Sequence[Glyph] = ()) -> list[Chunk]:
    """Return the chunks of a page's glyphs.

    Parameters
    ----------
    glyphs
        In the order they were set.
    rules
        Upright ones part the cells of a table, however close their texts stand.
    dots
        Drawn marks of list items; one with no text to its right is an ornament and left out.
    """
    standing = [r for r in rules if r.upright]
    set_as = _runs(glyphs, standing)
    _set_marks(set_as)
    runs = _hosts(set_as)
    runs += [([dot], False) for dot in _marking(dots, [run for run, _ in runs])]
    rows: list[list[tuple[list[Glyph], bool]]] = []
    for run in sorted(runs, key=lambda r: (r[0][0].y, r[0][0].x0)):
        g = run[0][0]
        for row in reversed(rows[-6:]):
            other = row[0][0][0]
            if abs(other.y - g.y) <= 0.2 * min(g.size, other.size):
                row.append(run)
                break
        else:
            rows.append([run])
    out = []
    for row in rows:
        row.sort(key=lambda r: r[0][0].x0)
        together: list[tuple[list[Glyph], bool]] = []
        end = 0.0
        for run in row:
            first = run[0][0]
            wide = first.x0 - end > WIDE * max(first.size, together[-1][0][-1].size) if together else False
            parted = bool(together) and any(end - 1 <= r.x0 <= first.x0 + 1 and _beside(r, first) for r in standing)
            if wide or parted:
                out.append(_chunk(together))
                together = []
            together.append(run)
            end = max(end, max((g.x1 for g in run[0] if g.text != " "), default=0.0)) if len(together) > 1 else max(
                (g.x1 for g in run[0] if g.text != " "), default=run[0][-1].x1
            )
        out.append(_chunk(together))
    return [c for c in out if c is not None]


def lines(found: Iterable[Chunk]) -> list[Line]:
    """Return chunks as lines from the top down: those on one baseline together, left to right."""
    out: list[Line] = []
    for c in sorted(found, key=lambda c: (c.y, c.x0)):
        for line in reversed(out[-4:]):
            head = line.chunks[0]
            if abs(head.y - c.y) <= 0.25 * min(head.size, c.size):
                line.chunks.append(c)
                break
        else:
            out.append(Line([c]))
    for line in out:
        line.chunks.sort(key=lambda c: c.x0)
    return out
