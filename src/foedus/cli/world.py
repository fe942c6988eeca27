"""``foedus world``: states by year, what tables say of them, who ranks where, and what to cite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.cli.world_told import frame_told, tell_measures, tell_ranks, tell_states, tell_tables
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.world.folder import Held
    from foedus.world.frame import Frame
    from foedus.world.world import World

ROWS = 20  #: states told of a ranking, unless asked otherwise

app = typer.Typer(no_args_is_help=True)

Data = Annotated[Path | None, typer.Option("--data", help="Folder of tables, or a manifest of one's own.", show_default="FOEDUS_WORLD, or the user's own folder")]
System = Annotated[str, typer.Option("--system", help="cow (Correlates of War), gw (Gleditsch-Ward) or iso (ISO 3166).")]
Span = Annotated[str | None, typer.Option("--years", help="A year, or first:last.", show_default="all the list speaks of")]
Add = Annotated[list[str] | None, typer.Option("--add", help="A verb, or VERB:SOURCE; may be given often.", show_default=False)]
Carry = Annotated[int, typer.Option("--carry-forward", min=0, help="Years for which the last members of the list, and the last values of each table added, go on; the notes say so.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the rows to a .parquet or .csv file.", show_default=False)]


@app.callback()
def world() -> None:
    """States by year, what tables say of them, who ranks where, and what to cite."""


@app.command()
def tables(data: Data = None, json: Json = False, quiet: Quiet = False, debug: Debug = False) -> None:
    """List the tables: which are at hand, what they cover, where to get them, and which verbs add them."""

    def work(w: World) -> Outcome:
        from foedus.world.verbs import verbs

        held = w.at_hand()
        using: dict[str, list[str]] = {name: [] for name in held}
        for verb in verbs().values():
            for source in verb.sources:
                for its in source.tables:
                    using[its[1]].append(verb.name if source is verb.sources[0] else f"{verb.name}:{source.name}")
        rows = [
            {
                "table": n, "title": t.title, "version": t.version, "coverage": list(t.coverage), "licence": t.licence, "get": t.get, "verbs": using[n],
                "at_hand": held[n] is not None, **_file(held[n]),
            }
            for n, t in w.known.items()
        ]  # fmt: skip
        return Outcome({"folder": str(w.folder), "tables": rows}, lambda: tell_tables(str(w.folder), rows))

    _with_world("world tables", data, Output(json, quiet, debug), work)


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="Parquet or CSV.", show_default=False)],
    name: Annotated[str, typer.Option("--as", help="Which table it is, see foedus world tables.", show_default=False)],
    data: Data = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Take in a file as a table: its columns are checked, and whether it is the known version."""

    def work(_: Listener) -> Outcome:
        from foedus.world.folder import add as take
        from foedus.world.folder import default_folder

        done = take(file, name, data or default_folder())
        known = "the version the manifest knows" if done["checked"] else "not the version the manifest knows; its coverage is read off it"
        return Outcome(done, lambda: say(f"{done['table']}: {done['rows']:,} rows, {known}", done["file"]))

    execute("world add", Output(json, quiet, debug), work)


@app.command()
def code(
    state: Annotated[str, typer.Argument(help="A name, a code of ISO 3166, or gw:NUMBER or cow:NUMBER.", show_default=False)],
    when: Annotated[str, typer.Option("--when", help="A year or a day (1990 or 1990-10-03).", show_default=False)],
    to: Annotated[str | None, typer.Option("--to", help="cow, gw or iso.", show_default="all three")] = None,
    data: Data = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Say which state is meant; where a year or name does not say, refuse, with the reason and what to write instead."""

    def work(w: World) -> Outcome:
        from foedus.world.asking import codes_of
        from foedus.world.crosswalk import SYSTEMS

        if state.isdecimal():
            raise FoedusError("world-state", f"{state} is a number of which list?", None, "cow: or gw: before the number, for the lists differ", f"foedus world code cow:{state} --when {when}")
        of, number = state.split(":", 1) if state.startswith(("gw:", "cow:")) else (None, state)
        found = codes_of(w, number, _when(when), [to] if to else SYSTEMS, of)
        result = {"state": state, "when": when, "codes": found.codes, "notes": list(found.notes)}
        return Outcome(result, lambda: say(*(f"{s:<4} {c if c is not None else '-'}" for s, c in found.codes.items())), list(found.notes))

    _with_world("world code", data, Output(json, quiet, debug), work)


@app.command()
def states(
    years: Span = None,
    system: System = "iso",
    add: Add = None,
    carry_forward: Carry = 0,
    out: Out = None,
    data: Data = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List the states of a system with their days; with --add or --out, their years with tables added."""

    def work(w: World) -> Outcome:
        if add or out:
            return frame_told(w, _adding(w.state_years(system, _years(years), carry_forward=carry_forward), add, carry_forward), out)
        listed = w.states(system, _years(years), carry_forward)
        rows, notes = listed.rows(), listed.notes()
        return Outcome({"system": system, "years": list(listed.years), "states": rows, "notes": notes}, lambda: tell_states(rows, listed), notes)

    _with_world("world states", data, Output(json, quiet, debug), work)


@app.command()
def dyads(
    years: Span = None,
    system: System = "cow",
    undirected: Annotated[bool, typer.Option("--undirected", help="Each pair once.")] = False,
    add: Add = None,
    carry_forward: Carry = 0,
    out: Out = None,
    data: Data = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make dyad-years, add tables to them, and say what is not covered; rows go to --out."""

    def work(w: World) -> Outcome:
        return frame_told(w, _adding(w.dyad_years(system, _years(years), directed=not undirected, carry_forward=carry_forward), add, carry_forward), out)

    _with_world("world dyads", data, Output(json, quiet, debug), work)


@app.command()
def rank(
    by: Annotated[str | None, typer.Option("--by", help="What by; none to list what there is.", show_default=False)] = None,
    year: Annotated[int | None, typer.Option("--year", help="The year.", show_default="the last the table covers")] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to tell.")] = ROWS,
    system: Annotated[str | None, typer.Option("--system", help="cow, gw or iso.", show_default="iso from 2012, else cow")] = None,
    data: Data = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Rank the states of a year, with ties and gaps shown: who has no value has no rank."""

    def work(w: World) -> Outcome:
        from foedus.world.capability import last_year, measures
        from foedus.world.capability import rank as ranked

        if by is None:
            known = [{"measure": n, "about": m["about"], "unit": m["unit"]} for n, m in measures().items()]
            return Outcome({"measures": known}, lambda: tell_measures(known))
        found = ranked(w, by, last_year(w, by) if year is None else year, system)
        return Outcome(found.to_dict(), lambda: tell_ranks(found, top), list(found.notes))

    _with_world("world rank", data, Output(json, quiet, debug), work)


@app.command()
def cite(
    add: Annotated[list[str], typer.Argument(help="Verbs, or VERB:SOURCE, as given to --add.", show_default=False)],
    system: System = "cow",
    unit: Annotated[str, typer.Option("--unit", help="Of state-years or dyad-years.", metavar="state|dyad")] = "dyad",
    format: Annotated[str, typer.Option("--format", help="bibtex, or csl (CSL-JSON).")] = "bibtex",
    data: Data = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print references for exactly the tables that these verbs use, the list of states included."""

    def work(w: World) -> Outcome:
        import json as writer

        if unit not in ("state", "dyad"):
            raise FoedusError("world-unit", f"there is no unit {unit!r}", None, "state or dyad", "--unit dyad")
        if format not in ("bibtex", "csl"):
            raise FoedusError("world-format", f"there is no format {format!r}", None, "bibtex or csl", "--format bibtex")
        frame = _adding(w.state_years(system) if unit == "state" else w.dyad_years(system), add, 0)
        cited, used = w.cite(frame), w.sources(frame)
        text = cited.bibtex if format == "bibtex" else writer.dumps(list(cited.csl), ensure_ascii=False, indent=1)
        return Outcome({"bibtex": cited.bibtex, "csl": list(cited.csl), "tables": {k: list(v) for k, v in cited.tables.items()}, "sources": used}, lambda: say(text.rstrip()))

    _with_world("world cite", data, Output(json, quiet, debug), work)


def _with_world(command: str, data: Path | None, output: Output, work: Callable[[World], Outcome]) -> None:
    """Open the tables, answer, and close them."""

    def asked(_: Listener) -> Outcome:
        from foedus.world.world import World

        with World(data) as w:
            return work(w)

    execute(command, output, asked)


def _file(held: Held | None) -> dict[str, Any]:
    return {"checked": held.checked if held else None, "file": str(held.path) if held else None}


def _when(text: str) -> Any:
    import datetime

    try:
        return int(text) if len(text) <= 4 else datetime.date.fromisoformat(text)
    except ValueError:
        raise FoedusError("world-years", f"{text!r} is no year and no day", None, "1990 or 1990-10-03", "--when 1990-10-03") from None


def _years(text: str | None) -> Any:
    if text is None:
        return None
    try:
        parts = [int(p) for p in text.split(":")]
    except ValueError:
        parts = []
    if len(parts) not in (1, 2):
        raise FoedusError("world-years", f"{text!r} is no year and no range of years", None, "1990 or 1990:2016", "--years 1990:2016")
    return parts[0] if len(parts) == 1 else (parts[0], parts[1])


def _adding(frame: Frame, verbs: list[str] | None, carry: int) -> Frame:
    from foedus.world.frame import added

    for asked in verbs or []:
        name, _, source = asked.partition(":")
        frame = added(frame, name, source or None, carry)
    return frame
