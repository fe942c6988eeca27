"""Lists of references can be read back by those who use them, in every script, and keys do not move."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import rispy
from bibtexparser import parse_string
from hypothesis import given
from hypothesis import strategies as st

from foedus.analysis.bibliography import Source, source_from_row, sources
from foedus.evidence.rows import TABLES
from foedus.export.references.bibtex import bibtex, escape, plain
from foedus.export.references.items import SECTIONS, items, kin
from foedus.export.references.plain import lines
from foedus.export.references.ris import ris

METHODS = ("Marlow and Quist (1971), On bargaining in harbours, Journal of Tides 4: 1-9", "A lecture without a year")


def row(doc: str, language: str = "en", **values: Any) -> dict[str, Any]:
    parts = [{"part": "p1", "language": language, "start": 0, "end": 9, "translation_of": values.pop("translation_of", None)}]
    return dict.fromkeys(TABLES["documents"].columns) | {"doc": doc, "sha256": "ab" * 32, "parts": parts, "truncated": False} | values


ROWS = [
    row("en.md", title="Ports & {tolls}: 5 % of $100_000", author="María José Núñez", publisher="Harbour #1", published="2031-02-03", family="so-1"),
    row("ko.txt", "ko", title="운하 통행료 인상", author="한지우", publisher="항만신문", published="2031-02", family="so-1", translation_of="en.md#p1"),
    row("b.pdf", "es", title="Peajes\nnuevos", published="2030", pages=[{"page": "iv", "start": 0, "end": 50}, {"page": "2", "start": 50, "end": 99}]),
    row("lost.bin", error="no text", parts=[]),
]


@pytest.fixture
def found() -> list[Source]:
    return sources(ROWS, {"b.pdf": [(40, 60)]}, {"b.pdf": ["toll/PER/position", "toll/PER/position"]})


def test_unreadable_documents_are_not_cited_and_the_rest_stand_by_day(found: list[Source]) -> None:
    assert [s.doc for s in found] == ["b.pdf", "ko.txt", "en.md"]


def test_pages_uses_translations_and_copies_are_told(found: list[Source]) -> None:
    by = {s.doc: s for s in found}
    assert by["b.pdf"].pages == ("iv", "2")
    assert by["b.pdf"].uses == ("toll/PER/position",)
    assert by["ko.txt"].translation_of == ("en.md",)
    assert by["en.md"].same_source == ("ko.txt",)
    text = "\n".join(lines(found, [], items(found, ())[-1], "report"))
    assert "pp. iv, 2" in text
    assert f"translation of {by['en.md'].key}" in text
    assert f"one source with {by['ko.txt'].key}" in text


def test_keys_depend_on_the_document_alone(found: list[Source]) -> None:
    assert {s.key for s in found} == {source_from_row(r).key for r in ROWS[:3]}
    assert len({s.key for s in found}) == 3
    assert all(k.isascii() for k in (s.key for s in found))


def test_bibtex_is_read_back_to_the_same_words(found: list[Source]) -> None:
    made = items(found, METHODS)
    library = parse_string(bibtex(made, "Documents that the run rests on"))
    assert not library.failed_blocks
    entries = library.entries_dict
    assert set(entries) == {i["id"] for i in made}
    for item in made:
        fields = {f.key: f.value for f in entries[item["id"]].fields}
        assert plain(fields["title"]) == " ".join(item["title"].split())
        if "author" in item:
            assert [plain(a) for a in fields["author"].split(" and ")] == [a["literal"] for a in item["author"]]
    assert [c.comment for c in library.comments] == ["Documents that the run rests on", "Methods of its engines", "The program"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1))
def test_any_title_survives_bibtex(title: str) -> None:
    source = Source("d.txt", title, None, None, None, None, ("en",), None, False)
    library = parse_string(bibtex(items([source], ())))
    assert not library.failed_blocks
    fields = {f.key: f.value for f in library.entries_dict[source.key].fields}
    assert plain(fields["title"]) == " ".join(title.split())
    assert plain(escape(title)) == title


def test_csl_items_have_what_the_schema_requires(found: list[Source]) -> None:
    made = json.loads(json.dumps(items(found, METHODS)))
    for item in made:
        assert isinstance(item["id"], str)
        assert item["type"] in {"document", "software"}
        assert item["categories"][0] in SECTIONS
        assert all(set(a) == {"literal"} for a in item.get("author", ()))
        for part in item.get("issued", {}).get("date-parts", ()):
            assert all(isinstance(n, int) for n in part)
    by = {i["id"]: i for i in made}
    korean = next(i for i in made if i.get("language") == "ko")
    assert (korean["title"], korean["author"], korean["issued"]) == ("운하 통행료 인상", [{"literal": "한지우"}], {"date-parts": [[2031, 2]]})
    method = next(i for i in made if i["categories"] == ["methods"])
    assert [a["literal"] for a in method["author"]] == ["Marlow", "Quist"]
    assert by["foedus"]["type"] == "software"


def test_ris_is_read_back(found: list[Source]) -> None:
    made = items(found, METHODS)
    back = {r["id"]: r for r in rispy.loads(ris(made))}
    assert set(back) == {i["id"] for i in made}
    korean = next(i for i in made if i.get("language") == "ko")
    assert back[korean["id"]]["title"] == korean["title"]
    assert back[korean["id"]]["authors"] == ["한지우"]
    assert back[korean["id"]]["date"] == "2031/02//"
    assert ris(made).startswith("TY  - ")


def test_by_author_and_date(found: list[Source]) -> None:
    text = lines(found, [], items(found, ())[-1], "author-date", uses=False)
    assert any("한지우 (2031). 운하 통행료 인상. 항만신문, February 2031" in line for line in text)


def test_of_many_copies_a_few_are_named_and_the_others_counted() -> None:
    docs = [f"{k}.txt" for k in range(200)]
    source = Source("a.txt", "T", None, None, None, None, ("en",), None, False, same_source=tuple(docs))
    told = kin(source, {d: d for d in docs}, "one source with")
    assert told == ["one source with 0.txt, 1.txt, 2.txt and 197 others"]
    for count, words in ((1, "0.txt"), (2, "0.txt and 1.txt"), (4, "0.txt, 1.txt, 2.txt and 3.txt")):
        assert kin(replace(source, same_source=tuple(docs[:count])), {}, "one source with") == [f"one source with {words}"]
