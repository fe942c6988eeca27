"""The challenge model once more, one draw and one number at a time, in plain Python.

It was written from the published description before the engine and shares no code with it: it is the yard
stick of ``benchmarks/challenge.py`` and the oracle of ``tests/engines/test_challenge_oracle.py``.

References
----------
Scholz, Calbert and Smith (2011), ICAART, doi:10.5220/0003121500180030, steps 1 to 13. The variant
``authors_code`` differs as in McKibben's replication (jmckib/bdm-scholz-expected-utility-model, 55f63e9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Table:
    """Stakeholders on one issue."""

    positions: list[float]
    salience: list[float]
    capability: list[float]
    weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.weights = [s * c for s, c in zip(self.salience, self.capability, strict=True)]


@dataclass(frozen=True)
class Rules:
    """How the model is read."""

    variant: str = "authors_code"
    q: float = 1.0
    selection: str = "tiers"
    ties: str = "stronger"
    capitulation: str = "as_coded"


def median(positions: Sequence[float], weights: Sequence[float]) -> float:
    """Return the lowest position at which half of the weight is reached."""
    reached = 0.0
    for k in sorted(range(len(positions)), key=lambda k: positions[k]):
        reached += weights[k]
        if reached >= sum(weights) / 2 * (1 - 1e-12):
            return positions[k]
    raise ValueError("no weight")


def play(table: Table, rounds: int, rules: Rules) -> list[list[float]]:
    """Return the positions at the start and after each round."""
    spread = max(table.positions) - min(table.positions)
    track = [list(table.positions)]
    for _ in range(rounds if spread > 0 else 0):
        track.append(_Round(table, track[-1], spread, rules).moved())
    return track


class _Round:
    def __init__(self, table: Table, x: list[float], spread: float, rules: Rules) -> None:
        self.x, self.spread, self.rules = x, spread, rules
        self.s, self.w = table.salience, table.weights
        self.n = len(x)
        self.mu = median(x, self.w)

    def moved(self) -> list[float]:
        r = [1.0] * self.n
        p = self.probabilities(r)
        threat = [sum(self.theirs(i, j, p, r) for j in range(self.n) if j != i) for i in range(self.n)]
        top, bottom = max(threat), min(threat)
        if top > bottom:
            risk = [(2 * t - top - bottom) / (top - bottom) for t in threat]
            r = [(1 - k / 3) / (1 + k / 3) for k in risk]
        p = self.probabilities(r)
        return [self.move(i, p, r) for i in range(self.n)]

    def gap(self, k: int, a: int, r: list[float]) -> float:
        power = r[k] if self.rules.variant == "authors_code" else 1.0
        return float((abs(self.x[k] - self.x[a]) / self.spread) ** power)

    def probabilities(self, r: list[float]) -> list[list[float]]:
        people = range(self.n)
        everything = 0.0
        if self.rules.variant == "authors_code":
            for k in people:
                for a in people:
                    for b in people:
                        everything += self.w[k] * abs(self.gap(k, a, r) - self.gap(k, b, r))
        p = [[0.0] * self.n for _ in people]
        for i in people:
            for j in people:
                gains = [self.w[k] * (self.gap(k, j, r) - self.gap(k, i, r)) for k in people]
                whole = everything or sum(abs(g) for g in gains)
                if self.x[i] != self.x[j] and whole > 0:
                    p[i][j] = sum(g for g in gains if g > 0) / whole
        return p

    def expected(self, i: int, j: int, p: list[list[float]], r: float) -> float:
        def utility(base: float) -> float:
            return float(2 - 4 * max(base, 0.0) ** r)

        d = abs(self.x[i] - self.x[j]) / self.spread
        m = abs(self.x[i] - self.mu) / self.spread
        win, lose = utility(0.5 - d / 2), utility(0.5 + d / 2)
        later = utility(0.5 - (m + d) / 4) if m < d else utility(0.5 + (m + d) / 4)
        fight = p[i][j] * win + (1 - p[i][j]) * lose
        q = self.rules.q
        return self.s[j] * fight + (1 - self.s[j]) * win - q * utility(0.5) - (1 - q) * later

    def theirs(self, i: int, j: int, p: list[list[float]], r: list[float]) -> float:
        return self.expected(j, i, p, r[i] if self.rules.variant == "authors_code" else r[j])

    def move(self, i: int, p: list[list[float]], r: list[float]) -> float:
        here = self.x[i]
        coded = self.rules.variant == "authors_code"
        found = []
        for j in range(self.n):
            there = self.x[j]
            if there == here:
                continue
            a, b = self.expected(i, j, p, r[i]), self.theirs(i, j, p, r)
            if b <= 0:
                continue
            if 0 < a < b:
                found.append((1, abs(there - here), b, there))
            elif a < 0 and -a < b:
                target = here + (there - here) * -a / b
                size = (-a * here + b * there) / (b - a) if coded else abs(target - here)
                found.append((2, size, b, target))
            elif a < -b and (not coded or self.rules.capitulation == "repaired"):
                found.append((3, abs(there - here), b, there))
        if not found:
            return here
        return min(found, key=self.preference)[3]

    def preference(self, offer: tuple[int, float, float, float]) -> tuple[float, ...]:
        kind, size, theirs, target = offer
        size, strong, target = round(size / self.spread, 11), -round(theirs, 11), round(target / self.spread, 11)
        last = (strong, target) if self.rules.ties == "stronger" else (target, strong)
        first = {"tiers": (kind, size), "enforceable": (strong, size), "least_move": (size,)}
        return (*first[self.rules.selection], *last)
