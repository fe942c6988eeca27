"""How a verb of the English dependency parse is told: tense, mood, negation."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any


def _aux(t: Any) -> list[Any]:
    own = [c for c in t.children if c.dep_ in ("aux", "auxpass") and not (c.i and c.text == "May")]  # the month
    if not own and t.dep_ == "conj" and t.head.pos_ in ("VERB", "AUX") and t.tag_ == t.head.tag_:
        own = [c for c in t.head.children if c.dep_ == "aux"]
    return own


def _reported_future(t: Any, aux: Any) -> bool:
    """Whether "would" is the "will" of reported speech: "said it would"."""
    return aux.lower_ in ("would", "’d", "'d") and t.dep_ == "ccomp" and not any(c.dep_ == "advcl" for c in t.children)


def tense(t: Any) -> str:
    """Return the tense of a verb: ``past``, ``present``, ``future`` or ``""``."""
    aux = _aux(t)
    if any(c.lower_ in ("will", "shall", "’ll", "'ll", "wo") or _reported_future(t, c) for c in aux):
        return "future"
    if t.tag_ == "VBG" and any(c.lower_ == "to" for c in aux):
        return "future"
    if t.dep_ == "xcomp" and t.head.lower_ == "going" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in t.head.children):
        return "future"  # "are going to stage"
    if t.dep_ == "xcomp" and t.head.lemma_ == "be" and t.head.pos_ == "AUX" and any(c.lower_ == "to" for c in aux):
        return "future"  # "is to meet"
    if t.tag_ in ("VBD",) or any(c.tag_ == "VBD" or c.lemma_ == "have" for c in aux):
        return "past"
    if t.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("VBZ", "VBP") for c in aux):
        return "present"
    return "past" if t.tag_ == "VBN" else ""


def mood(t: Any, modals: Mapping[str, str], heads: Container[int]) -> str:
    """Return the mood of a verb (see `Predicate`); `heads` are the places of predicates."""
    if asked(t):
        return "asked"
    for c in _aux(t):
        if c.lower_ in modals and not _reported_future(t, c):
            return modals[c.lower_]
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in t.children):
        return "conditional"
    if t.tag_ in ("VBZ", "VBP") and any(c.dep_ == "mark" and c.lower_ in ("until", "till", "before", "once") for c in t.children):
        return "conditional"  # "until it leaves"
    head = t.head
    if t.tag_ == "VB" and t.dep_ in ("advcl", "acl") and any(c.lower_ == "to" for c in t.children):
        return "" if t.dep_ == "acl" and head.i in heads else "purpose"  # "an attempt to"
    if t.dep_ == "conj" and head.pos_ == "VERB" and t.tag_ == "VB":
        return mood(head, modals, heads)
    if t.tag_ == "VB" and t.dep_ == "ROOT" and not any(c.dep_ in ("nsubj", "aux") for c in t.children):
        return "imperative"
    return "imperative" if _subjunctive(t, modals) else ""


def asked(t: Any) -> bool:
    """Whether a verb asks whether something is so: "Did Chad send troops?"; not why or when it was."""
    if t.dep_ not in ("ROOT", "conj", "ccomp") or t.doc[-1].text not in ("?", "”", '"'):
        return False
    if not any(x.text == "?" for x in t.doc[t.right_edge.i :][:3]):
        return False
    subject = next((c for c in t.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    turned = [c for c in (*t.children, t) if c.dep_ in ("aux", "auxpass", "ROOT", "ccomp") and c.tag_ in ("MD", "VBD", "VBZ", "VBP") and (c.i != t.i or t.lemma_ == "be")]
    if subject is None or not any(c.i < subject.i for c in turned):
        return t.dep_ == "conj" and t.head.pos_ in ("VERB", "AUX") and not any(c.dep_ == "nsubj" for c in t.children) and asked(t.head)
    return not any(c.tag_ in ("WRB", "WP", "WDT") for c in t.doc[t.left_edge.i : subject.i])


def supposed(noun: Any, verb: Any, modals: Mapping[str, str]) -> str:
    """Return ``conditional`` for a deed that is only thought of, the subject of "would": "a landing would mean war"."""
    would = any(c.lower_ in modals and modals[c.lower_] == "conditional" for c in verb.children if c.dep_ == "aux")
    definite = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ not in ("a", "an", "any", "another", "such")) for c in noun.children)
    return "conditional" if would and not definite else ""


def _subjunctive(t: Any, modals: Mapping[str, str]) -> bool:
    """Whether a clause of content tells what is to be done: "(insists) that it leave", "that the base be closed"."""
    if t.dep_ not in ("ccomp", "acl") or t.tag_ not in ("VB", "VBP", "VBN") or any(c.lower_ in ("to", "do", "does", "did") or c.lower_ in modals or c.tag_ == "MD" for c in t.children):
        return False
    if t.tag_ == "VBN":
        return any(c.dep_ == "auxpass" and c.lower_ == "be" for c in t.children)
    subject = next((c for c in t.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < t.i), None)
    one = subject is not None and (subject.tag_ in ("NN", "NNP") or subject.lower_ in ("he", "she", "it")) and not any(c.dep_ == "conj" for c in subject.children)
    return one and t.lower_ == t.lemma_ and t.lower_ not in ("'s", "’s")


def negated(t: Any) -> bool:
    """Whether a negation belongs to a verb."""
    if any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in t.children):
        return True
    if any(g.lower_ in ("hardly", "scarcely") for c in (t, *t.children) if c.pos_ == "ADJ" for g in c.children):
        return True
    if any(c.dep_ in ("nsubj", "dobj", "nsubjpass") and any(g.lower_ == "no" for g in c.children) for c in t.children):
        return True
    return t.dep_ == "conj" and t.tag_ == t.head.tag_ == "VB" and t.head.pos_ == "VERB" and negated(t.head)
