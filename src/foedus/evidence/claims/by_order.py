"""Who speaks where word order tells the subject: English, Spanish, Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import (
    BODIES,
    UNSPECIFIED,
    Frame,
    Memory,
    Voice,
    group,
    speaking,
    unless_others,
    with_joined,
)
from foedus.evidence.mentions import Mention
from foedus.langs.grammar.name_home import belongs_to

_SERVED = re.compile(r"[’']s?\s(?:[^,.;:“”\"]{3,40},\s)?$")  # "Roe's lawyer, Jo Doe": who is served does not speak
_END = re.compile(r"\s*(?:[.;!?)]|\[\d|$)")
# A name may stand in quotation marks of its own.
_STOP = re.compile(r"[»”\"]?\s*(?:[.,;!?)]|\[\d|$)")
_STRANGER = re.compile(r"(?:[^\W\d_A-ZÀ-Ý][\w-]*\s){1,4}[A-ZÀ-Ý][\w’'-]+\s[A-ZÀ-Ý]")
_JOINT = re.compile(r"(?:,|,?\s[^\W\d_]{1,3})(?:\s[^\W\d_]{1,3})?\s")  # a comma or "and" between names, and an article
_SHORT = re.compile(r"\s*(?:[^\s,;:]+\s*){0,7}")  # no clause of its own
_PASSIVE = re.compile(r"\s(?:of|by|for|as|de|por)\b|\s*[.,;]")  # "activists accused of": nothing that they say
_SAID_BEHIND = re.compile(r"\s(?:ha |había )?\w{3,}(?:ó|jo|vo|so|do|cho|a|e)(?=,)")  # "explicó," and the like
_LEADERS = re.compile(r"(?:leaders|heads|members|líderes|miembros|jefes)(?!\w)")
_BRACKET = re.compile(r"\s*\([^()]{2,40}\)$")
# "Lima, 3 May 2021 — ", "Lima (Agency).- ": where a report was filed.
_DATELINE = re.compile(r"\s*[^\W\d_][^\d,(—–]{1,40}[,(\s](?=[^—–]{0,60}[\d)])[^—–]{0,60}?(?:\.\s?[-—–]+|\s[—–])\s")


def by_order(text: str, frame: Frame, mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find the speaker where word order tells the subject ("Doe, head of X, said that …", "…, dijo Doe").

    Parameters
    ----------
    text
        The sentence; offsets of `frame` and `mentions` count in it.

    Returns
    -------
    Voice or None
        None where nothing shows that the verb reports anybody's words.
    """
    filed = _DATELINE.match(text)
    able = [m for m in speaking(mentions) if not (filed and m.end <= filed.end() <= frame.start and m.kind in {"government", "place"})]
    if frame.manner == "hearsay":
        return Voice((UNSPECIFIED,), 0.7)
    if frame.manner == "view":
        return _in_whose_view(text, frame, able, memory, grammar)
    if frame.manner == "gerund":
        return _in_clause_before(text, frame, able, memory, grammar)
    if frame.manner in {"according", "cited"}:
        after = text[frame.end :]
        through = _media(able, 0, frame.start) if frame.manner == "cited" else ()
        if grammar.objects.match(after):
            who = memory.anaphor("", grammar)
            return Voice(who, 0.65) if who else Voice((UNSPECIFIED,), 0.5)
        if grammar.generic_media.match(after.lstrip()) and memory.media:
            return Voice((memory.media,), 0.65)
        stop = re.search(r"[,;:“\"«]|\sas\s", after)
        limit = frame.end + (stop.start() if stop else 70)
        near = [m for m in able if frame.end <= m.start < min(limit, frame.end + 70)]
        if not near and stop is not None and stop.group() == "," and (host := next((m for m in able if m.kind == "person" and m.start == limit + 2), None)):
            return Voice((host.actor,), 0.75, through)  # "according to the host, Jo Doe, …"
        if not near and (who := _titled_behind(text, frame, memory, grammar)):
            return Voice(who, 0.6, through)  # "according to the minister"
        if near and near[0].kind in {"state", "government", "population", "place"} and grammar.someone.match(text, frame.end) and not grammar.offices.search(text, near[0].end, limit):
            return Voice((UNSPECIFIED,), 0.5, through)  # "according to a Peruvian historian"
        if near:
            last = near[0]
            for m in near[1:]:
                last = m if m.kind == last.kind and grammar.joined.fullmatch(text[last.end : m.start]) else last
            return unless_others(near[0], able, text, grammar) or Voice(with_joined(last, near, text, grammar), 0.85, through)
        if frame.manner == "cited":
            return Voice((UNSPECIFIED,), 0.6, through)
        if grammar.subject_left_out and _SAID_BEHIND.match(after) and memory.subject():
            return Voice(memory.subject(), 0.55)  # "según explicó, …"
        capital = next((m for m in mentions if m.kind == "place" and frame.end < m.start <= frame.end + 5 and text.startswith(("’s", "'s"), m.end)), None)
        if capital is not None and (state := belongs_to(capital.actor)):
            return Voice((f"{state}_GOV",), 0.6)  # "in Lima's view"
        return Voice((UNSPECIFIED,), 0.5)
    pre = grammar.adverbs_before.sub("", text[: frame.start])
    head = _without_time(pre.rstrip(), able, grammar)
    through = _media(mentions, frame.end, frame.end + 40) if frame.manner == "quoted" else ()
    behind = [m for m in able if frame.end <= m.start <= frame.end + 40]
    postposed = head.endswith((",", "”", '"', "»", "—", "–", " -")) and bool(re.search(r"(?:[”\"»,—–]|\s-)\s*$", pre))
    final = _END.match(text, frame.end) is not None
    # "Doe, head of X, said that Y …": words that "that" opens hold no subject of the verb before it.
    if frame.manner != "quoted" and postposed and not grammar.complement.match(text, frame.end):
        closing = next((m for m in able if m.kind == "person" and head == text[: m.end] + ","), None)
        if closing is not None and not any(m.kind == "person" for m in behind):
            return unless_others(closing, able, text, grammar) or Voice((closing.actor,), 0.75)  # "“…,” the minister, Jo Doe, said"
        described = None if final and head.endswith(("”,", '",')) else _describes_last(text, head, able)
        if described is not None and not any(m.kind == "person" for m in behind):
            return unless_others(described, able, text, grammar) or Voice((described.actor,), 0.75)  # "…, Jo Doe, head of X, told the BBC"
        judges = frame.manner not in {"say", "think", "quoted"} and _apposed(able, text, head, grammar)  # "Peru, a member of X, condemned Chile"
        if behind and not judges and re.fullmatch(r"\s+[^,.;:“”\"]{0,38}", text[frame.end : behind[0].start]):
            # "Doe, head of X, said Y would …": what follows the verb is its subject at the sentence's end, or after a quotation.
            if _STOP.match(text, behind[-1].end) or not head.endswith(",") or head[-2:-1] in "”»\"":
                subject = _described(behind, text)
                return unless_others(subject, able, text, grammar) or Voice((subject.actor,), 0.8)
        elif (noun := grammar.article.match(text, frame.end)) and _STRANGER.match(text, noun.end()):
            return Voice((UNSPECIFIED,), 0.5)  # "“…”, said the writer Jo Doe", whom nobody knows
        elif grammar.someone.match(text, frame.end):
            return Voice((UNSPECIFIED,), 0.5)  # "“…”, relató uno de los mineros, que …"
        elif who := _titled_behind(text, frame, memory, grammar):
            return Voice(who, 0.6)  # "“…”, said the president"
        elif grammar.subject_left_out and memory.anaphor() and _set_in(text, frame, grammar) and not _apposed(able, text, head, grammar):
            leads = [m.actor for m in able if m.kind == "person" and m.start <= 2]
            return Voice(tuple(leads[:1]) or memory.anaphor(), 0.55)  # "lo que viene, dijo, es …"
        elif grammar.subject_left_out and memory.anaphor() and (grammar.when.match(text, frame.end) or grammar.toward.match(text, frame.end)):
            return Voice(memory.anaphor(), 0.55)  # "…, dijo el lunes": the subject is left out
        elif not final and not grammar.openers.fullmatch(head.rstrip(",")) and not _apposed(able, text, head, grammar) and re.fullmatch(r"\s+[^,.;:“”\"]{2,70}", re.split(r"\.(?:\s|$)|\[", text[frame.end :])[0]) and not grammar.complement.match(text, frame.end):
            return Voice((UNSPECIFIED,), 0.45)
    if any(m.end() == len(head) for m in grammar.as_said.finditer(head)):
        if behind and re.fullmatch(r"\s+(?:[^\s,.;:]+\s+){0,2}[«“]?", text[frame.end : behind[0].start]) and _STOP.match(text, behind[0].end):
            return unless_others(behind[0], able, text, grammar) or Voice((behind[0].actor,), 0.75)  # "como informó Doe, …"
        return None  # "as reported", by nobody in particular
    last_word = grammar.pronoun.search(head, max(0, len(head) - 8))
    if last_word and last_word.end() == len(head):
        opens = next((m for m in able if m.kind == "person" and m.end < len(head) - 8 and len(text[: m.start].split()) <= 3), None)
        single = opens is not None and not grammar.plural.fullmatch(last_word.group()) and re.search(r"[,;:.—]", text[opens.end : len(head)])
        who = (opens.actor,) if opens is not None and single else memory.anaphor(last_word.group(), grammar)
        return Voice(who, 0.7, through) if who else Voice((UNSPECIFIED,), 0.5)
    if any(m.end() == len(head) for m in grammar.thing.finditer(head)):
        agent = next((m for m in able if m.end < len(head) - 2 and m.kind in BODIES and len(text[: m.start].split()) <= 5), None)
        body = agent.actor if agent else memory.body  # "Peru opened what it called a corridor"
        return Voice((body,), 0.6, through) if body else None
    for pattern, who in ((grammar.joint, memory.pair()), (grammar.joint_sides, memory.both()), (grammar.generic_media, (memory.media,) if memory.media else ())):
        again = next((m for m in pattern.finditer(head) if m.end() == len(head)), None)
        if again is not None:
            who = who or (memory.same_body(again.group(), grammar) if grammar.same_named.fullmatch(again.group()) else ())
            return Voice(who, 0.6, through) if who else Voice((UNSPECIFIED,), 0.5)
    mark = grammar.question_mark.match(text) or grammar.answer_mark.match(text)
    cut = max((m.end() for m in grammar.clause.finditer(head)), default=mark.end() if mark and mark.end() < len(head) else 0)
    # "The base, the president said, …", "Asked about it, the president said": what stands between a comma and the verb.
    alone = head[cut:].strip(" ,") if head.endswith(",") else head[cut:].rpartition(", ")[2].strip()
    if titled := grammar.by_title.fullmatch(alone):
        who = memory.holder(titled["title"]) or (memory.leader(grammar.leader) if grammar.leader.fullmatch(titled["title"]) else ())
        unknown = None if frame.manner == "think" else Voice((UNSPECIFIED,), 0.45, through)
        return Voice(who, 0.6, through) if who else unknown
    own_name = any(m.kind in BODIES and cut <= m.start and m.end <= len(head) and m.text in alone for m in able)
    if not own_name and (grammar.same_body.fullmatch(alone) or grammar.same_named.fullmatch(alone)):
        body_again = memory.same_body(alone, grammar)
        return Voice(body_again, 0.6, through) if body_again else Voice((UNSPECIFIED,), 0.45, through)
    if (seat := _officials_of(text, head, cut, mentions, grammar)) is not None:
        return Voice((seat,), 0.55, through)
    if grammar.rulers.fullmatch(alone):
        return Voice(memory.rulers(), 0.55, through) if memory.rulers() else Voice((UNSPECIFIED,), 0.45, through)
    for body, words in grammar.state_bodies:
        if words.fullmatch(alone) and memory.rulers():
            return Voice(memory.rulers(body), 0.55, through)
    if final and not grammar.complement.match(text, frame.end) and ", " in head[cut:]:
        cut = head.rindex(", ") + 2  # "…, the agency said." ends with subject and verb
    if grammar.subject_left_out and head.endswith(",") and grammar.openers.fullmatch(head.rstrip(" ,").lstrip()) and memory.subject():
        return Voice(memory.subject(), 0.55, through)  # "Preguntado por Doe, respondió que …"
    head = _without_place(text, head, able, mentions, grammar)
    head = next((head[: m.end] for m in able if m.kind in BODIES and grammar.own_text.fullmatch(head, m.end)), head)  # "The ministry's statement added that …"
    if head.endswith(",") and (opener := _set_off(text, head, cut, able, grammar)) is not None:
        return unless_others(opener, able, text, grammar) or Voice((opener.actor,), 0.7, through)
    if cut and not head[cut:].strip(" ,") and grammar.adversative.search(text[:cut].rstrip()):
        clause = next((m for m in able if m.end < cut and m.start <= 5), None)
        if clause is not None:  # "Peru signed but has complained that …"
            return unless_others(clause, able, text, grammar) or Voice((clause.actor,), 0.65, through)
    before_verb = [m for m in able if cut <= m.start and m.end <= len(head)]
    inside = [m for k, m in enumerate(before_verb) if not _did(text, cut, m, k > 0, grammar)]  # "Residents questioned by the agency said"
    gerund = head.endswith(",") and grammar.opening_gerund.match(head[cut:].lstrip())
    if not inside or gerund:
        trailing = _subject_behind(text, frame, able, grammar) if grammar.subject_left_out else None
        if trailing is not None:
            return unless_others(trailing, able, text, grammar) or Voice((trailing.actor,), 0.7, through)
        early = [m for m in able if m.end <= cut]
        opening = _described(early, text) if early and early[0].start <= 30 else None
        before = ((opening.actor,) if opening and cut and len(text[cut : frame.start].split()) <= 1 else ()) or memory.subject()
        before = () if grammar.unnamed.fullmatch(head.strip()) or _number_differs(text, frame, before, memory, grammar) else before
        if grammar.subject_left_out and before and (frame.complemented or (frame.manner == "declare" and not cut)) and (
            gerund or len(head[cut:].split()) <= 1 or grammar.openers.fullmatch(head[cut:].strip(" ,"))
        ):
            return Voice(before, 0.55, through)
        goes_on = grammar.linked.search(f" {head.strip()}") or grammar.adversative.search(head.strip())
        if before and frame.complemented and len(head.split()) == 1 and goes_on:
            return Voice(before, 0.55, through)  # "And added that …"
        unnamed = grammar.unnamed.search(head, cut) is not None
        does = frame.manner == "declare" and grammar.unnamed.search(head, max(cut, len(head) - 40)) and not _PASSIVE.match(text, frame.end)
        if unnamed and (frame.complemented or frame.manner in {"say", "think"} or does):
            return Voice((UNSPECIFIED,), 0.6, through)
        return Voice((UNSPECIFIED,), 0.45, through) if frame.complemented and frame.manner != "think" else None
    nearest = inside[-1]
    if frame.manner in {"say", "declare"} and grammar.linked.search(head) and (together := _opening(text, inside, cut, grammar)):
        return unless_others(together[-1], able, text, grammar) or Voice(tuple(dict.fromkeys(m.actor for m in together)), 0.6, through)  # "Doe met them and urged …"
    if not text[nearest.end : len(head)].strip(" '’s"):
        owner = [m for m in inside if m.kind == "person" and m.end <= nearest.start and len(text[m.end : nearest.start]) <= 12]
        if nearest.kind in {"state", "government"} and owner and grammar.belongs.fullmatch(text[owner[-1].end : nearest.start]):
            nearest = owner[-1]  # "Doe of Peru said"
        named = with_joined(nearest, inside, text, grammar)
        return unless_others(nearest, able, text, grammar) or Voice(named, 0.85, through)
    if head.endswith((",", "–", "—", ")")):
        # "Jo Doe, a fellow at the X Institute, said": the name before the first comma is nobody known.
        known = any(cut <= m.start < inside[0].start for m in mentions)  # "In Lima, the spokesman, Jo Doe, said"
        if not known and re.match(r"(?:[\w-]+,\s)?[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'.-]+){1,3},\s", head[cut : inside[0].start].lstrip()):
            return Voice((UNSPECIFIED,), 0.5, through)
        first = _described(inside, text)
        apart = [m for m in inside if m.kind == "person" and text[: m.start].endswith(", ") and text.startswith(",", m.end)]
        serves = apart and apart[0] is not first and re.search(rf"(?<!\w)(?:{grammar.belongs.pattern})\s(?:[^\W\d_]+\s)?$", text[: first.start], re.IGNORECASE)
        first = apart[0] if apart and (first.kind != "person" or serves) else first  # "X's envoy, Jo Doe, for his part, said"
        return unless_others(first, able, text, grammar) or Voice((first.actor,), 0.75, through)
    gap = text[nearest.end : len(head)]
    if grammar.offices.fullmatch(gap):
        leader = memory.holders.get(nearest.actor.removesuffix("_GOV")) if grammar.leader.search(gap) else None
        return unless_others(nearest, able, text, grammar) or Voice((leader or nearest.actor,), 0.75, through)
    if nearest.kind in {"state", "government", "place", "population"} and (
        (_SHORT.fullmatch(gap) and (grammar.unnamed.search(gap) or any(nouns.search(gap) for _, nouns in grammar.groups))) or (grammar.owned.fullmatch(f"{gap} ") and frame.manner in {"say", "declare"})
    ):
        return Voice(group([nearest.actor], gap, grammar), 0.55, through)  # "Chile's doctors said": not the state
    if len(gap.split()) <= 3 and not re.search(r"[,;:]", gap) and frame.complemented:
        return unless_others(nearest, able, text, grammar) or Voice((nearest.actor,), 0.6, through)
    return Voice((_described(inside, text).actor,), 0.45, through) if frame.complemented else None


def _set_in(text: str, frame: Frame, grammar: ReportingGrammar) -> bool:
    """Whether a verb stands between two commas or dashes ("lo que viene, dijo, es …")."""
    return text.startswith(("-", "–", "—"), frame.end) or (text.startswith(",", frame.end) and not grammar.complement.match(text, frame.end + 1))


def _number_differs(text: str, frame: Frame, who: tuple[str, ...], memory: Memory, grammar: ReportingGrammar) -> bool:
    """Whether a verb in the plural has one person for its subject ("una carta en la que rechazaron …")."""
    return len(who) == 1 and who[0] in memory.persons and grammar.plural_verb.match(text, frame.start) is not None


def _in_whose_view(text: str, frame: Frame, able: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find the person or body for whom something is so ("For Jo Doe, the dyke is a danger"); nobody where no comma sets them off."""
    if spoken := grammar.objects.match(text, frame.end):
        who = memory.anaphor("", grammar)
        return Voice(who, 0.55) if who and text.startswith(",", spoken.end()) else None
    for m in able:
        lead = text[frame.end : m.start] if m.start >= frame.end else None
        if lead is not None and len(lead.split()) <= 3 and "," not in lead and text.startswith(",", m.end):
            return Voice((m.actor,), 0.55) if m.kind in {"person", "organisation", "media"} else None
    return None


def _in_clause_before(text: str, frame: Frame, able: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find the subject of the clause that a gerund hangs on ("Peru closed the road, saying that …"); nobody where it has another."""
    base = max((m.end() for m in re.finditer(r"[;:]\s", text[: frame.start])), default=0)
    opens = grammar.opening_gerund.match(text[base:])
    parts = [m.end() for m in re.finditer(r",\s", text[: frame.start]) if m.end() > base] if opens or grammar.openers.match(text, base) else []
    for start in (base, *parts):
        lead = grammar.the.match(text, start)
        at = lead.end() if lead else start
        if (spoken := grammar.pronoun.match(text, start)) and (who := memory.anaphor(spoken.group(), grammar)):
            return Voice(who, 0.6)
        for m in able:
            led = grammar.leader.match(text, at) or grammar.title.match(text, at) or grammar.officials.match(text, at) or _LEADERS.match(text, at)
            whose = led and m.kind in BODIES and grammar.belongs.fullmatch(f"{text[led.end() : m.start].rstrip()} ")  # "The leaders of X"
            if at <= m.start < frame.start and (whose or len(text[at : m.start].split()) <= (2 if m.kind == "person" else 0)):
                person = next((x for x in able if x.kind == "person" and m.end <= x.start <= m.end + 25), None)
                title = "" if person is None else text[m.end : person.start] + person.text
                subject = person if person and (grammar.leader.search(title) or grammar.title.search(title)) else m
                return unless_others(subject, able, text, grammar) or Voice(with_joined(subject, able, text, grammar), 0.6)
    return None


def _titled_behind(text: str, frame: Frame, memory: Memory, grammar: ReportingGrammar) -> tuple[str, ...]:
    """Return whom an office names that stands alone behind the verb."""
    m = grammar.by_title.match(text[frame.end :].lstrip())
    if m is None and (rulers := re.compile(rf"\s+(?:{grammar.rulers.pattern})(?=[.,;]|$)", re.IGNORECASE).match(text, frame.end)):
        return memory.rulers() if rulers else ()
    if m is None or len(text[frame.end :]) == len(text[frame.end :].lstrip()):
        return ()
    return memory.holder(m["title"]) or (memory.leader(grammar.leader) if grammar.leader.fullmatch(m["title"]) else ())


def _media(mentions: Sequence[Mention], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.actor for m in mentions if m.kind == "media" and start <= m.start <= end))


def _subject_behind(text: str, frame: Frame, able: Sequence[Mention], grammar: ReportingGrammar) -> Mention | None:
    """Return the person who stands behind the verb as its subject ("lo desmintió el lunes la ministra, Ana Ruiz")."""
    inserted = re.compile(rf",\s(?:{grammar.openers.pattern}),").match(text, frame.end)
    start = inserted.end() if inserted else frame.end
    if stressed := grammar.manner.match(text, start):
        start = stressed.end()  # "lo niega tajantemente Ana Ruiz"
    when = grammar.when.match(text, start)
    start = when.end() if when else start
    for m in able:
        if m.start >= start and not text[start : m.start].strip() and (inserted or _END.match(text, m.end) or text.startswith("De ", frame.start)):
            return m
        between = text[start : m.start]
        if m.kind != "person" or m.start < start or len(between) > 70:
            continue
        titled = grammar.article.match(between) and (grammar.title.search(between) or grammar.leader.search(between) or grammar.leader.match(m.text))
        if not grammar.clause.search(between) and "." not in between and (not between.strip() or titled):
            return m
    return None


def _without_place(text: str, head: str, able: Sequence[Mention], mentions: Sequence[Mention], grammar: ReportingGrammar) -> str:
    """Leave out where the speaker is, between name and verb ("Jo Doe in Lima said")."""
    bracket = _BRACKET.search(head)
    if bracket is not None and any(m.end == bracket.start() for m in able):
        head = head[: bracket.start()]  # "the Court of Justice (CJ) said"
    place = next((m for m in mentions if m.end == len(head) and m.kind in {"place", "state", "government"}), None)
    if place is None:
        return head
    before = next((m for m in reversed(able) if m.end <= place.start), None)
    found = re.compile(rf"(?:{grammar.locative.pattern})$", re.IGNORECASE).search(text, before.end if before else place.start, place.start)
    return head[: found.start()] if found and before and len(text[before.end : found.start()].split()) <= 3 else head


def _without_time(head: str, able: Sequence[Mention], grammar: ReportingGrammar) -> str:
    """Leave out when or where it was said, between name and verb ("The council on Thursday said")."""
    for m in able:
        if m.end < len(head) and grammar.when.fullmatch(head, m.end):
            return head[: m.end]
    return head


def _did(text: str, cut: int, mention: Mention, behind: bool, grammar: ReportingGrammar) -> bool:
    """Whether a name tells who did something with those who speak: people, or somebody named before."""
    return grammar.agent.search(text, cut, mention.start) is not None and (behind or grammar.unnamed.search(text, cut, mention.start) is not None)


def _opening(text: str, inside: Sequence[Mention], cut: int, grammar: ReportingGrammar) -> list[Mention]:
    """Return the names that open a clause, if it names nobody else before its second verb ("In a letter Peru and Chile closed X and urged …")."""
    lead = cut + len(text[cut:]) - len(text[cut:].lstrip())
    opener = grammar.when.match(f" {text[lead:]}")
    at = lead + (opener.end() if opener else 0)
    if not inside or inside[0].start - at > 5 or any(len(text[a.end : b.start]) > 12 or not _JOINT.fullmatch(text[a.end : b.start]) for a, b in pairwise(inside)):
        return []
    return list(inside)


def _describes_last(text: str, head: str, able: Sequence[Mention]) -> Mention | None:
    """Return the person behind a comma whom a phrase in commas describes, up to the verb ("…, Jo Doe, head of X,")."""
    for m in reversed(able):
        if m.kind == "person" and m.end < len(head) and re.fullmatch(r",\s[^,.;:“”\"]{3,90},", head[m.end :]):
            return m if re.search(r"(?:,|”|\")\s$", text[: m.start]) else None
    return None


def _officials_of(text: str, head: str, cut: int, mentions: Sequence[Mention], grammar: ReportingGrammar) -> str | None:
    """Return the government whose officials speak where a place of its state stands behind them ("officials in Lima said")."""
    place = next((m for m in mentions if m.end == len(head) and m.kind in {"place", "government"}), None)
    state = belongs_to(place.actor) if place else None
    found = place and re.compile(rf"(?:{grammar.officials.pattern})(?:{grammar.locative.pattern})$", re.IGNORECASE).search(text, cut, place.start)
    return f"{state}_GOV" if state and found else None


def _set_off(text: str, head: str, cut: int, able: Sequence[Mention], grammar: ReportingGrammar) -> Mention | None:
    """Return who opens the clause where commas set off what is said of them up to the verb ("Jo Doe, who led X, said")."""
    base = max((m.end() for m in re.finditer(r"[;:]\s", head)), default=0)
    for m in able:
        if m.start < base or m.end >= cut or not text.startswith(",", m.end):
            continue
        before = grammar.openers.sub("", text[base : m.start]).strip(" ,“«\"")
        if len(before.split()) <= 3 and not re.search(r"[,.]", before) and grammar.insertion.match(text, m.end + 1):
            return m
        return None
    return None


def _apposed(able: Sequence[Mention], text: str, head: str, grammar: ReportingGrammar) -> bool:
    """Whether a name opens the clause and what describes it runs up to the verb ("Jo Doe, who led the party, said")."""
    base = head.rfind("; ") + 2 if "; " in head else 0
    opener = grammar.openers.match(head, base)
    base = opener.end() + 2 if opener and head.startswith(", ", opener.end()) else base  # "At the summit, Jo Doe, who …"
    return any(base <= m.start <= base + 30 and m.end < len(head) and text[m.end] == "," and "," not in head[base : m.start] for m in able)


def _described(inside: Sequence[Mention], text: str) -> Mention:
    """Return the first of the names; the person, where it opens what describes one ("the Peruvian minister, Jo Doe", "Roe's lawyer, Jo Doe")."""
    first, *others = inside
    if not others or others[0].kind != "person":
        return first
    owned = first.kind in {"state", "government", "population", "place"} and others[0].start - first.end <= 25
    served = first.kind == "person" and _SERVED.match(text[first.end : others[0].start])
    return others[0] if owned or served else first
