"""Prose of our own: deeds are found, set phrases and all, and what only sounds like one is left alone."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.events.lexicon import lexicon
from foedus.evidence.events.sides import level
from foedus.evidence.readers import events
from foedus.evidence.syntax import morphemes
from foedus.langs.registry import language

KOREAN = pytest.mark.skipif(not morphemes.installed(), reason="the extra ko is not installed")


def _told(text: str, published: str, code: str) -> list[dict[str, Any]]:
    document = load_bytes("passage.txt", text.encode())
    assert isinstance(document, Document)
    about = replace(document.metadata, published=published)
    parts = tuple(replace(p, language=code, segments=tuple(replace(s, language=code) for s in p.segments)) for p in document.parts)
    return [r for r in events.read(replace(document, metadata=about, parts=parts)) if r]


def _count(passage: dict[str, Any], code: str) -> tuple[int, int, int, int]:
    """Return deeds found, deeds wanted, rows beyond them, and such rows in sentences that tell no deed."""
    text = " ".join(line[0] for line in passage["sentences"])
    rows = _told(text, passage["published"], code)
    found = wanted = beyond = alone = at = 0
    for sentence, *deeds in passage["sentences"]:
        start = text.index(sentence, at)
        at = start + len(sentence)
        left = [r["type"] for r in rows if start <= r["start"] < at]
        for deed in sorted(deeds, key=lambda d: d.endswith("?")):
            hit = next((t for t in left if t in deed.rstrip("?").split("/")), None)
            if hit is not None:
                left.remove(hit)
            found += hit is not None and not deed.endswith("?")
            wanted += not deed.endswith("?")
        beyond += len(left)
        alone += len(left) if not deeds else 0
    return found, wanted, beyond, alone


@pytest.mark.parametrize(
    ("code", "recall", "precision", "false"),
    [("en", 0.75, 0.87, 0.1), ("es", 0.85, 0.9, 0.07), pytest.param("ko", 0.8, 0.85, 0.1, marks=KOREAN)],
)
def test_deeds_of_connected_prose_are_found_and_little_else(code: str, recall: float, precision: float, false: float) -> None:
    passages = tomllib.loads((Path(__file__).parent / f"deeds_{code}.toml").read_text(encoding="utf-8"))["passage"]
    found, wanted, beyond, alone = (sum(column) for column in zip(*(_count(p, code) for p in passages), strict=True))
    idle = sum(len(line) == 1 for p in passages for line in p["sentences"])
    assert wanted > 60
    assert idle > 50
    assert found / wanted > recall
    assert found / (found + beyond) > precision
    assert alone / idle < false


@KOREAN
@pytest.mark.parametrize("text", ["토고는 가나에 배를 빌려주었다.", "토고는 가나에 배를 빌려 주었다."])
def test_two_verbs_that_make_one_are_written_either_way(text: str) -> None:
    rows = _told(text, "2023-05-10", "ko")
    assert [(r["type"], r["actors"], r["recipients"]) for r in rows] == [("AID", ["TGO"], ["GHA"])]


@KOREAN
def test_the_stem_of_a_verb_is_not_read_as_a_noun() -> None:
    words = lexicon(language("ko"))
    assert words is not None
    found = next(morphemes.morphemes(["에티오피아는 공습을 멈추었다."], language("ko"), words.wanted, [()]))
    assert "VV" in [m.tag for m in found if m.form == "멈추"]


@KOREAN
@pytest.mark.parametrize(
    ("text", "kind", "who", "whom"),
    [
        ("에티오피아는 이집트와 결별했다.", "SANCTION", ["ETH"], ["EGY"]),
        ("세르비아 대통령은 몬테네그로 대통령에게 베오그라드에 와 달라고 했다.", "REQUEST", ["SRB"], ["MNE"]),
        ("칠레는 페루를 “비난”했다.", "ACCUSE", ["CHL"], ["PER"]),
    ],
)
def test_with_whom_who_is_told_and_words_in_quotation_marks(text: str, kind: str, who: list[str], whom: list[str]) -> None:
    sides = [(r["type"], [level(i) for i in r["actors"]], [level(i) for i in r["recipients"]]) for r in _told(text, "2023-05-10", "ko")]
    states = [(t, sorted({i for i in a if i.isupper()}), [i for i in w if i.isupper()]) for t, a, w in sides]
    assert (kind, who, whom) in states
