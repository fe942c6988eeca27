"""Figures of one issue: the forecast, the paths of the actors, what drives it, and each account's version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from foedus.case.schema import Account, Case, Issue
from foedus.model.results import RoundsResult
from foedus.model.run import Driver, EngineRun, Run
from foedus.report import charts
from foedus.report.inputs import Inputs
from foedus.report.measures import Measure, drawn, driver_base, headline, measure, round_medians
from foedus.report.names import Names, label
from foedus.report.numbers import NBSP, between, count, exact, listing, resolution, rounded, significant, unit
from foedus.report.tree import Figure, Table

DOTS = (100, 50, 20)  #: dots of a distribution: the first number that does not pile up too high to read
RUN_ID = 16  #: characters of a run's id that are printed
BARS = 7  #: inputs drawn in a tornado; the table below it holds all


@dataclass(slots=True)
class Illustrator:
    """Draws the figures of one issue and numbers them through the report."""

    case: Case
    run: Run
    names: Names
    number: Callable[[], int]

    def grain(self, issue: Issue) -> float:
        """Return the resolution at which this issue's outcomes are printed; see `numbers.resolution`."""
        runs = [r for r in self.run.engines if r.result.issue == issue.id]
        m = measure(headline(runs, self.case.headline), issue)
        return resolution(m.low, m.high, issue.lower, issue.upper)

    def told(self, issue: Issue, engine: str) -> list[tuple[Account, EngineRun]]:
        """Return the accounts that change something on this issue, with the engine's run as each tells it."""
        out = []
        for account in self.case.accounts:
            runs = self.run.accounts.get(account.id, ())
            run = next((r for r in runs if (r.result.issue, r.engine) == (issue.id, engine)), None)
            if run is not None and any(o.issue == issue.id for o in account.overrides):
                out.append((account, run))
        return out

    def source(self) -> str:
        """Return the line that says where the numbers of every figure come from."""
        return f"Source: foedus, {self.run.id[:RUN_ID]}; {drawn(self.run)}, seed{NBSP}{self.run.seed}."

    def distribution(self, issue: Issue, runs: Sequence[EngineRun]) -> Figure:
        """Return quantile dots with the 80 % interval, one lane per engine."""
        grain = self.grain(issue)
        measures = [measure(r, issue) for r in runs]
        scale = scale_of(issue)
        fits = (n for n in DOTS if all(charts.tallest(m.dots(n), scale) <= charts.READABLE for m in measures))
        dots = next(fits, DOTS[-1])
        lanes = [
            charts.Lane(
                r.title, f"median {rounded(m.mid, grain)}; 80{NBSP}% of draws {between(m.low, m.high, grain)}",
                m.low, m.mid, m.high, m.dots(dots), r.engine == self.case.headline,
            )
            for r, m in zip(runs, measures, strict=True)
        ]
        spec = charts.distribution(lanes, scale)
        title = _spread(runs, measures, grain, issue)
        rows = tuple(
            (r.title, *(exact(x) for x in (m.mid, m.low, m.high, m.mean)), significant(m.error, 2), _settled(r))
            for r, m in zip(runs, measures, strict=True)
        )
        table = Table(
            ("Engine", "Median", "10th percentile", "90th percentile", "Mean", "Monte Carlo error of the mean", "Draws at rest"),
            rows, frozenset(range(1, 7)),
        )
        subtitle = (
            f"Forecast in {issue.unit}. Each dot is {100 // dots}{NBSP}% of the draws; the bar holds the middle "
            f"80{NBSP}%, the ring marks the median. Below, what numbers on the scale mean."
        )
        summary = "; ".join(f"{lane.title}: {lane.detail}" for lane in lanes)
        return self._figure(f"fig-{issue.id}-forecast", title, subtitle, f"{title}. {summary}.", spec, table)

    def trajectory(self, issue: Issue, run: EngineRun, inputs: Inputs) -> Figure | None:
        """Return the median path of every actor over the rounds; None for engines without rounds."""
        result = run.result
        if not isinstance(result, RoundsResult) or result.positions.size == 0:
            return None
        grain = self.grain(issue)
        paths, outcome = round_medians(result, issue)
        strengths = {s.actor: s.capability.central for s in self.case.stakeholders if s.issue == issue.id}
        strongest = max([*strengths.values(), 0.0]) or 1.0
        lines = []
        for k, actor in enumerate(result.actors):
            row = inputs.row(actor, "position", issue.id)
            weight = strengths.get(actor, 0.0) / strongest
            lines.append(charts.Line(self.names.one(actor), tuple(paths[k]), weight, bool(row and row.basis not in charts.SOURCED)))
        lines.append(charts.Line("Weighted median", tuple(outcome), 1.0, outcome=True))
        spec = charts.trajectories(lines, scale_of(issue), issue.unit)
        first, last = outcome[0], outcome[-1]
        rounds = len(outcome) - 1
        if rounded(first, grain) == rounded(last, grain):
            title = f"The {run.title.lower()} leaves the weighted median at {unit(rounded(last, grain), issue.unit)}"
        else:
            title = (
                f"The {run.title.lower()} moves the weighted median from {rounded(first, grain)} to "
                f"{unit(rounded(last, grain), issue.unit)}"
            )
        subtitle = f"Position by round in {issue.unit}, median over draws. Width of a line: capability. "
        if all(x.unstated for x in lines[:-1]):
            subtitle += "No document states any of the starting positions."
        else:
            subtitle += "Dashed: no document states the starting position."
        rows = tuple((x.label, *(exact(v) for v in x.values)) for x in lines)
        headers = ("Actor", "Start", *(f"Round {r}" for r in range(1, rounds + 1)))
        summary = f"{title} in {count(rounds, 'round')}. " + "; ".join(
            f"{x.label} from {rounded(x.values[0], grain)} to {rounded(x.values[-1], grain)}" for x in lines[:-1]
        ) + "."
        table = Table(headers, rows, frozenset(range(1, rounds + 2)))
        return self._figure(f"fig-{issue.id}-rounds-{run.engine}", title, subtitle, summary, spec, table)

    def tornado(self, issue: Issue, run: EngineRun, inputs: Inputs) -> Figure | None:
        """Return the inputs that move the outcome most; None where no drivers were computed."""
        moving = [d for d in run.drivers if d.swing > 0]
        if not moving:
            return None
        grain = self.grain(issue)
        base = driver_base(run, issue)
        bars = []
        for d in moving[:BARS]:
            row = inputs.row(d.actor, d.field, issue.id)
            bars.append(
                charts.Bar(
                    self.driver_name(d), d.outcome_low, d.outcome_high, self._input(d.low, d, issue),
                    self._input(d.high, d, issue), row.basis if row else "",
                )
            )
        top = moving[0]
        low, high = sorted((top.outcome_low, top.outcome_high))
        title = f"{self.phrase(top)} moves the outcome most, from {rounded(low, grain)} to {unit(rounded(high, grain), issue.unit)}"
        title = title[0].upper() + title[1:]
        subtitle = (
            f"Mean outcome of the {run.title.lower()} in {issue.unit} when one input moves from its 10th (orange) to "
            f"its 90th percentile (blue), all else as drawn. At the ends, the value of the input. Hatched: no document states it."
        )
        rows = tuple(
            (self.driver_name(d), row.basis if (row := inputs.row(d.actor, d.field, issue.id)) else "", *(exact(x) for x in (d.low, d.high, d.outcome_low, d.outcome_high, d.swing)))
            for d in run.drivers
        )
        table = Table(
            ("Input", "Basis", "Input low", "Input high", "Outcome at low", "Outcome at high", "Swing"),
            rows, frozenset(range(2, 7)),
        )
        left = len(moving) - len(bars)
        more = f" {count(left, 'smaller driver')} in the table only." if left else ""
        summary = f"{title}. " + "; ".join(
            f"{b.label} from {b.low_text} to {b.high_text} gives {rounded(b.low, grain)} to {rounded(b.high, grain)}" for b in bars
        ) + "."
        return self._figure(
            f"fig-{issue.id}-drivers-{run.engine}", title, subtitle + more, summary, charts.tornado(bars, base), table
        )

    def accounts(self, issue: Issue, base: EngineRun) -> Figure | None:
        """Return the headline outcome as each account tells the case; None where no account changes this issue."""
        pairs = [(a.source, r) for a, r in self.told(issue, base.engine)]
        if not pairs:
            return None
        grain = self.grain(issue)
        rows = [("The case as coded", base), *pairs]
        measures = [measure(r, issue) for _, r in rows]
        lanes = [
            charts.Lane(name, f"median {rounded(m.mid, grain)}; 80{NBSP}% of draws {between(m.low, m.high, grain)}",
                        m.low, m.mid, m.high, strong=k == 0)
            for k, ((name, _), m) in enumerate(zip(rows, measures, strict=True))
        ]
        medians = [m.mid for m in measures[1:]]
        low, high = rounded(min(medians), grain), rounded(max(medians), grain)
        span = f"between {low} and {high}" if low != high else f"at {low}"
        title = f"As the accounts tell it, the median lies {span}{NBSP}{issue.unit}; as coded, at {rounded(measures[0].mid, grain)}"
        subtitle = f"{base.title}, in {issue.unit}: median and the interval that holds the middle 80{NBSP}% of draws."
        silent = [a.source for a in self.case.accounts if a.source not in {source for source, _ in pairs}]
        if silent:
            subtitle += f" Not drawn, since nothing differs here: {listing(silent)}."
        table = Table(
            ("Told by", "Median", "10th percentile", "90th percentile", "Mean"),
            tuple((n, *(exact(x) for x in (m.mid, m.low, m.high, m.mean))) for (n, _), m in zip(rows, measures, strict=True)),
            frozenset(range(1, 5)),
        )
        summary = f"{title}. " + "; ".join(f"{x.title}: {x.detail}" for x in lanes) + "."
        return self._figure(
            f"fig-{issue.id}-accounts", title, subtitle, summary, charts.distribution(lanes, scale_of(issue, noted=False)), table
        )

    def driver_name(self, d: Driver) -> str:
        """Return an input's name, such as ``Russia, position``."""
        return f"{self.names.one(d.actor)}, {label('field', d.field).lower()}"

    def phrase(self, d: Driver) -> str:
        """Return an input's name within a sentence, such as ``the position of Russia``."""
        return f"the {label('field', d.field).lower()} of {self.names.one(d.actor)}"

    def _input(self, value: float, d: Driver, issue: Issue) -> str:
        return rounded(value, self.grain(issue)) if d.field == "position" else significant(value, 2)

    def _figure(self, name: str, title: str, subtitle: str, summary: str, spec: charts.Spec, table: Table) -> Figure:
        return Figure(name, self.number(), title, subtitle, summary, self.source(), spec, table, int(spec["height"]))


def scale_of(issue: Issue, *, noted: bool = True) -> charts.Scale:
    """Return the scale of an issue; if `noted`, with the meanings the case gives its points."""
    return charts.Scale(issue.lower, issue.upper, tuple((p.at, p.means if noted else "") for p in issue.scale))


def outside(headline: Measure, others: Mapping[str, Measure]) -> list[str]:
    """Return the names of engines whose median lies outside the headline's 80 % interval."""
    return [name for name, m in others.items() if not headline.low <= m.mid <= headline.high]


def _spread(runs: Sequence[EngineRun], measures: Sequence[Measure], grain: float, issue: Issue) -> str:
    texts = [rounded(m.mid, grain) for m in measures]
    if len(set(texts)) == 1:
        who = runs[0].title if len(runs) == 1 else f"All {len(runs)} engines"
        return f"{who} put{'s' if len(runs) == 1 else ''} the median at {unit(texts[0], issue.unit)}"
    low, high = (rounded(f(m.mid for m in measures), grain) for f in (min, max))
    return f"Engines put the median between {low} and {unit(high, issue.unit)}"


def _settled(run: EngineRun) -> str:
    settled = run.result.converged
    return f"{100 * int(settled.sum()) // max(int(settled.size), 1)}{NBSP}%"
