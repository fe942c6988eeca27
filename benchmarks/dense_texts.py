"""Made-up reports that name somebody new in nearly every sentence, with figures and days: what a reader has most work with."""

from __future__ import annotations

import random
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpus_texts import LANGUAGES, _day

_HERE = Path(__file__).parent
_PARAGRAPH = 4  #: sentences
_PARTICLE = re.compile(r"([가-힣])(\([A-Z]+\))?\+(.)")
_FIRST, _DAYS = date(2012, 1, 1), 4_500


class _Maker:
    """Makes names and sentences of one language; equal seeds make equal ones."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.random = random.Random(seed)
        self.table: dict[str, Any] = tomllib.loads((_HERE / "dense.toml").read_text(encoding="utf-8"))[language]
        at = LANGUAGES.index(language)
        states = tomllib.loads((_HERE / "corpus.toml").read_text(encoding="utf-8"))["states"]["list"]
        self.states = [names[at] for names in states]

    def word(self, syllables: int) -> str:
        """Return a name of so many syllables; in Hangul a syllable is one of its own."""
        r, t = self.random, self.table
        if self.language == "ko":
            return str(r.choice(t["open"])) + "".join(r.choice(t["middle" if k + 2 < syllables else "close"]) for k in range(syllables - 1))
        return "".join(r.choice(t["open"]) + r.choice(t["middle"]) + r.choice(t["close"]) for _ in range(syllables)).capitalize()

    def person(self) -> str:
        """Return the name of a person."""
        return self.word(3) if self.language == "ko" else f"{self.word(2)} {self.word(self.random.choice((2, 3)))}"

    def day(self) -> str:
        """Return a day as the language writes it."""
        return _day(_FIRST + timedelta(days=self.random.randrange(_DAYS)), self.language)

    def sentence(self) -> str:
        """Return a sentence."""
        r = self.random
        a, b = r.sample(self.states, 2)
        p, q = self.person(), self.person()
        body, *names = r.choice(self.table["bodies"]), self.word(2), self.word(2)
        organisation = f"{body} {' '.join(names)}" if self.language == "es" else f"{' '.join(names)} {body}"
        told = str(r.choice(self.table["sentences"])).format(
            a=a, b=b, p=p, q=q, s=q if self.language == "ko" else q.split()[1], o=organisation,
            k="".join(r.choice("BDFGKLMNPRSTV") for _ in range(4)), c=self.word(2), v=self.word(3), n=f"{r.randrange(110, 9_900, 10):,}",
            m=r.randrange(11, 90), d=self.day(), r=r.choice(self.table["offices"]),
        )
        return _PARTICLE.sub(lambda m: m[1] + (m[2] or "") + (m[3] if _closed(m[1]) else self.table["particles"][m[3]]), told)


def _closed(syllable: str) -> bool:
    """Whether a Hangul syllable ends in a consonant."""
    return (ord(syllable) - 0xAC00) % 28 > 0


def dense(language: str, size: int, seed: int = 3) -> str:
    """Return a dense report of at most `size` bytes in UTF-8, and of nearly as many."""
    maker = _Maker(language, seed)
    paragraphs = [str(maker.table["byline"]).format(p=maker.person(), d=maker.day())]
    length = len(paragraphs[0].encode())
    while True:
        paragraph = " ".join(maker.sentence() for _ in range(_PARAGRAPH))
        length += len(paragraph.encode()) + 2
        if length > size:
            return "\n\n".join(paragraphs)
        paragraphs.append(paragraph)
