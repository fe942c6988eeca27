"""What a treaty organisation is: who belongs to it when and how, what its articles bind to, who decides by which rule.

Every statement has a period, its sources, and whether they confirm it. A period holds from `since` to the day before `until`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

Hours = tuple[float, float, float]  #: least, most likely, most


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read: a title, and an address if it has one."""

    id: str
    title: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What holds for a time, with its sources.

    Attributes
    ----------
    since, until
        First day, and first day on which it no longer holds; None for no bound.
    sources
        Keys of the sources of its compact.
    confirmed
        Whether a source was read that says it. What is not confirmed is from memory, or rests on somebody's paraphrase.
    note
        What must be known of it.
    """

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    confirmed: bool = True
    note: str = ""

    def holds(self, on: date) -> bool:
        """Say whether it holds on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


S = TypeVar("S", bound=Statement)


def holding(statements: Sequence[S], on: date) -> list[S]:
    """Return the statements that hold on a day."""
    return [s for s in statements if s.holds(on)]


#: Note of what the user asks for rather than a file states: it is neither confirmed nor in doubt.
ASSUMED = "an assumption of the user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Statement):
    """The status of a state in the organisation."""

    member: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Statement):
    """An article as worded in a period.

    Attributes
    ----------
    number, instrument
        The article, and the text it stands in.
    about
        What it says, in our words.
    bond
        What it binds its parties to (``bonds`` of the words).
    allows
        Kinds of motions that may rest on it.
    covers
        What brings a situation under the article: features, all of those of any one entry; empty if it asks for none.
    on_request
        Whether help under it must be asked of the organisation by the state concerned.
    """

    number: str
    instrument: str
    about: str
    bond: str
    allows: tuple[str, ...] = ()
    covers: tuple[tuple[str, ...], ...] = ()
    on_request: bool = False

    def covered(self, told: Set[str]) -> bool:
        """Say whether a situation of which `told` is said comes under the article."""
        return not self.covers or any(told >= set(entry) for entry in self.covers)

    @property
    def name(self) -> str:
        """The article as it is cited."""
        return f"{self.instrument}, article {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ(Statement):
    """An organ; `decides` whether the members vote in it, `seats` how many there are if not one for each member."""

    id: str
    name: str
    about: str = ""
    decides: bool = False
    seats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganRule(Statement):
    """A decision rule of an organ.

    Attributes
    ----------
    rule
        In the language of `foedus.rules.language`.
    kinds
        Kinds of motions it decides; empty for all.
    concerned
        Vote that is counted for the state concerned, whatever it says; None if it votes as all do.
    """

    organ: str
    name: str
    about: str
    rule: Mapping[str, Any]
    kinds: tuple[str, ...] = ()
    concerned: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair(Statement):
    """Which member chairs an organ."""

    organ: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Domestic(Statement):
    """What the law of a member asks for before it sends people.

    Attributes
    ----------
    member, body
        Whose step it is, and who takes it.
    seats, rule
        Size of the body and the rule by which it consents; None where nobody votes.
    hours
        How long it takes after the decision.
    """

    member: str
    body: str
    seats: int | None
    rule: Mapping[str, Any] | None
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Statement):
    """How many hours a stage takes."""

    stage: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class Compact:
    """A treaty organisation.

    Attributes
    ----------
    id
        Name of its file; `actor` is the organisation in the evidence.
    as_of
        The day up to which the file was kept: what changed later is not in it.
    bodies
        Names under which its organs are known as bodies: (name, organ, day or None for `as_of`).
    """

    id: str
    actor: str
    name: str
    about: str
    as_of: date
    sources: Mapping[str, Source]
    membership: tuple[Membership, ...]
    articles: tuple[Article, ...]
    organs: tuple[Organ, ...]
    rules: tuple[OrganRule, ...]
    chairs: tuple[Chair, ...]
    domestic: tuple[Domestic, ...]
    durations: tuple[Duration, ...]
    bodies: tuple[tuple[str, str, date | None], ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything it states, in the order of its file."""
        return (*self.membership, *self.articles, *self.organs, *self.rules, *self.chairs, *self.domestic, *self.durations)

    def status(self, member: str, on: date) -> str | None:
        """Return the status of a state on a day, None if it has none."""
        return next((m.status for m in self.membership if m.member == member and m.holds(on)), None)

    def duration(self, stage: str, on: date) -> Duration | None:
        """Return how long a stage takes, None if nothing is known of it."""
        return next((d for d in self.durations if d.stage == stage and d.holds(on)), None)
