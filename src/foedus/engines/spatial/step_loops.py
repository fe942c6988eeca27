"""The steps of a round between contests and elections, as loops that can be compiled.

They do what `bargains`, `choice`, `utilities` and `solve` do, operation by operation; those say what it means.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.loops import LOOPS
from foedus.model.aggregates import Floats

Whole = NDArray[np.intp]


@LOOPS.add(
    "f8[:, :, ::1], f8[:, :, ::1], i8[::1], i8[::1], i8[::1], f8[::1], b1, f8, f8, f8[:, ::1], f8[:, ::1]"
)
def struck(
    points: Floats, salience: Floats, draw: Whole, i: Whole, j: Whole, p: Floats, squared: bool, hold: float, steps: float,
    point_i: Floats, point_j: Floats,
) -> None:  # fmt: skip
    """Write what `bargains._struck` returns for s1p1 and s2p2, (bargain, issue), on a grid of 1 / `steps`."""
    issues = points.shape[2]
    for b in range(len(draw)):
        here, there, s, t = points[draw[b], i[b]], points[draw[b], j[b]], salience[draw[b], i[b]], salience[draw[b], j[b]]
        wins = p[b]
        loses = 1 - wins
        for d in range(issues):
            x, y = here[d], there[d]
            w, v = s[d] * wins, t[d] * loses
            if squared:
                w, v = w * w, v * v
            low, high = (x, y) if x < y else (y, x)
            to_i = np.floor(((w + hold) * x + v * y) / (w + hold + v) * steps + 0.5 + 1e-7) / steps
            to_j = np.floor((w * x + (v + hold) * y) / (w + hold + v) * steps + 0.5 + 1e-7) / steps
            to_i = to_i if to_i > low else low
            to_j = to_j if to_j > low else low
            point_i[b, d] = to_i if to_i < high else high
            point_j[b, d] = to_j if to_j < high else high


@LOOPS.add("i8[::1], i8[::1], i8[::1], i8, i8[::1], i8[::1], i8[::1]")
def brought(draw: Whole, i: Whole, j: Whole, actors: int, free: Whole, bargain: Whole, incoming: Whole) -> None:
    """Write the bargains before each actor one after the other, its own first, and whether others put them to it.

    `free` (draw x actor,) says where those of each begin; it becomes where they end.
    """
    for b in range(len(draw)):
        owner = draw[b] * actors + i[b]
        bargain[free[owner]], incoming[free[owner]] = b, 0
        free[owner] += 1
    for b in range(len(draw)):
        owner = draw[b] * actors + j[b]
        bargain[free[owner]], incoming[free[owner]] = b, 1
        free[owner] += 1


@LOOPS.add(
    "i8[::1], i8[::1], i8[::1], i8[::1], i8[::1], i8[::1], i8[::1], f8[:, ::1], f8[:, ::1], f8[:, :, ::1], i8[:, ::1]"
)
def chose(
    start: Whole, pick: Whole, owners: Whole, bargain: Whole, incoming: Whole, i: Whole, j: Whole, point_i: Floats,
    point_j: Floats, points: Floats, partner: Whole,
) -> None:  # fmt: skip
    """Write where the bargains that were picked leave those who took them, and with whom they struck them."""
    actors, issues = points.shape[1:]
    for e in range(len(pick)):
        if pick[e] < 0:
            continue
        at = start[e] + pick[e]
        b, w, a = bargain[at], owners[e] // actors, owners[e] % actors
        there = point_j[b] if incoming[at] else point_i[b]
        for d in range(issues):
            points[w, a, d] = there[d]
        partner[w, a] = i[b] if incoming[at] else j[b]


@LOOPS.add("i8[::1], i8[::1], i8[::1], i8[::1], i8, i8[:, :, ::1]")
def put_to(live: Whole, draw: Whole, i: Whole, j: Whole, t: int, challenged: Whole) -> None:
    """Write whom each actor put a bargain to in round `t`; `draw` counts in `live`, and the first of several stays."""
    for b in range(len(draw) - 1, -1, -1):
        challenged[live[draw[b]], t, i[b]] = j[b]


@LOOPS.add("f8[:, ::1], b1[:, ::1], f8, f8, f8[:, ::1]")
def averse(share: Floats, stands: Any, low: float, equal: float, out: Floats) -> None:
    """Write what `utilities.attitudes` makes of chances of election, (draw, actor)."""
    for w in range(len(share)):
        mine, there = share[w], stands[w]
        most, least = mine[0], np.inf
        for k in range(len(mine)):
            most = mine[k] if mine[k] > most else most
            least = mine[k] if there[k] and mine[k] < least else least
        spread = most - least
        for k in range(len(mine)):
            out[w, k] = low + (1 - low) * ((mine[k] - least) / spread) if there[k] and spread > equal else 0.0


@LOOPS.add(
    "f8[:, :, :, ::1], f8[:, :, ::1], f8[:, ::1], f8[:, ::1], f8[::1], f8[::1], i8[:, ::1], i8[:, ::1], f8[:, :, :, ::1]"
)
def restored(
    points: Floats, given: Floats, low: Floats, high: Floats, lower: Floats, width: Floats, actors: Whole, issues: Whole,
    out: Floats,
) -> None:  # fmt: skip
    """Write `points` (draw, round, actor, issue) in the unit of each issue and in the order of the inputs.

    `given` is (draw, actor, issue) in that order, `low` and `high` are (draw, issue), `lower` and `width` (issue,).
    """
    draws, rounds, n, m = points.shape
    for w in range(draws):
        for t in range(rounds):
            for k in range(n):
                a = actors[w, k]
                now, first, own, to = points[w, t, k], points[w, 0, k], given[w, a], out[w, t, a]
                for q in range(m):
                    d = issues[w, q]
                    x = lower[d] + now[q] * width[d]
                    x = x if x > low[w, d] else low[w, d]
                    x = x if x < high[w, d] else high[w, d]
                    to[d] = own[d] if now[q] == first[q] or np.isnan(own[d]) else x


@LOOPS.add("i8[:, :, ::1], i8[:, :, ::1], f8[:, :, ::1], i8[:, ::1], i2[:, :, ::1], i2[:, :, ::1], f8[:, :, ::1]")
def renamed(
    challenged: Whole, partner: Whole, gain: Floats, actors: Whole, challenged_out: Any, partner_out: Any, gain_out: Floats
) -> None:
    """Write who challenged whom, who was whose partner, and the gains, (draw, round, actor), as the inputs number the actors."""
    draws, rounds, n = gain.shape
    for w in range(draws):
        name = actors[w]
        for t in range(rounds):
            for k in range(n):
                a, one, two = name[k], challenged[w, t, k], partner[w, t, k]
                challenged_out[w, t, a] = name[one] if one >= 0 else -1
                partner_out[w, t, a] = name[two] if two >= 0 else -1
                gain_out[w, t, a] = gain[w, t, k]
