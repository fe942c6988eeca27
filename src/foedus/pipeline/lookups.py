"""Numbers of the reference data by their place: a cell of a table, a quantity of a treaty organisation, a network or a dossier."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.case.basis import Basis, CompactFact, DossierQuantity, NetworkQuantity, TableCell
from foedus.core.errors import FoedusError, nearest

if TYPE_CHECKING:
    from foedus.compacts.model import Compact
    from foedus.structure.exposure.network import Network
    from foedus.structure.leverage.study import Study
    from foedus.world.verbs import Source
    from foedus.world.world import World

DRAWS = 1000  #: draws of a dossier's ranges; their seed is that of ``foedus leverage``
HOME = ".toml"  #: how a name ends that is a file beside the case file


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place now.

    Attributes
    ----------
    value
        The number or word; None where nothing stands there.
    version, sha256
        Of the file it was read from; the version is None where the manifest does not know the file.
    sources, note
        Where it stands that it is so, and what must be known of it.
    """

    value: float | str | None
    version: str | None = None
    sha256: str | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None


@dataclass
class Lookups:
    """Reads the reference data that a case may rest on.

    Parameters
    ----------
    folder
        The case folder: networks, dossiers and treaty organisations of one's own lie in it.
    data
        Folder of tables or manifest; None for the usual one.
    """

    folder: Path
    data: Path | None = None
    _studies: dict[tuple[str, str], Study] = field(default_factory=dict)

    @cached_property
    def world(self) -> World:
        """The tables on states."""
        from foedus.world.world import World

        return World(self.data)

    def find(self, basis: Basis) -> Found:
        """Return what stands now at the place of a reference.

        Raises
        ------
        FoedusError
            If its table, organisation, network or dossier is not at hand, or has no such place.
        """
        if isinstance(basis, TableCell):
            return self.cell(basis.table, basis.column, basis.key)
        if isinstance(basis, CompactFact):
            return self.fact(basis)
        if isinstance(basis, NetworkQuantity):
            return self.exposed(basis)
        return self.lever(basis)

    def cell(self, table: str, column: str, key: Mapping[str, int | str]) -> Found:
        """Return a cell of a table: the row whose columns hold `key`; a ``state`` stands for the table's own code."""
        from foedus.world.folder import quoted

        held = self.world.held(table)
        source = self.source(table, column)
        codes, _, keys = next(t for t in source.tables if t[1] == table)
        wanted = {k: v for k, v in key.items() if k not in ("state", "year")}
        if not wanted:
            wanted = {keys[0]: self.code(str(key["state"]), int(key["year"]), codes, source.codes)}
        if unknown := [k for k in wanted if k not in keys]:
            raise FoedusError("basis-key", f"the table {table} has no rows by {unknown[0]!r}", None, f"state, year, {', '.join(keys)}", f"nearest: {nearest(unknown[0], list(keys), 1)}")
        if "state" in key and keys[0] in wanted:
            means = self.code(str(key["state"]), int(key["year"]), codes, source.codes)
            if means != wanted[keys[0]]:
                raise FoedusError("basis-key", f"{keys[0]} {wanted[keys[0]]} is not {key['state']} in {key['year']}", None, f"{keys[0]}: {means}", "correct the key")
        sql = next((c.sql for c in source.columns if c.name == column), f'"{column}"')
        row = " AND ".join(f'"{k}" = {quoted(v) if isinstance(v, str) else v}' for k, v in wanted.items())
        rows = self.world.query(f"SELECT {sql} FROM {held.reader()} WHERE {row} AND {source.years[0]} = {int(key['year'])}")
        if len(rows) > 1:
            raise FoedusError("basis-key", f"{len(rows)} rows of {table} are of {key}", str(held.path), "a row for each state and year", "mend the table")
        value: Any = rows[0][0] if rows else None
        missing = value is None or value != value or value in held.table.nulls
        return Found(None if missing else float(value), held.table.version if held.checked else None, held.sha256)

    def code(self, state: str, year: int, system: str, policy: str = "dated") -> int | str:
        """Return the code of a state (ISO 3166-1 alpha-3) in a system of tables in a year.

        Parameters
        ----------
        state, year, system
            Which state, when, and whose codes.
        policy
            How the codes of the table are read, see `foedus.world.crosswalk.way`.

        Raises
        ------
        FoedusError
            If the year does not say which state is meant, or the table speaks of another territory; with the reason.
        """
        from foedus.world.crosswalk import broken, links
        from foedus.world.naming import code

        found = code(state, year, "iso" if system == "name" else system)
        today = next((link for link in links() if link.iso == state and not link.ends), None)
        if today is None and (system == "name" or policy == "today"):
            raise FoedusError("world-state", f"{state} is of the past, and the table has the states of today", str(year), "a state of today", "another table")
        if today is not None and policy == "today" and today.since > date(year, 1, 1):
            raise FoedusError("world-ambiguous", f"{state} in {year} is refused: the table speaks of the territory of today, which is {today.name} since {today.since}", None, f"a year after {today.since.year}", "another table")
        if today is not None and policy == "today" and year in broken(today):
            raise FoedusError("world-ambiguous", f"{state} in {year} is refused: {broken(today)[year]}, so that a value of the year is of no one territory", None, "a year before or after", "another year")
        return today.name if today is not None and system == "name" else found

    def source(self, table: str, column: str) -> Source:
        """Return the source of a verb that reads a column of a table, by the name of either."""
        from foedus.world.verbs import verbs

        # A cell is of one state and one year: what is of two states, or of a spell, has none.
        known = [s for v in verbs().values() for s in v.sources if s.unit == "state" and s.members == "rows" and len(s.years) == 1 and any(t[1] == table for t in s.tables)]
        found = next((s for s in known if any(column in (c.name, c.sql.strip('"')) for c in s.columns)), None)
        if found is None:
            columns = [c.name for s in known for c in s.columns]
            raise FoedusError("basis-column", f"the table {table} has no column {column!r} of one state in one year", None, f"one of {', '.join(columns)}" if columns else "a table of states by year", f"nearest: {nearest(column, columns, 1)}" if columns else "foedus world tables")
        return found

    def last_year(self, table: str, column: str, before: int) -> int:
        """Return the last year before `before` in which a column holds anything.

        Raises
        ------
        FoedusError
            If there is none (``draw-not-covered``).
        """
        held, source = self.world.held(table), self.source(table, column)
        sql = next(c.sql for c in source.columns if column in (c.name, c.sql.strip('"')))
        year = source.years[0]
        nulls = "".join(f" AND {sql} <> {n}" for n in held.table.nulls)
        first, last = self.world.query(f"SELECT min({year}), max({year}) FILTER (WHERE {year} < {before}) FROM {held.reader()} WHERE {sql} IS NOT NULL{nulls}")[0]
        if last is None:
            raise FoedusError("draw-not-covered", f"{column} of {table} begins in {first}" if first else f"{column} of {table} is empty", None, f"a year before {before}", "foedus world tables")
        return int(last)

    def fact(self, basis: CompactFact) -> Found:
        """Return what a treaty organisation makes of a state on a day; None where the state has no status, or no vote."""
        from foedus.analysis.power import power_table
        from foedus.compacts.composition import body_on

        compact, sha256 = self.compact(basis.compact)
        on = date.fromisoformat(basis.on)
        if on > compact.as_of:
            raise FoedusError("basis-day", f"the file of {compact.name} was kept up to {compact.as_of}", compact.id, f"a day up to then, not {on}", "an organisation file of one's own that goes further")
        version = f"kept up to {compact.as_of}"
        member = next((m for m in compact.membership if m.member == basis.state and m.holds(on)), None)
        if member is None:
            return Found(None, version, sha256)
        titles = tuple(compact.sources[s].title for s in member.sources)
        note = "; ".join([*([] if member.confirmed else ["not confirmed by a source"]), *([member.note] if member.note else [])]) or None
        if basis.article is not None and not any(a.number == basis.article and a.holds(on) for a in compact.articles):
            raise FoedusError("basis-article", f"{compact.name} has no article {basis.article} on {on}", compact.id, f"one of {', '.join(dict.fromkeys(a.number for a in compact.articles))}", "correct the number")
        if basis.quantity == "status":
            return Found(member.status, version, sha256, titles, note)
        body = body_on(compact, basis.organ, on)
        if basis.state not in body.members:
            return Found(None, version, sha256, titles, note)
        if basis.quantity == "vote":
            return Found(1.0, version, sha256, titles, note)
        power = power_table(body, basis.rule, [basis.quantity])
        share = power.indices[basis.quantity][body.members.index(basis.state)]
        return Found(float(share), version, sha256, (*titles, power.ruled.source), note)

    def exposed(self, basis: NetworkQuantity) -> Found:
        """Return the share of a network's exports that crosses a territory, or is lost if it or a route closes."""
        from foedus.structure.exposure.criticality import alone
        from foedus.structure.exposure.crossing import share
        from foedus.structure.exposure.flow import program
        from foedus.structure.exposure.outage import baseline, closed

        network, sha256 = self.network(basis.network, basis.year)
        # What is closed must be there; the error says what is.
        closed(network, [basis.route] if basis.route else [], [basis.territory] if basis.territory else [])
        made = program(network, 1.0)
        before = baseline(made)
        if basis.quantity == "share_crossing":
            value = share(network, before, network.of_territory(str(basis.territory)), 1.0).point
        else:
            value = float(alone(made, [str(basis.route or basis.territory)], "route" if basis.route else "territory", 1.0, before)[0])
        trust = network.trust()
        return Found(value, None, sha256, tuple(s.title for s in network.sources.values() if not s.illustrative), _weak(trust))

    def lever(self, basis: DossierQuantity) -> Found:
        """Return what a dossier says of one of its sides; None where the state is neither."""
        import numpy as np

        study, sha256, year = self.study(basis.dossier, basis.horizon)
        d, found = study.dossier, study.by_horizon[basis.horizon]
        if year != basis.year:
            raise FoedusError("basis-year", f"the dossier is of {year}", d.id, f"the year it is of, not {basis.year}", "correct the year")
        sources = tuple(s.title for s in d.sources.values() if not s.illustrative)
        note = "; ".join([*d.notes, *([d.about] if d.about else [])]) or None
        if basis.state not in (d.sender, d.target):
            return Found(None, None, sha256, sources, note)
        of = {"loss": found.target if basis.state == d.target else found.sender, "net_leverage": found.net, "index": found.index}
        return Found(float(np.mean(of[basis.quantity])), None, sha256, sources, note)

    def compact(self, name: str) -> tuple[Compact, str]:
        """Return a treaty organisation and the fingerprint of its file."""
        from importlib.resources import files

        from foedus.compacts.read import compact, read_compact

        if name.endswith(HOME):
            text = self._own(name)
            return read_compact(text, Path(name).stem), _sha256(text)
        found = compact(name)
        return found, _sha256((files("foedus.compacts") / "data" / f"{name}.toml").read_text(encoding="utf-8"))

    def network(self, name: str, year: int) -> tuple[Network, str]:
        """Return a network as it stood in a year, and the fingerprint of its file."""
        from foedus.structure.exposure.parse import network
        from foedus.world.crosswalk import state_codes

        text = self.network_text(name)
        return network(text, name, year, state_codes()), _sha256(text)

    def network_text(self, name: str) -> str:
        """Return the file of a network."""
        from foedus.structure.exposure.parse import shipped

        return self._text(name, shipped, "network-unknown", "network")

    def study(self, name: str, horizon: str) -> tuple[Study, str, int | None]:
        """Return what a dossier says in a run of time, the fingerprint of its file, and the year it is of."""
        import tomllib

        from foedus.structure.leverage.dossier import dossier, generator, shipped
        from foedus.structure.leverage.study import study
        from foedus.world.crosswalk import state_codes

        text = self._text(name, shipped, "dossier-unknown", "dossier")
        if (name, horizon) not in self._studies:
            self._studies[name, horizon] = study(dossier(text, Path(name).stem, generator(text), DRAWS, 1.0, state_codes()), horizon)
        year = tomllib.loads(text).get("year")
        return self._studies[name, horizon], _sha256(text), year if isinstance(year, int) else None

    def network_years(self, name: str) -> dict[str, int]:
        """Return the networks that a dossier takes its cuts from, with the last year it takes of each."""
        import tomllib

        from foedus.structure.exposure.parse import shipped, years
        from foedus.structure.leverage.dossier import shipped as dossiers

        data = tomllib.loads(self._text(name, dossiers, "dossier-unknown", "dossier"))
        cuts = [tie["cut"] for key in ("target_ties", "sender_ties") for tie in data.get(key, ())]
        found: dict[str, int] = {}
        for cut in (c for c in cuts if isinstance(c, dict) and "network" in c):
            known = years(shipped()[cut["network"]], cut["network"])
            # As the dossier chooses: the year of the cut, its own if the network has it, else the last.
            year = cut.get("year", data.get("year") if data.get("year") in known else known[-1] if known else None)
            if year is not None:
                found[cut["network"]] = max(int(year), found.get(cut["network"], 0))
        return found

    def _text(self, name: str, shipped: Callable[[], Mapping[str, str]], code: str, kind: str) -> str:
        if name.endswith(HOME):
            return self._own(name)
        known = shipped()
        if name not in known:
            raise FoedusError(code, f"there is no {kind} {name!r}", None, f"one of {', '.join(known)}, or a .toml file beside the case file", f"nearest: {nearest(name, list(known), 1)}")
        return known[name]

    def _own(self, name: str) -> str:
        path = self.folder / name
        try:
            # What a case rests on travels with its folder.
            path.resolve().relative_to(self.folder.resolve())
            return path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise FoedusError("basis-file", "there is no such file in the case folder that can be read as text", str(path), "a TOML file in UTF-8 beside case.yaml", "put it there") from None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _weak(trust: Mapping[str, int]) -> str | None:
    told = [f"{trust[k]} {words}" for k, words in (("derived", "derived from others"), ("illustrative", "illustrative"), ("unconfirmed", "told from memory"), ("without", "without a source")) if trust[k]]
    return f"of {sum(trust.values())} numbers of the network, {', '.join(told)}" if told else None
