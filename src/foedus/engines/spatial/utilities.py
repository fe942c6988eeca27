"""What actors think of positions: distances, attitudes to risk, utilities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.loops import apart
from foedus.engines.spatial.params import Params
from foedus.engines.spatial.step_loops import averse
from foedus.engines.spatial.table import Table
from foedus.model.aggregates import Floats
from foedus.model.election import coalitions, elect

#: Share of another's own attitude to risk in the estimate of it.
SEEN: Mapping[str, float] = MappingProxyType(
    {"none": 0.0, "one_third": 1 / 3, "half": 0.5, "two_thirds": 2 / 3, "full": 1.0}
)
#: Differences between chances of election that count as none: then all are neutral to risk.
_EQUAL = 1e-9


def distances(ideals: Floats, points: Floats, part: Floats, swift: bool = False) -> Floats:
    """Return how far each point is from each ideal, (draw, actor, point), in [0, 1].

    The difference on each issue counts by the actor's salience: √(Σ (s Δ)² / Σ s²). An actor that cares about nothing
    is far from nothing.

    Parameters
    ----------
    ideals, part
        (draw, actor, issue); `part` is what `table.shares` makes of saliences.
    points
        (draw, point, issue).
    swift
        Whether to take a compiled loop.
    """
    if swift:
        out = np.empty((*ideals.shape[:2], points.shape[1]))
        apart(np.ascontiguousarray(ideals), np.ascontiguousarray(part), np.ascontiguousarray(points.swapaxes(1, 2)), out)
        return out
    return length(
        np.multiply(ideals[:, :, None, d] - points[:, None, :, d], part[:, :, None, d]) for d in range(points.shape[2])
    )


def length(steps: Iterable[Floats]) -> Floats:
    """Return the length of a way from its extent on each issue, all of one shape and each with its share drawn in."""
    first, *others = steps
    if not others:
        return np.abs(first, out=first)
    first *= first
    for step in others:
        step *= step
        first += step
    return np.minimum(np.sqrt(first, out=first), 1.0, out=first)


def curve(distance: Floats) -> Floats:
    """Return what one unit of aversion to risk adds to the utility 1 - d: u = (1 - d)(1 + d R) = 1 - d + R d (1 - d)."""
    return distance * (1 - distance)


def attitudes(distance: Floats, table: Table, params: Params, swift: bool = False) -> Floats:
    """Return each actor's attitude to risk, (draw, actor), from its chance in an election among neutral ones.

    The likeliest to win are the most averse to risk, the others less or the contrary, as `Params.risk` sets.
    """
    stands = table.stands | ~table.stands.any(axis=1, keepdims=True)
    support = coalitions(1 - distance, table.capability, params.vote)
    share = elect(support, params.victory, params.election, stands)
    low = {"min": 0.0, "mid": -0.5, "max": -1.0}[params.risk]
    if swift:
        out = np.empty_like(share)
        averse(np.ascontiguousarray(share), stands, low, _EQUAL, out)
        return out
    most = share.max(axis=1, keepdims=True)
    least = np.where(stands, share, np.inf).min(axis=1, keepdims=True)
    spread = most - least
    place = np.divide(share - least, spread, out=np.zeros_like(share), where=spread > _EQUAL)
    return np.where(stands & (spread > _EQUAL), low + (1 - low) * place, 0.0)


def estimated(risk: Floats, params: Params) -> tuple[Floats, NDArray[np.float64]]:
    """Return the two parts of i's estimate of n's attitude to risk, own[i] + other[n], each (draw, actor)."""
    seen = SEEN[params.estimate]
    return (1 - seen) * risk, seen * risk
