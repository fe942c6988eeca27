"""A party's name that many states know is read as that of the state told of, or of none."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.names import Stretch, find_names

READ = [
    ("en", "The Liberal Party and the Conservative Party contest the vote in Colombia.", ["LIBERAL_COL", "CONSERVATIVE_COL", "COL"]),
    ("en", "The Paraguayan Colorado Party left the talks; later the Colorado Party came back.", ["PRY", "COLORADO_PRY", "COLORADO_PRY"]),
    ("en", "The Republican Party left the talks.", ["US_REPUBLICANS"]),
    ("en", "In Romania the PSD left the cabinet.", ["ROU", "PSD_ROU"]),
    ("en", "The PSD left the cabinet.", []),
    ("es", "El Partido Nacional y el Partido Liberal de Honduras alegan fraude.", ["PN_HND", "PL_HND"]),
    ("es", "En Uruguay, el Frente Amplio replicó al Partido Nacional.", ["URY", "FA_URY", "PN_URY"]),
    ("es", "El Frente Amplio de Chile replicó.", ["FA_CHL"]),
    ("ko", "영국 보수당은 노동당의 예산안을 비판했다.", ["CONSERVATIVE_GBR", "LABOUR_GBR"]),
    ("ko", "호주 총선에서 노동당이 자유당을 이겼다.", ["AUS", "LDP_AUS", "LPA"]),
    ("ko", "노동당 전원회의가 열렸다.", ["WPK"]),
    ("ko", "대만 국민당은 반대했고 스페인 국민당은 찬성했다.", ["KMT", "PP_ESP"]),
]


@pytest.mark.parametrize(("code", "text", "actors"), READ)
def test_a_name_of_many_parties_is_that_of_the_state_told_of(code: str, text: str, actors: list[str]) -> None:
    found = [n.actor for n in find_names([Stretch(text, code)])[0]]
    assert [a for a in found if a in actors] == actors
    assert actors or found == []


def test_another_sentence_may_tell_the_state() -> None:
    first, then = find_names([Stretch("Kenya votes in May.", "en"), Stretch("The ODM has no candidate yet.", "en")])
    assert [n.actor for n in first] == ["KEN"]
    assert [n.actor for n in then] == ["ODM"]
