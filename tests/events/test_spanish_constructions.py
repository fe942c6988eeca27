"""Spanish constructions of our own that tell a deed by other means than a verb with its subject and object."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]
TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "told_es.toml").read_text(encoding="utf-8"))
DAY = "2021-05-10"


@pytest.mark.parametrize("system", TABLE["system"], ids=lambda s: s["name"])
def test_a_construction_tells_its_deeds_and_no_other(system: dict[str, Any]) -> None:
    wrong = {}
    for sentence, *wanted in system["sentences"]:
        left = sorted(r["type"] for r in TOLD(sentence, DAY, "es"))
        told = list(left)
        for types in wanted:
            found = next((t for t in left if t in types.split("/")), None)
            if found is None:
                wrong[sentence] = told
            else:
                left.remove(found)
        if left:
            wrong[sentence] = told
    assert not wrong


def test_who_did_what_opens_the_clause_stands_behind_it() -> None:
    first, _ = TOLD("Tras bombardear dos aldeas de Togo, Chad pidió negociaciones.", DAY, "es")
    assert (first["actors"], first["recipients"]) == (["TCD"], ["TGO"])


def test_what_somebody_did_not_manage_to_do_is_denied() -> None:
    (row,) = TOLD("China no ha logrado negociar un acuerdo con Washington.", DAY, "es")
    assert (row["type"], row["status"]) == ("AGREE", "denied")


def test_what_is_regretted_belongs_to_the_regret() -> None:
    (row,) = TOLD("Chile lamenta que en Venezuela se mantenga la ruptura del orden democrático.", DAY, "es")
    assert row["quote"].endswith("orden democrático")


def test_who_undergoes_a_passive_may_stand_behind_it() -> None:
    (row,) = TOLD("Ayer fueron arrestados por la policía de Kenia dos activistas de Uganda.", DAY, "es")
    assert (row["type"], row["actors"]) == ("COERCE", ["KEN_POLICE"])
