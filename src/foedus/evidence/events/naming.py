"""What only gives a thing a name: "called the vote a second independence", "mistook the visit for an attack".

Who names something says what it is to them; nobody grants an independence by that, and nobody attacks. The verbs and the
places of the name stand in the table ``naming`` of ``langs/<code>/events.toml``. What is named may be a deed and is told as
ever; to accuse by a name, to refuse or welcome somebody under it, is a deed of words.

*Decided against:* leaving naming to the framing of claims alone: the verb then still meets the entries of its other
senses ("call an election"), and the name itself, a noun of action, those of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.syntax.model import Argument, Predicate

#: Types of deeds of words that a name may carry.
JUDGING = frozenset(("ACCUSE", "REJECT"))
#: ... if what gets the name is somebody, or somebody's.
WELCOMING = frozenset(("SUPPORT",))
NAMED = frozenset(("object", "a"))  #: roles of what gets the name
REACH = 3  #: words between "as" and the deed that is ascribed ("as having never given up")


def given(p: Predicate, lexicon: Lexicon) -> Iterator[Argument]:
    """Yield the arguments of a verb that are the name it gives: "(called it) a retreat", "as a gift"."""
    for n in lexicon.naming.get(p.lemma, ()) if p.kind == "verb" else ():
        if n.beside and not any(a.role in n.beside for a in p.arguments):
            continue
        for a in p.arguments:
            led = not n.behind or any(b.role in n.behind and p.end <= b.start < a.start for b in p.arguments)
            if a.role in n.name and not a.borrowed and led:
                yield a


def unnamed(
    coded: Mapping[int, Entry], predicates: Sequence[Predicate], lexicon: Lexicon, text: str, names: Callable[[Argument], bool]
) -> dict[int, Entry]:
    """Return the entries of a sentence without those that its naming verbs and the names they give have met.

    Parameters
    ----------
    coded
        Index of a predicate -> the entry it meets.
    names
        Whether an actor is named within an argument.
    """
    out = dict(coded)
    for i, p in enumerate(predicates):
        if i in out and out[i].type == "REQUEST" and p.lemma in lexicon.insisting and lexicon.only & set(text[p.clause[0] : p.clause[1]].lower().split()):
            del out[i]  # "insists only on elections" tells where someone stands
        name = list(given(p, lexicon))
        as_deed = [j for j, q in enumerate(predicates) if q.governor == i and q.link == "complement" and _marked(text, p, q, lexicon)]
        if not name and not as_deed:
            continue
        welcome = i in out and out[i].type in WELCOMING and any(names(a) for a in p.arguments if a.role in NAMED)
        if i in out and out[i].type not in JUDGING and not welcome:
            del out[i]
        for j, q in enumerate(predicates):
            inside = q.kind != "verb" and any(a.start <= q.start < a.end for a in name)
            carried = q.kind != "verb" and (q.light == i or (q.governor == i and bool(name) and not _own(q, name[0], names)))
            if j in out and (inside or carried or j in as_deed):
                del out[j]
    return out


def _own(q: Predicate, name: Argument, names: Callable[[Argument], bool]) -> bool:
    """Whether a noun of action that gets a name tells itself whose it is, outside the name."""
    return any(names(a) and not (name.start <= a.start and q.end <= name.start) for a in q.arguments)


def _marked(text: str, p: Predicate, q: Predicate, lexicon: Lexicon) -> bool:
    """Whether a deed is ascribed by a naming verb: "is seen as having given up"."""
    before = text[p.end : q.start].lower().split()[-REACH:]
    return any(w in n.name for n in lexicon.naming.get(p.lemma, ()) for w in before)
