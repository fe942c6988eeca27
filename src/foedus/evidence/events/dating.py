"""When: the date in the clause, else in the sentence, else the one the text has been telling of, else its own month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from foedus.evidence.events.coding import Sentence
from foedus.evidence.events.identity import agree
from foedus.evidence.events.participants import level, state_of
from foedus.evidence.events.telling import Telling
from foedus.langs.grammar.resolve import Dated

FOCUS_SHARE = 0.08  #: a state with this share of the mentions is one the text is about
MONTH = len("2022-01")
YEAR = 4
OLD = 2  #: years from which on a text tells of the past
FEW = 3  #: fewer dates show nothing
RECENT = 31  #: days
AHEAD = frozenset(("planned", "offered", "predicted", "hypothetical"))
NONE = re.compile("(?!)")
PAST = frozenset(("happened", "reported"))
TALKING = frozenset(("CONSULT", "AGREE", "COOPERATE", "SUPPORT"))


def focus(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the states that the text is about: those with a fair share of its mentions."""
    count = Counter(s for x in sentences for m in x.mentions if (s := state_of(m.actor)))
    total = sum(count.values())
    return frozenset(s for s, n in count.items() if n >= FOCUS_SHARE * total)


def date_tellings(
    tellings: Sequence[Telling], sentences: Sequence[Sentence], dated: Sequence[Dated], published: str | None,
    lasting: tuple[re.Pattern[str], re.Pattern[str]], attributive: re.Pattern[str] = NONE,
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
    attributive
        What stands before a year that belongs to a noun ("the 1979 treaty") and does not date the clause.

    Notes
    -----
    What is told in the past and without a date is of the month of writing only where the text is of its own days. In a
    text mostly of old dates it is of the year of the deed told before it, or of none.
    """
    past, story = _long_ago(dated, published), ""
    by: dict[int, list[Dated]] = {}
    for d in dated:
        if d.match.precision not in ("decade", "century") and not _lasts(d, sentences, lasting):
            by.setdefault(d.index, []).append(d)
    about = focus(sentences)
    first = [replace(t, date=iso, stated=iso is not None) for t in tellings for iso in [_told(t, by, published, sentences, attributive)]]
    stated = [t for t in first if t.stated and len(t.date or "") >= MONTH and t.status in PAST]
    out = []
    now: str | None
    for t in first:
        if t.stated and t.status in PAST and not t.noun:
            story = (t.date or "")[:YEAR]
        if not t.stated:
            carried = _carried(t, stated) if t.status in PAST else None
            then = t.status in PAST and not t.present and published is not None
            now = _month(published) if _current(t, about) else None
            if then and past:  # of the year the story has come to
                now = story if _older(story, published) else None
            t = replace(t, date=carried or now)
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


def _older(year: str | None, published: str | None) -> bool:
    return bool(year and published) and int((year or "0")[:YEAR]) <= int((published or "0")[:YEAR]) - OLD


def _long_ago(dated: Sequence[Dated], published: str | None) -> bool:
    """Whether a text tells mostly of years long before it was written."""
    years = [d.resolution.iso.split("/")[-1][:YEAR] for d in dated if d.match.precision not in ("decade", "century")]
    years = [y for y in years if y.isdigit()]
    return len(years) >= FEW and sum(_older(y, published) for y in years) * 3 >= 2 * len(years)


def _told(
    t: Telling, by: dict[int, list[Dated]], published: str | None, sentences: Sequence[Sentence], attributive: re.Pattern[str]
) -> str | None:
    here = by.get(t.sentence, [])
    if not t.noun:
        text = sentences[t.sentence].text
        here = [d for d in here if d.match.precision != "year" or not attributive.search(text[: d.match.start])]
    if published and t.status in AHEAD:  # "..., he said on Tuesday": a day just past dates the words, not the deed
        here = [d for d in here if not _just_past(d.resolution.iso, published)]
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


def _just_past(iso: str, published: str) -> bool:
    try:
        return 0 <= (date.fromisoformat(published) - date.fromisoformat(iso)).days <= RECENT
    except ValueError:  # no day
        return False


def _gap(d: Dated, t: Telling) -> int:
    a, b = t.word
    return max(d.match.start - b, a - d.match.end, 0)


def _current(t: Telling, about: frozenset[str]) -> bool:
    states = {s for i in (*t.actors, *t.recipients, *((t.place,) if t.place else ())) if (s := state_of(i))}
    return states <= about


def _month(published: str | None) -> str | None:
    return published[:7] if published else None
