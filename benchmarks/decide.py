"""Times the engines of collective decisions, beside other programs where one is at hand.

Run ``FOEDUS_DATA=DIR python benchmarks/decide.py [--peer PYTHON] [--only PART ...] [--json]`` in an environment with foedus
installed. PYTHON is an interpreter in which decide-exchange-model is installed; it then runs beside, on the same
tables, one repetition before and one after, without the observers that compute externalities and write files; the ratio is to
the engine without them too. Without it the ratio is against figures measured earlier, whose source is named.
Times are processor time, which other work on the machine disturbs less than wall-clock time; the part ``all`` uses two
processes and gives both. Loops that can be compiled are made ready first, and how long that took is told. Where a limit was
set, a second row gives the figure as a share of it: above 1, the limit is missed.

Parts: ``exchange``, ``challenge``, ``linear``, ``power``, ``all``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from challenge import emission
from challenge_plain import Rules, Table, play

from foedus.core.rng import stream
from foedus.engines.registry import engine, engines
from foedus.model.agenda import AgendaInputs, together
from foedus.problems.problem import Problem
from foedus.problems.registry import read_problems

HERE = Path(__file__).parent
DATA = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide"
ROUNDS = 10

#: Tables of decide-exchange-model, how many draws to run on each, and what one repetition took it elsewhere, in seconds:
#: version 2022.1.28 on Python 3.11, two cores of an AMD EPYC, 2026.
TABLES = {"sample_data.txt": (1000, 1.6), "copenhagen.csv": (1000, 2.6), "cop21.csv": (250, 56.9)}

#: Modules with loops that can be compiled.
LOOPS = ("engines.challenge.loops", "engines.exchange.loops", "engines.spatial.loops", "model.election_loops")

#: Eight rounds of the emission table in McKibben's replication of the challenge model, in seconds, on the same machine.
REPLICATION = 3.27

#: What was asked of some figures before they were measured.
LIMITS = {
    "emission table, 10,000 draws, s": 0.3,
    "emission table, 10,000 draws each moved a little, s": 0.3,
    "challenge, cost of a draw among 4,000 by that among 1,000": 1.25,
    "exchange, cost of a draw among 4,000 by that among 1,000": 1.25,
    "all engines, 1000 draws, two processes, wall-clock s": 60.0,
}

Figures = dict[str, float | str]


def cpu(task: Callable[[], object], repeats: int = 3) -> float:
    """Return the shortest processor time of `repeats` runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return min(times)


@cache
def agenda(name: str, draws: int) -> AgendaInputs:
    """Return a table of decide-exchange-model, the same in every draw."""
    return read_problems((DATA / "decide_exchange" / name).read_bytes(), name)[0].agenda(draws=draws)


def trading(inputs: AgendaInputs, **params: object) -> object:
    """Run the exchange engine."""
    return engine("exchange").run_agenda(inputs, {"rounds": ROUNDS, **params}, stream(0, ("benchmark",), 0))


def exchange(peer: str | None) -> Figures:
    """Return what a draw costs on each table, and how often it would fit into a repetition of the other program."""
    if not DATA.is_dir():
        return {"exchange": "left out: FOEDUS_DATA holds no folder decide/decide_exchange"}
    found: Figures = {}
    for name, (draws, elsewhere) in TABLES.items():
        inputs = agenda(name, draws)
        before = _peer(peer, name)
        ours = cpu(lambda inputs=inputs: trading(inputs, record="outcomes")) / draws  # type: ignore[misc]
        after = _peer(peer, name)
        found[f"{name}, ms per draw of {draws}, positions and outcomes"] = ours * 1e3
        all_of_it = cpu(lambda inputs=inputs: trading(inputs)) / draws  # type: ignore[misc]
        found[f"{name}, ms per draw of {draws}, with exchanges and externalities"] = all_of_it * 1e3
        found[f"{name}, ms for one draw alone"] = cpu(lambda inputs=inputs: trading(inputs.take(slice(1)))) * 1e3  # type: ignore[misc]
        theirs = min(before, after) if before and after else elsewhere
        found[f"{name}, other program, s per repetition{'' if before else ' (elsewhere)'}"] = theirs
        found[f"{name}, ratio"] = theirs / ours
    return found


def _peer(python: str | None, table: str) -> float | None:
    if python is None:
        return None
    # -P: the file you are reading would otherwise stand in for the package of the same name.
    command = [python, "-P", "-W", "ignore", str(HERE / "decide_peer.py"), str(DATA / "decide_exchange" / table), str(ROUNDS)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env={**os.environ, "PYTHONPATH": ""})
    return float(json.loads(done.stdout.splitlines()[-1])["cpu"])


def challenge(_peer: str | None) -> Figures:
    """Return what eight rounds of the emission table cost, batched, in a plain loop, and in a replication."""
    one = emission()
    table = Table(one.positions[0].tolist(), one.salience[0].tolist(), one.capability[0].tolist())
    many = one.take(np.zeros(10_000, dtype=np.intp))
    plain = cpu(lambda: play(table, 8, Rules()))
    batch = cpu(lambda: engine("challenge").run(many, {"rounds": 8}, stream(0, ("benchmark",), 0)))
    moved = _moved(together([many]), 10_000, stream(0, ("benchmark", "emission"), 0)).issue(many.issue)
    return {
        "emission table, 10,000 draws, s": batch,
        "emission table, 10,000 draws each moved a little, s": cpu(
            lambda: engine("challenge").run(moved, {"rounds": 8}, stream(0, ("benchmark",), 0))
        ),
        "plain loop of ours, s per draw": plain,
        "ratio to the plain loop": plain / (batch / 10_000), "ratio to the replication (elsewhere)": REPLICATION / (batch / 10_000),
    }  # fmt: skip


def linear(_peer: str | None) -> Figures:
    """Return how the cost of a draw changes with their number; 1 is linear."""
    found: Figures = {}
    one = emission()
    tasks: dict[str, Callable[[int], object]] = {
        "challenge": lambda n: engine("challenge").run(one.take(np.zeros(n, dtype=np.intp)), None, stream(0, ("b",), 0)),
        "exchange": lambda n: trading(_made_up().take(np.zeros(n, dtype=np.intp))),
    }
    for name, task in tasks.items():
        few, many = (cpu(lambda n=n, task=task: task(n)) / n for n in (1000, 4000))  # type: ignore[misc]
        found[f"{name}, cost of a draw among 4,000 by that among 1,000"] = many / few
    return found


def _made_up(actors: int = 11, issues: int = 7) -> AgendaInputs:
    rng = stream(0, ("benchmark", "agenda"), 0)
    shape = (1, actors, issues)
    names = tuple(f"issue {d}" for d in range(issues)), tuple(f"actor {k}" for k in range(actors))
    numbers = rng.random(shape) * 100, 0.1 + 0.9 * rng.random(shape), rng.random(shape)
    return AgendaInputs(*names, *numbers, np.zeros(issues), np.full(issues, 100.0), np.full((1, issues), np.nan))


def power(_peer: str | None) -> Figures:
    """Return what Shapley-Shubik takes for the Council of twenty-seven, 255 of 345 votes."""
    from foedus.rules.body import bodies
    from foedus.rules.power import Power

    body = bodies()["eu-council-2007"]
    found: Figures = {}
    for name in ("votes", "members"):
        rule = body.ruled(name).rule
        seconds = cpu(lambda rule=rule: Power(rule, len(body.members)).shapley_shubik, 7)  # type: ignore[misc]
        found[f"{body.name}, rule {name}: Shapley-Shubik, ms"] = seconds * 1e3
    return found


def everything(_peer: str | None, draws: int = 1000) -> Figures:
    """Return seconds of every engine on all issues of the DEU data with an outcome, `draws` draws each.

    The data state single numbers; every draw moves each of them a little, so that no two draws are the same work.
    """
    path = DATA / "deu3" / "deu3.csv"
    if not path.is_file():
        return {"all": "left out: FOEDUS_DATA holds no file decide/deu3/deu3.csv"}
    problems = _problems(path)  # read once; the processes have it, and the loops that are ready, from this one
    # The dearest proposals first: what is left at the end is small, and both processes end together.
    order = sorted(range(len(problems)), key=lambda k: -len(problems[k].stakes) * len({s.actor for s in problems[k].stakes}) ** 2)
    spent, worked, counted = dict.fromkeys(engines(), 0.0), dict[int, float](), 0
    start = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        for process, issues, seconds, each in pool.map(_piece, [(path, draws, k) for k in order]):
            counted += issues
            worked[process] = worked.get(process, 0.0) + seconds
            for name, own in each.items():
                spent[name] += own
    total = time.perf_counter() - start
    found: Figures = {f"{name}, {counted} issues, processor s of two processes": own for name, own in spent.items()}
    found[f"all engines, {draws} draws, processor s of two processes"] = sum(worked.values())
    found[f"all engines, {draws} draws, processor s of the busier process"] = max(worked.values())
    found[f"all engines, {draws} draws, two processes, wall-clock s"] = total
    return found


@cache
def _problems(path: Path) -> Sequence[Problem]:
    return read_problems(path.read_bytes(), path.name)


def _piece(work: tuple[Path, int, int]) -> tuple[int, int, float, dict[str, float]]:
    """Run every engine on one proposal.

    Returns
    -------
    tuple
        Number of the process, number of issues, processor seconds, and those of each engine.
    """
    path, draws, at = work
    start, problem = time.process_time(), _problems(path)[at]
    issues = [
        problem.inputs(m.id) for m in problem.matters
        if m.outcome is not None and sum(s.issue == m.id for s in problem.stakes) >= 3
    ]  # fmt: skip
    each: dict[str, float] = {}
    if issues:
        inputs = _moved(together(issues), draws, stream(0, ("benchmark", problem.id), 0))
        for name in engines():
            before = time.process_time()
            engine(name).run_agenda(inputs, None, stream(0, ("benchmark", name), 0))
            each[name] = time.process_time() - before
    return os.getpid(), len(issues), time.process_time() - start, each


def _moved(one: AgendaInputs, draws: int, rng: np.random.Generator) -> AgendaInputs:
    many = one.take(np.zeros(draws, dtype=np.intp)) if one.draws == 1 else one
    there = many.present
    moved = many.positions + rng.normal(0.0, 0.03, many.positions.shape) * (many.upper - many.lower)
    salience = np.clip(many.salience + rng.normal(0.0, 0.05, many.salience.shape), 0.01, 1.0)
    capability = many.capability * rng.uniform(0.9, 1.1, many.capability.shape)
    return AgendaInputs(
        many.issues, many.actors, np.clip(moved, many.lower, many.upper), np.where(there, salience, 0.0), capability,
        many.lower, many.upper, many.reference,
    )  # fmt: skip


def ready() -> Figures:
    """Have every loop compiled, and return how long that took."""
    start = time.perf_counter()
    served = [import_module(f"foedus.{name}").LOOPS.serve(float("inf")) for name in LOOPS]
    told = "ready" if all(served) else "not all: NumPy does their work"
    return {"compiled loops": told, "making them ready, s": time.perf_counter() - start}


PARTS = {"exchange": exchange, "challenge": challenge, "linear": linear, "power": power, "all": everything}


def main() -> None:
    """Print the figures, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peer", help="an interpreter in which decide-exchange-model is installed")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    figures = ready()
    for part in chosen.only:
        figures |= PARTS[part](chosen.peer)
    for name, limit in LIMITS.items():
        value = figures.get(name)
        if isinstance(value, float):
            figures[f"{name}: share of the limit of {limit:g}"] = value / limit
    if chosen.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:84} {value if isinstance(value, str) else format(value, '.4g'):>12}\n")


if __name__ == "__main__":
    main()
