"""A case to the arrays an engine sees: every uncertain value drawn, the draws on axis 0.

Each value has a random stream of its own, keyed by actor, issue and field. Adding a stakeholder, an issue or an
account therefore changes no other value's draws, and an account's override is drawn with the same uniform numbers
as the value it replaces (common random numbers), so that two accounts differ only by what they say.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.case.schema import Account, Case, Stakeholder, Triangular, Uniform, Value
from foedus.core.errors import FoedusError, nearest
from foedus.core.rng import sample
from foedus.model.inputs import IssueInputs
from foedus.rules.procedure import procedure

Floats = NDArray[np.float64]


def draw_inputs(case: Case, issue: str, *, account: str | None = None, draws: int, seed: int) -> IssueInputs:
    """Draw the inputs of one issue.

    Parameters
    ----------
    case
        The case; run `foedus.case.check.check_case` first, for nothing is clipped or filled in here.
    issue
        Id of the issue.
    account
        Id of an account whose overrides replace the case's own values; None for the case itself.
    draws
        Number of draws, at least 1. More draws begin with the same numbers.
    seed
        Seed of the run.

    Returns
    -------
    IssueInputs
        Stakeholders in the order of the case; arrays of shape (draw, actor).

    Raises
    ------
    FoedusError
        If the issue, the account or the target of an override is unknown, an actor stands twice on the
        issue, or a value lies outside its range.
    """
    found = next((i for i in case.issues if i.id == issue), None)
    if found is None:
        raise _unknown("issue", issue, [i.id for i in case.issues])
    holders = [s for s in case.stakeholders if s.issue == issue]
    actors = tuple(s.actor for s in holders)
    if len(set(actors)) != len(actors):
        raise FoedusError(
            "case-duplicate-stakeholder", f"an actor stands twice on issue {issue!r}",
            expected="one stakeholder per actor and issue", hint="foedus check",
        )
    replaced = _overrides(case, issue, actors, account)
    columns: dict[str, Floats] = {}
    for field in ("position", "salience", "capability"):
        values = [replaced.get((s.actor, field), _value(s, field)) for s in holders]
        columns[field] = np.stack(
            [_draw(v, seed, (field, issue, a), draws) for v, a in zip(values, actors, strict=True)], axis=1
        ) if values else np.empty((draws, 0))
    try:
        reference = None if found.reference is None else _draw(found.reference, seed, ("reference", issue, ""), draws)
        return IssueInputs(
            issue, actors, columns["position"], columns["salience"], columns["capability"], found.lower, found.upper, reference,
            None if found.procedure is None else procedure(found.procedure.said(), actors, weights=found.procedure.weights, where=issue),
        )
    except ValueError as e:
        raise FoedusError(
            "case-values", str(e), expected="values within the ranges of the case format", hint="foedus check"
        ) from None


def quantile(value: float | Triangular | Uniform, u: Floats) -> Floats:
    """Return the inverse distribution function of a value at probabilities `u`, in [0, 1).

    Notes
    -----
    Triangular on [a, b] with mode c and F(c) = p = (c - a) / (b - a): below p the inverse is
    a + (b - a) sqrt(u p), above it b - (b - a) sqrt((1 - u)(1 - p)) [1]_.

    References
    ----------
    .. [1] Kotz and van Dorp (2004), *Beyond Beta*, World Scientific, section 1.1.
    """
    if isinstance(value, Uniform):
        # A sum of rounded terms can exceed the upper end by one unit in the last place.
        return np.minimum(value.low + u * (value.high - value.low), value.high)
    if isinstance(value, Triangular):
        a, c, b = value.low, value.mode, value.high
        width = b - a
        if width == 0.0:
            return np.full_like(u, a)
        peak = (c - a) / width
        left = a + width * np.sqrt(u * peak)
        right = b - width * np.sqrt((1.0 - u) * (1.0 - peak))
        # As above, rounding alone can leave the interval.
        return np.asarray(np.clip(np.where(u < peak, left, right), a, b))
    return np.full_like(u, value)


def _value(stakeholder: Stakeholder, field: str) -> Value:
    value: Value = getattr(stakeholder, field)
    return value


def _draw(value: Value, seed: int, key: tuple[str, str, str], draws: int) -> Floats:
    u = sample(seed, ("case", *key), draws, lambda rng, n: rng.random(n))
    return quantile(value.value, u)


def _overrides(
    case: Case, issue: str, actors: tuple[str, ...], account: str | None
) -> dict[tuple[str, str], Value]:
    if account is None:
        return {}
    teller: Account | None = next((a for a in case.accounts if a.id == account), None)
    if teller is None:
        raise _unknown("account", account, [a.id for a in case.accounts])
    out: dict[tuple[str, str], Value] = {}
    for o in teller.overrides:
        if o.issue != issue:
            continue
        if o.actor not in actors:
            raise FoedusError(
                "case-override", f"account {account!r} changes {o.actor!r}, who is no stakeholder of {issue!r}",
                expected=f"one of {', '.join(actors)}", hint="foedus check",
            )
        out[o.actor, o.field] = o.to
    return out


def _unknown(kind: str, name: str, known: list[str]) -> FoedusError:
    return FoedusError(
        f"case-unknown-{kind}", f"there is no {kind} {name!r} in this case", expected=f"one of {', '.join(known)}",
        hint=f"did you mean {nearest(name, known, 1)}?" if known else None,
    )
