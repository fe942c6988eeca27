"""Templates with named slots, as the language tables write them, and the search for all of them at once.

A template is a regular expression in which ``<slot>`` stands for a piece of the language's own table: the
slot becomes a named group, ``<slot2>`` the same piece again for the second end of a range. A blank stands
for any white space. ``before``, ``after``, ``not_before`` and ``not_after`` look at what surrounds a match
without taking part in it; they may be of any length, unlike a regular expression's own look-behind. Each is compiled
when a text first has the words it needs (`foedus.langs.grammar.words_needed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from foedus.langs.grammar.late import Late
from foedus.langs.grammar.words_needed import Needs, needs

CONTEXT = 48  # characters looked at on either side of a match
_SLOT = re.compile(r"(?<!\(\?)(?<!\(\?P)<([a-z]+(?:_[a-z]+)*)(2?)>")
_CLASS = re.compile(r"\[[^\]]*\]")
_WHOLE_CLASS = re.compile(r"(?<!\\)\[(?:\\.|[^\[\]\\])*\]")
_WIDE = re.compile(r"[^\x00-\x7f]-[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled template. `values` holds every other key of its table entry."""

    form: str
    regex: Late
    before: Late | None
    after: Late | None
    not_before: Late | None
    not_after: Late | None
    values: Mapping[str, Any]

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether what surrounds ``text[start:end]`` allows a match there."""
        left, right = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return not (
            (self.before and not self.before.search(left))
            or (self.after and not self.after.match(right))
            or (self.not_before and self.not_before.search(left))
            or (self.not_after and self.not_after.match(right))
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a pattern matched, before overlaps are settled."""

    start: int
    end: int
    pattern: Pattern
    slots: Mapping[str, str]


def word_choice(words: Sequence[str]) -> str:
    """Return a regular expression for any of `words`, longest first; a blank matches any white space."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace("\\ ", "\\s+") for w in ordered) + ")"


def expand(template: str, slots: Mapping[str, str], macros: Mapping[str, str], *, named: bool = True) -> str:
    """Replace the ``<slot>`` places of `template`; a macro may hold places of its own.

    Raises
    ------
    KeyError
        If a place is neither a slot nor a macro.
    """
    seen: dict[str, int] = {}

    def put(m: re.Match[str]) -> str:
        name, group = m[1], m[1] + m[2]
        if name in macros:
            return "(?:" + _SLOT.sub(put, _blanks(macros[name])) + ")"
        if not named:
            return f"(?:{slots[name]})"
        seen[group] = seen.get(group, 0) + 1
        # A slot may stand in several branches of a template; only one of them can match.
        return f"(?P<{group}{'_' * seen[group]}>{slots[name]})"

    return _SLOT.sub(put, _blanks(template))


def fixed_case(pattern: str) -> str:
    """Say of wide character classes, such as all of Hangul, that case does not matter to them: they compile much faster.

    A class with letters that have a case is left as it is, but for ranges that hold both cases of each: ``A-Za-z``,
    ``À-ɏ`` and ``Ѐ-ԯ``.
    """

    def mark(m: re.Match[str]) -> str:
        held = re.sub(r"\\u[0-9A-Fa-f]{4}", "一", m[0])
        held = re.sub(r"\\.", "", held).replace("A-Za-z", "")
        for both in ("À-ɏ", "Ѐ-ԯ"):
            held = held.replace(both, "一-一")
        cased = any(c.lower() != c.upper() for c in held)
        return m[0] if cased or not _WIDE.search(held) else f"(?-i:{m[0]})"

    return _WHOLE_CLASS.sub(mark, pattern)


def _blanks(template: str) -> str:
    """Let a blank stand for white space, except inside a character class."""
    out, last = [], 0
    for m in _CLASS.finditer(template):
        out += [template[last : m.start()].replace(" ", r"\s+"), m[0]]
        last = m.end()
    out.append(template[last:].replace(" ", r"\s+"))
    return "".join(out).replace(r"\s+?", r"\s*")


def compile_patterns(
    entries: Sequence[Mapping[str, Any]],
    slots: Mapping[str, str],
    macros: Mapping[str, str],
    *,
    left: str = "",
    right: str = "",
    flags: int = 0,
) -> tuple[Pattern, ...]:
    """Compile table entries, each with ``form``, ``re`` (one template or several) and optional context.

    Parameters
    ----------
    left, right
        Guards put before and after every template.
    flags
        Flags of the module `re` for all templates.

    Raises
    ------
    KeyError
        If a place is neither a slot nor a macro.
    """
    @cache
    def held(name: str) -> Needs:
        return needs(macros[name] if name in macros else slots[name], _SLOT, held)

    def late(template: str, *, named: bool, left: str = "", right: str = "") -> Late:
        def compiled() -> re.Pattern[str]:
            return re.compile(fixed_case(left + "(?:" + expand(template, slots, macros, named=named) + ")" + right), flags)

        return Late(compiled, needs(template, _SLOT, held))

    out = []
    for entry in entries:
        context = {
            key: late(entry[key], named=False, right="$" if key.endswith("before") else "") if key in entry else None
            for key in ("before", "after", "not_before", "not_after")
        }
        values = {k: v for k, v in entry.items() if k not in ("form", "re", *context)}
        templates = [entry["re"]] if isinstance(entry["re"], str) else entry["re"]
        for template in templates:
            out.append(Pattern(entry["form"], late(template, named=True, left=left, right=right), **context, values=values))
    return tuple(out)


def hits(text: str, patterns: Sequence[Pattern]) -> Iterator[Hit]:
    """Yield every match of every pattern whose surroundings fit, overlapping ones included."""
    for pattern in patterns:
        for m in pattern.regex.finditer(text):
            if m.end() > m.start() and pattern.fits(text, m.start(), m.end()):
                yield Hit(
                    m.start(),
                    m.end(),
                    pattern,
                    {k.rstrip("_"): v for k, v in m.groupdict().items() if v is not None},
                )
