"""Rows of two crises are not held against each other, and one state put in the place of another in a list is seen."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row

LAKE = """Soldiers at the lake

By Ana Ruiz, 3 March 2021, www.example.org

On 1 March Peru sent 900 soldiers to Puno, and Bolivia closed the road along the lake. The government of Peru condemned the armed terrorists who attacked the port of Puno. The United States sent 1,400 soldiers to the lake. Bolivia asked Peru for a truce.
"""
STRAIT = """Soldiers at the strait

By Tom Hale, www.example.net

In May 1994 Yemen was at war with itself, and Saudi Arabia watched the strait of Yemen. The Yemeni opposition spoke of an imperialist war. Iran condemned the war of conquest of Saudi Arabia in Yemen. The United States sent 1,100 soldiers to the strait.
"""
SHORE = """What Peru wants

By Tom Hale, 5 March 2021, www.example.net

Fish is dear in Puno, and Peru has no friends left but Bolivia. The United States sent 1,100 soldiers to the lake. Traders from Bolivia wait on the other shore, and nobody in Peru knows for how long.
"""
EN = """Observers for the lake

By Ana Ruiz, 3 March 2021, www.example.org

The two governments signed an agreement on the lake on 14 February. Chile, Brazil and Spain sent 40 observers to the shore. Engineers will begin to drill next month. The mayors of the valley asked for a new study.

The harvest of the last summer was good. Traders bought more wool than ever before. The old road along the river remains closed.
"""
KO = """호수에 온 참관인들

아나 루이스, 2021년 3월 3일, www.example.org

두 정부는 2월 14일 호수에 관한 협정에 서명했다. 칠레, 브라질, 독일은 호숫가에 참관인 40명을 보냈다. 기술자들은 다음 달 시추를 시작할 것이다. 골짜기의 시장들은 새 조사를 요구했다.

지난 여름 수확은 좋았다. 상인들은 그 어느 때보다 많은 양털을 샀다. 강가의 옛 길은 아직 닫혀 있다.
"""


def findings(**texts: str) -> list[Row]:
    held = [d for n, t in texts.items() if isinstance(d := load_bytes(f"{n}.txt", t.encode()), Document)]
    out: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in held:
        for name, rows in read_document(document).items():
            out[name] += rows
    return read_corpus(held, out)["findings"]


def test_a_great_power_in_two_crises_makes_them_no_one_crisis() -> None:
    assert [f for f in findings(lake=LAKE, strait=STRAIT) if f["kind"] in ("contradiction", "framing_differs")] == []
    told = [f["explanation"] for f in findings(lake=LAKE, shore=SHORE) if f["kind"] == "contradiction"]
    assert any("1,400" in e and "1,100" in e for e in told)


def test_one_state_of_a_list_replaced_by_another_is_seen() -> None:
    texts = {"en.txt": EN, "ko.txt": KO}
    told = [{texts[a["doc"]][a["start"] : a["end"]] for a in f["anchors"]} for f in findings(en=EN, ko=KO) if f["kind"] == "names_differ"]
    assert told == [{"Spain", "독일"}]
    assert [f for f in findings(en=EN, ko=KO.replace("독일", "스페인")) if f["kind"] == "names_differ"] == []
