"""What a network's numbers rest on: residuals, other tellings, flows above capacities, and states that there are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.core.errors import FoedusError
from foedus.structure.exposure.claim import verdicts
from foedus.structure.exposure.flow import program
from foedus.structure.exposure.outage import baseline
from foedus.structure.exposure.parse import network, shipped, shipped_network, years
from foedus.structure.exposure.study import missed, otherwise, study
from foedus.world.crosswalk import state_codes

GRAIN = """
unit = "Mt"
home = ["ALD"]
invented = ["ALD", "BRD"]
[sources.board]
title = "Grain board"
[sources.left]
title = "Left of the total"
derived = true
[commodities.grain]
price = 100
[nodes]
fields = {supply = 10}
sea = {demand = 8, export = true}
[[edges]]
id = "river"
from = "fields"
to = "sea"
capacity = [7, "board"]
territories = ["ALD", "BRD"]
[[edges]]
id = "rail"
from = "fields"
to = "sea"
capacity = 4
territories = ["FRA"]
[years.2030.flow]
river = [5, "left"]
rail = [3, "board"]
"""
TOLD = '[[tellings]]\nnumber = "years.2030.flow.river"\ntold = [6, "board"]\nnote = "A guess."\n'


def test_what_others_say_stays_beside_what_is_used() -> None:
    one = network(GRAIN + TOLD, "grain", 2030, state_codes())
    assert [(t.number, t.used, t.told, t.source) for t in one.tellings] == [("years.2030.flow.river", 5.0, 6.0, "board")]
    told = study(one).to_dict()
    assert told["told_otherwise"] == [{"number": "years.2030.flow.river", "used": 5.0, "used_source": "Left of the total", "told": 6.0, "source": "Grain board", "note": "A guess."}]
    without = network(GRAIN, "grain", 2030)
    assert one.cells == without.cells, "what is told is not used"
    assert one.trust()["derived"] == 1
    assert network(GRAIN + TOLD, "grain").tellings == (), "without a year its number is not there"


def test_samara_in_2022_and_the_main_route_in_2023_are_told_in_several_ways() -> None:
    told = {y: otherwise(shipped_network("kazakhstan-oil", y)) for y in (2022, 2023)}
    assert {(t["used"], t["told"]) for t in told[2022]} == {(8.172, 11.0), (8.172, 8.0)}
    assert {(t["used"], t["told"]) for t in told[2023]} == {(55.586, 56.0), (55.586, 54.98)}
    assert "prime minister" in next(t["source"] for t in told[2022] if t["told"] == 11)
    # With 11 Mt the routes pass the exports, as the note says.
    one = shipped_network("kazakhstan-oil", 2022)
    with_it = float(one.floors.sum()) + 11 - 8.172
    assert f"{with_it:.1f} Mt" in str(next(t["note"] for t in told[2022] if t["told"] == 11))
    assert with_it > one.exports + 2.8 - 0.05


def test_a_claim_says_that_a_figure_is_what_is_left_of_a_total(capsys: pytest.CaptureFixture[str]) -> None:
    found = {v.id: v for v in verdicts(0.8, 2023)}
    rests = found["oil-main-route"].rests_on
    assert any(r.startswith("cpc-russian-section, 55.586 Mt: Derived: exports of 70.5 Mt less every other route") for r in rests)
    assert any("told as 56 Mt" in r for r in rests)
    assert not any(r.startswith("cpc-russian-section, 52.2") for r in {v.id: v for v in verdicts(0.8, 2022)}["oil-main-route"].rests_on), "reported in 2022"
    assert main(["exposure", "--claim", "80%", "--year", "2023"]) == 0
    out = capsys.readouterr().out
    assert "78.8 %*" in out
    assert "less every other route" in out
    assert main(["exposure", "--claim", "80%", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["quantities"][0]["rests_on"]


def test_a_flow_above_its_capacity_is_refused() -> None:
    with pytest.raises(FoedusError) as caught:
        network(GRAIN.replace('river = [5, "left"]', 'river = [7.5, "left"]'), "grain", 2030)
    assert "years.2030.flow.river is 7.5, and the stretch holds 7" in str(caught.value)
    assert "years.2030.capacity.river" in str(caught.value)
    wider = GRAIN.replace('river = [5, "left"]', 'river = [7.5, "left"]') + "[years.2030.capacity]\nriver = 7.5\n"
    assert network(wider, "grain", 2030).capacity[0] == 7.5
    for name, text in shipped().items():
        for year in years(text, name):
            assert missed(shipped_network(name, year), baseline(program(shipped_network(name, year)))) == [], (name, year)


def test_observed_flows_that_do_not_fit_the_total_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = GRAIN.replace('rail = [3, "board"]', 'rail = [4, "board"]')
    one = network(text, "grain", 2030)
    short = missed(one, baseline(program(one)))
    assert sum(m["observed"] - m["carried"] for m in short) == pytest.approx(1), "9 were observed, 8 are wanted"
    assert study(one).to_dict()["floors_missed"] == short
    assert missed(one, baseline(program(one, 0.5)), 0.5) == []
    path = tmp_path / "grain.toml"
    path.write_text(text, encoding="utf-8")
    assert main(["exposure", str(path)]) == 0
    assert "one of them is wrong" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('territories = ["FRA"]', 'territories = ["FRN"]', "edges.rail.territories: there is no state 'FRN'"), ('home = ["ALD"]', 'home = ["ALX"]', "home: there is no state 'ALX'"),
        ('invented = ["ALD", "BRD"]', 'invented = ["ALD"]', "there is no state 'BRD'"),
    ],
)  # fmt: skip
def test_a_state_that_there_is_not_is_refused(before: str, after: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert network(GRAIN, "grain", 2030, state_codes()).territories == ("BRD", "FRA")
    assert before in GRAIN
    path = tmp_path / "grain.toml"
    path.write_text(GRAIN.replace(before, after), encoding="utf-8")
    assert main(["exposure", str(path)]) == 3
    assert told in capsys.readouterr().err
    assert network(GRAIN.replace(before, after), "grain", 2030), "whoever reads it without a list takes any"


def test_the_shipped_networks_name_states_that_there_are() -> None:
    for name, text in shipped().items():
        for year in (None, *years(text, name)):
            assert network(text, name, year, state_codes()).territories


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (TOLD.replace("river", "canal"), "no number stands at years.2030.flow.canal"), (TOLD.replace('[6, "board"]', "6"), "told is 6"), (TOLD.replace('"board"', '"press"'), "'press'"),
        (TOLD.replace("note", "notes"), "unknown key 'notes'"), (TOLD.replace('number = "years', 'number = "jahre'), "no number stands"),
    ],
)  # fmt: skip
def test_a_telling_of_no_number_is_refused(added: str, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        network(GRAIN + added, "grain", 2030)
    assert told in str(caught.value)


def test_a_slip_in_a_source_is_named() -> None:
    with pytest.raises(FoedusError, match="unknown key 'ilustrative'"):
        network(GRAIN.replace("derived = true", "ilustrative = true"), "grain")
