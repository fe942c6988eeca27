"""Letters lost at random are read through a whole copy; a copy that was edited is not damaged."""

from __future__ import annotations

import random

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import Row
from foedus.evidence.versions.damage import breaks

TEXT = """항구 도시, 어업권을 두고 다투다

박하늘, 2019년 5월 15일

칠레 정부는 2018년 11월 3일 어선 240척의 조업을 사흘 동안 멈추게 했다. 어민 수천 명이 항구를 막았고 경찰은 서른두 명을 붙잡았다.
의회는 지난해 9월 초 어획량의 3분의 1을 줄이는 법을 통과시켰다. 법은 2021년까지 보조금 4억 5천만 유로를 약속한다.
페루 어선은 1997년부터 2004년까지 남쪽 수역에서 일했다. 두 나라는 4월 28일 다시 만나 하루 12시간씩 회담했다.
수산 시장의 값은 세 배로 올랐고 통조림 공장 열두 곳이 문을 닫았다. 조합은 회원 8만 명 가운데 40%가 일을 잃었다고 밝혔다.
장관은 하반기에 새 배 두세 척을 보내겠다고 말했다. 이 나라는 세계에서 네 번째로 큰 어분 수출국이다.
"""


def copy_without(rate: float, seed: int) -> tuple[str, dict[int, int]]:
    """Return the text without some of its syllables, and where each character that is left stood before."""
    rng = random.Random(seed)
    kept = [i for i, c in enumerate(TEXT) if not ("가" <= c <= "힣" and rng.random() < rate)]
    return "".join(TEXT[i] for i in kept), dict(enumerate(kept))


def evidence_of(whole: str, hurt: str) -> dict[str, list[Row]]:
    documents = [load_bytes(f"{n}.txt", t.encode()) for n, t in (("whole", whole), ("hurt", hurt))]
    held = [d for d in documents if isinstance(d, Document)]
    rows: dict[str, list[Row]] = {}
    for document in held:
        for name, found in read_document(document).items():
            rows.setdefault(name, []).extend(found)
    return rows | read_corpus(held, rows)


def told(table: str, row: Row) -> tuple[object, ...]:
    return (row["iso"],) if table == "dates" else (row["value"], row["low"], row["high"], row["unit"])


def repairs(seed: int) -> int:
    """Return how many readings of a damaged copy were repaired, each of them checked against the whole copy."""
    hurt, stood = copy_without(0.05, seed)
    rows = evidence_of(TEXT, hurt)
    repaired = 0
    for table in ("dates", "quantities"):
        whole = [r for r in rows[table] if r["doc"] == "whole.txt"]
        mine = [r for r in rows[table] if r["doc"] == "hurt.txt"]
        made = [r for r in mine if r["method"] == "repair/1"]
        own = [r for r in mine if r["method"] != "repair/1"]
        for r in made:
            assert any(told(table, w) == told(table, r) and w["start"] <= stood[r["start"]] < w["end"] for w in whole)
            assert not any(o["start"] < r["end"] and r["start"] < o["end"] for o in own)
        read = {(w["start"], w["end"]) for w in whole for r in mine if w["start"] <= stood[r["start"]] < w["end"]}
        assert len(read) >= 0.95 * len(whole)
        repaired += len(made)
    return repaired


def test_what_random_loss_took_is_read_through_the_whole_copy() -> None:
    assert sum(repairs(seed) for seed in (1, 2, 3)) >= 3


def test_a_copy_whose_words_lost_their_endings_was_edited() -> None:
    edited = TEXT.replace("정부는", "정부").replace("의회는", "의회").replace("조합은", "조합").replace("시장의", "시장").replace("법은", "법")
    rows = evidence_of(TEXT, edited)
    assert not [r for r in rows["findings"] if r["kind"] == "words_lost"]
    assert not [r for r in rows["dates"] + rows["quantities"] if r["method"] == "repair/1"]


def test_letters_lost_inside_words_are_told_from_edits() -> None:
    assert breaks("세 번째로 큰 항구가 문을 닫았다", "세 번로 큰 항구가 문을 닫았다")
    assert breaks("The third largest harbour closed", "The thrd larest harbour closed")
    assert not breaks("정부는 항구를 닫았다", "정부 항구 닫았다")  # endings only
    assert not breaks("배 3,000척이 돌아왔다", "배 300척이 아왔다")  # another number
    assert not breaks("The harbour closed", "The port closed")
    assert not breaks("The harbour closed", "The harbour closed")
