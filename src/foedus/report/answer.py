"""The answer in a few sentences: numbers first, no more certainty than the run holds."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.case.schema import Issue
from foedus.model.run import EngineRun
from foedus.report.forecast import Illustrator, outside
from foedus.report.inputs import Inputs
from foedus.report.measures import Measure, measure
from foedus.report.numbers import NBSP, between, exact, listing, percent, rounded, step, unit
from foedus.report.tree import IssueAnswer, Strip


def answer(art: Illustrator, issue: Issue, runs: Sequence[EngineRun], inputs: Inputs) -> IssueAnswer:
    """Return the answer on one issue from the headline engine, set beside the other engines."""
    head = headline(runs, art.case.headline)
    m = measure(head, issue)
    grain = step(issue.lower, issue.upper)
    sentences = [
        f"The {head.title.lower()} puts the median at {unit(rounded(m.mid, grain), issue.unit)}; "
        f"80{NBSP}% of {art.run.draws:,} draws lie at {between(m.low, m.high, grain)}."
    ]
    meaning = _meaning(issue, m)
    if meaning:
        sentences.append(meaning)
    others = {r.title: measure(r, issue) for r in runs if r is not head}
    if others:
        sentences.append(_agreement(m, others, grain))
    told = _told(art, issue, head, grain)
    if told:
        sentences.append(told)
    if head.drivers and head.drivers[0].swing > 0:
        d = head.drivers[0]
        sentences.append(
            f"Moved alone across its own range, {art.phrase(d)} has the most effect: the mean "
            f"outcome goes from {rounded(d.outcome_low, grain)} to {unit(rounded(d.outcome_high, grain), issue.unit)}."
        )
    sentences.append(basis_sentence(inputs))
    return IssueAnswer(
        issue.id, issue.question, unit(rounded(m.mid, grain), issue.unit), between(m.low, m.high, grain), head.title,
        tuple(sentences), f"#issue-{issue.id}", f"#why-{issue.id}-{head.engine}", _strip(issue, m),
    )


def headline(runs: Sequence[EngineRun], name: str) -> EngineRun:
    """Return the run of the engine that heads the report, else the first."""
    return next((r for r in runs if r.engine == name), runs[0])


def _meaning(issue: Issue, m: Measure) -> str | None:
    means = {p.at: p.means.rstrip(".") for p in issue.scale}
    likely = sorted(m.regions(), key=lambda r: -r.probability)
    named = [f"{exact(r.at)} ({means[r.at]}): {percent(r.probability)}" for r in likely if r.probability >= 0.1][:3]
    if not named:
        return None
    return f"Draws by the nearest named point of the scale: {'; '.join(named)}."


def _agreement(m: Measure, others: dict[str, Measure], grain: float) -> str:
    apart = outside(m, others)
    each = listing([f"{name.lower()} {rounded(o.mid, grain)}" for name, o in others.items()])
    if not apart:
        which = "The other engine puts its median" if len(others) == 1 else "All other engines put their medians"
        return f"{which} inside that interval: {each}."
    names = listing([f"the {a.lower()}" for a in apart])
    verb = "disagrees: its median lies" if len(apart) == 1 else "disagree: their medians lie"
    return (
        f"{names[0].upper()}{names[1:]} {verb} outside that interval (medians: {each}). The answer therefore depends "
        f"on which model of bargaining is believed, and not only on the inputs."
    )


def _told(art: Illustrator, issue: Issue, head: EngineRun, grain: float) -> str | None:
    pairs = [(a.source, art.account_run(a.id, issue.id, head.engine)) for a in art.case.accounts]
    medians = sorted((measure(r, issue).mid, source) for source, r in pairs if r is not None)
    if not medians:
        return None
    (low, first), (high, last) = medians[0], medians[-1]
    if rounded(low, grain) == rounded(high, grain):
        return f"Run as its accounts tell it, the median is {unit(rounded(low, grain), issue.unit)}."
    return (
        f"Run as each account tells it, the median goes from {rounded(low, grain)} ({first}) to "
        f"{unit(rounded(high, grain), issue.unit)} ({last})."
    )


def basis_sentence(inputs: Inputs) -> str:
    """Return how many inputs are stated, inferred and assumed, as a sentence."""
    total = len(inputs.rows)
    stated, inferred, assumed = (inputs.count(b) for b in ("stated", "inferred", "assumed"))
    if stated == total:
        return f"All {total} inputs are stated by documents."
    return (
        f"Of {total} inputs, documents state {stated or 'none'}; {inferred} {'is' if inferred == 1 else 'are'} inferred "
        f"from quotations with a written assumption, and {assumed} {'is' if assumed == 1 else 'are'} assumed outright."
    )


def _strip(issue: Issue, m: Measure) -> Strip:
    width = issue.upper - issue.lower
    low, mid, high = (100 * (x - issue.lower) / width for x in (m.low, m.mid, m.high))
    return Strip(low, mid, high, exact(issue.lower), exact(issue.upper))
