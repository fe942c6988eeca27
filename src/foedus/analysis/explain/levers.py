"""Which stakeholder's position, salience or absence would change the outcome, and by how much."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from foedus.analysis.explain.trial import Trial


@dataclass(frozen=True, slots=True)
class Lever:
    """What one actor's part in an issue does to its outcome, everything else as it stands.

    Attributes
    ----------
    actor
        Its id.
    absent
        Outcome if it had no part in the issue.
    unmoved
        Outcome as things stand.
    lower, upper
        Outcome if its position were the lower or the upper end of the scale.
    devoted
        Outcome if its salience were 1.
    """

    actor: str
    absent: float
    unmoved: float
    lower: float
    upper: float
    devoted: float

    @property
    def pull(self) -> float:
        """How far the outcome has moved because the actor takes part; its sign is the direction."""
        return self.unmoved - self.absent

    @property
    def range(self) -> float:
        """How far its position could move the outcome, from one end of the scale to the other."""
        return abs(self.upper - self.lower)

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return {**asdict(self), "pull": self.pull, "range": self.range}


def levers(trial: Trial) -> tuple[Lever, ...]:
    """Return the lever of every actor, the one with the longest range first.

    Changes of an input are draws of one call of the engine; absence is another table, without the actor. One without whom nobody
    with weight would be left cannot be absent; its `absent` is then the outcome as it stands.
    """
    n = len(trial.inputs.actors)
    columns = trial.repeated(3 * n + 1)
    for k in range(n):
        columns["positions"][3 * k, k] = trial.inputs.lower
        columns["positions"][3 * k + 1, k] = trial.inputs.upper
        columns["salience"][3 * k + 2, k] = 1.0
    outcome = trial.changed(columns)
    asis = float(outcome[-1])
    found = []
    for k, actor in enumerate(trial.inputs.actors):
        lower, upper, devoted = (float(v) for v in outcome[3 * k : 3 * k + 3])
        absent = trial.without(actor)
        found.append(Lever(actor, asis if absent is None else absent, asis, lower, upper, devoted))
    return tuple(sorted(found, key=lambda v: (-v.range, -abs(v.pull), v.actor)))
