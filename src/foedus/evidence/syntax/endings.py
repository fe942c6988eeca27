"""What the endings of a Korean predicate say: tense, mood, negation, and how its clause hangs on the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.evidence.syntax.model import Span
from foedus.evidence.syntax.morphemes import Morph


@dataclass(slots=True)
class Group:
    """A noun phrase (``np``), a predicate (``pred``) or a stop.

    Attributes
    ----------
    role
        Of a noun phrase: ``subject object topic of`` or its particle.
    owned
        Index of the noun phrase it belongs to (by 의, or an adnominal marker).
    action
        Span of the noun of action that is its head, if one is.
    modifiers
        Of a noun phrase: what stands before its head without a particle, as (span, head span, lemma).
    noun_end
        End of the noun, its particles left out.
    joined
        Of a noun phrase: lemmas of those joined to it by "and".
    bare
        Of a predicate: noun phrases right before its noun, without a particle.
    complement_noun
        An adnominal clause that says what the noun after it holds (것, 계획).
    fact
        A clause of which something is said ("to ignore it is dangerous"): anybody may be its subject.
    fact_of
        The bound noun that makes a fact of the clause.
    gains
        A passive that may keep an object: its subject gets or loses something (약속받다, 몰수당하다).
    adverbs
        Of a predicate: the adverbs before it (높이 평가하다).
    settled
        It tells what was settled on (-기로 하다).
    """

    kind: str
    start: int
    end: int
    lemma: str = ""
    word: Span = (0, 0)
    role: str = ""
    heads: tuple[Span, ...] = ()
    owned: int | None = None
    action: Span | None = None
    modifiers: tuple[tuple[Span, Span, str], ...] = ()
    noun_end: int = 0
    joined: tuple[str, ...] = ()
    bare: tuple[tuple[Span, Span, str], ...] = ()
    tense: str = ""
    mood: str = ""
    negated: bool = False
    passive: bool = False
    link: str = ""
    complement_noun: bool = False
    fact: bool = False
    fact_of: str = ""
    gains: bool = False
    adverbs: tuple[tuple[Span, str], ...] = ()
    settled: bool = False
    topical: bool = False  #: a fact that is the topic of the sentence ("that it did so is ...")
    beside: bool = False  #: the clause goes on beside another deed of the same subject ("while it urged")
    tags: list[str] = field(default_factory=list)
    quoted: int | None = None  #: number of the quotation it stands in


def auxiliary(g: Group, form: str, t: Mapping[str, Any]) -> None:
    """Read an auxiliary verb that follows an ending: "does not", "must", "means to"."""
    last = g.tags[-1] if g.tags else ""
    g.negated = g.negated or form in t["negation"]["verbs"]
    g.passive = g.passive or (form in t["becoming"]["verbs"] and last in t["becoming"]["endings"] and g.lemma not in t["begin"])  # 맺어지다
    if form == "하" and last in t["purpose"]:
        g.mood, g.tense = "", g.tense or "future"
    elif form != "하" or last in t["duty"]:
        g.mood = t["auxiliary_moods"].get(form, g.mood)
    g.link = ""


def read_ending(g: Group, ms: Sequence[Morph], i: int, t: Mapping[str, Any], nouns: frozenset[str]) -> int:
    """Read the ending at `i` and the set phrases built on it; return the index after them.

    Parameters
    ----------
    g
        The predicate, whose tense, mood, link and negation are set.
    t
        The language's ``syntax.toml``.
    nouns
        Nouns of action, which may follow a clause that says what they hold ("a plan to").
    """
    m = ms[i]
    form = m.form.lstrip("ᆫᆯᆷ") or m.form
    nxt = ms[i + 1] if i + 1 < len(ms) else None
    if m.tag == "EF":
        g.link = ""
        if m.form in t["imperative"]:
            g.mood = "imperative"
        elif not g.tense:
            g.tense = "present"
        if nxt is not None and nxt.form in t["quoting"] and nxt.tag.startswith(("J", "V")):
            g.link = "complement"
        return i + 1
    if m.tag == "EC":
        if m.form in t["quotative"] or form in t["quotative"]:
            g.link = "complement"
            if m.form in t["asked"] and not g.tense and i and ms[i - 1].tag.startswith(("VV", "XSV", "VX")):
                g.mood = "imperative"
        elif m.form in t["conditional"] or form in t["conditional"]:
            g.link, g.mood = "adverbial", "conditional"
        elif m.form in t["purpose"] or form in t["purpose"]:
            g.link, g.mood = "adverbial", "purpose"
        elif m.form in t["duty"] or form in t["duty"]:
            g.link, g.mood = "coordinate", "due"
        else:
            g.link = "coordinate"
            if nxt is not None and nxt.tag == "JX" and m.form + nxt.form in t["contrast"]:
                g.tags[-1:] = [m.form + nxt.form]  # 거부하면서도
        return i + 1
    if m.tag == "ETN":
        g.link = "complement"
        g.complement_noun = True
        k = i + 1
        if nxt is not None and nxt.tag == "JKB" and nxt.form == "에":  # "although it imposed"
            g.link = "adverbial"
            if i + 2 < len(ms) and ms[i + 2].form in t["bound"]["ahead"]:  # "before it agrees"
                g.mood = "purpose"
        if nxt is not None and nxt.tag.startswith("J"):
            k = i + 2
            after = ms[k] if k < len(ms) else None
            if m.form == "기" and nxt.form == "로" and after is not None and after.form == "하":
                g.tense, g.settled = g.tense or "future", True
                while k < len(ms) and ms[k].tag in ("VV", "XSV", "VX", "EP"):
                    k += 1
                if k < len(ms) and ms[k].tag in ("EC", "EF", "ETM"):
                    return read_ending(g, ms, k, t, nouns)
        elif nxt is not None and nxt.form in t["bound"]["before"] and nxt.tag == "NNG":  # "before it attacks"
            g.link, g.mood, k = "adverbial", "purpose", i + 2
            while k < len(ms) and ms[k].tag.startswith("J"):
                k += 1
        elif nxt is not None and nxt.form in ("위하", "위해"):
            g.mood, g.link = "purpose", "adverbial"
        if nxt is not None and nxt.form == "위하":
            k = i + 3 if i + 2 < len(ms) and ms[i + 2].tag.startswith("E") else i + 2
        return k
    # ETM: a clause in front of a noun
    if m.form in t["future_adnominal"] and g.tense != "past":
        g.tense = "future"
    elif not g.tense:
        g.tense = "present" if m.form in t["present_adnominal"] else "past"
    g.link = "relative"
    if m.form in t["quotative_adnominal"] or form in t["quotative_adnominal"]:
        g.link, g.complement_noun = "complement", True
    if nxt is not None and nxt.form in t["bound"]["condition"] and m.form in t["present_adnominal"] and nxt.tag in ("NNB", "NNG", "MM"):
        behind = ms[i + 2].tag if i + 2 < len(ms) else ""
        if g.negated or (nxt.tag != "MM" and not behind.startswith(("J", "N", "XS", "VCP"))):
            g.link, g.mood = "adverbial", "conditional"  # "as long as it does not"
            return i + 2
    beside = nxt is not None and nxt.tag in ("MAG", "MAJ") and nxt.form in t["bound"]["beside"]  # 위협하는 한편 오슬로에서
    if nxt is None or (nxt.tag not in ("NNB", "NNG") and not beside):
        return i + 1
    if nxt.form in t["bound"]["possible"] and g.tense == "future":
        k = i + 2
        while k < len(ms) and ms[k].tag.startswith("J"):
            k += 1
        if k < len(ms) and ms[k].form == "없" and ms[k - 1].form in t["bound"]["but"]:  # "cannot but": does
            g.tense = "present"
            return _after_copula(g, ms, k + 1, t, nouns)
        if k < len(ms) and ms[k].form in ("있", "없"):
            g.mood, g.negated = "possible", g.negated or ms[k].form == "없"
            return _after_copula(g, ms, k + 1, t, nouns)
    if nxt.form in t["bound"]["experience"]:  # "has (never) discussed"
        k = i + 2
        while k < len(ms) and ms[k].tag.startswith("J"):
            k += 1
        if k < len(ms) and ms[k].form in ("있", "없"):
            g.tense, g.negated = "past", g.negated != (ms[k].form == "없")
            return _after_copula(g, ms, k + 1, t, nouns)
    if nxt.form in t["bound"]["intent"] and g.tense == "future":  # "has no intention of resigning": will not
        k = i + 2
        while k < len(ms) and ms[k].tag.startswith(("J", "MAG", "MM")):
            k += 1
        if k < len(ms) and ms[k].form == "없":
            g.negated = not g.negated
            return _after_copula(g, ms, k + 1, t, nouns)
    if nxt.form in t["bound"]["only"] and i + 2 < len(ms) and ms[i + 2].tag == "VCP":  # "has only sent"
        return _after_copula(g, ms, i + 3, t, nouns)
    if nxt.form in t["bound"]["fact"]:
        k = i + 2
        if k < len(ms) and ms[k].tag == "VCP":
            return _after_copula(g, ms, k + 1, t, nouns)
        g.link, g.complement_noun, g.fact_of = "complement", True, nxt.form
        if k < len(ms) and ms[k].tag == "JKO" and g.tense == "future":
            g.tense = ""  # "proposes that they return": not what the subject will do
        g.topical = k < len(ms) and ms[k].tag == "JX" and ms[k].form in t["topic"]
        g.fact = k < len(ms) and (ms[k].tag == "JKS" or (ms[k].tag == "JX" and ms[k].form in t["topic"]))
        while k < len(ms) and ms[k].tag.startswith("J"):
            k += 1
        return k
    if nxt.form in t["bound"]["beside"]:  # "while it urged": the clause goes on with the same subject
        g.link, g.beside, g.tense = "coordinate", True, "" if g.tense == "present" else g.tense
        k = i + 2
        while k < len(ms) and ms[k].tag.startswith("J"):
            k += 1
        return k
    if nxt.form in t["bound"]["time"]:
        g.link, g.complement_noun = "adverbial", True
        k = i + 2
        while k < len(ms) and ms[k].tag.startswith("J"):
            k += 1
        return k
    if nxt.form in t["apposed"] or (nxt.form in nouns and nxt.form in t["content_nouns"]):
        g.link, g.complement_noun = "complement", True
    return i + 1


def _after_copula(g: Group, ms: Sequence[Morph], k: int, t: Mapping[str, Any], nouns: frozenset[str]) -> int:
    g.link = ""
    while k < len(ms) and ms[k].tag == "EP":
        k += 1
    if k < len(ms) and ms[k].tag in ("EC", "EF", "ETM", "ETN"):
        tense = g.tense
        k = read_ending(g, ms, k, t, nouns)
        g.tense = tense
    return k
