"""Who speaks: a reporting frame in a sentence to the ids of actors."""

from __future__ import annotations

import re
from collections import Counter
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
# "Lima, 3 May 2021 — ", "Lima (Agency).- ": where a report was filed.
_DATELINE = re.compile(r"\s*[^\W\d_][^\d,(—–]{1,40}[,(\s](?=[^—–]{0,60}[\d)])[^—–]{0,60}?(?:\.\s?[-—–]+|\s[—–])\s")
_QUOTED = re.compile(r"[“\"«][^”\"»]*(?:[”\"»]|$)")
_INDIRECT = re.compile(r".?(?:[다라냐까]고|것으로|다는)")  # ends words reported, in Korean
_INSERTED = re.compile(r"(?<=고)\s+[가-힣]{2,}[은는이가]\s")  # a subject between them and the verb
_NEAR = 20  # code points from a subject to the end of its verb of speech, nothing between them


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
    named: dict[str, str] = field(default_factory=dict)  # the fullest words for each person, titles included
    titles: dict[str, set[str]] = field(default_factory=dict)  # the words of the offices each person was named with
    often: Counter[str] = field(default_factory=Counter)

    def note(self, mentions: Sequence[Mention], text: str, grammar: ReportingGrammar) -> None:
        """Remember the actors of a sentence and their offices. Its first person is the likeliest subject."""
        for person, words in offices(text, mentions, grammar):
            self.titles.setdefault(person, set()).update(words)
        first = next((m.actor for m in mentions if m.kind == "person"), None)
        if first is not None:
            self.here = (first,)
        for m in mentions:
            if m.kind == "person":
                if m.actor in self.persons:
                    self.persons.remove(m.actor)
                self.persons.append(m.actor)
                self.often[m.actor] += 1
                self.named[m.actor] = max(self.named.get(m.actor, ""), m.text, key=len)
            elif m.kind == "media":
                self.media = m.actor

    def pair(self) -> tuple[str, ...]:
        """Return the two persons named last, if there are two."""
        return tuple(sorted(self.persons[-2:])) if len(self.persons) > 1 else ()

    def anaphor(self) -> tuple[str, ...]:
        """Return whom a pronoun means: the person its paragraph is about, the speaker before, or the one named last."""
        return self.here or self.speaker or tuple(self.persons[-1:])

    def holder(self, title: str) -> tuple[str, ...]:
        """Return whom an office means that stands alone: of those named with it the one named most, of equals last."""
        words = set(title.lower().split())
        held = [p for p in self.persons if words & self.titles.get(p, set())]
        return (max(reversed(held), key=lambda p: self.often[p]),) if held else ()

    def leader(self, titles: re.Pattern[str]) -> tuple[str, ...]:
        """Return whom "the president" means: the speaker before if a leader, else the leader named last."""
        if len(self.speaker) == 1 and titles.search(self.named.get(self.speaker[0], "")):
            return self.speaker
        return tuple([p for p in self.persons if titles.search(self.named.get(p, ""))][-1:])


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
    filed = _DATELINE.match(text)
    able = [m for m in _speaking(mentions) if not (filed and m.end <= filed.end() <= frame.start and m.kind in {"government", "place"})]
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
        elif grammar.subject_left_out and memory.anaphor() and grammar.when.match(text, frame.end):
            return Voice(memory.anaphor(), 0.55)  # "…, dijo el lunes": the subject is left out
        elif not final and not _apposed(able, text, head) and re.fullmatch(r"\s+[^,.;:“”\"]{2,40}", re.split(r"\.(?:\s|$)|\[", text[frame.end :])[0]) and not grammar.complement.match(text, frame.end):
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
    if titled := grammar.by_title.fullmatch(head[cut:].strip(" ,")):
        who = memory.holder(titled["title"]) or (memory.leader(grammar.leader) if grammar.leader.fullmatch(titled["title"]) else ())
        return Voice(who, 0.6, through) if who else Voice((UNSPECIFIED,), 0.45, through)
    if final and not grammar.complement.match(text, frame.end) and ", " in head[cut:]:
        cut = head.rindex(", ") + 2  # "…, the agency said." ends with subject and verb
    inside = [m for m in able if cut <= m.start and m.end <= len(head)]
    gerund = head.endswith(",") and grammar.opening_gerund.match(head[cut:].lstrip())
    if not inside or gerund:
        before = memory.speaker or memory.here
        if grammar.subject_left_out and before and (frame.complemented or (frame.manner == "declare" and not cut)) and (
            gerund or len(head[cut:].split()) <= 1 or grammar.openers.fullmatch(head[cut:].strip(" ,"))
        ):
            return Voice(before, 0.55, through)
        unnamed = grammar.unnamed.search(head, cut) is not None
        if unnamed and (frame.complemented or frame.manner in {"say", "think"}):
            return Voice((UNSPECIFIED,), 0.6, through)
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
        first = _described(inside)
        return _unless_others(first, text, grammar) or Voice((first.actor,), 0.75, through)
    gap = text[nearest.end : len(head)]
    if grammar.offices.fullmatch(gap):
        leader = memory.holders.get(nearest.actor.removesuffix("_GOV")) if grammar.leader.search(gap) else None
        return _unless_others(nearest, text, grammar) or Voice((leader or nearest.actor,), 0.75, through)
    if nearest.kind in {"state", "government", "place", "population"} and (
        grammar.unnamed.search(gap) or (grammar.owned.fullmatch(f"{gap} ") and frame.manner in {"say", "declare"})
    ):
        return Voice((UNSPECIFIED,), 0.55, through)  # "Chile's doctors said": not the state
    if len(gap.split()) <= 3 and not re.search(r"[,;:]", gap) and frame.complemented:
        return _unless_others(nearest, text, grammar) or Voice((nearest.actor,), 0.6, through)
    return Voice((_described(inside).actor,), 0.45, through) if frame.complemented else None


def _apposed(able: Sequence[Mention], text: str, head: str) -> bool:
    """Whether a name opens the sentence and what describes it runs up to the verb ("Jo Doe, who led the party, said")."""
    return any(m.start <= 30 and m.end < len(head) and text[m.end] == "," and not head[: m.start].count(",") for m in able)


def offices(text: str, mentions: Sequence[Mention], grammar: ReportingGrammar) -> list[tuple[str, set[str]]]:
    """Return the persons of a sentence who are named with an office, and its words in lower case."""
    out = []
    people = [m for m in mentions if m.kind == "person"]
    for k, m in enumerate(people):
        left = max(people[k - 1].end if k else 0, m.start - 45)
        before = re.split(r"[,;:.]\s(?!$)", text[left : m.start])[-1] + m.text
        right = min(people[k + 1].start if k + 1 < len(people) else len(text), m.end + 50)
        after = re.match(r"(?:\s?[^\s,.;:“”\"]+){0,3}" if grammar.topical else r"\s?[,(][^,;:.)]*", text[m.end : right])
        words = {w for part in (before, after[0] if after else "") for t in (grammar.leader, grammar.title) for x in t.findall(part) for w in x.lower().split()}
        if words:
            out.append((m.actor, words))
    return out


def _described(inside: Sequence[Mention]) -> Mention:
    """Return the first of the names; the person, where it opens what describes one ("the Peruvian minister, Jo Doe")."""
    first, *others = inside
    owned = first.kind in {"state", "government"} and others and others[0].kind == "person" and others[0].start - first.end <= 25
    return others[0] if owned else first


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
    beside = _beside(text, frame, able, grammar)
    if beside is not None:
        return Voice(_with_joined(beside, able, text, grammar), 0.85, through)
    if _INSERTED.search(text, frame.start, frame.end):
        return Voice((UNSPECIFIED,), 0.5, through)
    unknown = _unknown_topic(text, able, grammar) if _INDIRECT.match(text, max(0, frame.start - 1)) else None
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
            if unknown is not None and unknown < m.start and not _behind_words(text, m, marked.end(), frame):
                continue  # "Vega(topic) Peru(subject) … said": what follows a topic stands in the words reported
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
        titled = re.match(rf"\W*(?:또한\s)?(?P<title>{grammar.leader.pattern}|{grammar.title.pattern})(?:{markers.pattern})", text)
        if titled and (who := memory.holder(titled["title"])):
            return Voice(who, 0.65, through)
        joint = grammar.joint.search(text[: frame.start]) or grammar.joint_text.search(text[: frame.start])
        if joint and memory.pair():
            return Voice(memory.pair(), 0.65, through)
    if frame.manner != "say":
        return Voice((UNSPECIFIED,), 0.45, through) if grammar.unnamed_topic.search(text, 0, frame.start) else None
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


def _topics(text: str, grammar: ReportingGrammar) -> list[re.Match[str]]:
    """Return the words outside quotations that are marked as a topic: the particle fits the syllable before it."""
    plain = _QUOTED.sub(lambda m: " " * len(m.group()), text)
    words = re.finditer(r"(?<![가-힣])[가-힣]{2,}[은는](?=\s|,|$)", plain)
    return [w for w in words if _closed(w.group()[-2]) == (w.group()[-1] == "은") and not grammar.not_topic.search(w.group())]


def _closed(syllable: str) -> bool:
    """Whether a syllable ends in a consonant."""
    return (ord(syllable) - ord("가")) % 28 > 0


def _other_topic(text: str, grammar: ReportingGrammar) -> bool:
    """Whether a word that is no known actor is marked as the topic."""
    return bool(_topics(text, grammar))


def _unknown_topic(text: str, able: Sequence[Mention], grammar: ReportingGrammar) -> int | None:
    """Return where a topic ends that opens the sentence and is no known actor, nor a noun of rank behind one."""
    for w in _topics(text, grammar):
        before = text[: w.start()]
        # Behind an object such a word is a verb that describes the next one.
        if len(before.split()) > 3 or re.search(r"[을를]\s+$", before):
            return None
        known = any(m.start <= w.start() and re.fullmatch(rf"{grammar.role}(?:{grammar.topic.pattern})?", text[m.end : w.end()]) for m in able)
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


def _main_clause(text: str, mention: Mention, marked: int, frame: Frame) -> bool:
    """Whether a subject particle can belong to the reporting verb and not to a clause inside.

    It can where the name stands between the words reported and the verb, or opens the sentence; there an indirect
    clause must have a subject of its own, or be of what the speaker means to do.
    """
    if _behind_words(text, mention, marked, frame) or re.match(r"\s*,?\s*[“\"]", text[marked:]):
        return True
    if mention.start > _NEAR:
        return False
    within = text[marked : frame.start]
    return not _INDIRECT.match(text, max(0, frame.start - 1)) or within.endswith("겠") or bool(_QUOTED.search(within)) or bool(re.search(r"[가-힣]{2,}[이가은는](?=\s)", within))


def find_voice(text: str, frame: Frame, mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find whom `frame` names as the speaker, by the language's own means."""
    if any(m.start <= frame.start and frame.end <= m.end for m in mentions):
        return None  # "States" in a name is no verb
    return (by_particle if grammar.topical else by_order)(text, frame, mentions, memory, grammar)
