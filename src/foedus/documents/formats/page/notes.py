"""Footnotes of a page: which elements are marks in the text, which are notes, which lead back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from foedus.documents.formats.page.cues import BLOCKS, Element, bare, named, reference_headings, role, words

_MARK = re.compile(r"[\[({]?\s*(\d{1,3}|[a-zA-Z]|[ivx]{1,5}|\*{1,3}|[†‡§]+)\s*[\])}.]{0,2}$")
_NUMBER = re.compile(r"[\[(]?\s*(\d{1,3})\s*[\])]?$")
_OPENED = re.compile(r"\s*(?:\[\^?\d{1,3}\]|\(?\d{1,3}\)|\d{1,3}\.(?=\s)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)")
_ARROWS = re.compile(r"[\s↩↵⮌⏎↑⬆⇑⤴^\ufe0e\ufe0f]*$")
_NOTE_ID = re.compile(r"^(?:_?(?:fn|ftn|edn|endnote|footnote|note|cite_note|reference|ref|bib|sdfootnote)[-_:.]?\w*)$", re.IGNORECASE)
_EXPONENT = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
# After a unit or a figure a raised figure is an exponent.
_UNIT = re.compile(r"(?:^|[\s\d/])(?:[kcmdh]?m|ft|in|mi|s)$")
_FIGURE = re.compile(r"\d$")
LONGEST_MARK = 8


@dataclass(slots=True)
class Notes:
    """The notes of a page.

    Attributes
    ----------
    marks
        Mark as it is to be written ("[3]"), by the element that carries it in the text.
    bodies
        Mark of each note, by the block element that holds the note alone.
    openings
        Mark of each note, by the element at its head, where a block holds several notes.
    backs
        Elements that only lead back to the mark, or repeat it at the head of the note.
    numbers
        Numbers of the notes there are.
    """

    marks: dict[Element, str] = field(default_factory=dict)
    bodies: dict[Element, str] = field(default_factory=dict)
    openings: dict[Element, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


def find_notes(root: Element) -> Notes:
    """Return the notes of a page, by their links, their roles and the lists they stand in."""
    notes = Notes()
    targets: dict[str, Element] = {}
    order: dict[Element, int] = {}
    for place, element in enumerate(root.iter()):
        order[element] = place
        for key in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if key:
                targets.setdefault(key, element)
    anchors = [a for a in root.iter("a") if (a.get("href") or "").partition("#")[1]]
    found: dict[Element, tuple[Element, str]] = {}  # target -> first mark, label
    for a in anchors:
        label, target = _label(a), targets.get(_target(a))
        # A mark stands before its note; what leads the other way is the way back.
        if label is None or target is None or order[a] > order[target] or not _is_mark(a, target):
            continue
        found.setdefault(target, (a, label))
        notes.marks[_carrier(a)] = f"[{label}]"
    _place(notes, found)
    for a in anchors:
        if _carrier(a) not in notes.marks and _leads_back(a, notes):
            notes.backs.add(_carrier(a))
    _listed(root, notes)
    notes.numbers.update(m.strip("[]") for m in (*notes.bodies.values(), *notes.openings.values()))
    return notes


def raised(element: Element, before: str, notes: Notes) -> str | None:
    """Return what a ``sup`` that is no linked mark is written as: a mark, an exponent, or None for its plain text."""
    text = "".join(element.itertext()).strip()
    number = _NUMBER.match(text)
    note = number is not None and number.group(1) in notes.numbers
    if re.fullmatch(r"[0-9+−n-]{1,4}", text) and (not number or _UNIT.search(before) or (_FIGURE.search(before) and not note)):
        return text.translate(_EXPONENT)
    return f"[{number.group(1)}]" if number else None


def _target(a: Element) -> str:
    return (a.get("href") or "").rsplit("#", 1)[-1]


def _label(a: Element) -> str | None:
    text = "".join(a.itertext()).strip()
    m = _MARK.match(text) if text and len(text) <= LONGEST_MARK else None
    return m.group(1) if m else None


def _carrier(a: Element) -> Element:
    """Return the element that holds nothing but this link: a ``sup``, or brackets around it."""
    while (up := a.getparent()) is not None and up.tag in ("sup", "span", "small", "b", "strong", "i", "em", "font", "cite", "u"):
        if "".join(up.itertext()).strip("[]() \n\t") != "".join(a.itertext()).strip("[]() \n\t"):
            break
        a = up
    return a


def _is_mark(a: Element, target: Element) -> bool:
    """Whether a link with the text of a mark is one, not a page number or an entry of a table of contents."""
    if role(a) in words("mark_roles") or named(a).words & words("note_words"):
        return True
    if any(e.tag == "sup" for e in (a, *a.iterancestors("sup"), *a.iter("sup"))) or "".join(a.itertext()).strip().startswith("["):
        return True
    if _NOTE_ID.match(target.get("id") or target.get("name") or ""):
        return True
    up = a.getparent()
    return up is not None and up.tag == "sup"


def _block(element: Element) -> Element:
    while element.tag not in BLOCKS and element.getparent() is not None:
        element = element.getparent()
    return element


def _place(notes: Notes, found: dict[Element, tuple[Element, str]]) -> None:
    """Find the block of each note; of several in one block, the place at which each begins."""
    blocks: dict[Element, list[Element]] = {}
    for target in found:
        block = _block(target)
        if block is target or "".join(block.itertext()).strip():
            blocks.setdefault(block, []).append(target)
        follower = target.getnext()
        if block is not target and not "".join(block.itertext()).strip() and follower is not None:
            blocks.setdefault(follower, []).append(target)
    for block, targets in blocks.items():
        if len(targets) == 1 and not any(m in (found[t][0] for t in targets) for m in block.iter("a")):
            notes.bodies[block] = f"[{found[targets[0]][1]}]"
            continue
        for target in targets:
            notes.openings[target] = f"[{found[target][1]}]"


def _leads_back(a: Element, notes: Notes) -> bool:
    text = "".join(a.itertext()).strip()
    if role(a) in words("back_roles") or (_ARROWS.match(text) and text):
        return True
    if any(e in notes.bodies or e in notes.openings for e in (a, *a.iterancestors())) and len(text) <= LONGEST_MARK:
        return _MARK.match(text) is not None
    return False


def _listed(root: Element, notes: Notes) -> None:
    """Number the notes of a numbered list that stands under such a heading and has no links to its marks."""
    marked = {m.group(1) for e in root.iter("sup") if e not in notes.marks and (m := _NUMBER.match("".join(e.itertext()).strip()))}
    marked |= set(re.findall(r"\[(\d{1,3})\]", "".join(root.itertext())))
    for ol in root.iter("ol"):
        items = [li for li in ol if li.tag == "li"]
        if not items or any(li in notes.bodies for li in items) or not _of_notes(ol):
            continue
        first = int(ol.get("start") or 1) if (ol.get("start") or "1").isdigit() else 1
        if len(marked & {str(first + k) for k in range(len(items))}) * 2 < len(items):
            continue
        for k, li in enumerate(items):
            if not _OPENED.match("".join(li.itertext())):
                notes.bodies[li] = f"[{first + k}]"


def _of_notes(ol: Element) -> bool:
    for e in (ol, *list(ol.iterancestors())[:2]):
        if named(e).words & words("note_words") or role(e) in words("note_roles"):
            return True
    before = ol.getprevious()
    while before is not None and not "".join(before.itertext()).strip():
        before = before.getprevious()
    return before is not None and bare("".join(before.itertext())[:80]) in reference_headings()
