"""Attitudes without an outcome, what speakers call a thing, and sides taken with or against another, in texts of our own."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import stances
from foedus.evidence.rows import Row


def read(text: str) -> dict[str, list[Row]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    out: dict[str, list[Row]] = {}
    for r in stances.read(document):
        if r is not None:
            assert document.text[r["start"] : r["end"]] == r["quote"]
            out.setdefault(r["actor"].removesuffix("_GOV"), []).append(r)
    return out


def sides(text: str) -> dict[str, set[str]]:
    return {actor: {r["direction"] for r in rows} for actor, rows in read(text).items()}


DAM = {
    "en": ("Who will pay for the dam?\n\n4 May 2012\n\nBolivia laid the first stone of its dam in April. Peru threw in its lot with the Bolivians. Chile cheered."
           " Brazil protested. Uruguay can’t make up its mind. Ecuador stands with Brazil. Colombia did not cheer.\n"),
    "es": ("¿Debe Bolivia terminar la represa?\n\n4 de mayo de 2012\n\nBolivia puso en abril la primera piedra de la represa. Perú está a favor. Chile aplaudió. Brasil"
           " protestó. Uruguay guardó silencio. Ecuador se puso del lado de Brasil. Colombia no aplaudió.\n"),
    "ko": ("볼리비아는 댐을 지어야 하는가?\n\n2012년 5월 4일\n\n볼리비아는 4월에 댐 공사를 시작했다. 페루는 볼리비아의 손을 들어 주었다. 칠레는 쌍수를 들었다. 브라질은 고개를 저었다. 우루과이는 말을"
           " 아꼈다. 에콰도르는 브라질 편에 섰다.\n"),
    "fr": ("La Bolivie doit-elle achever le barrage ?\n\n4 mai 2012\n\nLa Bolivie a posé en avril la première pierre du barrage. Le Pérou soutient le barrage. Le Chili"
           " applaudit. Le Brésil proteste. L'Uruguay hésite. L'Équateur s'est rangé du côté du Brésil.\n"),
    "ru": ("Должна ли Боливия достроить плотину?\n\n4 мая 2012\n\nБоливия заложила первый камень плотины в апреле. Перу поддерживает плотину. Чили аплодировала."
           " Бразилия возмутилась. Уругвай промолчал. Эквадор назвал плотину ошибкой.\n"),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(DAM))
def test_attitudes_without_an_outcome_are_on_the_matter(code: str) -> None:
    told = sides(DAM[code])
    assert {a: told.get(a) for a in ("PER", "CHL", "BRA", "URY", "ECU")} == {
        "PER": {"for"}, "CHL": {"for"}, "BRA": {"against"}, "URY": {"mixed"}, "ECU": {"against"},
    }  # fmt: skip


def test_a_denied_attitude_is_turned() -> None:
    assert sides(DAM["en"])["COL"] == {"against"}
    assert sides(DAM["es"])["COL"] == {"against"}


def test_what_only_an_attitude_shows_is_inferred_and_less_sure() -> None:
    (row,) = read(DAM["en"])["CHL"]
    assert (row["basis"], row["ascribed_by"]) == ("inferred", None)
    assert row["confidence"] < read("Peru supports the dam.\n")["PER"][0]["confidence"]


def test_an_attitude_on_something_else_is_told_in_its_own_words() -> None:
    text = DAM["en"] + "Paraguay grumbled about the airport. Venezuela criticised the budget of Cuba.\n"
    told = read(text)
    assert [(r["issue"], r["direction"], r["basis"]) for r in told["PRY"]] == [("the airport", "against", "inferred")]
    assert [r["issue"] for r in told["VEN"]] == ["the budget of Cuba"]


def test_a_text_without_a_known_topic_turns_on_its_title() -> None:
    text = "A new anthem for the republic\n\n4 May 2012\n\nThe anthem is to be sung in June. Chile cheered. Brazil said no. Peru kept quiet.\n"
    told = read(text)
    assert {a: {r["direction"] for r in told[a]} for a in ("CHL", "BRA", "PER")} == {"CHL": {"for"}, "BRA": {"against"}, "PER": {"mixed"}}
    assert {r["issue"] for r in told["CHL"]} == {"A new anthem for the republic"}


RAID = {
    "en": "The raid on the islands\n\n4 May 2012\n\nPeru attacked the islands of Ecuador on 2 May 2012. Chile suspended arms sales to Peru. {} Uruguay recalled its ambassador from Lima.\n",
    "es": "El asalto a las islas\n\n4 de mayo de 2012\n\nPerú atacó las islas de Ecuador el 2 de mayo de 2012. Chile rompió relaciones con Perú. {} Uruguay expulsó al embajador peruano.\n",
    "ko": "섬 공격과 주변국\n\n2012년 5월 4일\n\n페루는 2012년 5월 2일 에콰도르의 섬을 공격했다. 칠레는 페루에 제재를 부과했다. {} 우루과이는 페루를 비난했다.\n",
}


@pytest.mark.parametrize(("code", "sentence", "side"), [
    ("en", "Brazil said that it was sheer madness.", "against"),
    ("en", "Brazil said that the attack was not a crime.", "for"),
    ("es", "Brasil dijo que era una locura.", "against"),
    ("ko", "브라질은 이 공격이 명백한 만행이라고 말했다.", "against"),
    ("ko", "브라질은 이 공격이 정당방위였다고 말했다.", "for"),
])  # fmt: skip
def test_what_speakers_call_it_takes_a_side(code: str, sentence: str, side: str) -> None:
    assert sides(RAID[code].format(sentence))["BRA"] == {side}


@pytest.mark.parametrize(("text", "actor", "side"), [
    ("Brazil welcomed Peru’s decision.", "BRA", "for"),
    ("Bolivia rejects the position of Peru.", "BOL", "against"),
])  # fmt: skip
def test_backing_what_another_decided_is_to_be_of_its_side(text: str, actor: str, side: str) -> None:
    told = read(f"Should Peru send troops to the islands?\n\n4 May 2012\n\nPeru wants to send troops to the islands. Chile is in favour. {text}\n")
    assert {r["direction"] for r in told[actor]} == {side}


@pytest.mark.parametrize(("text", "want"), [
    ("Peru backs the canal. Chile and Brazil do not.\n", {"PER": {"for"}, "CHL": {"against"}, "BRA": {"against"}}),
    ("Perú apoya el canal. Chile, en cambio, no.\n", {"PER": {"for"}, "CHL": {"against"}}),
])  # fmt: skip
def test_an_echo_that_denies_turns_what_the_one_before_wants(text: str, want: dict[str, set[str]]) -> None:
    assert sides(text) == want


def test_opposing_a_demand_for_a_withdrawal_is_to_be_for_what_is_there() -> None:
    told = sides("칠레는 외국 군대의 주둔을 지지한다. 페루는 군대의 철수를 요구했고, 브라질은 여기에 반대한다.\n")
    assert told == {"CHL": {"for"}, "PER": {"against"}, "BRA": {"for"}}


@pytest.mark.parametrize(("text", "actor", "side"), [
    ("페루는 운하를 닫자는 입장이다.", "PER", "for"),
    ("페루는 운하를 다시 열어야 한다고 주장했다.", "PER", "for"),
    ("페루는 당분간 협정에 서명하지 않을 것으로 보인다.", "PER", "against"),
    ("페루는 수출로 다변화를 계속 추진할 것으로 전망된다.", "PER", "for"),
    ("페루 정부는 운하 폐쇄는 있을 수 없다고 강조했다.", "PER", "against"),
])  # fmt: skip
def test_korean_views_and_forecasts(text: str, actor: str, side: str) -> None:
    assert sides(text)[actor] == {side}


def test_korean_forecasts_are_predicted() -> None:
    (row,) = read("페루는 당분간 협정에 서명하지 않을 것으로 보인다.")["PER"]
    assert row["basis"] == "predicted"


@pytest.mark.parametrize("text", [
    "우리 대표단은 페루가 운하를 점령하려 한다고 비난했다.",
    "칠레는 반란군이 운하를 점령하려 한다고 비난했다.",
])  # fmt: skip
def test_whose_will_is_reported_is_not_the_speakers(text: str) -> None:
    assert "for" not in sides(text).get("CHL", set())


def test_a_share_of_a_people_is_read_once_and_who_asked_has_no_side() -> None:
    told = read("로드스타가 2,150명에게 실시한 여론조사에서 케냐인의 54%가 중립을 지키며 동맹을 지지하는 안에 찬성했다.")
    (row,) = told["KEN_MASSES"]
    assert row["direction"] == "for"
    assert set(told) == {"KEN_MASSES"}


def test_a_yes_with_doubts_about_how_is_mixed() -> None:
    (row,) = read("페루는 운하 건설을 지지하면서도 시한을 정하는 데는 유보적이다.")["PER"]
    assert row["direction"] == "mixed"
    assert any("시한" in r for r in row["reasons"])


def test_what_others_want_done_does_not_show_who_would_do_it() -> None:
    text = RAID["en"].format("Brazil demanded that Bolivia send soldiers to the islands.")
    assert "BOL" not in sides(text)


def test_a_korean_share_without_a_noun_is_of_the_people_asked() -> None:
    told = sides("칠레에서 실시한 여론조사 결과 61%가 운하 건설에 찬성했다.")
    assert told == {"CHL_MASSES": {"for"}}
