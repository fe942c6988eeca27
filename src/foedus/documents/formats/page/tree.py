"""Markup to a tree without what is not seen: scripts, styles, comments, hidden elements."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html

from foedus.documents.formats.page.cues import Element, named, role, words

_UNSEEN = (
    "script", "style", "template", "noscript", "head", "svg", "canvas", "object", "embed", "applet", "audio", "video", "iframe", "datalist",
    "map", "link", "meta", "title", "base", "frame",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VOID = "area base br col embed hr img input link meta param source track wbr"
_CLOSED = re.compile(rf"<(?!(?:{_VOID.replace(' ', '|')})\b)([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
# Elements without content that the parser does not know as such: they would swallow what follows.
_EMPTY = re.compile(r"<(embed|source|track|wbr|keygen|bgsound|command)\b([^<>]*)>", re.IGNORECASE)
_XHTML = re.compile(r"\s*<\?xml|<!doctype[^>]*xhtml|<html[^>]*xmlns", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
#: A part of the page that holds more of its words than this is no hidden panel.
MOST = 0.5


def parse(text: str) -> Element:
    """Return the root of the page, broken markup mended as browsers mend it.

    The tree is whole: scripts with metadata are still there; `prune` takes them out.
    """
    text = text.replace("\x00", "")
    if _XHTML.search(text[:2000]):
        # XHTML closes empty elements in place; to HTML these would stay open.
        text = _CLOSED.sub(r"<\1\2></\1>", text)
        text = _XML_HEAD.sub("", text)
    text = _EMPTY.sub(r"<\1\2></\1>", text)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    root = lxml.html.document_fromstring(text.encode("utf-8", "replace") or b"<html></html>", parser=parser, ensure_head_body=True)
    for element in root.iter():
        if isinstance(element.tag, str) and ":" in element.tag:
            own = element.tag.rsplit(":", 1)[-1]
            element.tag = own if re.fullmatch(r"[a-z][a-z0-9-]*", own) else "span"
    return root


def prune(root: Element) -> Element:
    """Take out of `root` what is not seen, and return it."""
    lxml.etree.strip_tags(root, lxml.etree.Comment, lxml.etree.ProcessingInstruction, lxml.etree.Entity)
    lxml.etree.strip_elements(root, *_UNSEEN, with_tail=False)
    total = _length(root)
    for element in [e for e in root.iter(lxml.etree.Element) if _is_hidden(e)]:
        if element.getparent() is not None and _length(element) <= MOST * total:
            element.drop_tree()
    return root


def _is_hidden(element: Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    if element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag == "input" or (element.tag == "dialog" and "open" not in element.attrib):
        return True
    if not element.get("class"):
        return False
    here = named(element)
    classes = frozenset((element.get("class") or "").lower().replace("_", "-").split())
    return bool(classes & words("hidden_classes") or classes & words("hidden_words")) and role(element) != "main" and bool(here.names)


def _length(element: Element) -> int:
    return sum(len(t) for t in element.itertext() if not t.isspace())


def main_parts(root: Element) -> list[Element]:
    """Return the elements that the page itself calls its main text; none if it does not say."""
    found = list(root.iter(*words("main_elements"))) + [
        e for e in root.iter(lxml.etree.Element) if role(e) in words("main_roles") and e.tag not in words("main_elements")
    ]
    if found:
        return found
    articles = [e for e in root.iter("article") if not any(a.tag == "article" for a in e.iterancestors())]
    if len(articles) > 1:
        # Of several, the one with the text; the others are cards that lead to other pages.
        lengths = [_length(a) for a in articles]
        articles = [a for a, n in zip(articles, lengths, strict=True) if n > MOST * sum(lengths)]
    return articles
