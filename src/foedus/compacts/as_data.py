"""Compacts and runs as the objects that ``--json`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from foedus.compacts.bonds import Bond
from foedus.compacts.composition import members_on, rules_on
from foedus.compacts.deployment import Sent
from foedus.compacts.hinges import Hinge
from foedus.compacts.journal import compare, journal
from foedus.compacts.model import (
    Article,
    Chair,
    Compact,
    Domestic,
    Membership,
    OrganRule,
    Source,
    Statement,
    holding,
)
from foedus.compacts.run import Run
from foedus.compacts.what_if import Changes, Difference

#: Shares of the draws below which the hours that are told lie.
QUANTILES = (0.05, 0.5, 0.95)


def statement(compact: Compact, one: Statement) -> dict[str, Any]:
    """Return a statement with its period, its sources in full, and whether they confirm it."""
    told: dict[str, Any] = {}
    if isinstance(one, Membership):
        told = {"member": one.member, "status": one.status}
    elif isinstance(one, Article):
        told = {"article": one.name, "about": one.about, "bond": one.bond, "allows": one.allows, "covers": one.covers, "on_request": one.on_request}
    elif isinstance(one, OrganRule):
        told = {"organ": one.organ, "rule": one.name, "about": one.about, "kinds": one.kinds, "data": one.rule}
    elif isinstance(one, Chair):
        told = {"organ": one.organ, "member": one.member}
    elif isinstance(one, Domestic):
        told = {"member": one.member, "body": one.body, "seats": one.seats, "rule": one.rule, "hours": one.hours}
    return {
        **told, "since": _day(one.since), "until": _day(one.until), "sources": sources(compact.sources[s] for s in one.sources),
        "confirmed": one.confirmed, "note": one.note or None,
    }  # fmt: skip


def sources(found: Iterable[Source]) -> list[dict[str, str | None]]:
    """Return sources by title and address."""
    return [{"title": s.title, "url": s.url} for s in found]


def compact_data(compact: Compact, on: date) -> dict[str, Any]:
    """Return a treaty organisation as it is on a day."""
    return {
        "id": compact.id, "actor": compact.actor, "name": compact.name, "about": compact.about, "on": on.isoformat(), "as_of": compact.as_of.isoformat(),
        "members": [statement(compact, next(m for m in compact.membership if m.member == who and m.holds(on))) for who in members_on(compact, on)],
        "articles": [statement(compact, a) for a in holding(compact.articles, on)],
        "organs": [
            {"id": o.id, "name": o.name, "about": o.about, "decides": o.decides, "rules": [statement(compact, r) for r in rules_on(compact, o, on)]}
            for o in holding(compact.organs, on)
        ],
        "chairs": [statement(compact, c) for c in holding(compact.chairs, on)],
        "domestic": [statement(compact, d) for d in holding(compact.domestic, on)],
    }  # fmt: skip


def bond_data(bond: Bond) -> dict[str, Any]:
    """Return an article that binds two states, with the status of each."""
    return {"compact": bond.compact.id, "statuses": bond.statuses, **statement(bond.compact, bond.article)}


def run_data(run: Run) -> dict[str, Any]:
    """Return a run: its journal, grounds, the record beside it, and, of many draws, the share of each end and hours."""
    entries = journal(run)
    told: dict[str, Any] = {
        "compact": run.compact.id, "scenario": run.scenario.id, "motion": run.motion.id, "kind": run.motion.kind, "organ": run.organ.id,
        "rule": run.rule.name, "zero": run.scenario.zero.isoformat(), "outcome": run.outcome,
        "grounds": [{"article": g.article.name, "carries": g.carries, "covered": g.covered, "asked": g.asked, "why": g.why, "confirmed": g.article.confirmed} for g in run.grounds],
        "journal": [
            {
                "hour": e.hour, "at": e.at.isoformat(), "from": e.source, "to": e.target, "rule": e.rule, "reason": e.reason,
                "sources": sources(e.sources), "confirmed": e.confirmed, "doubts": e.doubts,
            }
            for e in entries
        ],
        "contributors": _contributors(run),
        "record": [
            {"state": c.mark.state, "earliest": c.mark.earliest.isoformat(), "latest": c.mark.latest.isoformat(), "hour": c.hour, "off": c.off} for c in compare(run)
        ],
        "acts": [{"at": a.at.isoformat(), "precision": a.precision, "stage": a.stage or None, "about": a.about, "sources": sources(run.scenario.sources[k] for k in a.sources)} for a in run.scenario.acts],
        "accounts": [{"by": a.by, "about": a.about, "features": a.features} for a in run.scenario.accounts],
    }  # fmt: skip
    if run.draws is not None:
        told["draws"] = run.draws
        told["shares"] = run.shares
        told["hours"] = {s: quantiles(run, s) for s in run.table.states if not np.isnan(run.hours(s)).all()}
    return told


def quantiles(run: Run, state: str) -> list[float]:
    """Return hours below which 5, 50 and 95 % of the draws that come to a state enter it."""
    return [float(q) for q in np.nanquantile(run.hours(state), QUANTILES)]


def hinges_data(found: Iterable[Hinge]) -> list[dict[str, Any]]:
    """Return what the end turns on: facts put otherwise, and what comes of it."""
    return [
        {
            "facts": [{"fact": f.about, "otherwise": f.otherwise, "confirmed": f.confirmed, "note": f.note or None} for f in h.facts],
            "outcome": h.outcome, "why": h.why, "alters": h.alters, "confirmed": h.confirmed,
        }
        for h in found
    ]  # fmt: skip


def difference_data(found: Difference) -> dict[str, Any]:
    """Return a run as it stands, with changes, whether the end differs, and who sends what in each."""
    return {
        "changes": changes_data(found.changes), "changed": found.changed, "deployment_changed": found.sends_otherwise,
        "deployment": [{"member": m.member, "before": _sent(m.before), "after": _sent(m.after), "differs": m.differs} for m in found.deployment],
        "before": run_data(found.before), "after": run_data(found.after),
    }  # fmt: skip


def _sent(one: Sent | None) -> dict[str, Any] | None:
    return None if one is None else {"people": one.people, "arrives": one.arrives, "share": one.share}


def changes_data(changes: Changes) -> dict[str, Any]:
    """Return what was asked to be other."""
    told = {"rule": changes.rule, "wording_on": _day(changes.wording_on), "votes": dict(changes.votes) or None, "account": changes.account, "asks": changes.asks}
    return {k: v for k, v in told.items() if v is not None}


def _contributors(run: Run) -> list[dict[str, Any]]:
    decided = run.hours("DECIDED")
    may, there = run.inputs.may_send(decided)[0], run.inputs.arrivals(decided)[0]
    finite = [float(x) if np.isfinite(x) else None for x in (*may, *there)]
    n = len(may)
    return [{"member": c.member, "people": c.people, "may_send": finite[k], "arrives": finite[n + k], "confirmed": c.confirmed, "note": c.note or None} for k, c in enumerate(run.contributors)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
