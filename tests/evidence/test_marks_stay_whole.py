"""No row of any reader begins or ends inside the mark of a note, wherever in a sentence the mark stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document
from foedus.evidence.spans import beside_marks

SENTENCES = {
    "en": [
        "On 4 May 2019 Kenya sent 300 soldiers to Uganda, and Tanzania condemned the move.",
        "The minister of Ghana said that Togo would sign the treaty, but Benin rejected the plan in March 2018.",
        "Norway, which borders Sweden, wants Denmark to withdraw its troops from the island.",
    ],
    "es": [
        "El 4 de mayo de 2019 Kenia envió 300 soldados a Uganda, y Tanzania condenó la medida.",
        "Noruega, que limita con Suecia, quiere que Dinamarca retire sus tropas de la isla.",
    ],
    "ko": [
        "2019년 5월 4일 케냐는 우간다에 병력 300명을 파견했고, 탄자니아는 이 조치를 비난했다.",
        "스웨덴과 국경을 맞댄 노르웨이는 덴마크가 섬에서 군대를 철수하기를 원한다.",
    ],
}
FILLER = {"en": "The two sides met again in the spring.", "es": "Las dos partes se reunieron de nuevo en primavera.", "ko": "두 나라는 봄에 다시 만났다."}
MARK = re.compile(r"\[\^?\d+(?:\s*[,–-]\s*\d+)*\]|[¹²]+")


def split_by_rows(text: str) -> list[tuple[str, str]]:
    document = load_bytes("marked.txt", text.encode())
    assert isinstance(document, Document)
    marks = [m.span() for m in MARK.finditer(text)]
    rows = [(name, r) for name, found in read_document(document).items() for r in found if "start" in r]
    assert any(name == "events" for name, _ in rows)
    return [(name, r["quote"]) for name, r in rows for a, z in marks if a < r["start"] < z or a < r["end"] < z]


@pytest.mark.parametrize("language", sorted(SENTENCES))
@pytest.mark.parametrize("mark", ["[1]", " [12]", "[^3]", "[1, 2]", "¹²"])
def test_every_reader_with_a_mark_after_every_word(language: str, mark: str) -> None:
    paragraphs = []
    for sentence in SENTENCES[language]:
        # One document holds the sentence once for each place the mark can have.
        paragraphs += [f"{sentence[: m.start()]}{mark}{sentence[m.start() :]} {FILLER[language]}" for m in re.finditer(r"(?<=\S)(?=[\s.,]|$)", sentence)]
    assert split_by_rows("\n\n".join(paragraphs) + "\n") == []


@given(
    st.lists(st.sampled_from(["Chad ", "left, ", "in 2019", "[1]", "[12]", "[^7]", "[3, 4]", "²", "¹⁰", "[sic]", " ", "x[", "9]"]), min_size=1, max_size=12),
    st.data(),
)
def test_a_stretch_is_only_ever_cut(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    a, z = beside_marks(text, start, end)
    assert start <= a < z <= end
    if not any(m.start() <= start and end <= m.end() for m in MARK.finditer(text)):
        whole = [m.span() for m in MARK.finditer(text) if not any(c in m.group() for c in "¹²")]
        if (a, z) != (start, end):
            assert not any(b < a < c or b < z < c for b, c in whole)
    if not any(c.isdigit() for c in text):
        assert (a, z) == (start, end)


def test_what_is_left_of_a_clause_ends_with_a_word() -> None:
    text = "Chad left the fund,[12] and Niger stayed [3, 4] in it."
    at = text.index("12")
    assert text[slice(*beside_marks(text, 0, at + 2))] == "Chad left the fund"
    assert text[slice(*beside_marks(text, at, len(text)))].strip() == "and Niger stayed [3, 4] in it."
    assert text[slice(*beside_marks(text, 24, text.index(", 4") + 1))] == "and Niger stayed"
    assert beside_marks(text, at, at + 2) == (at, at + 2), "what is inside one mark stays there"
