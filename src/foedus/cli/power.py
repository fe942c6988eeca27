"""``foedus power``: who can make a decision pass, and who can stop it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say, table
from foedus.core.errors import FoedusError, nearest

if TYPE_CHECKING:
    from foedus.analysis.power import PowerTable
    from foedus.pipeline.progress import Listener
    from foedus.rules.body import Body

WIDTH = 14  #: characters of the longest bar
COLUMNS = 2  #: indices beside each other


def power(
    body: Annotated[str | None, typer.Argument(help="A body foedus knows, or a TOML file of one's own; none to list them.", show_default=False)] = None,
    rule: Annotated[str | None, typer.Option("--rule", help="Which of its rules.", show_default="the usual one")] = None,
    index: Annotated[list[str] | None, typer.Option("--index", help="An index, or all; may be given often.", show_default="shapley_shubik and banzhaf")] = None,
    abstention: Annotated[bool, typer.Option("--abstention", help="Members may abstain, rather than say yes or no only.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print the power of each member under a decision rule, counted exactly, and who can block alone."""

    def work(_: Listener) -> Outcome:
        from foedus.compacts.composition import bodies

        if body is None:
            known = bodies().values()
            return Outcome({"bodies": [_summary(b) for b in known]}, lambda: _list([_summary(b) for b in known]))
        return power_outcome(_body(body), rule, indices(index, abstention=abstention), abstention=abstention)

    execute("power", Output(json, quiet, debug), work)


def power_outcome(body: Body, rule: str | None, named: list[str], *, abstention: bool = False) -> Outcome:
    """Return the power of the members of a body, to be told."""
    from foedus.analysis.power import power_table

    found = power_table(body, rule, named, abstention=abstention)
    return Outcome(found.to_dict(), lambda: _show(found))


def indices(asked: list[str] | None, *, abstention: bool = False) -> list[str]:
    """Return the names of the indices asked for; all are those that are defined, with abstention or without."""
    from foedus.rules.abstention import TERNARY
    from foedus.rules.power import INDICES

    if not asked:
        return ["shapley_shubik", "banzhaf"]
    names = [n.replace("-", "_") for n in asked]
    if "all" in names:
        return list(TERNARY if abstention else INDICES)
    for name in names:
        if name not in INDICES:
            raise FoedusError("power-index", f"there is no index {name!r}", None, f"all, or some of {', '.join(INDICES)}", f"nearest: {nearest(name, list(INDICES), 1)}")
    return list(dict.fromkeys(names))


def _body(named: str) -> Body:
    from foedus.compacts.composition import body_named
    from foedus.rules.body import body

    path = Path(named)
    if path.is_file():
        try:
            return body(path.read_text(encoding="utf-8"), path.stem)
        except UnicodeDecodeError:
            raise FoedusError("body-file", "the file is no text in UTF-8", str(path), "a TOML file that describes a body", "see docs/rules.md") from None
    return body_named(named)


def _summary(b: Body) -> dict[str, Any]:
    return {"id": b.id, "name": b.name, "members": len(b.members), "since": b.since, "until": b.until, "rules": list(b.rules)}


def _list(found: list[dict[str, Any]]) -> None:
    for b in found:
        days = f", {b['since']} to {b['until'] or 'now'}" if b["since"] else ""
        say(b["id"], f"  {b['name']}: {b['members']} members{days}", f"  rules: {', '.join(b['rules'])}")
    say("", "foedus power BODY --rule RULE --index all")


def _show(found: PowerTable) -> None:
    body, ruled = found.body, found.ruled
    days = " to ".join(d for d in (body.since, body.until) if d)
    say(f"{body.name}{f' ({days})' if days else ''}", *([body.about] if body.about else []))
    say(f"rule {ruled.name}: {ruled.about}".rstrip(": "), *([f"source: {ruled.source}"] if ruled.source else []))
    say(*(["each member says yes, abstains or says no, all ways alike"] if found.idle is not None else []), "")
    first = next(iter(found.indices.values()))
    most = max(map(float, first)) or 1.0
    # Members alike in everything are told once, the strongest first.
    groups: dict[tuple[object, ...], list[int]] = {}
    for k in sorted(range(len(body.members)), key=lambda k: -first[k]):
        groups.setdefault((_blocks(found, k), *(v[k] for v in found.indices.values())), []).append(k)
    told = [(_names([body.members[k] for k in alike]), alike[0]) for alike in groups.values()]
    bars = [[name, "█" * max(1 if first[k] else 0, round(WIDTH * float(first[k]) / most)), _blocks(found, k)] for name, k in told]
    names = list(found.indices)
    for at in range(0, len(names), COLUMNS):
        some = names[at : at + COLUMNS]
        extra = [("", False), ("blocks alone", False)] if at == 0 else []
        heads = [("members", False), *((n.replace("_", " "), True) for n in some), *extra]
        table(heads, [[name, *(f"{float(found.indices[n][k]):.5f}" for n in some), *(bar[1:] if at == 0 else ())] for (name, k), bar in zip(told, bars, strict=True)])
        say("")
    every, what = (2 ** len(body.members), "coalitions can pass it") if found.idle is None else (3 ** len(body.members), "ways to vote pass it")
    say(f"{found.winning:,} of {every:,} {what}: power to act {float(found.act):.5f}")


def _blocks(found: PowerTable, k: int) -> str:
    if found.idle is None:
        return "yes" if found.blocks[k] else ""
    return "by abstaining or no" if found.idle[k] else "by no" if found.blocks[k] else ""


def _names(names: list[str]) -> str:
    told = names if len(names) <= 5 else [*names[:3], f"and {len(names) - 3} more"]
    return (f"{len(names)} x " if len(names) > 1 else "") + ", ".join(told)
