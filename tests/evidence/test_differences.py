"""What versions tell otherwise: how sure they are, whom they name, what they leave out, and what damage took."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.phrases import phrases, pieces

EN = """A dam on the upper river

By Ana Ruiz, 3 March 2021, www.example.org

The two governments signed an agreement on the dam on 14 February. Engineers will begin to drill next month. It is said that the lower valley will be flooded.

Peru is the third-largest copper producer of the continent. The Amaru Institute found that 62% of the farmers oppose the plan. The mayors of the valley asked for a new study.

The bank will lend the money over nine years, despite the warnings of its own auditors, and expects interest from the second year. Farmers fear that the fields could dry out. The ministry did not answer the letters.

The harvest of the last summer was good. Traders bought more wool than ever before. The old road along the river remains closed.
"""
ES = """Una presa en el curso alto del río

Por Ana Ruiz, 3 de marzo de 2021, www.example.org

Los dos Gobiernos firmaron un acuerdo sobre la presa el 14 de febrero. Los ingenieros empezarán a perforar el mes que viene. Se sabe que el valle bajo quedará inundado.

Perú es uno de los tres mayores productores de cobre del continente. Los encuestadores hallaron que el 62 % de los campesinos se opone al plan. Los alcaldes del valle pidieron un nuevo estudio.

El banco prestará el dinero a nueve años y espera intereses desde el segundo año. Los campesinos temen que los campos se puedan secar. El ministerio respondió a las cartas.

La cosecha del último verano fue buena. Los comerciantes compraron más lana que nunca. El viejo camino junto al río sigue cerrado.
"""
KO = """두 나라가 강 상류의 댐에 합의하다

아나 루이스, 2021년 3월 3일, www.example.org

두 정부는 2월 14일 댐에 관한 협정에 서명했다. 기술자들은 다음 달 시추를 시작할 것이다. 그 마을 주민 3천 명이 이주할 예정이다.

은행은 9년에 걸쳐 돈을 빌려줄 것이며 이자는 2년째부터 받는다. 농민들은 그 밭이 마를 수 있다고 걱정한다. 장관은 그 편지에 답하지 않았다.

지난 여름 수확은 좋았다. 상인들은 그 어느 때보다 많은 양털을 샀다. 강가의 옛 길은 아직 닫혀 있다.
"""


def found(**texts: str) -> dict[str, list[Row]]:
    documents = [load_bytes(f"{name}.txt", text.encode()) for name, text in texts.items()]
    held = [d for d in documents if isinstance(d, Document)]
    out: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in held:
        for name, rows in read_document(document).items():
            out[name] += rows
    return out | read_corpus(held, out)


@pytest.fixture(scope="module")
def pair() -> dict[str, list[Row]]:
    return found(en=EN, es=ES)


def told(rows: dict[str, list[Row]], kind: str) -> list[set[str]]:
    text = {"en.txt": EN, "es.txt": ES, "ko.txt": KO}
    return [{text[a["doc"]][a["start"] : a["end"]] for a in f["anchors"]} for f in rows["findings"] if f["kind"] == kind]


def test_a_place_in_a_ranking_is_not_one_of_so_many(pair: dict[str, list[Row]]) -> None:
    assert any("third-largest" in " ".join(anchors) for anchors in told(pair, "numbers_differ"))


def test_a_denial_and_hearsay_made_known_are_pointed_out(pair: dict[str, list[Row]]) -> None:
    words = [" | ".join(sorted(anchors)) for anchors in told(pair, "negation_or_modality")]
    assert any("did not answer" in w for w in words)
    assert any("is said" in w.lower() and "Se sabe" in w for w in words)
    assert not any("could" in w or "dry out" in w for w in words)  # told alike, as possible


def test_a_source_that_one_version_does_not_name_is_pointed_out(pair: dict[str, list[Row]]) -> None:
    assert any("Amaru Institute" in " ".join(anchors) for anchors in told(pair, "names_differ"))


def test_a_phrase_left_out_is_pointed_at_and_wording_is_not(pair: dict[str, list[Row]]) -> None:
    omitted = [" ".join(anchors) for anchors in told(pair, "omitted")]
    assert any("auditors" in w for w in omitted)
    assert not any("old road" in w or "harvest" in w for w in omitted)


def test_every_finding_between_versions_points_into_both_or_at_what_only_one_has(pair: dict[str, list[Row]]) -> None:
    for f in pair["findings"]:
        if f["kind"] in ("numbers_differ", "names_differ", "negation_or_modality"):
            assert len({a["doc"] for a in f["anchors"]}) == 2


def damage(text: str) -> str:
    for lost in ("년", "월", "일 ", "그 ", "두 ", "달 "):
        text = text.replace(lost, " " if lost.endswith(" ") else "")
    return text


def test_what_damage_took_is_read_through_the_whole_copy_and_marked() -> None:
    rows = found(whole=KO, hurt=damage(KO))
    made = [r for r in rows["dates"] if r["method"] == "repair/1"]
    assert {r["doc"] for r in made} == {"hurt.txt"}
    assert "2021-02-14" in {r["iso"] for r in made}
    for r in made:
        assert r["resolved_from"]["doc"] == "whole.txt"
        twin = next(x for x in rows["dates"] if x["doc"] == "whole.txt" and x["start"] == r["resolved_from"]["start"])
        assert r["iso"] == twin["iso"]
        assert r["confidence"] < twin["confidence"]
        assert damage(KO)[r["start"] : r["end"]] == r["quote"] != twin["quote"]
    lost = [f for f in rows["findings"] if f["kind"] == "words_lost"]
    assert len(lost) == 2
    assert all({a["doc"] for a in f["anchors"]} == {"whole.txt", "hurt.txt"} for f in lost)


def test_a_reading_of_its_own_is_never_replaced() -> None:
    rows = found(whole=KO, hurt=damage(KO))
    own = [r for r in rows["dates"] + rows["quantities"] if r["method"] != "repair/1" and r["doc"] == "hurt.txt"]
    made = [r for r in rows["dates"] + rows["quantities"] if r["method"] == "repair/1"]
    assert made
    assert not any(a["start"] < b["end"] and b["start"] < a["end"] and a["id"][:2] == b["id"][:2] for a in own for b in made)


def test_nothing_is_repaired_between_copies_that_are_whole() -> None:
    rows = found(one=EN, two=EN.replace("next month", "this month"))
    assert not [r for r in rows["dates"] + rows["quantities"] if r["method"] == "repair/1"]
    assert not [f for f in rows["findings"] if f["kind"] == "words_lost"]


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("en", "The road may be closed.", "possible"), ("es", "El camino podría cerrarse.", "possible"),
        ("ko", "길이 닫힐지도 모른다.", "possible"), ("en", "The mine was reportedly sold.", "hearsay"),
        ("es", "Se dice que la mina fue vendida.", "hearsay"), ("ko", "광산이 팔린 것으로 알려졌다.", "hearsay"),
        ("ko", "광산이 팔린 것으로 알려져 있다.", "known"), ("en", "Nobody came.", "denial"),
    ],
)  # fmt: skip
def test_words_of_doubt_are_found_by_class(code: str, text: str, kind: str) -> None:
    table = cues(code)
    assert table is not None
    assert kind in table.places(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "The talks end on 3 May."), ("en", "They left as soon as possible."), ("es", "Tomó el poder."), ("ko", "거부권을 쓴다.")],
)
def test_what_only_looks_like_doubt_is_none(code: str, text: str) -> None:
    table = cues(code)
    assert table is not None
    assert not table.places(text)


def test_phrases_and_pieces_cover_their_sentence() -> None:
    text = "The council met (in the old town hall), voted on 1,200 pages of law, and sent a letter to the mayor."
    spans = phrases(text, "en")
    assert "".join(text[a:b] for a, b in spans) == text
    assert any(text[a:b].startswith("(in the old") for a, b in spans)
    assert all("1,200" in text[a:b] or "1" not in text[a:b] for a, b in spans)
    for a, b in spans:
        assert all(a < x < y <= b for x, y in pieces(text, a, b, "en"))
