"""Who leads what, where name and office are one mention: "NATO Secretary-General Anna Berg", "the director of X, Juan Paz"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from foedus.evidence.mentions import Mention
from foedus.evidence.relations.inventory import inventory
from foedus.evidence.relations.patterns import TieGrammar
from foedus.evidence.relations.ties import Tie
from foedus.langs.grammar.name_tokens import matcher

RELATION = "head_of"
MEMBER = "member_of"
_BEFORE = 12  #: characters before a mention in which a word such as "former" still reaches it
_SURE = 0.7
UNSURE = 0.5  #: where the body is the one spoken of before


def office_ties(
    text: str, named: Sequence[Mention], grammar: TieGrammar, code: str, body: Callable[[int], str | None], state: Callable[[Mention], str | None]
) -> Iterator[Tie]:
    """Yield a tie for each person whose mention names an office and one known body that it leads.

    "The secretary-general, Anna Berg" leads the body spoken of before: only bodies have that office.

    Parameters
    ----------
    text
        The sentence.
    named
        The actors in it, with half-open offsets in the sentence.
    grammar
        Of its language, for the words of offices that lead.
    code
        ISO 639-1 code of the language.
    body
        Gives the organisation spoken of last before an offset in the sentence, or None.
    state
        Gives the state that a person serves or that is spoken of where they are named, or None.
    """
    kinds = inventory()[RELATION].object
    for k, m in enumerate(named):
        if m.kind != "person" or not m.actor or grammar.blocked.search(text[max(0, m.start - _BEFORE) : m.end]):
            continue
        if grammar.generals.search(m.text):
            own = [t.entries[0].id for t in matcher(code).tokens(m.text) if t.cls == "state"]
            led = own[0] if own else state(m)
            if led is None:
                continue
            yield Tie(m.start, m.end, RELATION, str(m.actor), f"{led}_MILITARY", None, None, None, UNSURE)
            continue
        office, held = grammar.heads.search(m.text), RELATION
        if fellow := grammar.fellows.search(m.text):
            office, held = fellow, MEMBER
        if office is None:
            continue
        if grammar.among.search(text[: m.start]):
            held = MEMBER
        tokens = matcher(code).tokens(m.text)
        # Of a longer word ("high-representative" in Korean) the word of the office is a part only.
        at = office.end() - len(office.group().lstrip())
        if at and m.text[at - 1].isalnum() and all(t.end != at for t in tokens):
            continue
        bodies = {
            t.entries[0].id
            for t in tokens
            if t.cls in ("organisation", "media") and t.entries[0].kind in kinds and not (t.start < office.end() and at < t.end)
        }
        owner = named[k - 1] if k else None
        if len(bodies) == 1:
            yield Tie(m.start, m.end, held, str(m.actor), bodies.pop(), None, None, None, _SURE)
        elif bodies:
            continue
        elif owner and owner.kind in ("organisation", "media", "group", "military") and grammar.owned.fullmatch(text[owner.end : m.start]):
            yield Tie(owner.start, m.end, held, str(m.actor), owner.actor, None, None, None, _SURE)
        elif held == RELATION and grammar.bodily.fullmatch(office.group()) and (of := body(m.start)):
            yield Tie(m.start, m.end, RELATION, str(m.actor), of, None, None, None, UNSURE)

