"""How likely an investor resident somewhere is a conduit: three estimators, told side by side because they are the whole choice.

1. ``reported``: the share of special-purpose entities in the inward stock, as the country reports it.
2. ``excess``: what the inward stock has beyond what the size of the economy lets expect, ``1 - predicted(GDP) / stock``. The
   prediction is a line through logarithms by Theil and Sen (medians of slopes), which conduits cannot drag upwards as they drag a
   least-squares line.
3. ``calibrated``: the probabilities that best reproduce the ultimate investors that some recipients publish (least squares,
   bounded), drawn towards the others where the published figures say nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.structure.ownership.chain import owners, ultimate

Array = NDArray[np.float64]
MOST = 0.99  #: a country whose investors are all conduits would have no owners of its own


def reported(spe: Array) -> Array:
    """Return reported shares of special-purpose entities as probabilities, (country,); NaN stays where none is reported."""
    return np.asarray(np.clip(spe, 0.0, MOST))


def excess(stock: Array, gdp: Array) -> Array:
    """Return what each inward stock has beyond what GDP lets expect, (country,), 0 to 0.99; NaN where GDP or stock is missing.

    Parameters
    ----------
    stock
        (country,): inward stock.
    gdp
        (country,): gross domestic product, in any unit.

    Raises
    ------
    FoedusError
        If fewer than three countries have both (``conduit-gdp``).
    """
    from scipy.stats import theilslopes

    known = (stock > 0) & (gdp > 0)
    if known.sum() < 3:
        raise FoedusError("conduit-gdp", f"{int(known.sum())} countries have both an inward stock and a GDP", None, "at least three, for a line", "give gdp for more countries")
    x, y = np.log(gdp[known]), np.log(stock[known])
    slope, intercept, _, _ = theilslopes(y, x)
    out = np.full(len(stock), np.nan)
    out[known] = np.clip(1.0 - np.exp(intercept + slope * x - y), 0.0, MOST)
    return out


def calibrated(pd: Array, published: Array, prior: Array, weight: float = 0.01) -> Array:
    """Return the probabilities that best reproduce published ultimate investors, (country,), 0 to 0.99.

    Parameters
    ----------
    pd
        (recipient, investor): shares by immediate investor.
    published
        (recipient, owner): shares by ultimate investor; rows of NaN for recipients that publish none.
    prior
        (country,): where to stay if the published figures say nothing.
    weight
        How strongly, against a squared error of one.

    Raises
    ------
    FoedusError
        If nobody publishes anything (``conduit-published``).
    """
    from scipy.optimize import least_squares

    rows = np.flatnonzero(np.isfinite(published).any(axis=1))
    if not rows.size:
        raise FoedusError("conduit-published", "no recipient publishes its ultimate investors", None, "rows of recipient, owner and value")
    seen = np.isfinite(published[rows])
    target = np.where(seen, published[rows], 0.0)
    n, pull = len(pd), np.sqrt(weight)

    def errors(pc: Array) -> Array:
        off = np.where(seen, ultimate(pd, pc)[rows] - target, 0.0)
        return np.concatenate([off.ravel(), pull * (pc - prior)])

    def slopes(pc: Array) -> Array:
        # With M = (I - diag(pc) Pd)^-1 and B = M R, dU_j / dpc_i = (Pd M)_ji (Pd B - I)_i.
        stands = pd[rows] @ np.linalg.inv(np.eye(n) - pc[:, None] * pd)
        turn = ultimate(pd, pc) - np.eye(n)
        by = stands[:, None, :] * turn.T[None, :, :]
        return np.vstack([(by * seen[:, :, None]).reshape(-1, n), pull * np.eye(n)])

    found = least_squares(errors, np.clip(prior, 0.001, MOST - 0.001), jac=slopes, bounds=(0.0, MOST))
    return np.asarray(found.x)


def settle(estimates: dict[str, Array], order: tuple[str, ...] = ("reported", "excess")) -> Array:
    """Return one probability per country: the first estimator of `order` that has one, 0 where none has."""
    out = np.zeros_like(next(iter(estimates.values())))
    missing = np.ones(len(out), dtype=bool)
    for name in order:
        if name in estimates:
            use = missing & np.isfinite(estimates[name])
            out[use] = estimates[name][use]
            missing &= ~use
    return out


def needed(pd: Array, pc: Array, recipient: int, owner: int, conduit: int, share: float) -> float | None:
    """Return what the conduit probability of one country would have to be for an owner to reach a share, None if none does.

    All else stays. The share is a ratio of two lines in the probability (one rank of the system changes), hence rises or falls
    throughout, and one bisection finds where it crosses.

    Parameters
    ----------
    pd, pc, recipient
        As for `foedus.structure.ownership.chain.ultimate`.
    owner, conduit
        Indices of countries.
    share
        0 to 1.
    """
    def beyond(probability: float) -> float:
        changed = pc.copy()
        changed[conduit] = probability
        return float(owners(pd, changed, recipient)[owner]) - share

    low, high = 0.0, MOST
    if beyond(low) * beyond(high) > 0:
        return None
    rising = beyond(high) > beyond(low)
    for _ in range(60):
        middle = (low + high) / 2
        if (beyond(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2
