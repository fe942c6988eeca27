"""Names in lists of works are written as they are spoken."""

from __future__ import annotations

import pytest

from foedus.documents.formats.listing.bibtex import spoken
from foedus.documents.formats.listing.columns import in_order, written


@pytest.mark.parametrize(
    ("given", "family", "whole"),
    [("하늘", "김", "김하늘"), ("太郎", "山田", "山田太郎"), ("Ana", "Ruiz", "Ana Ruiz"), ("Ha-neul", "Kim", "Ha-neul Kim"), ("", "김하늘", "김하늘"), ("Ana", "", "Ana")],
)
def test_the_family_comes_first_where_it_is_spoken_first(given: str, family: str, whole: str) -> None:
    assert in_order(given, family) == whole
    assert written({"family": family, "given": given}, ", ") == whole
    if given and family:
        assert spoken(f"{family}, {given}") == whole
