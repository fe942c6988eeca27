"""What the names around a title are: a person, a body that writes, a publication, or no name at all."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from foedus.evidence.citations.vocabulary import vocabulary
from foedus.langs.grammar.name_entries import shared_rows

Kind = Literal["person", "corporate", "outlet", "name", "territory", "none"]

_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}$")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z]{2,8}")
_HANGUL = re.compile(r"[가-힣]")


def strip_quotes(text: str) -> str:
    """Return `text` without a pair of quotation marks or title brackets that encloses all of it."""
    text = text.strip()
    v = vocabulary()
    for left, right in (*v.quotes, *v.title_quotes):
        if len(text) > 2 and text.startswith(left) and text.endswith(right):
            inner = text[len(left) : -len(right)]
            if inner.count(left) == inner.count(right) and (left != right or inner.count(left) % 2 == 0):
                return strip_quotes(inner)
    return text


def is_named(text: str, longest: int = 5) -> bool:
    """Whether `text` looks like a proper name: few words, each capitalised, or a few words of Hangul."""
    words = text.split()
    if not 1 <= len(words) <= longest or len(text) > 70:
        return False
    if _HANGUL.search(text):
        return len(words) <= 4 and not re.search(r"[.!?“”\"]|[다요까]$", text)
    connectors = vocabulary().connectors
    return (words[0][:1].isupper() or words[0].isdigit() or bool(_DOMAIN.match(text))) and all(
        w[:1].isupper() or w[:1].isdigit() or w.lower().strip(".,") in connectors or _DOMAIN.match(w) or not w[0].isalnum()
        for w in words
    )


def kind_of(text: str) -> Kind:
    """Return what `text`, standing before or after a title, names."""
    text = text.strip(" ,.;:")
    v = vocabulary()
    lowered = text.lower()
    if not text or len(text) > 120:
        return "none"
    if lowered in v.territories:
        return "territory"
    parts = [p for p in v.joiner.split(lowered) if p]
    if parts and any(p in v.territories for p in parts):
        return "territory"
    if v.corporate.search(text) and is_named(text, 14):
        return "corporate"
    if (v.outlet.search(text) and is_named(text, 8)) or _DOMAIN.match(text):
        return "outlet"
    if not is_named(text, 8):
        return "none"
    several = [p.strip() for p in v.joiner.split(text) if p and p.strip()]
    if len(several) > 1 and several != [text]:
        return "person" if all(kind_of(p) == "person" for p in several) else "name"
    words = text.split()
    if _HANGUL.search(text):
        return "person" if 1 <= len(words) <= 3 and all(len(w) <= 7 for w in words) and len(text) >= 3 else "name"
    if any(w.lower() in v.connectors and w.lower() not in v.particles for w in words):
        return "name"
    capital = [w for w in words if w[0].isupper() or _INITIAL.match(w)]
    lone = any(w.isupper() and len(w) > 2 for w in words)
    if 2 <= len(capital) <= 5 and not lone and not re.search(r"[\d?!]", text):
        return "person"
    return "name"


def publishes(text: str) -> bool:
    """Whether one of the names in `text` is that of an agency, a paper or a body, or an acronym."""
    parts = [p.strip() for p in vocabulary().joiner.split(text) if p and p.strip()]
    return any(kind_of(p) in {"outlet", "corporate"} or _ACRONYM.fullmatch(p) or {p.lower(), p.lower().split()[0]} & _agencies() for p in parts)


@cache
def _agencies() -> frozenset[str]:
    """Return the names of agencies and papers in the shared table, in every language and in lower case."""
    rows = (r for r in shared_rows("media"))
    return frozenset(n.lower() for r in rows for k, cell in r.items() if k not in ("id", "of", "source") and cell for n in cell.split("|"))


def people(text: str) -> list[str]:
    """Split a list of authors into names, as printed."""
    body = text.strip(" ,.;:")
    parts = [p.strip() for p in vocabulary().joiner.split(body) if p and p.strip()]
    # "Doe, Jane" is one person: the part after the comma holds only given names or initials.
    if len(parts) > 1 and "," in body and len(parts[0].split()) == 1 and not _HANGUL.search(body):
        given = parts[1].split()
        if len(given) == 1 or _INITIAL.match(given[-1]):
            parts = [f"{parts[0]}, {parts[1]}", *parts[2:]]
    return [p for p in parts if p.lower().rstrip(".") not in vocabulary().others]
