"""What a column's head counts in multiplies its figures; money is money."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.quantities.header import header_unit
from foedus.evidence.readers import quantities
from foedus.langs.registry import language


@pytest.mark.parametrize(
    ("code", "head", "factor", "currency"),
    [
        ("en", "Fleet (thousands)", 1e3, None),
        ("en", "Aid (€ million)", 1e6, "EUR"),
        ("en", "Debt (billions of US dollars)", 1e9, "USD"),
        ("en", "Share of the million poorest", 1, None),
        ("en", "Cost (million per ship)", 1, None),
        ("es", "Ayuda (millones de euros)", 1e6, "EUR"),
        ("es", "Deuda (miles de millones de dólares)", 1e9, "USD"),
        ("ko", "인구(만 명)", 1e4, None),
        ("ko", "원조(억 달러)", 1e8, "USD"),
        ("ko", "선박(척)", 1, None),
        ("ru", "Население (тыс. чел.)", 1e3, None),
    ],
)
def test_heads_of_columns(code: str, head: str, factor: float, currency: str | None) -> None:
    assert header_unit(head, language(code)) == (factor, currency)


def test_the_figures_of_a_column_of_money() -> None:
    text = "Table 1. Ports, 2017\n\nPort               Ships (thousands)  Debt (US$ million)\n\nNorthhaven         1,200              6.5\n\nSouthhaven         900                2\n"
    document = load_bytes("ports.txt", text.encode())
    assert isinstance(document, Document)
    found = {r["quote"]: r for r in quantities.read(document)}
    assert (found["6.5"]["value"], found["6.5"]["unit"], found["6.5"]["unit_kind"]) == (6_500_000, "USD", "money")
    assert (found["1,200"]["value"], found["1,200"]["unit"]) == (1_200_000, "ships")
