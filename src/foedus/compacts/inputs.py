"""What the machine needs, as arrays: the replicates on axis 0, so that one call moves all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.rules.votes import OUTSIDE, Bools, Votes

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Inputs:
    """A case for the machine. Hours count from hour 0 of the scenario; R replicates, n voters, a articles, c contributors.

    Attributes
    ----------
    voters, contributors
        Ids, in the order of the columns.
    deploys, decides
        Whether the motion sends people, and whether an organ decides on it.
    bound, consults
        (R,) whether the articles bind the state concerned, and whether one on consultation covers the situation.
    carried
        (R, a) whether each article that allows such a motion carries this one.
    votes, adopted
        (R, n) codes of `foedus.rules.votes`, and (R,) whether the rule passes them.
    opened, requested
        (R,) hour at which the threat is told, and at which help is asked for (nan if it is not).
    answers
        (R, n) hours each voter takes to answer.
    stands_aside
        (R, c) whether a contributor has not voted for it, so that it owes nothing and sends nobody.
    cleared
        (R, c) hour at which a contributor may send, by a domestic act on record; inf if refused, nan if none is on record.
    domestic, first_units
        (R, c) hours its domestic step takes after the decision where none is on record, and from then to its arrival.
    deployment, notice, withdrawal
        (R,) hours from the first arrival to the last, from the word that the task is done to the first departure, and from
        there to the last.
    ended, term
        (R,) hour of that word (nan if none), and hours for which the decision was given (inf if without term).
    """

    voters: tuple[str, ...]
    contributors: tuple[str, ...]
    deploys: bool
    decides: bool
    bound: Bools
    consults: Bools
    carried: Bools
    votes: Votes
    adopted: Bools
    opened: Floats
    requested: Floats
    answers: Floats
    stands_aside: Bools
    cleared: Floats
    domestic: Floats
    first_units: Floats
    deployment: Floats
    notice: Floats
    withdrawal: Floats
    ended: Floats
    term: Floats

    @property
    def replicates(self) -> int:
        """R."""
        return len(self.bound)

    @property
    def asked(self) -> Bools:
        """(R, n) whose answer is waited for: all but those outside."""
        waited: Bools = self.votes != OUTSIDE
        return waited

    def may_send(self, decided: Floats) -> Floats:
        """Return (R, c) the hour at which each contributor may send, given the hour of the decision; inf if it never may."""
        on_record = np.maximum(decided[:, None], self.cleared)
        may = np.where(np.isnan(self.cleared), decided[:, None] + self.domestic, on_record)
        return np.where(self.stands_aside, np.inf, may)

    def arrivals(self, decided: Floats) -> Floats:
        """Return (R, c) the hour at which the people of each contributor arrive; inf if they never may."""
        return self.may_send(decided) + self.first_units
