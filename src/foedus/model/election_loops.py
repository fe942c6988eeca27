"""Elections under votes in proportion, as loops that can be compiled: `foedus.model.election` says what they mean."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.model.aggregates import Floats
from foedus.model.compiled import Loops

LOOPS = Loops()

Whole = NDArray[np.intp]


@LOOPS.add("f8[:, :, ::1], f8, f8[:, :, ::1]")
def backed(utilities: Floats, support: float, out: Floats) -> None:
    """Write C_ij = `support` + Σ_k max(0, u_ki - u_kj), (draw, option, option), of utilities times weight (draw, voter, option)."""
    draws, voters, options = utilities.shape
    for w in range(draws):
        for i in range(options):
            row = out[w, i]
            for j in range(options):
                row[j] = support
            for k in range(voters):
                u = utilities[w, k]
                mine = u[i]
                for j in range(options):
                    gap = mine - u[j]
                    row[j] += gap if gap > 0.0 else 0.0


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
    none = np.zeros(voters)
    for e in range(len(first)):
        weight, size = weights[draw[e]], count[e] + 1
        at = start[e]
        for i in range(size):
            out[at + i * size + i] = support
            one = none if i == 0 else worth[option[first[e] + i - 1]]
            for j in range(i + 1, size):
                two = worth[option[first[e] + j - 1]]
                mine, yours = support, support
                for k in range(voters):
                    gap = one[k] * weight[k] - two[k] * weight[k]
                    mine += gap if gap > 0.0 else 0.0
                    yours += -gap if gap < 0.0 else 0.0
                if i == 0 and gain != 1.0:
                    yours = support + (yours - support) * gain
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
            whole, last = 0.0, a[m]
            for j in range(m):
                whole += last[j]
            for i in range(m):
                row = a[i]
                row[m] /= whole
                part = row[m]
                for j in range(m):
                    row[j] += part * last[j]
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
