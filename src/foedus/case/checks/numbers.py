"""Checks of numbers: positions on the scale, salience in [0, 1], capability that is not negative."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.case.checks.base import Context, Found, check
from foedus.case.schema import Triangular, Uniform


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


@check("position-range", "error", "A position can lie outside the scale of its issue.")
def position_range(c: Context) -> Iterator[Found]:
    """Find positions off the scale."""
    issues = {i.id: i for i in c.case.issues}
    for v in c.values():
        issue = issues.get(v.issue)
        if v.field != "position" or issue is None:
            continue
        if v.value.low < issue.lower or v.value.high > issue.upper:
            yield (
                f"{v.name} is {_range(v.value.low, v.value.high)}, the scale is {issue.lower:g} to {issue.upper:g} {issue.unit}",
                c.at(*v.path, "value"), "correct the position, or widen lower and upper of the issue",
            )


@check("reference-range", "error", "A reference point can lie outside the scale of its issue.")
def reference_range(c: Context) -> Iterator[Found]:
    """Find reference points off the scale."""
    issues = {i.id: i for i in c.case.issues}
    for v in c.values():
        issue = issues[v.issue] if v.field == "reference" else None
        if issue is not None and (v.value.low < issue.lower or v.value.high > issue.upper):
            yield (
                f"{v.name} is {_range(v.value.low, v.value.high)}, the scale is {issue.lower:g} to {issue.upper:g} {issue.unit}",
                c.at(*v.path, "value"), "correct the reference point, or widen lower and upper of the issue",
            )


@check("salience-range", "error", "A salience lies outside 0 to 1.")
def salience_range(c: Context) -> Iterator[Found]:
    """Find saliences off [0, 1], percentages above all."""
    for v in c.values():
        if v.field == "salience" and (v.value.low < 0 or v.value.high > 1):
            yield (
                f"{v.name} is {_range(v.value.low, v.value.high)}, expected 0 to 1", c.at(*v.path, "value"),
                "salience is a share of full attention: write 0.9 for 90 %",
            )


@check("capability-range", "error", "A capability is negative.")
def capability_range(c: Context) -> Iterator[Found]:
    """Find negative capabilities."""
    for v in c.values():
        if v.field == "capability" and v.value.low < 0:
            yield (
                f"{v.name} is {_range(v.value.low, v.value.high)}, expected 0 or more", c.at(*v.path, "value"),
                "write 0 for an actor who cannot act",
            )


@check("no-weight", "error", "On some issue every stakeholder has no capability or no salience, so that nobody counts.")
def no_weight(c: Context) -> Iterator[Found]:
    """Find issues on which all weights are zero, in the case or in an account of it."""
    for account in (None, *c.case.accounts):
        changed = {(o.actor, o.issue, o.field): o.to for o in account.overrides} if account else {}
        for n, issue in enumerate(c.case.issues):
            holders = [s for s in c.case.stakeholders if s.issue == issue.id]
            heaviest = [
                max(0.0, changed.get((s.actor, s.issue, "capability"), s.capability).high)
                * max(0.0, changed.get((s.actor, s.issue, "salience"), s.salience).high)
                for s in holders
            ]
            if holders and not any(heaviest):
                told = f" as {account.id} tells it" if account else ""
                yield (
                    f"on {issue.id}{told} capability times salience is 0 for every stakeholder", c.at("issues", n),
                    "give at least one stakeholder a capability and a salience above 0",
                )


@check("scale-ends", "warning", "The scale of an issue does not say what its two ends mean, or names a point outside it.")
def scale_ends(c: Context) -> Iterator[Found]:
    """Find scales whose ends are not explained."""
    for n, issue in enumerate(c.case.issues):
        points = [p.at for p in issue.scale]
        for end in (issue.lower, issue.upper):
            if end not in points:
                yield (
                    f"the scale of {issue.id} does not say what {end:g} means", c.at("issues", n),
                    f"add under scale: - {{at: {end:g}, means: …}}",
                )
        for m, at in enumerate(points):
            if not issue.lower <= at <= issue.upper:
                yield (
                    f"the scale of {issue.id} names {at:g}, outside {issue.lower:g} to {issue.upper:g}",
                    c.at("issues", n, "scale", m), "delete the point, or widen lower and upper",
                )


@check("zero-width", "warning", "A distribution has no width, so that it is a plain number.")
def zero_width(c: Context) -> Iterator[Found]:
    """Find distributions over a single number."""
    for v in c.values():
        if isinstance(v.value.value, (Triangular, Uniform)) and v.value.low == v.value.high:
            yield (
                f"{v.name} is a distribution from {v.value.low:g} to {v.value.high:g}", c.at(*v.path, "value"),
                f"write value: {v.value.low:g}, or a wider range",
            )
