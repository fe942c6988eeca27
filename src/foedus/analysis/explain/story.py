"""What happened inside an engine, in sentences: who moved whom, who traded what with whom, what could pass."""

from __future__ import annotations

from functools import singledispatch

import numpy as np

from foedus.engines.exchange.result import ExchangeResult, trades
from foedus.engines.procedural.solve import UNKNOWN, ProceduralResult
from foedus.engines.spatial.result import SpatialResult
from foedus.model.results import MOVE_KINDS, MovesResult

#: What a move is called in a sentence.
_VERBS = {"confrontation": "gives way to", "compromise": "settles with", "capitulation": "gives in to"}


@singledispatch
def story(result: object, draw: int = 0) -> list[str]:  # noqa: ARG001 - engines that tell nothing take both too
    """Return what happened in one draw of a result, in sentences, in order; nothing for an engine that has no inside."""
    return []


@story.register
def _(result: MovesResult, draw: int = 0) -> list[str]:
    out = []
    for r in range(1, result.positions.shape[1]):
        for k in np.flatnonzero(result.proposer[draw, r] >= 0).tolist():
            before, after = result.positions[draw, r - 1, k], result.positions[draw, r, k]
            if before == after:
                continue
            other = result.actors[int(result.proposer[draw, r, k])]
            verb = _VERBS.get(MOVE_KINDS[int(result.kind[draw, r, k])], "moves with")
            out.append(f"Round {r}: {result.actors[k]} {verb} {other} and moves from {before:.4g} to {after:.4g}.")
    return out


@story.register
def _(result: SpatialResult, draw: int = 0) -> list[str]:
    out = []
    for r in range(1, result.positions.shape[1]):
        for k in np.flatnonzero(result.partner[draw, r] >= 0).tolist():
            before, after = result.positions[draw, r - 1, k], result.positions[draw, r, k]
            moved = [
                f"{issue} {a:.4g} to {b:.4g}" for issue, a, b in zip(result.issues, before, after, strict=True)
                if np.isfinite(a) and abs(a - b) > 1e-9
            ]  # fmt: skip
            if moved:
                out.append(f"Round {r}: {result.actors[k]} takes a bargain with {result.actors[int(result.partner[draw, r, k])]}: {', '.join(moved)}.")
    return out


@story.register
def _(result: ProceduralResult, draw: int = 0) -> list[str]:
    if UNKNOWN in result.notes:
        return []
    low, high, outcome = (float(v[draw]) for v in (result.lowest, result.highest, result.outcome))
    if low == high:
        return [f"Nothing but the reference point, {low:.4g}, passes."]
    stays = "what holds already, {:.4g}, stays: nothing that passes is better for the one who proposes" if result.kept[draw] else "of it {:.4g} is best for the one who proposes"
    return [f"What passes against the reference point lies between {low:.4g} and {high:.4g}; {stays.format(outcome)}."]


@story.register
def _(result: ExchangeResult, draw: int = 0) -> list[str]:
    return [t.words() for t in trades(result, draw)]
