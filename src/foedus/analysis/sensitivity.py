"""What drives an outcome: each uncertain input moved alone across its own range.

One at a time (Morgan and Henrion 1990, *Uncertainty*, ch. 8): the input is fixed at its 10th, then at its
90th percentile in every draw while everything else stays as drawn. Both ends use the same draws, so that
their difference is free of most of the noise of sampling. Interactions between inputs are not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from foedus.core.rng import Key, blocks, stream
from foedus.model.aggregates import Floats
from foedus.model.contract import Engine
from foedus.model.inputs import IssueInputs
from foedus.model.run import Driver

#: Name of an input in a case, and the array that holds it.
FIELDS = {"position": "positions", "salience": "salience", "capability": "capability"}

#: Draws used for each end; more would sharpen figures that are read to two digits and cost time.
DRIVER_DRAWS = 512

Uncertain = tuple[int, str]


def uncertain_inputs(inputs: IssueInputs) -> list[Uncertain]:
    """Return (index of the actor, field) of every input that differs between draws.

    An input that is a constant has no range of its own to move across and is left out.
    """
    return [
        (k, field)
        for field, array in FIELDS.items()
        for k in np.flatnonzero(np.ptp(getattr(inputs, array), axis=0) > 0).tolist()
    ]


def driver(mean_outcome: Callable[[IssueInputs], float], inputs: IssueInputs, which: Uncertain) -> Driver:
    """Return how far the mean outcome moves when one input moves across its range.

    Parameters
    ----------
    mean_outcome
        Runs an engine over some inputs and returns the mean outcome over their draws.
    inputs
        All draws; the percentiles are taken over all of them, the mean outcome over the first `DRIVER_DRAWS`.
    which
        One of `uncertain_inputs`.
    """
    actor, field = which
    column = getattr(inputs, FIELDS[field])[:, actor]
    low, high = (float(q) for q in np.quantile(column, (0.1, 0.9)))
    some = inputs if inputs.draws <= DRIVER_DRAWS else inputs.take(slice(DRIVER_DRAWS))
    at = [mean_outcome(_fixed(some, field, actor, value)) for value in (low, high)]
    return Driver(inputs.actors[actor], field, low, high, *at)


def drivers(
    engine: Engine, params: dict[str, object] | None, inputs: IssueInputs, seed: int = 0, key: Key = ()
) -> tuple[Driver, ...]:
    """Return the driver of every uncertain input, largest swing first.

    Parameters
    ----------
    engine, params
        What is run.
    inputs
        All draws.
    seed, key
        Random stream of the engine, as in the run the drivers belong to.
    """
    def mean_outcome(some: IssueInputs) -> float:
        parts = [engine.run(some.take(b.slice), params, stream(seed, key, b.index)).outcome for b in blocks(some.draws)]
        return float(np.concatenate(parts).mean())

    return ranked(driver(mean_outcome, inputs, which) for which in uncertain_inputs(inputs))


def ranked(found: Iterable[Driver]) -> tuple[Driver, ...]:
    """Return drivers by swing, largest first; equal swings by actor and field."""
    return tuple(sorted(found, key=lambda d: (-d.swing, d.actor, d.field)))


def _fixed(inputs: IssueInputs, field: str, actor: int, value: float) -> IssueInputs:
    array: Floats = getattr(inputs, FIELDS[field]).copy()
    array[:, actor] = value
    change: Callable[..., IssueInputs] = replace
    return change(inputs, **{FIELDS[field]: array})

