"""The date of a byline is read by the language that reads most of it, however many languages there are."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Télam, LUSA, 6 de mayo de 2011.", "2011-05-06"),
        ("Xinhua, ANP, AP, 6 May 2011.", "2011-05-06"),
        ("Тасс, Белта, агентства, 6 мая 2011.", "2011-05-06"),
    ],
)
def test_a_last_line_of_agencies_and_a_date_dates_the_document(line: str, iso: str) -> None:
    body = "Perú cerró su frontera con Chile. Chile protestó por la medida." if "mayo" in line else "Peru closed its border with Chile. Chile protested against it."
    body = "Перу закрыло границу с Чили. Чили протестовало против этого." if "мая" in line else body
    document = load_bytes("wire.txt", f"{body}\n\n{body}\n\n{line}\n".encode())
    assert isinstance(document, Document)
    assert document.metadata.published == iso


def test_a_sentence_that_runs_into_its_date_is_no_byline() -> None:
    document = load_bytes("wire.txt", b"Peru closed its border with Chile.\n\nThe two foreign ministers met in Lima on 6 May 2011.\n")
    assert isinstance(document, Document)
    assert document.metadata.published is None
