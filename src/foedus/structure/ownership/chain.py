"""From the immediate investor to the ultimate one, as an absorbing chain (Casella 2019, *Transnational Corporations* 26(1)).

The walk goes from a recipient to its investor's residence, ``pd(j, i)``, the share of i in the inward stock of j (his equation 26).
There the investor is a conduit with probability ``pc(i)`` (equation 17), and the walk goes on to whoever owns it; else it ends. With
``Q = diag(pc) Pd`` and ``R = diag(1 - pc)``, ``U = Pd (I - Q)^-1 R``: what share of the stock in j belongs in the end to i.

Computed as ``U = (I - Pd diag(pc))^-1 Pd R``, which is the same matrix with one factorisation and no product of two full matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.structure.absorb import absorb, visits

Array = NDArray[np.float64]


def shares(stock: Array) -> Array:
    """Return pd, the share of each investor in the inward stock of each recipient, (..., recipient, investor).

    A recipient without inward stock keeps itself: nothing is known of who owns it, and the walk must end somewhere.
    """
    total = stock.sum(axis=-1, keepdims=True)
    own = np.broadcast_to(np.eye(stock.shape[-1]), stock.shape)
    return np.asarray(np.where(total > 0, stock / np.where(total > 0, total, 1.0), own))


def ultimate(pd: Array, pc: Array) -> Array:
    """Return U, the share of each ultimate owner in the stock of each recipient.

    Parameters
    ----------
    pd
        (..., recipient, investor): shares by immediate investor; rows sum to 1. Draws on the leading axes.
    pc
        (..., country): probability that an investor resident there is a conduit, 0 to 1.

    Returns
    -------
    numpy.ndarray
        (..., recipient, owner); rows sum to 1. On the diagonal stands round-tripping.

    Raises
    ------
    FoedusError
        If a probability is outside 0 to 1 (``conduit-range``), or a chain never ends because conduits own one another (``chain-closed``).
    """
    _probabilities(pc)
    n = pd.shape[-1]
    # Whoever is a conduit for sure must have somebody behind it; the kernel says which one has not.
    if np.max(pc) >= 1.0:
        return np.asarray(pd @ absorb(pc[..., :, None] * pd, (1.0 - pc)[..., :, None] * np.eye(n)))
    through = np.eye(n) - pd * pc[..., None, :]
    return np.asarray(np.linalg.solve(through, pd * (1.0 - pc)[..., None, :]))


def owners(pd: Array, pc: Array, recipient: int) -> Array:
    """Return the row of `ultimate` for one recipient, (..., owner): one right-hand side instead of all; raises as it does."""
    _probabilities(pc)
    if np.max(pc) >= 1.0:
        return np.asarray(ultimate(pd, pc)[..., recipient, :])
    n = pd.shape[-1]
    turned = np.swapaxes(np.eye(n) - pc[..., :, None] * pd, -1, -2)
    stands = np.linalg.solve(turned, pd[..., recipient, :, None])[..., 0]
    return np.asarray(stands * (1.0 - pc))


def length(pd: Array, pc: Array) -> Array:
    """Return how many investors a chain from each recipient is expected to have, (..., recipient); 1 if none is a conduit."""
    return np.asarray((pd @ visits(pc[..., :, None] * pd)).sum(axis=-1))


@dataclass(frozen=True, slots=True)
class Passage:
    """What passes through one conduit on its way to a recipient.

    Attributes
    ----------
    conduit
        Index of the country.
    passed
        Share of the recipient's stock whose chain passes through it.
    owners
        (owner,): share of the recipient's stock that passed through it and belongs to each; sums to `passed`.
    """

    conduit: int
    passed: float
    owners: Array


def passages(pd: Array, pc: Array, recipient: int, conduits: Sequence[int] | None = None) -> list[Passage]:
    """Return what passes through each conduit on its way to one recipient, the largest first.

    The chance that the chain ever stands in h is the expected visits to h over those of a chain that starts there; it passes
    through if the investor found at the first visit is a conduit. One chain may pass through several, so the shares do not add up.

    Parameters
    ----------
    pd, pc
        As for `ultimate`, without draws.
    recipient
        Index of the recipient.
    conduits
        Which countries; all where pc is above 0 by default.
    """
    expected = visits(pc[:, None] * pd)
    stands = pd[recipient] @ expected
    behind = ultimate(pd, pc)
    out = []
    for h in np.flatnonzero(pc > 0) if conduits is None else conduits:
        passed = float(stands[h] / expected[h, h] * pc[h])
        if passed > 0:
            out.append(Passage(int(h), passed, passed * behind[h]))
    return sorted(out, key=lambda p: -p.passed)


def _probabilities(pc: Array) -> None:
    if not (np.isfinite(pc).all() and (pc >= 0).all() and (pc <= 1).all()):
        at = int(np.argwhere(~((pc >= 0) & (pc <= 1)))[0][-1])
        raise FoedusError("conduit-range", f"the conduit probability of country {at} is {pc[..., at].flat[0]}", None, "a probability from 0 to 1")
