"""``foedus diff`` tells what changed between two runs, and says in one line that nothing did."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.core.errors import FoedusError
from foedus.evidence.rows import Row, group_row
from foedus.evidence.versions import join
from foedus.pipeline import keeping, versions
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


def test_findings_made_by_other_code_are_told_with_that_code(
    small_case: Path, other: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(small_case, workers=1)
    before = dict(versions.evidence_code())
    whole = join.Joined.findings

    def more(joined: join.Joined) -> Iterator[Row]:
        yield from whole(joined)
        yield group_row("findings", method="findings/0", confidence=0.5, kind="contradiction", severity="low", anchors=[], explanation="The harbours differ.")

    with monkeypatch.context() as patch:
        patch.setattr(join.Joined, "findings", more)
        patch.setattr(keeping, "evidence_code", lambda: {**before, "code of findings": "0123456789ab"})
        run(other, workers=1)
    found = compare(small_case, other)
    (findings,) = found.tables
    assert findings.table == "findings"
    why = f"code of findings {before['code of findings']} -> 0123456789ab"
    assert findings.because == (why,)
    assert [c.what for c in found.versions] == ["code of findings"]
    assert main(["diff", str(small_case), str(other)]) == 1
    assert f"because of: {why}" in capsys.readouterr().out
    assert found.to_dict()["tables"][0]["because"] == (why,)


def test_other_code_that_reads_the_same_is_no_difference(small_case: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(small_case, workers=1)
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "evidence_code", lambda: {"code of findings": "0123456789ab"})
        run(other, workers=1)
    assert compare(small_case, other).same


def test_changed_documents_are_the_cause_of_changed_rows(small_case: Path, other: Path) -> None:
    run(small_case, workers=1)
    edit(other, "300 guardias", "340 guardias", "documents/puerto.txt")
    run(other, workers=1)
    assert {t.because for t in compare(small_case, other).tables} == {("documents",)}


@pytest.mark.parametrize(
    ("file", "station"),
    [("documents/x.py", "documents"), ("langs/en/x.toml", "languages"), ("evidence/x.py", "readers"), ("evidence/versions/x.py", "findings")],
)
def test_each_station_has_a_hash_of_its_own_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, station: str) -> None:
    for name in ("documents/x.py", "langs/en/x.toml", "evidence/x.py", "evidence/versions/x.py", "evidence/versions/note.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    monkeypatch.setattr(versions, "files", lambda _: tmp_path)
    before = versions.evidence_code.__wrapped__()
    (tmp_path / file).write_text("2", encoding="utf-8")
    (tmp_path / "evidence/versions/note.txt").write_text("no code", encoding="utf-8")
    now = versions.evidence_code.__wrapped__()
    assert [k for k in before if before[k] != now[k]] == [f"code of {station}"]
