"""The example of docs/case.md is a case that passes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from foedus.case.check import check_case
from foedus.case.parse import parse_case
from foedus.documents.model import Document

PAGE = Path(__file__).parents[2] / "docs" / "case.md"


def test_the_example_is_read_and_passes_every_check(documents: Mapping[str, Document]) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    case = parse_case(example, "docs/case.md")
    assert case.accounts[0].overrides
    assert check_case(case, documents) == []
