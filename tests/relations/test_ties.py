"""Ties read from our own sentences in three languages, and the rules that keep wrong ones out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.mentions import Mention
from foedus.evidence.readers import relations
from foedus.evidence.relations.inventory import inventory
from foedus.evidence.relations.patterns import expand, tie_grammar
from foedus.evidence.relations.slots import SLOT, skeleton
from foedus.evidence.rows import Row
from foedus.langs.registry import language, languages

Read = Callable[[str, str], list[Row]]
PAGE = Path(__file__).parents[2] / "docs" / "relations.md"


def top(actor: str) -> str:
    return actor.removesuffix("_GOV")


def keys(rows: list[Row]) -> set[tuple[str, str, str]]:
    return {(top(r["subject"]), r["relation"], top(r["object"])) for r in rows}


@pytest.mark.parametrize("code", ["en", "es", "ko"])
def test_sentences_of_our_own(code: str, read_ties: Read, sentences: Callable[[str], list[dict[str, Any]]]) -> None:
    hit = wrong = missed = 0
    values: list[tuple[Any, Any]] = []
    for s in sentences(code):
        rows = {(top(r["subject"]), r["relation"], top(r["object"])): r for r in read_ties(code, s["text"])}
        want = {tuple(t[:3]): t for t in s["ties"]}
        hit += len(rows.keys() & want.keys())
        wrong += len(rows.keys() - want.keys())
        missed += len(want.keys() - rows.keys())
        values += [(rows[k]["value"], t[3]) for k, t in want.items() if k in rows and len(t) > 3]
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.9
    assert [a for a, _ in values] == [b for _, b in values]


@pytest.mark.parametrize(
    ("code", "text", "led"),
    [
        ("en", "OPEC Secretary-General Anna Berg resigned in Vienna.", {"OPEC"}),
        ("es", "La secretaria general de la OPEP, Anna Berg, dimitió en Viena.", {"OPEC"}),
        ("ko", "안나 베르그 OPEC 사무총장은 빈에서 사임했다.", {"OPEC"}),
        ("en", "Former OPEC Secretary-General Anna Berg lives in Vienna.", set()),
        ("en", "OPEC spokesman Anna Berg spoke in Vienna.", set()),
    ],
)
def test_an_office_inside_a_name_tells_who_leads(read_ties: Read, code: str, text: str, led: set[str]) -> None:
    assert {k[2] for k in keys(read_ties(code, text)) if k[1] == "head_of"} == led


@pytest.mark.parametrize(
    ("code", "text", "not_of"),
    [
        ("en", "Uruguay, which recognises Taiwan, is a founding member of Mercosur.", "TWN"),
        ("es", "Uruguay, que reconoce a Taiwán, es miembro fundador del Mercosur.", "TWN"),
        ("en", "Bolivia, an ally of Cuba, has a right of veto in the OAS.", "CUB"),
        ("es", "Bolivia, aliada de Cuba, tiene derecho de veto en la OEA.", "CUB"),
    ],
)
def test_a_predicate_is_not_of_the_name_in_a_clause_before_it(read_ties: Read, code: str, text: str, not_of: str) -> None:
    predicates = {k for k in keys(read_ties(code, text)) if k[1] in ("member_of", "veto_power_in")}
    assert predicates
    assert not_of not in {k[0] for k in predicates}


@pytest.mark.parametrize("code", ["en", "es", "ko"])
def test_every_relation_can_be_read_in_every_language(code: str) -> None:
    grammar = tie_grammar(language(code))
    assert grammar is not None
    assert {name for name, _ in grammar.ties} == set(inventory())


def test_the_page_publishes_the_inventory() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", page, re.MULTILINE))
    assert {name: r.means for name, r in inventory().items()} == rows


@pytest.mark.parametrize(("code", "text"), [
    ("en", "Ghana is not a member of ASEAN."),
    ("en", "Peru is a former ally of Chile."),
    ("en", "Is Peru an ally of Chile?"),
    ("en", "Serbia could become a member of the European Union."),
    ("en", "Norway supports Denmark's proposal."),
    ("en", "Georgia's accession to NATO is years away."),
    ("en", "Norway may leave NATO."),
    ("es", "Noruega podría abandonar la OTAN."),
    ("es", "El ingreso de Georgia en la OTAN queda lejos."),
    ("ko", "조지아의 나토 가입은 멀었다."),
    ("ko", "노르웨이가 나토를 떠날 수도 있다."),
    ("es", "Ghana no es miembro de la ASEAN."),
    ("es", "Noruega apoya la propuesta de Dinamarca."),
    ("ko", "가나는 아세안 회원국이 아니다."),
    ("ko", "노르웨이는 덴마크의 제안을 지지한다."),
])  # fmt: skip
def test_what_is_denied_asked_past_or_about_a_measure_is_no_tie(code: str, text: str, read_ties: Read) -> None:
    assert read_ties(code, text) == []


def test_a_tie_of_two_peers_is_of_whom_the_words_are_said(read_ties: Read) -> None:
    assert keys(read_ties("en", "Chile's neighbour Bolivia has no coast.")) == {("BOL", "borders", "CHL")}
    assert keys(read_ties("ko", "칠레의 이웃 나라인 볼리비아는 해안이 없다.")) == {("BOL", "borders", "CHL")}


@pytest.mark.parametrize(("code", "text", "tie"), [
    ("ko", "노르웨이의 이웃이자 나토 회원국인 스웨덴이 항구를 열었다.", ("SWE", "borders", "NOR")),
    ("ko", "노르웨이는 항구를 열었다. 동맹국 덴마크가 이를 반겼다.", ("DNK", "ally_of", "NOR")),
    ("ko", "칠레와 페루가 회담했다. 두 나라는 태평양동맹의 회원국이다.", ("CHL", "member_of", "PACIFIC_ALLIANCE")),
    ("en", "Denmark joined NATO in 1949. The alliance, of which Norway is a founding member, met in Oslo.", ("NOR", "member_of", "NATO")),
    ("en", "Cuba is backed by Russia and the Saudi-backed Arab League.", ("ARAB_LEAGUE", "supports", "CUB")),
])  # fmt: skip
def test_what_stands_between_does_not_take_the_tie(code: str, text: str, tie: tuple[str, str, str], read_ties: Read) -> None:
    found = keys(read_ties(code, text))
    assert tie in found
    assert ("SAU", "supports", "CUB") not in found


def test_pronouns_and_the_country_mean_what_was_named_before(read_ties: Read) -> None:
    text = "Norway sells fish to Brazil. It is the world's largest salmon producer and borders Sweden. Dutch banks are the third-largest investor in the country."
    rows = read_ties("en", text)
    assert ("NOR", "production_rank", "world") in keys(rows)
    assert ("NOR", "borders", "SWE") in keys(rows)
    (rank,) = [r for r in rows if r["relation"] == "investor_rank_in"]
    assert (rank["subject"], rank["value"]) == ("NLD_BANKS", 3)
    sure = max(r["confidence"] for r in rows)
    assert all(r["confidence"] <= sure for r in rows if r["relation"] == "investor_rank_in")


def test_a_subject_left_out_is_that_of_the_sentence_before(read_ties: Read) -> None:
    rows = read_ties("es", "Noruega vende pescado a Brasil. También es el mayor productor de salmón del mundo y el sexto exportador de armas del mundo.")
    assert ("NOR", "arms_export_rank", "world") in keys(rows)


def test_a_list_gives_a_row_for_each(read_ties: Read) -> None:
    rows = read_ties("en", "The members of Mercosur include Uruguay, Paraguay and Bolivia.")
    assert keys(rows) == {(s, "member_of", "MERCOSUR") for s in ("URY", "PRY", "BOL")}


def test_a_rank_in_a_part_of_the_world_has_that_part_as_its_end(read_ties: Read) -> None:
    assert keys(read_ties("en", "Gabon is Africa's second-largest manganese producer.")) == {("GAB", "production_rank", "Africa")}
    assert keys(read_ties("ko", "페루는 남미 최대의 은 생산국이다.")) == {("PER", "production_rank", "South America")}


def test_what_a_title_repeats_is_listed_once(read_ties: Read) -> None:
    text = "OPEC Secretary-General Anna Berg resigned in Vienna. OPEC Secretary-General Anna Berg had led it for years."
    assert [r["relation"] for r in read_ties("en", text)] == ["head_of"]


def test_forces_nobody_is_named_for_are_of_the_state_spoken_of_most(read_ties: Read) -> None:
    text = "Gabon voted on Sunday. Gabon's neighbour Cameroon sent observers. The commander of the army, Marc Ndong, denied a coup in Gabon."
    assert ("ndong_marc", "head_of", "GAB_MILITARY") in keys(read_ties("en", text))


def test_here_is_the_place_spoken_of_last(read_ties: Read) -> None:
    text = "수에즈 운하는 좁다. 태국이 수입하는 원유의 60%가 이곳을 지난다."
    (row,) = [r for r in read_ties("ko", text) if r["relation"] == "transit_share"]
    assert (row["subject"], row["object"], row["value"]) == ("THA", "Suez Canal", 60)


def test_a_date_beside_the_tie_is_its_date(read_ties: Read) -> None:
    (row,) = read_ties("en", "Finland joined NATO in April 2023.")
    assert row["date"] == "2023-04"


def test_tables_state_ties_and_the_total_counts_before_its_parts() -> None:
    text = (
        "Table 1. Nuclear forces, 2019\n\n"
        "Country | Deployed warheads | Total inventory\n\n--- | --- | ---\n\nIndia | 0 | 140\n\nPakistan | 0 | 150\n\n"
    )
    document = load_bytes("table.md", text.encode())
    assert isinstance(document, Document)
    rows = [r for r in relations.read(document) if r is not None]
    assert {(r["subject"], r["relation"], r["value"], r["date"], r["quote"]) for r in rows} == {
        ("IND", "nuclear_inventory", 140.0, "2019", "140"), ("PAK", "nuclear_inventory", 150.0, "2019", "150"),
    }


def test_a_macro_that_is_not_defined_is_an_error_that_names_it() -> None:
    with pytest.raises(FoedusError, match="nowhere"):
        expand("{nowhere} joined", {})
    with pytest.raises(FoedusError, match="each other"):
        expand("{a}", {"a": "x{b}", "b": "y{a}"})


@given(st.text(alphabet="ab ,.\ue001\ue100가", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=4))
def test_a_skeleton_maps_every_stretch_back_to_the_sentence(text: str, places: list[tuple[int, int]]) -> None:
    mentions = [Mention(a, a + n, "PER", "state", text[a : a + n]) for a, n in sorted(places) if a + n <= len(text)]
    found = skeleton(text, mentions, {})
    slots = list(re.finditer(SLOT, found.text))
    assert len(slots) == len(found.slots)  # characters of the text itself never look like slots
    for m in slots:
        slot = found.slot(m.group())
        assert found.source(*m.span()) == (slot.start, slot.end)
    for k, c in enumerate(found.text):
        if not any(m.start() <= k < m.end() for m in slots):
            a, b = found.source(k, k + 1)
            assert b - a == 1
            assert text[a] == c or c == " "


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    document = load_bytes("any.txt", text.encode("utf-8", "replace"))
    if isinstance(document, Document):
        for r in relations.read(document):
            assert r is None or document.text[r["start"] : r["end"]] == r["quote"]


def test_a_language_without_patterns_is_passed_over() -> None:
    assert tie_grammar(language("und")) is None
    assert all(code in languages() for code in ("en", "es", "ko"))
