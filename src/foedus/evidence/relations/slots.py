"""A sentence with its actors taken out: each mention becomes a slot of two characters, so that a pattern sees roles.

"Ghana, a member of ECOWAS" becomes ``<state 0>, a member of <organisation 1>``: patterns are written over kinds of
actor and the words between them, whatever the names are. Words that stand for an actor named before ("it", "the
country") become slots too; whom they mean is left to `foedus.evidence.relations.anaphora`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from foedus.evidence.mentions import Mention

#: The first character of a slot tells its kind, the second its number; both lie in the private use area.
KINDS: Mapping[str, str] = {
    "state": "\ue001", "government": "\ue002", "organisation": "\ue003", "person": "\ue004", "military": "\ue005",
    "population": "\ue006", "group": "\ue007", "place": "\ue008", "media": "\ue009",
    "it": "\ue00a", "its": "\ue00b", "country": "\ue00c", "regime": "\ue00d", "we": "\ue00e", "both": "\ue00f", "body": "\ue010", "three": "\ue011", "here": "\ue012", "institution": "\ue013", "these": "\ue014",
}
#: Kinds of slot that stand for an actor named elsewhere.
ANAPHORS = ("it", "its", "country", "regime", "we", "both", "body", "three", "here", "these")
_FIRST, _LAST = 0xE100, 0xF8FF
SLOT = "[\ue001-\ue014][\ue100-\uf8ff]"
_LISTED = re.compile(rf"{SLOT}(?![-–‑]\w)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OPENED = re.compile(r" ?[(（]")
_CLOSED = (")", "）")


@dataclass(frozen=True, slots=True)
class Slot:
    """A mention or a word that stands for one: half-open offsets in the sentence, kind, and actor (None if unresolved)."""

    start: int
    end: int
    kind: str
    actor: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence whose mentions are slots.

    Attributes
    ----------
    text
        The sentence with slots.
    slots
        The slots in order.
    left_out
        It opens with a verb, whose subject is that of the sentence before.
    """

    text: str
    slots: tuple[Slot, ...]
    _at: tuple[int, ...]  # where each slot begins in `text`
    _shift: tuple[int, ...]  # sentence offset minus `text` offset, after each slot
    left_out: bool = False

    def slot(self, piece: str) -> Slot:
        """Return the slot that two characters of `text` stand for."""
        return self.slots[ord(piece[1]) - _FIRST]

    def listed(self, piece: str) -> tuple[Slot, ...]:
        """Return the slots in a stretch of `text`, in order, but not that of "the X-backed Y"."""
        return tuple(self.slot(m.group()) for m in _LISTED.finditer(piece))

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open offsets in the sentence of a stretch of `text`; a slot counts whole."""
        return self._raw(start, first=True), self._raw(end, first=False)

    def _raw(self, at: int, *, first: bool) -> int:
        k = bisect_right(self._at, at if first else at - 1) - 1
        if k < 0:
            return at
        inside = at - self._at[k]
        if inside < 2 or (not first and inside == 2):
            return self.slots[k].start if first else self.slots[k].end
        return at + self._shift[k]

    def words(self, start: int, end: int) -> str:
        """Return the words of a stretch of `text`, slots by the names they stand for."""
        return re.sub(SLOT, lambda m: self.slot(m.group()).text, self.text[start:end])


def skeleton(
    text: str, mentions: Sequence[Mention], anaphors: Mapping[str, re.Pattern[str]], left_out: re.Pattern[str] | None = None
) -> Skeleton:
    """Take the actors out of a sentence.

    Parameters
    ----------
    text
        The sentence.
    mentions
        The actors named in it, offsets in the sentence; of those that overlap the first counts.
    anaphors
        Patterns of the words that stand for an actor, by kind of slot.
    left_out
        How a sentence begins whose subject is left out.
    """
    found = [Slot(m.start, m.end, m.kind, m.actor, m.text) for m in mentions if m.kind in KINDS]
    taken = [(s.start, s.end) for s in found]
    for kind, pattern in anaphors.items():
        for m in pattern.finditer(text):
            if not any(a < m.end() and m.start() < b for a, b in taken):
                found.append(Slot(m.start(), m.end(), kind, None, m.group()))
                taken.append((m.start(), m.end()))
    pieces: list[str] = []
    slots: list[Slot] = []
    at: list[int] = []
    shift: list[int] = []
    done = length = 0
    for s in sorted(found, key=lambda s: (s.start, -s.end)):
        if s.start < done or len(slots) > _LAST - _FIRST:
            continue
        if slots and s.actor and s.actor == slots[-1].actor and _OPENED.fullmatch(text[done : s.start]) and text[s.end : s.end + 1] in _CLOSED:
            # "the Organization of American States (OAS)" is one name.
            slots[-1] = replace(slots[-1], end=s.end + 1)
            shift[-1] += s.end + 1 - done
            done = s.end + 1
            continue
        plain = _PRIVATE.sub(" ", text[done : s.start])
        pieces += [plain, KINDS[s.kind], chr(_FIRST + len(slots))]
        length += len(plain)
        at.append(length)
        length += 2
        shift.append(s.end - length)
        slots.append(s)
        done = s.end
    pieces.append(_PRIVATE.sub(" ", text[done:]))
    return Skeleton("".join(pieces), tuple(slots), tuple(at), tuple(shift), bool(left_out and left_out.match(text)))
