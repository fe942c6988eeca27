"""One telling of an event, before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Telling:
    """What one clause tells. Offsets `start`, `end` are those of the clause in its sentence."""

    sentence: int
    start: int
    end: int
    word: tuple[int, int]
    type: str
    mode: str | None
    context: tuple[str, ...]
    concept: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    status: str
    confidence: float
    noun: bool
    date: str | None = None
    stated: bool = False  #: the date is told in the sentence
    bare: bool = False  #: a noun with nothing but an adjective to tell whose, carried by no verb
    points_back: bool = False  #: "this visit": what was told before
    present: bool = False  #: told as going on now
    lately: bool = False  #: told in the perfect: done by now
    deeds: frozenset[str] = frozenset()  #: types of the deeds that what is said or refused is about ("condemned the invasion")
    unknown: bool = False  #: whom it is done to is told, in words for nobody known ("both sides")
    heard: tuple[str, ...] = ()  #: who else was heard to say something just before
    event: str = ""
