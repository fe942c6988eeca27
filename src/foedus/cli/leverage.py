"""``foedus leverage``: what a cut would cost either side, and what the threat of it is worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.cli.tables import bar, columns, percent, text_of
from foedus.core.errors import FoedusError, nearest

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.structure.leverage.study import Study

WIDTH = 24  #: characters of the longest bar
SCALE = 41  #: characters of the scale of the index


def leverage(
    dossier: Annotated[str | None, typer.Argument(help="A dossier foedus knows, or a TOML file of one's own; none to list them.", show_default=False)] = None,
    horizon: Annotated[str, typer.Option("--horizon", help="How long there is to adjust: short, medium or long.")] = "medium",
    ramp: Annotated[float, typer.Option("--ramp", min=0, max=1, help="Share of spare capacity that other routes reach, for cuts of transit.")] = 1.0,
    draws: Annotated[int, typer.Option("--draws", min=2, max=1000000, help="Draws of what is told as a range.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws.")] = 0,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Tell what cutting its ties would cost the target and the sender, once both have made the best of it."""

    def work(_: Listener) -> Outcome:
        from foedus.structure.leverage.dossier import dossier as read
        from foedus.structure.leverage.dossier import generator, shipped
        from foedus.structure.leverage.study import study
        from foedus.world.crosswalk import state_codes

        if dossier is None:
            return Outcome({"dossiers": list(shipped())}, lambda: say(*shipped(), "", "foedus leverage DOSSIER --horizon short"))
        path = Path(dossier)
        text = text_of(path, "dossier-file", "docs/leverage.md") if path.is_file() else shipped().get(dossier)
        if text is None:
            raise FoedusError("dossier-unknown", f"there is no dossier and no file {dossier!r}", None, f"one of {', '.join(shipped())}, or a TOML file", f"foedus leverage {nearest(dossier, list(shipped()), 1)}")
        made = study(read(text, path.stem, generator(text, seed), draws, ramp, state_codes()), horizon)
        return Outcome(made.to_dict(), lambda: _show(made), [*made.dossier.notes, made.dossier.about] if made.dossier.about else list(made.dossier.notes))

    execute("leverage", Output(json, quiet, debug), work)


def _show(found: Study) -> None:
    from foedus.cli.strips import interval

    told, d = found.to_dict(), found.dossier
    say(d.name, "")
    for side, key in ((d.target, "target_losses"), (d.sender, "sender_losses")):
        losses = sorted(told[key].items(), key=lambda g: -g[1])
        say(f"{side} would lose, in % of its GDP ({found.horizon} run)")
        most = max((v for k in ("target_losses", "sender_losses") for v in told[k].values()), default=0.0)
        if losses:
            columns([("", False), ("", True), ("", False)], [[good, percent(v), bar(v, most, WIDTH)] for good, v in losses])
        else:
            say("nothing that is told")
        say("")
    say(f"the index: -1 the target has all the leverage, +1 {d.sender} has", f"{'':8}-1{'0':^{SCALE - 4}}+1")
    for horizon, h in told["horizons"].items():
        i = h["index"]
        say(f"{horizon:<8}{interval(i['low'], i['median'], i['high'], -1, 1, SCALE)}  {i['median']:+.2f} ({i['low']:+.2f} to {i['high']:+.2f}); net {percent(h['net'])} of own GDP")
    if told["concession"] is not None:
        say("", *_bargain(d.sender, d.target, told["concession"], d.unit))
    if "game" in told:
        _show_game(told["game"])
    say("", "what would have to be true", *(f"  {line}" for line in told["would_have_to_be_true"]))


def _bargain(sender: str, target: str, gain: float, unit: str) -> list[str]:
    if gain > 0:
        return [f"an even bargain under the threat yields {sender} {gain:.1f} {unit} a year"]
    # Half the difference of the two losses; below 0 the threat is worth nothing, and nobody pays to have made it.
    apart = "as much as" if gain == 0 else f"{-2 * gain:.1f} {unit} a year more than"
    return [f"no gain from the threat: the cut would cost {sender} {apart} {target}, so that an even bargain under it yields {sender} nothing"]


def _show_game(game: dict[str, Any]) -> None:
    say("", "the threat as a game")
    columns([("", False), ("", True), ("", False)], [[end, percent(p), bar(p, 1, WIDTH)] for end, p in game["outcomes"].items()])
    made, done = (percent(p) if p is not None else "-" for p in (game["success_threatened"], game["success_imposed"]))
    say(f"succeeds when threatened {made}, when carried out {done}; carrying it out pays in {percent(game['credible'])} of draws")
    say(*game["remarks"])
