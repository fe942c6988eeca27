"""Who takes part: the actors that the phrases of a predicate name, or stand for in the run of the text.

Names come from the actors reader. Words such as "protesters" or "the regime" stand for the people or the government of
the state the text has just been about; pronouns for the last fitting subject. What cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Lexicon
from foedus.evidence.events.sides import level, own_side, side, state_of
from foedus.evidence.mentions import Mention
from foedus.evidence.syntax.model import Argument, Predicate

#: Kinds of mention that a word for a body may follow.
BODIES = frozenset(("organisation", "group", "institution", "military"))
#: Kinds of mention that can act.
ACTING = frozenset(("state", "government", "organisation", "person", "military", "population", "group", "media", "institution"))
ASIDE = re.compile(r"\s?\(([^()]*)\)")
#: Classes of words that may stand for somebody without a name.
COLLECTIVE = ("masses", "government", "troops", "police")
ARMY = "_MILITARY"
BARE = frozenset(("subject", "object"))  #: roles of phrases that no preposition opens
LEAD = 9  #: code points that "both" may stand before a phrase
ROW = 40  #: code points before a phrase in which the names of its row may begin
LONGEST = 2  #: letters of "us" and "me"
BEFORE, ARTICLE = 24, 4  #: ... that "together with" may, and "the" behind it


@dataclass(frozen=True, slots=True)
class Who:
    """The actors a phrase names. `named`: by name in the phrase itself, not by what went before."""

    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    named: bool = True


NOBODY = Who((), ())


def resolve(a: Argument, mentions: Sequence[Mention], told: Discourse, *, acting: bool, things: bool = True) -> Who:
    """Return the actors of one argument.

    Parameters
    ----------
    mentions
        Those of the sentence.
    acting
        Only what can act counts; else a place stands for its state.
    things
        What belongs to someone may stand for them ("the plan of"): not where they are to act or to be attacked.
    """
    inside = [m for m in mentions if m.start < a.end and a.start < m.end]
    # In Korean a title no table knows stands behind the name: "아웅산 수치 국가고문".
    bearing = told.lexicon.suffixes and not told.lexicon.matches(told.lexicon.classes["troops"], a.lemma)
    head = [m for m in inside if any(m.start <= s < m.end or s <= m.start < e or (bearing and m.kind == "person" and 0 <= s - m.end <= 1) for s, e in a.heads)]
    if not inside and (aside := ASIDE.match(told.text, a.end)):  # "the Group of Seven (G7)"
        head = [m for m in mentions if aside.start(1) == m.start and m.end == aside.end(1)]
    classes = told.lexicon.classes
    lexicon = told.lexicon
    if lexicon.suffixes and len(a.heads) > 1 and (each := _each(a, mentions, told, acting, things)).ids:
        return each
    several = bool(a.heads) and not lexicon.suffixes and told.text[slice(*a.heads[0])].lower() != a.lemma
    troops = lexicon.matches(classes["troops"], a.lemma) or (several and lexicon.matches(classes["own_forces"], a.lemma))  # "the generals"
    known = troops and _known_force(a, told)
    opening = told.text[a.start : a.end].split(",")[0].split(" ")[0].lower()
    ours = "author" in (told.pronouns.get(a.lemma.lower()), told.pronouns.get(opening) if {m.actor for m in head} & set(told.author) else "")
    if told.author and inside and ours:
        return Who(tuple(told.author), ("state",) * len(told.author))  # "we, the ministers of A and B"
    if (armies := _armies(a, mentions, told)).ids:
        return armies if acting else Who(tuple(level(i) for i in armies.ids), armies.kinds)
    if head:
        head = [_borne(m, inside, told.text) for m in head]
        who = _from(_with_joined(inside, head[0], told) if len(head) == 1 else head, acting)
        if len(head) == 1 < len(who.ids) and head[0].actor.endswith(ARMY) and lexicon.suffixes:  # "the border guards of A and B"
            who = Who(tuple(f"{i}{ARMY}" if own_side(i) and not i.endswith(ARMY) else i for i in map(_state, who.ids)), who.kinds)
        told.force = list(who.ids) if acting and "military" in who.kinds else told.force
        return who
    meant = told.including.search(told.text, a.start, a.end)
    if meant and (each := _from([m for m in inside if m.start >= meant.end()], acting)).ids:
        return each  # "the parties, including the army of A and B"
    before = [m for m in mentions if m.end <= a.start]
    words = told.text[a.start : a.end].lower().split()[:2]
    pair = None if inside else told.two.search(told.text, max(0, a.start - LEAD), a.end)
    owned = pair is not None and pair.start() > a.start and not lexicon.suffixes and lexicon.matches(classes["government"] | classes["leaders"], a.lemma)
    if pair and (owned or pair.start() <= a.start + (len(a.role) + 1) * (a.role not in BARE) < pair.end() or (lexicon.suffixes and a.start <= pair.start())):
        behind = [level(m.actor) for m in mentions if m.start >= a.end] if acting else []
        ids = told.both((), pair[0].lower(), [level(m.actor) for m in before], behind)
        if ids:
            return Who(tuple(_part(i, a, told, troops) for i in ids), ("state",) * len(ids), False)
    counted = words if lexicon.suffixes else [w for w in words if w not in told.back or w in told.pairs]
    if not inside and any(w in told.pairs or any(w.startswith(p) for p in told.pairs if lexicon.suffixes) for w in counted[:1]):
        people = any(lexicon.matches(classes[c], a.lemma) for c in ("masses", "troops", "captive", "armed")) and not lexicon.matches(classes.get("standing", frozenset()), a.lemma)
        ids = [] if people else told.both((), told.text[a.start : a.end].lower())  # "the two" are states, "two students" are not
        if ids:
            return Who(tuple(ids), ("state",) * len(ids), False)
    if lexicon.suffixes and inside and a.lemma in told.pairs and a.heads and a.heads[0][0] - inside[-1].end > 1:
        ids = told.both({level(m.actor) for m in inside}, a.lemma)  # "with the two as mediators both sides signed"
        if ids:
            return Who(tuple(ids), ("state",) * len(ids), False)
    owner = next((m for m in inside if state_of(m.actor)), None)
    lead = next((w for w in words if told.pronouns.get(w)), "")  # "its army", "on its army"
    if owner is None and len(words) > 1 and lead and a.lemma != lead:
        ids = told.stands_for(lead, a.start)
        held = [s for s in map(state_of, ids) if s]
        if held and lexicon.matches(classes["troops"], a.lemma):
            return Who((f"{held[0]}_MILITARY",) if acting else (held[0],), ("military",), False)
        homes = classes["government"] | classes.get("homeland", frozenset())
        if acting and told.pronouns[lead] in ("author", "speaker") and lexicon.matches(homes | classes.get("bodies", frozenset()), a.lemma):
            mine = told.ours(ids)  # "our party", "my government"
            return Who(tuple(mine), ("state",) * len(mine))
        if held and acting and lexicon.matches(homes, a.lemma):  # "their country will not"
            return Who((held[0],), ("state",), False)
        if acting and ids and lexicon.matches(classes["leaders"], a.lemma) and all(not i[:1].islower() for i in ids):  # "its leaders"
            return Who(tuple(ids), ("state",) * len(ids), False)
        # In the object "its" is most often the subject's own: what is done with it is done to nobody named.
        return Who((held[0],), ("state",), False) if held and not acting and a.role != "object" else NOBODY
    coups = classes.get("coups", frozenset()) if lexicon.suffixes and not inside else frozenset()
    if any(lexicon.matches(coups, w) for w in words[:-1]) and any(lexicon.matches(classes[c], a.lemma) for c in ("armed", "troops", "leaders")):
        home = told.junta or told.state(before, masses=False)  # "those of the coup" are the army of a state
        return Who((f"{home}{ARMY}",), ("military",), False) if home else NOBODY
    hurt = not acting and not things and lexicon.matches(classes.get("victims", frozenset()), a.lemma)
    if hurt or lexicon.matches(classes["masses"], a.lemma):
        if owner and owner.kind in ("population", "group"):
            return _from([owner], acting)
        near = sorted((m for m in inside if not told.foreign(m) and state_of(m.actor)), key=lambda m: m.kind != "place")
        owner = near[0] if near else None
        state = state_of(owner.actor) if owner else told.lying(a.start, a.end, mentions) or told.state(before, masses=True)
        return Who((f"{state}_MASSES",), ("population",), bool(owner)) if state else NOBODY
    police = lexicon.matches(classes["police"], a.lemma) or (troops and _bare(a, told, classes.get("policing", frozenset())) and not _bare(a, told))
    if police and acting:
        home = state_of(owner.actor) if owner else told.state(before, masses=False)
        return Who((f"{home}_POLICE",), ("government",), bool(owner)) if home else NOBODY
    if acting and not inside and plotting(a, told):
        own = told.home or told.state(before, masses=False)
        return Who((f"{own}{ARMY}",), ("military",), False) if own else NOBODY
    if owner and troops and owner.kind in ("state", "government", "population"):
        both = _with_joined(inside, owner, told) if lexicon.suffixes else _in_turn(inside, owner, a, told)
        whose = tuple(dict.fromkeys(m.actor for m in both if state_of(m.actor)))
        told.force = [f"{state_of(i)}{ARMY}" for i in whose]
        return Who(tuple(told.force) if acting else whose, ("military",) * len(whose))
    if troops and acting:
        guarded = told.serves(inside[0].actor, bodies=False) if inside and inside[0].kind == "person" and lexicon.suffixes else []
        if guarded:  # "the guard of the president of X"
            told.force = [f"{level(guarded[0])}{ARMY}"]
            return Who(tuple(told.force), ("military",))
        if inside:
            who = _from(inside[:1], acting)
            told.force = list(who.ids) or told.force
            return Who(who.ids, ("military",) * len(who.ids)) if who.ids else NOBODY
        state_own = lexicon.matches(classes.get("standing", frozenset()), a.lemma)
        if told.force and known and (not state_own or all(map(own_side, told.force))):
            return Who(tuple(told.force), ("military",) * len(told.force), False)
        loyal = not (lexicon.matches(classes["armed"], a.lemma) or _bare(a, told)) and _bare(a, told, classes.get("loyal", frozenset()))
        ours = a.role == "subject" and (loyal or (known and lexicon.matches(classes["own_forces"], a.lemma)))
        own = (told.home if state_own and told.home else told.state(before, masses=False)) if ours else None
        return Who((f"{own}_MILITARY",), ("military",), False) if own else NOBODY
    owners = [m for m in inside if told.text.startswith(told.genitive, m.end)] if lexicon.suffixes else []
    if lexicon.suffixes and len(inside) > 1:  # the head stands last: who is named right before it, or by its genitive
        inside = _with_joined(inside, (owners or inside)[-1], told)
    deeds = lexicon.nouns.get(a.lemma, ()) if acting and lexicon.suffixes else ()
    if deeds and "modifier" not in deeds[0].roles["noun_actor"] and not owners:
        forces = [m for m in inside if m.kind == "military"] if "force" in deeds[0].roles["noun_actor"] else []
        return _from(forces, acting) if forces else NOBODY  # the break with X is none of X's doing
    bodies = [m for m in inside if m.kind in BODIES] if acting and any(lexicon.matches(classes.get(c, frozenset()), a.lemma) for c in ("bodies", "armed")) else []
    if bodies:  # "the Umma party", "Boko Haram gunmen": by the name
        return _from(bodies[:1], acting)
    if acting and inside and any(lexicon.matches(classes.get(c, frozenset()), a.lemma) for c in ("armed", "bodies")) and not lexicon.matches(classes["leaders"] | classes["government"], a.lemma):
        return NOBODY  # "Rwandan rebels" are not Rwanda
    if inside and (not acting or acts(a, lexicon)) and (things or not lexicon.matches(classes["things"], a.lemma) or a.lemma in classes.get("voices", frozenset())):
        return _from(inside if lexicon.suffixes else _with_joined(inside, inside[0], told), acting)
    holder = _owner(a, told, COLLECTIVE if acting else ("leaders",)) if lexicon.suffixes and not inside else None
    if holder is not None:  # "by the fire of the police", "the resignation of the president"
        return resolve(holder, mentions, told, acting=acting)
    if not inside and told.others.intersection(words):
        return NOBODY  # "a government" is none told of before
    called = told.roles.get(a.lemma if lexicon.suffixes else told.text[slice(*a.heads[0])].lower()) if a.heads and not inside else None
    if called and not lexicon.matches(classes["leaders"], a.lemma) and _bare(a, told) and (lexicon.suffixes or words[0] in told.back):
        return Who((called,), ("person",), False)  # "the envoy": who was told of as one
    titled = told.text[a.start : a.heads[0][0]].strip("- ◦☐“‘\"'").split() if lexicon.suffixes and a.heads else []
    other = any(w not in told.back and not w.endswith(("해", "이어", "는", "한")) for w in titled)  # a name unknown to the tables
    incumbent = lexicon.matches(classes.get("incumbent", frozenset()), titled[-1]) if titled else True
    if other and not incumbent and lexicon.matches(classes["leaders"], a.lemma):
        return NOBODY  # the president of a name that no table holds is not the one of the state told of
    if (told.main or told.person) and not several and not other and lexicon.matches(classes["leaders"], a.lemma):  # "the president": who was named before
        return Who(tuple(told.titled(a.lemma)), ("person",), False)
    named = told.text[slice(*a.heads[0])] if a.heads else ""
    ruling = classes["government"] | classes["troops"] | classes["masses"]
    short = told.bodies.get(named.lower()) if words and words[0] in told.back and not inside and _bare(a, told) and (named[:1].isupper() or a.lemma not in ruling) else None
    if short:
        return Who((short,), ("organisation",), False)  # "the Fund"
    again = told.pronouns.get(a.lemma) == "organisation" and _bare(a, told)
    if again and named[:1].isupper() and named.lower() == a.lemma and (last := told.organisation()):
        return Who((last,), ("organisation",), False)  # "the Authority" of heads of state is no government
    if lexicon.matches(classes["government"], a.lemma):
        rules = lexicon.suffixes and bool(told.junta) and not before and lexicon.matches(classes.get("standing", frozenset()), a.lemma)
        state = told.junta if rules else told.state(before, masses=False)  # "the generals" are those of the coup
        return Who((f"{state}_GOV",), ("government",), False) if state else NOBODY
    if told.pronouns.get(a.lemma) == "organisation":  # "the alliance": the one told of last
        last = told.organisation() if _bare(a, told) else None
        return Who((last,), ("organisation",), False) if last else NOBODY
    ids = told.stands_for(a.lemma, a.start)
    return Who(tuple(ids), tuple("state" for _ in ids), False) if ids else NOBODY


def _each(a: Argument, mentions: Sequence[Mention], told: Discourse, acting: bool, things: bool) -> Who:
    """Return those whom the heads joined in a phrase mean, where not all are names: "the army and the RSF"."""
    named = [any(m.start <= s < m.end or s <= m.start < e for m in mentions) for s, e in a.heads]
    if all(named) or len(a.others) != len(a.heads) - 1:
        return NOBODY
    ids: dict[str, str] = {}
    start = a.start
    for (s, e), lemma, name in zip(a.heads, (*a.others, a.lemma), named, strict=True):
        if name or any(told.lexicon.matches(told.lexicon.classes[c], lemma) for c in COLLECTIVE):
            who = resolve(Argument(a.role, start, e, ((s, e),), lemma), mentions, told, acting=acting, things=things)
            ids |= dict(zip(who.ids, who.kinds, strict=False))
        start = e + len(told.text[e:].split(" ")[0]) + 1
    return Who(tuple(ids), tuple(ids.values()), any(named)) if len(ids) > 1 else NOBODY


def _owner(a: Argument, told: Discourse, classes: Sequence[str]) -> Argument | None:
    """Return the phrase for somebody without a name, by a word of `classes`, whose deed, office or weapon a phrase tells of."""
    before, owned, _ = told.text[a.start : a.heads[0][0] if a.heads else a.end].rpartition(f"{told.genitive} ")
    lemma = before.split()[-1] if owned and before.split() else ""
    if not lemma or not any(told.lexicon.matches(told.lexicon.classes[c], lemma) for c in classes):
        return None
    end = a.start + len(before)
    return Argument(a.role, end - len(lemma), end, ((end - len(lemma), end),), lemma)


def _state(actor: str) -> str:
    return actor.removesuffix("_GOV")


def _part(actor: str, a: Argument, told: Discourse, troops: bool) -> str:
    """Return the army or the people of one of "both states", where the phrase tells of them."""
    if not (told.lexicon.suffixes and own_side(actor)):
        return actor
    people = told.lexicon.matches(told.lexicon.classes["masses"], a.lemma)
    return f"{level(actor)}{ARMY}" if troops else f"{level(actor)}_MASSES" if people else actor


def acts(a: Argument, lexicon: Lexicon) -> bool:
    """Whether a phrase may act for whoever is named in it, but is not its head: "Kenyan officials", not "Kenyan tea"."""
    return not lexicon.matches(lexicon.classes.get("idle", frozenset()), a.lemma)


def _with_joined(inside: Sequence[Mention], one: Mention, told: Discourse) -> list[Mention]:
    """Return a mention with those that "and" joins to it, where names do not tell heads from what stands before them."""
    out = [one]
    for m in sorted(inside, key=lambda m: m.start):
        if m.start >= out[-1].end and told.joint.fullmatch(told.text, out[-1].end, m.start):
            out.append(m)
    for m in sorted(inside, key=lambda m: -m.end):
        if m.end <= out[0].start and told.joint.fullmatch(told.text, m.end, out[0].start):
            out.insert(0, m)
    return out


def _in_turn(inside: Sequence[Mention], one: Mention, a: Argument, told: Discourse) -> list[Mention]:
    """Return a mention with those that follow it one by one before the head: "French, British and American warplanes"."""
    out = [one]
    for m in sorted((m for m in inside if m.start >= one.end and a.heads and m.end <= a.heads[0][0]), key=lambda m: m.start):
        if told.text[out[-1].end : m.start].strip(", ") in ("", "and") and state_of(m.actor):
            out.append(m)
    return out


def _armies(a: Argument, mentions: Sequence[Mention], told: Discourse) -> Who:
    """Return whose troops a phrase tells of by names in a row before them: "French, British and American warplanes"."""
    troops = told.lexicon.classes["troops"]
    if told.lexicon.suffixes or not a.heads or (a.others[-1] if a.others else a.lemma) not in troops:
        return NOBODY
    row = [m for m in mentions if m.start <= a.heads[-1][0] and m.start >= a.start - ROW and state_of(m.actor) and m.kind in ("state", "population", "military")]
    chain: list[Mention] = []
    for m in reversed(row):
        if not chain or told.text[m.end : chain[-1].start].strip(", ") in ("", "and"):
            chain.append(m)
    ids = dict.fromkeys(f"{state_of(m.actor)}{ARMY}" for m in reversed(chain))
    return Who(tuple(ids), ("military",) * len(ids)) if len(ids) > 1 else NOBODY


def _borne(m: Mention, inside: Sequence[Mention], text: str) -> Mention:
    """Return the person whom a word for a people stands right before ("el chileno Gabriel Boric"), else the mention itself."""
    after = next((p for p in inside if p.kind == "person" and p.start >= m.end and not text[m.end : p.start].strip()), None)
    return after if after is not None and m.kind in ("population", "state") else m


def _known_force(a: Argument, told: Discourse) -> bool:
    """Whether unnamed troops may be those told of before: "the troops", "soldiers"; not "a militia", "rebel units".

    What modifies them tells of others, whom no name identifies; so does a word for irregulars.
    """
    lexicon = told.lexicon
    if lexicon.matches(lexicon.classes["armed"], a.lemma):
        return False
    if lexicon.suffixes and a.lemma not in lexicon.classes["troops"] | lexicon.classes["own_forces"]:
        return False  # a compound says whose they are
    return _bare(a, told)


def plotting(a: Argument, told: Discourse) -> bool:
    """Whether a phrase tells of those who made a coup: "coup leaders", "the putschists"."""
    coups = told.lexicon.classes.get("coups", frozenset())
    ahead = told.text[a.start : a.heads[0][0]].lower().split() if a.heads and not told.lexicon.suffixes else []
    return told.lexicon.matches(told.lexicon.classes.get("plotters", frozenset()), a.lemma) or (bool(ahead) and ahead[-1] in coups and told.lexicon.matches(told.lexicon.classes["leaders"], a.lemma))


def _bare(a: Argument, told: Discourse, also: frozenset[str] = frozenset()) -> bool:
    """Whether nothing but words that point back, or `also` says, stands beside the head of a phrase."""
    lexicon = told.lexicon
    spans = sorted(a.heads)
    rest = told.text[a.start : spans[0][0]] if lexicon.suffixes else told.text[a.start : spans[0][0]] + " " + told.text[spans[-1][1] : a.end]
    return all(w in told.back or w in also or w.isdigit() for w in re.findall(r"\w+", rest.lower()))


def _from(mentions: Sequence[Mention], acting: bool) -> Who:
    ids: dict[str, str] = {}
    for m in mentions:
        if m.kind == "place":
            state = state_of(m.actor)
            if state and not acting:
                ids.setdefault(state, "state")
        elif m.kind in ACTING:
            ids.setdefault(m.actor, m.kind)
    return Who(tuple(ids), tuple(ids.values()))


def together(a: Argument, mentions: Sequence[Mention], told: Discourse) -> Who:
    """Return those who act with the subject where an argument says so: "Togo, along with Benin, condemned"."""
    m = told.along.search(told.text, max(0, a.start - BEFORE), a.end)
    if m is None or m.end() < a.start - ARTICLE or (a.role != "subject" and m.start() > a.start) or a.role == "object":
        return NOBODY  # "attacked Ghana as well as Benin"
    return _from([x for x in mentions if max(a.start, m.end()) <= x.start and x.end <= a.end], acting=True)


def opposite(p: Predicate, who: Who, told: Discourse) -> bool:
    """Whether "they" would be who says "us" in the same clause: "They rebuffed us" is another's deed."""
    if who.named or not who.ids or told.lexicon.suffixes or told.pronouns.get(p.pronoun) in (None, "author", "speaker"):
        return False
    ours = [a for a in p.arguments if a.role != "subject" and told.pronouns.get(a.lemma.lower()) in ("author", "speaker") and a.end - a.start <= LONGEST]
    own = {level(i) for a in ours for i in told.ours(told.stands_for(a.lemma, a.start))}
    return bool(own & {level(i) for i in who.ids})


def other_state(told: Discourse) -> Who:
    """Return the state told of last that is not of whom "we" means."""
    own = {level(i) for i in told.ours([*told.author, *told.speaker])} | {level(i) for i in told.subject}
    last = next((actor for actor, kind in reversed(told.recent) if kind in ("state", "government") and level(actor) not in own), None)
    return Who((last,), ("state",), False) if last else NOBODY


def first(
    roles: Sequence[str], arguments: Sequence[Argument], mentions: Sequence[Mention], told: Discourse, *,
    acting: bool, apart: Iterable[str] = (), things: bool = True,
) -> tuple[Who, Argument | None]:  # fmt: skip
    """Return the actors of the first of `roles` that names any beside those in `apart`, and its argument."""
    apart = frozenset(apart)
    held = {side(i) for i in apart}
    weak: tuple[Who, Argument | None] = (NOBODY, None)
    for role in roles:
        found: dict[str, str] = {}
        source, named, end = None, True, 0
        for a in arguments:
            if a.role != ("modifier" if role == "force" else role):
                continue
            who = resolve(a, mentions, told, acting=acting, things=things and not acting)
            if role == "force" and set(who.kinds) != {"military"}:
                continue
            new = {i: k for i, k in zip(who.ids, who.kinds, strict=False) if i not in apart and not (own_side(i) and level(i) in held)}
            if new and not found:
                source, named, end = a, who.named, a.end
                found |= new
            elif new and (a.role == "between" or told.joint.fullmatch(told.text, end, a.start)):  # "a Ghana y a Benín"
                found, end = found | new, a.end
        if found:
            who = Who(tuple(found), tuple(found.values()), named)
            if named:
                return who, source
            if weak[1] is None:
                weak = (who, source)
    return weak
