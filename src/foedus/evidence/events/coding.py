"""From the predicates of a part to tellings of events: type, participants, place and status, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.events.participants import (
    NOBODY,
    Discourse,
    Mention,
    Who,
    first,
    level,
    resolve,
    state_of,
)
from foedus.evidence.events.status import status
from foedus.evidence.events.telling import Telling
from foedus.evidence.syntax.model import Predicate

#: Deeds, which happened even where they are named inside another event ("condemned the shelling of ...").
DEEDS = frozenset(("PROTEST", "ASSAULT", "MOBILIZE", "COERCE", "AID", "SANCTION"))
#: Types whose objects are not yet, or no longer, the case.
OPEN = frozenset(("REQUEST", "THREATEN", "REJECT", "AGREE", "CONCEDE", "RETREAT", "CONSULT"))
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading to read: its text, the mentions of actors in it, and its predicates."""

    text: str
    mentions: tuple[Mention, ...]
    predicates: tuple[Predicate, ...]
    heading: bool
    block: int


def code(sentences: Sequence[Sentence], lexicon: Lexicon, pronouns: Mapping[str, str], located: frozenset[str], back: frozenset[str], author: Sequence[str] = ()) -> list[Telling]:
    """Return the events told in the sentences of one part.

    Parameters
    ----------
    pronouns
        Pronoun -> what it stands for: ``person``, ``any`` or ``author``.
    located
        Markers of places.
    back
        Determiners that point back ("this visit").
    author
        Ids of who writes, for "we".
    """
    told = Discourse(lexicon, dict(pronouns), author=list(author))
    out: list[Telling] = []
    for n, s in enumerate(sentences):
        found = list(_Clause(s, n, lexicon, told, located, back).tellings())
        out += _once(found)
        told.note(s.mentions)
    return out


class _Clause:
    """One sentence being coded."""

    def __init__(self, s: Sentence, n: int, lexicon: Lexicon, told: Discourse, located: frozenset[str], back: frozenset[str]) -> None:
        self.s, self.n, self.lexicon, self.told, self.located, self.back = s, n, lexicon, told, located, back
        self.coded = self._coded()

    def _coded(self) -> dict[int, Entry]:
        ps = self.s.predicates
        found: dict[int, Entry] = {}
        for i, p in enumerate(ps):
            below = [q.lemma for q in ps if q.governor == i and q.link == "complement"]
            entry = self.lexicon.find(p, ps[p.light] if p.light is not None else None, below)
            if entry is not None:
                found[i] = entry
        for i, p in enumerate(ps):  # "imposed sanctions": one event, told by the verb if the lexicon knows the pair
            if p.light is None or i not in found:
                continue
            verb = found.get(p.light)
            if verb is not None and "object" in verb.words:
                del found[i]
            elif verb is not None:
                del found[p.light]
        return found

    def tellings(self) -> Iterator[Telling]:
        for i, p in enumerate(self.s.predicates):
            entry = self.coded.get(i)
            if entry is not None:
                made = self._telling(i, p, entry)
                if made is not None:
                    yield made
            self._follow(p)

    def _follow(self, p: Predicate) -> None:
        """Remember the subject of a main clause for the pronouns that follow."""
        if p.kind != "verb" or p.link == "relative":
            return
        for a in p.arguments:
            if a.role == ("object" if p.passive else "subject") and not a.borrowed:
                who = resolve(a, self.s.mentions, self.told, acting=True)
                if who.ids:
                    self.told.subject = list(who.ids)
                    people = [i for i, k in zip(who.ids, who.kinds, strict=False) if k == "person"]
                    self.told.person = people or self.told.person

    def _telling(self, i: int, p: Predicate, e: Entry) -> Telling | None:
        state = status(i, self.s.predicates, self.coded, self.lexicon)
        if state is None or not self._stands_alone(p, e):
            return None
        noun = p.kind != "verb"
        roles = e.roles
        who, source = first(roles["noun_actor" if noun else "actor"], p.arguments, self.s.mentions, self.told, acting=True)
        rest = [a for a in p.arguments if a is not source]
        whom, _ = first(roles["noun_recipient" if noun else "recipient"], rest, self.s.mentions, self.told, acting=False, apart=who.ids)
        if e.object_actor and not noun and not any(a.role == "object" and resolve(a, self.s.mentions, self.told, acting=False).ids for a in p.arguments):
            return None
        if e.actor_kinds and who.ids and not e.actor_kinds & set(who.kinds):
            return None
        place = self._place(p)
        guessed = False
        if e.default_actor == "masses" and (not who.ids or set(who.kinds) <= {"state", "place"}):
            where = state_of(place) if place else None
            where = where or next((s for s in map(state_of, (*who.ids, *whom.ids)) if s), None)
            where = where or (self.told.state(self.s.mentions, masses=True) if not noun or p.light is not None else None)
            if where is None:
                return None
            guessed = not who.ids
            who = Who((f"{where}_MASSES",), ("population",), False)
        if e.default_actor == "masses" and not whom.ids and who.ids:
            against = state_of(place or "") or state_of(who.ids[0])
            whom = Who((against,), ("state",), False) if against else NOBODY
        if not who.ids and not whom.ids:
            return None
        if state in ("hypothetical", "predicted") and not (who.named and who.ids):
            return None
        clause = p.clause
        confidence = self._confidence(p, e, who, whom, state, guessed)
        return Telling(
            self.n, clause[0], clause[1], (p.start, p.end), e.type, e.mode, e.context, e.concept, who.ids, whom.ids,
            place, state, confidence, noun, points_back=noun and self._points_back(p),
        )  # fmt: skip

    def _stands_alone(self, p: Predicate, e: Entry) -> bool:
        """Whether a noun of action inside another event's clause is told as an event of its own."""
        if p.kind == "verb" or p.light is not None:
            return True
        at, link = p.governor, p.link
        while at is not None and link not in ("relative", "adverbial"):
            above = self.coded.get(at)
            if above is not None:
                own = [a for a in p.arguments if a.role not in ("attribute",)]
                named = {level(w) for a in own for w in resolve(a, self.s.mentions, self.told, acting=False).ids}
                place = self._place(p)
                return e.type in DEEDS and above.type not in OPEN and (len(named) > 1 or (e.default_actor != "" and place is not None))
            q = self.s.predicates[at]
            at, link = q.governor, q.link
        return True

    def _place(self, p: Predicate) -> str | None:
        for a in p.arguments:
            if a.role in self.located:
                for m in self.s.mentions:
                    if a.start <= m.start and m.end <= a.end and m.kind in ("place", "state", "government"):
                        return m.actor.removesuffix("_GOV")
        return None

    def _points_back(self, p: Predicate) -> bool:
        start = min([p.clause[0], p.start])
        before = self.s.text[start : p.start].lower().split()
        return any(w in self.back for w in before[:3])

    def _confidence(self, p: Predicate, e: Entry, who: Who, whom: Who, state: str, guessed: bool) -> float:
        sure = e.confidence or (0.7 if p.kind == "verb" or p.light is not None else 0.6)
        sure += 0.08 if who.ids and who.named else -0.1
        sure += 0.05 if whom.ids and whom.named else -0.03
        sure -= 0.15 if guessed else 0.0
        sure -= 0.15 if state in ("hypothetical", "predicted") else 0.0
        return max(0.1, min(0.9, sure))


def _once(found: Sequence[Telling]) -> list[Telling]:
    """Return one telling for clauses of a sentence that tell the same deed of the same participants."""
    out: list[Telling] = []
    for t in found:
        for k, other in enumerate(out):
            same = (t.type == other.type and t.concept == other.concept) or (t.type == other.type and t.type in MUTUAL)
            close = _alike(t.actors, other.actors) and _alike(t.recipients, other.recipients)
            if same and close and (t.status == other.status):
                fuller = max((other, t), key=lambda x: (len(x.actors) + len(x.recipients), not x.noun, x.confidence))
                out[k] = replace(fuller, start=min(t.start, other.start), end=max(t.end, other.end))
                break
        else:
            out.append(t)
    return out


def _alike(one: Sequence[str], two: Sequence[str]) -> bool:
    a, b = {level(i) for i in one}, {level(i) for i in two}
    return not a or not b or bool(a & b)
