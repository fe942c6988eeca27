"""The month that a text without a day of writing was written in, told by what it opens with: "Last Sunday, 10 November 2019, ..."."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foedus.langs.grammar.dates import find_dates
from foedus.langs.grammar.era import aside, of_today

if TYPE_CHECKING:
    from foedus.langs.grammar.resolve import Told

OPENING = 4  #: sentences and headings
WORDS = 6  #: of a sentence; a shorter one is a label


def occasion(told: Sequence[Told]) -> str | None:
    """Return the month of the first full day that the opening of a text tells, ISO 8601, or None.

    Only where no later year is told and the text speaks of its own day ("has", "now"): then it was written about that day.

    Parameters
    ----------
    told
        The sentences of one part in order.
    """
    opening: tuple[int, int] | None = None
    for item in told[:OPENING]:
        days = [d for d in find_dates(item.text, item.language) if d.complete and d.precision == "day" and d.last is None]
        first = next((d.first for d in days if not aside(item, d)), None) if len(item.text.split()) >= WORDS else None
        if opening is None and first is not None and first.year is not None and first.month is not None:
            opening = first.year, first.month
    if opening is None or not any(map(of_today, told)):
        return None
    years = (d.first.year or 0 for item in told for d in find_dates(item.text, item.language) if d.complete)
    return None if any(y > opening[0] for y in years) else f"{opening[0]:04d}-{opening[1]:02d}"
