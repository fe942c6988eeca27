"""When: the date in the clause, else in the sentence, else the one the text has been telling of, else its own month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.events.coding import Sentence
from foedus.evidence.events.participants import state_of
from foedus.evidence.events.telling import Telling
from foedus.langs.grammar.resolve import Dated

FOCUS_SHARE = 0.08  #: a state with this share of the mentions is one the text is about
NEAR = 1  #: sentences over which a date is carried on, within a paragraph


def focus(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the states that the text is about: those with a fair share of its mentions."""
    count = Counter(s for x in sentences for m in x.mentions if (s := state_of(m.actor)))
    total = sum(count.values())
    return frozenset(s for s, n in count.items() if n >= FOCUS_SHARE * total)


def date_tellings(
    tellings: Sequence[Telling], sentences: Sequence[Sentence], dated: Sequence[Dated], published: str | None,
    lasting: re.Pattern[str],
) -> list[Telling]:  # fmt: skip
    """Give each telling its date.

    Parameters
    ----------
    dated
        The dates of the part, as the dates reader resolves them.
    published
        The day of writing; its month dates what the text tells as current of the states it is about.
    lasting
        Matches what stands before a date from which something lasts ("since"), which dates no event.
    """
    by: dict[int, list[Dated]] = {}
    for d in dated:
        if d.match.precision not in ("decade", "century") and not lasting.search(sentences[d.index].text[max(0, d.match.start - 12) : d.match.start]):
            by.setdefault(d.index, []).append(d)
    about = focus(sentences)
    out = []
    for t in tellings:
        iso, stated = _told(t, by), True
        if iso is None:
            stated = False
            iso = _month(published) if _current(t, about) else None
        out.append(replace(t, date=iso, stated=stated))
    return out


def _told(t: Telling, by: dict[int, list[Dated]]) -> str | None:
    here = by.get(t.sentence, [])
    inside = [d for d in here if t.start <= d.match.start and d.match.end <= t.end]
    if inside:
        return min(inside, key=lambda d: _gap(d, t)).resolution.iso
    if here and not t.noun:
        # A date outside the clause but before it opens the sentence: "On 5 May, ... and ..."
        opening = [d for d in here if d.match.end <= t.start]
        if opening and len(here) == 1:
            return opening[0].resolution.iso
    return None


def _gap(d: Dated, t: Telling) -> int:
    a, b = t.word
    return max(d.match.start - b, a - d.match.end, 0)


def _current(t: Telling, about: frozenset[str]) -> bool:
    states = {s for i in (*t.actors, *t.recipients, *((t.place,) if t.place else ())) if (s := state_of(i))}
    return states <= about


def _month(published: str | None) -> str | None:
    return published[:7] if published else None
