"""From texts to a drafted case: intervals with the sentences they rest on, and the analyst's decision on them."""

from __future__ import annotations

from foedus.case.check import check_case
from foedus.case.draft import draft_case
from foedus.case.schema import Case
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document

QUESTION = "Should peacekeepers be sent to Haiti?"
TEXT = (
    "Notes on the mission\n\nKenya supports sending peacekeepers to Haiti because the police are outnumbered. Brazil demands the"
    " withdrawal of the peacekeepers from Haiti. Jamaica is ready to send peacekeepers to Haiti if Kenya leads them. In a Lodestar survey"
    " of 1,100 adults, 58% of Haitians support the deployment. Canada sells timber to Haiti.\n"
)


def drafted() -> tuple[Case, dict[str, Document]]:
    document = load_bytes("notes.txt", TEXT.encode())
    assert isinstance(document, Document)
    documents = {"notes.txt": document}
    return draft_case(QUESTION, documents, read_document(document)), documents


def test_each_drafted_position_rests_on_the_sentence_it_came_from() -> None:
    case, _ = drafted()
    positions = {s.actor: s.position for s in case.stakeholders}
    kenya, brazil, jamaica = (positions[a] for a in ("KEN", "BRA", "JAM"))
    assert brazil.high < jamaica.low < jamaica.high <= kenya.high
    assert brazil.high <= 30
    assert kenya.low >= 60
    assert "Kenya supports sending peacekeepers" in kenya.anchors[0].quote
    assert "Brazil demands the withdrawal" in brazil.anchors[0].quote.replace("\n", " ")
    assert "police are outnumbered" in str(kenya.assumption)
    people = next(v for a, v in positions.items() if a.startswith("HTI") and v.anchors)
    assert "58 %" in str(people.assumption)


def test_salience_and_capability_are_wide_and_assumed() -> None:
    case, _ = drafted()
    for s in case.stakeholders:
        assert s.salience.assumption
        assert s.capability.assumption
        assert s.salience.high - s.salience.low >= 0.3
        assert s.capability.high >= 50 * s.capability.low


def told(case: Case, documents: dict[str, Document]) -> str:
    return " ".join(p.message for p in check_case(case, documents) if p.check == "drafted" and "values" in p.message)


def test_the_check_names_the_positions_to_look_at_until_the_analyst_has_decided() -> None:
    case, documents = drafted()
    quoted = told(case, documents).partition("quotes: ")[2]
    assert {"KEN", "BRA", "JAM"} <= set(quoted.split(", "))
    assert "CAN" not in quoted.split(", ")
    plain = case.model_dump(mode="json")
    for s in plain["stakeholders"]:
        if s["actor"] == "KEN":
            s["position"]["status"] = "accepted"
        if s["actor"] == "BRA":
            s["position"] |= {"value": 5.0, "status": "corrected"}
    decided = Case.model_validate(plain)
    assert not [p for p in check_case(decided, documents) if p.severity == "error"]
    assert not {"KEN", "BRA"} & set(told(decided, documents).partition("quotes: ")[2].split(", "))
