"""What the parts beside the text of a Word file tell: styles, lists, links, notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.blocks import kind_of_style
from foedus.documents.formats.container import figure, names, part
from foedus.documents.formats.numerals import Counter, Level

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WHAT = "this Word file"


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace, "" for comments."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def value(element: Any, name: str = "val") -> str | None:
    """Return an attribute by its name without a namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), None)


def child(element: Any, *path: str) -> Any:
    """Return the first element down a path of local names, or None."""
    for name in path:
        element = next((e for e in element if name_of(e) == name), None) if element is not None else None
    return element


def is_on(element: Any) -> bool:
    """Whether a switch such as ``w:b`` is on."""
    return element is not None and (value(element) or "true").lower() not in ("0", "false", "none", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style sets: kind of block, list and level, boldness."""

    kind: str = ""
    list_id: str | None = None
    level: int = 0
    bold: bool = False


@dataclass(slots=True)
class Package:
    """An opened Word file.

    `body` is the body of the text; `notes` the notes by kind and id; `targets` the addresses of links by id, for each part.
    """

    body: Any
    styles: dict[str, Style]
    lists: dict[str, Counter]
    starts: dict[str, dict[int, int]]
    notes: dict[tuple[str, str], Any]
    targets: dict[str, dict[str, str]]
    around: list[tuple[str, Any]] = field(default_factory=list)
    title: str | None = None
    author: str | None = None


def open_package(data: bytes) -> Package:
    """Open a Word file.

    Raises
    ------
    UndecodableError
        If it is damaged, locked, or unpacks to more than can be a text.
    """
    from docx.opc.exceptions import OpcError
    from docx.opc.package import OpcPackage
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    for n in names(data):
        if n.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part(data, n, WHAT, MEDIA_TYPE)[:100_000]:
            raise UndecodableError(f"{WHAT} declares a document type, which such files do not; it is not opened", MEDIA_TYPE)
    try:
        package = OpcPackage.open(io.BytesIO(data))
        main = package.main_document_part
        root = parse_xml(main.blob)
        parts = {"main": main}
        around, notes = [], {}
        for relation in main.rels.values():
            if relation.is_external:
                continue
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in ("header", "footer"):
                around.append((relation.rId, parse_xml(relation.target_part.blob)))
                parts[relation.rId] = relation.target_part
            elif kind in ("footnotes", "endnotes"):
                parts[kind] = relation.target_part
                for note in parse_xml(relation.target_part.blob):
                    if value(note, "type") in (None, "normal"):
                        notes[kind[:-1], value(note, "id") or ""] = note
        held = {r.reltype.rsplit("/", 1)[-1]: r.target_part for r in main.rels.values() if not r.is_external}
        styles = parse_xml(held["styles"].blob) if "styles" in held else ()
        numbering = parse_xml(held["numbering"].blob) if "numbering" in held else ()
        properties = package.core_properties
        title, author = properties.title, properties.author
    except (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError, AssertionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise UndecodableError(f"{WHAT} is damaged ({reason}); open it in Word and save it anew", MEDIA_TYPE) from None
    targets = {
        key: {r.rId: r.target_ref for r in p.rels.values() if r.is_external and r.reltype.endswith("/hyperlink")} for key, p in parts.items()
    }
    body = child(root, "body")
    if body is None:
        raise UndecodableError(f"{WHAT} holds no text body; open it in Word and save it anew", MEDIA_TYPE)
    lists, starts = _lists(numbering)
    return Package(body, _styles(styles), lists, starts, notes, targets, around, title, author)


def _styles(root: Any) -> dict[str, Style]:
    raw = {value(s, "styleId") or "": s for s in root if name_of(s) == "style"}
    out: dict[str, Style] = {}

    def made(key: str, depth: int = 0) -> Style:
        if key in out or key not in raw or depth > 12:
            return out.get(key, Style())
        s = raw[key]
        base = made(value(child(s, "basedOn")) or "", depth + 1)
        level = value(child(s, "pPr", "outlineLvl"))
        kind = kind_of_style(value(child(s, "name")) or "") or kind_of_style(key)
        if not kind and figure(level, 9) < 9:
            kind = "heading"
        numbered = child(s, "pPr", "numPr")
        list_id = value(child(numbered, "numId")) if numbered is not None else None
        at = value(child(numbered, "ilvl")) if numbered is not None else None
        bold = child(s, "rPr", "b")
        # What a style of the text itself is based on does not make it a heading: "list_item" and notes are not passed on.
        out[key] = Style(
            kind or (base.kind if base.kind in ("heading", "title") else ""), list_id or base.list_id, figure(at, base.level),
            is_on(bold) if bold is not None else base.bold,
        )
        return out[key]

    for key in raw:
        made(key)
    return out


def _lists(root: Any) -> tuple[dict[str, Counter], dict[str, dict[int, int]]]:
    """Return the counter of each list, shared by the lists of one abstract list, and where a list starts anew."""
    shapes: dict[str, Counter] = {}
    for shape in root:
        if name_of(shape) == "abstractNum":
            shapes[value(shape, "abstractNumId") or ""] = Counter(dict(_levels(shape)))
    counters: dict[str, Counter] = {}
    starts: dict[str, dict[int, int]] = {}
    for num in root:
        if name_of(num) != "num":
            continue
        key, shape_id = value(num, "numId") or "", value(child(num, "abstractNumId")) or ""
        if shape_id not in shapes:
            continue
        overrides = [e for e in num if name_of(e) == "lvlOverride"]
        if overrides:
            levels = dict(shapes[shape_id].levels)
            for e in overrides:
                levels.update(_levels(e))
                start = value(child(e, "startOverride"))
                if start is not None:
                    starts.setdefault(key, {})[figure(value(e, "ilvl"), 0)] = figure(start, 1)
            counters[key] = Counter(levels)
        else:
            counters[key] = shapes[shape_id]
    return counters, starts


def _levels(shape: Any) -> Iterator[tuple[int, Level]]:
    for lvl in shape:
        if name_of(lvl) != "lvl":
            continue
        form = value(child(lvl, "numFmt")) or "decimal"
        pattern = value(child(lvl, "lvlText")) or ""
        start = value(child(lvl, "start"))
        if form == "none":
            pattern = ""
        if form == "bullet" and re.search(r"%\d", pattern):
            form = "decimal"
        yield figure(value(lvl, "ilvl"), 0), Level(pattern, form, figure(start, 1))
