"""The forms a name takes where a language declines names, and the way back from a form to the name.

Everything comes from ``[declension]`` of a language's ``names.toml``; a language without that table has one form per
name. ``cases`` is the number of cases, the nominative first. ``attribute``, ``head`` and ``surname`` map the ending of
a base form to its endings case by case, variants joined by ``|``; the longest ending counts, the empty one is for all
others. ``fixed`` describes words that do not change.

Of a name of several words those before the head that look like attributes change with it, and what follows the head
stays. Where that is not so the name is written with ``~`` behind each word that changes, or with one ``=`` at its end
if none does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from foedus.langs.registry import Language


def declines(lang: Language) -> bool:
    """Return whether names of `lang` have several forms."""
    return bool(_table(lang))


def bare(alias: str) -> str:
    """Return a name as written in the tables without the marks of what changes in it.

    Examples
    --------
    >>> bare("Bosna~ i Hercegovina~")
    'Bosna i Hercegovina'
    """
    return alias.replace("~", "").removesuffix("=")


@lru_cache(maxsize=65536)
def forms(alias: str, lang: Language) -> tuple[str, ...]:
    """Return every form of a name of a state, body, place or office, its base form first.

    Parameters
    ----------
    alias
        The name as the tables write it, marks included.
    """
    table = _table(lang)
    if not table or alias.endswith("="):
        return _spelled((bare(alias),), lang)
    marked = "~" in alias
    words = alias.split(" ")
    cases: list[list[list[str]]] = []  # word, case, variants
    open_ = True
    for i, word in enumerate(words):
        which: tuple[str, ...]
        if marked:
            which = ("head", "attribute") if word.endswith("~") else ()
        elif open_ and i + 1 < len(words) and _ending(word, table["attribute"]):
            which = ("attribute",)
        elif open_:
            which, open_ = ("head", "attribute"), False
        else:
            which = ()
        later = any(w.endswith("~") for w in words[i + 1 :])
        cases.append(_declined(bare(word), which[::-1] if marked and later else which, table))
    return _spelled(_joined(cases, int(table["cases"])), lang)


@lru_cache(maxsize=65536)
def person_forms(name: str, lang: Language, *, whole: bool = True) -> tuple[str, ...]:
    """Return every form of a person's name, its base form first.

    Parameters
    ----------
    name
        Given names and surname in the base form, the surname last.
    whole
        False for a name whose last word alone changes.
    """
    table = _table(lang)
    if not table:
        return (name,)
    words = name.split(" ")
    woman = len(words) > 1 and bool(re.search(table["woman"], words[0])) and not re.search(table["man"], words[0])
    cases = [
        _declined(w, ("head",) if whole and w[:1].isupper() else (), table) for w in words[:-1]
    ] + [_declined(words[-1], () if woman and not re.search(table["woman_surname"], words[-1]) else ("surname",), table)]
    return _spelled(_joined(cases, int(table["cases"])), lang)


def surname_forms(name: str, lang: Language) -> tuple[str, ...]:
    """Return the forms of the surname in a person's full name given in its base form."""
    return tuple(dict.fromkeys(form.split(" ")[-1] for form in person_forms(name, lang)))


def base_person(text: str, lang: Language) -> str:
    """Return a person's name in its base form, told by the case of a known given name.

    What is not known to be another form stays as it is.
    """
    table, given = _table(lang), lang.table("names").get("given", {})
    words = text.split()
    if not table or len(words) < 2 or words[0] in given:
        return text
    for base in given:
        if base[:2] != words[0][:2]:
            continue
        variants = _declined(base, ("head",), table)
        for case in range(1, int(table["cases"])):
            if words[0] in variants[case]:
                woman = bool(re.search(table["woman"], base)) and not re.search(table["man"], base)
                surname = _base_surname(words[-1], case, table, woman=woman)
                return " ".join([base, *words[1:-1], surname])
    return text


def romanised(name: str, lang: Language) -> str | None:
    """Return a person's name in Latin letters as the English press writes it; None if the language has no table."""
    table = lang.table("names")
    rules = table.get("romanisation")
    if not rules:
        return None
    out = []
    for word in name.split(" "):
        known = table.get("given", {}).get(word)
        if known is None:
            known = word
            for pattern, latin in rules.items():
                known = re.sub(pattern, latin, known)
        out.append(known)
    return " ".join(out)


def _table(lang: Language) -> Mapping[str, Any]:
    found: Mapping[str, Any] = lang.table("names").get("declension", {})
    return found


def _ending(word: str, endings: Mapping[str, list[str]]) -> str | None:
    """Return the longest listed ending of `word`; the empty one is not looked for."""
    return next((word[-n:] for n in range(min(6, len(word) - 1), 0, -1) if word[-n:] in endings), None)


def _declined(word: str, which: tuple[str, ...], table: Mapping[str, Any]) -> list[list[str]]:
    """Return the variants of a word in each case."""
    cases = int(table["cases"])
    for name in which:
        endings = table[name]
        ending = _ending(word, endings)
        if ending is None and (name != which[-1] or re.search(table["fixed"], word)):
            continue
        if ending is None and "" not in endings:
            continue
        listed = endings[ending or ""]
        stem = word[: len(word) - len(ending or "")]
        return [[stem + v for v in form.split("|")] for form in listed]
    # the empty ending of the first list, where a later list had no ending either
    if which and not re.search(table["fixed"], word) and "" in table[which[0]]:
        return [[word + v for v in form.split("|")] for form in table[which[0]][""]]
    return [[word]] * cases


def _joined(words: list[list[list[str]]], cases: int) -> tuple[str, ...]:
    """Return the names that result where all words stand in the same case."""
    out: dict[str, None] = {}
    for case in range(cases):
        names = [""]
        for word in words:
            names = [f"{n} {v}" if n else v for n in names for v in word[case]]
        out.update(dict.fromkeys(names))
    return tuple(out)


def _base_surname(word: str, case: int, table: Mapping[str, Any], *, woman: bool) -> str:
    """Return the base form of which `word` is the form in `case`, by the longest ending; `word` if none fits."""
    best: tuple[int, int, str] = (0, 0, word)
    for ending, listed in table["surname"].items():
        if bool(re.search(table["woman_surname"], ending)) != woman:
            continue
        for form in listed[case].split("|"):
            if form and word.endswith(form) and len(word) - len(form) >= 2:
                base = word[: -len(form)] + ending
                # the ending that a base of this shape would itself be given decides: not "-ov" under the empty one
                if _ending(base, table["surname"]) == (ending or None) and (ending or not re.search(table["fixed"], base)):
                    best = max(best, (len(form), len(ending), base))
    return best[2]


def _spelled(names: tuple[str, ...], lang: Language) -> tuple[str, ...]:
    """Add the names with letters written otherwise (ё as е)."""
    swaps: Mapping[str, str] = lang.table("names").get("spelling", {})
    if not swaps:
        return names
    out = dict.fromkeys(names)
    for letter, other in swaps.items():
        out.update(dict.fromkeys(n.replace(letter, other) for n in names))
    return tuple(out)
