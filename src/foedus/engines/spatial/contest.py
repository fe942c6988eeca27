"""What a challenge is worth: who would join which side, the chance to win, and what the challenger expects of it.

All is as the challenger (or another estimator) sees it, who knows every distance and guesses every attitude to risk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.loops import bests, contests, listed
from foedus.engines.spatial.params import Params
from foedus.engines.spatial.table import Table
from foedus.engines.spatial.utilities import curve
from foedus.model.aggregates import Floats
from foedus.model.election import vote

Pairs = NDArray[np.intp]
_Part = tuple[Floats, Floats, Floats, Floats, Floats]

#: Support that each side of a contest has, so that no chance is 0 / 0 (KTAB: minCltn).
_SUPPORT = 1e-10
#: Bytes of a temporary array (i, j, draw) that stays near the processor. It changes no bit of the result.
NEAR_BYTES = 1 << 18
#: The same for compiled loops, which read two such arrays over and over.
LOOP_BYTES = 1 << 19


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What every estimator h sees of a round.

    Attributes
    ----------
    distance
        (draw, actor, position): how far a position is from an actor's ideal.
    own, other
        (draw, actor): the parts of h's estimate of n's attitude to risk, own[h] + other[n].
    """

    distance: Floats
    own: Floats
    other: Floats


def _sides(mine: Floats, theirs: Floats) -> tuple[Floats, Floats]:
    """Return the support of either side from the votes of the two who contest, positive for the challenger."""
    a = _SUPPORT + np.maximum(mine, 0.0) + np.maximum(theirs, 0.0)
    b = _SUPPORT + np.maximum(-mine, 0.0) + np.maximum(-theirs, 0.0)
    return a, b


def _joined(at_i: Floats, at_j: Floats, a: Floats, b: Floats, weight: Floats, rule: str) -> Floats:
    """Return the vote of a third party under semi commitment, positive for i.

    `at_i` and `at_j` are what it loses against its own position if i's or j's position is taken. In the little contest of
    the three alone i wins with chance p; if its side loses it takes the winner's position, else it keeps its own.
    """
    raw = vote(rule, at_j - at_i) * weight
    p = (a + np.maximum(raw, 0.0)) / (a + b + np.abs(raw))
    return vote(rule, p * (at_i + at_j) - at_j) * weight


def challenges(seen: View, table: Table, params: Params) -> tuple[Floats, Floats]:
    """Return p and the expected gain of every challenge as its challenger sees it.

    Returns
    -------
    tuple
        (draw, i, j): the chance of i against j, and ΔEU = (1 - s_j) 2 u_ii + s_j (p 2 u_ii + (1 - p) 2 u_ij) - u_ii - u_ij,
        with s_j the sum of j's saliences.
    """
    d = seen.distance
    chance, gain = np.empty_like(d), np.empty_like(d)
    for k, part in _parts(seen, table, NEAR_BYTES):
        pair = _challenged(*part, params)
        chance[k], gain[k] = (np.moveaxis(a, 2, 0) for a in pair)
    return chance, gain


def challenges_put(
    seen: View, table: Table, params: Params, worth: float, equal: float
) -> tuple[tuple[Pairs, Pairs, Pairs], Floats, Floats]:
    """Return the challenges by which an actor gains most, and more than `worth`, by compiled loops, for votes in proportion.

    Returns
    -------
    tuple
        Draw, i and j of each, in their order; (challenge,) its chance; and (draw, i) what i gains, -∞ if nothing. Several of
        one actor differ by at most `equal`.
    """
    found: list[tuple[Pairs, Pairs, Pairs, Floats]] = []
    most = np.empty(table.power.shape)
    for k, part in _parts(seen, table, LOOP_BYTES):
        n, _, draws = part[0].shape
        chance, gain = np.empty_like(part[0]), np.empty_like(part[0])
        contests(*part, _SUPPORT, params.commitment == "semi", chance, gain)
        best, count = np.empty((n, draws)), np.empty((n, draws))
        bests(gain, np.ascontiguousarray(table.stands[k].T), worth, equal, best, count)
        most[k] = best.T
        ends = np.concatenate([[0], np.cumsum(count.T)]).astype(np.intp)
        at = ends[np.arange(draws)[:, None] * n + np.arange(n + 1)]
        draw, i, j = (np.empty(ends[-1], dtype=np.intp) for _ in range(3))
        mine = np.empty(len(draw))
        listed(gain, chance, best, equal, k.start, at, draw, i, j, mine)
        found.append((draw, i, j, mine))
    draw, i, j, mine = (np.concatenate(a) for a in zip(*found, strict=True))
    return (draw, i, j), mine, most


def _parts(seen: View, table: Table, near: int) -> Iterator[tuple[slice, _Part]]:
    """Yield a few draws after the other: which, and what `_challenged` needs of them, the draws last."""
    d = seen.distance
    size = near // (8 * d.shape[1] ** 2)
    size = max(1, size - size % 8)  # a processor takes up to eight numbers in one step
    for k in (slice(i, i + size) for i in range(0, len(d), size)):
        own, other, power, care = (_turned(a[k]) for a in (seen.own, seen.other, table.power, table.resolve))
        yield k, (_turned(d[k]), own, other, power, care)


def _turned(values: Floats) -> Floats:
    """Return the draws as the last axis, along which the processor then runs."""
    return np.ascontiguousarray(values.T if values.ndim == 2 else values.transpose(1, 2, 0))


def _challenged(
    d: Floats, own: Floats, other: Floats, power: Floats, resolve: Floats, params: Params
) -> tuple[Floats, Floats]:
    """Do the same for a few draws: (actor, position, draw) and (actor, draw) to (i, j, draw)."""
    rule = params.vote
    each, g = np.arange(len(d)), curve(d)
    # Losses against the own position, by the challenger's estimate (axis 0) of the attitude of the one who loses.
    d_own, g_own = d[each, each], g[each, each]
    d_more, g_more = d - d_own[:, None], g - g_own[:, None]
    of_i = d_more - (own + other)[:, None] * g_more  # u_ii - u_ij
    of_j = d_more.swapaxes(0, 1) - (own[:, None] + other[None]) * g_more.swapaxes(0, 1)  # u_jj - u_ji
    a, b = _sides(vote(rule, of_i) * power[:, None], vote(rule, -of_j) * power[None])
    if params.commitment == "semi":  # under the two others a third party stakes the same on either side: it stays out
        with_third_parties = _in_proportion if rule == "prop" else _with_third_parties
        a, b = with_third_parties(own, other, power, a, b, d_more, g_more, rule)
    p = a / (a + b)
    # u_ii falls out, since ΔEU = (u_ii - u_ij) (1 - 2 s_j (1 - p)).
    gain: Floats = of_i * (1 - 2 * resolve[None] * (1 - p))
    return p, gain


def _with_third_parties(
    own: Floats, other: Floats, power: Floats, a: Floats, b: Floats, d_more: Floats, g_more: Floats, rule: str
) -> tuple[Floats, Floats]:
    to_i, to_j = a.copy(), b.copy()
    for k in range(len(a)):
        risk = own + other[k]
        at_j = d_more[k] - risk[:, None] * g_more[k]
        at_i = d_more[k] - risk * g_more[k]
        joins = _joined(at_i[:, None], at_j, a, b, power[k], rule)
        joins[k], joins[:, k] = 0.0, 0.0
        to_i += np.maximum(joins, 0.0)
        to_j -= np.minimum(joins, 0.0, out=joins)
    return to_i, to_j


def _in_proportion(
    own: Floats, other: Floats, power: Floats, a: Floats, b: Floats, d_more: Floats, g_more: Floats, _rule: str
) -> tuple[Floats, Floats]:
    """Do the same for votes in proportion, where weights can be drawn into the losses.

    A third party joins by (a + max(0, r)) / (a + b + |r|) with r its own vote, which is as good as different for every
    three actors and has no sum in closed form: n³ of these fourteen steps are the floor of the model's cost.
    """
    d, g = d_more * power[:, None], g_more * power[:, None]
    both = a + b
    gained, joined = np.zeros_like(a), np.zeros_like(a)
    at_j, raw, p = (np.empty_like(a) for _ in range(3))
    for k in range(len(a)):
        risk = own + other[k]
        at_i = (d[k] - risk * g[k])[:, None]
        np.multiply(risk[:, None], g[k], out=at_j)
        np.subtract(d[k], at_j, out=at_j)
        np.subtract(at_j, at_i, out=raw)
        np.maximum(raw, 0.0, out=p)
        p += a
        np.abs(raw, out=raw)
        raw += both
        p /= raw
        np.add(at_i, at_j, out=raw)
        p *= raw
        p -= at_j
        p[k], p[:, k] = 0.0, 0.0
        joined += p
        gained += np.maximum(p, 0.0, out=p)
    return a + gained, b + (gained - joined)


def chance_seen_by(
    seen: View, table: Table, params: Params, at: tuple[NDArray[np.intp], ...], by: NDArray[np.intp]
) -> Floats:
    """Return the chance of i against j as another actor estimates it, for single pairs.

    Parameters
    ----------
    at
        (pair,) each: draw, i, j.
    by
        (pair,): the estimator.

    Returns
    -------
    array
        (pair,).
    """
    draw, i, j = at
    d = seen.distance[draw]
    g = curve(d)
    risk = seen.own[draw, by][:, None] + seen.other[draw]
    power = table.power[draw]
    each = np.arange(len(draw))
    n = np.arange(d.shape[1])
    loss = d - risk[:, :, None] * g
    own = loss[:, n, n]
    at_i, at_j = loss[each, :, i] - own, loss[each, :, j] - own
    mine, theirs = vote(params.vote, at_j - at_i)[each, i], vote(params.vote, at_j - at_i)[each, j]
    a, b = _sides(mine * power[each, i], theirs * power[each, j])
    if params.commitment == "semi":
        joins = _joined(at_i, at_j, a[:, None], b[:, None], power, params.vote)
        joins[each, i] = 0.0
        joins[each, j] = 0.0
        a, b = a + np.maximum(joins, 0.0).sum(axis=1), b + np.maximum(-joins, 0.0).sum(axis=1)
    chance: Floats = a / (a + b)
    return chance
