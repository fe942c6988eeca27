"""A dossier of two sides: what one can cut of the other's ties, what that costs itself, and what is demanded (TOML)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import nearest
from foedus.core.ids import digest
from foedus.core.rng import stream
from foedus.structure.cells import Sheet, Source
from foedus.structure.exposure.flow import program
from foedus.structure.exposure.outage import closed, respond
from foedus.structure.exposure.parse import shipped as shipped_networks
from foedus.structure.exposure.parse import shipped_network, years
from foedus.structure.leverage.loss import HORIZONS
from foedus.structure.leverage.threat import Stakes
from foedus.structure.leverage.ties import Kind, Tie

Array = NDArray[np.float64]
KEYS = ("name", "about", "sender", "target", "year", "sources", "gdp", "target_ties", "sender_ties", "demand", "invented")
TIE = ("good", "kind", "weight", "cut", "salvage", "stock", "elasticity")
DEMAND = ("worth", "yielding", "audience", "conflict", "shadow", "borne")
KINDS = ("import", "export", "finance")
GDP = ("target", "sender", "unit")
CLOSURE = ("network", "year", "route", "territory")
RANGE = ("value", "low", "high", "source")
LABELS = ("name", "about", "sources", "invented")  #: what says nothing of the numbers


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


def generator(text: str, seed: int = 0) -> np.random.Generator:
    """Return the generator of the ranges of a dossier: by what it says, whatever its file, its labels and its layout are.

    Parameters
    ----------
    text
        TOML as docs/leverage.md describes it.
    seed
        Seed of the draws, non-negative.
    """
    try:
        said = json.dumps({k: v for k, v in tomllib.loads(text).items() if k not in LABELS}, sort_keys=True, default=str)
    except tomllib.TOMLDecodeError:  # whoever reads it says so with its place
        said = text
    return stream(seed, ("leverage", digest(said)), 0)


def dossier(text: str, name: str, rng: np.random.Generator, draws: int = 1000, ramp: float = 1.0, states: Collection[str] | None = None) -> Dossier:
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
    states
        Codes of states that there are: a side of three letters must be one of them, or stand among those that the file says are ``invented``.
        None to take any.

    Raises
    ------
    FoedusError
        If the text is no dossier or a side no state (``dossier-file``), or a network lacks what it names.
    """
    return _Reader(Sheet(text, name, "dossier", "docs/leverage.md"), rng, draws, ramp, states).dossier()


class _Reader:
    """Reads one file."""

    def __init__(self, sheet: Sheet, rng: np.random.Generator, draws: int, ramp: float, states: Collection[str] | None) -> None:
        self.sheet, self.rng, self.draws, self.ramp = sheet, rng, draws, ramp
        self.notes: list[str] = []
        self.data = sheet.table(sheet.data, "", KEYS)
        self.states = None if states is None else {*states, *sheet.texts(self.data.get("invented", []), "invented")}
        for key in ("sender", "target", "target_ties"):
            if not self.data.get(key):
                raise sheet.bad(f"{key} is missing or empty")

    def dossier(self) -> Dossier:
        sheet, data = self.sheet, self.data
        gdp = sheet.table(data.get("gdp", {}), "gdp", GDP)
        stakes = None
        if "demand" in data:
            given = {k: self.number(v, f"demand.{k}") for k, v in sheet.table(data["demand"], "demand", DEMAND).items()}
            stakes = Stakes(
                given.get("worth", 0.0), given.get("yielding", 0.0), 0.0, 0.0, given.get("audience", 0.0), float(np.mean(given.get("borne", 0.25))),
                given.get("conflict", 0.0), float(np.mean(given.get("shadow", 1.0))),
            )  # fmt: skip
        return Dossier(
            sheet.name, str(data.get("name", sheet.name)), str(data.get("about", "")), self.side("sender"), self.side("target"),
            self.ties("target_ties"), self.ties("sender_ties"), self.size(gdp, "target"), self.size(gdp, "sender"),
            str(gdp.get("unit", "")), stakes, sheet.sources, tuple(self.notes),
        )  # fmt: skip

    def side(self, key: str) -> str:
        """Return the code or name of a side; one of three letters is a code, and must be that of a state."""
        found = self.sheet.text(self.data[key], key)
        if self.states is not None and len(found) == 3 and found.isascii() and found.isalpha() and found not in self.states:
            near = nearest(found, sorted(self.states), 1)
            raise self.sheet.bad(f"{key}: there is no state {found!r}", f'a code of ISO 3166-1 (nearest: {near}), a name of more than three letters, or invented = ["{found}"] in the file')
        return found

    def size(self, gdp: Mapping[str, Any], side: str) -> float:
        """Return the GDP of a side, 0 where none is given; one that is given as 0 is a slip."""
        if side not in gdp:
            return 0.0
        found = self.sheet.number(gdp[side], f"gdp.{side}")
        if found == 0:
            raise self.sheet.bad(f"gdp.{side} is 0", f"a number above 0; leave gdp.{side} out where it is not known")
        return found

    def ties(self, key: str) -> tuple[Tie, ...]:
        out = []
        for at, told in enumerate(self.sheet.rows(key)):
            where = f"{key}[{at}]"
            tie = self.sheet.table(told, where, TIE, ("good", "kind", "weight", "cut"))
            if tie["kind"] not in KINDS:
                raise self.sheet.bad(f"{where}.kind is {tie['kind']!r}", f"one of {', '.join(KINDS)}")
            numbers = {k: self.number(tie[k], f"{where}.{k}") for k in ("weight", "salvage", "stock") if k in tie}
            from_network = isinstance(tie["cut"], Mapping) and "network" in tie["cut"]
            cut = self.closure(tie["cut"], f"{where}.cut") if from_network else self.number(tie["cut"], f"{where}.cut")
            if (np.asarray(cut) > 1).any() or (np.asarray(numbers.get("salvage", 0.0)) > 1).any():
                raise self.sheet.bad(f"{where}: cut and salvage are shares", "numbers from 0 to 1")
            elasticity = self.sheet.number(tie["elasticity"], f"{where}.elasticity") if "elasticity" in tie else None
            good = self.sheet.text(tie["good"], f"{where}.good")
            out.append(Tie(good, cast(Kind, tie["kind"]), numbers["weight"], cut, numbers.get("salvage", 0.0), numbers.get("stock", 0.0), elasticity, _cited(tie)))
        return tuple(out)

    def closure(self, told: Mapping[str, Any], where: str) -> float:
        """Return the share of the exports that a closure leaves undelivered."""
        told = self.sheet.table(told, where, CLOSURE)
        ids = shipped_networks()
        named = self.sheet.text(told["network"], f"{where}.network")
        if named not in ids:
            raise self.sheet.bad(f"{where}: there is no network {named!r}", f"one of {', '.join(ids)}")
        known = years(ids[named], named)
        year = told.get("year", self.data.get("year") if self.data.get("year") in known else known[-1] if known else None)
        network = shipped_network(named, year)
        chosen = {key: self.sheet.text(told[key], f"{where}.{key}") for key in ("route", "territory") if key in told}
        if not chosen:
            raise self.sheet.bad(f"{where} closes nothing", "route or territory")
        out = closed(network, [chosen["route"]] if "route" in chosen else [], [chosen["territory"]] if "territory" in chosen else [])
        share = float(respond(program(network), (~out).astype(np.float64)[None, :], self.ramp).share[0])
        self.notes.append(f"closing {' and '.join(chosen.values())} leaves {100 * share:.1f} % of the exports of {named} in {year} undelivered")
        return share

    def number(self, value: Any, where: str) -> Array | float:
        """Return a number, or draws of a range."""
        if not isinstance(value, Mapping):
            return self.sheet.number(value, where)
        told = self.sheet.table(value, where, RANGE, RANGE[:3])
        low, middle, high = (self.sheet.number(told[k], f"{where}.{k}") for k in ("low", "value", "high"))
        self.sheet.cite(told.get("source", ""), where)
        if not low <= middle <= high:
            raise self.sheet.bad(f"{where} is from {low:g} to {high:g} about {middle:g}", "low <= value <= high")
        return np.full(self.draws, middle) if low == high else self.rng.triangular(low, middle, high, self.draws)


def _cited(tie: Mapping[str, Any]) -> str:
    """Return the ids of the sources that a tie names."""
    named = [v[1] if isinstance(v, list) else v.get("source", "") if isinstance(v, Mapping) else "" for v in tie.values()]
    return ", ".join(dict.fromkeys(n for n in named if n))


def horizons() -> tuple[str, ...]:
    """Return the horizons a loss is told for."""
    return tuple(HORIZONS)
