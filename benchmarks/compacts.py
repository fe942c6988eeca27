"""Times the machine of treaty organisations: moves in a second, beside a walk of the same table in plain Python.

Run ``python benchmarks/compacts.py [--draws N] [--json]``. Both walk the same replicates of the scenario of January 2022 and
must come to the same states; times are processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import fields

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from foedus.compacts.clocks import CLOCKS
from foedus.compacts.guards import GUARDS
from foedus.compacts.inputs import Inputs
from foedus.compacts.machine import machine, walk
from foedus.compacts.read import compact
from foedus.compacts.run import run
from foedus.compacts.scenario_read import scenarios

PLAIN = 400  #: replicates that are walked one by one


def one_by_one(x: Inputs) -> tuple[list[int], int]:
    """Walk the table for each replicate alone; return the last states and the number of moves."""
    t, ends, moves = machine(), [], 0
    decided = t.code("DECIDED")
    for k in range(x.replicates):
        alone = Inputs(**{f.name: getattr(x, f.name)[k : k + 1] if isinstance(getattr(x, f.name), np.ndarray) else getattr(x, f.name) for f in fields(x)})
        state, last, entered = 0, alone.opened, np.full(len(t.states), np.nan)
        while state not in t.ends:
            row = next((m for m in t.moves if m.source == state and GUARDS[m.guard](alone)[0]), None)
            if row is None:
                break
            last = CLOCKS[row.clock](alone, last, entered[decided : decided + 1])
            state, entered[row.target], moves = row.target, last[0], moves + 1
        ends.append(state)
    return ends, moves


def main() -> None:
    """Print moves in a second, and the whole run with its draws."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    typed = parser.parse_args()
    csto, scenario = compact("csto"), scenarios()["kazakhstan-2022"]
    start = time.process_time()
    found = run(csto, scenario, draws=typed.draws, seed=1)
    whole = time.process_time() - start
    times = []
    for _ in range(5):
        start = time.process_time()
        walked = walk(found.inputs)
        times.append(time.process_time() - start)
    few = run(csto, scenario, draws=PLAIN, seed=1)
    start = time.process_time()
    ends, moves = one_by_one(few.inputs)
    plain = moves / (time.process_time() - start)
    assert ends == few.walk.state.tolist()
    fast = walked.moves / float(np.median(times))
    told = {"draws": typed.draws, "moves_per_second": fast, "one_by_one_per_second": plain, "ratio": fast / plain, "run_seconds": whole}
    print(json.dumps(told) if typed.json else f"{typed.draws:,} draws: run with draws {whole:.2f} s; {fast / 1e6:.1f} million moves/s, one by one {plain / 1e3:.1f} thousand/s ({fast / plain:,.0f} x)")


if __name__ == "__main__":
    main()
