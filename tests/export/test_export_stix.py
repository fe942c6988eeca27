"""The STIX bundle is valid, refers to nothing it lacks, and holds every row exactly once."""

from __future__ import annotations

import builtins
import json
from collections import Counter
from typing import Any

import pytest

from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES
from foedus.export import stix_objects
from foedus.export.evidence import Evidence, InMemory
from foedus.export.masking import masked
from foedus.export.registry import Options, exporter

stix2 = pytest.importorskip("stix2")


def bundle(evidence: Evidence) -> dict[str, Any]:
    (piece,) = exporter("stix").export(evidence, Options())
    found: dict[str, Any] = json.loads(b"".join(piece.chunks))
    return found


def of_type(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [o for o in made["objects"] if o["type"] == kind]


@pytest.mark.parametrize("mask", [False, True])
def test_every_row_stands_in_it_once(evidence: InMemory, mask: bool) -> None:
    source: Evidence = masked(evidence) if mask else evidence
    found: dict[str, list[str]] = {}
    for name, row in stix_objects.rows(bundle(source)):
        found.setdefault(name, []).append(json.dumps(row, sort_keys=True))
    for name in TABLES:
        assert Counter(found.get(name, [])) == Counter(json.dumps(r, sort_keys=True) for r in source.rows(name)), name


def test_the_library_accepts_it_without_custom_content(evidence: InMemory) -> None:
    made = bundle(evidence)
    parsed = stix2.parse(json.dumps(made), allow_custom=False)
    assert len(parsed.objects) == len(made["objects"])


def test_ids_are_unique_and_every_reference_leads_somewhere(evidence: InMemory) -> None:
    made = bundle(evidence)
    ids = [o["id"] for o in made["objects"]]
    assert len(set(ids)) == len(ids)
    refs = {r for o in made["objects"] for k, v in o.items() if k.endswith(("_ref", "_refs")) for r in (v if isinstance(v, list) else [v])}
    extensions = {e for o in made["objects"] for e in o.get("extensions", {})}
    assert refs | extensions <= set(ids)
    assert len(extensions) == 1


def test_objects_say_what_the_rows_say(evidence: InMemory) -> None:
    made = bundle(evidence)
    reports = {r["name"]: r for r in of_type(made, "report")}
    assert reports["Canal talks"]["published"] == "2031-03-05T00:00:00Z"
    assert reports["Canal talks"]["external_references"][0]["hashes"]["SHA-256"] == next(evidence.rows("documents"))["sha256"]
    assert reports["c.bin"]["description"] == "no text"
    (opinion,) = of_type(made, "opinion")
    assert (opinion["opinion"], opinion["confidence"]) == ("agree", 80)
    (tie,) = of_type(made, "relationship")
    assert tie["relationship_type"] == "chairs"
    assert {o["name"] for o in of_type(made, "location")} == {"Quito"}
    assert {o["name"] for o in of_type(made, "grouping")} == {"tellings of event event-1", "one source: so-1", "one sentence in several versions (sentence)"}
    classes = {o["name"]: o["identity_class"] for o in of_type(made, "identity")}
    assert classes["Peru"] == "organization"
    assert classes["Ana Lund"] == "individual"
    tellings = next(g for g in of_type(made, "grouping") if g["name"] == "tellings of event event-1")
    assert len(tellings["object_refs"]) == 2


def test_without_the_library_it_says_what_to_install(evidence: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "stix2":
            raise ImportError(name)
        return real(name, *rest, **more)

    stix_objects.library.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(FoedusError) as told:
        bundle(evidence)
    assert told.value.hint == "pip install 'foedus[stix]'"


def test_rows_of_an_unknown_document_are_an_error_and_not_lost(evidence: InMemory) -> None:
    without = InMemory({**evidence.tables, "documents": []}, evidence.texts)
    with pytest.raises(ValueError, match="the table documents lacks"):
        bundle(without)
