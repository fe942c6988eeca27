"""Dated tellings are found by what is asked of them, and the same is found as by looking at each of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from foedus.evidence.events import identity
from foedus.evidence.events.identity import agree
from foedus.evidence.events.stated import TALKING, Stated, parties
from foedus.evidence.events.telling import Telling

_TYPES = (("CONSULT", "visit"), ("AGREE", "agree"), ("ASSAULT", "attack"), ("SANCTION", "sanction"))
_ACTORS = ("PER", "CHL", "BOL_GOV", "ECU_MASSES", "UN")


def _tellings(seed: int, number: int) -> list[Telling]:
    r = random.Random(seed)
    out = []
    for sentence in sorted(r.randrange(number // 2) for _ in range(number)):
        type_, concept = r.choice(_TYPES)
        actors, recipients = (tuple(r.sample(_ACTORS, r.randrange(3))) for _ in range(2))
        out.append(Telling(
            sentence, 0, 9, (0, 4), type_, None, (), concept, actors, recipients, None, "happened", 0.5, False,
            date=f"2022-0{r.randrange(1, 4)}-11", stated=True,
        ))  # fmt: skip
    return out


def _nearest(told: list[Telling], t: Telling, reach: int) -> Telling | None:
    same = [o for o in told if o.concept == t.concept and abs(o.sentence - t.sentence) <= reach and agree(replace(t, date=None), o)]
    return min(same, key=lambda o: abs(o.sentence - t.sentence), default=None)


def _talks(told: list[Telling], t: Telling) -> Telling | None:
    if t.type not in TALKING:
        return None
    return next((o for o in reversed(told) if o.sentence <= t.sentence and o.type in TALKING and len(parties(o) & parties(t)) > 1), None)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("reach", [0, 3, 60])
def test_the_nearest_and_the_last_are_those_that_a_look_at_each_finds(seed: int, reach: int) -> None:
    told = _tellings(seed, 60)
    held = Stated(told)
    asked = [replace(t, date=None, stated=False) for t in _tellings(seed + 100, 60)]
    expected = [(_nearest(told, t, reach), _talks(told, t)) for t in asked]
    assert [(held.nearest(t, reach), held.talks(t)) for t in asked] == expected
    assert any(a for a, _ in expected)
    assert any(b for _, b in expected)
    assert any(a is None and b is None for a, b in expected)


def test_those_of_a_sentence_and_behind_it_stand_in_their_order() -> None:
    told = _tellings(1, 40)
    held = Stated(told)
    assert list(held.of(3)) == [t for t in told if t.sentence == 3]
    assert list(held.behind(3, 6)) == [t for t in told if 3 < t.sentence <= 9]
    assert held.earliest == min(t.date or "" for t in told)
    assert Stated([]).earliest == ""


def test_tellings_without_a_side_in_common_are_not_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[Telling, Telling]] = []

    def counted(a: Telling, b: Telling, headed: bool = False) -> int:
        compared.append((a, b))
        return agree(a, b, headed)

    monkeypatch.setattr(identity, "agree", counted)
    t = _tellings(2, 2)[0]
    apart = [replace(t, type="ASSAULT", concept="attack", sentence=n, actors=(f"FRONT_{n}",), recipients=(f"CLAN_{n}",)) for n in range(50)]
    assert len({o.event for o in identity.identify(apart)}) == 50
    assert not compared
    told = identity.identify([*apart, replace(apart[7], sentence=60, recipients=())])
    assert told[-1].event == told[7].event
    assert len(compared) == 1
