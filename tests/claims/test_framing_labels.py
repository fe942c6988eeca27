"""What statements call a matter, and whether they deny it, in sentences made up for the purpose (``framing.toml``)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims

CASES = [
    (code, label, sentence)
    for code, labels in tomllib.loads(Path(__file__).with_name("framing.toml").read_text("utf-8")).items()
    for label, sentences in labels.items()
    for sentence in sentences
]
FILLER = {
    "en": "The ferry ran twice a day in winter and four times a day in summer. ",
    "es": "El transbordador salía dos veces al día en invierno y cuatro veces al día en verano. ",
    "ko": "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다. ",
    "ru": "Паром ходил зимой два раза в день, а летом четыре раза в день. ",
}


def stated(code: str, sentence: str) -> tuple[str | None, str]:
    document = load_bytes("notes.txt", f"{2 * FILLER[code]}\n\n{2 * FILLER[code]}\n\n{sentence}\n".encode())
    assert isinstance(document, Document)
    first = next(iter(claims.read(document, list(actors.read(document)))))
    return first["framing"], first["polarity"]


@pytest.mark.parametrize(("code", "label", "sentence"), CASES)
def test_a_statement_carries_what_it_calls_the_matter(code: str, label: str, sentence: str) -> None:
    found, polarity = stated(code, sentence.removeprefix("!"))
    assert found == (None if label == "-" else label)
    if label != "-":
        assert polarity == ("deny" if sentence.startswith("!") else "affirm")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "Nepal dismissed the so-called popular uprising."),
        ("en", "Nepal said there was not a shred of evidence of foreign meddling."),
        ("es", "Nepal habló de la mal llamada revuelta popular."),
        ("ko", "네팔은 소위 민중 봉기라고 말했다."),
        ("ru", "Непал говорит о так называемом народном восстании."),
    ],
)
def test_words_held_at_arms_length_are_denied(code: str, sentence: str) -> None:
    label, polarity = stated(code, sentence)
    assert label is not None
    assert polarity == "deny"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "Nepal said that an armed invasion would be a disaster for the valley."),
        ("es", "Nepal dijo que una nueva ocupación sería un desastre para el valle."),
    ],
)
def test_what_is_only_thought_of_characterises_nothing(code: str, sentence: str) -> None:
    assert stated(code, sentence)[0] is None


def test_what_is_rejected_as_something_is_called_so() -> None:
    assert stated("en", "Nepal rejected the landing as naked imperialist aggression.")[1] == "affirm"
    assert stated("es", "Nepal rechazó el desembarco como una nueva ocupación.")[1] == "affirm"
