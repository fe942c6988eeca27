"""Digests of one speech: whose it is, and which sentences are the speaker's though no verb says so.

A digest tells one person's words and sets others' beside them. In it "he", a verb of speech without a subject and an office
that stands alone mean the speaker again, however many others were named in between; only right behind another person's own
statement they go on with that person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from foedus.evidence.claims.by_particle import voice_opens
from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import UNSPECIFIED, VOICES, Voice
from foedus.evidence.mentions import Mention

#: Remarks are taken for one speech where one speaker has this share of the sentences, and at least so many.
ONLY_SHARE, ONLY_LEAST = 0.6, 6
#: A digest's speaker has this share of the statements of anybody named, and at least so many.
MAIN_SHARE, MAIN_LEAST = 0.4, 5
_OPENING, _OPENING_KO = 12, 24  # characters within which the topic of a sentence stands, where a clause may describe it


class _Told(Protocol):
    """A sentence as the statements of a part have it."""

    @property
    def start(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def heads(self) -> bool: ...


def only_speaker(voices: Sequence[Voice | None]) -> tuple[str, ...]:
    """Return who says most of what is told in remarks, or nobody."""
    counts = Counter(v.speakers for v in voices if v is not None and v.speakers != (UNSPECIFIED,))
    if not counts:
        return ()
    speakers, n = counts.most_common(1)[0]
    return speakers if n >= ONLY_LEAST and n >= ONLY_SHARE * len(voices) else ()


def main_speaker(sentences: Sequence[_Told], voices: Sequence[Voice | None]) -> tuple[str, ...]:
    """Return the person whose words a text sums up, or nobody.

    The person speaks first of all who speak, or is named in the title, and has more of the statements than anybody else.

    Parameters
    ----------
    voices
        Who was found to say each sentence that is no heading, before this is known.
    """
    named = [v.speakers for v in voices if v is not None and v.speakers != (UNSPECIFIED,)]
    if not named:
        return ()
    speakers, n = Counter(named).most_common(1)[0]
    persons = {m.actor for s in sentences for m in s.mentions if m.kind == "person"}
    titled = {m.actor for s in sentences[:1] if s.heads for m in s.mentions}
    leads = named[0] == speakers or titled.issuperset(speakers)
    enough = n >= MAIN_LEAST and n >= MAIN_SHARE * len(named)
    return speakers if len(speakers) == 1 and persons.issuperset(speakers) and leads and enough else ()


def titled_speaker(sentences: Sequence[_Told], voices: Sequence[Voice | None]) -> tuple[str, ...]:
    """Return the person whose remarks a title announces, or nobody: where another is heard first, it reports on them.

    Parameters
    ----------
    voices
        As of `main_speaker`.
    """
    opens = next((k for k, s in enumerate(sentences) if not s.heads), 0)
    titled = next((m.actor for s in sentences[:opens] for m in s.mentions if m.kind == "person"), None)
    first = next((v.speakers for v in voices if v is not None and v.speakers != (UNSPECIFIED,)), ())
    return (titled,) if titled is not None and first in {(), (titled,)} else ()


def beside_main(s: _Told, voice: Voice | None, main: tuple[str, ...], grammar: ReportingGrammar) -> tuple[str, ...]:
    """Return the other person whose statement a sentence of a digest is; nobody where it tells of several."""
    if voice is None or voice.speakers == main or voice.speakers == (UNSPECIFIED,):
        return ()
    topics = {m.actor for m in s.mentions if m.kind in VOICES and grammar.as_topic.match(s.text, m.end - s.start)}
    persons = {m.actor for m in s.mentions if m.kind == "person"}
    return voice.speakers if persons.issuperset(voice.speakers) and len(topics) < 2 else ()


def of_the_session(s: _Told, grammar: ReportingGrammar) -> bool:
    """Whether a sentence of a digest tells how the speech went, or what somebody without a name did: that the speaker did not say."""
    if grammar.session.search(s.text):
        return True
    local = [replace(m, start=m.start - s.start, end=m.end - s.start) for m in s.mentions]
    return grammar.topical and (voice_opens(s.text, local, grammar) or told_of(s, grammar, opening=_OPENING_KO))


def told_of(s: _Told, grammar: ReportingGrammar, mark: int = 0, opening: int = _OPENING) -> bool:
    """Whether a sentence, from `mark` on, opens with an actor as its topic or subject: that is told, and not said."""
    for m in s.mentions:
        at = m.start - s.start
        if at < mark or at - mark > opening or m.kind not in VOICES:
            continue
        if grammar.as_topic.match(s.text, m.end - s.start) if grammar.topical else len(s.text[mark:at].split()) < 3:
            return True
    return False


def unclaimed(voice: Voice | None) -> bool:
    """Whether a sentence has no speaker, or a verb of speech without a subject; hearsay has none on purpose."""
    return voice is None or (voice.speakers == (UNSPECIFIED,) and voice.confidence <= 0.45)
