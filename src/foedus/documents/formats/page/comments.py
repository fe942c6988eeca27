"""What readers of a page wrote below its text: by the names of elements, or by the heading above.

A name alone is no proof: an article may be called "comment", or be marked as open to comments. What stands below
some text, and is not many times as long as that text, is believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from foedus.documents.formats.page.cues import (
    Element,
    bare,
    is_likely_furniture,
    is_sure_furniture,
    reference_headings,
    words,
)
from foedus.documents.formats.page.lines import Line, Walk

_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
_COUNT = re.compile(r"[(\[]?\s*\d[\d.,]*\s*(?:개|건)?\s*[)\]]?")
_FINAL = re.compile(r"[.!?…。][\"'”’»)\]]*\s*$")
#: Characters of text above which an element can hold comments on it.
ENOUGH = 80
#: Times the length of that text from which on it is more likely the text itself.
TIMES = 10
#: The same below a heading, which says less than a name.
TIMES_HEADING = 2
LONGEST_HEADING = 60
LONGEST_STEM = 12
_AROUND = ("html", "body", "main")


@lru_cache(maxsize=4096)
def _says(names: str) -> bool:
    for name in names.split():
        parts = [w.lower() for w in _NAME.findall(name)]
        if any(p in words("comment_states") for p in parts):
            continue
        if any(p.startswith(tuple(words("comment_stems"))) and not p.startswith(tuple(words("comment_unlike"))) for p in parts):
            return True
        if any(w in name.lower().replace("_", "-") for w in words("comment_within")):
            return True
    return False


def named_for_comments(element: Element) -> bool:
    """Whether class, id, role, label or type of an element say that it holds comments of readers."""
    given = [element.get(k) for k in ("class", "id", "itemprop", "role", "aria-label")]
    kind = (element.get("itemtype") or "").rsplit("/", 1)[-1]
    own = element.tag if "-" in element.tag else ""
    return _says(" ".join(filter(None, (*given, kind, own)))[:400])


def in_comments(element: Element) -> bool:
    """Whether an element stands in one that is named for comments."""
    return any(named_for_comments(a) for a in (element, *element.iterancestors()) if a.tag not in _AROUND)


def find_comments(root: Element, lengths: Mapping[Element, int]) -> set[Element]:
    """Return the outermost elements that hold comments of readers.

    Parameters
    ----------
    root
        The page.
    lengths
        How many characters of each element are no links.
    """
    found: set[Element] = set()
    told = aside = 0  # characters of text so far; how deep inside furniture
    walk = Walk(root)
    beside: list[Element] = []
    for opens, element in walk:
        if opens:
            if named_for_comments(element) and element.tag not in _AROUND and told >= max(ENOUGH, lengths[element] / TIMES):
                found.add(element)
                walk.skip()
                continue
            if not aside and 2 * lengths[element] <= lengths[root] and (
                is_sure_furniture(element, inside_main=False) or is_likely_furniture(element, inside_main=False)
            ):
                beside.append(element)
            aside += bool(beside) and beside[-1] is element
            if not aside and element.tag != "a":
                told += len((element.text or "").strip())
            continue
        if beside and beside[-1] is element:
            beside.pop()
            aside -= 1
        if not aside and element is not root:
            told += len((element.tail or "").strip())
    return found


@cache
def _headings(key: str) -> frozenset[str]:
    return frozenset(w.lower() for w in words(key))


def _heads(line: Line) -> bool:
    """Whether a line stands over comments: in words that mean nothing else, or in others with their number."""
    if len(line.text) > LONGEST_HEADING or line.linked > 0.5:
        return False
    body, counts = _COUNT.subn(" ", line.text)
    body = bare(body)
    if body.startswith(tuple(words("comment_heading_stems"))) and len(body) <= LONGEST_STEM and not _FINAL.search(line.text):
        return True
    return body in _headings("comment_headings") or (counts == 1 and body in _headings("comment_headings_counted"))


def below_headings(lines: Sequence[Line], out: Sequence[bool], spared: Sequence[bool]) -> list[bool]:
    """Say of each line whether it stands below a heading over comments, or is that heading.

    Parameters
    ----------
    lines
        Lines of the page, in its order.
    out
        Those already known as furniture.
    spared
        Those that are notes, references or tables.
    """
    found = [False] * len(lines)
    for k, line in enumerate(lines):
        if out[k] or found[k] or not _heads(line):
            continue
        before = [j for j in range(k) if not out[j] and not found[j]]
        text = sum(len(lines[j].text) for j in before if _FINAL.search(lines[j].text))
        below = [j for j in _below(lines, k, before) if not spared[j]]
        size = sum(len(lines[j].text) for j in below if not out[j])
        if text >= max(ENOUGH, size / TIMES_HEADING):
            for j in (k, *below):
                found[j] = True
    return found


def _below(lines: Sequence[Line], k: int, before: Sequence[int]) -> list[int]:
    """Return the lines below a heading: of the largest element that holds no text above it, else of the one they share."""
    busy = {a for j in before for a in (lines[j].element, *lines[j].element.iterancestors())}
    scope = lines[k].element
    while scope not in busy and scope.getparent() is not None and scope.getparent() not in busy:
        scope = scope.getparent()
    inner = [j for j in range(k + 1, len(lines)) if _inside(lines[j].element, scope)]
    if inner or scope in busy:
        return _until_heading(lines, k, inner)
    return _until_heading(lines, k, [j for j in range(k + 1, len(lines)) if _inside(lines[j].element, scope.getparent())])


def _until_heading(lines: Sequence[Line], k: int, below: Sequence[int]) -> list[int]:
    level = lines[k].level or 6
    out: list[int] = []
    for j in below:
        heads = lines[j].kind == "heading"
        if (heads and lines[j].level <= level and not _heads(lines[j])) or bare(lines[j].text) in reference_headings():
            break
        out.append(j)
    return out


def _inside(element: Element, scope: Element) -> bool:
    return scope is None or element is scope or any(a is scope for a in element.iterancestors())
