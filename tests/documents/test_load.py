"""Parts, sentences, layout and metadata of documents written for these tests."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.documents.sentences import split
from foedus.langs.registry import language


def read(text: str, name: str = "d.txt") -> Document:
    document = load_bytes(name, text.encode())
    assert isinstance(document, Document)
    return document


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, document.slice(s)) for _, s in document.segments()]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "The U.S. Navy left. Was it late? Dr. Kim said no. [2] It cost 3.5 million.", 4),
        ("en", "Talks failed, e.g. on costs. “We go home.” They left at 5 p.m. on Friday.", 3),
        ("es", "El Sr. Díaz llegó a EE. UU. el lunes. ¿Volverá? Nadie lo sabe. [3] Quizá.", 4),
        ("ko", "회담은 2022. 3. 4.에 열렸다. 결과는 없었다.[1] 다음 회담은 언제인가? 아무도 모른다.", 4),
        ("ko", "장관은 “우리는 기다린다. 그러나 오래는 아니다.”라고 말했다. 회의는 끝났다.", 3),
        ("ko", "합의했다.다음 주에 다시 만난다.", 2),
        ("en", "Version 2.0 was sent to No. 10. It stayed there...", 2),
    ],
)
def test_sentences(code: str, text: str, expected: int) -> None:
    spans = list(split(text, language(code)))
    assert len(spans) == expected, [text[a:b] for a, b in spans]
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")


def test_footnote_marks_stay_with_their_sentence() -> None:
    text = "They agreed. [4] They signed.[5][6] They left."
    assert [text[a:b] for a, b in split(text, language("en"))] == ["They agreed. [4]", "They signed.[5][6]", "They left."]


PAGE = """A Border Without Posts

By Ana Ruiz, Institute for Border Studies (IBS), 3 March 2021, www.example.org

The two states closed the crossing on Monday. [1] Traders waited for days.

What the ministries say

Both ministries blamed the other side, and neither gave a date for the reopening. Drivers slept in their lorries.

Table 1. Crossings per month [2]

Month        Lorries      Cars

January        1,200      3,400

February         900

[1] Border Service: Closure notice, 1 March 2021, https://www.example.org/notice

[2] Border Service: Yearbook 2021, p. 7


Una frontera sin puestos

Por Ana Ruiz, Instituto de Estudios Fronterizos, 3 de marzo de 2021, www.example.org

Los dos Estados cerraron el paso el lunes. Los comerciantes esperaron durante días.

Ambos ministerios culparon a la otra parte y ninguno dio una fecha para la reapertura. Los conductores durmieron en sus camiones y pidieron agua.


검문소 없는 국경

아나 루이스, 국경연구소, 2021년 3월 3일, www.example.org

Download
Border trans 2021
Adobe Acrobat Document 99 KB

두 나라는 월요일에 통행로를 닫았다. 상인들은 며칠 동안 기다렸다. 두 부처는 서로 상대방을 탓했고 어느 쪽도 다시 여는 날짜를 밝히지 않았다.
"""


def test_several_languages_in_one_file() -> None:
    document = read(PAGE)
    assert [p.language for p in document.parts] == ["en", "es", "ko"]
    starts = [document.view.text[p.start :][:12] for p in document.parts]
    assert starts == ["A Border Wit", "Una frontera", "검문소 없는 국경\n\n아"]
    assert document.metadata.published == "2021-03-03"
    assert document.metadata.title == "A Border Without Posts"
    assert document.metadata.author == "Ana Ruiz"
    assert document.metadata.publisher == "IBS"
    assert not document.metadata.truncated


def test_layout_of_a_page() -> None:
    found = kinds(read(PAGE))
    assert [k for k, _ in found].count("title") == 3
    assert [k for k, _ in found].count("byline") == 3
    assert ("heading", "What the ministries say") in found
    assert ("table_title", "Table 1. Crossings per month [2]") in found
    assert [t.split()[0] for k, t in found if k == "table_row"] == ["Month", "January", "February"]
    assert [t[:3] for k, t in found if k == "note"] == ["[1]", "[2]"]
    assert [t for k, t in found if k == "furniture"] == ["Download", "Border trans 2021", "Adobe Acrobat Document 99 KB"]


def test_outline_with_reference_list() -> None:
    text = (
        "☐ 국경 회담 재개\n◦ 의제\n- 두 나라는 3월 3일 회담을 다시 열었다. 의제는 통행료였다.\n"
        "* 참고자료\nExample Times, Border talks resume, 2021-03-03\n[관련정보]\n국경 회담 결렬 (2021.02.01)\n사진 출처: 국경연구소\n"
    )
    found = kinds(read(text))
    assert [k for k, _ in found] == ["title", "heading", "sentence", "sentence", "heading", "reference", "heading", "reference", "furniture"]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Statement of the ministry, 4 May 2020, www.example.org", "2020-05-04"),
        ("국경연구소 - - 2020/05/04", "2020-05-04"),
        ("Comunicado del ministerio, 4 de mayo de 2020", "2020-05-04"),
        ("Published: May 4, 2020", "2020-05-04"),
    ],
)
def test_date_of_publication_from_the_byline(line: str, published: str) -> None:
    body = "The talks began on 1 May 2020 and were broken off. Nobody gave a reason for it.\n"
    assert read(f"A title of some length\n\n{line}\n\n{body}").metadata.published == published


def test_date_of_publication_from_the_last_line() -> None:
    body = "장관은 5월 1일 회담이 끝났다고 말했다. 다음 회담은 정해지지 않았다.\n\n" * 8
    assert read(f"국경 회담 종료 소식\n\n{body}AP, 연합, 2020. 5. 4.\n").metadata.published == "2020-05-04"


def test_a_date_in_a_sentence_is_not_the_date_of_publication() -> None:
    assert read("A title of some length\n\nThe talks began on 1 May 2020 and were broken off.\n").metadata.published is None


def test_front_matter_is_read() -> None:
    document = read("---\ntitle: Posts\ndate: 2020-05-04\nauthor: Ana Ruiz\n---\n\n# Posts\n\nThe posts were closed.\n", "d.md")
    assert (document.metadata.title, document.metadata.published, document.metadata.author) == ("Posts", "2020-05-04", "Ana Ruiz")
    assert document.media_type == "text/markdown"


def test_a_text_that_breaks_off_is_marked() -> None:
    assert read("A title of some length\n\nThe posts were closed on Monday.\n\nThe drivers, who had waited for days (and").metadata.truncated
    assert not read("A title of some length\n\nThe posts were closed on Monday.").metadata.truncated


def test_a_single_markdown_note_is_a_note() -> None:
    found = kinds(read("# The posts\n\nThe posts were closed.[^1]\n\n[^1]: Border Service, 1 March 2021, https://example.org/n\n", "d.md"))
    assert [k for k, _ in found] == ["title", "sentence", "note"]


def test_the_head_of_an_institutes_page_names_publisher_and_date() -> None:
    document = read("국경 회담 결과와 전망\n국경연구원 - 2021.03.03\n\n두 나라는 회담을 다시 열었다. 의제는 통행료였다.\n")
    assert (document.metadata.publisher, document.metadata.published) == ("국경연구원", "2021-03-03")


def test_a_sentence_without_an_end_is_cut_at_a_comma() -> None:
    text = "The ministers of the coast, " + "of the islands beyond the strait, " * 400 + "met."
    spans = list(split(text, language("en")))
    assert max(b - a for a, b in spans) <= 4000
    assert all(text[a:b].endswith((",", "met.")) for a, b in spans)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("run", ["((((", "가나다라", "1,1,", "https://example.org/a-"])
def test_a_run_without_blanks_is_cut_small(run: str) -> None:
    text = run * 3000
    spans = list(split(text, language("ko")))
    assert max(b - a for a, b in spans) <= 4000
    assert "".join(text[a:b] for a, b in spans) == text


def test_line_breaks_of_word_processors_are_text() -> None:
    document = read("The pilots met.\x0bThey agreed on a toll.")
    assert [words for _, words in kinds(document)] == ["The pilots met.", "They agreed on a toll."]
    assert document.text[16:20] == "They"


TAIL = "The council spoke of tolls for two days. Nobody could say what the pilots would be paid, and nobody asked them."


@pytest.mark.parametrize(
    ("head", "title", "furniture"),
    [
        ("Home > Research > Harbours\nShare | Print\nTolls and their friends", "Tolls and their friends", 2),
        ("Inicio » Análisis\nPeajes en el estrecho", "Peajes en el estrecho", 1),
        ("INTERVIEW | THE COAST\n\n“We pay for the pilots”", "“We pay for the pilots”", 0),
        ("ANALYSIS\n\nWho pays for the pilots?", "Who pays for the pilots?", 0),
        ("TOLLS AND THEIR FRIENDS", "TOLLS AND THEIR FRIENDS", 0),
        ("Exports > imports: how the strait earns", "Exports > imports: how the strait earns", 0),
    ],
)
def test_what_stands_above_a_title_is_no_title(head: str, title: str, furniture: int) -> None:
    document = read(f"{head}\n\n{TAIL}\n\n{TAIL}\n")
    assert document.metadata.title == title
    assert sum(kind == "furniture" for kind, _ in kinds(document)) == furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Norway and Iceland renewed the pilots’ treaty on 9 April 2021.", "sentence"),
        ("Noruega e Islandia renovaron el tratado de los pilotos el 9 de abril de 2021.", "sentence"),
        ("COASTWIRE, 9 April 2021.", "byline"),
        ("Nora Vale, member of the Harbour Council of the Isles, 9 April 2021.", "byline"),
    ],
)
def test_a_sentence_that_ends_in_its_date_is_no_byline(line: str, kind: str) -> None:
    document = read(f"Who pays for the pilots\n\nBy Ida Lund, 12 April 2021\n\n{line}\n\n{TAIL}\n")
    assert (kind, line) in kinds(document)


def test_a_summary_below_the_references_is_text() -> None:
    text = (
        "Quién paga a los prácticos del estrecho\n\n"
        + "El consejo del puerto habló dos días de los peajes del estrecho y nadie supo decir cuánto cobrarían los prácticos.\n\n" * 4
        + "Referencias\nLund, Ida, «Los peajes», El Diario del Mar, 3 de mayo de 2019\n"
        + "Vale, N. (2018). What the pilots of the strait are paid for their work. Journal of Harbours, 12(3), 4-9.\n\n"
        + "[Summary in English] The council of the harbour spoke of tolls for two days. Nobody could say what the pilots would be paid, "
        + "and on 4 May 2019 the council closed its session without a vote on the matter.\n"
    )
    document = read(text)
    assert [p.language for p in document.parts] == ["es", "en"]
    told = kinds(document)
    assert sum(kind == "reference" for kind, _ in told) == 2
    assert ("sentence", "Nobody could say what the pilots would be paid, and on 4 May 2019 the council closed its session without a vote on the matter.") in told


def test_a_row_of_links_to_neighbours_is_furniture_bars_and_all() -> None:
    document = read(f"Tolls and their friends\n\n{TAIL}\n\n{TAIL}\n\nPrevious post | Pilots in May | 2019-05-02 |\n---|---|---|\nNext post | Pilots in June | 2019-06-04 |\n")
    assert [kind for kind, _ in kinds(document)][-3:] == ["furniture"] * 3
