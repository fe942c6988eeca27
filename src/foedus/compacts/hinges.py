"""What the end of a run turns on: each fact it rests on, and whether the end would be another if that fact were otherwise.

The facts are those of the case and of the files: the articles that no source confirms, what the state concerned tells and of whom it
asks, the votes, and the rule if no source confirms it. Each is put otherwise alone; then, of those that alter nothing alone, two at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from foedus.compacts.grounds import Ground, request
from foedus.compacts.journal import journal
from foedus.compacts.model import Article, Compact, holding
from foedus.compacts.run import Run, run
from foedus.compacts.scenario import Scenario
from foedus.compacts.what_if import Changes, with_acts
from foedus.compacts.words import with_implied, words
from foedus.rules.language import rule
from foedus.rules.votes import ABSTAIN, NO, YES, word

#: The compact and the scenario, with facts put otherwise.
Files = tuple[Compact, Scenario]

#: What a member does that casts a vote.
SAYS = {"yes": "says yes", "no": "says no", "abstain": "abstains", "absent": "is absent", "outside": "stands outside"}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the end may turn on.

    Attributes
    ----------
    about, otherwise
        What is taken as a fact, and what it would be otherwise.
    confirmed, note
        Whether sources confirm it, and what must be known of it.
    put
        Puts it otherwise.
    """

    about: str
    otherwise: str
    confirmed: bool
    note: str
    put: Callable[[Files], Files]


@dataclass(frozen=True, slots=True)
class Hinge:
    """Facts put otherwise together, and what comes of it: the state it ends in, why, and whether that is another end."""

    facts: tuple[Fact, ...]
    outcome: str
    why: str
    alters: bool

    @property
    def confirmed(self) -> bool:
        """Whether all of the facts are confirmed."""
        return all(f.confirmed for f in self.facts)


def hinges(one: Run) -> list[Hinge]:
    """Return what the end of a run turns on.

    Parameters
    ----------
    one
        A run at the most likely hours, with the wording of its day.

    Returns
    -------
    list of Hinge
        Every fact alone; then each two of those that alter nothing alone and alter the end together.
    """
    known = facts(one)
    alone = [_tried(one, (f,)) for f in known]
    idle = [h.facts[0] for h in alone if not h.alters]
    pairs = (_tried(one, pair) for pair in combinations(idle, 2))
    return [*alone, *(h for h in pairs if h.alters)]


def facts(one: Run) -> list[Fact]:
    """Return the facts that the end of a run may turn on."""
    return [*_articles(one), *_account(one), *_request(one), *_votes(one), *_rules(one)]


def _tried(one: Run, put: tuple[Fact, ...]) -> Hinge:
    files: Files = (one.compact, one.scenario)
    for fact in put:
        files = fact.put(files)
    found = run(*files, one.motion.id)
    entries = journal(found)
    return Hinge(put, found.outcome, entries[-1].reason if entries else "", found.outcome != one.outcome)


def _articles(one: Run) -> list[Fact]:
    return [_article(g) for g in one.grounds if not g.article.confirmed]


def _article(ground: Ground) -> Fact:
    article = ground.article

    def put(files: Files) -> Files:
        compact, scenario = files
        other: tuple[Article, ...] = () if ground.carries else (replace(article, covers=(), on_request=False),)
        return replace(compact, articles=tuple(a for b in compact.articles for a in (other if b == article else (b,)))), scenario

    does, other = ("carries it", "does not") if ground.carries else ("does not carry it", "does")
    return Fact(f"{article.name} {does}", f"article {article.number} {other}", False, article.note, put)


def _account(one: Run) -> list[Fact]:
    """The account of the state concerned: put to what an article asks for that does not cover it, or to what none covers."""
    told = [a for a in one.scenario.accounts if a.by == one.scenario.party]
    asking = [g for g in one.grounds if g.article.covers]
    if not told or not asking:
        return []
    lacking = [g for g in asking if not g.covered]
    other = lacking[0].article.covers[0] if lacking else _uncovered(one, [g.article for g in asking])
    if not other:
        return []
    named = words("features")
    was = ", ".join(named[f]["about"] for a in told for f in a.features) or "nothing"
    return [
        Fact(
            f"{one.scenario.party} tells of {was}", f"it tells of {', '.join(named[f]['about'] for f in other)}", all(a.confirmed for a in told), "; ".join(a.note for a in told if a.note),
            lambda files: (files[0], with_acts(files[1], one.motion.id, Changes(account=other))),
        )
    ]  # fmt: skip


def _uncovered(one: Run, articles: list[Article]) -> tuple[str, ...]:
    """Return the mildest feature that calls for consultations and that no article which asks for any covers; empty if there is none."""
    consulting = [a for a in holding(one.compact.articles, one.scenario.day) if "consultation" in a.allows and a.covers]
    free = {f: with_implied([f]) for f in words("features")}
    mild = [f for f, told in free.items() if not any(a.covered(told) for a in articles) and any(a.covered(told) for a in consulting)]
    return tuple(sorted(mild, key=lambda f: len(free[f]))[:1])


def _request(one: Run) -> list[Fact]:
    if not any(g.article.on_request for g in one.grounds):
        return []
    party, kind = one.scenario.party, one.motion.kind
    asked = request(one.compact, one.scenario, kind)
    mine = [r for r in one.scenario.requests if r.by == party and r.kind == kind]
    to = ", ".join(dict.fromkeys(t for r in mine for t in r.to))
    was = f"{party} asked the organisation" if asked else f"{party} asked {to}, not the organisation" if to else f"{party} did not ask"
    return [
        Fact(
            was, "it did not" if asked else "it asked the organisation", all(r.confirmed for r in mine), "; ".join(r.note for r in mine if r.note),
            lambda files: (files[0], with_acts(files[1], one.motion.id, Changes(asks=asked is None))),
        )
    ]  # fmt: skip


def _votes(one: Run) -> list[Fact]:
    """The votes: those of which any one alone would turn them, or, where none does, all of them together."""
    if not one.inputs.decides:
        return []
    cast, voters = one.inputs.votes[0], one.inputs.voters
    asked = rule(one.rule.rule, voters, None, one.rule.name)
    passes = bool(one.inputs.adopted[0])
    others = [k for k, v in enumerate(voters) if v != one.scenario.party and (passes or cast[k] != YES)]

    def turns(k: int, code: int) -> bool:
        turned = cast.copy()
        turned[k] = code
        return code != cast[k] and bool(asked.passes(turned)) != passes

    # The stronger vote first: where an abstention does as well, that is told too.
    ways = {voters[k]: [word(c) for c in ((NO, ABSTAIN) if passes else (YES, ABSTAIN)) if turns(k, c)] for k in others}
    turning = [v for v in ways if ways[v]]
    if turning:
        first, single = turning[0], len(turning) == 1
        said = ways[first][0]
        about = f"{first} {SAYS[word(int(cast[voters.index(first)]))]}" if single else f"none of {', '.join(turning)} {SAYS[said]}"
        enough = [w for w in ways[first] if all(w in ways[v] for v in turning)]
        otherwise = f"{first} {' or '.join(SAYS[w] for w in enough or [said])}" + ("" if single else ", or any one of them")
        return [_vote(one, about, otherwise, {first: said}, turning)]
    everybody = np.full(len(voters), YES, dtype=np.int8)
    if passes or not others or not bool(asked.passes(everybody)):
        return []
    against = [voters[k] for k in others]
    return [_vote(one, f"{', '.join(against)} do not say yes", "all of them say yes", dict.fromkeys(against, "yes"), against)]


def _vote(one: Run, about: str, otherwise: str, votes: Mapping[str, str], who: list[str]) -> Fact:
    assumed = [v for v in who if v not in one.motion.votes]
    note = f"No vote of {', '.join(assumed)} is on record." if assumed else ""
    return Fact(
        about, otherwise, one.motion.confirmed and not assumed, " ".join(t for t in (one.motion.note, note) if t),
        lambda files: (files[0], with_acts(files[1], one.motion.id, Changes(votes=votes))),
    )  # fmt: skip


def _rules(one: Run) -> list[Fact]:
    """The rule if it is not confirmed: put to each other one that the file has for the organ and such a motion."""
    if one.rule.confirmed or not one.inputs.decides:
        return []
    others = {r.about: r for r in one.compact.rules if r.organ == one.organ.id and (not r.kinds or one.motion.kind in r.kinds) and r.rule != one.rule.rule}

    def put(files: Files, other: str) -> Files:
        mine = replace(others[other], since=None, until=None)
        return replace(files[0], rules=(mine, *files[0].rules)), files[1]

    return [Fact(f"the rule is: {one.rule.about}", f"the rule is: {about.rstrip('.')}", False, one.rule.note, lambda files, about=about: put(files, about)) for about in others]  # type: ignore[misc]
