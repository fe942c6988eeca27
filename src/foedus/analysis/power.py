"""The power of the members of a body, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from foedus.core.errors import FoedusError
from foedus.rules.abstention import TERNARY, TernaryPower
from foedus.rules.body import Body, Ruled
from foedus.rules.power import INDICES, Power
from foedus.rules.votes import ABSTAIN, NO


@dataclass(frozen=True, slots=True)
class PowerTable:
    """What the rule of a body gives each member.

    Attributes
    ----------
    body, ruled
        The body, and which of its rules.
    indices
        For each index asked for, the exact share of each member.
    blocks
        Who can block alone, by saying no.
    winning
        Number of coalitions that can pass something, of 2^n; with abstention, of ways to vote, of 3^n.
    act
        Coleman's power of the body to act.
    idle
        With abstention, who can block alone by abstaining; None without.
    """

    body: Body
    ruled: Ruled
    indices: dict[str, tuple[Fraction, ...]]
    blocks: tuple[bool, ...]
    winning: int
    act: Fraction
    idle: tuple[bool, ...] | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints; shares as numbers and, exactly, as fractions."""
        return {
            "body": self.body.id, "name": self.body.name, "rule": self.ruled.name, "about": self.ruled.about, "source": self.ruled.source,
            "since": self.body.since, "until": self.body.until, "abstention": self.idle is not None, "winning": self.winning,
            "act": float(self.act),
            "members": [
                {
                    "id": member, "blocks": self.blocks[k], **({} if self.idle is None else {"blocks_by_abstaining": self.idle[k]}),
                    **{name: float(values[k]) for name, values in self.indices.items()},
                    "exact": {name: str(values[k]) for name, values in self.indices.items()},
                }
                for k, member in enumerate(self.body.members)
            ],
        }  # fmt: skip


def power_table(
    body: Body, rule: str | None = None, indices: Sequence[str] = ("shapley_shubik", "banzhaf"), *, abstention: bool = False
) -> PowerTable:
    """Return the power of the members of `body` under one of its rules.

    Parameters
    ----------
    body
        A body.
    rule
        Name of the rule; None for the usual one.
    indices
        Names out of `foedus.rules.power.INDICES`; with `abstention`, out of `foedus.rules.abstention.TERNARY`.
    abstention
        Whether members may abstain, rather than say yes or no only.

    Raises
    ------
    FoedusError
        If the body has no such rule, an index is not defined with abstention (``power-index``), or the body is too large to be counted
        exactly (``power-size``).
    """
    ruled, n = body.ruled(rule), len(body.members)
    if abstention and (unknown := [name for name in indices if name not in TERNARY]):
        raise FoedusError("power-index", f"{unknown[0]} is not defined with abstention", None, f"some of {', '.join(TERNARY)}", f"--abstention --index {TERNARY[0]}")
    power = Power(ruled.rule, n)
    try:
        if abstention:
            three = TernaryPower(ruled.rule, n)
            found = {name: getattr(three, name) for name in indices}
            return PowerTable(body, ruled, found, three.blockers(NO), three.winning, three.act, three.blockers(ABSTAIN))
        found = {name: getattr(power, name) for name in indices}
        return PowerTable(body, ruled, found, power.blockers, power.winning, power.coleman_act)
    except ValueError as error:
        raise FoedusError(
            "power-size", str(error), f"{body.id}: {ruled.name}", f"indices out of {', '.join(INDICES)} that can be counted",
            "leave --abstention out" if abstention else _smaller(power),
        ) from None


def _smaller(power: Power) -> str:
    """Return what to type where a game is too large: an index that can be counted, or weights that can."""
    try:
        _ = power.counts
    except ValueError:
        return "a body file with weights in a coarser unit (millions of people for people), or --rule for a rule with one weight"
    return "--index shapley_shubik"
