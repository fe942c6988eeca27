"""The citation words of all languages, compiled once.

A Korean note cites English works and the other way round, so the words are not kept apart by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from babel import Locale

from foedus.langs.registry import languages

#: Endings that Korean sets solid on a name.
_SOLID = r"[가-힣]"


def choice(words: Iterable[str]) -> str:
    """Return a regular expression that matches one of `words`, the longest first."""
    found = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in found) or "(?!)"


def whole(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for `words` as whole words; those in Hangul may have endings and stems around them."""
    words = list(words)
    hangul = [w for w in words if re.match(_SOLID, w)]
    other = [w for w in words if not re.match(_SOLID, w)]
    return re.compile(rf"\b(?:{choice(other)})\b|(?:{choice(hangul)})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Compiled citation words; see ``langs/<code>/citations.toml`` for what each list means."""

    lead_start: re.Pattern[str]
    lead_end: re.Pattern[str]
    works: re.Pattern[str]
    by: re.Pattern[str]
    same_author: re.Pattern[str]
    again: re.Pattern[str]
    pointer: re.Pattern[str]
    inside: re.Pattern[str]
    inside_words: frozenset[str]
    joiner: re.Pattern[str]
    editors: re.Pattern[str]
    connectors: frozenset[str]
    particles: frozenset[str]
    pages: re.Pattern[str]
    others: frozenset[str]
    relayed: re.Pattern[str]
    access: re.Pattern[str]
    label: re.Pattern[str]
    outlet: re.Pattern[str]
    corporate: re.Pattern[str]
    dated_title: re.Pattern[str]
    quotes: tuple[tuple[str, str], ...]
    title_quotes: tuple[tuple[str, str], ...]
    territories: frozenset[str]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the citation words of every language that has a folder."""
    lists: dict[str, list[str]] = {}
    pairs: list[tuple[str, str]] = []
    titles: list[tuple[str, str]] = []
    for lang in languages().values():
        for name, words in lang.table("citations").items():
            lists.setdefault(name, []).extend(words)
        pairs += [(p[0], p[1]) for p in lang.table("quotes").get("pairs", ())]
        titles += [(p[0], p[1]) for p in lang.table("quotes").get("titles", ())]
    get = MappingProxyType(lists).get
    joined = "|".join(sorted(get("pages", []), key=len, reverse=True)) or "(?!)"
    access = "|".join(get("access", [])) or "(?!)"
    return Vocabulary(
        lead_start=re.compile(rf"(?:^|(?<=[.;:!?)\]]\s)|(?<=[.;]))\s*(?:{choice(get('lead_start', []))})\b\.?,?", re.IGNORECASE),
        lead_end=re.compile(rf"(?:{choice(get('lead_end', []))})\s*[.:：](?=\s|$)"),
        works=re.compile(rf"\b(?:{choice(get('works', []))})\b", re.IGNORECASE),
        by=re.compile(rf"\b(?:{choice(get('by', []))})\s+(?=[^\s:]+(?:\s+[^\s:]+){{0,5}}\s*:\s)"),
        same_author=whole(get("same_author", [])),
        again=re.compile(
            rf"\s*(?P<who>[^,;:]{{2,60}}?,?\s+)?(?<!\w)(?i:{choice(get('again', []))})(?![^\W\d_])\.?"
            r"(?P<rest>[^;]*?)(?=\s*;|\.\s+[\"“«]?[A-ZÀ-Ý가-힣А-ЯЁ]|[.\s]*$)"
        ),
        pointer=whole(get("pointer", [])),
        inside=re.compile(rf"^[\s),.]*(?:{choice(get('in', []))})\s*:\s*", re.IGNORECASE),
        inside_words=frozenset(w.lower() for w in get("in", [])),
        joiner=re.compile(
            rf",?\s+(?:{choice(get('and', []))})\s+|(?:{choice(get('and_attached', []))})\s+|\s*[·/;]\s*|\s*,\s*"
        ),
        editors=re.compile(rf"\s*\((?:{choice(get('editors', []))})\b[^)]*\)|\s*\([^)]*(?:{choice(get('editors_after', []))})\)", re.IGNORECASE),
        connectors=frozenset(w.lower() for w in get("connectors", [])),
        particles=frozenset(w.lower() for w in get("particles", [])),
        pages=re.compile(rf"^(?:{joined})$", re.IGNORECASE),
        others=frozenset(w.lower() for w in get("and_others", [])),
        relayed=re.compile(rf"^(?:{choice(get('relayed', []))})\b|(?:{choice(get('relayed_end', []))})$", re.IGNORECASE),
        access=re.compile(rf"[\s,;(\[]*(?:{access})\b[^,;)\]]*(?:,\s*\d{{4}})?[)\]]?", re.IGNORECASE),
        label=re.compile(rf"^[*※\s]*(?:{choice(get('label', []))})\s*[:：]\s*", re.IGNORECASE),
        outlet=whole(get("outlet", [])),
        corporate=whole(get("corporate", [])),
        dated_title=whole(get("dated_titles", [])),
        quotes=tuple(dict.fromkeys(pairs)),
        title_quotes=tuple(dict.fromkeys(titles)),
        territories=_territories(),
    )


def _territories() -> frozenset[str]:
    """Names of states in every language that has a folder: a title may open with one and a colon."""
    out: set[str] = set()
    for code in languages():
        names: Mapping[str, str] = Locale.parse(code).territories
        out.update(n.lower() for c, n in names.items() if len(c) == 2)
    return frozenset(out)
