"""Made-up reports in English, Spanish and Korean, the same for the same seed: what `corpus.py` reads.

Of every forty documents four belong to planted families: a translation, a reprint under another title with a few
words changed, and a long report that carries a short wire text. The rest is told independently, much of it about the
same themes, states and figures.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es", "ko")
_PIECES = ("subjects", "verbs", "objects", "tails")
LENGTH = 2_000  #: characters of a document; a Korean one says in half as many what the others do
_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "es": ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
}
_BYLINE = {"en": "By {s}, {d}, www.example.org", "es": "Por {s}, {d}, www.example.org", "ko": "{s}, {d}, www.example.org"}
_AUTHORS = ("Ana Brandt", "Tom Okello", "Lin Haas", "Eva Moreno")


@dataclass(frozen=True)
class Story:
    """What a report tells, in no language yet: which sentences, with which fillings."""

    slots: dict[str, Any]
    title: int
    sentences: tuple[tuple[tuple[int, ...], dict[str, Any]], ...]  # one number: a template; four: pieces
    day: date


class Teller:
    """Makes reports.

    Parameters
    ----------
    seed
        Equal seeds make equal documents.
    """

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        data = tomllib.loads((Path(__file__).parent / "corpus.toml").read_text(encoding="utf-8"))
        self.data = {name: table["list"] for name, table in data.items()}

    def story(self, sentences: int) -> Story:
        """Return a new story."""
        r = self.random
        a, b = r.sample(range(len(self.data["states"])), 2)
        slots = {"a": a, "b": b, "w": r.randrange(len(self.data["themes"])), "p": r.randrange(len(self.data["places"]))}
        day = date(2023, 1, 1) + timedelta(days=r.randrange(700))
        chosen = tuple((self._sentence(), self._numbers(day)) for _ in range(sentences))
        return Story(slots, r.randrange(len(self.data["titles"])), chosen, day)

    def _sentence(self) -> tuple[int, ...]:
        r = self.random
        if not r.randrange(4):
            return (r.randrange(len(self.data["sentences"])),)
        return tuple(r.randrange(len(self.data[x])) for x in _PIECES)

    def _numbers(self, day: date) -> dict[str, Any]:
        r = self.random
        return {
            "n": r.randrange(100, 9_900, 10), "m": r.randrange(3, 90), "k": r.randrange(len(self.data["organisations"])),
            "d": day - timedelta(days=r.randrange(1, 20)), "p": r.randrange(len(self.data["places"])),
        }

    def tell(self, story: Story, language: str, title: int | None = None, length: int | None = LENGTH) -> str:
        """Return the text of a story in a language, up to `length` characters (None: all of it)."""
        at = LANGUAGES.index(language)
        head = self._fill(self.data["titles"][story.title if title is None else title][at], story, {}, language)
        byline = _BYLINE[language].format(s=_AUTHORS[story.day.day % 4], d=_day(story.day, language))
        paragraphs, line = [head, byline], []
        size = len(head) + len(byline)
        for c, numbers in story.sentences:
            if len(c) == 1:
                template = self.data["sentences"][c[0]][at]
            else:
                pieces = [self.data[x][k][at] for x, k in zip(_PIECES, c, strict=True)]
                template = " ".join([pieces[0], pieces[3], pieces[2], pieces[1]] if language == "ko" else pieces) + "."
            sentence = self._fill(template, story, numbers, language)
            size += len(sentence) + 1
            if length is not None and size > length * (0.55 if language == "ko" else 1.0):
                break
            line.append(sentence)
            if len(line) == 4:
                paragraphs.append(" ".join(line))
                line = []
        return "\n\n".join([*paragraphs, *([" ".join(line)] if line else [])]) + "\n"

    def _fill(self, template: str, story: Story, numbers: dict[str, Any], language: str) -> str:
        at = LANGUAGES.index(language)
        names = {"a": "states", "b": "states", "w": "themes", "p": "places", "k": "organisations"}
        slots = story.slots | numbers
        words = {k: self.data[names[k]][slots[k]][at] for k in names if k in slots}
        if "d" in slots:
            words["d"] = _day(slots["d"], language)
        text = template.format(**words, n=f"{slots.get('n', 0):,}", m=slots.get("m", 0))
        return text[0].upper() + text[1:]


def _day(day: date, language: str) -> str:
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} {month} {day.year}" if language == "en" else f"{day.day} de {month} de {day.year}"


def edited(text: str, rng: random.Random, every: int = 25) -> str:
    """Return a text with one word of `every` left out."""
    lines = []
    for line in text.split("\n"):
        words = line.split(" ")
        lines.append(" ".join(w for w in words if len(words) < 12 or rng.randrange(every)))
    return "\n".join(lines)


@dataclass(frozen=True)
class Made:
    """A document, and the name of the source it must be counted with."""

    name: str
    text: str
    source: str


Told = tuple[str, str, str]  # kind, language, text


def corpus(n: int, seed: int = 7) -> Iterator[Made]:
    """Yield `n` documents, in the order of their names."""
    teller = Teller(seed)
    plan: list[Callable[[Teller], Iterator[Told]]] = [_alone] * 33 + [_translated, _reprinted, _carried]
    made = 0
    while True:
        for step in teller.random.sample(plan, len(plan)):
            source = f"s{made}"
            for kind, language, text in step(teller):
                if made == n:
                    return
                yield Made(f"{made:05d}-{kind}-{language}.txt", text, source)
                made += 1


def _alone(teller: Teller) -> Iterator[Told]:
    language = teller.random.choice(LANGUAGES)
    yield "alone", language, teller.tell(teller.story(50), language)


def _translated(teller: Teller) -> Iterator[Told]:
    story = teller.story(18)
    for language in teller.random.sample(LANGUAGES, 2):
        yield "translated", language, teller.tell(story, language, length=None)


def _reprinted(teller: Teller) -> Iterator[Told]:
    language = teller.random.choice(LANGUAGES)
    story = teller.story(50)
    yield "reprint", language, teller.tell(story, language, title=0)
    yield "reprint", language, edited(teller.tell(story, language, title=1), teller.random)


def _carried(teller: Teller) -> Iterator[Told]:
    language = teller.random.choice(LANGUAGES)
    short = teller.tell(teller.story(6), language, length=None)
    body = short.split("\n\n", 2)[2].strip()
    head, byline, *paragraphs = teller.tell(teller.story(40), language).split("\n\n")
    yield "wire", language, short
    yield "carrier", language, "\n\n".join([head, byline, *paragraphs[:2], body, *paragraphs[2:]])
