"""The table in docs/engines/challenge.md, recomputed; and every parameter named there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from foedus.analysis.reference import reference_files, reference_inputs
from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.model.params import specs
from foedus.model.results import MovesResult

PAGE = (Path(__file__).parents[2] / "docs" / "engines" / "challenge.md").read_text(encoding="utf-8")
ENGINE = engine("challenge")


def rows() -> list[list[str]]:
    """Return the cells of the table of effects, without its head."""
    lines = PAGE.partition("| parameters |")[2].splitlines()[2:]
    body = [line for line in lines[: lines.index("")] if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in body]


def parameters(cell: str) -> dict[str, object]:
    pairs = dict(part.split(": ") for part in cell.strip("`").split(", ")) if cell.startswith("`") else {}
    return {k: float(v) if k == "q" else v for k, v in pairs.items()}


@pytest.mark.parametrize("cells", rows(), ids=lambda c: c[0].strip("`"))
def test_effect_of_a_switch(cells: list[str]) -> None:
    _, data = next(f for f in reference_files(ENGINE) if f[0].endswith("emission.toml"))
    result = ENGINE.run(reference_inputs(data["inputs"], "emission"), parameters(cells[0]), stream(0, ("page",), 0))
    assert isinstance(result, MovesResult)
    got = [*(result.median[0, k] for k in (1, 2, 4, 8)), result.mean[0, 8]]
    assert [f"{v:.3f}" for v in got] == cells[1:6]
    assert ("yes" if result.converged[0] else "no") == cells[6]


def test_every_parameter_is_on_the_page() -> None:
    assert len(rows()) > 10
    missing = [s.name for s in specs(ENGINE.params) if f"`{s.name}`" not in PAGE]
    assert missing == []


def test_a_name_without_power_moves_nobody_and_with_however_little_it_does() -> None:
    _, data = next(f for f in reference_files(ENGINE) if f[0].endswith("emission.toml"))
    table = reference_inputs(data["inputs"], "emission")

    def joined(powers: list[float]) -> MovesResult:
        def column(values: np.ndarray, last: list[float]) -> np.ndarray:
            return np.concatenate([np.repeat(values, len(powers), axis=0), np.array(last)[:, None]], axis=1)

        many = replace(
            table, actors=(*table.actors, "nobody"), positions=column(table.positions, [5.5] * len(powers)),
            salience=column(table.salience, [0.7] * len(powers)), capability=column(table.capability, powers),
        )  # fmt: skip
        result = ENGINE.run(many, None, stream(0, ("page",), 0))
        assert isinstance(result, MovesResult)
        return result

    result = joined([0.0, 1e-9, 0.0])
    assert [f"{v:.3f}" for v in result.outcome] == ["9.671", "7.547", "9.671"]
    assert "9.671 to 7.547" in " ".join(PAGE.split())
    assert (result.positions[[0, 2], :, -1] == 5.5).all()
    assert not np.isin(result.proposer[0], len(table.actors)).any()
    alone = ENGINE.run(table, None, stream(0, ("page",), 0))
    assert isinstance(alone, MovesResult)
    assert result.positions[0, :, :-1].tolist() == alone.positions[0].tolist()
