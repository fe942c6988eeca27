"""``foedus decide``: issues and stakeholders of a table through every engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.deciding import Decision
    from foedus.pipeline.progress import Listener


def decide(
    file: Annotated[Path, typer.Argument(help="A table (plain, of decide, of KTAB, of DEU), or a case folder.", show_default=False)],
    engine: Annotated[list[str] | None, typer.Option("--engine", "-e", help="An engine; may be given often.", show_default="all")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", help="ENGINE.NAME=VALUE; may be given often.", show_default=False)] = None,
    issue: Annotated[list[str] | None, typer.Option("--issue", "-i", help="Only this issue, in detail; may be given often.", show_default="all")] = None,
    problem: Annotated[str | None, typer.Option("--problem", help="Which problem of a file that holds several.", show_default=False)] = None,
    draws: Annotated[int | None, typer.Option("--draws", min=1, help="Samples of uncertain numbers.", show_default="1000, or 1 if none is uncertain")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the samples.")] = 0,
    rule: Annotated[str | None, typer.Option("--rule", help="The decision rule, in the language of docs/rules.md.", show_default=False)] = None,
    setter: Annotated[str | None, typer.Option("--setter", help="Who proposes, under --rule.", show_default=False)] = None,
    explain: Annotated[str | None, typer.Option("--explain", help="The engine to explain.", show_default="weighted_mean")] = None,
    target: Annotated[float | None, typer.Option("--target", help="What would carry the outcome to this point?", show_default=False)] = None,
    advise: Annotated[str | None, typer.Option("--advise", help="What could this state or organisation do?", show_default=False)] = None,
    kind: Annotated[str | None, typer.Option("--as", help="What it is, where the table does not say: state, government or organisation.", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the outcome of every draw to this .csv or .parquet.", show_default=False)] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print what each model of collective decision makes of a table: outcomes, a forecast, why, and what would change it."""

    def work(_: Listener) -> Outcome:
        from foedus.cli.decisions import show
        from foedus.pipeline.deciding import decide as run
        from foedus.pipeline.tidy import rows_file, write_rows

        if out is not None:
            rows_file(out)
        done = run(
            file, problem=problem, rule=rule, setter=setter, engines=engine or (), params=parameters(param or []), draws=draws, seed=seed, issues=issue or (),
            explain=explain, target=target, actor=advise, kind=kind,
        )  # fmt: skip
        if out is not None:
            write_rows(out, done.rows())
        return Outcome(result(done), lambda: show(done, detailed=bool(issue)), [*done.notes, *([f"written: {out}"] if out else [])])

    execute("decide", Output(json, quiet, debug), work)


def parameters(given: list[str]) -> dict[str, dict[str, object]]:
    """Return parameters by engine from texts ``ENGINE.NAME=VALUE``.

    Raises
    ------
    FoedusError
        If a text has another form (``param-form``).
    """
    out: dict[str, dict[str, object]] = {}
    for text in given:
        path, mark, value = text.partition("=")
        name, dot, key = path.partition(".")
        if not (mark and dot and name and key):
            raise FoedusError("param-form", f"{text!r} is no parameter", None, "ENGINE.NAME=VALUE", "--param challenge.rounds=5")
        out.setdefault(name, {})[key] = _value(value)
    return out


def _value(text: str) -> object:
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def result(done: Decision) -> dict[str, Any]:
    """Return a decision as ``--json`` prints it."""
    from foedus.cli.decisions import procedure
    from foedus.problems.problem import ends, middle

    p = done.problem

    def amount(value: Any) -> dict[str, float]:
        low, high = ends(value)
        return {"low": low, "middle": middle(value), "high": high}

    issues = []
    for m, a in zip(p.matters, done.answers, strict=True):
        low, high = a.forecast.interval()
        issues.append({
            "id": m.id, "question": m.question, "lower": m.lower, "upper": m.upper, "means": {str(k): v for k, v in m.means.items()},
            "reference": m.reference, "decided": m.outcome, "procedure": procedure(m),
            "stakeholders": [
                {
                    "actor": s.actor, "name": p.names.get(s.actor, s.actor), "kind": p.kinds.get(s.actor), "where": s.where,
                    "position": amount(s.position), "salience": amount(s.salience), "capability": amount(s.capability),
                }
                for s in p.stakes if s.issue == m.id
            ],
            "outcomes": [o.to_dict() for o in a.outcomes],
            "forecast": {
                "median": a.forecast.median, "mean": a.forecast.mean, "low": low, "high": high, "sharpest": a.forecast.mode,
                "likeliest": [{"value": v, "probability": q} for v, q in a.forecast.likeliest(5)],
                "mass": [float(x) for x in a.forecast.mass], "at": [[i, x] for i, x in a.forecast.at],
            },
            "levers": [v.to_dict() for v in a.levers], "camps": [c.to_dict() for c in a.camps], "target": a.target, "turns": [t.to_dict() for t in a.turns],
            "advice": a.advice.to_dict() if a.advice else None,
        })  # fmt: skip
    return {
        "problem": p.id, "title": p.title, "date": p.decided, "draws": done.draws, "seed": done.seed, "explained": done.explained,
        "engines": {k: dict(v) for k, v in done.engines.items()}, "issues": issues,
        "stories": {k: list(v) for k, v in done.stories.items()}, "bills": [b.to_dict() for b in done.bills], "notes": list(done.notes),
    }  # fmt: skip
