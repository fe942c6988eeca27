"""Lists of articles: each record a document, a broken one told of, the rest read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.decode import Decoded
from foedus.documents.formats.publication import iso_day, order_of
from foedus.documents.formats.registry import Item, unfold
from foedus.documents.load import load_item
from foedus.documents.model import Document


def items(name: str, data: str | bytes) -> list[Item]:
    return list(unfold(name, data if isinstance(data, bytes) else data.encode()))


def texts(found: list[Item]) -> dict[str, str]:
    return {i.id: i.content.text for i in found if isinstance(i.content, Decoded)}


def errors(found: list[Item]) -> dict[str, str]:
    return {i.id: i.content for i in found if isinstance(i.content, str)}


def test_json_lines_with_ids_and_broken_lines() -> None:
    found = items(
        "a.jsonl",
        '{"id": 1, "headline": "A talk", "body": "They met in Lima.", "date": "2020-03-04", "source": {"name": "Post"}, "author": [{"name": "Ana"}, {"name": "Ben"}]}\n'
        '{"id": 2, "headline": "B", "body": \n\n{"id": 3, "title": "C", "body": ""}\n[1]\n{"id": 4, "title": "Dee", "text": "Dee\\n\\nIt opens with its title."}\n',
    )
    assert texts(found) == {"a.jsonl#1": "A talk\n\nThey met in Lima.", "a.jsonl#4": "Dee\n\nIt opens with its title."}
    about = found[0].given
    assert (about.title, about.author, about.publisher, about.published) == ("A talk", "Ana, Ben", "Post", "2020-03-04")
    told = errors(found)
    assert told["a.jsonl#line=2"].startswith("line 2, column 36: this is no JSON")
    assert "'body' is empty" in told["a.jsonl#3"]
    assert "line 5, column 1: this is a list" in told["a.jsonl#line=5"]


def test_without_ids_of_their_own_records_are_known_by_place() -> None:
    assert [i.id for i in items("a.jsonl", '{"text": "x y"}\n\n{"text": "z"}\n')] == ["a.jsonl#line=1", "a.jsonl#line=3"]
    for bad in ('"a/b"', '"a b"', '"a#b"', '""', "true", '"line=9"', json.dumps("x" * 81), '"same"'):
        lines = f'{{"id": {bad}, "text": "x y"}}\n{{"id": "same", "text": "z"}}\n'
        assert [i.id for i in items("a.jsonl", lines)] == ["a.jsonl#line=1", "a.jsonl#line=2"], bad
    assert [i.id for i in items("a.json", '[{"text": "x"}, 5]')] == ["a.json#item=1", "a.json#item=2"]
    assert [i.id for i in items("a.json", '{"title": "T", "text": "one article"}')] == ["a.json"]


def test_json_as_exports_wrap_it() -> None:
    feed = {"status": "ok", "articles": [{"title": {"rendered": "On the dam"}, "content": {"rendered": "<p>Kenya &amp; Uganda met.</p><p>They left.</p>"}, "link": "https://x.example/1"}]}
    (item,) = items("feed.json", json.dumps(feed))
    assert isinstance(item.content, Decoded)
    assert item.content.text == "On the dam\n\nKenya & Uganda met.\n\nThey left.\n"
    assert item.given.url == "https://x.example/1"
    document = load_item(item)
    assert isinstance(document, Document)
    assert [s.kind for _, s in document.segments()] == ["title", "sentence", "sentence"]


def test_a_json_list_cut_short_keeps_what_came_before() -> None:
    found = items("a.json", '[{"text": "one"}, {"text": "two"}, {"te')
    assert list(texts(found).values()) == ["one", "two"]
    assert "nothing from here on can be read" in errors(found)["a.json#item=3"]


def test_csv_with_any_separator_and_encoding() -> None:
    rows = '번호;제목;본문;작성일;언론사\n17;회담;"두 나라가 만났다.\n합의했다.";2020. 3. 4.;한빛일보\n18;다리;"""다리""를 놓는다.";2020.3.5;한빛일보\n'
    found = items("a.csv", rows.encode("cp949"))
    assert texts(found) == {"a.csv#17": "회담\n\n두 나라가 만났다.\n합의했다.", "a.csv#18": '다리\n\n"다리"를 놓는다.'}
    assert [i.given.published for i in found] == ["2020-03-04", "2020-03-05"]
    assert found[0].given.publisher == "한빛일보"
    tab = items("a.tsv", "Заголовок\tТекст\nМост\tОни строят мост.\n")
    assert texts(tab) == {"a.tsv#row=2": "Мост\n\nОни строят мост."}
    excel = items("a.csv", "\ufeffsep=|\ntítulo|texto\nPuente|Construyen un puente, largo.\n")
    assert texts(excel) == {"a.csv#row=3": "Puente\n\nConstruyen un puente, largo."}


def test_broken_rows_do_not_cost_the_others() -> None:
    found = items("a.csv", 'id,title,text\n1,A,"one"\n2,"B,two\n3,C,three\n4,D,four,five\n5,E,six\n')
    assert texts(found) == {"a.csv#1": "A\n\none", "a.csv#3": "C\n\nthree", "a.csv#5": "E\n\nsix"}
    told = list(errors(found).values())
    assert "row 3, line 3: quotation marks do not close" in told[0]
    assert "4 cells, where the heading has 3" in told[1]


def test_long_articles_in_csv_and_the_limit_of_the_process() -> None:
    import csv

    before = csv.field_size_limit()
    (text,) = texts(items("a.csv", "title,text\nA," + "long " * 60_000 + "\n")).values()
    assert len(text) > 250_000
    assert csv.field_size_limit() == before


def test_damage_in_one_record_does_not_cost_the_others() -> None:
    whole = "\n".join(json.dumps({"text": f"El presidente habló, número {n}."}, ensure_ascii=False) for n in range(9)).encode()
    found = items("a.jsonl", whole.replace("número 4".encode(), "n\udcff 4".encode("utf-8", "surrogateescape")))
    assert len(texts(found)) == 9
    assert texts(found)["a.jsonl#line=5"] == "El presidente habló, n\ufffd 4."
    assert errors(found) == {}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", "country,2019,2020\nPeru,10,20\nChile,3,4\n", "table of data"),
        ("a.csv", "city,mayor\nQuito,Ana\n", "'city', 'mayor', none of which holds the text"),
        ("a.json", '{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', "no list of articles"),
        ("a.json", "[]", "empty"),
        ("a.json", "{broken", "line 1, column 2"),
        ("a.json", "17", "this is a number"),
        ("a.jsonl", '{"name": "x"}\n', "holds the text; expected"),
    ],
)
def test_what_is_no_list_of_articles_says_what_is_expected(name: str, data: str, words: str) -> None:
    (item,) = items(name, data)
    assert isinstance(item.content, str)
    assert words in item.content
    assert "expected" in item.content or "case.yaml" in item.content


@given(st.text(max_size=200), st.sampled_from(["a.json", "a.jsonl", "a.csv", "a.tsv"]))
def test_any_text_is_read_or_refused_in_words(text: str, name: str) -> None:
    found = items(name, text.encode("utf-8", "replace"))
    assert found
    assert len({i.id for i in found}) == len(found)
    assert all(i.content for i in found if isinstance(i.content, str))


@given(st.lists(st.tuples(st.text("ab, ;\"\n|é한", min_size=1).filter(str.strip), st.text("xy \"\n,;").filter(str.strip)), min_size=1, max_size=6))
def test_what_was_written_as_csv_is_read_back(rows: list[tuple[str, str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    found = items("a.csv", out.getvalue())
    assert not errors(found)
    assert [i.given.title for i in found] == [" ".join(t.split()) for t, _ in rows]
    for item, (_, body) in zip(found, rows, strict=True):
        assert isinstance(item.content, Decoded)
        assert item.content.text.endswith(body.strip().replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-03-04T23:59:00+09:00", "2020-03-04"), ("20200304", "2020-03-04"), ("2020.3.4.", "2020-03-04"), ("2020. 3. 4.", "2020-03-04"), ("2020-03", "2020-03"),
        ("2020", "2020"), ("Wed, 04 Mar 2020 10:00:00 GMT", "2020-03-04"), ("4 March 2020", "2020-03-04"), ("4 de marzo de 2020", "2020-03-04"),
        ("2020년 3월 4일", "2020-03-04"), ("1583280000", "2020-03-04"), ("03/04/2020", None), ("13/04/2020", "2020-04-13"), ("04/13/2020", "2020-04-13"),
        ("05/05/2020", "2020-05-05"), ("2020-03-04 10:12:13", "2020-03-04"), ("2020.05.08 (금) 09:12", "2020-05-08"), ("2020 was a bad year", None), ("2020-13-40", None), ("yesterday", None), ("", None), ("0000-00-00", None),
    ],
)  # fmt: skip
def test_dates_of_fields(text: str, day: str | None) -> None:
    assert iso_day(text) == day


def test_a_column_tells_whether_day_or_month_comes_first() -> None:
    assert order_of(["03/04/2020", "13/04/2020"]) == "day"
    assert order_of(["03/04/2020", "04/13/2020"]) == "month"
    assert order_of(["03/04/2020"]) is order_of(["13/04/2020", "04/13/2020"]) is None
    found = items("a.csv", "date,text\n03/04/2020,one\n13/04/2020,two\n")
    assert [i.given.published for i in found] == ["2020-04-03", "2020-04-13"]
