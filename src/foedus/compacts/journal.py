"""The journal of a run: each move with its hour, what it rests on, why, and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from foedus.compacts.at_home import idle, sittings, step_of
from foedus.compacts.machine import Move
from foedus.compacts.model import ASSUMED, Article, Domestic, Membership, OrganRule, Source, Statement
from foedus.compacts.run import Run
from foedus.compacts.scenario import Mark, Motion, Scenario, Told
from foedus.rules.votes import WORDS


@dataclass(frozen=True, slots=True)
class Entry:
    """A move that was made.

    Attributes
    ----------
    hour, at
        Hours from hour 0, and the local time.
    source, target
        Names of the states it led from and to.
    rule, reason
        What it rests on, and why it was made.
    sources
        Where that was read.
    doubts
        What of it no source confirms, in words; empty if all of it is confirmed.
    """

    hour: float
    at: datetime
    source: str
    target: str
    rule: str
    reason: str
    sources: tuple[Source, ...]
    doubts: tuple[str, ...]

    @property
    def confirmed(self) -> bool:
        """Whether all of it is confirmed by a source."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class Compared:
    """A state of a run beside the record: its hour, the record, and by how many hours it is early (< 0) or late (> 0)."""

    mark: Mark
    hour: float | None
    off: float | None


def journal(run: Run, replicate: int = 0) -> list[Entry]:
    """Return the moves of one replicate in order."""
    out = []
    for k, state in enumerate(run.table.states):
        row = int(run.walk.move[replicate, k])
        if row < 0:
            continue
        move, hour = run.table.moves[row], float(run.walk.entered[replicate, k])
        rule, sources, doubts = _rests_on(run, move)
        at = run.scenario.moment(hour)
        out.append(Entry(hour, at, run.table.states[move.source], state, rule, move.reason.format(**_words(run, replicate)), sources, doubts))
    return out


def compare(run: Run, replicate: int = 0) -> list[Compared]:
    """Return what is on record of the motion beside what the machine made of it; `off` is None where it never came there."""
    out = []
    for mark in (m for m in run.scenario.record if m.motion == run.motion.id):
        hour = float(run.hours(mark.state)[replicate])
        if np.isnan(hour):
            out.append(Compared(mark, None, None))
            continue
        early, late = hour - run.scenario.hour(mark.earliest), hour - run.scenario.hour(mark.latest)
        out.append(Compared(mark, hour, min(early, 0.0) + max(late, 0.0)))
    return out


def votes_told(run: Run, replicate: int = 0) -> str:
    """Return who voted how, in words, and of whom no vote is on record, so that it is assumed."""
    cast = run.inputs.votes[replicate]
    told = []
    for word, code in WORDS.items():
        who = [v for v, c in zip(run.inputs.voters, cast, strict=True) if c == code]
        if who:
            told.append(f"{word} {', '.join(who)}")
    known = {*run.motion.votes, *run.motion.chances, *([run.scenario.party] if run.rule.concerned else [])}
    assumed = [v for v in run.inputs.voters if v not in known]
    return "; ".join(told) + (f" (assumed, no vote is on record: {', '.join(assumed)})" if assumed else "")


def _words(run: Run, replicate: int) -> dict[str, str]:
    told = [(g.carries, g.why + _mark(g.article)) for g in run.grounds]
    carrying = [why for carries, why in told if carries]
    return {
        "party": run.scenario.party or "a state",
        "basis": "; ".join(carrying or [why for _, why in told]) or "there is none on such a motion",
        "votes": f"{votes_told(run, replicate)}{_mark(run.motion)}. Rule{_mark(run.rule)}: {run.rule.about}",
        "domestic": _domestic(run, replicate), "arrivals": _arrivals(run, replicate), "ending": _ending(run),
    }  # fmt: skip


def _mark(one: Statement | Told) -> str:
    return "" if one.confirmed or one.note == ASSUMED else " [not confirmed]"


def _domestic(run: Run, replicate: int) -> str:
    decided = run.hours("DECIDED")
    may = run.inputs.may_send(decided)[replicate] - decided[replicate]
    told = []
    for k in np.argsort(may, kind="stable"):
        if run.inputs.stands_aside[replicate, k]:
            continue
        member = run.inputs.contributors[k]
        tried = sittings(run.compact, run.scenario, member)
        after = "never" if np.isinf(may[k]) else f"+{may[k]:.0f} h" if may[k] >= 0.5 else "at once"
        step = step_of(run.compact, member, run.scenario.day)
        why = [f"{_clock(run.scenario, run.scenario.hour(s.approval.at))} {s.why}{_mark(s.approval)}" for s in tried]
        why += [f"{_clock(run.scenario, run.scenario.hour(s.approval.at))} after its consent, not counted: {s.why}{_mark(s.approval)}" for s in idle(run.compact, run.scenario, member)]
        # Where no sitting is on record the hours are those of the law, or nothing is known of it.
        why = why or [f"hours of {step.body}{_mark(step)}" if step else "nothing known of its law"]
        told.append(f"{member} {after} ({'; '.join(why)})")
    return ", ".join(told) or "no member that voted for it"


def _arrivals(run: Run, replicate: int) -> str:
    arrivals = run.inputs.arrivals(run.hours("DECIDED"))[replicate]
    order = np.argsort(arrivals, kind="stable")
    return ", ".join(f"{run.inputs.contributors[k]} {_clock(run.scenario, float(arrivals[k]))}" for k in order if np.isfinite(arrivals[k]))


def _ending(run: Run) -> str:
    found = next((e for e in run.scenario.endings if e.motion == run.motion.id), None)
    return found.about + _mark(found) if found else "the time for which it was given is over"


def _clock(scenario: Scenario, hour: float) -> str:
    return scenario.moment(hour).strftime("%d.%m. %H:%M")


def _rests_on(run: Run, move: Move) -> tuple[str, tuple[Source, ...], tuple[str, ...]]:
    compact, scenario, motion = run.compact, run.scenario, run.motion
    on = scenario.day
    if move.rule == "membership":
        return "membership", *_read(run, [m for m in compact.membership if m.member == scenario.party])
    if move.rule == "consultation":
        articles = [a for a in compact.articles if a.holds(on) and "consultation" in a.allows]
        return "; ".join(a.name for a in articles) or "practice", *_read(run, articles, [a for a in scenario.accounts if a.by == scenario.party])
    if move.rule == "basis":
        # A request that is carried rests on the article that carries it; one that is not, on all that do not.
        articles = [g.article for g in run.grounds if g.carries] or [g.article for g in run.grounds]
        asked = [r for r in scenario.requests if r.by == scenario.party and r.kind == motion.kind]
        return "; ".join(a.name for a in articles) or "no article", *_read(run, articles, asked)
    if move.rule == "domestic":
        senders = list(run.inputs.contributors)
        steps = [s for s in (step_of(compact, m, on) for m in senders) if s is not None]
        return "law of the members who send", *_read(run, steps, [a for a in scenario.approvals if a.member in senders])
    endings = [e for e in scenario.endings if e.motion == motion.id] if move.clock == "leaving" else []
    return f"{run.organ.name}: {run.rule.name}", *_read(run, [run.rule], [motion, *endings])


def _read(run: Run, stated: Sequence[Statement], told: Sequence[Told] = ()) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Return the sources of statements of the compact and of the scenario, and what of them no source confirms."""
    read = [run.compact.sources[k] for s in stated for k in s.sources] + [run.scenario.sources[k] for t in told for k in t.sources]
    every: list[Statement | Told] = [*stated, *told]
    doubts = [f"{_called(s)}: {s.note or 'no source was found'}" for s in every if not s.confirmed and s.note != ASSUMED]
    return tuple(dict.fromkeys(read)), tuple(dict.fromkeys(doubts))


def _called(one: Statement | Told) -> str:
    """Name a statement for the list of what is not confirmed."""
    if isinstance(one, Article):
        return one.name
    if isinstance(one, OrganRule):
        return f"rule of the {one.organ}, {one.name}"
    if isinstance(one, Domestic):
        return f"{one.member}, {one.body}"
    if isinstance(one, Membership):
        return f"{one.member} as a member"
    if isinstance(one, Motion):
        return f"votes on {one.id}"
    return getattr(one, "about", "") or "what the scenario tells"
