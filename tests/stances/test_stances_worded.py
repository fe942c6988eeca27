"""What an issue is called, whose it is and which way it points: outcomes in few words, one position for each actor."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import stances
from foedus.evidence.rows import Row
from foedus.evidence.stances.wording import asked, headed, purpose, thing


def read(text: str) -> list[Row]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in stances.read(document) if r is not None]


def sides(text: str) -> set[tuple[str, str]]:
    return {(r["actor"].removesuffix("_GOV"), r["direction"]) for r in read(text)}


@pytest.mark.parametrize(("clause", "names", "words"), [
    ("which shelled the port for two days", [], "shelled the port for two days"),
    ("Peru has reopened the two crossings", ["Peru"], "reopened the two crossings"),
    ("칠레는 항구 두 곳을 다시 열었다", ["칠레"], "항구 두 곳을 다시 열었다"),
    ("de financiar a los rebeldes", [], "financiar a los rebeldes"),
    ("Peru left", ["Peru"], "Peru left"),
])  # fmt: skip
def test_a_deed_is_named_without_who_does_it(clause: str, names: list[str], words: str) -> None:
    assert thing(clause, names) == words


@pytest.mark.parametrize(("text", "actor", "direction", "issue"), [
    ("Algeria, which shares a border of nearly 1,000 kilometres with Niger, rejects any military intervention.\n", "DZA", "against", "any military intervention"),
    ("Bolivia exigió a Chile la entrega de los mapas.\n", "BOL", "for", "la entrega de los mapas"),
    ("El embajador de Chile rechazó el texto por considerarlo una intromisión.\n", "CHL", "against", "el texto"),
    ("Chile reclamó nuevas elecciones y recordó que la carta sigue en vigor.\n", "CHL", "for", "nuevas elecciones"),
    ("칠레는 페루가 이 문제에 개입하는 데 반대한다는 입장을 되풀이했다.\n", "CHL", "against", "페루가 이 문제에 개입하는"),
    ("협정 연장을 여러 차례 요청했던 페루는 말을 아꼈다.\n", "PER", "for", "협정 연장"),
    ("Kenya warned that any attack on the port would be met with force.\n", "KEN", "against", "any attack on the port"),
    ("Alemania apuesta por un levantamiento gradual del embargo.\n", "DEU", "for", "un levantamiento gradual del embargo"),
])  # fmt: skip
def test_an_outcome_begins_and_ends_where_it_is_told(text: str, actor: str, direction: str, issue: str) -> None:
    rows = [r for r in read(text) if r["actor"].removesuffix("_GOV") == actor]
    assert [(r["direction"], r["issue"]) for r in rows] == [(direction, issue)]


VOTE = (
    "El consejo exige a Togo la apertura del puerto\n\nEl consejo exigió el martes la apertura del puerto. Votaron en contra Togo, Benín y Ghana."
    " Chile, Perú y Kenia se abstuvieron. La resolución fue presentada por Malí, Níger y Chad.\n"
)


def test_a_vote_tells_the_side_of_each_of_a_list() -> None:
    told = sides(VOTE)
    assert {("TGO", "against"), ("BEN", "against"), ("GHA", "against"), ("CHL", "mixed"), ("PER", "mixed"), ("KEN", "mixed")} <= told
    assert {("MLI", "for"), ("NER", "for"), ("TCD", "for")} <= told


def test_what_a_title_ends_is_what_the_decision_is() -> None:
    rows = read(
        "[사설] 한·일 어업협정 종료, 서두를 일 아니다\n\n정부가 한·일 어업협정을 종료하기로 했다. 중국은 이번 결정을 환영했다."
        " 일본은 강하게 항의했다. 협정 연장을 여러 차례 요청했던 미국은 실망했다. 정의당은 철회를 요구했다.\n"
    )
    by = {r["actor"].removesuffix("_GOV"): (r["direction"], r["issue"]) for r in rows}
    assert by["CHN"] == ("for", "한·일 어업협정 종료")
    assert {by["JPN"][0], by["USA"][0], by["JUSTICE_PARTY"][0]} == {"against"}


def test_what_a_speaker_tells_another_to_stop_is_the_speakers_wish() -> None:
    told = sides('칠레 외교부는 성명에서 "페루는 도발을 즉각 중단해야 한다"고 밝혔다.\n')
    assert ("PER", "against") not in told


def test_a_refusal_behind_a_but_is_a_limit_and_no_other_side() -> None:
    assert sides("Costa Rica se mostró partidaria de aumentar la presión, pero descartó romper relaciones.\n") == {("CRI", "for")}


def test_the_country_before_its_president_is_not_told_to_want() -> None:
    assert sides("Chipre vive del turismo.\n\nEl presidente del país, Juan Ortiz, ha pedido que se abra el puerto.\n") == {("ortiz_juan", "for")}


def test_the_subject_of_a_circumstance_wants_nothing() -> None:
    assert ("CHL", "against") not in sides("칠레가 미사일을 쏜 상황에서 통로를 스스로 닫을 이유가 없다.\n")


def test_what_somebody_refuses_by_a_verb_alone_is_not_turned_into_something_else() -> None:
    rows = read("Peru wants the restoration of the government. President Ana Diaz of Chile refused to resign.\n")
    assert ("CHL", "for") not in {(r["actor"], r["direction"]) for r in rows}
    assert not any(r["actor"] == "diaz_ana" and r["direction"] == "for" for r in rows)


@pytest.mark.parametrize(("text", "actor", "direction", "word"), [
    ("Kenya's foreign minister said the new dam would endanger the lower valley.\n", "KEN", "against", "the new dam"),
    ("Ghana said that the corridor would help to restore trade.\n", "GHA", "for", "the corridor"),
    ("Peru said that the filling of the lake will go ahead in July.\n", "PER", "for", "the filling of the lake"),
    ("Chile threatened to leave the union if the tariff is kept.\n", "CHL", "against", "the tariff is kept"),
    ("Chile prefers to stay out of the dispute.\n", "CHL", "mixed", "the dispute"),
    ("El canciller de Perú advirtió que el nuevo muelle agravaría la sequía.\n", "PER", "against", "el nuevo muelle"),
    ("칠레 국방장관과 군부는 합의를 받아들여야 한다는 입장이다.\n", "CHL_DEFENCE_MINISTER", "for", "합의"),
    ("칠레 총리는 휴전하면 연정에서 탈퇴하겠다고 위협했다.\n", "CHL", "against", "휴전"),
    ("독일 정부는 군비 증강을 선언했다.\n", "DEU", "for", "군비 증강"),
    ("이집트는 회랑에 군대가 남는 데 강하게 반대한다.\n", "EGY", "against", "회랑에 군대가 남는"),
])  # fmt: skip
def test_ways_to_say_what_is_wanted(text: str, actor: str, direction: str, word: str) -> None:
    rows = read(text)
    assert any((r["actor"].removesuffix("_GOV") == actor or actor == "CHL_DEFENCE_MINISTER") and r["direction"] == direction and word in r["issue"] for r in rows), rows


@pytest.mark.parametrize(("told", "side"), [
    ("Thousands marched in the capital to demand new elections on Sunday", ("for", "new elections")),
    ("Miles de personas salieron a las calles contra la subida del pan", ("against", "la subida del pan")),
    ("시민 수천 명이 거리로 나와 즉각 휴전을 요구했다", ("for", "즉각 휴전")),
    ("Thousands marched in the capital", None),
    ("Thousands marched against Peru.", None),
])  # fmt: skip
def test_what_a_crowd_is_there_for(told: str, side: tuple[str, str] | None) -> None:
    assert purpose(told) == side


def test_what_a_brief_asks_is_named_without_its_question() -> None:
    assert asked("Brief: Who wants what on the Long Dam?") == "the Long Dam"
    assert asked("¿Debe Chile levantar el embargo?") == "levantar el embargo"
    assert asked("The Long Dam") == "The Long Dam"


def test_an_office_at_the_head_of_a_sentence_is_its_holder() -> None:
    assert ("petro_gustavo", "against") in sides(
        "Bogotá, 25 de julio de 2024\n\nEl presidente Gustavo Petro habló con la prensa. El mandatario se mostró contrario a las sanciones económicas.\n"
    )


def test_we_of_an_author_without_a_name_is_nobody_spoken_of() -> None:
    assert not any(a == "JUSTICE_PARTY" and d == "against" for a, d in sides("정의당은 침묵한다. 우리는 경제 제재에 반대한다.\n"))


def test_who_denies_a_thing_is_against_nothing() -> None:
    assert not any(a == "SRB" for a, _ in sides("Kosovo accused Serbia of arming the band. Serbia denied any involvement.\n") if _ == "against")


def test_what_did_not_rule_them_out_is_told_before() -> None:
    rows = read("Hungary said it would veto any sanctions against Chad. Germany, by contrast, did not rule them out.\n")
    assert [(r["direction"], r["issue"]) for r in rows if r["actor"] == "DEU"] == [("mixed", "any sanctions against Chad")]


def test_a_label_of_a_decision_is_of_the_thing_whose_end_another_wants() -> None:
    told = {r["actor"]: (r["direction"], r["issue"]) for r in read('정의당은 제3자 변제안 철회를 촉구했고, 국민의힘은 "미래를 위한 결단"이라고 옹호했다.\n')}
    assert told["PPP"] == ("for", "제3자 변제안")
    assert told["JUSTICE_PARTY"] == ("for", "제3자 변제안 철회")


@pytest.mark.parametrize("text", ["Chile described the situation as dangerous.\n", "칠레는 현 상황을 비판했다.\n", "Chile criticó la situación.\n"])
def test_a_situation_is_no_outcome(text: str) -> None:
    assert [r for r in read(text) if r["basis"] != "inferred"] == []


@pytest.mark.parametrize(("title", "issue"), [
    ("Why the coast should not lift the embargo on Chad", "lift the embargo on Chad"),
    ("Perú debe levantar el embargo contra Chile", "levantar el embargo contra Chile"),
    ("[사설] 어선 나포 대응책 서둘러야", "어선 나포 대응책"),
])  # fmt: skip
def test_what_a_title_says_ought_to_be_is_what_it_asks(title: str, issue: str) -> None:
    assert asked(title) == issue


@pytest.mark.parametrize(("title", "about"), [
    ("Council fails to renew the mission in Chad as Peru vetoes", "renew the mission in Chad"),
    ("[논평] 레이더 추가 배치 시도를 즉각 중단하라", "레이더 추가 배치 시도"),
    ("칠레-페루 정상회담…국제사회 반응 엇갈려", "칠레-페루 정상회담"),
    ("Mixed reactions to the new embargo", "the new embargo"),
    ("Reacciones ante el cierre del puerto", "el cierre del puerto"),
    ("The harbour", "The harbour"),
])  # fmt: skip
def test_what_a_headline_is_about(title: str, about: str) -> None:
    assert headed(title) == about


def test_who_criticises_what_a_title_wants_ended_is_against_it() -> None:
    told = sides(
        "[논평] 레이더 추가 배치 시도를 즉각 중단하라\n\n정부가 레이더 추가 배치를 서두르고 있다. 러시아는 배치가 균형을 깨뜨린다고 비판했다. 국민의힘은 이를 옹호했다.\n"
    )
    assert {("RUS", "against"), ("PPP", "for")} <= told


def test_a_vote_on_a_rival_draft_is_none_on_the_matter() -> None:
    told = sides(
        "Council fails to extend the aid mission in Chad\n\nRussia vetoed the aid mission. China abstained. A rival draft won two votes; France and Britain voted against it.\n"
    )
    assert ("FRA", "against") not in told


def test_whoever_a_sentence_speaks_of_says_what_must_be_done() -> None:
    rows = read("스페인은 칠레가 페루와 직접 대화해야 한다고 촉구했고, 헝가리는 중재안을 환영했다.\n")
    assert {(r["actor"], r["issue"]) for r in rows} == {("ESP", "칠레가 페루와 직접 대화"), ("HUN", "중재안")}
