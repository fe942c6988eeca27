"""Who speaks, by construction: statements issued, texts named by their bodies, verbs that go on, absolute clauses, hearsay, titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims

CASES = [line.split("\t") for line in (Path(__file__).parent / "by_construction.tsv").read_text("utf-8").splitlines() if "\t" in line]
FILLER = {
    "en": "The valley lies between two rivers. Snow covers it for five months.",
    "es": "El valle está entre dos ríos. La nieve lo cubre cinco meses.",
    "ko": "이 골짜기는 두 강 사이에 있다. 겨울에는 다섯 달 동안 눈에 덮인다.",
}


def _rows(text: str) -> list[dict[str, Any]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    return list(claims.read(document, list(actors.read(document))))


def _said(code: str, text: str) -> list[set[str]]:
    """Return the speakers of the rows of the last paragraph of `text`, an author's own left out."""
    body = text.replace(" // ", "\n\n")
    last = body.rfind("\n\n") + 1
    rows = [r for r in _rows(f"{body}\n\n{FILLER[code]}\n") if last <= r["start"] < len(body) and r["form"] != "author"]
    return [set(r["speaker"] if isinstance(r["speaker"], list) else [r["speaker"]]) for r in rows]


@pytest.mark.parametrize(("code", "expected", "text"), CASES)
def test_who_speaks(code: str, expected: str, text: str) -> None:
    wanted = [] if expected in {"-", "AUTHOR"} else [set(e.split("/")) for e in expected.split()]
    said = _said(code, text)
    assert len(said) == len(wanted)
    assert all(any(s & w for s in said) for w in wanted)


@pytest.mark.parametrize(
    ("code", "title", "speaker"),
    [
        ("en", "Chile preparing attack, Peru says", "PER"),
        ("en", "Chile preparing attack, says Peru", "PER"),
        ("en", "No talks before the port reopens: Peru", "PER"),
        ("en", "Deal won't change the balance, experts say", "UNSPECIFIED"),
        ("en", "Chile, Peru to reopen port", ""),
        ("en", "War or peace: Peru", ""),
        ("es", "La reunión no cambiará nada, dicen expertos", "UNSPECIFIED"),
        ("es", "Chile prepara un ataque, dice Perú", "PER"),
    ],
)
def test_a_title_names_at_its_end_who_tells_it(code: str, title: str, speaker: str) -> None:
    rows = [r for r in _rows(f"{title}\n\n{FILLER[code]} {FILLER[code]}\n") if r["start"] < len(title)]
    assert [r["speaker"] for r in rows] == ([speaker] if speaker else [])


@pytest.mark.parametrize(
    ("text", "speaker", "found"),
    [
        ("김바람 외교부 대변인은 회견에서 “포격은 없었다. 그런 일은 앞으로도 없다”고 말했습니다.", "kim_baram", 1),
        ("사회를 맡은 한 당원은 <이 전쟁은 열강의 싸움이며 우리는 거부한다>고 강조했다.", "UNSPECIFIED", 1),
        ("참가자들은 <항구의 노래와 바다의 노래>를 함께 불렀다.", "", 0),
        ("항구 어느 곳에서 만난 사람은 “포격은 없었다. 그런 일은 앞으로도 없다. 믿어도 좋다”고 말했다.", "UNSPECIFIED", 1),
    ],
)
def test_polite_style_and_angles(text: str, speaker: str, found: int) -> None:
    assert _said("ko", text) == [{speaker}] * found


def test_a_person_is_named_again_by_the_first_syllables_and_the_office() -> None:
    text = "마오링 칠레 외교부 대변인은 “항구를 열겠다”고 말했다.\n\n페루도 논평을 냈다.\n\n마오 대변인은 “협상만이 길이라고 믿는다”고 강조했다.\n"
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    named = [("마오링", "mao_ling", "person"), ("페루", "PER", "state")]
    mentions = [{"start": text.index(n), "end": text.index(n) + len(n), "actor": a, "kind": k} for n, a, k in named]
    assert [r["speaker"] for r in claims.read(document, mentions)][-1] == "mao_ling"
