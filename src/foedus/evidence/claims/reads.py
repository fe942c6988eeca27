"""What the sentences of a part show by themselves: the quotations laid on them, and which of them are one act of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from foedus.evidence.claims.quotations import is_speech, quotations
from foedus.evidence.claims.speakers import Frame, Voice
from foedus.evidence.claims.statement import Sentence
from foedus.langs.registry import Language

_T = TypeVar("_T")
SHORT_ANSWER = 60  #: characters to which what follows a question in one quotation answers it
LONGEST_ACT = 400  #: characters to which a quotation of several sentences is one statement
_HANGUL = re.compile(r"[가-힣]")
_ASKED = re.compile(r"[?？]\s")


@dataclass(frozen=True, slots=True)
class Read:
    """What one sentence shows by itself."""

    quoted: tuple[tuple[int, int], ...]  # speech in quotation marks, offsets in the sentence
    opens_in: bool  # it begins inside a quotation opened before
    runs_on: bool  # its quotation goes on into the next sentence
    voice: Voice | None = None
    frame: Frame | None = None

    def text_behind(self, text: str) -> str:
        """Return what stands behind the first quotation of a sentence."""
        return text[self.quoted[0][1] :] if self.quoted else ""

    def quoted_share(self, length: int) -> float:
        """Return the share of a sentence of so many characters that stands in quotation marks."""
        return sum(b - a for a, b in self.quoted) / max(1, length)


def quoted_in(sentences: Sequence[Sentence], language: Language) -> list[Read]:
    """Find the quotations of each paragraph and lay them on its sentences."""
    out: list[Read] = []
    k = 0
    while k < len(sentences):
        last = k
        while last + 1 < len(sentences) and sentences[last + 1].block == sentences[k].block:
            last += 1
        base = sentences[k].start
        pieces: list[str] = []
        at = 0
        for s in sentences[k : last + 1]:
            pieces += [" " * (s.start - base - at), s.text]
            at = s.end - base
        text = "".join(pieces)
        found = quotations(text, language)
        first = 0
        for s in sentences[k : last + 1]:
            a, b = s.start - base, s.end - base
            while first < len(found) and found[first].end <= a:
                first += 1
            last_in = first
            while last_in < len(found) and found[last_in].start < b:
                last_in += 1
            inside = found[first:last_in]
            spans = tuple(
                (max(q.start, a) - a, min(q.end, b) - a) for q in inside if is_speech(text[q.start : min(q.end, q.start + 200)])
            )
            out.append(Read(spans, any(q.start < a for q in inside), any(q.end > b + 1 for q in inside)))
        k = last + 1
    return out


def one_act(sentences: Sequence[Sentence], reads: Sequence[Read], turns: Sequence[_T]) -> Iterator[tuple[Sentence, Read, _T]]:
    """Yield the sentences with what they show, two as one where a quotation runs from the first to the end of the second.

    "Doe said: “The dyke holds. It was raised twice.”" is one act of speech, told by one verb. A quotation of more sentences
    is as many statements as sentences, but a question that the speaker answers in a few words is one with its answer.
    """
    k = 0
    while k < len(sentences):
        s, read, turn = sentences[k], reads[k], turns[k]
        k += 1
        while k < len(sentences) and _runs_to(s, read, sentences[k], reads[k]):
            s, read = _both(s, read, sentences[k], reads[k])
            k += 1
        yield s, read, turn


def _both(s: Sentence, read: Read, t: Sentence, other: Read) -> tuple[Sentence, Read]:
    gap = t.start - s.start
    frame = other.frame and replace(other.frame, start=other.frame.start + gap, end=other.frame.end + gap)
    end = other.quoted[0][1] + gap
    quoted = (*read.quoted[:-1], (read.quoted[-1][0], end), *((a + gap, b + gap) for a, b in other.quoted[1:]))
    text = s.text + " " * (t.start - s.end) + t.text
    both = Sentence(s.start, t.end, s.block, text, (*s.mentions, *t.mentions), dated=s.dated or t.dated)
    return both, replace(read, quoted=quoted, runs_on=other.runs_on, frame=frame or read.frame, voice=read.voice or other.voice)


def _runs_to(s: Sentence, read: Read, t: Sentence, other: Read) -> bool:
    """Whether a quotation opens in one sentence and ends in the next, both told by one verb as the same person's."""
    if s.heads or t.heads or s.block != t.block or not (read.quoted and other.quoted):
        return False
    if not read.runs_on or not other.opens_in:
        return False
    if read.voice is None or other.voice is None or read.voice.speakers != other.voice.speakers:
        return False
    if s.text.rstrip().endswith(("?", "？")):
        return len(t.text) <= SHORT_ANSWER and not t.text.rstrip().endswith(("?", "？"))
    if read.opens_in or _ASKED.search(s.text, read.quoted[-1][0]):
        return False  # a question and its answer are one by themselves
    verbs = [f for f in (read.frame, other.frame) if f is not None and f.start < f.end]
    # "stressing that …, said “A. B.”": the verb before the quotation hangs on the one behind it, as Korean has it.
    around = len(verbs) == 2 and verbs[0].end <= read.quoted[-1][0] and _HANGUL.match(other.text_behind(t.text)) is not None
    return (len(verbs) < 2 or around) and t.end - s.start <= LONGEST_ACT
