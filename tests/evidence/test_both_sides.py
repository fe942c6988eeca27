"""Whom "both sides" means, and who fights one another."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.evidence.events.pairs import DOING, NAMED, Together
from foedus.evidence.shared import rows_named


def test_the_group_told_of_most_and_last_is_meant() -> None:
    told = Together()
    told.add(["ARM", "GEO"], DOING)
    told.at = 2
    told.add(["FRA", "DEU"], NAMED)
    assert told.best(2, bool) == ["ARM", "GEO"]
    assert told.best(2, bool, apart=["GEO"]) == ["DEU", "FRA"]
    assert told.best(3, bool) == []
    told.at = 20
    told.add(["FRA", "DEU"], NAMED)
    assert told.best(2, bool) == ["DEU", "FRA"]


def test_who_fights_one_another_is_on_both_sides_and_outsiders_ask_both() -> None:
    text = "아르메니아와 조지아가 7월 1일 국경에서 충돌했다. 이란은 즉각적인 휴전을 촉구했다. 4일 양국 국방장관이 휴전 협정에 서명했다."
    rows = rows_named("events", load_bytes("a.txt", text.encode()))
    told = [(r["type"], set(r["actors"]), set(r["recipients"])) for r in rows]
    both = {"ARM", "GEO"}
    assert told == [("ASSAULT", both, both), ("REQUEST", {"IRN"}, both), ("AGREE", both, set())]
