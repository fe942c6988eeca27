"""Files spoilt at random are read or refused in words; they never fail in any other way."""

from __future__ import annotations

import copy
import random
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from foedus.core.errors import FoedusError
from foedus.structure import cells
from foedus.structure.exposure import parse
from foedus.structure.exposure.study import study as exposure_study
from foedus.structure.leverage import dossier as sides
from foedus.structure.leverage.study import study as leverage_study
from foedus.structure.ownership.holdings import holdings

ODD: list[Any] = [5, -3, "x", "", [], {}, [1, 2, 3], True, float("nan"), float("inf"), {"a": 1}, [5, "illustrative"], ["x", "illustrative"], {"value": 1, "low": 0, "high": 2}, 2022]


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inside:
        yield (*way, key)
        yield from places(below, (*way, key))


def spoilt(data: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    made = copy.deepcopy(data)
    way = rng.choice(list(places(made)))
    at: Any = made
    for key in way[:-1]:
        at = at[key]
    if rng.random() < 0.3:
        del at[way[-1]]
    else:
        at[way[-1]] = copy.deepcopy(rng.choice(ODD))
    return made


def outcomes(monkeypatch: pytest.MonkeyPatch, text: str, times: int, read: Callable[[int], object]) -> set[bool]:
    """Return whether some were read and some refused; anything but a FoedusError goes through."""
    rng, data, seen = random.Random(7), cells.tomllib.loads(text), set()
    unhelpful: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for n in range(times):
            one = spoilt(data, rng)
            monkeypatch.setattr(cells.tomllib, "loads", lambda _, one=one: one)
            try:
                read(n)
                seen.add(True)
            except FoedusError as error:
                unhelpful += [] if error.expected else [str(error)]
                seen.add(False)
    monkeypatch.undo()
    assert not unhelpful
    return seen


@pytest.mark.parametrize("name", parse.shipped())
def test_spoilt_networks(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(n: int) -> object:
        one = parse.network("", "spoilt", 2022 if n % 2 else None)
        return exposure_study(one) if n % 20 == 0 else one

    assert outcomes(monkeypatch, parse.shipped()[name], 200, read) == {True, False}


def test_spoilt_dossiers(monkeypatch: pytest.MonkeyPatch) -> None:
    text = sides.shipped()["russia-kazakhstan"].replace('{network = "kazakhstan-oil", route = "cpc"}', "0.6")
    assert outcomes(monkeypatch, text, 200, lambda _: leverage_study(sides.dossier("", "spoilt", np.random.default_rng(0), 20))) == {True, False}


def test_spoilt_tables() -> None:
    rng = random.Random(3)
    text = "recipient,investor,year,value\nALD,BRD,2030,5\nBRD,CRD,2030,4\n"
    seen = set()
    for _ in range(300):
        at = rng.randrange(len(text))
        try:
            holdings(text[:at] + rng.choice([",", "\n", '"', "x", "", "-", "9" * 400]) + text[at + 1 :], "spoilt")
            seen.add(True)
        except FoedusError:
            seen.add(False)
    assert seen == {True, False}
