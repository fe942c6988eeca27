"""A rule of a body, said of those of its members who are at the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from foedus.rules.language import Weights, number

#: The weight that counts heads, where others than the members have a place at the table.
HEADS = "members"


def among(data: Mapping[str, Any], members: Sequence[str], weights: Weights, present: Sequence[str]) -> tuple[dict[str, Any] | None, dict[str, dict[str, Any]]]:
    """Return a rule as it stands among some members, and the weights that it names.

    A count of votes becomes the share of all votes that it is, so that 62 of 87 is asked of those at the table, whoever stays away;
    opposition and consent are asked of those who are there.

    Parameters
    ----------
    data
        A rule in the language of `foedus.rules.language`, of the whole body.
    members
        The members of the body.
    weights
        Its named weights; none is called `HEADS`.
    present
        Members at the table.

    Returns
    -------
    rule
        None if nothing is left that anybody could fail to give.
    weights
        For those present, with `HEADS` beside the others.

    Raises
    ------
    FoedusError
        If a number of the rule is none (``rule-form``).
    """
    heads: Weights = {**weights, HEADS: dict.fromkeys(members, 1)}
    left = {name: {m: of[m] for m in members if m in present} for name, of in heads.items()}
    return _of(data, members, heads, present), left


def without(data: Mapping[str, Any], gone: Sequence[str]) -> dict[str, Any] | None:
    """Return a rule whose lists of members no longer name some; None if nothing is left that anybody could fail to give."""
    return _pruned(data, lambda key, value: {key: value}, lambda named: named if named == "all" else [m for m in named if m not in gone])


def _of(data: Mapping[str, Any], members: Sequence[str], heads: Weights, present: Sequence[str]) -> dict[str, Any] | None:
    def counted(key: str, value: Any) -> dict[str, Any]:
        said = {"weight": HEADS, **value}
        for threshold in ("at_least", "more_than"):
            if threshold in said:
                amount, share = number(said[threshold], threshold)
                whole = sum((number(heads[said["weight"]][m], m)[0] for m in members), Fraction(0))
                part = amount if share else amount / whole
                said[threshold] = f"{part.numerator}/{part.denominator}"
        return {key: said}

    return _pruned(data, counted, lambda named: [m for m in (members if named == "all" else named) if m in present])


def _pruned(data: Mapping[str, Any], counted: Any, named: Any) -> dict[str, Any] | None:
    """Return a rule with its counts and its lists of members replaced, without the parts whose lists are empty."""
    key, value = next(iter(data.items()))
    if key in ("yes", "quorum"):
        return dict(counted(key, value))
    if key in ("unopposed", "consent"):
        return {key: found} if (found := named(value)) else None
    if key == "silence":
        return {key: inner} if (inner := _pruned(value, counted, named)) else None
    rules = [_pruned(one, counted, named) for one in (value["of"] if key == "some" else value)]
    kept = [r for r in rules if r is not None]
    needed = {"all": len(rules), "any": 1}.get(key, value["at_least"] if key == "some" else 0) - (len(rules) - len(kept))
    if needed <= 0:
        return None
    if len(kept) == 1:
        return kept[0]
    return {key: kept} if key in ("all", "any") else {"some": {"at_least": needed, "of": kept}}
