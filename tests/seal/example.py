"""A table of two linked issues with uncertain numbers, and a folder of sealed forecasts in every state."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from foedus.pipeline.grading import grade
from foedus.pipeline.sealing import seal

TABLE = """actor,kind,issue,position,position_low,position_high,salience,capability,lower,upper,reference
North,state,toll,80,70,90,0.5,2,0,100,20
South,state,toll,10,5,20,0.25,1,0,100,20
League,organisation,toll,50,,,0.9,1,0,100,20
North,state,bridge,2,,,0.2,2,-5,15,0
South,state,bridge,9,,,0.9,1,-5,15,0
League,organisation,bridge,6,,,0.4,1,-5,15,0
"""
SEALED = datetime(2031, 3, 4, 9, 30, tzinfo=UTC)
LATER = datetime(2031, 7, 1, tzinfo=UTC)
WORDS: dict[str, Any] = {
    "question": "How high will the toll on the strait be?", "resolves": "The rate in the gazette of the strait commission.",
    "by": "2031-06-30", "issue": "toll", "draws": 40, "seed": 3, "now": SEALED,
}  # fmt: skip


def table(folder: Path) -> Path:
    path = folder / "strait.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def sealed(folder: Path, name: str = "toll.json", **words: Any) -> Path:
    return seal(table(folder), out=folder / name, **{**WORDS, **words}).path


def tampered(path: Path, to: Path, field: str, key: str, value: Any) -> Path:
    """Write a copy of a sealed file with one value changed, laid out as foedus does."""
    from foedus.pipeline.sealed.record import render

    record = json.loads(path.read_text(encoding="utf-8"))
    record[field][key] = value
    to.write_text(render(record), encoding="utf-8")
    return to


def folder_of_all(root: Path) -> Path:
    """Make forecasts that are open, due, graded (twice over), broken, cut off, and files that are none."""
    made = root / "forecasts"
    (made / "2031").mkdir(parents=True)
    source = table(root)

    def one(name: str, **words: Any) -> Path:
        return seal(source, out=made / name, **{**WORDS, **words}).path

    one("open.json", by="2031-12-31")
    one("due.json", question="Will the toll <b>fall</b>? 통행료가 내릴까?")
    inside = one("2031/inside.json", seed=4)
    grade(inside, 60.0, on="2031-06-30", source="Gazette 7", now=LATER)
    outside = one("2031/bridge.json", issue="bridge", engines=["weighted_mean", "nash"])
    grade(outside, -5.0, on="2031-05-30", source="Gazette 6", now=LATER)
    grade(outside, 15.0, on="2031-06-30", source="Gazette 8", again=True, now=LATER)
    tampered(inside, made / "tampered.json", "forecast", "median", 59.0)
    broken = one("graded-badly.json", seed=5)
    grade(broken, 70.0, on="2031-06-30", source="Gazette 7", now=LATER)
    graded = made / "graded-badly.graded.json"
    tampered(graded, graded, "outcome", "value", 50.0)
    (made / "cut.json").write_bytes(inside.read_bytes()[:700])
    (made / "other.json").write_text('{"positions": [1, 2]}', encoding="utf-8")
    (made / "notes.txt").write_text("nothing", encoding="utf-8")
    lost = one("lost.json", seed=6)
    grade(lost, 40.0, on="2031-06-30", source="Gazette 7", now=LATER)
    lost.unlink()
    return made
