"""What is said, asked or threatened: whom the content of a word concerns, and when it is a demand or a mere forecast."""

from __future__ import annotations

from collections.abc import Mapping

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.events.participants import NOBODY, Who, first, resolve
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.telling import Telling
from foedus.evidence.syntax.model import Predicate

OPENING, CLOSED = "“\"‘'", "”\"’'"
TO = ("에", "에게", "엔", "에는")  #: particles of whom the words are said to
QUOTES = frozenset("“”«»\"")


def concerned(i: int, e: Entry, who: Who, s: Sentence, coded: Mapping[int, Entry], told: Discourse) -> Who:
    """Return whom predicate `i`, a word about a deed, concerns: the doer accused or asked, the one threatened or to be served."""
    p = s.predicates[i]
    held = (i,) if p.light is None or not told.lexicon.suffixes else (i, p.light)  # 비판이 나오다: what is said hangs on the verb
    for j, q in enumerate(s.predicates):
        carried = q.link == "relative" and not q.tense and s.predicates[i].kind == "noun"  # "the threat to attack"
        if q.governor not in held or (q.link not in ("complement", "about") and not carried):
            continue
        if e.type in ("ACCUSE", "REQUEST") or q.link == "about":
            roles: tuple[str, ...] = ("object",) if q.passive else ("subject",)
        else:
            roles = coded[j].roles["recipient"] if j in coded else ("object",)
        arguments = [a for a in q.arguments if not a.borrowed]
        found, _ = first(roles, arguments, s.mentions, told, acting=False, apart=who.ids)
        if found.ids:
            return found
        if e.type == "THREATEN":  # "war if X does not disarm" threatens X
            for r in s.predicates:
                if r.governor == j and r.mood == "conditional":
                    found, _ = first(("subject",), [a for a in r.arguments if not a.borrowed], s.mentions, told, acting=False, apart=who.ids)
                    if found.ids:
                        return found
    return NOBODY


def foretells(i: int, s: Sentence, told: Discourse) -> bool:
    """Whether a word of warning is about what may happen, of which nobody known is the doer: no threat."""
    said = [q for q in s.predicates if q.governor == i and q.link == "complement" and q.kind == "verb" and q.mood not in ("imperative", "due")]
    own = [a for q in said for a in q.get("object" if q.passive else "subject") if not a.borrowed and s.text[a.start : a.end].lower().split()[0] not in told.pronouns]
    force = told.lexicon.classes.get("violent", frozenset()) | told.lexicon.classes.get("trespass", frozenset())
    if any(told.lexicon.matches(force, a.lemma) and s.text[a.start : a.end].lower().split()[0] in told.others for a in own):
        return False  # "warned that any attack would mean war"
    return bool(said) and len(own) >= len(said) and not any(resolve(a, s.mentions, told, acting=True).ids for a in own)


def mishap(i: int, p: Predicate, s: Sentence, lexicon: Lexicon) -> bool:
    """Whether those hurt were so by no one's deed: "were killed when a helicopter crashed", "in a collision"."""
    if not p.passive or p.get("subject"):
        return False
    things, verbs = (lexicon.classes.get(k, frozenset()) for k in ("mishap", "mishaps"))
    when = any(q.governor == i and q.link == "adverbial" and q.lemma in verbs for q in s.predicates)
    return when or any(a.role in ("in", "by", "during") and lexicon.matches(things, a.lemma) for a in p.arguments)


def threatened(p: Predicate, s: Sentence, coded: Mapping[int, Entry], told: Discourse) -> bool:
    """Whether `p` refuses something in words by which, the same sentence says, their speaker threatens: that is the threat."""
    speaker = next((ids for a, b, ids in told.heard if a <= p.start < b), ())
    if not speaker or p.tense == "past":
        return False
    threats = [q for j, q in enumerate(s.predicates) if j in coded and coded[j].type == "THREATEN" and q.kind == "verb"]
    apart = [q for q in threats if set(s.text[min(p.start, q.start) : max(p.end, q.end)]) & QUOTES]
    return any(set(speaker) & set(first(("subject",), q.arguments, s.mentions, told, acting=True)[0].ids) for q in apart)


def demand(p: Predicate, n: int, s: Sentence, lexicon: Lexicon, told: Discourse) -> Telling | None:
    """Return the request in "X said that Y must ..." of sentence `n`: told by X, of Y."""
    if lexicon.suffixes and s.heading and p.kind == "verb" and p.mood in ("due", "imperative") and (called := _called_for(p, n, s)):
        return called
    if p.mood != "due" or p.kind != "verb" or p.governor is None or p.link != "complement":
        return None
    above = s.predicates[p.governor]
    if lexicon.governors.get(above.lemma) != "reported":
        return None
    speaker, _ = first(("subject",), above.arguments, s.mentions, told, acting=True)
    hearer, _ = first(("object",) if p.passive else ("subject",), p.arguments, s.mentions, told, acting=False, apart=speaker.ids)
    if not (speaker.ids and speaker.named and hearer.ids and hearer.named):
        return None
    start, end = min(above.clause[0], p.clause[0]), max(above.end, p.clause[1])
    return Telling(n, start, end, (p.start, p.end), "REQUEST", None, (), "request", speaker.ids, hearer.ids, None, "happened", 0.5, False)


def _called_for(p: Predicate, n: int, s: Sentence) -> Telling | None:
    """Return the request that a heading tells by a name and the words themselves: 칠레, 페루에 "인질 석방하라"."""
    opened = max((s.text.rfind(q, 0, p.start) for q in OPENING), default=-1)
    before = [m for m in s.mentions if m.end <= opened]
    if opened < 0 or not before or any(q in s.text[opened + 1 : p.start] for q in CLOSED):
        return None
    asked: tuple[str, ...] = ()
    if s.text[before[-1].end : opened].strip() in TO and len(before) > 1:
        asked = (before.pop().actor,)
        gap = s.text[before[-1].end : opened].split(",")[0]
    else:
        gap = s.text[before[-1].end : opened]
    if len(gap.split()) > 1 or set(gap) & set(CLOSED):
        return None
    own = [m for m in s.mentions if opened < m.start < p.start and s.text[m.end : m.end + 1] in (",", " ", "가", "는", "은", "이")]
    asked = asked or tuple(m.actor for m in own[:1])
    speaker = (before[-1].actor,)
    return Telling(n, before[-1].start, p.clause[1], (p.start, p.end), "REQUEST", None, (), "request", speaker, tuple(x for x in asked if x not in speaker), None, "happened", 0.55, False)
