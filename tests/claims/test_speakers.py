"""Whose words they are, in sentences made up for the purpose (``speakers.toml``), with the actors that foedus finds."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims

CASES = [
    (code, *case)
    for code, cases in tomllib.loads(Path(__file__).with_name("speakers.toml").read_text("utf-8")).items()
    for case in cases
]
FILLER = {
    "en": "The ferry ran twice a day in winter and four times a day in summer. ",
    "es": "El transbordador salía dos veces al día en invierno y cuatro veces al día en verano. ",
    "ko": "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다. ",
    "ru": "Паром ходил зимой два раза в день, а летом четыре раза в день. ",
}


@pytest.mark.parametrize(("code", "name", "polarity", "text"), CASES)
def test_the_words_are_given_to_who_said_them(code: str, name: str, polarity: str, text: str) -> None:
    document = load_bytes("notes.txt", f"{2 * FILLER[code]}\n\n{2 * FILLER[code]}\n\n{text}\n".encode())
    assert isinstance(document, Document)
    named = list(actors.read(document))
    last = [s for part in document.parts for s in part.segments if s.kind in {"sentence", "list_item"}][-1]
    start, _ = document.view.raw(last.start, last.end)
    rows = [r for r in claims.read(document, named) if r["end"] > start]
    if name == "-":
        assert rows == []
        return
    speakers = {str(i) for r in rows for i in (r["speaker"] if isinstance(r["speaker"], list) else [r["speaker"]])}
    if name == "?":
        assert speakers == {"UNSPECIFIED"}
    else:
        meant = {a["actor"].removesuffix("_GOV") for a in named if name in a["quote"] or a["quote"] in name}
        assert meant & {i.removesuffix("_GOV") for i in speakers}
    assert rows[-1]["polarity"] == polarity
