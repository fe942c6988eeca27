"""Where and how a page says when it was written: above its title or below, in whatever form, or run into its first sentence."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document

TITLE = {"en": "Peru closes its border with Chile after clash", "es": "Perú cierra su frontera con Chile tras un choque", "ko": "페루, 칠레와의 국경 폐쇄"}
BODY = {
    "en": "Peru closed its border with Chile after a clash on the coast. Chile protested against the measure and recalled its envoy.",
    "es": "Perú cerró su frontera con Chile tras un choque en la costa. Chile protestó por la medida y llamó a su embajador.",
    "ko": "페루는 해안 충돌 이후 칠레와의 국경을 폐쇄했다. 칠레는 이 조치에 항의하고 대사를 소환했다.",
}
STAMPS = [
    ("en", "Posted by Ann on 27-02-2019 | 15:40:59"), ("en", "27.02.19"), ("en", "2019-02-27T15:40:59Z"), ("en", "Updated 3:40 PM EST, Wed February 27, 2019"),
    ("en", "Statement by the President, 27 February 2019"), ("es", "Actualizado 27/02/2019 01:42"), ("es", "27 | 02 | 2019"),
    ("es", "En Lima, a los 27 días de febrero de 2019"), ("es", "Mundo 27 Feb 2019 - 3:40 p. m."), ("ko", "작성자 편집부 작성일 19-02-27 08:55"),
    ("ko", "외교부 대변인 성명 (2019. 2. 27.)"), ("ko", "주체108(2019)년 2월 27일"), ("ko", "19.02.27 08:55"), ("ko", "기사입력 2019.02.27 08:55"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "stamp"), STAMPS)
def test_a_page_is_of_the_day_above_or_below_its_title(code: str, stamp: str) -> None:
    for text in (f"{stamp}\n\n{TITLE[code]}\n\n{BODY[code]}\n", f"{TITLE[code]}\n{stamp}\n{BODY[code]}\n"):
        document = load_bytes("page.txt", text.encode())
        assert isinstance(document, Document)
        assert document.metadata.published == "2019-02-27"
        assert document.metadata.title == TITLE[code]


def test_a_line_that_runs_from_who_posted_it_into_its_first_sentence_is_parted() -> None:
    text = f"{TITLE['en']}\nPosted by: Ann on 27-02-2019 | 15:40:59{BODY['en']} {BODY['en']}\n"
    document = load_bytes("page.txt", text.encode())
    assert isinstance(document, Document)
    assert document.metadata.published == "2019-02-27"
    assert any(document.slice(s).startswith("Peru closed") for _, s in document.segments())


def test_a_line_with_a_day_is_the_title_where_no_other_can_be() -> None:
    document = load_bytes("page.txt", f"Statement by the President, 27 February 2019\n\n{BODY['en']}\n".encode())
    assert isinstance(document, Document)
    assert document.metadata.title == "Statement by the President, 27 February 2019"


def test_a_dateline_of_the_day_before_one_still_to_come_is_of_its_year() -> None:
    text = "Peru vota\n\nLIMA, 2 dic (EFE).- Perú celebra este domingo 3 de diciembre de 2023 un referendo. Chile protestó por la medida.\n"
    document = load_bytes("page.txt", text.encode())
    assert isinstance(document, Document)
    assert document.metadata.published == "2023-12-02"
