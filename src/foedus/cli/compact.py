"""``foedus compact``: who belongs to a treaty organisation, who is bound to whom, who can block, and what follows a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute
from foedus.core.errors import ExitCode, FoedusError, nearest

if TYPE_CHECKING:
    from foedus.compacts.model import Compact
    from foedus.compacts.scenario import Scenario
    from foedus.compacts.what_if import Changes
    from foedus.pipeline.progress import Listener

#: How many words may follow each action.
ACTIONS = {"members": 0, "bound": 2, "block": 1, "power": 1, "scenarios": 0, "replay": 1, "what-if": 1}
CHANGE = "Changes (what-if)"


def compact(
    name: Annotated[str | None, typer.Argument(help="An organisation foedus knows, a TOML file of one's own, or all (for bound); none to list them.", show_default=False)] = None,
    action: Annotated[str | None, typer.Argument(help=f"One of {', '.join(ACTIONS)}; none for a summary.", show_default=False)] = None,
    what: Annotated[list[str] | None, typer.Argument(help="States (bound), an organ (block, power), or a scenario (replay, what-if).", show_default=False)] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day, as 2022-01-05.", show_default="today", metavar="DATE")] = None,
    motion: Annotated[str | None, typer.Option("--motion", help="Which motion of the scenario.", show_default="all; the first for what-if")] = None,
    draws: Annotated[int | None, typer.Option("--draws", min=1, help="Draw hours and open votes so often.", show_default="once, at the most likely")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws.")] = 0,
    index: Annotated[list[str] | None, typer.Option("--index", help="An index of power, or all; may be given often.", show_default="shapley_shubik and banzhaf")] = None,
    abstention: Annotated[bool, typer.Option("--abstention", help="Power where members may abstain, rather than say yes or no only.")] = False,
    rule: Annotated[str | None, typer.Option("--rule", help="A rule of its own name (power, block), or one in the language of docs/rules.md (what-if).", show_default="the usual one")] = None,
    wording: Annotated[str | None, typer.Option("--wording", help="The day whose wording of the articles counts.", metavar="DATE", show_default="that of the scenario", rich_help_panel=CHANGE)] = None,
    vote: Annotated[list[str] | None, typer.Option("--vote", help="A vote, as KGZ=no; may be given often.", show_default="as on record", rich_help_panel=CHANGE)] = None,
    account: Annotated[str | None, typer.Option("--account", help="What the state concerned says, as armed_attack,directed_from_abroad.", show_default="what it said", rich_help_panel=CHANGE)] = None,
    asks: Annotated[bool | None, typer.Option("--asks/--asks-not", help="Whether the state concerned asks the organisation for it.", show_default="as on record", rich_help_panel=CHANGE)] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Treaty organisations as data: members by date, bonds, blocking and power; replay a request, and change a rule."""

    def work(_: Listener) -> Outcome:
        from foedus.cli import compact_replay as replaying
        from foedus.cli import compact_told as told

        words = what or []
        day = _day(on, "--on") or date.today()
        if name is None:
            return told.listed()
        if action is not None and action not in ACTIONS:
            raise FoedusError("compact-action", f"there is nothing called {action!r} to do", None, f"one of {', '.join(ACTIONS)}", f"foedus compact {name} {nearest(action, list(ACTIONS), 1)}")
        if action is not None and len(words) > ACTIONS[action]:
            raise FoedusError(
                "compact-words", f"{words[ACTIONS[action]]!r} is one word too many for {action}", None, f"{('no word', 'one word', 'two words')[ACTIONS[action]]} after it",
                " ".join(["foedus compact", name, action, *words[: ACTIONS[action]]]), ExitCode.USAGE,
            )  # fmt: skip
        if action == "bound":
            return told.bound(None if name == "all" else [_compact(name)], words, day, name)
        one = _compact(name)
        if action is None:
            return told.summary(one, day)
        if action == "members":
            return told.members(one, day)
        if action == "block":
            return told.block(one, _first(words), rule, day)
        if action == "power":
            from foedus.cli.power import indices, power_outcome
            from foedus.compacts.composition import body_on

            made = power_outcome(body_on(one, _first(words), day), rule, indices(index, abstention=abstention), abstention=abstention)
            return replace(made, remarks=[*made.remarks, *told.kept(one, day)])
        if action == "scenarios":
            return told.scenarios_of(one)
        scenario = _scenario(one, words)
        if action == "replay":
            return replaying.replay(one, scenario, motion, draws, seed)
        return replaying.what_if_told(one, scenario, _changes(rule, wording, vote, account, asks), motion, draws, seed)

    execute("compact", Output(json, quiet, debug), work)


def _first(words: list[str]) -> str | None:
    return words[0] if words else None


def _day(typed: str | None, option: str) -> date | None:
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise FoedusError("compact-day", f"{typed!r} is no day", option, "year, month and day", f"{option} 2022-01-05") from None


def _compact(named: str) -> Compact:
    from foedus.compacts.read import compact as shipped
    from foedus.compacts.read import read_compact

    path = Path(named)
    return read_compact(_text(path), path.stem) if path.is_file() else shipped(named)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FoedusError("compact-file", "the file is no text in UTF-8", str(path), "a TOML file as docs/compacts.md describes it", "see docs/compacts.md") from None


def _scenario(one: Compact, words: list[str]) -> Scenario:
    from foedus.compacts.scenario_check import checked
    from foedus.compacts.scenario_read import read_scenario, scenarios
    from foedus.world.crosswalk import state_codes

    known = [s.id for s in scenarios().values() if s.compact == one.id]
    listed = ", ".join(known) or "none is shipped for it"
    if not words:
        raise FoedusError("scenario-unknown", "no scenario is named", one.id, f"{listed}, or a TOML file", f"foedus compact {one.id} scenarios")
    path = Path(words[0])
    if path.is_file():
        found = read_scenario(_text(path), path.stem)
        if found.compact != one.id:
            raise FoedusError("scenario-compact", f"the scenario is about {found.compact!r}", str(path), f"a scenario about {one.id}", f"foedus compact {found.compact} replay {path}")
        return checked(found, one, state_codes())
    if words[0] not in known:
        hint = f"foedus compact {one.id} replay {nearest(words[0], known, 1)}" if known else "see docs/compacts.md for how to write one"
        raise FoedusError("scenario-unknown", f"there is no scenario and no file {words[0]!r}", one.id, f"{listed}, or a TOML file", hint)
    return scenarios()[words[0]]


def _changes(rule: str | None, wording: str | None, vote: list[str] | None, account: str | None, asks: bool | None) -> Changes:
    from foedus.compacts.what_if import Changes

    votes = {}
    for one in vote or []:
        member, sign, cast = one.partition("=")
        if not sign:
            raise FoedusError("scenario-vote", f"{one!r} is no vote", "--vote", "a member, an equals sign and a vote", "--vote KGZ=no")
        votes[member.strip()] = cast.strip()
    features = None if account is None else tuple(f.strip() for f in account.split(",") if f.strip())
    found = Changes(None if rule is None else _rule(rule), _day(wording, "--wording"), votes, features, asks)
    if not found.any:
        raise FoedusError("what-if-nothing", "nothing is to be changed", None, "--rule, --wording, --vote, --account or --asks", "--vote KGZ=no")
    return found


def _rule(typed: str) -> dict[str, Any]:
    import tomllib

    try:
        found = tomllib.loads(f"rule = {typed}")["rule"]
    except tomllib.TOMLDecodeError as error:
        raise FoedusError("rule-form", f"the rule cannot be read: {error}", "--rule", "a rule in braces (docs/rules.md)", """--rule '{yes = {at_least = "2/3"}}'""") from None
    if not isinstance(found, dict):
        raise FoedusError("rule-form", f"{typed} is no rule", "--rule", "a rule in braces (docs/rules.md)", """--rule '{yes = {at_least = "2/3"}}'""")
    return found
