"""Whom "it", "its" and "the country" mean: actors named shortly before, the likeliest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from foedus.evidence.mentions import Mention
from foedus.evidence.relations.slots import ANAPHORS, Skeleton, Slot
from foedus.langs.grammar.name_entries import states
from foedus.langs.grammar.name_home import belongs_to
from foedus.langs.grammar.name_persons import state_of

_REACH = 2  #: sentences before this one in which an antecedent is sought
STATES = frozenset({"state", "government"})  #: kinds of a country
_OF_STATE = ("government", "population", "military")
_BODIES = ("organisation", "group")
_PLACES = frozenset({"place"})


@dataclass(slots=True)
class Discourse:
    """The actors of the sentences before, the latest sentence last; each list begins with its subject."""

    before: list[tuple[Slot, ...]] = field(default_factory=list)
    author: str | None = None  # the organisation that signs the text, for "we"
    day: str | None = None  # of the document, for who was in office
    told: Counter[str] = field(default_factory=Counter)  # how often each state was spoken of so far

    def note(self, sentence: Skeleton) -> None:
        """Remember a sentence. One that begins with a pronoun keeps the subject of the one before."""
        slots = sentence.slots
        # "The country" counts as the country it means, so that what follows can mean it too.
        # In a sentence about another state, it is not that one.
        named = tuple(m for s in slots if (m := self._named(s, sentence, slots[0].actor)) is not None)
        if self.before and (sentence.left_out or (slots and slots[0].kind in ("it", "its"))):
            named = (*self.before[-1][:2], *named)
        self.told.update(str(c.actor) for c in map(_country, named) if c.kind == "state")
        if named:
            self.before = [*self.before[1 - _REACH :], named]

    def _named(self, slot: Slot, sentence: Skeleton, subject: str | None) -> Slot | None:
        if slot.kind == "country":
            return first_fitting(self.meant(slot, sentence), STATES, subject)
        return slot if slot.actor is not None else None

    def meant(self, slot: Slot, sentence: Skeleton) -> tuple[Slot, ...]:
        """Return the actors that a slot can stand for, the likeliest first; itself if it is a name."""
        if slot.kind not in ANAPHORS:
            return (slot,)
        here = [s for s in sentence.slots if s.actor is not None and s.end <= slot.start]
        if slot.kind in ("country", "regime"):
            # The country is the one spoken of last, by name or by its people or government.
            found = tuple(c for c in _once(_country(s) for s in [*reversed(here), *self._latest(reverse=True)]) if c.kind in STATES or slot.kind == "regime")
            return found if slot.kind == "country" else tuple(_government(s) for s in found if s.kind in ("state", "government"))
        if slot.kind == "we":
            return (Slot(slot.start, slot.end, "organisation", self.author, slot.text),) if self.author else ()
        if slot.kind == "here":
            spoken = _once([*reversed(here), *self._latest(reverse=True)])
            return tuple(s for kinds in (_PLACES, STATES) for s in spoken if s.kind in kinds)
        if slot.kind == "body":
            return tuple(s for s in _once([*reversed(here), *self._latest(reverse=True)]) if s.kind in _BODIES)
        return _once([*here, *self._latest()])

    def together(self, slot: Slot, sentence: Skeleton) -> tuple[Slot, ...]:
        """Return the states that "both countries" or "the three countries" means; none if unsure.

        "These countries" are all of its sentence before it, or of the sentence before. The others are those of its sentence before it; or the last spoken of, but not its subject; or else those of which the
        text speaks most.
        """
        many = 3 if slot.kind == "three" else 2
        here = [s for s in sentence.slots if s.actor is not None and s.end <= slot.start]
        within = [c for c in _once(map(_country, here)) if c.kind == "state"]
        if slot.kind == "these":
            before = _once(map(_country, self.before[-1])) if self.before and not within else ()
            named = within or [c for c in before if c.kind == "state"]
            return tuple(named) if len(named) > 1 else ()
        if len(within) == many:
            return tuple(within)
        subjects = {h.actor for h in here}
        states = [c for c in _once(_country(s) for s in self._latest(reverse=True)) if c.kind == "state" and c.actor not in subjects]
        if len(states) >= many:
            return tuple(states[:many])
        most = [c for c in self.told.most_common(many + 2) if c[0] not in subjects][: many + 1]
        if len(most) < many or (len(most) > many and most[many][1] * 2 > most[many - 1][1]):
            return ()
        return tuple(Slot(slot.start, slot.end, "state", code, slot.text) for code, _ in most[:many])

    def body(self, sentence: Skeleton, before: int) -> str | None:
        """Return the organisation spoken of last before an offset in the sentence; None if there is none."""
        here = [s for s in sentence.slots if s.actor is not None and s.end <= before]
        return next((str(s.actor) for s in [*reversed(here), *self._latest(reverse=True)] if s.kind == "organisation"), None)

    def state(self, sentence: Skeleton, person: Mention) -> str | None:
        """Return the state that somebody serves, or that is spoken of where they are named; None if there is none."""
        if (served := belongs_to(person.actor, self.day)) is not None:
            return served
        home = self.home(sentence, person.start)
        return str(home.actor).removesuffix("_GOV") if home else None

    def home(self, sentence: Skeleton, before: int) -> Slot | None:
        """Return the state whose "army" one is of whom nothing else is said: that of which the text speaks most."""
        most = self.told.most_common(2)
        if most and (len(most) == 1 or most[0][1] > most[1][1]):
            return Slot(before, before, "state", most[0][0], "")
        return first_fitting(self.setting(sentence, before), STATES, None)

    def setting(self, sentence: Skeleton, before: int) -> tuple[Slot, ...]:
        """Return the country that a rank or share without one of its own is told of: that of the sentences before first."""
        here = [s for s in sentence.slots if s.actor is not None and s.end <= before]
        return _once(_country(s) for s in [*self._latest(reverse=True), *reversed(here)])

    def owner(self, sentence: Skeleton, before: int) -> tuple[Slot, ...]:
        """Return whose "ally" or "neighbour" one is of whom nothing else is said: whom the sentence began with, or the one before."""
        here = [s for s in sentence.slots if s.actor is not None and s.end <= before]
        return _once(self._governed(s) for s in [*here, *self._latest(reverse=True)])

    def _governed(self, slot: Slot) -> Slot:
        state = state_of(str(slot.actor), self.day) if slot.kind == "person" else None
        return Slot(slot.start, slot.end, "state", state, slot.text) if state else _country(slot)

    def subject(self, sentence: Skeleton, before: int) -> tuple[Slot, ...]:
        """Return whom a predicate without a subject of its own can be about, before an offset in the sentence."""
        first = [s for s in sentence.slots if s.start < before]
        meant = [m for s in first for m in self.meant(s, sentence)]
        return _once([*self._latest(), *meant] if sentence.left_out else [*meant, *self._latest()])

    def _latest(self, *, reverse: bool = False) -> Iterable[Slot]:
        for slots in reversed(self.before):
            yield from reversed(slots) if reverse else slots


def _country(slot: Slot) -> Slot:
    code = str(slot.actor).split("_")[0]
    if slot.kind in _OF_STATE and code in states():
        return Slot(slot.start, slot.end, "state", code, slot.text)
    return slot


def _government(slot: Slot) -> Slot:
    return Slot(slot.start, slot.end, "government", f"{str(slot.actor).removesuffix('_GOV')}_GOV", slot.text)


def _once(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    seen: dict[str | None, Slot] = {}
    for s in slots:
        seen.setdefault(s.actor, s)
    return tuple(seen.values())


def first_fitting(
    candidates: Sequence[Slot], kinds: frozenset[str], other: str | None
) -> Slot | None:
    """Return the first candidate of a kind that fits and that is not the other end of the tie."""
    plain = other.removesuffix("_GOV") if other else None
    return next((c for c in candidates if c.kind in kinds and str(c.actor).removesuffix("_GOV") != plain), None)
