"""Networks as files: TOML in, a network of one year out (`networks/*.toml`, or a file of one's own)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError, nearest
from foedus.structure.cells import Sheet
from foedus.structure.exposure.network import Edge, Network, Telling

KEYS = ("name", "about", "unit", "money", "value", "home", "sources", "commodities", "routes", "nodes", "edges", "years", "tellings", "invented")
COMMODITY = ("price", "storage", "own")
NODE = ("supply", "demand", "export")
EDGE = ("id", "route", "from", "to", "capacity", "tariff", "loss", "territories", "commodities")
YEAR = ("supply", "demand", "flow", "capacity")
TELLING = ("number", "told", "note")

#: Share by which an observed flow may pass the capacity of its stretch: figures are rounded.
ROUNDING = 1e-9


@cache
def shipped() -> Mapping[str, str]:
    """Return the texts of the networks that foedus ships, by id."""
    folder = files("foedus.structure.exposure") / "networks"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return {p.name.removesuffix(".toml"): p.read_text(encoding="utf-8") for p in found}


def shipped_network(name: str, year: int | None = None) -> Network:
    """Return a network that foedus ships, as it stood in `year` (None for the numbers without a year).

    Raises
    ------
    FoedusError
        If there is none of that name (``network-unknown``) or it lacks the year (``network-year``).
    """
    known = shipped()
    if name not in known:
        raise FoedusError("network-unknown", f"there is no network and no file {name!r}", None, f"one of {', '.join(known)}, or a TOML file", f"foedus exposure {nearest(name, list(known), 1)}")
    return network(known[name], name, year)


def years(text: str, name: str) -> tuple[int, ...]:
    """Return the years a file has, ascending."""
    return _Reader(text, name).years


def network(text: str, name: str, year: int | None = None, states: Collection[str] | None = None) -> Network:
    """Return the network that a TOML text describes, as it stood in `year`.

    Parameters
    ----------
    text
        TOML as docs/exposure.md describes it. A number is written plainly or, with its source, ``[number, "source id"]``.
    name
        Its id, and the name of the file in messages.
    year
        One of its years; None for the numbers without one, and no floors.
    states
        Codes of states that there are: a territory must be one of them, or stand among those that the file says are ``invented``. None to
        take any.

    Raises
    ------
    FoedusError
        If the text is no network (``network-file``), names a source or a state that is not there, has an observed flow above the capacity of
        its stretch, or lacks the year (``network-year``).
    """
    return _Reader(text, name, states).network(year)


class _Reader:
    """Reads one file."""

    def __init__(self, text: str, name: str, states: Collection[str] | None = None) -> None:
        self.name = name
        self.sheet = sheet = Sheet(text, name, "network", "docs/exposure.md")
        data = sheet.table(sheet.data, "", KEYS)
        for key in ("commodities", "nodes", "edges"):
            if not data.get(key):
                raise sheet.bad(f"{key} is missing or empty")
        self.kinds = {k: sheet.table(v, f"commodities.{k}", COMMODITY, ("price",)) for k, v in sheet.table(data["commodities"], "commodities").items()}
        self.places = {k: sheet.table(v, f"nodes.{k}", NODE) for k, v in sheet.table(data["nodes"], "nodes").items()}
        self.commodities, self.nodes = tuple(self.kinds), tuple(self.places)
        self.states = None if states is None else {*states, *sheet.texts(data.get("invented", []), "invented")}
        self.by_year = sheet.table(data.get("years", {}), "years")
        if lost := [y for y in self.by_year if not y.isdecimal()]:
            raise sheet.bad(f"years.{lost[0]} is no year")
        self.years = tuple(sorted(map(int, self.by_year)))

    def network(self, year: int | None) -> Network:
        sheet, data = self.sheet, self.sheet.data
        if year is not None and year not in self.years:
            raise FoedusError("network-year", f"{self.name} has no year {year}", None, f"one of {', '.join(map(str, self.years)) or 'none'}", f"--year {self.years[-1]}" if self.years else None)
        of_year = self.of(year)
        price = np.array([sheet.number(c["price"], f"commodities.{k}.price") for k, c in self.kinds.items()])
        storage = np.array([sheet.number(c.get("storage", 0), f"commodities.{k}.storage") for k, c in self.kinds.items()])
        changed = of_year["capacity"]
        edges = tuple(self.edge(at, value, changed, f"years.{year}.capacity") for at, value in enumerate(sheet.rows("edges")))
        ids = [e.id for e in edges]
        if len(set(ids)) < len(ids):
            raise sheet.bad(f"two edges are called {next(i for i in ids if ids.count(i) > 1)!r}")
        for key in ("capacity", "flow"):
            if lost := [e for e in of_year[key] if e not in ids]:
                raise sheet.bad(f"years.{year}.{key} names no edge: {lost[0]!r}", f"one of {', '.join(ids)}")
        supply, demand = self.amounts("supply", year), self.amounts("demand", year)
        floors = np.zeros((len(edges), len(self.commodities)))
        for key, value in of_year["flow"].items():
            at = ids.index(key)
            for k, amount in self.by_commodity(value, f"years.{year}.flow.{key}").items():
                if k not in edges[at].commodities:
                    raise sheet.bad(f"years.{year}.flow.{key}: {self.commodities[k]} does not flow there")
                floors[at, k] = amount
            most, total = edges[at].capacity, float(floors[at].sum())
            if total > most * (1 + ROUNDING):
                raise sheet.bad(
                    f"years.{year}.flow.{key} is {total:g}, and the stretch holds {most:g}", f"an observed flow up to the capacity; mend it, or say in years.{year}.capacity.{key} what the stretch held that year"
                )
        abroad = np.array([node.get("export", False) is True for node in self.places.values()])
        own = np.array([c.get("own", True) is True for c in self.kinds.values()])
        export = abroad[:, None] & own[None, :] & (demand > 0)
        if not export.any():
            raise sheet.bad("no node has export = true and a demand")
        return Network(
            self.name, str(data.get("name", self.name)), str(data.get("about", "")), str(data.get("unit", "units")), str(data.get("money", "")), str(data.get("value", "")),
            year, self.years, self.territories(data.get("home", []), "home"), self.nodes, edges, self.commodities, self.routes(edges), price, supply, demand, export,
            floors, storage, tuple(sheet.cells), sheet.sources, self.tellings(year),
        )  # fmt: skip

    def territories(self, given: Any, where: str) -> frozenset[str]:
        """Return codes of states, each of which must be one."""
        found = self.sheet.texts(given, where)
        for one in found:
            if self.states is not None and one not in self.states:
                near = nearest(one, sorted(self.states), 1)
                raise self.sheet.bad(f"{where}: there is no state {one!r}", f'a code of ISO 3166-1 (nearest: {near}), or invented = ["{one}"] in the file')
        return frozenset(found)

    def tellings(self, year: int | None) -> tuple[Telling, ...]:
        """Return what others say of the numbers of a year, and of those without one."""
        out = []
        used = {c.where: c.value for c in self.sheet.cells}
        for at, told in enumerate(self.sheet.rows("tellings")):
            where = f"tellings[{at}]"
            one = self.sheet.table(told, where, TELLING, ("number", "told"))
            number = self.sheet.text(one["number"], f"{where}.number")
            if number not in used:
                of = number.split(".")[1] if number.startswith("years.") and number.count(".") > 1 else None
                if of is not None and of in self.by_year and of != str(year):
                    continue
                raise self.sheet.bad(f"{where}: no number stands at {number}", "the place of a number of the file, as years.2030.flow.wagons")
            value = one["told"]
            if not isinstance(value, list):
                raise self.sheet.bad(f"{where}.told is {value!r}", '[number, "source id"]')
            kept = len(self.sheet.cells)
            amount = self.sheet.number(value, f"{where}.told")
            del self.sheet.cells[kept:]  # it is told, and not used
            out.append(Telling(number, used[number], amount, str(value[1]), str(one.get("note", ""))))
        return tuple(out)

    def of(self, year: int | None) -> dict[str, Mapping[str, Any]]:
        """Return what the year changes, each key of it as a table."""
        given = self.sheet.table(self.by_year[str(year)], f"years.{year}", YEAR) if year is not None else {}
        return {key: self.sheet.table(given.get(key, {}), f"years.{year}.{key}") for key in YEAR}

    def routes(self, edges: tuple[Edge, ...]) -> dict[str, str]:
        named = self.sheet.table(self.sheet.data.get("routes", {}), "routes")
        if lost := [r for r in named if r not in {e.route for e in edges}]:
            raise self.sheet.bad(f"routes.{lost[0]} has no edge")
        return {r: str(named.get(r, r)) for r in dict.fromkeys(e.route for e in edges)}

    def edge(self, at: int, value: Any, changed: Mapping[str, Any], of: str) -> Edge:
        sheet = self.sheet
        value = sheet.table(value, f"edges[{at}]", EDGE, ("id", "from", "to", "capacity"))
        name = sheet.text(value["id"], f"edges[{at}].id")
        where = f"edges.{name}"
        ends = []
        for key in ("from", "to"):
            node = sheet.text(value[key], f"{where}.{key}")
            if node not in self.nodes:
                raise sheet.bad(f"{where}: there is no node {node!r}", f"nearest: {nearest(node, list(self.nodes), 1)}")
            ends.append(self.nodes.index(node))
        carried = sheet.texts(value.get("commodities", list(self.commodities)), f"{where}.commodities")
        if lost := [c for c in carried if c not in self.commodities]:
            raise sheet.bad(f"{where}: there is no commodity {lost[0]!r}")
        loss = sheet.number(value.get("loss", 0), f"{where}.loss")
        if loss >= 1:
            raise sheet.bad(f"{where}.loss is {loss:g}", "a share from 0 to below 1")
        capacity = sheet.number(changed[name], f"{of}.{name}") if name in changed else sheet.number(value["capacity"], f"{where}.capacity")
        return Edge(
            name, sheet.text(value.get("route", name), f"{where}.route"), ends[0], ends[1], self.territories(value.get("territories", []), f"{where}.territories"),
            capacity, sheet.number(value.get("tariff", 0), f"{where}.tariff"), loss, tuple(dict.fromkeys(self.commodities.index(c) for c in carried)),
        )  # fmt: skip

    def amounts(self, key: str, year: int | None) -> NDArray[np.float64]:
        out = np.zeros((len(self.nodes), len(self.commodities)))
        given = {node: (value[key], f"nodes.{node}.{key}") for node, value in self.places.items() if key in value}
        for node, value in self.of(year)[key].items():
            if node not in self.nodes:
                raise self.sheet.bad(f"years.{year}.{key} names no node: {node!r}")
            given[node] = (value, f"years.{year}.{key}.{node}")
        for node, (value, where) in given.items():
            for k, amount in self.by_commodity(value, where).items():
                out[self.nodes.index(node), k] = amount
        return out

    def by_commodity(self, value: Any, where: str) -> dict[int, float]:
        if isinstance(value, Mapping):
            if lost := [c for c in value if c not in self.commodities]:
                raise self.sheet.bad(f"{where}: there is no commodity {lost[0]!r}", f"one of {', '.join(self.commodities)}")
            return {self.commodities.index(c): self.sheet.number(v, f"{where}.{c}") for c, v in value.items()}
        if len(self.commodities) > 1:
            raise self.sheet.bad(f"{where} does not say of which commodity", f"{{{self.commodities[0]} = number}}")
        return {0: self.sheet.number(value, where)}
