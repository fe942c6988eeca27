"""What denies a Korean predicate beside its endings: 하지는 않다, 하지 못 하다, and a second deed that denies the first too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from foedus.evidence.syntax.endings import Group
from foedus.evidence.syntax.morphemes import Morph


def past_particle(ms: Sequence[Morph], i: int, table: Mapping[str, Any]) -> int:
    """Step over the particle between an ending and the verb that denies it: 하지는 않다, 하지도 않다."""
    after = ms[i + 1] if i + 1 < len(ms) else None
    denies = after is not None and after.tag == "VX" and after.form in table["negation"]["verbs"]
    return i + 1 if denies and ms[i].tag.startswith("J") else i


def denies(m: Morph, g: Group, table: Mapping[str, Any]) -> bool:
    """Whether a verb behind the ending that is denied denies it, whatever the analyser takes it for: 지지하지 않는 대신."""
    return m.tag == "VV" and m.form in table["negation"]["verbs"] and g.tags[-1:] == [table["negation"]["ending"]]


def unable(ms: Sequence[Morph], g: Group, i: int, table: Mapping[str, Any]) -> bool:
    """Whether "못 하다" follows, written as two words or one: a deed that was not managed."""
    two = ms[i : i + 2]
    return len(two) > 1 and g.tags[-1] == table["negation"]["ending"] and two[0].form in table["negation"]["adverbs"] and two[1].form == "하"


def deny_pair(before: Sequence[Group], g: Group, table: Mapping[str, Any]) -> None:
    """Deny the first of two deeds too: "neither condemned nor praised"."""
    ending = table["negation"]["ending"]
    last = next((b for b in reversed(before) if b.kind == "pred"), None)
    if last is not None and g.negated and g.tags[:1] == [ending] and last.tags[-1:] == [ending] and not last.negated:
        last.negated, last.tense = True, last.tense or g.tense
