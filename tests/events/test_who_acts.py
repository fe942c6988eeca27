"""Who acts on whom where it is not the nearest noun, most of all in Korean."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

BENCHMARK: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))


def told(text: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    rows = BENCHMARK["told"](text, "2023-05-10", "ko")
    return [(r["type"], r["status"], tuple(r["actors"]), tuple(r["recipients"])) for r in rows]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("칠레 정부는 볼리비아군을 ‘점령군’이라고 불렀다.", ("ACCUSE", "happened", ("CHL_GOV",), ("BOL_MILITARY",)), id="called"),
        pytest.param("페루 의회는 칠레군의 철수를 요구하는 결의를 채택했다.", ("REQUEST", "happened", ("PER_PARLIAMENT",), ("CHL",)), id="a text's author"),
        pytest.param("가나는 말리에 식량을 공급하겠다고 제안했다.", ("AID", "offered", ("GHA",), ("MLI",)), id="offered"),
        pytest.param("오만은 차드와 수단에 중재를 제안했다.", ("CONSULT", "offered", ("OMN",), ("TCD", "SDN")), id="offered as a noun"),
        pytest.param("나토는 전차를 에스토니아에 보내기로 했으며, 루마니아도 말리에 병력 100명을 파견했다.",
                     ("MOBILIZE", "happened", ("ROU",), ("MLI",)), id="also"),
        pytest.param("요르단 총리의 제안은 오만 정부의 즉각적인 지지를 받았다.", ("SUPPORT", "happened", ("OMN_GOV",), ("al-khasawneh_bisher",)), id="adjective"),
        pytest.param("쿠웨이트 공격은 침략이었다.", ("ASSAULT", "happened", (), ("KWT",)), id="an attack on"),
    ],
)  # fmt: skip
def test_who_acts_on_whom(text: str, wanted: tuple[str, str, tuple[str, ...], tuple[str, ...]]) -> None:
    found = told(text)
    assert (wanted[0], wanted[1]) in [r[:2] for r in found], found
    row = next(r for r in found if r[:2] == wanted[:2])
    if wanted[3] == ("al-khasawneh_bisher",):  # whoever leads the country on that day
        assert row[2] == wanted[2]
    else:
        assert row[2:] == wanted[2:]


def test_they_are_not_one_person() -> None:
    assert all("petro_gustavo" not in r[2] for r in told("콜롬비아 대통령 구스타보 페트로는 연설했다. 그들은 에콰도르를 공격했다."))


def test_those_who_ask_are_not_whom_they_quote() -> None:
    rows = told("칠레 대통령은 페루 국민이 볼리비아 정부에 보호해 달라고 요청했다고 말했다.")
    assert [(r[0], r[2]) for r in rows] == [("REQUEST", ("PER_MASSES",))]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Fighters of the Rapid Support Forces entered Khartoum. The army attacked the Rapid Support Forces."),
        ("ko", "신속지원군이 하르툼에 진입했다. 수단군은 신속지원군을 공격했다."),
        ("es", "Las Fuerzas de Apoyo Rápido entraron en Jartum. El ejército atacó a las Fuerzas de Apoyo Rápido."),
    ],
)
def test_a_force_of_its_own_is_not_the_army_of_its_state(code: str, text: str) -> None:
    rows = [r for r in BENCHMARK["told"](text, "2023-05-10", code) if r["type"] == "ASSAULT"]
    assert [(tuple(r["actors"]), tuple(r["recipients"])) for r in rows] == [(("SDN_MILITARY",), ("RSF",))]
