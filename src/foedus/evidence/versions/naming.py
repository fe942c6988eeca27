"""Actors and sources that one version names where another names others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from foedus.evidence.rows import Row
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.sides import Side, finding, show, which

_KINDS = {"state": "state", "government": "state", "organisation": "body", "media": "body"}
_PRESENT = 0.5  #: cosine of a name with some stretch of the other version from which it is taken to stand there
_ALIKE = 0.6  #: likeness of two names once both are in Latin letters
_WINDOWS = 320


def names(one: Side, two: Side, actors: Inside) -> Iterator[Row]:
    """Yield at most one finding on a pair of sentences: bodies first, then states.

    A government is its state, a seat of power its government. Persons are left out: a name that no table holds has another
    id in each script. A body that only one version names counts where the other attributes the words to somebody else, or
    to a body of another name; a state must be replaced by another state, for languages leave out what is understood.
    """
    a, b = (_named([*actors(s.span), *_sources(s)]) for s in (one, two))
    for kind in ("body", "state"):
        only_a = [r for k, r in a.items() if k[0] == kind and k not in b]
        only_b = [r for k, r in b.items() if k[0] == kind and k not in a]
        if kind == "state" and not (len(only_a) == len(only_b) == 1):
            continue
        # One name of a list may seem another: what is known to mean others is no counterpart.
        told = [[r for k, r in x.items() if k[0] == kind and not _unknown(r)] for x in (a, b)]
        only_a = [r for r in only_a if not _stands(r, two, only_b, told[1])]
        only_b = [r for r in only_b if not _stands(r, one, only_a, told[0])]
        if only_a and only_b:
            yield finding(
                "names_differ", "medium" if kind == "body" else "low", [only_a[0], only_b[0]],
                f"Where one version names {show(only_a[0]['quote'])}, the other names {show(only_b[0]['quote'])}.", 0.6,
            )
            return
        if kind == "body" and (only_a or only_b):
            here, there, r = (one, two, only_a[0]) if only_a else (two, one, only_b[0])
            first, second = which(here, there)
            yield finding(
                "names_differ", "medium", [r, there.span], f"{first[0].upper()}{first[1:]} names {show(r['quote'])}, {second} does not.", 0.55
            )
            return


def _sources(s: Side) -> Iterator[Row]:
    """Whom a sentence names as its source, by its form: ids are made of the words, as for every name no table holds."""
    table = cues(s.language)
    for m in (m for p in (table.source if table else ()) for m in p.finditer(s.text)):
        yield {**s.place(*m.span("name")), "quote": m["name"], "actor": m["name"], "kind": "organisation"}


def _named(rows: Sequence[Row]) -> dict[tuple[str, str], Row]:
    out: dict[tuple[str, str], Row] = {}
    taken: list[Row] = []
    for r in rows:
        if r["kind"] in _KINDS and not any(r["start"] < t["end"] and t["start"] < r["end"] for t in taken):
            taken.append(r)
            out.setdefault((_KINDS[r["kind"]], str(r["actor"]).removesuffix("_GOV")), r)
    return out


def _stands(row: Row, side: Side, others: Sequence[Row], known: Sequence[Row]) -> bool:
    """Whether the other version has this name after all, in its own script or words.

    Two names that the tables know are two names; only one they do not know may be the other one in another language.
    """
    name = " ".join(str(row["quote"]).split())
    text = side.text
    for o in others:
        if (_unknown(row) or _unknown(o)) and _alike(name, str(o["quote"])):
            return True
    if not _unknown(row):
        for o in (*others, *known):
            if not _unknown(o):
                text = text.replace(" ".join(str(o["quote"]).split()), " ")
    bare = re.sub(r"\s*[(,]\s*[A-Z]{2,}\)?", "", name)
    short = re.findall(r"[A-Z]{3,}", name)
    if any(re.search(rf"(?<![A-Za-z]){re.escape(x)}(?![A-Za-z])", text) for x in (bare, *short)):
        return True
    found = list(re.finditer(r"\S+", text))
    n = max(1, len(bare.split()))
    lengths = sorted({n, n + 1, max(1, n - 1), max(1, n // 2)})
    stretches = [text[m.start() : found[min(len(found), i + k) - 1].end()] for k in lengths for i, m in enumerate(found)][:_WINDOWS]
    if not stretches:
        return False
    vectors = encode([bare, *stretches])
    return bool((vectors[1:] @ vectors[0]).max() >= _PRESENT)


def _unknown(row: Row) -> bool:
    """Whether an id was made from the words themselves, because no table holds the name."""
    return _plain(str(row["actor"])) == _plain(str(row["quote"]))


def _alike(one: str, two: str) -> bool:
    if SequenceMatcher(None, _plain(one), _plain(two)).ratio() >= _ALIKE:
        return True
    a, b = encode([one, two])
    return float(a @ b) >= _PRESENT


def _plain(text: str) -> str:
    from anyascii import anyascii

    return re.sub(r"[^a-z]", "", anyascii(text).lower())
