"""Every reference number as a test of its own, and proof that a wrong one is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from foedus.analysis import reference
from foedus.analysis.reference import ReferenceRow, reference_files, reference_rows
from foedus.core.errors import FoedusError
from foedus.engines.registry import engine


@pytest.mark.parametrize("row", reference_rows(), ids=lambda r: f"{r.engine}: {r.name}")
def test_reference_row(row: ReferenceRow) -> None:
    assert row.got == pytest.approx(row.expected, rel=0, abs=max(row.tolerance, 1e-15)), row.source
    assert row.ok
    assert row.source


def test_rows_have_names_of_their_own() -> None:
    names = [(r.engine, r.name) for r in reference_rows()]
    assert len(set(names)) == len(names)


def _claim(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> list[ReferenceRow]:
    _, data = next(iter(reference_files(engine("weighted_mean"))))
    row = {**data["row"][0], **changes}

    def files(_engine: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
        yield "made-up.toml", {**data, "row": [row]}

    monkeypatch.setattr(reference, "reference_files", files)
    return reference_rows("weighted_mean")


def test_a_number_that_is_off_is_reported_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    (right,) = _claim(monkeypatch)
    assert right.ok
    (wrong,) = _claim(monkeypatch, expected=right.expected + 0.01)
    assert not wrong.ok
    assert wrong.got == right.got
    assert wrong.to_dict()["ok"] is False


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"quantity": "no_such_field"}, "no_such_field"), ({"inputs": "none"}, "none"), ({"exepcted": 1}, "exepcted")],
)
def test_a_faulty_file_is_named(monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], says: str) -> None:
    with pytest.raises(FoedusError, match=r"made-up\.toml") as caught:
        _claim(monkeypatch, **changes)
    assert says in str(caught.value)
