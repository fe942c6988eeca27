"""Ways of wanting: what a class of words says of a preference, and how strongly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Wanting:
    """A class of words of preference.

    Attributes
    ----------
    name, means
        Its name, and its definition in a sentence.
    direction
        ``for``, ``against`` or ``mixed``, towards the outcome as worded.
    basis
        ``stated``, ``ascribed`` or ``predicted``, where nobody else is named as saying so.
    low, high
        Share of a scale from wholly against (0) to wholly for (1) that a draft gives to such words.
    """

    name: str
    means: str
    direction: str
    basis: str
    low: float
    high: float


@cache
def wantings() -> Mapping[str, Wanting]:
    """Return the classes by name, in the order of their table."""
    table = tomllib.loads((files("foedus.evidence.stances") / "classes.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: Wanting(name, **entry) for name, entry in table.items()})
