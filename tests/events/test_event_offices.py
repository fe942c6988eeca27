"""For whom office holders act, and whom a deed concerns that does not say so: rulers, accusers, those who sent the troops."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import dependency, morphemes

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]


def rows(code: str, text: str) -> list[dict[str, Any]]:
    if (code == "en" and not dependency.available()) or (code == "ko" and not morphemes.installed()):
        pytest.skip("the parser of this language is not installed")
    found: list[dict[str, Any]] = TOLD(text, "2024-05-10", code)
    return found


@pytest.mark.parametrize(
    ("code", "text", "kind", "actors"),
    [
        # what binds is the state's too
        ("en", "William Ruto signed a treaty with Oman.", "AGREE", ["ruto_william", "OMN", "KEN"]),
        ("en", "William Ruto met the king of Oman.", "CONSULT", ["ruto_william", "KEN"]),
        ("es", "William Ruto visitó Omán.", "CONSULT", ["ruto_william", "KEN"]),
        ("ko", "윌리엄 루토는 오만을 방문했다.", "CONSULT", ["ruto_william", "KEN"]),
        ("en", "Moses Kabwe, the foreign minister of Zambia, threatened Malawi with sanctions.", "THREATEN", ["kabwe_moses", "ZMB"]),
        # and so do words about others
        ("en", "William Ruto accused Oman of spying.", "ACCUSE", ["ruto_william", "KEN"]),
        # a protest is one's own
        ("en", "William Ruto protested against Oman.", "PROTEST", ["ruto_william"]),
    ],
)  # fmt: skip
def test_who_holds_an_office_binds_what_it_is_of(code: str, text: str, kind: str, actors: list[str]) -> None:
    assert [r["actors"] for r in rows(code, text) if r["type"] == kind] == [actors]


@pytest.mark.parametrize(
    ("code", "text", "kind", "recipients"),
    [
        # a people asks those who rule it
        ("en", "Zambia spoke to Malawi. Zambian students demanded elections.", "REQUEST", ["ZMB"]),
        ("es", "Perú habló con Chile. Los estudiantes peruanos exigieron elecciones.", "REQUEST", ["PER"]),
        # a denial answers who was heard
        ("en", "Zambia's minister of mines said that Malawi stole copper. Lilongwe denied it.", "REJECT", ["ZMB"]),
        # judged is who did it
        ("en", "Peru sent 400 soldiers to Chile. Bolivia denounced the deployment.", "ACCUSE", ["PER"]),
        ("es", "Perú envió 400 soldados a Chile. Bolivia condenó el despliegue.", "ACCUSE", ["PER"]),
        ("ko", "페루가 칠레에 병력을 파견했다. 볼리비아는 파병을 규탄했다.", "ACCUSE", ["PER"]),
        # what follows in one breath is done to the same side
        ("en", "Togo condemned Ghana and recalled its ambassador.", "SANCTION", ["GHA"]),
        # force within one's own state is used on its people
        ("en", "The Peruvian army opened fire in Lima.", "ASSAULT", ["PER_MASSES"]),
    ],
)  # fmt: skip
def test_whom_it_concerns_is_taken_from_before(code: str, text: str, kind: str, recipients: list[str]) -> None:
    assert [r["recipients"] for r in rows(code, text) if r["type"] == kind] == [recipients]


def test_who_sends_its_own_forces_beside_another_is_no_recipient_of_them() -> None:
    text = "The war in Chad goes on. Kenya sent 400 soldiers to Chad. Gabon sent 200 soldiers and Benin sent 30 soldiers."
    assert [r["recipients"] for r in rows("en", text) if r["type"] == "MOBILIZE"] == [["TCD"]] * 3


def test_an_object_pronoun_is_the_person_told_of() -> None:
    told = rows("en", "William Ruto resigned. Uganda accused him of theft. Angola praised him.")
    assert [r["recipients"] for r in told if r["type"] in ("ACCUSE", "SUPPORT")] == [["ruto_william"]] * 2


def test_what_is_refused_without_a_name_is_of_the_body_the_text_is_about() -> None:
    text = "NATO met. NATO has planes. NATO has ships. NATO may send them to Chad. The day was long. It rained. Norway rejects the idea."
    assert [r["recipients"] for r in rows("en", text) if r["type"] == "REJECT"] == [["NATO"]]


def test_unnamed_soldiers_are_of_the_state_most_of_the_text_is_about() -> None:
    text = ("Peru is tired. Peru is poor. Peru votes. Lima is dark. Peru mourns. Peru waits. In Washington, the United States "
            "was busy with the American election, Joe Biden and Donald Trump. The soldiers opened fire on the crowd.")
    assert [(r["actors"], r["recipients"]) for r in rows("en", text) if r["type"] == "ASSAULT"] == [(["PER_MILITARY"], ["PER_MASSES"])]


def test_a_body_that_meets_meets_nobody_and_a_veto_is_cast_where_one_votes() -> None:
    told = rows("en", "Chad is at war. Chad and Sudan quarrel. The African Union met on Monday. France vetoed a resolution in the UN Security Council.")
    assert [(r["type"], r["recipients"]) for r in told if r["type"] in ("CONSULT", "REJECT")] == [("CONSULT", []), ("REJECT", ["UNSC"])]
