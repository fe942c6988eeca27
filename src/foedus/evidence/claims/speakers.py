"""Who speaks: a reporting frame in a sentence to the ids of actors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.mentions import Mention

UNSPECIFIED = "UNSPECIFIED"
#: Kinds of actor that can speak, the likeliest first.
VOICES = ("person", "organisation", "media", "government", "state", "military", "group", "population")
_END = re.compile(r"\s*(?:[.;!?)]|\[\d|$)")
# A name may stand in quotation marks of its own.
_STOP = re.compile(r"[»”\"]?\s*(?:[.,;!?)]|\[\d|$)")


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting frame in a sentence: half-open offsets, its manner, and whether it denies."""

    start: int
    end: int
    manner: str  # say, declare, think, quoted, according, hearsay
    complemented: bool
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a frame names: ids (never empty), through whom, and the probability in [0, 1]."""

    speakers: tuple[str, ...]
    confidence: float
    through: tuple[str, ...] = ()


@dataclass(slots=True)
class Memory:
    """Who spoke and was named before, for pronouns and subjects left out."""

    speaker: tuple[str, ...] = ()
    here: tuple[str, ...] = ()  # whom a pronoun in this paragraph means
    persons: list[str] = field(default_factory=list)
    media: str | None = None
    body: str | None = None  # the organisation, government or medium that spoke last
    holders: dict[str, str] = field(default_factory=dict)

    def note(self, mentions: Sequence[Mention]) -> None:
        """Remember the actors of a sentence. Its first person is the likeliest subject."""
        first = next((m.actor for m in mentions if m.kind == "person"), None)
        if first is not None:
            self.here = (first,)
        for m in mentions:
            if m.kind == "person":
                if m.actor in self.persons:
                    self.persons.remove(m.actor)
                self.persons.append(m.actor)
            elif m.kind == "media":
                self.media = m.actor

    def pair(self) -> tuple[str, ...]:
        """Return the two persons named last, if there are two."""
        return tuple(sorted(self.persons[-2:])) if len(self.persons) > 1 else ()

    def anaphor(self) -> tuple[str, ...]:
        """Return whom a pronoun means: the person its paragraph is about, the speaker before, or the one named last."""
        return self.here or self.speaker or tuple(self.persons[-1:])


def _speaking(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.kind in VOICES]


def _unless_others(mention: Mention, text: str, grammar: ReportingGrammar) -> Voice | None:
    """UNSPECIFIED where the name stands behind "supporters of": those people speak, not the one named."""
    before = text[: mention.start]
    for m in grammar.not_the_speaker.finditer(before):
        if len(before[m.end() :].split()) <= 4 and not re.search(r"[,;:.]", before[m.end() :]):
            return Voice((UNSPECIFIED,), 0.6)
    return None


def _with_joined(mention: Mention, mentions: Sequence[Mention], text: str, grammar: ReportingGrammar) -> tuple[str, ...]:
    """Add the names joined to one by "and"."""
    out = [mention]
    for m in reversed([m for m in mentions if m.end <= mention.start and m.kind == mention.kind]):
        if not grammar.joined.fullmatch(text[m.end : out[0].start]):
            break
        out.insert(0, m)
    return tuple(dict.fromkeys(m.actor for m in out))


def _media(mentions: Sequence[Mention], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.actor for m in mentions if m.kind == "media" and start <= m.start <= end))


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
    able = _speaking(mentions)
    if frame.manner == "hearsay":
        return Voice((UNSPECIFIED,), 0.7)
    if frame.manner == "according":
        after = text[frame.end :]
        if grammar.objects.match(after):
            who = memory.anaphor()
            return Voice(who, 0.65) if who else Voice((UNSPECIFIED,), 0.5)
        if grammar.generic_media.match(after.lstrip()) and memory.media:
            return Voice((memory.media,), 0.65)
        stop = re.search(r"[,;:“\"«]", after)
        limit = frame.end + (stop.start() if stop else 70)
        near = [m for m in able if frame.end <= m.start < min(limit, frame.end + 70)]
        if near:
            last = near[0]
            for m in near[1:]:
                last = m if m.kind == last.kind and grammar.joined.fullmatch(text[last.end : m.start]) else last
            return _unless_others(near[0], text, grammar) or Voice(_with_joined(last, near, text, grammar), 0.85)
        return Voice((UNSPECIFIED,), 0.5)
    pre = grammar.adverbs_before.sub("", text[: frame.start])
    head = pre.rstrip()
    through = _media(mentions, frame.end, frame.end + 40) if frame.manner == "quoted" else ()
    behind = [m for m in able if frame.end <= m.start <= frame.end + 40]
    postposed = head.endswith((",", "”", '"', "»", "—", "–")) and bool(re.search(r"[”\"»,—–]\s*$", pre))
    final = _END.match(text, frame.end) is not None
    # "Doe, head of X, said that Y …": words that "that" opens hold no subject of the verb before it.
    if frame.manner != "quoted" and postposed and not grammar.complement.match(text, frame.end):
        if behind and re.fullmatch(r"\s+[^,.;:“”\"]{0,38}", text[frame.end : behind[0].start]):
            # "Doe, head of X, said Y would …": what follows the verb is its subject only at the sentence's end.
            if _STOP.match(text, behind[-1].end) or not head.endswith(","):
                return _unless_others(behind[0], text, grammar) or Voice((behind[0].actor,), 0.8)
        elif not final and re.fullmatch(r"\s+[^,.;:“”\"]{2,40}", re.split(r"\.(?:\s|$)|\[", text[frame.end :])[0]) and not grammar.complement.match(text, frame.end):
            return Voice((UNSPECIFIED,), 0.45)
    if any(m.end() == len(head) for m in grammar.as_said.finditer(head)):
        if behind and re.fullmatch(r"\s+(?:[^\s,.;:]+\s+){0,2}[«“]?", text[frame.end : behind[0].start]) and _STOP.match(text, behind[0].end):
            return _unless_others(behind[0], text, grammar) or Voice((behind[0].actor,), 0.75)  # "como informó Doe, …"
        return None  # "as reported", by nobody in particular
    last_word = grammar.pronoun.search(head, max(0, len(head) - 8))
    if last_word and last_word.end() == len(head):
        who = memory.anaphor()
        return Voice(who, 0.7, through) if who else Voice((UNSPECIFIED,), 0.5)
    if any(m.end() == len(head) for m in grammar.thing.finditer(head)):
        return Voice((memory.body,), 0.6, through) if memory.body else None
    for pattern, who in ((grammar.joint, memory.pair()), (grammar.generic_media, (memory.media,) if memory.media else ())):
        if any(m.end() == len(head) for m in pattern.finditer(head)):
            return Voice(who, 0.6, through) if who else Voice((UNSPECIFIED,), 0.5)
    cut = max((m.end() for m in grammar.clause.finditer(head)), default=0)
    if final and not grammar.complement.match(text, frame.end) and ", " in head[cut:]:
        cut = head.rindex(", ") + 2  # "…, the agency said." ends with subject and verb
    inside = [m for m in able if cut <= m.start and m.end <= len(head)]
    gerund = head.endswith(",") and grammar.opening_gerund.match(head[cut:].lstrip())
    if not inside or gerund:
        if grammar.subject_left_out and memory.speaker and frame.complemented and (gerund or len(head[cut:].split()) <= 1):
            return Voice(memory.speaker, 0.55, through)
        return Voice((UNSPECIFIED,), 0.45, through) if frame.complemented and frame.manner != "think" else None
    nearest = inside[-1]
    if not text[nearest.end : len(head)].strip(" '’s"):
        owner = [m for m in inside if m.kind == "person" and m.end <= nearest.start and len(text[m.end : nearest.start]) <= 12]
        if nearest.kind in {"state", "government"} and owner and grammar.belongs.fullmatch(text[owner[-1].end : nearest.start]):
            nearest = owner[-1]  # "Doe of Peru said"
        named = _with_joined(nearest, inside, text, grammar)
        return _unless_others(nearest, text, grammar) or Voice(named, 0.85, through)
    if head.endswith((",", "–", "—", ")")):
        # "Jo Doe, a fellow at the X Institute, said": the name before the first comma is nobody known.
        if re.match(r"(?:[\w-]+,\s)?[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'.-]+){1,3},\s", head[cut : inside[0].start].lstrip()):
            return Voice((UNSPECIFIED,), 0.5, through)
        first = inside[0]
        if inside[0].kind in {"state", "government"} and len(inside) > 1 and inside[1].start - inside[0].end <= 25 and inside[1].kind == "person":
            first = inside[1]
        return _unless_others(first, text, grammar) or Voice((first.actor,), 0.75, through)
    gap = text[nearest.end : len(head)]
    if len(gap.split()) <= 3 and not re.search(r"[,;:]", gap) and frame.complemented:
        return _unless_others(nearest, text, grammar) or Voice((nearest.actor,), 0.6, through)
    return Voice((inside[0].actor,), 0.45, through) if frame.complemented else None


def by_particle(text: str, frame: Frame, mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find the speaker where particles mark the topic or subject ("X는 … 말했다", "X에 따르면").

    Parameters and result as of `by_order`.
    """
    able = _speaking(mentions)
    if frame.manner == "hearsay":
        return Voice((UNSPECIFIED,), 0.7)
    if frame.manner == "according":
        before = text[: frame.start].rstrip()
        if any(m.end() == len(before) for m in grammar.pronoun.finditer(text[: frame.end])):
            who = memory.anaphor()
            return Voice(who, 0.65) if who else Voice((UNSPECIFIED,), 0.5)
        near = [m for m in able if m.end <= frame.start and re.fullmatch(grammar.role, text[m.end : frame.start])]
        if near and _speaks(near[-1], text[near[-1].end : frame.start], grammar):
            return Voice(_with_joined(near[-1], able, text, grammar), 0.85)
        return Voice((memory.media,), 0.5) if grammar.generic_media.search(before) and memory.media else Voice((UNSPECIFIED,), 0.5)
    through = tuple(
        m.actor for m in able if m.kind == "media" and grammar.through.match(text[m.end : m.end + 8])
    )
    pronoun = grammar.pronoun.search(text[: frame.end])
    for markers, base in ((grammar.topic, 0.85), (grammar.subject, 0.7)):
        for m in able:
            if pronoun and markers is grammar.topic and pronoun.start() < m.start:
                break
            others = grammar.not_the_speaker.match(text[m.end :].removeprefix("의").lstrip())
            if others and m.start < frame.start and markers is grammar.topic:
                return Voice((UNSPECIFIED,), 0.6, through)
            marked = re.compile(rf"{grammar.role}(?:{markers.pattern})").match(text, m.end)
            if not marked or m.start > frame.end:
                continue
            if markers is grammar.subject and (m.actor in through or not _main_clause(text, m, marked.end(), frame)):
                continue
            role = re.sub(rf"(?:{markers.pattern})$", "", text[m.end : marked.end()])
            if not _speaks(m, role, grammar):
                continue
            if m.kind in {"state", "government"} and grammar.leader.search(role):
                return Voice((memory.holders.get(m.actor.removesuffix("_GOV"), m.actor),), base, through)
            return Voice(_with_joined(m, mentions, text, grammar), base, through)
        if markers is grammar.subject:
            break
        if pronoun:
            who = memory.anaphor()
            return Voice(who, 0.7, through) if who else Voice((UNSPECIFIED,), 0.5, through)
        joint = grammar.joint.search(text[: frame.start]) or grammar.joint_text.search(text[: frame.start])
        if joint and memory.pair():
            return Voice(memory.pair(), 0.65, through)
    if frame.manner != "say":
        return None
    if grammar.generic_media.search(text[: frame.start]) and memory.media:
        return Voice((memory.media,), 0.55)
    # A subject left out is that of the sentence before; one that is there but unknown is nobody's.
    if _other_topic(text[: frame.start], grammar):
        return Voice((UNSPECIFIED,), 0.45, through)
    return Voice(memory.speaker, 0.55, through) if memory.speaker else Voice((UNSPECIFIED,), 0.45, through)


def _speaks(mention: Mention, role: str, grammar: ReportingGrammar) -> bool:
    """Whether the nouns between a name and its particle leave it a speaker ("X 외무부는", not "X 경제는")."""
    if mention.kind not in {"state", "government", "place"} or not role.strip():
        return True
    return bool(grammar.state_voices.search(role) or grammar.leader.search(role))


def _other_topic(text: str, grammar: ReportingGrammar) -> bool:
    """Whether a word that is no known actor is marked as the topic."""
    outside = re.sub(r"[“\"«][^”\"»]*(?:[”\"»]|$)", " ", text)
    words = re.findall(r"[가-힣]{2,}[은는](?=\s|,|$)", outside)
    return any(not grammar.not_topic.search(w) for w in words)


def _main_clause(text: str, mention: Mention, marked: int, frame: Frame) -> bool:
    """Whether a subject particle can belong to the reporting verb and not to a clause inside.

    It can where the name opens the sentence, or stands between the words reported and the verb.
    """
    behind = re.search(r"[”\"»][가-힣]{0,3}\s*$", text[: mention.start])
    return mention.start <= 20 or (behind is not None and frame.end - marked <= 20) or bool(re.match(r"\s*,?\s*[“\"]", text[marked:]))


def find_voice(text: str, frame: Frame, mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find whom `frame` names as the speaker, by the language's own means."""
    return (by_particle if grammar.topical else by_order)(text, frame, mentions, memory, grammar)
