"""One document in every format gives the same evidence as its plain text, up to offsets.

What may differ, and why:

* kinds of row that plain text has not: page furniture (it has no pages), and the rule under the heading of a
  Markdown table (a web page says which row heads its table);
* the bars between the cells of a row: plain text sets columns with spaces;
* blank space: compared as one blank, and for Korean set in lines that break inside words not at all. There the page
  does not always tell whether a blank stood at the break, and a compound may be written either way;
* the order of rows, where notes stand at the foot of a page: rows are compared as multisets.

Nothing else: every other value of every row, and the number of rows, must be the same.
"""

from __future__ import annotations

import hashlib
import json
import re
import runpy
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.formats.registry import unfold
from foedus.documents.load import load_item
from foedus.documents.model import Document
from foedus.evidence.read import read_document
from foedus.evidence.rows import TABLES, Row

W = runpy.run_path(str(Path(__file__).with_name("writers.py")))
Sample = dict[str, Any]
CODES = ("en", "ko", "es")
#: What is compared: every table that holds rows of one document but the documents themselves.
COMPARED = [t for t in TABLES if t not in ("documents", "alignment", "findings")]
#: Values that are offsets, or made from them.
OFFSETS = {"id", "doc", "part", "start", "end", "confidence", "cited_at", "resolved_from", "event"}

WRITERS: dict[str, tuple[str, Callable[[Sample], bytes]]] = {
    "html": ("a.html", lambda s: W["web"](s).encode()),
    "docx": ("a.docx", W["word"]),
    "hwpx": ("a.hwpx", W["hangul"]),
    "hwpx 2024": ("a.hwpx", lambda s: W["hangul"](s, "2024")),
    "odt": ("a.odt", W["open_document"]),
    "json lines": ("a.jsonl", W["lines_of_json"]),
    "csv": ("a.csv", W["spreadsheet"]),
    "zip": ("a.zip", lambda s: W["zipped"]({"folder/a.txt": W["plain"](s).encode()})),
    "zip of docx": ("a.zip", lambda s: W["zipped"]({"folder/a.docx": W["word"](s)})),
    "utf-16": ("a.txt", lambda s: W["plain"](s).encode("utf-16")),
    "pdf": ("a.pdf", W["printed"]),
    "pdf justified": ("a.pdf", lambda s: W["printed"](s, 1, True)),
    "pdf two columns": ("a.pdf", lambda s: W["printed"](s, 2)),
    "pdf two columns justified": ("a.pdf", lambda s: W["printed"](s, 2, True)),
}
PRINTED = {
    "chromium": "",
    "chromium justified": "body{text-align:justify}",
    "chromium narrow": "body{width:300px}",
    "chromium two columns": "article{columns:2} h1{column-span:all}",
}


def document(name: str, data: bytes) -> Document:
    found = [load_item(item) for item in unfold(name, data)]
    assert len(found) == 1
    assert isinstance(found[0], Document), found[0]
    return found[0]


def squeezed(value: Any, blanks: str) -> Any:
    """A value with its blank space made plain and the bars of table rows gone."""
    if isinstance(value, str):
        bare = re.sub(r"\|(?:\s*-+\s*\|)*", " ", value)
        return re.sub(r"\s+", blanks, bare).strip()
    if isinstance(value, list | tuple):
        return [squeezed(v, blanks) for v in value]
    return {k: squeezed(v, blanks) for k, v in value.items()} if isinstance(value, dict) else value


def compared(evidence: dict[str, list[Row]], blanks: str) -> dict[str, Counter[str]]:
    out = {}
    for table in COMPARED:
        rows = [{k: squeezed(v, blanks) for k, v in r.items() if k not in OFFSETS and not (table == "tables" and k == "quote")} for r in evidence[table]]
        if table == "segments":
            rows = [r for r in rows if r["kind"] != "furniture" and r["quote"]]
        out[table] = Counter(json.dumps(r, sort_keys=True, ensure_ascii=False) for r in rows)
    return out


@cache
def of_plain_text(code: str) -> dict[str, list[Row]]:
    return read_document(document("plain.txt", W["plain"](W["sample"](code)).encode()))


def assert_same(code: str, name: str, data: bytes, *, blanks: str = " ") -> None:
    other = document(name, data)
    expected, found = of_plain_text(code), read_document(other)
    for rows in (expected, found):
        for table in ("segments", "actors", "dates", "quantities", "claims", "citations", "tables"):
            assert rows[table], f"the sample must have {table}"
    for table, rows in compared(expected, blanks).items():
        assert compared(found, blanks)[table] == rows, table
    for table, rows in found.items():
        for r in rows:
            if "quote" in r:
                assert other.text[r["start"] : r["end"]] == r["quote"], (table, r["id"])
    row = found["documents"][0]
    assert row["text_sha256"] == hashlib.sha256(other.text.encode()).hexdigest()
    for key in ("title", "author", "published", "kind", "truncated", "error"):
        assert row[key] == expected["documents"][0][key], key


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("what", WRITERS)
def test_every_format_gives_the_evidence_of_the_plain_text(code: str, what: str) -> None:
    name, write = WRITERS[what]
    broken_inside_words = code == "ko" and what.startswith("pdf")
    assert_same(code, name, write(W["sample"](code)), blanks="" if broken_inside_words else " ")


@pytest.mark.browser
@pytest.mark.skipif(W["CHROMIUM"] is None, reason="no chromium on the PATH: apt-get install chromium")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("what", PRINTED)
def test_what_a_browser_prints_gives_the_same_evidence(code: str, what: str, tmp_path: Path) -> None:
    assert_same(code, "a.pdf", W["from_browser"](W["sample"](code), tmp_path, PRINTED[what]), blanks="" if code == "ko" else " ")


@pytest.mark.parametrize("what", WRITERS)
def test_reading_twice_gives_the_same_text(what: str) -> None:
    name, write = WRITERS[what]
    data = write(W["sample"]("ko"))
    assert document(name, data).text == document(name, data).text


@pytest.mark.parametrize("columns", [1, 2])
def test_pages_of_a_pdf_are_those_it_was_printed_on(columns: int) -> None:
    found = document("a.pdf", W["printed"](W["sample"]("en"), columns))
    assert found.pages[0].label == "1"
    assert found.pages[0].start == 0
    assert found.pages[-1].end == len(found.text)
    assert all(a.end == b.start for a, b in zip(found.pages, found.pages[1:], strict=False))
    note = found.text.index("[3] Lagoon Institute")
    assert found.page(note) == max(p.label for p in found.pages)


def test_the_header_of_the_pages_is_furniture_in_every_printed_format() -> None:
    s = W["sample"]("en")
    for what in ("docx", "hwpx", "odt", "pdf"):
        name, write = WRITERS[what]
        kinds = {d.slice(g): g.kind for d in [document(name, write(s))] for p in d.parts for g in p.segments}
        assert kinds[s["header"]] == "furniture", what
