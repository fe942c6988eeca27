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
            row, bent = d[i, j], g[i, j]
            for w in range(draws):
                bent[w] = row[w] * (1.0 - row[w])
        for values in (d, g):
            for w in range(draws):
                at[w] = values[i, i, w]
            for j in range(n):
                row = values[i, j]
                for w in range(draws):
                    row[w] -= at[w]
    d_power, g_power = np.empty_like(d), np.empty_like(d)
    for k in range(n):
        weight = power[k]
        for j in range(n):
            for values, out in ((d, d_power), (g, g_power)):
                row, scaled = values[k, j], out[k, j]
                for w in range(draws):
                    scaled[w] = row[w] * weight[w]
    for i in range(n):
        mine, weight = own[i], power[i]
        for j in range(n):
            # Losses by i's estimate: of i if j's position is taken, and of j if i's is.
            loss, seen, bent = gain[i, j], other[i], g[i, j]
            straight = d[i, j]
            for w in range(draws):
                loss[w] = straight[w] - (mine[w] + seen[w]) * bent[w]
            seen, straight, bent = other[j], d[j, i], g[j, i]
            for w in range(draws):
                p[w] = straight[w] - (mine[w] + seen[w]) * bent[w]
            strength, to_i, to_j = power[j], a[j], b[j]
            for w in range(draws):
                at[w] = loss[w] * weight[w]
            for w in range(draws):
                p[w] = -p[w] * strength[w]
            for w in range(draws):
                to_i[w] = support + (at[w] if at[w] > 0.0 else 0.0) + (p[w] if p[w] > 0.0 else 0.0)
            for w in range(draws):
                to_j[w] = support + (-at[w] if at[w] < 0.0 else 0.0) + (-p[w] if p[w] < 0.0 else 0.0)
        if thirds:
            joined[:] = 0.0
            gained[:] = 0.0
            for k in range(n):
                if k == i:
                    continue
                seen, straight, bent = other[k], d_power[k, i], g_power[k, i]
                for w in range(draws):
                    risk[w] = mine[w] + seen[w]
                for w in range(draws):
                    at[w] = straight[w] - risk[w] * bent[w]
                for j in range(n):
                    if j == k:
                        continue
                    straight, bent, to_i, to_j, join, add = d_power[k, j], g_power[k, j], a[j], b[j], joined[j], gained[j]
                    for w in range(draws):
                        at_j = straight[w] - risk[w] * bent[w]
                        raw = at_j - at[w]
                        share = ((raw if raw > 0.0 else 0.0) + to_i[w]) / (abs(raw) + (to_i[w] + to_j[w]))
                        p[w] = share * (at[w] + at_j) - at_j
                    for w in range(draws):
                        join[w] += p[w]
                        add[w] += p[w] if p[w] > 0.0 else 0.0
            for j in range(n):
                to_i, to_j, join, add = a[j], b[j], joined[j], gained[j]
                for w in range(draws):
                    to_j[w] += add[w] - join[w]
                for w in range(draws):
                    to_i[w] += add[w]
        for j in range(n):
            wins, more, care, to_i, to_j = chance[i, j], gain[i, j], resolve[j], a[j], b[j]
            for w in range(draws):
                wins[w] = to_i[w] / (to_i[w] + to_j[w])
            for w in range(draws):
                more[w] *= 1.0 - 2.0 * care[w] * (1.0 - wins[w])


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
