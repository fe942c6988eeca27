"""Which tellings of one document fall on one event, held against the definition, and what a document that repeats itself costs."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from foedus.evidence.events import identity
from foedus.evidence.events.telling import Telling


def telling(k: int, draw: random.Random, concepts: int = 3) -> Telling:
    states = ("PER", "CHL", "KEN", "NOR_GOV", "NOR")
    return Telling(
        sentence=k, start=0, end=9, word=(0, 3), type=draw.choice(("CONSULT", "ACCUSE", "AGREE")), mode=None, context=(),
        concept=f"c{draw.randrange(concepts)}", actors=tuple(draw.sample(states, draw.randint(0, 2))),
        recipients=tuple(draw.sample(states, draw.randint(0, 2))), place=None, status="happened", confidence=draw.choice((0.5, 0.7)),
        noun=False, date=draw.choice((None, "2019-05", "2019-05-04", "2020")),
    )  # fmt: skip


def by_definition(tellings: Sequence[Telling]) -> list[int]:
    """Each telling joins the last of the groups that hold the telling it agrees with best."""
    groups: list[list[Telling]] = []
    where = []
    for t in tellings:
        scores = [max(identity.agree(t, o) for o in g) for g in groups]
        best = max((s for s in scores if s > 0), default=0)
        k = max((i for i, s in enumerate(scores) if s == best), default=-1) if best else -1
        if k < 0:
            groups.append([])
            k = len(groups) - 1
        groups[k].append(t)
        where.append(k)
    return where


@pytest.mark.parametrize("seed", range(20))
def test_tellings_are_grouped_as_defined(seed: int) -> None:
    draw = random.Random(seed)
    tellings = [telling(k, draw) for k in range(60)]
    found = [t.event for t in identity.identify(tellings)]
    groups = by_definition(tellings)
    # Groups of the same concept, sides and month have one id: grouping is at least as fine as the ids.
    assert all(found[a] == found[b] for a in range(60) for b in range(a) if groups[a] == groups[b])
    assert len(set(found)) > 5


def test_a_document_that_repeats_itself_is_not_compared_with_all_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    compare = identity.agree

    def counted(a: Telling, b: Telling) -> int:
        nonlocal calls
        calls += 1
        return compare(a, b)

    monkeypatch.setattr(identity, "agree", counted)
    one = telling(0, random.Random(3))
    identity.identify([one] * 2000)
    assert calls <= 2000
