"""What independent sources tell of one event otherwise: losses, days, denials, quotations."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions.checks.lines import lines
from foedus.evidence.versions.checks.losses import losses
from foedus.evidence.versions.library import Shelf
from foedus.evidence.versions.retold import _changed

ONE = """Clashes at the lake leave many dead

By Ana Ruiz, 3 March 2021, www.example.org

On 1 March Peruvian police killed 12 protesters in Puno and wounded 40 others. Police arrested 85 people. Three soldiers died in the clashes, too. Traders closed their shops.
"""
TWO = """Police fire on farmers in the south of Peru

By Tom Hale, 3 March 2021, www.example.net

The country mourns its dead. At least 31 people were killed in Puno on 1 March when Peruvian police opened fire, including 9 children, and 40 were injured. The bishop asked for a truce between farmers and officers.
"""
THREE = """페루 남부에서 경찰이 농민에게 발포하다

김하늘, 2021년 3월 3일, www.example.kr

3월 1일 페루 푸노에서 경찰의 발포로 12명이 숨지고 55명이 다쳤다. 주교는 휴전을 요청했다. 농민들은 다시 길을 막았다.
"""


def shelf(**texts: str) -> tuple[list[Document], dict[str, list[Row]]]:
    documents = [d for n, t in texts.items() if isinstance(d := load_bytes(f"{n}.txt", t.encode()), Document)]
    out: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in documents:
        for name, rows in read_document(document).items():
            out[name] += rows
    return documents, out | read_corpus(documents, out)


def told(**texts: str) -> list[tuple[str, str, set[str]]]:
    _, out = shelf(**texts)
    return [
        (f["kind"], f["explanation"], {texts[a["doc"][:-4]][a["start"] : a["end"]] for a in f["anchors"]})
        for f in out["findings"] if f["kind"] in ("contradiction", "misquote")
    ]  # fmt: skip


def test_the_dead_of_one_day_counted_otherwise_are_one_finding_with_every_number() -> None:
    found = told(one=ONE, two=TWO, three=THREE)
    killed = [(e, anchors) for _, e, anchors in found if "killed" in e]
    assert [anchors for _, anchors in killed] == [{"12 protesters", "At least 31 people"}]
    assert "(as 1 more)" in killed[0][0]  # the third source has the number of the first
    assert [anchors for _, e, anchors in found if "wounded" in e] == [{"40", "55명"}]


def test_a_toll_that_rises_with_the_days_contradicts_nothing() -> None:
    later = TWO.replace("3 March 2021", "7 March 2021")
    assert not [f for f in told(one=ONE, two=later) if "killed" in f[1]]
    falls = ONE.replace("3 March 2021", "7 March 2021")
    assert [f for f in told(one=falls, two=TWO) if "killed" in f[1]]


def test_losses_elsewhere_or_of_another_time_are_of_another_event() -> None:
    assert not told(one=ONE, two=TWO.replace("Peru", "Chile").replace("Puno", "Arica"))
    assert not told(one=ONE, two=TWO.replace("1 March", "1 February"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Police killed 12 people, wounded 40 and arrested 85.", {("12", "killed"), ("40", "wounded"), ("85", "detained")}),
        ("The shelling left 12 dead and 40 injured.", {("12", "killed"), ("40", "wounded")}),
        ("Los choques dejaron 12 muertos y 40 heridos en Lima.", {("12", "killed"), ("40", "wounded")}),
        ("이 충돌로 리마에서 12명이 숨지고 40명이 다쳤다.", {("12", "killed"), ("40", "wounded")}),
        ("The town has 12 bridges and 40 wells.", set()),
        ("Of the 31 people who were killed, including 9 children, most were farmers.", {("31", "killed")}),
    ],
)  # fmt: skip
def test_numbers_of_those_who_suffered_a_loss_are_found_by_kind(text: str, numbers: set[tuple[str, str]]) -> None:
    around = {"L": "Los caminos a la costa están cerrados hoy. Llovió.", "이": "해안으로 가는 길은 오늘 닫혀 있다. 비가 내렸다."}
    start = around.get(text[0], "The road to the coast is closed today. Rain fell.")
    documents, out = shelf(a=f"{start} {text} {start}\n")
    found = {(str(int(x["low"])), x["kind"]) for x in losses(list(lines(Shelf(documents, out), "a.txt")))}
    assert found == numbers


def test_another_day_a_denial_and_a_quotation_that_lost_its_never() -> None:
    one = """Two neighbours sign a treaty on water

By Ana Ruiz, 20 March 2021, www.example.org

The lake is low this year. Chile and Peru signed a treaty on the water of the lake on 12 March 2021. “We will never give up a single drop of this lake to anyone,” Sebastián Piñera said. Traders hope for lower prices.
"""
    two = """The lake gets a law of its own

By Tom Hale, 21 March 2021, www.example.net

The fish have come back. Chile and Peru signed their treaty on the lake and its water on 14 March 2021. “We will give up a single drop of this lake to anyone,” Sebastián Piñera said. Farmers on both shores were glad.
"""
    found = told(one=one, two=two)
    assert ("contradiction", {"12 March 2021", "14 March 2021"}) in [(k, anchors) for k, _, anchors in found]
    assert [k for k, _, _ in found].count("misquote") == 1


@pytest.mark.parametrize(
    ("one", "two", "changed"),
    [
        ("we will never sell the port to anyone", "we will sell the port to anyone", True),
        ("we will never sell the port to anyone", "we will never sell the port", False),  # cut short
        ("we will never sell the port to anyone", "we will never lease the port to anyone", True),
        ("we will never sell the port to anyone", "farmers asked for a road to the coast", False),
    ],
)  # fmt: skip
def test_a_quotation_cut_short_is_no_other(one: str, two: str, changed: bool) -> None:
    assert _changed(one.split(), two.split()) == changed
