"""Which lines of a page are its own furniture: menus, sharing, links to other articles, comments.

What elements and roles say is taken as it is. Class names, dense links and the place outside the main text are only
likely signs, and trafilatura has a second voice on them: a line it keeps is no furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from lxml import etree

from foedus.documents.formats.page.comments import below_headings
from foedus.documents.formats.page.cues import Element, bare, reference_headings, squeezed, words
from foedus.documents.formats.page.lines import Line

#: Letters above which a line found within what was kept is surely that line.
SURELY = 24
#: Share of a line that is links, from which on it is a link to elsewhere.
LINKED = 0.7
#: Share of the prose that trafilatura must keep to be heard on what stands outside the main text.
HEARD = 0.4
#: Share of what is kept that the element of the main text holds.
HOLDS = 0.85
#: Lines of a run that make it a list of links.
RUN = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """What trafilatura takes for the text of the page, squeezed."""

    whole: str
    lines: frozenset[str]

    def keeps(self, text: str) -> bool:
        """Whether a line is in it."""
        body = squeezed(text)
        return body in self.lines or (told(body) >= SURELY and body in self.whole)


def told(body: str) -> int:
    """Return how much a squeezed text tells: a syllable or ideograph as much as two letters."""
    return len(body) + sum(c >= "\u1100" for c in body)


def second_voice(root: Element) -> Voice:
    """Ask trafilatura for the main text of a page whose lines are already written; its cells lose their spans."""
    import trafilatura

    for cell in root.iter("td", "th"):
        # A span of thousands would be laid out cell by cell.
        cell.attrib.pop("rowspan", None)
        cell.attrib.pop("colspan", None)
    found = trafilatura.bare_extraction(
        etree.tostring(root, encoding="unicode", method="html"), fast=True, include_comments=False, include_tables=True, max_tree_size=None
    )
    text = str(getattr(found, "text", None) or "")
    lines = [squeezed(x) for x in text.split("\n")]
    return Voice("\n".join(lines), frozenset(lines) - {""})


def prose_lengths(root: Element, without: Set[Element] = frozenset()) -> dict[Element, int]:
    """Return for every element how many characters of it are no links; those of the elements in `without` do not count."""
    out: dict[Element, int] = {}
    for element in reversed(list(root.iter())):
        if element in without:
            out[element] = 0
            continue
        own = 0 if element.tag == "a" else len((element.text or "").strip())
        inner = sum(out[c] + len((c.tail or "").strip()) for c in element)
        out[element] = 0 if element.tag == "a" else own + inner
    return out


def protected(root: Element, main: Iterable[Element], lengths: Mapping[Element, int]) -> set[Element]:
    """Return the elements that cannot be furniture: those around the main text, or around most of the page.

    Parameters
    ----------
    root
        The page.
    main
        Elements it calls its main text.
    lengths
        How many characters of each element are no links.
    """
    kept: set[Element] = set()
    for element in main:
        kept.add(element)
        kept.update(element.iterancestors())
    total = lengths[root]
    # A short footer under a shorter text is no reason to take the footer for the text.
    kept.update(e for e, n in lengths.items() if 2 * n > total and e.tag not in ("nav", "footer", "aside", "dialog", "menu"))
    return kept


def reference_zones(lines: Sequence[Line]) -> list[bool]:
    """Say of each line whether it stands in a list of references or notes, by the headings of the page."""
    out, level = [], 0
    for k, line in enumerate(lines):
        body = bare(line.text)
        heads = (line.kind == "heading" or len(line.text) < 40) and body not in words("related_headings") and not line.sure
        if line.kind == "heading" and level and line.level <= level:
            level = 0
        if heads and body in reference_headings() and (line.kind == "heading" or k > len(lines) // 4):
            level = line.level or 6
            out.append(False)
            continue
        out.append(bool(level))
    return out


def find_furniture(
    lines: Sequence[Line], main: Sequence[Element], voice: Voice | None, site: str = ""
) -> list[bool]:
    """Say of each line whether it is furniture.

    Parameters
    ----------
    lines
        Lines of the page, in its order.
    main
        Elements the page calls its main text.
    voice
        What trafilatura keeps; None if it was not asked.
    site
        Site of the page, empty if it is not known.
    """
    zones = reference_zones(lines)
    linked = [x.linked > LINKED for x in lines]
    # A short page is kept whole, menus and all: on bare links to the same site the second voice is not heard.
    inner = [li and not _leads_out(x, site) for li, x in zip(linked, lines, strict=True)]
    kept = [voice is not None and voice.keeps(x.text) for x in lines]
    # Nor on a few words ("Contents"), which stand in many a text by chance.
    out = [
        x.sure or (x.likely and x.kind != "note" and (i or not k or told(squeezed(x.text)) < SURELY))
        for x, i, k in zip(lines, inner, kept, strict=True)
    ]
    _related(lines, linked, out)
    spared = [z or x.kind == "note" or x.kind.startswith("table") for z, x in zip(zones, lines, strict=True)]
    out = [o or c for o, c in zip(out, below_headings(lines, out, spared), strict=True)]
    for a, b in _runs([li and not s for li, s in zip(linked, spared, strict=True)]):
        many = sum(len(lines[k].links) for k in range(a, b)) >= RUN
        for k in range(a, b):
            out[k] = out[k] or (many and (inner[k] or not kept[k])) or (_shares(lines[k]) and not kept[k])
    outside = _outside(lines, main, kept, out)
    first = next((k for k, x in enumerate(lines) if x.level == 1 and not x.sure), None)
    start = next((k for k, o in enumerate(outside) if not o and not out[k]), len(lines))
    for k in range(len(lines)):
        if outside[k] and not kept[k] and not spared[k] and not out[k]:
            # Title and byline may stand above the element that holds the text.
            above = first is not None and first <= k < start and not linked[k]
            out[k] = not above
    return out


def _shares(line: Line) -> bool:
    return any(a in link.address for link in line.links for a in words("share_addresses"))


def _leads_out(line: Line, site: str) -> bool:
    """Whether a line links to other sites, as references do."""
    return any(x.address.startswith(("http:", "https:", "//")) and (not site or site not in x.address) for x in line.links)


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    out, start = [], None
    for k, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = k
        elif not flag and start is not None:
            out.append((start, k))
            start = None
    return out


def _related(lines: Sequence[Line], linked: Sequence[bool], out: list[bool]) -> None:
    """Mark headings over links to other articles, and those links."""
    for k, line in enumerate(lines):
        if len(line.text) > 60 or bare(line.text) not in words("related_headings"):
            continue
        end = k + 1
        while end < len(lines) and linked[end]:
            end += 1
        if end > k + 1:
            out[k:end] = [True] * (end - k)


def _outside(lines: Sequence[Line], main: Sequence[Element], kept: Sequence[bool], out: Sequence[bool]) -> list[bool]:
    """Say of each line whether it stands outside the element that holds the text."""
    prose = [k for k, x in enumerate(lines) if not out[k] and x.linked < 0.5]
    size = sum(len(lines[k].text) for k in prose)
    told = sum(len(lines[k].text) for k in prose if kept[k])
    holders = list(main)
    if not holders:
        if not size or told < HEARD * size:
            return [False] * len(lines)
        holder = _holder(lines, kept)
        holders = [holder] if holder is not None else []
    elif told and sum(len(lines[k].text) for k in prose if kept[k] and not _within(lines[k].element, holders)) > told / 2:
        return [False] * len(lines)  # what the page calls its main text is not where the text is
    if not holders:
        return [False] * len(lines)
    return [not _within(x.element, holders) for x in lines]


def _within(element: Element, holders: Sequence[Element]) -> bool:
    return any(element is h or any(a is h for a in element.iterancestors()) for h in holders)


def _holder(lines: Sequence[Line], kept: Sequence[bool]) -> Element | None:
    """Return the smallest element that holds nearly all that was kept."""
    weight: dict[Element, int] = {}
    total = 0
    for line, k in zip(lines, kept, strict=True):
        if k and not line.sure:
            total += len(line.text)
            for element in (line.element, *line.element.iterancestors()):
                weight[element] = weight.get(element, 0) + len(line.text)
    enough = [e for e, n in weight.items() if n >= HOLDS * total]
    # The deepest of them: each is an ancestor of the next.
    return max(enough, key=lambda e: sum(1 for _ in e.iterancestors()), default=None)
