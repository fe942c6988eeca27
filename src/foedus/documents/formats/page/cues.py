"""What the names, roles and classes of elements say, from ``cues.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from foedus.langs.registry import languages

Element = Any  #: an lxml element; lxml carries no types

#: Elements that begin a line of their own.
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.IGNORECASE)


@cache
def table() -> Mapping[str, Any]:
    """Return ``cues.toml``."""
    return tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))


@cache
def words(key: str) -> frozenset[str]:
    """Return a list of ``cues.toml`` as a set."""
    return frozenset(table()[key])


@dataclass(frozen=True, slots=True)
class Named:
    """What the class and id of an element say: the words they are made of, and the names in small letters."""

    words: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=4096)
def _named(text: str) -> Named:
    return Named(
        frozenset(w.lower() for w in _WORD.findall(text)), frozenset(text.lower().replace("_", "-").split())
    )


def named(element: Element) -> Named:
    """Return what the class and id of `element` say."""
    return _named(f"{element.get('class') or ''} {element.get('id') or ''}"[:400])


def role(element: Element) -> str:
    """Return the first ARIA role of `element`, or an empty text."""
    return ((element.get("role") or element.get("epub:type") or "").lower().split() or [""])[0]


def is_block(element: Element) -> bool:
    """Whether `element` stands on lines of its own."""
    if element.tag in BLOCKS or _BLOCK_STYLE.search(element.get("style") or ""):
        return True
    # Elements a site invents are blocks where they hold blocks.
    return "-" in element.tag and any(c.tag in BLOCKS for c in element)


def is_sure_furniture(element: Element, *, inside_main: bool) -> bool:
    """Whether element or role say that this is no part of the text."""
    if element.tag in words("furniture_elements") or role(element) in words("furniture_roles"):
        return True
    return element.tag in words("outer_elements") and not inside_main


def is_likely_furniture(element: Element, *, inside_main: bool) -> bool:
    """Whether element, class or id suggest that this is no part of the text."""
    if element.tag in words("doubtful_elements") and role(element) not in words("note_roles"):
        return element.tag != "header" or not inside_main
    here = named(element)
    if here.words & words("note_words"):
        return False
    if here.words & words("furniture_words"):
        # The header of an article or a section holds its title.
        return bool(here.words & words("furniture_words") - {"header"}) or not inside_main
    return any(part in name for name in here.names for part in words("furniture_within"))


@cache
def reference_headings() -> frozenset[str]:
    """Return the words of every language that stand over a list of references or notes, in small letters."""
    known = (w.lower() for lang in languages().values() for w in lang.table("layout").get("references", ()))
    return frozenset(known) | words("further_reference_headings")


def bare(text: str) -> str:
    """Return a heading in small letters without marks around it, to be looked up."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(text.split())).lower()


def squeezed(text: str) -> str:
    """Return the letters and figures of a text, to compare texts that differ in blanks and marks."""
    return re.sub(r"[\W_]+", "", text).lower()
