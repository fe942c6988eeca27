"""``foedus world``: states by year, what tables say of them, who ranks where, and what to cite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say, table
from foedus.cli.strips import interval
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.world.capability import Ranking
    from foedus.world.folder import Held
    from foedus.world.frame import Frame
    from foedus.world.world import World

WIDTH = 24  #: characters of the longest bar
STRIP = 14  #: characters of a strip of years
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

    def work(_: Listener) -> Outcome:
        from foedus.world.verbs import verbs

        with _world(data) as w:
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
            return Outcome({"folder": str(w.folder), "tables": rows}, lambda: _tell_tables(str(w.folder), rows))

    execute("world tables", Output(json, quiet, debug), work)


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
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Say which state is meant; where a year or name does not say, refuse, with the reason and what to write instead."""

    def work(_: Listener) -> Outcome:
        from foedus.world.crosswalk import SYSTEMS
        from foedus.world.naming import code as find

        of, number = state.split(":", 1) if state.startswith(("gw:", "cow:")) else (None, state)
        codes: dict[str, Any] = {}
        for system in [to] if to else SYSTEMS:
            try:
                codes[system] = find(number, _when(when), system, of)
            except FoedusError as error:
                if to or error.code != "world-no-code":  # of all three, one may have no code for it
                    raise
                codes[system] = None
        return Outcome({"state": state, "when": when, "codes": codes}, lambda: say(*(f"{s:<4} {c if c is not None else '-'}" for s, c in codes.items())))

    execute("world code", Output(json, quiet, debug), work)


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

    def work(_: Listener) -> Outcome:
        with _world(data) as w:
            if add or out:
                frame = _adding(w.state_years(system, _years(years), carry_forward=carry_forward), add, carry_forward)
                return _told(w, frame, out)
            listed = w.states(system, _years(years), carry_forward)
            rows, notes = listed.rows(), listed.notes()
            first, last = listed.years
            return Outcome({"system": system, "years": [first, last], "states": rows, "notes": notes}, lambda: _tell_states(rows, listed), notes)

    execute("world states", Output(json, quiet, debug), work)


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

    def work(_: Listener) -> Outcome:
        with _world(data) as w:
            frame = _adding(w.dyad_years(system, _years(years), directed=not undirected, carry_forward=carry_forward), add, carry_forward)
            return _told(w, frame, out)

    execute("world dyads", Output(json, quiet, debug), work)


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

    def work(_: Listener) -> Outcome:
        from foedus.world.capability import last_year, measures
        from foedus.world.capability import rank as ranked

        if by is None:
            known = [{"measure": n, "about": m["about"], "unit": m["unit"]} for n, m in measures().items()]
            return Outcome({"measures": known}, lambda: _tell_measures(known))
        with _world(data) as w:
            found = ranked(w, by, last_year(w, by) if year is None else year, system)
            return Outcome(found.to_dict(), lambda: _tell_ranks(found, top), list(found.notes))

    execute("world rank", Output(json, quiet, debug), work)


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

    def work(_: Listener) -> Outcome:
        import json as writer

        if unit not in ("state", "dyad"):
            raise FoedusError("world-unit", f"there is no unit {unit!r}", None, "state or dyad", "--unit dyad")
        if format not in ("bibtex", "csl"):
            raise FoedusError("world-format", f"there is no format {format!r}", None, "bibtex or csl", "--format bibtex")
        with _world(data) as w:
            frame = _adding(w.state_years(system) if unit == "state" else w.dyad_years(system), add, 0)
            cited, used = w.cite(frame), w.sources(frame)
            text = cited.bibtex if format == "bibtex" else writer.dumps(list(cited.csl), ensure_ascii=False, indent=1)
            return Outcome({"bibtex": cited.bibtex, "csl": list(cited.csl), "tables": {k: list(v) for k, v in cited.tables.items()}, "sources": used}, lambda: say(text.rstrip()))

    execute("world cite", Output(json, quiet, debug), work)


def _world(data: Path | None) -> World:
    from foedus.world.world import World

    return World(data)


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


def _told(world: World, frame: Frame, out: Path | None) -> Outcome:
    """Return how a frame is told: its rows counted, what is covered, and where they were written."""
    from foedus.world.writing import write

    if out is not None:
        write(frame, out)
    count, covered, notes = frame.count(), frame.coverage(), frame.notes()
    result = {
        "rows": count, "unit": frame.unit, "system": frame.system, "years": list(frame.years), "columns": list(frame.columns), "coverage": covered,
        "notes": notes, "sources": world.sources(frame), "file": str(out) if out else None,
    }  # fmt: skip

    def show() -> None:
        say(f"{count:,} {frame.unit}-years, {frame.system}, {frame.years[0]} to {frame.years[1]}", f"columns: {', '.join(frame.columns)}")
        if covered:
            say("")
            rows = [[f"{c['verb']} ({c['table']})", f"{c['covered'] / count:.1%}" if count else "-", _bar(c["covered"], count), f"{c['carried']:,}"] for c in covered]
            table([("table", False), ("covered", True), ("", False), ("carried", True)], rows)
        if out:
            say("", str(out))

    return Outcome(result, show, notes)


def _bar(value: float, most: float) -> str:
    return "█" * max(1, round(WIDTH * value / most)) if value > 0 and most > 0 else ""


def _strip(since: int, until: int, first: int, last: int) -> str:
    return interval(since, until, until, first, last, STRIP).replace("●", "─")


def _tell_tables(folder: str, rows: list[dict[str, Any]]) -> None:
    first, last = min(r["coverage"][0] for r in rows if r["coverage"][0] > 1800), max(r["coverage"][1] for r in rows)
    told = []
    for r in rows:
        low, high = (max(first, r["coverage"][0]), r["coverage"][1])
        here = "yes" if r["checked"] else "another file" if r["at_hand"] else "-"
        told.append([r["table"], f"{r['coverage'][0]}-{r['coverage'][1]}", _strip(low, high, first, last), here, ", ".join(r["verbs"]) or "list of states"])
    table([("table", False), ("years", True), ("", False), ("at hand", False), ("verbs", False)], told)
    say("", f"folder: {folder}", "foedus world add FILE --as TABLE; --json tells versions, licences and where to get each")


def _tell_states(rows: list[dict[str, Any]], frame: Frame) -> None:
    key = frame.columns[0]
    first, last = frame.spells.coverage[0], frame.spells.coverage[1] + frame.spells.carry
    if any(r["since"] is None for r in rows):
        table([("code", False), ("name", False)], [[str(r[key]), r["name"]] for r in rows])
    else:
        told = []
        for r in rows:
            strip = _strip(max(first, r["since"].year), min(last, r["until"].year), first, last)
            told.append([str(r[key]), r["name"], str(r["since"]), str(r["until"]), strip])
        table([("code", True), ("name", False), ("since", True), ("until", True), (f"{first} to {last}", False)], told)
    say("", f"{len({r[key] for r in rows})} states")


def _tell_measures(known: list[dict[str, str]]) -> None:
    for m in known:
        say(m["measure"], f"  {m['about']}: {m['unit']}")
    say("", "foedus world rank --by MEASURE --year YEAR")


def _tell_ranks(found: Ranking, top: int) -> None:
    say(f"{found.about}, {found.year} ({found.system})", f"unit: {found.unit}", "")
    most = found.ranks[0].value
    rows = []
    for r in found.ranks:
        if r.rank > top:
            break
        tie = "=" if r.tied > 1 else ""
        value = f"{r.value:,.0f}" if most >= 10 or float(r.value).is_integer() else f"{r.value:.4f}"
        rows.append([f"{r.rank}{tie}", r.name, value, _bar(r.value, most), f"without {', '.join(r.missing)}" if r.missing else ""])
    table([("rank", True), ("state", False), ("value", True), ("", False), ("", False)], rows)
    if len(found.ranks) > len(rows):
        say("", f"and {len(found.ranks) - len(rows)} more: --top {len(found.ranks)}")
    if found.gaps:
        names = [n for _, n in found.gaps]
        say("", f"no value, so no rank: {', '.join(names[:8])}" + (f" and {len(names) - 8} more" if len(names) > 8 else ""))
    say("", "source: " + "; ".join(dict.fromkeys(f"{s['table']} {s['version'] or ''} ({s['used']})" for s in found.sources)))
