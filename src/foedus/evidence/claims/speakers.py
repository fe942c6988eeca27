"""Speakers: what a reporting frame and a voice are, who was named before, and what both ways of finding a voice need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.mentions import Mention
from foedus.langs.grammar.name_entries import owner_of
from foedus.langs.grammar.name_home import ANYWHERE, WINDOW, WITHIN, belongs_to

UNSPECIFIED = "UNSPECIFIED"
#: Kinds of actor that are no persons and act as one.
BODIES = frozenset({"organisation", "media", "government", "institution", "state", "military"})
#: Kinds of actor that are named again by what they are.
NAMED_AGAIN = frozenset({"organisation", "media", "institution", "group", "government"})
_KEPT = 12  # bodies remembered
#: Kinds of actor that can speak, the likeliest first.
VOICES = ("person", "organisation", "media", "government", "institution", "state", "military", "group", "population")


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting frame in a sentence: half-open offsets, its manner, and whether it denies."""

    start: int
    end: int
    manner: str  # say, declare, think, quoted, cited, according, hearsay
    complemented: bool
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a frame names: ids (never empty), through whom, and the probability in [0, 1]."""

    speakers: tuple[str, ...]
    confidence: float
    through: tuple[str, ...] = ()


@dataclass(slots=True)
class Memory:
    """Who spoke and was named before, for pronouns and subjects left out."""

    speaker: tuple[str, ...] = ()
    here: tuple[str, ...] = ()  # whom a pronoun in this paragraph means
    persons: list[str] = field(default_factory=list)
    media: str | None = None
    body: str | None = None  # the organisation, government or medium that spoke last
    bodies: list[tuple[str, str]] = field(default_factory=list)  # the bodies named, the latest last, and how
    holders: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)  # the fullest words for each person, titles included
    titles: dict[str, set[str]] = field(default_factory=dict)  # the words of the offices each person was named with
    often: Counter[str] = field(default_factory=Counter)
    pollster: tuple[str, ...] = ()  # who took the poll told last
    polled: int = 0  # the paragraph it was told in
    main: tuple[str, ...] = ()  # whose speech the text sums up
    home: str = ""  # the state from within which the text is told, where the language has one
    states: list[str] = field(default_factory=list)  # the states told of, the latest last
    whole: Counter[str] = field(default_factory=Counter)  # … and how often in the whole text
    parties: list[str] = field(default_factory=list)  # the states and bodies named, the latest last
    sides: tuple[str, ...] = ()  # the two that were named together last
    latest: tuple[str, ...] = ()  # the other person whose statement the sentence before was, in the same paragraph

    def note(self, mentions: Sequence[Mention], text: str, grammar: ReportingGrammar) -> None:
        """Remember the actors of a sentence and their offices. Its first person is the likeliest subject."""
        for person, words in offices(text, mentions, grammar):
            self.titles.setdefault(person, set()).update(words)
        first = next((m.actor for m in mentions if m.kind == "person"), None)
        if first is not None:
            self.here = (first,)
        self.parties = [*self.parties, *(m.actor.removesuffix("_GOV") for m in mentions if m.kind in BODIES and m.kind != "media")][-_KEPT:]
        told = [(m.actor, m.text.lower()) for m in mentions if m.kind in NAMED_AGAIN]
        self.bodies = [*[b for b in self.bodies if b not in told], *reversed(told)][-_KEPT:]
        for one, other in pairwise(mentions):
            if one.actor != other.actor and grammar.joined.fullmatch(text[one.end : other.start]):
                self.sides = (one.actor, other.actor)
        for m in mentions:
            if state := belongs_to(m.actor):
                self.states += [state] * (WITHIN if owner_of(m.actor) else 1)
            if m.kind == "person":
                if m.actor in self.persons:
                    self.persons.remove(m.actor)
                self.persons.append(m.actor)
                self.often[m.actor] += 1
                self.named[m.actor] = max(self.named.get(m.actor, ""), m.text, key=len)
            elif m.kind == "media":
                self.media = m.actor

    def rulers(self, body: str = "GOV") -> tuple[str, ...]:
        """Return whom "the government" means, or another `body` by the end of its id: that of the state told of most shortly before."""
        if self.home and body == "GOV":
            return (f"{self.home}_{body}",)
        near = self.states[-WINDOW:]
        count = Counter(near)
        most = max(count, key=lambda s: (count[s] + ANYWHERE * self.whole[s], len(near) - near[::-1].index(s)), default=None)
        return (f"{most}_{body}",) if most else ()

    def same_body(self, words: str, grammar: ReportingGrammar) -> tuple[str, ...]:
        """Return the body that is named again by what it is ("the group", "the ministry"): the first of the sentence that told of one last."""
        noun = words.lower().split()[-1]
        if grammar.same_named.fullmatch(words):
            return next(((actor,) for actor, text in reversed(self.bodies) if noun in text), ())
        return (self.bodies[-1][0],) if self.bodies else ()

    def both(self) -> tuple[str, ...]:
        """Return whom "both sides" means: the two that were named together last, else the two bodies named last."""
        last = tuple(dict.fromkeys(reversed(self.parties)))[:2]
        return self.sides or (last if len(last) > 1 else ())

    def pair(self) -> tuple[str, ...]:
        """Return the two persons named last, if there are two."""
        return tuple(sorted(self.persons[-2:])) if len(self.persons) > 1 else ()

    def anaphor(self, pronoun: str = "", grammar: ReportingGrammar | None = None) -> tuple[str, ...]:
        """Return whom a pronoun means: the person its paragraph is about, the speaker before, or the one named last.

        "He" and "she" are persons; what may mean several or a body is whoever it is.
        """
        meant = [who for who in (self.latest, self.main, self.here, self.speaker) if who]
        if grammar is not None and not grammar.plural.search(pronoun):
            meant = [who for who in meant if len(who) == 1 and who[0] in self.persons]
        elif grammar is not None and grammar.plural.search(pronoun):
            meant = [who for who in meant if len(who) > 1 or who[0] not in self.persons]
            return meant[0] if meant else ()
        return meant[0] if meant else tuple(self.persons[-1:])

    def goes_on(self) -> tuple[str, ...]:
        """Return whom a verb of speech without a subject means: the speaker of a digest, else the speaker before."""
        return self.latest or self.main or self.speaker

    def subject(self) -> tuple[str, ...]:
        """Return whom any verb without a subject means: as `goes_on`, but whom the sentence before is about, if nobody spoke there."""
        return self.latest or self.main or self.here or self.speaker

    def holder(self, title: str) -> tuple[str, ...]:
        """Return whom an office means that stands alone: of those named with it the one named most, of equals last."""
        words = set(title.lower().split())
        held = [p for p in self.persons if words & self.titles.get(p, set())]
        if set(self.main) & set(held):
            return self.main
        return (max(reversed(held), key=lambda p: self.often[p]),) if held else ()

    def leader(self, titles: re.Pattern[str]) -> tuple[str, ...]:
        """Return whom "the president" means: the speaker before if a leader, else the leader named last."""
        if len(self.speaker) == 1 and titles.search(self.named.get(self.speaker[0], "")):
            return self.speaker
        return tuple([p for p in self.persons if titles.search(self.named.get(p, ""))][-1:])


def speaking(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of actors that can speak: a territory with a code of its own does, as states do."""
    return [m for m in mentions if m.kind in VOICES or (m.kind == "place" and len(m.actor) == 3 and m.actor.isupper())]


def group(whose: Sequence[str], words: str, grammar: ReportingGrammar) -> tuple[str, ...]:
    """Return the id of a group that belongs to a state or to persons ("supporters of Doe": DOE_SUPPORTERS), or UNSPECIFIED."""
    name = next((name for name, nouns in grammar.groups if nouns.search(words)), None)
    if name is None or not whose:
        return (UNSPECIFIED,)
    owners = [w.removesuffix("_GOV").partition("_")[0].upper() for w in whose]
    return ("_".join([*owners, name]),)


def unless_others(mention: Mention, mentions: Sequence[Mention], text: str, grammar: ReportingGrammar) -> Voice | None:
    """Return those who speak where the name stands behind "supporters of": those people, not the one named."""
    before = text[: mention.start]
    for m in grammar.not_the_speaker.finditer(before):
        if len(before[m.end() :].split()) <= 4 and not re.search(r"[,;:.]", before[m.end() :]):
            return Voice(group(with_joined(mention, mentions, text, grammar), m.group(), grammar), 0.6)
    return None


#: Kinds that are listed together.
BODIES_OF_STATES = frozenset(("state", "government", "organisation", "institution", "group"))
_LISTED = re.compile(r",\s*(?:[^\W\d_]{1,3}\s+)?")  # a comma, and at most an article


def with_joined(mention: Mention, mentions: Sequence[Mention], text: str, grammar: ReportingGrammar) -> tuple[str, ...]:
    """Add the names joined to one by "and", and those that commas join to these."""
    out = [mention]
    alike = BODIES_OF_STATES if mention.kind in BODIES_OF_STATES else {mention.kind}
    for m in reversed([m for m in mentions if m.end <= mention.start and m.kind in alike]):
        between = text[m.end : out[0].start]
        listed = len(out) > 1 and _LISTED.fullmatch(between) and not re.search(rf"(?:{grammar.locative.pattern})$", " " + text[: m.start], re.IGNORECASE)
        if not (grammar.joined.fullmatch(between) or listed):
            break
        out.insert(0, m)
    return tuple(dict.fromkeys(m.actor for m in out))


def offices(text: str, mentions: Sequence[Mention], grammar: ReportingGrammar) -> list[tuple[str, set[str]]]:
    """Return the persons of a sentence who are named with an office, and its words in lower case."""
    out = []
    people = [m for m in mentions if m.kind == "person"]
    for k, m in enumerate(people):
        left = max(people[k - 1].end if k else 0, m.start - 45)
        before = re.split(r"[,;:.]\s(?!$)", text[left : m.start])[-1] + m.text
        right = min(people[k + 1].start if k + 1 < len(people) else len(text), m.end + 50)
        after = re.match(r"(?:\s?[^\s,.;:“”\"]+){0,3}" if grammar.topical else r"\s?[,(][^,;:.)]*", text[m.end : right])
        words = {w for part in (before, after[0] if after else "") for t in (grammar.leader, grammar.title) for x in t.findall(part) for w in x.lower().split()}
        if words:
            out.append((m.actor, words))
    return out
