"""``foedus verify``: is a sealed forecast unchanged, and do its numbers come out again?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.sealed.again import Compared
    from foedus.pipeline.sealing import Verified


def verify(
    file: Annotated[Path, typer.Argument(help="What foedus seal or foedus grade wrote.", show_default=False)],
    hash_only: Annotated[bool, typer.Option("--hash-only", help="Hold it against its seal, make no number again.")] = False,
    seal: Annotated[str | None, typer.Option("--seal", help="The seal as it was published.", show_default=False)] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Hold a sealed forecast against its seal, and make its numbers again from the inputs inside.

    Ends with 0 if all is as sealed, with 1 if something was changed (it is named) or a number does not come out again,
    with 4 if numbers differ and other versions made them, or the forecast of a grade is not beside it.
    """

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.sealing import verify as check

        done = check(file, hash_only=hash_only, expected=seal)
        return Outcome(done.to_dict(), lambda: _show(done, hash_only), exit_code=done.exit_code, errors=_errors(done))

    execute("verify", Output(json, quiet, debug), work)


def _errors(done: Verified) -> list[dict[str, object]]:
    found = [FoedusError(f"seal-{f.kind}", f.message, str(done.sealed.path)) for f in done.sealed.faults]
    if not done.published:
        found.append(FoedusError("seal-other", "the seal in the file is not the one that was published", str(done.sealed.path), done.expected))
    found += [FoedusError("seal-number", f"{c.name}: {_told(c)}", str(done.sealed.path)) for c in done.compared if not c.same]
    if done.regraded is False:
        found.append(FoedusError("seal-scores", "the scores are not those of the forecast beside it", str(done.sealed.path)))
    if done.ungraded:
        of = done.sealed.record.get("of")
        name = of.get("file") if isinstance(of, dict) else None
        found.append(FoedusError("seal-alone", "no score was checked: the forecast that it grades is not beside it as it was sealed", str(done.sealed.path), f"{name or 'the forecast'} in the same folder", "move it there, or --hash-only"))
    return [f.to_dict() for f in found]


def _show(done: Verified, hash_only: bool) -> None:
    for f in done.sealed.faults:
        say(f"NOT AS SEALED: {f.message}")
    if not done.published:
        say("NOT AS PUBLISHED: the seal in the file is another", f"  published: {done.expected}", f"  here:      {done.seal}")
    if not done.sealed.holds:
        say("nothing was made again from a file that was changed")
        return
    said = "" if done.expected is not None else "; whether it is the one that was published: --seal"
    if done.published and not done.sealed.faults:
        say(f"the seal holds: {done.seal}{said}")
    same = [c for c in done.compared if c.same]
    if same:
        bits = "to the last bit" if all(c.identical for c in same) else "within rounding"
        say(f"made again {bits}: {', '.join(c.name.replace('_', ' ') for c in same)}")
    for c in same:
        if c.version != c.sealed_version:
            say(f"  {c.name}: version {c.sealed_version} made it, version {c.version} says the same")
    for c in done.compared:
        if not c.same:
            say(f"NOT MADE AGAIN: {c.name.replace('_', ' ')}: {_told(c)}", *(f"  {w}" for w in c.because))
    if done.regraded is not None:
        say("the scores are those of the forecast beside it" if done.regraded else "NOT ITS SCORES: the forecast beside it gives others")
    elif done.ungraded:
        say("NO SCORE WAS CHECKED: the forecast it grades is not beside it as it was sealed")
    if hash_only:
        say("no number was made again, as asked")


def _told(c: Compared) -> str:
    what = f"not as sealed: {', '.join(c.differs[:6])}{' …' if len(c.differs) > 6 else ''}"
    if c.sealed is None:
        words = what
    elif c.now is None:
        words = f"sealed {c.sealed:.6g}; cannot be made here: {', '.join(c.differs)}"
    else:
        unit = "in a probability" if c.name == "forecast" else "in the unit of the issue"
        words = f"sealed {c.sealed:.6g}, here {c.now:.6g}; largest difference {c.difference:.3g} {unit}; {what}"
    return words + ("" if c.because else "; every version is the same, so this should not be")
