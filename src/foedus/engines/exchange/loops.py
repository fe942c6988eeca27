"""One round of exchanges at equal gains, draw after draw, as a loop that can be compiled.

It does what `candidates.candidates`, `candidates.gains`, `trading.trade` and `externalities` do, operation by operation; those say what
it means.
An exchange keeps its worth until the outcome of one of its issues moves, so that only those on the two issues of the last
exchange are valued anew.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.model.aggregates import Floats
from foedus.model.compiled import Loops

LOOPS = Loops()

Whole = NDArray[np.intp]


@LOOPS.add(
    "f8[:, :, ::1], f8[:, :, ::1], f8[:, :, ::1], f8[:, :, ::1], f8[:, ::1], f8[:, ::1], f8[:, ::1], b1, f8, b1, i8[::1], "
    "i2[:, :, ::1], f8[:, :, ::1], f8[:, :, ::1]"
)
def traded(
    x: Floats, salience: Floats, share: Floats, side: Floats, given: Floats, outcome: Floats, room: Floats, ruled: bool,
    least: float,
    tell: bool, count: Whole, who: NDArray[np.int16], how_far: Floats, books: Floats,
) -> None:  # fmt: skip
    """Make all exchanges of a round.

    `x`, `salience`, `share` and `side` are (draw, issue, actor); `given` and `room`, (draw, issue and actor), and `outcome`,
    (draw, issue), are changed. `count` (draw,) gets the number of exchanges. With `tell` the first of them are told, as many
    as find room, in `who` and `how_far` (draw, step, field), and all of them are booked in `books` (draw, book, actor).
    """
    draws, m, n = x.shape
    most = m * (m - 1) // 2 * (n * (n - 1) // 2)
    blocks = m * (m - 1) // 2
    take_p, give_p, take_q, give_q = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    reach_p, reach_q, rate_p, rate_q = np.empty(most), np.empty(most), np.empty(most), np.empty(most)
    left, gain, value_p, value_q = np.empty(most, np.int64), np.empty(most), np.empty(most), np.empty(most)
    place, in_place, many, past = np.empty(n, np.int64), np.empty((5, n), np.int64), np.empty(5, np.int64), np.empty(5, np.int64)
    to_i, to_j = np.empty(n), np.empty(n)
    start, end, best = np.empty(blocks, np.int64), np.empty(blocks, np.int64), np.empty(blocks)
    one, two = np.empty(blocks, np.int64), np.empty(blocks, np.int64)
    for w in range(draws):
        so_far, open_, now = given[w], room[w], outcome[w]
        size = 0
        block = 0
        for d in range(m):
            for e in range(d + 1, m):
                start[block], one[block], two[block] = size, d, e
                s_d, s_e, side_d, side_e = salience[w, d], salience[w, e], side[w, d], side[w, e]
                share_d, share_e, x_d, x_e = share[w, d], share[w, e], x[w, d], x[w, e]
                many[:], past[:] = 0, 0
                for a in range(n):  # 0 for who takes no part, else a number that makes 5 with that of who stands on the other sides
                    active = share_d[a] > 0 and s_d[a] > 0 and share_e[a] > 0 and s_e[a] > 0
                    place[a] = (1 if side_e[a] > 0 else 2) if side_d[a] > 0 else (3 if side_e[a] > 0 else 4)
                    place[a] = place[a] if active else 0
                    in_place[place[a], many[place[a]]] = a
                    many[place[a]] += 1
                for a in range(n):
                    past[place[a]] += 1
                    if place[a] == 0:
                        continue
                    opposite = 5 - place[a]
                    for nth in range(past[opposite], many[opposite]):
                        b = in_place[opposite, nth]
                        ahead = s_d[a] * s_e[b] - s_e[a] * s_d[b]
                        i, j = (a, b) if ahead > 0 else (b, a)
                        take_p[size], give_p[size] = d * n + i, d * n + j
                        take_q[size], give_q[size] = e * n + j, e * n + i
                        reach_p[size] = share_d[j] * abs(x_d[a] - x_d[b])
                        reach_q[size] = share_e[i] * abs(x_e[a] - x_e[b])
                        ahead = abs(ahead)
                        rate_p[size], rate_q[size] = ahead / (s_e[a] + s_e[b]), ahead / (s_d[a] + s_d[b])
                        left[size] = size
                        size += 1
                end[block] = size
                block += 1
        to_i[:] = 0.0
        to_j[:] = 0.0
        p_issue, q_issue = -1, -1  # at first all are valued
        step = 0
        while True:
            top = 0.0
            for block in range(blocks):
                for_p = p_issue < 0 or one[block] in (p_issue, q_issue)
                for_q = p_issue < 0 or two[block] in (p_issue, q_issue)
                if for_p or for_q:
                    at, high = start[block], 0.0
                    if for_p:
                        for k in range(start[block], end[block]):
                            c = left[k]
                            cap, limit = reach_p[c] - so_far[give_p[c]], open_[take_p[c]]
                            value_p[k] = (cap if cap < limit else limit) * rate_p[c]
                    if for_q:
                        for k in range(start[block], end[block]):
                            c = left[k]
                            cap, limit = reach_q[c] - so_far[give_q[c]], open_[take_q[c]]
                            value_q[k] = (cap if cap < limit else limit) * rate_q[c]
                    for k in range(start[block], end[block]):
                        p, q = value_p[k], value_q[k]
                        value = p if p < q else q
                        # What is worth nothing is off for the round: the next one takes its place.
                        left[at], value_p[at], value_q[at], gain[at] = left[k], p, q, value
                        high = value if value > high else high
                        at += 1 if value > least else 0
                    end[block], best[block] = at, high
                top = max(top, best[block])
            if not top > least:
                break
            enough = top - least
            block = 0
            while best[block] < enough:
                block += 1
            k = start[block]
            while gain[k] < enough:
                k += 1
            c, worth = left[k], gain[k]
            p_issue, q_issue = one[block], two[block]
            p, q = worth / rate_p[c], worth / rate_q[c]
            i, j = take_p[c] - p_issue * n, take_q[c] - q_issue * n
            before_p, before_q = now[p_issue], now[q_issue]
            shift_p, shift_q = -side[w, p_issue, i] * p, -side[w, q_issue, j] * q
            now[p_issue], now[q_issue] = before_p + shift_p, before_q + shift_q
            so_far[give_p[c]] += p
            so_far[give_q[c]] += q
            if ruled:
                for on in (p_issue, q_issue):
                    for k in range(n):
                        open_[on * n + k] = side[w, on, k] * (now[on] - x[w, on, k])
            if tell:
                if step < who.shape[1]:
                    who[w, step, 0], who[w, step, 1], who[w, step, 2], who[w, step, 3] = i, j, p_issue, q_issue
                    how_far[w, step, 0], how_far[w, step, 1] = shift_p / share[w, p_issue, j], shift_q / share[w, q_issue, i]
                    how_far[w, step, 2], how_far[w, step, 3] = shift_p, shift_q
                    how_far[w, step, 4], how_far[w, step, 5] = worth, worth
                to_i[i] += worth
                to_j[j] += worth
                opposed = side[w, p_issue, i] * -side[w, q_issue, j]
                for k in range(n):
                    sides = side[w, p_issue, k] * side[w, q_issue, k]
                    if sides == 0 or k in (i, j):
                        continue
                    change = abs(before_p - x[w, p_issue, k]) - abs(now[p_issue] - x[w, p_issue, k])
                    change *= salience[w, p_issue, k]
                    other = abs(before_q - x[w, q_issue, k]) - abs(now[q_issue] - x[w, q_issue, k])
                    change += salience[w, q_issue, k] * other
                    books[w, (1 if change > 0 else 2) + (0 if sides == opposed else 2), k] += change
            step += 1
            rate_p[c] = 0.0  # made once
        count[w] = step
        if tell:
            for k in range(n):
                books[w, 0, k] = to_i[k] + to_j[k]


@LOOPS.add("i2[:, :, ::1], i8[:, ::1], i8[:, ::1]")
def renamed(who: NDArray[np.int16], actors: Whole, issues: Whole) -> None:
    """Change who made exchanges on what, (draw, exchange, field), into indices of the inputs, as `solve._named` says."""
    for w in range(len(who)):
        for e in range(who.shape[1]):
            for k in range(4):
                if who[w, e, k] >= 0:
                    who[w, e, k] = actors[w, who[w, e, k]] if k < 2 else issues[w, who[w, e, k]]


@LOOPS.add(
    "f8[:, :, :, ::1], i8[:, ::1], i8[:, ::1], f8[:, :, ::1], f8[:, ::1], f8[:, ::1], f8[::1], f8[::1], f8[:, :, :, ::1]"
)
def restored(
    points: Floats, actors: Whole, issues: Whole, given: Floats, low: Floats, high: Floats, lower: Floats, width: Floats,
    out: Floats,
) -> None:  # fmt: skip
    """Write what `solve._placed` does; `low` and `high` are (draw, issue), `lower` and `width`, per point, are (issue,)."""
    draws, rounds, m, n = points.shape
    for w in range(draws):
        for t in range(rounds):
            for q in range(m):
                d = issues[w, q]
                for k in range(n):
                    a = actors[w, k]
                    x = points[w, t, q, k] * width[d] + lower[d]
                    x = x if x > low[w, d] else low[w, d]
                    x = x if x < high[w, d] else high[w, d]
                    stays = points[w, t, q, k] == points[w, 0, q, k] or np.isnan(given[w, a, d])
                    out[w, t, a, d] = given[w, a, d] if stays else x
