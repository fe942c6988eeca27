"""Which tellings of one document fall on one event, held against the definition, and what a document that repeats itself costs."""

from __future__ import annotations

import random
import runpy
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.events import identity
from foedus.evidence.events.sides import side
from foedus.evidence.events.telling import Telling
from foedus.evidence.readers import events

told = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]


def telling(k: int, draw: random.Random, concepts: int = 3) -> Telling:
    states = ("PER", "CHL", "KEN", "NOR_GOV", "NOR")
    return Telling(
        sentence=k, start=0, end=9, word=(0, 3), type=draw.choice(("CONSULT", "ASSAULT", "AGREE")), mode=None, context=(),
        concept=f"c{draw.randrange(concepts)}", actors=tuple(draw.sample(states, draw.randint(0, 2))),
        recipients=tuple(draw.sample(states, draw.randint(0, 2))), place=None, status="happened", confidence=draw.choice((0.5, 0.7)),
        noun=False, date=draw.choice((None, "2019-05", "2019-05-04", "2020")),
    )  # fmt: skip


def of_one_time(a: Telling, b: Telling) -> bool:
    if a.date is None or b.date is None:
        return True
    n = min(len(a.date), len(b.date))
    return a.date[:n] == b.date[:n]


def contradict(a: Telling, b: Telling) -> bool:
    mutual = {"CONSULT", "AGREE"}

    def two(t: Telling) -> tuple[set[str], set[str]]:
        one, other = set(map(side, t.actors)), set(map(side, t.recipients))
        return (one | other, set()) if t.type in mutual else (one, other)

    (a1, a2), (b1, b2) = two(a), two(b)
    if {a.type, b.type} & mutual:
        return not (a1 <= b1 or b1 <= a1)
    return bool((a1 and b1 and not a1 & b1) or (a2 and b2 and not a2 & b2))


def by_definition(tellings: Sequence[Telling]) -> list[int]:
    """Each telling joins the last of the groups that hold the telling it agrees with best and none that contradicts it."""
    groups: list[list[Telling]] = []
    where = []
    for t in tellings:
        scores = [
            max(identity.agree(t, o) for o in g)
            * all(of_one_time(t, o) and not contradict(t, o) for o in g if o.concept == t.concept)
            for g in groups
        ]
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


def test_a_document_that_repeats_itself_is_not_compared_with_all_of_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = 0
    compare = identity.agree

    def counted(a: Telling, b: Telling, headed: bool = False) -> int:
        nonlocal calls
        calls += 1
        return compare(a, b, headed)

    monkeypatch.setattr(identity, "agree", counted)
    one = telling(0, random.Random(3))
    identity.identify([one] * 2000)
    assert calls <= 2000


def ids(text: str, code: str = "en", published: str | None = "2023-05-10") -> list[tuple[str, str]]:
    return [(r["type"], r["event"]) for r in told(text, published, code)]


@pytest.mark.parametrize(
    ("code", "one", "two"),
    [
        ("en", "Bolivia refused.", "Bolivia has rejected the offer outright."),
        ("es", "Bolivia se negó.", "Bolivia rechazó la oferta de plano."),
        ("ko", "볼리비아는 거부했다.", "볼리비아는 제안을 단호히 거절했다."),
    ],
)
def test_two_documents_that_tell_thinly_of_a_refusal_tell_of_two(code: str, one: str, two: str) -> None:
    first, second = ids(one, code, None), ids(two, code, None)
    assert first
    assert second
    assert not {e for _, e in first} & {e for _, e in second}


def test_reprints_of_what_is_told_thinly_tell_of_one() -> None:
    text = "Bolivia has rejected the offer outright."
    assert ids(text, published=None) == ids(f"{text} It rained.", published=None)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Bolivia recalled its ambassador from Chile but did not break off relations with Chile."),
        ("es", "Bolivia retiró a su embajador de Chile, pero no rompió relaciones con Chile."),
        ("ko", "볼리비아는 칠레에서 대사를 소환했지만 칠레와 단교하지 않았다."),
    ],
)
def test_what_was_not_done_is_another_event_than_what_was(code: str, text: str) -> None:
    found = [e for kind, e in ids(text, code) if kind == "SANCTION"]
    assert len(found) == len(set(found)) == 2


def test_the_people_of_a_state_do_not_do_what_its_army_does() -> None:
    text = "The army of Chad attacked a convoy of Niger on 4 May. People in Chad attacked the embassy of Niger on 4 May."
    found = [e for kind, e in ids(text) if kind == "ASSAULT"]
    assert len(found) == len(set(found)) == 2


def test_what_one_of_a_state_says_another_does_not() -> None:
    text = "William Ruto condemned Haiti. Musalia Mudavadi condemned Haiti. Ruto condemned Haiti again."
    found = [e for kind, e in ids(text) if kind == "ACCUSE"]
    assert len(found) == 3
    assert found[0] == found[2] != found[1]


def test_who_refuses_one_may_refuse_another() -> None:
    text = "Bolivia has rejected the offer. Bolivia has rejected Chile's offer."
    found = [e for kind, e in ids(text, published=None) if kind == "REJECT"]
    assert len(set(found)) == 2


def test_what_leaves_out_who_is_the_same_where_the_words_are() -> None:
    text = "Bolivia and Chile have agreed to a ceasefire on the border. Peru said the parties had agreed to a ceasefire from midnight. Chile severed relations. Peru spoke of severed relations with Chile."
    found = [e for kind, e in ids(text) if kind == "AGREE"]
    assert len(found) == 2
    assert len(set(found)) == 1
    other = "Bolivia and Chile have agreed to a ceasefire on the border. Peru said the parties had agreed on a price for gas."
    found = [e for kind, e in ids(other) if kind == "AGREE"]
    assert len(set(found)) == 2


def test_deeds_of_two_days_are_two_events_though_a_third_telling_names_the_month() -> None:
    text = (
        "On 3 May 2021 the army of Chad attacked Sudan. The attack on Sudan by the army of Chad in May 2021 was short. "
        "On 20 May 2021 the army of Chad attacked Sudan."
    )
    dated = {r["date"]: r["event"] for r in told(text, "2021-06-01", "en") if r["type"] == "ASSAULT"}
    assert dated["2021-05-03"] != dated["2021-05-20"]


def test_two_agreements_of_the_same_parties_are_two_events() -> None:
    text = "On 3 May 2021 Chad and Sudan agreed on a truce. On 3 May 2021 Chad and Sudan agreed on a railway."
    assert len({r["event"] for r in told(text, "2021-06-01", "en") if r["type"] == "AGREE"}) == 2


def headed(text: str, published: str, code: str) -> list[tuple[str, str]]:
    """Return quote and id of what a text tells whose first paragraph is its title."""
    document = load_bytes("news.txt", text.encode())
    assert isinstance(document, Document)
    parts = tuple(
        replace(p, language=code, segments=tuple(replace(s, language=code) for s in p.segments)) for p in document.parts
    )
    assert any(s.kind in {"title", "heading"} for p in parts for s in p.segments)
    document = replace(document, metadata=replace(document.metadata, published=published), parts=parts)
    return [(r["quote"], r["event"]) for r in events.read(document) if r]


@pytest.mark.parametrize(
    ("code", "published", "text", "title", "same", "other"),
    [
        (
            "en", "2023-05-10",
            "Peru and Chile sign fishing deal\n\nPeru and Chile signed a fishing agreement in Lima on 8 May 2023. "
            "Chilean patrols had seized three Peruvian boats on 2 March. On 9 May Peru signed a railway agreement with Bolivia.",
            "sign fishing deal", "signed a fishing", "railway",
        ),
        (
            "es", "2019-04-10",
            "Tropas de Chad atacan a Níger\n\nTropas de Chad atacaron el puesto nigerino de Diffa el 4 de abril de 2019. "
            "Níger y Chad acordaron una tregua el 7 de abril. El 9 de abril, aviones de Chad bombardearon Níger.",
            "atacan", "atacaron", "bombardearon",
        ),
        (
            "ko", "2021-03-15",
            "케냐·탄자니아 무역 협정 합의\n\n케냐와 탄자니아는 3월 12일 무역 협정에 합의했다. 케냐 대통령은 3월 11일 탄자니아를 방문했다. "
            "케냐와 탄자니아는 3월 14일 국경 개방에도 합의했다.",
            "무역 협정 합의", "협정에 합의", "개방에도",
        ),
    ],
)  # fmt: skip
def test_a_heading_is_of_the_event_that_its_text_tells_again(
    code: str, published: str, text: str, title: str, same: str, other: str
) -> None:
    found = headed(text, published, code)
    one, two, three = (next(e for quote, e in found if word in quote) for word in (title, same, other))
    assert one == two
    assert two != three


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Norway called for calm on 3 May. Norway called for an inquiry on 3 May."),
        ("es", "Noruega pidió calma el 3 de mayo. Noruega pidió una investigación el 3 de mayo."),
        ("ko", "노르웨이는 5월 3일 자제를 촉구했다. 노르웨이는 5월 3일 조사를 촉구했다."),
    ],
)
def test_who_asks_twice_asks_for_two_things(code: str, text: str) -> None:
    found = [e for kind, e in ids(text, code) if kind == "REQUEST"]
    assert len(set(found)) == len(found) == 2


def test_a_noun_that_points_back_is_of_what_was_told_before() -> None:
    text = "On 3 May 2021 the army of Chad attacked a town in Sudan. That attack was a crime, said Kenya."
    found = [r["event"] for r in told(text, "2021-06-01", "en") if r["type"] == "ASSAULT"]
    assert len(set(found)) == 1


def test_each_of_those_who_judge_a_deed_does_so_for_itself_though_a_heading_names_none() -> None:
    text = (
        "World condemns attack on Chad\n\nThe attack on Chad was condemned on Tuesday. Norway condemned the attack on Chad on Tuesday. "
        "Kenya condemned the attack on Chad on Tuesday."
    )
    found = headed(text, "2021-03-10", "en")
    judged = [e for quote, e in found if "condemn" in quote and ("Norway" in quote or "Kenya" in quote)]
    assert len(judged) == len(set(judged)) == 2
    assert not set(judged) & {e for quote, e in found if quote.startswith("World")}
