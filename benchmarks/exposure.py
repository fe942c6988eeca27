"""Times outage scenarios on the shipped oil network, beside PyPSA where it is at hand.

Run ``python benchmarks/exposure.py [--scenarios N] [--peer PYTHON] [--json]`` in an environment with foedus installed. PYTHON is
an interpreter in which PyPSA and highspy are installed; it then solves the first scenarios beside, and must leave as much
undelivered. Without it the ratio is to figures measured earlier. Times are processor time of one process, on one thread.
Every scenario is another one: each stretch is closed or cut at random, and no answer is kept for later.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from foedus.core.rng import stream
from foedus.structure.exposure.flow import program, solve
from foedus.structure.exposure.network import Network
from foedus.structure.exposure.outage import baseline, respond
from foedus.structure.exposure.parse import shipped_network
from foedus.structure.ownership.chain import shares, ultimate

HERE = Path(__file__).parent
PEER = 0.8  #: processor seconds of PyPSA 1.4.0 for one scenario, by ``--peer``; one of two shared cores of an AMD EPYC, 2026
ALONE = 200  #: scenarios solved one by one, for comparison
BESIDE = 5  #: scenarios given to the peer

Figures = dict[str, float | str]


def scenarios(network: Network, count: int) -> np.ndarray:
    """Return availabilities, (scenario, edge), no two alike: a quarter of the stretches cut, a third of those closed."""
    rng = stream(0, ("benchmark", "outages"), 0)
    shape = (count, len(network.edges))
    left = np.where(rng.random(shape) < 1 / 3, 0.0, rng.random(shape))
    made = np.where(rng.random(shape) < 0.25, left, 1.0)
    # Draws may repeat when few stretches are cut; a last digit tells them apart.
    made *= 1.0 - np.arange(count)[:, None] * 1e-7
    assert len(np.unique(made, axis=0)) == count
    return made


def outages(count: int, peer: str | None) -> Figures:
    """Return what `count` scenarios take, all together and one by one, and the ratio to PyPSA."""
    network = shipped_network("kazakhstan-oil")
    available = scenarios(network, count)
    start = time.process_time()
    made = program(network, floors=0)
    before = baseline(made)
    found = respond(made, available, before=before)
    ours = time.process_time() - start
    start = time.process_time()
    alone = np.array([float(solve(made, limit) @ made.cost) for limit in network.capacity * available[:ALONE]])
    single = (time.process_time() - start) / min(ALONE, count)
    worst = float(np.abs(alone - found.after.objective[:ALONE]).max())
    assert worst < 1e-5 * float(np.abs(alone).max()), f"together and alone differ by {worst}"
    figures: Figures = {
        f"{count} distinct outages, s": ours, "per scenario, ms": 1e3 * ours / count, "one by one, ms": 1e3 * single, "largest difference of cost to one by one": worst,
    }  # fmt: skip
    if peer is None:
        return figures | {"PyPSA, s per scenario (elsewhere)": PEER, "ratio to PyPSA": PEER / (ours / count)}
    told = _peer(peer, network, available[:BESIDE])
    short = found.after.short[:BESIDE].sum(axis=(1, 2))
    off = float(np.abs(short - told["short"]).max())
    assert off < 1e-4, f"PyPSA leaves something else undelivered: {short} and {told['short']}"
    return figures | {"PyPSA, s to build": told["build"], "PyPSA, s per scenario": told["scenario"], "largest difference to PyPSA, Mt": off, "ratio to PyPSA": told["scenario"] / (ours / count)}


def _peer(python: str, network: Network, available: np.ndarray) -> dict[str, float]:
    told = {
        "nodes": network.nodes, "edges": [[e.id, network.nodes[e.tail], network.nodes[e.head], e.capacity, e.tariff] for e in network.edges],
        "supply": {n: s for n, s in zip(network.nodes, network.supply[:, 0], strict=True) if s}, "demand": {n: d for n, d in zip(network.nodes, network.demand[:, 0], strict=True) if d},
        "price": float(network.price[0]), "scenarios": available.tolist(),
    }  # fmt: skip
    command = [python, "-P", "-W", "ignore", str(HERE / "exposure_peer.py")]
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, check=True, text=True, env={**os.environ, "PYTHONPATH": ""})
    return dict(json.loads(done.stdout.splitlines()[-1]))


def chain(n: int = 2000) -> Figures:
    """Return what the ultimate owners among `n` countries take, everything from everything."""
    rng = stream(0, ("benchmark", "owners"), 0)
    pd, pc = shares(rng.random((n, n)) ** 8), 0.9 * rng.random(n)
    start = time.process_time()
    found = ultimate(pd, pc)
    return {f"ultimate owners, {n} countries, s": time.process_time() - start, "largest error of a row's sum": float(np.abs(found.sum(axis=1) - 1).max())}


def main() -> None:
    """Print the figures, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--scenarios", type=int, default=10_000)
    parser.add_argument("--peer", help="an interpreter in which PyPSA is installed")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    figures = outages(chosen.scenarios, chosen.peer) | chain()
    if chosen.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:72} {value if isinstance(value, str) else format(value, '.4g'):>12}\n")


if __name__ == "__main__":
    main()
