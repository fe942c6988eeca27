"""Who denies or shares a charge without naming it carries what the charge calls the matter."""

from __future__ import annotations

import re

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

ACTORS = {
    "Peru": "PER", "Perú": "PER", "페루": "PER", "Chile": "CHL", "칠레": "CHL", "Bolivia": "BOL", "볼리비아": "BOL",
}  # fmt: skip
FOREIGN = "colour_revolution_foreign_instigated"


def labels(text: str) -> list[tuple[str, str | None, str]]:
    document = load_bytes("notes.txt", f"{text}\n".encode())
    assert isinstance(document, Document)
    actors = [
        {"start": m.start(), "end": m.end(), "actor": actor, "kind": "state"}
        for name, actor in ACTORS.items() for m in re.finditer(rf"{name}(?!\w*ú)", text)
    ]  # fmt: skip
    return [(r["speaker"], r["framing"], r["polarity"]) for r in claims.read(document, actors)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru said that the strike was orchestrated from abroad. Chile denied it.",
        "Peru said that the strike was orchestrated from abroad. Chile dismissed the charge as slander.",
        "Perú dijo que la huelga fue orquestada desde el exterior. Chile lo negó.",
        "페루는 파업이 외세의 사주라고 주장했다. 칠레는 이를 부인했다.",
        "페루는 파업이 외세의 사주라고 주장했다. 칠레는 이러한 주장이 모함이라고 일축했다.",
    ],
)
def test_a_denial_denies_what_the_charge_called_the_matter(text: str) -> None:
    assert labels(text) == [("PER", FOREIGN, "affirm"), ("CHL", FOREIGN, "deny")]


def test_who_is_of_the_same_view_shares_the_label() -> None:
    told = labels("Peru said that the strike was orchestrated from abroad. Bolivia takes the same view.")
    assert told[-1] == ("BOL", FOREIGN, "affirm")


@pytest.mark.parametrize(
    "text",
    [
        "Peru said that the strike was orchestrated from abroad. Chile denied that the port was closed.",
        "Peru said that the port was closed. Chile denied it.",
        "Peru said that the strike was orchestrated from abroad. Peru denied it.",
    ],
)
def test_a_denial_of_something_else_carries_no_label(text: str) -> None:
    assert labels(text)[-1][1] is None
