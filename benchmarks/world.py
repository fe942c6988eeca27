"""Times dyad-years of two systems of states, bare and with six tables added, and counts what is covered.

Run ``FOEDUS_DATA=DIR python benchmarks/world.py [--json] [--repeats N]`` in an environment with foedus installed. Each time is
the shortest of N, wall-clock, and ends when the last row has been computed and added up; memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from foedus.world.capability import cinc
from foedus.world.frame import Frame
from foedus.world.world import World

DATA = Path(os.environ.get("FOEDUS_DATA") or "absent") / "world"
LAST = 2024
SIX = ("capability", "alliances", "contiguity", "distance", "majors", "rivalries")


def shortest(task: Callable[[], object], repeats: int) -> float:
    """Return the shortest wall-clock time of `repeats` runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def every_cell(frame: Frame) -> list[tuple[object, ...]]:
    """Compute every cell of a frame, and return only how many of each column hold something."""
    return frame.world.query("SELECT count(*), " + ", ".join(f'count("{c}")' for c in frame.columns) + f" FROM ({frame.sql})")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit("set FOEDUS_DATA to a folder that holds world/")
    found: dict[str, object] = {}
    with World(DATA) as world:
        for system in ("cow", "gw"):
            bare = world.dyad_years(system, (1816, LAST), carry_forward=LAST - world.list_years(system)[1])
            found[f"{system}: dyad-years"] = bare.count()
            found[f"{system}: seconds, bare"] = round(shortest(bare.count, asked.repeats), 3)
            full = bare
            for verb in SIX:
                full = getattr(full.add, verb)()
            found[f"{system}: columns with six tables added"] = len(full.columns)
            found[f"{system}: seconds, every cell of them"] = round(shortest(lambda full=full: every_cell(full), asked.repeats), 3)  # type: ignore[misc]
            found[f"{system}: rows covered"] = {c["table"]: c["covered"] for c in full.coverage()}
        found["index of capability, rows"] = len(cinc(world))
        found["index of capability, seconds"] = round(shortest(lambda: cinc(world), asked.repeats), 3)
    found["peak memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if asked.json:
        print(json.dumps(found, indent=1))
    else:
        for name, value in found.items():
            print(f"{name}: {value:,}" if isinstance(value, int) else f"{name}: {value}")


if __name__ == "__main__":
    main()
