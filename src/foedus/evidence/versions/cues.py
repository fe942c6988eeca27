"""Words that deny, weaken or strengthen a statement, found by class in the tables of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from foedus.langs.registry import language

Places = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled cues of one language; the classes are those of its table ``cues``.

    Attributes
    ----------
    classes
        Words that deny, and that say how sure a statement is.
    among
        "One of", "the three largest": no place in a ranking.
    focus
        Single words that change what is said ("only", "almost"), and with them those that may stand for them.
    amounts
        Words that stand for a number ("half", "fortnight"), by the number; shares in percent.
    pointer
        "See the appendix": refers to another place of the same text.
    manner
        Adverbs by their form.
    furniture
        Headings that only name a part of a text ("Appendix").
    source
        Whom a sentence names as its source, in the group ``name``.
    """

    classes: dict[str, re.Pattern[str]]
    among: re.Pattern[str] | None
    _not: dict[str, re.Pattern[str]]
    focus: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = field(default_factory=dict)
    amounts: dict[float, re.Pattern[str]] = field(default_factory=dict)
    pointer: re.Pattern[str] | None = None
    manner: re.Pattern[str] | None = None
    source: tuple[re.Pattern[str], ...] = ()
    _not_focus: re.Pattern[str] | None = None
    _not_manner: re.Pattern[str] | None = None
    furniture: re.Pattern[str] | None = None
    _hints: dict[str, re.Pattern[str]] = field(default_factory=dict)
    _manners: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def places(self, text: str) -> Places:
        """Return by class where its cues stand in `text`, as (start, end)."""
        out: Places = {}
        for name, pattern in self.classes.items():
            found = [m.span() for m in pattern.finditer(_without(self._not.get(name), text))]
            if found:
                out[name] = found
        return out

    def focused(self, text: str) -> dict[str, tuple[int, int]]:
        """Return by class the first word in `text` that changes what is said, as (start, end)."""
        masked = _without(self._not_focus, text)
        return {name: m.span() for name, (says, _) in self.focus.items() if (m := says.search(masked))}

    def may_focus(self, name: str, text: str) -> bool:
        """Whether any word of a class, or one that may stand for it, is in `text`."""
        return name not in self.focus or any(p.search(text) for p in self.focus[name])

    def hinted(self, name: str, text: str) -> bool:
        """Whether `text` holds words that may stand for those of a class in another language ("lacks" for "has not")."""
        return name in self._hints and self._hints[name].search(text) is not None

    def ways(self, text: str) -> set[str]:
        """Return the ways of doing something that words in `text` name, by class ("repeatedly", "secretly")."""
        return {name for name, pattern in self._manners.items() if pattern.search(text)}

    def manners(self, text: str) -> list[tuple[int, int]]:
        """Return the adverbs in `text` that say how something is done, as (start, end)."""
        if self.manner is None:
            return []
        found = (m.span() for m in self.manner.finditer(text))
        return [s for s in found if not (self._not_manner and self._not_manner.fullmatch(text[slice(*s)]))]


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
    focus, words = table.get("focus", {}), table.get("words", {})
    return Cues(
        classes, _any(table["among"]) if table.get("among") else None, seeming,
        {k: (_any(v["says"]), _any(v["hints"])) for k, v in focus.items() if k != "not_focus"},
        {float(k): _any(v) for k, v in table.get("amounts", {}).items()},
        _any([table["pointer"]["to"]]) if table.get("pointer") else None,
        _any([words["manner"]]) if words else None,
        # Names are told by their capitals.
        tuple(re.compile(p) for p in table.get("source", {}).get("named", ())),
        _any(focus["not_focus"]) if focus.get("not_focus") else None,
        _any([words["not_manner"]]) if words.get("not_manner") else None,
        _any([table["pointer"]["furniture"]]) if table.get("pointer", {}).get("furniture") else None,
        {k: _any(v) for k, v in table.get("hints", {}).items()},
        {k: _any(v) for k, v in table.get("ways", {}).items()},
    )


def _without(pattern: re.Pattern[str] | None, text: str) -> str:
    """Return `text` with what matches blotted out, as long as before."""
    return pattern.sub(lambda m: "\0" * len(m.group()), text) if pattern else text


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
