"""Sittings of parliaments before people are sent: a quorum of those there, a majority of those for it, and the reason told of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.compacts.at_home import cleared, sittings, tried
from foedus.compacts.journal import journal
from foedus.compacts.model import Compact, Domestic
from foedus.compacts.read import compact
from foedus.compacts.run import run
from foedus.compacts.scenario import Approval, Scenario
from foedus.compacts.scenario_read import read_scenario, scenarios
from foedus.core.errors import FoedusError

HOUSE = Domestic(member="NOR", body="an assembly", seats=30, rule={"all": [{"quorum": {"at_least": 16}}, {"yes": {"at_least": "2/3"}}]}, hours=(1, 2, 3), confirmed=False)


def sitting(**figures: int | bool | None) -> Approval:
    told: dict[str, object] = {"yes": None, "no": None, "passed": None, "present": None, **figures}
    return Approval(member="NOR", at=scenarios()["kazakhstan-2022"].zero, about="", **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "consents", "why"),
    [
        ({"present": 15}, False, "no quorum, 15 of 30 there"), ({"present": 15, "yes": 15, "no": 0}, False, "no quorum"), ({"present": 16}, False, "too few for it"),
        ({"present": 30, "yes": 19, "no": 0}, False, "too few for it: 19 for, 0 against"), ({"present": 20, "yes": 20, "no": 0}, True, "consents"), ({"yes": 20, "no": 10}, True, "consents: 20 for, 10 against"),
        ({"yes": 12, "no": 3}, False, "no quorum, 15 of 30 there"), ({"passed": False}, False, "reported to refuse"),
    ],
)  # fmt: skip
def test_a_quorum_and_a_majority_are_two_things(figures: dict[str, int], consents: bool, why: str) -> None:
    found = tried(HOUSE, sitting(**figures))
    assert found.consents is consents
    assert why in found.why


@pytest.mark.parametrize("figures", [{"yes": 31, "no": 0}, {"yes": 20, "no": 11}, {"present": 31}])
def test_more_votes_than_seats_are_refused(figures: dict[str, int]) -> None:
    with pytest.raises(FoedusError) as caught:
        tried(HOUSE, sitting(**figures))
    told = "\n".join(caught.value.lines())
    assert "31 took part in an assembly, which has 30 seats" in told
    assert "scenario-approval" in told


def with_house(csto: Compact) -> Compact:
    return replace(csto, domestic=(replace(HOUSE, member="KGZ"), *(d for d in csto.domestic if d.member != "KGZ")))


def test_a_scenario_with_too_many_votes_does_not_run() -> None:
    with pytest.raises(FoedusError, match="which has 30 seats"):
        run(with_house(compact("csto")), scenarios()["kazakhstan-2022"])


def told_of(scenario: Scenario) -> str:
    return next(e.reason for e in journal(run(compact("csto"), scenario)) if e.target == "DEPLOYING")


def test_each_sitting_is_told_with_its_own_reason() -> None:
    january = scenarios()["kazakhstan-2022"]
    assert [s.consents for s in sittings(compact("csto"), january, "KGZ")] == [False, False, True]
    told = told_of(january)
    kyrgyz = told[told.index("KGZ") :]
    assert "06.01. 14:00 no quorum, 39 of 90 there" in kyrgyz
    assert "07.01. 12:30 too few for it: 55 for, 11 against" in kyrgyz
    assert kyrgyz.index("too few") < kyrgyz.index("07.01. 13:00 consents: 69 for, 7 against")
    # Where the last sitting fails for another reason, that one is told too.
    never = replace(january, approvals=tuple(replace(a, yes=50, no=20) if a.yes == 69 else a for a in january.approvals))
    assert cleared(compact("csto"), never, "KGZ") == float("inf")
    assert "KGZ never" in told_of(never)
    assert "too few for it: 50 for, 20 against" in told_of(never)


def test_a_sitting_after_the_consent_is_told_and_alters_nothing() -> None:
    january = scenarios()["kazakhstan-2022"]
    late = next(a for a in january.approvals if a.yes == 69)
    later = replace(late, at=late.at.replace(day=9), yes=10, no=60, about="an idle sitting")
    csto, other = compact("csto"), replace(january, approvals=(*january.approvals, later))
    assert "after its consent, not counted: too few for it: 10 for, 60 against; an idle sitting" in told_of(other)
    assert cleared(csto, other, "KGZ") == cleared(csto, january, "KGZ")


def test_who_has_no_part_in_it_has_no_sitting() -> None:
    january = scenarios()["kazakhstan-2022"]
    stray = replace(january, approvals=(*january.approvals, replace(january.approvals[0], member="KGS")))
    with pytest.raises(FoedusError, match="KGS"):
        run(compact("csto"), stray)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("present = 3\nyes = 4\nno = 0", "4 voted and 3 were there"), ("passed = 'yes'", "neither true nor false"), ("passed = true\nyes = 4", "figures and whether it passed"),
        ("no = 4", "those for are not"), ("yes = -1", "no whole number"),
    ],
)  # fmt: skip
def test_mistakes_in_a_sitting_are_named(line: str, told: str) -> None:
    text = "compact = 'csto'\nname = 'n'\nillustrative = true\nzero = 2022-01-01T00:00:00Z\n[[motions]]\nid = 'm'\nkind = 'force'\n[[approvals]]\nmember = 'KGZ'\nat = 2022-01-01T00:00:00Z\n"
    with pytest.raises(FoedusError, match=told):
        read_scenario(text + line, "s")
