"""What one state or organisation could do: the position to take, and whom to persuade.

Only states and organisations are advised. A table that does not say what an actor is says so in a column ``kind``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from foedus.analysis.explain.trial import Floats, Trial
from foedus.core.errors import FoedusError
from foedus.model.aggregates import TIE

#: Kinds of actors that are advised.
ADVISED = frozenset({"state", "government", "organisation"})

#: Positions that are tried first, and rounds in which the best one is looked at more closely.
POINTS, ROUNDS = 65, 12


@dataclass(frozen=True, slots=True)
class Persuasion:
    """What it would bring if another actor came a tenth of the scale nearer: the distance of the outcome from one's ideal, less."""

    actor: str
    outcome: float
    gain: float

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Advice:
    """What an actor could do on one issue.

    Attributes
    ----------
    actor
        Who is advised.
    ideal
        The position it holds, which it is taken to want.
    outcome
        What comes out as things stand.
    declare
        The position to take so that the outcome comes nearest to its ideal; its own if no other does better.
    declared
        What comes out then.
    persuade
        The others, by what their coming a tenth of the scale nearer would bring; those who would bring nothing are left out.
    """

    actor: str
    ideal: float
    outcome: float
    declare: float
    declared: float
    persuade: tuple[Persuasion, ...]

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return {**asdict(self), "persuade": [p.to_dict() for p in self.persuade]}


def advise(trial: Trial, actor: str, kind: str) -> Advice:
    """Return what `actor` could do.

    For the weighted mean the position to take is known in closed form, x* = (W x - Σ_{j≠i} w_j x_j) / w_i kept on the scale, and for
    the weighted median no other position than one's own does better (Black 1948); the search that serves every engine finds both.

    Parameters
    ----------
    trial
        The engine and the issue.
    actor
        Who is advised.
    kind
        What it is.

    Raises
    ------
    FoedusError
        If it is no state or organisation (``advice-kind``), or has no stake in the issue (``actor-unknown``).
    """
    column = trial.column(actor)
    if kind not in ADVISED:
        raise FoedusError(
            "advice-kind", f"{actor!r} is {f'a {kind}' if kind else 'not said to be a state or an organisation'}; foedus advises no others",
            None, "a state, government or organisation", "if it is one, say so in the table: a column kind with state, government or organisation",
        )  # fmt: skip
    inputs = trial.inputs
    ideal, asis = float(inputs.positions[0, column]), trial.outcome()

    def outcomes(positions: Floats) -> Floats:
        columns = trial.repeated(len(positions))
        columns["positions"][:, column] = positions
        return trial.changed(columns)

    low, high = inputs.lower, inputs.upper
    best, came = ideal, asis
    slack = TIE * (inputs.upper - inputs.lower)
    for _ in range(ROUNDS):
        tried = np.linspace(low, high, POINTS)
        found = outcomes(tried)
        away = np.abs(found - ideal)
        # The nearest outcome; of positions equally good the one closest to what the actor wants.
        k = int(np.lexsort((np.abs(tried - ideal), away > away.min() + slack))[0])
        if away[k] < abs(came - ideal) - slack:
            best, came = float(tried[k]), float(found[k])
        step = (high - low) / (POINTS - 1)
        low, high = max(inputs.lower, float(tried[k]) - step), min(inputs.upper, float(tried[k]) + step)
        if step <= slack:
            break
    return Advice(actor, ideal, asis, best, came, _persuasions(trial, column, ideal, asis))


def _persuasions(trial: Trial, column: int, ideal: float, asis: float) -> tuple[Persuasion, ...]:
    inputs, n = trial.inputs, len(trial.inputs.actors)
    tenth = (inputs.upper - inputs.lower) / 10
    columns = trial.repeated(n)
    x = inputs.positions[0]
    columns["positions"][np.arange(n), np.arange(n)] = x + np.clip(ideal - x, -tenth, tenth)
    outcome = trial.changed(columns)
    gain = abs(asis - ideal) - np.abs(outcome - ideal)
    some = [k for k in np.argsort(-gain, kind="stable").tolist() if k != column and gain[k] > TIE * (inputs.upper - inputs.lower)]
    return tuple(Persuasion(inputs.actors[k], float(outcome[k]), float(gain[k])) for k in some)
