"""Predicates of Korean sentences: clauses by their endings, arguments by their particles.

Korean puts the verb last, so one pass from left to right with a stack suffices: noun phrases wait until a predicate
takes them. A clause that ends in an adnominal or quotative ending takes its own arguments and leaves the topic (은/는)
to the clause around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from foedus.evidence.syntax.deeds import Deeds
from foedus.evidence.syntax.endings import Group
from foedus.evidence.syntax.groups import NOMINAL_END, groups
from foedus.evidence.syntax.model import Argument, Predicate, Span, Wanted
from foedus.evidence.syntax.morphemes import morphemes
from foedus.evidence.syntax.speech import stand_in
from foedus.evidence.syntax.topics import HARD, ends_turn, judged, suffers
from foedus.langs.registry import Language


def available() -> bool:
    """Particles are read with Kiwi, or without it by a table of them."""
    return True


def analyse(
    texts: Sequence[str], language: Language, wanted: Wanted, headings: Sequence[bool], names: Sequence[Sequence[Span]]
) -> list[tuple[Predicate, ...]]:
    """Return the predicates of each text, in order of place."""
    table = language.table("syntax")
    return [
        tuple(_Sentence(groups(ms, table, wanted), table, wanted, heading).predicates())
        for ms, heading in zip(morphemes(texts, language, wanted, names), headings, strict=True)
    ]


COPULA = "이"
ALSO = "도"
PLACE = "에서"
NOT_BE = "아니"
CALLED = "라고"  #: role of what somebody is said or called to be
POINT = "데"  #: bound noun of what one agrees on
ADJACENT = 3  #: characters between an adnominal clause and the noun it fills


class _Sentence(Deeds):
    """One sentence on its way to predicates."""

    def __init__(self, gs: list[Group], table: Mapping[str, Any], wanted: Wanted, heading: bool) -> None:
        super().__init__(gs, table, wanted, heading)
        self.texts = tuple(table["texts"])
        self.took: dict[int, int] = {}  # predicate -> its own subject
        self.thing = ""  # what was told of last as an object: "imposed sanctions and lifted them"
        self.shared: set[int] = set()  # subjects that a further clause may share

    def predicates(self) -> list[Predicate]:
        """Return the predicates in order of place."""
        self._clauses()
        for k, g in enumerate(self.gs):
            if g.kind == "np" and g.action:
                self._noun(k)
        stand_in(self.gs, self.out, self.table)
        order = sorted(self.out, key=lambda k: self.out[k]["start"])
        index = {k: n for n, k in enumerate(order)}
        made = []
        for k in order:
            f = dict(self.out[k])
            f["governor"] = index.get(f["governor"]) if f.get("governor") is not None else None
            f["light"] = index.get(f["light"]) if f.get("light") is not None else None
            made.append(Predicate(**f))
        return made

    def _clauses(self) -> None:
        waiting: list[int] = []  # noun phrases not yet taken
        topic: int | None = None
        last_subject: int | None = None
        open_: list[int] = []  # predicates whose governor is the next predicate
        outside: tuple[list[int], int | None, int | None] = ([], None, None)
        speech: int | None = None
        turned = 0
        for k, g in enumerate(self.gs):
            if g.quoted != speech:  # what is quoted has subjects of its own
                if speech is None:
                    outside = (waiting, topic, last_subject)
                    bare = waiting[-1] if self.heading and waiting and not self.gs[waiting[-1]].role else None  # X "condemns Y"
                    waiting, topic, last_subject = [], None, bare
                elif g.quoted is None:
                    said = [p for p in self.out if self.gs[p].quoted == speech and self.out[p]["link"] == ""]
                    for p in said:
                        self.out[p]["link"] = "complement"
                    open_ = said
                    waiting, topic, last_subject = outside
                speech = g.quoted
            if g.kind == "np":
                if g.owned is None and g.role:
                    waiting.append(k)
                    if g.role == "topic":
                        topic = k
                        if turned == HARD or (turned and not (g.action or g.lemma in self.wanted.things)):
                            waiting, turned = [k], 0
                elif self.heading and g.owned is None:
                    waiting.append(k)
                continue
            if g.kind != "pred":
                if g.kind == "stop" and g.quoted is None:
                    waiting, topic, last_subject, open_ = [], None, None, []
                continue
            held = NOMINAL_END in g.tags and g.link == "complement"
            taken, subject = ([], None) if held else self._take(k, g, waiting)
            borrowed = False
            done = None if held else self._topic_done(g, taken, waiting)
            if held:
                subject = next((w for w in reversed(waiting) if self.gs[w].role in ("subject", "topic")), last_subject)
                borrowed = True
            elif done is not None:
                taken = sorted((*taken, done))
                topic = next((w for w in reversed(waiting) if self.gs[w].role == "topic" and w != done), None)
            elif subject is None and (inner := self._inner_topic(g, waiting)) is not None:  # "X said that as for Y, it ..."
                taken, subject = sorted((*taken, inner)), inner
                topic = next((w for w in reversed(waiting) if self.gs[w].role == "topic" and w < inner), None)
            inner_ = [w for w in waiting if self.gs[w].role == "topic"][1:] if self._quotes(g) and done is None else []
            if inner_:  # the topics of what is said end with it
                waiting, topic = [w for w in waiting if w not in inner_], next(w for w in waiting if self.gs[w].role == "topic")
            if subject is not None or (g.fact and topic is None):
                pass  # anybody's deed, if nobody's by name
            elif g.link not in ("relative",):
                subject, borrowed = (topic, g.link == "complement") if topic is not None else (last_subject, True)
                if subject is None and open_ and self.gs[open_[-1]].fact_of == POINT and self.gs[open_[-1]].link == "complement":  # "X, to open it, agreed"
                    subject = self.took.get(open_[-1])
            elif topic is not None and (not self._head(k) or self._in_text(k) or self._carries(k)):
                subject, borrowed = topic, True
            elif topic is None and self._in_text(k):
                subject, borrowed = next((w for w in reversed(waiting) if self.gs[w].role == "subject" and w not in taken), None), True
            if g.complement_noun and g.link in ("complement", "relative") and (owner := self._owner(k, taken)) is not None:
                subject, borrowed = owner, True
            if subject is not None and (borrowed or subject == topic) and g.link == "about" and (other := judged(self.gs, k, self.table)) is not None:
                subject = other if other >= 0 else None
            self._add(k, g, taken, subject, borrowed, open_)
            if subject is not None and not borrowed:
                self.took[k] = subject
            if held:  # what the clause around says of whom, the deed is to be done to
                beside = [self._argument(self.gs[w].role, w, True) for w in waiting if self.gs[w].role in (*self.table["toward"], PLACE) or (self.gs[w].role == "와" and g.lemma in self.table["mutual"])]
                self.out[k]["arguments"] = (*self.out[k]["arguments"], *beside)
                if k and self.gs[k - 1].kind == "np" and g.end <= self.gs[k - 1].end:  # it stands inside this noun phrase
                    self._carried(k)
                    continue
            # "sent troops but denied that it attacked": set against the main clause, not part of what that one reports
            small = self._small(g, waiting)
            kept = [p for p in open_ if small or (g.link in ("relative", "complement") and self._contrasts(p)) or (g.link in ("relative", "adverbial") and self.gs[p].topical)]
            for p in [] if small else open_:
                self.out[p]["governor"] = k
                if p in kept or self.out[p]["link"] != "coordinate":
                    continue
                if g.mood in ("due", "imperative") and g.link in ("", "coordinate") and not (self.out[p]["tense"] or self.out[p]["mood"] or self.gs[p].beside):
                    self.out[p]["mood"] = g.mood  # "drive them out and build": both are called for
                if not self.out[p]["tense"]:
                    self.out[p]["tense"] = "past" if g.settled and (self.gs[p].beside or self.gs[p].lemma in self.table["meeting"]) else g.tense
            open_ = kept
            noun = self._head(k) if g.complement_noun and k + 1 < len(self.gs) and self.gs[k + 1].start - g.end < ADJACENT else None
            if noun is not None and self.gs[noun].action and self.gs[noun].lemma in self.table["content_nouns"]:
                self.out[k]["governor"], self.out[k]["link"] = noun, "complement"
            elif g.link:
                open_.append(k)
            waiting = [w for w in waiting if w not in taken]
            own_if = g.mood == "conditional" and subject is not None and self.gs[subject].role == "subject"
            if g.link in ("coordinate", "adverbial", "") and subject is not None and not own_if:
                last_subject = subject
            if g.link in ("", "coordinate"):
                outer = self._outer(subject, borrowed, waiting) if g.link else -1
                waiting = [w for w in waiting if self.gs[w].role == "topic" or w < outer]
            turned = ends_turn(self.gs, k, self.table) if g.quoted is None else 0
            if g.link == "about":  # who grieves "over the death of" is none of those
                waiting, last_subject = [w for w in waiting if self.gs[w].role == "topic"], None
                continue
            apart = topic is not None and (g.link == "adverbial" or bool(g.tags and g.tags[-1] in self.table["switching"]))
            if g.link in ("adverbial", "coordinate") and subject is not None and not borrowed and not apart and not own_if and self.gs[subject].role == "subject":
                waiting.append(subject)  # the next clause may share it
                self.shared.add(subject)
                waiting.sort()

    def _topic_done(self, g: Group, taken: Sequence[int], waiting: Sequence[int]) -> int | None:
        """Return the topic that is the object of a predicate."""
        last = next((w for w in reversed(waiting) if self.gs[w].role == "topic"), None)
        if last is None or g.link == "relative" or any(self.gs[w].role == "object" for w in taken) or g.bare:
            return None
        return last if suffers(self.gs[last], g, self.table, self.wanted) else None

    def _inner_topic(self, g: Group, waiting: Sequence[int]) -> int | None:
        """Return the topic of what is said, where who says it is another one before."""
        topics = [w for w in waiting if self.gs[w].role == "topic"]
        own = bool(topics) and self.gs[topics[-1]].lemma in self.table["oneself"]
        return topics[-1] if self._quotes(g) and (len(topics) > 1 or own) else None

    def _quotes(self, g: Group) -> bool:
        return g.link == "complement" and bool(g.tags) and g.tags[-1] in self.table["quotative"]

    def _outer(self, subject: int | None, borrowed: bool, waiting: Sequence[int]) -> int:
        """Return the place before which what waits belongs to a clause around that of `subject`; -1 if there is none."""
        if subject is None or borrowed or self.gs[subject].role != "subject":
            return -1
        return subject if any(self.gs[w].role == "subject" and w < subject for w in waiting) else -1

    def _small(self, g: Group, waiting: Sequence[int]) -> bool:
        """Whether a copula only names what an object is called ("X calls Y a Z"): who and whom belong to the calling."""
        return g.lemma == COPULA and g.link == "complement" and bool(waiting) and self.gs[waiting[-1]].role == "object"

    def _contrasts(self, p: int) -> bool:
        """Whether predicate `p` ends a finished clause that another is set against ("but")."""
        tags = self.gs[p].tags
        return bool(tags and tags[-1] in self.table["contrast"] and (self.out[p]["tense"] or tags[-1][-1] == ALSO))

    def _take(self, k: int, g: Group, waiting: Sequence[int]) -> tuple[list[int], int | None]:
        """Return the waiting phrases a predicate takes, and its subject among them."""
        taken: list[int] = []
        subject: int | None = None
        has_object = passed_topic = denied = False
        embedded = g.link in ("relative", "complement")
        if self._small(g, waiting):
            return [], None
        for w in reversed(waiting):
            role = self.gs[w].role
            if g.lemma == COPULA and role in self.table["toward"] and self._quotes(g):
                continue  # "called X, to Y, a Z"
            if role == "topic":
                if embedded and g.link == "relative":
                    break
                passed_topic = True
                continue
            if role == "와" and embedded and g.lemma not in self.table["mutual"] and self._met_above(k):
                continue  # "agreed with X to do"
            asked = g.link == "complement" and g.lemma != COPULA and bool(g.tags) and g.tags[-1] in self.table["asked"]
            if asked and role in self.table["addressed"] and (has_object or role in self.table["told"]):
                continue  # "ordered the police to arrest them"; 에게 물러나라고: it is they who are told
            if role == "subject":
                if g.lemma == NOT_BE and not denied:
                    denied = True
                    self.gs[w].role = "attribute"  # what it is not
                    taken.append(w)
                    continue
                if w in self.shared and not g.link and any(self.gs[x].role == "topic" for x in waiting):
                    continue  # "Chad, after a row broke out, withdrew": the topic acts again
                if asked:
                    continue  # "they ask to protect them": who asks
                if subject is None and not passed_topic:  # a topic after it opens a clause of its own
                    further = any(self.gs[x].role in ("subject", "topic") for x in waiting if x < w)  # who does the main deed
                    whole = ((has_object or g.passive) and (not further or (has_object and self._acting(k)))) or (g.lemma in self.table["begin"] and not self.gs[w].action)
                    if g.link == "relative" and self._head(k) and whole and not g.complement_noun:
                        break  # the head noun is the subject; this one belongs further out
                    subject = w
                    taken.append(w)
                    if embedded or (further and role == "subject"):
                        break  # what stands before belongs to the clause around
                continue
            if role == "object":
                if has_object:
                    if embedded:
                        break
                    continue
                has_object = True
            taken.append(w)
            if g.link == "relative" and len(taken) > 2:
                break
        return taken[::-1], subject

    def _acting(self, k: int) -> bool:
        """Whether the noun of an adnominal clause with an object is who acts in it ("troops that held a town"), and nobody is given anything."""
        head = self._head(k)
        return head is not None and self.gs[head].lemma.endswith(tuple(self.table["acting"])) and self.gs[k].lemma not in self.table["giving"]

    def _owner(self, k: int, taken: Sequence[int]) -> int | None:
        """Return whose plan it is that predicate `k` tells of, where the clause has no subject: "a plan of X's to send troops"."""
        head = self._head(k)
        if any(self.gs[w].role == "subject" for w in taken) or head is None or head == k + 1:
            return None
        if self.gs[head].lemma not in (*self.table["content_nouns"], self.gs[head - 1].lemma):  # a part of theirs goes by their name
            return None
        return head - 1 if self.gs[head - 1].role == "of" and self.gs[head - 1].action is None else None

    def _carries(self, k: int) -> bool:
        """Whether an adnominal clause without an object tells that the deed its noun names was done ("the drill that it held")."""
        g, head = self.gs[k], self._head(k)
        if g.link != "relative" or g.passive or head is None or not self.gs[head].action:
            return False
        return g.lemma in self.wanted.light and g.lemma not in self.table["begin"] and g.lemma not in self.table["unmoved"]

    def _met_above(self, k: int) -> bool:
        """Whether the clause around predicate `k` tells what one does with another."""
        above = next((g for g in self.gs[k + 1 :] if g.kind == "pred" and g.link not in ("relative", "complement")), None)
        return above is not None and above.lemma in self.table["mutual"]

    def _head(self, k: int) -> int | None:
        """Return the noun phrase that an adnominal clause belongs to."""
        n = k + 1
        while n < len(self.gs) and self.gs[n].kind == "np" and self.gs[n].owned is not None:
            n = self.gs[n].owned or n + 1
        return n if n < len(self.gs) and self.gs[n].kind == "np" else None

    def _said(self, k: int) -> int | None:
        """Return the noun phrase that a copula says of its subject."""
        is_noun = self.gs[k].lemma == COPULA and k > 0 and self.gs[k - 1].kind == "np" and not self.gs[k - 1].role
        return k - 1 if is_noun else None

    def _in_text(self, k: int) -> bool:
        """Whether an adnominal clause tells what a text says or does ("a resolution that demands"): its author does."""
        head = self._head(k) if self.gs[k].link == "relative" and not self.gs[k].passive else None
        return head is not None and self.gs[head].lemma.endswith(self.texts)

    def _add(self, k: int, g: Group, taken: Sequence[int], subject: int | None, borrowed: bool, open_: Sequence[int]) -> None:
        arguments: list[Argument] = []
        passive = g.passive
        gains = g.gains and any(self.gs[w].role == "object" for w in taken)
        if subject is not None:
            arguments.append(self._argument("에게" if gains else "object" if passive else "subject", subject, borrowed))
        for w in taken:
            if w == subject:
                continue
            role = self.gs[w].role if self.gs[w].role != "topic" else "object"
            if passive and role in self.table["agent"]:
                role = "subject"
            arguments.append(self._argument(role, w))
        joint = NOMINAL_END in g.tags and g.lemma in self.table["mutual"] and subject is None  # "Chad, Niger sign": they do it together
        arguments += [Argument("subject" if joint else "object", *m[0], (m[1],), m[2]) for m in g.bare]
        arguments += [Argument("adverb", *at, (at,), form) for at, form in g.adverbs]
        said = self._said(k)
        if said is not None:
            arguments.append(self._argument("attribute", said))
        for p in open_:
            if (named_ := self._said(p)) is not None:
                called = self._argument(CALLED, named_)
                arguments.append(replace(called, others=(*called.others, *(m[2] for m in self.gs[named_].modifiers))))
        head = self._head(k) if g.link == "relative" and not g.complement_noun and not self._in_text(k) else None
        if head is not None:
            roles = {a.role for a in arguments}
            own_subject = "subject" in roles and not any(a.role == "subject" and a.borrowed for a in arguments)
            gap = "object" if passive or own_subject or self._carries(k) else "subject"
            if gap == "subject":
                arguments = [a for a in arguments if a.role != "subject"]
            if gap not in {a.role for a in arguments}:
                h = self.gs[head]
                first = k + 1
                arguments.append(Argument(gap, self.gs[first].start, h.end, h.heads, h.lemma))
        arguments = [replace(a, lemma=self.thing) if self.thing and a.role == "object" and a.lemma in self.table["it"] else a for a in arguments]
        self.thing = next((a.lemma for a in arguments if a.role == "object" and not a.borrowed), self.thing)
        own = [*taken, *([subject] if subject is not None and not borrowed else [])]
        start = min([g.start, *(self._chain(w) for w in own)])
        end = g.end
        if head is not None:
            end = self.gs[head].noun_end
        named = subject is not None or head is not None or NOMINAL_END in g.tags or g.fact
        pronoun = "" if named else "left out"
        self.out[k] = {
            "kind": "verb", "lemma": g.lemma, "start": g.word[0], "end": g.word[1], "clause": (start, end),
            "arguments": tuple(arguments), "tense": g.tense, "mood": g.mood, "negated": g.negated, "passive": passive,
            "governor": None, "link": g.link, "light": None, "pronoun": pronoun, "settled": g.settled,
        }  # fmt: skip

    def _chain(self, w: int) -> int:
        """Return where a phrase begins, with the possessors in front of it."""
        while w > 0 and self.gs[w - 1].owned == w:
            w -= 1
        return self.gs[w].start
