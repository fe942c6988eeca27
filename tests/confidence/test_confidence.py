"""Confidence is a rising function of what rules claim, and is what was shown where enough was shown."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.evidence.confidence import calibrated, level, lines, on_line
from foedus.evidence.confidence.fit import Judged, brier, fit, left_out, line_of, reliability
from foedus.evidence.rows import TABLES

JUDGED = st.lists(
    st.builds(Judged, st.floats(0.05, 0.95), st.booleans(), st.sampled_from((0.25, 1.0))), max_size=80
)


@given(rows=JUDGED, a=st.floats(0, 1), b=st.floats(0, 1))
def test_a_fitted_line_rises_and_stays_a_probability(rows: list[Judged], a: float, b: float) -> None:
    classes = fit(rows)
    assert all(x.claimed <= y.claimed and x.shown < y.shown for x, y in pairwise(classes))
    assert sum(c.n for c in classes) == pytest.approx(sum(r.weight for r in rows))
    line = line_of(classes)
    low, high = sorted((a, b))
    assert 0 <= on_line(line, low) <= on_line(line, high) <= 1


def test_many_rows_overrule_the_rule_and_few_do_not() -> None:
    bad = [Judged(0.9, n % 10 < 3) for n in range(400)]
    assert fit(bad)[0].shown == pytest.approx(0.3, abs=0.03)
    assert fit(bad[:1])[0].shown > 0.85


def test_classes_out_of_order_are_pooled() -> None:
    rows = [Judged(0.6, True)] * 30 + [Judged(0.8, False)] * 30
    (pooled,) = fit(rows)
    assert (pooled.n, pooled.right) == (60, 30)
    assert 0.5 < pooled.shown < 0.6


def test_a_fit_helps_on_the_part_left_out_where_rules_claim_too_much() -> None:
    draw = random.Random(5)
    parts = {
        p: [Judged(c, draw.random() < c * c) for c in (0.3, 0.5, 0.7, 0.9) for _ in range(60)] for p in "abc"
    }
    out = left_out(parts)
    rows = [r for held in parts.values() for r in held]
    held_out = sum((p - r.right) ** 2 for p, r in out) / len(out)
    assert held_out < brier(rows, None)
    assert all(abs(given - right) < 0.12 for *_, given, right in reliability(out))


def test_the_shipped_maps_name_tables_and_rise() -> None:
    assert {"dates", "quantities", "actors", "events", "claims"} <= {table for table, _ in lines()}
    for (table, reader), line in lines().items():
        assert table in TABLES
        assert sorted(line) == list(line)
        heights = [calibrated(table, f"{reader}/7", k / 50) for k in range(51)]
        assert all(a < b or a in (0.02, 0.99) for a, b in pairwise(heights))


def test_a_reader_without_a_map_keeps_its_own_figure() -> None:
    assert calibrated("dates", "another/1", 0.37) == 0.37
    assert level("segments", 0.95) == 0.95
    assert level("dates", 0.5) != 0.5
