"""The words that compact files and scenarios may use, read once from ``data/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.core.errors import FoedusError, nearest

Entry = Mapping[str, Any]


@cache
def words(kind: str) -> Mapping[str, Entry]:
    """Return the words of a kind, each with what it means: ``statuses``, ``bonds``, ``kinds`` (of motions), ``features``, ``stages``."""
    text = (files("foedus.compacts") / "data" / "words.toml").read_text(encoding="utf-8")
    found: Mapping[str, Entry] = tomllib.loads(text)[kind]
    return found


def known(word: object, kind: str, where: str) -> str:
    """Return `word` if it is one of its kind.

    Raises
    ------
    FoedusError
        If it is none (``compact-word``).
    """
    if word not in words(kind):
        raise FoedusError("compact-word", f"there is no word {word!r} here", where, f"one of {', '.join(words(kind))}", f"nearest: {nearest(str(word), list(words(kind)), 1)}")
    return str(word)


def with_implied(features: Iterable[str]) -> frozenset[str]:
    """Return features of a situation with all that is said with them."""
    found, new = set[str](), set(features)
    while new:
        found |= new
        new = {i for f in new for i in words("features")[f]["implies"]} - found
    return frozenset(found)
