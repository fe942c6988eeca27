"""Words that deny, weaken or strengthen a statement, found by class in the tables of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from foedus.langs.registry import language

Places = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled cues of one language; the classes are those of its table ``cues``."""

    classes: dict[str, re.Pattern[str]]
    among: re.Pattern[str] | None
    _not: dict[str, re.Pattern[str]]

    def places(self, text: str) -> Places:
        """Return by class where its cues stand in `text`, as (start, end)."""
        out: Places = {}
        for name, pattern in self.classes.items():
            masked = text
            seeming = self._not.get(name)
            if seeming is not None:
                masked = seeming.sub(lambda m: "\0" * len(m.group()), text)
            found = [m.span() for m in pattern.finditer(masked)]
            if found:
                out[name] = found
        return out


@cache
def cues(code: str) -> Cues | None:
    """Return the cues of a language, or None if it has no table of them."""
    table = language(code).table("cues")
    if not table:
        return None
    modality = table.get("modality", {})
    classes = {"denial": _any(table["negation"])}
    seeming = {"denial": _any(table["not_negation"])} if table.get("not_negation") else {}
    for name, patterns in modality.items():
        if name != "not_modality":
            classes[name] = _any(patterns)
            if modality.get("not_modality"):
                seeming[name] = _any(modality["not_modality"])
    return Cues(classes, _any(table["among"]) if table.get("among") else None, seeming)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
