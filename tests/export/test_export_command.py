"""``foedus export`` writes whole files, replaces only its own, and never what it is made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES
from foedus.export.formats import annotations
from foedus.pipeline import exporting
from foedus.pipeline.exporting import MANIFEST, export, formats
from foedus.pipeline.reading import read_paths
from foedus.store.sqlite import EvidenceStore

NOTE = "\ufeffA note on tolls\n\nOn 4 May 2031 Lena Quist, a journalist, counted 12 boats in Quito. Lena Quist left.\n"


@pytest.fixture
def read(tmp_path: Path) -> Path:
    """Return a folder that was read: one document in UTF-16, so that its text lies apart."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "note.txt").write_bytes(NOTE.lstrip("\ufeff").encode("utf-16"))
    read_paths([tmp_path / "docs"], tmp_path / "read", format="sqlite")
    return tmp_path / "read"


@pytest.mark.parametrize("name", sorted(formats()))
def test_every_format_is_written_and_counts_every_row(read: Path, tmp_path: Path, name: str) -> None:
    for folder in ("out", "again"):
        (tmp_path / folder).mkdir()  # a format of one file wants its folder to be there
    done = export(read, name, tmp_path / "out" / name)
    with EvidenceStore(read / "evidence.sqlite", readonly=True) as store:
        assert done.rows == store.counts()
    assert done.files
    assert all(f.stat().st_size or not done.rows[f.stem] for f in done.files)
    assert done.masked == 1
    again = export(read, name, tmp_path / "again" / name)
    assert [f.read_bytes() for f in again.files] == [f.read_bytes() for f in done.files]


def test_parquet_is_masked_too(read: Path, tmp_path: Path) -> None:
    import duckdb

    export(read, "parquet", tmp_path / "pq")
    rows = duckdb.sql(f"SELECT actor, name FROM '{tmp_path / 'pq' / 'actors.parquet'}' WHERE kind = 'person'").fetchall()
    assert set(rows) == {("person-1@note.txt", None)}
    export(read, "parquet", tmp_path / "open", mask=False)
    rows = duckdb.sql(f"SELECT actor, name FROM '{tmp_path / 'open' / 'actors.parquet'}' WHERE kind = 'person'").fetchall()
    assert set(rows) == {("quist_lena", "Lena Quist")}


def test_offsets_count_in_the_text_that_lies_beside(read: Path, tmp_path: Path) -> None:
    done = export(read, "annotations", tmp_path / "wa")
    (text,) = [f for f in done.files if f.suffix == ".txt"]
    page = json.loads((tmp_path / "wa" / "page-00001.json").read_text(encoding="utf-8"))
    for item in page["items"]:
        for target in item["target"]:
            assert tmp_path / "wa" / target["source"] == text
            position, quote = target["selector"]
            assert text.read_bytes().decode()[position["start"] : position["end"]] == quote["exact"]


def test_a_shorter_export_leaves_no_page_of_the_longer_one(read: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotations, "PAGE", 2)
    many = export(read, "annotations", tmp_path / "wa")
    monkeypatch.setattr(annotations, "PAGE", 1000)
    few = export(read, "annotations", tmp_path / "wa")
    assert len(few.files) < len(many.files)
    left = {p for p in (tmp_path / "wa").rglob("*") if p.is_file()}
    assert left == {*few.files, tmp_path / "wa" / MANIFEST}


def test_a_folder_that_holds_something_else_is_left_alone(read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "dates.csv").write_text("mine", encoding="utf-8")
    assert main(["export", str(read), "--to", "csv", "--out", str(tmp_path / "mine")]) == 3
    assert "[folder-not-empty]" in capsys.readouterr().err
    assert (tmp_path / "mine" / "dates.csv").read_text(encoding="utf-8") == "mine"


def test_a_manifest_cannot_make_it_delete_other_files(read: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine", encoding="utf-8")
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / MANIFEST).write_text(json.dumps({"format": "csv", "files": ["../precious.txt"]}), encoding="utf-8")
    with pytest.raises(FoedusError, match="holds something else"):
        export(read, "csv", tmp_path / "csv")
    assert precious.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("out", "code"), [("read", "out-is-input"), ("a-file", "not-a-folder")])
def test_where_it_cannot_be_written_is_told(read: Path, tmp_path: Path, out: str, code: str) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    with pytest.raises(FoedusError) as told:
        export(read, "csv", tmp_path / out)
    assert told.value.code == code


def test_a_failure_leaves_the_file_that_was_there(read: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.geojson"
    target.write_text("before", encoding="utf-8")

    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("foedus.export.formats.geojson.feature", fail)
    with pytest.raises(RuntimeError):
        export(read, "geojson", target)
    assert target.read_text(encoding="utf-8") == "before"
    assert not list(tmp_path.glob(".map*"))


def test_a_case_is_read_first_and_the_command_says_what_it_masked(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(small_case), "-t", "jsonl", "-o", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["result"]
    assert told["rows"]["documents"] == 2
    assert {Path(f).name for f in told["files"]} == {f"{t}.jsonl" for t in TABLES}
    assert json.loads((tmp_path / "out" / MANIFEST).read_text(encoding="utf-8"))["rows"] == told["rows"]
    assert main(["export", str(small_case), "-t", "geojson", "-o", str(tmp_path / "m.geojson"), "--no-mask", "-q"]) == 0
    assert "(--no-mask)" in capsys.readouterr().out


def test_evidence_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none", "no-such-folder"), (tmp_path, "no-evidence")):
        with pytest.raises(FoedusError) as told:
            export(path, "csv", tmp_path / "out")
        assert told.value.code == code
    assert exporting.formats()["parquet"]
