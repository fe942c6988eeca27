"""Absorbing chains: where a walk ends, and how often it stands where on the way.

One kernel serves three engines: the share of a flow that crossed a territory, the owner behind the owner, the side that
wins a war of attrition. With steps among transient states ``Q`` and steps into absorbing states ``R``, the probabilities
of ending are ``B = (I - Q)^-1 R`` (Kemeny and Snell 1960, *Finite Markov Chains*, theorem 3.3.7).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError

DENSE = 2000  #: transient states up to which a dense factorisation is faster than a sparse one
TOLERANCE = 1e-9  #: how far the steps out of a state may be from summing to one

Array = NDArray[np.float64]


def absorb(steps: Any, ends: Any, check: bool = True) -> Array:
    """Return the probability that a walk from each transient state ends in each absorbing one.

    Parameters
    ----------
    steps
        Q, (..., n, n): probability of a step between transient states; draws on the leading axes. A SciPy sparse matrix
        is taken too, without leading axes.
    ends
        R, (..., n, m): probability of a step into an absorbing state. Each row of Q and R together sums to 1.
    check
        Whether to look for rows that do not sum to 1 and for states that never end.

    Returns
    -------
    numpy.ndarray
        (..., n, m); each row sums to 1.

    Raises
    ------
    FoedusError
        If a row does not sum to 1 or is negative (``chain-rows``), or a state never reaches an end (``chain-closed``).
    """
    from scipy import sparse

    if sparse.issparse(steps):
        return _sparse(steps, ends, check)
    q, r = np.asarray(steps, dtype=np.float64), np.asarray(ends, dtype=np.float64)
    if check:
        _rows(q.sum(axis=-1) + r.sum(axis=-1), min(q.min(initial=0.0), r.min(initial=0.0)))
        _closed(q, r)
    n = q.shape[-1]
    if q.ndim == 2 and n > DENSE and np.count_nonzero(q) < 0.05 * q.size:
        return _sparse(sparse.csr_array(q), r, False)
    return np.asarray(np.linalg.solve(np.eye(n) - q, r))


def visits(steps: Array) -> Array:
    """Return how often a walk from each transient state is expected to stand in each: ``(I - Q)^-1``, (..., n, n)."""
    return np.asarray(np.linalg.inv(np.eye(steps.shape[-1]) - steps))


def _sparse(steps: Any, ends: Any, check: bool) -> Array:
    from scipy import sparse
    from scipy.sparse.linalg import splu

    r = np.asarray(ends.todense() if sparse.issparse(ends) else ends, dtype=np.float64)
    if check:
        _rows(np.asarray(steps.sum(axis=1)).ravel() + r.sum(axis=1), min(steps.min(), r.min(initial=0.0)))
        _closed_sparse(steps, r)
    return np.asarray(splu(sparse.csc_array(sparse.eye_array(steps.shape[0]) - steps)).solve(r))


def _rows(totals: Array, least: float) -> None:
    if least < -TOLERANCE:
        raise FoedusError("chain-rows", f"a step has a negative probability ({least:.3g})", None, "probabilities of 0 or more")
    off = np.abs(totals - 1.0)
    if off.size and off.max() > TOLERANCE:
        at = np.unravel_index(int(off.argmax()), off.shape)
        raise FoedusError("chain-rows", f"the steps out of state {int(at[-1])} sum to {totals[at]:.6g}", None, "rows of Q and R that sum to 1 together")


def _closed(q: Array, r: Array) -> None:
    """Refuse states from which no end can be reached: I - Q would have no inverse."""
    ending = r.max(axis=-1, initial=0.0) > 0
    if ending.all():
        return
    while True:
        more = ending | ((q > 0) & ending[..., None, :]).any(axis=-1)
        if (more == ending).all():
            break
        ending = more
    if not ending.all():
        raise _never(int(np.argwhere(~ending)[0][-1]))


def _closed_sparse(steps: Any, r: Array) -> None:
    ending = r.max(axis=1, initial=0.0) > 0
    while True:
        more = ending | (np.asarray(steps @ ending.astype(np.float64)).ravel() > 0)
        if (more == ending).all():
            break
        ending = more
    if not ending.all():
        raise _never(int(np.argwhere(~ending)[0][0]))


def _never(state: int) -> FoedusError:
    return FoedusError("chain-closed", f"a walk from state {state} never ends", None, "a way from every state into an absorbing one")
