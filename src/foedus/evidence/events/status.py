"""Whether a deed is told as done, meant, offered, denied or only thought of: from its form and what governs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.syntax.model import Predicate

#: Which of two effects wins when governing words pile up.
ORDER = ("happened", "reported", "planned", "offered", "predicted", "hypothetical", "refrained", "denied")
VIOLENT = frozenset(("ASSAULT", "COERCE"))
_UP = frozenset(("complement", "object", "subject", "inside", "coordinate", "attribute"))
STEPS = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a deed; `intent` where it is only declared that one is ready for it."""

    status: str
    intent: bool = False


def standing(n: int, predicates: Sequence[Predicate], coded: Mapping[int, Entry], lexicon: Lexicon) -> Standing | None:
    """Return how predicate `n` stands, or None where it tells no event of its own.

    A deed that is asked for, threatened, agreed on or refused is part of the asking, threatening, agreeing or
    refusing; a purpose, a duty and a wish are no events.
    """
    p = predicates[n]
    settled = p.settled and n in coded and lexicon.settles in coded[n].verbs
    found = "happened" if settled else _own(p, coded.get(n)) or _gathered(n, predicates, coded)
    if found is None:
        return None
    for a in p.get("subject") if p.kind == "verb" or (p.light is not None and predicates[p.light].lemma == "be") else ():  # "its aim is to contain"
        effect = lexicon.governors.get(a.lemma)
        if effect == "due":
            return None
        found = _worse(found, effect) if effect in ("planned", "predicted") and not a.borrowed else found
    if p.light is not None:
        found = _worse(found, lexicon.light_status.get(predicates[p.light].lemma, "happened"))
    refuses = p.negated and p.tense == "future" and found == "happened"  # who vows not to, refuses now
    at, link = p.governor, p.link
    if found == "happened" and p.negated and p.tense == "future" and at is not None and link == "coordinate" and predicates[at].mood == "conditional":
        found = "predicted"  # "if the court finds for Chad, Mali will not accept it"
    verbal = p.kind == "verb" or p.light is not None
    intent = through = False
    below = p
    for _ in range(STEPS):
        if at is None:
            break
        above = predicates[at]
        effect = _effect(above, lexicon)
        if link == "complement" and above.lemma in lexicon.wishing and any(not a.borrowed for a in below.get("object" if below.passive else "subject")):
            return None  # "hopes that they will leave"
        if effect == "doubted" and (link == "complement" or (link == "subject" and verbal)):
            if found != "happened" or not p.tense:
                return None  # "doubts that they will leave"
            found, effect = "denied", None
        if link == "subject" and verbal and above.mood in ("conditional", "possible"):
            found = _worse(found, "hypothetical")  # "sending troops would be"
        below = above
        if effect == "attempted":  # who tried to kill has used force
            own = coded.get(n)
            effect = "real" if own is not None and own.type in VIOLENT else "planned"
        if effect == "planned" and refuses:
            effect = None
        if effect == "due" and not verbal:
            effect = None
        if effect == "due" and verbal and link in ("complement", "relative", "adverbial", "attribute"):
            return None
        intent = intent or ((link == "complement" or (link == "relative" and above.kind == "noun")) and verbal and above.lemma in lexicon.intent and not above.negated)
        # "denied reports that it attacked": what is said of the noun holds of the deed it carries
        complement = link == "complement" or (link == "object" and through and effect == "denied") or (link == "coordinate" and not verbal)
        entry = coded.get(at)
        if link in ("relative", "complement") and above.kind == "noun" and verbal and not p.tense and _absorbs(lexicon.nouns.get(above.lemma, ()), lexicon):
            return None  # "a request to send"
        if link == "adverbial" and entry is not None and _absorbs((entry,), lexicon) and " " in above.lemma and not above.get("object"):
            link = "complement" if p.start - above.end <= len(above.lemma.split()[-1]) + 2 else link  # "ruled out sending"
        if through and link == "object" and entry is not None and entry.type == "REJECT" and (p.tense != "past" or effect == "denied"):
            return None  # "rejected a proposal to withdraw"; not what was done: "will not undo its decision to recognise"
        if entry is not None and entry.type == "ACCUSE" and link == "adverbial" and p.negated and not p.tense:
            return None  # "criticised it for not offering"
        told = link == "relative" and bool(p.tense) and not p.mood and p.kind == "verb" and not lexicon.suffixes  # "the talks that Chad left", "the pact which Mali broke"
        if entry is not None and entry.type in lexicon.absorbing and not told and link in ("complement", "relative" if above.kind == "noun" else "complement"):
            return None
        if not verbal and link == "object" and effect in ("denied", "refrained") and above.mood in ("due", "purpose", "imperative", "possible", "conditional", "asked"):
            return None  # "the war must be prevented"
        if link == "adverbial" or link == "relative":
            if above.kind == "noun" and effect and verbal and link == "relative":
                if above.lemma in lexicon.intent and above.light is None:
                    return None  # "their readiness to fight" only tells of a mood
                found = _worse(found, _with(effect, above))
            else:
                break
        elif effect and (complement or (not verbal and link in ("object", "inside") and effect in ("denied", "refrained", "planned", "offered", "predicted", "hypothetical", "enabled"))):
            found = _worse(found, _with(effect, above, not p.tense))
        if link == "complement":
            if above.mood in ("possible", "conditional") and effect != "reported":
                found = _worse(found, "hypothetical")
            if above.mood == "asked":
                return None
            if above.mood in ("due", "purpose", "imperative") and effect not in ("reported",):
                return None
            if above.tense == "future" and effect in ("planned", "real", None):
                found = _worse(found, "planned")
        if link == "coordinate" and above.kind == p.kind == "verb":
            link_above = above.link
            if link_above == "complement" and p.tense == "past" != above.tense and above.start > p.start:
                break  # where the verb stands last: what was done is told before what is promised or asked, and is no part of it
            at, link = above.governor, link_above
            continue
        if link not in _UP and not (link == "relative" and above.link == "object"):
            break
        through = link in ("complement", "relative") and above.kind == "noun"
        at, link = above.governor, above.link
    return Standing(found, intent)


def _gathered(n: int, predicates: Sequence[Predicate], coded: Mapping[int, Entry]) -> str | None:
    """Return "happened" for what people came together for: "held hands in a chain to protest against"."""
    p = predicates[n]
    above = predicates[p.governor] if p.governor is not None else None
    came = above is not None and above.tense == "past" and not above.negated and p.governor not in coded
    return "happened" if came and p.mood == "purpose" and coded[n].type == "PROTEST" and not p.negated else None


def _absorbs(entries: Sequence[Entry], lexicon: Lexicon) -> bool:
    return any(e.type in lexicon.absorbing for e in entries)


def _own(p: Predicate, entry: Entry | None) -> str | None:
    if p.mood in ("due", "purpose", "imperative", "asked"):
        return None
    if p.negated and p.mood == "conditional" and p.tense != "future":
        return "hypothetical"  # "if they do not condemn it"
    if p.negated and not (entry and entry.negated):
        return None if p.mood == "possible" and entry is not None and entry.type == "REJECT" else "denied"  # "cannot be ignored" tells of no deed
    if p.negated and p.tense == "future" and p.mood not in ("possible", "conditional"):
        return "happened"  # who says that they will not, refuses now
    if p.negated and p.mood == "possible" and entry and entry.type == "REJECT":
        return "happened"  # what "cannot be accepted" is refused
    if p.mood in ("possible", "conditional"):
        return "hypothetical"
    return "planned" if p.tense == "future" else "happened"


def _effect(above: Predicate, lexicon: Lexicon) -> str | None:
    """Return what a governing word, or what is said of it ("it is a duty to"), makes of the deed it governs."""
    words = (above.lemma, *(a.lemma for a in above.arguments if a.role == "attribute" and lexicon.governors.get(a.lemma)))
    effect = lexicon.governors.get(words[-1])
    if above.negated and (effect == "predicted" or lexicon.believing.intersection(words)):
        return "doubted"
    return None if effect == "doubted" and above.negated else effect


def _with(effect: str, governor: Predicate, bare: bool = False) -> str:
    if effect == "enabled":  # "permitió un encuentro": what was made possible came about
        return "denied" if governor.negated else "happened" if governor.tense == "past" and not governor.mood else "hypothetical"
    if effect == "real":
        return "denied" if governor.negated and bare else "happened"  # "did not manage to", not "it is hardly surprising that"
    if governor.negated:
        return {"planned": "refrained", "refrained": "happened", "denied": "happened", "offered": "refrained"}.get(effect, effect)
    return effect


def _worse(one: str, two: str) -> str:
    return max(one, two, key=ORDER.index)
