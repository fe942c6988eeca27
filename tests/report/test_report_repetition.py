"""What is told many times is printed once, and what is left out is counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.evidence.rows import group_row
from foedus.report.brief import brief
from foedus.report.cite import Citations
from foedus.report.differences import differences
from foedus.report.names import Names
from foedus.report.numbers import resolution, significant, step


@pytest.fixture(scope="module")
def told(make: Any) -> Any:
    """Three documents that give three figures for one force."""
    documents = make.read_documents({
        "one.txt": "Morning wire\n\n1 May 2031\n\nThe force counts 400 guards, the office said.\n",
        "two.txt": "Noon wire\n\n2 May 2031\n\nThe force counts 300 guards, the town said.\n",
        "three.txt": "Evening wire\n\n3 May 2031\n\nThe force counts 250 guards, the port said.\n",
    })

    def span(doc: str, words: str) -> dict[str, Any]:
        at = make.anchor(documents, doc, words)
        return {"doc": doc, "part": documents[doc].parts[0].id, "start": at.start, "end": at.end}

    def finding(kind: str, *anchors: dict[str, Any], severity: str = "medium") -> dict[str, Any]:
        return group_row(
            "findings", method="x/1", confidence=1.0, kind=kind, severity=severity, anchors=list(anchors),
            explanation=f"{anchors[0]['doc']} differs.",
        )

    return documents, span, finding


def found(told: Any, sample: Any, rows: list[dict[str, Any]], claims: list[dict[str, Any]] | None = None) -> Any:
    names = Names(sample.case, sample.evidence)
    return differences(rows, claims or [], Citations(told[0], {}), names)


def test_contradictions_that_share_a_side_become_one_table(told: Any, sample: Any) -> None:
    _, span, finding = told
    a, b, c = span("one.txt", "400 guards"), span("two.txt", "300 guards"), span("three.txt", "250 guards")
    made = found(told, sample, [finding("contradiction", c, b), finding("contradiction", a, b)])
    (table,) = made.comparisons
    assert [r.quote.text for r in table.rows] == ["400 guards", "300 guards", "250 guards"]
    assert (made.first, made.rest) == ((), ())
    assert len(table.ids) == 2


def test_a_single_contradiction_stays_a_card(told: Any, sample: Any) -> None:
    _, span, finding = told
    made = found(told, sample, [finding("contradiction", span("one.txt", "400 guards"), span("two.txt", "300 guards"))])
    assert made.comparisons == ()
    assert [q.text for q in made.first[0].quotes] == ["400 guards", "300 guards"]


def test_contradictions_about_different_things_are_not_joined(told: Any, sample: Any) -> None:
    _, span, finding = told
    made = found(told, sample, [
        finding("contradiction", span("one.txt", "400 guards"), span("two.txt", "300 guards")),
        finding("contradiction", span("one.txt", "the office said"), span("two.txt", "the town said")),
    ])
    assert made.comparisons == ()
    assert len(made.first) == 2


def test_the_kind_with_the_gravest_finding_comes_first(told: Any, sample: Any) -> None:
    _, span, finding = told
    a, b = span("one.txt", "400 guards"), span("two.txt", "300 guards")
    made = found(told, sample, [
        finding("names_differ", a, b, severity="medium"), finding("omitted", a, b, severity="low"),
        finding("omitted", b, a, severity="high"),
    ])
    assert [(c.kind, c.severity) for c in made.first] == [
        ("Left out of one version", "high"), ("Left out of one version", "low"), ("Names differ", "medium"),
    ]


def test_texts_that_share_a_source_are_kept_apart_from_differences(told: Any, sample: Any) -> None:
    _, span, finding = told
    made = found(told, sample, [finding("same_source", span("one.txt", "400 guards"), span("two.txt", "300 guards"))])
    assert (made.first, len(made.shared)) == ((), 1)


def test_differing_words_are_told_with_names_and_not_with_ids(make: Any, sample: Any) -> None:
    claims = sample.evidence["claims"]
    lawful, attack = claims[0], claims[1]
    row = group_row(
        "findings", method="x/1", confidence=1.0, kind="framing_differs", severity="low",
        anchors=[{k: c[k] for k in ("doc", "part", "start", "end")} for c in (lawful, attack)],
        explanation="oda_mira speaks of lawful protest, NORTH of foreign attack.",
    )
    tree = brief(sample.case, sample.run, {**sample.evidence, "findings": [row]}, sample.documents)
    (card,) = tree.tellings.findings
    assert "Mira Oda" in card.explanation
    assert "Northern Union" in card.explanation
    assert "oda_mira" not in card.explanation


def test_unsure_statements_are_left_out_of_the_table_of_words_and_counted(sample: Any) -> None:
    claims = [{**c, "confidence": 0.3} if c["framing"] == "foreign_attack" else c for c in sample.evidence["claims"]]
    tree = brief(sample.case, sample.run, {**sample.evidence, "claims": claims}, sample.documents)
    assert [f.label for f in tree.tellings.framings] == ["lawful protest"]
    assert tree.tellings.unsure == 2


def test_versions_of_one_sentence_count_once_in_the_table_of_words(sample: Any) -> None:
    aligned = next(f for f in brief(*sample).tellings.framings if f.label == "lawful protest")
    assert [len(u.links) for u in aligned.used] == [1]
    apart = {**sample.evidence, "alignment": []}
    loose = next(
        f for f in brief(sample.case, sample.run, apart, sample.documents).tellings.framings if f.label == "lawful protest"
    )
    assert [len(u.links) for u in loose.used] == [2]


def test_a_version_is_said_to_be_no_source_of_its_own(sample: Any) -> None:
    english, spanish, korean = brief(*sample).tellings.columns
    assert english.version is None
    assert korean.version is None
    assert "not a source of its own" in str(spanish.version)


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_resolution_follows_the_spread_and_never_beats_the_scale(lower: float, width: float, a: float, b: float) -> None:
    low, high = sorted((lower + a * width, lower + b * width))
    grain = resolution(low, high, lower, lower + width)
    finest = step(lower, lower + width)
    assert grain >= finest
    if grain > finest:
        assert 9.99 <= (high - low) / grain < 100.01


@given(st.floats(1e-6, 1e6), st.integers(1, 4))
def test_significant_digits_err_by_half_a_digit_at_most(x: float, digits: int) -> None:
    assert float(significant(x, digits).replace(",", "")) == pytest.approx(x, rel=0.51 * 10 ** (1 - digits))
