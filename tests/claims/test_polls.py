"""What people answered when asked is theirs, on the word of who asked them; sentences made up for the purpose."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

KO = 2 * "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다. "
EN = 2 * "The ferry ran twice a day in winter and four times a day in summer. "


def said(text: str) -> list[tuple[str, set[str]]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    rows = claims.read(document)
    return [(r["quote"], set(r["speaker"] if isinstance(r["speaker"], list) else [r["speaker"]])) for r in rows]


@pytest.mark.parametrize(
    ("text", "who", "least"),
    [
        ("한국갤럽이 전국 성인 1,000명에게 물은 결과, 다리를 새로 놓자는 의견이 61%였다. 응답자의 27%는 그대로 두자고 답했다.", {"GALLUP_KOREA", "KOR_MASSES"}, 2),
        ("전국 성인 800명에게 물은 바에 따르면, 응답자의 54%는 통행료가 비싸다고 답했다.", {"KOR_MASSES"}, 1),
        ("국민 10명 가운데 7명은 항구를 다시 여는 데 찬성하는 것으로 나타났다.", {"KOR_MASSES"}, 1),
        ("여론조사에서 독일 국민 가운데 48%가 운하를 팔지 말아야 한다고 답했다.", {"DEU_MASSES"}, 1),
    ],
)
def test_in_korean_the_people_asked_speak(text: str, who: set[str], least: int) -> None:
    found = [speakers for _, speakers in said(f"{KO}\n\n{text} {KO}\n")]
    assert len(found) >= least
    assert all(speakers & who for speakers in found)


def test_answers_further_on_are_still_the_poll_s() -> None:
    poll = "국내 성인 1,200명에게 물은 결과, 부두를 넓히자는 응답은 52%였다."
    later = "배가 줄어든 책임이 시청에 있다는 데 64%가 동의했다."
    told = "시청은 부두에 나무 64그루를 심었다."
    found = said(f"{KO}\n\n{poll}\n\n{KO}\n\n{later} {told}\n")
    assert found == [(poll, {"KOR_MASSES"}), (later, {"KOR_MASSES"})]


def test_in_english_the_people_of_a_state_speak_beside_who_asked_them() -> None:
    poll = "A Gallup poll last month found that 57 per cent of Kenyans oppose the dam."
    assert said(f"{EN}\n\n{poll}\n\n{EN}\n") == [(poll, {"GALLUP", "KEN_MASSES"})]


def test_two_answers_in_one_sentence_are_two_statements() -> None:
    poll = "전국 성인 1,200명에게 물은 결과, 부두를 넓히자는 응답은 52%였다."
    two = "배가 줄어든 책임이 시청에 있다는 데 64%가 동의했고, 물길이 얕아진 탓이라는 시각은 21%에 머물렀다."
    assert [q for q, _ in said(f"{KO}\n\n{poll} {two}\n")] == [poll, two[: two.index(" 물길")], two[two.index("물길") :]]
