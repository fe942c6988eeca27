"""A share that somebody states, held against every quantity it may mean.

"So much of its oil and gas goes through one neighbour" may speak of one pipeline or of a territory, of oil, of gas, or of both by
energy. Each is computed and judged apart: a sentence that fits one of them says nothing of the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from foedus.structure.exposure.crossing import delivered, share
from foedus.structure.exposure.flow import program
from foedus.structure.exposure.outage import baseline, closed
from foedus.structure.exposure.parse import shipped, shipped_network, years

TOLERANCE = 0.025  #: half the step of figures rounded to five percent


@dataclass(frozen=True, slots=True)
class Verdict:
    """A stated share beside one quantity it may mean.

    Attributes
    ----------
    id, says
        The quantity, and what it is in words.
    year
        The year it is computed for.
    low, point, high
        The quantity, 0 to 1: least and most over all cheapest flows, and by proportional sharing.
    verdict
        ``holds`` (the share stated lies within tolerance), ``understates`` or ``overstates``.
    rests_on
        What of the numbers behind it nobody reports as such (what is left of a total, or illustrative), and what others say of them.
    """

    id: str
    says: str
    year: int
    low: float
    point: float
    high: float
    verdict: str
    rests_on: tuple[str, ...] = ()


def weigh(stated: float, low: float, high: float, tolerance: float = TOLERANCE) -> str:
    """Return whether a stated share ``holds``, ``understates`` or ``overstates`` a quantity between `low` and `high`."""
    if stated < low - tolerance:
        return "understates"
    return "overstates" if stated > high + tolerance else "holds"


def verdicts(stated: float, year: int | None = None, tolerance: float = TOLERANCE) -> list[Verdict]:
    """Return a stated share of Kazakhstan's exports beside each quantity it may mean.

    Parameters
    ----------
    stated
        The share stated, 0 to 1.
    year
        For which year; a quantity whose networks lack it is told for their last year, which the verdict names. None for the last.
    tolerance
        How far off a figure may be and still hold: round figures are meant roundly.
    """
    out = []
    for quantity in _quantities():
        parts = quantity["parts"]
        common = sorted(set.intersection(*(set(years(shipped()[p["network"]], p["network"])) for p in parts)))
        of = year if year in common else common[-1]
        low, point, high = _mixed(parts, of)
        out.append(Verdict(quantity["id"], quantity["says"], of, low, point, high, weigh(stated, low, high, tolerance), _rests_on(parts, of)))
    return out


def _rests_on(parts: list[Mapping[str, Any]], year: int) -> tuple[str, ...]:
    out = []
    for part in parts:
        network = shipped_network(part["network"], year)
        flow = f"years.{year}.flow."
        for cell in (c for c in network.cells if c.where.startswith(flow) and c.value):
            source = network.sources.get(cell.source)
            if source is None or source.derived or source.illustrative or not source.confirmed:
                out.append(f"{cell.where.removeprefix(flow)}, {cell.value:g} {network.unit}: {source.title if source else 'without a source'}")
        for t in network.tellings:
            out.append(f"{t.number.removeprefix(flow)} is told as {t.told:g} {network.unit} too, not {t.used:g}: {network.sources[t.source].title}. {t.note}".rstrip())
    return tuple(dict.fromkeys(out))


def _mixed(parts: list[Mapping[str, Any]], year: int) -> tuple[float, float, float]:
    crossing, total = np.zeros(3), 0.0
    for part in parts:
        network = shipped_network(part["network"], year)
        marked = closed(network, [part["route"]]) if "route" in part else closed(network, (), [part["territory"]])
        sinks = network.export
        if "commodities" in part:
            sinks = (network.demand > 0) & np.isin(network.commodities, part["commodities"])[None, :]
        made = program(network)
        found = baseline(made)
        amount = float(delivered(network, found)[0][sinks].sum()) * part.get("factor", (1.0,))[0]
        shares = share(network, found, marked, sinks=sinks)
        crossing += amount * np.array([shares.low, shares.point, shares.high])
        total += amount
    low, point, high = crossing / total
    return float(low), float(point), float(high)


@cache
def _quantities() -> tuple[Mapping[str, Any], ...]:
    text = (files("foedus.structure.exposure") / "quantities.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["quantity"])
