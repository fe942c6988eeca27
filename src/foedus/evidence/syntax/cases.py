"""Predicates where case tells who acts: noun phrases by the endings of their words, wherever they stand in the clause.

The clause itself is read as in languages with word order (`foedus.evidence.syntax.order`); only which phrase is its subject
and which its object comes from the case. Endings are compared against ``[nouns]`` and ``[adjectives]`` of ``syntax.toml``
(letters n g d a i p for the six cases), so that no dictionary of forms is needed. What a word may be besides is kept;
the words of a phrase agree, which settles most of it, and the place before or behind the verb the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from foedus.evidence.syntax.inflect import FINITE, Form
from foedus.evidence.syntax.model import Predicate, Span, Wanted
from foedus.evidence.syntax.order import Ordered
from foedus.evidence.syntax.phrases import Piece
from foedus.evidence.syntax.words import Grammar, Word, grammar
from foedus.langs.grammar.name_entries import aliases
from foedus.langs.registry import Language

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
NOMINAL = frozenset(("noun", "adj", "num", "pron"))
ALL = frozenset("ngdaip")


@dataclass(frozen=True, slots=True)
class Declension:
    """Forms of the nouns that matter, and what endings say of all others."""

    forms: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    adjectives: tuple[tuple[str, frozenset[str]], ...]
    nouns: tuple[tuple[str, frozenset[str]], ...]
    short: Mapping[str, str]
    perfective: re.Pattern[str]
    pronouns: Mapping[str, str]
    names: frozenset[str]
    siblings: tuple[str, ...]
    ambiguous: Mapping[str, tuple[str, str]]


def available() -> bool:
    """Endings need nothing installed."""
    return True


def analyse(
    texts: Sequence[str], language: Language, wanted: Wanted, headings: Sequence[bool], names: Sequence[Sequence[Span]]
) -> list[tuple[Predicate, ...]]:
    """Return the predicates of each text, in order of place."""
    del headings
    g, d = grammar(language, wanted), declension(language, wanted)
    quantities = frozenset(language.table("syntax")["discourse"]["quantities"])
    return [tuple(_Sentence(t, g, d, wanted, quantities, spans).predicates()) for t, spans in zip(texts, names, strict=True)]


@lru_cache(maxsize=16)
def declension(language: Language, wanted: Wanted) -> Declension:
    """Make every form of the nouns in the lexicon from ``[nouns]`` of ``syntax.toml``."""
    table = language.table("syntax")
    rows = {ending: [tuple(e.split()) for e in endings] for ending, endings in table["nouns"].items()}
    longest = sorted(rows, key=len, reverse=True)
    forms: dict[str, dict[str, set[str]]] = {}
    for noun in wanted.nouns | wanted.agents | wanted.words:
        ending = next((e for e in longest if noun.endswith(e)), None)
        for new, *cases in rows[ending] if ending is not None else ():
            form = noun[: len(noun) - len(ending or "")] + new.strip("-")
            forms.setdefault(form, {}).setdefault(noun, set()).update(cases)
    made = {f: tuple((n, frozenset(c)) for n, c in by.items()) for f, by in forms.items()}
    short: dict[str, str] = {}
    for verb in wanted.verbs:
        for pattern, new in table["short"]:
            if re.search(pattern, verb):
                stem = re.sub(pattern, new, verb)
                short |= {stem + e: verb for e in ("", "а", "о", "ы")}
                break
    return Declension(
        made, _endings(table["adjectives"]), _endings(table["unknown_nouns"]), short, re.compile(table["perfective"]),
        table["pronoun_cases"], frozenset(n.lower().replace("ё", "е") for n in aliases(language.code)), tuple(table["names"]["base"]),
        {letter: (one, two) for letters, one, two in table["names"]["ambiguous"] for letter in letters},
    )  # fmt: skip


def _endings(table: Mapping[str, str]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((e, frozenset(c)) for e, c in sorted(table.items(), key=lambda x: -len(x[0])))


class _Sentence(Ordered):
    """One sentence, its phrases found by case."""

    def __init__(self, text: str, g: Grammar, d: Declension, wanted: Wanted, quantities: frozenset[str], names: Sequence[Span]) -> None:
        self.text, self.g, self.wanted, self.d, self.quantities = text, g, wanted, d, quantities
        self.cases: list[frozenset[str]] = []
        self.ws = []
        at = 0
        fixed = [m.span() for m in g.phrases.finditer(text)] if g.phrases else []
        names = [*names, *(f for f in fixed if not any(a < f[1] and f[0] < b for a, b in names))]
        for m in _TOKEN.finditer(text):
            if m.start() < at:
                continue
            span = next(((a, b) for a, b in names if a == m.start()), (m.start(), m.end()))
            word, cases = self._classed(text[slice(*span)], *span, name=span[1] > m.end() or span in names)
            self.ws.append(word)
            self.cases.append(cases)
            at = span[1]
        self.case: dict[int, frozenset[str]] = {}
        self.ps: list[Piece] = []
        self._pieces()
        self.head()

    # -- words ------------------------------------------------------------------------------------------

    def _classed(self, text: str, a: int, b: int, name: bool) -> tuple[Word, frozenset[str]]:
        low = text.lower().replace("ё", "е")
        if not text[0].isalnum():
            return Word(a, b, text, "comma" if text == "," else "stop", text), ALL
        if text[0].isdigit():
            return Word(a, b, text, "num", low), ALL
        first = low.split()[0]
        adjective = next((c for e, c in self.d.adjectives if first.endswith(e) and len(first) > len(e) + 2), None)
        if name:
            return Word(a, b, text, "adj" if adjective and " " not in low and text[0].islower() else "noun", low), adjective or self._known(first) or self._of_name(first, text)
        if low in self.d.pronouns:
            return Word(a, b, text, "pron", self.g.contracted.get(low, low)), frozenset(self.d.pronouns[low])
        if low in self.g.closed:
            return Word(a, b, text, self.g.closed[low], self.g.contracted.get(low, low)), ALL
        if low in self.d.short:
            return Word(a, b, text, "verb", self.d.short[low], (Form(self.d.short[low], "short"),)), ALL
        readings = self.g.verbs.get(low, ())
        known = self.d.forms.get(low)
        if readings and not known:
            return Word(a, b, text, "verb", readings[0].lemma, readings), ALL
        if known:
            return Word(a, b, text, "noun", known[0][0]), self._known(low)
        guess = None if adjective or text[0].isupper() else next((f for p, f in self.g.unknown_verbs if p.search(low)), None)
        if guess:
            return Word(a, b, text, "verb", low, (Form(low, guess),)), ALL
        return Word(a, b, text, "adj" if adjective else "noun", low), adjective or self._guess(low)

    def _known(self, word: str) -> frozenset[str]:
        return frozenset(c for _, cases in self.d.forms.get(word, ()) for c in cases)

    def _guess(self, word: str) -> frozenset[str]:
        return next((c for e, c in self.d.nouns if word.endswith(e)), ALL)

    def _of_name(self, word: str, text: str) -> frozenset[str]:
        """Return the cases a name may stand in: "-u" is a dative beside a base without it, else an accusative."""
        if text.isupper():
            return ALL
        base = any(word[:-1] + e in self.d.names for e in self.d.siblings if e == "" or not word.endswith(e))
        if not base and word in self.d.names and word[-1:] in self.d.ambiguous:
            return frozenset(self.d.ambiguous[word[-1]][1]) if word[-1] in self.d.siblings else ALL
        if word[-1:] in self.d.ambiguous:
            consonant = any(word[:-1] + e in self.d.names for e in self.d.siblings[:3])
            return frozenset(self.d.ambiguous[word[-1]][0 if consonant else 1])
        return self._guess(word)

    # -- phrases ----------------------------------------------------------------------------------------

    def _pieces(self) -> None:
        i, negated = 0, False
        marker, first = "", None
        while i < len(self.ws):
            w = self.ws[i]
            if w.cls == "neg":
                negated = True
            elif w.cls == "prep":
                marker, first = w.lemma, i
            elif w.cls == "verb":
                i = self._verb_group(i, negated, marker) - 1
                negated, marker = False, ""
            elif w.cls in NOMINAL or w.cls == "time":
                i = self._phrase_from(i, marker, first) - 1
                marker, first = "", None
            elif w.cls != "adv":
                negated = negated and w.cls == "comma"
                marker, first = "", None
                self.ps.append(Piece(w.cls, i, i + 1, lemma=w.lemma))
            i += 1

    def _phrase_from(self, i: int, marker: str, first: int | None) -> int:
        """Add the noun phrase that begins at word `i`; return where it ends."""
        start, agreed, time = i, ALL, False
        heads: list[int] = []
        while i < len(self.ws):
            w = self.ws[i]
            if time and w.cls in ("noun", "adj", "pron"):
                break
            if w.cls == "time":
                time = True
            elif w.cls == "conj" and heads and i + 1 < len(self.ws) and self._same(agreed, i + 1):
                pass
            elif w.cls not in NOMINAL or (heads and self.ws[i - 1].cls != "conj" and not (len(heads) == 1 and self.ws[heads[0]].lemma in self.quantities)):
                break
            else:
                # The words of a phrase agree; a number governs the genitive of what it counts.
                counts = any(self.ws[j].cls == "num" for j in range(start, i))
                agreed = agreed if counts else agreed & self.cases[i] or self.cases[i]
                if w.cls in ("noun", "pron"):
                    heads = [i] if len(heads) == 1 and self.ws[heads[0]].lemma in self.quantities else [*heads, i]
            i += 1
        if not heads:
            heads = [i - 1]
        counted = any(self.ws[j].cls == "num" for j in range(start, i)) or any(self.ws[j].lemma in self.quantities for j in range(start, i))
        agreed = frozenset("na") if counted and not marker and agreed & set("gna") else agreed
        if self.ws[start].text.lower() in self.g.small["source"]:  # "according to"
            marker = self.ws[start].text.lower()
        piece = Piece("np", start if first is None else first, i, marker=marker, heads=tuple(heads), time=time)
        before = len(self.ps) - 1
        if not marker and before >= 0 and self.ps[before].kind == "np" and "g" in agreed and not counted and not self._acts(agreed, before):
            piece.marker, piece.owner = "gen", before
        elif not marker and not agreed & set("na"):
            piece.marker = "dat" if "d" in agreed else "ins" if "i" in agreed else "gen"
            if piece.marker == "gen" and "a" not in agreed and before >= 0 and self.ps[before].kind == "verb" and self.ps[before].negated:
                piece.marker, agreed = "", frozenset("a")  # what is denied stands in the genitive
        self.case[len(self.ps)] = agreed
        self.ps.append(piece)
        return i

    def _acts(self, agreed: frozenset[str], before: int) -> bool:
        """Whether a phrase behind another is none of its own: a nominative, or what may be an object behind a name."""
        if self.ws[self.ps[before].heads[-1]].text[0].isupper() and self.ps[before].marker and agreed & set("na"):
            return True
        return agreed == frozenset("n") or (agreed == frozenset("a") and self.case.get(before) != agreed)

    def _same(self, agreed: frozenset[str], i: int) -> bool:
        """Whether "and" joins two nouns of one case, and no verb follows for which the second would act alone."""
        return self.ws[i].cls in ("noun", "adj") and bool(agreed & self.cases[i])

    def _verb_group(self, i: int, negated: bool, marker: str) -> int:
        first, tense, mood, passive = i, "", "", False
        w = self.ws[i]
        helper = self.g.auxiliaries.get(w.lemma)
        if helper and i + 1 < len(self.ws) and self.ws[i + 1].cls == "verb":
            tense = "future" if any(r.form == "present" for r in w.readings) else "past"
            i += 1
            w = self.ws[i]
        form = w.readings[0].form
        if form == "short":
            passive, form, tense = True, "finite", tense or "past"
        elif form in FINITE:
            tense = "future" if form == "present" and self.d.perfective.search(w.lemma) else form
            form = "finite"
        elif tense == "future":
            form = "finite"
        low = w.text.lower()
        if low.endswith(("ся", "сь")) and not w.lemma.endswith(("ся", "сь")):
            passive = True
        self.ps.append(Piece("verb", first, i + 1, marker=marker, heads=(i,), lemma=w.lemma, tense=tense, mood=mood, form=form, passive=passive, negated=negated))
        return i + 1

    # -- who acts ---------------------------------------------------------------------------------------

    def _left(self, k: int) -> tuple[list[int], int | None]:
        """Return the phrases that may act, and others with a marker before the verb, and what bounds the clause."""
        left, bound = super()._left(k)
        right = super()._right(k)
        actor = self._actor(left, right)
        return [j for j in left if not self._bare(j) or j == actor or self.ps[j].owner is not None] + ([actor] if actor in right else []), bound

    def _right(self, k: int) -> list[int]:
        left, right = super()._left(k)[0], super()._right(k)
        actor = self._actor(left, right)
        fronted = [j for j in left if self._bare(j) and self.ps[j].owner is None and j != actor and "a" in self.case[j]]
        return fronted[:1] + [j for j in right if j != actor]

    def _actor(self, left: Sequence[int], right: Sequence[int]) -> int | None:
        """Return the phrase in the nominative: the certain one, else the first that may be."""
        may = [j for j in (*left, *right) if self._bare(j) and self.ps[j].owner is None and "n" in self.case[j]]
        certain = [j for j in may if "a" not in self.case[j]]
        return next(iter(certain or [j for j in may if j in left] or may), None)
