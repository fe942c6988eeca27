"""A drawn case against the published tables: each number is the cell it names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from foedus.case.basis import TableCell
from foedus.pipeline.checking import check
from foedus.pipeline.drawing import draw
from foedus.world.world import World

pytestmark = pytest.mark.data

SHIPPED = Path(__file__).parents[2] / "cases" / "kazakhstan-2022"


def test_the_shipped_case_draws_its_capabilities_from_the_year_before(foedus_data: Path, tmp_path: Path) -> None:
    tables = foedus_data / "world"
    if not tables.is_dir():
        pytest.skip("FOEDUS_DATA holds no folder world")
    home = tmp_path / "case"
    shutil.copytree(SHIPPED, home)
    drawn = draw(home, capability="cinc", data=tables, replacing=True, apply=True)
    with World(tables) as world:
        there = {r["ccode"]: r["cinc"] for r in world.state_years("cow", 2021, carry_forward=5).add.capability().rows()}
    named = [r.basis for r in drawn.rows if r.value is not None]
    assert len(named) == 14
    for basis in named:
        assert isinstance(basis, TableCell)
        assert basis.year == 2021
        assert basis.value == there[basis.key["ccode"]]
        assert basis.version == "7.0"
    assert any("KGZ: a mean without milex" in note for note in drawn.notes)
    assert [p for p in check(home, data=tables).problems if p.check.startswith("basis")] == []
