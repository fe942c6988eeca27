"""The page on the exchange model names every parameter, and each value it can have."""

from __future__ import annotations

from pathlib import Path

from foedus.engines.registry import engine
from foedus.model.params import specs

PAGE = (Path(__file__).parents[2] / "docs" / "engines" / "exchange.md").read_text(encoding="utf-8")


def test_every_parameter_is_on_the_page_with_its_values_default_first() -> None:
    lines = PAGE.partition("## Points the descriptions leave open")[2].splitlines()
    for spec in specs(engine("exchange").params):
        (line,) = [row for row in lines if f"`{spec.name}`" in row and row.startswith("|")]
        if spec.choices:
            names = [str(spec.default), *(str(c) for c in spec.choices if c != spec.default)]
            assert f"`{spec.name}`: {', '.join(names)}" in line
        elif spec.name not in ("p", "concern"):
            assert f"`{spec.name}`: {str(spec.default).lower()}" in line
