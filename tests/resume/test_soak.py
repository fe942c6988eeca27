"""Commands killed at random moments leave, once typed again, the same files as undisturbed ones: a short ``make soak``."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

KILLS = 12


def test_killed_at_random_the_same_command_leaves_the_same_files(soak: dict[str, Any]) -> None:
    scenes = [s for s in soak["scenes"](1500) if bool(s.name) == (s.command[0] in {"run", "report"})]
    assert [s.command[0] for s in scenes] == ["read", "new", "run", "report"]
    rounds = soak["soak"](KILLS, 20, scenes, in_a_row=(4, 5, 6))  # few are let through: loading the readers takes longest
    assert sum(len(r.moments) for r in rounds) == KILLS
    assert {r.scene: r.faults for r in rounds if r.faults} == {}
    # Kills that all came before anything was written would show nothing.
    assert sum(where != "nothing yet" for r in rounds for where in r.on_disk) > KILLS // 4


def test_a_difference_would_be_seen(soak: dict[str, Any], tmp_path: Path) -> None:
    for name in ("one", "other"):
        home = tmp_path / name
        (home / "runs").mkdir(parents=True)
        (home / "a.jsonl").write_text("{}\n")
        (home / "runs" / ".run.step.json").write_text(json.dumps({"key": "k", "data": {"finished": name}}))
        with sqlite3.connect(home / "e.sqlite") as db:
            db.execute("CREATE TABLE t (x)")
            db.execute("INSERT INTO t VALUES (1)")
        db.close()
    one, other = tmp_path / "one", tmp_path / "other"
    contents, differences = soak["contents"], soak["differences"]
    assert differences(contents(one), contents(other)) == []
    (other / "a.jsonl").write_text("{ }\n")
    (other / ".foedus-12345678-1-12345678.part").touch()
    (other / "runs" / ".run.step.json").write_text('{"key": "other", "data": {"finished": "x"}}')
    with sqlite3.connect(other / "e.sqlite") as db:
        db.execute("INSERT INTO t VALUES (1)")
    db.close()
    assert sorted(differences(contents(other), contents(one))) == [
        ".foedus-12345678-1-12345678.part is left over", "a.jsonl differs", "e.sqlite differs", "runs/.run.step.json differs",
    ]  # fmt: skip
