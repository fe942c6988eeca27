"""Measure the reading of printed pages: pages a second, and Korean line breaks set right where the page does not tell.

Usage: python benchmarks/printed.py [TEXT...]

The pages are made: two columns of justified English with a head and a number, about 3,700 letters each. The breaks are
made in every paragraph of the given Korean texts (by default the sample of the tests) at every 17 to 40 characters,
the blank there taken away, and put back or not as a PDF without any hint would have it.
"""

from __future__ import annotations

import resource
import runpy
import sys
import time
from pathlib import Path
from typing import Any

from foedus.documents.formats.pdf import korean
from foedus.documents.formats.pdf.joints import is_hangul
from foedus.documents.formats.registry import unfold
from foedus.documents.load import load_bytes
from foedus.documents.model import Document

TESTS = Path(__file__).parents[1] / "tests"
PAGES = 100


def pages() -> bytes:
    """Return a file of `PAGES` pages."""
    made = runpy.run_path(str(TESTS / "formats_print" / "pages.py"))
    p = made["Pages"]()
    for n in range(PAGES):
        p.line(72, 40, "Notes from the islands", size=8)
        p.line(290, 810, str(n + 1), size=8)
        for k in (0, 1):
            y = 70.0
            for text in made["ENGLISH"] + made["ENGLISH"][:3]:
                y = p.paragraph(72 + 235 * k, y, 210, text, size=9.5, justified=True) + 4
        p.turn()
    return p.data()  # type: ignore[no-any-return]


def breaks(paragraph: str, width: int) -> list[tuple[str, str, bool]]:
    """Return what stands before and after each line end between Korean syllables, and whether a blank stood there."""
    lines, blanks = [], []
    for at in range(0, len(paragraph), width):
        lines.append(paragraph[at : at + width].strip())
        blanks.append(at + width < len(paragraph) and " " in paragraph[at + width - 1 : at + width + 1])
    pairs = zip(lines, lines[1:], blanks, strict=False)
    return [(a, b, blank) for a, b, blank in pairs if is_hangul(a[-1:]) and is_hangul(b[:1])]


def right(text: str, analyser: Any) -> tuple[int, int]:
    """Return how many breaks are set right, and of how many."""
    paragraphs = [" ".join(p.split()) for p in text.split("\n") if sum(map(is_hangul, p)) > 60]
    good = total = 0
    for width in range(17, 41):
        # Only what stands inside a line is known to be whole.
        inside = [p[at : at + width].split()[1:-1] for p in paragraphs for at in range(0, len(p), width)]
        words = korean.learn([run for run in inside if run])
        for p in paragraphs:
            for a, b, blank in breaks(p, width):
                good += korean.inside(a, b, words, analyser) is not blank
                total += 1
    return good, total


def main(arguments: list[str]) -> None:
    """Print the figures."""
    data = pages()
    start = time.process_time()
    (item,) = unfold("pages.pdf", data)
    spent = time.process_time() - start
    letters = len(item.content.text)  # type: ignore[union-attr]
    print(f"pages: {PAGES} of {letters // PAGES} characters, {PAGES / spent:.0f} a second of one core, "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    if not arguments:
        writers = runpy.run_path(str(TESTS / "formats" / "writers.py"))
        texts = [writers["plain"](writers["sample"]("ko"))]
    else:
        documents = [load_bytes(a, Path(a).read_bytes()) for a in arguments]
        texts = [d.view.text for d in documents if isinstance(d, Document)]
    for name, analyser in (("with the analyser", ...), ("without", None)):
        found = [right(t, analyser) for t in texts]
        good, total = sum(g for g, _ in found), sum(n for _, n in found)
        print(f"Korean line breaks {name}: {good} of {total} right ({good / max(1, total):.3f})")


if __name__ == "__main__":
    main(sys.argv[1:])
