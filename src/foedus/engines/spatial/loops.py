"""What contests promise and what bargains are worth, as loops that can be compiled.

They do what `contest` and `choice` do, operation by operation; those say what it means.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.model.aggregates import Floats
from foedus.model.compiled import Loops

LOOPS = Loops()

Whole = NDArray[np.intp]


@LOOPS.add(
    "f8[:, :, ::1], f8[:, ::1], f8[:, ::1], f8[:, ::1], f8[:, ::1], f8, b1, f8[:, :, ::1], f8[:, :, ::1]"
)
def contests(
    d: Floats, own: Floats, other: Floats, power: Floats, resolve: Floats, support: float, thirds: bool, chance: Floats,
    gain: Floats,
) -> None:  # fmt: skip
    """Write what `contest._challenged` returns for votes in proportion, with third parties or without.

    `d`, `chance` and `gain` are (i, j, draw), the others (actor, draw); `d` is used up. `support` is what either side has at least. The draws run innermost; a loop writes one array or two and reads few, or the compiler does not see
    that they are apart and takes one number after the other.
    """
    n, _, draws = d.shape
    a, b, joined, gained = np.empty((n, draws)), np.empty((n, draws)), np.empty((n, draws)), np.empty((n, draws))
    risk, at, p = np.empty(draws), np.empty(draws), np.empty(draws)
    g = np.empty_like(d)
    for i in range(n):
        for j in range(n):
            for w in range(draws):
                g[i, j, w] = d[i, j, w] * (1.0 - d[i, j, w])
        for w in range(draws):
            at[w] = d[i, i, w]
        for w in range(draws):
            p[w] = g[i, i, w]
        for j in range(n):
            for w in range(draws):
                d[i, j, w] -= at[w]
            for w in range(draws):
                g[i, j, w] -= p[w]
    d_power, g_power = np.empty_like(d), np.empty_like(d)
    for k in range(n):
        for j in range(n):
            for w in range(draws):
                d_power[k, j, w] = d[k, j, w] * power[k, w]
            for w in range(draws):
                g_power[k, j, w] = g[k, j, w] * power[k, w]
    for i in range(n):
        for j in range(n):
            # Losses by i's estimate: of i if j's position is taken, and of j if i's is.
            for w in range(draws):
                gain[i, j, w] = d[i, j, w] - (own[i, w] + other[i, w]) * g[i, j, w]
            for w in range(draws):
                p[w] = d[j, i, w] - (own[i, w] + other[j, w]) * g[j, i, w]
            for w in range(draws):
                at[w] = gain[i, j, w] * power[i, w]
            for w in range(draws):
                p[w] = -p[w] * power[j, w]
            for w in range(draws):
                a[j, w] = support + (at[w] if at[w] > 0.0 else 0.0) + (p[w] if p[w] > 0.0 else 0.0)
            for w in range(draws):
                b[j, w] = support + (-at[w] if at[w] < 0.0 else 0.0) + (-p[w] if p[w] < 0.0 else 0.0)
        if thirds:
            joined[:] = 0.0
            gained[:] = 0.0
            for k in range(n):
                if k == i:
                    continue
                for w in range(draws):
                    risk[w] = own[i, w] + other[k, w]
                for w in range(draws):
                    at[w] = d_power[k, i, w] - risk[w] * g_power[k, i, w]
                for j in range(n):
                    if j == k:
                        continue
                    for w in range(draws):
                        at_j = d_power[k, j, w] - risk[w] * g_power[k, j, w]
                        raw = at_j - at[w]
                        share = ((raw if raw > 0.0 else 0.0) + a[j, w]) / (abs(raw) + (a[j, w] + b[j, w]))
                        p[w] = share * (at[w] + at_j) - at_j
                    for w in range(draws):
                        joined[j, w] += p[w]
                        gained[j, w] += p[w] if p[w] > 0.0 else 0.0
            for j in range(n):
                for w in range(draws):
                    b[j, w] += gained[j, w] - joined[j, w]
                for w in range(draws):
                    a[j, w] += gained[j, w]
        for j in range(n):
            for w in range(draws):
                chance[i, j, w] = a[j, w] / (a[j, w] + b[j, w])
            for w in range(draws):
                gain[i, j, w] *= 1.0 - 2.0 * resolve[j, w] * (1.0 - chance[i, j, w])


@LOOPS.add("f8[:, :, ::1], b1[:, ::1], f8, f8, f8[:, ::1], f8[:, ::1]")
def bests(gain: Floats, stands: NDArray[np.bool_], worth: float, equal: float, best: Floats, count: Floats) -> None:
    """Write the most that each actor can gain, (i, draw), and the number of challenges that promise it, (i, draw).

    `gain` is (i, j, draw) and becomes negative where a challenge is worth nothing or not open; `stands` is (actor, draw).
    """
    n, _, draws = gain.shape
    far = np.empty(draws)
    for i in range(n):
        most, many, mine = best[i], count[i], stands[i]
        for w in range(draws):
            most[w], many[w] = -np.inf, 0.0
        for j in range(n):
            row, yours = gain[i, j], stands[j]
            for w in range(draws):
                row[w] = row[w] if (row[w] > worth) & mine[w] & yours[w] & (i != j) else -np.inf
            for w in range(draws):
                most[w] = row[w] if row[w] > most[w] else most[w]
        for w in range(draws):
            far[w] = most[w] - equal if most[w] > 0.0 else np.inf
        for j in range(n):
            row = gain[i, j]
            for w in range(draws):
                many[w] += 1.0 if row[w] >= far[w] else 0.0


@LOOPS.add("f8[:, :, ::1], f8[:, :, ::1], f8[:, ::1], f8, i8, i8[:, ::1], i8[::1], i8[::1], i8[::1], f8[::1]")
def listed(
    gain: Floats, chance: Floats, best: Floats, equal: float, start: int, at: Whole, draw: Whole, i: Whole, j: Whole,
    mine: Floats,
) -> None:  # fmt: skip
    """Write the challenges that `bests` counted: the draw, from `start` on, the two actors and the chance of the first.

    `at` (draw, i and one more) says where those of each actor begin.
    """
    n, _, draws = gain.shape
    for w in range(draws):
        for a in range(n):
            b = 0
            for k in range(at[w, a], at[w, a + 1]):
                while not gain[a, b, w] >= best[a, w] - equal:
                    b += 1
                draw[k], i[k], j[k], mine[k] = start + w, a, b, chance[a, b, w]
                b += 1


@LOOPS.add("f8[:, :, ::1], f8[:, :, ::1], f8[:, :, ::1], f8[:, :, ::1]")
def apart(ideals: Floats, share: Floats, points: Floats, out: Floats) -> None:
    """Write what `utilities.distances` returns; `ideals` and `share` are (draw, actor, issue), `points` (draw, issue, point)."""
    draws, actors, issues = ideals.shape
    for w in range(draws):
        for a in range(actors):
            far = out[w, a]
            for d in range(issues):
                wish, part, there = ideals[w, a, d], share[w, a, d], points[w, d]
                if issues == 1:
                    for k in range(len(there)):
                        far[k] = abs((wish - there[k]) * part)
                elif d == 0:
                    for k in range(len(there)):
                        step = (wish - there[k]) * part
                        far[k] = step * step
                else:
                    for k in range(len(there)):
                        step = (wish - there[k]) * part
                        far[k] += step * step
            if issues > 1:
                for k in range(len(far)):
                    step = np.sqrt(far[k])
                    far[k] = step if step < 1.0 else 1.0


@LOOPS.add(
    "f8[:, :, ::1], f8[:, :, ::1], f8[:, :, ::1], f8[:, ::1], f8[::1], i8[::1], i8[::1], i8[::1], f8[:, ::1], f8[:, ::1], "
    "f8[:, ::1]"
)
def worths(
    ideals: Floats, share: Floats, now: Floats, risk: Floats, standing: Floats, draw: Whole, i: Whole, j: Whole,
    point_i: Floats, point_j: Floats, out: Floats,
) -> None:  # fmt: skip
    """Write what `choice._worth` returns, (bargain, voter).

    `ideals` and `share` are (draw, issue, voter), `now` is (draw, position, voter), `risk` (draw, voter), `standing` (draw,).
    """
    issues, voters = ideals.shape[1:]
    to_i, to_j = np.empty(voters), np.empty(voters)
    for b in range(len(draw)):
        w, a, c = draw[b], i[b], j[b]
        for d in range(issues):
            x, y = point_i[b, d], point_j[b, d]
            if issues == 1:
                for k in range(voters):
                    to_i[k] = abs((ideals[w, d, k] - x) * share[w, d, k])
                for k in range(voters):
                    to_j[k] = abs((ideals[w, d, k] - y) * share[w, d, k])
            elif d == 0:
                for k in range(voters):
                    step = (ideals[w, d, k] - x) * share[w, d, k]
                    to_i[k] = step * step
                for k in range(voters):
                    step = (ideals[w, d, k] - y) * share[w, d, k]
                    to_j[k] = step * step
            else:
                for k in range(voters):
                    step = (ideals[w, d, k] - x) * share[w, d, k]
                    to_i[k] += step * step
                for k in range(voters):
                    step = (ideals[w, d, k] - y) * share[w, d, k]
                    to_j[k] += step * step
        if issues > 1:
            for k in range(voters):
                step = np.sqrt(to_i[k])
                to_i[k] = step if step < 1.0 else 1.0
            for k in range(voters):
                step = np.sqrt(to_j[k])
                to_j[k] = step if step < 1.0 else 1.0
        for k in range(voters):
            at_i = to_i[k] * (1.0 - to_i[k]) * risk[w, k] - to_i[k] - now[w, a, k]
            at_j = to_j[k] * (1.0 - to_j[k]) * risk[w, k] - to_j[k] - now[w, c, k]
            out[b, k] = (at_i + at_j) / standing[w]


@LOOPS.add("f8[::1], i8[::1], i8[::1], f8[::1], b1, f8, i8[::1]")
def picked(share: Floats, size: Whole, first: Whole, luck: Floats, by_luck: bool, equal: float, out: Whole) -> None:
    """Write the option chosen in each election: by its number in [0, 1), or the first of the likeliest within `equal`."""
    for e in range(len(size)):
        at, last = first[e], size[e] - 1
        pick = 0
        if by_luck:
            past = share[at]
            while pick < last and past <= luck[e]:
                pick += 1
                past += share[at + pick]
        else:
            most = share[at]
            for k in range(1, last + 1):
                most = max(most, share[at + k])
            while share[at + pick] < most - equal:
                pick += 1
        out[e] = pick
