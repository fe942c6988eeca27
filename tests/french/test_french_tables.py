"""French names, dates, quantities: our own sentences give exactly what is written beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.langs.grammar.names import Stretch, find_names
from foedus.langs.grammar.numbers import parse_number
from foedus.langs.grammar.quantities import find_quantities
from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import language

HERE = Path(__file__).parent
FR = language("fr")


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return cases


def _label(case: dict[str, Any]) -> str:
    return str(case["text"])[:40]


@pytest.mark.parametrize("case", _cases("names"), ids=_label)
def test_mentions(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_names([Stretch(text, "fr")], case.get("date"))[0]
    assert [[text[n.start : n.end], n.actor] for n in found if not n.within] == case["expect"]


@pytest.mark.parametrize("case", _cases("dates"), ids=_label)
def test_dates(case: dict[str, Any]) -> None:
    text = case["text"]
    found = resolve_text([Told(text, 0, FR)], case["published"])
    assert [[text[d.match.start : d.match.end], d.resolution.iso] for d in found] == case["dates"]


@pytest.mark.parametrize("case", _cases("quantities"), ids=_label)
def test_quantities(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [text[m.start : m.end], m.value if m.value is not None else [m.low, -1 if m.high is None else m.high], m.unit or "", m.unit_kind]
        for m in find_quantities(text, FR)
    ]
    assert found == case["found"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 250 000", 1250000), ("1\u202f250,5", 1250.5), ("3,5 millions", 3500000), ("deux cent quarante-cinq", 245),
     ("deux mille cent", 2100), ("soixante et onze", 71), ("quatre-vingt-dix-neuf", 99), ("septante-deux", 72),
     ("un milliard", 1000000000), ("mille neuf cent quatorze", 1914)],
)  # fmt: skip
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text, "fr") == value
