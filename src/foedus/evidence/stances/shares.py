"""What a poll tells of a population: the share for or against an outcome, and who asked whom, when, how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.stances.grammar import StanceGrammar
from foedus.evidence.stances.outcomes import after
from foedus.evidence.stances.stance import Heard, Stance, actors_of, made
from foedus.langs.grammar.name_entries import states

KEYS = ("pollster", "date", "n", "margin", "share")
_HALF = 50.0
_ASKED = "it"  #: the issue of a share on what was asked, until that is found
_LEAD = 5.0  #: points by which a share below a half must lead the other for those asked to lean its way
_REACH = 2  #: sentences on both sides in which a poll is described


def shares(heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> Iterator[Stance]:
    """Yield what a poll tells of a population: a share below a half leaves it divided, unless it leads the other by far.

    A majority without a number counts as more than a half, "a third" and the like as less. Those asked in a state
    are its people, not the state.
    """
    sk = heard.skeleton
    matches = [(name, m) for name, pattern in grammar.shares for m in pattern.finditer(sk.text)]
    numbers = [(name, _share(m)) for name, m in matches]
    for name, m in matches:
        groups = m.groupdict()
        # A share "for" or "against" with nothing named is on what was asked.
        outcome = m.span() if groups.get("i") is None else m.span("i") if grammar.topical else after(sk, m.start("i"), grammar)
        if outcome is None:
            continue
        share = _share(m)
        rest = [n for other, n in numbers if other != name and n is not None]
        most = (share >= _HALF or bool(rest and share >= max(rest) + _LEAD)) if share is not None else not groups.get("few")
        for actor in actors_of(groups["s"], heard, discourse) if groups.get("s") else _asked(heard, discourse):
            asked = f"{actor}_MASSES" if actor in states() else actor
            span = (m.start(), m.start("i")) if groups.get("i") else m.span()
            s = made(heard, grammar, name if most else "abstains", asked, span, outcome, 0.6, share=share, polled=True)
            yield s if groups.get("i") else replace(s, pronoun=True, issue=_ASKED, named=frozenset())


def _share(m: re.Match[str]) -> float | None:
    """Return the per cent of those asked that a match gives, None where it gives none."""
    given = m.groupdict().get("n")
    return float(given.replace(",", ".").rstrip(".")) if given else None


def _asked(heard: Heard, discourse: Discourse) -> list[str]:
    """Return whose people were asked where the share does not say: those of the sentence, else of the one before."""
    if heard.asked and not any(s.kind == "population" for s in heard.skeleton.slots):
        return [heard.asked]
    for slots in (heard.skeleton.slots, *reversed(discourse.before)):
        found = next((s.actor for kinds in (("population",), ("state", "government")) for s in slots if s.kind in kinds and s.actor), None)
        if found:
            return [found if found.endswith("_MASSES") else f"{found.removesuffix('_GOV')}_MASSES"]
    return []


def told_of_poll(text: str, dates: Sequence[str], grammar: StanceGrammar) -> dict[str, Any] | None:
    """Return what a sentence tells of a poll: pollster, date, number asked, margin of error in points.

    Parameters
    ----------
    text
        The sentence.
    dates
        The days, months or years it names, ISO.

    Returns
    -------
    dict or None
        None where it tells of no poll.
    """
    if not grammar.poll_named.search(text):
        return None
    found: dict[str, Any] = {}
    for name, pattern in grammar.poll_facts:
        m = pattern.search(text)
        if m and name not in found:
            value = " ".join(m.group("v").split())
            found[name] = value if name == "pollster" else _number(value, whole=name == "n")
    if dates:
        found["date"] = dates[0]
    return found


def poll_of(share: float | None, at: int, told: Mapping[int, Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return the poll a share in sentence `at` comes from: what that sentence tells, then those nearest to it."""
    near = sorted((n for n in told if abs(n - at) <= _REACH), key=lambda n: (abs(n - at), n))
    if share is None and not near:
        return None
    out: dict[str, Any] = dict.fromkeys(KEYS)
    out["share"] = share
    for n in near:
        out |= {k: v for k, v in told[n].items() if out[k] is None}
    return out


def _number(text: str, *, whole: bool) -> float | int | None:
    """Return a number; marks between groups of three digits are no decimal marks where it counts people."""
    if whole:
        digits = re.sub(r"\D", "", text)
        return int(digits) if digits else None
    return float(text.replace(",", ".")) if text else None
