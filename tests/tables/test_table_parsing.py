"""Tables in spaces, tabs and pipes to titles, names of columns and typed cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import tables
from foedus.evidence.tables.cells import cell, number, number_marks
from foedus.evidence.tables.parse import parse_table
from foedus.langs.registry import language, languages

EN, ES, KO = language("en"), language("es"), language("ko")


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "1,800", 1800), ("en", "8.2", 8.2), ("en", "37%", 37), ("en", "–", None), ("en", "", None), ("en", "n/a", None),
        ("en", "-4.5", -4.5), ("en", "12 [a]", 12), ("en", "12,5", 12.5), ("en", "Peru", "Peru"), ("en", "3 or 4", "3 or 4"),
        ("es", "1.800", 1800), ("es", "8,2", 8.2), ("es", "29.1", 29.1), ("es", "1.234.567,5", 1234567.5), ("es", "s/d", None),
        ("ko", "12,000", 12000), ("ko", "없음", None), ("ko", "약 30", "약 30"),
    ],
)
def test_cell_values(code: str, text: str, value: object) -> None:
    assert cell(text, number_marks(language(code))) == value


def test_an_empty_cell_stays_in_its_own_column() -> None:
    parsed = parse_table(
        [
            "Table 4. Patrol boats by port [3]",
            "",
            "Port              In service     In repair      Total",
            "North Harbour         14              3            17",
            "Old Quay                              2             2",
            "Lagoon                 5                            5",
        ],
        EN,
    )
    assert parsed is not None
    assert (parsed.title, parsed.mark) == ("Table 4. Patrol boats by port", "[3]")
    assert parsed.header == ("Port", "In service", "In repair", "Total")
    assert parsed.rows == (("North Harbour", 14, 3, 17), ("Old Quay", None, 2, 2), ("Lagoon", 5, None, 5))
    assert parsed.last == 5


def test_wide_characters_count_two_columns() -> None:
    parsed = parse_table(
        ["표 2. 항구별 순시선", "항구       운용 중   수리 중    합계", "북항           14         3      17", "구항                      2       2"], KO
    )
    assert parsed is not None
    assert parsed.title == "표 2. 항구별 순시선"
    assert parsed.rows == (("북항", 14, 3, 17), ("구항", None, 2, 2))


def test_ranks_without_a_heading_become_a_column_without_a_name() -> None:
    parsed = parse_table(["나라       비중 (%)", "1. 가나        41", "2. 페루        20,5", "3. 통가         8.2"], KO)
    assert parsed is not None
    assert parsed.header == (None, "나라", "비중 (%)")
    assert parsed.rows[0] == (1, "가나", 41)
    assert parsed.rows[2] == (3, "통가", 8.2)


def test_numbers_before_names_that_are_no_ranks_stay() -> None:
    parsed = parse_table(["Unit              Men", "7. Brigade        900", "21. Brigade       850"], EN)
    assert parsed is not None
    assert [r[0] for r in parsed.rows] == ["7. Brigade", "21. Brigade"]


def test_markdown_with_a_ruled_line() -> None:
    parsed = parse_table(["| Puerto | Buques |", "|:---|---:|", "| **Norte** | 1.200 |", "| Sur |  |"], ES)
    assert parsed is not None
    assert parsed.header == ("Puerto", "Buques")
    assert parsed.rows == (("Norte", 1200), ("Sur", None))


def test_tabs_keep_empty_cells() -> None:
    parsed = parse_table(["Year\tExports\tImports", "2019\t\t12", "2020\t8\t"], EN)
    assert parsed is not None
    assert parsed.rows == ((2019, None, 12), (2020, 8, None))


def test_years_as_column_names_and_a_blank_corner() -> None:
    parsed = parse_table(["               2018    2019    2020", "Ghana           3.1     4.0     4.4", "Tonga           1.0             1.2"], EN)
    assert parsed is not None
    assert parsed.header == (None, "2018", "2019", "2020")
    assert parsed.rows == (("Ghana", 3.1, 4.0, 4.4), ("Tonga", 1.0, None, 1.2))


@pytest.mark.parametrize(
    "lines",
    [
        [], [""], ["one line  only"], ["a sentence with no columns", "and another one"],
        ["Previous post | A note on tides | 2020-01-01", "---|---|---", "Next post | Harbour fees | 2020-02-01"],
        ["이전글 | 조석에 관하여 | 2020-01-01", "다음글 | 항만 요금 | 2020-02-01"],
    ],
)
def test_what_is_no_table(lines: list[str]) -> None:
    assert parse_table(lines, EN) is None


def test_reader_gives_span_title_and_note() -> None:
    text = (
        "Harbour notes\n\nThe port authority counted its boats.\n\nTable 1. Boats by port\n\n"
        "Port            Boats     Crew\n\nNorth              14      210\n\nSouth               -       35\n\n"
        "Source: port authority, own count.\n\nNothing else was counted that year.\n"
    )
    document = load_bytes("boats.txt", text.encode())
    assert isinstance(document, Document)
    (row,) = tables.read(document)
    assert row["quote"].startswith("Table 1.")
    assert row["quote"].endswith("35")
    assert text[row["start"] : row["end"]] == row["quote"]
    assert row["rows"] == [["North", 14, 210], ["South", None, 35]]
    assert row["note"] == "Source: port authority, own count."


WORDS = st.text(alphabet="abcdefgh가나다", min_size=1, max_size=9)
CELLS = st.one_of(st.none(), st.integers(0, 99999))


@given(
    names=st.lists(WORDS, min_size=3, max_size=4),
    body=st.lists(st.tuples(WORDS, st.lists(CELLS, min_size=3, max_size=3)), min_size=1, max_size=6),
)
def test_a_piped_table_comes_back(names: list[str], body: list[tuple[str, list[int | None]]]) -> None:
    width = len(names)
    rows = [[label, *cells[: width - 1]] for label, cells in body]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * width]
    lines += ["| " + " | ".join("" if c is None else str(c) for c in r) + " |" for r in rows]
    parsed = parse_table(lines, EN)
    assert parsed is not None
    assert [list(r) for r in parsed.rows] == rows


@given(value=st.integers(0, 10**9), code=st.sampled_from(sorted(languages())))
def test_a_grouped_number_comes_back(value: int, code: str) -> None:
    marks = number_marks(language(code))
    assert number(f"{value:,}".replace(",", marks.group), marks) == value


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_lines_are_survived(lines: list[str]) -> None:
    parsed = parse_table(lines, ES)
    assert parsed is None or all(len(r) == len(parsed.rows[0]) for r in parsed.rows)
