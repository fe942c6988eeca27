"""A report with a dateline is told from there: bare ministries are that state's, whichever states it speaks of."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

TWO = "칠레군이 페루 국경을 봉쇄했다. 정부는 칠레군의 훈련과 관련해 자제를 희망한다고 밝혔다. 외교부는 페루와 칠레의 대화를 촉구했다.\n"


def bodies(text: str, words: tuple[str, ...] = ("정부", "외교부", "국방부", "합참")) -> set[str]:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    return {row["actor"] for row in rows_named("actors", document) if row["quote"] in words}


@pytest.mark.parametrize("line", ["[서울=한가람통신] 김하늘 기자 = ", "(세종=한가람통신) 김하늘 기자 = ", "【서울=한가람통신】김하늘 기자 = "])
def test_a_dateline_at_home(line: str) -> None:
    assert bodies(f"칠레, 페루 국경 봉쇄…외교부 “우려”\n\n{line}{TWO}") == {"KOR_GOV", "KOR_MFA"}


def test_a_dateline_abroad() -> None:
    text = "(베이징=한가람통신) 김하늘 특파원 = 중국은 필리핀을 비난했다. 외교부는 필리핀의 도발을 규탄했다. 국방부는 필리핀에 경고했다.\n"
    assert bodies(text) == {"CHN_MFA", "CHN_DEFENCE_MINISTRY"}


def test_the_dateline_of_a_picture() -> None:
    text = f"[리마=한가람통신] 칠레군이 13일 국경에서 훈련하고 있다.\n\n[서울=한가람통신] 김하늘 기자 = {TWO}"
    assert bodies(text) == {"KOR_GOV", "KOR_MFA"}


def test_a_foreign_report_of_an_agency() -> None:
    text = "(서울=한가람통신) 김하늘 기자 = 페루에서 시위가 벌어졌다. 정부는 비상사태를 선포했다. 페루 경찰은 시위대를 체포했다.\n"
    assert bodies(text) == {"PER_GOV"}


def test_a_ministry_named_in_full_before() -> None:
    text = "[서울=한가람통신] 김하늘 기자 = 칠레 국방부는 페루에 경고했다. 국방부는 훈련을 계속한다고 밝혔다. 페루는 반발했다. 외교부는 대화를 촉구했다.\n"
    assert bodies(text) == {"CHL_DEFENCE_MINISTRY", "KOR_MFA"}


def test_our_forces_beside_the_north() -> None:
    text = "북한이 포를 쏘았다. 합참은 북한의 포격을 규탄했다. 우리 군은 북한의 움직임을 살피고 있다. 국방부는 북한에 경고했다.\n"
    assert bodies(text) == {"KOR_GOV", "KOR_DEFENCE_MINISTRY"}


def test_who_says_our_in_a_quotation_is_somebody_else() -> None:
    text = "북한은 케냐와 수교했다. 케냐 총리는 “우리 군은 강하다”고 말했다. 케냐는 우간다를 비난했다. 외교부는 우간다를 규탄했다.\n"
    assert bodies(text).isdisjoint({"KOR_MFA"})
