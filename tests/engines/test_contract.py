"""Parameters, registry, and what the contract refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines import registry
from foedus.model.contract import Engine
from foedus.model.inputs import IssueInputs
from foedus.model.params import build, param, specs
from foedus.model.results import IssueResult, Provenance


@dataclass(frozen=True)
class Tuning:
    speed: float = param(1.5, "how fast", source="assumed", unit="km/h", low=0.0, high=9.0)
    steps: int = param(3, "how many", source="assumed", low=1)
    loud: bool = param(False, "with a bell", source="assumed")
    road: str = param("coast", "which way", source="assumed", choices=("coast", "hills"))

    def __post_init__(self) -> None:
        if self.loud and self.road == "hills":
            raise ValueError("bells are not heard in the hills")


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ({"sped": 1.0}, "param-unknown", "speed"),
        ({"speed": "fast"}, "param-type", "a number at least 0 and at most 9"),
        ({"speed": True}, "param-type", "a number"),
        ({"speed": 9.5}, "param-range", "at most 9"),
        ({"speed": float("nan")}, "param-range", "at least 0"),
        ({"steps": 0}, "param-range", "at least 1"),
        ({"steps": 2.5}, "param-type", "a whole number"),
        ({"loud": 1}, "param-type", "true or false"),
        ({"road": "hils"}, "param-choice", "write road: hills"),
        ({"loud": True, "road": "hills"}, "param-conflict", "not heard"),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_is_legal(given: dict[str, object], code: str, says: str) -> None:
    with pytest.raises(FoedusError) as caught:
        build(Tuning, given, "engine walk")
    assert caught.value.code == code
    assert says in str(caught.value)
    assert "engine walk" in str(caught.value)


def test_parameters_take_their_own_type() -> None:
    tuned = build(Tuning, {"speed": 2, "steps": 4.0}, "engine walk")
    assert (type(tuned.speed), type(tuned.steps), tuned.loud) == (float, int, False)
    assert build(Tuning, None, "engine walk") == Tuning()
    assert [s.unit for s in specs(Tuning)] == ["km/h", "", "", ""]


def inputs() -> IssueInputs:
    ones = np.ones((2, 3))
    return IssueInputs("i", ("a", "b", "c"), ones * [1.0, 2.0, 3.0], ones, ones.copy(), 0.0, 4.0)


def returning(**changes: object) -> Engine:
    """An engine that returns a sound result but for `changes`."""

    def solve(given: IssueInputs, _p: Tuning, _rng: np.random.Generator, about: Provenance) -> IssueResult:
        sound = IssueResult(
            issue=given.issue, actors=given.actors, outcome=np.array([1.0, 2.0]),
            converged=np.array([True, True]), provenance=about,
        )
        return replace(sound, **changes)

    return Engine("walk", "1", "Walk", "Whither?", Tuning, solve, ("table",), ("none",), "tests")


def test_a_sound_result_passes_and_is_read_only() -> None:
    result = returning().run(inputs(), {"steps": 5}, stream(0, ("t",), 0))
    assert result.provenance.params["steps"] == 5
    with pytest.raises(ValueError, match="read-only"):
        result.outcome[0] = 3.0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"outcome": np.array([1.0, 4.5])}, "outside the scale"),
        ({"outcome": np.array([1.0, np.nan])}, "not finite"),
        ({"outcome": np.array([1, 2])}, "not float64"),
        ({"outcome": np.array([1.0])}, "2 draws"),
        ({"converged": np.array([1, 1])}, "bool"),
        ({"actors": ("a", "b")}, "other actors"),
        ({"notes": np.array([1.0, 2.0])}, "does not name its axes"),
    ],
)
def test_a_broken_result_is_refused(changes: dict[str, object], says: str) -> None:
    with pytest.raises(FoedusError, match=says) as caught:
        returning(**changes).run(inputs(), None, stream(0, ("t",), 0))
    assert caught.value.code == "engine-contract"


def test_an_unknown_engine_is_named_with_the_nearest() -> None:
    with pytest.raises(FoedusError, match="weighted_median") as caught:
        registry.engine("wieghted_median")
    assert caught.value.code == "engine-unknown"


class _Point:
    def __init__(self, name: str, item: object) -> None:
        self.name, self.item = name, item

    def load(self) -> object:
        return self.item


def test_an_installed_package_can_bring_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [_Point("walk", returning())] if group == "foedus.engines" else [])
    found = registry.engines.__wrapped__()
    assert "walk" in found
    assert set(registry.engines()) < set(found)


@pytest.mark.parametrize(
    ("point", "says"),
    [
        (_Point("walk", object()), "offers no"),
        (_Point("run", returning()), "calls itself"),
        (_Point("challenge", replace(returning(), name="challenge")), "two engines"),
    ],
)
def test_a_faulty_package_is_named(monkeypatch: pytest.MonkeyPatch, point: _Point, says: str) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    with pytest.raises(FoedusError, match=says) as caught:
        registry.engines.__wrapped__()
    assert caught.value.code == "engine-manifest"
