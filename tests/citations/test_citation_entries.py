"""Notes and reference lists to works: several per note, lead-ins, translations, pointers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.evidence.citations.again import cited_before
from foedus.evidence.citations.inline import bracketed, pointers, source_line
from foedus.evidence.citations.marks import marks_in
from foedus.evidence.citations.pieces import note_mark, parse_note
from foedus.evidence.citations.urls import find_addresses, words_of

CASES = [
    (
        "[4] Nora Vale: Who guards the strait? The Harbour Review, March 4, 2019, https://example.org/strait",
        ("Nora Vale",), "Who guards the strait?", "The Harbour Review", "2019-03-04", "https://example.org/strait",
    ),
    (
        "Coastwire: Ferry talks resume, 6 January 2020, https://example.org/ferry",
        (), "Ferry talks resume", "Coastwire", "2020-01-06", "https://example.org/ferry",
    ),
    (
        "Peru: The Fleet Comes Home, 5 May 2018, https://www.example.net/peru-fleet/",
        (), "Peru: The Fleet Comes Home", "example.net", "2018-05-05", "https://www.example.net/peru-fleet/",
    ),
    (
        "The Lagoon Times, Why the dykes held, and what they cost, 2021-11-28",
        (), "Why the dykes held, and what they cost", "The Lagoon Times", "2021-11-28", None,
    ),
    (
        "Institute for Tides: Tidal Yearbook 2017. Levels, Flows and Storms, Summary, p. 12",
        ("Institute for Tides",), "Tidal Yearbook 2017. Levels, Flows and Storms", None, "2017", None,
    ),
    (
        "Orr, Lena (2019). Dykes and their keepers. Journal of Coasts, 12(3), pp. 1–20. https://doi.org/10.1/abc",
        ("Orr, Lena",), "Dykes and their keepers", "Journal of Coasts", "2019", "https://doi.org/10.1/abc",
    ),
    (
        "Lena Orr: The Long Dyke, Saltmarsh Books, Emden 2011, Chapter II",
        ("Lena Orr",), "The Long Dyke", "Saltmarsh Books, Emden", "2011", None,
    ),
    (
        "Fulano, Marta (2020): «La marea olvidada», Revista de Costas, vol. 3, págs. 4-9",
        ("Fulano, Marta",), "La marea olvidada", "Revista de Costas", "2020", None,
    ),
    (
        "Ana Ruiz: El dique y el puerto, 3 de mayo de 2021, https://example.es/dique (consultado el 4 de junio de 2022)",
        ("Ana Ruiz",), "El dique y el puerto", "example.es", "2021-05-03", "https://example.es/dique",
    ),
    (
        "3) 한바다·이물결, “제방의 정치”, 갯벌신문, 2020년 3월 4일, https://example.kr/12 (검색일: 2021. 5. 6.)",
        ("한바다", "이물결"), "제방의 정치", "갯벌신문", "2020-03-04", "https://example.kr/12",
    ),
    ("한바다, 「제방과 바다」, 『연안연구』 제12호 (2021), 34쪽.", ("한바다",), "제방과 바다", "『연안연구』 제12호", "2021", None),
    ("갯벌통신, 2022년 1월 7일", (), None, "갯벌통신", "2022-01-07", None),
    ("Coastwire, relayed by Lagoon Times, 6 January 2022", (), None, "Coastwire", "2022-01-06", None),
]


@pytest.mark.parametrize(("text", "authors", "title", "outlet", "date", "url"), CASES)
def test_fields(text: str, authors: tuple[str, ...], title: str | None, outlet: str | None, date: str | None, url: str | None) -> None:
    (found,) = parse_note(text, listed=True)
    assert (found.authors, found.title, found.outlet, found.date, found.url) == (authors, title, outlet, date, url)
    assert 0 < found.confidence <= 1


def test_several_works_lead_ins_and_a_pointer() -> None:
    note = (
        "[9] Our group has written much on dykes. See on this e.g. the book by Lena Orr: The Long Dyke, Saltmarsh Books, "
        "Emden 2011, https://example.org/dyke; by the same author: Storm Years, 16 July 2013, https://example.org/storm. "
        "See further papers on our website: https://example.org/papers-on-the-great-flood/."
    )
    book, second, page = parse_note(note)
    assert note[book.start : book.end].startswith("Lena Orr: The Long Dyke")
    assert (book.authors, book.date) == (("Lena Orr",), "2011")
    assert (second.authors, second.title, second.date) == (("Lena Orr",), "Storm Years", "2013-07-16")
    assert (page.kind, page.title, page.url) == (
        "pointer", "papers on the great flood", "https://example.org/papers-on-the-great-flood/"
    )


def test_a_sentence_before_the_work_is_no_part_of_it() -> None:
    note = "[1] See on this two statements of the guild. Tonga: The Net Is Torn, 5 March 2019, https://example.org/net"
    (found,) = parse_note(note)
    assert found.title == "Tonga: The Net Is Torn"


def test_a_lead_in_after_a_work_begins_another() -> None:
    first, second = parse_note("[1] Lena Orr: The Long Dyke, 5 May 2019. See also Nora Vale: Storm Years, Coastwire, 6 June 2020.")
    assert (first.title, first.date) == ("The Long Dyke", "2019-05-05")
    assert (second.authors, second.title, second.outlet) == (("Nora Vale",), "Storm Years", "Coastwire")


def test_a_remark_with_a_year_before_the_lead_in_is_no_work() -> None:
    (found,) = parse_note("[2] The treaty of 1992 was never ratified. See Nora Vale: Storm Years, Coastwire, 6 June 2020.")
    assert found.title == "Storm Years"


def test_a_translation_in_brackets_is_a_work_of_its_own() -> None:
    note = (
        "[2] 이에 대해서는 다음 글을 보라. Lena Orr: The Long Dyke, 5 March 2019, https://example.org/dyke/ "
        "[<긴 제방> https://example.org/dyke/#ko]; Storm Years, 6 March 2019, https://example.org/storm/"
    )
    english, korean, second = parse_note(note)
    assert note[english.start :].startswith("Lena Orr")
    assert (korean.title, korean.url) == ("긴 제방", "https://example.org/dyke/#ko")
    assert second.title == "Storm Years"


@pytest.mark.parametrize(
    "text",
    ["[5] The author thanks two readers; all errors are her own.", "[6] 이 점은 뒤에서 다룬다.", "", "[7]", "Unable", "ver más adelante"],
)
def test_remarks_are_no_works(text: str) -> None:
    assert parse_note(text) == []


@pytest.mark.parametrize(("text", "number"), [("[12] a", 12), ("3) a", 3), ("² a", 2), ("(4) a", 4), ("1995 was", None)])
def test_marks_of_notes(text: str, number: int | None) -> None:
    mark = note_mark(text)
    assert (mark.number if mark else None) == number


def test_marks_in_text() -> None:
    assert [n for n, _, _ in marks_in("The dyke held.[3] It cost much. [4, 6-7]")] == [3, 4, 6, 7]


def test_sources_in_brackets() -> None:
    text = "그는 제방이 안전하다고 말했다. (갯벌신문, 2022년 11월 13일) It held (in 2017). (Lagoon Times, 4 May 2021) (Peru, 3 May 2020)"
    assert [(r.outlet, r.date) for r in bracketed(text)] == [("갯벌신문", "2022-11-13"), ("Lagoon Times", "2021-05-04")]


@pytest.mark.parametrize(
    ("text", "outlet", "date"),
    [
        ("RTA, LAGUNA, NEWS, 2022. 1. 10.", "RTA, LAGUNA, NEWS", "2022-01-10"),
        ("Fuente: Agencia Marina, 3 de mayo de 2021", "Agencia Marina", "2021-05-03"),
        ("출처: 갯벌신문", "갯벌신문", None),
    ],
)
def test_source_lines(text: str, outlet: str, date: str | None) -> None:
    found = source_line(text)
    assert found is not None
    assert (found.outlet, found.date) == (outlet, date)


@pytest.mark.parametrize("text", ["The dyke held on 4 May 2021.", "Source: as it says above, nobody knows what happened.", ""])
def test_sentences_are_no_source_lines(text: str) -> None:
    assert source_line(text) is None


def test_pointer_takes_the_sentence_that_points() -> None:
    text = "All papers are collected on a special page of our website: https://example.org/all-papers-on-dykes/."
    (found,) = pointers(text)
    assert text[found.start : found.end] == text[:-1]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a%E2%80%99b_(c), then", "https://example.org/a%E2%80%99b_(c)"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("주소는 https://example.kr/글입니다", "https://example.kr/"),
        ("www.example.org.", "www.example.org"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert [a.text for a in find_addresses(text)] == [address]


def test_words_of_an_address() -> None:
    assert words_of("https://example.org/2020/01/the-long-dyke.html") == "the long dyke"
    assert words_of("https://example.org/page/1245") is None


TITLE = st.lists(st.sampled_from(["Harbour", "Dykes", "Storms", "Nets", "Tides", "Ferries", "Lagoons"]), min_size=2, max_size=6).map(" ".join)


@given(title=TITLE, day=st.dates(), path=st.from_regex(r"[a-z]{3,12}(-[a-z]{2,8}){0,3}", fullmatch=True))
def test_a_written_reference_comes_back(title: str, day: object, path: str) -> None:
    from datetime import date

    assert isinstance(day, date)
    day = day.replace(year=1950 + day.year % 75)
    text = f"Nora Vale: {title}, {day.day} {day:%B} {day.year}, https://example.org/{path}"
    (found,) = parse_note(text)
    assert (found.authors, found.title, found.date, found.url) == (
        ("Nora Vale",), title, day.isoformat(), f"https://example.org/{path}"
    )


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    for found in (*parse_note(text), *parse_note("[1] " + text, listed=True), *bracketed(text), *pointers(text)):
        assert 0 <= found.start < found.end
    source_line(text)


@pytest.mark.parametrize(
    ("text", "authors", "title", "date"),
    [
        ("1. Ida Lund, “Tolls of the strait”, Strait Monitor, 23/08/2019. https://strait-example.org/tolls", ("Ida Lund",), "Tolls of the strait", "2019-08-23"),
        ("12. “Tolls of the strait”, Strait Weekly, 3 May 2019", (), "Tolls of the strait", "2019-05-03"),
        ("3. Harbour Institute, «Los peajes», El Diario del Mar, 3 de mayo de 2019", ("Harbour Institute",), "Los peajes", "2019-05-03"),
    ],
)
def test_the_number_of_an_entry_is_no_author(text: str, authors: tuple[str, ...], title: str, date: str) -> None:
    (entry,) = parse_note(text, listed=True)
    assert (entry.authors, entry.title, entry.date) == (authors, title, date)
    assert text[entry.start] not in "123"


@pytest.mark.parametrize(
    ("note", "again"),
    [
        ("[4] Ibid., p. 27. See also: Storm Years, 16 July 2013, https://example.org/storm", "Ibid., p. 27"),
        ("(2) Vale, op. cit., section IV; Institute for Tides, Second Report, 3 March 2020", "Vale, op. cit., section IV"),
        ("[3] Ibíd., párr. 8; Marta Fulano, “La marea”, Diario del Sur, 16/4/2024.", "Ibíd., párr. 8"),
        ("² 갯벌협회, 「2020년 동향」, 2021년 2월, https://example.kr/2020; 한바다 외, 앞의 글, 51쪽.", "한바다 외, 앞의 글, 51쪽"),
    ],
)
def test_a_work_cited_again_is_a_row_beside_the_works(note: str, again: str) -> None:
    found = parse_note(note, listed=True)
    assert [note[r.start : r.end] for r in found if r.kind == "again"] == [again]
    assert len(found) == 2


def test_a_work_cited_again_has_the_fields_of_the_work_meant() -> None:
    orr, vale = parse_note("Lena Orr: The Long Dyke, Saltmarsh Books, 2011; Nora Vale: The Gate, 4 March 2019, https://example.org/gate")
    by_name, last = parse_note("Orr, op. cit., p. 3; ibid., p. 9")
    assert cited_before(by_name, [orr, vale]).title == "The Long Dyke"
    assert cited_before(last, [orr, vale]).date == "2019-03-04"
    assert cited_before(last, []) == last


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The port closed (UNHCR, October 3).", [("UNHCR, October 3", "2023-10-03")]),
        ("제방이 무너졌다(로이터, ’21.1.19).", [("로이터, ’21.1.19", "2021-01-19")]),
        ("답이 늘었다(갯벌연구소(TI) 여론조사, 1월 15일).", [("갯벌연구소(TI) 여론조사, 1월 15일", "2023-01-15")]),
        ("La economía creció (FMI, septiembre de 2023).", [("FMI, septiembre de 2023", "2023-09")]),
        ("The treaty (Rome, June 2019) and the pledge (Budapest, 5 December 1994) held.", []),
    ],
)
def test_a_source_in_brackets_may_leave_out_its_day_or_its_year(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[r.start : r.end], r.date) for r in bracketed(text, "2023-10-12")] == found


FORMS = [
    ("Orr, Lena. 2019. The Long Dyke: Anatomy of a Coast. Emden: Saltmarsh Press", ("Orr, Lena",), "The Long Dyke: Anatomy of a Coast", "Emden: Saltmarsh Press", "2019"),
    ("Lena Orr, The Long Dyke: Coast and State, 1983–2009 (Emden: Saltmarsh Press, 2015), p. 301", ("Lena Orr",), "The Long Dyke: Coast and State, 1983–2009", "Emden: Saltmarsh Press", "2015"),
    ("Orr, L., Vale, N. (2022, October 19). Dykes and their keepers. Example University.", None, "Dykes and their keepers", "Example University", "2022-10-19"),
    ("Example Commission (2022) ‘Dykes to be raised, gates too’, press release, 18 July. Available at: https://example.eu/x", ("Example Commission",), "Dykes to be raised, gates too", "press release", "2022-07-18"),
    ("한바다 기자, “[르포] 제방의 긴장”, 《갯벌신문》, 2021년 1월 15일자, 5면", ("한바다 기자",), "[르포] 제방의 긴장", "갯벌신문", "2021-01-15"),
    ("“Life behind the Dyke.” The Harbour Review, no. 108, October 2022, pp. 6–9", (), "Life behind the Dyke", "The Harbour Review", "2022-10"),
    ("N. Vale, Report on the Gates, HARB.GAL/68/20, 29 October 2020.", None, None, None, "2020-10-29"),
]


@pytest.mark.parametrize(("text", "authors", "title", "outlet", "date"), FORMS)
def test_forms_of_books_papers_and_press(text: str, authors: tuple[str, ...] | None, title: str | None, outlet: str | None, date: str) -> None:
    (found,) = parse_note(text, listed=True)
    assert found.date == date
    assert authors is None or found.authors == authors
    assert title is None or (found.title, found.outlet) == (title, outlet)
    assert found.url is None or found.url.startswith("https://")
