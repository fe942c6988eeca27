"""The Council of the European Union as it stood when a proposal was made: votes, and the procedure that the proposal goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedus.rules.among import among
from foedus.rules.body import Body, bodies


@dataclass(frozen=True, slots=True)
class Council:
    """The Council of a day.

    Attributes
    ----------
    body
        Its members, weights and rules.
    weight
        Which weight stands for the capability of a member.
    qualified
        Which rule is its qualified majority.
    """

    body: Body
    weight: str
    qualified: str

    def capability(self, actor: str) -> float:
        """Return the votes of a member; who is none has as many as the largest."""
        of = self.body.weights[self.weight]
        return float(of.get(actor, max(of.values())))

    def procedure(self, rule: str, said: Mapping[str, Any], present: Sequence[str], others: Mapping[str, str]) -> dict[str, Any]:
        """Return how those present decide, as `foedus.rules.procedure` reads it.

        Parameters
        ----------
        rule
            A rule of the body, or ``"qualified"`` for its qualified majority.
        said
            Who proposes (``setter``), whose consent is needed (``consent``), and by what rule of the Council a proposal can be changed
            (``amendment``; ``"decision"``: as it is decided, with the same consent).
        present
            Ids of the actors of the issue.
        others
            Ids of those outside the Council by the names that `said` uses.

        Returns
        -------
        dict
            Empty if nobody present is a member, or the body has no such rule.
        """
        named = self.qualified if rule == "qualified" else rule
        members = [m for m in self.body.members if m in present]
        if not members or named not in self.body.rules:
            return {}
        consent = [others[c] for c in said["consent"] if others[c] in present]
        decision, weights = self._among(named, members)
        passed = {"all": [decision, {"consent": consent}]} if consent else decision
        changed = passed if said["amendment"] == "decision" else self._among(said["amendment"], members)[0]
        setter = others[said["setter"]]
        voters = [*members, *consent]
        return {
            "rule": passed, "amendment": changed, "members": voters, **({"setter": setter} if setter in present else {}),
            "weights": {name: {v: of.get(v, 0) for v in voters} for name, of in weights.items()},
        }  # fmt: skip

    def told(self, rule: str) -> str:
        """Return the body and one of its rules in a sentence; `rule` as in `procedure`."""
        found = self.body.rules[self.qualified if rule == "qualified" else rule]
        return f"{self.body.name}, rule {found.name}: {found.about}"

    def _among(self, rule: str, members: Sequence[str]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        said, weights = among(self.body.rules[rule].said, self.body.members, self.body.weights, members)
        assert said is not None  # every rule of the Council counts votes, or asks those present
        return said, weights


def council(table: Sequence[Mapping[str, str]], day: str, participants: set[str]) -> Council:
    """Return the Council that a proposal belongs to.

    Parameters
    ----------
    table
        Councils by the day from which (``from``) they stood, with ``body``, ``weight`` and ``qualified``, oldest first.
    day
        When the proposal was made, ISO; empty if that is not known.
    participants
        States with a part in it: the Council is the first, from that of the day on, of which all are members, else the last.
    """
    begun = [t for t in table if t["from"] <= day]
    later = [t for t in table if t not in begun[:-1]]
    found = next((t for t in later if participants <= set(bodies()[t["body"]].members)), table[-1])
    return Council(bodies()[found["body"]], found["weight"], found["qualified"])
