"""Citations of whole documents: where marks stand, which part's notes serve which text."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import citations

ENGLISH = """The Long Dyke of the North

By Lena Orr, 7 January 2020, www.example.org

The dyke was raised twice in a hundred years and it was never paid for in full by anyone. [1] The harbour masters of the
coast asked the parliament for a second loan, and the parliament put the matter off until the summer. [2]

Nobody knows today who ordered the third gate, or why it stood open on the night of the storm. [1]

[1] Nora Vale: Who pays for the dyke? The Harbour Review, March 4, 2019, https://example.org/pays

[2] Coastwire, Loan put off, 2019-11-28

All papers on the dyke are on a special page of our website: https://example.org/papers-on-the-dyke/
"""

SPANISH = """
El largo dique del norte

Por Lena Orr, 7 de enero de 2020, www.example.org

El dique se elevó dos veces en cien años y nunca lo pagó nadie por completo. [1] Los capitanes de los puertos de la costa
pidieron al parlamento un segundo préstamo, y el parlamento aplazó el asunto hasta el verano. [2]

Nadie sabe hoy quién mandó hacer la tercera compuerta, ni por qué estaba abierta la noche de la tormenta. [1]
"""


def load(text: str) -> Document:
    document = load_bytes("dyke.txt", text.encode())
    assert isinstance(document, Document)
    return document


def test_notes_serve_their_text_and_the_translation_without_notes() -> None:
    text = ENGLISH + SPANISH
    document = load(text)
    assert [p.language for p in document.parts] == ["en", "es"]
    rows = list(citations.read(document))
    assert [r["marker"] for r in rows] == ["[1]", "[2]", "[2]"]
    first = rows[0]
    marks = [i for i in range(len(text)) if text.startswith("[1]", i) and not text.startswith("[1] Nora", i)]
    assert first["cited_at"] == marks
    assert len(marks) == 4
    assert rows[2]["url"] == "https://example.org/papers-on-the-dyke/"
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)


def test_a_line_of_sources_at_the_end_is_a_citation_and_the_byline_is_none() -> None:
    text = (
        "Harbour council on the dyke\n\nNora Vale, Coast Institute, 4 March 2020\n\n"
        "The harbour council met for two days and settled nothing of what it had come to settle.\n\n"
        "It will meet again when the ice is gone and the loan has been talked over in the capital.\n\n"
        "The members left the hall without a word to those who were waiting for them at the door.\n\n"
        "LAGUNA, COASTWIRE, 5 March 2020\n"
    )
    rows = list(citations.read(load(text)))
    assert [(r["outlet"], r["date"], r["marker"], r["cited_at"]) for r in rows] == [("LAGUNA, COASTWIRE", "2020-03-05", None, [])]


def test_an_address_broken_behind_its_question_mark_is_whole() -> None:
    document = load(ENGLISH.replace("https://example.org/pays", "https://example.org/papers/show.aspx?\npaperid=4785"))
    assert next(citations.read(document))["url"] == "https://example.org/papers/show.aspx?paperid=4785"


MARKED = """제방은 누가 지키는가

한바다, 2021년 4월 2일

제방은 백 년 동안 두 번 높아졌고 아무도 그 값을 다 치르지 않았다.1) 항구의 선장들은 두 번째 대출을 요청했다.2)

의회는 여름까지 논의를 미루었으며 세 번째 수문을 누가 열었는지는 지금도 아무도 모른다.

1) 한바다·이물결, 「제방의 정치」, 『연안연구』, 2020년 3월.
2) 갯벌연구소, 『바다의 값』, 2019년 9월, 14-16쪽.
"""


def test_notes_are_told_by_marks_that_the_text_bears() -> None:
    assert [r["marker"] for r in citations.read(load(MARKED))] == ["1)", "2)"]
    raised = MARKED.replace("1) ", "¹ ").replace("2) ", "² ").replace("다.1)", "다.¹").replace("다.2)", "다.²")
    assert [r["date"] for r in citations.read(load(raised))] == ["2020-03", "2019-09"]
    told = "제방은 2019년에 높아졌고, 항구는 그해 여름까지, 선장들의 뜻대로 닫혀 있었다."
    unborne = MARKED.replace("다.1) ", "다. ").replace("다.2)", "다.").replace("한바다·이물결, 「제방의 정치」, 『연안연구』, 2020년 3월.", told)
    assert not any(s.kind == "note" for _, s in load(unborne).segments())


NAMED = """The keepers of the dyke

Port Ansel, 4 April 2021

The dyke was raised twice and nobody paid for it (1). We wrote on this before: The Long Dyke, 14 January 2013, https://coast.example/papers/dyke. The council met twice in the spring and left the gate as it was.

The captains asked for a second loan, and the council has put off its answer to the summer.

{0} Lena Orr: What the Tide Took, Coast Review, Aug. 18, 2020, https://coast.example/tide
{1} See e.g. Per Lund: The Salt Ledger, Ansel 2013, chapter 9; ibid: The Nine Storms of the Northern Coast, Tidewater Books, Ansel 2019, pp. 120-133
{2} Ibid.

We have more on the dyke in these papers:
Dyke Union: Down with the toll! 3.7.2019, https://coast.example/papers/toll
Dyke Union: After the flood, 5 November 2014, in: Harbour Letters No. 29, https://coast.example/papers/flood
"""


@pytest.mark.parametrize("marks", [("1)", "2)", "3)"), ("(1)", "(2)", "(3)"), ("1.", "2.", "3."), ("1", "2", "3")])
def test_lines_that_only_name_works_are_notes_however_they_are_numbered(marks: tuple[str, ...]) -> None:
    document = load(NAMED.format(*marks))
    found = [(r["title"], r["date"]) for r in citations.read(document)]
    assert found == [
        ("The Long Dyke", "2013-01-14"), ("What the Tide Took", "2020-08-18"), ("The Salt Ledger", "2013"), ("The Nine Storms of the Northern Coast", "2019"), ("The Nine Storms of the Northern Coast", "2019"),
        ("Down with the toll!", "2019-07-03"), ("After the flood", "2014-11-05"),
    ]  # fmt: skip
    assert document.metadata.author is None
    assert document.metadata.published == "2021-04-04"


def test_a_line_that_says_it_is_a_source_is_one_wherever_it_stands() -> None:
    text = NAMED.split("{0}")[0].replace("The captains", 'Source: Coast Board, "Loans of the port", 2020.03.02\n\nThe captains') + "\n".join(["The tide rose."] * 4)
    assert ("Loans of the port", "2020-03-02") in [(r["title"], r["date"]) for r in citations.read(load(text))]


def test_an_entry_of_a_list_counts_however_its_day_is_told() -> None:
    text = NAMED.split("{0}")[0] + "References\nOrr, L. (2015). The long dyke and its keepers. Saltmarsh Books.\nCoast Court. Order of 1 December 2012, Dyke Award of 3 October 1899 (Ansel v. Lund).\n"
    assert [r["date"] for r in citations.read(load(text))][-2:] == ["2015", "2012-12-01"]


def test_a_note_may_name_a_work_again_by_surname_and_words_of_its_title() -> None:
    found = [r["title"] for r in citations.read(load(NAMED.format("1.", "2.", "3.").replace("3. Ibid.", "3. Lund, Salt Ledger, 50.")))]
    assert found[4] == "The Salt Ledger"


def test_a_remark_below_the_notes_is_no_part_of_the_last_one() -> None:
    last = [s for _, s in load(MARKED + "※ 이 글은 필자의 견해이다.\n").segments()][-1]
    assert last.kind != "note"


def test_a_titled_source_in_brackets() -> None:
    text = 'The gate was closed (see Coast Review, "Who shut the third gate?", 3 July 2022) and has stayed so.'
    assert [(r["title"], r["date"]) for r in citations.read(load(text))] == [("Who shut the third gate?", "2022-07-03")]


def test_a_paper_of_a_day_in_brackets() -> None:
    text = "제방은 두 번 높아졌다(연합뉴스, 2020년 1월 5일자). 항구의 선장들은 두 번째 대출을 요청했다."
    assert [(r["outlet"], r["date"]) for r in citations.read(load(text))] == [("연합뉴스", "2020-01-05")]


def test_a_list_of_references_right_below_the_notes_is_none_of_them() -> None:
    text = ENGLISH.rsplit("\n\nAll papers", 1)[0] + "\nReferences\nOrr, L. (2015). The long dyke and its keepers. Saltmarsh Books.\n"
    assert [r["date"] for r in citations.read(load(text))] == ["2019-03-04", "2019-11-28", "2015"]


def test_a_bracket_that_names_an_entry_of_the_list_is_its_mark() -> None:
    text = (
        "The long dyke\n\nLena Orr, 7 January 2020\n\nThe dyke was raised twice in a hundred years (Coastwire, 28 November 2019). "
        "The harbour masters asked for a second loan (Harbour Post, 3 December 2019).\n\nReferences\n\n"
        "Coastwire, Why the dykes held and what they cost, 2019-11-28\n"
    )
    bracket, entry = citations.read(load(text))
    assert (bracket["quote"], bracket["cited_at"]) == ("Harbour Post, 3 December 2019", [])
    assert entry["cited_at"] == [text.index("Coastwire, 28")]
