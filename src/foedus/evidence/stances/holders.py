"""Who wants: the actors of a sentence with factions added, and the resolution of pronouns and left-out subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.claims.speakers import UNSPECIFIED
from foedus.evidence.mentions import Mention
from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.relations.inventory import inventory
from foedus.evidence.relations.slots import ANAPHORS, SLOT, Skeleton, Slot
from foedus.evidence.stances.grammar import StanceGrammar
from foedus.langs.grammar.name_entries import persons, states
from foedus.langs.grammar.name_persons import holds

#: Kinds of actor that can want something.
ABLE = inventory()["supports"].subject
_OWNED = re.compile(r"(?:['’]s|의)? ?$")
_OWNER = re.compile(r" (?:in|of|within|inside|de|en|del|of the|in the) $")
_PEOPLE = "_MASSES"
#: Factions that every country has, so that one without a country belongs to the country spoken of.
_EVERYWHERE = frozenset({"PROTESTERS", "INDEPENDENTS", "OPPOSITION", "HARDLINERS", "MODERATES", "REFORMISTS", "MILITARY", "FAR_RIGHT", "STUDENTS"})
_SAID_OF_SUBJECT = re.compile(rf"\b(?:saying|adding|insisting|arguing|stressing|claiming|warning|vowing)(?: that)? ({SLOT})")
_OPENING = re.compile(rf"[^.;]{{0,40}}?{SLOT}['’]?s? (?:[\w'’]+ ){{0,3}}?\w+(?:ed|s|id)\b")
BINDING = frozenset("PMLKF")  #: offices whose holder's word is the state's
_OPENS = 4  #: characters, such as a mark of a list, before what a sentence begins with
_STATES = ("state", "government", "group", "place", "organisation")


def with_factions(mentions: Sequence[Mention], text: str, grammar: StanceGrammar, home: str | None = None, date: str | None = None) -> list[Mention]:
    """Add factions that have no entry ("hardliners in Peru" is ``PER_HARDLINERS``); they take the name they hold.

    A faction beside the name of a state or bloc belongs to it. One without is that of the country whose leader the
    sentence names, else of the only state named before it, else of `home`, else of the only state in the sentence, if
    every country has one; any other is the group at large.

    Parameters
    ----------
    home
        The state that the text names most.
    date
        Its day of publication.
    """
    # A parliament or a court wants as an organisation does.
    out = [replace(m, kind="organisation") if m.kind == "institution" else m for m in mentions]
    for name, pattern in grammar.groups:
        for m in pattern.finditer(text):
            within = next((x for x in out if x.start < m.end() and m.start() < x.end), None)
            if within is not None:
                if within.kind == "population" and within.actor.endswith(_PEOPLE):
                    # A faction is not the people it belongs to.
                    out = [x for x in out if x is not within]
                    start, end = min(within.start, m.start()), max(within.end, m.end())
                    out.append(Mention(start, end, f"{within.actor.removesuffix(_PEOPLE)}_{name}", "group", text[start:end]))
                continue
            owner = next((x for x in out if x.kind in _STATES and x.end <= m.start() and _OWNED.fullmatch(text[x.end : m.start()])), None)
            start, end = (owner.start if owner else m.start()), m.end()
            if owner is None:
                owner = next((x for x in out if x.kind in _STATES and x.start > m.end() and _OWNER.fullmatch(text[m.end() : x.start])), None)
                end = owner.end if owner else end
            state = owner.actor if owner else _state_of(mentions, home, date, start) if name in _EVERYWHERE else None
            actor = f"{state.removesuffix('_GOV')}_{name}" if state else name
            out = [x for x in out if x is not owner]
            out.append(Mention(start, end, actor, "group", text[start:end]))
    return sorted(out, key=lambda x: (x.start, -x.end))


def _state_of(mentions: Sequence[Mention], home: str | None, date: str | None, at: int) -> str | None:
    """Return the state whose faction at character `at` is meant where none is named beside it."""
    led = [o.of for m in mentions if date and (p := persons().get(m.actor)) for o in p.offices if holds(o, date) and o.of in states()]
    # A state named only behind the faction is whom it speaks of: "the opposition condemned Chad".
    able = [m for m in mentions if m.kind in ("state", "government")]
    before = any(m.start < at for m in able)
    named = list(dict.fromkeys(m.actor.removesuffix("_GOV") for m in able)) if before or not home else []
    return led[0] if led else named[0] if len(named) == 1 else home


def resolved(slot: Slot, sk: Skeleton, discourse: Discourse, speakers: Sequence[str]) -> str | None:
    """Return the id of whom a slot names; a first person is the speaker, a pronoun whoever was named before.

    Parameters
    ----------
    speakers
        Who says the sentence, as the claims reader has it; empty if nobody in particular does.
    """
    if slot.kind == "we" and UNSPECIFIED in speakers:
        return None  # an author without a name is not whoever was spoken of last
    if slot.kind == "we":
        body = next((s for s in (discourse.before[-1][:1] if discourse.before else ()) if s.kind == "organisation" and s.start <= _OPENS), None)
        if body is not None:
            return body.actor
        return next((s for s in speakers if s != UNSPECIFIED), None)
    if slot.kind == "it" and slot.start <= _OPENS and len(speakers) == 1 and speakers[0] != UNSPECIFIED:
        return speakers[0]  # "he" at the head of a sentence that somebody is known to say
    if slot.kind == "it" and (said := _SAID_OF_SUBJECT.search(sk.text)) and sk.slot(said.group(1)) is slot and not _OPENING.match(sk.text):
        return None  # "leaders of the coast met, saying they would wait": whoever the sentence opens with, who has no name
    if slot.kind in ANAPHORS:
        role = slot.kind == "it" and " " in slot.text.strip()  # "the head of state": somebody in office
        found = next((c for c in discourse.meant(slot, sk) if c.kind in ABLE and (not role or _binds(str(c.actor)))), None)
        return found.actor if found else None
    return slot.actor if slot.kind in ABLE else None


def _binds(actor: str) -> bool:
    """Whether a person holds an office that binds a state."""
    known = persons().get(actor)
    return known is not None and any(BINDING & set("".join(o.roles)) and not o.until for o in known.offices)


def left_out(discourse: Discourse, speakers: Sequence[str]) -> str | None:
    """Return whose verb it is where the subject is left out: the speaker's, else that of the sentence before."""
    said = next((s for s in speakers if s != UNSPECIFIED), None)
    if said is not None:
        return said
    latest = discourse.before[-1] if discourse.before else ()
    return next((s.actor for s in latest[:1] if s.kind in ABLE), None)
