"""A copy in which the sign U+FFFD stands for letters: what is pointed at exists, and the whole text is not blamed."""

from __future__ import annotations

import json
from pathlib import Path

from foedus.cli.main import main

WHOLE = (
    "The council met on Monday in Accra to discuss the border. Ghana's minister said that twelve posts had been closed since March. "
    "Togo's envoy answered that his government had never asked for it. Both sides agreed to open three posts before the harvest.\n"
)


def test_no_finding_without_a_place(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(WHOLE, encoding="utf-8")
    replaced = WHOLE.replace("minister", "min\ufffdster").replace("government", "gover\ufffdment").replace("posts", "po\ufffdts")
    (tmp_path / "in" / "b.txt").write_text(replaced, encoding="utf-8")
    assert main(["read", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--format", "jsonl", "--quiet"]) == 0
    found = [json.loads(line) for line in (tmp_path / "out" / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    assert found
    assert all(f["anchors"] for f in found)
    assert not [f for f in found if " 0 of its " in f["explanation"]]
