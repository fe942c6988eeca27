"""``foedus exposure``: what of a country's exports crosses whose territory, and what a closed way would leave undelivered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.cli.tables import bar, columns, percent, text_of
from foedus.core.errors import ExitCode, FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.structure.exposure.claim import Verdict
    from foedus.structure.exposure.network import Network
    from foedus.structure.exposure.study import Study

WIDTH = 16  #: characters of the longest bar
STRIP = 60  #: most characters of the course of an outage


def exposure(
    network: Annotated[str | None, typer.Argument(help="A network foedus knows, or a TOML file of one's own; none to list them.", show_default=False)] = None,
    out_route: Annotated[list[str] | None, typer.Option("--out-route", help="Close a route; may be given often.", metavar="ROUTE")] = None,
    out_territory: Annotated[list[str] | None, typer.Option("--out-territory", help="Close all that crosses a territory, as RUS; may be given often.", metavar="ISO3")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Which of its years.", show_default="the last")] = None,
    floors: Annotated[float, typer.Option("--floors", min=0, max=1, help="Share of observed flows that contracts keep; 0 lets tariffs alone decide.")] = 1.0,
    ramp: Annotated[float, typer.Option("--ramp", min=0, max=1, help="Share of spare capacity that other ways reach in time; about 0.5 in a month.")] = 1.0,
    days: Annotated[int | None, typer.Option("--days", min=1, max=3650, help="How long the closure lasts; tells its course with tanks.", show_default="by the year")] = None,
    claim: Annotated[str | None, typer.Option("--claim", help='Hold a stated share of Kazakhstan\'s exports, as "80%", against each quantity it may mean.', show_default=False)] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Tell what crosses whose territory, what hangs on each route, and what happens when ways are closed."""

    def work(_: Listener) -> Outcome:
        from foedus.structure.exposure.parse import shipped
        from foedus.structure.exposure.study import study

        if claim is not None:
            if network is not None:
                raise FoedusError("claim-network", "--claim asks several networks at once and takes none", None, "--claim without a network", f'foedus exposure --claim "{claim}"', ExitCode.USAGE)
            from foedus.structure.exposure.claim import verdicts

            stated = _share(claim)
            found = verdicts(stated, year)
            return Outcome({"stated": stated, "quantities": [_verdict(v) for v in found]}, lambda: _show_claim(stated, found))
        if network is None:
            known = [_summary(name, text) for name, text in shipped().items()]
            return Outcome({"networks": known}, lambda: _list(known))
        chosen = _network(network, year)
        made = study(chosen, tuple(out_route or ()), tuple(out_territory or ()), floors, ramp, days)
        return Outcome(made.to_dict(), lambda: _show(made), _remarks(made))

    execute("exposure", Output(json, quiet, debug), work)


def _share(text: str) -> float:
    told = text.strip().replace(",", ".")
    try:
        value = float(told.removesuffix("%")) / (100 if told.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise FoedusError("claim-share", f"{text!r} is no share", None, "a percentage, or a number from 0 to 1", 'foedus exposure --claim "80%"', ExitCode.USAGE)
    return value


def _network(named: str, year: int | None) -> Network:
    from foedus.structure.exposure.parse import network, shipped, shipped_network, years
    from foedus.world.crosswalk import state_codes

    path = Path(named)
    text = text_of(path, "network-file", "docs/exposure.md") if path.is_file() else shipped().get(named)
    if text is None:
        return shipped_network(named)  # which says what there is
    known = years(text, path.stem)
    return network(text, path.stem, year if year is not None or not known else known[-1], state_codes())


def _summary(name: str, text: str) -> dict[str, Any]:
    from foedus.structure.exposure.parse import network, years

    one = network(text, name)
    return {"id": name, "name": one.name, "years": list(years(text, name)), "commodities": list(one.commodities), "routes": dict(one.routes), "numbers": one.trust()}


def _list(found: list[dict[str, Any]]) -> None:
    for n in found:
        say(n["id"], f"  {n['name']}; years {', '.join(map(str, n['years'])) or 'none'}", f"  routes: {', '.join(n['routes'])}")
    say("", "foedus exposure NETWORK --out-territory RUS", 'foedus exposure --claim "80%"')


def _remarks(found: Study) -> list[str]:
    network, told = found.network, found.to_dict()
    kinds = network.trust()
    named = (("derived", "derived from others"), ("illustrative", "illustrative"), ("unconfirmed", "told from memory"), ("without", "without a source"))
    weak = [f"{kinds[k]} {words}" for k, words in named if kinds[k]]
    out = [f"of {sum(kinds.values())} numbers, {', '.join(weak)} (--json lists the sources)"] if weak else []
    out += [f"{m['edge']}: {m['observed']:g} {network.unit} were observed and {m['carried']:g} fit the rest of the numbers; one of them is wrong" for m in told["floors_missed"]]
    out += [f"{t['number']}: {t['told']:g} {network.unit} by {t['source']}; used: {t['used']:g}. {t['note'] or ''}".rstrip() for t in told["told_otherwise"]]
    return out


def _show(found: Study) -> None:
    network, told = found.network, found.to_dict()
    say(f"{network.name}{f', {network.year}' if network.year else ''}: {network.exports:g} {network.unit} for export", "")
    most = max((r["delivers"] for r in told["routes"]), default=0.0)
    after = told.get("closure", {}).get("delivers")
    heads = [("route", False), (network.unit, True), ("share", True), ("", False), ("lost if closed", True), *([("with the closure", True)] if after else []), ("", False)]
    rows = sorted(told["routes"], key=lambda r: -r["delivers"])
    columns(heads, [
        [
            r["id"], f"{r['delivers']:.2f}", percent(r["delivers"] / network.exports), bar(r["delivers"], most, WIDTH), percent(r["lost_if_closed"]),
            *([f"{after[r['id']]:.2f}"] if after else []), r["name"],
        ]
        for r in rows
    ])  # fmt: skip
    if told["feeders"]:
        say("", "on the way, lost if closed: " + ", ".join(f"{r['id']} {percent(r['lost_if_closed'])}" for r in told["feeders"]))
    say("")
    shapley = told.get("joint", {}).get("shapley", {})
    columns([("territory", False), ("crossed by", True), ("", False), ("lost if closed", True), ("part in a joint closure", True)], [
        [
            t["id"], f"{percent(t['low'])}-{percent(t['high'])}" if t["high"] - t["low"] > 5e-4 else percent(t["share"]), bar(t["share"], 1, WIDTH),
            percent(t["lost_if_closed"]), f"{shapley[t['id']]:.2f} {network.unit}" if shapley else "",
        ]
        for t in told["territories"]
    ])  # fmt: skip
    by_route, by_territory = told["concentration"]["routes"], told["concentration"]["territories"]
    say("", f"concentration (Herfindahl): routes {by_route:.3f}, {1 / by_route:.2f} in effect; territories {by_territory:.3f}")
    if found.response is not None:
        _show_closure(found, told)


def _show_closure(found: Study, told: dict[str, Any]) -> None:
    network, closure = found.network, told["closure"]
    say("", f"closed: {', '.join(closure['out'])}", f"  not delivered: {closure['unserved']:.2f} {network.unit} a year, {percent(closure['share'])} of exports")
    if closure["others"] > 1e-6:
        say(f"  other demand not met: {closure['others']:.2f} {network.unit} a year")
    if network.value_unit:
        saved = "the tariffs saved are not told, for what others send is lost too" if closure["value"] is None else f"less the tariffs saved: {closure['value']:,.0f}"
        say(f"  their price over {'the year' if found.curve is None else f'{found.days} days'}: {closure['lost']:,.0f} {network.value_unit}; {saved}")
    if closure["unserved"] > 1e-6:
        say(f"  for nothing to be lost, {closure['unserved']:.2f} {network.unit} a year of other capacity would have to be there, end to end")
    if found.curve is not None:
        from foedus.cli.strips import heights

        course = found.curve
        step = -(-len(course.shut) // STRIP)
        bins = -(-len(course.shut) // step)
        strip = heights([(day // step, amount) for day, amount in enumerate(course.shut.tolist())], 0, max(bins - 1, 1), bins)
        say("", f"not produced, day 0 to {len(course.shut) - 1}{f', {step} days a column' if step > 1 else ''}:", strip)
        first = "never" if course.first is None else f"from day {course.first}"
        say(f"  tanks of {float(network.storage[0]):g} {network.unit} full: production is shut in {first}; {course.lost:.2f} {network.unit} are lost")


def _verdict(v: Verdict) -> dict[str, Any]:
    return {"id": v.id, "says": v.says, "year": v.year, "low": v.low, "share": v.point, "high": v.high, "verdict": v.verdict, "rests_on": list(v.rests_on)}


def _show_grounds(found: list[Verdict]) -> None:
    """Tell once what several quantities rest on, with the quantities."""
    of: dict[str, list[str]] = {}
    for v in found:
        for line in v.rests_on:
            of.setdefault(line, []).append(v.id)
    if of:
        say("", "* rests on what nobody reports as such, or others tell otherwise:")
        for line, ids in of.items():
            say(f"  {line}", f"    in {', '.join(ids)}")


def _show_claim(stated: float, found: list[Verdict]) -> None:
    say(f"a statement of {percent(stated)}, held against each quantity it may mean:", "")
    columns(
        [("share", True), ("", False), ("the statement", False), ("year", True), ("what is counted", False)],
        [[percent(v.point) + ("*" if v.rests_on else " "), bar(v.point, 1, WIDTH), v.verdict, str(v.year), v.says] for v in found],
    )
    _show_grounds(found)
    say("", "a statement that holds for one quantity says nothing of the others")
