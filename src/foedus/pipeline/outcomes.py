"""Problems through engines: which of a file, which engines, how many draws, and what each engine says of every issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from foedus.core.errors import FoedusError, nearest
from foedus.core.rng import blocks, stream
from foedus.engines.registry import engine, engines
from foedus.model.agenda import AgendaInputs
from foedus.model.contract import Engine
from foedus.problems.problem import Problem

#: Draws of uncertain inputs, where the caller does not say.
DRAWS = 1000
#: Most draws; as many as a case may have.
MOST_DRAWS = 1_000_000

#: An engine with the parameters it is given.
Asked = tuple[Engine, Mapping[str, object]]
#: Outcomes (draw, issue); and for each issue the share of draws that came to rest, and what a reader must know.
Said = tuple[np.ndarray, tuple[float, ...], tuple[tuple[str, ...], ...]]

#: How a note begins that holds in some draws, and how it goes on; of one draw alone it is said without either.
_SOME, _THERE = "In some draws ", "; there "


def one_of(found: Sequence[Problem], where: str, name: str | None = None) -> Problem:
    """Return the only problem, or the one called `name`.

    Raises
    ------
    FoedusError
        If there is no such problem, or there are several and none is named (``problem-choice``).
    """
    ids = [p.id for p in found]
    if name is None and len(found) == 1:
        return found[0]
    if name is None or name not in ids:
        said = f"the file holds {len(found)} problems" if name is None else f"there is no problem {name!r}"
        near = nearest(name, ids, 1) if name else ids[0]
        raise FoedusError("problem-choice", said, where, f"one of {', '.join(ids[:8])}{' …' if len(ids) > 8 else ''}", f"--problem {near}")
    return found[ids.index(name)]


def asked_engines(names: Sequence[str], params: Mapping[str, Mapping[str, object]]) -> list[Asked]:
    """Return the engines called `names` (all if there are none) with the parameters given for them.

    Raises
    ------
    FoedusError
        If there is no such engine or parameter, or parameters are given for an engine that is not run.
    """
    run = [engine(n) for n in dict.fromkeys(names)] if names else list(engines().values())
    for name in params:
        engine(name)
        if name not in [e.name for e in run]:
            raise FoedusError("engine-unknown", f"parameters are given for {name!r}, which is not run", None, f"one of {', '.join(e.name for e in run)}", f"--engine {name}")
    for e in run:
        e.parameters(params.get(e.name))
    return [(e, params.get(e.name, {})) for e in run]


def all_parameters(e: Engine, params: Mapping[str, object]) -> dict[str, object]:
    """Return every parameter of an engine: those given, and the defaults."""
    chosen = e.parameters(params)
    return {name: getattr(chosen, name) for name in chosen.__dataclass_fields__}


def drawn(problem: Problem, run: Sequence[Asked], draws: int | None, seed: int) -> AgendaInputs:
    """Return the issues of a problem as engines see them.

    Parameters
    ----------
    problem, run
        What is run by which engines.
    draws
        How often; None for `DRAWS`, or 1 if nothing is uncertain and no engine leaves anything to chance.
    seed
        Seed of the draws.

    Raises
    ------
    FoedusError
        If draws or seed make no sense (``run-draws``), or values lie outside their ranges (``problem-values``).
    """
    number = draws if draws is not None else (1 if problem.certain and not any(_by_chance(e, p) for e, p in run) else DRAWS)
    if number < 1 or seed < 0:
        raise FoedusError("run-draws", f"cannot run {number} draws with seed {seed}", None, "at least 1 draw and a seed of at least 0", "--draws 1000 --seed 0")
    if number > MOST_DRAWS:
        raise FoedusError("run-draws", f"{number:,} draws are too many", None, f"at most {MOST_DRAWS:,} draws", f"--draws {DRAWS}")
    try:
        return problem.agenda(draws=number, seed=seed)
    except ValueError as error:
        raise FoedusError("problem-values", str(error), problem.title, "values within their ranges", "correct the table") from None


def outcomes(asked: Asked, agenda: AgendaInputs, seed: int) -> Said:
    """Return what an engine says of all issues, draws in blocks with a random stream of their own."""
    e, params = asked
    parts = [e.run_agenda(agenda.take(b.slice), params, stream(seed, ("decide", e.name), b.index)) for b in blocks(agenda.draws)]
    rest = tuple(float(np.concatenate([p.rested(i) for p in parts]).mean()) for i in agenda.issues)
    notes = tuple(tuple(dict.fromkeys(_plain(n, agenda.draws) for p in parts for n in p.told(i))) for i in agenda.issues)
    return np.concatenate([p.outcome for p in parts]), rest, notes


def unanimous(problem: Problem, issue: str) -> bool:
    """Say whether the file names a rule under which all must agree on an issue."""
    return "unan" in next(m for m in problem.matters if m.id == issue).rule.casefold()


def _plain(note: str, draws: int) -> str:
    if draws > 1 or not note.startswith(_SOME):
        return note
    text = note.removeprefix(_SOME).replace(_THERE, "; ", 1)
    return text[0].upper() + text[1:]


def _by_chance(e: Engine, params: Mapping[str, object]) -> bool:
    """Say whether an engine leaves something to chance under these parameters; those that do have a word for it."""
    values = all_parameters(e, params).values()
    return bool({"random", "stochastic"} & {v for v in values if isinstance(v, str)}) or getattr(e.parameters(params), "p", 0.0) > 0
