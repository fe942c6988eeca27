"""What a text has been about up to a sentence: whom its pronouns, titles and words for crowds and both sides mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from foedus.evidence.events.crowds import premises, towns
from foedus.evidence.events.lexicon import Lexicon
from foedus.evidence.events.pairs import DOING, NAMED, Together
from foedus.evidence.events.sides import level, own_side, side, state_of
from foedus.evidence.mentions import Mention
from foedus.langs.grammar.name_entries import owner_of, persons
from foedus.langs.grammar.name_home import WITHIN

#: Kinds of mention that show which state a text is about.
TELLING = frozenset(("state", "government", "place", "population", "person", "military"))
#: Kinds of mention that may be meant by "both".
JOINED = frozenset(("state", "government", "organisation", "person", "military", "group"))
PAIR = 2
HOME = 3  #: mentions that one of the state which a text is about is worth
LATELY = 10  #: mentions looked back at for a people named
WINDOW = 16  #: mentions looked back at for the state of "the junta"
NEITHER = re.compile("(?!)")


@dataclass(slots=True)
class Discourse:
    """What the text has been about up to here, within one part."""

    lexicon: Lexicon
    pronouns: dict[str, str]
    pairs: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()  #: what may stand before a noun that points back
    genitive: str = "의"
    place: str | None = None  #: state of the place of the clause being read
    text: str = ""  #: the sentence being read
    force: list[str] = field(default_factory=list)  #: whose troops were told of last
    together: Together = field(default_factory=Together)  #: who was told of together
    armies: set[str] = field(default_factory=set)  #: armies told to do something, or to suffer it
    sides: tuple[str, ...] = ()  #: what a word for two holds if they need not be states ("측")
    lands: tuple[str, ...] = ()  #: ... if they are states ("국")
    people: tuple[str, ...] = ()  #: ... if they are persons ("정상")
    sizes: dict[str, int] = field(default_factory=dict)  #: ... if they are more than two
    partners: frozenset[str] = frozenset()  #: markers of those who do a thing together with the subject
    beside: frozenset[str] = frozenset()  #: ... whatever the thing
    titles: dict[str, str] = field(default_factory=dict)  #: word for a holder of office -> letter of the office in the tables
    roles: dict[str, str] = field(default_factory=dict)  #: word -> the person last called by it
    bodies: dict[str, str] = field(default_factory=dict)  #: word -> the body last told of whose name ends in it ("Fund")
    thing: list[str] = field(default_factory=list)  #: the state to which something was last done
    several: list[str] = field(default_factory=list)  #: the last who were more than one, and to whom something was done
    recent: list[tuple[str, str]] = field(default_factory=list)  #: (actor, kind), latest last
    subject: list[str] = field(default_factory=list)  #: actors of the last clause with a subject
    person: list[str] = field(default_factory=list)
    others: frozenset[str] = frozenset()  #: what stands before a noun for someone not told of before ("a government")
    two: re.Pattern[str] = NEITHER  #: matches a phrase for the two told of before ("the two countries")
    joint: re.Pattern[str] = NEITHER  #: what stands between names that "and" joins
    along: re.Pattern[str] = NEITHER  #: what stands before those who act with the subject ("along with")
    including: re.Pattern[str] = NEITHER  #: what stands before the names of those a phrase means ("including")
    body: list[str] = field(default_factory=list)  #: actors of the last clause whose subject is no person
    author: list[str] = field(default_factory=list)  #: "we"
    speaker: list[str] = field(default_factory=list)  #: "I"
    heard: Sequence[tuple[int, int, tuple[str, ...]]] = ()  #: stretches of the sentence being read that are somebody's words
    main: str = ""  #: the person the text is about, to whom pronouns return
    opens: bool = False  #: the sentence being read opens a paragraph
    said: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)  #: who said something last, by sentence
    home: str | None = None  #: the state that most of the text is about
    junta: str = ""  #: the state of which a coup was told of last
    offices: dict[str, str] = field(default_factory=dict)  #: person -> whose office the text says is held
    own: re.Pattern[str] = NEITHER  #: matches a sentence that its author speaks as "I"
    mine: bool = False  #: the sentence being read is one
    markers: frozenset[str] = frozenset()  #: what stands before a place, or whose people are
    endings: tuple[str, ...] = ()  #: what stands behind it where nothing stands before
    states: frozenset[str] = frozenset()  #: all that the text tells of
    paragraph: list[str] = field(default_factory=list)  #: those that its paragraph has told of so far

    def serves(self, person: str, *, bodies: bool) -> list[str]:
        """Return the state whose office a person holds, else (with `bodies`) the organisation, as table or text has it."""
        known = persons().get(person)
        of = state_of(person) or self.offices.get(person) or (known.offices[-1].of if known else None)
        state = state_of(of) if of else None
        return [state] if state else [of] if of and bodies else []

    def ours(self, ids: Iterable[str]) -> list[str]:
        """Return whom those who say "we" mean by it: a person the state or body served, a body itself."""
        return list(dict.fromkeys(x for i in ids for x in (self.serves(i, bodies=True) if i[:1].islower() else ()) or [i]))

    def note(self, mentions: Iterable[Mention]) -> None:
        """Remember the mentions of a sentence that has been read."""
        self.recent += [(m.actor, m.kind) for m in mentions]
        del self.recent[:-40]

    def lying(self, start: int, end: int, mentions: Sequence[Mention]) -> str | None:
        """Return the state of a town named in a stretch of the sentence; where no table has it, the one the paragraph tells of."""
        found, unknown = towns(self.text, start, end, mentions, self.markers, self.endings)
        if found:
            return next((s for s in found[0] if s in self.states), found[0][0])
        if not unknown:
            return None
        count = Counter(self.paragraph)
        if self.home:
            count[self.home] += HOME
        return max(count, key=lambda s: count[s], default=None)

    def foreign(self, m: Mention) -> bool:
        """Whether a mention only tells whose base or embassy something is."""
        return m.kind != "place" and premises(m, self.text, self.lexicon.classes.get("premises", frozenset()))

    def state(self, here: Sequence[Mention], *, masses: bool) -> str | None:
        """Return the state that unnamed people or an unnamed government belong to."""
        if self.place:
            return self.place
        trail = [*self.recent, *((m.actor, m.kind) for m in here)]
        if masses:
            for actor, kind in reversed(trail[-LATELY:]):
                if kind == "population" and state_of(actor):
                    return state_of(actor)
        for actor, kind in reversed([(m.actor, m.kind) for m in here]):
            if kind in ("place", "population") and state_of(actor):
                return state_of(actor)
        served = {x for m in here if m.kind == "person" for x in self.serves(m.actor, bodies=False)}
        if not masses and len(served) == 1 and not any(own_side(m.actor) for m in here):
            return served.pop()  # who speaks to "the army" speaks to that of the own state
        near = [
            s for actor, kind in trail[-WINDOW:]
            if (kind in TELLING or owner_of(actor)) and (s := state_of(actor)) for _ in range(WITHIN if owner_of(actor) else 1)
        ]  # fmt: skip
        count = Counter(near)
        if self.home:
            count[self.home] += HOME
        # The state told of most, of equals the one told of last: not simply the last name before.
        return max(count, key=lambda s: (count[s], len(near) - near[::-1].index(s) if s in near else 0), default=None)

    def stands_for(self, word: str, at: int = 0) -> list[str]:
        """Return the actors a pronoun at offset `at` stands for; who says "we" in a quotation is not the author."""
        what = self.pronouns.get(word.lower(), "")
        if what == "person":
            goes_on = self.subject == self.person and not self.opens  # right behind another's own words
            return [self.main] if self.main and not goes_on else self.person[:1]
        if what == "oneself":
            return [self.main] if self.main else list(self.subject)
        if not word and self.main and self.opens:
            return [self.main]
        if what in ("author", "speaker"):
            said = next((ids for a, b, ids in self.heard if a <= at < b and ids != (self.main,)), ())
            if said:
                return list(said) if what == "speaker" else self.ours(said)
            before = self.text[:at]
            quoted = before.count("“") > before.count("”") or before.count("«") > before.count("»") or before.count('"') % 2
            return [i for i in (self.main,) if i] if quoted else list(self.speaker if what == "speaker" else self.author)
        people = bool(self.subject) and self.subject == self.person
        if people and (what == "thing" or (what == "plural" and len(self.subject) == 1)):
            if what == "thing" and self.thing and self.pronouns.get("they"):
                return list(self.thing)
            return list(self.several) if what == "plural" else []  # "it" is nobody, "they" are more than one person
        if what == "thing" and len(self.subject) > 1 and self.pronouns.get("they"):  # "it" is not two
            return []
        if what == "holder":
            return list(self.body if people else self.subject)
        return list(self.subject) if what in ("any", "plural", "thing") else []

    def titled(self, word: str) -> list[str]:
        """Return the person whom a bare title means: whom the text is about, else who was told of last and held that office."""
        letter = next((k for w, k in self.titles.items() if self.lexicon.matches(frozenset((w,)), word)), "")
        people = [self.main] if self.main else [*self.person[:1], *(i for i, kind in reversed(self.recent) if kind == "person")]
        known = persons()
        held = [i for i in people if i in known and any(letter in o.roles for o in known[i].offices)] if letter else []
        held.sort(key=lambda i: state_of(i) != self.home)
        strangers = [i for i in people[:1] if i not in known]
        return (held or strangers or people)[:1]

    def organisation(self) -> str | None:
        """Return the organisation told of last."""
        return next((actor for actor, kind in reversed(self.recent) if kind == "organisation"), None)

    def both(self, apart: Collection[str] = (), words: str = "", before: Collection[str] = (), behind: Collection[str] = ()) -> list[str]:
        """Return whom "both" or "the three" means: those told of together, none of `apart`, else the states told of most.

        Parameters
        ----------
        words
            The phrase, which tells whether states, sides or persons are meant, and how many.
        before, behind
            Who else the sentence names: a group that holds one of those before alone is rather not meant.
        """
        size = next((n for w, n in self.sizes.items() if w in words), PAIR)
        lands, sides = (any(w in words for w in kind) for kind in (self.lands, self.sides))
        kinds = (own_side,) if lands else (_body,) if sides else (str.islower, _body) if any(w in words for w in self.people) else (bool,)
        for fits in kinds:
            if found := self.together.best(size, fits, apart, before, behind):
                return [self._force(i, found) for i in found]
        count = Counter(s for actor, _ in self.recent if (s := state_of(actor)) and s not in apart)
        return [s for s, _ in count.most_common(size)] if len(count) >= size else []

    def _force(self, actor: str, among: Sequence[str]) -> str:
        """Return the army of a state that stands among its own rebels, where the text tells of it."""
        army = f"{actor}_MILITARY"
        inner = own_side(actor) and any(i != actor and state_of(i) == actor for i in among)
        return army if inner and (army in self.armies or any(i == army for i, _ in self.recent)) else actor

    def acted(self, ids: Sequence[str]) -> None:
        """Remember those who did something together, and whom they serve."""
        self.together.add([i for i in ids if not any(i in self.serves(o, bodies=True) for o in ids if o[:1].islower())], DOING)
        if any(i[:1].islower() for i in ids):
            self.together.add([s for i in ids if i[:1].islower() for s in self.serves(i, bodies=True)], DOING)

    def joined(self, mentions: Sequence[Mention]) -> None:
        """Remember who stands side by side in the sentence read ("Chad and Niger"), and go on to the next."""
        chain: list[Mention] = []
        for m in [*sorted(mentions, key=lambda m: m.start), None]:
            if m is not None and chain and self.text[chain[-1].end] != "," and self.joint.fullmatch(self.text, chain[-1].end, m.start):
                chain.append(m)
                continue
            self.together.add([level(x.actor) for x in chain if x.kind in JOINED], NAMED)
            chain = [] if m is None else [m]
        self.together.at += 1

    def met(self, actors: Sequence[str], recipients: Sequence[str]) -> None:
        """Remember the two between whom a deed was done, if they are not a state and its people."""
        self.armies |= {i for i in (*actors, *recipients) if i.endswith("_MILITARY")}
        sides = sorted({side(i) for i in (*actors, *recipients)})
        if len(sides) == PAIR and sides[0].removesuffix("_MASSES") != sides[1].removesuffix("_MASSES"):
            self.together.add(sides, NAMED)


def _body(actor: str) -> bool:
    return not actor[:1].islower()
