"""What a translation words otherwise is no difference; what it leaves out as a whole is told as left out."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions.cues import cues

EN = """A harbour between two states

By Ana Ruiz, 3 March 2021, www.example.org

The port of the strait was opened in 1994. The treaty allows Kenya to send 200 guards to the quay. Most fishermen do not know what the treaty says.

Kenya repeatedly pointed out that the obligations of the treaty do not cover the lighthouse. Two ships left voluntarily in June. The boats of the fishermen stayed at home.

France said on 4 May that 30 boats had been turned away; Uganda denied it. The engineers began to dig the new canal in August. According to Tanzania, the canal will be ready in two years.

The harvest of the last summer was good. Traders bought more wool than ever before.

Appendix

Table 1. Boats and guards, 2020
Country     Boats    Guards
Kenya       120      200
Uganda      45       80
France      30       60
"""
KO = """두 나라 사이의 항구

아나 루이스, 2021년 3월 3일, www.example.org

해협의 항구는 1994년에 문을 열었다. 조약에 따라 케냐는 경비대원 200명을 부두에 보낼 수 있다. 어민들 대부분은 조약의 내용을 모른다.

케냐는 조약의 의무가 등대에는 미치지 않는다고 거듭 지적했다. 배 두 척은 6월에 스스로 떠났다. 어민들의 배는 집에 머물렀다.

프랑스는 5월 4일 배 30척이 돌려보내졌다고 말했다. 기술자들은 8월에 새 운하를 파기 시작했다. 운하는 2년 안에 완공될 것이다.

지난 여름 수확은 좋았다. 상인들은 그 어느 때보다 많은 양털을 샀다.

표 1. 배와 경비대원, 2020년
나라        배       경비대원
우간다      45       80
케냐        120      200
프랑스      30       60
"""


@pytest.fixture(scope="module")
def findings() -> list[Row]:
    documents = [load_bytes("en.txt", EN.encode()), load_bytes("ko.txt", KO.encode())]
    held = [d for d in documents if isinstance(d, Document)]
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in held:
        for name, found in read_document(document).items():
            rows[name] += found
    return list(read_corpus(held, rows)["findings"])


def words(row: Row) -> list[str]:
    return [{"en.txt": EN, "ko.txt": KO}[a["doc"]][a["start"] : a["end"]] for a in row["anchors"]]


def test_other_words_for_the_same_are_no_difference(findings: list[Row]) -> None:
    told = {f["kind"] for f in findings}
    assert "negation_or_modality" not in told
    assert not [f for f in findings if "repeatedly" in f["explanation"] or "voluntarily" in f["explanation"]]
    assert not [f for f in findings if words(f) == ["Appendix"]]


def test_a_clause_of_somebody_else_is_left_out(findings: list[Row]) -> None:
    (row,) = [f for f in findings if "Uganda denied it" in words(f)[0]]
    assert row["kind"] == "omitted"
    assert words(row)[0].rstrip(".") == "Uganda denied it"


def test_a_statement_without_its_source_has_lost_an_attribution(findings: list[Row]) -> None:
    (row,) = [f for f in findings if "According to" in words(f)[0]]
    assert (row["kind"], words(row)[0]) == ("omitted", "According to Tanzania")


def test_rows_in_another_order_are_pointed_at_without_the_title(findings: list[Row]) -> None:
    (row,) = [f for f in findings if f["kind"] == "order_differs"]
    assert {w.split()[0] for w in words(row)} == {"Country", "나라"}


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("en", "The ministry lacks boats.", "denial"), ("es", "El ministerio carece de barcos.", "denial"),
        ("ko", "부처에는 배가 부족하다.", "denial"), ("ru", "В министерстве отсутствуют лодки.", "denial"),
        ("en", "The treaty allows it.", "possible"), ("es", "El tratado lo permite.", "possible"), ("ko", "조약이 이를 허용한다.", "possible"),
        ("ru", "Договор это позволяет.", "possible"), ("en", "It is a requirement.", "duty"), ("es", "El tratado obliga a ello.", "duty"),
    ],
)  # fmt: skip
def test_words_that_may_stand_for_a_class(code: str, text: str, name: str) -> None:
    table = cues(code)
    assert table is not None
    assert table.hinted(name, text)


@pytest.mark.parametrize(
    ("way", "texts"),
    [
        ("repeatedly", {"en": "He repeatedly asked.", "es": "Preguntó varias veces.", "ko": "거듭 물었다.", "ru": "Он неоднократно спрашивал."}),
        ("secretly", {"en": "They met secretly.", "es": "Se reunieron en secreto.", "ko": "비밀리에 만났다.", "ru": "Они встретились тайно."}),
    ],
)  # fmt: skip
def test_a_way_of_doing_something_is_one_class_in_every_language(way: str, texts: dict[str, str]) -> None:
    for code, text in texts.items():
        table = cues(code)
        assert table is not None
        assert way in table.ways(text)
