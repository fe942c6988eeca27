"""What happened, or may happen, to a member: who says what of it, who asks for what, who votes how, and what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from foedus.compacts.model import Duration, Source
from foedus.core.errors import FoedusError, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something with its sources, and whether they confirm it."""

    sources: tuple[str, ...] = ()
    confirmed: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Told):
    """What somebody says the situation is: features (words of the compacts), which are the speaker's and not ours."""

    by: str
    about: str
    features: tuple[str, ...]
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Told):
    """What a state asks for, and of whom: a compact by its id, or states."""

    by: str
    to: tuple[str, ...]
    kind: str
    article: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion(Told):
    """What the organ may decide.

    Attributes
    ----------
    articles
        Numbers of the articles it is to rest on; empty for any that allows such a motion.
    votes
        Votes on record by member, in the words of `foedus.rules.votes`.
    chances
        Chance that a member says yes, for those whose vote is open.
    dependence
        Share of what moves open votes that moves all of them alike, 0 to 1.
    term
        Hours for which it is given; None if it has no term.
    """

    id: str
    kind: str
    about: str
    organ: str | None
    articles: tuple[str, ...]
    votes: Mapping[str, str]
    chances: Mapping[str, float]
    dependence: float
    term: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor(Told):
    """A member that sends people under a motion; `people` is how many, least and most, None if not known."""

    motion: str
    member: str
    people: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Told):
    """A sitting of a body at home: those there, for and against, or whether it passed where no figures are known.

    `present` is None where only the votes are known; then those who voted were there.
    """

    member: str
    at: datetime
    yes: int | None
    no: int | None
    passed: bool | None
    about: str
    present: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Told):
    """The host's word that the task is done."""

    motion: str
    at: datetime
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Told):
    """Something on record, for the reader; the machine does not use it. `stage` is one of ``stages`` of the words, or empty."""

    at: datetime
    precision: str
    about: str
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Told):
    """When a motion was in fact in a state: between two moments."""

    motion: str
    state: str
    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario; `zero` is hour 0 and its offset the local time, `party` the state concerned."""

    id: str
    compact: str
    name: str
    about: str
    party: str
    zero: datetime
    zero_is: str
    illustrative: bool
    sources: Mapping[str, Source]
    accounts: tuple[Account, ...]
    requests: tuple[Request, ...]
    motions: tuple[Motion, ...]
    contributors: tuple[Contributor, ...]
    approvals: tuple[Approval, ...]
    endings: tuple[Ending, ...]
    durations: tuple[tuple[str | None, Duration], ...]
    acts: tuple[Act, ...]
    record: tuple[Mark, ...]

    @property
    def day(self) -> date:
        """The local day of hour 0: membership, rules and wording are those of this day."""
        return self.zero.date()

    def hour(self, at: datetime) -> float:
        """Return hours from hour 0."""
        return (at - self.zero).total_seconds() / 3600

    def moment(self, hour: float) -> datetime:
        """Return the local moment of an hour.

        Raises
        ------
        FoedusError
            If the calendar ends before it (``scenario-hours``).
        """
        try:
            return self.zero + timedelta(hours=hour)
        except OverflowError:
            raise FoedusError("scenario-hours", f"hour {hour:g} lies beyond the calendar", self.id, "hours that end before the year 10000", "mend term, hours or zero; leave term out where there is none") from None

    def motion(self, name: str) -> Motion:
        """Return a motion.

        Raises
        ------
        FoedusError
            If there is none of that id (``scenario-motion``).
        """
        found = next((m for m in self.motions if m.id == name), None)
        if found is None:
            ids = [m.id for m in self.motions]
            raise FoedusError("scenario-motion", f"there is no motion {name!r}", self.id, f"one of {', '.join(ids)}", f"nearest: {nearest(name, ids, 1)}")
        return found
