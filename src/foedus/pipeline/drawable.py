"""What a case can draw for its date: which table, organisation, network or dossier, of which year, and the reference for each state.

Only what was over before the day of the decision counts: the last year a table covers before that year, and the status of a state
on the day before. A network or dossier of the very year counts where the analyst asks for that year, and is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from foedus.case.basis import Basis, CompactFact, DossierQuantity, NetworkQuantity, TableCell
from foedus.core.errors import ExitCode, FoedusError, nearest
from foedus.pipeline.lookups import Found, Lookups

FORMS = {
    "capability": ("a measure of foedus world rank", "TABLE:COLUMN", "members:ORGANISATION", "power:ORGANISATION[:RULE]"),
    "salience": ("exposure:NETWORK:TERRITORY", "leverage:DOSSIER[:HORIZON]"),
}
EXAMPLES = {"capability": "--capability gdp", "salience": "--salience exposure:kazakhstan-oil:RUS"}

B = TypeVar("B", CompactFact, NetworkQuantity, DossierQuantity)

#: How what is drawn is fitted to the values it stands beside, and what is said of it.
SUM, LARGEST, PLAIN = "sum", "largest", "plain"


@dataclass(frozen=True, slots=True)
class Drawable:
    """Something that states have a number of.

    Attributes
    ----------
    asked, about, unit
        As it was asked for, what it is, and in what it is counted.
    when
        The year or day it is of.
    fit
        `SUM`: only ratios matter, so the numbers keep the sum of those they replace. `LARGEST`: they keep the largest. `PLAIN`: they
        are shares from 0 to 1 and stay as they are.
    gives
        Returns the reference for a state; raises `FoedusError` with the reason if there is none.
    """

    asked: str
    about: str
    unit: str
    when: str
    fit: str
    gives: Callable[[str], Basis]


def drawable(asked: str, field: str, lookups: Lookups, decided: date, year: int | None = None) -> Drawable:
    """Return what is asked for.

    Parameters
    ----------
    asked
        One of `FORMS`.
    field
        ``capability`` or ``salience``.
    lookups
        The reference data.
    decided
        Day of the decision.
    year
        Which year, instead of the last one covered. That of the decision itself is taken of networks and dossiers, with a note.

    Raises
    ------
    FoedusError
        If there is nothing of that name, it is not at hand, or nothing in it is older than the decision.
    """
    kind, _, rest = asked.partition(":")
    ties = field == "salience" and kind in ("exposure", "leverage")
    if year is not None and year >= decided.year + ties:
        raise FoedusError("draw-later", f"{year} was not over on {decided}", None, f"a year up to {decided.year - 1 + ties}", "leave --year out")
    if field == "salience" and kind == "exposure" and rest.count(":") == 1:
        name, territory = rest.split(":")
        return _exposure(asked, name, territory, lookups, decided, year)
    if field == "salience" and kind == "leverage" and rest:
        name, _, horizon = rest.partition(":")
        return _leverage(asked, name, horizon or "medium", lookups, decided, year)
    if field == "capability" and kind in ("members", "power") and rest:
        name, _, rule = rest.partition(":")
        return _compact(asked, kind, name, rule or None, lookups, decided)
    if field == "capability":
        return _table(asked, lookups, decided, year)
    raise _unknown(asked, field)


def measures() -> dict[str, Any]:
    """Return the measures of `foedus world rank` that are cells of a table, by name."""
    from foedus.world.capability import measures as ranked

    return {n: m for n, m in ranked().items() if "verb" in m}


def _unknown(asked: str, field: str) -> FoedusError:
    known = list(measures()) if field == "capability" else []
    hint = f"nearest: {nearest(asked, known, 1)}" if known else EXAMPLES[field]
    also = f" ({', '.join(known)})" if known else ""
    return FoedusError(f"draw-{field}", f"no {field} can be drawn from {asked!r}", None, " or ".join(FORMS[field]) + also, hint, ExitCode.USAGE)


def _table(asked: str, lookups: Lookups, decided: date, year: int | None) -> Drawable:
    from foedus.world.manifest import tables
    from foedus.world.verbs import verb

    known = measures()
    if asked in known:
        said = known[asked]
        source = verb(said["verb"]).source(said["source"], "state")
        column, table, about, unit = said["column"], source.tables[0][1], said["about"], said["unit"].partition(", renormalised")[0]
    elif asked.partition(":")[0] in tables() and asked.count(":") == 1:
        table, column = asked.split(":")
        source, title = lookups.source(table, column), lookups.world.known[table].title
        unit = next(c.about for c in source.columns if column in (c.name, c.sql.strip('"')))
        about = f"{title}, {column}"
    else:
        raise _unknown(asked, "capability")
    wanted = lookups.last_year(table, column, decided.year) if year is None else year
    codes, _, keys = next(t for t in source.tables if t[1] == table)
    # The name in the table itself leads a reader to the cell; the verb's own name is kept where it is no plain column.
    plain = next(c.sql for c in source.columns if column in (c.name, c.sql.strip('"'))).strip('"')
    own = plain if plain in lookups.world.known[table].columns else column

    def gives(state: str) -> TableCell:
        key: dict[str, int | str] = {"state": state, "year": wanted}
        if codes != "iso":
            key[keys[0]] = lookups.code(state, wanted, codes, source.codes)
        found = lookups.cell(table, own, key)
        if found.value is None:
            raise FoedusError("draw-not-covered", f"{table} says nothing of {state} in {wanted}")
        return TableCell(table=table, version=found.version, key=key, column=own, value=float(found.value), sha256=found.sha256, note=_lacking(lookups, table, own, key))

    return Drawable(asked, about, unit, str(wanted), SUM, gives)


def _lacking(lookups: Lookups, table: str, column: str, key: Mapping[str, int | str]) -> str | None:
    """Return what must be known of the index of capability, a mean over the components that a state has."""
    from foedus.world.capability import COMPONENTS

    if (table, column) != ("cow_nmc", "cinc"):
        return None
    gone = [c for c in COMPONENTS if lookups.cell(table, c, key).value is None]
    return f"{key['state']}: a mean without {', '.join(gone)}, which is missing" if gone else None


def _compact(asked: str, kind: str, name: str, rule: str | None, lookups: Lookups, decided: date) -> Drawable:
    from foedus.compacts.composition import body_on

    day = decided - timedelta(days=1)
    compact, _ = lookups.compact(name)
    if kind == "members" and rule is not None:
        raise _unknown(asked, "capability")
    if kind == "power":
        body_on(compact, None, day).ruled(rule)  # refuses a rule that is not there, and a day without members

    def gives(state: str) -> CompactFact:
        wanted = CompactFact(compact=name, state=state, on=day.isoformat(), quantity="vote" if kind == "members" else "shapley_shubik", rule=rule, value=1.0)
        return _filled(wanted, lookups.find(wanted), f"{state} has no vote in {compact.name} on {day}")

    unit = "votes" if kind == "members" else "share of the power to decide (Shapley-Shubik)"
    return Drawable(asked, f"{'Votes' if kind == 'members' else 'Voting power'} in {compact.name}", unit, day.isoformat(), SUM, gives)


def _exposure(asked: str, name: str, territory: str, lookups: Lookups, decided: date, year: int | None) -> Drawable:
    from foedus.structure.exposure.parse import network, years

    text = lookups.network_text(name)
    known = [y for y in years(text, name) if (y < decided.year if year is None else y == year)]
    if not known:
        told = ", ".join(map(str, years(text, name))) or "no year"
        own = "a network file of your own with such a year"
        hint = f"--year {decided.year} takes its figures of that year, not known on the day, and says so" if decided.year in years(text, name) else own
        raise FoedusError("draw-not-covered", f"the network {name} has {told}, and the decision fell on {decided}", None, f"a year up to {year or decided.year - 1}", hint)
    its = network(text, name, known[-1])
    if territory not in its.territories:
        raise FoedusError("draw-territory", f"nothing in {name} crosses {territory!r}", None, f"one of {', '.join(its.territories)}", f"nearest: {nearest(territory, its.territories, 1)}")

    def gives(state: str) -> NetworkQuantity:
        if state not in its.home:
            raise FoedusError("draw-not-covered", f"{name} holds the exports of {', '.join(sorted(its.home))}, and none of {state}")
        wanted = NetworkQuantity(network=name, quantity="share_crossing", territory=territory, year=known[-1], value=0.0)
        return _same_year(_filled(wanted, lookups.find(wanted), f"nothing of {state} is exported in {known[-1]}"), decided)

    return Drawable(asked, f"Share of exports that crosses {territory}: {its.name}", "share, 0 to 1", str(known[-1]), PLAIN, gives)


def _leverage(asked: str, name: str, horizon: str, lookups: Lookups, decided: date, year: int | None) -> Drawable:
    from foedus.structure.leverage.dossier import horizons

    if horizon not in horizons():
        raise FoedusError("draw-salience", f"there is no horizon {horizon!r}", None, f"one of {', '.join(horizons())}", f"leverage:{name}:{nearest(horizon, horizons(), 1)}", ExitCode.USAGE)
    study, _, of = lookups.study(name, horizon)
    last = decided.year if year == decided.year else decided.year - 1
    same = f", or of {decided.year} with --year {decided.year}, which says so" if last < decided.year else ""
    if of is None or of > last:
        hint = f"--year {decided.year} takes its figures of that year, not known on the day, and says so" if of == decided.year else f"a dossier of your own beside the case file, of {decided.year - 1} or earlier{same}"
        raise FoedusError("draw-not-covered", f"the dossier {name} is of {of or 'no year'}, and the decision fell on {decided}", None, f"a dossier with year = {last} or earlier", hint)
    if later := {n: y for n, y in lookups.network_years(name).items() if y > last}:
        told = ", ".join(f"{n} in {y}" for n, y in later.items())
        raise FoedusError("draw-not-covered", f"the dossier {name} closes {told}, and the decision fell on {decided}", None, f"a closure with year = {last} or earlier{same}", "a dossier of your own beside the case file")

    def gives(state: str) -> DossierQuantity:
        wanted = DossierQuantity.model_validate({"dossier": name, "quantity": "loss", "state": state, "horizon": horizon, "year": of, "value": 0.0})
        return _same_year(_filled(wanted, lookups.find(wanted), f"{state} is neither side of {name}"), decided, *lookups.network_years(name).values())

    return Drawable(asked, f"What the cut costs each side: {study.dossier.name}", f"share of own GDP, {horizon} run", str(of), LARGEST, gives)


def _same_year(basis: B, decided: date, *others: int) -> B:
    """Mark what is of the year of the decision: its figures were not known on the day."""
    if decided.year not in (basis.year, *others):
        return basis
    told = f"figures of {decided.year}, the year of the decision, which were not known on {decided}"
    return basis.model_copy(update={"note": f"{told}; {basis.note}" if basis.note else told})


def _filled(wanted: B, found: Found, otherwise: str) -> B:
    if found.value is None or found.value != found.value:
        raise FoedusError("draw-not-covered", otherwise)
    value = found.value if isinstance(found.value, str) else float(f"{found.value:.6g}")
    # A network lists a score of sources; foedus exposure tells them, and a case need not.
    sources = found.sources if isinstance(wanted, CompactFact) else ()
    return wanted.model_copy(update={"value": value, "sha256": found.sha256, "sources": sources, "note": found.note})


def known() -> dict[str, list[dict[str, str]]]:
    """Return what foedus itself knows to draw, by field: ``asked`` and ``about``. Tables by column, and files of one's own, come on top."""
    from foedus.compacts.read import compacts
    from foedus.structure.exposure.parse import network, shipped, years
    from foedus.structure.leverage.dossier import shipped as dossiers

    capability = [{"asked": n, "about": f"{m['about']}, {m['unit'].partition(', renormalised')[0]}"} for n, m in measures().items()]
    for name, compact in compacts().items():
        capability.append({"asked": f"members:{name}", "about": f"votes in {compact.name}; power:{name}[:RULE] for voting power"})
    salience = []
    for name, text in shipped().items():
        its = network(text, name)
        when = ", ".join(map(str, years(text, name)))
        salience += [{"asked": f"exposure:{name}:{t}", "about": f"share of the exports of {', '.join(sorted(its.home))} that crosses {t} ({when})"} for t in its.territories]
    salience += [{"asked": f"leverage:{name}[:HORIZON]", "about": "what the cut costs each side, as a share of its GDP"} for name in dossiers()]
    return {"capability": capability, "salience": salience}
