"""Networks as files: TOML in, a network of one year out (`networks/*.toml`, or a file of one's own)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError, nearest
from foedus.structure.exposure.network import Cell, Edge, Network, Source

KEYS = ("name", "about", "unit", "money", "value", "home", "sources", "commodities", "routes", "nodes", "edges", "years", "quantities")
NODE = ("supply", "demand", "export", "about")
EDGE = ("id", "route", "from", "to", "capacity", "tariff", "loss", "territories", "commodities")
YEAR = ("supply", "demand", "flow", "capacity")


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
    return tuple(sorted(int(y) for y in _toml(text, name).get("years", {})))


def network(text: str, name: str, year: int | None = None) -> Network:
    """Return the network that a TOML text describes, as it stood in `year`.

    Parameters
    ----------
    text
        TOML as docs/exposure.md describes it. A number is written plainly or, with its source, ``[number, "source id"]``.
    name
        Its id, and the name of the file in messages.
    year
        One of its years; None for the numbers without one, and no floors.

    Raises
    ------
    FoedusError
        If the text is no network (``network-file``), names a source it lacks, or lacks the year (``network-year``).
    """
    return _Reader(_toml(text, name), name).network(year)


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"the file is no TOML: {error}", name) from None


class _Reader:
    """Reads one file and notes every number with its source."""

    def __init__(self, data: Mapping[str, Any], name: str) -> None:
        self.data, self.name = data, name
        self.cells: list[Cell] = []
        if unknown := [k for k in data if k not in KEYS]:
            raise _bad(f"unknown key {unknown[0]!r}", name)
        for key, kind in (("commodities", dict), ("nodes", dict), ("edges", list)):
            if not isinstance(data.get(key), kind) or not data[key]:
                raise _bad(f"{key} is missing or empty", name)
        self.commodities = tuple(data["commodities"])
        self.nodes = tuple(data["nodes"])
        self.sources = {key: _source(key, value) for key, value in data.get("sources", {}).items()}

    def network(self, year: int | None) -> Network:
        data = self.data
        known = sorted(int(y) for y in data.get("years", {}))
        if year is not None and year not in known:
            raise FoedusError("network-year", f"{self.name} has no year {year}", None, f"one of {', '.join(map(str, known)) or 'none'}", f"--year {known[-1]}" if known else None)
        price = np.array([self.number(c.get("price"), f"commodities.{k}.price") for k, c in data["commodities"].items()])
        storage = np.array([self.number(c.get("storage", 0), f"commodities.{k}.storage") for k, c in data["commodities"].items()])
        of_year = data["years"][str(year)] if year is not None else {}
        changed = of_year.get("capacity", {})
        edges = tuple(self.edge(at, value, changed, f"years.{year}.capacity") for at, value in enumerate(data["edges"]))
        ids = [e.id for e in edges]
        if lost := [key for key in changed if key not in ids]:
            raise _bad(f"years.{year}.capacity names no edge: {lost[0]!r}", self.name, f"one of {', '.join(ids)}")
        if len(set(ids)) < len(ids):
            raise _bad(f"two edges are called {next(i for i in ids if ids.count(i) > 1)!r}", self.name)
        supply, demand = self.amounts("supply", year), self.amounts("demand", year)
        floors = np.zeros((len(edges), len(self.commodities)))
        for key, value in of_year.get("flow", {}).items():
            if key not in ids:
                raise _bad(f"years.{year}.flow names no edge: {key!r}", self.name, f"one of {', '.join(ids)}")
            at = ids.index(key)
            for k, amount in self.by_commodity(value, f"years.{year}.flow.{key}").items():
                if k not in edges[at].commodities:
                    raise _bad(f"years.{year}.flow.{key}: {self.commodities[k]} does not flow there", self.name)
                floors[at, k] = amount
        abroad = np.array([bool(node.get("export", False)) for node in data["nodes"].values()])
        own = np.array([bool(c.get("own", True)) for c in data["commodities"].values()])
        export = abroad[:, None] & own[None, :] & (demand > 0)
        if not export.any():
            raise _bad("no node has export = true and a demand", self.name)
        return Network(
            self.name, str(data.get("name", self.name)), str(data.get("about", "")), str(data.get("unit", "units")), str(data.get("money", "")), str(data.get("value", "")),
            year, tuple(known), frozenset(map(str, data.get("home", []))), self.nodes, edges, self.commodities, self.routes(edges), price, supply, demand, export, floors,
            storage, tuple(self.cells), self.sources,
        )  # fmt: skip

    def routes(self, edges: tuple[Edge, ...]) -> dict[str, str]:
        named = self.data.get("routes", {})
        if lost := [r for r in named if r not in {e.route for e in edges}]:
            raise _bad(f"routes.{lost[0]} has no edge", self.name)
        return {r: str(named.get(r, r)) for r in dict.fromkeys(e.route for e in edges)}

    def edge(self, at: int, value: Any, changed: Mapping[str, Any], of: str) -> Edge:
        where = f"edges[{at}]"
        if not isinstance(value, Mapping) or not {"id", "from", "to", "capacity"} <= set(value):
            raise _bad(f"{where} must hold id, from, to and capacity", self.name)
        where = f"edges.{value['id']}"
        if unknown := [k for k in value if k not in EDGE]:
            raise _bad(f"{where}: unknown key {unknown[0]!r}", self.name, f"some of {', '.join(EDGE)}")
        ends = []
        for key in ("from", "to"):
            if value[key] not in self.nodes:
                raise _bad(f"{where}: there is no node {value[key]!r}", self.name, f"nearest: {nearest(str(value[key]), list(self.nodes), 1)}")
            ends.append(self.nodes.index(value[key]))
        carried = value.get("commodities", list(self.commodities))
        if lost := [c for c in carried if c not in self.commodities]:
            raise _bad(f"{where}: there is no commodity {lost[0]!r}", self.name)
        loss = self.number(value.get("loss", 0), f"{where}.loss")
        if loss >= 1:
            raise _bad(f"{where}.loss is {loss:g}", self.name, "a share from 0 to below 1")
        return Edge(
            str(value["id"]), str(value.get("route", value["id"])), ends[0], ends[1], frozenset(map(str, value.get("territories", []))),
            self.number(changed[value["id"]], f"{of}.{value['id']}") if value["id"] in changed else self.number(value["capacity"], f"{where}.capacity"), self.number(value.get("tariff", 0), f"{where}.tariff"), loss,
            tuple(self.commodities.index(c) for c in carried),
        )  # fmt: skip

    def amounts(self, key: str, year: int | None) -> NDArray[np.float64]:
        out = np.zeros((len(self.nodes), len(self.commodities)))
        given = {node: (value[key], f"nodes.{node}.{key}") for node, value in self.data["nodes"].items() if key in value}
        if year is not None:
            of_year = self.data["years"][str(year)]
            if unknown := [k for k in of_year if k not in YEAR]:
                raise _bad(f"years.{year}: unknown key {unknown[0]!r}", self.name, f"some of {', '.join(YEAR)}")
            for node, value in of_year.get(key, {}).items():
                if node not in self.nodes:
                    raise _bad(f"years.{year}.{key} names no node: {node!r}", self.name)
                given[node] = (value, f"years.{year}.{key}.{node}")
        for node, value in self.data["nodes"].items():
            if unknown := [k for k in value if k not in NODE]:
                raise _bad(f"nodes.{node}: unknown key {unknown[0]!r}", self.name, f"some of {', '.join(NODE)}")
        for node, (value, where) in given.items():
            for k, amount in self.by_commodity(value, where).items():
                out[self.nodes.index(node), k] = amount
        return out

    def by_commodity(self, value: Any, where: str) -> dict[int, float]:
        if isinstance(value, Mapping):
            if lost := [c for c in value if c not in self.commodities]:
                raise _bad(f"{where}: there is no commodity {lost[0]!r}", self.name, f"one of {', '.join(self.commodities)}")
            return {self.commodities.index(c): self.number(v, f"{where}.{c}") for c, v in value.items()}
        if len(self.commodities) > 1:
            raise _bad(f"{where} does not say of which commodity", self.name, f"{{{self.commodities[0]} = number}}")
        return {0: self.number(value, where)}

    def number(self, value: Any, where: str) -> float:
        source = ""
        if isinstance(value, list):
            if len(value) != 2 or not isinstance(value[1], str):
                raise _bad(f"{where} is {value!r}", self.name, 'a number, or [number, "source id"]')
            value, source = value
            if source not in self.sources:
                raise _bad(f"{where} names a source that is not there: {source!r}", self.name, f"[sources.{source}] with title and url")
        if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value) or value < 0:
            raise _bad(f"{where} is {value!r}", self.name, "a number of 0 or more")
        if source or value:
            self.cells.append(Cell(where, float(value), source))
        return float(value)


def _source(key: str, value: Any) -> Source:
    return Source(key, str(value.get("title", key)), str(value.get("url", "")), bool(value.get("illustrative", False)), bool(value.get("confirmed", True)))


def _bad(message: str, where: str, expected: str = "a network as docs/exposure.md describes it: commodities, nodes, edges") -> FoedusError:
    return FoedusError("network-file", message, where, expected, "see docs/exposure.md for a network in full")
