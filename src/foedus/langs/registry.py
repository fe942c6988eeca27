"""Finds the language folders. A folder with a ``language.toml`` is a language; nothing is listed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Language:
    """A language and its tables.

    Attributes
    ----------
    code
        ISO 639-1 code, or ``"und"`` for a language without a folder (every table empty).
    script
        ISO 15924 code of its script.
    name
        Its own name for itself.
    """

    code: str
    script: str
    name: str

    def table(self, name: str) -> Mapping[str, Any]:
        """Return ``langs/<code>/<name>.toml`` parsed, or an empty mapping if there is none."""
        return _table(self.code, name)


UNKNOWN = Language("und", "Zyyy", "unknown")


@lru_cache(maxsize=256)
def _table(code: str, name: str) -> Mapping[str, Any]:
    path = files("foedus.langs") / code / f"{name}.toml"
    if not path.is_file():
        return MappingProxyType({})
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def languages() -> Mapping[str, Language]:
    """Return every language that has a folder, by code."""
    found = {}
    for folder in sorted(files("foedus.langs").iterdir(), key=lambda p: p.name):
        if folder.is_dir() and (folder / "language.toml").is_file():
            d = _table(folder.name, "language")
            found[folder.name] = Language(folder.name, d["script"], d["name"])
    return MappingProxyType(found)


def language(code: str) -> Language:
    """Return the language with this code, or `UNKNOWN`."""
    return languages().get(code, UNKNOWN)
