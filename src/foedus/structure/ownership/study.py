"""Ownership in one object: immediate and ultimate investors of one recipient, by every estimate of conduits, with ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.structure.ownership.chain import Passage, length, owners, passages, shares
from foedus.structure.ownership.conduits import calibrated, excess, needed, reported, settle
from foedus.structure.ownership.holdings import holdings
from foedus.structure.ownership.inputs import conduit_table, published_shares
from foedus.structure.ownership.uncertain import draw

Array = NDArray[np.float64]
ASYMMETRIC = 1 / 3  #: difference of two reports over their mean from which it is told


@dataclass(frozen=True, slots=True)
class Study:
    """What `study` found.

    Attributes
    ----------
    name, year, total
        The recipient, the year, and its inward stock.
    countries
        Owners, in the order of all arrays.
    used
        Which estimate of conduits the main figures rest on.
    pc
        (country,): its conduit probabilities.
    immediate
        (country,): share by immediate investor.
    by_estimate
        Shares by ultimate owner, (country,), by estimate.
    low, high
        (country,): 5th and 95th percentile over the draws.
    length
        Investors in a chain, on average.
    passages
        What passes through each conduit.
    mirrored, asymmetric
        Investors whose figure is their own report, and those whose report differs by a third or more.
    conditions, remarks
        What would have to be true; what must be known of the figures.
    """

    name: str
    year: int | None
    total: float
    countries: tuple[str, ...]
    used: str
    pc: Array
    immediate: Array
    by_estimate: dict[str, Array]
    low: Array
    high: Array
    length: float
    passages: list[Passage]
    mirrored: list[str]
    asymmetric: dict[str, float]
    conditions: list[str]
    remarks: list[str]

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints; shares from 0 to 1."""
        names, main = self.countries, self.by_estimate[self.used]
        return {
            "recipient": self.name, "year": self.year, "stock": self.total, "estimate": self.used, "chain_length": self.length, "round_tripping": float(main[names.index(self.name)]),
            "owners": [
                {
                    "id": c, "immediate": float(self.immediate[k]), "ultimate": float(main[k]), "low": float(self.low[k]), "high": float(self.high[k]), "value": float(main[k] * self.total),
                    "conduit": float(self.pc[k]), "by_estimate": {e: float(v[k]) for e, v in self.by_estimate.items()},
                }
                for k, c in enumerate(names)
            ],
            "passages": [
                {"conduit": names[p.conduit], "passed": p.passed, "owners": {names[i]: float(p.owners[i]) for i in np.argsort(-p.owners) if p.owners[i] > 0}}
                for p in self.passages
            ],
            "mirrored": self.mirrored, "asymmetric": self.asymmetric, "would_have_to_be_true": self.conditions, "remarks": self.remarks,
        }  # fmt: skip


def study(
    text: str, name: str, of: str | None = None, conduits: str | None = None, published: str | None = None, year: int | None = None,
    draws: int = 500, seed: int = 0, owner: str | None = None, at_least: float | None = None,
) -> Study:  # fmt: skip
    """Return who owns what stands in one recipient.

    Parameters
    ----------
    text, name
        The holdings as CSV, and the name of the file.
    of
        The recipient; the one with most inward stock by default.
    conduits
        CSV with country and any of ``pc``, ``spe``, ``gdp``.
    published
        CSV of holdings by ultimate investor, to calibrate on.
    year
        Which year.
    draws, seed
        For the ranges.
    owner, at_least
        Ask what would have to be true for this owner to hold this share.

    Raises
    ------
    FoedusError
        If a table is none, the recipient is not there or has no stock (``ownership-stock``), nothing is known of conduits
        (``ownership-conduits``), or conduits pass all on among themselves (``ownership-closed``).
    """
    table = holdings(text, name, year)
    totals = table.stock.sum(axis=1)
    j = int(np.argmax(totals)) if of is None else table.find(of)
    if totals.max() <= 0:
        negative = f", and {table.negative} are below 0, which count as 0" if table.negative else ""
        raise FoedusError("ownership-stock", f"nobody holds anything: no figure is above 0{negative}", name, "inward stock of at least one recipient", "a file or a --year with stocks above 0")
    if totals[j] <= 0:
        raise FoedusError("ownership-stock", f"nothing is invested in {table.countries[j]}", name, "a recipient with inward stock", f"--of {table.countries[int(np.argmax(totals))]}")
    pd = shares(table.stock)
    estimates, used = _estimates(pd, totals, conduits, published, table.countries, text, name, year)
    pc = settle({used: estimates[used]}, (used,))
    for estimate, told in estimates.items():
        _somebody_owns(pd, settle({estimate: told}, (estimate,)), estimate, table.countries, name)
    by_estimate = {e: owners(pd, settle({e: v}, (e,)), j) for e, v in estimates.items()}
    drawn = draw(stream(seed, ("ownership", table.countries[j]), 0), pd, pc, j, draws)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    asymmetric = {table.countries[i]: float(a) for i, a in enumerate(table.asymmetry[j]) if np.isfinite(a) and a >= ASYMMETRIC}
    mirrored = [table.countries[i] for i in np.flatnonzero(table.mirrored[j])]
    through = passages(pd, pc, j)
    conditions = []
    if owner is not None and at_least is not None:
        conditions = _conditions(pd, pc, j, table.find(owner), at_least, table.countries, through)
    remarks = []
    if mirrored:
        remarks.append(f"reported by the investor alone: {', '.join(mirrored[:8])}{' and others' if len(mirrored) > 8 else ''}")
    if asymmetric:
        remarks.append("the two reports differ by a third or more: " + ", ".join(f"{c} ({a:.1f})" for c, a in sorted(asymmetric.items(), key=lambda x: -x[1])[:8]))
    if table.negative:
        remarks.append(f"{table.negative} negative positions count as 0")
    missing = [c for k, c in enumerate(table.countries) if not np.isfinite(estimates[used][k])]
    if missing:
        remarks.append(f"no conduit probability is known for {len(missing)} of {len(table.countries)} countries; they count as owners")
    return Study(
        table.countries[j], table.year, float(totals[j]), table.countries, used, pc, pd[j], by_estimate, low, high, float(length(pd, pc)[j]), through,
        mirrored, asymmetric, conditions, remarks,
    )  # fmt: skip


def _somebody_owns(pd: Array, pc: Array, estimate: str, countries: tuple[str, ...], name: str) -> None:
    """Refuse conduits that pass all they get on among themselves: whoever stands behind them, it is nobody of the table."""
    ends = pc < 1
    while True:
        more = ends | ((pd > 0) & ends).any(axis=1)
        if (more == ends).all():
            break
        ends = more
    if not ends.all():
        stuck = [c for c, end in zip(countries, ends, strict=True) if not end]
        raise FoedusError(
            "ownership-closed", f"{', '.join(stuck[:6])}{' and others' if len(stuck) > 6 else ''} are conduits with probability 1 and held by such alone, so that nobody owns what stands there", f"{name}, estimate {estimate}",
            "a conduit probability below 1 for somebody behind them", f"lower pc or spe of {stuck[0]} in the file of --conduits",
        )  # fmt: skip


def _estimates(
    pd: Array, totals: Array, conduits: str | None, published: str | None, countries: tuple[str, ...], text: str, name: str, year: int | None
) -> tuple[dict[str, Array], str]:  # fmt: skip
    """Return the conduit probabilities by estimate, and which of them the main figures rest on: told, reported, calibrated, excess."""
    out: dict[str, Array] = {}
    given = conduit_table(conduits, countries) if conduits is not None else {}
    if "pc" in given:
        out["told"] = given["pc"]
    if "spe" in given:
        out["reported"] = reported(given["spe"])
    if "gdp" in given:
        out["excess"] = excess(totals, np.nan_to_num(given["gdp"]))
    if published is not None:
        prior = settle(out, ("told", "reported", "excess")) if out else np.full(len(countries), 0.1)
        out["calibrated"] = calibrated(pd, published_shares(published, holdings(text, name, year)), prior)
    if not out:
        raise FoedusError("ownership-conduits", "nothing is known of conduits, and without it the ultimate investor is the immediate one", name, "--conduits with pc, spe or gdp, or --ultimate", "see docs/ownership.md")
    return out, next(e for e in ("told", "reported", "calibrated", "excess") if e in out)


def _conditions(pd: Array, pc: Array, j: int, owner: int, share: float, countries: tuple[str, ...], through: list[Passage]) -> list[str]:
    now = float(owners(pd, pc, j)[owner])
    out = [f"for {countries[owner]} to hold {100 * share:.1f} % of {countries[j]} (now {100 * now:.1f} %), all else as it is:"]
    for p in through[:5]:
        value = needed(pd, pc, j, owner, p.conduit, share)
        told = f"the conduit probability of {countries[p.conduit]} would have to be {value:.2f}, not {pc[p.conduit]:.2f}" if value is not None else f"no conduit probability of {countries[p.conduit]} does it"
        out.append(f"  {told}")
    return out
