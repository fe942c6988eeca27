"""Verbs that the English parser takes for nouns: their sentence is parsed once more with a plain verb in their place.

"Canada sanctions Nicaragua" is no heap of nouns. Which plain verb stands in depends on what follows (``syntax.toml``,
`plain`); the new parse is believed only where that verb has a subject before it that agrees with it, and no other verb
has lost its own. Not chosen: reading such a sentence by word order, which gives up the rest of the parse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedus.evidence.syntax.inflect import Form
from foedus.evidence.syntax.model import Wanted

VERBAL = ("ROOT", "ccomp", "dep", "parataxis", "conj", "appos")  #: where a noun that is a verb was hung
FINITE = ("VBZ", "VBP", "VBD")
NAMES = ("NOUN", "PROPN")
TRIES = 2  #: at most so many words of a sentence are tried
PHRASE = ("DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM")


def mended(doc: Any, forms: Mapping[str, Sequence[Form]], wanted: Wanted, plain: Mapping[str, Mapping[str, str]], parser: Any) -> Any:
    """Return the parse of a sentence, its mistaken verb put right.

    Parameters
    ----------
    forms
        Every form of the verbs known -> what it may be.
    plain
        What follows (``object``, ``to``, ``else``) -> form (``plural``, ``singular``, ``past``) -> the verb that stands in.
    """
    tried = sorted(_suspects(doc, forms, wanted), key=lambda x: x[0])[:TRIES]
    for _, t, form in tried:
        again = _again(doc, t, plain[_behind(doc, t)][form], parser)
        if _sound(doc, again, t.i, form):
            return _with_words(doc, again, t, forms[t.lower_][0].lemma)
    return doc


def _suspects(doc: Any, forms: Mapping[str, Sequence[Form]], wanted: Wanted) -> Iterator[tuple[bool, Any, str]]:
    """Yield what may be a verb by its form and the words beside it: whether it is a noun of the lexicon too, the token, the form."""
    for t in doc:
        readings = forms.get(t.lower_)
        if not readings or not t.i or t.i + 1 == len(doc) or not t.text[0].islower() or not _misplaced(t):
            continue
        kinds = {r.form for r in readings}
        before = doc[t.i - 1]
        if not kinds & {"present", "past"} or before.pos_ not in NAMES or before.dep_ == "poss":
            continue
        form = "past" if "present" not in kinds else "singular" if t.lower_ != readings[0].lemma else "plural"
        if t.dep_ not in VERBAL and not _before_its_object(t, wanted) and t.sent.root.tag_ in (*FINITE, "VB", "VBN", "VBG", "MD"):
            continue  # a verb stands over it
        noun = any(w in known for w in (t.lemma_.lower(), t.lower_) for known in (wanted.nouns, wanted.agents, wanted.words))
        after = doc[t.i + 1]
        if noun and doc[-1].text not in ".!?" and (after.tag_ in ("NN", "NNS") or (before.pos_ != "PROPN" and after.pos_ not in PHRASE)):
            continue  # "the arms embargo", "rebel attacks in"
        if noun and before.tag_ == "NN" and before.dep_ == "compound":
            continue  # "has troops and a drone base at"
        yield noun, t, form


def _misplaced(t: Any) -> bool:
    """Whether a token is a noun, a verb inside a noun phrase, or an adjective or adverb that a sentence hangs on ("talks open in Juba", "Benin and Togo back the plan")."""
    return t.pos_ in NAMES or (t.tag_ in FINITE and t.dep_ == "compound") or (t.pos_ in ("ADJ", "ADV") and t.dep_ == "ROOT") or (t.pos_ == "ADV" and t.sent.root.pos_ in NAMES)


def _before_its_object(t: Any, wanted: Wanted) -> bool:
    """Whether a plural before the verb of a line is that verb, and what follows a noun of action: "Chad signs pact with Niger"."""
    after = t.nbor()
    return bool(after.dep_ == "ROOT" and t.head.i == after.i and after.tag_ in ("VBP", "VB", "VBD") and after.lower_ in wanted.nouns | wanted.words)


def _behind(doc: Any, t: Any) -> str:
    """Return what follows: a phrase, "to" with a verb, or something else."""
    after = doc[t.i + 1]
    if t.dep_ not in VERBAL and after.dep_ == "ROOT":
        return "object"
    return "to" if after.tag_ == "TO" and after.pos_ == "PART" else "object" if after.pos_ in PHRASE else "else"


def _again(doc: Any, t: Any, word: str, parser: Any) -> Any:
    words = [word if x.i == t.i else x.text for x in doc]
    return parser(type(doc)(doc.vocab, words=words, spaces=[bool(x.whitespace_) for x in doc]))


def _sound(doc: Any, again: Any, i: int, form: str) -> bool:
    """Whether the verb that stands in is the verb of a clause, and all other verbs keep their subjects."""
    v = again[i]
    subject = next((c for c in v.lefts if c.dep_ == "nsubj"), None)
    if v.pos_ != "VERB" or subject is None:
        return False
    several = subject.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in subject.children)
    if form != "past" and several != (form == "plural"):
        return False
    kept = (t for t in doc if t.i != i and not (t.i == i + 1 and again[t.i].pos_ in NAMES))
    return all(_has_subject(again[t.i]) for t in kept if t.pos_ in ("VERB", "AUX") and _has_subject(t))


def _has_subject(t: Any) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in t.children)


def _with_words(doc: Any, again: Any, t: Any, lemma: str) -> Any:
    """Return the new parse with the words that were written."""
    return type(doc)(
        doc.vocab, words=[x.text for x in doc], spaces=[bool(x.whitespace_) for x in doc], tags=[x.tag_ for x in again],
        pos=[x.pos_ for x in again], lemmas=[lemma if x.i == t.i else x.lemma_ for x in again],
        heads=[x.head.i for x in again], deps=[x.dep_ for x in again],
    )  # fmt: skip
