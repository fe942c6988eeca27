"""Whose speech, visit or quarrel a text is about: the person to whom "he" and "the president" return after another has spoken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from foedus.evidence.events.sentence import Sentence

TOP = 3  #: sentences of which a heading is the title
LEAST, TITLED_LEAST = 5, 3  #: sentences that name the person; fewer if the title does
TWICE = 2  #: as often as anybody else, if the title names nobody


def protagonist(sentences: Sequence[Sentence]) -> str:
    """Return the id of the person a text is about, "" where it is about nobody or about several alike.

    It is the one person whom the title names and with whom the text opens, else the person named in most sentences, if the
    title names that person too, or if the text opens with the name and no other person is named half as often.
    """
    body = [s for s in sentences if not s.heading]
    count = Counter(i for s in body for i in {m.actor for m in s.mentions if m.kind == "person"})
    most = count.most_common(2)
    if not most:
        return ""
    person, n = most[0]
    next_ = most[1][1] if len(most) > 1 else 0
    titled = {m.actor for s in sentences[:TOP] if s.heading for m in s.mentions if m.kind == "person"}
    first = next((m.actor for m in body[0].mentions if m.kind == "person"), "")
    if titled == {first}:
        return first
    if person in titled and n >= TITLED_LEAST and n > next_:
        return person
    return person if person == first and n >= LEAST and n >= TWICE * next_ else ""
