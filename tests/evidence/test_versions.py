"""Versions of one text are found, aligned, and compared; unrelated texts are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions import embed
from foedus.evidence.versions.damage import loses
from foedus.evidence.versions.likeness import bimax

EN = """The two states reopen the border

By Ana Ruiz, 3 March 2021, www.example.org

The ministers met in Geneva on Monday and agreed to reopen the border. They did not set a date for the first train.

Some 1,200 lorries had waited at the crossing since January. The drivers slept in their cabins and asked for water.

Observers welcomed the step, but a union of traders called it late. It will send 40 members to watch the crossing.

Table 1. Crossings

Month      Lorries

January      1,200

February       900
"""
ES = """Los dos Estados reabren la frontera

Por Ana Ruiz, 3 de marzo de 2021, www.example.org

Los ministros se reunieron el lunes en Ginebra y acordaron reabrir la frontera. Fijaron una fecha para el primer tren.

Unos 2.100 camiones esperaban en el paso desde enero. Los conductores dormían en sus cabinas y pedían agua.

Los observadores acogieron bien la medida, pero un sindicato de comerciantes la llamó tardía. Enviará a 40 miembros a vigilar el paso.
"""
KO = """두 나라, 국경을 다시 열다

아나 루이스, 2021년 3월 3일, www.example.org

장관들은 월요일 제네바에서 만나 국경을 다시 열기로 합의했다. 첫 열차의 날짜는 정하지 않았다.

화물차 약 1,200대가 1월부터 통행로에서 기다리고 있었다. 운전자들은 차 안에서 자며 물을 달라고 했다.

관측통들은 이 조치를 환영했지만 상인 조합은 늦었다고 말했다. 조합은 통행로를 지켜볼 회원 40명을 보낼 것이다.
"""
OTHER = """Wheat prices rise again

By Tom Hale, 5 March 2021, www.example.org

Bakers in the capital pay a third more for flour than a year ago. The harvest was poor in the north.

The ministry of agriculture plans to import grain from overseas. Millers doubt that the ships will arrive in time.

Families queue for subsidised bread. The state sells it at half the price of the shops.
"""


def load(**texts: str) -> list[Document]:
    documents = [load_bytes(f"{name}.txt", text.encode()) for name, text in texts.items()]
    assert all(isinstance(d, Document) for d in documents)
    return [d for d in documents if isinstance(d, Document)]


def evidence_of(documents: list[Document]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in documents:
        for name, rows in read_document(document).items():
            out[name] += rows
    out.update(read_corpus(documents, out))
    return out


@pytest.fixture(scope="module")
def found() -> dict[str, list[Row]]:
    return evidence_of(load(en=EN, es=ES, ko=KO, other=OTHER))


def test_versions_are_told_from_other_texts_about_the_same_days(found: dict[str, list[Row]]) -> None:
    of = {r["doc"]: r["parts"][0]["translation_of"] for r in found["documents"]}
    assert of["other.txt"] is None
    assert sorted(bool(of[f"{n}.txt"]) for n in ("en", "es", "ko")) == [False, True, True]
    assert not any(s["doc"] == "other.txt" for g in found["alignment"] for s in g["spans"])


def test_each_sentence_finds_its_counterparts(found: dict[str, list[Row]]) -> None:
    text = {"en.txt": EN, "es.txt": ES, "ko.txt": KO}
    rows = [
        {s["doc"]: text[s["doc"]][s["start"] : s["end"]] for s in g["spans"]} for g in found["alignment"] if g["kind"] == "sentence"
    ]
    assert len(rows) == 6
    for word in (("Geneva", "Ginebra", "제네바"), ("date", "fecha", "날짜"), ("lorries", "camiones", "화물차"), ("water", "agua", "물"), ("40", "40", "40")):
        assert any(all(w in r.get(d, "") for w, d in zip(word, ("en.txt", "es.txt", "ko.txt"), strict=True)) for r in rows), word


def test_spans_of_the_alignment_are_inside_their_part(found: dict[str, list[Row]]) -> None:
    parts = {(r["doc"], p["part"]): p for r in found["documents"] for p in r["parts"]}
    for g in found["alignment"]:
        for s in g["spans"]:
            p = parts[s["doc"], s["part"]]
            assert p["start"] <= s["start"] < s["end"] <= p["end"]


def test_a_number_and_a_denial_that_differ_are_pointed_out(found: dict[str, list[Row]]) -> None:
    told = {(r["kind"], tuple(sorted({a["doc"] for a in r["anchors"]}))) for r in found["findings"]}
    assert ("numbers_differ", ("en.txt", "es.txt")) in told
    assert ("negation_or_modality", ("en.txt", "es.txt")) in told
    assert ("numbers_differ", ("en.txt", "ko.txt")) not in told


def test_a_table_left_out_is_pointed_out_once_per_version(found: dict[str, list[Row]]) -> None:
    missing = [r for r in found["findings"] if r["kind"] == "omitted" and "table" in r["explanation"]]
    assert len(missing) == 2


def test_versions_are_one_source_and_each_is_told_of_once(found: dict[str, list[Row]]) -> None:
    told = [r for r in found["findings"] if r["kind"] == "same_source"]
    assert len(told) == 2
    assert {a["doc"] for r in told for a in r["anchors"]} == {"en.txt", "es.txt", "ko.txt"}
    family = {r["doc"]: r["family"] for r in found["documents"]}
    assert family["en.txt"] == family["es.txt"] == family["ko.txt"] != family["other.txt"]


def test_a_copy_that_lost_single_syllables_is_marked_and_not_compared() -> None:
    damaged = " ".join(w for w in KO.replace("\n", " \n ").split(" ") if len(w.strip()) != 1 or w == "\n")
    damaged = damaged.replace("1월부터", "1").replace("회원 40명을", "회원 40").replace("약 ", "").replace("첫 ", "").replace("물을 ", "")
    rows = evidence_of(load(whole=KO, hurt=damaged, en=EN))["findings"]
    lost = [r for r in rows if r["kind"] == "words_lost"]
    assert [sorted({a["doc"] for a in r["anchors"]}) for r in lost] == [["hurt.txt", "whole.txt"]] * 2  # what was lost, and what is read through the whole one
    assert not any(r["kind"] == "numbers_differ" and "hurt.txt" in {a["doc"] for a in r["anchors"]} for r in rows)


def test_lost_words_are_told_from_other_words() -> None:
    assert loses("첫 열차는 3월 2일 에 떠난다", "열차는 3월 2일 떠난다")
    assert not loses("열차는 떠난다", "열차는 떠난다")
    assert not loses("열차는 내일 떠난다", "버스가 오늘 도착했다")


def test_without_a_model_near_copies_still_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "_model", lambda: None)
    near = EN.replace("agreed to reopen", "have agreed to reopen").replace("Monday", "the Monday")
    rows = evidence_of(load(a=EN, b=near, c=OTHER))["alignment"]
    assert len(rows) >= 8
    assert all({s["doc"] for s in r["spans"]} == {"a.txt", "b.txt"} for r in rows)


def test_bimax_of_a_text_with_itself_is_one() -> None:
    vectors = embed.encode(["One sentence here.", "Another one there.", "A third."])
    assert bimax(vectors, vectors) == pytest.approx(1.0)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3))


def test_two_runs_are_identical() -> None:
    assert evidence_of(load(en=EN, ko=KO)) == evidence_of(load(en=EN, ko=KO))


def test_a_title_that_announces_more_rows_than_there_are_is_pointed_at() -> None:
    text = EN.replace("Table 1. Crossings", "Table 1. The 10 busiest crossings") + "\nThe counts end in March.\n"
    rows = [r for r in evidence_of(load(a=text))["findings"] if r["kind"] == "title_vs_content"]
    assert [(a["start"], a["end"]) for r in rows for a in r["anchors"]] == [
        (text.index("Table 1."), text.index("crossings\n\nMonth") + len("crossings"))
    ]


def test_a_sentence_told_again_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Encoder:
        def encode(self, texts: list[str]) -> list[list[float]]:
            asked.extend(texts)
            return [[float(len(t)), 1.0] for t in texts]

    monkeypatch.setattr(embed, "_model", Encoder)
    found = embed.encode(["The ferry sails.", "No ferry.", "The ferry sails.", "No ferry."])
    assert sorted(asked) == ["No ferry.", "The ferry sails."]
    assert found.shape == (4, 2)
    assert (found[0] == found[2]).all()
    assert (found[1] == found[3]).all()
    assert (found[0] != found[1]).any()
