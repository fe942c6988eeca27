"""The probabilistic Condorcet election: how likely each of several options is to win against all others.

Every voter backs the one of two options it prefers, by its weight and by how much it prefers it; the coalitions so
formed give each option a chance against each other, and these give each option a chance to be chosen. The rules and
constants are those of the KTAB toolkit (KAPSARC; code as in lsyaseen/KTAB, commit 3b5b063, kmodel.cpp; Wise, Lester
and Efird 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.model import election_loops as loops
from foedus.model.aggregates import Floats, weighted_mean, weighted_median
from foedus.model.params import param

KTAB = "KTAB (lsyaseen/KTAB, commit 3b5b063)"

#: Support that every option has, so that no chance is 0 / 0; weights are scaled to at most `LARGEST`.
SUPPORT = 1e-8
LARGEST = 100.0

#: Bytes of a temporary array (option, option, draw) that stays near the processor. It changes no bit of the result.
NEAR_BYTES = 1 << 18

#: Differences of utility below this are rounding; far below any difference in data.
ROUNDING = 1e-12
#: Differences of utility above this get the whole vote under binary voting.
_STEP = 1e-8
#: An option of self-challenge under Markov incentive, and the least chance under binary victory.
_IDLE, _LEAST = 1e-10, 1e-6
#: Advantage in support that decides for certain under binary victory.
_DECIDES = 1.1


def _binary(d: Floats) -> Floats:
    return np.clip(np.where(np.abs(d) < ROUNDING, 0.0, d) / _STEP, -1.0, 1.0)


_VOTES: Mapping[str, Callable[[Floats], Floats]] = MappingProxyType(
    {
        "prop": lambda d: d,
        "binary": _binary,
        "cubic": lambda d: d * d * d,
        "propbin": lambda d: 0.8 * d + 0.2 * _binary(d),
        "propcbc": lambda d: 0.5 * d + 0.5 * (d * d * d),
        "asymprosp": lambda d: np.where(d > 0, d * (2 / 3), d),
    }
)
_POWERS: Mapping[str, int] = MappingProxyType({"linear": 1, "square": 2, "quartic": 4, "octic": 8})
VICTORIES = (*_POWERS, "binary")
ELECTIONS = ("markov_uniform", "markov_incentive", "conditional")


@dataclass(frozen=True)  # without slots, so that an engine can have the parameters of another base as well
class ElectionParams:
    """Parameters of an engine that holds probabilistic Condorcet elections."""

    vote: str = param(
        "prop",
        "how a voter's influence grows with how much it prefers one option: in proportion, all at once, with the cube, "
        "mixtures, or a gain counted by two thirds of a loss",
        choices=tuple(_VOTES),
        source=f"{KTAB}: VotingRule",
    )
    victory: str = param(
        "linear",
        "how the chance to win grows with the support: as its 1st, 2nd, 4th or 8th power, or all from 10 % more on",
        choices=VICTORIES,
        source=f"{KTAB}: VPModel",
    )
    election: str = param(
        "markov_uniform",
        "how chances in pairs become one distribution: challengers come equally often or as they have an incentive to, "
        "or an option must beat all others at once",
        choices=ELECTIONS,
        source=f"{KTAB}: PCEModel",
    )


def vote(rule: str, difference: Floats) -> Floats:
    """Return the vote for the first of two options, per unit of weight, given how much more utility it has."""
    return _VOTES[rule](difference)


def coalitions(utilities: Floats, weights: Floats, rule: str) -> Floats:
    """Return how strongly each option is supported against each other: C_ij = ε + Σ_k max(0, w_k v(u_ki - u_kj)).

    Parameters
    ----------
    utilities
        (draw, voter, option).
    weights
        (draw, voter), non-negative.
    rule
        One of the choices of `ElectionParams.vote`; under asymprosp both options are gains, so it equals prop.

    Returns
    -------
    array
        (draw, option, option), positive.
    """
    draws, voters, options = utilities.shape
    linear = rule in ("prop", "asymprosp")
    u = utilities * weights[:, :, None] if linear else utilities
    out = np.empty((draws, options, options))
    if linear and loops.LOOPS.serve(draws * voters * options**2 * 1.5e-9):
        loops.backed(np.ascontiguousarray(u), SUPPORT, out)
        return out
    size = max(1, NEAR_BYTES // (8 * options**2))
    for part in (slice(i, i + size) for i in range(0, draws, size)):
        # Draws last: every step runs along them.
        some, weight = np.ascontiguousarray(np.moveaxis(u[part], 0, 2)), weights[part].T
        support = np.full((options, options, some.shape[2]), SUPPORT)
        gap = np.empty_like(support)
        for k in range(voters):
            np.subtract(some[k, :, None], some[k], out=gap)
            one = gap if linear else vote(rule, gap) * weight[k]
            support += np.maximum(one, 0.0, out=gap)
        out[part] = np.moveaxis(support, 2, 0)
    return out


def chances(support: Floats, rule: str) -> Floats:
    """Return p_ij, the chance of i against j, from their support; shape as `support`, p_ij + p_ji = 1."""
    other = support.swapaxes(-1, -2)
    if rule in _POWERS:
        power = _POWERS[rule]
        mine, theirs = (support, other) if power == 1 else (support**power, other**power)
        linear: Floats = mine / (mine + theirs)
        return linear
    ramp = (support / (support + other) * (_DECIDES + 1) - 1) / (_DECIDES - 1)
    sure = 1 / (1 + _LEAST)
    binary: Floats = np.clip(ramp, 1 - sure, sure)
    return binary


def elect(support: Floats, victory: str, election: str, stands: NDArray[np.bool_] | None = None) -> Floats:
    """Return the chance of each option to be chosen.

    Parameters
    ----------
    support
        (draw, option, option), from `coalitions`.
    victory, election
        As in `ElectionParams`. The fixed points of both Markov elections are solved exactly.
    stands
        (draw, option): which options stand for election, the first of every draw among them. Default: all.

    Returns
    -------
    array
        (draw, option), each draw with sum 1; 0 for an option that does not stand.
    """
    draws, options = support.shape[:2]
    if stands is None:
        stands = np.ones((draws, options), dtype=np.bool_)
    if (victory, election) == ("linear", "markov_uniform") and loops.LOOPS.serve(draws * options**3 * 0.7e-9):
        found = np.empty(stands.shape)
        loops.elected_side_by_side(np.ascontiguousarray(support), np.ascontiguousarray(stands), found)
        return found
    p = chances(support, victory)
    if election == "conditional":
        log = np.where(stands[:, None, :], np.log(p), 0.0).sum(axis=2)
        log = np.where(stands, log, -np.inf)
        share: Floats = np.exp(log - log.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        return share
    rates = p  # an option that is favoured by chance j is replaced by i in proportion to p_ij
    if election == "markov_incentive":
        incentive = np.where(stands[:, :, None], support * p, 0.0)
        each = np.arange(p.shape[1])
        incentive[:, each, each] = SUPPORT / 2 + _IDLE
        rates = incentive * p / incentive.sum(axis=1, keepdims=True)
    return stationary(np.where(stands[:, :, None], rates, 0.0).swapaxes(1, 2), stands)


def stationary(rates: Floats, stands: NDArray[np.bool_]) -> Floats:
    """Return the stationary distribution of Markov chains by the elimination of Grassmann, Taksar and Heyman (1985).

    It subtracts nothing, so that even the smallest chance keeps its digits.

    Parameters
    ----------
    rates
        (draw, from, to): off the diagonal positive between states that stand, 0 into those that do not.
    stands
        (draw, state): the states of the chain, the first of every draw among them.

    Returns
    -------
    array
        (draw, state), each draw with sum 1.
    """
    out = np.empty(stands.shape)
    size = max(2, NEAR_BYTES // (8 * stands.shape[1] ** 2))
    for start in range(0, len(out), size):
        part = slice(start, start + size)
        # Draws last, and never one alone: every step runs along them, and sums over states have one order.
        some: slice | list[int] = part if len(out) - start > 1 else [start, start]
        found = _eliminated(np.moveaxis(rates[some], 0, 2).copy(), stands[some].T)
        out[part] = found.T[: len(out) - start]
    return out


def _eliminated(a: Floats, alive: NDArray[np.bool_]) -> Floats:
    """Solve chains (from, to, chain) and return (state, chain); `a` is used up."""
    n = len(a)
    a[:, 0] = np.where(alive, a[:, 0], 1.0)  # a state outside the chain leads into it and is never reached
    for m in range(n - 1, 0, -1):
        a[:m, m] /= a[m, :m].sum(axis=0)
        a[:m, :m] += a[:m, m, None] * a[m, None, :m]
    share = np.zeros(a.shape[1:])
    share[0] = 1.0
    for m in range(1, n):
        share[m] = (share[:m] * a[:m, m]).sum(axis=0)
    share /= share.sum(axis=0)
    return share


#: What can be reported of a distribution over positions.
OUTCOMES = ("expected", "median", "mode")

#: Chances closer than this count as equal.
_EQUAL = 1e-9


def decided(points: Floats, share: Floats, rule: str) -> Floats:
    """Return one outcome for a distribution over points.

    Parameters
    ----------
    points
        (draw, option, issue).
    share
        (draw, option), each draw with sum 1; an option with share 0 counts for nothing.
    rule
        ``"expected"``, the mean; ``"median"``, on each issue by itself; ``"mode"``, the likeliest point, among equally
        likely ones the nearest to the mean, among these the first.

    Returns
    -------
    array
        (draw, issue).
    """
    real = share > 0
    by_issue = np.ascontiguousarray(points.swapaxes(1, 2))
    # A point that nobody can choose must not widen the range, so it stands where a real one does.
    by_issue = np.where(real[:, None, :], by_issue, by_issue[np.arange(len(share)), :, np.argmax(real, axis=1), None])
    weights = np.ascontiguousarray(np.broadcast_to(share[:, None, :], by_issue.shape))
    if rule == "median":
        return weighted_median(by_issue, weights)
    mean = weighted_mean(by_issue, weights)
    if rule == "expected":
        return mean
    likeliest = share >= share.max(axis=1, keepdims=True) - _EQUAL
    away = np.where(likeliest, ((points - mean[:, None, :]) ** 2).sum(axis=2), np.inf)
    least = away.min(axis=1, keepdims=True)
    pick = np.argmax(away <= least * (1 + _EQUAL) + ROUNDING, axis=1)
    return np.take_along_axis(points, pick[:, None, None], axis=1)[:, 0]


def first_of_each(points: Floats, stands: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Tell apart the distinct points among those of the voters that stand.

    Parameters
    ----------
    points
        (draw, voter, issue), as shares of each scale; points closer than `ROUNDING` on every issue are one.
    stands
        (draw, voter).

    Returns
    -------
    tuple
        (draw, voter): whether a voter is the first of those on its point; and the index of that first one.
    """
    same = stands[:, :, None] & stands[:, None, :]
    for d in range(points.shape[2]):
        same &= np.abs(points[:, :, None, d] - points[:, None, :, d]) <= ROUNDING
    leader = np.argmax(same, axis=2)
    each = np.arange(points.shape[1])
    return stands & (leader == each), np.where(stands, leader, each)


def shared(share: Floats, leader: NDArray[np.intp], stands: NDArray[np.bool_]) -> Floats:
    """Return the chance of each point divided equally among those who stand on it, (draw, voter)."""
    on_it = (leader[:, :, None] == leader[:, None, :]) & stands[:, None, :]
    count = np.maximum(on_it.sum(axis=2), 1)
    mine: Floats = np.where(stands, np.take_along_axis(share, leader, axis=1) / count, 0.0)
    return mine
