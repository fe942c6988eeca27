"""Whatever a page holds: hints inside the text and apart, every row anchored, the same evidence as the plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.documents.decode import Decoded, UndecodableError
from foedus.documents.formats.page.lines import Walk
from foedus.documents.formats.page.text import decode_fragment, decode_page
from foedus.documents.formats.page.tree import parse
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document

TAGS = ["p", "div", "b", "i", "a", "ul", "li", "ol", "table", "tr", "td", "th", "sup", "h1", "h2", "nav", "aside", "main", "article", "pre", "br", "ruby", "rt", "q", "dl", "dt", "dd", "form", "button", "section", "footer", "blockquote", "caption"]
WORDS = ["Norway", "met on 3 May 2019", "1,200", "“so”", "국경을 열었다.", "[1]", "||", "&amp;", "<", "\n", "\u00a0", "https://a.example/b"]

pieces = st.lists(
    st.one_of(
        st.sampled_from(WORDS).map(lambda w: f" {w} "), st.sampled_from(TAGS).map(lambda t: f"<{t}>"), st.sampled_from(TAGS).map(lambda t: f"</{t}>"),
        st.sampled_from(["<a href='#n1'>1</a>", "<li id='n1'>", "<td colspan=3>", "<th rowspan=2>", "<a href='/x'>", "<p class='share'>", "<span id=n1>", "<sup><a href='#n1' id=r1>1</a></sup>"]),
    ),
    max_size=60,
).map("".join)  # fmt: skip


def sound(make: Callable[[], Decoded]) -> None:
    """Check the hints of a text, or that the reason there is none says what to do."""
    try:
        decoded = make()
    except UndecodableError as problem:
        refused = str(problem)
    else:
        _sound_hints(decoded)
        return
    assert "save" in refused


def _sound_hints(decoded: Decoded) -> None:
    end = 0
    for hint in decoded.hints:
        assert end <= hint.start < hint.end <= len(decoded.text)
        assert decoded.text[hint.start : hint.end].strip()
        end = hint.end


@given(pieces)
@settings(max_examples=150)
def test_hints_lie_inside_the_text_and_apart(page: str) -> None:
    sound(lambda: decode_page(f"<html><body>{page}".encode()))
    sound(lambda: decode_fragment(page))


@given(pieces)
@settings(max_examples=40)
def test_every_row_is_anchored(page: str) -> None:
    document = load_bytes("p.html", f"<html><body><h1>Two states</h1><p>Norway and Chile met on 3 May 2019.</p>{page}".encode())
    assert isinstance(document, Document)
    for name, rows in read_document(document).items():
        if name != "documents":
            assert all(document.text[r["start"] : r["end"]] == r["quote"] for r in rows)


@given(pieces)
@settings(max_examples=100)
def test_a_walk_opens_and_closes_every_element_once(page: str) -> None:
    root = parse(f"<html><body>{page}")
    seen = list(Walk(root))
    assert [e for opens, e in seen if opens] == [e for e in root.iter() if isinstance(e.tag, str)]
    assert len(seen) == 2 * len({e for _, e in seen})
    walk = Walk(root)
    for opens, element in walk:
        if opens and element.tag in ("ul", "p"):
            walk.skip()
        assert not opens or element.getparent() is None or element.getparent().tag not in ("ul", "p")


@given(st.lists(st.text("abc 한국\u00a0\u00ad<>&\"'", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=8))
@settings(max_examples=100)
def test_no_word_of_a_paragraph_is_lost(paragraphs: list[str]) -> None:
    from html import escape

    text = decode_fragment("".join(f"<p>{escape(p)}</p>" for p in paragraphs)).text
    kept = [" ".join(p.replace("\u00ad", "").split()) for p in paragraphs]
    assert [" ".join(line.split()) for line in text.split("\n\n")] == [k for k in kept if k] or not any(kept)


PLAIN = """Two ports and a pipeline

By Ana Ruiz, Institute for Sample Studies (ISS), 3 March 2021

Norway closed the port of Bergen on 1 March 2021 after talks with Denmark failed. [1] The prime minister of Norway said that 1,200 passengers were affected.

What the ministries say

Denmark called the step unlawful. [2] It asked for 25% of the fees, about 3 million dollars.

Table 1. Passengers per month

Month | Bergen | Oslo
January | 1,200 | 3,400
February | 900 | 2,100

Source: Port Office.

• Norway wants inspections of every lorry.
• Denmark wants compensation for nine months.

Notes

[1] Nils Berg, “The last ferry”, Sample Post, 2 March 2021, https://post.example/ferry

[2] Ministry of Foreign Affairs, “Statement on the port”, 3 March 2021, https://mfa.example/port
"""
MARKED = """<html><head><title>Two ports and a pipeline</title></head><body><div class="nav"><a href="/">Home</a><a href="/a">About</a><a href="/b">Contact</a></div>
<article><h1>Two ports and a pipeline</h1><p class="byline">By Ana Ruiz, Institute for Sample Studies (ISS), 3 March 2021</p>
<p>Norway closed the port of Bergen on 1 March 2021 after talks with Denmark failed. <a href="#n1">[1]</a> The prime minister of Norway said that 1,200 passengers were affected.</p>
<h2>What the ministries say</h2><p>Denmark called the step unlawful. <a href="#n2">[2]</a> It asked for 25% of the fees, about 3 million dollars.</p>
<table><caption>Table 1. Passengers per month</caption><tr><th>Month<th>Bergen<th>Oslo<tr><td>January<td>1,200<td>3,400<tr><td>February<td>900<td>2,100</table>
<p>Source: Port Office.</p><ul><li>Norway wants inspections of every lorry.<li>Denmark wants compensation for nine months.</ul>
<h2>Notes</h2><p id="n1">[1] Nils Berg, “The last ferry”, Sample Post, 2 March 2021, https://post.example/ferry</p>
<p id="n2">[2] Ministry of Foreign Affairs, <a href="https://mfa.example/port">“Statement on the port”</a>, 3 March 2021,</p></article></body></html>"""


def test_a_page_says_what_its_plain_text_says() -> None:
    plain, marked = (load_bytes(n, t.encode()) for n, t in (("a.txt", PLAIN), ("a.html", MARKED)))
    assert isinstance(plain, Document)
    assert isinstance(marked, Document)
    a, b = read_document(plain), read_document(marked)
    keys = {
        "actors": ("actor", "kind"), "dates": ("iso", "precision"), "quantities": ("value", "unit", "unit_kind", "about", "as_of"),
        "claims": ("speaker", "form"), "tables": ("title", "header", "rows", "note"), "citations": ("marker", "authors", "title", "outlet", "date", "url"),
    }  # fmt: skip
    for name, columns in keys.items():
        assert [[r[c] for c in columns] for r in b[name]] == [[r[c] for c in columns] for r in a[name]], name
    for kind in ("title", "byline", "heading", "sentence", "list_item", "table_title", "note"):
        assert sum(r["kind"] == kind for r in b["segments"]) == sum(r["kind"] == kind for r in a["segments"]), kind
    about = ("title", "author", "publisher", "published", "kind", "truncated")
    assert [b["documents"][0][c] for c in about] == [a["documents"][0][c] for c in about]


@pytest.mark.parametrize(
    "page",
    [
        "<ul>" + "<li>word " * 5000, "<a href='x'>word " * 5000 + "</a><p>Norway met Chile in Oslo on Monday, and they talked for long.</p>",
        "<table>" + "<tr><td colspan=1000000000 rowspan=99999999>1</td><td>2</td></tr>" * 200 + "</table>", "line of words<br>" * 8000,
        "<table><tr><td>" * 200 + "Norway met Chile." + "</td></tr></table>" * 200, "<p " + "a=1 " * 50000 + ">Norway</p>", "<i>a</i> <b>b</b>" * 10000,
        "<div hidden>x</div>" * 5000 + "<p>Norway</p>", "<p>" + "&#99999999;&#0;&#xD800;" * 2000 + "</p>", "<ol start=99999999999999999999><li value=x>a b c</ol>",
        "<![CDATA[" * 500 + "Norway", "<o:p>Norway</o:p><a:b:c>t</a:b:c><1x><", "<p>Norway" + "<sup>1</sup>" * 5000,
    ],
)  # fmt: skip
def test_hostile_pages_do_no_harm(page: str) -> None:
    sound(lambda: decode_page(f"<html><body>{page}".encode()))
