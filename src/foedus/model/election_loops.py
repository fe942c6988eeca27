"""Elections under votes in proportion, as loops that can be compiled: `foedus.model.election` says what they mean."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.model.aggregates import Floats
from foedus.model.compiled import Loops

LOOPS = Loops()

Whole = NDArray[np.intp]


#: Elections of one size that stand side by side, so that the processor takes several of them in one step.
_SIDE = 64


@LOOPS.add("f8[:, :, ::1], f8, f8[:, :, ::1]")
def backed(utilities: Floats, support: float, out: Floats) -> None:
    """Write C_ij = `support` + Σ_k max(0, u_ki - u_kj), (draw, option, option), of utilities times weight (draw, voter, option)."""
    draws, voters, options = utilities.shape
    wide = (options + 7) // 8 * 8  # the processor takes up to eight numbers in one step, and single ones slowly
    near, total = np.zeros((voters, wide)), np.empty(wide)
    for w in range(draws):
        for k in range(voters):
            for j in range(options):
                near[k, j] = utilities[w, k, j]
        for i in range(options):
            total[:] = support
            for k in range(voters):
                mine = near[k, i]
                for j in range(wide):
                    gap = mine - near[k, j]
                    total[j] += gap if gap > 0.0 else 0.0
            for j in range(options):
                out[w, i, j] = total[j]


@LOOPS.add("f8[:, ::1], f8[:, ::1], i8[::1], i8[::1], i8[::1], i8[::1], i8[::1], f8, f8, f8[::1]")
def backed_among_few(
    worth: Floats, weights: Floats, draw: Whole, option: Whole, first: Whole, count: Whole, start: Whole, support: float,
    gain: float, out: Floats,
) -> None:  # fmt: skip
    """Write the same for elections of several sizes, one after the other into `out`, the e-th from `start[e]` on.

    Option 0 of each leaves things as they are, for which `worth` (option, voter) is 0; the others are `option[first[e]]` to
    `option[first[e] + count[e] - 1]`. What they gain over option 0 counts `gain` times. `weights` are (draw, voter).
    """
    voters = worth.shape[1]
    for e in range(len(first)):
        w, size, at, option_1 = draw[e], count[e] + 1, start[e], first[e]
        out[at] = support
        for j in range(1, size):
            two = option[option_1 + j - 1]
            mine, yours = support, support
            for k in range(voters):
                gap = worth[two, k] * weights[w, k]
                yours += gap if gap > 0.0 else 0.0
                mine += -gap if gap < 0.0 else 0.0
            if gain != 1.0:
                yours = support + (yours - support) * gain
            out[at + j], out[at + j * size], out[at + j * size + j] = mine, yours, support
        for i in range(1, size):
            one = option[option_1 + i - 1]
            for j in range(i + 1, size):
                two = option[option_1 + j - 1]
                mine, yours = support, support
                for k in range(voters):
                    gap = worth[one, k] * weights[w, k] - worth[two, k] * weights[w, k]
                    mine += gap if gap > 0.0 else 0.0
                    yours += -gap if gap < 0.0 else 0.0
                out[at + i * size + j] = mine
                out[at + j * size + i] = yours


@LOOPS.add("f8[::1], i8[::1], i8[::1], i8[::1], b1[::1], f8[::1]")
def elected(support: Floats, size: Whole, start: Whole, first: Whole, stands: Any, out: Floats) -> None:
    """Write the chances under victory linear and election markov_uniform of elections of several sizes.

    Election e has `size[e]` options, its support stands from `start[e]` on, and what stands and its chances from `first[e]` on.
    """
    a = np.empty((size.max(), size.max()))
    for e in range(len(size)):
        n, at, to = size[e], start[e], first[e]
        for i in range(n):  # what stands on the diagonal is never asked for
            for j in range(i):
                mine, yours = support[at + i * n + j], support[at + j * n + i]
                both = mine + yours
                a[j, i] = mine / both if stands[to + i] else 0.0
                a[i, j] = yours / both if stands[to + j] else 0.0
        for i in range(1, n):
            if not stands[to + i]:
                a[i, 0] = 1.0  # a state outside the chain leads into it and is never reached
        for m in range(n - 1, 0, -1):
            whole = 0.0
            for j in range(m):
                whole += a[m, j]
            for i in range(m):
                a[i, m] /= whole
                part = a[i, m]
                for j in range(m):
                    a[i, j] += part * a[m, j]
        whole = 1.0
        out[to] = 1.0
        for m in range(1, n):
            part = 0.0
            for i in range(m):
                part += out[to + i] * a[i, m]
            out[to + m] = part
            whole += part
        for m in range(n):
            out[to + m] /= whole


@LOOPS.add("f8[:, :, ::1], b1[:, ::1], f8[:, ::1]")
def elected_side_by_side(support: Floats, stands: Any, out: Floats) -> None:
    """Do what `elected` does where all elections have as many options: `support` (draw, option, option), else (draw, option)."""
    draws, n = stands.shape
    # What is left in `a` of draws before is worked on beside the last ones, where they are fewer, and never read.
    a, share, whole = np.ones((n, n, _SIDE)), np.empty((n, _SIDE)), np.empty(_SIDE)
    mine, yours, in_it = np.empty(_SIDE), np.empty(_SIDE), np.empty((n, _SIDE), np.bool_)
    for start in range(0, draws, _SIDE):
        some = min(_SIDE, draws - start)
        for i in range(n):
            for w in range(some):
                in_it[i, w] = stands[start + w, i]
        for i in range(n):
            for j in range(i):
                for w in range(some):
                    mine[w] = support[start + w, i, j]
                for w in range(some):
                    yours[w] = support[start + w, j, i]
                to, stays = a[j, i], in_it[i]
                for w in range(some):
                    to[w] = mine[w] / (mine[w] + yours[w]) if stays[w] else 0.0
                to, stays = a[i, j], in_it[j]
                for w in range(some):
                    to[w] = yours[w] / (mine[w] + yours[w]) if stays[w] else 0.0
        for i in range(1, n):
            to, stays = a[i, 0], in_it[i]
            for w in range(some):
                to[w] = to[w] if stays[w] else 1.0
        for m in range(n - 1, 0, -1):
            whole[:] = 0.0
            for j in range(m):
                last = a[m, j]
                for w in range(_SIDE):
                    whole[w] += last[w]
            for i in range(m):
                part = a[i, m]
                for w in range(_SIDE):
                    part[w] /= whole[w]
                for j in range(m):
                    row, last = a[i, j], a[m, j]
                    for w in range(_SIDE):
                        row[w] += part[w] * last[w]
        whole[:] = 1.0
        share[0] = 1.0
        for m in range(1, n):
            row = share[m]
            row[:] = 0.0
            for i in range(m):
                one, part = share[i], a[i, m]
                for w in range(_SIDE):
                    row[w] += one[w] * part[w]
            for w in range(_SIDE):
                whole[w] += row[w]
        for m in range(n):
            for w in range(some):
                out[start + w, m] = share[m, w] / whole[w]
