"""What losing part of the supply of a good costs, once buyers have turned to the rest.

With constant elasticity of substitution s, losing the share x of the suppliers raises the price index so that the loss is
``1 - (1 - x)^(1 / (s - 1))`` (Arkolakis, Costinot and Rodríguez-Clare 2012: gains from trade are ``1 - lambda^(1/epsilon)``, with the
trade elasticity ``epsilon = s - 1``). For s above 2 the loss is convex in the share: controlling twice as much hurts more than twice
as much, which is why threats are made jointly (Clayton, Maggiori and Schreger, NBER 31852).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError

Array = NDArray[np.float64]

#: Elasticity of substitution by how long there is to adjust, and the years meant; orders of magnitude, to be set per good where known.
HORIZONS = {"short": (2.0, 0.5), "medium": (5.0, 2.0), "long": (10.0, 5.0)}


def loss(share: Array | float, elasticity: Array | float) -> Array:
    """Return the share of the good's value that is lost when suppliers with `share` of it are lost.

    Parameters
    ----------
    share
        0 to 1; any shape.
    elasticity
        Of substitution, above 1; broadcast against `share`.

    Raises
    ------
    FoedusError
        If a share is outside 0 to 1 (``leverage-share``) or an elasticity is not above 1 (``leverage-elasticity``).
    """
    x, s = np.asarray(share, dtype=np.float64), np.asarray(elasticity, dtype=np.float64)
    if not ((x >= 0) & (x <= 1)).all():
        raise FoedusError("leverage-share", f"a share is {float(x.min() if x.min() < 0 else x.max()):g}", None, "a share from 0 to 1")
    if not (s > 1).all():
        raise FoedusError("leverage-elasticity", f"an elasticity of substitution is {float(s.min()):g}", None, "a number above 1; at 1 and below nothing replaces what is lost")
    return np.asarray(1.0 - (1.0 - x) ** (1.0 / (s - 1.0)))


def bridged(cut: Array | float, stock: Array | float, years: float) -> Array:
    """Return what is left of a cut once stocks are drawn down.

    Parameters
    ----------
    cut
        Share of the yearly flow that is cut, 0 to 1.
    stock
        What stands in stores, as a share of the yearly flow.
    years
        Over how long the cut is looked at.
    """
    return np.maximum(0.0, np.asarray(cut, dtype=np.float64) - np.asarray(stock, dtype=np.float64) / years)
