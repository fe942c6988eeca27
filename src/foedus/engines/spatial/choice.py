"""Which of the bargains before it an actor takes: an election in which everybody votes."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.bargains import Bargains, Pairs
from foedus.engines.spatial.loops import picked, worths
from foedus.engines.spatial.params import Params
from foedus.engines.spatial.step_loops import brought, chose
from foedus.engines.spatial.table import Table
from foedus.engines.spatial.utilities import curve, length
from foedus.model.aggregates import Floats
from foedus.model.election import SUPPORT, coalitions, elect
from foedus.model.election_loops import LOOPS, backed_among_few, elected

#: Bytes of a temporary array (election, option, voter). It changes no bit of the result.
CHUNK_BYTES = 1 << 20
#: Chances closer than this count as equal.
_EQUAL = 1e-9
#: Nanoseconds that NumPy takes for a voter in an election.
_VOTER = 40.0
#: What a gain over the present state counts, under votes in proportion to it.
_GAINED = MappingProxyType({"prop": 1.0, "asymprosp": 2 / 3})


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
    luck: Floats | None, swift: bool,
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
    swift
        Whether to take compiled loops where the rules are those they stand for.
    """
    draws, n, _ = points.shape
    out, partner = np.array(points, order="C"), np.full((draws, n), -1, dtype=np.intp)
    count = len(found.draw)
    if not count:
        return Taken(out, partner)
    worth = _worth(found, ideals, distance, risk, table, swift)
    owners, start, length, bargain, incoming = _before_each(found, draws, n, swift)
    draw, actor = np.divmod(owners, n)
    own_luck = None if luck is None else luck[draw, actor]
    simple = (params.victory, params.election) == ("linear", "markov_uniform") and params.vote in _GAINED
    if swift and simple and LOOPS.serve(len(owners) * n * _VOTER * 1e-9):
        pick = _elected_at_once(worth, table.capability, draw, (bargain, start, length), params.vote, own_luck)
    else:
        pick = np.empty_like(owners)
        for size in np.unique(length):
            same = np.flatnonzero(length == size)
            step = max(1, CHUNK_BYTES // (8 * int(size + 1) * n))
            for k in range(0, len(same), step):
                group = same[k : k + step]
                options = worth[bargain[start[group][:, None] + np.arange(size)]]  # (election, bargain, voter)
                pick[group] = _elected(
                    options, table.capability[draw[group]], params, None if own_luck is None else own_luck[group]
                )
    if swift:
        chose(start, pick, owners, bargain, incoming, found.i, found.j, found.point_i, found.point_j, out, partner)
        return Taken(out, partner)
    moves = np.flatnonzero(pick >= 0)
    chosen = start[moves] + pick[moves]
    b, second = bargain[chosen], incoming[chosen] == 1
    out[draw[moves], actor[moves]] = np.where(second[:, None], found.point_j[b], found.point_i[b])
    partner[draw[moves], actor[moves]] = np.where(second, found.i[b], found.j[b])
    return Taken(out, partner)


def _before_each(found: Bargains, draws: int, n: int, swift: bool) -> tuple[Pairs, Pairs, Pairs, Pairs, Pairs]:
    """Return who has bargains before it, draw x actor, where they start and how many they are; and these, one after the other.

    The own bargain comes first, then those of others in their order; 1 in the last array marks these.
    """
    count = len(found.draw)
    owner = np.concatenate([found.draw * n + found.i, found.draw * n + found.j])
    number = np.bincount(owner, minlength=draws * n)
    owners = np.flatnonzero(number)
    ends = np.cumsum(number)
    length = number[owners]
    start = ends[owners] - length
    if swift:
        bargain, incoming = np.empty(2 * count, dtype=np.intp), np.empty(2 * count, dtype=np.intp)
        brought(found.draw, found.i, found.j, n, ends - number, bargain, incoming)
        return owners, start, length, bargain, incoming
    order = np.argsort(owner, kind="stable")
    return owners, start, length, order % count, order // count


def _worth(found: Bargains, ideals: Floats, distance: Floats, risk: Floats, table: Table, swift: bool) -> Floats:
    """Return how much more each voter likes the state after a bargain than the present one, (bargain, voter).

    The utility of a state is the mean of those of all positions on it.
    """
    draw = found.draw
    now = np.ascontiguousarray((risk[:, :, None] * curve(distance) - distance).swapaxes(1, 2))
    part, standing = table.part, table.stands.sum(axis=1)
    if swift:
        more = np.empty((len(draw), risk.shape[1]))
        wish, part = (np.ascontiguousarray(a.swapaxes(1, 2)) for a in (ideals, part))
        worths(wish, part, now, risk, standing * 1.0, draw, found.i, found.j, found.point_i, found.point_j, more)
        return more
    averse = risk[draw]
    sides = [(ideals[:, :, d][draw], part[:, :, d][draw]) for d in range(ideals.shape[2])]

    def gained(points: Floats, side: Pairs) -> Floats:
        d = length((wish - points[:, k, None]) * share for k, (wish, share) in enumerate(sides))
        worth = curve(d)
        worth *= averse
        worth -= d
        worth -= now[draw, side]
        return worth

    more = gained(found.point_i, found.i) + gained(found.point_j, found.j)
    more /= standing[draw][:, None]
    return more


def _elected(options: Floats, weights: Floats, params: Params, luck: Floats | None) -> NDArray[np.intp]:
    """Return the index of the bargain chosen in each election, -1 for leaving things as they are."""
    # asymprosp: a gain over the present state counts by two thirds; between two bargains both sides weigh gains
    rule = "prop" if params.vote == "asymprosp" else params.vote
    # Staying is an option that nobody likes more or less than the present state.
    worth = np.concatenate([np.zeros_like(options[:, :1]), options], axis=1)
    support = coalitions(worth.swapaxes(1, 2), weights, rule)
    if params.vote == "asymprosp":
        support[:, 1:, 0] = SUPPORT + (support[:, 1:, 0] - SUPPORT) * _GAINED[params.vote]
    share = elect(support, params.victory, params.election)
    pick: NDArray[np.intp]
    if luck is None:
        pick = np.argmax(share >= share.max(axis=1, keepdims=True) - _EQUAL, axis=1)
    else:
        pick = np.minimum((np.cumsum(share, axis=1) <= luck[:, None]).sum(axis=1), options.shape[1])
    return pick - 1


def _elected_at_once(
    worth: Floats, weights: Floats, draw: Pairs, before: tuple[Pairs, Pairs, Pairs], rule: str, luck: Floats | None
) -> Pairs:
    """Do the same for elections of all sizes, by compiled loops.

    `before` are the bargains before each, one election after the other, where those of each start, and how many they are.
    """
    bargain, start, count = before
    size = count + 1
    at, first = np.cumsum(size**2) - size**2, np.cumsum(size) - size
    support, share = np.empty(int((size**2).sum())), np.empty(int(size.sum()))
    backed_among_few(worth, weights, draw, bargain, start, count, at, SUPPORT, _GAINED[rule], support)
    elected(support, size, at, first, np.ones(len(share), dtype=np.bool_), share)
    pick = np.empty_like(size)
    picked(share, size, first, np.zeros(len(size)) if luck is None else luck, luck is not None, _EQUAL, pick)
    return pick - 1
