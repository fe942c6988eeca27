"""How vulnerable one side is to another: what it would lose if all that the other controls were cut at once.

Imports lose by the price index (`foedus.structure.leverage.loss`), with the shares of one good added before the loss is taken, because a
joint threat is worth more than its parts. Exports and transit lose what no other way carries, less what the seller can salvage.
Finance loses what is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.structure.leverage.loss import HORIZONS, bridged, loss

Array = NDArray[np.float64]
Kind = Literal["import", "export", "finance"]


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which a side depends on another.

    Attributes
    ----------
    good
        What it is; imports of the same good from several are one market.
    kind
        ``import``, ``export`` (transit too) or ``finance``.
    weight
        Its size as a share of the GDP of the side that depends, (draw,) or one number: expenditure on the good, receipts of the
        export, or the flow of finance.
    cut
        What is cut, as a share of it, (draw,) or one number, 0 to 1: the share of supply that the other controls; of an export,
        what no other way carries.
    salvage
        Share of a cut export or flow that is kept in another form, 0 to 1.
    stock
        In stores, as a share of the yearly flow.
    elasticity
        Of substitution, where it is known; else it follows the horizon.
    source
        Where the numbers come from.
    """

    good: str
    kind: Kind
    weight: Array | float
    cut: Array | float
    salvage: Array | float = 0.0
    stock: Array | float = 0.0
    elasticity: float | None = None
    source: str = ""


def vulnerability(ties: Iterable[Tie], horizon: str = "medium") -> Array:
    """Return what is lost if all `ties` are cut together, as a share of GDP, (draw,) or a single number.

    Parameters
    ----------
    ties
        The ties of one side that the other, or its coalition, can cut.
    horizon
        ``short``, ``medium`` or ``long``: how long there is to adjust.

    Raises
    ------
    FoedusError
        If there is no such horizon (``leverage-horizon``), the controlled shares of a good come to more than 1 (``leverage-share``), or the
        same good has two sizes (``leverage-weight``).
    """
    return np.asarray(sum(parts(ties, horizon).values(), np.zeros(())))


def parts(ties: Iterable[Tie], horizon: str = "medium") -> dict[str, Array]:
    """Return the loss by good, as shares of GDP; they sum to `vulnerability`."""
    if horizon not in HORIZONS:
        raise FoedusError("leverage-horizon", f"there is no horizon {horizon!r}", None, f"one of {', '.join(HORIZONS)}")
    usual, years = HORIZONS[horizon]
    markets: dict[tuple[str, Kind], list[Tie]] = {}
    for tie in ties:
        markets.setdefault((tie.good, tie.kind), []).append(tie)
    out: dict[str, Array] = {}
    for (good, kind), some in markets.items():
        lost = _market(some, usual, years) if kind == "import" else _flow(some, years)
        out[good] = out.get(good, np.zeros(())) + lost
    return out


def _market(ties: Sequence[Tie], usual: float, years: float) -> Array:
    """Return what is lost in one market of imports when all that `ties` control is withdrawn together."""
    first = ties[0]
    if any(not np.array_equal(t.weight, first.weight) for t in ties):
        raise FoedusError("leverage-weight", f"{first.good} has two sizes", None, "one weight per good: its share of all expenditure, whoever supplies it")
    together = np.asarray(sum((np.asarray(t.cut, dtype=np.float64) for t in ties), np.zeros(())))
    if (together > 1 + 1e-9).any():
        raise FoedusError("leverage-share", f"the controlled shares of {first.good} come to {float(together.max()):.3g}", None, "at most 1")
    stock = np.asarray(sum((np.asarray(t.stock, dtype=np.float64) for t in ties), np.zeros(())))
    given = [t.elasticity for t in ties if t.elasticity is not None]
    return np.asarray(first.weight * loss(np.minimum(bridged(together, stock, years), 1.0), given[0] if given else usual))


def _flow(ties: Sequence[Tie], years: float) -> Array:
    return np.asarray(sum((t.weight * bridged(t.cut, t.stock, years) * (1.0 - np.asarray(t.salvage)) for t in ties), np.zeros(())))


def synergy(ties: Sequence[Tie], horizon: str = "medium") -> Array:
    """Return by how much the joint threat exceeds its parts made one by one; 0 or more wherever elasticities are 2 or more."""
    alone = sum((vulnerability([replace(t)], horizon) for t in ties), np.zeros(()))
    return np.asarray(vulnerability(ties, horizon) - alone)


def dependence(exports: float, imports: float, gdp: float) -> float:
    """Return trade as a share of GDP: to be told, never used alone, since it ignores what could replace it."""
    return (exports + imports) / gdp
