"""Checks of names: every actor, issue and engine that is referred to exists, and exists once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from foedus.case.checks.base import Context, Found, check
from foedus.core.errors import FoedusError, nearest
from foedus.rules.procedure import procedure


def _unknown(name: str, known: list[str], kind: str) -> str:
    if not known:
        return f"add {name} to {kind}"
    return f"did you mean {nearest(name, known, 1)}? or add {name} to {kind}"


@check("unknown-actor", "error", "A stakeholder or an override names an actor that is not listed under `actors`.")
def unknown_actor(c: Context) -> Iterator[Found]:
    """Find actors that are referred to and not listed."""
    known = [a.id for a in c.case.actors]
    for n, s in enumerate(c.case.stakeholders):
        if s.actor not in known:
            yield f"{s.actor!r} is no actor of this case", c.at("stakeholders", n, "actor"), _unknown(s.actor, known, "actors")
    for n, a in enumerate(c.case.accounts):
        for m, o in enumerate(a.overrides):
            if o.actor not in known:
                yield (
                    f"account {a.id} changes {o.actor!r}, which is no actor of this case",
                    c.at("accounts", n, "overrides", m, "actor"), _unknown(o.actor, known, "actors"),
                )


@check("unknown-issue", "error", "A stakeholder or an override names an issue that is not listed under `issues`.")
def unknown_issue(c: Context) -> Iterator[Found]:
    """Find issues that are referred to and not listed."""
    known = [i.id for i in c.case.issues]
    for n, s in enumerate(c.case.stakeholders):
        if s.issue not in known:
            yield f"{s.issue!r} is no issue of this case", c.at("stakeholders", n, "issue"), _unknown(s.issue, known, "issues")
    for n, a in enumerate(c.case.accounts):
        for m, o in enumerate(a.overrides):
            if o.issue not in known:
                yield (
                    f"account {a.id} changes issue {o.issue!r}, which is none of this case",
                    c.at("accounts", n, "overrides", m, "issue"), _unknown(o.issue, known, "issues"),
                )


@check("duplicate-id", "error", "Two actors, two issues, two accounts or two engines share an id.")
def duplicate_id(c: Context) -> Iterator[Found]:
    """Find ids that are given twice."""
    groups = {
        "actors": [a.id for a in c.case.actors],
        "issues": [i.id for i in c.case.issues],
        "accounts": [a.id for a in c.case.accounts],
        "engines": [e.engine for e in c.case.engines],
    }
    for group, ids in groups.items():
        for n, name in enumerate(ids):
            if name in ids[:n]:
                yield f"{name!r} stands twice under {group}", c.at(group, n), "rename or delete one of the two"


@check("duplicate-stakeholder", "error", "An actor stands twice on one issue, or an account changes one value twice.")
def duplicate_stakeholder(c: Context) -> Iterator[Found]:
    """Find pairs of actor and issue, and overrides, that are given twice."""
    seen: set[tuple[str, ...]] = set()
    for n, s in enumerate(c.case.stakeholders):
        if (s.actor, s.issue) in seen:
            yield f"{s.actor} stands twice on {s.issue}", c.at("stakeholders", n), "delete one of the two"
        seen.add((s.actor, s.issue))
    for n, a in enumerate(c.case.accounts):
        changed = Counter((o.actor, o.issue, o.field) for o in a.overrides)
        for (actor, issue, field), times in changed.items():
            if times > 1:
                yield (
                    f"account {a.id} changes the {field} of {actor} on {issue} {times} times",
                    c.at("accounts", n, "overrides"), "keep one override per value",
                )


@check("override-target", "error", "An account changes a value of an actor who is no stakeholder of that issue.")
def override_target(c: Context) -> Iterator[Found]:
    """Find overrides of stakeholders that do not exist."""
    actors, issues = {a.id for a in c.case.actors}, {i.id for i in c.case.issues}
    holders = {(s.actor, s.issue) for s in c.case.stakeholders}
    for n, a in enumerate(c.case.accounts):
        for m, o in enumerate(a.overrides):
            # A name that is unknown altogether is told by the checks above.
            if o.actor in actors and o.issue in issues and (o.actor, o.issue) not in holders:
                yield (
                    f"account {a.id} changes the {o.field} of {o.actor}, who is no stakeholder of {o.issue}",
                    c.at("accounts", n, "overrides", m), f"add a stakeholder for {o.actor} on {o.issue}, or delete the override",
                )


@check("few-stakeholders", "error", "An issue has fewer than two stakeholders.")
def few_stakeholders(c: Context) -> Iterator[Found]:
    """Find issues on which nobody can disagree."""
    if not c.case.issues:
        yield "the case has no issue", c.at("issues"), "add an issue with a question, a unit and a scale"
    for n, issue in enumerate(c.case.issues):
        count = sum(s.issue == issue.id for s in c.case.stakeholders)
        if count < 2:
            yield (
                f"issue {issue.id} has {count} stakeholder{'s' * (count != 1)}, expected at least 2",
                c.at("issues", n), f"add stakeholders with issue: {issue.id}",
            )


@check("stakeholder-missing", "warning", "An actor is listed and stands on no issue, or on some issues and not on others.")
def stakeholder_missing(c: Context) -> Iterator[Found]:
    """Find actors that are left out of an issue."""
    holders = {(s.actor, s.issue) for s in c.case.stakeholders}
    for n, actor in enumerate(c.case.actors):
        absent = [i.id for i in c.case.issues if (actor.id, i.id) not in holders]
        if absent:
            yield (
                f"{actor.id} has no say on {', '.join(absent)}", c.at("actors", n),
                f"add a stakeholder for {actor.id}, or leave it if that is meant",
            )


@check("unknown-engine", "error", "The case asks for an engine that is not installed.")
def unknown_engine(c: Context) -> Iterator[Found]:
    """Find engines that do not exist."""
    if c.engines is None:
        return
    known = sorted(c.engines)
    for n, e in enumerate(c.case.engines):
        if e.engine not in known:
            yield (
                f"there is no engine {e.engine!r}", c.at("engines", n),
                f"did you mean {nearest(e.engine, known, 1)}? installed: {', '.join(known)}",
            )


@check("engine-params", "error", "An engine is given a parameter it does not have, or a value outside the parameter's range.")
def engine_params(c: Context) -> Iterator[Found]:
    """Find parameters that an engine refuses."""
    if c.validate_params is None:
        return
    for n, e in enumerate(c.case.engines):
        if c.engines is not None and e.engine not in c.engines:
            continue
        try:
            c.validate_params(e.engine, e.params)
        except FoedusError as error:
            expected = f"expected {error.expected}" if error.expected else "correct or delete the parameter"
            yield f"{e.engine}: {error.message}", c.at("engines", n, "params"), error.hint or expected
        except (ValueError, TypeError) as error:
            yield f"{e.engine}: {error}", c.at("engines", n, "params"), "correct or delete the parameter"


@check("headline-engine", "error", "The engine that heads the report is not among the engines that run.")
def headline_engine(c: Context) -> Iterator[Found]:
    """Find a headline without its engine."""
    chosen = [e.engine for e in c.case.engines]
    if c.case.headline not in chosen:
        listed = ", ".join(chosen) or "none"
        yield (
            f"headline is {c.case.headline!r}, and the engines of the case are {listed}", c.at("headline"),
            f"add engine: {c.case.headline} to engines, or name one of {listed}",
        )


@check("procedure", "error", "The procedure of an issue names nobody who has a stake in it, or its rule cannot be understood.")
def procedures(c: Context) -> Iterator[Found]:
    """Find procedures that cannot be read."""
    for n, issue in enumerate(c.case.issues):
        if issue.procedure is None:
            continue
        actors = [s.actor for s in c.case.stakeholders if s.issue == issue.id]
        try:
            procedure(issue.procedure.said(), actors, weights=issue.procedure.weights, where=f"procedure of {issue.id}", reachable=True)
        except FoedusError as error:
            told = error.to_dict()
            yield f"{told['where']}: {told['message']}", c.at("issues", n, "procedure"), f"{told['expected']}: {told['hint']}"
