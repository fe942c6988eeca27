"""How an issue is decided: who proposes, and what rule a proposal must pass against the reference point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.core.errors import FoedusError, nearest
from foedus.core.ids import canonical_json
from foedus.rules.among import without
from foedus.rules.conditions import Rule
from foedus.rules.language import Weights, rule


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure of decision among the stakeholders of an issue.

    Attributes
    ----------
    rule
        What a proposal must pass; its columns are the actors of the issue.
    setter
        Column of the actor that proposes; None if anybody may.
    amendment
        By what rule the members may replace the proposal by another one; None if they may not.
    said
        The data it was read from.
    """

    rule: Rule
    setter: int | None = None
    amendment: Rule | None = None
    said: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def without(self, column: int) -> Procedure | None:
        """Return it without the actor of one column, or None if nothing of the rule is left; if that actor proposes, nobody is named."""
        actors = list(self.said.get("actors", ()))
        if not actors:
            return None
        gone = actors[column]
        said = {k: v for k, v in self.said.items() if k not in ("actors", "weights", "rule", "amendment") and not (k == "setter" and v == gone)}
        rules = {key: without(self.said[key], [gone]) for key in ("rule", "amendment") if key in self.said}
        said |= {"members": [m for m in self.said.get("members", actors) if m != gone], **{k: v for k, v in rules.items() if v is not None}}
        try:
            return procedure(said, [a for a in actors if a != gone], weights=self.said.get("weights"))
        except FoedusError:
            return None

    def text(self) -> str:
        """Return it as canonical JSON, which equal procedures share."""
        return canonical_json({k: v for k, v in self.said.items() if k != "actors"})


def procedure(
    data: Mapping[str, Any], actors: Sequence[str], *, weights: Weights | None = None, where: str = "procedure",
    reachable: bool = False,
) -> Procedure:  # fmt: skip
    """Return the procedure that `data` says.

    Parameters
    ----------
    data
        A mapping with ``rule`` and optionally ``setter`` (an actor), ``amendment`` (a rule) and ``members`` (actors that have a
        vote; all actors if left out).
    actors
        Ids of the actors of the issue, in the order of the columns of votes.
    weights
        Named weights of the members.
    where
        Named in errors.
    reachable
        Whether to refuse a threshold that all members together do not reach, as in `foedus.rules.language.rule`.

    Raises
    ------
    FoedusError
        If a key is unknown, the rule is none of the language, or the setter is no actor (``rule-form``).
    """
    keys = ("rule", "setter", "amendment", "members")
    if unknown := [k for k in data if k not in keys]:
        raise FoedusError("rule-form", f"unknown key {unknown[0]!r}", where, f"one of {', '.join(keys)}", f"nearest: {nearest(unknown[0], list(keys), 1)}")
    if "rule" not in data:
        raise FoedusError("rule-form", "the rule is missing", where, "what a proposal must pass", 'rule: {unopposed: all}')
    setter = data.get("setter")
    if setter is not None and setter not in actors:
        raise FoedusError("rule-form", f"{setter!r} proposes and is no actor", f"{where}.setter", f"one of {', '.join(actors)}", f"nearest: {nearest(str(setter), list(actors), 1)}")
    members = data.get("members", list(actors))
    passed = rule(data["rule"], members, weights, f"{where}.rule", actors, reachable=reachable)
    amended = rule(data["amendment"], members, weights, f"{where}.amendment", actors, reachable=reachable) if "amendment" in data else None
    return Procedure(passed, None if setter is None else list(actors).index(setter), amended, {**data, "actors": list(actors), **({"weights": weights} if weights else {})})
