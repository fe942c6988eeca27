"""The exposure of a network in one object: who delivers, what crosses whom, what hangs on what, and what a closure would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from foedus.structure.exposure.criticality import MOST, Closures, alone, closures, concentration, ways
from foedus.structure.exposure.crossing import Share, share
from foedus.structure.exposure.flow import Flows, program
from foedus.structure.exposure.network import Network
from foedus.structure.exposure.outage import SLACK, Response, baseline, by_route, closed, respond
from foedus.structure.exposure.tanks import Curve, course


@dataclass(frozen=True, slots=True)
class Study:
    """What `study` found.

    Attributes
    ----------
    network
        The network.
    before
        Its flows with everything open.
    crossing
        Share of the exports that crosses each foreign territory.
    routes, territories
        Share of the exports lost when each closes alone.
    joint
        The territories closed in every combination; None if there are too many.
    out
        What is closed, in words.
    response
        What happens then; None if nothing is.
    curve, days
        Day by day, if days were asked for.
    floors
        Share of the floors that holds.
    """

    network: Network
    before: Flows
    crossing: dict[str, Share]
    routes: dict[str, float]
    territories: dict[str, float]
    joint: Closures | None
    out: tuple[str, ...]
    response: Response | None
    curve: Curve | None
    days: int | None
    floors: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints; shares from 0 to 1, amounts in the unit of the network a year."""
        network = self.network
        before = by_route(network, self.before)
        foreign = ways(network, self.before)
        told: dict[str, Any] = {
            "network": network.id, "name": network.name, "about": network.about, "year": network.year, "unit": network.unit, "exports": network.exports,
            "undelivered": float(self.before.short[0][network.export].sum()),
            "routes": [{"id": r, "name": network.routes[r], "delivers": float(amount[0]), "lost_if_closed": self.routes.get(r)} for r, amount in before.items()],
            "feeders": [{"id": r, "name": network.routes[r], "lost_if_closed": v} for r, v in self.routes.items() if r not in before],
            "territories": [{"id": t, "share": s.point, "low": s.low, "high": s.high, "lost_if_closed": self.territories[t]} for t, s in self.crossing.items()],
            "concentration": {"routes": concentration(np.array([float(a[0]) for a in before.values()])), "territories": concentration(np.array(list(foreign.values())))},
            "numbers": network.trust(), "floors_missed": missed(network, self.before, self.floors), "told_otherwise": otherwise(network),
            "sources": [{"id": s.id, "title": s.title, "url": s.url, "illustrative": s.illustrative, "confirmed": s.confirmed, "derived": s.derived} for s in network.sources.values()],
        }  # fmt: skip
        if self.joint is not None:
            told["joint"] = {"together": self.joint.together, "shapley": dict(zip(self.joint.names, map(float, self.joint.shapley), strict=True))}
        if self.response is not None:
            after, r = by_route(network, self.response.after), self.response
            told["closure"] = {
                "out": list(self.out), "unserved": float(r.unserved[0]), "share": float(r.share[0]), "others": float(r.others[0]), "lost": float(r.lost[0]), "value": None if np.isnan(r.value[0]) else float(r.value[0]),
                "value_unit": network.value_unit, "delivers": {k: float(v[0]) for k, v in after.items()},
            }  # fmt: skip
        if self.curve is not None:
            told["days"] = {"delivered": self.curve.delivered.tolist(), "stored": self.curve.stored.tolist(), "shut": self.curve.shut.tolist(), "lost": self.curve.lost, "first_shut": self.curve.first}
        return told


def study(
    network: Network, routes: Sequence[str] = (), territories: Sequence[str] = (), floors: float = 1.0, ramp: float = 1.0, days: int | None = None
) -> Study:  # fmt: skip
    """Return what is exposed in `network`, and what closing routes and territories would do.

    Parameters
    ----------
    network
        The network.
    routes, territories
        What to close.
    floors
        Share of the floors that holds, 0 to 1.
    ramp
        Share of spare capacity that other ways reach, 0 to 1.
    days
        How long the closure lasts, for its course day by day; None for a closure by the year.

    Raises
    ------
    FoedusError
        If a route or territory is not there.
    """
    out = closed(network, routes, territories)
    made = program(network, floors)
    before = baseline(made)
    crossed = {t: share(network, before, network.of_territory(t), floors) for t in network.territories}
    crossed = dict(sorted(crossed.items(), key=lambda item: -item[1].point))
    lost_routes = dict(zip(network.routes, map(float, alone(made, list(network.routes), "route", ramp, before)), strict=True))
    lost_territories = dict(zip(network.territories, map(float, alone(made, network.territories, "territory", ramp, before)), strict=True))
    joint = closures(made, network.territories, "territory", ramp, before) if len(network.territories) <= MOST else None
    answer = respond(made, (~out).astype(np.float64)[None, :], ramp, (days or 365) / 365, before) if out.any() else None
    curve = course(made, out, days, days + 60, ramp) if out.any() and days else None
    return Study(network, before, crossed, lost_routes, lost_territories, joint, (*routes, *territories), answer, curve, days, floors)


def missed(network: Network, found: Flows, floors: float = 1.0) -> list[dict[str, Any]]:
    """Return the observed flows that the network does not carry with everything open: more than it holds, enters or is wanted."""
    asked = floors * network.floors
    short = np.argwhere(asked - found.carried[0] > SLACK)
    return [
        {"edge": network.edges[e].id, "commodity": network.commodities[k], "observed": float(asked[e, k]), "carried": float(found.carried[0, e, k])} for e, k in short
    ]  # fmt: skip


def otherwise(network: Network) -> list[dict[str, Any]]:
    """Return what other sources say of numbers that are used."""
    by_place = {c.where: c.source for c in network.cells}
    titles = {s.id: s.title for s in network.sources.values()}
    return [
        {"number": t.number, "used": t.used, "used_source": titles.get(by_place[t.number]), "told": t.told, "source": titles[t.source], "note": t.note or None}
        for t in network.tellings
    ]  # fmt: skip
