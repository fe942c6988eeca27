"""The machine against a plain walk of its table, and what can never happen."""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.compacts.inputs import Inputs
from foedus.compacts.machine import machine, read_machine, walk
from foedus.rules.votes import NO, OUTSIDE, YES


def some_inputs(seed: int, r: int, deploys: bool, decides: bool) -> Inputs:
    """Return inputs of all kinds: refusals, nobody to send, no word of the host, votes from outside."""
    g = np.random.default_rng(seed)
    n, c, a = 3, int(g.integers(0, 4)), int(g.integers(0, 3))
    cleared = g.uniform(0, 90, (r, c))
    cleared[g.random((r, c)) < 0.3] = np.nan
    cleared[g.random((r, c)) < 0.3] = np.inf
    ended, term = g.uniform(0, 300, r), g.uniform(50, 200, r)
    ended[g.random(r) < 0.4] = np.nan
    term[g.random(r) < 0.6] = np.inf
    requested = g.uniform(0, 20, r)
    requested[g.random(r) < 0.3] = np.nan
    return Inputs(
        ("A", "B", "C"), tuple("DEF"[:c]), deploys, decides, g.random(r) < 0.9, g.random(r) < 0.9, g.random((r, a)) < 0.7,
        g.choice(np.array([YES, NO, OUTSIDE], dtype=np.int8), (r, n)), g.random(r) < 0.7, g.uniform(0, 5, r), requested, g.uniform(0, 9, (r, n)),
        g.random((r, c)) < 0.2, cleared, g.uniform(0, 40, (r, c)), g.uniform(0, 12, (r, c)), g.uniform(0, 80, r), g.uniform(0, 60, r), g.uniform(0, 99, r), ended, term,
    )  # fmt: skip


def plain(x: Inputs, k: int) -> list[tuple[str, float]]:
    """Return the states one replicate enters, by hand: written without the table, guards and clocks."""
    out = [("IDLE", float(x.opened[k]))]
    if not x.bound[k] or not x.consults[k]:
        return [*out, ("BLOCKED", float(x.opened[k]))]
    out.append(("CONSULTATION", float(x.opened[k])))
    start = x.opened[k] if math.isnan(x.requested[k]) else max(x.opened[k], x.requested[k])
    now = start + max([float(h) for h, v in zip(x.answers[k], x.votes[k], strict=True) if v != OUTSIDE], default=0.0)
    if not x.decides:
        return [*out, ("CLOSED", now)]
    if not any(x.carried[k]):
        return [*out, ("BLOCKED", now)]
    out.append(("VOTE", now))
    if not x.adopted[k]:
        return [*out, ("BLOCKED", now)]
    out.append(("DECIDED", now))
    if not x.deploys:
        return [*out, ("CLOSED", now)]
    out.append(("DOMESTIC", now))
    may = {}
    for c in range(len(x.contributors)):
        at = x.cleared[k, c]
        if not x.stands_aside[k, c] and not math.isinf(at):
            may[c] = now + x.domestic[k, c] if math.isnan(at) else max(now, at)
    if not may:
        return [*out, ("BLOCKED", now)]
    out.append(("DEPLOYING", min(may.values())))
    there = {c: at + x.first_units[k, c] for c, at in may.items()}
    now = max(*there.values(), min(there.values()) + x.deployment[k])
    out.append(("ACTIVE", now))
    ends = [now + x.term[k]] if math.isfinite(x.term[k]) else []
    ends += [] if math.isnan(x.ended[k]) else [max(now, x.ended[k] + x.notice[k])]
    if not ends:
        return out
    out.append(("WITHDRAWING", min(ends)))
    return [*out, ("CLOSED", min(ends) + x.withdrawal[k])]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.booleans())
def test_it_walks_as_by_hand(seed: int, deploys: bool, decides: bool) -> None:
    x = some_inputs(seed, 40, deploys, decides)
    found, t = walk(x), machine()
    for k in range(x.replicates):
        entered = [(s, float(found.entered[k, j])) for j, s in enumerate(t.states) if not math.isnan(found.entered[k, j])]
        expected = plain(x, k)
        assert sorted(s for s, _ in entered) == sorted(s for s, _ in expected)
        assert dict(entered) == pytest.approx(dict(expected))
        assert t.states[found.state[k]] == expected[-1][0]


def test_hours_never_fall_and_every_state_has_its_move() -> None:
    x, t = some_inputs(4, 5000, True, True), machine()
    found = walk(x)
    for k, move in enumerate(t.moves):
        made = found.move[:, move.target] == k
        assert (found.entered[made, move.target] >= found.entered[made, move.source]).all()
    assert ((found.move >= 0) == ~np.isnan(found.entered))[:, 1:].all()
    assert found.state.dtype == np.int8
    assert {t.states[s] for s in np.unique(found.state)} <= {"CLOSED", "BLOCKED", "ACTIVE"}
    assert found.moves == int((~np.isnan(found.entered[:, 1:])).sum())


def test_replicates_do_not_touch_each_other() -> None:
    x = some_inputs(9, 64, True, True)
    part = {f.name: getattr(x, f.name)[20:30] if isinstance(getattr(x, f.name), np.ndarray) else getattr(x, f.name) for f in fields(x)}
    alone, together = walk(Inputs(**part)), walk(x)
    np.testing.assert_array_equal(alone.entered, together.entered[20:30])
    np.testing.assert_array_equal(alone.state, together.state[20:30])


def test_a_table_that_leads_back_or_knows_no_guard_is_refused() -> None:
    row = '[[transitions]]\nfrom = "{}"\nto = "{}"\nguard = "{}"\nclock = "now"\nrule = "r"\nreason = "r"\n'
    head = 'states = ["IDLE", "END"]\nends = ["END"]\n'
    assert read_machine(head + row.format("IDLE", "END", "always")).code("END") == 1
    for bad in (row.format("END", "IDLE", "always"), row.format("IDLE", "END", "perhaps")):
        with pytest.raises(ValueError, match="no move from"):
            read_machine(head + bad)
