"""In which state a town lies, by the table ``cities.csv``: for people in a place that no table of names holds.

The table has some 34,000 towns, many of them named like persons, things and one another; so it is asked only about what a
text has put in the place of a place, and read as one text, since most documents never ask.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _table() -> str:
    return (files("foedus.langs") / "shared" / "cities.csv").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def states_of_town(name: str) -> tuple[str, ...]:
    """Return the states in which a town of that name lies, that of the most populous first; none if no town has it.

    Examples
    --------
    >>> states_of_town("Atbara"), states_of_town("Arequipa"), states_of_town("Nowhere")
    (('SDN',), ('PER',), ())
    """
    table, key = _table(), f"|{unicodedata.normalize('NFC', name)}|"
    found: dict[str, None] = {}
    at = table.find(key) if name else -1
    while at >= 0:
        line = table.rfind("\n", 0, at) + 1
        found.setdefault(table[line : table.index(",", line)])
        at = table.find(key, at + 1)
    return tuple(found)
