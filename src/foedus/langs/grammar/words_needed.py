"""Words without which a regular expression cannot match, read off its source before it is compiled.

Compiling the patterns of a language takes longer than reading a short text with them, and most texts hold words of few.
What is told here is a condition that every match fulfils, never one that makes a match: sets of words, of each of which
the text must hold at least one. Letter case does not count.

Decided against: asking the parser of the module `re` for the same, since parsing is half of what compiling costs; and
keeping compiled patterns in a file, since they belong to one version of Python and nothing is written while reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

Clause = frozenset[str]  #: words of which a text must hold one
Needs = tuple[Clause, ...]
Macro = Callable[[str], Needs]  #: what a piece needs that stands in the source by name

_MOST_WORDS, _MOST_CLAUSES, _SMALL_CLASS = 400, 3, 12
#: Letters that the module `re` takes for one another without regard to case, though their small letters differ.
_ALIKE = str.maketrans("İıſΣςᲀᲁᲂᲃᲄᲅᲆᲇ", "iisσσвдосттъѣ")
_PREFIX = re.compile(r"\(\?(?::|>|P<\w+>|[aiLmsux]*(?:-[imsx]+)?:)|\((?!\?)")
_LOOK = re.compile(r"\(\?(?:<?[=!]|\(\w+\))")
_ALONE = re.compile(r"\(\?(?:P=\w+|[aiLmsux]+|#[^)]*)\)")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|N\{[^}]*\}|[0-9]{1,3}|.)", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_REPEAT = re.compile(r"(?:([?*+])|\{(\d*)(?:,\d*)?\})[?+]?")
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"\[[^\W_]+\]|\[0-9\]")


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Return `text` in small letters, such that letters which a pattern takes for one another are the same."""
    return text.translate(_ALIKE).lower()


def holds(folded: str, needs: Needs) -> bool:
    """Whether a text, folded, has what a pattern needs."""
    return all(_has(folded, clause) for clause in needs)


@lru_cache(maxsize=4096)
def _has(folded: str, clause: Clause) -> bool:
    return any(w in folded for w in clause)


def needs(source: str, name: re.Pattern[str], macro: Macro) -> Needs:
    """Return what every match of a regular expression must hold.

    Parameters
    ----------
    source
        The expression; it need not be complete without its macros.
    name
        How a macro is written, its name as the first group.
    macro
        What a macro needs, by its name.

    Returns
    -------
    tuple of frozenset of str
        At most three sets, those that say most first; empty if nothing is known, and every text may match.
    """
    found, at = _branches(source, 0, name, macro)
    return _best(found) if at >= len(source) else ()


def _worth(clause: Clause) -> tuple[int, int]:
    """Return how much a clause says: by its shortest word, a digit or syllable counting as three letters."""
    return min(len(w) if w.isascii() and w.isalpha() else 3 * len(w) for w in clause), -len(clause)


def _best(clauses: Sequence[Clause]) -> Needs:
    return tuple(sorted(set(clauses), key=lambda c: (_worth(c), sorted(c)[0]), reverse=True)[:_MOST_CLAUSES])


def _branches(s: str, i: int, name: re.Pattern[str], macro: Macro) -> tuple[list[Clause], int]:
    """Return what the alternatives from `i` on need together, and where the bracket that closes them stands."""
    told = []
    while True:
        clauses, i = _sequence(s, i, name, macro)
        told.append(clauses)
        if i >= len(s) or s[i] == ")":
            break
        i += 1
    if len(told) == 1:
        return told[0], i
    if not all(told):
        return [], i
    either = frozenset().union(*(max(c, key=_worth) for c in told))
    return ([either] if len(either) <= _MOST_WORDS else []), i


def _sequence(s: str, i: int, name: re.Pattern[str], macro: Macro) -> tuple[list[Clause], int]:
    """Return what one alternative needs, and where it ends."""
    out: list[Clause] = []
    while i < len(s) and s[i] not in "|)":
        atom: Sequence[Clause] = ()
        if called := name.match(s, i):
            atom, i = macro(called[1]), called.end()
        elif letters := _WORD.match(s, i):
            word, i = letters[0], letters.end()
            if len(word) > 1 and i < len(s) and s[i] in "?*+{" and not name.match(s, i):
                word, i = word[:-1], i - 1  # what is repeated is the last letter alone
            if len(word) > 1 or not word.isascii() or word.isdigit():
                atom = (frozenset((fold(word),)),)
        elif s[i] == "(":
            atom, i = _group(s, i, name, macro)
        elif s[i] == "[" and (chosen := _CLASS.match(s, i)):
            i = chosen.end()
            if _PLAIN.fullmatch(chosen[0]):
                signs = "0123456789" if chosen[0] == "[0-9]" else fold(chosen[0][1:-1])
                atom = (frozenset(signs),) if len(signs) <= _SMALL_CLASS and not re.search("[a-z]", signs) else ()
        elif escaped := _ESCAPE.match(s, i):
            i = escaped.end()
        else:
            i += 1
        if i < len(s) and s[i] in "?*+{" and (repeat := _REPEAT.match(s, i)):
            i = repeat.end()
            if repeat[1] in ("?", "*") if repeat[1] else int(repeat[2] or 0) == 0:
                continue
        out += atom
    return out, i


def _group(s: str, i: int, name: re.Pattern[str], macro: Macro) -> tuple[list[Clause], int]:
    """Return what a bracket needs, and where it ends; what is only looked at, or depends on a group, needs nothing."""
    if alone := _ALONE.match(s, i):
        return [], alone.end()
    opened = _LOOK.match(s, i)
    begun = opened or _PREFIX.match(s, i)
    if begun is None:
        return [], len(s) + 1
    clauses, i = _branches(s, begun.end(), name, macro)
    return ([] if opened else clauses), i + 1
