"""Search finds what it should in each language, nothing else, at the exact place; and no query is an error."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.documents.wrap import width
from foedus.evidence.read import read_document
from foedus.evidence.rows import TABLES, Row
from foedus.store import search as searching
from foedus.store.search import Hit
from foedus.store.search_fields import actor_ids
from foedus.store.search_index import normal
from foedus.store.search_query import parse
from foedus.store.search_words import words
from foedus.store.sqlite import EvidenceStore

RUSSIAN = """Президент Токаев прилетел в Минск.

Встреча с Токаевым длилась час. Токаеву показали порт. Мнение Токаева не изменилось.

Электрический ток отключили.

Лавров молчал. О Лаврове спросили министра. Слова Лаврова записали, Лаврову возразили.

Портовый сбор подняли. Нового портового сбора никто не ждал."""

SPANISH = """El barco llegó rápido a la isla. Un camino rapido y corto.

El año nuevo empezó tranquilo. El ano es una palabra corta.

Los señores de la isla protestaron."""

KOREAN = """아란드 정부군과 반군이 항구에서 싸웠다.

대한민국은 회담을 제안하였다. 유럽의 신속지원군이 섬에 도착하였다.

군 당국은 아무 말이 없었다."""

ENGLISH = """😀😀 The ministries of Aland refused the ferry.

A ministry paid 5,000 crowns for peace keeping. Keeping peace is dear.

Aland's navy said so."""


def stored(path: Path, texts: dict[str, str]) -> EvidenceStore:
    store = EvidenceStore(path)
    for doc, text in texts.items():
        document = load_bytes(doc, text.encode())
        assert isinstance(document, Document)
        evidence = read_document(document)
        store.put_document(evidence["documents"][0], document.text, {"segments": evidence["segments"], "actors": evidence["actors"]}, "k")
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvidenceStore]:
    texts = {"ru.txt": RUSSIAN, "es.txt": SPANISH, "ko.txt": KOREAN, "nfd.txt": unicodedata.normalize("NFD", KOREAN), "en.txt": ENGLISH}
    with stored(tmp_path_factory.mktemp("search") / "e.sqlite", texts) as made:
        yield made


def marked(store: EvidenceStore, hits: Sequence[Hit]) -> list[str]:
    """Return the highlighted words of the hits, checked against the text."""
    out = []
    for hit in hits:
        text = store.text(hit.doc)
        assert text is not None
        assert text[hit.start : hit.end] == hit.quote
        for start, end in hit.spans:
            assert hit.start <= start < end <= hit.end
            out.append(unicodedata.normalize("NFC", text[start:end]))
    return sorted(out)


def found(store: EvidenceStore, query: str) -> list[str]:
    return marked(store, store.search(query, limit=100).hits)


TOKAYEV = ["Токаев", "Токаева", "Токаевым", "Токаеву"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        *((name, sorted(TOKAYEV)) for name in TOKAYEV),
        ("ТОКАЕВ", sorted(TOKAYEV)),
        ("ток", ["ток"]),
        ("Лаврову", ["Лавров", "Лаврова", "Лаврове", "Лаврову"]),
        ("портовый", ["Портовый", "портового"]),
        ("Минске", ["Минск"]),
        ("Лавро*", ["Лавров", "Лаврова", "Лаврове", "Лаврову"]),
        ('"Лаврова"', ["Лаврова"]),
        ("rápido", ["rapido", "rápido"]), ("rapido", ["rapido", "rápido"]), ("RÁPIDO", ["rapido", "rápido"]),
        ("año", ["año"]), ("ano", ["ano", "año"]), ("AN\u0303O", ["año"]),
        ("señor", ["señores"]), ("senor", ["señores"]),
        ("민국", ["민국", "민국"]), ("정부", ["정부", "정부"]), ("정부군", ["정부군", "정부군"]), ("신속지원군", ["신속지원군"] * 2),
        (unicodedata.normalize("NFD", "정부"), ["정부", "정부"]),
        ("부군과", ["부군과", "부군과"]), ("정부군이", []), ("군과반", []),
        ("군", ["군"] * 8), ("군*", ["군", "군"]), ("정부*", ["정부", "정부"]), ("민국*", []),
        ('"정부군과 반군"', ["정부군과 반군"] * 2), ('"정부군 반군"', []), ("정부군 반군", ["반군", "반군", "정부군", "정부군"]),
        ("ministry", ["ministries", "ministry"]), ('"ministry"', ["ministry"]), ("minist*", ["ministries", "ministry"]),
        ("5,000", ["5,000"]), ("5 crowns", ["5", "crowns"]), ("50", []),
        ('"peace keeping"', ["peace keeping"]), ('"peace keep"*', ["peace keeping"]), ("“peace keeping”", ["peace keeping"]),
        ("keeping peace", ["Keeping", "keeping", "peace", "peace"]),
        ("ministries -refused", ["ministry"]), ('ministry -"peace keeping"', ["ministries"]), ("rapido -rápido", []),
        ("ferry OR navy", ["ferry", "navy"]), ("ministry OR navy paid", ["ministry", "paid"]), ("ferry OR", ["ferry"]), ("OR ferry", ["ferry"]),
        ("ferry or navy", []), ("Aland", ["Aland", "Aland"]), ("Aland's", ["Aland", "Aland"]),
        ("lang:es isla", ["isla", "isla"]), ("-lang:es -lang:ko -lang:ru Aland", ["Aland", "Aland"]), ("doc:ru Минск", ["Минск"]), ("doc:en Минск", []),
        ("-doc:nfd 정부", ["정부"]), ("foo:bar", []), ("😀", []), ("NEAR", []), ("(ferry)", ["ferry"]),
    ],
)  # fmt: skip
def test_what_is_found(store: EvidenceStore, query: str, expected: list[str]) -> None:
    assert found(store, query) == expected


def test_an_emoji_before_a_hit_moves_nothing(store: EvidenceStore) -> None:
    (hit,) = store.search("ferry").hits
    assert hit.spans == ((ENGLISH.index("ferry"), ENGLISH.index("ferry") + 5),)
    assert hit.address == f"en.txt:0-{ENGLISH.index('.') + 1}"


def test_decomposed_letters_are_marked_whole(store: EvidenceStore) -> None:
    hits = {h.doc: h for h in store.search("정부").hits}
    text = store.text("nfd.txt") or ""
    ((start, end),) = hits["nfd.txt"].spans
    assert text[start:end] == unicodedata.normalize("NFD", "정부")
    assert end - start == 5  # conjoining letters


NOISE = [
    "", " ", "*", "-", "--", "OR", "OR OR", '"', '""', "'", "''; DROP TABLE segments; --", '" OR 1=1 --', "words : x", "{words} : y", "^a", "a ^ b", "NEAR(a b, 3)",
    "a AND b", "a NOT b", "(((", ")))", "a + b", "col:", "doc:", 'doc:""', "date:", "date:abc", "date:2031-13..x", "date:..", "lang:*", "-doc:x", "\x00", "a\x00b",
    "%_", "[a-z]", "\\", "\ud800", "\ue000", "*a*", "a**", '"a"*"b"', "-\"a b\"", "kind:title", "actor:", "actor:'; --", "🇰🇿", "\u202e", "x" * 5000, "a " * 5000,
    "-a " * 3000, '"' + "정부 " * 2000, "OR ".join("ab" * 3000), "a:b:c:d", "::", "-:", "doc:" + "z" * 9000,
]  # fmt: skip


@pytest.mark.parametrize("query", NOISE, ids=[f"{n}" for n in range(len(NOISE))])
def test_no_query_is_an_error(store: EvidenceStore, query: str) -> None:
    result = store.search(query)
    marked(store, result.hits)
    assert result.hits or result.notes or parse(query).clauses or parse(query).wanted


@given(st.text(max_size=40) | st.lists(st.sampled_from(['"', "-", "OR", "*", ":", "(", "정부", "ferry", "doc", " ", "date:2", "AND", "NEAR", "^", "{", "'"]), max_size=12).map("".join))
def test_no_query_whatever_is_an_error(store: EvidenceStore, query: str) -> None:
    marked(store, store.search(query).hits)


def test_long_queries_are_cut_and_told(store: EvidenceStore) -> None:
    assert "only the first 64" in store.search("ferry " * 2000).notes[0]
    assert store.search("ferry " * 2000).hits


def test_a_query_without_words_says_so(store: EvidenceStore) -> None:
    assert store.search("?!,").notes == ("there is no word to look for",)
    assert store.search("👍").notes == ("👍 cannot be looked for: only letters and digits are indexed",)
    assert store.search("🇰🇪 € 🇰🇪").notes == ("🇰🇪 € cannot be looked for: only letters and digits are indexed",)
    assert store.search("👍🏽 ferry").hits == store.search("ferry").hits
    assert "👍🏽" in store.search("👍🏽 ferry").notes[0]
    assert store.search("ferry?!").notes == ()
    assert "name one" in store.search("-ferry").notes[0]
    assert "no date" in store.search("ferry date:soon").notes[0]
    assert "no document" in store.search("ferry doc:nowhere").notes[0]


LETTERS = ["정부군", "민국", "군과", "rápido", "rapido", "año", "ano", "Токаева", "Токаев", "ток", "ministries", "ministry", "G7정상", "5,000", "O'Hara's", "é", "e\u0301",
           "नमस्ते", "ภาษา", "漢字", "ﬁne", "ß", "İ", "x\u00ady", "𝔄b", "𐐀", "ꚰ", "ჰჲ", "Ა"]  # fmt: skip
sentences = st.lists(st.lists(st.sampled_from(LETTERS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=5).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=150)
@given(sentences, st.sampled_from(["en", "es", "ru", "ko", "und"]), st.integers(0, 2**16))
def test_the_index_never_misses_what_the_words_hold(tmp_path_factory: pytest.TempPathFactory, quotes: list[str], language: str, seed: int) -> None:
    rng = random.Random(seed)
    with EvidenceStore(tmp_path_factory.mktemp("s") / "e.sqlite") as store:
        store._db.execute("PRAGMA synchronous = OFF")
        rows, text = [], ""
        for quote in quotes:
            row: Row = dict.fromkeys(TABLES["segments"].columns)
            rows.append(row | {"id": f"{len(rows)}", "doc": "d", "part": "p1", "start": len(text), "end": len(text) + len(quote), "quote": quote, "language": language})
            text += quote + "\n"
        store.put_document(dict.fromkeys(TABLES["documents"].columns) | {"doc": "d", "media_type": "text/html"}, text, {"segments": rows}, "k")
        pool = [w for q in quotes for w in q.split()] or ["x"]
        chosen = [w + rng.choice(["", "", "*"]) for w in rng.sample(pool, min(len(pool), rng.randint(1, 3)))]
        for query in (" ".join(chosen), " OR ".join(chosen), f'"{" ".join(chosen)}"', f"{chosen[0]} -{chosen[-1]}"):
            asked = parse(query)
            wanted = set()
            for row in rows:
                gaps = store.joins("d")
                spans = asked.find(words(normal(row["quote"], row["start"], gaps).text), language)
                if spans is not None and asked.clauses:
                    wanted.add(row["start"])
            assert {h.start for h in store.search(query, limit=50).hits} == wanted, query


NEWS = (
    "아란드와 보르두리아 두 나라의 정부 대표단은 항구에서 만나 해협 통행 규칙을 정하는 협상을 다시 시작하기로 합의하였다고 두 나라 외교 당국이 밝혔다. "
    "협상은 사흘 동안 이어질 예정이며 첫날에는 연락선의 운항 시간과 요금을 다루고 둘째 날에는 해군 함정의 통행을 다루게 된다고 한다. "
    "지난해 겨울에도 비슷한 협상이 있었으나 연락선 회사가 참석을 거부하면서 아무런 합의에도 이르지 못하고 끝난 바 있으며 이번에는 회사도 참석한다. "
    "관계자는 이번 협상이 두 나라의 관계를 새로 정하는 계기가 될 것이라고 말하였으나 야당은 협상의 내용을 먼저 공개하라고 요구하고 있다."
)


def test_words_broken_by_the_width_of_a_page_are_found_whole(tmp_path: Path) -> None:
    lines = [""]
    for letter in NEWS:
        if width(lines[-1] + letter) > 80:
            lines.append("")
        lines[-1] += letter
    assert lines[0].endswith("정하")
    assert lines[1].startswith("는 ")
    raw = "\n".join(lines) + "\n"
    with stored(tmp_path / "e.sqlite", {"ko.txt": raw}) as store:
        assert "정하\n는" in found(store, "정하는 합의하였다고")
        hit = store.search("통행 정하는").hits[0]
        assert raw[hit.start : hit.end] == hit.quote
        store.drop_document("ko.txt")
        store._db.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, _search, 'row')")
        assert store._db.execute("SELECT count(*) FROM temp.v").fetchone() == (0,)


def test_the_word_as_typed_comes_first_then_other_forms_then_the_order_of_documents(tmp_path: Path) -> None:
    texts = {"c.txt": "Many boats came in.", "a.txt": "Many boats came in.", "b.txt": "Many boat came in."}
    with stored(tmp_path / "e.sqlite", texts) as store:
        assert [h.doc for h in store.search("boat").hits] == ["b.txt", "a.txt", "c.txt"]
        assert [h.doc for h in store.search("boats").hits] == ["a.txt", "c.txt", "b.txt"]
        assert [h.doc for h in store.search("kind:sentence").hits] == ["a.txt", "b.txt", "c.txt"]
        first = store.search("boat", limit=1)
        assert (len(first.hits), first.more) == (1, True)
        assert not store.search("boat", limit=3).more
        scores = [h.score for h in store.search("boat").hits]
        assert scores == sorted(scores, reverse=True)


def filled(path: Path) -> EvidenceStore:
    store = EvidenceStore(path)
    for n, (published, kind) in enumerate([("2031-01-31", "news"), ("2031-02", "news"), ("2031", "report"), (None, None), ("2032-05-01", "report")]):
        doc, quote = f"in/{n}.txt", "Aland asked Borduria."
        segment = dict.fromkeys(TABLES["segments"].columns) | {
            "id": f"se-{n}", "doc": doc, "part": "p1", "start": 0, "end": len(quote), "quote": quote, "language": "en", "kind": "sentence",
        }  # fmt: skip
        actors = [
            dict.fromkeys(TABLES["actors"].columns) | {"id": f"ac-{n}-{a}", "doc": doc, "part": "p1", "start": s, "end": s + 5, "quote": "", "actor": a}
            for s, a in ((0, "ALD_GOV" if n % 2 else "ALD"), (12, "BRD"))
            if n != 3
        ]
        about = {"doc": doc, "title": f"Title {n}", "published": published, "kind": kind, "family": "f" if n < 2 else None, "pages": [{"page": f"{n + 1}", "start": 0, "end": 99}]}
        store.put_document(dict.fromkeys(TABLES["documents"].columns) | about, quote, {"segments": [segment], "actors": actors}, "k")
    return store


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("asked date:2031", "012"), ("asked date:2031-01", "02"), ("asked date:2031-02..2031-03", "12"), ("asked date:2031-06..", "24"),
        ("asked date:..2031-01-30", "2"), ("asked -date:2031", "34"), ("asked kind:report", "24"), ("asked kind:sentence", "01234"),
        ("asked -kind:news", "234"), ("asked actor:ALD", "0124"), ("asked actor:ald_gov", "0124"), ("asked -actor:BRD", "3"),
        ("actor:ALD", "0124"), ("actor:BRD date:2031", "012"), ("asked actor:NOBODY", ""), ("asked doc:in/3.txt", "3"), ("asked doc:IN/", "01234"),
        ("asked doc:3 doc:4", "34"), ("date:2032", "4"), ("kind:report -asked", ""), ("lang:EN kind:news", "01"), ("asked date:2031 date:2032", "0124"),
    ],
)  # fmt: skip
def test_fields(tmp_path: Path, query: str, numbers: str) -> None:
    with filled(tmp_path / "e.sqlite") as store:
        assert "".join(h.doc[3] for h in store.search(query).hits) == numbers


def test_a_state_is_found_under_its_ministries_and_not_under_its_courts() -> None:
    assert {"FJI", "FJI_GOV", "FJI_MFA", "FJI_POLICE"} <= set(actor_ids(["fji"]))
    assert "FJI_SUPREME_COURT" not in actor_ids(["FJI"])
    assert actor_ids(["FJI_MFA"]) == ["FJI_MFA", "FJI_MFA_GOV", "fji_mfa"]
    assert not [i for i in actor_ids(["CSTO"]) if i.endswith("_MFA")]


def test_a_hit_says_where_it_stands(tmp_path: Path) -> None:
    with filled(tmp_path / "e.sqlite") as store:
        hit = store.search("borduria doc:1").hits[0]
        assert (hit.page, hit.title, hit.published, hit.family, hit.kind, hit.language) == ("2", "Title 1", "2031-02", "f", "sentence", "en")
        assert hit.spans == ((12, 20),)
        assert store.search("borduria", languages=["KO"]).hits == ()


def test_more_than_can_be_ranked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 3)
    with filled(tmp_path / "e.sqlite") as store:
        result = store.search("asked")
        assert "the first 3 read were ranked" in result.notes[0]
        assert len(result.hits) >= 3
        assert store.search("asked doc:in/4.txt").notes == ()
