"""Files whose seal holds around anything at all: an error in words, never a failure of foedus; and two that seal at once."""

from __future__ import annotations

import copy
import json
import runpy
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from foedus.core.errors import FoedusError
from foedus.pipeline.grading import grade
from foedus.pipeline.ledger import write_ledger
from foedus.pipeline.sealed import files
from foedus.pipeline.sealed.record import freeze, render
from foedus.pipeline.sealing import verify

MADE = runpy.run_path(str(Path(__file__).with_name("example.py")))
JUNK: list[Any] = [None, True, -1, 0, 3, 10**30, 0.5, -1e308, "", "x", "2031-01-01", [], [1, 2], {}, {"a": 1}, [[]], "\u202e\x1b[2J"]


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], dict[str, Any]]:
    folder = tmp_path_factory.mktemp("nonsense")
    path = MADE["sealed"](folder, draws=2, engines=["weighted_mean", "nash"])
    done = grade(path, 40.0, source="x", now=MADE["LATER"])
    contents = [{k: v for k, v in json.loads(p.read_text()).items() if k not in ("hashes", "seal")} for p in (path, done.path)]
    path.unlink()
    done.path.unlink()
    return folder, contents[0], contents[1]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside; of long lists, to the first ones."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    return [path, *(p for k, v in inner for p in places(v, (*path, k)))]


def changed(value: Any, path: tuple[Any, ...], to: Any) -> Any:
    """Return a copy with one value replaced, or left out if `to` is ellipsis."""
    out = copy.deepcopy(value)
    at = out
    for k in path[:-1]:
        at = at[k]
    if to is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = to
    return out


@pytest.mark.parametrize("seed", range(4))
def test_a_seal_around_anything_is_told_in_words(there: tuple[Path, dict[str, Any], dict[str, Any]], seed: int) -> None:
    folder, forecast, graded = there
    path, beside = folder / "toll.json", folder / "toll.graded.json"
    chance = Random(seed)
    for _ in range(60):
        of_forecast = chance.random() < 0.5
        content = forecast if of_forecast else graded
        place = chance.choice([p for p in places(content) if p and p != ("format",)])
        to = chance.choice([*JUNK, ...])
        record = freeze(changed(content, place, to) if of_forecast else forecast)
        path.write_text(render(record), encoding="utf-8")
        other = {**graded, "of": {**graded["of"], "seal": record["seal"]}}
        beside.write_text(render(freeze(other if of_forecast else changed(other, place, to))), encoding="utf-8")
        for act in (lambda: verify(path), lambda: verify(beside), lambda: grade(path, 3.0, source="x", again=True, now=MADE["LATER"])):
            with suppress(FoedusError):  # anything else is a failure of foedus
                act()
        found, _ = write_ledger(folder, today=date(2031, 7, 1))
        assert len(found.to_dict()["entries"]) in (1, 2), (place, to)
        if not of_forecast:
            assert found.entries[0].median == forecast["forecast"]["median"], (place, to)  # a bad grade spoils no forecast


def test_of_two_that_seal_at_once_the_second_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = MADE["sealed"](tmp_path)
    before = first.read_bytes()
    monkeypatch.setattr(files.Path, "exists", lambda self: False)  # as if the first had come after the look
    with pytest.raises(FoedusError, match="never written over"):
        MADE["sealed"](tmp_path, seed=8)
    monkeypatch.undo()
    assert first.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["strait.csv", "toll.json"]


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(files.os, "link", refused)
    path = MADE["sealed"](tmp_path)
    assert verify(path, hash_only=True).exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["strait.csv", "toll.json"]
