"""The statements of a part: every sentence whose content is someone's, with its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.evidence.claims.answers import answering
from foedus.evidence.claims.contrasts import several
from foedus.evidence.claims.described import described
from foedus.evidence.claims.digest import beside_main, main_speaker, titled_speaker, told_of
from foedus.evidence.claims.frames import frames
from foedus.evidence.claims.framing import Framing, Vocabulary, framing, reaches
from foedus.evidence.claims.grammar import ReportingGrammar, reporting
from foedus.evidence.claims.headlines import headline
from foedus.evidence.claims.home import home_of
from foedus.evidence.claims.judging import judged
from foedus.evidence.claims.named_groups import with_groups
from foedus.evidence.claims.nominal import inner_words
from foedus.evidence.claims.own_words import narrates, own_words
from foedus.evidence.claims.polls import ANSWERS, answered, each_answer
from foedus.evidence.claims.reads import Read, one_act, quoted_in
from foedus.evidence.claims.remarks import all_said
from foedus.evidence.claims.speakers import UNSPECIFIED, Frame, Memory, Voice
from foedus.evidence.claims.statement import Sentence, Statement
from foedus.evidence.claims.surnames import with_surnames
from foedus.evidence.claims.turns import Turn, turns
from foedus.evidence.claims.verbless import before_colon, behind_quotation, opening_quotation
from foedus.evidence.claims.voices import find_voice
from foedus.evidence.mentions import Mention
from foedus.langs.grammar.name_home import WINDOW, belongs_to
from foedus.langs.registry import Language

#: Characters beyond which a stretch without a stop is no sentence and is not searched for frames.
LONGEST = 3000
_CITED = re.compile(r"[\s.,]*[(\[](?=[^()\[\]]*\d)")  # "(Coastwire, 3 May)" behind a quotation
_ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[•◦○●▪–—*-])\s")  # "… state the following: 1. …"
_GUESS = 0.45  # whom a sentence names, where nothing shows that the verb is theirs
_CLAUSE, _CLAUSE_KO = 4, 3  # words from which an answer is a clause; where particles and endings are part of them


def _local(s: Sentence) -> list[Mention]:
    return [replace(m, start=m.start - s.start, end=m.end - s.start) for m in s.mentions]


def _outside(mentions: Sequence[Mention], quoted: Sequence[tuple[int, int]]) -> list[Mention]:
    return [m for m in mentions if not any(a <= m.start < b for a, b in quoted)]


def _own_voice(s: Sentence, read: Read, memory: Memory, grammar: ReportingGrammar) -> tuple[Voice, Frame] | None:
    if len(s.text) > LONGEST:
        return None
    mentions = _outside(_local(s), read.quoted)
    media = {m.actor for m in mentions if m.kind == "media"}
    found = [
        (voice, frame) for frame in frames(s.text, read.quoted, grammar)
        if (voice := find_voice(s.text, frame, mentions, memory, grammar)) is not None
    ]
    asked = next((f for f in found if f[1].manner == "poll"), None)
    if asked is not None:
        # A poll of nobody known: no statement of who spoke before, and of nobody where no verb reports it.
        known = asked[0].speakers != (UNSPECIFIED,)
        return asked if known or any(f.manner in {"say", "according"} for _, f in found) else None
    if found:
        # "Doe said …, the agency reported": who reports is the way the words came, not their speaker.
        spoken = [f for f in found if not media.issuperset(f[0].speakers) and f[0].speakers != (UNSPECIFIED,)]
        if found[0][0].speakers == (UNSPECIFIED,) and found[0][1].manner == "say":
            # People without a name are the subject of the main verb; views further on stand in their words.
            spoken = [] if found[0][0].confidence > 0.45 else [f for f in spoken if f[1].manner != "think"]
        voice, frame = (spoken or found)[0]
        relays = [a for v, _ in found for a in v.speakers if a in media and a not in voice.speakers]
        unsure = voice.speakers in ((UNSPECIFIED,), memory.main)
        if unsure and grammar.paper.search(s.text):
            # "The ministry published a report. The report says …"
            owner = memory.speaker if memory.here and memory.here == memory.speaker else (memory.body,) if memory.body else ()
            voice = Voice(owner, 0.55) if owner else voice
        scale = {"think": 0.75, "declare": 0.85}.get(frame.manner, 1.0)
        through = tuple(dict.fromkeys([*voice.through, *relays]))
        return Voice(voice.speakers, voice.confidence * scale, through), frame
    if not grammar.topical and read.quoted and (behind := behind_quotation(s.text, read.quoted[-1], mentions)) is not None:
        return behind
    if not grammar.topical and read.quoted and (announced := before_colon(s.text, read.quoted[-1], mentions, memory, grammar)) is not None:
        return announced
    if not grammar.topical and read.quoted and (opening := opening_quotation(s.text, read.quoted[0], mentions, memory, grammar)) is not None:
        return opening
    if grammar.topical and read.quoted and not read.opens_in and read.quoted[0][0] > 1 and (read.runs_on or read.quoted_share(len(s.text)) > 0.5):
        # "X는 “…”" with the verb in a later sentence, or none.
        frame = Frame(read.quoted[0][0], read.quoted[0][0], "say", True)
        before = [m for m in mentions if m.end <= frame.start]
        if before or grammar.pronoun.search(s.text[: frame.start]):
            voice = find_voice(s.text, frame, before, memory, grammar)
            return (voice, frame) if voice is not None else None
    return None


def _proposition(s: Sentence, read: Read, frame: Frame | None, language: Language) -> str | None:
    """What is said, in the words of an English source; null in other languages."""
    if language.code != "en":
        return None
    if read.quoted:
        body = " ".join(s.text[a:b] for a, b in read.quoted)
    elif frame is not None and (m := re.match(r"[^.;:]{0,40}?\bthat\s+", s.text[frame.end :])):
        body = s.text[frame.end + m.end() :]
    else:
        body = s.text
    body = re.sub(r"\s*\[\d{1,3}\]|[“”\"«»]", "", body)
    return " ".join(body.split()).strip(" ,;") or None


def _lead(s: Sentence, read: Read) -> int:
    """Return where the words begin in a sentence that announces them with a colon."""
    if read.frame is None or not read.quoted or read.quoted[0][0] < read.frame.end:
        return 0
    start = read.quoted[0][0]
    return start if s.text[:start].rstrip().endswith((":", "：")) else 0


def _holders(sentences: Sequence[Sentence], grammar: ReportingGrammar) -> dict[str, str]:
    """Learn who leads which state from the document's own words ("Doe, president of X")."""
    names = {m.text: m.actor for s in sentences for m in s.mentions if m.kind in {"state", "government"}}
    out: dict[str, str] = {}
    for s in sentences:
        local = _local(s)
        for p in (m for m in local if m.kind == "person"):
            near = s.text[max(0, p.start - 30) : p.end + 30]
            if not grammar.leader.search(s.text[max(0, p.start - 30) : p.end + 15]):
                continue
            states = [m.actor for m in local if m.kind in {"state", "government"} and 0 <= m.start - p.end <= 2]
            states += [actor for name, actor in names.items() if name in p.text]
            if not states and grammar.topical:
                continue
            if not states:
                states = [m.actor for m in local if m.kind in {"state", "government"} and m.text in near][:1]
            for state in states[:1]:
                out.setdefault(state.removesuffix("_GOV"), p.actor)
    return out


def statements(
    sentences: Sequence[Sentence],
    language: Language,
    vocabulary: Vocabulary,
    author: tuple[str, ...],
    *,
    remarks: bool = False,
    own: bool = False,
) -> Iterator[Statement]:
    """Yield the statements among the sentences of one part, in order.

    Parameters
    ----------
    sentences
        The part's sentences and headings, in order.
    author
        Ids of the document's author or publisher; empty if unknown.
    remarks
        The document reports a speech: sentences without a frame of their own are its speaker's too.
    own
        The part speaks in its author's own person.
    """
    grammar = reporting(language)
    if grammar is None:
        return
    before: Statement | None = None
    for made in _stated(with_groups(with_surnames(sentences, grammar), grammar), language, vocabulary, author, grammar, remarks, own):
        vague = made.framing is None or (made.framing.label == vocabulary.other and made.framing.weight < 2)
        statement = answering(made, before, grammar) if vague and before is not None else made
        before = statement if statement.framing is not None else before
        yield statement


def _stated(
    sentences: Sequence[Sentence], language: Language, vocabulary: Vocabulary, author: tuple[str, ...],
    grammar: ReportingGrammar, remarks: bool, own: bool,
) -> Iterator[Statement]:
    home = home_of(sentences, author, grammar)
    quoted = quoted_in(sentences, language)
    talk = turns(sentences, grammar)
    reads = _attributed(sentences, quoted, talk, grammar, home)
    told = [r.voice for s, r in zip(sentences, reads, strict=True) if not s.heads]
    opens = next((s.start for s in sentences if not s.heads), 0)
    titled = titled_speaker(sentences, told) if remarks and not own and not any(talk) else ()
    if main := titled or main_speaker(sentences, told):
        reads = _attributed(sentences, quoted, talk, grammar, home, main)
    if remarks and not any(talk):
        reads = all_said(sentences, reads, language, main, titled=bool(titled))
    states: list[str] = []
    for s, read, turn in one_act(sentences, reads, talk):
        states = [*states, *(x for m in s.mentions if (x := belongs_to(m.actor)))][-WINDOW:]
        if turn is not None and turn.asks and read.voice is None:
            continue  # what an interviewer asks, nobody said
        if not s.heads and len(s.text) <= LONGEST and (read.voice is None or not read.opens_in):
            local = _outside(_local(s), read.quoted)
            for start, end, voice in [*inner_words(s.text, local, grammar), *described(s.text, read.quoted, local, grammar)]:
                label = framing(s.text[start:end], language, vocabulary)
                yield Statement(s, voice, "indirect", label, bool(label and label.denied), None, start, end)
        if s.heads:
            yield from headline(s, _answers(talk) or main, language, vocabulary) if s.start < opens else ()
            continue
        asks = s.text.rstrip().endswith(("?", "？"))
        parts = []
        if read.voice is not None and read.frame is ANSWERS:
            parts = [(a, b, read.voice, ANSWERS) for a, b in each_answer(s.text, grammar)]
        elif read.voice is not None and read.frame is not None:
            parts = several(s.text, read.quoted, _outside(_local(s), read.quoted), grammar, (read.voice, read.frame), states, home)
        if parts:
            for start, end, voice, frame in parts:
                part = framing(s.text[start:end], language, vocabulary)
                form = "direct" if any(start <= a < end for a, _ in read.quoted) else "indirect"
                within = part and replace(part, at=part.at + start, end=part.end + start)
                denies = frame.denies and reaches(s.text, frame.start, frame.end, within, grammar)
                denies = denies or grammar.denied_words.search(s.text, start, end) is not None
                yield Statement(s, voice, form, part, denies or bool(part and part.denied), None, start, end)
            continue
        label = framing(s.text, language, vocabulary)
        nobody = read.voice is None or read.voice.speakers == (UNSPECIFIED,)
        if turn is not None and nobody and (read.frame is None or read.frame.manner != "hearsay"):
            # Whoever answers says every sentence of the answer that is more than a word, or what happened when.
            if not _in_quotation(s, read) and _only_tells(s, turn, label, language, grammar):
                continue
            voice = Voice(turn.speaker or (UNSPECIFIED,), 0.75 if grammar.own_view.search(s.text) else 0.65)
            denied = bool(label and label.denied)
            yield Statement(s, voice, "direct", label, denied, _proposition(s, read, None, language), turn.mark)
        elif read.voice is not None:
            form = "direct" if read.quoted else "indirect"
            turned = read.frame is not None and read.frame.denies and reaches(s.text, read.frame.start, read.frame.end, label, grammar)
            negated = read.frame is not None and grammar.denied_words.search(s.text, 0, read.frame.end) is not None
            denies = turned or negated or bool(label and label.denied)
            lead = _lead(s, read) or (turn.mark if turn else 0)
            yield Statement(s, read.voice, form, label, denies, _proposition(s, read, read.frame, language), lead)
        elif asks:
            continue  # a question states nothing
        elif (sure := _sure(s, label, language, grammar, own)) > 0:
            denied = bool(label and label.denied)
            voice, form, lead = Voice(author or (UNSPECIFIED,), sure), "author", 0
            if main and not grammar.session.search(s.text):
                voice, form = Voice(main, sure), "indirect"  # who sums up a speech judges in the speaker's name
            if turn is not None:
                voice, form, lead = Voice(turn.speaker or (UNSPECIFIED,), sure), "direct", turn.mark
            yield Statement(s, voice, form, label, denied, _proposition(s, read, None, language), lead)


def _sure(s: Sentence, label: Framing | None, language: Language, grammar: ReportingGrammar, own: bool) -> float:
    sure = judged(s.text, label, language)
    return own_words(s.text, language, sure) if own and (sure or grammar.own_side.search(s.text)) else sure


def _in_quotation(s: Sentence, read: Read) -> bool:
    return read.quoted_share(len(s.text)) > 0.5


def _only_tells(s: Sentence, turn: Turn, label: Framing | None, language: Language, grammar: ReportingGrammar) -> bool:
    """Whether a sentence of an answer is too short to state anything, or tells what happened when."""
    if label or judged(s.text, label, language):
        return False
    if grammar.own_view.search(s.text):
        return False
    short = len(s.text[turn.mark :].split()) < (_CLAUSE_KO if grammar.topical else _CLAUSE)
    if told_of(s, grammar, turn.mark) and not grammar.own_side.search(s.text) and narrates(s.text, language):
        return True  # what others did
    return s.dated or (short and not grammar.own_side.search(s.text) and not told_of(s, grammar, turn.mark))


def _answers(turned: Sequence[Turn | None]) -> tuple[str, ...]:
    return next((t.speaker for t in turned if t is not None and not t.asks), ())


def _attributed(
    sentences: Sequence[Sentence], reads: list[Read], talk: Sequence[Turn | None], grammar: ReportingGrammar,
    home: str, main: tuple[str, ...] = (),
) -> list[Read]:
    memory = Memory(holders=_holders(sentences, grammar), main=main, home=home)
    memory.whole.update(state for s in sentences for m in s.mentions if (state := belongs_to(m.actor)))
    out = list(reads)
    introduced: Voice | None = None  # whom the sentence before announced: "X said the following."
    for k, s in enumerate(sentences):
        read = out[k]
        turn = talk[k]
        if s.heads or (turn is not None and turn.asks):
            memory.speaker, introduced = (), None
            if not s.heads:
                out[k] = _told_in_question(s, read, memory, grammar)
            memory.note(_local(s), s.text, grammar)
            continue
        if k and s.block != sentences[k - 1].block:
            memory.here = ()
            introduced = introduced if s.block == sentences[k - 1].block + 1 else None
            memory.latest = ()
        mine = not read.opens_in and grammar.first_person.search(s.text) is not None
        own = None if mine else _own_voice(s, read, memory, grammar)
        if own is not None and turn is not None and own[0].confidence <= _GUESS and not read.quoted:
            own = None  # whoever answers tells of others
        previous = out[k - 1].voice if k else None
        same = k > 0 and sentences[k - 1].block == s.block
        source = () if own is not None else _source(sentences, k, read)
        whole = bool(read.quoted) and read.quoted[0][0] <= 3 and read.quoted_share(len(s.text)) > 0.6
        item = _ITEM.match(s.text) is not None
        told = memory.pollster and (not read.quoted or grammar.answers.search(s.text)) and answered(s.text, s.block - memory.polled <= 1, grammar)
        if memory.pollster and grammar.no_answer.search(s.text) and grammar.poll_signs.search(s.text):
            pass  # "11 per cent did not know": no answer
        elif told and (own is None or own[0].speakers in {(UNSPECIFIED,), memory.pollster} or own[1].manner == "think"):
            out[k] = replace(read, voice=Voice(memory.pollster, 0.5), frame=ANSWERS)
        elif own is not None and not (read.opens_in and previous is not None and own[0].speakers == (UNSPECIFIED,)):
            out[k] = replace(read, voice=own[0], frame=own[1])
        elif read.opens_in and same and previous is not None:
            out[k] = replace(read, voice=replace(previous, confidence=previous.confidence * 0.9))
        elif source:
            out[k] = replace(read, voice=Voice(source, 0.65))
        elif turn is not None:
            pass  # an answer in quotation marks is whose turn it is
        elif introduced is not None and (whole or item):
            out[k] = replace(read, voice=replace(introduced, confidence=introduced.confidence * 0.9))
        elif whole and same and previous is not None:
            out[k] = replace(read, voice=replace(previous, confidence=previous.confidence * 0.75))
        elif whole and memory.goes_on():
            out[k] = replace(read, voice=Voice(memory.goes_on(), 0.5))
        if read.opens_in and own is not None and out[k].voice is not None and out[k].frame is None:
            out[k] = replace(out[k], frame=own[1])  # the verb behind a quotation whose speaker is left out
        _backwards(sentences, out, k)
        asked = out[k].frame
        if asked is not None and asked.manner == "poll" and asked is not ANSWERS:
            memory.pollster, memory.polled = () if own is None or own[0].speakers == (UNSPECIFIED,) else own[0].speakers, s.block
        voice = out[k].voice
        if main:
            memory.latest = beside_main(s, voice, main, grammar) or (memory.latest if voice is None else ())
        memory.note(_outside(_local(s), read.quoted), s.text, grammar)
        if voice is not None and voice.speakers != (UNSPECIFIED,):
            memory.speaker = memory.here = voice.speakers
            kinds = {m.actor: m.kind for m in s.mentions}
            if kinds.get(voice.speakers[0]) in {"organisation", "media", "government"}:
                memory.body = voice.speakers[0]
        announces = bool(grammar.introduces.search(s.text)) or s.text.rstrip().endswith(":")
        introduced = voice if announces else (introduced if (whole and same) or item else None)
    return out


def _told_in_question(s: Sentence, read: Read, memory: Memory, grammar: ReportingGrammar) -> Read:
    """Find whose words an interviewer holds against who answers ("Doe calls it a raid. Is it?"): somebody's who is named there."""
    own = _own_voice(s, read, Memory(states=memory.states, whole=memory.whole), grammar)
    return read if own is None or own[0].speakers == (UNSPECIFIED,) else replace(read, voice=own[0], frame=own[1])


def _source(sentences: Sequence[Sentence], k: int, read: Read) -> tuple[str, ...]:
    """Return the medium or body that stands in brackets, with a date, right behind a quotation that nobody is named for."""
    if not read.quoted or read.quoted_share(len(sentences[k].text)) <= 0.5:
        return ()
    texts = [(sentences[k], sentences[k].text[read.quoted[-1][1] :], read.quoted[-1][1])]
    if k + 1 < len(sentences) and sentences[k + 1].block == sentences[k].block and not texts[0][1].strip(" .,"):
        texts.append((sentences[k + 1], sentences[k + 1].text, 0))
    for s, text, offset in texts:
        opens = _CITED.match(text)
        at = s.start + offset + (opens.end() if opens else 0)
        for m in s.mentions if opens else ():
            if m.start == at and m.kind in {"media", "organisation"}:
                return (m.actor,)
    return ()


def _backwards(sentences: Sequence[Sentence], reads: list[Read], k: int) -> None:
    """Give the sentences before, which opened the quotation that ends in `k`, its speaker."""
    voice = reads[k].voice
    if voice is None or not reads[k].opens_in or reads[k].frame is None:
        return
    j = k - 1
    while j >= 0 and sentences[j].block == sentences[k].block and reads[j].runs_on:
        if reads[j].frame is None:
            reads[j] = replace(reads[j], voice=replace(voice, confidence=voice.confidence * 0.9))
        j -= 1
