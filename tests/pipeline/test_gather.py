"""Which files are read, under which ids, and which are only reported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from foedus.core.errors import FoedusError
from foedus.pipeline.gather import gather, parse_size, read_bytes, size_text


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", encoding="utf-8")


def ids(*paths: Path) -> list[str]:
    return [s.id for s in gather(paths)]


def test_folders_are_read_whole_hidden_files_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/한국.txt", "a/deep/c.md", "noending", ".hidden", ".git/config", "a/.x/y.txt")
    assert ids(tmp_path) == ["a/deep/c.md", "a/한국.txt", "b.txt", "noending"]


def test_a_file_is_known_by_its_name_and_counted_once(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    assert ids(tmp_path / "a" / "b.txt", tmp_path / "a", tmp_path / "a" / ".." / "a" / "b.txt") == ["b.txt"]


def test_a_case_folder_gives_its_documents_only(tmp_path: Path) -> None:
    write(tmp_path, "case.yaml", "case.schema.json", "documents/a.txt", "evidence/x.jsonl", "runs/r/m.json", "report/report.html")
    assert ids(tmp_path) == ["documents/a.txt"]
    write(tmp_path / "out", "evidence.sqlite", "dates.jsonl")
    assert ids(tmp_path) == ["documents/a.txt"]


def test_two_files_of_one_id_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "x/a.txt", "y/a.txt")
    with pytest.raises(FoedusError) as caught:
        gather([tmp_path / "x", tmp_path / "y"])
    assert caught.value.code == "same-document-id"
    assert "folder that holds both" in str(caught.value)


def test_a_missing_path_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(FoedusError, match="nowhere") as caught:
        gather([tmp_path / "nowhere"])
    assert caught.value.hint


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links and pipes")
def test_links_pipes_and_sizes_are_reported_and_never_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "real" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "big").open("wb") as file:
        file.truncate(200 * 2**20)
    found = {s.id: s.error for s in gather([tmp_path])}
    assert found.pop("gone") == "this link leads nowhere"
    assert found.pop("pipe") == "this is no regular file"
    told = found.pop("big") or ""
    assert "200 MB" in told
    assert "64 MB" in told
    assert "--max-size" in told
    assert found == {"real/a.txt": None}


def test_a_name_that_is_no_utf8_gets_an_id_that_json_can_hold(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("words", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (source,) = gather([tmp_path])
    assert source.id == "caf\\xe9.txt"
    assert source.id.encode("utf-8")
    assert read_bytes(source) == b"words"


def test_a_file_without_the_right_to_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    (source,) = gather([tmp_path])

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    # The tests may run as root, whom no mode of a file stops.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "permission denied" in str(read_bytes(source))


@pytest.mark.parametrize(("text", "size"), [("64M", 64 * 2**20), ("1.5k", 1536), (" 2 GB ", 2**31), ("100", 100), ("3MiB", 3 * 2**20)])
def test_sizes_are_read_as_people_write_them(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "big", "-1", "10 T", "1,5M"])
def test_what_is_no_size_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(FoedusError, match="--max-size 200M"):
        parse_size(text)


def test_sizes_are_told_as_people_write_them() -> None:
    assert [size_text(n) for n in (12, 1536, 200 * 2**20, 3 * 2**30)] == ["12 bytes", "1.5 kB", "200 MB", "3 GB"]
