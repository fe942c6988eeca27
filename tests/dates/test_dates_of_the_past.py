"""In a text on times long past short dates go on from the last full one; in a report on today they do not."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import language

# language, day of writing, sentences (an empty one opens a new paragraph), what the dates mean
TEXTS = [
    (
        "en",
        "2020-05-02",
        ["On 3 March 1961 the garrison of Tarma mutinied.", "", "Nobody had expected it.",
         "The mayor fled on 9 March.", "", "In August the council met again.", "It dissolved on 2 September."],
        ["1961-03-03", "1961-03-09", "1961-08", "1961-09-02"],
    ),
    (
        "ko",
        "2019-11-20",
        ["1953년 2월 4일 수비대가 반란을 일으켰다.", "", "아무도 이를 예상하지 못했다.", "시장은 2월 9일 도시를 떠났다.", "",
         "8월에 의회가 다시 열렸다."],
        ["1953-02-04", "1953-02-09", "1953-08"],
    ),
    (
        "es",
        "2019-11-20",
        ["El 4 de febrero de 1953 se sublevó la guarnición.", "", "Nadie lo esperaba.", "El alcalde huyó el 9 de febrero."],
        ["1953-02-04", "1953-02-09"],
    ),
    (
        "en",
        "2020-05-02",
        ["Peru, which had signed a pact with Chad on 3 May 1979, protested.", "Since 4 April it has blocked the port."],
        ["1979-05-03", "2020-04-04"],
    ),
    (
        "en",
        "2020-05-02",
        ["On 2 April the court sat.", "On 8 March it rose.", "", "The law is of 7 July 1988.", "", "The clerk left on 9 April."],
        ["2020-04-02", "2020-03-08", "1988-07-07", "2020-04-09"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "published", "sentences", "expected"), TEXTS, ids=lambda v: str(v)[:30])
def test_short_dates_stay_in_their_time(code: str, published: str, sentences: list[str], expected: list[str]) -> None:
    block, told = 0, []
    for sentence in sentences:
        if sentence:
            told.append(Told(sentence, block, language(code)))
        else:
            block += 1
    assert [d.resolution.iso for d in resolve_text(told, published)] == expected
