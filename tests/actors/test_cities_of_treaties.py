"""A city that only names a treaty, a conference or a group is no actor; one that signs or is a party stays one."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.name_learning import Stretch
from foedus.langs.grammar.names import find_names


def actors(text: str, lang: str) -> list[str]:
    return [n.actor for n in find_names([Stretch(text, lang)])[0]]


@pytest.mark.parametrize(
    ("lang", "text", "named"),
    [
        ("en", "Chile asked Peru to ratify the Ottawa Convention.", ["CHL", "PER"]),
        ("en", "Japan adhered to the Washington Naval Treaty and the Treaty of Rome.", ["JPN"]),
        ("en", "Moldova said that Romania had broken the Minsk II agreements.", ["MDA", "ROU"]),
        ("es", "Kenia criticó el Acuerdo de Ginebra y el Estatuto de Roma.", ["KEN"]),
        ("es", "La Declaración de La Habana indignó a Panamá.", ["PAN"]),
        ("fr", "Le Brésil a quitté l’Accord de Paris et la Convention d’Ottawa.", ["BRA"]),
        ("ru", "Молдавия нарушила соглашения «Минск-2».", ["MDA"]),
        ("ko", "칠레는 파리 기후변화협정을 비준했다.", ["CHL"]),
        ("ko", "몽골은 헬싱키 프로세스를 환영했다.", ["MNG"]),
        ("ko", "몰도바는 민스크 협정을 어겼다.", ["MDA"]),
    ],
)
def test_names_of_treaties(lang: str, text: str, named: list[str]) -> None:
    assert actors(text, lang) == named


@pytest.mark.parametrize(
    ("lang", "text", "named"),
    [
        ("en", "Peru signed an agreement with Ottawa.", "CAN_GOV"),
        ("en", "The treaty that Rome denounced was ratified by Malta.", "ITA_GOV"),
        ("es", "El acuerdo de Ottawa con Lima indignó a Panamá.", "Ottawa"),
        ("ko", "몽골은 오타와가 협약을 어겼다고 비판했다.", "CAN_GOV"),
    ],
)
def test_cities_that_act(lang: str, text: str, named: str) -> None:
    assert named in actors(text, lang)
