"""Decision rules: conditions on who votes how, and compounds of them.

A rule is a value. It is evaluated for any number of votes at once (`Rule.passes`), and, where every member says yes or no, it is
a monotone function of weighted sums (`leaves`), from which power is counted exactly (`foedus.rules.power`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from foedus.rules.votes import ABSENT, ABSTAIN, NO, OUTSIDE, YES, Bools, Votes

#: What the threshold of a weighted condition is a share of.
BASES = ("all", "present", "voting")


#: Integers below this are exact as floating numbers.
_EXACT = 2**53


class Rule(ABC):
    """Something that votes pass or fail."""

    @abstractmethod
    def passes(self, votes: Votes) -> Bools:
        """Say which votes pass.

        Parameters
        ----------
        votes
            (..., member) int8, codes of `foedus.rules.votes`.

        Returns
        -------
        ndarray
            (...) bool.
        """

    @abstractmethod
    def leaves(self) -> Iterator[Leaf]:
        """Yield the weighted sums it depends on, in order, as it stands where every member says yes or no."""

    @abstractmethod
    def ballots(self) -> Iterator[Ballot]:
        """Yield the sums it depends on where every member says yes, abstains or says no, in the order of `leaves`."""

    @abstractmethod
    def decided(self, reached: Iterator[Bools]) -> Bools:
        """Say whether it passes, given for each of `leaves`, or of `ballots`, in order, whether its threshold is reached."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A weighted sum of the members who say yes, and the least sum at which it is reached (both integers)."""

    weights: tuple[int, ...]
    quota: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """A sum of what each member adds by saying yes or by abstaining rather than no, and the least sum at which it is reached.

    Integers; ``yes`` >= ``abstain`` >= 0, so that more support never hurts.
    """

    yes: tuple[int, ...]
    abstain: tuple[int, ...]
    quota: int


@dataclass(frozen=True, slots=True)
class Weight(Rule):
    """Enough weight says yes.

    Attributes
    ----------
    weights
        One non-negative weight per member.
    threshold
        A number in the unit of the weights, or, if `share`, a share of the base.
    share
        Whether the threshold is a share.
    more
        Whether more than the threshold is needed rather than at least it.
    of
        The base of a share: ``"all"`` members (but those outside), those ``"present"`` (not absent), or those ``"voting"`` yes
        or no.
    """

    weights: tuple[Fraction, ...]
    threshold: Fraction
    share: bool = False
    more: bool = False
    of: str = "all"

    def passes(self, votes: Votes) -> Bools:
        """See `Rule.passes`."""
        w, factor = _integers(self.weights)
        got = _weighed(votes == YES, w)
        if not self.share:
            return _reached(got, self.threshold * factor, self.more)
        if self.of == "voting":
            base = _weighed((votes == YES) | (votes == NO), w)
        else:
            least = OUTSIDE if self.of == "all" else ABSENT
            base = _weighed(votes > least, w) if votes.min(initial=NO) <= least else w.sum()  # as a rule nobody stays away
        # got >= share * base, in integers: exact however the share is written
        ahead = got * self.threshold.denominator - base * self.threshold.numerator
        enough: Bools = (ahead > 0 if self.more else ahead >= 0) & (base > 0)
        return enough

    def leaves(self) -> Iterator[Leaf]:
        """See `Rule.leaves`."""
        w, factor = _integers(self.weights)
        total = int(w.sum())
        threshold = self.threshold * (total if self.share else factor)
        floor = threshold.numerator // threshold.denominator
        least = floor + 1 if self.more or threshold.denominator > 1 else floor
        yield Leaf(tuple(int(x) for x in w), max(0, least))

    def ballots(self) -> Iterator[Ballot]:
        """See `Rule.ballots`; nobody is absent, so that those present are all."""
        leaf = next(self.leaves())
        if not self.share or self.of != "voting":
            yield Ballot(leaf.weights, (0,) * len(leaf.weights), leaf.quota)
            return
        # yes (d - n) - no n >= 0 for a share of n / d, counted from a no of everybody. Where a tie is enough somebody must have said yes:
        # each yes then adds one more, which is worth less than any difference.
        n, d = self.threshold.numerator, self.threshold.denominator
        unit, more = (1, 0) if self.more else (sum(leaf.weights) + 1, 1)
        yes, abstain = (tuple(w * k for w in leaf.weights) for k in (unit * d + more, unit * n))
        yield Ballot(yes, abstain, unit * n * sum(leaf.weights) + 1)

    def decided(self, reached: Iterator[Bools]) -> Bools:
        """See `Rule.decided`."""
        return next(reached)


@dataclass(frozen=True, slots=True)
class Unopposed(Rule):
    """None of some members stands against it: a veto of each, or consensus if they are all.

    Attributes
    ----------
    members
        (member,) bool: whose opposition counts.
    consent
        Whether each of them must say yes, so that an abstention or absence blocks too; a member outside never does.
    """

    members: tuple[bool, ...]
    consent: bool = False

    def passes(self, votes: Votes) -> Bools:
        """See `Rule.passes`."""
        against = (votes != YES) & (votes != OUTSIDE) if self.consent else votes == NO
        free: Bools = np.logical_not((against & np.array(self.members)).any(axis=-1))
        return free

    def leaves(self) -> Iterator[Leaf]:
        """See `Rule.leaves`."""
        yield Leaf(tuple(int(m) for m in self.members), sum(self.members))

    def ballots(self) -> Iterator[Ballot]:
        """See `Rule.ballots`."""
        asked = tuple(int(m) for m in self.members)
        yield Ballot(asked, (0,) * len(asked) if self.consent else asked, sum(asked))

    def decided(self, reached: Iterator[Bools]) -> Bools:
        """See `Rule.decided`."""
        return next(reached)


@dataclass(frozen=True, slots=True)
class Quorum(Rule):
    """Enough weight takes part; members who abstain do, those absent or outside do not."""

    weights: tuple[Fraction, ...]
    threshold: Fraction
    share: bool = False

    def passes(self, votes: Votes) -> Bools:
        """See `Rule.passes`."""
        w, factor = _integers(self.weights)
        got = _weighed(votes > ABSENT, w)
        return _reached(got, self.threshold * (int(w.sum()) if self.share else factor), more=False)

    def leaves(self) -> Iterator[Leaf]:
        """Yield nothing: where everybody votes, everybody takes part."""
        yield from ()

    def ballots(self) -> Iterator[Ballot]:
        """Yield nothing: who abstains takes part."""
        yield from ()

    def decided(self, reached: Iterator[Bools]) -> Bools:  # noqa: ARG002
        """See `Rule.decided`."""
        everybody = self.passes(np.full((1, len(self.weights)), NO, np.int8))
        return everybody[0:1].reshape(())


@dataclass(frozen=True, slots=True)
class AtLeast(Rule):
    """At least `k` of several rules pass: all of them, any of them, or some number."""

    k: int
    rules: tuple[Rule, ...]

    def passes(self, votes: Votes) -> Bools:
        """See `Rule.passes`."""
        return np.asarray(sum(r.passes(votes).astype(np.int64) for r in self.rules) >= self.k)

    def leaves(self) -> Iterator[Leaf]:
        """See `Rule.leaves`."""
        for rule in self.rules:
            yield from rule.leaves()

    def ballots(self) -> Iterator[Ballot]:
        """See `Rule.ballots`."""
        for rule in self.rules:
            yield from rule.ballots()

    def decided(self, reached: Iterator[Bools]) -> Bools:
        """See `Rule.decided`."""
        return np.asarray(sum(r.decided(reached).astype(np.int64) for r in self.rules) >= self.k)


@dataclass(frozen=True, slots=True)
class Silence(Rule):
    """Silence is consent: who abstains or is absent counts as saying yes."""

    rule: Rule

    def passes(self, votes: Votes) -> Bools:
        """See `Rule.passes`."""
        silent = (votes == ABSTAIN) | (votes == ABSENT)
        return self.rule.passes(np.where(silent, np.int8(YES), votes))

    def leaves(self) -> Iterator[Leaf]:
        """See `Rule.leaves`."""
        return self.rule.leaves()

    def ballots(self) -> Iterator[Ballot]:
        """See `Rule.ballots`; to abstain is to say yes."""
        for ballot in self.rule.ballots():
            yield Ballot(ballot.yes, ballot.yes, ballot.quota)

    def decided(self, reached: Iterator[Bools]) -> Bools:
        """See `Rule.decided`."""
        return self.rule.decided(reached)


def every(*rules: Rule) -> AtLeast:
    """Return the rule that all of `rules` pass."""
    return AtLeast(len(rules), rules)


def some(*rules: Rule) -> AtLeast:
    """Return the rule that any of `rules` passes."""
    return AtLeast(1, rules)


def _integers(weights: Sequence[Fraction]) -> tuple[NDArray[np.int64], int]:
    """Return weights as integers, and the factor that made them so."""
    factor = int(np.lcm.reduce([w.denominator for w in weights])) if weights else 1
    return np.array([int(w * factor) for w in weights], dtype=np.int64), factor


def _weighed(chosen: Bools, weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the weight of those chosen, (...); sums that floating numbers hold exactly are made with them, which is faster."""
    if weights.sum() >= _EXACT:
        return np.asarray(chosen @ weights)
    return np.asarray(chosen.astype(np.float64) @ weights.astype(np.float64)).astype(np.int64)


def _reached(got: NDArray[np.int64], threshold: Fraction, more: bool) -> Bools:
    ahead = got * threshold.denominator - threshold.numerator
    reached: Bools = ahead > 0 if more else ahead >= 0
    return reached
