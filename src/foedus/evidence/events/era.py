"""How a text stands in time: when it was written where it does not say, what it is about, and how far back it looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.evidence.events.clock import DAY, MONTH
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import state_of
from foedus.langs.grammar.resolve import Dated

FOCUS_SHARE = 0.08  #: a state with this share of the mentions is one the text is about
YEAR = 4
OLD = 2  #: years from which on a text tells of the past
LEAD = 2  #: dates that a text opens with
FEW = 3  #: fewer dates show nothing
YEARS_TOLD, DAYS_TOLD = 4, 7  #: sentences of which one at least tells an old year, or an old day or month, in a text of the past
RECENT, LAST = 31, 366  #: days


@dataclass(frozen=True, slots=True)
class Era:
    """How a text stands to the time it tells of.

    `past`: mostly of years long before it was written; `today`: of its own days, the last of them in the month `now`;
    neither: of many months. `now` is then their year where they have one in common, and the undated belongs to no month.
    """

    past: bool
    today: bool
    now: str | None


def last_told(dated: Iterable[Dated]) -> str | None:
    """Return the last day or month that a text tells: about then it was written, where it does not say when.

    Only where another of its dates is of the same days: one alone, or years, say too little.
    """
    told = {i for d in dated if len(i := d.resolution.iso.split("/")[-1]) >= MONTH and i[:YEAR].isdigit()}
    last = max(told, key=lambda i: (i[:MONTH], len(i), i), default="")
    return last if sum(since(i, last) <= RECENT for i in told) > 1 else None


def focus(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the states that the text is about: those with a fair share of its mentions."""
    count = Counter(s for x in sentences for m in x.mentions if (s := state_of(m.actor)))
    total = sum(count.values())
    return frozenset(s for s, n in count.items() if n >= FOCUS_SHARE * total)


def era(dated: Sequence[Dated], published: str | None, sentences: int = 0) -> Era:
    """Return how a text of so many `sentences` with these dates stands to what it tells."""
    if published is None:
        return Era(bool(dated), True, None)
    fine = [i for d in dated if len(i := d.resolution.iso.split("/")[0]) >= MONTH and i[: len(published)] <= published]
    fine = [i for i in fine if since(i, published) <= LAST]
    recent = [i for i in fine if since(i, published) <= RECENT]
    lead = any(i in recent for i in fine[:LEAD])  # it opens with what is new
    if lead or 2 * (len(recent) + 1) > len(fine) or len(fine) - len(recent) < OLD:  # the day of writing is one of them
        months = Counter(i[:MONTH] for i in (*recent, published))
        past = not (lead and recent) and _long_ago(dated, published, sentences)
        return Era(past, True, max(months, key=lambda m: (months[m], m)))
    years = {i[:YEAR] for i in (*fine, published)}
    return Era(_long_ago(dated, published, sentences), False, years.pop() if len(years) == 1 else None)


def older(year: str | None, published: str | None) -> bool:
    """Whether a year lies so far before the day of writing that it is of the past."""
    return bool(year and published and (year or "")[:YEAR].isdigit()) and int((year or "0")[:YEAR]) <= int((published or "0")[:YEAR]) - OLD


def _long_ago(dated: Sequence[Dated], published: str | None, sentences: int) -> bool:
    """Whether a text tells mostly of years long before it was written, and not by the way: often enough."""
    years = [d.resolution.iso.split("/")[-1][:YEAR] for d in dated if d.match.precision not in ("decade", "century")]
    years = [y for y in years if y.isdigit()]
    old = [d for d in dated if older(d.resolution.iso.split("/")[-1][:YEAR], published)]
    told, fine = ({d.index for d in old if len(d.resolution.iso.split("/")[-1]) >= n} for n in (YEAR, MONTH))
    often = len(told) * YEARS_TOLD >= sentences or len(fine) * DAYS_TOLD >= sentences
    return len(years) >= FEW and often and sum(older(y, published) for y in years) * 3 >= 2 * len(years)


def just_past(iso: str, published: str) -> bool:
    """Whether a day is one of the last before that of writing."""
    return len(iso) == len(published) == DAY and 0 <= since(iso, published) <= RECENT


def long_before(iso: str, published: str) -> bool:
    """Whether a date lies more than a year before the day of writing; of a mere year, whether it is of the past."""
    return since(iso, published) > LAST if len(iso) >= MONTH else older(iso, published)


def since(iso: str, published: str) -> int:
    """Return the days from `iso` to the day of writing, as far as either tells them."""
    n = min(len(iso), len(published))
    if n < MONTH:
        return 0 if iso[:n] == published[:n] else RECENT + 1
    try:
        one, two = (date.fromisoformat(x[:DAY] if n == DAY else f"{x[:MONTH]}-01") for x in (iso, published))
    except ValueError:
        return RECENT + 1
    return (two - one).days
