"""Predicates by word order: for languages, and installations, without a parser.

A clause is what stands between joining words and stops; its subject is the first bare noun phrase before the verb, its
object the first behind it; what a preposition leads carries that preposition as its role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.syntax.above import REACH, above, borrowed, controlled, joined_to, verb_before
from foedus.evidence.syntax.behind import (
    absolute,
    behind,
    latest,
    modified,
    owned,
    resumed,
    shared,
    speaker,
    told_of,
)
from foedus.evidence.syntax.carrying import behind_preposition, said_of
from foedus.evidence.syntax.leads import antecedent, asked_of, judged, led, planner, set_apart
from foedus.evidence.syntax.model import Argument, Predicate, Span, Wanted
from foedus.evidence.syntax.opening import ahead, opens
from foedus.evidence.syntax.phrases import Piece, pieces
from foedus.evidence.syntax.words import Grammar, Word, fold, grammar, words
from foedus.langs.registry import Language


def available() -> bool:
    """Word order needs nothing installed."""
    return True


def analyse(
    texts: Sequence[str], language: Language, wanted: Wanted, headings: Sequence[bool], names: Sequence[Sequence[Span]]
) -> list[tuple[Predicate, ...]]:
    """Return the predicates of each text, in order of place."""
    del headings  # word order is read alike
    g = grammar(language, wanted)
    quantities = frozenset(map(fold, language.table("syntax")["discourse"].get("quantities", ())))
    return [tuple(Ordered(t, g, wanted, quantities, spans).predicates()) for t, spans in zip(texts, names or [()] * len(texts), strict=True)]


class Ordered:
    """One sentence on its way to predicates."""

    def __init__(self, text: str, g: Grammar, wanted: Wanted, quantities: frozenset[str], names: Sequence[Span] = ()) -> None:
        self.text, self.g, self.wanted, self.names = text, g, wanted, names
        self.ws: list[Word] = words(text, g, names)
        self.ps: list[Piece] = pieces(self.ws, g, quantities, g.small["of"])
        self.head()

    def head(self) -> None:
        """Find the pieces that head a predicate."""
        self.heads = [k for k, p in enumerate(self.ps) if p.kind == "verb" or self.acts(p)]
        self.index = {k: n for n, k in enumerate(self.heads)}
        self.governor: dict[int, tuple[int | None, str]] = {}
        self.verbs: dict[int, Predicate] = {}

    def acts(self, p: Piece) -> bool:
        """Whether a noun of action heads a phrase."""
        return p.kind == "np" and any(self.ws[h].lemma in self.g.nouns for h in p.heads)

    def predicates(self) -> list[Predicate]:
        """Return the predicates in order of place."""
        for k in self.heads:
            if self.ps[k].kind == "verb":
                self.verbs[k] = self._verb(k)
        return [self.verbs[k] if k in self.verbs else self._noun(k) for k in self.heads]

    # -- stretches --------------------------------------------------------------------------------------

    def _span(self, first: int, last: int) -> Span:
        return self.ws[first].start, self.ws[last - 1].end

    def _argument(self, role: str, k: int, borrowed: bool = False) -> Argument:
        p = self.ps[k]
        last = p.last
        for j in range(k + 1, len(self.ps)):  # "the army of Chad": what belongs to it is part of it
            owner = self.ps[j].owner
            if owner is None or not k <= owner < j or self.ps[j].first != last:
                break
            last = self.ps[j].last
        heads = tuple((self.ws[h].start, self.ws[h].end) for h in p.heads)
        others = tuple(self.ws[h].lemma for h in p.heads[1:])
        return Argument(role, *self._span(p.first, last), heads, self.ws[p.heads[0]].lemma, borrowed, others)

    def _bare(self, k: int) -> bool:
        p = self.ps[k]
        return p.kind == "np" and not p.marker and not p.time

    # -- verbs ------------------------------------------------------------------------------------------

    def _left(self, k: int) -> tuple[list[int], int | None]:
        """Return the noun phrases before verb `k` in its clause, and the piece that bounds it on the left."""
        found: list[int] = []
        j = k - 1
        while j >= 0 and k - j <= REACH:
            p = self.ps[j]
            if p.kind in ("verb", "sub", "rel", "stop"):
                return found[::-1], j
            if p.kind == "conj" and any(self.ps[x].kind == "verb" for x in range(max(0, j - REACH), j)):
                return found[::-1], j
            if p.kind == "np":
                found.append(j)
            j -= 1
        return found[::-1], None

    def _right(self, k: int) -> list[int]:
        found: list[int] = []
        for j in range(k + 1, min(len(self.ps), k + REACH)):
            p = self.ps[j]
            if p.kind in ("verb", "sub", "rel", "stop"):
                if p.kind == "verb" and found and p.form == "finite" and self._bare(found[-1]) and len(found) > 1 and resumed(self, j, k) is None:
                    found.pop()  # the subject of the next verb
                break
            if p.kind == "conj" and self._opens_clause(j):
                break
            if p.kind == "np":
                found.append(j)
        return found

    def _opens_clause(self, j: int) -> bool:
        for x in range(j + 1, min(len(self.ps), j + 4)):
            if self.ps[x].kind == "verb" and (self.ps[x].form != "participle" or not self.ps[j + 1].marker):
                return True  # "a Chad y a Togo el apoyo brindado" goes on
            if self.ps[x].kind != "np":
                return False
        return False

    def _verb(self, k: int) -> Predicate:
        p = self.ps[k]
        left, bound = self._left(k)
        right = self._right(k)
        passive = p.passive
        link, governor, mood, pronoun = "", None, p.mood, ""
        subject: Argument | None = None
        arguments: list[Argument] = []
        fence = self.ps[bound] if bound is not None else None
        bare = [j for j in left if self._bare(j) and self.ps[j].owner is None]
        after = behind(self, k, bare, right, fence)
        own, fronted = ([], bare[:1] if p.clitic is not None else []) if after is not None else (latest(self, k, bare, bound), [])
        again = resumed(self, k, bound) if after is None and p.form == "finite" else None
        apart = set_apart(self, k, bound) if bound is not None and again is None and after is None and p.form == "finite" else None
        again, own = (apart, []) if apart is not None else (again, own)
        if again is None and after is None and not own and fence is not None and fence.form == "participle" and p.form == "finite":
            again = modified(self, bound)  # "men armed with rifles attacked"
        if again is not None and bound is not None and fence is not None and fence.kind == "verb":  # what that clause held is not of this one
            comma = next((j for j in range(k - 1, bound, -1) if self.ps[j].kind == "comma"), bound)
            left = [j for j in left if j > comma]
        elif after is None and fence is not None and p.form == "finite" and (fence.form == "finite" or (bound is not None and opens(self, bound))):
            comma = next((j for j in range(own[0] if own else k, bound or 0, -1) if self.ps[j].kind == "comma"), 0)
            left = [j for j in left if j > comma]  # behind the comma that ends the clause before
        right = [j for j in right if j != after]
        if p.form == "participle":
            passive = p.lemma not in self.g.small["middle"]
            before = told_of(self, k)
            if before is not None:
                subject, link = self._argument("subject", before), "relative"
                left = [j for j in left if j > before]
            elif (told := absolute(self, k, right)) is not None:
                comma = next((j for j in right if self.ps[j - 1].kind == "comma"), len(self.ps))
                subject, link, right = self._argument("subject", told), "adverbial", [j for j in right if j != told and j < comma]
            own = []
        elif p.form in ("infinitive", "gerund") and not (bare and p.form == "infinitive" and fence is None and p.marker not in self.g.small["of"]):
            opened = ahead(self, k)
            governor, link = above(self, k, p) if opened is None else (opened[0], "adverbial")
            subject = opened[1] if opened else (controlled(self, governor, k) or planner(self, governor, k) if p.form == "infinitive" else None) or borrowed(self, governor)
            if p.form == "infinitive" and p.marker in self.g.small["purpose"] and (opened is not None or (governor is not None and self.ps[governor].kind == "verb")):
                mood, link = mood or "purpose", "adverbial"
            elif p.form == "gerund":
                link = "adverbial"
        elif fence is not None and fence.kind == "rel":
            led_by = led(self, bound or 0)
            ante = antecedent(self, led_by[1] if led_by else (bound or 0) - 1)
            if led_by is None and ante > 0 and self._article(ante) and (owner := antecedent(self, ante - 1)) >= 0 and self._bare(owner):
                ante = owner  # "it was Chad, the one that"
            said = led_by is None and fence.first > 0 and self.ws[fence.first - 1].cls == "prep" and self.ws[fence.first - 1].lemma in self.g.small["of"]
            said = said or fence.lemma in self.g.small["that"]
            # "asked Peru that it ...": a name has no restrictive relative clause
            asked = mood == "subjunctive" and fence.lemma in self.g.small["says"] and ante >= 0 and led_by is None and asked_of(self, ante, bound or 0)
            likely = mood == "subjunctive" and ante == (bound or 0) - 1 and judged(self, ante)  # "it is unlikely that"
            said = said or ((asked or likely) and verb_before(self, bound or 0) is not None)
            if said:  # "no doubt that": the noun only introduces
                link, governor = "complement", verb_before(self, bound or 0)
            elif ante >= 0 and self.ps[ante].kind == "np":
                link, governor = "relative", verb_before(self, ante)
                if fence.lemma in self.g.small["whose"]:
                    subject = owned(self, ante, own)
                    if len(own) > 1 and subject is not None:  # "whose ruling Chad does not accept"
                        arguments.append(replace(subject, role="object"))
                        subject = self._argument("subject", own[1])
                elif led_by is not None:
                    arguments.append(self._argument(led_by[0], ante))
                    subject = None if bare or after is not None else borrowed(self, governor)
                elif not bare and after is None and fence.lemma not in self.g.small["where"]:
                    subject = self._argument("subject", ante)
                elif fence.lemma not in self.g.small["where"]:
                    arguments.append(self._argument("object", ante))
                if self.acts(self.ps[ante]) and bare and led_by is None and fence.lemma not in self.g.small["whose"]:
                    link, governor = "complement", ante
            else:  # "said that it left and that it sent": on a level with the clause before
                joined = ante >= 0 and self.ps[ante].kind == "conj"
                link, governor = "coordinate" if joined else "complement", verb_before(self, bound or 0)
        elif fence is not None and bound is not None and opens(self, bound) and self.governor.get(bound, (None, ""))[0] == k:
            pass  # what opens the clause governs nothing
        elif fence is not None and fence.kind in ("conj", "verb") and (again is None or fence.form == "participle") and (prev := joined_to(self, k, fence)) is not None:
            link, governor = "coordinate", prev
            mood = mood or (self.verbs[prev].mood if prev in self.verbs and p.form != "finite" else "")
        elif fence is not None and fence.kind == "sub":
            link, governor = "adverbial", verb_before(self, bound or 0)
            if fence.lemma in self.g.small["if"]:
                mood = "conditional"
            elif fence.lemma in self.g.small["purpose"]:
                mood = "purpose"
        if mood == "subjunctive":
            mood = ""
        if after is not None:
            subject = self._argument("subject", after)
            arguments += [self._argument("object", j) for j in fronted]
        elif again is not None:
            subject = self._argument("subject", again)
            if fence is not None and fence.form == "participle" and left:
                inner, left = left, []  # what stands behind the participle is of it
                if fence.lemma in self.g.small["led"]:
                    subject = replace(subject, end=self._span(self.ps[inner[-1]].first, self.ps[inner[-1]].last)[1])
        if own and subject is None:
            subject = self._argument("subject", own[0])
            if fence is not None and fence.kind == "conj" and bound is not None and (other := shared(self, bound)) is not None:
                lead = self._argument("subject", other)
                subject = Argument("subject", lead.start, subject.end, (*lead.heads, *subject.heads), lead.lemma, False, (subject.lemma, *subject.others))
        if subject is None and not passive and not p.reflexive and (told := speaker(self, k, right)) is not None:
            subject = self._argument("subject", told)
            right = [j for j in right if j != told]
        undergone = passive and p.form == "finite" and bool(self.g.small["definite"])  # "fueron detenidos tres periodistas"
        if subject is None and (p.reflexive or undergone) and (objects := [j for j in right if self._bare(j)]):
            passive = True
            subject = self._argument("subject", objects[0])
            right = [j for j in right if j != objects[0]]
        if subject is None and (not p.reflexive or p.lemma in self.g.small["middle"] | self.g.small["own"] or f"{p.lemma}se" in self.wanted.verbs):
            if p.form == "finite" and link in ("coordinate", "complement", "adverbial"):
                subject = borrowed(self, governor)
            if subject is None:
                group = (self.ws[p.first].text, self.ws[p.heads[0]].text)
                pronoun = "nosotros" if any(map(self.g.we.search, group)) else "yo" if any(map(self.g.i.search, group)) else self.g.they if p.form == "finite" and not passive and self.g.plural_ending.search(self.ws[p.first].text) else "left out"
        if p.reflexive and p.form == "finite" and subject is not None and not subject.borrowed and p.lemma in self.g.small["held"] and subject.lemma in self.g.nouns:
            passive = True  # "la cumbre se celebró"
        if subject is not None:
            role = "object" if passive else "subject"
            arguments.append(replace(subject, role=role))
        seen_object = False
        lemma = self._with_particle(p)
        for j in right:
            q = self.ps[j]
            if q.owner is not None:
                arguments.append(self._argument(q.marker, j))
                continue
            if self._bare(j) and not seen_object and not passive:
                arguments.append(self._argument("attribute" if p.lemma in self.g.small["be"] or judged(self, j) else "object", j))
                seen_object = not (" " in lemma and q.first == p.last and q.last == p.last + 1)  # "dejó claro | su rechazo"
            elif q.marker:
                role = "subject" if passive and q.marker in self.g.small["agent"] else q.marker
                arguments.append(self._argument(role, j))
        arguments += [self._argument(self.ps[j].marker, j) for j in left if self.ps[j].marker and self.ps[j].owner is None]
        if p.clitic is not None and not passive and not fronted:  # "lo detuvo"
            w = self.ws[p.clitic]
            arguments.append(Argument(self.g.objects[w.lemma], w.start, w.end, ((w.start, w.end),), w.lemma))
        head = self.ws[p.heads[0]]
        self.governor[k] = (governor, link)
        start = min([p.first, *(self.ps[j].first for j in left)])
        if fence is not None and fence.kind == "rel" and bound is not None:
            start = self.ps[bound].first
        end = self._clause_end(k, right)
        return Predicate(
            "verb", lemma, head.start, head.end, self._span(start, end), tuple(arguments), p.tense, mood,
            p.negated or p.marker == "sin" or (fence is not None and fence.lemma in self.g.small["without"]),
            passive, self.index.get(governor) if governor is not None else None, link, None, pronoun,
        )  # fmt: skip

    def _article(self, k: int) -> bool:
        p = self.ps[k]
        return p.kind == "np" and not p.marker and p.last - p.first == 1 and self.ws[p.first].cls == "det" and self.ws[p.first].lemma in self.g.small["definite"]

    def _name(self, k: int) -> bool:
        """Whether a noun phrase is a name: every noun in it is written with a capital."""
        p = self.ps[k]
        return k >= 0 and p.kind == "np" and all(self.ws[h].text[0].isupper() for h in p.heads)

    def _with_particle(self, p: Piece) -> str:
        if p.reflexive and (f"{p.lemma}se" in self.wanted.verbs or p.lemma in self.g.small["own"]):
            return f"{p.lemma}se"
        after = self.ws[p.last].text.lower() if p.last < len(self.ws) else ""
        joined = f"{p.lemma} {after}"
        return joined if joined in self.wanted.verbs or joined in self.wanted.happening else p.lemma

    def _clause_end(self, k: int, right: Sequence[int]) -> int:
        end = max([self.ps[k].last, *(self.ps[j].last for j in right)])
        if k + 1 < len(self.ps) and self.ps[k + 1].kind in ("verb", "rel"):  # takes in what it governs
            follow = self.ps[k + 1] if self.ps[k + 1].kind == "verb" else None
            if follow is not None and follow.form == "infinitive":
                inner = self._right(k + 1)
                end = max([end, follow.last, *(self.ps[j].last for j in inner)])
        return end

    # -- nouns ------------------------------------------------------------------------------------------

    def _noun(self, k: int) -> Predicate:
        p = self.ps[k]
        h = next(h for h in p.heads if self.ws[h].lemma in self.g.nouns)
        word = self.ws[h]
        arguments: list[Argument] = []
        pronoun = ""
        last = p.last
        for t in range(p.first, p.last):
            w = self.ws[t]
            if w.lemma == "su":
                arguments.append(Argument("possessor", w.start, w.end, ((w.start, w.end),), "su"))
                pronoun = "su"
            elif t != h and w.cls in ("noun", "verb"):
                arguments.append(Argument("modifier", w.start, w.end, ((w.start, w.end),), w.lemma))
        for j in range(k + 1, min(len(self.ps), k + 6)):
            q = self.ps[j]
            if q.kind == "verb" and q.form == "participle" and (q.lemma in self.wanted.light or q.lemma in self.g.common):
                continue
            if q.kind != "np" or not q.marker:
                break
            if not q.time:
                arguments.append(self._argument(q.marker, j))
            last = max(last, q.last)
        clause = self._span(p.first if not p.marker else p.first + 1, last)
        kind = "agent" if word.lemma in self.wanted.agents else "noun"
        verb = verb_before(self, k)
        governor, link, light, tense, mood, negated, passive = None, "", None, "", "", False, False
        if verb is not None and verb in self.verbs:
            v = self.verbs[verb]
            governor, link = self.index[verb], "object" if self._bare(k) else "adverbial" if p.marker in self.g.small["beside"] else "inside"
            answered = behind_preposition(self, v, word)
            direct = any(a.role in ("object", "attribute") and a.start <= word.start < a.end and (word.start, word.end) in a.heads for a in v.arguments)
            if answered or (direct and (v.lemma in self.wanted.light or v.lemma in self.g.small["be"] or (v.passive and v.lemma in self.wanted.happening))):
                light, tense, mood, negated, passive = self.index[verb], v.tense, v.mood, v.negated, v.passive
                arguments += [a for a in v.arguments if a.role not in ("object", "attribute") and not a.start <= word.start < a.end]
                clause, link, pronoun = v.clause, v.link, v.pronoun or pronoun
                governor = v.governor
        else:
            after = next((j for j in range(k + 1, min(len(self.ps), k + REACH)) if self.ps[j].kind == "verb"), None)
            if after is not None and after in self.verbs:
                v = self.verbs[after]
                # "the arrest was ordered", "la detención la ordenó ..."
                passive_subject = any(a.role == "object" and (word.start, word.end) in a.heads for a in v.arguments)
                goes_on = v.lemma in self.wanted.happening and any(a.role == "subject" and (word.start, word.end) in a.heads for a in v.arguments)
                if goes_on or (passive_subject and v.lemma in self.wanted.light):
                    light, governor, link, clause = self.index[after], v.governor, v.link, v.clause
                    arguments += [a for a in v.arguments if a.role != "object" and (word.start, word.end) not in a.heads and not any(a.start == b.start for b in arguments)]
                    tense, mood, negated, passive = v.tense, v.mood, v.negated, v.passive
                elif v.link != "relative":
                    tense = v.tense
        if light is None and kind == "noun" and (said := said_of(self, k, word)) is not None:
            v = self.verbs[said]
            light, tense, clause = self.index[said], v.tense or tense, (clause[0], max(clause[1], v.clause[1]))
            arguments += [a for a in v.arguments if (word.start, word.end) not in a.heads and not any(a.start == b.start for b in arguments)]
        return Predicate(
            kind, word.lemma, word.start, word.end, clause, tuple(arguments), p.tense, mood, negated, passive, governor, link,
            light, pronoun,
        )  # fmt: skip
