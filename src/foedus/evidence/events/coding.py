"""From the predicates of a part to tellings of events: type, participants, place and status, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from foedus.evidence.events.actions import (
    BODILY,
    judged_deed,
    names_beside,
    of_people,
    part_of_name,
    relayed,
    sides_told,
    told_by_verb,
)
from foedus.evidence.events.content import concerned, demand, foretells, mishap, threatened
from foedus.evidence.events.context import alike, home
from foedus.evidence.events.coups import concept_of
from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.entries import BETWEEN, HOSTILE, OFFERED, VERBAL, coded
from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.events.meeting import facing, hosted, met, venue
from foedus.evidence.events.offices import (
    MATERIAL,
    abroad,
    at_home,
    blamed,
    deeds,
    heard,
    in_office,
    learn,
    rebels,
    with_office,
    with_state,
)
from foedus.evidence.events.once import once, same
from foedus.evidence.events.participants import (
    NOBODY,
    Who,
    acts,
    first,
    opposite,
    other_state,
    resolve,
    together,
)
from foedus.evidence.events.private import private
from foedus.evidence.events.protagonist import protagonist
from foedus.evidence.events.rising import rising
from foedus.evidence.events.roles import learn_author, learn_bodies, learn_roles
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import level, own_side, state_of
from foedus.evidence.events.status import Standing, standing
from foedus.evidence.events.telling import Telling
from foedus.evidence.events.unnamed import between, headless, overthrown, past, unnamed
from foedus.evidence.events.where import placed, town
from foedus.evidence.syntax.model import Argument, Predicate

#: Deeds, which happened even where they are named inside another event ("condemned the shelling of ...").
DEEDS = frozenset(("PROTEST", "ASSAULT", "MOBILIZE", "COERCE", "AID", "SANCTION"))
#: Deeds of force and of going somewhere: things and players do them by a figure of speech.
MOVED = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "CONSULT"))
#: Types whose objects are not yet, or no longer, the case.
OPEN = frozenset(("REQUEST", "THREATEN", "REJECT", "AGREE", "CONCEDE", "RETREAT", "CONSULT"))
DISCUSSED = ("ASSAULT", "CONSULT")  #: what is talked about that one did to the other was done
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
SAID = frozenset(("ACCUSE", "REQUEST"))
COOPERATIVE = frozenset(("AID", "COOPERATE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT"))
FORCES = frozenset(("military",))
SPOKEN = frozenset(("REQUEST", "AGREE", "THREATEN", "REJECT", "ACCUSE", "SUPPORT"))
VOICED = frozenset(("SUPPORT",))  #: what is done by saying that one will
JUDGED = frozenset(("REJECT", "ACCUSE", "SUPPORT"))  #: what a slogan does by itself
HEADS = 3  #: mentions that one in a heading is worth: it says what follows is about
NEVER = re.compile("(?!)")


def code(
    sentences: Sequence[Sentence], lexicon: Lexicon, discourse: Mapping[str, Any], author: Sequence[str] = (),
    hearsay: re.Pattern[str] = NEVER, offices: Mapping[str, str] = MappingProxyType({}), speaker: Sequence[str] = (),
    heard: Mapping[int, Sequence[tuple[int, int, tuple[str, ...]]]] = MappingProxyType({}),
) -> list[Telling]:  # fmt: skip
    """Return the events told in the sentences of one part.

    Parameters
    ----------
    discourse
        Table ``discourse`` of the language's ``syntax.toml``: `pronouns` and what they stand for (``person``, ``any``,
        ``thing`` no person, ``plural`` no single person, ``holder`` whoever was told of last and is no person, ``oneself``, ``author``),
        `pairs` ("both"), `two` (a pattern: "the two countries"), `located` (markers of places), `back` (determiners that point back).
    author, speaker
        Ids of whom "we" and "I" mean.
    heard
        Sentence -> the stretches of it that are somebody's words, whose "we" and "I" are theirs.
    hearsay
        Matches in a sentence that names its source ("according to").
    offices
        Id of a person -> the state or body that the text says he or she holds an office of.
    """
    told = Discourse(lexicon, dict(discourse["pronouns"]), frozenset(discourse["pairs"]), frozenset((*discourse["back"], *discourse.get("whole", ()))), author=list(author), speaker=list(speaker), offices=dict(offices))
    told.two, told.others = re.compile(discourse.get("two", NEVER.pattern)), frozenset(discourse.get("unknown", ()))
    told.titles, told.sizes = dict(discourse.get("titles", {})), dict(discourse.get("sizes", {}))
    told.sides, told.lands, told.people = (tuple(discourse.get(k, ())) for k in ("sides", "lands", "people"))
    told.partners, told.beside = (frozenset(discourse.get(k, ())) for k in ("partners", "beside"))
    told.joint, told.along, told.including = (re.compile(discourse.get(k, NEVER.pattern)) for k in ("joint", "along", "including"))
    told.own = re.compile(discourse.get("own", NEVER.pattern))
    told.home = home(m for s in sentences for m in s.mentions)
    told.states = frozenset(x for s in sentences for m in s.mentions if (x := state_of(m.actor)))
    told.markers, told.endings = frozenset((*discourse["located"], *discourse.get("whose", ()))), tuple(discourse.get("endings", ()))
    out: list[Telling] = []
    located, back = frozenset(discourse["located"]), frozenset(discourse["back"])
    told.main = protagonist(sentences) if discourse.get("digests") else ""
    for n, s in enumerate(sentences):
        told.text, told.heard, told.opens = s.text, heard.get(n, ()), n == 0 or s.block != sentences[n - 1].block
        told.mine = told.own.search(s.text) is not None
        told.subject = [] if told.mine else told.subject  # an author's "I" is nobody told of
        if s.entry == n:  # each entry of a chronology tells for itself who did what
            told.subject, told.body, told.person = [], [], []
        if s.holder:
            told.subject = told.body = list(s.holder)
        told.paragraph = [*([] if told.opens else told.paragraph), *(x for m in s.mentions if not told.foreign(m) and (x := state_of(m.actor)))]
        clause = _Clause(s, n, lexicon, told, located, back)
        clause.hearsay = hearsay
        found = list(clause.tellings())
        out += once(found)
        told.joined(s.mentions)
        told.note(s.mentions * (HEADS if s.heading else 1))
    return out


class _Clause:
    """One sentence being coded."""

    def __init__(self, s: Sentence, n: int, lexicon: Lexicon, told: Discourse, located: frozenset[str], back: frozenset[str]) -> None:
        self.s, self.n, self.lexicon, self.told, self.located, self.back = s, n, lexicon, told, located, back
        self.hearsay = NEVER
        self.coded = coded(s, lexicon)
        learn(s, lexicon, told)
        learn_roles(s, lexicon, told)
        learn_bodies(s, told)
        learn_author(s, told)

    def tellings(self) -> Iterator[Telling]:
        sides: dict[int, Telling] = {}
        for i, p in enumerate(self.s.predicates):
            entry = self.coded.get(i)
            if entry is not None:
                made = self._telling(i, p, entry)
                if made is not None:
                    sides[i] = made = self._shared(p, made, sides)
                    self.told.met(made.actors, made.recipients)
                    yield made
            asked = demand(p, self.n, self.s, self.lexicon, self.told)
            if asked is not None:
                yield asked
            self._follow(p)

    def _follow(self, p: Predicate) -> None:
        """Remember the subject of a main clause for the pronouns that follow."""
        self.told.place = None
        if p.kind != "verb" or p.link == "relative" or (self.lexicon.suffixes and p.link in ("adverbial", "complement", "about")):
            return  # where the verb stands last, what comes before it holds no one's attention
        for a in p.arguments:
            crowd = resolve(a, self.s.mentions, self.told, acting=False).ids if a.role != "subject" else ()
            self.told.several = list(crowd) if len(crowd) > 1 or (len(crowd) == 1 and crowd[0].endswith("_MASSES")) else self.told.several
            self.told.thing = [*filter(own_side, crowd)] if a.role == "object" and len(crowd) == 1 and not p.passive else self.told.thing
            if a.role == "subject" and not p.passive and not a.borrowed:
                who = resolve(a, self.s.mentions, self.told, acting=True)
                if who.ids and self.lexicon.governors.get(p.lemma) == "reported":
                    self.told.said = [*self.told.said[-3:], (self.n, who.ids)]
                if who.ids and (who.named or list(who.ids) not in (self.told.author, self.told.speaker)):  # "we" are nobody's "they"
                    self.told.subject = list(who.ids)
                    self.told.acted(who.ids)
                    people = [i for i, k in zip(who.ids, who.kinds, strict=False) if k == "person"]
                    people = people or (list(who.ids) if len(who.ids) == 1 and in_office(a, self.lexicon) else [])
                    self.told.body = list(who.ids) if not people else self.told.body
                    self.told.person = people or self.told.person

    def _telling(self, i: int, p: Predicate, e: Entry) -> Telling | None:
        host = hosted(p, e, self.s.predicates, self.located, self.told.partners)
        found, p = standing(i, self.s.predicates, self.coded, self.lexicon) if host is p else Standing("happened"), facing(host, e, self.s.mentions, self.told)
        if found is None or not self._stands_alone(p, e) or part_of_name(p, self.s.mentions):
            return None
        if self.lexicon.suffixes and e.type not in JUDGED and self.s.text.startswith("!", p.end):
            return None  # "Foreign troops out!" asks for what has not been done
        state = self._attributed(found.status)
        if found.intent and e.type == "SUPPORT" and state == "planned":
            state = "happened"  # who voices the will to support supports
        if found.intent and e.type in OFFERED and state in ("happened", "planned"):
            state = "offered"
        noun = p.kind != "verb"
        if noun and p.light is None and e.type not in JUDGED and self.s.text.startswith("¡") and self.s.text.endswith("!"):
            return None  # "¡Ruptura de relaciones con Togo!" asks for what has not been done
        if state == "happened" and not noun and e.type in MATERIAL | OFFERED and p.lemma in self.lexicon.intent:
            state = "offered"  # "offered troops"
        named = noun and p.light is None and names_beside(p, self.s.mentions) > 0
        if noun and p.light is None and not self.s.heading and not named and not sides_told(p, e, self.s, self.lexicon, self.located):
            return None
        if noun and p.light is None and told_by_verb(p, e, self.s.predicates, self.coded, named):
            return None
        if e.type == "ASSAULT" and mishap(i, p, self.s, self.lexicon):
            return None
        if e.type == "THREATEN" and not noun and foretells(i, self.s, self.told):
            return None
        if e.type == "REJECT" and not noun and threatened(p, self.s, self.coded, self.told):
            return None
        roles = e.roles
        place = placed(p, self.s, self.told, self.located)
        self.told.place = state_of(place) if place else town(p, self.s, self.told, self.located)
        who, source = first(roles["noun_actor" if noun else "actor"], p.arguments, self.s.mentions, self.told, acting=True)
        if noun and p.light is not None and not who.ids:  # "responded with sanctions"
            who, source = first(roles["actor"], p.arguments, self.s.mentions, self.told, acting=True)
        if p.passive and not who.ids:
            who, source = first(roles["agent"], p.arguments, self.s.mentions, self.told, acting=True)
        if not who.ids and not noun and e.type in MUTUAL:  # "the pact between X and Y was concluded"
            who, source = self._parties(p)
        if not noun and not p.passive and not who.named and source is not None and source.role == "object" and p.get("subject"):
            who = NOBODY  # "they sent troops": whose the troops are does not tell who sent them
        who = NOBODY if self.lexicon.suffixes and not noun and relayed(i, who, self.s, self.lexicon) else who
        if opposed := not noun and opposite(p, who, self.told):
            who = other_state(self.told)  # "they bombed us"
        who = self._beside(p, who)
        rest = [a for a in p.arguments if a is not source]
        whom, at = first(roles["noun_recipient" if noun else "recipient"], rest, self.s.mentions, self.told, acting=False, apart=who.ids, things=e.type not in BODILY)
        whom = NOBODY if venue(e, at, self.s.mentions, self.told) else whom
        who, whom = met(e, who, whom, at, self.located, self.told.partners)
        whom = rebels(p, e, who, whom, self.s, self.lexicon, self.told) if noun is False else whom
        whom = blamed(i, whom, who, self.s, self.coded, self.told) if e.type == "ACCUSE" and not noun else whom
        if not whom.ids and e.type in VERBAL:
            whom = concerned(i, e, who, self.s, self.coded, self.told)
        if not whom.ids and noun and e.type not in MUTUAL:  # "its Niger policy", "CSTO 참여 중단"
            whom, _ = first(("modifier",), rest, self.s.mentions, self.told, acting=False, apart=who.ids)
        if e.type == "REQUEST" and at is not None and self.lexicon.matches(self.lexicon.classes.get("undergone", frozenset()), at.lemma):
            whom = NOBODY  # who is to be set free is not asked to
        if e.type == "REQUEST":  # who is asked that forces leave is whose forces they are
            whom = Who(tuple(dict.fromkeys(i.removesuffix("_MILITARY") for i in whom.ids)), whom.kinds, whom.named)
        if e.object_actor and not noun and not any(a.role == "object" and resolve(a, self.s.mentions, self.told, acting=False).ids for a in p.arguments):
            return None
        if (e.actor_kinds and who.ids and not e.actor_kinds & set(who.kinds)) or private(p, e, who, whom, self.lexicon):
            return None
        if p.kind == "agent" and not p.get("subject"):
            return None
        if not who.ids and not opposed and p.pronoun in self.told.pronouns and not self.s.heading and p.pronoun and (not p.passive or e.concept == "withdrawal"):  # "apoyamos"
            ids = self.told.stands_for(p.pronoun, p.start)
            who = Who(tuple(ids), ("organisation",) * len(ids), False)
        if not who.ids and (not noun or p.light is not None) and p.pronoun == "left out" and not p.passive and not self.s.heading:
            ids = self.told.stands_for("")
            who = Who(tuple(ids), ("state",) * len(ids), False)
        if e.actor_kinds == FORCES and who.ids and not FORCES & set(who.kinds):
            return None  # what only forces do is not done by whoever was told of last
        if not who.ids and p.kind == "verb" and p.pronoun and e.type in JUDGED | SAID and p.tense == "present" and self.s.text.startswith("!", p.clause[1]):
            who = Who(tuple(self.told.author), ("organisation",) * len(self.told.author), False)  # "We condemn ...!" tops a statement
        if e.type in MUTUAL and not who.named and (sides := self._between(p)):
            who = Who(tuple(sides), ("state",) * len(sides), False)
        if not who.ids and not noun and e.type in SPOKEN and any(
            a.role == "subject" and not a.borrowed and (self.lexicon.matches(self.lexicon.classes["things"], a.lemma) or (any(a.start <= m.start < a.end for m in self.s.mentions) and not acts(a, self.lexicon)))
            for a in p.arguments
        ):  # fmt: skip
            return None  # archives that contradict someone refuse nothing, and French critics are not France
        if not who.ids and not noun and not p.passive and e.type in MOVED and "subject" in e.roles["actor"] and any(a.role == "subject" and not a.borrowed and not acts(a, self.lexicon) for a in p.arguments):
            return None  # what a dish conquers or a cold front strikes is no deed
        if not who.ids and not noun and e.type in SPOKEN and self.told.mine:
            return None  # an opinion of whoever writes, which is a claim
        who, whom, guessed = rising(p, e, who, whom, place, self.s, self.told)
        whom = NOBODY if p.passive and whom.ids and set(whom.ids) <= set(who.ids) else whom  # "they were pulled back"
        who = with_office(e.type, abroad(e.type, who), self.told)
        if not whom.ids and e.type in BODILY and place and (where := state_of(place)) and where not in {level(i) for i in who.ids}:
            whom = Who((where,), ("state",), False)  # who bombs a town in Chad bombs Chad
        if not whom.ids and e.type in BODILY and not noun and who.ids and place and not of_people(p, e, self.lexicon, None, ("object",)):
            whom = at_home(who, place)
        who = with_state(e.type, who, whom)
        if noun and (source is None or source.role != "subject") and self.lexicon.matches(self.lexicon.classes.get("coups", frozenset()), p.lemma):
            who, whom = overthrown(who, whom, self.told)
            self.told.junta = next((x for x in map(state_of, whom.ids) if x), self.told.junta)
        if not who.ids and not whom.ids and (state == "denied" or not of_people(p, e, self.lexicon, place)):
            now = p.tense == "present" and (self.s.heading or self.s.entry is not None or past(self.s.text))  # "Gunmen attack a bus"
            if not unnamed(replace(p, tense="past") if now else p, e, state, names_beside(p, self.s.mentions) + sides_told(p, e, self.s, self.lexicon, self.located), bool(self.lexicon.suffixes)):
                return None
            who = between(e, self.told) if noun or headless(p, bool(self.lexicon.suffixes)) else NOBODY
        if state in ("hypothetical", "predicted") and not (who.named and who.ids):
            return None
        if state == "hypothetical" and not (whom.named and whom.ids and p.link != "adverbial"):
            return None  # who might do what to nobody in particular has done nothing yet; so has who would, if
        if state == "denied" and p.kind == "noun" and p.light is None and e.type in MUTUAL:
            return None  # "fears that the talks stop"
        if state == "hypothetical" and e.type in SAID:
            return None  # "if it asks"
        clause = self._extent(p, e)
        confidence = self._confidence(p, e, who, whom, state, guessed)
        type_, mode, concept = self._as_intent(e, p, found)
        return Telling(
            self.n, clause[0], clause[1], (p.start, p.end), type_, mode, self._context(e, clause), concept, who.ids, whom.ids,
            place, state, confidence, noun, points_back=noun and self._points_back(p),
            unknown=not whom.ids and any(self.told.two.search(self.s.text, a.start, a.end) for a in rest),
            bare=p.kind == "noun" and p.light is None and not names_beside(p, self.s.mentions, ("modifier",)), present=p.tense == "present",
            deeds=deeds(p, e.type, self.s, self.lexicon, self.told, DEEDS), heard=heard(self.n, who, self.told) if e.type == "REJECT" else (),
        )  # fmt: skip

    def _parties(self, p: Predicate) -> tuple[Who, Argument | None]:
        """Return the two sides or more that one phrase of a clause names, where nobody else does what both do."""
        for a in p.arguments:
            found = resolve(a, self.s.mentions, self.told, acting=False) if a.role in BETWEEN else NOBODY
            if len({level(i) for i in found.ids}) > 1 or (found.ids and a.others):
                return found, a
        return NOBODY, None

    def _beside(self, p: Predicate, who: Who) -> Who:
        """Return who acts, with those who do so "together with" them."""
        for a in p.arguments if who.ids else ():
            more = resolve(a, self.s.mentions, self.told, acting=True) if a.role in self.told.beside else together(a, self.s.mentions, self.told)
            if more.ids:
                who = Who(tuple(dict.fromkeys((*who.ids, *more.ids))), (*who.kinds, *more.kinds), who.named)
        return who

    def _shared(self, p: Predicate, made: Telling, sides: Mapping[int, Telling]) -> Telling:
        """Give a clause joined to another ("... broke with Doha and closed its ports") the recipients of that one."""
        other = sides.get(p.governor) if p.governor is not None and p.link == "coordinate" else None
        if made.recipients or other is None or not alike(made.type, other.type) or not same(made.actors, other.actors):
            return made
        return replace(made, recipients=other.recipients, confidence=made.confidence - (0.1 if other.recipients else 0))

    def _between(self, p: Predicate) -> list[str]:
        """Return the two told of before that a clause names as "the two sides" (where a word of its own says so: 양국)."""
        words = self.s.text[p.clause[0] : p.clause[1]].split() if self.lexicon.suffixes else []
        return self.told.both() if any(w.startswith(pair) for w in words for pair in self.told.pairs) else []

    def _context(self, e: Entry, clause: tuple[int, int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*e.context, *self.lexicon.context(self.s.text[clause[0] : clause[1]]))))

    def _as_intent(self, e: Entry, p: Predicate, found: Standing) -> tuple[str, str | None, str]:
        """Return type, mode and concept: a deed one declares oneself ready for is agreed to, or threatened."""
        if found.intent and found.status in ("planned", "offered", "happened", "reported"):
            if e.type in COOPERATIVE - OFFERED - VOICED:
                return "AGREE", None, "agree"
            if e.type in HOSTILE:
                return "THREATEN", "violence" if e.type == "ASSAULT" else None, "threaten"
        return e.type, e.mode, concept_of(e, p, self.lexicon)

    def _attributed(self, state: str) -> str:
        """Return the status, "reported" where the sentence gives a source ("according to")."""
        if state == "happened" and self.hearsay.search(self.s.text):
            return "reported"
        return state

    def _extent(self, p: Predicate, e: Entry) -> tuple[int, int]:
        """Return the clause; with that of its governor where that holds its subject ("decided to send")."""
        start, end = p.clause
        if start >= p.start and self.lexicon.suffixes:  # a verb alone: with what it says or asks, which stands before it
            start = min([start, *(q.clause[0] for q in self.s.predicates if q.link == "complement" and q.governor is not None and self.s.predicates[q.governor] is p)])
        alone = e.type in JUDGED | SAID and not any(a.start >= p.end and not a.borrowed for a in p.arguments)  # "regrets that ..."
        if not self.lexicon.suffixes and p.kind == "verb" and (e.type in OPEN or alone):  # "asked that they leave": with what is asked
            end = max([end, *(q.clause[1] for q in self.s.predicates if q.link == "complement" and q.governor is not None and self.s.predicates[q.governor] is p and q.clause[0] >= p.end)])
        subject = next((a for a in p.arguments if a.role in ("subject", "object") and not a.borrowed and a.start < p.start), None)
        source = self.hearsay.search(self.s.text)
        if subject is not None and source and start <= source.start() < subject.start:
            start = subject.start
        borrowed = any(a.borrowed and a.role in ("subject", "object") for a in p.arguments)
        above = self.s.predicates[p.governor] if p.governor is not None else None
        carried = above is not None and (p.link == "complement" or (p.link == "relative" and above.kind == "noun"))
        if borrowed and above is not None and carried and self.lexicon.governors.get(above.lemma) not in (None, "reported"):
            start, end = min(start, above.clause[0]), max(end, min(above.clause[1], above.end))
        return start, end

    def _stands_alone(self, p: Predicate, e: Entry) -> bool:
        """Whether a noun of action inside another event's clause is told as an event of its own."""
        if p.kind == "verb" or p.light is not None:
            return True
        at, link = p.governor, p.link
        for _ in self.s.predicates:  # those that govern each other are walked once
            if at is None or link in ("relative", "adverbial"):
                break
            above = self.coded.get(at)
            if above is not None:
                own = [a for a in p.arguments if a.role not in ("attribute",)]
                named = {level(w) for a in own for w in resolve(a, self.s.mentions, self.told, acting=False).ids}
                place = placed(p, self.s, self.told, self.located)
                whole = len(named) > 1 or (e.default_actor != "" and place is not None) or judged_deed(p, e, above, self.s, self.lexicon)
                return (e.type in DEEDS or above.type == "SUPPORT") and (above.type not in OPEN or (self.lexicon.suffixes and (e.type, above.type) == DISCUSSED)) and whole
            q = self.s.predicates[at]
            at, link = q.governor, q.link
        return True

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

