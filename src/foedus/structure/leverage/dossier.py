"""A dossier of two sides: what one can cut of the other's ties, what that costs itself, and what is demanded (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.structure.exposure.flow import program
from foedus.structure.exposure.network import Source
from foedus.structure.exposure.outage import closed, respond
from foedus.structure.exposure.parse import shipped as shipped_networks
from foedus.structure.exposure.parse import shipped_network, years
from foedus.structure.leverage.loss import HORIZONS
from foedus.structure.leverage.threat import Stakes
from foedus.structure.leverage.ties import Kind, Tie

Array = NDArray[np.float64]
KEYS = ("name", "about", "sender", "target", "year", "sources", "gdp", "target_ties", "sender_ties", "demand")
TIE = ("good", "kind", "weight", "cut", "salvage", "stock", "elasticity")
DEMAND = ("worth", "yielding", "audience", "conflict", "shadow", "borne")
KINDS = ("import", "export", "finance")


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is between two sides.

    Attributes
    ----------
    id, name, about
        Name of the file, what it is, and what must be known of it.
    sender, target
        The side that may cut, and the side it would hit.
    target_ties, sender_ties
        What each would lose; numbers are draws on axis 0.
    target_gdp, sender_gdp, unit
        For money; 0 where none is given.
    stakes
        The demand, in shares of the target's GDP, without the costs of the cut; None where nothing is demanded.
    sources
        By id.
    notes
        Numbers that come out of another engine, in words.
    """

    id: str
    name: str
    about: str
    sender: str
    target: str
    target_ties: tuple[Tie, ...]
    sender_ties: tuple[Tie, ...]
    target_gdp: float
    sender_gdp: float
    unit: str
    stakes: Stakes | None
    sources: Mapping[str, Source]
    notes: tuple[str, ...]


@cache
def shipped() -> Mapping[str, str]:
    """Return the texts of the dossiers that foedus ships, by id."""
    folder = files("foedus.structure.leverage") / "dossiers"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return {p.name.removesuffix(".toml"): p.read_text(encoding="utf-8") for p in found}


def dossier(text: str, name: str, rng: np.random.Generator, draws: int = 1000, ramp: float = 1.0) -> Dossier:
    """Return the dossier that a TOML text describes, its ranges drawn.

    Parameters
    ----------
    text
        TOML as docs/leverage.md describes it. A number is plain, ``[number, "source id"]``, or ``{value, low, high, source}``, which is
        drawn from a triangle; the cut of an export may be a closure in a network of exposure.
    name
        Its id, and the name of the file in messages.
    rng, draws
        For the ranges.
    ramp
        Share of spare capacity that other routes reach, for cuts that come from a network.

    Raises
    ------
    FoedusError
        If the text is no dossier (``dossier-file``), or a network lacks what it names.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"the file is no TOML: {error}", name) from None
    return _Reader(data, name, rng, draws, ramp).dossier()


class _Reader:
    def __init__(self, data: Mapping[str, Any], name: str, rng: np.random.Generator, draws: int, ramp: float) -> None:
        self.data, self.name, self.rng, self.draws, self.ramp = data, name, rng, draws, ramp
        self.notes: list[str] = []
        if unknown := [k for k in data if k not in KEYS]:
            raise _bad(f"unknown key {unknown[0]!r}", name, f"some of {', '.join(KEYS)}")
        for key in ("sender", "target", "target_ties"):
            if not data.get(key):
                raise _bad(f"{key} is missing or empty", name)
        self.sources = {
            k: Source(k, str(v.get("title", k)), str(v.get("url", "")), bool(v.get("illustrative", False)), bool(v.get("confirmed", True)))
            for k, v in data.get("sources", {}).items()
        }  # fmt: skip

    def dossier(self) -> Dossier:
        data, gdp = self.data, self.data.get("gdp", {})
        demand = data.get("demand")
        stakes = None
        if demand is not None:
            if unknown := [k for k in demand if k not in DEMAND]:
                raise _bad(f"demand: unknown key {unknown[0]!r}", self.name, f"some of {', '.join(DEMAND)}")
            given = {k: self.number(v, f"demand.{k}") for k, v in demand.items()}
            stakes = Stakes(
                given.get("worth", 0.0), given.get("yielding", 0.0), 0.0, 0.0, given.get("audience", 0.0), float(np.mean(given.get("borne", 0.25))),
                given.get("conflict", 0.0), float(np.mean(given.get("shadow", 1.0))),
            )  # fmt: skip
        return Dossier(
            self.name, str(data.get("name", self.name)), str(data.get("about", "")), str(data["sender"]), str(data["target"]), self.ties("target_ties"), self.ties("sender_ties"),
            float(np.mean(self.number(gdp.get("target", 0), "gdp.target"))), float(np.mean(self.number(gdp.get("sender", 0), "gdp.sender"))), str(gdp.get("unit", "")), stakes,
            self.sources, tuple(self.notes),
        )  # fmt: skip

    def ties(self, key: str) -> tuple[Tie, ...]:
        out = []
        for at, tie in enumerate(self.data.get(key, [])):
            where = f"{key}[{at}]"
            if unknown := [k for k in tie if k not in TIE]:
                raise _bad(f"{where}: unknown key {unknown[0]!r}", self.name, f"some of {', '.join(TIE)}")
            if tie.get("kind") not in KINDS or not {"good", "weight", "cut"} <= set(tie):
                raise _bad(f"{where} must hold good, weight, cut and kind", self.name, f"kind is one of {', '.join(KINDS)}")
            numbers = {k: self.number(tie[k], f"{where}.{k}") for k in ("weight", "salvage", "stock") if k in tie}
            cut = self.closure(tie["cut"], where) if isinstance(tie["cut"], Mapping) and "network" in tie["cut"] else self.number(tie["cut"], f"{where}.cut")
            if (np.asarray(cut) > 1).any() or (np.asarray(numbers.get("salvage", 0.0)) > 1).any():
                raise _bad(f"{where}: cut and salvage are shares", self.name, "numbers from 0 to 1")
            elasticity = float(tie["elasticity"]) if "elasticity" in tie else None
            out.append(Tie(str(tie["good"]), cast(Kind, tie["kind"]), numbers["weight"], cut, numbers.get("salvage", 0.0), numbers.get("stock", 0.0), elasticity, _cited(tie)))
        return tuple(out)

    def closure(self, told: Mapping[str, Any], where: str) -> float:
        """Return the share of the exports that a closure leaves undelivered."""
        if told["network"] not in shipped_networks():
            raise _bad(f"{where}.cut: there is no network {told['network']!r}", self.name, f"one of {', '.join(shipped_networks())}")
        known = years(shipped_networks()[told["network"]], told["network"])
        year = told.get("year", self.data.get("year") if self.data.get("year") in known else known[-1] if known else None)
        network = shipped_network(told["network"], year)
        out = closed(network, [told["route"]] if "route" in told else [], [told["territory"]] if "territory" in told else [])
        share = float(respond(program(network), (~out).astype(np.float64)[None, :], self.ramp).share[0])
        self.notes.append(f"closing {told.get('route') or told.get('territory')} leaves {100 * share:.1f} % of the exports of {network.id} in {year} undelivered")
        return share

    def number(self, value: Any, where: str) -> Array | float:
        source = ""
        if isinstance(value, list) and len(value) == 2:
            value, source = value
        if isinstance(value, Mapping):
            if not {"value", "low", "high"} <= set(value) or not value["low"] <= value["value"] <= value["high"]:
                raise _bad(f"{where} is {dict(value)!r}", self.name, "{value, low, high, source} with low <= value <= high")
            source = value.get("source", "")
            drawn = np.full(self.draws, float(value["value"])) if value["low"] == value["high"] else self.rng.triangular(value["low"], value["value"], value["high"], self.draws)
        elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise _bad(f"{where} is {value!r}", self.name, 'a number of 0 or more, [number, "source id"], or {value, low, high, source}')
        if source and source not in self.sources:
            raise _bad(f"{where} names a source that is not there: {source!r}", self.name, f"[sources.{source}] with title and url")
        return drawn if isinstance(value, Mapping) else float(value)


def _cited(tie: Mapping[str, Any]) -> str:
    """Return the ids of the sources that a tie names."""
    named = [v[1] if isinstance(v, list) else v.get("source", "") if isinstance(v, Mapping) else "" for v in tie.values()]
    return ", ".join(dict.fromkeys(n for n in named if n))


def horizons() -> tuple[str, ...]:
    """Return the horizons a loss is told for."""
    return tuple(HORIZONS)


def _bad(message: str, where: str, expected: str = "a dossier as docs/leverage.md describes it: sender, target, target_ties") -> FoedusError:
    return FoedusError("dossier-file", message, where, expected, "see docs/leverage.md for a dossier in full")
