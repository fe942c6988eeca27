"""Times eight rounds of the emission table: the batched engine against the same model in plain Python.

Run ``python benchmarks/challenge.py [--json]`` in an environment with foedus installed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import numpy as np
from challenge_plain import Rules, Table, play

from foedus.analysis.reference import reference_files, reference_inputs
from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs

ROUNDS = 8
REPEATS = 5


def emission() -> IssueInputs:
    """Return the emission table of the engine's own reference rows."""
    return next(
        reference_inputs(data["inputs"], "emission")
        for where, data in reference_files(engine("challenge"))
        if "emission" in data["inputs"]
    )


def best(task: Callable[[], object], repeats: int) -> float:
    """Return the shortest of `repeats` wall-clock times, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(draws: int = 1000) -> dict[str, float]:
    """Return seconds per draw and ratios; the two results are compared first."""
    one = emission()
    many = one.take(np.zeros(draws, dtype=np.intp))
    table = Table(one.positions[0].tolist(), one.salience[0].tolist(), one.capability[0].tolist())

    def batched(inputs: IssueInputs) -> object:
        return engine("challenge").run(inputs, {"rounds": ROUNDS}, stream(0, ("benchmark",), 0))

    expected = play(table, ROUNDS, Rules())
    np.testing.assert_allclose(getattr(batched(one), "positions")[0], expected, atol=1e-9)  # noqa: B009
    plain = best(lambda: play(table, ROUNDS, Rules()), 1)
    single = best(lambda: batched(one), REPEATS)
    batch = best(lambda: batched(many), REPEATS) / draws
    return {
        "plain, s per draw": plain, "batched, 1 draw, s per draw": single,
        f"batched, {draws} draws, s per draw": batch, "ratio, 1 draw": plain / single,
        f"ratio, {draws} draws": plain / batch,
    }  # fmt: skip


def main() -> None:
    """Print the figures, as a table or as JSON."""
    figures = measure()
    if "--json" in sys.argv[1:]:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    else:
        for name, value in figures.items():
            sys.stdout.write(f"{name:36} {value:12.4g}\n")


if __name__ == "__main__":
    main()
