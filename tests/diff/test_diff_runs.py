"""``foedus diff`` tells what changed between two runs, and says in one line that nothing did."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.core.errors import FoedusError
from foedus.pipeline.comparing import compare
from foedus.pipeline.keeping import INPUTS, ROWS, kept_inputs, kept_rows
from foedus.pipeline.running import run


def edit(case: Path, old: str, new: str, file: str = "case.yaml") -> None:
    path = case / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def other(small_case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_case, tmp_path / "other"))


def test_two_equal_runs_are_said_to_be_so_in_one_line(small_case: Path, other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(small_case, workers=1)
    run(other, workers=1)
    assert main(["diff", str(small_case), str(other)]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert out.startswith("no difference")
    (a,), (b,) = list((small_case / "runs").glob("run-*")), list((other / "runs").glob("run-*"))
    for file in (INPUTS, ROWS):
        assert (a / file).read_bytes() == (b / file).read_bytes()


def test_what_a_run_kept_is_what_it_rested_on(small_case: Path) -> None:
    ran = run(small_case, workers=1)
    kept = kept_inputs(ran.path)
    rows = list(kept_rows(ran.path))
    assert kept["rows"] == dict(ran.reading.counts)
    assert {"documents", "dates"} <= set(kept["readers"])
    for name, count in kept["rows"].items():
        if name != "documents":
            assert sum(table == name for table, _ in rows) == count
    used = {i for ids in kept["used"].values() for i in ids}
    quantity = next(r for table, r in rows if table == "quantities" and r["quote"].startswith("300"))
    assert quantity["id"] in used
    assert {d["doc"] for d in kept["documents"]} == {"harbour.md", "puerto.txt"}


def test_a_changed_number_is_told_with_its_effect(small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(small_case, workers=1).run.id
    edit(small_case, "value: {dist: uniform, low: 10, high: 40}", "value: {dist: uniform, low: 100, high: 140}")
    edit(small_case, "draws: 60", "draws: 80")
    second = run(small_case, workers=1).run.id
    found = compare(f"{small_case}@{first}", f"{small_case}@{second}")
    assert not found.documents
    assert not found.tables
    changes = {c.what: (c.before, c.now) for c in found.inputs}
    assert changes["guards/BRD/position"] == (
        {"dist": "uniform", "low": 10.0, "high": 40.0}, {"dist": "uniform", "low": 100.0, "high": 140.0}
    )  # fmt: skip
    assert [(c.what, c.before, c.now) for c in found.options] == [("draws", 60, 80)]
    means = {c.engine: c for c in found.outputs}
    assert means["weighted_mean"].exceeds
    assert means["weighted_mean"].difference is not None
    assert means["weighted_mean"].difference > 0
    assert not means["weighted_mean"].paired
    assert main(["diff", first, second, "--case", str(small_case), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["result"] == found.to_dict()
    assert main(["diff", str(small_case / "runs" / first), f"{small_case}@"]) == 1
    text = capsys.readouterr().out
    assert "~ guards/BRD/position: uniform 10 / 40 -> uniform 100 / 140" in text
    assert "more than chance explains" in text
    assert "\x1b[" not in text  # no colour where the output is no terminal


def test_changed_documents_and_rows_are_told(small_case: Path, other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(small_case, workers=1)
    edit(other, "300 guardias", "340 guardias", "documents/puerto.txt")
    (other / "documents" / "more.txt").write_text("A third harbour\n\nOn 7 March 2031 Borduria sent 12 boats.\n", encoding="utf-8")
    run(other, workers=1)
    found = compare(small_case, other)
    assert [(c.kind, c.doc) for c in found.documents] == [("added", "more.txt"), ("changed", "puerto.txt")]
    quantities = next(t for t in found.tables if t.table == "quantities")
    (changed,) = [e for e in quantities.examples if e.kind == "changed"]
    assert changed.fields["value"] == (300, 340)
    assert any(e.doc == "more.txt" for e in quantities.examples if e.kind == "added")
    assert not found.inputs
    assert main(["diff", str(small_case), str(other)]) == 1
    text = capsys.readouterr().out
    assert "+ more.txt" in text
    assert "~ puerto.txt changed" in text


def test_what_names_no_run_is_told(small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(small_case, workers=1)
    assert main(["diff", "run-nothing", str(small_case)]) == 3
    assert "[no-such-run]" in capsys.readouterr().err


def test_damaged_or_missing_inputs_say_what_to_do(small_case: Path) -> None:
    path = run(small_case, workers=1).path
    (path / ROWS).write_bytes(gzip.compress(b"[")[:-3])
    with pytest.raises(FoedusError) as told:
        list(kept_rows(path))
    assert told.value.code == "run-inputs-damaged"
    assert told.value.hint is not None
    assert f"foedus run {small_case}" in told.value.hint
    (path / INPUTS).unlink()
    with pytest.raises(FoedusError) as missing:
        kept_inputs(path)
    assert missing.value.code == "run-inputs-missing"
