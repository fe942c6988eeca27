"""What a question asks for: a size, an amount, a share, a length of time, or for and against."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors as actor_reader
from foedus.evidence.stances.topics import UNDOING, topics
from foedus.langs.registry import languages

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
# A Korean particle after a foreign name is no part of the name.
_WORD = re.compile(r"[\uac00-\ud7a3]+|[^\W\d_\uac00-\ud7a3]+(?:[-’'][^\W\d_\uac00-\ud7a3]+)*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question read.

    Attributes
    ----------
    text
        As it was asked.
    aspects
        What it asks for, in the order asked, of ``size``, ``amount``, ``share``, ``duration``; empty if it asks
        for no number.
    units
        English names of what it counts, such as ``"troops"``.
    words
        Its content words, folded with `fold`, without the names of actors.
    actors
        Ids of the actors it names, as the lexicons know them.
    topics
        What it is about, as `topics` tells, in any language.
    acts
        Those of its words that stand beside the name of an actor, as what it does stands beside its subject.
    """

    text: str
    aspects: tuple[str, ...]
    units: tuple[str, ...]
    words: tuple[str, ...]
    actors: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    def names(self, text: str) -> bool:
        """Whether `text` shares a content word with the question, whatever its ending."""
        there = _words(text)
        return any(_akin(a, b) for a in self.words for b in there)

    def bears(self, text: str) -> bool:
        """Whether `text` is about what the question asks: it shares a word or, in any language, a topic."""
        if (self.topics - {UNDOING}) & topics(text):
            return True
        # Words of three letters are like too many others to say what a text is about.
        there = [w for w in _words(text) if _HANGUL.search(w) or len(w) > 3]
        return any(_akin(a, b) for a in self.words for b in there)

    def objects(self, outcome: str) -> bool:
        """Whether an outcome shares more with the question than what is done.

        Of "recognise the new border" only the border counts where the question is whether a state is recognised. An
        outcome that says no more than what is done counts: "recognition" is that of the question.
        """
        told = [w for w in _WORD.findall(outcome) if len(fold(w)) >= (2 if _HANGUL.search(w) else 4)]
        if not told or not any(_form(a, fold(told[0])) for a in self.acts):
            return self.bears(outcome)
        rest = outcome[outcome.index(told[0]) + len(told[0]) :]
        return len(told) == 1 or self.bears(rest)

    def reaches(self, text: str, names: Sequence[tuple[int, int]]) -> bool | None:
        """Whether what is done reaches a name and not a thing of its own: "recognised Kosovo", not "recognised a border of Kosovo".

        Parameters
        ----------
        text
            Words that tell it.
        names
            Half-open offsets in them of those it may be done to.

        Returns
        -------
        bool or None
            None where `text` has none of the words of `acts`, as in another language.
        """
        acts = [m for m in _WORD.finditer(text) if any(_akin(a, fold(m.group())) for a in self.acts)]
        if not acts:
            return None
        between = [text[m.end() : a] if m.end() <= a else text[b : m.start()] for m in acts for a, b in names]
        own = set(self.words) - self.acts
        things = [[w for w in _words(gap) if len(w) > (1 if _HANGUL.search(w) else 3)] for gap in between]
        return any(not gap or any(_akin(a, w) for a in own for w in gap) for gap in things)

    def reverses(self, text: str) -> bool:
        """Whether `text` is about the undoing of what the question asks about, or the other way round."""
        return (UNDOING in topics(text)) != (UNDOING in self.topics)


def read_question(text: str) -> Question:
    """Read a question in any language that has a ``question.toml``.

    Cues of all languages are tried, because a question has too few words to tell its language by. Of cues
    that overlap the longest counts.
    """
    plain = unicodedata.normalize("NFC", text).lower()
    aspects: list[tuple[int, int, str]] = []
    units: dict[str, None] = {}
    stop: set[str] = set()
    for language in languages().values():
        table = language.table("question")
        for aspect, cues in table.get("cues", {}).items():
            aspects += [(m.start(), m.end(), aspect) for cue in cues for m in re.finditer(_cue(cue), plain)]
        for unit, beginnings in table.get("units", {}).items():
            if any(re.search(_beginning(b), plain) for b in beginnings):
                units[unit] = None
        stop.update(_words(" ".join(table.get("stop", {}).get("words", ()))))
    longest = [
        a for a in sorted(aspects)
        if not any(b != a and b[0] <= a[0] and a[1] <= b[1] and b[1] - b[0] > a[1] - a[0] for b in aspects)
    ]
    named = _actors(text)
    stop.update(_words(" ".join(named.values())))
    # A Korean name and its particle are one word.
    names = tuple(w for w in _words(" ".join(named.values())) if _HANGUL.search(w) and len(w) >= _least(w))
    words = dict.fromkeys(
        w for w in _words(plain) if len(w) >= _least(w) and w not in stop and not (names and w.startswith(names))
    )
    return Question(
        text, tuple(dict.fromkeys(a for _, _, a in longest)), tuple(units), tuple(words), tuple(named), topics(text),
        frozenset(w for w in _beside(text, named.values()) if w in words),
    )


def _actors(text: str) -> dict[str, str]:
    """Return the actors a question names, by id, with the words that name them."""
    document = load_bytes("question", text.encode("utf-8", "replace"))
    if not isinstance(document, Document):
        return {}
    return {r["actor"]: r["quote"] for r in actor_reader.read(document) if r["actor"]}


def _beside(text: str, names: Iterable[str]) -> list[str]:
    """Return the words that stand directly before and after names."""
    out: list[str] = []
    for name in names:
        before, _, after = text.partition(name)
        out += [*_words(before)[-1:], *_words(after)[:1]]
    return out


def fold(word: str) -> str:
    """Return a word in lower case without accents; Hangul stays as it is."""
    composed = unicodedata.normalize("NFC", word).lower()
    return composed if _HANGUL.search(composed) else anyascii(composed).lower()


def _words(text: str) -> list[str]:
    # Folding can bring forth signs that are no letters: a fraction becomes 1/4.
    return [w for word in _WORD.findall(text) for w in _WORD.findall(fold(word))]


def _cue(cue: str) -> str:
    return _beginning(cue) + ("" if _HANGUL.search(cue) else r"\b")


def _beginning(word: str) -> str:
    # Korean writes what English writes apart as one word, so that a word may begin anywhere.
    return re.escape(word.lower()) if _HANGUL.search(word) else r"\b" + re.escape(word.lower())


def _least(word: str) -> int:
    return 2 if _HANGUL.search(word) else 3


def _form(a: str, b: str) -> bool:
    """Whether two folded words are forms of one verb: "recognise" and "recognised", not "recognition"."""
    shorter = min(len(a), len(b)) - 1
    return shorter >= _least(a) - 1 and a[:shorter] == b[:shorter] and abs(len(a) - len(b)) <= 3


def _akin(a: str, b: str) -> bool:
    """Whether two folded words share a stem: all but the last two letters of the shorter, the whole if short."""
    least = _least(a)
    shorter = min(len(a), len(b))
    stem = shorter if shorter <= least else max(least, shorter - 2)
    return shorter >= least and a[:stem] == b[:stem]
