"""What the English parser hangs in a place where it cannot belong, and where it does."""

from __future__ import annotations

import re
from typing import Any

LABEL = re.compile(r"[A-Z0-9][^:.!?;\"“”]{0,28}:\s+(?=[\"“‘]?[A-Z])")  #: who speaks, or when it was, with a colon

FINITE = ("VBD", "VBZ", "VBP")
LEANING = ("ist", "ical", "eral", "ary", "ean", "ern", "ican")  #: endings of what a wing may be
TEMPORAL = ("after", "before", "following", "during", "amid", "despite", "since")
TOLD = ("VBD", "VBN")  #: tags of a past form, which the tagger mixes up


def unlabelled(text: str) -> str:
    """Return a text with blanks for the label that it opens with, which is no subject of what follows: "Q: Did", "May 1991: Chad signs"."""
    m = LABEL.match(text)
    return " " * m.end() + text[m.end() :] if m else text


def after_label(t: Any) -> int:
    """Return the place of a token, or of the next where it stands for the blanks of a label."""
    return int(t.i + (t.is_space and t.i + 1 < len(t.doc)))


def joined_to(t: Any) -> Any:
    """Return what a token depends on; of a joined verb the one that it can be joined to.

    A finite verb is not joined to an infinitive ("does not back Ann, who fled and took", "fled" is what "took" goes on
    from), nor one behind a comma to what is said in the perfect before it ("said it had won, and thanked Oman").
    """
    head = t.head
    if t.dep_ == "conj" and head.tag_ == "VBG" and head.dep_ == "advcl" and t.tag_ in FINITE and t.tag_ == head.head.tag_ and head.head.i < head.i:
        return head.head  # "cut ties, accusing it of fraud, and closed the port"
    if t.dep_ == "conj" and head.dep_ == "advcl" and t.tag_ == "VBD" == head.tag_ and _stranded(t, head):
        return head.head  # "Ghana, after talks failed, sided with Togo"
    if t.dep_ != "conj" or head.pos_ not in ("VERB", "AUX") or any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in t.children):
        return head
    if head.tag_ == "VB" and t.tag_ in FINITE and any(c.dep_ == "aux" for c in head.children):
        inner = [v for v in t.doc[head.i : t.i] if v.dep_ == "relcl" and v.tag_ == t.tag_]
        return inner[-1] if inner else head
    above = head.head
    reports = head.dep_ == "ccomp" and above.tag_ == "VBD" and any(c.lower_ == "had" and c.dep_ == "aux" for c in head.children)
    if reports and t.tag_ in TOLD and above.i < head.i:
        cc = next((c for c in head.children if c.dep_ == "cc" and c.i < t.i), None)
        settled = any(c.dep_ == "auxpass" for c in head.children) and any(c.dep_ == "dobj" for c in t.children)
        return above if cc is not None and (cc.nbor(-1).text == "," or settled) else head
    return head


def _stranded(t: Any, head: Any) -> bool:
    """Whether a comma right before a verb closes the adverbial clause that it is joined to, without a word that joins it."""
    return bool(t.i and t.nbor(-1).text == "," and not any(c.dep_ == "cc" for c in head.children))


def subject_of(t: Any) -> Any | None:
    """Return the subject of a verb, also where the parser hangs it on the auxiliary: "The court had on Friday ordered"."""
    own = [c for c in t.children if c.dep_ in ("nsubj", "nsubjpass")]
    own = own or [g for c in t.children if c.dep_ in ("aux", "auxpass") for g in c.children if g.dep_ in ("nsubj", "nsubjpass")]
    return own[0] if own else None


def in_time(t: Any) -> bool:
    """Whether a noun tells what came before, during or after the deed of a verb: "after a phone call with Oman, Chad closed"."""
    return bool(t.dep_ == "pobj" and t.pos_ == "NOUN") and t.head.lower_ in TEMPORAL and t.head.head.pos_ in ("VERB", "AUX")


def of_doing(prep: Any, noun: Any) -> bool:
    """Whether a preposition behind the object of a verb leads to what it is said to do: "accused the bloc of planning"."""
    return noun.dep_ in ("dobj", "nsubjpass") and prep.dep_ == "prep" and any(c.dep_ == "pcomp" for c in prep.children)


def wing(t: Any) -> bool:
    """Whether "left" is those on the left and no verb: "the reformist left in Europe"."""
    left = t.lower_ == "left" and t.dep_ == "acl" and t.head.i == t.i - 1
    return bool(left and (t.head.pos_ == "ADJ" or t.head.lower_.endswith(LEANING)))
