"""Nouns of action in Korean sentences: whose deed, what it is done to, and the verb that carries it ("hold talks")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from foedus.evidence.syntax.endings import Group
from foedus.evidence.syntax.model import Argument, Span, Wanted

AGAINST = "대"  #: written before the name of whom a deed is directed at
ABOUT = "에 대해"
WITH = "와"
COPULA = "이"


class Deeds:
    """The groups of a sentence, and the fields of its predicates by the index of their group."""

    def __init__(self, gs: list[Group], table: Mapping[str, Any], wanted: Wanted, heading: bool) -> None:
        self.gs, self.table, self.wanted, self.heading = gs, table, wanted, heading
        self.out: dict[int, dict[str, Any]] = {}
        self.passives = frozenset(table["passive_light"])

    def _argument(self, role: str, k: int, borrowed: bool = False) -> Argument:
        g = self.gs[k]
        first = k
        while first > 0 and self.gs[first - 1].owned == first:
            first -= 1
        return Argument(role, self.gs[first].start, g.end, g.heads, g.lemma, borrowed, g.joined)

    def _carried(self, k: int) -> None:
        """Hang a deed on the noun of content that carries it, or on the verb that decides, begins or ends it.

        Whose noun it is does the deed. What is said of a deed otherwise ("condemned the closing of") tells it no better.
        """
        f, noun = self.out[k], self.gs[k - 1]
        if noun.action:
            f["governor"], f["link"] = k - 1, "complement"
        else:
            n = next((n for n in range(k + 1, len(self.gs)) if self.gs[n].kind == "pred"), None)
            verb = self.gs[n] if n is not None else None
            undergone = verb is not None and (verb.passive or verb.lemma in self.table["begin"])
            if n is None or verb is None or verb.lemma not in self.table["carrying"] or undergone != (noun.role != "object"):
                del self.out[k]
                return
            f["governor"], f["link"] = n, "complement"
            if undergone:
                f["arguments"] = tuple(a for a in f["arguments"] if a.role != "subject")
        owner = self.gs[k - 2] if k > 1 and self.gs[k - 2].owned == k - 1 else None
        if owner is not None:
            role = "subject" if owner.role == "of" else owner.role
            kept = tuple(a for a in f["arguments"] if a.role != role)
            f["arguments"] = (*kept, self._argument(role, k - 2))

    def _noun(self, k: int) -> None:
        g = self.gs[k]
        arguments: list[Argument] = []
        first = k
        while first > 0 and self.gs[first - 1].owned == first:
            first -= 1
            q = self.gs[first]
            arguments.append(self._argument("possessor" if q.role == "of" else q.role, first))
        for n, m in enumerate(g.modifiers):  # 대이란 제재: sanctions against Iran
            toward = n > 0 and g.modifiers[n - 1][2] == AGAINST and g.modifiers[n - 1][0][1] == m[0][0]
            arguments.append(Argument(ABOUT if toward else "modifier", *m[0], (m[1],), m[2]))
        if (pair := next((a for a in arguments if a.role == "and"), None)) and (named := next((a for a in arguments if a.role == "modifier"), None)):
            at = arguments.index(named)  # 한·미 회담
            arguments[at] = Argument("modifier", pair.start, named.end, (*pair.heads, *named.heads), named.lemma)
        word: Span = g.action or g.word
        agent = g.lemma in self.wanted.agents
        clause = (self.gs[first].start, g.noun_end)
        f: dict[str, Any] = {
            "kind": "agent" if agent else "noun", "lemma": g.lemma, "start": word[0], "end": word[1], "clause": clause, "tense": "", "mood": "",
            "negated": False, "passive": False, "governor": None, "link": "", "light": None, "pronoun": "",
        }  # fmt: skip
        above = self._taker(k)
        if above is not None:
            v = self.out[above]
            f["governor"], f["link"] = above, "object" if g.role in ("object", "subject", "topic") else "inside"
            passive_light = v["lemma"] in self.passives
            into = g.role in ("에", "로") and v["lemma"] in self.table["into"]
            arises = g.role in ("subject", "topic") and v["lemma"] in self.table["arising"]
            during = v["lemma"] == COPULA and g.noun_end > word[1]  # 교전 중이다
            direct = g.role == "object" or into or during or arises or (g.role in ("subject", "topic") and (v["passive"] or v["lemma"] in self.table["begin"]))
            if direct and (v["lemma"] in self.wanted.light or passive_light or into or during or arises):
                inner = [a for a in v["arguments"] if not (a.start <= word[0] < a.end)]
                if passive_light:
                    inner = [
                        Argument("object" if a.role == "subject" else "subject" if a.role in self.table["agent"] else a.role,
                                 a.start, a.end, a.heads, a.lemma, a.borrowed) for a in inner
                    ]  # fmt: skip
                arguments += inner
                clause = (min(clause[0], v["clause"][0]), v["clause"][1])
                f |= {key: v[key] for key in ("tense", "mood", "negated", "governor", "link", "pronoun")}
                f["light"], f["clause"] = above, clause
            else:
                # where a clause takes place, the deed its subject names does too
                arguments += [a for a in v["arguments"] if a.role in ("에서",) and a not in arguments]
                if any(a.role == WITH for a in arguments) and not v["passive"]:  # "lost men in its war with Y"
                    arguments += [replace(a, borrowed=True) for a in v["arguments"] if a.role == "subject"]
                met = g.role == "에서" and any(a.role == WITH for a in arguments)  # "in a call with Y, X said"
                if met or g.role.startswith(tuple(self.table["then"])) or g.role in self.table["causes"] or (g.role == "로" and g.lemma in self.table["mediating"]):
                    f["link"] = "adverbial"
        carrier = self._carrier(first, k) if f["light"] is None else None
        if carrier is not None:
            v = self.out[carrier]
            arguments += [a for a in v["arguments"] if not (a.start <= word[0] < a.end)]
            f |= {"light": carrier, "tense": v["tense"], "clause": (v["clause"][0], clause[1])}
        elif above is None and self.heading:
            before = [w for w in range(k) if self.gs[w].kind == "np" and self.gs[w].owned is None and self.gs[w].role in ("topic", "subject")][-1:]
            if before and not any(self.gs[w].kind in ("stop", "pred") for w in range(before[0], k)):
                arguments = [Argument("object" if a.role == "modifier" else a.role, a.start, a.end, a.heads, a.lemma) for a in arguments]
                arguments.append(self._argument("subject", before[0]))
                f["clause"] = (self.gs[before[0]].start, clause[1])
        if agent and g.role == "":  # "is a backer of"
            before = [w for w in range(k) if self.gs[w].kind == "np" and self.gs[w].role in ("topic", "subject")]
            arguments += [self._argument("subject", w) for w in before[-1:]]
        f["arguments"] = tuple(arguments)
        self.out[k] = f

    def _carrier(self, first: int, k: int) -> int | None:
        """Return the verb in the clause before a noun of action that says it was done: "the uprising that began in Sana"."""
        r = first - 1
        if r not in self.out or self.gs[r].link != "relative" or self.gs[r].negated or self.gs[r].lemma not in self.wanted.light | set(self.table["begin"]):
            return None
        return r if any(a.heads == self.gs[k].heads for a in self.out[r]["arguments"]) else None

    def _taker(self, k: int) -> int | None:
        """Return the predicate that has this noun phrase among its arguments."""
        g = self.gs[k]
        for p in sorted(self.out):
            if p > k and self.out[p]["kind"] == "verb" and any(a.end == g.end and a.heads == g.heads for a in self.out[p]["arguments"]):
                return p
        return None
