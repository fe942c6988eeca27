"""``foedus seal``, ``verify``, ``grade`` and ``ledger`` as they are typed."""

from __future__ import annotations

import json
import runpy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.main import main

MADE = runpy.run_path(str(Path(__file__).with_name("example.py")))
SOON = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


def typed(folder: Path, *more: str) -> list[str]:
    words = ["--question", "How high will the toll be?", "--resolves", "The gazette.", "--by", SOON, "--issue", "toll", "--draws", "20"]
    return ["seal", str(MADE["table"](folder)), *words, "--out", str(folder / "f.json"), *more]


def spoken(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_from_the_seal_to_the_ledger_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed(tmp_path)) == 0
    out = capsys.readouterr().out
    seal = json.loads((tmp_path / "f.json").read_text())["seal"]
    assert f"seal: {seal}" in out
    assert out.splitlines()[-1] == str(tmp_path / "f.json")
    assert main(["verify", str(tmp_path / "f.json"), "--seal", seal]) == 0
    out = capsys.readouterr().out
    assert f"the seal holds: {seal}\n" in out
    assert "made again to the last bit: forecast, challenge" in out
    assert main(["grade", str(tmp_path / "f.json"), "--outcome", "60", "--source", "Gazette 9"]) == 0
    told = capsys.readouterr()
    assert "outcome 60" in told.out
    assert "before the day" in told.err
    assert told.out.splitlines()[-1].endswith("f.graded.json")
    assert main(["verify", str(tmp_path / "f.graded.json")]) == 0
    assert "the scores are those of the forecast beside it" in capsys.readouterr().out
    assert main(["ledger", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "1 graded" in out
    assert "80 % intervals held 1 of 1" in out
    assert Path(out.splitlines()[-1]).is_file()


def test_the_same_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*typed(tmp_path), "--json"]) == 0
    sealed = spoken(capsys)["result"]
    assert sealed["question"]["by"] == SOON
    assert len(sealed["seal"]) == 64
    assert main(["verify", str(tmp_path / "f.json"), "--json"]) == 0
    verified = spoken(capsys)["result"]
    assert verified["holds"] is verified["published"] is True
    assert {c["name"] for c in verified["compared"]} == {"forecast", "references", "run", "question", *sealed["engines"]}
    assert main(["grade", str(tmp_path / "f.json"), "--outcome", "60", "--json"]) == 0
    graded = spoken(capsys)["result"]
    assert graded["grade"]["of"]["seal"] == sealed["seal"]
    assert main(["ledger", str(tmp_path), "--out", str(tmp_path / "p.html"), "--json"]) == 0
    listed = spoken(capsys)["result"]
    assert listed["counts"]["graded"] == 1
    assert listed["entries"][0]["grade"]["crps"] == pytest.approx(graded["grade"]["scores"]["forecast"]["crps"])
    assert listed["page"] == str(tmp_path / "p.html")


def test_a_changed_file_ends_with_1_and_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([*typed(tmp_path), "--quiet"])
    MADE["tampered"](tmp_path / "f.json", tmp_path / "t.json", "question", "text", "How low?")
    capsys.readouterr()
    assert main(["verify", str(tmp_path / "t.json")]) == 1
    assert "NOT AS SEALED: 'question' was changed" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "t.json"), "--json"]) == 1
    told = spoken(capsys)
    assert (told["ok"], told["errors"][0]["code"]) == (False, "seal-changed")
    assert main(["verify", str(tmp_path / "f.json"), "--hash-only", "--seal", "0" * 64]) == 1
    assert "NOT AS PUBLISHED" in capsys.readouterr().out
    assert main(["ledger", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "1 open, 1 broken" in out


def test_the_ledger_of_every_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = MADE["folder_of_all"](tmp_path)
    assert main(["ledger", str(folder), "--json"]) == 1
    told = spoken(capsys)
    assert {e["code"] for e in told["errors"]} == {"seal-broken", "seal-unreadable"}
    assert next(e for e in told["result"]["entries"] if e["file"] == "cut.json")["median"] is None
    assert main(["ledger", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "1 other JSON file passed over" in out
    assert "unreadable cut.json" in out


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--by", "tomorrow"], "year-month-day"), (["--by", "2001-01-01"], "is past"), (["--issue", "tolll"], "nearest: toll"),
        (["--engine", "weigted_mean"], "nearest: weighted_mean"), (["--param", "rounds=3"], "ENGINE.NAME=VALUE"),
        (["--question", " "], "says nothing"), (["--draws", "0"], "--draws"), (["--problem", "x"], "no problem 'x'"),
    ],
)  # fmt: skip
def test_mistakes_in_sealing(tmp_path: Path, more: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed(tmp_path, *more)) != 0
    assert told in capsys.readouterr().err
    assert not (tmp_path / "f.json").exists()


def test_sealing_needs_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seal", str(MADE["table"](tmp_path))]) == 2
    assert "--question" in capsys.readouterr().err


def test_mistakes_afterwards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([*typed(tmp_path), "--quiet"])
    file = str(tmp_path / "f.json")
    mistakes = [
        (typed(tmp_path), "never written over"), (["grade", file, "--outcome", "101"], "from 0 to 100"),
        (["grade", file, "--outcome", "x"], "--outcome"), (["grade", file], "--outcome"),
        (["grade", str(tmp_path / "none.json"), "--outcome", "3"], "none.json"), (["verify", str(tmp_path / "strait.csv")], "no sealed forecast"),
        (["verify", str(tmp_path)], "a file you may read"), (["ledger", file], "not a folder"),
        (["ledger", str(tmp_path), "--out", f"{file}/x.html"], "a file, not a folder"),
    ]  # fmt: skip
    for words, told in mistakes:
        capsys.readouterr()
        assert main(words) in (2, 3), words
        assert told in capsys.readouterr().err
    assert main(["grade", file, "--outcome", "50", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["grade", file, "--outcome", "51"]) == 3
    assert "--again" in capsys.readouterr().err
    assert main(["grade", file, "--outcome", "51", "--again"]) == 0
