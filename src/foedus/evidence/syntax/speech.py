"""First persons, reflexives and left-out subjects inside what somebody says, in Korean: they are who says it.

    "We fight on," said the minister.      the minister fights on
    He denied that he himself had called   he called
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from foedus.evidence.syntax.endings import Group
from foedus.evidence.syntax.model import Argument

STEPS = 5
JOINED = ("coordinate", "adverbial")


def stand_in(gs: list[Group], out: dict[int, dict[str, Any]], table: Mapping[str, Any]) -> None:
    """Put the speaker for the words that mean the speaker, in the predicates `out` of a sentence (changed in place).

    Parameters
    ----------
    gs
        The groups of the sentence, by whose index `out` holds the fields of each predicate.
    table
        The language's ``syntax.toml``: `first_person` and `oneself`.
    """
    own, self_ = frozenset(table["first_person"]), frozenset(table["oneself"])
    for k in sorted(out, reverse=True):
        f = out[k]
        if f["kind"] != "verb":
            continue
        speaker = _speaker(k, out)
        if speaker is None or speaker.lemma in own:
            continue
        said = gs[k].quoted is not None
        f["arguments"] = tuple(_as(a, speaker, own | self_) for a in f["arguments"])
        if said and f["pronoun"] and not f["passive"] and f["mood"] != "imperative" and not any(a.role == "subject" for a in f["arguments"]):
            f["arguments"] = (*f["arguments"], replace(speaker, role="subject", borrowed=True))
            f["pronoun"] = ""


def _as(a: Argument, speaker: Argument, words: Collection[str]) -> Argument:
    return replace(speaker, role=a.role, borrowed=True) if a.lemma in words else a


def _speaker(k: int, out: dict[int, dict[str, Any]]) -> Argument | None:
    """Return the subject of the predicate that reports predicate `k`."""
    for _ in range(STEPS):
        f = out[k]
        above = f["governor"]
        if above is None or above not in out:
            return None
        if f["link"] == "complement":
            while above is not None and out[above]["kind"] != "verb":  # "denied reports that he himself"
                above = out[above]["governor"]
            return next((a for a in out[above]["arguments"] if a.role == "subject"), None) if above is not None else None
        if f["link"] not in JOINED:
            return None
        k = above
    return None
