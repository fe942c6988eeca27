"""Which of the bargains before it an actor takes: an election in which everybody votes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.bargains import Bargains, Pairs
from foedus.engines.spatial.params import Params
from foedus.engines.spatial.table import Table
from foedus.engines.spatial.utilities import curve, length, shares
from foedus.model.aggregates import Floats
from foedus.model.election import SUPPORT, coalitions, elect

#: Bytes of a temporary array (election, option, voter). It changes no bit of the result.
CHUNK_BYTES = 1 << 20
#: Chances closer than this count as equal.
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """Where every actor stands after a round, and who was the other side of the bargain it took.

    Attributes
    ----------
    points
        (draw, actor, issue).
    partner
        (draw, actor): -1 where the actor stays.
    """

    points: Floats
    partner: Pairs


def taken(
    found: Bargains, points: Floats, ideals: Floats, distance: Floats, risk: Floats, table: Table, params: Params,
    luck: Floats | None,
) -> Taken:  # fmt: skip
    """Let every actor choose among leaving things as they are, its own bargain, and those put to it.

    Parameters
    ----------
    points, ideals
        (draw, actor, issue).
    distance
        (draw, actor, position), of `points` from `ideals`.
    risk
        (draw, actor).
    luck
        (draw, actor) in [0, 1), which picks under choice: stochastic.
    """
    draws, n, _ = points.shape
    out, partner = points.copy(), np.full((draws, n), -1, dtype=np.intp)
    count = len(found.draw)
    if not count:
        return Taken(out, partner)
    worth = _worth(found, ideals, distance, risk, table)
    each = np.arange(count)
    owner = np.concatenate([found.draw * n + found.i, found.draw * n + found.j])
    bargain, incoming = np.concatenate([each, each]), np.repeat([0, 1], count)
    order = np.lexsort((bargain, incoming, owner))  # the own bargain first, then those of others in their order
    owner, bargain, incoming = owner[order], bargain[order], incoming[order]
    owners, start, length = np.unique(owner, return_index=True, return_counts=True)
    for size in np.unique(length):
        same = np.flatnonzero(length == size)
        step = max(1, CHUNK_BYTES // (8 * int(size + 1) * n))
        for k in range(0, len(same), step):
            group = same[k : k + step]
            entry = start[group][:, None] + np.arange(size)
            draw, actor = np.divmod(owners[group], n)
            options = worth[bargain[entry]]  # (election, bargain, voter)
            pick = _elected(options, table.capability[draw], params, None if luck is None else luck[draw, actor])
            moves = np.flatnonzero(pick >= 0)
            chosen = entry[moves, pick[moves]]
            b, second = bargain[chosen], incoming[chosen] == 1
            out[draw[moves], actor[moves]] = np.where(second[:, None], found.point_j[b], found.point_i[b])
            partner[draw[moves], actor[moves]] = np.where(second, found.i[b], found.j[b])
    return Taken(out, partner)


def _worth(found: Bargains, ideals: Floats, distance: Floats, risk: Floats, table: Table) -> Floats:
    """Return how much more each voter likes the state after a bargain than the present one, (bargain, voter).

    The utility of a state is the mean of those of all positions on it.
    """
    draw = found.draw
    now = np.ascontiguousarray((risk[:, :, None] * curve(distance) - distance).swapaxes(1, 2))
    part, averse = shares(table.salience), risk[draw]
    sides = [(ideals[:, :, d][draw], part[:, :, d][draw]) for d in range(ideals.shape[2])]

    def gained(points: Floats, side: Pairs) -> Floats:
        d = length((wish - points[:, k, None]) * share for k, (wish, share) in enumerate(sides))
        worth = curve(d)
        worth *= averse
        worth -= d
        worth -= now[draw, side]
        return worth

    standing = table.stands.sum(axis=1)[draw][:, None]
    more: Floats = (gained(found.point_i, found.i) + gained(found.point_j, found.j)) / standing
    return more


def _elected(options: Floats, weights: Floats, params: Params, luck: Floats | None) -> NDArray[np.intp]:
    """Return the index of the bargain chosen in each election, -1 for leaving things as they are."""
    # asymprosp: a gain over the present state counts by two thirds; between two bargains both sides weigh gains
    rule = "prop" if params.vote == "asymprosp" else params.vote
    # Staying is an option that nobody likes more or less than the present state.
    worth = np.concatenate([np.zeros_like(options[:, :1]), options], axis=1)
    support = coalitions(worth.swapaxes(1, 2), weights, rule)
    if params.vote == "asymprosp":
        support[:, 1:, 0] = SUPPORT + (support[:, 1:, 0] - SUPPORT) * (2 / 3)
    share = elect(support, params.victory, params.election)
    pick: NDArray[np.intp]
    if luck is None:
        pick = np.argmax(share >= share.max(axis=1, keepdims=True) - _EQUAL, axis=1)
    else:
        pick = np.minimum((np.cumsum(share, axis=1) <= luck[:, None]).sum(axis=1), options.shape[1])
    return pick - 1
