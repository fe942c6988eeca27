"""The steps of a round of the authors' code at q = 1, as loops that can be compiled.

They do what `probabilities.support`, `probabilities.as_coded`, `security.exponents` (its sum), `utilities.contest`, `offers.offers` and `offers.choose` do, operation by
operation; those say what it means. The draws run innermost. A loop writes one array and reads few, or the compiler does
not see that they are apart and takes one number after the other.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from foedus.model.aggregates import TIE, Floats
from foedus.model.compiled import Loops

LOOPS = Loops()

_TINY = float(np.finfo(np.float64).tiny)
_FAR = 1e300
_NONE = 255.0


@LOOPS.add("f8[:, ::1], f8[::1], f8[:, :, :, ::1]")
def bases(x: Floats, spread: Floats, out: Floats) -> None:
    """Write the distances, and one half more and less half of each, in shares of the spread, into `out` (3, i, j, draw).

    `x` is (actor, draw), in the order of the positions.
    """
    n, draws = x.shape
    for i in range(n):
        for j in range(n):
            gap, more, less = out[0, i, j], out[1, i, j], out[2, i, j]
            for d in range(draws):
                gap[d] = abs(x[i, d] - x[j, d]) / spread[d]
            for d in range(draws):
                more[d] = 0.5 + 0.5 * gap[d]
            for d in range(draws):
                less[d] = 0.5 - 0.5 * gap[d]


@LOOPS.add("f8[:, :, ::1], f8[:, ::1], f8[:, :, ::1], f8[:, ::1], f8[:, :, ::1], f8[::1]")
def supports(gaps: Floats, weights: Floats, felt: Floats, below: Floats, total: Floats, whole: Floats) -> None:
    """Write the support into `total` (i, j, draw) and twice its sum, or the least number, into `whole` (draw,)."""
    n, draws = weights.shape
    for k in range(n):
        for a in range(n):
            row, gap, weight = felt[k, a], gaps[k, a], weights[k]
            for d in range(draws):
                row[d] = weight[d] * gap[d]
    for a in range(n):
        run, row = below[a], felt[0, a]
        for d in range(draws):
            run[d] = row[d]
    for i in range(n):
        for j in range(i, n):
            out, here, there = total[i, j], below[i], below[j]
            for d in range(draws):
                out[d] = there[d] - here[d]
        if i + 1 < n:
            for a in range(n):
                run, row = below[a], felt[i + 1, a]
                for d in range(draws):
                    run[d] += row[d]
    for i in range(n):
        for j in range(i + 2, n):
            out = total[i, j]
            for k in range(i + 1, j):
                far, near = felt[k, j], felt[k, i]
                for d in range(draws):
                    gain = far[d] - near[d]
                    out[d] += gain if gain > 0.0 else 0.0
    for j in range(1, n):
        for i in range(j):
            out, upper, here, there = total[j, i], total[i, j], below[i], below[j]
            for d in range(draws):
                out[d] = upper[d] - (there[d] - here[d])
    for d in range(draws):
        whole[d] = 0.0
    part = below[0]
    for i in range(n):
        for d in range(draws):
            part[d] = 0.0
        for j in range(n):
            out = total[i, j]
            for d in range(draws):
                out[d] = out[d] if out[d] > 0.0 else 0.0
            for d in range(draws):
                part[d] += out[d]
        for d in range(draws):
            whole[d] += part[d]
    for d in range(draws):
        whole[d] = 2.0 * whole[d]
    for d in range(draws):
        whole[d] = whole[d] if whole[d] > _TINY else _TINY


@LOOPS.add("f8[:, :, ::1], f8[:, :, ::1], f8[:, ::1], f8[:, :, ::1], f8[::1], f8[:, ::1], f8[:, ::1]")
def threats(lost: Floats, won: Floats, alone: Floats, total: Floats, whole: Floats, salience: Floats, out: Floats) -> None:
    """Write the sum of what challenging i would bring each other actor, in the view of i, into `out` (i, draw)."""
    n, draws = salience.shape
    one, own = np.empty(draws), np.empty(draws)
    for i in range(n):
        add, care, alive = out[i], salience[i], alone[i]
        for d in range(draws):
            add[d] = 0.0
        for j in range(n):
            loss, win, back = lost[i, j], won[i, j], total[j, i]
            for d in range(draws):
                one[d] = (alive[d] - win[d]) * 4.0 - (1.0 - back[d] / whole[d]) * care[d] * ((loss[d] - win[d]) * 4.0)
            for d in range(draws):
                add[d] += one[d]
            if i == j:
                for d in range(draws):
                    own[d] = one[d]
        for d in range(draws):
            add[d] -= own[d]


@LOOPS.add(
    "f8[:, ::1], f8[::1], f8[:, :, ::1], f8[:, :, ::1], f8[:, ::1], f8[:, :, ::1], f8[::1], f8[:, ::1], b1, b1, "
    "f8[:, :, ::1], i1[:, ::1], i2[:, ::1]"
)  # fmt: skip
def moves(
    x: Floats, spread: Floats, lost: Floats, won: Floats, alone: Floats, total: Floats, whole: Floats, salience: Floats,
    repaired: bool, stronger: bool, out: Floats, kind: Any, proposer: Any,
) -> None:  # fmt: skip
    """Write what every actor does: position and both utilities into `out` (3, i, draw), and kind and proposer (i, draw).

    NaN utilities, kind 0 and proposer -1 stand for staying.
    """
    n, draws = x.shape
    own, other, rank = np.empty((n, draws)), np.empty((n, draws)), np.empty((n, draws))
    judged, margin = np.empty((3, n, draws)), np.empty((3, draws))
    strong, low = (1, 2) if stronger else (2, 1)
    best = np.empty(draws)
    for d in range(draws):
        margin[0, d] = TIE * spread[d]
        margin[low, d] = TIE * spread[d]
        margin[strong, d] = TIE
    for i in range(n):
        here, alive, care = x[i], alone[i], salience[i]
        for d in range(draws):
            best[d] = _NONE
        for j in range(n):
            loss, win, p, q, theirs = lost[i, j], won[i, j], total[i, j], total[j, i], salience[j]
            mine, yours, kin, to, small, there = own[j], other[j], rank[j], judged[low, j], judged[0, j], x[j]
            for d in range(draws):
                mine[d] = (alive[d] - win[d]) * 4.0 - (1.0 - p[d] / whole[d]) * theirs[d] * ((loss[d] - win[d]) * 4.0)
            for d in range(draws):
                yours[d] = (alive[d] - win[d]) * 4.0 - (1.0 - q[d] / whole[d]) * care[d] * ((loss[d] - win[d]) * 4.0)
            for d in range(draws):
                a, b = mine[d], yours[d]
                found = _NONE
                found = 2.0 if repaired & (a < -TIE) & (b > TIE) & (b < TIE - a - 2 * TIE) else found
                found = 1.0 if (a < -TIE) & (b > TIE - a) else found
                found = 0.0 if (a > TIE) & (b > a + TIE) else found
                kin[d] = found if there[d] - here[d] != 0.0 else _NONE
            for d in range(draws):
                part = 1.0 if kin[d] == 1.0 else 0.0
                short = (mine[d] + yours[d]) * part / (yours[d] * part + (1.0 - part))
                to[d] = there[d] - (there[d] - here[d]) * short
            for d in range(draws):
                part = 1.0 if kin[d] == 1.0 else 0.0
                way = there[d] - here[d]
                between = way * mine[d] / ((yours[d] - mine[d]) * part + (1.0 - part)) + there[d]
                small[d] = between * part + (1.0 - part) * abs(way)
            away = judged[strong, j]
            for d in range(draws):
                away[d] = -yours[d]
            for d in range(draws):
                best[d] = kin[d] if kin[d] < best[d] else best[d]
        for j in range(n):
            kin = rank[j]
            for d in range(draws):
                kin[d] = kin[d] if kin[d] == best[d] else _NONE
        for c in range(3):
            for d in range(draws):
                best[d] = _FAR
            for j in range(n):
                kin, value = rank[j], judged[c, j]
                for d in range(draws):
                    one = value[d] if kin[d] < _NONE else _FAR
                    best[d] = one if one < best[d] else best[d]
            for d in range(draws):
                best[d] += margin[c, d]
            for j in range(n):
                kin, value = rank[j], judged[c, j]
                for d in range(draws):
                    kin[d] = kin[d] if value[d] <= best[d] else _NONE
        for d in range(draws):
            pick = 0
            while pick < n and rank[pick, d] == _NONE:
                pick += 1
            if pick == n:
                out[0, i, d], out[1, i, d], out[2, i, d] = here[d], np.nan, np.nan
                proposer[i, d], kind[i, d] = -1, 0
            else:
                end = max(judged[low, pick, d], x[0, d])
                out[0, i, d], out[1, i, d], out[2, i, d] = min(end, x[n - 1, d]), own[pick, d], other[pick, d]
                proposer[i, d], kind[i, d] = pick, int(rank[pick, d]) + 1
