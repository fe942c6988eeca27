"""An author's sentence is a statement where it judges; a word that characterises does not make a report one."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.claims.framing import framing, interventions
from foedus.evidence.claims.judging import judged, signs
from foedus.evidence.readers import claims
from foedus.langs.registry import language, languages

CODES = ("en", "es", "ko", "ru")


@pytest.fixture(scope="module")
def authors() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "authors.py"), run_name="authors")


@pytest.mark.parametrize("name", ["first", "second", "third"])
@pytest.mark.parametrize("code", CODES)
def test_judgements_are_told_from_reports(authors: dict[str, Any], name: str, code: str) -> None:
    precision, recall = authors["figures"](list(authors["read"](code, authors["sets"]()[name][code])))
    assert precision >= 0.95
    assert recall >= 0.7


@pytest.mark.parametrize(
    ("code", "reported", "judging"),
    [
        ("en", "The uprising reached the port on Monday.", "The palace fears that the uprising will reach the port."),
        ("es", "El levantamiento llegó el lunes al puerto.", "El palacio teme que el levantamiento llegue al puerto."),
        ("ko", "봉기는 월요일 항구에 이르렀다.", "왕궁은 봉기가 항구에 이를까 두려워한다."),
        ("ru", "Восстание в понедельник дошло до порта.", "Дворец боится, что восстание дойдёт до порта."),
    ],
)  # fmt: skip
def test_the_same_word_names_or_judges(code: str, reported: str, judging: str) -> None:
    tongue = language(code)
    for text, expected in ((reported, False), (judging, True)):
        label = framing(text, tongue, interventions())
        assert label is not None
        assert label.weight == 2
        assert text[label.at : label.end]
        assert (judged(text, label, tongue) > 0) is expected


def test_what_only_names_is_no_claim_and_what_someone_says_stays_theirs() -> None:
    text = "The bandits left Zinder on Friday.\n\n“The bandits left Zinder on Friday,” said Niger’s interior ministry.\n"
    document = load_bytes("a.txt", text.encode())
    assert isinstance(document, Document)
    assert [(r["form"], r["framing"]) for r in claims.read(document)] == [
        ("direct", "foreign_aggression_terrorism")
    ]


@pytest.mark.parametrize("code", [c for c in sorted(languages()) if language(c).table("reporting")])
def test_every_language_that_reports_can_judge(code: str) -> None:
    found = signs(language(code))
    assert found is not None
    assert all(language(code).table("judging")[name] for name in ("judges", "weighs"))


def test_a_language_without_signs_has_no_statements_of_its_author(monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.evidence.claims import judging

    monkeypatch.setattr(judging, "signs", lambda language: None)
    assert judged("There is no doubt that this is an invasion.", None, language("en")) == 0
