"""What a challenge is worth: who would join which side, the chance to win, and what the challenger expects of it.

All is as the challenger (or another estimator) sees it, who knows every distance and guesses every attitude to risk.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.params import Params
from foedus.engines.spatial.table import Table
from foedus.engines.spatial.utilities import curve
from foedus.model.aggregates import Floats
from foedus.model.election import vote

#: Support that each side of a contest has, so that no chance is 0 / 0 (KTAB: minCltn).
_SUPPORT = 1e-10
#: Bytes of a temporary array (draw, i, j) that stays near the processor. It changes no bit of the result.
NEAR_BYTES = 1 << 17


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What every estimator h sees of a round.

    Attributes
    ----------
    distance, curved
        (draw, actor, position): how far a position is from an actor's ideal, and `curve` of it.
    own, other
        (draw, actor): the parts of h's estimate of n's attitude to risk, own[h] + other[n].
    """

    distance: Floats
    curved: Floats
    own: Floats
    other: Floats


def view(distance: Floats, own: Floats, other: Floats) -> View:
    """Return the view that follows from the distances; see `View`."""
    return View(distance, curve(distance), own, other)


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
    d, g = seen.distance, seen.curved
    power, rule = table.power, params.vote
    n = d.shape[1]
    each = np.arange(n)
    # Losses against the own position, by the challenger's estimate (axis 1) of the attitude of the one who loses.
    d_own, g_own = d[:, each, each], g[:, each, each]
    d_more, g_more = d - d_own[:, :, None], g - g_own[:, :, None]
    of_i = d_more - (seen.own + seen.other)[:, :, None] * g_more  # u_ii - u_ij
    of_j = (d_more - (seen.own[:, None, :] + seen.other[:, :, None]) * g_more).swapaxes(1, 2)  # u_jj - u_ji
    a, b = _sides(vote(rule, of_i) * power[:, :, None], vote(rule, -of_j) * power[:, None, :])
    if params.commitment == "semi":  # under the two others a third party stakes the same on either side: it stays out
        a, b = _with_third_parties(seen, table, rule, a, b, d_more, g_more)
    p = a / (a + b)
    u_ii = 1 - d_own + (seen.own + seen.other) * g_own
    u_ij = u_ii[:, :, None] - of_i
    s = np.minimum(table.salience.sum(axis=2), 1.0)[:, None, :]
    win, lose = 2 * u_ii[:, :, None], 2 * u_ij
    gain = (1 - s) * win + s * (p * win + (1 - p) * lose) - u_ii[:, :, None] - u_ij
    return p, gain


def _with_third_parties(
    seen: View, table: Table, rule: str, a: Floats, b: Floats, d_more: Floats, g_more: Floats
) -> tuple[Floats, Floats]:
    if rule == "prop":
        return _in_proportion(seen, table, a, b, d_more, g_more)
    to_i, to_j = a.copy(), b.copy()
    for k in range(a.shape[1]):
        risk = seen.own + seen.other[:, k, None]
        at_j = d_more[:, k, None, :] - risk[:, :, None] * g_more[:, k, None, :]
        at_i = d_more[:, k, :] - risk * g_more[:, k, :]
        joins = _joined(at_i[:, :, None], at_j, a, b, table.power[:, k, None, None], rule)
        joins[:, k, :] = 0.0
        joins[:, :, k] = 0.0
        to_i += np.maximum(joins, 0.0)
        to_j += np.maximum(-joins, 0.0)
    return to_i, to_j


def _in_proportion(
    seen: View, table: Table, a: Floats, b: Floats, d_more: Floats, g_more: Floats
) -> tuple[Floats, Floats]:
    """Do the same for votes in proportion, where weights can be drawn into the losses; most of the time goes here."""
    w = table.power[:, :, None]
    d, g = d_more * w, g_more * w
    size = max(1, NEAR_BYTES // (8 * a.shape[1] ** 2))
    parts = [
        _few_in_proportion(seen.own[k], seen.other[k], a[k], b[k], d[k], g[k])
        for k in (slice(i, i + size) for i in range(0, len(a), size))
    ]
    to_i, to_j = (np.concatenate(side) for side in zip(*parts, strict=True))
    return to_i, to_j


def _few_in_proportion(
    own: Floats, other: Floats, a: Floats, b: Floats, d: Floats, g: Floats
) -> tuple[Floats, Floats]:
    both = a + b
    gained, joined = np.zeros_like(a), np.zeros_like(a)
    at_j, raw, p = (np.empty_like(a) for _ in range(3))
    for k in range(a.shape[1]):
        risk = own + other[:, k, None]
        at_i = (d[:, k, :] - risk * g[:, k, :])[:, :, None]
        np.multiply(risk[:, :, None], g[:, k, None, :], out=at_j)
        np.subtract(d[:, k, None, :], at_j, out=at_j)
        np.subtract(at_j, at_i, out=raw)
        np.maximum(raw, 0.0, out=p)
        p += a
        np.abs(raw, out=raw)
        raw += both
        p /= raw
        np.add(at_i, at_j, out=raw)
        p *= raw
        p -= at_j
        p[:, k, :] = 0.0
        p[:, :, k] = 0.0
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
    d, g = seen.distance[draw], seen.curved[draw]
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
