"""What a case draws for its date: the right cell, the right year, nothing invented, and nothing of the analyst's lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.case.basis import CompactFact, NetworkQuantity, TableCell
from foedus.case.parse import parse_case
from foedus.case.schema import Actor, Case
from foedus.core.errors import FoedusError
from foedus.pipeline.checking import check
from foedus.pipeline.citing import cite
from foedus.pipeline.drawing import Drawn, draw, states_of
from foedus.pipeline.reporting import report
from foedus.pipeline.running import run


def found(drawn: Drawn) -> dict[str, float | None]:
    return {r.actor: r.value.central if r.value else None for r in drawn.rows}


def why(drawn: Drawn) -> dict[str, str]:
    return {r.actor: r.why for r in drawn.rows if r.why}


def read(home: Path) -> Case:
    return parse_case((home / "case.yaml").read_bytes(), "case.yaml")


def test_capability_keeps_the_ratios_of_the_table_and_the_sum_of_the_case(home: Path, tables: Path) -> None:
    drawn = draw(home, capability="cinc", data=tables)
    values = found(drawn)
    # 10 and 30 were there; 0.05 and 0.25 stand in the table.
    assert values["CAN"] == pytest.approx(40 / 6, rel=1e-5)
    assert values["USA_GOV"] == pytest.approx(200 / 6, rel=1e-5)
    basis = drawn.rows[0].basis
    assert isinstance(basis, TableCell)
    assert (basis.table, basis.column, basis.value, basis.key) == ("cow_nmc", "cinc", 0.05, {"state": "CAN", "year": 2015, "ccode": 20})
    assert basis.note == "CAN: a mean without milex, which is missing"


def test_who_is_no_state_or_was_accepted_is_left_alone_with_its_reason(home: Path, tables: Path) -> None:
    drawn = draw(home, capability="cinc", data=tables)
    assert found(drawn)["GUILD"] is None
    assert "an organisation" in why(drawn)["GUILD"]
    assert "accepted" in why(drawn)["MEX"]
    all_of_them = draw(home, capability="cinc", data=tables, replacing=True)
    assert found(all_of_them)["MEX"] == pytest.approx(60 * 0.1 / 0.4)


def test_what_a_table_does_not_cover_is_left_alone_and_not_zero(home: Path, tables: Path) -> None:
    drawn = draw(home, capability="cinc", data=tables, replacing=True, year=2014)
    assert found(drawn)["MEX"] is None
    assert why(drawn)["MEX"] == "cow_nmc says nothing of MEX in 2014"


def test_the_year_is_never_that_of_the_decision_or_later(home: Path, tables: Path) -> None:
    assert draw(home, capability="cow_nmc:milper", data=tables).drawables["capability"].when == "2015"
    with pytest.raises(FoedusError, match="2016 was not over"):
        draw(home, capability="cinc", data=tables, year=2016)
    case = (home / "case.yaml").read_text(encoding="utf-8")
    (home / "case.yaml").write_text(case.replace("'2016-05-04'", "'2014-05-04'"), encoding="utf-8")
    with pytest.raises(FoedusError, match="begins in 2014"):
        draw(home, capability="cinc", data=tables)
    assert draw(home, capability="members:nato").drawables["capability"].when == "2014-05-03"


def test_a_case_without_a_day_of_decision_draws_nothing(home: Path) -> None:
    case = (home / "case.yaml").read_text(encoding="utf-8")
    (home / "case.yaml").write_text(case.replace("decided: '2016-05-04'   # the day of the vote\n", ""), encoding="utf-8")
    with pytest.raises(FoedusError, match="no day of decision"):
        draw(home, capability="gdp")


def test_the_table_that_is_shipped_needs_no_folder(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_WORLD", str(tmp_path / "nowhere"))
    drawn = draw(home, capability="gdp")
    values = found(drawn)
    assert values["USA_GOV"] is not None
    assert values["CAN"] is not None
    assert 10 < values["USA_GOV"] / values["CAN"] < 13  # the economies of 2015
    with pytest.raises(FoedusError, match="cow_nmc"):
        draw(home, capability="cinc")


def test_applying_changes_the_drawn_values_and_no_other_character(home: Path, tables: Path) -> None:
    before = (home / "case.yaml").read_text(encoding="utf-8")
    was = read(home)
    assert draw(home, capability="cinc", data=tables, apply=True).applied
    after = (home / "case.yaml").read_text(encoding="utf-8")
    for line in ("# My notes stay here.", "# the day of the vote", "# to be looked at again", "# by whom?", "# the end", "note: Asked in May."):
        assert line in after
    untouched = [line for line in before.splitlines() if "capability" not in line and "dist: uniform" not in line and "It is near" not in line]
    assert [line for line in after.splitlines() if line in untouched] == untouched
    now = read(home)
    assert now.stakeholders[2:] == was.stakeholders[2:]
    assert now.stakeholders[0].position == was.stakeholders[0].position
    value = now.stakeholders[1].capability
    assert (value.status, value.assumption, len(value.basis)) == ("drafted", None, 1)
    again = draw(home, capability="cinc", data=tables, apply=True)
    assert found(again)["CAN"] == pytest.approx(40 / 6, rel=1e-5)
    assert read(home).stakeholders[0].capability.central == pytest.approx(now.stakeholders[0].capability.central, rel=1e-5)


def test_without_apply_nothing_is_written(home: Path, tables: Path) -> None:
    before = (home / "case.yaml").read_bytes()
    assert not draw(home, capability="cinc", data=tables).applied
    assert (home / "case.yaml").read_bytes() == before


def test_votes_in_an_organisation_on_the_day_before(home: Path) -> None:
    drawn = draw(home, capability="members:nato", replacing=True)
    values = found(drawn)
    assert values["CAN"] == values["USA_GOV"] == 20  # one vote each of the 40 they had
    assert "no vote" in why(drawn)["MEX"]
    basis = drawn.rows[0].basis
    assert isinstance(basis, CompactFact)
    assert (basis.on, basis.state, basis.value) == ("2016-05-03", "CAN", 1.0)
    assert basis.sources


def test_one_number_alone_says_no_ratio(home: Path) -> None:
    drawn = draw(home, capability="members:unsc")
    assert all(v is None for v in found(drawn).values())
    assert "says no ratio" in why(drawn)["USA_GOV"]


def test_exposure_is_a_share_and_stays_as_it_is(home: Path) -> None:
    drawn = draw(home, salience="exposure:fish.toml:USA")
    assert found(drawn) == {"CAN": pytest.approx(0.6), "USA_GOV": None, "MEX": None, "GUILD": None}
    basis = drawn.rows[0].basis
    assert isinstance(basis, NetworkQuantity)
    assert basis.year == 2014  # 2016 is the year of the decision
    assert "none of MEX" in why(drawn)["MEX"]


def test_ties_of_the_year_of_the_decision_are_drawn_where_that_year_is_asked_for(home: Path) -> None:
    drawn = draw(home, salience="exposure:fish.toml:USA", year=2016)
    assert found(drawn)["CAN"] == pytest.approx(0.1)
    assert any("figures of 2016, the year of the decision, which were not known on 2016-05-04" in note for note in drawn.notes)
    network = (home / "fish.toml").read_text(encoding="utf-8")
    (home / "fish.toml").write_text(network.partition("[years.2014.flow]")[0] + "[years.2016.flow]\nboats = [9, 'board']\n", encoding="utf-8")
    with pytest.raises(FoedusError, match="--year 2016 takes its figures of that year"):
        draw(home, salience="exposure:fish.toml:USA")
    with pytest.raises(FoedusError, match="2017 was not over"):
        draw(home, salience="exposure:fish.toml:USA", year=2017)
    same = (home / "bait.toml").read_text(encoding="utf-8").replace("year = 2013", "year = 2016")
    (home / "bait.toml").write_text(same, encoding="utf-8")
    with pytest.raises(FoedusError, match="--year 2016 takes its figures of that year"):
        draw(home, salience="leverage:bait.toml")
    assert any("figures of 2016" in note for note in draw(home, salience="leverage:bait.toml", year=2016).notes)


def test_leverage_gives_each_side_what_it_would_lose(home: Path) -> None:
    drawn = draw(home, salience="leverage:bait.toml:short")
    values = found(drawn)
    assert values["CAN"] is not None
    assert values["USA_GOV"] is not None
    assert values["CAN"] == 0.8  # the target loses more, and the largest salience of the two was 0.8
    assert 0 < values["USA_GOV"] < values["CAN"]
    later = (home / "bait.toml").read_text(encoding="utf-8").replace("year = 2013", "year = 2016")
    (home / "bait.toml").write_text(later, encoding="utf-8")
    with pytest.raises(FoedusError, match="is of 2016"):
        draw(home, salience="leverage:bait.toml")
    # The year of a network it takes a cut from counts too.
    closing = later.replace("year = 2016", "year = 2013").replace("cut = 0.5", 'cut = {network = "kazakhstan-oil", route = "cpc"}', 1)
    (home / "bait.toml").write_text(closing, encoding="utf-8")
    with pytest.raises(FoedusError, match="closes kazakhstan-oil in 2023"):
        draw(home, salience="leverage:bait.toml")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"capability": "cinq"}, "nearest: cinc"), ({"capability": "cow_nmc:cink"}, "nearest: cinc"), ({"capability": "members:natto"}, "nato"),
        ({"capability": "members:nato:consensus"}, "members:ORGANISATION"), ({"salience": "exposure:fish.toml"}, "exposure:NETWORK:TERRITORY"),
        ({"salience": "exposure:fish.toml:MEX"}, "one of USA"), ({"salience": "exposure:fisch.toml:USA"}, "beside case.yaml"),
        ({"salience": "exposure:../fish.toml:USA"}, "beside case.yaml"), ({"salience": "leverage:bait.toml:shrt"}, "short"),
        ({"capability": "cow_contdir:conttype"}, "foedus world tables"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told_with_what_can(asked: dict[str, str], said: str, home: Path, tables: Path) -> None:
    with pytest.raises(FoedusError) as caught:
        draw(home, data=tables, **asked)  # type: ignore[arg-type]
    assert said in str(caught.value)


def test_actors_are_states_by_their_ids_and_nothing_is_guessed() -> None:
    actors = [
        Actor(id="PER", name="Peru"), Actor(id="PER_GOV", name="Lima", kind="government"), Actor(id="PER_MILITARY", name="Army", kind="military"),
        Actor(id="CHL_GOV", name="Santiago", kind="government"), Actor(id="Brazil", name="Brazil"), Actor(id="QQQ", name="Nowhere"), Actor(id="OAS", name="OAS", kind="organisation"),
    ]  # fmt: skip
    states = states_of(actors)
    assert states["CHL_GOV"] == "CHL"
    assert {a: s.code for a, s in states.items() if isinstance(s, FoedusError)} == {
        "PER": "draw-twice", "PER_GOV": "draw-twice", "PER_MILITARY": "draw-no-state", "Brazil": "draw-no-state", "QQQ": "draw-no-state", "OAS": "draw-no-state",
    }  # fmt: skip


def test_an_ambiguous_state_is_refused_with_its_reason(home: Path) -> None:
    case = (home / "case.yaml").read_text(encoding="utf-8")
    german = case.replace("id: MEX", "id: DEU").replace("actor: MEX", "actor: DEU").replace("'2016-05-04'", "'1986-05-04'")
    (home / "case.yaml").write_text(german, encoding="utf-8")
    drawn = draw(home, capability="gdp", replacing=True)
    assert "since 1990-10-03" in why(drawn)["DEU"]
    assert found(drawn)["CAN"] is not None


def test_check_looks_each_cell_up_again(home: Path, tables: Path) -> None:
    draw(home, capability="cinc", data=tables, apply=True)

    def told(data: Path) -> dict[str, str]:
        return {p.check: p.message for p in check(home, data=data).problems if p.check.startswith("basis")}

    assert told(tables) == {}
    table = tables / "cow_nmc.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text + "900,2015,1,1,1,1,1,1,0.01\n", encoding="utf-8")
    assert list(told(tables)) == ["basis-version"]
    table.write_text(text.replace("20,2015,,5,5,5,5,5,0.05", "20,2015,,5,5,5,5,5,0.07"), encoding="utf-8")
    assert "0.07 stands there" in told(tables)["basis-differs"]
    table.write_text(text.replace("20,2015,,5,5,5,5,5,0.05\n", ""), encoding="utf-8")
    assert "nothing stands there" in told(tables)["basis-differs"]
    table.unlink()
    assert "not at hand" in told(tables)["basis-not-at-hand"]
    assert not check(home, data=tables).errors  # a case runs without its tables


def test_a_code_that_is_another_state_is_not_looked_up(home: Path, tables: Path) -> None:
    draw(home, capability="cinc", data=tables, apply=True)
    case = (home / "case.yaml").read_text(encoding="utf-8")
    (home / "case.yaml").write_text(case.replace("state: CAN, year: 2015, ccode: 20", "state: CAN, year: 2015, ccode: 70"), encoding="utf-8")
    (problem,) = [p for p in check(home, data=tables).problems if p.check == "basis-not-at-hand"]
    assert "ccode 70 is not CAN" in problem.message
    assert problem.hint == "correct the key"


def test_a_report_and_a_list_of_references_name_cell_version_and_licence(home: Path, tables: Path) -> None:
    draw(home, capability="gdp", salience="exposure:fish.toml:USA", data=tables, apply=True)
    run(home, draws=60, workers=1)
    page = report(home, workers=1).path.read_text(encoding="utf-8")
    assert "row state CAN, year 2015, column gdp" in page
    assert "share_crossing of USA, 2014" in page
    assert 'id="data-table-wb_gdp-' in page
    assert "CC BY 4.0 (World Bank)" in page
    assert "are drawn from reference data" in page
    cited = cite(home)
    assert {d.key for d in cited.data} == {"table-wb_gdp", "network-fish.toml"}
    text = cited.text()
    assert "World Development Indicators: GDP" in text
    assert "for boats/CAN/capability" in text
    for form in ("bibtex", "csl", "ris"):
        assert "world_bank_gdp" in cited.text(form)
