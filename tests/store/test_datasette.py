"""The file opens in Datasette as it is: tables with links and labels, facets, search, and nothing of ours in the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from foedus.evidence.rows import TABLES, Row
from foedus.store.sqlite import EvidenceStore

pytest.importorskip("datasette")

SENTENCES = [
    ("en", "The ferries of Aland stayed in the harbour."), ("es", "El señor respondió rápido."), ("ko", "보르두리아 정부군과 아란드 해군이 만났다."),
    ("ru", "Министр иностранных дел Захарова выступила в порту."), ("en", "Nobody asked the ministry."),
]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("datasette") / "evidence.sqlite"
    with EvidenceStore(path) as store:
        for doc in ("harbour.pdf", "strait.txt"):
            at, segments, text = 0, [], ""
            for language, quote in SENTENCES:
                row: Row = dict.fromkeys(TABLES["segments"].columns)
                segments.append(
                    row | {"id": f"se-{doc}-{at}", "doc": doc, "part": "p1", "start": at, "end": at + len(quote), "quote": quote, "language": language, "kind": "sentence"}
                )
                text += quote + "\n"
                at = len(text)
            actor = dict.fromkeys(TABLES["actors"].columns) | {"id": f"ac-{doc}", "doc": doc, "part": "p1", "start": 15, "end": 20, "quote": "Aland", "actor": "ALD", "name": "Aland", "kind": "state", "metonym": False}
            document = dict.fromkeys(TABLES["documents"].columns) | {
                "doc": doc, "title": f"About the {doc.split('.')[0]}", "published": "2031-03-04", "family": "f1",
                "parts": [{"part": "p1", "language": "en", "start": 0, "end": at, "translation_of": None}],
                "pages": [{"page": "7", "start": 0, "end": 50}, {"page": "8", "start": 50, "end": at}],
            }  # fmt: skip
            store.put_document(document, text, {"segments": segments, "actors": [actor]}, "k")
        spans = [{"doc": d, "part": "p1", "start": 4, "end": 11} for d in ("harbour.pdf", "strait.txt")]
        finding = dict.fromkeys(TABLES["findings"].columns) | {"id": "fi-1", "kind": "names_differ", "anchors": spans, "explanation": "Other names."}
        group = dict.fromkeys(TABLES["alignment"].columns) | {"id": "al-1", "group": 1, "spans": spans}
        store.put_corpus({"findings": [finding], "alignment": [group]}, "k")
    return path


#: Datasette itself, asked for page after page: starting it for each would take minutes.
SERVER = """
import asyncio, json, sys
from datasette.app import Datasette
async def main():
    datasette = Datasette([sys.argv[1]])
    for line in sys.stdin:
        answer = await datasette.client.get(line.strip())
        print(json.dumps([answer.status_code, answer.text]), flush=True)
asyncio.run(main())
"""


@pytest.fixture(scope="module")
def get(database: Path) -> Iterator[Callable[..., Any]]:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:

        def ask(page: str, **query: str) -> Any:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(page + (f"?{urlencode(query)}" if query else "") + "\n")
            server.stdin.flush()
            status, text = json.loads(server.stdout.readline())
            assert status == 200, text
            return json.loads(text) if ".json" in page else text

        yield ask
        assert server.stdin is not None
        server.stdin.close()


def test_datasette_opens_the_file_from_the_command_line(database: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "datasette", str(database), "--get", "/evidence/segments.json?_search=rapido&_shape=array"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [r["quote"] for r in json.loads(done.stdout)] == [SENTENCES[1][1]] * 2


def test_tables_for_people_and_nothing_hidden_is_in_their_way(get: Callable[..., Any]) -> None:
    about = get("/evidence.json")
    shown = {t["name"]: t for t in about["tables"] if not t["hidden"] and not t["name"].startswith("_")}
    assert set(shown) == set(TABLES)
    assert shown["segments"]["fts_table"] == "_search"
    assert {"sentences", "findings_anchors", "versions_of_sentences", "actors_mentioned", "parts"} <= {v["name"] for v in about["views"]}
    assert all(t["hidden"] for t in about["tables"] if t["name"].startswith("_search"))


@pytest.mark.parametrize(
    ("typed", "language"), [("정부", "ko"), ("rapido", "es"), ("rápido", "es"), ("SEÑOR", "es"), ("ministry", "en"), ("Захарова", "ru"), ("아란드", "ko")]
)
def test_the_search_box_of_the_segments_finds_words(get: Callable[..., Any], typed: str, language: str) -> None:
    rows = get("/evidence/segments.json", _search=typed, _shape="array")
    assert {(r["language"], r["doc"]) for r in rows} == {(language, "harbour.pdf"), (language, "strait.txt")}


def test_rows_link_to_their_document_by_its_title(get: Callable[..., Any]) -> None:
    rows = get("/evidence/actors.json", _shape="array", _labels="on")
    assert [r["doc"] for r in rows] == [{"value": d, "label": t} for d, t in (("harbour.pdf", "About the harbour"), ("strait.txt", "About the strait"))]
    page = get("/evidence/actors")
    assert 'href="/evidence/documents/harbour~2Epdf">About the harbour</a>' in page


def test_facets_count(get: Callable[..., Any]) -> None:
    told = get("/evidence/segments.json", _facet="language", _size="0")
    assert {r["value"]: r["count"] for r in told["facet_results"]["language"]["results"]} == {"en": 4, "es": 2, "ko": 2, "ru": 2}


def test_views_say_where_things_stand(get: Callable[..., Any]) -> None:
    sentences = get("/evidence/sentences.json", _shape="array", language="ko")
    assert {(r["title"], r["page"], r["published"], r["sentence"]) for r in sentences} == {
        (t, "8", "2031-03-04", SENTENCES[2][1]) for t in ("About the harbour", "About the strait")
    }
    for view in ("findings_anchors", "versions_of_sentences"):
        assert [(r["doc"], r["quote"]) for r in get(f"/evidence/{view}.json", _shape="array")] == [("harbour.pdf", "ferries"), ("strait.txt", "ferries")]
    (actor,) = get("/evidence/actors_mentioned.json", _shape="array")
    assert (actor["actor"], actor["mentions"], actor["documents"], actor["sources"]) == ("ALD", 2, 2, 1)
    assert [r["language"] for r in get("/evidence/parts.json", _shape="array")] == ["en", "en"]


def test_columns_are_explained_in_the_file(get: Callable[..., Any]) -> None:
    rows = get("/evidence/_columns.json", _shape="array", table="quantities", column="as_of")
    assert rows[0]["meaning"] == TABLES["quantities"].keys["as_of"]


def test_every_table_and_view_has_a_page_and_rows_have_theirs(get: Callable[..., Any]) -> None:
    about = get("/evidence.json", _show_hidden="1")
    names = [t["name"] for t in about["tables"]] + [v["name"] for v in about["views"]]
    assert {*TABLES, "_spans", "_read", "_search", "_search_data", "_indexed", "sentences"} <= set(names)
    for name in names:
        assert f"/evidence/{name}" in get(f"/evidence/{name}")
        get(f"/evidence/{name}.json", _shape="array")
    # SQLite keys this table of its index by bytes, which no address of a row can hold.
    for name in [t["name"] for t in about["tables"] if t["count"] and t["name"] != "_search_idx"]:
        for link in re.findall(rf'href="(/evidence/{name}/[^"?]+)"', get(f"/evidence/{name}"))[:2]:
            assert "<h1" in get(link)


def test_the_index_shows_the_text_it_is_of(get: Callable[..., Any]) -> None:
    rows = get("/evidence/_search.json", _shape="array")
    assert [r["words"] for r in rows] == [quote for _, quote in SENTENCES] * 2
    assert {r["words"] for r in get("/evidence/_search.json", _shape="array", _search="정부")} == {SENTENCES[2][1]}
