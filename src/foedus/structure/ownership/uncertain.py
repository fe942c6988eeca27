"""How sure the owners are: conduit probabilities from Beta distributions, shares from a multinomial; draws on axis 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.structure.ownership.chain import owners

Array = NDArray[np.float64]
CHUNK = 64  #: draws solved at once; more would only fill memory


def draw(
    rng: np.random.Generator, pd: Array, pc: Array, recipient: int, draws: int, certainty: float = 20.0, projects: int = 1000
) -> Array:  # fmt: skip
    """Return draws of the ultimate owners of one recipient, (draw, owner); rows sum to 1.

    Parameters
    ----------
    rng
        Source of all randomness.
    pd, pc
        (recipient, investor) and (country,): the best estimates, as for `foedus.structure.ownership.chain.ultimate`.
    recipient
        Index of the recipient.
    draws
        How many.
    certainty
        Of the conduit probabilities: a Beta distribution with this many observations' weight. A probability of exactly 0 or 1 stays.
    projects
        Of the shares: a multinomial over so many equal pieces of stock. A share of 0 stays 0.
    """
    n = len(pc)
    out = np.empty((draws, n))
    moving = (pc > 0) & (pc < 1)
    held = pd.sum(axis=1) > 0
    safe = np.where(held[:, None], pd, np.eye(n))
    # Sums of 1 + 1e-16 are refused by the generator.
    safe = safe / safe.sum(axis=1, keepdims=True)
    for at in range(0, draws, CHUNK):
        some = min(CHUNK, draws - at)
        probability = np.repeat(pc[None, :], some, axis=0)
        probability[:, moving] = rng.beta(certainty * pc[moving], certainty * (1.0 - pc[moving]), size=(some, int(moving.sum())))
        pieces = rng.multinomial(projects, safe, size=(some, n)) / projects
        # A draw of 1 - 1e-17 rounds to 1, and two such conduits that own each other would never end.
        out[at : at + some] = owners(pieces, np.minimum(probability, 1.0 - 1e-9) if moving.any() else probability, recipient)
    return out
