"""Hard wraps are undone; line ends that mean something stay."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.documents.load import clean
from foedus.documents.wrap import width

KO = (
    "각국 대표단은 수요일 오전 제네바에서 만나 휴전 감시단의 규모와 임무를 놓고 다섯 시간 동안 협의했다. "
    "의장국은 감시단이 국경 양쪽에 검문소를 두어야 한다고 제안했으나 두 나라는 비용 분담을 먼저 정하자고 맞섰다. "
    "참가국들은 다음 주에 실무진을 다시 보내기로 하고 공동 발표문에는 회담이 유익했다는 말만 담았다. "
    "관측통들은 감시단 구성이 늦어지면 겨울이 오기 전에 난민을 돌려보내기 어려워질 것으로 내다보았다."
)
EN = (
    "Delegations met in Geneva on Wednesday and spoke for five hours about the size and the task of the monitors. "
    "The chair proposed posts on both sides of the border, but the two states wanted the costs settled first. "
    "They agreed to send their experts back next week, and the joint statement said only that the talks were useful. "
    "Observers expect that a late start would make it hard to bring refugees home before the winter."
)


def wrap_anywhere(text: str, columns: int, keep_space: bool) -> str:
    """Break `text` at display width `columns`, inside words too, as PDF text of Korean pages does."""
    lines, line = [], ""
    for c in text:
        if width(line + c) > columns and c != " ":
            lines.append(line)
            line = ""
        line += c
    lines.append(line)
    return "\n".join(x if keep_space else x.rstrip() for x in lines)


@pytest.mark.parametrize("columns", [60, 74, 90])
def test_lines_broken_inside_words_join_where_the_space_was_kept(columns: int) -> None:
    raw = wrap_anywhere(KO, columns, keep_space=True)
    assert raw.count("\n") >= 3
    assert clean(raw).text == KO


@pytest.mark.parametrize("count", [40, 46])
def test_lines_of_as_many_characters_join_whatever_their_width(count: int) -> None:
    text = "1994년 5월 3일, 제네바에서 2,400명과 175대를 두고 회담이 열렸다. " + KO
    lines, rest = [], text
    while rest:
        cut = count + (rest[count : count + 1] == " ")
        lines.append(rest[:cut])
        rest = rest[cut:]
    assert clean("\n".join(lines)).text == text


@pytest.mark.parametrize("columns", [60, 72, 80])
def test_lines_broken_between_words_join_with_a_space(columns: int) -> None:
    raw = "\n".join(textwrap.wrap(EN, columns))
    assert clean(raw).text == EN


def test_paragraphs_lists_and_headings_stay_apart() -> None:
    raw = "\n".join(
        [
            "# The talks", "", *textwrap.wrap(EN, 70), "", "- first point of the agenda", "- second point of the agenda",
            "", *textwrap.wrap(EN, 70), "", "1. a numbered matter", "2. another matter",
        ]
    )
    text = clean(raw).text
    assert [x for x in text.split("\n") if x] == [
        "# The talks", EN, "- first point of the agenda", "- second point of the agenda", EN, "1. a numbered matter", "2. another matter",
    ]


def test_a_page_break_inside_a_paragraph_is_bridged() -> None:
    lines = wrap_anywhere(KO, 74, keep_space=True).split("\n")
    raw = "\n".join([*lines[:3], "", "", "", *lines[3:]])
    assert clean(raw).text == KO


def test_short_lines_are_not_wrapped_lines() -> None:
    verse = "One line here\nAnother line\nA third\nThe last of them"
    assert clean(verse).text == verse


def test_addresses_broken_over_lines_join_without_space() -> None:
    address = "https://example.org/reports/2021/09/monitors-and-their-task-in-the-border-region-a-first-look-at-the-plan"
    raw = "\n".join([*textwrap.wrap(EN, 72), address[:60], address[60:], "", "End."])
    assert address in clean(raw).text


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["https://www.harbour-example.org/2019/05/notes-on-the-", "strait-b207", ""], "https://www.harbour-example.org/2019/05/notes-on-the-strait-b207"),
        (["https://harbour-example.org/essays/who-", "pays-for-the-", "pilots.html.", ""], "https://harbour-example.org/essays/who-pays-for-the-pilots.html"),
        (["https://strait-wee", "kly.org/2020/tolls", ""], "https://strait-weekly.org/2020/tolls"),
        (["https://strait-weekly.org/2020/", "tolls?page=2", ""], "https://strait-weekly.org/2020/tolls?page=2"),
        (["https://www.strait-", "weekly.org/tolls/", "(read in May)"], "https://www.strait-weekly.org/tolls/"),
    ],
)
def test_addresses_are_whole_where_nothing_else_is_wrapped(lines: list[str], address: str) -> None:
    text = clean("A short heading\n\nLee: Tolls, " + "\n".join(lines) + "\n\nEnd.").text
    assert address in text.replace(".\n", "\n").split() or address + "." in text.split()


@pytest.mark.parametrize(
    "lines",
    [
        "See https://strait-weekly.org/tolls/\nThe strait is narrow.",
        "https://strait-weekly.org/tolls\nhttps://harbour-example.org/tolls",
        "https://strait-weekly.org/tolls/\nwell-known pilots said so.",
        "https://strait-weekly.org\nand then the pilots left.",
        "https://strait-weekly.org/tolls-\n- the next item",
    ],
)
def test_an_address_that_is_over_takes_nothing_of_the_next_line(lines: str) -> None:
    assert clean(lines).text == lines


def test_a_few_long_lines_leave_the_others_wrapped() -> None:
    turns = ["Q: Where did they meet?", "", *textwrap.wrap(EN, 70), "", "Q: Is that all?", "", *textwrap.wrap(EN[EN.index("They"):], 70), ""]
    long = [
        f"{n}. Lee, “{EN[: 60 + n]}”, Strait Weekly, 3 May 2019, https://strait-weekly.org/{n}/tolls" for n in range(1, 4)
    ]
    text = clean("\n".join([*turns, "Sources", *long])).text
    assert EN in text.split("\n")
    assert EN[EN.index("They") :] in text.split("\n")
    assert all(line in text.split("\n") for line in long)


def test_wide_set_figures_close_up() -> None:
    assert clean("January 6, \n2 0 2 2 , reported").text.endswith("2022 , reported")
    assert clean("1 2 3").text == "1 2 3"


@settings(max_examples=60)
@given(st.lists(st.sampled_from(EN.split()), min_size=60, max_size=150), st.integers(50, 100))
def test_wrapping_any_paragraph_between_words_is_undone(words: list[str], columns: int) -> None:
    text = " ".join(words)
    assert clean("\n".join(textwrap.wrap(text, columns, break_on_hyphens=False))).text == text


def test_the_head_of_a_page_set_to_the_right_goes_on_in_no_text() -> None:
    head = " " * 60 + "A/HB/2031/14"
    prose = "The Panel met in Nairobi in the first week of March and heard the two\nstates. Kenya said that it would reopen the harbour if Tanzania withdrew\nits ships. Tanzania rejected the condition and called for a new round of\ntalks."
    lines = clean(f"{head}\n\nReport on the harbour\n\n{prose}\n\n\n{head}\n\n{prose}\n").text.split("\n")
    assert [x.strip() for x in lines if "A/HB" in x] == ["A/HB/2031/14"] * 2
    assert "Report on the harbour" in lines
