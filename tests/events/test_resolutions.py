"""The paragraphs of a resolution are told of whoever resolves, though none of them names a subject."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

TEXTS = {
    "en": """The Security Council,

Recalling its statement on the strait between Eritrea and Djibouti,

Condemning the attacks by Eritrea on Djibouti,

1. Demands that Eritrea withdraw its forces from Djibouti;

2. Calls upon Djibouti and Eritrea to resume talks;

3. Decides to remain seized of the matter.
""",
    "es": """El Consejo de Seguridad,

Recordando su declaración sobre el estrecho,

1. Exige que Eritrea retire sus fuerzas de Yibuti;

2. Insta a Yibuti a reanudar las conversaciones;

3. Decide seguir ocupándose de la cuestión.
""",
}


def rows(table: str, code: str) -> list[dict[str, Any]]:
    document = load_bytes("d.txt", TEXTS[code].encode())
    assert isinstance(document, Document)
    return [dict(row) for row in rows_named(table, document)]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_who_resolves_acts_and_speaks(code: str) -> None:
    told = {(row["type"], tuple(row["actors"])) for row in rows("events", code)}
    assert ("REQUEST", ("UNSC",)) in told
    assert {row["speaker"] for row in rows("claims", code)} == {"UNSC"}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_quotes_are_of_the_text(code: str) -> None:
    for table in ("events", "claims"):
        for row in rows(table, code):
            assert TEXTS[code][row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_heads_of_pages_do_not_end_a_resolution(code: str) -> None:
    text = TEXTS[code].replace("\n\n2. ", "\n\nS/RES/2999 (2024)\n\n24-01234    2/3\n\n2. ")
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    said = rows_named("claims", document)
    assert {row["speaker"] for row in said} == {"UNSC"}
    assert len(said) == len(rows("claims", code))


def test_a_list_under_a_name_is_no_resolution() -> None:
    document = load_bytes("d.txt", b"Greetings from the African Union,\n\nThe port of Assab was closed on Monday.\n\nNobody said why.\n")
    assert isinstance(document, Document)
    assert not [row for row in rows_named("claims", document) if row["speaker"] == "AU"]


def test_an_organ_is_the_body_named_before() -> None:
    text = "1. The Authority of Heads of State and Government of the African Union (AU) met in Assab.\n\n2. The Authority condemns the attacks by Eritrea on Djibouti.\n"
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    assert {row["actor"] for row in rows_named("actors", document) if "Authority" in row["quote"]} == set()
    assert [row["actors"] for row in rows_named("events", document) if row["type"] == "ACCUSE"] == [["AU"]]


def test_ministers_of_several_states_that_a_colon_sets_off_resolve_together() -> None:
    text = (
        "Comunicado conjunto\n\nLos Ministros de Relaciones Exteriores de Chile, Perú y Ghana, reunidos en Lima el 3 de mayo de 2019:\n\n"
        "1. Condenan la represión en Togo.\n2. Reiteran su pleno respaldo a Kenia.\n3. Lamentan que Togo haya cerrado la frontera.\n"
    )
    document = load_bytes("a.txt", text.encode())
    assert isinstance(document, Document)
    told = {(r["type"], *r["actors"]) for r in rows_named("events", document)}
    assert ("ACCUSE", "CHL", "PER", "GHA") in told
    assert ("SUPPORT", "CHL", "PER", "GHA") in told
