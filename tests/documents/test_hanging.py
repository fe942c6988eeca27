"""Lines below the mark of an item continue it, short prose is one paragraph; items, headings, rows and verses stay."""

from __future__ import annotations

import re

import pytest

from foedus.documents.load import clean, load_bytes
from foedus.documents.model import Document

#: Items of two lines each: the first mark stands for all.
ITEMS = [
    ("- ", ["The foreign minister of Chile did not", "rule out a summit with Peru."], ["The navy said that the", "Pacific exercise would go on."]),
    ("1. ", ["Norway and Iceland agreed to share", "the costs of the patrols."], ["Neither state would accept an envoy", "from Denmark before the vote."]),
    ("☐ ", ["The two presidents will not", "meet before the treaty is signed"], ["Talks on fishing go on despite", "the storms"]),
    ("- ", ["El gobierno de Uruguay no", "descarta una cumbre con Paraguay."], ["Los ministros acordaron que", "Bolivia participe en las obras."]),
    ("◦ ", ["La comisión nunca ha aprobado la", "venta de radares a Ghana"], ["El pleno se reunirá en", "Oslo antes del verano"]),
    ("☐ ", ["몽골 외교부는 정상회담 가능성을", "배제하지 않는다고 밝힘"], ["실무진은 어업 협정을", "다시 논의할 예정"]),
    ("◦ ", ["케냐는 소말리아와의", "대화를 거부했다."], ["국왕이 중재에", "나서겠다고 밝혔다."]),
    ("- ", ["의회는 파병안을", "승인하지 않았다."], ["의장은 표결을", "다음 달로 미루었다."]),
]


@pytest.mark.parametrize("indent", [2, 3, 4])
@pytest.mark.parametrize(("mark", "one", "two"), ITEMS)
def test_a_hanging_line_continues_its_item(mark: str, one: list[str], two: list[str], indent: int) -> None:
    marks = ("1. ", "2. ") if mark == "1. " else (mark, mark)
    raw = "\n".join(m + ("\n" + " " * indent).join(lines) for m, lines in zip(marks, (one, two), strict=True))
    assert clean(raw).text.split("\n") == [m + " ".join(lines) for m, lines in zip(marks, (one, two), strict=True)]


def test_items_indented_as_a_whole_and_of_three_lines_are_whole() -> None:
    raw = "  - The panel has\n    never met and will not\n    meet this year.\n    - The chair\n      said so."
    assert clean(raw).text.split("\n") == ["  - The panel has never met and will not meet this year.", "    - The chair said so."]


@pytest.mark.parametrize(
    "text",
    [
        "- Norway\n- Iceland\n- Denmark",
        "- Members of the group:\n  Norway\n  Iceland",
        "- Members of the group\n  Norway\n  Iceland",
        "1. Background\n   The ministry has been in talks since May.\n2. Aims\n   The two states want a treaty.",
        "1. 배경\n   노르웨이 정부는 5월에 회담을 제안했다.",
        "- Exports   12   14\n  Imports   13   15",
        "- Run this:\n      make all\n      make test",
        "## Aims\n  the ministers left.",
        "- He left.\n\n  They stayed.",
        "1. The grass is high\n   The river is blue\n   The harbour is cold",
    ],
)
def test_what_stands_below_an_item_and_is_not_its_text_stays(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "President Moreno did not\nrule out a summit and said\nmore.",
        "The government of Togo has\nnot agreed to the terms that\nGhana put forward in May.",
        "El presidente Moreno no\ndescartó una cumbre con el\nPerú.",
        "몽골 대통령은 정상회담을\n배제하지 않는다고\n말했다.",
    ],
)
def test_prose_too_short_to_have_a_measure_is_one_sentence(text: str) -> None:
    found = load_bytes("a.txt", f"{text}\n".encode())
    assert isinstance(found, Document)
    segments = [(g.kind, re.sub(r"\s+", " ", found.slice(g))) for p in found.parts for g in p.segments]
    assert segments == [("sentence", text.replace("\n", " "))]


@pytest.mark.parametrize(
    "text",
    [
        "One line here\nAnother line\nA third\nThe last of them.",
        "The sea was calm\nand the moon was high\nThe boats lay still\nand none did cry.",
        "Talks on Fishing Fail\nThe ministers left Oslo on Friday.",
        "TALKS FAIL\nthe ministers left Oslo on Friday.",
        "회담의 배경\n노르웨이 정부는 5월에 회담을 제안했다.",
        "Ministry of Trade\nannual report\nOslo",
        "flour\nrice\nsalt.",
    ],
)
def test_headings_verses_and_bare_lists_are_not_prose(text: str) -> None:
    assert clean(text).text == text
