"""Who speaks where particles mark the topic or subject: Korean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.evidence.claims.described import described
from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.nominal import carried_by_noun
from foedus.evidence.claims.speakers import UNSPECIFIED, Frame, Memory, Voice, group, speaking, with_joined
from foedus.evidence.mentions import Mention

_QUOTED = re.compile(r"[“\"«][^”\"»]*(?:[”\"»]|$)")
_TERM = re.compile(r"‘[^‘’]*’")
_INDIRECT = re.compile(r".?(?:[다라냐까]고|것으로|다는)")  # ends words reported, in Korean
_CARRIED = re.compile(r"[가-힣]{2}[다라](?:며|면서|고)\s")  # … further back, before another verb
_INSERTED = re.compile(r"(?<=고)\s+[가-힣]{2,}[은는이가]\s")  # a subject between them and the verb
_RELATIVE = re.compile(r"\s(?:[^\s,]+\s){0,2}?[가-힣]*(?:[하되있없쓰]는|[던한된린킨])\s(?:[^\s,]+\s){0,2}?[^\s,]+[은는]\s")
_NOUN_CLAUSE = re.compile(r"[다라]는 (?:점|사실|것)[을를]")
_AND = re.compile(r"(?:고|으며)\s+$")  # without a comma
_STATE = re.compile(r"[A-Z]{3}(?:_\w+)?")
_NESTED = re.compile(r"(?:말|설명|주장|강조|약속|언급|확인|답|경고|요청)했다고\s(?=.{0,40}(?:전했|말했|밝혔|덧붙|보도))")
_INTENDS = re.compile(r"(?:계획|방침|예정|의향|용의|의사|각오|채비)(?:이|가 있다?|이 있다?)$")  # what the speaker means to do
_NEAR = 20  # code points from a subject to the end of its verb of speech, nothing between them


def by_particle(text: str, frame: Frame, mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find the speaker where particles mark the topic or subject ("X는 … 말했다", "X에 따르면").

    Parameters and result as of `by_order`.
    """
    able: Sequence[Mention] = speaking(mentions)
    if frame.manner == "hearsay":
        return Voice((UNSPECIFIED,), 0.7)
    if frame.manner == "according":
        before = text[: frame.start].rstrip()
        if spoken := next((m for m in grammar.pronoun.finditer(text[: frame.end]) if m.end() == len(before)), None):
            who = memory.anaphor(spoken.group(), grammar)
            return Voice(who, 0.65) if who else Voice((UNSPECIFIED,), 0.5)
        near = [m for m in able if m.end <= frame.start and re.fullmatch(grammar.role, text[m.end : frame.start])]
        if near and _speaks(near[-1], text[near[-1].end : frame.start], grammar):
            return Voice(with_joined(near[-1], able, text, grammar), 0.85)
        if (office := grammar.office_last.search(before)) and (who := memory.holder(office["title"])):
            return Voice(who, 0.65)
        return Voice((memory.media,), 0.5) if grammar.generic_media.search(before) and memory.media else Voice((UNSPECIFIED,), 0.5)
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    able = [m for m in able if not any(a < m.start and m.end < b - 1 for a, b in quoted)]  # a few words quoted hold no speaker
    if any(a <= frame.start < b for a, b, _ in described(text, quoted, able, grammar)):
        return None  # "… 했다고 주장한 칠레는 …": a row of its own
    if (carried := carried_by_noun(text, frame, able, memory, grammar)) is not None:
        return carried
    if grammar.goes_on.match(text, frame.start):
        return Voice(memory.goes_on(), 0.55) if memory.goes_on() else Voice((UNSPECIFIED,), 0.45)
    through = tuple(
        m.actor for m in able if m.kind == "media" and grammar.through.match(text[m.end : m.end + 8])
    )
    if (source := next((m for m in grammar.cited.finditer(text) if not any(a < m.start() < b for a, b in quoted)), None)) is not None:
        whose = next((m for m in reversed(able) if m.end <= source.start() and re.fullmatch(grammar.role, text[m.end : source.start()])), None)
        relays = tuple(dict.fromkeys(m.actor for m in able if m.kind == "media" and m is not whose))
        if relays or whose is not None:
            named = whose is not None and not grammar.unnamed.search(text[whose.end : source.start()]) and _speaks(whose, text[whose.end : source.start()], grammar)
            return Voice((whose.actor,), 0.7, relays) if whose is not None and named else Voice((UNSPECIFIED,), 0.6, relays)
    # Who is named in the words quoted is not their speaker.
    told = _QUOTED.sub(lambda m: f"{m.group()[0]}{' ' * (len(m.group()) - 2)}{m.group()[-1]}", text)
    pronoun = grammar.pronoun.search(told[: frame.end])
    if (inner := _told_inside(told, frame, able, grammar)) is not None:
        return Voice((inner.actor,), 0.65, through)
    beside = _beside(text, frame, able, grammar)
    if beside is not None:
        return Voice(with_joined(beside, able, text, grammar), 0.85, through)
    if inserted := _INSERTED.search(text, frame.start, frame.end):
        office = grammar.office_last.search(inserted.group().rstrip()[:-1])
        who = memory.holder(office["title"]) if office else ()
        return Voice(who or (UNSPECIFIED,), 0.6 if who else 0.5, through)
    everybody = able
    able = _last_clause(text, frame, able, grammar)
    unknown = _unknown_topic(text, everybody, grammar) if able is everybody and _INDIRECT.match(text, max(0, frame.start - 1)) else None
    for markers, base in ((grammar.topic, 0.85), (grammar.subject, 0.7)):
        for m in able:
            if pronoun and markers is grammar.topic and pronoun.start() < m.start:
                break
            if markers is grammar.topic and _adds(text, frame, m, memory, grammar):
                continue
            others = grammar.not_the_speaker.match(text[m.end :].removeprefix("의").lstrip())
            if others and m.start < frame.start and markers is grammar.topic:
                return Voice(group(with_joined(m, able, text, grammar), others.group(), grammar), 0.6, through)
            marked = re.compile(rf"{grammar.role}(?:{markers.pattern})").match(text, m.end)
            if not marked or m.start > frame.end:
                continue
            if any(o.kind == "person" and m.end <= o.start and o.end <= marked.end() for o in able):
                continue  # "X당 아무개 의원은": the member speaks
            if unknown is not None and unknown < m.start and not _behind_words(text, m, marked.end(), frame):
                continue  # "Vega(topic) Peru(subject) … said": what follows a topic stands in the words reported
            if markers is grammar.subject and (m.actor in through or not _main_clause(text, m, marked.end(), frame, grammar)):
                continue
            role = re.sub(rf"(?:{markers.pattern})$", "", text[m.end : marked.end()])
            if not _speaks(m, role, grammar):
                continue
            if m.kind in {"group", "place", "population"} and grammar.unnamed.search(role) and not _STATE.fullmatch(m.actor):
                return Voice((UNSPECIFIED,), 0.5, through)  # "서방 외교관"
            if m.kind in {"state", "government"} and grammar.leader.search(role):
                return Voice((memory.holders.get(m.actor.removesuffix("_GOV"), m.actor),), base, through)
            return Voice(with_joined(m, mentions, text, grammar), base, through)
        if markers is grammar.subject:
            break
        again = next((x for x in grammar.same_body.finditer(told, 0, frame.start) if x.start() <= _NEAR and grammar.topic.match(text, x.end())), None)
        if again and memory.bodies:
            return Voice(memory.same_body(again.group(), grammar), 0.6, through)
        if pronoun and pronoun.start() <= _NEAR and (who := memory.anaphor(pronoun.group(), grammar)):
            return Voice(who, 0.7, through)  # whoever else is told of behind it stands in the words reported
        if memory.rulers() and not memory.main and any(not _named_at(r, everybody) for r in grammar.rulers.finditer(told, 0, frame.start)):
            return Voice(memory.rulers(), 0.55, through)
        for body, words in grammar.state_bodies if memory.rulers() else ():
            if any(not _named_at(r, everybody) for r in words.finditer(told, 0, frame.start)):
                return Voice(memory.rulers(body), 0.55, through)
        unnamed = grammar.unnamed_topic.search(told, 0, frame.start)
        # In a digest masses of people far behind the start stand in the words reported.
        within = memory.main and unnamed and any(nouns.search(unnamed.group()) for _, nouns in grammar.groups)
        if unnamed and frame.complemented and not (within and len(text[: unnamed.start()].split()) > 3 and _reports(text, frame)):
            return Voice((UNSPECIFIED,), 0.5, through)
        if pronoun:
            who = memory.anaphor(pronoun.group(), grammar)
            return Voice(who, 0.7, through) if who else Voice((UNSPECIFIED,), 0.5, through)
        joint = grammar.joint.search(told[: frame.start]) or grammar.joint_text.search(told[: frame.start])
        if joint and memory.pair():
            return Voice(memory.pair(), 0.65, through)
        if grammar.joint_sides.search(told, 0, frame.start) and memory.both():
            return Voice(memory.both(), 0.65, through)
        for titled in grammar.alone.finditer(told, 0, frame.start):
            if not any(m.end <= titled.start() <= m.end + 8 for m in mentions) and (who := memory.holder(titled["title"])):
                return Voice(who, 0.65, through)
    if frame.manner != "say":
        if grammar.unnamed_topic.search(told, 0, frame.start):
            return Voice((UNSPECIFIED,), 0.45, through)
        # A verb that denies, without topic or subject: who spoke in this paragraph goes on.
        goes_on = (memory.main or (frame.denies and memory.here)) and memory.goes_on() and not _other_topic(told[: frame.start], grammar)
        return Voice(memory.goes_on(), 0.5, through) if goes_on else None
    if grammar.generic_media.search(told[: frame.start]) and memory.media:
        return Voice((memory.media,), 0.55)
    # A subject left out is that of the sentence before; one that is there but unknown is nobody's.
    # In a digest a topic further on, or of a thing, stands in the words reported, if there are any.
    if voice_opens(text, able, grammar) if memory.main and _reports(text, frame) else _other_topic(told[: frame.start], grammar) and not (grammar.continues.match(text) and not voice_opens(told, able, grammar)):
        return Voice((UNSPECIFIED,), 0.45, through)
    return Voice(memory.goes_on(), 0.55, through) if memory.goes_on() else Voice((UNSPECIFIED,), 0.45, through)


def _told_inside(told: str, frame: Frame, able: Sequence[Mention], grammar: ReportingGrammar) -> Mention | None:
    """Return whose words another passes on ("… 했다고 X가 말했다고 Y는 전했다": X)."""
    said = _NESTED.search(told, 0, frame.end)
    if said is None:
        return None
    marked = rf"{grammar.role}(?:{grammar.subject.pattern})\s"
    return next((m for m in reversed(able) if m.end <= said.start() and re.fullmatch(marked, told[m.end : said.start()])), None)


def _named_at(found: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Whether a word belongs to a name ("케냐 정부")."""
    return any(m.start < found.end() and found.start() < m.end for m in mentions)


def _adds(text: str, frame: Frame, mention: Mention, memory: Memory, grammar: ReportingGrammar) -> bool:
    """Whether a state or body is the topic of what a digest's speaker adds ("X(topic) is a part of Y, he added")."""
    goes_on = memory.main and mention.kind != "person" and mention.actor not in memory.goes_on() and mention.start <= _NEAR
    return bool(goes_on and grammar.additive.search(text, frame.start, frame.end + 2))


def _reports(text: str, frame: Frame) -> bool:
    """Whether words are reported, and not only an object named."""
    return any((_INDIRECT.match(text, max(0, frame.start - 1)), _CARRIED.search(text, 0, frame.end + 1), _QUOTED.search(text)))


def _last_clause(text: str, frame: Frame, able: Sequence[Mention], grammar: ReportingGrammar) -> Sequence[Mention]:
    """Leave out who is named before the clause of the verb, if that has a topic of its own ("X is a member, but Y(topic) said")."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    # "X(topic) said that Y did it and Z …": an "and" that ends no words reported stands in them.
    cuts = [
        m.end() for m in grammar.contrast.finditer(text, 0, frame.start)
        if not any(a < m.end() < b for a, b in quoted) and (not _AND.search(m.group()) or grammar.say.search(text, 0, m.end()))
    ]
    for cut in reversed(cuts):
        later = [m for m in able if m.start >= cut]
        if any(re.compile(rf"{grammar.role}(?:{grammar.topic.pattern})").match(text, m.end) for m in later if m.end <= frame.start):
            return later
    return able


def _speaks(mention: Mention, role: str, grammar: ReportingGrammar) -> bool:
    """Whether the nouns between a name and its particle leave it a speaker ("X 외무부는", not "X 경제는")."""
    if mention.kind not in {"state", "government", "place"} or not role.strip():
        return True
    return bool(grammar.state_voices.search(role) or grammar.leader.search(role))


def _topics(text: str, grammar: ReportingGrammar) -> list[re.Match[str]]:
    """Return the words outside quotations that are marked as a topic: the particle fits the syllable before it."""
    plain = _QUOTED.sub(lambda m: " " * len(m.group()), text)
    plain = _TERM.sub(lambda m: " " * len(m.group()), plain)
    words = re.finditer(r"(?<![가-힣])(?:[가-힣]{2,}|씨|측)(?:[은는]|(?:(?<=\s측)|(?<=들))도)(?=\s|,|$)", plain)
    return [w for w in words if w.group()[-1] == "도" or (_closed(w.group()[-2]) == (w.group()[-1] == "은") and not grammar.not_topic.search(w.group()))]


def _closed(syllable: str) -> bool:
    """Whether a syllable ends in a consonant."""
    return (ord(syllable) - ord("가")) % 28 > 0


def _other_topic(text: str, grammar: ReportingGrammar) -> bool:
    """Whether a word that is no known actor is marked as the topic."""
    return bool(_topics(text, grammar))


def voice_opens(text: str, able: Sequence[Mention], grammar: ReportingGrammar) -> bool:
    """Whether the sentence opens with an unknown topic that is a person or a body by its last noun."""
    end = _unknown_topic(text, able, grammar)
    return end is not None and grammar.body.search(text, 0, end - 1) is not None


def _unknown_topic(text: str, able: Sequence[Mention], grammar: ReportingGrammar) -> int | None:
    """Return where a topic ends that opens the sentence and is no known actor, nor a noun of rank behind one."""
    for w in _topics(text, grammar):
        before = text[: w.start()]
        # Behind an object such a word is a verb that describes the next one.
        if len(before.split()) > 3 or re.search(r"[을를]\s+$", before):
            return None
        known = any(
            m.start <= w.start() and (behind := re.fullmatch(rf"({grammar.role})(?:{grammar.topic.pattern})?", text[m.end : w.end()]))
            and _speaks(m, behind[1], grammar) for m in able
        )
        return None if known or any(m.start <= w.start() < m.end for m in able) else w.end()
    return None


def _beside(text: str, frame: Frame, able: Sequence[Mention], grammar: ReportingGrammar) -> Mention | None:
    """Return the actor who stands between the words reported and the verb ("… 했다고 X가 말했다")."""
    marks = rf"{grammar.role}(?:{grammar.topic.pattern}|{grammar.subject.pattern})"
    return next((m for m in able if frame.start < m.start < frame.end and re.match(marks, text[m.end : frame.end])), None)


def _behind_words(text: str, mention: Mention, marked: int, frame: Frame) -> bool:
    """Whether a subject stands behind the words reported, right before the verb."""
    ended = re.search(r"(?:[”\"»][가-힣]{0,3}|[다라냐자까]고)\s*$", text[: mention.start])
    return ended is not None and frame.end - marked <= _NEAR


def _main_clause(text: str, mention: Mention, marked: int, frame: Frame, grammar: ReportingGrammar) -> bool:
    """Whether a subject particle can belong to the reporting verb and not to a clause inside.

    It can where the name stands between the words reported and the verb, or opens the sentence; there an indirect
    clause must have a subject of its own, or be of what the speaker means to do.
    """
    if _behind_words(text, mention, marked, frame) or re.match(r"\s*,?\s*[“\"]", text[marked:]):
        return True
    if mention.start > _NEAR:
        return False
    within = text[marked : frame.start]
    # "what X(subject) leases is …", "pointing to the fact that X(subject) is …": the clause belongs to a noun.
    if _RELATIVE.match(within) or _NOUN_CLAUSE.search(_QUOTED.sub("", within)):
        return False
    # "to what X(subject) asked for … said": the clause is an answer's occasion.
    if grammar.occasion.search(within):
        return False
    # "the reports that X(subject) would cross … were denied": the clause describes a noun.
    if frame.manner == "declare" and re.search(r"(?:라는|다는|[가-힣]는|던)\s+[가-힣]+\s*$", within):
        return False
    indirect = _INDIRECT.match(text, max(0, frame.start - 1)) or _CARRIED.search(_QUOTED.sub("", within))
    return not indirect or within.endswith("겠") or _INTENDS.search(within) is not None or bool(_QUOTED.search(within)) or bool(re.search(r"[가-힣]{2,}[이가은는](?=\s)", within))
