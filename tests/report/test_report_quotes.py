"""Quote cards: the highlighted words are exactly those of the anchor, whatever stands before them."""

from __future__ import annotations

import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foedus.report.cite import Citations, safe_url
from foedus.report.quotes import quote, segment_with_marks, stretches


def card(make: Any, text: str, words: str, **options: Any) -> Any:
    documents = make.read_documents({"a.txt": text})
    start = documents["a.txt"].text.index(words)
    return quote(Citations(documents, {}), "a.txt", start, start + len(words), words, **options)


def test_an_emoji_before_the_span_shifts_nothing(make: Any) -> None:
    made = card(make, "Boats \U0001f6a2\U0001f6a2 sailed. Forty guards stood at the gate.\n", "Forty guards")
    assert made.text == "Forty guards"
    assert next(s.text for s in made.stretches if not s.mark).endswith("sailed. ")
    assert made.state == "ok"


def test_a_line_broken_inside_a_sentence_reads_as_one(make: Any) -> None:
    lines = "The council sat for many hours and then it decided that the guard would leave\nbefore the end of the month, as it had promised to the town and to its people on the day\nof arrival.\n"
    made = card(make, lines, "would leave\nbefore the end")
    assert made.text == "would leave before the end"


def test_composed_hangul_is_found_in_a_decomposed_file(make: Any) -> None:
    text = unicodedata.normalize("NFD", "의장은 경비대 이백 명을 보낸다고 말했다.\n")
    made = card(make, text, unicodedata.normalize("NFD", "이백 명"))
    assert made.text == "이백 명"
    assert made.language == "ko"


def test_context_is_cut_between_words_and_says_so(make: Any) -> None:
    text = "word " * 200 + "HERE" + " tail" * 200 + ".\n"
    made = card(make, text, "HERE", context=50)
    before, hit, after = (s.text for s in made.stretches)
    assert hit == "HERE"
    assert before.startswith("… word ")
    assert after.endswith(" tail …")
    assert len(before) <= 53


def test_changed_words_are_shown_as_recorded_and_flagged(make: Any) -> None:
    documents = make.read_documents({"a.txt": "The gate is shut.\n"})
    made = quote(Citations(documents, {}), "a.txt", 4, 8, "door")
    assert (made.state, made.text, made.href) == ("changed", "door", None)
    beyond = quote(Citations(documents, {}), "a.txt", 4, 9000)
    assert (beyond.state, beyond.text) == ("changed", "")


def test_a_missing_document_is_flagged_and_numbered() -> None:
    citations = Citations({}, {})
    made = quote(citations, "gone.txt", 0, 4, "word")
    assert (made.state, made.number, made.text) == ("missing", 1, "word")
    assert citations.references()[0].details == "not among the documents of this case"


spans = st.lists(st.tuples(st.integers(-5, 45), st.integers(-5, 45), st.sampled_from(["x", "y", None])), max_size=6)


@given(st.text(max_size=40), spans, st.integers(-3, 3))
def test_stretches_cut_and_never_change_the_text(text: str, raw: list[tuple[int, int, str | None]], offset: int) -> None:
    given_spans = [(min(a, b), max(a, b) + 1, i) for a, b, i in raw]
    made = stretches(text, given_spans, offset)
    assert "".join(s.text for s in made) == text
    marked = [s.mark for s in made for _ in s.text]
    assert marked == [any(a <= k + offset < b for a, b, _ in given_spans) for k in range(len(text))]


@given(spans)
def test_every_span_that_begins_in_the_text_keeps_its_id(raw: list[tuple[int, int, str | None]]) -> None:
    text = "a" * 40
    numbered = [(min(a, b), max(a, b) + 1, f"i{k}") for k, (a, b, _) in enumerate(raw)]
    found = {i for s in stretches(text, numbered) for i in s.ids}
    assert found == {i for a, _, i in numbered if 0 <= a < len(text)}


def test_a_segment_marks_raw_spans_in_unwrapped_text(make: Any) -> None:
    documents = make.read_documents({"a.txt": "\U0001f6a2 Ten boats and\u00a0four guards came.\n"})
    document = documents["a.txt"]
    start = document.text.index("four guards")
    made = segment_with_marks(document, 2, len(document.text) - 1, [(start, start + 11)])
    assert "".join(s.text for s in made if s.mark) == "four guards"


def test_only_web_addresses_become_links() -> None:
    assert safe_url("www.example.org/a") == "https://www.example.org/a"
    assert safe_url("http://example.org") == "http://example.org"
    for bad in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://[", "", None):
        assert safe_url(bad) is None
