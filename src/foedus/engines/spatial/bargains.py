"""Which bargains are put to whom, and where each would leave its two sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.contest import View, challenges, challenges_put, chance_seen_by
from foedus.engines.spatial.params import Params
from foedus.engines.spatial.step_loops import struck
from foedus.engines.spatial.table import Table
from foedus.model.aggregates import Floats

Pairs = NDArray[np.intp]

#: A challenge must bring more than this (KTAB: minSigEDU); and gains closer than `_EQUAL` are one.
_WORTH = 1e-5
_EQUAL = 1e-9
#: Weight that holds a side back where neither cares or neither can win (KTAB: minW).
_HOLD = 1e-6
#: Decimals to which a bargain is struck (KTAB: round4).
_DECIMALS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Bargains:
    """The bargains of a round over a chunk of draws, sorted by draw, challenger and challenged.

    Attributes
    ----------
    draw, i, j
        (bargain,): in which draw who put it to whom.
    point_i, point_j
        (bargain, issue): where it would leave either side.
    gain
        (draw, i): what the challenger expects, NaN where it challenges nobody.
    """

    draw: Pairs
    i: Pairs
    j: Pairs
    point_i: Floats
    point_j: Floats
    gain: Floats


def bargains(points: Floats, seen: View, table: Table, params: Params, swift: bool) -> Bargains:
    """Return the bargains that the actors put to each other, standing on `points` (draw, actor, issue).

    Each actor challenges the one against whom it expects most; several, if they promise the same, since only the order of
    a list could tell them apart.
    """
    if swift and params.vote == "prop":
        (draw, i, j), mine, best = challenges_put(seen, table, params, _WORTH, _EQUAL)
    else:
        p, gain = challenges(seen, table, params)
        open_ = table.stands[:, :, None] & table.stands[:, None, :] & ~np.eye(points.shape[1], dtype=np.bool_)
        gain = np.where(open_ & (gain > _WORTH), gain, -np.inf)
        best = gain.max(axis=2)
        draw, i, j = np.nonzero((gain >= best[:, :, None] - _EQUAL) & (gain > 0))
        mine = p[draw, i, j]
    at = (draw, i, j)
    if params.perspective == "initiator":
        point_i, point_j = _struck(points, table, at, mine, params, swift)
    else:
        theirs = chance_seen_by(seen, table, params, at, j)
        first, second = (_struck(points, table, at, p, params, swift) for p in (mine, theirs))
        if params.perspective == "weighted":
            w_i, w_j = table.power[draw, i][:, None], table.power[draw, j][:, None]
            point_i, point_j = ((w_i * x + w_j * y) / (w_i + w_j) for x, y in zip(first, second, strict=True))
        else:
            draw, i, j = (np.repeat(k, 2) for k in at)
            point_i, point_j = (_in_turn(x, y) for x, y in zip(first, second, strict=True))
    draw, i, j = (np.ascontiguousarray(k) for k in (draw, i, j))
    return Bargains(draw, i, j, point_i, point_j, np.where(np.isfinite(best), best, np.nan))


def _in_turn(x: Floats, y: Floats) -> Floats:
    return np.stack([x, y], axis=1).reshape(-1, x.shape[1])


def _struck(
    points: Floats, table: Table, at: tuple[Pairs, Pairs, Pairs], p: Floats, params: Params, swift: bool
) -> tuple[Floats, Floats]:
    """Return where either side would move if i has chance `p`, each issue by itself, (bargain, issue)."""
    draw, i, j = at
    if swift and params.bargain != "s2pmax":
        point_i, point_j = np.empty((len(draw), points.shape[2])), np.empty((len(draw), points.shape[2]))
        x, s, p = (np.ascontiguousarray(a) for a in (points, table.salience, p))
        draw, i, j = (np.ascontiguousarray(k) for k in at)
        struck(x, s, draw, i, j, p, params.bargain == "s2p2", _HOLD, 10.0**_DECIMALS, point_i, point_j)
        return point_i, point_j
    x, y = points[draw, i], points[draw, j]
    s, t = table.salience[draw, i], table.salience[draw, j]
    p, q = p[:, None], 1 - p[:, None]
    if params.bargain == "s2pmax":
        behind_i, behind_j = np.maximum(q - p, 0.0), np.maximum(p - q, 0.0)
        way_i = behind_i * t**2 / (behind_i * t**2 + _HOLD + (1 - behind_i) * s**2)
        way_j = behind_j * s**2 / (behind_j * s**2 + _HOLD + (1 - behind_j) * t**2)
        return x + way_i * (y - x), y + way_j * (x - y)
    power = 1 if params.bargain == "s1p1" else 2
    w, v = (s * p) ** power, (t * q) ** power
    low, high = np.minimum(x, y), np.maximum(x, y)
    point_i = ((w + _HOLD) * x + v * y) / (w + _HOLD + v)
    point_j = (w * x + (v + _HOLD) * y) / (w + _HOLD + v)
    return tuple(np.clip(_rounded(b), low, high) for b in (point_i, point_j))  # type: ignore[return-value]


def _rounded(x: Floats) -> Floats:
    # Half a step is no rare value on coarse scales; a hair above it, rounding errors cannot tip the balance.
    out: Floats = np.floor(x * 10**_DECIMALS + 0.5 + 1e-7) / 10**_DECIMALS
    return out
