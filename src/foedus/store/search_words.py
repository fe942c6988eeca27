"""Words made comparable: folded, stemmed, and in scripts without spaces cut into two-grams; every word knows its place.

The index holds what `columns` returns, and a hit is only shown if `foedus.store.search_query` finds the words of
the query among those of `words`: the index may offer too much, never too little.

References
----------
Porter (2001), "Snowball: a language for stemming algorithms" (the stemmers). Two-grams for Chinese, Japanese and
Korean text: Nie, Gao, Zhang and Zhou (2000), "On the use of words and n-grams for Chinese information retrieval".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from foedus.langs.registry import language

_LONGEST = 40  # characters of a word that is stemmed, and twice those of a run without spaces that counts as a word
KEPT = "\ue000"  #: stands before a letter of its own (ñ) in the strict form


class Word(NamedTuple):
    """One word of a text: where it stands, and how it is compared."""

    start: int
    end: int
    form: str  #: folded: case, accents and forms of letters gone
    strict: str  #: the same, but letters of their own (ñ) kept apart
    unspaced: bool  #: of a script without spaces between words


@cache
def settings() -> Mapping[str, Any]:
    """Return ``search.toml``."""
    return tomllib.loads((files("foedus.store") / "search.toml").read_text(encoding="utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    marks = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
    unspaced = settings()["unspaced"]["ranges"]
    # What a word owns ("Aland's") is the word.
    return re.compile(
        f"((?:[{unspaced}](?<=\\w)[{marks}]*)+)|((?:(?![{unspaced}])[^\\W_][{marks}]*)+)(?:['’]s(?![^\\W_]))?"
    )


def words(text: str) -> list[Word]:
    """Return the words of a composed (NFC) text, in order."""
    out = []
    for match in _pattern().finditer(text):
        unspaced = match[1] is not None
        group = 1 if unspaced else 2
        form, strict = _folded(match[group])
        if form:
            out.append(Word(match.start(group), match.end(group), form, strict, unspaced))
    return out


@lru_cache(maxsize=2**17)
def _folded(word: str) -> tuple[str, str]:
    strict = _fold(word, settings()["kept"]["letters"])
    return strict.replace(KEPT, ""), strict


def _fold(word: str, kept: str) -> str:
    plain = word.casefold()
    if plain.isascii():
        return plain
    wide = unicodedata.normalize("NFKC", plain)
    plain = wide if all(unicodedata.category(c)[0] in "LMN" for c in wide) else unicodedata.normalize("NFC", plain)
    out = []
    letters = settings()["letters"]
    for c in plain:
        if c in letters:
            out.append(letters[c])
            continue
        parts = unicodedata.normalize("NFD", c)
        if _script(parts[0]).get("marks") == "drop":
            out.append((KEPT if c in kept else "") + "".join(p for p in parts if unicodedata.category(p) != "Mn"))
        elif not (unicodedata.category(c) == "Mn" and out and _script(out[-1][-1:]).get("marks") == "drop"):
            out.append(c)
    return "".join(out)


@cache
def _scripts() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    return tuple((re.compile(f"[{s['ranges']}]"), s) for s in settings()["scripts"].values())


@lru_cache(maxsize=4096)
def _script(letter: str) -> Mapping[str, str]:
    return next((s for pattern, s in _scripts() if pattern.match(letter)), {})


def stems(form: str, code: str) -> tuple[str, ...]:
    """Return the stems of a folded word of a text in language `code`, each pass of the stemmer one more.

    Empty if no stemmer knows its script. A word in another script than its text's is stemmed as one of the
    language that `search.toml` names for the script.
    """
    own = _languages_of(form)
    return _stems(form, code if code in own else own[0]) if own else ()


@lru_cache(maxsize=2**12)
def _languages(script_language: str) -> tuple[str, ...]:
    # Latin script serves most stemmers; of the others each is served by its own and those written alike.
    own = {s["language"] for s in settings()["scripts"].values() if "language" in s}
    if script_language != "en":
        return (script_language,)
    return ("en", *(c for c in settings()["stemmers"] if c not in own))


def _languages_of(form: str) -> tuple[str, ...]:
    found = _script(form[:1]).get("language")
    return _languages(found) if found and len(form) <= _LONGEST else ()


@cache
def _stemmer(code: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(settings()["stemmers"][code])


@lru_cache(maxsize=2**17)
def _stems(form: str, code: str) -> tuple[str, ...]:
    limits = settings()["stemming"]
    stemmer = _stemmer(code)
    out: list[str] = []
    last = form
    while True:
        # The stemmers want the letters their language writes; folding has made plain ones of some.
        found = _folded(stemmer.stemWord(last))[0]
        if found == last or len(found) < limits["shortest"] or found in out:
            return tuple(out) or (form,)
        out.append(found)
        last = found
        if code not in limits["repeated"]:
            return tuple(out)


def query_stems(form: str, codes: Iterable[str]) -> set[str]:
    """Return every last stem that `form` has in one of the languages `codes`."""
    return {found[-1] for code in {*codes, "und"} if (found := stems(form, code))}


def related(one: str, other: str, code: str) -> bool:
    """Say whether two folded words of a text in language `code` are forms of one word.

    They are if their stems meet. Where stemming is repeated, a word does not meet one that is what two passes
    leave of it: Токаев is not ток.
    """
    if one == other:
        return True
    first, second = ((w, *stems(w, code)) for w in (one, other))
    for a, stem in enumerate(first):
        if stem in second:
            b = second.index(stem)
            return a + b <= 1 or (a >= 1 and b >= 1)
    return False


def grams(form: str) -> list[str]:
    """Return the two-grams of a run without spaces, and its last letter, so that each letter begins one."""
    return [*(form[i : i + 2] for i in range(len(form) - 1)), form[-1:]]


def columns(text: str, code: str) -> tuple[str, str, str]:
    """Return what the index holds of a composed text in language `code`: words, stems where they differ, two-grams."""
    plain: list[str] = []
    stemmed: list[str] = []
    cut: list[str] = []
    for word in words(text):
        if word.unspaced:
            cut += map(indexed, grams(word.form))
            if len(word.form) > _LONGEST // 2:
                continue
            stemmed += without_particles(word.form, code)
        else:
            stemmed += [indexed(s) for s in stems(word.form, code)[-1:] if s != word.form]
        plain.append(indexed(word.form))
    return " ".join(plain), " ".join(stemmed), " ".join(cut)


@lru_cache(maxsize=2**16)
def without_particles(form: str, code: str) -> tuple[str, ...]:
    """Return a noun without the particles its language writes on it; empty if there are none.

    Two-grams find it all the same; this is for those who search the file with other programs.
    """
    found = [p for p in _particles(code) if form.endswith(p) and len(form) >= len(p) + 2]
    return (form[: -max(map(len, found))],) if found else ()


@cache
def _particles(code: str) -> Sequence[str]:
    return tuple(language(code).table("particles").get("particles", ()))


@lru_cache(maxsize=2**17)
def indexed(form: str) -> str:
    """Return a folded word as one token of SQLite's tokenizer, whose tables of letters are older than Python's."""
    if form.isascii():
        return form
    old = unicodedata.ucd_3_2_0
    return "".join(c if old.category(c)[0] in "LMN" else f"x{ord(c):x}x" for c in form)
