"""Whom "both", "the two sides" or "the three leaders" mean: of those told of together, the ones told of most and last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

FADING = 0.85  #: what is left of a pair's weight after each sentence
DOING, NAMED = 1.5, 1.0  #: weight of doing something together or to one another, of standing side by side
STRANGE = 0.3  #: of a group of which one member alone is named before the phrase
AHEAD = 2.0  #: ... behind it: "the two agreed to give Chad the village"


@dataclass(slots=True)
class Together:
    """Those told of together, each group by what it weighs and the sentence in which it was told of last."""

    weights: dict[tuple[str, ...], tuple[float, int]] = field(default_factory=dict)
    at: int = 0  #: sentence being read

    def add(self, ids: Sequence[str], weight: float) -> None:
        """Remember that `ids` were told of together."""
        key = tuple(sorted(dict.fromkeys(ids)))
        if len(key) > 1:
            self.weights[key] = (self._now(key) + weight, self.at)

    def _now(self, key: tuple[str, ...]) -> float:
        weight, at = self.weights.get(key, (0.0, self.at))
        return weight * FADING ** (self.at - at)

    def best(
        self, size: int, fits: Callable[[str], bool], apart: Collection[str] = (), before: Collection[str] = (), behind: Collection[str] = (), least: float = 0.0
    ) -> list[str]:
        """Return the group of `size` that weighs most and `least`, each of whom `fits`, none of `apart`, by who is named before and behind the phrase."""

        def weight(group: tuple[str, ...]) -> float:
            alone = [0 < len(set(group) & set(named)) < size for named in (before, behind)]
            return self._now(group) * (STRANGE if alone[0] else 1) * (AHEAD if alone[1] else 1)

        found = [k for k in self.weights if len(k) == size and not set(k) & set(apart) and all(map(fits, k))]
        if not found:
            return []
        heaviest = max(found, key=weight)
        return list(heaviest) if weight(heaviest) >= least else []
