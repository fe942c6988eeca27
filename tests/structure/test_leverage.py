"""Losses against published values, properties of leverage, and what threats select."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.structure.leverage.dossier import dossier, generator, shipped
from foedus.structure.leverage.loss import bridged, loss
from foedus.structure.leverage.net import concession, leverage
from foedus.structure.leverage.study import study
from foedus.structure.leverage.threat import Stakes, credible, play
from foedus.structure.leverage.ties import Tie, dependence, parts, synergy, vulnerability

TABLE = {2: (0.1, 0.4, 0.8, 0.95), 5: (0.0260, 0.1199, 0.3313, 0.5271), 10: (0.0116, 0.0552, 0.1637, 0.2831)}
costs = st.floats(0, 1)


@pytest.mark.parametrize("elasticity", TABLE)
def test_the_table_of_losses(elasticity: int) -> None:
    found = loss(np.array([0.1, 0.4, 0.8, 0.95]), elasticity)
    assert found.round(4) == pytest.approx(TABLE[elasticity])


@given(st.floats(0.01, 0.49), st.floats(2.1, 20))
def test_the_loss_is_convex(share: float, elasticity: float) -> None:
    assert loss(2 * share, elasticity) > 2 * loss(share, elasticity)
    assert loss(share, elasticity) < loss(share, elasticity - 0.05)


@pytest.mark.parametrize(("share", "elasticity", "code"), [(1.2, 3.0, "leverage-share"), (-0.1, 3.0, "leverage-share"), (0.5, 1.0, "leverage-elasticity")])
def test_shares_and_elasticities_that_are_none(share: float, elasticity: float, code: str) -> None:
    with pytest.raises(FoedusError) as caught:
        loss(share, elasticity)
    assert caught.value.code == code


def test_a_joint_threat_exceeds_its_parts() -> None:
    ties = [Tie("wheat", "import", 0.1, 0.3), Tie("wheat", "import", 0.1, 0.4)]
    together = vulnerability(ties, "medium")
    assert together == pytest.approx(0.1 * loss(0.7, 5))
    assert synergy(ties, "medium") == pytest.approx(0.1 * (loss(0.7, 5) - loss(0.3, 5) - loss(0.4, 5)))
    assert synergy(ties, "medium") > 0
    # At an elasticity of two the loss is the share, and parts add up.
    assert synergy(ties, "short") == pytest.approx(0, abs=1e-12)


def test_vulnerability_falls_with_stocks_salvage_options_and_time() -> None:
    tie = Tie("gas", "import", 0.08, 0.5)
    worse = [vulnerability([tie], h) for h in ("short", "medium", "long")]
    assert worse[0] > worse[1] > worse[2] > 0
    assert vulnerability([Tie("gas", "import", 0.08, 0.5, stock=0.2)], "short") < worse[0]
    assert vulnerability([Tie("gas", "import", 0.08, 0.5, elasticity=15)], "medium") < worse[1]
    export = [Tie("ore", "export", 0.1, 0.6, salvage=s) for s in (0.0, 0.5)]
    assert vulnerability(export[:1]) == pytest.approx(0.06)
    assert vulnerability(export[1:]) == pytest.approx(0.03)
    assert parts([tie, *export[:1]]).keys() == {"gas", "ore"}
    assert vulnerability([]) == 0
    assert bridged(0.5, 0.1, 0.5) == pytest.approx(0.3)
    assert dependence(30, 20, 200) == 0.25


@pytest.mark.parametrize(
    ("ties", "code"),
    [([Tie("a", "import", 0.1, 0.7), Tie("a", "import", 0.1, 0.7)], "leverage-share"), ([Tie("a", "import", 0.1, 0.2), Tie("a", "import", 0.2, 0.2)], "leverage-weight")],
)
def test_ties_that_make_no_sense(ties: list[Tie], code: str) -> None:
    with pytest.raises(FoedusError) as caught:
        vulnerability(ties)
    assert caught.value.code == code
    with pytest.raises(FoedusError, match="no horizon"):
        vulnerability(ties, "soon")


@given(costs, costs, st.floats(0.01, 1000))
def test_the_index_is_antisymmetric_bounded_and_free_of_units(a: float, b: float, unit: float) -> None:
    found = leverage(a, b).index
    assert found == pytest.approx(-leverage(b, a).index)
    assert -1 <= found <= 1
    if a + b > 1e-9:
        assert leverage(a * unit, b * unit).index == pytest.approx(found)
    assert leverage(0, 0).index == 0


def test_the_bargain_under_threat() -> None:
    assert concession(10, 4) == pytest.approx(3)
    assert concession(10, 4, 1) == 10
    assert concession(1, 4) < 0
    assert leverage(0.1, 0.01).money(200, 1000) == pytest.approx(10)
    low, middle, high = leverage(np.linspace(0.1, 0.2, 101), 0.05).interval()
    assert low < middle < high
    assert middle == pytest.approx(0.5, abs=0.01)


def disputes(conflict: float, seed: int = 0) -> Stakes:
    rng = np.random.default_rng(seed)
    worth, cost, hurt, pay = (rng.lognormal(m, 0.7, 20_000) for m in (0, 0, 0, -0.7))
    return Stakes(worth, cost, hurt, pay, audience=0.3, conflict=conflict)


@pytest.mark.parametrize("noise", [0.1, 0.3, 1.0])
def test_sanctions_carried_out_succeed_less_often_than_threats(noise: float) -> None:
    found = play(disputes(0.0), noise)
    assert found.success_imposed is not None
    assert found.success_threatened is not None
    assert found.success_imposed < found.success_threatened - 0.1
    assert sum(found.outcomes.values()) == pytest.approx(1)


@pytest.mark.parametrize("noise", [0.1, 0.3])
def test_against_adversaries_more_is_carried_out_and_less_achieved(noise: float) -> None:
    friends, foes = play(disputes(0.0), noise), play(disputes(1.0), noise)
    assert foes.imposed > friends.imposed
    for achieved in ('success_imposed', 'success_threatened'):
        assert getattr(foes, achieved) < getattr(friends, achieved)


def test_without_noise_everybody_does_what_is_best() -> None:
    cheap = Stakes(demand=1.0, yielding=0.2, cut_target=2.0, cut_sender=0.1, audience=0.5)
    found = play(cheap, 1e-3)
    assert (found.threatens, found.yields) == pytest.approx((1, 1))
    assert credible(cheap, found)
    dear = Stakes(demand=1.0, yielding=5.0, cut_target=2.0, cut_sender=1.5, audience=0.1)
    held = play(dear, 1e-3)
    assert (held.threatens, held.yields, held.imposes, held.concedes) == pytest.approx((0, 0, 0, 0), abs=1e-6)
    assert not credible(dear, held)


SIDES = 'sender = "BRD"\ntarget = "ALD"\n'
TIES = '[[target_ties]]\ngood = "grain"\nkind = "import"\nweight = 0.4\ncut = {value = 0.6, low = 0.5, high = 0.7}\n[[sender_ties]]\ngood = "grain sold"\nkind = "export"\nweight = 0.003\ncut = 1\n'
GDP = "[gdp]\ntarget = 40\nsender = 300\n"


def drawn(text: str, name: str = "mine", seed: int = 0) -> np.ndarray:
    return np.asarray(dossier(text, name, generator(text, seed), 50).target_ties[0].cut)


def test_draws_come_from_what_a_dossier_says_and_not_from_its_file() -> None:
    text = SIDES + TIES
    np.testing.assert_array_equal(drawn(text, "one"), drawn(text, "another"))
    np.testing.assert_array_equal(drawn(text), drawn('# a remark\nname = "Grain"\nabout = "A label."\n' + text.replace(" = ", "=")))
    assert not np.array_equal(drawn(text), drawn(text.replace("weight = 0.003", "weight = 0.004")))
    assert not np.array_equal(drawn(text), drawn(text, seed=1))
    assert generator("no [ toml").random() == generator("no [ toml").random(), "whoever reads it tells what is wrong"


@pytest.mark.parametrize("side", ["target", "sender"])
def test_a_gdp_of_nothing_is_refused(side: str) -> None:
    text = SIDES + GDP.replace("40" if side == "target" else "300", "0") + TIES
    with pytest.raises(FoedusError) as caught:
        dossier(text, "mine.toml", np.random.default_rng(0))
    assert f"gdp.{side} is 0" in str(caught.value)
    assert study(dossier(SIDES + TIES, "mine.toml", np.random.default_rng(0))).concession is None, "none at all is no slip"


def remarks(demand: str, gdp: str = GDP) -> list[str]:
    text = SIDES + gdp + TIES + "[demand]\n" + demand
    return study(dossier(text, "mine.toml", generator(text)), "short").remarks()


def test_a_game_says_where_selection_does_not_show_and_where_it_is_noise() -> None:
    shown = study(dossier(shipped()["russia-kazakhstan"], "russia-kazakhstan", generator(shipped()["russia-kazakhstan"])))
    assert shown.threat is not None
    assert (shown.threat.success_imposed or 0) > (shown.threat.success_threatened or 0)
    told = shown.remarks()
    assert "against the usual selection effect" in told[0]
    assert f"{100 * (shown.threat.backed_down or 0):.0f} % of the threats are backed down" in told[0]
    assert "hardly ever pays RUS" in told[1]
    assert shown.to_dict()["game"]["remarks"] == told
    # Where carrying it out pays and most of what works needs no sanctions, there is nothing to remark.
    assert remarks("worth = 0.3\nyielding = {value = 0.1, low = 0.02, high = 0.2}\n") == []
    assert any("without both GDPs" in r for r in remarks("worth = 0.3\nyielding = {value = 0.1, low = 0.02, high = 0.2}\n", ""))


def test_a_game_in_which_nothing_is_ever_carried_out_has_no_rate() -> None:
    sure = play(Stakes(demand=1.0, yielding=0.0, cut_target=1.0, cut_sender=0.0, audience=1.0, borne=1.0), 0.01)
    assert (sure.success_imposed, sure.success_threatened) == (None, 1.0)
    text = SIDES + GDP + TIES.replace("weight = 0.4", "weight = 0.9") + "[demand]\nworth = 5\nyielding = 0\naudience = 2\nborne = 1\n"
    found = study(dossier(text, "mine.toml", generator(text)), "short")
    assert any("no threat is carried out" in r for r in found.remarks())
    assert found.to_dict()["game"]["success_imposed"] is None


def test_the_shipped_dossier_takes_its_cut_from_the_network() -> None:
    read = dossier(shipped()["russia-kazakhstan"], "russia-kazakhstan", np.random.default_rng(0), 400)
    assert read.target_ties[0].cut == pytest.approx(45 / 70.5)
    found = study(read)
    index = found.by_horizon["medium"].index
    assert index.shape == (400,)
    assert 0.85 < np.median(index) < 0.97
    slow = study(dossier(shipped()["russia-kazakhstan"], "russia-kazakhstan", np.random.default_rng(0), 400, ramp=0.5))
    assert slow.by_horizon["medium"].target.mean() > found.by_horizon["medium"].target.mean()
    assert sum(found.goods[0].values()) == pytest.approx(found.by_horizon["medium"].target.mean())


BAD = [
    ("sender = [", "no TOML"), ('sender = "A"\n', "target is missing"), ('sender = "A"\ntarget = "B"\nstance = 1\n', "unknown key 'stance'"),
    ('sender = "A"\ntarget = "B"\n[[target_ties]]\ngood = "x"\nkind = "loan"\nweight = 1\ncut = 1\n', "one of import, export, finance"),
    ('sender = "A"\ntarget = "B"\n[[target_ties]]\ngood = "x"\nkind = "export"\nweight = {value = 3, low = 4, high = 5}\ncut = 1\n', "low <= value <= high"),
    ('sender = "A"\ntarget = "B"\n[[target_ties]]\ngood = "x"\nkind = "export"\nweight = 1\ncut = 1.5\n', "are shares"),
    ('sender = "A"\ntarget = "B"\n[[target_ties]]\ngood = "x"\nkind = "export"\nweight = 1\ncut = {network = "mars"}\n', "no network 'mars'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), BAD)
def test_what_is_no_dossier_is_told(text: str, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        dossier(text, "mine.toml", np.random.default_rng(0))
    assert told in str(caught.value)
