"""The answer in a few sentences: numbers first, no more certainty than the run holds.

Every number is a link to the path that ends in the quotes or assumptions behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from foedus.case.schema import Issue
from foedus.model.run import EngineRun
from foedus.report.forecast import Illustrator, outside
from foedus.report.inputs import Inputs
from foedus.report.measures import Measure, headline, measure
from foedus.report.numbers import NBSP, between, exact, listing, percent, rounded, unit
from foedus.report.tellings import account_why
from foedus.report.tree import IssueAnswer, Sentence, Strip, Words
from foedus.report.why import step_id, why_id

LIKELY = 0.1  #: share of draws from which a named point of the scale is mentioned


def answer(art: Illustrator, issue: Issue, runs: Sequence[EngineRun], inputs: Inputs) -> IssueAnswer:
    """Return the answer on one issue from the headline engine, set beside the other engines."""
    head = headline(runs, art.case.headline)
    m = measure(head, issue)
    grain = art.grain(issue)
    path = f"#{why_id(issue.id, head.engine)}"
    figure, span = unit(rounded(m.mid, grain), issue.unit), between(m.low, m.high, grain)
    sentences = [
        Sentence(
            f"The {head.title.lower()} puts the median at ", Words(figure, path), "; ",
            Words(f"80{NBSP}% of {art.run.draws:,} draws lie at {span}", path), ".",
        )
    ]
    sentences += _meaning(issue, m, path)
    others = [(r, measure(r, issue)) for r in runs if r is not head]
    if others:
        sentences.append(_agreement(m, others, grain, issue))
    sentences += _told(art, issue, head, grain)
    if head.drivers and head.drivers[0].swing > 0:
        d = head.drivers[0]
        swing = f"from {rounded(d.outcome_low, grain)} to {unit(rounded(d.outcome_high, grain), issue.unit)}"
        sentences.append(
            Sentence(
                f"Moved alone across its own range, {art.phrase(d)} has the most effect: the mean outcome goes ",
                Words(swing, f"#{step_id(issue.id, head.engine, d.actor, d.field)}"), ".",
            )
        )
    sentences.append(basis_sentence(inputs, path))
    return IssueAnswer(
        issue.id, issue.question, figure, span, head.title, tuple(sentences), f"#issue-{issue.id}", path, _strip(issue, m)
    )


def _meaning(issue: Issue, m: Measure, path: str) -> list[Sentence]:
    means = {p.at: p.means.rstrip(".") for p in issue.scale}
    likely = sorted(m.regions(), key=lambda r: -r.probability)
    named = [r for r in likely if r.probability >= LIKELY][:3]
    if not named:
        return []
    pieces: list[Words | str] = ["Draws by the nearest named point of the scale: "]
    for region in named:
        pieces += [f"{exact(region.at)} ({means[region.at]}), ", Words(percent(region.probability), path), "; "]
    return [Sentence(*pieces[:-1], ".")]


def _agreement(m: Measure, others: list[tuple[EngineRun, Measure]], grain: float, issue: Issue) -> Sentence:
    apart = outside(m, {r.title: o for r, o in others})
    each: list[Words | str] = []
    for k, (run, other) in enumerate(others):
        joint = "" if k == 0 else " and " if k == len(others) - 1 else ", "
        each += [f"{joint}{run.title.lower()} ", Words(rounded(other.mid, grain), f"#{why_id(issue.id, run.engine)}")]
    if not apart:
        which = "The other engine puts its median" if len(others) == 1 else "All other engines put their medians"
        return Sentence(f"{which} inside that interval: ", *each, ".")
    names = listing([f"the {a.lower()}" for a in apart])
    verb = "disagrees: its median lies" if len(apart) == 1 else "disagree: their medians lie"
    return Sentence(
        f"{names[0].upper()}{names[1:]} {verb} outside that interval (medians: ", *each,
        "). The answer therefore depends on which model of bargaining is believed, and not only on the inputs.",
    )


def _told(art: Illustrator, issue: Issue, head: EngineRun, grain: float) -> list[Sentence]:
    told = sorted(((measure(r, issue).mid, a) for a, r in art.told(issue, head.engine)), key=lambda t: t[0])
    if not told:
        return []
    (low, first), (high, last) = told[0], told[-1]
    lowest = Words(unit(rounded(low, grain), issue.unit), account_why(first.id))
    if len(told) == 1:
        return [Sentence(f"Run as {first.source} tells it, the median is ", lowest, ".")]
    if rounded(low, grain) == rounded(high, grain):
        return [Sentence("Run as each of its accounts tells it, the median is ", lowest, ".")]
    return [
        Sentence(
            "Run as each account tells it, the median goes from ",
            Words(f"{rounded(low, grain)} ({first.source})", account_why(first.id)), " to ",
            Words(f"{unit(rounded(high, grain), issue.unit)} ({last.source})", account_why(last.id)), ".",
        )
    ]


def basis_sentence(inputs: Inputs, path: str | None = None) -> Sentence:
    """Return how many inputs are stated, drawn, inferred and assumed; the numbers link to `path`."""
    total = len(inputs.rows)
    stated, inferred, assumed = (inputs.count(b) for b in ("stated", "inferred", "assumed"))
    rest = f" What is stated or inferred rests on {inputs.told}." if inputs.docs else ""
    if stated == total:
        return Sentence("All ", Words(f"{total} inputs", path), f" are stated by documents.{rest}")

    def number(n: int) -> Words:
        return Words(str(n) if n else "none", path)

    drawn = inputs.count("drawn")
    from_data: list[Words | str] = [number(drawn), f" {'is' if drawn == 1 else 'are'} drawn from reference data, "] if drawn else []
    return Sentence(
        "Of ", Words(f"{total} inputs", path), ", documents state ", number(stated), "; ", *from_data, number(inferred),
        f" {'is' if inferred == 1 else 'are'} inferred from quotations with a written assumption, and ", number(assumed),
        f" {'is' if assumed == 1 else 'are'} assumed outright.{rest}",
    )


def _strip(issue: Issue, m: Measure) -> Strip:
    width = issue.upper - issue.lower
    low, mid, high = (100 * (x - issue.lower) / width for x in (m.low, m.mid, m.high))
    return Strip(low, mid, high, exact(issue.lower), exact(issue.upper))
