"""Times reading, checking, running and reporting the shipped case at two sizes.

Run ``python benchmarks/whole_way.py [--json]`` in an environment with foedus installed. The large setting has
eight copies of every document and ten times the draws.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import foedus
from foedus.pipeline.reporting import SHIPPED, shipped_cases

SETTINGS = {"small": (1, 2_000), "large": (8, 20_000)}


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(root: Path, copies: int, draws: int) -> dict[str, float]:
    """Return seconds for each step, and again with nothing changed."""
    case = root / "case"
    source = shipped_cases()[SHIPPED]
    shutil.copytree(source / "documents", case / "documents")
    shutil.copy(source / "case.yaml", case)
    for n in range(1, copies):
        for file in (source / "documents").iterdir():
            shutil.copy(file, case / "documents" / f"{n}-{file.name}")
    documents = case / "documents"
    return {
        "read": seconds(lambda: foedus.read([documents], root / "evidence")),
        "read again": seconds(lambda: foedus.read([documents], root / "evidence")),
        "check": seconds(lambda: foedus.check(case)),
        "run (reads too)": seconds(lambda: foedus.run(case, draws=draws)),
        "run again": seconds(lambda: foedus.run(case, draws=draws)),
        "report": seconds(lambda: foedus.write_report(case)),
    }


def main() -> None:
    """Print the times as a table, or as JSON."""
    found = {}
    for name, (copies, draws) in SETTINGS.items():
        with tempfile.TemporaryDirectory() as folder:
            found[name] = measure(Path(folder), copies, draws)
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    print(f"{'seconds':<18}" + "".join(f"{name:>10}" for name in found))
    for step in found["small"]:
        print(f"{step:<18}" + "".join(f"{times[step]:>10.2f}" for times in found.values()))


if __name__ == "__main__":
    main()
