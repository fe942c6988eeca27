"""When: the date in the clause, else in the sentence, else the one the text has been telling of, else its own month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.events.coding import Sentence
from foedus.evidence.events.identity import agree
from foedus.evidence.events.participants import level, state_of
from foedus.evidence.events.telling import Telling
from foedus.langs.grammar.resolve import Dated

FOCUS_SHARE = 0.08  #: a state with this share of the mentions is one the text is about
MONTH = len("2022-01")
PAST = frozenset(("happened", "reported"))
TALKING = frozenset(("CONSULT", "AGREE", "COOPERATE", "SUPPORT"))


def focus(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the states that the text is about: those with a fair share of its mentions."""
    count = Counter(s for x in sentences for m in x.mentions if (s := state_of(m.actor)))
    total = sum(count.values())
    return frozenset(s for s, n in count.items() if n >= FOCUS_SHARE * total)


def date_tellings(
    tellings: Sequence[Telling], sentences: Sequence[Sentence], dated: Sequence[Dated], published: str | None,
    lasting: tuple[re.Pattern[str], re.Pattern[str]],
) -> list[Telling]:  # fmt: skip
    """Give each telling its date.

    Parameters
    ----------
    dated
        The dates of the part, as the dates reader resolves them.
    published
        The day of writing; its month dates what the text tells as current of the states it is about.
    lasting
        What stands before, and after, a date from which something lasts ("since"), which dates no event.
    """
    by: dict[int, list[Dated]] = {}
    for d in dated:
        if d.match.precision not in ("decade", "century") and not _lasts(d, sentences, lasting):
            by.setdefault(d.index, []).append(d)
    about = focus(sentences)
    first = [replace(t, date=iso, stated=iso is not None) for t in tellings for iso in [_told(t, by, published)]]
    stated = [t for t in first if t.stated and len(t.date or "") >= MONTH and t.status in PAST]
    out = []
    for t in first:
        if not t.stated:
            carried = _carried(t, stated) if t.status in PAST else None
            t = replace(t, date=carried or (_month(published) if _current(t, about) else None))
        out.append(t)
    return out


def _lasts(d: Dated, sentences: Sequence[Sentence], lasting: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    text = sentences[d.index].text
    return bool(lasting[0].search(text[max(0, d.match.start - 16) : d.match.start]) or lasting[1].search(text[d.match.end : d.match.end + 8]))


def _carried(t: Telling, stated: Sequence[Telling]) -> str | None:
    """Return the date told elsewhere in the part for the same event, or for what the same participants did just before."""
    same = [o for o in stated if o.concept == t.concept and agree(replace(t, date=None), o)]
    if same:
        return min(same, key=lambda o: abs(o.sentence - t.sentence)).date
    parties = {level(i) for i in (*t.actors, *t.recipients)}
    for o in reversed(stated):
        shared = parties & {level(i) for i in (*o.actors, *o.recipients)}
        if t.sentence - o.sentence >= 0 and len(shared) > 1 and t.type in TALKING and o.type in TALKING:
            return o.date
    return None


def _told(t: Telling, by: dict[int, list[Dated]], published: str | None) -> str | None:
    here = by.get(t.sentence, [])
    if published and t.status in PAST:  # what has happened has not happened later than it was written
        here = [d for d in here if d.resolution.iso.split("/")[-1][: len(published)] <= published]
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
