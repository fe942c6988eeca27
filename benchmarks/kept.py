"""What keeping finished blocks costs on the shipped case, and what it saves: ``python benchmarks/kept.py``.

The cost is processor time spent in this process, which writes the parts, as a share of the whole run's; the clock
would measure what else the machine does.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from foedus.case.parse import parse_case
from foedus.case.schema import Case
from foedus.ensemble.run import run_case
from foedus.pipeline.reporting import SHIPPED, shipped_cases
from foedus.store.folder import CASE_FILE
from foedus.store.parts import FOLDER, Parts

KEY = "benchmark".ljust(64, "0")


class Timed(Parts):
    """Parts that note the processor time spent on them."""

    spent = 0.0

    def find(self, unit: str) -> object | None:
        """As `Parts.find`, timed."""
        began = time.process_time()
        try:
            return super().find(unit)
        finally:
            self.spent += time.process_time() - began

    def put(self, unit: str, value: object) -> None:
        """As `Parts.put`, timed; a part is written here."""
        began = time.process_time()
        super().put(unit, value)  # type: ignore[arg-type]
        self.spent += time.process_time() - began


def once(case: Case, runs: Path, draws: int) -> tuple[float, float]:
    """Return the processor time of a run in one process, and of what keeping took of it."""
    began = time.process_time()
    with Timed(runs, KEY) as parts:
        run_case(case, draws=draws, keep=parts)
    return time.process_time() - began, parts.spent


def main() -> None:
    """Print the figures."""
    source = shipped_cases()[SHIPPED] / CASE_FILE
    case = parse_case(source.read_bytes(), CASE_FILE)
    for draws in (2_000, 10_000):
        shares, again, sizes, seconds = [], [], [], []
        for _ in range(3):
            with tempfile.TemporaryDirectory() as scratch:
                runs = Path(scratch)
                whole, kept = once(case, runs, draws)
                found = list((runs / FOLDER).rglob("*.npz"))
                sizes.append((len(found), sum(f.stat().st_size for f in found) / 1e6))
                shares.append(kept / (whole - kept))
                seconds.append(whole)
                again.append(once(case, runs, draws)[0])
        parts, size = sizes[-1]
        print(
            f"{draws} draws: {statistics.median(seconds):.1f} s, keeping adds {100 * statistics.median(shares):.1f} % "
            f"({parts} parts, {size:.0f} MB); all of it kept, the same run takes {statistics.median(again):.2f} s"
        )


if __name__ == "__main__":
    main()
