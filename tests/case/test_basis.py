"""A value that rests on reference data: read, refused, written, hashed and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from foedus.case.basis import Basis
from foedus.case.check import check_case
from foedus.case.parse import CaseFileError, case_hash, dump_case, parse_case, parse_source
from foedus.core.errors import FoedusError
from foedus.documents.model import Document

HELD = "capability: {value: 30, assumption: it is large, status: accepted}"
CELL = "{table: cow_nmc, version: '7.0', key: {state: CAN, year: 1989, ccode: 20}, column: milper, value: 15, times: 2, sha256: %s}" % ("a" * 64)
FACT = "{compact: nato, state: CAN, on: '1990-05-03', value: active}"
WAY = "{network: grain, quantity: share_crossing, territory: USA, year: 1989, value: 0.5}"
CUT = "{dossier: bait, quantity: loss, state: CAN, year: 1989, value: 0.02}"


def drawn(small_text: str, *bases: str, value: str = "30") -> str:
    assert HELD in small_text
    return small_text.replace(HELD, f"capability: {{value: {value}, basis: [{', '.join(bases)}], status: accepted}}")


def test_a_basis_stands_in_for_anchors_and_assumption(small_text: str) -> None:
    case = parse_case(drawn(small_text, CELL, FACT, WAY, CUT), "case.yaml")
    value = case.stakeholders[1].capability
    assert [b.name for b in value.basis] == ["cow_nmc", "nato", "grain", "bait"]
    assert value.basis[0].place == "table cow_nmc 7.0, row state CAN, year 1989, ccode 20, column milper"
    assert parse_case(dump_case(case), "again") == case


def test_it_counts_for_the_hash_only_where_it_is(small_text: str) -> None:
    plain, with_basis = parse_case(small_text, "x"), parse_case(drawn(small_text, CELL), "x")
    assert "basis" not in str(plain.model_dump(mode="json"))
    assert case_hash(with_basis) != case_hash(parse_case(drawn(small_text, CELL.replace("milper", "milex")), "x"))


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("{tabel: cow_nmc}", "one of table, compact, network, dossier"), ("{table: a, network: b}", "one of table, compact, network, dossier"), ("cinc", "one of table, compact, network, dossier"),
        (CELL.replace("year: 1989, ", ""), "a year in key"), (CELL.replace("column", "colum"), "column"), (WAY.replace("territory: USA, ", ""), "either territory or route"),
        (WAY.replace("territory: USA", "route: rail"), "territory: it is a territory"), (FACT.replace("1990-05-03", "May"), "basis[0].on"), (CUT.replace("loss", "gain"), "net_leverage"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_what_is_right(basis: str, said: str, small_text: str) -> None:
    text = drawn(small_text, basis)
    with pytest.raises(CaseFileError) as caught:
        parse_case(text, "case.yaml")
    assert said in str(caught.value)
    number = int((caught.value.problems[0].where or "").removeprefix("case.yaml:"))
    assert "basis:" in text.splitlines()[number - 1]


def test_a_value_that_rests_on_nothing_is_still_refused(small_text: str) -> None:
    with pytest.raises(CaseFileError, match="a basis in reference data"):
        parse_case(drawn(small_text), "case.yaml")


@dataclass
class Stands:
    value: float | str | None
    version: str | None = "7.0"
    sha256: str | None = "a" * 64


def checks(text: str, documents: Mapping[str, Document], now: Stands | FoedusError | None) -> dict[str, str]:
    def look_up(basis: Basis) -> Stands:
        if isinstance(now, FoedusError):
            raise now
        assert now is not None
        return now

    parsed = parse_source(text, "case.yaml")
    problems = check_case(parsed.case, documents, lines=parsed.lines, where="case.yaml", look_up=look_up if now else None)
    return {p.check: p.message for p in problems if p.check.startswith("basis")}


def test_a_right_cell_has_no_problem(small_text: str, documents: Mapping[str, Document]) -> None:
    assert checks(drawn(small_text, CELL), documents, Stands(15.0)) == {}


@pytest.mark.parametrize(
    ("text", "now", "name", "said"),
    [
        (CELL.replace("1989", "1990"), None, "basis-after-decision", "the decision fell on 1990-05-04"),
        (FACT.replace("1990-05-03", "1990-05-04"), None, "basis-after-decision", "on 1990-05-04"),
        ("{network: ferry.toml, quantity: share_crossing, territory: FIN, year: 1990, value: 15, times: 2}", None, "basis-year-of-decision", "the decision fell on 1990-05-04"),
        ("{network: ferry.toml, quantity: share_crossing, territory: FIN, year: 1991, value: 15, times: 2}", None, "basis-after-decision", "the decision fell on 1990-05-04"),
        (CELL.replace("times: 2", "times: 3"), None, "basis-value", "its basis gives 45"),
        (CELL, Stands(16.0), "basis-differs", "16 stands there"), (CELL, Stands(None), "basis-differs", "nothing stands there"),
        (CELL, Stands(16.0, "8.0"), "basis-differs", "the file at hand is 8.0"), (FACT, Stands("observer"), "basis-differs", "observer stands there"),
        (CELL, Stands(15.0, "7.0", "b" * 64), "basis-version", "another file"),
        (CELL, FoedusError("world-missing", "the table cow_nmc is not at hand"), "basis-not-at-hand", "the table cow_nmc is not at hand"),
    ],
)  # fmt: skip
def test_each_check_finds_its_own(text: str, now: Stands | FoedusError | None, name: str, said: str, small_text: str, documents: Mapping[str, Document]) -> None:
    found = checks(drawn(small_text, text), documents, now)
    assert list(found) == [name]
    assert said in found[name]


def test_an_account_may_rest_on_what_came_later(small_text: str, documents: Mapping[str, Document]) -> None:
    later = CELL.replace("1989", "1995").replace("times: 2, ", "")
    old = "anchors: [{doc: later.txt, start: 0, end: 3, quote: All}], status"
    assert old in small_text
    assert checks(small_text.replace(old, f"basis: [{later}], status"), documents, None) == {}


def test_another_value_with_a_written_reason_is_the_analysts(small_text: str, documents: Mapping[str, Document]) -> None:
    told = drawn(small_text, CELL, value="12").replace("basis: [", "assumption: half of them stay at home, basis: [")
    assert checks(told, documents, None) == {}


def test_the_references_shown_in_the_documentation_are_valid(small_text: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "world-in-a-case.md").read_text(encoding="utf-8")
    shown = [line.strip() for line in page.splitlines() if line.startswith("    {")]
    assert len(shown) == 4
    value = parse_case(drawn(small_text, *shown), "case.yaml").stakeholders[1].capability
    assert {type(b).__name__ for b in value.basis} == {"CompactFact", "NetworkQuantity", "DossierQuantity"}
