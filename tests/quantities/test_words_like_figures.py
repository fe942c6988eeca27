"""Korean words that begin like a figure and its unit are none."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named


def values(text: str) -> list[tuple[float | None, str | None]]:
    document = load_bytes("told.txt", text.encode())
    assert isinstance(document, Document)
    return [(r["value"], r["unit"]) for r in rows_named("quantities", document) if r is not None]


@pytest.mark.parametrize("word", ["만달레이에서", "만달고비에서", "천주교회에서", "만주에서", "만년설 위에서", "천년고도 경주에서", "백주대낮에"])
def test_a_word_that_begins_like_a_figure_is_none(word: str) -> None:
    assert values(f"{word} 행사가 열렸다.\n") == []


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [("만 달 동안", 10000, "months"), ("천년 동안", 1000, "years"), ("오십년 동안", 50, "years"), ("백년을", 100, "years"), ("십년간", 10, "years")],
)
def test_a_figure_in_words_still_counts(said: str, value: float, unit: str) -> None:
    assert values(f"그들은 {said} 기다렸다.\n") == [(value, unit)]
